//! Removing somebody for good. `secure_delete` overwrites what is deleted, so that nothing of it stays in free pages.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::backup::{kept, sweep_torn};
use super::header::{Marks, has_content};
use super::open::{Store, explain};
use super::read::{View, Which};
use super::schema::VERSION;
use super::write::Change;
use crate::domain::kept::Fact;
use crate::domain::name::{fold, fold_person};
use crate::error::Result;

/// What tells somebody from others, in this file and in copies of it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Identity {
    /// Every uid that they ever had.
    uids: Vec<Vec<u8>>,
    /// Every profile that they ever had and nobody else on record has.
    slugs: Vec<String>,
    /// Their folded names, with and without what may stand behind them, that nobody else on record has.
    names: Vec<String>,
}

/// What is on record of somebody beside requests and looks.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Traces {
    /// Rows of the user's connections.
    pub connections: usize,
    /// Facts that imports kept.
    pub kept: usize,
}

/// What became of the copies.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Copies {
    /// Without the person now.
    pub rewritten: Vec<PathBuf>,
    /// Of an earlier version: dropped.
    pub dropped: Vec<PathBuf>,
    /// Can't be read, or can't be changed: the user has to see to them.
    pub left: Vec<PathBuf>,
}

impl View<'_> {
    /// What tells the person with these entries from others; `known`: of another copy of the file.
    pub fn identity(&self, entries: &[i64], known: Identity) -> rusqlite::Result<Identity> {
        let Identity { mut uids, mut slugs, mut names } = known;
        let which = Which::People(entries);
        let (own, others) = (which.clause("AND", "person_id"), which.clause("AND NOT", "id"));
        let keys = |kind: &str| format!("SELECT key FROM person_key WHERE typeof(key) = '{kind}'{own}");
        uids.extend(self.list(&keys("blob"), [], |row| row.get(0))?);
        slugs.extend(self.list::<String>(&keys("text"), [], |row| row.get(0))?);
        let of_entries = format!("SELECT name, slug FROM person{}", which.condition("id"));
        for (name, slug) in self.list(&of_entries, [], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))? {
            names.extend([fold(&name), fold_person(&name)]);
            slugs.extend::<Option<String>>(slug);
        }
        // A profile that was corrected may be somebody else's, and so may a name.
        let is_taken = format!("SELECT 1 FROM person WHERE slug = ?1{others}");
        let is_shared = format!("SELECT 1 FROM person WHERE folded = ?1{others}");
        Ok(Identity { uids, slugs: self.without(&is_taken, slugs)?, names: self.without(&is_shared, names)? })
    }

    /// Each once; those for which there is no row.
    fn without(&self, find: &str, mut values: Vec<String>) -> rusqlite::Result<Vec<String>> {
        values.sort_unstable();
        values.dedup();
        let mut left = Vec::new();
        for value in values {
            if !self.exists(find, [&value])? {
                left.push(value);
            }
        }
        Ok(left)
    }
}

impl Change<'_> {
    /// Removes somebody with all that is on record of them.
    pub fn forget(&self, identity: &Identity) -> Result<Traces> {
        for uid in &identity.uids {
            let find = "DELETE FROM person WHERE id IN (SELECT person_id FROM person_key WHERE key = ?1)";
            self.execute(find, [uid])?;
        }
        let mut traces = Traces::default();
        for slug in &identity.slugs {
            traces.connections += self.delete("DELETE FROM connection WHERE key = ?1", slug)?;
        }
        // What is known by no more than a name may be about somebody else of that name.
        for name in &identity.names {
            let own = if identity.slugs.is_empty() { "folded = ?1" } else { "key = ' ' || ?1" };
            traces.connections += self.delete(&format!("DELETE FROM connection WHERE {own}"), name)?;
        }
        for (id, fact) in self.read(|view| {
            view.list("SELECT id, fact FROM kept", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Fact>(1)?))
            })
        })? {
            if identity.is_named_by(&fact) {
                self.execute("DELETE FROM kept WHERE id = ?1", [id])?;
                traces.kept += 1;
            }
        }
        Ok(traces)
    }

    fn delete(&self, sql: &str, key: &str) -> Result<usize> {
        self.explained(self.connection().execute(sql, [key]))
    }
}

impl Identity {
    fn is_named_by(&self, fact: &Fact) -> bool {
        let is_name = self.names.contains(&fold_person(fact.name()));
        match fact.slug() {
            Some(slug) if !self.slugs.is_empty() => self.slugs.iter().any(|own| own == slug),
            _ => is_name,
        }
    }

    /// Removes them from the copies in the folder beside the file.
    pub fn forget_in_copies(&self, database: &Path) -> Result<Copies> {
        let mut copies = Copies::default();
        sweep_torn(database, Duration::ZERO);
        for copy in kept(database)? {
            let path = copy.path;
            let list = match self.forget_in(&path) {
                Some(true) => &mut copies.rewritten,
                // An earlier version would have to be brought forward first: it is of no more use than the others.
                Some(false) if fs_err::remove_file(&path).is_ok() => &mut copies.dropped,
                _ => &mut copies.left,
            };
            list.push(path);
        }
        Ok(copies)
    }

    /// `None`: it can't be read or changed. `false`: it is of an earlier version.
    fn forget_in(&self, copy: &Path) -> Option<bool> {
        has_content(copy).ok()?;
        let mut store = Store::open_raw(copy).ok()?;
        if Marks::of(&store.connection).ok()?.version != VERSION {
            return Some(false);
        }
        store.write(|change| self.forget_here(change)).ok()?;
        store.sweep().ok()?;
        Some(true)
    }

    fn forget_here(&self, change: &Change) -> Result<()> {
        let known_there = change.read(|view| self.known_in(view))?;
        change.forget_journal();
        change.forget(&known_there).map(drop)
    }

    /// The same with what a copy knows of them: they may have had another name then, or two entries.
    fn known_in(&self, copy: &View) -> rusqlite::Result<Self> {
        let find = "SELECT person_id FROM person_key WHERE key = ?1";
        let mut entries: Vec<i64> = Vec::new();
        for uid in &self.uids {
            entries.extend(copy.one::<i64>(find, [uid])?);
        }
        for slug in &self.slugs {
            entries.extend(copy.one::<i64>(find, [slug])?);
        }
        for name in &self.names {
            let find = "SELECT id FROM person WHERE slug IS NULL AND folded = ?1";
            entries.extend(copy.list(find, [name], |row| row.get::<_, i64>(0))?);
        }
        copy.identity(&entries, self.clone())
    }
}

impl Store {
    /// Writes the file anew: where rows were moved from page to page, SQLite leaves what they said.
    pub fn sweep(&self) -> Result<()> {
        self.connection.execute_batch("VACUUM").map_err(|error| explain(&self.path, error))
    }
}
