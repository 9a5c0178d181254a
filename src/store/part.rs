//! The part of the record that can have a say in some people (M20).

use std::collections::HashSet;
use std::collections::btree_map::{BTreeMap, Entry};

use rusqlite::types::ToSql;

use super::facts::{COLUMNS, Found, found};
use super::load::Loaded;
use super::open::{Read, View};
use crate::record::keys::Keys;
use crate::record::name_key::{is_near, near_words};
use crate::record::time::Instant;
use crate::record::uid::Uid;

/// Reading more facts one by one would take longer than reading all at once.
const MOST_FACTS: usize = 20_000;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Seed {
    Number(i64),
    Slug(Box<str>),
    /// A name, as [`crate::record::name_key::person_key`] gives it; near ones, too.
    Name(Box<str>),
    Email(Box<str>),
    Fact(Uid),
    /// What names a fact.
    Named(Uid),
    /// What is about a fact of this file.
    About(i64),
    Id(i64),
    SentSince(Instant),
}

impl View<'_> {
    /// The same people, requests and looks follow from it as from everything. `None`: everything is to be read,
    /// because what holds of the lists is not known ([`super::Change::put_whole`]) or it would be no less work.
    pub fn part(&self, seeds: impl IntoIterator<Item = Seed>) -> Read<Option<Loaded>> {
        let Some(whole) = self.whole()? else { return Ok(None) };
        let mut closure =
            Closure { view: self, found: BTreeMap::new(), seen: HashSet::new(), todo: Vec::new() };
        closure.add(seeds);
        while let Some(seed) = closure.todo.pop() {
            closure.follow(&seed)?;
            if closure.found.len() > MOST_FACTS {
                return Ok(None);
            }
        }
        // What is said of lists, and of the account, is about everybody.
        closure.take("kind = 'account'", [])?;
        closure.take("id IN (SELECT fact FROM names JOIN list ON what = list.uid)", [])?;
        let mut loaded = Loaded::default();
        closure.found.into_values().for_each(|found| loaded.push(found));
        self.add_lists(&mut loaded)?;
        loaded.record.whole = Some(whole).filter(|whole| whole.flags.len() == loaded.record.lists.len());
        Ok(loaded.record.whole.is_some().then_some(loaded))
    }
}

struct Closure<'v> {
    view: &'v View<'v>,
    found: BTreeMap<i64, Found>,
    seen: HashSet<Seed>,
    todo: Vec<Seed>,
}

impl Closure<'_> {
    fn follow(&mut self, seed: &Seed) -> Read<()> {
        const NAMED: &str = "id IN (SELECT fact FROM names WHERE what = ?2)";
        let new = match seed {
            Seed::Number(number) => self.take("number = ?2", [number])?,
            Seed::Slug(slug) => {
                let mut new = self.take(NAMED, [&slug.as_ref()])?;
                new.extend(self.take("slug = ?2", [&slug.as_ref()])?);
                new
            }
            Seed::Name(key) => {
                self.add_near(key)?;
                self.take("folded = ?2", [&key.as_ref()])?
            }
            Seed::Email(email) => self.take("email = ?2", [&email.as_ref()])?,
            Seed::Fact(uid) => self.take("uid = ?2", [&uid.bytes().as_slice()])?,
            Seed::Named(uid) => self.take(NAMED, [&uid.bytes().as_slice()])?,
            Seed::About(id) => self.take("about = ?2", [id])?,
            Seed::Id(id) => self.take("id = ?2", [id])?,
            Seed::SentSince(since) => {
                let sent = "(kind = 'sent' OR kind = 'invitation') AND at >= ?2";
                let mut new = self.take(sent, [&since.millis()])?;
                // A day may be corrected to one of these.
                new.extend(self.take("kind = 'correction' AND body ->> '$.set.at' IS NOT NULL", [])?);
                new
            }
        };
        for id in new {
            self.expand(id);
        }
        Ok(())
    }

    fn take<const N: usize>(&mut self, which: &str, value: [&dyn ToSql; N]) -> Read<Vec<i64>> {
        let list = format!("SELECT {COLUMNS} FROM fact WHERE step <= ?1 AND {which}");
        let mut statement = self.view.connection.prepare_cached(&list)?;
        statement.raw_bind_parameter(1, self.view.live)?;
        if let [value] = value.as_slice() {
            statement.raw_bind_parameter(2, value)?;
        }
        let mut rows = statement.raw_query();
        let mut new = Vec::new();
        while let Some(row) = rows.next()? {
            if let Entry::Vacant(place) = self.found.entry(row.get(0)?) {
                new.push(*place.key());
                place.insert(found(row)?);
            }
        }
        Ok(new)
    }

    fn expand(&mut self, id: i64) {
        let Some(Found { about, fact, .. }) = self.found.get(&id) else { return };
        let keys = Keys::of(fact);
        let mut next = vec![Seed::About(id), Seed::Named(fact.uid)];
        next.extend(about.filter(|about| !self.found.contains_key(about)).map(Seed::Id));
        // A list, too, may be named by several.
        next.extend(keys.uids.into_iter().flat_map(|uid| [Seed::Fact(uid), Seed::Named(uid)]));
        next.extend(keys.slug.into_iter().chain(keys.also).map(|slug| Seed::Slug(slug.into())));
        // Whatever its name is, the profile is as it was told first, too.
        next.extend(keys.folded.map(|key| Seed::Name(key.into())));
        next.extend(keys.email.map(|email| Seed::Email(email.to_lowercase().into())));
        self.add(next);
    }

    fn add(&mut self, seeds: impl IntoIterator<Item = Seed>) {
        for seed in seeds {
            if self.seen.insert(seed.clone()) {
                self.todo.push(seed);
            }
        }
    }

    fn add_near(&mut self, key: &str) -> Read<()> {
        let mut near = HashSet::new();
        let first = key.split(' ').next().unwrap_or_default();
        let is_initial = first.chars().nth(1).is_none();
        for word in near_words(key) {
            // A blank is what follows the word, and less than every letter.
            let end = if is_initial && word == first { char::MAX } else { '!' };
            let list = "SELECT DISTINCT folded FROM fact WHERE folded >= ?1 AND folded < ?2";
            let names = self.view.list(list, [word, &format!("{word}{end}")], |row| {
                row.get_ref(0)
                    .and_then(|name| Ok(name.as_str()?).map(|name| is_near(key, name).then(|| name.into())))
            })?;
            near.extend(names.into_iter().flatten());
        }
        self.add(near.into_iter().map(Seed::Name));
        Ok(())
    }
}
