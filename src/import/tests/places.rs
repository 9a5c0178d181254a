//! What the user may point at: zips under all their names, folders, single files, and what is none of these.

use super::*;

#[test]
fn a_zip_may_have_any_of_the_names_that_browsers_give() {
    let zip =
        zip_of(&[("Invitations.csv", INVITATIONS.as_bytes()), ("Connections.csv", CONNECTIONS.as_bytes())]);
    for (name, as_of, origin) in [
        ("Basic_LinkedInDataExport_10-05-2026.zip", "2026-10-05", AsOfOrigin::FileName),
        ("Complete_LinkedInDataExport_10-07-2026.zip.zip", "2026-10-07", AsOfOrigin::FileName),
        ("Basic_LinkedInDataExport_10-05-2026 (1).zip", "2026-10-05", AsOfOrigin::FileName),
        ("download", "2026-10-06", AsOfOrigin::EntryTime),
    ] {
        let export = read_alone(name, &zip).unwrap();
        assert_eq!(export.as_of, AsOf { day: day(as_of), origin }, "{name}");
        assert_eq!(export.invitations.unwrap().rows.len(), 1, "{name}");
        assert_eq!(export.connections.unwrap().rows[0].slug.as_deref(), Some("zoë-brandt"), "{name}");
    }
}

#[test]
fn a_zip_packed_anew_has_a_folder_and_litter() {
    let zip = zip_of(&[
        ("__MACOSX/Export_10-05-2026/._Invitations.csv", b"\0\x05\x16\x07"),
        ("Export_10-05-2026/", b""),
        ("Export_10-05-2026/INVITATIONS.CSV", INVITATIONS.as_bytes()),
        ("Export_10-05-2026/.DS_Store", b"x"),
        ("Export_10-05-2026/messages.csv", b"x"),
        ("Export_10-05-2026/guide_messages.csv", b"x"),
    ]);
    let export = read_alone("mine.zip", zip).unwrap();
    assert_eq!(export.as_of, AsOf { day: day("2026-10-05"), origin: AsOfOrigin::FileName });
    assert_eq!(export.left_alone, ["Export_10-05-2026/messages.csv", "Export_10-05-2026/guide_messages.csv"]);
    assert_eq!(export.connections, None);
    assert_eq!(export.invitations.unwrap().file, "INVITATIONS.CSV");
}

#[test]
fn windows_separators_in_a_zip_are_separators() {
    let zip = zip_of(&[("Export\\Connections.csv", CONNECTIONS.as_bytes())]);
    assert_eq!(read_alone("mine.zip", zip).unwrap().connections.unwrap().rows.len(), 1);
}

#[test]
fn a_folder_is_read_also_from_one_level_above() {
    let desk = Desk::new();
    let file = desk.put("Basic_LinkedInDataExport_10-05-2026/Connections.csv", CONNECTIONS);
    desk.put("Basic_LinkedInDataExport_10-05-2026/Profile.csv", "x");
    desk.put("Basic_LinkedInDataExport_10-05-2026/Articles/Invitations.html", "x");
    let folder = file.parent().unwrap();
    for (place, left_alone) in [
        (folder, ["Articles/Invitations.html", "Profile.csv"].map(str::to_owned).to_vec()),
        (desk.0.path(), vec!["Basic_LinkedInDataExport_10-05-2026/Profile.csv".to_owned()]),
    ] {
        let export = read(place, &options()).unwrap();
        assert_eq!(export.as_of, AsOf { day: day("2026-10-05"), origin: AsOfOrigin::FileName });
        assert_eq!(export.left_alone, left_alone);
        assert_eq!(export.connections.unwrap().rows.len(), 1);
    }
}

#[test]
fn the_time_of_a_file_dates_a_folder_without_a_date() {
    let desk = Desk::new();
    let file = desk.put("export/Connections.csv", CONNECTIONS);
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_791_000_000);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(at).unwrap();
    for place in [&file, file.parent().unwrap()] {
        let as_of = read(place, &options()).unwrap().as_of;
        assert_eq!(as_of, AsOf { day: day("2026-10-03"), origin: AsOfOrigin::EntryTime });
    }
}

#[test]
fn a_single_file_is_known_by_its_header_first() {
    for name in ["Invitations.csv", "Invitations (1).csv", "Connections.csv", "old.txt"] {
        let export = read_alone(name, INVITATIONS).unwrap();
        let table = export.invitations.unwrap();
        assert_eq!((table.rows.len(), table.file.as_str(), export.connections), (1, name, None), "{name}");
    }
    assert_eq!(read_alone("x", CONNECTIONS).unwrap().connections.unwrap().rows.len(), 1);
}

#[test]
fn a_single_file_with_an_unknown_header_is_known_by_its_name() {
    for name in ["Invitations.csv", "invitations (2).csv", "Connections.csv"] {
        let error = read_alone(name, "Prénom,Nom,Connexion le\nAna,Lee,08 Feb 2026\n").unwrap_err();
        assert!(
            matches!(&error, ImportError::UnknownHeader { found, .. } if found == "Prénom,Nom,Connexion le")
        );
        assert_helpful(&error);
    }
}

#[test]
fn what_is_no_export_is_named() {
    for (name, bytes, what) in [
        (
            "Basic_LinkedInDataExport_10-05-2026.zip",
            &b"<!doctype html><title>Sign in</title>"[..],
            "an HTML page",
        ),
        ("a.pdf", b"%PDF-1.4", "a PDF"),
        ("a.zip", b"hello", "not a zip in spite of its name"),
        ("a.zip", b"\0\0\0", "not a zip in spite of its name"),
        ("a.csv.gz", b"\x1f\x8b\x08\0", "a gzip file"),
        ("a.txt", b"hello\n", "some other text"),
        ("messages.csv", b"CONVERSATION ID,FROM,SENDER PROFILE URL\n", "LinkedIn's messages.csv"),
    ] {
        let error = read_alone(name, bytes).unwrap_err();
        assert_eq!(error.to_string(), format!("{name} is {what}, not a LinkedIn data export"));
        assert_helpful(&error);
    }
}

#[test]
fn nothing_at_all_is_not_an_export() {
    let desk = Desk::new();
    assert!(matches!(read(&desk.0.path().join("missing"), &options()), Err(ImportError::Read(_))));
    assert!(matches!(read(desk.0.path(), &options()), Err(ImportError::NothingToRead { .. })));
    assert!(matches!(read_alone("Connections.csv", ""), Err(ImportError::Empty { .. })));
    desk.put("Downloads/Basic_LinkedInDataExport_10-05-2026.zip", "PK");
    let error = read(&desk.0.path().join("Downloads"), &options()).unwrap_err();
    assert!(matches!(error, ImportError::Nested { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder_is_not_opened() {
    let desk = Desk::new();
    let path = desk.0.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let error = read(&path, &options()).unwrap_err();
    assert!(matches!(error, ImportError::NotAFile { .. }), "{error}");
}

#[test]
fn a_file_over_the_cap_is_not_read() {
    let desk = Desk::new();
    let path = desk.put("Connections.csv", CONNECTIONS);
    std::fs::File::options().write(true).open(&path).unwrap().set_len((64 << 20) + 1).unwrap();
    let error = read(&path, &options()).unwrap_err();
    assert_eq!(error.to_string(), "Connections.csv is larger than 64 MiB");
    assert_helpful(&error);
}

#[test]
fn without_any_clue_the_user_has_to_give_the_day() {
    let zip = zip_with(&[("Connections.csv", CONNECTIONS.lines().next().unwrap().as_bytes())], {
        SimpleFileOptions::default().last_modified_time(zip::DateTime::default())
    });
    let desk = Desk::new();
    let path = desk.put("mine.zip", zip);
    let error = read(&path, &options()).unwrap_err();
    assert!(matches!(error, ImportError::NoDay));
    assert_helpful(&error);
    let given = Options { as_of: Some(day("2026-10-01")), ..options() };
    let as_of = read(&path, &given).unwrap().as_of;
    assert_eq!(as_of, AsOf { day: day("2026-10-01"), origin: AsOfOrigin::Given });
}

#[test]
fn what_is_in_memory_says_the_same_as_in_a_file() {
    let zip = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes())]);
    let tables = [("Invitations.csv", INVITATIONS.as_bytes()), ("Connections.csv", CONNECTIONS.as_bytes())];
    let given = Options { as_of: Some(day("2026-11-10")), ..options() };
    for (name, bytes) in tables.into_iter().chain([("x.zip", &zip[..])]) {
        let in_file = read(&Desk::new().put(name, bytes), &given).unwrap();
        assert_eq!(read_bytes(bytes.to_vec(), name, &given).unwrap(), in_file, "{name}");
    }
    let dated = read_bytes(CONNECTIONS.into(), "Connections_10-05-2026.csv", &options()).unwrap();
    assert_eq!(dated.as_of, AsOf { day: day("2026-10-05"), origin: AsOfOrigin::FileName });
    assert!(matches!(read_bytes(Vec::new(), "x.csv", &options()), Err(ImportError::Empty { .. })));
}
