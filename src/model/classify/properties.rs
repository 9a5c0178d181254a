//! What holds of every history (heuristics 2.8).

use proptest::prelude::*;

use super::*;
use crate::matching::world::{Member, Sent, Sign};
use crate::model::evidence::{Features, Kind, Sighting};
use crate::record::observation::{Button, Degree};
use crate::record::time::Day;

const SLACK: f64 = 1e-9;

fn look(t: f64, signal: Sign) -> Sighting {
    Sighting::new(t, Day::new(2026, 10, 5).unwrap(), signal).unwrap()
}

fn signals() -> impl Strategy<Value = Sign> {
    prop_oneof![
        4 => prop::sample::select(&Button::ALL[..4]).prop_map(Sign::Button),
        1 => prop::sample::select(Degree::ALL).prop_map(Sign::Degree),
        2 => prop_oneof![118..124_u32, 490..510_u32].prop_map(Sign::Count),
        2 => prop::sample::select(Member::ALL).prop_map(Sign::Member),
        2 => any::<bool>().prop_map(Sign::Notified),
        2 => prop::sample::select(&[Sent::Listed, Sent::Gone, Sent::Unlisted, Sent::Canceled][..]).prop_map(Sign::Sent),
        1 => prop::sample::select(&[Sign::Replied, Sign::Engaged, Sign::ViewedMe][..]),
        1 => (1..20_u32).prop_map(Sign::Warning),
    ]
}

/// Times on a grid of quarter days, so that some coincide, and others between.
fn times() -> impl Strategy<Value = f64> {
    prop_oneof![(-40..240_i32).prop_map(|quarters| f64::from(quarters) / 4.0), -80.0..220.0_f64]
}

fn histories() -> impl Strategy<Value = Vec<Sighting>> {
    prop::collection::vec((times(), signals()).prop_map(|(t, signal)| look(t, signal)), 0..14)
}

fn features() -> impl Strategy<Value = Features> {
    any::<[bool; 9]>().prop_map(
        |[senior, event, event_brief, note, shared, stranger, generic, repeat, repeat_soon]| Features {
            senior,
            event,
            event_brief,
            note,
            shared,
            stranger,
            generic,
            repeat,
            repeat_soon,
        },
    )
}

prop_compose! {
    fn cases()(
        features in features(),
        confirmed in any::<bool>(),
        sightings in histories(),
        stated in prop::option::weighted(0.2, prop::sample::select(Stated::ALL)),
        now in 0.0..230.0_f64,
    ) -> Case {
        Case { features, confirmed, sightings, stated, now }
    }
}

prop_compose! {
    /// A case that has not seen everything yet: all looks lie in the past.
    fn past_cases()(mut case in cases(), wait in 0.0..40.0_f64) -> Case {
        case.now = case.sightings.iter().fold(0.0, |last: f64, look| last.max(look.t)) + wait;
        case
    }
}

fn verdict(case: &Case) -> Verdict {
    classify(case, &Model::default(), 0.0)
}

/// A case with one more look.
fn with(case: &Case, t: f64, signal: Sign) -> Case {
    let mut case = case.clone();
    case.sightings.push(look(t, signal));
    case
}

/// Chance that the two are connected today.
fn connected(verdict: &Verdict) -> f64 {
    verdict.p_accepted - verdict.p_disconnected
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_repetition_matters(
        (case, mixed) in cases().prop_flat_map(|case| {
            let twice = [case.sightings.clone(), case.sightings.clone()].concat();
            (Just(case), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(verdict(&Case { sightings: mixed, ..case.clone() }), verdict(&case));
    }

    #[test]
    fn chances_are_chances_and_add_up(case in cases(), shift in -1.5..1.5_f64) {
        let verdict = classify(&case, &Model::default(), shift);
        let Verdict { p_accepted, p_later, p_never, p_open, p_not_sent, p_disconnected, confidence, .. } = verdict;
        for p in [p_accepted, p_later, p_never, p_open, p_not_sent, p_disconnected, confidence] {
            prop_assert!((-SLACK..=1.0 + SLACK).contains(&p), "{}", p);
        }
        prop_assert!((p_accepted + p_later + p_never - 1.0).abs() < SLACK);
    }

    /// Where the new "yes" is a run of its own and tears no run of "no" in two: what a page and what an export lack are
    /// one run.
    #[test]
    fn a_sign_of_acceptance_never_lowers_it(
        case in cases(),
        at in 0.0..1.0_f64,
        listed in any::<bool>(),
        older in any::<bool>(),
    ) {
        let (yes, no) = if listed {
            (Sign::Member(Member::Yes), Sign::Member(Member::No))
        } else {
            (Sign::Notified(true), Sign::Notified(false))
        };
        let t = (case.now * at).max(1e-3);
        let mut case = Case { now: case.now.max(t), ..case };
        let is_no = |sign| sign == no || listed && sign == Sign::Member(Member::Absent);
        case.sightings.retain(|look| look.sign != yes && (!is_no(look.sign) || (look.t < t) == older));
        prop_assert!(verdict(&with(&case, t, yes)).p_accepted >= verdict(&case).p_accepted - SLACK);
    }

    /// Where it is seen right now, while invitations are open at all. Waiting then turns "open" into "accepted", an
    /// older Pending shows that the page is a normal one, so that a later Message says more, and within a day of
    /// another Pending it takes that one's place.
    #[test]
    fn pending_never_raises_the_chance_of_a_connection(mut case in past_cases()) {
        let pending = Sign::Button(Button::Pending);
        case.now = case.now.clamp(1e-3, 179.0);
        case.sightings.retain(|look| look.t < 179.0 && (look.sign != pending || look.t <= case.now - 1.0));
        let once_more = with(&case, case.now, pending);
        prop_assert!(connected(&verdict(&once_more)) <= connected(&verdict(&case)) + SLACK);
    }

    #[test]
    fn waiting_never_raises_the_hope(case in past_cases(), wait in 0.0..100.0_f64) {
        let later = Case { now: case.now + wait, ..case.clone() };
        prop_assert!(verdict(&later).p_later <= verdict(&case).p_later + SLACK);
    }

    /// While nothing else is seen, an acceptance grows likelier: somebody may accept any day.
    #[test]
    fn waiting_never_lowers_the_chance_of_acceptance(case in past_cases(), wait in 0.0..100.0_f64) {
        let later = Case { now: case.now + wait, ..case.clone() };
        prop_assert!(verdict(&later).p_accepted >= verdict(&case).p_accepted - SLACK);
    }

    /// But for the moment at which an invitation lapses.
    #[test]
    fn a_moment_later_says_the_same(case in past_cases()) {
        const MOMENT: f64 = 1e-7;
        let (before, after) = (verdict(&case), verdict(&Case { now: case.now + MOMENT, ..case.clone() }));
        prop_assume!(before.has(Hint::PastExpiry) == after.has(Hint::PastExpiry));
        for (a, b) in [
            (before.p_accepted, after.p_accepted),
            (before.p_later, after.p_later),
            (before.p_open, after.p_open),
        ] {
            prop_assert!((a - b).abs() < 1e-6, "{a} {b}");
        }
    }

    /// What is seen later was no part of an earlier verdict.
    #[test]
    fn the_future_does_not_reach_back(case in cases()) {
        let known = case.sightings.iter().filter(|look| look.t <= case.now).copied().collect();
        let (all, then) = (verdict(&case), verdict(&Case { sightings: known, ..case.clone() }));
        let hints = all.hints.iter().copied().filter(|hint| *hint != Hint::FutureLook).collect::<Vec<_>>();
        let all = Verdict { hints, ..all };
        prop_assert_eq!(all, then);
    }

    /// Where nothing is accepted from the archive.
    #[test]
    fn a_better_prior_never_worsens_the_prospect(case in cases(), shift in -1.5..1.5_f64, more in 0.0..1.5_f64) {
        let model = Model { archive_rate: 0.0, ..Model::default() };
        let (low, high) = (classify(&case, &model, shift), classify(&case, &model, shift + more));
        prop_assert!(high.p_accepted + high.p_later >= low.p_accepted + low.p_later - SLACK);
        prop_assert!(high.p_never <= low.p_never + SLACK);
    }

    /// While invitations are open at all; Pending after that is a misreading.
    #[test]
    fn a_fresh_pending_says_never_the_more_the_older(
        features in features(),
        confirmed in any::<bool>(),
        age in 0.01..180.0_f64,
        more in 0.0..1.0_f64,
    ) {
        let fresh = |now: f64| {
            let sightings = vec![look(now, Sign::Button(Button::Pending))];
            verdict(&Case { features, confirmed, sightings, stated: None, now })
        };
        let older = age + (179.999 - age).max(0.0) * more;
        prop_assert!(fresh(older).p_never >= fresh(age).p_never - SLACK);
    }

    #[test]
    fn odd_times_do_no_harm(mut case in cases(), odd in prop::num::f64::ANY, odd_now in prop::num::f64::ANY) {
        case.sightings.push(look(odd, Sign::Button(Button::Message)));
        case.sightings.push(look(odd, Sign::Count(u32::MAX)));
        for now in [case.now, odd_now] {
            let verdict = verdict(&Case { now, ..case.clone() });
            prop_assert!((verdict.p_accepted + verdict.p_later + verdict.p_never - 1.0).abs() < SLACK);
        }
    }
}

#[test]
fn an_old_pending_may_raise_the_chance_of_a_connection() {
    let message = |t| look(t, Sign::Button(Button::Message));
    let sightings = vec![message(-1.0), message(30.0)];
    let case = Case { features: Features::default(), confirmed: true, sightings, stated: None, now: 30.0 };
    let pending = with(&case, 1.0, Sign::Button(Button::Pending));
    assert!(connected(&verdict(&pending)) > connected(&verdict(&case)));
}

#[test]
fn a_pending_in_place_of_another_may_raise_it_a_little() {
    let pending = Sign::Button(Button::Pending);
    let sightings = vec![look(2.0, Sign::Notified(true)), look(2.5, pending)];
    let features = Features { repeat: true, repeat_soon: true, ..Features::default() };
    let case = Case { features, confirmed: false, sightings, stated: None, now: 3.4 };
    // What was declined between the two is then less likely, too.
    let rise = connected(&verdict(&with(&case, 3.4, pending))) - connected(&verdict(&case));
    assert!(rise > 0.0 && rise < 0.002, "{rise}");
}

#[test]
fn the_same_button_counts_again_only_a_day_later() {
    let pending = Sign::Button(Button::Pending);
    let of = |times: &[f64]| {
        let sightings = times.iter().map(|&t| look(t, pending)).collect();
        verdict(&Case { features: Features::default(), confirmed: false, sightings, stated: None, now: 6.0 })
    };
    assert_eq!(of(&[4.5, 5.0]), of(&[5.0]));
    assert_ne!(of(&[4.0, 5.0]), of(&[5.0]));
    // A day apart, whatever the rounding of 5.3 - 4.3.
    assert_ne!(of(&[4.3, 5.3]), of(&[5.3]));
}

#[test]
fn a_run_of_other_signals_counts_once() {
    let of = |looks: &[(f64, bool)]| {
        let sightings = looks
            .iter()
            .map(|&(t, yes)| look(t, Sign::Member(if yes { Member::Yes } else { Member::No })))
            .collect();
        verdict(&Case { features: Features::default(), confirmed: false, sightings, stated: None, now: 40.0 })
    };
    assert_eq!(of(&[(5.0, false), (20.0, false)]), of(&[(20.0, false)]));
    assert_ne!(of(&[(5.0, false), (9.0, true), (20.0, false)]), of(&[(9.0, true), (20.0, false)]));
}

#[test]
fn what_is_to_come_is_left_out_with_a_hint() {
    let case = Case {
        features: Features::default(),
        confirmed: false,
        sightings: vec![look(9.0, Sign::Member(Member::Yes))],
        stated: None,
        now: 5.0,
    };
    let verdict = verdict(&case);
    assert_eq!(verdict.hints, [Hint::NoObservation, Hint::FutureLook]);
    assert!(verdict.p_accepted < 0.5);
}

#[test]
fn a_conclusive_look_outweighs_what_the_user_states() {
    for (stated, word) in [
        (Stated::Withdrawn, "accepted-despite-withdrawn"),
        (Stated::Expired, "accepted-despite-expired"),
        (Stated::Declined, "accepted-despite-declined"),
        (Stated::Superseded, "accepted-despite-superseded"),
    ] {
        let case = |signal| Case {
            features: Features::default(),
            confirmed: true,
            sightings: vec![look(9.0, signal)],
            stated: Some(stated),
            now: 9.0,
        };
        let listed = verdict(&case(Sign::Member(Member::Yes)));
        assert_eq!((listed.class, listed.hints[0].word()), (Class::Accepted, word));
        let message = verdict(&case(Sign::Button(Button::Message)));
        assert_eq!((message.class.word(), message.confidence.to_bits()), (stated.word(), 1.0_f64.to_bits()));
    }
}

#[test]
fn what_others_do_is_observed_but_a_warning_to_the_account_is_not() {
    let hints = |signal| {
        let sightings = vec![look(4.0, signal)];
        verdict(&Case { features: Features::default(), confirmed: true, sightings, stated: None, now: 50.0 })
            .hints
    };
    assert_eq!(hints(Sign::ViewedMe), [Hint::Unclear]);
    assert_eq!(hints(Sign::Warning(1)), [Hint::NoObservation]);
    assert_eq!(hints(Sign::Count(120)), [Hint::NoObservation]);
}

#[test]
fn a_lost_connection_stays_accepted() {
    let sightings = vec![
        look(5.0, Sign::Member(Member::Yes)),
        look(5.0, Sign::Notified(true)),
        look(5.0, Sign::Degree(Degree::First)),
        look(90.0, Sign::Member(Member::No)),
        look(90.0, Sign::Degree(Degree::Second)),
        look(90.0, Sign::Button(Button::Connect)),
    ];
    let verdict =
        verdict(&Case { features: Features::default(), confirmed: true, sightings, stated: None, now: 90.0 });
    assert_eq!((verdict.class, verdict.hints), (Class::Accepted, vec![Hint::DisconnectedLater]));
}

#[test]
fn confidence_has_four_words() {
    let table = [
        (0.95, "high"),
        (0.949, "medium"),
        (0.80, "medium"),
        (0.5, "low"),
        (0.49, "unclear"),
        (f64::NAN, "unclear"),
    ];
    for (confidence, word) in table {
        assert_eq!(confidence_word(confidence), word, "{confidence}");
    }
}

#[test]
fn every_kind_has_its_place_in_the_order() {
    let words: Vec<_> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    let order = "button degree connections in_connections notified sent_page replied engaged viewed_me account_warning";
    assert_eq!(words.join(" "), order);
}
