//! Golden outputs: transcripts under `tests/golden` that are their own scripts. Each command in them is run again, and
//! what it prints compared; `tests/golden/README.md` tells how they are written and made anew.

mod verdicts;

use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use expectrl::process::unix::WaitStatus;
use serde_json::Value;

use crate::readme::words;
use crate::sandbox::{Run, Sandbox, fixture};

const REGENERATE: &str = "INVTRACK_REGENERATE";

/// Columns of the terminal.
const WIDTH: u16 = 110;

/// Characters of a line of JSON, as it is laid out.
const LINE: usize = 120;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// An empty home in which the samples lie.
fn furnished() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["exports", "mail", "pages"] {
        symlink(fixture(name), sandbox.home().join(name)).unwrap();
    }
    symlink(golden("input"), sandbox.home().join("input")).unwrap();
    sandbox
}

/// Runs a command on a terminal; both outputs are one there.
fn on_terminal(sandbox: &Sandbox, args: &[&str]) -> Run {
    let mut command = sandbox.command(args);
    command.env("TERM", "xterm").env("NO_COLOR", "1").env("COLUMNS", WIDTH.to_string());
    let mut session = expectrl::Session::spawn(command).unwrap();
    session.get_process_mut().set_window_size(WIDTH, 50).unwrap();
    let mut printed = Vec::new();
    let mut chunk = [0; 4096];
    // A terminal that was closed at the other end reads as an error on Linux.
    while let Ok(n @ 1..) = session.read(&mut chunk) {
        printed.extend_from_slice(&chunk[..n]);
    }
    let Ok(WaitStatus::Exited(_, code)) = session.get_process().wait() else {
        panic!("{args:?} did not end by itself")
    };
    let stdout = String::from_utf8(printed).unwrap().replace("\r\n", "\n");
    Run { code, stdout, stderr: String::new() }
}

/// Runs a line of a transcript: `$` is a pipe, `%` a terminal, `< FILE` standard input.
fn run(sandbox: &Sandbox, line: &str) -> Run {
    let (prompt, command) = line.split_once(" invtrack ").unwrap();
    let (command, input) = command.split_once(" < ").unwrap_or((command, ""));
    let words = words(command);
    let args: Vec<&str> = words.iter().map(String::as_str).collect();
    match (prompt, input) {
        ("%", _) => on_terminal(sandbox, &args),
        (_, "") => sandbox.run(&args),
        (_, file) => sandbox.feed(&args, fs::read(sandbox.home().join(file)).unwrap()),
    }
}

/// Digits of which every machine is sure.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            Value::from((number.as_f64().unwrap() * 1e6).round() / 1e6 + 0.0)
        }
        Value::Array(list) => list.iter().map(rounded).collect(),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, one)| (key.clone(), rounded(one))).collect())
        }
        other => other.clone(),
    }
}

/// JSON in lines as full as those of a paragraph.
fn laid_out(value: &Value, width: usize, indent: usize) -> String {
    let short = value.to_string();
    let children: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().map(|one| (String::new(), one)).collect(),
        Value::Object(map) => map.iter().map(|(key, one)| (format!("\"{key}\":"), one)).collect(),
        _ => return short,
    };
    if indent + short.chars().count() <= width {
        return short;
    }
    let mut lines: Vec<String> = Vec::new();
    for (key, one) in children {
        let text = format!("{key}{}", laid_out(one, width, indent + 1));
        match lines.last_mut() {
            // People, requests, looks stand on lines of their own.
            Some(line) if !key.is_empty() && indent + line.len() + text.len() + 3 <= width => {
                line.push_str(", ");
                line.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    let separator = format!(",\n{}", " ".repeat(indent + 1));
    let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
    format!("{open}\n{}{}\n{}{close}", &separator[2..], lines.join(&separator), &separator[3..])
}

/// What a command left behind, as it stands in a transcript.
fn told(sandbox: &Sandbox, run: &Run) -> String {
    let mut text = match serde_json::from_str::<Value>(&run.stdout) {
        Ok(value @ Value::Object(_)) => format!("{}\n", laid_out(&rounded(&value), LINE, 0)),
        _ => run.stdout.clone(),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str("\n(no newline at the end)\n");
    }
    for line in run.stderr.lines() {
        writeln!(text, "! {line}").unwrap();
    }
    writeln!(text, "[exit {}]", run.code).unwrap();
    without_record_ids(&text.replace(sandbox.home().to_str().unwrap(), "~").replace('\r', "^M"))
}

/// Names of copies bear the beginning of their record's id, which is another one each time.
fn without_record_ids(text: &str) -> String {
    let mut parts = text.split("Z-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.split_at_checked(8) {
        Some((id, rest)) if rest.starts_with('-') && id.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            text + "Z-RECORD" + rest
        }
        _ => text + "Z-" + part,
    })
}

fn is_command(line: &str) -> bool {
    line.starts_with("$ invtrack ") || line.starts_with("% invtrack ")
}

/// The transcript, played again: whatever stands between a command and its exit code is made anew.
fn replayed(script: &str) -> String {
    let mut sandbox = furnished();
    let mut text = String::new();
    let mut lines = script.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(text, "{line}").unwrap();
        if let Some(now) = line.strip_prefix("@ ") {
            sandbox.at(now);
        }
        if is_command(line) {
            text.push_str(&told(&sandbox, &run(&sandbox, line)));
            // A command that was just written has no output yet.
            let has_output =
                lines.clone().take_while(|line| !is_command(line)).any(|line| line.starts_with("[exit "));
            while has_output && !lines.next().unwrap().starts_with("[exit ") {}
        }
    }
    text
}

/// The first line that is another one, with the command before it.
fn first_difference(name: &str, expected: &str, text: &str) -> Option<String> {
    let (mut old, mut new) = (expected.lines(), text.lines());
    let mut command = "";
    for number in 1.. {
        let pair = (old.next(), new.next());
        if pair == (None, None) {
            break;
        }
        if pair.0 != pair.1 {
            let [old, new] = [pair.0, pair.1].map(|line| line.unwrap_or("(the end)"));
            return Some(format!("tests/golden/{name}:{number}: {command}\n  - {old}\n  + {new}\n"));
        }
        command = pair.0.filter(|line| is_command(line)).unwrap_or(command);
    }
    None
}

/// Compares with a golden file, or writes it.
#[expect(clippy::disallowed_methods, reason = "a switch for the developer")]
fn compare(name: &str, text: &str) -> Option<String> {
    if std::env::var_os(REGENERATE).is_some() {
        fs::write(golden(name), text).unwrap();
    }
    first_difference(name, &fs::read_to_string(golden(name)).unwrap_or_default(), text)
}

fn expect_none(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "\n{}Is it intended? `{REGENERATE}=1 cargo test --test cli golden`, and read `git diff tests/golden`.",
        differences.concat()
    );
}

#[test]
fn every_transcript_holds() {
    let entries = fs::read_dir(golden("")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    assert!(names.len() > 5, "{names:?}");
    let play = |name: &str| compare(name, &replayed(&fs::read_to_string(golden(name)).unwrap()));
    let differences: Vec<String> = std::thread::scope(|scope| {
        let plays: Vec<_> = names.iter().map(|name| scope.spawn(move || play(name))).collect();
        plays.into_iter().filter_map(|one| one.join().unwrap()).collect()
    });
    expect_none(&differences);
}
