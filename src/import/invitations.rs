//! `Invitations.csv`: the invitations that were open when the export was made, sent and received.

use super::as_of::FIRST_YEAR;
use super::csv_text::Sheet;
use super::listing::{File, Kind};
use super::rows::{self, Row};

use super::{ImportError, MAX_NAME_CHARS, Options, Table, dates, slug_of};
use crate::record::fact::{Direction, Who};
use crate::record::name::clean;
use crate::record::when::When;

/// A row of `Invitations.csv`, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvitationRow {
    /// Line in the file where the row starts, from 1.
    pub row: u64,
    /// Who invited whom.
    pub direction: Direction,
    /// The other person; of one that was invited by e-mail the address.
    pub who: Who,
    /// The user's own profile, of a row of theirs.
    pub inviter: Option<Box<str>>,
    /// When it was sent: local time to the minute, in a zone that nobody tells.
    pub at: When,
    /// The note that went with it.
    pub note: Option<Box<str>>,
}

struct Columns {
    from: Option<usize>,
    to: Option<usize>,
    sent_at: Option<usize>,
    message: Option<usize>,
    direction: Option<usize>,
    inviter: Option<usize>,
    invitee: Option<usize>,
}

/// The invitations. A bad row that is none of the user's own says nothing about whether theirs are all there.
pub(super) fn read(file: &File, options: &Options) -> Result<Table<InvitationRow>, ImportError> {
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
    let mut harmless = 0;
    let mut table = rows::read(&file.name, &sheet, |row| {
        let read = columns.parse(row, options).map(Some);
        harmless +=
            usize::from(read.is_err() && direction(row.field(columns.direction)) == Ok(Direction::In));
        read
    })?;
    table.harmless = harmless;
    Ok(table)
}

impl Columns {
    fn parse(&self, row: &Row<'_>, options: &Options) -> Result<InvitationRow, &'static str> {
        let direction = direction(row.field(self.direction))?;
        let inviter = row.field(self.inviter);
        let (name, url) = match direction {
            Direction::Out => (row.field(self.to), row.field(self.invitee)),
            Direction::In => (row.field(self.from), inviter),
        };
        let (slug, is_address) = (slug_of(url)?, is_email(name));
        let cleaned = if name.is_empty() && slug.is_some() {
            None
        } else {
            Some(clean(name, MAX_NAME_CHARS).map_err(|_| "no name, or none that fits")?)
        };
        let (email, name) = if is_address { (cleaned, None) } else { (None, cleaned) };
        let inviter = (direction == Direction::Out).then(|| slug_of(inviter).ok().flatten()).flatten();
        let note = row.verbatim(self.message);
        Ok(InvitationRow {
            row: row.line,
            direction,
            who: Who {
                slug: slug.map(Into::into),
                name: name.map(Into::into),
                first: None,
                email: email.map(Into::into),
            },
            inviter: inviter.map(Into::into),
            at: sent(row.field(self.sent_at), options)?,
            note: Some(note).filter(|note| !note.trim().is_empty()).map(Into::into),
        })
    }
}

fn direction(text: &str) -> Result<Direction, &'static str> {
    if text.eq_ignore_ascii_case("OUTGOING") {
        Ok(Direction::Out)
    } else if text.eq_ignore_ascii_case("INCOMING") {
        Ok(Direction::In)
    } else {
        Err("the direction is neither OUTGOING nor INCOMING")
    }
}

fn sent(text: &str, options: &Options) -> Result<When, &'static str> {
    let sent = dates::sent_at(text).ok_or("the time sent is not one that LinkedIn writes")?;
    if sent.day().ymd().0 < FIRST_YEAR {
        Err("sent before LinkedIn existed")
    } else if dates::is_ahead(sent, options.now) {
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
