//! When something is due for a request: a look, a follow-up, a new try, its end. For calendars.

use super::attempt::Attempt;
use super::classify::{Class, Hint};
use super::deed::Ending;
use super::judge::Judged;
use super::observation::words;
use super::sending::{MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use super::time::{Day, Zone};

/// Before this age silence means little (K07, T18).
const FIRST_LOOK_DAYS: i64 = 21;
/// After that a look stays fresh for so many days; it is stale after 30.
const LOOK_AGAIN_DAYS: i64 = 14;
/// Older requests are hardly ever accepted: looking again is not worth the time.
const LOOKED_AFTER_DAYS: i64 = 120;
/// A polite follow-up makes sense from this age on (T01).
const FOLLOW_UP_DAYS: i64 = 14;

words! {
    /// What is due.
    Due {
        /// To look at the profile, or at the list of connections.
        Look = "look",
        /// To write once.
        FollowUp = "follow-up",
        /// To ask again.
        NewTry = "new-try",
        /// Nothing: LinkedIn lets the invitation lapse.
        Expiry = "expiry",
    }
}

/// Something that is due on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What.
    pub due: Due,
    /// When.
    pub day: Day,
    /// What to do, in a sentence.
    pub text: &'static str,
    /// The rules that it comes from.
    pub heuristics: &'static [&'static str],
}

impl Entry {
    const fn new(due: Due, day: Day) -> Self {
        let (text, heuristics): (_, &[&str]) = match due {
            Due::Look => (
                "Look: what does the button say? Or look once at My Network > Connections.",
                &["K04", "K05", "K08"],
            ),
            Due::FollowUp => (
                "Still unsure? One polite message, once, if LinkedIn lets you, or by another channel.",
                &["T01", "T02"],
            ),
            Due::NewTry => ("A new try makes sense from here on, with more in common.", &["T04", "T05"]),
            Due::Expiry => ("LinkedIn lets the invitation lapse by about now.", &["K20"]),
        };
        Self { due, day, text, heuristics }
    }
}

/// What is due for one request from `today` on; a look that is overdue is due today. `expiry_days`: how long an
/// invitation stays open.
pub fn agenda(attempt: &Attempt, judged: &Judged, expiry_days: f64, today: Day, zone: Zone) -> Vec<Entry> {
    let class = judged.verdict.class;
    let sent = attempt.request.sent.day(zone);
    let after = |day: Day, days: i64| day.plus_days(days).filter(|day| *day >= today);
    let again = |ended: Day| after(ended, RESEND_AFTER_DAYS).filter(|_| attempt.number < MOST_ATTEMPTS);
    let entry = |due: Due, day: Option<Day>| day.map(|day| Entry::new(due, day));
    match (class, attempt.request.closing()) {
        (Class::Withdrawn | Class::Expired, Some(closing)) if closing.ending != Ending::Declined => {
            entry(Due::NewTry, again(closing.at.day(zone))).into_iter().collect()
        }
        (Class::Pending | Class::Ignored, None) if !judged.verdict.has(Hint::PastExpiry) => {
            let is_open = class == Class::Pending;
            let replied = attempt.looks.iter().any(|observation| observation.look.signals.replied);
            let follow_up = after(sent, FOLLOW_UP_DAYS).filter(|_| is_open && !replied);
            let new_try = again(sent).filter(|_| !is_open);
            #[expect(clippy::cast_possible_truncation, reason = "a setting of some hundred days")]
            let expiry = after(sent, expiry_days.ceil() as i64);
            let entries = [
                entry(Due::Look, next_look(attempt, sent, today, zone)),
                entry(Due::FollowUp, follow_up),
                entry(Due::NewTry, new_try),
                entry(Due::Expiry, expiry),
            ];
            entries.into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}

fn next_look(attempt: &Attempt, sent: Day, today: Day, zone: Zone) -> Option<Day> {
    let last = attempt.looks.last().map(|observation| observation.look.seen.day(zone));
    let again = last.and_then(|day| day.plus_days(LOOK_AGAIN_DAYS));
    let due = sent.plus_days(FIRST_LOOK_DAYS).max(again)?.max(today);
    (due.days_since(sent) <= LOOKED_AFTER_DAYS).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attempt::attempts;
    use crate::domain::book::Book;
    use crate::domain::deed::Deed;
    use crate::domain::judge::Judge;
    use crate::domain::model::Model;
    use crate::domain::observation::{Button, Look, Observation, Signals, Source};
    use crate::domain::person::Person;
    use crate::domain::request::{Action, Context, Request};
    use crate::domain::time::{Instant, Moment};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    /// Sent on 1 October; looked at, and ended, on those days.
    fn due(pending_on: &[&str], ended: Option<(Ending, &str)>, today: &str) -> Vec<(Due, String)> {
        let recorded_at = Instant::from_millis(0);
        let (sent, today) = (Moment::Day(day("2026-10-01")), day(today));
        let actions = ended.map(|(ending, at)| Action {
            deed: Deed::Ended(ending),
            at: Moment::Day(day(at)),
            recorded_at,
        });
        let request = Request {
            id: 1,
            person_id: 1,
            sent,
            sent_within: 0,
            recorded_at,
            source: Source::Typed,
            context: Context::default(),
            actions: actions.into_iter().collect(),
        };
        let person = Person { id: 1, name: "Ana".to_owned(), slug: None, email: None, recorded_at };
        let signals = Signals { button: Some(Button::Pending), ..Signals::default() };
        let observations = pending_on.iter().zip(1..).map(|(at, id)| {
            let look = Look { seen: Moment::Day(day(at)), source: Source::Typed, signals, memo: None };
            Observation { id, person_id: 1, recorded_at, look }
        });
        let (people, requests) = (vec![person], vec![request]);
        let book = Book { people, requests, observations: observations.collect(), ..Book::default() };
        let (attempts, model) = (attempts(&book, Zone::Utc), Model::default());
        let judge = Judge::new(&attempts, &model, Moment::Day(today), Zone::Utc);
        let judged = judge.judge(&attempts[0]);
        let entries = agenda(&attempts[0], &judged, 180.0, today, Zone::Utc);
        entries.into_iter().map(|entry| (entry.due, entry.day.iso())).collect()
    }

    fn expect(found: &[(Due, String)], expected: &[(Due, &str)]) {
        let found: Vec<(Due, &str)> = found.iter().map(|(due, day)| (*due, day.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_open_is_looked_at_followed_up_and_lapses() {
        let lapse = (Due::Expiry, "2027-03-30");
        let soon = [(Due::Look, "2026-10-22"), (Due::FollowUp, "2026-10-15"), lapse];
        expect(&due(&[], None, "2026-10-02"), &soon);
        expect(&due(&["2026-10-03"], None, "2026-10-04"), &soon);
        // Overdue; then fresh for two weeks.
        expect(&due(&[], None, "2026-11-01"), &[(Due::Look, "2026-11-01"), lapse]);
        let ignored = [(Due::Look, "2026-11-15"), (Due::NewTry, "2026-12-30"), lapse];
        expect(&due(&["2026-11-01"], None, "2026-11-02"), &ignored);
        expect(&due(&["2027-02-01"], None, "2027-02-02"), &[lapse]);
    }

    #[test]
    fn what_is_over_may_be_tried_again() {
        let withdrawn = due(&[], Some((Ending::Withdrawn, "2026-10-20")), "2026-10-21");
        expect(&withdrawn, &[(Due::NewTry, "2027-01-18")]);
        expect(&due(&[], Some((Ending::Declined, "2026-10-20")), "2026-10-21"), &[]);
        expect(&due(&[], None, "2027-06-01"), &[]);
    }
}
