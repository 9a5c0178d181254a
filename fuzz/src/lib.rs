//! What the targets share: a present that never changes, and what must hold of everything that was read.

use std::borrow::Cow;
use std::fmt::Display;

use invtrack::import::facts::ConnectionRow;
use invtrack::record::fact::Who;
use invtrack::record::name::{clean, fold};
use invtrack::record::slug::read_slug;
use invtrack::record::time::{Day, Instant, Zone};
use invtrack::import::{DataExport, ImportError, InvitationRow, Options, Table};

/// The present, in milliseconds since 1970: 2026-11-10T12:00:00Z, as in the tests.
pub const NOW: Instant = Instant::from_millis(1_794_312_000_000);

/// The cap on a name, in characters.
pub const MAX_NAME_CHARS: usize = 200;

/// The first year in which anything can have happened on LinkedIn.
const FIRST_YEAR: i32 = 2003;

/// No message is longer, in bytes: texts in it are cut.
const MAX_MESSAGE_BYTES: usize = 1_000;

/// Today, seen from [`NOW`].
#[must_use]
pub fn today() -> Day {
    Zone::Utc.day_of(NOW)
}

/// The options with which tables are read.
#[must_use]
pub fn options() -> Options {
    Options { as_of: None, now: NOW, zone: Zone::Utc, kind: None }
}

/// The input as text; no input is wasted for being no UTF-8.
#[must_use]
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Names are as they are stored: tidy, neither empty nor endless, and with a key of their own.
pub fn assert_name(name: &str) {
    assert!((1..=MAX_NAME_CHARS).contains(&name.chars().count()), "{name:?}");
    assert_eq!(clean(name, MAX_NAME_CHARS).as_deref(), Ok(name));
    assert_eq!(fold(&fold(name)), fold(name), "{name:?}");
}

/// Slugs are normal: reading one again changes nothing.
pub fn assert_slug(slug: &str) {
    assert_eq!(read_slug(slug).as_deref(), Ok(slug));
}

/// Messages that quote an input are short, on one line, and drive no terminal.
pub fn assert_message(message: &impl Display) {
    let message = message.to_string();
    assert!(message.len() <= MAX_MESSAGE_BYTES, "{message:?}");
    assert_plain(&message);
}

/// A message of any length that drives no terminal.
pub fn assert_plain(message: &str) {
    let turns = |c: char| matches!(c, '\u{61C}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(!message.is_empty(), "an empty message");
    assert!(!message.contains(|c: char| c.is_control() || turns(c)), "{message:?}");
}

/// Lines come in the order of the file, below its header.
pub fn assert_lines(lines: &[u64]) {
    assert!(lines.is_sorted_by(|a, b| a < b), "{lines:?}");
    assert!(lines.first().is_none_or(|first| *first > 1), "{lines:?}");
}

/// What is read of a data export is in order and within its caps.
pub fn assert_export(read: Result<DataExport, ImportError>) {
    match read {
        Ok(export) => {
            assert!(export.as_of.day <= today() && export.left_alone.len() <= 5_000);
            export.invitations.iter().for_each(assert_invitations);
            export.connections.iter().for_each(assert_connections);
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(error.hint().is_none_or(|hint| !hint.is_empty()));
        }
    }
}

fn assert_invitations(table: &Table<InvitationRow>) {
    assert_table(table, |row| row.row);
    for row in &table.rows {
        assert_who(&row.who);
        assert!(is_in_time(row.at.day()), "{row:?}");
        let fits = |note: &Box<str>| !note.trim().is_empty() && note.len() <= 64 << 10;
        assert!(row.note.as_ref().is_none_or(fits), "{row:?}");
    }
}

fn assert_connections(table: &Table<ConnectionRow>) {
    assert_table(table, |row| row.row);
    for row in &table.rows {
        assert_person(&row.name, row.slug.as_deref(), row.email.as_deref());
        assert!(is_in_time(row.connected_on), "{row:?}");
    }
}

/// Rows come in the order of the file, below its header; each line begins one row at the most.
fn assert_table<T>(table: &Table<T>, line: impl Fn(&T) -> u64) {
    let rows: Vec<u64> = table.rows.iter().map(line).collect();
    let bad: Vec<u64> = table.bad.iter().map(|bad| bad.row).collect();
    assert_lines(&rows);
    assert_lines(&bad);
    assert!(rows.iter().all(|row| bad.binary_search(row).is_err()), "{rows:?} {bad:?}");
    table.bad.iter().for_each(|bad| assert_message(&bad.reason));
}

/// Who somebody is, as it is stored.
pub fn assert_person(name: &str, slug: Option<&str>, email: Option<&str>) {
    assert_name(name);
    slug.into_iter().for_each(assert_slug);
    assert!(email.is_none_or(|email| !email.is_empty() && email.len() <= 64 << 10), "{email:?}");
}

/// The same of somebody who is named somehow.
pub fn assert_who(who: &Who) {
    let named = who.name.as_deref().or(who.slug.as_deref().or(who.email.as_deref()).map(|_| "x"));
    assert_person(named.expect("somebody is named"), who.slug.as_deref(), who.email.as_deref());
}

/// Whether a day lies between LinkedIn's first year and tomorrow.
#[must_use]
pub fn is_in_time(day: Day) -> bool {
    day.ymd().0 >= FIRST_YEAR && day.days_since(today()) <= 1
}
