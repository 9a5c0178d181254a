//! From what stands in a file to a record: labels become uids, in the order in which facts are about each other.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap};

use super::fields::{ToldList, quoted};
use super::read::{Brought, Draft, Drafts, Element, UNSAID, refusal};
use crate::record::fact::Said;
use crate::record::identity::{is_by_hand, uid_of, uid_of_list_sum};
use crate::record::join::Union;
use crate::record::list::{List, ListKind};
use crate::record::suggest::Refusal;
use crate::record::time::Instant;
use crate::record::uid::Uid;

type Ids = HashMap<Uid, usize>;

impl Drafts {
    /// In the order of the labels, once it waits for nothing: the order of the file is to be of no account.
    pub(super) fn link(mut self, now: Instant) -> Result<Brought, Refusal> {
        let ids = self.ids()?;
        let (needs, waiting) = self.needs(&ids);
        let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
        for (node, needs) in needs.iter().enumerate() {
            for need in needs {
                needed_by[*need].push(node);
            }
        }
        let mut open: Vec<usize> = needs.iter().map(Vec::len).collect();
        let turn = |node: usize| Reverse((self.labels.label(self.all[node].id()), node));
        let free = (0..needs.len()).filter(|node| open[*node] == 0);
        let mut ready: BinaryHeap<_> = free.map(turn).collect();
        let mut order = Vec::with_capacity(needs.len());
        while let Some(Reverse((_, node))) = ready.pop() {
            order.push(node);
            for &next in &needed_by[node] {
                open[next] -= 1;
                ready.extend((open[next] == 0).then(|| turn(next)));
            }
        }
        if let Some(mut node) = open.iter().position(|open| *open > 0) {
            for _ in 0..needs.len() {
                node = needs[node].iter().copied().find(|need| open[*need] > 0).unwrap_or(node);
            }
            return Err(self.all[node].place.refuse("it is about itself, by way of others"));
        }
        let mut uids = vec![None; needs.len()];
        let (mut places, mut sums): (HashMap<usize, usize>, Vec<u128>) = (HashMap::new(), Vec::new());
        let mut union = Union::default();
        for node in order {
            let uid_now = |uid: Uid| ids.get(&uid).and_then(|node| uids[*node]).unwrap_or(uid);
            let Draft { told, place } = &mut self.all[node];
            let uid = match told {
                Element::Fact(fact) => {
                    fact.each_named(|uid| *uid = uid_now(*uid));
                    let (label, is_dated) = (self.labels.label(fact.uid), fact.learned != UNSAID);
                    fact.learned = if is_dated { fact.learned } else { now };
                    if label.is_some() || fact.uid == Uid::NOBODY {
                        fact.uid = uid_of(fact, is_dated);
                    }
                    if let Some(label) = label.filter(|_| !is_dated && is_by_hand(&fact.said))
                        && union.place(fact.uid).is_some()
                    {
                        fact.uid = Uid::of_text(&format!("{} {label}", fact.uid));
                    }
                    union.add(fact.clone());
                    fact.uid
                }
                Element::List(told) => {
                    let rows = |named: &[Uid]| rows(told.list, named.iter().map(|uid| uid_now(*uid)), &union);
                    let (Some(came), Some(went)) = (rows(&told.came), rows(&told.went)) else {
                        return Err(place.refuse("one of its rows is not a row of such a list"));
                    };
                    let base = told.base.map(|base| places.get(ids.get(&base)?).copied());
                    let is_like = |base: &List| (base.kind, base.source) == (told.list, told.source);
                    if base.is_some_and(|base| !base.is_some_and(|base| is_like(union.list(base)))) {
                        return Err(place.refuse("its \"base\" is not a list of its kind"));
                    }
                    let base = base.flatten();
                    let number = |row: &u32| union.fact(*row).uid.number();
                    let sum =
                        came.iter().map(number).fold(base.map_or(0, |base| sums[base]), u128::wrapping_add);
                    let sum = went.iter().map(number).fold(sum, u128::wrapping_sub);
                    let &mut ToldList { list: kind, source, as_of, complete, learned, .. } = told;
                    let (uid, learned) = (Uid::NOBODY, if learned == UNSAID { now } else { learned });
                    let mut list = List { uid, kind, source, as_of, complete, learned, base, came, went };
                    list.uid = uid_of_list_sum(&list, sum);
                    let uid = list.uid;
                    let place = union.add_list(list);
                    sums.extend((place == sums.len()).then_some(sum));
                    places.insert(node, place);
                    uid
                }
            };
            uids[node] = Some(uid);
        }
        let record = union.record();
        check_differences(&record.lists, record.facts.len())?;
        for (_, learned) in self.forgotten.iter_mut().filter(|(_, learned)| *learned == UNSAID) {
            *learned = now;
        }
        Ok(Brought { record, forgotten: self.forgotten, waiting })
    }

    fn ids(&self) -> Result<Ids, Refusal> {
        let mut ids: Ids = HashMap::with_capacity(self.all.len());
        for (node, draft) in self.all.iter().enumerate().filter(|(_, draft)| draft.id() != Uid::NOBODY) {
            match ids.entry(draft.id()) {
                Entry::Vacant(entry) => _ = entry.insert(node),
                Entry::Occupied(_) if self.labels.label(draft.id()).is_none() => {}
                Entry::Occupied(_) => {
                    let named = self.named(draft.id());
                    return Err(draft.place.refuse(&format!("another one has its id, {named}, too")));
                }
            }
        }
        let mut called: HashMap<Uid, Option<usize>> = HashMap::new();
        for (uid, node) in self.rows.iter().filter(|(uid, _)| !ids.contains_key(uid)) {
            called.entry(*uid).and_modify(|called| *called = None).or_insert(Some(*node));
        }
        ids.extend(called.into_iter().filter_map(|(uid, node)| Some((uid, node?))));
        Ok(ids)
    }

    fn named(&self, uid: Uid) -> String {
        self.labels.label(uid).map_or_else(|| uid.to_string(), quoted)
    }

    /// And labelled facts about what is not there (M3): nothing that comes later can be meant by that.
    fn needs(&mut self, ids: &Ids) -> (Vec<Vec<usize>>, Vec<String>) {
        let (mut all, mut waiting) = (Vec::with_capacity(self.all.len()), Vec::new());
        for node in 0..self.all.len() {
            let mut named: Vec<Uid> = Vec::new();
            match &mut self.all[node].told {
                Element::Fact(fact) => fact.each_named(|uid| named.push(*uid)),
                Element::List(list) => named.extend(list.came.iter().chain(&list.went).chain(&list.base)),
            }
            let is_lost = |uid: &&Uid| !ids.contains_key(uid) && self.labels.label(**uid).is_some();
            waiting.extend(named.iter().find(is_lost).map(|uid| {
                let why = format!("nothing in the file has the id {}", self.named(*uid));
                self.all[node].place.refuse(&why).to_string()
            }));
            all.push(named.iter().filter_map(|uid| ids.get(uid).copied()).collect());
        }
        (all, waiting)
    }
}

impl Draft {
    const fn id(&self) -> Uid {
        match &self.told {
            Element::Fact(fact) => fact.uid,
            Element::List(list) => list.id,
        }
    }
}

fn rows(kind: ListKind, named: impl Iterator<Item = Uid>, union: &Union) -> Option<Vec<u32>> {
    let is_row = |row: &u32| match union.fact(*row).said {
        Said::Invitation(_) => kind == ListKind::Invitations,
        Said::Connection(_) => kind == ListKind::Connections,
        _ => false,
    };
    let mut rows: Vec<u32> = named.map(|uid| union.place(uid).filter(is_row)).collect::<Option<_>>()?;
    rows.sort_unstable();
    rows.dedup();
    Some(rows)
}

/// Else it is another list than its uid says. Each base is gone through once, and left as it was found.
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
            return Err(refusal(format!("the list of {as_of}: {why}")));
        }
        if is_entered {
            open.push((place, false));
            open.extend(told_from[place].iter().map(|next| (*next, true)));
        }
    }
    Ok(())
}
