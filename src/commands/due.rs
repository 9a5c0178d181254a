//! `invtrack due`

use serde::Serialize;

use super::record;
use super::view::{self, Answer};
use crate::cli;
use crate::context::Context;
use crate::error::{Exit, Result};
use crate::next::due::{self, Batch, DueLook, Page};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::slug::profile_url;

/// Where a page is, and how to hand it in.
const PAGE_IN: &str = "select all and copy it, then: xclip -o | invtrack import -  (pbpaste on macOS); or save it as \
    HTML, then: invtrack import FILE";

#[derive(Serialize)]
struct Answered<'a> {
    as_of: String,
    batch: Option<BatchView>,
    due: Vec<DueView<'a>>,
    more: usize,
}

/// A page to read, in JSON.
#[derive(Serialize)]
pub struct BatchView {
    page: &'static str,
    /// About so many it would settle.
    gain: f64,
    requests: usize,
    text: String,
    how: &'static str,
}

/// Somebody worth a look, in JSON.
#[derive(Serialize)]
pub struct DueView<'a> {
    id: i64,
    name: &'a str,
    slug: Option<&'a str>,
    url: Option<String>,
    page: &'static str,
    score: f64,
    gini: f64,
    p_connected: f64,
    p_open: f64,
    p_gone: f64,
    days: f64,
    never_looked: bool,
    text: String,
}

impl From<&Batch> for BatchView {
    fn from(batch: &Batch) -> Self {
        let Batch { page, gain, requests } = *batch;
        Self { page: page.word(), gain, requests, text: batch_text(batch), how: PAGE_IN }
    }
}

impl<'a> From<&DueLook<'a>> for DueView<'a> {
    fn from(look: &DueLook<'a>) -> Self {
        let (person, belief) = (&look.request.person, look.belief);
        Self {
            id: look.request.id,
            name: &person.name,
            slug: person.slug.as_deref(),
            url: person.slug.as_deref().map(profile_url),
            page: look.page.word(),
            score: look.score,
            gini: belief.gini(),
            p_connected: belief.connected,
            p_open: belief.open,
            p_gone: belief.gone,
            days: look.days,
            never_looked: look.is_first,
            text: look.reason(),
        }
    }
}

/// Lists whom to look at next.
pub fn run(args: &cli::Due, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(context, None)?;
    let (_, judged) = view::judge_all(&book, context);
    let due = due::due(judged.iter().map(|(one, judged)| (*one, judged)), &book.lists, context.today());
    let budget = match args.budget {
        _ if args.all => usize::MAX,
        Some(budget) => budget,
        None => context.config.settings.limits.looks_a_day,
    };
    let listed = &due.looks[..due.looks.len().min(budget)];
    let more = due.looks.len() - listed.len();
    if ui.is_json() {
        let batch = due.batch.as_ref().map(BatchView::from);
        let as_of = context.now.to_rfc3339();
        let due = listed.iter().map(DueView::from).collect();
        ui.json(&Answer::new(Answered { as_of, batch, due, more }))?;
        return Ok(Exit::Done);
    }
    if ui.width().is_none() {
        return records(due.batch.as_ref(), listed, ui);
    }
    if due.batch.is_none() && due.looks.is_empty() {
        ui.say(&Line::plain("Nobody is worth a look today."))?;
        return Ok(Exit::Done);
    }
    if let Some(batch) = &due.batch {
        ui.line(&batch_line(batch))?;
        ui.line(&Line::plain("  ").push(Role::Faint, PAGE_IN))?;
    }
    for look in listed {
        ui.line(&look_line(look))?;
        if let Some(slug) = &look.request.person.slug {
            ui.line(&Line::plain("  ").push(Role::Faint, profile_url(slug)))?;
        }
    }
    if more > 0 {
        ui.say(&Line::plain(format!("{more} more: invtrack due --all")))?;
    }
    super::next(ui, "invtrack review  (one keypress a person), or invtrack observe WHO --button LABEL")?;
    Ok(Exit::Done)
}

/// For a pipe: number, name, page, score, why, profile; the page first, without number and profile.
fn records(batch: Option<&Batch>, listed: &[DueLook], ui: &mut Ui) -> Result<Exit> {
    if let Some(batch) = batch {
        ui.record(&["", "", batch.page.word(), &format!("{:.3}", batch.gain), &batch_text(batch), ""])?;
    }
    for look in listed {
        let person = &look.request.person;
        ui.record(&[
            &look.request.id.to_string(),
            &person.name,
            look.page.word(),
            &format!("{:.3}", look.score),
            &look.reason(),
            &person.slug.as_deref().map(profile_url).unwrap_or_default(),
        ])?;
    }
    Ok(Exit::Done)
}

/// `Open My Network > Connections once (would settle about 9 of 14)`
pub fn batch_line(batch: &Batch) -> Line {
    let text = batch_text(batch);
    let (page, why) = text.split_once(" (").unwrap_or((&text, ""));
    Line::new().push(Role::Strong, page).text(format!(" ({why}"))
}

fn batch_text(batch: &Batch) -> String {
    let page = match batch.page {
        Page::Sent => "My Network > Manage invitations > Sent",
        Page::Connections | Page::Profile => "My Network > Connections",
    };
    format!("Open {page} once (would settle about {:.0} of {})", batch.gain.max(1.0), batch.requests)
}

/// `Aoife Brennan (#9): never looked, 12 days old: 51 % still open …`
pub fn look_line(look: &DueLook) -> Line {
    let number = look.request.id;
    Line::new()
        .push(Role::Strong, look.request.person.name.clone())
        .text(format!(" (#{number}): {}", look.reason()))
}
