//! What is new since the user was last told: verdicts that changed, people newly due, steps that newly make sense.
//!
//! Nothing of it is stored. What was told then is reckoned again, from what was on record then; so nobody is told the
//! same twice, and nothing is lost if a report never arrived: `--since` tells it again.

use crate::model::attempt::Attempt;
use crate::model::classify::{Class, Verdict};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::model::settings::Model;
use crate::record::time::{Instant, Moment, Zone};

/// Where the user was last told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// When.
    pub at: Instant,
    /// The last fact and the last list that the file had then: what came in later is new, whenever it was learned.
    /// Another machine may have learned it before, and an import may have begun before. None: the time alone tells.
    pub rows: Option<(i64, i64)>,
}

impl Mark {
    /// Whether what follows from these rows was known.
    fn knows(self, (fact, list): (i64, i64)) -> bool {
        self.rows.is_none_or(|(last_fact, last_list)| fact <= last_fact && list <= last_list)
    }
}

/// Requests as they were known at a mark.
pub struct Past<'a> {
    mark: Option<Mark>,
    zone: Zone,
    /// Those of which something was done since, as they were.
    earlier: Vec<Request>,
    /// Every request now.
    now: &'a [(Attempt<'a>, Judged)],
}

/// A request then: its verdict, and whether it was on record.
#[derive(Debug)]
pub struct Then<'a> {
    /// As it was known; where it was recorded since, as it was known at once.
    pub attempt: Attempt<'a>,
    /// The verdict then.
    pub judged: Judged,
    /// It was recorded since.
    pub is_new: bool,
}

/// A verdict that changed.
#[derive(Debug)]
pub struct ChangedVerdict<'a> {
    /// The request.
    pub attempt: &'a Attempt<'a>,
    /// The verdict then.
    pub from: Verdict,
    /// The verdict now.
    pub to: &'a Judged,
}

impl<'a> Past<'a> {
    /// Everything as it was at `mark`; without one, as each request was recorded.
    pub fn new(now: &'a [(Attempt<'a>, Judged)], mark: Option<Mark>, zone: Zone) -> Self {
        let mut past = Self { mark, zone, earlier: Vec::new(), now };
        past.earlier = now
            .iter()
            .filter_map(|(attempt, _)| {
                let (request, by) = (attempt.request, past.known_by(attempt));
                request.actions.iter().any(|action| action.recorded_at > by).then(|| {
                    let mut earlier = request.clone();
                    earlier.actions.retain(|action| action.recorded_at <= by);
                    earlier
                })
            })
            .collect();
        past
    }

    fn is_new(&self, attempt: &Attempt) -> bool {
        self.mark.is_none_or(|mark| match mark.rows {
            Some((fact, _)) => attempt.request.row > fact,
            None => attempt.request.recorded_at > mark.at,
        })
    }

    /// Up to when facts about a request are used: the mark; of one that came in since, its recording.
    fn known_by(&self, attempt: &Attempt) -> Instant {
        let mark = self.mark.filter(|_| !self.is_new(attempt));
        mark.map_or(attempt.request.recorded_at, |mark| mark.at)
    }

    /// Every request then, in the order of those now.
    pub fn judged(&'a self, model: &Model) -> Vec<Then<'a>> {
        let attempts: Vec<Attempt> = self.now.iter().map(|(attempt, _)| self.rewound(attempt)).collect();
        let learned: Vec<&Attempt> = attempts.iter().filter(|attempt| !self.is_new(attempt)).collect();
        let at = self.mark.map_or(Instant::from_millis(0), |mark| mark.at);
        let judge = Judge::of(learned, model, Moment::Exact(at), self.zone);
        attempts
            .into_iter()
            .map(|attempt| {
                let then = Moment::Exact(self.known_by(&attempt));
                let (judged, is_new) = (judge.judge_at(&attempt, then), self.is_new(&attempt));
                Then { attempt, judged, is_new }
            })
            .collect()
    }

    /// A request with only what was known of it then.
    fn rewound(&'a self, attempt: &Attempt<'a>) -> Attempt<'a> {
        let by = self.known_by(attempt);
        let mark = self.mark.filter(|_| !self.is_new(attempt));
        let find = self.earlier.binary_search_by_key(&attempt.request.id, |request| request.id);
        let is_known = |at: Moment| at.instant(self.zone) <= by;
        Attempt {
            person: attempt.person,
            request: find.map_or(attempt.request, |index| &self.earlier[index]),
            number: attempt.number,
            previous: attempt.previous,
            superseded: attempt.superseded.filter(|&next| is_known(next)),
            looks: attempt
                .looks
                .iter()
                .copied()
                .filter(|look| look.recorded_at <= by && mark.is_none_or(|mark| mark.knows(look.rows)))
                .collect(),
            warnings: attempt.warnings.iter().copied().filter(|&(at, _)| is_known(at)).collect(),
        }
    }
}

/// The verdicts that changed, except to and from what the user stated; in the order of the requests.
pub fn changes<'a>(now: &'a [(Attempt<'a>, Judged)], then: &[Then]) -> Vec<ChangedVerdict<'a>> {
    let is_inferred = |class| matches!(class, Class::Accepted | Class::Pending | Class::Ignored);
    now.iter()
        .zip(then)
        .filter(|((_, to), then)| {
            let from = then.judged.verdict.class;
            is_inferred(to.verdict.class) && is_inferred(from) && to.verdict.class != from
        })
        .map(|((attempt, to), then)| ChangedVerdict { attempt, from: then.judged.verdict.clone(), to })
        .collect()
}

#[cfg(test)]
mod tests;
