//! `edit`, `withdraw`, `close`, `tag`

use crate::sandbox::Sandbox;

fn with_ana() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&[
        "add",
        "Ana",
        "--url",
        "linkedin.com/in/ana",
        "--sent",
        "2026-10-01",
        "--note",
        "Hello",
        "--met-at",
        "a fair",
    ]);
    sandbox
}

#[test]
fn every_fact_can_be_corrected_and_cleared() {
    let sandbox = with_ana();
    let edit = [
        "edit",
        "ana",
        "--name",
        "Ana Example",
        "--url",
        "linkedin.com/in/ana-example",
        "--email",
        "ana@example.org",
        "--sent",
        "2026-10-03 09:30",
        "--senior",
        "yes",
        "--mutual",
        "2",
        "--met-briefly",
        "a bus stop",
        "--clear",
        "note",
    ];
    assert!(
        sandbox
            .ok(&edit)
            .starts_with("Ana Example (#1): corrected; sent Sat 2026-10-03 09:30 (38 days ago).\n")
    );
    let request = &sandbox.json(&["show", "1"])["requests"][0];
    for (key, value) in [
        ("name", serde_json::json!("Ana Example")),
        ("slug", serde_json::json!("ana-example")),
        ("email", serde_json::json!("ana@example.org")),
        ("sent_at", serde_json::json!("2026-10-03T09:30:00Z")),
        ("senior", serde_json::json!(true)),
        ("mutual", serde_json::json!(2)),
        ("met_at", serde_json::Value::Null),
        ("met_briefly", serde_json::json!("a bus stop")),
        ("note", serde_json::Value::Null),
    ] {
        assert_eq!(request[key], value, "{key}");
    }
    assert!(sandbox.ok(&["edit", "1"]).contains("nothing to change"));
}

#[test]
fn a_mistaken_look_can_be_removed() {
    let sandbox = with_ana();
    sandbox.ok(&["observe", "ana", "--button", "pending"]);
    let look = sandbox.json(&["observe", "ana", "--notified", "yes"])["look"].as_i64().unwrap();
    sandbox.fails(1, &["edit", "ana", "--remove-look", "7"], &["there is no look 7", "invtrack show 1"]);
    sandbox.ok(&["edit", "ana", "--remove-look", &look.to_string()]);
    let shown = sandbox.json(&["show", "ana"]);
    let signs: Vec<_> =
        shown["requests"][0]["looks"].as_array().unwrap().iter().map(|look| &look["signal"]).collect();
    assert_eq!(signs, ["button=pending"]);
    // Its number is not given away again, also after an undo.
    let next = sandbox.json(&["observe", "ana", "--viewed-me"])["look"].as_i64().unwrap();
    assert!(next > look, "{next}");
    sandbox.ok(&["undo", "-q", "2"]);
    assert_eq!(sandbox.json(&["show", "ana"])["requests"][0]["looks"].as_array().unwrap().len(), 2);
}

#[test]
fn a_profile_belongs_to_one_person() {
    let sandbox = with_ana();
    sandbox.ok(&["add", "Bo", "--url", "linkedin.com/in/bo", "--note", "Hello"]);
    sandbox.fails(
        1,
        &["edit", "bo", "--url", "linkedin.com/in/ana"],
        &["the profile ana belongs to Ana already"],
    );
}

#[test]
fn a_number_that_is_gone_is_nobodys() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Carla Cruz", "--url", "carla-cruz-2b0a14", "--sent", "2026-09-01"]);
    sandbox.ok(&["add", "-q", "Bo", "--sent", "2026-09-01"]);
    sandbox.ok(&["undo", "-q"]);
    for args in [
        &["observe", "2", "--viewed-me"][..],
        &["withdraw", "#2"],
        &["edit", "2", "--name", "Oops"],
        &["show", "2"],
    ] {
        sandbox.fails(1, args, &["there is no request #2"]);
    }
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn what_is_given_is_not_forgotten_at_once() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana", "--sent", "2026-09-01"]);
    let args = ["edit", "1", "--url", "ana", "--clear", "url"];
    sandbox.refuses(2, &args, &["--url and --clear url contradict each other"]);
}

#[test]
fn a_look_that_was_taken_out_is_not_imported_again() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Bo One", "--url", "bo2", "--sent", "2026-09-01"]);
    let list = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Bo,Two,https://www.linkedin.com/in/bo2,,,,05 Sep 2026\n";
    let list = sandbox.file("Connections.csv", list);
    let import = ["import", list.to_str().unwrap(), "--as-of", "2026-10-01"];
    sandbox.ok(&import);
    assert_eq!(sandbox.requests()[0]["verdict"]["class"], "accepted");
    // What LinkedIn tells of that profile is somebody else's as long as theirs is another one.
    sandbox.ok(&["edit", "-q", "1", "--url", "bo1"]);
    assert_eq!(
        sandbox.requests()[0]["verdict"]["why"],
        "not connected 1 Oct",
        "the list is complete, and lacks theirs"
    );
    sandbox.ok(&["edit", "-q", "1", "--url", "bo2"]);
    assert_eq!(sandbox.requests()[0]["verdict"]["class"], "accepted");
    let shown = sandbox.json(&["show", "1"])["requests"][0]["looks"].clone();
    // One row, which says since when and that it still stands.
    let looks: std::collections::BTreeSet<_> =
        shown.as_array().unwrap().iter().map(|look| look["id"].to_string()).collect();
    for look in looks {
        sandbox.ok(&["edit", "-q", "1", "--remove-look", &look]);
    }
    let told = sandbox.ok(&import);
    assert!(!told.contains("1 accepted"), "{told}");
    assert_eq!(sandbox.requests()[0]["verdict"]["class"], "pending");
}

#[test]
fn withdrawing_says_when_a_new_try_is_possible() {
    let sandbox = with_ana();
    assert_eq!(
        sandbox.ok(&["withdraw", "ana", "--at", "2026-11-01"]),
        "Ana (#1): withdrawn, Sun 2026-11-01 (9 days ago).\n  \
         LinkedIn takes no new invitation to them before 2026-11-22.\n  \
         If you want to try again: after 2027-01-30, with more in common [T04 T05].\n"
    );
    sandbox.fails(
        1,
        &["close", "ana", "--as", "expired"],
        &["withdrawn already", "invtrack edit 1 --reopen"],
    );
    sandbox.ok(&["edit", "ana", "--reopen"]);
    assert_eq!(sandbox.requests()[0]["verdict"]["class"], "pending");
    sandbox.ok(&["close", "ana", "--as", "declined"]);
    assert_eq!(sandbox.requests()[0]["verdict"]["class"], "declined");
    sandbox.ok(&["edit", "ana", "--reopen"]);
    sandbox.fails(2, &["withdraw", "ana", "--at", "2026-09-29"], &["is before request #1 was sent"]);
}

#[test]
fn an_acceptance_that_was_seen_outweighs_a_stated_end() {
    let sandbox = with_ana();
    sandbox.ok(&["withdraw", "ana"]);
    let answer = sandbox.json(&["observe", "ana", "--in-connections", "yes"]);
    let verdict = &answer["request"]["verdict"];
    assert_eq!(
        (&verdict["class"], &verdict["hints"]),
        (&"accepted".into(), &serde_json::json!(["accepted-despite-withdrawn"]))
    );
}

#[test]
fn tags_are_added_removed_and_listed() {
    let sandbox = with_ana();
    assert_eq!(sandbox.ok(&["tag", "ana", "--add", "b", "--add", "a"]), "Ana (#1): a, b\n");
    assert_eq!(sandbox.ok(&["tag", "ana", "--remove", "b", "--add", "c"]), "Ana (#1): a, c\n");
    assert_eq!(sandbox.ok(&["tag", "ana"]), "Ana (#1): a, c\n");
    assert_eq!(sandbox.ok(&["tag"]), "a\nc\n");
    sandbox.fails(1, &["tag", "ana", "--remove", "d"], &["request #1 has no tag \"d\""]);
}

#[test]
fn a_sending_date_that_cannot_be_is_refused() {
    let sandbox = with_ana();
    sandbox.run(&["add", "linkedin.com/in/ana", "--sent", "2026-11-01", "--note", "Hello"]);
    sandbox.fails(
        1,
        &["edit", "2", "--sent", "2026-10-01"],
        &["on record already: #1 to Ana (ana), sent Thu 2026-10-01"],
    );
    sandbox.ok(&["withdraw", "2", "--at", "2026-11-05"]);
    sandbox.fails(
        1,
        &["edit", "2", "--sent", "2026-11-07"],
        &["withdrawn on 2026-11-05", "invtrack edit 2 --reopen"],
    );
    // What is not touched is not judged.
    sandbox.ok(&["edit", "2", "--senior", "yes"]);
}

#[test]
fn taking_an_end_back_does_not_change_the_past() {
    let mut sandbox = with_ana();
    sandbox.at("2026-11-11T12:00:00Z").ok(&["withdraw", "ana"]);
    sandbox.at("2026-11-13T12:00:00Z").ok(&["edit", "ana", "--reopen"]);
    let class = |as_of: &str| {
        let status = sandbox.json(&["status", "--all", "--as-of", as_of]);
        status["requests"][0]["verdict"]["class"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        [class("2026-11-10"), class("2026-11-12"), class("2026-11-13")],
        ["pending", "withdrawn", "pending"]
    );
}

#[test]
fn within_one_instant_the_later_command_wins() {
    let sandbox = with_ana();
    let class = || sandbox.requests()[0]["verdict"]["class"].clone();
    for note in ["one", "two", "one", "three"] {
        sandbox.ok(&["edit", "-q", "ana", "--note", note]);
        assert_eq!(sandbox.json(&["show", "ana"])["requests"][0]["note"], note);
    }
    for round in 0..3 {
        sandbox.ok(&["withdraw", "-q", "ana"]);
        assert_eq!(class(), "withdrawn", "{round}");
        sandbox.ok(&["edit", "-q", "ana", "--reopen"]);
        assert_ne!(class(), "withdrawn", "{round}");
        sandbox.ok(&["tag", "ana", "--add", "x"]);
        sandbox.ok(&["tag", "ana", "--remove", "x"]);
        assert_eq!(sandbox.requests()[0]["tags"], serde_json::json!([]), "{round}");
    }
    // What is taken off and put on at once stays, and is no step.
    sandbox.ok(&["tag", "ana", "--add", "x"]);
    let steps = sandbox.ok(&["log", "--all"]);
    assert_eq!(sandbox.ok(&["tag", "ana", "--add", "x", "--remove", "x"]), "Ana (#1): x\n");
    assert_eq!(sandbox.ok(&["log", "--all"]), steps);
}

#[test]
fn a_request_that_was_taken_out_comes_back_by_undo_alone() {
    let mut sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-lee", "--sent", "2026-10-01", "--note", "Hello"]);
    sandbox.ok(&["observe", "-q", "ana", "--button", "pending"]);
    let before = sandbox.json(&["show", "ana"]);
    let told = sandbox.ok(&["edit", "ana", "--remove"]);
    assert_eq!(told, "Ana Lee (#1): taken out, as recorded by mistake.\nNext: invtrack undo\n");
    assert_eq!(sandbox.requests().len(), 0);
    sandbox.fails(1, &["show", "1"], &["there is no request #1"]);
    sandbox.ok(&["undo", "-q"]);
    assert_eq!(sandbox.json(&["show", "ana"]), before);
    sandbox.ok(&["redo", "-q"]);
    // Its number is not given away; typed again, it is another one.
    sandbox.at("2026-11-11T12:00:00Z");
    let again = ["add", "Bo", "--url", "bo", "--sent", "2026-10-01", "--note", "Hello"];
    assert_eq!(sandbox.json(&again)["request"]["id"], 2);
    let again = ["add", "Ana Lee", "--url", "ana-lee", "--sent", "2026-10-01", "--note", "Hello"];
    assert_eq!(sandbox.json(&again)["request"]["name"], "Ana Lee");
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn a_further_profile_is_theirs() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-lee", "--sent", "2026-09-01"]);
    sandbox.ok(&["add", "-q", "Bo", "--url", "bo", "--sent", "2026-09-01"]);
    sandbox.refuses(1, &["edit", "1", "--also-url", "bo"], &["the profile bo belongs to Bo already"]);
    sandbox.ok(&["edit", "-q", "1", "--also-url", "ana-l-2"]);
    let list = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        A.,L.,https://www.linkedin.com/in/ana-l-2,,,,05 Sep 2026\n";
    let list = sandbox.file("Connections.csv", list);
    sandbox.run(&["import", list.to_str().unwrap(), "--as-of", "2026-10-01"]);
    let ana = sandbox.json(&["show", "ana-l-2"])["requests"][0].clone();
    assert_eq!((&ana["id"], &ana["name"]), (&1.into(), &"Ana Lee".into()));
    assert_eq!(ana["verdict"]["class"], "accepted");
}

#[test]
fn an_address_has_to_be_one() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Bo Berg", "--url", "bo-berg", "--note", "Hello"]);
    for address in ["foo", "bo@", "@example.org", "b o@example.org", "a@b@c.org"] {
        let run = sandbox.run(&["edit", "1", "--email", address]);
        let expected =
            format!("error: --email: \"{address}\" is not an e-mail address\nhint: name@example.org\n");
        assert_eq!((run.code, run.stderr), (2, expected));
    }
}
