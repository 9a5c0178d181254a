//! The three exports of an invented person, in the true byte shapes.

use super::*;
use crate::record::fact::{Fact, Said, Who};

fn sample(name: &str) -> Reading {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/exports")).join(name);
    read(&path, &options()).unwrap()
}

#[test]
fn every_row_of_the_samples_is_read() {
    for (name, as_of, outgoing, incoming, connections, nameless) in [
        ("Basic_LinkedInDataExport_10-05-2026.zip", "2026-10-05", 17, 4, 230, 3),
        ("Basic_LinkedInDataExport_10-19-2026.zip", "2026-10-19", 27, 4, 241, 3),
        ("Complete_LinkedInDataExport_11-08-2026.zip.zip", "2026-11-08", 22, 4, 246, 3),
    ] {
        let export = sample(name);
        let amounts = ["invitations", "incoming invitations", "connections", "connections without a name"];
        let amounts = amounts.map(|what| amount(&export, what));
        assert_eq!(amounts, [outgoing, incoming, connections, nameless], "{name}");
        assert!(export.report.bad.is_empty(), "{name}");
        assert_eq!(self::as_of(&export), (day(as_of), "date in the name"), "{name}");
        assert_eq!(amount(&export, "other files"), 3, "{name}");
    }
}

#[test]
fn rows_of_a_sample_say_what_the_file_says() {
    let export = sample("Basic_LinkedInDataExport_10-05-2026.zip");
    let at = |kind, place: usize| &export.record.facts[list(&export, kind).unwrap().came[place] as usize];
    let row = |fact: &Fact| {
        let Who { slug, name, .. } = &fact.who;
        format!("{} {} {}", name.as_deref().unwrap(), slug.as_deref().unwrap(), fact.at.unwrap())
    };
    let aoife = at(ListKind::Invitations, 2);
    assert_eq!(row(aoife), "Aoife Conti, PhD aoife-conti-cbb93e 2026-10-05T04:48:00");
    let note = |fact: &Fact| match &fact.said {
        Said::Invitation(row) => row.context.note.clone(),
        _ => None,
    };
    assert_eq!(note(aoife), None);
    assert!(note(at(ListKind::Invitations, 5)).unwrap().starts_with("Hi Emeka,\n"));
    assert_eq!(row(at(ListKind::Connections, 0)), "Lucía Berg lucía-berg 2026-09-30");
    let last = export.record.facts.last().unwrap();
    assert_eq!(last.at.unwrap().to_string(), "2019-12-10");
}
