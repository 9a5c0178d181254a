//! One person with all that is on record of them, while new facts are worked in.

use std::collections::HashMap;

use super::book::Book;
use super::person::Person;
use super::request::{Action, Request};
use crate::record::name::fold_person;
use crate::record::observation::{Look, SentPage, Source};
use crate::record::time::{DAY_MS, Day, Instant, Moment, Zone};

/// Whether a record has to be written, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// As it is on record.
    None,
    /// On record, but now known better.
    Update,
    /// Not on record yet.
    New,
}

/// One person, the requests sent to them and the looks at them.
#[derive(Debug)]
pub struct Dossier {
    /// The person.
    pub person: Person,
    /// What happened to the person's own facts.
    pub change: Change,
    /// Their requests, in the order of sending.
    pub requests: Vec<(Request, Change)>,
    /// The looks on record.
    pub looks: Vec<Look>,
    /// What the user took out as a mistake: it is not seen again.
    pub removed: Vec<Look>,
    /// The looks to be added.
    pub new_looks: Vec<Look>,
    /// What is to be added about the end of requests on record, by the number of the request.
    pub new_actions: Vec<(i64, Action)>,
}

impl Dossier {
    /// Somebody new.
    pub fn new(person: Person) -> Self {
        Self {
            person,
            change: Change::New,
            requests: Vec::new(),
            looks: Vec::new(),
            removed: Vec::new(),
            new_looks: Vec::new(),
            new_actions: Vec::new(),
        }
    }

    /// The person's own facts are to be written anew.
    fn correct(&mut self) {
        if self.change == Change::None {
            self.change = Change::Update;
        }
    }

    /// Adds a look, unless it is on record already, or was taken out.
    pub fn add_look(&mut self, look: Look) -> bool {
        let same = |known: &Look| {
            known.seen == look.seen && known.source == look.source && known.signals == look.signals
        };
        let is_new = !self.looks_ever().any(same);
        if is_new {
            self.new_looks.push(look);
        }
        is_new
    }

    /// Adds a request at its place in time.
    pub fn add_request(&mut self, request: Request, zone: Zone) {
        self.requests.push((request, Change::New));
        self.requests.sort_by_key(|(request, _)| request.sent.instant(zone));
    }

    /// The request that was sent at about that time: the same instant give or take a day, for exports give local
    /// time without saying whose. The nearest, if there are several.
    pub fn request_sent_about(&self, sent: Instant, zone: Zone) -> Option<usize> {
        let away = |request: &Request| (request.sent.instant(zone).millis() - sent.millis()).abs();
        let about = |request: &Request| match request.sent {
            Moment::Exact(_) => away(request) <= DAY_MS,
            Moment::Day(known) => {
                zone.day_of(sent).days_since(known).abs() <= 1 + i64::from(request.sent_within)
            }
        };
        let near = self.requests.iter().enumerate().filter(|(_, (request, _))| about(request));
        near.min_by_key(|(_, (request, _))| away(request)).map(|(index, _)| index)
    }

    /// The request that was the latest one on that day.
    pub fn request_as_of(&self, day: Day, zone: Zone) -> Option<&Request> {
        self.requests.iter().map(|(request, _)| request).rfind(|request| request.sent.day(zone) <= day)
    }

    /// Every look, old and new.
    pub fn all_looks(&self) -> impl Iterator<Item = &Look> {
        self.looks.iter().chain(&self.new_looks)
    }

    /// The same with those that were taken out: what is not to be told again.
    pub fn looks_ever(&self) -> impl Iterator<Item = &Look> {
        self.all_looks().chain(&self.removed)
    }

    /// Whether an export ever listed an invitation to them: so they are known as exports know them.
    pub fn was_listed(&self) -> bool {
        let listed = |look: &Look| {
            look.source == Source::Invitations && look.signals.sent_page == Some(SentPage::Listed)
        };
        self.all_looks().any(listed)
    }

    /// Whether something has to be written.
    pub fn is_changed(&self) -> bool {
        self.change != Change::None
            || !self.new_looks.is_empty()
            || !self.new_actions.is_empty()
            || self.requests.iter().any(|(_, change)| *change != Change::None)
    }

    /// Whether a request came in that was not on record.
    pub fn has_new_request(&self) -> bool {
        self.requests.iter().any(|(_, change)| *change == Change::New)
    }

    /// Takes everything as written down.
    pub fn settle(&mut self) {
        self.change = Change::None;
        self.looks.append(&mut self.new_looks);
        self.new_actions.clear();
        for (_, change) in &mut self.requests {
            *change = Change::None;
        }
    }
}

/// Everybody on record, to be found by profile, e-mail address or name.
#[derive(Default)]
pub struct Files {
    /// The dossiers; those that were on record first.
    pub dossiers: Vec<Dossier>,
    by_slug: HashMap<String, usize>,
    by_email: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Files {
    /// Opens a dossier for everybody in the book. `removed`: looks that were taken out, and whom they were about.
    pub fn new(book: Book, removed: Vec<(i64, Look)>, zone: Zone) -> Self {
        let mut files = Self::default();
        let mut place = HashMap::new();
        for person in book.people {
            place.insert(person.id, files.dossiers.len());
            files.add(Dossier { change: Change::None, ..Dossier::new(person) });
        }
        for request in book.requests {
            if let Some(&index) = place.get(&request.person_id) {
                files.dossiers[index].requests.push((request, Change::None));
            }
        }
        for observation in book.observations {
            if let Some(&index) = place.get(&observation.person_id) {
                files.dossiers[index].looks.push(observation.look);
            }
        }
        for (person, look) in removed {
            if let Some(&index) = place.get(&person) {
                files.dossiers[index].removed.push(look);
            }
        }
        for dossier in &mut files.dossiers {
            dossier.requests.sort_by_key(|(request, _)| request.sent.instant(zone));
        }
        files
    }

    /// Adds a dossier; returns its place.
    pub fn add(&mut self, dossier: Dossier) -> usize {
        let index = self.dossiers.len();
        if let Some(slug) = &dossier.person.slug {
            self.by_slug.insert(slug.clone(), index);
        }
        for alias in &dossier.person.aliases {
            self.by_slug.entry(alias.clone()).or_insert(index);
        }
        if let Some(email) = &dossier.person.email {
            self.by_email.insert(email.to_lowercase(), index);
        }
        self.by_name.entry(fold_person(&dossier.person.name)).or_default().push(index);
        self.dossiers.push(dossier);
        index
    }

    /// Writes down the profile of somebody; the one that was known stays theirs, too.
    pub fn set_slug(&mut self, index: usize, slug: &str) {
        let dossier = &mut self.dossiers[index];
        let known = dossier.person.slug.replace(slug.to_owned());
        dossier.person.aliases.extend(known);
        dossier.correct();
        self.by_slug.insert(slug.to_owned(), index);
    }

    /// Writes down a further profile of somebody, unless it is known as one.
    pub fn add_alias(&mut self, index: usize, slug: &str) {
        if self.by_slug.contains_key(slug) {
            return;
        }
        let dossier = &mut self.dossiers[index];
        dossier.person.aliases.push(slug.to_owned());
        dossier.correct();
        self.by_slug.insert(slug.to_owned(), index);
    }

    /// Writes down the e-mail address of somebody who was known without one.
    pub fn set_email(&mut self, index: usize, email: &str) {
        let dossier = &mut self.dossiers[index];
        dossier.person.email = Some(email.to_owned());
        dossier.correct();
        self.by_email.insert(email.to_lowercase(), index);
    }

    /// Who has that profile.
    pub fn with_slug(&self, slug: &str) -> Option<usize> {
        self.by_slug.get(slug).copied()
    }

    /// Who has that e-mail address.
    pub fn with_email(&self, email: &str) -> Option<usize> {
        self.by_email.get(&email.to_lowercase()).copied()
    }

    /// Who has that name (already folded by [`fold_person`]).
    pub fn named(&self, folded: &str) -> &[usize] {
        self.by_name.get(folded).map_or(&[], Vec::as_slice)
    }
}
