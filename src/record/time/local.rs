//! The computer's own wall clock, with what it said of a day remembered: `chrono` looks at the system's settings
//! again for every question, and a large record asks for the same days a hundred thousand times.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, Offset, TimeDelta, Utc};

use super::{DAY_MS, Instant};

#[derive(Default)]
struct Remembered {
    /// The offset on each day of UTC; none on a day on which it changes.
    offsets: HashMap<i64, Option<FixedOffset>>,
    noons: HashMap<NaiveDate, Instant>,
}

thread_local! {
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

/// What the wall clock shows at that time.
pub(super) fn wall_clock(utc: DateTime<Utc>) -> NaiveDateTime {
    let day = utc.timestamp_millis().div_euclid(DAY_MS);
    let steady = REMEMBERED.with_borrow_mut(|known| *known.offsets.entry(day).or_insert_with(|| steady(utc)));
    utc.with_timezone(&steady.unwrap_or_else(|| offset(utc))).naive_local()
}

/// Noon of that day by the wall clock, as `find` tells it.
pub(super) fn noon(day: NaiveDate, find: impl FnOnce() -> Instant) -> Instant {
    REMEMBERED.with_borrow_mut(|known| *known.noons.entry(day).or_insert_with(find))
}

/// The offset, if it is the same from the beginning of that day of UTC to its end.
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
    use crate::record::time::{Day, Zone};

    #[test]
    fn what_is_remembered_is_what_the_system_says() {
        // Two years in steps of 40 minutes: the clocks change in most time zones.
        for step in 0..26_280 {
            let utc = DateTime::from_timestamp(1_700_000_000 + step * 2400, 0).unwrap();
            assert_eq!(wall_clock(utc), utc.with_timezone(&Local).naive_local(), "{utc}");
        }
        for step in 0..730 {
            let day = Day::new(2024, 1, 1).unwrap().plus_days(step).unwrap();
            let asked = Zone::Local.at(day, 12, 0, 0).unwrap();
            assert_eq!((Zone::Local.noon(day), Zone::Local.noon(day)), (asked, asked));
        }
    }
}
