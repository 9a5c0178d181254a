//! The user's own connections, as data exports list them: who of the people asked is among them, and since when.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::book::Connection;
use super::dossier::Files;
use super::facts::ConnectionRow;
use super::person::Person;
use crate::record::name::fold_person;
use crate::record::time::Day;

/// Days by which the clocks of LinkedIn, of the export's name and of this computer may disagree.
pub const CLOCK_SLACK_DAYS: i64 = 1;

/// The user's own connections, while a list is worked in.
pub struct Contacts {
    known: Vec<Entry>,
    /// The days of the complete lists, in order.
    lists: Vec<Day>,
    by_key: HashMap<String, Vec<usize>>,
    /// Built when somebody is first looked for by name: most lists are read without that.
    by_name: OnceCell<HashMap<String, Vec<usize>>>,
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
    /// From what is on record. `lists`: the days of the complete lists that were read before.
    pub fn new(known: Vec<Connection>, mut lists: Vec<Day>) -> Self {
        lists.sort_unstable();
        let (by_key, by_name) = (HashMap::with_capacity(known.len()), OnceCell::new());
        let mut contacts = Self { known: Vec::with_capacity(known.len()), lists, by_key, by_name };
        for contact in known {
            contacts.add(Entry { contact, changed: false, row: None });
        }
        contacts
    }

    fn add(&mut self, entry: Entry) {
        let index = self.known.len();
        self.by_key.entry(entry.contact.key().into_owned()).or_default().push(index);
        if let Some(by_name) = self.by_name.get_mut() {
            by_name.entry(entry.contact.folded.clone()).or_default().push(index);
        }
        self.known.push(entry);
    }

    fn named(&self, folded: &str) -> &[usize] {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<usize>> = HashMap::with_capacity(self.known.len());
            for (index, entry) in self.known.iter().enumerate() {
                by_name.entry(entry.contact.folded.clone()).or_default().push(index);
            }
            by_name
        });
        by_name.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Works in the list of one day.
    pub fn enter(&mut self, rows: &[ConnectionRow], as_of: Day, complete: bool) {
        for row in rows {
            let contact = Connection {
                slug: row.slug.clone(),
                folded: fold_person(&row.name),
                connected_on: row.connected_on,
                seen_on: as_of,
            };
            match self.position(&contact) {
                Some(index) => self.known[index].see_again(row.row, as_of),
                None => self.add(Entry { contact, changed: true, row: Some(row.row) }),
            }
        }
        if let (true, Err(place)) = (complete, self.lists.binary_search(&as_of)) {
            self.lists.insert(place, as_of);
        }
    }

    /// Whether a complete list of that day shows them.
    pub fn is_listed_on(&self, contact: &Connection, day: Day) -> bool {
        contact.is_listed_on(day, &self.lists)
    }

    fn position(&self, contact: &Connection) -> Option<usize> {
        let same = self.by_key.get(contact.key().as_ref())?;
        same.iter().copied().find(|&index| self.known[index].contact.connected_on == contact.connected_on)
    }

    /// The connections with a profile of the person, one for each time that they connected.
    pub fn of<'a, 'p>(&'a self, person: &'p Person) -> impl Iterator<Item = &'a Connection> + use<'a, 'p> {
        let places = person.profiles().filter_map(|slug| self.by_key.get(slug));
        places.flatten().map(|&index| &self.known[index].contact)
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
        let same = self.named(&fold_person(&person.name));
        let could_be_them = move |entry: &&Entry| {
            self.is_listed_on(&entry.contact, as_of)
                && entry.contact.connected_on.days_since(sent) >= -CLOCK_SLACK_DAYS
                && entry.contact.slug.as_deref().is_none_or(|slug| files.with_slug(slug).is_none())
        };
        let same = same.iter().map(|&index| &self.known[index]).filter(could_be_them);
        same.map(|entry| Namesake { contact: &entry.contact, row: entry.row })
    }

    /// Those of that folded name who became a connection on about that day.
    pub fn named_of_day<'a>(
        &'a self,
        folded: &str,
        day: Day,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let contacts = self.named(folded).iter().map(|&index| &self.known[index].contact);
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
    fn see_again(&mut self, row: u64, as_of: Day) {
        self.row = Some(row);
        if self.contact.seen_on < as_of {
            self.contact.seen_on = as_of;
            self.changed = true;
        }
    }
}
