//! What can't be right is refused in clear words, and nothing is written.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::sandbox::{Sandbox, state, zip_of};

const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
    Me,Ana Example,\"10/1/26, 8:28 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana\n";
const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
    Bo,Friend,https://www.linkedin.com/in/bo,,Company,Position,02 Oct 2026\n";

/// A home with two people on record, so that there is something to spoil.
fn home() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, url) in
        [("Zoë Brandt", "linkedin.com/in/zoe-brandt"), ("Zoe Berg", "linkedin.com/in/zoe-berg")]
    {
        sandbox.run(&["add", name, "--url", url, "--sent", "2026-10-01", "--note", "Hello"]);
    }
    sandbox
}

fn good_zip() -> Vec<u8> {
    zip_of(&[("Invitations.csv", INVITATIONS), ("Connections.csv", CONNECTIONS)])
}

/// Importing the file is refused in these words, with and without a database; beside a good file it costs itself.
fn assert_refused(name: &str, content: impl AsRef<[u8]>, parts: &[&str]) {
    let new = Sandbox::new();
    let file = new.file(name, &content);
    new.refuses(1, &["import", file.to_str().unwrap()], parts);
    let used = home();
    let file = used.file(name, &content);
    let good = used.file("good/Basic_LinkedInDataExport_10-05-2026.zip", good_zip());
    let (file, good) = (file.to_str().unwrap(), good.to_str().unwrap());
    let parts = [&["cannot import", file, "caused by: "], parts].concat();
    for args in [&["import", file][..], &["import", "--dry-run", file], &["import", "--json", file]] {
        used.refuses(1, args, &parts);
    }
    let run = used.run(&["import", good, file]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains(": left out: ") && run.stdout.starts_with("Read Basic_"), "{run:?}");
}

#[test]
fn what_is_no_export_is_refused_by_name() {
    for (name, content, what) in [
        ("mine.zip", &b"Dear diary"[..], "mine.zip is not a zip in spite of its name"),
        ("mine.pdf", b"%PDF-1.7", "mine.pdf is a PDF, not a LinkedIn data export"),
        ("page.html", b"<!DOCTYPE html><p>", "page.html is an HTML page"),
        ("notes.txt", b"Call Ana", "notes.txt is plain text of another kind"),
        ("my.db", b"SQLite format 3\0\x10\0", "my.db is an SQLite database"),
    ] {
        assert_refused(name, content, &[what, "hint: invtrack reads LinkedIn's data export"]);
    }
    home().refuses(1, &["import", "nowhere.zip"], &["cannot import nowhere.zip", "caused by: "]);
    home().refuses(2, &["import"], &["<FILE>..."]);
}

#[test]
fn a_torn_zip_is_refused() {
    let zip = good_zip();
    for length in [4, 30, zip.len() / 2, zip.len() - 1] {
        assert_refused(
            "mine.zip",
            &zip[..length],
            &["the zip mine.zip is damaged or incomplete", "download"],
        );
    }
}

#[test]
fn a_zip_bomb_is_refused() {
    let zeros = "0".repeat(9 << 20);
    let zip = zip_of(&[("Connections.csv", &zeros)]);
    assert!(zip.len() < 20_000);
    assert_refused("mine.zip", zip, &["Connections.csv in mine.zip unpacks to more than 100 times its size"]);
}

#[test]
fn an_encrypted_zip_is_refused() {
    let mut zip = zip_of(&[("Connections.csv", CONNECTIONS)]);
    // The bit that says so, at the file and in the directory.
    let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[6] |= 1;
    zip[directory + 8] |= 1;
    assert_refused("mine.zip", zip, &["Connections.csv in mine.zip is encrypted", "hint: unzip it"]);
}

#[test]
fn a_zip_without_what_matters_is_refused() {
    assert_refused(
        "mine.zip",
        zip_of(&[("Profile.csv", "x")]),
        &["neither Invitations.csv nor Connections.csv"],
    );
    let twice = zip_of(&[("a/Connections.csv", CONNECTIONS), ("b/Connections.csv", CONNECTIONS)]);
    assert_refused(
        "mine.zip",
        twice,
        &["holds more than one export: a/Connections.csv and b/Connections.csv"],
    );
}

#[test]
fn another_header_is_named() {
    let french = "Prénom,Nom,Adresse e-mail,Entreprise,Poste,Connecté le\nBo,Friend,,,,02 oct 2026\n";
    let parts = ["Connections.csv", "Prénom,Nom,Adresse e-mail", "First Name,Last Name", "set to English"];
    assert_refused("mine.zip", zip_of(&[("Connections.csv", french)]), &parts);
    assert_refused("Connections.csv", french, &parts);
}

#[test]
fn an_empty_file_and_one_without_a_row_are_refused() {
    for name in ["Invitations.csv", "Connections.csv", "mine.zip"] {
        assert_refused(name, "", &[&format!("{name} is empty")]);
    }
    assert_refused("mine.zip", zip_of(&[("Invitations.csv", "")]), &["Invitations.csv is empty"]);
    let nameless = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n,,,,,,never\n";
    assert_refused("Connections.csv", nameless, &["not one of the rows of Connections.csv can be read"]);
    let wrong = INVITATIONS.replace("10/1/26", "13/41/26");
    let parts = ["not one of the rows of Invitations.csv can be read", "row 2: the time sent"];
    assert_refused("Invitations.csv", wrong, &parts);
}

#[test]
fn other_encodings_are_read_and_bytes_that_are_no_text_are_refused() {
    for (mark, bytes) in
        [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)]
    {
        let text: Vec<u8> = mark.into_iter().chain(CONNECTIONS.encode_utf16().flat_map(bytes)).collect();
        let sandbox = Sandbox::new();
        sandbox.file("Connections.csv", text);
        assert!(sandbox.run(&["import", "Connections.csv"]).stdout.contains("  encoding   UTF-16"));
    }
    let latin: Vec<u8> = CONNECTIONS.replace("Bo,", "Zo\u{eb},").chars().map(|c| c as u8).collect();
    let sandbox = Sandbox::new();
    sandbox.file("Connections.csv", &latin);
    assert!(sandbox.run(&["import", "Connections.csv"]).stdout.contains("  encoding   windows-1252\n"));
    sandbox.fails(2, &["import", "Connections.csv", "--encoding", "klingon"], &["klingon", "windows-1251"]);
    let said = sandbox.run(&["import", "Connections.csv", "--encoding", "iso-8859-2", "--dry-run"]);
    assert!(said.stdout.contains("  encoding   ISO-8859-2\n"), "{said:?}");
    // Where it was UTF-8 so far, the text is damaged.
    let damaged = [CONNECTIONS.replace("Bo,", "Zo\u{eb},").as_bytes(), b"Jos\xe9\n"].concat();
    assert_refused("Connections.csv", damaged, &["Connections.csv:3: not UTF-8"]);
    assert_refused("Connections.csv", CONNECTIONS.replace("Bo", "B\0"), &["Connections.csv:2: a NUL byte"]);
}

#[test]
fn bad_rows_are_told_without_their_cells_and_the_rest_goes_in() {
    let rows = [
        ("10/1/26, 8:28 AM", "OUTGOING", "https://www.linkedin.com/in/good-one"),
        ("2/30/26, 8:28 AM", "OUTGOING", "https://www.linkedin.com/in/secret-a"),
        ("10/2/26, 8:28 AM", "SIDEWAYS", "https://www.linkedin.com/in/secret-b"),
        ("10/2/26, 8:28 AM", "OUTGOING", "https://secret.example.org/c"),
        ("10/2/46, 8:28 AM", "OUTGOING", "https://www.linkedin.com/in/secret-d"),
        ("10/3/26, 8:28 AM", "OUTGOING", "https://www.linkedin.com/in/good-two"),
    ];
    let mut text = INVITATIONS.lines().next().unwrap().to_owned() + "\n";
    for (number, (sent, direction, url)) in rows.iter().enumerate() {
        writeln!(text, "Me,Secret {number},\"{sent}\",secret note,{direction},,{url}").unwrap();
    }
    text += "Me,Secret Seven\n";
    let expected = [
        (3, "the time sent is not one that LinkedIn writes"),
        (4, "the direction is neither OUTGOING nor INCOMING"),
        (6, "sent in the future"),
        (8, "2 instead of 7 fields"),
    ];
    let sandbox = Sandbox::new();
    let file = sandbox.file("Invitations.csv", text);
    let run = sandbox.run(&["import", file.to_str().unwrap(), "--as-of", "2026-10-05"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    for (row, reason) in expected {
        assert!(
            run.stderr.contains(&format!("warning: Invitations.csv:{row}: left out: {reason}\n")),
            "{}",
            run.stderr
        );
    }
    assert!(run.stderr.contains("nothing was concluded from who is missing"), "{}", run.stderr);
    // An address that is none costs the address alone.
    assert!(
        run.stderr.contains("Invitations.csv:5: left out: the profile URL is not one\n"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("3 new requests"), "{}", run.stdout);
    assert!(!format!("{run:?}").to_lowercase().contains("secret"), "{run:?}");
    let slugs: Vec<_> = sandbox.requests().iter().map(|request| request["slug"].clone()).collect();
    assert_eq!(
        slugs,
        [serde_json::json!("good-two"), serde_json::Value::Null, serde_json::json!("good-one")]
    );

    let again = sandbox.run(&["import", file.to_str().unwrap(), "--as-of", "2026-10-05", "--json"]);
    assert_eq!(again.code, 3);
    let json: serde_json::Value = serde_json::from_str(&again.stdout).unwrap();
    let told: Vec<_> = json["files"][0]["bad"].as_array().unwrap().iter().collect();
    let told: Vec<_> =
        told.iter().map(|bad| (bad["row"].as_u64().unwrap(), bad["reason"].as_str().unwrap())).collect();
    assert_eq!(told, expected);
    assert!(!again.stdout.to_lowercase().contains("secret"));
}

#[test]
fn names_of_files_cannot_steer_the_terminal() {
    let sandbox = home();
    let name = "odd\u{1b}[31m\u{202e}name.zip";
    let path: PathBuf = sandbox.file(name, "Dear diary");
    let run = sandbox.run(&["import", path.to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", run.stderr);
}

#[test]
fn wrong_words_on_the_command_line_are_refused() {
    let sandbox = home();
    for (args, parts) in [
        (&["add", "Bo", "--sent", "2026-02-30"][..], &["--sent: ", "2026-02-30"][..]),
        (&["add", "Bo", "--sent", "2026-11-11"], &["--sent: the date lies in the future", "2026-11-11"]),
        (&["add", "Bo", "--sent", "03/04"], &["--sent: ", "2026-04-03", "2026-03-04"]),
        (&["add", "Bo", "--sent", "yesterdy"], &["yesterdy", "did you mean", "yesterday"]),
        (
            &["add", "Bo", "--url", "https://www.linkedin.com/company/bo"],
            &["company/bo", "linkedin.com/in/SLUG"],
        ),
        (&["add", "https://example.org/in/bo"], &["example.org", "linkedin.com/in/SLUG"]),
        (&["add", "Bo", "--connections", "many"], &["--connections: ", "many", "312, 1,247 or 500+"]),
        (&["add", "Bo", "--mutual", "-1"], &["-1"]),
        (&["add", "Bo", "--mutual", "some"], &["--mutual: \"some\" is not a whole number\n"]),
        (&["add"], &["give a NAME or --url URL"]),
        (&["add", "  "], &["give a NAME or --url URL"]),
        (&["observe", "zoe-berg", "--button", "pendng"], &["pendng", "did you mean", "Pending"]),
        (&["observe", "zoe-berg", "--connections", "12,5"], &["--connections: ", "12,5"]),
        (&["observe", "zoe-berg", "--viewed-me", "--at", "2026-13-01"], &["--at: ", "2026-13-01"]),
        (&["observe", "zoe-berg", "--degree", "4th"], &["4th", "1st"]),
        (&["observe", "zoe-berg"], &["--button"]),
        (&["withdraw", "zoe-berg", "--at", "tomorrow"], &["--at: the date lies in the future"]),
        (&["close", "zoe-berg", "--as", "forgotten"], &["forgotten", "expired, declined"]),
        (&["status", "--as-of", "2027-01-01"], &["--as-of: the date lies in the future"]),
        (&["status", "--class", "acepted"], &["acepted", "accepted"]),
        (&["statsu"], &["statsu", "status"]),
    ] {
        sandbox.refuses(2, args, parts);
    }
}

#[test]
fn a_who_that_fits_nobody_or_several_is_told() {
    let sandbox = home();
    for command in [
        &["show"][..],
        &["observe", "--viewed-me"],
        &["withdraw"],
        &["close", "--as", "expired"],
        &["tag"],
        &["edit"],
    ] {
        let who = |who| [command, &[who]].concat();
        sandbox.refuses(
            1,
            &who("zoe brand x"),
            &["no one on record matches \"zoe brand x\"", "did you mean", "Zoë Brandt"],
        );
        sandbox.refuses(1, &who("#99"), &["there is no request #99"]);
        sandbox.refuses(1, &who("linkedin.com/in/nobody"), &["no one on record matches"]);
        let parts = [
            "\"zoe\" matches 2 people",
            "#1 Zoë Brandt (zoe-brandt)",
            "#2 Zoe Berg (zoe-berg)",
            "hint: name the number",
        ];
        sandbox.refuses(1, &who("zoe"), &parts);
    }
    sandbox.refuses(1, &["status", "nobody at all"], &["no one on record matches \"nobody at all\""]);
}

#[test]
fn numbers_and_words_beyond_every_bound_do_no_harm() {
    let sandbox = home();
    let long = "x".repeat(100_000);
    let before = state(sandbox.home());
    for args in [
        &["show", "99999999999999999999999"][..],
        &["show", &long],
        &["add", &long],
        &["add", "Bo", "--url", &long],
        &["add", "Bo", "--sent", &long],
        &["add", "Bo", "--sent", "99999999999 days ago"],
        &["add", "Bo", "--connections", "99999999999999999999"],
        &["add", "Bo", "--mutual", "99999999999999999999"],
        &["observe", "zoe-berg", "--button", &long],
        &["observe", "zoe-berg", "--viewed-me", "--at", "999999-01-01"],
        &["tag", "zoe-berg", "--add", &long],
        &["edit", "zoe-berg", "--name", "\u{200b}"],
    ] {
        let run = sandbox.run(args);
        assert!(run.code == 1 || run.code == 2, "{}: {}", args[0], run.code);
        assert!(run.stderr.starts_with("error: ") && run.stdout.is_empty(), "{}", run.stderr);
        assert!(run.stderr.len() < 2000, "{} bytes of complaint", run.stderr.len());
    }
    assert!(before == state(sandbox.home()));
}

#[test]
fn a_profile_page_among_other_files_costs_itself() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", "Name,Sent\nAna,2026-10-05\n");
    sandbox.file("people.xlsx", zip_of(&[("xl/workbook.xml", "")]));
    sandbox.file("zoe.txt", include_str!("../fixtures/pages/profile-pending.txt"));
    sandbox.refuses(1, &["import", "people.xlsx"], &["people.xlsx is an Excel workbook", "save it as CSV"]);
    let told = ["zoe.txt is a profile page", "invtrack observe --paste < FILE"];
    sandbox.refuses(1, &["import", "zoe.txt"], &told);
    let run = sandbox.run(&["import", "people.csv", "zoe.txt"]);
    let told =
        "warning: zoe.txt: left out: a profile page; record it as a look: invtrack observe --paste < FILE\n";
    assert_eq!((run.code, run.stderr.as_str()), (3, told), "{}", run.stdout);
    assert_eq!(sandbox.requests().len(), 1);
    assert!(sandbox.ok(&["log"]).contains("\timported people.csv\t"));
}

#[cfg(unix)]
#[test]
fn the_output_of_a_command_is_read_and_an_interruption_says_that_nothing_was_recorded() {
    use std::os::unix::process::ExitStatusExt;
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", "Name,Sent\nAna,2026-10-05\n");
    let bash = |script: &str| {
        let command = sandbox.command(&["import"]);
        let mut bash = std::process::Command::new("bash");
        bash.args(["-c", script]).arg(command.get_program()).env_clear().current_dir(sandbox.home());
        bash.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
        bash.env("PATH", "/usr/bin:/bin").output()
    };
    let Ok(read) = bash("\"$0\" import <(cat people.csv)") else { return };
    assert!(read.status.success(), "{read:?}");
    assert_eq!(sandbox.requests().len(), 1);
    // bash is replaced by the command, and so are its signals.
    let ended =
        bash("(sleep 1; kill -INT $$) & exec \"$0\" import <(sleep 30 > /dev/null 2>&1; true)").unwrap();
    assert_eq!(ended.status.code().or(ended.status.signal()), Some(130), "{ended:?}");
    assert_eq!(String::from_utf8_lossy(&ended.stderr).trim(), "error: interrupted; nothing was recorded");
}
