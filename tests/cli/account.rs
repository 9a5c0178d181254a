//! `account`: what LinkedIn told, the pause that follows from it, and what it says about those who were asked.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

const PAUSE: &str = "LinkedIn warned your account on 8 Nov: better send nothing before 22 Nov, then only to people you know [T20 T26]";

fn with_two() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--sent", "2026-11-01T12:00:00Z"]);
    sandbox.ok(&["add", "-q", "Bo Berg", "--sent", "2026-11-02T12:00:00Z"]);
    sandbox
}

fn pause(sandbox: &Sandbox) -> Value {
    sandbox.json(&["account"])["pace"]["pause"].clone()
}

#[test]
fn a_warning_is_recorded_listed_and_taken_back() {
    let sandbox = with_two();
    let told = format!(
        "Recorded warning, Sun 2026-11-08 (2 days ago).\n  {PAUSE}.\n  One refusal does no harm, only many do. The \
         verdicts of your open requests take it into account.  [T20 K27]\n"
    );
    assert_eq!(sandbox.ok(&["account", "warning", "--at", "2026-11-08"]), told);
    assert_eq!(sandbox.ok(&["account"]), "warning\t2026-11-08\n");
    let expected = json!({"kind": "warning", "since": "2026-11-08", "until": "2026-11-22",
        "text": PAUSE.strip_suffix(" [T20 T26]"), "heuristics": ["T20", "T26"]});
    assert_eq!(pause(&sandbox), expected);
    // Said twice, it would count twice.
    sandbox.refuses(
        1,
        &["account", "warning", "--at", "2026-11-08T09:00:00Z"],
        &[
            "that is on record already: warning, Sun 2026-11-08 (2 days ago)",
            "hint: `invtrack account warning --at 2026-11-08 --remove` removes it",
        ],
    );
    sandbox.fails(
        1,
        &["account", "warning", "--remove", "--at", "2026-11-07"],
        &["there is no \"warning\" of 2026-11-07 on record", "hint: `invtrack account` lists"],
    );
    sandbox.fails(1, &["account", "limit", "--remove"], &["there is no \"limit\" on record"]);
    assert_eq!(
        sandbox.ok(&["account", "warning", "--remove"]),
        "Took back warning, Sun 2026-11-08 (2 days ago).\n"
    );
    assert_eq!((sandbox.ok(&["account"]), pause(&sandbox)), (String::new(), Value::Null));
    // Once more, in the same moment by the clock, or earlier.
    sandbox.ok(&["account", "-q", "warning", "--at", "2026-11-08"]);
    assert_eq!(sandbox.ok(&["account"]), "warning\t2026-11-08\n");
}

#[test]
fn a_word_said_with_the_clock_set_back_is_the_latest_word_all_the_same() {
    let mut sandbox = with_two();
    sandbox.ok(&["account", "-q", "warning", "--at", "2026-11-05"]);
    sandbox.ok(&["account", "-q", "warning", "--remove"]);
    sandbox.at("2026-11-06T12:00:00Z").ok(&["account", "-q", "warning", "--at", "2026-11-05"]);
    assert_eq!(sandbox.ok(&["account"]), "warning\t2026-11-05\n");
    sandbox.ok(&["account", "-q", "warning", "--remove", "--at", "5 nov"]);
    assert_eq!(sandbox.ok(&["account"]), "");
}

#[test]
fn sending_is_advised_against_for_a_while() {
    let mut sandbox = with_two();
    sandbox.ok(&["account", "-q", "limit", "--at", "2026-11-09"]);
    let limit = "LinkedIn's weekly limit was reached on 9 Nov: send nothing before 16 Nov";
    assert_eq!(pause(&sandbox)["text"], limit);
    let run = sandbox.run(&["add", "Cy Dahl", "--sent", "2026-11-10", "--note", "Hello"]);
    assert!(run.code == 0 && run.stderr.contains(limit), "{}", run.stderr);
    sandbox.ok(&["account", "-q", "restricted", "--at", "2026-11-10"]);
    assert!(
        pause(&sandbox)["text"].as_str().unwrap().starts_with("LinkedIn restricted your account on 10 Nov")
    );
    let status = sandbox.json(&["status"]);
    assert_eq!(
        (&status["pace"]["pause"]["kind"], &status["pace"]["sent_7_days"]),
        (&json!("restricted"), &json!(1))
    );
    sandbox.at("2026-11-24T12:00:00Z");
    assert_eq!(pause(&sandbox), Value::Null);
    sandbox.at("2026-11-08T12:00:00Z");
    assert_eq!(pause(&sandbox), Value::Null);
}

/// The probabilities of a verdict.
fn chances(verdict: &Value) -> Vec<f64> {
    let keys = ["p_accepted", "p_later", "p_never", "p_open", "p_not_sent", "confidence"];
    keys.iter().map(|key| verdict[key].as_f64().unwrap()).collect()
}

/// What `status` and `show` say about a request, which is the same.
fn weighed(sandbox: &Sandbox, id: usize, options: &[&str]) -> Vec<f64> {
    let status = sandbox.json(&[&["status", "--all"], options].concat());
    let request = status["requests"].as_array().unwrap().iter().find(|request| request["id"] == id);
    let status = chances(&request.unwrap()["verdict"]);
    let show = sandbox.json(&[&["show", &id.to_string()], options].concat());
    let show = chances(&show["requests"][0]["verdict"]);
    for (a, b) in status.iter().zip(&show) {
        assert!((a - b).abs() < 1e-12, "{status:?} {show:?}");
    }
    status
}

#[test]
fn a_warning_weighs_on_what_was_open_and_status_and_show_agree() {
    let mut sandbox = with_two();
    sandbox.ok(&["add", "-q", "Old Friend", "--sent", "2026-06-01"]);
    let before = (weighed(&sandbox, 1, &[]), weighed(&sandbox, 3, &[]));
    sandbox.ok(&["account", "-q", "limit", "--at", "2026-11-05"]);
    assert_eq!(weighed(&sandbox, 1, &[]), before.0);
    sandbox.at("2026-11-11T12:00:00Z").ok(&["account", "-q", "warning", "--at", "2026-11-08"]);
    sandbox.at("2026-11-10T13:00:00Z").ok(&["add", "-q", "Late Guest", "--sent", "2026-11-10T13:00:00Z"]);
    sandbox.at("2026-11-12T12:00:00Z");
    let after = weighed(&sandbox, 1, &[]);
    // Likelier a no than it was.
    assert!(after[0] < before.0[0] && after[2] > before.0[2], "{after:?} {before:?}");
    // Who was asked long before or later has nothing to do with it.
    let unwarned = |id| {
        let with = weighed(&sandbox, id, &[]);
        let own = sandbox.json(&["show", &id.to_string()])["requests"][0]["verdict"]["reasons"].clone();
        (with, own)
    };
    assert!(!unwarned(3).1.to_string().contains("account_warning"));
    assert!(!unwarned(4).1.to_string().contains("account_warning"));
    // Before it was recorded, nobody knew.
    assert_eq!(weighed(&sandbox, 1, &["--as-of", "2026-11-10T12:00:00Z"]), before.0);
    assert_ne!(weighed(&sandbox, 1, &["--as-of", "2026-11-11T12:00:00Z"]), before.0);
    // On the day before it happened, by a clock that was set back, it has not happened yet.
    let early = weighed(sandbox.at("2026-11-07T12:00:00Z"), 1, &[]);
    sandbox.ok(&["account", "-q", "warning", "--remove"]);
    assert_eq!(weighed(&sandbox, 1, &[]), early);
    let told = sandbox.at("2026-11-12T12:00:00Z").ok(&["show", "1"]);
    assert!(!told.contains("warned"), "{told}");
}

#[test]
fn the_timeline_tells_of_it_and_an_export_carries_it() {
    let sandbox = with_two();
    sandbox.ok(&["account", "-q", "warning", "--at", "2026-11-08"]);
    let shown = sandbox.ok(&["show", "1"]);
    let entry = "\n  2026-11-08        LinkedIn warned your account; 2 requests were open\n";
    assert!(shown.contains(entry), "{shown}");
    sandbox.ok(&["export", "-o", "all.json", "-q"]);
    let other = Sandbox::new();
    other.file("all.json", std::fs::read(sandbox.home().join("all.json")).unwrap());
    assert_eq!(other.run(&["import", "all.json"]).code, 0);
    assert_eq!(other.ok(&["account"]), "warning\t2026-11-08\n");
    assert_eq!(weighed(&other, 1, &[]), weighed(&sandbox, 1, &[]));
    sandbox.ok(&["account", "-q", "warning", "--remove"]);
    sandbox.ok(&["export", "-o", "later.json", "-q"]);
    other.file("later.json", std::fs::read(sandbox.home().join("later.json")).unwrap());
    assert_eq!(other.run(&["import", "later.json"]).code, 0);
    assert_eq!(other.ok(&["account"]), "");
}

#[test]
fn wrong_words_change_nothing() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["account"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.starts_with("note: nothing is recorded yet; looked in "), "{}", run.stderr);
    assert_eq!(sandbox.json(&["account"]), json!({"schema": 1, "events": [], "pace": null}));
    sandbox.refuses(1, &["account", "warning", "--remove"], &["there is no database"]);
    sandbox.refuses(2, &["account", "warning", "--at", "2027-01-01"], &["--at: the date lies in the future"]);
    sandbox.refuses(2, &["account", "warning", "--at", "soon"], &["--at: "]);
    sandbox.refuses(2, &["account", "bad"], &["[possible values: warning, limit, restricted]"]);
    sandbox.refuses(2, &["account", "--at", "2026-11-01"], &["<WHAT>"]);
    sandbox.refuses(2, &["account", "--remove"], &["<WHAT>"]);
    assert!(
        sandbox.ok(&["account", "warning"]).starts_with("Recorded warning, Tue 2026-11-10 12:00 (today).\n")
    );
}
