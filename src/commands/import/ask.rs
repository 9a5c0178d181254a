use std::collections::HashSet;

use super::questions::{Settled, Settling, WORDS, allowed, candidates, describe, settle};
use crate::commands::prelude::*;
use crate::commands::{record, who};
use crate::matching::world::{Doubt, Question};

pub fn ask_all(mut book: Tracked, context: &Env, ui: &mut Ui) -> Result<()> {
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
