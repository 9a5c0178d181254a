//! Copies, and what becomes of them.

use super::*;
use crate::store::copies::{self, kept, place};

fn at(day: i64) -> Instant {
    Instant::from_millis(day * 86_400_000)
}

fn some(name: &str) -> Record {
    record(vec![connection(name, &name.to_lowercase(), "2026-10-05")])
}

#[test]
fn copies_are_of_one_file_and_one_record() {
    let file = File::new();
    let other = file.path.with_extension("sqlite");
    assert_eq!(backup::keep(&file.path, "before-import", 2, at(0)).unwrap(), None);
    let mut store = file.open();
    assert_eq!(backup::keep(&file.path, "before-import", 2, at(0)).unwrap(), None, "there is nothing yet");
    add(&mut store, &some("Ana"));
    let id = store.record_id().unwrap();
    let first = backup::keep(&file.path, "before-import", 2, at(0)).unwrap().unwrap();
    let name = first.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, format!("my.db-19700101T000000Z-{}-before-import.db", &id[..8]));
    assert_eq!(
        backup::keep(&file.path, "before-import", 2, at(1)).unwrap().as_ref(),
        Some(&first),
        "the same"
    );

    add(&mut Store::open_to_write(&other).unwrap(), &some("Bo"));
    let of_other = backup::keep(&other, "before-import", 2, at(2)).unwrap().unwrap();
    let paths = |path| kept(path).unwrap().into_iter().map(|kept| kept.path).collect::<Vec<_>>();
    assert_eq!((paths(&file.path), paths(&other)), (vec![first.clone()], vec![of_other.clone()]));
    assert!(store.differs_from(&of_other).unwrap() && !store.differs_from(&first).unwrap());

    for (nth, name) in ["Cy", "Dee", "Eve"].into_iter().enumerate() {
        add(&mut store, &some(name));
        let time = at(i64::try_from(nth).unwrap());
        backup::keep(&file.path, "before-restore", 2, time).unwrap().unwrap();
    }
    let kept = kept(&file.path).unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|kept| kept.is_automatic() && kept.why == "before-restore"));
    assert!(kept[0].path.to_str().unwrap().contains("my.db-19700103T000000Z-"));

    // Another record under the same name leaves the copies of the first alone.
    drop(store);
    std::fs::remove_file(&file.path).unwrap();
    add(&mut file.open(), &some("Flo"));
    backup::keep(&file.path, "before-import", 1, at(9)).unwrap().unwrap();
    assert_eq!(copies::kept(&file.path).unwrap().len(), 3);
}

#[test]
fn a_copy_is_restored_as_it_is_and_no_number_is_given_twice() {
    let file = File::new();
    let mut store = file.open();
    let ana = fact(r#""fact":"sent","name":"Ana","at":"2026-10-05""#);
    let number = |store: &mut Store, fact: &Fact| {
        let write = store.write(|change| {
            change.begin(at(0), "add");
            change.add(&record(vec![fact.clone()]))?;
            change.give_numbers(&[fact.uid])
        });
        write.unwrap()[0]
    };
    assert_eq!(number(&mut store, &ana), 1);
    let copy = place(&file.path, None, "by-hand", at(0)).unwrap();
    store.copy_to(&copy, false).unwrap();
    assert!(store.copy_to(&copy, false).unwrap_err().message.ends_with("is there already"));
    assert_eq!(number(&mut store, &fact(r#""fact":"sent","name":"Bo","at":"2026-10-05""#)), 2);
    store.replace_with(&copy, |_, _| Ok(Chosen::default())).unwrap();
    assert_eq!(all(&mut store).record.facts, [ana]);
    assert_eq!(number(&mut store, &fact(r#""fact":"sent","name":"Cy","at":"2026-10-05""#)), 3);
    assert_eq!(store.write(|change| change.undo(9)).unwrap().len(), 2);
    assert_eq!(store.problems().unwrap(), Vec::<String>::new());
}

#[test]
fn only_sound_copies_are_restored_and_a_damaged_file_is_moved_aside() {
    let file = File::new();
    let mut store = file.open();
    add(&mut store, &some("Ana"));
    let copy = backup::keep(&file.path, "before-import", 2, at(0)).unwrap().unwrap();
    drop(store);
    assert!(!check::is_damaged(&file.path).unwrap());
    let mut torn = file.bytes();
    torn.truncate(5_000);
    std::fs::write(&file.path, &torn).unwrap();
    let error = Store::open_to_read(&file.path).err().unwrap();
    assert!(error.hints[0].ends_with(&format!("invtrack restore {}", copy.display())), "{error:?}");
    assert!(check::is_damaged(&file.path).unwrap());
    assert!(check::verified(&file.path).is_err());
    assert_eq!(newest_sound(&file.path), Some(copy.clone()));

    let aside = backup::move_aside(&file.path, at(1)).unwrap();
    assert_eq!(std::fs::read(&aside).unwrap(), torn);
    let kept = kept(&file.path).unwrap();
    assert_eq!((kept[0].path.clone(), kept[0].is_damaged(), &kept[0].record), (aside, true, &None));
    let mut store = file.open();
    assert!(!store.differs_from(&copy).unwrap(), "there is nothing that could be lost");
    store.replace_with(&copy, |_, _| Ok(Chosen::default())).unwrap();
    assert_eq!(all(&mut store).record.facts.len(), 1);

    for content in ["", "no database, whatever it is called"] {
        std::fs::write(&copy, content).unwrap();
        assert!(store.replace_with(&copy, |_, _| Ok(Chosen::default())).is_err());
    }
    assert_eq!(all(&mut store).record.facts.len(), 1);
}
