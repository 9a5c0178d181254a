//! Dates as they are said to people.

use crate::record::time::{Instant, Moment, Zone};

/// `today`, `3 days ago`, from 14 days on weeks, from 70 days on months, from 2 years on years; `in 3 days`.
pub fn ago(moment: Moment, now: Instant, zone: Zone) -> String {
    match days_before(moment, now, zone) {
        days @ 14..70 => format!("{} weeks ago", days / 7),
        days @ 70..730 => format!("{} months ago", days * 12 / 365),
        days @ 730.. => format!("{} years ago", days / 365),
        days => in_days(days),
    }
}

pub fn since(at: Instant, now: Instant, zone: Zone) -> String {
    let minutes = (now.millis() - at.millis()) / 60_000;
    match minutes {
        _ if zone.day_of(at) != zone.day_of(now) && !(0..60).contains(&minutes) => {
            ago(Moment::Exact(at), now, zone)
        }
        ..=0 => "just now".to_owned(),
        1 => "a minute ago".to_owned(),
        2..60 => format!("{minutes} minutes ago"),
        60..120 => "an hour ago".to_owned(),
        _ => format!("{} hours ago", minutes / 60),
    }
}

/// `Tue 2026-10-06 (46 days ago)`, `Tue 2026-10-06 14:30 (46 days ago)`.
pub fn echo(moment: Moment, now: Instant, zone: Zone) -> String {
    let day = moment.day(zone).with_weekday();
    let distance = in_days(days_before(moment, now, zone));
    match moment {
        Moment::Day(_) => format!("{day} ({distance})"),
        Moment::Exact(at) => {
            let (_, hour, minute) = zone.wall_clock(at);
            format!("{day} {hour:02}:{minute:02} ({distance})")
        }
    }
}

fn days_before(moment: Moment, now: Instant, zone: Zone) -> i64 {
    zone.day_of(now).days_since(moment.day(zone))
}

fn in_days(days: i64) -> String {
    match days {
        -1 => "tomorrow".to_owned(),
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        ..0 => format!("in {} days", -days),
        _ => format!("{days} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::time::Day;

    fn now() -> Instant {
        Instant::parse_rfc3339("2026-11-21T09:30:00Z").unwrap()
    }

    #[test]
    fn distances_are_said_in_the_fitting_unit() {
        let today = Zone::Utc.day_of(now());
        let cases = [
            (-30, "in 30 days"),
            (-1, "tomorrow"),
            (0, "today"),
            (1, "yesterday"),
            (2, "2 days ago"),
            (13, "13 days ago"),
            (14, "2 weeks ago"),
            (46, "6 weeks ago"),
            (69, "9 weeks ago"),
            (70, "2 months ago"),
            (122, "4 months ago"),
            (365, "12 months ago"),
            (729, "23 months ago"),
            (730, "2 years ago"),
            (1826, "5 years ago"),
        ];
        for (days, said) in cases {
            let day = Moment::Day(today.plus_days(-days).unwrap());
            assert_eq!(ago(day, now(), Zone::Utc), said, "{days}");
        }
    }

    #[test]
    fn what_was_done_today_is_said_to_the_minute() {
        for (at, said) in [
            ("2026-11-21T09:30:01Z", "just now"),
            ("2026-11-21T09:29:01Z", "just now"),
            ("2026-11-21T09:29:00Z", "a minute ago"),
            ("2026-11-21T08:31:00Z", "59 minutes ago"),
            ("2026-11-21T08:30:00Z", "an hour ago"),
            ("2026-11-21T00:00:00Z", "9 hours ago"),
            ("2026-11-20T23:59:00Z", "yesterday"),
            ("2026-11-22T23:59:00Z", "tomorrow"),
        ] {
            assert_eq!(since(Instant::parse_rfc3339(at).unwrap(), now(), Zone::Utc), said, "{at}");
        }
    }

    #[test]
    fn what_was_understood_is_echoed_with_its_distance() {
        let sent = Moment::Day(Day::new(2026, 10, 6).unwrap());
        assert_eq!(echo(sent, now(), Zone::Utc), "Tue 2026-10-06 (46 days ago)");
        for (at, said) in [
            ("2026-10-06T14:30:59Z", "Tue 2026-10-06 14:30 (46 days ago)"),
            ("2026-11-21T00:05:00Z", "Sat 2026-11-21 00:05 (today)"),
            ("2026-11-20T23:59:59Z", "Fri 2026-11-20 23:59 (yesterday)"),
            ("2026-11-24T08:00:00Z", "Tue 2026-11-24 08:00 (in 3 days)"),
        ] {
            let at = Moment::Exact(Instant::parse_rfc3339(at).unwrap());
            assert_eq!(echo(at, now(), Zone::Utc), said);
        }
    }
}
