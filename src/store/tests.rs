//! What can only be seen from inside: a file that may not grow, a lock that is never given back.

mod merge;
mod undo;

use std::time::Duration;

use super::*;
use crate::domain::person::Person;
use crate::error::Exit;
use crate::record::time::Instant;

fn person(name: &str) -> Person {
    Person::new(name.to_owned(), None, None, Instant::from_millis(0))
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_to_write(&folder.path().join("my.db")).unwrap();
    (folder, store)
}

#[test]
fn a_full_disk_is_named_and_leaves_everything_as_it_was() {
    let (folder, mut store) = store();
    store.write(|change| change.add_person(&person("Ana"), "ana")).unwrap();
    let before = std::fs::read(folder.path().join("my.db")).unwrap();
    store
        .connection
        .pragma_update(None, "max_page_count", u32::try_from(before.len() / 4096).unwrap())
        .unwrap();
    let long = "x".repeat(10_000);
    let error = store.write(|change| change.add_person(&person(&long), &long)).unwrap_err();
    assert_eq!(error.exit, Exit::Failed);
    let path = folder.path().join("my.db");
    assert_eq!(error.message, format!("no space left to write {}", path.display()));
    assert_eq!(error.hints, ["free some space and try again; nothing was changed"]);
    assert!(before == std::fs::read(&path).unwrap());
    assert_eq!(store.read(|view| view.names()).unwrap(), ["Ana"]);
}

#[test]
fn a_lock_that_is_not_given_back_is_named() {
    let (folder, mut store) = store();
    let other = rusqlite::Connection::open(folder.path().join("my.db")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    store.connection.busy_timeout(Duration::from_millis(1)).unwrap();
    for error in [
        store.write(|change| change.add_person(&person("Ana"), "ana")).unwrap_err(),
        store.read(|view| view.names()).unwrap_err(),
    ] {
        let path = folder.path().join("my.db");
        assert_eq!(error.message, format!("{} is in use by another command", path.display()));
    }
}

#[test]
fn a_change_that_fails_has_never_begun() {
    let (_folder, mut store) = store();
    let failed: crate::error::Result<()> = store.write(|change| {
        change.add_person(&person("Ana"), "ana")?;
        Err(crate::error::Error::failed("something"))
    });
    assert_eq!(failed.unwrap_err().message, "something");
    assert!(store.read(|view| view.names()).unwrap().is_empty());
}

#[test]
fn rows_that_make_no_sense_are_refused() {
    let (_folder, mut store) = store();
    for (name, what) in [("", "no name"), ("Ana", "a profile of nothing")] {
        let nobody = Person { slug: Some(String::new()), ..person(name) };
        assert!(store.write(|change| change.add_person(&nobody, "")).is_err(), "{what}");
    }
}
