//! Points in time, and days.

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::record::words::by_text;

pub const DAY_MS: i64 = 86_400_000;

/// Milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Instant(pub(super) i64);

impl Instant {
    /// The last that RFC 3339 can write.
    pub const LAST: Self = Self(253_402_300_799_999);

    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The year must be one of 0 to 9999 in UTC as well: others can't be written so.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let at = DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis();
        let year = DateTime::from_timestamp_millis(at)?.year();
        (0..=9999).contains(&year).then_some(Self(at))
    }

    pub fn to_rfc3339(self) -> String {
        match DateTime::from_timestamp_millis(self.0) {
            Some(at) if self.0.rem_euclid(1000) == 0 => at.to_rfc3339_opts(SecondsFormat::Secs, true),
            Some(at) => at.to_rfc3339_opts(SecondsFormat::Millis, true),
            None => "out-of-range".to_owned(),
        }
    }

    /// Of 24 hours, with fractions; negative if this is the earlier one.
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of any date that we accept fit into 53 bits"
    )]
    pub fn days_since(self, earlier: Self) -> f64 {
        (self.0 - earlier.0) as f64 / DAY_MS as f64
    }

    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a cast from f64 stops at the bounds of i64")]
    pub fn plus_days(self, days: f64) -> Self {
        self.plus_millis((days * 86_400_000.0) as i64)
    }

    /// From the years that can be written no further than to their end.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        let moved = self.0.saturating_add(millis);
        Self(if self.0 <= Self::LAST.0 && moved > Self::LAST.0 { Self::LAST.0 } else { moved })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Day(pub(super) NaiveDate);

impl Day {
    pub const FIRST: Self = match NaiveDate::from_ymd_opt(1900, 1, 1) {
        Some(day) => Self(day),
        None => Self(NaiveDate::MIN),
    };

    /// Years 1900 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        (1900..=9999).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day))?.map(Self)
    }

    pub fn parse_iso(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
        let number = |part: &str, digits: usize| {
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u32>().ok())?
        };
        Self::new(number(year, 4)?.cast_signed(), number(month, 2)?, number(day, 2)?)
    }

    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    pub fn number(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// Since Monday: 0 to 6.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// None outside the years 1900 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let day = self.0.checked_add_signed(TimeDelta::try_days(days)?)?;
        Self::new(day.year(), day.month(), day.day())
    }

    pub fn iso(self) -> String {
        let (year, month, day) = self.ymd();
        let year = year.unsigned_abs();
        // Written by hand: it is a part of what every fact is known by.
        let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
        let mut text = String::with_capacity(10);
        text.extend([year / 1000, year / 100, year / 10, year].map(digit));
        text.extend(['-', digit(month / 10), digit(month), '-', digit(day / 10), digit(day)]);
        text
    }

    pub fn with_weekday(self) -> String {
        self.0.format("%a %Y-%m-%d").to_string()
    }

    /// `5 Oct`, or `5 Oct 2025` where the year is another.
    pub fn short(self, today: Self) -> String {
        let is_this_year = self.0.year() == today.0.year();
        self.0.format(if is_this_year { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    pub fn utc_noon(self) -> Instant {
        Instant(self.0.and_time(noon()).and_utc().timestamp_millis())
    }

    pub fn of_utc(at: Instant) -> Option<Self> {
        let day = DateTime::from_timestamp_millis(at.0)?.date_naive();
        Self::new(day.year(), day.month(), day.day())
    }
}

/// `chrono` has no constant for it; the fallback is never taken.
pub(super) fn noon() -> chrono::NaiveTime {
    chrono::NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        by_text(deserializer, "a time such as 2026-10-05T14:30:00Z", Self::parse_rfc3339)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        by_text(deserializer, "a day such as 2026-10-05", Self::parse_iso)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_round_trip_through_rfc3339() {
        for text in ["2026-10-05T14:30:00Z", "1999-12-31T23:59:59.250Z"] {
            assert_eq!(Instant::parse_rfc3339(text).unwrap().to_rfc3339(), text);
        }
        let offset = Instant::parse_rfc3339("2026-10-05T14:30:00+02:00").unwrap();
        assert_eq!(offset.to_rfc3339(), "2026-10-05T12:30:00Z");
        assert_eq!(Instant::parse_rfc3339("2026-10-05"), None);
    }

    #[test]
    fn every_time_that_is_read_can_be_written() {
        for (text, written) in [
            ("9999-12-31T23:59:59.999Z", Some("9999-12-31T23:59:59.999Z")),
            ("9999-12-31T23:59:59-00:01", None),
            ("9999-12-31T23:59:60Z", None),
            ("0000-01-01T00:00:00Z", Some("0000-01-01T00:00:00Z")),
            ("0000-01-01T00:00:00+00:01", None),
            ("2016-12-31T23:59:60.5Z", Some("2017-01-01T00:00:00.500Z")),
        ] {
            let read = Instant::parse_rfc3339(text);
            assert_eq!(read.map(Instant::to_rfc3339).as_deref(), written, "{text}");
            assert_eq!(written.and_then(Instant::parse_rfc3339), read, "{text}");
        }
    }

    #[test]
    fn what_is_moved_can_still_be_written() {
        let last = Instant::parse_rfc3339("9999-12-31T23:59:59.999Z").unwrap();
        assert_eq!(last, Instant::LAST);
        assert_eq!(last.plus_millis(1), last);
        assert_eq!(last.plus_millis(-1).plus_millis(i64::MAX), last);
        assert_eq!(last.plus_millis(-1).millis(), last.millis() - 1);
        let nonsense = Instant::from_millis(i64::MAX - 1);
        assert!(nonsense.plus_millis(5) > nonsense);
    }

    #[test]
    fn days_are_read_strictly() {
        assert_eq!(Day::parse_iso("2026-10-05"), Day::new(2026, 10, 5));
        for wrong in [
            "2026-10-5",
            "2026-13-01",
            "2026-02-30",
            "26-10-05",
            "2026-10-05x",
            "+026-10-05",
            "0000-01-01",
            "",
        ] {
            assert_eq!(Day::parse_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_stored_day_comes_back_in_any_zone() {
        let day = Day::new(2026, 10, 5).unwrap();
        assert_eq!(Day::of_utc(day.utc_noon()), Some(day));
        assert_eq!(day.with_weekday(), "Mon 2026-10-05");
        assert_eq!(day.short(Day::new(2026, 1, 1).unwrap()), "5 Oct");
        assert_eq!(day.short(Day::new(2027, 1, 1).unwrap()), "5 Oct 2026");
    }

    #[test]
    fn days_between_instants_have_fractions() {
        let start = Instant::from_millis(0);
        assert!((start.plus_millis(DAY_MS / 4).days_since(start) - 0.25).abs() < 1e-12);
    }
}
