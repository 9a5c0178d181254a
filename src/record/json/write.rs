//! Writing the export: the same facts give the same file, in whatever order they were learned.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::record::fact::Origin;
use crate::record::list::{List, ListKind};
use crate::record::references::{in_order, references};
use crate::record::set::Record;
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;

/// The version of the format: a program refuses those that are newer than it knows.
pub const SCHEMA: u32 = 1;

/// What an export says it is.
pub const KIND: &str = "invtrack-export";

/// So many rows of lists, all lists counted, are told in the order of the lists; beyond that lists stay differences
/// from what they were told from. Weekly exports of 30,000 connections for twenty years are as many.
const MOST_ROWS: usize = 32_000_000;

/// A list, as it is written.
#[derive(Serialize)]
struct Written {
    id: Uid,
    fact: &'static str,
    list: ListKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Origin>,
    as_of: When,
    #[serde(skip_serializing_if = "Option::is_none")]
    complete: Option<bool>,
    learned: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Uid>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    came: Vec<Uid>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    went: Vec<Uid>,
}

/// What a list is told from, and how it differs from that.
struct Difference {
    base: Option<usize>,
    came: Vec<u32>,
    went: Vec<u32>,
}

/// Writes the facts and lists; each stands behind those that it is about.
pub fn write(record: &Record, exported_at: Instant, out: &mut impl Write) -> io::Result<()> {
    let Record { facts, lists, .. } = record;
    let listed = in_turn(lists);
    let differences = differences(lists, &listed);
    let places: HashMap<Uid, usize> = facts
        .iter()
        .map(|fact| fact.uid)
        .chain(lists.iter().map(|list| list.uid))
        .enumerate()
        .map(|(place, uid)| (uid, place))
        .collect();
    let mut sorted: Vec<usize> = (0..facts.len()).collect();
    sorted.sort_unstable_by_key(|place| (facts[*place].at.map(When::lo), facts[*place].uid));
    // What has no day of its own is about other things.
    let undated = sorted.iter().take_while(|place| facts[**place].at.is_none()).count();
    sorted.rotate_left(undated);
    let (dated, undated) = sorted.split_at(facts.len() - undated);
    let roots = dated
        .iter()
        .copied()
        .chain(listed.iter().map(|place| facts.len() + place))
        .chain(undated.iter().copied());
    let needs = |node: usize| match node.checked_sub(facts.len()) {
        None => references(&facts[node]).iter().filter_map(|uid| places.get(uid).copied()).collect(),
        Some(list) => {
            let Difference { base, came, went } = &differences[list];
            let rows = came.iter().chain(went).map(|row| *row as usize);
            rows.chain(base.map(|base| facts.len() + base)).collect()
        }
    };
    let (order, _) = in_order(facts.len() + lists.len(), roots, needs);
    let exported_at = exported_at.to_rfc3339();
    write!(out, r#"{{"schema":{SCHEMA},"kind":"{KIND}","exported_at":"{exported_at}","facts":["#)?;
    for (nth, node) in order.into_iter().enumerate() {
        out.write_all(if nth == 0 { b"\n" } else { b",\n" })?;
        match node.checked_sub(facts.len()) {
            None => serde_json::to_writer(&mut *out, &facts[node])?,
            Some(list) => serde_json::to_writer(&mut *out, &written(record, list, &differences[list]))?,
        }
    }
    out.write_all(b"\n]}\n")
}

fn written(record: &Record, place: usize, difference: &Difference) -> Written {
    let list = &record.lists[place];
    let uids = |rows: &[u32]| {
        let mut uids: Vec<Uid> = rows.iter().map(|row| record.facts[*row as usize].uid).collect();
        uids.sort_unstable();
        uids
    };
    Written {
        id: list.uid,
        fact: "list",
        list: list.kind,
        source: Some(list.source).filter(|source| *source != Origin::Export),
        as_of: list.as_of,
        complete: (!list.complete).then_some(false),
        learned: list.learned,
        base: difference.base.map(|base| record.lists[base].uid),
        came: uids(&difference.came),
        went: uids(&difference.went),
    }
}

/// The places of the lists: those of one kind and source by day.
fn in_turn(lists: &[List]) -> Vec<usize> {
    let mut listed: Vec<usize> = (0..lists.len()).collect();
    listed.sort_unstable_by_key(|place| {
        let list = &lists[*place];
        (list.kind, list.source, list.as_of.lo(), list.uid)
    });
    listed
}

/// Each list as a difference from the one of its kind and source that comes before it, whatever it was told from.
fn differences(lists: &[List], listed: &[usize]) -> Vec<Difference> {
    let mut before = vec![None; lists.len()];
    for pair in listed.windows(2) {
        let (one, next) = (&lists[pair[0]], &lists[pair[1]]);
        before[pair[1]] = ((one.kind, one.source) == (next.kind, next.source)).then_some(pair[0]);
    }
    let is_in_turn = lists.iter().zip(&before).all(|(list, before)| list.base == *before);
    let rows = if is_in_turn { None } else { all_rows(lists) };
    let difference = |(list, before): (&List, Option<usize>), place: usize| match &rows {
        None => Difference { base: list.base, came: list.came.clone(), went: list.went.clone() },
        Some(rows) => {
            let of_base = before.map_or(&[][..], |before| &rows[before]);
            let (came, went) = (without(&rows[place], of_base), without(of_base, &rows[place]));
            Difference { base: before, came, went }
        }
    };
    lists.iter().zip(before).enumerate().map(|(place, both)| difference(both, place)).collect()
}

/// The rows of every list, sorted; none if they are too many.
fn all_rows(lists: &[List]) -> Option<Vec<Vec<u32>>> {
    let (mut all, mut count): (Vec<Vec<u32>>, usize) = (Vec::with_capacity(lists.len()), 0);
    for list in lists {
        let mut went = list.went.clone();
        went.sort_unstable();
        let of_base = list.base.map_or(&[][..], |base| &all[base]);
        let mut rows = without(of_base, &went);
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

/// Those that are not among the others; both are sorted.
fn without(rows: &[u32], others: &[u32]) -> Vec<u32> {
    let mut others = others.iter().copied().peekable();
    let is_left = |row: &u32| {
        while others.next_if(|other| other < row).is_some() {}
        others.peek() != Some(row)
    };
    rows.iter().copied().filter(is_left).collect()
}
