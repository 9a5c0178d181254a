//! Facts and lists come back as they were, once.

use super::*;

fn every_kind() -> Vec<Fact> {
    let sent = fact(
        r#""fact":"sent","note":"hello","tags":["rust"],"slug":"ana-kovac","name":"Ana Kovac","at":"2026-10-05","within":3"#,
    );
    let look = fact(&format!(
        r#""fact":"look","signals":{{"button":"pending","count":412,"in_connections":"yes","replied":"yes"}},"about":["{}"],"at":"2026-10-05T06:57:00Z""#,
        sent.uid
    ));
    let (ana, elsewhere) = (sent.uid, Uid::of_text("elsewhere"));
    let mut facts = vec![
        fact(
            r#""fact":"sent","source":"table","name":"Ana","email":"Ana@Example.org","at":"2026-10-05T06:57:00","again":true"#,
        ),
        fact(
            r#""fact":"look","source":"page","signals":{"degree":"2nd"},"memo":"hm","first":"Ana","at":"2026-10-05""#,
        ),
        fact(
            r#""fact":"invitation","inviter":"jo-pike","nth":1,"name":"Ana Kovac","lines":["CEO"],"at":"2026-10-05T06:57:00","answer":"nobody","also":["a","b"]"#,
        ),
        fact(
            r#""fact":"invitation","source":"page","direction":"in","name":"🙂","at":"2026-10-05","within":15"#,
        ),
        fact(r#""fact":"connection","name":"Ana Kovac","email":"ana@example.org","at":"2026-10-05""#),
        fact(r#""fact":"connection","nth":2,"name":"Ana Kovac","at":"1931-10-05""#),
        fact(
            r#""fact":"acceptance","message_id":"1@linkedin.com","words":"unknown","first":"Ana","at":"2026-10-05T06:57:00Z""#,
        ),
        fact(r#""fact":"reply","slug":"ana","at":"1969-12-31T23:59:59Z""#),
        fact(&format!(
            r#""fact":"action","do":"dismissed","what":"look","about":["{ana}"],"at":"2026-10-05""#
        )),
        fact(&format!(r#""fact":"action","do":"withdrawn","about":["{elsewhere}"],"at":"2026-10-05""#)),
        fact(&format!(
            r#""fact":"correction","set":{{"slug":"ana","name":"Ána","email":null,"also":["x"],"answer":"{elsewhere}"}},"about":["{ana}"]"#
        )),
        fact(&format!(
            r#""fact":"correction","set":{{}},"same":[["{ana}","{elsewhere}"]],"about":["{ana}","{elsewhere}"]"#
        )),
        fact(r#""fact":"correction","set":{"removed":true},"slug":"odd","first":"Odd""#),
        fact(r#""fact":"account","kind":"warning","mistake":true,"at":"2026-10-05""#),
    ];
    facts.insert(0, look);
    facts.push(sent);
    facts
}

#[test]
fn every_kind_of_fact_comes_back_as_it_was() {
    let file = File::new();
    let facts = every_kind();
    let added = add(&mut file.open(), &record(facts.clone()));
    assert_eq!(added.facts.len(), facts.len());
    let loaded = all(&mut file.open());
    assert_eq!(sorted(loaded.record.facts.clone()), sorted(facts));
    assert!(loaded.ids.is_sorted() && loaded.numbers.is_empty());
    // What is about another fact stands after it.
    let place = |uid: Uid| loaded.record.facts.iter().position(|fact| fact.uid == uid);
    for fact in loaded.record.facts.iter().filter(|fact| fact.about.len() == 1) {
        assert!(fact.about.iter().all(|about| place(*about) < place(fact.uid)), "{fact:?}");
    }
}

#[test]
fn the_same_again_changes_nothing_but_an_earlier_time_of_learning() {
    let file = File::new();
    let facts = every_kind();
    let mut batch = record(facts.clone());
    batch.lists.push(list(ListKind::Connections, "2026-10-06", false, &facts, 5..7));
    add(&mut file.open(), &batch);
    let before = file.bytes();
    assert_eq!(add(&mut file.open(), &batch), Added::default());
    assert!(file.bytes() == before);

    let mut twice = record([facts.clone(), facts.clone()].concat());
    twice.facts[facts.len() + 3].learned = Instant::from_millis(7);
    assert_eq!(add(&mut file.open(), &twice), Added::default());
    let loaded = all(&mut file.open());
    let learned = |uid| loaded.record.facts.iter().find(|fact| fact.uid == uid).map(|fact| fact.learned);
    assert_eq!(learned(facts[3].uid), Some(Instant::from_millis(7)));
    assert_eq!(learned(facts[4].uid), Some(facts[4].learned));

    batch.lists[0].complete = true;
    batch.lists[0].learned = Instant::from_millis(9);
    assert_eq!(add(&mut file.open(), &batch), Added::default());
    let loaded = all(&mut file.open());
    assert_eq!((loaded.record.lists[0].complete, loaded.record.lists[0].learned.millis()), (true, 9));
}

#[test]
fn that_a_list_is_complete_is_a_step_of_its_own() {
    let file = File::new();
    let mut store = file.open();
    let facts = every_kind();
    let mut batch = record(facts.clone());
    batch.lists.push(list(ListKind::Connections, "2026-10-06", false, &facts, 5..7));
    add(&mut store, &batch);
    batch.lists[0].complete = true;
    let is_complete = |store: &mut Store| all(store).record.lists[0].complete;
    for _ in 0..2 {
        add(&mut store, &batch);
        let steps = store.read(|view| view.steps(9)).unwrap();
        assert_eq!((is_complete(&mut store), steps.len(), steps[0].counts["list"]), (true, 2, 1));
    }
    assert_eq!(store.write(|change| change.undo(1)).unwrap().len(), 1);
    assert!(!is_complete(&mut store));
    assert_eq!(store.write(|change| change.redo(1)).unwrap().len(), 1);
    assert!(is_complete(&mut store));
    assert_eq!(store.write(|change| change.undo(1)).unwrap().len(), 1);
    add(&mut store, &record(vec![connection("Bo", "bo", "2026-10-05")]));
    assert!(!is_complete(&mut store), "what was undone can't be redone after another step");
}

#[test]
fn of_equal_facts_in_one_batch_one_is_kept_as_first_learned() {
    let file = File::new();
    let ana = connection("Ana", "ana", "2026-10-05");
    let earlier = Fact { learned: Instant::from_millis(3), ..ana.clone() };
    assert_eq!(add(&mut file.open(), &record(vec![ana, earlier.clone()])).facts, [0]);
    assert_eq!(all(&mut file.open()).record.facts, [earlier]);
}

#[test]
fn any_order_and_any_split_make_the_same_set() {
    let facts = every_kind();
    let (one, other) = (File::new(), File::new());
    add(&mut one.open(), &record(facts.clone()));
    for fact in facts.iter().rev() {
        add(&mut other.open(), &record(vec![fact.clone()]));
    }
    let (one, other) = (all(&mut one.open()).record.facts, all(&mut other.open()).record.facts);
    assert_eq!(sorted(one), sorted(other));
}

#[test]
fn lists_are_kept_as_what_came_and_went() {
    let file = File::new();
    let facts: Vec<Fact> = (0..1_100)
        .map(|nth| connection(&format!("Ana {nth}"), &format!("ana-{nth}"), "2026-10-05"))
        .collect();
    let mut store = file.open();
    let mut expected = Vec::new();
    for week in 0..100_u32 {
        let day = Day::new(2024, 1, 1).and_then(|day| day.plus_days(i64::from(week) * 7)).unwrap().iso();
        let rows = week..week + 1_000;
        let complete = week % 10 != 7;
        // Each read from a file of its own.
        let from = rows.start as usize;
        let own = facts[from..from + 1_000].to_vec();
        let list = list(ListKind::Connections, &day, complete, &own, 0..1_000);
        expected.push(own.iter().map(|fact| fact.uid).collect::<Vec<_>>());
        expected.last_mut().unwrap().sort_unstable();
        let batch = Record { lists: vec![list], ..record(own) };
        add(&mut store, &batch);
        assert_eq!(add(&mut store, &batch), Added::default());
    }
    let loaded = all(&mut store);
    assert_eq!(rows(&loaded.record), expected);
    let told = |list: &List| (list.base.is_some(), list.came.len(), list.went.len());
    assert_eq!(told(&loaded.record.lists[1]), (true, 1, 1));
    assert_eq!(told(&loaded.record.lists[7]), (false, 1_000, 0));
    assert_eq!(told(&loaded.record.lists[8]), (true, 2, 2));
    let size = "SELECT sum(length(came) + length(went)) FROM list";
    let size: u32 = store.connection.query_row(size, [], |row| row.get(0)).unwrap();
    assert!(size < 6_000, "{size}");

    // All at once, as an export has them, they are the same.
    let copy = File::new();
    let exported = Record { forgotten: crate::record::forgotten::Forgotten::default(), ..loaded.record };
    assert_eq!(add(&mut copy.open(), &exported).lists.len(), 100);
    assert_eq!(rows(&all(&mut copy.open()).record), expected);
}

#[test]
fn rows_that_make_no_sense_are_refused() {
    let file = File::new();
    let nobody =
        Fact { who: Who { name: Some("".into()), ..Who::default() }, ..connection("A", "a", "2026-10-05") };
    let change = |change: &Change| change.add(&record(vec![nobody.clone()]));
    assert!(file.open().write(change).is_err());
    assert!(all(&mut file.open()).record.facts.is_empty());
}
