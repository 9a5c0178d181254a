//! The two tables: headers, rows, bad rows, and text that is none.

use super::*;
use crate::record::fact::{Direction, Fact, Invitation, Said};

const OLD_INVITATIONS: &str = "From,To,Sent At,Message,Direction\n";
const OLD_CONNECTIONS: &str = "First Name,Last Name,Email Address,Company,Position,Connected On\n";
const ANA: &str = "Ana,Lee,https://www.linkedin.com/in/ana-lee,,,,04 Oct 2026\n";

fn header(of: &str) -> &str {
    of.split_inclusive('\n').next().unwrap()
}

/// Given a day, so that the time of the file does not matter.
fn export(name: &str, text: &str) -> Reading {
    let given = Options { as_of: Some(day("2026-11-10")), ..options() };
    read(&Desk::new().put(name, text), &given).unwrap()
}

fn invitations(text: &str) -> Reading {
    export("Invitations.csv", text)
}

fn connections(text: &str) -> Reading {
    export("Connections.csv", text)
}

/// Name, slug and day of every fact.
fn people(export: &Reading) -> Vec<(&str, Option<&str>, String)> {
    let facts = export.record.facts.iter();
    facts
        .map(|fact| {
            (fact.who.name.as_deref().unwrap_or("-"), fact.who.slug.as_deref(), fact.at.unwrap().to_string())
        })
        .collect()
}

/// The reasons why rows are bad; a good row keeps the table readable.
fn bad(export: &Reading) -> Vec<(u64, &str)> {
    export.report.bad.iter().map(|bad| (bad.row.unwrap(), bad.reason.as_str())).collect()
}

fn lines(export: &Reading) -> Vec<u64> {
    bad(export).into_iter().map(|(line, _)| line).collect()
}

fn invitation(fact: &Fact) -> &Invitation {
    let Said::Invitation(row) = &fact.said else { panic!("{fact:?}") };
    row
}

#[test]
fn invitations_without_the_url_columns_are_read() {
    let export = invitations(&format!(
        "{OLD_INVITATIONS}Me,Ana Lee,\"1/2/23, 12:05 AM\",\"Hi, \"\"Ana\"\"\n\nMe \",OUTGOING\n"
    ));
    assert_eq!(people(&export), [("Ana Lee", None, "2023-01-02T00:05:00".to_owned())]);
    let note = invitation(&export.record.facts[0]).context.note.as_deref();
    assert_eq!(note, Some("Hi, \"Ana\"\n\nMe "));
}

#[test]
fn the_other_person_depends_on_the_direction() {
    let me = "https://www.linkedin.com/in/me";
    let ana = "https://www.linkedin.com/in/ana";
    let text = format!(
        "{}Ana,Me,\"1/2/23, 1:05 AM\",,incoming,{ana},{me}\nMe,Bo,\"1/2/23, 1:05 AM\", ,Outgoing,{me},\n\
         Me,bo@example.org,\"1/2/23, 1:06 AM\",,OUTGOING,{me},\nMe,,\"1/2/23, 1:07 AM\",,OUTGOING,{me},{ana}\n",
        header(INVITATIONS)
    );
    let export = read_alone("Invitations.csv", &text).unwrap();
    let facts = &export.record.facts;
    let said: Vec<_> = facts
        .iter()
        .map(|Fact { said, who, .. }| {
            let Said::Invitation(row) = said else { panic!() };
            (
                row.direction,
                who.name.as_deref(),
                who.slug.as_deref(),
                who.email.as_deref(),
                row.inviter.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (Direction::In, Some("Ana"), Some("ana"), None, None),
            (Direction::Out, Some("Bo"), None, None, Some("me")),
            (Direction::Out, None, None, Some("bo@example.org"), Some("me")),
            (Direction::Out, None, Some("ana"), None, Some("me")),
        ]
    );
    assert_eq!(invitation(&facts[1]).context.note, None);
}

#[test]
fn bad_invitations_are_set_aside_with_their_line() {
    let text = format!(
        "{INVITATIONS}Me,Bo,\"1/2/23, 13:05 PM\",\"secret\nsecret\",OUTGOING,,\nMe,Bo,\"1/2/23, 1:05 AM\",,SIDEWAYS,,\n\
         Me,Bo,\"1/2/02, 1:05 AM\",,OUTGOING,,\nMe,Bo,\"11/12/26, 1:05 AM\",,OUTGOING,,\nMe,,\"1/2/23, 1:05 AM\",,OUTGOING,,\n\
         Me,Bo,\"1/2/23, 1:05 AM\",,OUTGOING,,https://example.org/bo\nMe,Bo,\"1/2/23, 1:05 AM\"\n"
    );
    assert_eq!(
        bad(&invitations(&text)),
        [
            (3, "the time sent is not one that LinkedIn writes"),
            (5, "the direction is neither OUTGOING nor INCOMING"),
            (6, "sent before LinkedIn existed"),
            (7, "sent in the future"),
            (10, "3 instead of 7 fields"),
        ]
    );
}

#[test]
fn tomorrow_is_not_yet_the_future() {
    let export = invitations(&format!("{OLD_INVITATIONS}Me,Bo,\"11/11/26, 11:59 AM\",,OUTGOING\n"));
    assert_eq!((export.record.facts.len(), export.report.bad.len()), (1, 0));
}

#[test]
fn the_header_of_connections_is_found_below_any_preamble() {
    let named = header(CONNECTIONS);
    for (preamble, line) in [
        ("", 2),
        ("Notes:\n\"One, quoted, sentence\"\n\n", 5),
        ("Notes:\r\n\"One\"\r\n\"Two\"\r\n\r\n", 6),
        ("Notes:\n\"An orphan quote\n\n", 5),
        ("\"\n", 3),
        ("\u{feff}Notes:\n\n\n\n\n\n\n\n\n\n", 12),
    ] {
        let export = connections(&format!("{preamble}{named}{ANA}x\n"));
        assert_eq!((lines(&export), people(&export)[0].0), (vec![line + 1], "Ana Lee"), "{preamble:?}");
    }
}

#[test]
fn columns_go_by_name_whatever_their_order_and_quotes() {
    let table = connections(
        "\"CONNECTED ON\",\"New\",\"last name\",\"First Name \"\n04 Oct 2026,x,\"Hale, PhD\",Bo\n",
    );
    assert_eq!(people(&table), [("Bo Hale, PhD", None, "2026-10-04".to_owned())]);
}

#[test]
fn what_says_nothing_is_counted() {
    let text = format!(
        "{}{ANA}{ANA},,,,,,07 Jun 2026\n,,,,,,07 Jun 2026\n\n , ,,,,,\n{}",
        header(CONNECTIONS),
        ANA.trim()
    );
    let table = connections(&text);
    assert_eq!((table.record.facts.len(), bad(&table)), (1, vec![]));
    let skipped = ["connections without a name", "repeated rows"].map(|what| amount(&table, what));
    assert_eq!(skipped, [2, 2]);
}

#[test]
fn connections_without_urls_have_no_slug() {
    let table = connections(&format!("{OLD_CONNECTIONS}Ana ,Lee,,,,12 Mar 19\nBo,,,,,\"Feb 8, 2020\"\n"));
    let said = [("Ana Lee", None, "2019-03-12".to_owned()), ("Bo", None, "2020-02-08".to_owned())];
    assert_eq!(people(&table), said);
}

#[test]
fn bad_connections_are_set_aside_with_their_line() {
    let text = format!(
        "Notes:\n\n{}{ANA}\nBo,Lee,,,,,8/2/2026\nBo,Lee,,,,,01 Jan 2002\nBo,Lee,,,,,12 Nov 2026\nBo,Lee,bo-lee,,,,04 Oct 2026\n\
         {},,,,,,04 Oct 2026\n,,,,,,never\nBo,Lee,,,,,04 Oct 2026,,\nBo,Lee,,,,,04 Oct 2026,x\n",
        header(CONNECTIONS),
        "x".repeat(201)
    );
    let table = connections(&text);
    assert_eq!(
        bad(&table),
        [
            (6, "the day of the connection is not one that LinkedIn writes"),
            (7, "connected before LinkedIn existed"),
            (8, "connected in the future"),
            (10, "no name, or none that fits"),
            (13, "8 instead of 7 fields"),
        ]
    );
    assert_eq!(table.report.minor[0].reason, "the profile URL is not one");
    assert_eq!(table.record.facts.len(), 3);
}

#[test]
fn a_quote_that_nobody_closed_swallows_only_its_row() {
    let text = format!(
        "{}Bo,Lee,,,\"Acme,,01 Jan 2020\n{ANA}Cy,Lee,,,\"Acme\",,01 Jan 2020\nDi,\"Lee\n",
        header(CONNECTIONS)
    );
    let table = connections(&text);
    let good: Vec<_> = people(&table).into_iter().map(|(name, ..)| name).collect();
    assert_eq!((good, lines(&table)), (vec!["Ana Lee", "Cy Lee"], vec![2, 5]));
}

#[test]
fn every_row_has_a_line_of_its_own_whatever_ends_the_lines() {
    for (from, to) in [("\r", "\r"), ("\r", "\n"), ("\r", "\r\n"), ("\n", "\r")] {
        let text = format!(
            "{}{ANA}Bo,Lee,,,\"Acme,,01 Jan 2020{to}Cy,Lee,,,\"A\r\nB\rC\",,01 Jan 2020{to}\r\nDi,Lee{from}\
             Ed,Lee,,,,,01 Jan 2020\n",
            header(CONNECTIONS)
        );
        let table = connections(&text);
        let good: Vec<_> = people(&table).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(good, ["Ana Lee", "Cy Lee", "Ed Lee"], "{text:?}");
        let ends = |text: &str| text.replace("\r\n", "\n").matches(['\r', '\n']).count() as u64 + 1;
        let line_of = |name| ends(text.split_once(name).unwrap().0);
        assert_eq!(lines(&table), [line_of("Bo,"), line_of("Di,")], "{text:?}");
    }
}

#[test]
fn rows_out_of_all_proportion_are_bad() {
    let long = "x".repeat((64 << 10) + 1);
    let text = format!("{INVITATIONS}Me,Bo,\"1/2/23, 1:05 AM\",{long},OUTGOING,,\nMe{}\n", ",".repeat(256));
    assert_eq!(bad(&invitations(&text)), [(3, "a field is longer than 64 KiB"), (4, "more than 256 fields")]);
    let error =
        read_alone("Connections.csv", format!("{}{ANA}{}", header(CONNECTIONS), "x\n".repeat(10_001)))
            .unwrap_err();
    assert!(error.message.starts_with("more than 10000 rows of Connections.csv cannot be read; row "));
    assert_helpful(&error);
}

#[test]
fn header_only_is_fine_and_rows_that_say_nothing_are_not() {
    for body in ["", "\n", "\r\n\r\n", ",,,,,,\n"] {
        let table = connections(&format!("{}{body}", header(CONNECTIONS)));
        assert_eq!((table.record.facts.len(), bad(&table)), (0, vec![]), "{body:?}");
    }
    for (body, message) in [
        ("x\n", "not one of the rows of Connections.csv can be read; row 2: 1 instead of 7 fields"),
        (",,,,,,never\n", "not one of the rows of Connections.csv can be read"),
    ] {
        let error = read_alone("Connections.csv", format!("{}{body}", header(CONNECTIONS))).unwrap_err();
        assert_eq!(error.message, message);
        assert_helpful(&error);
    }
}

#[test]
fn what_spreadsheets_make_of_it_is_read_or_refused_with_a_hint() {
    for text in [
        format!("\u{feff}{CONNECTIONS}"),
        CONNECTIONS.replace('\n', "\r\n"),
        CONNECTIONS.replace('\n', "\r"),
        CONNECTIONS.replace(',', ";"),
        format!("sep=;\r\n{}", CONNECTIONS.replace(',', ";")),
        CONNECTIONS.replace(',', "\t"),
    ] {
        assert_eq!(people(&connections(&text))[0].0, "Zoë Brandt", "{text}");
    }
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (bytes, encoding) in [
        (utf16(CONNECTIONS), "UTF-16LE"),
        (utf16(&format!("\u{feff}{CONNECTIONS}")), "UTF-16LE"),
        (encoding_rs::WINDOWS_1252.encode(CONNECTIONS).0.into_owned(), "windows-1252"),
    ] {
        let table = read_alone("Connections.csv", bytes).unwrap();
        assert_eq!(
            (people(&table)[0].0, table.report.details["encoding"].as_str()),
            ("Zoë Brandt", encoding)
        );
    }
    let mut not_utf8 = CONNECTIONS.as_bytes().to_vec();
    not_utf8.extend(b"Jos\xe9\n");
    for (bytes, message) in [
        (not_utf8, "x.csv:3: not UTF-8"),
        (format!("{CONNECTIONS}\0").into(), "x.csv:3: a NUL byte, so this is not a text file"),
        (b"\xef\xbb\xbf \n".to_vec(), "x.csv is empty"),
    ] {
        let error = read_alone("x.csv", bytes).unwrap_err();
        assert_eq!(error.message, message);
        assert_helpful(&error);
    }
}

#[test]
fn an_unknown_header_is_named_beside_the_expected_one() {
    let text = "Notes:\n\"Ein Satz\"\n\nVorname,Nachname,Verbunden am\nAna,Lee,04 Oct 2026\n";
    assert_eq!(
        read_alone("Connections.csv", text).unwrap_err().message,
        "Connections.csv starts with an unknown header: found \"Vorname,Nachname,Verbunden am\", \
         expected \"First Name,Last Name,URL,Email Address,Company,Position,Connected On\""
    );
    let swapped = zip_of(&[("Connections.csv", INVITATIONS.as_bytes())]);
    assert!(read_alone("x.zip", swapped).unwrap_err().message.contains("unknown header"));
}
