//! Who was forgotten: salted hashes of profiles and names, enough to know them again and to tell nobody who they were
//! (M5).

use std::collections::HashMap;

use uuid::Uuid;

use super::fact::Who;
use super::name_key::person_key;
use super::time::Instant;

/// Everybody who was forgotten, and when.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Forgotten {
    /// Of this file alone.
    pub salt: [u8; 16],
    /// The marks.
    pub marks: HashMap<[u8; 16], Instant>,
}

impl Forgotten {
    /// The mark of somebody with that profile.
    pub fn mark_of_profile(&self, slug: &str) -> [u8; 16] {
        self.hash('p', slug)
    }

    /// The mark of somebody of that name, as [`person_key`] gives it, without a profile.
    pub fn mark_of_name(&self, key: &str) -> [u8; 16] {
        self.hash('n', key)
    }

    /// The mark that leaves somebody out: by profile where there is one, by name only where there is none.
    pub fn mark_of(&self, who: &Who) -> Option<[u8; 16]> {
        match (&who.slug, &who.name) {
            (Some(slug), _) => Some(self.mark_of_profile(slug)),
            (None, Some(name)) => Some(self.mark_of_name(&person_key(name))),
            (None, None) => None,
        }
    }

    /// When somebody was forgotten, if they were.
    pub fn since(&self, who: &Who) -> Option<Instant> {
        if self.marks.is_empty() {
            return None;
        }
        self.marks.get(&self.mark_of(who)?).copied()
    }

    fn hash(&self, kind: char, text: &str) -> [u8; 16] {
        *Uuid::new_v5(&Uuid::from_bytes(self.salt), format!("{kind}{text}").as_bytes()).as_bytes()
    }
}
