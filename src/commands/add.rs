//! `invtrack add`

mod around;

use std::io::Read;
use std::path::Path;

use serde::Serialize;

pub use around::{Around, about_namesake, find_person};

use super::counsel::{Pace, PaceView};
use super::record::{self, Entry as Step};
use super::view::{self, Answer, RequestView};
use super::{predict, who};
use crate::cli::{Add, Circumstances};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::request::Person;
use crate::model::request::{Context as Known, Request};
use crate::model::tracked::Tracked;
use crate::next::sending::Sending;
use crate::output::prompt::{self, Question};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::count::read_connections;
use crate::record::fact::Who;
use crate::record::name::{MAX_NAME, MAX_WORD, clean};
use crate::record::observation::{Look, Signals, Source};
use crate::record::slug::{looks_like_url, name_from_slug};
use crate::record::time::Moment;
use crate::record::uid::Uid;
use crate::record::when::ZONE_DAYS;
use crate::store::Store;

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

    /// The request, as it would be.
    pub fn planned(&self, context: &Context) -> Request {
        let person = Person::new(self.person_name(), None, None, context.now);
        Request::new(person.into(), self.sent, self.known.clone(), context.now)
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
    let (dry_run, is_sure) = (args.dry_run, args.yes);
    let entry = understand(args, context, ui)?;
    if dry_run {
        return predict::dry_run(&entry, context, ui);
    }
    if !is_sure && !may_come_back(&entry, context, ui)? {
        ui.say(&Line::plain("Nothing was recorded."))?;
        return Ok(Exit::Done);
    }
    let changed = record::change(&mut context.open_to_add()?, context, |book, step| {
        enter(&entry, book, context, step)
    })?;
    let (request, pace) = (changed.request_of(changed.value)?, Pace::of(&changed.after, context));
    let warnings = warnings(&entry, request, &changed.before, context)?;
    let request = request.id;
    record::judge(&changed.after, request, context, |attempt, judge| {
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
                attempt.id,
                view::sent_line(attempt, context)
            )),
        )?;
        ui.say(&Line::plain(format!("  About {}.", view::background(judge, &judged))))?;
        if pace.counts.week > 0 {
            ui.say(&Line::plain("  ").append(pace.line()))?;
        }
        super::next(
            ui,
            &format!("invtrack observe {} --button LABEL  (what the profile's button says)", attempt.id),
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

/// Whether somebody who was forgotten is to be on record again; imports then bring them, too.
fn may_come_back(entry: &Entry, context: &Context, ui: &mut Ui) -> Result<bool> {
    let slug = entry.slug.as_deref().map(Into::into);
    let who = Who { name: Some(entry.person_name().into()), slug, ..Who::default() };
    // A file that is named need not be there yet.
    let Some(mut store) = Store::open_to_read(&context.database)? else { return Ok(true) };
    let book = store.read(|view| record::load(view, None, context))?;
    let Some(since) = book.forgotten.in_force(&book.world.facts).since(&who) else { return Ok(true) };
    let since = context.echo(Moment::Exact(since));
    ui.say(&Line::plain(format!(
        "You had them forgotten, {since}. Recorded again, imports bring them back, too."
    )))?;
    prompt::confirm(ui, Question { prompt: "Record them?", instead: "--yes records them without asking" })
}

/// Records the request, and what was seen beside it.
fn enter(entry: &Entry, book: &Tracked, context: &Context, step: &mut Step) -> Result<Uid> {
    if entry.person_name().is_empty() {
        return Err(Error::usage("nobody was named").hint("give a NAME or --url URL"));
    }
    let person = find_person(entry, book)?;
    let others = person.map_or_else(Vec::new, |person| book.requests_to(person.id));
    refuse_duplicate(entry.sent, &others, context)?;
    // A profile finds them; a name alone does only while nobody else has it.
    let by_name = person.filter(|_| entry.slug.is_none());
    let about = by_name.and_then(|_| others.first()?.facts.first().copied());
    let name = person.map_or_else(|| entry.person_name(), |person| person.name.clone());
    let who = Who {
        name: Some(name.as_str().into()),
        slug: entry.slug.as_deref().map(Into::into),
        ..Who::default()
    };
    let fact = step.send(who, entry.sent, entry.known.clone(), about.into_iter().collect());
    step.describe_new(format!("added {name}"), fact);
    if let Some(connections) = entry.connections {
        let signals = Signals { connections: Some(connections), ..Signals::default() };
        let look = Look { seen: entry.sent, source: Source::Typed, signals, memo: None };
        step.look_at(fact, &look);
    }
    Ok(fact)
}

/// What should be known of a request that was recorded.
fn warnings(entry: &Entry, request: &Request, before: &Tracked, context: &Context) -> Result<Vec<String>> {
    let mut around = Around::of(entry, find_person(entry, before)?, before, context);
    // What it is taken for is no other request.
    around.others.retain(|other| other.id != request.id);
    let mut warnings = around.warnings(entry, context);
    tell_of_joined(request, before, context, &mut warnings);
    Ok(warnings)
}

/// Adds what became of it besides.
fn tell_of_joined(request: &Request, before: &Tracked, context: &Context, warnings: &mut Vec<String>) {
    if let Some(since) = request.already {
        let since = since.day(context.zone).iso();
        warnings.push(format!(
            "already in your connections since {since}, before it was sent: nothing to track [K08]"
        ));
    }
    let Some(known) = before.request(request.id).filter(|known| known.sent_within == 0) else { return };
    let (id, sent) = (known.id, context.echo(known.sent));
    let namesake = about_namesake(id);
    let is_by_name = warnings.contains(&namesake);
    // That it may be the same is no question any more.
    warnings.retain(|warning| *warning != namesake);
    warnings.push(if is_by_name {
        format!(
            "taken for request #{id} to somebody of that name, sent {sent}. If they are two: invtrack undo, then invtrack edit {id} --url URL with the other one's profile"
        )
    } else {
        format!(
            "taken for request #{id}, sent {sent}: LinkedIn takes no second one so soon. If it is another one: invtrack undo, then invtrack resend {id}"
        )
    });
}

const fn sending<'a>(entry: &'a Entry, context: &Context) -> Sending<'a> {
    Sending { sent: entry.sent, context: &entry.known, now: context.now, zone: context.zone }
}

/// The same request is not recorded twice: it was sent within a day of one on record.
pub fn refuse_duplicate(sent: Moment, others: &[&Request], context: &Context) -> Result<()> {
    let day = |moment: Moment| moment.day(context.zone);
    let is_same = |other: &&&Request| {
        other.sent_within == 0 && day(other.sent).days_since(day(sent)).abs() <= i64::from(ZONE_DAYS)
    };
    let Some(known) = others.iter().find(is_same) else { return Ok(()) };
    Err(Error::failed(format!(
        "that request is on record already: #{}, sent {}",
        known.id,
        context.echo(known.sent)
    ))
    .hint(format!("`invtrack edit {0}` corrects it, `invtrack observe {0}` records a look", known.id)))
}
