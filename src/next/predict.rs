//! What the documents and the user's own record say about a request before it is sent (T22, T27); `predict.toml` has
//! the articles' figures.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::model::calibrate::range;
use crate::model::curve::Curve;
use crate::model::evidence::Features;
use crate::model::judge::Judge;
use crate::model::prior::prior;
use crate::model::settings::{Model, NoteCommonReading};
use crate::record::words::data;

/// The days for which the chance is told (N07).
const DAYS: [u16; 3] = [3, 7, 30];

pub const FIRST_QUESTIONS: usize = 5;

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
struct Texts {
    figure: Vec<Saying>,
    question: Vec<Saying>,
    words: BTreeMap<String, String>,
}

static DATA: LazyLock<Texts> = LazyLock::new(|| data(include_str!("predict.toml")).unwrap_or_default());

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
    pub fn new(features: Features, model: &Model, judge: &Judge) -> Self {
        let p_accepted = prior(features, model, judge.learned.shift());
        let curve = Curve::new(judge.model.accept_time, model.expiry_days);
        Self {
            p_accepted,
            range: range(&judge.learned, p_accepted, model),
            by_days: DAYS.map(|days| (days, p_accepted * curve.by(f64::from(days)))),
            features: features.names(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calibrate::Learned;
    use crate::model::rules;
    use crate::record::time::{Instant, Moment, Zone};

    #[test]
    fn the_chance_grows_with_the_days() {
        let now = Moment::Exact(Instant::from_millis(0));
        let model = Model::default();
        let judge = Judge::new(Learned::default(), &model, now, Zone::Utc);
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
