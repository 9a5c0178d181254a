//! Mails that name nobody's profile, or another one: who is meant, and when it is asked instead.

use super::*;

#[test]
fn a_full_name_that_only_one_open_request_has_is_enough() {
    let sandbox = Sandbox::new();
    for args in [
        ["add", "Ana Lee, PhD", "--sent", "2026-10-10"],
        ["add", "Bo Berg", "--sent", "2026-10-10"],
        ["add", "Cy Dahl", "--sent", "2026-10-20"],
    ] {
        sandbox.run(&args);
    }
    sandbox.file("mails/ana.eml", nameless_link("Ána Lee", FRIDAY));
    sandbox.file("mails/cy.eml", nameless_link("Cy Dahl", FRIDAY));
    sandbox.file("mails/dan.eml", nameless_link("Dan Eck", FRIDAY));
    for (accepted, new_facts) in [(1, 3), (0, 0)] {
        let file = import(&sandbox, "mails");
        // Nobody had asked Cy by then, and Dan never.
        assert_eq!(counts(&file, "accepted new_facts unsure"), [accepted, new_facts, 0], "{file}");
    }
    assert_eq!(accepted(&sandbox), BTreeSet::from(["Ana Lee, PhD".to_owned()]));
    // What is on record counts as soon as the request is.
    sandbox.run(&["add", "Dan Eck", "--sent", "2026-10-12"]);
    assert_eq!(accepted(&sandbox), BTreeSet::from(["Ana Lee, PhD".to_owned(), "Dan Eck".to_owned()]));
}

#[test]
fn the_clocks_may_differ_by_a_day() {
    for (sent, class) in [
        ("2026-10-16T20:00:00Z", "accepted"),
        ("2026-10-17", "accepted"),
        ("2026-10-16", "accepted"),
        ("2026-10-18", "pending"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.run(&["add", "Ana Lee", "--sent", sent]);
        sandbox.file("a.eml", nameless_link("Ana Lee", FRIDAY));
        import(&sandbox, "a.eml");
        import(&sandbox, "a.eml");
        assert_eq!(classes(&sandbox)["Ana Lee"], class, "{sent}");
        assert!(accepted(&sandbox).is_empty() || sandbox.ok(&["show", "ana"]).matches("(mail)").count() <= 1);
    }
}

#[test]
fn what_may_be_about_several_is_listed_and_settled_by_hand() {
    let sandbox = Sandbox::new();
    for slug in ["ana-lee-1", "ana-lee-2"] {
        sandbox.run(&["add", "Ana Lee", "--url", &format!("linkedin.com/in/{slug}"), "--sent", "2026-10-10"]);
    }
    sandbox.run(&["add", "Bo Berg", "--sent", "2026-10-10"]);
    sandbox.file("mails/ana.eml", nameless_link("Ana Lee", FRIDAY));
    sandbox.file("mails/bo.eml", first_name("Bo", FRIDAY));
    let run = sandbox.run(&["import", "--quiet", "mails"]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    let mut told: Vec<&str> = run.stderr.lines().collect();
    told.sort_unstable();
    let expected = [
        "warning: unsure: Ana Lee accepted on 2026-10-16: which of Ana Lee (#1) or Ana Lee (#2) is that?",
        "warning: unsure: Bo accepted on 2026-10-16, and only the first name is told: is that Bo Berg (#3)?",
    ];
    assert_eq!(told, expected);
    assert!(accepted(&sandbox).is_empty());
    // Asked once; the questions stay until they are answered.
    assert_eq!(sandbox.run(&["import", "--quiet", "mails"]).code, 0);
    assert_eq!(sandbox.asks().len(), 2);
    sandbox.answer("Ana Lee accepted", "#2");
    sandbox.answer("Bo accepted", "bo");
    assert_eq!((sandbox.asks(), sandbox.ok(&["import", "--quiet", "mails"])), (vec![], String::new()));
    assert_eq!(accepted(&sandbox), BTreeSet::from(["ana-lee-2".to_owned(), "Bo Berg".to_owned()]));
}

#[test]
fn a_first_name_is_never_enough_and_one_that_nobody_asked_has_is_nobodys() {
    let sandbox = Sandbox::new();
    for name in ["Ana Maria Lee", "Anabel Roe"] {
        sandbox.run(&["add", name, "--sent", "2026-10-10"]);
    }
    for (first, kind, request) in [
        ("Ana", "first", 1),
        ("Ana Maria", "near", 1),
        ("Ana M", "", 0),
        ("Lee", "first", 1),
        ("Roe Anabel", "near", 2),
    ] {
        sandbox.file("a.eml", first_name(first, FRIDAY));
        let before = sandbox.asks();
        let run = sandbox.run(&["import", "-q", "a.eml"]);
        assert_eq!(run.code, if request > 0 { 3 } else { 0 }, "{first}: {}", run.stderr);
        let mut asks = sandbox.asks();
        for old in &before {
            asks.remove(asks.iter().position(|one| one == old).unwrap());
        }
        let expected = Vec::from_iter((request > 0).then(|| (kind.to_owned(), vec![request])));
        assert_eq!(asks, expected, "{first}");
    }
    assert!(accepted(&sandbox).is_empty());
}

#[test]
fn who_was_withdrawn_before_is_asked_about() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-10-01"]);
    sandbox.run(&["withdraw", "ana", "--at", "2026-10-08"]);
    sandbox.file("a.eml", nameless_link("Ana Lee", FRIDAY));
    assert_eq!(sandbox.run(&["import", "a.eml"]).code, 3);
    assert_eq!(classes(&sandbox)["Ana Lee"], "withdrawn");
}

#[test]
fn an_acceptance_belongs_to_the_latest_request_sent_by_the_next_day() {
    for (second, attempt) in [("2026-10-16T12:00:00Z", 2), ("2026-10-17", 2), ("2026-10-18", 1)] {
        is_of_attempt(second, attempt);
    }
}

fn is_of_attempt(second: &str, attempt: i64) {
    let sandbox = Sandbox::new();
    for sent in ["2026-05-01", second] {
        sandbox.run(&["add", "Ana Lee", "--url", "linkedin.com/in/ana-lee", "--sent", sent]);
    }
    sandbox
        .file("a.eml", nameless_link("Ana Lee", FRIDAY) + "https://www.linkedin.com/comm/in/ana-lee?x=1\r\n");
    assert_eq!(counts(&import(&sandbox, "a.eml"), "accepted"), [1]);
    let requests = sandbox.requests();
    let accepted = requests.iter().filter(|request| request["verdict"]["class"] == "accepted");
    let attempts: Vec<i64> = accepted.map(|request| request["attempt"].as_i64().unwrap()).collect();
    assert_eq!(attempts, [attempt], "{second}");
}

#[test]
fn another_profile_of_the_same_name_is_not_taken_for_theirs() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Lee", "--url", "linkedin.com/in/ana-lee-1", "--sent", "2026-10-10"]);
    let other = nameless_link("Ana Lee", FRIDAY) + "https://www.linkedin.com/comm/in/ana-lee-2?x=1\r\n";
    sandbox.file("a.eml", other);
    assert_eq!(sandbox.run(&["import", "a.eml"]).code, 3);
    assert!(accepted(&sandbox).is_empty());
}

#[test]
fn of_two_people_of_one_name_the_one_who_may_still_accept_is_asked_about() {
    let sandbox = Sandbox::new();
    for (slug, sent) in [("ana-lee-1", "2026-08-01"), ("ana-lee-2", "2026-10-10")] {
        sandbox.run(&["add", "Ana Lee", "--url", &format!("linkedin.com/in/{slug}"), "--sent", sent]);
    }
    sandbox.ok(&["observe", "1", "--in-connections", "yes", "--at", "2026-08-05"]);
    sandbox.file("a.eml", nameless_link("Ana Lee", FRIDAY));
    // Where two of a name are known, a third is likely.
    assert_eq!(counts(&import(&sandbox, "a.eml"), "accepted unsure"), [0, 1]);
    assert_eq!(sandbox.asks(), [("name".to_owned(), vec![2])]);
    sandbox.answer("Ana Lee accepted", "#2");
    assert_eq!(accepted(&sandbox).len(), 2);
}
