//! Queries. Few and set-based: their number never depends on how many requests there are.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::record::{contact, observation, person, request};
use super::row::moment;
use crate::domain::book::{Book, Connection as Contact, Snapshot};
use crate::domain::kept::{Fact, Inbox, Kept};
use crate::domain::news::Mark;
use crate::domain::pace::{Counts, Span, Spans};
use crate::domain::person::Person;
use crate::domain::request::{Action, Request};
use crate::record::account::{AccountEvent, WARNING_LOOKS_BACK_DAYS};
use crate::record::observation::Look;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;

const PERSON: &str = "SELECT id, name, slug, email, recorded_at FROM person";
const REQUEST: &str =
    "SELECT id, person_id, sent_at, sent_is_day, recorded_at, note, generic, template, met_at,
    met_briefly, mutual, senior, stranger, confirmed, source, sent_within FROM request";
/// The columns of a look.
pub(super) const LOOK: &str = "id, person_id, seen_at, seen_is_day, recorded_at, source, button, connections,
    in_connections, degree, notified, sent_page, viewed_me, engaged, replied, memo";

const CONNECTION: &str = "SELECT key, folded, connected_on, seen_on FROM connection";

/// How many requests were sent within a span: its ends for the index, then those of days, then those of exact times.
const SENT_WITHIN: &str = "SELECT count(*) FROM request AS r WHERE sent_at BETWEEN ?1 AND ?2
    AND CASE sent_is_day WHEN 1 THEN sent_at BETWEEN ?3 AND ?4 ELSE sent_at BETWEEN ?5 AND ?6 END";

/// What a query gives.
pub type Read<T> = rusqlite::Result<T>;

/// Which people to load, with all that belongs to them.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// Everybody.
    All,
    /// These people.
    People(&'a [i64]),
}

impl Which<'_> {
    /// A condition on the column `person`, which it names.
    pub(super) fn condition(self, person: &str) -> String {
        self.clause("WHERE", person)
    }

    /// The same after `WHERE`, or after `AND` where there is another one.
    pub(super) fn clause(self, word: &str, person: &str) -> String {
        match self {
            Self::All => String::new(),
            Self::People(ids) => format!(
                " {word} {person} IN ({})",
                ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
            ),
        }
    }
}

/// A consistent view of the file.
pub struct View<'a>(pub(super) &'a Connection);

impl View<'_> {
    /// Everything on record about some people.
    pub fn book(&self, which: Which) -> rusqlite::Result<Book> {
        let mut book = self.people_and_requests(which)?;
        book.account = self.account()?;
        if let Which::People(_) = which {
            book.bystanders = self.bystanders(&book.account)?.map(Box::new);
        }
        Ok(book)
    }

    fn people_and_requests(&self, which: Which) -> rusqlite::Result<Book> {
        let mut book = Book {
            people: self.list(&format!("{PERSON}{} ORDER BY id", which.condition("id")), [], person)?,
            requests: self.list(
                &format!("{REQUEST}{} ORDER BY id", which.condition("person_id")),
                [],
                request,
            )?,
            observations: self.list(
                &format!(
                    "SELECT {LOOK} FROM observation WHERE removed_at IS NULL{}",
                    which.clause("AND", "person_id")
                ),
                [],
                observation,
            )?,
            ..Book::default()
        };
        // Those of everybody come in order already; SQLite would copy whole rows to sort those of some.
        book.observations.sort_by_key(|observation| observation.id);
        self.add_aliases(&mut book, which)?;
        self.add_tags(&mut book, which)?;
        self.add_actions(&mut book, which)?;
        Ok(book)
    }

    /// Everybody who was asked shortly before something happened to the account (K27), give or take a day.
    fn bystanders(&self, account: &[AccountEvent]) -> rusqlite::Result<Option<Book>> {
        let mut people = Vec::new();
        for event in account.iter().filter(|event| event.is_about_answers()) {
            let (from, to) =
                (event.at.utc().plus_days(-WARNING_LOOKS_BACK_DAYS - 1.0), event.at.utc().plus_days(1.0));
            let find = "SELECT DISTINCT person_id FROM request WHERE sent_at BETWEEN ?1 AND ?2";
            people.extend(self.list(find, [from, to], |row| row.get::<_, i64>(0))?);
        }
        if people.is_empty() {
            return Ok(None);
        }
        self.people_and_requests(Which::People(&people)).map(Some)
    }

    /// The request with that number, without actions.
    pub(super) fn request(&self, id: i64) -> rusqlite::Result<Option<Request>> {
        let found = self.first(&format!("{REQUEST} WHERE id = ?1"), [id], request)?;
        let Some(mut request) = found else { return Ok(None) };
        request.context.tags =
            self.list("SELECT tag FROM tag WHERE request_id = ?1", [id], |row| row.get(0))?;
        Ok(Some(request))
    }

    /// The person with that request number.
    pub fn person_of_request(&self, request: i64) -> rusqlite::Result<Option<i64>> {
        self.one("SELECT person_id FROM request WHERE id = ?1", [request])
    }

    /// The uid in force of a person.
    pub fn uid_of_person(&self, id: i64) -> rusqlite::Result<Option<Uid>> {
        self.one("SELECT uid FROM person WHERE id = ?1", [id])
    }

    /// Who has that uid, or had it.
    pub fn person_with_uid(&self, uid: Uid) -> rusqlite::Result<Option<i64>> {
        self.one("SELECT person_id FROM person_key WHERE key = ?1", [uid])
    }

    /// The uid in force of every request, by number.
    pub fn request_uids(&self) -> rusqlite::Result<HashMap<i64, Uid>> {
        Ok(self
            .list("SELECT id, uid FROM request", [], |row| Ok((row.get(0)?, row.get(1)?)))?
            .into_iter()
            .collect())
    }

    /// Those whose first request was typed in within a day of being sent, that long ago or longer: the newest
    /// `limit` of them (personal calibration, heuristics 2.7).
    pub fn people_to_learn_from(&self, sent_by: Instant, limit: usize) -> rusqlite::Result<Vec<i64>> {
        self.list(
            "SELECT person_id FROM request AS r
             WHERE source = 'typed' AND recorded_at - sent_at <= 86400000 AND sent_at <= ?1 AND NOT EXISTS (
                SELECT 1 FROM request AS e WHERE e.person_id = r.person_id AND e.sent_at < r.sent_at)
             ORDER BY sent_at DESC LIMIT ?2",
            params![sent_by, i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| row.get(0),
        )
    }

    /// The looks that were taken out as mistakes, and whom they were about.
    pub fn removed_looks(&self, which: Which) -> rusqlite::Result<Vec<(i64, Look)>> {
        let which = which.clause("AND", "person_id");
        let list = format!("SELECT {LOOK} FROM observation WHERE removed_at IS NOT NULL{which}");
        self.list(&list, [], |row| observation(row).map(|known| (known.person_id, known.look)))
    }

    /// What was sent lately, and how much of it is open by what is on record. The cost depends on how much was sent
    /// in the last months, not on how much is on record.
    pub fn pace(&self, spans: &Spans) -> rusqlite::Result<Counts> {
        let open = format!("{SENT_WITHIN} AND {}", include_str!("open.sql"));
        // Of a template there was a note, whether or not its text is on record.
        let noted = format!("{SENT_WITHIN} AND (note IS NOT NULL OR template IS NOT NULL)");
        Ok(Counts {
            week: self.sent_within(spans.week)?,
            open: self.count_within(&open, spans.open)?,
            notes: self.count_within(&noted, spans.month)?,
        })
    }

    /// How many requests were sent within a span.
    pub fn sent_within(&self, span: Span) -> rusqlite::Result<u32> {
        self.count_within(SENT_WITHIN, span)
    }

    fn count_within(&self, sql: &str, span: Span) -> rusqlite::Result<u32> {
        let days = [span.first.utc_noon(), span.last.utc_noon()];
        let [from, to] = [span.from.min(days[0]), span.to.max(days[1])];
        Ok(self.one(sql, params![from, to, days[0], days[1], span.from, span.to])?.unwrap_or(0))
    }

    /// Since when somebody is in the user's connections, by the last data export.
    pub fn connected_on(&self, slug: &str) -> rusqlite::Result<Option<Day>> {
        // As `Connection::gone_by` has it: only a list from after the day they connected can be one without them.
        let find = "SELECT max(connected_on) FROM connection WHERE key = ?1 AND NOT EXISTS (
            SELECT 1 FROM snapshot WHERE list = 'connections' AND as_of > seen_on
                AND as_of > strftime('%Y-%m-%d', connected_on, '+1 day'))";
        Ok(self.one(find, [slug])?.flatten())
    }

    /// Every name, for suggestions.
    pub fn names(&self) -> rusqlite::Result<Vec<String>> {
        self.list("SELECT name FROM person ORDER BY id", [], |row| row.get(0))
    }

    /// Every tag in use.
    pub fn tags(&self) -> rusqlite::Result<Vec<String>> {
        self.list("SELECT DISTINCT tag FROM tag ORDER BY tag", [], |row| row.get(0))
    }

    /// Which complete lists were read.
    pub fn snapshots(&self) -> rusqlite::Result<Vec<Snapshot>> {
        self.list("SELECT list, as_of FROM snapshot ORDER BY as_of, list", [], |row| {
            Ok(Snapshot { list: row.get(0)?, as_of: row.get(1)? })
        })
    }

    /// When a complete list was last read that had not been read before.
    pub fn last_list_read(&self) -> rusqlite::Result<Option<Instant>> {
        Ok(self.one("SELECT max(recorded_at) FROM snapshot", [])?.flatten())
    }

    /// The user's own connections, as far as exports listed them.
    pub fn connections(&self) -> rusqlite::Result<Vec<Contact>> {
        self.list(CONNECTION, [], contact)
    }

    /// Those of them with a profile of the person: one for each time that they connected.
    pub fn connections_of(&self, person: &Person) -> rusqlite::Result<Vec<Contact>> {
        let mut found = Vec::new();
        for slug in person.profiles() {
            found.extend(self.list(&format!("{CONNECTION} WHERE key = ?1"), [slug], contact)?);
        }
        Ok(found)
    }

    /// What LinkedIn told the user about the account, every word of it.
    pub fn account(&self) -> rusqlite::Result<Vec<AccountEvent>> {
        let list = "SELECT kind, happened_at, happened_is_day, recorded_at, is_mistake FROM account_event";
        let mut events = self.list(list, [], |row| {
            let (kind, at) = (row.get(0)?, moment(row, 1)?);
            Ok(AccountEvent { kind, at, recorded_at: row.get(3)?, is_mistake: row.get(4)? })
        })?;
        events.sort_by(AccountEvent::order);
        Ok(events)
    }

    /// When `check` last told what is new, and until when it told to pause.
    pub fn last_check(&self) -> rusqlite::Result<Option<(Mark, Option<Day>)>> {
        let find = "SELECT at, look, request, pause_until FROM marker WHERE name = 'check'";
        self.first(find, [], |row| {
            Ok((Mark { at: row.get(0)?, look: row.get(1)?, request: row.get(2)? }, row.get(3)?))
        })
    }

    /// The mark at an earlier time: what was written down by then.
    pub fn mark_of(&self, at: Instant) -> rusqlite::Result<Mark> {
        let newest = "SELECT max(id) FROM request WHERE recorded_at <= ?1";
        let request = self.one(newest, [at])?.flatten().unwrap_or(0);
        Ok(Mark { at, look: i64::MAX, request })
    }

    /// The mark of what is on record at `at`.
    pub fn mark(&self, at: Instant) -> rusqlite::Result<Mark> {
        let highest = |table: &str| -> rusqlite::Result<i64> {
            Ok(self.one(&format!("SELECT max(id) FROM {table}"), [])?.flatten().unwrap_or(0))
        };
        Ok(Mark { at, look: highest("observation")?, request: highest("request")? })
    }

    /// Everything that an import kept.
    pub fn kept(&self) -> rusqlite::Result<Inbox> {
        let kept = self.list("SELECT id, fact, settled_at IS NOT NULL FROM kept ORDER BY id", [], |row| {
            Ok(Kept {
                id: row.get(0)?,
                fact: Rc::new(row.get(1)?),
                is_settled: row.get(2)?,
                is_changed: false,
            })
        })?;
        Ok(Inbox::new(kept))
    }

    /// The number of a fact that was kept, and whether it is settled.
    pub fn kept_as(&self, fact: &Fact) -> rusqlite::Result<Option<(i64, bool)>> {
        let find = "SELECT id, settled_at IS NOT NULL FROM kept WHERE fact = ?1";
        self.first(find, [fact], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Whether something is kept that waits for an answer.
    pub fn has_waiting(&self) -> rusqlite::Result<bool> {
        self.exists("SELECT 1 FROM kept WHERE settled_at IS NULL", [])
    }

    fn add_tags(&self, book: &mut Book, which: Which) -> rusqlite::Result<()> {
        let sql = match which {
            Which::All => "SELECT request_id, tag FROM tag".to_owned(),
            Which::People(_) => format!(
                "SELECT request_id, tag FROM tag JOIN request ON id = request_id{}",
                which.condition("person_id")
            ),
        };
        for (request, tag) in self.list(&sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))? {
            if let Ok(index) = book.requests.binary_search_by_key(&request, |known| known.id) {
                book.requests[index].context.tags.push(tag);
            }
        }
        Ok(())
    }

    fn add_actions(&self, book: &mut Book, which: Which) -> rusqlite::Result<()> {
        let columns = "SELECT request_id, kind, done_at, done_is_day, a.recorded_at FROM action AS a";
        let sql = match which {
            Which::All => columns.to_owned(),
            Which::People(_) => {
                format!("{columns} JOIN request AS q ON q.id = request_id{}", which.condition("person_id"))
            }
        };
        let actions = self.list(&sql, [], |row| {
            let action = Action { deed: row.get(1)?, at: moment(row, 2)?, recorded_at: row.get(4)? };
            Ok((row.get::<_, i64>(0)?, action))
        })?;
        for (request, action) in actions {
            if let Ok(index) = book.requests.binary_search_by_key(&request, |known| known.id) {
                book.requests[index].actions.push(action);
            }
        }
        book.requests.iter_mut().for_each(|request| request.actions.sort_by(Action::order));
        Ok(())
    }

    pub(super) fn exists(&self, sql: &str, params: impl Params) -> rusqlite::Result<bool> {
        self.0.prepare_cached(sql)?.exists(params)
    }

    /// The first column of the first row.
    pub(super) fn one<T: FromSql>(&self, sql: &str, params: impl Params) -> rusqlite::Result<Option<T>> {
        self.first(sql, params, |row| row.get(0))
    }

    pub(super) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        self.0.prepare_cached(sql)?.query_row(params, read).optional()
    }

    pub(super) fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read(row)?);
        }
        Ok(list)
    }
}
