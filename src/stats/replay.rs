//! The record as it was at any time, a part of it at a time: what follows is what `--as-of` says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::matching::{derive, parts};
use crate::model::calibrate::{Learned, start_of_day, teaching};
use crate::model::request::Request;
use crate::model::settings::Model;
use crate::model::tracked::{Numbers, Tracked};
use crate::record::account::WARNING_LOOKS_BACK_DAYS;
use crate::record::fact::Said;
use crate::record::list::List;
use crate::record::set::{Record, Whole};
use crate::record::time::{Instant, Zone};
use crate::record::uid::Uid;

/// What a replay needs of the record, whenever it begins.
pub struct ReplayPlan<'a> {
    record: &'a Record,
    /// What holds of the lists is taken as it is known today.
    whole: Whole,
    model: &'a Model,
    zone: Zone,
    /// Facts that have no say in other people, in the order of learning.
    parts: Vec<Vec<u32>>,
    part_of: HashMap<Uid, usize>,
    /// Those about the account are of all.
    account: Vec<u32>,
    /// Without their rows, …
    lists: Vec<List>,
    /// … and by fact, those that it stands in.
    lists_of: Vec<Vec<usize>>,
    /// When each part was told something, in that order. What is about the account is told to all.
    told: Vec<(Instant, Option<usize>)>,
}

impl<'a> ReplayPlan<'a> {
    pub fn of(record: &'a Record, model: &'a Model, zone: Zone) -> Self {
        let labels = with_warnings(record, parts(&record.facts), zone);
        let mut by_label: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut account = Vec::new();
        for (place, (fact, label)) in (0..).zip(record.facts.iter().zip(labels)) {
            match fact.said {
                Said::Account(_) => account.push(place),
                _ => by_label.entry(label).or_default().push(place),
            }
        }
        let is_asked = |facts: &Vec<u32>| {
            let asks =
                |fact: &u32| matches!(record.facts[*fact as usize].said, Said::Sent(_) | Said::Invitation(_));
            facts.iter().any(asks)
        };
        let mut parts: Vec<Vec<u32>> = by_label.into_values().filter(is_asked).collect();
        let at = |fact: &u32| record.facts[*fact as usize].learned;
        parts.iter_mut().for_each(|facts| facts.sort_by_key(at));
        let mut part_of = HashMap::new();
        for (part, own) in parts.iter().enumerate() {
            part_of.extend(own.iter().map(|&fact| (record.facts[fact as usize].uid, part)));
        }
        let told = parts.iter().enumerate();
        let told = told.flat_map(|(part, own)| own.iter().map(move |fact| (at(fact), Some(part))));
        let mut told: Vec<_> = told.chain(account.iter().map(|fact| (at(fact), None))).collect();
        told.sort_unstable();
        let whole = derive(record.clone()).whole();
        let bare = |list: &List| List { base: None, came: Vec::new(), went: Vec::new(), ..list.clone() };
        let (lists, lists_of) = (record.lists.iter().map(bare).collect(), lists_of(record));
        Self { record, whole, model, zone, parts, part_of, account, lists, lists_of, told }
    }

    /// What followed of these facts by then.
    fn derive(&self, chosen: &[u32], by: Instant) -> Vec<Request> {
        let is_known = |list: &List| list.learned <= by;
        let known: Vec<usize> =
            (0..self.record.lists.len()).filter(|&list| is_known(&self.record.lists[list])).collect();
        let mut lists: Vec<List> = known.iter().map(|&list| self.lists[list].clone()).collect();
        for (new, &fact) in (0..).zip(chosen) {
            for list in &self.lists_of[fact as usize] {
                if let Ok(place) = known.binary_search(list) {
                    lists[place].came.push(new);
                }
            }
        }
        let flags = known.iter().map(|&list| self.whole.flags[list]).collect();
        let record = Record {
            facts: chosen.iter().map(|&fact| self.record.facts[fact as usize].clone()).collect(),
            lists,
            forgotten: self.record.forgotten.clone(),
            whole: Some(Whole { flags, owners: self.whole.owners.clone() }),
        };
        Tracked::of(record, &Numbers::default(), self.zone).requests
    }
}

/// Time goes forward only.
pub struct Replay<'a> {
    plan: &'a ReplayPlan<'a>,
    known: Vec<PartState>,
    /// So much of what was told is past.
    past: usize,
    learned: Option<(Instant, Learned)>,
}

/// What followed of a part when it was asked last.
#[derive(Clone, Default)]
struct PartState {
    /// So many facts and lists were known.
    told: (usize, usize),
    requests: Vec<Request>,
}

impl<'a> Replay<'a> {
    pub fn of(plan: &'a ReplayPlan) -> Self {
        Self { plan, known: vec![PartState::default(); plan.parts.len()], past: 0, learned: None }
    }

    /// The request that the facts tell of, as it was known at that time, and what was learned from the own ones.
    pub fn at(&mut self, facts: &[Uid], now: Instant) -> Option<(&Request, Learned)> {
        let learned = self.learned_at(start_of_day(now, self.plan.zone));
        let part = *facts.iter().find_map(|fact| self.plan.part_of.get(fact))?;
        self.bring(part, now, true);
        let tells = |request: &&Request| request.facts.iter().any(|fact| facts.contains(fact));
        Some((self.known[part].requests.iter().find(tells)?, learned))
    }

    /// What was learned by the start of that day.
    fn learned_at(&mut self, start: Instant) -> Learned {
        if let Some((_, learned)) = self.learned.filter(|(known, _)| *known == start) {
            return learned;
        }
        let before = start.plus_millis(-1);
        self.bring_told(before);
        let ReplayPlan { record, model, zone, .. } = *self.plan;
        let has_lists = record.lists.iter().any(|list| list.learned <= before);
        let chosen = has_lists.then(|| teaching(&all(&self.known), model, start, zone));
        if let Some(Ok(chosen)) = chosen {
            // Which lists there are bears on what is known of those alone.
            let parts: Vec<usize> = chosen
                .iter()
                .filter_map(|request| self.plan.part_of.get(request.facts.first()?).copied())
                .collect();
            parts.into_iter().for_each(|part| self.bring(part, before, true));
        }
        let learned = Learned::from(&all(&self.known), model, start, zone);
        self.learned = Some((start, learned));
        learned
    }

    /// Those that were told something since this was asked last.
    fn bring_told(&mut self, by: Instant) {
        let new = self.plan.told[self.past..].partition_point(|(at, _)| *at <= by);
        let told = &self.plan.told[self.past..self.past + new];
        let parts: BTreeSet<usize> = if told.iter().any(|(_, part)| part.is_none()) {
            (0..self.known.len()).collect()
        } else {
            told.iter().filter_map(|(_, part)| *part).collect()
        };
        self.past += new;
        parts.into_iter().for_each(|part| self.bring(part, by, false));
    }

    /// Derives a part anew if it was told more by then; by lists, too, if that is asked.
    fn bring(&mut self, part: usize, by: Instant, with_lists: bool) {
        let ReplayPlan { record, parts, account, .. } = self.plan;
        let (own, known) = (&parts[part], &mut self.known[part]);
        let is_known = |fact: &&u32| record.facts[**fact as usize].learned <= by;
        let number = own.partition_point(|fact| is_known(&fact));
        let account = account.iter().filter(is_known);
        let told = number + account.clone().count();
        if number == 0 || told == known.told.0 && !with_lists {
            return;
        }
        let lists = record.lists.iter().filter(|list| list.learned <= by).count();
        if (told, lists) == known.told {
            return;
        }
        let chosen: Vec<u32> = own[..number].iter().chain(account).copied().collect();
        *known = PartState { told: (told, lists), requests: self.plan.derive(&chosen, by) };
    }
}

fn all(known: &[PartState]) -> Vec<&Request> {
    known.iter().flat_map(|part| &part.requests).collect()
}

/// Whom a warning is about depends on who else was asked then: they are one part.
fn with_warnings(record: &Record, labels: Vec<u32>, zone: Zone) -> Vec<u32> {
    let mut labels = labels;
    for warning in record.facts.iter().filter(|fact| matches!(fact.said, Said::Account(_))) {
        let Some(at) = warning.at else { continue };
        let at = at.in_zone(zone).instant(zone);
        let is_near = |place: &usize| {
            let fact = &record.facts[*place];
            let asks = matches!(fact.said, Said::Sent(_) | Said::Invitation(_));
            let sent = fact.at.map(|sent| at.days_since(sent.in_zone(zone).instant(zone)));
            asks && sent.is_some_and(|days| (-2.0..=WARNING_LOOKS_BACK_DAYS + 2.0).contains(&days))
        };
        let near: Vec<u32> = (0..labels.len()).filter(is_near).map(|place| labels[place]).collect();
        let Some(one) = near.first().copied() else { continue };
        labels.iter_mut().filter(|label| near.contains(label)).for_each(|label| *label = one);
    }
    labels
}

fn lists_of(record: &Record) -> Vec<Vec<usize>> {
    let mut of = vec![Vec::new(); record.facts.len()];
    let mut rows: Vec<BTreeSet<u32>> = Vec::with_capacity(record.lists.len());
    for (list, told) in record.lists.iter().enumerate() {
        let mut own = told.base.and_then(|base| rows.get(base)).cloned().unwrap_or_default();
        own.retain(|row| !told.went.contains(row));
        own.extend(&told.came);
        own.iter().for_each(|&row| of[row as usize].push(list));
        rows.push(own);
    }
    of
}
