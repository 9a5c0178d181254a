//! The user's own connections, as data exports list them: who of the people asked is among them, and since when.

use std::collections::HashMap;

use super::book::Connection;
use super::dossier::Files;
use super::facts::ConnectionRow;
use super::name::fold_person;
use super::person::Person;
use super::time::Day;

/// Days by which the clocks of LinkedIn, of the export's name and of this computer may disagree.
pub const CLOCK_SLACK_DAYS: i64 = 1;

/// The user's own connections, while a list is worked in.
pub struct Contacts {
    known: Vec<Entry>,
    by_key: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

/// One connection, from one day on.
struct Entry {
    contact: Connection,
    changed: bool,
    /// The row in the list that is worked in.
    row: Option<u64>,
}

/// Somebody of the same name who became a connection after a request was sent.
pub struct Namesake<'a> {
    /// Who.
    pub contact: &'a Connection,
    /// Their row, if they are in the list that is worked in.
    pub row: Option<u64>,
}

impl Contacts {
    /// From what is on record.
    pub fn new(known: Vec<Connection>) -> Self {
        let mut contacts = Self { known: Vec::new(), by_key: HashMap::new(), by_name: HashMap::new() };
        for contact in known {
            contacts.add(Entry { contact, changed: false, row: None });
        }
        contacts
    }

    fn add(&mut self, entry: Entry) {
        let index = self.known.len();
        self.by_key.entry(entry.contact.key().into_owned()).or_default().push(index);
        self.by_name.entry(entry.contact.folded.clone()).or_default().push(index);
        self.known.push(entry);
    }

    /// Works in the list of one day. `lists`: the days of the complete lists that were read before.
    pub fn enter(&mut self, rows: &[ConnectionRow], as_of: Day, lists: &[Day], complete: bool) {
        let next_list = lists.iter().copied().filter(|&day| day > as_of).min();
        for row in rows {
            let contact = Connection {
                slug: row.slug.clone(),
                folded: fold_person(&row.name),
                connected_on: row.connected_on,
                // Whoever is known only from an older list is missing from the next one.
                gone_by: next_list,
            };
            match self.position(&contact) {
                Some(index) => self.known[index].see_again(row.row, as_of, next_list),
                None => self.add(Entry { contact, changed: true, row: Some(row.row) }),
            }
        }
        // Of two lists of one day either may be the older one: neither proves that somebody left.
        if complete && !lists.contains(&as_of) {
            self.known.iter_mut().for_each(|entry| entry.miss(as_of, next_list));
        }
    }

    fn position(&self, contact: &Connection) -> Option<usize> {
        let same = self.by_key.get(contact.key().as_ref())?;
        same.iter().copied().find(|&index| self.known[index].contact.connected_on == contact.connected_on)
    }

    /// The connections with the person's profile, one for each time that they connected.
    pub fn of<'a>(&'a self, person: &Person) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let places = person.slug.as_ref().and_then(|slug| self.by_key.get(slug));
        places.into_iter().flatten().map(|&index| &self.known[index].contact)
    }

    /// Those of that name who became a connection after the request, and whose profile nobody on record has: the
    /// person may have a new profile, or one that is not on record.
    pub fn namesakes<'a>(
        &'a self,
        person: &Person,
        sent: Day,
        as_of: Day,
        files: &'a Files,
    ) -> impl Iterator<Item = Namesake<'a>> + use<'a> {
        let same = self.by_name.get(&fold_person(&person.name));
        let could_be_them = move |entry: &&Entry| {
            entry.contact.is_listed_on(as_of)
                && entry.contact.connected_on.days_since(sent) >= -CLOCK_SLACK_DAYS
                && entry.contact.slug.as_deref().is_none_or(|slug| files.with_slug(slug).is_none())
        };
        let same = same.into_iter().flatten().map(|&index| &self.known[index]).filter(could_be_them);
        same.map(|entry| Namesake { contact: &entry.contact, row: entry.row })
    }

    /// Those of that folded name who became a connection on about that day.
    pub fn named_of_day<'a>(
        &'a self,
        folded: &str,
        day: Day,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let same = self.by_name.get(folded).into_iter().flatten();
        let contacts = same.map(|&index| &self.known[index].contact);
        contacts.filter(move |contact| contact.connected_on.days_since(day).abs() <= CLOCK_SLACK_DAYS)
    }

    /// Those that have to be written.
    pub fn changed(&self) -> impl Iterator<Item = &Connection> {
        self.known.iter().filter(|entry| entry.changed).map(|entry| &entry.contact)
    }

    /// All of them, when they were written.
    pub fn into_all(self) -> Vec<Connection> {
        self.known.into_iter().map(|entry| entry.contact).collect()
    }
}

impl Entry {
    /// It stands in the list of that day, too.
    fn see_again(&mut self, row: u64, as_of: Day, next_list: Option<Day>) {
        self.row = Some(row);
        if self.contact.gone_by.is_some_and(|gone| gone <= as_of) {
            self.contact.gone_by = next_list;
            self.changed = true;
        }
    }

    /// Notes that a list of that day was read, in which it may be missing.
    fn miss(&mut self, as_of: Day, next_list: Option<Day>) {
        let expected = self.row.is_none() && as_of.days_since(self.contact.connected_on) > CLOCK_SLACK_DAYS;
        let is_earlier = match self.contact.gone_by {
            Some(gone) => as_of < gone,
            // Who is still in a later list was overlooked in this one.
            None => next_list.is_none(),
        };
        if expected && is_earlier {
            self.contact.gone_by = Some(as_of);
            self.changed = true;
        }
    }
}
