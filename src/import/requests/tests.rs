//! Whole tables, from bytes to rows.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::record::time::{Instant, Zone};

fn open_as(
    file: &str,
    text: impl Into<Vec<u8>>,
    wishes: &Wishes,
) -> Result<Option<RequestTable>, ImportError> {
    let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
    let options = Options { as_of: None, now, zone: Zone::Utc, kind: None };
    let bytes = text.into();
    RequestTable::of(
        Box::new(Cursor::new(bytes.clone())),
        bytes.len() as u64,
        file.to_owned(),
        &options,
        wishes,
    )
}

fn open_plain(text: impl Into<Vec<u8>>) -> Result<Option<RequestTable>, ImportError> {
    open_as("people.csv", text, &Wishes::default())
}

/// Names (or profiles) of the rows, and the lines of the bad ones.
fn read(text: impl Into<Vec<u8>>) -> (Vec<String>, Vec<u64>) {
    let mut table = open_plain(text).unwrap().unwrap();
    let (mut names, mut any) = (Vec::new(), true);
    while any {
        let rows = table.next_rows(2).unwrap();
        any = !rows.is_empty();
        names.extend(rows.into_iter().filter_map(|row| row.who.name.or(row.who.slug).map(String::from)));
    }
    (names, table.bad.iter().map(|bad| bad.row).collect())
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
    assert_eq!(read(text), (vec!["Ana Lee".to_owned(), "fay".to_owned()], vec![3, 4, 5, 6, 7, 8, 10]));
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
        assert!(open_plain(text).unwrap().is_none(), "{text:?}");
    }
    assert!(open_as("Invitations (1).csv", "Name,Sent\n", &Wishes::default()).unwrap().is_none());
}

#[test]
fn what_is_missing_or_unclear_is_said() {
    let error = |text: &str| match open_plain(text) {
        Err(ImportError::Table(error)) => error,
        other => panic!("{text:?}: {other:?}"),
    };
    assert!(matches!(error("Name,Company\nAna,X\n"), TableError::Missing { .. }));
    assert!(matches!(error("Name,Sent\nAna,03/04/2026\n"), TableError::DateOrder { row: 2 }));
    let both = error("Name,Sent\nAna,13/04/2026\nBob,4/13/2026\n");
    assert_eq!(both, TableError::DateOrders { day_first: 2, month_first: 3 });
    let found = open_plain("Name,Sent,Connected at\nAna,03/04/2026,13/4/2026\n").unwrap().unwrap();
    assert_eq!(found.order, Some((DateOrder::DayFirst, true)));
    let mut none = open_plain("Name,Sent\nAna,soon\n").unwrap().unwrap();
    assert!(matches!(none.next_rows(9), Err(ImportError::Table(TableError::NoRow { row: 2, .. }))));
}

#[test]
fn text_that_is_none_is_refused_with_its_line() {
    let error = open_plain(b"Name,Sent\nAna,2026-10-05\nB\xffb,2026-10-05\n".to_vec()).unwrap_err();
    assert!(matches!(error, ImportError::NotUtf8 { line: 3, .. }), "{error}");
    let error = open_plain("Name,Sent\nAna\0,2026-10-05\n").unwrap_err();
    assert!(matches!(error, ImportError::Nul { line: 2, .. }), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read_or_refused(header in "(Name|Sent|URL|x|\"|,|;|\t){0,8}", body in "[a-c0-9\",;/.:\t\n\r é-]{0,120}") {
        for text in [format!("{header}\n{body}"), format!("Name,Sent,Note\nAna,2026-10-05,\n{body}")] {
            if let Ok(Some(mut table)) = open_plain(text) {
                let mut last = 0;
                while let Ok(rows) = table.next_rows(1) {
                    let Some(row) = rows.first() else { break };
                    prop_assert!(row.row > last);
                    last = row.row;
                }
            }
        }
    }
}
