//! What may happen on a few machines, and carrying it out.

use std::path::Path;

use proptest::prelude::*;

use crate::domain::archive::Archive;
use crate::domain::book::{Connection, List, Snapshot};
use crate::domain::merge::{merge, same_person};
use crate::domain::person::Person;
use crate::domain::register::Stamp;
use crate::domain::request::{Action, Context, Request};
use crate::error::Result;
use crate::record::account::{AccountEvent, AccountEventKind};
use crate::record::deed::{Deed, Ending, Topic};
use crate::record::name::fold;
use crate::record::observation::{Button, Look, Signals, Source};
use crate::record::time::{Day, Instant, Moment};
use crate::store::{Change, Store, Which};

pub(in crate::store::tests) const MACHINES: usize = 3;
const NAMES: [&str; 3] = ["Ana", "Bo", "Zoë"];
const SLUGS: [&str; 4] = ["ana", "bo", "zoe", "ana-1"];
const TAGS: [&str; 2] = ["fair", "work"];

/// Something that the user does on one machine; numbers choose among what is there.
#[derive(Clone, Debug)]
pub(in crate::store::tests) enum Act {
    AddPerson {
        name: usize,
        slug: Option<usize>,
    },
    AddRequest {
        who: usize,
        day: i64,
        exact: bool,
        note: Option<u8>,
        within: u32,
    },
    Rename {
        who: usize,
        name: usize,
    },
    SetSlug {
        who: usize,
        slug: Option<usize>,
        by_import: bool,
    },
    MoveSending {
        which: usize,
        day: i64,
        exact: bool,
        by_import: bool,
    },
    SetNote {
        which: usize,
        note: Option<u8>,
    },
    Meet {
        which: usize,
        briefly: bool,
    },
    Confirm {
        which: usize,
        yes: bool,
    },
    Tag {
        which: usize,
        tag: usize,
    },
    Look {
        who: usize,
        day: i64,
        pending: bool,
        memo: Option<u8>,
    },
    RemoveLook {
        which: usize,
    },
    Do {
        which: usize,
        deed: Deed,
    },
    Account {
        day: i64,
        is_mistake: bool,
    },
    ReadList {
        list: List,
        day: i64,
    },
    Connect {
        slug: usize,
        day: i64,
        seen: i64,
    },
    Keep {
        fact: u8,
        settled: bool,
    },
    /// Makes one person of two entries.
    Join {
        one: usize,
        other: usize,
    },
    /// Imports the export of another machine.
    Sync {
        from: usize,
    },
}

fn act() -> impl Strategy<Value = Act> {
    let (slug, day) = (|| prop::option::of(0..SLUGS.len()), || 1..5_i64);
    let (which, note) = (|| 0..8_usize, || prop::option::of(0..3_u8));
    let deed = prop_oneof![
        prop::sample::select(Ending::ALL).prop_map(Deed::Ended),
        prop::sample::select(&[Deed::Reopened, Deed::FollowedUp][..]),
        prop::sample::select(Topic::ALL).prop_map(Deed::Dismissed),
    ];
    prop_oneof![
        4 => (0..NAMES.len(), slug()).prop_map(|(name, slug)| Act::AddPerson { name, slug }),
        4 => (which(), day(), any::<bool>(), note(), 0..2_u32)
            .prop_map(|(who, day, exact, note, within)| Act::AddRequest { who, day, exact, note, within }),
        1 => (which(), 0..NAMES.len()).prop_map(|(who, name)| Act::Rename { who, name }),
        2 => (which(), slug(), any::<bool>())
            .prop_map(|(who, slug, by_import)| Act::SetSlug { who, slug, by_import }),
        2 => (which(), day(), any::<bool>(), any::<bool>())
            .prop_map(|(which, day, exact, by_import)| Act::MoveSending { which, day, exact, by_import }),
        2 => (which(), note()).prop_map(|(which, note)| Act::SetNote { which, note }),
        1 => (which(), any::<bool>()).prop_map(|(which, briefly)| Act::Meet { which, briefly }),
        1 => (which(), any::<bool>()).prop_map(|(which, yes)| Act::Confirm { which, yes }),
        2 => (which(), 0..TAGS.len()).prop_map(|(which, tag)| Act::Tag { which, tag }),
        4 => (which(), day(), any::<bool>(), note())
            .prop_map(|(who, day, pending, memo)| Act::Look { who, day, pending, memo }),
        2 => which().prop_map(|which| Act::RemoveLook { which }),
        2 => (which(), deed).prop_map(|(which, deed)| Act::Do { which, deed }),
        1 => (day(), any::<bool>()).prop_map(|(day, is_mistake)| Act::Account { day, is_mistake }),
        1 => (prop::sample::select(List::ALL), day()).prop_map(|(list, day)| Act::ReadList { list, day }),
        1 => (0..SLUGS.len(), day(), day()).prop_map(|(slug, day, seen)| Act::Connect { slug, day, seen }),
        1 => (0..3_u8, any::<bool>()).prop_map(|(fact, settled)| Act::Keep { fact, settled }),
        1 => (which(), which()).prop_map(|(one, other)| Act::Join { one, other }),
        3 => (0..MACHINES).prop_map(|from| Act::Sync { from }),
    ]
}

/// What happened: on which machine, after how many milliseconds, what. Clocks stand still at times.
pub(in crate::store::tests) fn histories() -> impl Strategy<Value = Vec<(usize, i64, Act)>> {
    prop::collection::vec((0..MACHINES, 0..2_i64, act()), 1..40)
}

pub(in crate::store::tests) fn day(number: i64) -> Day {
    Day::new(2026, 10, u32::try_from(number).unwrap()).unwrap()
}

pub(in crate::store::tests) fn moment(number: i64, exact: bool) -> Moment {
    if exact { Moment::Exact(day(number).utc_noon().plus_millis(7)) } else { Moment::Day(day(number)) }
}

pub(in crate::store::tests) struct Machine(Store);

impl Machine {
    pub(in crate::store::tests) fn new() -> Self {
        Self(Store::scratch_copy(Path::new("no such file.db")).unwrap())
    }

    pub(in crate::store::tests) fn store(&mut self) -> &mut Store {
        &mut self.0
    }

    pub(in crate::store::tests) fn archive(&mut self) -> Archive {
        self.0.read(|view| view.archive()).unwrap()
    }

    pub(in crate::store::tests) fn sync(&mut self, theirs: &Archive) {
        let merged = merge(&self.archive(), theirs);
        self.0.write(|change| change.restore(&merged.archive)).unwrap();
        assert_eq!(self.archive(), merged.archive, "what was written is not what is read");
    }

    pub(in crate::store::tests) fn act(&mut self, act: &Act, now: Instant) {
        if let Act::Join { one, other } = act {
            return self.join(*one, *other, now);
        }
        self.0.write(|change| perform(act, now, change)).unwrap();
    }

    fn join(&mut self, one: usize, other: usize, now: Instant) {
        let archive = self.archive();
        let uid = |which: usize| archive.people.get(which % archive.people.len().max(1))?.uid();
        let Some((one, other)) = uid(one).zip(uid(other)).filter(|(one, other)| one != other) else { return };
        let people = same_person(&archive, one, other, now).into_iter().collect();
        self.sync(&Archive { people, ..Archive::default() });
    }
}

#[expect(clippy::too_many_lines, reason = "one arm an act")]
fn perform(act: &Act, now: Instant, change: &Change) -> Result<()> {
    let book = change.read(|view| view.book(Which::All))?;
    let person = |which: usize| book.people.get(which % book.people.len().max(1)).cloned();
    let request = |which: usize| book.requests.get(which % book.requests.len().max(1)).cloned();
    let stamp = |by_import| if by_import { Stamp::Set(now) } else { Stamp::Edited(now) };
    let correct = |which: usize, stamp: Stamp, edit: &dyn Fn(&mut Request)| {
        let Some(mut request) = request(which) else { return Ok(()) };
        edit(&mut request);
        change.update_request(&request, stamp)
    };
    match *act {
        Act::AddPerson { name, slug } => {
            let slug = slug.map(|slug| SLUGS[slug].to_owned());
            let is_known = |person: &Person| person.slug.is_some() && person.slug == slug;
            if !book.people.iter().any(is_known) {
                let name = NAMES[name].to_owned();
                let person = Person::new(name, slug, None, now);
                change.add_person(&person, &fold(&person.name))?;
            }
        }
        Act::AddRequest { who, day, exact, note, within } => {
            let Some(person) = person(who) else { return Ok(()) };
            let sent = moment(day, exact);
            let same = |request: &&Request| request.person_id == person.id && request.sent == sent;
            if book.requests.iter().any(|request| same(&request)) {
                return Ok(());
            }
            let context = Context { note: note.map(|note| note.to_string()), ..Context::default() };
            let sent_within = if exact { 0 } else { within };
            let (source, actions) = (Source::Typed, Vec::new());
            let (id, person_id, recorded_at) = (0, person.id, now);
            change.add_request(&Request {
                id,
                person_id,
                sent,
                sent_within,
                recorded_at,
                source,
                context,
                actions,
            })?;
        }
        Act::Rename { who, name } => {
            let Some(person) = person(who) else { return Ok(()) };
            let person = Person { name: NAMES[name].to_owned(), ..person };
            change.update_person(&person, &fold(&person.name), Stamp::Edited(now))?;
        }
        Act::SetSlug { who, slug, by_import } => {
            let Some(person) = person(who) else { return Ok(()) };
            let slug = slug.map(|slug| SLUGS[slug].to_owned());
            if slug.is_none() || book.people.iter().all(|other| other.slug != slug) {
                let person = Person { slug, ..person };
                change.update_person(&person, &fold(&person.name), stamp(by_import))?;
            }
        }
        Act::MoveSending { which, day, exact, by_import } => {
            correct(which, stamp(by_import), &|request| {
                (request.sent, request.sent_within) = (moment(day, exact), 0);
            })?;
        }
        Act::SetNote { which, note } => {
            let note = note.map(|note| format!("note {note}"));
            correct(which, Stamp::Edited(now), &|request| request.context.note.clone_from(&note))?;
        }
        Act::Meet { which, briefly } => correct(which, Stamp::Edited(now), &|request| {
            let event = Some("fair".to_owned());
            let (met_at, met_briefly) = if briefly { (None, event) } else { (event, None) };
            (request.context.met_at, request.context.met_briefly) = (met_at, met_briefly);
        })?,
        Act::Confirm { which, yes } => {
            correct(which, Stamp::Edited(now), &|request| request.context.confirmed = yes)?;
        }
        Act::Tag { which, tag } => correct(which, Stamp::Edited(now), &|request| {
            let tags = &mut request.context.tags;
            match tags.iter().position(|known| known == TAGS[tag]) {
                Some(place) => drop(tags.remove(place)),
                None => tags.push(TAGS[tag].to_owned()),
            }
        })?,
        Act::Look { who, day, pending, memo } => {
            let Some(person) = person(who) else { return Ok(()) };
            let button = Some(if pending { Button::Pending } else { Button::Connect });
            let signals = Signals { button, ..Signals::default() };
            let memo = memo.map(|memo| memo.to_string());
            let look = Look { seen: moment(day, false), source: Source::Typed, signals, memo };
            change.add_look(person.id, &look, now)?;
        }
        Act::RemoveLook { which } => {
            if let Some(look) = book.observations.get(which % book.observations.len().max(1)) {
                change.remove_look(look.id, now)?;
            }
        }
        Act::Do { which, deed } => {
            if let Some(request) = request(which) {
                let action = Action { deed, at: moment(4, false), recorded_at: now };
                change.add_action(request.id, &action)?;
            }
        }
        Act::Account { day, is_mistake } => {
            let (kind, at) = (AccountEventKind::Warning, moment(day, false));
            change.add_account_event(&AccountEvent { kind, at, recorded_at: now, is_mistake })?;
        }
        Act::ReadList { list, day: number } => {
            change.add_snapshot(Snapshot { list, as_of: day(number) }, now)?;
        }
        Act::Connect { slug, day: number, seen } => {
            let known = change.read(|view| view.connections())?;
            let (slug, connected_on) = (Some(SLUGS[slug].to_owned()), day(number));
            let same = known.iter().find(|known| known.slug == slug && known.connected_on == connected_on);
            let seen_on = same.map_or(day(seen), |known| known.seen_on.max(day(seen)));
            change.put_connection(&Connection { slug, folded: "x".to_owned(), connected_on, seen_on })?;
        }
        Act::Keep { fact, settled } => {
            let settled_at = settled.then_some(now);
            change.execute(
                "INSERT INTO kept (fact, recorded_at, settled_at) VALUES (?1, ?2, ?3) ON CONFLICT (fact) DO NOTHING",
                rusqlite::params![format!(
                    r#"{{"kind":"connection","slug":"{fact}","folded":"x","connected_on":"2026-01-01"}}"#
                ), now, settled_at],
            )?;
        }
        Act::Sync { .. } | Act::Join { .. } => {}
    }
    Ok(())
}
