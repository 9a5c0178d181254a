//! Mails out of an mbox, one after the other, with no more in memory than the one at hand.

use std::io::{self, BufRead};

use super::MailError;
use super::source::MAX_MESSAGE;

/// No header line is longer; longer lines are taken in pieces.
const MAX_LINE: usize = 64 << 10;

/// The mails of an mbox: mboxo, mboxrd, with either line ending.
pub(super) struct Mbox<R> {
    input: R,
    name: String,
    /// How many mails have begun.
    number: u64,
    ended: bool,
    line: Vec<u8>,
}

impl<R: BufRead> Mbox<R> {
    pub(super) fn new(input: R, name: String) -> Self {
        Self { input, name, number: 0, ended: false, line: Vec::new() }
    }

    fn place(&self, number: u64) -> String {
        format!("{}:message {number}", self.name)
    }

    /// Everything up to the next separator; none at the end.
    fn next_message(&mut self) -> io::Result<Option<Message>> {
        let mut message = Message::default();
        let number = self.number;
        let (mut starts_line, mut after_blank) = (true, true);
        loop {
            self.line.clear();
            if read_piece(&mut self.input, &mut self.line)? == 0 {
                self.ended = true;
                break;
            }
            let line = if number == 0 {
                self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line)
            } else {
                &self.line
            };
            if starts_line && is_separator(line, after_blank) {
                self.number += 1;
                break;
            }
            // What stands before the first separator is no mail.
            if number > 0 {
                message.add(if starts_line { unescaped(line) } else { line });
            }
            after_blank = starts_line && line.trim_ascii().is_empty();
            starts_line = line.ends_with(b"\n");
        }
        Ok((number > 0).then_some(message))
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = Result<(String, Vec<u8>), MailError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let number = self.number;
            match self.next_message() {
                Err(error) => {
                    self.ended = true;
                    return Some(Err(MailError::Read { place: self.place(self.number), error }));
                }
                Ok(None) => {}
                Ok(Some(message)) if message.is_too_large => {
                    return Some(Err(MailError::TooLarge { place: self.place(number) }));
                }
                Ok(Some(message)) => return Some(Ok((self.place(number), message.bytes))),
            }
        }
        None
    }
}

#[derive(Default)]
struct Message {
    bytes: Vec<u8>,
    is_too_large: bool,
}

impl Message {
    fn add(&mut self, line: &[u8]) {
        self.is_too_large |= self.bytes.len() + line.len() > MAX_MESSAGE;
        if self.is_too_large {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(line);
        }
    }
}

/// A line with its end, or as much of it as is allowed; 0 at the end.
fn read_piece(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    io::Read::take(input, MAX_LINE as u64).read_until(b'\n', line)
}

/// Whether a line stands between two mails: `From who@where Mon Oct  5 10:00:00 2026`. What has no date, as
/// Thunderbird and Eudora write it, has to follow a blank line.
pub(super) fn is_separator(line: &[u8], after_blank: bool) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = rest.trim_ascii();
    let has_time = rest.windows(6).any(|w| {
        w[0] == b' '
            && w[1].is_ascii_digit()
            && w[2].is_ascii_digit()
            && w[3] == b':'
            && w[4].is_ascii_digit()
    });
    let has_year = rest
        .split(u8::is_ascii_whitespace)
        .any(|word| word.len() == 4 && word.iter().all(u8::is_ascii_digit));
    has_time && has_year || after_blank && (rest.is_empty() || rest == b"-")
}

/// A line of a mail that begins with `From ` is written `>From `, and in mboxrd one that begins with `>From `
/// is written `>>From `.
fn unescaped(line: &[u8]) -> &[u8] {
    let bare = line.iter().position(|&byte| byte != b'>').unwrap_or(line.len());
    if bare > 0 && line[bare..].starts_with(b"From ") { &line[1..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(String, String)> {
        let shown = |item: Result<(String, Vec<u8>), MailError>| match item {
            Ok((place, bytes)) => (place, String::from_utf8(bytes).unwrap()),
            Err(error) => (error.to_string(), String::new()),
        };
        Mbox::new(text, "m".to_owned()).map(shown).collect()
    }

    fn mails(bodies: &[&str]) -> Vec<(String, String)> {
        bodies
            .iter()
            .enumerate()
            .map(|(at, body)| (format!("m:message {}", at + 1), (*body).to_owned()))
            .collect()
    }

    const FROM: &str = "From a@b Mon Oct  5 10:00:00 2026\n";

    #[test]
    fn mails_are_told_apart() {
        for (text, bodies) in [
            (String::new(), &[][..]),
            ("no mail\n".to_owned(), &[]),
            (FROM.to_owned(), &[""]),
            (format!("{FROM}A: 1\n\nx\n\n{FROM}B: 2\n\ny"), &["A: 1\n\nx\n\n", "B: 2\n\ny"]),
            (format!("\u{feff}{FROM}A: 1\n{FROM}B: 2\n"), &["A: 1\n", "B: 2\n"]),
            (
                format!("{FROM}A: 1\r\n\r\nFrom -\r\nB: 2\r\n\r\nFrom \r\nC: 3\r\n"),
                &["A: 1\r\n\r\n", "B: 2\r\n\r\n", "C: 3\r\n"],
            ),
            (
                format!("{FROM}\nFrom here on\n\nFrom now on\nFrom \n"),
                &["\nFrom here on\n\nFrom now on\nFrom \n"],
            ),
            (format!("{FROM}>{FROM}>>From x\n> From y\n>x\n"), &[&format!("{FROM}>From x\n> From y\n>x\n")]),
            ("From 1761@xxx Sat Jul 25 08:25:58 +0000 2026\r\nA: 1\r\n".to_owned(), &["A: 1\r\n"]),
        ] {
            assert_eq!(read(text.as_bytes()), mails(bodies), "{text}");
        }
    }

    #[test]
    fn a_mail_too_large_is_skipped_and_not_held() {
        let huge = "x".repeat(MAX_MESSAGE + 1);
        let text = format!("{FROM}A: 1\n\n{FROM}{huge}\n\n{FROM}C: 3\n");
        let found = read(text.as_bytes());
        assert_eq!(found[1].0, "m:message 2: it is larger than 25 MiB");
        assert_eq!((found[0].1.as_str(), found[2].1.as_str(), found.len()), ("A: 1\n\n", "C: 3\n", 3));
    }

    #[test]
    fn a_separator_inside_a_long_line_is_none() {
        let text = format!("{FROM}{}{FROM}", "x".repeat(MAX_LINE));
        assert_eq!(read(text.as_bytes()).len(), 1);
    }
}
