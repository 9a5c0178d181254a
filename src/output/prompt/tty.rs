//! Waiting for a key on a terminal, where keys are bytes among other bytes: pasted text, what keys without a character
//! send, reports of the mouse, answers of the terminal itself. A key is one character that comes alone.

use std::io::{self, Write};
use std::sync::OnceLock;

use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

use super::key::KeyPress;

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const BELL: u8 = 7;
const ESCAPE: u8 = 0x1b;
/// The terminal puts marks around what is pasted; again it does not.
const MARK_PASTES: &str = "\x1b[?2004h";
const MARK_NO_PASTES: &str = "\x1b[?2004l";
const PASTE_BEGINS: &[u8] = b"[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// In tenths of a second: nobody types two keys within that, and a terminal does not pause so long within a sequence.
const PAUSE: u8 = 1;
const LONG_PAUSE: u8 = 20;

/// Before the first question, and whether it marks what is pasted.
static BEFORE: OnceLock<(Termios, bool)> = OnceLock::new();

pub fn remember(marks_pastes: bool) -> io::Result<()> {
    let now = tcgetattr(io::stdin())?;
    BEFORE.get_or_init(|| (now, marks_pastes));
    Ok(())
}

pub fn restore() {
    if let Some((before, marks_pastes)) = BEFORE.get() {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        mark(*marks_pastes, MARK_NO_PASTES);
    }
}

pub fn read() -> io::Result<KeyPress> {
    let Some((before, marks_pastes)) = BEFORE.get() else { return Err(io::ErrorKind::NotConnected.into()) };
    let mut raw = before.clone();
    raw.make_raw();
    raw.output_modes = before.output_modes;
    let _restored = Restored;
    mark(*marks_pastes, MARK_PASTES);
    // What was typed before the question was there is no answer to it.
    let mut action = OptionalActions::Flush;
    let (mut bytes, mut next) = (Vec::new(), [0; 4096]);
    loop {
        (raw.special_codes[SpecialCodeIndex::VMIN], raw.special_codes[SpecialCodeIndex::VTIME]) =
            match &*bytes {
                [] => (1, 0),
                [ESCAPE] => (0, PAUSE),
                bytes if is_cut(bytes) => (0, LONG_PAUSE),
                _ => (0, PAUSE),
            };
        tcsetattr(io::stdin(), action, &raw)?;
        action = OptionalActions::Now;
        match rustix::io::retry_on_intr(|| rustix::io::read(io::stdin(), &mut next))? {
            0 if bytes.is_empty() => return Err(io::ErrorKind::UnexpectedEof.into()),
            0 => return Ok(key(&bytes)),
            read => bytes.extend_from_slice(&next[..read]),
        }
        if bytes.contains(&CTRL_C) {
            return Ok(KeyPress::Interrupt);
        }
    }
}

struct Restored;

impl Drop for Restored {
    fn drop(&mut self) {
        restore();
    }
}

fn mark(marks_pastes: bool, how: &str) {
    if marks_pastes {
        drop(io::stderr().write_all(how.as_bytes()));
    }
}

/// `bytes` came at once.
fn key(bytes: &[u8]) -> KeyPress {
    match bytes {
        [CTRL_C] => KeyPress::Interrupt,
        // Ctrl-D: nothing more is going to come.
        [ESCAPE | CTRL_D] => KeyPress::Char('q'),
        b"\r" | b"\n" => KeyPress::Char('\n'),
        _ => {
            let mut characters = str::from_utf8(bytes).unwrap_or_default().chars();
            match (characters.next(), characters.next()) {
                (Some(one), None) if !one.is_control() => KeyPress::Char(one.to_ascii_lowercase()),
                _ => KeyPress::Other,
            }
        }
    }
}

fn is_cut(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == ESCAPE) {
        let Some(length) = length(&rest[at + 1..]) else { return true };
        rest = &rest[at + 1 + length..];
    }
    false
}

/// From after its escape on, once it is whole.
fn length(rest: &[u8]) -> Option<usize> {
    let after = |end: &[u8]| rest.windows(end.len()).position(|part| part == end).map(|at| at + end.len());
    let fixed = |length: usize| (rest.len() >= length).then_some(length);
    match rest {
        // The older reports of the mouse: a button and two places, as a byte each.
        [b'[', b'M', ..] => fixed(5),
        // The function keys of the Linux console.
        [b'[', b'[', ..] => fixed(3),
        pasted if pasted.starts_with(PASTE_BEGINS) => after(PASTE_ENDS),
        [b'[' | b'O', parameters @ ..] => {
            let end = parameters.iter().position(|byte| matches!(byte, b'@'..=b'~'))?;
            Some(end + 2)
        }
        // Answers of the terminal.
        [b']' | b'P' | b'X' | b'^' | b'_', ..] => {
            [after(&[BELL]), after(b"\x1b\\")].into_iter().flatten().min()
        }
        [] => None,
        [ESCAPE, ..] => Some(0),
        [_, ..] => Some(1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What terminals send that is no character: keys with and without modifiers in the ways of several terminals,
    /// reports of the mouse and of the focus, answers to questions of other programs, a paste.
    const SEQUENCES: [&[u8]; 24] = [
        b"\x1b[A",
        b"\x1b[1;5C",
        b"\x1b[3~",
        b"\x1b[15;2~",
        b"\x1b[27;5;99~",
        b"\x1b[99;5u",
        b"\x1b[[A",
        b"\x1bOP",
        b"\x1bOm",
        b"\x1bO5P",
        b"\x1bc",
        b"\x1b\x1b[A",
        b"\x1b[<0;12;34M",
        b"\x1b[<0;12;34m",
        b"\x1b[M cp",
        b"\x1b[M \xe9\xc3",
        b"\x1b[32;12;34M",
        b"\x1b[I",
        b"\x1b[?62;1;c",
        b"\x1b[?2004;1$y",
        b"\x1b]11;rgb:cccc/cccc/cccc\x07",
        b"\x1b]11;rgb:cccc/cccc/cccc\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b[200~p\nc\n1\x1b[201~",
    ];

    #[test]
    fn a_key_is_a_character_that_comes_alone() {
        assert_eq!(key(b"p"), KeyPress::Char('p'));
        assert_eq!(key(b"M"), KeyPress::Char('m'));
        assert_eq!(key("é".as_bytes()), KeyPress::Char('é'));
        assert_eq!([key(b"\r"), key(b"\n")], [KeyPress::Char('\n'); 2]);
        assert_eq!([key(b"\x1b"), key(b"\x04"), key(b"q")], [KeyPress::Char('q'); 3]);
        assert_eq!(key(b"\x03"), KeyPress::Interrupt);
        for other in
            [&b"pp"[..], b"p\n", b"Jim Smith 123", b"\xff", b"\xc3", b"\t", b"\x7f", b"\x00", b"\x1a"]
        {
            assert_eq!(key(other), KeyPress::Other, "{other:?}");
        }
    }

    #[test]
    fn a_sequence_is_no_key_and_is_whole_at_its_end() {
        for sequence in SEQUENCES {
            assert_eq!(key(sequence), KeyPress::Other, "{sequence:?}");
            assert!(!is_cut(sequence), "{sequence:?}");
            for end in 1..sequence.len() {
                assert!(is_cut(&sequence[..end]), "{:?}", &sequence[..end]);
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_that_comes_with_a_sequence_is_a_key(
            before in any::<Vec<u8>>(),
            sequence in prop::sample::select(&SEQUENCES[..]),
            after in any::<Vec<u8>>(),
        ) {
            prop_assert_eq!(key(&[&before, sequence, &after].concat()), KeyPress::Other);
        }
    }
}
