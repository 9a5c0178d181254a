//! What `invtrack export` writes for people, and where; and which files are no exports.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::export::{document, exported, exported_text, import, rich};
use crate::sandbox::{Sandbox, state};

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
    let is_fact = |one: &&Value| one["fact"] != "list";
    let facts = document(&sandbox)["facts"].as_array().unwrap().iter().filter(is_fact).count();
    let file = sandbox.home().join("out.json");
    let path = file.to_str().unwrap();
    let said = sandbox.shell("umask 000 && exec \"$0\" \"$@\"", &["export", "--output", path]);
    assert_eq!((said.code, said.stdout.as_str()), (0, format!("Wrote {facts} facts to {path}.\n").as_str()));
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
    assert_eq!((&document["kind"], &document["facts"]), (&json!("invtrack-export"), &json!([])));
    assert!(fs::read_dir(sandbox.home()).unwrap().next().is_none());
    let rich = rich();
    let file = rich.file("empty.json", run.stdout);
    let before = state(&rich.database());
    import(&rich, &file);
    assert!(before == state(&rich.database()));
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
        refuse(&good[..length], &["damaged or was edited", "line ", "nothing was changed"]);
    }
    refuse(
        &good.replacen("\"schema\":1", "\"schema\":2", 1),
        &["newer invtrack (format 2", "update invtrack"],
    );
    let wrong = [
        ("\"kind\":\"invtrack-export\"", "\"kind\":\"invtrack-export\",\"more\":1", "more"),
        ("\"at\":\"2026-10-04\"", "\"at\":\"2026-13-04\"", "2026-13-04"),
        ("\"name\":\"Zoë Brandt\"", "\"name\":\"\"", "name"),
        ("\"slug\":\"zoe-b\"", "\"slug\":\"zoe b/\"", "zoe b/"),
        ("\"mutual\":7", "\"mutual\":30001", "30001"),
        ("\"learned\":\"2026-10-06", "\"learned\":\"1936-10-06", "1936-10-06"),
        ("\"button\":\"pending\"", "\"button\":\"knock\"", "knock"),
        ("\"fact\":\"look\"", "\"fact\":\"glance\"", "glance"),
        ("\"schema\":1", "\"schema\":0", "none that this program knows"),
    ];
    for (from, to, reason) in wrong {
        assert!(good.contains(from), "{from}");
        refuse(&good.replacen(from, to, 1), &[reason, "nothing was changed"]);
    }
    // Two that stand for one fact.
    let mut document: Value = serde_json::from_str(&good).unwrap();
    document["facts"][1]["id"] = document["facts"][0]["id"].clone();
    refuse(&document.to_string(), &["nothing was changed"]);
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
    let parsed: Value = serde_json::from_str(&exported_text(&desk)).unwrap();
    let pretty = format!("\u{feff}\n{}", serde_json::to_string_pretty(&parsed).unwrap());
    let file = laptop.file("anything.txt", pretty);
    assert_eq!(import(&laptop, &file)["new"].as_array().unwrap().len(), 32);
    assert_eq!(document(&laptop)["facts"], document(&desk)["facts"]);
}
