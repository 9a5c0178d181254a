//! Lists that were read, each as the difference from an earlier one: weekly lists of 30,000 connections for years are
//! less than a megabyte.

use std::collections::HashSet;
use std::fmt::Write;

use rusqlite::types::Type;
use rusqlite::{Row, params};

use super::facts::when;
use super::open::{Read, View};
use crate::record::fact::Origin;
use crate::record::list::{List, ListKind};
use crate::record::time::Instant;
use crate::record::uid::Uid;

/// A list from which the next one is told: its number in the file, and its rows.
pub type Base = (i64, HashSet<i64>);

/// Its rows are ids of facts.
pub struct Stored {
    pub id: i64,
    pub base: Option<i64>,
    pub came: String,
    pub went: String,
    /// Without base and rows.
    pub list: List,
}

impl View<'_> {
    /// A base stands before what is told from it.
    pub(super) fn stored_lists(&self) -> Read<Vec<Stored>> {
        let list = "SELECT id, uid, kind, source, as_of, days, coalesce(complete <= ?1, 0), base, came, went, learned
            FROM list WHERE step <= ?1 ORDER BY id";
        self.list(list, [self.live], stored)
    }

    pub(super) fn last_complete(&self, kind: ListKind, source: Origin) -> Read<Option<Base>> {
        let find = "SELECT id FROM list WHERE kind = ?1 AND source = ?2 AND complete <= ?3
            ORDER BY id DESC LIMIT 1";
        let Some(last) = self.one::<i64>(find, params![kind.word(), source.word(), self.live])? else {
            return Ok(None);
        };
        let chain = "WITH RECURSIVE chain(id, base, came, went) AS (
                SELECT id, base, came, went FROM list WHERE id = ?1
                UNION ALL SELECT l.id, l.base, l.came, l.went FROM chain JOIN list AS l ON l.id = chain.base
            ) SELECT came, went FROM chain ORDER BY id";
        // Nothing that a damaged file says is longer than what is in it.
        let most = self.last("fact")?;
        let mut rows = HashSet::new();
        self.list(chain, [last], |row| {
            let ids = |text| runs(text).flat_map(|(first, last)| first..=last.min(most));
            for id in ids(row.get_ref(1)?.as_str()?) {
                rows.remove(&id);
            }
            rows.extend(ids(row.get_ref(0)?.as_str()?));
            Ok(())
        })?;
        Ok(Some((last, rows)))
    }
}

fn stored(row: &Row) -> Read<Stored> {
    let unknown = |column| rusqlite::Error::InvalidColumnType(column, "a word".to_owned(), Type::Text);
    Ok(Stored {
        id: row.get(0)?,
        base: row.get(7)?,
        came: row.get(8)?,
        went: row.get(9)?,
        list: List {
            uid: Uid::from_bytes(row.get(1)?),
            kind: ListKind::from_word(row.get_ref(2)?.as_str()?).ok_or_else(|| unknown(2))?,
            source: Origin::from_word(row.get_ref(3)?.as_str()?).ok_or_else(|| unknown(3))?,
            as_of: when(row.get(4)?, row.get(5)?).ok_or_else(|| unknown(4))?,
            complete: row.get(6)?,
            learned: Instant::from_millis(row.get(10)?),
            base: None,
            came: Vec::new(),
            went: Vec::new(),
        },
    })
}

/// What the uid of a list is made from; what is forgotten can be subtracted.
pub fn sum_of<'u>(rows: impl IntoIterator<Item = &'u Uid>) -> u128 {
    rows.into_iter().fold(0, |sum: u128, row| sum.wrapping_add(u128::from_be_bytes(*row.bytes())))
}

/// Numbers in ascending order, as runs: `1-30000 30005`.
pub fn text_of(numbers: impl IntoIterator<Item = i64>) -> String {
    let mut text = String::new();
    let mut write = |first: i64, last: i64| {
        let blank = if text.is_empty() { "" } else { " " };
        // Writing to a string never fails.
        let _ = match last - first {
            0 => write!(text, "{blank}{first}"),
            _ => write!(text, "{blank}{first}-{last}"),
        };
    };
    let mut run: Option<(i64, i64)> = None;
    for number in numbers {
        run = match run {
            Some((first, last)) if last + 1 == number => Some((first, number)),
            Some((first, last)) => {
                write(first, last);
                Some((number, number))
            }
            None => Some((number, number)),
        };
    }
    if let Some((first, last)) = run {
        write(first, last);
    }
    text
}

pub fn runs(text: &str) -> impl Iterator<Item = (i64, i64)> {
    text.split_ascii_whitespace().filter_map(|run| {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        Some((first.parse().ok()?, last.parse().ok()?))
    })
}

/// `ids` are sorted.
pub fn places(text: &str, ids: &[i64]) -> Vec<u32> {
    let mut places = Vec::new();
    for (first, last) in runs(text) {
        let from = place(first, ids).unwrap_or_else(|place| place);
        let to = place(last, ids).map_or_else(|place| place, |place| place + 1);
        places.extend((from..to).filter_map(|place| u32::try_from(place).ok()));
    }
    places
}

/// `ids` are sorted, with few gaps.
pub fn place(id: i64, ids: &[i64]) -> Result<usize, usize> {
    let guess = ids.first().and_then(|first| usize::try_from(id - first).ok());
    match guess {
        Some(guess) if ids.get(guess) == Some(&id) => Ok(guess),
        _ => ids.binary_search(&id),
    }
}
