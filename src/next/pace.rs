//! How much the user sends, against their own limit and the platform's (N10, N12, T13, T15, T20).

use crate::model::request::Request;
use crate::record::account::{AccountEvent, AccountEventKind, in_force};
use crate::record::time::{DAY_MS, Day, Instant, Moment, Zone};

/// The counted week, in days.
pub const WEEK_DAYS: i64 = 7;

/// What was sent lately.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Requests of the last 7 days.
    pub week: u32,
    /// Requests of the last six months without an answer, as far as is on record; where everything was read.
    pub open: Option<u32>,
    pub notes: u32,
}

impl Counts {
    /// Of what was sent by `now`. `expiry_days`: how long an invitation stays open.
    pub fn of(requests: &[Request], now: Instant, expiry_days: f64, zone: Zone) -> Self {
        let span = Spans::until(now, expiry_days, zone).open;
        let is_open = |request: &Request| span.holds(request.sent) && request.seems_open();
        let open = requests.iter().map(|request| u32::from(is_open(request))).sum();
        Self { open: Some(open), ..Self::lately(requests, now, zone) }
    }

    /// Of what was sent in the last days.
    pub fn lately<'a>(requests: impl IntoIterator<Item = &'a Request>, now: Instant, zone: Zone) -> Self {
        let Spans { week, month, .. } = Spans::until(now, 0.0, zone);
        let mut counts = Self::default();
        for request in requests {
            // Of a template there was a note, whether or not its text is on record.
            let has_note = request.context.note.is_some() || request.context.template.is_some();
            counts.week += u32::from(week.holds(request.sent));
            counts.notes += u32::from(month.holds(request.sent) && has_note);
        }
        counts
    }
}

/// A span of time, for requests whose time of day is known and for those of which only the day is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// From this time …
    pub from: Instant,
    /// … to this one.
    pub to: Instant,
    /// From this day …
    pub first: Day,
    /// … to this one, by the user's wall clock.
    pub last: Day,
}

/// The spans that the counts are about; all end now.
#[derive(Clone, Copy, Debug)]
pub struct Spans {
    /// The last 7 days.
    pub week: Span,
    pub month: Span,
    pub open: Span,
}

impl Span {
    /// The last 7 days.
    pub fn week(now: Instant, zone: Zone) -> Self {
        Self::since(now.plus_millis(-WEEK_DAYS * DAY_MS), now, zone)
    }

    pub fn holds(&self, at: Moment) -> bool {
        match at {
            Moment::Exact(at) => self.from <= at && at <= self.to,
            Moment::Day(day) => self.first <= day && day <= self.last,
        }
    }

    fn since(from: Instant, now: Instant, zone: Zone) -> Self {
        let last = zone.day_of(now);
        Self { from, to: now, first: zone.day_of(from).plus_days(1).unwrap_or(last), last }
    }
}

impl Spans {
    /// From when on [`Counts::lately`] counts, with a margin for days of other zones.
    pub fn lately(now: Instant, zone: Zone) -> Instant {
        let Self { week, month, .. } = Self::until(now, 0.0, zone);
        week.from.min(month.from).plus_millis(-2 * DAY_MS)
    }

    /// The spans that end now. `expiry_days`: how long an invitation stays open.
    pub fn until(now: Instant, expiry_days: f64, zone: Zone) -> Self {
        let today = zone.day_of(now);
        let (year, month, _) = today.ymd();
        let first = Day::new(year, month, 1).unwrap_or(today);
        let month = zone.at(first, 0, 0, 0).unwrap_or(now);
        Self {
            week: Span::week(now, zone),
            month: Span { from: month, to: now, first, last: today },
            open: Span::since(now.plus_days(-expiry_days), now, zone),
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
            AccountEventKind::Warning => (
                format!(
                    "LinkedIn warned your account on {since}: better send nothing before {until}, then only to people you know"
                ),
                &["T20", "T26"],
            ),
            AccountEventKind::Restricted => (
                format!(
                    "LinkedIn restricted your account on {since}: better send nothing before {until}, then only to people you know"
                ),
                &["T20", "T26"],
            ),
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
        let spans = Spans::until(now, 180.0, Zone::Utc);
        let ends = |span: Span| (span.from.to_rfc3339(), span.first.iso(), span.last.iso());
        let told = |from: &str, first: &str| (from.to_owned(), first.to_owned(), "2026-11-10".to_owned());
        assert_eq!(ends(spans.week), told("2026-11-03T12:00:00Z", "2026-11-04"));
        assert_eq!(ends(spans.month), told("2026-11-01T00:00:00Z", "2026-11-01"));
        assert_eq!(ends(spans.open), told("2026-05-14T12:00:00Z", "2026-05-15"));
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
