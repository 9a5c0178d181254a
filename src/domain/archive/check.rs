//! Whether an archive that comes from outside holds only what could have been recorded here: the rules of the command
//! line, and those by which records refer to each other.

use crate::domain::kept::Fact;
use std::collections::HashSet;

use super::{Archive, LookRecord, PersonRecord, RequestRecord};
use crate::domain::merge::PERSON_FIELDS;
use crate::domain::register::{Stamps, TAG};
use crate::record::count::CONNECTIONS_LIMIT;
use crate::record::name::{MAX_NAME, MAX_WORD, clean};
use crate::record::slug::read_slug;
use crate::record::time::{Instant, Moment};
use crate::record::uid::Uid;

/// Longest note, memo, address or fact, in bytes: what a table to import from may hold in a cell.
const MAX_TEXT: usize = 64 << 10;
/// Far over any number that is ever given; JSON readers of all languages hold it.
const MAX_NUMBER: i64 = 1 << 53;

/// A record that makes no sense.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{list}, entry {entry}: {reason}")]
pub struct Wrong {
    /// Which list: `requests`.
    pub list: &'static str,
    /// Which entry of it, from 1.
    pub entry: usize,
    /// Why; never what stands there, which is somebody's personal information.
    pub reason: &'static str,
}

type Checked = Result<(), &'static str>;

impl Archive {
    /// Looks at every record.
    pub fn check(&self) -> Result<(), Wrong> {
        let people: HashSet<Uid> =
            self.people.iter().flat_map(|person| person.uids.iter().copied()).collect();
        let requests: HashSet<Uid> =
            self.requests.iter().flat_map(|request| request.uids.iter().copied()).collect();
        let last = self.last_numbers;
        each("last_numbers", &[last.request, last.look, last.kept], |&last| {
            ensure((0..=MAX_NUMBER).contains(&last), "not a number")
        })?;
        each("people", &self.people, check_person)?;
        each("requests", &self.requests, |request| {
            ensure(people.contains(&request.person), "it went to nobody in the file")?;
            check_number(request.number, last.request)?;
            check_request(request)
        })?;
        each("looks", &self.looks, |look| {
            ensure(people.contains(&look.person), "it is about nobody in the file")?;
            check_number(look.number, last.look)?;
            check_look(look)
        })?;
        each("actions", &self.actions, |record| {
            ensure(requests.contains(&record.request), "it is about no request in the file")?;
            check_moment(record.action.at)?;
            check_time(record.action.recorded_at)
        })?;
        each("account", &self.account, |event| {
            check_moment(event.at)?;
            check_time(event.recorded_at)
        })?;
        each("snapshots", &self.snapshots, |snapshot| {
            check_moment(Moment::Day(snapshot.as_of))?;
            check_time(snapshot.recorded_at)
        })?;
        each("connections", &self.connections, |contact| {
            let slug = contact.key.strip_prefix(' ').is_none().then_some(contact.key.as_str());
            slug.map_or(ensure(contact.key.len() > 1, "no key"), check_slug)?;
            ensure(contact.key.len() <= MAX_TEXT && contact.folded.len() <= MAX_TEXT, "a name is too long")?;
            check_moment(Moment::Day(contact.connected_on.max(contact.seen_on)))
        })?;
        each("kept", &self.kept, |kept| {
            check_number(kept.number, last.kept)?;
            ensure(kept.fact.len() <= MAX_TEXT, "a fact is too long")?;
            let is_known = serde_json::from_str::<Fact>(&kept.fact).is_ok();
            ensure(is_known, "a fact is of no known kind")?;
            check_time(kept.recorded_at)?;
            kept.settled_at.map_or(Ok(()), check_time)
        })
    }
}

fn each<T>(list: &'static str, records: &[T], check: impl Fn(&T) -> Checked) -> Result<(), Wrong> {
    for (index, record) in records.iter().enumerate() {
        check(record).map_err(|reason| Wrong { list, entry: index + 1, reason })?;
    }
    Ok(())
}

fn ensure(is_right: bool, reason: &'static str) -> Checked {
    if is_right { Ok(()) } else { Err(reason) }
}

fn check_person(person: &PersonRecord) -> Checked {
    ensure(!person.uids.is_empty() && is_sorted(&person.uids), "the uids are missing or out of order")?;
    ensure(is_sorted(&person.slugs), "the profiles are out of order")?;
    ensure(is_sorted(&person.aliases), "the further profiles are out of order")?;
    let is_known = |alias| person.slugs.binary_search(alias).is_ok();
    ensure(person.aliases.iter().all(is_known), "a further profile is not among the profiles")?;
    person.slugs.iter().chain(&person.slug).try_for_each(|slug| check_slug(slug))?;
    ensure(clean(&person.name, MAX_NAME).is_ok(), "the name is empty or too long")?;
    check_text(person.email.as_deref(), MAX_TEXT)?;
    check_time(person.recorded_at)?;
    check_edits(&person.edits, &PERSON_FIELDS)
}

fn check_request(request: &RequestRecord) -> Checked {
    const FIELDS: [&str; 9] =
        ["sent", "note", "generic", "template", "met", "mutual", "senior", "stranger", "confirmed"];
    ensure(!request.uids.is_empty() && is_sorted(&request.uids), "the uids are missing or out of order")?;
    ensure(is_sorted(&request.days), "the days are out of order")?;
    check_moment(request.sent)?;
    ensure(request.sent_within <= 36_600, "the interval is too long")?;
    let context = &request.context;
    check_text(context.note.as_deref(), MAX_TEXT)?;
    let words = [&context.template, &context.met_at, &context.met_briefly];
    words.into_iter().flatten().chain(&context.tags).try_for_each(|word| check_word(word))?;
    ensure(is_sorted(&context.tags), "the tags are out of order")?;
    ensure(context.mutual.is_none_or(|mutual| mutual <= CONNECTIONS_LIMIT), "too many connections")?;
    check_time(request.recorded_at)?;
    check_edits(&request.edits, &FIELDS)
}

fn check_look(record: &LookRecord) -> Checked {
    let look = &record.look;
    ensure(!look.signals.is_empty() || look.memo.is_some(), "nothing was seen")?;
    let connections = look.signals.connections;
    ensure(connections.is_none_or(|count| count <= CONNECTIONS_LIMIT), "too many connections")?;
    check_text(look.memo.as_deref(), MAX_TEXT)?;
    let is_digest = look.memo.as_deref().is_none_or(|memo| Uid::parse(memo).is_some());
    ensure(record.removed_at.is_none() || is_digest, "it was removed, and its memo is still there")?;
    check_moment(look.seen)?;
    check_time(record.recorded_at)?;
    record.removed_at.map_or(Ok(()), check_time)
}

fn check_edits(edits: &Stamps, fields: &[&str]) -> Checked {
    for (field, stamp) in edits {
        match field.strip_prefix(TAG) {
            Some(tag) if fields.contains(&"sent") => check_word(tag)?,
            _ => ensure(fields.contains(&field.as_str()), "an edit of an unknown field")?,
        }
        check_time(stamp.at())?;
    }
    Ok(())
}

fn check_number(number: i64, last: i64) -> Checked {
    ensure((1..=last).contains(&number), "its number is over the last one")
}

fn check_slug(slug: &str) -> Checked {
    ensure(read_slug(slug).is_ok_and(|read| read == slug), "the profile is not one")
}

fn check_text(text: Option<&str>, most: usize) -> Checked {
    let is_fine = |text: &str| !text.trim().is_empty() && text.len() <= most && !text.contains('\0');
    ensure(text.is_none_or(is_fine), "a text is empty or too long")
}

fn check_word(word: &str) -> Checked {
    ensure(clean(word, MAX_WORD).is_ok_and(|clean| clean == word), "a word is empty, too long or not plain")
}

fn check_moment(moment: Moment) -> Checked {
    check_time(moment.utc())
}

fn check_time(at: Instant) -> Checked {
    ensure(at.millis() >= 0, "a time before 1970")?;
    // What lies in the future is let through: a backup made while a clock was wrong must not be lost, and a correction
    // is later than what it corrects, whatever the clock says.
    ensure(at <= Instant::LAST, "a time after the year 9999")
}

fn is_sorted<T: Ord>(list: &[T]) -> bool {
    list.is_sorted_by(|a, b| a < b)
}
