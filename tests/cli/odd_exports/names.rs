//! Exports with names that may be those of somebody on record: asked about, never guessed.

use super::*;

#[test]
fn a_namesake_among_the_connections_is_no_acceptance() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "John Smith", "--note", "Hello"]);
    let first = export(&sandbox, "10-05-2026", &[], &["John|Smith|js2|03 Oct 2026"]);
    let told = import(&sandbox, &first);
    let text = "John Smith (js2) became a connection on 2026-10-03: is that John Smith (#1)?";
    assert_eq!((&told["unsure"][0]["kind"], &told["unsure"][0]["text"]), (&"name".into(), &text.into()));
    assert_eq!(sandbox.asks(), [question("name", &[1])]);
    assert_ne!(classes(&sandbox)[0].1, "accepted");
    // The next export shows that the person asked has another profile.
    let second = export(
        &sandbox,
        "10-19-2026",
        &["John Smith|js1|10/1/26, 12:00 PM"],
        &["John|Smith|js2|03 Oct 2026"],
    );
    import(&sandbox, &second);
    assert_ne!(classes(&sandbox)[0].1, "accepted");
}

#[test]
fn a_new_profile_is_not_taken_for_a_new_person() {
    let sandbox =
        typed("2026-10-01T12:00:00Z", &["add", "Ana Ex", "--url", "linkedin.com/in/ana-old", "--note", "x"]);
    let told = import(&sandbox, &export(&sandbox, "10-05-2026", &["Ana Ex|ana-new|10/1/26, 8:00 AM"], &[]));
    // The row tells of a request of its own until the user says that it is theirs; nobody is missed meanwhile.
    assert_eq!((counts(&told, "closed unsure"), sandbox.asks()), (vec![0, 1], vec![question("name", &[1])]));
    let looks = sandbox.json(&["show", "1"])["requests"][0]["looks"].clone();
    assert_eq!(looks, Value::Array(vec![]), "{looks}");
    sandbox.answer("ana-new", "#1");
    let requests = sandbox.requests();
    assert_eq!((requests.len(), &requests[0]["attempt"]), (1, &1.into()), "{requests:?}");
}

#[test]
fn a_name_typed_differently_is_asked_about() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Zoe B", "--note", "x"]);
    let folder = export(&sandbox, "10-05-2026", &["Zoe Brandt|zoe-b|10/1/26, 11:58 AM"], &[]);
    let run = sandbox.run(&["import", folder.to_str().unwrap()]);
    assert_eq!(run.code, 3);
    let text = "you asked Zoe Brandt (zoe-b) on 2026-10-01: nearly the name of Zoe B (#1); is that them?";
    assert!(run.stderr.contains(text), "{}", run.stderr);
    assert!(run.stdout.contains("invtrack import --review"), "{}", run.stdout);
    assert_eq!(classes(&sandbox), [row(1, "pending", 1), row(2, "ignored", 1)]);
    // Asked once; the answer makes one request of both.
    assert_eq!(sandbox.run(&["import", folder.to_str().unwrap()]).code, 0);
    sandbox.answer("zoe-b", "#1");
    assert_eq!(classes(&sandbox), [row(1, "pending", 1)]);
    let request = &sandbox.requests()[0];
    assert_eq!(request["slug"], "zoe-b");
    assert!(request["sent_at"].as_str().unwrap().starts_with("2026-10-01T1"), "{request}");
    let told = import(&sandbox, &folder);
    assert_eq!(counts(&told, "new_facts new updated unsure still_unsure"), [0, 0, 0, 0, 0]);
}

#[test]
fn nobody_is_missed_by_a_name_alone() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Dr. Ana Ex", "--note", "x"]);
    let told = import(
        &sandbox,
        &export(&sandbox, "10-19-2026", &["Cy|cy|10/1/26, 9:00 AM"], &["Bo||bo|03 Oct 2026"]),
    );
    assert_eq!(counts(&told, "closed updated"), [0, 0]);
    assert!(sandbox.looks("ana").is_empty());
}

#[test]
fn of_two_namesakes_none_is_picked_for_a_nameless_request() {
    for (one, two) in [("9:00 AM", "10:00 AM"), ("10:00 AM", "9:00 AM")] {
        let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Ana Ex", "--note", "x"]);
        let rows = [format!("Ana Ex|ana1|10/1/26, {one}"), format!("Ana Ex|ana2|10/1/26, {two}")];
        let told =
            import(&sandbox, &export(&sandbox, "10-05-2026", &rows.each_ref().map(String::as_str), &[]));
        // One question: the one who was typed, or which of the two.
        assert!(!told["unsure"].as_array().unwrap().is_empty(), "{told}");
        assert!(sandbox.asks().iter().all(|(kind, _)| kind == "several"), "{:?}", sandbox.asks());
        let requests = sandbox.requests();
        let typed = requests.iter().find(|request| request["id"] == 1).unwrap();
        assert_eq!((requests.len(), &typed["slug"]), (3, &Value::Null));
    }
}

#[test]
fn who_is_listed_under_a_profile_is_not_confused_with_a_namesake() {
    let sandbox = Sandbox::new();
    let folder = export(
        &sandbox,
        "10-19-2026",
        &["John Smith|john-1|10/1/26, 9:00 AM"],
        &["John|Smith|js-2|05 Oct 2026"],
    );
    let told = import(&sandbox, &folder);
    assert_eq!(counts(&told, "new accepted unsure"), [1, 0, 0], "{told}");
    let looks = ["sent=listed", "member=absent"].map(|signal| look("2026-10-19", signal));
    assert!(looks.iter().all(|look| sandbox.looks("john").contains(look)), "{:?}", sandbox.looks("john"));
}

#[test]
fn a_crowd_of_lookalikes_is_told_briefly() {
    let sandbox = Sandbox::new();
    let many = |slug: bool, name: &str| -> Vec<String> {
        let row = |n: usize| {
            format!(
                "A{n}{name} Smith|{}|10/1/26, {}:{:02} AM",
                if slug { format!("s{n}") } else { String::new() },
                n / 60 + 1,
                n % 60
            )
        };
        (0..600).map(row).collect()
    };
    let rows = |rows: &[String], day: &str| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        export(&sandbox, day, &rows, &[])
    };
    assert_eq!(counts(&import(&sandbox, &rows(&many(false, ""), "10-05-2026")), "new"), [600]);
    let run = sandbox.run(&["import", rows(&many(true, " Bo"), "10-19-2026").to_str().unwrap()]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.len() < 30_000, "{} bytes", run.stderr.len());
    assert!(run.stderr.contains("unsure: 590 more"), "{}", &run.stderr[run.stderr.len() - 300..]);
}

#[test]
fn what_is_unsure_is_told_even_quietly() {
    let sandbox =
        typed("2026-10-01T12:00:00Z", &["add", "Ana Ex", "--url", "linkedin.com/in/ana-old", "--note", "x"]);
    let folder = export(&sandbox, "10-05-2026", &["Ana Ex|ana-new|10/1/26, 8:00 AM"], &[]);
    let run = sandbox.run(&["import", "--quiet", folder.to_str().unwrap()]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.starts_with("warning: unsure: you asked Ana Ex (ana-new)"), "{}", run.stderr);
}
