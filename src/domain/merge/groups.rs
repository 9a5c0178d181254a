//! Which records of two archives are about the same thing: the transitive closure of sharing a key.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::domain::archive::Archive;
use crate::record::time::Day;
use crate::record::uid::Uid;

/// Records of ours, then theirs, in groups of those that are one; groups in the order of their first member.
pub(super) struct Groups {
    /// The group of each record.
    group: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// The group of a record.
    pub(super) fn of(&self, record: usize) -> usize {
        self.group[record]
    }

    /// Its records, ours and theirs.
    pub(super) fn members<'a, T>(
        &self,
        group: usize,
        ours: &'a [T],
        theirs: &'a [T],
    ) -> (Vec<&'a T>, Vec<&'a T>) {
        let split = self.members[group].partition_point(|&record| record < ours.len());
        let (left, right) = self.members[group].split_at(split);
        let theirs = right.iter().map(|&record| &theirs[record - ours.len()]).collect();
        (left.iter().map(|&record| &ours[record]).collect(), theirs)
    }
}

/// Records that are joined by what they share.
struct Union<K> {
    parent: Vec<usize>,
    by_key: HashMap<K, usize>,
}

impl<K: Hash + Eq> Union<K> {
    fn new(records: usize) -> Self {
        Self { parent: (0..records).collect(), by_key: HashMap::new() }
    }

    fn root(&mut self, mut record: usize) -> usize {
        while self.parent[record] != record {
            self.parent[record] = self.parent[self.parent[record]];
            record = self.parent[record];
        }
        record
    }

    fn add_key(&mut self, record: usize, key: K) {
        match self.by_key.entry(key) {
            Entry::Vacant(free) => drop(free.insert(record)),
            Entry::Occupied(other) => {
                let other = *other.get();
                let (a, b) = (self.root(record), self.root(other));
                // The first record stays the root, so that ours come first.
                self.parent[a.max(b)] = a.min(b);
            }
        }
    }

    fn into_groups(mut self) -> Groups {
        let mut groups = Groups { group: Vec::with_capacity(self.parent.len()), members: Vec::new() };
        for record in 0..self.parent.len() {
            let root = self.root(record);
            if root == record {
                groups.group.push(groups.members.len());
                groups.members.push(vec![record]);
            } else {
                let group = groups.group[root];
                groups.group.push(group);
                groups.members[group].push(record);
            }
        }
        groups
    }
}

#[derive(PartialEq, Eq, Hash)]
enum PersonKey<'a> {
    Uid(Uid),
    Slug(&'a str),
    Request(Uid),
}

/// People who share a uid, a profile or a request.
pub(super) fn people(ours: &Archive, theirs: &Archive) -> Groups {
    let people = ours.people.iter().chain(&theirs.people);
    let mut union = Union::new(ours.people.len() + theirs.people.len());
    let mut places = HashMap::new();
    for (index, person) in people.enumerate() {
        for &uid in &person.uids {
            union.add_key(index, PersonKey::Uid(uid));
            places.insert(uid, index);
        }
        person.slugs.iter().for_each(|slug| union.add_key(index, PersonKey::Slug(slug)));
    }
    for request in ours.requests.iter().chain(&theirs.requests) {
        if let Some(&index) = places.get(&request.person) {
            request.uids.iter().for_each(|&uid| union.add_key(index, PersonKey::Request(uid)));
        }
    }
    union.into_groups()
}

#[derive(PartialEq, Eq, Hash)]
enum RequestKey {
    Uid(Uid),
    Day(usize, Day),
}

/// Requests that share a uid, or a day and the group of people.
pub(super) fn requests(ours: &Archive, theirs: &Archive, people: &HashMap<Uid, usize>) -> Groups {
    let requests = ours.requests.iter().chain(&theirs.requests);
    let mut union = Union::new(ours.requests.len() + theirs.requests.len());
    for (index, request) in requests.enumerate() {
        request.uids.iter().for_each(|&uid| union.add_key(index, RequestKey::Uid(uid)));
        if let Some(&person) = people.get(&request.person) {
            request.days.iter().for_each(|&day| union.add_key(index, RequestKey::Day(person, day)));
        }
    }
    union.into_groups()
}
