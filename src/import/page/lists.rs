//! *Manage invitations > Sent* (`Sent 2 weeks ago`, `Withdraw`) and *Connections* (`Connected on June 12, 2026`): each
//! row ends with a dated line, and its name is found by walking back to the row before.

use super::around::{fold_short, is_caption, is_mark, is_menu, pictured, shows, total};
use crate::import::dates::{self, FIRST_YEAR};
use crate::import::input::MAX_NAME_CHARS;
use crate::import::lines::{Line, tidy};
use crate::import::report::Bad;
use crate::import::words::{WORDS, inside};
use crate::record::date::DateOrder;
use crate::record::name::{clean, fold};
use crate::record::time::Day;

/// In bytes.
const LONGEST: usize = 100;
const MAX_LINES: usize = 4;
/// In minutes.
const DAY: i64 = 24 * 60;
const UNKNOWN_AGE: &str = "how long ago it was sent is not told in a way that is known";

#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct PageList {
    pub(super) rows: Vec<PageRow>,
    pub(super) bad: Vec<Bad>,
    pub(super) total: Option<u32>,
    /// Of other tabs: who was invited to follow a page or to an event.
    pub(super) elsewhere: usize,
}

#[derive(PartialEq, Eq, Debug)]
pub(super) struct PageRow {
    /// The line in the page's text, from 1.
    pub(super) number: u64,
    pub(super) name: String,
    /// Only a page saved as HTML has it.
    pub(super) slug: Option<String>,
    pub(super) days: (Day, Day),
    /// If it is not certain which line is the name: others that may be it.
    pub(super) lines: Vec<String>,
}

struct End {
    at: usize,
    next: usize,
    days: Result<(Day, Day), &'static str>,
}

impl PageList {
    pub(super) fn len(&self) -> usize {
        self.rows.len() + self.bad.len()
    }

    /// Only then absence means something.
    pub(super) fn is_complete(&self) -> bool {
        self.total.is_some_and(|total| usize::try_from(total) == Ok(self.rows.len()))
    }
}

pub(super) fn sent(lines: &[Line], as_of: Day) -> PageList {
    let ends = if lines.iter().any(is_withdraw) { at_buttons(lines, as_of) } else { at_ages(lines, as_of) };
    let above = ends.first().map_or(lines.len(), |end| end.at);
    PageList { total: lines[..above].iter().find_map(total), ..between(lines, ends) }
}

pub(super) fn connections(lines: &[Line], as_of: Day) -> PageList {
    let dated = lines.iter().enumerate().filter_map(|(at, line)| Some((at, connected_on(&line.text)?)));
    let check = |day: Day| {
        if day.ymd().0 < FIRST_YEAR {
            Err("connected before LinkedIn existed")
        } else if day > as_of {
            Err("connected in the future")
        } else {
            Ok((day, day))
        }
    };
    let ends = dated.map(|(at, day)| End { at, next: below(lines, at), days: day.and_then(check) });
    between(lines, ends.collect())
}

/// And below the buttons that follow.
fn below(lines: &[Line], at: usize) -> usize {
    let buttons = lines[at + 1..].iter().take_while(|line| WORDS.page.buttons.has(&fold_short(line)));
    at + 1 + buttons.count()
}

pub(super) fn is_withdraw(line: &Line) -> bool {
    WORDS.page.withdraw.has(&fold_short(line))
}

fn between(lines: &[Line], ends: Vec<End>) -> PageList {
    let mut kept: Vec<End> = Vec::with_capacity(ends.len());
    for end in ends {
        match kept.last_mut() {
            // A headline may look like a dated line. Then the real one follows it at once, and no row is between them.
            Some(last) if last.next == end.at => *last = end,
            _ => kept.push(end),
        }
    }
    let (mut list, mut start) = (PageList::default(), 0);
    let is_cut = kept.len() > 1 && is_cut(&lines[..kept[0].at], &lines[kept[0].next..kept[1].at]);
    for End { at, next, days } in kept {
        let row = &lines[start..at];
        if row.iter().any(is_of_another_tab) {
            list.elsewhere += 1;
            start = next;
            continue;
        }
        let days = if start == 0 && is_cut { Err("the copy begins inside this row") } else { days };
        match days.and_then(|days| read_row(row, days)) {
            Ok(row) => list.rows.push(row),
            Err(reason) => list.bad.push(Bad::at(lines[at].number, reason)),
        }
        start = next;
    }
    list
}

fn read_row(lines: &[Line], days: (Day, Day)) -> Result<PageRow, &'static str> {
    let (at, name, is_certain) = find_name(lines).ok_or("no name stands above its date")?;
    let name = clean(name, MAX_NAME_CHARS).map_err(|_| "the name is too long, or none")?;
    let slug = lines[at..].iter().find_map(Line::slug).map(str::to_owned);
    let others =
        lines[at + 1..].iter().filter(|_| !is_certain && slug.is_none()).filter(|line| may_be_name(line));
    let lines_of_row =
        others.filter_map(|line| clean(&line.text, MAX_NAME_CHARS).ok()).take(MAX_LINES).collect();
    Ok(PageRow { number: lines[at].number, name, slug, days, lines: lines_of_row })
}

/// A few words without numbers, each with a capital, or in a script that has none.
fn may_be_name(line: &Line) -> bool {
    let words: Vec<&str> = line.text.split_whitespace().collect();
    line.text.len() <= LONGEST
        && (2..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
        && pictured(line).is_none()
}

/// Nothing stands above the first row and it has one line, while the second has a name and a headline.
fn is_cut(first: &[Line], second: &[Line]) -> bool {
    let told = |lines: &[Line]| lines.iter().filter(|line| pictured(line).is_none()).count();
    first.len() == 1 && told(second) > 1 && told(second) < second.len()
}

fn is_of_another_tab(line: &Line) -> bool {
    let folded = fold_short(line);
    WORDS.page.elsewhere.iter().any(|words| folded.contains(words))
}

/// `Connected 2 weeks ago`
pub(super) fn is_relative(line: &Line) -> bool {
    let folded = fold_short(line);
    let age = inside(&folded, &WORDS.page.connected).and_then(|since| inside(since, &WORDS.page.ago));
    age.is_some_and(|age| days_of(age).is_some())
}

/// Below its picture, or in the first line of the row. Above the first row stand the menus of the page, and again where
/// several pages were pasted one below the other. With whether that is certain.
fn find_name(lines: &[Line]) -> Option<(usize, &str, bool)> {
    let above = above_first_row(lines);
    // Between them may stand whether somebody is online.
    let below = |at: usize| {
        let near = (at + 1..lines.len()).take(2);
        near.into_iter().find(|&name| shows(&lines[at], &lines[name], name + 1 < lines.len()))
    };
    if let Some(at) = (above..lines.len()).find_map(below) {
        return Some((at, lines[at].text.as_str(), true));
    }
    let mut candidates = lines.iter().enumerate().skip(above);
    let named = candidates.clone().find(|(_, line)| pictured(line).is_none() && !is_caption(line));
    let named = named.map(|(at, line)| (at, line.text.as_str(), false));
    named.or_else(|| candidates.find_map(|(at, line)| pictured(line).map(|name| (at, name, true))))
}

/// If all could, then the first that need not is the name: a headline may be a word of a menu.
fn above_first_row(lines: &[Line]) -> usize {
    let marked = lines.iter().rposition(is_mark).map_or(0, |at| at + 1);
    let marked = if marked < lines.len() { marked } else { 0 };
    let menu = lines[marked..].iter().take_while(|line| is_menu(line)).count();
    if marked + menu < lines.len() { marked + menu } else { marked }
}

/// At the button below the age. The last age above it counts, as a headline may look like one.
fn at_buttons(lines: &[Line], as_of: Day) -> Vec<End> {
    let mut ends = Vec::new();
    let mut age = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(read) = read_age(&line.text, as_of) {
            age = Some((index, read));
        } else if is_withdraw(line) {
            let next = below(lines, index);
            match age.take() {
                Some((at, Age { days, .. })) => ends.push(End { at, next, days }),
                None if is_end_without_age(lines, index) => {
                    ends.push(End { at: index, next, days: Err(UNKNOWN_AGE) });
                }
                // A headline may consist of this word.
                None => {}
            }
        }
    }
    if let Some((at, _)) = age.filter(|(_, age)| age.is_said) {
        ends.push(End { at, next: lines.len(), days: Err("the copy ends before the row does") });
    }
    ends
}

fn is_end_without_age(lines: &[Line], button: usize) -> bool {
    let says_sent = |line: &Line| {
        let folded = fold_short(line);
        inside(&folded, &WORDS.page.sent).or_else(|| inside(&folded, &WORDS.page.ago)).is_some()
    };
    let is_above = button.checked_sub(1).is_some_and(|above| says_sent(&lines[above]));
    let is_below = match &lines[button + 1..] {
        [picture, name, ..] => pictured(picture).is_some_and(|pictured| fold(pictured) == fold(&name.text)),
        _ => false,
    };
    is_above || is_below
}

/// If no button was copied: at lines that say "sent" and how long ago.
fn at_ages(lines: &[Line], as_of: Day) -> Vec<End> {
    let ages = lines.iter().map(|line| read_age(&line.text, as_of)).enumerate();
    let said = ages.filter_map(|(at, age)| Some((at, age.filter(|age| age.is_said)?)));
    said.map(|(at, age)| End { at, next: at + 1, days: age.days }).collect()
}

pub(super) struct Age {
    pub(super) days: Result<(Day, Day), &'static str>,
    pub(super) is_said: bool,
}

/// `Sent 2 weeks ago`, `vor einem Monat gesendet`, `3d`, seen at any time of day `as_of`.
pub(super) fn read_age(text: &str, as_of: Day) -> Option<Age> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let bare = inside(&folded, &WORDS.page.sent).unwrap_or(&folded);
    // German puts one word before and one behind.
    let bare = inside(bare, &WORDS.page.sent).unwrap_or(bare);
    let age = inside(bare, &WORDS.page.ago).unwrap_or(bare);
    let (most, least) = match age {
        _ if WORDS.page.now.has(age) => (0, 0),
        _ if WORDS.page.yesterday.has(age) => (1, 1),
        _ => days_of(age)?,
    };
    let days = as_of.plus_days(-most).zip(as_of.plus_days(-least));
    let days = days.filter(|(_, last)| last.ymd().0 >= FIRST_YEAR).ok_or("sent before LinkedIn existed");
    Some(Age { days, is_said: bare != folded })
}

/// The most and the least on the calendar. Ages are cut off, not rounded: "2 weeks" are 14 to under 21 times 24 hours,
/// and so, the time of day being unknown, 14 to 21 days.
fn days_of(age: &str) -> Option<(i64, i64)> {
    let (number, unit) = match age.split_once(' ') {
        Some(parts) => parts,
        None => age.split_at(age.find(|c: char| !c.is_ascii_digit())?),
    };
    let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 =
        if WORDS.page.one.has(number) { 1 } else { is_number.then(|| number.parse().ok())?? };
    let (unit, _) = WORDS.page.units.iter().find(|(_, names)| names.has(unit))?;
    let minutes = match unit.as_str() {
        "minutes" => 1,
        "hours" => 60,
        "days" => DAY,
        "weeks" => 7 * DAY,
        // So the site counts.
        "months" => 30 * DAY,
        "years" => 365 * DAY,
        _ => 0,
    };
    let (least, below) = (number * minutes, (number + 1) * minutes);
    Some(((below + DAY - 1) / DAY, least / DAY))
}

pub(super) fn connected_on(text: &str) -> Option<Result<Day, &'static str>> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = text.to_lowercase().split_whitespace().map(tidy).collect::<Vec<_>>().join(" ");
    let inside = inside(&plain, &WORDS.page.connected)?;
    let order = inside.contains('.').then_some(DateOrder::DayFirst);
    let day = dates::read_day(inside, order);
    (day.is_some() || has_shape_of_date(inside))
        .then(|| day.ok_or("there is no such day as that of the connection"))
}

/// Possible or not: a headline may start with "Connected on" too.
fn has_shape_of_date(text: &str) -> bool {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/');
    let words: Vec<&str> = text.split(marks).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() == 3
        && words.iter().filter(is_number).count() >= 2
        && words.iter().any(|word| word.len() == 4 && is_number(&word))
}
