//! What the documents and the user's own record say about a request before it is sent (T22, T27).

use crate::model::attempt::Attempt;
use crate::model::classify::Class;
use crate::model::curve::Curve;
use crate::model::evidence::Features;
use crate::model::judge::Judge;
use crate::model::prior::prior;
use crate::model::settings::Model;

/// The days for which the chance is told (N07).
pub const DAYS: [u16; 3] = [3, 7, 30];

/// From so many decided requests on, a share is told (heuristics 5.3).
pub const ENOUGH: usize = 5;

/// A circumstance that changes the chance, or would.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Change {
    /// The feature, in a word.
    pub feature: &'static str,
    /// What it is, for a person.
    pub text: &'static str,
    /// The rules that it comes from.
    pub heuristics: &'static [&'static str],
    /// The chance with it (what would raise it), or without it (what lowers it), 0 to 1.
    pub p_accepted: f64,
    /// What it changes: that chance with it less that without it, −1 to 1.
    pub difference: f64,
}

/// What is to be expected of a request.
#[derive(Clone, PartialEq, Debug)]
pub struct Outlook {
    /// The chance that it is accepted, 0 to 1.
    pub p_accepted: f64,
    /// The chance that it is accepted within so many days of sending, 0 to 1.
    pub by_days: [(u16, f64); 3],
    /// What was counted, in a word each.
    pub features: Vec<&'static str>,
    /// What is not there and would raise it, the largest difference first.
    pub raises: Vec<Change>,
    /// What is there and lowers it, the largest difference first.
    pub lowers: Vec<Change>,
}

/// One way to change the circumstances.
struct Step {
    feature: &'static str,
    text: &'static str,
    heuristics: &'static [&'static str],
    /// Whether it can be done.
    applies: fn(Features) -> bool,
    /// What comes of it.
    then: fn(Features) -> Features,
}

/// What the user could still do.
const RAISES: &[Step] = &[
    Step {
        feature: "event",
        text: "having met, so that both remember it",
        heuristics: &["N04", "T22"],
        applies: |f| !f.event && !f.event_brief,
        then: |f| Features { event: true, stranger: false, ..f },
    },
    Step {
        feature: "event",
        text: "having met for longer than briefly, so that both remember it",
        heuristics: &["N04", "T09"],
        applies: |f| !f.event && f.event_brief,
        then: |f| Features { event: true, ..f },
    },
    Step {
        feature: "note_and_shared",
        text: "a personal note that mentions shared connections",
        heuristics: &["N03", "R04", "T27"],
        applies: |f| !f.note && !f.shared,
        then: |f| Features { note: true, generic: false, shared: true, ..f },
    },
    Step {
        feature: "note",
        text: "a personal note",
        heuristics: &["N03", "T13", "T27"],
        applies: |f| !f.note && !f.generic,
        then: |f| Features { note: true, ..f },
    },
    Step {
        feature: "note",
        text: "a personal note in place of the generic one",
        heuristics: &["N06", "N03", "T13"],
        applies: |f| f.generic,
        then: |f| Features { note: true, generic: false, ..f },
    },
    Step {
        feature: "shared",
        text: "common ground first: connections that you share",
        heuristics: &["R04", "N03", "T27"],
        applies: |f| !f.shared,
        then: |f| Features { shared: true, ..f },
    },
    Step {
        feature: "stranger",
        text: "being known to them first: by what you write, or by what you say to what they write",
        heuristics: &["N05", "T22"],
        applies: |f| f.stranger && !f.event,
        then: |f| Features { stranger: false, ..f },
    },
    Step {
        feature: "repeat_soon",
        text: "waiting until 90 days have passed since the request before",
        heuristics: &["N09", "T04"],
        applies: |f| f.repeat_soon,
        then: |f| Features { repeat_soon: false, ..f },
    },
];

/// What is against it, and what the chance would be without.
const LOWERS: &[Step] = &[
    Step {
        feature: "senior",
        text: "they are senior or influential",
        heuristics: &["N02"],
        applies: |f| f.senior,
        then: |f| Features { senior: false, ..f },
    },
    Step {
        feature: "stranger",
        text: "they don't know you",
        heuristics: &["N05", "R01"],
        applies: |f| f.stranger && !f.event,
        then: |f| Features { stranger: false, ..f },
    },
    Step {
        feature: "generic",
        text: "the note is generic",
        heuristics: &["N06", "R03"],
        applies: |f| f.generic,
        then: |f| Features { generic: false, ..f },
    },
    Step {
        feature: "repeat",
        text: "it is not the first request to them",
        heuristics: &["T07", "T28"],
        applies: |f| f.repeat,
        then: |f| Features { repeat: false, repeat_soon: false, ..f },
    },
    Step {
        feature: "repeat_soon",
        text: "it comes within 90 days of the request before",
        heuristics: &["N09", "T04"],
        applies: |f| f.repeat_soon,
        then: |f| Features { repeat_soon: false, ..f },
    },
];

impl Outlook {
    /// The outlook of a request in these circumstances; `shift` is the personal calibration in log-odds.
    pub fn new(features: Features, model: &Model, shift: f64) -> Self {
        let p_accepted = prior(features, model, shift);
        let curve = Curve::new(model.accept_time, model.expiry_days);
        let by = |days: u16| (days, p_accepted * curve.by(f64::from(days)));
        let with = |step: &Step| prior((step.then)(features), model, shift);
        let raises = changes(RAISES, features, |step| (with(step), with(step) - p_accepted));
        let lowers = changes(LOWERS, features, |step| (with(step), p_accepted - with(step)));
        Self {
            p_accepted,
            by_days: DAYS.map(by),
            features: words(features),
            raises: raises.into_iter().filter(|change| change.difference > 0.0).collect(),
            lowers: lowers.into_iter().filter(|change| change.difference < 0.0).collect(),
        }
    }
}

fn changes(steps: &[Step], features: Features, effect: impl Fn(&Step) -> (f64, f64)) -> Vec<Change> {
    let change = |step: &Step| {
        let (p_accepted, difference) = effect(step);
        Change { feature: step.feature, text: step.text, heuristics: step.heuristics, p_accepted, difference }
    };
    let mut changes: Vec<Change> = steps.iter().filter(|step| (step.applies)(features)).map(change).collect();
    changes.sort_by(|a, b| b.difference.abs().total_cmp(&a.difference.abs()));
    changes
}

/// The features that hold, in a word each.
fn words(features: Features) -> Vec<&'static str> {
    let Features { senior, event, event_brief, note, shared, stranger, generic, repeat, repeat_soon } =
        features;
    let all = [
        (event, "event"),
        (event_brief, "event_brief"),
        (note, "note"),
        (shared, "shared"),
        (senior, "senior"),
        (stranger, "stranger"),
        (generic, "generic"),
        (repeat, "repeat"),
        (repeat_soon, "repeat_soon"),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect()
}

/// A feature in words for a person: `a personal note`.
pub fn described(feature: &str) -> &'static str {
    match feature {
        "event" => "you met",
        "event_brief" => "you met briefly",
        "note" => "a personal note",
        "shared" => "shared connections",
        "senior" => "they are senior",
        "stranger" => "they don't know you",
        "generic" => "a generic note",
        "repeat" => "a further attempt",
        "repeat_soon" => "soon after the one before",
        _ => "",
    }
}

/// How the user's own first requests in the same circumstances went.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Own {
    /// Likely accepted.
    pub accepted: usize,
    /// Likely ignored, declined, expired, or asked again: not accepted.
    pub not_accepted: usize,
    /// No verdict yet.
    pub open: usize,
}

impl Own {
    /// Counts them. A further attempt is held against first requests that were the same otherwise; what the user took
    /// back says nothing.
    pub fn count(attempts: &[Attempt], features: Features, judge: &Judge) -> Self {
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

    /// How many are decided.
    pub const fn decided(&self) -> usize {
        self.accepted + self.not_accepted
    }

    /// The accepted share of those that are decided, 0 to 1; none of too few.
    #[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
    pub fn share(&self) -> Option<f64> {
        (self.decided() >= ENOUGH).then(|| self.accepted as f64 / self.decided() as f64)
    }
}

/// A question to ask oneself before sending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Check {
    /// The question.
    pub text: &'static str,
    /// The rules that it comes from.
    pub heuristics: &'static [&'static str],
}

/// So many of them are told unless all are asked for.
pub const FIRST_CHECKS: usize = 5;

/// The check list, weightiest first.
pub const CHECKS: &[Check] = &[
    check("is your profile complete and up to date, with a picture?", &["T10", "R11"]),
    check("will they see who you are, and how you know them?", &["R01", "T13"]),
    check("is there a professional reason, and did you read their profile?", &["T23"]),
    check("is there more to it than something to sell?", &["T11", "R09"]),
    check("does it say what they gain?", &["T16"]),
    check("have you exchanged a word before, or do you share something?", &["T14", "R04"]),
    check("is yours the professional account, and theirs not a company's page?", &["T12"]),
    check("does your own network look alive?", &["R06"]),
    check("are their industry, function and region those that you fit into?", &["R05"]),
    check("is it one of a few well-aimed requests this week?", &["T15", "N10"]),
];

const fn check(text: &'static str, heuristics: &'static [&'static str]) -> Check {
    Check { text, heuristics }
}

#[cfg(test)]
mod tests;
