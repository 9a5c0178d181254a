//! README.md and the pages in `docs`: their sessions are run line by line on a terminal of 100 columns, their links lead
//! somewhere, and what they promise is so. `INVTRACK_REGENERATE=1 cargo test --test cli readme` writes the sessions anew.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The README and the pages, with their text.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let mut all: Vec<PathBuf> = pages.chain([Path::new(ROOT).join("README.md")]).collect();
    all.sort();
    all.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// Words of a command line: blanks separate, double quotes hold together.
pub fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

fn on_terminal(sandbox: &Sandbox, args: &[&str]) -> String {
    at_width(100, sandbox, args)
}

pub fn at_width(columns: u16, sandbox: &Sandbox, args: &[&str]) -> String {
    let mut command = sandbox.command(args);
    command.env("TERM", "xterm").env("NO_COLOR", "1").env("COLUMNS", columns.to_string());
    let mut session = expectrl::Session::spawn(command).unwrap();
    session.get_process_mut().set_window_size(columns, 40).unwrap();
    let mut printed = Vec::new();
    let mut chunk = [0; 4096];
    // A terminal that was closed at the other end reads as an error on Linux.
    while let Ok(n @ 1..) = session.read(&mut chunk) {
        printed.extend_from_slice(&chunk[..n]);
    }
    String::from_utf8(printed).unwrap().replace("\r\n", "\n")
}

/// The session with what its commands (`$ …`) print.
fn replayed(session: &str) -> String {
    let sandbox = Sandbox::new();
    let run = |command: &str| {
        let words = words(command);
        assert_eq!(words[0], "invtrack", "{command}");
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        format!("$ {command}\n{}", on_terminal(&sandbox, &args))
    };
    session.lines().filter_map(|line| line.strip_prefix("$ ")).map(run).collect()
}

/// What stands between such a fence and the next.
fn blocks<'a>(text: &'a str, fence: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(fence).skip(1).map(|rest| rest.split("```").next().unwrap())
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch for the developer")]
fn sessions_show_what_is_printed() {
    for (path, text) in pages() {
        let mut current = text.clone();
        for session in blocks(&text, "```console\n") {
            current = current.replace(session, &replayed(session));
        }
        if std::env::var_os("INVTRACK_REGENERATE").is_some() {
            fs::write(path, current).unwrap();
        } else {
            assert_eq!(text, current, "{}", path.display());
        }
    }
}

#[test]
fn the_readme_is_short_and_says_how_to_begin() {
    let readme = fs::read_to_string(format!("{ROOT}/README.md")).unwrap();
    assert!(readme.lines().count() < 160);
    for command in ["cargo run --release --locked -- demo", "cargo test --locked"] {
        assert!(readme.lines().any(|line| line == command), "{command}");
    }
}

#[test]
fn links_lead_somewhere() {
    for (path, text) in pages() {
        let targets = text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
        for target in targets.filter(|target| !target.starts_with("http") && !target.is_empty()) {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(file.exists(), "{}: {target}", path.display());
            let is_there = |line: &str| {
                let name = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                line.starts_with('#') && name.replace([',', ':', '.', '?', '*', '…'], "") == heading
            };
            let found = heading.is_empty() || fs::read_to_string(file).unwrap().lines().any(is_there);
            assert!(found, "{}: {target}", path.display());
        }
    }
}

#[test]
fn every_dependency_is_named() {
    let read = |name: &str| fs::read_to_string(format!("{ROOT}/{name}")).unwrap();
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let page = read("docs/dependencies.md");
    for name in manifest["dependencies"].as_table().unwrap().keys() {
        assert!(page.contains(&format!("`{name}`")), "{name} is not in docs/dependencies.md");
    }
}
