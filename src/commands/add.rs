//! `invtrack add`

mod around;

use std::io::Read;
use std::path::Path;

use serde::Serialize;

pub use around::{Around, Found, find_person, namesakes};

use super::counsel::{Pace, PaceView};
use super::view::{self, Answer, Judgement, RequestView};
use super::{predict, subject, who};
use crate::cli::{Add, Circumstances};
use crate::context::Context;
use crate::domain::person::Person;
use crate::domain::request::{Context as Known, Request};
use crate::domain::sending::{self, Sending};
use crate::error::{Error, Exit, Result};
use crate::output::prompt::{self, Question};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::count::read_connections;
use crate::record::name::{MAX_NAME, MAX_WORD, clean, fold};
use crate::record::observation::{Look, Signals, Source};
use crate::record::slug::{looks_like_url, name_from_slug};
use crate::record::time::Moment;
use crate::store::{Change, Which};

/// Longest note, in characters: far over anything LinkedIn lets through.
const MAX_NOTE: usize = 10_000;

/// What `add` is told, understood.
pub struct Entry {
    name: Option<String>,
    slug: Option<String>,
    /// When the request was sent.
    pub sent: Moment,
    connections: Option<u32>,
    known: Known,
}

impl Entry {
    /// The name to record: as given, else as the profile has it; empty if nobody was named.
    pub fn person_name(&self) -> String {
        let of_slug = || self.slug.as_deref().map(name_from_slug);
        self.name.clone().or_else(of_slug).unwrap_or_default()
    }

    /// Somebody not on record yet.
    pub fn person(&self, context: &Context) -> Person {
        Person::new(self.person_name(), self.slug.clone(), None, context.now)
    }

    /// The request to that person, without a number yet.
    pub fn request(&self, person_id: i64, context: &Context) -> Request {
        Request {
            id: 0,
            person_id,
            sent: self.sent,
            recorded_at: context.now,
            context: self.known.clone(),
            source: Source::Typed,
            sent_within: 0,
            actions: Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct Added<'a> {
    request: RequestView<'a>,
    warnings: &'a [String],
    pace: PaceView,
}

/// Records a request.
pub fn run(args: Add, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let dry_run = args.dry_run;
    let entry = understand(args, context, ui)?;
    if dry_run {
        return predict::dry_run(&entry, context, ui);
    }
    let mut store = context.open_to_add()?;
    let (request, warnings, pace, judgement) = store.write(|change| {
        let (request, person, warnings) = record(&entry, context, change)?;
        let pace = change.read(|view| Pace::read(view, context))?;
        let judgement = change.read(|view| Judgement::read(person, view, context))?;
        Ok((request, warnings, pace, judgement))
    })?;
    judgement.of(request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        if ui.is_json() {
            let request = RequestView::new(attempt, judge, &judged, context.zone);
            let pace = pace.view(context);
            ui.json(&Answer::new(Added { request, warnings: &warnings, pace }))?;
            return Ok(Exit::Done);
        }
        for warning in &warnings {
            ui.advise(warning);
        }
        if entry.known.template.is_some() && entry.known.note.is_none() {
            ui.note("only the template's name is recorded; --note gives the text, too");
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
        if pace.counts.week > 0 {
            ui.say(&Line::plain("  ").append(pace.line()))?;
        }
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
    read(args, context)
}

/// Reads the arguments as they are.
pub fn read(args: Add, context: &Context) -> Result<Entry> {
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

pub fn circumstances(args: Circumstances) -> Result<Known> {
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

/// The text of a note in a file, or on standard input.
pub fn read_note(file: &Path) -> Result<String> {
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
    let around = change.read(|view| Around::read(view.book(Which::People(&[person]))?, view, context))?;
    refuse_duplicate(entry.sent, &around.book.requests, context)?;
    let warnings = around.warnings(entry, context);
    let request = change.add_request(&entry.request(person, context))?;
    change.describe(context.now, format!("added {}", subject(&around.book, request)));
    if let Some(day) = sending(entry, context).accepted_on(around.connected) {
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

const fn sending<'a>(entry: &'a Entry, context: &Context) -> Sending<'a> {
    Sending { sent: entry.sent, context: &entry.known, now: context.now, zone: context.zone }
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

fn find_or_add_person(entry: &Entry, context: &Context, change: &Change) -> Result<i64> {
    if entry.person_name().is_empty() {
        return Err(Error::usage("nobody was named").hint("give a NAME or --url URL"));
    }
    match change.read(|view| find_person(entry, view))? {
        Found::One(person) => Ok(person),
        Found::Several(people) => {
            Err(namesakes(entry, &change.read(|view| view.book(Which::People(&people)))?))
        }
        Found::Nobody => {
            let person = entry.person(context);
            change.add_person(&person, &fold(&person.name))
        }
    }
}
