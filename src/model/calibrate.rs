//! The user's own acceptance rate, learned from their mature requests (heuristics 2.7).

use super::classify::Chances;
use super::curve::Curve;
use super::evidence::Case;
use super::prior::{logit, prior};
use super::settings::Model;
use super::timeline::Timeline;

/// What the user's own requests say about their acceptance rate.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calibration {
    /// What to add to the log-odds of every prior.
    pub shift: f64,
    pub requests: usize,
    /// The share that the model expected to be accepted by the end of the follow-up, 0 to 1: ē.
    pub expected: f64,
    /// That share after seeing the requests, 0 to 1: m.
    pub observed: f64,
}

/// Learns from the given cases; none if there are too few or it is switched off.
///
/// The caller chooses them: first attempts, recorded within a day of sending, old enough, the newest
/// [`window`](super::settings::CalibrationRule::window). A request first known from a list of open invitations is a
/// survivor and would bias the rate down.
#[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
pub fn calibrate(cases: &[Case], model: &Model) -> Option<Calibration> {
    let rule = &model.calibration;
    if !rule.enabled || cases.len() < rule.min_requests.max(1) {
        return None;
    }
    let answered = Curve::new(model.accept_time, model.expiry_days).by(rule.follow_up_days);
    let number = cases.len() as f64;
    let expected = cases.iter().map(|case| prior(case.features, model, 0.0) * answered).sum::<f64>() / number;
    let accepted: f64 =
        cases.iter().map(|case| Chances::of(&Timeline::new(case, model, 0.0).belief(None)).accepted).sum();
    let observed = (rule.weight * expected + accepted) / (rule.weight + number);
    let shift = (logit(observed) - logit(expected)).max(-rule.max_shift).min(rule.max_shift);
    Some(Calibration { shift, requests: cases.len(), expected, observed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::world::{Member, Sign};
    use crate::model::classify::classify;
    use crate::model::evidence::{Features, Sighting};
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

    fn assert_close(got: f64, expected: f64) {
        assert!((got - expected).abs() < 6e-7, "{got}, not {expected}");
    }

    #[test]
    fn eight_of_twelve_raise_the_rate() {
        let model = Model::default();
        let calibration = calibrate(&own(8, 4), &model).unwrap();
        assert_eq!(calibration.requests, 12);
        assert_close(calibration.expected, 0.350_729);
        assert_close(calibration.observed, 0.470_050);
        assert_close(calibration.shift, 0.495_893);
        assert_close(prior(Features::default(), &model, calibration.shift), 0.490_920);
        let fresh = case(10.0, 10.0, Sign::Button(Button::Pending));
        let verdict = classify(&fresh, &model, calibration.shift);
        assert_close(verdict.p_later, 0.168_998);
        assert_close(verdict.p_never, 0.825_710);
    }

    #[test]
    fn one_of_twelve_lowers_it() {
        assert_close(calibrate(&own(1, 11), &Model::default()).unwrap().shift, -0.450_447);
    }

    #[test]
    fn a_great_many_move_it_only_so_far() {
        let calibration = calibrate(&own(500, 0), &Model::default()).unwrap();
        assert!((calibration.shift - 1.5).abs() < 1e-12);
    }

    #[test]
    fn too_few_or_switched_off_give_none() {
        let mut model = Model::default();
        assert_eq!(calibrate(&own(8, 1), &model), None);
        assert!(calibrate(&own(8, 2), &model).is_some());
        model.calibration.enabled = false;
        assert_eq!(calibrate(&own(8, 4), &model), None);
    }
}
