//! What is new since the user was last told: verdicts that changed, people newly due, steps that newly make sense.
//!
//! Nothing of it is stored. What was told then is reckoned again, from what was on record then; so nobody is told the
//! same twice, and nothing is lost if a report never arrived: `--since` tells it again.

use crate::model::classify::{Class, Verdict};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::record::time::{Instant, Moment, Zone};

/// Where the user was last told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    pub at: Instant,
    /// The last fact and the last list that the file had then: what came in later is new, whenever it was learned.
    /// Another machine may have learned it before, and an import may have begun before. None: the time alone tells.
    pub rows: Option<(i64, i64)>,
}

impl Mark {
    fn knows(self, (fact, list): (i64, i64)) -> bool {
        self.rows.is_none_or(|(last_fact, last_list)| fact <= last_fact && list <= last_list)
    }
}

/// A request then: its verdict, and whether it was on record.
#[derive(Debug)]
pub struct Then {
    /// As it was known; where it was recorded since, as it was known at once.
    pub request: Request,
    pub judged: Judged,
    pub is_new: bool,
}

#[derive(Debug)]
pub struct ChangedVerdict<'a> {
    pub request: &'a Request,
    pub from: Verdict,
    pub to: &'a Judged,
    /// Nothing was seen or done since.
    pub by_waiting: bool,
}

/// Every request as it was known at `mark`, in the order of those now; without one, as each was recorded. What was
/// learned of the user's own requests is that of today: that it is more or less by now is no news of any of them.
pub fn at(mark: Option<Mark>, now: &[(&Request, Judged)], judge: &Judge, zone: Zone) -> Vec<Then> {
    let then = now.iter().map(|(request, _)| {
        let (request, by, is_new) = rewound(request, mark, zone);
        Then { judged: judge.judge_at(&request, Moment::Exact(by)), request, is_new }
    });
    then.collect()
}

/// A request with only what was known of it then; up to when that is, and whether it was recorded since: it is then as
/// it was known at once.
fn rewound(request: &Request, mark: Option<Mark>, zone: Zone) -> (Request, Instant, bool) {
    let is_new = mark.is_none_or(|mark| match mark.rows {
        Some((fact, _)) => request.row > fact,
        None => request.recorded_at > mark.at,
    });
    let mark = mark.filter(|_| !is_new);
    let by = mark.map_or(request.recorded_at, |mark| mark.at);
    let is_known = |at: Moment| at.instant(zone) <= by;
    let mut then = request.clone();
    then.actions.retain(|action| action.recorded_at <= by);
    then.superseded = then.superseded.filter(|&next| is_known(next));
    then.looks.retain(|look| look.recorded_at <= by && mark.is_none_or(|mark| mark.knows(look.rows)));
    then.warnings.retain(|&(at, _)| is_known(at));
    (then, by, is_new)
}

/// The verdicts that changed, except to and from what the user stated; in the order of the requests.
pub fn changes<'a>(now: &'a [(&'a Request, Judged)], then: &[Then]) -> Vec<ChangedVerdict<'a>> {
    let is_inferred = |class| matches!(class, Class::Accepted | Class::Pending | Class::Ignored);
    now.iter()
        .zip(then)
        .filter(|((_, to), then)| {
            let from = then.judged.verdict.class;
            is_inferred(to.verdict.class) && is_inferred(from) && to.verdict.class != from
        })
        .map(|((request, to), then)| ChangedVerdict {
            request,
            from: then.judged.verdict.clone(),
            to,
            by_waiting: (request.looks.len(), request.actions.len())
                == (then.request.looks.len(), then.request.actions.len()),
        })
        .collect()
}

#[cfg(test)]
mod tests;
