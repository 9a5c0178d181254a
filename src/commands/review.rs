//! Each key is one transaction: whatever happens next, what was entered is kept. Nothing is locked while the user looks.

use super::close::words_of;
use super::due::batch_line;
use super::prelude::*;
use super::record::{self, Changed, NewFacts, Scope};
use super::verdict::{Judgements, signs, told};
use super::who::known;
use crate::output::prompt::KeyPress;
use crate::record::deed::{Deed, Ending};
use crate::record::observation::{Button, Degree, Look, Signals, Source};
use crate::record::time::Instant;

const KEYS: [&str; 3] = [
    "p Pending · c Connect · m Message · f Follow · 1 badge says 1st · 2 2nd or 3rd",
    "n not in my connections · r they wrote · w you withdrew it",
    "s skip · u undo · o open · q quit",
];

/// Of `observe`.
const ASKED: &str = "n not in my connections · r they wrote · q quit";

const QUESTION: &str = "What does the page show?";

const INSTEAD: &str =
    "`invtrack due` lists whom to look at, `invtrack observe WHO --button LABEL` records a look";

/// Go through whom to look at: one person a screen, one key for what the page shows
///
/// Each key is recorded at once, and u takes the last one back; so you can stop at any point. It needs a terminal.
#[derive(Args, Debug)]
pub struct Review {
    /// How many people at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    budget: usize,
    /// Open each profile in the browser
    #[arg(long)]
    open: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entered {
    Look(Uid),
    Withdrawal,
}

struct Session<'a> {
    context: &'a Env,
    queue: Vec<i64>,
    done: Vec<(usize, Entered)>,
    opens: bool,
}

pub fn run(args: &Review, context: &Env, ui: &mut Ui) -> Result<Exit> {
    // Who can't see about whom it is asked must not answer.
    if !ui.may_prompt() || ui.width().is_none() {
        return Err(Error::usage("review needs a terminal").hint(INSTEAD));
    }
    let queue = queue(args.budget, &record::read_existing(&Scope::Everything, context)?, context, ui);
    let mut session = Session { context, queue, done: Vec::new(), opens: args.open };
    let mut place = Some(0);
    while let Some(at) = place {
        place = if at < session.queue.len() { session.visit(at, ui)? } else { session.finish(ui)? };
    }
    ui.say(format!("{}.", session.recorded()));
    ui.next("invtrack status");
    Ok(Exit::Done)
}

fn queue(budget: usize, book: &Tracked, context: &Env, ui: &mut Ui) -> Vec<i64> {
    let judged = Judgements::of(book, Moment::Exact(context.now), context);
    let due = judged.due(book);
    if let Some(batch) = &due.batch {
        ui.say(batch_line(batch).faint("  how: invtrack due"));
    }
    if due.looks.is_empty() {
        ui.say("Nothing to look at today.");
    }
    due.looks.iter().take(budget).map(|look| look.request.id).collect()
}

impl Session<'_> {
    fn visit(&mut self, place: usize, ui: &mut Ui) -> Result<Option<usize>> {
        let request = self.queue[place];
        let book = record::read_existing(&Scope::of_request(request), self.context)?;
        if self.was_settled_elsewhere(&book, request) {
            return Ok(Some(place + 1));
        }
        ui.say("");
        ui.say(faint(format!("{} of {}", place + 1, self.queue.len())));
        let url = self.introduce(&book, request, ui)?;
        explain(ui);
        if self.opens {
            open_profile(url.as_deref(), ui);
        }
        loop {
            let key = prompt::key(ui, QUESTION, INSTEAD)?;
            if let Some(signals) = shown_by(key) {
                let (look, book) = self.add_look(request, signals)?;
                return self.noted(place, Entered::Look(look), &book, ui);
            }
            match key {
                KeyPress::Char('w') => {
                    let book = self.act(request, Deed::Ended(Ending::Withdrawn))?;
                    return self.noted(place, Entered::Withdrawal, &book, ui);
                }
                KeyPress::Char('s') => return Ok(Some(place + 1)),
                KeyPress::Char('q') => return Ok(None),
                KeyPress::Char('u') => {
                    if let Some((back, entry)) = self.done.pop() {
                        return self.take_back(back, entry, ui).map(Some);
                    }
                    ui.note("nothing was entered yet");
                }
                KeyPress::Char('o') => open_profile(url.as_deref(), ui),
                KeyPress::Interrupt => return Err(Error::interrupted(&self.recorded())),
                KeyPress::Char(_) | KeyPress::Other => explain(ui),
            }
        }
    }

    /// The last entry can be taken back too; returns its place, or nothing to end.
    fn finish(&mut self, ui: &mut Ui) -> Result<Option<usize>> {
        let Some(&(back, entry)) = self.done.last() else { return Ok(None) };
        ui.say("");
        match prompt::key(ui, "That was everybody. u undo · any other key ends", INSTEAD)? {
            KeyPress::Char('u') => {
                self.done.pop();
                self.take_back(back, entry, ui).map(Some)
            }
            KeyPress::Interrupt => Err(Error::interrupted(&self.recorded())),
            KeyPress::Char(_) | KeyPress::Other => Ok(None),
        }
    }

    fn was_settled_elsewhere(&self, book: &Tracked, request: i64) -> bool {
        if book.request(request).is_none_or(|request| request.closing().is_some()) {
            return true;
        }
        let is_own =
            |fact: Option<Uid>| self.done.iter().any(|(_, entry)| fact.map(Entered::Look) == Some(*entry));
        let mut looks = book.looks().filter(|(of, _)| of.id == request);
        looks.any(|(_, look)| look.recorded_at > self.context.now && !is_own(look.fact))
    }

    fn introduce(&self, book: &Tracked, request: i64, ui: &mut Ui) -> Result<Option<String>> {
        told(book, request, self.context, |told| {
            let (sent, seen, url) = (told.sent_line(), told.last_look(), told.url());
            ui.line(told.name().text(format!("  #{request}, {sent}, {seen}")));
            ui.line(format!("  {}", url.as_deref().unwrap_or("no profile on record")));
            let (role, sign, word) = told.badge();
            let verdict = Text::from("  ").push(role, format!("{sign} {word}"));
            ui.line(verdict.text(format!(": {}", told.why())));
            Ok(url)
        })
    }

    fn add_look(&self, request: i64, signals: Signals) -> Result<(Uid, Tracked)> {
        let words = |subject: &str| format!("observed {subject}: {}", signs(&signals).join(", "));
        let changed = self.change(request, words, |request, now, step| {
            step.look(request, &Look { seen: Moment::Exact(now), source: Source::Typed, signals, memo: None })
        })?;
        Ok((changed.value, changed.after))
    }

    fn act(&self, request: i64, deed: Deed) -> Result<Tracked> {
        let words = |subject: &str| match deed {
            Deed::Ended(ending) => words_of(ending, subject),
            _ => format!("took back what was said of {subject}"),
        };
        let act = |request: &Request, now, step: &mut NewFacts| step.act(request, deed, Moment::Exact(now));
        Ok(self.change(request, words, act)?.after)
    }

    fn change<T>(
        &self,
        request: i64,
        words: impl FnOnce(&str) -> String,
        enter: impl FnOnce(&Request, Instant, &mut NewFacts) -> T,
    ) -> Result<Changed<T>> {
        let context = self.context.refreshed()?;
        let scope = Scope::of_request(request);
        record::change(&context, &scope, |book, step| {
            let request = known(book, request)?;
            step.describe(words(&record::subject(book, request)));
            Ok(enter(request, context.now, step))
        })
    }

    fn take_back(&self, place: usize, entry: Entered, ui: &mut Ui) -> Result<usize> {
        let request = self.queue[place];
        match entry {
            Entered::Withdrawal => drop(self.act(request, Deed::Reopened)?),
            Entered::Look(look) => {
                let words = |subject: &str| format!("took back a look at {subject}");
                self.change(request, words, |_, _, step| {
                    step.correct(vec![look], "removed", Value::Bool(true));
                })?;
            }
        }
        ui.say("Taken back.");
        Ok(place)
    }

    fn noted(&mut self, place: usize, entry: Entered, book: &Tracked, ui: &mut Ui) -> Result<Option<usize>> {
        self.done.push((place, entry));
        told(book, self.queue[place], &self.context.refreshed()?, |told| {
            ui.say(told.verdict_line().indented());
            told.say_advice(ui);
            Ok(Some(place + 1))
        })
    }

    fn recorded(&self) -> String {
        format!("{} recorded", count(self.done.len(), "entry", "entries"))
    }
}

fn shown_by(key: KeyPress) -> Option<Signals> {
    let none = Signals::default();
    let saw = |button| Some(Signals { button: Some(button), ..none });
    match key {
        KeyPress::Char('p') => saw(Button::Pending),
        KeyPress::Char('c') => saw(Button::Connect),
        KeyPress::Char('m') => saw(Button::Message),
        KeyPress::Char('f') => saw(Button::Follow),
        KeyPress::Char('1') => Some(Signals { degree: Some(Degree::First), ..none }),
        KeyPress::Char('2') => Some(Signals { degree: Some(Degree::Second), ..none }),
        KeyPress::Char('n') => Some(Signals { in_connections: Some(false), ..none }),
        KeyPress::Char('r') => Some(Signals { replied: true, ..none }),
        _ => None,
    }
}

pub fn ask(ui: &mut Ui) -> Result<Signals> {
    ui.line(faint(KEYS[0]).indented());
    ui.line(faint(ASKED).indented());
    loop {
        match prompt::key(ui, QUESTION, INSTEAD)? {
            KeyPress::Char('q') => return Err(Error::failed("nothing was recorded")),
            KeyPress::Interrupt => return Err(Error::interrupted("nothing was recorded")),
            key => {
                if let Some(signals) = shown_by(key) {
                    return Ok(signals);
                }
            }
        }
    }
}

fn explain(ui: &mut Ui) {
    KEYS.iter().for_each(|keys| ui.line(faint(*keys).indented()));
}

/// The address is made from the checked profile name alone.
fn open_profile(url: Option<&str>, ui: &mut Ui) {
    match url.map(open::that_detached) {
        None => ui.note("no profile is on record: search for the name"),
        Some(Err(error)) => ui.warn(&format!("cannot open a browser: {error}")),
        Some(Ok(())) => {}
    }
}
