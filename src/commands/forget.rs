//! `invtrack forget`: removes somebody for good.

use std::path::PathBuf;

use serde::Serialize;

use super::view::Answer;
use super::who;
use crate::cli::Forget;
use crate::context::Context;
use crate::domain::book::Book;
use crate::error::{Error, Exit, Result};
use crate::output::prompt::{self, Question};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::store::{Copies, Identity, Traces, Which};

#[derive(Serialize)]
struct Forgotten<'a> {
    name: &'a str,
    slug: Option<&'a str>,
    requests: usize,
    looks: usize,
    connections: usize,
    kept: usize,
    backups: BackupsView,
}

#[derive(Serialize)]
struct BackupsView {
    rewritten: Vec<String>,
    dropped: Vec<String>,
    left: Vec<String>,
}

/// Shows what will go, asks, and removes it.
pub fn run(args: &Forget, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let mut store = context.open_to_change()?;
    let who = who::find(&args.who, &mut store, ui)?;
    let book = store.read(|view| view.book(Which::People(&[who.person])))?;
    let person = book.people.first().ok_or_else(|| Error::failed("that person is no longer on record"))?;
    if !args.yes {
        ui.say(&Line::plain("This removes ").push(Role::Strong, person.name.clone()).text(format!(
            " for good: {}. Undo is emptied, for it would bring them back; backups beside the file are rewritten.",
            contents(&book)
        )))?;
        let question = Question { prompt: "Forget them?", instead: "--yes forgets without asking" };
        if !prompt::confirm(ui, question)? {
            ui.say(&Line::plain("Nothing was removed."))?;
            return Ok(Exit::Done);
        }
    }
    let identity = store.read(|view| view.identity(&[who.person], Identity::default()))?;
    // Writing it anew needs room: better to learn that before than after.
    store.sweep()?;
    // The copies first: who is still on record can be forgotten again, if this is interrupted.
    let copies = identity.forget_in_copies(&context.database)?;
    let traces = store.write(|change| {
        let now = change.read(|view| view.book(Which::People(&[who.person])))?;
        if shown(&now) != shown(&book) {
            return Err(Error::failed("another command changed what is on record of them meanwhile")
                .hint("look again: invtrack show, then invtrack forget"));
        }
        // Undo would bring them back, and its words name them.
        change.forget_journal();
        change.forget(&identity)
    })?;
    if let Err(error) = store.sweep() {
        ui.warn(&format!(
            "{}: what was removed is overwritten, but rows that were moved may have left traces",
            error.message
        ));
    }
    tell(&book, traces, &copies, ui)
}

/// What the user was told would go.
fn shown(book: &Book) -> (Vec<i64>, Vec<i64>) {
    let requests = book.requests.iter().map(|request| request.id).collect();
    (requests, book.observations.iter().map(|look| look.id).collect())
}

/// `2 requests, 5 looks`
fn contents(book: &Book) -> String {
    let requests = count(book.requests.len(), "request", "requests");
    format!("{requests}, {}", count(book.observations.len(), "look", "looks"))
}

fn tell(book: &Book, traces: Traces, copies: &Copies, ui: &mut Ui) -> Result<Exit> {
    let Some(person) = book.people.first() else { return Ok(Exit::Done) };
    let paths = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    if ui.is_json() {
        ui.json(&Answer::new(Forgotten {
            name: &person.name,
            slug: person.slug.as_deref(),
            requests: book.requests.len(),
            looks: book.observations.len(),
            connections: traces.connections,
            kept: traces.kept,
            backups: BackupsView {
                rewritten: paths(&copies.rewritten),
                dropped: paths(&copies.dropped),
                left: paths(&copies.left),
            },
        }))?;
        return Ok(Exit::Done);
    }
    ui.say(
        &Line::plain("Forgotten: ")
            .push(Role::Strong, person.name.clone())
            .text(format!(", {}.", contents(book))),
    )?;
    if !copies.rewritten.is_empty() {
        let backups = count(copies.rewritten.len(), "backup", "backups");
        ui.say(&Line::plain(format!("  {backups} rewritten without them.")))?;
    }
    for path in paths(&copies.dropped) {
        ui.say(&Line::plain(format!("  Removed a backup of an earlier version: {path}")))?;
    }
    for path in paths(&copies.left) {
        ui.warn(&format!("{path} was not changed and may still hold them: delete it yourself"));
    }
    ui.say(&Line::plain(
        "  Copies and exports that you keep elsewhere still hold them; an import would bring them back.",
    ))?;
    super::next(ui, "invtrack status")?;
    Ok(Exit::Done)
}
