//! From what stands in a file to a record: labels become uids, in the order in which facts are about each other.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::brought::{Brought, Refusal};
use super::drafts::{Draft, DraftList, Drafts};
use super::fields::quoted;
use crate::record::fact::Said;
use crate::record::identity::{is_by_hand, uid_of, uid_of_list_sum};
use crate::record::join::Union;
use crate::record::list::{List, ListKind};
use crate::record::references::{in_order, references, rename};
use crate::record::uid::Uid;

/// Facts by their places among the drafts, and behind them lists: which of them an id is of.
type Ids = HashMap<Uid, usize>;

impl Drafts {
    /// All of it as a record.
    pub(super) fn link(self) -> Result<Brought, Refusal> {
        let ids = self.ids()?;
        self.check_lists(&ids)?;
        let waiting = self.waiting(&ids);
        let order = self.order(&ids)?;
        let Self { labels, facts, lists, forgotten, .. } = self;
        let count = facts.len();
        let mut facts: Vec<Option<Draft>> = facts.into_iter().map(Some).collect();
        // Of all that is done, the uid; of a list its place in the record, too.
        let mut uids = vec![Uid::NOBODY; count + lists.len()];
        let mut places = vec![0; lists.len()];
        let mut sums: Vec<u128> = Vec::new();
        let mut union = Union::default();
        for node in order {
            let now = |uid: Uid| ids.get(&uid).map_or(uid, |node| uids[*node]);
            if let Some(Draft { mut fact, dated, .. }) = facts.get_mut(node).and_then(Option::take) {
                rename(&mut fact, &now);
                let label = labels.label(fact.uid);
                if label.is_some() || fact.uid == Uid::NOBODY {
                    fact.uid = uid_of(&fact, dated);
                }
                if let Some(label) = label.filter(|_| !dated && is_by_hand(&fact.said))
                    && union.place(fact.uid).is_some()
                {
                    fact.uid = Uid::of_text(&format!("{} {label}", fact.uid));
                }
                uids[node] = fact.uid;
                union.add(fact);
            } else if let Some(list) = node.checked_sub(count).and_then(|list| lists.get(list)) {
                let base = list.base.and_then(|base| Some(places[ids.get(&base)? - count]));
                let rows = |named: &[Uid]| list.rows(named.iter().map(|uid| now(*uid)), &union);
                let (came, went) = (rows(&list.came)?, rows(&list.went)?);
                let sum_of = |rows: &[u32]| {
                    rows.iter().fold(0_u128, |sum, row| sum.wrapping_add(union.fact(*row).uid.number()))
                };
                let sum = base.map_or(0, |base| sums[base]).wrapping_add(sum_of(&came));
                let sum = sum.wrapping_sub(sum_of(&went));
                let &DraftList { kind, source, as_of, complete, learned, .. } = list;
                let mut told =
                    List { uid: Uid::NOBODY, kind, source, as_of, complete, learned, base, came, went };
                told.uid = uid_of_list_sum(&told, sum);
                uids[node] = told.uid;
                let place = union.add_list(told);
                places[node - count] = place;
                if place == sums.len() {
                    sums.push(sum);
                }
            }
        }
        let record = union.record();
        check_differences(&record.lists, record.facts.len())?;
        Ok(Brought { record, forgotten, waiting })
    }

    /// What every id of the file is of.
    fn ids(&self) -> Result<Ids, Refusal> {
        let count = self.facts.len();
        let mut ids: Ids = HashMap::with_capacity(count + self.lists.len());
        let facts = self.facts.iter().map(|draft| (draft.fact.uid, draft.place));
        let lists = self.lists.iter().map(|list| (list.uid, list.place));
        for (node, (uid, place)) in facts.chain(lists).enumerate().filter(|(_, (uid, _))| *uid != Uid::NOBODY)
        {
            match ids.entry(uid) {
                Entry::Vacant(entry) => _ = entry.insert(node),
                Entry::Occupied(entry) if self.is_twice(*entry.get(), node) => {}
                Entry::Occupied(_) => {
                    return Err(place.refuse(&format!("another one has its id, {}, too", self.named(uid))));
                }
            }
        }
        // Rows that stand in a list are called by list and place, unless something else is called so.
        let mut called: HashMap<Uid, Option<usize>> = HashMap::new();
        for (uid, node) in self.rows.iter().filter(|(uid, _)| !ids.contains_key(uid)) {
            called.entry(*uid).and_modify(|called| *called = None).or_insert(Some(*node));
        }
        ids.extend(called.into_iter().filter_map(|(uid, node)| Some((uid, node?))));
        Ok(ids)
    }

    /// Whether it is one fact that stands there twice, under its uid.
    fn is_twice(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.facts.get(one), self.facts.get(other)) else { return false };
        let learned = one.fact.learned;
        let mut other = other.fact.clone();
        other.learned = learned;
        self.labels.label(other.uid).is_none() && one.fact == other
    }

    fn named(&self, uid: Uid) -> String {
        self.labels.label(uid).map_or_else(|| uid.to_string(), quoted)
    }

    fn unknown(&self, uid: Uid) -> String {
        format!("nothing in the file has the id {}", self.named(uid))
    }

    /// Facts about what is not there (M3), where it has a label: nothing that comes later can be meant by that.
    fn waiting(&self, ids: &Ids) -> Vec<String> {
        let is_lost = |uid: &Uid| !ids.contains_key(uid) && self.labels.label(*uid).is_some();
        let lost = |draft: &Draft| Some((draft.place, references(&draft.fact).into_iter().find(is_lost)?));
        let lost = self.facts.iter().filter_map(lost);
        lost.map(|(place, uid)| place.refuse(&self.unknown(uid)).to_string()).collect()
    }

    /// What a list names is in the file.
    fn check_lists(&self, ids: &Ids) -> Result<(), Refusal> {
        let list_of = |uid: Uid| ids.get(&uid)?.checked_sub(self.facts.len()).map(|list| &self.lists[list]);
        for list in &self.lists {
            if let Some(uid) = list.named().find(|uid| !ids.contains_key(uid)) {
                return Err(list.place.refuse(&self.unknown(uid)));
            }
            let is_like = |base: &DraftList| (base.kind, base.source) == (list.kind, list.source);
            if list.base.is_some_and(|base| !list_of(base).is_some_and(is_like)) {
                return Err(list.place.refuse("its \"base\" is no list of its kind"));
            }
        }
        Ok(())
    }

    /// Facts and lists behind those that they are about, else in the order of their labels: that of the file is of no
    /// account.
    fn order(&self, ids: &Ids) -> Result<Vec<usize>, Refusal> {
        let count = self.facts.len();
        let facts = self.facts.iter().map(|draft| (draft.fact.uid, draft.place));
        let nodes: Vec<_> = facts.chain(self.lists.iter().map(|list| (list.uid, list.place))).collect();
        let mut roots: Vec<usize> = (0..nodes.len()).collect();
        roots.sort_by_key(|node| self.labels.label(nodes[*node].0));
        let needs = |node: usize| -> Vec<usize> {
            let place = |uid: Uid| ids.get(&uid).copied();
            match node.checked_sub(count) {
                None => references(&self.facts[node].fact).into_iter().filter_map(place).collect(),
                Some(list) => self.lists[list].named().filter_map(place).collect(),
            }
        };
        let (order, in_circle) = in_order(nodes.len(), roots, needs);
        in_circle.map_or(Ok(order), |node| Err(nodes[node].1.refuse("it is about itself, by way of others")))
    }
}

impl DraftList {
    /// Everything that it names.
    fn named(&self) -> impl Iterator<Item = Uid> {
        self.came.iter().chain(&self.went).chain(&self.base).copied()
    }

    /// The places of its rows in the record.
    fn rows(&self, named: impl Iterator<Item = Uid>, union: &Union) -> Result<Vec<u32>, Refusal> {
        let is_row = |row: &u32| match union.fact(*row).said {
            Said::Invitation(_) => self.kind == ListKind::Invitations,
            Said::Connection(_) => self.kind == ListKind::Connections,
            _ => false,
        };
        let rows = named.map(|uid| union.place(uid).filter(is_row));
        let rows: Option<Vec<u32>> = rows.collect();
        let mut rows = rows.ok_or_else(|| self.place.refuse("one of its rows is no row of such a list"))?;
        rows.sort_unstable();
        rows.dedup();
        Ok(rows)
    }
}

/// What came was not on the base, and what went was: else it is another list than its uid says. Each base is gone
/// through once, and left as it was found.
fn check_differences(lists: &[List], facts: usize) -> Result<(), Refusal> {
    let mut told_from: Vec<Vec<usize>> = vec![Vec::new(); lists.len()];
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (place, list) in lists.iter().enumerate() {
        match list.base {
            Some(base) => told_from[base].push(place),
            None => open.push((place, true)),
        }
    }
    let mut is_on = vec![false; facts];
    while let Some((place, is_entered)) = open.pop() {
        let List { came, went, as_of, .. } = &lists[place];
        let mut change = |rows: &[u32], on: bool| {
            rows.iter().all(|row| std::mem::replace(&mut is_on[*row as usize], on) != on)
        };
        if !(change(went, !is_entered) && change(came, is_entered)) {
            let why = "a row that came was there already, or one that went was not there";
            return Err(Refusal::new(format!("the list of {as_of}: {why}")));
        }
        if is_entered {
            open.push((place, false));
            open.extend(told_from[place].iter().map(|next| (*next, true)));
        }
    }
    Ok(())
}
