//! All that is in force, or the part of it that can be about somebody.

use super::fact::Fact;
use super::forgotten::Forgotten;
use super::identity::uid_of_list_sum;
use super::list::List;

#[derive(Clone, Default, PartialEq, Debug)]
pub struct Record {
    /// Corrections not applied; lists and questions name them by place.
    pub facts: Vec<Fact>,
    /// In any order but that a base stands before what is told from it.
    pub lists: Vec<List>,
    pub forgotten: Forgotten,
    pub whole: Option<Whole>,
}

impl Record {
    /// Lists are then without the others. Returns how many went.
    pub fn retain(&mut self, mut keep: impl FnMut(&Fact) -> bool) -> usize {
        let all = self.facts.len();
        let mut kept = 0;
        let places: Vec<Option<u32>> = self
            .facts
            .iter()
            .map(|fact| {
                let place = keep(fact).then_some(kept);
                kept += u32::from(place.is_some());
                place
            })
            .collect();
        if kept as usize == all {
            return 0;
        }
        let mut place = 0;
        self.facts.retain(|_| {
            place += 1;
            places[place - 1].is_some()
        });
        let mut sums: Vec<u128> = Vec::with_capacity(self.lists.len());
        for list in &mut self.lists {
            for rows in [&mut list.came, &mut list.went] {
                *rows = rows.iter().filter_map(|&row| places[row as usize]).collect();
            }
            let uid = |row: &u32| self.facts[*row as usize].uid.number();
            let base = list.base.map_or(0, |base| sums[base]);
            let came = list.came.iter().map(uid).fold(base, u128::wrapping_add);
            let sum = list.went.iter().map(uid).fold(came, u128::wrapping_sub);
            list.uid = uid_of_list_sum(list, sum);
            sums.push(sum);
        }
        all - self.facts.len()
    }
}

/// What a part of the record has to be told of the rest (M20).
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Whole {
    pub flags: Vec<Flags>,
    pub owners: Vec<Box<str>>,
}

/// M12.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Flags {
    pub is_day_wrong: bool,
    /// It has what was answered, too: being on it says nothing.
    pub is_history: bool,
    pub has_profiles: bool,
    pub counts: bool,
}
