//! `invtrack export`, and merging what it wrote.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, export, fixture, state};

/// Some of everything that can be on record.
pub fn rich() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-06T08:00:00Z").ok(&["import", "--quiet", &export(0)]);
    sandbox.at("2026-10-06T09:30:00.250Z");
    sandbox.run(&[
        "add",
        "Zoë Brandt",
        "--url",
        "linkedin.com/in/zoe-b",
        "--sent",
        "2026-10-04",
        "--tag",
        "work",
        "--tag",
        "fair",
        "--met-at",
        "RustFest",
        "--note",
        "Hello,\nthere",
        "--mutual",
        "7",
        "--connections",
        "312",
    ]);
    sandbox.run(&["add", "No Profile", "--sent", "5 oct 14:30", "--generic", "--senior"]);
    sandbox.at("2026-10-20T08:00:00Z").run(&["import", &export(1), &fixture("mail/linkedin.mbox")]);
    sandbox.at("2026-10-21T08:00:00Z");
    sandbox.ok(&["observe", "zoe-b", "--button", "pending", "--memo", "a secret word"]);
    sandbox.ok(&["observe", "zoe-b", "--viewed-me", "--memo", "of no import"]);
    let look = sandbox.json(&["observe", "zoe-b", "--button", "connect", "--memo", "mistaken words"])["look"]
        .to_string();
    sandbox.at("2026-10-21T09:00:00Z").ok(&["edit", "zoe-b", "--remove-look", &look]);
    sandbox.ok(&["edit", "zoe-b", "--name", "Zoë van Brandt", "--clear", "mutual"]);
    sandbox.ok(&["tag", "zoe-b", "--remove", "work"]);
    sandbox.at("2026-10-22T09:00:00Z").ok(&["withdraw", "zoe-b"]);
    sandbox.ok(&["edit", "zoe-b", "--reopen"]);
    sandbox.ok(&["close", "no profile", "--as", "declined"]);
    sandbox
}

/// Exports to a file that the other one can read.
pub fn exported(sandbox: &Sandbox) -> PathBuf {
    let path = sandbox.home().join("export.json");
    sandbox.ok(&["export", "--quiet", "--force", "--output", path.to_str().unwrap()]);
    path
}

/// The export without the time of it.
pub fn document(sandbox: &Sandbox) -> Value {
    let mut document: Value = serde_json::from_str(&sandbox.ok(&["export"])).unwrap();
    assert!(document.as_object_mut().unwrap().remove("exported_at").is_some());
    document
}

/// A copy that the next export does not overwrite.
fn kept(sandbox: &Sandbox, path: &Path) -> PathBuf {
    let copy = sandbox.home().join("kept.json");
    fs::copy(path, &copy).unwrap();
    copy
}

pub fn import(sandbox: &Sandbox, path: &Path) -> Value {
    let run = sandbox.run(&["import", "--json", path.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// What `status` says of everything, without numbers.
fn verdicts(sandbox: &Sandbox) -> Vec<String> {
    let mut verdicts: Vec<String> = sandbox
        .requests()
        .into_iter()
        .map(|mut request| {
            request.as_object_mut().unwrap().remove("id");
            request.to_string()
        })
        .collect();
    verdicts.sort();
    verdicts
}

#[test]
fn a_copy_of_everything_is_everything() {
    let mut sandbox = rich();
    let mut copy = Sandbox::new();
    let path = exported(&sandbox);
    copy.at("2026-10-25T08:00:00Z");
    sandbox.at("2026-10-26T08:00:00Z");
    let told = import(&copy, &path);
    assert_eq!(told["files"][0]["kind"], "invtrack-export");
    assert_eq!((told["new"].as_array().unwrap().len(), &told["known"]), (32, &json!(0)), "{told}");
    assert_eq!(told["new_facts"], told["files"][0]["new_facts"]);
    assert_eq!(document(&copy), document(&sandbox));
    copy.at("2026-10-26T08:00:00Z");
    assert_eq!(verdicts(&copy), verdicts(&sandbox));
    let shown = |one: &Sandbox| {
        let mut shown = one.json(&["show", "zoe-b"])["requests"][0].clone();
        // Numbers are each machine's own.
        shown["id"].take();
        for (list, number) in [("looks", "id"), ("advice", "command")] {
            shown[list].as_array_mut().unwrap().iter_mut().for_each(|one| drop(one[number].take()));
        }
        shown
    };
    assert_eq!(shown(&copy), shown(&sandbox));
    for one in [&sandbox, &copy] {
        assert_eq!(one.json(&["add", "Somebody Else"])["request"]["id"], 33);
    }
}

#[test]
fn two_who_become_one_and_ends_that_are_new_come_along() {
    let mut desk = Sandbox::new();
    desk.at("2026-10-01T08:00:00Z");
    desk.ok(&["add", "-q", "Bo Example", "--url", "bo", "--sent", "2026-09-01"]);
    desk.ok(&["add", "-q", "Bo Sample", "--url", "bo-2", "--sent", "2026-06-03"]);
    let mut laptop = Sandbox::new();
    laptop.at("2026-10-02T08:00:00Z");
    import(&laptop, &exported(&desk));
    laptop.ok(&["merge", "-q", "bo", "bo-2", "--yes"]);
    laptop.ok(&["withdraw", "-q", "bo"]);
    laptop.ok(&["account", "-q", "limit", "--at", "2026-10-01"]);
    let told = import(&desk, &exported(&laptop));
    // Two corrections that name profile and name of the first, one that makes them one, the end, the account.
    assert_eq!((&told["new_facts"], &told["closed"]), (&json!(5), &json!([1, 2])), "{told}");
    desk.at("2026-10-02T08:00:00Z");
    assert_eq!(verdicts(&desk), verdicts(&laptop));
    assert!(desk.requests().iter().all(|request| request["name"] == "Bo Example"), "{:?}", desk.requests());
    assert!(desk.run(&["add", "Cy", "--dry-run"]).stderr.contains("limit"));
}

#[test]
fn two_machines_that_go_apart_come_together_again() {
    let mut desk = rich();
    let mut laptop = Sandbox::new();
    import(&laptop, &exported(&desk));
    // The same person, asked on the same day, is typed in on both; so is a look, and a correction.
    for (one, at, note) in [
        (&mut desk, "2026-11-01T08:00:00Z", "from the desk"),
        (&mut laptop, "2026-11-01T09:00:00Z", "on the way"),
    ] {
        one.at(at).run(&["add", "Bo Example", "--url", "linkedin.com/in/bo-example", "--sent", "2026-10-30"]);
        one.ok(&["observe", "bo-example", "--button", "pending", "--at", "2026-10-31"]);
        one.ok(&["edit", "zoe-b", "--note", note]);
    }
    desk.at("2026-11-02T08:00:00Z").ok(&["withdraw", "bo-example"]);
    desk.run(&["add", "Only Here", "--sent", "2026-11-01"]);
    laptop.at("2026-11-03T08:00:00Z").run(&["add", "Only There", "--sent", "2026-11-02", "--tag", "train"]);
    laptop.ok(&["tag", "zoe-b", "--add", "train"]);
    let shown = laptop.json(&["show", "zoe-b"]).to_string();
    assert!(shown.contains("a secret word"), "{shown}");

    let (of_desk, of_laptop) = (exported(&desk), exported(&laptop));
    let (of_desk, of_laptop) = (kept(&desk, &of_desk), kept(&laptop, &of_laptop));
    let told = import(&laptop, &of_desk);
    // Only Here. The look at Bo, who was asked on both, is one more fact of one request.
    assert_eq!(told["new"].as_array().unwrap().len(), 1, "{told}");
    let of_zoe = |told: &Value| {
        let conflicts = told["conflicts"].as_array().unwrap();
        conflicts.iter().find(|conflict| conflict["field"] == "note").cloned().unwrap()
    };
    let note = of_zoe(&told);
    let told = import(&desk, &of_laptop);
    assert_eq!((told["new"].as_array().unwrap().len(), &told["known"]), (1, &json!(31)), "{told}");
    assert_eq!(told["updated"].as_array().unwrap().len(), 2, "{told}");
    for (one, conflict) in [(&laptop, note), (&desk, of_zoe(&told))] {
        assert_eq!(
            (&conflict["name"], &conflict["kept"], &conflict["given_up"]),
            (&json!("Zoë van Brandt"), &json!("2026-11-01T09:00:00Z"), &json!("2026-11-01T08:00:00Z"))
        );
        assert_eq!(one.json(&["show", "zoe-b"])["requests"][0]["note"], "on the way");
    }

    for one in [&mut desk, &mut laptop] {
        one.at("2026-11-10T12:00:00Z");
    }
    assert_eq!(verdicts(&desk), verdicts(&laptop));
    assert_eq!(desk.requests().len(), 35);
    // Both know the same now, and say so.
    for (one, path) in
        [(&desk, exported(&laptop)), (&laptop, exported(&desk)), (&desk, of_desk), (&laptop, of_laptop)]
    {
        let before = state(&one.database());
        let told = import(one, &path);
        assert_eq!(
            (&told["new_facts"], &told["new"], &told["conflicts"]),
            (&json!(0), &json!([]), &json!([])),
            "{told}"
        );
        assert!(before == state(&one.database()), "{path:?} changed something");
    }
}

#[test]
fn the_summary_names_what_was_given_up() {
    let (mut desk, mut laptop) = (Sandbox::new(), Sandbox::new());
    desk.at("2026-10-05T09:30:00Z").run(&[
        "add",
        "Ana",
        "--url",
        "linkedin.com/in/ana",
        "--note",
        "one",
        "--sent",
        "2026-10-04",
    ]);
    laptop.at("2026-10-07T14:00:00Z").run(&[
        "add",
        "Ana",
        "--url",
        "linkedin.com/in/ana",
        "--note",
        "two",
        "--sent",
        "2026-10-04",
    ]);
    let run = desk.at("2026-10-08T08:00:00Z").run(&["import", exported(&laptop).to_str().unwrap()]);
    assert_eq!(run.code, 0);
    let conflict =
        "request #1 (Ana): note: the one of 2026-10-07 14:00 kept, the one of 2026-10-05 09:30 given up";
    assert!(run.stderr.contains(conflict), "{}", run.stderr);
    assert!(run.stdout.starts_with("Read export.json: 1 fact.\n"), "{}", run.stdout);
    assert_eq!(desk.requests().len(), 1);
    let again = desk.run(&["import", exported(&laptop).to_str().unwrap()]);
    assert_eq!((again.code, again.stderr.as_str()), (0, ""));
}

#[test]
fn a_rehearsal_says_the_same_and_changes_nothing() {
    let (desk, laptop) = (rich(), Sandbox::new());
    let file = exported(&desk);
    let file = file.to_str().unwrap();
    let (exports, mails) = (export(1), fixture("mail/linkedin.mbox"));
    let empty = state(laptop.home());
    let rehearsed = laptop.run(&["import", "--dry-run", "--json", file, &exports, &mails]);
    assert!(empty == state(laptop.home()), "{rehearsed:?}");
    laptop.run(&["add", "Somebody Else"]);
    let before = state(laptop.home());
    let rehearse = |files: [&str; 3]| laptop.run(&[&["import", "--dry-run", "--json"][..], &files].concat());
    let (rehearsed, turned) = (rehearse([file, &mails, &exports]), rehearse([&mails, &exports, file]));
    assert!(before == state(laptop.home()), "{rehearsed:?}");
    let told = laptop.run(&["import", "--json", file, &mails, &exports]);
    assert_eq!((rehearsed.code, turned.code), (told.code, told.code));
    assert_eq!(rehearsed.stdout.replace("\"dry_run\":true", "\"dry_run\":false"), told.stdout);
    // The order of the files is of no account.
    let whole = |run: &str| {
        let mut told: Value = serde_json::from_str(run).unwrap();
        told["files"].take();
        told
    };
    assert_eq!(whole(&turned.stdout), whole(&rehearsed.stdout));
    assert!(!told.stdout.contains("\"new\":[]"), "{}", told.stdout);
    assert_eq!(laptop.requests().len(), 33);
}

#[test]
fn a_removed_look_comes_back_from_nowhere() {
    let (mut desk, mut laptop) = (Sandbox::new(), Sandbox::new());
    desk.run(&["add", "Ana", "--url", "linkedin.com/in/ana", "--sent", "2026-11-01"]);
    let observe = ["observe", "ana", "--button", "connect", "--memo", "wrong person"];
    let look = desk.json(&observe)["look"].to_string();
    let old = kept(&desk, &exported(&desk));
    import(&laptop, &old);
    desk.at("2026-11-11T08:00:00Z").ok(&["edit", "ana", "--remove-look", &look]);
    assert_eq!(import(&desk, &old)["new_facts"], 0);
    laptop.at("2026-11-11T08:00:00Z");
    assert_eq!(laptop.requests()[0]["verdict"]["class"], "ignored");
    let told = import(&laptop, &exported(&desk));
    assert_eq!((&told["new_facts"], &told["conflicts"]), (&json!(1), &json!([])));
    import(&laptop, &old);
    for one in [&desk, &laptop] {
        assert_eq!(one.requests()[0]["last_observed_at"], Value::Null);
        assert!(!one.ok(&["show", "ana"]).contains("wrong person"));
    }
}

#[test]
fn ten_thousand_requests_go_out_and_in() {
    const MANY: usize = 10_000;
    let (desk, laptop) = (Sandbox::new(), Sandbox::new());
    let mut rows = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n".to_owned();
    for number in 0..MANY {
        let (day, hour) = (number % 28 + 1, number % 12 + 1);
        writeln!(
            rows,
            "Me,Person {number},\"9/{day}/26, {hour}:05 AM\",Hello,OUTGOING,\
             https://www.linkedin.com/in/me,https://www.linkedin.com/in/person-{number}"
        )
        .unwrap();
    }
    let file = desk.file("Invitations.csv", rows);
    desk.ok(&["import", "--quiet", "--as-of", "2026-10-05", file.to_str().unwrap()]);
    let path = exported(&desk);
    assert_eq!(import(&laptop, &path)["new"].as_array().unwrap().len(), MANY);
    let told = import(&laptop, &path);
    assert_eq!((&told["new_facts"], &told["new"], &told["known"]), (&json!(0), &json!([]), &json!(MANY)));
    assert!(document(&laptop) == document(&desk));
}

/// What two machines know together, one knows as well as one that knew all of it from the start.
#[test]
fn a_connection_that_the_other_machine_knows_is_an_acceptance_here() {
    let (mut here, mut there) = (Sandbox::new(), Sandbox::new());
    let list = here.home().join("Connections.csv");
    let rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Ana,Lima,https://www.linkedin.com/in/ana-lima,,,,07 Oct 2026\n";
    fs::write(&list, rows).unwrap();
    here.at("2026-10-05T08:00:00Z").run(&["add", "Ana Lima", "--url", "ana-lima", "--sent", "2026-10-05"]);
    there.at("2026-10-12T08:00:00Z");
    there.ok(&["import", "--as-of", "2026-10-11", list.to_str().unwrap()]);
    here.at("2026-10-13T08:00:00Z");
    there.at("2026-10-13T08:00:00Z");
    let told = import(&here, &exported(&there));
    assert_eq!(told["accepted"], json!([1]), "{told}");
    assert_eq!(here.requests()[0]["verdict"]["class"], "accepted");
    import(&there, &exported(&here));
    assert_eq!(verdicts(&there), verdicts(&here));
    // Nothing is said twice, and what was taken out stays out.
    let before = document(&here);
    import(&here, &exported(&there));
    assert_eq!(document(&here), before);
    let look = here.json(&["show", "ana lima"])["requests"][0]["looks"][0]["id"].to_string();
    here.ok(&["edit", "ana lima", "--remove-look", &look]);
    there.run(&["add", "Bo", "--url", "bo", "--sent", "2026-10-12"]);
    import(&here, &exported(&there));
    assert_ne!(here.requests()[0]["verdict"]["class"], "accepted");
}

#[test]
fn who_was_forgotten_elsewhere_is_left_out_here_and_nothing_is_deleted() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-lee", "--sent", "2026-09-01", "--note", "Hello"]);
    let mails = fixture("mail/linkedin.mbox");
    sandbox.run(&["import", &mails]);
    let slug = "bo-berg";
    let facts = json!([
        {"fact": "forgotten", "slug": slug, "learned": "2026-11-09T08:00:00Z"},
        {"fact": "forgotten", "slug": "ana-lee", "learned": "2026-11-09T09:00:00Z"},
        {"fact": "connection", "slug": slug, "name": "Bo Berg", "at": "2026-10-05"},
    ]);
    let own = json!({"schema": 1, "kind": "invtrack-export", "facts": facts}).to_string();
    let own = sandbox.file("own.json", own);
    let before = document(&sandbox)["facts"].as_array().unwrap().len();
    let rehearsed = sandbox.json(&["import", "--dry-run", own.to_str().unwrap()]);
    let told = import(&sandbox, &own);
    assert_eq!((&told["left_out"], &rehearsed["left_out"]), (&json!(1), &json!(1)), "{told}");
    // Her request was typed after that: it is on record again. Nothing is deleted.
    assert_eq!(sandbox.requests().len(), 1);
    assert_eq!(document(&sandbox)["facts"].as_array().unwrap().len(), before);
    let file = fs::read(sandbox.database()).unwrap();
    // Marks tell nobody who it was, and stay here.
    assert!(!exported_text(&sandbox).contains("forgotten") && !file.is_empty());
    // Whom one asks then is on record, and what is imported of them counts.
    sandbox.ok(&["add", "-q", "Bo Berg", "--url", slug, "--sent", "2026-10-01", "--yes"]);
    assert_eq!(import(&sandbox, &own)["left_out"], 0);
    let bo = sandbox.json(&["show", slug])["requests"][0].clone();
    assert_eq!(bo["verdict"]["class"], "accepted", "{bo}");
}

pub fn exported_text(sandbox: &Sandbox) -> String {
    fs::read_to_string(exported(sandbox)).unwrap()
}
