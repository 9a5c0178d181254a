//! Undoing and redoing.

use rusqlite::{Connection, params};

use super::size;
use super::table::{Fresh, Table, tables};
use crate::domain::journal::{Step, Touched};

/// What rows are now, while they become what they were.
pub(super) const OTHER: &str = "CREATE TEMP TABLE other (
    place TEXT NOT NULL, key TEXT NOT NULL, was TEXT, PRIMARY KEY (place, key)
) STRICT, WITHOUT ROWID";

/// Undoes the last steps, at most so many; the last one first. Without foreign keys in force.
pub fn undo(connection: &Connection, most: u32) -> rusqlite::Result<Vec<Step>> {
    exchange(connection, "NOT is_undone ORDER BY id DESC", most, true)
}

/// Redoes the steps that were undone last, at most so many; the first one first. Without foreign keys in force.
pub fn redo(connection: &Connection, most: u32) -> rusqlite::Result<Vec<Step>> {
    exchange(connection, "is_undone ORDER BY id", most, false)
}

fn exchange(connection: &Connection, which: &str, most: u32, is_undone: bool) -> rusqlite::Result<Vec<Step>> {
    let list = format!("SELECT id, at, words, touched, fresh FROM step WHERE {which} LIMIT ?1");
    let mut list = connection.prepare(&list)?;
    let found = list.query_map([most], |row| {
        let touched: Touched = serde_json::from_str(row.get_ref(3)?.as_str()?).unwrap_or_default();
        let fresh: Fresh = serde_json::from_str(row.get_ref(4)?.as_str()?).unwrap_or_default();
        let step = Step { number: row.get(0)?, at: row.get(1)?, words: row.get(2)?, touched, is_undone };
        Ok((step, fresh))
    })?;
    let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let tables = tables(connection)?;
    for (step, fresh) in &found {
        swap(connection, &tables, step.number, fresh)?;
        connection.execute(
            "UPDATE step SET is_undone = ?2, fresh = '{}', size = ?3 WHERE id = ?1",
            params![step.number, is_undone, size(connection, step.number)?],
        )?;
    }
    Ok(found.into_iter().map(|(step, _)| step).collect())
}

/// Exchanges what the rows are for what the journal says.
fn swap(connection: &Connection, tables: &[Table], step: i64, fresh: &Fresh) -> rusqlite::Result<()> {
    connection.execute_batch(OTHER)?;
    let each = |statement: &dyn Fn(&Table) -> String| {
        tables.iter().try_for_each(|table| connection.execute_batch(&statement(table)))
    };
    each(&|table| table.note_present(step, fresh))?;
    each(&Table::clear)?;
    each(&|table| table.put_back(step))?;
    connection.execute("DELETE FROM journal WHERE step = ?1", [step])?;
    connection.execute("INSERT INTO journal SELECT ?1, place, key, was FROM temp.other", [step])?;
    connection.execute_batch("DROP TABLE temp.other")
}
