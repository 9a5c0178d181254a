//! Exports that don't agree with what is on record, with each other, or with themselves: nothing is guessed, no
//! acceptance is invented, none is lost.

use std::path::PathBuf;

use serde_json::Value;

use crate::sandbox::Sandbox;

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
    let run = sandbox.run(&["import", path.to_str().unwrap(), "--json"]);
    assert!(run.code == 0 || run.code == 3, "{}", run.stderr);
    serde_json::from_str::<Value>(&run.stdout).unwrap()["files"][0].clone()
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
fn a_namesake_among_the_connections_is_no_acceptance() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "John Smith", "--note", "Hello"]);
    let first = export(&sandbox, "10-05-2026", &[], &["John|Smith|js2|03 Oct 2026"]);
    let told = import(&sandbox, &first);
    let reason = "connected since 2026-10-03 under the name of request #1 (sent 2026-10-01)";
    assert!(told["ambiguous"][0]["reason"].as_str().unwrap().starts_with(reason), "{told}");
    assert_ne!(classes(&sandbox)[0].1, "accepted");
    // The next export shows that the person asked has another profile.
    let second = export(
        &sandbox,
        "10-19-2026",
        &["John Smith|js1|10/1/26, 12:00 PM"],
        &["John|Smith|js2|03 Oct 2026"],
    );
    import(&sandbox, &second);
    assert_ne!(classes(&sandbox)[0].1, "accepted");
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
    assert_eq!((&told["looks"]["accepted"], &told["looks"]["not_in_connections"]), (&1.into(), &0.into()));
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
        let shown = sandbox.ok(&["show", "ana"]);
        assert!(
            shown.contains("2026-10-02        in your connections") && !shown.contains("not in your"),
            "{shown}"
        );
    }
}

#[test]
fn a_new_profile_is_not_taken_for_a_new_person() {
    let sandbox =
        typed("2026-10-01T12:00:00Z", &["add", "Ana Ex", "--url", "linkedin.com/in/ana-old", "--note", "x"]);
    let told = import(&sandbox, &export(&sandbox, "10-05-2026", &["Ana Ex|ana-new|10/1/26, 8:00 AM"], &[]));
    assert_eq!((&told["new"], &told["looks"]["gone"]), (&0.into(), &0.into()), "{told}");
    assert!(told["ambiguous"][0]["reason"].as_str().unwrap().contains("request #1"), "{told}");
}

#[test]
fn a_name_typed_differently_is_asked_about() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Zoe B", "--note", "x"]);
    let folder = export(&sandbox, "10-05-2026", &["Zoe Brandt|zoe-b|10/1/26, 11:58 AM"], &[]);
    let run = sandbox.run(&["import", folder.to_str().unwrap()]);
    assert_eq!(run.code, 3);
    let reason =
        "Invitations.csv:2: kept, not sure whom it is about: sent 2026-10-01: this may be request #1";
    assert!(run.stderr.contains(reason), "{}", run.stderr);
    assert!(run.stdout.contains("invtrack import --review"), "{}", run.stdout);
    assert_eq!(classes(&sandbox), [row(1, "pending", 1)]);
    // Asked once; the answer is worked in.
    assert_eq!(sandbox.run(&["import", folder.to_str().unwrap()]).code, 0);
    sandbox.ok(&["import", "--assign", "1=zoe"]);
    let request = &sandbox.requests()[0];
    assert_eq!((&request["slug"], &request["sent_at"]), (&"zoe-b".into(), &"2026-10-01T12:00:00Z".into()));
    let told = import(&sandbox, &folder);
    assert_eq!((&told["new"], &told["undecided"]), (&0.into(), &0.into()));
    assert_eq!(told["ambiguous"], Value::Array(vec![]));
}

#[test]
fn nobody_is_missed_by_a_name_alone() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Dr. Ana Ex", "--note", "x"]);
    let told = import(&sandbox, &export(&sandbox, "10-19-2026", &[], &["Bo||bo|03 Oct 2026"]));
    assert_eq!((&told["looks"]["gone"], &told["looks"]["not_in_connections"]), (&0.into(), &0.into()));
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
        let reason = told["ambiguous"][0]["reason"].as_str().unwrap();
        assert!(
            reason.contains(&format!("request #1 (sent {typed_day}) with one of the two dates wrong")),
            "{told}"
        );
        assert_eq!(classes(&sandbox).len(), 1, "{typed_day}");
        // The export knows when it was sent; by hand it can be corrected as well.
        match typed_day {
            "2026-10-03" => sandbox.ok(&["import", "--assign", "1=#1"]),
            _ => sandbox.json(&["edit", "1", "--sent", "2026-10-05"]).to_string(),
        };
        let told = import(&sandbox, &folder);
        assert_eq!((&told["new"], &told["ambiguous"]), (&0.into(), &Value::Array(vec![])), "{told}");
        assert!(sandbox.requests()[0]["sent_at"].as_str().unwrap().starts_with("2026-10-05"));
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
    assert_eq!((&told["new"], &told["looks"]["listed"]), (&1.into(), &1.into()));
    assert!(told["ambiguous"][0]["reason"].as_str().unwrap().contains("--as-of"), "{told}");
    assert_eq!(sandbox.requests()[0]["last_observed_at"], "2026-10-06T12:00:00Z");
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
    assert_eq!(import(&sandbox, &folder)["new"], 2);
    let again = import(&sandbox, &folder);
    assert_eq!((&again["new"], &again["updated"], &again["known"]), (&0.into(), &0.into(), &2.into()));
}

#[test]
fn of_two_namesakes_none_is_picked_for_a_nameless_request() {
    for (one, two) in [("9:00 AM", "10:00 AM"), ("10:00 AM", "9:00 AM")] {
        let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Ana Ex", "--note", "x"]);
        let rows = [format!("Ana Ex|ana1|10/1/26, {one}"), format!("Ana Ex|ana2|10/1/26, {two}")];
        let told =
            import(&sandbox, &export(&sandbox, "10-05-2026", &rows.each_ref().map(String::as_str), &[]));
        assert_eq!(told["ambiguous"].as_array().unwrap().len(), 2, "{told}");
        assert_eq!(sandbox.requests()[0]["slug"], Value::Null);
    }
}

#[test]
fn corrections_do_not_make_an_import_forget_whom_it_meant() {
    let sandbox = Sandbox::new();
    let rows = ["ana@example.org||10/1/26, 9:00 AM", "Bo Ex||10/1/26, 10:00 AM", "Cy|cy|10/1/26, 11:00 AM"];
    let folder = export(&sandbox, "10-05-2026", &rows, &[]);
    assert_eq!(import(&sandbox, &folder)["new"], 3);
    sandbox.json(&["edit", "1", "--name", "Ana Ex", "--url", "linkedin.com/in/ana"]);
    sandbox.json(&["edit", "2", "--name", "Robert Example"]);
    let again = import(&sandbox, &folder);
    // With a profile, Ana can be missed in the list of connections: that is news.
    assert_eq!(
        (&again["new"], &again["known"], &again["updated"]),
        (&0.into(), &2.into(), &1.into()),
        "{again}"
    );
    // A date corrected by days contradicts the file: that is asked about.
    sandbox.json(&["edit", "3", "--sent", "2026-09-27"]);
    let again = import(&sandbox, &folder);
    assert_eq!((&again["new"], again["ambiguous"].as_array().unwrap().len()), (&0.into(), 1), "{again}");
}

#[test]
fn an_address_that_was_typed_is_recognised() {
    let sandbox = typed("2026-10-01T12:00:00Z", &["add", "Bo", "--note", "x"]);
    sandbox.json(&["edit", "bo", "--email", "Bo@example.org"]);
    let told = import(&sandbox, &export(&sandbox, "10-05-2026", &["bo@example.org||10/1/26, 11:00 AM"], &[]));
    assert_eq!((&told["new"], &told["looks"]["listed"]), (&0.into(), &1.into()), "{told}");
}

#[test]
fn another_time_zone_changes_nothing() {
    let sandbox = Sandbox::new();
    let folder = export(&sandbox, "10-05-2026", &["Ana|ana|10/1/26, 9:00 AM"], &[]);
    let path = folder.join("Invitations.csv");
    let crossed = std::fs::read_to_string(&path).unwrap()
        + "Ana,Jordan,\"10/2/26, 11:30 PM\",,INCOMING,https://www.linkedin.com/in/ana,https://www.linkedin.com/in/jordan\n";
    std::fs::write(&path, crossed).unwrap();
    assert_eq!(import(&sandbox, &folder)["looks"]["crossed"], 1);
    for zone in ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"] {
        let output = sandbox
            .command(&["import", folder.to_str().unwrap(), "--json"])
            .env("TZ", zone)
            .output()
            .unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&told["files"][0]["new"], &told["files"][0]["updated"]),
            (&0.into(), &0.into()),
            "{zone}: {told}"
        );
    }
}

#[test]
fn a_connection_from_before_the_request_is_named() {
    let sandbox =
        typed("2026-10-08T12:00:00Z", &["add", "Ana", "--url", "linkedin.com/in/ana", "--note", "x"]);
    let folder = export(&sandbox, "10-19-2026", &[], &["Ana||ana|01 Oct 2026"]);
    let run = sandbox.run(&["import", folder.to_str().unwrap()]);
    assert!(
        run.stderr.contains("Ana was a connection since 2026-10-01, before the request of 2026-10-08"),
        "{}",
        run.stderr
    );
    // Connected they are, whatever the dates say.
    assert_eq!(classes(&sandbox), [row(1, "accepted", 1)]);
}

#[test]
fn a_dry_run_of_several_files_tells_what_the_real_one_does() {
    let sandbox = Sandbox::new();
    let files: Vec<String> = (0..3).map(crate::sandbox::export).collect();
    let args = [&["import"][..], &files.iter().map(String::as_str).collect::<Vec<_>>()].concat();
    let rehearsed = sandbox.json(&[&args[..], &["--dry-run"]].concat());
    assert_eq!(rehearsed["files"], sandbox.json(&args)["files"]);
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
fn rows_that_were_left_out_are_told_even_quietly() {
    let sandbox =
        typed("2026-10-01T12:00:00Z", &["add", "Ana Ex", "--url", "linkedin.com/in/ana-old", "--note", "x"]);
    let folder = export(&sandbox, "10-05-2026", &["Ana Ex|ana-new|10/1/26, 8:00 AM"], &[]);
    let run = sandbox.run(&["import", "--quiet", folder.to_str().unwrap()]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.starts_with("warning: Invitations.csv:2: kept, not sure"), "{}", run.stderr);
}

#[test]
fn who_is_connected_still_is_not_ignored_the_second_time() {
    let sandbox =
        typed("2026-08-01T12:00:00Z", &["add", "Ann", "--url", "linkedin.com/in/ann", "--note", "x"]);
    let rows = ["Ann|ann|10/1/26, 9:00 AM"];
    import(&sandbox, &export(&sandbox, "10-05-2026", &rows, &["Ann||ann|10 Aug 2026"]));
    import(&sandbox, &export(&sandbox, "11-08-2026", &rows, &["Ann||ann|10 Aug 2026"]));
    assert_eq!(classes(&sandbox), [row(1, "accepted", 1), row(2, "accepted", 2)]);
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

#[test]
fn who_is_listed_under_a_profile_is_not_confused_with_a_namesake() {
    let sandbox = Sandbox::new();
    let folder = export(
        &sandbox,
        "10-19-2026",
        &["John Smith|john-1|10/1/26, 9:00 AM"],
        &["John|Smith|js-2|05 Oct 2026"],
    );
    let told = import(&sandbox, &folder);
    assert_eq!(told["ambiguous"], Value::Array(vec![]), "{told}");
    assert_eq!((&told["looks"]["listed"], &told["looks"]["not_in_connections"]), (&1.into(), &1.into()));
}

#[test]
fn a_crowd_of_lookalikes_is_told_briefly() {
    let sandbox = Sandbox::new();
    let many = |slug: bool, name: &str| -> Vec<String> {
        let row = |n: usize| {
            format!(
                "{name}{n} Smith|{}|10/1/26, {}:{:02} AM",
                if slug { format!("s{n}") } else { String::new() },
                n / 60 + 1,
                n % 60
            )
        };
        (0..600).map(row).collect()
    };
    let rows = |rows: &[String], day: &str| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        export(&sandbox, day, &rows, &[])
    };
    assert_eq!(import(&sandbox, &rows(&many(false, "A"), "10-05-2026"))["new"], 600);
    let run = sandbox.run(&["import", rows(&many(true, "B"), "10-19-2026").to_str().unwrap()]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.len() < 30_000, "{} bytes", run.stderr.len());
    assert!(run.stderr.contains("and 550 more"), "{}", &run.stderr[run.stderr.len() - 300..]);
}
