//! Dates as LinkedIn, spreadsheets and other tools write them. Nothing is guessed: what has another shape is no date,
//! and where day and month could be exchanged the order must be known.

use super::words::WORDS;
use crate::record::date;
use crate::record::name::fold;
use crate::record::time::{DAY_MS, Day, Instant, Moment, Zone};
use crate::record::when::When;

/// LinkedIn started in 2003: nothing about it is older.
pub(super) const FIRST_YEAR: i32 = 2003;
/// In bytes.
const LONGEST: usize = 64;

/// Which number of an all-numeric date comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum DateOrder {
    /// Day, month, year
    #[value(name = "dmy")]
    DayFirst,
    /// Month, day, year
    #[value(name = "mdy")]
    MonthFirst,
}

/// The time in an export or a list of messages: `10/5/26, 6:57 AM` (US order, 12 hours), or an ISO date and time.
pub(super) fn of_linkedin(text: &str) -> Option<When> {
    // A spreadsheet that writes it another way may have exchanged day and month.
    let ending = text.trim_end().as_bytes().last_chunk::<2>()?;
    let is_american =
        text.contains(',') && [b"AM", b"PM"].iter().any(|half| ending.eq_ignore_ascii_case(*half));
    if text.contains('/') {
        is_american.then(|| read(text, Some(DateOrder::MonthFirst)))?
    } else {
        read(text, None)
    }
}

/// Where there is no zone the digits stay as they stand.
pub(super) fn read(text: &str, order: Option<DateOrder>) -> Option<When> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(at) = rfc3339(text) {
        return Some(When::Moment(at));
    }
    let zoned = text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT"));
    let (day, time) = split_time(zoned.unwrap_or(text))?;
    let day = read_day(day, order)?;
    let Some((hour, minute, second)) = time else { return Some(When::Day(day)) };
    let at = Zone::Utc.at(day, hour, minute, second)?;
    Some(if zoned.is_some() { When::Moment(at) } else { When::Local(at) })
}

/// A day alone: `5.10.2026`, `2026-10-05`, `08 Feb 2026`, `Mon, October 5th, 2026`, `12 mars 2023`.
pub(super) fn read_day(text: &str, order: Option<DateOrder>) -> Option<Day> {
    if let Some((first, second, year)) = numbers(text) {
        return match order {
            Some(DateOrder::DayFirst) => Day::new(year, second, first),
            Some(DateOrder::MonthFirst) => Day::new(year, first, second),
            None if first == second => Day::new(year, first, second),
            None => None,
        };
    }
    year_first(text).or_else(|| in_words(text))
}

/// Not before LinkedIn, and not in the future, give or take so many days. `what` begins the reason.
pub(super) fn check(at: When, what: &str, slack: i64, now: Instant, zone: Zone) -> Result<When, String> {
    let moment = at.in_zone(zone);
    let is_ahead = match moment {
        Moment::Day(day) => day.days_since(zone.day_of(now)) > slack,
        Moment::Exact(at) => at > now.plus_millis(slack * DAY_MS),
    };
    if is_ahead {
        Err(format!("{what} in the future"))
    } else if moment.day(zone).ymd().0 < FIRST_YEAR {
        Err(format!("{what} before LinkedIn existed"))
    } else {
        Ok(at)
    }
}

/// RFC 3339, also with a blank between day and time, or before the offset: `2026-10-05 14:30:00 +02:00`.
fn rfc3339(text: &str) -> Option<Instant> {
    let with_blanks = || {
        let (day, time) = text.split_once(' ')?;
        Instant::parse_rfc3339(&format!("{day}T{}", time.replace(' ', "")))
    };
    Instant::parse_rfc3339(text).or_else(with_blanks)
}

type Time = (u32, u32, u32);

fn split_time(text: &str) -> Option<(&str, Option<Time>)> {
    let text = text.trim();
    let Some(colon) = text.find(':') else { return Some((text, None)) };
    let start = text[..colon].rfind(|c: char| !c.is_ascii_digit())?;
    let (day, time) = (&text[..start], &text[start..]);
    let separator = time.chars().next().filter(|c| c.is_whitespace() || matches!(c, 'T' | ','))?;
    let day = day.trim().trim_end_matches(',').trim_end();
    let day = day.strip_suffix(" at").unwrap_or(day).trim_end_matches(',');
    Some((day, Some(clock(time[separator.len_utf8()..].trim())?)))
}

/// `6:57`, `6:57:30.123`, `6:57 AM`; an hour above 12 contradicts `AM`.
fn clock(text: &str) -> Option<Time> {
    let half = text.len().checked_sub(2).and_then(|at| text.get(at..)).map(str::to_ascii_uppercase);
    let half = half.filter(|half| matches!(half.as_str(), "AM" | "PM"));
    let text = if half.is_some() { text[..text.len() - 2].trim_end() } else { text };
    let (hour, rest) = text.split_once(':')?;
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    let (hour, minute, second) = (number(hour, 1, 2)?, number(minute, 2, 2)?, number(second, 2, 2)?);
    let is_fraction = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let hour = match half.as_deref() {
        _ if !is_fraction => return None,
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("PM") => hour % 12 + 12,
        Some(_) => hour % 12,
    };
    Some((hour, minute, second))
}

fn numbers(text: &str) -> Option<(u32, u32, i32)> {
    let [first, second, year] = three_parts(text)?;
    Some((number(first, 1, 2)?, number(second, 1, 2)?, year_of(year)?))
}

/// `2026-10-05`, `2026/10/5`, `2026.10.05`
fn year_first(text: &str) -> Option<Day> {
    let [year, month, day] = three_parts(text)?;
    let year = i32::try_from(number(year, 4, 4)?).ok()?;
    Day::new(year, number(month, 1, 2)?, number(day, 1, 2)?)
}

fn three_parts(text: &str) -> Option<[&str; 3]> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let mut parts = text.trim_end_matches('.').split(separator).map(str::trim);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

/// `08 Feb 2026`, `12 Mar 19`, `Mon, October 5th, 2026`, `5-Oct-2026`, `1er févr. 2023`: English, French or German.
fn in_words(text: &str) -> Option<Day> {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-');
    let mut words: Vec<&str> = text.split(marks).filter(|word| !word.is_empty()).collect();
    let weekday = words.first().and_then(|word| date::weekday(&word.to_lowercase()));
    if weekday.is_some() {
        words.remove(0);
    }
    let [first, second, year] = words[..] else { return None };
    let (day, month) = match month_of(second) {
        Some(month) => (first, month),
        None => (second, month_of(first)?),
    };
    let ordinal = ["st", "nd", "rd", "th", "er"].iter().find_map(|end| day.strip_suffix(end));
    let day = Day::new(year_of(year)?, month, number(ordinal.unwrap_or(day), 1, 2)?)?;
    weekday.is_none_or(|weekday| weekday == day.weekday()).then_some(day)
}

fn month_of(word: &str) -> Option<u32> {
    date::month(&word.to_lowercase()).or_else(|| WORDS.months.get(&fold(word)).copied())
}

fn year_of(text: &str) -> Option<i32> {
    let year = number(text, 2, 2).map(|year| 2000 + year).or_else(|| number(text, 4, 4))?;
    i32::try_from(year).ok()
}

fn number(text: &str, least_digits: usize, most_digits: usize) -> Option<u32> {
    let is_number =
        (least_digits..=most_digits).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Clues {
    pub(super) day_first: Option<u64>,
    pub(super) month_first: Option<u64>,
    pub(super) either: Option<u64>,
}

impl Clues {
    pub(super) fn add(&mut self, text: &str, line: u64) {
        let Some((first, second, year)) = split_time(text).and_then(|(day, _)| numbers(day)) else { return };
        let clue = match (Day::new(year, second, first), Day::new(year, first, second)) {
            (Some(_), None) => &mut self.day_first,
            (None, Some(_)) => &mut self.month_first,
            (Some(one), Some(other)) if one != other => &mut self.either,
            _ => return,
        };
        clue.get_or_insert(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            assert_eq!(of_linkedin(text).map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
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
            assert_eq!(of_linkedin(text), None, "{text}");
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
            assert_eq!(read_day(text, None), Day::parse_iso(expected), "{text}");
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
            assert_eq!(read_day(text, None), None, "{text}");
        }
    }

    fn checked(text: &str, order: Option<DateOrder>) -> Option<String> {
        let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
        let at = check(read(text, order)?, "it lies", 0, now, Zone::Utc);
        at.ok().map(|at| at.to_string())
    }

    #[test]
    fn dates_with_one_reading_need_no_order() {
        for (text, expected) in [
            ("2026-10-05", "2026-10-05"),
            ("2026/10/5", "2026-10-05"),
            ("2026-10-05T14:30:00+02:00", "2026-10-05T12:30:00Z"),
            ("2026-10-05 14:30:00+02:00", "2026-10-05T12:30:00Z"),
            ("2026-10-05 14:30:00 +02:00", "2026-10-05T12:30:00Z"),
            ("2026-10-05 14:30", "2026-10-05T14:30:00"),
            ("2026-10-05T14:30:15.123", "2026-10-05T14:30:15"),
            ("2026-10-05 14:30:15 UTC", "2026-10-05T14:30:15Z"),
            ("5 Oct 2026", "2026-10-05"),
            ("5-Oct-2026", "2026-10-05"),
            ("Oct 5, 2026", "2026-10-05"),
            ("October 5th, 2026 at 2:30 PM", "2026-10-05T14:30:00"),
            ("Mon, 5 Oct 2026 14:30", "2026-10-05T14:30:00"),
            ("5/5/2026", "2026-05-05"),
            (" 2026-10-05 ", "2026-10-05"),
        ] {
            assert_eq!(checked(text, None).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn numbers_are_read_in_the_order_that_is_known() {
        use DateOrder::{DayFirst, MonthFirst};
        for (text, by_day, by_month) in [
            ("03/04/2026", Some("2026-04-03"), Some("2026-03-04")),
            ("3.4.26", Some("2026-04-03"), Some("2026-03-04")),
            ("03-04-2026 14:30", Some("2026-04-03T14:30:00"), Some("2026-03-04T14:30:00")),
            ("4/3/26, 2:30 PM", Some("2026-03-04T14:30:00"), Some("2026-04-03T14:30:00")),
            ("25.10.2026", Some("2026-10-25"), None),
            ("10/25/2026", None, Some("2026-10-25")),
        ] {
            assert_eq!(checked(text, Some(DayFirst)).as_deref(), by_day, "{text}");
            assert_eq!(checked(text, Some(MonthFirst)).as_deref(), by_month, "{text}");
            assert_eq!(checked(text, None), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_not_of_linkedin_s_time_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026 days ago",
            "5 Oct",
            "Oct 2026",
            "2026-13-01",
            "31 Feb 2026",
            "46300",
            "2002-12-31",
            "2026-11-11",
            "2026-11-10 12:01",
            "2026-10-05 25:00",
            "::",
            "T:",
            "1/2/3/4",
            "Tue, 5 Oct 2026",
            "né:1",
        ] {
            assert_eq!(checked(text, Some(DateOrder::DayFirst)), None, "{text}");
        }
    }

    #[test]
    fn one_telling_date_tells_the_order() {
        let clues = |texts: &[&str]| {
            let mut clues = Clues::default();
            (1..).zip(texts).for_each(|(line, text)| clues.add(text, line));
            (clues.day_first, clues.month_first, clues.either)
        };
        assert_eq!(clues(&["3/4/2026", "13/4/2026 10:00", "14/4/2026"]), (Some(2), None, Some(1)));
        assert_eq!(clues(&["4.13.26", "5.5.2026", "5 Oct 2026", "99.99.2026"]), (None, Some(1), None));
        assert_eq!(clues(&["2026-10-05", "", "13/13/2026"]), (None, None, None));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9aptTUCO:/. ,é-]{0,24}", any in "\\PC{0,30}") {
            for text in [text, any] {
                let _ = checked(&text, Some(DateOrder::DayFirst));
                Clues::default().add(&text, 1);
            }
        }
    }
}
