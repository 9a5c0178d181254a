//! `invtrack predict` and `invtrack add --dry-run`

use crate::sandbox::{Sandbox, state};

fn close(value: &serde_json::Value, expected: f64) {
    assert!((value.as_f64().unwrap() - expected).abs() < 1e-4, "{value}, not {expected}");
}

#[test]
fn a_stranger_to_the_record_is_told_the_article_s_numbers() {
    let sandbox = Sandbox::new();
    let printed = sandbox.ok(&["predict", "Zoë", "Brandt", "--senior", "--note", "Hello Zoë"]);
    assert_eq!(
        printed,
        "Zoë Brandt\n  \
         About 23% of such requests are accepted, by an article's figures (it gives no source).\n  \
         Range: 10 to 42%.\n  \
         By when: 14% within 3 days, 18% within 7 days, 22% within 30 days.\n  \
         Counted: a personal note, they are senior.\n\
         What the articles say, without a source\n  \
         of requests with a note that names common ground the article says 48% to 56%  [N03 T13 T27]\n  \
         of requests to people met at an event or in person it says over 50%  [N04 T22]\n  \
         of requests to senior or influential people it says under 20%  [N02]\n  \
         of requests to people who don't know the sender it says 25%  [N05 R01]\n  \
         of people, it says, 68% dislike a generic or impersonal request  [N06 R03]\n\
         Your own first requests of this kind\n  \
         none so far: too few to say  [T21]\n  \
         Your own rate is not known yet: it takes 10 requests that are 30 days old and were recorded when sent; so far \
         there are 0.\n\
         Before you send it\n  \
         - is your profile complete and up to date, with a picture?  [T10 R11]\n  \
         - will they see who you are, and how you know them?  [R01 T13]\n  \
         - is there a professional reason, and did you read their profile?  [T23]\n  \
         - is there more to it than something to sell?  [T11 R09]\n  \
         - does it say what they gain?  [T16]\n\
         \x20 5 more: invtrack predict --all\n\
         Next: invtrack note  (fill in and check a note)\n"
    );
    assert_eq!(sandbox.ok(&["predict", "--all"]).matches("\n  - ").count(), 10);
    assert!(!sandbox.database().exists());
    assert!(std::fs::read_dir(sandbox.home()).unwrap().next().is_none());
}

#[test]
fn the_answer_in_json_has_every_number() {
    let answer = Sandbox::new().json(&["predict", "--stranger", "--generic"]);
    close(&answer["p_accepted"], 0.222_317);
    assert_eq!(answer["features"], serde_json::json!(["stranger", "generic"]));
    let days: Vec<i64> =
        answer["by_days"].as_array().unwrap().iter().map(|by| by["days"].as_i64().unwrap()).collect();
    assert_eq!(days, [3, 7, 30]);
    close(&answer["by_days"][1]["p"], 0.222_317 * 0.7864);
    assert_eq!(answer["figures"][1]["heuristics"], serde_json::json!(["N04", "T22"]));
    close(&answer["range"][0], 0.0956);
    close(&answer["range"][1], 0.4081);
    let own = serde_json::json!({
        "accepted": 0, "decided": 0, "pending": 0, "share": null, "range": null, "late": 0,
        "within": {"days": 30, "refused": "too few to say"}
    });
    assert_eq!(answer["own"], own);
    assert_eq!(answer["checklist"].as_array().unwrap().len(), 10);
    assert_eq!((&answer["name"], &answer["warnings"]), (&serde_json::Value::Null, &serde_json::json!([])));
}

#[test]
fn somebody_on_record_would_be_asked_again() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Ana", "--url", "linkedin.com/in/ana", "--sent", "2026-10-11", "--note", "Hello"]);
    for who in [&["ana"][..], &["--url", "linkedin.com/in/ana"]] {
        let run = sandbox.run(&[&["predict"], who].concat());
        assert_eq!(run.code, 0);
        assert!(
            run.stdout.starts_with("Ana, attempt 2: #1 was sent Sun 2026-10-11 (30 days ago)\n"),
            "{}",
            run.stdout
        );
        assert!(run.stderr.contains("only 30 days since the request before"), "{}", run.stderr);
    }
    let answer = sandbox.json(&["predict", "ana"]);
    assert_eq!(answer["features"], serde_json::json!(["repeat", "repeat_soon"]));
    assert_eq!(answer["attempt"], 2);
    sandbox.ok(&["observe", "ana", "--in-connections", "yes"]);
    let run = sandbox.run(&["predict", "ana"]);
    assert!(run.stderr.contains("request #1 to them was likely accepted"), "{}", run.stderr);
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn the_own_record_speaks_once_it_is_long_enough() {
    let sandbox = Sandbox::new();
    let line = |sandbox: &Sandbox| {
        let printed = sandbox.run(&["predict", "--note", "Hello"]).stdout;
        let (_, after) = printed.split_once("of this kind\n").unwrap();
        after.lines().next().unwrap().trim().strip_suffix("  [T21]").unwrap().to_owned()
    };
    let add = |number: u32| {
        let name = format!("Person {number}");
        sandbox.ok(&["add", &name, "--sent", "2026-09-20", "--note", "Hello"]);
    };
    (1..=4).for_each(add);
    sandbox.ok(&["add", "Other", "--sent", "2026-09-20", "--note", "Hello", "--mutual", "3"]);
    assert_eq!(line(&sandbox), "0 of 4 accepted, 4 pending; no rate can be said (too few to say)");
    (6..=20).for_each(add);
    assert_eq!(
        line(&sandbox),
        "0 of 19 accepted, 19 pending; no rate can be said (no request has been followed yet: look at some with \
         invtrack due, or import a data export)"
    );
    for number in 1..=20 {
        let sign = if number < 7 { ["--in-connections", "yes"] } else { ["--button", "pending"] };
        sandbox.ok(&[&["observe", &number.to_string()][..], &sign].concat());
    }
    assert_eq!(line(&sandbox), "5 of 19 accepted; within 30 days very rough, range 12 to 49%");
    add(21);
    sandbox.ok(&["observe", "21", "--button", "pending"]);
    assert_eq!(line(&sandbox), "5 of 20 accepted; within 30 days 25%, range 11 to 47%");
    let own = &sandbox.json(&["predict", "--note", "Hello"])["own"];
    assert_eq!((&own["decided"], &own["accepted"]), (&20.into(), &5.into()));
    close(&own["share"], 0.25);
    assert_eq!(own["range"], serde_json::json!([own["within"]["low"], own["within"]["high"]]));
}

#[test]
fn calibration_is_told_and_counted() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-09-20T12:00:00Z");
    for number in 1..=10 {
        sandbox.run(&["add", &format!("Person {number}"), "--note", "Hello"]);
    }
    sandbox.at("2026-11-09T12:00:00Z");
    for number in 1..=10 {
        sandbox.ok(&["observe", &number.to_string(), "--in-connections", "yes"]);
    }
    sandbox.at("2026-11-10T12:00:00Z");
    let answer = sandbox.json(&["predict", "--note", "Hello"]);
    assert!(answer["p_accepted"].as_f64().unwrap() > 0.5, "{answer}");
    assert!(answer["background"].as_str().unwrap().contains("by your own 10 requests"), "{answer}");
}

#[test]
fn a_dry_run_warns_and_refuses_like_add_and_writes_nothing() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["add", "Ana", "--dry-run"]);
    assert_eq!(run.code, 0);
    assert_eq!(run.stderr, "warning: no note is recorded: a short personal one helps [T13]\n");
    assert!(run.stdout.starts_with("Ana\n  About 37% of such requests"), "{}", run.stdout);
    assert!(run.stdout.ends_with("\nNothing was recorded.\n"), "{}", run.stdout);
    assert!(std::fs::read_dir(sandbox.home()).unwrap().next().is_none());

    sandbox.ok(&["add", "Ana", "--sent", "2026-10-15", "--note", "Hello"]);
    let before = state(sandbox.home());
    sandbox.fails(1, &["add", "Ana", "--sent", "2026-10-16", "--dry-run"], &["on record already: #1"]);
    sandbox.fails(2, &["add", "--dry-run"], &["give a NAME or --url URL"]);
    sandbox.fails(2, &["predict", "--url", "https://example.org/ana"], &["example.org"]);
    let answer = sandbox.json(&["add", "Ana", "--dry-run", "--note", &"x".repeat(201)]);
    let warnings = answer["warnings"].to_string();
    for part in ["counts as superseded", "since the request before", "201 characters"] {
        assert!(warnings.contains(part), "{warnings}");
    }
    assert!(before == state(sandbox.home()), "a dry run changed a file");
}

#[test]
fn a_name_that_several_have_needs_the_profile() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Bell", "--url", "linkedin.com/in/ana-1"]);
    sandbox.run(&["add", "Ana Bell", "--url", "linkedin.com/in/ana-2"]);
    sandbox.fails(1, &["predict", "ana bell"], &["several people", "ana-1", "ana-2"]);
    assert_eq!(sandbox.json(&["predict", "ana bell", "--url", "linkedin.com/in/ana-3"])["attempt"], 1);
}

#[test]
fn nobody_in_particular_is_nobody_on_record() {
    let sandbox = Sandbox::new();
    // A name without a letter has an empty key.
    sandbox.ok(&["add", "🚀", "--note", "Hello"]);
    let answer = sandbox.json(&["predict"]);
    assert_eq!((&answer["attempt"], &answer["warnings"]), (&1.into(), &serde_json::json!([])));
}
