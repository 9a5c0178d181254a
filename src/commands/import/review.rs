//! `invtrack import --review` and `--assign`: the user says what only they can tell.

use std::collections::HashSet;

use super::questions::{NOBODY, Settled, Settling, WORDS, allowed, candidates, describe, id_of, settle};
use crate::commands::prelude::*;
use crate::commands::record::{self, Scope};
use crate::commands::who;
use crate::matching::world::{Doubt, Question};
use crate::record::time::Zone;

pub fn run(context: &Env, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(&Scope::Everything, context)?;
    let open = &book.world.unsure;
    if !open.is_empty() && ui.may_prompt() && ui.width().is_some() {
        ask_all(book, context, ui)?;
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

pub fn assign(assigned: &[String], dry_run: bool, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(&Scope::Everything, context)?;
    let answers =
        assigned.iter().map(|text| read_answer(text, &book, context, ui)).collect::<Result<Vec<_>>>()?;
    if let Some(at) = (1..answers.len()).find(|&at| answers[..at].iter().any(|one| one.0 == answers[at].0)) {
        return Err(Error::usage(format!("{} is answered twice", id_of(&answers[at].0))));
    }
    let (settled, open) = if dry_run {
        ("Would settle", book.world.unsure.len() - answers.len())
    } else {
        ("Settled", settle(&answers, context)?.world.unsure.len())
    };
    ui.answer(json!({ "dry_run": dry_run, "settled": answers.len(), "unsure": open }), |ui| {
        ui.say(format!("{settled} {}; {open} still unsure.", answers.len()));
        ui.next(if open > 0 { "invtrack import --review" } else { "invtrack status" });
    })
}

fn read_answer(text: &str, book: &Tracked, context: &Env, ui: &mut Ui) -> Result<Settled> {
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
            return Err(Error::usage(format!("{word:?} is not an answer to that question"))
                .hint(format!("name a request, or say {}", words.join(", "))));
        }
        Some((word, _)) => Settling::Word(word),
        None if question.kind == Doubt::Day => Settling::Day(context.past("--assign", whom)?),
        None => Settling::Request(who::find(&[whom.to_owned()], book, ui)?.request_in(book)?.id),
    };
    Ok((question, settling))
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

fn list(question: &Question, book: &Tracked, context: &Env, ui: &mut Ui) {
    let (id, text) = (id_of(question), describe(question, book, context.zone));
    let requests = candidates(question, book);
    let requests: Vec<String> = requests.iter().map(|request| format!("#{}", request.id)).collect();
    let fields = [&id, question.kind.word(), &text, &requests.join(",")];
    ui.item(fields, || faint(&id).text(format!("  {text}")));
}

fn ask_all(mut book: Tracked, context: &Env, ui: &mut Ui) -> Result<()> {
    let mut asked: HashSet<Uid> = HashSet::new();
    let mut settled = 0;
    loop {
        let open: Vec<&Question> = book
            .world
            .unsure
            .iter()
            .filter(|question| !question.facts.iter().any(|fact| asked.contains(fact)))
            .collect();
        let Some(&question) = open.first() else { break };
        ui.say(faint(format!("{} to answer", open.len())));
        ui.line(describe(question, &book, context.zone));
        let answers = ask(question, &open, &book, context, ui)?;
        asked.extend(&question.facts);
        if !answers.is_empty() {
            settled += answers.len();
            book = settle(&answers, &context.refreshed()?)?;
        }
    }
    ui.say(format!("{} settled.", count(settled, "question", "questions")));
    ui.next("invtrack status");
    Ok(())
}

fn yes(question: &Question, book: &Tracked) -> Option<Settled> {
    let is_of_one = matches!(question.kind, Doubt::Name | Doubt::Near);
    match candidates(question, book).as_slice() {
        [one] if is_of_one => Some((question.clone(), Settling::Request(one.id))),
        _ => None,
    }
}

/// None: later. Several: the same to all that are like it.
fn ask(
    question: &Question,
    open: &[&Question],
    book: &Tracked,
    context: &Env,
    ui: &mut Ui,
) -> Result<Vec<Settled>> {
    let mut choices: Vec<(String, Option<Vec<Settled>>)> = Vec::new();
    let one = |settling| vec![(question.clone(), settling)];
    let requests = candidates(question, book);
    if !matches!(question.kind, Doubt::Dates) {
        for request in &requests {
            let sent = context.echo(request.sent);
            let text = format!("{}, sent {sent}", record::subject(book, request));
            choices.push((text, Some(one(Settling::Request(request.id)))));
        }
    }
    let alike: Vec<Settled> = open.iter().filter_map(|other| yes(other, book)).collect();
    if alike.len() > 1 && yes(question, book).is_some() {
        choices.push((format!("yes, and yes to all {} questions like this", alike.len()), Some(alike)));
    }
    for (word, text) in WORDS.iter().filter(|(word, _)| allowed(question.kind).contains(word)) {
        choices.push(((*text).to_owned(), Some(one(Settling::Word(word)))));
    }
    if question.kind == Doubt::Day {
        let asked = "Of which day is the list (empty: later)";
        let Some(day) = prompt::text(ui, asked, "--assign ID=DAY")? else { return Ok(Vec::new()) };
        return Ok(one(Settling::Day(context.past("--assign", &day)?)));
    }
    choices.push(("somebody on record, by name or number".to_owned(), None));
    choices.push(("decide later".to_owned(), Some(Vec::new())));
    let items: Vec<String> = choices.iter().map(|(text, _)| text.clone()).collect();
    let chosen = prompt::choose(ui, "What is it", "--assign ID=WHO", &items)?;
    if let Some(reply) = choices.swap_remove(chosen).1 {
        return Ok(reply);
    }
    let Some(name) = prompt::text(ui, "Who", "--assign ID=WHO")? else { return Ok(Vec::new()) };
    Ok(one(Settling::Request(who::find(&[name], book, ui)?.request_in(book)?.id)))
}
