//! `invtrack observe`

use crate::sandbox::Sandbox;

fn with_request(sent: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&[
        "add",
        "Bram Visser",
        "--url",
        "linkedin.com/in/bram-visser",
        "--sent",
        sent,
        "--note",
        "Hello",
    ]);
    sandbox
}

#[test]
fn a_look_is_answered_with_the_verdict_and_what_changed() {
    let mut sandbox = with_request("2026-09-20");
    sandbox.at("2026-10-03T12:00:00Z");
    assert_eq!(
        sandbox.ok(&["observe", "bram", "--button", "Ausstehend", "--at", "2 oct"]),
        "Bram Visser: button pending, seen Fri 2026-10-02 (yesterday)\n  \
         … pending, 1 in 8 still accept\n  \
         + very strong: still Pending on 2 Oct (day 12)  [K05 K07]\n  \
         Be patient: before three weeks silence means little.  [T18]\n"
    );
    sandbox.at("2026-11-05T12:00:00Z");
    let answer = sandbox.ok(&["observe", "bram", "--button", "connect"]);
    assert!(answer.contains("✗ likely ignored, 99%\n"), "{answer}");
    assert!(answer.contains("Connect is back"), "{answer}");
}

#[test]
fn labels_are_read_in_many_languages_and_forms() {
    let sandbox = with_request("2026-11-01");
    for (label, button) in [
        ("Pending", "pending"),
        ("Invite sent", "pending"),
        ("Pending, click to withdraw invitation sent to Bram Visser", "pending"),
        ("En attente", "pending"),
        ("待处理", "pending"),
        ("ZURÜCKZIEHEN", "pending"),
        ("Se connecter", "connect"),
        ("つながる", "connect"),
        ("+ Connect", "connect"),
        ("Nachricht", "message"),
        ("Seguir", "follow"),
        ("Accept", "accept"),
    ] {
        let look = sandbox.json(&["observe", "1", "--button", label])["look"].clone();
        let shown = sandbox.json(&["show", "1"]);
        let looks = shown["requests"][0]["looks"].as_array().unwrap();
        let seen = looks.iter().find(|seen| seen["id"] == look).unwrap();
        assert_eq!(seen["signal"], format!("button={button}"), "{label}");
    }
}

#[test]
fn counts_are_read_as_the_page_shows_them() {
    let sandbox = with_request("2026-11-01");
    for (typed, kept) in
        [("500+", 500), (">500", 500), ("1,247", 1247), ("1.247", 1247), ("312", 312), ("٥٠٠+", 500)]
    {
        let look = sandbox.json(&["observe", "bram", "--connections", typed])["look"].clone();
        let shown = sandbox.json(&["show", "bram"]);
        let looks = shown["requests"][0]["looks"].as_array().unwrap();
        let seen = looks.iter().find(|seen| seen["id"] == look).unwrap();
        assert_eq!(seen["signal"], format!("count={kept}"), "{typed}");
    }
}

#[test]
fn who_is_found_by_number_url_slug_or_any_part_of_the_name() {
    let sandbox = with_request("2026-11-01");
    sandbox.ok(&["add", "Łukasz Müller", "--url", "linkedin.com/in/lm", "--note", "Hello"]);
    for who in [
        &["1"][..],
        &["#1"],
        &["https://www.linkedin.com/in/bram-visser/"],
        &["bram-visser"],
        &["bram"],
        &["VISSER"],
        &["bram", "visser"],
    ] {
        let answer = sandbox.json(&[&["observe"], who, &["--viewed-me"]].concat());
        assert_eq!(answer["request"]["id"], 1, "{who:?}");
    }
    for who in ["lukasz", "muller", "ŁUKASZ MÜLLER", "lm"] {
        assert_eq!(sandbox.json(&["observe", who, "--viewed-me"])["request"]["id"], 2, "{who}");
    }
}

#[test]
fn nobody_and_several_are_errors_that_help() {
    let sandbox = with_request("2026-11-01");
    sandbox.ok(&["add", "Bram Stone", "--url", "linkedin.com/in/bram-stone", "--note", "Hello"]);
    sandbox.fails(
        1,
        &["observe", "bram", "--button", "pending"],
        &[
            "\"bram\" matches 2 people",
            "#1 Bram Visser (bram-visser)",
            "#2 Bram Stone (bram-stone)",
            "number of the request",
        ],
    );
    sandbox.fails(
        1,
        &["observe", "bram visse r", "--button", "pending"],
        &["no one on record matches", "did you mean \"Bram Visser\""],
    );
    sandbox.fails(1, &["observe", "77", "--button", "pending"], &["there is no request #77"]);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let sandbox = with_request("2026-11-01");
    let before = std::fs::read(sandbox.database()).unwrap();
    for (args, parts) in [
        (&["observe", "bram"][..], &["nothing was seen", "--button"][..]),
        (&["observe", "bram", "--button", "Pendign"], &["--button: ", "Pending"]),
        (&["observe", "bram", "--connections", "-3"], &["--connections: "]),
        (&["observe", "bram", "--connections", "12K"], &["--connections: ", "12K"]),
        (&["observe", "bram", "--button", "Pending", "--at", "31 feb"], &["--at: "]),
        (&["observe", "bram", "--button", "Pending", "--at", "tomorrow"], &["--at: ", "future"]),
    ] {
        sandbox.fails(2, args, parts);
    }
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn without_a_database_there_is_nobody_to_observe() {
    let sandbox = Sandbox::new();
    sandbox.fails(1, &["observe", "bram", "--button", "pending"], &["there is no database", "invtrack add"]);
    assert!(!sandbox.database().exists());
}

#[test]
fn a_look_on_the_sending_day_counts_on_the_right_side_of_it() {
    for (button, class) in [("pending", "pending"), ("connect", "pending")] {
        let sandbox = with_request("2026-11-09");
        sandbox.ok(&["observe", "bram", "--button", button, "--at", "2026-11-09"]);
        let verdict = sandbox.requests()[0]["verdict"].clone();
        assert_eq!(verdict["class"], class, "{button}");
        // Connect on that day was seen before sending: it says nothing of the request.
        let looked = !verdict["hints"].as_array().unwrap().contains(&"no-observation".into());
        assert_eq!(looked, button == "pending", "{button}: {verdict}");
    }
}

#[test]
fn a_day_without_time_may_be_today_before_noon() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-11-10T08:00:00Z");
    sandbox.ok(&["add", "Ana", "--sent", "today", "--note", "Hello"]);
    sandbox.ok(&["observe", "ana", "--button", "pending"]);
    sandbox.ok(&["observe", "ana", "--in-connections", "yes", "--at", "today"]);
    let verdict = &sandbox.requests()[0]["verdict"];
    assert!(
        verdict["hints"]
            .as_array()
            .unwrap()
            .iter()
            .all(|hint| hint != "future-look" && hint != "no-observation"),
        "{verdict}"
    );
}

#[test]
fn one_persons_profile_may_be_another_ones_name() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Robert Example", "--url", "linkedin.com/in/bo", "--note", "Hello"]);
    sandbox.ok(&["add", "Bo", "--url", "linkedin.com/in/bo-2", "--note", "Hello"]);
    sandbox.fails(1, &["observe", "bo", "--viewed-me"], &["matches 2 people", "#1 Robert Example", "#2 Bo"]);
    // A name may be a number, as long as no request has it.
    sandbox.ok(&["add", "1984", "--note", "Hello"]);
    assert_eq!(sandbox.json(&["observe", "1984", "--viewed-me"])["request"]["id"], 3);
}

#[test]
fn a_look_is_answered_for_the_attempt_it_speaks_of() {
    let sandbox = with_request("2026-08-01");
    sandbox.run(&["add", "linkedin.com/in/bram-visser", "--sent", "2026-11-01", "--note", "Hello"]);
    let run = sandbox.run(&["observe", "1", "--button", "pending"]);
    assert!(run.stderr.contains("that look speaks of request #2"), "{}", run.stderr);
    assert_eq!(sandbox.json(&["observe", "1", "--button", "pending"])["request"]["id"], 2);
    assert_eq!(
        sandbox.json(&["observe", "2", "--button", "pending", "--at", "2026-09-01"])["request"]["id"],
        1
    );
}

#[test]
fn a_connection_from_before_is_nothing_to_track() {
    let sandbox = with_request("2026-11-05");
    let run = sandbox.run(&["observe", "bram", "--in-connections", "yes", "--at", "2026-11-01"]);
    assert!(run.stderr.contains("they were a connection before the request was sent"), "{}", run.stderr);
    assert_eq!(sandbox.requests()[0]["verdict"]["class"], "pending");
}

#[test]
fn nobody_is_asked_where_nobody_can_answer() {
    let sandbox = with_request("2026-11-01");
    for args in [&["observe", "--viewed-me"][..], &["show"], &["withdraw"], &["edit", "--senior", "yes"]] {
        sandbox.fails(2, args, &["nobody was named", "name a request number"]);
    }
}

#[test]
fn an_acceptance_seen_on_the_sending_day_is_one() {
    let signs = [
        &["--in-connections", "yes"][..],
        &["--notified", "yes"],
        &["--degree", "1st"],
        &["--sent-page", "accepted"],
        &["--button", "Remove connection"],
    ];
    for now in ["2026-11-10T11:30:00Z", "2026-11-10T12:01:00Z", "2026-11-10T23:59:00Z"] {
        for sign in signs {
            let mut sandbox = Sandbox::new();
            sandbox.at(now).ok(&["add", "Cy", "--sent", "today", "--note", "Hello"]);
            let class =
                sandbox.json(&[&["observe", "cy"], sign].concat())["request"]["verdict"]["class"].clone();
            assert_eq!(class, "accepted", "{now} {sign:?}");
        }
    }
}
