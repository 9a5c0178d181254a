use super::*;
use crate::model::evidence::Stated;
use crate::model::request::{Action, Context, Person};
use crate::model::tracked::{Numbers, Tracked};
use crate::record::deed::{Deed, Ending};
use crate::record::fact::{Empty, Fact, Origin, Row, Said, Sending, Sight, Who};
use crate::record::identity;
use crate::record::observation::{SentPage, Signals};
use crate::record::set::Record;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;

const ZONE: Zone = Zone::Utc;

fn day(day: u32) -> Moment {
    Moment::Day(Day::new(2026, 10, day).unwrap())
}

fn at(text: &str) -> Moment {
    Moment::Exact(Instant::parse_rfc3339(&format!("2026-10-{text}:00Z")).unwrap())
}

fn recorded() -> Instant {
    day(31).instant(ZONE)
}

fn request(id: i64, sent: Moment) -> Request {
    let ana = Person::new("Ana".into(), Some("ana".into()), None, recorded());
    Request { id, row: id, ..Request::new(ana.into(), sent, Context::default(), recorded()) }
}

/// A look to be put on record.
struct Seen {
    id: i64,
    when: Moment,
    source: Source,
    signals: Signals,
}

const fn look(id: i64, when: Moment, signals: Signals) -> Seen {
    Seen { id, when, source: Source::Typed, signals }
}

fn button(button: Button) -> Signals {
    Signals { button: Some(button), ..Signals::default() }
}

/// What follows from the facts that say so.
fn tracked(requests: Vec<Request>, looks: Vec<Seen>) -> Tracked {
    let (mut record, mut numbers) = (Record::default(), Numbers::default());
    let ana = || Who { name: Some("Ana".into()), slug: Some("ana".into()), ..Who::default() };
    let mut add = |said: Said, who: Who, at: Moment, learned: Instant, number: i64| {
        let about = record.facts.first().filter(|_| who == Who::default()).map(|fact: &Fact| fact.uid);
        let mut fact = identity::typed(said, who, Some(at.into()), about.into_iter().collect(), learned);
        fact.marks.again = matches!(fact.said, Said::Sent(_));
        if fact.marks.again {
            numbers.requests.insert(u32::try_from(record.facts.len()).unwrap(), number);
        }
        numbers.facts.push(number);
        record.facts.push(fact);
    };
    for request in requests {
        let said = Said::Sent(Sending { source: Origin::Typed, context: Box::new(request.context) });
        add(said, ana(), request.sent, request.recorded_at, request.id);
        for action in request.actions {
            add(Said::Action(action.deed), Who::default(), action.at, action.recorded_at, 0);
        }
    }
    for look in looks {
        let (said, who) = match look.source {
            Source::Messages => (Said::Reply(Empty {}), ana()),
            Source::Connections => (Said::Connection(Row::default()), ana()),
            _ => (
                Said::Look(Sight { source: Origin::Typed, signals: look.signals, memo: None }),
                Who::default(),
            ),
        };
        add(said, who, look.when, recorded(), look.id);
    }
    Tracked::of(record, &numbers, ZONE)
}

/// Days after sending of every sign that counts for the request, at `now`.
fn times(tracked: &Tracked, place: usize, now: Moment) -> Vec<f64> {
    tracked.requests[place].case(now, ZONE).sightings.iter().map(|sighting| sighting.t).collect()
}

#[test]
fn on_the_sending_day_signs_fall_on_their_side_of_sending() {
    let connections = Signals { connections: Some(120), ..Signals::default() };
    let listed = Signals { sent_page: Some(SentPage::Listed), ..Signals::default() };
    let not_member = Signals { in_connections: Some(false), ..Signals::default() };
    let table = [
        (button(Button::Pending), SAME_DAY),
        (listed, SAME_DAY),
        (not_member, SAME_DAY),
        (button(Button::Connect), -SAME_DAY),
        (button(Button::Message), -SAME_DAY),
        (button(Button::Follow), -SAME_DAY),
        (connections, -SAME_DAY),
    ];
    for (signals, t) in table {
        for (sent, seen) in [(day(5), day(5)), (at("05T20:00"), day(5)), (day(5), at("05T06:00"))] {
            let tracked = tracked(vec![request(1, sent)], vec![look(1, seen, signals)]);
            assert_eq!(times(&tracked, 0, day(20)), [t], "{signals:?} {sent:?} {seen:?}");
        }
    }
}

#[test]
fn with_times_of_day_the_clock_decides() {
    let looks = vec![
        look(1, at("05T09:00"), button(Button::Pending)),
        look(2, at("05T15:00"), button(Button::Connect)),
    ];
    // Pending can only be seen of what was sent: one of the two clocks is wrong.
    assert_eq!(times(&tracked(vec![request(1, at("05T12:00"))], looks), 0, day(20)), [SAME_DAY, 0.125]);
}

#[test]
fn an_acceptance_seen_on_the_sending_day_had_until_its_end_to_happen() {
    let member = Signals { in_connections: Some(true), ..Signals::default() };
    let tracked = tracked(vec![request(1, at("05T12:00"))], vec![look(1, day(5), member)]);
    let t = times(&tracked, 0, day(20))[0];
    assert!((t - 0.5).abs() < 1e-4, "{t}");
    // But not longer than until now.
    assert_eq!(times(&tracked, 0, at("05T18:00")), [0.25]);
}

#[test]
fn today_without_a_time_is_not_in_the_future() {
    let tracked = tracked(vec![request(1, day(3))], vec![look(1, day(5), button(Button::Pending))]);
    let morning = at("05T08:00");
    let case = tracked.requests[0].case(morning, ZONE);
    assert!(case.sightings[0].t <= case.now, "{case:?}");
}

#[test]
fn a_sign_belongs_to_the_latest_attempt_that_was_sent_by_then() {
    let looks = vec![
        look(1, day(1), button(Button::Message)),
        look(2, day(6), button(Button::Pending)),
        look(3, day(15), button(Button::Connect)),
        look(4, day(20), button(Button::Connect)),
        look(5, day(21), button(Button::Pending)),
    ];
    let tracked = tracked(vec![request(2, day(20)), request(1, day(5))], looks);
    // Connect on the day of the second request was seen before it.
    assert_eq!(times(&tracked, 0, day(30)), [-4.0, 1.0, 10.0, 15.0]);
    // And all that was seen before it is what the profile looked like.
    assert_eq!(times(&tracked, 1, day(30)), [-19.0, -14.0, -5.0, -SAME_DAY, 1.0]);
}

#[test]
fn an_earlier_attempt_ends_where_the_next_begins() {
    let tracked = tracked(vec![request(1, day(5)), request(2, day(20))], vec![]);
    let attempts = &tracked.requests;
    let case = attempts[0].case(day(30), ZONE);
    assert_eq!((case.now, case.stated), (15.0, Some(Stated::Superseded)));
    let case = attempts[1].case(day(30), ZONE);
    assert_eq!((case.now, case.stated), (10.0, None));
    assert!(case.features.repeat && case.features.repeat_soon);
    assert_eq!((attempts[0].number, attempts[1].number), (1, 2));
}

#[test]
fn what_the_user_states_comes_before_being_superseded() {
    let mut first = request(1, day(5));
    first.actions.push(Action {
        deed: Deed::Ended(Ending::Withdrawn),
        at: day(10),
        recorded_at: recorded(),
        uid: Uid::NOBODY,
    });
    let tracked = tracked(vec![first, request(2, day(30))], vec![]);
    assert_eq!(tracked.requests[0].stated(), Some(Stated::Withdrawn));
}

#[test]
fn circumstances_become_features() {
    let mut own = request(1, day(5));
    own.context = Context {
        note: Some("I'd like to add you to my professional network on LinkedIn.".into()),
        mutual: Some(0),
        met_briefly: Some("a fair".into()),
        ..Context::default()
    };
    let features = tracked(vec![own], vec![]).requests[0].case(day(9), ZONE).features;
    let expected = Features { generic: true, event_brief: true, ..Features::default() };
    assert_eq!(features, expected);
}

#[test]
fn a_message_after_the_acceptance_is_no_reply() {
    let message = |id, seen| {
        let mut look = look(id, seen, Signals { replied: true, ..Signals::default() });
        look.source = Source::Messages;
        look
    };
    let proof = |seen| {
        let mut look = look(9, seen, Signals { in_connections: Some(true), ..Signals::default() });
        look.source = Source::Connections;
        look
    };
    let replies = |looks: Vec<Seen>| {
        let tracked = tracked(vec![request(1, at("05T06:00"))], looks);
        let case = tracked.requests[0].case(day(20), ZONE);
        case.sightings.iter().filter(|sighting| sighting.sign == Sign::Replied).count()
    };
    assert_eq!(replies(vec![message(1, at("06T09:00")), message(2, at("08T09:00"))]), 2);
    assert_eq!(replies(vec![message(1, at("06T09:00")), message(2, at("08T09:00")), proof(day(8))]), 1);
    assert_eq!(replies(vec![message(1, at("06T09:00")), proof(at("06T08:00"))]), 0);
}

/// K27: attached to each request of the 30 days before that was open then, and weighed by how many those are.
#[test]
fn a_warning_of_the_account_speaks_of_what_was_open_then() {
    use crate::model::tests::{Example, member};
    use crate::record::account::AccountEventKind::{Limit, Warning};
    let warned = |example: &Example, now| {
        example.judged(now, |judged| {
            let of = |attempt: &Request| attempt.warnings.iter().map(|warning| warning.1).collect::<Vec<_>>();
            judged.iter().map(|(attempt, _)| of(attempt)).collect::<Vec<_>>()
        })
    };
    let three = || {
        let context = Context::default;
        Example::default().request(0, context()).request(20, context()).request(35, context())
    };
    // The first is too old, the last was not sent yet.
    let example = three().account(31, Warning);
    assert_eq!(warned(&example, 60), [vec![], vec![1], vec![]]);
    assert_eq!(warned(&three().account(30, Warning), 60), [vec![2], vec![2], vec![]]);
    assert_eq!(warned(&three().account(30, Limit), 60), [const { Vec::<u32>::new() }; 3]);
    // Whoever had accepted, or was not asked any more, is not counted.
    let answered = Example::one().look(3, member(true)).request(1, Context::default());
    let answered = answered.deed(5, Deed::Ended(Ending::Withdrawn)).request(2, Context::default());
    assert_eq!(warned(&answered.account(10, Warning), 20), [vec![], vec![], vec![1]]);
}
