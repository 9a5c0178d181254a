//! `invtrack import --review` and `--assign`: the user says what only they can tell.

mod ask;

use super::Import;
use crate::commands::prelude::*;
use crate::commands::record::{self, Entry, Scope};
use crate::commands::who;
use crate::matching::world::{Doubt, Question};
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::record::fact::{Correction, Fact, Origin, Said, Who};
use crate::record::time::{Moment, Zone};
use crate::record::uid::Uid;

const NEW: &str = "new";
const NOBODY: &str = "nobody";
const OTHER: &str = "other";
const SAME: &str = "same";
const AGAIN: &str = "again";

const WORDS: [(&str, &str); 5] = [
    (NEW, "a new request"),
    (OTHER, "somebody else"),
    (SAME, "one request"),
    (AGAIN, "another request"),
    (NOBODY, "nobody who is to be on record"),
];

const SHORT: usize = 8;

#[derive(Clone, PartialEq, Debug)]
enum Settling {
    Request(i64),
    Day(Moment),
    Word(&'static str),
}

pub fn id_of(question: &Question) -> String {
    let uid = question.facts.first().map(ToString::to_string).unwrap_or_default();
    uid.chars().take(SHORT).collect()
}

pub fn run(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(context, None)?;
    let open = &book.world.unsure;
    if !open.is_empty() && ui.may_prompt() && ui.width().is_some() {
        ask::ask_all(book, context, ui)?;
        return Ok(Exit::Done);
    }
    let unsure = open.iter().map(|question| question_json(question, &book, context.zone));
    ui.answer(json!({ "unsure": unsure.collect::<Vec<_>>() }), |ui| {
        if open.is_empty() {
            return ui.say("Nothing waits for an answer.");
        }
        open.iter().for_each(|question| list(question, &book, context, ui));
        ui.next("invtrack import --assign ID=WHO");
    })
}

pub fn assign(args: &Import, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(context, None)?;
    let answers =
        args.assign.iter().map(|text| read_answer(text, &book, context, ui)).collect::<Result<Vec<_>>>()?;
    if let Some(at) = (1..answers.len()).find(|&at| answers[..at].iter().any(|one| one.0 == answers[at].0)) {
        return Err(Error::usage(format!("{} is answered twice", id_of(&answers[at].0))));
    }
    let (settled, open) = if args.dry_run {
        ("Would settle", book.world.unsure.len() - answers.len())
    } else {
        ("Settled", settle(&answers, context)?.world.unsure.len())
    };
    ui.answer(json!({ "dry_run": args.dry_run, "settled": answers.len(), "open": open }), |ui| {
        ui.say(format!("{settled} {}; {open} still open.", answers.len()));
        ui.next(if open > 0 { "invtrack import --review" } else { "invtrack status" });
    })
}

fn settle(answers: &[(Question, Settling)], context: &Context) -> Result<Tracked> {
    let changed =
        record::change(&mut context.open_to_change()?, context, &Scope::Everything, |book, entry| {
            entry.describe(format!("settled {}", count(answers.len(), "question", "questions")));
            answers.iter().try_for_each(|(question, settling)| enter(question, settling, book, entry))
        })?;
    Ok(changed.after)
}

fn enter(question: &Question, settling: &Settling, book: &Tracked, entry: &mut Entry) -> Result<()> {
    let gone = || Error::failed("that request is no longer on record");
    let (all, last) = (question.facts.clone(), last_of(&question.facts, book));
    let (field, value) = match settling {
        Settling::Request(id) => {
            let found = book.request(*id).ok_or_else(gone)?.facts.iter().find(|fact| !all.contains(fact));
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

fn join(same: Vec<(Uid, Uid)>, entry: &mut Entry) {
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

fn read_answer(text: &str, book: &Tracked, context: &Context, ui: &mut Ui) -> Result<(Question, Settling)> {
    let wrong = || {
        Error::usage(format!("--assign: {text:?} is not ID=WHO"))
            .hint("for instance --assign 3fa85f64=zoe, 3fa85f64=new, 3fa85f64=other or 3fa85f64=nobody")
    };
    let (id, whom) = text.split_once('=').ok_or_else(wrong)?;
    let (id, whom) = (id.trim(), whom.trim());
    if id.is_empty() || whom.is_empty() {
        return Err(wrong());
    }
    let is_meant = |question: &&Question| question.facts.iter().any(|fact| fact.to_string().starts_with(id));
    let found: Vec<&Question> = book.world.unsure.iter().filter(is_meant).collect();
    let question = match found.as_slice() {
        [one] => (*one).clone(),
        several => {
            let what =
                if several.is_empty() { "no question is called" } else { "several questions are called" };
            return Err(Error::failed(format!("{what} {id:?}"))
                .hint("`invtrack import --review` lists what waits for an answer"));
        }
    };
    let (words, word) = (allowed(question.kind), WORDS.iter().find(|(word, _)| *word == whom));
    let settling = match word {
        Some((word, _)) if *word != NOBODY && !words.contains(word) => {
            return Err(Error::usage(format!("{word:?} is no answer to that question"))
                .hint(format!("name a request, or say {}", words.join(", "))));
        }
        Some((word, _)) => Settling::Word(word),
        None if question.kind == Doubt::Day => Settling::Day(context.past("--assign", whom)?),
        None => Settling::Request(who::find(&[whom.to_owned()], book, ui)?.request_in(book)?.id),
    };
    Ok((question, settling))
}

const fn allowed(kind: Doubt) -> &'static [&'static str] {
    match kind {
        Doubt::Name | Doubt::Several | Doubt::Near | Doubt::First | Doubt::Words => &[OTHER, NOBODY],
        Doubt::New => &[NEW, NOBODY],
        Doubt::Dates => &[SAME, AGAIN],
        Doubt::Day => &[],
    }
}

fn candidates<'a>(question: &Question, book: &'a Tracked) -> Vec<&'a Request> {
    let is_meant = |request: &&Request| request.facts.iter().any(|fact| question.candidates.contains(fact));
    book.requests.iter().filter(is_meant).collect()
}

fn question_json(question: &Question, book: &Tracked, zone: Zone) -> Value {
    json!({
        "id": id_of(question),
        "kind": question.kind.word(),
        "text": describe(question, book, zone),
        "facts": question.facts,
        "candidates": question.candidates,
        "about": question.facts.iter().filter_map(|&uid| book.fact(uid)).collect::<Vec<_>>(),
        "requests": candidates(question, book).iter().map(|request| request.id).collect::<Vec<_>>(),
        "answers": allowed(question.kind),
    })
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
        let word = if at.within() > 0 { "about" } else { "on" };
        format!(" {word} {}", at.in_zone(zone).day(zone).iso())
    });
    let told = match &fact.said {
        Said::Connection(_) => format!("{name}{profile} became a connection{on}"),
        Said::Acceptance(_) if question.kind == Doubt::Words => {
            format!("LinkedIn wrote about {name}{profile}{on}")
        }
        Said::Acceptance(_) => format!("{name}{profile} accepted{on}"),
        _ => format!("{name}{profile} was asked{on}"),
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
        Doubt::New => format!("{told}, and nobody on record fits: a new request?"),
        Doubt::Day => "a list shows rows of a later day than its own: of which day is it?".to_owned(),
    }
}

fn list(question: &Question, book: &Tracked, context: &Context, ui: &mut Ui) {
    let (id, text) = (id_of(question), describe(question, book, context.zone));
    if ui.width().is_none() {
        let requests: Vec<String> =
            candidates(question, book).iter().map(|request| format!("#{}", request.id)).collect();
        return ui.record(&[&id, question.kind.word(), &text, &requests.join(",")]);
    }
    ui.line(faint(id).text(format!("  {text}")));
}
