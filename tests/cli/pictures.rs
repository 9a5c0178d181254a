//! The pictures in the README show what the program prints now: `docs/pictures/make` takes them anew.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::readme::words;
use crate::sandbox::Sandbox;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn picture(name: &str) -> PathBuf {
    PathBuf::from(format!("{ROOT}/docs/pictures/{name}"))
}

#[expect(clippy::disallowed_methods, reason = "a switch for the developer")]
fn assert_current(name: &str, content: &str) {
    if std::env::var_os("INVTRACK_REGENERATE").is_some() {
        fs::write(picture(name), content).unwrap();
    }
    assert!(fs::read_to_string(picture(name)).unwrap() == content, "{name} is stale: docs/pictures/make");
}

/// The home of the demo's user: what they recorded before, and then the demo's two exports.
fn home_of_the_demo() -> Sandbox {
    let mut sandbox = Sandbox::new();
    for (folder, of) in
        [("first", "Basic_LinkedInDataExport_10-05-2026"), ("second", "Basic_LinkedInDataExport_10-26-2026")]
    {
        for file in ["Invitations.csv", "Connections.csv"] {
            let content = fs::read(format!("{ROOT}/src/commands/demo/{folder}/{file}")).unwrap();
            sandbox.file(&format!("{of}/{file}"), content);
        }
    }
    let session = fs::read_to_string(picture("session.txt")).unwrap();
    for line in session.lines().filter(|line| !line.starts_with('#')) {
        let (now, command) = line.split_once(" invtrack ").unwrap();
        let words = words(command);
        let run = sandbox.at(now).run(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{line}: {}", run.stderr);
    }
    sandbox.at("2026-10-28T09:00:00Z");
    sandbox
}

/// Lines of a terminal as SVG: the few colours that the program uses.
fn drawn(printed: &str) -> String {
    let lines: Vec<&str> = printed.lines().collect();
    let shown = |line: &&str| -> usize {
        let pieces = line.split("\u{1b}[").enumerate();
        pieces
            .map(|(at, piece)| {
                piece[if at == 0 { 0 } else { piece.find('m').unwrap() + 1 }..].chars().count()
            })
            .sum()
    };
    let longest = lines.iter().map(shown).max().unwrap();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-size=\"14\">\n<style>\n\
         text {{ font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #24292f; }}\n\
         rect {{ fill: #f6f8fa; }} .c1 {{ font-weight: bold; }} .c2 {{ opacity: .6; }}\n\
         .g2 {{ fill: #1a7f37; }} .g5 {{ fill: #8250df; }} .g6 {{ fill: #0b6e80; }}\n\
         @media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3; }} rect {{ fill: #161b22; }}\n\
         .g2 {{ fill: #3fb950; }} .g5 {{ fill: #bc8cff; }} .g6 {{ fill: #39c5cf; }} }}\n\
         </style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\"/>\n",
        longest * 17 / 2 + 32,
        lines.len() * 20 + 20
    );
    for (number, line) in lines.iter().enumerate() {
        write!(svg, "<text x=\"16\" y=\"{}\">", number * 20 + 25).unwrap();
        for (at, piece) in line.split("\u{1b}[").enumerate() {
            let (code, text) = if at == 0 { ("", piece) } else { piece.split_once('m').unwrap() };
            let class = match code {
                "" | "0" | "39" => String::new(),
                "1" | "2" => format!(" class=\"c{code}\""),
                _ => format!(" class=\"g{}\"", code.rsplit(';').next().unwrap()),
            };
            if !text.is_empty() {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                write!(svg, "<tspan{class}>{text}</tspan>").unwrap();
            }
        }
        svg.push_str("</text>\n");
    }
    svg + "</svg>\n"
}

#[test]
fn the_table_of_the_demo_is_current() {
    let demo = Sandbox::new().run(&["demo", "--color", "always"]).stdout;
    let table = demo.split("invtrack status\u{1b}[0m\n").nth(1).unwrap().split("\n\n").next().unwrap();
    assert!(table.contains("✗ ignored"), "{table}");
    assert_current("status.svg", &drawn(table));
}

#[test]
fn the_report_is_current_and_so_is_its_photograph() {
    assert_current("report.html", &home_of_the_demo().ok(&["report", "-"]));
    let page = fs::File::open(picture("report.html")).unwrap();
    let sum = Command::new("cksum").stdin(Stdio::from(page)).output().unwrap().stdout;
    let is_of_it = fs::read(picture("report.png.source")).is_ok_and(|source| source == sum);
    assert!(is_of_it, "report.png shows another report: docs/pictures/make");
    for name in ["report.png", "report.html", "status.svg"] {
        assert!(fs::metadata(picture(name)).unwrap().len() < 200_000, "{name}");
    }
}
