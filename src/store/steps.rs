//! Writing, each time one step that can be undone, and undoing it.

use rusqlite::{Connection, TransactionBehavior};

use super::journal;
use super::open::{Store, explain};
use super::write::Change;
use crate::domain::journal::Step;
use crate::error::{Error, Result};

impl Store {
    /// So many steps can be undone from now on; 0: none, and what was written down for it is given up with the next
    /// change.
    #[must_use]
    pub fn keeping(self, keep: u32) -> Self {
        Self { keep, ..self }
    }

    /// The only way to write: one transaction, kept if `change` succeeds, and as if it had never begun otherwise. What
    /// it changes in the tables of content is one step.
    pub fn write<T>(&mut self, change: impl FnOnce(&Change) -> Result<T>) -> Result<T> {
        let (path, keep, was_armed) = (&self.path, self.keep, self.is_armed);
        let explained = |error| explain(path, error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(explained)?;
        if was_armed {
            journal::disarm(&transaction).map_err(explained)?;
        }
        let step = (keep > 0).then(|| journal::Open::begin(&transaction)).transpose().map_err(explained)?;
        let before = transaction.total_changes();
        let open = Change::new(&transaction, path, step.as_ref());
        let value = change(&open)?;
        let is_changed = transaction.total_changes() > before;
        match &step {
            _ if open.forgets.get() => journal::forget(&transaction),
            Some(step) if is_changed => step.end(&transaction, &open.words, keep),
            None if is_changed => journal::forget(&transaction),
            _ => Ok(()),
        }
        .map_err(explained)?;
        drop(open);
        transaction.commit().map_err(explained)?;
        self.is_armed = keep > 0;
        Ok(value)
    }

    /// Undoes the last steps, at most so many, all or none; the last one first. Everything is then as it was before,
    /// but for the numbers that were given: no number is given twice.
    pub fn undo(&mut self, most: u32) -> Result<Vec<Step>> {
        self.exchange(|connection| journal::undo(connection, most))
    }

    /// Redoes what was undone last, at most so many steps, all or none.
    pub fn redo(&mut self, most: u32) -> Result<Vec<Step>> {
        self.exchange(|connection| journal::redo(connection, most))
    }

    /// One transaction in which rows may refer to what is put back only later.
    fn exchange(
        &mut self,
        exchange: impl FnOnce(&Connection) -> rusqlite::Result<Vec<Step>>,
    ) -> Result<Vec<Step>> {
        let path = self.path.clone();
        let explained = |error| explain(&path, error);
        // No effect within a transaction.
        self.connection.pragma_update(None, "foreign_keys", false).map_err(explained)?;
        let steps = self.exchange_in_transaction(exchange);
        self.connection.pragma_update(None, "foreign_keys", true).map_err(explained)?;
        steps
    }

    fn exchange_in_transaction(
        &mut self,
        exchange: impl FnOnce(&Connection) -> rusqlite::Result<Vec<Step>>,
    ) -> Result<Vec<Step>> {
        let (path, was_armed) = (&self.path, self.is_armed);
        let explained = |error| explain(path, error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(explained)?;
        if was_armed {
            journal::disarm(&transaction).map_err(explained)?;
        }
        let steps = exchange(&transaction).map_err(explained)?;
        let astray = "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)";
        if transaction.query_row(astray, [], |row| row.get(0)).map_err(explained)? {
            return Err(Error::failed(
                "that can't be undone or redone: the file was changed by another program",
            )
            .hint("nothing was changed"));
        }
        transaction.commit().map_err(explained)?;
        self.is_armed = false;
        Ok(steps)
    }
}
