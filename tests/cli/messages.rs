//! `messages.csv` of the data export, read with `--messages`.

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, amount, counts, zip_of};

const HEADER: &str = "\"CONVERSATION ID\",\"CONVERSATION TITLE\",\"FROM\",\"SENDER PROFILE URL\",\"TO\",\"RECIPIENT PROFILE URLS\",\"DATE\",\"SUBJECT\",\"CONTENT\",\"FOLDER\"\n";
const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
    Me,Ana Lee,\"10/5/26, 6:57 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana-lee\n";
const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
const CONNECTED: &str = "Ana,Lee,https://www.linkedin.com/in/ana-lee,,,,08 Oct 2026\n";

/// A message; what it says is over several lines.
fn message(slug: &str, date: &str) -> String {
    let url = format!("https://www.linkedin.com/in/{slug}");
    format!(
        "\"1\",\"\",\"X\",\"{url}\",\"Me\",\"\",\"{date} UTC\",\"Top, secret\",\"Hello\n\"\"dear\"\" you,\nbye\",\"INBOX\"\n"
    )
}

/// Two of one day, one of the next, one from before, one of the user, one of a stranger.
fn messages() -> String {
    let all = [
        ("ana-lee", "2026-10-07 09:00:00"),
        ("ana-lee", "2026-10-06 18:30:00"),
        ("Ana-Lee", "2026-10-06 08:15:00"),
        ("ana-lee", "2026-10-01 08:15:00"),
        ("ana-lee", "2026-10-09 08:15:00"),
        ("me", "2026-10-06 08:20:00"),
        ("zed-nobody", "2026-10-06 08:15:00"),
    ];
    let rows: Vec<String> = all.iter().map(|(slug, date)| message(slug, date)).collect();
    format!("{HEADER}{}", rows.concat())
}

fn asked() -> Sandbox {
    let sandbox = Sandbox::new();
    let add = ["add", "Ana Lee", "--url", "linkedin.com/in/ana-lee", "--sent", "2026-10-05T06:57:00Z"];
    assert_eq!(sandbox.run(&add).code, 0);
    sandbox
}

fn files(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    sandbox.json(&[&["import"], args].concat())["files"].as_array().unwrap().clone()
}

/// When each reply on record was seen.
fn replies(sandbox: &Sandbox) -> Vec<String> {
    let looks = sandbox.json(&["show", "ana"])["requests"][0]["looks"].as_array().unwrap().clone();
    let replied = looks.into_iter().filter(|look| look["signal"] == "replied=yes");
    replied.map(|look| look["at"].as_str().unwrap().to_owned()).collect()
}

const SEEN: [&str; 4] =
    ["2026-10-06T08:15:00Z", "2026-10-06T18:30:00Z", "2026-10-07T09:00:00Z", "2026-10-09T08:15:00Z"];

#[test]
fn a_reply_that_was_taken_out_is_not_read_again() {
    let sandbox = asked();
    sandbox.file("messages.csv", messages());
    files(&sandbox, &["messages.csv", "--messages"]);
    let look = sandbox.json(&["show", "ana"])["requests"][0]["looks"][0]["id"].to_string();
    sandbox.ok(&["edit", "-q", "1", "--remove-look", &look]);
    let left = replies(&sandbox);
    assert_eq!(left.len(), SEEN.len() - 1);
    files(&sandbox, &["messages.csv", "--messages"]);
    assert_eq!(replies(&sandbox), left);
}

#[test]
fn every_message_after_asking_is_a_reply() {
    let sandbox = asked();
    sandbox.file("messages.csv", messages());
    let answer = sandbox.import(&["messages.csv", "--messages"]);
    let file = &answer["files"][0];
    assert_eq!((&file["kind"], amount(file, "messages")), (&json!("messages"), 7));
    assert_eq!(counts(&answer, "updated new accepted new_facts"), [1, 0, 0, 7]);
    assert_eq!(replies(&sandbox), SEEN);
    let before = std::fs::read(sandbox.database()).unwrap();
    assert_eq!(counts(&sandbox.import(&["messages.csv", "--messages"]), "updated new_facts"), [0, 0]);
    assert!(before == std::fs::read(sandbox.database()).unwrap());
}

#[test]
fn only_who_wrote_and_when_is_kept() {
    let sandbox = asked();
    sandbox.file("messages.csv", messages());
    files(&sandbox, &["messages.csv", "--messages"]);
    let database = std::fs::read(sandbox.database()).unwrap();
    let holds = |text: &str| database.windows(text.len()).any(|window| window == text.as_bytes());
    for secret in ["secret", "Hello", "dear", "INBOX"] {
        assert!(!holds(secret), "{secret}");
    }
    // Whoever wrote may be asked yet.
    assert!(holds("zed-nobody"));
    sandbox.run(&["add", "--url", "linkedin.com/in/zed-nobody", "--sent", "2026-10-05"]);
    assert_eq!(sandbox.looks("zed-nobody"), [("2026-10-06".to_owned(), "replied=yes".to_owned())]);
}

#[test]
fn without_the_flag_messages_are_left_alone() {
    let sandbox = asked();
    sandbox.file("messages.csv", messages());
    sandbox.refuses(
        1,
        &["import", "messages.csv"],
        &["LinkedIn's messages.csv", "add --messages", "who wrote and when"],
    );
    let zip = zip_of(&[("Invitations.csv", INVITATIONS), ("messages.csv", &messages())]);
    sandbox.file("x_10-10-2026.zip", zip);
    let found = files(&sandbox, &["x_10-10-2026.zip"]);
    let skipped = found[0]["skipped"].as_array().unwrap();
    let others = skipped.iter().find(|amount| amount["what"] == "other files").unwrap();
    assert_eq!((found.len(), &others["names"]), (1, &json!(["messages.csv"])));
    assert!(replies(&sandbox).is_empty());
}

#[test]
fn zips_and_folders_are_searched_for_the_exact_name() {
    let messages = messages();
    let all = [
        ("Export/Invitations.csv", INVITATIONS),
        ("Export/Messages.csv", &messages),
        ("Export/guide_messages.csv", "x"),
        ("Export/learning_coach_messages.csv", "x"),
    ];
    for kind in ["zip", "folder"] {
        let sandbox = Sandbox::new();
        if kind == "zip" {
            sandbox.file("x_10-10-2026", zip_of(&all));
        } else {
            for (name, text) in all {
                drop(sandbox.file(&format!("x_10-10-2026/{name}"), text));
            }
        }
        let found = files(&sandbox, &["x_10-10-2026", "--messages"]);
        assert_eq!((&found[0]["kind"], &found[1]["kind"]), (&json!("export"), &json!("messages")), "{kind}");
        assert_eq!(amount(&found[0], "other files"), 2);
        assert_eq!(replies(&sandbox), SEEN, "{kind}");
    }
}

#[test]
fn messages_alone_in_a_zip_will_do_and_none_at_all_is_an_error() {
    let sandbox = asked();
    sandbox.file("x.zip", zip_of(&[("messages.csv", &messages())]));
    assert_eq!(files(&sandbox, &["x.zip", "--messages"]).len(), 1);
    sandbox.file(
        "y_10-10-2026.zip",
        zip_of(&[("Invitations.csv", INVITATIONS), ("guide_messages.csv", HEADER)]),
    );
    sandbox.refuses(1, &["import", "--messages", "y_10-10-2026.zip"], &["there is no messages.csv"]);
    sandbox.file("z.zip", zip_of(&[("a/messages.csv", HEADER), ("b/messages.csv", HEADER)]));
    sandbox.refuses(1, &["import", "--messages", "z.zip"], &["more than one export"]);
}

#[test]
fn what_is_written_after_the_acceptance_is_no_reply_in_any_order() {
    let mut expected = None;
    for order in [["messages.csv", "x_10-10-2026"], ["x_10-10-2026", "messages.csv"]] {
        let sandbox = asked();
        sandbox.file("messages.csv", messages());
        sandbox.file("x_10-10-2026/Invitations.csv", INVITATIONS.split_inclusive('\n').next().unwrap());
        sandbox.file("x_10-10-2026/Connections.csv", format!("{CONNECTIONS}{CONNECTED}"));
        for file in order {
            let flag: &[&str] = if file == "messages.csv" { &["--messages"] } else { &[] };
            files(&sandbox, &[&[file], flag].concat());
        }
        let verdict = sandbox.requests()[0]["verdict"].clone();
        assert_eq!(verdict["class"], "accepted");
        assert_eq!(&verdict["p_accepted"], expected.get_or_insert_with(|| verdict["p_accepted"].clone()));
    }
}

#[test]
fn rows_that_cannot_be_read_are_named() {
    let sandbox = asked();
    let text = format!("{}{}", messages(), message("ana-lee", "some day"));
    sandbox.file("messages.csv", text);
    let run = sandbox.run(&["import", "messages.csv", "--messages"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    assert!(run.stderr.contains("messages.csv:23: left out: its date is none"), "{}", run.stderr);
    assert!(run.stdout.starts_with("Read messages.csv: 8 messages.\n  1 updated\n"), "{}", run.stdout);
}

#[test]
fn many_messages_do_not_keep_the_rest_of_a_zip_from_being_read() {
    let sandbox = asked();
    // Over the cap on what everything else may unpack to, and not so regular as to look like a bomb.
    let mut random = 1_u64;
    let words: Vec<String> = (0..4_000)
        .map(|_| {
            random = random.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            format!("{:015x}", random >> 4)
        })
        .collect();
    let row =
        format!("1,,X,https://www.linkedin.com/in/bob,Me,,2026-10-06 08:15:00 UTC,,{},I\n", words.concat());
    let text = format!("{HEADER}{}", row.repeat(1_150));
    assert!(text.len() > 64 << 20);
    let all = [("Invitations.csv", INVITATIONS), ("messages.csv", text.as_str())];
    sandbox.file("x_10-10-2026.zip", zip_of(&all));
    let found = files(&sandbox, &["x_10-10-2026.zip", "--messages"]);
    assert_eq!((amount(&found[1], "messages"), found[1]["bad"].as_array().unwrap().len()), (1_150, 0));
}
