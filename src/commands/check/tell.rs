//! What is new in words: never more than a screen of 24 lines and 80 columns, unless everything is asked for.

use super::{News, NextStep, Recorded};
use crate::commands::due::{batch_line, look_line};
use crate::commands::prelude::*;
use crate::commands::verdict::{self, Judgements, advice_lines};
use crate::model::classify::Class;
use crate::model::wording::percent_text;
use crate::next::news::ChangedVerdict;
use crate::output::text::wrap;
use crate::record::deed::Topic;

/// With what stands below them, of 24.
const MOST_LINES: usize = 20;
const COLUMNS: usize = 80;
const MOST_NAMED: usize = 5;

impl News<'_> {
    pub(super) fn print(&self, facts: &Recorded, judgements: &Judgements, ui: &mut Ui) {
        let blocks =
            [self.changed(facts, judgements), self.looks(), self.advised(judgements.context)].concat();
        let mut left = if self.is_all { usize::MAX } else { MOST_LINES };
        for block in &blocks {
            let lines = block.iter().map(|line| wrap(&line.paint(false), COLUMNS).lines().count()).sum();
            let Some(rest) = left.checked_sub(lines) else {
                ui.line(faint("More: invtrack check --all"));
                break;
            };
            left = rest;
            block.iter().for_each(|line| ui.line(line.clone()));
        }
        ui.line(facts.pace.line());
    }

    /// Each block stays together, a heading with what follows it.
    fn changed(&self, facts: &Recorded, judgements: &Judgements) -> Vec<Vec<Text>> {
        let context = judgements.context;
        let is_told_below = |change: &&ChangedVerdict| {
            self.steps
                .iter()
                .any(|step| step.topic() == Some(Topic::Welcome) && step.advised[0].0.id == change.request.id)
        };
        let to = |class| move |change: &&ChangedVerdict| change.to.verdict.class == class;
        let all = || self.changes.iter().filter(|change| !is_told_below(change));
        let mut lines: Vec<Text> = Vec::new();
        let accepted: Vec<Text> =
            all().filter(to(Class::Accepted)).map(|change| accepted(change, context)).collect();
        lines.extend(accepted.iter().take(MOST_NAMED).cloned());
        if let Some(more) = accepted.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            lines.push(faint(format!("  {more} more accepted: invtrack status --class accepted")));
        }
        let ignored: Vec<&ChangedVerdict> = all().filter(to(Class::Ignored)).collect();
        lines.extend((!ignored.is_empty()).then(|| now_ignored(&ignored)));
        for change in all().filter(to(Class::Pending)) {
            let was = verdict::badge(&change.from).2;
            let line = named(change.request).text(format!("{was} -> "));
            let line = line.append(verdict::verdict_line(&change.to.verdict));
            lines.push(line.text(format!(" ({})", judgements.judge.why(change.to))));
        }
        let since = facts.told.map(|told| context.zone.day_of(told.at).with_weekday());
        let since = since.unwrap_or_else(|| "you recorded them".to_owned());
        under(&format!("Changed since {since}:"), lines.into_iter().map(|line| vec![line]).collect())
    }

    fn looks(&self) -> Vec<Vec<Text>> {
        let mut lines: Vec<Text> = self.batch.iter().map(|batch| batch_line(batch).indented()).collect();
        lines.extend(self.due.iter().map(|look| look_line(look).indented()));
        if !self.due.is_empty() && self.due_more > 0 {
            lines.push(faint(format!("  and {} more: invtrack due", self.due_more)));
        }
        under("Worth a look:", lines.into_iter().map(|line| vec![line]).collect())
    }

    fn advised(&self, context: &Env) -> Vec<Vec<Text>> {
        let mut blocks: Vec<Vec<Text>> =
            self.pause.iter().map(|sentence| vec![Text::from(format!("  {sentence}."))]).collect();
        blocks.extend(self.steps.iter().map(|step| told(step, context)));
        if !self.steps.is_empty() && self.steps_more > 0 {
            blocks.push(vec![faint(format!("  and {} more: invtrack check --all", self.steps_more))]);
        }
        under("Next steps:", blocks)
    }
}

/// The heading stands with the first block.
fn under(heading: &str, mut blocks: Vec<Vec<Text>>) -> Vec<Vec<Text>> {
    if let Some(first) = blocks.first_mut() {
        first.insert(0, strong(heading));
    }
    blocks
}

/// `Zoë Brandt (#12): accepted on 12 Oct, 99%`
fn accepted(change: &ChangedVerdict, context: &Env) -> Text {
    let on = change.request.connected_at().map(|at| at.day(context.zone).short(context.today()));
    let on = on.map_or_else(String::new, |day| format!(" on {day}"));
    let verdict = &change.to.verdict;
    named(change.request)
        .push(verdict::badge(verdict).0, format!("accepted{on}"))
        .text(format!(", {}", percent_text(verdict.confidence)))
}

/// `Now likely ignored: Bram Visser (98%), Noor Haddad (94%)`
fn now_ignored(changes: &[&ChangedVerdict]) -> Text {
    let one = |change: &&ChangedVerdict| {
        let name = &change.request.person.name;
        format!("{name} ({})", percent_text(change.to.verdict.confidence))
    };
    let mut names: Vec<String> = changes.iter().take(MOST_NAMED).map(one).collect();
    if let Some(more) = changes.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        names.push(format!("and {more} more"));
    }
    Text::from(format!("  Now likely ignored: {}", names.join(", ")))
}

fn told(step: &NextStep, context: &Env) -> Vec<Text> {
    match step.advised.as_slice() {
        [(request, advice)] => advice_lines(named(request), advice, false),
        several => {
            let days = context.config.settings.limits.withdraw_after_days;
            let mut ids: Vec<i64> = several.iter().map(|(request, _)| request.id).collect();
            ids.sort_unstable();
            let number = ids.len();
            let what =
                format!("  {number} requests are older than {days} days and likely ignored; withdraw them?");
            vec![Text::from(what), Text::from(format!("    invtrack withdraw {}", ranges(&ids)))]
        }
    }
}

/// `1 4 9-12`
fn ranges(ids: &[i64]) -> String {
    let runs = ids.chunk_by(|a, b| a + 1 == *b).flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{first}-{last}")],
        run => run.iter().map(i64::to_string).collect(),
    });
    runs.collect::<Vec<_>>().join(" ")
}

fn named(request: &Request) -> Text {
    strong(&request.person.name).text(format!(" (#{}): ", request.id)).indented()
}
