//! How right the verdicts were: what was said of those that are decided since, against what came.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::thread;

use serde::Serialize;

use super::replay::{Replay, ReplayPlan};
use crate::model::classify::Class;
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::model::settings::Model;
use crate::record::set::Record;
use crate::record::time::{Instant, Moment, Zone};
use crate::record::uid::Uid;

const DAYS: [u16; 4] = [7, 14, 21, 30];

/// How sure it was, from these on.
const BANDS: [f64; 5] = [0.0, 0.8, 0.9, 0.95, 0.99];

#[derive(Debug, Serialize)]
pub struct Verdicts {
    pub decided: usize,
    pub groups: Vec<ScoreGroup>,
    pub pending: Pending,
    pub days: Vec<Score>,
    pub cases: Vec<SaidThen>,
}

/// What was said of one at some age.
#[derive(Debug, Serialize)]
pub struct SaidThen {
    pub id: i64,
    pub days: u16,
    pub at: Instant,
    pub class: Class,
    pub confidence: f64,
    /// By then or later.
    pub p_accepted: f64,
    pub came: bool,
}

/// Of so many that were told the same, as surely, so many came out so.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ScoreGroup {
    pub class: Class,
    pub from: f64,
    pub to: f64,
    pub said: usize,
    pub right: usize,
}

/// The mean squared distance from what came, of those that nobody knew an acceptance of yet.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Score {
    pub days: u16,
    pub said: usize,
    pub brier: f64,
    /// Of saying the same share of all.
    pub base_brier: f64,
}

/// Of those that were told pending.
#[derive(Clone, Copy, Default, Debug, Serialize)]
pub struct Pending {
    pub said: usize,
    pub accepted: usize,
    pub expected: f64,
}

impl Verdicts {
    /// `judged`: with today's verdicts.
    pub fn of(
        record: &Record,
        judged: &[(&Request, Judged)],
        model: &Model,
        now: Instant,
        zone: Zone,
    ) -> Self {
        let decided = judged.iter().filter_map(|(request, judged)| {
            let came = match judged.verdict.class {
                _ if request.already.is_some() => return None,
                Class::Accepted => true,
                Class::Ignored | Class::Declined | Class::Expired => false,
                Class::Pending | Class::Withdrawn | Class::Superseded => return None,
            };
            Some((*request, came))
        });
        let decided: Vec<(&Request, bool)> = decided.collect();
        let ages = decided.iter().flat_map(|&(request, came)| {
            let (sent, id, facts) = (request.sent.instant(zone), request.id, request.facts.as_slice());
            let ask = |days: u16| Checkpoint { at: sent.plus_days(days.into()), days, id, facts, came };
            DAYS.map(ask).into_iter().filter(|one| one.at <= now && request.recorded_at <= one.at)
        });
        let mut asked: Vec<Checkpoint> = ages.collect();
        asked.sort_by_key(|one| (one.at, one.days, one.id));
        let cases = said(&asked, record, model, zone);
        let days = DAYS.iter().filter_map(|&days| score(&cases, days)).collect();
        Self { decided: decided.len(), groups: groups(&cases), pending: pending(&cases), days, cases }
    }
}

struct Checkpoint<'a> {
    at: Instant,
    days: u16,
    id: i64,
    facts: &'a [Uid],
    came: bool,
}

/// Each processor goes through its own span of time.
fn said(asked: &[Checkpoint], record: &Record, model: &Model, zone: Zone) -> Vec<SaidThen> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let spans = asked.chunks(asked.len().div_ceil(processors).max(1));
    let plan = &ReplayPlan::of(record, model, zone);
    let replay = |span: &[Checkpoint]| {
        let mut replay = Replay::of(plan);
        span.iter().filter_map(|one| said_of(one, &mut replay, model, zone)).collect::<Vec<SaidThen>>()
    };
    thread::scope(|scope| {
        let running: Vec<_> = spans.map(|span| scope.spawn(move || replay(span))).collect();
        running
            .into_iter()
            .flat_map(|span| span.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

fn said_of(asked: &Checkpoint, replay: &mut Replay, model: &Model, zone: Zone) -> Option<SaidThen> {
    let &Checkpoint { at, days, id, facts, came } = asked;
    let (known, learned) = replay.at(facts, at)?;
    let verdict = Judge::new(learned, model, Moment::Exact(at), zone).judge(known).verdict;
    let p_accepted = verdict.p_accepted + verdict.p_later;
    let (class, confidence) = (verdict.class, verdict.confidence);
    known.already.is_none().then_some(SaidThen { id, days, at, class, confidence, p_accepted, came })
}

/// What was told of one again, as surely, counts once.
fn groups(cases: &[SaidThen]) -> Vec<ScoreGroup> {
    let mut groups = Vec::new();
    for class in [Class::Accepted, Class::Ignored] {
        for (nth, &from) in BANDS.iter().enumerate() {
            let to = BANDS.get(nth + 1).copied().unwrap_or(1.0);
            let is_here = |one: &&SaidThen| {
                one.class == class
                    && one.confidence >= from
                    && (one.confidence < to || nth + 1 == BANDS.len())
            };
            let all: BTreeMap<i64, bool> =
                cases.iter().filter(is_here).map(|one| (one.id, one.came)).collect();
            let right = all.values().filter(|came| **came == (class == Class::Accepted)).count();
            if !all.is_empty() {
                groups.push(ScoreGroup { class, from, to, said: all.len(), right });
            }
        }
    }
    groups
}

/// By what was said of each first.
fn pending(cases: &[SaidThen]) -> Pending {
    let mut first: BTreeMap<i64, &SaidThen> = BTreeMap::new();
    for one in cases.iter().filter(|one| one.class == Class::Pending) {
        first.entry(one.id).or_insert(one);
    }
    Pending {
        said: first.len(),
        accepted: first.values().filter(|one| one.came).count(),
        expected: first.values().map(|one| one.p_accepted).sum(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
fn score(cases: &[SaidThen], days: u16) -> Option<Score> {
    let is_open = |one: &&SaidThen| matches!(one.class, Class::Pending | Class::Ignored) && one.days == days;
    let open: Vec<&SaidThen> = cases.iter().filter(is_open).collect();
    let number = open.len() as f64;
    let came = |one: &SaidThen| f64::from(u8::from(one.came));
    let base = open.iter().map(|one| came(one)).sum::<f64>() / number;
    let mean = |said: &dyn Fn(&SaidThen) -> f64| {
        open.iter().map(|one| (said(one) - came(one)).powi(2)).sum::<f64>() / number
    };
    let (brier, base_brier) = (mean(&|one| one.p_accepted), mean(&|_| base));
    (!open.is_empty()).then_some(Score { days, said: open.len(), brier, base_brier })
}
