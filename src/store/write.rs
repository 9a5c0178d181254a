//! Statements that change something. All writing goes through [`Change`], which only [`super::Store::write`] hands
//! out, and which the journal listens to.

use std::cell::Cell;
use std::ops::Deref;
use std::path::Path;
use std::rc::Rc;

use rusqlite::{Connection, Params, params};

use super::journal::{Open, Words};
use super::open::explain;
use super::read::View;
use super::row::moment_columns;
use crate::domain::archive::LookRecord;
use crate::domain::book::{Connection as Contact, Snapshot};
use crate::domain::journal::bounded;
use crate::domain::kept::{Fact, Kept};
use crate::domain::news::Mark;
use crate::domain::person::Person;
use crate::domain::register::Stamp;
use crate::domain::request::{Action, Context, Request};
use crate::error::Result;
use crate::record::account::AccountEvent;
use crate::record::observation::Look;
use crate::record::time::{Day, Instant, Moment};
use crate::record::uid::Uid;

/// One transaction that may write; reads see what was written.
pub struct Change<'a> {
    view: View<'a>,
    path: &'a Path,
    step: Option<&'a Open>,
    pub(super) words: Words,
    /// Nothing of it is to be remembered, nor what was before.
    pub(super) forgets: Cell<bool>,
}

impl<'a> Deref for Change<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl<'a> Change<'a> {
    pub(super) fn new(connection: &'a Connection, path: &'a Path, step: Option<&'a Open>) -> Self {
        Self { view: View(connection), path, step, words: Words::default(), forgets: Cell::new(false) }
    }

    pub(super) fn connection(&self) -> &Connection {
        self.view.0
    }

    /// Says in the user's words what this does: for `invtrack log` and `undo`.
    pub fn describe(&self, now: Instant, words: impl AsRef<str>) {
        self.words.replace(Some((now, bounded(words.as_ref()))));
    }

    /// Forgets all steps and what they kept, this one included: nothing that was done until then can be undone.
    pub fn forget_journal(&self) {
        self.forgets.set(true);
    }

    /// Reads within the transaction.
    pub fn read<T>(&self, read: impl FnOnce(&View) -> rusqlite::Result<T>) -> Result<T> {
        self.explained(read(&self.view))
    }

    pub(super) fn explained<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| explain(self.path, error))
    }

    /// A new person; returns their row number. `person.id` is not used.
    pub fn add_person(&self, person: &Person, folded: &str) -> Result<i64> {
        let id = self.insert(
            "INSERT INTO person (name, folded, slug, email, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![person.name, folded, person.slug, person.email, person.recorded_at],
        )?;
        self.key_person(id, person.slug.as_deref())?;
        Ok(id)
    }

    /// Writes name, profile and e-mail of a known person anew. `stamp`: who says so, the user or an import.
    pub fn update_person(&self, person: &Person, folded: &str, stamp: Stamp) -> Result<()> {
        self.stamp_person(person, stamp)?;
        for alias in &person.aliases {
            let mark = "INSERT INTO person_key (key, person_id, is_alias) VALUES (?1, ?2, 1)
                ON CONFLICT (key) DO UPDATE SET is_alias = 1 WHERE person_id = ?2 AND is_alias = 0";
            self.execute(mark, params![alias, person.id])?;
        }
        self.execute(
            "UPDATE person SET name = ?2, folded = ?3, slug = ?4, email = ?5 WHERE id = ?1",
            params![person.id, person.name, folded, person.slug, person.email],
        )
    }

    /// A new request with its tags; returns its number. `request.id` is not used.
    pub fn add_request(&self, request: &Request) -> Result<i64> {
        let (sent_at, sent_is_day) = moment_columns(request.sent);
        let id = self.insert(
            "INSERT INTO request (person_id, sent_at, sent_is_day, recorded_at, source, generic, senior, stranger,
                confirmed) VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0)",
            params![request.person_id, sent_at, sent_is_day, request.recorded_at, request.source],
        )?;
        self.write_request(id, (request.sent, request.sent_within), &request.context)?;
        self.key_request(&Request { id, ..request.clone() })?;
        Ok(id)
    }

    /// Writes sending time, circumstances and tags of a known request anew. `stamp` as in [`Change::update_person`].
    pub fn update_request(&self, request: &Request, stamp: Stamp) -> Result<()> {
        self.stamp_request(request, stamp)?;
        self.write_request(request.id, (request.sent, request.sent_within), &request.context)?;
        self.key_day(request)
    }

    pub(super) fn write_request(
        &self,
        id: i64,
        (sent, sent_within): (Moment, u32),
        context: &Context,
    ) -> Result<()> {
        let Context {
            note,
            generic,
            template,
            met_at,
            met_briefly,
            mutual,
            senior,
            stranger,
            confirmed,
            tags,
        } = context;
        let (sent_at, sent_is_day) = moment_columns(sent);
        self.execute(
            "UPDATE request SET sent_at = ?2, sent_is_day = ?3, note = ?4, generic = ?5, template = ?6, met_at = ?7,
                met_briefly = ?8, mutual = ?9, senior = ?10, stranger = ?11, confirmed = ?12, sent_within = ?13
             WHERE id = ?1",
            params![
                id,
                sent_at,
                sent_is_day,
                note,
                generic,
                template,
                met_at,
                met_briefly,
                mutual,
                senior,
                stranger,
                confirmed,
                sent_within
            ],
        )?;
        self.execute("DELETE FROM tag WHERE request_id = ?1", [id])?;
        for tag in tags {
            self.execute("INSERT OR IGNORE INTO tag (request_id, tag) VALUES (?1, ?2)", params![id, tag])?;
        }
        Ok(())
    }

    /// A new look at a person; returns its number. Later than what says the same, or was taken out, whatever the
    /// clock says.
    pub fn add_look(&self, person: i64, look: &Look, recorded_at: Instant) -> Result<i64> {
        let at_once = "WHERE person_id = ?1 AND seen_at = ?2";
        let known =
            self.read(|view| view.look_records(at_once, params![person, look.seen.utc()], |_| Uid::NOBODY))?;
        let same = known.iter().filter(|known| known.says(look));
        let least = same.map(|same| same.recorded_at.max(same.removed_at.unwrap_or(same.recorded_at))).max();
        let recorded_at = least.map_or(recorded_at, |least| recorded_at.max(least.plus_millis(1)));
        self.add_look_as(None, person, look, recorded_at)
    }

    /// The same with a given number, as it was written down elsewhere.
    pub(super) fn add_look_as(
        &self,
        number: Option<i64>,
        person: i64,
        look: &Look,
        recorded_at: Instant,
    ) -> Result<i64> {
        let (seen_at, seen_is_day) = moment_columns(look.seen);
        let seen = &look.signals;
        self.insert(
            "INSERT INTO observation (id, person_id, seen_at, seen_is_day, recorded_at, source, button, connections,
                in_connections, degree, notified, sent_page, viewed_me, engaged, replied, memo)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                number,
                person,
                seen_at,
                seen_is_day,
                recorded_at,
                look.source,
                seen.button,
                seen.connections,
                seen.in_connections,
                seen.degree,
                seen.notified,
                seen.sent_page,
                seen.viewed_me,
                seen.engaged,
                seen.replied,
                look.memo
            ],
        )
    }

    /// Removes a look that was a mistake, and all that say the same of the person. The mark that stays is without
    /// the user's words.
    pub fn remove_look(&self, look: i64, at: Instant) -> Result<()> {
        let at_once =
            "WHERE (person_id, seen_at) IN (SELECT person_id, seen_at FROM observation WHERE id = ?1)";
        let same = self.read(|view| view.look_records(at_once, [look], |_| Uid::NOBODY))?;
        let Some(content) = same.iter().find(|same| same.number == look).map(LookRecord::content) else {
            return Ok(());
        };
        let same: Vec<&LookRecord> = same.iter().filter(|same| same.content() == content).collect();
        let at = same.iter().fold(at, |at, same| at.max(same.recorded_at));
        for record in same {
            let mut record = record.clone();
            record.remove(at);
            self.execute(
                "UPDATE observation SET removed_at = ?2, memo = ?3 WHERE id = ?1",
                params![record.number, record.removed_at, record.look.memo],
            )?;
        }
        Ok(())
    }

    /// What the user did about a request, or takes back.
    pub fn add_action(&self, request: i64, action: &Action) -> Result<()> {
        let recorded_at = self.next_action_time(request, action.recorded_at)?;
        self.write_action(None, request, &Action { recorded_at, ..*action })
    }

    /// With a given number, or a new one.
    pub(super) fn write_action(&self, number: Option<i64>, request: i64, action: &Action) -> Result<()> {
        let (done_at, done_is_day) = moment_columns(action.at);
        self.execute(
            "INSERT INTO action (id, request_id, kind, done_at, done_is_day, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![number, request, action.deed, done_at, done_is_day, action.recorded_at],
        )
    }

    /// What LinkedIn told the user about the account, or that it was a mistake; later than what was said about the same
    /// before, whatever the clock says.
    pub fn add_account_event(&self, event: &AccountEvent) -> Result<()> {
        let said = self.read(|view| view.account())?;
        let before = said.iter().filter(|said| (said.kind, said.at) == (event.kind, event.at));
        let least = before.map(|said| said.recorded_at.plus_millis(1)).max();
        let recorded_at = least.map_or(event.recorded_at, |least| least.max(event.recorded_at));
        self.write_account_event(&AccountEvent { recorded_at, ..*event })
    }

    pub(super) fn write_account_event(&self, event: &AccountEvent) -> Result<()> {
        let (at, is_day) = moment_columns(event.at);
        self.execute(
            "INSERT OR IGNORE INTO account_event (kind, happened_at, happened_is_day, recorded_at, is_mistake)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![event.kind, at, is_day, event.recorded_at, event.is_mistake],
        )
    }

    /// Remembers when `check` told what is new, and until when it told to pause.
    pub fn set_last_check(&self, mark: Mark, pause_until: Option<Day>) -> Result<()> {
        self.execute(
            "INSERT OR REPLACE INTO marker (name, at, look, request, pause_until) VALUES ('check', ?1, ?2, ?3, ?4)",
            params![mark.at, mark.look, mark.request, pause_until],
        )
    }

    /// Remembers that a complete list was read.
    pub fn add_snapshot(&self, snapshot: Snapshot, recorded_at: Instant) -> Result<()> {
        self.execute(
            "INSERT OR IGNORE INTO snapshot (list, as_of, recorded_at) VALUES (?1, ?2, ?3)",
            params![snapshot.list, snapshot.as_of, recorded_at],
        )
    }

    /// Keeps a fact; what is known of it if it was kept before.
    pub fn keep(&self, fact: Fact, now: Instant) -> Result<Option<Kept>> {
        let mut kept = Kept { id: 0, fact: Rc::new(fact), is_settled: false, is_changed: false };
        if let Some((id, is_settled)) = self.read(|view| view.kept_as(&kept.fact))? {
            return Ok(Some(Kept { id, is_settled, ..kept }));
        }
        self.put_kept(&mut kept, now)?;
        Ok(None)
    }

    /// Writes a fact that is kept, or that needs no answer any more; a new one gets its number.
    pub fn put_kept(&self, kept: &mut Kept, now: Instant) -> Result<()> {
        let settled_at = kept.is_settled.then_some(now);
        if kept.id == 0 {
            let insert = "INSERT INTO kept (fact, recorded_at, settled_at) VALUES (?1, ?2, ?3)";
            kept.id = self.insert(insert, params![*kept.fact, now, settled_at])?;
            return Ok(());
        }
        self.execute("UPDATE kept SET settled_at = ?2 WHERE id = ?1", params![kept.id, settled_at])
    }

    /// Writes one of the user's own connections, new or changed.
    pub fn put_connection(&self, connection: &Contact) -> Result<()> {
        self.execute(
            "INSERT INTO connection (key, folded, connected_on, seen_on) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key, connected_on) DO UPDATE SET folded = ?2, seen_on = ?4",
            params![
                connection.key().as_ref(),
                connection.folded,
                connection.connected_on,
                connection.seen_on
            ],
        )
    }

    /// Does what writes every row anew.
    pub(super) fn as_a_whole(&self, act: impl FnOnce() -> Result<()>) -> Result<()> {
        match self.step {
            Some(step) => step.as_a_whole(self.view.0, act, |error| explain(self.path, error)),
            None => act(),
        }
    }

    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<()> {
        self.explained(self.run(sql, params))
    }

    pub(super) fn run(&self, sql: &str, params: impl Params) -> rusqlite::Result<()> {
        self.view.0.prepare_cached(sql)?.execute(params).map(drop)
    }

    pub(super) fn insert(&self, sql: &str, params: impl Params) -> Result<i64> {
        self.execute(sql, params)?;
        Ok(self.view.0.last_insert_rowid())
    }
}
