//! What was read and could not be worked in: kept until a later import, or the user, tells whom it is about.

use std::collections::HashMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::book::Connection;
use super::facts::{Acceptance, Invitation, RequestRow, SentRow};
use super::time::Day;

/// So many facts are kept that nobody has to decide about: more than anybody has connections (LinkedIn's limit is
/// 30,000).
pub const MOST_WAITING: usize = 50_000;

/// One thing that a source says, without the place where it stands: the same from two copies is the same.
#[derive(Clone, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// Somebody accepted.
    Acceptance(Acceptance),
    /// An invitation was open on the day of an export.
    Invitation {
        /// The day of the export.
        as_of: Day,
        /// What it says.
        invitation: Invitation,
    },
    /// An invitation was open on the day of a copied Sent page.
    Sent {
        /// The day of the page.
        as_of: Day,
        /// What it says.
        row: SentRow,
    },
    /// A table tells of a request.
    Row(RequestRow),
    /// Somebody is a connection who goes by the name of a person on record.
    Connection {
        /// Their profile; files from before mid-2023 have none.
        slug: Option<String>,
        /// The folded name.
        folded: String,
        /// The day they became a connection.
        connected_on: Day,
    },
}

impl Fact {
    /// From a row of `Invitations.csv`.
    pub fn invitation(as_of: Day, row: &Invitation) -> Self {
        Self::Invitation { as_of, invitation: Invitation { row: 0, ..row.clone() } }
    }

    /// From a row of the Sent page.
    pub fn sent(as_of: Day, row: &SentRow) -> Self {
        Self::Sent { as_of, row: SentRow { row: 0, ..row.clone() } }
    }

    /// From a row of a table.
    pub fn row(row: &RequestRow) -> Self {
        Self::Row(RequestRow { row: 0, ..row.clone() })
    }

    /// From one of the user's connections.
    pub fn connection(contact: &Connection) -> Self {
        let Connection { slug, folded, connected_on, .. } = contact.clone();
        Self::Connection { slug, folded, connected_on }
    }

    /// Whom it names.
    pub fn name(&self) -> &str {
        match self {
            Self::Acceptance(Acceptance { full_name, first_name, slug, .. }) => {
                full_name.as_deref().or(first_name.as_deref()).or(slug.as_deref()).unwrap_or_default()
            }
            Self::Invitation { invitation, .. } => &invitation.name,
            Self::Sent { row, .. } => &row.name,
            Self::Row(row) => row.name.as_deref().or(row.slug.as_deref()).unwrap_or_default(),
            Self::Connection { slug, folded, .. } => slug.as_deref().unwrap_or(folded),
        }
    }

    /// Whether it tells of a request, which may be one that is not on record.
    pub const fn can_be_new(&self) -> bool {
        matches!(self, Self::Invitation { .. } | Self::Sent { .. } | Self::Row(_))
    }

    /// Whether two facts ask the same question: the same invitation, listed on two days, does.
    pub fn asks_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Invitation { invitation: a, .. }, Self::Invitation { invitation: b, .. }) => a == b,
            _ => self == other,
        }
    }
}

/// A fact that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Its number, for `invtrack import --assign`; 0 until it is written down.
    pub id: i64,
    /// What was read.
    pub fact: Rc<Fact>,
    /// It was worked in, or the user said that it is about nobody.
    pub is_settled: bool,
    /// It has to be written.
    pub is_changed: bool,
}

/// Every fact that is or was kept.
#[derive(Default, Debug)]
pub struct Inbox {
    all: Vec<Kept>,
    places: HashMap<Rc<Fact>, usize>,
    waiting: usize,
}

impl Inbox {
    /// From what is on record.
    pub fn new(kept: Vec<Kept>) -> Self {
        let places = kept.iter().enumerate().map(|(place, kept)| (Rc::clone(&kept.fact), place)).collect();
        let waiting = kept.iter().filter(|kept| !kept.is_settled).count();
        Self { all: kept, places, waiting }
    }

    /// The fact, if it was kept before.
    pub fn find(&self, fact: &Fact) -> Option<&Kept> {
        self.places.get(fact).map(|&place| &self.all[place])
    }

    /// Whether the fact was kept and needs no answer any more.
    pub fn is_settled(&self, fact: &Fact) -> bool {
        self.find(fact).is_some_and(|kept| kept.is_settled)
    }

    /// Keeps a fact; false if it was kept before, or there is no room for more.
    pub fn keep(&mut self, fact: Fact) -> bool {
        if self.waiting >= MOST_WAITING || self.places.contains_key(&fact) {
            return false;
        }
        let fact = Rc::new(fact);
        self.places.insert(Rc::clone(&fact), self.all.len());
        self.all.push(Kept { id: 0, fact, is_settled: false, is_changed: true });
        self.waiting += 1;
        true
    }

    /// Notes that a fact needs no answer any more, if it is kept.
    pub fn settle(&mut self, fact: &Fact) {
        let Some(&place) = self.places.get(fact) else { return };
        let kept = &mut self.all[place];
        if !kept.is_settled {
            (kept.is_settled, kept.is_changed) = (true, true);
            self.waiting -= 1;
        }
    }

    /// Those that wait for an answer.
    pub fn waiting(&self) -> impl Iterator<Item = &Kept> {
        self.all.iter().filter(|kept| !kept.is_settled)
    }

    /// Those to be written.
    pub fn changed(&mut self) -> impl Iterator<Item = &mut Kept> {
        self.all.iter_mut().filter(|kept| kept.is_changed)
    }

    /// Takes everything as written down.
    pub fn take_as_written(&mut self) {
        self.changed().for_each(|kept| kept.is_changed = false);
    }
}
