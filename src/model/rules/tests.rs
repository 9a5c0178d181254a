//! The registry is complete, in order, and cites lines that exist.

use super::*;

/// The number of lines of each document.
const LINE_COUNTS: &[(&str, u32)] = &[("000", 67), ("001", 12), ("002", 46), ("003", 10), ("004", 13)];

/// The texts of an entry, named.
fn texts(entry: &Heuristic) -> [(&'static str, &'static str); 4] {
    [("claim", entry.claim), ("signal", entry.signal), ("usage", entry.usage), ("caveat", entry.caveat)]
}

/// First and last line of every part of `1,6-7`; none if one of them is not a number.
fn ranges(lines: &str) -> Option<Vec<(u32, u32)>> {
    lines
        .split(',')
        .map(|part| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            Some((first.parse().ok()?, last.parse().ok()?))
        })
        .collect()
}

#[test]
fn ids_are_complete_and_in_order() {
    let expected: Vec<String> = [("K", 37), ("N", 14), ("R", 11), ("T", 28)]
        .iter()
        .flat_map(|(letter, count)| (1..=*count).map(move |number| format!("{letter}{number:02}")))
        .collect();
    let ids: Vec<&str> = all().map(|entry| entry.id).collect();
    assert_eq!(ids, expected);
}

#[test]
fn the_letter_of_an_id_is_its_group() {
    for entry in all() {
        let letter = match entry.group {
            Group::Classification => 'K',
            Group::Numbers => 'N',
            Group::Reasons => 'R',
            Group::Advice => 'T',
        };
        assert!(entry.id.starts_with(letter), "{} is in {:?}", entry.id, entry.group);
    }
}

#[test]
fn documents_are_the_ones_with_known_line_counts() {
    let documents: Vec<&str> = DOCUMENTS.iter().map(|(document, _)| *document).collect();
    let counted: Vec<&str> = LINE_COUNTS.iter().map(|(document, _)| *document).collect();
    assert_eq!(documents, counted);
    assert!(DOCUMENTS.iter().all(|(_, title)| !title.is_empty()));
}

#[test]
fn sources_cite_lines_that_exist() {
    for entry in all() {
        assert!(!entry.sources.is_empty(), "{} has no source", entry.id);
        for source in entry.sources {
            let count = LINE_COUNTS.iter().find(|(document, _)| *document == source.document);
            let &(_, count) =
                count.unwrap_or_else(|| panic!("{}: no document {}", entry.id, source.document));
            let ranges = ranges(source.lines).unwrap_or_else(|| panic!("{}: {}", entry.id, source.lines));
            for (first, last) in ranges {
                assert!(
                    1 <= first && first <= last && last <= count,
                    "{}: {}:{first}-{last} of {count} lines",
                    entry.id,
                    source.document
                );
            }
        }
    }
}

#[test]
fn texts_are_short_and_plain() {
    for entry in all() {
        assert!(!entry.claim.is_empty() && !entry.usage.is_empty(), "{} says nothing", entry.id);
        assert!(entry.claim.chars().count() <= 120, "{}: long claim", entry.id);
        for (field, text) in texts(entry) {
            assert!(text.chars().all(|c| c.is_ascii() && !c.is_control()), "{} {field}: {text:?}", entry.id);
            assert_eq!(text.trim(), text, "{} {field}", entry.id);
            assert!(!text.contains("  "), "{} {field}: two spaces", entry.id);
            for sentence in text.split(". ") {
                assert!(sentence.len() <= 160, "{} {field}: {} in {sentence:?}", entry.id, sentence.len());
            }
        }
    }
}

#[test]
fn references_between_entries_exist() {
    for entry in all() {
        for (field, text) in texts(entry) {
            for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
                let is_id = word.len() == 3
                    && word.starts_with(['K', 'N', 'R', 'T'])
                    && word.ends_with(char::is_numeric);
                assert!(!is_id || find(word).is_some(), "{} {field} names {word}", entry.id);
            }
        }
    }
}

#[test]
fn what_is_weighed_names_its_signal() {
    let weighed = |entry: &&Heuristic| entry.weight != Weight::None;
    assert_eq!(all().filter(weighed).count(), 23);
    for entry in all().filter(weighed) {
        assert!(!entry.signal.is_empty(), "{} has a weight but no signal", entry.id);
    }
}

#[test]
fn only_these_are_conclusive() {
    let conclusive: Vec<&str> =
        all().filter(|entry| entry.weight == Weight::Conclusive).map(|entry| entry.id).collect();
    assert_eq!(conclusive, ["K02", "K08", "K15", "K35"]);
}

#[test]
fn citations_read_like_the_documents() {
    for (id, citation) in [
        ("K01", "000:1; 002:30; 003:4-5; 004:7,9"),
        ("K05", "000:6-7"),
        ("K07", "002:30,45"),
        ("T08", "000:38-40; 002:11,33; 000:45,67"),
    ] {
        assert_eq!(find(id).map(Heuristic::citation).as_deref(), Some(citation), "{id}");
    }
}

#[test]
fn finds_by_id_in_either_case() {
    for (id, found) in [
        ("K05", Some("K05")),
        ("k05", Some("K05")),
        ("T28", Some("T28")),
        ("K38", None),
        ("K5", None),
        ("", None),
    ] {
        assert_eq!(find(id).map(|entry| entry.id), found, "{id:?}");
    }
}
