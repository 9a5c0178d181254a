//! What may be about several people is asked, and settled by the user.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

const FRIDAY: &str = "Fri, 16 Oct 2026 09:00:00 +0000";

fn first_name_mail(first: &str) -> String {
    format!(
        "From: LinkedIn <invitations@linkedin.com>\r\nTo: me@example.org\r\nSubject: {first} accepted your \
         invitation, explore their network\r\nDate: {FRIDAY}\r\nMessage-ID: <{first}@x>\r\n\r\n{first} has accepted \
         your invitation\r\n"
    )
}

/// Two people of that first name were asked, and a mail says that one of them accepted.
fn undecided() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["Ana Lee", "Ana Roe", "Bo Berg"] {
        sandbox.run(&["add", name, "--sent", "2026-10-10"]);
    }
    sandbox.file("ana.eml", first_name_mail("Ana"));
    assert_eq!(sandbox.run(&["import", "-q", "ana.eml"]).code, 3);
    sandbox
}

fn class_of(sandbox: &Sandbox, name: &str) -> String {
    let requests = sandbox.requests();
    let request = requests.iter().find(|request| request["name"] == name).unwrap();
    request["verdict"]["class"].as_str().unwrap().to_owned()
}

fn questions(sandbox: &Sandbox) -> Value {
    sandbox.json(&["import", "--review"])["unsure"].clone()
}

/// Answers the first question that is open.
fn settle(sandbox: &Sandbox, whom: &str) -> String {
    let id = questions(sandbox)[0]["id"].as_str().unwrap().to_owned();
    sandbox.ok(&["import", "--assign", &format!("{id}={whom}")])
}

/// The signs that were seen of the latest request, with their days.
fn looks(sandbox: &Sandbox, who: &str) -> Vec<(String, String)> {
    let text = |look: &Value, key: &str| look[key].as_str().unwrap().to_owned();
    let shown = sandbox.json(&["show", who])["requests"][0]["looks"].clone();
    shown
        .as_array()
        .unwrap()
        .iter()
        .map(|look| (text(look, "at")[..10].to_owned(), text(look, "signal")))
        .collect()
}

#[test]
fn what_is_unsure_is_told_once_and_listed() {
    let sandbox = undecided();
    let before = std::fs::read(sandbox.database()).unwrap();
    assert_eq!(sandbox.run(&["import", "--quiet", "ana.eml"]).code, 0);
    let told = sandbox.run(&["import", "ana.eml"]);
    assert!(told.stdout.contains("nothing new"), "{}", told.stdout);
    assert_eq!(told.stderr, "note: 1 question waits from before\n");
    assert!(before == std::fs::read(sandbox.database()).unwrap());
    let question = &questions(&sandbox)[0];
    assert_eq!((&question["kind"], &question["requests"]), (&"first".into(), &json!([1, 2])));
    assert_eq!(question["answers"], json!(["other", "nobody"]));
    let about = &question["about"][0];
    assert_eq!((&about["fact"], &about["first"]), (&"acceptance".into(), &"Ana".into()));
    let expected = format!(
        "{}\tfirst\tAna accepted on 2026-10-16, and only the first name is told: is that Ana Lee (#1) or Ana Roe \
         (#2)?\t#1,#2\nNext: invtrack import --assign ID=WHO\n",
        question["id"].as_str().unwrap()
    );
    assert_eq!(sandbox.ok(&["import", "--review"]), expected);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn an_answer_counts_at_once_and_for_good() {
    let sandbox = undecided();
    assert_eq!(settle(&sandbox, "ana roe"), "Settled 1; 0 still unsure.\nNext: invtrack status\n");
    assert_eq!(
        (class_of(&sandbox, "Ana Roe"), class_of(&sandbox, "Ana Lee")),
        ("accepted".into(), "pending".into())
    );
    assert_eq!(questions(&sandbox), json!([]));
    assert_eq!(sandbox.ok(&["import", "-q", "ana.eml"]), "");
    assert_eq!(looks(&sandbox, "ana roe"), [("2026-10-16".into(), "member=dated".into())]);
    // And it can be taken back.
    sandbox.ok(&["undo"]);
    assert_eq!(
        (class_of(&sandbox, "Ana Roe"), questions(&sandbox).as_array().unwrap().len()),
        ("pending".into(), 1)
    );
}

#[test]
fn nobody_and_somebody_else_are_answers_for_good() {
    for answer in ["nobody", "other"] {
        let sandbox = undecided();
        settle(&sandbox, answer);
        assert_eq!(questions(&sandbox), json!([]), "{answer}");
        assert_eq!(sandbox.ok(&["import", "-q", "ana.eml"]), "");
        assert_eq!(class_of(&sandbox, "Ana Lee"), "pending");
    }
}

#[test]
fn a_rehearsed_answer_writes_nothing() {
    let sandbox = undecided();
    let before = std::fs::read(sandbox.database()).unwrap();
    let id = questions(&sandbox)[0]["id"].as_str().unwrap().to_owned();
    let told = sandbox.json(&["import", "--dry-run", "--assign", &format!("{id}=#1")]);
    assert_eq!((&told["settled"], &told["unsure"], &told["dry_run"]), (&1.into(), &0.into(), &true.into()));
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn a_wrong_answer_changes_nothing() {
    let sandbox = undecided();
    let id = questions(&sandbox)[0]["id"].as_str().unwrap().to_owned();
    let before = std::fs::read(sandbox.database()).unwrap();
    for (code, answer, part) in [
        (2, id.clone(), "is not ID=WHO"),
        (2, "=ana".to_owned(), "is not ID=WHO"),
        (2, format!("{id}="), "is not ID=WHO"),
        (1, "xyz=bo".to_owned(), "no question is called"),
        (2, format!("{id}=new"), "not an answer to that question"),
        (1, format!("{id}=nobody else"), "no one on record matches"),
        (1, format!("{id}=ana"), "matches 2 people"),
    ] {
        sandbox.fails(code, &["import", "--assign", &answer], &[part]);
    }
    // All or none, and one answer a question.
    let (one, other) = (format!("{id}=#1"), format!("{id}=#2"));
    sandbox.fails(1, &["import", "--assign", &one, "--assign", "xyz=#2"], &["no question is called"]);
    sandbox.fails(2, &["import", "--assign", &one, "--assign", &other], &["answered twice"]);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
    sandbox.fails(2, &["import", "--review", "ana.eml"], &["cannot be used with"]);
    sandbox.fails(2, &["import"], &["required"]);
}

#[test]
fn an_acceptance_counts_the_moment_its_request_is_on_record() {
    let sandbox = Sandbox::new();
    sandbox.file("a.eml", first_name_mail("Ana"));
    sandbox.file("bo.eml", first_name_mail("Bo").replace("LinkedIn <", "\"Bo Berg via LinkedIn\" <"));
    let run = sandbox.run(&["import", "a.eml", "bo.eml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // Nobody to choose from: no question.
    assert_eq!(questions(&sandbox), json!([]));
    sandbox.run(&["add", "Bo Berg", "--sent", "2026-10-10"]);
    assert_eq!(class_of(&sandbox, "Bo Berg"), "accepted");
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-10-10"]);
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
    settle(&sandbox, "ana");
    assert_eq!(class_of(&sandbox, "Ana Lee"), "accepted");
}

#[test]
fn a_connection_of_the_same_name_is_taken_on_the_users_word() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "John Smith", "--sent", "2026-10-01"]);
    let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    sandbox.file(
        "x_10-05-2026/Connections.csv",
        format!("{header}John,Smith,https://www.linkedin.com/in/js2,,,,03 Oct 2026\n"),
    );
    assert_eq!(sandbox.run(&["import", "x_10-05-2026"]).code, 3);
    assert_eq!(sandbox.run(&["import", "x_10-05-2026"]).code, 0);
    assert_eq!(questions(&sandbox)[0]["requests"], json!([1]));
    settle(&sandbox, "john");
    assert_eq!(class_of(&sandbox, "John Smith"), "accepted");
    assert_eq!(sandbox.requests()[0]["slug"], "js2");
}

#[test]
fn a_person_at_a_terminal_is_asked() {
    use expectrl::Expect;
    let sandbox = undecided();
    let mut command = sandbox.command(&["import", "--review"]);
    command.env("TERM", "xterm").stdin(std::process::Stdio::inherit());
    let mut session = expectrl::Session::spawn(command).unwrap();
    session.expect("1 to answer").unwrap();
    session.expect("  2  Ana Roe (#2), sent").unwrap();
    session.expect("decide later").unwrap();
    session.expect("What is it [1-6]").unwrap();
    session.send("2\r").unwrap();
    session.expect("1 question settled.").unwrap();
    session.expect(expectrl::Eof).unwrap();
    assert_eq!(class_of(&sandbox, "Ana Roe"), "accepted");
}

#[test]
fn text_that_is_pasted_where_a_number_is_asked_for_chooses_nobody() {
    use expectrl::Expect;
    let sandbox = undecided();
    let mut command = sandbox.command(&["import", "--review"]);
    command.env("TERM", "xterm").stdin(std::process::Stdio::inherit());
    let mut session = expectrl::Session::spawn(command).unwrap();
    for text in ["Jim Smith 123\r", " \r", "\r", "0\r", "7\r", "\u{1b}[B\r", "1 2\r"] {
        session.expect("What is it [1-6]").unwrap();
        session.send(text).unwrap();
    }
    session.expect("What is it [1-6]").unwrap();
    session.send("\u{3}").unwrap();
    session.expect(expectrl::Eof).unwrap();
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
}

#[test]
fn the_same_row_of_a_later_export_is_not_told_again() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-10-01"]);
    let header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
    let row = "Me,Ana Lee,\"9/1/26, 9:00 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/al\n";
    sandbox.file("Invitations.csv", format!("{header}{row}"));
    let import = |day| sandbox.run(&["import", "Invitations.csv", "--as-of", day]);
    assert_eq!(import("2026-10-05").code, 3);
    let again = import("2026-10-12");
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert!(again.stderr.contains("1 question waits from before"), "{}", again.stderr);
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
    settle(&sandbox, "other");
    assert_eq!(import("2026-10-19").code, 0);
    assert_eq!(questions(&sandbox), json!([]));
}

#[test]
fn who_connected_under_another_profile_is_not_taken_for_the_one_asked() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "John Smith", "--url", "js1", "--sent", "2026-10-01"]);
    let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    let row = "John,Smith,https://www.linkedin.com/in/js2,,,,16 Oct 2026\n";
    sandbox.file("x_10-20-2026/Connections.csv", format!("{header}{row}"));
    assert_eq!(sandbox.run(&["import", "x_10-20-2026"]).code, 3);
    sandbox.file("john.eml", first_name_mail("John").replace("LinkedIn <", "\"John Smith via LinkedIn\" <"));
    assert_eq!(sandbox.run(&["import", "john.eml"]).code, 0);
    let page = "John Smith’s profile picture\nJohn Smith\nBaker\nConnected on October 16, 2026\nMessage\n";
    sandbox.file("page.txt", page);
    assert_eq!(sandbox.run(&["import", "page.txt"]).code, 0);
    assert_eq!(class_of(&sandbox, "John Smith"), "pending");
    // One question, and its answer settles all three.
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
    settle(&sandbox, "john");
    assert_eq!(class_of(&sandbox, "John Smith"), "accepted");
    assert_eq!(questions(&sandbox), json!([]));
    assert!(looks(&sandbox, "john").contains(&("2026-10-16".into(), "member=dated".into())));
}

#[test]
fn an_answer_that_settles_another_question_is_not_asked_again() {
    use expectrl::Expect;
    let mut sandbox = Sandbox::new();
    let page = "Manage invitations\nPeople (1)\nAna Lee\nBaker\nSent 2 weeks ago\nWithdraw\n";
    for (day, name) in [("10", "Ana Lee"), ("11", "Ana Lee"), ("12", "Bo Berg")] {
        sandbox.at(&format!("2026-11-{day}T12:00:00Z"));
        sandbox.file("sent.txt", page.replace("Ana Lee", name));
        assert_eq!(sandbox.run(&["import", "sent.txt"]).code, 0);
    }
    let mut command = sandbox.command(&["import", "--review"]);
    command.env("TERM", "xterm").stdin(std::process::Stdio::inherit());
    let mut session = expectrl::Session::spawn(command).unwrap();
    session.expect("2 to answer").unwrap();
    session.expect("What is it").unwrap();
    session.send("1\r").unwrap();
    session.expect("1 to answer").unwrap();
    session.expect("What is it").unwrap();
    // Ctrl-C: what was answered is kept.
    session.send("\u{3}").unwrap();
    session.expect(expectrl::Eof).unwrap();
    assert_eq!(sandbox.requests().len(), 1);
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
}

#[test]
fn what_was_typed_after_an_export_was_read_is_looked_up_in_it_at_once() {
    let mut sandbox = Sandbox::new();
    let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    let list = format!("{header}Old,Friend,https://www.linkedin.com/in/friend,,,,03 Jan 2020\n");
    sandbox.file("x_10-30-2026/Connections.csv", &list);
    sandbox.at("2026-10-31T08:00:00Z").run(&["import", "x_10-30-2026"]);
    sandbox.at("2026-11-01T08:00:00Z").run(&["add", "Ana Lee", "--url", "ana-lee", "--sent", "2026-10-01"]);
    assert_eq!(looks(&sandbox, "ana"), [("2026-10-30".into(), "member=absent".into())]);
    assert_eq!(class_of(&sandbox, "Ana Lee"), "ignored");
}
