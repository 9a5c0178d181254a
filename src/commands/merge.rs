use super::prelude::*;
use super::record::{self, NewFacts, Scope};
use super::{conflict, who};
use crate::matching::BLOCKED_DAYS;
use crate::model::request::Person;
use crate::record::fact::{Correction, Fact, Said, Who};
use crate::record::name_key::person_key;

/// Merge two entries of the same person
///
/// All requests and looks then belong to the first, which keeps its name, profile and address where it has them. The
/// second one's profile then means the first, too, in imports as well. Two requests of one day (in UTC) become one.
#[derive(Args, Debug)]
pub struct Merge {
    /// The entry whose name and profile are right
    #[arg(value_name = "WHO")]
    pub who: String,
    /// The other entry of the same person
    #[arg(value_name = "OTHER")]
    pub other: String,
    /// Don't ask, though name and profile differ
    #[arg(short, long)]
    pub yes: bool,
}

/// Nothing on record says that they are one.
fn differ(one: &Person, other: &Person) -> bool {
    let is_known = one.email.is_some() && one.email == other.email;
    let has_profiles = one.slug.is_some() && other.slug.is_some();
    has_profiles && !is_known && person_key(&one.name) != person_key(&other.name)
}

/// What is said last counts: name and profile of the first.
fn say_again(person: &Person, book: &Tracked, entry: &mut NewFacts) {
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

pub fn run(args: &Merge, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(&Scope::Everything, context)?;
    let first = who::find(std::slice::from_ref(&args.who), &book, ui)?;
    let second = who::find(std::slice::from_ref(&args.other), &book, ui)?;
    if first.person == second.person {
        return Err(Error::usage(format!("{:?} and {:?} are one person already", args.who, args.other)));
    }
    let (one, other) = (first.person_in(&book)?, second.person_in(&book)?);
    if !args.yes && differ(one, other) {
        let profile = |person: &Person| person.slug.clone().unwrap_or_default();
        let (one, other) =
            (format!("{} ({})", one.name, profile(one)), format!("{} ({})", other.name, profile(other)));
        ui.say(format!("Two profiles and two names: {one}, {other}."));
        let (prompt, instead) = ("Are they one person?", "--yes merges them without asking");
        prompt::agree(ui, prompt, instead, "Nothing was changed.")?;
    }
    let changed = record::change(context, &Scope::Everything, |book, entry| {
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
        ui.note(&format!("requests sent within {BLOCKED_DAYS} days of each other are one now"));
        let theirs = &second.person_in(before)?.facts;
        let is_of_other = |fact: &Fact| [fact.uid].iter().chain(&fact.about).any(|uid| theirs.contains(uid));
        let mut conflicts = conflict::conflicts(book, is_of_other);
        conflicts.retain(|conflict| !conflict.is_of_person());
        conflict::tell(&conflicts, context, ui);
    }
    let merged = second.person_in(before)?.name.as_str();
    let ids: Vec<i64> = requests.iter().map(|request| request.id).collect();
    ui.answer(json!({ "name": person.name, "slug": person.slug, "merged": merged, "requests": ids }), |ui| {
        let looks = requests.iter().map(|request| request.looks.len()).sum();
        let (requests, looks) = (count(ids.len(), "request", "requests"), count(looks, "look", "looks"));
        let line = Text::from("One person now: ").strong(&person.name);
        ui.say(line.text(format!(" (with {merged}), {requests}, {looks}.")));
        ids.iter().max().into_iter().for_each(|newest| ui.next(&format!("invtrack show {newest}")));
    })
}
