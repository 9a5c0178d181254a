use std::collections::HashSet;

use serde::Serialize;

use super::questions::{describe, id_of};
use super::withdrawals;
use crate::commands::conflict::{self, Conflict};
use crate::commands::prelude::*;
use crate::commands::record::{self, NewFacts, Scope};
use crate::import::Reading;
use crate::matching;
use crate::matching::world::{Doubt, Proof, Question};
use crate::model::request::Observation;
use crate::record::fact::Fact;
use crate::record::forgotten::Forgotten;
use crate::record::identity::is_by_hand;
use crate::record::set::Record;
use crate::record::time::Zone;
use crate::store::Store;

const MOST_NAMED: usize = 10;

/// So many open invitations beside the connections, and none of somebody who accepted, show that others are not listed.
const PROOF_ROWS: usize = 30;

#[derive(Default, Serialize)]
pub struct Effect {
    new_facts: usize,
    new: Vec<i64>,
    /// How many of those that the files tell of were on record with all of that.
    known: usize,
    accepted: Vec<i64>,
    /// As far as is known; not the accepted ones.
    closed: Vec<i64>,
    /// Not on record any more: another machine took them out.
    removed: Vec<i64>,
    already_connected: Vec<i64>,
    conflicts: Vec<Conflict>,
    /// None of the above: seen again, or told in more detail.
    updated: Vec<i64>,
    pub unsure: Vec<OpenQuestion>,
    pub still_unsure: usize,
    left_out: usize,
    #[serde(skip)]
    accepted_new: usize,
    #[serde(skip)]
    already: Vec<String>,
    /// There was no list on record, and there are new requests.
    #[serde(skip)]
    pub is_first: bool,
}

#[derive(Serialize)]
pub struct OpenQuestion {
    id: String,
    kind: &'static str,
    text: String,
}

pub fn add_all(
    files: &mut [Reading],
    take_new: bool,
    words: &str,
    store: &mut Store,
    context: &Env,
) -> Result<Effect> {
    store.write(|change| {
        let before = change.read(|view| record::load(view, &Scope::Everything, context))?;
        change.begin(context.now, words);
        files.iter().try_for_each(|file| change.add_forgotten(&file.forgotten))?;
        let left_out = leave_out(files, &change.read(|view| view.forgotten())?, &before);
        let mut told = HashSet::new();
        let mut new_facts = 0;
        for file in files.iter_mut() {
            let added = change.add(&file.record)?;
            file.report.new_facts = added.facts.len();
            new_facts += added.facts.len();
            told.extend(file.record.facts.iter().map(|fact| fact.uid));
        }
        if take_new || files.iter().any(|file| !file.changelog.is_empty()) {
            let book = change.read(|view| record::load(view, &Scope::Everything, context))?;
            let more = more(files, take_new, &book, &told, context);
            new_facts += change.add(&more)?.facts.len();
        }
        let after = record::number(change, &Scope::Everything, context)?;
        say_what_exports_list(files, after.world.proof);
        let effect = Effect::between(&before, &after, &told, new_facts, context.zone);
        prompt::too_late();
        Ok(Effect { left_out, ..effect })
    })
}

/// Nothing is kept about people who were forgotten, nor what speaks of that alone.
fn leave_out(files: &mut [Reading], forgotten: &Forgotten, before: &Tracked) -> usize {
    let told = files.iter().flat_map(|file| &file.record.facts);
    let forgotten = forgotten.in_force(before.world.facts.iter().chain(told));
    let leave_out = |file: &mut Reading| {
        let mut out = matching::left_out(&file.record.facts, &forgotten).into_iter();
        file.record.retain(|_| !out.next().unwrap_or_default())
    };
    files.iter_mut().map(leave_out).sum()
}

/// What follows from the files beside the record: withdrawals, and what is taken for new requests.
fn more(files: &mut [Reading], take_new: bool, book: &Tracked, told: &HashSet<Uid>, context: &Env) -> Record {
    let mut entry = NewFacts::new(context.now, book);
    for file in files {
        withdrawals::enter(file, book, &mut entry, context);
    }
    let is_new = |question: &&Question| {
        take_new && question.kind == Doubt::New && question.facts.iter().any(|fact| told.contains(fact))
    };
    for question in book.world.unsure.iter().filter(is_new) {
        entry.correct(question.facts.clone(), "answer", json!("new"));
    }
    Record { facts: entry.into_facts(), ..Record::default() }
}

/// Decided from all exports on record.
fn say_what_exports_list(files: &mut [Reading], proof: Proof) {
    let Proof { rows, accepted, is_old } = proof;
    let said = match proof {
        Proof { accepted: 1.., .. } => format!(
            "a history of all invitations (of {rows} in one export {accepted} had been accepted, and are listed still): who is in it tells nothing"
        ),
        _ if is_old => {
            "a history of all invitations (one is older than a year): who is in it tells nothing".to_owned()
        }
        Proof { rows: 0, .. } => {
            "open invitations only, it seems (a Connections.csv beside it can prove that)".to_owned()
        }
        Proof { rows: PROOF_ROWS.., .. } => {
            format!("open invitations only (of {rows} in one export none had been accepted)")
        }
        _ => format!("open invitations only, it seems (an export with {PROOF_ROWS} of them can prove that)"),
    };
    for report in files.iter_mut().map(|file| &mut file.report).filter(|report| report.has_open_requests()) {
        report.details.insert("list", said.clone());
    }
}

fn conflicts(before: &Tracked, after: &Tracked, told: &HashSet<Uid>) -> Vec<Conflict> {
    let is_said = |fact: &&Fact| is_by_hand(&fact.said) && told.contains(&fact.uid);
    let mut new: HashSet<Uid> = after.world.facts.iter().filter(is_said).map(|fact| fact.uid).collect();
    before.world.facts.iter().for_each(|fact| _ = new.remove(&fact.uid));
    if new.is_empty() { Vec::new() } else { conflict::conflicts(after, |fact| new.contains(&fact.uid)) }
}

/// `Ana was a connection since 2026-10-01, before request #1 of 2026-10-08`
fn already_connected(request: &Request, since: Moment, zone: Zone) -> String {
    let (name, since, sent) = (&request.person.name, since.day(zone).iso(), request.sent.day(zone).iso());
    format!("{name} was a connection since {since}, before request #{} of {sent}", request.id)
}

impl Effect {
    fn between(before: &Tracked, after: &Tracked, told: &HashSet<Uid>, new_facts: usize, zone: Zone) -> Self {
        let known: HashSet<Uid> =
            before.requests.iter().flat_map(|request| request.facts.iter().copied()).collect();
        let (old, now) = (&before.requests, &after.requests);
        let was = |request: &Request| {
            let is_same = |old: &&Request| old.facts.iter().any(|fact| request.facts.contains(fact));
            let by_number = old.binary_search_by_key(&request.id, |old| old.id).ok();
            by_number.map(|place| &old[place]).filter(is_same).or_else(|| old.iter().find(is_same))
        };
        let mut effect = Self { new_facts, ..Self::default() };
        let differs = |old: &Request, now: &Request| {
            let look = |look: &Observation| (look.seen, look.is_before, look.signs.clone());
            (old.person.name != now.person.name || old.person.slug != now.person.slug)
                || (old.sent, old.sent_within, &old.context) != (now.sent, now.sent_within, &now.context)
                || old.actions.len() != now.actions.len()
                || !old.looks.iter().map(look).eq(now.looks.iter().map(look))
        };
        for request in now {
            let id = request.id;
            let is_new = !request.facts.iter().any(|fact| known.contains(fact));
            let old = if is_new { None } else { was(request) };
            if is_new {
                effect.new.push(id);
            }
            let is_accepted = request.connected_at().is_some();
            let already = request.already.filter(|_| old.is_none_or(|old| old.already.is_none()));
            if is_accepted && old.is_none_or(|old| old.connected_at().is_none()) {
                effect.accepted.push(id);
                effect.accepted_new += usize::from(is_new);
            } else if let Some(since) = already {
                effect.already_connected.push(id);
                effect.already.push(already_connected(request, since, zone));
            } else if !is_accepted && !request.seems_open() && old.is_none_or(Request::seems_open) {
                effect.closed.push(id);
            } else if old.is_some_and(|old| differs(old, request)) {
                effect.updated.push(id);
            } else if !is_new && request.facts.iter().any(|fact| told.contains(fact)) {
                effect.known += 1;
            }
        }
        let kept: HashSet<&Uid> = now.iter().flat_map(|request| &request.facts).collect();
        let is_removed = |old: &&Request| !old.facts.iter().any(|fact| kept.contains(fact));
        effect.removed = old.iter().filter(is_removed).map(|old| old.id).collect();
        effect.is_first = before.world.lists.is_empty() && !effect.new.is_empty();
        let asked: HashSet<(Doubt, Uid)> = before
            .world
            .unsure
            .iter()
            .flat_map(|one| one.facts.iter().map(|&fact| (one.kind, fact)))
            .collect();
        let is_asked =
            |question: &&Question| question.facts.iter().any(|&fact| asked.contains(&(question.kind, fact)));
        effect.still_unsure = after.world.unsure.iter().filter(is_asked).count();
        let new = after.world.unsure.iter().filter(|question| !is_asked(question));
        effect.unsure = new
            .map(|question| OpenQuestion {
                id: id_of(question),
                kind: question.kind.word(),
                text: describe(question, after, zone),
            })
            .collect();
        effect.conflicts = conflicts(before, after, told);
        effect
    }

    pub fn asked(&self) -> impl Iterator<Item = &OpenQuestion> {
        self.unsure.iter().filter(|asked| asked.kind != Doubt::New.word())
    }

    pub fn tell(&self, context: &Env, ui: &mut Ui) {
        let earlier = self.accepted.len() - self.accepted_new;
        let asked: Vec<&OpenQuestion> = self.asked().collect();
        let offered = self.unsure.len() - asked.len();
        let (already, one, many) = (
            self.already_connected.len(),
            "to a connection that you had before",
            "to connections that you had before",
        );
        let parts = [
            (self.new.len(), "new request", "new requests"),
            (self.known, "known", "known"),
            (earlier, "of your earlier ones accepted", "of your earlier ones accepted"),
            (self.accepted_new, "of the new ones accepted", "of the new ones accepted"),
            (self.closed.len(), "not open any more", "not open any more"),
            (self.removed.len(), "taken out elsewhere", "taken out elsewhere"),
            (already, one, many),
            (self.updated.len(), "updated", "updated"),
            (offered, "row about nobody on record", "rows about nobody on record"),
        ];
        let told: Vec<String> =
            parts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
        if !told.is_empty() {
            ui.say(format!("  {}", told.join(" · ")));
        } else if asked.is_empty() {
            ui.say("  nothing new");
        }
        if self.left_out > 0 {
            let facts = count(self.left_out, "entry", "entries");
            ui.say(faint(format!("left out: {facts} about people whom you forgot")).indented());
        }
        conflict::tell(&self.conflicts, context, ui);
        self.already.iter().take(MOST_NAMED).for_each(|text| ui.note(text));
        if offered > 0 {
            ui.note("import it again with --new to record those rows as requests, or decide one by one with `invtrack import --review`");
        }
        asked.iter().take(MOST_NAMED).for_each(|asked| ui.warn(&format!("unsure: {}", asked.text)));
        if asked.len() > MOST_NAMED {
            let more = asked.len() - MOST_NAMED;
            ui.warn(&format!("unsure: {more} more; `invtrack import --review` lists them all"));
        }
        if self.still_unsure > 0 {
            ui.note(&format!("{} from before", count(self.still_unsure, "question waits", "questions wait")));
        }
    }
}
