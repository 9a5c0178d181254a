//! What is written where the user says is never written over the record, its journal, its backups or the settings.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::sandbox::{Sandbox, export};

const DATABASE: &str = "is the database itself";
const JOURNAL: &str = "is for the database's own journal";
const BACKUP: &str = "is one of the database's own backups";
const SETTINGS: &str = "is the settings file";

/// Every command that writes a file, however it is asked to, refuses this one and changes nothing.
fn is_refused(sandbox: &Sandbox, options: &[&str], path: &Path, reason: &str) {
    let path = path.to_str().unwrap();
    let writers: [&[&str]; 5] = [
        &["export", "--output", path, "--force"],
        &["export", "--csv", "--output", path, "--force"],
        &["export", "--ics", "--json", "--output", path, "--force"],
        &["export", "--output", path],
        &["backup", path, "--force"],
    ];
    for args in writers {
        let told =
            [&format!("error: {path} {reason}\n")[..], "hint: name another file; nothing was changed\n"];
        sandbox.refuses(2, &[options, args].concat(), &told);
    }
}

/// With a journal, a backup and settings.
fn with_files() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--sent", "2026-10-01"]);
    sandbox.file(".config/invtrack/config.toml", "[backup]\nkeep = 3\n");
    sandbox.at("2026-11-10T13:00:00Z").ok(&["import", "-q", &export(0)]);
    sandbox
}

fn newest_backup(sandbox: &Sandbox) -> String {
    sandbox.json(&["backup", "--list"])["backups"][0]["file"].as_str().unwrap().to_owned()
}

#[test]
fn the_record_is_not_written_over_under_any_name() {
    let sandbox = with_files();
    let (database, home) = (sandbox.database(), sandbox.home());
    let folder = database.parent().unwrap();
    symlink(&database, home.join("link.json")).unwrap();
    symlink("link.json", home.join("link of a link.json")).unwrap();
    symlink(folder, home.join("linked folder")).unwrap();
    fs::hard_link(&database, home.join("hard.csv")).unwrap();
    fs::create_dir(home.join("sub")).unwrap();
    for path in [
        database.clone(),
        home.join("link.json"),
        home.join("link of a link.json"),
        home.join("linked folder/invtrack.db"),
        home.join("hard.csv"),
        Path::new(".local/share/invtrack/invtrack.db").to_owned(),
        Path::new("sub/../.local/share/../share/invtrack/./invtrack.db").to_owned(),
    ] {
        is_refused(&sandbox, &[], &path, DATABASE);
    }
    for side in ["-journal", "-wal", "-shm"] {
        is_refused(&sandbox, &[], &folder.join(format!("invtrack.db{side}")), JOURNAL);
        is_refused(&sandbox, &[], &home.join(format!("linked folder/invtrack.db{side}")), JOURNAL);
    }
    // A database that is named by a link has both names.
    let link = ["--db", "link.json"];
    is_refused(&sandbox, &link, &home.join("link.json"), DATABASE);
    is_refused(&sandbox, &link, &database, DATABASE);
    is_refused(&sandbox, &link, Path::new("link.json-journal"), JOURNAL);
    is_refused(&sandbox, &link, &folder.join("invtrack.db-journal"), JOURNAL);
    // What only looks alike is written.
    for path in ["invtrack.db", "invtrack.db-journal", "backups", ".local/share/invtrack/invtrack.csv"] {
        sandbox.ok(&["export", "-q", "--csv", "--output", path, "--force"]);
    }
}

#[test]
fn backups_and_settings_are_not_written_over() {
    let sandbox = with_files();
    let (database, home, newest) = (sandbox.database(), sandbox.home(), newest_backup(&sandbox));
    let folder = database.with_file_name("backups");
    fs::hard_link(&newest, home.join("hard.csv")).unwrap();
    symlink(&newest, home.join("link.csv")).unwrap();
    symlink(&folder, home.join("linked")).unwrap();
    // Also one that is still to come.
    let next = "invtrack.db-20270101T000000Z-1f2e3d4c-before-import.db";
    for path in [
        Path::new(&newest).to_owned(),
        home.join("hard.csv"),
        home.join("link.csv"),
        folder.join(next),
        home.join("linked").join(next),
        folder.join("invtrack.db-20270101T000000Z-damaged.db-journal"),
    ] {
        is_refused(&sandbox, &[], &path, BACKUP);
    }
    let settings = home.join(".config/invtrack/config.toml");
    is_refused(&sandbox, &[], &settings, SETTINGS);
    let named = sandbox.file("own.toml", "");
    is_refused(&sandbox, &["--config", "own.toml"], &named, SETTINGS);
    // Another name in that folder is the user's own, and so are another database's backups.
    for name in ["mine.db", "invtrack.sqlite-20270101T000000Z-1f2e3d4c-before-import.db"] {
        sandbox.ok(&["backup", "-q", folder.join(name).to_str().unwrap(), "--force"]);
    }
}

#[test]
fn a_device_or_a_pipe_is_not_replaced_by_a_file() {
    let sandbox = with_files();
    assert!(Command::new("mkfifo").arg(sandbox.home().join("pipe")).status().unwrap().success());
    symlink("/dev/null", sandbox.home().join("null")).unwrap();
    for path in ["pipe", "null"] {
        for args in [["export", "--output", path, "--force"], ["backup", "--quiet", path, "--force"]] {
            sandbox.fails(2, &args, &[&format!("error: {path} is a device or a pipe, not a file\nhint: ")]);
        }
        assert!(!fs::metadata(sandbox.home().join(path)).unwrap().is_file());
    }
}

#[test]
fn where_there_is_no_record_yet_its_place_is_kept_free() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.database().parent().unwrap()).unwrap();
    let database = sandbox.database();
    for args in [&["export", "--output"][..], &["export", "--ics", "--force", "--output"]] {
        sandbox.refuses(2, &[args, &[database.to_str().unwrap()]].concat(), &[DATABASE]);
    }
    sandbox.ok(&["add", "-q", "Ana Lee", "--sent", "2026-10-01"]);
}

#[test]
fn the_record_is_not_restored_from_itself() {
    let sandbox = with_files();
    let (database, home) = (sandbox.database(), sandbox.home());
    symlink(&database, home.join("link.db")).unwrap();
    fs::hard_link(&database, home.join("hard.db")).unwrap();
    for path in [database.to_str().unwrap(), "link.db", "hard.db", ".local/share/invtrack/invtrack.db"] {
        sandbox.refuses(2, &["restore", path], &[DATABASE]);
        sandbox.refuses(2, &["--db", "link.db", "restore", path], &[DATABASE]);
    }
    sandbox.ok(&["restore", "-q", &newest_backup(&sandbox)]);
    sandbox.ok(&["show", "ana"]);
}
