//! `invtrack status` and `invtrack show`

use expectrl::Expect;

use crate::readme::at_width;
use crate::sandbox::Sandbox;

/// Four people: accepted, pending, ignored, withdrawn.
fn four() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, sent) in
        [("Ana", "2026-10-20"), ("Bo", "2026-11-03"), ("Cy", "2026-09-20"), ("Di", "2026-10-01")]
    {
        sandbox.ok(&[
            "add",
            name,
            "--sent",
            sent,
            "--note",
            "Hello",
            "--tag",
            if sent < "2026-10-15" { "old" } else { "new" },
        ]);
    }
    sandbox.ok(&["observe", "ana", "--in-connections", "yes", "--at", "2026-10-25"]);
    sandbox.ok(&["observe", "bo", "--button", "Pending"]);
    sandbox.ok(&["observe", "cy", "--button", "Pending", "--at", "2026-11-08"]);
    sandbox.ok(&["withdraw", "di", "--at", "2026-11-01"]);
    sandbox
}

fn ids(value: &serde_json::Value) -> Vec<i64> {
    value["requests"].as_array().unwrap().iter().map(|request| request["id"].as_i64().unwrap()).collect()
}

#[test]
fn a_pipe_gets_one_request_a_line() {
    assert_eq!(
        four().ok(&["status", "--all"]),
        "2\tBo\t2026-11-03\t2026-11-10\tpending\t99\tPending, day 7\tnew\n\
         1\tAna\t2026-10-20\t2026-10-25\taccepted\t99\tconnected 25 Oct\tnew\n\
         4\tDi\t2026-10-01\t\twithdrawn\t\tyou took it back on 1 Nov\told\n\
         3\tCy\t2026-09-20\t2026-11-08\tignored\t96\tPending, day 49\told\n"
    );
}

#[test]
fn by_default_what_ended_is_counted_but_not_listed() {
    let status = four().json(&["status"]);
    assert_eq!(ids(&status), [2, 1, 3]);
    let summary = &status["summary"];
    for (key, count) in
        [("accepted", 1), ("pending", 1), ("ignored", 1), ("withdrawn", 1), ("total", 4), ("hidden", 1)]
    {
        assert_eq!(summary[key], count, "{key}");
    }
}

#[test]
fn filters_and_orders() {
    let sandbox = four();
    for (args, expected) in [
        (&["--all", "--sort", "id"][..], &[1, 2, 3, 4][..]),
        (&["--all", "--sort", "name"], &[1, 2, 3, 4]),
        (&["--all", "--sort", "look"], &[2, 3, 1, 4]),
        (&["--all", "--sort", "verdict"], &[1, 2, 3, 4]),
        (&["--class", "withdrawn"], &[4]),
        (&["--class", "ignored,pending"], &[2, 3]),
        (&["--tag", "new"], &[2, 1]),
        (&["--since", "2026-10-15"], &[2, 1]),
        (&["di"], &[4]),
        (&["ana", "3"], &[1, 3]),
    ] {
        assert_eq!(ids(&sandbox.json(&[&["status"], args].concat())), expected, "{args:?}");
    }
    sandbox.fails(
        1,
        &["status", "--tag", "olt"],
        &["no request has the tag \"olt\"", "did you mean \"old\""],
    );
    sandbox.fails(1, &["status", "zed"], &["no one on record matches \"zed\""]);
}

#[test]
fn as_of_answers_from_what_was_recorded_by_then() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-05T10:00:00Z").ok(&["add", "Ana", "--note", "Hello"]);
    sandbox.at("2026-10-20T10:00:00Z").ok(&[
        "observe",
        "ana",
        "--notified",
        "yes",
        "--at",
        "2026-10-08T09:00:00Z",
    ]);
    sandbox.at("2026-11-10T10:00:00Z");
    let class = |as_of: &str| {
        let status = sandbox.json(&["status", "--as-of", as_of]);
        status["requests"]
            .as_array()
            .unwrap()
            .first()
            .map(|request| request["verdict"]["class"].as_str().unwrap().to_owned())
    };
    assert_eq!(class("2026-10-01"), None);
    // Seen on the 8th, but written down on the 20th.
    assert_eq!(class("2026-10-10").as_deref(), Some("pending"));
    assert_eq!(class("2026-10-20").as_deref(), Some("accepted"));
    assert_eq!(class("2026-10-20T09:59:59Z").as_deref(), Some("pending"));
    sandbox.fails(2, &["status", "--as-of", "tomorrow"], &["--as-of: ", "future"]);
}

#[test]
fn nothing_recorded_yet_is_no_failure() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["status"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("nothing is recorded yet") && run.stderr.contains("invtrack.db"),
        "{}",
        run.stderr
    );
    assert_eq!(ids(&sandbox.json(&["status"])), [0_i64; 0]);
    // A file that was named is meant to be there.
    sandbox.fails(1, &["status", "--db", "nowhere.db"], &["there is no database nowhere.db"]);
    assert!(!sandbox.home().join("nowhere.db").exists());
}

#[test]
fn show_tells_timeline_evidence_and_sources() {
    let shown = four().ok(&["show", "cy", "--verbose"]);
    for part in [
        "Cy  #3\n",
        "✗ likely ignored, 96% (high)\n",
        "sent Sun 2026-09-20 (51 days ago); last look 2 days ago\n",
        "still Pending on 8 Nov (day 49)  [K05 000:6-7, K07 002:30,45]\n",
        "K07 ",
        "(002:30,45)",
        "Typical: about 44% of such requests are accepted",
        "Next: One polite message makes sense (51 days, nothing heard)",
        "Not final. To ask again: withdraw this one",
        "2026-09-20        sent, with a note, tags old\n",
        "2026-11-08        button pending  (look 7, typed)\n",
        "Note:\n    Hello\n",
    ] {
        assert!(shown.contains(part), "{part:?} is not in\n{shown}");
    }
}

#[test]
fn the_look_that_moved_the_number_is_the_reason() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Ana", "--sent", "2026-10-01", "--note", "Hello"]);
    for (button, day) in [("Connect", "10"), ("Connect", "12"), ("Connect", "14"), ("Message", "15")] {
        sandbox.ok(&["observe", "ana", "--button", button, "--at", &format!("2026-10-{day}")]);
    }
    let status = sandbox.ok(&["status"]);
    assert!(status.contains("\tignored\t"), "{status}");
    assert!(status.contains("\tConnect was offered on 14 Oct\t"), "{status}");
    let shown = sandbox.ok(&["show", "ana"]);
    assert!(shown.contains("Connect was offered on 14 Oct (day 13); it says Message on 15 Oct"), "{shown}");
}

#[test]
fn what_must_have_lapsed_is_unknown_without_a_percentage() {
    let sandbox = Sandbox::new();
    for name in ["Ana", "Bo"] {
        sandbox.ok(&["add", name, "--sent", "2026-04-01", "--note", "Hello", "--confirmed"]);
    }
    sandbox.ok(&["observe", "bo", "--button", "Message", "--in-connections", "no", "--at", "2026-04-10"]);
    let status = sandbox.ok(&["status", "ana"]);
    assert!(status.contains("\tpending\t\taccepted, or lapsed by now\t"), "{status}");
    let shown = sandbox.ok(&["show", "ana"]);
    for part in [
        "  ? not looked at: LinkedIn usually drops such old invitations\n",
        "will accept later under 1%",
        "Still open: under 1%",
    ] {
        assert!(shown.contains(part), "{part:?} is not in\n{shown}");
    }
    let verdict = &sandbox.json(&["show", "ana"])["requests"][0]["verdict"];
    assert_eq!((&verdict["class"], &verdict["confidence"]), (&"pending".into(), &0.0.into()));
    let shown = sandbox.ok(&["show", "bo"]);
    assert!(shown.contains("  ? unclear: accepted, or lapsed\n"), "{shown}");
}

#[test]
fn nothing_is_held_against_what_the_user_stated() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Ana", "--sent", "2026-10-01", "--note", "Hello"]);
    sandbox.ok(&["observe", "ana", "--button", "Pending", "--at", "2026-10-20"]);
    sandbox.ok(&["withdraw", "ana", "--at", "2026-11-01"]);
    let observed = sandbox.ok(&["observe", "ana", "--button", "Connect"]);
    for told in [observed, sandbox.ok(&["show", "ana"])] {
        assert!(told.contains("- withdrawn by you\n"), "{told}");
        assert!(!told.contains("strong:") && !told.contains("weak:") && !told.contains("some:"), "{told}");
    }
    assert!(sandbox.ok(&["show", "ana"]).contains("  you took it back on 1 Nov\n"));
    assert_ne!(sandbox.requests()[0]["verdict"]["reasons"], serde_json::json!([]));
}

#[test]
fn hostile_names_and_notes_drive_nothing() {
    let sandbox = Sandbox::new();
    let evil = "Ana \u{1b}]0;x\u{7}\u{202e}\u{9b}31m =cmd()";
    assert_eq!(
        sandbox
            .run(&[
                "add",
                evil,
                "--note",
                "a\u{1b}[2J\nb\u{0}c".replace('\0', "").as_str(),
                "--tag",
                "$(reboot)"
            ])
            .code,
        0
    );
    for args in [
        &["status"][..],
        &["show", "ana"],
        &["show", "ana", "--json"],
        &["status", "--json"],
        &["tag", "ana"],
    ] {
        let text = sandbox.ok(args);
        assert!(
            !text.chars().any(|c| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}'),
            "{args:?}: {text:?}"
        );
    }
    assert!(sandbox.ok(&["show", "ana"]).contains("\\u{1b}[2J"), "{}", sandbox.ok(&["show", "ana"]));
}

#[test]
fn what_is_listed_is_chosen_by_day_state_and_words() {
    let sandbox = four();
    let ids = |args: &[&str]| {
        let told = sandbox.json(&[&["status", "--all"], args].concat());
        told["requests"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), [2, 1, 4, 3]);
    assert_eq!(ids(&["--limit", "2"]), [2, 1]);
    assert_eq!(ids(&["--until", "2026-10-01"]), [4, 3]);
    assert_eq!(ids(&["--since", "2026-10-01", "--until", "2026-10-20"]), [1, 4]);
    assert_eq!(ids(&["--open"]), [2, 3]);
    assert_eq!(ids(&["--not-looked"]), Vec::<i64>::new());
    assert_eq!(ids(&["--by", "name"]), [1, 2, 3, 4]);
    // Words of a note and of a tag.
    assert_eq!(ids(&["hello"]), [2, 1, 4, 3]);
    assert_eq!(ids(&["old"]), [4, 3]);
    assert_eq!(sandbox.ok(&["ls", "--columns", "who,verdict", "bo"]), "Bo\tpending\n");
    sandbox.fails(
        2,
        &["status", "--columns", "whom"],
        &["whom", "number, who, sent, look, verdict, chance, why, tags"],
    );
}

#[test]
fn what_is_longer_than_the_screen_goes_through_the_pager() {
    let sandbox = Sandbox::new();
    let rows: Vec<String> = (0..40).map(|n| format!("Person{n} Example,2026-10-2{}", n % 8)).collect();
    let table = sandbox.file("people.csv", format!("Name,Sent\n{}\n", rows.join("\n")));
    sandbox.ok(&["import", "-q", table.to_str().unwrap()]);
    let shown = |args: &[&str]| {
        let mut command = sandbox.command(args);
        command
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .env("PATH", "/usr/bin:/bin")
            .env("PAGER", "sed s/^/paged:/");
        let mut session = expectrl::Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(std::time::Duration::from_secs(120)));
        let shown = session.expect(expectrl::Eof).unwrap();
        String::from_utf8(shown.as_bytes().to_vec()).unwrap()
    };
    let paged = shown(&["status"]);
    assert!(paged.starts_with("paged:#") && paged.contains("paged:40 requests: 40 not looked at"), "{paged}");
    assert!(!shown(&["status", "--no-pager"]).contains("paged:"));
    assert!(!shown(&["status", "--limit", "3"]).contains("paged:"));
}

#[test]
fn eighty_columns_hold_the_whole_number_and_the_whole_reason() {
    let sandbox = Sandbox::new();
    for number in 1..=12 {
        let name = format!("Maximiliana Featherstonehaugh {}", "abcdefghijkl".split_at(number).0);
        sandbox.ok(&["add", "-q", &name, "--sent", "2026-10-20", "--note", "Hello"]);
    }
    sandbox.ok(&["observe", "-q", "1-12", "--in-connections", "no", "--at", "2026-11-08"]);
    let table = at_width(80, &sandbox, &["status"]);
    let rows: Vec<&str> = table.lines().filter(|line| line.contains("Maximiliana")).collect();
    assert_eq!(rows.len(), 12, "{table}");
    for (row, number) in rows.iter().zip((1..=12).rev()) {
        let is_whole =
            row.starts_with(&format!("{number} ")) && row.trim_end().ends_with("not connected 8 Nov");
        assert!(is_whole && row.chars().count() <= 81, "{row}");
    }
}
