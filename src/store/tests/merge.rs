//! The laws of merging, over random histories of machines that record, correct and exchange what they know.

pub(super) mod history;

use proptest::prelude::*;

use self::history::{Act, MACHINES, Machine, day, histories};
use crate::domain::archive::{Archive, LastNumbers};
use crate::domain::merge::merge;
use crate::domain::register::Stamp;
use crate::record::time::{DAY_MS, Instant};

/// Lives through a history; returns the machines' records at its end, and one of the first machine on the way.
fn live(history: &[(usize, i64, Act)]) -> (Vec<Archive>, Archive) {
    let mut machines: Vec<Machine> = (0..MACHINES).map(|_| Machine::new()).collect();
    let (mut now, mut early) = (day(5).utc_noon(), Archive::default());
    for (step, (machine, later, act)) in history.iter().enumerate() {
        now = now.plus_millis(*later);
        match act {
            Act::Sync { from } => {
                let theirs = machines[*from].archive();
                machines[*machine].sync(&theirs);
            }
            act => machines[*machine].act(act, now),
        }
        if step == history.len() / 2 {
            early = machines[0].archive();
        }
    }
    (machines.iter_mut().map(Machine::archive).collect(), early)
}

/// Without the numbers, and in an order that is nobody's.
fn plain(mut archive: Archive) -> Archive {
    archive.last_numbers = LastNumbers::default();
    archive.requests.iter_mut().for_each(|request| request.number = 0);
    archive.looks.iter_mut().for_each(|look| look.number = 0);
    archive.kept.iter_mut().for_each(|kept| kept.number = 0);
    archive.people.sort_by(|a, b| a.uids.cmp(&b.uids));
    archive.requests.sort_by(|a, b| a.uids.cmp(&b.uids));
    archive.looks.sort_by_key(|look| format!("{look:?}"));
    archive.actions.sort_by_key(|action| format!("{action:?}"));
    archive.kept.sort_by(|a, b| a.fact.cmp(&b.fact));
    archive
}

fn merged(a: &Archive, b: &Archive) -> Archive {
    merge(a, b).archive
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_associative_and_idempotent(history in histories()) {
        let (machines, early) = live(&history);
        let [a, b, c] = &machines[..] else { unreachable!() };
        let ab = merged(a, b);
        prop_assert_eq!(plain(ab.clone()), plain(merged(b, a)), "commutative");
        prop_assert_eq!(plain(merged(&ab, c)), plain(merged(a, &merged(b, c))), "associative");
        for one in &machines {
            prop_assert_eq!(&merged(one, one), one, "idempotent");
            prop_assert_eq!(&merged(one, &Archive::default()), one, "nothing adds nothing");
            prop_assert_eq!(&merged(&Archive::default(), one), one, "a copy");
        }
        prop_assert_eq!(&merged(&ab, b), &ab, "again");
        prop_assert_eq!(&merged(&ab, a), &ab, "again");
        prop_assert_eq!(&merged(a, &early), a, "what was once exported");
        prop_assert!(!merge(&ab, b).is_changed);
    }

    #[test]
    fn what_is_written_into_an_empty_file_is_what_is_read_from_it(history in histories()) {
        let (machines, _) = live(&history);
        for archive in machines {
            let mut copy = Machine::new();
            copy.sync(&archive);
            prop_assert_eq!(copy.archive(), archive);
        }
    }

    #[test]
    fn numbers_stay_and_are_never_given_twice(history in histories()) {
        let (machines, _) = live(&history);
        let (ours, theirs) = (&machines[0], &machines[1]);
        let both = merged(ours, theirs);
        let mut numbers: Vec<i64> = both.looks.iter().map(|look| look.number).collect();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), both.looks.len());
        for look in &ours.looks {
            prop_assert!(both.looks.iter().any(|same| same.number == look.number && same.recorded_at == look.recorded_at));
        }
        let of_ours = |number: i64| ours.requests.iter().any(|request| request.number == number);
        for request in both.requests.iter().filter(|request| !of_ours(request.number)) {
            prop_assert!(request.number > ours.last_numbers.request);
        }
        prop_assert!(both.last_numbers.request >= ours.last_numbers.request.max(theirs.last_numbers.request));
    }
}

#[test]
fn the_later_correction_wins_and_the_other_is_told() {
    let mut machines = [Machine::new(), Machine::new()];
    let now = |minute: i64| day(5).utc_noon().plus_millis(minute * 60_000);
    let add = [
        Act::AddPerson { name: 0, slug: Some(0) },
        Act::AddRequest { who: 0, day: 3, exact: true, note: Some(1), within: 0 },
    ];
    for (machine, minute) in [(0, 0), (1, 1)] {
        for act in &add {
            machines[machine].act(act, now(minute));
        }
    }
    machines[0].act(&Act::SetNote { which: 0, note: Some(1) }, now(3));
    machines[1].act(&Act::SetNote { which: 0, note: Some(2) }, now(2));
    let [a, b] = &mut machines;
    let (ours, theirs) = (a.archive(), b.archive());
    let merged = merge(&theirs, &ours);
    assert_eq!(merged.archive.people.len(), 1);
    assert_eq!(merged.archive.requests[0].context.note.as_deref(), Some("note 1"));
    let [conflict] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
    assert_eq!((conflict.request, conflict.name.as_str(), conflict.field.as_str()), (Some(1), "Ana", "note"));
    assert_eq!((conflict.kept, conflict.given_up), (now(3), now(2)));
    assert!(merge(&merged.archive, &ours).conflicts.is_empty());
}

#[test]
fn a_profile_found_later_makes_two_people_one() {
    let mut machine = Machine::new();
    let mut other = Machine::new();
    let now = day(5).utc_noon();
    let ask = |who, day| Act::AddRequest { who, day, exact: false, note: None, within: 0 };
    // Here by name alone, and by a profile that nobody connects with the name.
    for act in [
        Act::AddPerson { name: 0, slug: None },
        ask(0, 1),
        Act::AddPerson { name: 1, slug: Some(3) },
        ask(1, 2),
    ] {
        machine.act(&act, now);
    }
    other.sync(&machine.archive());
    other.act(&Act::SetSlug { who: 1, slug: None, by_import: false }, now.plus_millis(DAY_MS));
    other.act(&Act::SetSlug { who: 0, slug: Some(3), by_import: false }, now.plus_millis(DAY_MS + 1));
    machine.sync(&other.archive());
    // That profile was somebody else's before: the two stay apart.
    assert_eq!(machine.archive().people.len(), 2);
    let mut third = Machine::new();
    third.act(&Act::AddPerson { name: 0, slug: Some(0) }, now);
    third.act(&ask(0, 1), now);
    machine.act(&Act::SetSlug { who: 0, slug: Some(0), by_import: true }, now.plus_millis(2 * DAY_MS));
    machine.sync(&third.archive());
    let archive = machine.archive();
    assert_eq!((archive.people.len(), archive.requests.len()), (2, 2));
    // By chance, by name and day, and by profile.
    assert_eq!(archive.people[0].uids.len(), 3);
}

#[test]
fn an_import_that_takes_the_place_of_a_correction_is_not_undone_by_an_old_export() {
    let mut machine = Machine::new();
    let now = day(5).utc_noon();
    machine.act(&Act::AddPerson { name: 0, slug: None }, now);
    machine.act(&Act::SetSlug { who: 0, slug: Some(0), by_import: false }, now);
    let old = machine.archive();
    machine.act(&Act::SetSlug { who: 0, slug: Some(1), by_import: true }, now);
    let new = machine.archive();
    assert_eq!(merged(&new, &old), new);
}

#[test]
fn people_of_whom_only_the_name_is_known_are_found_again() {
    let now = day(5).utc_noon();
    let ask = |who, day| Act::AddRequest { who, day, exact: false, note: None, within: 0 };
    // Two of one name, asked on the same day, and one on another day.
    let acts = [0, 0, 0].map(|name| Act::AddPerson { name, slug: None });
    let machines = [0, 1].map(|minutes| {
        let mut machine = Machine::new();
        for act in acts.iter().chain(&[ask(0, 1), ask(1, 1), ask(2, 2)]) {
            machine.act(act, now.plus_millis(minutes * 60_000));
        }
        machine.archive()
    });
    let both = merged(&machines[0], &machines[1]);
    assert_eq!((both.people.len(), both.requests.len()), (3, 3));
    // A correction of the name does not make somebody else of them.
    let mut corrected = Machine::new();
    corrected.sync(&machines[0]);
    corrected.act(&Act::Rename { who: 0, name: 1 }, now.plus_millis(DAY_MS));
    assert_eq!(merged(&machines[1], &corrected.archive()).people.len(), 3);
}

#[test]
fn what_can_be_taken_in_can_be_corrected_and_given_on() {
    let mut machine = Machine::new();
    let now = day(5).utc_noon();
    machine.act(&Act::AddPerson { name: 0, slug: Some(0) }, now);
    machine.act(&Act::AddRequest { who: 0, day: 3, exact: true, note: Some(1), within: 0 }, now);
    let mut edge = machine.archive();
    edge.people[0].edits.insert("slug".to_owned(), Stamp::Edited(Instant::LAST));
    edge.requests[0].edits.insert("note".to_owned(), Stamp::Edited(Instant::LAST));
    edge.last_numbers = LastNumbers { request: 1 << 53, look: 1 << 53, kept: 1 << 53 };
    assert_eq!(edge.check(), Ok(()));
    let mut copy = Machine::new();
    copy.sync(&edge);
    copy.act(&Act::SetSlug { who: 0, slug: Some(1), by_import: false }, now);
    copy.act(&Act::SetNote { which: 0, note: Some(2) }, now);
    copy.act(&Act::AddRequest { who: 0, day: 4, exact: true, note: None, within: 0 }, now);
    let archive = copy.archive();
    assert_eq!(archive.check(), Ok(()));
    assert_eq!((archive.requests.len(), archive.requests[0].context.note.as_deref()), (2, Some("note 2")));
    assert_eq!(merged(&Archive::default(), &archive), archive);
}

#[test]
fn the_same_look_twice_at_once_is_told_apart() {
    let mut machine = Machine::new();
    let now = day(5).utc_noon();
    let look = || Act::Look { who: 0, day: 4, pending: true, memo: Some(1) };
    let act = [Act::AddPerson { name: 0, slug: None }, look(), look(), Act::RemoveLook { which: 0 }, look()];
    for act in &act {
        machine.act(act, now);
    }
    let one = machine.archive();
    let removed: Vec<bool> = one.looks.iter().map(|look| look.removed_at.is_some()).collect();
    assert_eq!(removed, [true, true, false]);
    assert_eq!(merged(&one, &one), one);
}
