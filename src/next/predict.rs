//! What the documents and the user's own record say about a request before it is sent (T22, T27); `predict.toml` has
//! the articles' figures.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::model::calibrate::range;
use crate::model::classify::Class;
use crate::model::curve::Curve;
use crate::model::evidence::Features;
use crate::model::judge::Judge;
use crate::model::prior::prior;
use crate::model::request::Request;
use crate::model::settings::{Model, NoteCommonReading};

/// The days for which the chance is told (N07).
const DAYS: [u16; 3] = [3, 7, 30];

/// From so many decided requests on, a range is told, and from so many a share (heuristics 5.3).
const ENOUGH: usize = 5;
const MANY: usize = 20;

/// So many questions of the check list are told unless all are asked for.
pub const FIRST_QUESTIONS: usize = 5;

/// What is to be expected of a request.
#[derive(Clone, PartialEq, Debug)]
pub struct Outlook {
    /// The chance that it is accepted, 0 to 1, and the range in which the rate of such requests lies.
    pub p_accepted: f64,
    pub range: [f64; 2],
    /// The chance that it is accepted within so many days of sending, 0 to 1.
    pub by_days: [(u16, f64); 3],
    pub features: Vec<&'static str>,
}

/// What is told before sending, and the rules that it comes from: a figure of the articles, or a question to ask oneself.
#[derive(Debug, Serialize, Deserialize)]
pub struct Saying {
    pub text: String,
    pub heuristics: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Data {
    figure: Vec<Saying>,
    question: Vec<Saying>,
    words: BTreeMap<String, String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("predict.toml")).unwrap_or_default());

/// The check list, weightiest first.
pub fn questions() -> &'static [Saying] {
    &DATA.question
}

/// What the articles say of requests in some circumstances or others.
pub fn figures(reading: NoteCommonReading) -> impl Iterator<Item = Saying> {
    let raised = match reading {
        NoteCommonReading::Relative => "48% to 56%",
        NoteCommonReading::Points => "67% to 87%",
    };
    let figure = move |one: &Saying| Saying {
        text: one.text.replace("{raised}", raised),
        heuristics: one.heuristics.clone(),
    };
    DATA.figure.iter().map(figure)
}

/// A feature in words for a person: `a personal note`.
pub fn described(feature: &str) -> &'static str {
    DATA.words.get(feature).map_or("", String::as_str)
}

impl Outlook {
    /// The outlook of a request in these circumstances, with what the judge has learned.
    pub fn new(features: Features, model: &Model, judge: &Judge) -> Self {
        let p_accepted = prior(features, model, judge.shift());
        let curve = Curve::new(model.accept_time, model.expiry_days);
        Self {
            p_accepted,
            range: range(&judge.calibration, p_accepted, model),
            by_days: DAYS.map(|days| (days, p_accepted * curve.by(f64::from(days)))),
            features: features.names(),
        }
    }
}

/// How the user's own first requests in the same circumstances went.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct OwnRequests {
    pub accepted: usize,
    /// Likely ignored, declined, expired, or asked again: not accepted.
    pub not_accepted: usize,
    pub open: usize,
    /// First known from a list of open ones, and in none of the above.
    pub late: usize,
}

impl OwnRequests {
    /// Counts them. A further attempt is held against first requests that were the same otherwise; what the user took
    /// back says nothing.
    pub fn count(attempts: &[Request], features: Features, judge: &Judge) -> Self {
        let features = Features { repeat: false, repeat_soon: false, ..features };
        let mut own = Self::default();
        for attempt in attempts.iter().filter(|attempt| attempt.number == 1 && attempt.already.is_none()) {
            let judged = judge.judge(attempt);
            if judged.case.features != features {
                continue;
            }
            match judged.verdict.class {
                _ if attempt.is_late() => own.late += 1,
                Class::Accepted => own.accepted += 1,
                Class::Ignored | Class::Declined | Class::Expired | Class::Superseded => {
                    own.not_accepted += 1;
                }
                Class::Pending => own.open += 1,
                Class::Withdrawn => {}
            }
        }
        own
    }

    pub const fn decided(&self) -> usize {
        self.accepted + self.not_accepted
    }

    /// The accepted share of those that are decided, 0 to 1; none of too few.
    #[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
    pub fn share(&self) -> Option<f64> {
        (self.decided() >= MANY).then(|| self.accepted as f64 / self.decided() as f64)
    }

    /// Between what that share lies in 19 cases of 20; none of too few.
    pub fn range(&self) -> Option<[f64; 2]> {
        (self.decided() >= ENOUGH).then(|| wilson(self.accepted, self.decided()))
    }
}

/// The score interval of a share (heuristics 5.2).
#[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
fn wilson(part: usize, whole: usize) -> [f64; 2] {
    const Z: f64 = 1.959_964;
    let (whole, share) = (whole as f64, part as f64 / whole as f64);
    let middle = share + Z * Z / (2.0 * whole);
    let half = Z * (share * (1.0 - share) / whole + (Z / (2.0 * whole)).powi(2)).sqrt();
    [-half, half].map(|half| ((middle + half) / (1.0 + Z * Z / whole)).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calibrate::Uncalibrated;
    use crate::model::rules;
    use crate::record::time::{Instant, Moment, Zone};

    #[test]
    fn the_chance_grows_with_the_days() {
        let now = Moment::Exact(Instant::from_millis(0));
        let model = Model::default();
        let judge = Judge::new(Err(Uncalibrated::TooFew(0)), &model, now, Zone::Utc);
        let outlook = Outlook::new(Features::default(), &model, &judge);
        assert!((outlook.p_accepted - 0.37).abs() < 1e-9);
        let expected = [(3, 0.37 * 0.6067), (7, 0.37 * 0.7864), (30, 0.37 * 0.9479)];
        for ((days, p), (expected_days, expected)) in outlook.by_days.into_iter().zip(expected) {
            assert_eq!(days, expected_days);
            assert!((p - expected).abs() < 1e-4, "{days}: {p}");
        }
        assert!(outlook.features.is_empty());
    }

    #[test]
    fn the_printed_intervals_come_out() {
        for (part, whole, expected) in [
            (7, 20, [0.1812, 0.5671]),
            (0, 10, [0.0, 0.2775]),
            (10, 10, [0.7225, 1.0]),
            (14, 41, [0.2156, 0.4945]),
            (1, 3, [0.0615, 0.7923]),
            (37, 100, [0.2818, 0.4678]),
            (23, 229, [0.067_862, 0.146_196]),
            (0, 93, [0.0, 0.039_668]),
        ] {
            let range = wilson(part, whole);
            assert!(
                range.iter().zip(expected).all(|(a, b)| (a - b).abs() < 6e-5),
                "{part}/{whole}: {range:?}"
            );
        }
    }

    #[test]
    fn a_share_is_told_of_many_only_and_a_range_of_enough() {
        let own = |accepted, not_accepted| OwnRequests { accepted, not_accepted, open: 9, late: 99 };
        assert_eq!((own(2, 2).share(), own(2, 2).range()), (None, None));
        assert_eq!((own(2, 3).share(), own(2, 3).range().is_some()), (None, true));
        assert_eq!(own(5, 15).share(), Some(0.25));
    }

    #[test]
    fn every_rule_exists_and_every_feature_has_words() {
        let readings = [NoteCommonReading::Relative, NoteCommonReading::Points];
        let figures: Vec<Saying> = readings.into_iter().flat_map(figures).collect();
        let cited = figures.iter().chain(questions()).flat_map(|one| &one.heuristics);
        assert!(cited.count() > 20 && figures.iter().all(|one| !one.text.contains('{')));
        let cited = figures.iter().chain(questions()).flat_map(|one| &one.heuristics);
        assert!(cited.into_iter().all(|id| rules::find(id).is_some()));
        assert_eq!(DATA.words.len(), 9);
        assert!(DATA.words.keys().all(|name| Features::of([name.as_str()]).names() == [name.as_str()]));
    }
}
