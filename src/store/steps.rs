//! Steps: what one command added. Undoing one is a smaller number.

use std::collections::{BTreeMap, HashMap};

use rusqlite::params;

use super::open::{Change, Read, View};
use crate::error::Result;
use crate::record::time::Instant;
use crate::record::uid::Uid;

/// What one command added: what undo takes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Only as long as it is on record.
    pub number: i64,
    pub at: Instant,
    pub words: String,
    pub is_undone: bool,
    /// Facts by their kind, and lists (`list`).
    pub counts: BTreeMap<String, u32>,
}

impl View<'_> {
    /// Undone ones included; the latest first.
    pub fn steps(&self, most: usize) -> Read<Vec<Step>> {
        self.listed("ORDER BY id DESC", most)
    }

    /// How many can be undone, and how many redone.
    pub fn steps_left(&self) -> Read<(usize, usize)> {
        let count = "SELECT count(*) FILTER (WHERE id <= ?1), count(*) FILTER (WHERE id > ?1) FROM step";
        let read = |row: &rusqlite::Row| Ok((row.get::<_, u32>(0)? as usize, row.get::<_, u32>(1)? as usize));
        self.connection.prepare_cached(count)?.query_row([self.live], read)
    }

    fn listed(&self, which: &str, most: usize) -> Read<Vec<Step>> {
        let list = format!("SELECT id, at, words, id > ?1 FROM step {which} LIMIT ?2");
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let mut steps = self.list(&list, [self.live, limit], |row| {
            let at = Instant::from_millis(row.get(1)?);
            let counts = BTreeMap::new();
            Ok(Step { number: row.get(0)?, at, words: row.get(2)?, is_undone: row.get(3)?, counts })
        })?;
        self.count(&mut steps)?;
        Ok(steps)
    }

    /// Numbers of rows grow with the steps, so only what the steps added is read.
    fn count(&self, steps: &mut [Step]) -> Read<()> {
        let Some(oldest) = steps.iter().map(|step| step.number).min() else { return Ok(()) };
        let mut by_number: HashMap<i64, &mut Step> =
            steps.iter_mut().map(|step| (step.number, step)).collect();
        for (table, kind) in [("fact", "kind"), ("list", "'list'")] {
            let count = format!(
                "SELECT step, {kind}, count(*) FROM {table} WHERE id > coalesce(
                    (SELECT id FROM {table} WHERE step < ?1 ORDER BY id DESC LIMIT 1), 0) GROUP BY 1, 2"
            );
            let counted = self.list(&count, [oldest], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            for (number, kind, count) in counted {
                if let Some(step) = by_number.get_mut::<i64>(&number) {
                    step.counts.insert(kind, count);
                }
            }
        }
        let completed =
            "SELECT complete, count(*) FROM list WHERE complete > step AND complete >= ?1 GROUP BY 1";
        for (number, count) in
            self.list(completed, [oldest], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))?
        {
            if let Some(step) = by_number.get_mut::<i64>(&number) {
                *step.counts.entry("list".to_owned()).or_default() += count;
            }
        }
        Ok(())
    }
}

impl Change<'_> {
    /// The last word counts. Only what adds a fact is a step.
    pub fn begin(&self, at: Instant, words: &str) {
        self.words.replace(Some((at, words.to_owned())));
    }

    /// Whether something was added.
    pub fn has_step(&self) -> bool {
        self.has_step.get()
    }

    /// The step that is being made. What was undone before can't be redone any more.
    pub(super) fn step(&self) -> Read<i64> {
        if !self.has_step.replace(true) {
            self.drop_undone()?;
            self.live.set(self.live.get() + 1);
            self.run("UPDATE record SET live = ?1", [self.live.get()])?;
            self.run("INSERT INTO step (id, at, words) VALUES (?1, 0, '')", [self.live.get()])?;
        }
        Ok(self.live.get())
    }

    fn drop_undone(&self) -> Read<()> {
        let live = self.live.get();
        if self.view().one::<i64>("SELECT 1 FROM step WHERE id > ?1 LIMIT 1", [live])?.is_none() {
            return Ok(());
        }
        // By number, which grows with the steps: reads what it deletes and no more.
        for table in ["fact", "list"] {
            let above = format!(
                "DELETE FROM {table} WHERE id > coalesce(
                    (SELECT id FROM {table} WHERE step <= ?1 ORDER BY id DESC LIMIT 1), 0)"
            );
            self.run(&above, [live])?;
        }
        self.run("UPDATE list SET complete = NULL WHERE complete > ?1", [live])?;
        self.run("DELETE FROM step WHERE id > ?1", [live])?;
        self.lower_mark()
    }

    pub(super) fn end(&self) -> Read<()> {
        if !self.has_step.get() {
            return Ok(());
        }
        let words = self.words.borrow();
        self.run(
            "UPDATE step SET at = coalesce(?2, CAST(unixepoch('subsec') * 1000 AS INTEGER)), words = ?3 WHERE id = ?1",
            params![
                self.live.get(),
                words.as_ref().map(|(at, _)| at.millis()),
                words.as_ref().map_or("", |(_, words)| words)
            ],
        )?;
        Ok(())
    }

    /// Returns them, the latest first.
    pub fn undo(&self, most: usize) -> Result<Vec<Step>> {
        let steps = self.read(|view| view.listed("WHERE id <= ?1 ORDER BY id DESC", most))?;
        self.explained(steps.last().map_or(Ok(()), |first| {
            let before = "SELECT coalesce(max(id), 0) FROM step WHERE id < ?1";
            let live = self.view().one(before, [first.number])?.unwrap_or(0);
            self.set_live(live)
        }))?;
        Ok(steps)
    }

    /// Returns them, in the order in which they were made.
    pub fn redo(&self, most: usize) -> Result<Vec<Step>> {
        let steps = self.read(|view| view.listed("WHERE id > ?1 ORDER BY id", most))?;
        self.explained(steps.last().map_or(Ok(()), |last| self.set_live(last.number)))?;
        Ok(steps)
    }

    fn set_live(&self, live: i64) -> Read<()> {
        let before = self.live.replace(live);
        self.run("UPDATE record SET live = ?1", [live])?;
        let steps = [before.min(live), before.max(live)];
        for (table, tells_of_lists) in
            [("fact", "kind = 'invitation' OR kind = 'connection' OR kind = 'correction'"), ("list", "1")]
        {
            let (between, least) = (between(table), format!("SELECT min(learned) FROM {table}"));
            if let Some(Some(learned)) =
                self.view().one::<Option<i64>>(&format!("{least} {between}"), steps)?
            {
                self.drop_learned_after(learned)?;
            }
            let any = format!("SELECT 1 FROM {table} {between} AND ({tells_of_lists}) LIMIT 1");
            if self.view().one::<i64>(&any, steps)?.is_some() {
                self.drop_whole()?;
            }
        }
        let completed =
            "SELECT 1 FROM list WHERE complete > step AND complete > ?1 AND complete <= ?2 LIMIT 1";
        if self.view().one::<i64>(completed, steps)?.is_some() {
            self.run("DELETE FROM cache", [])?;
        }
        Ok(())
    }

    /// In this order. A number is given once, whatever becomes of its request.
    pub fn give_numbers(&self, sendings: &[Uid]) -> Result<Vec<i64>> {
        sendings.iter().map(|uid| self.explained(self.give_number(uid))).collect()
    }

    fn give_number(&self, uid: &Uid) -> Read<i64> {
        self.run("UPDATE record SET numbers = numbers + 1", [])?;
        let number = self.view().one("SELECT numbers FROM record", [])?.unwrap_or(0);
        self.run("UPDATE fact SET number = ?2 WHERE uid = ?1", params![uid.bytes(), number])?;
        Ok(number)
    }
}

/// Of steps after ?1, up to ?2: numbers of rows grow with the steps, so no others are read.
fn between(table: &str) -> String {
    format!(
        "WHERE id > coalesce((SELECT id FROM {table} WHERE step <= ?1 ORDER BY id DESC LIMIT 1), 0)
            AND id <= coalesce((SELECT id FROM {table} WHERE step <= ?2 ORDER BY id DESC LIMIT 1), 0)"
    )
}
