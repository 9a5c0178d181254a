use super::*;
use crate::model::calibrate::Learned;
use crate::model::request::Context;
use crate::model::settings::Model;
use crate::model::tests::{Example, button, member, noon};
use crate::record::deed::{Deed, Ending};
use crate::record::observation::Button;

/// Number of the request, class then, class now.
fn changed(example: &Example, mark: Option<(i64, i64)>, now: i64) -> Vec<(i64, Class, Class)> {
    let tracked = example.tracked();
    let mark = mark.map(|(on, looks_seen)| {
        let by_then = |at: Instant| at <= noon(on);
        let requests = tracked.requests.iter().filter(|one| by_then(one.recorded_at)).map(|one| one.row);
        let looks = tracked.looks().map(|(_, look)| look);
        let looks = looks.filter(|one| by_then(one.recorded_at) && one.id <= looks_seen);
        let last = requests.chain(looks.map(|one| one.rows.0)).max().unwrap_or_default();
        Mark { at: noon(on), rows: Some((last, 0)) }
    });
    let model = Model::default();
    let judge = Judge::new(Learned::default(), &model, Moment::Exact(noon(now)), Zone::Utc);
    example.judged(now, |judged| {
        let then = at(mark, judged, &judge, Zone::Utc);
        let told = changes(judged, &then);
        told.iter().map(|one| (one.request.id, one.from.class, one.to.verdict.class)).collect()
    })
}

#[test]
fn time_alone_changes_a_verdict() {
    let example = Example::one().look(20, button(Button::Pending));
    assert_eq!(changed(&example, Some((20, 9)), 21), [(1, Class::Pending, Class::Ignored)]);
    assert_eq!(changed(&example, Some((21, 9)), 22), []);
    assert_eq!(changed(&example, Some((22, 9)), 22), []);
}

#[test]
fn what_was_recorded_since_changes_a_verdict_also_if_it_was_seen_before() {
    let example = Example::one().look(3, button(Button::Pending)).look(9, member(true));
    assert_eq!(changed(&example, Some((8, 9)), 10), [(1, Class::Pending, Class::Accepted)]);
    assert_eq!(changed(&example, Some((9, 9)), 10), []);
    // An import that began before the last check and ended after it.
    assert_eq!(changed(&example, Some((9, 1)), 10), [(1, Class::Pending, Class::Accepted)]);
}

#[test]
fn a_request_recorded_since_is_compared_with_what_was_known_at_once() {
    let example = Example::one().request(5, Context::default()).look(9, member(true));
    assert_eq!(changed(&example, Some((4, 0)), 10), [(2, Class::Pending, Class::Accepted)]);
    // What was imported together with it is no news.
    let at_once = Example::one().request(5, Context::default()).look(5, member(true));
    assert_eq!(changed(&at_once, Some((4, 0)), 10), []);
    assert_eq!(changed(&example, None, 10), [(2, Class::Pending, Class::Accepted)]);
}

#[test]
fn what_the_user_stated_or_took_back_is_no_news() {
    let withdrawn = Example::one().deed(5, Deed::Ended(Ending::Withdrawn));
    assert_eq!(changed(&withdrawn, Some((4, 0)), 6), []);
    let reopened = withdrawn.deed(7, Deed::Reopened);
    assert_eq!(changed(&reopened, Some((6, 0)), 8), []);
    assert_eq!(changed(&reopened, Some((4, 0)), 8), []);
    let again = Example::one().again(50, Context::default());
    assert_eq!(changed(&again, Some((40, 0)), 60), []);
}
