//! The numbers of the documents come out, and every rule that is named exists.

use super::*;
use crate::model::rules;
use crate::model::settings::NoteCommonReading;

const NONE: Features = Features {
    senior: false,
    event: false,
    event_brief: false,
    note: false,
    shared: false,
    stranger: false,
    generic: false,
    repeat: false,
    repeat_soon: false,
};

fn outlook(features: Features) -> Outlook {
    Outlook::new(features, &Model::default(), 0.0)
}

/// Feature and whole percent.
fn told(changes: &[Change]) -> Vec<(&'static str, i64)> {
    let percent = |change: &Change| crate::model::wording::whole_days(change.p_accepted * 100.0);
    changes.iter().map(|change| (change.feature, percent(change))).collect()
}

#[test]
fn the_chance_grows_with_the_days() {
    let outlook = outlook(NONE);
    assert!((outlook.p_accepted - 0.37).abs() < 1e-9);
    let expected = [(3, 0.37 * 0.6067), (7, 0.37 * 0.7864), (30, 0.37 * 0.9479)];
    for ((days, p), (expected_days, expected)) in outlook.by_days.into_iter().zip(expected) {
        assert_eq!(days, expected_days);
        assert!((p - expected).abs() < 1e-4, "{days}: {p}");
    }
    assert_eq!((outlook.features, outlook.lowers), (vec![], vec![]));
}

#[test]
fn what_raises_it_comes_largest_first() {
    let table: &[(Features, &[(&str, i64)])] = &[
        (NONE, &[("event", 55), ("note_and_shared", 52), ("note", 44), ("shared", 44)]),
        (Features { note: true, ..NONE }, &[("event", 62), ("shared", 52)]),
        (Features { note: true, shared: true, event: true, ..NONE }, &[]),
        (
            Features { generic: true, ..NONE },
            &[("note_and_shared", 52), ("event", 51), ("note", 44), ("shared", 41)],
        ),
        (Features { event_brief: true, note: true, shared: true, ..NONE }, &[("event", 69)]),
        (
            Features { repeat: true, repeat_soon: true, note: true, shared: true, ..NONE },
            &[("event", 43), ("repeat_soon", 35)],
        ),
    ];
    for (features, expected) in table {
        assert_eq!(told(&outlook(*features).raises), *expected, "{features:?}");
    }
}

#[test]
fn what_lowers_it_is_told_with_the_chance_without_it() {
    let all =
        Features { senior: true, stranger: true, generic: true, repeat: true, repeat_soon: true, ..NONE };
    let lowers = outlook(all).lowers;
    let order: Vec<&str> = lowers.iter().map(|change| change.feature).collect();
    // A generic note makes no difference at the lower limit.
    assert_eq!(order, ["repeat", "senior", "stranger", "repeat_soon"]);
    assert!(lowers.iter().all(|change| change.difference < 0.0));
    assert_eq!(told(&outlook(Features { senior: true, ..NONE }).lowers), [("senior", 37)]);
    // Having met outweighs not being known.
    assert_eq!(outlook(Features { stranger: true, event: true, ..NONE }).lowers, []);
}

#[test]
fn the_other_reading_of_note_and_common_ground_is_followed() {
    let model = Model { note_common_reading: NoteCommonReading::Points, ..Model::default() };
    let raises = Outlook::new(NONE, &model, 0.0).raises;
    assert_eq!(told(&raises)[..2], [("note_and_shared", 77), ("event", 55)]);
}

#[test]
fn nothing_is_promised_beyond_the_limits() {
    let outlook = Outlook::new(NONE, &Model::default(), 50.0);
    assert!((outlook.p_accepted - 0.9).abs() < 1e-12);
    assert_eq!(outlook.raises, []);
}

#[test]
fn a_share_is_told_of_enough_only() {
    assert_eq!(Own { accepted: 2, not_accepted: 2, open: 9 }.share(), None);
    assert_eq!(Own { accepted: 2, not_accepted: 3, open: 0 }.share(), Some(0.4));
}

#[test]
fn every_rule_exists_and_every_feature_has_words() {
    let steps = RAISES.iter().chain(LOWERS).map(|step| step.heuristics);
    for id in steps.chain(CHECKS.iter().map(|check| check.heuristics)).flatten() {
        assert!(rules::find(id).is_some(), "{id}");
    }
    let all = Features {
        senior: true,
        event: true,
        event_brief: true,
        note: true,
        shared: true,
        stranger: true,
        generic: true,
        repeat: true,
        repeat_soon: true,
    };
    assert_eq!(words(all).len(), 9);
    assert!(words(all).iter().all(|word| !described(word).is_empty()));
}
