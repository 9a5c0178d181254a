//! Which facts are about one person for certain: one profile, one address, or the user's word (M6, M7).

use std::collections::{HashMap, HashSet};

use crate::record::fact::{Answer, Direction, Said};
use crate::record::name_key::is_near;
use crate::record::set::Record;
use crate::record::uid::Uid;

use super::facts::{FactKind, Facts, Id, Key, NONE, text};
use super::near::NearNames;

/// An address that so many names bear is an office's, however near they are.
const MOST_NAMES: usize = 16;

/// Each group is named by its lowest.
pub(super) struct Joins {
    up: Vec<u32>,
}

impl Joins {
    pub(super) fn new(len: usize) -> Self {
        Self { up: (0..u32::MAX).take(len).collect() }
    }

    pub(super) fn join_all(&mut self, pairs: impl IntoIterator<Item = (u32, u32)>) {
        for (a, b) in pairs {
            let (a, b) = (self.find(a), self.find(b));
            self.up[a.max(b) as usize] = a.min(b);
        }
        for id in 0..self.up.len() {
            self.up[id] = self.up[self.up[id] as usize];
        }
    }

    fn find(&mut self, mut id: u32) -> u32 {
        while self.up[id as usize] != id {
            let above = self.up[self.up[id as usize] as usize];
            self.up[id as usize] = above;
            id = above;
        }
        id
    }

    pub(super) fn root(&self, id: u32) -> u32 {
        self.up[id as usize]
    }
}

/// What names a fact that is not in force says nothing.
#[derive(Default)]
pub(super) struct Ties<'a> {
    pub about: Vec<(Id, Id)>,
    pub answers: Vec<(Id, Id)>,
    same: Vec<(Id, Id)>,
    pub not: Vec<(Id, Id)>,
    pub also: Vec<(Id, Key)>,
    emails: Vec<(Id, &'a str)>,
    /// Of those who invited.
    owners: HashSet<Key>,
}

impl<'a> Ties<'a> {
    pub(super) fn new(facts: &Facts<'a>, record: &Record) -> Self {
        let mut ties = Self::default();
        let find = |uid: &Uid| facts.find(*uid);
        for (id, fact) in facts.in_record() {
            let marks = &fact.marks;
            ties.about.extend(fact.about.iter().map(|uid| (id, find(uid).unwrap_or(NONE))));
            ties.not.extend(marks.not.iter().filter_map(find).map(|other| (id, other)));
            if let Some(Answer::Fact(uid)) = &marks.answer {
                ties.answers.extend(find(uid).map(|other| (id, other)));
            }
            ties.emails.extend(text(fact.who.email.as_deref()).map(|email| (id, email)));
            ties.also.extend(marks.also.iter().filter_map(|slug| Some((id, facts.profiles.find(slug)?))));
            if let Said::Invitation(row) = &fact.said
                && row.direction == Direction::Out
            {
                ties.owners.extend(row.inviter.as_ref().and_then(|inviter| facts.profiles.find(inviter)));
            }
        }
        for fact in &record.facts {
            if let Said::Correction(correction) = &fact.said {
                ties.same.extend(correction.same.iter().filter_map(|(a, b)| find(a).zip(find(b))));
            }
        }
        let known = record.whole.iter().flat_map(|whole| &whole.owners);
        ties.owners.extend(known.filter_map(|owner| facts.profiles.find(owner)));
        ties
    }
}

/// About a person other than the user (M6), and not waiting for another fact (M3).
pub(super) fn are_of_people(facts: &Facts, ties: &Ties) -> Vec<bool> {
    let is_own = |slug: Option<Key>| slug.is_some_and(|slug| ties.owners.contains(&slug));
    let is_another = |kind, slug| kind != FactKind::Unread && (kind == FactKind::Sent || !is_own(slug));
    let mut are: Vec<bool> = facts.all().map(|(_, fact)| is_another(fact.kind, fact.slug)).collect();
    let is_known = |other: &(Id, Id)| other.1 != NONE && are[other.1 as usize];
    let of_one = ties.about.chunk_by(|a, b| a.0 == b.0);
    let waiting: Vec<Id> = of_one
        .filter(|about| facts[about[0].0].slug.is_none() && !about.iter().any(is_known))
        .map(|about| about[0].0)
        .collect();
    for id in waiting {
        are[id as usize] = false;
    }
    are
}

/// M6.
pub(super) fn joined(facts: &Facts, ties: &Ties, are_of_people: &[bool]) -> Joins {
    let mut joins = Joins::new(facts.len());
    let joins_others = |id: Id| are_of_people[id as usize] && !facts[id].is_mute();
    let slugs = facts.all().filter_map(|(id, fact)| Some((id, fact.slug?)));
    let slugs = slugs.chain(ties.also.iter().copied()).filter(|(id, _)| joins_others(*id));
    let mut by_slug: Vec<Option<Id>> = vec![None; facts.profiles.len()];
    let of_slug = slugs.map(|(id, slug)| (*by_slug[slug as usize].get_or_insert(id), id));
    let is_meant = |id: Id| id != NONE && are_of_people[id as usize];
    let named = ties.about.iter().chain(&ties.answers).filter(|(id, _)| joins_others(*id));
    let named = named.chain(&ties.same).filter(|(a, b)| is_meant(*a) && is_meant(*b));
    joins.join_all(of_slug.chain(named.copied()));
    let mut by_email: HashMap<String, Vec<Id>> = HashMap::new();
    for (id, email) in ties.emails.iter().filter(|(id, _)| joins_others(*id)) {
        by_email.entry(email.to_lowercase()).or_default().push(*id);
    }
    by_email.retain(|_, ids| is_of_one(facts, &joins, ids));
    joins.join_all(by_email.values().flat_map(|ids| ids.iter().map(|id| (ids[0], *id))));
    joins
}

/// M7: the facts that bear it have no two profiles, and only near names.
fn is_of_one(facts: &Facts, joins: &Joins, ids: &[Id]) -> bool {
    let with_profile = ids.iter().filter(|id| facts[**id].slug.is_some());
    let profiles: HashSet<Id> = with_profile.map(|id| joins.root(*id)).collect();
    let keys: HashSet<Key> = ids.iter().filter_map(|id| facts[*id].key).collect();
    let names: Vec<&str> = keys.iter().map(|key| facts.names.text(*key)).collect();
    let is_near_later = |nth: usize| names[nth + 1..].iter().all(|other| is_near(names[nth], other));
    profiles.len() <= 1 && names.len() <= MOST_NAMES && (0..names.len()).all(is_near_later)
}

/// By certain joins or by name. Most connections are not: they are strangers of nobody.
pub(super) fn concerned(facts: &Facts, joins: &Joins, are_of_people: &[bool]) -> (Vec<bool>, NearNames) {
    let people = || facts.all().filter(|(id, _)| are_of_people[*id as usize]);
    let mut roots = vec![false; facts.len()];
    people()
        .filter(|(_, fact)| fact.kind.is_sending())
        .for_each(|(id, _)| roots[joins.root(id) as usize] = true);
    let names_of = |roots: &[bool]| {
        let mut names = vec![false; facts.names.len()];
        let theirs = facts.all().filter(|(id, _)| roots[joins.root(*id) as usize]);
        theirs.filter_map(|(_, fact)| fact.key).for_each(|key| names[key as usize] = true);
        names
    };
    let of_people = names_of(&roots);
    for (id, _) in people().filter(|(_, fact)| fact.key.is_some_and(|key| of_people[key as usize])) {
        roots[joins.root(id) as usize] = true;
    }
    let names = names_of(&roots);
    let near = NearNames::new(&facts.names, &names);
    for (id, fact) in people() {
        let is_named = match fact.key {
            Some(key) => names[key as usize] || !near.of(key).is_empty(),
            None => fact.fact.who.first.is_some(),
        };
        // Of what was taken out it is to be known which lists showed it.
        let is_told =
            is_named || !fact.fact.lines().is_empty() || fact.kind == FactKind::PageRow || !fact.is_live;
        roots[joins.root(id) as usize] |= is_told;
    }
    let is_concerned = |id: Id| !are_of_people[id as usize] || roots[joins.root(id) as usize];
    (facts.all().map(|(id, _)| is_concerned(id)).collect(), near)
}
