//! What the documents and the user's own record say about a request before it is sent (T22, T27); `predict.toml` has
//! what would change it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::steps::RESEND_AFTER_DAYS;
use crate::model::classify::Class;
use crate::model::curve::Curve;
use crate::model::evidence::Features;
use crate::model::judge::Judge;
use crate::model::prior::prior;
use crate::model::request::Request;
use crate::model::settings::Model;
use crate::record::time::Day;

/// The days for which the chance is told (N07).
const DAYS: [u16; 3] = [3, 7, 30];

/// From so many decided requests on, a share is told (heuristics 5.3).
const ENOUGH: usize = 5;

/// So many questions of the check list are told unless all are asked for.
pub const FIRST_QUESTIONS: usize = 5;

/// A circumstance that changes the chance, or would.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Circumstance {
    pub feature: &'static str,
    pub text: String,
    /// The chance with it (what would raise it), or without it (what lowers it), 0 to 1.
    pub p_accepted: f64,
    /// What it changes: that chance with it less that without it, −1 to 1.
    pub difference: f64,
    pub heuristics: &'static [String],
}

/// What is to be expected of a request.
#[derive(Clone, PartialEq, Debug)]
pub struct Outlook {
    /// The chance that it is accepted, 0 to 1.
    pub p_accepted: f64,
    /// The chance that it is accepted within so many days of sending, 0 to 1.
    pub by_days: [(u16, f64); 3],
    pub features: Vec<&'static str>,
    /// What is not there and would raise it, the largest difference first.
    pub raises: Vec<Circumstance>,
    /// What is there and lowers it, the largest difference first.
    pub lowers: Vec<Circumstance>,
}

/// A question to ask oneself before sending, and the rules that it comes from.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    pub text: String,
    pub heuristics: Vec<String>,
}

/// One way to change the circumstances.
#[derive(Deserialize)]
struct Alternative {
    feature: String,
    text: String,
    heuristics: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    then: BTreeMap<String, bool>,
}

#[derive(Default, Deserialize)]
struct Data {
    raise: Vec<Alternative>,
    lower: Vec<Alternative>,
    question: Vec<Question>,
    words: BTreeMap<String, String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("predict.toml")).unwrap_or_default());

/// The check list, weightiest first.
pub fn questions() -> &'static [Question] {
    &DATA.question
}

/// A feature in words for a person: `a personal note`.
pub fn described(feature: &str) -> &'static str {
    DATA.words.get(feature).map_or("", String::as_str)
}

impl Outlook {
    /// The outlook of a request in these circumstances; `shift` is the personal calibration in log-odds, `again` the
    /// day from which a further request to the same person makes sense.
    pub fn new(features: Features, model: &Model, shift: f64, again: Option<Day>) -> Self {
        let p_accepted = prior(features, model, shift);
        let curve = Curve::new(model.accept_time, model.expiry_days);
        let by = |days: u16| (days, p_accepted * curve.by(f64::from(days)));
        let names = features.names();
        let differences = |alternatives: &'static [Alternative], sign: f64| {
            let told = alternatives.iter().filter(|one| one.applies(&names)).map(|one| {
                let then = prior(one.after(features), model, shift);
                let again = again.map_or_else(String::new, Day::iso);
                Circumstance {
                    feature: &one.feature,
                    text: one
                        .text
                        .replace("{again}", &again)
                        .replace("{days}", &RESEND_AFTER_DAYS.to_string()),
                    p_accepted: then,
                    difference: sign * (then - p_accepted),
                    heuristics: &one.heuristics,
                }
            });
            let mut told: Vec<Circumstance> = told.filter(|one| sign * one.difference > 0.0).collect();
            told.sort_by(|a, b| b.difference.abs().total_cmp(&a.difference.abs()));
            told
        };
        Self {
            p_accepted,
            by_days: DAYS.map(by),
            raises: differences(&DATA.raise, 1.0),
            lowers: differences(&DATA.lower, -1.0),
            features: names,
        }
    }
}

impl Alternative {
    fn applies(&self, names: &[&str]) -> bool {
        let holds = |name: &String| names.contains(&name.as_str());
        self.with.iter().all(holds) && !self.without.iter().any(holds)
    }

    fn after(&self, features: Features) -> Features {
        self.then.iter().fold(features, |features, (name, &holds)| features.with(name, holds))
    }
}

/// How the user's own first requests in the same circumstances went.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct OwnRequests {
    pub accepted: usize,
    /// Likely ignored, declined, expired, or asked again: not accepted.
    pub not_accepted: usize,
    pub open: usize,
}

impl OwnRequests {
    /// Counts them. A further attempt is held against first requests that were the same otherwise; what the user took
    /// back says nothing.
    pub fn count(attempts: &[Request], features: Features, judge: &Judge) -> Self {
        let features = Features { repeat: false, repeat_soon: false, ..features };
        let mut own = Self::default();
        for attempt in attempts.iter().filter(|attempt| attempt.number == 1) {
            let judged = judge.judge(attempt);
            if judged.case.features != features {
                continue;
            }
            match judged.verdict.class {
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
        (self.decided() >= ENOUGH).then(|| self.accepted as f64 / self.decided() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules;
    use crate::model::settings::NoteCommonReading;
    use crate::model::wording::whole_days;

    fn outlook(features: &str) -> Outlook {
        Outlook::new(Features::of(features.split(' ')), &Model::default(), 0.0, None)
    }

    /// Feature and whole percent: `event 55`.
    fn told(differences: &[Circumstance]) -> String {
        let told =
            differences.iter().map(|one| format!("{} {}", one.feature, whole_days(one.p_accepted * 100.0)));
        told.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_chance_grows_with_the_days() {
        let outlook = outlook("");
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
        let table = [
            ("", "event 55, note_and_shared 52, note 44, shared 44"),
            ("note", "event 62, shared 52"),
            ("note shared event", ""),
            ("generic", "note_and_shared 52, event 51, note 44, shared 41"),
            ("event_brief note shared", "event 69"),
            ("repeat repeat_soon note shared", "event 43, repeat_soon 35"),
        ];
        for (features, expected) in table {
            assert_eq!(told(&outlook(features).raises), expected, "{features}");
        }
        let model = Model { note_common_reading: NoteCommonReading::Points, ..Model::default() };
        let raises = Outlook::new(Features::default(), &model, 0.0, None).raises;
        assert_eq!(told(&raises[..2]), "note_and_shared 77, event 55");
        let most = Outlook::new(Features::default(), &Model::default(), 50.0, None);
        assert!((most.p_accepted - 0.9).abs() < 1e-12 && most.raises.is_empty());
    }

    #[test]
    fn what_lowers_it_is_told_with_the_chance_without_it() {
        let lowers = outlook("senior stranger generic repeat repeat_soon").lowers;
        // A generic note makes no difference at the lower limit.
        let order: Vec<&str> = lowers.iter().map(|one| one.feature).collect();
        assert_eq!(order, ["repeat", "senior", "stranger", "repeat_soon"]);
        assert!(lowers.iter().all(|one| one.difference < 0.0));
        assert_eq!(told(&outlook("senior").lowers), "senior 37");
        // Having met outweighs not being known.
        assert_eq!(outlook("stranger event").lowers, []);
    }

    #[test]
    fn a_share_is_told_of_enough_only() {
        assert_eq!(OwnRequests { accepted: 2, not_accepted: 2, open: 9 }.share(), None);
        assert_eq!(OwnRequests { accepted: 2, not_accepted: 3, open: 0 }.share(), Some(0.4));
    }

    #[test]
    fn every_rule_exists_and_every_feature_has_words() {
        let alternatives = || DATA.raise.iter().chain(&DATA.lower);
        let cited =
            alternatives().map(|one| &one.heuristics).chain(questions().iter().map(|one| &one.heuristics));
        assert!(cited.flatten().all(|id| rules::find(id).is_some()));
        let is_feature = |name: &String| Features::of([name.as_str()]).names() == [name.as_str()];
        for one in alternatives() {
            assert!(one.with.iter().chain(&one.without).chain(one.then.keys()).all(is_feature));
        }
        assert_eq!(DATA.words.len(), 9);
        assert!(DATA.words.keys().all(is_feature));
    }
}
