//! `invtrack doctor`: each finding made on purpose, what it says, and what `--fix` mends.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::sandbox::{Run, Sandbox, execute};

/// Ana, and completions, so that there is nothing to remark.
fn healthy() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-lee", "--sent", "2026-10-01"]);
    sandbox.ok(&["observe", "-q", "ana-lee", "--button", "pending"]);
    let script = sandbox.ok(&["completions", "bash"]);
    sandbox.file(".local/share/bash-completion/completions/invtrack", script);
    sandbox
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Asks without `--fix`, and expects no byte of the database to change.
fn examine(sandbox: &Sandbox) -> Run {
    let before = fs::read(sandbox.database()).ok();
    let run = sandbox.run(&["doctor"]);
    assert!(before == fs::read(sandbox.database()).ok(), "doctor changed the file");
    assert_eq!(run.stderr, "");
    run
}

/// Each line but the last, split.
fn findings(run: &Run) -> Vec<Vec<&str>> {
    let lines: Vec<_> = run.stdout.lines().collect();
    lines[..lines.len() - 1].iter().map(|line| line.split('\t').collect()).collect()
}

/// Expects that one finding, in these words, and the exit code that goes with it.
fn finds(sandbox: &Sandbox, state: &str, check: &str, text: &str, todo: &str) {
    let run = examine(sandbox);
    let found = findings(&run);
    assert_eq!(found.len(), 1, "{}", run.stdout);
    assert_eq!((found[0][0], found[0][1]), (state, check), "{}", run.stdout);
    assert!(found[0][2].contains(text) && found[0][3].contains(todo), "{}", run.stdout);
    assert_eq!(run.code, i32::from(state == "wrong"), "{}", run.stdout);
}

fn backups(sandbox: &Sandbox) -> PathBuf {
    sandbox.database().with_file_name("backups")
}

#[test]
fn a_healthy_file_is_said_to_be_so() {
    let sandbox = healthy();
    let expected = format!("Nothing is wrong: {}\n", sandbox.database().display());
    assert_eq!(sandbox.ok(&["doctor"]), expected);
    assert_eq!(sandbox.ok(&["doctor", "--fix"]), expected);
    let told = sandbox.json(&["doctor"]);
    let database = sandbox.database().display().to_string();
    assert_eq!(told, json!({"schema": 1, "database": database, "healthy": true, "findings": []}));
}

#[test]
fn without_a_database_there_is_nothing_wrong() {
    let sandbox = Sandbox::new();
    let run = examine(&sandbox);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stdout.contains("yet\tinvtrack add NAME, or invtrack import FILE"), "{}", run.stdout);
    assert!(!sandbox.database().exists());
    let empty = sandbox.file("empty.db", "");
    set_mode(&empty, 0o600);
    assert_eq!(sandbox.run(&["doctor", "--db", "empty.db"]).code, 0);
    assert_eq!(sandbox.run(&["doctor", "--db", "missing.db"]).code, 0);
}

#[test]
fn permissions_are_found_and_mended() {
    let sandbox = healthy();
    sandbox.ok(&["backup", "-q"]);
    let copy = fs::read_dir(backups(&sandbox)).unwrap().next().unwrap().unwrap().path();
    let folder = sandbox.database().parent().unwrap().to_owned();
    for (path, open, private) in [
        (sandbox.database(), 0o644, 0o600),
        (folder, 0o755, 0o700),
        (backups(&sandbox), 0o750, 0o700),
        (copy, 0o640, 0o600),
    ] {
        set_mode(&path, open);
        let text = format!("others may read {} ({open:o})", path.display());
        finds(&sandbox, "wrong", "permissions", &text, &format!("--fix sets {private:o}"));
        let run = sandbox.run(&["doctor", "--fix"]);
        assert_eq!((run.code, findings(&run)[0][0], mode(&path)), (0, "fixed", private), "{}", run.stdout);
        finds_nothing(&sandbox);
    }
}

fn finds_nothing(sandbox: &Sandbox) {
    let run = examine(sandbox);
    assert!(run.code == 0 && findings(&run).is_empty(), "{}", run.stdout);
}

#[test]
fn another_journal_mode_is_found_and_mended() {
    let sandbox = healthy();
    execute(&sandbox.database(), "PRAGMA journal_mode = WAL");
    finds(&sandbox, "wrong", "journal mode", "another program changed the journal mode", "--fix");
    assert_eq!(sandbox.run(&["doctor", "--fix"]).code, 0);
    finds_nothing(&sandbox);
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn rows_that_belong_to_nothing_are_found_and_left() {
    let sandbox = healthy();
    execute(&sandbox.database(), "PRAGMA foreign_keys = OFF; INSERT INTO names VALUES (77, 'lost')");
    let todo = "invtrack backup --list";
    finds(&sandbox, "wrong", "integrity", "1 row of \"names\" belongs to nothing", todo);
    assert_eq!(sandbox.run(&["doctor", "--fix"]).code, 1);
    finds(&sandbox, "wrong", "integrity", "1 row of \"names\" belongs to nothing", todo);
}

#[test]
fn whatever_page_is_torn_is_found_and_the_newest_backup_named() {
    let sandbox = healthy();
    sandbox.ok(&["backup", "-q"]);
    let copy = fs::read_dir(backups(&sandbox)).unwrap().next().unwrap().unwrap().path();
    let good = fs::read(sandbox.database()).unwrap();
    for page in 1..good.len() / 4096 {
        let mut bad = good.clone();
        bad[page * 4096..][..4096].fill(0x5a);
        fs::write(sandbox.database(), &bad).unwrap();
        for args in [&["doctor"][..], &["doctor", "--fix"]] {
            let run = sandbox.run(args);
            assert_eq!((run.code, &*run.stderr), (1, ""), "page {page}: {}", run.stdout);
            assert!(run.stdout.contains("wrong\t"), "page {page}: {}", run.stdout);
        }
        assert!(fs::read(sandbox.database()).unwrap() == bad);
    }
    fs::write(sandbox.database(), &good[..good.len() - 1]).unwrap();
    let todo = format!("the newest backup: invtrack restore {}", copy.display());
    finds(&sandbox, "wrong", "database", "is damaged: it does not end where a page does", &todo);
    fs::write(sandbox.database(), "Dear diary").unwrap();
    finds(&sandbox, "wrong", "database", "is not an invtrack database", &todo);
    sandbox.ok(&["restore", "-q", copy.to_str().unwrap()]);
    finds_nothing(&sandbox);
}

#[test]
fn what_is_not_ours_is_not_to_be_replaced() {
    let sandbox = healthy();
    sandbox.ok(&["backup", "-q"]);
    execute(&sandbox.database(), "PRAGMA user_version = 1000");
    finds(&sandbox, "wrong", "database", "was written by a newer invtrack", "update invtrack");
    execute(&sandbox.database(), "PRAGMA application_id = 7");
    finds(&sandbox, "wrong", "database", "is a database of another program", "--db");
}

#[test]
fn a_lock_is_found() {
    let sandbox = healthy();
    sandbox.ok(&["backup", "-q"]);
    let holder = Connection::open(sandbox.database()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    // The file is not to be read here otherwise: that would drop the lock.
    let run = sandbox.run(&["doctor"]);
    let expected = "wrong\tlocks\tthe file is locked\tanother command is writing; if none is running, ";
    assert!(run.code == 1 && run.stdout.starts_with(expected), "{}", run.stdout);
    holder.execute_batch("ROLLBACK; BEGIN EXCLUSIVE").unwrap();
    let run = sandbox.run(&["doctor"]);
    let told = run.stdout.contains("is in use by another command\twait for it to end");
    assert!(run.code == 1 && told, "{}", run.stdout);
    holder.execute_batch("ROLLBACK").unwrap();
    finds_nothing(&sandbox);
}

#[test]
fn what_a_killed_command_left_is_found_and_put_in_order() {
    let sandbox = healthy();
    let good = fs::read(sandbox.database()).unwrap();
    let journal = format!("{}-journal", sandbox.database().display());
    // A transaction that was torn off in the midst.
    let writer = Connection::open(sandbox.database()).unwrap();
    writer.execute_batch("PRAGMA cache_size = 1; BEGIN; UPDATE fact SET name = 'Torn'").unwrap();
    writer.execute_batch(&"INSERT INTO cache SELECT hex(randomblob(900)), NULL, 'x';".repeat(50)).unwrap();
    let (half, log) = (fs::read(sandbox.database()).unwrap(), fs::read(&journal).unwrap());
    writer.execute_batch("ROLLBACK").unwrap();
    drop(writer);
    fs::write(sandbox.database(), half).unwrap();
    fs::write(&journal, log).unwrap();
    finds(&sandbox, "wrong", "journal", "was killed while it was", "--fix, or any other command");
    std::os::unix::fs::symlink(sandbox.database(), sandbox.home().join("link.db")).unwrap();
    let run = sandbox.run(&["--db", "link.db", "doctor"]);
    assert!(run.code == 1 && run.stdout.contains("was killed while it was"), "{}", run.stdout);
    let run = sandbox.run(&["doctor", "--fix"]);
    assert_eq!((run.code, findings(&run)[0][0]), (0, "fixed"), "{}", run.stdout);
    assert_eq!(fs::read(sandbox.database()).unwrap().len(), good.len());
    finds_nothing(&sandbox);
    assert_eq!(sandbox.json(&["show", "ana-lee"])["requests"][0]["name"], "Ana Lee");
}

#[test]
fn a_file_of_a_development_version_is_told() {
    let sandbox = healthy();
    execute(&sandbox.database(), "PRAGMA user_version = 4");
    finds(&sandbox, "wrong", "database", "was written by a development version", "move it away");
    assert_eq!(sandbox.run(&["doctor", "--fix"]).code, 1);
    assert!(!backups(&sandbox).exists());
}

#[test]
fn probable_duplicates_are_named() {
    let sandbox = healthy();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-lee-1a2b3c", "--sent", "2026-10-02"]);
    let todo = "if they are one: invtrack merge 1 2";
    finds(&sandbox, "remark", "duplicates", "Ana Lee (#1) and #2 have the same name", todo);
    sandbox.ok(&["merge", "-q", "1", "2"]);
    finds_nothing(&sandbox);
    sandbox.ok(&["add", "-q", "Bo", "--url", "bo-berg", "--sent", "2026-10-02"]);
    sandbox.ok(&["add", "-q", "B. Berg", "--url", "b-berg", "--sent", "2026-10-03"]);
    sandbox.ok(&["edit", "-q", "bo-berg", "--email", "bo@example.org"]);
    sandbox.ok(&["edit", "-q", "b-berg", "--email", "Bo@Example.org"]);
    finds(&sandbox, "remark", "duplicates", "have the same e-mail address", "invtrack merge 3 4");
}

#[test]
fn looks_out_of_time_are_named() {
    let mut sandbox = healthy();
    let look = |sandbox: &Sandbox, args: &[&str]| {
        sandbox.json(&[&["observe", "-q", "ana-lee"], args].concat())["look"].to_string()
    };
    sandbox.at("2026-12-24T12:00:00Z");
    let ahead = look(&sandbox, &["--button", "pending"]);
    sandbox.at("2026-11-10T12:00:00Z");
    let text = format!("look {ahead} at Ana Lee (#1) lies in the future: 2026-12-24");
    finds(&sandbox, "remark", "looks", &text, &format!("invtrack edit 1 --remove-look {ahead}"));
    sandbox.ok(&["edit", "-q", "1", "--remove-look", &ahead]);
    finds_nothing(&sandbox);
    let early = look(&sandbox, &["--button", "message", "--in-connections", "yes", "--at", "2026-09-01"]);
    let text = "shows a connection from before the request: 2026-09-01";
    finds(&sandbox, "remark", "looks", text, &format!("--remove-look {early}"));
}

#[test]
fn a_template_that_can_not_be_filled_is_named() {
    let sandbox = healthy();
    sandbox.file(".config/invtrack/config.toml", "[templates]\nhello = \"Hi {nickname}\"\n");
    finds(&sandbox, "remark", "settings", "template \"hello\": ", "config.toml");
    sandbox.file(".config/invtrack/config.toml", "[backup]\nkep = 1\n");
    finds(&sandbox, "wrong", "settings", "config.toml", "did you mean");
}

#[test]
fn completions_of_another_version_are_named() {
    let sandbox = healthy();
    let path = sandbox.file(".local/share/bash-completion/completions/invtrack", "old");
    let todo = "invtrack completions bash --install";
    finds(&sandbox, "remark", "completions", "those for bash are of another version", todo);
    fs::remove_file(&path).unwrap();
    // Those of a package, for all users, are looked at, too.
    let path = sandbox.file("share/fish/vendor_completions.d/invtrack.fish", "old");
    let todo = "invtrack completions fish --install";
    finds(&sandbox, "remark", "completions", "those for fish are of another version", todo);
    fs::remove_file(&path).unwrap();
    finds(&sandbox, "remark", "completions", "none are installed", "invtrack completions SHELL --install");
}

#[test]
fn what_waits_for_an_answer_is_named() {
    let sandbox = healthy();
    let list = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Ana,Lee,https://www.linkedin.com/in/another,,,,10 Nov 2026\n";
    let list = sandbox.file("Connections.csv", list);
    assert_eq!(sandbox.run(&["import", list.to_str().unwrap(), "--as-of", "2026-11-10"]).code, 3);
    finds(&sandbox, "remark", "questions", "1 question waits for you to answer", "invtrack import --review");
    let told = sandbox.json(&["doctor"]);
    let finding: &Value = &told["findings"][0];
    assert_eq!(
        (&told["healthy"], &finding["check"], &finding["wrong"], &finding["fixed"]),
        (&json!(true), &json!("questions"), &json!(false), &json!(false))
    );
}
