//! `Invitations.csv`: the invitations that were open when the export was made, sent and received.

use super::as_of::FIRST_YEAR;
use super::csv_text::Sheet;
use super::listing::{File, Kind};
use super::rows::{self, Row};
use crate::domain::facts::{Direction, Invitation};

use super::{ImportError, MAX_NAME_CHARS, Options, Table, dates};
use crate::record::name::clean;
use crate::record::time::{DAY_MS, Instant};

struct Columns {
    from: Option<usize>,
    to: Option<usize>,
    sent_at: Option<usize>,
    message: Option<usize>,
    direction: Option<usize>,
    inviter: Option<usize>,
    invitee: Option<usize>,
}

/// The invitations.
pub(super) fn read(file: &File, options: &Options) -> Result<Table<Invitation>, ImportError> {
    let sheet = Sheet::open(&file.bytes, &file.name, Kind::Invitations)?;
    let columns = Columns {
        from: sheet.column("from"),
        to: sheet.column("to"),
        sent_at: sheet.column("sent at"),
        message: sheet.column("message"),
        direction: sheet.column("direction"),
        inviter: sheet.column("inviterprofileurl"),
        invitee: sheet.column("inviteeprofileurl"),
    };
    rows::read(&file.name, &sheet, |row| columns.parse(row, options).map(Some))
}

impl Columns {
    fn parse(&self, row: &Row<'_>, options: &Options) -> Result<Invitation, &'static str> {
        let direction = direction(row.field(self.direction))?;
        let (name, url) = match direction {
            Direction::Outgoing => (row.field(self.to), row.field(self.invitee)),
            Direction::Incoming => (row.field(self.from), row.field(self.inviter)),
        };
        let slug = super::slug_of(url)?;
        let email = Some(name).filter(|name| slug.is_none() && is_email(name)).map(str::to_owned);
        let name = if name.is_empty() { slug.as_deref().unwrap_or_default() } else { name };
        let note = row.verbatim(self.message);
        Ok(Invitation {
            row: row.line,
            direction,
            name: clean(name, MAX_NAME_CHARS).map_err(|_| "no name, or none that fits")?,
            slug,
            email,
            sent: sent(row.field(self.sent_at), options)?,
            note: Some(note).filter(|note| !note.trim().is_empty()).map(str::to_owned),
        })
    }
}

fn direction(text: &str) -> Result<Direction, &'static str> {
    if text.eq_ignore_ascii_case("OUTGOING") {
        Ok(Direction::Outgoing)
    } else if text.eq_ignore_ascii_case("INCOMING") {
        Ok(Direction::Incoming)
    } else {
        Err("the direction is neither OUTGOING nor INCOMING")
    }
}

fn sent(text: &str, options: &Options) -> Result<Instant, &'static str> {
    let sent = dates::sent_at(text, options.zone).ok_or("the time sent is not one that LinkedIn writes")?;
    if options.zone.day_of(sent).ymd().0 < FIRST_YEAR {
        Err("sent before LinkedIn existed")
    } else if sent > options.now.plus_millis(DAY_MS) {
        Err("sent in the future")
    } else {
        Ok(sent)
    }
}

/// Good enough to tell an address from a name.
pub(super) fn is_email(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && text
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'))
}
