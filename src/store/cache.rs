//! What is remembered beside the facts: where `check` stopped, and what takes long to derive.

use rusqlite::{OptionalExtension, params};

use super::open::{Change, Read, View};
use crate::error::Result;
use crate::record::fact::Who;
use crate::record::forgotten::Forgotten;
use crate::record::set::{Flags, Whole};
use crate::record::time::{Day, Instant};

/// In the cache: what holds of all lists, by the rules of this version.
const WHOLE: &str = concat!("whole ", env!("CARGO_PKG_VERSION"));

/// What the last check knew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CheckMark {
    pub at: Instant,
    /// The last fact then on record, by its number in the file: what came later is new, whenever it was learned.
    pub fact: i64,
    pub list: i64,
    pub pause_until: Option<Day>,
}

impl View<'_> {
    pub fn last_check(&self) -> Read<Option<CheckMark>> {
        let mark = "SELECT at, fact, list, pause_until FROM marker";
        let read = |row: &rusqlite::Row| {
            let pause_until = row.get_ref(3)?.as_str_or_null()?.and_then(Day::parse_iso);
            let at = Instant::from_millis(row.get(0)?);
            Ok(CheckMark { at, fact: row.get(1)?, list: row.get(2)?, pause_until })
        };
        self.connection.prepare_cached(mark)?.query_row([], read).optional()
    }

    /// The last row in force; numbers of rows grow with the steps.
    pub(super) fn last(&self, table: &str) -> Read<i64> {
        let last = format!("SELECT id FROM {table} WHERE step <= ?1 ORDER BY id DESC LIMIT 1");
        Ok(self.one(&last, [self.live])?.unwrap_or(0))
    }

    pub fn forgotten(&self) -> Read<Forgotten> {
        let salt = self.one("SELECT salt FROM record", [])?.unwrap_or_default();
        let list = "SELECT hash, learned FROM forgotten";
        let marks = self.list(list, [], |row| Ok((row.get(0)?, Instant::from_millis(row.get(1)?))))?;
        Ok(Forgotten { salt, marks: marks.into_iter().collect() })
    }

    pub fn cached(&self, name: &str) -> Read<Option<String>> {
        self.one("SELECT value FROM cache WHERE name = ?1", [name])
    }

    pub(super) fn whole(&self) -> Read<Option<Whole>> {
        let Some(text) = self.cached(WHOLE)? else { return Ok(None) };
        let read: Option<(Vec<u8>, Vec<Box<str>>)> = serde_json::from_str(&text).ok();
        Ok(read.map(|(flags, owners)| Whole { flags: flags.into_iter().map(flags_of).collect(), owners }))
    }
}

impl Change<'_> {
    pub fn set_check(&self, at: Instant, pause_until: Option<Day>) -> Result<()> {
        let set = || {
            let (fact, list) = (self.view().last("fact")?, self.view().last("list")?);
            self.run(
                "INSERT OR REPLACE INTO marker (one, at, fact, list, pause_until) VALUES (1, ?1, ?2, ?3, ?4)",
                params![at.millis(), fact, list, pause_until.map(Day::iso)],
            )
        };
        self.explained(set()).map(drop)
    }

    /// The numbers of rows that were deleted are given again.
    pub(super) fn lower_mark(&self) -> Read<()> {
        let lower = "UPDATE marker SET fact = min(fact, (SELECT coalesce(max(id), 0) FROM fact)),
            list = min(list, (SELECT coalesce(max(id), 0) FROM list))";
        self.run(lower, []).map(drop)
    }

    /// From another machine; deletes nothing, and is no step.
    pub fn add_forgotten(&self, others: &[(Who, Instant)]) -> Result<()> {
        let add = || {
            for (mark, at) in self.view().forgotten()?.add(others) {
                self.run(
                    "INSERT OR IGNORE INTO forgotten (hash, learned) VALUES (?1, ?2)",
                    params![mark, at.millis()],
                )?;
                self.run("DELETE FROM cache", [])?;
            }
            Ok(())
        };
        self.explained(add())
    }

    /// It may vanish at any time, and does once something that was learned before `until` is added or goes.
    pub fn cache(&self, name: &str, until: Instant, value: &str) -> Result<()> {
        self.explained(self.put(name, Some(until), value)).map(drop)
    }

    fn put(&self, name: &str, until: Option<Instant>, value: &str) -> Read<usize> {
        let put = "INSERT OR REPLACE INTO cache (name, until, value) VALUES (?1, ?2, ?3)";
        self.run(put, params![name, until.map(Instant::millis), value])
    }

    pub(super) fn drop_learned_after(&self, learned: i64) -> Read<()> {
        self.run("DELETE FROM cache WHERE until > ?1", [learned]).map(drop)
    }

    /// Without it no part of the record can be read (M20).
    pub fn put_whole(&self, whole: &Whole) -> Result<()> {
        let flags: Vec<u8> = whole.flags.iter().map(|flags| bits_of(*flags)).collect();
        // Numbers and strings can always be written.
        let text = serde_json::to_string(&(flags, &whole.owners)).unwrap_or_default();
        if self.read(|view| view.cached(WHOLE))?.as_ref() == Some(&text) {
            return Ok(());
        }
        self.explained(self.put(WHOLE, None, &text)).map(drop)
    }

    pub(super) fn drop_whole(&self) -> Read<()> {
        self.run("DELETE FROM cache WHERE name = ?1", [WHOLE]).map(drop)
    }
}

fn bits_of(flags: Flags) -> u8 {
    let Flags { is_day_wrong, is_history, has_profiles, counts } = flags;
    let bits = [is_day_wrong, is_history, has_profiles, counts];
    bits.iter().rev().fold(0, |bits, &bit| bits * 2 + u8::from(bit))
}

const fn flags_of(bits: u8) -> Flags {
    Flags {
        is_day_wrong: bits & 1 > 0,
        is_history: bits & 2 > 0,
        has_profiles: bits & 4 > 0,
        counts: bits & 8 > 0,
    }
}
