//! What makes sense to do, one piece a person and the most useful first.

use std::collections::HashSet;

use crate::commands::verdict::Judgement;
use crate::context::Env;
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::next::advice::{Advice, unasked};
use crate::record::deed::Topic;
use crate::record::observation::Source;

/// Advice that is told as one piece: about one request, or to withdraw several.
pub struct NextStep<'a> {
    pub advised: Vec<(&'a Request, Advice)>,
}

impl NextStep<'_> {
    pub fn topic(&self) -> Option<Topic> {
        self.advised.first().map(|(_, advice)| advice.topic)
    }

    /// That several are to be withdrawn is one matter, whoever they are.
    pub fn key(&self) -> Option<(Topic, i64)> {
        let (request, advice) = self.advised.first()?;
        Some((advice.topic, if advice.topic == Topic::Withdraw { 0 } else { request.id }))
    }
}

/// Nothing is advised about a request on the day on which an import brought it.
pub fn steps<'a>(
    requests: impl Iterator<Item = (&'a Request, &'a Judged)>,
    judge: &Judge,
    is_wanted: impl Fn(Topic) -> bool,
    context: &Env,
) -> Vec<NextStep<'a>> {
    let today = context.today();
    let is_fresh = |request: &Request| {
        request.source != Source::Typed && context.zone.day_of(request.recorded_at) >= today
    };
    let advised = requests.filter(|(request, _)| !is_fresh(request)).filter_map(|(request, judged)| {
        let advice = Judgement { request, judge, judged, context }.advice();
        let first = unasked(&advice).find(|one| one.is_step() && is_wanted(one.topic))?.clone();
        Some((judged.verdict.p_later, request, first))
    });
    let mut advised: Vec<(f64, &Request, Advice)> = advised.collect();
    advised.sort_by(|(p, one, a), (q, other, b)| {
        (rank(a.topic).cmp(&rank(b.topic))).then(q.total_cmp(p)).then(one.id.cmp(&other.id))
    });
    let mut people = HashSet::new();
    advised.retain(|(_, request, _)| people.insert(request.person.id));
    let mut steps: Vec<NextStep> = Vec::with_capacity(advised.len());
    for (_, request, advice) in advised {
        match steps.last_mut().filter(|step| step.topic() == Some(Topic::Withdraw)) {
            Some(step) if advice.topic == Topic::Withdraw => step.advised.push((request, advice)),
            _ => steps.push(NextStep { advised: vec![(request, advice)] }),
        }
    }
    steps
}

const fn rank(topic: Topic) -> u8 {
    match topic {
        Topic::Answer => 0,
        Topic::Welcome => 1,
        Topic::FollowUp => 2,
        Topic::NewTry => 3,
        _ => 4,
    }
}
