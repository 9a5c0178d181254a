//! Exports that don't agree with what is on record, with each other, or with themselves: nothing is guessed, no
//! acceptance is invented, none is lost.

mod names;
mod rates;

use std::path::PathBuf;

use serde_json::Value;

use crate::sandbox::{Sandbox, counts};

/// Writes an export folder. Invitations: `name|slug|M/D/YY, h:mm AM`; connections: `first|last|slug|DD Mon YYYY`. There is
/// always an old connection in it, so that the lists are never empty.
fn export(sandbox: &Sandbox, day: &str, invitations: &[&str], connections: &[&str]) -> PathBuf {
    let url = |slug: &str| {
        if slug.is_empty() { String::new() } else { format!("https://www.linkedin.com/in/{slug}") }
    };
    let invitation = |row: &&str| {
        let [name, slug, at] = row.split('|').collect::<Vec<_>>()[..] else { panic!("{row}") };
        format!("Jordan,{name},\"{at}\",,OUTGOING,{},{}\n", url("jordan"), url(slug))
    };
    let connection = |row: &&str| {
        let [first, last, slug, on] = row.split('|').collect::<Vec<_>>()[..] else { panic!("{row}") };
        format!("{first},{last},{},,,,{on}\n", url(slug))
    };
    let header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
    let sent = header.to_owned() + &invitations.iter().map(invitation).collect::<Vec<_>>().concat();
    let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
    let own = ["Old|Friend|old-friend|01 Jan 2020"].iter().chain(connections).map(connection);
    let own = header.to_owned() + &own.collect::<Vec<_>>().concat();
    let folder = format!("Basic_LinkedInDataExport_{day}");
    sandbox.file(&format!("{folder}/Invitations.csv"), sent);
    sandbox.file(&format!("{folder}/Connections.csv"), own);
    sandbox.home().join(folder)
}

fn import(sandbox: &Sandbox, path: &std::path::Path) -> Value {
    sandbox.import(&[path.to_str().unwrap()])
}

/// Kind and requests, as [`Sandbox::asks`] has them.
fn question(kind: &str, requests: &[i64]) -> (String, Vec<i64>) {
    (kind.to_owned(), requests.to_vec())
}

fn look(day: &str, signal: &str) -> (String, String) {
    (day.to_owned(), signal.to_owned())
}

/// Number, class and attempt of every request, by number.
fn classes(sandbox: &Sandbox) -> Vec<(i64, String, i64)> {
    let row = |request: &Value| {
        let class = request["verdict"]["class"].as_str().unwrap().to_owned();
        (request["id"].as_i64().unwrap(), class, request["attempt"].as_i64().unwrap())
    };
    let mut rows: Vec<_> = sandbox.requests().iter().map(row).collect();
    rows.sort();
    rows
}

fn row(id: i64, class: &str, attempt: i64) -> (i64, String, i64) {
    (id, class.to_owned(), attempt)
}

/// A sandbox on 2026-11-10, in which things are recorded on other days.
fn typed(now: &str, args: &[&str]) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at(now);
    assert_eq!(sandbox.run(args).code, 0);
    sandbox.at("2026-11-10T12:00:00Z");
    sandbox
}

#[test]
fn an_acceptance_is_found_in_whatever_order_the_files_come() {
    for files in [["Invitations.csv", "Connections.csv"], ["Connections.csv", "Invitations.csv"]] {
        let sandbox = Sandbox::new();
        let folder = export(&sandbox, "10-05-2026", &["Ana|ana|10/1/26, 9:00 AM"], &["Ana||ana|03 Oct 2026"]);
        for file in files {
            import(&sandbox, &folder.join(file));
        }
        assert_eq!(classes(&sandbox), [row(1, "accepted", 1)], "{files:?}");
    }
}

#[test]
fn two_exports_of_one_day_disagree_only_about_the_hour() {
    for reverse in [false, true] {
        let sandbox = Sandbox::new();
        let morning = export(&sandbox, "10-05-2026", &["Ana|ana|10/1/26, 9:00 AM"], &[]);
        let evening = sandbox.home().join("Complete_LinkedInDataExport_10-05-2026");
        let other = export(&sandbox, "10-06-2026", &[], &["Ana||ana|05 Oct 2026"]);
        std::fs::rename(other, &evening).unwrap();
        for path in if reverse { [&evening, &morning] } else { [&morning, &evening] } {
            import(&sandbox, path);
        }
        assert_eq!(classes(&sandbox), [row(1, "accepted", 1)], "reverse: {reverse}");
    }
}

#[test]
fn a_connection_of_the_day_of_the_export_outweighs_a_look_on_that_day() {
    let sandbox =
        typed("2026-10-20T12:00:00Z", &["add", "Ana", "--url", "linkedin.com/in/ana", "--note", "Hello"]);
    sandbox.json(&["observe", "ana", "--button", "pending", "--at", "2026-11-08 15:00"]);
    import(&sandbox, &export(&sandbox, "11-08-2026", &[], &["Ana||ana|08 Nov 2026"]));
    assert_eq!(classes(&sandbox), [row(1, "accepted", 1)]);
}

#[test]
fn who_is_in_the_list_is_not_missing_from_it() {
    // The day in the name of an export may be off by one.
    let sandbox = Sandbox::new();
    let told = import(
        &sandbox,
        &export(&sandbox, "10-05-2026", &["Ana|ana|10/1/26, 9:00 AM"], &["Ana||ana|06 Oct 2026"]),
    );
    assert_eq!(counts(&told, "new accepted unsure"), [1, 1, 0]);
    assert!(!sandbox.looks("ana").iter().any(|(_, signal)| signal == "member=absent"));
    assert_eq!(classes(&sandbox), [row(1, "accepted", 1)]);
}

#[test]
fn somebody_who_came_back_was_accepted_the_first_time() {
    for order in [[0, 1, 2], [2, 0, 1], [2, 1, 0], [1, 2, 0]] {
        let sandbox = Sandbox::new();
        let exports = [
            export(&sandbox, "10-05-2026", &["Ana|ana|10/1/26, 9:00 AM"], &["Ana||ana|02 Oct 2026"]),
            export(&sandbox, "10-19-2026", &[], &[]),
            export(&sandbox, "11-08-2026", &[], &["Ana||ana|01 Nov 2026"]),
        ];
        for index in order {
            import(&sandbox, &exports[index]);
        }
        assert_eq!(classes(&sandbox), [row(1, "accepted", 1)], "{order:?}");
        let expected = [
            look("2026-10-02", "member=dated"),
            look("2026-10-05", "member=yes"),
            look("2026-10-19", "member=absent"),
            look("2026-11-01", "member=dated"),
            look("2026-11-08", "member=yes"),
        ];
        let looks = sandbox.looks("ana");
        assert!(expected.iter().all(|one| looks.contains(one)) && looks.len() == 5, "{order:?}: {looks:?}");
    }
}

#[test]
fn a_date_typed_some_days_off_makes_no_second_attempt() {
    for typed_day in ["2026-10-03", "2026-10-08"] {
        let sandbox = typed(
            "2026-10-09T12:00:00Z",
            &["add", "linkedin.com/in/ana", "--sent", typed_day, "--note", "x"],
        );
        let folder = export(&sandbox, "10-19-2026", &["Ana|ana|10/5/26, 9:00 AM"], &[]);
        let told = import(&sandbox, &folder);
        assert_eq!(
            (counts(&told, "new unsure"), &told["unsure"][0]["kind"]),
            (vec![0, 1], &"dates".into()),
            "{told}"
        );
        assert_eq!(
            (classes(&sandbox).len(), sandbox.asks()),
            (1, vec![question("dates", &[1])]),
            "{typed_day}"
        );
        // That it is one request can be said, and the day that was typed can be corrected. The export knows the time.
        match typed_day {
            "2026-10-03" => sandbox.answer("soon after", "same"),
            _ => sandbox.json(&["edit", "1", "--sent", "2026-10-05"]).to_string(),
        };
        assert!(sandbox.requests()[0]["sent_at"].as_str().unwrap().starts_with("2026-10-05"));
        assert_eq!((classes(&sandbox).len(), sandbox.asks()), (1, vec![]), "{typed_day}");
        assert_eq!(counts(&import(&sandbox, &folder), "new_facts new updated unsure"), [0, 0, 0, 0]);
    }
}

#[test]
fn a_connection_belongs_to_the_request_that_was_open_then() {
    let mut sandbox = Sandbox::new();
    let first = export(&sandbox, "08-04-2026", &["Ana|ana|8/1/26, 9:00 AM"], &[]);
    sandbox.at("2026-08-05T12:00:00Z");
    import(&sandbox, &first);
    sandbox.at("2026-10-10T12:00:00Z");
    assert_eq!(sandbox.run(&["add", "linkedin.com/in/ana", "--note", "again"]).code, 0);
    sandbox.at("2026-11-10T12:00:00Z");
    import(&sandbox, &export(&sandbox, "10-19-2026", &[], &["Ana||ana|10 Aug 2026"]));
    assert_eq!(classes(&sandbox)[0], row(1, "accepted", 1));
}

#[test]
fn an_invitation_sent_after_the_export_is_no_part_of_it() {
    let sandbox = Sandbox::new();
    let told = import(
        &sandbox,
        &export(&sandbox, "10-05-2026", &["Ana|ana|10/6/26, 8:00 AM", "Bo|bo|10/9/26, 8:00 AM"], &[]),
    );
    // The list is of another day, then: its rows tell when they were sent, and no look comes of it until that is known.
    assert_eq!(counts(&told, "new unsure"), [2, 1], "{told}");
    assert_eq!((sandbox.asks()[0].0.as_str(), sandbox.looks("bo")), ("day", vec![]));
    let id = sandbox.json(&["import", "--review"])["unsure"][0]["id"].as_str().unwrap().to_owned();
    sandbox.ok(&["import", "--assign", &format!("{id}=2026-10-10")]);
    assert_eq!((sandbox.asks(), sandbox.looks("bo")[0].clone()), (vec![], look("2026-10-10", "sent=listed")));
}

#[test]
fn two_rows_of_one_file_are_two_people() {
    let sandbox = Sandbox::new();
    let folder = export(
        &sandbox,
        "10-05-2026",
        &["John Smith||10/1/26, 9:00 AM", "John Smith||10/1/26, 5:00 PM"],
        &[],
    );
    assert_eq!(counts(&import(&sandbox, &folder), "new unsure"), [2, 0]);
    assert_eq!(counts(&import(&sandbox, &folder), "new_facts new updated known"), [0, 0, 0, 2]);
}

#[test]
fn corrections_do_not_make_an_import_forget_whom_it_meant() {
    let sandbox = Sandbox::new();
    let rows = ["ana@example.org||10/1/26, 9:00 AM", "Bo Ex||10/1/26, 10:00 AM", "Cy|cy|10/1/26, 11:00 AM"];
    let folder = export(&sandbox, "10-05-2026", &rows, &[]);
    assert_eq!(counts(&import(&sandbox, &folder), "new"), [3]);
    sandbox.json(&["edit", "1", "--name", "Ana Ex", "--url", "linkedin.com/in/ana"]);
    sandbox.json(&["edit", "2", "--name", "Robert Example"]);
    let again = import(&sandbox, &folder);
    assert_eq!(counts(&again, "new_facts new known updated unsure"), [0, 0, 3, 0, 0], "{again}");
    // A day that was corrected holds, whatever the file says.
    sandbox.json(&["edit", "3", "--sent", "2026-09-27"]);
    let again = import(&sandbox, &folder);
    assert_eq!(counts(&again, "new_facts new updated unsure"), [0, 0, 0, 0], "{again}");
    let requests = sandbox.requests();
    let cy = requests.iter().find(|request| request["id"] == 3).unwrap();
    assert!(cy["sent_at"].as_str().unwrap().starts_with("2026-09-27"), "{cy}");
}

#[test]
fn an_address_that_was_typed_is_recognised() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Bo", "--note", "x"]);
    sandbox.json(&["edit", "bo", "--email", "Bo@example.org"]);
    let told = import(&sandbox, &export(&sandbox, "10-05-2026", &["bo@example.org||10/1/26, 11:00 AM"], &[]));
    assert_eq!(counts(&told, "new updated unsure"), [0, 1, 0], "{told}");
    assert_eq!(sandbox.looks("bo"), [look("2026-10-05", "sent=listed")]);
}

#[test]
fn another_time_zone_changes_nothing() {
    let sandbox = Sandbox::new();
    let folder = export(&sandbox, "10-05-2026", &["Ana|ana|10/1/26, 9:00 AM"], &[]);
    let path = folder.join("Invitations.csv");
    let crossed = std::fs::read_to_string(&path).unwrap()
        + "Ana,Jordan,\"10/2/26, 11:30 PM\",,INCOMING,https://www.linkedin.com/in/ana,https://www.linkedin.com/in/jordan\n";
    std::fs::write(&path, crossed).unwrap();
    assert_eq!(counts(&import(&sandbox, &folder), "new"), [1]);
    assert!(sandbox.looks("ana").contains(&look("2026-10-02", "crossed")), "{:?}", sandbox.looks("ana"));
    for zone in ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"] {
        let output = sandbox
            .command(&["import", folder.to_str().unwrap(), "--json"])
            .env("TZ", zone)
            .output()
            .unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(counts(&told, "new_facts new updated"), [0, 0, 0], "{zone}: {told}");
    }
}

#[test]
fn a_connection_from_before_the_request_is_named() {
    let sandbox =
        typed("2026-10-08T12:00:00Z", &["add", "Ana", "--url", "linkedin.com/in/ana", "--note", "x"]);
    let folder = export(&sandbox, "10-19-2026", &[], &["Ana||ana|01 Oct 2026"]);
    let run = sandbox.run(&["import", folder.to_str().unwrap()]);
    assert!(
        run.stderr.contains("Ana was a connection since 2026-10-01, before request #1 of 2026-10-08"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("1 to a connection that you had before"), "{}", run.stdout);
    // There was nothing to accept.
    assert_eq!((classes(&sandbox), sandbox.looks("ana")), (vec![row(1, "pending", 1)], vec![]));
    assert_eq!(sandbox.json(&["status"])["summary"]["already_connected"], 1);
}

#[test]
fn a_dry_run_of_several_files_tells_what_the_real_one_does() {
    let sandbox = Sandbox::new();
    let files: Vec<String> = (0..3).map(crate::sandbox::export).collect();
    let args = [&["import"][..], &files.iter().map(String::as_str).collect::<Vec<_>>()].concat();
    let rehearsed = sandbox.json(&[&args[..], &["--dry-run"]].concat());
    let mut done = sandbox.json(&args);
    done["dry_run"] = true.into();
    assert_eq!(rehearsed, done);
}

#[test]
fn somebody_added_late_is_known_to_have_accepted() {
    let sandbox = Sandbox::new();
    import(&sandbox, &export(&sandbox, "10-19-2026", &[], &["Ana||ana|06 Oct 2026"]));
    sandbox.ok(&["add", "linkedin.com/in/ana", "--sent", "2026-10-01", "--note", "x"]);
    assert_eq!(classes(&sandbox), [row(1, "accepted", 1)]);
    let run = sandbox.run(&["add", "Old Friend", "--url", "linkedin.com/in/old-friend", "--note", "x"]);
    assert!(run.stderr.contains("already in your connections since 2020-01-01"), "{}", run.stderr);
    assert_eq!(classes(&sandbox)[1].1, "pending");
}

#[test]
fn who_is_connected_still_was_a_connection_already_the_second_time() {
    let sandbox =
        typed("2026-08-01T12:00:00Z", &["add", "Ann", "--url", "linkedin.com/in/ann", "--note", "x"]);
    let rows = ["Ann|ann|10/1/26, 9:00 AM"];
    import(&sandbox, &export(&sandbox, "10-05-2026", &rows, &["Ann||ann|10 Aug 2026"]));
    import(&sandbox, &export(&sandbox, "11-08-2026", &rows, &["Ann||ann|10 Aug 2026"]));
    assert_eq!(classes(&sandbox), [row(1, "accepted", 1), row(2, "pending", 2)]);
    assert_eq!(sandbox.json(&["status"])["summary"]["already_connected"], 1);
}

#[test]
fn an_invitation_by_e_mail_is_accepted_under_that_address() {
    let sandbox = Sandbox::new();
    import(&sandbox, &export(&sandbox, "10-05-2026", &["joe@example.org||10/1/26, 9:00 AM"], &[]));
    let folder = export(&sandbox, "10-19-2026", &[], &[]);
    let path = folder.join("Connections.csv");
    let rows = std::fs::read_to_string(&path).unwrap()
        + "Joe,Xavier,https://www.linkedin.com/in/joe-x,Joe@example.org,,,08 Oct 2026\n";
    std::fs::write(&path, rows).unwrap();
    import(&sandbox, &folder);
    assert_eq!(classes(&sandbox), [row(1, "accepted", 1)]);
    assert_eq!(sandbox.requests()[0]["slug"], "joe-x");
}

/// By what all exports on record show, not this one alone, in any order.
#[test]
fn what_exports_list_is_decided_from_all_of_them() {
    let many: Vec<String> = (0..30).map(|at| format!("P {at}|p-{at}|10/1/26, 9:00 AM")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let one = ["P 1|p-1|10/1/26, 9:00 AM"];
    let accepted = ["P|1|p-1|02 Oct 2026"];
    let taken = |exports: &[(&str, &[&str], &[&str])]| -> Vec<String> {
        let mut sandbox = Sandbox::new();
        sandbox.at("2026-11-20T09:00:00Z");
        let list = |(day, invitations, connections): &(&str, &[&str], &[&str])| {
            let told = import(&sandbox, &export(&sandbox, day, invitations, connections));
            told["files"][0]["details"]["list"].as_str().unwrap().split_once(" (").unwrap().1.to_owned()
        };
        exports.iter().map(list).collect()
    };
    let few = "an export with 30 of them can prove that)";
    let proven = "of 30 in one export none had been accepted)";
    let (first, second) = (("10-05-2026", &many[..], &[][..]), ("10-19-2026", &one[..], &[][..]));
    assert_eq!(taken(&[second, first]), [few, proven]);
    assert_eq!(taken(&[first, second]), [proven, proven]);
    let history = "of 1 in one export 1 had been accepted, and are listed still): who is in it tells nothing";
    let third = ("10-26-2026", &one[..], &accepted[..]);
    assert_eq!(taken(&[third, first]), [history, history]);
}
