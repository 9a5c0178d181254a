//! The user's own acceptance rate, learned from their mature requests (heuristics 2.7).

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::accept_time::{self, AcceptTime};
use super::curve::Curve;
use super::evidence::Case;
use super::prior::{logit, prior, sigmoid};
use super::request::Request;
use super::settings::{Model, Timing};
use super::timeline::{Response, Timeline};
use crate::record::observation::Source;
use crate::record::time::{Instant, Moment, Zone};

/// Each round uses what the one before it found; after six it stands still.
const ROUNDS: usize = 6;

/// Where at least every so manieth request of the same months was first known by an import, those that were typed are
/// a selection: people type when the good news comes.
const SELECTED: usize = 5;

/// What the user's own requests say about their acceptance rate.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Calibration {
    /// What to add to the log-odds of every prior.
    pub shift: f64,
    pub requests: usize,
    /// The share that the model expects to be accepted by now: e.
    pub expected: f64,
    /// That share after seeing the requests: m.
    pub observed: f64,
}

/// Why nothing was learned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Uncalibrated {
    /// The settings say so.
    Off,
    /// So few are old enough and were recorded when they were sent.
    TooFew(usize),
    /// Of the same months many were first known by an import.
    Selected,
}

impl Uncalibrated {
    /// Why, in words.
    pub fn why(self, model: &Model) -> String {
        let rule = &model.calibration;
        let (days, least) = (rule.follow_up_days, rule.min_requests);
        match self {
            Self::Off => {
                "Your own rate is not learned: it is switched off (model.calibration.enabled)".to_owned()
            }
            Self::TooFew(number) => format!(
                "Your own rate is not known yet: it takes {least} requests that are {days} days old and were recorded \
                 when sent; so far there are {number}"
            ),
            Self::Selected => {
                "Your own rate can't be known: many requests of the same months are first known from an \
                               import, so those that you typed are a selection"
                    .to_owned()
            }
        }
    }
}

/// From when on what is learned no longer counts on that day: the shift is the same all day, whatever is typed
/// meanwhile.
pub fn start_of_day(now: Instant, zone: Zone) -> Instant {
    zone.at(zone.day_of(now), 0, 0, 0).unwrap_or(now).min(now)
}

/// What was learned from the user's own requests.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Learned {
    /// How often they are accepted, or why that is not known.
    pub rate: Result<Calibration, Uncalibrated>,
    /// How fast; of enough dated acceptances.
    pub time: Option<AcceptTime>,
}

impl Default for Learned {
    fn default() -> Self {
        Self { rate: Err(Uncalibrated::TooFew(0)), time: None }
    }
}

impl Learned {
    /// What can be learned from what was known at the [start of the day](start_of_day).
    pub fn from(requests: &[&Request], model: &Model, start: Instant, zone: Zone) -> Self {
        let time = accept_time::learn(requests, model, start, zone);
        let own = Self { time, ..Self::default() };
        let model = &own.timed(model);
        let rate = teaching(requests, model, start, zone).and_then(|chosen| {
            let cases: Vec<Case> =
                chosen.iter().map(|request| request.case(Moment::Exact(start), zone)).collect();
            calibrate(&cases, model).ok_or(Uncalibrated::TooFew(cases.len()))
        });
        Self { rate, ..own }
    }

    /// The model with the own time to accept.
    pub fn timed<'a>(&self, model: &'a Model) -> Cow<'a, Model> {
        let Some(AcceptTime { median_days, .. }) = self.time else { return Cow::Borrowed(model) };
        let accept_time = Timing { median_days, ..model.accept_time };
        Cow::Owned(Model { accept_time, ..model.clone() })
    }

    /// What to add to the log-odds of every prior; 0 if nothing was learned.
    pub fn shift(&self) -> f64 {
        self.rate.map_or(0.0, |own| own.shift)
    }
}

/// Whom it is learned from, the newest first.
pub fn teaching<'a>(
    requests: &[&'a Request],
    model: &Model,
    start: Instant,
    zone: Zone,
) -> Result<Vec<&'a Request>, Uncalibrated> {
    let rule = &model.calibration;
    if !rule.enabled {
        return Err(Uncalibrated::Off);
    }
    // One that was first known from a list of open invitations is a survivor, and would bias the rate down.
    let teaches = |&(sent, request): &(Instant, &Request)| {
        request.number == 1
            && request.source == Source::Typed
            && request.is_recorded_at_once(sent)
            && start.days_since(sent) >= rule.follow_up_days
    };
    let sent = requests.iter().map(|&request| (request.sent.instant(zone), request));
    let mut teaching: Vec<(Instant, &Request)> = sent.filter(teaches).collect();
    // Not by number, which differs between machines that know the same.
    let first = |request: &Request| request.facts.iter().min().copied();
    teaching.sort_unstable_by(|(sent, one), (other_sent, other)| {
        other_sent.cmp(sent).then_with(|| first(one).cmp(&first(other)))
    });
    teaching.truncate(rule.window);
    let teaching: Vec<&Request> = teaching.into_iter().map(|(_, request)| request).collect();
    let month = |request: &Request| {
        let (year, month, _) = request.sent.day(zone).ymd();
        (year, month)
    };
    let months: BTreeSet<_> = teaching.iter().map(|request| month(request)).collect();
    let (mut beside, mut imported) = (0, 0);
    for request in requests.iter().filter(|request| months.contains(&month(request))) {
        beside += 1;
        imported += usize::from(request.source != Source::Typed);
    }
    if imported > 0 && imported * SELECTED >= beside {
        return Err(Uncalibrated::Selected);
    }
    Ok(teaching)
}

/// Learns from such cases; none if there are too few.
#[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
fn calibrate(cases: &[Case], model: &Model) -> Option<Calibration> {
    let rule = &model.calibration;
    if cases.len() < rule.min_requests.max(1) {
        return None;
    }
    let number = cases.len() as f64;
    // What the filter says where nothing was seen, so that a request that was never looked at teaches nothing.
    let curve = Curve::new(model.accept_time, model.expiry_days);
    let unseen = |case: &Case| {
        let sent = if case.confirmed { 1.0 } else { 1.0 - model.not_sent };
        sent * prior(case.features, model, 0.0) * curve.by(case.now)
    };
    let expected = cases.iter().map(unseen).sum::<f64>() / number;
    let response = |case: &Case| Timeline::new(case, model, 0.0).response(case.confirmed);
    let seen: Vec<Response> = cases.iter().map(response).collect();
    let (mut shift, mut observed) = (0.0, expected);
    for _ in 0..ROUNDS {
        let chance =
            |(response, case): (&Response, &Case)| response.chance(prior(case.features, model, shift));
        let accepted: f64 = seen.iter().zip(cases).map(chance).sum();
        observed = (rule.weight * expected + accepted) / (rule.weight + number);
        shift = (logit(observed) - logit(expected)).clamp(-rule.max_shift, rule.max_shift);
    }
    Some(Calibration { shift, requests: cases.len(), expected, observed })
}

/// The range in which the rate of requests of that prior chance lies, in 19 cases of 20 (heuristics 2.7).
#[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
pub fn range(learned: &Learned, prior: f64, model: &Model) -> [f64; 2] {
    let (number, rate) = learned.rate.map_or((0, model.base), |own| (own.requests, own.observed));
    let weight = model.calibration.weight + number as f64;
    let moved = logit(prior) - logit(rate);
    beta_range(rate * weight, (1.0 - rate) * weight).map(|log_odds| sigmoid(log_odds + moved))
}

/// The middle 95% of a Beta distribution, as log-odds, summed up in small steps of them.
fn beta_range(a: f64, b: f64) -> [f64; 2] {
    const STEP: f64 = 0.005;
    const STEPS: i32 = 8_000;
    let at = |step: i32| f64::from(step) * STEP;
    let log_density = |x: f64| a * sigmoid(x).ln() + b * sigmoid(-x).ln();
    let highest = log_density((a / b).ln());
    let masses = (-STEPS..=STEPS).map(|step| (at(step), (log_density(at(step)) - highest).exp()));
    let whole: f64 = masses.clone().map(|(_, mass)| mass).sum();
    [0.025, 0.975].map(|share| {
        let mut below = 0.0;
        let reached = masses.clone().find(|(_, mass)| {
            below += mass;
            below >= share * whole
        });
        reached.map_or(0.0, |(x, mass)| x + STEP * (0.5 - (below - share * whole) / mass))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::world::{Member, Sign};
    use crate::model::classify::classify;
    use crate::model::evidence::{Features, Sighting};
    use crate::model::request::Context;
    use crate::model::tests::{Example, member, noon};
    use crate::record::observation::Button;
    use crate::record::time::Day;

    fn case(now: f64, t: f64, signal: Sign) -> Case {
        let day = Day::new(2026, 10, 5).unwrap();
        let sightings = vec![Sighting::new(t, day, signal).unwrap()];
        Case { features: Features::default(), confirmed: false, sightings, stated: None, now }
    }

    fn own(accepted: usize, open: usize) -> Vec<Case> {
        let yes = case(40.0, 5.0, Sign::Member(Member::Yes));
        let no = case(40.0, 30.0, Sign::Button(Button::Pending));
        std::iter::repeat_n(yes, accepted).chain(std::iter::repeat_n(no, open)).collect()
    }

    fn rate(requests: &[Request], model: &Model, at: Instant) -> Result<Calibration, Uncalibrated> {
        Learned::from(&requests.iter().collect::<Vec<_>>(), model, at, Zone::Utc).rate
    }

    fn assert_close(got: f64, expected: f64) {
        assert!((got - expected).abs() < 6e-7, "{got}, not {expected}");
    }

    #[test]
    fn eight_of_twelve_raise_the_rate() {
        let model = Model::default();
        let calibration = calibrate(&own(8, 4), &model).unwrap();
        assert_eq!(calibration.requests, 12);
        assert_close(calibration.expected, 0.349_170);
        assert_close(calibration.observed, 0.470_844);
        assert_close(calibration.shift, 0.505_932);
        assert_close(prior(Features::default(), &model, calibration.shift), 0.493_429);
        let fresh = case(10.0, 10.0, Sign::Button(Button::Pending));
        let verdict = classify(&fresh, &model, calibration.shift);
        assert_close(verdict.p_later, 0.170_402);
        assert_close(verdict.p_never, 0.824_261);
    }

    #[test]
    fn the_printed_ranges_come_out() {
        let model = Model::default();
        let is_close = |range: [f64; 2], expected: [f64; 2]| {
            assert!(
                range.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3),
                "{range:?}, not {expected:?}"
            );
        };
        is_close(range(&Learned::default(), 0.37, &model), [0.179, 0.586]);
        // By an integral of the density itself.
        let own = calibrate(&own(8, 4), &model).unwrap();
        let (rate, learned) = (own.observed, Learned { rate: Ok(own), ..Learned::default() });
        is_close(range(&learned, rate, &model), [0.303, 0.642]);
        is_close(range(&learned, 0.2, &model), [0.109, 0.335]);
    }

    #[test]
    fn one_of_twelve_lowers_it() {
        assert_close(calibrate(&own(1, 11), &Model::default()).unwrap().shift, -0.460_117);
    }

    #[test]
    fn a_request_that_was_never_looked_at_teaches_nothing() {
        let unseen = Case { sightings: Vec::new(), now: 60.0, ..case(40.0, 5.0, Sign::Engaged) };
        let calibration = calibrate(&vec![unseen; 100], &Model::default()).unwrap();
        assert!(calibration.shift.abs() < 1e-12, "{calibration:?}");
    }

    #[test]
    fn a_great_many_move_it_only_so_far() {
        let calibration = calibrate(&own(500, 0), &Model::default()).unwrap();
        assert!((calibration.shift - 1.5).abs() < 1e-12);
    }

    #[test]
    fn too_few_give_none() {
        let model = Model::default();
        assert_eq!(calibrate(&own(8, 1), &model), None);
        assert!(calibrate(&own(8, 2), &model).is_some());
    }

    #[test]
    fn it_is_learned_from_what_was_typed_at_once_unless_that_is_a_selection() {
        let mut scene = Example::default();
        for day in 0..12 {
            scene = scene.request(day, Context::default()).look(day + 20, member(day % 3 > 0));
        }
        let learn = |scene: &Example, model: &Model| rate(&scene.tracked().requests, model, noon(60));
        let mut model = Model::default();
        let calibration = learn(&scene, &model).unwrap();
        assert!((calibration.requests, calibration.shift > 0.3) == (12, true), "{calibration:?}");
        assert_eq!(learn(&Example::one(), &model), Err(Uncalibrated::TooFew(1)));
        assert_eq!(learn(&Example::one().recorded(1), &model), Err(Uncalibrated::TooFew(1)));
        assert_eq!(
            learn(&Example::one().recorded(2), &model),
            Err(Uncalibrated::TooFew(0)),
            "not when it was sent"
        );
        let one = Example::one();
        let early = rate(&one.tracked().requests, &model, noon(29));
        assert_eq!(early, Err(Uncalibrated::TooFew(0)), "no month old");
        model.calibration.enabled = false;
        assert_eq!(learn(&scene, &model), Err(Uncalibrated::Off));
        model.calibration.enabled = true;
        let imported = |scene: Example, times| (0..times).fold(scene, |scene, _| scene.imported(3));
        let scene = imported(scene, 2);
        assert_eq!(learn(&scene, &model), Ok(calibration), "2 of 14 are no fifth, and teach nothing");
        assert_eq!(learn(&imported(scene, 1), &model), Err(Uncalibrated::Selected), "3 of 15");
    }
}
