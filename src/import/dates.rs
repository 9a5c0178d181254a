//! Dates as LinkedIn's exports write them. Nothing is guessed: what has another shape is no date.

use crate::record::time::{DAY_MS, Day, Instant, Zone};
use crate::record::when::When;

/// `Sent At` of an invitation: `10/5/26, 6:57 AM` (US order, 12 hours, no zone), or an ISO date and time. Where there
/// is no zone the digits stay as they stand.
pub(super) fn sent_at(text: &str) -> Option<When> {
    let text = text.trim();
    us_time(text).or_else(|| Instant::parse_rfc3339(text).map(When::Moment)).or_else(|| iso_time(text))
}

/// Whether it is in the future, wherever on earth it was written.
pub(super) fn is_ahead(at: When, now: Instant) -> bool {
    at.in_zone(Zone::Utc).instant(Zone::Utc) > now.plus_millis(DAY_MS)
}

/// `Connected On`: `08 Feb 2026`, `12 Mar 19`, `Feb 8, 2026`, `12 mars 2023`, `2026-02-08`.
pub(super) fn connected_on(text: &str) -> Option<Day> {
    let text = text.trim();
    Day::parse_iso(text).or_else(|| day_in_words(text))
}

fn us_time(text: &str) -> Option<When> {
    let (date, time) = text.split_once(',')?;
    let [month, day, year] = parts(date.trim(), '/')?;
    let day = Day::new(year_of(year)?, number(month, 1, 2)?, number(day, 1, 2)?)?;
    let (hour, minute, second) = twelve_hour_clock(time.trim())?;
    Zone::Utc.at(day, hour, minute, second).map(When::Local)
}

/// `6:57 AM`, whatever blank there is before `AM`; an hour above 12 contradicts it.
pub(super) fn twelve_hour_clock(text: &str) -> Option<(u32, u32, u32)> {
    let at = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at))?;
    let (time, half) = text.split_at(at);
    let is_afternoon = half.eq_ignore_ascii_case("PM");
    if !is_afternoon && !half.eq_ignore_ascii_case("AM") {
        return None;
    }
    let (hour, minute, second) = clock(time.trim_end())?;
    (1..=12).contains(&hour).then_some((hour % 12 + if is_afternoon { 12 } else { 0 }, minute, second))
}

/// `2026-10-05 06:57[:30] UTC`, the same without a zone or with a `T`, or only the day.
fn iso_time(text: &str) -> Option<When> {
    let (text, has_zone) = text.strip_suffix("UTC").map_or((text, false), |text| (text.trim_end(), true));
    let Some((day, time)) = text.split_once([' ', 'T']) else {
        return Day::parse_iso(text).map(When::Day);
    };
    let (hour, minute, second) = clock(time.trim())?;
    let at = Zone::Utc.at(Day::parse_iso(day)?, hour, minute, second)?;
    Some(if has_zone { When::Moment(at) } else { When::Local(at) })
}

/// `6:57` or `6:57:30`; whether there is such a time, the caller's clock says.
pub(super) fn clock(text: &str) -> Option<(u32, u32, u32)> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    Some((number(hour, 1, 2)?, number(minute, 2, 2)?, number(second, 2, 2)?))
}

/// English months, short and long, then French ones: others are not known well enough to be trusted.
const MONTHS: [[&str; 12]; 6] = [
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    ["janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"],
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
];

fn day_in_words(text: &str) -> Option<Day> {
    let mut words =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| !word.is_empty());
    let (first, second, year) = (words.next()?, words.next()?, year_of(words.next()?)?);
    if words.next().is_some() {
        return None;
    }
    let (day, month) = match month_of(second) {
        Some(month) => (first.strip_suffix("er").unwrap_or(first), month),
        None => (second, month_of(first)?),
    };
    Day::new(year, month, number(day, 1, 2)?)
}

fn month_of(word: &str) -> Option<u32> {
    let mut numbered = MONTHS.iter().flat_map(|names| (1..).zip(names));
    numbered.find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(number, _)| number)
}

/// A year of four digits, or of two: LinkedIn is from this century.
pub(super) fn year_of(text: &str) -> Option<i32> {
    let year = number(text, 2, 2).map(|year| 2000 + year).or_else(|| number(text, 4, 4))?;
    i32::try_from(year).ok()
}

pub(super) fn number(text: &str, least_digits: usize, most_digits: usize) -> Option<u32> {
    let is_number =
        (least_digits..=most_digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

fn parts(text: &str, separator: char) -> Option<[&str; 3]> {
    let mut parts = text.split(separator);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_shape_of_sent_at_is_read() {
        for (text, expected) in [
            ("10/5/26, 6:57 AM", "2026-10-05T06:57:00"),
            ("10/19/26, 12:05 AM", "2026-10-19T00:05:00"),
            ("10/19/26, 12:05 PM", "2026-10-19T12:05:00"),
            ("1/2/2024, 11:59 PM", "2024-01-02T23:59:00"),
            ("1/2/24, 1:09\u{202f}PM", "2024-01-02T13:09:00"),
            ("1/2/24, 1:09\u{a0}pm", "2024-01-02T13:09:00"),
            ("01/02/24,01:09:30 AM", "2024-01-02T01:09:30"),
            ("2/29/24, 1:00 AM", "2024-02-29T01:00:00"),
            ("2026-10-05 06:57:30 UTC", "2026-10-05T06:57:30Z"),
            ("2026-10-05 06:57 UTC", "2026-10-05T06:57:00Z"),
            ("2026-10-05 06:57", "2026-10-05T06:57:00"),
            ("2026-10-05T06:57:30", "2026-10-05T06:57:30"),
            ("2026-10-05T06:57:30+02:00", "2026-10-05T04:57:30Z"),
            ("2026-10-05T06:57:30Z", "2026-10-05T06:57:30Z"),
            (" 2026-10-05 ", "2026-10-05"),
        ] {
            assert_eq!(sent_at(text).map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_shapes_of_sent_at_are_refused() {
        for text in [
            "",
            "10/5/26",
            "10/5/26, 6:57",
            "10/5/26, 18:57",
            "10/5/26, 13:05 PM",
            "10/5/26, 0:05 AM",
            "10/5/26, 6:60 AM",
            "10/5/26, 6:5 AM",
            "10/5/26, AM",
            "10/5/26, €M",
            "13/5/26, 6:57 AM",
            "2/29/23, 6:57 AM",
            "10/5/126, 6:57 AM",
            "10/5/26/1, 6:57 AM",
            "+1/5/26, 6:57 AM",
            "2026-10-05 25:00 UTC",
            "2026-10-05 CEST",
            "2026-13-05",
            "5.10.2026, 6:57 AM",
            "99999999999/1/1, 1:00 AM",
        ] {
            assert_eq!(sent_at(text), None, "{text}");
        }
    }

    #[test]
    fn every_known_shape_of_connected_on_is_read() {
        for (text, expected) in [
            ("08 Feb 2026", "2026-02-08"),
            ("8 February 2026", "2026-02-08"),
            ("12 Mar 19", "2019-03-12"),
            ("2026-02-08", "2026-02-08"),
            ("Feb 8, 2026", "2026-02-08"),
            ("Sept. 8, 2026", "2026-09-08"),
            ("12 mars 2023", "2023-03-12"),
            ("1er févr. 2023", "2023-02-01"),
            ("3 août 2023", "2023-08-03"),
            ("3 décembre\u{a0}2023", "2023-12-03"),
        ] {
            assert_eq!(connected_on(text), Day::parse_iso(expected), "{text}");
        }
    }

    #[test]
    fn other_shapes_of_connected_on_are_refused() {
        for text in [
            "",
            "Feb 2026",
            "31 Feb 2026",
            "08 Foo 2026",
            "08 02 2026",
            "8/2/2026",
            "8 Feb 2026 x",
            "8 Feb 202",
            "8. Mai",
        ] {
            assert_eq!(connected_on(text), None, "{text}");
        }
    }
}
