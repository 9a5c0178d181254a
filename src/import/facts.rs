//! What a source says: rows of a data export, copied pages and mails as facts, before anybody asks whom they are about.

use crate::record::observation::{Button, Degree, Source};
use crate::record::time::{Day, Instant, Moment};

/// A row of the page *Manage invitations > Sent*: an invitation that was open on the as-of day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentRow {
    /// Line of the page's text where the row starts, from 1.
    pub row: u64,
    /// The other person's name.
    pub name: String,
    /// The other person's profile: only a page saved as HTML has it.
    pub slug: Option<String>,
    /// The earliest day that "2 weeks ago" can mean, seen from the as-of day.
    pub first_day: Day,
    /// The latest such day.
    pub last_day: Day,
}

/// The page *Manage invitations > Sent*, as far as it was copied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentList {
    /// The open invitations, in the order of the page; equal names are different people.
    pub rows: Vec<SentRow>,
    /// The total that the tab shows: 21 in `People (21)`.
    pub total: Option<u32>,
}

impl SentList {
    /// Whether every open invitation is in it, so that absence means something.
    pub fn is_complete(&self) -> bool {
        self.total.is_some_and(|total| usize::try_from(total) == Ok(self.rows.len()))
    }
}

/// A row of the *Connections* page. The page is never known to be complete.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedConnection {
    /// Line of the page's text where the row starts, from 1.
    pub row: u64,
    /// Their name.
    pub name: String,
    /// Their profile: only a page saved as HTML has it.
    pub slug: Option<String>,
    /// The day they became a connection.
    pub connected_on: Day,
}

/// The head of a profile page: everything above the first section.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ProfileLook {
    /// Whose profile it is.
    pub name: Option<String>,
    /// Its slug: only a page saved as HTML has it, or one copied with its address.
    pub slug: Option<String>,
    /// The button that tells most, of those shown.
    pub button: Option<Button>,
    /// The badge beside the name; *Remove connection* stands for the first degree too.
    pub degree: Option<Degree>,
    /// The number of connections, [`crate::record::observation::CONNECTIONS_CAP`] from there on; none if hidden.
    pub connections: Option<u32>,
    /// The lines that were understood, for "what it read".
    pub read: Vec<String>,
    /// The other lines of the head.
    pub ignored: Vec<String>,
}

/// An acceptance that LinkedIn wrote a mail about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Where the mail is, for messages: `linkedin.mbox:message 3`, or the name of its file.
    pub place: String,
    /// Its Message-ID; of a mail without one, what its date and subject make up.
    pub message_id: String,
    /// Its Date header.
    pub at: Instant,
    /// The profiles of those who accepted: several in a digest, none if the mail links to none.
    pub slugs: Vec<String>,
    /// The full name of the one who accepted; none in a digest.
    pub full_name: Option<String>,
    /// The first name of the one who accepted; in a digest only if it links to nobody.
    pub first_name: Option<String>,
}

/// Somebody accepted, as a mail or the Connections page tells: by profile, or by name only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    /// What tells it.
    pub source: Source,
    /// The mail's date, or the day of the connection.
    pub at: Moment,
    /// Their profile.
    pub slug: Option<String>,
    /// Their full name.
    pub full_name: Option<String>,
    /// Their first name, where nothing more is told.
    pub first_name: Option<String>,
}

impl Notice {
    /// The acceptances it tells of: one for each profile, or the one that it names.
    pub fn acceptances(&self) -> Vec<Acceptance> {
        let of = |slug: Option<&String>| Acceptance {
            source: Source::Mail,
            at: Moment::Exact(self.at),
            slug: slug.cloned(),
            full_name: self.full_name.clone(),
            first_name: self.first_name.clone(),
        };
        if self.slugs.is_empty() { vec![of(None)] } else { self.slugs.iter().map(Some).map(of).collect() }
    }
}

/// What a mail is to somebody who waits for acceptances.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mail {
    /// LinkedIn tells of an acceptance.
    Accepted(Notice),
    /// Not from LinkedIn, or about something else.
    LeftAlone,
    /// It tells of an acceptance in LinkedIn's words, but LinkedIn is not its sender.
    Impostor,
}
