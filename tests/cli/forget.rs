//! `invtrack forget`: nothing is left of somebody, and everything of the others.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use expectrl::process::Termios;
use expectrl::process::unix::WaitStatus;
use expectrl::{Expect, session::OsSession};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::sandbox::{Sandbox, fixture, state};

/// Every word by which somebody could be known.
const TRACES: [&str; 8] =
    ["Quirina", "quirina", "Zwolle", "zwolle", "qz-77", "secretnote", "secretmemo", "quirinamail@"];

fn add_quirina(sandbox: &mut Sandbox) {
    sandbox.at("2026-10-02T12:00:00Z");
    sandbox.ok(&[
        "add",
        "-q",
        "Quirina Zwolle",
        "--url",
        "qz-77",
        "--sent",
        "2026-10-01",
        "--note",
        "secretnote",
    ]);
    sandbox.ok(&["edit", "-q", "qz-77", "--email", "quirinamail@example.org"]);
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["observe", "-q", "qz-77", "--button", "pending", "--memo", "secretmemo"]);
    sandbox.ok(&["edit", "-q", "qz-77", "--name", "Quirina van Zwolle"]);
    sandbox.at("2026-11-10T12:00:00Z");
}

fn with_two() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Bo Berg", "--url", "bo-berg", "--sent", "2026-10-01", "--note", "keep me"]);
    add_quirina(&mut sandbox);
    sandbox
}

fn backups(sandbox: &Sandbox) -> PathBuf {
    sandbox.database().with_file_name("backups")
}

/// Which of the words are in which file.
fn left(folder: &Path) -> Vec<String> {
    let mut left = Vec::new();
    for (path, (_, bytes)) in state(folder) {
        for word in TRACES {
            if bytes.windows(word.len()).any(|found| found == word.as_bytes()) {
                left.push(format!("{word} in {}", path.display()));
            }
        }
    }
    left
}

fn data(sandbox: &Sandbox) -> PathBuf {
    sandbox.database().parent().unwrap().to_owned()
}

/// Answers the question at a terminal.
fn answer(sandbox: &Sandbox, key: &str) -> (String, i32) {
    let mut command = sandbox.command(&["forget", "qz-77"]);
    command.stdin(Stdio::inherit()).env("TERM", "xterm").env("NO_COLOR", "1");
    let mut session = OsSession::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(120)));
    let asked = session.expect("Forget them? [y/N]").unwrap();
    let mut text = String::from_utf8(asked.before().to_vec()).unwrap();
    while session.get_process().is_echo().unwrap() {
        std::thread::sleep(Duration::from_millis(1));
    }
    session.send(key).unwrap();
    let rest = session.expect(expectrl::Eof).unwrap();
    text.push_str(&String::from_utf8_lossy(rest.as_bytes()));
    match session.get_process().wait().unwrap() {
        WaitStatus::Exited(_, code) => (text.replace("\r\n", "\n"), code),
        other => panic!("{other:?}"),
    }
}

#[test]
fn at_a_terminal_it_asks_and_obeys() {
    let sandbox = with_two();
    let before = fs::read(sandbox.database()).unwrap();
    for (key, code, words) in
        [("n", 0, "Nothing was removed."), ("\r", 0, "Nothing was removed."), ("\u{3}", 130, "")]
    {
        let (text, ended) = answer(&sandbox, key);
        assert!(ended == code && text.contains(words), "{key:?}: {ended} {text}");
        assert!(text.contains("This removes Quirina van Zwolle for good: 1 request, 1 look."), "{text}");
        assert!(before == fs::read(sandbox.database()).unwrap(), "{key:?}");
    }
    let (text, code) = answer(&sandbox, "y");
    assert!(code == 0 && text.contains("Forgotten: Quirina van Zwolle, 1 request, 1 look."), "{text}");
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
}

#[test]
fn who_has_a_profile_that_was_theirs_by_mistake_stays() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--url", "bo-berg", "--sent", "2026-10-01"]);
    sandbox.ok(&["edit", "-q", "1", "--url", "qz-77"]);
    sandbox.ok(&["add", "-q", "Bo Berg", "--url", "bo-berg", "--sent", "2026-10-02"]);
    sandbox.ok(&["backup", "-q"]);
    // A copy of the user's own is named.
    let own = sandbox.file("mine.db", "");
    sandbox.ok(&["backup", "-q", "--force", own.to_str().unwrap()]);
    let own = (own, backups(&sandbox).join("mine.db"));
    fs::rename(&own.0, &own.1).unwrap();
    let run = sandbox.run(&["forget", "-q", "--yes", "qz-77"]);
    assert!(run.stderr.contains("backups/mine.db was not changed"), "{}", run.stderr);
    fs::remove_file(own.1).unwrap();
    let requests = sandbox.requests();
    assert_eq!((requests.len(), &requests[0]["slug"]), (1, &json!("bo-berg")));
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    let copy = fs::read_dir(backups(&sandbox)).unwrap().next().unwrap().unwrap().path();
    let there = sandbox.json(&["--db", copy.to_str().unwrap(), "status", "--all"]);
    assert_eq!(there["requests"].as_array().unwrap().len(), 1);
}

#[test]
fn a_name_that_only_a_copy_knows_is_forgotten_there() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--sent", "2026-10-19"]);
    // Among the connections by that name alone.
    let list = "First Name,Last Name,Email Address,Company,Position,Connected On\n\
        Quirina,Zwolle,,Company,Position,12 Sep 2026\n";
    let connections = sandbox.file("Connections.csv", list);
    sandbox.ok(&["import", "-q", connections.to_str().unwrap(), "--as-of", "2026-10-15"]);
    sandbox.ok(&["backup", "-q"]);
    sandbox.ok(&["edit", "-q", "1", "--name", "Somebody Else"]);
    sandbox.ok(&["forget", "-q", "--yes", "1"]);
    assert_eq!(left(&backups(&sandbox)), [] as [String; 0]);
}

fn connections(sandbox: &Sandbox, rows: &str) {
    let list = format!("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{rows}");
    let path = sandbox.file("lists/Connections.csv", list);
    sandbox.run(&["import", "-q", path.to_str().unwrap(), "--as-of", "2026-10-15"]);
    fs::remove_file(path).unwrap();
}

fn rows(file: &Path, sql: &str) -> Vec<String> {
    let file = Connection::open(file).unwrap();
    let mut list = file.prepare(sql).unwrap();
    list.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn the_copy(sandbox: &Sandbox) -> PathBuf {
    fs::read_dir(backups(sandbox)).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn others_stay_in_the_copies_whatever_they_were_called_then() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--sent", "2026-10-01"]);
    sandbox.ok(&["add", "-q", "Cleo Carr", "--url", "qz-77", "--sent", "2026-10-01"]);
    sandbox.ok(&["backup", "-q"]);
    // Both were mistaken: the name is that of somebody asked since, and so is the profile.
    sandbox.ok(&["edit", "-q", "1", "--name", "Ben Other"]);
    sandbox.ok(&["edit", "-q", "2", "--url", "cleo"]);
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--url", "qz-77", "--sent", "2026-10-02"]);
    sandbox.ok(&["forget", "-q", "--yes", "3"]);
    assert_eq!(rows(&the_copy(&sandbox), "SELECT name FROM person").len(), 2);
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn others_stay_in_the_copies_whose_profile_it_was_then() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--url", "bo-berg", "--sent", "2026-10-01"]);
    sandbox.ok(&["edit", "-q", "1", "--url", "qz-77"]);
    sandbox.ok(&["add", "-q", "Bo Berg", "--url", "bo-berg", "--sent", "2026-10-02"]);
    sandbox.ok(&["backup", "-q"]);
    sandbox.ok(&["edit", "-q", "2", "--url", "bo-2"]);
    sandbox.ok(&["forget", "-q", "--yes", "1"]);
    assert_eq!(rows(&the_copy(&sandbox), "SELECT name FROM person"), ["Bo Berg"]);
}

#[test]
fn the_connections_of_others_stay() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    // A namesake whose profile is that of somebody else on record, and one who shares the name but for a title.
    sandbox.ok(&["add", "-q", "Robert Sample", "--url", "bo-2", "--sent", "2026-09-01"]);
    sandbox.ok(&["add", "-q", "Bo Example", "--sent", "2026-09-02"]);
    sandbox.ok(&["add", "-q", "Quirina Zwolle, PhD", "--sent", "2026-09-02"]);
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--sent", "2026-09-03"]);
    // And a profile that was theirs by mistake.
    sandbox.ok(&["add", "-q", "Ann", "--url", "xaver", "--sent", "2026-09-03"]);
    sandbox.ok(&["edit", "-q", "5", "--url", "ann"]);
    connections(
        &sandbox,
        "Bo,Example,https://www.linkedin.com/in/bo-2,,,,05 Sep 2026\n\
         Quirina,Zwolle,,,,,06 Sep 2026\n\
         Xaver,X,https://www.linkedin.com/in/xaver,,,,07 Sep 2026\n",
    );
    for who in ["2", "4", "5"] {
        sandbox.ok(&["forget", "-q", "--yes", who]);
    }
    let left = rows(&sandbox.database(), "SELECT key FROM connection ORDER BY key");
    assert_eq!(left, [" quirina zwolle", "bo-2", "xaver"]);
}

#[test]
fn a_profile_that_was_assigned_is_theirs() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Freya Ferrer", "--url", "freya", "--sent", "2026-07-20"]);
    sandbox.run(&["import", "-q", &fixture("mail/00.eml")]);
    sandbox.ok(&["import", "-q", "--assign", "1=freya"]);
    for who in ["freya", "freya-ferrer-2b0a14"] {
        assert_eq!(sandbox.json(&["show", who])["requests"][0]["slug"], "freya");
    }
    sandbox.ok(&["forget", "-q", "--yes", "freya"]);
    assert_eq!(rows(&sandbox.database(), "SELECT fact FROM kept"), [] as [String; 0]);
}

#[test]
fn the_connection_of_an_alias_stays() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Anne Leigh", "--url", "anne", "--sent", "2026-10-01"]);
    sandbox.ok(&["add", "-q", "Ann Lee Old", "--url", "ann-lee-2", "--sent", "2026-10-02"]);
    sandbox.ok(&["merge", "-q", "1", "2"]);
    connections(&sandbox, "Ann,Lee,https://www.linkedin.com/in/ann-lee-2,,,,10 Oct 2026\n");
    sandbox.ok(&["add", "-q", "Ann Lee", "--sent", "2026-10-12"]);
    sandbox.ok(&["backup", "-q"]);
    sandbox.ok(&["forget", "-q", "--yes", "Ann Lee"]);
    for file in [sandbox.database(), the_copy(&sandbox)] {
        assert_eq!(rows(&file, "SELECT key FROM connection"), ["ann-lee-2"], "{}", file.display());
    }
}

#[test]
fn a_copy_of_when_two_were_one_is_named() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Anna A", "--url", "aaa", "--sent", "2026-10-01"]);
    sandbox.ok(&["add", "-q", "Berta B", "--url", "bbb", "--sent", "2026-10-02"]);
    sandbox.ok(&["merge", "-q", "1", "2"]);
    sandbox.ok(&["backup", "-q"]);
    sandbox.ok(&["undo", "-q"]);
    let run = sandbox.run(&["forget", "-q", "--yes", "1"]);
    let copy = the_copy(&sandbox);
    assert!(run.stderr.contains(&format!("{} was not changed", copy.display())), "{}", run.stderr);
    assert_eq!(
        rows(&copy, "SELECT key FROM person_key WHERE typeof(key) = 'text' ORDER BY key"),
        ["aaa", "bbb"]
    );
}

#[test]
fn whose_profile_was_somebody_elses_before_loses_no_more_than_their_own() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Ann One", "--url", "px", "--sent", "2026-09-01"]);
    sandbox.ok(&["edit", "-q", "1", "--url", "pa"]);
    sandbox.ok(&["add", "-q", "Cleo Carr", "--url", "px", "--sent", "2026-09-02"]);
    connections(
        &sandbox,
        "Cleo,Carr-Smith,https://www.linkedin.com/in/px,,,,05 Sep 2026\n\
         Cleo,Carr,https://www.linkedin.com/in/other-cleo,,,,06 Sep 2026\n",
    );
    sandbox.ok(&["forget", "-q", "--yes", "px"]);
    assert_eq!(rows(&sandbox.database(), "SELECT key FROM connection"), ["other-cleo"]);
}

#[test]
fn where_nobody_can_be_asked_the_flag_is_named() {
    let sandbox = with_two();
    let run = sandbox.run(&["forget", "qz-77"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--yes forgets without asking"), "{}", run.stderr);
    assert_eq!(sandbox.requests().len(), 2);
    sandbox.refuses(1, &["forget", "nobody", "--yes"], &["nobody on record fits \"nobody\""]);
    Sandbox::new().refuses(1, &["forget", "bo", "--yes"], &["there is no database"]);
}

#[test]
fn no_byte_is_left_anywhere() {
    let sandbox = with_two();
    sandbox.ok(&["backup", "-q"]);
    let table = sandbox.file("people.csv", "Name,Sent\nCy Dahl,2026-10-05\n");
    sandbox.ok(&["import", "-q", table.to_str().unwrap()]);
    let fact = json!({"kind": "acceptance", "source": "mail", "at": "2026-10-05T09:00:00Z", "slug": "qz-77",
        "full_name": "Quirina Zwolle", "first_name": null});
    let sql = format!(
        "INSERT INTO kept (fact, recorded_at) VALUES ('{fact}', 1792000000000);
         INSERT INTO connection VALUES ('qz-77', '2026-10-05', 'quirina zwolle', '2026-10-05')"
    );
    Connection::open(sandbox.database()).unwrap().execute_batch(&sql).unwrap();
    let bo = sandbox.json(&["show", "bo"]);
    assert!(left(&data(&sandbox)).len() > 12);
    let told = sandbox.ok(&["forget", "qz-77", "--yes"]);
    let expected = "Forgotten: Quirina van Zwolle, 1 request, 1 look.\n  2 backups rewritten without them.\n  \
        Copies and exports that you keep elsewhere still hold them; an import would bring them back.\n\
        Next: invtrack status\n";
    assert_eq!(told, expected);
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    sandbox.fails(1, &["undo"], &["there is nothing to undo"]);
    assert_eq!(sandbox.json(&["log", "--all"])["steps"], json!([]));
    assert_eq!(sandbox.json(&["show", "bo"]), bo);
    assert_eq!(sandbox.requests().len(), 2);
    // The copies are of use still, and nobody comes back with them.
    let list = sandbox.json(&["backup", "--list"])["backups"].clone();
    for kept in list.as_array().unwrap() {
        sandbox.ok(&["restore", "-q", kept["file"].as_str().unwrap()]);
        assert_eq!(sandbox.json(&["show", "bo"])["requests"], bo["requests"]);
        sandbox.fails(1, &["show", "qz-77"], &["nobody on record"]);
    }
}

#[test]
fn no_byte_is_left_in_a_large_file_where_rows_moved() {
    let mut sandbox = Sandbox::new();
    let mut table = "Name,URL,Sent,Note\n".to_owned();
    for number in 0..1500 {
        writeln!(
            table,
            "Person {number},person-{number},2026-09-{:02},{}",
            number % 28 + 1,
            "word ".repeat(number % 40)
        )
        .unwrap();
    }
    let (head, tail) = table.split_at(table.find("Person 700").unwrap());
    for (name, part) in [("one.csv", head.to_owned()), ("two.csv", format!("Name,URL,Sent,Note\n{tail}"))] {
        let path = sandbox.file(name, part);
        sandbox.ok(&["import", "-q", path.to_str().unwrap()]);
        if name == "one.csv" {
            add_quirina(&mut sandbox);
        }
    }
    for number in (0..1500).step_by(97) {
        sandbox.ok(&["edit", "-q", &format!("person-{number}"), "--note", &"longer ".repeat(30)]);
    }
    sandbox.ok(&["backup", "-q"]);
    sandbox.ok(&["forget", "-q", "qz-77", "--yes"]);
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    assert_eq!(sandbox.requests().len(), 1500);
}

#[test]
fn what_can_not_be_rewritten_is_removed_or_named() {
    let sandbox = with_two();
    sandbox.ok(&["backup", "-q"]);
    let folder = backups(&sandbox);
    let old = folder.join("invtrack-20260101T120000Z-of-version-4-before-version-5.db");
    fs::copy(fixture("databases/4.db"), &old).unwrap();
    let damaged = folder.join("invtrack-20260102T120000Z-damaged.db");
    fs::write(&damaged, "Quirina?").unwrap();
    let other = folder.join("invtrack-work-20260102T120000Z-before-import.db");
    fs::copy(fixture("databases/4.db"), &other).unwrap();
    let run = sandbox.run(&["forget", "qz-77", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("  1 backup rewritten without them.\n"), "{}", run.stdout);
    let removed = format!("  Removed a backup of an earlier version: {}\n", old.display());
    assert!(run.stdout.contains(&removed), "{}", run.stdout);
    let named = format!("{} was not changed and may still hold them: delete it yourself", damaged.display());
    assert!(run.stderr.contains(&named), "{}", run.stderr);
    assert_eq!([&old, &damaged, &other].map(|path| path.exists()), [false, true, true]);
    assert_eq!(left(&data(&sandbox)), [format!("Quirina in {}", damaged.display())]);
}

#[test]
fn one_of_two_namesakes_is_forgotten() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-one", "--sent", "2026-10-01", "--tag", "fair"]);
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-two", "--sent", "2026-10-02", "--tag", "work"]);
    // Whose it is can't be told.
    let sql = "INSERT INTO connection VALUES (' ana lee', '2026-10-05', 'ana lee', '2026-10-05'),
               ('ana-one', '2026-10-05', 'ana lee', '2026-10-05')";
    Connection::open(sandbox.database()).unwrap().execute_batch(sql).unwrap();
    let two = sandbox.json(&["show", "ana-two"]);
    sandbox.fails(1, &["forget", "ana lee", "--yes"], &["\"ana lee\" fits 2 people"]);
    let told = sandbox.json(&["forget", "ana-one", "--yes"]);
    let expected = json!({"schema": 1, "name": "Ana Lee", "slug": "ana-one", "requests": 1, "looks": 0,
        "connections": 1, "kept": 0, "backups": {"rewritten": [], "dropped": [], "left": []}});
    assert_eq!(told, expected);
    let rest: Vec<Value> = sandbox.requests();
    assert_eq!((rest.len(), &rest[0]["slug"]), (1, &json!("ana-two")));
    assert_eq!(sandbox.json(&["show", "ana-two"])["requests"], two["requests"]);
    let bytes = fs::read(sandbox.database()).unwrap();
    assert!(!bytes.windows(7).any(|found| found == b"ana-one"));
}

#[test]
fn who_has_no_profile_leaves_no_name() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Quirina Zwolle, PhD", "--sent", "2026-10-01"]);
    sandbox.ok(&["backup", "-q"]);
    // In the copy she is another entry, of another day.
    sandbox.ok(&["undo"]);
    sandbox.ok(&["add", "-q", "Quirina Zwolle, PhD", "--sent", "2026-10-03"]);
    let sql = "INSERT INTO connection VALUES ('qz-77', '2026-10-05', 'quirina zwolle', '2026-10-05')";
    Connection::open(sandbox.database()).unwrap().execute_batch(sql).unwrap();
    let told = sandbox.json(&["forget", "quirina", "--yes"]);
    assert_eq!(
        (&told["connections"], told["backups"]["rewritten"].as_array().map(Vec::len)),
        (&json!(1), Some(1))
    );
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
}
