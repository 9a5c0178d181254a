//! An invented user's three data exports, end to end, against what really happened (`truth.json`).

use std::collections::HashMap;

use serde_json::Value;

use crate::sandbox::{Sandbox, amount, counts, export, fixture};

/// The clock at each import: the morning after the export.
const IMPORTED: [&str; 3] = ["2026-10-06T08:00:00Z", "2026-10-20T08:00:00Z", "2026-11-09T08:00:00Z"];
const EXPORTED: [&str; 3] = ["2026-10-05", "2026-10-19", "2026-11-08"];

fn truth() -> Vec<Value> {
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(fixture("truth.json")).unwrap()).unwrap();
    truth["requests"].as_array().unwrap().clone()
}

/// When the exports were made: the time of the files in them.
const MADE: [&str; 3] = ["2026-10-05T09:30", "2026-10-19T09:30", "2026-11-08T09:30"];

/// Class and sending time by profile (by name where there is none).
fn verdicts(sandbox: &Sandbox) -> HashMap<String, (String, String)> {
    let key = |request: &Value| request["slug"].as_str().or(request["name"].as_str()).unwrap().to_owned();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let requests = sandbox.requests();
    let found: HashMap<_, _> = requests
        .iter()
        .map(|request| (key(request), (text(&request["verdict"]["class"]), text(&request["sent_at"]))))
        .collect();
    assert_eq!(found.len(), requests.len(), "each person was asked once");
    found
}

/// What can be known after the export number `last` was imported with all before it.
fn check_against_truth(sandbox: &Sandbox, last: usize) {
    let verdicts = verdicts(sandbox);
    let mut accepted = 0;
    for person in truth() {
        let slug =
            person["slug"].as_str().filter(|slug| !slug.is_empty()).or(person["name"].as_str()).unwrap();
        let Some((class, sent)) = verdicts.get(slug) else { continue };
        assert_eq!(&format!("{}Z", person["sent"].as_str().unwrap()), sent, "{slug}");
        match person["fate"].as_str().unwrap() {
            "accept" if person["at"].as_str().unwrap() < MADE[last] => {
                assert_eq!(class, "accepted", "{slug}");
                accepted += 1;
            }
            "accept" => {}
            _ => assert_ne!(class, "accepted", "{slug}"),
        }
    }
    assert_eq!(accepted, [0, 1, 4][last], "after export {last}");
}

#[test]
fn three_exports_in_order_tell_what_can_be_known() {
    let mut sandbox = Sandbox::new();
    let expected = [[17, 0, 0, 0], [13, 1, 0, 0], [3, 3, 0, 0]];
    for index in 0..3 {
        sandbox.at(IMPORTED[index]);
        let answer = sandbox.json(&["import", &export(index)]);
        let file = &answer["files"][0];
        assert_eq!(counts(&answer, "new accepted already_connected unsure"), expected[index], "{answer}");
        let is_first = file["notes"].to_string().contains("accepted before this export");
        assert_eq!(is_first, index == 0, "{file}");
        assert_eq!(file["as_of"], EXPORTED[index]);
        assert_eq!(file["as_of_origin"], "date in the name");
        assert_eq!((&file["bad"], &file["complete"]), (&Value::Array(vec![]), &true.into()));
        assert_eq!(amount(file, "incoming invitations"), 4);
        check_against_truth(&sandbox, index);
    }
}

#[test]
fn any_order_and_any_number_of_times_ends_in_the_same() {
    let mut reference = Sandbox::new();
    reference.at(IMPORTED[2]);
    reference.run(&["import", &export(0), &export(1), &export(2)]);
    let expected = verdicts(&reference);
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut sandbox = Sandbox::new();
        sandbox.at(IMPORTED[2]);
        for index in order.into_iter().chain(order) {
            assert_eq!(sandbox.run(&["import", &export(index)]).code, 0);
        }
        check_against_truth(&sandbox, 2);
        assert_eq!(verdicts(&sandbox), expected, "{order:?}");
    }
}

#[test]
fn importing_twice_changes_not_a_byte() {
    let mut sandbox = Sandbox::new();
    sandbox.at(IMPORTED[2]);
    let all = ["import", &export(0), &export(1), &export(2)];
    assert_eq!(sandbox.run(&all).code, 0);
    let before = std::fs::read(sandbox.database()).unwrap();
    let again = sandbox.json(&all);
    assert_eq!(counts(&again, "new_facts new updated accepted closed known"), [0, 0, 0, 0, 0, 33], "{again}");
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn a_dry_run_writes_nothing_and_tells_the_same() {
    let mut sandbox = Sandbox::new();
    sandbox.at(IMPORTED[0]);
    let rehearsed = sandbox.json(&["import", "--dry-run", &export(0)]);
    assert!(!sandbox.database().exists());
    // Nor into a file that was named.
    let named = sandbox.json(&["import", "--dry-run", "--db", "named.db", &export(0)]);
    assert_eq!(named["files"], rehearsed["files"]);
    assert!(!sandbox.home().join("named.db").exists());
    let done = sandbox.json(&["import", &export(0)]);
    assert_eq!(rehearsed["files"], done["files"]);
    assert_eq!((&rehearsed["dry_run"], &done["dry_run"]), (&true.into(), &false.into()));
}
