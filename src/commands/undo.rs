//! `invtrack undo`, `invtrack redo` and `invtrack log`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::record;
use super::view::Answer;
use crate::cli::{Log, Redo, Undo};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::date;
use crate::record::time::Moment;
use crate::store::{Step, Store};

#[derive(Serialize)]
struct Exchanged<'a> {
    steps: Vec<StepView<'a>>,
    /// How many more can be undone, and how many redone.
    undoable: usize,
    redoable: usize,
}

#[derive(Serialize)]
struct Logged<'a> {
    steps: Vec<StepView<'a>>,
    /// How many there are besides, older ones.
    more: usize,
}

#[derive(Serialize)]
struct StepView<'a> {
    number: i64,
    at: String,
    words: &'a str,
    /// How many of what.
    touched: &'a BTreeMap<String, u32>,
    undone: bool,
}

impl<'a> From<&'a Step> for StepView<'a> {
    fn from(step: &'a Step) -> Self {
        Self {
            number: step.number,
            at: step.at.to_rfc3339(),
            words: &step.words,
            touched: &step.counts,
            undone: step.is_undone,
        }
    }
}

/// Undoes the last steps.
pub fn undo(args: &Undo, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let (steps, left) = context.open_to_change()?.write(|change| {
        refuse(change.read(|view| view.steps_left())?.0, args.steps, "undo")?;
        let steps = change.undo(args.steps as usize)?;
        record::number(change, context)?;
        Ok((steps, change.read(|view| view.steps_left())?))
    })?;
    tell("Undone", "invtrack redo  (brings it back)", &steps, left, context, ui)
}

/// Does again what was undone last.
pub fn redo(args: &Redo, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let (steps, left) = context.open_to_change()?.write(|change| {
        refuse(change.read(|view| view.steps_left())?.1, args.steps, "redo")?;
        let steps = change.redo(args.steps as usize)?;
        record::number(change, context)?;
        Ok((steps, change.read(|view| view.steps_left())?))
    })?;
    tell("Done again", "invtrack undo  (takes it back)", &steps, left, context, ui)
}

/// There must be as many steps as are wanted.
fn refuse(left: usize, wanted: u32, what: &str) -> Result<()> {
    match left {
        0 => Err(Error::failed(format!("there is nothing to {what}")).hint(match what {
            "redo" => "only what was undone can be redone, until something new is recorded",
            _ => "`invtrack log` lists what was done",
        })),
        _ if left < wanted as usize => Err(Error::failed(format!(
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
    (undoable, redoable): (usize, usize),
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
    let most = if args.all { usize::MAX } else { args.steps as usize };
    let read = |mut store: Store| {
        store.read(|view| {
            let (undoable, redoable) = view.steps_left()?;
            Ok((view.steps(most)?, undoable + redoable))
        })
    };
    let (steps, all) = context.open_to_read()?.map(read).transpose()?.unwrap_or_default();
    let more = all - steps.len();
    if ui.is_json() {
        ui.json(&Answer::new(Logged { steps: views(&steps), more }))?;
        return Ok(Exit::Done);
    }
    steps.iter().try_for_each(|step| list(step, context, ui))?;
    if steps.is_empty() {
        ui.note("no step is on record");
    }
    if more > 0 {
        ui.note(&format!("{} more: --all lists them", count(more, "step", "steps")));
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
    let thing = |(kind, &number): (&String, &u32)| {
        let (one, many) = match kind.as_str() {
            "sent" => ("request", "requests"),
            "look" => ("look", "looks"),
            "invitation" => ("invitation", "invitations"),
            "connection" => ("connection", "connections"),
            "acceptance" => ("acceptance", "acceptances"),
            "reply" => ("reply", "replies"),
            "action" => ("action", "actions"),
            "correction" => ("correction", "corrections"),
            "account" => ("account event", "account events"),
            _ => ("list", "lists"),
        };
        count(number as usize, one, many)
    };
    step.counts.iter().map(thing).collect::<Vec<_>>().join(", ")
}

fn views(steps: &[Step]) -> Vec<StepView<'_>> {
    steps.iter().map(StepView::from).collect()
}
