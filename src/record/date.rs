//! Dates as people write them: `yesterday`, `3 days ago`, `last fri`, `5 oct`, `2026-10-05 14:30`.
//! A text that could be two dates is refused. An open year or week means the most recent: the record is of the past.

mod said;
mod words;

pub use said::{ago, echo, since};
pub use words::{month, weekday};

use words::{NUMBERS, TimeUnit, meant, number, unit, words};

use super::suggest::{Refusal, did_you_mean, either, excerpt};
use super::time::{Day, Instant, Moment, Zone};

const CLOCK_SLACK_MS: i64 = 60_000;

/// Which number of a date such as 03/04/2026 comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    pub const ALL: &[Self] = &[Self::DayFirst, Self::MonthFirst];

    pub const fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }
}

enum Trouble {
    Unknown,
    Impossible,
    TooOld,
    Ambiguous(Vec<Day>),
    /// Of this day the weekday is another.
    OtherWeekday(Day),
}

type DateReading<T> = Result<T, Trouble>;

/// Days and longer are known to the day; `now`, minutes, hours and times of day to the millisecond. `friday` may be
/// today, `last friday` not. The future is left to [`refuse_future`]; before 2003, LinkedIn's start, is refused.
pub fn parse_moment(
    text: &str,
    now: Instant,
    zone: Zone,
    order: Option<DateOrder>,
) -> Result<Moment, Refusal> {
    const LONGEST: usize = 100;
    let text = text.trim();
    let reader = Reader { now, today: zone.day_of(now), zone, order };
    let lower_case = text.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let read = match Instant::parse_rfc3339(text) {
        Some(at) => Ok(Moment::Exact(at)),
        None if text.len() > LONGEST => Err(Trouble::Unknown),
        None => reader.moment(&words(&lower_case)),
    };
    let dated = read.and_then(|moment| match moment.day(zone).ymd() {
        (..2003, ..) => Err(Trouble::TooOld),
        // From 9999 on a time zone could lead out of the calendar.
        (9999.., ..) => Err(Trouble::Impossible),
        _ => Ok(moment),
    });
    dated.map_err(|trouble| trouble.in_words(&excerpt(text)))
}

/// A day to come: `2 weeks`, `in 3 days`, `tomorrow`, `2026-12-24`.
pub fn parse_ahead(text: &str, now: Instant, zone: Zone, order: Option<DateOrder>) -> Result<Day, Refusal> {
    let (lower_case, today) = (text.trim().to_lowercase(), zone.day_of(now));
    let day = match *words(&lower_case) {
        ["in", amount, name] | [amount, name] if unit(name).is_some() => {
            let back = parse_moment(&format!("{amount} {name} ago"), now, zone, order)?.day(zone);
            today.plus_days(today.days_since(back)).unwrap_or(today)
        }
        _ => parse_moment(text, now, zone, order)?.day(zone),
    };
    if day > today { Ok(day) } else { Err(Refusal::new(format!("{} is not a day to come", day.iso()))) }
}

/// Within a minute (another clock's) it is taken for now.
pub fn refuse_future(moment: Moment, now: Instant, zone: Zone) -> Result<Moment, Refusal> {
    match moment {
        Moment::Day(day) if day <= zone.day_of(now) => Ok(moment),
        Moment::Exact(at) if at <= now.plus_millis(CLOCK_SLACK_MS) => Ok(Moment::Exact(at.min(now))),
        _ => Err(Refusal::new(format!("the date lies in the future: {}", echo(moment, now, zone)))),
    }
}

impl Trouble {
    fn in_words(self, text: &str) -> Refusal {
        let dates = |days: Vec<Day>| either(&days.iter().map(|day| day.iso()).collect::<Vec<_>>());
        match self {
            Self::Unknown => {
                const FORMS: &str =
                    "write it like 2026-10-05, 2026-10-05 14:30, 5 oct, yesterday, last fri or 3 days ago";
                let lower_case = text.to_lowercase();
                let meant = words(&lower_case).into_iter().map(meant).find(|meant| !meant.is_empty());
                let hint = meant.and_then(|meant| did_you_mean(&meant)).unwrap_or_else(|| FORMS.to_owned());
                Refusal::new(format!("can't read the date {text:?}")).with_hint(hint)
            }
            Self::Impossible => Refusal::new(format!("there is no such date or time: {text:?}")),
            Self::TooOld => Refusal::new(format!(
                "the date {text:?} lies before 2003-01-01, and LinkedIn started in 2003"
            )),
            Self::Ambiguous(readings) => {
                let readings = dates(readings);
                let hint = format!("write it as {readings}, or set dates.order to dmy or mdy");
                Refusal::new(format!("the date {text:?} could be {readings}")).with_hint(hint)
            }
            Self::OtherWeekday(day) => {
                Refusal::new(format!("{text:?} contradicts itself: that day is {}", day.with_weekday()))
            }
        }
    }
}

struct Reader {
    now: Instant,
    today: Day,
    zone: Zone,
    order: Option<DateOrder>,
}

impl Reader {
    fn moment(&self, words: &[&str]) -> DateReading<Moment> {
        let (clock, half, day) = match *words {
            ["now"] | ["just" | "right", "now"] => return Ok(Moment::Exact(self.now)),
            [amount, unit, "ago"] => return self.ago(amount, unit),
            [ref day @ .., clock, half @ ("am" | "pm")] => (clock, Some(half), day),
            [ref day @ .., clock] if clock.contains(':') => (clock, None, day),
            [clock, half @ ("am" | "pm"), ref day @ ..] => (clock, Some(half), day),
            [clock, ref day @ ..] if clock.contains(':') => (clock, None, day),
            _ => return self.day(words).map(Moment::Day),
        };
        let day = if day.is_empty() { self.today } else { self.day(day)? };
        let (hour, minute, second) = time_of_day(clock, half)?;
        self.zone.at(day, hour, minute, second).map(Moment::Exact).ok_or(Trouble::Impossible)
    }

    fn day(&self, words: &[&str]) -> DateReading<Day> {
        match *words {
            ["today"] => Ok(self.today),
            ["yesterday"] => self.days_ago(1),
            ["tomorrow"] => self.days_ago(-1),
            ["last", name @ ("week" | "month" | "year")] => self.day(&["a", name, "ago"]),
            ["last", name] => weekday_before(name, self.today.plus_days(-1)),
            [amount, unit, "ago"] => match self.ago(amount, unit)? {
                Moment::Day(day) => Ok(day),
                Moment::Exact(_) => Err(Trouble::Unknown),
            },
            [one] if weekday(one).is_some() => weekday_before(one, Some(self.today)),
            [one] => self.numbers(one),
            [name, ref rest @ ..] if weekday(name).is_some() => {
                let day = self.day(rest)?;
                if weekday(name) == Some(day.weekday()) { Ok(day) } else { Err(Trouble::OtherWeekday(day)) }
            }
            // `2w`
            [amount, name] if matches!(unit(name), Some(TimeUnit::Days(_) | TimeUnit::Months(_))) => {
                self.day(&[amount, name, "ago"])
            }
            [day, name] if month(name).is_some() => self.day_of_month(day, name, None),
            [name, day] => self.day_of_month(day, name, None),
            [day, name, year] if month(name).is_some() => self.day_of_month(day, name, Some(year)),
            [name, day, year] => self.day_of_month(day, name, Some(year)),
            _ => Err(Trouble::Unknown),
        }
    }

    fn day_of_month(&self, day: &str, name: &str, year: Option<&str>) -> DateReading<Day> {
        let (day, month) = number(day, 1..=2).zip(month(name)).ok_or(Trouble::Unknown)?;
        let found = match year {
            None => self.most_recent(day, month),
            Some(year) => calendar(number(year, 4..=4).ok_or(Trouble::Unknown)?, month, day),
        };
        found.ok_or(Trouble::Impossible)
    }

    /// 29 February may be eight years back (1896 to 1904).
    fn most_recent(&self, day: u32, month: u32) -> Option<Day> {
        let (this_year, ..) = self.today.ymd();
        (0..=8).find_map(|back| Day::new(this_year - back, month, day).filter(|day| *day <= self.today))
    }

    /// `2026-10-05`, `20261005`, `25/12/2026`, `5.10.2026`. Where day and month could be exchanged, the user's order
    /// decides; nothing is guessed.
    fn numbers(&self, text: &str) -> DateReading<Day> {
        let separator = text.find(['-', '/', '.']).and_then(|at| text[at..].chars().next());
        let parts: Vec<&str> = text.split(separator.unwrap_or('-')).collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let values: Option<Vec<u32>> = parts.iter().map(|part| number(part, 1..=4)).collect();
        // Where dots are written, the day comes first.
        let order = if separator == Some('.') { Some(DateOrder::DayFirst) } else { self.order };
        let possible = match (values.as_deref(), lengths.as_slice()) {
            (Some(&[y, m, d]), [4, 1..=2, 1..=2]) => vec![calendar(y, m, d)],
            (None, [8]) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                let part = |from: usize, to: usize| number(text.get(from..to)?, 1..=4);
                vec![part(0, 4).zip(part(4, 6)).zip(part(6, 8)).and_then(|((y, m), d)| calendar(y, m, d))]
            }
            (Some(&[a, b]), [1..=2, 1..=2]) if order.is_some() => {
                let (d, m) = day_and_month(a, b, order);
                vec![self.most_recent(d, m)]
            }
            (Some(&[a, b, y]), [1..=2, 1..=2, 2 | 4]) if order.is_some() => {
                let (day, month) = day_and_month(a, b, order);
                vec![calendar(if y < 100 { 2000 + y } else { y }, month, day)]
            }
            (Some(&[a, b, y]), [1..=2, 1..=2, 4]) => vec![calendar(y, b, a), calendar(y, a, b)],
            (Some(&[a, b, y]), [1..=2, 1..=2, 2]) => {
                vec![calendar(2000 + y, b, a), calendar(2000 + y, a, b), calendar(2000 + a, b, y)]
            }
            (Some(&[a, b]), [1..=2, 1..=2]) => vec![self.most_recent(a, b), self.most_recent(b, a)],
            _ => return Err(Trouble::Unknown),
        };
        let mut readings: Vec<Day> = Vec::new();
        for day in possible.into_iter().flatten() {
            if !readings.contains(&day) {
                readings.push(day);
            }
        }
        match *readings {
            [] => Err(Trouble::Impossible),
            [day] => Ok(day),
            _ => Err(Trouble::Ambiguous(readings)),
        }
    }

    /// At most ten million, so that nothing that is reckoned from it overflows.
    fn ago(&self, amount: &str, name: &str) -> DateReading<Moment> {
        let named = (1..).zip(NUMBERS.split(' ')).find(|(_, name)| *name == amount);
        let amount = match amount {
            "a" | "an" => 1,
            _ if named.is_some() => named.map_or(1, |(number, _)| number),
            digits if !digits.bytes().all(|byte| byte.is_ascii_digit()) => return Err(Trouble::Unknown),
            digits => number(digits, 1..=7).map(i64::from).ok_or(Trouble::TooOld)?,
        };
        match unit(name).ok_or(Trouble::Unknown)? {
            TimeUnit::Millis(millis) => Ok(Moment::Exact(self.now.plus_millis(-amount * millis))),
            TimeUnit::Days(days) => self.days_ago(amount * days).map(Moment::Day),
            TimeUnit::Months(months) => {
                self.months_ago(amount * months).map(Moment::Day).ok_or(Trouble::TooOld)
            }
        }
    }

    fn days_ago(&self, days: i64) -> DateReading<Day> {
        self.today.plus_days(-days).ok_or(Trouble::TooOld)
    }

    fn months_ago(&self, months: i64) -> Option<Day> {
        let (year, month, day) = self.today.ymd();
        let index = i64::from(year) * 12 + i64::from(month) - 1 - months;
        let (year, month) = (i32::try_from(index.div_euclid(12)).ok()?, index.rem_euclid(12) + 1);
        (day.min(28)..=day).rev().find_map(|day| Day::new(year, u32::try_from(month).ok()?, day))
    }
}

const fn day_and_month(first: u32, second: u32, order: Option<DateOrder>) -> (u32, u32) {
    if matches!(order, Some(DateOrder::MonthFirst)) { (second, first) } else { (first, second) }
}

/// `latest` included.
fn weekday_before(name: &str, latest: Option<Day>) -> DateReading<Day> {
    let (wanted, latest) = weekday(name).zip(latest).ok_or(Trouble::Unknown)?;
    let back = (latest.weekday() + 7 - wanted) % 7;
    latest.plus_days(-i64::from(back)).ok_or(Trouble::TooOld)
}

/// Of `14:30`, `14:30:15`, `2:30` pm or `5` pm.
fn time_of_day(clock: &str, half: Option<&str>) -> DateReading<(u32, u32, u32)> {
    let parts: Option<Vec<u32>> = clock.split(':').map(|part| number(part, 1..=2)).collect();
    let (hour, minute, second) = match (parts.as_deref(), half) {
        (Some(&[hour]), Some(_)) => (hour, 0, 0),
        (Some(&[hour, minute]), _) => (hour, minute, 0),
        (Some(&[hour, minute, second]), _) => (hour, minute, second),
        _ => return Err(Trouble::Unknown),
    };
    match (half, hour) {
        (None, _) => Ok((hour, minute, second)),
        (Some("pm"), 1..=12) => Ok((hour % 12 + 12, minute, second)),
        (Some(_), 1..=12) => Ok((hour % 12, minute, second)),
        _ => Err(Trouble::Impossible),
    }
}

fn calendar(year: u32, month: u32, day: u32) -> Option<Day> {
    Day::new(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests;
