//! `invtrack merge`: two entries of one person become one.

use serde::Serialize;

use super::import::describe;
use super::subject;
use super::view::Answer;
use super::who::{self, Who};
use crate::cli::Merge;
use crate::context::Context;
use crate::domain::archive::Archive;
use crate::domain::book::Book;
use crate::domain::merge::{Conflict, PERSON_FIELDS, merge, same_person};
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::store::{Store, Which};

#[derive(Serialize)]
struct Joined<'a> {
    name: &'a str,
    slug: Option<&'a str>,
    merged: &'a str,
    requests: Vec<i64>,
}

/// Makes one person of two; name and profile are those of the first, where it has them.
pub fn run(args: &Merge, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let mut store = context.open_to_change()?;
    let first = who::find(std::slice::from_ref(&args.who), &mut store, ui)?;
    let second = who::find(std::slice::from_ref(&args.other), &mut store, ui)?;
    if first.person == second.person {
        return Err(Error::usage(format!("{:?} and {:?} are one person already", args.who, args.other)));
    }
    let book = |who: &Who, store: &mut Store| store.read(|view| view.book(Which::People(&[who.person])));
    let (one, other) = (book(&first, &mut store)?, book(&second, &mut store)?);
    let name = |who: &Who, book: &Book| Ok::<_, Error>(subject(book, who.request_in(book, context)?.id));
    let words = format!("merged {} into {}", name(&second, &other)?, name(&first, &one)?);
    let (book, given_up) = store.write(|change| {
        change.describe(context.now, words);
        let uid = |person| change.read(|view| view.uid_of_person(person));
        let (one, two) = (uid(first.person)?, uid(second.person)?);
        let ours = change.read(|view| view.archive())?;
        let link = one.zip(two).and_then(|(one, two)| same_person(&ours, one, two, context.now));
        let link = link.ok_or_else(|| Error::failed("one of them is no longer on record"))?;
        let theirs = Archive { people: vec![link], ..Archive::default() };
        let merged = merge(&ours, &theirs);
        change.restore(&merged.archive)?;
        // One of the two numbers is left.
        let person = change.read(|view| one.map_or(Ok(None), |one| view.person_with_uid(one)))?;
        // That name, profile and address are those of the first was asked for.
        let is_of_request = |conflict: &Conflict| !PERSON_FIELDS.contains(&conflict.field.as_str());
        let given_up: Vec<Conflict> = merged.conflicts.into_iter().filter(is_of_request).collect();
        Ok((change.read(|view| view.book(Which::People(person.as_slice())))?, given_up))
    })?;
    for conflict in &given_up {
        ui.warn(&describe(conflict, context));
    }
    let before = one.requests.len() + other.requests.len();
    if book.requests.len() < before {
        ui.note("requests that were sent on one day are one now");
    }
    let Some(person) = book.people.first() else { return Ok(Exit::Done) };
    let merged = other.people.first().map_or("", |other| other.name.as_str());
    if ui.is_json() {
        let requests = book.requests.iter().map(|request| request.id).collect();
        ui.json(&Answer::new(Joined { name: &person.name, slug: person.slug.as_deref(), merged, requests }))?;
        return Ok(Exit::Done);
    }
    let requests = count(book.requests.len(), "request", "requests");
    let looks = count(book.observations.len(), "look", "looks");
    let line = Line::plain("One person now: ").push(Role::Strong, person.name.clone());
    ui.say(&line.text(format!(" (with {merged}), {requests}, {looks}.")))?;
    if let Some(newest) = book.requests.iter().map(|request| request.id).max() {
        super::next(ui, &format!("invtrack show {newest}"))?;
    }
    Ok(Exit::Done)
}
