//! `review` at a terminal: one key a person, nothing lost.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use expectrl::process::Termios;
use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::{Expect, session::OsSession};
use serde_json::Value;

use crate::sandbox::Sandbox;

pub const QUESTION: &str = "What does the page show? ";
const KEYS: &str = "  p Pending \u{b7} c Connect \u{b7} m Message \u{b7} f Follow \u{b7} 1 badge says 1st \u{b7} 2 2nd or 3rd\n  \
    n not in my connections \u{b7} r they wrote \u{b7} w you withdrew it\n  \
    s skip \u{b7} u undo \u{b7} o open \u{b7} q quit\n";
const LAST: &str = "any other key ends ";
const NEXT: &str = "Next: invtrack status\n";

/// Three people worth a look, in this order.
pub fn with_three() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, sent) in [("Ana Lee", "2026-10-20"), ("Bo Berg", "2026-10-25"), ("Cy Dahl", "2026-10-30")] {
        let slug = name.to_lowercase().replace(' ', "-");
        sandbox.ok(&["add", "-q", name, "--url", &slug, "--sent", sent]);
    }
    sandbox
}

/// A review that somebody sits before.
pub struct Sitting {
    pub session: OsSession,
}

impl Sitting {
    pub fn begin(sandbox: &Sandbox, options: &[&str]) -> Self {
        Self::of(&sandbox.command(&[&["review"], options].concat()))
    }

    pub fn of(inner: &Command) -> Self {
        Self::on(inner, "xterm")
    }

    /// On a terminal of that kind. The echo is on until a key is waited for: that is how a test knows.
    pub fn on(inner: &Command, kind: &str) -> Self {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "PATH=/usr/bin:/bin stty echo; exec \"$0\" \"$@\""]).stdin(Stdio::inherit());
        command.arg(inner.get_program()).args(inner.get_args()).env_clear();
        command.envs(inner.get_envs().filter_map(|(key, value)| Some((key, value?))));
        command.env("TERM", kind).env("NO_COLOR", "1").env("COLUMNS", "100");
        command.current_dir(inner.get_current_dir().unwrap());
        let mut session = OsSession::spawn(command).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(120)));
        Self { session }
    }

    /// What is shown up to that question, once it waits for a key.
    pub fn shown_to(&mut self, question: &str) -> String {
        let found = self.session.expect(question).unwrap();
        let text = shown(found.before());
        while self.session.get_process().is_echo().unwrap() {
            std::thread::sleep(Duration::from_millis(1));
        }
        text
    }

    /// Waits for the question about the next person, and answers it.
    pub fn press(&mut self, key: &str) -> String {
        let shown = self.shown_to(QUESTION);
        self.session.send(key).unwrap();
        shown
    }

    /// The rest, and the exit code.
    pub fn end(mut self) -> (String, i32) {
        let found = self.session.expect(expectrl::Eof).unwrap();
        let rest = shown(found.as_bytes());
        match self.session.get_process().wait().unwrap() {
            WaitStatus::Exited(_, code) => (rest, code),
            other => panic!("{other:?}: {rest}"),
        }
    }
}

/// What is to be seen: no marks for what is pasted.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n", "\n");
    text.replace("\u{1b}[?2004h", "").replace("\u{1b}[?2004l", "")
}

/// What was recorded about somebody: buttons and badges, in order, and the verdict.
pub fn record_of(sandbox: &Sandbox, who: &str) -> (Vec<String>, String) {
    let shown = sandbox.json(&["show", who]);
    let word = |look: &Value| look["signal"].as_str().unwrap().split_once('=').unwrap().1.to_owned();
    let looks = shown["requests"][0]["looks"].as_array().unwrap().iter().map(word).collect();
    (looks, shown["requests"][0]["verdict"]["class"].as_str().unwrap().to_owned())
}

#[test]
fn one_person_a_screen_and_one_key_a_look() {
    let sandbox = with_three();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    let first = sitting.press("p");
    let expected = format!(
        "Open My Network > Connections once (would settle about 2 of 3)  how: invtrack due\n\n1 of 3\n\
         Ana Lee  #1, sent Tue 2026-10-20 (21 days ago), never looked at\n  \
         https://www.linkedin.com/in/ana-lee\n  ? not looked: 45% still open\n{KEYS}"
    );
    assert_eq!(first, expected);
    let second = sitting.press("c");
    assert!(second.starts_with("p\n  \u{2717} likely ignored, "), "{second}");
    assert!(second.contains("\n2 of 3\nBo Berg  #2, ") && second.ends_with(KEYS), "{second}");
    assert!(sitting.press("1").contains("\n3 of 3\nCy Dahl  #3, "));
    assert!(sitting.shown_to(LAST).contains("accepted"));
    sitting.session.send("\r").unwrap();
    let (rest, code) = sitting.end();
    assert_eq!((rest.trim_start(), code), (&*format!("3 entries recorded.\n{NEXT}"), 0));
    assert_eq!(record_of(&sandbox, "ana"), (vec!["pending".to_owned()], "ignored".to_owned()));
    assert_eq!(record_of(&sandbox, "bo"), (vec!["connect".to_owned()], "ignored".to_owned()));
    assert_eq!(record_of(&sandbox, "cy"), (vec!["1st".to_owned()], "accepted".to_owned()));
}

#[test]
fn every_other_key_does_what_it_says() {
    let sandbox = with_three();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    sitting.press("M");
    sitting.press("f");
    sitting.press("w");
    let shown = sitting.shown_to(LAST);
    assert!(shown.contains("withdrawn by you"), "{shown}");
    sitting.session.send("x").unwrap();
    assert_eq!(sitting.end().1, 0);
    assert_eq!(record_of(&sandbox, "ana"), (vec!["message".to_owned()], "accepted".to_owned()));
    assert_eq!(record_of(&sandbox, "bo").0, ["follow"]);
    assert_eq!(record_of(&sandbox, "cy"), (Vec::new(), "withdrawn".to_owned()));
}

#[test]
fn the_badge_the_connections_list_and_a_message_have_keys_too() {
    let sandbox = with_three();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    sitting.press("2");
    sitting.press("n");
    sitting.press("r");
    sitting.shown_to(LAST);
    sitting.session.send("x").unwrap();
    assert_eq!(sitting.end().1, 0);
    let looks = ["ana", "bo", "cy"].map(|who| record_of(&sandbox, who).0);
    assert_eq!(looks, [["2nd"], ["no"], ["yes"]]);
}

#[test]
fn an_unknown_key_explains_the_keys_and_records_nothing() {
    let sandbox = with_three();
    let before = fs::read(sandbox.database()).unwrap();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    sitting.press("x");
    for key in ["?", "\u{1b}[A", "\r", "\u{e9}", "\t"] {
        let shown = sitting.press(key);
        assert!(shown.ends_with(KEYS), "{shown:?}");
    }
    sitting.press("s");
    sitting.press("s");
    sitting.press("s");
    // Nothing was entered, so there is nothing to take back, and no last question.
    let (rest, code) = sitting.end();
    assert_eq!((&*rest, code), (&*format!("s\n0 entries recorded.\n{NEXT}"), 0));
    assert!(before == fs::read(sandbox.database()).unwrap());
}

#[test]
fn a_look_and_a_withdrawal_are_taken_back() {
    let sandbox = with_three();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    sitting.press("u");
    assert!(sitting.press("c").contains("note: nothing was entered yet"));
    sitting.press("s");
    let shown = sitting.press("u");
    assert!(shown.contains("3 of 3"), "{shown}");
    let shown = sitting.press("w");
    assert!(shown.contains("Taken back.\n\n1 of 3\nAna Lee"), "{shown}");
    let shown = sitting.press("u");
    assert!(shown.contains("withdrawn by you") && shown.contains("2 of 3"), "{shown}");
    let shown = sitting.press("s");
    assert!(shown.contains("Taken back.\n\n1 of 3\nAna Lee") && shown.contains("? not looked"), "{shown}");
    sitting.press("s");
    sitting.press("p");
    // Also the very last one.
    sitting.shown_to(LAST);
    sitting.session.send("u").unwrap();
    let shown = sitting.press("q");
    assert!(shown.contains("Taken back.\n\n3 of 3\nCy Dahl"), "{shown}");
    assert_eq!(sitting.end(), (format!("q\n0 entries recorded.\n{NEXT}"), 0));
    for who in ["ana", "bo", "cy"] {
        assert_eq!(record_of(&sandbox, who), (Vec::new(), "pending".to_owned()), "{who}");
    }
}

#[test]
fn leaving_keeps_what_was_entered() {
    for (key, code, last) in [
        ("q", 0, "q\n1 entry recorded.\nNext: invtrack status\n"),
        ("\u{4}", 0, "q\n1 entry recorded.\nNext: invtrack status\n"),
        ("\u{3}", 130, "\nerror: interrupted; 1 entry recorded\n"),
    ] {
        let sandbox = with_three();
        let mut sitting = Sitting::begin(&sandbox, &["--budget", "2"]);
        assert!(sitting.press("p").contains("1 of 2"));
        sitting.press(key);
        let (rest, exit) = sitting.end();
        assert_eq!((&*rest, exit), (last, code), "{key:?}");
        // The cursor was never hidden, or is back.
        assert!(!rest.contains("\u{1b}[?25l"), "{rest:?}");
        assert_eq!(record_of(&sandbox, "ana").0, ["pending"]);
        assert_eq!(record_of(&sandbox, "bo").0, [""; 0]);
    }
    let sandbox = with_three();
    let before = fs::read(sandbox.database()).unwrap();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    sitting.press("q");
    assert_eq!(sitting.end(), (format!("q\n0 entries recorded.\n{NEXT}"), 0));
    assert!(before == fs::read(sandbox.database()).unwrap());
}

/// Under `nohup`, whatever is started ignores it, too.
fn is_ignored(signal: Signal) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask >> (signal as u32 - 1) & 1 == 1)
}

#[test]
fn a_review_that_is_killed_loses_nothing() {
    let signals = [Signal::SIGTERM, Signal::SIGKILL, Signal::SIGHUP];
    for signal in signals.into_iter().filter(|signal| !is_ignored(*signal)) {
        let sandbox = with_three();
        let mut sitting = Sitting::begin(&sandbox, &[]);
        sitting.press("p");
        sitting.shown_to(QUESTION);
        sitting.session.get_process_mut().kill(signal).unwrap();
        sitting.session.get_process().wait().unwrap();
        assert_eq!(record_of(&sandbox, "ana").0, ["pending"]);
        sandbox.ok(&["observe", "-q", "bo", "--button", "pending"]);
    }
}

#[test]
fn two_reviews_at_once_disturb_each_other_little() {
    let sandbox = Sandbox::new();
    for name in ["Ana Lee", "Bo Berg", "Cy Dahl"] {
        sandbox
            .command(&["add", "-q", name, "--sent", "20 days ago"])
            .env_remove("INVTRACK_NOW")
            .output()
            .unwrap();
    }
    let begin = || {
        let mut command = sandbox.command(&["review"]);
        command.env_remove("INVTRACK_NOW");
        Sitting::of(&command)
    };
    let (mut one, mut other) = (begin(), begin());
    one.shown_to(QUESTION);
    other.press("p");
    other.press("w");
    other.shown_to(QUESTION);
    // What the other one settled meanwhile is not asked again; what both see, both may say.
    one.session.send("p").unwrap();
    let shown = one.press("q");
    assert!(shown.contains("3 of 3\nCy Dahl"), "{shown}");
    assert_eq!(one.end().1, 0);
    other.session.send("c").unwrap();
    other.shown_to(LAST);
    other.session.send("q").unwrap();
    assert_eq!(other.end().1, 0);
    let run = Command::new(env!("CARGO_BIN_EXE_invtrack"))
        .args(["status", "--all", "--json"])
        .env_clear()
        .env("HOME", sandbox.home())
        .output()
        .unwrap();
    let status: Value = serde_json::from_slice(&run.stdout).unwrap();
    let classes: Vec<_> = status["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|request| request["verdict"]["class"].clone())
        .collect();
    for class in ["pending", "withdrawn", "ignored"] {
        assert!(classes.contains(&class.into()), "{class} in {classes:?}");
    }
}

#[test]
fn hostile_names_are_shown_but_drive_no_terminal() {
    let sandbox = with_three();
    let long = "Zed ".to_owned() + &"x".repeat(190);
    sandbox.ok(&["edit", "1", "-q", "--name", &long]);
    let export = sandbox.ok(&["export"]).replace("Bo Berg", "Bo \\u001b[2J\\u202eBerg\\u0007");
    let other = Sandbox::new();
    other.file("all.json", export);
    let imported = other.run(&["import", "all.json"]);
    let sandbox = if imported.code == 0 { other } else { sandbox };
    let mut sitting = Sitting::begin(&sandbox, &[]);
    let mut shown = sitting.press("s");
    assert!(shown.contains("\nZed\n  xxx"), "{shown}");
    shown += &sitting.press("p");
    shown += &sitting.press("q");
    shown += &sitting.end().0;
    let is_tame = |c: char| c == '\n' || !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c);
    assert!(shown.chars().all(is_tame), "{shown:?}");
}

#[test]
fn the_browser_gets_a_clean_address() {
    let sandbox = with_three();
    sandbox.ok(&["edit", "2", "-q", "--clear", "url"]);
    let fake = sandbox.file("bin/xdg-open", "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >> \"$HOME/opened.part\"\nmv \"$HOME/opened.part\" \"$HOME/opened\"\n");
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    let opened = sandbox.home().join("opened");
    let wait = || {
        // The browser runs on its own.
        while !opened.exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let told = fs::read_to_string(&opened).unwrap();
        fs::remove_file(&opened).unwrap();
        told
    };
    let mut command = sandbox.command(&["review", "--open"]);
    command.env("PATH", format!("{}:/usr/bin:/bin", fake.parent().unwrap().display()));
    let mut sitting = Sitting::of(&command);
    sitting.press("o");
    assert_eq!(wait(), "1\nhttps://www.linkedin.com/in/ana-lee\n");
    sitting.press("s");
    let shown = sitting.press("q");
    assert!(
        shown.contains("  no profile on record\n") && shown.contains("note: no profile is on record: search"),
        "{shown}"
    );
    assert_eq!(sitting.end().1, 0);
}

#[test]
fn who_is_named_is_opened() {
    let sandbox = with_three();
    let fake = sandbox.file(
        "bin/xdg-open",
        "#!/bin/sh\necho \"$@\" > \"$HOME/opened.part\"\nmv \"$HOME/opened.part\" \"$HOME/opened\"\n",
    );
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = sandbox.command(&["open", "ana"]);
    command.env("PATH", format!("{}:/usr/bin:/bin", fake.parent().unwrap().display()));
    assert!(command.status().unwrap().success());
    let opened = sandbox.home().join("opened");
    while !opened.exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(fs::read_to_string(&opened).unwrap(), "https://www.linkedin.com/in/ana-lee\n");
    sandbox.ok(&["edit", "2", "-q", "--clear", "url"]);
    sandbox.refuses(
        1,
        &["open", "1", "2"],
        &["no profile of Bo Berg is on record", "invtrack edit 2 --url URL"],
    );
}

#[test]
fn a_bare_observe_asks_who_and_for_one_key() {
    let sandbox = with_three();
    let mut sitting = Sitting::of(&sandbox.command(&["observe"]));
    sitting.session.expect("Who: ").unwrap();
    sitting.session.send("ana\r").unwrap();
    let keys = sitting.press("x");
    assert!(keys.contains("p Pending") && keys.contains("n not in my connections"), "{keys}");
    sitting.press("p");
    let (told, code) = sitting.end();
    assert!(code == 0 && told.contains("Ana Lee: button pending"), "{told}");
    assert_eq!(record_of(&sandbox, "ana").0, ["pending"]);
    // Where nobody can be asked, what to give is named.
    sandbox.refuses(2, &["observe", "ana", "--no-input"], &["nothing was seen", "--button Pending"]);
    sandbox.refuses(2, &["add", "3"], &["3 is the number of a request, not a name", "invtrack resend 3"]);
}

#[test]
fn without_a_browser_the_review_goes_on() {
    let sandbox = with_three();
    let mut command = sandbox.command(&["review"]);
    command.env("PATH", sandbox.home());
    let mut sitting = Sitting::of(&command);
    sitting.press("o");
    let shown = sitting.press("q");
    assert!(shown.contains("warning: cannot open a browser"), "{shown}");
    assert_eq!(sitting.end().1, 0);
}

#[test]
fn a_quiet_review_tells_whom_it_asks_about() {
    let sandbox = with_three();
    let mut sitting = Sitting::begin(&sandbox, &["-q"]);
    let shown = sitting.press("q");
    assert!(shown.starts_with("Ana Lee  #1, "), "{shown}");
    assert_eq!(sitting.end(), ("q\n".to_owned(), 0));
}

#[test]
fn nobody_due_is_said_and_nobody_is_asked() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Ana Lee", "--sent", "2026-11-01"]);
    sandbox.ok(&["observe", "-q", "ana", "--in-connections", "yes"]);
    let told = format!("Nothing to look at today.\n0 entries recorded.\n{NEXT}");
    assert_eq!(Sitting::begin(&sandbox, &[]).end(), (told, 0));
    let (told, code) = Sitting::begin(&with_three(), &["--budget", "0"]).end();
    assert!(code == 0 && told.ends_with(&format!("0 entries recorded.\n{NEXT}")), "{told}");
    let (told, code) = Sitting::begin(&Sandbox::new(), &[]).end();
    assert!(code == 1 && told.contains("error: there is no database"), "{told}");
}

#[test]
fn where_nobody_can_be_asked_it_says_what_to_do_instead() {
    let sandbox = with_three();
    let error = "error: review needs a terminal\nhint: `invtrack due` lists whom to look at, \
                 `invtrack observe WHO --button LABEL` records a look\n";
    sandbox.refuses(2, &["review"], &[error]);
    sandbox.refuses(2, &["review", "--json"], &["review needs a terminal"]);
    sandbox.refuses(2, &["review", "--budget", "99999999999999999999"], &["too large"]);
    for option in ["--no-input", "--json"] {
        let (told, code) = Sitting::begin(&sandbox, &[option]).end();
        assert!(code == 2 && told.starts_with("error: review needs a terminal"), "{told}");
    }
    // Who can't see the name must not answer for them.
    let plain = sandbox.command(&[]);
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "exec \"$0\" review > log"]).arg(plain.get_program()).current_dir(sandbox.home());
    command.envs(plain.get_envs().filter_map(|(key, value)| Some((key, value?))));
    let (told, code) = Sitting::of(&command).end();
    assert!(code == 2 && told.starts_with("error: review needs a terminal"), "{told}");
}

#[test]
fn a_message_that_was_sent_is_confirmed_at_the_terminal() {
    for (key, said) in [("y", true), ("n", false)] {
        let sandbox = with_three();
        sandbox.ok(&["observe", "1", "--button", "pending"]);
        let mut sitting = Sitting::of(&sandbox.command(&["followup", "1", "--reason", "a baker"]));
        let shown = sitting.shown_to("Did you send it? [y/N]");
        assert!(shown.starts_with("Hi Ana, I wanted to check"), "{shown}");
        sitting.session.send(key).unwrap();
        let (rest, code) = sitting.end();
        assert_eq!((code, rest.contains("Ana Lee (#1): message sent, ")), (0, said), "{rest}");
        assert_eq!(sandbox.ok(&["show", "1"]).contains("one polite message  (by you)"), said);
    }
}
