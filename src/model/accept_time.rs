//! How fast the user's own requests are accepted, learned from the dated acceptances (heuristics 2.7).

use serde::{Deserialize, Serialize};

use super::curve::log_logistic;
use super::request::Request;
use super::settings::{Model, Timing};
use crate::record::observation::Source;
use crate::record::time::{Instant, Zone};

/// Farther from the model's own, as a logarithm, it is not looked for.
const FARTHEST: f64 = 3.0;

/// Each of the search leaves .618 of the range.
const ROUNDS: usize = 40;

/// What is known to the minute is taken as known to an hour, in days, so that it has a chance.
const LEAST_WIDTH: f64 = 1.0 / 24.0;

#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct AcceptTime {
    /// In days; of those who accept, half have by then.
    pub median_days: f64,
    /// Learned from so many.
    pub acceptances: usize,
}

/// Between which ages somebody accepted, and how old the request is: later ones can't be known yet.
#[derive(Clone, Copy, Debug)]
struct Accepted {
    from: f64,
    to: f64,
    age: f64,
}

/// None from too few; the newest of many, for people change.
pub fn learn(requests: &[&Request], model: &Model, start: Instant, zone: Zone) -> Option<AcceptTime> {
    let rule = &model.calibration;
    let mut sent: Vec<(Instant, Accepted)> = requests
        .iter()
        .filter(|request| request.already.is_none() && is_known_from_the_start(request, zone))
        .filter_map(|request| {
            let [from, to] = request.dated(zone)?;
            let sent = request.sent.instant(zone);
            let age = start.days_since(sent).min(model.expiry_days);
            let width = (LEAST_WIDTH - (to - from)).max(0.0) / 2.0;
            let (from, to) = ((from - width).max(0.0), (to + width).min(age));
            (from < to).then_some((sent, Accepted { from, to, age }))
        })
        .collect();
    if !rule.enabled || sent.len() < rule.min_acceptances {
        return None;
    }
    sent.sort_by_key(|(sent, _)| std::cmp::Reverse(*sent));
    let accepted: Vec<Accepted> = sent.into_iter().map(|(_, accepted)| accepted).take(rule.window).collect();
    Some(AcceptTime { median_days: likeliest(&accepted, model), acceptances: accepted.len() })
}

/// Who was written down once they had accepted, or not yet, would be a selection.
fn is_known_from_the_start(request: &Request, zone: Zone) -> bool {
    let is_at_once = request.is_recorded_at_once(request.sent.instant(zone));
    !request.is_late && (is_at_once || request.source == Source::Invitations)
}

/// The median that the acceptances and the model's own together make likeliest, by golden section.
fn likeliest(accepted: &[Accepted], model: &Model) -> f64 {
    let Timing { median_days, shape } = model.accept_time;
    let goodness = |shift: f64| {
        let by = |days| log_logistic(Timing { median_days: median_days * shift.exp(), shape }, days);
        let chance = |one: &Accepted| ((by(one.to) - by(one.from)).max(f64::MIN_POSITIVE) / by(one.age)).ln();
        let told: f64 = accepted.iter().map(chance).sum();
        told - (shift / model.calibration.time_spread).powi(2) / 2.0
    };
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-FARTHEST, FARTHEST);
    for _ in 0..ROUNDS {
        let step = golden * (high - low);
        if goodness(high - step) < goodness(low + step) { low = high - step } else { high = low + step }
    }
    median_days * f64::midpoint(low, high).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::world::{Member, Sign};
    use crate::model::request::Context;
    use crate::model::tests::{Example, day, member, noon};
    use crate::record::time::Moment;

    /// Evenly spread over those who accept within the age of their request, as if each were known to the minute.
    fn own(number: u32, median_days: f64, age: f64) -> Vec<Accepted> {
        let timing = Timing { median_days, shape: 1.0 };
        let at = |nth: u32| {
            let share = (f64::from(nth) + 0.5) / f64::from(number) * log_logistic(timing, age);
            median_days * share / (1.0 - share)
        };
        let known = |t: f64| Accepted { from: (t - 0.02).max(0.0), to: (t + 0.02).min(age), age };
        (0..number).map(|nth| known(at(nth))).collect()
    }

    #[test]
    fn many_are_believed_and_few_hardly() {
        let model = Model::default();
        for median_days in [0.7, 2.0, 6.0] {
            let of = |number, age| likeliest(&own(number, median_days, age), &model) / median_days;
            assert!((of(1000, 180.0) - 1.0).abs() < 0.02, "{}", of(1000, 180.0));
            assert!(
                (of(1000, 20.0) - 1.0).abs() < 0.05,
                "{}: who accepts later can't be known",
                of(1000, 20.0)
            );
        }
        let few = likeliest(&own(5, 6.0, 180.0), &model);
        assert!((2.5..4.5).contains(&few), "{few}");
        assert!((likeliest(&[], &model) - 2.0).abs() < 1e-6);
    }

    #[test]
    fn from_thirty_dated_ones_that_were_known_from_the_start() {
        let dated = |number: i64| {
            let scene = (0..number).fold(Example::default(), |scene, at| {
                scene.request(at, Context::default()).look(at + 9, member(true))
            });
            let mut tracked = scene.tracked();
            for (at, request) in (0..).zip(&mut tracked.requests) {
                request.looks[0].seen = Moment::Day(day(at + 9));
                request.looks[0].signs = vec![Sign::Member(Member::Dated)];
            }
            tracked.requests
        };
        let learn = |requests: &[Request]| {
            super::learn(&requests.iter().collect::<Vec<_>>(), &Model::default(), noon(100), Zone::Utc)
        };
        let mut requests = dated(30);
        let own = learn(&requests).unwrap();
        assert!(own.acceptances == 30 && own.median_days > 4.0, "{own:?}");
        assert_eq!(learn(&requests[1..]), None);
        requests[3].looks[0].signs = vec![Sign::Member(Member::Yes)];
        assert_eq!(learn(&requests), None, "a look tells no date");
        let mut requests = dated(30);
        requests[3].recorded_at = noon(50);
        assert_eq!(learn(&requests), None, "it was written down when they had accepted");
        requests[3].source = Source::Invitations;
        assert_eq!(learn(&requests), Some(own), "a history has them all");
        requests[3].is_late = true;
        assert_eq!(learn(&requests), None);
    }
}
