//! What `stats --verdicts` says.

use super::print::whole;
use crate::commands::prelude::*;
use crate::model::classify::Class;
use crate::stats::verdicts::{Group, Score, Verdicts};

pub fn lines(told: &Verdicts) -> Vec<Text> {
    let decided = count(told.decided, "request is decided", "requests are decided");
    let mut lines = vec![strong(format!(
        "{decided}; what was said of them 7, 14, 21 and 30 days after sending, by what was known then"
    ))];
    lines.extend(told.groups.iter().map(|one| Text::from(group(one)).indented()));
    if told.cases.is_empty() {
        lines.push("None of them was on record at those ages.".into());
    }
    let pending = told.pending;
    if pending.said > 0 {
        let (said, accepted, expected) = (pending.said, pending.accepted, pending.expected);
        let text =
            format!("Of {said} told pending {accepted} were accepted; {expected:.0} were to be expected.");
        lines.push(Text::from(text).indented());
    }
    if !told.days.is_empty() {
        let title =
            "How far off, squared, from 0 (always right) to 1 (Brier score), of those not accepted yet";
        lines.push(title.into());
        lines.extend(told.days.iter().map(|one| Text::from(score(one)).indented()));
    }
    lines
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
        "{days} days after sending: {brier:.3}, {better} than {base_brier:.3} for saying the same of all {said}."
    )
}
