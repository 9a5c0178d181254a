//! What every command does with the record: read what follows from it, decide, and add facts.

use std::collections::HashMap;

use serde_json::Value;

pub use super::reading::{Scope, cached, find, find_all, follow, known, load, read, read_existing, split};
use super::reading::{cache, derive};
use crate::context::Env;
use crate::error::{Error, Result};
use crate::model::request::{Person, Request};
use crate::model::tracked::Tracked;
use crate::record::context::Context as Circumstances;
use crate::record::deed::Deed;
use crate::record::fact::{self, Correction, Fact, Origin, Said, Sending, Sight};
use crate::record::identity::{self, is_by_hand};
use crate::record::observation::{Look, Source};
use crate::record::set::Record;
use crate::record::suggest::excerpt;
use crate::record::time::{Instant, Moment};
use crate::record::uid::Uid;
use crate::record::when::When;
use crate::store::{Change, Seed, Store};

/// Collected first, then written at once.
pub struct NewFacts {
    now: Instant,
    /// When the user last said something of a fact: what is said now is later, whatever the clock says.
    said: HashMap<Option<Uid>, Instant>,
    /// When what tells of a request says it was sent.
    sent: HashMap<Uid, When>,
    facts: Vec<Fact>,
    words: String,
    /// The request that the words are about, where it gets its number by this step.
    new: Option<Uid>,
}

pub struct Changed<T> {
    pub value: T,
    pub before: Tracked,
    pub after: Tracked,
}

impl<T> Changed<T> {
    pub fn request_of(&self, fact: Uid) -> Result<&Request> {
        let found = self.after.requests.iter().find(|request| request.facts.contains(&fact));
        found.ok_or_else(|| Error::failed("that request is not on record"))
    }
}

impl NewFacts {
    pub fn new(now: Instant, book: &Tracked) -> Self {
        let mut said: HashMap<Option<Uid>, Instant> = HashMap::new();
        for fact in book.world.facts.iter().filter(|fact| is_by_hand(&fact.said)) {
            let account = matches!(fact.said, Said::Account(_)).then_some(None);
            for about in fact.about.iter().copied().map(Some).chain(account) {
                let last = said.entry(about).or_insert(fact.learned);
                *last = fact.learned.max(*last);
            }
        }
        let sent = book.sendings();
        Self { now, said, sent, facts: Vec::new(), words: String::new(), new: None }
    }

    pub fn into_facts(self) -> Vec<Fact> {
        self.facts
    }

    /// What `log` and `undo` call the step.
    pub fn describe(&mut self, words: impl Into<String>) {
        self.words = words.into();
    }

    /// What is added from now on is later than these facts, and than whatever was said of them.
    pub fn go_after<'a>(&mut self, facts: impl IntoIterator<Item = &'a Fact>) {
        let said = |fact: &Fact| self.said.get(&Some(fact.uid)).copied().max(Some(fact.learned));
        if let Some(last) = facts.into_iter().filter_map(said).max() {
            self.go_past(last);
        }
    }

    pub fn go_past(&mut self, last: Instant) {
        self.now = self.now.max(last.plus_millis(1));
    }

    pub fn describe_new(&mut self, words: impl Into<String>, fact: Uid) {
        self.describe(words);
        self.new = Some(fact);
    }

    pub fn add(&mut self, said: Said, who: fact::Who, at: Option<When>, about: Vec<Uid>) -> Uid {
        let account = matches!(said, Said::Account(_)).then_some(None);
        let last =
            about.iter().copied().map(Some).chain(account).filter_map(|about| self.said.get(&about)).max();
        let learned = last.map_or(self.now, |last| self.now.max(last.plus_millis(1)));
        let fact = identity::typed(said, who, at, about, learned);
        let uid = fact.uid;
        self.facts.push(fact);
        uid
    }

    pub fn send(&mut self, who: fact::Who, sent: Moment, context: Circumstances, about: Vec<Uid>) -> Uid {
        let said = Said::Sent(Sending { source: Origin::Typed, context: Box::new(context) });
        self.add(said, who, Some(sent.into()), about)
    }

    /// However soon it comes, it is another request (M11).
    pub fn again(&mut self, person: &Person, before: &Request, sent: Moment, context: Circumstances) -> Uid {
        let who = fact::Who { name: Some(person.name.as_str().into()), ..fact::Who::default() };
        let uid = self.send(who, sent, context, before.facts.first().copied().into_iter().collect());
        if let Some(fact) = self.facts.last_mut() {
            fact.marks.again = true;
        }
        uid
    }

    pub fn act(&mut self, request: &Request, deed: Deed, at: Moment) {
        // Should several sendings be found to be several requests, it is about the last by then.
        let day = When::from(at).hi();
        let by_then = |fact: &&Uid| self.sent.get(fact).is_some_and(|sent| sent.lo() <= day);
        let about = request.facts.iter().rfind(by_then).or(request.facts.first());
        let about = about.copied().into_iter().collect();
        self.add(Said::Action(deed), fact::Who::default(), Some(at.into()), about);
    }

    pub fn look(&mut self, request: &Request, look: &Look) -> Uid {
        request.facts.first().map_or(Uid::NOBODY, |&fact| self.look_at(fact, look))
    }

    pub fn look_at(&mut self, fact: Uid, look: &Look) -> Uid {
        let source = if look.source == Source::Page { Origin::Page } else { Origin::Typed };
        let memo = look.memo.as_deref().map(Into::into);
        let said = Said::Look(Sight { source, signals: look.signals, memo });
        self.add(said, fact::Who::default(), Some(look.seen.into()), vec![fact])
    }

    pub fn correct(&mut self, about: Vec<Uid>, field: &str, value: Value) {
        self.correct_all(about, [(field.to_owned(), value)]);
    }

    pub fn correct_all(&mut self, about: Vec<Uid>, set: impl IntoIterator<Item = (String, Value)>) {
        let said = Said::Correction(Correction { set: set.into_iter().collect(), same: Vec::new() });
        self.add(said, fact::Who::default(), None, about);
    }
}

pub fn change<T>(
    context: &Env,
    scope: &Scope,
    decide: impl FnOnce(&Tracked, &mut NewFacts) -> Result<T>,
) -> Result<Changed<T>> {
    change_in(&mut context.open_to_change()?, context, scope, decide)
}

pub fn change_in<T>(
    store: &mut Store,
    context: &Env,
    scope: &Scope,
    decide: impl FnOnce(&Tracked, &mut NewFacts) -> Result<T>,
) -> Result<Changed<T>> {
    store.write(|change| {
        let before = change.read(|view| load(view, scope, context))?;
        let mut entry = NewFacts::new(context.now, &before);
        let value = decide(&before, &mut entry)?;
        change.begin(context.now, &entry.words);
        let scope = if before.is_part {
            scope.clone().and(entry.facts.iter().map(|fact| Seed::Fact(fact.uid)))
        } else {
            Scope::Everything
        };
        change.add(&Record { facts: entry.facts, ..Record::default() })?;
        let changed = Changed { value, before, after: number(change, &scope, context)? };
        if let Some(new) = entry.new {
            change.begin(context.now, &named(&entry.words, changed.request_of(new)?.id));
        }
        Ok(changed)
    })
}

/// What follows now; every request that is new gets a number. What was learned from everything is kept for those who
/// need but a part.
pub fn number(change: &Change, scope: &Scope, context: &Env) -> Result<Tracked> {
    let learned = change.read(|view| cached(view, context))?;
    let part = match (scope, learned) {
        (Scope::Part(seeds), Some(_)) => change.read(|view| view.part(seeds.iter().cloned()))?,
        _ => None,
    };
    let loaded = part.map_or_else(|| change.read(|view| view.all()), Ok)?;
    let (record, mut numbers) = split(loaded);
    let book = derive(record, &mut numbers, learned, context, |bearers| change.give_numbers(bearers))?;
    // A command that adds nothing writes nothing.
    if !book.is_part && change.has_step() {
        change.put_whole(&book.world.whole())?;
        if learned.is_none() {
            cache(change, book.learned, context)?;
        }
    }
    Ok(book)
}

pub fn subject(book: &Tracked, request: &Request) -> String {
    let name = book.person(request.person.id).map_or("", |person| person.name.as_str());
    named(name, request.id)
}

/// `Zoë Brandt (#4)`
pub fn named(name: &str, request: i64) -> String {
    format!("{} (#{request})", excerpt(name))
}
