//! What the lists of a data export say: rows as facts, before anybody asks whom they are about.

use super::time::{Day, Instant};

/// Who invited whom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// The user invited them.
    Outgoing,
    /// They invited the user.
    Incoming,
}

/// A row of `Invitations.csv`: an invitation that was open on the day of the export.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// Line in the file where the row starts, from 1.
    pub row: u64,
    /// Who invited whom.
    pub direction: Direction,
    /// The other person's name, or the e-mail address that the invitation went to.
    pub name: String,
    /// The other person's profile; older exports have none.
    pub slug: Option<String>,
    /// The e-mail address that the invitation went to.
    pub email: Option<String>,
    /// When it was sent: the export gives local time to the minute.
    pub sent: Instant,
    /// The note that went with it.
    pub note: Option<String>,
}

/// A row of `Connections.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConnectionRow {
    /// Line in the file where the row starts, from 1.
    pub row: u64,
    /// First and last name.
    pub name: String,
    /// Their profile; files from before mid-2023 have none.
    pub slug: Option<String>,
    /// Their e-mail address, if they let their connections see it.
    pub email: Option<String>,
    /// The day they became a connection.
    pub connected_on: Day,
}

/// The rows of one list that could be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListRows<T> {
    /// The file's name, for messages.
    pub file: String,
    /// The rows.
    pub rows: Vec<T>,
    /// Every row could be read, so that absence from the list means something.
    pub complete: bool,
}

/// What one data export, or one file of it, says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The day the export shows.
    pub as_of: Day,
    /// The open invitations, if that list is there.
    pub invitations: Option<ListRows<Invitation>>,
    /// The user's connections, if that list is there.
    pub connections: Option<ListRows<ConnectionRow>>,
}
