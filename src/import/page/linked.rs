//! A saved page in any language: a row is a link to a profile with a name on it, and below it a button of which screen
//! readers say that name.

use super::around::total;
use super::lines::{Document, Line};
use super::lists::{List, Row, read_age};
use crate::import::input::MAX_NAME_CHARS;
use crate::record::name::{clean, fold};
use crate::record::time::Day;

/// Longer ones are open only if LinkedIn forgot them.
const MAX_OPEN_DAYS: i64 = 190;
const LONGEST_AGE: usize = 40;

#[derive(PartialEq, Eq, Debug)]
pub(super) enum Linked {
    Sent(List),
    /// Each row has two buttons: accept and ignore.
    Received,
}

pub(super) fn read(document: &Document<'_>, as_of: Day) -> Option<Linked> {
    let lines = &document.lines;
    let starts: Vec<usize> = (0..lines.len())
        .filter(|&at| lines[at].slug.is_some() && (at == 0 || lines[at - 1].slug != lines[at].slug))
        .collect();
    let rows = starts.iter().enumerate().filter_map(|(nth, &at)| {
        let end = starts.get(nth + 1).copied().unwrap_or(lines.len());
        row(&lines[at..end], as_of)
    });
    let (rows, buttons): (Vec<Row>, Vec<usize>) = rows.unzip();
    if !document.links_to_sent || rows.is_empty() {
        return None;
    }
    if buttons.iter().all(|buttons| *buttons == 2) {
        return Some(Linked::Received);
    }
    let total = lines.iter().find_map(total);
    buttons.iter().all(|buttons| *buttons == 1).then(|| Linked::Sent(List { rows, total, ..List::default() }))
}

/// With the number of its buttons.
fn row(lines: &[Line<'_>], as_of: Day) -> Option<(Row, usize)> {
    let name = clean(&lines[0].text, MAX_NAME_CHARS).ok()?;
    let folded = fold(&name);
    let is_theirs = |line: &&Line<'_>| {
        let said = line.action.as_ref().map(|action| fold(action)).unwrap_or_default();
        said.len() > folded.len() && said.contains(&folded)
    };
    let buttons = lines.iter().filter(is_theirs).count();
    let is_age = |line: &&Line<'_>| {
        let digits = line.text.chars().filter(char::is_ascii_digit).count();
        line.text.len() <= LONGEST_AGE && (1..=3).contains(&digits)
    };
    let told = lines.iter().find_map(|line| read_age(&line.text, as_of));
    let days = match told {
        Some(age) => age.days.ok()?,
        // In words that are not known: some time ago.
        None => {
            lines[1..].iter().find(is_age).and_then(|_| Some((as_of.plus_days(-MAX_OPEN_DAYS)?, as_of)))?
        }
    };
    let slug = lines[0].slug.clone();
    (buttons > 0).then_some((Row { number: lines[0].number, name, slug, days, lines: Vec::new() }, buttons))
}
