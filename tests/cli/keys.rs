//! Where one key answers, nothing else does: no longer sequence, no pasted text; and the terminal is left as it was.

use std::fs;
use std::time::Duration;

use expectrl::Expect;
use expectrl::process::Termios;
use expectrl::process::unix::Signal;

use crate::daily::{QUESTION, Sitting, record_of, with_three};
use crate::sandbox::Sandbox;

/// What no key means, however the terminal says it.
const NO_KEYS: [&str; 26] = [
    // Ctrl-Right, Alt-Up, F1 in three ways, Delete, keypad Minus, Alt-c, Ctrl-c as some terminals spell it with Shift.
    "\u{1b}[1;5C",
    "\u{1b}\u{1b}[A",
    "\u{1b}OP",
    "\u{1b}[[A",
    "\u{1b}[11~",
    "\u{1b}[3~",
    "\u{1b}Om",
    "\u{1b}c",
    "\u{1b}[27;6;99~",
    "\u{1b}[99;6u",
    // The mouse in three ways, and the focus.
    "\u{1b}[<0;12;1M",
    "\u{1b}[<0;12;1m",
    "\u{1b}[M 1c",
    "\u{1b}[32;12;34M",
    "\u{1b}[I",
    // What a terminal answers to another program.
    "\u{1b}]11;rgb:cccc/cccc/cccc\u{7}",
    "\u{1b}]11;rgb:cccc/cccc/cccc\u{1b}\\",
    "\u{1b}P1$r0m\u{1b}\\",
    "\u{1b}[?62;1;4c",
    "\u{1b}[>0;276;0c",
    "\u{1b}[?2004;1$y",
    // Pasted, with and without marks around it.
    "Jim Smith 123",
    "p\r",
    "mm",
    "\u{1b}[200~p\u{1b}[201~",
    "\u{1b}[200~c\rm\r1\r\u{1b}[201~",
];

#[test]
fn what_is_no_key_is_not_taken_for_one() {
    let sandbox = with_three();
    let before = fs::read(sandbox.database()).unwrap();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    for what in NO_KEYS {
        sitting.press(what);
        // The same question again, with the keys explained.
        let again = sitting.shown_to(QUESTION);
        assert!(again.starts_with("\n  p Pending"), "{what:?}: {again:?}");
        sitting.session.send("?").unwrap();
    }
    sitting.press("q");
    assert_eq!(sitting.end().1, 0);
    assert!(before == fs::read(sandbox.database()).unwrap());
}

#[test]
fn what_comes_in_pieces_is_read_to_its_end() {
    let sandbox = with_three();
    let before = fs::read(sandbox.database()).unwrap();
    let mut sitting = Sitting::begin(&sandbox, &[]);
    for pieces in [
        &["\u{1b}[", "1;5", "C"][..],
        &["\u{1b}O", "m"],
        &["\u{1b}[M", " 1", "c"],
        &["\u{1b}]11;rgb:", "c", "c\u{7}"],
        &["\u{1b}[200~", "p", "\r", "c", "\u{1b}[201~"],
    ] {
        sitting.shown_to(QUESTION);
        for piece in pieces {
            sitting.session.send(piece).unwrap();
            std::thread::sleep(Duration::from_millis(250));
        }
    }
    // What was typed before a question was asked is no answer to it.
    sitting.press("x");
    sitting.press("q");
    assert_eq!(sitting.end().1, 0);
    assert!(before == fs::read(sandbox.database()).unwrap());
}

#[test]
fn ctrl_c_ends_even_what_never_ends() {
    for begun in ["\u{1b}[200~Jim", "\u{1b}]0;", "\u{1b}["] {
        let sandbox = with_three();
        let mut sitting = Sitting::begin(&sandbox, &[]);
        sitting.press(begun);
        sitting.session.send("\u{3}").unwrap();
        assert_eq!(sitting.end(), ("\nerror: interrupted; 0 entries recorded\n".to_owned(), 130));
    }
}

/// Everything that the terminal was told until the end.
fn told(sitting: &mut Sitting) -> String {
    String::from_utf8(sitting.session.expect(expectrl::Eof).unwrap().as_bytes().to_vec()).unwrap()
}

#[test]
fn the_terminal_is_left_as_it_was_whatever_ends_it() {
    let is_left_alone = |sitting: &mut Sitting, how: &str| {
        let told = told(sitting);
        let (last_on, last_off) = (told.rfind("\u{1b}[?2004h"), told.rfind("\u{1b}[?2004l"));
        assert!(last_off.is_some() && last_on < last_off, "{how}: {told:?}");
        assert!(sitting.session.get_process().is_echo().unwrap(), "{how}");
    };
    let sandbox = with_three();
    for key in ["q", "\u{1b}", "\u{4}", "\u{3}"] {
        let mut sitting = Sitting::begin(&sandbox, &[]);
        sitting.press(key);
        is_left_alone(&mut sitting, key);
    }
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let mut sitting = Sitting::begin(&sandbox, &[]);
        sitting.shown_to(QUESTION);
        sitting.session.get_process_mut().kill(signal).unwrap();
        is_left_alone(&mut sitting, signal.as_str());
    }
    // A terminal that knows no sequences is sent none.
    let mut sitting = Sitting::on(&sandbox.command(&["review"]), "dumb");
    sitting.press("q");
    assert!(!told(&mut sitting).contains('\u{1b}'));
}

#[test]
fn yes_and_no_are_keys_too() {
    let sandbox = with_three();
    let mut sitting = Sitting::of(&sandbox.command(&["forget", "ana"]));
    let question = "Forget them? [y/N] ";
    for what in ["Amy", "y\r", "\u{1b}[1;5y", "\u{1b}[200~y\u{1b}[201~", "x"] {
        sitting.shown_to(question);
        sitting.session.send(what).unwrap();
    }
    sitting.shown_to(question);
    sitting.session.send("\u{3}").unwrap();
    assert_eq!(sitting.end(), ("\nerror: interrupted; nothing was recorded\n".to_owned(), 130));
    for no in ["n", "N", "\r", "\u{1b}"] {
        let mut sitting = Sitting::of(&sandbox.command(&["forget", "ana"]));
        sitting.shown_to(question);
        sitting.session.send(no).unwrap();
        let (told, code) = sitting.end();
        assert!(code == 0 && told.ends_with("Nothing was removed.\n"), "{told}");
    }
    assert_eq!(record_of(&sandbox, "ana").1, "pending");
    let mut sitting = Sitting::of(&sandbox.command(&["forget", "ana"]));
    sitting.shown_to(question);
    sitting.session.send("Y").unwrap();
    assert!(sitting.end().0.contains("Forgotten: Ana Lee"));
}

/// Answers one question after another.
fn answer(sitting: &mut Sitting, dialogue: &[(&str, &str)]) {
    for (question, typed) in dialogue {
        sitting.session.expect(*question).unwrap_or_else(|error| panic!("{question}: {error}"));
        sitting.session.send(format!("{typed}\r")).unwrap();
    }
}

#[test]
fn bare_add_asks_and_a_slip_loses_nothing() {
    let sandbox = Sandbox::new();
    let mut sitting = Sitting::of(&sandbox.command(&["add"]));
    answer(
        &mut sitting,
        &[
            ("Name or profile URL:", "Zo\u{1b}[D\u{1b}[Cë Brandt"),
            ("Profile URL (empty: not known):", "no profile"),
            ("Profile URL (empty: not known):", "linkedin.com/in/zoe-brandt"),
            ("Sent when (empty: now):", "yesterdya"),
            ("did you mean \"yesterday\"", ""),
        ][..4],
    );
    answer(
        &mut sitting,
        &[
            ("Sent when (empty: now):", "yesterday"),
            ("Note (empty: none):", "Your talk on tests was great"),
            ("What moves the odds", "met RustConf, shred 4"),
            ("write for instance: met RustConf, shared 4, senior", ""),
        ][..3],
    );
    answer(&mut sitting, &[("What moves the odds", "met RustConf, shared 4, senior")]);
    let (told, code) = sitting.end();
    assert_eq!(code, 0, "{told}");
    let shown = sandbox.json(&["show", "zoe"]);
    let request = &shown["requests"][0];
    assert_eq!((&request["name"], &request["slug"]), (&"Zoë Brandt".into(), &"zoe-brandt".into()));
    assert_eq!(
        (&request["met_at"], &request["mutual"], &request["senior"]),
        (&"RustConf".into(), &4.into(), &true.into())
    );
    assert_eq!(request["note"], "Your talk on tests was great");
    // What can't be recorded is refused before the note is asked for.
    let mut sitting = Sitting::of(&sandbox.command(&["add"]));
    answer(
        &mut sitting,
        &[("Name or profile URL:", "linkedin.com/in/zoe-brandt"), ("Sent when", "yesterday")],
    );
    let (told, code) = sitting.end();
    assert!(code == 1 && told.contains("on record already: #1 to Zoë Brandt"), "{told}");
}

#[test]
fn bare_observe_asks_who_and_for_one_key() {
    let sandbox = with_three();
    let mut sitting = Sitting::of(&sandbox.command(&["observe"]));
    answer(&mut sitting, &[("Who:", "nobdy"), ("Who:", "ana")]);
    for what in ["\u{1b}[1;5C", "\u{1b}[200~c\rm\r1\r\u{1b}[201~", "pp"] {
        sitting.press(what);
    }
    sitting.press("p");
    let (told, code) = sitting.end();
    assert!(code == 0 && told.contains("Ana Lee: button pending"), "{told}");
    assert_eq!(record_of(&sandbox, "ana").0, ["pending"]);
}
