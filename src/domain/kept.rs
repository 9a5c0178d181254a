//! What was read and could not be worked in: kept until a later import, or the user, tells whom it is about.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::book::Connection;
use super::facts::{Acceptance, Invitation, RequestRow, SentRow};
use crate::record::time::Day;

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
        /// How many rows above it say the same, of somebody else.
        #[serde(default)]
        above: usize,
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
    pub fn sent(as_of: Day, row: &SentRow, above: usize) -> Self {
        Self::Sent { as_of, row: SentRow { row: 0, ..row.clone() }, above }
    }

    /// From the rows of a Sent page; equal rows are different people.
    pub fn sent_rows(as_of: Day, rows: &[&SentRow]) -> Vec<Self> {
        let mut above: HashMap<(&str, Option<&str>, Day), usize> = HashMap::new();
        let mut facts = Vec::with_capacity(rows.len());
        for row in rows {
            let same = above.entry((row.name.as_str(), row.slug.as_deref(), row.last_day)).or_default();
            facts.push(Self::sent(as_of, row, *same));
            *same += 1;
        }
        facts
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

    /// The profile that it names.
    pub fn slug(&self) -> Option<&str> {
        match self {
            Self::Acceptance(Acceptance { slug, .. })
            | Self::Sent { row: SentRow { slug, .. }, .. }
            | Self::Row(RequestRow { slug, .. })
            | Self::Connection { slug, .. } => slug.as_deref(),
            Self::Invitation { invitation, .. } => invitation.slug.as_deref(),
        }
    }

    /// Whether it tells of a request, which may be one that is not on record.
    pub const fn can_be_new(&self) -> bool {
        matches!(self, Self::Invitation { .. } | Self::Sent { .. } | Self::Row(_))
    }

    /// Whether two facts ask the same question: the same invitation, listed on two days, does.
    fn asks_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Invitation { invitation: a, .. }, Self::Invitation { invitation: b, .. }) => a == b,
            (
                Self::Sent { as_of: on, row: a, above },
                Self::Sent { as_of: other_day, row: b, above: other_above },
            ) if on != other_day => {
                let is_same_name = a.name == b.name && a.slug == b.slug && above == other_above;
                is_same_name && a.first_day <= b.last_day && b.first_day <= a.last_day
            }
            _ => self == other,
        }
    }

    /// Equal for facts that may ask the same question.
    fn topic(&self, hasher: &RandomState) -> u64 {
        match self {
            Self::Invitation { invitation, .. } => hasher.hash_one(invitation),
            Self::Sent { row, .. } => hasher.hash_one((&row.name, &row.slug)),
            Self::Acceptance(_) | Self::Row(_) | Self::Connection { .. } => hasher.hash_one(self),
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
    /// Where those of a topic are.
    places: HashMap<u64, Vec<usize>>,
    hasher: RandomState,
    waiting: usize,
}

impl Inbox {
    /// From what is on record.
    pub fn new(kept: Vec<Kept>) -> Self {
        let mut inbox = Self { all: kept, ..Self::default() };
        for (place, kept) in inbox.all.iter().enumerate() {
            inbox.places.entry(kept.fact.topic(&inbox.hasher)).or_default().push(place);
            inbox.waiting += usize::from(!kept.is_settled);
        }
        inbox
    }

    fn of_topic(&self, fact: &Fact) -> &[usize] {
        self.places.get(&fact.topic(&self.hasher)).map_or(&[], Vec::as_slice)
    }

    fn place(&self, fact: &Fact) -> Option<usize> {
        self.of_topic(fact).iter().copied().find(|&place| *self.all[place].fact == *fact)
    }

    /// The fact, if it was kept before.
    pub fn find(&self, fact: &Fact) -> Option<&Kept> {
        self.place(fact).map(|place| &self.all[place])
    }

    /// What is kept and asks the same, the fact itself included.
    pub fn asking(&self, fact: &Fact) -> impl Iterator<Item = &Kept> {
        self.of_topic(fact).iter().map(|&place| &self.all[place]).filter(|kept| kept.fact.asks_as(fact))
    }

    /// Whether the fact was kept and needs no answer any more.
    pub fn is_settled(&self, fact: &Fact) -> bool {
        self.find(fact).is_some_and(|kept| kept.is_settled)
    }

    /// Whether what the fact asks was answered, be it of another day's list.
    pub fn is_answered(&self, fact: &Fact) -> bool {
        self.asking(fact).any(|kept| kept.is_settled)
    }

    /// Keeps a fact that nobody has to decide about; false if there is no room for more.
    pub fn keep_if_room(&mut self, fact: Fact) -> bool {
        let has_room = self.waiting < MOST_WAITING || self.place(&fact).is_some();
        if has_room {
            self.keep(fact);
        }
        has_room
    }

    /// Keeps a fact; false if it was kept before, or another one that asks the same.
    pub fn keep(&mut self, fact: Fact) -> bool {
        let is_new = self.asking(&fact).next().is_none();
        if self.place(&fact).is_none() {
            self.add(fact);
        }
        is_new
    }

    fn add(&mut self, fact: Fact) {
        self.places.entry(fact.topic(&self.hasher)).or_default().push(self.all.len());
        self.all.push(Kept { id: 0, fact: Rc::new(fact), is_settled: false, is_changed: true });
        self.waiting += 1;
    }

    /// Notes that a fact needs no answer any more, if it is kept.
    pub fn settle(&mut self, fact: &Fact) {
        let Some(place) = self.place(fact) else { return };
        let kept = &mut self.all[place];
        if !kept.is_settled {
            (kept.is_settled, kept.is_changed) = (true, true);
            self.waiting -= 1;
        }
    }

    /// All of it, settled or not.
    pub fn all(&self) -> &[Kept] {
        &self.all
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::observation::Source;
    use crate::record::time::Moment;

    fn acceptance(number: usize) -> Fact {
        let at = Moment::Day(Day::new(2026, 10, 5).unwrap());
        let slug = Some(format!("person-{number}"));
        Fact::Acceptance(Acceptance { source: Source::Mail, at, slug, full_name: None, first_name: None })
    }

    #[test]
    fn acceptances_of_strangers_are_kept_as_long_as_there_is_room() {
        let mut inbox = Inbox::default();
        assert!((0..MOST_WAITING).all(|number| inbox.keep_if_room(acceptance(number))));
        assert!(!inbox.keep_if_room(acceptance(MOST_WAITING)));
        assert!(inbox.keep_if_room(acceptance(0)), "it is kept already");
        // What has to be decided is never lost.
        assert!(inbox.keep(acceptance(MOST_WAITING)));
        inbox.settle(&acceptance(1));
        inbox.settle(&acceptance(2));
        assert!(inbox.keep_if_room(acceptance(MOST_WAITING + 1)));
        assert_eq!(inbox.waiting().count(), MOST_WAITING);
    }
}
