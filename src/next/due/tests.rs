use super::*;
use crate::model::request::Context;
use crate::model::tests::{Example, button, day, member};
use crate::record::deed::{Deed, Ending};
use crate::record::observation::Button;

fn due_of<'a>(judged: &'a [(&'a Request, Judged)], lists: &[Snapshot], today: Day) -> Due<'a> {
    due(judged.iter().map(|(request, judged)| (*request, judged)), lists, today, Zone::Utc)
}

/// Score and doubt of a example's one request.
fn score(example: &Example, now: i64) -> Option<(f64, f64, f64)> {
    example.judged(now, |judged| {
        due_of(judged, &[], day(now)).looks.first().map(|look| (look.belief.gini(), look.days, look.score))
    })
}

/// Heuristics 4.2: connected, open, gone, Gini index, days, score; all to three decimals.
#[test]
fn the_vectors_of_the_heuristics_hold() {
    let event = || {
        let met_at = Some("a fair".to_owned());
        Example::default().request(0, Context { met_at, ..Context::default() })
    };
    let pending = button(Button::Pending);
    let table = [
        (Example::one(), 3, [0.220, 0.670, 0.111, 0.491, 3.0, 0.506]),
        (Example::one(), 10, [0.306, 0.511, 0.184, 0.612, 10.0, 0.662]),
        (Example::one().look(9, pending), 10, [0.014, 0.968, 0.018, 0.062, 1.0, 0.067]),
        (Example::one().look(3, pending), 10, [0.129, 0.758, 0.113, 0.395, 7.0, 0.430]),
        (Example::one().look(3, pending), 30, [0.186, 0.647, 0.167, 0.519, 27.0, 0.654]),
        (Example::one().look(25, pending), 40, [0.026, 0.944, 0.030, 0.108, 15.0, 0.183]),
        (Example::one().look(7, button(Button::Connect)), 20, [0.021, 0.059, 0.920, 0.149, 13.0, 0.214]),
        (event().look(3, pending), 10, [0.218, 0.691, 0.092, 0.467, 7.0, 0.502]),
        (Example::one().look(7, button(Button::Message)), 8, [0.872, 0.095, 0.033, 0.229, 1.0, 0.234]),
    ];
    for (index, (example, now, expected)) in table.iter().enumerate() {
        let found = example.judged(*now, |judged| {
            let look = weigh(judged[0].0, &judged[0].1, day(*now), Zone::Utc).unwrap();
            let Expectation { connected, open, gone } = look.belief;
            [connected, open, gone, look.belief.gini(), look.days, look.score]
        });
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 0.000_51, "case {index}: {found} is not {expected}");
        }
        assert_eq!(score(example, *now).is_some(), expected[5] >= LEAST_SCORE, "case {index}");
    }
}

#[test]
fn nobody_is_listed_who_is_settled_ended_old_or_dismissed() {
    assert_eq!(score(&Example::one().look(5, member(true)), 20), None);
    assert_eq!(score(&Example::one().deed(5, Deed::Ended(Ending::Withdrawn)), 20), None);
    assert_eq!(score(&Example::one().deed(5, Deed::Dismissed(Topic::Look)), 20), None);
    assert!(score(&Example::one(), 120).is_some());
    assert_eq!(score(&Example::one(), 121), None);
    // A later request takes the place of the first one.
    let again = Example::one().again(100, Context::default());
    again.judged(110, |judged| {
        let numbers: Vec<i64> =
            due_of(judged, &[], day(110)).looks.iter().map(|look| look.request.id).collect();
        assert_eq!(numbers, [2]);
    });
}

#[test]
fn the_best_comes_first_and_of_equals_the_older_one_then_the_lower_number() {
    let example = Example::default()
        .request(0, Context::default())
        .look(29, button(Button::Pending))
        .request(20, Context::default())
        .request(20, Context::default())
        .request(10, Context::default());
    example.judged(30, |judged| {
        let order: Vec<i64> = due_of(judged, &[], day(30)).looks.iter().map(|look| look.request.id).collect();
        assert_eq!(order, [4, 2, 3]);
    });
}

#[test]
fn a_page_comes_first_if_it_was_not_read_for_a_week_and_settles_three() {
    let mut example = Example::default();
    for _ in 0..2 {
        example = example.request(0, Context::default());
    }
    let read = |list, on| Snapshot { list, as_of: day(on) };
    let batch = |example: &Example, lists: &[Snapshot]| {
        example.judged(10, |judged| due_of(judged, lists, day(10)).batch)
    };
    assert_eq!(batch(&example, &[]), None);
    let example = example.request(0, Context::default());
    let found = batch(&example, &[]).unwrap();
    assert_eq!((found.page, found.requests), (Page::Connections, 3));
    assert!((found.gain - 3.0 * 0.612).abs() < 0.01, "{}", found.gain);
    assert_eq!(batch(&example, &[read(Listing::Connections, 3)]).unwrap().page, Page::Connections);
    let sent = batch(&example, &[read(Listing::Connections, 4)]).unwrap();
    assert_eq!(sent.page, Page::Sent);
    assert!((sent.gain - 3.0 * 2.0 * 0.511 * 0.489).abs() < 0.01, "{}", sent.gain);
    assert_eq!(batch(&example, &[read(Listing::Connections, 4), read(Listing::Invitations, 5)]), None);
    assert_eq!(batch(&example, &[read(Listing::Connections, 4), read(Listing::SentPage, 5)]), None);
}

#[test]
fn the_reason_tells_when_somebody_looked_and_what_is_to_be_expected() {
    let reason = |example: &Example, now| {
        example
            .judged(now, |judged| due_of(judged, &[], day(now)).looks.first().map(DueLook::reason))
            .unwrap()
    };
    assert_eq!(
        reason(&Example::one(), 10),
        "never looked at, 10 days old: 51% still open, 31% accepted, 18% gone"
    );
    let looked = Example::one().look(3, button(Button::Pending));
    assert!(reason(&looked, 30).starts_with("last look 27 days ago: 65% still open"));
    // Another visit would tell no more than the list does.
    let message = Example::one().look(7, button(Button::Message));
    assert!(reason(&message, 8).ends_with("look in your connections list"), "{}", reason(&message, 8));
    let both = Example::one().look(7, button(Button::Message)).look(7, member(false));
    assert!(reason(&both, 8).ends_with("look in your connections list"));
}
