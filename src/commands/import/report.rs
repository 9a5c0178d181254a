use crate::import::{Amount, Report};
use crate::output::text::{Text, count};
use crate::output::ui::Ui;

/// What the report calls a file that costs nothing but itself.
pub const UNREAD: &str = "unread";

const MOST_TOLD: usize = 50;

pub fn tell(report: &Report, read: &str, ui: &mut Ui) {
    let line = Text::from(format!("{read} ")).strong(&report.file);
    let day = report.as_of.map_or_else(String::new, |day| format!(" as of {}", day.with_weekday()));
    let origin = report.as_of_origin.map_or_else(String::new, |origin| format!(" ({origin})"));
    let whole = if report.kind == "page" && report.complete == Some(true) { ", the whole list" } else { "" };
    let read = amounts(&report.read).unwrap_or_else(|| "nothing".to_owned());
    if report.kind != UNREAD {
        ui.say(line.text(format!("{day}{origin}: {read}{whole}.")));
    }
    for (title, text) in &report.details {
        group(ui, title, text);
    }
    if let Some(skipped) = amounts(&report.skipped) {
        group(ui, "skipped", &skipped);
    }
    report.notes.iter().for_each(|note| ui.note(note));
    for bad in report.bad.iter().chain(&report.minor).take(MOST_TOLD) {
        let place = bad.row.map_or_else(|| bad.file.clone(), |row| format!("{}:{row}", bad.file));
        ui.warn(&format!("{place}: left out: {}", bad.reason));
    }
    let more = (report.bad.len() + report.minor.len()).saturating_sub(MOST_TOLD) + report.more_bad;
    if more > 0 {
        ui.warn(&format!("and {more} more; `invtrack import --json` names them all"));
    }
}

fn amounts(amounts: &[Amount]) -> Option<String> {
    let some = amounts.iter().filter(|amount| amount.number > 0);
    let told: Vec<String> = some.map(|amount| count(amount.number, amount.one, amount.what)).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn group(ui: &mut Ui, title: &str, text: &str) {
    ui.say(Text::from("  ").faint(format!("{title:<11}")).text(text));
}
