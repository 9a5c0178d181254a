//! What only grows: looks, actions, account events, lists, connections, facts that are kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Merge, Numbers};
use crate::domain::archive::{
    ActionRecord, Archive, ConnectionRecord, KeptRecord, LookRecord, SnapshotRecord,
};
use crate::record::account::AccountEvent;
use crate::record::observation::LookContent;
use crate::record::time::Instant;
use crate::record::uid::Uid;

/// What a look says, of whom.
type Said<'a> = (usize, LookContent<'a>, Option<Uid>);

/// Where a look is in the merged list, and who knew it.
struct Place {
    index: usize,
    in_ours: bool,
    in_theirs: bool,
}

impl Merge<'_> {
    pub(super) fn add_sets(&mut self, archive: &mut Archive) {
        archive.looks = self.looks();
        archive.actions = self.actions(archive);
        archive.account = self.account();
        archive.snapshots = self.snapshots();
        archive.connections = self.connections();
        archive.kept = self.kept();
        archive.last_numbers = self.last;
    }

    /// A look is removed on every machine if it was recorded before a look that says the same was removed on one.
    fn looks(&mut self) -> Vec<LookRecord> {
        let mut numbers = Numbers::new(self.ours.last_numbers.look, self.theirs.last_numbers.look);
        let mut merged: Vec<LookRecord> = Vec::new();
        let mut places: HashMap<(Said, Instant), Place> = HashMap::new();
        let mut removals: HashMap<Said, Instant> = HashMap::new();
        let ours = self.ours.looks.iter().map(|look| (look, true));
        for (look, is_ours) in ours.chain(self.theirs.looks.iter().map(|look| (look, false))) {
            let Some(&person) = self.by_person_uid.get(&look.person) else { continue };
            let (content, digest) = look.content();
            let said = (person, content, digest);
            if let Some(removed_at) = look.removed_at {
                let at = removals.entry(said).or_insert(removed_at);
                *at = (*at).max(removed_at).max(look.recorded_at);
            }
            let new = Place { index: merged.len(), in_ours: is_ours, in_theirs: false };
            let place = places.entry((said, look.recorded_at)).or_insert(new);
            place.in_theirs |= !is_ours;
            if place.index == merged.len() {
                let (our, their) = (is_ours.then_some(look.number), (!is_ours).then_some(look.number));
                let number = numbers.give(our, their);
                let person = self.person_uids.get(person).copied().unwrap_or(look.person);
                merged.push(LookRecord { number, person, ..look.clone() });
            }
        }
        for ((said, recorded_at), place) in places {
            let look = &mut merged[place.index];
            let removed = removals.get(&said).filter(|at| **at >= recorded_at);
            let is_news = look.removed_at.is_none() && removed.is_some();
            if let Some(&at) = removed {
                look.remove(at);
            }
            // What was removed before we heard of it is nothing to tell.
            if place.in_ours && (place.in_theirs || is_news) {
                self.tally.looks.count(true, is_news);
            } else if !place.in_ours && removed.is_none() {
                self.tally.looks.count(false, true);
            }
        }
        let mut looks = merged;
        numbers.give_rest(looks.iter_mut().map(|look| &mut look.number));
        self.last.look = numbers.last();
        looks.sort_by_key(|look| look.number);
        looks
    }

    fn actions(&mut self, archive: &Archive) -> Vec<ActionRecord> {
        let mut known = HashSet::new();
        let mut merged = Vec::new();
        let number: HashMap<Uid, i64> =
            archive.requests.iter().filter_map(|request| Some((request.uid()?, request.number))).collect();
        let theirs = self.theirs.actions.iter().map(|record| (record, true));
        for (record, is_theirs) in self.ours.actions.iter().map(|record| (record, false)).chain(theirs) {
            let group = self.by_request_uid.get(&record.request);
            let Some(&request) = group.and_then(|&group| self.request_uids.get(group)) else { continue };
            let record = ActionRecord { request, action: record.action };
            let is_new = known.insert(record);
            if is_theirs {
                self.tally.actions.count(!is_new, false);
            }
            if is_new {
                merged.push(record);
            }
        }
        merged.sort_by(|a, b| {
            number.get(&a.request).cmp(&number.get(&b.request)).then(a.action.order(&b.action))
        });
        merged
    }

    fn account(&mut self) -> Vec<AccountEvent> {
        let mut merged = self.ours.account.clone();
        let mut known: HashSet<AccountEvent> = merged.iter().copied().collect();
        for &event in &self.theirs.account {
            let is_new = known.insert(event);
            self.tally.account.count(!is_new, false);
            if is_new {
                merged.push(event);
            }
        }
        merged.sort_by(AccountEvent::order);
        merged
    }

    fn snapshots(&self) -> Vec<SnapshotRecord> {
        let mut merged: BTreeMap<_, SnapshotRecord> = BTreeMap::new();
        for snapshot in self.ours.snapshots.iter().chain(&self.theirs.snapshots) {
            let known = merged.entry((snapshot.as_of, snapshot.list.word())).or_insert(*snapshot);
            known.recorded_at = known.recorded_at.min(snapshot.recorded_at);
        }
        merged.into_values().collect()
    }

    fn connections(&mut self) -> Vec<ConnectionRecord> {
        let mut merged: BTreeMap<_, &ConnectionRecord> = BTreeMap::new();
        for contact in &self.ours.connections {
            merged.insert((contact.key.as_str(), contact.connected_on), contact);
        }
        for contact in &self.theirs.connections {
            let known = merged.insert((contact.key.as_str(), contact.connected_on), contact);
            let is_later = |known: &&ConnectionRecord| {
                (known.seen_on, &known.folded) >= (contact.seen_on, &contact.folded)
            };
            let keeps = known.filter(is_later);
            self.tally.connections.count(known.is_some(), keeps.is_none());
            if let Some(known) = keeps {
                merged.insert((contact.key.as_str(), contact.connected_on), known);
            }
        }
        merged.into_values().cloned().collect()
    }

    fn kept(&mut self) -> Vec<KeptRecord> {
        let mut numbers = Numbers::new(self.ours.last_numbers.kept, self.theirs.last_numbers.kept);
        let mut merged: Vec<KeptRecord> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (index, kept) in self.ours.kept.iter().chain(&self.theirs.kept).enumerate() {
            let is_ours = index < self.ours.kept.len();
            let Some(&place) = places.get(kept.fact.as_str()) else {
                places.insert(&kept.fact, merged.len());
                let (ours, theirs) = (is_ours.then_some(kept.number), (!is_ours).then_some(kept.number));
                merged.push(KeptRecord { number: numbers.give(ours, theirs), ..kept.clone() });
                self.tally.kept.new += usize::from(!is_ours);
                continue;
            };
            let known = &mut merged[place];
            let (recorded_at, settled_at) =
                (known.recorded_at.min(kept.recorded_at), known.settled_at.max(kept.settled_at));
            if !is_ours {
                self.tally.kept.count(true, known.settled_at != settled_at);
            }
            (known.recorded_at, known.settled_at) = (recorded_at, settled_at);
        }
        numbers.give_rest(merged.iter_mut().map(|kept| &mut kept.number));
        self.last.kept = numbers.last();
        merged.sort_by_key(|kept| kept.number);
        merged
    }
}
