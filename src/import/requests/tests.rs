//! Whole tables, from bytes to facts.

use super::*;
use crate::import::Mapping;
use crate::record::time::{Instant, Zone};
use proptest::prelude::*;

fn map(text: &str) -> Result<Mapping> {
    Mapping::parse(&[text.to_owned()])
}

fn headers(text: &str) -> Vec<String> {
    text.split('|').map(str::to_owned).collect()
}

fn found(text: &str, mapping: &str) -> Vec<(&'static str, usize)> {
    let columns = Columns::find(&headers(text), &map(mapping).unwrap()).unwrap();
    columns.found().collect()
}

#[test]
fn usual_headers_are_guessed() {
    for (header, field) in [
        ("Full Name", "name"),
        ("first_name", "first_name"),
        ("Last Name", "last_name"),
        ("LinkedIn URL", "profile_url"),
        ("Profile Link", "profile_url"),
        ("E-Mail Address", "email"),
        ("Date Sent", "sent_at"),
        ("Connection request date", "sent_at"),
        ("connectionRequestDate", "sent_at"),
        ("Connected At", "accepted_at"),
        ("Message", "note"),
        ("Labels", "tags"),
        ("Richtung", "direction"),
    ] {
        assert_eq!(found(header, ""), [(field, 0)], "{header}");
    }
    assert_eq!(found("Invited|Name|Invitation date", ""), [("name", 1), ("sent_at", 2)]);
    assert_eq!(found("Name|Sent at|Sent", ""), [("name", 0), ("sent_at", 1)]);
    assert_eq!(found("Company|Position|Status", ""), [("status", 2)]);
}

#[test]
fn what_is_said_goes_before_what_is_guessed() {
    assert_eq!(
        found("Name|Sent|When, by me = us", "sent_at=\"when, by me = us\""),
        [("name", 0), ("sent_at", 2)]
    );
    assert_eq!(found("Name|Note|Text", "note=Text,name = NAME"), [("name", 0), ("note", 2)]);
    assert_eq!(found("Name|Note", "note="), [("name", 0)]);
    assert_eq!(found("Name|Say \"hi\"", "note=\"say \"\"hi\"\"\""), [("name", 0), ("note", 1)]);
    assert_eq!(found("Note|Message", "note=message,tags=note"), [("note", 1), ("tags", 0)]);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let refused = |error: Error| format!("{}: {}", error.message, error.hints.join(""));
    for (text, reason) in [
        ("sent=x", "there is no field \"sent\": did you mean"),
        ("sent_at", "not FIELD=HEADER"),
        ("name=\"x", "not FIELD=HEADER"),
        ("name=x,name=y", "name is given twice"),
    ] {
        let error = refused(map(text).unwrap_err());
        assert!(error.contains(reason), "{text}: {error}");
    }
    for (text, mapping, reason) in [
        ("Note|Message", "", "could be note: say which: --map 'note=\"Note\"'"),
        ("Name|NAME", "", "could be name: rename one of them"),
        ("Name|Name", "name=name", "two columns are called \"name\": rename one of them"),
        (
            "Date sent",
            "sent_at=Date snt",
            "there is no column \"Date snt\"; the columns are \"Date sent\": did",
        ),
    ] {
        let error = Columns::find(&headers(text), &map(mapping).unwrap()).err().map(refused).unwrap();
        assert!(error.contains(reason), "{text}: {error}");
    }
}

proptest! {
    #[test]
    fn any_map_is_read_or_refused(text in "[a-z_=,\" é]{0,40}") {
        let _ = map(&text).map(|map| Columns::find(&headers("Name|Sent"), &map));
    }
}

fn open(text: impl Into<Vec<u8>>) -> Result<Reading> {
    let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
    let input = std::io::Cursor::new(text.into());
    Ok(crate::import::read_stream(input, "people.csv", &Options::new(now, Zone::Utc), &mut |_, _| ())?
        .remove(0))
}

/// Names (or profiles) of the rows, and the lines of the bad ones.
fn read(text: impl Into<Vec<u8>>) -> (Vec<String>, Vec<u64>) {
    let Reading { report, record, .. } = open(text).unwrap();
    assert_eq!(report.kind, "table");
    let sent = record.facts.into_iter().filter(|fact| matches!(fact.said, Said::Sent(_)));
    let names = sent.filter_map(|fact| fact.who.name.or(fact.who.slug).map(String::from)).collect();
    (names, report.bad.iter().filter_map(|bad| bad.row).collect())
}

#[test]
fn every_separator_line_end_and_mark_will_do() {
    for text in [
        "Name,Sent\nAna,2026-10-05\nBob,2026-10-06\n",
        "\u{feff}Name;Sent\r\nAna;2026-10-05\r\nBob;2026-10-06",
        "Name\tSent\tCity, State\nAna\t2026-10-05\tA\nBob\t2026-10-06\tB\n",
        "Name,Sent\rAna,2026-10-05\rBob,2026-10-06\r",
        "sep=;\r\nName;Sent\r\nAna;2026-10-05\r\n;\r\nBob;2026-10-06\r\n",
        "\n\n\"Name\",\"Sent\",,\n\"Ana\",\"2026-10-05\",,\nBob,2026-10-06\n",
    ] {
        assert_eq!(read(text), (vec!["Ana".to_owned(), "Bob".to_owned()], vec![]), "{text:?}");
    }
}

#[test]
fn bad_rows_are_named_by_line_and_the_rest_is_read() {
    let text = "First name,Surname,Profile,Sent,Connected at,Tags\n\
        Ana,Lee,,2026-10-05,,a;b\n\
        ,,,2026-10-05,,\n\
        Bob,,,,,\n\
        Cid,\"M\n,,2026-10-05,,\n\
        Dan,,https://example.org/x,2026-10-05,,\n\
        Eve,,,2026-10-05,2026-10-04,\n\
        ,,linkedin.com/in/fay,2026-10-05,2026-10-05,x|y\n\
        Gus,,,2026-11-11,,\n";
    assert_eq!(
        read(text),
        (vec!["Ana Lee".to_owned(), "Dan".to_owned(), "Eve".to_owned(), "fay".to_owned()], vec![3, 5, 10])
    );
    let report = open(text).unwrap().report;
    assert_eq!((report.skipped[0].what, report.skipped[0].number), ("people not invited yet", 2));
}

#[test]
fn what_is_no_table_of_requests_is_left_to_others() {
    for text in [
        "From,To,Sent At,Message,Direction\n",
        "First Name;Last Name;Connected On\n",
        "From a@b Mon Oct  5 10:00:00 2026\nSubject: x, y\n",
        "Call Ana, Bob\n",
        "Name\n",
        "",
        "%PDF-1.7",
        "{\"name\": 1, \"sent\": 2}",
        "CONVERSATION ID,FROM,SENDER PROFILE URL,DATE\n",
    ] {
        let read = open(text);
        let is_other = |read: Reading| read.report.kind != "table";
        assert!(read.map_or_else(|error| !error.message.contains("column"), is_other), "{text:?}");
    }
}

#[test]
fn what_is_missing_or_unclear_is_said() {
    for (text, reason) in [
        ("Name,Company\nAna,X\n", "no column tells when the request was sent (sent_at); the columns are"),
        ("Name,Sent\nAna,03/04/2026\n", "row 2: day and month of a date could be exchanged"),
        (
            "Name,Sent\nAna,soon\n",
            "not one of the rows of people.csv can be read; row 2: sent_at is not a date",
        ),
    ] {
        let error = open(text).unwrap_err().message;
        assert!(error.starts_with(reason), "{text}: {error}");
    }
    let found = open("Name,Sent,Connected at\nAna,03/04/2026,13/4/2026\n").unwrap();
    assert_eq!(found.report.details["dates"], "day before month (dmy), as the rows tell");
    let rows = "Ana,2026-10-05\n".repeat(MAX_ROWS + 1);
    assert_eq!(
        open(format!("Name,Sent\n{rows}")).unwrap_err().message,
        "the table has more than 100,000 rows"
    );
    // A title stands above some headers.
    assert_eq!(read("My requests\n\nName,Sent\nAna,2026-10-05\n").0, ["Ana"]);
}

#[test]
fn text_that_is_none_is_refused_with_its_line() {
    let refused = |bytes: &[u8]| open(bytes).unwrap_err().message;
    let damaged = b"Name,Sent\nAn\xc3\xa4,2026-10-05\nB\xffb,2026-10-05\n";
    assert_eq!(refused(damaged), "people.csv:3: not UTF-8");
    assert!(refused(b"Name,Sent\nAna\0,2026-10-05\n").starts_with("people.csv:2: a NUL byte"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read_or_refused(header in "(Name|Sent|URL|x|\"|,|;|\t){0,8}", body in "[a-c0-9\",;/.:\t\n\r é-]{0,120}") {
        for text in [format!("{header}\n{body}"), format!("Name,Sent,Note\nAna,2026-10-05,\n{body}")] {
            if let Ok(read) = open(text) {
                prop_assert!(read.report.bad.iter().map(|bad| bad.row).is_sorted());
            }
        }
    }
}
