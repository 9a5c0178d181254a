//! Numbers that users know things by: ours stay, theirs stay where nothing was ever called so here, and the rest get
//! new ones.

use std::collections::HashSet;

/// Theirs are taken up to here. Above there is room for more than will ever be given, before an export of it is refused
/// ([`crate::domain::archive::Archive::check`]).
const MOST_TAKEN: i64 = 1 << 52;

/// Gives numbers to the records of one kind.
pub(super) struct Numbers {
    ours: i64,
    last: i64,
    taken: HashSet<i64>,
}

impl Numbers {
    /// From the highest numbers that were ever given on the two sides.
    pub(super) fn new(ours: i64, theirs: i64) -> Self {
        Self { ours, last: ours.max(theirs.min(MOST_TAKEN)), taken: HashSet::new() }
    }

    /// The number of a record; 0: it gets one when all others have theirs.
    pub(super) fn give(&mut self, ours: Option<i64>, theirs: Option<i64>) -> i64 {
        let is_in_reach = |number: i64| number > self.ours && number <= MOST_TAKEN;
        let free = |number: &i64| is_in_reach(*number) && !self.taken.contains(number);
        let number = ours.or_else(|| theirs.filter(free)).unwrap_or(0);
        self.last = self.last.max(number);
        self.taken.insert(number);
        number
    }

    /// Gives numbers to those that have none.
    pub(super) fn give_rest<'a>(&mut self, numbers: impl Iterator<Item = &'a mut i64>) {
        for number in numbers.filter(|number| **number == 0) {
            self.last += 1;
            *number = self.last;
        }
    }

    /// The highest number that was ever given.
    pub(super) const fn last(&self) -> i64 {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn above_the_numbers_that_are_taken_there_is_room() {
        let mut numbers = Numbers::new(3, 1 << 53);
        assert_eq!(numbers.give(Some(2), None), 2);
        assert_eq!(numbers.give(None, Some(MOST_TAKEN)), MOST_TAKEN);
        assert_eq!(numbers.give(None, Some(MOST_TAKEN + 1)), 0);
        let mut rest = [0];
        numbers.give_rest(rest.iter_mut());
        assert_eq!((rest, numbers.last()), ([MOST_TAKEN + 1], MOST_TAKEN + 1));
    }
}
