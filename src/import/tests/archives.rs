//! Zips that are refused.

use super::*;

fn refused(zip: impl AsRef<[u8]>) -> ImportError {
    let error = read_alone("mine.zip", zip).unwrap_err();
    assert_helpful(&error);
    error
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
        assert!(matches!(error, ImportError::Torn { .. }), "{length}: {error}");
    }
}

#[test]
fn an_altered_zip_is_refused() {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let zip = zip_with(&[("Connections.csv", CONNECTIONS.as_bytes())], stored);
    let error = refused(patched(zip, b"Fabrikam", b"Fabricam"));
    assert!(matches!(error, ImportError::Torn { .. }), "{error}");
}

#[test]
fn a_bomb_is_refused_by_what_its_header_says() {
    let zeros = vec![b'0'; 9 << 20];
    for zip in [zip_of(&[("Connections.csv", &zeros)]), connections_and("Profile.csv", &zeros)] {
        let error = refused(zip);
        assert!(matches!(error, ImportError::Bomb { .. }), "{error}");
    }
}

#[test]
fn a_bomb_whose_header_lies_is_not_unpacked() {
    let size = (9_u32 << 20) + 0x1234;
    let zip = zip_of(&[("Connections.csv", &vec![b'0'; size as usize])]);
    let error = refused(patched(zip, &size.to_le_bytes(), &1000_u32.to_le_bytes()));
    assert!(matches!(error, ImportError::Torn { .. }), "{error}");
}

#[test]
fn more_than_the_cap_in_all_is_refused() {
    let names: Vec<String> = (0..9).map(|number| format!("{number}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"0123456789"[..])).collect();
    let claims = 7_900_000_u32.to_le_bytes();
    let zip = patched(zip_of(&files), &10_u32.to_le_bytes(), &claims);
    let error = refused(zip);
    assert!(matches!(error, ImportError::UnpacksTooLarge { .. }), "{error}");
}

#[test]
fn a_crowded_zip_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..5_001 {
        zip.start_file(number.to_string(), SimpleFileOptions::default()).unwrap();
    }
    let error = refused(zip.finish().unwrap().into_inner());
    assert_eq!(error.to_string(), "mine.zip has more than 5000 files in it");
}

#[test]
fn an_encrypted_zip_is_refused() {
    let mut zip = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes())]);
    let central = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[6] |= 1;
    zip[central + 8] |= 1;
    assert_eq!(refused(zip).to_string(), "Connections.csv in mine.zip is encrypted");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in
        ["../evil.csv", "a/../../b.csv", "/etc/evil.csv", "C:/evil.csv", "..\\evil.csv", "\\\\host\\evil.csv"]
    {
        let placeholder = "x".repeat(name.len());
        let zip = patched(connections_and(&placeholder, b""), placeholder.as_bytes(), name.as_bytes());
        let error = refused(zip);
        assert!(matches!(error, ImportError::UnsafeName { .. }), "{name}: {error}");
    }
}

#[test]
fn links_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("Connections.csv", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert!(matches!(refused(zip.finish().unwrap().into_inner()), ImportError::Symlink { .. }));
}

#[test]
fn the_same_name_twice_is_refused() {
    let zip = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes()), ("connections.csW", b"x")]);
    let zip = patched(zip, b"connections.csW", b"Connections.csv");
    let error = refused(zip);
    assert!(matches!(error, ImportError::TwiceTheSameName { .. }), "{error}");
}

#[test]
fn two_exports_in_a_zip_are_refused() {
    let zip = zip_of(&[
        ("a/Connections.csv", CONNECTIONS.as_bytes()),
        ("b/Connections.csv", CONNECTIONS.as_bytes()),
    ]);
    let message = "mine.zip holds more than one export: a/Connections.csv and b/Connections.csv";
    assert_eq!(refused(zip).to_string(), message);
}

#[test]
fn a_zip_in_a_zip_is_refused_and_a_workbook_is_named() {
    let inner = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes())]);
    assert!(matches!(refused(zip_of(&[("export.zip", &inner)])), ImportError::Nested { .. }));
    assert!(matches!(
        refused(zip_of(&[("[Content_Types].xml", b""), ("xl/a.xml", b"")])),
        ImportError::Workbook { .. }
    ));
    assert!(matches!(refused(zip_of(&[("Profile.csv", b"")])), ImportError::NothingToRead { .. }));
    assert!(matches!(refused(zip_of(&[])), ImportError::NothingToRead { .. }));
}

#[test]
fn an_empty_file_in_a_zip_is_an_error_and_an_absent_one_is_not() {
    assert!(
        matches!(refused(connections_and("Invitations.csv", b"")), ImportError::Empty { file } if file == "Invitations.csv")
    );
    let header = INVITATIONS.lines().next().unwrap().as_bytes();
    let export = read_alone("mine.zip", connections_and("Invitations.csv", header)).unwrap();
    assert_eq!(export.invitations.unwrap().rows, []);
    assert_eq!(read_alone("mine.zip", connections_and("Profile.csv", b"")).unwrap().invitations, None);
}
