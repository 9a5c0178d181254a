//! Two records of the same user made one: commutative, associative, idempotent, up to the numbers that a machine
//! gives, so that machines that exchange exports in any order and any number of times end up with the same.
//!
//! People are one if they share any key that they ever had, a uid (made from the profile; without one, from the name and
//! the day of sending) or a profile; requests of one person, if they share a uid or a day. Keys are never forgotten, so
//! what is one stays one. Fields are registers (the last word counts), looks and actions are sets, of everything else the
//! earlier or the later counts.

mod groups;
mod numbers;
mod sets;

use std::collections::HashMap;

use self::groups::Groups;
use self::numbers::Numbers;
use super::archive::{Archive, PersonRecord, RequestRecord};
use super::register::{Registers, Stamp, TAG, join};
use crate::record::time::Instant;
use crate::record::uid::Uid;

/// What two records make together.
#[derive(Debug)]
pub struct Merged {
    /// All of it.
    pub archive: Archive,
    /// Whether it is more than ours was.
    pub is_changed: bool,
    /// Where the two said different things.
    pub conflicts: Vec<Conflict>,
    /// The names of those of ours that are one person now.
    pub joined: Vec<Vec<String>>,
    /// What theirs brought.
    pub tally: MergeTally,
}

/// A field of which the earlier word was given up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The number of the request; none: the person was not asked.
    pub request: Option<i64>,
    /// The person's name.
    pub name: String,
    /// The field.
    pub field: String,
    /// When the word that was kept was said.
    pub kept: Instant,
    /// When the other was said.
    pub given_up: Instant,
}

/// What became of the records of one kind in theirs.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Fates {
    /// Not known before.
    pub new: usize,
    /// Known better now, or known as two before.
    pub updated: usize,
    /// As known.
    pub known: usize,
}

/// What a merge did, counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct MergeTally {
    /// People.
    pub people: Fates,
    /// Requests.
    pub requests: Fates,
    /// Looks; updated: removed.
    pub looks: Fates,
    /// What the user did about requests.
    pub actions: Fates,
    /// What happened to the account.
    pub account: Fates,
    /// The user's own connections.
    pub connections: Fates,
    /// What could not be worked in.
    pub kept: Fates,
}

impl Fates {
    fn count(&mut self, is_known: bool, is_changed: bool) {
        *match (is_known, is_changed) {
            (false, _) => &mut self.new,
            (true, true) => &mut self.updated,
            (true, false) => &mut self.known,
        } += 1;
    }
}

/// Works their record into ours; what is wrong in itself (a look at nobody) is left out.
pub fn merge(ours: &Archive, theirs: &Archive) -> Merged {
    let mut merge = Merge::new(ours, theirs);
    let people = merge.people();
    let requests = merge.requests();
    let mut archive = Archive { people, requests, ..Archive::default() };
    archive.last_numbers = merge.last;
    merge.add_sets(&mut archive);
    let is_changed = archive != *ours;
    let conflicts = if is_changed { merge.conflicts(&archive) } else { Vec::new() };
    Merged { is_changed, conflicts, joined: merge.joined, tally: merge.tally, archive }
}

/// The fields of a person; all others are a request's.
pub const PERSON_FIELDS: [&str; 3] = ["name", "slug", "email"];

/// What makes one person of two: a record that has the keys of both, and says that the first one's fields are right.
pub fn same_person(archive: &Archive, first: Uid, second: Uid, now: Instant) -> Option<PersonRecord> {
    let find = |uid: Uid| archive.people.iter().find(|person| person.uids.contains(&uid));
    let (first, second) = (find(first)?, find(second)?);
    let both = [first, second];
    let latest = both.iter().flat_map(|person| person.edits.values()).map(|stamp| stamp.at()).max();
    let at = latest.map_or(now, |latest| now.max(latest.plus_millis(1)));
    // Not one that somebody else had before: by a profile that two have, they would be one.
    let is_own = |slug: &&String| both.iter().any(|person| person.slugs.contains(slug));
    let slugs = both.iter().flat_map(|person| person.slug.iter().chain(&person.aliases)).filter(is_own);
    Some(PersonRecord {
        uids: sorted(both.iter().flat_map(|person| person.uids.iter().copied())),
        slugs: sorted(both.iter().flat_map(|person| person.slugs.iter().cloned())),
        // The first one's, too: another machine may say later that another one is theirs now.
        aliases: sorted(slugs.cloned()),
        name: first.name.clone(),
        slug: first.slug.clone().or_else(|| second.slug.clone()),
        email: first.email.clone().or_else(|| second.email.clone()),
        recorded_at: earliest(both.iter().map(|person| person.recorded_at)),
        edits: PERSON_FIELDS.iter().map(|field| ((*field).to_owned(), Stamp::Edited(at))).collect(),
    })
}

struct Merge<'a> {
    ours: &'a Archive,
    theirs: &'a Archive,
    people: Groups,
    requests: Groups,
    /// The uid in force of each group of people.
    person_uids: Vec<Uid>,
    request_uids: Vec<Uid>,
    /// The group that a person, or a request, belongs to, by any of its uids.
    by_person_uid: HashMap<Uid, usize>,
    by_request_uid: HashMap<Uid, usize>,
    /// Fields of which a word was given up: group and name of the field, then the times of the two words.
    lost: Vec<Lost>,
    joined: Vec<Vec<String>>,
    last: super::archive::LastNumbers,
    tally: MergeTally,
}

/// A word that was given up.
struct Lost {
    /// Of a request, else of a person; the group.
    is_request: bool,
    group: usize,
    field: String,
    kept: Instant,
    given_up: Instant,
}

impl<'a> Merge<'a> {
    fn new(ours: &'a Archive, theirs: &'a Archive) -> Self {
        let people = groups::people(ours, theirs);
        let mut by_person_uid = HashMap::new();
        for (index, person) in ours.people.iter().chain(&theirs.people).enumerate() {
            let group = people.of(index);
            by_person_uid.extend(person.uids.iter().map(|&uid| (uid, group)));
        }
        let requests = groups::requests(ours, theirs, &by_person_uid);
        let mut by_request_uid = HashMap::new();
        for (index, request) in ours.requests.iter().chain(&theirs.requests).enumerate() {
            let group = requests.of(index);
            by_request_uid.extend(request.uids.iter().map(|&uid| (uid, group)));
        }
        Self {
            ours,
            theirs,
            people,
            requests,
            person_uids: Vec::new(),
            request_uids: Vec::new(),
            by_person_uid,
            by_request_uid,
            lost: Vec::new(),
            joined: Vec::new(),
            last: ours.last_numbers,
            tally: MergeTally::default(),
        }
    }

    fn people(&mut self) -> Vec<PersonRecord> {
        let mut merged = Vec::new();
        for group in 0..self.people.len() {
            let (ours, theirs) = self.people.members(group, &self.ours.people, &self.theirs.people);
            let members = ours.iter().chain(&theirs).copied();
            let registers = self.join_fields(false, group, members.clone().map(PersonRecord::registers));
            if ours.len() > 1 {
                self.joined.push(ours.iter().map(|person| person.described()).collect());
            }
            let person = join_people(members, &registers);
            if !theirs.is_empty() {
                self.tally.people.count(!ours.is_empty(), ours.as_slice() != [&person]);
            }
            self.person_uids.push(person.uid().unwrap_or(Uid::NOBODY));
            merged.push(person);
        }
        merged
    }

    fn requests(&mut self) -> Vec<RequestRecord> {
        let mut numbers = Numbers::new(self.ours.last_numbers.request, self.theirs.last_numbers.request);
        let mut merged = Vec::new();
        for group in 0..self.requests.len() {
            let (ours, theirs) = self.requests.members(group, &self.ours.requests, &self.theirs.requests);
            let members = ours.iter().chain(&theirs).copied();
            let registers = self.join_fields(true, group, members.clone().map(RequestRecord::registers));
            // A group has a member.
            let Some(mut request) = join_requests(members, &registers) else { continue };
            let person = self.by_person_uid.get(&request.person);
            if let Some(&uid) = person.and_then(|&person| self.person_uids.get(person)) {
                request.person = uid;
            }
            request.number = numbers.give(
                ours.iter().map(|request| request.number).min(),
                theirs.iter().map(|request| request.number).min(),
            );
            if !theirs.is_empty() {
                self.tally.requests.count(!ours.is_empty(), ours.as_slice() != [&request]);
            }
            self.request_uids.push(request.uid().unwrap_or(Uid::NOBODY));
            merged.push(request);
        }
        numbers.give_rest(merged.iter_mut().map(|request| &mut request.number));
        self.last.request = numbers.last();
        merged.sort_by_key(|request| request.number);
        merged
    }

    /// The last word of each field, noting the words that it takes the place of.
    fn join_fields(
        &mut self,
        is_request: bool,
        group: usize,
        members: impl Iterator<Item = Registers>,
    ) -> Registers {
        let joined = members.reduce(|known, next| {
            self.note_lost(is_request, group, &known, &next);
            join(known, next)
        });
        joined.unwrap_or_default()
    }

    fn note_lost(&mut self, is_request: bool, group: usize, known: &Registers, next: &Registers) {
        for (field, known) in known {
            let Some(next) = next.get(field).filter(|next| known.conflicts_with(next)) else { continue };
            let (kept, lost) = if next.is_later_than(known) { (next, known) } else { (known, next) };
            let (Some(kept), Some(given_up)) = (kept.stamp, lost.stamp) else { continue };
            let (kept, given_up) = (kept.at(), given_up.at());
            self.lost.push(Lost { is_request, group, field: field.clone(), kept, given_up });
        }
    }

    /// What was given up, in the user's terms.
    fn conflicts(&self, archive: &Archive) -> Vec<Conflict> {
        let people: HashMap<Uid, &PersonRecord> =
            archive.people.iter().filter_map(|person| Some((person.uid()?, person))).collect();
        let mut requests: HashMap<Uid, &RequestRecord> = HashMap::new();
        for request in archive.requests.iter().rev() {
            requests.extend(request.uid().map(|uid| (uid, request)));
            requests.insert(request.person, request);
        }
        let told = self.lost.iter().map(|lost| {
            let uids = if lost.is_request { &self.request_uids } else { &self.person_uids };
            let uid = uids.get(lost.group);
            let request = uid.and_then(|uid| requests.get(uid));
            let person = if lost.is_request { request.map(|request| &request.person) } else { uid };
            Conflict {
                request: request.map(|request| request.number),
                name: person
                    .and_then(|uid| people.get(uid))
                    .map_or(String::new(), |person| person.name.clone()),
                field: lost.field.replacen(TAG, "tag ", 1),
                kept: lost.kept,
                given_up: lost.given_up,
            }
        });
        let mut told: Vec<Conflict> = told.collect();
        told.dedup();
        told
    }
}

fn join_people<'a>(
    members: impl Iterator<Item = &'a PersonRecord> + Clone,
    registers: &Registers,
) -> PersonRecord {
    let mut person = PersonRecord {
        uids: sorted(members.clone().flat_map(|person| person.uids.iter().copied())),
        slugs: sorted(members.clone().flat_map(|person| person.slugs.iter().cloned())),
        aliases: sorted(members.clone().flat_map(|person| person.aliases.iter().cloned())),
        name: String::new(),
        slug: None,
        email: None,
        recorded_at: earliest(members.map(|person| person.recorded_at)),
        edits: super::register::Stamps::new(),
    };
    person.set_fields(registers);
    person
}

fn join_requests<'a>(
    members: impl Iterator<Item = &'a RequestRecord> + Clone,
    registers: &Registers,
) -> Option<RequestRecord> {
    let first = members.clone().min_by_key(|request| (request.recorded_at, request.source.word()))?;
    let mut request = RequestRecord {
        number: 0,
        uids: sorted(members.clone().flat_map(|request| request.uids.iter().copied())),
        days: sorted(members.flat_map(|request| request.days.iter().copied())),
        ..first.clone()
    };
    request.set_fields(registers);
    Some(request)
}

fn earliest(times: impl Iterator<Item = Instant>) -> Instant {
    times.min().unwrap_or(Instant::from_millis(0))
}

/// Each once, in order.
fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
