//! The changelog of LinkedIn's data portability API (sources 2b): what the member did in the last 28 days. It names
//! people by numbers alone: whom a withdrawal is about only the time tells at which the request was sent.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::{Amount, Report};
use crate::record::time::{DAY_MS, Instant};
use crate::record::when::When;

/// Below the milliseconds since 1970 with which LinkedIn's numbers of invitations begin.
const LOW_BITS: u32 = 22;
/// In milliseconds, as the next three: the site's clocks differ.
const SLACK: i64 = 2_000;
/// Exports say the minute.
const MINUTE: i64 = 60_000;
/// Zones differ by whole ones.
const QUARTER: i64 = 15 * MINUTE;
const WIDEST_ZONE: i64 = 56 * QUARTER;

#[derive(Default, Debug)]
pub struct Changelog {
    sent: BTreeSet<(Instant, String)>,
    withdrawn: BTreeSet<(Instant, String)>,
    others: usize,
}

pub(super) fn is_event(element: &Value) -> bool {
    element.get("resourceName").is_some_and(Value::is_string)
}

impl Changelog {
    pub fn is_empty(&self) -> bool {
        self.sent.len() + self.withdrawn.len() + self.others == 0
    }

    /// Whatever else the member did tells nothing of requests; an acceptance is nothing that the member does.
    pub(super) fn add(&mut self, event: &Value, now: Instant) {
        let text = |at: &str| event.pointer(at).and_then(Value::as_str);
        let is_own = |person| text(person).is_none_or(|person| Some(person) == text("/owner"));
        let is_done = text("/activityStatus").is_none_or(|status| status.starts_with("SUCCESS"));
        let at = event.get("capturedAt").and_then(Value::as_i64).map(Instant::from_millis);
        let is_then = |at: &Instant| (0..=now.millis() + DAY_MS).contains(&at.millis());
        match (text("/resourceName"), text("/methodName"), at.filter(is_then).filter(|_| is_done)) {
            (Some("invitations"), Some("verifyAndCreate"), Some(at))
                if is_own("/activity/invitationV2/inviter") =>
            {
                self.sent.insert((at, text("/resourceId").unwrap_or_default().to_owned()));
            }
            (Some("invitations"), Some("inviterClosingInvitation"), Some(at))
                if text("/activity/inviterActionType") == Some("WITHDRAW") && is_own("/actor") =>
            {
                let closed = event.pointer("/activity/inviteActionData").and_then(Value::as_array);
                let numbers = closed.into_iter().flatten().map(|one| one.get("invitationId")?.as_str());
                let number = |urn: &str| urn.rsplit(':').next().unwrap_or_default().to_owned();
                self.withdrawn.extend(numbers.map(|urn| (at, urn.map(number).unwrap_or_default())));
            }
            _ => self.others += 1,
        }
    }

    pub(super) fn report(&self, name: &str) -> Report {
        Report {
            file: name.to_owned(),
            kind: "changelog",
            read: vec![
                Amount::new(self.sent.len(), "request sent", "requests sent"),
                Amount::new(self.withdrawn.len(), "withdrawal", "withdrawals"),
            ],
            skipped: vec![Amount::new(self.others, "other act of yours", "other acts of yours")],
            ..Report::default()
        }
    }

    pub fn sent(&self) -> impl Iterator<Item = Instant> {
        self.sent.iter().map(|(at, _)| *at)
    }

    /// When, and when the request was sent, which may be long before the changelog begins.
    pub fn withdrawals(&self) -> impl Iterator<Item = (Instant, Option<Instant>)> {
        self.withdrawn.iter().map(|(at, number)| {
            let known = self.sent.iter().find(|(_, sent)| sent == number && !sent.is_empty());
            let of_number =
                || number.parse::<i64>().ok().map(|number| Instant::from_millis(number >> LOW_BITS));
            (*at, known.map(|(sent, _)| *sent).or_else(of_number).filter(|sent| sent <= at))
        })
    }
}

/// Of a time without a zone the digits are compared, whatever the zone; a day alone tells nothing.
pub fn is_sent_at(at: When, sent: Instant) -> bool {
    let apart = |at: Instant| sent.millis() - at.millis() + SLACK;
    let within = 0..MINUTE + 2 * SLACK;
    match at {
        When::Moment(at) => within.contains(&apart(at)),
        When::Local(at) => apart(at).abs() <= WIDEST_ZONE && within.contains(&apart(at).rem_euclid(QUARTER)),
        When::Day(_) | When::Within(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_an_export_is_that_of_an_event_in_any_zone_to_the_minute() {
        let sent = Instant::parse_rfc3339("2026-10-05T04:57:41.123Z").unwrap();
        for (at, expected) in [
            ("2026-10-05T06:57", true),
            ("2026-10-05T10:42", true),
            ("2026-10-04T18:57", true),
            ("2026-10-05T06:58", false),
            ("2026-10-05T06:56", false),
            ("2026-10-06T06:57", false),
            ("2026-10-05T04:57:41Z", true),
            ("2026-10-05T06:57:41Z", false),
            ("2026-10-05", false),
        ] {
            assert_eq!(is_sent_at(When::parse(at).unwrap(), sent), expected, "{at}");
        }
    }
}
