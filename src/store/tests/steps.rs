//! Steps, numbers, and what is remembered beside the facts.

use super::*;

fn names(store: &mut Store) -> Vec<String> {
    let facts = all(store).record.facts;
    facts.into_iter().map(|fact| fact.who.name.unwrap_or_default().into()).collect()
}

fn sent(name: &str) -> Fact {
    fact(&format!(r#""fact":"sent","name":"{name}","at":"2026-10-05""#))
}

/// Adds a request with its number.
fn send(store: &mut Store, name: &str) -> i64 {
    let sent = sent(name);
    let write = store.write(|change| {
        change.begin(Instant::from_millis(1), &format!("add {name}"));
        change.add(&record(vec![sent.clone()]))?;
        change.give_numbers(&[sent.uid])
    });
    write.unwrap()[0]
}

fn undo(store: &mut Store, most: usize) -> Vec<String> {
    store.write(|change| change.undo(most)).unwrap().into_iter().map(|step| step.words).collect()
}

fn redo(store: &mut Store, most: usize) -> Vec<String> {
    store.write(|change| change.redo(most)).unwrap().into_iter().map(|step| step.words).collect()
}

#[test]
fn steps_are_undone_and_redone_until_there_is_a_new_one() {
    let file = File::new();
    let mut store = file.open();
    for name in ["A", "B", "C"] {
        send(&mut store, name);
    }
    assert_eq!(undo(&mut store, 2), ["add C", "add B"]);
    assert_eq!(names(&mut store), ["A"]);
    assert_eq!(store.read(|view| view.with_undone().all()).unwrap().record.facts.len(), 3);
    assert_eq!(redo(&mut store, 1), ["add B"]);
    assert_eq!(names(&mut store), ["A", "B"]);
    let steps = store.read(|view| view.steps(9)).unwrap();
    let told: Vec<_> =
        steps.iter().map(|step| (&step.words[..], step.is_undone, step.counts["sent"])).collect();
    assert_eq!(told, [("add C", true, 1), ("add B", false, 1), ("add A", false, 1)]);

    assert_eq!(add(&mut store, &record(vec![sent("B")])), Added::default());
    assert_eq!(redo(&mut store, 9), ["add C"], "what adds nothing is no step");
    assert_eq!(redo(&mut store, 9), Vec::<String>::new());
    assert_eq!(undo(&mut store, 9), ["add C", "add B", "add A"]);
    assert_eq!(undo(&mut store, 9), Vec::<String>::new());
    assert_eq!(names(&mut store), Vec::<String>::new());

    send(&mut store, "D");
    assert_eq!(redo(&mut store, 9), Vec::<String>::new());
    assert_eq!(names(&mut store), ["D"]);
    assert_eq!(store.read(|view| view.with_undone().all()).unwrap().record.facts.len(), 1);
}

#[test]
fn what_was_undone_is_added_anew() {
    let file = File::new();
    let mut store = file.open();
    let rows = vec![connection("A", "a", "2026-10-05"), connection("B", "b", "2026-10-05")];
    let list = list(ListKind::Connections, "2026-10-06", true, &rows, 0..2);
    let batch = Record { lists: vec![list], ..record(rows) };
    assert_eq!(add(&mut store, &batch), Added { facts: vec![0, 1], lists: vec![0] });
    undo(&mut store, 1);
    assert_eq!(add(&mut store, &batch), Added { facts: vec![0, 1], lists: vec![0] });
    assert_eq!(super::rows(&all(&mut store).record)[0].len(), 2);
}

#[test]
fn no_number_is_given_twice() {
    let file = File::new();
    let mut store = file.open();
    assert_eq!((send(&mut store, "A"), send(&mut store, "B")), (1, 2));
    undo(&mut store, 1);
    redo(&mut store, 1);
    let loaded = all(&mut store);
    let numbers: std::collections::BTreeMap<_, _> = loaded.numbers.into_iter().collect();
    assert_eq!(numbers.into_iter().collect::<Vec<_>>(), [(0, 1), (1, 2)]);
    undo(&mut store, 1);
    assert_eq!(send(&mut store, "C"), 3);
}

#[test]
fn a_change_that_fails_has_never_begun() {
    let file = File::new();
    let mut store = file.open();
    send(&mut store, "A");
    undo(&mut store, 1);
    let before = file.bytes();
    let failed: crate::error::Result<()> = store.write(|change| {
        change.add(&record(vec![sent("B")]))?;
        Err(crate::error::Error::failed("something"))
    });
    assert_eq!(failed.unwrap_err().message, "something");
    assert!(file.bytes() == before);
    assert_eq!(redo(&mut store, 1), ["add A"]);
}

#[test]
fn what_comes_after_a_check_is_new_even_where_rows_are_numbered_again() {
    let file = File::new();
    let mut store = file.open();
    let check = |store: &mut Store| {
        let until = Day::new(2026, 10, 9);
        store.write(|change| change.set_check(Instant::from_millis(5), until)).unwrap();
        store.read(|view| view.last_check()).unwrap().unwrap()
    };
    assert_eq!(store.read(|view| view.last_check()).unwrap(), None);
    send(&mut store, "A");
    send(&mut store, "B");
    let mark = check(&mut store);
    assert_eq!((mark.at.millis(), mark.fact, mark.pause_until), (5, 2, Day::new(2026, 10, 9)));
    undo(&mut store, 1);
    send(&mut store, "C");
    assert_eq!(store.read(|view| view.last_check()).unwrap().unwrap().fact, 1);
    undo(&mut store, 1);
    assert_eq!(check(&mut store).fact, 1);
}

#[test]
fn the_cache_is_kept_as_long_as_it_holds() {
    let file = File::new();
    let mut store = file.open();
    send(&mut store, "A");
    let learned = all(&mut store).record.facts[0].learned;
    let remember = |store: &mut Store, until| store.write(|change| change.cache("x", until, "1")).unwrap();
    let is_cached = |store: &mut Store| store.read(|view| view.cached("x")).unwrap().is_some();
    remember(&mut store, learned);
    send(&mut store, "B");
    undo(&mut store, 1);
    redo(&mut store, 1);
    assert!(is_cached(&mut store), "B was learned no earlier");
    remember(&mut store, learned.plus_millis(1));
    undo(&mut store, 1);
    assert!(!is_cached(&mut store), "B counts no more");
    remember(&mut store, learned.plus_millis(1));
    redo(&mut store, 1);
    assert!(!is_cached(&mut store), "B counts again");
    remember(&mut store, learned.plus_millis(1));
    send(&mut store, "C");
    assert!(!is_cached(&mut store), "C counts");
}
