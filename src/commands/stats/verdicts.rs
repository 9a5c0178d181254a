//! What `stats --verdicts` says.

use super::print::whole;
use crate::commands::prelude::*;
use crate::commands::record;
use crate::commands::verdict::judge_all;
use crate::model::classify::Class;
use crate::model::tracked::Tracked;
use crate::record::set::Record;
use crate::stats::verdicts::{Group, Score, Verdicts};

pub fn run(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let (record, book) = if let Some(mut store) = context.open_to_read()? {
        store.read(|view| {
            let (record, numbers) = record::split(view.all()?);
            Ok((record.clone(), record::follow(record, &numbers, view, context)?))
        })?
    } else {
        context.note_nothing_yet(ui);
        (Record::default(), Tracked::default())
    };
    let (_, judged) = judge_all(&book, context);
    let model = &context.config.settings.model;
    let told = Verdicts::of(&record, &judged, model, context.now, context.zone);
    ui.answer(&told, |ui| print(&told, ui))
}

fn print(told: &Verdicts, ui: &mut Ui) {
    let decided = count(told.decided, "request is decided", "requests are decided");
    ui.line(strong(format!(
        "{decided}; what was said of them 7, 14, 21 and 30 days after sending, by what was known then"
    )));
    told.groups.iter().for_each(|one| ui.line(Line::from(group(one)).indented()));
    if told.cases.is_empty() {
        ui.line("None of them was on record at those ages.");
    }
    let pending = told.pending;
    if pending.said > 0 {
        let (said, accepted, expected) = (pending.said, pending.accepted, pending.expected);
        ui.line(format!(
            "  Of {said} told pending {accepted} were accepted; {expected:.0} were to be expected."
        ));
    }
    if !told.days.is_empty() {
        ui.line("How far off, squared, from 0 (always right) to 1 (Brier score), of those not accepted yet");
        told.days.iter().for_each(|one| ui.line(score(one)));
    }
}

/// `Of 23 told likely ignored, 90 to 95%, 21 stayed so.`
fn group(one: &Group) -> String {
    let Group { class, from, to, said, right } = one;
    let (what, came) = match class {
        Class::Accepted => ("likely accepted", "were"),
        _ => ("likely ignored", "stayed so"),
    };
    let sure = if *from > 0.0 {
        format!("{:.0} to {}", from * 100.0, whole(*to))
    } else {
        format!("under {}", whole(*to))
    };
    format!("Of {said} told {what}, {sure}, {right} {came}.")
}

fn score(one: &Score) -> String {
    let Score { days, said, brier, base_brier } = one;
    let better = if brier < base_brier { "better" } else { "no better" };
    format!(
        "  {days} days after sending: {brier:.3}, {better} than {base_brier:.3} for saying the same of all {said}."
    )
}
