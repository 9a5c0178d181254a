//! What is on record around a request that is about to be recorded, or only thought of.

use super::{Entry, sending};
use crate::commands::counsel::Pace;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::model::request::{Person, Request};
use crate::model::tracked::Tracked;
use crate::next::sending as rules;
use crate::record::name::fold;
use crate::record::suggest;
use crate::record::when::ZONE_DAYS;

/// What is on record around it.
pub struct Around<'a> {
    /// Whom it goes to, if they are on record.
    pub person: Option<&'a Person>,
    /// What went to them before.
    pub others: Vec<&'a Request>,
    pace: Pace,
    /// A request to somebody of that name of whom no profile is known.
    namesake: Option<i64>,
}

impl<'a> Around<'a> {
    /// What is on record around a request to that person.
    pub fn of(entry: &Entry, person: Option<&'a Person>, book: &'a Tracked, context: &Context) -> Self {
        let folded = fold(&entry.person_name());
        let is_namesake =
            |other: &&Person| other.slug.is_none() && !folded.is_empty() && fold(&other.name) == folded;
        let is_other = |other: &&Person| person.is_none_or(|person| person.id != other.id);
        let others = book.people().filter(is_namesake).filter(is_other);
        let namesake =
            others.filter_map(|other| book.requests_to(other.id).last().map(|request| request.id)).max();
        Self {
            person,
            others: person
                .map_or_else(Vec::new, |person| earlier(entry, book.requests_to(person.id), context)),
            pace: Pace::of(book, context),
            namesake: namesake.filter(|_| entry.slug.is_some()),
        }
    }

    /// What the user should know.
    pub fn warnings(&self, entry: &Entry, context: &Context) -> Vec<String> {
        let limits = &context.config.settings.limits;
        let (week, note) = (limits.requests_a_week, limits.note_characters);
        let mut warnings =
            rules::warnings(&sending(entry, context), &self.others, self.pace.counts.week, week, note);
        warnings.extend(self.namesake.map(about_namesake));
        let is_called =
            |known: &&Person| entry.name.as_ref().is_some_and(|name| fold(name) != fold(&known.name));
        warnings.extend(self.person.filter(is_called).map(|known| {
            format!("that profile is on record as {}'s: this counts as a request to them", known.name)
        }));
        warnings.extend(self.pace.pause_sentence(context));
        warnings.extend(entry.known.template.as_deref().and_then(|name| unknown_template(name, context)));
        warnings
    }
}

/// Without the one whose day a page tells only roughly, if this is that one.
fn earlier<'a>(entry: &Entry, mut others: Vec<&'a Request>, context: &Context) -> Vec<&'a Request> {
    let day = entry.sent.day(context.zone);
    let is_this = |other: &Request| {
        let apart = other.sent.day(context.zone).days_since(day).abs();
        other.sent_within > 0 && apart <= i64::from(other.sent_within) + i64::from(ZONE_DAYS)
    };
    others.retain(|other| !is_this(other));
    others
}

/// A request went to somebody of that name, of whom no profile is known.
pub fn about_namesake(id: i64) -> String {
    format!("request #{id} went to somebody of that name; if they are the same: invtrack edit {id} --url URL")
}

/// The settings have templates, and this is none of them.
fn unknown_template(name: &str, context: &Context) -> Option<String> {
    let templates = &context.config.settings.templates;
    if templates.is_empty() || templates.contains_key(name) {
        return None;
    }
    let near = suggest::nearest(name, templates.keys().map(String::as_str), 1);
    let meant = suggest::did_you_mean(&near).map_or_else(String::new, |question| format!(": {question}"));
    Some(format!("none of your templates is called {name:?}{meant}"))
}

/// Who on record is meant: by profile, else by the whole name, if only one has it.
pub fn find_person<'a>(entry: &Entry, book: &'a Tracked) -> Result<Option<&'a Person>> {
    if let Some(slug) = &entry.slug {
        return Ok(book.people().find(|person| person.has_profile(slug)));
    }
    let name = entry.person_name();
    let folded = fold(&name);
    let is_meant = |person: &&Person| {
        if folded.is_empty() { person.name == name } else { fold(&person.name) == folded }
    };
    let named: Vec<&Person> = book.people().filter(is_meant).collect();
    if let [_, _, ..] = named.as_slice() {
        let known = named.iter().filter_map(|person| person.slug.as_deref()).collect::<Vec<_>>().join(", ");
        return Err(Error::failed(format!("several people called {name} are on record"))
            .hint(format!("give the profile URL with --url; known: {known}")));
    }
    Ok(named.first().copied().filter(|_| !name.is_empty()))
}
