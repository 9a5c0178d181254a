//! The page *Manage invitations > Sent*: name, headlines, `Sent 2 weeks ago`, `Withdraw`.

use super::BadLine;
use super::age::{Age, read_age};
use super::furniture::{fold_short, pictured, total};
use super::lines::Line;
use super::rows::{self, End, is_one_of};
use crate::import::dates::FIRST_YEAR;
use crate::import::facts::{SentList, SentRow};
use crate::record::name::fold;
use crate::record::time::Day;

const WITHDRAW: [&str; 4] = ["withdraw", "withdraw invitation", "zuruckziehen", "einladung zuruckziehen"];
const UNKNOWN_AGE: &str = "how long ago it was sent is not told in a way that is known";

/// The open invitations, and the rows that make no sense; both are empty if it is another page.
pub(super) fn read(lines: &[Line<'_>], as_of: Day) -> (SentList, Vec<BadLine>) {
    let ends = ends(lines);
    let above = ends.first().map_or(lines.len(), |end| end.at);
    let total = lines[..above].iter().find_map(total);
    let told =
        |end: End<Age>| End { at: end.at, next: end.next, told: end.told.and_then(|age| days(age, as_of)) };
    let (rows, bad) = rows::between(lines, ends.into_iter().map(told).collect());
    let row = |row: rows::Row<(Day, Day)>| {
        let (first_day, last_day) = row.told;
        SentRow { row: row.number, name: row.name, slug: row.slug, first_day, last_day }
    };
    (SentList { rows: rows.into_iter().map(row).collect(), total }, bad)
}

/// Whether any row of this page is there.
pub(super) fn has_rows(lines: &[Line<'_>]) -> bool {
    !ends(lines).is_empty()
}

fn ends(lines: &[Line<'_>]) -> Vec<End<Age>> {
    if lines.iter().any(is_withdraw) { at_buttons(lines) } else { at_ages(lines) }
}

/// Whether it is the button that takes an invitation back.
pub(super) fn is_withdraw(line: &Line<'_>) -> bool {
    is_one_of(line, &WITHDRAW)
}

fn days(age: Age, as_of: Day) -> Result<(Day, Day), &'static str> {
    let days = age.seen_from(as_of).filter(|(_, last)| last.ymd().0 >= FIRST_YEAR);
    days.ok_or("sent before LinkedIn existed")
}

/// Where the rows end: at the button below the age. The last age above it counts, as a headline may look like one.
fn at_buttons(lines: &[Line<'_>]) -> Vec<End<Age>> {
    let mut ends = Vec::new();
    let mut age = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(read) = read_age(&line.text) {
            age = Some((index, read));
        } else if is_withdraw(line) {
            let next = index + 1;
            match age.take() {
                Some((at, age)) => ends.push(End { at, next, told: Ok(age) }),
                None if is_end_without_age(lines, index) => {
                    ends.push(End { at: index, next, told: Err(UNKNOWN_AGE) });
                }
                // A headline may consist of this word.
                None => {}
            }
        }
    }
    if let Some((at, _)) = age.filter(|(_, age)| age.is_said) {
        ends.push(End { at, next: lines.len(), told: Err("the copy ends before the row does") });
    }
    ends
}

/// Whether a row ends with this button, though no age is known above it.
fn is_end_without_age(lines: &[Line<'_>], button: usize) -> bool {
    let says_sent = |line: &Line<'_>| {
        let folded = fold_short(line);
        ["sent ", "gesendet "].iter().any(|word| folded.starts_with(word)) || folded.ends_with(" ago")
    };
    let is_above = button.checked_sub(1).is_some_and(|above| says_sent(&lines[above]));
    let is_below = match &lines[button + 1..] {
        [picture, name, ..] => pictured(picture).is_some_and(|pictured| fold(pictured) == fold(&name.text)),
        _ => false,
    };
    is_above || is_below
}

/// Where the rows end if no button was copied: at lines that say "sent" and how long ago.
fn at_ages(lines: &[Line<'_>]) -> Vec<End<Age>> {
    let ages = lines.iter().map(|line| read_age(&line.text)).enumerate();
    ages.filter_map(|(at, age)| Some(End { at, next: at + 1, told: Ok(age.filter(|age| age.is_said)?) }))
        .collect()
}
