//! Who may be meant by a row of a table, where the record is too large to be kept in memory: names without their
//! asides, days of sending and e-mail addresses, in temporary tables that SQLite keeps in a file of its own.
//!
//! Each look-up is a few steps into an index, however many people share a name.

use rusqlite::{Row, params};

use super::read::View;
use super::write::Change;
use crate::domain::dossier::{Change as Fate, Dossier};
use crate::domain::facts::RequestRow;
use crate::domain::reconcile::requests::{MOST_CANDIDATES, SENDING_SLACK_DAYS};
use crate::error::Result;
use crate::record::name::fold_person;
use crate::record::time::{DAY_MS, Day, Zone};

/// `kind`: 1 for who has a profile, plus 2 for who has an e-mail address.
const TABLES: &str = "
    CREATE TEMP TABLE sending (
        name TEXT NOT NULL, kind INTEGER NOT NULL, day INTEGER NOT NULL, person INTEGER NOT NULL,
        PRIMARY KEY (name, kind, day, person)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE address (
        email TEXT NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (email, person)
    ) STRICT, WITHOUT ROWID;";

/// In KiB: with the usual 2 MB, most of the time would go into writing the same pages again and again.
const CACHE: &str = "PRAGMA cache_size = -32768; PRAGMA temp.cache_size = -8192;";

const WITH_PROFILE: i64 = 1;
const WITH_EMAIL: i64 = 2;

/// Finds people on record.
pub struct Finder<'c> {
    change: &'c Change<'c>,
    zone: Zone,
}

impl<'c> Finder<'c> {
    /// Notes of everybody how they can be found. One at a time.
    pub fn new(change: &'c Change<'c>, zone: Zone) -> Result<Self> {
        let finder = Self { change, zone };
        change.explained(finder.fill())?;
        Ok(finder)
    }

    fn fill(&self) -> rusqlite::Result<()> {
        let connection = self.change.connection();
        connection.execute_batch(CACHE)?;
        connection.execute_batch(TABLES)?;
        // In the order of the names, so that the notes grow at their end.
        let mut statement = connection.prepare(
            "SELECT p.id, p.name, p.slug IS NOT NULL, p.email, r.sent_at, r.sent_is_day
             FROM person AS p CROSS JOIN request AS r ON r.person_id = p.id ORDER BY p.folded",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(1)?;
            let email: Option<String> = row.get(3)?;
            let day = super::row::moment(row, 4)?.day(self.zone);
            self.note_sending(row.get(0)?, &fold_person(&name), kind(row.get(2)?, email.is_some()), day)?;
        }
        let mut statement = connection.prepare("SELECT id, email FROM person WHERE email IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.note_address(row.get(0)?, &row.get::<_, String>(1)?)?;
        }
        Ok(())
    }

    /// The people whom these rows can be about, in order; of many of one name some, enough to be in doubt.
    pub fn candidates(&self, rows: &[RequestRow]) -> Result<Vec<i64>> {
        let mut people = Vec::new();
        self.change.explained(rows.iter().try_for_each(|row| self.add_candidates(row, &mut people)))?;
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }

    fn add_candidates(&self, row: &RequestRow, people: &mut Vec<i64>) -> rusqlite::Result<()> {
        let view: &View = self.change;
        let before = people.len();
        if let Some(slug) = &row.slug {
            people.extend(view.person_with_slug(slug)?);
        }
        if let Some(email) = &row.email {
            let find = "SELECT person FROM temp.address WHERE email = ?1";
            people.extend(view.list(find, [email.to_lowercase()], person_id)?);
        }
        match &row.name {
            Some(name) if people.len() == before => self.add_namesakes(&fold_person(name), row, people),
            _ => Ok(()),
        }
    }

    fn add_namesakes(&self, folded: &str, row: &RequestRow, people: &mut Vec<i64>) -> rusqlite::Result<()> {
        let find = "SELECT person FROM temp.sending WHERE name = ?1 AND kind = ?2 AND day BETWEEN ?3 AND ?4 LIMIT ?5";
        let day = number(row.sent.day(self.zone));
        let most = i64::try_from(MOST_CANDIDATES + 1).unwrap_or(i64::MAX);
        let excluded = kind(row.slug.is_some(), row.email.is_some());
        for kind in (0..=WITH_PROFILE + WITH_EMAIL).filter(|kind| kind & excluded == 0) {
            let (first, last) = (day - SENDING_SLACK_DAYS, day + SENDING_SLACK_DAYS);
            people.extend(self.change.list(find, params![folded, kind, first, last, most], person_id)?);
        }
        Ok(())
    }

    /// Notes what was written of somebody; `before` says what was new.
    pub fn note(&self, dossier: &Dossier, before: Fate) -> Result<()> {
        self.change.explained(self.note_all(dossier, before))
    }

    fn note_all(&self, dossier: &Dossier, before: Fate) -> rusqlite::Result<()> {
        let person = &dossier.person;
        let folded = fold_person(&person.name);
        let now = kind(person.slug.is_some(), person.email.is_some());
        for (request, _) in &dossier.requests {
            let day = request.sent.day(self.zone);
            if before == Fate::Update {
                self.forget_sending(person.id, &folded, day)?;
            }
            self.note_sending(person.id, &folded, now, day)?;
        }
        person.email.as_deref().map_or(Ok(()), |email| self.note_address(person.id, email))
    }

    fn note_sending(&self, person: i64, folded: &str, kind: i64, day: Day) -> rusqlite::Result<()> {
        let insert = "INSERT OR IGNORE INTO temp.sending (name, kind, day, person) VALUES (?1, ?2, ?3, ?4)";
        self.change.run(insert, params![folded, kind, number(day), person])
    }

    fn forget_sending(&self, person: i64, folded: &str, day: Day) -> rusqlite::Result<()> {
        let delete =
            "DELETE FROM temp.sending WHERE name = ?1 AND kind IN (0, 1, 2, 3) AND day = ?2 AND person = ?3";
        self.change.run(delete, params![folded, number(day), person])
    }

    fn note_address(&self, person: i64, email: &str) -> rusqlite::Result<()> {
        let insert = "INSERT OR IGNORE INTO temp.address (email, person) VALUES (?1, ?2)";
        self.change.run(insert, params![email.to_lowercase(), person])
    }
}

fn kind(has_profile: bool, has_email: bool) -> i64 {
    i64::from(has_profile) * WITH_PROFILE + i64::from(has_email) * WITH_EMAIL
}

/// Days since 1970.
fn number(day: Day) -> i64 {
    day.utc_noon().millis().div_euclid(DAY_MS)
}

fn person_id(row: &Row) -> rusqlite::Result<i64> {
    row.get(0)
}
