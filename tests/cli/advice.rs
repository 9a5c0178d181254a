//! Each row of the advice (T01 to T28) is told by a command, where it applies, and names itself.

use crate::sandbox::Sandbox;

/// Rows that no command tells, and why.
const SILENT: [&str; 1] = [
    // An advertisement; automation risks what T20 warns of.
    "T25",
];

/// People for whom something is advised each, on 2026-11-10.
fn with_everybody() -> Sandbox {
    let mut sandbox = Sandbox::new();
    let add = |sandbox: &Sandbox, name: &str, sent: &str, more: &[&str]| {
        let run = sandbox.run(&[&["add", name, "--sent", sent, "--quiet"], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    sandbox.at("2026-11-10T08:00:00Z");
    add(&sandbox, "Early", "2026-11-05", &[]);
    add(&sandbox, "Brief", "2026-10-20", &["--met-briefly", "a fair"]);
    add(&sandbox, "Ignored", "2026-10-01", &[]);
    add(&sandbox, "Told", "2026-10-01", &[]);
    add(&sandbox, "Writer", "2026-11-01", &[]);
    add(&sandbox, "Ended", "2026-05-01", &[]);
    add(&sandbox, "Closer", "2026-05-01", &[]);
    add(&sandbox, "Twice", "2026-01-01", &[]);
    add(&sandbox, "Twice", "2026-06-01", &[]);
    for args in [
        &["observe", "early", "--button", "pending"][..],
        &["observe", "brief", "--button", "pending"],
        &["observe", "ignored", "--button", "pending"],
        &["followup", "told", "--sent", "--at", "2026-10-20"],
        &["observe", "writer", "--replied"],
        &["withdraw", "ended", "--at", "2026-06-01"],
        &["withdraw", "closer", "--at", "2026-06-01"],
        &["rapport", "closer", "--how", "met", "--at", "2026-09-01"],
        &["withdraw", "twice", "--at", "2026-07-01"],
        &["account", "warning"],
    ] {
        sandbox.ok(args);
    }
    sandbox
}

#[test]
fn every_row_is_told_by_a_command() {
    let sandbox = with_everybody();
    let mut told = String::new();
    let mut listen = |args: &[&str]| {
        let run = sandbox.run(args);
        told = format!("{told}{}{}", run.stdout, run.stderr);
    };
    for who in ["early", "brief", "ignored", "told", "writer", "ended", "closer", "twice"] {
        listen(&["show", who, "--all"]);
        listen(&["resend", who, "--dry-run"]);
    }
    listen(&["check", "--dry-run"]);
    listen(&["account"]);
    listen(&["predict", "Somebody", "--all"]);
    listen(&[
        "note",
        "Somebody",
        "--text",
        "Hello, I came across your profile. I sell tools and offer a discount.",
    ]);
    listen(&["note", "Somebody", "--text", ""]);
    listen(&["note", "Somebody", "--text", "I'd like to add you to my professional network."]);
    let is_told = |row: &str| {
        let cited = |before: char| {
            told.contains(&format!("{before}{row}]")) || told.contains(&format!("{before}{row} "))
        };
        cited('[') || cited(' ')
    };
    let (silent, told_rows): (Vec<String>, Vec<String>) =
        (1..=28).map(|row| format!("T{row:02}")).partition(|row| SILENT.contains(&row.as_str()));
    let missing: Vec<&String> = told_rows.iter().filter(|row| !is_told(row)).collect();
    assert!(missing.is_empty(), "{missing:?} are told nowhere in\n{told}");
    assert!(!silent.iter().any(|row| is_told(row)), "{silent:?}");
    assert!(!told.to_lowercase().contains("reject"), "{told}");
}
