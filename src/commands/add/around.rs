//! What is on record around a request that is about to be recorded, or only thought of.

use super::{Entry, sending};
use crate::commands::counsel::pause_sentence;
use crate::context::Context;
use crate::domain::book::Book;
use crate::domain::pace::Span;
use crate::domain::person::Person;
use crate::domain::sending as rules;
use crate::error::Error;
use crate::record::name::fold;
use crate::record::suggest;
use crate::record::time::Day;
use crate::store::{Read, View, Which};

/// What is on record around a request.
#[derive(Default)]
pub struct Around {
    /// The person, and what is on record of them.
    pub book: Book,
    /// Requests of the last 7 days.
    week: u32,
    /// Why sending had better rest.
    pause: Option<String>,
    /// Since when the person is a connection, by the last data export.
    pub connected: Option<Day>,
    /// The newest request to somebody else of that name whose profile is not known.
    namesake: Option<i64>,
}

impl Around {
    /// Around somebody while nothing is on record.
    pub fn nothing(book: Book) -> Self {
        Self { book, ..Self::default() }
    }

    /// What is on record around the one person in the book.
    pub fn read(book: Book, view: &View, context: &Context) -> Read<Self> {
        let week = view.sent_within(Span::week(context.now, context.zone))?;
        let pause = pause_sentence(&view.account()?, context);
        // Of nobody in particular nothing is on record.
        let Some(person) = book.people.first().filter(|person| !person.name.is_empty()) else {
            return Ok(Self { book, week, pause, ..Self::default() });
        };
        let mut connected = None;
        for slug in person.profiles() {
            connected = connected.max(view.connected_on(slug)?);
        }
        let mut others = view.people_named(&fold(&person.name))?;
        others.retain(|&id| id != person.id);
        let theirs = view.book(Which::People(&others))?;
        let nameless = |id: i64| theirs.people.iter().any(|other| other.id == id && other.slug.is_none());
        let namesake =
            theirs.requests.iter().rfind(|request| nameless(request.person_id)).map(|request| request.id);
        Ok(Self { book, week, pause, connected, namesake })
    }

    /// What the user should know before recording the entry.
    pub fn warnings(&self, entry: &Entry, context: &Context) -> Vec<String> {
        let limits = &context.config.settings.limits;
        let (week, note) = (limits.requests_a_week, limits.note_characters);
        let mut warnings =
            rules::warnings(&sending(entry, context), &self.book, self.week, self.connected, week, note);
        warnings.extend(self.namesake.map(|id| {
            format!(
                "request #{id} went to somebody of that name; if they are the same: invtrack edit {id} --url URL"
            )
        }));
        let is_called =
            |known: &&Person| entry.name.as_ref().is_some_and(|name| fold(name) != fold(&known.name));
        warnings.extend(self.book.people.first().filter(is_called).map(|known| {
            format!("that profile is on record as {}'s: this counts as a request to them", known.name)
        }));
        warnings.extend(self.pause.clone());
        warnings.extend(entry.known.template.as_deref().and_then(|name| unknown_template(name, context)));
        warnings
    }
}

/// Who has templates probably means one of them.
fn unknown_template(name: &str, context: &Context) -> Option<String> {
    let templates = &context.config.settings.templates;
    if templates.is_empty() || templates.contains_key(name) {
        return None;
    }
    let near = suggest::nearest(name, templates.keys().map(String::as_str), 1);
    let meant = suggest::did_you_mean(&near).map_or_else(String::new, |question| format!(": {question}"));
    Some(format!("none of your templates is called {name:?}{meant}"))
}

/// Who on record an entry is about.
pub enum Found {
    /// Nobody: somebody new.
    Nobody,
    /// The person with that profile; else, if no profile is given, the only one of exactly that name.
    One(i64),
    /// Everybody of that name.
    Several(Vec<i64>),
}

/// Finds whom an entry is about.
pub fn find_person(entry: &Entry, view: &View) -> Read<Found> {
    if let Some(slug) = &entry.slug {
        return Ok(view.person_with_slug(slug)?.map_or(Found::Nobody, Found::One));
    }
    let name = entry.person_name();
    let named = if name.is_empty() { Vec::new() } else { view.people_named(&fold(&name))? };
    Ok(match named.as_slice() {
        [] => Found::Nobody,
        [one] => Found::One(*one),
        _ => Found::Several(named),
    })
}

/// Several people have that name.
pub fn namesakes(entry: &Entry, book: &Book) -> Error {
    let known = book.people.iter().filter_map(|person| person.slug.as_deref()).collect::<Vec<_>>().join(", ");
    Error::failed(format!("several people called {} are on record", entry.person_name()))
        .hint(format!("give the profile URL with --url; known: {known}"))
}
