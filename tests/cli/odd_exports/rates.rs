//! Who only imports is told no rate that is too low: whoever accepted fast was never on a list of open invitations.

use chrono::{Days, NaiveDate};

use super::{export, import};
use crate::daily::Sitting;
use crate::sandbox::Sandbox;

/// Days until those who accept do so: half of them within two. One in three accepts.
const DAYS: [u64; 8] = [0, 0, 1, 1, 2, 5, 11, 26];
const RATE: f64 = 1.0 / 3.0;

/// A year of exports, one every 30 days, each imported on its day; two requests are sent every three days.
fn after_a_year() -> Sandbox {
    let mut sandbox = Sandbox::new();
    let start = NaiveDate::from_ymd_opt(2025, 11, 15).unwrap();
    for today in (1..=12).map(|month| start + Days::new(30 * month)) {
        let (mut open, mut connected) = (Vec::new(), Vec::new());
        for number in 0..240 {
            let sent = start + Days::new(number * 3 / 2);
            let accepted = sent + Days::new(DAYS[(number / 3 % 8) as usize]);
            if number % 3 == 0 && accepted < today {
                connected.push(format!("Person|N{number}|p{number}|{}", accepted.format("%d %b %Y")));
            } else if (1..180).contains(&(today - sent).num_days()) {
                open.push(format!("Person N{number}|p{number}|{}, 9:00 AM", sent.format("%-m/%-d/%y")));
            }
        }
        sandbox.at(&today.format("%FT12:00:00Z").to_string());
        let day = today.format("%m-%d-%Y").to_string();
        let [open, connected] =
            [&open, &connected].map(|rows| rows.iter().map(String::as_str).collect::<Vec<_>>());
        import(&sandbox, &export(&sandbox, &day, &open, &connected));
    }
    sandbox
}

#[test]
fn after_a_year_of_imports_no_screen_tells_a_rate_that_is_too_low() {
    let sandbox = after_a_year();
    let status = sandbox.json(&["status", "--all"]);
    let (summary, late) = (&status["summary"], status["summary"]["late"].as_u64().unwrap());
    let share = summary["accepted"].as_f64().unwrap() / summary["total"].as_f64().unwrap();
    assert!(late > 150 && share < RATE / 2.0, "this is what would mislead: {summary}");
    assert_eq!(summary["calibration"], serde_json::Value::Null);

    let answer = sandbox.json(&["predict"]);
    let range = |value: &serde_json::Value| [0, 1].map(|end| value[end].as_f64().unwrap());
    let holds = |[low, high]: [f64; 2]| low <= RATE && RATE <= high;
    assert!(holds(range(&answer["range"])), "{answer}");
    let own = &answer["own"];
    assert_eq!(
        (&own["decided"], &own["share"], &own["late"]),
        (&0.into(), &serde_json::Value::Null, &late.into())
    );

    let told = " were first seen on a list of open invitations, where quick acceptances are missing";
    let screen = |args: &[&str]| {
        let (printed, _) = Sitting::of(&sandbox.command(args)).end();
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for args in
        [&["status", "--all"][..], &["status"], &["predict"], &["check", "--all"], &["due"], &["show", "1"]]
    {
        let printed = screen(args);
        for word in ["accepted (", "decided one"] {
            assert!(!printed.contains(word), "{args:?}: {printed}");
        }
        let names_them = ["status", "predict"].contains(&args[0]);
        assert_eq!(printed.contains(told), names_them, "{args:?}: {printed}");
    }
    let why = "it takes 10 requests that are 30 days old and were recorded when sent; so far there are 0";
    for args in [&["status", "--verbose"][..], &["predict"]] {
        assert!(screen(args).contains(why), "{}", screen(args));
    }
}
