//! The three exports of an invented person, in the true byte shapes.

use super::*;
use crate::record::fact::Direction;

fn sample(name: &str) -> DataExport {
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
        let (sent, made) = (export.invitations.unwrap(), export.connections.unwrap());
        let is_ours = |row: &&InvitationRow| row.direction == Direction::Out;
        let ours = sent.rows.iter().filter(is_ours).count();
        assert_eq!((ours, sent.rows.len() - ours), (outgoing, incoming), "{name}");
        assert_eq!((made.rows.len(), made.skipped.nameless), (connections, nameless), "{name}");
        assert_eq!((&sent.bad[..], &made.bad[..]), (&[][..], &[][..]), "{name}");
        assert_eq!(export.as_of, AsOf { day: day(as_of), origin: AsOfOrigin::FileName }, "{name}");
        assert_eq!(export.left_alone.len(), 3, "{name}");
    }
}

#[test]
fn rows_of_a_sample_say_what_the_file_says() {
    let export = sample("Basic_LinkedInDataExport_10-05-2026.zip");
    let (sent, made) = (export.invitations.unwrap(), export.connections.unwrap());
    assert_eq!((sent.file.as_str(), made.file.as_str()), ("Invitations.csv", "Connections.csv"));
    let aoife = &sent.rows[2];
    assert_eq!(
        (aoife.row, aoife.who.name.as_deref(), aoife.who.slug.as_deref()),
        (4, Some("Aoife Conti, PhD"), Some("aoife-conti-cbb93e"))
    );
    assert_eq!((aoife.at.to_string().as_str(), &aoife.note), ("2026-10-05T04:48:00", &None));
    let emeka = &sent.rows[5];
    assert!(emeka.note.as_deref().unwrap().starts_with("Hi Emeka,\n"));
    let lucia = &made.rows[0];
    assert_eq!(
        (lucia.row, lucia.name.as_str(), lucia.slug.as_deref()),
        (5, "Lucía Berg", Some("lucía-berg"))
    );
    assert_eq!(lucia.connected_on, day("2026-09-30"));
    assert_eq!(made.rows.last().unwrap().connected_on, day("2019-12-10"));
}
