//! The classifier's test vectors, typed in as a user would: `add`, `observe`, `withdraw`, then `status`.

use serde_json::Value;

use crate::sandbox::{Sandbox, fixture};

/// Sending time of every vector: 2026-03-01, noon.
const SENT: i64 = 1_772_366_400;

fn at(days: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
    let seconds = SENT + (days * 86_400.0) as i64;
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days since 1970 to a civil date (H. Hinnant, "chrono-compatible low-level date algorithms").
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (month, year) = if mp < 10 { (mp + 3, yoe + era * 400) } else { (mp - 9, yoe + era * 400 + 1) };
    let date = format!("{year}-{month:02}-{:02}", doy - (153 * mp + 2) / 5 + 1);
    format!("{date}T{:02}:{:02}:{:02}Z", second / 3600, second % 3600 / 60, second % 60)
}

fn flags(kind: &str, value: &Value) -> Option<Vec<String>> {
    let word = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    // What only files tell.
    if ["unlisted", "absent", "dated"].contains(&word.as_str()) {
        return None;
    }
    let option = match kind {
        "button" => "--button",
        "sent" => "--sent-page",
        "member" => "--in-connections",
        "notif" => "--notified",
        "count" if word == "500" => return Some(vec!["--connections".into(), "500+".into()]),
        "count" => "--connections",
        "degree" => "--degree",
        "replied" => return Some(vec!["--replied".into()]),
        "engaged" => return Some(vec!["--engaged".into()]),
        "viewed" => return Some(vec!["--viewed-me".into()]),
        // Account warnings can't be typed in.
        _ => return None,
    };
    Some(vec![option.into(), word])
}

fn feature(name: &str) -> Vec<&'static str> {
    match name {
        "senior" => vec!["--senior"],
        "stranger" => vec!["--stranger"],
        "generic" => vec!["--generic"],
        "event" => vec!["--met-at", "a fair"],
        "note_common" => vec!["--note", "Your talk was great", "--mutual", "3"],
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_typed_in_gives_the_vectors_verdicts() {
    let vectors: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(fixture("vectors.json")).unwrap()).unwrap();
    let mut tried = 0;
    'vectors: for vector in &vectors {
        let features: Vec<&str> =
            vector["features"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        if features.iter().any(|name| name.starts_with("repeat")) {
            continue;
        }
        let mut sandbox = Sandbox::new();
        sandbox.at(&at(vector["now"].as_f64().unwrap()));
        let mut add = vec!["add", "Ana Example", "--sent", "2026-03-01T12:00:00Z"];
        add.extend((vector["confirmed"] == true).then_some("--confirmed"));
        add.extend(features.iter().flat_map(|name| feature(name)));
        assert_eq!(sandbox.run(&add).code, 0);
        for look in vector["obs"].as_array().unwrap() {
            let when = at(look[0].as_f64().unwrap());
            let Some(flags) = flags(look[1].as_str().unwrap(), &look[2]) else { continue 'vectors };
            let mut observe = vec!["observe", "ana", "--at", &when];
            observe.extend(flags.iter().map(String::as_str));
            assert_eq!(sandbox.run(&observe).code, 0, "{observe:?}");
        }
        if let Some(terminal) = vector.get("terminal").filter(|terminal| !terminal.is_null()) {
            let when = at(terminal[1].as_f64().unwrap());
            let end: &[&str] = match terminal[0].as_str().unwrap() {
                "withdrawn" => &["withdraw", "ana", "--at"],
                "expired" => &["close", "ana", "--as", "expired", "--at"],
                other => panic!("{other}"),
            };
            assert_eq!(sandbox.run(&[end, &[when.as_str()]].concat()).code, 0);
        }
        compare(vector, &sandbox.requests()[0]["verdict"]);
        tried += 1;
    }
    assert!(tried >= 57, "only {tried} vectors were tried");
}

fn compare(vector: &Value, verdict: &Value) {
    let id = &vector["id"];
    assert_eq!(verdict["class"], vector["cls"], "{id}");
    assert_eq!(verdict["hints"], vector["hints"], "{id}");
    let fields = [
        ("confidence", "conf"),
        ("p_accepted", "p_acc"),
        ("p_later", "p_later"),
        ("p_never", "p_never"),
        ("p_open", "p_open"),
        ("p_not_sent", "p_notsent"),
        ("p_disconnected", "p_disc"),
    ];
    for (ours, theirs) in fields {
        let (is, should) = (verdict[ours].as_f64().unwrap(), vector[theirs].as_f64().unwrap());
        assert!((is - should).abs() <= 1e-6, "{id}: {ours} is {is}, should be {should}");
    }
}

#[test]
fn a_second_request_is_a_second_attempt_with_a_clock_of_its_own() {
    // V68: senior, sent again 30 days after the first, Pending on day 15.
    let mut sandbox = Sandbox::new();
    sandbox.at(&at(15.0));
    for args in [
        vec!["add", "Ana", "--senior", "--sent", "2026-01-30T12:00:00Z"],
        vec!["add", "Ana", "--senior", "--sent", "2026-03-01T12:00:00Z"],
        vec!["observe", "ana", "--button", "Pending"],
    ] {
        assert_eq!(sandbox.run(&args).code, 0, "{args:?}");
    }
    let requests = sandbox.requests();
    let vectors: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(fixture("vectors.json")).unwrap()).unwrap();
    compare(vectors.iter().find(|vector| vector["id"] == "V68").unwrap(), &requests[0]["verdict"]);
    assert_eq!((&requests[0]["attempt"], &requests[1]["attempt"]), (&2.into(), &1.into()));
    assert_eq!(requests[1]["verdict"]["class"], "superseded");
}
