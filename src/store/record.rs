//! Rows of the tables as the domain's records.

use rusqlite::Row;

use super::row::moment;
use crate::domain::archive::LookRecord;
use crate::domain::book::Connection as Contact;
use crate::domain::person::Person;
use crate::domain::request::{Context, Request};
use crate::record::observation::{Look, Observation, Signals};
use crate::record::uid::Uid;

pub(super) fn contact(row: &Row) -> rusqlite::Result<Contact> {
    Ok(Contact {
        slug: Contact::slug_of_key(row.get(0)?),
        folded: row.get(1)?,
        connected_on: row.get(2)?,
        seen_on: row.get(3)?,
    })
}

pub(super) fn person(row: &Row) -> rusqlite::Result<Person> {
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        slug: row.get(2)?,
        aliases: Vec::new(),
        email: row.get(3)?,
        recorded_at: row.get(4)?,
    })
}

pub(super) fn request(row: &Row) -> rusqlite::Result<Request> {
    Ok(Request {
        id: row.get(0)?,
        person_id: row.get(1)?,
        sent: moment(row, 2)?,
        recorded_at: row.get(4)?,
        context: Context {
            note: row.get(5)?,
            generic: row.get(6)?,
            template: row.get(7)?,
            met_at: row.get(8)?,
            met_briefly: row.get(9)?,
            mutual: row.get(10)?,
            senior: row.get(11)?,
            stranger: row.get(12)?,
            confirmed: row.get(13)?,
            tags: Vec::new(),
        },
        actions: Vec::new(),
        source: row.get(14)?,
        sent_within: row.get(15)?,
    })
}

pub(super) fn observation(row: &Row) -> rusqlite::Result<Observation> {
    let signals = Signals {
        button: row.get(6)?,
        connections: row.get(7)?,
        in_connections: row.get(8)?,
        degree: row.get(9)?,
        notified: row.get(10)?,
        sent_page: row.get(11)?,
        viewed_me: row.get(12)?,
        engaged: row.get(13)?,
        replied: row.get(14)?,
    };
    Ok(Observation {
        id: row.get(0)?,
        person_id: row.get(1)?,
        recorded_at: row.get(4)?,
        look: Look { seen: moment(row, 2)?, source: row.get(5)?, signals, memo: row.get(15)? },
    })
}

/// A row of [`super::read::LOOK`] and `removed_at`.
pub(super) fn look_record(row: &Row, uid_of: impl Fn(i64) -> Uid) -> rusqlite::Result<LookRecord> {
    let known = observation(row)?;
    Ok(LookRecord {
        number: known.id,
        person: uid_of(known.person_id),
        recorded_at: known.recorded_at,
        removed_at: row.get(16)?,
        look: known.look,
    })
}
