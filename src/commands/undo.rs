//! `invtrack undo`, `invtrack redo` and `invtrack log`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::view::Answer;
use crate::cli::{Log, Redo, Undo};
use crate::context::Context;
use crate::domain::journal::Step;
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::date;
use crate::record::time::Moment;
use crate::store::Store;

#[derive(Serialize)]
struct Exchanged<'a> {
    steps: Vec<StepView<'a>>,
    /// How many more can be undone, and how many redone.
    undoable: u32,
    redoable: u32,
}

#[derive(Serialize)]
struct Logged<'a> {
    steps: Vec<StepView<'a>>,
    /// How many there are besides, older ones.
    more: u32,
}

#[derive(Serialize)]
struct StepView<'a> {
    number: i64,
    at: String,
    words: &'a str,
    /// How many of what.
    touched: BTreeMap<String, usize>,
    undone: bool,
}

impl<'a> From<&'a Step> for StepView<'a> {
    fn from(step: &'a Step) -> Self {
        Self {
            number: step.number,
            at: step.at.to_rfc3339(),
            words: &step.words,
            touched: step.things().map(|(count, _, many)| (many.replace(' ', "_"), count)).collect(),
            undone: step.is_undone,
        }
    }
}

/// Undoes the last steps.
pub fn undo(args: &Undo, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let mut store = context.open_to_change()?;
    let (undoable, redoable) = store.read(|view| view.steps_left())?;
    refuse(undoable, args.steps, "undo", context)?;
    let steps = store.undo(args.steps)?;
    let done = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    refuse(done, 1, "undo", context)?;
    let left = (undoable.saturating_sub(done), redoable + done);
    tell("Undone", "invtrack redo  (brings it back)", &steps, left, context, ui)
}

/// Does again what was undone last.
pub fn redo(args: &Redo, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let mut store = context.open_to_change()?;
    let (undoable, redoable) = store.read(|view| view.steps_left())?;
    refuse(redoable, args.steps, "redo", context)?;
    let steps = store.redo(args.steps)?;
    let done = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    refuse(done, 1, "redo", context)?;
    let left = (undoable + done, redoable.saturating_sub(done));
    tell("Done again", "invtrack undo  (takes it back)", &steps, left, context, ui)
}

/// There must be as many steps as are wanted.
fn refuse(left: u32, wanted: u32, what: &str, context: &Context) -> Result<()> {
    let keep = context.config.settings.journal.keep;
    match left {
        0 => Err(Error::failed(format!("there is nothing to {what}")).hint(match what {
            "redo" => "only what was undone can be redone, until something new is recorded".to_owned(),
            _ if keep == 0 => "journal.keep is 0 in your settings, so no step is kept".to_owned(),
            _ => format!("the last {keep} steps are kept, and `invtrack log` lists them"),
        })),
        _ if left < wanted => Err(Error::failed(format!(
            "there {} to {what}, not {wanted}; nothing was changed",
            if left == 1 { "is only 1 step".to_owned() } else { format!("are only {left} steps") }
        ))
        .hint("`invtrack log` lists them")),
        _ => Ok(()),
    }
}

fn tell(
    what: &str,
    next: &str,
    steps: &[Step],
    (undoable, redoable): (u32, u32),
    context: &Context,
    ui: &mut Ui,
) -> Result<Exit> {
    if ui.is_json() {
        ui.json(&Answer::new(Exchanged { steps: views(steps), undoable, redoable }))?;
        return Ok(Exit::Done);
    }
    for step in steps {
        let since = date::since(step.at, context.now, context.zone);
        let line = Line::new().text(format!("{what}: ")).push(Role::Strong, step.words.clone());
        ui.say(&line.text(format!(", {since}.")).push(Role::Faint, format!("  ({})", things(step))))?;
    }
    super::next(ui, next)?;
    Ok(Exit::Done)
}

/// Lists the steps.
pub fn log(args: &Log, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let most = if args.all { u32::MAX } else { args.steps };
    let read = |mut store: Store| {
        store.read(|view| {
            let (undoable, redoable) = view.steps_left()?;
            Ok((view.steps(most)?, undoable + redoable))
        })
    };
    let (steps, all) = context.open_to_read()?.map(read).transpose()?.unwrap_or_default();
    let more = all - u32::try_from(steps.len()).unwrap_or(all);
    if ui.is_json() {
        ui.json(&Answer::new(Logged { steps: views(&steps), more }))?;
        return Ok(Exit::Done);
    }
    steps.iter().try_for_each(|step| list(step, context, ui))?;
    if steps.is_empty() {
        ui.note("no step is on record");
    }
    if more > 0 {
        ui.note(&format!("{} more: --all lists them", count(more as usize, "step", "steps")));
    }
    Ok(Exit::Done)
}

fn list(step: &Step, context: &Context, ui: &mut Ui) -> Result<()> {
    let (number, state) = (step.number.to_string(), if step.is_undone { "undone" } else { "done" });
    if ui.width().is_none() {
        return ui.record(&[&number, &step.at.to_rfc3339(), &step.words, &things(step), state]);
    }
    let when = context.echo(Moment::Exact(step.at));
    let role = if step.is_undone { Role::Faint } else { Role::Strong };
    let mark = if step.is_undone { "  undone" } else { "" };
    let line = Line::new().push(Role::Faint, format!("{number:>4}  {when}  ")).push(role, step.words.clone());
    ui.line(&line.push(Role::Faint, format!("  ({}){mark}", things(step))))
}

/// `1 request, 2 looks`
fn things(step: &Step) -> String {
    let things: Vec<String> = step.things().map(|(n, one, many)| count(n, one, many)).collect();
    things.join(", ")
}

fn views(steps: &[Step]) -> Vec<StepView<'_>> {
    steps.iter().map(StepView::from).collect()
}
