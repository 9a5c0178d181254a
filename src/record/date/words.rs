//! The words and numbers of a date.

use std::ops::RangeInclusive;

use crate::record::suggest::nearest;

const MONTHS: &str = "january february march april may june july august september october november december";
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
pub(super) const NUMBERS: &str = "one two three four five six seven eight nine ten eleven twelve";
const OTHERS: &str = "today yesterday tomorrow now just last ago days weeks months hours minutes";

/// `5th of oct, 5pm` is `5`, `oct`, `5`, `pm`; `2026-10-05t14:30` is two.
pub(super) fn words(lower_case: &str) -> Vec<&str> {
    const JOINTS: [char; 3] = ['-', '.', '/'];
    let mut words = Vec::new();
    for chunk in lower_case.split(|c: char| c.is_whitespace() || c == ',') {
        let mut rest = chunk;
        while let Some(first) = rest.chars().next() {
            let of_letters = first.is_alphabetic();
            let end = rest.find(|c: char| c.is_alphabetic() != of_letters).unwrap_or(rest.len());
            let (mut word, behind) = rest.split_at(end);
            let is_inside = rest.len() < chunk.len();
            if !of_letters {
                word = if is_inside { word.trim_start_matches(JOINTS) } else { word };
                let is_last = behind.is_empty();
                word = if is_last { word.trim_end_matches('.') } else { word.trim_end_matches(JOINTS) };
            }
            let is_ending = is_inside && matches!(word, "st" | "nd" | "rd" | "th" | "t");
            if !is_ending && !matches!(word, "" | "at" | "on" | "of") {
                words.push(word);
            }
            rest = behind;
        }
    }
    words
}

/// 1 to 12; three letters are enough.
pub fn month(word: &str) -> Option<u32> {
    position(MONTHS, word).map(|index| index + 1)
}

/// Days since Monday; three letters are enough.
pub fn weekday(word: &str) -> Option<u32> {
    position(WEEKDAYS, word)
}

fn position(names: &str, word: &str) -> Option<u32> {
    let found = (0..).zip(names.split(' ')).find(|(_, name)| word.len() >= 3 && name.starts_with(word));
    found.map(|(index, _)| index)
}

pub(super) enum TimeUnit {
    Millis(i64),
    Days(i64),
    Months(i64),
}

/// `w`, `weeks`, …; `m` could be minutes and months, and is neither.
pub(super) fn unit(word: &str) -> Option<TimeUnit> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => TimeUnit::Millis(1000),
        "min" | "mins" | "minute" | "minutes" => TimeUnit::Millis(60_000),
        "h" | "hr" | "hrs" | "hour" | "hours" => TimeUnit::Millis(3_600_000),
        "d" | "day" | "days" => TimeUnit::Days(1),
        "w" | "wk" | "wks" | "week" | "weeks" => TimeUnit::Days(7),
        "mo" | "mos" | "month" | "months" => TimeUnit::Months(1),
        "y" | "yr" | "yrs" | "year" | "years" => TimeUnit::Months(12),
        _ => return None,
    })
}

pub(super) fn meant(word: &str) -> Vec<&'static str> {
    let known = || [MONTHS, WEEKDAYS, OTHERS].into_iter().flat_map(|words| words.split(' '));
    let is_known = || month(word).or(weekday(word)).is_some() || known().any(|name| name == word);
    match word {
        "m" => vec!["min", "mo"],
        _ if unit(word).is_some() || is_known() => Vec::new(),
        _ => nearest(word, known(), 2),
    }
}

pub(super) fn number(digits: &str, length: RangeInclusive<usize>) -> Option<u32> {
    let is_number = length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}
