use clap::value_parser;

use super::prelude::*;
use crate::record::date;
use crate::store::{Step, Store};

#[derive(Args, Debug)]
pub struct HowMany {
    /// How many steps
    #[arg(value_name = "N", default_value_t = 1, value_parser = value_parser!(u32).range(1..))]
    steps: u32,
}

/// List what was done, the last step first
///
/// In a pipe: one step a line, fields between tabs: number, time, what was done, what it changed, done or undone.
#[derive(Args, Debug)]
pub struct Log {
    /// How many steps
    #[arg(short = 'n', long = "steps", value_name = "N", default_value_t = 20, value_parser = value_parser!(u32).range(1..))]
    steps: u32,
    /// All that are kept
    #[arg(long, conflicts_with = "steps")]
    all: bool,
}

pub fn exchange(args: &HowMany, undoes: bool, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let wanted = args.steps as usize;
    let (steps, (undoable, redoable)) = context.open_to_change()?.write(|change| {
        let (undoable, redoable) = change.read(|view| view.steps_left())?;
        refuse(if undoes { undoable } else { redoable }, wanted, if undoes { "undo" } else { "redo" })?;
        let steps = if undoes { change.undo(wanted)? } else { change.redo(wanted)? };
        Ok((steps, change.read(|view| view.steps_left())?))
    })?;
    let json = json!({ "steps": steps_json(&steps), "undoable": undoable, "redoable": redoable });
    ui.answer(json, |ui| {
        let what = if undoes { "Undone: " } else { "Redone: " };
        for step in &steps {
            let since = date::since(step.at, context.now, context.zone);
            let line = Text::from(what).strong(&step.words).text(format!(", {since}."));
            ui.say(line.faint(format!("  ({})", things(step))));
        }
        ui.next(if undoes { "invtrack redo" } else { "invtrack undo" });
    })
}

fn refuse(left: usize, wanted: usize, what: &str) -> Result<()> {
    let there = match left {
        0 => {
            return Err(Error::failed(format!("there is nothing to {what}")).hint(match what {
                "redo" => "only what was undone can be redone, until something new is recorded",
                _ => "`invtrack log` lists what was done",
            }));
        }
        _ if left >= wanted => return Ok(()),
        1 => "is only 1 step".to_owned(),
        _ => format!("are only {left} steps"),
    };
    Err(Error::failed(format!("there {there} to {what}, not {wanted}; nothing was changed"))
        .hint("`invtrack log` lists them"))
}

pub fn log(args: &Log, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let most = if args.all { usize::MAX } else { args.steps as usize };
    let read = |mut store: Store| {
        store.read(|view| {
            let (undoable, redoable) = view.steps_left()?;
            Ok((view.steps(most)?, undoable + redoable))
        })
    };
    let (steps, all) = context.open_to_read()?.map(read).transpose()?.unwrap_or_default();
    let more = all - steps.len();
    ui.answer(json!({ "steps": steps_json(&steps), "more": more }), |ui| {
        steps.iter().for_each(|step| list(step, context, ui));
        if steps.is_empty() {
            ui.note("no step is on record");
        }
        if more > 0 {
            ui.note(&format!("{} more: --all lists them", count(more, "step", "steps")));
        }
    })
}

fn list(step: &Step, context: &Env, ui: &mut Ui) {
    let (number, state) = (step.number.to_string(), if step.is_undone { "undone" } else { "done" });
    let things = things(step);
    ui.item([&number, &step.at.to_rfc3339(), &step.words, &things, state], || {
        let when = context.echo(Moment::Exact(step.at));
        let (role, mark) = if step.is_undone { (Role::Faint, "  undone") } else { (Role::Strong, "") };
        let line = faint(format!("{number:>4}  {when}  ")).push(role, &step.words);
        line.faint(format!("  ({things}){mark}"))
    });
}

/// `1 request, 2 looks`
fn things(step: &Step) -> String {
    let thing = |(kind, &number): (&String, &u32)| {
        let one = match kind.as_str() {
            "sent" => "request",
            "account" => "account event",
            kind => kind,
        };
        let many = if one == "reply" { "replies".to_owned() } else { format!("{one}s") };
        count(number as usize, one, &many)
    };
    step.counts.iter().map(thing).collect::<Vec<_>>().join(", ")
}

fn steps_json(steps: &[Step]) -> Vec<Value> {
    let json = |step: &Step| {
        json!({
            "number": step.number,
            "at": step.at.to_rfc3339(),
            "words": step.words,
            "touched": step.counts,
            "undone": step.is_undone,
        })
    };
    steps.iter().map(json).collect()
}
