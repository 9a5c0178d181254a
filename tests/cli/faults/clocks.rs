//! A clock that jumps: ages, order and verdicts stay sane.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{lived_in, soundness};
use crate::sandbox::{Run, Sandbox};

const READING: [&[&str]; 8] = [
    &["status", "--all"],
    &["show", "zoe-b"],
    &["due"],
    &["check", "--exit-zero"],
    &["log"],
    &["doctor"],
    &["backup", "--list"],
    &["export", "--csv"],
];

/// Every number is a probability, every list is in order, and no age is negative.
fn assert_sane(sandbox: &Sandbox, when: &str) {
    for args in READING {
        let run = sandbox.run(args);
        assert_eq!(run.code, 0, "{when}, {args:?}: {run:?}");
        let is_negative = |pair: &[u8]| pair[0] == b' ' && pair[1] == b'-';
        assert!(
            !run.stdout.as_bytes().windows(3).any(|w| is_negative(w) && w[2].is_ascii_digit()),
            "{when}, {args:?}: {run:?}"
        );
        let is_odd = |word: &str| run.stdout.contains(word) || run.stderr.contains(word);
        assert!(!is_odd("NaN") && !is_odd("panicked") && !is_odd("(-"), "{when}, {args:?}: {run:?}");
    }
    for request in sandbox.requests() {
        for key in ["p_accepted", "p_later", "p_never", "p_open"] {
            let p = request["verdict"][key].as_f64().unwrap();
            assert!((0.0..=1.0).contains(&p), "{when}: {request}");
        }
    }
    assert_eq!(soundness(&sandbox.database()), "ok", "{when}");
}

/// By number: those of one day may change places with the zone.
fn classes(requests: &[Value]) -> BTreeMap<i64, String> {
    let class = |request: &Value| request["verdict"]["class"].as_str().unwrap().to_owned();
    requests.iter().map(|request| (request["id"].as_i64().unwrap(), class(request))).collect()
}

#[test]
fn a_clock_set_back_or_forward_is_survived() {
    for now in
        ["2025-11-10T12:00:00Z", "1970-01-02T00:00:00Z", "2036-11-10T12:00:00Z", "9990-01-01T00:00:00Z"]
    {
        let mut sandbox = lived_in();
        let before = classes(&sandbox.requests());
        sandbox.at(now);
        assert_sane(&sandbox, now);
        for args in [&["add", "Ana Example"][..], &["observe", "zoe-b", "--viewed-me"], &["undo"], &["redo"]]
        {
            let run = sandbox.run(args);
            assert_eq!(run.code, 0, "{now}, {args:?}: {run:?}");
        }
        assert_sane(&sandbox, now);
        sandbox.run(&["undo", "2"]);
        // Set right again, everything is as it was.
        sandbox.at("2026-11-10T12:00:00Z");
        assert_eq!(classes(&sandbox.requests()), before, "{now}");
        assert_sane(&sandbox, now);
    }
}

#[test]
fn an_hour_that_comes_twice_and_one_that_never_comes_keep_the_order() {
    let mut sandbox = Sandbox::new();
    let zone = "CET-1CEST,M3.5.0,M10.5.0/3";
    let run =
        |sandbox: &Sandbox, args: &[&str]| Run::from(sandbox.command(args).env("TZ", zone).output().unwrap());
    let times =
        ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2027-03-28T00:59:00Z", "2027-03-28T01:01:00Z"];
    for (number, now) in times.into_iter().enumerate() {
        sandbox.at(now);
        let name = format!("Person {number}");
        assert_eq!(run(&sandbox, &["add", &name]).code, 0);
        assert_eq!(run(&sandbox, &["observe", &name, "--button", "pending"]).code, 0);
        assert_eq!(run(&sandbox, &["status", &name]).code, 0);
    }
    // An hour that never was, by the wall clock.
    let never = run(&sandbox, &["add", "Never", "--sent", "2027-03-28T02:30"]);
    assert!(never.code == 0 || never.stderr.starts_with("error: "), "{never:?}");
    let steps = sandbox.json(&["log", "--all"])["steps"].as_array().unwrap().clone();
    let at: Vec<&str> = steps.iter().filter_map(|step| step["at"].as_str()).collect();
    assert!(at.is_sorted_by(|later, earlier| later >= earlier), "{at:?}");
}

#[test]
fn another_time_zone_between_two_commands_changes_no_verdict() {
    let sandbox = lived_in();
    let before = classes(&sandbox.requests());
    for zone in ["XYZ-14", "XYZ12", "UTC", "No/Such_Zone", ""] {
        let ask = |args: &[&str]| Run::from(sandbox.command(args).env("TZ", zone).output().unwrap());
        let answer: Value = serde_json::from_str(&ask(&["status", "--all", "--json"]).stdout).unwrap();
        let classes = classes(answer["requests"].as_array().unwrap());
        assert_eq!(classes, before, "{zone:?}");
        for args in READING {
            assert_eq!(ask(args).code, 0, "{zone:?}, {args:?}");
        }
    }
}
