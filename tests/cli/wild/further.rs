//! The same kinds in other shapes: files of other programs, languages, encodings and habits.

use super::{Sandbox, on, wild};

/// File, exit code, what is said among other things, and what is on record then besides open requests.
type Case = (&'static str, i32, &'static str, &'static str);

const PEOPLE: [&str; 6] = ["Mira Sandholt", "Tove Quandt", "Pia Orlen", "Otto Nebel", "Zoë Żak", "佐藤 花子"];

const PAGES: [Case; 45] = [
    ("connections-credentials.txt", 0, "", "Pia Orlen accepted 2026-10-25; Tove Quandt accepted 2026-10-24"),
    ("connections-de-status.txt", 0, "", "Otto Nebel accepted 2026-11-07; Tove Quandt accepted 2026-10-24"),
    ("connections-half-copied.txt", 3, "the copy begins inside this row", "Pia Orlen accepted 2026-10-25"),
    ("connections-ja.txt", 0, "", "佐藤 花子 accepted 2026-10-25"),
    ("connections-names-as-headlines.txt", 0, "", "Otto Nebel accepted 2026-10-23"),
    (
        "connections-open-to-work-crlf.txt",
        0,
        "",
        "Mira Sandholt accepted 2026-10-25; Tove Quandt accepted 2026-10-24",
    ),
    (
        "connections-two-pastes.txt",
        0,
        "",
        "Mira Sandholt accepted 2026-10-25; Tove Quandt accepted 2026-10-24",
    ),
    ("connections-es.txt", 1, "this looks like a list in a language that invtrack cannot read", ""),
    ("sent-two-pastes.txt", 0, "", "Mira Sandholt listed; Tove Quandt listed"),
    ("sent-mobile.txt", 0, "", "Mira Sandholt listed; Pia Orlen listed; Tove Quandt listed"),
    ("sent-with-messages.txt", 0, "2 open invitations", "Mira Sandholt listed; Tove Quandt listed"),
    ("sent-pt.txt", 0, "", "Otto Nebel listed; Zoë Żak listed"),
    (
        "sent-follow-pages-row.txt",
        0,
        "1 row of another tab (pages, events)",
        "Mira Sandholt listed; Tove Quandt listed",
    ),
    ("sent-received-tab.txt", 1, "this is the tab Received", ""),
    ("sent-utf16.txt", 0, "UTF-16LE", "Mira Sandholt listed; Zoë Żak listed"),
    ("sent-zero.txt", 0, "", ""),
    ("sent-ar.html", 0, "", "Mira Sandholt listed"),
    ("sent-hr-suggestions.html", 0, "", "Otto Nebel listed; Zoë Żak listed"),
    ("sent-it.html", 0, "", "Mira Sandholt listed; Tove Quandt listed"),
    ("sent-ja.html", 0, "", "佐藤 花子 listed"),
    ("sent-cp1252.html", 0, "windows-1252", "Zoë Żak listed"),
    ("sent-utf16.html", 0, "UTF-16LE", "Mira Sandholt listed"),
    ("sent-chrome-de.mhtml", 0, "", "Mira Sandholt listed; Tove Quandt listed"),
    ("received-nl.html", 1, "this is the tab Received", ""),
    ("login-pl.html", 1, "this is LinkedIn's login page", ""),
    ("connections-en.html", 3, "", "Mira Sandholt accepted 2026-10-25; ? name"),
    ("sent.webarchive", 1, "is a Safari web archive or another property list", ""),
    ("sent-wordpad.rtf", 1, "is a rich-text document (RTF)", ""),
    (
        "connections-verified.txt",
        0,
        "2 connections",
        "Mira Sandholt accepted 2026-10-25; Tove Quandt accepted 2026-10-24",
    ),
    (
        "connections-hiring.txt",
        0,
        "2 connections",
        "Mira Sandholt accepted 2026-10-25; Tove Quandt accepted 2026-10-24",
    ),
    (
        "connections-emoji.txt",
        0,
        "2 connections",
        "Mira Sandholt accepted 2026-10-25; Tove Quandt accepted 2026-10-24",
    ),
    ("connections-online.txt", 0, "1 connection", "Mira Sandholt accepted 2026-10-25"),
    ("connections-long-headline.txt", 0, "1 connection", "Mira Sandholt accepted 2026-10-25"),
    ("connections-two-of-a-name.txt", 3, "", "? several; ? several"),
    ("connections-name-as-only-headline.txt", 0, "", ""),
    ("connections-es-chrome.html", 3, "", "Mira Sandholt accepted 2026-10-25; ? name"),
    ("connections-pl-canonical.html", 0, "1 connection", "Mira Sandholt accepted 2026-10-25"),
    ("connections-ko.html", 0, "1 connection", "Mira Sandholt accepted 2026-10-25"),
    ("connections-nl.txt", 1, "this looks like a list in a language that invtrack cannot read", ""),
    ("dated-elsewhere.html", 1, "is an HTML page", ""),
    ("sent-tr.html", 0, "2 open invitations", "Mira Sandholt listed; Tove Quandt listed"),
    ("sent-nl.txt", 1, "not one row of the Sent page can be read", ""),
    ("received-two-buttons.txt", 1, "this is the tab Received", ""),
    ("messaging.txt", 1, "is plain text of another kind", ""),
    ("feed.txt", 1, "is plain text of another kind", ""),
];

const MAILS: [Case; 43] = [
    ("apple", 0, "", "Mira Sandholt accepted 2026-10-10; Otto Nebel accepted 2026-10-10"),
    ("bad-date.eml", 3, "its Date header is not a date", ""),
    ("congrats.eml", 3, "", "? first"),
    ("de.eml", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("digest-html.eml", 0, "", "Otto Nebel accepted 2026-10-10; Pia Orlen accepted 2026-10-10"),
    ("dovecot", 3, "it is not text: unpack or decrypt it first", ""),
    ("es-base64.eml", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("arf-exchange-spam.eml", 0, "1 forged or marked as spam", ""),
    ("exchange-junk-only.eml", 0, "1 forged or marked as spam", ""),
    ("rspamd.eml", 0, "1 forged or marked as spam", ""),
    ("outlook-crlf-ok.eml", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("folder-of-msg", 1, "holds Outlook messages (.msg)", ""),
    ("follow-page.eml", 0, "1 other mail", ""),
    ("fwd.eml", 0, "1 other mail", ""),
    ("hu-unknown.eml", 3, "", "? words"),
    ("hu-unknown-noone.eml", 0, "", ""),
    ("ja.eml", 3, "", "? words"),
    ("kmail", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("latin1.eml", 0, "", "Zoë Żak accepted 2026-10-10"),
    ("mails.zip", 0, "", "Mira Sandholt accepted 2026-10-10"),
    (
        "mh",
        0,
        "",
        "Mira Sandholt accepted 2026-10-10; Pia Orlen accepted 2026-10-10; Tove Quandt accepted 2026-10-10",
    ),
    ("nested-fwd-attachment.eml", 0, "1 other mail", ""),
    ("phish.eml", 0, "1 that passes for LinkedIn's and is not", ""),
    ("takeout-20261108T090000Z-001.zip", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("takeout-de-spam.mbox", 0, "1 forged or marked as spam", "Tove Quandt accepted 2026-10-10"),
    ("they-invited.eml", 0, "1 other mail", ""),
    ("thunderbird", 0, "", "Mira Sandholt accepted 2026-10-10; Pia Orlen accepted 2026-10-10"),
    ("you-accepted.eml", 0, "1 other mail", ""),
    ("scl9.eml", 0, "1 forged or marked as spam", ""),
    ("sclm1.eml", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("spamassassin.eml", 0, "if a refused mail is LinkedIn's after all", ""),
    ("spamno.eml", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("dkimfail.eml", 0, "1 forged or marked as spam", ""),
    ("two-from.eml", 0, "1 that passes for LinkedIn's and is not", ""),
    ("html-entities.eml", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("qp.eml", 0, "", "Zoë Żak accepted 2026-10-10"),
    ("old-local.eml", 0, "", "Mira Sandholt accepted 2026-10-10"),
    ("group.eml", 0, "1 other mail", ""),
    ("messages.eml", 0, "1 other mail", ""),
    ("reaction.eml", 0, "1 other mail", ""),
    ("not-accepted.eml", 3, "", "? words"),
    ("not-accepted-es.eml", 3, "", "? words"),
    ("future.eml", 3, "its date lies in the future", ""),
];

const TABLES: [Case; 54] = [
    ("accepted-yn.csv", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind open; Cy Mor accepted 2026-10-07"),
    ("airtable.csv", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind open"),
    ("crm-accepted-de.csv", 0, "", "Mira Sandholt accepted 2026-10-07; Otto Nebel accepted 2026-10-25"),
    ("czech.csv", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("dutch.csv", 0, "", "Ana Kovac accepted 2026-10-07"),
    ("epoch.csv", 0, "", "Ana Kovac open; Bo Lind open; Cy Mor open"),
    ("excel-de.csv", 0, "windows-1252", "Jürgen Groß accepted 2026-10-07; Mia Öst open"),
    ("excel-mac.csv", 0, "", "Ana Kovac accepted 2026-10-25; Bo Lind open"),
    ("finnish.csv", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("french.csv", 0, "windows-1252", "Ana Kovac accepted 2026-10-25; Bo Lind open"),
    ("hubspot.csv", 0, "Record ID, Lead Status", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("italian.csv", 0, "", "Ana Kovac accepted 2026-10-25"),
    ("japanese.csv", 0, "Shift_JIS", "佐藤 花子 accepted 2026-10-07"),
    ("korean-sheets.csv", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("last-first.csv", 0, "", "Mira Sandholt accepted 2026-10-07; Tove Quandt accepted 2026-10-08"),
    (
        "linkedhelper.csv",
        0,
        "id, current_company, connection_degree",
        "Ana Kovac accepted 2026-10-07; Bo Lind open",
    ),
    ("markdown.md", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind open"),
    (
        "not-connected.csv",
        0,
        "accepted_at is not a date that can be read",
        "Ana Kovac open; Bo Lind open; Cy Mor open; Di Roe accepted 2026-11-08; Ed Poe open; Fi Soe open",
    ),
    ("notion.csv", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind open; Cy Mor open; Di Roe declined"),
    ("numbers-de.csv", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind open"),
    ("only-accepted.csv", 0, "", "Mira Sandholt accepted 2026-10-07; Tove Quandt accepted 2026-10-08"),
    ("pipe.csv", 0, "", "Ana Kovac accepted 2026-10-07"),
    ("polish.csv", 0, "windows-1250", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("portuguese.csv", 0, "", "Ana Kovac accepted 2026-10-07"),
    ("quoted-tabs.tsv", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind declined"),
    (
        "repeated-header-total.csv",
        3,
        "sent_at is not a date that can be read",
        "Ana Kovac accepted 2026-10-07; Bo Lind open",
    ),
    (
        "sales-nav-url.csv",
        0,
        "profile_url is not the address of a profile",
        "Ana Kovac open; Bo Lind open; Cy Mor open",
    ),
    ("sheets-us.csv", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind open"),
    ("spanish.csv", 0, "", "Ana Kovac accepted 2026-10-25; Bo Lind open"),
    (
        "status-with-date.csv",
        0,
        "status is none that is known",
        "Ana Kovac accepted 2026-10-07; Bo Lind open; Cy Mor open; Di Roe withdrawn; Ed Poe accepted 2026-11-08",
    ),
    (
        "two-sections.csv",
        3,
        "sent_at is not a date that can be read",
        "Ana Kovac accepted 2026-10-07; Bo Lind open",
    ),
    ("waalaxy.csv", 0, "status is none that is known", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("weekday.csv", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open; Cy Mor open"),
    ("phantombuster.csv", 1, "no column tells when the request was sent (sent_at)", ""),
    ("days-ago.csv", 0, "2 new requests", "Ana Kovac open; Bo Lind accepted 2026-11-08"),
    (
        "contradict.csv",
        3,
        "contradict.csv:5: left out: sent_at is not a date that can be read",
        "Ana Kovac open; Bo Lind open; Cy Mor open; Ed Poe open",
    ),
    ("undecided.csv", 3, "undecided.csv:3: left out: sent_at could be two days", "Ana Kovac open"),
    ("sep.csv", 0, "", "Ana Kovac accepted 2026-10-07"),
    ("dots-utf16.csv", 0, "UTF-16LE", "Jürgen Groß accepted 2026-11-08"),
    ("bracket.csv", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("yes-on.csv", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open; Cy Mor open"),
    ("status-emoji.csv", 0, "", "Ana Kovac accepted 2026-11-08; Bo Lind open; Cy Mor declined"),
    ("iso-offset.csv", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("excel-time.csv", 0, "2 new requests", "Ana Kovac open; Bo Lind open"),
    ("crm-stages.csv", 0, "1 person not invited yet", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("withdrawn-yes.csv", 0, "", "Ana Kovac withdrawn; Bo Lind withdrawn; Cy Mor open"),
    ("quotes.csv", 0, "", "Ana Kovac open; Bo Lind open"),
    ("dups.csv", 0, "1 new request", "Ana Kovac accepted 2026-10-07"),
    ("future.csv", 0, "accepted_at lies in the future", "Ana Kovac open"),
    ("tabs-paste.txt", 0, "status is none that is known", "Ana Kovac accepted 2026-11-08; Bo Lind open"),
    (
        "doubts.csv",
        0,
        "status is none that is known",
        "Ana Kovac accepted 2026-11-08; Bo Lind open; Cy Mor open",
    ),
    ("both-directions.csv", 0, "1 incoming invitation", "Ana Kovac accepted 2026-10-07"),
    ("received-by-type.csv", 0, "1 incoming invitation", "Ana Kovac accepted 2026-10-07"),
    ("bank.csv", 1, "no column tells a name or a profile", ""),
];

const EXPORTS: [Case; 17] = [
    ("columns-moved_10-19-2026.zip", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("dayfirst-resaved_10-31-2026.zip", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    (
        "event-newsletter_10-19-2026.zip",
        0,
        "3 invitations of pages or events",
        "Ana Kovac accepted 2026-10-07",
    ),
    ("married_10-19-2026.zip", 3, "", "? name; ? name; ? near; ? near; ? near"),
    ("months-german_10-19-2026.zip", 3, "", "Ana Kovac accepted 2026-10-07; Bo Lind open; ? name"),
    ("header-only-invitations_10-19-2026.zip", 0, "", "Mira Sandholt accepted 2026-10-07"),
    ("pre2023-no-url_10-19-2026.zip", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    ("tabs-utf16_10-19-2026.zip", 0, "UTF-16LE", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    (
        "torn-quote_10-19-2026.zip",
        3,
        "a quotation mark is out of place",
        "Ana Kovac accepted 2026-10-07; Cy Mor open",
    ),
    ("windows-backslash_10-19-2026.zip", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind open"),
    (
        "german-headers_10-19-2026.zip",
        3,
        "the whole file: Connections.csv starts with an unknown header",
        "Ana Kovac listed; Bo Lind listed",
    ),
    ("olm.olm", 1, "is an Outlook archive (.olm)", ""),
    ("workbook.ods", 1, "is a document of LibreOffice", ""),
    ("text.docx", 1, "is a Word document", ""),
    (
        "group-email_10-19-2026.zip",
        0,
        "1 invitation of a page or an event",
        "Ana Kovac listed; x@y.example listed",
    ),
    ("binary-connections_10-19-2026.zip", 3, "so this is not a text file", "Ana Kovac listed"),
    ("percent-slug_10-19-2026.zip", 0, "", "Zoë Żak accepted 2026-10-07"),
];

const API: [Case; 14] = [
    ("401.json", 1, "is an error that LinkedIn answered: status 401", ""),
    ("array.json", 0, "", "Ana Kovac accepted 2026-10-07; Bo Lind listed"),
    ("bom-crlf.json", 0, "", "Ana Kovac listed; Bo Lind listed"),
    ("camel.json", 0, "", "Ana Kovac listed"),
    ("cut.json", 1, "is not whole JSON:", ""),
    ("jq-rows.json", 1, "Direction, From, Message", ""),
    ("jq-lines.json", 1, "Direction, From, Message", ""),
    ("lower.json", 0, "", "Ana Kovac listed; Bo Lind listed"),
    ("object-rows.json", 0, "", "Ana Kovac listed; Bo Lind listed"),
    ("powershell-utf16.json", 0, "", "Ana Kovac listed; Bo Lind listed"),
    ("versions.json", 0, "1 repeated row", ""),
    ("iso.json", 0, "1 invitation", "Ana Kovac listed"),
    ("null.json", 0, "1 invitation", "ana listed"),
    ("changelog-garbage.json", 0, "3 other acts of yours", ""),
];

/// Six people were asked on 5 October; of one the profile is known, of the others the name.
fn with_people() -> Sandbox {
    let sandbox = on("2026-11-08");
    for name in PEOPLE {
        let url = ["--url", "linkedin.com/in/mira-sandholt-1"];
        let url = if name == PEOPLE[0] { &url[..] } else { &[] };
        let args = [&["add", name, "--sent", "2026-10-05", "--no-input"], url].concat();
        assert_eq!(sandbox.run(&args).code, 0);
    }
    sandbox
}

fn told(sandbox: &Sandbox) -> String {
    let row = |request: &serde_json::Value| {
        let (class, name) =
            (request["verdict"]["class"].as_str().unwrap(), request["name"].as_str().unwrap());
        let looks = sandbox.looks(&request["id"].to_string());
        let tells = |signal: &str| ["member=dated", "member=yes", "notif=yes"].contains(&signal);
        let since = looks.iter().filter(|(_, signal)| tells(signal)).map(|(day, _)| day).min();
        match class {
            "accepted" => Some(format!("{name} accepted {}", since.unwrap())),
            "withdrawn" | "declined" => Some(format!("{name} {class}")),
            _ if looks.iter().any(|(_, signal)| signal == "sent=listed") => Some(format!("{name} listed")),
            _ if PEOPLE.contains(&name) => None,
            _ => Some(format!("{name} open")),
        }
    };
    let mut rows: Vec<String> = sandbox.requests().iter().filter_map(row).collect();
    rows.sort();
    rows.extend(sandbox.asks().into_iter().map(|(kind, _)| format!("? {kind}")));
    rows.join("; ")
}

fn check(kind: &str, cases: &[Case], options: &[&str]) {
    for (name, code, said, expected) in cases {
        let sandbox = with_people();
        let file = wild(&format!("further/{kind}/{name}"));
        let run = sandbox.run(&[&["import", &file], options].concat());
        assert_eq!((run.code, told(&sandbox).as_str()), (*code, *expected), "{name}: {run:?}");
        assert!(run.stdout.contains(said) || run.stderr.contains(said), "{name}: {run:?}");
        // A question is no news a second time; a bad row is.
        let again = sandbox.run(&[&["import", &file], options].concat());
        let code = if said.is_empty() { 0 } else { *code };
        assert_eq!((again.code, told(&sandbox).as_str()), (code, *expected), "{name}: {again:?}");
    }
}

#[test]
fn copied_and_saved_pages_are_read_as_they_are_meant() {
    check("pages", &PAGES, &["--new", "--as-of", "2026-11-08"]);
}

#[test]
fn mails_of_many_programs_are_read_as_they_are_meant() {
    check("mails", &MAILS, &[]);
}

#[test]
fn tables_of_many_tools_and_countries_are_read_as_they_are_meant() {
    check("tables", &TABLES, &[]);
}

#[test]
fn exports_that_went_through_other_hands_are_read_as_they_are_meant() {
    check("exports", &EXPORTS, &[]);
}

#[test]
fn answers_of_the_portability_api_are_read_as_they_are_meant() {
    check("api", &API, &[]);
}

#[test]
fn the_answer_that_there_are_no_more_pages_ends_the_list_in_any_encoding() {
    let sandbox = with_people();
    let page = std::fs::read_to_string(wild("further/api/camel.json")).unwrap();
    let (pages, end) = (
        page.replace("\"links\": []", "\"links\": [{\"rel\": \"next\"}]"),
        r#"{"message":"No data","status":404}"#,
    );
    let utf16 = |text: &str| {
        let units = ['\u{feff}'].into_iter().chain(text.chars()).collect::<String>();
        units.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    sandbox.file("inv-0.json", utf16(&pages));
    let part = sandbox.import(&["inv-0.json", "--as-of", "2026-11-08", "--dry-run"]);
    assert_eq!(part["files"][0]["complete"], false, "{part}");
    sandbox.file("inv-1.json", utf16(end));
    sandbox.file("inv-2.json", pages.replace("\"start\": 0", "\"start\": 2"));
    let gap =
        sandbox.import(&["inv-0.json", "inv-2.json", "inv-1.json", "--as-of", "2026-11-08", "--dry-run"]);
    assert_eq!(gap["files"][0]["complete"], false, "a page between is missing: {gap}");
    let whole = sandbox.import(&["inv-0.json", "inv-1.json", "--as-of", "2026-11-08"]);
    assert_eq!(whole["files"][0]["complete"], true, "{whole}");
    assert_eq!(told(&sandbox), "Ana Kovac listed");
}

#[test]
fn the_buttons_of_today_are_read_on_profiles_in_many_languages() {
    for (page, expected) in [
        (
            "· 2.\nCTO\nOslo · Kontaktinfo\n500+ Kontakte\nAnnehmen\nIgnorieren\nMehr",
            "button accept, 500+ connections, 2nd degree",
        ),
        ("· 2e\nPDG\nOslo · Coordonnées\nAccepter\nIgnorer\nPlus\nInfos", "button accept, 2nd degree"),
        (
            "· 2º\nDirectora\nPendiente, haz clic para retirar la invitación enviada a Mira Sandholt\nMás",
            "button pending, 2nd degree",
        ),
        (
            "· 2º\nDiretora\n+ de 500 conexões\nConvidar Mira Sandholt para se conectar\nMais\nSobre",
            "button connect, 500+ connections, 2nd degree",
        ),
        ("· 2°\nCTO\nIn sospeso\nMessaggio\nAltro", "button pending, 2nd degree"),
        (
            "\u{200f}· \u{200f}من الدرجة الأولى\nمدير\n٥٠٠+ الزملاء\nرسالة\nالمزيد",
            "button message, 500+ connections, 1st degree",
        ),
        (
            "Winner of the 1st place · 1st in Oslo\n500+ connections\nMessage\nMore\nAbout",
            "button message, 500+ connections",
        ),
    ] {
        let sandbox = with_people();
        let text = format!("\u{200e}Mira Sandholt\u{200e}\n{page}\n").replace('\n', "\r\n");
        let run = sandbox.feed(&["observe", "Mira Sandholt", "--paste"], &text);
        let read = format!("Mira Sandholt: {expected}\n");
        assert!(run.code == 0 && run.stdout.starts_with(&read), "{page}: {run:?}");
    }
}
