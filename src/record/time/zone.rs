//! Which wall clock days and times of day refer to.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{
    DateTime, FixedOffset, Local, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone,
    Timelike, Utc,
};
use serde::{Serialize, Serializer};

use super::instant::{DAY_MS, Day, Instant, noon};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    Local,
    Utc,
}

impl Zone {
    pub fn day_of(self, at: Instant) -> Day {
        let (day, ..) = self.wall_clock(at);
        day
    }

    pub fn wall_clock(self, at: Instant) -> (Day, u32, u32) {
        let utc = DateTime::from_timestamp_millis(at.0).unwrap_or(DateTime::UNIX_EPOCH);
        let wall = match self {
            Self::Local => local_clock(utc),
            Self::Utc => utc.naive_utc(),
        };
        (Day(wall.date()), wall.hour(), wall.minute())
    }

    pub fn noon(self, day: Day) -> Instant {
        match self {
            Self::Local => noon_of(day.0, || self.resolve(day.0.and_time(noon()))),
            Self::Utc => day.utc_noon(),
        }
    }

    pub fn of_digits(self, digits: Instant) -> Instant {
        DateTime::from_timestamp_millis(digits.0).map_or(digits, |wall| self.resolve(wall.naive_utc()))
    }

    pub fn at(self, day: Day, hour: u32, minute: u32, second: u32) -> Option<Instant> {
        Some(self.resolve(day.0.and_hms_opt(hour, minute, second)?))
    }

    /// A time that the clocks skipped is read as an hour later, one that came twice as the first.
    fn resolve(self, wall: NaiveDateTime) -> Instant {
        let utc = match self {
            Self::Utc => wall.and_utc(),
            Self::Local => match Local.from_local_datetime(&wall) {
                LocalResult::Single(at) => at.with_timezone(&Utc),
                LocalResult::Ambiguous(one, other) => one.min(other).with_timezone(&Utc),
                LocalResult::None => Local
                    .from_local_datetime(&(wall + TimeDelta::hours(1)))
                    .earliest()
                    .map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc)),
            },
        };
        Instant(utc.timestamp_millis())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Moment {
    Exact(Instant),
    Day(Day),
}

impl Moment {
    /// A day counts as its local noon.
    pub fn instant(self, zone: Zone) -> Instant {
        match self {
            Self::Exact(at) => at,
            Self::Day(day) => zone.noon(day),
        }
    }

    pub fn utc(self) -> Instant {
        match self {
            Self::Exact(at) => at,
            Self::Day(day) => day.utc_noon(),
        }
    }

    pub fn day(self, zone: Zone) -> Day {
        match self {
            Self::Exact(at) => zone.day_of(at),
            Self::Day(day) => day,
        }
    }

    /// Two moments of one day are not, if one has no time of day.
    pub fn is_before(self, other: Self, zone: Zone) -> bool {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => a < b,
            _ => self.day(zone) < other.day(zone),
        }
    }

    pub const fn is_day(self) -> bool {
        matches!(self, Self::Day(_))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact(at) => at.serialize(serializer),
            Self::Day(day) => day.serialize(serializer),
        }
    }
}

/// `chrono` reads the system's settings for every question; a large record asks of the same days 100,000 times.
#[derive(Default)]
struct Remembered {
    offsets: HashMap<i64, Option<FixedOffset>>,
    noons: HashMap<NaiveDate, Instant>,
}

thread_local! {
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

fn local_clock(utc: DateTime<Utc>) -> NaiveDateTime {
    let day = utc.timestamp_millis().div_euclid(DAY_MS);
    let steady = REMEMBERED.with_borrow_mut(|known| *known.offsets.entry(day).or_insert_with(|| steady(utc)));
    utc.with_timezone(&steady.unwrap_or_else(|| offset(utc))).naive_local()
}

fn noon_of(day: NaiveDate, find: impl FnOnce() -> Instant) -> Instant {
    REMEMBERED.with_borrow_mut(|known| *known.noons.entry(day).or_insert_with(find))
}

fn steady(utc: DateTime<Utc>) -> Option<FixedOffset> {
    let begin = utc.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let end = begin.checked_add_signed(TimeDelta::days(1))?;
    let (begin, end) = (offset(begin), offset(end));
    (begin == end).then_some(begin)
}

fn offset(utc: DateTime<Utc>) -> FixedOffset {
    utc.with_timezone(&Local).offset().fix()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_the_system_says() {
        // Two years in steps of 40 minutes: the clocks change in most time zones.
        for step in 0..26_280 {
            let utc = DateTime::from_timestamp(1_700_000_000 + step * 2400, 0).unwrap();
            assert_eq!(local_clock(utc), utc.with_timezone(&Local).naive_local(), "{utc}");
        }
        for step in 0..730 {
            let day = Day::new(2024, 1, 1).unwrap().plus_days(step).unwrap();
            let asked = Zone::Local.at(day, 12, 0, 0).unwrap();
            assert_eq!((Zone::Local.noon(day), Zone::Local.noon(day)), (asked, asked));
        }
    }
}
