//! `invtrack undo`, `redo` and `log`.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::thread;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::sandbox::{Sandbox, export, fixture};

/// Everything that is in force, value by value.
pub fn dump(file: &Path) -> String {
    let file = Connection::open(file).unwrap();
    let live = "step <= (SELECT live FROM record)";
    let mut dump = String::new();
    for (table, which) in [
        ("fact", live.to_owned()),
        ("list", live.to_owned()),
        ("names", format!("fact IN (SELECT id FROM fact WHERE {live})")),
        ("forgotten", "true".to_owned()),
    ] {
        let rows = format!("SELECT * FROM {table} WHERE {which} ORDER BY 1, 2");
        let mut rows = file.prepare(&rows).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> = (0..columns).map(|column| row.get_ref(column).unwrap()).collect();
            writeln!(dump, "{table} {values:?}").unwrap();
        }
    }
    dump
}

#[test]
fn a_page_that_was_copied_again_with_its_number_is_a_step() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Cy Young", "--sent", "2026-10-01"]);
    let row = "Ana Lee\nArtist\nSent 3 weeks ago\nWithdraw\n";
    let page = |head: &str| sandbox.file("page.txt", format!("{head}{row}")).to_str().unwrap().to_owned();
    sandbox.import(&[&page("")]);
    let before = sandbox.ok(&["export"]);
    assert_eq!(sandbox.looks("cy"), []);
    sandbox.import(&[&page("Manage invitations\nPeople (1)\n")]);
    assert_eq!(sandbox.looks("cy").len(), 1);
    assert_eq!(steps(&sandbox).len(), 3);
    let undone = sandbox.ok(&["undo"]);
    assert!(undone.contains("imported page.txt") && undone.contains("(1 list)"), "{undone}");
    assert_eq!((sandbox.ok(&["export"]), sandbox.looks("cy").len()), (before, 0));
    sandbox.ok(&["redo"]);
    assert_eq!(sandbox.looks("cy").len(), 1);
}

fn steps(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.json(&["log", "--all"])["steps"].as_array().unwrap().clone()
}

/// Some of everything, and another machine's record that differs from it.
fn machines() -> (Sandbox, String) {
    let mut laptop = Sandbox::new();
    let mut desk = Sandbox::new();
    for sandbox in [&mut laptop, &mut desk] {
        sandbox.at("2026-10-06T08:00:00Z").ok(&["import", "--quiet", &export(0)]);
        sandbox.run(&["add", "Zoë Brandt", "--url", "linkedin.com/in/zoe-b", "--sent", "2026-09-01"]);
        sandbox.at("2026-11-01T08:00:00Z").ok(&["observe", "zoe-b", "--button", "pending"]);
    }
    laptop.ok(&["edit", "zoe-b", "--note", "on the way"]);
    laptop.ok(&["withdraw", "zoe-b"]);
    laptop.run(&["add", "Bo Example", "--sent", "2026-10-30"]);
    let path = desk.home().join("laptop.json");
    laptop.ok(&["export", "--quiet", "--output", path.to_str().unwrap()]);
    desk.at("2026-11-10T12:00:00Z");
    (desk, path.to_str().unwrap().to_owned())
}

#[test]
fn whatever_was_done_is_undone_and_redone() {
    let (desk, laptop) = machines();
    let look =
        desk.json(&["observe", "zoe-b", "--viewed-me", "--memo", "a \u{1}mistake"])["look"].to_string();
    let table = desk.file("people.csv", "Name,Sent\nCy Example,2026-09-30\nDee Example,2026-10-01\n");
    let acts: [(&[&str], &str); 20] = [
        (&["add", "Ana Example", "--tag", "fair", "--connections", "12"], "added Ana Example (#"),
        (&["observe", "zoe-b", "--in-connections", "no"], "observed Zoë Brandt (#"),
        (
            &["edit", "zoe-b", "--name", "Zoë van Brandt", "--sent", "2026-09-02"],
            "corrected Zoë Brandt (#18): name, sent",
        ),
        (&["edit", "zoe-b", "--remove-look", &look], "corrected Zoë van Brandt (#18): look "),
        (&["tag", "zoe-b", "--add", "work"], "changed the tags of Zoë van Brandt (#"),
        (&["followup", "zoe-b", "--sent", "--force"], "followed up with Zoë van Brandt (#"),
        (&["rapport", "zoe-b", "--how", "met"], "Zoë van Brandt (#"),
        (&["dismiss", "zoe-b", "--about", "look"], "Zoë van Brandt (#"),
        (&["dismiss", "zoe-b", "--about", "look", "--recall"], "Zoë van Brandt (#"),
        (&["withdraw", "zoe-b", "--at", "2026-11-05"], "withdrew Zoë van Brandt (#"),
        (&["edit", "zoe-b", "--reopen"], "corrected Zoë van Brandt (#18): open again"),
        (&["close", "zoe-b", "--as", "declined"], "closed Zoë van Brandt (#"),
        (&["resend", "zoe-b", "--force"], "asked Zoë van Brandt (#"),
        (&["account", "warning"], "recorded warning, 2026-11-10"),
        (&["account", "warning", "--remove"], "took back warning, 2026-11-10"),
        (&["import", &export(1)], "imported Basic_LinkedInDataExport_10-19-2026.zip"),
        (&["import", &fixture("mail/linkedin.mbox")], "imported linkedin.mbox"),
        (&["import", &export(2), "--messages"], "imported Complete_LinkedInDataExport_11-08-2026.zip.zip"),
        (&["import", table.to_str().unwrap()], "imported people.csv"),
        (&["import", &laptop], "imported laptop.json"),
    ];
    let first = steps(&desk).len();
    let mut dumps = vec![dump(&desk.database())];
    for (args, words) in acts {
        let run = desk.run(args);
        assert!([0, 3].contains(&run.code), "{args:?}: {}", run.stderr);
        let (before, after) = (dumps.last().unwrap().clone(), dump(&desk.database()));
        assert_ne!(before, after, "{args:?}");
        let told = steps(&desk)[0]["words"].as_str().unwrap().to_owned();
        assert!(told.starts_with(words), "{args:?}: {told}");
        let undone = desk.ok(&["undo"]);
        assert!(undone.starts_with(&format!("Undone: {told}, just now.")), "{undone}");
        assert_eq!(dump(&desk.database()), before, "{args:?}");
        desk.ok(&["redo"]);
        assert_eq!(dump(&desk.database()), after, "{args:?}");
        dumps.push(after);
    }
    assert_eq!(steps(&desk).len(), first + acts.len());
    // Then all of them.
    desk.ok(&["undo", &acts.len().to_string()]);
    assert_eq!(dump(&desk.database()), dumps[0]);
    for after in &dumps[1..] {
        desk.ok(&["redo"]);
        assert_eq!(&dump(&desk.database()), after);
    }
}

#[test]
fn a_file_that_is_read_for_two_things_is_named_once() {
    let sandbox = Sandbox::new();
    sandbox.run(&["import", "-q", &export(1), &export(2), "--messages"]);
    let names = "Basic_LinkedInDataExport_10-19-2026.zip, Complete_LinkedInDataExport_11-08-2026.zip.zip";
    assert_eq!(steps(&sandbox)[0]["words"], format!("imported {names}"));
}

#[test]
fn answers_are_undone() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Example", "--url", "ana-1", "--sent", "2026-10-01"]);
    let list = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Ana,Example,https://www.linkedin.com/in/ana-2,,,,05 Oct 2026\n";
    let list = sandbox.file("Connections.csv", list);
    assert_eq!(sandbox.run(&["import", list.to_str().unwrap(), "--as-of", "2026-10-10"]).code, 3);
    let questions = || sandbox.json(&["import", "--review"])["unsure"].as_array().unwrap().clone();
    let class = || sandbox.requests()[0]["verdict"]["class"].clone();
    let (before, asked, open) = (dump(&sandbox.database()), questions(), class());
    assert_eq!((asked.len(), &asked[0]["kind"]), (1, &json!("name")), "{asked:?}");
    sandbox.ok(&["import", "--assign", &format!("{}=ana", asked[0]["id"].as_str().unwrap())]);
    assert_eq!(steps(&sandbox)[0]["words"], "settled 1 question");
    assert_ne!(dump(&sandbox.database()), before);
    assert_eq!((questions().len(), class()), (0, json!("accepted")));
    sandbox.ok(&["undo"]);
    assert_eq!(dump(&sandbox.database()), before);
    assert_eq!((questions(), class()), (asked, open));
}

#[test]
fn no_command_writes_without_a_word() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let code = fs::read_to_string(&path).unwrap();
            let count = |part: &str| code.matches(part).count();
            let writes = count("record::change(") + count("record::change_in(") + count(".write(|");
            let words = count(".describe(") + count(".describe_new(") + count(".begin(");
            // Undoing is no step; what `check` remembers, and forgetting somebody, are none either.
            let is_no_step = ["check.rs", "undo.rs", "forget.rs"].iter().any(|name| path.ends_with(name));
            if writes > 0 && !is_no_step {
                assert!(words >= writes, "{}: say what it does with NewFacts::describe", path.display());
                files += 1;
            }
        }
    }
    assert!(files > 10, "{files}");
}

#[test]
fn what_was_done_is_told_and_what_changed_nothing_is_not() {
    let mut sandbox = Sandbox::new();
    sandbox.fails(1, &["undo"], &["there is no database"]);
    assert!(sandbox.run(&["log"]).stderr.contains("no step is on record"));
    sandbox.at("2026-11-10T09:00:00Z").run(&["add", "Ana \u{1b}[31m", "--sent", "2026-10-01"]);
    sandbox.ok(&["check", "--exit-zero"]);
    sandbox.ok(&["edit", "ana", "--clear", "note"]);
    sandbox.ok(&["tag", "ana", "--add", "a\tb"]);
    sandbox.run(&["import", &export(0)]);
    let before = steps(&sandbox);
    assert_eq!(sandbox.run(&["import", &export(0)]).code, 0);
    assert_eq!(steps(&sandbox), before);
    sandbox.at("2026-11-10T09:05:00Z");
    let undone = sandbox.json(&["undo", "2"]);
    assert_eq!((&undone["undoable"], &undone["redoable"]), (&1.into(), &2.into()));
    assert_eq!(undone["steps"][0]["touched"], json!({"connection": 230, "invitation": 21, "list": 2}));
    let log = sandbox.ok(&["log"]);
    let lines: Vec<Vec<&str>> = log.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 3, "{log}");
    assert_eq!(lines[2], ["1", "2026-11-10T09:00:00Z", "added Ana [31m (#1)", "1 request", "done"]);
    assert_eq!((lines[1][3], lines[1][4]), ("1 correction", "undone"));
    let log = sandbox.run(&["log", "-n", "1"]);
    assert_eq!(
        (log.stdout.lines().count(), log.stderr.as_str()),
        (1, "note: 2 steps more: --all lists them\n")
    );
    sandbox.fails(1, &["undo", "2"], &["there is only 1 step to undo, not 2; nothing was changed"]);
    assert_eq!(
        sandbox.ok(&["redo"]).lines().next(),
        Some("Redone: changed the tags of Ana [31m (#1), 5 minutes ago.  (1 correction)")
    );
    // Something new: what was undone is gone, and numbers go on.
    sandbox.ok(&["undo"]);
    let added = sandbox.json(&["add", "Bo"]);
    assert_eq!(added["request"]["id"], 19);
    sandbox.fails(1, &["redo"], &["there is nothing to redo", "until something new"]);
    assert_eq!(steps(&sandbox).iter().map(|step| step["number"].clone()).collect::<Vec<_>>(), [2, 1]);
    sandbox.ok(&["undo", "2"]);
    sandbox.fails(1, &["undo"], &["there is nothing to undo", "invtrack log"]);
    sandbox.fails(2, &["undo", "0"], &[]);
}

#[test]
fn there_is_no_limit() {
    let sandbox = Sandbox::new();
    // A setting of before is none any more.
    sandbox.file(".config/invtrack/config.toml", "[journal]\nkeep = 2\n");
    sandbox.fails(1, &["add", "Ana"], &["journal"]);
    sandbox.file(".config/invtrack/config.toml", "");
    for name in 0..210 {
        assert_eq!(sandbox.run(&["add", "-q", &format!("Ana{name} Ito{name}")]).code, 0);
    }
    assert_eq!(steps(&sandbox).len(), 210);
    sandbox.ok(&["undo", "-q", "209"]);
    assert_eq!(sandbox.requests()[0]["name"], "Ana0 Ito0");
    sandbox.ok(&["redo", "-q", "209"]);
    assert_eq!(sandbox.requests().len(), 210);
}

#[test]
fn two_at_once_undo_different_steps() {
    let sandbox = Sandbox::new();
    for number in 0..20 {
        sandbox.run(&["add", &format!("Person {number}")]);
    }
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..8).for_each(|_| drop(sandbox.ok(&["undo"]))));
        }
    });
    let mut left: Vec<i64> =
        sandbox.requests().iter().map(|request| request["id"].as_i64().unwrap()).collect();
    left.sort_unstable();
    assert_eq!(left, [1, 2, 3, 4]);
    thread::scope(|scope| {
        scope.spawn(|| (0..8).for_each(|_| drop(sandbox.ok(&["redo"]))));
        scope.spawn(|| (0..8).for_each(|_| drop(sandbox.ok(&["redo"]))));
    });
    assert_eq!(sandbox.requests().len(), 20);
}

#[test]
fn an_undo_that_is_killed_has_happened_wholly_or_not_at_all() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana"]);
    let mut table = "Name,Sent,Note\n".to_owned();
    for number in 0..4000 {
        writeln!(table, "Person {number},2026-10-{:02},{}", number % 28 + 1, "word ".repeat(30)).unwrap();
    }
    let table = sandbox.file("people.csv", table);
    let before = dump(&sandbox.database());
    assert_eq!(sandbox.run(&["import", table.to_str().unwrap()]).code, 0);
    let after = dump(&sandbox.database());
    let journal = format!("{}-journal", sandbox.database().display());
    let (mut torn, mut is_done) = (0, true);
    for round in 0..16_u64 {
        let mut child = sandbox.command(&[if is_done { "undo" } else { "redo" }, "--quiet"]).spawn().unwrap();
        while !Path::new(&journal).exists() && child.try_wait().unwrap().is_none() {
            thread::sleep(std::time::Duration::from_micros(200));
        }
        thread::sleep(std::time::Duration::from_micros((round * 7919) % 31 * 3000));
        child.kill().unwrap();
        child.wait().unwrap();
        torn += usize::from(Path::new(&journal).exists());
        // Also the next question rolls back.
        let listed = sandbox.requests().len();
        is_done = listed > 1;
        assert_eq!(dump(&sandbox.database()), *if is_done { &after } else { &before }, "round {round}");
        assert_eq!(steps(&sandbox)[0]["undone"], !is_done);
    }
    assert!(torn > 0, "no round struck within the transaction");
}
