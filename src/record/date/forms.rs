//! The forms that a date can have.

use super::error::DateError;
use super::words::{Unit, meant, month, unit, weekday, words};
use crate::record::suggest::excerpt;
use crate::record::time::{Day, Instant, Moment, Zone};

/// Reads one text, at one time.
pub(super) struct Reader<'a> {
    text: &'a str,
    now: Instant,
    today: Day,
    zone: Zone,
}

type Reading<T> = Result<T, DateError>;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, now: Instant, zone: Zone) -> Self {
        Self { text, now, today: zone.day_of(now), zone }
    }

    pub(super) fn moment(&self) -> Reading<Moment> {
        const LONGEST: usize = 100;
        if self.text.len() > LONGEST {
            return Err(self.unknown());
        }
        let lower_case = self.text.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
        let words = words(&lower_case);
        match *words {
            [] => Err(self.unknown()),
            ["now"] | ["just" | "right", "now"] => Ok(Moment::Exact(self.now)),
            [amount, name, "ago"] if clock_unit(name).is_some() => self.time_ago(amount, name),
            _ => self.day_and_time(&words),
        }
    }

    /// A day, a time of day, or both in either order.
    fn day_and_time(&self, words: &[&str]) -> Reading<Moment> {
        let (clock, half, day) = match *words {
            [ref day @ .., clock, half @ ("am" | "pm")] => (clock, Some(half), day),
            [ref day @ .., clock] if clock.contains(':') => (clock, None, day),
            [clock, half @ ("am" | "pm"), ref day @ ..] => (clock, Some(half), day),
            [clock, ref day @ ..] if clock.contains(':') => (clock, None, day),
            _ => return self.day(words).map(Moment::Day),
        };
        let day = if day.is_empty() { self.today } else { self.day(day)? };
        let (hour, minute, second) = self.clock(clock, half)?;
        self.zone.at(day, hour, minute, second).map(Moment::Exact).ok_or_else(|| self.impossible())
    }

    /// Hours, minutes and seconds of `14:30`, `14:30:15`, `2:30` pm or `5` pm.
    fn clock(&self, clock: &str, half: Option<&str>) -> Reading<(u32, u32, u32)> {
        let parts: Option<Vec<u32>> = clock.split(':').map(|part| number(part, 1..=2)).collect();
        let (hour, minute, second) = match (parts.as_deref(), half) {
            (Some([hour]), Some(_)) => (*hour, 0, 0),
            (Some([hour, minute]), _) => (*hour, *minute, 0),
            (Some([hour, minute, second]), _) => (*hour, *minute, *second),
            _ => return Err(self.unknown()),
        };
        match (half, hour) {
            (None, _) => Ok((hour, minute, second)),
            (Some("pm"), 1..=12) => Ok((hour % 12 + 12, minute, second)),
            (Some(_), 1..=12) => Ok((hour % 12, minute, second)),
            _ => Err(self.impossible()),
        }
    }

    fn day(&self, words: &[&str]) -> Reading<Day> {
        match *words {
            ["today"] => Ok(self.today),
            ["yesterday"] => self.days_ago(1),
            ["tomorrow"] => self.days_ago(-1),
            ["last", name] => self.weekday_before(name, self.today.plus_days(-1)),
            [amount, unit, "ago"] => self.day_ago(amount, unit),
            [one] if weekday(one).is_some() => self.weekday_before(one, Some(self.today)),
            [one] => self.numbers(one),
            [name, ref rest @ ..] if weekday(name).is_some() => self.on_weekday(name, self.day(rest)?),
            [day, name] if month(name).is_some() => self.day_of_month(day, name, None),
            [name, day] => self.day_of_month(day, name, None),
            [day, name, year] if month(name).is_some() => self.day_of_month(day, name, Some(year)),
            [name, day, year] => self.day_of_month(day, name, Some(year)),
            _ => Err(self.unknown()),
        }
    }

    /// The most recent such weekday that isn't after `latest`.
    fn weekday_before(&self, name: &str, latest: Option<Day>) -> Reading<Day> {
        let (Some(wanted), Some(latest)) = (weekday(name), latest) else { return Err(self.unknown()) };
        let back = (latest.weekday() + 7 - wanted) % 7;
        latest.plus_days(-i64::from(back)).ok_or_else(|| self.too_old())
    }

    /// `Mon 2026-10-05`: the weekday must be right.
    fn on_weekday(&self, name: &str, day: Day) -> Reading<Day> {
        if weekday(name) == Some(day.weekday()) {
            return Ok(day);
        }
        Err(DateError::OtherWeekday { text: excerpt(self.text), day })
    }

    fn day_of_month(&self, day: &str, name: &str, year: Option<&str>) -> Reading<Day> {
        let (Some(day), Some(month)) = (number(day, 1..=2), month(name)) else { return Err(self.unknown()) };
        let found = match year {
            None => self.most_recent(day, month),
            Some(year) => Day::new(self.year(year)?, month, day),
        };
        found.ok_or_else(|| self.impossible())
    }

    fn year(&self, digits: &str) -> Reading<i32> {
        number(digits, 4..=4).and_then(|year| i32::try_from(year).ok()).ok_or_else(|| self.unknown())
    }

    /// The latest such day that isn't after today: 29 February may be eight years back (1896 to 1904).
    fn most_recent(&self, day: u32, month: u32) -> Option<Day> {
        let (this_year, ..) = self.today.ymd();
        (0..=8).find_map(|back| Day::new(this_year - back, month, day).filter(|day| *day <= self.today))
    }

    /// Numbers alone: `2026-10-05`, `25/12/2026`. Where day and month could be exchanged, nothing is guessed.
    fn numbers(&self, text: &str) -> Reading<Day> {
        let separator = text.find(['-', '/', '.']).and_then(|at| text[at..].chars().next());
        let parts: Vec<&str> = text.split(separator.unwrap_or('-')).collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let values: Option<Vec<u32>> = parts.iter().map(|part| number(part, 1..=4)).collect();
        let day = |year: u32, month, day| Day::new(i32::try_from(year).ok()?, month, day);
        let readings = match (values.as_deref(), lengths.as_slice()) {
            (Some([y, m, d]), [4, 1..=2, 1..=2]) => vec![day(*y, *m, *d)],
            (Some([a, b, y]), [1..=2, 1..=2, 4]) => vec![day(*y, *b, *a), day(*y, *a, *b)],
            (Some([a, b, y]), [1..=2, 1..=2, 2]) => {
                vec![day(2000 + y, *b, *a), day(2000 + y, *a, *b), day(2000 + a, *b, *y)]
            }
            (Some([a, b]), [1..=2, 1..=2]) => vec![self.most_recent(*a, *b), self.most_recent(*b, *a)],
            _ => return Err(self.unknown()),
        };
        self.only(readings.into_iter().flatten())
    }

    /// The reading, if there is just one.
    fn only(&self, possible: impl Iterator<Item = Day>) -> Reading<Day> {
        let mut readings: Vec<Day> = Vec::new();
        for day in possible {
            if !readings.contains(&day) {
                readings.push(day);
            }
        }
        match *readings {
            [] => Err(self.impossible()),
            [day] => Ok(day),
            _ => Err(DateError::Ambiguous { text: excerpt(self.text), readings }),
        }
    }

    fn time_ago(&self, amount: &str, name: &str) -> Reading<Moment> {
        let (amount, Some(millis)) = (self.amount(amount)?, clock_unit(name)) else {
            return Err(self.unknown());
        };
        Ok(Moment::Exact(self.now.plus_millis(-amount * millis)))
    }

    fn day_ago(&self, amount: &str, name: &str) -> Reading<Day> {
        let amount = self.amount(amount)?;
        match unit(name) {
            Some(Unit::Days(days)) => self.days_ago(amount * days),
            Some(Unit::Months(months)) => self.months_ago(amount * months),
            Some(Unit::Millis(_)) | None => Err(self.unknown()),
        }
    }

    /// How many; at most ten million, so that nothing that is reckoned from it overflows.
    fn amount(&self, text: &str) -> Reading<i64> {
        match text {
            "a" | "an" | "one" => Ok(1),
            digits if !digits.bytes().all(|byte| byte.is_ascii_digit()) => Err(self.unknown()),
            digits => number(digits, 1..=7).map(i64::from).ok_or_else(|| self.too_old()),
        }
    }

    fn days_ago(&self, days: i64) -> Reading<Day> {
        self.today.plus_days(-days).ok_or_else(|| self.too_old())
    }

    /// The same day of an earlier month, or that month's last.
    fn months_ago(&self, months: i64) -> Reading<Day> {
        let (year, month, day) = self.today.ymd();
        let index = i64::from(year) * 12 + i64::from(month) - 1 - months;
        let month = u32::try_from(index.rem_euclid(12) + 1).ok();
        let found = i32::try_from(index.div_euclid(12))
            .ok()
            .zip(month)
            .and_then(|(year, month)| (day.min(28)..=day).rev().find_map(|day| Day::new(year, month, day)));
        found.ok_or_else(|| self.too_old())
    }

    pub(super) fn impossible(&self) -> DateError {
        DateError::Impossible { text: excerpt(self.text) }
    }

    pub(super) fn too_old(&self) -> DateError {
        DateError::TooOld { text: excerpt(self.text) }
    }

    fn unknown(&self) -> DateError {
        let text = excerpt(self.text);
        let lower_case = text.to_lowercase();
        let nearest =
            words(&lower_case).into_iter().map(meant).find(|meant| !meant.is_empty()).unwrap_or_default();
        DateError::Unknown { text, nearest }
    }
}

/// The length of a unit that doesn't go by the calendar.
fn clock_unit(name: &str) -> Option<i64> {
    match unit(name)? {
        Unit::Millis(millis) => Some(millis),
        Unit::Days(_) | Unit::Months(_) => None,
    }
}

/// A number of so many digits.
fn number(digits: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}
