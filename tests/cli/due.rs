//! `due`: whom to look at next, and why.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// The vectors of heuristics 4, typed in: due, barely, not at all, and better sought in the list.
fn with_four() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, sent, look) in [
        ("Aoife Brennan", "2026-10-31", None),
        ("Bram Visser", "2026-10-31", Some(("pending", "2026-11-09"))),
        ("Cleo Dahl", "2026-10-31", Some(("pending", "2026-11-03"))),
        ("Dag Moe", "2026-11-02", Some(("message", "2026-11-09"))),
    ] {
        let noon = |day: &str| format!("{day}T12:00:00Z");
        let slug = name.to_lowercase().replace(' ', "-");
        let url: &[&str] = if name == "Cleo Dahl" { &[] } else { &["--url", &slug] };
        sandbox.ok(&[&["add", "-q", name, "--sent", &noon(sent)], url].concat());
        if let Some((button, day)) = look {
            sandbox.ok(&["observe", "-q", name, "--button", button, "--at", &noon(day)]);
        }
    }
    sandbox
}

const AOIFE: &str = "1\tAoife Brennan\tprofile\t0.662\tnever looked at, 10 days old: 51% still open, 31% accepted, \
                     18% gone\thttps://www.linkedin.com/in/aoife-brennan\n";
const CLEO: &str =
    "3\tCleo Dahl\tprofile\t0.430\tlast look 7 days ago: 76% still open, 13% accepted, 11% gone\t\n";
const DAG: &str = "4\tDag Moe\tconnections\t0.234\tlast look yesterday: 9% still open, 87% accepted, 3% gone; only \
                   Message speaks for it, so look in your connections list\thttps://www.linkedin.com/in/dag-moe\n";
const PAGE: &str =
    "\t\tconnections\t1.236\tOpen My Network > Connections once (would settle about 1 of 3)\t\n";

#[test]
fn the_page_comes_first_then_the_best_two_with_their_reasons() {
    let sandbox = with_four();
    assert_eq!(sandbox.ok(&["due"]), format!("{PAGE}{AOIFE}{CLEO}"));
    assert_eq!(sandbox.ok(&["due", "--all"]), format!("{PAGE}{AOIFE}{CLEO}{DAG}"));
    assert_eq!(sandbox.ok(&["due", "--budget", "1", "--quiet"]), format!("{PAGE}{AOIFE}"));
    assert_eq!(sandbox.ok(&["due", "--budget", "0"]), PAGE);
    assert_eq!(sandbox.ok(&["due", "--budget", "18446744073709551615"]), format!("{PAGE}{AOIFE}{CLEO}{DAG}"));
    let own = sandbox.file("own.toml", "[limits]\nlooks_a_day = 1\n");
    assert_eq!(sandbox.ok(&["due", "--config", own.to_str().unwrap()]), format!("{PAGE}{AOIFE}"));
}

#[test]
fn json_tells_the_same_and_more() {
    let told = with_four().json(&["due"]);
    assert_eq!((&told["as_of"], &told["more"]), (&"2026-11-10T12:00:00Z".into(), &1.into()));
    let batch = &told["batch"];
    assert_eq!((&batch["page"], &batch["requests"]), (&"connections".into(), &3.into()));
    assert!(batch["how"].as_str().unwrap().contains("invtrack import -"), "{batch}");
    let due = told["due"].as_array().unwrap();
    assert_eq!(due.len(), 2);
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 0.0006;
    assert!(near(&due[0]["score"], 0.662) && near(&due[0]["gini"], 0.612), "{}", due[0]);
    assert!(near(&due[1]["score"], 0.430) && near(&due[1]["gini"], 0.395), "{}", due[1]);
    assert_eq!((&due[0]["never_looked"], &due[1]["never_looked"]), (&true.into(), &false.into()));
    assert_eq!((&due[1]["slug"], &due[1]["url"]), (&Value::Null, &Value::Null));
    let sum: f64 = ["p_connected", "p_open", "p_gone"].iter().map(|key| due[0][key].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-12, "{sum}");
}

#[test]
fn a_page_that_was_read_settles_and_is_not_asked_for_again() {
    let mut sandbox = with_four();
    let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    let row = "Dag,Moe,https://www.linkedin.com/in/dag-moe,,,,09 Nov 2026\n";
    sandbox.file("x_11-10-2026/Connections.csv", format!("{header}{row}"));
    assert_eq!(sandbox.run(&["import", "x_11-10-2026"]).code, 0);
    let told = sandbox.json(&["due", "--all"]);
    assert_eq!(told["batch"]["page"].as_str(), None);
    assert!(told["due"].as_array().unwrap().iter().all(|due| due["name"] != "Dag Moe"), "{told}");
    sandbox.at("2026-11-17T12:00:00Z");
    assert_eq!(sandbox.json(&["due"])["batch"]["page"], "connections");
}

#[test]
fn nobody_is_due_who_is_settled_dismissed_or_asked_too_long_ago() {
    let mut sandbox = with_four();
    sandbox.ok(&["observe", "-q", "dag", "--in-connections", "yes"]);
    sandbox.ok(&["dismiss", "-q", "aoife", "--about", "look"]);
    sandbox.ok(&["withdraw", "-q", "cleo"]);
    assert_eq!(sandbox.ok(&["due", "--all"]), "");
    let none = json!({"schema": 1, "as_of": "2026-11-10T12:00:00Z", "batch": null, "due": [], "more": 0});
    assert_eq!(sandbox.json(&["due"]), none);
    sandbox.ok(&["dismiss", "-q", "aoife", "--recall"]);
    assert_eq!(sandbox.ok(&["due"]), AOIFE);
    sandbox.at("2027-03-15T12:00:00Z");
    assert_eq!(sandbox.ok(&["due", "--all"]), "");
}

#[test]
fn who_was_asked_today_is_no_zero_days_old() {
    let sandbox = Sandbox::new();
    for name in ["Ana", "Bo", "Cy"] {
        sandbox.ok(&["add", "-q", name, "--sent", "2026-11-10T01:00:00Z"]);
        sandbox.ok(&["observe", "-q", name, "--notified", "yes"]);
    }
    for line in sandbox.ok(&["due", "--all"]).lines() {
        assert!(!line.contains("0 days") && !line.contains("about 0 of"), "{line}");
    }
}

#[test]
fn a_clock_that_was_set_back_neither_panics_nor_invents_days() {
    let mut sandbox = with_four();
    sandbox.at("2026-10-01T12:00:00Z");
    let told = sandbox.ok(&["due", "--all"]);
    assert!(!told.contains('-') || told.contains("linkedin"), "{told}");
    for due in sandbox.json(&["due", "--all"])["due"].as_array().unwrap() {
        assert!(due["days"].as_f64().unwrap() >= 0.0, "{due}");
    }
}

#[test]
fn it_only_reads() {
    let sandbox = Sandbox::new();
    sandbox.refuses(1, &["due"], &["there is no database", "hint: record something first"]);
    sandbox.refuses(
        2,
        &["due", "--budget", "99999999999999999999"],
        &["--budget: \"99999999999999999999\" is too large\n"],
    );
    sandbox.refuses(2, &["due", "--budget", "-1"], &["unexpected argument"]);
    sandbox.refuses(2, &["due", "--budget", "1", "--all"], &["cannot be used with"]);
    sandbox.refuses(2, &["due", "ana"], &["unexpected argument"]);
    let sandbox = with_four();
    let before = std::fs::read(sandbox.database()).unwrap();
    sandbox.ok(&["due"]);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}
