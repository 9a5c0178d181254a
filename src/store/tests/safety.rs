//! What is refused, and what is left untouched.

use std::time::Duration;

use super::*;
use crate::error::Exit;

fn some() -> Record {
    record(vec![connection("Ana", "ana", "2026-10-05")])
}

#[test]
fn reading_changes_nothing() {
    let file = File::new();
    add(&mut file.open(), &some());
    let state = || (file.bytes(), std::fs::metadata(&file.path).unwrap().modified().unwrap());
    let before = state();
    std::thread::sleep(Duration::from_millis(20));
    let mut store = Store::open_to_read(&file.path).unwrap().unwrap();
    assert_eq!(all(&mut store).record.facts.len(), 1);
    assert!(store.read(|view| view.part([Seed::Slug("ana".into())])).unwrap().is_none());
    assert!(store.read(|view| view.steps(5)).unwrap().len() == 1);
    assert_eq!(add(&mut file.open(), &some()), Added::default(), "nor does writing what is there");
    assert!(state() == before);
    assert_eq!(std::fs::read_dir(file.path.parent().unwrap()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("my.db");
    assert!(Store::open_to_read(&path).unwrap().is_none() && Store::open_to_change(&path).unwrap().is_none());
    drop(Store::open_to_write(&path).unwrap());
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
}

#[test]
fn what_is_not_ours_is_refused_untouched() {
    let file = File::new();
    let refused = |expected: &str| {
        let before = file.bytes();
        for error in
            [Store::open_to_read(&file.path).err().unwrap(), Store::open_to_write(&file.path).err().unwrap()]
        {
            assert!(error.message.contains(expected), "{error:?}");
            assert_eq!(error.exit, Exit::Failed);
        }
        assert!(file.bytes() == before);
    };
    std::fs::write(&file.path, "no database at all, but long enough to be looked at".repeat(9)).unwrap();
    refused("is not an invtrack database");

    std::fs::remove_file(&file.path).unwrap();
    let other = rusqlite::Connection::open(&file.path).unwrap();
    other.execute_batch("CREATE TABLE person (id)").unwrap();
    refused("is a database of another program");
    other.execute_batch("PRAGMA application_id = 0x696E7674; PRAGMA user_version = 6").unwrap();
    refused("was written by a development version");
    other.execute_batch("PRAGMA user_version = 99").unwrap();
    refused("was written by a newer invtrack (file version 99");
    drop(other);

    std::fs::remove_file(&file.path).unwrap();
    add(&mut file.open(), &some());
    let whole = file.bytes();
    std::fs::write(&file.path, &whole[..whole.len() - 100]).unwrap();
    refused("is damaged");
    std::fs::write(&file.path, &whole[..50]).unwrap();
    refused("is damaged");
}

#[test]
fn what_names_no_file_is_refused() {
    for name in [":memory:", "file:x.db", "file::memory:?cache=shared", ""] {
        for error in [
            Store::open_to_read(name.as_ref()).err().unwrap(),
            Store::open_to_write(name.as_ref()).err().unwrap(),
        ] {
            assert_eq!(error.exit, Exit::Usage, "{name}");
        }
    }
}

#[test]
fn a_full_disk_is_named_and_leaves_everything_as_it_was() {
    let file = File::new();
    let mut store = file.open();
    add(&mut store, &some());
    let before = file.bytes();
    let pages = u32::try_from(before.len() / 4096).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let long =
        fact(&format!(r#""fact":"sent","name":"Bo","note":"{}","at":"2026-10-05""#, "x".repeat(10_000)));
    let error = store.write(|change| change.add(&record(vec![long.clone()]))).unwrap_err();
    assert_eq!(error.message, format!("no space left to write {}", file.path.display()));
    assert!(before == file.bytes());
}

#[test]
fn a_lock_that_is_not_given_back_is_named() {
    let file = File::new();
    let mut store = file.open();
    let other = rusqlite::Connection::open(&file.path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    store.connection.busy_timeout(Duration::from_millis(1)).unwrap();
    for error in
        [store.write(|change| change.add(&some())).unwrap_err(), store.read(|view| view.all()).unwrap_err()]
    {
        assert_eq!(error.message, format!("{} is in use by another command", file.path.display()));
    }
    assert!(Store::is_locked(&file.path));
}

#[test]
fn what_a_killed_command_left_is_rolled_back_on_the_next_reading() {
    let file = File::new();
    add(&mut file.open(), &some());
    let before = all(&mut file.open()).record;
    let crashed = File::new();
    {
        // A journal and a half-written file, as a kill leaves them.
        let mut store = file.open();
        store.connection.pragma_update(None, "cache_size", 1).unwrap();
        let many: Vec<Fact> = (0..500)
            .map(|nth| connection(&format!("Bo {nth}"), &format!("bo-{nth}"), "2026-10-05"))
            .collect();
        let path = crashed.path.clone();
        let _: crate::error::Result<()> = store.write(|change| {
            change.add(&record(many.clone()))?;
            std::fs::copy(&file.path, &path).unwrap();
            std::fs::copy(header::journal_of(&file.path), header::journal_of(&path)).unwrap();
            Err(crate::error::Error::failed("killed"))
        });
    }
    assert!(crashed.bytes() != file.bytes() && Store::journal_beside(&crashed.path).is_some());
    let mut store = Store::open_to_read(&crashed.path).unwrap().unwrap();
    assert_eq!(all(&mut store).record.facts, before.facts);
    assert!(crashed.bytes() == file.bytes());
}
