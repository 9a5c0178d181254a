//! What the targets share: a present that never changes, and what must hold of everything that was read.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::Cursor;

use invtrack::import::{Options, Reading, read_stream};
use invtrack::record::fact::{Fact, Who};
use invtrack::record::name::{clean, fold};
use invtrack::record::slug::read_slug;
use invtrack::record::time::{Day, Instant, Zone};

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

/// The options with which files are read.
#[must_use]
pub fn options() -> Options {
    Options::new(NOW, Zone::Utc)
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

/// Reads a file of that name; of what can't be read nothing. What is read is in order, tidy and within its caps.
#[must_use]
pub fn read(bytes: &[u8], name: &str, options: &Options) -> Vec<Reading> {
    match read_stream(Cursor::new(bytes.to_vec()), name, options, &mut |_, _| ()) {
        Ok(read) => {
            read.iter().for_each(assert_reading);
            read
        }
        Err(error) => {
            // It may quote a header as it is, for `--map`.
            assert!(!error.message.is_empty() && error.hints.iter().all(|hint| !hint.is_empty()));
            Vec::new()
        }
    }
}

fn assert_reading(Reading { report, record, .. }: &Reading) {
    assert!(report.as_of.is_none_or(|day| day <= today()));
    assert!(record.lists.iter().all(|list| list.came.len() <= record.facts.len()));
    for bad in report.bad.iter().take(1_000) {
        assert_message(&bad.reason);
    }
    let lines: Vec<_> = report.bad.iter().map(|bad| (&bad.file, bad.row)).collect();
    let is_ordered = |pair: &[(&String, Option<u64>)]| pair[0].0 != pair[1].0 || pair[0].1 <= pair[1].1;
    assert!(lines.windows(2).all(is_ordered), "{lines:?}");
    record.facts.iter().for_each(assert_fact);
}

fn assert_fact(fact: &Fact) {
    let Who { slug, name, first, email } = &fact.who;
    assert!(!fact.about.is_empty() || slug.is_some() || name.is_some() || first.is_some() || email.is_some());
    name.iter().chain(first).for_each(|name| assert_name(name));
    slug.iter().for_each(|slug| assert_slug(slug));
    let is_known = |day: Day| day.ymd().0 >= FIRST_YEAR && day.days_since(today()) <= 1;
    assert!(fact.at.is_some_and(|at| is_known(at.day()) || at.moment().is_some()), "{fact:?}");
}
