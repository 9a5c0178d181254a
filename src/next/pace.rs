//! How much the user sends, against their own limit and the platform's (N10, N12, T13, T15, T20).

use crate::model::request::Request;
use crate::record::account::{AccountEvent, AccountEventKind, in_force};
use crate::record::time::{Day, Instant, Moment, Zone};

const WEEK_DAYS: f64 = 7.0;

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct PaceCounts {
    pub week: u32,
    pub notes: u32,
}

impl PaceCounts {
    pub fn lately<'a>(requests: impl IntoIterator<Item = &'a Request>, now: Instant, zone: Zone) -> Self {
        let (week, month) = (Span::last(WEEK_DAYS, now, zone), Span::month(now, zone));
        let mut counts = Self::default();
        for request in requests {
            // Of a template there was a note, whether or not its text is on record.
            let has_note = request.context.note.is_some() || request.context.template.is_some();
            counts.week += u32::from(week.holds(request.sent));
            counts.notes += u32::from(month.holds(request.sent) && has_note);
        }
        counts
    }

    /// From when on requests have to be read for [`PaceCounts::lately`], with a margin for days of other zones.
    pub fn lately_from(now: Instant, zone: Zone) -> Instant {
        Span::last(WEEK_DAYS, now, zone).from.min(Span::month(now, zone).from).plus_days(-2.0)
    }
}

/// A span of time until now, for requests whose time of day is known and for those of which only the day is, by the
/// user's wall clock.
struct Span {
    from: Instant,
    to: Instant,
    first: Day,
    last: Day,
}

impl Span {
    fn last(days: f64, now: Instant, zone: Zone) -> Self {
        let (from, last) = (now.plus_days(-days), zone.day_of(now));
        Self { from, to: now, first: zone.day_of(from).plus_days(1).unwrap_or(last), last }
    }

    fn month(now: Instant, zone: Zone) -> Self {
        let last = zone.day_of(now);
        let (year, month, _) = last.ymd();
        let first = Day::new(year, month, 1).unwrap_or(last);
        Self { from: zone.at(first, 0, 0, 0).unwrap_or(now), to: now, first, last }
    }

    fn holds(&self, at: Moment) -> bool {
        match at {
            Moment::Exact(at) => self.from <= at && at <= self.to,
            Moment::Day(day) => self.first <= day && day <= self.last,
        }
    }
}

/// Sending had better rest, after LinkedIn told so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pause {
    pub kind: AccountEventKind,
    pub since: Day,
    /// The first day on which sending is fine again.
    pub until: Day,
}

impl Pause {
    /// The pause in force on `today`: the one that lasts longest.
    pub fn on(today: Day, account: &[AccountEvent], zone: Zone) -> Option<Self> {
        let pauses = in_force(account, zone).into_iter().filter_map(|event| {
            let (since, until) = (event.at.day(zone), event.pause_until(zone)?);
            (since <= today && today < until).then_some(Self { kind: event.kind, since, until })
        });
        pauses.max_by_key(|pause| (pause.until, pause.since))
    }

    /// What to do about it, without a full stop, and the heuristics it comes from.
    pub fn advice(&self, today: Day) -> (String, &'static [&'static str]) {
        let (since, until) = (self.since.short(today), self.until.short(today));
        match self.kind {
            AccountEventKind::Limit => (
                format!("LinkedIn's weekly limit was reached on {since}: send nothing before {until}"),
                &["N12"],
            ),
            kind => {
                let what = if kind == AccountEventKind::Warning { "warned" } else { "restricted" };
                let text = format!(
                    "LinkedIn {what} your account on {since}: better send nothing before {until}, then only to people you know"
                );
                (text, &["T20", "T26"])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn the_month_begins_by_the_wall_clock_and_the_week_is_seven_days() {
        let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
        let ends = |span: Span| (span.from.to_rfc3339(), span.first.iso(), span.last.iso());
        let told = |from: &str, first: &str| (from.to_owned(), first.to_owned(), "2026-11-10".to_owned());
        assert_eq!(ends(Span::last(WEEK_DAYS, now, Zone::Utc)), told("2026-11-03T12:00:00Z", "2026-11-04"));
        assert_eq!(ends(Span::month(now, Zone::Utc)), told("2026-11-01T00:00:00Z", "2026-11-01"));
    }

    #[test]
    fn after_a_warning_sending_rests_for_two_weeks() {
        let event = |kind, at| AccountEvent {
            kind,
            at: Moment::Day(day(at)),
            recorded_at: day(at).utc_noon(),
            is_mistake: false,
        };
        let account =
            [event(AccountEventKind::Warning, "2026-10-01"), event(AccountEventKind::Limit, "2026-10-13")];
        let on =
            |today| Pause::on(day(today), &account, Zone::Utc).map(|pause| (pause.kind, pause.until.iso()));
        assert_eq!(on("2026-09-30"), None);
        assert_eq!(on("2026-10-14"), Some((AccountEventKind::Limit, "2026-10-20".to_owned())));
        assert_eq!(on("2026-10-12"), Some((AccountEventKind::Warning, "2026-10-15".to_owned())));
        assert_eq!(on("2026-10-20"), None);
        let (text, heuristics) =
            Pause::on(day("2026-10-05"), &account, Zone::Utc).unwrap().advice(day("2026-10-05"));
        assert!(text.contains("before 15 Oct") && heuristics.contains(&"T20"), "{text}");
    }
}
