//! What LinkedIn told the user about the account itself: about all that was sent lately, and nobody in particular.

use super::time::{Day, Instant, Moment, Zone};
use super::words::words;

/// K27.
pub const WARNING_LOOKS_BACK_DAYS: f64 = 30.0;

/// T20.
pub const PAUSE_DAYS: i64 = 14;

const LIMIT_DAYS: i64 = 7;

words! {
    AccountEventKind {
        /// Many invitations are not answered, or not welcome (K27).
        Warning = "warning",
        /// The weekly number; says nothing about anybody's answer.
        Limit = "limit",
        /// Or the account suspended (K27, T20).
        Restricted = "restricted",
    }
}

/// Never taken back, only followed by another word about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct AccountEvent {
    pub kind: AccountEventKind,
    pub at: Moment,
    pub recorded_at: Instant,
    pub is_mistake: bool,
}

impl AccountEvent {
    pub const fn is_about_answers(&self) -> bool {
        !matches!(self.kind, AccountEventKind::Limit)
    }

    pub fn pause_until(&self, zone: Zone) -> Option<Day> {
        let days = if self.is_about_answers() { PAUSE_DAYS } else { LIMIT_DAYS };
        self.at.day(zone).plus_days(days)
    }

    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let key = |event: &Self| {
            (event.recorded_at, event.at.utc(), event.at.is_day(), event.kind, event.is_mistake)
        };
        key(self).cmp(&key(other))
    }
}

pub fn in_force(said: &[AccountEvent], zone: Zone) -> Vec<AccountEvent> {
    let mut said = said.to_vec();
    said.sort_by(AccountEvent::order);
    let is_last = |index: usize, event: &AccountEvent| {
        !said[index + 1..].iter().any(|later| (later.kind, later.at) == (event.kind, event.at))
    };
    let mut standing: Vec<AccountEvent> = said
        .iter()
        .enumerate()
        .filter(|&(index, event)| !event.is_mistake && is_last(index, event))
        .map(|(_, event)| *event)
        .collect();
    standing.sort_by_key(|event| event.at.instant(zone));
    standing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(day: &str, said: i64, is_mistake: bool) -> AccountEvent {
        let at = Moment::Day(Day::parse_iso(day).unwrap());
        AccountEvent {
            kind: AccountEventKind::Warning,
            at,
            recorded_at: Instant::from_millis(said),
            is_mistake,
        }
    }

    #[test]
    fn the_latest_word_about_an_event_counts() {
        let (first, second) = (event("2026-10-05", 1, false), event("2026-10-01", 2, false));
        let mistake = event("2026-10-05", 3, true);
        assert_eq!(in_force(&[first, second], Zone::Utc), [second, first]);
        assert_eq!(in_force(&[mistake, first, second], Zone::Utc), [second]);
        let again = event("2026-10-05", 4, false);
        assert_eq!(in_force(&[again, mistake, first], Zone::Utc), [again]);
    }

    #[test]
    fn a_warning_asks_for_a_longer_pause_than_a_limit() {
        let until = |kind| AccountEvent { kind, ..event("2026-10-01", 1, false) }.pause_until(Zone::Utc);
        assert_eq!(until(AccountEventKind::Warning), Day::parse_iso("2026-10-15"));
        assert_eq!(until(AccountEventKind::Restricted), Day::parse_iso("2026-10-15"));
        assert_eq!(until(AccountEventKind::Limit), Day::parse_iso("2026-10-08"));
    }
}
