//! Removing somebody for good: the only deletion. `secure_delete` overwrites what is deleted, so that nothing of it stays
//! in free pages.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::params;

use super::lists::{Stored, runs, sum_of, text_of};
use super::open::{Change, Read, Store, explain};
use crate::error::Result;
use crate::record::identity::uid_of_list;
use crate::record::name::fold;
use crate::record::time::Instant;
use crate::record::uid::Uid;

/// Begins the key of a name without letters.
const BARE_NAME: char = '=';

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// Undone ones included; what is about them alone goes with them.
    pub facts: Vec<Uid>,
    /// Hashes of people, and when they were forgotten.
    pub marks: HashMap<[u8; 16], Instant>,
}

impl Store {
    /// Writes the file anew: where rows were moved from page to page, SQLite leaves what they said.
    pub(super) fn sweep(&self) -> Result<()> {
        self.connection.execute_batch("VACUUM").map_err(|error| explain(&self.path, error))
    }
}

#[derive(Default)]
struct Traces {
    /// The keys of their names, between blanks.
    names: BTreeSet<String>,
    /// Profiles, addresses, and names without a letter.
    texts: BTreeSet<String>,
    steps: BTreeSet<i64>,
}

impl Traces {
    /// In the steps that told of them any part of the name counts, elsewhere the whole of a full one.
    fn is_in(&self, step: i64, words: &str) -> bool {
        let (lower, folded) = (words.to_lowercase(), format!(" {} ", fold(words)));
        let is_theirs = self.steps.contains(&step);
        let is_part =
            |name: &String| name.split_whitespace().any(|word| folded.contains(&format!(" {word} ")));
        let is_whole = |name: &String| name.trim().contains(' ') && folded.contains(name);
        self.texts.iter().any(|text| stands_in(text, &lower))
            || self.names.iter().any(|name| is_whole(name) || is_theirs && is_part(name))
    }
}

/// Not within a word.
fn stands_in(text: &str, words: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    words.match_indices(text).any(|(place, _)| {
        is_end(words[..place].chars().next_back()) && is_end(words[place + text.len()..].chars().next())
    })
}

impl Change<'_> {
    /// How many facts went.
    pub fn forget(&self, chosen: &Chosen) -> Result<usize> {
        self.explained(self.forget_all(chosen))
    }

    fn forget_all(&self, chosen: &Chosen) -> Read<usize> {
        let gone = self.reached(&chosen.facts)?;
        let told = self.told_by(&gone)?;
        self.cut_lists(&gone)?;
        // What is about another fact has the higher number.
        for id in gone.keys().rev() {
            self.run("DELETE FROM fact WHERE id = ?1", [id])?;
        }
        for (hash, at) in &chosen.marks {
            self.run(
                "INSERT OR REPLACE INTO forgotten (hash, learned) VALUES (?1, ?2)",
                params![hash, at.millis()],
            )?;
        }
        if !gone.is_empty() {
            self.clean_steps(&told)?;
            self.lower_mark()?;
        }
        self.run("DELETE FROM cache", [])?;
        Ok(gone.len())
    }

    /// Lets imports bring these people again.
    pub fn allow(&self, marks: &[[u8; 16]]) -> Result<usize> {
        let drop_mark = |mark| self.explained(self.run("DELETE FROM forgotten WHERE hash = ?1", [mark]));
        let count = marks.iter().map(drop_mark).sum::<Result<usize>>()?;
        if count > 0 {
            self.explained(self.run("DELETE FROM cache", []))?;
        }
        Ok(count)
    }

    /// With what is about them alone and names nobody else; what was undone, also where it names others.
    fn reached(&self, facts: &[Uid]) -> Read<BTreeMap<i64, Uid>> {
        let view = self.view();
        let mut gone: BTreeMap<i64, Uid> = BTreeMap::new();
        let mut uids: HashSet<Uid> = HashSet::new();
        let mut todo = facts.to_vec();
        let uid = |row: &rusqlite::Row| row.get(0).map(Uid::from_bytes);
        while let Some(next) = todo.pop() {
            let Some(id) = view.one("SELECT id FROM fact WHERE uid = ?1", [next.bytes()])? else { continue };
            if gone.insert(id, next).is_some() {
                continue;
            }
            uids.insert(next);
            todo.extend(view.list("SELECT uid FROM fact WHERE about = ?1", [id], uid)?);
            let namers = "SELECT f.id, f.uid, f.about, f.kind = 'correction' AND f.step > ?2 FROM names JOIN fact AS f ON f.id = fact
                WHERE what = ?1 AND (f.kind = 'correction' OR coalesce(f.name, f.slug, f.email) IS NULL)";
            let namers = view.list(namers, params![next.bytes(), view.live], |row| {
                let (id, about) = (row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(2)?);
                Ok((id, Uid::from_bytes(row.get(1)?), about, row.get::<_, bool>(3)?))
            })?;
            for (namer, namer_uid, about, is_undone) in namers {
                let named = "SELECT what FROM names WHERE fact = ?1 AND typeof(what) = 'blob'";
                let named = view.list(named, [namer], uid)?;
                if about.is_none_or(|about| gone.contains_key(&about))
                    && (is_undone || named.iter().all(|uid| uids.contains(uid)))
                {
                    todo.push(namer_uid);
                }
            }
        }
        Ok(gone)
    }

    /// A list is then what it would be had they never been on it.
    fn cut_lists(&self, gone: &BTreeMap<i64, Uid>) -> Read<()> {
        let is_gone = |id: &i64| gone.contains_key(id);
        let mut on: HashMap<i64, BTreeSet<i64>> = HashMap::new();
        for stored in self.view().with_undone().stored_lists()? {
            let of = |text: &str| -> BTreeSet<i64> {
                runs(text)
                    .flat_map(|(first, last)| gone.range(first..=last.max(first)).map(|(id, _)| *id))
                    .collect()
            };
            let (came, went) = (of(&stored.came), of(&stored.went));
            let base = stored.base.and_then(|base| on.get(&base)).cloned().unwrap_or_default();
            let own: BTreeSet<i64> = base.difference(&went).chain(&came).copied().collect();
            if !came.is_empty() || !went.is_empty() {
                let last = self.view().with_undone().last("fact")?;
                let cut = |text: &str| {
                    let ids = runs(text).flat_map(|(first, end)| first..=end.min(last));
                    text_of(ids.filter(|id| !is_gone(id)))
                };
                let (came, went) = (cut(&stored.came), cut(&stored.went));
                self.run(
                    "UPDATE list SET came = ?2, went = ?3 WHERE id = ?1",
                    params![stored.id, came, went],
                )?;
            }
            if !own.is_empty() {
                self.rename_list(&stored, sum_of(own.iter().map(|id| &gone[id])))?;
            }
            on.insert(stored.id, own);
        }
        Ok(())
    }

    fn rename_list(&self, stored: &Stored, subtracted: u128) -> Read<()> {
        let view = self.view().with_undone();
        let sum = view.one("SELECT sum FROM list WHERE id = ?1", [stored.id])?.map(u128::from_be_bytes);
        let Some(sum) = sum.map(|sum| sum.wrapping_sub(subtracted).to_be_bytes()) else { return Ok(()) };
        let (old, new) = (stored.list.uid, uid_of_list(&stored.list, [Uid::from_bytes(sum)]));
        // What told it from another list may have gone.
        let same = "SELECT id FROM list WHERE uid = ?1 AND id <> ?2";
        if let Some(same) = view.one::<i64>(same, params![new.bytes(), stored.id])? {
            let (kept, dropped) = (same.min(stored.id), same.max(stored.id));
            self.run(
                "UPDATE list SET learned = min(list.learned, d.learned),
                    complete = min(coalesce(list.complete, d.complete), coalesce(d.complete, list.complete))
                 FROM (SELECT complete, learned FROM list WHERE id = ?2) AS d WHERE list.id = ?1",
                [kept, dropped],
            )?;
            self.run("UPDATE list SET base = ?1 WHERE base = ?2", [kept, dropped])?;
            self.run("DELETE FROM list WHERE id = ?1", [dropped])?;
        }
        let set = "UPDATE list SET uid = ?2, sum = ?3 WHERE id = ?1 OR uid = ?2";
        self.run(set, params![stored.id, new.bytes(), sum])?;
        // What is said of it is said of it still.
        let named = "UPDATE fact SET more = replace(more, ?3, ?4)
            WHERE id IN (SELECT fact FROM names WHERE what = ?1 OR what = ?2)";
        self.run(named, params![old.bytes(), new.bytes(), old.to_string(), new.to_string()])?;
        self.run("UPDATE OR REPLACE names SET what = ?2 WHERE what = ?1", params![old.bytes(), new.bytes()])?;
        Ok(())
    }

    fn told_by(&self, gone: &BTreeMap<i64, Uid>) -> Read<Traces> {
        let mut told = Traces::default();
        for id in gone.keys() {
            let find = "SELECT step, folded, lower(name), slug, lower(email) FROM fact WHERE id = ?1";
            self.view().list(find, [id], |row| {
                told.steps.insert(row.get(0)?);
                match row.get::<_, Option<String>>(1)? {
                    Some(key) if key.starts_with(BARE_NAME) => {
                        told.texts.extend(row.get::<_, Option<String>>(2)?);
                    }
                    key => told.names.extend(key.map(|key| format!(" {key} "))),
                }
                told.texts.extend(row.get::<_, Option<String>>(3)?);
                told.texts.extend(row.get::<_, Option<String>>(4)?);
                Ok(())
            })?;
        }
        Ok(told)
    }

    fn clean_steps(&self, told: &Traces) -> Read<()> {
        let empty = "DELETE FROM step WHERE id NOT IN (SELECT step FROM fact UNION SELECT step FROM list
            UNION SELECT complete FROM list WHERE complete IS NOT NULL)";
        self.run(empty, [])?;
        let live = "UPDATE record SET live = (SELECT coalesce(max(id), 0) FROM step WHERE id <= live)";
        self.run(live, [])?;
        self.live.set(self.view().one("SELECT live FROM record", [])?.unwrap_or(0));
        let steps = "SELECT id, words FROM step";
        let steps =
            self.view().list(steps, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        for (step, words) in steps {
            if told.is_in(step, &words) {
                let command = words.split(' ').next().unwrap_or_default();
                self.run("UPDATE step SET words = ?2 WHERE id = ?1", params![step, command])?;
            }
        }
        Ok(())
    }
}
