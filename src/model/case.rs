//! From a request on record to what the classifier weighs: how long after sending each sign was (heuristics 2.8).

use super::evidence::{Case, Features, Sighting, proves};
use super::request::{Observation, Request, is_default_note};
use crate::matching::world::Sign;
use crate::record::observation::{Button, Source};
use crate::record::time::{Moment, Zone};

/// How far from sending a look counts that was made on the sending day, when one of the two has no time of day.
const SAME_DAY: f64 = 0.01;

/// How long after sending a proof counts whose clock has it before, within the grace of M18: as for one of a sending
/// day whose hour isn't known, there has to be time to accept.
const PROVEN_AT_ONCE: f64 = 0.5;

/// A second try within this many days of the first is `repeat_soon` (N09).
const REPEAT_SOON_DAYS: i64 = 90;

impl Request {
    /// What the classifier is asked at `now`.
    pub fn case(&self, now: Moment, zone: Zone) -> Case {
        let age = self.age(now, zone);
        let mut until = age;
        let mut sightings = Vec::with_capacity(self.looks.len() + 2);
        for look in self.looks.iter().filter(|look| !self.is_after_proof(look, zone)) {
            let seen_by_now = is_by(look.seen, now, zone);
            for &sign in &look.signs {
                let (mut t, is_in_grace) = self.days_after(look, sign, zone);
                // What has been seen can't lie after now, whatever it was rounded to.
                if seen_by_now && t > age {
                    (t, until) = if is_in_grace { (t, t) } else { (age, until) };
                }
                let sighting = Sighting::new(t, look.seen.day(zone), sign);
                let by_mail = look.source == Source::Mail;
                sightings.extend(sighting.map(|sighting| Sighting { by_mail, ..sighting }));
            }
        }
        for &(at, open) in self.warnings.iter().filter(|(at, _)| is_by(*at, now, zone)) {
            let sign = Sign::Warning(open);
            let t = days_after(self.sent, at, sign, zone).min(age);
            sightings.extend(Sighting::new(t, at.day(zone), sign));
        }
        Case {
            features: self.features(zone),
            confirmed: self.context.confirmed,
            sightings,
            stated: self.stated(),
            now: until,
        }
    }

    /// Days from sending to a sign, and whether it proves an acceptance though its clock has it before the sending.
    /// Which side of it a look is on, the rules have said (M18).
    fn days_after(&self, look: &Observation, sign: Sign, zone: Zone) -> (f64, bool) {
        let days = days_after(self.sent, look.seen, sign, zone);
        let is_in_grace = !look.is_before && days <= 0.0 && proves(sign);
        let days = match (look.is_before, days > 0.0) {
            (true, true) => -SAME_DAY,
            (false, false) if is_in_grace => PROVEN_AT_ONCE,
            (false, false) => SAME_DAY,
            _ => days,
        };
        (days, is_in_grace)
    }

    /// What is written after a dated proof is no reply to an open request (K29).
    fn is_after_proof(&self, look: &Observation, zone: Zone) -> bool {
        let mut proofs = self.looks.iter().filter(|one| one.is_dated());
        look.source == Source::Messages && proofs.any(|proof| !look.seen.is_before(proof.seen, zone))
    }

    /// Days since sending, at `now` or when a later attempt took over, whichever is earlier.
    pub fn age(&self, now: Moment, zone: Zone) -> f64 {
        let sent = self.sent;
        let until = self.superseded.filter(|&next| next.instant(zone) <= now.instant(zone)).unwrap_or(now);
        let age = until.instant(zone).days_since(sent.instant(zone)).max(0.0);
        if !same_day_only(sent, until, zone) {
            return age;
        }
        // Sent at some time of that day. If it is proven that they accepted on that day, as early as that takes.
        let is_proof = |look: &Observation| look.is_conclusive() && same_day_only(sent, look.seen, zone);
        let midnight = zone.at(sent.day(zone), 0, 0, 0).filter(|_| self.looks.iter().any(is_proof));
        let since = midnight.map_or(SAME_DAY, |midnight| until.instant(zone).days_since(midnight));
        age.max(since).max(SAME_DAY)
    }

    /// Which of the prior's features hold (heuristics 2.6).
    fn features(&self, zone: Zone) -> Features {
        let context = &self.context;
        let since_previous = self.previous.map(|previous| self.sent.day(zone).days_since(previous.day(zone)));
        let generic = context.generic || context.note.as_deref().is_some_and(is_default_note);
        Features {
            senior: context.senior,
            event: context.met_at.is_some(),
            event_brief: context.met_briefly.is_some(),
            note: context.note.is_some() && !generic,
            shared: context.mutual.is_some_and(|mutual| mutual > 0),
            stranger: context.stranger,
            generic,
            repeat: since_previous.is_some(),
            repeat_soon: since_previous.is_some_and(|days| days < REPEAT_SOON_DAYS),
        }
    }
}

/// Whether something happened by now; on the same day where only the day is known.
fn is_by(at: Moment, now: Moment, zone: Zone) -> bool {
    at.instant(zone) <= now.instant(zone) || same_day_only(at, now, zone)
}

/// Whether two moments are known to be of one day, but not which of them came first.
fn same_day_only(a: Moment, b: Moment, zone: Zone) -> bool {
    (a.is_day() || b.is_day()) && a.day(zone) == b.day(zone)
}

/// Days from sending to a sign. Where only the day is known and it is the sending day, what an invitation causes
/// comes after it, and what one sees before inviting comes before (heuristics 2.8, "date without time"). What
/// proves an acceptance had the rest of the day to happen.
fn days_after(sent: Moment, seen: Moment, sign: Sign, zone: Zone) -> f64 {
    if !same_day_only(sent, seen, zone) {
        return seen.instant(zone).days_since(sent.instant(zone));
    }
    match sign {
        Sign::Button(Button::Connect | Button::Follow | Button::Message) | Sign::Count(_) => -SAME_DAY,
        _ if proves(sign) => {
            let end = zone.at(seen.day(zone), 23, 59, 59).unwrap_or(seen.instant(zone));
            end.days_since(sent.instant(zone)).max(SAME_DAY)
        }
        _ => SAME_DAY,
    }
}

#[cfg(test)]
mod tests;
