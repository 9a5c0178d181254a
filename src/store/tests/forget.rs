//! Whoever is forgotten leaves no trace but a mark.

use std::path::Path;

use super::*;
use crate::record::forgotten::{Forgotten, key_of, key_of_profile, keys_of};
use crate::store::copies::place;

fn is_told_in(path: &Path) -> bool {
    let bytes = std::fs::read(path).unwrap().to_ascii_lowercase();
    bytes.windows(9).any(|part| part == b"quasimodo") || bytes.windows(4).any(|part| part == b"zoeq")
}

fn others(count: u32) -> Vec<Fact> {
    (0..count).map(|nth| connection(&format!("Bo {nth}"), &format!("bo-{nth}"), "2026-10-05")).collect()
}

fn zoe() -> Fact {
    fact(
        r#""fact":"sent","name":"Zoe Quasimodo","slug":"zoe-quasimodo","email":"zoeq@example.org","at":"2026-10-05""#,
    )
}

fn write(store: &mut Store, words: &str, batch: &Record) {
    store
        .write(|change| {
            change.begin(Instant::from_millis(1), words);
            change.add(batch)
        })
        .unwrap();
}

/// Everything that names her, in force or not.
fn chosen(view: &View) -> Read<Chosen> {
    let forgotten = view.forgotten()?;
    let record = view.with_undone().all()?.record;
    let is_her = |fact: &&Fact| {
        fact.who.slug.as_deref() == Some("zoe-quasimodo") || fact.who.name.as_deref() == Some("Zoe Quasimodo")
    };
    let marks = keys_of(&zoe().who).into_iter().take(2).map(|key| forgotten.mark(&key));
    Ok(Chosen {
        facts: record.facts.iter().filter(is_her).map(|fact| fact.uid).collect(),
        marks: marks.map(|mark| (mark, Instant::from_millis(9))).collect(),
    })
}

#[test]
fn who_is_forgotten_leaves_no_byte() {
    let file = File::new();
    let mut store = file.open();
    let zoe = zoe();
    let mut rows = others(1_500);
    rows.insert(700, connection("Zoe Quasimodo", "zoe-quasimodo", "2026-10-06"));
    let of_list = list(ListKind::Connections, "2026-10-06", true, &rows, 0..1_501);
    let later = list(ListKind::Connections, "2026-10-13", true, &rows, 0..1_500);
    let day =
        fact(&format!(r#""fact":"correction","set":{{"as_of":"2026-10-07"}},"about":["{}"]"#, of_list.uid));
    let bo = rows[3].uid;
    write(&mut store, "import a.csv", &Record { lists: vec![of_list, later], ..record(rows.clone()) });
    let look =
        |json: &str| fact(&format!(r#""fact":"look","signals":{{"degree":"2nd"}},{json},"at":"2026-10-07""#));
    let about = look(&format!(r#""memo":"Quasimodo wrote","about":["{}"]"#, zoe.uid));
    let right = fact(&format!(
        r#""fact":"correction","set":{{"name":"Zoé Quasimodo","also":["zoeq"]}},"about":["{}","{}"]"#,
        zoe.uid, about.uid
    ));
    let not_her = fact(&format!(r#""fact":"correction","set":{{"not":["{}"]}},"about":["{bo}"]"#, zoe.uid));
    write(&mut store, "add 'Zoe Quasimodo'", &record(vec![zoe.clone(), day.clone()]));
    write(&mut store, "observe zoe --memo", &record(vec![about.clone(), others(1_600)[1_550].clone()]));
    write(&mut store, "edit 2", &record(vec![right, not_her.clone()]));
    write(
        &mut store,
        "close zoeq@example.org",
        &record(vec![look(&format!(r#""about":["{}"]"#, about.uid))]),
    );
    let automatic = backup::keep(&file.path, "before-import", 9, Instant::from_millis(0)).unwrap().unwrap();
    let by_hand = place(&file.path, Some("0123456789"), "by-hand", Instant::from_millis(0)).unwrap();
    store.copy_to(&by_hand, false).unwrap();
    store.write(|change| change.undo(1)).unwrap();
    store.write(|change| change.cache("x", Instant::from_millis(1), "quasimodo")).unwrap();
    assert!(is_told_in(&file.path) && is_told_in(&automatic));

    let now = Instant::from_millis(86_400_000);
    let copies = store.forget(now, chosen).unwrap();
    assert_eq!((copies.facts, &copies.dropped, &copies.left), (5, &vec![automatic], &vec![by_hand]));
    assert!(!is_told_in(&file.path) && !is_told_in(&copies.written.unwrap()));
    assert!(!header::journal_of(&file.path).exists());

    let loaded = all(&mut store);
    assert!(loaded.record.facts.contains(&not_her), "it is about somebody else");
    assert_eq!(super::rows(&loaded.record)[0].len(), 1_500);
    assert_eq!(loaded.record.forgotten.marks.len(), 2);
    let steps = store.read(|view| view.steps(9)).unwrap();
    let words: Vec<&str> = steps.iter().map(|step| &step.words[..]).collect();
    assert_eq!(words, ["edit 2", "observe", "add", "import a.csv"]);
    let about_list = loaded.record.facts.iter().find(|fact| fact.uid == day.uid).unwrap().about[0];
    assert_eq!(about_list, loaded.record.lists[0].uid);

    // The same list without her is the same list.
    let rows = others(1_500);
    let again = list(ListKind::Connections, "2026-10-06", true, &rows, 0..1_500);
    assert_eq!(add(&mut store, &Record { lists: vec![again], ..record(rows) }), Added::default());
    assert_eq!(store.write(|change| change.undo(9)).unwrap().len(), 4);
    let marks: Vec<_> = loaded.record.forgotten.marks.keys().copied().collect();
    assert_eq!(store.write(|change| change.allow(&marks)).unwrap(), 2);
    assert!(store.read(|view| view.forgotten()).unwrap().marks.is_empty());
}

#[test]
fn lists_that_only_she_told_apart_become_one() {
    let file = File::new();
    let mut store = file.open();
    let mut rows = others(3);
    rows.push(connection("Zoe Quasimodo", "zoe-quasimodo", "2026-10-06"));
    let lists = vec![
        list(ListKind::Connections, "2026-10-06", false, &rows, 0..4),
        list(ListKind::Connections, "2026-10-06", true, &rows, 0..3),
        list(ListKind::Connections, "2026-10-13", true, &rows, 0..2),
    ];
    let last = lists[2].uid;
    write(&mut store, "import", &Record { lists, ..record(rows) });
    store.forget(Instant::from_millis(0), chosen).unwrap();
    let record = all(&mut store).record;
    let told: Vec<_> = record.lists.iter().map(|list| (list.complete, list.base, list.went.len())).collect();
    assert_eq!(told, [(true, None, 0), (true, Some(0), 1)]);
    assert_eq!(record.lists[1].uid, last);
    assert_eq!(super::rows(&record).iter().map(Vec::len).collect::<Vec<_>>(), [3, 2]);
}

/// Whoever has a mark, unless they were typed since.
fn again(view: &View, before: &Forgotten) -> Read<Chosen> {
    let (own, facts) = (view.forgotten()?, view.with_undone().all()?.record.facts);
    let before = before.in_force(&facts);
    let gone: Vec<&Fact> = facts.iter().filter(|fact| before.since(&fact.who).is_some()).collect();
    let mark = |fact: &&&Fact| Some((own.mark(&key_of(&fact.who)?), before.since(&fact.who)?));
    Ok(Chosen {
        marks: gone.iter().filter_map(|fact| mark(&fact)).collect(),
        facts: gone.iter().map(|fact| fact.uid).collect(),
    })
}

#[test]
fn a_restored_copy_forgets_again() {
    let (file, other) = (File::new(), File::new());
    let mut store = file.open();
    write(&mut store, "add zoe", &record(vec![zoe()]));
    let copy = file.path.with_file_name("copy.db");
    store.copy_to(&copy, false).unwrap();
    for path in [&file.path, &other.path] {
        let mut store = Store::open_to_write(path).unwrap();
        write(&mut store, "add bo", &record(others(1)));
        store
            .forget(Instant::from_millis(1_900_000_000_000), |view| {
                let marks = view.forgotten()?.mark(&key_of_profile("zoe-quasimodo"));
                Ok(Chosen {
                    marks: [(marks, Instant::from_millis(1_900_000_000_000))].into(),
                    ..chosen(view)?
                })
            })
            .unwrap();
        assert_eq!(store.differs_from(&copy).unwrap(), path == &other.path);
        store.replace_with(&copy, again).unwrap();
        let record = all(&mut store).record;
        assert!(record.facts.is_empty());
        assert!(record.forgotten.since(&zoe().who).is_some());
        assert!(!is_told_in(path));
        assert!(!store.differs_from(&copy).unwrap());
    }

    // Unless she was asked again since.
    let mut store = file.open();
    let mut later = zoe();
    later.learned = Instant::from_millis(2_000_000_000_000);
    later.uid = uid_of(&later, true);
    write(&mut store, "add zoe", &record(vec![later]));
    store.copy_to(&copy, true).unwrap();
    store.replace_with(&copy, again).unwrap();
    assert_eq!(all(&mut store).record.facts.len(), 1);
    let _: Forgotten = store.read(|view| view.forgotten()).unwrap();
}
