//! All that is on record, out of the tables and back into them.

use std::collections::{HashMap, HashSet};

use rusqlite::{Params, params};

use super::keys::{stamps, stamps_column};
use super::read::{LOOK, View, Which};
use super::record::look_record;
use super::row::moment_columns;
use super::write::Change;
use crate::domain::archive::{
    ActionRecord, Archive, ConnectionRecord, KeptRecord, LastNumbers, LookRecord, PersonRecord,
    RequestRecord, SnapshotRecord,
};
use crate::domain::book::Book;
use crate::domain::register::Stamps;
use crate::domain::request::Action;
use crate::error::Result;
use crate::record::name::fold;
use crate::record::time::Day;
use crate::record::uid::Uid;

/// Children before parents, so that nothing is deleted row by row because of what it belongs to.
const TABLES: [&str; 12] = [
    "tag",
    "action",
    "request_uid",
    "request_day",
    "observation",
    "person_key",
    "request",
    "person",
    "account_event",
    "snapshot",
    "connection",
    "kept",
];

impl View<'_> {
    /// All that is on record.
    pub fn archive(&self) -> rusqlite::Result<Archive> {
        let Book { people, requests, .. } = self.book(Which::All)?;
        let edits = |table: &str| -> rusqlite::Result<HashMap<i64, Stamps>> {
            let list = format!("SELECT id, edits FROM {table} WHERE edits <> '{{}}'");
            Ok(self.list(&list, [], |row| Ok((row.get(0)?, stamps(row, 1)?)))?.into_iter().collect())
        };
        let (mut person_edits, mut request_edits) = (edits("person")?, edits("request")?);
        let mut person_uids: HashMap<i64, Vec<Uid>> =
            self.grouped("SELECT person_id, key FROM person_key WHERE typeof(key) = 'blob' ORDER BY key")?;
        let mut slugs: HashMap<i64, Vec<String>> =
            self.grouped("SELECT person_id, key FROM person_key WHERE typeof(key) = 'text' ORDER BY key")?;
        let mut aliases: HashMap<i64, Vec<String>> =
            self.grouped("SELECT person_id, key FROM person_key WHERE is_alias = 1 ORDER BY key")?;
        let mut request_uids: HashMap<i64, Vec<Uid>> =
            self.grouped("SELECT request_id, uid FROM request_uid ORDER BY uid")?;
        let mut days: HashMap<i64, Vec<Day>> =
            self.grouped("SELECT request_id, day FROM request_day ORDER BY day")?;
        let first = |uids: Option<&Vec<Uid>>| uids.and_then(|uids| uids.first()).copied();
        let uid_of = |uids: &HashMap<i64, Vec<Uid>>, id: i64| first(uids.get(&id)).unwrap_or(Uid::NOBODY);

        let mut archive = Archive {
            last_numbers: self.last_numbers()?,
            looks: self.look_records("ORDER BY id", [], |person| uid_of(&person_uids, person))?,
            account: self.account()?,
            snapshots: self.snapshot_records()?,
            connections: self.connection_records()?,
            kept: self.kept_records()?,
            ..Archive::default()
        };
        for mut request in requests {
            let uid = uid_of(&request_uids, request.id);
            let actions = request.actions.drain(..);
            archive.actions.extend(actions.map(|action| ActionRecord { request: uid, action }));
            archive.requests.push(RequestRecord {
                number: request.id,
                uids: request_uids.remove(&request.id).unwrap_or_default(),
                days: days.remove(&request.id).unwrap_or_default(),
                person: uid_of(&person_uids, request.person_id),
                sent: request.sent,
                sent_within: request.sent_within,
                context: request.context,
                recorded_at: request.recorded_at,
                source: request.source,
                edits: request_edits.remove(&request.id).unwrap_or_default(),
            });
        }
        archive.people.extend(people.into_iter().map(|person| PersonRecord {
            uids: person_uids.remove(&person.id).unwrap_or_default(),
            slugs: slugs.remove(&person.id).unwrap_or_default(),
            name: person.name,
            aliases: aliases.remove(&person.id).unwrap_or_default(),
            slug: person.slug,
            email: person.email,
            recorded_at: person.recorded_at,
            edits: person_edits.remove(&person.id).unwrap_or_default(),
        }));
        archive.requests.iter_mut().for_each(|request| request.context.tags.sort_unstable());
        Ok(archive)
    }

    fn grouped<T: rusqlite::types::FromSql>(&self, sql: &str) -> rusqlite::Result<HashMap<i64, Vec<T>>> {
        let mut groups: HashMap<i64, Vec<T>> = HashMap::new();
        for (id, value) in self.list(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))? {
            groups.entry(id).or_default().push(value);
        }
        Ok(groups)
    }

    pub(super) fn last_numbers(&self) -> rusqlite::Result<LastNumbers> {
        let last = |table: &str| -> rusqlite::Result<i64> {
            let find = "SELECT max(seq) FROM sqlite_sequence WHERE name = ?1";
            Ok(self.one(find, [table])?.flatten().unwrap_or(0))
        };
        Ok(LastNumbers { request: last("request")?, look: last("observation")?, kept: last("kept")? })
    }

    fn row_numbers(&self) -> rusqlite::Result<RowNumbers> {
        let people =
            self.list("SELECT key, person_id FROM person_key WHERE typeof(key) = 'blob'", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let list =
            "SELECT id, request_id, kind, done_at, done_is_day, recorded_at FROM action ORDER BY id DESC";
        let mut actions: HashMap<_, Vec<i64>> = HashMap::new();
        for (number, content) in self.list(list, [], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))
        })? {
            actions.entry(content).or_default().push(number);
        }
        Ok(RowNumbers { people: people.into_iter().collect(), given: HashSet::new(), actions })
    }

    /// Looks, also those that were taken out.
    pub(super) fn look_records(
        &self,
        which: &str,
        params: impl Params,
        uid_of: impl Fn(i64) -> Uid,
    ) -> rusqlite::Result<Vec<LookRecord>> {
        let list = format!("SELECT {LOOK}, removed_at FROM observation {which}");
        self.list(&list, params, |row| look_record(row, &uid_of))
    }

    fn snapshot_records(&self) -> rusqlite::Result<Vec<SnapshotRecord>> {
        self.list("SELECT list, as_of, recorded_at FROM snapshot ORDER BY as_of, list", [], |row| {
            Ok(SnapshotRecord { list: row.get(0)?, as_of: row.get(1)?, recorded_at: row.get(2)? })
        })
    }

    fn connection_records(&self) -> rusqlite::Result<Vec<ConnectionRecord>> {
        let list = "SELECT key, connected_on, folded, seen_on FROM connection ORDER BY key, connected_on";
        self.list(list, [], |row| {
            Ok(ConnectionRecord {
                key: row.get(0)?,
                connected_on: row.get(1)?,
                folded: row.get(2)?,
                seen_on: row.get(3)?,
            })
        })
    }

    fn kept_records(&self) -> rusqlite::Result<Vec<KeptRecord>> {
        self.list("SELECT id, fact, recorded_at, settled_at FROM kept ORDER BY id", [], |row| {
            Ok(KeptRecord {
                number: row.get(0)?,
                fact: row.get(1)?,
                recorded_at: row.get(2)?,
                settled_at: row.get(3)?,
            })
        })
    }
}

/// The numbers of rows that an archive does not tell. Kept, so that what is the same afterwards is the same row.
struct RowNumbers {
    people: HashMap<Uid, i64>,
    given: HashSet<i64>,
    actions: HashMap<(i64, String, i64, bool, i64), Vec<i64>>,
}

impl RowNumbers {
    /// That of a person who was known by one of their uids, once; of one who was two, that of the first entry, so that
    /// people stay in the order of their entry.
    fn of_person(&mut self, person: &PersonRecord) -> Option<i64> {
        let number = person.uids.iter().filter_map(|uid| self.people.get(uid)).min().copied()?;
        self.given.insert(number).then_some(number)
    }

    fn of_action(&mut self, request: i64, action: &Action) -> Option<i64> {
        let ((at, is_day), recorded_at) = (moment_columns(action.at), action.recorded_at.millis());
        let content = (request, action.deed.word().into_owned(), at.millis(), is_day, recorded_at);
        self.actions.get_mut(&content)?.pop()
    }
}

impl Change<'_> {
    /// Puts all of `archive` in the place of all that is on record.
    pub fn restore(&self, archive: &Archive) -> Result<()> {
        self.as_a_whole(|| self.replace_all(archive))
    }

    fn replace_all(&self, archive: &Archive) -> Result<()> {
        let mut numbers = self.read(|view| view.row_numbers())?;
        for table in TABLES {
            self.execute(&format!("DELETE FROM {table}"), [])?;
        }
        let mut people = HashMap::new();
        for person in &archive.people {
            let id = self.restore_person(numbers.of_person(person), person)?;
            people.extend(person.uids.iter().map(|&uid| (uid, id)));
        }
        let mut requests = HashMap::new();
        for request in &archive.requests {
            let Some(&person) = people.get(&request.person) else { continue };
            self.restore_request(request, person)?;
            requests.extend(request.uids.iter().map(|&uid| (uid, request.number)));
        }
        for look in &archive.looks {
            let Some(&person) = people.get(&look.person) else { continue };
            let number = self.add_look_as(Some(look.number), person, &look.look, look.recorded_at)?;
            if look.removed_at.is_some() {
                self.execute(
                    "UPDATE observation SET removed_at = ?2 WHERE id = ?1",
                    params![number, look.removed_at],
                )?;
            }
        }
        for record in &archive.actions {
            let Some(&request) = requests.get(&record.request) else { continue };
            self.write_action(numbers.of_action(request, &record.action), request, &record.action)?;
        }
        archive.account.iter().try_for_each(|event| self.write_account_event(event))?;
        self.restore_lists(archive)?;
        self.raise_numbers(archive.last_numbers)
    }

    fn restore_person(&self, number: Option<i64>, person: &PersonRecord) -> Result<i64> {
        let id = self.insert(
            "INSERT INTO person (id, uid, name, folded, slug, email, recorded_at, edits)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                number,
                person.uid(),
                person.name,
                fold(&person.name),
                person.slug,
                person.email,
                person.recorded_at,
                stamps_column(&person.edits)
            ],
        )?;
        let key = "INSERT INTO person_key (key, person_id, is_alias) VALUES (?1, ?2, ?3)";
        person.uids.iter().try_for_each(|uid| self.execute(key, params![uid, id, false]))?;
        let is_alias = |slug| person.aliases.binary_search(slug).is_ok();
        person.slugs.iter().try_for_each(|slug| self.execute(key, params![slug, id, is_alias(slug)]))?;
        Ok(id)
    }

    fn restore_request(&self, record: &RequestRecord, person: i64) -> Result<()> {
        self.execute(
            "INSERT INTO request (id, uid, person_id, sent_at, sent_is_day, recorded_at, source, edits, generic,
                senior, stranger, confirmed) VALUES (?1, ?2, ?3, 0, 0, ?4, ?5, ?6, 0, 0, 0, 0)",
            params![
                record.number,
                record.uid(),
                person,
                record.recorded_at,
                record.source,
                stamps_column(&record.edits)
            ],
        )?;
        self.write_request(record.number, (record.sent, record.sent_within), &record.context)?;
        for uid in &record.uids {
            self.execute(
                "INSERT INTO request_uid (uid, request_id) VALUES (?1, ?2)",
                params![uid, record.number],
            )?;
        }
        record.days.iter().try_for_each(|day| {
            self.execute(
                "INSERT INTO request_day (person_id, day, request_id) VALUES (?1, ?2, ?3)",
                params![person, day, record.number],
            )
        })
    }

    fn restore_lists(&self, archive: &Archive) -> Result<()> {
        for SnapshotRecord { list, as_of, recorded_at } in &archive.snapshots {
            self.execute(
                "INSERT INTO snapshot (list, as_of, recorded_at) VALUES (?1, ?2, ?3)",
                params![list, as_of, recorded_at],
            )?;
        }
        for ConnectionRecord { key, connected_on, folded, seen_on } in &archive.connections {
            self.execute(
                "INSERT INTO connection (key, connected_on, folded, seen_on) VALUES (?1, ?2, ?3, ?4)",
                params![key, connected_on, folded, seen_on],
            )?;
        }
        archive.kept.iter().try_for_each(|KeptRecord { number, fact, recorded_at, settled_at }| {
            self.execute(
                "INSERT INTO kept (id, fact, recorded_at, settled_at) VALUES (?1, ?2, ?3, ?4)",
                params![number, fact, recorded_at, settled_at],
            )
        })
    }

    /// No number that was ever given, here or where the archive comes from, is given again.
    pub(super) fn raise_numbers(&self, last: LastNumbers) -> Result<()> {
        for (table, last) in [("request", last.request), ("observation", last.look), ("kept", last.kept)] {
            // The table has no row for a table that never had any.
            self.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0
                 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
                [table],
            )?;
            self.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1",
                params![table, last],
            )?;
        }
        Ok(())
    }
}
