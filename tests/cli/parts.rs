//! What is read of one person says what the whole record says (M20); what was learned is kept for the day.

use rusqlite::Connection;

use crate::sandbox::{Sandbox, export};

/// Three months: exports, looks, a warning-free account, corrections, people with one name.
fn filled() -> Sandbox {
    let mut sandbox = Sandbox::new();
    for (day, made) in ["2026-10-05", "2026-10-19", "2026-11-08"].iter().enumerate() {
        sandbox.at(&format!("{made}T20:00:00Z"));
        assert_eq!(sandbox.run(&["import", &export(day)]).code, 0);
    }
    for number in 0..14 {
        let (name, sent) = (format!("Typed Person{number}"), format!("2026-08-{:02}", number + 10));
        sandbox.at(&format!("{sent}T12:00:00Z"));
        assert_eq!(sandbox.run(&["add", &name, "--no-input"]).code, 0);
        sandbox.at(&format!("2026-09-{:02}T12:00:00Z", number + 10));
        let button = if number % 3 == 0 { "Message" } else { "Pending" };
        assert_eq!(sandbox.run(&["observe", &name, "--button", button]).code, 0);
    }
    sandbox.at("2026-11-10T12:00:00Z");
    assert_eq!(sandbox.run(&["tag", "2", "--add", "y"]).code, 0);
    sandbox
}

fn cached(sandbox: &Sandbox) -> Vec<String> {
    let file = Connection::open(sandbox.database()).unwrap();
    let mut names = file.prepare("SELECT name FROM cache ORDER BY name").unwrap();
    names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn empty_cache(sandbox: &Sandbox) {
    Connection::open(sandbox.database()).unwrap().execute("DELETE FROM cache", []).unwrap();
}

#[test]
fn a_part_says_what_the_whole_says() {
    let sandbox = filled();
    // Nothing was typed yet on this day: what was learned until now is put into the cache by whoever writes first.
    assert_eq!(sandbox.run(&["observe", "3", "--memo", "seen", "--no-input"]).code, 0);
    assert!(
        matches!(cached(&sandbox).as_slice(), [learned, whole] if learned == "calibration" && whole.starts_with("whole")),
        "{:?}",
        cached(&sandbox)
    );
    let requests = sandbox.requests();
    let words = |request: &serde_json::Value| {
        let text = |key: &str| request[key].as_str().map(str::to_owned);
        [Some(request["id"].to_string()), text("name"), text("slug")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let asked: Vec<String> = requests.iter().flat_map(words).collect();
    assert!(asked.len() > 60, "{}", asked.len());
    let shown =
        || -> Vec<String> { asked.iter().map(|who| sandbox.run(&["show", who, "--json"]).stdout).collect() };
    let of_parts = shown();
    empty_cache(&sandbox);
    for ((who, part), whole) in asked.iter().zip(of_parts).zip(shown()) {
        assert_eq!(part, whole, "{who}");
    }
    assert_eq!(cached(&sandbox), Vec::<String>::new(), "who reads changes nothing");
}

#[test]
fn what_was_typed_today_teaches_from_tomorrow_on() {
    let mut sandbox = filled();
    let shift = |sandbox: &Sandbox| {
        let answer: serde_json::Value =
            serde_json::from_str(&sandbox.run(&["status", "--all", "--json"]).stdout).unwrap();
        answer["summary"]["calibration"]["shift"].as_f64()
    };
    let before = shift(&sandbox);
    assert!(before.is_some());
    assert_eq!(sandbox.run(&["observe", "Typed Person1", "--in-connections", "yes"]).code, 0);
    assert_eq!(shift(&sandbox), before, "from the cache");
    empty_cache(&sandbox);
    assert_eq!(shift(&sandbox), before, "learned anew");
    assert_eq!(sandbox.run(&["undo"]).code, 0);
    assert_eq!(shift(&sandbox), before);
    assert_eq!(sandbox.run(&["redo"]).code, 0);
    sandbox.at("2026-11-11T00:30:00Z");
    assert!(shift(&sandbox) > before, "{:?} {before:?}", shift(&sandbox));
}
