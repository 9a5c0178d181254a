//! What a newcomer reads first.

use crate::sandbox::Sandbox;

#[test]
fn every_command_is_in_the_grouped_help_once() {
    let help = Sandbox::new().ok(&["--help"]);
    for command in invtrack::commands::command_line().get_subcommands() {
        let entry = format!("\n  {:<12} ", command.get_name());
        assert_eq!(help.matches(&entry).count(), 1, "{entry:?} in\n{help}");
    }
}

#[test]
fn bare_invtrack_says_what_to_do_first_and_writes_nothing() {
    let sandbox = Sandbox::new();
    let text = sandbox.ok(&[]);
    assert!(text.starts_with("Nothing is recorded yet."), "{text}");
    assert_eq!(text.matches("\n  invtrack ").count(), 3, "{text}");
    assert!(std::fs::read_dir(sandbox.home()).unwrap().next().is_none());
    sandbox.run(&["add", "Zoë"]);
    let text = sandbox.ok(&[]);
    assert!(text.starts_with("  invtrack status "), "{text}");
    assert!(sandbox.ok(&["--db", "new.db"]).starts_with("Nothing is recorded yet."));
    // What is wrong with a file is told by the command that needs it.
    std::fs::write(sandbox.database(), "foreign").unwrap();
    assert_eq!(sandbox.ok(&[]), text);
}

#[test]
fn commands_and_topics_are_explained() {
    let sandbox = Sandbox::new();
    assert!(
        sandbox
            .ok(&["help", "exit-codes"])
            .contains("\n3     done, but some input rows were bad and left out")
    );
    assert!(sandbox.ok(&["help", "observe"]).contains("--button <LABEL>"));
    assert_eq!(sandbox.ok(&["help"]), sandbox.ok(&["-h"]));
    sandbox.fails(2, &["help", "obsrve"], &["did you mean \"observe\""]);
}

#[test]
fn a_wrong_word_is_a_usage_error() {
    let run = Sandbox::new().run(&["stat"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("status"), "{}", run.stderr);
}

#[test]
fn the_rules_are_told_with_their_sources() {
    let sandbox = Sandbox::new();
    let all = sandbox.ok(&["rules"]);
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/model/rules.toml")).unwrap();
    assert_eq!(all.lines().count(), file.matches("[[rule]]").count());
    assert!(all.starts_with("K01\t"), "{all}");
    let rules = sandbox.json(&["rules", "K05"]);
    assert_eq!(rules["rules"][0]["id"], "K05");
    assert!(rules["rules"][0]["sources"].as_str().unwrap().contains("000:6-7"));
    assert!(rules["weights"].as_array().unwrap().iter().any(|weight| weight["key"] == "model.base"));
    assert_eq!(sandbox.json(&["rules", "k5"])["rules"], rules["rules"]);
    sandbox.fails(1, &["rules", "K99"], &["no rule is called \"K99\""]);
}

#[test]
fn the_demo_is_one_answer_and_touches_nothing() {
    let sandbox = Sandbox::new();
    let demo = sandbox.json(&["demo"]);
    let summary = &demo["summary"];
    for (class, count) in [("accepted", 7), ("pending", 4), ("ignored", 8), ("superseded", 1)] {
        assert_eq!(summary[class], count, "{class}");
    }
    assert!(std::fs::read_dir(sandbox.home()).unwrap().next().is_none());
}

#[test]
fn a_topic_is_a_page_of_the_documentation() {
    let sandbox = Sandbox::new();
    for (topic, part) in [
        ("dates", "\n- `friday` or `fri` (the most recent one), `last friday`\n"),
        ("signs", "\nMessage                     `--button Message`      often accepted; but open"),
        ("importing", "\n  invtrack import --quiet ~/Maildir\n"),
        ("privacy", "\nHow to delete it\n"),
        ("environment", "\n`INVTRACK_DB`                       the database file, as `--db`\n"),
    ] {
        let text = sandbox.ok(&["help", topic]);
        assert!(text.contains(part), "{topic}: {text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{topic}: {text}");
    }
}

#[test]
fn options_of_every_command_are_one_line_in_the_help_of_one() {
    let sandbox = Sandbox::new();
    let line = "\nGlobal options, such as --db, --json, --quiet, --no-input: invtrack --help\n";
    for help in [&["add", "--help"][..], &["help", "add"], &["status", "-h"]] {
        let text = sandbox.ok(help);
        assert!(text.contains(line) && !text.contains("Never ask anything"), "{text}");
    }
    assert!(sandbox.ok(&["--help"]).contains("Never ask anything"));
    assert!(sandbox.ok(&["status", "--quiet", "--no-input"]).is_empty());
}

#[test]
fn texts_fit_the_terminal() {
    let sandbox = Sandbox::new();
    for args in [&["--help"][..], &["help", "signs"], &[], &["add", "--help"]] {
        let mut command = sandbox.command(args);
        let script = "sleep 0.5; stty cols 60; exec \"$0\" \"$@\"";
        let mut narrow = std::process::Command::new("/bin/sh");
        narrow
            .args(["-c", script])
            .arg(command.get_program())
            .args(command.get_args())
            .current_dir(sandbox.home());
        narrow.envs(
            command
                .env("PATH", "/usr/bin:/bin")
                .env("NO_COLOR", "1")
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        );
        let mut session = expectrl::session::OsSession::spawn(narrow).unwrap();
        let found = expectrl::Expect::expect(&mut session, expectrl::Eof).unwrap();
        let text = String::from_utf8_lossy(found.as_bytes()).into_owned();
        assert!(text.lines().all(|line| line.trim_end().chars().count() <= 60), "{args:?}: {text}");
        assert!(text.lines().count() > 5, "{text}");
    }
}

#[test]
fn an_example_stands_on_one_line() {
    let reference = include_str!("../../docs/reference.md");
    let examples: Vec<&str> = reference
        .lines()
        .filter(|line| line.starts_with("  ") && (line.contains(" invtrack ") || line.contains("| invtrack")))
        .collect();
    assert!(examples.len() > 40, "{}", examples.len());
    for line in examples {
        assert!(line.chars().count() <= 80, "{line}");
    }
}
