use proptest::prelude::*;

use super::*;
use crate::model::request::Context;
use crate::model::tests::{Example, button, day, member};
use crate::next::calendar::{Task, due_dates};
use crate::next::resend::{Precondition, checks};
use crate::record::deed::{Deed, Ending, Rapport};
use crate::record::observation::{Button, SentPage, Signals};
use crate::record::time::Zone;

/// What is advised about the latest request on that day.
fn advice(example: &Example, now: i64) -> Vec<Advice> {
    example.judged(now, |judged| {
        let (request, judged) = judged.last().unwrap();
        advise(
            &Situation { request, judged, today: day(now), zone: Zone::Utc, withdraw_after: 90 },
            &Model::default(),
        )
    })
}

/// Topics and heuristics of what is advised.
fn told(example: &Example, now: i64) -> Vec<(Topic, String)> {
    advice(example, now).into_iter().map(|one| (one.topic, one.heuristics.join(" "))).collect()
}

fn is_told(example: &Example, now: i64, topic: Topic, heuristics: &str) -> bool {
    told(example, now).contains(&(topic, heuristics.to_owned()))
}

fn pending_on(days: &[i64]) -> Example {
    days.iter().fold(Example::one(), |example, &on| example.look(on, button(Button::Pending)))
}

fn replied_on(example: Example, on: i64) -> Example {
    example.look(on, Signals { replied: true, ..Signals::default() })
}

#[test]
fn t01_one_polite_message_from_two_weeks_on() {
    let example = pending_on(&[13]);
    assert!(!is_told(&example, 13, Topic::FollowUp, "T01"));
    assert!(is_told(&example, 14, Topic::FollowUp, "T01"));
    assert_eq!(
        advice(&example, 16)[0].sentence(),
        "One polite message makes sense (16 days, nothing heard) [T01]"
    );
    assert_eq!(advice(&example, 16)[0].command.as_deref(), Some("invtrack followup 1"));
    // Not where nobody looked within a week, where they may have accepted, or after they wrote.
    assert!(!is_told(&Example::one(), 14, Topic::FollowUp, "T01"));
    assert!(is_told(&example, 20, Topic::FollowUp, "T01") && !is_told(&example, 21, Topic::FollowUp, "T01"));
    let message = pending_on(&[10]).look(14, button(Button::Message));
    assert!(!is_told(&message, 14, Topic::FollowUp, "T01"));
    assert!(!told(&replied_on(example, 15), 16).iter().any(|(topic, _)| *topic == Topic::FollowUp));
}

#[test]
fn t02_no_second_message() {
    let example = pending_on(&[13, 30]).deed(15, Deed::FollowedUp);
    for now in [15, 20, 30, 80] {
        assert!(told(&example, now).iter().all(|(topic, _)| *topic != Topic::FollowUp), "{now}");
    }
    let unclear = Example::one().deed(15, Deed::FollowedUp).look(40, member(false));
    let told = advice(&unclear, 25);
    assert!(
        told.iter().any(|one| one.sentence() == "You wrote on 16 Oct: leave it at that [T02 N11]"),
        "{told:?}"
    );
}

#[test]
fn t03_t19_another_way_after_it_was_ignored_and_nothing_personal() {
    assert!(is_told(&pending_on(&[30]), 30, Topic::Elsewhere, "T03 T19 R02 R08 R10"));
    assert!(!is_told(&pending_on(&[10]), 10, Topic::Elsewhere, "T03 T19 R02 R08 R10"));
}

#[test]
fn t04_a_new_try_a_few_months_after_the_end() {
    let example =
        Example::one().deed(30, Deed::Ended(Ending::Withdrawn)).deed(40, Deed::Rapport(Rapport::Met));
    assert_eq!(
        advice(&example, 31)[0].sentence(),
        "A new try makes sense after 2027-01-29, with more in common; before 21 Nov LinkedIn takes none [T04 T05]"
    );
    assert!(is_told(&example, 119, Topic::Wait, "T04 T05"));
    assert!(is_told(&example, 120, Topic::NewTry, "T04 T05 T06"));
    // Where nobody ended it, from when it was seen to be open no more.
    let gone = pending_on(&[5]).look(12, button(Button::Connect)).look(50, button(Button::Connect));
    let gone = gone.deed(40, Deed::Rapport(Rapport::Commented));
    assert!(is_told(&gone, 101, Topic::Wait, "T04 T05"));
    assert!(is_told(&gone, 102, Topic::NewTry, "T04 T05 T06"));
    // While it is open none can be sent; it lapses in the end.
    let open = pending_on(&[100]).deed(90, Deed::Rapport(Rapport::Met));
    assert!(is_told(&open, 110, Topic::Wait, "K20 T04 T05"));
    assert!(is_told(&open, 270, Topic::NewTry, "T04 T05 T06"));
}

#[test]
fn t05_rapport_first() {
    let ended = || Example::one().deed(30, Deed::Ended(Ending::Expired));
    assert!(is_told(&ended(), 130, Topic::Rapport, "T05"));
    assert!(is_told(&ended().deed(100, Deed::Rapport(Rapport::Shared)), 130, Topic::NewTry, "T04 T05 T06"));
    let engaged = ended().look(110, Signals { engaged: true, ..Signals::default() });
    assert!(is_told(&engaged, 130, Topic::NewTry, "T04 T05 T06"));
    // What they did before it was sent is no news.
    let before = ended().look(-3, Signals { engaged: true, ..Signals::default() });
    assert!(is_told(&before, 130, Topic::Rapport, "T05"));
}

#[test]
fn t07_t28_two_attempts_are_enough() {
    let twice = Example::one().again(120, Context::default()).look(150, button(Button::Pending));
    assert!(is_told(&twice, 150, Topic::Wait, "T07 T28"));
    let ended = twice.deed(160, Deed::Ended(Ending::Withdrawn)).deed(170, Deed::Rapport(Rapport::Met));
    assert_eq!(told(&ended, 400), [(Topic::Wait, "T07 T28".to_owned())]);
}

#[test]
fn t09_after_a_brief_meeting_they_may_need_to_be_reminded() {
    let met_briefly = Some("a fair".to_owned());
    let example = Example::default().request(0, Context { met_briefly, ..Context::default() });
    let example = example.look(13, button(Button::Pending));
    assert!(is_told(&example, 15, Topic::FollowUp, "T01 T09"));
    assert!(advice(&example, 15).iter().any(|one| one.text.ends_with("remind them where you met")));
}

#[test]
fn t17_a_likely_refusal_is_followed_up_once_too() {
    assert!(is_told(&pending_on(&[30]), 30, Topic::FollowUp, "T17 T01"));
    let told_once = pending_on(&[30]).deed(20, Deed::FollowedUp);
    assert!(told(&told_once, 30).iter().all(|(topic, _)| *topic != Topic::FollowUp));
    // Nobody expects a word after two months, or where hardly anybody accepts any more.
    let met =
        || Example::default().request(0, Context { met_at: Some("a fair".to_owned()), ..Context::default() });
    let pending = |on| met().look(on, button(Button::Pending));
    assert!(is_told(&pending(60), 60, Topic::FollowUp, "T17 T01"));
    assert!(!is_told(&pending(61), 61, Topic::FollowUp, "T17 T01"));
    assert!(!is_told(&pending_on(&[55]), 55, Topic::FollowUp, "T17 T01"));
}

#[test]
fn t18_patience_before_three_weeks() {
    let example = pending_on(&[10]);
    assert_eq!(told(&example, 10), [(Topic::Wait, "T18".to_owned())]);
    // With something to do, waiting is no advice.
    let looked = pending_on(&[10, 15]);
    assert!(is_told(&example, 20, Topic::Wait, "T18") && !is_told(&looked, 20, Topic::Wait, "T18"));
    let followed_up = example.deed(15, Deed::FollowedUp);
    assert!(
        is_told(&followed_up, 20, Topic::Wait, "T18") && is_told(&followed_up, 20, Topic::Wait, "T02 N11")
    );
    assert!(!is_told(&followed_up, 21, Topic::Wait, "T18"));
}

#[test]
fn t24_whoever_writes_is_answered_first() {
    let example = replied_on(pending_on(&[10]), 15);
    assert_eq!(told(&example, 30)[0], (Topic::Answer, "T24 K29".to_owned()));
    assert!(!is_told(&example.deed(16, Deed::Rapport(Rapport::Talked)), 30, Topic::Answer, "T24 K29"));
    // Who wrote again is answered again.
    let again = replied_on(replied_on(pending_on(&[10]), 15).deed(16, Deed::FollowedUp), 20);
    assert!(is_told(&again, 30, Topic::Answer, "T24 K29"));
    assert!(told(&replied_on(Example::one(), 5).look(9, member(true)), 30).is_empty());
}

#[test]
fn n09_what_is_ignored_and_open_is_old_enough_to_take_back_after_a_few_months() {
    assert!(!is_told(&pending_on(&[85]), 89, Topic::Withdraw, "N09 N12"));
    assert!(is_told(&pending_on(&[85]), 90, Topic::Withdraw, "N09 N12"));
    let gone = Example::one().look(85, button(Button::Connect));
    assert!(!is_told(&gone, 90, Topic::Withdraw, "N09 N12"));
    // By itself it lapses after half a year.
    assert!(!is_told(&pending_on(&[170]), 180, Topic::Withdraw, "N09 N12"));
}

#[test]
fn k09_what_may_never_have_been_sent_is_made_sure_of() {
    let example = Example::one().look(2, button(Button::Connect));
    assert_eq!(told(&example, 2)[0], (Topic::Confirm, "K09".to_owned()));
}

#[test]
fn k04_k08_what_would_settle_it_is_named() {
    assert_eq!(told(&Example::one(), 3)[0], (Topic::Look, "K04 K05".to_owned()));
    let message = Example::one().look(8, button(Button::Message));
    assert_eq!(told(&message, 8), [(Topic::Look, "K08".to_owned())]);
    let gone = Example::one().look(8, Signals { sent_page: Some(SentPage::Gone), ..Signals::default() });
    assert_eq!(told(&gone, 8)[0], (Topic::Look, "K08".to_owned()));
    assert!(told(&Example::one().look(8, member(true)), 30).is_empty());
}

#[test]
fn who_accepted_is_welcomed_for_two_weeks_until_somebody_writes() {
    let accepted = || Example::one().look(8, member(true));
    let is_advised = |example: &Example, now| is_told(example, now, Topic::Welcome, "");
    assert!(is_advised(&accepted(), 8) && is_advised(&accepted(), 22) && !is_advised(&accepted(), 23));
    // A message before it was accepted was another one.
    assert!(is_advised(&accepted().deed(7, Deed::FollowedUp), 9));
    assert!(!is_advised(&accepted().deed(8, Deed::FollowedUp), 9));
    assert!(!is_advised(&accepted().deed(9, Deed::Rapport(Rapport::Talked)), 9));
    assert!(!is_advised(&replied_on(accepted(), 9), 9));
}

#[test]
fn k35_t07_t19_a_clear_no_is_respected() {
    let example = pending_on(&[5]).deed(10, Deed::Ended(Ending::Declined));
    assert_eq!(told(&example, 200), [(Topic::Elsewhere, "K35 T07 T19".to_owned())]);
}

#[test]
fn two_are_told_unasked_and_none_that_was_dismissed() {
    let example = pending_on(&[95]);
    assert_eq!(advice(&example, 95).len(), 3);
    let topics = |example: &Example| {
        let all = advice(example, 95);
        unasked(&all).map(|one| one.topic).collect::<Vec<_>>()
    };
    assert_eq!(topics(&example), [Topic::Withdraw, Topic::Wait]);
    let example = example.deed(95, Deed::Dismissed(Topic::Withdraw));
    assert_eq!(topics(&example), [Topic::Wait, Topic::Elsewhere]);
    assert_eq!(advice(&example, 95).iter().filter(|one| one.is_dismissed).count(), 1);
    assert_eq!(topics(&example.deed(96, Deed::Recalled(Topic::Withdraw))), [Topic::Withdraw, Topic::Wait]);
}

/// No blame and no false certainty, whatever is advised (T19).
#[test]
fn the_tone_is_kind() {
    let examples = [
        Example::one(),
        pending_on(&[10]),
        pending_on(&[40]),
        pending_on(&[95]),
        Example::one().deed(5, Deed::Ended(Ending::Declined)),
        Example::one().deed(5, Deed::Ended(Ending::Withdrawn)),
        Example::one().again(100, Context::default()),
        replied_on(Example::one(), 3),
    ];
    for example in &examples {
        for now in [1, 8, 16, 30, 100, 150, 400] {
            for one in advice(example, now) {
                let text = one.text.to_lowercase();
                assert!(!text.contains("reject") && !text.contains('!') && !text.ends_with('.'), "{text}");
                assert!(one.heuristics.iter().all(|id| crate::model::rules::find(id).is_some()));
            }
        }
    }
}

/// A look or a deed, and the day of it.
#[derive(Clone, Copy, Debug)]
enum Event {
    Look(Signals),
    Deed(Deed),
    Again,
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let replied = Signals { replied: true, ..Signals::default() };
    let gone = Signals { sent_page: Some(SentPage::Gone), ..Signals::default() };
    let event = prop_oneof![
        6 => prop::sample::select(Button::ALL).prop_map(|seen| Event::Look(button(seen))),
        2 => any::<bool>().prop_map(|yes| Event::Look(member(yes))),
        2 => prop::sample::select(vec![replied, gone]).prop_map(Event::Look),
        2 => prop::sample::select(Ending::ALL).prop_map(|ending| Event::Deed(Deed::Ended(ending))),
        2 => prop::sample::select(&[Deed::FollowedUp, Deed::Reopened, Deed::Rapport(Rapport::Talked)][..])
            .prop_map(Event::Deed),
        1 => Just(Event::Again),
    ];
    prop::collection::vec((0..200_i64, event), 0..5).prop_map(|mut events| {
        events.sort_by_key(|(day, _)| *day);
        events
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happened and however old it is, advice, calendar and commands agree.
    #[test]
    fn what_is_advised_is_not_refused(
        events in events(),
        wait in prop_oneof![Just(0), 0..40_i64],
    ) {
        let now = events.last().map_or(14, |(day, _)| *day) + wait;
        let example = events.iter().fold(Example::one(), |example, &(on, event)| match event {
            Event::Look(signals) => example.look(on, signals),
            Event::Deed(deed) => example.deed(on, deed),
            Event::Again => example.again(on, Context::default()),
        });
        example.judged(now, |judged| {
            for (request, judged) in judged {
                let it = Situation { request, judged, today: day(now), zone: Zone::Utc, withdraw_after: 90 };
                let told = advise(&it, &Model::default());
                let is_advised = |topic| told.iter().any(|one| one.topic == topic);
                let refused = it.refuse_follow_up().or_else(|| it.refuse_unseen());
                prop_assert!(!(is_advised(Topic::FollowUp) && refused.is_some()), "{refused:?}");
                let entries = due_dates(&it, &Model::default());
                let is_due = |task| entries.iter().any(|entry| (entry.due, entry.day) == (task, day(now)));
                prop_assert!(!is_due(Task::FollowUp) || is_advised(Topic::FollowUp), "{told:?}");
                // What `withdraw` and `resend` ask: it is not closed; every check is passed.
                prop_assert!(!is_advised(Topic::Withdraw) || request.closing().is_none());
                let failing = checks(&it, &Context::default()).into_iter().find(Precondition::fails);
                prop_assert!(!is_advised(Topic::NewTry) || failing.is_none(), "{failing:?}");
            }
            Ok(())
        })?;
    }
}
