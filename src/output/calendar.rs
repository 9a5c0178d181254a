//! Calendars (RFC 5545): all-day events, which every calendar program reads.
//!
//! Written by hand, for it is a few lines: of the crates for it one brings types of a clock library that is kept behind
//! `record::time`, and another has had no release for years.

use std::io::{self, Write};

use super::sanitize::is_unsafe;
use crate::record::time::{Day, Instant};

/// The longest line, in octets, without its end (RFC 5545 section 3.1).
const MAX_OCTETS: usize = 75;

#[derive(Clone, Debug)]
pub struct CalendarEvent {
    /// The same whenever it is written again.
    pub uid: String,
    pub day: Day,
    pub summary: String,
    pub description: String,
    pub url: Option<String>,
}

pub fn write(out: &mut dyn Write, now: Instant, events: &[CalendarEvent]) -> io::Result<()> {
    let stamp = basic(&now.to_rfc3339());
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invtrack//invtrack//EN", "CALSCALE:GREGORIAN"] {
        line(out, text)?;
    }
    for event in events {
        line(out, "BEGIN:VEVENT")?;
        line(out, &format!("UID:{}", escape(&event.uid)))?;
        line(out, &format!("DTSTAMP:{stamp}"))?;
        line(out, &format!("DTSTART;VALUE=DATE:{}", basic(&event.day.iso())))?;
        line(out, &format!("SUMMARY:{}", escape(&event.summary)))?;
        line(out, &format!("DESCRIPTION:{}", escape(&event.description)))?;
        if let Some(url) = &event.url {
            let safe: String = url.chars().filter(|c| !is_unsafe(*c)).collect();
            line(out, &format!("URL:{safe}"))?;
        }
        // It does not make anybody busy.
        line(out, "TRANSP:TRANSPARENT")?;
        line(out, "END:VEVENT")?;
    }
    line(out, "END:VCALENDAR")
}

/// ISO 8601 without its marks: `20261005T143000Z`. Fractions of seconds have no place in a calendar.
fn basic(iso: &str) -> String {
    let (whole, is_utc) = match iso.split_once('.') {
        Some((whole, _)) => (whole, true),
        None => (iso, false),
    };
    let mut basic: String = whole.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    basic.push_str(if is_utc { "Z" } else { "" });
    basic
}

/// What could drive a program or hide in a line is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if is_unsafe(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let mut rest = text;
    let mut room = MAX_OCTETS;
    while rest.len() > room {
        let at = (1..=room).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(at);
        write!(out, "{head}\r\n ")?;
        // The blank that a folded line begins with counts, too.
        (rest, room) = (tail, MAX_OCTETS - 1);
    }
    write!(out, "{rest}\r\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> CalendarEvent {
        CalendarEvent {
            uid: "1-look@invtrack".to_owned(),
            day: Day::new(2026, 10, 5).unwrap(),
            summary: summary.to_owned(),
            description: "x".to_owned(),
            url: None,
        }
    }

    fn written(events: &[CalendarEvent]) -> String {
        let mut out = Vec::new();
        write(&mut out, Instant::parse_rfc3339("2026-10-05T14:30:00.250Z").unwrap(), events).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_event_is_written_as_the_standard_wants_it() {
        let text = written(&[event("a;b,c\\d\ne\u{1b}[2J\u{202e}\rf")]);
        assert!(text.contains("\r\nSUMMARY:a\\;b\\,c\\\\d\\ne[2Jf\r\n"), "{text}");
        assert!(text.contains("\r\nDTSTAMP:20261005T143000Z\r\nDTSTART;VALUE=DATE:20261005\r\n"), "{text}");
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
                && text.ends_with("END:VCALENDAR\r\n")
        );
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_they_were(text in "[ -~äΩ你🚀;,\\\\]{0,300}") {
            let folded = written(&[event(&text)]);
            for line in folded.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{}", line);
            }
            let unfolded = folded.replace("\r\n ", "");
            let summary = unfolded.split("\r\n").find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let back = summary.replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\");
            prop_assert_eq!(back, text);
        }
    }
}
