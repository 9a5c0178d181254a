//! What tells people and requests apart on every machine, and when their fields were last said: kept by every
//! statement that writes them, so that no command can forget it.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef};
use rusqlite::{Row, params};

use super::read::View;
use super::write::Change;
use crate::domain::person::Person;
use crate::domain::register::{Stamp, Stamps, Values, stamp_changes};
use crate::domain::request::Request;
use crate::error::Result;
use crate::record::name::fold_person;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;

impl ToSql for Uid {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.bytes())))
    }
}

impl FromSql for Uid {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?.try_into().map_err(|_| FromSqlError::InvalidType)?;
        Ok(Self::from_bytes(bytes))
    }
}

/// The stamps in a column.
pub(super) fn stamps(row: &Row, column: usize) -> rusqlite::Result<Stamps> {
    serde_json::from_str(row.get_ref(column)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

/// As a column.
pub(super) fn stamps_column(stamps: &Stamps) -> String {
    // Words and times always make JSON.
    serde_json::to_string(stamps).unwrap_or_else(|_| "{}".to_owned())
}

/// So many people of one name who were asked on one day are told apart.
const MOST_NAMESAKES: usize = 50;

impl View<'_> {
    /// The name of a person without a profile.
    fn bare_name(&self, person: i64) -> rusqlite::Result<Option<String>> {
        self.one("SELECT name FROM person WHERE id = ?1 AND slug IS NULL", [person])
    }

    /// The uid that every machine gives to the person with that profile.
    fn person_uid(&self, slug: &str) -> rusqlite::Result<Uid> {
        self.first_free("SELECT 1 FROM person_key WHERE key = ?1", |nth| Uid::of_profile(slug, nth))
    }

    /// The uid that every machine gives to the request to that person on that day.
    fn request_uid(&self, person: i64, day: Day) -> rusqlite::Result<Uid> {
        let uid = self.one("SELECT uid FROM person WHERE id = ?1", [person])?;
        let person = uid.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        self.first_free("SELECT 1 FROM request_uid WHERE uid = ?1", |nth| Uid::of_request(person, day, nth))
    }

    /// The first of those in a row that nobody has.
    fn first_free(&self, is_taken: &str, of: impl Fn(usize) -> Uid) -> rusqlite::Result<Uid> {
        let mut nth = 0;
        while self.exists(is_taken, [of(nth)])? {
            nth += 1;
        }
        Ok(of(nth))
    }

    fn known_person(&self, id: i64) -> rusqlite::Result<Option<(Person, Stamps)>> {
        let find = "SELECT id, name, slug, email, recorded_at, edits FROM person WHERE id = ?1";
        let known = |row: &Row| Ok((super::record::person(row)?, stamps(row, 5)?));
        self.first(find, [id], known)
    }

    fn known_request(&self, id: i64) -> rusqlite::Result<Option<(Request, Stamps)>> {
        let find = "SELECT edits FROM request WHERE id = ?1";
        let edits = self.first(find, [id], |row| stamps(row, 0))?;
        Ok(self.request(id)?.zip(edits))
    }
}

impl Change<'_> {
    /// Gives a new person the uid of their profile, and remembers both.
    pub(super) fn key_person(&self, id: i64, slug: Option<&str>) -> Result<()> {
        if let Some(slug) = slug {
            let uid = self.read(|view| view.person_uid(slug))?;
            self.execute("UPDATE person SET uid = ?2 WHERE id = ?1", params![id, uid])?;
        }
        self.execute(
            "INSERT INTO person_key (key, person_id) SELECT uid, id FROM person WHERE id = ?1",
            [id],
        )?;
        self.key_slug(id, slug)
    }

    fn key_slug(&self, id: i64, slug: Option<&str>) -> Result<()> {
        match slug {
            Some(_) => self.execute(
                "INSERT OR IGNORE INTO person_key (key, person_id) VALUES (?2, ?1)",
                params![id, slug],
            ),
            None => Ok(()),
        }
    }

    /// Gives a new request the uid of person and day, and remembers both.
    pub(super) fn key_request(&self, request: &Request) -> Result<()> {
        if let Some(day) = Day::of_utc(request.sent.utc()) {
            let uid = self.read(|view| view.request_uid(request.person_id, day))?;
            self.execute("UPDATE request SET uid = ?2 WHERE id = ?1", params![request.id, uid])?;
            self.key_name(request.person_id, day)?;
        }
        self.execute(
            "INSERT INTO request_uid (uid, request_id) SELECT uid, id FROM request WHERE id = ?1",
            [request.id],
        )?;
        self.key_day(request)
    }

    /// Who has no profile is known by name and day of sending, so that two machines that read the same list agree.
    fn key_name(&self, person: i64, day: Day) -> Result<()> {
        let Some(name) = self.read(|view| view.bare_name(person))? else { return Ok(()) };
        let folded = fold_person(&name);
        for key in (0..MOST_NAMESAKES).map(|nth| Uid::of_name(&folded, day, nth)) {
            match self.read(|view| view.person_with_uid(key))? {
                Some(owner) if owner != person => {}
                Some(_) => return Ok(()),
                None => {
                    let insert = "INSERT INTO person_key (key, person_id) VALUES (?1, ?2)";
                    return self.execute(insert, params![key, person]);
                }
            }
        }
        Ok(())
    }

    /// Remembers the day of a known request.
    pub(super) fn key_day(&self, request: &Request) -> Result<()> {
        let Some(day) = Day::of_utc(request.sent.utc()) else { return Ok(()) };
        self.execute(
            "INSERT OR IGNORE INTO request_day (person_id, day, request_id)
             SELECT person_id, ?2, id FROM request WHERE id = ?1",
            params![request.id, day],
        )
    }

    /// Notes which fields of a known person are said anew.
    pub(super) fn stamp_person(&self, person: &Person, stamp: Stamp) -> Result<()> {
        let Some((known, edits)) = self.read(|view| view.known_person(person.id))? else { return Ok(()) };
        let (before, after) = (Values::from(&known), Values::from(person));
        let edits = stamp_changes(&before, after, edits, known.recorded_at, stamp);
        self.execute(
            "UPDATE person SET edits = ?2 WHERE id = ?1",
            params![person.id, stamps_column(&edits)],
        )?;
        self.key_slug(person.id, person.slug.as_deref())
    }

    /// Notes which fields of a known request are said anew.
    pub(super) fn stamp_request(&self, request: &Request, stamp: Stamp) -> Result<()> {
        let Some((known, edits)) = self.read(|view| view.known_request(request.id))? else {
            return Ok(());
        };
        let (before, after) = (Values::from(&known), Values::from(request));
        let edits = stamp_changes(&before, after, edits, known.recorded_at, stamp);
        self.execute(
            "UPDATE request SET edits = ?2 WHERE id = ?1",
            params![request.id, stamps_column(&edits)],
        )
    }

    /// The time to record an action at: after those on record, whatever the clock says.
    pub(super) fn next_action_time(&self, request: i64, at: Instant) -> Result<Instant> {
        let find = "SELECT max(recorded_at) FROM action WHERE request_id = ?1";
        let last: Option<Option<Instant>> = self.read(|view| view.one(find, [request]))?;
        Ok(last.flatten().map_or(at, |last| at.max(last.plus_millis(1))))
    }
}
