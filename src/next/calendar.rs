//! When something is due for a request: a look, a follow-up, taking it back, a new try, its end. For calendars.

use super::steps::{FOLLOW_UP_FROM, LOOKED_AFTER_DAYS, Situation};
use crate::model::settings::Model;
use crate::record::deed::Topic;
use crate::record::time::Day;
use crate::record::words::words;

/// A look stays fresh for so many days; it is stale after 30.
const LOOK_AGAIN_DAYS: i64 = 14;

words! {
    Task {
        /// To look at the profile, or at the list of connections.
        Look = "look",
        FollowUp = "follow-up",
        Withdraw = "withdraw",
        NewTry = "new-try",
        Expiry = "expiry",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueDate {
    pub due: Task,
    pub day: Day,
    pub text: &'static str,
    pub heuristics: &'static [&'static str],
}

/// What is due for one request from today on; a look that is overdue is due today. What the user dismissed is left out.
pub fn due_dates(it: &Situation, model: &Model) -> Vec<DueDate> {
    let live = |day: Option<Day>| day.filter(|_| it.is_live());
    let follow_up = it.sent().plus_days(FOLLOW_UP_FROM);
    // What a look will show on a day to come, nobody knows.
    let makes_sense = |day: &Day| {
        let then = Situation { today: *day, ..*it };
        then.refuse_follow_up().is_none() && (*day > it.today || it.refuse_unseen().is_none())
    };
    let dates = [
        (
            Task::Look,
            Some(Topic::Look),
            live(next_look(it, model)),
            "Look: what does the button say? Or look once at My Network > Connections.",
            &["K04", "K05", "K08"][..],
        ),
        (
            Task::FollowUp,
            Some(Topic::FollowUp),
            follow_up.filter(makes_sense),
            "Still unsure after a look? One polite message, once, if LinkedIn lets you, or by another channel.",
            &["T01", "T02"],
        ),
        (
            Task::Withdraw,
            Some(Topic::Withdraw),
            it.withdraw_from(),
            "Old enough to take back: while it is open, no new one can be sent.",
            &["N09", "N12"],
        ),
        (
            Task::NewTry,
            Some(Topic::NewTry),
            it.new_try_from(),
            "A new try makes sense from here on, with more in common.",
            &["T04", "T05"],
        ),
        (
            Task::Expiry,
            None,
            live(it.lapses_on()).filter(|_| it.ended().is_none()),
            "LinkedIn usually drops the invitation by about now.",
            &["K20"],
        ),
    ];
    let is_wanted =
        |topic: Option<Topic>| !topic.is_some_and(|topic| it.request.has_dismissed(topic, it.today));
    let due = dates.into_iter().filter(|(_, topic, ..)| is_wanted(*topic));
    due.filter_map(|(due, _, day, text, heuristics)| {
        Some(DueDate { due, day: day.filter(|day| *day >= it.today)?, text, heuristics })
    })
    .collect()
}

/// Before the patience has run out silence means little (K07, T18).
fn next_look(it: &Situation, model: &Model) -> Option<Day> {
    let again = it.request.last_look().and_then(|seen| seen.day(it.zone).plus_days(LOOK_AGAIN_DAYS));
    #[expect(clippy::cast_possible_truncation, reason = "a setting of some days")]
    let first = it.sent().plus_days(model.thresholds.patience_days.ceil() as i64);
    let due = first.max(again)?.max(it.today);
    (due.days_since(it.sent()) <= i64::from(LOOKED_AFTER_DAYS)).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::{Example, button, day};
    use crate::record::deed::{Deed, Ending};
    use crate::record::observation::Button;
    use crate::record::time::Zone;

    fn expect(example: &Example, now: i64, expected: &[(Task, i64)]) {
        example.judged(now, |judged| {
            let (request, judged) = (judged[0].0, &judged[0].1);
            let it = Situation { request, judged, today: day(now), zone: Zone::Utc, withdraw_after: 90 };
            let found: Vec<(Task, i64)> = due_dates(&it, &Model::default())
                .iter()
                .map(|entry| (entry.due, entry.day.days_since(day(0))))
                .collect();
            assert_eq!(found, expected, "{now}");
        });
    }

    #[test]
    fn what_is_open_is_looked_at_followed_up_and_lapses() {
        let pending = |on| Example::one().look(on, button(Button::Pending));
        let lapse = (Task::Expiry, 180);
        expect(&Example::one(), 1, &[(Task::Look, 21), (Task::FollowUp, 14), lapse]);
        expect(&pending(2), 3, &[(Task::Look, 21), (Task::FollowUp, 14), lapse]);
        // Overdue; then fresh for two weeks.
        expect(&Example::one(), 31, &[(Task::Look, 31), lapse]);
        expect(&pending(31), 32, &[(Task::Look, 45), (Task::Withdraw, 90), lapse]);
        expect(&pending(123), 124, &[lapse]);
        // What was seen open that late has not lapsed.
        expect(&pending(185), 186, &[(Task::Expiry, 215)]);
    }

    #[test]
    fn what_is_done_or_dismissed_is_not_due() {
        let lapse = (Task::Expiry, 180);
        let followed_up = Example::one().deed(1, Deed::FollowedUp);
        expect(&followed_up, 2, &[(Task::Look, 21), lapse]);
        expect(&followed_up.deed(1, Deed::Dismissed(Topic::Look)), 2, &[lapse]);
    }

    #[test]
    fn what_is_over_may_be_tried_again() {
        let ended = |ending| Example::one().deed(19, Deed::Ended(ending));
        expect(&ended(Ending::Withdrawn), 20, &[(Task::NewTry, 109)]);
        expect(&ended(Ending::Declined), 20, &[]);
        let connect = Example::one().look(25, button(Button::Connect));
        expect(&connect, 26, &[(Task::Look, 39), (Task::NewTry, 115)]);
        expect(&Example::one(), 250, &[]);
    }
}
