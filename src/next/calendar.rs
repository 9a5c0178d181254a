//! When something is due for a request: a look, a follow-up, taking it back, a new try, its end. For calendars.

use super::steps::{LOOKED_AFTER_DAYS, Steps, follow_up_from, lapses_on, refuse_follow_up};
use crate::model::attempt::Attempt;
use crate::model::judge::Judged;
use crate::record::deed::Topic;
use crate::record::time::{Day, Zone};
use crate::record::words::words;

/// Before this age silence means little (K07, T18).
const FIRST_LOOK_DAYS: i64 = 21;
/// After that a look stays fresh for so many days; it is stale after 30.
const LOOK_AGAIN_DAYS: i64 = 14;

words! {
    /// What is due.
    Due {
        /// To look at the profile, or at the list of connections.
        Look = "look",
        /// To write once.
        FollowUp = "follow-up",
        /// To take it back.
        Withdraw = "withdraw",
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
            Due::Withdraw => {
                ("Old enough to take back: while it is open, no new one can be sent.", &["N09", "N12"])
            }
            Due::NewTry => ("A new try makes sense from here on, with more in common.", &["T04", "T05"]),
            Due::Expiry => ("LinkedIn lets the invitation lapse by about now.", &["K20"]),
        };
        Self { due, day, text, heuristics }
    }
}

/// What is due for one request from `today` on; a look that is overdue is due today. `expiry_days`: how long an
/// invitation stays open. What the user dismissed is left out.
pub fn agenda(attempt: &Attempt, judged: &Judged, expiry_days: f64, today: Day, zone: Zone) -> Vec<Entry> {
    let steps = Steps::of(attempt, judged, expiry_days, zone);
    let sent = attempt.request.sent.day(zone);
    let lapses = lapses_on(attempt, expiry_days, zone);
    let live = |day: Option<Day>| day.filter(|_| steps.is_live);
    let makes_sense = |day: &Day| refuse_follow_up(attempt, judged, expiry_days, *day, zone).is_none();
    let follow_up = follow_up_from(attempt, zone).filter(makes_sense);
    let entries = [
        (Due::Look, Some(Topic::Look), live(next_look(attempt, sent, today, zone))),
        (Due::FollowUp, Some(Topic::FollowUp), follow_up),
        (Due::Withdraw, Some(Topic::Withdraw), steps.withdraw),
        (Due::NewTry, Some(Topic::NewTry), steps.new_try),
        (Due::Expiry, None, live(lapses).filter(|_| steps.ended.is_none())),
    ];
    let is_heard = |topic: Option<Topic>| !topic.is_some_and(|topic| attempt.request.has_dismissed(topic));
    let wanted = entries.into_iter().filter(|(_, topic, _)| is_heard(*topic));
    let dated = wanted.filter_map(|(due, _, day)| Some(Entry::new(due, day.filter(|day| *day >= today)?)));
    dated.collect()
}

fn next_look(attempt: &Attempt, sent: Day, today: Day, zone: Zone) -> Option<Day> {
    let last = attempt.looks.last().map(|observation| observation.look.seen.day(zone));
    let again = last.and_then(|day| day.plus_days(LOOK_AGAIN_DAYS));
    let due = sent.plus_days(FIRST_LOOK_DAYS).max(again)?.max(today);
    (due.days_since(sent) <= i64::from(LOOKED_AFTER_DAYS)).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::examples::{Scene, button, day};
    use crate::record::deed::{Deed, Ending};
    use crate::record::observation::Button;

    fn expect(scene: &Scene, now: i64, expected: &[(Due, i64)]) {
        scene.judged(now, |judged| {
            let entries = agenda(&judged[0].0, &judged[0].1, 180.0, day(now), Zone::Utc);
            let found: Vec<(Due, i64)> =
                entries.iter().map(|entry| (entry.due, entry.day.days_since(day(0)))).collect();
            assert_eq!(found, expected);
        });
    }

    #[test]
    fn what_is_open_is_looked_at_followed_up_and_lapses() {
        let pending = |on| Scene::one().look(on, button(Button::Pending));
        let lapse = (Due::Expiry, 180);
        expect(&Scene::one(), 1, &[(Due::Look, 21), (Due::FollowUp, 14), lapse]);
        expect(&pending(2), 3, &[(Due::Look, 21), (Due::FollowUp, 14), lapse]);
        // Overdue; then fresh for two weeks.
        expect(&Scene::one(), 31, &[(Due::Look, 31), lapse]);
        expect(&pending(31), 32, &[(Due::Look, 45), (Due::Withdraw, 90), lapse]);
        expect(&pending(123), 124, &[lapse]);
    }

    #[test]
    fn what_is_done_or_dismissed_is_not_due() {
        let lapse = (Due::Expiry, 180);
        let followed_up = Scene::one().deed(1, Deed::FollowedUp);
        expect(&followed_up, 2, &[(Due::Look, 21), lapse]);
        expect(&followed_up.deed(1, Deed::Dismissed(Topic::Look)), 2, &[lapse]);
    }

    #[test]
    fn what_is_over_may_be_tried_again() {
        let ended = |ending| Scene::one().deed(19, Deed::Ended(ending));
        expect(&ended(Ending::Withdrawn), 20, &[(Due::NewTry, 109)]);
        expect(&ended(Ending::Declined), 20, &[]);
        let connect = Scene::one().look(25, button(Button::Connect));
        expect(&connect, 26, &[(Due::Look, 39), (Due::NewTry, 115)]);
        expect(&Scene::one(), 250, &[]);
    }
}
