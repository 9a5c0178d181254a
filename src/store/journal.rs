//! Steps, and how they are undone and redone.
//!
//! While a command writes, triggers on every table of content note what each row was before: once a row, in the same
//! transaction. They are temporary, made anew from the tables' columns for each step, so that they need not ask
//! anything: a row that the step itself brought is told by its number, a table that was empty needs no trigger, and
//! who only reads never meets them.
//!
//! Undoing a step exchanges what the rows are for what they were, and the journal then leads back: redoing it is the
//! same exchange. Steps are undone from the last one on, so a row is what the step left.

mod swap;
mod table;

use std::cell::RefCell;
use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

pub use self::swap::{redo, undo};
use self::table::{Fresh, Table, tables};
use super::read::View;
use crate::domain::journal::{Step, Touched, WORDLESS};
use crate::domain::time::Instant;

/// So many steps are kept unless the settings say otherwise.
pub const STEPS_KEPT: u32 = 200;

/// So many bytes the journal holds at the most, beside the entries of the latest step.
const MOST_BYTES: i64 = 32 << 20;

/// What a command says that it did.
pub type Words = RefCell<Option<(Instant, String)>>;

/// A step that is being written.
pub struct Open {
    step: i64,
    tables: Vec<Table>,
    fresh: Fresh,
}

impl Open {
    /// Begins a step at the beginning of a transaction.
    pub fn begin(connection: &Connection) -> rusqlite::Result<Self> {
        let last = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'step'";
        let step = connection.prepare_cached(last)?.query_row([], |row| row.get::<_, i64>(0))? + 1;
        let tables = tables(connection)?;
        let fresh = fresh(connection, &tables)?;
        let triggers: String = tables.iter().map(|table| table.triggers(step, &fresh)).collect();
        connection.execute_batch(&triggers)?;
        Ok(Self { step, tables, fresh })
    }

    /// Ends it; what leaves everything as it was is no step. The oldest steps beyond `keep` are given up.
    pub fn end(self, connection: &Connection, words: &Words, keep: u32) -> rusqlite::Result<()> {
        let (touched, fresh) = (self.touched(connection)?, &self.fresh);
        if touched.values().all(|count| *count == 0) {
            return Ok(());
        }
        drop_undone(connection)?;
        let at = |words: &(Instant, String)| words.0;
        connection.execute(
            "INSERT INTO step (id, at, words, touched, fresh, size, is_undone)
             VALUES (?1, coalesce(?2, CAST(unixepoch('subsec') * 1000 AS INTEGER)), ?3, ?4, ?5, ?6, 0)",
            params![
                self.step,
                words.borrow().as_ref().map(at),
                words.borrow().as_ref().map_or(WORDLESS, |(_, words)| words),
                as_json(&touched),
                as_json(fresh),
                size(connection, self.step)?,
            ],
        )?;
        prune(connection, keep)
    }

    /// How many rows of which table are not what they were.
    fn touched(&self, connection: &Connection) -> rusqlite::Result<Touched> {
        let mut touched = Touched::new();
        for table in &self.tables {
            connection.execute(&table.strike_unchanged(self.step), [])?;
            let noted = "SELECT count(*) FROM journal WHERE step = ?1 AND place = ?2";
            let noted = connection.prepare_cached(noted)?.query_row(params![self.step, table.name], count)?;
            let brought = connection.query_row(&table.count_fresh(&self.fresh), [], count)?;
            if noted + brought > 0 {
                touched.insert(table.name.clone(), noted + brought);
            }
        }
        Ok(touched)
    }
}

/// Takes away the triggers of a step before.
pub fn disarm(connection: &Connection) -> rusqlite::Result<()> {
    let drops: String = tables(connection)?.iter().map(Table::without_triggers).collect();
    connection.execute_batch(&drops)
}

/// Empties steps and journal. Numbers of steps go on where they were.
pub fn forget(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM journal; DELETE FROM step;")
}

impl View<'_> {
    /// The latest steps, the last one first; `most`: at the most so many.
    pub fn steps(&self, most: u32) -> rusqlite::Result<Vec<Step>> {
        let list = "SELECT id, at, words, touched, is_undone FROM step ORDER BY id DESC LIMIT ?1";
        self.list(list, [most], |row| {
            Ok(Step {
                number: row.get(0)?,
                at: row.get(1)?,
                words: row.get(2)?,
                touched: serde_json::from_str(row.get_ref(3)?.as_str()?).unwrap_or_default(),
                is_undone: row.get(4)?,
            })
        })
    }

    /// How many steps can be undone, and how many redone.
    pub fn steps_left(&self) -> rusqlite::Result<(u32, u32)> {
        let left =
            "SELECT count(*) FILTER (WHERE NOT is_undone), count(*) FILTER (WHERE is_undone) FROM step";
        Ok(self.first(left, [], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default())
    }
}

/// The numbers after which a row is new.
fn fresh(connection: &Connection, tables: &[Table]) -> rusqlite::Result<Fresh> {
    let mut fresh = BTreeMap::new();
    let mut last = connection.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?;
    for table in tables {
        let has_rows = format!("SELECT EXISTS (SELECT 1 FROM main.\"{}\")", table.name);
        let has_rows: bool = connection.query_row(&has_rows, [], |row| row.get(0))?;
        let last: Option<i64> = last.query_row([&table.name], |row| row.get(0)).optional()?;
        match (has_rows, last) {
            (false, _) => drop(fresh.insert(table.name.clone(), None)),
            (true, Some(last)) => drop(fresh.insert(table.name.clone(), Some(last))),
            (true, None) => {}
        }
    }
    Ok(fresh)
}

/// What was undone can't be redone once something new is written.
fn drop_undone(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM journal WHERE step IN (SELECT id FROM step WHERE is_undone)", [])?;
    connection.execute("DELETE FROM step WHERE is_undone", []).map(drop)
}

/// Gives up the oldest steps beyond so many, or so many bytes; the latest one stays in any case.
fn prune(connection: &Connection, keep: u32) -> rusqlite::Result<()> {
    let first: Option<i64> = connection
        .prepare_cached(
            "SELECT min(id) FROM (
                SELECT id, row_number() OVER newest AS nth, sum(size) OVER newest AS bytes, max(id) OVER () AS last
                FROM step WINDOW newest AS (ORDER BY id DESC)
             ) WHERE id = last OR (nth <= ?1 AND bytes <= ?2)",
        )?
        .query_row(params![keep, MOST_BYTES], |row| row.get(0))?;
    connection.execute("DELETE FROM journal WHERE step < ?1", [first])?;
    connection.execute("DELETE FROM step WHERE id < ?1", [first]).map(drop)
}

/// The bytes of a step's entries.
fn size(connection: &Connection, step: i64) -> rusqlite::Result<i64> {
    let sum = "SELECT coalesce(sum(length(place) + octet_length(key) + coalesce(octet_length(was), 0)), 0)
               FROM journal WHERE step = ?1";
    connection.query_row(sum, [step], |row| row.get(0))
}

fn count(row: &rusqlite::Row) -> rusqlite::Result<usize> {
    row.get::<_, u32>(0).map(|count| count as usize)
}

fn as_json(value: &impl serde::Serialize) -> String {
    // Words and numbers always make JSON.
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}
