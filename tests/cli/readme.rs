//! The sessions in README.md, run line by line on a terminal of 100 columns.

use std::io::Read;

use crate::sandbox::Sandbox;

/// Commands (`$ …`) and what they print, of every block marked as `console`.
fn sessions(text: &str) -> Vec<Vec<(String, String)>> {
    let blocks = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks
        .map(|block| {
            let mut session: Vec<(String, String)> = Vec::new();
            for line in block.lines() {
                match line.strip_prefix("$ ") {
                    Some(command) => session.push((command.to_owned(), String::new())),
                    None => session.last_mut().unwrap().1.extend([line, "\n"]),
                }
            }
            session
        })
        .collect()
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
    let mut command = sandbox.command(args);
    command.env("TERM", "xterm").env("NO_COLOR", "1").env("COLUMNS", "100");
    let mut session = expectrl::Session::spawn(command).unwrap();
    session.get_process_mut().set_window_size(100, 40).unwrap();
    let mut printed = Vec::new();
    let mut chunk = [0; 4096];
    // A terminal that was closed at the other end reads as an error on Linux.
    while let Ok(n @ 1..) = session.read(&mut chunk) {
        printed.extend_from_slice(&chunk[..n]);
    }
    String::from_utf8(printed).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let sessions = sessions(&readme);
    assert!(!sessions.is_empty());
    for session in sessions {
        let sandbox = Sandbox::new();
        for (command, expected) in session {
            let words = words(&command);
            assert_eq!(words[0], "invtrack", "{command}");
            let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let printed = on_terminal(&sandbox, &args);
            assert_eq!(printed, expected, "\n$ {command}\n{printed}");
        }
    }
}

#[test]
fn the_readme_names_every_dependency() {
    let read =
        |name: &str| std::fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let readme = read("README.md");
    let section = readme.split("## Dependencies").nth(1).unwrap();
    for name in manifest["dependencies"].as_table().unwrap().keys() {
        assert!(
            section.contains(&format!("`{name}`")),
            "{name} is not in the README's section on dependencies"
        );
    }
}
