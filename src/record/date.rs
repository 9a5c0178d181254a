//! Dates as people write them: `yesterday`, `3 days ago`, `last fri`, `5 oct`, `2026-10-05 14:30`.
//!
//! A text that could be two dates is refused, naming both; what was understood is always echoed ([`echo`]).
//! Where the year or the week is left open, the most recent date is meant: everything recorded lies in the past.

mod error;
mod forms;
mod said;
mod words;

pub use error::DateError;
pub use said::{ago, echo, since};

use self::forms::Reader;
use super::time::{Instant, Moment, Zone};

/// How far another clock may run ahead of ours, in milliseconds.
const CLOCK_SLACK_MS: i64 = 60_000;

/// Reads a date, with or without a time of day. Days, weeks, months, years and calendar days are known to the
/// day; `now`, minutes, hours and everything with a time of day to the millisecond.
///
/// `friday` is the most recent Friday, today included; `last friday` is always before today. Without a year the
/// most recent such day is meant, without a day today. The future is understood, so that it can be refused with
/// a good message ([`refuse_future`]); what lies before 2003, LinkedIn's start, is refused here.
pub fn parse_moment(text: &str, now: Instant, zone: Zone) -> Result<Moment, DateError> {
    let reader = Reader::new(text.trim(), now, zone);
    let moment = match Instant::parse_rfc3339(text.trim()) {
        Some(at) => Moment::Exact(at),
        None => reader.moment()?,
    };
    match moment.day(zone).ymd() {
        (..2003, ..) => Err(reader.too_old()),
        // From 9999 on a time zone could lead out of the calendar.
        (9999.., ..) => Err(reader.impossible()),
        _ => Ok(moment),
    }
}

/// Lets only the past and the present pass: no day after today, and nothing later than a minute from now.
/// Within that minute (another clock's) it is taken for now.
pub fn refuse_future(moment: Moment, now: Instant, zone: Zone) -> Result<Moment, DateError> {
    let is_future = match moment {
        Moment::Day(day) => day > zone.day_of(now),
        Moment::Exact(at) => at > now.plus_millis(CLOCK_SLACK_MS),
    };
    match moment {
        _ if is_future => Err(DateError::Future { understood: echo(moment, now, zone) }),
        Moment::Exact(at) => Ok(Moment::Exact(at.min(now))),
        Moment::Day(_) => Ok(moment),
    }
}

#[cfg(test)]
mod tests;
