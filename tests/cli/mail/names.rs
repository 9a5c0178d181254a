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
    for (new, known) in [(1, 0), (0, 1)] {
        let file = import(&sandbox, "mails");
        assert_eq!(file["accepted"], serde_json::json!({"new": new, "known": known}), "{file}");
        // Nobody had asked Cy by then, and Dan never.
        assert_eq!(file["skipped"]["not_on_record"], 2);
    }
    assert_eq!(accepted(&sandbox), BTreeSet::from(["Ana Lee, PhD".to_owned()]));
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
    let expected = "warning: ana.eml: kept, not sure whom it is about: accepted on 2026-10-16, perhaps request #1 (sent \
         2026-10-10) or request #2 (sent 2026-10-10)\n\
         warning: bo.eml: kept, not sure whom it is about: accepted on 2026-10-16, perhaps request #3 (sent \
         2026-10-10)\n";
    assert_eq!(run.stderr, expected);
    assert!(accepted(&sandbox).is_empty());
    for (number, at) in [("2", "2026-10-16T09:00:00Z"), ("3", "2026-10-16")] {
        sandbox.ok(&["observe", number, "--notified", "yes", "--at", at]);
    }
    assert_eq!(sandbox.ok(&["import", "--quiet", "mails"]), "");
    assert_eq!(accepted(&sandbox), BTreeSet::from(["ana-lee-2".to_owned(), "Bo Berg".to_owned()]));
}

#[test]
fn a_first_name_is_never_enough_and_one_that_nobody_asked_has_is_nobodys() {
    let sandbox = Sandbox::new();
    for name in ["Ana Maria Lee", "Anabel Roe"] {
        sandbox.run(&["add", name, "--sent", "2026-10-10"]);
    }
    for (first, code) in [("Ana", 3), ("Ana Maria", 3), ("Ana M", 0), ("Lee", 0), ("Roe Anabel", 0)] {
        sandbox.file("a.eml", first_name(first, FRIDAY));
        let run = sandbox.run(&["import", "-q", "a.eml"]);
        assert_eq!(run.code, code, "{first}: {}", run.stderr);
        assert_eq!(run.stderr.contains("perhaps request #1 (sent 2026-10-10)\n"), code == 3, "{first}");
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
fn an_acceptance_belongs_to_the_request_that_was_open_then() {
    let sandbox = Sandbox::new();
    for sent in ["2026-05-01", "2026-10-16T12:00:00Z"] {
        sandbox.run(&["add", "Ana Lee", "--url", "linkedin.com/in/ana-lee", "--sent", sent]);
    }
    sandbox
        .file("a.eml", nameless_link("Ana Lee", FRIDAY) + "https://www.linkedin.com/comm/in/ana-lee?x=1\r\n");
    assert_eq!(import(&sandbox, "a.eml")["accepted"]["new"], 1);
    let first = sandbox.requests().into_iter().find(|request| request["attempt"] == 1).unwrap();
    assert_eq!(first["verdict"]["class"], "accepted", "{first}");
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
fn who_accepted_before_is_not_meant_again() {
    let sandbox = Sandbox::new();
    for (slug, sent) in [("ana-lee-1", "2026-08-01"), ("ana-lee-2", "2026-10-10")] {
        sandbox.run(&["add", "Ana Lee", "--url", &format!("linkedin.com/in/{slug}"), "--sent", sent]);
    }
    sandbox.ok(&["observe", "1", "--in-connections", "yes", "--at", "2026-08-05"]);
    sandbox.file("a.eml", nameless_link("Ana Lee", FRIDAY));
    assert_eq!(import(&sandbox, "a.eml")["accepted"]["new"], 1);
    assert_eq!(accepted(&sandbox).len(), 2);
}
