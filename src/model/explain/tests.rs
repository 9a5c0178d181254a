//! Reasons and their words, for requests sent on Mon 2026-10-05.

use super::*;
use crate::matching::world::Member;
use crate::model::classify::classify;
use crate::model::evidence::{Features, Sighting, Stated};
use crate::model::wording::percent;
use crate::model::wording::prospect;
use crate::record::observation::Degree;

const CONNECT: Sign = Sign::Button(Button::Connect);
const FOLLOW: Sign = Sign::Button(Button::Follow);
const MESSAGE: Sign = Sign::Button(Button::Message);
const PENDING: Sign = Sign::Button(Button::Pending);
const LISTED: Sign = Sign::Sent(Sent::Listed);
const GONE: Sign = Sign::Sent(Sent::Gone);

/// Signals with their days since sending.
type Looks<'a> = &'a [(i32, Sign)];

fn day(after: i32) -> Day {
    Day::new(2026, 10, 5).unwrap().plus_days(i64::from(after)).unwrap()
}

fn case(looks: Looks, now: i32) -> Case {
    let look = |&(t, signal): &(i32, Sign)| Sighting::new(f64::from(t), day(t), signal).unwrap();
    let sightings = looks.iter().map(look).collect();
    Case { features: Features::default(), confirmed: true, sightings, stated: None, now: f64::from(now) }
}

fn reasons_of(case: &Case, now: i32) -> Vec<Reason> {
    let model = Model::default();
    explain(case, &classify(case, &model, 0.0), &model, 0.0, day(now))
}

fn why_of(looks: Looks, now: i32) -> String {
    let (case, model) = (case(looks, now), Model::default());
    why(&case, &classify(&case, &model, 0.0), &model, 0.0, day(now))
}

#[test]
fn the_worked_example_comes_out() {
    let looks = [(7, LISTED), (14, LISTED), (28, PENDING), (28, Sign::Notified(false))];
    let features = Features { note: true, shared: true, ..Features::default() };
    let case = Case { features, confirmed: false, ..case(&looks, 30) };
    let model = Model::default();
    let verdict = classify(&case, &model, 0.0);
    assert_eq!(verdict.class, Class::Ignored);
    assert!((verdict.p_never - 0.918).abs() < 5e-4, "{}", verdict.p_never);
    let reasons = reasons_of(&case, 30);
    let [button, sent] = &reasons[..] else { panic!("{reasons:?}") };
    assert!((button.contribution - 2.09).abs() < 5e-3, "{}", button.contribution);
    assert!((sent.contribution - 0.72).abs() < 5e-3, "{}", sent.contribution);
    assert_eq!(
        (button.kind, button.direction, button.strength),
        (Kind::Button, Direction::For, Strength::Strong)
    );
    assert_eq!((sent.kind, sent.direction, sent.strength), (Kind::SentPage, Direction::For, Strength::Some));
    let told = |reason: &Reason| format!("{} [{}]", reason.text, reason.heuristics.join(" "));
    assert_eq!(told(button), "still Pending on 2 Nov (day 28) [K05 K07]");
    assert_eq!(told(sent), "still listed in Sent on 19 Oct (day 14) [K07 K16]");
}

#[test]
fn the_weightiest_reason_comes_first_and_may_speak_against() {
    let reasons = reasons_of(&case(&[(5, Sign::Member(Member::Yes)), (12, PENDING)], 12), 12);
    let told: Vec<_> = reasons.iter().map(|reason| (reason.kind, reason.direction)).collect();
    assert_eq!(told, [(Kind::Button, Direction::For), (Kind::InConnections, Direction::Against)]);
    assert!(reasons[0].contribution.abs() >= reasons[1].contribution.abs());
}

#[test]
fn strengths_have_their_limits() {
    let table = [
        (-3.0, Some(Strength::VeryStrong)),
        (2.99, Some(Strength::Strong)),
        (-1.5, Some(Strength::Strong)),
        (0.7, Some(Strength::Some)),
        (0.69, Some(Strength::Weak)),
        (0.3, Some(Strength::Weak)),
        (-0.29, None),
        (f64::NAN, None),
    ];
    for (contribution, strength) in table {
        assert_eq!(Strength::of(contribution), strength, "{contribution}");
    }
    // Nobody knows for sure what the word means (K14).
    let canceled = &reasons_of(&case(&[(7, Sign::Sent(Sent::Canceled))], 8), 8)[0];
    assert!(canceled.contribution > 1.5 && canceled.strength == Strength::Some, "{canceled:?}");
}

/// What the explanation says of the kind of the last look.
fn text_of(looks: Looks) -> String {
    let &(now, last) = looks.last().unwrap();
    let case = case(looks, now);
    let timeline = Timeline::new(&case, &Model::default(), 0.0).sightings;
    let model = Model::default();
    let window = Timeline::new(&case, &model, 0.0).window;
    Trail::of(Sighting::kind_of(last).unwrap().0, &timeline, window.as_ref(), |_| true)
        .unwrap()
        .long(day(now))
}

#[test]
fn every_kind_is_put_into_words() {
    let table: &[(Looks, &str)] = &[
        (&[(31, PENDING)], "still Pending on 5 Nov (day 31)"),
        (&[(2, CONNECT), (3, PENDING)], "Pending on 8 Oct (day 3); it said Connect on 7 Oct"),
        (
            &[(0, PENDING), (5, PENDING), (7, MESSAGE), (9, MESSAGE)],
            "the button says Message since 12 Oct (day 7); it said Pending on 10 Oct",
        ),
        (
            &[(-1, MESSAGE), (7, MESSAGE)],
            "the button says Message on 12 Oct (day 7); it did so before sending, too",
        ),
        (&[(2, PENDING), (9, CONNECT)], "Connect is back on 14 Oct (day 9); it said Pending on 7 Oct"),
        (&[(9, CONNECT)], "Connect is offered on 14 Oct (day 9)"),
        (&[(9, FOLLOW)], "the button says Follow on 14 Oct (day 9)"),
        (&[(-1, CONNECT)], "the button said Connect before sending, on 4 Oct"),
        (&[(7, Sign::Member(Member::Yes))], "in your connections on 12 Oct"),
        (&[(7, Sign::Member(Member::Dated))], "in your connections since 12 Oct"),
        (
            &[(7, Sign::Member(Member::Yes)), (9, Sign::Member(Member::Yes))],
            "in your connections since 12 Oct",
        ),
        (&[(7, Sign::Member(Member::No))], "not in your connections on 12 Oct"),
        (
            &[(7, Sign::Member(Member::Yes)), (9, Sign::Member(Member::No))],
            "in your connections on 12 Oct, not any more on 14 Oct",
        ),
        (
            &[(7, Sign::Degree(Degree::Second)), (9, Sign::Degree(Degree::First))],
            "the badge says 1st on 14 Oct; not yet on 12 Oct",
        ),
        (
            &[(7, Sign::Notified(true)), (9, Sign::Notified(false))],
            "no acceptance notification by 14 Oct; seen on 12 Oct",
        ),
        (&[(7, LISTED)], "still listed in Sent on 12 Oct (day 7)"),
        (&[(7, GONE)], "no longer listed in Sent on 12 Oct"),
        (&[(7, Sign::Sent(Sent::Unlisted))], "not in your export's invitations on 12 Oct"),
        (&[(7, Sign::Member(Member::Absent))], "not in your export's connections on 12 Oct"),
        (&[(7, Sign::Sent(Sent::Canceled))], "shown as canceled in Sent on 12 Oct"),
        (&[(7, Sign::Notified(true))], "acceptance notification on 12 Oct"),
        (&[(7, Sign::Notified(false))], "no acceptance notification by 12 Oct"),
        (&[(7, Sign::Degree(Degree::First))], "the badge says 1st on 12 Oct"),
        (&[(7, Sign::Degree(Degree::Second))], "the badge does not say 1st on 12 Oct"),
        (
            &[(0, Sign::Count(120)), (6, Sign::Count(121))],
            "their connections went from 120 to 121 (5 Oct to 11 Oct)",
        ),
        (
            &[(0, Sign::Count(120)), (6, Sign::Count(120))],
            "their connections stayed at 120 (5 Oct to 11 Oct)",
        ),
        (
            &[(0, Sign::Count(499)), (6, Sign::Count(501))],
            "their connections went from 499 to 500+ (5 Oct to 11 Oct)",
        ),
        (&[(7, Sign::Replied)], "they wrote on 12 Oct without accepting"),
        (&[(7, Sign::Engaged)], "they reacted to your posts on 12 Oct"),
        (&[(7, Sign::ViewedMe)], "they looked at your profile on 12 Oct"),
        (&[(7, Sign::Warning(1))], "LinkedIn warned you on 12 Oct, with 1 request open"),
        (&[(7, Sign::Warning(3))], "LinkedIn warned you on 12 Oct, with 3 requests open"),
    ];
    for (looks, text) in table {
        assert_eq!(text_of(looks), *text);
    }
}

#[test]
fn one_short_reason_is_given() {
    let table: &[(Looks, i32, &str)] = &[
        (&[(7, Sign::Member(Member::Yes))], 20, "connected 12 Oct"),
        (&[(7, PENDING)], 7, "Pending, day 7"),
        (&[(7, LISTED)], 7, "in Sent, day 7"),
        (&[(4, Sign::Replied)], 4, "they wrote on 9 Oct without accepting"),
        (&[], 10, "52% still open"),
        (&[(-5, CONNECT)], 10, "52% still open"),
        (&[], 200, "accepted, or lapsed by now"),
        (&[(44, PENDING)], 46, "Pending, day 44"),
        (&[(10, PENDING), (35, CONNECT)], 36, "Connect is back on 9 Nov"),
        (&[(3, PENDING)], 43, "last look 40 days ago"),
        (&[(1, MESSAGE)], 1, "Message 6 Oct: accepted 71%, never 21%"),
        (&[(10, FOLLOW)], 10, "the button says Follow on 15 Oct"),
        (&[(5, Sign::Notified(false))], 5, "no notification by 10 Oct"),
        (&[(5, Sign::Notified(true)), (12, PENDING)], 12, "notified 10 Oct: accepted 72%, never 25%"),
    ];
    for (looks, now, text) in table {
        assert_eq!(why_of(looks, *now), *text);
    }
}

#[test]
fn the_look_that_moved_the_number_is_named() {
    let connects = [(9, CONNECT), (11, CONNECT), (13, CONNECT), (14, MESSAGE)];
    let follow = [(9, MESSAGE), (13, MESSAGE), (14, FOLLOW)];
    let table: &[(Looks, i32, &str, &str)] = &[
        (
            &connects,
            14,
            "Connect was offered on 18 Oct",
            "Connect was offered on 18 Oct (day 13); it says Message on 19 Oct",
        ),
        (
            &[&connects[..], &[(15, FOLLOW)]].concat(),
            15,
            "Connect was offered on 18 Oct",
            "Connect was offered on 18 Oct (day 13); it says Follow on 20 Oct",
        ),
        (
            &follow,
            14,
            "the button said Message on 18 Oct",
            "the button said Message on 18 Oct (day 13); it says Follow on 19 Oct",
        ),
        (
            &[(5, Sign::Degree(Degree::First)), (9, Sign::Degree(Degree::Second))],
            9,
            "the badge said 1st on 10 Oct",
            "the badge said 1st on 10 Oct (day 5); not any more on 14 Oct",
        ),
        (
            &[(10, Sign::Member(Member::Yes)), (40, Sign::Member(Member::No)), (40, CONNECT)],
            40,
            "in your connections on 15 Oct, not any more on 14 Nov",
            "in your connections on 15 Oct, not any more on 14 Nov",
        ),
    ];
    for (looks, now, short, long) in table {
        let why = why_of(looks, *now);
        assert!(why.contains(short), "{why}");
        let reasons = reasons_of(&case(looks, *now), *now);
        assert_eq!(reasons[0].text, *long, "{reasons:?}");
    }
    assert_eq!(why_of(&connects, 14), "Connect was offered on 18 Oct");
}

#[test]
fn what_speaks_against_a_verdict_is_named_too() {
    let looks = [(3, MESSAGE), (5, Sign::Member(Member::Yes)), (12, PENDING), (13, FOLLOW)];
    let reasons = reasons_of(&case(&looks, 13), 13);
    let button = reasons.iter().find(|reason| reason.kind == Kind::Button).unwrap();
    let said = match button.direction {
        Direction::For => "the button said Message on 8 Oct (day 3); it says Follow on 18 Oct",
        Direction::Against => "still Pending on 17 Oct (day 12); it says Follow on 18 Oct",
    };
    assert_eq!(button.text, said);
}

#[test]
fn an_old_look_is_told_with_its_age() {
    let in_list = Sign::Member(Member::Yes);
    let table: &[(Looks, i32, &str)] = &[
        (&[(4, LISTED)], 40, "still listed in Sent on 9 Oct, 36 days ago"),
        (&[(2, PENDING), (14, PENDING)], 29, "Pending, day 14"),
        (&[(5, PENDING), (9, CONNECT)], 45, "Connect was offered on 14 Oct, 36 days ago"),
        (&[(7, in_list), (9, in_list)], 45, "in your connections on 14 Oct, 36 days ago"),
        (&[(7, Sign::Member(Member::Dated))], 45, "connected 12 Oct"),
        (&[(7, Sign::Member(Member::Dated)), (9, in_list)], 12, "connected 12 Oct"),
        (
            &[(10, in_list), (40, Sign::Member(Member::No)), (40, CONNECT)],
            80,
            "in your connections on 15 Oct, not any more on 14 Nov, 40 days ago",
        ),
        (&[(5, LISTED)], 12, "in Sent, day 5"),
        (&[(5, PENDING)], 13, "Pending, day 5"),
    ];
    for (looks, now, text) in table {
        assert_eq!(why_of(looks, *now), *text);
    }
    let (mut mail, model) = (case(&[(7, Sign::Member(Member::Dated))], 45), Model::default());
    mail.sightings[0].by_mail = true;
    let told = why(&mail, &classify(&mail, &model, 0.0), &model, 0.0, day(45));
    assert_eq!(told, "mail of 12 Oct");
}

#[test]
fn no_reason_hides_its_age_or_contradicts_its_verdict() {
    let signals = [CONNECT, FOLLOW, MESSAGE, PENDING, LISTED, GONE, Sign::Replied]
        .into_iter()
        .chain(Member::ALL.iter().copied().map(Sign::Member))
        .chain([true, false].map(Sign::Notified));
    let model = Model::default();
    for (first, second) in
        signals.clone().flat_map(|first| signals.clone().map(move |second| (first, second)))
    {
        for now in [9, 25, 38, 45, 70, 170] {
            let case = case(&[(3, first), (8, second)], now);
            let verdict = classify(&case, &model, 0.0);
            let why = why(&case, &verdict, &model, 0.0, day(now));
            let told = format!("{first:?}, {second:?} on day {now}: {why}; {verdict:?}");
            // Since when they are connected does not grow old like a glance.
            let is_dated = second == Sign::Member(Member::Dated) || why.contains("connected ");
            assert!(!verdict.has(Hint::Stale) || is_dated || why.contains(" days ago"), "{told}");
            if verdict.class == Class::Pending {
                assert!(!why.contains("accepted") || why.contains(", "), "{told}");
            }
            if verdict.class == Class::Pending && !verdict.has(Hint::Unclear) {
                assert!(!["Connect ", "gone", "Message"].iter().any(|word| why.contains(word)), "{told}");
            }
        }
    }
}

#[test]
fn two_looks_of_one_day_are_not_set_against_each_other() {
    let looks = [(7.2, Sign::Member(Member::No)), (7.4, Sign::Member(Member::Yes))];
    let sightings = looks.map(|(t, signal)| Sighting::new(t, day(7), signal).unwrap()).to_vec();
    let case = Case { sightings, ..case(&[], 9) };
    assert_eq!(reasons_of(&case, 9)[0].text, "in your connections on 12 Oct");
}

#[test]
fn what_the_user_stated_needs_no_weighing() {
    for (stated, text) in [
        (Stated::Withdrawn, "you withdrew it"),
        (Stated::Expired, "it lapsed unanswered"),
        (Stated::Declined, "they told you no"),
        (Stated::Superseded, "you sent a new one"),
    ] {
        let case = Case { stated: Some(stated), ..case(&[(5, PENDING)], 6) };
        let model = Model::default();
        assert_eq!(why(&case, &classify(&case, &model, 0.0), &model, 0.0, day(6)), text);
    }
}

#[test]
fn percent_is_never_certain() {
    for (p, printed) in [(0.0, 1), (0.004, 1), (0.505, 51), (0.989, 99), (1.0, 99), (f64::NAN, 1)] {
        assert_eq!(percent(p), printed, "{p}");
    }
    for (p, printed) in
        [(0.0, "under 1%"), (0.0049, "under 1%"), (0.005, "1%"), (0.371, "37%"), (0.999, "99%")]
    {
        assert_eq!(percent_text(p), printed, "{p}");
    }
}

#[test]
fn prospects_are_told_in_round_numbers() {
    let told = |open, later| {
        let verdict = classify(&case(&[(5, PENDING)], 6), &Model::default(), 0.0);
        prospect(&Verdict { p_open: open, p_later: later, ..verdict })
    };
    for (later, text) in
        [(0.8, "over 1 in 2"), (0.45, "1 in 2"), (0.1, "1 in 9"), (0.018, "1 in 50"), (0.0, "under 1 in 50")]
    {
        assert_eq!(told(0.9, later), text);
    }
}

#[test]
fn gone_is_no_objection_that_tells_and_ignored_has_a_support() {
    let looks = [(5, PENDING), (9, GONE), (40, Sign::Member(Member::No))];
    let gone = case(&looks, 40);
    assert_eq!(classify(&gone, &Model::default(), 0.0).class, Class::Ignored);
    let reasons = reasons_of(&gone, 40);
    for reason in reasons.iter().filter(|reason| reason.direction == Direction::Against) {
        assert_eq!(reason.text, "no longer in Sent (an acceptance would look the same)");
    }
    for looks in [
        &[(25, Sign::Notified(false))][..],
        &[(21, LISTED)],
        &[(0, Sign::Count(120)), (30, Sign::Count(120))],
    ] {
        let now = looks.last().unwrap().0;
        let features = Features { senior: true, stranger: true, ..Features::default() };
        let ignored = Case { features, ..case(looks, now) };
        let is_ignored = classify(&ignored, &Model::default(), 0.0).class == Class::Ignored;
        let is_supported = reasons_of(&ignored, now).iter().any(|reason| reason.direction == Direction::For);
        assert!(is_supported || !is_ignored, "{looks:?}");
    }
}
