//! `invtrack add`

use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn a_request_is_recorded_and_the_date_echoed() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&[
        "add",
        "Zoë",
        "Brandt",
        "--sent",
        "3 days ago",
        "--note",
        "Your talk was great",
        "--tag",
        "talk",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "Recorded Zoë Brandt (#1), sent Sat 2026-11-07 (3 days ago).\n  \
         Typical acceptance for such a request: 44%.\n  \
         1 sent in the last 7 days (limit 5) · 1 note this month \
         (free accounts have about 5).\n\
         Next: invtrack observe 1 --button LABEL  (what the profile's button says)\n"
    );
    let request = &sandbox.requests()[0];
    assert_eq!((&request["name"], &request["slug"]), (&"Zoë Brandt".into(), &serde_json::Value::Null));
    assert_eq!(
        (&request["sent_at"], &request["sent_precision"]),
        (&"2026-11-07T12:00:00Z".into(), &"day".into())
    );
    assert_eq!(request["tags"], serde_json::json!(["talk"]));
}

#[test]
fn a_profile_url_alone_names_a_person() {
    let sandbox = Sandbox::new();
    for url in [
        &["--url", "https://de.linkedin.com/in/Zo%C3%AB-brandt-2c0146/?trk=x"][..],
        &["linkedin.com/in/bram-visser"],
    ] {
        assert_eq!(sandbox.run(&[&["add"], url].concat()).code, 0);
    }
    let named: Vec<_> =
        sandbox.requests().iter().map(|request| (request["slug"].clone(), request["name"].clone())).collect();
    assert_eq!(
        named,
        [("bram-visser".into(), "Bram Visser".into()), ("zoë-brandt-2c0146".into(), "Zoë Brandt".into())]
    );
}

#[test]
fn every_fact_is_kept_and_shown() {
    let sandbox = Sandbox::new();
    sandbox.file("note.txt", "Hello Ana,\nwe met at the fair.\n");
    let add = [
        "add",
        "Ana",
        "--sent",
        "2026-11-01",
        "--note-file",
        "note.txt",
        "--met-at",
        "the fair",
        "--mutual",
        "4",
        "--senior",
        "--confirmed",
        "--template",
        "warm",
        "--connections",
        "312",
    ];
    assert_eq!(sandbox.run(&add).code, 0);
    let shown = sandbox.json(&["show", "ana"]);
    let request = &shown["requests"][0];
    assert_eq!(request["note"], "Hello Ana,\nwe met at the fair.");
    assert_eq!(
        (&request["met_at"], &request["mutual"], &request["template"]),
        (&"the fair".into(), &4.into(), &"warm".into())
    );
    assert_eq!(
        (&request["senior"], &request["confirmed"], &request["stranger"]),
        (&true.into(), &true.into(), &false.into())
    );
    assert_eq!(
        (&request["looks"][0]["signal"], &request["looks"][0]["at"]),
        (&"count=312".into(), &"2026-11-01T12:00:00Z".into())
    );
    // event + note + shared + senior: logit .37 + .73 + .30 + .30 - .98
    let prior = request["prior"].as_f64().unwrap();
    assert!((prior - 0.454_7).abs() < 1e-3, "{prior}");
}

#[test]
fn the_same_request_is_not_recorded_twice() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "linkedin.com/in/ana", "--sent", "yesterday", "--note", "Hello Ana"]);
    sandbox.fails(
        1,
        &["add", "linkedin.com/in/ana", "--sent", "yesterday"],
        &["on record already: #1 to Ana (ana), sent Mon 2026-11-09", "invtrack edit 1"],
    );
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn a_further_request_warns_and_supersedes() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "linkedin.com/in/ana", "--sent", "2026-08-01", "--note", "Hello"]);
    let run = sandbox.run(&["add", "linkedin.com/in/ana", "--note", "Hello again"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("request #1 to the same person counts as superseded by this one"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.starts_with("Recorded Ana (#2, attempt 2), sent Tue 2026-11-10 12:00 (today).\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn warnings_name_their_rule() {
    let sandbox = Sandbox::new();
    for number in 0..5 {
        sandbox.run(&["add", &format!("Person {number}")]);
    }
    let run = sandbox.run(&["add", "One More", "--note", &"x".repeat(201)]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("6 requests in 7 days, over the limit of 5 (limits.requests_a_week)"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("the note has 201 characters; LinkedIn takes 200 (300 with Premium)"),
        "{}",
        run.stderr
    );
    let generic = sandbox.run(&[
        "add",
        "Generic",
        "--note",
        "I'd like to add you to my professional network on LinkedIn.",
    ]);
    assert!(generic.stderr.contains("a generic note puts people off [N06]"), "{}", generic.stderr);
    let shown = sandbox.json(&["show", "generic"]);
    assert!((shown["requests"][0]["prior"].as_f64().unwrap() - 0.335_767).abs() < 1e-6);
}

#[test]
fn a_wrong_command_line_changes_nothing() {
    let sandbox = Sandbox::new();
    for (args, parts) in [
        (&["add"][..], &["nobody was named", "hint: give a NAME or --url URL"][..]),
        (&["add", "Ana", "--sent", "tomorrow"], &["--sent: ", "future", "2026-11-11"]),
        (&["add", "Ana", "--sent", "03/04/2026"], &["--sent: ", "2026-03-04", "2026-04-03"]),
        (&["add", "Ana", "--sent", "yesteday"], &["--sent: ", "yesterday"]),
        (&["add", "Ana", "--url", "https://www.linkedin.com/company/contoso"], &["company"]),
        (
            &["add", "Ana", "--url", "https://linkedin.com.evil.example/in/ana"],
            &["linkedin.com.evil.example"],
        ),
        (&["add", "Ana", "--connections", "many"], &["--connections: ", "many"]),
        (&["add", "\u{202e}"], &["NAME"]),
        (&["add", "Ana", "--tag", ""], &["--tag"]),
    ] {
        sandbox.fails(2, args, parts);
    }
    assert!(!sandbox.database().exists());
}

#[test]
fn a_name_that_several_people_have_needs_the_profile() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Example", "--url", "linkedin.com/in/ana-1"]);
    sandbox.run(&["add", "Ana Example", "--url", "linkedin.com/in/ana-2"]);
    sandbox.fails(1, &["add", "ana example"], &["several people", "ana-1", "ana-2"]);
}

#[test]
fn an_hour_that_comes_twice_is_the_first_and_one_that_is_skipped_the_next() {
    for (now, sent, at) in [
        ("2026-10-25T00:30:00Z", "02:20", "2026-10-25T00:20:00Z"),
        ("2026-10-25T01:30:00Z", "02:20", "2026-10-25T00:20:00Z"),
        ("2026-03-29T09:00:00Z", "2026-03-29 02:30", "2026-03-29T01:30:00Z"),
    ] {
        let mut sandbox = Sandbox::new();
        sandbox.at(now);
        let run = sandbox
            .command(&["add", "Ann", "--sent", sent, "--json"])
            .env("TZ", "Europe/Berlin")
            .output()
            .unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(answer["request"]["sent_at"], at, "{now} {sent}");
    }
}

#[test]
fn somebody_of_that_name_without_a_profile_is_pointed_out() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Ann Bell", "--sent", "2026-09-01", "--note", "Hello"]);
    for (name, url, sent) in [("ann bell", "ab", "today"), ("Ann Bell", "ab-2", "2026-10-01")] {
        let run = sandbox.run(&["add", name, "--url", url, "--sent", sent, "--note", "Hello"]);
        assert_eq!(
            run.stderr,
            "warning: request #1 went to somebody of that name; if they are the same: invtrack edit 1 --url URL\n"
        );
    }
    assert_eq!(sandbox.requests().len(), 3);
}

#[test]
fn somebody_of_that_name_and_day_is_taken_for_the_same() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Ann Bell", "--note", "Hello"]);
    let run = sandbox.run(&["add", "ann bell", "--url", "ab", "--note", "Hello"]);
    assert_eq!(
        run.stderr,
        "warning: taken for request #1 to somebody of that name, sent Tue 2026-11-10 12:00 (today). If they are two: \
         invtrack undo, then invtrack edit 1 --url URL with the other one's profile\n"
    );
    assert_eq!(sandbox.requests()[0]["slug"], "ab");
    // What it says to do makes two of them.
    sandbox.ok(&["undo", "-q"]);
    sandbox.ok(&["edit", "-q", "1", "--url", "ab-1"]);
    sandbox.ok(&["add", "-q", "ann bell", "--url", "ab", "--note", "Hello"]);
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn a_copied_profile_names_the_person_and_what_is_shared() {
    let sandbox = Sandbox::new();
    let page = include_str!("../fixtures/pages/profile-pending.txt").replace(
        "500+ connections\n",
        "500+ connections\nAna Lee, Bo Berg, and 12 other mutual connections\nlinkedin.com/in/emeka-b\n",
    );
    let run = sandbox.feed(&["add", "--paste", "--json"], &page);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let shown = sandbox.json(&["show", "emeka"]);
    let request = &shown["requests"][0];
    assert_eq!((&request["name"], &request["slug"]), (&"Emeka Brandt".into(), &"emeka-b".into()));
    assert_eq!((&request["mutual"], &request["confirmed"]), (&14.into(), &true.into()), "{request}");
    let connected = include_str!("../fixtures/pages/profile-connected.txt");
    let run = sandbox.feed(&["add", "--paste"], connected);
    assert!(
        run.code == 1 && run.stderr.contains("Nadia Berg is a connection of yours already"),
        "{}",
        run.stderr
    );
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn a_suffix_makes_nobody_else_and_a_duplicate_is_told_by_name() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-lee", "--sent", "5 days ago"]);
    for args in [&["Ana Lee, PhD"][..], &["Somebody", "--url", "ana-lee"]] {
        sandbox.refuses(
            1,
            &[&["add", "--sent", "5 days ago"], args].concat(),
            &["on record already: #1 to Ana Lee (ana-lee), sent Thu 2026-11-05"],
        );
    }
}

#[test]
fn the_missing_note_is_told_once_a_week_and_while_notes_are_left() {
    let sandbox = Sandbox::new();
    let warned = |args: &[&str]| sandbox.run(args).stderr.contains("no note is recorded");
    assert!(warned(&["add", "Ana"]));
    assert!(!warned(&["add", "Bob"]));
    let sandbox = Sandbox::new();
    sandbox.ok(&["config", "set", "limits.notes_a_month", "0"]);
    assert!(!sandbox.run(&["add", "Ana"]).stderr.contains("no note is recorded"));
}

#[test]
fn too_soon_is_taken_for_the_same_and_what_ends_it_then_ends_it_whole() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-11-25T09:00:00Z").ok(&["add", "Ann Bell", "--sent", "2026-11-24", "--note", "Hello"]);
    let run = sandbox.at("2026-12-01T09:00:00Z").run(&["add", "Ann Bell", "--note", "Hello"]);
    let expected = "warning: taken for request #1, sent Tue 2026-11-24 (7 days ago), which now counts as sent Tue \
                    2026-12-01 09:00 (today): LinkedIn takes no second one so soon. If it is another one: invtrack \
                    undo, then invtrack resend 1\n";
    assert_eq!(run.stderr, expected);
    for at in ["now", "today", "2026-12-02"] {
        sandbox.at("2026-12-02T10:00:00Z").ok(&["withdraw", "1", "--at", at]);
        let all = sandbox.json(&["status", "--all"]);
        let told = all["requests"].as_array().unwrap();
        assert_eq!((told.len(), &told[0]["verdict"]["class"]), (1, &json!("withdrawn")), "{at}: {all}");
        sandbox.ok(&["undo"]);
    }
}
