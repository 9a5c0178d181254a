//! One row of a table: cells to a request.

use super::super::MAX_NAME_CHARS;
use super::super::invitations::is_email;
use super::super::records::Records;
use super::columns::{Columns, Field};
use super::dates::Reader;
use crate::record::fact::Who;
use crate::record::name::clean;
use crate::record::slug::read_slug;
use crate::record::when::When;

/// The longest e-mail address, in characters (RFC 5321).
const MAX_EMAIL_CHARS: usize = 254;
/// The longest note, in characters: far over anything LinkedIn lets through.
const MAX_NOTE_CHARS: usize = 10_000;
/// The longest tag, in characters.
const MAX_TAG_CHARS: usize = 100;
/// The cap on the tags of one row.
const MAX_TAGS: usize = 50;

/// A row of a table, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableRow {
    /// Line in the file where the row starts, from 1.
    pub row: u64,
    /// The person: a name, a profile, or both, and perhaps an address.
    pub who: Who,
    /// When the request was sent.
    pub sent: When,
    /// The note that went with it.
    pub note: Option<String>,
    /// When it was accepted, not before it was sent.
    pub accepted: Option<When>,
    /// When the user took it back, not before it was sent.
    pub withdrawn: Option<When>,
    /// The user's own labels, sorted, without repetition.
    pub tags: Vec<String>,
}

/// Reads rows of a table with these columns.
pub(super) struct RowReader {
    pub(super) columns: Columns,
    pub(super) dates: Reader,
}

impl RowReader {
    /// What the current record says, or why it is bad: never what a cell says.
    pub(super) fn read<R: std::io::BufRead>(&self, record: &Records<R>) -> Result<TableRow, String> {
        let cell = |field| self.columns.place(field).map_or("", |place| record.field(place).trim());
        let slug = slug(cell(Field::ProfileUrl))?;
        let name = name(cell(Field::Name), cell(Field::FirstName), cell(Field::LastName))?;
        if name.is_none() && slug.is_none() {
            return Err("neither a name nor a profile".to_owned());
        }
        let sent = self.date(Field::SentAt, cell(Field::SentAt))?.ok_or("no date of sending")?;
        let accepted = self.after(sent, Field::AcceptedAt, cell(Field::AcceptedAt))?;
        let withdrawn = self.after(sent, Field::WithdrawnAt, cell(Field::WithdrawnAt))?;
        let email = email(cell(Field::Email))?;
        Ok(TableRow {
            row: record.line(),
            who: Who {
                slug: slug.map(Into::into),
                name: name.map(Into::into),
                first: None,
                email: email.map(Into::into),
            },
            sent,
            note: note(cell(Field::Note))?,
            accepted,
            withdrawn,
            tags: tags(cell(Field::Tags))?,
        })
    }

    fn date(&self, field: Field, text: &str) -> Result<Option<When>, String> {
        // What people write where there is nothing to write.
        if matches!(text, "" | "-" | "–" | "—" | "n/a" | "N/A" | "no" | "No") {
            return Ok(None);
        }
        self.dates.read(text).map(Some).map_err(|reason| format!("{} {reason}", field.word()))
    }

    /// What follows on sending can't lie before it.
    fn after(&self, sent: When, field: Field, text: &str) -> Result<Option<When>, String> {
        let zone = self.dates.zone;
        match self.date(field, text)? {
            Some(at) if at.in_zone(zone).is_before(sent.in_zone(zone), zone) => {
                Err(format!("{} lies before sent_at", field.word()))
            }
            at => Ok(at),
        }
    }
}

fn slug(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    read_slug(text).map(Some).map_err(|_| "profile_url is not the address of a profile".to_owned())
}

fn name(full: &str, first: &str, last: &str) -> Result<Option<String>, String> {
    let text = if full.is_empty() { format!("{first} {last}") } else { full.to_owned() };
    if text.trim().is_empty() {
        return Ok(None);
    }
    clean(&text, MAX_NAME_CHARS).map(Some).map_err(|error| format!("the name: {error}"))
}

fn email(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let address = clean(text, MAX_EMAIL_CHARS).ok().filter(|text| is_email(text));
    address.map(Some).ok_or_else(|| "email is no address".to_owned())
}

fn note(text: &str) -> Result<Option<String>, String> {
    if text.chars().nth(MAX_NOTE_CHARS).is_some() {
        return Err(format!("the note is longer than {MAX_NOTE_CHARS} characters"));
    }
    Ok(Some(text).filter(|text| !text.is_empty()).map(str::to_owned))
}

fn tags(text: &str) -> Result<Vec<String>, String> {
    let words = text.split([',', ';', '|']).filter(|word| !word.trim().is_empty());
    let cleaned = words.map(|word| clean(word, MAX_TAG_CHARS));
    let mut tags = cleaned.collect::<Result<Vec<_>, _>>().map_err(|error| format!("a tag: {error}"))?;
    tags.sort();
    tags.dedup();
    if tags.len() > MAX_TAGS {
        return Err(format!("more than {MAX_TAGS} tags"));
    }
    Ok(tags)
}
