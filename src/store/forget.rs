//! Removing somebody for good. `secure_delete` overwrites what is deleted, so that nothing of it stays in free pages.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Params;

use super::backup::{kept, others_files, sweep_torn};
use super::header::{Marks, has_content};
use super::open::{Store, explain};
use super::read::{View, Which};
use super::schema::VERSION;
use super::write::Change;
use crate::domain::kept::Fact;
use crate::error::Result;
use crate::record::name::{fold, fold_person};
use crate::record::uid::Uid;

/// What tells somebody from others, in this file and in copies of it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Identity {
    /// Every uid that they ever had.
    uids: Vec<Uid>,
    /// The uids of everybody else, and the profiles that find them.
    others: HashSet<Uid>,
    taken: HashSet<String>,
    /// The profiles that find them.
    slugs: Vec<String>,
    /// Those that were corrected: theirs before, or somebody else's.
    former: Vec<String>,
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
    /// What tells the person with these entries from others; `known`: what another copy of the file says of them.
    pub fn identity(&self, entries: &[i64], known: Identity) -> rusqlite::Result<Identity> {
        let which = Which::People(entries);
        let keys = |kind: &str, whose: &str| {
            let of_them = which.clause(whose, "person_id");
            format!("SELECT key FROM person_key WHERE typeof(key) = '{kind}'{of_them}")
        };
        let Identity { mut uids, mut others, mut taken, mut slugs, mut former, mut names } = known;
        uids.extend(self.list::<Uid>(&keys("blob", "AND"), [], |row| row.get(0))?);
        others.extend(self.list::<Uid>(&keys("blob", "AND NOT"), [], |row| row.get(0))?);
        let book = self.book(which)?;
        slugs.extend(book.people.iter().flat_map(|person| person.profiles().cloned()));
        former.extend(self.list::<String>(&keys("text", "AND"), [], |row| row.get(0))?);
        names.extend(book.people.iter().flat_map(|person| both_names(&person.name)));

        let list = format!("SELECT name, slug FROM person{}", which.clause("WHERE NOT", "id"));
        let everybody_else: Vec<(String, Option<String>)> =
            self.list(&list, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        taken.extend(everybody_else.iter().filter_map(|(_, slug)| slug.clone()));
        let aliases = format!("{} AND is_alias = 1", keys("text", "AND NOT"));
        taken.extend(self.list::<String>(&aliases, [], |row| row.get(0))?);
        let shared: HashSet<String> = everybody_else.iter().flat_map(|(name, _)| both_names(name)).collect();
        slugs.retain(|slug| !taken.contains(slug));
        former.retain(|slug| !taken.contains(slug) && !slugs.contains(slug));
        names.retain(|name| !shared.contains(name));
        Ok(Identity { uids, others, taken, slugs, former, names })
    }

    /// Whether the entry is one of somebody else, by what the file says that the identity is of.
    fn is_of_another(&self, entry: i64, identity: &Identity) -> rusqlite::Result<bool> {
        let find = "SELECT key FROM person_key WHERE person_id = ?1 AND typeof(key) = 'blob'";
        let uids: Vec<Uid> = self.list(find, [entry], |row| row.get(0))?;
        Ok(uids.iter().any(|uid| identity.others.contains(uid)))
    }
}

/// With and without what may stand behind it.
fn both_names(name: &str) -> [String; 2] {
    [fold(name), fold_person(name)]
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
            traces.connections += self.delete("DELETE FROM connection WHERE key = ?1", [slug])?;
        }
        for (slug, name) in
            identity.former.iter().flat_map(|slug| identity.names.iter().map(move |name| (slug, name)))
        {
            traces.connections +=
                self.delete("DELETE FROM connection WHERE key = ?1 AND folded = ?2", [slug, name])?;
        }
        for name in &identity.names {
            let find = "SELECT DISTINCT key FROM connection WHERE folded = ?1";
            let keys: Vec<String> = self.read(|view| view.list(find, [name], |row| row.get(0)))?;
            // Of whom no profile is known, it may be any that nobody else on record has.
            let may_be = |key: &&String| match identity.slugs.as_slice() {
                [] => !identity.taken.contains(*key),
                _ => key.starts_with(' '),
            };
            for key in keys.iter().filter(may_be) {
                traces.connections +=
                    self.delete("DELETE FROM connection WHERE key = ?1 AND folded = ?2", [key, name])?;
            }
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

    fn delete(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.explained(self.connection().execute(sql, params))
    }
}

impl Identity {
    fn is_named_by(&self, fact: &Fact) -> bool {
        match fact.slug() {
            Some(slug) if self.taken.contains(slug) => false,
            Some(slug) if self.slugs.iter().any(|own| own == slug) => true,
            _ => self.names.contains(&fold_person(fact.name())),
        }
    }

    /// Removes them from the copies in the folder beside the file.
    pub fn forget_in_copies(&self, database: &Path) -> Result<Copies> {
        let mut copies = Copies::default();
        sweep_torn(database, Duration::ZERO);
        let own: Vec<PathBuf> = kept(database)?.into_iter().map(|copy| copy.path).collect();
        let others = others_files(database, &own);
        for path in own {
            let list = match self.forget_in(&path) {
                Some(true) => &mut copies.rewritten,
                // An earlier version would have to be brought forward first: it is of no more use than the others.
                Some(false) if fs_err::remove_file(&path).is_ok() => &mut copies.dropped,
                _ => &mut copies.left,
            };
            list.push(path);
        }
        copies.left.extend(others);
        Ok(copies)
    }

    /// `None`: it can't be read or changed, or not without somebody else. `false`: it is of an earlier version.
    fn forget_in(&self, copy: &Path) -> Option<bool> {
        has_content(copy).ok()?;
        let mut store = Store::open_raw(copy).ok()?;
        if Marks::of(&store.connection).ok()?.version != VERSION {
            return Some(false);
        }
        if store.read(|view| self.is_mixed_in(view)).ok()? {
            return None;
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
        let mut entries = self.entries_in(copy)?;
        let mut perhaps: Vec<i64> = Vec::new();
        for slug in &self.slugs {
            perhaps.extend(copy.one::<i64>("SELECT person_id FROM person_key WHERE key = ?1", [slug])?);
        }
        for name in &self.names {
            let find = "SELECT id FROM person WHERE slug IS NULL AND folded = ?1";
            perhaps.extend(copy.list(find, [name], |row| row.get::<_, i64>(0))?);
        }
        for entry in perhaps {
            if !copy.is_of_another(entry, self)? {
                entries.push(entry);
            }
        }
        copy.identity(&entries, self.clone())
    }

    /// Whether a copy holds them and somebody else as one person: it is of when they were merged by mistake.
    fn is_mixed_in(&self, copy: &View) -> rusqlite::Result<bool> {
        for entry in self.entries_in(copy)? {
            if copy.is_of_another(entry, self)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The entries with a uid of theirs.
    fn entries_in(&self, copy: &View) -> rusqlite::Result<Vec<i64>> {
        let found = self.uids.iter().map(|&uid| copy.person_with_uid(uid));
        found.filter_map(rusqlite::Result::transpose).collect()
    }
}

impl Store {
    /// Writes the file anew: where rows were moved from page to page, SQLite leaves what they said.
    pub fn sweep(&self) -> Result<()> {
        self.connection.execute_batch("VACUUM").map_err(|error| explain(&self.path, error))
    }
}
