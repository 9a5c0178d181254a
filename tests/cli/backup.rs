//! `invtrack backup` and `restore`, and the copies that are taken without being asked for.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::Value;

use crate::sandbox::{Sandbox, execute, export, fixture};
use crate::undo::dump;

fn with_ana() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-lee", "--sent", "2026-10-01"]);
    sandbox
}

fn folder(sandbox: &Sandbox) -> PathBuf {
    sandbox.database().with_file_name("backups")
}

fn listed(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.json(&["backup", "--list"])["backups"].as_array().unwrap().clone()
}

fn whys(sandbox: &Sandbox) -> Vec<String> {
    listed(sandbox).iter().map(|kept| kept["why"].as_str().unwrap().to_owned()).collect()
}

fn file_of(kept: &Value) -> &str {
    kept["file"].as_str().unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_backup_is_a_private_copy_of_everything() {
    let sandbox = with_ana();
    let told = sandbox.ok(&["backup", "copy.db"]);
    assert!(told.starts_with("Wrote a backup to copy.db (") && told.ends_with("kB).\n"), "{told}");
    let copy = sandbox.home().join("copy.db");
    assert_eq!((mode(&copy), dump(&copy)), (0o600, dump(&sandbox.database())));
    let told = sandbox.json(&["backup"]);
    assert_eq!(mode(&folder(&sandbox)), 0o700);
    assert_eq!(Path::new(file_of(&told)).parent(), Some(&*folder(&sandbox)));
    assert_eq!(told["bytes"], fs::metadata(file_of(&told)).unwrap().len());
    // Twice at the same time is two.
    sandbox.ok(&["backup"]);
    assert_eq!(listed(&sandbox).len(), 2);
    assert!(listed(&sandbox).iter().all(|kept| kept["why"] == "by-hand"));
}

#[test]
fn nothing_is_overwritten_unasked() {
    let sandbox = with_ana();
    let other = sandbox.file("other.txt", "mine");
    sandbox.refuses(1, &["backup", "other.txt"], &["other.txt is there already", "--force"]);
    sandbox.refuses(1, &["backup", "nowhere/copy.db"], &["cannot write the backup nowhere/copy.db"]);
    fs::create_dir(sandbox.home().join("folder")).unwrap();
    sandbox.refuses(1, &["backup", "folder"], &["folder is a directory, not a file"]);
    let own = sandbox.database();
    for args in [&["backup", own.to_str().unwrap()][..], &["backup", own.to_str().unwrap(), "--force"]] {
        sandbox.refuses(2, args, &["is the database itself"]);
    }
    sandbox.refuses(2, &["restore", own.to_str().unwrap()], &["is the database itself"]);
    sandbox.fails(2, &["backup", "--list", "copy.db"], &["cannot be used with"]);
    sandbox.ok(&["backup", "other.txt", "--force"]);
    assert_eq!(dump(&other), dump(&sandbox.database()));
    Sandbox::new().refuses(1, &["backup"], &["there is no database", "invtrack add NAME"]);
}

#[test]
fn copies_are_listed_newest_first() {
    let sandbox = with_ana();
    let run = sandbox.run(&["backup", "--list"]);
    assert_eq!((run.code, &*run.stdout), (0, ""));
    assert!(run.stderr.contains("no backups yet"), "{}", run.stderr);
    sandbox.ok(&["backup"]);
    sandbox.ok(&["import", "-q", &export(0)]);
    // Another database's copies, and what is none.
    for name in
        ["invtrack.sqlite-20261101T120000Z-1f2e3d4c-before-import.db", "invtrack.db-20261101T120000Z.txt"]
    {
        fs::write(folder(&sandbox).join(name), "other").unwrap();
    }
    let listed = listed(&sandbox);
    assert_eq!(whys(&sandbox), ["before-import", "by-hand"]);
    let lines = sandbox.ok(&["backup", "--list"]);
    let rows: Vec<Vec<_>> = lines.lines().map(|line| line.split('\t').collect()).collect();
    for (row, kept) in rows.iter().zip(&listed) {
        assert_eq!(
            (row[0], row[1], row[3]),
            (file_of(kept), kept["written_at"].as_str().unwrap(), &*kept["bytes"].to_string())
        );
    }
    assert_eq!(rows.iter().map(|row| row[2]).collect::<Vec<_>>(), ["before import", "by hand"]);
}

#[test]
fn a_copy_is_taken_before_an_import_if_there_is_something_to_lose() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-06T08:00:00Z").ok(&["import", "-q", &export(0)]);
    assert_eq!(listed(&sandbox).len(), 0, "nothing was on record");
    let first = dump(&sandbox.database());
    sandbox.at("2026-10-20T08:00:00Z").ok(&["import", "-q", "--dry-run", &export(1)]);
    assert_eq!(listed(&sandbox).len(), 0, "nothing was written");
    sandbox.ok(&["import", "-q", &export(1)]);
    let second = dump(&sandbox.database());
    sandbox.ok(&["import", "-q", &export(1)]);
    assert_eq!(listed(&sandbox).len(), 2);
    sandbox.at("2026-10-21T08:00:00Z");
    sandbox.ok(&["import", "-q", &export(1)]);
    let kept = listed(&sandbox);
    assert_eq!(kept.len(), 2, "the same state is kept once");
    assert!(
        kept.iter().all(|kept| kept["why"] == "before-import" && mode(Path::new(file_of(kept))) == 0o600)
    );
    assert_eq!([&kept[1], &kept[0]].map(|kept| dump(Path::new(file_of(kept)))), [first, second]);
}

#[test]
fn as_many_are_kept_as_the_settings_say() {
    let mut sandbox = with_ana();
    let settings = |sandbox: &Sandbox, keep: u32| {
        sandbox.file(".config/invtrack/config.toml", format!("[backup]\nkeep = {keep}\n"));
    };
    let import = |sandbox: &mut Sandbox, day: u32| {
        sandbox.at(&format!("2026-11-{day:02}T12:00:00Z"));
        let table = sandbox.file("people.csv", format!("Name,Sent\nPerson {day},2026-10-{day:02}\n"));
        sandbox.ok(&["import", "-q", table.to_str().unwrap()]);
    };
    settings(&sandbox, 0);
    import(&mut sandbox, 10);
    assert_eq!(listed(&sandbox).len(), 0);
    settings(&sandbox, 2);
    sandbox.ok(&["backup"]);
    for day in 11..15 {
        import(&mut sandbox, day);
    }
    assert_eq!(whys(&sandbox), ["before-import", "before-import", "by-hand"]);
    // The whole name of the file, when, of which record, and why.
    let newest = listed(&sandbox)[0].clone();
    let name = Path::new(file_of(&newest)).file_name().unwrap().to_str().unwrap();
    let id = name
        .strip_prefix("invtrack.db-20261114T120000Z-")
        .unwrap()
        .strip_suffix("-before-import.db")
        .unwrap();
    assert!(id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
}

#[test]
fn two_files_in_one_folder_have_copies_of_their_own() {
    let mut sandbox = Sandbox::new();
    sandbox.file(".config/invtrack/config.toml", "[backup]\nkeep = 1\n");
    let run = |sandbox: &Sandbox, file: &str, args: &[&str]| sandbox.ok(&[&["--db", file], args].concat());
    for (file, name) in [("a.db", "Ana Lee"), ("a.sqlite", "Bo Berg"), ("a", "Cy Dahl")] {
        run(&sandbox, file, &["add", "-q", name, "--sent", "2026-10-01"]);
    }
    for day in 11..13 {
        sandbox.at(&format!("2026-11-{day}T12:00:00Z"));
        let table = sandbox.file("people.csv", format!("Name,Sent\nPerson {day},2026-10-{day}\n"));
        for file in ["a.db", "a.sqlite", "a"] {
            run(&sandbox, file, &["import", "-q", table.to_str().unwrap()]);
        }
    }
    let copies =
        |file: &str| sandbox.json(&["--db", file, "backup", "--list"])["backups"].as_array().unwrap().clone();
    for file in ["a.db", "a.sqlite", "a"] {
        let own = copies(file);
        assert_eq!(own.len(), 1, "{file}: {own:?}");
        assert!(file_of(&own[0]).contains(&format!("/{file}-20261112T120000Z-")), "{own:?}");
    }
    // Forgetting in one reaches the copies of that one.
    let before = copies("a.sqlite");
    run(&sandbox, "a.db", &["forget", "-q", "--yes", "ana"]);
    assert_eq!((copies("a.db").len(), copies("a.sqlite")), (1, before.clone()));
    assert_eq!(copies("a.db")[0]["why"], "after-forget");
    // A copy of another record asks.
    let other = file_of(&before[0]);
    let asked = sandbox.run(&["--db", "a.db", "restore", other]);
    assert_eq!(asked.code, 2, "{asked:?}");
    assert!(asked.stdout.starts_with("That is a copy of another record"), "{asked:?}");
    assert!(asked.stderr.contains("--yes restores it without asking"), "{asked:?}");
    assert!(!run(&sandbox, "a.db", &["status", "--all"]).contains("Bo Berg"));
    run(&sandbox, "a.db", &["restore", "-q", "--yes", other]);
    assert!(run(&sandbox, "a.db", &["status", "--all"]).contains("Bo Berg"));
    // Where nothing is on record, nothing is lost.
    run(&sandbox, "new.db", &["restore", "-q", other]);
}

#[test]
fn a_file_of_a_development_version_is_refused_by_name_and_untouched() {
    let sandbox = Sandbox::new();
    let old = sandbox.file("old.db", fs::read(fixture("databases/5.db")).unwrap());
    let old = old.to_str().unwrap();
    let told = [old, "was written by a development version", "the file was not touched"];
    for args in [&["status"][..], &["add", "Ana"], &["doctor", "--fix"], &["backup", "copy.db"], &["undo"]] {
        let run = sandbox.run(&[&["--db", old], args].concat());
        let text = run.stdout.clone() + &run.stderr;
        assert!(run.code == 1 && told[..2].iter().all(|part| text.contains(part)), "{args:?}: {run:?}");
    }
    sandbox.refuses(1, &["--db", old, "status"], &told);
    sandbox.ok(&["add", "-q", "Ana"]);
    sandbox.refuses(1, &["restore", old], &told[..2]);
    assert_eq!(fs::read(old).unwrap(), fs::read(fixture("databases/5.db")).unwrap());
}

#[test]
fn what_names_no_file_is_refused() {
    let sandbox = Sandbox::new();
    for name in [":memory:", "file:x", "file:x?mode=memory"] {
        for args in [&["add", "Ana"][..], &["status"], &["import", &export(0)]] {
            let told = [&format!("{name:?} names no file")[..], "--db FILE or INVTRACK_DB"];
            sandbox.refuses(2, &[&["--db", name], args].concat(), &told);
        }
    }
    sandbox.ok(&["--db", "./file:x", "add", "-q", "Ana"]);
    assert!(sandbox.home().join("file:x").is_file());
}

#[test]
fn a_copy_with_a_write_ahead_log_leaves_none() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana", "--sent", "2026-01-01"]);
    let copy = sandbox.home().join("copy.db");
    sandbox.ok(&["backup", "-q", copy.to_str().unwrap()]);
    execute(&copy, "PRAGMA journal_mode = wal");
    sandbox.ok(&["restore", "-q", copy.to_str().unwrap()]);
    sandbox.ok(&["status"]);
    let folder = sandbox.database().parent().unwrap().to_owned();
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["backups", "invtrack.db"]);
    let doctor = sandbox.run(&["doctor"]);
    assert!(!doctor.stdout.contains("journal mode"), "{}", doctor.stdout);
}

#[test]
fn what_is_restored_is_what_was_copied_and_can_be_taken_back() {
    let sandbox = with_ana();
    sandbox.ok(&["backup", "-q", "copy.db"]);
    let (then, status) = (dump(&sandbox.database()), sandbox.ok(&["status", "--all", "--json"]));
    sandbox.ok(&["import", "-q", &export(2)]);
    let later = dump(&sandbox.database());
    let told = sandbox.ok(&["restore", "copy.db"]);
    let kept = listed(&sandbox)[0].clone();
    assert_eq!(kept["why"], "before-restore");
    let expected = format!(
        "Restored copy.db: 1 request.\n  What was there before is kept in {}.\nNext: invtrack status\n",
        file_of(&kept)
    );
    assert_eq!(told, expected);
    assert_eq!(dump(&sandbox.database()), then);
    assert_eq!(sandbox.ok(&["status", "--all", "--json"]), status);
    let told = sandbox.json(&["restore", file_of(&kept)]);
    assert_eq!(dump(&sandbox.database()), later);
    assert!(told["requests"].as_u64().unwrap() > 1 && told["kept"].is_string(), "{told}");
    assert_eq!(mode(&sandbox.database()), 0o600);
    // Where there is nothing yet, too.
    let new = Sandbox::new();
    let copy = sandbox.home().join("copy.db");
    let told = new.ok(&["restore", copy.to_str().unwrap()]);
    assert!(!told.contains("What was there"), "{told}");
    assert_eq!((dump(&new.database()), mode(&new.database())), (then, 0o600));
}

#[test]
fn what_is_no_sound_copy_is_refused_and_nothing_changes() {
    let sandbox = with_ana();
    let good = fs::read(sandbox.database()).unwrap();
    let mut torn = good.clone();
    torn[8192..12288].fill(0x5a);
    sandbox.file("torn.db", torn);
    sandbox.file("cut.db", &good[..good.len() - 4096]);
    sandbox.file("text.db", "Dear diary\n");
    sandbox.file("nothing.db", "");
    sandbox.file("newer.db", &good);
    execute(&sandbox.home().join("newer.db"), "PRAGMA user_version = 1000");
    execute(&sandbox.home().join("other.db"), "CREATE TABLE t (a)");
    execute(&sandbox.home().join("empty.db"), "CREATE TABLE t (a); DROP TABLE t; VACUUM");
    fs::create_dir(sandbox.home().join("folder")).unwrap();
    for (file, words) in [
        ("torn.db", "torn.db"),
        ("cut.db", "cut.db is damaged"),
        ("text.db", "text.db is not an invtrack database"),
        ("nothing.db", "there is nothing in nothing.db"),
        ("empty.db", "empty.db"),
        ("newer.db", "newer.db was written by a newer invtrack (file version 1000"),
        ("other.db", "other.db is a database of another program"),
        ("missing.db", "there is no file missing.db"),
        ("folder", "folder is a directory"),
    ] {
        sandbox.refuses(1, &["restore", file], &[words, "nothing was changed; `invtrack backup --list`"]);
        let run = sandbox.run(&["restore", file]);
        assert!(!run.stderr.contains("--db"), "{}", run.stderr);
    }
}

#[test]
fn a_damaged_file_makes_room_for_a_copy() {
    let sandbox = with_ana();
    sandbox.ok(&["backup", "-q", "copy.db"]);
    let good = fs::read(sandbox.database()).unwrap();
    let mut flipped = good.clone();
    flipped[8192..12288].fill(0x5a);
    for (nth, bad) in [flipped, good[..good.len() - 1].to_vec(), b"no database".to_vec()].iter().enumerate() {
        fs::write(sandbox.database(), bad).unwrap();
        let told = sandbox.json(&["restore", "copy.db"]);
        let aside = told["kept"].as_str().unwrap();
        assert!(aside.ends_with("-damaged.db") && fs::read(aside).unwrap() == *bad, "{aside}");
        assert_eq!(sandbox.requests().len(), 1);
        assert_eq!(listed(&sandbox).iter().filter(|kept| kept["damaged"] == true).count(), nth + 1);
    }
    assert!(sandbox.ok(&["backup", "--list"]).contains("\tdamaged\t"));
}

#[test]
fn the_file_of_another_program_stays_where_it_is() {
    let sandbox = with_ana();
    sandbox.ok(&["backup", "-q", "copy.db"]);
    let other = sandbox.home().join("other.db");
    execute(&other, "CREATE TABLE t (a)");
    let args = ["--db", other.to_str().unwrap(), "restore", "copy.db"];
    sandbox.refuses(1, &args, &["other.db is a database of another program", "--db"]);
    execute(&sandbox.database(), "PRAGMA user_version = 1000");
    sandbox.refuses(1, &["restore", "copy.db"], &["newer invtrack", "update invtrack"]);
}

#[test]
fn a_file_that_somebody_holds_is_named_and_left() {
    let sandbox = with_ana();
    sandbox.ok(&["backup", "-q", "copy.db"]);
    sandbox.ok(&["add", "-q", "Bo Berg"]);
    let before = dump(&sandbox.database());
    // The file is not to be read here otherwise: that would drop the lock.
    let holder = Connection::open(sandbox.database()).unwrap();
    for lock in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN; SELECT count(*) FROM fact"] {
        holder.execute_batch(lock).unwrap();
        sandbox.fails(1, &["restore", "copy.db"], &["is in use by another command", "nothing was changed"]);
        if lock == "BEGIN EXCLUSIVE" {
            sandbox.fails(1, &["backup", "other.db"], &["is in use by another command"]);
        }
        holder.execute_batch("ROLLBACK").unwrap();
    }
    assert_eq!(dump(&sandbox.database()), before);
    assert!(!sandbox.home().join("other.db").exists());
    sandbox.ok(&["restore", "-q", "copy.db"]);
}

#[test]
fn a_place_that_may_not_be_written_is_named() {
    let sandbox = with_ana();
    // Not even root writes below a file.
    sandbox.file("file", "");
    sandbox.refuses(1, &["backup", "file/copy.db"], &["cannot write the backup file/copy.db"]);
    fs::write(folder(&sandbox), "in the way").unwrap();
    sandbox.refuses(1, &["backup"], &["cannot write the backup", "nothing was changed"]);
    let before = dump(&sandbox.database());
    sandbox.fails(1, &["import", &export(0)], &["cannot write the backup", "nothing was changed"]);
    assert_eq!(dump(&sandbox.database()), before);
}
