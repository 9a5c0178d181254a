//! Reading what follows from the record: all of it, or the part that a command is about.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::slice;

use serde::{Deserialize, Serialize};

use super::who::{self, Named};
use crate::context::Env;
use crate::error::Result;
use crate::model::calibrate::{Learned, start_of_day};
use crate::model::request::Request;
use crate::model::tracked::{Numbers, Tracked};
use crate::output::ui::Ui;
use crate::record::account::{AccountEvent, in_force};
use crate::record::list::List;
use crate::record::name_key::person_key;
use crate::record::set::Record;
use crate::record::slug::read_slug;
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::store::{Change, Loaded, Read, Seed, View};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    Everything,
    LearnedBy(Instant),
    /// What can have a say in some people (M20). Everything, where that is not to be told apart.
    Part(Vec<Seed>),
}

impl Scope {
    pub fn of(who: &Named) -> Self {
        Self::of_all(slice::from_ref(who))
    }

    pub fn of_request(number: i64) -> Self {
        Self::Part(vec![Seed::Number(number)])
    }

    pub fn of_all(all: &[Named]) -> Self {
        Self::Part(all.iter().map(|who| Seed::Number(who.request.unwrap_or(who.person))).collect())
    }

    #[must_use]
    pub fn and(self, seeds: impl IntoIterator<Item = Seed>) -> Self {
        match self {
            Self::Part(own) => Self::Part(own.into_iter().chain(seeds).collect()),
            all => all,
        }
    }
}

/// What is on record; nothing, if nothing ever was.
pub fn read(context: &Env) -> Result<Tracked> {
    match context.open_to_read()? {
        Some(mut store) => store.read(|view| load(view, &Scope::Everything, context)),
        None => Ok(Tracked::default()),
    }
}

/// What is on record, of which there has to be something.
pub fn read_existing(scope: &Scope, context: &Env) -> Result<Tracked> {
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    store.read(|view| load(view, scope, context))
}

/// The one who is called so, and whoever may be meant as well.
fn seeds_of(typed: &str) -> impl Iterator<Item = Seed> + use<> {
    let number = who::request_number(typed).and_then(|digits| digits.parse().ok()).map(Seed::Number);
    let slug = read_slug(typed).ok().map(|slug| Seed::Slug(slug.into()));
    number.into_iter().chain(slug).chain([Seed::Name(person_key(typed).into())])
}

pub fn find(words: &[String], context: &Env, ui: &mut Ui) -> Result<(Tracked, Named)> {
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    let scope = Scope::Part(seeds_of(&words.join(" ")).collect());
    let mut book = store.read(|view| load(view, &scope, context))?;
    if book.is_part && who::exact(&words.join(" "), &book)?.is_empty() {
        book = store.read(|view| load(view, &Scope::Everything, context))?;
    }
    let who = who::find(words, &book, ui)?;
    Ok((book, who))
}

/// The same, where it may name several: by numbers, ranges of them, profiles or their addresses.
pub fn find_all(words: &[String], context: &Env, ui: &mut Ui) -> Result<(Tracked, Vec<Named>)> {
    if let Some(named) = who::several(words) {
        let seeds = named.iter().flat_map(|word| seeds_of(word)).collect();
        let book = read_existing(&Scope::Part(seeds), context)?;
        if let Some(found) = who::each(&named, words, &book)? {
            return Ok((book, found));
        }
    }
    let (book, who) = find(words, context, ui)?;
    Ok((book, vec![who]))
}

/// What follows from what is in force, as far as it is needed at least; for verdicts at the time of the context.
pub fn load(view: &View, scope: &Scope, context: &Env) -> Read<Tracked> {
    let by = match scope {
        Scope::Everything => None,
        Scope::LearnedBy(by) => Some(*by),
        Scope::Part(seeds) => match load_part(view, seeds, context)? {
            Some(part) => return Ok(part),
            None => None,
        },
    };
    let (record, mut numbers) = known(view, by)?;
    follow(record, &mut numbers, by, view, context)
}

/// What is in force, or of that what was learned by then.
pub fn known(view: &View, by: Option<Instant>) -> Read<(Record, Numbers)> {
    let (record, numbers) = split(view.all()?);
    Ok(match by {
        Some(by) => learned_by(&record, &numbers, by),
        None => (record, numbers),
    })
}

/// What follows from what was known by then.
pub fn follow(
    record: Record,
    numbers: &mut Numbers,
    by: Option<Instant>,
    view: &View,
    context: &Env,
) -> Read<Tracked> {
    let learned = if by.is_none() { cached(view, context)? } else { None };
    let none_new = |_: &[Uid]| Ok::<_, Infallible>(Vec::new());
    Ok(derive(record, numbers, learned, context, none_new).unwrap_or_else(|never| match never {}))
}

/// `None`: it takes everything to tell.
fn load_part(view: &View, seeds: &[Seed], context: &Env) -> Read<Option<Tracked>> {
    let Some(learned) = cached(view, context)? else { return Ok(None) };
    let Some(loaded) = view.part(seeds.iter().cloned())? else { return Ok(None) };
    let (record, numbers) = split(loaded);
    let book = Tracked { learned, ..Tracked::of(record, &numbers, context.zone) };
    // What LinkedIn told the account is about all who were asked then.
    let is_about_all = in_force(&book.account, context.zone).iter().any(AccountEvent::is_about_answers);
    Ok(Some(book).filter(|_| !is_about_all))
}

/// With `learned`, or what the own requests taught when today began; `give` gives numbers to new requests.
pub fn derive<E>(
    record: Record,
    numbers: &mut Numbers,
    learned: Option<Learned>,
    context: &Env,
    give: impl FnOnce(&[Uid]) -> std::result::Result<Vec<i64>, E>,
) -> std::result::Result<Tracked, E> {
    let start = start_of_day(context.now, context.zone);
    let earlier = learned.is_none().then(|| before(start, &record, numbers, context)).flatten();
    let book = Tracked::number(record, numbers, context.zone, give)?;
    let learned = learned.unwrap_or_else(|| {
        let requests: Vec<&Request> = earlier.as_ref().unwrap_or(&book).requests.iter().collect();
        Learned::from(&requests, &context.config.settings.model, start, context.zone)
    });
    Ok(Tracked { learned, ..book })
}

/// What followed then, where not everything was known.
fn before(start: Instant, record: &Record, numbers: &Numbers, context: &Env) -> Option<Tracked> {
    let lists = record.lists.iter().map(|list| list.learned);
    let last = record.facts.iter().map(|fact| fact.learned).chain(lists).max()?;
    let is_enabled = context.config.settings.model.calibration.enabled;
    (is_enabled && last >= start).then(|| {
        let (record, numbers) = learned_by(record, numbers, start.plus_millis(-1));
        Tracked::of(record, &numbers, context.zone)
    })
}

pub fn split(loaded: Loaded) -> (Record, Numbers) {
    let Loaded { record, ids, list_ids, numbers } = loaded;
    (record, Numbers { requests: numbers, facts: ids, lists: list_ids })
}

fn learned_by(record: &Record, numbers: &Numbers, by: Instant) -> (Record, Numbers) {
    let mut place = vec![None; record.facts.len()];
    let (mut known, mut names) =
        (Record { forgotten: record.forgotten.clone(), ..Record::default() }, Numbers::default());
    for (old, fact) in record.facts.iter().enumerate().filter(|(_, fact)| fact.learned <= by) {
        let (old_place, new) =
            (u32::try_from(old).unwrap_or(u32::MAX), u32::try_from(known.facts.len()).unwrap_or(u32::MAX));
        place[old] = Some(new);
        names.facts.extend(numbers.facts.get(old));
        names.requests.extend(numbers.requests.get(&old_place).map(|&number| (new, number)));
        known.facts.push(fact.clone());
    }
    // A list that was learned then may be told from one that was learned later: each is told whole.
    let mut rows: Vec<BTreeSet<u32>> = Vec::with_capacity(record.lists.len());
    for (old, list) in record.lists.iter().enumerate() {
        let mut own = list.base.and_then(|base| rows.get(base)).cloned().unwrap_or_default();
        own.retain(|row| !list.went.contains(row));
        own.extend(&list.came);
        if list.learned <= by {
            let came = own.iter().filter_map(|&row| *place.get(row as usize)?).collect();
            names.lists.extend(numbers.lists.get(old));
            known.lists.push(List { base: None, came, went: Vec::new(), ..*list });
        }
        rows.push(own);
    }
    (known, names)
}

const CALIBRATION: &str = "calibration";

#[derive(Serialize, Deserialize)]
struct CachedLearning {
    /// What it depends on besides the facts.
    key: String,
    learned: Learned,
}

pub fn cached(view: &View, context: &Env) -> Read<Option<Learned>> {
    let kept: Option<CachedLearning> =
        view.cached(CALIBRATION)?.and_then(|text| serde_json::from_str(&text).ok());
    Ok(kept.filter(|kept| kept.key == key(context)).map(|kept| kept.learned))
}

pub fn cache(change: &Change, learned: Learned, context: &Env) -> Result<()> {
    // Numbers and words can always be written.
    let text = serde_json::to_string(&CachedLearning { key: key(context), learned }).unwrap_or_default();
    change.cache(CALIBRATION, start_of_day(context.now, context.zone), &text)
}

fn key(context: &Env) -> String {
    let start = start_of_day(context.now, context.zone).millis();
    let text = format!("{start} {} {:?}", env!("CARGO_PKG_VERSION"), context.config.settings.model);
    Uid::of_text(&text).to_string()
}
