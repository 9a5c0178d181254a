//! Verdicts for requests on record: personal calibration first, then one classification each.

use std::borrow::Cow;

use super::calibrate::Learned;
use super::classify::{Verdict, classify};
use super::evidence::Case;
use super::explain::{self, Reason};
use super::prior::prior;
use super::request::Request;
use super::settings::Model;
use crate::record::time::{Day, Moment, Zone};

/// Gives verdicts as of one moment.
pub struct Judge<'a> {
    /// With the own time to accept.
    pub model: Cow<'a, Model>,
    now: Moment,
    zone: Zone,
    pub learned: Learned,
}

/// A verdict and what it was drawn from.
#[derive(Debug)]
pub struct Judged {
    /// What the classifier was asked.
    pub case: Case,
    /// What it answered.
    pub verdict: Verdict,
    /// They were a connection before it was sent, since then at the latest.
    pub already: Option<Day>,
}

impl<'a> Judge<'a> {
    /// With what was learned by then.
    pub fn new(learned: Learned, model: &'a Model, now: Moment, zone: Zone) -> Self {
        Self { model: learned.timed(model), now, zone, learned }
    }

    /// The verdict on one request.
    pub fn judge(&self, request: &Request) -> Judged {
        self.judge_at(request, self.now)
    }

    /// The verdict on one request at another time, with what was learned by the judge's own.
    pub fn judge_at(&self, request: &Request, now: Moment) -> Judged {
        let case = request.case(now, self.zone);
        let already = request.already.map(|since| since.day(self.zone));
        let verdict = match already {
            Some(_) => Verdict::already_connected(),
            None => classify(&case, &self.model, self.learned.shift()),
        };
        Judged { case, verdict, already }
    }

    /// The reasons for a verdict, weightiest first.
    pub fn explain(&self, judged: &Judged) -> Vec<Reason> {
        if let Some(since) = judged.already {
            return vec![explain::already_connected(since, self.now.day(self.zone))];
        }
        explain::explain(
            &judged.case,
            &judged.verdict,
            &self.model,
            self.learned.shift(),
            self.now.day(self.zone),
        )
    }

    /// The one reason that weighs most, in a few words.
    pub fn why(&self, judged: &Judged) -> String {
        if let Some(since) = judged.already {
            return explain::already_connected(since, self.now.day(self.zone)).text;
        }
        explain::why(
            &judged.case,
            &judged.verdict,
            &self.model,
            self.learned.shift(),
            self.now.day(self.zone),
        )
    }

    /// The chance of acceptance before anything was seen.
    pub fn prior(&self, judged: &Judged) -> f64 {
        prior(judged.case.features, &self.model, self.learned.shift())
    }
}
