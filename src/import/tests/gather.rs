//! What was read as facts: samples of every kind, and lists that are complete or not.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::record::fact::{Answer, Direction, Fact, Origin, Said, Who};
use crate::record::json;
use crate::record::list::{List, ListKind};
use crate::record::uid::Uid;

const SAMPLES: [&str; 3] = [
    "Basic_LinkedInDataExport_10-05-2026.zip",
    "Basic_LinkedInDataExport_10-19-2026.zip",
    "Complete_LinkedInDataExport_11-08-2026.zip.zip",
];

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).join(name)
}

/// The facts of what is at that place, as an export has them and as they come back from it.
fn gathered(path: &Path) -> Record {
    let options = Options { kind: None, messages: true, ..options() };
    let mut record = Record::default();
    for reading in open(path, &options, &mut |_, _| ()).unwrap() {
        record.join(reading.record);
    }
    let text = written(&record);
    assert_eq!(written(&json::read(&text, Instant::from_millis(0)).unwrap().record), text);
    record
}

fn written(record: &Record) -> String {
    let mut out = Vec::new();
    json::write(record, options().now, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn gathered_text(name: &str, text: &str) -> Record {
    gathered(&Desk::new().put(name, text))
}

fn list(record: &Record, kind: ListKind) -> &List {
    record.lists.iter().find(|list| list.kind == kind).unwrap()
}

fn is_sent(fact: &Fact) -> bool {
    matches!(&fact.said, Said::Invitation(row) if row.direction == Direction::Out)
}

fn uids(record: &Record) -> BTreeSet<Uid> {
    record.facts.iter().map(|fact| fact.uid).collect()
}

#[test]
fn the_samples_are_gathered_and_say_what_is_true() {
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(fixture("truth.json")).unwrap()).unwrap();
    let asked: BTreeSet<(&str, &str, &str)> = truth["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|request| {
            let text = |field: &str| request[field].as_str().unwrap();
            (text("slug"), text("name"), text("sent"))
        })
        .collect();
    let mut all = Record::default();
    let mut each = 0;
    for (name, sent, received, connections) in
        [(SAMPLES[0], 17, 4, 230), (SAMPLES[1], 27, 4, 241), (SAMPLES[2], 22, 4, 246)]
    {
        let record = gathered(&fixture("exports").join(name));
        let (open, made) = (list(&record, ListKind::Invitations), list(&record, ListKind::Connections));
        assert_eq!((open.came.len(), made.came.len()), (sent + received, connections), "{name}");
        assert!(record.lists.iter().all(|list| list.complete && list.source == Origin::Export));
        let replies = record.facts.iter().filter(|fact| matches!(fact.said, Said::Reply(_))).count();
        assert_eq!(record.facts.len() - replies, sent + received + connections, "{name}");
        for fact in record.facts.iter().filter(|fact| is_sent(fact)) {
            let at = fact.at.unwrap().to_string();
            let Who { slug, name, email, .. } = &fact.who;
            let name = name.as_deref().or(email.as_deref()).unwrap();
            let said = (slug.as_deref().unwrap_or_default(), name, at.as_str());
            assert!(asked.contains(&said), "{said:?}");
        }
        each += record.facts.len();
        all.join(record);
    }
    let open = all.facts.iter().filter(|fact| is_sent(fact)).count();
    assert_eq!((all.facts.len(), open, all.lists.len()), (uids(&all).len(), 33, 6));
    assert!(all.facts.len() < each / 2, "{} of {each}", all.facts.len());
    let again = gathered(&fixture("exports").join(SAMPLES[1]));
    let mut twice = all.clone();
    twice.join(again);
    assert_eq!(twice, all);
}

#[test]
fn a_list_is_complete_if_all_that_matters_could_be_read() {
    let header = |text: &str| text.lines().next().unwrap().to_owned();
    let complete = |name: &str, text: &str| gathered_text(name, text).lists[0].complete;
    let dated = "x_10-06-2026/Invitations.csv";
    assert!(complete(dated, INVITATIONS));
    assert!(complete(dated, &format!("{INVITATIONS}Bo,Me,soon,,INCOMING,,\n")));
    assert!(!complete(dated, &format!("{INVITATIONS}Me,Bo,soon,,OUTGOING,,\n")));
    assert!(!complete(dated, &format!("{INVITATIONS}Me,Bo,soon\n")));
    let made = "x_10-06-2026/Connections.csv";
    assert!(!complete(made, &format!("{CONNECTIONS}Bo,Ek,,,,,soon\n")));
    // Of whom the day can't be read one still knows that they are in it.
    assert!(complete(made, &format!("{CONNECTIONS}Bo,Ek,linkedin.com/in/bo,,,,soon\n")));
    let empty = gathered_text(dated, &header(INVITATIONS));
    assert_eq!((empty.facts.len(), empty.lists[0].came.len(), empty.lists[0].complete), (0, 0, true));
}

#[test]
fn a_row_says_whom_and_when_as_it_stands() {
    let me = "https://www.linkedin.com/in/me";
    let text = format!(
        "{INVITATIONS}Ana,Me,\"1/2/23, 1:05 AM\",,INCOMING,linkedin.com/in/ana,{me}\n\
         Me,bo@example.org,\"1/2/23, 1:06 AM\",hi,OUTGOING,{me},\n\
         Me,Cy Ek,2023-01-02 01:07 UTC,hi,OUTGOING,x,\nMe,Cy Ek,2023-01-02 01:07 UTC,\"hi\",OUTGOING,x,\n"
    );
    let record = gathered_text("x_10-06-2026/Invitations.csv", &text);
    let told: Vec<Value> = record.facts.iter().map(|fact| serde_json::to_value(fact).unwrap()).collect();
    let told: Vec<String> = told
        .into_iter()
        .map(|mut fact| {
            let object = fact.as_object_mut().unwrap();
            for field in ["id", "learned", "fact"] {
                object.remove(field).unwrap();
            }
            fact.to_string()
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"{"at":"2026-10-05T06:57:00","inviter":"me","name":"Ana Lee","slug":"ana-lee"}"#,
            r#"{"at":"2023-01-02T01:05:00","direction":"in","name":"Ana","slug":"ana"}"#,
            r#"{"at":"2023-01-02T01:06:00","email":"bo@example.org","inviter":"me","note":"hi"}"#,
            r#"{"at":"2023-01-02T01:07:00Z","name":"Cy Ek","note":"hi"}"#,
            r#"{"at":"2023-01-02T01:07:00Z","name":"Cy Ek","note":"hi","nth":1}"#,
        ]
    );
    let nameless = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        ,,linkedin.com/in/di,di@example.org,,,04 Oct 2026\nEl,Fay,,not an address,,,04 Oct 2026\n";
    let record = gathered_text("x_10-06-2026/Connections.csv", nameless);
    let told: Vec<_> =
        record.facts.iter().map(|fact| (fact.who.clone(), fact.at.unwrap().to_string())).collect();
    let who = |slug: Option<&str>, name: Option<&str>, email: Option<&str>| Who {
        slug: slug.map(Into::into),
        name: name.map(Into::into),
        first: None,
        email: email.map(Into::into),
    };
    let day = "2026-10-04".to_owned();
    assert_eq!(
        told,
        [
            (who(Some("di"), None, Some("di@example.org")), day.clone()),
            (who(None, Some("El Fay"), None), day)
        ]
    );
}

#[test]
fn pages_are_gathered() {
    let record = gathered(&fixture("pages/sent-complete.txt"));
    let sent = &record.lists[0];
    assert_eq!(
        (sent.complete, sent.source, sent.came.len(), record.facts.len()),
        (true, Origin::Page, 21, 21)
    );
    let as_of = sent.as_of.lo();
    for fact in &record.facts {
        let at = fact.at.unwrap();
        assert!(
            at.hi() <= as_of && at.lo() <= at.hi() && fact.marks.answer.is_none_or(|is| is == Answer::New)
        );
    }
    assert!(!gathered(&fixture("pages/sent-partial.txt")).lists[0].complete);
    let made = gathered(&fixture("pages/connections-en.txt"));
    assert_eq!((made.lists[0].kind, made.lists[0].complete), (ListKind::Connections, false));
    assert!(made.facts.len() > 1 && made.facts.iter().all(|fact| matches!(fact.said, Said::Connection(_))));
    let twice = "People (3)\nAna Lee\nSent 2 weeks ago\nWithdraw\nBo Ek\nSent 3 days ago\nWithdraw\n\
        Ana Lee\nSent 2 weeks ago\nWithdraw\n";
    let record = gathered_text("page.txt", twice);
    let nth: Vec<u32> = record
        .facts
        .iter()
        .map(|fact| match &fact.said {
            Said::Invitation(row) => row.row.nth,
            _ => 9,
        })
        .collect();
    assert_eq!((nth, record.lists[0].complete), (vec![0, 0, 1], true));
    // 2026-11-10: two weeks are 14 to 21 days, an even number of days, three are 3 to 4.
    let at = |place: usize| record.facts[place].at.unwrap();
    let day = |text: &str| day(text).number();
    assert_eq!((at(0).lo(), at(0).hi()), (day("2026-10-19"), day("2026-10-27")));
    assert_eq!((at(1).lo(), at(1).hi()), (day("2026-11-05"), day("2026-11-07")));
}

#[test]
fn mails_and_messages_are_gathered() {
    let record = gathered(&fixture("mail"));
    assert!(record.facts.len() > 3 && record.lists.is_empty());
    for fact in &record.facts {
        let Said::Acceptance(mail) = &fact.said else { panic!("{fact:?}") };
        assert!(mail.message_id.is_some() && fact.at.unwrap().moment().is_some());
        assert_ne!(fact.who, Who::default());
    }
    let text = "CONVERSATION ID,FROM,SENDER PROFILE URL,DATE\n1,X,linkedin.com/in/ana,2026-10-05 06:57:30 UTC\n\
        1,X,linkedin.com/in/ana,2026-10-06 06:57\n1,X,linkedin.com/in/ana,2026-10-05 06:57:30 UTC\n";
    let record = gathered_text("messages.csv", text);
    let at: Vec<String> = record.facts.iter().map(|fact| fact.at.unwrap().to_string()).collect();
    assert_eq!(at, ["2026-10-05T06:57:30Z", "2026-10-06T06:57:00"]);
}

#[test]
fn what_became_of_a_row_of_a_table_is_about_the_row() {
    let text = "Name,Email,Sent,Accepted at,Withdrawn at,Note,Tags\n\
        Ana Lee,ana@example.org,2026-10-05 06:57,2026-10-07,,hello,b;a\nBo Ek,,2026-10-05,,2026-11-01,,\n\
        Bo Ek,,2026-10-05,,2026-11-01,,\n";
    let record = gathered_text("people.csv", text);
    let told: Vec<String> = record
        .facts
        .iter()
        .map(|fact| {
            let about =
                fact.about.iter().map(|uid| record.facts.iter().position(|fact| fact.uid == *uid).unwrap());
            let kind = serde_json::to_value(fact).unwrap()["fact"].as_str().unwrap().to_owned();
            format!("{kind} {} {:?}", fact.at.unwrap(), about.collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(
        told,
        [
            "sent 2026-10-05T06:57:00 []",
            "acceptance 2026-10-07 [0]",
            "sent 2026-10-05 []",
            "action 2026-11-01 [2]"
        ]
    );
    let Said::Sent(sent) = &record.facts[0].said else { panic!() };
    assert_eq!((sent.source, sent.context.note.as_deref()), (Origin::Table, Some("hello")));
    assert_eq!(
        (&sent.context.tags[..], record.facts[0].who.email.as_deref()),
        (&["a".to_owned(), "b".to_owned()][..], Some("ana@example.org"))
    );
}
