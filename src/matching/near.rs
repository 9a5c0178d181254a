//! Which names may be one name, without comparing each with all (M16).

use std::collections::HashMap;
use std::rc::Rc;

use crate::record::name_key::is_near;

use super::facts::{Key, TextNumbers};

pub(super) struct NearNames(HashMap<Key, Vec<Key>>);

type Clue = (usize, Key, Key);

const KINDS: usize = 9;

impl NearNames {
    pub(super) fn new(names: &TextNumbers<Rc<str>>, wanted: &[bool]) -> Self {
        let mut words = TextNumbers::with_room(names.len());
        let mut known: [Vec<(Key, Key, Key)>; KINDS] = Default::default();
        for (key, _) in (0..).zip(wanted).filter(|(_, is_wanted)| **is_wanted) {
            let mut tell = |(kind, a, b): Clue| known[kind].push((a, b, key));
            clues(names.text(key), false, |word| Some(words.number(word)), &mut tell);
        }
        for of_kind in &mut known {
            of_kind.sort_unstable();
        }
        let mut near: HashMap<Key, Vec<Key>> = HashMap::new();
        let mut found: Vec<Key> = Vec::new();
        for (key, _) in (0..).zip(wanted) {
            let text = names.text(key);
            let mut tell = |(kind, a, b): Clue| {
                let first = known[kind].partition_point(|other| *other < (a, b, 0));
                let same = known[kind][first..].iter().take_while(|other| (other.0, other.1) == (a, b));
                found.extend(same.map(|(_, _, key)| *key));
            };
            clues(text, true, |word| words.find(word), &mut tell);
            found.sort_unstable();
            found.dedup();
            found.retain(|other| is_near(text, names.text(*other)));
            if !found.is_empty() {
                near.insert(key, std::mem::take(&mut found));
            }
        }
        Self(near)
    }

    pub(super) fn of(&self, key: Key) -> &[Key] {
        self.0.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// Of two near names one is found by what the other is asked for: the short by the long, and the other way round.
fn clues<'a>(
    key: &'a str,
    is_asked: bool,
    mut number: impl FnMut(&'a str) -> Option<Key>,
    tell: &mut impl FnMut(Clue),
) {
    let mut clue = |kind: usize, is_short: bool, words: Option<(Key, Key)>| {
        if let Some((a, b)) = words {
            tell((kind + usize::from(is_short != is_asked), a, b));
        }
    };
    let (Some((first, rest)), Some((_, last))) = (key.split_once(' '), key.rsplit_once(' ')) else {
        let only = number(key);
        return clue(0, true, only.zip(only));
    };
    let initial = |word: &'a str| &word[..word.chars().next().map_or(0, char::len_utf8)];
    let (first_initial, last_initial) = (initial(first), initial(last));
    let (of_first, of_last) = (number(first), number(last));
    clue(0, false, of_first.zip(of_first));
    clue(2, last == last_initial, of_first.zip(number(last_initial)));
    clue(4, first == first_initial, number(first_initial).zip(of_last));
    clue(6, true, of_first.zip(of_last));
    let mut ends = of_first.zip(of_first);
    for word in rest.split(' ').map(number) {
        clue(6, false, of_first.zip(word));
        ends = ends.zip(word).map(|((least, most), word)| (least.min(word), most.max(word)));
    }
    clue(8, is_asked, ends);
}
