//! `invtrack edit`: corrections.

use std::collections::BTreeSet;

use clap::ValueEnum;
use serde::Serialize;

use super::add::{cleaned, note_text, refuse_duplicate};
use super::deeds::note;
use super::view::{self, Answer, Judgement, RequestView};
use super::{subject, who};
use crate::cli::{Edit, Field, YesNo};
use crate::context::Context;
use crate::domain::attempt::Attempt;
use crate::domain::book::Book;
use crate::domain::person::Person;
use crate::domain::register::{Stamp, Values};
use crate::domain::request::Request;
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::deed::Deed;
use crate::record::name::{MAX_NAME, MAX_WORD, fold};
use crate::record::observation::{Observation, Source};
use crate::record::time::Moment;
use crate::store::{Change, Which};

#[derive(Serialize)]
struct Edited<'a> {
    request: RequestView<'a>,
    changed: bool,
}

/// Corrects what is on record.
pub fn run(args: &Edit, context: &Context, ui: &mut Ui) -> Result<Exit> {
    refuse_contradiction(args)?;
    let mut store = context.open_to_change()?;
    let who = who::find(&args.who, &mut store, ui)?;
    let (request, changed, before, judgement) = store.write(|change| {
        let book = change.read(|view| view.book(Which::People(&[who.person])))?;
        let request = who.request_in(&book, context)?;
        let changed = correct(args, &book, request, context, change)?;
        let words = format!("corrected {}: {}", subject(&book, request.id), changed.join(", "));
        change.describe(context.now, words);
        let judgement = change.read(|view| Judgement::read(who.person, view, context))?;
        let before = book.people.first().and_then(|person| person.slug.clone());
        Ok((request.id, !changed.is_empty(), before, judgement))
    })?;
    let is_imported = |look: &Observation| look.look.source != Source::Typed;
    let now = judgement.book.people.first().and_then(|person| person.slug.as_ref());
    if before.is_some() && before.as_ref() != now && judgement.book.observations.iter().any(is_imported) {
        ui.warn(&format!(
            "looks that imports brought came with the profile before: if they are somebody else's, `invtrack edit {request} --remove-look LOOK`"
        ));
    }
    judgement.of(request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        if ui.is_json() {
            let view = RequestView::new(attempt, judge, &judged, context.zone);
            ui.json(&Answer::new(Edited { request: view, changed }))?;
            return Ok(Exit::Done);
        }
        if args.sent.is_some() && earlier_looks(attempt, context) > 0 {
            ui.warn("looks from before that date don't count for this request; `invtrack show` lists them");
        }
        let what = if changed { "corrected" } else { "nothing to change" };
        ui.say(
            &Line::new()
                .push(Role::Strong, attempt.person.name.clone())
                .text(format!(" (#{request}): {what}; {}.", view::sent_line(attempt, context))),
        )?;
        ui.say(&Line::plain("  ").append(view::verdict_line(&judged.verdict)))?;
        Ok(Exit::Done)
    })
}

fn earlier_looks(attempt: &Attempt, context: &Context) -> usize {
    let is_early = |own: &&&Observation| own.look.seen.is_before(attempt.request.sent, context.zone);
    attempt.looks.iter().filter(is_early).count()
}

/// Writes down what is corrected, and says in words what that is.
fn correct(
    args: &Edit,
    book: &Book,
    request: &Request,
    context: &Context,
    change: &Change,
) -> Result<Vec<String>> {
    let known = book.people.first().ok_or_else(|| Error::failed("that person is no longer on record"))?;
    let person = corrected_person(args, known)?;
    if let Some(slug) = person.slug.as_deref().filter(|slug| known.slug.as_deref() != Some(slug))
        && let Some(other) =
            change.read(|view| view.person_with_slug(slug))?.filter(|&other| other != known.id)
    {
        let theirs = change.read(|view| view.book(Which::People(&[other])))?;
        let name = theirs.people.first().map_or("", |person| person.name.as_str());
        return Err(Error::failed(format!("the profile {slug} belongs to {name} already"))
            .hint(format!("if both are one person: invtrack merge {slug} {}", request.id)));
    }
    let corrected = corrected_request(args, request, context)?;
    if corrected.sent != request.sent {
        refuse_impossible_sending(&corrected, book, context)?;
    }
    if person != *known {
        change.update_person(&person, &fold(&person.name), Stamp::Edited(context.now))?;
    }
    if corrected != *request {
        change.update_request(&corrected, Stamp::Edited(context.now))?;
    }
    let mut words = differing(&Values::from(known), &Values::from(&person));
    words.extend(differing(&Values::from(request), &Values::from(&corrected)));
    if args.reopen && request.closing().is_some() {
        note(request, Deed::Reopened, Moment::Exact(context.now), context, change)?;
        words.push("open again".to_owned());
    }
    for &look in &args.remove_look {
        if !book.observations.iter().any(|observation| observation.id == look) {
            return Err(Error::failed(format!("there is no look {look} at {}", known.name))
                .hint(format!("`invtrack show {}` tells the numbers of the looks", request.id)));
        }
        change.remove_look(look, context.now)?;
        words.push(format!("look {look} taken out"));
    }
    Ok(words)
}

/// The fields that are not the same, in words.
fn differing(before: &Values, after: &Values) -> Vec<String> {
    let fields: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |field: &&String| before.get(*field) != after.get(*field);
    fields
        .into_iter()
        .filter(differs)
        .map(|field| field.replace('_', " ").replace("slug", "profile"))
        .collect()
}

/// A request can't have been sent on the day of another one to the same person, or after its own end.
fn refuse_impossible_sending(request: &Request, book: &Book, context: &Context) -> Result<()> {
    let others: Vec<Request> = book.requests.iter().filter(|other| other.id != request.id).cloned().collect();
    refuse_duplicate(request.sent, &others, context)?;
    match request.closing() {
        Some(closing) if closing.at.is_before(request.sent, context.zone) => Err(Error::failed(format!(
            "the request is on record as {} on {}, before that",
            closing.ending.word(),
            closing.at.day(context.zone).iso()
        ))
        .hint(format!("`invtrack edit {} --reopen` takes that back", request.id))),
        _ => Ok(()),
    }
}

/// What is given can't be forgotten in the same breath.
fn refuse_contradiction(args: &Edit) -> Result<()> {
    let given = [
        (Field::Note, args.note.is_some()),
        (Field::Template, args.template.is_some()),
        (Field::MetAt, args.met_at.is_some()),
        (Field::MetBriefly, args.met_briefly.is_some()),
        (Field::Mutual, args.mutual.is_some()),
        (Field::Url, args.url.is_some()),
        (Field::Email, args.email.is_some()),
    ];
    let both = given.iter().find(|(field, is_given)| *is_given && args.clear.contains(field));
    match both.and_then(|(field, _)| field.to_possible_value()) {
        Some(field) => {
            let option = field.get_name();
            Err(Error::usage(format!("--{option} and --clear {option} contradict each other")))
        }
        None => Ok(()),
    }
}

fn corrected_person(args: &Edit, known: &Person) -> Result<Person> {
    let mut person = known.clone();
    if let Some(name) = &args.name {
        person.name = cleaned("--name", name, MAX_NAME)?;
    }
    if let Some(url) = &args.url {
        person.slug = Some(who::read_profile(url)?);
    }
    if let Some(email) = &args.email {
        person.email = Some(cleaned("--email", email, MAX_NAME)?);
    }
    if args.clear.contains(&Field::Url) {
        person.slug = None;
    }
    if args.clear.contains(&Field::Email) {
        person.email = None;
    }
    Ok(person)
}

fn corrected_request(args: &Edit, known: &Request, context: &Context) -> Result<Request> {
    let mut request = known.clone();
    if let Some(sent) = &args.sent {
        request.sent = context.past("--sent", sent)?;
        request.sent_within = 0;
    }
    let facts = &mut request.context;
    let word =
        |option, text: &Option<String>| text.as_ref().map(|text| cleaned(option, text, MAX_WORD)).transpose();
    let yes = |given: Option<YesNo>, known: bool| given.map_or(known, YesNo::is_yes);
    if let Some(note) = &args.note {
        facts.note = note_text(note)?;
    }
    facts.template = word("--template", &args.template)?.or_else(|| facts.template.take());
    // Where two met is one fact, in two degrees.
    if let Some(event) = word("--met-at", &args.met_at)? {
        (facts.met_at, facts.met_briefly) = (Some(event), None);
    }
    if let Some(event) = word("--met-briefly", &args.met_briefly)? {
        (facts.met_at, facts.met_briefly) = (None, Some(event));
    }
    facts.mutual = args.mutual.or(facts.mutual);
    facts.generic = yes(args.generic, facts.generic);
    facts.senior = yes(args.senior, facts.senior);
    facts.stranger = yes(args.stranger, facts.stranger);
    facts.confirmed = yes(args.confirmed, facts.confirmed);
    for field in &args.clear {
        match field {
            Field::Note => facts.note = None,
            Field::Template => facts.template = None,
            Field::MetAt => facts.met_at = None,
            Field::MetBriefly => facts.met_briefly = None,
            Field::Mutual => facts.mutual = None,
            Field::Url | Field::Email => {}
        }
    }
    Ok(request)
}
