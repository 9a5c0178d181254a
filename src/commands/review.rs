//! `invtrack review`: the daily two minutes. One person a screen, one key for what the page shows.
//!
//! Each key is one transaction: whatever happens next, what was entered is kept. Nothing is locked while the user looks.

use super::close::words_of;
use super::counsel;
use super::due::batch_line;
use super::record::{self, Changed, Entry as Step};
use super::view;
use serde_json::Value;

use crate::cli::Review;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::next::advice::unasked;
use crate::next::due;
use crate::output::prompt::{self, Key, Question};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::deed::{Deed, Ending};
use crate::record::observation::{Button, Degree, Look, Signals, Source};
use crate::record::slug::profile_url;
use crate::record::time::{Instant, Moment};
use crate::record::uid::Uid;

const KEYS: [&str; 2] = [
    "p Pending · c Connect · m Message · f Follow · 1 badge says 1st",
    "w you withdrew it · s skip · u undo · o open · q quit",
];

const QUESTION: Question<'static> = Question {
    prompt: "What does the page show?",
    instead: "`invtrack due` lists whom to look at, `invtrack observe WHO --button LABEL` records a look",
};

const LAST_QUESTION: Question<'static> =
    Question { prompt: "That was everybody. u undo · any other key ends", instead: QUESTION.instead };

/// Somebody to look at.
#[derive(Clone, Copy)]
struct Person {
    request: i64,
}

/// What a key recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Look(Uid),
    Withdrawal,
}

/// What a key means.
enum Choice {
    Saw(Signals),
    Withdrew,
    Skip,
    Undo,
    Open,
    Quit,
}

struct Session<'a> {
    context: &'a Context,
    queue: Vec<Person>,
    /// What was recorded, and at which place of the queue.
    done: Vec<(usize, Entry)>,
    started: Instant,
    opens: bool,
}

/// Walks through whom to look at.
pub fn run(args: &Review, context: &Context, ui: &mut Ui) -> Result<Exit> {
    // Who can't see about whom it is asked must not answer.
    if !ui.may_prompt() || ui.width().is_none() {
        return Err(Error::usage("nobody can be asked here: review wants a terminal").hint(QUESTION.instead));
    }
    let queue = queue(args.budget, &record::read_existing(context, None)?, context, ui)?;
    let started = context.now;
    let mut session = Session { context, queue, done: Vec::new(), started, opens: args.open };
    let mut place = Some(0);
    while let Some(at) = place {
        place = if at < session.queue.len() { session.visit(at, ui)? } else { session.finish(ui)? };
    }
    ui.say(&Line::plain(format!("{}.", session.recorded())))?;
    super::next(ui, "invtrack status")?;
    Ok(Exit::Done)
}

/// Whom to look at, best first. A page that settles many is named before.
fn queue(budget: usize, book: &Tracked, context: &Context, ui: &mut Ui) -> Result<Vec<Person>> {
    let (_, judged) = view::judge_all(book, context);
    let due = due::due(judged.iter().map(|(one, judged)| (*one, judged)), &book.lists, context.today());
    if let Some(batch) = &due.batch {
        ui.say(&batch_line(batch).push(Role::Faint, "  how: invtrack due"))?;
    }
    if due.looks.is_empty() {
        ui.say(&Line::plain("Nobody is worth a look today."))?;
    }
    let people = due.looks.iter().take(budget).map(|look| look.request);
    Ok(people.map(|attempt| Person { request: attempt.id }).collect())
}

impl Session<'_> {
    /// Shows one person and asks; returns the next place, or nothing to quit.
    fn visit(&mut self, place: usize, ui: &mut Ui) -> Result<Option<usize>> {
        let person = self.queue[place];
        let book = record::read_existing(self.context, None)?;
        if self.was_settled_elsewhere(&book, person.request) {
            return Ok(Some(place + 1));
        }
        ui.say(&Line::new())?;
        ui.say(&Line::new().push(Role::Faint, format!("{} of {}", place + 1, self.queue.len())))?;
        let url = self.introduce(&book, person.request, ui)?;
        if place == 0 {
            explain(ui)?;
        }
        if self.opens {
            open_profile(url.as_deref(), ui);
        }
        loop {
            match self.ask(ui)? {
                Choice::Saw(signals) => {
                    let (look, book) = self.add_look(person, signals)?;
                    return self.noted(place, Entry::Look(look), &book, ui);
                }
                Choice::Withdrew => {
                    let book = self.act(person, Deed::Ended(Ending::Withdrawn))?;
                    return self.noted(place, Entry::Withdrawal, &book, ui);
                }
                Choice::Skip => return Ok(Some(place + 1)),
                Choice::Quit => return Ok(None),
                Choice::Open => open_profile(url.as_deref(), ui),
                Choice::Undo => match self.done.pop() {
                    Some((back, entry)) => return self.undo(back, entry, ui).map(Some),
                    None => ui.note("nothing was entered yet"),
                },
            }
        }
    }

    /// The last entry can be taken back too; returns its place, or nothing to end.
    fn finish(&mut self, ui: &mut Ui) -> Result<Option<usize>> {
        let Some(&(back, entry)) = self.done.last() else { return Ok(None) };
        ui.say(&Line::new())?;
        match prompt::key(ui, LAST_QUESTION)? {
            Key::Char('u') => {
                self.done.pop();
                self.undo(back, entry, ui).map(Some)
            }
            Key::Interrupt => Err(Error::interrupted_with(&self.recorded())),
            Key::Char(_) | Key::Other => Ok(None),
        }
    }

    /// Whether another command said or saw something of it meanwhile.
    fn was_settled_elsewhere(&self, book: &Tracked, request: i64) -> bool {
        if book.request(request).is_none_or(|request| request.closing().is_some()) {
            return true;
        }
        let is_own =
            |fact: Option<Uid>| self.done.iter().any(|(_, entry)| fact.map(Entry::Look) == Some(*entry));
        let mut looks = book.looks().filter(|(of, _)| of.id == request);
        looks.any(|(_, look)| look.recorded_at > self.started && !is_own(look.fact))
    }

    /// Tells what is known; returns the profile.
    fn introduce(&self, book: &Tracked, request: i64, ui: &mut Ui) -> Result<Option<String>> {
        record::judge(book, request, self.context, |attempt, judge| {
            let judged = judge.judge(attempt);
            let name = Line::new().push(Role::Strong, attempt.person.name.clone());
            let seen = view::ago(attempt.last_look(), self.context);
            let sent = view::sent_line(attempt, self.context);
            ui.line(&name.text(format!("  #{request}, {sent}, last look {seen}")))?;
            let url = attempt.person.slug.as_deref().map(profile_url);
            ui.line(&Line::plain(format!("  {}", url.as_deref().unwrap_or("no profile on record"))))?;
            let (role, sign, word) = view::badge(&judged.verdict);
            let why = view::why(attempt, judge, &judged, self.context);
            ui.line(&Line::plain("  ").push(role, format!("{sign} {word}")).text(format!(": {why}")))?;
            Ok(url)
        })
    }

    /// Waits for a key that means something.
    fn ask(&self, ui: &mut Ui) -> Result<Choice> {
        loop {
            let saw = |button| Choice::Saw(Signals { button: Some(button), ..Signals::default() });
            return Ok(match prompt::key(ui, QUESTION)? {
                Key::Char('p') => saw(Button::Pending),
                Key::Char('c') => saw(Button::Connect),
                Key::Char('m') => saw(Button::Message),
                Key::Char('f') => saw(Button::Follow),
                Key::Char('1') => Choice::Saw(Signals { degree: Some(Degree::First), ..Signals::default() }),
                Key::Char('w') => Choice::Withdrew,
                Key::Char('s') => Choice::Skip,
                Key::Char('u') => Choice::Undo,
                Key::Char('o') => Choice::Open,
                Key::Char('q') => Choice::Quit,
                Key::Interrupt => return Err(Error::interrupted_with(&self.recorded())),
                Key::Char(_) | Key::Other => {
                    explain(ui)?;
                    continue;
                }
            });
        }
    }

    fn add_look(&mut self, person: Person, signals: Signals) -> Result<(Uid, Tracked)> {
        let words = |subject: &str| format!("observed {subject}: {}", view::signs(&signals).join(", "));
        let changed = self.change(person, words, |request, now, step| {
            let look = Look { seen: Moment::Exact(now), source: Source::Typed, signals, memo: None };
            step.look(request, &look)
        })?;
        Ok((changed.value, changed.after))
    }

    fn act(&mut self, person: Person, deed: Deed) -> Result<Tracked> {
        let words = |subject: &str| match deed {
            Deed::Ended(ending) => words_of(ending, subject),
            _ => format!("took back what was said of {subject}"),
        };
        let changed = self.change(person, words, |request, now, step| {
            step.act(request, deed, Moment::Exact(now));
        })?;
        Ok(changed.after)
    }

    fn change<T>(
        &mut self,
        person: Person,
        words: impl FnOnce(&str) -> String,
        enter: impl FnOnce(&Request, Instant, &mut Step) -> T,
    ) -> Result<Changed<T>> {
        let context = self.context.refreshed()?;
        record::change(&mut context.open_to_change()?, &context, |book, step| {
            let request = book.request(person.request);
            let request = request.ok_or_else(|| Error::failed("that request is no longer on record"))?;
            step.describe(words(&record::subject(book, request)));
            Ok(enter(request, context.now, step))
        })
    }

    /// Takes an entry back; returns its place.
    fn undo(&mut self, place: usize, entry: Entry, ui: &mut Ui) -> Result<usize> {
        self.take_back(self.queue[place], entry)?;
        ui.say(&Line::plain("Taken back."))?;
        Ok(place)
    }

    fn take_back(&mut self, person: Person, entry: Entry) -> Result<()> {
        match entry {
            Entry::Withdrawal => self.act(person, Deed::Reopened).map(drop),
            Entry::Look(look) => {
                let words = |subject: &str| format!("took back a look at {subject}");
                let remove = |_: &Request, _, step: &mut Step| {
                    step.correct(vec![look], "removed", Value::Bool(true));
                };
                self.change(person, words, remove).map(drop)
            }
        }
    }

    /// Tells the verdict as it is now, and what makes sense next; returns the next place.
    fn noted(&mut self, place: usize, entry: Entry, book: &Tracked, ui: &mut Ui) -> Result<Option<usize>> {
        self.done.push((place, entry));
        let (person, context) = (self.queue[place], self.context.refreshed()?);
        record::judge(book, person.request, &context, |attempt, judge| {
            let judged = judge.judge(attempt);
            ui.say(&Line::plain("  ").append(view::verdict_line(&judged.verdict)))?;
            if let Some(advice) = unasked(&counsel::about(attempt, &judged, &context)).next() {
                ui.say(&Line::plain("  ").append(counsel::line(advice)))?;
            }
            Ok(Some(place + 1))
        })
    }

    fn recorded(&self) -> String {
        format!("{} recorded", count(self.done.len(), "entry", "entries"))
    }
}

/// Which key means what.
fn explain(ui: &mut Ui) -> Result<()> {
    KEYS.iter().try_for_each(|keys| ui.line(&Line::plain("  ").push(Role::Faint, *keys)))
}

/// Hands the profile to the browser. The address is made from the checked profile name alone.
fn open_profile(url: Option<&str>, ui: &mut Ui) {
    match url {
        None => ui.note("no profile is on record: search for the name"),
        Some(url) => {
            if let Err(error) = open::that_detached(url) {
                ui.warn(&format!("cannot open a browser: {error}"));
            }
        }
    }
}
