//! The tables, and how a file of an earlier version becomes one of this version.
//!
//! *Compatibility*: `user_version` counts the migrations that were applied. A migration is never changed or
//! reordered once released; a file with more of them than we know is refused.

use rusqlite::{Connection, TransactionBehavior};

use super::journal;

/// `invt` in ASCII: says that a SQLite file is ours.
pub const APPLICATION_ID: i32 = 0x696E_7674;

/// One entry a version: the statements that lead to it.
pub const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
];

/// From that version on there is a journal.
const JOURNAL_SINCE: u32 = 5;

/// The version this program reads and writes.
#[expect(clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "a handful of migrations")]
pub const VERSION: i32 = MIGRATIONS.len() as i32;

/// Brings the file to [`VERSION`], all in one transaction.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    // Else what refers to a table would go with it when it is replaced by a better one; no effect in a transaction.
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = apply(connection);
    connection.pragma_update(None, "foreign_keys", true)?;
    if migrated? == 0 {
        // The tables of earlier versions leave holes in a new file. It is as good with them, only larger.
        drop(connection.execute_batch("VACUUM"));
    }
    Ok(())
}

/// Returns the version that the file had.
fn apply(connection: &mut Connection) -> rusqlite::Result<u32> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read inside the transaction: another process may have migrated while we waited for the lock.
    let version = transaction.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))?;
    for (index, statements) in MIGRATIONS.iter().enumerate().skip(version as usize) {
        transaction.execute_batch(statements)?;
        transaction.pragma_update(None, "user_version", i64::try_from(index + 1).unwrap_or_default())?;
    }
    // What it tells of the tables is of their old form.
    if version >= JOURNAL_SINCE && (version as usize) < MIGRATIONS.len() {
        journal::forget(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    Ok(version)
}
