//! Names, notes and mails come from other people: nothing of theirs may drive a terminal or hide in a line.

use std::borrow::Cow;
use std::fmt::Write;

/// A name with a right-to-left override could otherwise show a verdict that we never gave, one with ESC could
/// rewrite the screen. The joiners that some scripts and emoji need are left alone.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\t' => safe.push_str("\\t"),
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            c if is_unsafe(c) => drop(write!(safe, "{}", c.escape_unicode())),
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_drives_a_terminal_is_written_out() {
        let table = [
            ("\u{1b}[2J\u{1b}]0;x\u{7}", "\\u{1b}[2J\\u{1b}]0;x\\u{7}"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\u{202e}b\u{2066}c", "a\\u{202e}b\\u{2066}c"),
            ("a\tb\nc\rd\0", "a\\tb\\nc\\rd\\u{0}"),
            ("a\u{200b}b\u{feff}", "a\\u{200b}b\\u{feff}"),
        ];
        for (hostile, safe) in table {
            assert_eq!(line(hostile), safe);
        }
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in ["Zoë Brandt 🚀", "Łukasz", "محمد", "田中", "नमस्ते", "👩\u{200d}💻", "می\u{200c}خواهم"]
        {
            assert!(matches!(line(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
