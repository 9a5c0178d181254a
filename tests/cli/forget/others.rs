//! Who goes, and who stays: namesakes, strangers, those who were joined or mistaken.

use std::fs;

use serde_json::{Value, json};

use super::{connections, data, facts, left, with_two};
use crate::sandbox::{Sandbox, fixture};

#[test]
fn who_was_never_asked_is_forgotten_too() {
    let sandbox = with_two();
    sandbox.ok(&["add", "-q", "Joann Leeson", "--sent", "2026-10-01"]);
    let rows = "Ann,Lee,https://www.linkedin.com/in/ann-lee-1,,,,05 Oct 2026\n\
        Cy,Dahl,https://www.linkedin.com/in/cy-1,,,,05 Oct 2026\n\
        Cy,Dahl,https://www.linkedin.com/in/cy-2,,,,05 Oct 2026\n🙂,,,,,,05 Oct 2026\n⭐,,,,,,06 Oct 2026\n";
    connections(&sandbox, rows);
    sandbox.refuses(1, &["forget", "--yes", "Cy Dahl"], &["several people called Cy Dahl", "cy-1, cy-2"]);
    let told = sandbox.run(&["forget", "--yes", "https://linkedin.com/in/cy-1"]);
    assert!(told.stderr.contains("note: cy-2 has that name, too, and stays"), "{}", told.stderr);
    assert!(
        told.stdout.starts_with("Forgotten: Cy Dahl, 1 entry of what was imported.\n"),
        "{}",
        told.stdout
    );
    // Not whose name it is a part of.
    for who in ["ann lee", "🙂"] {
        let told = sandbox.json(&["forget", "--yes", who]);
        assert_eq!((&told["requests"], &told["facts"]), (&json!(0), &json!(1)), "{who}");
    }
    assert_eq!(facts(&sandbox, "connection"), ["Cy Dahl cy-2", "⭐ "]);
    assert_eq!(sandbox.requests().len(), 3);
    assert_eq!(connections(&sandbox, rows)["left_out"], 3);
    // An undone request is one that was never sent.
    sandbox.ok(&["add", "-q", "Eve Ek", "--sent", "2026-10-01"]);
    sandbox.ok(&["undo", "-q"]);
    sandbox.ok(&["forget", "-q", "--yes", "eve ek"]);
    sandbox.fails(1, &["redo"], &["there is nothing to redo"]);
}

#[test]
fn one_of_two_namesakes_is_forgotten() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-one", "--sent", "2026-10-01", "--tag", "fair"]);
    sandbox.ok(&["add", "-q", "Ana Lee", "--url", "ana-two", "--sent", "2026-10-02", "--tag", "work"]);
    connections(
        &sandbox,
        "Ana,Lee,,,,,05 Oct 2026\nAna,Lee,https://www.linkedin.com/in/ana-one,,,,05 Oct 2026\n",
    );
    let two = sandbox.json(&["show", "ana-two"]);
    sandbox.refuses(1, &["forget", "ana lee", "--yes"], &["\"ana lee\" matches 2 people"]);
    let told = sandbox.json(&["forget", "ana-one", "--yes"]);
    assert_eq!((&told["requests"], &told["facts"]), (&json!(1), &json!(2)));
    let rest: Vec<Value> = sandbox.requests();
    assert_eq!((rest.len(), &rest[0]["slug"]), (1, &json!("ana-two")));
    assert_eq!(sandbox.json(&["show", "ana-two"])["requests"][0]["tags"], two["requests"][0]["tags"]);
    // Whose the row without a profile is can't be told.
    assert_eq!(facts(&sandbox, "connection"), ["Ana Lee "]);
    let bytes = fs::read(sandbox.database()).unwrap();
    assert!(!bytes.windows(7).any(|found| found == b"ana-one"));
}

#[test]
fn others_stay_whatever_they_were_called_before() {
    let sandbox = Sandbox::new();
    // Both were mistaken: the name is that of somebody asked since, and so is the profile.
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--sent", "2026-10-01"]);
    sandbox.ok(&["add", "-q", "Cleo Carr", "--url", "qz-77", "--sent", "2026-10-01"]);
    sandbox.ok(&["backup", "-q", "before.db"]);
    sandbox.ok(&["edit", "-q", "1", "--name", "Ben Other"]);
    sandbox.ok(&["edit", "-q", "2", "--url", "cleo"]);
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--url", "qz-77", "--sent", "2026-10-02"]);
    sandbox.ok(&["backup", "-q", "after.db"]);
    let names = |sandbox: &Sandbox| {
        let names = sandbox.requests().into_iter().map(|one| one["name"].as_str().unwrap().to_owned());
        names.collect::<std::collections::BTreeSet<String>>().into_iter().collect::<Vec<_>>()
    };
    let others = ["Ben Other", "Cleo Carr"];
    sandbox.ok(&["forget", "-q", "--yes", "3"]);
    assert_eq!(names(&sandbox), others);
    sandbox.ok(&["restore", "-q", "after.db"]);
    assert_eq!(names(&sandbox), others);
    // The other way round: a profile that was hers by mistake.
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--url", "bo-berg", "--sent", "2026-10-01"]);
    sandbox.ok(&["edit", "-q", "1", "--url", "qz-77"]);
    sandbox.ok(&["add", "-q", "Bo Berg", "--url", "bo-berg", "--sent", "2026-10-02"]);
    sandbox.ok(&["forget", "-q", "--yes", "qz-77"]);
    assert_eq!(names(&sandbox), ["Bo Berg"]);
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    assert_eq!(
        connections(&sandbox, "Bo,Berg,https://www.linkedin.com/in/bo-berg,,,,05 Oct 2026\n")["left_out"],
        0
    );
}

#[test]
fn what_the_user_joined_goes_together() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Quirina Zwolle", "--url", "qz-77", "--sent", "2026-10-01"]);
    sandbox.ok(&["add", "-q", "Zwolle Old", "--url", "zwolle-2", "--sent", "2026-09-02"]);
    sandbox.ok(&["add", "-q", "Ann Lee", "--sent", "2026-10-12"]);
    sandbox.ok(&["merge", "-q", "1", "2", "--yes"]);
    connections(
        &sandbox,
        "Zwolle,Old,https://www.linkedin.com/in/zwolle-2,,,,10 Oct 2026\n\
         Ann,Lee,https://www.linkedin.com/in/ann-lee-2,,,,10 Oct 2026\n",
    );
    sandbox.ok(&["forget", "-q", "--yes", "qz-77"]);
    assert_eq!(
        (facts(&sandbox, "connection"), sandbox.requests().len()),
        (vec!["Ann Lee ann-lee-2".to_owned()], 1)
    );
    assert_eq!(facts(&sandbox, "correction"), [] as [String; 0]);
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    // Joined, renamed and undone: what was said of both goes, and each keeps their own.
    let sandbox = with_two();
    sandbox.run(&["merge", "-q", "qz-77", "bo-berg", "--yes"]);
    sandbox.ok(&["edit", "-q", "qz-77", "--name", "Zwolle Berg"]);
    sandbox.ok(&["undo", "-q", "2"]);
    sandbox.ok(&["forget", "-q", "--yes", "qz-77"]);
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    assert_eq!(sandbox.json(&["show", "bo"])["requests"][0]["note"], "keep me");
    // An answer makes a mail theirs.
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-20T12:00:00Z");
    sandbox.ok(&["add", "-q", "Freya Ferrer", "--url", "freya", "--sent", "2026-07-20"]);
    sandbox.run(&["import", "-q", &fixture("mail/00.eml")]);
    let question = sandbox.json(&["import", "--review"])["unsure"][0]["id"].as_str().unwrap().to_owned();
    sandbox.ok(&["import", "-q", "--assign", &format!("{question}=freya")]);
    sandbox.ok(&["forget", "-q", "--yes", "freya"]);
    for kind in ["sent", "acceptance", "correction"] {
        assert_eq!(facts(&sandbox, kind), [] as [String; 0], "{kind}");
    }
}

#[test]
fn who_has_no_profile_leaves_no_name() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Quirina Zwolle, PhD", "--sent", "2026-10-01"]);
    connections(&sandbox, "Quirina,Zwolle,,,,,09 Oct 2025\n");
    sandbox.ok(&["forget", "-q", "quirina", "--yes"]);
    assert_eq!(left(&data(&sandbox)), [] as [String; 0]);
    assert_eq!(connections(&sandbox, "Quirina,Zwolle,,,,,09 Oct 2025\n")["left_out"], 1);
}
