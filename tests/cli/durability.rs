//! What a kill, a crowd, a full disk and a reader who leaves do to the data: nothing.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use crate::sandbox::{Sandbox, state, zip_of};

/// How many invitations the large export has.
const MANY: usize = 3000;

/// An export that is large enough for SQLite to write parts of it before the end of the transaction.
fn large_export(sandbox: &Sandbox) -> String {
    let mut invitations =
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n".to_owned();
    let mut connections = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n".to_owned();
    let note = "I liked what you wrote about pipelines, and would be glad to stay in touch. ".repeat(3);
    for number in 0..MANY {
        let (day, hour) = (number % 28 + 1, number % 12 + 1);
        writeln!(
            invitations,
            "Me,Person {number},\"9/{day}/26, {hour}:05 AM\",\"{note}\",OUTGOING,\
             https://www.linkedin.com/in/me,https://www.linkedin.com/in/person-{number}"
        )
        .unwrap();
        writeln!(
            connections,
            "Friend,{number},https://www.linkedin.com/in/friend-{number},,Company,Position,{day:02} Sep 2026"
        )
        .unwrap();
    }
    let zip = zip_of(&[("Invitations.csv", &invitations), ("Connections.csv", &connections)]);
    sandbox.file("Basic_LinkedInDataExport_10-05-2026.zip", zip).to_str().unwrap().to_owned()
}

fn journal(sandbox: &Sandbox) -> PathBuf {
    PathBuf::from(format!("{}-journal", sandbox.database().display()))
}

/// How many requests there are, and that the file is sound.
fn requests_in(file: &Path) -> usize {
    let file = Connection::open(file).unwrap();
    let check: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    let number = |sql: &str| file.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap() as usize;
    assert_eq!((check.as_str(), number("SELECT count(*) FROM pragma_foreign_key_check")), ("ok", 0));
    number("SELECT count(number) FROM fact")
}

#[test]
fn a_killed_import_has_happened_wholly_or_not_at_all() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["add", "Ana"]).code, 0);
    let (before, export) = (fs::read(sandbox.database()).unwrap(), large_export(&sandbox));
    let (mut done, mut torn) = (0, 0);
    for round in 0..30_u64 {
        let mut import = sandbox
            .command(&["import", &export])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Most rounds strike while the transaction writes; the first ones, at any time.
        while round > 8 && !journal(&sandbox).exists() && import.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(Duration::from_micros((round * 7919) % 31 * 7000));
        import.kill().unwrap();
        import.wait().unwrap();
        torn += usize::from(journal(&sandbox).exists());
        // The next question already gets the right answer.
        let listed = sandbox.requests().len();
        assert_eq!(listed, requests_in(&sandbox.database()), "round {round}");
        assert!(listed == 1 || listed == MANY + 1, "{listed} requests after round {round}");
        if listed > 1 {
            done += 1;
            fs::write(sandbox.database(), &before).unwrap();
        }
    }
    assert!(torn > 0, "no round struck within the transaction; {done} were done");
    assert_eq!(sandbox.run(&["import", &export]).code, 0);
    assert_eq!(sandbox.requests().len(), MANY + 1);
}

#[test]
fn the_next_question_rolls_a_half_written_file_back() {
    let sandbox = Sandbox::new();
    for name in ["Ana", "Bo"] {
        assert_eq!(sandbox.run(&["add", name, "--sent", "2026-10-01"]).code, 0);
    }
    let expected = sandbox.ok(&["status"]);
    let before = fs::read(sandbox.database()).unwrap();
    let killed = Sandbox::new();
    let copy = killed.file(".local/share/invtrack/invtrack.db", "");
    {
        let writer = Connection::open(sandbox.database()).unwrap();
        // So small a cache that changed pages go to the file before the end of the transaction.
        writer
            .execute_batch(
                "PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;
                 UPDATE fact SET name = 'Gone'; DELETE FROM names; DELETE FROM fact WHERE id = 2;
                 CREATE TABLE filler (a);
                 WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500)
                    INSERT INTO filler SELECT hex(randomblob(400)) FROM n;",
            )
            .unwrap();
        fs::copy(sandbox.database(), &copy).unwrap();
        fs::copy(journal(&sandbox), journal(&killed)).unwrap();
        writer.execute_batch("ROLLBACK").unwrap();
    }
    assert!(before != fs::read(&copy).unwrap(), "nothing was spilled");
    assert_eq!(killed.ok(&["status"]), expected);
    assert!(!journal(&killed).exists());
    assert!(before == fs::read(&copy).unwrap());
}

#[test]
fn four_at_once_lose_nothing() {
    let sandbox = Sandbox::new();
    thread::scope(|scope| {
        for writer in 0..4 {
            let sandbox = &sandbox;
            scope.spawn(move || {
                for number in 0..25 {
                    sandbox.ok(&["add", "--quiet", &format!("Person {writer} {number}")]);
                }
            });
        }
    });
    assert_eq!(sandbox.requests().len(), 100);
    assert_eq!(requests_in(&sandbox.database()), 100);
}

#[test]
fn a_busy_file_is_waited_for() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["add", "Ana"]).code, 0);
    let writer = Connection::open(sandbox.database()).unwrap();
    for args in [&["status"][..], &["add", "Bo"], &["observe", "ana", "--viewed-me"]] {
        writer.execute_batch("BEGIN EXCLUSIVE").unwrap();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| sandbox.run(args));
            thread::sleep(Duration::from_millis(400));
            writer.execute_batch("UPDATE fact SET email = 'a@example.org'; COMMIT").unwrap();
            assert_eq!(waiting.join().unwrap().code, 0, "{args:?}");
        });
    }
    assert_eq!(sandbox.requests().len(), 2);
}

/// A limit on the size of files stands in for a full disk. The signal that comes with it is ignored, as the
/// system sends none when a disk is full.
#[test]
fn a_write_that_does_not_fit_leaves_everything_as_it_was() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["add", "Ana"]).code, 0);
    let export = large_export(&sandbox);
    let before = state(&sandbox.database());
    // Of 512 bytes; what was there before can always be put back.
    let full = before[&sandbox.database()].1.len() / 512;
    for blocks in [full + 20, full + 200, full + 800] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let run = sandbox.shell(&script, &["import", &export]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{blocks}: {run:?}");
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
        assert!(run.stderr.contains(sandbox.database().to_str().unwrap()), "{}", run.stderr);
        assert!(
            run.stderr.contains("hint: ") && run.stderr.contains("nothing was changed"),
            "{}",
            run.stderr
        );
        assert_eq!(sandbox.requests().len(), 1);
        assert_eq!(requests_in(&sandbox.database()), 1);
        let (_, bytes) = &state(&sandbox.database())[&sandbox.database()];
        assert!(bytes == &before[&sandbox.database()].1, "{blocks}");
    }
    assert_eq!(sandbox.run(&["import", &export]).code, 0);
    assert_eq!(sandbox.requests().len(), MANY + 1);
}

#[test]
fn a_reader_that_leaves_is_no_reason_to_complain() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["import", &large_export(&sandbox)]).code, 0);
    for args in [&["status", "--all"][..], &["status", "--all", "--json"], &["rules"]] {
        let mut child = sandbox.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_an_error() {
    let sandbox = Sandbox::new();
    for args in [&["rules"][..], &["status", "--json"]] {
        let run = sandbox.shell("exec \"$0\" \"$@\" >/dev/full", args);
        assert_eq!(run.code, 1, "{args:?}");
        assert!(run.stderr.contains("error: cannot write the output"), "{}", run.stderr);
    }
}

#[test]
fn a_question_changes_no_byte_and_no_time() {
    let mut sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["add", "Ana Lee", "--url", "ana", "--sent", "2026-10-01"]).code, 0);
    assert_eq!(sandbox.run(&["import", &large_export(&sandbox)]).code, 0);
    sandbox.ok(&["observe", "-q", "ana", "--button", "pending"]);
    sandbox.at("2027-02-10T12:00:00Z");
    let table = sandbox.file("people.csv", "Name,Sent\nCy Dahl,2026-10-05\n");
    let before = state(sandbox.home());
    for args in [
        &["status", "--all"][..],
        &["show", "ana"],
        &["due"],
        &["log", "--all"],
        &["predict", "Bo Berg"],
        &["import", "--dry-run", table.to_str().unwrap()],
        &["import", "--review"],
        &["export"],
        &["export", "--csv"],
        &["backup", "--list"],
        &["forget", "--list"],
        &["doctor"],
        &["tag"],
        &["account"],
    ] {
        let run = sandbox.run(args);
        assert!(!run.stderr.contains("error"), "{args:?}: {}", run.stderr);
        assert!(before == state(sandbox.home()), "{args:?} changed a file");
    }
}
