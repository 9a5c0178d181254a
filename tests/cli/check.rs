//! `invtrack check`: what is new, told once.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use invtrack::record::time::Day;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::sandbox::{Sandbox, state};

/// Two open requests, sent on 1 October.
fn two() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-01T08:00:00Z");
    for name in ["Ana", "Bo"] {
        sandbox.ok(&["add", name, "--note", "I liked your talk on queues", "--url", &format!("in/{name}")]);
    }
    sandbox
}

/// And a third one.
fn three() -> Sandbox {
    let sandbox = two();
    sandbox.ok(&["add", "Cy", "--note", "I liked your talk on queues"]);
    sandbox
}

fn see_pending(sandbox: &mut Sandbox, at: &str, who: &[&str]) {
    sandbox.at(at);
    who.iter().for_each(|who| drop(sandbox.ok(&["observe", who, "--button", "pending"])));
}

/// What `check` would say, without remembering it.
fn news(sandbox: &Sandbox, args: &[&str]) -> Value {
    let run = sandbox.run(&[&["check", "--dry-run", "--json", "--exit-zero"], args].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    serde_json::from_str(&run.stdout).unwrap()
}

fn changes(sandbox: &Sandbox, args: &[&str]) -> Vec<(i64, String, String)> {
    let news = news(sandbox, args);
    let class = |one: &Value, side: &str| one[side]["class"].as_str().unwrap().to_owned();
    let list = news["changes"].as_array().unwrap().iter();
    list.map(|one| (one["id"].as_i64().unwrap(), class(one, "from"), class(one, "to"))).collect()
}

#[test]
fn nothing_is_silence_and_something_is_told_once() {
    let mut sandbox = two();
    assert_eq!(sandbox.ok(&["check"]), "");
    sandbox.at("2026-10-02T08:00:00Z").ok(&["observe", "ana", "--in-connections", "yes"]);
    sandbox.at("2026-10-02T20:00:00Z");
    let run = sandbox.run(&["check"]);
    assert_eq!((run.code, run.stderr.as_str()), (10, ""));
    assert_eq!(
        run.stdout,
        "Next steps:\n  \
         Ana (#1): They accepted on 2 Oct: a good moment to write.\n    \
         invtrack followup 1\n\
         2 sent in the last 7 days (limit 5) · 1 open · 2 notes this month (free accounts have about 5).\n"
    );
    assert_eq!(sandbox.ok(&["check"]), "");
}

#[test]
fn time_alone_brings_looks_messages_and_verdicts() {
    let mut sandbox = two();
    sandbox.ok(&["check"]);
    let told = |sandbox: &mut Sandbox, on: &str| {
        let run = sandbox.at(&format!("{on}T20:00:00Z")).run(&["check"]);
        assert_eq!((run.code, run.stderr.as_str()), (if run.stdout.is_empty() { 0 } else { 10 }, ""), "{on}");
        run.stdout
    };
    assert_eq!(told(&mut sandbox, "2026-10-02"), "");
    let first = told(&mut sandbox, "2026-10-05");
    assert!(first.contains("Worth a look:\n  Ana (#1): never looked at, 4 days old: "), "{first}");
    assert_eq!(told(&mut sandbox, "2026-10-06"), "");
    see_pending(&mut sandbox, "2026-10-14T08:00:00Z", &["ana"]);
    let second = told(&mut sandbox, "2026-10-15");
    let step = "Next steps:\n  Ana (#1): One polite message makes sense (14 days, nothing heard).\n    \
                invtrack followup 1\n";
    assert!(second.contains(step), "{second}");
    assert!(!told(&mut sandbox, "2026-10-16").contains("Next steps:"));
    // A later one tells again what was told, if it is asked for everything.
    let all = sandbox.run(&["check", "--all", "--dry-run"]).stdout;
    assert!(all.contains("Worth a look:") && all.contains("invtrack followup 1"), "{all}");
}

#[test]
fn the_time_of_the_check_is_all_that_is_written() {
    let mut sandbox = two();
    let before = sandbox.json(&["export"]);
    sandbox.at("2026-10-20T08:00:00Z");
    let marker = |sandbox: &Sandbox| {
        let file = Connection::open(sandbox.database()).unwrap();
        file.query_row("SELECT count(*), max(at) FROM marker", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
        })
        .unwrap()
    };
    let unread = state(sandbox.home());
    for args in
        [&["check", "--dry-run"][..], &["check", "--since", "2026-10-01"], &["check", "--dry-run", "--all"]]
    {
        assert_eq!(sandbox.run(args).code, 10, "{args:?}");
        assert!(state(sandbox.home()) == unread, "{args:?} changed a file");
    }
    assert_eq!(marker(&sandbox), (0, None));
    assert_eq!(sandbox.run(&["check"]).code, 10);
    assert_eq!(marker(&sandbox), (1, Some(1_792_483_200_000)));
    let mut after = sandbox.json(&["export"]);
    after["exported_at"] = before["exported_at"].clone();
    assert_eq!(after, before);
}

#[test]
fn what_only_reads_works_on_a_file_that_may_only_be_read() {
    let mut sandbox = two();
    sandbox.at("2026-10-20T08:00:00Z");
    let directory = sandbox.database().parent().unwrap().to_owned();
    fs::set_permissions(sandbox.database(), fs::Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o500)).unwrap();
    assert_eq!(sandbox.run(&["check", "--dry-run"]).code, 10);
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn options_choose_what_is_told_and_how_it_ends() {
    let mut sandbox = three();
    see_pending(&mut sandbox, "2026-10-18T08:00:00Z", &["bo"]);
    sandbox.at("2026-10-20T08:00:00Z").ok(&["observe", "ana", "--in-connections", "yes"]);
    let told = |only: &str| sandbox.run(&["check", "--dry-run", "--only", only]);
    let (changes, due, advice) = (told("changes"), told("due"), told("advice"));
    assert!(
        changes.stdout.contains("Ana (#1): accepted on 20 Oct") && !changes.stdout.contains("Worth a look")
    );
    assert!(due.stdout.contains("Worth a look:") && !due.stdout.contains("accepted on"));
    assert!(advice.stdout.contains("invtrack followup 2") && !advice.stdout.contains("Changed since"));
    assert!(told("changes,due").stdout.contains("Worth a look:"));
    assert_eq!([changes.code, due.code, advice.code], [10, 10, 10]);
    sandbox.fails(2, &["check", "--only", "gossip"], &["gossip", "changes, due, advice"]);
    assert_eq!(sandbox.run(&["check", "--dry-run", "--exit-zero"]).code, 0);
    let quiet = sandbox.run(&["check", "--dry-run", "--quiet"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (10, "", ""));
    // Who only asked whether there is something was not told what.
    assert_eq!(sandbox.run(&["check", "--quiet"]).code, 10);
    assert_eq!(sandbox.run(&["check"]).code, 10);
    assert_eq!(sandbox.run(&["check", "--quiet"]).code, 0);
}

#[test]
fn json_says_all_of_it_and_also_when_there_is_nothing() {
    let mut sandbox = three();
    see_pending(&mut sandbox, "2026-10-18T08:00:00Z", &["bo"]);
    sandbox.at("2026-10-20T08:00:00Z").ok(&["observe", "ana", "--in-connections", "yes"]);
    let found = news(&sandbox, &[]);
    let change = &found["changes"][0];
    assert_eq!((&change["id"], &change["name"], &change["slug"]), (&1.into(), &"Ana".into(), &"ana".into()));
    assert_eq!((&change["from"]["class"], &change["to"]["class"]), (&"pending".into(), &"accepted".into()));
    assert!(change["to"]["confidence"].as_f64().unwrap() > 0.9 && change["why"].is_string());
    let look = &found["due"][0];
    assert_eq!(
        (&look["id"], &look["page"], &look["never_looked"]),
        (&3.into(), &"profile".into(), &true.into())
    );
    let welcome = &found["advice"][0];
    assert_eq!((&welcome["id"], &welcome["topic"]), (&1.into(), &"welcome".into()));
    let step = &found["advice"][1];
    assert_eq!(
        (&step["id"], &step["topic"], &step["heuristics"][0]),
        (&2.into(), &"follow-up".into(), &"T01".into())
    );
    assert_eq!(step["command"], "invtrack followup 2");
    assert_eq!((&found["pace"]["open"], &found["pace"]["pause"]), (&1.into(), &Value::Null));
    assert_eq!((&found["since"], &found["as_of"]), (&Value::Null, &"2026-10-20T08:00:00Z".into()));
    sandbox.run(&["check"]);
    let nothing = sandbox.json(&["check"]);
    assert_eq!(
        (&nothing["changes"], &nothing["due"], &nothing["advice"]),
        (&Value::Array(vec![]), &Value::Array(vec![]), &Value::Array(vec![]))
    );
    assert_eq!(nothing["since"], "2026-10-20T08:00:00Z");
}

#[test]
fn a_time_may_be_given_and_what_the_user_stated_is_no_news() {
    let mut sandbox = two();
    sandbox.at("2026-10-05T08:00:00Z").ok(&["observe", "ana", "--in-connections", "yes"]);
    sandbox.at("2026-10-06T08:00:00Z").ok(&["withdraw", "bo"]);
    sandbox.at("2026-10-10T08:00:00Z");
    let accepted = [(1, "pending".to_owned(), "accepted".to_owned())];
    assert_eq!(changes(&sandbox, &["--since", "2026-10-05"]), accepted);
    assert_eq!(changes(&sandbox, &["--since", "5 days ago"]), accepted);
    assert_eq!(changes(&sandbox, &["--since", "2026-10-06"]), []);
    sandbox.ok(&["edit", "bo", "--reopen"]);
    sandbox.at("2026-10-11T08:00:00Z");
    assert_eq!(changes(&sandbox, &["--since", "2026-10-10T07:00:00Z"]), []);
    sandbox.fails(2, &["check", "--since", "tomorrow"], &["--since", "future"]);
}

#[test]
fn a_clock_that_was_ahead_loses_nothing() {
    let mut sandbox = two();
    sandbox.at("2027-10-01T08:00:00Z").run(&["check"]);
    sandbox.at("2026-10-05T08:00:00Z").ok(&["observe", "ana", "--in-connections", "yes"]);
    sandbox.at("2026-10-06T08:00:00Z");
    assert_eq!(changes(&sandbox, &[]), [(1, "pending".to_owned(), "accepted".to_owned())]);
    sandbox.run(&["check"]);
    assert_eq!(changes(&sandbox, &[]), []);
}

#[test]
fn what_could_not_be_told_is_told_again() {
    let mut sandbox = two();
    sandbox.at("2026-10-20T08:00:00Z");
    let run = sandbox.shell("\"$0\" \"$@\" > /dev/full", &["check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(sandbox.run(&["check"]).code, 10);
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn a_warning_of_the_account_asks_for_a_pause_once() {
    let mut sandbox = two();
    sandbox.at("2026-10-02T08:00:00Z").ok(&["account", "warning"]);
    let told = sandbox.run(&["check"]);
    assert_eq!(told.code, 10);
    assert!(
        told.stdout.contains("better send nothing before 16 Oct, then only to people you know [T20 T26]"),
        "{}",
        told.stdout
    );
    assert_eq!(sandbox.ok(&["check"]), "");
}

#[test]
fn who_dismissed_it_hears_no_more_of_it() {
    let mut sandbox = two();
    sandbox.at("2026-10-10T08:00:00Z").run(&["check"]);
    see_pending(&mut sandbox, "2026-10-11T08:00:00Z", &["ana", "bo"]);
    sandbox.ok(&["dismiss", "ana", "--about", "follow-up,look"]);
    sandbox.at("2026-10-16T08:00:00Z");
    let found = sandbox.run(&["check", "--all", "--dry-run"]).stdout;
    assert!(found.contains("invtrack followup 2") && !found.contains("Ana"), "{found}");
    sandbox.ok(&["dismiss", "ana", "--recall"]);
    let found = sandbox.run(&["check", "--dry-run"]).stdout;
    assert!(found.contains("Ana (#1): One polite message"), "{found}");
}

#[test]
fn without_a_database_the_place_is_named_where_it_was_looked_for() {
    let sandbox = Sandbox::new();
    let path = sandbox.database().display().to_string();
    sandbox.refuses(1, &["check"], &[&path, "cron may have another HOME", "--db FILE or INVTRACK_DB"]);
    sandbox.refuses(1, &["--db", "elsewhere.db", "check", "--dry-run"], &["elsewhere.db"]);
}

#[test]
fn many_steps_are_cut_for_people_and_listed_for_programs() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-01T08:00:00Z");
    for name in ["Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gus"] {
        sandbox.ok(&["add", name, "--note", "I liked your talk on queues", "--quiet"]);
    }
    see_pending(&mut sandbox, "2026-10-14T08:00:00Z", &["1", "2", "3", "4", "5", "6", "7"]);
    sandbox.at("2026-10-16T08:00:00Z");
    let some = news(&sandbox, &[]);
    assert_eq!((some["advice"].as_array().unwrap().len(), &some["advice_more"]), (3, &4.into()));
    assert_eq!(news(&sandbox, &["--all"])["advice"].as_array().unwrap().len(), 7);
    let told = sandbox.run(&["check", "--dry-run"]).stdout;
    assert!(told.contains("invtrack followup 3\n  and 4 more: invtrack check --all\n"), "{told}");
    let all = sandbox.run(&["check", "--dry-run", "--all"]).stdout;
    assert!(all.contains("invtrack followup 7") && !all.contains("invtrack check --all"), "{all}");
}

/// The block of code in `docs/cron.md` that has these words.
fn recipe(words: &str) -> String {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/cron.md")).unwrap();
    let block = page.split("```").find(|block| block.contains(words)).unwrap();
    block.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn the_recipes_for_cron_work() {
    let mut sandbox = two();
    sandbox.at("2026-10-20T08:00:00Z");
    // What cargo would install, and what a desktop would have.
    let installed = sandbox.file(".cargo/bin/invtrack", "");
    fs::remove_file(&installed).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_invtrack"), installed).unwrap();
    let notify = sandbox.file("bin/notify-send", "#!/bin/sh\nprintf '%s|' \"$@\" >> \"$HOME/told\"\n");
    let script = sandbox.file(".local/bin/invtrack-notify", recipe("notify-send \"invtrack\""));
    for path in [&notify, &script] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let run = |line: &str| {
        let run = sandbox.shell(&format!("PATH=\"$HOME/bin:$PATH\"; {line}"), &[]);
        assert_eq!((run.code == 0 || run.code == 10, run.stderr.as_str()), (true, ""), "{line}");
        run.stdout
    };
    // As cron does: the line after the five fields, by sh.
    let crontab = recipe("0 8 * * *");
    let entry = crontab.lines().find_map(|line| line.strip_prefix("0 8 * * *  ")).unwrap();
    assert!(run(&format!("{entry} --dry-run")).contains("Worth a look:"));
    assert_eq!(run("\"$HOME/.local/bin/invtrack-notify\""), "");
    let told = fs::read_to_string(sandbox.home().join("told")).unwrap();
    assert!(told.starts_with("invtrack|Worth a look:\n"), "{told}");
    // Nothing is new: no notification, and cron has nothing to mail.
    run("\"$HOME/.local/bin/invtrack-notify\"");
    assert_eq!(fs::read_to_string(sandbox.home().join("told")).unwrap(), told);
    assert_eq!(run(entry), "");
}

#[test]
fn what_another_machine_knew_is_news_when_it_comes_in() {
    let (mut here, mut there) = (two(), Sandbox::new());
    there.at("2026-10-01T08:00:00Z").ok(&["add", "Cy", "--note", "I liked your talk on queues"]);
    there.at("2026-10-05T08:00:00Z").ok(&["observe", "cy", "--in-connections", "yes"]);
    there.ok(&["add", "Di", "--note", "I liked your talk on queues", "--sent", "2026-10-01"]);
    there.ok(&["account", "restricted"]);
    see_pending(&mut there, "2026-10-12T08:00:00Z", &["di"]);
    here.at("2026-10-15T08:00:00Z").run(&["check"]);
    let export = here.file("there.json", there.ok(&["export"]));
    here.at("2026-10-15T09:00:00Z").ok(&["import", export.to_str().unwrap()]);
    let found = here.at("2026-10-15T20:00:00Z").run(&["check"]);
    assert_eq!(found.code, 10);
    for part in [
        "Cy (#3): They accepted on 5 Oct: a good moment to write",
        "LinkedIn restricted your account on 5 Oct",
        "invtrack followup 4",
    ] {
        assert!(found.stdout.contains(part), "{part}: {}", found.stdout);
    }
    assert_eq!(here.ok(&["check"]), "");
}

#[test]
fn days_without_a_time_count_by_the_wall_clock() {
    let mut sandbox = Sandbox::new();
    let sent = |sandbox: &Sandbox, zone: &str, args: &[&str]| {
        let out = sandbox.command(&[args, &["--json"]].concat()).env("TZ", zone).output().unwrap();
        let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
        (
            answer["pace"]["sent_7_days"].clone(),
            answer["pace"]["notes_this_month"].clone(),
            answer["pace"]["open"].clone(),
        )
    };
    let counts =
        |week: u32, notes: u32, open: Option<u32>| (Value::from(week), Value::from(notes), Value::from(open));
    // In the morning, what was sent today.
    sandbox.at("2026-10-06T06:00:00Z");
    assert_eq!(sent(&sandbox, "UTC", &["add", "Ana", "--sent", "today", "--note", "x"]), counts(1, 1, None));
    // Far east it is the day after, and the month after.
    sandbox.at("2026-10-31T22:00:00Z");
    let args = ["add", "Bo", "--sent", "2026-10-31", "--template", "talk"];
    assert_eq!(sent(&sandbox, "Pacific/Auckland", &args), counts(1, 0, None));
    assert_eq!(sent(&sandbox, "UTC", &["status"]), counts(1, 2, Some(1)));
    // So many are open as `status --open` lists.
    for (name, look, open) in [
        ("Cy", ["--button", "message"], 1),
        ("Di", ["--sent-page", "gone"], 1),
        ("Ed", ["--button", "pending"], 2),
    ] {
        sandbox.at("2026-11-01T08:00:00Z").run(&["add", name, "--sent", "2026-10-20"]);
        sandbox.at("2026-11-02T08:00:00Z").ok(&["observe", name, look[0], look[1]]);
        sandbox.at("2026-11-05T08:00:00Z");
        assert_eq!(sandbox.json(&["status"])["pace"]["open"], open, "{name}");
        assert_eq!(sandbox.json(&["check", "--dry-run", "--exit-zero"])["pace"]["open"], open, "{name}");
        let listed = sandbox.json(&["status", "--open"])["requests"].as_array().unwrap().len();
        assert_eq!(listed, open, "{name}");
    }
}

/// Somebody who sends 20 requests a month, looks at each after a week and after three, and does what is advised.
#[test]
fn a_daily_check_is_silent_on_most_days() {
    let first = Day::parse_iso("2026-01-05").unwrap();
    let day = |n: i64| first.plus_days(n).unwrap().iso();
    let mut facts: Vec<Vec<Value>> = vec![Vec::new(); 150];
    for n in 0..80 {
        let (id, sent) = (format!("p{n}"), n * 3 / 2);
        let fact = |on: i64, more: Value| {
            let mut fact = json!({"at": day(on), "learned": format!("{}T07:00:00Z", day(on))});
            fact.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            fact
        };
        let name = format!("Person{} Example{}", n, n * 7 % 80);
        facts[usize::try_from(sent).unwrap()]
            .push(fact(sent, json!({"id": id, "fact": "sent", "name": name})));
        // A third accepts, some before the first look.
        let accepted = [Some(3), Some(15), None, None, None, None][usize::try_from(n % 6).unwrap()];
        for look in [7, 21] {
            let is_there = accepted.is_some_and(|after| after <= look);
            let signals =
                if is_there { json!({"in_connections": "yes"}) } else { json!({"button": "pending"}) };
            let look_id = format!("l{n}-{look}");
            let seen = json!({"id": look_id, "fact": "look", "about": [id], "signals": signals});
            facts[usize::try_from(sent + look).unwrap()].push(fact(sent + look, seen));
            if is_there {
                break;
            }
        }
    }
    let mut sandbox = Sandbox::new();
    let mut all: Vec<Value> = Vec::new();
    let (mut spoken, mut longest) = (0, 0);
    for (n, new) in (0..120).zip(facts) {
        if !new.is_empty() {
            all.extend(new);
            let export = json!({"schema": 1, "kind": "invtrack-export", "facts": all}).to_string();
            let file = sandbox.file("facts.json", export);
            sandbox.at(&format!("{}T07:30:00Z", day(n))).ok(&["import", "-q", file.to_str().unwrap()]);
        }
        let told = sandbox.at(&format!("{}T08:00:00Z", day(n))).run(&["check"]);
        assert_eq!((told.stdout.is_empty(), told.stderr.as_str()), (told.code == 0, ""), "{}", told.stdout);
        spoken += i32::from(told.code == 10);
        longest = longest.max(told.stdout.lines().count());
    }
    assert!((10..=60).contains(&spoken), "{spoken} of 120 days");
    assert!(longest <= 24, "{longest} lines");
}
