//! `invtrack merge`: two entries of one person become one.

use serde::Serialize;
use serde_json::json;

use super::record::{self, Entry};
use super::view::Answer;
use super::{conflict, who};
use crate::cli::Merge;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::request::Person;
use crate::model::tracked::Tracked;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::fact::{Correction, Fact, Said, Who};
use crate::record::uid::Uid;

/// What is said last counts: name and profile of the first.
fn say_again(person: &Person, book: &Tracked, entry: &mut Entry) {
    let facts: Vec<&Fact> = person.facts.iter().filter_map(|&uid| book.fact(uid)).collect();
    let mut say = |field: &str, value: &str, of: fn(&Who) -> Option<&str>| {
        let about: Vec<Uid> =
            facts.iter().filter(|fact| of(&fact.who) == Some(value)).map(|fact| fact.uid).collect();
        if !about.is_empty() {
            entry.correct(about, field, json!(value));
        }
    };
    say("name", &person.name, |who| who.name.as_deref());
    if let Some(slug) = &person.slug {
        say("slug", slug, |who| who.slug.as_deref());
    }
}

#[derive(Serialize)]
struct Joined<'a> {
    name: &'a str,
    slug: Option<&'a str>,
    merged: &'a str,
    requests: Vec<i64>,
}

/// Makes one person of two; name and profile are those of the first, where it has them.
pub fn run(args: &Merge, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(context, None)?;
    let first = who::find(std::slice::from_ref(&args.who), &book, ui)?;
    let second = who::find(std::slice::from_ref(&args.other), &book, ui)?;
    if first.person == second.person {
        return Err(Error::usage(format!("{:?} and {:?} are one person already", args.who, args.other)));
    }
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        let (one, other) = (first.request_in(book)?, second.request_in(book)?);
        let pair = one.facts.first().copied().zip(other.facts.first().copied());
        let same = pair.into_iter().collect();
        let said = Said::Correction(Correction { same, ..Correction::default() });
        entry.add(said, Who::default(), None, Vec::new());
        let of_both = first.person_in(book)?.facts.iter().chain(&second.person_in(book)?.facts);
        entry.go_after(of_both.filter_map(|&uid| book.fact(uid)));
        say_again(first.person_in(book)?, book, entry);
        let (one, other) = (record::subject(book, one), record::subject(book, other));
        entry.describe(format!("merged {other} into {one}"));
        Ok(())
    })?;
    let (before, book) = (&changed.before, &changed.after);
    let request = first.request.unwrap_or(first.person);
    let joined = book.request(request).and_then(|request| book.person(request.person.id));
    let person = joined.ok_or_else(|| Error::failed("one of them is no longer on record"))?;
    let requests = book.requests_to(person.id);
    if requests.len() < before.requests_to(first.person).len() + before.requests_to(second.person).len() {
        ui.note("requests that were sent on one day are one now");
        let theirs = &second.person_in(before)?.facts;
        let is_of_other = |fact: &Fact| [fact.uid].iter().chain(&fact.about).any(|uid| theirs.contains(uid));
        let mut conflicts = conflict::conflicts(book, is_of_other);
        // Name and profile are those of the first: that is what was asked for.
        conflicts.retain(|conflict| !conflict.is_of_person());
        conflict::tell(&conflicts, context.zone, ui);
    }
    let merged = second.person_in(before)?.name.as_str();
    if ui.is_json() {
        let requests = requests.iter().map(|request| request.id).collect();
        ui.json(&Answer::new(Joined { name: &person.name, slug: person.slug.as_deref(), merged, requests }))?;
        return Ok(Exit::Done);
    }
    let looks = count(requests.iter().map(|request| request.looks.len()).sum(), "look", "looks");
    let newest = requests.iter().map(|request| request.id).max();
    let requests = count(requests.len(), "request", "requests");
    let line = Line::plain("One person now: ").push(Role::Strong, person.name.clone());
    ui.say(&line.text(format!(" (with {merged}), {requests}, {looks}.")))?;
    newest.map_or(Ok(Exit::Done), |newest| {
        super::next(ui, &format!("invtrack show {newest}"))?;
        Ok(Exit::Done)
    })
}
