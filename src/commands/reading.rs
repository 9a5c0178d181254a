//! Reading what follows from the record: all of it, or the part that a command is about.

use std::collections::BTreeSet;
use std::slice;

use super::calibration;
use super::who::{self, Who};
use crate::context::Context;
use crate::error::Result;
use crate::model::calibrate::{Learned, start_of_day};
use crate::model::tracked::{Numbers, Tracked};
use crate::output::ui::Ui;
use crate::record::account::{AccountEvent, in_force};
use crate::record::list::List;
use crate::record::name_key::person_key;
use crate::record::set::Record;
use crate::record::slug::read_slug;
use crate::record::time::Instant;
use crate::store::{Loaded, Read, Seed, View};

/// How much of the record a command needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// All of it.
    Everything,
    /// What can have a say in some people (M20). Everything, where that is not to be told apart.
    Part(Vec<Seed>),
}

impl Scope {
    /// Somebody on record.
    pub fn of(who: &Who) -> Self {
        Self::of_all(slice::from_ref(who))
    }

    /// Whom that request went to.
    pub fn of_request(number: i64) -> Self {
        Self::Part(vec![Seed::Number(number)])
    }

    /// Several people on record.
    pub fn of_all(all: &[Who]) -> Self {
        Self::Part(all.iter().map(|who| Seed::Number(who.request.unwrap_or(who.person))).collect())
    }

    /// The one whom a command line names, and whoever may be meant as well.
    pub fn of_words(words: &[String]) -> Self {
        let typed = words.join(" ");
        let number = who::request_number(&typed).and_then(|digits| digits.parse().ok()).map(Seed::Number);
        let slug = read_slug(&typed).ok().map(|slug| Seed::Slug(slug.into()));
        let name = Seed::Name(person_key(&typed).into());
        Self::Part(number.into_iter().chain(slug).chain([name]).collect())
    }

    /// With somebody else.
    #[must_use]
    pub fn and(self, seeds: impl IntoIterator<Item = Seed>) -> Self {
        match self {
            Self::Everything => Self::Everything,
            Self::Part(own) => Self::Part(own.into_iter().chain(seeds).collect()),
        }
    }
}

/// What is on record; nothing, if nothing ever was.
pub fn read(context: &Context) -> Result<Tracked> {
    match context.open_to_read()? {
        Some(mut store) => store.read(|view| load(view, None, context)),
        None => Ok(Tracked::default()),
    }
}

/// The one whom a command line names, and what is on record of them at least.
pub fn find(words: &[String], context: &Context, ui: &mut Ui) -> Result<(Tracked, Who)> {
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    let scope = Scope::of_words(words);
    let mut book = store.read(|view| load_scope(view, &scope, context))?;
    if book.is_part && who::exact(&words.join(" "), &book)?.is_empty() {
        book = store.read(|view| load(view, None, context))?;
    }
    let who = who::find(words, &book, ui)?;
    Ok((book, who))
}

/// The same, where it may name several: by numbers, ranges of them, profiles or their addresses.
pub fn find_all(words: &[String], context: &Context, ui: &mut Ui) -> Result<(Tracked, Vec<Who>)> {
    if let Some(named) = who::several(words) {
        let seeds = named.iter().flat_map(|word| match Scope::of_words(slice::from_ref(word)) {
            Scope::Part(seeds) => seeds,
            Scope::Everything => Vec::new(),
        });
        let book = read_scope(&Scope::Part(seeds.collect()), context)?;
        if let Some(found) = who::each(&named, words, &book)? {
            return Ok((book, found));
        }
    }
    let (book, who) = find(words, context, ui)?;
    Ok((book, vec![who]))
}

/// So much of what is on record, of which there has to be something.
pub fn read_scope(scope: &Scope, context: &Context) -> Result<Tracked> {
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    store.read(|view| load_scope(view, scope, context))
}

/// What is on record, of which there has to be something.
pub fn read_existing(context: &Context, by: Option<Instant>) -> Result<Tracked> {
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    store.read(|view| load(view, by, context))
}

/// What follows from everything that is in force, or of that from what was learned by then; for verdicts at the time of
/// the context.
pub fn load(view: &View, by: Option<Instant>, context: &Context) -> Read<Tracked> {
    let (record, numbers) = known(view, by)?;
    follow(record, &numbers, by, view, context)
}

/// What is in force, or of that what was learned by then.
pub fn known(view: &View, by: Option<Instant>) -> Read<(Record, Numbers)> {
    let (record, numbers) = split(view.all()?);
    Ok(match by {
        Some(by) => learned_by(record, &numbers, by),
        None => (record, numbers),
    })
}

/// What follows from what was known by then.
pub fn follow(
    record: Record,
    numbers: &Numbers,
    by: Option<Instant>,
    view: &View,
    context: &Context,
) -> Read<Tracked> {
    let learned = if by.is_none() { calibration::cached(view, context)? } else { None };
    let earlier = learned.is_none().then(|| before_today(&record, numbers, context)).flatten();
    Ok(calibrated(Tracked::of(record, numbers, context.zone), learned, earlier, context))
}

/// What follows from what is in force, as far as it is needed at least.
pub fn load_scope(view: &View, scope: &Scope, context: &Context) -> Read<Tracked> {
    match load_part(view, scope, context)? {
        Some(part) => Ok(part),
        None => load(view, None, context),
    }
}

/// `None`: it takes everything to tell.
fn load_part(view: &View, scope: &Scope, context: &Context) -> Read<Option<Tracked>> {
    let Scope::Part(seeds) = scope else { return Ok(None) };
    let Some(learned) = calibration::cached(view, context)? else { return Ok(None) };
    let Some(loaded) = view.part(seeds.iter().cloned())? else { return Ok(None) };
    let (record, numbers) = split(loaded);
    let book = Tracked { learned, ..Tracked::of(record, &numbers, context.zone) };
    // What LinkedIn told the account is about all who were asked then.
    let is_about_all = in_force(&book.account, context.zone).iter().any(AccountEvent::is_about_answers);
    Ok(Some(book).filter(|_| !is_about_all))
}

/// What was known when today began, where that is not everything.
pub(super) fn before_today(
    record: &Record,
    numbers: &Numbers,
    context: &Context,
) -> Option<(Record, Numbers)> {
    let start = start_of_day(context.now, context.zone);
    let learned =
        record.facts.iter().map(|fact| fact.learned).chain(record.lists.iter().map(|list| list.learned));
    let is_enabled = context.config.settings.model.calibration.enabled;
    let is_all = !is_enabled || learned.max().is_none_or(|last| last < start);
    (!is_all).then(|| learned_by(record.clone(), numbers, start.plus_millis(-1)))
}

pub(super) fn calibrated(
    book: Tracked,
    known: Option<Learned>,
    earlier: Option<(Record, Numbers)>,
    context: &Context,
) -> Tracked {
    let start = start_of_day(context.now, context.zone);
    let from = |book: &Tracked| {
        let requests: Vec<_> = book.requests.iter().collect();
        Learned::from(&requests, &context.config.settings.model, start, context.zone)
    };
    let learned = known.unwrap_or_else(|| match earlier {
        Some((record, numbers)) => from(&Tracked::of(record, &numbers, context.zone)),
        None => from(&book),
    });
    Tracked { learned, ..book }
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
