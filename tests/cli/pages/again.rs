//! Rows of a Sent page about somebody whose request was withdrawn, or who was asked again.

use super::*;

/// A Sent page saved as HTML, with the profile of the one person in it.
fn saved_page(name: &str, slug: &str, age: &str) -> String {
    format!(
        "<html><body><div>Manage invitations</div><div>People (1)</div><ul><li><a \
         href=\"https://www.linkedin.com/in/{slug}/\"><div>{name}</div></a><div>Engineer</div><div>Sent \
         {age}</div><button>Withdraw</button></li></ul></body></html>"
    )
}

/// Ana was asked in June, and the user withdrew that in September.
fn withdrawn() -> Sandbox {
    let sandbox = sandbox();
    sandbox.run(&["add", "Ana Lee", "--url", "ana-lee", "--sent", "2026-06-01"]);
    sandbox.run(&["withdraw", "ana", "--at", "2026-09-01"]);
    sandbox
}

fn attempts(sandbox: &Sandbox) -> Vec<(i64, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let attempt = |request: &Value| {
        let number = request["attempt"].as_i64().unwrap();
        (number, text(&request["sent_at"])[..10].to_owned(), text(&request["verdict"]["class"]))
    };
    let mut attempts: Vec<_> = sandbox.requests().iter().map(attempt).collect();
    attempts.sort_unstable();
    attempts
}

#[test]
fn somebody_asked_again_is_a_second_attempt() {
    let expected = [
        (1, "2026-06-01".to_owned(), "withdrawn".to_owned()),
        (2, "2026-11-05".to_owned(), "pending".to_owned()),
    ];
    let by_name = withdrawn();
    by_name.file("sent.txt", sent_page(1, &[("Ana Lee", "2 days ago")]));
    // It may be another Ana Lee.
    assert_eq!(by_name.run(&["import", "--new", "sent.txt"]).code, 3);
    assert_eq!(by_name.asks(), [question("dates", &[1])]);
    by_name.answer("Ana Lee", "again");
    assert_eq!((attempts(&by_name), by_name.asks()), (expected.to_vec(), vec![]));
    assert_eq!(counts(&by_name.import(&["--new", "sent.txt"]), "new unsure"), [0, 0]);

    let by_profile = withdrawn();
    by_profile.file("sent.html", saved_page("Ana Lee", "ana-lee", "2 days ago"));
    assert_eq!(by_profile.run(&["import", "sent.html"]).code, 3);
    assert_eq!(by_profile.asks(), [question("dates", &[1])]);
    by_profile.answer("Ana Lee", "again");
    assert_eq!((attempts(&by_profile), by_profile.asks()), (expected.to_vec(), vec![]));
    // A profile that nobody on record has is offered.
    by_profile.file("bo.html", saved_page("Bo Berg", "bo-berg", "2 days ago"));
    assert_eq!(counts(&by_profile.import(&["bo.html"]), "new unsure"), [0, 1]);
    assert_eq!(by_profile.asks(), [question("new", &[])]);
    assert_eq!(counts(&by_profile.import(&["--new", "bo.html"]), "new unsure"), [1, 0]);
    assert_eq!((by_profile.asks(), by_profile.requests().len()), (vec![], 3));
}

#[test]
fn a_page_from_before_the_user_withdrew_lists_the_request() {
    let sandbox = withdrawn();
    sandbox.file("sent.txt", sent_page(1, &[("Ana Lee", "2 months ago")]));
    let told = sandbox.import(&["--new", "--as-of", "2026-08-10", "sent.txt"]);
    assert_eq!(
        (counts(&told, "new unsure"), seen(&sandbox, "2026-08-10", "sent=listed")),
        (vec![0, 0], 1),
        "{told}"
    );
}

#[test]
fn a_profile_with_another_date_is_asked_about() {
    let sandbox = sandbox();
    sandbox.run(&["add", "Ana Lee", "--url", "ana-lee", "--sent", "2025-06-01"]);
    sandbox.file("sent.html", saved_page("Ana Lee", "ana-lee", "2 days ago"));
    assert_eq!(sandbox.run(&["import", "sent.html"]).code, 3);
    assert_eq!(sandbox.asks(), [question("dates", &[1])]);
    sandbox.answer("Ana Lee", "same");
    assert_eq!((sandbox.asks(), seen(&sandbox, "2026-11-08", "sent=listed")), (vec![], 1));
}
