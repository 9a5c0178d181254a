//! The user's own connections, as data exports list them: who of the people asked is among them, and since when.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::book::Connection;
use super::dossier::Files;
use super::facts::ConnectionRow;
use super::name::fold_person;
use super::person::Person;
use super::time::Day;

/// Days by which the wall clocks of the export and of this computer may disagree.
pub const CLOCK_SLACK_DAYS: i64 = 1;

/// The user's own connections, while a list is worked in.
pub struct Contacts {
    known: BTreeMap<String, Connection>,
    changed: HashSet<String>,
    by_name: HashMap<String, Vec<String>>,
    /// Where in the file they stand, for those in the list that is worked in.
    rows: HashMap<String, u64>,
}

impl Contacts {
    /// From what is on record.
    pub fn new(known: Vec<Connection>) -> Self {
        let mut contacts = Self {
            known: BTreeMap::new(),
            changed: HashSet::new(),
            by_name: HashMap::new(),
            rows: HashMap::new(),
        };
        for contact in known {
            contacts.put(contact);
        }
        contacts
    }

    fn put(&mut self, contact: Connection) {
        let key = contact.key();
        if !self.known.contains_key(&key) {
            self.by_name.entry(contact.folded.clone()).or_default().push(key.clone());
        }
        self.known.insert(key, contact);
    }

    /// Works in the list of one day. `newest`: the latest such list that was read before.
    pub fn enter(&mut self, rows: &[ConnectionRow], as_of: Day, newest: Option<Day>, complete: bool) {
        let older = newest.is_some_and(|newest| as_of < newest);
        for row in rows {
            let mut contact = Connection {
                slug: row.slug.clone(),
                folded: fold_person(&row.name),
                connected_on: row.connected_on,
                gone_by: None,
            };
            let key = contact.key();
            match self.known.get(&key) {
                // An older list tells nothing new of those who are known.
                Some(_) if older => {}
                Some(known) if *known == contact => {}
                Some(_) => self.change(contact),
                None => {
                    contact.gone_by = newest.filter(|_| older);
                    self.change(contact);
                }
            }
            self.rows.insert(key, row.row);
        }
        if complete && !older {
            let gone: Vec<Connection> = self
                .known
                .iter()
                .filter(|(key, contact)| contact.gone_by.is_none() && !self.rows.contains_key(*key))
                .map(|(_, contact)| Connection { gone_by: Some(as_of), ..contact.clone() })
                .collect();
            for contact in gone {
                self.change(contact);
            }
        }
    }

    fn change(&mut self, contact: Connection) {
        self.changed.insert(contact.key());
        self.put(contact);
    }

    /// Since when the person is a connection in the list of that day, and whether only the name says so.
    pub fn find(&self, person: &Person, sent: Day, as_of: Day, files: &Files) -> Option<(Day, bool)> {
        let by_slug = person.slug.as_ref().and_then(|slug| self.known.get(slug));
        if let Some(contact) = by_slug.filter(|contact| contact.is_listed_on(as_of)) {
            return Some((contact.connected_on, false));
        }
        let folded = fold_person(&person.name);
        let [key] = self.by_name.get(&folded)?.as_slice() else { return None };
        let contact = &self.known[key];
        // A name counts only if one of the two sides has no profile, and if it is unique on both.
        let nameless = contact.slug.is_none() || person.slug.is_none();
        let unique = files.named(&folded).len() == 1;
        let followed = contact.connected_on.days_since(sent) >= -CLOCK_SLACK_DAYS;
        (nameless && unique && followed && contact.is_listed_on(as_of))
            .then_some((contact.connected_on, true))
    }

    /// Somebody of that name who became a connection since, under a profile that no request was sent to: the
    /// person may have a new profile. Their day, and their row if they are in the list that is worked in.
    pub fn namesake(
        &self,
        person: &Person,
        sent: Day,
        as_of: Day,
        files: &Files,
    ) -> Option<(Day, Option<u64>)> {
        let keys = self.by_name.get(&fold_person(&person.name))?;
        let is_candidate = |contact: &Connection| {
            contact.is_listed_on(as_of)
                && contact.connected_on.days_since(sent) >= -CLOCK_SLACK_DAYS
                && contact.slug.as_deref().is_none_or(|slug| files.with_slug(slug).is_none())
        };
        let key = keys.iter().find(|key| is_candidate(&self.known[*key]))?;
        Some((self.known[key].connected_on, self.rows.get(key).copied()))
    }

    /// Those that have to be written.
    pub fn into_changed(mut self) -> Vec<Connection> {
        let mut changed: Vec<Connection> =
            self.changed.iter().filter_map(|key| self.known.remove(key)).collect();
        changed.sort_by_key(Connection::key);
        changed
    }
}
