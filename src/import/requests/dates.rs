//! Dates as spreadsheets and other tools write them. Where day and month could be exchanged, the order must be known.

use crate::record::date;
use crate::record::time::{Day, Instant, Moment, Zone};
use crate::record::when::When;

use super::super::as_of::FIRST_YEAR;
use super::super::dates::{clock, connected_on, number, twelve_hour_clock, year_of};

/// The longest text that can be a date, in bytes.
const LONGEST: usize = 64;

/// Which number of an all-numeric date comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    /// `31.12.2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

impl DateOrder {
    /// What `--date-order` calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }
}

/// What the all-numeric dates of a table tell about their order.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Clues {
    /// The first line with a date that must have its day first.
    pub(super) day_first: Option<u64>,
    /// The first line with a date that must have its month first.
    pub(super) month_first: Option<u64>,
    /// The first line with a date that has two readings.
    pub(super) either: Option<u64>,
}

impl Clues {
    /// Takes a date into account.
    pub(super) fn add(&mut self, text: &str, line: u64) {
        let Some((first, second, year)) = split_time(text).and_then(|(day, _)| numbers(day)) else { return };
        let by_day = Day::new(year, second, first);
        let by_month = Day::new(year, first, second);
        let clue = match (by_day, by_month) {
            (Some(_), None) => &mut self.day_first,
            (None, Some(_)) => &mut self.month_first,
            (Some(one), Some(other)) if one != other => &mut self.either,
            _ => return,
        };
        clue.get_or_insert(line);
    }
}

/// What the reader of dates has to know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    pub(super) order: Option<DateOrder>,
    pub(super) now: Instant,
    pub(super) zone: Zone,
}

impl Reader {
    /// Reads a date that lies in the past and not before LinkedIn; a day stays a day.
    pub(super) fn read(&self, text: &str) -> Result<When, &'static str> {
        let at = self.when(text).ok_or("is no date that can be read")?;
        let moment = at.in_zone(self.zone);
        let is_future = match moment {
            Moment::Day(day) => day > self.zone.day_of(self.now),
            Moment::Exact(at) => at > self.now,
        };
        if is_future {
            Err("lies in the future")
        } else if moment.day(self.zone).ymd().0 < FIRST_YEAR {
            Err("lies before LinkedIn existed")
        } else {
            Ok(at)
        }
    }

    fn when(&self, text: &str) -> Option<When> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        if let Some(at) = rfc3339(text) {
            return Some(When::Moment(at));
        }
        let (text, has_zone) = match text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")) {
            Some(text) => (text.trim_end(), true),
            None => (text, false),
        };
        let (day, time) = split_time(text)?;
        let day = self.day(day)?;
        let Some((hour, minute, second)) = time else { return Some(When::Day(day)) };
        let at = Zone::Utc.at(day, hour, minute, second)?;
        Some(if has_zone { When::Moment(at) } else { When::Local(at) })
    }

    fn day(&self, text: &str) -> Option<Day> {
        if let Some((first, second, year)) = numbers(text) {
            return match self.order {
                Some(DateOrder::DayFirst) => Day::new(year, second, first),
                Some(DateOrder::MonthFirst) => Day::new(year, first, second),
                None if first == second => Day::new(year, first, second),
                None => None,
            };
        }
        year_first(text).or_else(|| connected_on(text)).or_else(|| self.in_words(text))
    }

    /// `Mon, October 5th, 2026`: never `yesterday`, which the file says of another day than today.
    fn in_words(&self, text: &str) -> Option<Day> {
        let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
        if !has_year || text.to_lowercase().contains("ago") {
            return None;
        }
        match date::parse_moment(text, self.now, self.zone) {
            Ok(Moment::Day(day)) => Some(day),
            _ => None,
        }
    }
}

/// RFC 3339, also with a blank between day and time, or before the offset: `2026-10-05 14:30:00 +02:00`.
fn rfc3339(text: &str) -> Option<Instant> {
    let read = Instant::parse_rfc3339(text);
    read.or_else(|| {
        let (day, time) = text.split_once(' ')?;
        Instant::parse_rfc3339(&format!("{day}T{}", time.replace(' ', "")))
    })
}

type Time = (u32, u32, u32);

/// The day, and the time of day behind it if there is one; none if what looks like a time is none.
fn split_time(text: &str) -> Option<(&str, Option<Time>)> {
    let text = text.trim();
    let Some(colon) = text.find(':') else { return Some((text, None)) };
    let start = text[..colon].rfind(|c: char| !c.is_ascii_digit())?;
    let (day, time) = (&text[..start], &text[start..]);
    let separator = time.chars().next()?;
    if !separator.is_whitespace() && !matches!(separator, 'T' | ',') {
        return None;
    }
    let time = time[separator.len_utf8()..].trim();
    // Fractions of a second are of no use here.
    let time = time
        .split_once('.')
        .filter(|(_, rest)| rest.bytes().all(|b| b.is_ascii_digit()))
        .map_or(time, |(time, _)| time);
    let read = twelve_hour_clock(time).or_else(|| clock(time))?;
    let day = day.trim().trim_end_matches(',').trim_end();
    Some((day.strip_suffix(" at").unwrap_or(day).trim_end_matches(','), Some(read)))
}

/// The numbers of `5.10.2026`, `10/5/26` or `05-10-2026`: two of up to two digits, and the year.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reader(order: Option<DateOrder>) -> Reader {
        Reader { order, now: Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap(), zone: Zone::Utc }
    }

    fn read(text: &str, order: Option<DateOrder>) -> Option<String> {
        reader(order).read(text).ok().map(|at| at.to_string())
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
            assert_eq!(read(text, None).as_deref(), Some(expected), "{text}");
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
            assert_eq!(read(text, Some(DayFirst)).as_deref(), by_day, "{text}");
            assert_eq!(read(text, Some(MonthFirst)).as_deref(), by_month, "{text}");
            assert_eq!(read(text, None), None, "{text}");
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
            assert_eq!(read(text, Some(DateOrder::DayFirst)), None, "{text}");
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
                let _ = reader(Some(DateOrder::DayFirst)).read(&text);
                Clues::default().add(&text, 1);
            }
        }
    }
}
