//! What every command does with the record: read what follows from it, decide, and add facts.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::model::judge::Judge;
use crate::model::request::{Person, Request};
use crate::model::tracked::{Numbers, Tracked};
use crate::record::context::Context as Circumstances;
use crate::record::deed::Deed;
use crate::record::fact::{Correction, Fact, Origin, Said, Sending, Sight, Who};
use crate::record::identity::{self, is_by_hand};
use crate::record::list::List;
use crate::record::observation::{Look, Source};
use crate::record::set::Record;
use crate::record::suggest::excerpt;
use crate::record::time::{Instant, Moment};
use crate::record::uid::Uid;
use crate::record::when::When;
use crate::store::{Change, Loaded, Read, Store, View};

/// What a step adds: collected first, then written at once.
pub struct Entry {
    now: Instant,
    /// When the user last said something of a fact: what is said now is later, whatever the clock says.
    said: HashMap<Option<Uid>, Instant>,
    facts: Vec<Fact>,
    words: String,
    /// The request that the words are about, where it gets its number by this step.
    new: Option<Uid>,
}

/// What a command that changes something goes on with.
pub struct Changed<T> {
    /// What was decided.
    pub value: T,
    /// What was known before.
    pub before: Tracked,
    /// What follows now.
    pub after: Tracked,
}

impl<T> Changed<T> {
    /// The request that a fact tells of.
    pub fn request_of(&self, fact: Uid) -> Result<&Request> {
        let found = self.after.requests.iter().find(|request| request.facts.contains(&fact));
        found.ok_or_else(|| Error::failed("that request is not on record"))
    }
}

impl Entry {
    /// Nothing yet.
    pub fn new(now: Instant, book: &Tracked) -> Self {
        let mut said: HashMap<Option<Uid>, Instant> = HashMap::new();
        for fact in book.world.facts.iter().filter(|fact| is_by_hand(&fact.said)) {
            let account = matches!(fact.said, Said::Account(_)).then_some(None);
            for about in fact.about.iter().copied().map(Some).chain(account) {
                let last = said.entry(about).or_insert(fact.learned);
                *last = fact.learned.max(*last);
            }
        }
        Self { now, said, facts: Vec::new(), words: String::new(), new: None }
    }

    /// What was added.
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
        let last = facts.into_iter().filter_map(said).max();
        self.now = last.map_or(self.now, |last| self.now.max(last.plus_millis(1)));
    }

    /// The same, with the number that the request of this fact will have.
    pub fn describe_new(&mut self, words: impl Into<String>, fact: Uid) {
        self.describe(words);
        self.new = Some(fact);
    }

    /// Adds a fact.
    pub fn add(&mut self, said: Said, who: Who, at: Option<When>, about: Vec<Uid>) -> Uid {
        let account = matches!(said, Said::Account(_)).then_some(None);
        let last =
            about.iter().copied().map(Some).chain(account).filter_map(|about| self.said.get(&about)).max();
        let learned = last.map_or(self.now, |last| self.now.max(last.plus_millis(1)));
        let fact = identity::typed(said, who, at, about, learned);
        let uid = fact.uid;
        self.facts.push(fact);
        uid
    }

    /// Adds a request.
    pub fn send(&mut self, who: Who, sent: Moment, context: Circumstances, about: Vec<Uid>) -> Uid {
        let said = Said::Sent(Sending { source: Origin::Typed, context: Box::new(context) });
        self.add(said, who, Some(sent.into()), about)
    }

    /// Adds another request to somebody, which is one however soon it comes (M11).
    pub fn again(&mut self, person: &Person, before: &Request, sent: Moment, context: Circumstances) -> Uid {
        let who = Who { name: Some(person.name.as_str().into()), ..Who::default() };
        let uid = self.send(who, sent, context, before.facts.first().copied().into_iter().collect());
        if let Some(fact) = self.facts.last_mut() {
            fact.marks.again = true;
        }
        uid
    }

    /// Adds what the user did about a request.
    pub fn act(&mut self, request: &Request, deed: Deed, at: Moment) {
        let about = request.facts.first().copied().into_iter().collect();
        self.add(Said::Action(deed), Who::default(), Some(at.into()), about);
    }

    /// Adds what was seen of the person whom a request went to.
    pub fn look(&mut self, request: &Request, look: &Look) -> Uid {
        request.facts.first().map_or(Uid::NOBODY, |&fact| self.look_at(fact, look))
    }

    /// Adds what was seen of somebody whom a fact is about.
    pub fn look_at(&mut self, fact: Uid, look: &Look) -> Uid {
        let source = if look.source == Source::Page { Origin::Page } else { Origin::Typed };
        let memo = look.memo.as_deref().map(Into::into);
        let said = Said::Look(Sight { source, signals: look.signals, memo });
        self.add(said, Who::default(), Some(look.seen.into()), vec![fact])
    }

    /// Adds another value for a field of facts.
    pub fn correct(&mut self, about: Vec<Uid>, field: &str, value: Value) {
        self.correct_all(about, [(field.to_owned(), value)]);
    }

    /// Adds other values for fields of facts.
    pub fn correct_all(&mut self, about: Vec<Uid>, set: impl IntoIterator<Item = (String, Value)>) {
        let said = Said::Correction(Correction { set: set.into_iter().collect(), same: Vec::new() });
        self.add(said, Who::default(), None, about);
    }
}

/// What is on record; nothing, if nothing ever was.
pub fn read(context: &Context) -> Result<Tracked> {
    read_by(context, None)
}

/// What was on record by then.
pub fn read_by(context: &Context, by: Option<Instant>) -> Result<Tracked> {
    match context.open_to_read()? {
        Some(mut store) => store.read(|view| load(view, by, context)),
        None => Ok(Tracked::default()),
    }
}

/// What is on record, of which there has to be something.
pub fn read_existing(context: &Context, by: Option<Instant>) -> Result<Tracked> {
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    store.read(|view| load(view, by, context))
}

/// What follows from everything that is in force, or of that from what was learned by then.
pub fn load(view: &View, by: Option<Instant>, context: &Context) -> Read<Tracked> {
    let (record, numbers) = split(view.all()?);
    let (record, numbers) = match by {
        Some(by) => learned_by(record, &numbers, by),
        None => (record, numbers),
    };
    Ok(Tracked::of(record, &numbers, context.zone))
}

/// What is on record, and what the file calls it.
pub fn split(loaded: Loaded) -> (Record, Numbers) {
    let Loaded { record, ids, list_ids, numbers } = loaded;
    (record, Numbers { requests: numbers, facts: ids, lists: list_ids })
}

/// What was learned by then.
fn learned_by(record: Record, numbers: &Numbers, by: Instant) -> (Record, Numbers) {
    let mut place = vec![None; record.facts.len()];
    let (mut known, mut names) =
        (Record { forgotten: record.forgotten, ..Record::default() }, Numbers::default());
    for (old, fact) in record.facts.into_iter().enumerate().filter(|(_, fact)| fact.learned <= by) {
        let (old_place, new) =
            (u32::try_from(old).unwrap_or(u32::MAX), u32::try_from(known.facts.len()).unwrap_or(u32::MAX));
        place[old] = Some(new);
        names.facts.extend(numbers.facts.get(old));
        names.requests.extend(numbers.requests.get(&old_place).map(|&number| (new, number)));
        known.facts.push(fact);
    }
    // A list that was learned then may be told from one that was learned later: each is told whole.
    let mut rows: Vec<BTreeSet<u32>> = Vec::with_capacity(record.lists.len());
    for (old, list) in record.lists.into_iter().enumerate() {
        let mut own = list.base.and_then(|base| rows.get(base)).cloned().unwrap_or_default();
        own.retain(|row| !list.went.contains(row));
        own.extend(&list.came);
        if list.learned <= by {
            let came = own.iter().filter_map(|&row| *place.get(row as usize)?).collect();
            names.lists.extend(numbers.lists.get(old));
            known.lists.push(List { base: None, came, went: Vec::new(), ..list });
        }
        rows.push(own);
    }
    (known, names)
}

/// Adds to what is on record.
pub fn change<T>(
    store: &mut Store,
    context: &Context,
    decide: impl FnOnce(&Tracked, &mut Entry) -> Result<T>,
) -> Result<Changed<T>> {
    store.write(|change| {
        let before = change.read(|view| load(view, None, context))?;
        let mut entry = Entry::new(context.now, &before);
        let value = decide(&before, &mut entry)?;
        change.begin(context.now, &entry.words);
        change.add(&Record { facts: entry.facts, ..Record::default() })?;
        let changed = Changed { value, before, after: number(change, context)? };
        if let Some(new) = entry.new {
            change.begin(context.now, &named(&entry.words, changed.request_of(new)?.id));
        }
        Ok(changed)
    })
}

/// What follows now; every request that is new gets a number.
pub fn number(change: &Change, context: &Context) -> Result<Tracked> {
    let (record, mut numbers) = split(change.read(|view| view.all())?);
    Tracked::number(record, &mut numbers, context.zone, |bearers| change.give_numbers(bearers))
}

/// What would follow, with the numbers that new requests would get.
pub fn guess(record: Record, numbers: &mut Numbers, context: &Context) -> Result<Tracked> {
    let last = numbers.requests.values().copied().max().unwrap_or_default();
    let give = |bearers: &[Uid]| Ok((last + 1..).take(bearers.len()).collect());
    Tracked::number(record, numbers, context.zone, give)
}

/// What `then` makes of one request and its judge.
pub fn judge<T>(
    book: &Tracked,
    request: i64,
    context: &Context,
    then: impl FnOnce(&Request, &Judge) -> Result<T>,
) -> Result<T> {
    let every = &book.requests;
    let now = Moment::Exact(context.now);
    let judge = Judge::new(every, &context.config.settings.model, now, context.zone);
    let attempt = every.iter().find(|attempt| attempt.id == request);
    then(attempt.ok_or_else(|| Error::failed("that request is no longer on record"))?, &judge)
}

/// `Zoë Brandt (#4)`
pub fn subject(book: &Tracked, request: &Request) -> String {
    let name = book.person(request.person.id).map_or("", |person| person.name.as_str());
    named(name, request.id)
}

/// `Zoë Brandt (#4)`
pub fn named(name: &str, request: i64) -> String {
    format!("{} (#{request})", excerpt(name))
}
