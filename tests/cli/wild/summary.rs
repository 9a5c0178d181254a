//! What an import tells, with which code it ends, and what waits for an answer then.

use super::{Sandbox, on};
use crate::sandbox::zip_of;

const SENT: &str = "Manage invitations\nPeople (3)\nMira Sandholt\nCTO\nSent 5 weeks ago\nWithdraw\nNew Person\nCEO\n\
                    Sent 2 days ago\nWithdraw\nTove Quandt\nCFO\nSent 5 weeks ago\nWithdraw\n";
const FIRST_ONLY: &str = "From: \"LinkedIn\" <invitations@linkedin.com>\nSubject: Mira accepted your invitation\n\
                          Date: Sat, 10 Oct 2026 08:00:00 +0000\nMessage-ID: <1@linkedin.com>\n\n\
                          Mira has accepted your invitation\n";
const OTHER: &str = "From: a@b.example\nTo: me@b.example\nSubject: Lunch\nDate: Sat, 10 Oct 2026 08:00:00 +0000\n\nAt noon?\n";
const SPAM: &str = "X-Spam-Flag: YES\nFrom: \"LinkedIn\" <invitations@linkedin.com>\nSubject: Tove accepted your invitation\n\
                    Date: Sat, 10 Oct 2026 08:00:00 +0000\nMessage-ID: <2@linkedin.com>\n\n\
                    Tove has accepted your invitation\nhttps://www.linkedin.com/comm/in/tove\n";
const TABLE: &str = "Name,Sent,Status,Email\nAna Kovac,2026-10-05,accepted,none\nBo Lind,2026-10-05,pending,\nCy Mor,,to do,\n\
                     Di Roe,soon,pending,\n";
const NEAR: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
                    Dr. Tove,Quandt,https://www.linkedin.com/in/tove,,,,07 Oct 2026\n";

fn with_two() -> Sandbox {
    let sandbox = on("2026-11-08");
    for name in ["Mira Sandholt", "Tove Quandt"] {
        assert_eq!(sandbox.run(&["add", name, "--sent", "2026-10-01", "--no-input"]).code, 0);
    }
    sandbox
}

/// File, what is told, the code of the first and of the second time, and how many questions wait.
#[test]
fn the_code_is_3_for_bad_rows_and_for_what_is_newly_unsure() {
    let mbox = format!(
        "From x Sat Oct 10 08:00:00 2026\n{FIRST_ONLY}\nFrom x Sat Oct 10 08:00:00 2026\n{OTHER}\nFrom x Sat Oct 10 08:00:00 2026\n{SPAM}"
    );
    for (name, content, told, codes, waiting) in [
        (
            "sent.txt",
            SENT.to_owned(),
            &["3 open invitations, the whole list", "1 row about nobody on record"][..],
            (0, 0),
            1,
        ),
        (
            "first.eml",
            FIRST_ONLY.to_owned(),
            &["1 mail, 1 about an acceptance", "only the first name is told"],
            (3, 0),
            1,
        ),
        (
            "all.mbox",
            mbox,
            &["3 mails, 1 about an acceptance", "1 other mail, 1 forged or marked as spam", "--notified yes"],
            (3, 0),
            1,
        ),
        (
            "own.csv",
            TABLE.to_owned(),
            &[
                "4 rows",
                "1 person not invited yet",
                "2 new requests · 1 of the new ones accepted",
                "own.csv:5: left out",
                "email is not an address",
            ],
            (3, 3),
            0,
        ),
        ("Connections.csv", NEAR.to_owned(), &["1 connection", "Dr. Tove Quandt"], (3, 0), 1),
        ("other.eml", OTHER.to_owned(), &["1 mail.", "1 other mail", "nothing new"], (0, 0), 0),
    ] {
        let sandbox = with_two();
        sandbox.file(name, content);
        let import = ["import", name, "--as-of", "2026-11-08"];
        let import = if name.ends_with("eml") || name.ends_with("mbox") { &import[..2] } else { &import[..] };
        let first = sandbox.run(import);
        let text = format!("{}{}", first.stdout, first.stderr);
        assert_eq!(first.code, codes.0, "{name}: {text}");
        told.iter().for_each(|part| assert!(text.contains(part), "{name}: {part}: {text}"));
        let again = sandbox.run(import);
        assert_eq!(again.code, codes.1, "{name}: {again:?}");
        // What was called unsure waits, and what waits is told.
        let review = sandbox.ok(&["import", "--review"]);
        assert_eq!(
            (sandbox.asks().len(), review.contains("Nothing waits")),
            (waiting, waiting == 0),
            "{name}: {review}"
        );
        let waits = format!("{again:?}").contains("from before");
        assert_eq!(waits, waiting > 0, "{name}: {again:?}");
    }
}

#[test]
fn an_answer_ends_the_waiting_and_cron_hears_of_nothing_else() {
    let sandbox = with_two();
    sandbox.file("first.eml", FIRST_ONLY);
    assert_eq!(sandbox.run(&["import", "--quiet", "first.eml"]).code, 3);
    let again = sandbox.run(&["import", "--quiet", "first.eml"]);
    assert_eq!((again.code, again.stdout.as_str(), again.stderr.as_str()), (0, "", ""), "{again:?}");
    sandbox.answer("Mira", "nobody");
    assert!(sandbox.ok(&["import", "--review"]).contains("Nothing waits"));
    assert_eq!(sandbox.run(&["import", "first.eml"]).code, 0);
    assert!(sandbox.asks().is_empty());
}

#[test]
fn a_damaged_file_costs_itself_and_quotes_nothing() {
    let sandbox = with_two();
    sandbox.file("own.csv", "Name,Sent\nAna Kovac,2026-10-05\n");
    let torn = zip_of(&[("Connections.csv", NEAR)]);
    let bad: [(&str, &[u8], &str); 5] = [
        ("torn.zip", &torn[..torn.len() / 2], "damaged or incomplete"),
        ("bank.csv", b"DE0212,Secret Person,-850.00\n", "no column tells"),
        ("Connections-old.csv", b"Secret Person,secret@example.org,+49 151\n", "unknown header"),
        ("diary.txt", b"Secret Person said yes.\n", "plain text of another kind"),
        (
            "half.json",
            br#"{"elements":[{"snapshotDomain":"INVITATIONS","snapshotData":[{"To":"Secret"#,
            "not whole JSON",
        ),
    ];
    for (name, content, _) in bad {
        sandbox.file(name, content);
    }
    for (name, _, part) in bad {
        let alone = sandbox.run(&["import", name]);
        assert!(alone.code == 1 && alone.stderr.contains(part), "{alone:?}");
        assert!(!alone.stderr.contains("Secret") && !alone.stderr.contains("secret@"), "{alone:?}");
    }
    let mut all = vec!["import", "own.csv"];
    all.extend(bad.iter().map(|(name, ..)| *name));
    let run = sandbox.run(&all);
    assert_eq!((run.code, sandbox.requests().len()), (3, 3), "{run:?}");
    for (name, _, part) in bad {
        assert!(run.stderr.contains(&format!("{name}: left out: ")) && run.stderr.contains(part), "{run:?}");
    }
    assert!(!run.stderr.contains("Secret"), "{run:?}");
    // What is not there is a slip of the user's.
    sandbox.refuses(1, &["import", "own.csv", "nowhere.csv"], &["nowhere.csv", "no such file"]);
}
