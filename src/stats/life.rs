//! For how long a request was watched, and between what it was accepted (heuristics 5.1).

use super::survival::Life;
use crate::matching::world::{Sent, Sign};
use crate::model::classify::Class;
use crate::model::evidence::proves;
use crate::model::judge::Judged;
use crate::model::request::Request;
use crate::record::time::{Moment, Zone};

/// Nobody accepts sooner.
const AT_ONCE: f64 = 0.01;

#[derive(Debug)]
pub struct Followed<'a> {
    pub request: &'a Request,
    pub judged: &'a Judged,
    pub age: f64,
    /// None of one that was never sent, or of which nothing was seen.
    pub life: Option<Life>,
}

impl<'a> Followed<'a> {
    pub fn of(request: &'a Request, judged: &'a Judged, now: Moment, zone: Zone) -> Self {
        let age = now.instant(zone).days_since(request.sent.instant(zone));
        Self { request, judged, age, life: life(request, judged, zone) }
    }

    pub fn class(&self) -> Class {
        self.judged.verdict.class
    }
}

fn life(request: &Request, judged: &Judged, zone: Zone) -> Option<Life> {
    let verdict = &judged.verdict;
    if request.already.is_some() || verdict.p_not_sent >= 0.5 {
        return None;
    }
    let case = &judged.case;
    let sent = request.sent.instant(zone);
    let days = |at: Moment| at.instant(zone).days_since(sent);
    let after = || case.sightings.iter().filter(|look| look.t > 0.0);
    let mut listed = after().filter(|look| look.sign == Sign::Sent(Sent::Listed));
    let entry = if request.is_late {
        listed.next().map_or_else(|| request.recorded_at.days_since(sent), |look| look.t)
    } else {
        0.0
    };
    let is_declined = matches!(verdict.class, Class::Ignored | Class::Superseded) && verdict.ended() >= 0.5;
    let (exit, width) = match (verdict.class, request.closing()) {
        (Class::Accepted, _) => {
            let [before, by] = accepted(request, judged, zone).map(|age| age.min(case.now).max(entry));
            (f64::midpoint(before, by), by - before)
        }
        (Class::Withdrawn | Class::Expired, Some(closing)) => (days(closing.at), 0.0),
        (Class::Declined, _) => (case.now, 0.0),
        _ if is_declined => (case.now, 0.0),
        _ => (after().filter(|look| look.sign.is_open()).map(|look| look.t).reduce(f64::max)?, 0.0),
    };
    let exit = if entry > 0.0 { exit } else { exit.max(AT_ONCE) };
    Some(Life { entry, exit, is_accepted: verdict.class == Class::Accepted, width })
}

fn accepted(request: &Request, judged: &Judged, zone: Zone) -> [f64; 2] {
    if let Some(ages) = request.dated(zone) {
        return ages;
    }
    let (mut before, mut by) = (0.0, None);
    let mut looks: Vec<_> = judged.case.sightings.iter().filter(|look| look.t > 0.0).collect();
    looks.sort_by(|a, b| a.t.total_cmp(&b.t));
    for look in &looks {
        if look.sign.speaks_for_acceptance() {
            by = by.or(Some(look.t));
            if proves(look.sign) {
                break;
            }
        } else if shows_none(look.sign) {
            (before, by) = (look.t, None);
        }
    }
    // Else their count alone tells of it.
    let by = by.or_else(|| looks.last().map(|look| look.t)).unwrap_or(judged.case.now);
    [before.min(by), by]
}

const fn shows_none(sign: Sign) -> bool {
    sign.speaks_against_acceptance() && !sign.is_gone() && !matches!(sign, Sign::Sent(Sent::Canceled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::request::Context;
    use crate::model::tests::{Example, button, day, member};
    use crate::record::deed::{Deed, Ending};
    use crate::record::observation::{Button, SentPage, Signals};

    fn lives(scene: &Example, now: i64) -> Vec<Option<Life>> {
        let at = Moment::Exact(crate::model::tests::noon(now));
        let life = |(request, judged): &(&Request, Judged)| Followed::of(request, judged, at, Zone::Utc).life;
        scene.judged(now, |judged| judged.iter().map(life).collect())
    }

    fn sent_page(state: SentPage) -> Signals {
        Signals { sent_page: Some(state), ..Signals::default() }
    }

    fn life(entry: f64, exit: f64, is_accepted: bool, width: f64) -> Option<Life> {
        Life { entry, exit, is_accepted, width }.into()
    }

    #[test]
    fn an_acceptance_lies_between_two_looks() {
        let one = Example::one().look(4, button(Button::Pending)).look(10, member(true));
        assert_eq!(lives(&one, 40), [life(0.0, 7.0, true, 6.0)]);
        let open_profile = Example::one().look(3, button(Button::Message));
        let open_profile = open_profile.look(4, button(Button::Pending)).look(10, member(true));
        assert_eq!(lives(&open_profile, 40), [life(0.0, 7.0, true, 6.0)], "what looked so before was not it");
        assert_eq!(lives(&Example::one().look(8, member(true)), 40), [life(0.0, 4.0, true, 8.0)]);
    }

    #[test]
    fn a_day_is_a_span_and_a_moment_is_none() {
        let dated = |at: Moment| {
            let mut tracked = Example::one().look(20, member(true)).tracked();
            let look = &mut tracked.requests[0].looks[0];
            (look.seen, look.signs) = (at, vec![Sign::Member(crate::matching::world::Member::Dated)]);
            tracked
        };
        for (at, expected) in [
            (Moment::Day(day(3)), life(0.0, 3.0, true, 1.0)),
            (Moment::Day(day(0)), life(0.0, 0.25, true, 0.5)),
            (Moment::Exact(crate::model::tests::noon(3)), life(0.0, 3.0, true, 0.0)),
        ] {
            let tracked = dated(at);
            let now = Moment::Exact(crate::model::tests::noon(40));
            let model = crate::model::settings::Model::default();
            let judge = crate::model::judge::Judge::new(tracked.learned, &model, now, Zone::Utc);
            let judged = judge.judge(&tracked.requests[0]);
            assert_eq!(Followed::of(&tracked.requests[0], &judged, now, Zone::Utc).life, expected);
        }
    }

    #[test]
    fn who_does_not_accept_is_watched_until_the_last_look_and_who_declined_until_today() {
        let open = Example::one().look(5, button(Button::Pending)).look(25, button(Button::Pending));
        assert_eq!(lives(&open, 40), [life(0.0, 25.0, false, 0.0)]);
        let declined = Example::one().look(5, button(Button::Pending)).look(9, button(Button::Connect));
        assert_eq!(lives(&declined, 40), [life(0.0, 40.0, false, 0.0)]);
        let withdrawn = open.deed(30, Deed::Ended(Ending::Withdrawn));
        assert_eq!(lives(&withdrawn, 40), [life(0.0, 30.0, false, 0.0)]);
        assert_eq!(lives(&Example::one(), 40), [None], "nothing was seen");
        let gone = Example::one().look(5, sent_page(SentPage::Listed)).look(9, sent_page(SentPage::Gone));
        assert_eq!(lives(&gone, 40), [life(0.0, 5.0, false, 0.0)], "accepted or not, nobody knows");
    }

    #[test]
    fn who_was_on_a_list_first_is_watched_from_then_on() {
        let listed = |scene: Example| scene.look(6, sent_page(SentPage::Listed));
        let late = listed(Example::default().imported(0)).look(20, member(true));
        assert_eq!(lives(&late, 40), [life(6.0, 13.0, true, 14.0)]);
        let context = Context::default();
        let typed = listed(Example::default().request(0, context)).look(20, member(true));
        assert_eq!(lives(&typed, 40), [life(0.0, 13.0, true, 14.0)]);
    }
}
