//! `invtrack merge`: two entries of one person become one.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::undo::dump;

/// Zoë twice: as the mail named her, and as the page does.
fn with_two() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-02T12:00:00Z");
    sandbox.ok(&["add", "-q", "Zoë Brandt", "--sent", "2026-10-01", "--tag", "fair", "--note", "Hello"]);
    sandbox.ok(&["add", "-q", "Z. Brandt", "--url", "zoe-b", "--sent", "2026-09-01", "--tag", "work"]);
    sandbox.ok(&["edit", "-q", "zoe-b", "--email", "zoe@example.org"]);
    sandbox.ok(&["add", "-q", "Bo Berg", "--url", "bo-berg", "--sent", "2026-10-01"]);
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["observe", "-q", "zoe-b", "--button", "pending"]);
    sandbox.ok(&["observe", "-q", "Zoë Brandt", "--viewed-me"]);
    sandbox.ok(&["withdraw", "-q", "zoe-b", "--at", "2026-09-20"]);
    sandbox.at("2026-11-10T12:00:00Z");
    sandbox
}

#[test]
fn what_is_on_record_of_both_is_one_persons() {
    let sandbox = with_two();
    let before = dump(&sandbox.database());
    let bo = sandbox.json(&["show", "bo"]);
    let told = sandbox.ok(&["merge", "Zoë Brandt", "zoe-b"]);
    assert_eq!(
        told,
        "One person now: Zoë Brandt (with Z. Brandt), 2 requests, 2 looks.\nNext: invtrack show 2\n"
    );
    let shown = sandbox.json(&["show", "zoe-b"]);
    assert_eq!(
        (&shown["requests"][0]["name"], &shown["requests"][0]["slug"]),
        (&json!("Zoë Brandt"), &json!("zoe-b")),
        "{shown}"
    );
    assert!(shown.to_string().contains("zoe@example.org"), "{shown}");
    let requests = shown["requests"].as_array().unwrap();
    let looks = requests.iter().flat_map(|one| one["looks"].as_array().unwrap());
    let signs: Vec<_> = looks.map(|look| &look["signal"]).collect();
    assert_eq!(signs, ["button=pending", "viewed_me=yes"]);
    let classes: Vec<_> = sandbox
        .requests()
        .iter()
        .map(|request| (request["id"].clone(), request["verdict"]["class"].clone(), request["tags"].clone()))
        .collect();
    assert!(classes.contains(&(json!(2), json!("withdrawn"), json!(["work"]))), "{classes:?}");
    assert!(
        classes.iter().any(|(id, class, tags)| *id == 1 && *class != "withdrawn" && *tags == json!(["fair"]))
    );
    assert_eq!(sandbox.json(&["show", "bo"]), bo);
    assert_eq!(sandbox.run(&["status", "Z. Brandt"]).code, 1);
    let log = sandbox.json(&["log"])["steps"][0].clone();
    assert_eq!(log["words"], "merged Z. Brandt (#2) into Zoë Brandt (#1)");
    let after = dump(&sandbox.database());
    sandbox.ok(&["undo"]);
    assert_eq!(dump(&sandbox.database()), before);
    sandbox.ok(&["redo"]);
    assert_eq!(dump(&sandbox.database()), after);
}

#[test]
fn an_export_afterwards_is_the_same_elsewhere() {
    let sandbox = with_two();
    sandbox.ok(&["merge", "-q", "zoe-b", "Zoë Brandt"]);
    let mut other = Sandbox::new();
    other.at("2026-11-10T12:00:00Z");
    let export = sandbox.ok(&["export"]);
    let path = other.file("export.json", &export);
    other.ok(&["import", "-q", path.to_str().unwrap()]);
    let document = |sandbox: &Sandbox| -> Value { serde_json::from_str(&sandbox.ok(&["export"])).unwrap() };
    assert_eq!(document(&other), document(&sandbox));
    // Numbers are each machine's own.
    let without_numbers = |sandbox: &Sandbox| {
        let mut requests = sandbox.requests();
        for request in &mut requests {
            request["id"].take();
        }
        requests.sort_by_key(Value::to_string);
        requests
    };
    assert_eq!(without_numbers(&other), without_numbers(&sandbox));
    let people: std::collections::BTreeSet<_> =
        sandbox.requests().iter().map(|request| request["name"].to_string()).collect();
    assert_eq!(people.len(), 2, "{people:?}");
}

#[test]
fn requests_of_one_day_become_one_whichever_comes_first() {
    for (first, second, name) in [("1", "2", "Zoë Brandt"), ("2", "1", "Z. Brandt")] {
        let sandbox = Sandbox::new();
        sandbox.ok(&["add", "-q", "Zoë Brandt", "--sent", "2026-10-01", "--tag", "fair"]);
        sandbox.ok(&["add", "-q", "Z. Brandt", "--url", "zoe-b", "--sent", "2026-10-01", "--tag", "work"]);
        let told = sandbox.json(&["merge", first, second]);
        assert_eq!(
            (&told["name"], &told["slug"], &told["requests"]),
            (&json!(name), &json!("zoe-b"), &json!([1]))
        );
        let requests = sandbox.requests();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0]["tags"], json!(["fair", "work"]));
        assert_eq!(sandbox.json(&["show", "1"])["requests"][0]["looks"], json!([]));
    }
}

#[test]
fn the_fields_of_the_first_win_however_late_the_others_were_said() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Zoë Brandt", "--url", "zoe-brandt", "--sent", "2026-10-01"]);
    sandbox.ok(&["add", "-q", "Zoe Brandt", "--url", "zoe-brandt-1a2b", "--sent", "2026-10-05"]);
    sandbox.ok(&["edit", "-q", "2", "--name", "Zoe B."]);
    sandbox.ok(&["merge", "-q", "1", "2", "--yes"]);
    for who in ["zoe-brandt", "linkedin.com/in/zoe-brandt"] {
        let shown = sandbox.json(&["show", who]);
        assert_eq!(
            (&shown["requests"][0]["name"], &shown["requests"][0]["slug"]),
            (&json!("Zoë Brandt"), &json!("zoe-brandt"))
        );
    }
}

const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
    Me,Zoë Brandt,\"10/1/26, 8:28 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/zoe-new\n";
const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
    Zoë,Brandt,https://www.linkedin.com/in/zoe-new,,Company,Position,12 Oct 2026\n";

#[test]
fn both_profiles_are_theirs_from_then_on() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Zoe Brandt", "--url", "zoe-old", "--sent", "2026-09-01"]);
    let invitations = sandbox.file("invitations/Invitations.csv", INVITATIONS);
    let folder = invitations.parent().unwrap().to_str().unwrap();
    sandbox.ok(&["import", "-q", folder, "--as-of", "2026-10-05"]);
    assert_eq!(sandbox.requests().len(), 2);
    let before = dump(&sandbox.database());
    sandbox.ok(&["merge", "-q", "zoe-old", "zoe-new"]);
    let merged = dump(&sandbox.database());
    let shown = sandbox.json(&["show", "linkedin.com/in/zoe-new"]);
    let zoe = &shown["requests"][0];
    assert_eq!((&zoe["slug"], &zoe["aliases"]), (&json!("zoe-old"), &json!(["zoe-new"])));
    assert!(sandbox.ok(&["show", "zoe-old"]).contains("linkedin.com/in/zoe-new (theirs, too)"));
    // Neither the same list nor the next ones make a second entry, and what they tell is hers.
    sandbox.ok(&["import", "-q", folder, "--as-of", "2026-10-05"]);
    let connections = sandbox.file("connections/Connections.csv", CONNECTIONS);
    sandbox.ok(&["import", "-q", connections.to_str().unwrap(), "--as-of", "2026-10-15"]);
    let requests = sandbox.requests();
    assert!(requests.iter().all(|request| request["slug"] == "zoe-old"), "{requests:?}");
    assert_eq!(requests[0]["verdict"]["class"], "accepted");
    sandbox.refuses(1, &["add", "Zoe", "--url", "zoe-new", "--sent", "2026-10-01"], &["on record"]);
    // Elsewhere, too.
    let export = sandbox.file("own.json", sandbox.ok(&["export"]));
    let mut other = Sandbox::new();
    other.at("2026-10-20T12:00:00Z");
    other.ok(&["import", "-q", export.to_str().unwrap()]);
    other.ok(&["import", "-q", folder, "--as-of", "2026-10-05"]);
    assert_eq!(other.requests(), requests);
    // And taken back, they are two again.
    sandbox.ok(&["undo", "-q", "2"]);
    assert_eq!(dump(&sandbox.database()), before);
    sandbox.ok(&["redo", "-q"]);
    assert_eq!(dump(&sandbox.database()), merged);
}

#[test]
fn what_two_requests_of_one_day_said_differently_is_told() {
    let mut sandbox = Sandbox::new();
    for (number, at) in [("a", "2026-09-01T08:00:00Z"), ("b", "2026-09-02T08:00:00Z")] {
        sandbox.at(at);
        sandbox.ok(&[
            "add",
            "-q",
            "Ann",
            "--url",
            number,
            "--sent",
            "2026-09-01",
            "--note",
            number,
            "--met-at",
            "X",
        ]);
    }
    let run = sandbox.run(&["merge", "1", "2"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("request #1 (Ann): note: the one of 2026-09-02"), "{}", run.stderr);
    assert!(run.stderr.contains("requests sent within 21 days of each other are one now"), "{}", run.stderr);
    assert!(!run.stderr.contains("slug"), "{}", run.stderr);
}

#[test]
fn either_profile_stays_theirs_whichever_is_right_now() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ann A", "--url", "a", "--sent", "2026-09-01"]);
    sandbox.ok(&["add", "-q", "Ann Bee", "--url", "b", "--sent", "2026-05-05"]);
    sandbox.ok(&["merge", "-q", "a", "b", "--yes"]);
    sandbox.ok(&["edit", "-q", "1", "--url", "b"]);
    let run = sandbox.run(&["add", "Somebody Else", "--url", "a", "--dry-run"]);
    assert!(run.stderr.contains("that profile is on record as Ann A's"), "{}", run.stderr);
    for who in ["a", "linkedin.com/in/a", "b"] {
        assert_eq!(sandbox.json(&["show", who])["requests"][0]["slug"], "b");
    }
}

#[test]
fn an_alias_that_somebody_else_has_now_says_nothing() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    let mut other = Sandbox::new();
    other.at("2026-10-20T12:00:00Z");
    let give = |from: &Sandbox, to: &Sandbox| {
        let export = to.file("own.json", from.ok(&["export"]));
        to.ok(&["import", "-q", export.to_str().unwrap()]);
    };
    sandbox.ok(&["add", "-q", "Ann Typo", "--url", "pb2", "--sent", "2026-09-01"]);
    give(&sandbox, &other);
    other.ok(&["add", "-q", "Ann Typo", "--url", "pa", "--sent", "2026-05-10"]);
    other.ok(&["merge", "-q", "pa", "pb2"]);
    sandbox.ok(&["edit", "-q", "pb2", "--url", "pa"]);
    sandbox.ok(&["add", "-q", "Cleo Carr", "--url", "pb2", "--sent", "2026-09-02"]);
    give(&other, &sandbox);
    let list = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Cleo,Carr,https://www.linkedin.com/in/pb2,,,,15 Oct 2026\n";
    let list = sandbox.file("Connections.csv", list);
    sandbox.ok(&["import", "-q", list.to_str().unwrap(), "--as-of", "2026-10-16"]);
    let accepted: Vec<Value> =
        sandbox.json(&["status", "--class", "accepted"])["requests"].as_array().unwrap().clone();
    assert_eq!((accepted.len(), &accepted[0]["name"]), (1, &json!("Cleo Carr")), "{accepted:?}");
}

#[test]
fn a_corrected_profile_is_somebody_elses() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Zoe Brandt", "--url", "zoe-new", "--sent", "2026-10-03"]);
    sandbox.ok(&["edit", "-q", "1", "--url", "zoe-old"]);
    assert_eq!(sandbox.run(&["show", "linkedin.com/in/zoe-new"]).code, 1);
    sandbox.ok(&["add", "-q", "Zoe Berg", "--url", "zoe-new", "--sent", "2026-10-01"]);
    assert_eq!(sandbox.requests().len(), 2);
    // Of two that are one after all, the answer says how.
    sandbox.refuses(1, &["edit", "1", "--url", "zoe-new"], &["Zoe Berg already", "invtrack merge zoe-new 1"]);
}

#[test]
fn what_is_no_pair_is_refused() {
    let sandbox = with_two();
    sandbox.refuses(2, &["merge", "zoe-b", "2"], &["\"zoe-b\" and \"2\" are one person already"]);
    sandbox.refuses(
        1,
        &["merge", "brandt", "bo"],
        &["\"brandt\" matches 2 people", "#1 Zoë Brandt", "#2 Z. Brandt"],
    );
    sandbox.refuses(1, &["merge", "zoe-b", "nobody"], &["no one on record matches \"nobody\""]);
    sandbox.fails(2, &["merge", "zoe-b"], &["<OTHER>"]);
    Sandbox::new().refuses(1, &["merge", "a", "b"], &["there is no database"]);
}

#[test]
fn two_profiles_with_two_names_are_asked_about() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana"]);
    sandbox.ok(&["add", "-q", "Bob Ray", "--url", "bob", "--sent", "2026-09-01"]);
    let before = std::fs::read(sandbox.database()).unwrap();
    let run = sandbox.run(&["merge", "1", "2"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (2, "Two profiles and two names: Ana Lee (ana), Bob Ray (bob).\n")
    );
    assert!(run.stderr.contains("--yes"), "{}", run.stderr);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
    sandbox.ok(&["merge", "1", "2", "--yes"]);
}
