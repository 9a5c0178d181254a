//! Whatever a file says, reading it ends with facts or an error.

use proptest::prelude::*;

use super::*;

const SAMPLE: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/exports/Basic_LinkedInDataExport_10-05-2026.zip"
));

/// The bytes, with some of them replaced, and an end cut off.
fn mutated(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)], end: prop::sample::Index) -> Vec<u8> {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    let length = bytes.len() - end.index(bytes.len()).saturating_sub(bytes.len() / 2);
    bytes.truncate(length);
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    let byte = prop_oneof![any::<u8>(), prop::sample::select(b"\",\r\n\0;\t /".to_vec())];
    prop::collection::vec((any::<prop::sample::Index>(), byte), 0..8)
}

/// Bad rows are in the order of the file and below its header.
fn assert_ordered(export: &Reading) {
    let bad = export.report.bad.iter().filter(|bad| bad.file.starts_with("Connections"));
    let bad: Vec<u64> = bad.filter_map(|bad| bad.row).collect();
    assert!(bad.is_sorted() && bad.first().is_none_or(|first| *first > 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), zip: bool) {
        let bytes = if zip { [b"PK\x03\x04", &bytes[..]].concat() } else { bytes };
        prop_assert!(read_alone("some", bytes).is_err());
    }

    #[test]
    fn any_text_below_a_header_is_read_or_refused(body in "[\\PC\"\"\",,\n\r]{0,200}") {
        for (name, table) in [("Invitations.csv", INVITATIONS), ("Connections.csv", CONNECTIONS)] {
            // The good row above keeps it from being refused as a whole.
            let export = read_alone(name, format!("{table}{body}")).unwrap();
            assert_ordered(&export);
        }
    }

    #[test]
    fn mutated_tables_are_read_or_refused(changes in changes(), end: prop::sample::Index) {
        for (name, table) in [("Invitations.csv", INVITATIONS), ("Connections.csv", CONNECTIONS)] {
            let rows = table.split_inclusive('\n').nth(1).unwrap().repeat(3);
            let bytes = mutated(format!("Notes:\n\n{table}{rows}").into_bytes(), &changes, end);
            if let Ok(export) = read_alone(name, bytes) {
                assert_ordered(&export);
            }
        }
    }

    #[test]
    fn mutated_zips_are_read_or_refused(changes in changes(), end: prop::sample::Index) {
        if let Ok(export) = read_alone("x.zip", mutated(SAMPLE.to_vec(), &changes, end)) {
            assert_ordered(&export);
        }
    }
}
