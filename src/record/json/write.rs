//! Writing the export: the same facts give the same file, in whatever order they were learned.

use std::io::{self, Write};

use super::fields::{KIND, SCHEMA, ToldList};
use crate::record::list::List;
use crate::record::set::Record;
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;

/// With more, lists stay as they are on record. Twenty years of weekly exports of 30,000 connections are as many.
const MOST_ROWS: usize = 32_000_000;

/// Facts by day, lists behind those that they are told from, then what has no day of its own and is about others.
pub fn write(record: &Record, exported_at: Instant, out: &mut impl Write) -> io::Result<()> {
    let Record { facts, lists, .. } = record;
    let mut sorted: Vec<usize> = (0..facts.len()).collect();
    sorted.sort_unstable_by_key(|place| (facts[*place].at.map(When::lo), facts[*place].uid));
    let (undated, dated) = sorted.split_at(facts.iter().filter(|fact| fact.at.is_none()).count());
    let exported_at = exported_at.to_rfc3339();
    write!(out, r#"{{"schema":{SCHEMA},"kind":"{KIND}","exported_at":"{exported_at}","facts":["#)?;
    let mut separator = "\n";
    let mut next = |out: &mut _| Write::write_all(out, std::mem::replace(&mut separator, ",\n").as_bytes());
    for place in dated {
        next(out)?;
        serde_json::to_writer(&mut *out, &facts[*place])?;
    }
    for (place, base, came, went) in in_turn(lists) {
        let list = &lists[place];
        let uids = |rows: &[u32]| {
            let mut uids: Vec<Uid> = rows.iter().map(|row| facts[*row as usize].uid).collect();
            uids.sort_unstable();
            uids
        };
        let told = ToldList {
            id: list.uid,
            fact: "list",
            list: list.kind,
            source: list.source,
            as_of: list.as_of,
            complete: list.complete,
            learned: list.learned,
            base: base.map(|base| lists[base].uid),
            came: uids(&came),
            went: uids(&went),
        };
        next(out)?;
        serde_json::to_writer(&mut *out, &told)?;
    }
    for place in undated {
        next(out)?;
        serde_json::to_writer(&mut *out, &facts[*place])?;
    }
    out.write_all(b"\n]}\n")
}

type Turn = (usize, Option<usize>, Vec<u32>, Vec<u32>);

/// From the one of its kind and source before it by day; where that would be too much, as on record.
fn in_turn(lists: &[List]) -> Vec<Turn> {
    let mut turns: Vec<usize> = (0..lists.len()).collect();
    turns.sort_unstable_by_key(|place| {
        let list = &lists[*place];
        (list.kind, list.source, list.as_of.lo(), list.uid)
    });
    let mut before = vec![None; lists.len()];
    for pair in turns.windows(2) {
        let (one, next) = (&lists[pair[0]], &lists[pair[1]]);
        before[pair[1]] = ((one.kind, one.source) == (next.kind, next.source)).then_some(pair[0]);
    }
    let as_told = |place: usize| {
        let list = &lists[place];
        (place, list.base, list.came.clone(), list.went.clone())
    };
    if lists.iter().zip(&before).all(|(list, before)| list.base == *before) {
        return turns.into_iter().map(as_told).collect();
    }
    let Some(rows) = all_rows(lists) else { return (0..lists.len()).map(as_told).collect() };
    let difference = |place: usize| {
        let of_base = before[place].map_or(&[][..], |before| &rows[before]);
        (place, before[place], without(&rows[place], of_base), without(of_base, &rows[place]))
    };
    turns.into_iter().map(difference).collect()
}

fn all_rows(lists: &[List]) -> Option<Vec<Vec<u32>>> {
    let (mut all, mut count): (Vec<Vec<u32>>, usize) = (Vec::with_capacity(lists.len()), 0);
    for list in lists {
        let mut went = list.went.clone();
        went.sort_unstable();
        let mut rows = without(list.base.map_or(&[][..], |base| &all[base]), &went);
        rows.extend(&list.came);
        rows.sort_unstable();
        rows.dedup();
        count += rows.len();
        if count > MOST_ROWS {
            return None;
        }
        all.push(rows);
    }
    Some(all)
}

/// Both are sorted.
fn without(rows: &[u32], others: &[u32]) -> Vec<u32> {
    let mut others = others.iter().copied().peekable();
    let is_left = |row: &u32| {
        while others.next_if(|other| other < row).is_some() {}
        others.peek() != Some(row)
    };
    rows.iter().copied().filter(is_left).collect()
}
