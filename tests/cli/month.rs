//! A month with invtrack: a script of what the user does in the morning and of `check` from cron every evening, on a
//! fixed clock. Its transcript is `docs/month.md`; whoever changes what is printed reads it again:
//! `INVTRACK_REGENERATE=1 cargo test --test cli month`.

use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use crate::readme::at_width;
use crate::sandbox::Sandbox;

const REGENERATE: &str = "INVTRACK_REGENERATE";

const HEAD: &str = "\
# A month with invtrack

What an invented user types in the morning, and what `invtrack check` says from cron in the evening. On the days that
are not listed nothing was typed, and the check was silent. A test replays this month and compares every line.
";

/// Days from 1 October 2026, and what is typed on them.
const SCRIPT: &[(i64, &[&str])] = &[
    (
        0,
        &[
            "add",
            "Zoë Brandt",
            "--url",
            "linkedin.com/in/zoe-brandt",
            "--met-at",
            "RustConf",
            "--note",
            "Your talk on tiny tests at RustConf made me rethink ours. I would like to hear how you went on.",
        ],
    ),
    (
        0,
        &[
            "add",
            "Bram Visser",
            "--url",
            "linkedin.com/in/bram-visser",
            "--note",
            "We both build tools for clinics, and I would like to compare notes.",
        ],
    ),
    (0, &["add", "Mei Lin", "--url", "linkedin.com/in/mei-lin", "--mutual", "4"]),
    (2, &["observe", "zoe", "--button", "Pending"]),
    (4, &["observe", "zoe", "--notified", "yes"]),
    (
        6,
        &[
            "add",
            "Aoife Brennan",
            "--url",
            "linkedin.com/in/aoife-brennan",
            "--met-briefly",
            "DevDays",
            "--note",
            "We spoke at DevDays about queues, and I would like to go on where we stopped.",
        ],
    ),
    (
        6,
        &[
            "add",
            "Kofi Mensah",
            "--url",
            "linkedin.com/in/kofi-mensah",
            "--note",
            "Your article on consent forms helped us. I would like to ask how it was received.",
        ],
    ),
    (9, &["observe", "bram", "--button", "Pending"]),
    (9, &["observe", "mei", "--button", "Pending", "--degree", "2nd"]),
    (15, &["followup", "mei", "--reason", "we both work on accessible forms"]),
    (15, &["followup", "mei", "--sent"]),
    (15, &["dismiss", "bram", "--about", "follow-up"]),
    (17, &["observe", "mei", "--replied", "--memo", "asks where we met"]),
    (18, &["rapport", "mei", "--how", "talked"]),
    (19, &["observe", "mei", "--in-connections", "yes"]),
    (21, &["observe", "bram", "--button", "Pending"]),
    (23, &["account", "warning"]),
    (25, &["observe", "kofi", "--button", "Connect"]),
    (28, &["observe", "aoife", "--button", "Message"]),
    (30, &["status", "--all"]),
];

const DAYS: i64 = 31;

fn date(day: i64) -> String {
    format!("2026-10-{:02}", day + 1)
}

/// A command as one would type it.
fn typed(args: &[&str]) -> String {
    let quoted =
        args.iter().map(|arg| if arg.contains(' ') { format!("\"{arg}\"") } else { (*arg).to_owned() });
    format!("$ invtrack {}", quoted.collect::<Vec<_>>().join(" "))
}

/// What `check` is going to say, sentence by sentence.
fn sentences(news: &Value) -> Vec<String> {
    let told = |part: &str, key: &str| {
        let list = news[part].as_array().unwrap().iter();
        list.map(|one| format!("{part} {} {}", one["id"], one[key])).collect::<Vec<_>>()
    };
    [told("changes", "to"), told("advice", "topic")].concat()
}

fn transcript() -> String {
    let mut sandbox = Sandbox::new();
    let mut text = HEAD.to_owned();
    let mut told = HashSet::new();
    let mut nags = Vec::new();
    for day in 0..DAYS {
        let mut entry = String::new();
        sandbox.at(&format!("{}T08:00:00Z", date(day)));
        for (_, args) in SCRIPT.iter().filter(|(on, _)| *on == day) {
            if args[0] == "status" {
                write!(entry, "{}\n{}", typed(args), at_width(80, &sandbox, args)).unwrap();
                continue;
            }
            let run = sandbox.run(args);
            assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
            write!(entry, "{}\n{}{}", typed(args), run.stderr, run.stdout).unwrap();
        }
        sandbox.at(&format!("{}T20:00:00Z", date(day)));
        let rehearsal = sandbox.run(&["check", "--dry-run", "--json", "--exit-zero"]);
        let news: Value = serde_json::from_str(&rehearsal.stdout).unwrap();
        nags.extend(sentences(&news).into_iter().filter(|sentence| !told.insert(sentence.clone())));
        let check = sandbox.run(&["check"]);
        assert_eq!((check.code, check.stderr.as_str()), (if check.stdout.is_empty() { 0 } else { 10 }, ""));
        if !check.stdout.is_empty() {
            write!(entry, "$ invtrack check    # from cron, 20:00\n{}", check.stdout).unwrap();
        }
        assert_eq!(sandbox.ok(&["check"]), "", "told twice on {}", date(day));
        if !entry.is_empty() {
            write!(text, "\n## {}\n\n```text\n{entry}```\n", date(day)).unwrap();
        }
    }
    assert_eq!(nags, Vec::<String>::new(), "told twice in the month");
    text
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch for the developer")]
fn a_month_reads_well() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/month.md");
    let text = transcript();
    if std::env::var_os(REGENERATE).is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, known, "run `{REGENERATE}=1 cargo test --test cli month`, and read docs/month.md");
}
