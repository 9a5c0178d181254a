//! `invtrack forget`: nothing is left of somebody, and everything of the others.

mod others;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use expectrl::Expect;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::daily::Sitting;
use crate::sandbox::{Sandbox, state};

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
    let mut sitting = Sitting::of(&sandbox.command(&["forget", "qz-77"]));
    let asked = sitting.shown_to("Forget them? [y/N]");
    sitting.session.send(key).unwrap();
    let (rest, code) = sitting.end();
    (asked + &rest, code)
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

fn import(sandbox: &Sandbox, name: &str, content: &str) -> Value {
    let path = sandbox.file(&format!("files/{name}"), content);
    let told = sandbox.run(&["import", "--json", "--as-of", "2026-10-15", path.to_str().unwrap()]);
    fs::remove_file(path).unwrap();
    assert!([0, 3].contains(&told.code), "{}", told.stderr);
    serde_json::from_str(&told.stdout).unwrap()
}

fn connections(sandbox: &Sandbox, rows: &str) -> Value {
    let head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    import(sandbox, "Connections.csv", &format!("{head}{rows}"))
}

/// Names and profiles of the facts of a kind.
fn facts(sandbox: &Sandbox, kind: &str) -> Vec<String> {
    let file = Connection::open(sandbox.database()).unwrap();
    let sql = "SELECT coalesce(name, '') || ' ' || coalesce(slug, '') FROM fact WHERE kind = ?1 ORDER BY 1";
    let mut list = file.prepare(sql).unwrap();
    list.query_map([kind], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// LinkedIn's mail: Quirina accepted.
fn mail(id: u32, link: &str) -> String {
    format!(
        "From: LinkedIn <invitations@linkedin.com>\r\nSubject: Quirina Zwolle accepted your invitation\r\n\
         Date: Mon, 5 Oct 2026 09:00:00 +0000\r\nMessage-ID: <{id}@linkedin.com>\r\n\
         Content-Type: text/html\r\n\r\n<p>Quirina Zwolle has accepted your invitation</p>{link}\r\n"
    )
}

const LINK: &str = "<a href=\"https://www.linkedin.com/comm/in/qz-77?midToken=A\">Quirina Zwolle</a>";

#[test]
fn where_nobody_can_be_asked_the_flag_is_named() {
    let sandbox = with_two();
    let run = sandbox.run(&["forget", "qz-77"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--yes forgets without asking"), "{}", run.stderr);
    assert_eq!(sandbox.requests().len(), 2);
    sandbox.refuses(1, &["forget", "nobody", "--yes"], &["no one on record matches \"nobody\""]);
    Sandbox::new().refuses(1, &["forget", "bo", "--yes"], &["there is no database"]);
}

#[test]
fn no_byte_is_left_in_a_large_file_where_rows_moved() {
    let mut sandbox = Sandbox::new();
    let mut table = "Name,URL,Sent,Note\n".to_owned();
    for number in 0..1500 {
        writeln!(
            table,
            "Per{number} Son{number},person-{number},2026-09-{:02},{}",
            number % 28 + 1,
            "word ".repeat(number % 40)
        )
        .unwrap();
    }
    let (head, tail) = table.split_at(table.find("Per700 ").unwrap());
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
    sandbox.ok(&["forget", "-q", "qz-77", "--yes"]);
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    assert_eq!(sandbox.requests().len(), 1500);
}

#[test]
fn no_byte_is_left_anywhere() {
    let sandbox = with_two();
    sandbox.ok(&["edit", "-q", "qz-77", "--also-url", "quirina-z"]);
    sandbox.ok(&["backup", "-q", "own.db"]);
    let table = sandbox.file("people.csv", "Name,Sent\nCy Dahl,2026-10-05\n");
    sandbox.ok(&["import", "-q", table.to_str().unwrap()]);
    let quirina = "Quirina,Zwolle,https://www.linkedin.com/in/qz-77,,,,05 Oct 2026\n";
    let first = ["Dee,Dahl,https://www.linkedin.com/in/dee,,,,05 Oct 2026\n", quirina].concat();
    connections(&sandbox, &first);
    import(&sandbox, "mail.eml", &mail(1, ""));
    let copy = sandbox.json(&["backup", "--list"])["backups"][0]["file"].clone();
    // In an undone step, too.
    sandbox.ok(&["observe", "-q", "qz-77", "--viewed-me", "--memo", "secretmemo"]);
    sandbox.ok(&["undo", "-q"]);
    let bo = sandbox.json(&["show", "bo"]);
    assert!(left(&data(&sandbox)).len() > 12);
    let told = sandbox.ok(&["forget", "qz-77", "--yes"]);
    let list = sandbox.json(&["backup", "--list"])["backups"].clone();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["why"]), (1, &json!("after-forget")));
    assert!(
        told.starts_with("Forgotten: Quirina van Zwolle, 1 request, ")
            && told.contains("automatic backups replaced by one without them.\n")
            && told.ends_with("still hold them; imports leave them out.\nNext: invtrack status\n"),
        "{told}"
    );
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    assert!(!Path::new(copy.as_str().unwrap()).exists());
    let after = sandbox.json(&["show", "bo"]);
    assert_eq!(after["requests"], bo["requests"]);
    assert_eq!(facts(&sandbox, "connection"), ["Dee Dahl dee"]);
    // What is left is undone and redone as ever; nobody comes back with it, nor with a copy, be it the user's own.
    let words: Vec<Value> = sandbox.json(&["log", "--all"])["steps"].as_array().unwrap().clone();
    assert_eq!(words.len(), 3, "{words:?}");
    sandbox.ok(&["undo", "-q", "3"]);
    sandbox.ok(&["redo", "-q", "3"]);
    assert_eq!(sandbox.json(&["show", "bo"])["requests"], bo["requests"]);
    for kept in [list[0]["file"].as_str().unwrap(), "own.db"] {
        sandbox.ok(&["restore", "-q", kept]);
        assert_eq!(left(&data(&sandbox)), [] as [String; 0], "{kept}");
        assert_eq!(sandbox.json(&["show", "bo"])["requests"][0]["note"], "keep me");
        sandbox.fails(1, &["show", "qz-77"], &["no one on record"]);
        assert!(connections(&sandbox, quirina)["left_out"] == 1, "{kept}");
    }
}

#[test]
fn the_nightly_imports_bring_nothing_back() {
    let mut sandbox = with_two();
    // A profile that was typed by mistake and corrected: another machine has both.
    sandbox.ok(&["add", "-q", "Zwolle Q", "--url", "bo-berg-2", "--sent", "2026-09-01"]);
    sandbox.ok(&["edit", "-q", "bo-berg-2", "--url", "zwolle-q"]);
    sandbox.ok(&["export", "-q", "--output", "laptop.json"]);
    for who in ["qz-77", "zwolle-q"] {
        sandbox.ok(&["forget", "-q", "--yes", who]);
    }
    let [laptop] = ["laptop.json"].map(|name| fs::read_to_string(sandbox.home().join(name)).unwrap());
    fs::remove_file(sandbox.home().join("laptop.json")).unwrap();
    sandbox.at("2026-11-11T12:00:00Z");
    let invitations = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
        Me,Quirina Zwolle,\"10/1/26, 8:28 AM\",secretnote,OUTGOING,https://www.linkedin.com/in/me,\
        https://www.linkedin.com/in/qz-77\n";
    let table = "Name,URL,Sent\nQuirina Zwolle,qz-77,2026-10-01\n";
    for (name, content) in [
        ("mail.eml", mail(1, LINK)),
        ("by-name.eml", mail(2, "")),
        ("Invitations.csv", invitations.to_owned()),
        ("people.csv", table.to_owned()),
        ("laptop.json", laptop),
    ] {
        for round in 0..2 {
            let told = import(&sandbox, name, &content);
            assert!(
                told["left_out"].as_u64() > Some(0) && told["new"] == json!([]),
                "{name} {round}: {told}"
            );
        }
        assert_eq!(left(&data(&sandbox)), [] as [String; 0], "{name}");
    }
    let told = connections(&sandbox, "Quirina,Zwolle,https://www.linkedin.com/in/q-other,,,,05 Oct 2026\n");
    assert_eq!(told["left_out"], 0, "a namesake is somebody else");
    assert_eq!(sandbox.requests().len(), 1);
    // Once asked again, they count again.
    sandbox.at("2026-11-12T12:00:00Z");
    let add = ["add", "-q", "Quirina Zwolle", "--url", "qz-77", "--sent", "2026-10-01"];
    sandbox.fails(2, &add, &["--yes records them without asking"]);
    sandbox.ok(&[&add[..], &["--yes"]].concat());
    for (number, link) in [(1, LINK), (2, "")] {
        let told = import(&sandbox, "mail.eml", &mail(number, link));
        assert_eq!((&told["left_out"], &told["new_facts"]), (&json!(0), &json!(1)), "{number}: {told}");
    }
    assert_eq!(sandbox.json(&["show", "qz-77"])["requests"][0]["verdict"]["class"], "accepted");
}

#[test]
fn who_is_asked_again_is_on_record_whatever_the_clock_says() {
    for now in ["2026-11-10T12:00:00Z", "2025-11-10T12:00:00Z"] {
        let mut sandbox = with_two();
        sandbox.ok(&["forget", "-q", "--yes", "qz-77"]);
        sandbox.at(now);
        sandbox.ok(&["add", "-q", "Quirina Zwolle", "--url", "qz-77", "--sent", "2025-10-01", "--yes"]);
        assert_eq!(sandbox.json(&["show", "qz-77"])["requests"][0]["attempt"], 1);
        sandbox.at("2026-11-12T12:00:00Z");
        assert_eq!(import(&sandbox, "mail.eml", &mail(1, LINK))["left_out"], 0);
    }
}

#[test]
fn who_is_allowed_comes_back() {
    let mut sandbox = with_two();
    assert_eq!(sandbox.json(&["forget", "--list"])["forgotten"], json!([]));
    sandbox.ok(&["forget", "-q", "--yes", "qz-77"]);
    // At the same moment: one is allowed without the other.
    sandbox.ok(&["forget", "-q", "--yes", "bo-berg"]);
    let list = sandbox.json(&["forget", "--list"])["forgotten"].as_array().unwrap().clone();
    assert!(
        list.len() >= 4 && list.iter().all(|mark| mark["at"].as_str().unwrap().starts_with("2026-11-10T"))
    );
    sandbox.refuses(1, &["forget", "--allow", "Ann"], &["nobody who was forgotten is called \"Ann\""]);
    sandbox.ok(&["forget", "--allow", "quirina", "zwolle"]);
    sandbox.at("2026-11-11T12:00:00Z");
    let rows = "Bo,Berg,https://www.linkedin.com/in/bo-berg,,,,05 Oct 2026\n\
        Quirina,Zwolle,https://www.linkedin.com/in/qz-77,,,,05 Oct 2026\n";
    assert_eq!(connections(&sandbox, rows)["left_out"], 1);
    assert_eq!(facts(&sandbox, "connection"), ["Quirina Zwolle qz-77"]);
}

#[test]
fn what_can_not_be_replaced_is_named() {
    let sandbox = with_two();
    sandbox.ok(&["backup", "-q"]);
    let by_hand = sandbox.json(&["backup", "--list"])["backups"][0]["file"].as_str().unwrap().to_owned();
    let damaged = backups(&sandbox).join("invtrack.db-20260102T120000Z-damaged.db");
    fs::write(&damaged, "Quirina?").unwrap();
    let other = backups(&sandbox).join("work.db-20260102T120000Z-0a1b2c3d-before-import.db");
    fs::copy(&by_hand, &other).unwrap();
    let told = sandbox.json(&["forget", "qz-77", "--yes"]);
    let mut named: Vec<&str> =
        told["backups"]["left"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    named.sort_unstable();
    let mut expected = [damaged.to_str().unwrap(), &by_hand, other.to_str().unwrap()];
    expected.sort_unstable();
    assert_eq!(named, expected);
    assert_eq!(
        (&told["name"], &told["requests"], &told["looks"]),
        (&json!("Quirina van Zwolle"), &json!(1), &json!(1))
    );
    assert_eq!((&told["backups"]["dropped"], &told["backups"]["written"]), (&json!([]), &Value::Null));
    let run = sandbox.run(&["forget", "bo-berg", "--yes"]);
    let warning =
        format!("{} was not changed and may still hold them: delete it yourself", damaged.display());
    assert!(run.stderr.contains(&warning), "{}", run.stderr);
    assert!(left(&data(&sandbox)).iter().all(|found| found.contains("/backups/")));
}
