//! Copied and saved pages, end to end: Sent and Connections, alone and mixed with everything else.

mod again;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sandbox::{Sandbox, amount, counts, export, fixture};

/// The day of the sample pages.
const NOW: &str = "2026-11-08T18:00:00Z";

fn page(name: &str) -> String {
    fixture(&format!("pages/{name}.txt"))
}

fn sandbox() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at(NOW);
    sandbox
}

/// Kind and requests, as [`Sandbox::asks`] has them.
fn question(kind: &str, requests: &[i64]) -> (String, Vec<i64>) {
    (kind.to_owned(), requests.to_vec())
}

/// How many requests a look at that page belongs to.
fn seen(sandbox: &Sandbox, day: &str, signal: &str) -> usize {
    let all = sandbox.requests().into_iter().map(|request| sandbox.looks(&request["id"].to_string()));
    all.filter(|looks| looks.contains(&(day.to_owned(), signal.to_owned()))).count()
}

/// A Sent page of these rows, name and age, whose tab counts `total`.
fn sent_page(total: usize, rows: &[(&str, &str)]) -> String {
    let rows = rows.iter().map(|(name, age)| format!("{name}\nEngineer\nSent {age}\nWithdraw\n"));
    format!("Manage invitations\nPeople ({total})\n{}", rows.collect::<String>())
}

fn classes(sandbox: &Sandbox) -> BTreeMap<String, String> {
    let key = |request: &Value| request["slug"].as_str().or(request["name"].as_str()).unwrap().to_owned();
    let class = |request: &Value| request["verdict"]["class"].as_str().unwrap().to_owned();
    sandbox.requests().iter().map(|request| (key(request), class(request))).collect()
}

fn class_of(sandbox: &Sandbox, name: &str) -> String {
    let requests = sandbox.requests();
    let request = requests.iter().find(|request| request["name"] == name).unwrap();
    request["verdict"]["class"].as_str().unwrap().to_owned()
}

#[test]
fn one_sent_page_updates_every_open_request() {
    let sandbox = sandbox();
    sandbox.run(&["import", &export(0), &export(1), &export(2)]);
    let answer = sandbox.import(&[&page("sent-complete")]);
    let file = &answer["files"][0];
    assert_eq!(
        (amount(file, "open invitations"), &file["complete"], &file["kind"]),
        (21, &true.into(), &"page".into())
    );
    // The export of that day lists them as well; who is missing is remembered.
    assert_eq!(counts(&answer, "new closed accepted unsure"), [0, 0, 0, 0], "{answer}");
    assert_eq!(seen(&sandbox, "2026-11-08", "sent=listed"), 22);
    assert_eq!(seen(&sandbox, "2026-11-08", "sent=missing"), 7);
    let before = std::fs::read(sandbox.database()).unwrap();
    assert_eq!(counts(&sandbox.import(&[&page("sent-complete")]), "new_facts updated unsure"), [0, 0, 0]);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn a_page_that_is_not_complete_proves_no_absence() {
    let sandbox = sandbox();
    sandbox.run(&["import", &export(0), &export(1), &export(2)]);
    let told = sandbox.import(&[&page("sent-partial")]);
    let file = &told["files"][0];
    assert_eq!((amount(file, "open invitations"), &file["complete"]), (10, &false.into()));
    assert_eq!(
        (counts(&told, "new closed unsure"), seen(&sandbox, "2026-11-08", "sent=missing")),
        (vec![0, 0, 0], 0)
    );
    assert!(file["notes"][0].as_str().unwrap().starts_with("nothing was concluded from who is missing"));
}

#[test]
fn rows_about_nobody_on_record_are_offered_and_taken_on_request() {
    let sandbox = sandbox();
    let run = sandbox.run(&["import", &page("sent-complete")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("  21 rows about nobody on record\n"), "{}", run.stdout);
    assert!(run.stderr.contains("--new") && run.stderr.contains("--review"), "{}", run.stderr);
    assert!(sandbox.requests().is_empty());
    assert_eq!(counts(&sandbox.import(&["--new", &page("sent-complete")]), "new unsure"), [21, 0]);
    let requests = sandbox.requests();
    // "Sent 1 week ago", seen on 8 November: 25 October to 1 November.
    let elif = requests.iter().find(|request| request["name"] == "Elif Menon").unwrap();
    assert_eq!((&elif["sent_at"], &elif["sent_within_days"]), (&"2026-10-28T12:00:00Z".into(), &4.into()));
    let shown = sandbox.ok(&["show", "elif"]);
    assert!(shown.contains("sent about Wed 2026-10-28") && shown.contains("give or take 4 days"), "{shown}");
    // The export knows the profiles and the minutes.
    sandbox.run(&["import", &export(2)]);
    let requests = sandbox.requests();
    // And one that went to an e-mail address.
    assert_eq!(requests.len(), 22);
    assert!(requests.iter().all(|request| request["sent_within_days"] == 0), "{requests:?}");
    assert_eq!(counts(&sandbox.import(&["--new", &page("sent-complete")]), "new unsure"), [0, 0]);
}

#[test]
fn missing_counts_from_the_second_complete_page_in_a_row_on() {
    let mut sandbox = sandbox();
    for name in ["Ana Lee", "Bo Berg"] {
        sandbox.run(&["add", name, "--sent", "2026-11-01"]);
    }
    let mut classes = Vec::new();
    for (day, people) in [(12, 2), (14, 1), (15, 1), (16, 2), (17, 1)] {
        sandbox.at(&format!("2026-11-{day}T12:00:00Z"));
        let age = format!("{} days ago", day - 1);
        let rows = [("Ana Lee", age.as_str()), ("Bo Berg", &age)];
        sandbox.file("sent.txt", sent_page(people, &rows[..people]));
        sandbox.import(&["sent.txt"]);
        let shown = sandbox.json(&["show", "bo"]).to_string();
        classes
            .push(shown.contains("\"signal\":\"sent_page\"") && shown.contains("no longer listed in Sent"));
    }
    // Missing once, twice; listed again: from the beginning.
    assert_eq!(classes, [false, false, true, false, false]);
    assert_eq!(class_of(&sandbox, "Ana Lee"), "pending");
}

#[test]
fn equal_names_are_different_people() {
    let mut sandbox = sandbox();
    sandbox.run(&["add", "Ana Lee", "--url", "ana-lee-1", "--sent", "2026-11-01"]);
    sandbox.file("sent.txt", sent_page(2, &[("Ana Lee", "1 week ago"), ("Ana Lee", "3 weeks ago")]));
    // One of the two is hers; the other has other days, and may be hers as well.
    let told = sandbox.import(&["sent.txt"]);
    assert_eq!(
        (counts(&told, "updated"), seen(&sandbox, "2026-11-08", "sent=listed")),
        (vec![1], 1),
        "{told}"
    );
    assert_eq!(sandbox.asks(), [question("dates", &[1])]);
    sandbox.at("2026-11-09T12:00:00Z");
    // Two on record and one row that fits both: which of them, nobody knows.
    sandbox.run(&["add", "Ana Lee", "--url", "ana-lee-2", "--sent", "2026-11-02"]);
    sandbox.file("sent.txt", sent_page(1, &[("Ana Lee", "1 week ago")]));
    assert_eq!(counts(&sandbox.import(&["sent.txt"]), "new updated"), [0, 0]);
    assert!(sandbox.asks().contains(&question("several", &[1, 2])), "{:?}", sandbox.asks());
    let review = sandbox.ok(&["import", "--review"]);
    assert!(review.contains("which of Ana Lee (#1) or Ana Lee (#2) is that?"), "{review}");
}

#[test]
fn a_date_that_does_not_fit_is_asked_about_and_nobody_is_missed() {
    let sandbox = sandbox();
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-09-01"]);
    sandbox.file("sent.txt", sent_page(1, &[("Ana Lee", "1 week ago")]));
    let run = sandbox.run(&["import", "sent.txt"]);
    assert_eq!(run.code, 3);
    let text = "you asked Ana Lee on about 2026-10-28, which does not fit Ana Lee (#1): one request, or two?";
    assert!(run.stderr.contains(text), "{}", run.stderr);
    assert!(sandbox.looks("ana").is_empty());
    sandbox.answer("which does not fit", "same");
    let request = &sandbox.requests()[0];
    assert_eq!((&request["sent_at"], sandbox.asks()), (&"2026-09-01T12:00:00Z".into(), vec![]));
    assert_eq!(request["last_observed_at"], "2026-11-08T12:00:00Z");
}

#[test]
fn a_near_name_is_asked_about_and_not_missed() {
    let sandbox = sandbox();
    sandbox.run(&["add", "Bob Smith", "--sent", "2026-11-01"]);
    sandbox.run(&["add", "Cy Dahl", "--sent", "2026-09-01"]);
    sandbox.file("sent.txt", sent_page(1, &[("Bob A. Smith", "1 week ago")]));
    assert_eq!(counts(&sandbox.import(&["sent.txt"]), "unsure"), [1]);
    assert_eq!(sandbox.asks(), [question("near", &[1])]);
    assert_eq!((sandbox.looks("bob").len(), seen(&sandbox, "2026-11-08", "sent=missing")), (0, 1));
    sandbox.answer("Bob A. Smith", "bob");
    assert_eq!(sandbox.asks(), []);
    assert!(sandbox.ok(&["show", "bob"]).contains("listed in Sent"));
}

#[test]
fn the_connections_page_dates_acceptances_and_misses_nobody() {
    for name in ["connections-en", "connections-de"] {
        let sandbox = sandbox();
        sandbox.run(&["import", &export(0), &export(1)]);
        let told = sandbox.import(&[&page(name)]);
        assert_eq!(
            (counts(&told, "accepted closed unsure"), amount(&told["files"][0], "connections")),
            (vec![3, 0, 0], 12)
        );
        assert_eq!(counts(&sandbox.import(&[&page(name)]), "new_facts accepted"), [0, 0]);
    }
}

#[test]
fn everything_in_any_order_ends_in_the_same() {
    let exports = [export(0), export(1), export(2)];
    let (mails, sent, connections) =
        (fixture("mail/linkedin.mbox"), page("sent-complete"), page("connections-en"));
    let files: Vec<&str> = exports.iter().chain([&mails, &sent, &connections]).map(String::as_str).collect();
    let mut expected = None;
    let orders = [
        [0, 1, 2, 3, 4, 5],
        [5, 4, 3, 2, 1, 0],
        [4, 0, 5, 1, 3, 2],
        [3, 4, 5, 0, 1, 2],
        [2, 4, 1, 3, 0, 5],
        [5, 3, 1, 4, 2, 0],
    ];
    for order in orders {
        let sandbox = sandbox();
        for index in order.into_iter().chain(order) {
            let run = sandbox.run(&["import", files[index]]);
            assert_eq!(run.code, 0, "{order:?} {}: {}", files[index], run.stderr);
        }
        let told = (classes(&sandbox), sandbox.asks());
        assert_eq!(&told, expected.get_or_insert_with(|| told.clone()), "{order:?}");
    }
    let (classes, questions) = expected.unwrap();
    assert_eq!(questions, []);
    let at_once = sandbox();
    let all: Vec<&str> = ["import"].into_iter().chain(files.iter().rev().copied()).collect();
    assert_eq!(at_once.run(&all).code, 0);
    assert_eq!(self::classes(&at_once), classes);
    // Nobody counts as accepted who did not accept, and everybody of whom a source tells it.
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(fixture("truth.json")).unwrap()).unwrap();
    let mut accepted = 0;
    for person in truth["requests"].as_array().unwrap() {
        let slug =
            person["slug"].as_str().filter(|slug| !slug.is_empty()).or(person["name"].as_str()).unwrap();
        let Some(class) = classes.get(slug) else { continue };
        assert_eq!(class == "accepted", person["fate"] == "accept", "{slug} {class}");
        accepted += usize::from(class == "accepted");
    }
    assert!(accepted >= 4, "{accepted}");
}

#[test]
fn a_page_comes_from_a_clipboard_too() {
    let sandbox = sandbox();
    sandbox.run(&["import", &export(0), &export(1), &export(2)]);
    let text = std::fs::read(page("sent-complete")).unwrap();
    let run = sandbox.feed(&["import", "-"], text);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .starts_with("Read standard input as of Sun 2026-11-08: 21 open invitations, the whole list.\n"),
        "{}",
        run.stdout
    );
    let csv = std::fs::read(fixture("mail/00.eml")).unwrap();
    assert!(
        sandbox
            .feed(&["import", "-"], csv)
            .stdout
            .contains("Read standard input: 1 mail, 1 about an acceptance.")
    );
    let run = sandbox.feed(&["import", "-"], "");
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("standard input is empty"), "{}", run.stderr);
    let run = sandbox.feed(&["import", "-"], "Buy milk.\n");
    assert!(run.stderr.starts_with("error: cannot import standard input\n"), "{}", run.stderr);
}

#[test]
fn what_is_no_list_of_people_is_named() {
    let sandbox = sandbox();
    sandbox.fails(1, &["import", &page("profile-pending")], &["is a profile page", "observe --paste"]);
    sandbox.file("notes.txt", "Buy milk.\nAsk Ana about the tests.\n");
    sandbox.fails(
        1,
        &["import", "notes.txt"],
        &["notes.txt is plain text of another kind", "Invitations.csv", "mbox", "Manage invitations > Sent"],
    );
    sandbox.fails(1, &["import", "--as", "page", "notes.txt"], &["this is not a LinkedIn page"]);
    sandbox.fails(1, &["import", "--as", "mail", "notes.txt"], &["is not an e-mail"]);
    sandbox.fails(1, &["import", "--as", "export", &page("sent-complete")], &["plain text of another kind"]);
    let spanish =
        "Ana Lee\nIngeniera\nEnviada hace 2 semanas\nQuitar\nBo Berg\nJefe\nEnviada hace 3 semanas\nQuitar\n";
    sandbox.file("es.txt", spanish);
    sandbox.fails(1, &["import", "es.txt"], &["language"]);
    assert!(!sandbox.database().exists());
}

#[test]
fn hostile_names_on_a_page_drive_nothing() {
    let sandbox = sandbox();
    let rows = [("Ana\u{1b}[31m Lee\u{202e}", "1 week ago"), ("$(touch x)", "2 weeks ago")];
    sandbox.file("sent.txt", sent_page(2, &rows));
    let run = sandbox.run(&["import", "--new", "sent.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let listed = sandbox.ok(&["status", "--all"]) + &sandbox.ok(&["import", "--review"]);
    assert!(!listed.contains(['\u{1b}', '\u{202e}']), "{listed:?}");
    assert!(listed.contains("$(touch x)"));
}

#[test]
fn the_same_row_of_another_days_page_is_asked_about_once_and_answered_for_good() {
    let mut sandbox = sandbox();
    for day in ["08", "09", "10"] {
        sandbox.at(&format!("2026-11-{day}T12:00:00Z"));
        sandbox.file("sent.txt", sent_page(2, &[("Ana Lee", "2 weeks ago"), ("Bo Berg", "3 weeks ago")]));
        assert_eq!(sandbox.run(&["import", "sent.txt"]).code, 0);
        assert_eq!(sandbox.asks(), [question("new", &[]), question("new", &[])], "{day}");
    }
    sandbox.answer("Ana Lee", "nobody");
    sandbox.answer("Bo Berg", "new");
    assert_eq!(sandbox.asks(), []);
    sandbox.at("2026-11-11T12:00:00Z");
    assert_eq!(counts(&sandbox.import(&["--new", "sent.txt"]), "new"), [0]);
    assert_eq!((sandbox.asks(), sandbox.requests().len()), (vec![], 1));
}

#[test]
fn who_goes_by_another_name_is_not_doubled_and_not_missed() {
    let mut sandbox = sandbox();
    sandbox.run(&["add", "Bob Smith", "--sent", "2026-11-01"]);
    sandbox.file("sent.txt", sent_page(1, &[("Robert Smith", "1 week ago")]));
    sandbox.import(&["sent.txt"]);
    assert_eq!(sandbox.asks(), [question("new", &[])]);
    sandbox.answer("Robert Smith", "bob");
    for day in ["09", "10"] {
        sandbox.at(&format!("2026-11-{day}T12:00:00Z"));
        let told = sandbox.import(&["--new", "sent.txt"]);
        assert_eq!(counts(&told, "new closed"), [0, 0], "{told}");
    }
    assert!(
        sandbox.looks("bob").iter().all(|(_, signal)| signal == "sent=listed"),
        "{:?}",
        sandbox.looks("bob")
    );
    assert_eq!((sandbox.asks(), sandbox.requests().len()), (vec![], 1));
}

#[test]
fn nobody_is_missed_while_a_row_of_their_name_is_undecided() {
    let mut sandbox = sandbox();
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-06-01"]);
    // Ana's row has another date; Bo's is nobody's until he is on record.
    sandbox.file("sent.txt", sent_page(2, &[("Ana Lee", "1 week ago"), ("Bo Berg", "3 weeks ago")]));
    assert_eq!(sandbox.run(&["import", "sent.txt"]).code, 3);
    sandbox.at("2026-11-09T12:00:00Z");
    sandbox.run(&["add", "Bo Berg", "--sent", "2026-10-15"]);
    sandbox.file("cy.txt", sent_page(5, &[("Cy Dahl", "1 month ago")]));
    assert_eq!(seen(&sandbox, "2026-11-08", "sent=listed"), 1);
    assert_eq!((counts(&sandbox.import(&["cy.txt"]), "closed"), sandbox.looks("ana")), (vec![0], vec![]));
}

#[test]
fn a_page_that_is_read_some_days_late_tells_whom_it_shows() {
    let mut sandbox = sandbox();
    sandbox.at("2026-11-11T18:00:00Z");
    sandbox.run(&["import", &export(0), &export(1), &export(2)]);
    let run = sandbox.run(&["import", &page("sent-complete")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(sandbox.asks(), []);
}
