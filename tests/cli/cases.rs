//! The cases of `docs/matching.md`, imported as they stand, through the program.

use std::collections::BTreeSet;
use std::thread;

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// What is compared of a case: each request with the name and the profiles of its person, and the kinds of the questions.
fn expected(case: &Value) -> Value {
    let mut requests = Vec::new();
    for person in case["expect"]["people"].as_array().unwrap() {
        for request in person["requests"].as_array().unwrap() {
            let looks = |before: bool| {
                let looks = request[if before { "before" } else { "looks" }].as_array();
                looks.into_iter().flatten().map(move |look| {
                    let (at, sign) = look.as_str().unwrap().split_once(' ').unwrap();
                    format!("{} {sign} {before}", &at[..10])
                })
            };
            let seen: BTreeSet<_> = looks(false).chain(looks(true)).collect();
            let slugs = texts(person["slugs"].as_array().unwrap());
            requests.push(told_of(&person["name"], &slugs, &request["attempt"], &request["sent"], &seen));
        }
    }
    requests.sort();
    json!({"requests": requests, "unsure": kinds(&case["expect"]["unsure"])})
}

fn told_of(
    name: &Value,
    slugs: &BTreeSet<&str>,
    attempt: &Value,
    sent: &Value,
    seen: &BTreeSet<String>,
) -> String {
    let sent = &sent.as_str().unwrap()[..10];
    json!({"name": name, "slugs": slugs, "attempt": attempt, "sent": sent, "looks": seen}).to_string()
}

fn texts<'a>(values: impl IntoIterator<Item = &'a Value>) -> BTreeSet<&'a str> {
    values.into_iter().filter_map(Value::as_str).collect()
}

fn kinds(unsure: &Value) -> Vec<String> {
    let unsure = unsure.as_array().unwrap().iter();
    let mut kinds: Vec<String> = unsure.map(|question| question["kind"].to_string()).collect();
    kinds.sort();
    kinds
}

/// The same, as the program tells it.
fn told(sandbox: &Sandbox) -> Value {
    let mut requests = Vec::new();
    for request in sandbox.requests() {
        let shown = sandbox.json(&["show", &request["id"].to_string()]);
        let request = &shown["requests"][0];
        let looks = request["looks"].as_array().unwrap().iter().filter(|look| {
            // The cases leave out what tells nothing of a request.
            !["memo", "button=accept", "button=unknown"].contains(&look["signal"].as_str().unwrap())
        });
        let seen = looks.map(|look| {
            let (at, signal) = (look["at"].as_str().unwrap(), look["signal"].as_str().unwrap());
            format!("{} {signal} {}", &at[..10], look["before"])
        });
        let slugs = texts(request["aliases"].as_array().unwrap().iter().chain([&request["slug"]]));
        let seen = seen.collect();
        requests.push(told_of(&request["name"], &slugs, &request["attempt"], &request["sent_at"], &seen));
    }
    requests.sort();
    json!({"requests": requests, "unsure": kinds(&sandbox.json(&["import", "--review"])["unsure"])})
}

fn check(case: &Value) -> Option<String> {
    let mut sandbox = Sandbox::new();
    sandbox.at("2028-01-01T12:00:00Z");
    let own = json!({"schema": 1, "kind": "invtrack-export", "facts": case["facts"]});
    let own = sandbox.file("own.json", own.to_string());
    let run = sandbox.run(&["import", "-q", own.to_str().unwrap()]);
    if ![0, 3].contains(&run.code) {
        return Some(format!("{}: {}", case["id"], run.stderr));
    }
    let (expected, told) = (expected(case), told(&sandbox));
    (expected != told).then(|| format!("{}\n  expected {expected}\n  told     {told}", case["id"]))
}

#[test]
fn every_case_of_the_rules_holds_through_the_program() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../fixtures/matching.json")).unwrap();
    assert!(cases.len() > 100);
    let complaints: Vec<String> = thread::scope(|scope| {
        let halves: Vec<_> = cases
            .chunks(cases.len().div_ceil(2))
            .map(|half| scope.spawn(|| half.iter().filter_map(check).collect::<Vec<_>>()))
            .collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert!(complaints.is_empty(), "{} of {}\n{}", complaints.len(), cases.len(), complaints.join("\n"));
}
