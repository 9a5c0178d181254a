//! The settings file.

use expectrl::Expect;

use crate::daily::Sitting;
use crate::sandbox::Sandbox;

fn with_settings(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file(".config/invtrack/config.toml", text);
    sandbox
}

#[test]
fn every_number_can_be_set_and_says_where_it_comes_from() {
    let sandbox = with_settings(
        "[model]\nbase = 0.5\n[model.layouts.normal]\nconnect = [0.02, 0.005, 1]\n[limits]\nrequests_a_week = 9\n",
    );
    let settings = sandbox.json(&["config"])["settings"].clone();
    let origin = |key: &str| {
        let setting = settings.as_array().unwrap().iter().find(|setting| setting["key"] == key).unwrap();
        (setting["value"].as_str().unwrap().to_owned(), setting["origin"].as_str().unwrap().to_owned())
    };
    assert_eq!(origin("model.base"), ("0.5".into(), "file".into()));
    assert_eq!(origin("model.layouts.normal.connect"), ("[0.02, 0.005, 1.0]".into(), "file".into()));
    assert_eq!(origin("limits.requests_a_week"), ("9".into(), "file".into()));
    assert_eq!(origin("model.effects.senior"), ("-0.98".into(), "default".into()));
    sandbox.run(&["add", "Ana", "--note", "Hello", "--generic"]);
    assert!(
        (sandbox.json(&["show", "ana"])["requests"][0]["prior"].as_f64().unwrap() - 0.462_570).abs() < 1e-6
    );
}

#[test]
fn what_config_prints_is_a_settings_file() {
    let printed = Sandbox::new().ok(&["config"]);
    let all: String =
        printed.lines().map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n").collect();
    let settings: String = all
        .lines()
        .filter(|line| !line.starts_with("settings:") && !line.starts_with("database:"))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let sandbox = with_settings(&settings);
    let values = sandbox.json(&["config"])["settings"].clone();
    assert!(values.as_array().unwrap().len() > 60);
    assert!(values.as_array().unwrap().iter().all(|setting| setting["origin"] == "file"), "{values}");
}

#[test]
fn mistakes_are_told_with_file_key_and_remedy() {
    for (text, parts) in [
        (
            "[model.effects]\nsenoir = -1.0",
            &[
                "config.toml",
                "there is no setting \"model.effects.senoir\"",
                "did you mean \"model.effects.senior\"",
            ][..],
        ),
        ("[model]\nbase = \"high\"", &["model.base must be a number, not a text in quotes"]),
        ("[model]\nbase = 1.5", &["model.base"]),
        ("[model.layouts.normal]\nshare = 0.5", &["model.layouts"]),
        ("[limits]\nrequests_a_week = -1", &["requests_a_week"]),
        ("[model\n", &["line 1"]),
        ("[templates]\ntalk = 3", &["templates.talk must be a text in quotes, not a whole number"]),
        ("[templates]\n\"a b\" = ''", &["templates.\"a b\" is empty"]),
        ("[templates]\n\" \" = 'x'", &["the name of templates.\" \" can't be used: it is empty"]),
        ("[templates]\n\"a \" = 'x'\na = 'y'", &["there are two templates of the name"]),
        ("templates = 'x'", &["templates must be a table, not a text in quotes"]),
        ("[template]\na = 'x'", &["there is no setting \"template\"", "did you mean \"templates\""]),
        ("[messages]\nfollow_up = ' '", &["messages.follow_up is empty"]),
    ] {
        with_settings(text).fails(1, &["status"], parts);
    }
    Sandbox::new().fails(1, &["status", "--config", "nowhere.toml"], &["nowhere.toml"]);
}

#[test]
fn templates_have_any_name_and_stand_on_one_line() {
    let sandbox = with_settings(
        "[templates]\ntalk = \"\"\"\nHi {first_name},\n\\\"x\\\"\"\"\"\n'v1.2 warm' = '{oops'\n",
    );
    let printed = sandbox.ok(&["config"]);
    assert!(
        printed
            .ends_with("\n[templates]\ntalk = \"Hi {first_name},\\n\\\"x\\\"\"\n\"v1.2 warm\" = \"{oops\"\n"),
        "{printed}"
    );
    let settings = sandbox.json(&["config"])["settings"].clone();
    let last = settings.as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["key"], &last["origin"]),
        (&"templates.\"v1.2 warm\"".into(), &"file".into()),
        "{last}"
    );
}

#[test]
fn broken_settings_do_not_stop_help() {
    let sandbox = with_settings("[model\n");
    assert!(sandbox.ok(&["help", "dates"]).contains("3 days ago"));
    assert!(sandbox.ok(&["completions", "bash"]).contains("invtrack"));
}

#[test]
fn a_setting_is_changed_in_the_file_and_all_else_stays() {
    let sandbox = Sandbox::new();
    let file = sandbox.home().join(".config/invtrack/config.toml");
    assert_eq!(
        sandbox.ok(&["config", "set", "limits.requests_a_week", "10"]),
        "limits.requests_a_week = 10  (was 5)\n"
    );
    std::fs::write(&file, "# mine\n[limits]\nrequests_a_week = 10 # a lot\n").unwrap();
    sandbox.ok(&["config", "set", "limits.requests_a_week", "7"]);
    sandbox.ok(&["config", "set", "templates.talk", "Hi {first_name}"]);
    let text = "# mine\n[limits]\nrequests_a_week = 7 # a lot\n\n[templates]\ntalk = \"Hi {first_name}\"\n";
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    assert_eq!(sandbox.json(&["config", "set", "model.base", "0.4"])["was"], "0.37");
    for (key, value, parts) in [
        (
            "limits.requests_aweek",
            "7",
            &["there is no setting \"limits.requests_aweek\"", "\"limits.requests_a_week\""][..],
        ),
        ("limits.requests_a_week", "many", &["limits.requests_a_week must be a whole number"]),
        ("limits", "7", &["limits must be a table"]),
        ("model.base", "1.5", &["model.base"]),
        ("dates.order", "ymd", &["`refuse`, `dmy`, `mdy` in `dates.order`"]),
        ("a b", "7", &["\"a b\" is not the name of a setting"]),
    ] {
        let code = if key == "a b" { 2 } else { 1 };
        sandbox.refuses(code, &["config", "set", key, value], parts);
    }
}

#[test]
fn a_file_that_cannot_be_used_can_be_mended() {
    let sandbox = with_settings("[limits]\nrequests_a_week = \"x\"\n");
    sandbox.refuses(
        1,
        &["status"],
        &["limits.requests_a_week must be a whole number", "invtrack config edit"],
    );
    sandbox.ok(&["config", "set", "limits.requests_a_week", "7"]);
    sandbox.run(&["status"]);
    let sandbox = with_settings("[limits]\nrequests_a_week = \"x\n");
    let told = "error: line 2: invalid basic string, expected `\"`\ncaused by: requests_a_week = \"x\n";
    sandbox.refuses(1, &["config", "set", "limits.requests_a_week", "7"], &[told]);
    sandbox.fails(1, &["status", "--config", "/dev/zero"], &["/dev/zero is larger than 1 MiB"]);
    sandbox.refuses(2, &["config", "edit"], &["no terminal to edit on", "invtrack config set"]);
}

#[test]
fn the_editor_changes_nothing_until_the_file_can_be_used() {
    let sandbox = Sandbox::new();
    let file = sandbox.home().join(".config/invtrack/config.toml");
    let edit = |script: &str| {
        let mut command = sandbox.command(&["config", "edit"]);
        sandbox.file("editor", format!("#!/bin/sh\n{script}\n"));
        command.env("EDITOR", "sh editor");
        Sitting::of(&command)
    };
    assert_eq!(edit("exit 0").end(), ("Nothing was changed.\n".to_owned(), 0));
    assert!(!file.exists());
    let mut sitting = edit("echo '[limits]' > $1; echo 'x = 1' >> $1");
    let shown = sitting.shown_to("Edit it again? [y/N]");
    assert!(shown.contains("error: there is no setting \"limits.x\""), "{shown}");
    sitting.session.send("n").unwrap();
    assert_eq!(sitting.end().1, 1);
    assert!(!file.exists());
    let (told, code) =
        edit("grep -q '^# requests_a_week = 5$' $1 && sed -i 's/^# looks_a_day = 2/looks_a_day = 4/' $1")
            .end();
    assert_eq!((told.starts_with("Saved "), code), (true, 0), "{told}");
    assert_eq!(sandbox.ok(&["config", "limits.looks_a_day"]).lines().last(), Some("looks_a_day = 4"));
    let (told, code) = edit("exit 3").end();
    assert!(code == 1 && told.contains("ended with an error; nothing was changed"), "{told}");
}
