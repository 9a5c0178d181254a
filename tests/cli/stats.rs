//! `invtrack stats`

use std::fmt::Write;

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// Sixty requests, five a day from 2026-08-01 on: every fifth with a tag, every other with a note. Of those with a
/// note three in five accept, of the others one in five, after three days; the rest was seen open on 2026-11-09.
pub fn sixty() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut table = "name,sent,note,tags,accepted\n".to_owned();
    for number in 0..60 {
        let (day, has_note) = (1 + number / 5, number % 2 == 0);
        let is_accepted = if has_note { number / 2 % 5 < 3 } else { number / 2 % 5 == 0 };
        let accepted = if is_accepted { format!("2026-08-{:02}", day + 3) } else { String::new() };
        let (note, vip) = (if has_note { "Hello" } else { "" }, if number % 5 == 4 { "vip" } else { "" });
        writeln!(table, "Person Number{number},2026-08-{day:02},{note},{vip},{accepted}").unwrap();
    }
    let path = sandbox.file("sixty.csv", table);
    sandbox.ok(&["import", path.to_str().unwrap()]);
    let open: Vec<String> = sandbox
        .requests()
        .iter()
        .filter(|request| {
            request["verdict"]["class"] == "pending" || request["verdict"]["class"] == "ignored"
        })
        .map(|request| request["id"].to_string())
        .collect();
    let mut args = vec!["observe"];
    args.extend(open.iter().map(String::as_str));
    args.extend(["--button", "pending", "--at", "2026-11-09"]);
    sandbox.ok(&args);
    sandbox
}

fn close(value: &Value, expected: f64) {
    assert!((value.as_f64().unwrap() - expected).abs() < 1e-6, "{value}, not {expected}");
}

#[test]
fn rates_have_ranges_and_open_ones_are_no_failures() {
    let sandbox = sixty();
    let stats = sandbox.json(&["stats"]);
    assert_eq!((&stats["first"]["sent"], &stats["first"]["accepted"]), (&60.into(), &24.into()));
    let rates = stats["rates"].as_array().unwrap();
    assert_eq!(rates.iter().map(|rate| &rate["days"]).collect::<Vec<_>>(), [7, 30, 90]);
    for rate in rates {
        close(&rate["p"], 0.4);
        close(&rate["n_eff"], 60.0);
    }
    close(&rates[1]["low"], 0.285_695);
    close(&rates[1]["high"], 0.526_339);
    assert_eq!(rates[1]["at_risk"], 36);
    assert_eq!((&stats["cohort"]["accepted"], &stats["cohort"]["requests"]), (&24.into(), &60.into()));
    assert_eq!(stats["curve"]["steps"].as_array().unwrap().len(), 1);
    assert_eq!(stats["articles"][0]["side"], "in_line");
    assert_eq!(
        stats["funnel"],
        json!({"sent": 60, "seen_open": 36, "accepted": 24, "ignored": 36, "withdrawn": 0})
    );
    let periods = stats["periods"]["list"].as_array().unwrap();
    assert_eq!(stats["periods"]["length"], "week");
    assert_eq!((&periods[0]["from"], &periods[0]["sent"]), (&"2026-07-27".into(), &10.into()));
    let printed = sandbox.ok(&["stats"]);
    for line in [
        "Sent 60 first requests · accepted 24 · likely ignored 36 · pending 0\n",
        "Accepted within 30 days: 40% (95% range 29 to 53%, about 60 full observations).\n",
        "To compare: of 60 sent at least 30 days ago, 24 accepted within 30 days (40%, range 29 to 53%).\n",
        "Pending requests are not counted as failures.",
        "Your 40% is in line with the article's 37% (no source given).\n",
    ] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
}

#[test]
fn what_cannot_be_said_is_refused_with_why() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["stats"]);
    assert!(
        run.code == 0
            && run.stdout.starts_with("Sent 0 first requests")
            && run.stderr.contains("nothing is recorded")
    );
    let why = |sandbox: &Sandbox| {
        let rates = sandbox.json(&["stats"])["rates"].clone();
        [0, 1].map(|place| rates[place]["refused"].as_str().unwrap_or("told").to_owned())
    };
    for number in 0..10 {
        sandbox.ok(&["add", &format!("Person {number}"), "--sent", "2026-10-20", "--note", "Hello"]);
    }
    assert!(why(&sandbox)[1].starts_with("no request has been followed yet"));
    sandbox.ok(&["observe", "1-10", "--button", "pending"]);
    assert_eq!(why(&sandbox), ["told", "fewer than 5 requests are 30 days old: wait"]);
    let mut sandbox = sandbox;
    sandbox.at("2026-12-20T12:00:00Z");
    assert!(why(&sandbox)[1].starts_with("fewer than 5 were followed for 30 days: look again"));
    sandbox.ok(&["observe", "1-6", "--in-connections", "yes"]);
    assert!(why(&sandbox)[0].starts_with("most acceptances are only known to more than a week"));
    for number in 10..20 {
        sandbox.ok(&["add", &format!("Person {number}"), "--sent", "2026-11-11", "--note", "Hello"]);
    }
    assert_eq!(
        why(&sandbox)[1],
        "10 of 20 that old were never looked at: look at them with invtrack due, or import a data export"
    );
}

#[test]
fn a_curve_that_begins_late_begins_at_what_was_accepted_by_then() {
    let sandbox = Sandbox::new();
    for number in 0..10 {
        sandbox.ok(&["add", &format!("Person {number}"), "--sent", "2026-09-01", "--note", "Hello"]);
    }
    sandbox.ok(&["observe", "1-5", "--in-connections", "yes", "--at", "2026-09-13"]);
    sandbox.ok(&["observe", "6-10", "--button", "pending", "--at", "2026-10-20"]);
    let curve = sandbox.json(&["stats"])["curve"].clone();
    close(&curve["from_days"], 14.0);
    close(&curve["steps"][0]["days"], 14.0);
    close(&curve["steps"][0]["p"], 0.5);
}

#[test]
fn who_only_imports_lists_of_open_invitations_is_told_so() {
    let sandbox = Sandbox::new();
    let row = |number: u32, day: u32| {
        format!(
            "Me Myself,Person Number{number},\"9/{day}/26, 8:00 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/p{number}\n"
        )
    };
    let header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
    for (folder, days) in
        [("Basic_LinkedInDataExport_10-05-2026", 1..=12), ("Basic_LinkedInDataExport_11-09-2026", 1..=12)]
    {
        let rows: String = days.map(|day| row(day, day)).collect();
        sandbox.file(&format!("{folder}/Invitations.csv"), format!("{header}{rows}"));
        sandbox.run(&["import", folder]);
    }
    let stats = sandbox.json(&["stats"]);
    assert_eq!(stats["first"]["late"], 12, "{stats}");
    let late = "quick acceptances were never on a list: record requests as you send them";
    assert_eq!(stats["rates"][1]["refused"], late);
    assert_eq!(stats["cohort"], Value::Null);
}

/// Of a table of acceptances alone nobody learns how many don't accept.
#[test]
fn nothing_is_drawn_of_acceptances_alone() {
    let sandbox = Sandbox::new();
    let row = |number: u32| {
        let accepted = if number.is_multiple_of(2) { "2026-08-09" } else { "" };
        format!("Person Number{number},2026-08-{:02},{accepted}\n", number % 7 + 1)
    };
    let rows: String = (0..40).map(row).collect();
    sandbox.file("table.csv", format!("name,sent,accepted\n{rows}"));
    sandbox.ok(&["import", "table.csv"]);
    let stats = sandbox.json(&["stats"]);
    assert_eq!(stats["first"]["accepted"], 20, "{stats}");
    let unseen =
        "20 of 40 that old were never looked at: look at them with invtrack due, or import a data export";
    assert_eq!(stats["rates"][1]["refused"], unseen);
    assert_eq!((&stats["cohort"], &stats["curve"]["steps"]), (&Value::Null, &Value::Array(Vec::new())));
}

#[test]
fn a_day_of_the_past_is_told_as_it_was() {
    let mut sandbox = sixty();
    let then = sandbox.json(&["stats"]);
    sandbox.at("2026-11-20T12:00:00Z");
    sandbox.ok(&["add", "Somebody Else", "--note", "Hello"]);
    assert_eq!(sandbox.json(&["stats"])["first"]["sent"], 61);
    let again = sandbox.json(&["stats", "--as-of", "2026-11-10T12:00:00Z"]);
    assert_eq!(again, then);
}

#[test]
fn groups_are_compared_where_there_are_enough() {
    let sandbox = sixty();
    let told = sandbox.json(&["stats", "--by", "note"]);
    let groups = told["groups"].as_array().unwrap();
    assert_eq!(
        groups.iter().map(|group| &group["name"]).collect::<Vec<_>>(),
        ["with a note", "without a note"]
    );
    assert_eq!((&groups[0]["sent"], &groups[0]["accepted"]), (&30.into(), &18.into()));
    close(&groups[0]["within"]["p"], 0.6);
    close(&groups[0]["best_guess"], 0.52);
    let difference = &told["differences"][0];
    assert_eq!(told["differences"].as_array().unwrap().len(), 1);
    assert_eq!((&difference["one"]["accepted"], &difference["other"]["requests"]), (&18.into(), &30.into()));
    close(&difference["difference"], 0.4);
    assert_eq!((&difference["level"], &difference["differs"]), (&95.into(), &true.into()));
    assert_eq!(told["more_of"], "with a note");
    let by_day = sandbox.json(&["stats", "--by", "weekday"]);
    assert!(by_day["differences"].as_array().unwrap().iter().all(|one| one["level"] == 99), "{by_day}");
    let csv = sandbox.ok(&["stats", "--by", "tag", "--csv"]);
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].starts_with("group,sent,accepted,pending,late,rate_30_days,low,high,refused"), "{csv}");
    assert!(rows[1].starts_with("vip,12,") && rows[2].starts_with("no tag,48,"), "{csv}");
    assert_eq!(sandbox.ok(&["stats", "--by", "senior"]).split('\t').next(), Some("not senior"));
    sandbox.fails(2, &["stats", "--csv"], &["--by"]);
    sandbox.fails(2, &["stats", "--by", "shoe-size"], &["shoe-size", "note"]);
    for by in ["template", "met-at", "mutual", "attempt", "month"] {
        assert_eq!(sandbox.json(&["stats", "--by", by])["by"], by);
    }
}

#[test]
fn who_takes_their_time_to_accept_is_waited_for() {
    let mut sandbox = Sandbox::new();
    let mut rows = "First Name,Last Name,URL,Connected On\n".to_owned();
    for number in 0..32 {
        sandbox.at(&format!("2026-06-{:02}T09:00:00Z", 1 + number / 4));
        let (name, url) = (format!("Person Number{number}"), format!("linkedin.com/in/p{number}"));
        assert_eq!(sandbox.run(&["add", &name, "--url", &url, "--note", "Hello"]).code, 0);
        let accepted = 20 + number / 4;
        writeln!(rows, "Person,Number{number},https://www.linkedin.com/in/p{number},{accepted} Jun 2026")
            .unwrap();
    }
    let csv = sandbox.file("Connections.csv", &rows);
    sandbox.at("2026-07-20T09:00:00Z").ok(&["add", "Last One", "--note", "Hello"]);
    sandbox.at("2026-07-30T09:00:00Z").ok(&["observe", "Last One", "--button", "pending"]);
    let later = |sandbox: &Sandbox| {
        let last = &sandbox.json(&["show", "Last One"])["requests"][0]["verdict"];
        (last["p_later"].as_f64().unwrap(), last["class"].clone())
    };
    let before = later(&sandbox);
    assert!(sandbox.json(&["stats"])["time_to_accept"].is_null());
    sandbox.ok(&["import", csv.to_str().unwrap(), "--as-of", "2026-07-29"]);
    sandbox.at("2026-07-31T09:00:00Z");
    let told = sandbox.json(&["stats"]);
    assert_eq!(told["time_to_accept"]["acceptances"], 32);
    let median = told["time_to_accept"]["median_days"].as_f64().unwrap();
    assert!((8.0..19.0).contains(&median), "{median}");
    assert!(later(&sandbox).0 > 2.0 * before.0, "{before:?} {:?}", later(&sandbox));
    let printed = sandbox.ok(&["stats"]);
    assert!(printed.contains("Of those who accept, half do so within 1"), "{printed}");
    sandbox.at("2026-08-25T09:00:00Z").ok(&["observe", "Last One", "--button", "connect"]);
    for case in sandbox.json(&["stats", "--verdicts"])["cases"].as_array().unwrap().iter().rev().take(8) {
        is_said_as_of(&sandbox, case);
    }
}

fn is_said_as_of(sandbox: &Sandbox, case: &Value) {
    let then = sandbox.json(&["status", "--all", "--as-of", case["at"].as_str().unwrap()]);
    let request = then["requests"].as_array().unwrap().iter().find(|request| request["id"] == case["id"]);
    let verdict = &request.unwrap()["verdict"];
    assert_eq!(case["class"], verdict["class"], "{case} {verdict}");
    let sum = verdict["p_accepted"].as_f64().unwrap() + verdict["p_later"].as_f64().unwrap();
    assert!((case["p_accepted"].as_f64().unwrap() - sum).abs() < 1e-9, "{case} {verdict}");
    close(&case["confidence"], verdict["confidence"].as_f64().unwrap());
}

#[test]
fn what_was_said_is_what_as_of_says() {
    let mut sandbox = Sandbox::new();
    let who = |number: u32| format!("linkedin.com/in/p{number}");
    let mut step = |day: u32, args: &[&str]| {
        let (month, day) = (6 + day / 30, 1 + day % 30);
        let run = sandbox.at(&format!("2026-{month:02}-{day:02}T{:02}:00:00Z", 8 + day % 9)).run(args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
    };
    for number in 0..14_u32 {
        step(number, &["add", &format!("Person Number{number}"), "--url", &who(number), "--note", "Hello"]);
        step(number + 4, &["observe", &who(number), "--button", "pending"]);
        if number % 3 == 0 {
            step(number + 9, &["observe", &who(number), "--in-connections", "yes"]);
        }
        if number % 4 == 1 {
            step(number + 12, &["observe", &who(number), "--sent-page", "gone"]);
            step(number + 13, &["observe", &who(number), "--button", "connect"]);
        }
    }
    step(27, &["account", "warning"]);
    step(28, &["edit", "p2", "--senior", "yes"]);
    step(29, &["add", "Number5, Person", "--url", "linkedin.com/in/other5", "--note", "Hello"]);
    step(30, &["merge", "linkedin.com/in/p5", "linkedin.com/in/other5", "--yes"]);
    for number in 0..14_u32 {
        let button = if number % 3 == 0 { "message" } else { "pending" };
        step(50 + number, &["observe", &who(number), "--button", button]);
    }
    sandbox.at("2026-11-10T12:00:00Z");
    let told = sandbox.json(&["stats", "--verdicts"]);
    let cases = told["cases"].as_array().unwrap();
    assert!(cases.len() > 40, "{told}");
    for case in cases {
        is_said_as_of(&sandbox, case);
    }
    assert!(told["groups"].as_array().unwrap().iter().any(|group| group["class"] == "ignored"), "{told}");
    let printed = sandbox.ok(&["stats", "--verdicts"]);
    assert!(printed.contains("told likely ignored") && printed.contains("stayed so."), "{printed}");
}
