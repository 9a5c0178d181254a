//! `invtrack export`, and merging what it wrote.

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::sandbox::{Sandbox, execute, export, fixture, state};

/// Some of everything that can be on record.
fn rich() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-06T08:00:00Z").ok(&["import", "--quiet", &export(0)]);
    sandbox.at("2026-10-06T09:30:00.250Z");
    sandbox.run(&[
        "add",
        "Zoë Brandt",
        "--url",
        "linkedin.com/in/zoe-b",
        "--sent",
        "2026-10-04",
        "--tag",
        "work",
        "--tag",
        "fair",
        "--met-at",
        "RustFest",
        "--note",
        "Hello,\nthere",
        "--mutual",
        "7",
        "--connections",
        "312",
    ]);
    sandbox.run(&["add", "No Profile", "--sent", "5 oct 14:30", "--generic", "--senior"]);
    sandbox.at("2026-10-20T08:00:00Z").run(&["import", &export(1), &fixture("mail/linkedin.mbox")]);
    sandbox.at("2026-10-21T08:00:00Z");
    sandbox.ok(&["observe", "zoe-b", "--button", "pending", "--memo", "a secret word"]);
    sandbox.ok(&["observe", "zoe-b", "--viewed-me", "--memo", "of no import"]);
    let look = sandbox.json(&["observe", "zoe-b", "--button", "connect", "--memo", "mistaken words"])["look"]
        .to_string();
    sandbox.at("2026-10-21T09:00:00Z").ok(&["edit", "zoe-b", "--remove-look", &look]);
    sandbox.ok(&["edit", "zoe-b", "--name", "Zoë van Brandt", "--clear", "mutual"]);
    sandbox.ok(&["tag", "zoe-b", "--remove", "work"]);
    sandbox.at("2026-10-22T09:00:00Z").ok(&["withdraw", "zoe-b"]);
    sandbox.ok(&["edit", "zoe-b", "--reopen"]);
    sandbox.ok(&["close", "no profile", "--as", "declined"]);
    let fact = json!({"kind": "acceptance", "source": "mail", "at": "2026-10-05T09:00:00Z", "slug": "nobody",
        "full_name": null, "first_name": null});
    execute(
        &sandbox.database(),
        &format!("INSERT INTO kept (fact, recorded_at) VALUES ('{fact}', 1792000000000)"),
    );
    sandbox
}

/// Exports to a file that the other one can read.
fn exported(sandbox: &Sandbox) -> PathBuf {
    let path = sandbox.home().join("export.json");
    sandbox.ok(&["export", "--quiet", "--force", "--output", path.to_str().unwrap()]);
    path
}

/// The export without the time of it.
fn document(sandbox: &Sandbox) -> Value {
    let mut document: Value = serde_json::from_str(&sandbox.ok(&["export"])).unwrap();
    assert!(document.as_object_mut().unwrap().remove("exported_at").is_some());
    document
}

fn import(sandbox: &Sandbox, path: &Path) -> Value {
    let run = sandbox.run(&["import", "--json", path.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str::<Value>(&run.stdout).unwrap()["files"][0].clone()
}

/// What `status` says of everything, without numbers.
fn verdicts(sandbox: &Sandbox) -> Vec<String> {
    let mut verdicts: Vec<String> = sandbox
        .requests()
        .into_iter()
        .map(|mut request| {
            request.as_object_mut().unwrap().remove("id");
            request.to_string()
        })
        .collect();
    verdicts.sort();
    verdicts
}

#[test]
fn a_copy_of_everything_is_everything() {
    let mut sandbox = rich();
    let mut copy = Sandbox::new();
    let path = exported(&sandbox);
    copy.at("2026-10-25T08:00:00Z");
    sandbox.at("2026-10-26T08:00:00Z");
    let told = import(&copy, &path);
    assert_eq!(
        (&told["kind"], &told["requests"]),
        (&json!("invtrack-export"), &json!({"new": 32, "updated": 0, "known": 0}))
    );
    assert_eq!(document(&copy), document(&sandbox));
    copy.at("2026-10-26T08:00:00Z");
    assert!(copy.requests() == sandbox.requests());
    assert_eq!(copy.ok(&["show", "zoe-b"]), sandbox.ok(&["show", "zoe-b"]));
    // Numbers go on where they were there, also after the look that was removed.
    for one in [&sandbox, &copy] {
        let look = one.json(&["observe", "zoe-b", "--engaged"])["look"].clone();
        assert_eq!(one.json(&["add", "Somebody Else"])["request"]["id"], 33, "{look}");
    }
    assert_eq!(document(&copy)["last_numbers"], document(&sandbox)["last_numbers"]);
    // What was removed is without its words.
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains("a secret word") && !text.contains("mistaken words"));
}

#[test]
fn every_column_of_every_table_is_exported() {
    let sandbox = rich();
    let file = Connection::open(sandbox.database()).unwrap();
    let mut list = file
        .prepare(
            "SELECT t.name || '.' || c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
                AND t.name NOT IN ('marker', 'step', 'journal')
             ORDER BY t.name, c.cid",
        )
        .unwrap();
    let columns: Vec<String> = list.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    // `marker`, `step` and `journal` are about the machine. Whoever adds another column has to export it (`domain/archive.rs`), to merge it, and to add it here.
    let exported = "account_event.id account_event.kind account_event.happened_at account_event.happened_is_day \
        account_event.recorded_at account_event.is_mistake \
        action.id action.request_id action.kind action.done_at action.done_is_day action.recorded_at \
        connection.key connection.connected_on connection.folded connection.seen_on \
        kept.id kept.fact kept.recorded_at kept.settled_at \
        observation.id observation.person_id observation.seen_at observation.seen_is_day observation.recorded_at \
        observation.source observation.button observation.connections observation.in_connections observation.degree \
        observation.notified observation.sent_page observation.viewed_me observation.engaged observation.replied \
        observation.memo observation.removed_at \
        person.id person.uid person.name person.folded person.slug person.email person.recorded_at person.edits \
        person_key.key person_key.person_id person_key.is_alias \
        request.id request.uid request.person_id request.sent_at request.sent_is_day request.note request.generic \
        request.template request.met_at request.met_briefly request.mutual request.senior request.stranger \
        request.confirmed request.recorded_at request.source request.sent_within request.edits \
        request_day.person_id request_day.day request_day.request_id request_uid.uid request_uid.request_id \
        snapshot.list snapshot.as_of snapshot.recorded_at tag.request_id tag.tag";
    assert_eq!(columns, exported.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn two_who_become_one_and_ends_that_are_new_are_told() {
    let mut desk = Sandbox::new();
    desk.at("2026-10-01T08:00:00Z");
    desk.ok(&["add", "-q", "Bo Example", "--url", "bo", "--sent", "2026-09-01"]);
    desk.ok(&["add", "-q", "Bo Sample", "--url", "bo-2", "--sent", "2026-09-03"]);
    let mut laptop = Sandbox::new();
    laptop.at("2026-10-02T08:00:00Z");
    import(&laptop, &exported(&desk));
    laptop.ok(&["merge", "-q", "bo", "bo-2"]);
    laptop.ok(&["withdraw", "-q", "1"]);
    laptop.ok(&["account", "-q", "limit", "--at", "2026-10-01"]);
    let run = desk.run(&["import", exported(&laptop).to_str().unwrap()]);
    assert!(
        run.stderr.contains("warning: one person now: Bo Example (bo), Bo Sample (bo-2);"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("actions    1 new") && run.stdout.contains("account    1 new event"),
        "{}",
        run.stdout
    );
}

#[test]
fn two_machines_that_go_apart_come_together_again() {
    let mut desk = rich();
    let mut laptop = Sandbox::new();
    import(&laptop, &exported(&desk));
    // The same person, asked on the same day, is typed in on both; so is a look, and a correction.
    for (one, at, note) in [
        (&mut desk, "2026-11-01T08:00:00Z", "from the desk"),
        (&mut laptop, "2026-11-01T09:00:00Z", "on the way"),
    ] {
        one.at(at).run(&["add", "Bo Example", "--url", "linkedin.com/in/bo-example", "--sent", "2026-10-30"]);
        one.ok(&["observe", "bo-example", "--button", "pending", "--at", "2026-10-31"]);
        one.ok(&["edit", "zoe-b", "--note", note]);
    }
    desk.at("2026-11-02T08:00:00Z").ok(&["withdraw", "bo-example"]);
    desk.run(&["add", "Only Here", "--sent", "2026-11-01"]);
    laptop.at("2026-11-03T08:00:00Z").run(&["add", "Only There", "--sent", "2026-11-02", "--tag", "train"]);
    laptop.ok(&["tag", "zoe-b", "--add", "train"]);
    let shown = laptop.json(&["show", "zoe-b"]).to_string();
    assert!(shown.contains("a secret word"), "{shown}");

    let (of_desk, of_laptop) = (exported(&desk), exported(&laptop));
    let told = import(&laptop, &of_desk);
    assert_eq!((&told["requests"]["new"], &told["looks"]["new"]), (&json!(1), &json!(1)), "{told}");
    let told = import(&desk, &of_laptop);
    assert_eq!(told["requests"], json!({"new": 1, "updated": 2, "known": 31}), "{told}");
    let zoe =
        told["conflicts"].as_array().unwrap().iter().find(|conflict| conflict["field"] == "note").unwrap();
    assert_eq!((&zoe["name"], &zoe["kept"]), (&json!("Zoë van Brandt"), &json!("2026-11-01T09:00:00Z")));
    assert_eq!(zoe["given_up"], "2026-11-01T08:00:00Z");

    for one in [&mut desk, &mut laptop] {
        one.at("2026-11-10T12:00:00Z");
    }
    assert_eq!(verdicts(&desk), verdicts(&laptop));
    assert_eq!(desk.requests().len(), 35);
    // Both know the same now, and say so.
    for (one, path) in
        [(&desk, exported(&laptop)), (&laptop, exported(&desk)), (&desk, of_desk), (&laptop, of_laptop)]
    {
        let before = state(&one.database());
        let told = import(one, &path);
        assert_eq!(
            (&told["requests"]["new"], &told["requests"]["updated"]),
            (&json!(0), &json!(0)),
            "{told}"
        );
        assert_eq!((&told["looks"]["new"], &told["conflicts"]), (&json!(0), &json!([])));
        assert!(before == state(&one.database()), "{path:?} changed something");
    }
}

#[test]
fn the_summary_names_what_was_given_up() {
    let (mut desk, mut laptop) = (Sandbox::new(), Sandbox::new());
    desk.at("2026-10-05T09:30:00Z").run(&[
        "add",
        "Ana",
        "--url",
        "linkedin.com/in/ana",
        "--note",
        "one",
        "--sent",
        "2026-10-04",
    ]);
    laptop.at("2026-10-07T14:00:00Z").run(&[
        "add",
        "Ana",
        "--url",
        "linkedin.com/in/ana",
        "--note",
        "two",
        "--sent",
        "2026-10-04",
    ]);
    let run = desk.at("2026-10-08T08:00:00Z").run(&["import", exported(&laptop).to_str().unwrap()]);
    assert_eq!(run.code, 0);
    let conflict =
        "request #1 (Ana): note: the one of 2026-10-07 14:00 kept, the one of 2026-10-05 09:30 given up";
    assert!(run.stderr.contains(conflict), "{}", run.stderr);
    assert!(run.stdout.contains("Merged export.json"), "{}", run.stdout);
    assert_eq!(desk.requests().len(), 1);
    let again = desk.run(&["import", exported(&laptop).to_str().unwrap()]);
    assert_eq!((again.code, again.stderr.as_str()), (0, ""));
}

#[test]
fn a_rehearsal_says_the_same_and_changes_nothing() {
    let (desk, laptop) = (rich(), Sandbox::new());
    let file = exported(&desk);
    let file = file.to_str().unwrap();
    let (exports, mails) = (export(1), fixture("mail/linkedin.mbox"));
    let empty = state(laptop.home());
    let rehearsed = laptop.run(&["import", "--dry-run", "--json", file, &exports, &mails]);
    assert!(empty == state(laptop.home()), "{rehearsed:?}");
    laptop.run(&["add", "Somebody Else"]);
    let before = state(laptop.home());
    let rehearsed = laptop.run(&["import", "--dry-run", "--json", &mails, file, &exports]);
    assert!(before == state(laptop.home()), "{rehearsed:?}");
    let told = laptop.run(&["import", "--json", file, &mails, &exports]);
    assert_eq!(rehearsed.code, told.code);
    assert_eq!(rehearsed.stdout.replace("\"dry_run\":true", "\"dry_run\":false"), told.stdout);
    assert!(!told.stdout.contains("\"requests\":{\"new\":0"), "{}", told.stdout);
    assert_eq!(laptop.requests().len(), 33);
}

#[test]
fn a_removed_look_comes_back_from_nowhere() {
    let (mut desk, mut laptop) = (Sandbox::new(), Sandbox::new());
    // The words stay in the file as long as that can be undone.
    desk.file(".config/invtrack/config.toml", "[journal]\nkeep = 0\n");
    desk.run(&["add", "Ana", "--url", "linkedin.com/in/ana", "--sent", "2026-11-01"]);
    desk.ok(&["observe", "ana", "--button", "connect", "--memo", "wrong person"]);
    let old = exported(&desk);
    import(&laptop, &old);
    desk.at("2026-11-11T08:00:00Z").ok(&["edit", "ana", "--remove-look", "1"]);
    assert_eq!(import(&desk, &old)["looks"], json!({"new": 0, "updated": 0, "known": 1}));
    let bytes = fs::read(desk.database()).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"wrong person"));
    laptop.at("2026-11-11T08:00:00Z");
    assert_eq!(import(&laptop, &exported(&desk))["looks"], json!({"new": 0, "updated": 1, "known": 0}));
    for one in [&desk, &laptop] {
        assert_eq!(one.requests()[0]["last_observed_at"], Value::Null);
        assert!(!one.ok(&["show", "ana"]).contains("wrong person"));
    }
}

#[test]
fn what_is_torn_edited_or_newer_is_refused_and_nothing_is_written() {
    let (desk, laptop) = (rich(), Sandbox::new());
    let good = fs::read_to_string(exported(&desk)).unwrap();
    laptop.run(&["add", "Somebody Else"]);
    let refuse = |text: &str, parts: &[&str]| {
        let file = laptop.file("export.json", text);
        laptop.refuses(1, &["import", file.to_str().unwrap()], parts);
    };
    for length in [good.len() / 4, good.len() / 2, good.len() - 3] {
        let length = (0..=length).rev().find(|&length| good.is_char_boundary(length)).unwrap();
        refuse(&good[..length], &["damaged or was edited", "line 1 column", "nothing was changed"]);
    }
    refuse(
        &good.replacen("\"schema\":1", "\"schema\":2", 1),
        &["newer invtrack (format 2", "update invtrack"],
    );
    let wrong = [
        ("\"kind\":\"invtrack-export\"", "\"kind\":\"invtrack-export\",\"more\":1", "unknown field"),
        ("2026-10-04\"", "2026-13-04\"", "line 1 column"),
        ("\"name\":\"Zoë van Brandt\"", "\"name\":\"\"", "people, entry"),
        ("\"slug\":\"zoe-b\"", "\"slug\":\"zoe b/\"", "the profile is not one"),
        ("\"mutual\":null", "\"mutual\":30001", "too many connections"),
        ("\"number\":1,", "\"number\":99,", "over the last one"),
        ("\"recorded_at\":\"2026-10-06", "\"recorded_at\":\"1936-10-06", "a time before 1970"),
        ("\"button\":\"pending\"", "\"button\":\"knock\"", "unknown word"),
        ("{\"edited\"", "{\"guessed\"", "guessed"),
    ];
    for (from, to, reason) in wrong {
        assert!(good.contains(from), "{from}");
        refuse(&good.replacen(from, to, 1), &[reason, "nothing was changed"]);
    }
    // A look at somebody who is not in it.
    let mut document: Value = serde_json::from_str(&good).unwrap();
    document["looks"][0]["person"] = json!("00000000-0000-0000-0000-000000000000");
    refuse(&document.to_string(), &["looks, entry 1: it is about nobody in the file"]);
    refuse("{\"some\": \"other JSON\"}", &["a JSON file", "its own exports"]);
    refuse(&"[".repeat(100_000), &["a JSON file"]);
    refuse(
        &format!("{{\"kind\": \"invtrack-export\", \"x\": {}", "[".repeat(100_000)),
        &["damaged or was edited"],
    );
}

#[test]
fn order_spaces_and_a_mark_at_the_start_don_t_matter() {
    let (desk, laptop) = (rich(), Sandbox::new());
    let document: Value = serde_json::from_str(&fs::read_to_string(exported(&desk)).unwrap()).unwrap();
    let pretty = format!("\u{feff}\n{}", serde_json::to_string_pretty(&document).unwrap());
    let file = laptop.file("anything.txt", pretty);
    assert_eq!(import(&laptop, &file)["requests"]["new"], 32);
}

/// Names and notes as nobody has them.
fn hostile() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, note) in [
        ("=SUM(\"A1\")", "+cmd|' /C calc'!A0"),
        ("＝1+1", "-1\n\u{1b}[2J\u{202e}gnp"),
        ("@SUM;x,y\\z", "quote \" and, comma"),
    ] {
        let run = sandbox.run(&["add", name, &format!("--note={note}"), "--sent", "2026-11-09"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    sandbox
}

#[test]
fn a_table_is_for_people_and_never_a_formula() {
    let sandbox = hostile();
    let csv = sandbox.ok(&["export", "--csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 4, "{csv}");
    assert!(lines[0].starts_with("id,name,profile_url,sent,"));
    assert!(lines[1].starts_with("1,\"'=SUM(\"\"A1\"\")\","), "{csv}");
    assert!(lines[1].contains(",'+cmd|' /C calc'!A0,"), "{csv}");
    assert!(lines[2].contains(",'＝1+1,") && lines[2].contains("'-1\\n\\u{1b}[2J\\u{202e}gnp"), "{csv}");
    assert!(lines[3].contains("\"'@SUM;x,y\\z\"") && lines[3].contains("\"quote \"\" and, comma\""), "{csv}");
    assert!(!csv.contains(['\u{1b}', '\u{202e}', '\r']));
    let rich = rich();
    let csv = rich.ok(&["export", "--csv"]);
    assert_eq!(csv.lines().count(), 33);
    let zoe = csv.lines().find(|line| line.contains("Zoë van Brandt")).unwrap();
    assert!(zoe.contains(",https://www.linkedin.com/in/zoe-b,2026-10-04,0,1,2026-10-21,"), "{zoe}");
    assert!(zoe.contains(",fair,") && zoe.contains("Hello,\\nthere") && zoe.contains(",RustFest,"), "{zoe}");
}

#[test]
fn a_calendar_holds_what_is_due() {
    let sandbox = hostile();
    sandbox.run(&["add", "Zoë Brandt", "--url", "linkedin.com/in/zoe-b", "--sent", "2026-11-01"]);
    let calendar = sandbox.ok(&["export", "--ics"]);
    assert!(
        calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n")
    );
    assert!(
        calendar.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\u{1b}']))
    );
    let unfolded = calendar.replace("\r\n ", "");
    let expected =
        "DTSTAMP:20261110T120000Z\r\nDTSTART;VALUE=DATE:20261122\r\nSUMMARY:Look at Zoë Brandt\r\n";
    assert!(unfolded.contains(expected), "{unfolded}");
    assert!(
        unfolded.contains("DTSTART;VALUE=DATE:20261115\r\nSUMMARY:Follow up with Zoë Brandt\\, once\r\n")
    );
    assert!(
        unfolded.contains("DTSTART;VALUE=DATE:20270430\r\nSUMMARY:Zoë Brandt: the invitation lapses\r\n")
    );
    assert!(unfolded.contains("SUMMARY:Look at @SUM\\;x\\,y\\\\z\r\n"), "{unfolded}");
    assert!(unfolded.contains("URL:https://www.linkedin.com/in/zoe-b\r\n"));
    let uids = |text: &str| {
        let lines = text.split("\r\n").filter_map(|line| line.strip_prefix("UID:"));
        lines.map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(uids(&unfolded).len(), 12);
    // The same events tomorrow, and on another machine.
    let mut laptop = Sandbox::new();
    import(&laptop, &exported(&sandbox));
    let there = laptop.at("2026-11-11T12:00:00Z").ok(&["export", "--ics"]).replace("\r\n ", "");
    assert_eq!(uids(&there), uids(&unfolded));
}

#[test]
fn a_file_is_private_whole_and_not_overwritten_by_chance() {
    let sandbox = rich();
    let before = state(&sandbox.database());
    let file = sandbox.home().join("out.json");
    let path = file.to_str().unwrap();
    let said = sandbox.shell("umask 000 && exec \"$0\" \"$@\"", &["export", "--output", path]);
    assert_eq!((said.code, said.stdout.as_str()), (0, format!("Wrote 32 requests to {path}.\n").as_str()));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    sandbox.refuses(1, &["export", "--output", path], &["out.json is there already", "--force"]);
    sandbox.refuses(
        1,
        &["export", "--output", sandbox.home().to_str().unwrap(), "--force"],
        &["is a directory"],
    );
    sandbox.refuses(1, &["export", "--output", "nowhere/x.json"], &["cannot write nowhere/x.json"]);
    sandbox.refuses(2, &["export", "--csv", "--ics"], &["--ics"]);
    sandbox.refuses(2, &["export", "--csv", "--json"], &["a table or a calendar is not JSON"]);
    let told = sandbox.json(&["export", "--csv", "--force", "--output", path]);
    assert_eq!((&told["format"], &told["entries"]), (&json!("csv"), &json!(32)));
    assert!(fs::read_to_string(&file).unwrap().starts_with("id,"));
    assert!(before == state(&sandbox.database()));
    let left = fs::read_dir(sandbox.home()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with(".invtrack")));
}

#[test]
fn an_export_of_nothing_is_an_empty_one() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["export"]);
    assert!(run.code == 0 && run.stderr.contains("nothing is recorded yet"), "{run:?}");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&document["kind"], &document["requests"]), (&json!("invtrack-export"), &json!([])));
    assert!(fs::read_dir(sandbox.home()).unwrap().next().is_none());
    let rich = rich();
    let file = rich.file("empty.json", run.stdout);
    let before = state(&rich.database());
    import(&rich, &file);
    assert!(before == state(&rich.database()));
}

#[test]
fn ten_thousand_requests_go_out_and_in() {
    const MANY: usize = 10_000;
    let (desk, laptop) = (Sandbox::new(), Sandbox::new());
    let mut rows = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n".to_owned();
    for number in 0..MANY {
        let (day, hour) = (number % 28 + 1, number % 12 + 1);
        writeln!(
            rows,
            "Me,Person {number},\"9/{day}/26, {hour}:05 AM\",Hello,OUTGOING,\
             https://www.linkedin.com/in/me,https://www.linkedin.com/in/person-{number}"
        )
        .unwrap();
    }
    let file = desk.file("Invitations.csv", rows);
    desk.ok(&["import", "--quiet", "--as-of", "2026-10-05", file.to_str().unwrap()]);
    let path = exported(&desk);
    assert_eq!(import(&laptop, &path)["requests"]["new"], MANY);
    assert_eq!(import(&laptop, &path)["requests"], json!({"new": 0, "updated": 0, "known": MANY}));
    assert!(document(&laptop) == document(&desk));
}

/// What two machines know together, one knows as well as one that knew all of it from the start.
#[test]
fn a_connection_that_the_other_machine_knows_is_an_acceptance_here() {
    let (mut here, mut there) = (Sandbox::new(), Sandbox::new());
    let list = here.home().join("Connections.csv");
    let rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Ana,Lima,https://www.linkedin.com/in/ana-lima,,,,07 Oct 2026\n";
    fs::write(&list, rows).unwrap();
    here.at("2026-10-05T08:00:00Z").run(&["add", "Ana Lima", "--url", "ana-lima", "--sent", "2026-10-05"]);
    there.at("2026-10-12T08:00:00Z");
    there.ok(&["import", "--as-of", "2026-10-11", list.to_str().unwrap()]);
    here.at("2026-10-13T08:00:00Z");
    there.at("2026-10-13T08:00:00Z");
    let told = import(&here, &exported(&there));
    assert_eq!(told["accepted"], 1, "{told}");
    assert_eq!(here.requests()[0]["verdict"]["class"], "accepted");
    import(&there, &exported(&here));
    assert_eq!(verdicts(&there), verdicts(&here));
    // Nothing is said twice, and what was taken out stays out.
    let before = document(&here);
    import(&here, &exported(&there));
    assert_eq!(document(&here), before);
    let look = before["looks"][0]["number"].to_string();
    here.ok(&["edit", "ana lima", "--remove-look", &look]);
    there.run(&["add", "Bo", "--url", "bo", "--sent", "2026-10-12"]);
    import(&here, &exported(&there));
    assert_ne!(here.requests()[0]["verdict"]["class"], "accepted");
}

#[test]
fn a_copy_does_not_work_in_what_waits() {
    let (mut sandbox, mut copy) = (Sandbox::new(), Sandbox::new());
    sandbox.at("2026-10-20T08:00:00Z");
    sandbox.run(&["add", "Ana Lima", "--url", "ana-lima", "--sent", "2026-10-05"]);
    // Kept before it could be told whom it is about: any import of something new would try it again.
    let fact = json!({"kind": "acceptance", "source": "mail", "at": "2026-10-07T09:00:00Z", "slug": "ana-lima",
        "full_name": null, "first_name": null});
    execute(
        &sandbox.database(),
        &format!("INSERT INTO kept (fact, recorded_at) VALUES ('{fact}', 1792000000000)"),
    );
    let before = document(&sandbox);
    let path = exported(&sandbox);
    copy.at("2026-10-20T08:00:00Z");
    for one in [&copy, &sandbox] {
        import(one, &path);
        assert_eq!(document(one), before);
    }
}
