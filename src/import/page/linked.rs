//! Saved pages in any language: a row is a link to a profile with a name on it, and below it a button of which screen
//! readers say that name.

use super::around::total;
use super::lists::{PageList, PageRow, read_age};
use crate::import::dates::{self, FIRST_YEAR};
use crate::import::input::MAX_NAME_CHARS;
use crate::import::lines::{Document, Line};
use crate::record::name::{clean, fold};
use crate::record::time::Day;

/// Longer ones are open only if LinkedIn forgot them.
const MAX_OPEN_DAYS: i64 = 190;
/// In bytes; Arabic letters and digits are two each.
const LONGEST_AGE: usize = 60;
/// `25 de octubre de 2026`
const MOST_DATE_WORDS: usize = 6;

#[derive(PartialEq, Eq, Debug)]
pub(super) enum Linked {
    Sent(PageList),
    /// Each row has two buttons: accept and ignore.
    Received,
}

pub(super) fn read(document: &Document, as_of: Day) -> Option<Linked> {
    let lines = &document.lines;
    let mut rows: Vec<(PageRow, Shown)> = linked(lines).filter_map(|lines| row(lines, as_of)).collect();
    let first = rows.iter().find(|(_, shown)| shown.has_age && document.links_to_sent)?;
    let buttons = first.1.buttons.clone();
    // Below the list stand suggestions, with another button.
    rows.retain(|(_, shown)| shown.buttons == buttons);
    if buttons.len() > 1 {
        return (buttons.len() == 2).then_some(Linked::Received);
    }
    let total = lines.iter().find_map(total);
    let rows = rows.into_iter().map(|(row, _)| row).collect();
    Some(Linked::Sent(PageList { rows, total, ..PageList::default() }))
}

/// What is known to be the Connections page: of each row the one day that is told, in whatever words.
pub(super) fn connections(document: &Document, as_of: Day) -> Option<PageList> {
    let dated = |lines: &[Line]| {
        let (row, _) = row(lines, as_of)?;
        // A headline above it may tell another.
        let above_button = lines[1..].iter().take_while(|line| line.action.is_none());
        let day = above_button.filter_map(|line| day_in(&line.text)).last()?;
        (day <= as_of && day.ymd().0 >= FIRST_YEAR).then_some(PageRow { days: (day, day), ..row })
    };
    let rows: Vec<PageRow> = linked(&document.lines).filter_map(dated).collect();
    (document.is_connections && !rows.is_empty()).then(|| PageList { rows, ..PageList::default() })
}

fn day_in(text: &str) -> Option<Day> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let parts = (1..=MOST_DATE_WORDS).rev().flat_map(|number| words.windows(number));
    parts.filter(|_| text.len() <= LONGEST_AGE).find_map(|part| dates::read_day(&part.join(" "), None))
}

/// From each link to a profile to the next.
fn linked(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    let is_start =
        |at: &usize| lines[*at].slug().is_some() && (*at == 0 || lines[*at - 1].slug() != lines[*at].slug());
    let starts: Vec<usize> = (0..lines.len()).filter(is_start).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| &lines[start..end])
}

struct Shown {
    /// What is written on those of which screen readers say the name.
    buttons: Vec<String>,
    /// Or something else with a number.
    has_age: bool,
}

fn row(lines: &[Line], as_of: Day) -> Option<(PageRow, Shown)> {
    let name = clean(&lines[0].text, MAX_NAME_CHARS).ok()?;
    let folded = fold(&name);
    let is_theirs = |line: &&Line| {
        let said = line.action.as_ref().map(|action| fold(action)).unwrap_or_default();
        line.slug().is_none() && said.len() > folded.len() && said.contains(&folded)
    };
    let buttons: Vec<String> = lines.iter().filter(is_theirs).map(|line| line.text.clone()).collect();
    let is_age = |line: &Line| {
        let digits = line.text.chars().filter(|c| c.is_numeric()).count();
        line.text.len() <= LONGEST_AGE && (1..=3).contains(&digits)
    };
    let told = lines[1..].iter().find_map(|line| read_age(&line.text, as_of));
    let has_age = told.is_some() || lines[1..].iter().any(is_age);
    // In words that are not known: some time ago.
    let days = told.map_or_else(|| Some((as_of.plus_days(-MAX_OPEN_DAYS)?, as_of)), |age| age.days.ok())?;
    let row = PageRow {
        number: lines[0].number,
        name,
        slug: lines[0].slug().map(str::to_owned),
        days,
        lines: Vec::new(),
    };
    (!buttons.is_empty()).then_some((row, Shown { buttons, has_age }))
}
