//! `invtrack add`

use std::io::Read;
use std::path::Path;

use serde::Serialize;

use super::view::{self, Answer, Judgement, RequestView};
use super::who;
use crate::cli::{Add, Circumstances};
use crate::context::Context;
use crate::domain::book::Book;
use crate::domain::count::read_connections;
use crate::domain::name::{MAX_NAME, MAX_WORD, clean, fold};
use crate::domain::observation::{Look, Signals, Source};
use crate::domain::person::Person;
use crate::domain::request::{Context as Known, Request};
use crate::domain::sending::{self, Sending};
use crate::domain::slug::{looks_like_url, name_from_slug};
use crate::domain::time::Moment;
use crate::error::{Error, Exit, Result};
use crate::output::prompt::{self, Question};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::store::{Change, Which};

/// Longest note, in characters: far over anything LinkedIn lets through.
const MAX_NOTE: usize = 10_000;

/// What `add` is told, understood.
struct Entry {
    name: Option<String>,
    slug: Option<String>,
    sent: Moment,
    connections: Option<u32>,
    known: Known,
}

#[derive(Serialize)]
struct Added<'a> {
    request: RequestView<'a>,
    warnings: &'a [String],
}

/// Records a request.
pub fn run(args: Add, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let entry = understand(args, context, ui)?;
    let mut store = context.open_to_add()?;
    let (request, person, warnings) = store.write(|change| record(&entry, context, change))?;
    Judgement::load(person, &mut store, context)?.of(request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        if ui.is_json() {
            let request = RequestView::new(attempt, judge, &judged, context.zone);
            ui.json(&Answer::new(Added { request, warnings: &warnings }))?;
            return Ok(Exit::Done);
        }
        for warning in &warnings {
            ui.advise(warning);
        }
        let which = if attempt.number > 1 { format!(", attempt {}", attempt.number) } else { String::new() };
        ui.say(
            &Line::new().text("Recorded ").push(Role::Strong, attempt.person.name.clone()).text(format!(
                " (#{}{which}), {}.",
                attempt.request.id,
                view::sent_line(attempt, context)
            )),
        )?;
        ui.say(&Line::plain(format!("  About {}.", view::background(judge, &judged))))?;
        super::next(
            ui,
            &format!(
                "invtrack observe {} --button LABEL  (what the profile's button says)",
                attempt.request.id
            ),
        )?;
        Ok(Exit::Done)
    })
}

fn understand(mut args: Add, context: &Context, ui: &mut Ui) -> Result<Entry> {
    if args.name.iter().all(|word| word.trim().is_empty()) && args.url.is_none() {
        args = ask(args, ui)?;
    }
    // A profile URL among the words of the name is no part of the name.
    let (urls, words): (Vec<String>, Vec<String>) =
        args.name.into_iter().partition(|word| looks_like_url(word));
    let mut profiles =
        args.url.iter().chain(&urls).map(|url| who::read_profile(url)).collect::<Result<Vec<_>>>()?;
    profiles.dedup();
    let slug = profiles.pop();
    if !profiles.is_empty() {
        return Err(Error::usage("several profiles were given").hint("record one person at a time"));
    }
    let name = Some(words.join(" ")).filter(|name| !name.trim().is_empty());
    Ok(Entry {
        name: name.map(|name| cleaned("NAME", &name, MAX_NAME)).transpose()?,
        slug,
        sent: context.past_or_now("--sent", args.sent.as_deref())?,
        connections: args.connections.as_deref().map(connections).transpose()?,
        known: circumstances(args.circumstances)?,
    })
}

/// Asks for what can't be left out, and for the two things that matter most.
fn ask(mut args: Add, ui: &mut Ui) -> Result<Add> {
    let ask = |ui: &mut Ui, prompt, instead| prompt::text(ui, Question { prompt, instead });
    let name = ask(ui, "Name or profile URL", "give a NAME or --url URL")?;
    let Some(name) = name else {
        return Err(Error::usage("nobody was named").hint("give a NAME or --url URL"));
    };
    if !looks_like_url(&name) {
        args.url = ask(ui, "Profile URL (empty: not known)", "--url URL")?;
    }
    if args.sent.is_none() {
        args.sent = ask(ui, "Sent when (empty: now)", "--sent WHEN")?;
    }
    if args.circumstances.note.is_none() && args.circumstances.note_file.is_none() {
        args.circumstances.note = ask(ui, "Note (empty: none)", "--note TEXT")?;
    }
    args.name = vec![name];
    Ok(args)
}

/// Reads a number of connections.
pub fn connections(text: &str) -> Result<u32> {
    read_connections(text).map_err(|error| {
        let hint = error.hint();
        Error::usage(format!("--connections: {error}")).hint_if(hint)
    })
}

/// A short text of the user's, made fit to be stored.
pub fn cleaned(option: &str, text: &str, most: usize) -> Result<String> {
    clean(text, most).map_err(|error| Error::usage(format!("{option}: {error}")))
}

fn circumstances(args: Circumstances) -> Result<Known> {
    let short = |option, text: Option<String>| text.map(|text| cleaned(option, &text, MAX_WORD)).transpose();
    let note = match (args.note, args.note_file) {
        (Some(note), _) => Some(note),
        (None, Some(file)) => Some(read_note(&file)?),
        (None, None) => None,
    };
    Ok(Known {
        note: note.as_deref().map(note_text).transpose()?.flatten(),
        generic: args.generic,
        template: short("--template", args.template)?,
        met_at: short("--met-at", args.met_at)?,
        met_briefly: short("--met-briefly", args.met_briefly)?,
        mutual: args.mutual,
        senior: args.senior,
        stranger: args.stranger,
        confirmed: args.confirmed,
        tags: tags("--tag", &args.tags)?,
    })
}

/// Tags, cleaned, sorted, each once.
pub fn tags(option: &str, tags: &[String]) -> Result<Vec<String>> {
    let mut tags = tags.iter().map(|tag| cleaned(option, tag, MAX_WORD)).collect::<Result<Vec<_>>>()?;
    tags.sort();
    tags.dedup();
    Ok(tags)
}

/// A note as it was sent, line breaks included; an empty one is none.
pub fn note_text(note: &str) -> Result<Option<String>> {
    let note = note.trim();
    if note.chars().count() > MAX_NOTE {
        return Err(Error::usage(format!("the note is longer than {MAX_NOTE} characters")));
    }
    Ok(Some(note.to_owned()).filter(|note| !note.is_empty()))
}

fn read_note(file: &Path) -> Result<String> {
    let failed = |error| Error::failed(format!("cannot read the note {}", file.display())).caused_by(error);
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().take(1 << 20).read_to_string(&mut text).map_err(failed)?;
    } else {
        fs_err::File::open(file)
            .and_then(|file| file.take(1 << 20).read_to_string(&mut text))
            .map_err(failed)?;
    }
    Ok(text)
}

/// Writes it down; returns the numbers of request and person, and what the user should know.
fn record(entry: &Entry, context: &Context, change: &Change) -> Result<(i64, i64, Vec<String>)> {
    let person = find_or_add_person(entry, context, change)?;
    let book = change.read(|view| view.book(Which::People(&[person])))?;
    let sending = Sending { sent: entry.sent, context: &entry.known, now: context.now, zone: context.zone };
    refuse_duplicate(entry.sent, &book.requests, context)?;
    let week = change.read(|view| {
        view.sent_between(context.now.plus_millis(-7 * crate::domain::time::DAY_MS), context.now)
    })?;
    let connected = change.read(|view| match &book.people[0].slug {
        Some(slug) => view.connected_on(slug),
        None => Ok(None),
    })?;
    let limits = &context.config.settings.limits;
    let mut warnings =
        sending::warnings(&sending, &book, week, connected, limits.requests_a_week, limits.note_characters);
    warnings.extend(namesake_warning(&book.people[0], change)?);
    let request = Request {
        id: 0,
        person_id: person,
        sent: entry.sent,
        recorded_at: context.now,
        context: entry.known.clone(),
        source: Source::Typed,
        sent_within: 0,
        actions: Vec::new(),
    };
    let request = change.add_request(&request)?;
    if let Some(day) = sending.accepted_on(connected) {
        let signals = Signals { in_connections: Some(true), ..Signals::default() };
        let look = Look { seen: Moment::Day(day), source: Source::Connections, signals, memo: None };
        change.add_look(person, &look, context.now)?;
    }
    if let Some(connections) = entry.connections {
        let signals = Signals { connections: Some(connections), ..Signals::default() };
        let look = Look { seen: entry.sent, source: Source::Typed, signals, memo: None };
        change.add_look(person, &look, context.now)?;
    }
    Ok((request, person, warnings))
}

/// Somebody new may be on record already, by the name alone.
fn namesake_warning(person: &Person, change: &Change) -> Result<Option<String>> {
    let named = change.read(|view| view.people_named(&fold(&person.name)))?;
    let others: Vec<i64> = named.into_iter().filter(|&id| id != person.id).collect();
    let book = change.read(|view| view.book(Which::People(&others)))?;
    let nameless = |id: i64| book.people.iter().any(|other| other.id == id && other.slug.is_none());
    let request = book.requests.iter().rfind(|request| nameless(request.person_id)).map(|request| request.id);
    Ok(request.map(|id| {
        format!(
            "request #{id} went to somebody of that name; if they are the same: invtrack edit {id} --url URL"
        )
    }))
}

/// A request to the same person of the same day is the same request.
pub fn refuse_duplicate(sent: Moment, others: &[Request], context: &Context) -> Result<()> {
    let Some(known) = sending::find_duplicate(sent, others, context.zone) else { return Ok(()) };
    Err(Error::failed(format!(
        "that request is on record already: #{}, sent {}",
        known.id,
        context.echo(known.sent)
    ))
    .hint(format!("`invtrack edit {0}` corrects it, `invtrack observe {0}` records a look", known.id)))
}

/// The person with that profile; else, if no profile is given, the only one of exactly that name.
fn find_or_add_person(entry: &Entry, context: &Context, change: &Change) -> Result<i64> {
    let by_slug = match &entry.slug {
        Some(slug) => change.read(|view| view.person_with_slug(slug))?,
        None => None,
    };
    if let Some(person) = by_slug {
        return Ok(person);
    }
    let name = match (&entry.name, &entry.slug) {
        (Some(name), _) => name.clone(),
        (None, Some(slug)) => name_from_slug(slug),
        (None, None) => return Err(Error::usage("nobody was named").hint("give a NAME or --url URL")),
    };
    if entry.slug.is_none() {
        let named = change.read(|view| view.people_named(&fold(&name)))?;
        match named.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => return Err(namesakes(&name, several, change)?),
        }
    }
    let person = Person { id: 0, name, slug: entry.slug.clone(), email: None, recorded_at: context.now };
    change.add_person(&person, &fold(&person.name))
}

fn namesakes(name: &str, people: &[i64], change: &Change) -> Result<Error> {
    let book: Book = change.read(|view| view.book(Which::People(people)))?;
    let known = book.people.iter().filter_map(|person| person.slug.as_deref()).collect::<Vec<_>>().join(", ");
    Ok(Error::failed(format!("several people called {name} are on record"))
        .hint(format!("give the profile URL with --url; known: {known}")))
}
