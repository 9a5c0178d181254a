//! `invtrack note`

use crate::sandbox::{Sandbox, state};

const TEMPLATES: &str = "\
[templates]
talk = '''
Hi {first_name}, we met at {met_at}. I work on {topic}, too, and would like to compare notes.
Happy to share what I found.
'''
short = 'Hi {first_name} {last_name} of {company}, we share {mutual} connections, {reason}. {{x}}'
again = 'Hi {first_name}, I wrote to you on {sent_date}, because we both work on tests.'
slip = 'Hi {frist_name}'
open = 'Hi {first_name'
";

fn with_templates() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file(".config/invtrack/config.toml", TEMPLATES);
    sandbox
}

#[test]
fn the_note_alone_is_the_output() {
    let sandbox = with_templates();
    let run = sandbox.run(&[
        "note",
        "Zoë",
        "Brandt",
        "--template",
        "talk",
        "--met-at",
        "Ghent meetup",
        "--set",
        "topic=fixtures",
    ]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.stdout,
        "Hi Zoë, we met at Ghent meetup. I work on fixtures, too, and would like to compare notes.\n\
         Happy to share what I found.\n"
    );
    assert_eq!(run.stderr, "note: to Zoë Brandt, who is not on record\nnote: 118 of 200 characters\n");
    assert!(!sandbox.database().exists());
}

#[test]
fn what_is_on_record_is_filled_in() {
    let mut sandbox = with_templates();
    sandbox.ok(&[
        "add",
        "Ana López",
        "--sent",
        "2026-10-06",
        "--note",
        "x",
        "--met-at",
        "the fair",
        "--mutual",
        "4",
    ]);
    let before = state(sandbox.home());
    let run = sandbox.run(&["note", "ana", "--template", "talk", "--set", "topic=tests"]);
    assert!(run.stdout.starts_with("Hi Ana, we met at the fair. "), "{}", run.stdout);
    assert_eq!(run.stderr, "note: to Ana López, on record as #1\nnote: 111 of 200 characters\n");
    let short = ["note", "ana", "--template", "short", "--company", "Contoso", "--reason", "so I ask"];
    assert_eq!(
        sandbox.run(&short).stdout,
        "Hi Ana López of Contoso, we share 4 connections, so I ask. {x}\n"
    );
    let short = [&short[..], &["--mutual", "5", "--set", "first_name=Dr. Ana"]].concat();
    assert!(sandbox.run(&short).stdout.starts_with("Hi Dr. Ana López of Contoso, we share 5 "));
    assert!(sandbox.run(&["note", "ana", "--template", "again"]).stdout.contains("on 6 October, because"));
    assert!(before == state(sandbox.home()), "a question changed a file");
    sandbox.at("2027-01-10T12:00:00Z");
    assert!(
        sandbox.run(&["note", "ana", "--template", "again"]).stdout.contains("on 6 October 2026, because")
    );
}

#[test]
fn what_is_missing_is_named_with_a_remedy() {
    let sandbox = with_templates();
    for (args, parts) in [
        (
            &["note", "Zoë", "--template", "talk"][..],
            &["the template \"talk\"", "{met_at} has no value", "--met-at EVENT"][..],
        ),
        (&["note", "--template", "again"], &["{first_name} has no value", "name the person"]),
        (&["note", "Zoë", "--template", "again"], &["{sent_date}", "record the request first"]),
        (
            &["note", "Zoë", "--template", "slip"],
            &[
                "no placeholder {frist_name}",
                "did you mean \"first_name\"",
                "{name} {first_name} {last_name}",
            ],
        ),
        (&["note", "Zoë", "--template", "open"], &["never closed: \"{first_name\""]),
        (&["note", "Zoë", "--template", "tlak"], &["there is no template \"tlak\"", "did you mean \"talk\""]),
        (&["note", "--file", "nowhere.txt"], &["nowhere.txt"]),
    ] {
        let run = sandbox.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{args:?}");
        for part in parts {
            assert!(run.stderr.contains(part), "{part:?} is not in {}", run.stderr);
        }
    }
    // A template that can't be filled in stops no other command.
    sandbox.ok(&["config"]);
    sandbox.fails(1, &["note", "--template", "talk", "--config", "none.toml"], &["none.toml"]);
    Sandbox::new().fails(1, &["note", "--template", "x"], &["no template \"x\"", "config.toml", "help note"]);
}

#[test]
fn a_wrong_command_line_is_told() {
    let sandbox = with_templates();
    for args in [
        &["note", "--text", "x", "--template", "talk"][..],
        &["note", "--text", "x", "--file", "y"],
        &["note", "--text", "x", "--met-at", "a", "--met-briefly", "b"],
        &["note", "--text", "x", "--set", "topic"],
        &["note", "--text", "x", "--set", "=tests"],
        &["note", "--text", "x", "--set", "topic="],
        &["note", "--text", "x", "--mutual", "many"],
    ] {
        let run = sandbox.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
    }
}

#[test]
fn an_own_note_is_checked_with_the_rules() {
    let sandbox = Sandbox::new();
    let draft = "Hello, we offer services that boost your sales. Book a call.\n";
    let run = sandbox.feed(&["note", "--file", "-"], draft);
    assert_eq!((run.code, run.stdout.as_str()), (0, draft));
    assert_eq!(
        run.stderr,
        "note: 60 of 200 characters\n\
         warning: I see nothing about them: no name, no place where you met, nothing of theirs [R01 R03]\n\
         warning: I see a link or an offer: what looks like a pitch puts people off [T11 R09]\n\
         warning: I see no reason why you ask [R01 T23]\n"
    );
    let run =
        sandbox.run(&["note", "--text", "I'd like to add you to my professional network.", "--verbose"]);
    assert!(run.stderr.contains("LinkedIn's default wording, which most people dislike [N06 T08]\n"));
    assert!(run.stderr.contains("note: N06 About 68% of users dislike generic"), "{}", run.stderr);
    let run = sandbox.run(&["note", "--text", " "]);
    assert_eq!(run.stderr, "warning: I see no note: a short personal one helps [T13]\n");
    assert_eq!(sandbox.run(&["note", "--text", "x", "--quiet"]).stderr, "");
}

#[test]
fn length_is_held_against_the_limit_and_premium() {
    let sandbox = Sandbox::new();
    let good = "Your talk was great; I would love to compare notes. ";
    let long = |characters: usize| format!("{good}{}", "é".repeat(characters - good.len()));
    for (characters, fits, findings) in [(200, true, 0), (201, false, 1), (300, false, 1), (301, false, 1)] {
        let answer = sandbox.json(&["note", "--text", &long(characters)]);
        assert_eq!((&answer["characters"], &answer["fits"]), (&characters.into(), &fits.into()));
        assert_eq!((&answer["limit"], &answer["premium_limit"]), (&200.into(), &300.into()));
        assert_eq!(answer["findings"].as_array().unwrap().len(), findings, "{answer}");
    }
    let run = sandbox.run(&["note", "--text", &long(250)]);
    assert!(run.stderr.contains(
        "note: 250 characters are over the limit of 200 (limits.note_characters); Premium takes 300"
    ));
    let run = sandbox.run(&["note", "--text", &long(301)]);
    assert!(run.stderr.contains("warning: 301 characters are more than LinkedIn takes"), "{}", run.stderr);
}

#[test]
fn the_answer_in_json_says_where_a_finding_comes_from() {
    let sandbox = with_templates();
    let answer = sandbox.json(&[
        "note",
        "Zoë",
        "--template",
        "short",
        "--company",
        "Contoso",
        "--mutual",
        "2",
        "--set",
        "last_name=Brandt",
        "--reason",
        "hello",
    ]);
    assert_eq!(answer["template"], "short");
    assert_eq!(answer["name"], "Zoë");
    assert_eq!(answer["note"], "Hi Zoë Brandt of Contoso, we share 2 connections, hello. {x}");
    assert_eq!(
        answer["findings"],
        serde_json::json!([
            {"text": "a placeholder is left in: {x}", "heuristics": ["R03", "T08"]},
            {"text": "I see no reason why you ask", "heuristics": ["R01", "T23"]},
        ])
    );
}

#[test]
fn without_a_template_they_are_listed() {
    let sandbox = with_templates();
    let listed = sandbox.ok(&["note"]);
    assert_eq!(listed.lines().count(), 5);
    assert!(listed.starts_with("again\tHi {first_name}, I wrote"), "{listed}");
    let answer = sandbox.json(&["note"]);
    assert_eq!(answer["templates"][4]["name"], "talk");
    assert_eq!(answer["templates"][4]["placeholders"], serde_json::json!(["first_name", "met_at", "topic"]));
    let run = Sandbox::new().run(&["note"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert!(
        run.stderr.contains("no templates yet; they go in ") && run.stderr.contains("config.toml"),
        "{}",
        run.stderr
    );
}

#[test]
fn nothing_of_others_reaches_the_terminal_as_it_is() {
    let sandbox = with_templates();
    let run = sandbox.run(&["note", "Zo\u{1b}[31më", "--text", "a\u{1b}[2J\u{202e}b"]);
    assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{run:?}");
    assert!(!run.stdout.contains('\u{202e}'), "{run:?}");
}

#[test]
fn add_remembers_the_template_and_asks_about_slips() {
    let sandbox = with_templates();
    let run = sandbox.run(&["add", "Ana", "--template", "talk"]);
    assert_eq!(run.stderr, "note: only the template's name is recorded; --note gives the text, too\n");
    assert_eq!(sandbox.json(&["show", "ana"])["requests"][0]["template"], "talk");
    let run = sandbox.run(&["add", "Bob", "--template", "tlak", "--note", "Hello"]);
    assert_eq!(run.stderr, "warning: none of your templates is called \"tlak\": did you mean \"talk\"?\n");
    // Who keeps no templates in the settings may still name one.
    assert!(!Sandbox::new().run(&["add", "Ana", "--template", "warm"]).stderr.contains("warning"));
}

#[test]
fn placeholders_of_an_own_note_are_filled_in_where_something_is_given() {
    let sandbox = Sandbox::new();
    let text = "Hi {first_name}, because {why}";
    let run = sandbox.run(&["note", "--text", text, "--set", "first_name=Zoe", "--set", "why=we met"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "Hi Zoe, because we met\n"));
    sandbox.fails(
        1,
        &["note", "--text", text, "--set", "first_name=Zoe"],
        &["there is no placeholder {why}"],
    );
    assert_eq!(sandbox.run(&["note", "--text", text]).stdout, format!("{text}\n"));
}
