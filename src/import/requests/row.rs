//! One row of a table: cells to a request.

use super::super::MAX_NAME_CHARS;
use super::super::invitations::is_email;
use super::super::records::Records;
use super::columns::{Columns, Field};
use super::dates::Reader;
use crate::domain::facts::RequestRow;
use crate::record::name::clean;
use crate::record::slug::read_slug;
use crate::record::time::Moment;

/// The longest e-mail address, in characters (RFC 5321).
const MAX_EMAIL_CHARS: usize = 254;
/// The longest note, in characters: far over anything LinkedIn lets through.
const MAX_NOTE_CHARS: usize = 10_000;
/// The longest tag, in characters.
const MAX_TAG_CHARS: usize = 100;
/// The cap on the tags of one row.
const MAX_TAGS: usize = 50;

/// Reads rows of a table with these columns.
pub(super) struct RowReader {
    pub(super) columns: Columns,
    pub(super) dates: Reader,
}

impl RowReader {
    /// What the current record says, or why it is bad: never what a cell says.
    pub(super) fn read<R: std::io::BufRead>(&self, record: &Records<R>) -> Result<RequestRow, String> {
        let cell = |field| self.columns.place(field).map_or("", |place| record.field(place).trim());
        let slug = slug(cell(Field::ProfileUrl))?;
        let name = name(cell(Field::Name), cell(Field::FirstName), cell(Field::LastName))?;
        if name.is_none() && slug.is_none() {
            return Err("neither a name nor a profile".to_owned());
        }
        let sent = self.date(Field::SentAt, cell(Field::SentAt))?.ok_or("no date of sending")?;
        let accepted = self.after(sent, Field::AcceptedAt, cell(Field::AcceptedAt))?;
        let withdrawn = self.after(sent, Field::WithdrawnAt, cell(Field::WithdrawnAt))?;
        Ok(RequestRow {
            row: record.line(),
            name,
            slug,
            email: email(cell(Field::Email))?,
            sent,
            note: note(cell(Field::Note))?,
            accepted,
            withdrawn,
            tags: tags(cell(Field::Tags))?,
        })
    }

    fn date(&self, field: Field, text: &str) -> Result<Option<Moment>, String> {
        // What people write where there is nothing to write.
        if matches!(text, "" | "-" | "–" | "—" | "n/a" | "N/A" | "no" | "No") {
            return Ok(None);
        }
        self.dates.read(text).map(Some).map_err(|reason| format!("{} {reason}", field.word()))
    }

    /// What follows on sending can't lie before it.
    fn after(&self, sent: Moment, field: Field, text: &str) -> Result<Option<Moment>, String> {
        match self.date(field, text)? {
            Some(at) if at.is_before(sent, self.dates.zone) => {
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
