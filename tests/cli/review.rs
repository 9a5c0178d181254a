//! What may be about several people is kept, listed, and settled by the user.

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
    sandbox.json(&["import", "--review"])["questions"].clone()
}

#[test]
fn what_is_kept_is_told_once_and_listed() {
    let sandbox = undecided();
    let before = std::fs::read(sandbox.database()).unwrap();
    assert_eq!(sandbox.ok(&["import", "--quiet", "ana.eml"]), "");
    assert!(sandbox.ok(&["import", "ana.eml"]).contains("kept       1 row known and still undecided"));
    assert!(before == std::fs::read(sandbox.database()).unwrap());
    let expected = "1\tAna\taccepted on 2026-10-16, perhaps request #1 (sent 2026-10-10) or request #2 (sent \
                    2026-10-10)\t#1,#2\nNext: invtrack import --assign NUMBER=WHO  (or NUMBER=new, NUMBER=nobody)\n";
    assert_eq!(sandbox.ok(&["import", "--review"]), expected);
    let question = &questions(&sandbox)[0];
    assert_eq!((&question["number"], &question["kind"]), (&1.into(), &"acceptance".into()));
    assert_eq!((&question["candidates"], &question["can_be_new"]), (&json!([1, 2]), &false.into()));
    assert_eq!((&question["first_name"], &question["at"]), (&"Ana".into(), &"2026-10-16T09:00:00Z".into()));
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn an_answer_is_worked_in_once() {
    let sandbox = undecided();
    assert_eq!(
        sandbox.ok(&["import", "--assign", "1=ana roe"]),
        "Settled 1; 0 still open.\nNext: invtrack status\n"
    );
    assert_eq!(
        (class_of(&sandbox, "Ana Roe"), class_of(&sandbox, "Ana Lee")),
        ("accepted".into(), "pending".into())
    );
    assert_eq!(questions(&sandbox), json!([]));
    sandbox.fails(
        1,
        &["import", "--assign", "1=ana lee"],
        &["nothing waits for an answer under the number 1"],
    );
    assert_eq!(sandbox.ok(&["import", "-q", "ana.eml"]), "");
    assert_eq!(sandbox.json(&["show", "ana roe"])["looks"].as_array().unwrap().len(), 1);
}

#[test]
fn nobody_is_an_answer_for_good() {
    let sandbox = undecided();
    sandbox.ok(&["import", "--assign", "1=nobody"]);
    assert_eq!(questions(&sandbox), json!([]));
    assert_eq!(sandbox.ok(&["import", "-q", "ana.eml"]), "");
    assert_eq!(class_of(&sandbox, "Ana Lee"), "pending");
}

#[test]
fn a_rehearsed_answer_writes_nothing() {
    let sandbox = undecided();
    let before = std::fs::read(sandbox.database()).unwrap();
    let told = sandbox.json(&["import", "--dry-run", "--assign", "1=#1"]);
    assert_eq!((&told["settled"], &told["open"], &told["dry_run"]), (&1.into(), &0.into(), &true.into()));
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn a_wrong_answer_changes_nothing() {
    let sandbox = undecided();
    let before = std::fs::read(sandbox.database()).unwrap();
    sandbox.run(&["add", "Cy Dahl", "--sent", "2026-11-01"]);
    for (code, answer, part) in [
        (2, "1", "is not NUMBER=WHO"),
        (2, "one=ana", "is not NUMBER=WHO"),
        (2, "1=", "is not NUMBER=WHO"),
        (1, "7=bo", "under the number 7"),
        (1, "1=new", "can't be a new request"),
        (1, "1=nobody else", "nobody on record fits"),
        (1, "1=ana", "fits 2 people"),
        (1, "1=cy", "from before that person was asked"),
    ] {
        sandbox.fails(code, &["import", "--assign", answer], &[part]);
    }
    // All or none.
    sandbox.fails(1, &["import", "--assign", "1=#1", "--assign", "9=#2"], &["under the number 9"]);
    assert_eq!(class_of(&sandbox, "Ana Lee"), "pending");
    assert_ne!(before, Vec::<u8>::new());
    sandbox.fails(2, &["import", "--review", "ana.eml"], &["cannot be used with"]);
    sandbox.fails(2, &["import"], &["required"]);
}

#[test]
fn an_acceptance_waits_for_its_request() {
    let sandbox = Sandbox::new();
    sandbox.file("a.eml", first_name_mail("Ana"));
    sandbox.file("bo.eml", first_name_mail("Bo").replace("LinkedIn <", "\"Bo Berg via LinkedIn\" <"));
    let run = sandbox.run(&["import", "a.eml", "bo.eml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // Nobody to choose from: no question.
    assert_eq!(questions(&sandbox), json!([]));
    sandbox.run(&["add", "Bo Berg", "--sent", "2026-10-10"]);
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-10-10"]);
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
    let connections = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    sandbox.file("Connections.csv", connections);
    let told = sandbox.run(&["import", "Connections.csv", "--as-of", "2026-10-20"]);
    assert!(told.stdout.contains("kept       1 worked in that waited for this"), "{}", told.stdout);
    assert_eq!(class_of(&sandbox, "Bo Berg"), "accepted");
    sandbox.ok(&["import", "--assign", "1=ana"]);
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
    assert_eq!(questions(&sandbox)[0]["candidates"], json!([1]));
    sandbox.ok(&["import", "--assign", "1=john"]);
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
    session.expect("1 of 1").unwrap();
    session.expect("Who is it").unwrap();
    session.expect("decide later").unwrap();
    // Down to the second, and Enter.
    session.send("\u{1b}[B\r").unwrap();
    session.expect("1 question settled.").unwrap();
    session.expect(expectrl::Eof).unwrap();
    assert_eq!(class_of(&sandbox, "Ana Roe"), "accepted");
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
    assert!(again.stdout.contains("1 row known and still undecided"), "{}", again.stdout);
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
    sandbox.ok(&["import", "--assign", "1=nobody"]);
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
    sandbox.ok(&["import", "--assign", "1=john"]);
    assert_eq!(class_of(&sandbox, "John Smith"), "accepted");
    assert_eq!(questions(&sandbox), json!([]));
    assert_eq!(sandbox.json(&["show", "john"])["looks"].as_array().unwrap().len(), 3);
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
    session.expect("1 of 2").unwrap();
    session.expect("decide later").unwrap();
    session.send("\u{1b}[B\r").unwrap();
    session.expect("2 of 2").unwrap();
    session.expect("decide later").unwrap();
    // Ctrl-C: what was answered is kept.
    session.send("\u{3}").unwrap();
    session.expect(expectrl::Eof).unwrap();
    assert_eq!(sandbox.requests().len(), 1);
    assert_eq!(questions(&sandbox).as_array().unwrap().len(), 1);
}

#[test]
fn a_namesake_is_no_question_any_more_when_the_acceptance_is_known() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "John Smith", "--sent", "2026-10-01"]);
    let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    let row = "John,Smith,https://www.linkedin.com/in/js,,,,03 Oct 2026\n";
    sandbox.file("x_10-05-2026/Connections.csv", format!("{header}{row}"));
    assert_eq!(sandbox.run(&["import", "x_10-05-2026"]).code, 3);
    let page = "John Smith’s profile picture\nJohn Smith\nBaker\nConnected on October 3, 2026\nMessage\n";
    sandbox.file("page.txt", page);
    sandbox.ok(&["import", "page.txt"]);
    assert_eq!(class_of(&sandbox, "John Smith"), "accepted");
    assert_eq!(questions(&sandbox), json!([]));
}

#[test]
fn what_was_typed_after_an_export_was_read_is_looked_up_in_it_with_the_next_import() {
    let mut sandbox = Sandbox::new();
    let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    let list = |name: &str| format!("{header}Old,{name},https://www.linkedin.com/in/{name},,,,03 Jan 2020\n");
    sandbox.file("x_10-30-2026/Connections.csv", list("friend"));
    sandbox.at("2026-10-31T08:00:00Z").run(&["import", "x_10-30-2026"]);
    sandbox.at("2026-11-01T08:00:00Z").run(&["add", "Ana Lee", "--url", "ana-lee", "--sent", "2026-10-01"]);
    sandbox.file("x_11-02-2026/Connections.csv", list("friend"));
    sandbox.at("2026-11-03T08:00:00Z").ok(&["import", "x_11-02-2026"]);
    let days = |sandbox: &Sandbox| {
        let looks = sandbox.json(&["show", "ana"])["looks"].clone();
        let days =
            looks.as_array().unwrap().iter().map(|look| look["seen_at"].as_str().unwrap()[..10].to_owned());
        days.collect::<Vec<_>>()
    };
    assert_eq!(days(&sandbox), ["2026-10-30", "2026-11-02"]);
    assert_eq!(class_of(&sandbox, "Ana Lee"), "ignored");
}

#[test]
fn an_answer_given_twice_is_a_mistake() {
    let sandbox = undecided();
    sandbox.fails(1, &["import", "--assign", "1=#1", "--assign", "1=#2"], &["1 is answered twice"]);
}
