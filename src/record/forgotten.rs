//! Who was forgotten (M5): salted hashes of profiles, names and addresses, to know them again and tell nobody who.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::fact::{Fact, Origin, Said, Who};
use super::name_key::person_key;
use super::time::Instant;

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Forgotten {
    /// Of this file alone.
    pub salt: [u8; 16],
    pub marks: HashMap<[u8; 16], Instant>,
}

impl Forgotten {
    pub fn mark(&self, key: &str) -> [u8; 16] {
        *Uuid::new_v5(&Uuid::from_bytes(self.salt), key.as_bytes()).as_bytes()
    }

    /// Of one that is known the own word holds. Returns what is new.
    pub fn add(&mut self, others: &[(Who, Instant)]) -> Vec<([u8; 16], Instant)> {
        let mut new = Vec::new();
        for (who, at) in others {
            let marks: Vec<[u8; 16]> = keys_of(who).iter().map(|key| self.mark(key)).collect();
            let known = marks.iter().find_map(|mark| self.marks.get(mark).copied());
            let at = known.unwrap_or_else(|| self.moment(*at));
            new.extend(
                marks.into_iter().filter(|mark| !self.marks.contains_key(mark)).map(|mark| (mark, at)),
            );
            self.marks.extend(new.iter().copied());
        }
        new
    }

    pub fn since(&self, who: &Who) -> Option<Instant> {
        if self.marks.is_empty() {
            return None;
        }
        self.marks.get(&self.mark(&key_of(who)?)).copied()
    }

    /// Or the next that no mark bears: the marks of one person bear one of their own.
    pub fn moment(&self, now: Instant) -> Instant {
        let mut moment = now;
        while self.marks.values().any(|at| *at == moment) {
            moment = moment.plus_millis(1);
        }
        moment
    }

    pub fn with_all_of(&self, marks: &[[u8; 16]]) -> Vec<[u8; 16]> {
        let moments: HashSet<&Instant> = marks.iter().filter_map(|mark| self.marks.get(mark)).collect();
        self.marks.iter().filter(|(_, at)| moments.contains(at)).map(|(mark, _)| *mark).collect()
    }

    /// Without those to whom a request was typed since, which lifts all marks of one person.
    #[must_use]
    pub fn in_force<'a>(&self, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let is_typed =
            |fact: &&Fact| matches!(&fact.said, Said::Sent(sending) if sending.source == Origin::Typed);
        let lifting = facts.into_iter().filter(is_typed);
        let lifted: HashSet<Instant> =
            lifting.filter_map(|fact| self.since(&fact.who).filter(|since| fact.learned > *since)).collect();
        let marks = self.marks.iter().filter(|(_, at)| !lifted.contains(at));
        Self { salt: self.salt, marks: marks.map(|(mark, at)| (*mark, *at)).collect() }
    }
}

/// By profile, else by name, else by address.
pub fn key_of(who: &Who) -> Option<String> {
    keys_of(who).into_iter().next()
}

/// The profile first.
pub fn keys_of(who: &Who) -> Vec<String> {
    let profile = who.slug.as_deref().map(key_of_profile);
    let name = who.name.as_deref().map(key_of_name);
    let email = who.email.as_deref().map(key_of_email);
    [profile, name, email].into_iter().flatten().collect()
}

pub fn key_of_profile(slug: &str) -> String {
    format!("p{slug}")
}

pub fn key_of_name(name: &str) -> String {
    format!("n{}", person_key(name))
}

pub fn key_of_email(email: &str) -> String {
    format!("e{}", email.to_lowercase())
}
