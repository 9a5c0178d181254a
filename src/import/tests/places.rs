//! What the user may point at: zips under all their names, folders, single files, and what is none of these.

use super::*;

#[test]
fn a_zip_may_have_any_of_the_names_that_browsers_give() {
    let zip =
        zip_of(&[("Invitations.csv", INVITATIONS.as_bytes()), ("Connections.csv", CONNECTIONS.as_bytes())]);
    for (name, as_of, origin) in [
        ("Basic_LinkedInDataExport_10-05-2026.zip", "2026-10-05", "date in the name"),
        ("Complete_LinkedInDataExport_10-07-2026.zip.zip", "2026-10-07", "date in the name"),
        ("Basic_LinkedInDataExport_10-05-2026 (1).zip", "2026-10-05", "date in the name"),
        ("download", "2026-10-06", "file time"),
    ] {
        let export = read_alone(name, &zip).unwrap();
        assert_eq!(self::as_of(&export), (day(as_of), origin), "{name}");
        let slugs: Vec<_> =
            export.record.facts.iter().map(|fact| fact.who.slug.as_deref().unwrap()).collect();
        assert_eq!(slugs, ["ana-lee", "zoë-brandt"], "{name}");
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
    assert_eq!(as_of(&export), (day("2026-10-05"), "date in the name"));
    assert_eq!(
        export.report.skipped.last().unwrap().names,
        ["Export_10-05-2026/messages.csv", "Export_10-05-2026/guide_messages.csv"]
    );
    assert_eq!((export.record.lists.len(), export.record.facts.len()), (1, 1));
}

#[test]
fn windows_separators_in_a_zip_are_separators() {
    let zip = zip_of(&[("Export\\Connections.csv", CONNECTIONS.as_bytes())]);
    assert_eq!(amount(&read_alone("mine.zip", zip).unwrap(), "connections"), 1);
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
        assert_eq!(as_of(&export), (day("2026-10-05"), "date in the name"));
        assert_eq!(export.report.skipped.last().unwrap().names, left_alone);
        assert_eq!(amount(&export, "connections"), 1);
    }
}

#[test]
fn the_time_of_a_file_dates_a_folder_without_a_date() {
    let desk = Desk::new();
    let file = desk.put("export/Connections.csv", CONNECTIONS);
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_791_000_000);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(at).unwrap();
    for place in [&file, file.parent().unwrap()] {
        let as_of = as_of(&read(place, &options()).unwrap());
        assert_eq!(as_of, (day("2026-10-03"), "file time"));
    }
}

#[test]
fn a_single_file_is_known_by_its_header_first() {
    for name in ["Invitations.csv", "Invitations (1).csv", "Connections.csv", "old.txt"] {
        let export = read_alone(name, INVITATIONS).unwrap();
        let read =
            (amount(&export, "invitations"), amount(&export, "connections"), export.report.file.as_str());
        assert_eq!(read, (1, 0, name));
    }
    assert_eq!(amount(&read_alone("x", CONNECTIONS).unwrap(), "connections"), 1);
}

#[test]
fn a_single_file_with_an_unknown_header_is_known_by_its_name() {
    for name in ["Invitations.csv", "invitations (2).csv", "Connections.csv"] {
        let error = read_alone(name, "Prénom,Nom,Connexion le\nAna,Lee,08 Feb 2026\n").unwrap_err();
        assert!(
            error.message.contains("unknown header: found \"Prénom,Nom,Connexion le\""),
            "{}",
            error.message
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
        ("a.txt", b"hello\n", "plain text of another kind"),
        ("messages.csv", b"CONVERSATION ID,FROM,SENDER PROFILE URL\n", "LinkedIn's messages.csv"),
    ] {
        let error = read_alone(name, bytes).unwrap_err();
        assert_eq!(error.message, format!("{name} is {what}, not a LinkedIn data export"));
        assert_helpful(&error);
    }
}

#[test]
fn nothing_at_all_is_not_an_export() {
    let desk = Desk::new();
    assert!(read(&desk.0.path().join("missing"), &options()).is_err());
    let refused = read(desk.0.path(), &options()).unwrap_err().message;
    assert!(refused.ends_with("has neither Invitations.csv nor Connections.csv in it"), "{refused}");
    assert_eq!(read_alone("Connections.csv", "").unwrap_err().message, "Connections.csv is empty");
    desk.put("Downloads/Basic_LinkedInDataExport_10-05-2026.zip", "PK");
    let error = read(&desk.0.path().join("Downloads"), &options()).unwrap_err();
    assert!(error.message.starts_with("Downloads holds another zip, "), "{}", error.message);
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder_is_not_opened() {
    let desk = Desk::new();
    let path = desk.0.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let error = read(&path, &options()).unwrap_err();
    assert_eq!(error.message, "socket is neither a file nor a folder");
}

#[test]
fn a_file_over_the_cap_is_not_read() {
    let desk = Desk::new();
    let path = desk.put("Connections.csv", CONNECTIONS);
    std::fs::File::options().write(true).open(&path).unwrap().set_len((64 << 20) + 1).unwrap();
    let error = read(&path, &options()).unwrap_err();
    assert_eq!(error.message, "Connections.csv is larger than 64 MiB");
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
    assert_eq!(error.message, "nothing tells which day this export is from");
    assert_helpful(&error);
    let given = Options { as_of: Some(day("2026-10-01")), ..options() };
    assert_eq!(as_of(&read(&path, &given).unwrap()), (day("2026-10-01"), "given"));
}

#[test]
fn what_is_in_memory_says_the_same_as_in_a_file() {
    let zip = zip_of(&[("Connections.csv", CONNECTIONS.as_bytes())]);
    let tables = [("Invitations.csv", INVITATIONS.as_bytes()), ("Connections.csv", CONNECTIONS.as_bytes())];
    let given = Options { as_of: Some(day("2026-11-10")), ..options() };
    for (name, bytes) in tables.into_iter().chain([("x.zip", &zip[..])]) {
        let in_file = read(&Desk::new().put(name, bytes), &given).unwrap();
        let in_memory = read_stream(Cursor::new(bytes.to_vec()), name, &given, &mut |_, _| ()).unwrap();
        assert_eq!(in_memory[0].record, in_file.record, "{name}");
    }
}

#[test]
fn the_best_plausible_clue_tells_the_day() {
    let (named, file_time, newest_row) = ("date in the name", "file time", "newest row");
    for (name, packed, row, expected) in [
        ("x_10-05-2026.zip", (2026, 10, 6), "04 Oct 2026", ("2026-10-05", named)),
        ("Basic_LinkedInDataExport_10-19-2026 (1).zip", (2026, 10, 6), "04 Oct 2026", ("2026-10-19", named)),
        ("Initial_LinkedInDataExport_03-02-2021-copy", (2026, 10, 6), "04 Oct 2020", ("2021-03-02", named)),
        ("x_11-11-2026.zip", (2026, 10, 6), "04 Oct 2026", ("2026-11-10", named)),
        ("x_11-12-2026.zip", (2026, 10, 6), "04 Oct 2026", ("2026-10-06", file_time)),
        ("export_19-10-2026.zip", (2026, 10, 6), "04 Oct 2026", ("2026-10-06", file_time)),
        ("1234-10-05-2026.zip", (2026, 10, 6), "04 Oct 2026", ("2026-10-06", file_time)),
        ("export_10-05-26.zip", (2026, 11, 11), "04 Oct 2026", ("2026-11-10", file_time)),
        ("x.zip", (2026, 11, 12), "04 Oct 2026", ("2026-10-04", newest_row)),
        ("x.zip", (1980, 1, 1), "11 Nov 2026", ("2026-11-10", newest_row)),
        ("x.zip", (2019, 1, 1), "04 Oct 2026", ("2026-10-04", newest_row)),
        ("x.zip", (2026, 10, 3), "04 Oct 2026", ("2026-10-03", file_time)),
    ] {
        let packed = zip::DateTime::from_date_and_time(packed.0, packed.1, packed.2, 9, 30, 0).unwrap();
        let text = CONNECTIONS.replace("04 Oct 2026", row);
        let how = SimpleFileOptions::default().last_modified_time(packed);
        let export = read_alone(name, zip_with(&[("Connections.csv", text.as_bytes())], how)).unwrap();
        assert_eq!(as_of(&export), (day(expected.0), expected.1), "{name} {row}");
    }
}
