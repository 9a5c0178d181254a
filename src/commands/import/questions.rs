//! What only the user can tell, and what follows on the answer.

use crate::commands::prelude::*;
use crate::commands::record::{self, NewFacts, Scope};
use crate::commands::who::{gone, known};
use crate::matching::world::{Doubt, Question};
use crate::record::fact::{Correction, Fact, Origin, Said, Who};
use crate::record::time::Zone;

const NEW: &str = "new";
pub const NOBODY: &str = "nobody";
const OTHER: &str = "other";
const SAME: &str = "same";
const AGAIN: &str = "again";

pub const WORDS: [(&str, &str); 5] = [
    (NEW, "a new request"),
    (OTHER, "somebody else"),
    (SAME, "one request"),
    (AGAIN, "another request"),
    (NOBODY, "nobody who is to be on record"),
];

const SHORT: usize = 8;

#[derive(Clone, PartialEq, Debug)]
pub enum Settling {
    Request(i64),
    Day(Moment),
    Word(&'static str),
}

pub type Settled = (Question, Settling);

pub fn id_of(question: &Question) -> String {
    let uid = question.facts.first().map(ToString::to_string).unwrap_or_default();
    uid.chars().take(SHORT).collect()
}

pub fn describe(question: &Question, book: &Tracked, zone: Zone) -> String {
    let facts: Vec<&Fact> = question.facts.iter().filter_map(|&uid| book.fact(uid)).collect();
    let Some(fact) = last_of(&question.facts, book).and_then(|uid| book.fact(uid)) else {
        return "a list shows rows of a later day than its own: of which day is it?".to_owned();
    };
    let who = &fact.who;
    let name = who.name.as_deref().or(who.first.as_deref()).or(who.email.as_deref()).or(who.slug.as_deref());
    let name = name.unwrap_or("somebody");
    let profile = who.slug.as_deref().map_or_else(String::new, |slug| format!(" ({slug})"));
    let on = fact.at.map_or_else(String::new, |at| {
        let word = if at.within() > 0 { "on about" } else { "on" };
        format!(" {word} {}", at.in_zone(zone).day(zone).iso())
    });
    let told = match &fact.said {
        Said::Connection(_) => format!("{name}{profile} became a connection{on}"),
        Said::Acceptance(_) if question.kind == Doubt::Words => {
            format!("LinkedIn wrote about {name}{profile}{on}")
        }
        Said::Acceptance(_) => format!("{name}{profile} accepted{on}"),
        _ => format!("you asked {name}{profile}{on}"),
    };
    let who_may = candidates(question, book)
        .iter()
        .map(|request| record::subject(book, request))
        .collect::<Vec<_>>()
        .join(" or ");
    match question.kind {
        Doubt::Name => format!("{told}: is that {who_may}?"),
        Doubt::Several => format!("{told}: which of {who_may} is that?"),
        Doubt::Near => format!("{told}: nearly the name of {who_may}; is that them?"),
        Doubt::First => format!("{told}, and only the first name is told: is that {who_may}?"),
        Doubt::Words => format!("{told} in words that are not known: did {who_may} accept?"),
        Doubt::Dates if facts.len() > 1 => format!("{told}, soon after {who_may}: one request, or two?"),
        Doubt::Dates => format!("{told}, which does not fit {who_may}: one request, or two?"),
        Doubt::New => format!("{told}, and no one on record matches: a new request?"),
        Doubt::Day => "a list shows rows of a later day than its own: of which day is it?".to_owned(),
    }
}

pub const fn allowed(kind: Doubt) -> &'static [&'static str] {
    match kind {
        Doubt::Name | Doubt::Several | Doubt::Near | Doubt::First | Doubt::Words => &[OTHER, NOBODY],
        Doubt::New => &[NEW, NOBODY],
        Doubt::Dates => &[SAME, AGAIN],
        Doubt::Day => &[],
    }
}

pub fn candidates<'a>(question: &Question, book: &'a Tracked) -> Vec<&'a Request> {
    let is_meant = |request: &&Request| request.facts.iter().any(|fact| question.candidates.contains(fact));
    book.requests.iter().filter(is_meant).collect()
}

pub fn settle(answers: &[Settled], context: &Env) -> Result<Tracked> {
    let changed = record::change(context, &Scope::Everything, |book, entry| {
        entry.describe(format!("settled {}", count(answers.len(), "question", "questions")));
        answers.iter().try_for_each(|(question, settling)| enter(question, settling, book, entry))
    })?;
    Ok(changed.after)
}

fn enter(question: &Question, settling: &Settling, book: &Tracked, entry: &mut NewFacts) -> Result<()> {
    let (all, last) = (question.facts.clone(), last_of(&question.facts, book));
    let (field, value) = match settling {
        Settling::Request(id) => {
            let found = known(book, *id)?.facts.iter().find(|fact| !all.contains(fact));
            ("answer", json!(found.ok_or_else(|| Error::failed("that is the request which it is about"))?))
        }
        Settling::Day(day) => ("as_of", json!(day)),
        Settling::Word(OTHER) => ("not", json!(question.candidates)),
        Settling::Word(SAME) => ("at", json!(candidates(question, book).first().ok_or_else(gone)?.sent)),
        Settling::Word(AGAIN) => {
            // Another request is what came later. A row of a page is a request once the user says so.
            let mut set = vec![("again".to_owned(), json!(true))];
            if let Some(row) = last.filter(|&uid| is_page_row(uid, book)) {
                set.push(("answer".to_owned(), json!(NEW)));
                entry.correct_all(vec![row], set);
                join(question.candidates.iter().map(|&other| (row, other)).collect(), entry);
            } else {
                entry.correct_all(last.into_iter().collect(), set);
            }
            return Ok(());
        }
        Settling::Word(word) => {
            // All that is told is of one who is kept out of sight.
            if *word == NOBODY && all.len() > 1 {
                join(all[1..].iter().map(|&other| (all[0], other)).collect(), entry);
            }
            ("answer", json!(word))
        }
    };
    entry.correct(all, field, value);
    Ok(())
}

fn join(same: Vec<(Uid, Uid)>, entry: &mut NewFacts) {
    let said = Said::Correction(Correction { same, ..Correction::default() });
    entry.add(said, Who::default(), None, Vec::new());
}

fn is_page_row(uid: Uid, book: &Tracked) -> bool {
    let fact = book.fact(uid);
    fact.is_some_and(|fact| matches!(&fact.said, Said::Invitation(row) if row.source == Origin::Page))
}

fn last_of(facts: &[Uid], book: &Tracked) -> Option<Uid> {
    let known = facts.iter().filter_map(|&uid| book.fact(uid));
    known.max_by_key(|fact| (fact.at.map(|at| at.lo()), fact.uid)).map(|fact| fact.uid)
}
