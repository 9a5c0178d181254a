//! Facts without any profile: connections, mails and messages that tell a name only, if that (M14).

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::record::name::fold;
use crate::record::name_key::near_words;
use crate::record::when::{When, ZONE_DAYS};

use super::in_force::{FactKind, Id};
use super::lists::ListId;
use super::numbers::Key;
use super::questions::Doubts;
use super::requests::is_seen_ended;
use super::tries::{latest, open_at};
use super::units::{Unit, Units};
use super::world::Doubt;

/// A mail of its own and a digest tell of one acceptance.
const DIGEST_DAYS: i32 = 7;

/// What is concluded by name alone: the facts, by the place of whom they are about.
pub(super) type ByName = HashMap<u32, Vec<Id>>;

/// Concludes by name where nobody else can be meant, and asks about the others.
pub(super) fn conclude(units: &Units, doubts: &mut Doubts) -> ByName {
    let loose = Loose { units };
    let proven = loose.proven();
    let is_wanted = |kind: FactKind| kind.accepts() || kind == FactKind::Reply;
    let all = units.all.iter().filter(|unit| unit.is_loose());
    let named: Vec<(Id, Key, Vec<u32>)> = all
        .flat_map(|unit| unit.live_of(units.facts, is_wanted))
        .filter_map(|id| Some((id, units.facts[id].key?)))
        .filter(|(id, key)| {
            units.facts[*id].kind == FactKind::Reply
                || !proven.get(key).is_some_and(|days| is_told(units.facts[*id].at, days, ZONE_DAYS))
        })
        .map(|(id, key)| (id, key, loose.possible(id, units.named(key))))
        .collect();
    let rivals = loose.rivals(&named);
    let mut wavering = doubts.wavering(units);
    let mut by_name = ByName::new();
    for (id, key, meant) in &named {
        let is_reply = units.facts[*id].kind == FactKind::Reply;
        let of_profiles = loose.is_of_profiles(*id);
        let is_sure = |place: &u32| {
            units.named(*key).len() == 1
                && !rivals.contains(id)
                && !of_profiles
                && !wavering.contains(place)
                && (is_reply || loose.is_last(*id, *place))
        };
        let (kind, meant) = match meant.as_slice() {
            [place] if is_sure(place) => {
                by_name.entry(*place).or_default().push(*id);
                continue;
            }
            _ if is_reply => continue,
            [] => (Doubt::Near, loose.nearly_named(*id, *key, of_profiles)),
            [_] if !rivals.contains(id) => (Doubt::Name, meant.clone()),
            _ => (Doubt::Several, meant.clone()),
        };
        if !meant.is_empty() {
            doubts.ask_about(kind, vec![*id], units, &meant);
            wavering.extend(meant);
        }
    }
    loose.ask_first(doubts);
    loose.ask_words(doubts);
    by_name
}

/// Whether one of the days is the fact's, or up to `after` days before it.
fn is_told(at: When, days: &BTreeSet<i32>, after: i32) -> bool {
    days.range(at.lo() - after..=at.lo() + ZONE_DAYS).next().is_some()
}

/// The days of some rows of connections, and how many of them are on which list.
#[derive(Default)]
struct Rows {
    days: Option<(i32, i32)>,
    lists: HashMap<ListId, u32>,
}

struct Loose<'a> {
    units: &'a Units<'a>,
}

impl Loose<'_> {
    /// The days on which a profile, or the user, proves that somebody of a name accepted.
    fn proven(&self) -> HashMap<Key, BTreeSet<i32>> {
        let facts = self.units.facts;
        let mut proven: HashMap<Key, BTreeSet<i32>> = HashMap::new();
        for unit in self.units.all.iter().filter(|unit| unit.is_asked || !unit.slugs.is_empty()) {
            for id in unit.live_of(facts, FactKind::accepts) {
                let fact = facts.get(id);
                if facts[id].slug.is_some() || !fact.about.is_empty() || fact.marks.answer.is_some() {
                    for key in &unit.keys {
                        proven.entry(*key).or_default().insert(facts[id].at.hi());
                    }
                }
            }
        }
        proven
    }

    /// Of these people, those whom the fact may mean by its day.
    fn possible(&self, id: Id, people: &[u32]) -> Vec<u32> {
        let own = self.units.of[id as usize];
        let is_possible = |place: &u32| {
            open_at(&self.units.get(*place).tries, self.units.facts[id].at).is_some()
                && !self.units.are_two(*place, own)
        };
        people.iter().copied().filter(is_possible).collect()
    }

    /// The same, as far as no proof tells of an acceptance.
    fn unaccepted(&self, id: Id, people: &[u32]) -> Vec<u32> {
        let at = self.units.facts[id].at;
        let is_unaccepted = |unit: &Unit| {
            latest(&unit.tries, at).is_some_and(|nth| unit.tries[nth].accepted.is_empty()) && !unit.is_hidden
        };
        let mut possible = self.possible(id, people);
        possible.retain(|place| is_unaccepted(self.units.get(*place)));
        possible
    }

    /// Whether a mail within the week tells of an acceptance of theirs that is known.
    fn is_told_of(&self, id: Id, people: &[u32]) -> bool {
        let tries = people.iter().flat_map(|place| &self.units.get(*place).tries);
        let days = tries.flat_map(|request| &request.accepted).map(|at| at.hi()).collect();
        is_told(self.units.facts[id].at, &days, DIGEST_DAYS)
    }

    /// Whether it is a row of a list with profiles, which has lost its own.
    fn is_of_profiles(&self, id: Id) -> bool {
        let lists = self.units.lists;
        self.units.facts[id].kind == FactKind::Connection
            && lists.of(id).iter().any(|list| lists.get(*list).flags.has_profiles)
    }

    /// Whether it is their last request that it tells of, not seen ended before.
    fn is_last(&self, id: Id, place: u32) -> bool {
        let (units, at) = (self.units, self.units.facts[id].at);
        let unit = units.get(place);
        latest(&unit.tries, at).is_some_and(|nth| {
            nth + 1 == unit.tries.len()
                && !is_seen_ended(unit, &unit.tries[nth], at.lo() - ZONE_DAYS, units.facts, units.lists)
        })
    }

    /// The rows of connections of one name that may mean one person, and are of two days or on one list.
    fn rivals(&self, named: &[(Id, Key, Vec<u32>)]) -> HashSet<Id> {
        let (facts, lists) = (self.units.facts, self.units.lists);
        let connections = || {
            let connections = named.iter().filter(|(id, ..)| facts[*id].kind == FactKind::Connection);
            connections.flat_map(|(id, key, meant)| meant.iter().map(move |place| (*id, (*key, *place))))
        };
        let mut rows: HashMap<(Key, u32), Rows> = HashMap::new();
        for (id, of) in connections() {
            let (rows, at) = (rows.entry(of).or_default(), facts[id].at);
            let (hi, lo) = rows.days.unwrap_or((at.hi(), at.lo()));
            rows.days = Some((hi.min(at.hi()), lo.max(at.lo())));
            for list in lists.of(id) {
                *rows.lists.entry(*list).or_default() += 1;
            }
        }
        let has_rival = |(id, of): &(Id, (Key, u32))| {
            let (rows, at) = (&rows[of], facts[*id].at);
            let is_far = |(hi, lo)| lo - at.hi() > ZONE_DAYS || at.lo() - hi > ZONE_DAYS;
            rows.days.is_some_and(is_far) || lists.of(*id).iter().any(|list| rows.lists[list] > 1)
        };
        connections().filter(has_rival).map(|(id, _)| id).collect()
    }

    /// People of a near name (M16), unless somebody of the very name accepted within the week.
    fn nearly_named(&self, id: Id, key: Key, of_profiles: bool) -> Vec<u32> {
        let (units, facts) = (self.units, self.units.facts);
        if !facts.is_full_name(key) || self.is_told_of(id, units.named(key)) {
            return Vec::new();
        }
        let near = units.names_near(key).iter().filter(|key| facts.is_full_name(**key));
        let mut meant = self.unaccepted(id, &units.named_any(near));
        meant.retain(|place| !of_profiles || units.get(*place).slugs.is_empty());
        meant
    }

    /// A first name alone is always a question, with everybody whom it may mean.
    fn ask_first(&self, doubts: &mut Doubts) {
        let facts = self.units.facts;
        let loose = self.units.all.iter().filter(|unit| unit.is_loose());
        let firsts = loose.flat_map(|unit| unit.live_of(facts, FactKind::accepts));
        let firsts: Vec<Id> = firsts.filter(|id| facts[*id].key.is_none()).collect();
        let by_word = self.by_word(!firsts.is_empty());
        for id in firsts {
            let people = self.first_named(id, &by_word);
            let meant = self.possible(id, &people);
            if !meant.is_empty() && !self.is_told_of(id, &people) {
                doubts.ask(Doubt::First, vec![id], self.units.lowest(&meant));
            }
        }
    }

    /// LinkedIn wrote in words that are not known: asked, with the person of that profile, else those of that name,
    /// whose request is open.
    fn ask_words(&self, doubts: &mut Doubts) {
        let facts = self.units.facts;
        let unread = facts.all().filter(|(_, fact)| fact.kind == FactKind::Unread && fact.is_live);
        let unread: Vec<Id> = unread.map(|(id, _)| id).collect();
        let by_word = self.by_word(!unread.is_empty());
        for id in unread {
            let has_slug = |unit: &Unit| facts[id].slug.is_some_and(|slug| unit.slugs.contains(&slug));
            let of_slug = self.units.numbered().filter(|(_, unit)| unit.is_asked && has_slug(unit));
            let mut people: Vec<u32> = of_slug.map(|(place, _)| place).collect();
            if people.is_empty() {
                people = match facts[id].key {
                    Some(key) => self.units.named(key).to_vec(),
                    None => self.first_named(id, &by_word),
                };
            }
            let not = facts.get(id).marks.not.iter().filter_map(|uid| facts.find(*uid));
            let not: Vec<u32> = not.map(|id| self.units.of[id as usize]).collect();
            people.retain(|place| !not.contains(place));
            let meant = self.unaccepted(id, &people);
            if !meant.is_empty() {
                doubts.ask(Doubt::Words, vec![id], self.units.lowest(&meant));
            }
        }
    }

    /// People on record by the words of their names that a first name may be.
    fn by_word(&self, is_wanted: bool) -> HashMap<&str, Vec<u32>> {
        let mut by_word: HashMap<&str, Vec<u32>> = HashMap::new();
        for (place, unit) in self.units.numbered().filter(|(_, unit)| is_wanted && unit.is_on_record()) {
            for word in unit.keys.iter().flat_map(|key| near_words(self.units.facts.names.text(*key))) {
                by_word.entry(word).or_default().push(place);
            }
        }
        by_word
    }

    /// Everybody on record whom the fact's first name may mean.
    fn first_named(&self, id: Id, by_word: &HashMap<&str, Vec<u32>>) -> Vec<u32> {
        let first = fold(self.units.facts.get(id).who.first.as_deref().unwrap_or_default());
        let word = first.split(' ').next().unwrap_or_default();
        let mut people = by_word.get(word).cloned().unwrap_or_default();
        people.dedup();
        people
    }
}
