//! Texts by number: names and profiles are compared often.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// A text by its number: a name's key (M1), a profile, a word.
pub(super) type Key = u32;

/// Texts and their numbers.
pub(super) struct Numbers<T> {
    texts: Vec<T>,
    numbers: HashMap<T, Key>,
}

impl<T: Clone + Eq + Hash + Borrow<str>> Numbers<T> {
    /// With room for about so many.
    pub(super) fn with_room(len: usize) -> Self {
        Self { texts: Vec::with_capacity(len), numbers: HashMap::with_capacity(len) }
    }

    pub(super) fn number(&mut self, text: T) -> Key {
        let next = number_of(self.texts.len());
        *self.numbers.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            next
        })
    }

    /// The number of a text that some fact has.
    pub(super) fn find(&self, text: &str) -> Option<Key> {
        self.numbers.get(text).copied()
    }

    pub(super) fn text(&self, number: Key) -> &str {
        self.texts[number as usize].borrow()
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }
}

/// A place as a number: of more than four thousand million the last ones would be one.
pub(super) fn number_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
