//! What people really have: files of other people's shapes, each with what has to come of it; and the law that the
//! pages of the data portability API say what the files of an export say.

mod changelog;
mod further;
mod history;
mod summary;

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, amount, export, fixture, zip_of};

fn on(day: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at(&format!("{day}T10:00:00Z"));
    sandbox
}

fn wild(name: &str) -> String {
    fixture(&format!("wild/{name}"))
}

/// Name, class and, if accepted, since when; with the kinds of the questions.
fn told(sandbox: &Sandbox) -> String {
    let row = |request: &Value| {
        let (class, name) =
            (request["verdict"]["class"].as_str().unwrap(), request["name"].as_str().unwrap());
        let looks = if class == "accepted" { sandbox.looks(&request["id"].to_string()) } else { Vec::new() };
        let tells = |signal: &str| ["member=dated", "member=yes", "notif=yes"].contains(&signal);
        let since = looks.iter().filter(|(_, signal)| tells(signal)).map(|(day, _)| day).min();
        format!("{name} {class}{}", since.map(|day| format!(" {day}")).unwrap_or_default())
    };
    let mut rows: Vec<String> = sandbox.requests().iter().map(row).collect();
    rows.sort();
    rows.extend(sandbox.asks().into_iter().map(|(kind, _)| format!("? {kind}")));
    rows.join("; ")
}

#[test]
fn exports_and_tables_are_read_as_they_are_meant() {
    for (name, code, said, expected) in [
        (
            "e01_listed-and-connected-since-2016_10-19-2026.zip",
            0,
            "a history",
            "Ana Kovac accepted 2016-01-10",
        ),
        (
            "e03a_page-invitation_10-19-2026.zip",
            0,
            "1 invitation of a page",
            "Ana Kovac ignored; Bo Lind ignored",
        ),
        (
            "e04_only-nameless-connections_10-19-2026.zip",
            0,
            "1 connection without a name",
            "Ana Kovac ignored",
        ),
        ("e06_connections-resaved-excel_10-19-2026.zip", 0, "", "Ana Kovac accepted 2026-10-07"),
        ("e07_Invitations-resaved-semicolon.csv", 0, "1 incoming invitation", "Ana Kovac ignored"),
        (
            "e08_status-column.csv",
            0,
            "status = Status",
            "Ana Kovac accepted 2026-11-08; Bo Lind pending; Cy Mor withdrawn; Di Roe declined",
        ),
        (
            "e09_accepted-headers.csv",
            0,
            "accepted_at = Connection accepted at",
            "Ana Kovac accepted 2026-10-07",
        ),
        ("e11_prospects-not-yet-invited.csv", 0, "1 person not invited yet", "Ana Kovac pending"),
        ("e13_bad-email-cell.csv", 0, "", "Ana Kovac pending; Bo Lind pending; Cy Mor pending"),
        ("e14_accepted-a-day-before-sent.csv", 0, "", "Ana Kovac accepted 2026-10-05; Bo Lind pending"),
        ("e16_title-above-header.csv", 0, "1 new request", "Ana Kovac pending"),
        ("e17_cp1252.csv", 0, "windows-1252", "Jürgen Groß pending"),
        ("e19_connected-years-before-sent_10-19-2026.zip", 0, "connection that you had", "Ana Kovac pending"),
        ("e20_excel-serial-dates.csv", 0, "1 new request", "Ana Kovac pending"),
        ("e21_connection-with-odd-date_10-19-2026.zip", 0, "2 connections", "Ana Kovac ignored"),
        ("e23_empty-invitations_10-19-2026.zip", 0, "1 connection", ""),
    ] {
        let sandbox = on("2026-11-08");
        let run = sandbox.run(&["import", &wild(&format!("exports/{name}"))]);
        assert_eq!((run.code, told(&sandbox).as_str()), (code, expected), "{name}: {run:?}");
        assert!(run.stdout.contains(said), "{name}: {run:?}");
        // What was told once is told: a second time nothing is new, and nobody need be called.
        let again = sandbox.run(&["import", &wild(&format!("exports/{name}"))]);
        assert_eq!((again.code, told(&sandbox).as_str()), (0, expected), "{name}: {again:?}");
    }
}

#[test]
fn a_page_that_invited_the_user_costs_no_conclusion() {
    let sandbox = on("2026-11-08");
    for name in ["e03a_page-invitation_10-19-2026.zip", "e03b_page-invitation_10-26-2026.zip"] {
        assert_eq!(sandbox.run(&["import", &wild(&format!("exports/{name}"))]).code, 0);
    }
    assert!(sandbox.looks("Ana Kovac").contains(&("2026-10-26".to_owned(), "sent=unlisted".to_owned())));
    assert!(sandbox.looks("Bo Lind").contains(&("2026-10-26".to_owned(), "sent=listed".to_owned())));
}

#[test]
fn a_title_before_the_name_is_asked_about_once() {
    let sandbox = on("2026-11-08");
    sandbox.run(&["add", "Ana Kovac", "--sent", "2026-10-05", "--no-input"]);
    let file = wild("exports/e24_titled-connection_10-26-2026.zip");
    assert_eq!(sandbox.run(&["import", &file]).code, 3);
    assert_eq!(sandbox.asks(), [("name".to_owned(), vec![1])]);
    // An unanswered question makes no nightly job fail.
    assert_eq!(sandbox.run(&["import", &file]).code, 0);
    sandbox.answer("Ana", "1");
    assert_eq!(told(&sandbox), "Ana Kovac accepted 2026-10-22; Bo Lind ignored");
}

/// Mira with her profile for mails, the others by name; all asked on days that the pages tell.
fn with_people(profile: bool) -> Sandbox {
    let sandbox = on("2026-11-08");
    for (name, sent) in [
        ("Mira Sandholt", "2026-10-20"),
        ("Tove Quandt", "2026-10-14"),
        ("Pia Orlen", "2026-10-05"),
        ("Otto Nebel", "2026-10-05"),
    ] {
        let url = ["--url", "linkedin.com/in/mira-sandholt-1"];
        // A mail is of the 10th.
        let sent = if profile { "2026-10-05" } else { sent };
        let mut args = vec!["add", name, "--sent", sent, "--no-input"];
        args.extend(if profile && name.starts_with("Mira") { &url[..] } else { &[] });
        assert_eq!(sandbox.run(&args).code, 0);
    }
    sandbox
}

#[test]
fn mails_are_read_wherever_they_are_and_no_forged_one_is_believed() {
    let mira =
        "Mira Sandholt accepted 2026-10-10; Otto Nebel pending; Pia Orlen pending; Tove Quandt pending";
    let nobody = "Mira Sandholt pending; Otto Nebel pending; Pia Orlen pending; Tove Quandt pending";
    for (name, code, said, expected) in [
        ("takeout-spam-label.mbox", 0, "1 forged or marked as spam", mira),
        ("dmarc-fail.eml", 0, "1 forged or marked as spam", nobody),
        (
            "digest-name-only.eml",
            0,
            "1 about an acceptance",
            "Mira Sandholt accepted 2026-10-10; Otto Nebel pending; Pia Orlen accepted 2026-10-10; \
             Tove Quandt accepted 2026-10-10",
        ),
        ("unknown-language-linked.eml", 3, "unknown words", &format!("{nobody}; ? words")),
        ("utf8-bom.eml", 0, "1 about an acceptance", mira),
        ("maildir-subfolder", 0, "1 about an acceptance", mira),
        ("apple-LinkedIn.mbox", 0, "1 about an acceptance", mira),
        ("outlook-as-text.txt", 3, "1 mail", nobody),
    ] {
        let sandbox = with_people(true);
        let run = sandbox.run(&["import", &wild(&format!("mail-pages/{name}"))]);
        assert_eq!((run.code, told(&sandbox).as_str()), (code, expected), "{name}: {run:?}");
        assert!(run.stdout.contains(said), "{name}: {run:?}");
    }
}

#[test]
fn pages_give_the_names_of_people_and_no_others() {
    let open = "Mira Sandholt pending; Otto Nebel pending; Pia Orlen pending; Tove Quandt pending";
    for (name, code, said, expected) in [
        (
            "connections-de-possessive-picture.txt",
            0,
            "3 connections",
            "Mira Sandholt accepted 2026-10-25; Otto Nebel accepted 2026-11-07; Pia Orlen pending; \
             Tove Quandt accepted 2026-10-24",
        ),
        (
            "connections-status-line.txt",
            0,
            "2 connections",
            "Mira Sandholt accepted 2026-10-25; Otto Nebel pending; Pia Orlen pending; Tove Quandt accepted 2026-10-24",
        ),
        (
            "connections-de-kontakt-seit.txt",
            0,
            "2 connections",
            "Mira Sandholt accepted 2026-10-25; Otto Nebel pending; Pia Orlen pending; Tove Quandt accepted 2026-10-24",
        ),
        ("connections-relative.txt", 1, "", open),
        ("sent.rtf", 1, "", open),
    ] {
        let sandbox = with_people(false);
        let run = sandbox.run(&["import", "--new", &wild(&format!("mail-pages/{name}"))]);
        assert_eq!((run.code, told(&sandbox).as_str()), (code, expected), "{name}: {run:?}");
        assert!(run.stdout.contains(said), "{name}: {run:?}");
    }
    for (name, code, listed) in [
        ("sent-open-to-work-alt.txt", 3, &["Mira Sandholt"][..]),
        ("sent-cut-top.txt", 3, &["Pia Orlen"]),
        ("sent-fr-observed-dom.html", 0, &["Mira Sandholt", "Tove Quandt"]),
        ("sent-saved.mhtml", 0, &["Mira Sandholt"]),
        ("sent-cp1252.txt", 0, &["Mira Sandholt"]),
    ] {
        let sandbox = with_people(false);
        let run =
            sandbox.run(&["import", "--new", &wild(&format!("mail-pages/{name}")), "--as-of", "2026-11-08"]);
        assert_eq!(run.code, code, "{name}: {run:?}");
        let seen = ("2026-11-08".to_owned(), "sent=listed".to_owned());
        let names = ["Mira Sandholt", "Otto Nebel", "Pia Orlen", "Tove Quandt"];
        let found: Vec<&str> = names.into_iter().filter(|name| sandbox.looks(name).contains(&seen)).collect();
        assert_eq!(found, listed, "{name}");
        assert_eq!(sandbox.requests().len(), 4, "{name}: nobody is invented");
    }
}

/// The table of an export as the API answers it, so many rows a page.
fn pages(csv: &str, domain: &str, size: usize, sandbox: &Sandbox) -> Vec<String> {
    let start = csv.find(if domain == "INVITATIONS" { "From," } else { "First Name," }).unwrap();
    let mut reader = csv::Reader::from_reader(&csv.as_bytes()[start..]);
    let headers = reader.headers().unwrap().clone();
    let rows: Vec<Value> = reader
        .records()
        .map(|row| {
            headers.iter().zip(&row.unwrap()).map(|(key, value)| (key.to_owned(), json!(value))).collect()
        })
        .collect();
    let chunks: Vec<&[Value]> = rows.chunks(size).collect();
    let write = |(nth, rows): (usize, &&[Value])| {
        let next = json!([{"rel": "next", "href": "/rest/memberSnapshotData?start=1"}]);
        let links = if nth + 1 < chunks.len() { next } else { json!([]) };
        let paging = json!({"start": nth, "count": size, "links": links, "total": chunks.len()});
        let page = json!({"paging": paging, "elements": [{"snapshotDomain": domain, "snapshotData": rows}]});
        let file = sandbox.file(&format!("{}-{nth}.json", domain.to_lowercase()), page.to_string());
        file.to_str().unwrap().to_owned()
    };
    chunks.iter().enumerate().map(write).collect()
}

/// Facts and lists, without when and in which order they were learned.
fn content(sandbox: &Sandbox) -> Vec<String> {
    let own: Value = serde_json::from_str(&sandbox.ok(&["export"])).unwrap();
    let mut facts: Vec<Value> = own["facts"].as_array().unwrap().clone();
    for fact in &mut facts {
        fact.as_object_mut().unwrap().remove("learned");
    }
    let mut facts: Vec<String> = facts.iter().map(Value::to_string).collect();
    facts.sort();
    facts
}

#[test]
fn the_portability_api_and_an_export_give_the_same_facts() {
    let (exported, fetched) = (on("2026-11-10"), on("2026-11-10"));
    let folder = fetched.home().join("x");
    let unzipped = std::fs::File::open(export(0)).unwrap();
    zip::ZipArchive::new(unzipped).unwrap().extract(&folder).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (sent, made) = (read("Invitations.csv"), read("Connections.csv"));
    assert_eq!(exported.run(&["import", &export(0)]).code, 0);
    let as_of = ["--as-of", "2026-10-05"];
    let mut files = pages(&sent, "INVITATIONS", 7, &fetched);
    files.extend(pages(&made, "CONNECTIONS", 100, &fetched));
    let args = |more: &[&'static str]| {
        let files = files.iter().map(String::as_str);
        files.chain(as_of).chain(more.iter().copied()).map(str::to_owned).collect()
    };
    let import = |args: Vec<String>| fetched.import(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let answer = import(args(&[]));
    assert_eq!(answer["files"][0]["complete"], true, "the last page says that it is the last");
    assert_eq!(content(&fetched), content(&exported));
    // Again, all in one file and told to be whole: nothing is new.
    let all = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect::<Vec<_>>().join("\n");
    let all = fetched.file("all.json", all);
    let again = fetched.import(&[all.to_str().unwrap(), "--as-of", "2026-10-05", "--complete"]);
    assert_eq!(again["new_facts"], 0, "{again}");
    // A page that is missing: who is in it is not gone.
    let part = fetched.import(&[&files[0], &files[1], "--as-of", "2026-10-20"]);
    assert_eq!(part["files"][0]["complete"], false);
    assert_eq!(
        amount(&part["files"][0], "invitations"),
        14 - amount(&part["files"][0], "incoming invitations")
    );
}

#[test]
fn what_the_api_answers_otherwise_is_named_by_its_keys() {
    let sandbox = on("2026-11-10");
    for (answer, parts) in [
        (json!({"paging": {}, "elements": [{"secretKey": "secret value"}]}), ["unknown shape", "secretKey"]),
        (
            json!({"paging": {}, "elements": [{"snapshotDomain": "PROFILE", "snapshotData": []}]}),
            ["neither", "INVITATIONS"],
        ),
        (
            json!({"paging": {}, "elements": [{"snapshotDomain": "INVITATIONS", "snapshotData": [{"who": "secret value"}]}]}),
            ["unknown shape", "who"],
        ),
        (json!({"paging": {}, "status": 401, "message": "secret value"}), ["status 401", "token"]),
    ] {
        let file = sandbox.file("answer.json", answer.to_string());
        let run = sandbox.run(&["import", file.to_str().unwrap()]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(parts.iter().all(|part| run.stderr.contains(part)), "{run:?}");
        assert!(!run.stderr.contains("secret value"), "{run:?}");
    }
}

#[test]
fn a_row_with_the_name_of_an_open_request_in_another_line_is_asked_about() {
    let rows = "Verfügbar\nPia Orlen\nDirector Sales\nKontakt seit 24. Oktober 2026\nNachricht\n";
    let sandbox = with_people(false);
    sandbox.file(
        "connections.txt",
        format!("17 Kontakte\nAlte Freundin\nCEO\nKontakt seit 3. Mai 2020\nNachricht\n{rows}"),
    );
    let run = sandbox.run(&["import", "connections.txt"]);
    assert_eq!((run.code, sandbox.asks()), (3, vec![("near".to_owned(), vec![3])]), "{run:?}");
    sandbox.answer("Pia Orlen", "3");
    assert!(told(&sandbox).contains("Pia Orlen accepted 2026-10-24"), "{}", told(&sandbox));
}

#[test]
fn a_mailbox_is_read_out_of_a_takeout() {
    let sandbox = with_people(true);
    let mbox = std::fs::read_to_string(wild("mail-pages/takeout-spam-label.mbox")).unwrap();
    let files =
        [("Takeout/Mail/All mail Including Spam and Trash.mbox", mbox.as_str()), ("Takeout/x.html", "x")];
    sandbox.file("takeout.zip", zip_of(&files));
    let run = sandbox.run(&["import", "takeout.zip"]);
    assert!(run.code == 0 && run.stdout.contains("2 mails, 1 about an acceptance"), "{run:?}");
    assert!(told(&sandbox).starts_with("Mira Sandholt accepted 2026-10-10"));
}
