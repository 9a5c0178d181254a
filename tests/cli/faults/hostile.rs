//! Words of other people that would drive a terminal, a spreadsheet or a shell: none of them gets there as it is.

use std::fmt::Write as _;

use expectrl::Expect;

use super::soundness;
use crate::sandbox::{Run, Sandbox, zip_of};

/// ESC, C1, directions, zero width, a tag, line and paragraph ends.
const DRIVING: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}gnp\u{2066}x\u{200b}y\u{feff}\u{e0041}\u{2028}\u{85}";
const SHELL: &str = "$(touch owned)`touch owned`;touch owned|'\"\\";
const STARTS: [&str; 7] = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "%s%n", "{name}"];

const READING: [&[&str]; 18] = [
    &["status", "--all"],
    &["status", "--all", "--json"],
    &["show", "#1"],
    &["show", "#1", "--json"],
    &["show", "#2"],
    &["check", "--exit-zero"],
    &["due"],
    &["due", "--json"],
    &["log"],
    &["log", "--json"],
    &["tag"],
    &["tag", "#1"],
    &["followup", "#1", "--no-input"],
    &["doctor"],
    &["export", "--csv"],
    &["export", "--ics"],
    &["import", "--review"],
    &["show", "hostile nobody \u{1b}[31m"],
];

/// The hostile in every field that takes words, by every way in.
fn hostile() -> Sandbox {
    let sandbox = Sandbox::new();
    let name = format!("Mal {DRIVING}{SHELL}");
    let note = format!("=cmd|{DRIVING}\n{SHELL}");
    let add = ["add", &name, "--url", "mal", "--sent", "2026-10-01", "--tag", &name, "--note", &note];
    sandbox.run(&add);
    sandbox.run(&["add", "Cy", "--sent", "2026-10-02", "--met-at", &name]);
    sandbox.run(&["observe", "#1", "--button", "pending", "--memo", &note]);
    let mut rows = "Name,Sent,Note\n".to_owned();
    for start in STARTS {
        writeln!(
            rows,
            "\"{start} {DRIVING}\",2026-10-03,\"{start}{SHELL}\"",
            SHELL = SHELL.replace('"', "\"\"")
        )
        .unwrap();
    }
    let table = sandbox.file("people.csv", rows);
    sandbox.run(&["import", table.to_str().unwrap()]);
    let connections = format!(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
         {DRIVING},=x,https://www.linkedin.com/in/mal,,{DRIVING},+1,02 Oct 2026\n"
    );
    let invitations = format!(
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
         Me,=To {DRIVING},\"10/1/26, 8:28 AM\",{DRIVING},OUTGOING,https://www.linkedin.com/in/me,\
         https://www.linkedin.com/in/ana\n"
    );
    let zip = zip_of(&[("Connections.csv", &connections), ("Invitations.csv", &invitations)]);
    let zip = sandbox.file("Basic_LinkedInDataExport_10-05-2026.zip", zip);
    sandbox.run(&["import", zip.to_str().unwrap()]);
    let mail = format!(
        "From: LinkedIn <invitations@linkedin.com>\r\nSubject: {DRIVING} accepted your invitation\r\n\
         Date: Mon, 5 Oct 2026 09:00:00 +0000\r\n\r\n{DRIVING}{SHELL} accepted your invitation\r\n"
    );
    let mail = sandbox.file("evil.eml", mail);
    sandbox.run(&["import", mail.to_str().unwrap()]);
    assert!(sandbox.requests().len() >= 8, "{}", sandbox.requests().len());
    sandbox
}

fn is_driving(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

fn assert_tame(what: &str, text: &str) {
    let found: Vec<char> = text.chars().filter(|&c| is_driving(c)).collect();
    assert!(found.is_empty(), "{what}: {found:?} in {text:?}");
}

fn assert_clean(sandbox: &Sandbox, args: &[&str], run: &Run) {
    assert!([0, 1].contains(&run.code), "{args:?}: {run:?}");
    assert_tame(&format!("{args:?}"), &run.stderr);
    // A calendar's lines end as the standard says.
    let stdout = if args.contains(&"--ics") { run.stdout.replace("\r\n", "\n") } else { run.stdout.clone() };
    assert_tame(&format!("{args:?}"), &stdout);
    assert!(!sandbox.home().join("owned").exists(), "{args:?} ran a shell");
}

#[test]
fn nothing_hostile_gets_through_a_pipe() {
    let sandbox = hostile();
    for args in READING {
        assert_clean(&sandbox, args, &sandbox.run(args));
    }
    for args in [&["undo"][..], &["redo"], &["merge", "#1", "#2"], &["forget", "--yes", "#3"]] {
        assert_clean(&sandbox, args, &sandbox.run(args));
    }
    assert_eq!(soundness(&sandbox.database()), "ok");
}

#[test]
fn nothing_hostile_gets_through_to_a_terminal() {
    let sandbox = hostile();
    for args in READING {
        let mut command = sandbox.command(args);
        command.env("TERM", "xterm").env("NO_COLOR", "1").env("COLUMNS", "90");
        command.stdin(std::process::Stdio::inherit());
        let mut session = expectrl::Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(std::time::Duration::from_secs(120)));
        // A question is shown too; what is asked ends with the sitting.
        let shown = if args.contains(&"--review") {
            session.expect("decide later").or_else(|_| session.expect(expectrl::Eof))
        } else {
            session.expect(expectrl::Eof)
        };
        let shown = String::from_utf8(shown.unwrap().as_bytes().to_vec()).unwrap().replace('\r', "");
        assert_tame(&format!("{args:?}"), &shown);
    }
}

#[test]
fn no_cell_is_a_formula() {
    let sandbox = hostile();
    let csv = sandbox.ok(&["export", "--csv"]);
    for line in csv.lines() {
        for cell in line.split(',') {
            let start = cell.trim_start_matches('"').chars().next();
            assert!(!matches!(start, Some('=' | '+' | '-' | '@' | '＝')), "{cell:?} in {line:?}");
        }
    }
}

#[test]
fn a_mebibyte_or_a_nul_is_refused_or_cut_and_never_a_panic() {
    let sandbox = Sandbox::new();
    let long = "x".repeat(1 << 20);
    let table = format!(
        "Name,Sent,Note\n{long},2026-10-01,\nBo,2026-10-02,{long}\nC\0y,2026-10-02,a\nDee,2026-10-03,\n"
    );
    let mail = format!(
        "From: LinkedIn <invitations@linkedin.com>\r\nSubject: {long} accepted your invitation\r\n\
         Date: Mon, 5 Oct 2026 09:00:00 +0000\r\n\r\n{long}\0 accepted your invitation\r\n"
    );
    for (name, content) in
        [("people.csv", table), ("evil.eml", mail), ("own.json", format!("{{\"a\":\"{long}\"}}"))]
    {
        let file = sandbox.file(name, content);
        let run = sandbox.run(&["import", file.to_str().unwrap()]);
        assert!([0, 1, 3].contains(&run.code), "{name}: {}", run.code);
        assert!(!run.stderr.contains("panicked") && run.stderr.len() < 4000, "{name}: {}", run.stderr.len());
    }
    let pasted = sandbox.feed(&["observe", "--paste"], format!("{long}\nPending\n"));
    assert!([0, 1, 2, 3].contains(&pasted.code) && pasted.stderr.len() < 4000, "{}", pasted.code);
    let all = sandbox.run(&["status", "--all"]);
    assert!(all.code == 0 && all.stdout.len() < 10_000, "{} bytes", all.stdout.len());
}
