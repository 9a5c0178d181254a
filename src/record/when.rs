//! When something happened, as precisely as its source says (M2).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::time::{DAY_MS, Day, Instant, Moment, Zone};
use super::words::by_text;

/// Of one event: zones, flights, exports without a zone.
pub const ZONE_DAYS: i32 = 1;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum When {
    /// The only form that is compared below a day.
    Moment(Instant),
    /// In some zone that nobody told; kept as if it were UTC.
    Local(Instant),
    Day(Day),
    /// Give or take so many days (at least 1): a page says "2 weeks ago".
    Within(Day, u16),
}

impl When {
    pub const fn days(day: Day, within: u16) -> Self {
        if within == 0 { Self::Day(day) } else { Self::Within(day, within) }
    }

    /// Of a moment the one in UTC.
    pub fn day(self) -> Day {
        match self {
            Self::Moment(at) | Self::Local(at) => Day::of_utc(at).unwrap_or(Day::FIRST),
            Self::Day(day) | Self::Within(day, _) => day,
        }
    }

    pub const fn within(self) -> u16 {
        match self {
            Self::Within(_, days) => days,
            Self::Moment(_) | Self::Local(_) | Self::Day(_) => 0,
        }
    }

    /// In days since 1970.
    pub fn lo(self) -> i32 {
        self.number() - i32::from(self.within())
    }

    pub fn hi(self) -> i32 {
        self.number() + i32::from(self.within())
    }

    fn number(self) -> i32 {
        match self {
            Self::Moment(at) | Self::Local(at) => i32::try_from(at.millis().div_euclid(DAY_MS)).unwrap_or(0),
            Self::Day(day) | Self::Within(day, _) => day.number(),
        }
    }

    /// In days, at least; 0 where they may be of one day.
    pub fn apart(self, other: Self) -> i32 {
        (self.lo() - other.hi()).max(other.lo() - self.hi()).max(0)
    }

    /// Whether it can have been by then: of a day nobody knows in which zone it was.
    pub fn can_be_by(self, other: Self) -> bool {
        match (self.moment(), other.moment()) {
            (Some(at), Some(other)) => at <= other,
            _ => self.lo() <= other.hi() + ZONE_DAYS,
        }
    }

    pub const fn moment(self) -> Option<Instant> {
        match self {
            Self::Moment(at) => Some(at),
            Self::Local(_) | Self::Day(_) | Self::Within(..) => None,
        }
    }

    pub const fn has_time(self) -> bool {
        matches!(self, Self::Moment(_) | Self::Local(_))
    }

    pub fn in_order(self) -> (i64, bool) {
        match self {
            Self::Moment(at) => (2 * at.millis() + 1, true),
            Self::Local(at) => (2 * at.millis() + 1, false),
            Self::Day(_) | Self::Within(..) => (2 * i64::from(self.number()) * DAY_MS, false),
        }
    }

    /// A time without a zone is taken for theirs.
    pub fn in_zone(self, zone: Zone) -> Moment {
        match self {
            Self::Moment(at) => Moment::Exact(at),
            Self::Local(digits) => Moment::Exact(zone.of_digits(digits)),
            Self::Day(day) | Self::Within(day, _) => Moment::Day(day),
        }
    }

    /// `2026-10-05`, `2026-10-05T06:57` or `2026-10-05T06:57Z`, with seconds or without.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = Day::parse_iso(text) {
            return Some(Self::Day(day));
        }
        let of_a_day = |at: &Instant| Day::of_utc(*at).is_some();
        if let Some(at) = Instant::parse_rfc3339(text).filter(of_a_day) {
            return Some(Self::Moment(at));
        }
        let (digits, has_zone) = text.strip_suffix('Z').map_or((text, false), |digits| (digits, true));
        let at = Instant::parse_rfc3339(&format!("{digits}Z"))
            .or_else(|| Instant::parse_rfc3339(&format!("{digits}:00Z")))
            .filter(of_a_day)?;
        Some(if has_zone { Self::Moment(at) } else { Self::Local(at) })
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Moment(at) => f.write_str(&at.to_rfc3339()),
            Self::Local(at) => f.write_str(at.to_rfc3339().trim_end_matches('Z')),
            Self::Day(day) | Self::Within(day, _) => f.write_str(&day.iso()),
        }
    }
}

impl From<Moment> for When {
    fn from(moment: Moment) -> Self {
        match moment {
            Moment::Exact(at) => Self::Moment(at),
            Moment::Day(day) => Self::Day(day),
        }
    }
}

/// Without the days that it is known within: those stand beside it.
impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        by_text(deserializer, "a time such as 2026-10-05 or 2026-10-05T14:30:00Z", Self::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        When::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (text, written) in [
            ("2026-10-05", "2026-10-05"),
            ("2026-10-05T06:57", "2026-10-05T06:57:00"),
            ("2026-10-05T06:57:12", "2026-10-05T06:57:12"),
            ("2026-10-05T06:57Z", "2026-10-05T06:57:00Z"),
            ("2026-10-05T06:57:00+02:00", "2026-10-05T04:57:00Z"),
        ] {
            assert_eq!(when(text).to_string(), written, "{text}");
            assert_eq!(when(written), when(text), "{text}");
        }
        for wrong in ["", "2026-10", "2026-10-05T", "2026-10-05T25:00", "5 Oct"] {
            assert_eq!(When::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_compared_as_the_span_that_they_can_mean() {
        let page = When::days(Day::new(2026, 10, 5).unwrap(), 3);
        assert_eq!((page.hi() - page.lo(), page.apart(when("2026-10-10")), page.apart(page)), (6, 2, 0));
        assert_eq!(when("2026-10-05T23:59Z").apart(when("2026-10-05")), 0);
        assert_eq!(when("2026-10-05").apart(when("2026-10-06T00:01")), 1);
        assert_eq!(when("1969-12-31T23:00").lo(), -1);
    }

    #[test]
    fn a_time_without_a_zone_is_one_of_the_users() {
        let local = when("2026-10-05T06:57");
        assert_eq!(local.moment(), None);
        assert_eq!(
            local.in_zone(Zone::Utc),
            Moment::Exact(Instant::parse_rfc3339("2026-10-05T06:57:00Z").unwrap())
        );
    }
}
