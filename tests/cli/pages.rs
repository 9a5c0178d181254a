//! Copied and saved pages, end to end: Sent and Connections, alone and mixed with everything else.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, export, fixture};

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

fn import(sandbox: &Sandbox, args: &[&str]) -> Value {
    sandbox.json(&[&["import"], args].concat())["files"][0].clone()
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
    let told = import(&sandbox, &[&page("sent-complete")]);
    for (key, value) in [("listed", 21), ("missing", 7), ("not_on_record", 0), ("new", 0), ("rows", 21)] {
        assert_eq!(told[key], value, "{key} {told}");
    }
    assert_eq!(
        (&told["complete"], &told["page"], &told["kind"]),
        (&true.into(), &"sent".into(), &"page".into())
    );
    let before = std::fs::read(sandbox.database()).unwrap();
    let again = import(&sandbox, &[&page("sent-complete")]);
    assert_eq!((&again["listed"], &again["missing"], &again["known"]), (&0.into(), &0.into(), &21.into()));
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn a_page_that_is_not_complete_proves_no_absence() {
    let sandbox = sandbox();
    sandbox.run(&["import", &export(0), &export(1), &export(2)]);
    let told = import(&sandbox, &[&page("sent-partial")]);
    assert_eq!(
        (&told["listed"], &told["missing"], &told["complete"]),
        (&10.into(), &0.into(), &false.into())
    );
}

#[test]
fn rows_about_nobody_on_record_are_offered_and_taken_on_request() {
    let sandbox = sandbox();
    let run = sandbox.run(&["import", &page("sent-complete")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("not known  21 rows about nobody on record"), "{}", run.stdout);
    assert!(run.stderr.contains("--new") && run.stderr.contains("--review"), "{}", run.stderr);
    assert!(sandbox.requests().is_empty());
    assert_eq!(import(&sandbox, &["--new", &page("sent-complete")])["new"], 21);
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
    assert_eq!(import(&sandbox, &["--new", &page("sent-complete")])["new"], 0);
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
        import(&sandbox, &["sent.txt"]);
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
    let told = import(&sandbox, &["sent.txt"]);
    assert_eq!((&told["listed"], &told["not_on_record"]), (&1.into(), &1.into()), "{told}");
    sandbox.at("2026-11-09T12:00:00Z");
    // Two on record and one row that fits both: which of them, nobody knows.
    sandbox.run(&["add", "Ana Lee", "--url", "ana-lee-2", "--sent", "2026-11-02"]);
    sandbox.file("sent.txt", sent_page(1, &[("Ana Lee", "1 week ago")]));
    let run = sandbox.run(&["import", "sent.txt"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    assert!(run.stderr.contains("this may be request #1") && run.stderr.contains("#2"), "{}", run.stderr);
}

#[test]
fn a_date_that_does_not_fit_is_asked_about_and_nobody_is_missed() {
    let sandbox = sandbox();
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-09-01"]);
    sandbox.file("sent.txt", sent_page(1, &[("Ana Lee", "1 week ago")]));
    let run = sandbox.run(&["import", "sent.txt"]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("sent.txt:3: kept") && run.stderr.contains("#1"), "{}", run.stderr);
    sandbox.ok(&["import", "--assign", "1=ana"]);
    let request = &sandbox.requests()[0];
    assert_eq!(
        (&request["sent_at"], &request["sent_within_days"]),
        (&"2026-10-28T12:00:00Z".into(), &4.into())
    );
    assert_eq!(request["last_observed_at"], "2026-11-08T12:00:00Z");
}

#[test]
fn a_name_typed_otherwise_is_not_missed_while_a_row_of_that_time_is_nobodys() {
    let sandbox = sandbox();
    sandbox.run(&["add", "Bob Smith", "--sent", "2026-11-01"]);
    sandbox.run(&["add", "Cy Dahl", "--sent", "2026-09-01"]);
    sandbox.file("sent.txt", sent_page(1, &[("Robert Smith", "1 week ago")]));
    assert_eq!(import(&sandbox, &["sent.txt"])["missing"], 1);
    sandbox.ok(&["import", "--assign", "1=bob"]);
    assert_eq!(sandbox.json(&["import", "--review"])["questions"], json!([]));
    assert!(sandbox.ok(&["show", "bob"]).contains("listed in Sent"));
}

#[test]
fn the_connections_page_dates_acceptances_and_misses_nobody() {
    for name in ["connections-en", "connections-de"] {
        let sandbox = sandbox();
        sandbox.run(&["import", &export(0), &export(1), &export(2)]);
        let told = import(&sandbox, &[&page(name)]);
        assert_eq!((&told["accepted"], &told["page"]), (&3.into(), &"connections".into()), "{told}");
        assert_eq!(told["not_on_record"], 9);
        assert_eq!(import(&sandbox, &[&page(name)])["accepted"], 0);
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
        let told = (classes(&sandbox), sandbox.json(&["import", "--review"])["questions"].clone());
        assert_eq!(&told, expected.get_or_insert_with(|| told.clone()), "{order:?}");
    }
    let (classes, questions) = expected.unwrap();
    assert_eq!(questions, json!([]));
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
        run.stdout.starts_with("Read standard input as of Sun 2026-11-08: your Sent page, complete"),
        "{}",
        run.stdout
    );
    let csv = std::fs::read(fixture("mail/00.eml")).unwrap();
    assert!(sandbox.feed(&["import", "-"], csv).stdout.contains("Read standard input: 1 mail."));
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
        &["notes.txt is some other text", "Invitations.csv", "mbox", "Manage invitations > Sent"],
    );
    sandbox.fails(1, &["import", "--as", "page", "notes.txt"], &["this is no LinkedIn page"]);
    sandbox.fails(1, &["import", "--as", "mail", "notes.txt"], &["is not an e-mail"]);
    sandbox.fails(1, &["import", "--as", "export", &page("sent-complete")], &["some other text"]);
    let french = "Ana Lee\nIngénieure\nEnvoyé il y a 2 semaines\nRetirer\nBo Berg\nChef\nEnvoyé il y a 3 semaines\nRetirer\n";
    sandbox.file("fr.txt", french);
    sandbox.fails(1, &["import", "fr.txt"], &["language"]);
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

fn questions(sandbox: &Sandbox) -> Value {
    sandbox.json(&["import", "--review"])["questions"].clone()
}

#[test]
fn the_same_row_of_another_days_page_is_asked_about_once_and_answered_for_good() {
    let mut sandbox = sandbox();
    for day in ["08", "09", "10"] {
        sandbox.at(&format!("2026-11-{day}T12:00:00Z"));
        sandbox.file("sent.txt", sent_page(2, &[("Ana Lee", "2 weeks ago"), ("Bo Berg", "3 weeks ago")]));
        assert_eq!(sandbox.run(&["import", "sent.txt"]).code, 0);
        assert_eq!(questions(&sandbox).as_array().unwrap().len(), 2, "{day}");
    }
    sandbox.ok(&["import", "--assign", "1=nobody", "--assign", "2=new"]);
    assert_eq!(questions(&sandbox), json!([]));
    sandbox.at("2026-11-11T12:00:00Z");
    assert_eq!(import(&sandbox, &["--new", "sent.txt"])["new"], 0);
    assert_eq!((questions(&sandbox), sandbox.requests().len()), (json!([]), 1));
}

#[test]
fn who_goes_by_another_name_is_not_doubled_and_not_missed() {
    let mut sandbox = sandbox();
    sandbox.run(&["add", "Bob Smith", "--sent", "2026-11-01"]);
    sandbox.file("sent.txt", sent_page(1, &[("Robert Smith", "1 week ago")]));
    assert_eq!(import(&sandbox, &["sent.txt"])["not_on_record"], 1);
    sandbox.ok(&["import", "--assign", "1=bob"]);
    for day in ["09", "10"] {
        sandbox.at(&format!("2026-11-{day}T12:00:00Z"));
        let told = import(&sandbox, &["--new", "sent.txt"]);
        assert_eq!((&told["new"], &told["missing"]), (&0.into(), &0.into()), "{told}");
    }
    assert_eq!((questions(&sandbox), sandbox.requests().len()), (json!([]), 1));
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
    assert_eq!(import(&sandbox, &["cy.txt"])["caught_up"], 1);
    assert_eq!(sandbox.json(&["show", "ana"])["looks"], json!([]));
}

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
    assert_eq!(questions(&by_name)[0]["candidates"], json!([1]));
    by_name.ok(&["import", "--assign", "1=ana"]);
    assert_eq!(attempts(&by_name), expected);
    assert_eq!(import(&by_name, &["--new", "sent.txt"])["new"], 0);

    let by_profile = withdrawn();
    by_profile.file("sent.html", saved_page("Ana Lee", "ana-lee", "2 days ago"));
    assert_eq!(import(&by_profile, &["sent.html"])["not_on_record"], 1);
    assert_eq!(import(&by_profile, &["--new", "sent.html"])["new"], 1);
    assert_eq!(attempts(&by_profile), expected);
}

#[test]
fn a_page_from_before_the_user_withdrew_lists_the_request() {
    let sandbox = withdrawn();
    sandbox.file("sent.txt", sent_page(1, &[("Ana Lee", "2 months ago")]));
    let told = import(&sandbox, &["--new", "--as-of", "2026-08-10", "sent.txt"]);
    assert_eq!((&told["listed"], &told["new"]), (&1.into(), &0.into()), "{told}");
}

#[test]
fn a_profile_with_another_date_is_asked_about() {
    let sandbox = sandbox();
    sandbox.run(&["add", "Ana Lee", "--url", "ana-lee", "--sent", "2025-06-01"]);
    sandbox.file("sent.html", saved_page("Ana Lee", "ana-lee", "2 days ago"));
    assert_eq!(sandbox.run(&["import", "sent.html"]).code, 3);
    assert_eq!(questions(&sandbox)[0]["candidates"], json!([1]));
}

#[test]
fn a_page_that_is_read_some_days_late_tells_whom_it_shows() {
    let mut sandbox = sandbox();
    sandbox.at("2026-11-11T18:00:00Z");
    sandbox.run(&["import", &export(0), &export(1), &export(2)]);
    let run = sandbox.run(&["import", &page("sent-complete")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(sandbox.json(&["import", "--review"])["questions"], json!([]));
}
