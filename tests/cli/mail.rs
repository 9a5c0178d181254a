//! LinkedIn's mails about acceptances, end to end: alone, mixed with exports, odd and hostile ones.

mod names;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::sandbox::{Sandbox, amount, counts, export, fixture, state};

/// The morning after the last sample export.
const NOW: &str = "2026-11-09T08:00:00Z";

fn mailbox() -> String {
    fixture("mail/linkedin.mbox")
}

fn truth() -> Vec<Value> {
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(fixture("truth.json")).unwrap()).unwrap();
    truth["requests"].as_array().unwrap().clone()
}

/// Who of the sample's people a mail in the mailbox tells of: those who accepted by the day of the last one. (The
/// reader's own tests compare the mails with the truth one by one.)
fn told() -> BTreeSet<String> {
    let accepted = truth().into_iter().filter(|person| {
        person["fate"] == "accept" && person["at"].as_str().unwrap() < "2026-10-19T08:07:42"
    });
    accepted.map(|person| person["slug"].as_str().unwrap().to_owned()).collect()
}

/// A record with every request of the sample, typed in.
fn everybody_asked() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at(NOW);
    for person in truth() {
        let text = |key: &str| person[key].as_str().unwrap_or_default();
        let sent = format!("{}Z", text("sent"));
        let url = format!("linkedin.com/in/{}", text("slug"));
        let named = ["add", text("name"), "--sent", &sent];
        let with_url = [&named[..], &["--url", &url]].concat();
        let args = if text("slug").is_empty() { named.to_vec() } else { with_url };
        assert_eq!(sandbox.run(&args).code, 0, "{args:?}");
    }
    sandbox
}

/// Class by profile, or name where there is none.
fn classes(sandbox: &Sandbox) -> BTreeMap<String, String> {
    let key = |request: &Value| request["slug"].as_str().or(request["name"].as_str()).unwrap().to_owned();
    let class = |request: &Value| request["verdict"]["class"].as_str().unwrap().to_owned();
    sandbox.requests().iter().map(|request| (key(request), class(request))).collect()
}

fn accepted(sandbox: &Sandbox) -> BTreeSet<String> {
    let classes = classes(sandbox).into_iter();
    classes.filter(|(_, class)| class == "accepted").map(|(who, _)| who).collect()
}

fn import(sandbox: &Sandbox, path: &str) -> Value {
    sandbox.import(&[path])
}

/// A dated mail from that sender.
fn mail(from: &str, subject: &str, date: &str, body: &str) -> String {
    format!(
        "From: {from}\r\nTo: me@example.org\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: <{subject}.{date}@x>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    )
}

/// LinkedIn's mail about one acceptance, without a link to the profile.
fn nameless_link(full: &str, date: &str) -> String {
    let first = full.split(' ').next().unwrap();
    let from = format!("\"{full} via LinkedIn\" <invitations@linkedin.com>");
    let subject = format!("{first} accepted your invitation, explore their network");
    mail(&from, &subject, date, &format!("{first} has accepted your invitation\r\n{full}\r\n"))
}

/// LinkedIn's mail with nothing but a first name.
fn first_name(first: &str, date: &str) -> String {
    let subject = format!("{first} accepted your invitation, explore their network");
    mail(
        "LinkedIn <invitations@linkedin.com>",
        &subject,
        date,
        &format!("{first} has accepted your invitation\r\n"),
    )
}

const FRIDAY: &str = "Fri, 16 Oct 2026 09:00:00 +0000";

#[test]
fn every_acceptance_told_is_on_record_and_nobody_elses() {
    let sandbox = everybody_asked();
    assert!(accepted(&sandbox).is_empty());
    let answer = import(&sandbox, &mailbox());
    let file = &answer["files"][0];
    assert_eq!((&file["kind"], amount(file, "mails")), (&"mails".into(), 21));
    assert_eq!(counts(&answer, "accepted new closed unsure left_out"), [21, 0, 0, 0, 0], "{answer}");
    let skipped =
        ["other mails", "copies", "that pass for LinkedIn's and are not"].map(|what| amount(file, what));
    assert_eq!((skipped, &file["bad"]), ([4, 0, 1], &serde_json::json!([])));
    assert_eq!(accepted(&sandbox), told());
}

#[test]
fn an_acceptance_that_was_taken_out_is_not_read_again() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-11-10T12:00:00Z");
    sandbox.ok(&["add", "-q", "Zoe Brandt", "--sent", "2026-10-01"]);
    // Two mails tell the same, and another one comes much later.
    for (name, date) in
        [("1.eml", "Sat, 10 Oct 2026 09:00:00 +0000"), ("2.eml", "Sun, 11 Oct 2026 09:00:00 +0000")]
    {
        sandbox.file(&format!("mails/{name}"), nameless_link("Zoe Brandt", date));
    }
    let mails = sandbox.home().join("mails");
    import(&sandbox, mails.to_str().unwrap());
    assert_eq!(accepted(&sandbox).len(), 1);
    for look in sandbox.json(&["show", "1"])["requests"][0]["looks"].as_array().unwrap() {
        sandbox.ok(&["edit", "-q", "1", "--remove-look", &look["id"].to_string()]);
    }
    let told = import(&sandbox, mails.to_str().unwrap());
    assert_eq!((counts(&told, "accepted new_facts"), accepted(&sandbox).len()), (vec![0, 0], 0), "{told}");
    let later = sandbox.file("later.eml", nameless_link("Zoe Brandt", "Fri, 30 Oct 2026 09:00:00 +0000"));
    assert_eq!(counts(&import(&sandbox, later.to_str().unwrap()), "accepted"), [1]);
}

#[test]
fn a_mail_s_date_is_when_it_was_seen() {
    let sandbox = everybody_asked();
    import(&sandbox, &fixture("mail/00.eml"));
    let shown = sandbox.json(&["show", "freya-ferrer-2b0a14"]).to_string();
    assert!(shown.contains("2026-07-25T08:25:58Z") && shown.contains("\"mail\""), "{shown}");
}

#[test]
fn mails_and_exports_in_any_order_end_in_the_same() {
    let mut expected = None;
    let [first, second, third] = [0, 1, 2].map(export);
    let mailbox = mailbox();
    let files = [&first, &second, &third, &mailbox];
    for order in [[0, 1, 2, 3], [3, 0, 1, 2], [0, 3, 2, 1], [2, 3, 1, 0], [1, 0, 3, 2], [3, 2, 1, 0]] {
        let mut sandbox = Sandbox::new();
        sandbox.at(NOW);
        for index in order {
            assert_eq!(sandbox.run(&["import", files[index]]).code, 0);
        }
        let classes = classes(&sandbox);
        assert_eq!(&classes, expected.get_or_insert_with(|| classes.clone()), "{order:?}");
    }
    let mut at_once = Sandbox::new();
    at_once.at(NOW);
    let answer = at_once.json(&["import", &mailbox, &third, &first, &fixture("mail/Maildir"), &second]);
    assert_eq!(Some(classes(&at_once)), expected);
    let kinds: Vec<&Value> = answer["files"].as_array().unwrap().iter().map(|file| &file["kind"]).collect();
    assert_eq!(kinds, ["mails", "export", "export", "mails", "export"]);
}

#[test]
fn every_place_is_read_and_twice_changes_not_a_byte() {
    let sandbox = everybody_asked();
    sandbox.file("desk/a.eml", std::fs::read(fixture("mail/00.eml")).unwrap());
    sandbox.file("desk/copy of a.eml", std::fs::read(fixture("mail/00.eml")).unwrap());
    sandbox.file("desk/b.eml", std::fs::read(fixture("mail/01.eml")).unwrap());
    let news = |path: &str| counts(&import(&sandbox, path), "accepted new_facts");
    let first = import(&sandbox, "desk");
    assert_eq!((counts(&first, "accepted new_facts"), amount(&first["files"][0], "copies")), (vec![2, 2], 1));
    assert_eq!(news("desk"), [0, 0]);
    assert_eq!(news(&fixture("mail/Maildir")), [4, 4]);
    assert_eq!(news(&mailbox())[0], 15);
    let before = std::fs::read(sandbox.database()).unwrap();
    assert_eq!(news(&mailbox()), [0, 0]);
    assert_eq!(news("desk"), [0, 0]);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
    assert_eq!(accepted(&sandbox), told());
}

#[test]
fn cron_hears_nothing_of_a_live_maildir_and_nothing_in_it_changes() {
    let sandbox = everybody_asked();
    for (place, number) in [("cur/1.M1.host:2,S", "00"), ("new/2.M2.host", "01")] {
        let bytes = std::fs::read(fixture(&format!("mail/{number}.eml"))).unwrap();
        sandbox.file(&format!("Maildir/{place}"), bytes);
    }
    sandbox.file("Maildir/new/3.M3.host", mail("a@b", "Lunch?", FRIDAY, "At one."));
    sandbox.file("Maildir/tmp/4.M4.host", "half a ma");
    let maildir = sandbox.home().join("Maildir");
    let before = state(&maildir);
    for _ in 0..2 {
        assert_eq!(sandbox.ok(&["import", "--quiet", "Maildir"]), "");
    }
    assert!(before == state(&maildir));
    assert_eq!(accepted(&sandbox).len(), 2);
    let before = std::fs::read(sandbox.database()).unwrap();
    assert_eq!(sandbox.ok(&["import", "--quiet", "Maildir"]), "");
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn an_empty_maildir_and_a_crowded_one_are_maildirs() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.home().join("Mail/new")).unwrap();
    assert_eq!(amount(&import(&sandbox, "Mail")["files"][0], "mails"), 0);
    for number in 0..5_010 {
        std::fs::write(sandbox.home().join(format!("Mail/new/{number}")), "From: a@b\nSubject: x\n\nx\n")
            .unwrap();
    }
    assert_eq!(amount(&import(&sandbox, "Mail")["files"][0], "mails"), 5_010);
}

#[test]
fn a_folder_with_the_files_of_an_export_is_one() {
    let sandbox = Sandbox::new();
    sandbox.file("desk/a.eml", nameless_link("Ana Lee", FRIDAY));
    sandbox.file(
        "desk/Connections.csv",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
    );
    assert_eq!(sandbox.json(&["import", "desk", "--as-of", "2026-10-20"])["files"][0]["kind"], "export");
}

#[test]
fn a_dry_run_of_mails_writes_nothing_and_tells_the_same() {
    let sandbox = everybody_asked();
    let before = std::fs::read(sandbox.database()).unwrap();
    let rehearsed = sandbox.json(&["import", "--dry-run", &mailbox()]);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
    let mut done = sandbox.json(&["import", &mailbox()]);
    done["dry_run"] = true.into();
    assert_eq!(rehearsed, done);
}

#[test]
fn the_summary_is_short() {
    let sandbox = everybody_asked();
    let expected = "Read linkedin.mbox: 21 mails, 16 about acceptances.
  skipped    4 other mails, 1 that passes for LinkedIn's and is not
  21 of your earlier ones accepted
Next: invtrack status
";
    assert_eq!(sandbox.ok(&["import", &mailbox()]), expected);
}

#[test]
fn an_export_of_that_day_does_not_take_an_acceptance_back() {
    let sandbox = Sandbox::new();
    let invitations = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
        Me,Ana Lee,\"10/10/26, 6:57 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana-lee\n";
    let connections = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    sandbox.file("x_10-16-2026/Invitations.csv", invitations);
    sandbox.file("x_10-16-2026/Connections.csv", connections);
    sandbox.file("a.eml", nameless_link("Ana Lee", FRIDAY));
    sandbox.run(&["import", "x_10-16-2026", "a.eml"]);
    assert_eq!(classes(&sandbox)["ana-lee"], "accepted");
}

#[test]
fn look_alikes_are_refused_and_others_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Lee", "--url", "linkedin.com/in/ana-lee", "--sent", "2026-10-10"]);
    let body = "Ana has accepted your invitation\r\nAna Lee\r\nhttps://www.linkedin.com/comm/in/ana-lee\r\n";
    let accepts = "Ana accepted your invitation, explore their network";
    for (index, (from, subject, counted)) in [
        ("\"Ana Lee via LinkedIn\" <invitations@linkedin.com.evil.example>", accepts, "refused"),
        ("\"Ana Lee via LinkedIn\" <invitations@notlinkedin.com>", accepts, "refused"),
        ("\"invitations@linkedin.com\" <ana@evil.example>", accepts, "refused"),
        ("Ana <invitations@linkedin.com>", "I want to connect", "other"),
        ("LinkedIn <invitations@linkedin.com>", "See who accepted your invitation", "other"),
        ("LinkedIn <invitations@linkedin.com>", "Ana's invitation is waiting for your response", "other"),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("{index}.eml");
        sandbox.file(&name, mail(from, subject, FRIDAY, body));
        let file = import(&sandbox, &name);
        let refused = amount(&file["files"][0], "that pass for LinkedIn's and are not");
        let found = if refused == 1 { "refused" } else { "other" };
        assert_eq!(
            (found, counts(&file, "accepted new_facts")),
            (counted, vec![0, 0]),
            "{from} {subject}: {file}"
        );
    }
    assert!(accepted(&sandbox).is_empty());
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_in() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-10-10"]);
    let undated = nameless_link("Ana Lee", "some day");
    let future = nameless_link("Ana Lee", "Fri, 13 Nov 2026 09:00:00 +0000");
    let separator = "From a@b Mon Oct  5 10:00:00 2026\n";
    let good = nameless_link("Ana Lee", FRIDAY);
    sandbox.file(
        "in\u{202e}box",
        format!("{separator}{undated}\n{separator}{future}\n{separator}{good}\n{separator}"),
    );
    let run = sandbox.run(&["import", "in\u{202e}box"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    for part in [
        "in\\u{202e}box:message 1: left out: its Date header is not a date",
        "in\\u{202e}box:message 2: left out: its date lies in the future",
        "in\\u{202e}box:message 4: left out: it has no header",
    ] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    assert_eq!(accepted(&sandbox).len(), 1);
}
