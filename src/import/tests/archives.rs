//! Zips that are refused.

use super::*;

const TORN: &str = "the zip mine.zip is damaged or incomplete";

fn refused(zip: impl AsRef<[u8]>) -> String {
    let error = read_alone("mine.zip", zip).unwrap_err();
    assert_helpful(&error);
    error.message
}

fn connections_and(name: &str, bytes: &[u8]) -> Vec<u8> {
    zip_of(&[("Connections.csv", CONNECTIONS.as_bytes()), (name, bytes)])
}

/// Replaces every `from` in the bytes of a zip: how to get what no packer would write.
fn patched(mut zip: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = (0..zip.len()).filter(|&at| zip[at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    for at in places {
        zip[at..at + to.len()].copy_from_slice(to);
    }
    zip
}

#[test]
fn a_torn_zip_is_refused_wherever_it_ends() {
    let zip =
        zip_of(&[("Connections.csv", CONNECTIONS.as_bytes()), ("Invitations.csv", INVITATIONS.as_bytes())]);
    for length in (4..zip.len()).step_by(7) {
        let error = refused(&zip[..length]);
        assert_eq!(error, TORN, "{length}");
    }
}

#[test]
fn an_altered_zip_is_refused() {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let zip = zip_with(&[("Connections.csv", CONNECTIONS.as_bytes())], stored);
    let error = refused(patched(zip, b"Fabrikam", b"Fabricam"));
    assert_eq!(error, TORN);
}

#[test]
fn a_bomb_is_refused_by_what_its_header_says() {
    let zeros = vec![b'0'; 9 << 20];
    for zip in [zip_of(&[("Connections.csv", &zeros)]), connections_and("Profile.csv", &zeros)] {
        let error = refused(zip);
        assert!(error.ends_with("in mine.zip unpacks to more than 100 times its size"), "{error}");
    }
}

#[test]
fn a_bomb_whose_header_lies_is_not_unpacked() {
    let size = (9_u32 << 20) + 0x1234;
    let zip = zip_of(&[("Connections.csv", &vec![b'0'; size as usize])]);
    let error = refused(patched(zip, &size.to_le_bytes(), &1000_u32.to_le_bytes()));
    assert_eq!(error, TORN);
}

#[test]
fn more_than_the_cap_in_all_is_refused() {
    let names: Vec<String> = (0..9).map(|number| format!("{number}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"0123456789"[..])).collect();
    let claims = 7_900_000_u32.to_le_bytes();
    let zip = patched(zip_of(&files), &10_u32.to_le_bytes(), &claims);
    let error = refused(zip);
    assert_eq!(error, "mine.zip unpacks to more than 64 MiB");
}

#[test]
fn a_crowded_zip_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..5_001 {
        zip.start_file(number.to_string(), SimpleFileOptions::default()).unwrap();
    }
    let error = refused(zip.finish().unwrap().into_inner());
    assert_eq!(error, "mine.zip has more than 5000 files in it");
}

#[test]
fn an_encrypted_zip_is_refused() {
    let mut zip = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes())]);
    let central = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[6] |= 1;
    zip[central + 8] |= 1;
    assert_eq!(refused(zip), "Connections.csv in mine.zip is encrypted");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in
        ["../evil.csv", "a/../../b.csv", "/etc/evil.csv", "C:/evil.csv", "..\\evil.csv", "\\\\host\\evil.csv"]
    {
        let placeholder = "x".repeat(name.len());
        let zip = patched(connections_and(&placeholder, b""), placeholder.as_bytes(), name.as_bytes());
        let error = refused(zip);
        assert!(error.starts_with("mine.zip holds a file with an unsafe name"), "{name}: {error}");
    }
}

#[test]
fn links_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("Connections.csv", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(refused(zip.finish().unwrap().into_inner()), "Connections.csv in mine.zip is a symbolic link");
}

#[test]
fn the_same_name_twice_is_refused() {
    let zip = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes()), ("connections.csW", b"x")]);
    let zip = patched(zip, b"connections.csW", b"Connections.csv");
    let error = refused(zip);
    assert_eq!(error, "mine.zip holds two files of the same name");
}

#[test]
fn two_exports_in_a_zip_are_refused() {
    for [first, second] in [
        ["a/Connections.csv", "b/Connections.csv"],
        ["Connections.csv", "connections.csv"],
        ["Connections.csv", "a/Connections.csv"],
        ["a/Connections.csv", "b/Invitations.csv"],
    ] {
        let zip = zip_of(&[(first, CONNECTIONS.as_bytes()), (second, CONNECTIONS.as_bytes())]);
        let message = format!("mine.zip holds more than one export: {first} and {second}");
        assert_eq!(refused(zip), message);
    }
}

#[test]
fn a_zip_in_a_zip_is_refused_and_a_workbook_is_named() {
    let inner = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes())]);
    let nested = "mine.zip holds another zip, export.zip, instead of the files of an export";
    assert_eq!(refused(zip_of(&[("export.zip", &inner)])), nested);
    let workbook = refused(zip_of(&[("[Content_Types].xml", b""), ("xl/a.xml", b"")]));
    assert_eq!(workbook, "mine.zip is an Excel workbook, not a LinkedIn data export");
    for files in [&[("Profile.csv", &b""[..])][..], &[("guide_messages.csv", b"")], &[]] {
        assert_eq!(refused(zip_of(files)), "mine.zip has neither Invitations.csv nor Connections.csv in it");
    }
}

#[test]
fn an_empty_file_in_a_zip_is_named_and_the_rest_is_read() {
    assert_eq!(refused(zip_of(&[("Invitations.csv", b" \n")])), "Invitations.csv is empty");
    let export = read_alone("mine.zip", connections_and("Invitations.csv", b"")).unwrap();
    assert_eq!(export.report.notes[0], "Invitations.csv is empty");
    assert!(
        list(&export, ListKind::Invitations).is_none()
            && list(&export, ListKind::Connections).unwrap().complete
    );
    let header = INVITATIONS.lines().next().unwrap().as_bytes();
    let export = read_alone("mine.zip", connections_and("Invitations.csv", header)).unwrap();
    assert!(list(&export, ListKind::Invitations).unwrap().came.is_empty());
    let export = read_alone("mine.zip", connections_and("Profile.csv", b"")).unwrap();
    assert!(list(&export, ListKind::Invitations).is_none());
}

#[test]
fn base_names_are_exact_in_any_case_at_any_depth() {
    for (paths, lists, left_alone) in [
        (&["Connections.csv", "Invitations.csv"][..], 2, &[][..]),
        (&["a/CONNECTIONS.CSV", "a/messages.csv"], 1, &["a/messages.csv"]),
        (&["__MACOSX/a/._Invitations.csv", "a/invitations.csv", ".DS_Store"], 1, &[]),
        (
            &["old_Connections.csv", "Connections.csv", "Connections (1).csv", "Connections.csv.bak"],
            1,
            &["old_Connections.csv", "Connections (1).csv", "Connections.csv.bak"],
        ),
    ] {
        let text =
            |path: &str| if path.to_lowercase().contains("invitations") { INVITATIONS } else { CONNECTIONS };
        let files: Vec<(&str, &[u8])> = paths.iter().map(|path| (*path, text(path).as_bytes())).collect();
        let export = read_alone("mine.zip", zip_of(&files)).unwrap();
        assert_eq!(export.record.lists.len(), lists, "{paths:?}");
        assert_eq!(export.report.skipped.last().unwrap().names, left_alone, "{paths:?}");
    }
}
