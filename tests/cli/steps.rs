//! `followup`, `resend`, `rapport`, `dismiss`: what makes sense after sending.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

const MESSAGE: &str = "Hi Mei, I wanted to check if you received the connection request I sent you on 20 October. I'm \
                       interested in connecting as we met at RustConf. Let me know if you would be open to connecting on \
                       LinkedIn.";

const SEND_IT: &str =
    "note: send it if LinkedIn lets you, or by another way; then: invtrack followup 1 --sent\n";

/// Asked three weeks ago.
fn with_mei() -> Sandbox {
    let sandbox = Sandbox::new();
    let note = ["--note", "Your talk on bees", "--met-at", "RustConf"];
    sandbox.ok(&[&["add", "-q", "Mei Lin", "--url", "mei-lin", "--sent", "2026-10-20"][..], &note].concat());
    sandbox
}

/// Seen Pending today.
fn with_mei_pending() -> Sandbox {
    let sandbox = with_mei();
    sandbox.ok(&["observe", "-q", "mei", "--button", "pending"]);
    sandbox
}

/// Asked half a year ago, taken back in August.
fn with_ana() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--sent", "2026-05-01", "--note", "Hello Ana"]);
    sandbox.ok(&["withdraw", "-q", "ana", "--at", "2026-08-01"]);
    sandbox
}

#[test]
fn the_message_alone_is_the_output() {
    let sandbox = with_mei_pending();
    let run = sandbox.run(&["followup", "mei"]);
    assert_eq!((run.code, run.stdout, run.stderr.as_str()), (0, format!("{MESSAGE}\n"), SEND_IT));
    let run = sandbox.run(&["followup", "mei", "-q", "--reason", "a fellow\n baker"]);
    assert!(run.stdout.contains("connecting as a fellow baker."), "{}", run.stdout);
    assert_eq!(run.stderr, "");
    let told = sandbox.json(&["followup", "1"]);
    assert_eq!(
        (&told["text"], &told["recorded"], &told["at"]),
        (&MESSAGE.into(), &false.into(), &json!(null))
    );
    assert_eq!(told["request"]["id"], 1);
    // Nothing was recorded by that.
    assert!(!sandbox.ok(&["show", "mei"]).contains("message  (by you)"));
}

#[test]
fn a_message_needs_a_fresh_look() {
    let sandbox = with_mei();
    let look_first = "they may have accepted meanwhile, so look first [T01 K08]";
    sandbox.refuses(1, &["followup", "mei"], &[look_first]);
    sandbox.ok(&["observe", "-q", "mei", "--button", "pending", "--at", "2026-11-02"]);
    sandbox.refuses(1, &["followup", "mei"], &[look_first]);
    sandbox.ok(&["observe", "-q", "mei", "--button", "connect"]);
    sandbox.refuses(1, &["followup", "mei"], &["hardly anybody accepts any more then [T01 T07]"]);
    // What was sent was sent.
    assert!(sandbox.json(&["followup", "mei", "--sent"])["recorded"].as_bool().unwrap());
}

#[test]
fn an_own_text_takes_own_values() {
    let sandbox = with_mei_pending();
    let text = "[messages]\nfollow_up = \"Dear {first_name},\\nabout {topic}: {sent_date}?\"\n";
    let own = sandbox.file("own.toml", text);
    let followup = ["followup", "mei", "--config", own.to_str().unwrap()];
    let run = sandbox.run(&[&followup[..], &["--set", "topic=bees"]].concat());
    assert_eq!((run.code, run.stdout.as_str()), (0, "Dear Mei,\nabout bees: 20 October?\n"));
    sandbox.refuses(
        1,
        &followup,
        &["messages.follow_up can't be filled in", "there is no placeholder {topic}", "--set"],
    );
    sandbox.refuses(2, &[&followup[..], &["--set", "topic"]].concat(), &["--set"]);
    sandbox.refuses(2, &["followup", "mei", "--reason", " "], &["--reason: it is empty"]);
}

#[test]
fn once_it_was_sent_it_is_told_and_not_advised_again() {
    let sandbox = with_mei();
    assert_eq!(
        sandbox.ok(&["followup", "mei", "--sent", "--at", "2026-11-05"]),
        "Mei Lin (#1): message sent, Thu 2026-11-05 (5 days ago). That was the one message; leave it there.  [T02]\n"
    );
    let shown = sandbox.ok(&["show", "mei", "--all"]);
    assert!(shown.contains("\n  2026-11-05        one polite message  (by you)\n"), "{shown}");
    assert!(shown.contains("You wrote on 5 Nov: leave it at that.  [T02 N11]\n"), "{shown}");
    assert!(!shown.contains("invtrack followup"), "{shown}");
    let again = [
        "no message to Mei Lin (#1): one message was sent on 2026-11-05, and one is enough [T02 N11]\n",
        "hint: --force overrides that\n",
    ];
    sandbox.refuses(1, &["followup", "mei"], &again);
    sandbox.refuses(1, &["followup", "mei", "--sent"], &again);
    let told = sandbox.json(&["followup", "mei", "--sent", "--force"]);
    assert_eq!((&told["recorded"], &told["text"]), (&true.into(), &json!(null)));
    assert_eq!(told["at"], "2026-11-10T12:00:00Z");
    // Both are part of the story.
    assert_eq!(sandbox.ok(&["show", "mei"]).matches("one polite message  (by you)").count(), 2);
}

#[test]
fn who_accepted_gets_a_welcome_until_somebody_wrote() {
    let sandbox = with_mei_pending();
    sandbox.ok(&["observe", "-q", "mei", "--in-connections", "yes"]);
    let shown = sandbox.ok(&["show", "mei"]);
    let advice = "Next: They accepted on 10 Nov: a good moment to write.\n    invtrack followup 1\n";
    assert!(shown.contains(advice), "{shown}");
    let run = sandbox.run(&["followup", "mei"]);
    assert!(run.code == 0 && run.stdout.starts_with("Hi Mei, thank you for connecting."), "{}", run.stdout);
    let recorded = sandbox.ok(&["followup", "mei", "--sent"]);
    assert_eq!(recorded, "Mei Lin (#1): message sent, Tue 2026-11-10 12:00 (today).\n");
    assert!(!sandbox.ok(&["show", "mei"]).contains("invtrack followup"));
    sandbox.refuses(
        1,
        &["followup", "mei"],
        &["no message to Mei Lin (#1): you wrote to them on 2026-11-10\n"],
    );
}

#[test]
fn what_is_snoozed_comes_back() {
    let mut sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Bo Berg", "--sent", "2026-11-01", "--note", "Hello"]);
    let told = sandbox.ok(&["dismiss", "bo", "--about", "look", "--until", "2 weeks"]);
    assert!(told.starts_with("Bo Berg (#1): won't suggest before 2026-11-24: look.\n"), "{told}");
    let advised = |sandbox: &mut Sandbox, at: &str| {
        sandbox.at(at).ok(&["show", "bo"]).contains("Look at the profile once")
    };
    assert!(!advised(&mut sandbox, "2026-11-23T12:00:00Z") && advised(&mut sandbox, "2026-11-24T12:00:00Z"));
    sandbox.refuses(
        2,
        &["dismiss", "bo", "--until", "yesterday"],
        &["--until: 2026-11-23 is not a day to come"],
    );
}

#[test]
fn what_is_dismissed_is_named_once() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Bo Berg", "--sent", "2026-10-03", "--note", "Hello"]);
    sandbox.ok(&["observe", "-q", "bo", "--button", "Pending"]);
    sandbox.ok(&["followup", "-q", "bo", "--sent"]);
    let told = sandbox.ok(&["dismiss", "bo"]);
    assert!(told.starts_with("Bo Berg (#1): won't suggest again: wait.\n"), "{told}");
}

#[test]
fn several_are_named_in_one_step() {
    let sandbox = Sandbox::new();
    for name in ["Ana Lee", "Bo Berg", "Cy Dahl", "Di Eis"] {
        let slug = name.to_lowercase().replace(' ', "-");
        sandbox.ok(&["add", "-q", name, "--url", &slug, "--sent", "2026-07-01"]);
    }
    let told = sandbox.ok(&["withdraw", "1", "3-4"]);
    let names: Vec<bool> =
        ["Ana Lee (#1)", "Bo Berg", "Cy Dahl (#3)", "Di Eis (#4)"].map(|name| told.contains(name)).into();
    assert_eq!(names, [true, false, true, true], "{told}");
    // One step, and all or nothing.
    let refused = "request #1 is on record as withdrawn already";
    sandbox.refuses(1, &["withdraw", "2", "1"], &[refused]);
    assert_eq!(sandbox.json(&["show", "2"])["requests"][0]["verdict"]["class"], "pending");
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.json(&["show", "3"])["requests"][0]["verdict"]["class"], "pending");
    let both = sandbox.json(&["observe", "ana-lee", "bo-berg", "--button", "pending"]);
    assert_eq!(both["changed"].as_array().unwrap().len(), 2);
    let shown = sandbox.json(&["show", "2", "1"])["requests"].clone();
    assert_eq!((&shown[0]["id"], &shown[1]["id"]), (&2.into(), &1.into()));
    // Words that are no profiles are one name; a number that is nobody's is an error, of a range it is not.
    assert_eq!(sandbox.json(&["show", "cy", "dahl"])["requests"][0]["id"], 3);
    sandbox.refuses(1, &["tag", "1", "9", "--add", "x"], &["there is no request #9"]);
    sandbox.ok(&["tag", "3-9", "--add", "x"]);
    assert_eq!(sandbox.json(&["status", "--all", "--tag", "x"])["summary"]["total"], 2);
    sandbox.ok(&["forget", "1", "2", "--yes"]);
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn no_message_too_early_after_an_answer_or_at_the_end() {
    let sandbox = with_mei();
    let refused = |args: &[&str], reason: &str| {
        let error = format!("error: no message to Mei Lin (#1): {reason}\nhint: --force overrides that\n");
        sandbox.refuses(1, &[&["followup", "mei"], args].concat(), &[&error]);
    };
    refused(&["--sent", "--at", "2026-10-25"], "it is too early: from 2026-11-03 on [T01 T18]");
    sandbox.ok(&["observe", "-q", "mei", "--replied", "--at", "2026-11-09"]);
    refused(&[], "they wrote on 2026-11-09: answer them instead [T24]");
    let shown = sandbox.ok(&["show", "mei"]);
    let advice = "Next: They wrote to you without accepting. Answer them, then record it.  [T24 K29]\n    \
                  invtrack rapport 1 --how talked\n";
    assert!(shown.contains(advice), "{shown}");
    sandbox.ok(&["rapport", "-q", "mei", "--how", "talked"]);
    refused(&[], "they wrote on 2026-11-09, and you answered: leave it to them now [T24]");
    sandbox.ok(&["observe", "-q", "mei", "--in-connections", "yes"]);
    refused(&[], "you are in touch already");
    let run = sandbox.run(&["followup", "mei", "--force"]);
    assert!(run.code == 0 && run.stdout.starts_with("Hi Mei, thank you for connecting."), "{}", run.stdout);
    let sandbox = with_ana();
    sandbox.refuses(1, &["followup", "ana"], &["the request is over [T01]"]);
    let sandbox = with_mei();
    sandbox.ok(&["close", "-q", "mei", "--as", "declined", "--at", "2026-11-09"]);
    sandbox.refuses(1, &["followup", "mei"], &["they told you no [K35 T07]"]);
}

#[test]
fn nothing_was_done_before_sending_or_after_today() {
    let sandbox = with_mei();
    let before =
        "error: Thu 2026-10-01 (40 days ago) is before request #1 was sent, Tue 2026-10-20 (21 days ago)\n";
    let ahead = "error: --at: the date lies in the future: Fri 2027-01-01 (in 52 days)\n";
    for command in [&["followup", "mei", "--sent"][..], &["rapport", "mei", "--how", "met"]] {
        sandbox.refuses(2, &[command, &["--at", "2026-10-01"]].concat(), &[before]);
        sandbox.refuses(2, &[command, &["--at", "2027-01-01"]].concat(), &[ahead]);
    }
    sandbox.refuses(2, &["resend", "mei", "--sent", "2026-10-01", "--force"], &[before]);
    sandbox.refuses(2, &["followup", "mei", "--at", "2026-11-01"], &["--sent"]);
    // A clock that was set back is no reason to invent a past.
    let mut sandbox = with_mei();
    sandbox.at("2026-10-01T12:00:00Z");
    sandbox.refuses(2, &["followup", "mei", "--sent", "--force"], &["is before request #1 was sent"]);
    sandbox.refuses(2, &["rapport", "mei", "--how", "met"], &["is before request #1 was sent"]);
}

#[test]
fn rapport_is_part_of_the_story_and_of_the_checks() {
    let sandbox = with_ana();
    assert_eq!(
        sandbox.ok(&["rapport", "ana", "--how", "commented", "--at", "2026-09-01"]),
        "Ana Lee (#1): you commented on a post of theirs, Tue 2026-09-01 (70 days ago).\n  \
         You can ask again; make the note more specific and personal.  [T04 T05 T06]\n    \
         invtrack resend 1\n"
    );
    let shown = sandbox.ok(&["show", "ana"]);
    assert!(!shown.contains("  ! "), "how old it is, is no matter once it is over: {shown}");
    assert!(shown.contains("\n  2026-09-01        you commented on a post of theirs  (by you)\n"), "{shown}");
    let told = sandbox.json(&["rapport", "ana", "--how", "met"]);
    assert_eq!((&told["at"], &told["request"]["id"]), (&"2026-11-10T12:00:00Z".into(), &1.into()));
    assert_eq!(told["advice"][0]["command"], "invtrack resend 1");
    sandbox.refuses(2, &["rapport", "ana"], &["--how <HOW>"]);
    sandbox.refuses(2, &["rapport", "ana", "--how", "danced"], &["[possible values: commented, reacted, "]);
}

const CHECKS: &str = "  \u{2713} they have not answered yet  [K08]\n  \
    \u{2713} the earlier request is over since 2026-08-01  [T04]\n  \
    \u{2713} LinkedIn takes a new one since 2026-08-22, three weeks after it was withdrawn  [X01]\n  \
    \u{2713} 101 days since then; it takes 90  [T04 N09]\n";

#[test]
fn a_new_attempt_passes_the_checks_first() {
    let sandbox = with_ana();
    let run = sandbox.run(&["resend", "ana"]);
    let rest = "  \u{2717} nothing on record that brought you closer since: invtrack rapport 1 --how met  [T05]\n  \
        \u{2713} asked once so far  [T07 T28]\n  ! no personal note is on record: say why you ask again  [T06]\n";
    assert_eq!((run.code, run.stdout), (1, format!("{CHECKS}{rest}")));
    let error = "error: not recorded: 1 check failed\nhint: --force records it all the same\n";
    assert_eq!(run.stderr, error);
    assert_eq!(sandbox.requests().len(), 1);
    sandbox.ok(&["rapport", "-q", "ana", "--how", "commented", "--at", "2026-09-01"]);
    let rest = "  \u{2713} 1 thing on record that brought you closer since  [T05]\n  \
        \u{2713} asked once so far  [T07 T28]\n  \
        \u{2713} a personal note, and not the one from before  [T06]\n";
    let resend = ["resend", "ana", "--note", "Your new book"];
    assert_eq!(sandbox.ok(&[&resend[..], &["--dry-run"]].concat()), format!("{CHECKS}{rest}"));
    assert_eq!(sandbox.requests().len(), 1);
    let told = sandbox.ok(&resend);
    assert!(
        told.starts_with(&format!("{CHECKS}{rest}Recorded Ana Lee (#2, attempt 2), sent Tue ")),
        "{told}"
    );
    // What comes next is about the new one; there is no third.
    let older = sandbox.json(&["show", "1"])["requests"][0].clone();
    assert_eq!((&older["advice"], &older["next_step"]), (&json!([]), &json!(null)));
    let third = sandbox.run(&["resend", "1", "--json"]);
    assert_eq!(third.code, 1, "{}", third.stderr);
    let third: Value = serde_json::from_str(&third.stdout).unwrap();
    let failing: Vec<_> =
        third["checks"].as_array().unwrap().iter().filter(|check| check["met"] == false).collect();
    assert!(failing[0]["text"].as_str().unwrap().contains("request #2 may still be open"), "{third}");
    assert!(failing.iter().any(|check| check["text"] == "asked 2 times already; 2 are enough"), "{third}");
    assert_eq!((&third["recorded"], &third["request"]), (&false.into(), &json!(null)));
    let run = sandbox.run(&["resend", "ana", "--force"]);
    assert!(run.code == 1 && run.stderr.contains("that request is on record already: #2"), "{}", run.stderr);
}

#[test]
fn an_account_that_was_warned_is_told_of_before_anything_is_sent() {
    let sandbox = with_ana();
    sandbox.ok(&["account", "-q", "warning", "--at", "2026-11-08"]);
    let run = sandbox.run(&["resend", "ana", "--dry-run"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.starts_with("warning: LinkedIn warned your account on 8 Nov: "), "{}", run.stderr);
    assert_eq!(sandbox.run(&["resend", "ana", "--dry-run", "-q"]).stderr, "");
    let run = sandbox.run(&["resend", "ana", "--force"]);
    assert!(run.code == 0 && run.stderr.contains("better send nothing before 22 Nov"), "{}", run.stderr);
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn three_weeks_after_a_withdrawal_linkedin_takes_none() {
    let sandbox = with_mei();
    sandbox.ok(&["withdraw", "-q", "mei", "--at", "2026-11-01"]);
    let run = sandbox.run(&["resend", "mei"]);
    let check = "\u{2717} LinkedIn takes no new one before 2026-11-22, three weeks after it was withdrawn";
    assert!(run.code == 1 && run.stdout.contains(check), "{}", run.stdout);
}

#[test]
fn what_was_dismissed_stays_quiet_until_it_is_recalled() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Bo Berg", "--sent", "2026-11-01", "--note", "Hello"]);
    assert_eq!(sandbox.ok(&["dismiss", "bo"]), "Bo Berg (#1): won't suggest again: look, wait.\n");
    let shown = sandbox.ok(&["show", "bo"]);
    assert!(!shown.contains("Next: ") && !shown.contains("Also: "), "{shown}");
    let all = sandbox.ok(&["show", "bo", "--all"]);
    assert!(
        all.contains("  Next: Look at the profile once: what does its button say?  [K04 K05]  (dismissed)\n"),
        "{all}"
    );
    sandbox.refuses(
        1,
        &["dismiss", "bo"],
        &["there is nothing to dismiss about request #1", "`invtrack show 1 --all`"],
    );
    assert_eq!(
        sandbox.ok(&["dismiss", "bo", "--recall", "--about", "look"]),
        "Bo Berg (#1): suggested again: look.\n  Look at the profile once: what does its button say?  [K04 K05]\n"
    );
    let told = sandbox.json(&["dismiss", "bo", "--about", "follow-up,look"]);
    let topics: Vec<_> =
        told["advice"].as_array().unwrap().iter().map(|one| (&one["topic"], &one["dismissed"])).collect();
    assert_eq!(topics, [(&json!("look"), &json!(true)), (&json!("wait"), &json!(true))]);
    sandbox.ok(&["dismiss", "-q", "bo", "--recall"]);
    sandbox.refuses(1, &["dismiss", "bo", "--recall"], &["nothing is dismissed about request #1"]);
    sandbox.refuses(
        2,
        &["dismiss", "bo", "--about", "nothing"],
        &["possible values: answer, welcome, confirm, look, "],
    );
}

#[test]
fn at_most_two_pieces_of_advice_come_unasked() {
    let mut sandbox = with_mei();
    sandbox.ok(&["observe", "-q", "mei", "--button", "pending"]);
    sandbox.at("2027-02-01T12:00:00Z");
    sandbox.ok(&["observe", "-q", "mei", "--button", "pending"]);
    let advised = |args: &[&str]| {
        let shown = sandbox.ok(&[&["show", "mei"], args].concat());
        assert!(!shown.contains("rejected"), "{shown}");
        shown.matches("  Next: ").count() + shown.matches("  Also: ").count()
    };
    let all = sandbox.json(&["show", "mei"])["requests"][0]["advice"].as_array().unwrap().len();
    assert!(all > 2);
    assert_eq!((advised(&[]), advised(&["--all"])), (2, all));
    sandbox.ok(&["dismiss", "-q", "mei"]);
    assert_eq!((advised(&[]), advised(&["--all"])), (all.saturating_sub(2).min(2), all));
}

#[test]
fn who_must_be_one_person_on_record() {
    let sandbox = with_mei();
    sandbox.ok(&["add", "-q", "Mei Roe", "--sent", "2026-10-01"]);
    for command in [&["followup"][..], &["resend"], &["rapport", "--how", "met"], &["dismiss"]] {
        let with = |who: &[&'static str]| [command, who].concat();
        let several = ["\"mei\" matches 2 people: #1 Mei Lin (mei-lin), #2 Mei Roe\n"];
        sandbox.refuses(1, &with(&["mei"]), &several);
        sandbox.refuses(1, &with(&["zed"]), &["no one on record matches \"zed\""]);
        sandbox.refuses(2, &with(&[]), &["name a request number"]);
        Sandbox::new().refuses(1, &with(&["mei"]), &["there is no database"]);
    }
}

#[test]
fn a_name_of_somebody_else_drives_no_terminal() {
    let sandbox = Sandbox::new();
    let long = "x".repeat(190);
    for (id, name) in [(1, "Eve \u{1b}[2J\u{202e}live".to_owned()), (2, long)] {
        if sandbox.run(&["add", "-q", &name, "--sent", "2026-10-01"]).code != 0 {
            continue;
        }
        let id = id.to_string();
        for command in
            [&["followup", "--reason", "a \u{202e}friend"][..], &["rapport", "--how", "met"], &["resend"]]
        {
            let run = sandbox.run(&[command, &[&id]].concat());
            let shown = run.stdout + &run.stderr;
            assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
        }
    }
}

/// What may have happened to a request that was sent on 2026-10-01, as commands; `WHO` is the person.
const STORIES: [&[&str]; 17] = [
    &[],
    &["observe WHO --button pending --at 2026-10-13"],
    &["observe WHO --button pending --at 2026-10-31", "observe WHO --button pending --at 2027-01-09"],
    &["observe WHO --button connect --at 2026-10-06"],
    &["observe WHO --button pending --at 2026-10-05", "observe WHO --button connect --at 2026-10-20"],
    &["observe WHO --button connect --at 2026-10-02"],
    &["observe WHO --button follow --at 2026-10-12"],
    &["observe WHO --button message --at 2026-10-09"],
    &["observe WHO --button connect --at 2026-10-09", "observe WHO --button pending --at 2026-10-09"],
    &["observe WHO --in-connections no --at 2026-10-20"],
    &["observe WHO --in-connections yes --at 2026-10-20"],
    &["observe WHO --in-connections yes --at 2026-10-20", "observe WHO --button connect --at 2026-12-01"],
    &["observe WHO --replied --at 2026-10-10"],
    &["withdraw WHO --at 2026-10-25", "rapport WHO --how met --at 2026-11-05"],
    &["close WHO --as expired --at 2026-10-25"],
    &["close WHO --as declined --at 2026-10-10"],
    &["withdraw WHO --at 2026-10-08", "add WHO --sent 2026-10-09"],
];

/// Days on which what is advised differs.
const DAYS: [&str; 12] = [
    "2026-10-02",
    "2026-10-10",
    "2026-10-15",
    "2026-10-21",
    "2026-10-26",
    "2026-11-10",
    "2026-12-25",
    "2027-01-05",
    "2027-01-29",
    "2027-01-30",
    "2027-03-31",
    "2027-09-01",
];

#[test]
fn whatever_is_advised_is_not_refused() {
    let mut sandbox = Sandbox::new();
    sandbox.file(".config/invtrack/config.toml", "[messages]\nfollow_up = \"Hello {first_name}\"\n");
    sandbox.at("2027-12-01T12:00:00Z");
    let who = |index: usize| format!("person-{index}");
    for (index, story) in STORIES.iter().enumerate() {
        sandbox.ok(&["add", "-q", &who(index), "--sent", "2026-10-01"]);
        for step in *story {
            let step = step.replace("WHO", &who(index));
            let run = sandbox.run(&step.split(' ').collect::<Vec<_>>());
            assert_eq!(run.code, 0, "{step}: {}", run.stderr);
        }
    }
    let (file, copy) = (sandbox.database(), sandbox.home().join("copy.db"));
    let mut tried = BTreeSet::new();
    for now in DAYS {
        sandbox.at(&format!("{now}T12:00:00Z"));
        for (index, story) in STORIES.iter().enumerate() {
            let requests = sandbox.json(&["show", &who(index)])["requests"].as_array().unwrap().clone();
            let advice = requests.iter().flat_map(|request| request["advice"].as_array().unwrap());
            for command in advice.filter_map(|advice| advice["command"].as_str()) {
                std::fs::copy(&file, &copy).unwrap();
                let words: Vec<&str> = command.split(' ').skip(1).collect();
                let run = sandbox.run(&[&["--db", "copy.db"], &words[..]].concat());
                assert_eq!(run.code, 0, "{command} on {now} after {story:?}: {}{}", run.stdout, run.stderr);
                tried.insert(words[0].to_owned());
            }
        }
    }
    assert_eq!(Vec::from_iter(tried), ["edit", "followup", "rapport", "resend", "withdraw"]);
}
