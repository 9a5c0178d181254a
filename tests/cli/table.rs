//! Any table of requests, end to end.

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, amount, counts, export};

fn bytes(sandbox: &Sandbox) -> Vec<u8> {
    std::fs::read(sandbox.database()).unwrap()
}

const PEOPLE: &str = "Full Name;LinkedIn URL;E-mail;Date sent;Message;Connected At;Withdrawn at;Labels;Company\r\n\
    Ana Lee;https://www.linkedin.com/in/ana-lee/;ana@x.org;05.10.2026;Hi Ana;07.10.2026;;conf|rust;X\r\n\
    Bob Ray;;;25.09.2026 14:30;;;;;Y\r\n\
    Cid Fox;linkedin.com/in/cid-fox;;1.9.26;\"Two\r\nlines; one note\";;20.09.2026;;Z\r\n";

#[test]
fn a_spreadsheet_becomes_requests_looks_and_ends() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", format!("\u{feff}{PEOPLE}"));
    let answer = sandbox.import(&["people.csv"]);
    let file = &answer["files"][0];
    assert_eq!((&file["kind"], amount(file, "rows")), (&json!("table"), 3));
    assert_eq!(counts(&answer, "new accepted closed updated known"), [3, 1, 1, 0, 0]);
    assert_eq!(file["details"]["dates"], "day before month (dmy), as the rows tell");
    assert!(file["details"]["columns"].as_str().unwrap().contains("sent_at = Date sent · note = Message"));
    assert_eq!(file["details"]["skipped"], "Company");
    let requests = sandbox.requests();
    let of = |name: &str| requests.iter().find(|request| request["name"] == name).unwrap();
    assert_eq!(of("Ana Lee")["verdict"]["class"], "accepted");
    assert_eq!(of("Ana Lee")["tags"], json!(["conf", "rust"]));
    assert_eq!(of("Cid Fox")["verdict"]["class"], "withdrawn");
    let shown = sandbox.json(&["show", "cid"]).to_string();
    assert!(shown.contains("Two\\nlines; one note"), "{shown}");
    let shown = sandbox.json(&["show", "ana"]).to_string();
    assert!(shown.contains("\"sent_precision\":\"day\"") && shown.contains("\"table\""), "{shown}");
}

#[test]
fn twice_the_same_changes_not_a_byte() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", PEOPLE);
    sandbox.import(&["people.csv"]);
    let before = bytes(&sandbox);
    let again = [0, 0, 0, 3];
    assert_eq!(counts(&sandbox.import(&["people.csv"]), "new_facts new updated known"), again);
    assert!(before == bytes(&sandbox));
    let twice = sandbox.import(&["people.csv", "people.csv", "--dry-run"]);
    assert_eq!(counts(&twice, "new_facts new updated known"), again);
    assert!(before == bytes(&sandbox));
}

#[test]
fn the_summary_says_what_was_taken_for_what() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", PEOPLE);
    let expected = "Read people.csv: 3 rows.
  columns    name = Full Name · profile_url = LinkedIn URL · email = E-mail · sent_at = Date sent · note = Message · accepted_at = Connected At · withdrawn_at = Withdrawn at · tags = Labels
  dates      day before month (dmy), as the rows tell
  skipped    Company
  3 new requests · 1 of the new ones accepted · 1 not open any more
Next: invtrack status
";
    assert_eq!(sandbox.ok(&["import", "people.csv"]), expected);
}

#[test]
fn a_known_request_is_completed_and_what_the_user_said_stands() {
    let mut sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana Lee", "--sent", "2026-10-05", "--tag", "mine"]);
    sandbox.run(&[
        "add",
        "Cid Fox",
        "--url",
        "linkedin.com/in/cid-fox",
        "--sent",
        "2026-09-01T10:00:00Z",
        "--note",
        "Ho",
    ]);
    sandbox.file("people.csv", PEOPLE);
    let answer = sandbox.import(&["people.csv"]);
    assert_eq!(counts(&answer, "new accepted closed unsure"), [1, 1, 1, 0], "{answer}");
    sandbox.at("2026-11-10T12:01:00Z").ok(&["edit", "cid", "--reopen"]);
    sandbox.ok(&["close", "cid", "--as", "expired"]);
    assert_eq!(counts(&sandbox.import(&["people.csv"]), "new_facts closed"), [0, 0]);
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 3);
    let of = |name: &str| requests.iter().find(|request| request["name"] == name).unwrap();
    assert_eq!(
        (&of("Ana Lee")["slug"], &of("Ana Lee")["tags"]),
        (&json!("ana-lee"), &json!(["conf", "mine", "rust"]))
    );
    assert_eq!(of("Cid Fox")["verdict"]["class"], "expired");
    assert!(sandbox.json(&["show", "cid"]).to_string().contains("\"Ho\""));
}

#[test]
fn a_withdrawal_of_a_known_request_is_written_down_once() {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Cid Fox", "--url", "linkedin.com/in/cid-fox", "--sent", "2026-09-01"]);
    sandbox.file("people.csv", PEOPLE);
    assert_eq!(sandbox.import(&["people.csv"])["closed"], json!([1]));
    let before = bytes(&sandbox);
    assert_eq!(counts(&sandbox.import(&["people.csv"]), "new_facts closed"), [0, 0]);
    assert!(before == bytes(&sandbox));
    sandbox.ok(&["edit", "cid", "--reopen"]);
    assert_eq!(counts(&sandbox.import(&["people.csv"]), "new_facts closed"), [0, 0]);
    assert_ne!(
        sandbox.requests().iter().find(|one| one["id"] == 1).unwrap()["verdict"]["class"],
        "withdrawn"
    );
}

#[test]
fn bad_rows_are_named_without_their_cells_and_the_rest_goes_in() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "people.csv",
        "Name,Profile,Sent,Accepted on\nAna,,2026-10-05,\nSecret,,2027-01-01,\n,,2026-10-05,\nBob,,2026-10-05,2026-10-03\n\
         Cid,\"open,2026-10-05,\nDan,,1999-10-05,\nEve,https://example.org/eve,2026-10-05,\nFay,,2026-10-05,\n",
    );
    let run = sandbox.run(&["import", "people.csv"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    for part in [
        "people.csv:3: left out: sent_at lies in the future",
        "people.csv:4: left out: neither a name nor a profile",
        "people.csv:5: left out: accepted_at lies before sent_at",
        "people.csv:6: left out: a quotation mark is out of place",
        "people.csv:7: left out: sent_at lies before LinkedIn existed",
        "people.csv:8: left out: profile_url is not the address of a profile",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert!(!run.stderr.contains("Secret") && !run.stderr.contains("example"));
    let mut names: Vec<String> =
        sandbox.requests().iter().map(|request| request["name"].to_string()).collect();
    names.sort();
    assert_eq!(names, ["\"Ana\"", "\"Bob\"", "\"Eve\"", "\"Fay\""]);
}

#[test]
fn who_could_be_several_is_asked_about() {
    let sandbox = Sandbox::new();
    for slug in ["ana-1", "ana-2"] {
        let url = format!("linkedin.com/in/{slug}");
        sandbox.run(&["add", "Ana Lee", "--url", &url, "--sent", "2026-10-05"]);
    }
    sandbox.file("people.csv", "Name,Sent\n\"Ana (she/her) Lee, PhD\",2026-10-06\nBob,2026-10-05\n");
    let run = sandbox.run(&["import", "people.csv"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    let text = "which of Ana Lee (#1) or Ana Lee (#2) is that?";
    assert!(run.stderr.contains(text), "{}", run.stderr);
    // A request of its own until that is said.
    assert_eq!(sandbox.requests().len(), 4);
    let before = std::fs::read(sandbox.database()).unwrap();
    let again = sandbox.run(&["import", "people.csv"]);
    assert_eq!((again.code, again.stderr.as_str()), (0, "note: 1 question waits from before\n"));
    assert!(before == std::fs::read(sandbox.database()).unwrap());
    assert_eq!(sandbox.asks(), [("several".to_owned(), vec![1, 2])]);
    sandbox.answer(text, "#2");
    assert_eq!((sandbox.asks(), sandbox.requests().len()), (vec![], 3));
}

#[test]
fn dates_of_two_readings_wait_for_the_order() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", "Name,Sent\nAna,03/04/2026\n");
    sandbox.refuses(1, &["import", "people.csv"], &["row 2", "--date-order dmy"]);
    sandbox.import(&["people.csv", "--date-order", "mdy"]);
    assert_eq!(sandbox.requests()[0]["sent_at"], "2026-03-04T12:00:00Z");
    // Dates that contradict each other cost those that could be either.
    sandbox.file("other.csv", "Name,Sent\nBob,13/04/2026\nCid,4/13/2026\nDi,3/4/2026\n");
    let run = sandbox.run(&["import", "other.csv"]);
    assert_eq!((run.code, sandbox.requests().len()), (3, 3), "{run:?}");
    assert!(
        run.stderr.contains("other.csv:4: left out: sent_at could be two days: say --date-order"),
        "{run:?}"
    );
    // One slip among several costs itself.
    sandbox
        .file("slip.csv", "Name,Sent\nEd,13/4/2026\nFi,14/4/2026\nGo,15/4/2026\nHu,4/13/2026\nIz,3/4/2026\n");
    let run = sandbox.run(&["import", "slip.csv"]);
    assert_eq!((run.code, sandbox.requests().len()), (3, 7), "{run:?}");
    assert!(run.stderr.contains("slip.csv:5: left out: sent_at is not a date that can be read"), "{run:?}");
    sandbox.file("people.csv", "Name,Sent\nCid,03.04.2026\n");
    sandbox.refuses(2, &["import", "people.csv", "--date-order", "ymd"], &["ymd"]);
}

#[test]
fn columns_can_be_named() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", "Who,\"Sent, by = me\",Note,Text\nAna,2026-10-05,private,Hi\n");
    sandbox.refuses(1, &["import", "people.csv"], &["no column tells", "\"Who\"", "--map"]);
    let map = "name=who,sent_at=\"sent, by = me\"";
    let answer = sandbox.import(&["people.csv", "--map", map, "--map", "note=Text"]);
    assert_eq!(counts(&answer, "new"), [1]);
    assert!(sandbox.json(&["show", "ana"]).to_string().contains("\"Hi\""));
    for (map, part) in [
        ("nmae=Who", "did you mean \"name\"?"),
        ("name=Whoo", "did you mean \"Who\"?"),
        ("name", "not FIELD=HEADER"),
    ] {
        sandbox.refuses(2, &["import", "people.csv", "--map", map], &[part]);
    }
    sandbox.file("two.csv", "Name,Sent,Note,Message\nAna,2026-10-05,a,b\n");
    sandbox.refuses(1, &["import", "two.csv"], &["both \"Note\" and \"Message\" could be note", "--map"]);
    sandbox.refuses(2, &["import", &export(0), "--map", "name=x"], &["none is given"]);
}

#[test]
fn files_that_are_lists_of_linkedin_s_are_still_held_to_their_headers() {
    let sandbox = Sandbox::new();
    sandbox.file("Invitations.csv", "Name,Sent\nAna,2026-10-05\n");
    sandbox.refuses(1, &["import", "Invitations.csv"], &["unknown header"]);
    assert_eq!(counts(&sandbox.import(&["Invitations.csv", "--map", "name=Name"]), "new"), [1]);
}

#[test]
fn a_dry_run_counts_what_repeats_and_writes_nothing() {
    let sandbox = Sandbox::new();
    let rows: Vec<String> =
        (0..5_000).map(|n| format!("P {n},linkedin.com/in/p-{},2026-10-05\n", n % 2_500)).collect();
    let rows = rows.concat();
    sandbox.file("people.csv", format!("Name,URL,Sent\n{rows}"));
    let mut rehearsed = sandbox.import(&["people.csv", "--dry-run"]);
    assert_eq!(counts(&rehearsed, "new known"), [2_500, 0]);
    assert!(!sandbox.database().exists());
    rehearsed["dry_run"] = false.into();
    assert_eq!(sandbox.import(&["people.csv"]), rehearsed);
    let before = bytes(&sandbox);
    let again = sandbox.import(&["people.csv", "--dry-run"]);
    assert_eq!(counts(&again, "new_facts new known"), [0, 0, 2_500]);
    assert!(before == bytes(&sandbox));
}

#[test]
fn a_table_and_exports_end_in_the_same_in_any_order() {
    let mut expected = None;
    let table = "Name,URL,Sent,Tags\nFreya Ferrer,https://www.linkedin.com/in/freya-ferrer-2b0a14,2026-07-20,t\nNew One,,2026-10-01,\n";
    for order in [["people.csv", "0", "1"], ["1", "people.csv", "0"], ["0", "1", "people.csv"]] {
        let sandbox = Sandbox::new();
        sandbox.file("people.csv", table);
        for file in order {
            let path = file.parse().map_or_else(|_| file.to_owned(), export);
            sandbox.run(&["import", &path]);
        }
        let verdicts =
            |request: Value| (request["name"].to_string(), request["verdict"]["class"].to_string());
        let mut verdicts: Vec<(String, String)> = sandbox.requests().into_iter().map(verdicts).collect();
        verdicts.sort();
        assert_eq!(&verdicts, expected.get_or_insert_with(|| verdicts.clone()), "{order:?}");
    }
}

#[test]
fn a_pipe_hears_nothing_of_progress() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", "Name,Sent\nAna,2026-10-05\n");
    assert_eq!(sandbox.ok(&["import", "--quiet", "people.csv"]), "");
}

#[test]
fn a_cell_that_says_nothing_is_as_good_as_empty() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "people.csv",
        "Vorname;Nachname;Profil;Gesendet am;Accepted at\nAna;Lee;linkedin.com/in/ana;2026-10-05;-\nBo;Berg;linkedin.com/in/bo;2026-10-06;n/a\n",
    );
    let told = sandbox.json(&["import", "people.csv"]);
    assert_eq!(counts(&told, "new accepted"), [2, 0], "{told}");
}

#[test]
fn dates_are_read_as_on_the_command_line_of_the_day_of_the_table() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", "Name,Sent\nAna,yesterday\nBob,3 days ago\nCid,5 oct\nDan,2026-10-01\n");
    let sent = |sandbox: &Sandbox| {
        let of = |request: &serde_json::Value| request["sent_at"].as_str().unwrap()[..10].to_owned();
        sandbox.requests().iter().map(of).collect::<Vec<_>>()
    };
    sandbox.ok(&["import", "people.csv", "--as-of", "2026-11-08"]);
    let days = ["2026-11-07", "2026-11-05", "2026-10-05", "2026-10-01"];
    assert_eq!(sent(&sandbox), days);
    // The same table says the same, whenever it is read.
    sandbox.ok(&["import", "people.csv", "--as-of", "2026-11-08"]);
    assert_eq!(sent(&sandbox), days);
}

#[test]
fn a_date_of_two_readings_among_others_costs_its_row() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", "Name,Sent\nAna,2026-10-05\nBob,03/04/2026\n");
    let run = sandbox.run(&["import", "people.csv"]);
    let told = "warning: people.csv:3: left out: sent_at could be two days: say --date-order dmy, or mdy\n";
    assert_eq!((run.code, run.stderr.as_str()), (3, told));
    sandbox.ok(&["config", "set", "dates.order", "dmy"]);
    sandbox.ok(&["import", "people.csv"]);
    assert_eq!(sandbox.requests()[1]["sent_at"], "2026-04-03T12:00:00Z");
    // What the rows tell comes first, and on the command line it holds, too.
    sandbox.file("others.csv", "Name,Sent\nCid,04/13/2026\nDan,05/06/2026\n");
    sandbox.ok(&["import", "others.csv"]);
    assert_eq!(sandbox.json(&["show", "dan"])["requests"][0]["sent_at"], "2026-05-06T12:00:00Z");
    sandbox.ok(&["add", "-q", "Eve", "--sent", "3/4/2026"]);
    assert_eq!(sandbox.json(&["show", "eve"])["requests"][0]["sent_at"], "2026-04-03T12:00:00Z");
}
