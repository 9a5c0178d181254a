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

use rusqlite::types::FromSql;
use rusqlite::{Connection, params};

pub use self::swap::{redo, undo};
use self::table::{Fresh, Table, tables};
use super::read::View;
use crate::domain::journal::{Step, Touched, WORDLESS};
use crate::record::time::Instant;

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
        let step = connection.query_row(last, [], |row| row.get::<_, i64>(0))? + 1;
        let tables = tables(connection)?;
        let fresh = fresh(connection, &tables)?;
        let triggers: String = tables.iter().map(|table| table.triggers(step, &fresh)).collect();
        connection.execute_batch(&triggers)?;
        Ok(Self { step, tables, fresh })
    }

    /// Lets `act` write every row anew: the journal then tells what differs, rather than each row on the way.
    pub fn as_a_whole(
        &self,
        connection: &Connection,
        act: impl FnOnce() -> crate::error::Result<()>,
        explained: impl Fn(rusqlite::Error) -> crate::error::Error,
    ) -> crate::error::Result<()> {
        let each = |statements: &dyn Fn(&Table) -> String| {
            let all: String = self.tables.iter().map(statements).collect();
            connection.execute_batch(&all).map_err(&explained)
        };
        each(&Table::without_triggers)?;
        connection.execute_batch(swap::OTHER).map_err(&explained)?;
        each(&|table| table.note_all(&self.fresh))?;
        act()?;
        each(&|table| table.note_differences(self.step, &self.fresh))?;
        connection.execute_batch("DROP TABLE temp.other").map_err(&explained)?;
        each(&|table| table.triggers(self.step, &self.fresh))
    }

    /// Ends it; what leaves everything as it was is no step. The oldest steps beyond `keep` are given up.
    pub fn end(&self, connection: &Connection, words: &Words, keep: u32) -> rusqlite::Result<()> {
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
        let noted = "SELECT place, count(*) FROM journal WHERE step = ?1 GROUP BY place";
        let mut noted = connection.prepare_cached(noted)?;
        let mut noted = || -> rusqlite::Result<Touched> {
            noted.query_map([self.step], |row| Ok((row.get(0)?, row.get::<_, u32>(1)? as usize)))?.collect()
        };
        let places = noted()?;
        for table in self.tables.iter().filter(|table| places.contains_key(&table.name)) {
            connection.execute(&table.strike_unchanged(self.step), [])?;
        }
        let mut touched = if places.is_empty() { places } else { noted()? };
        let brought: Vec<u32> =
            all_at_once(connection, &self.tables, |table| table.count_fresh(&self.fresh))?;
        for (table, brought) in self.tables.iter().zip(brought).filter(|(_, brought)| *brought > 0) {
            *touched.entry(table.name.clone()).or_default() += brought as usize;
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
    let mut last = connection.prepare_cached("SELECT name, seq FROM sqlite_sequence")?;
    let last = last.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut fresh = last.collect::<rusqlite::Result<Fresh>>()?;
    let has_rows: Vec<bool> = all_at_once(connection, tables, Table::has_rows)?;
    fresh.retain(|name, _| tables.iter().any(|table| table.name == *name));
    let empty = tables.iter().zip(has_rows).filter(|(_, has_rows)| !has_rows);
    fresh.extend(empty.map(|(table, _)| (table.name.clone(), None)));
    Ok(fresh)
}

/// Asks something of every table in one statement.
fn all_at_once<T: FromSql>(
    connection: &Connection,
    tables: &[Table],
    question: impl Fn(&Table) -> String,
) -> rusqlite::Result<Vec<T>> {
    let questions: Vec<String> = tables.iter().map(question).collect();
    connection.query_row(&format!("SELECT {}", questions.join(", ")), [], |row| {
        (0..tables.len()).map(|column| row.get(column)).collect()
    })
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

fn as_json(value: &impl serde::Serialize) -> String {
    // Words and numbers always make JSON.
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}
