//! What an import of mails did, in words and as JSON.

use serde::Serialize;

use super::summary::{doubt, group, waiting, warn_of_each};
use crate::domain::reconcile::{Ambiguity, Plan, Tally};
use crate::error::Result;
use crate::import::mail::Counts;
use crate::import::{BadMail, Mails};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;

/// What reading the mails at one place led to.
#[derive(Default)]
pub struct MailOutcome {
    place: String,
    counts: Counts,
    unreadable: Vec<BadMail>,
    ambiguous: Vec<Ambiguity>,
    tally: Tally,
}

impl MailOutcome {
    /// Nothing yet.
    pub fn new(place: String) -> Self {
        Self { place, ..Self::default() }
    }

    /// What a plan makes of some of the mails.
    pub fn note(&mut self, plan: &Plan) {
        self.ambiguous.extend_from_slice(&plan.ambiguous);
        self.tally += plan.tally;
    }

    /// What was there, when all were read.
    pub fn close(&mut self, mails: Mails) {
        (self.counts, self.unreadable) = (mails.counts, mails.unreadable);
    }

    /// Whether some mails were left out that may matter.
    pub fn is_partial(&self) -> bool {
        !self.unreadable.is_empty() || !self.ambiguous.is_empty()
    }

    /// Whether something waits for an answer of the user's.
    pub fn has_questions(&self) -> bool {
        !self.ambiguous.is_empty() || self.tally.undecided > 0
    }

    /// Tells it.
    pub fn tell(&self, dry_run: bool, ui: &mut Ui) -> Result<()> {
        let read = if dry_run { "Would read" } else { "Read" };
        ui.say(
            &Line::plain(format!("{read} "))
                .push(Role::Strong, self.place.clone())
                .text(format!(": {}.", count(self.counts.all, "mail", "mails"))),
        )?;
        let accepted = [
            (self.tally.notified, "new", "new"),
            (self.tally.notified_before, "already known", "already known"),
        ];
        let left_alone = [
            (self.counts.left_alone, "other mail", "other mails"),
            (self.counts.repeated, "copy", "copies"),
            (
                self.tally.strangers,
                "acceptance of no request on record",
                "acceptances of no request on record",
            ),
        ];
        let refused = [(
            self.counts.refused,
            "that passes for LinkedIn's and is not",
            "that pass for LinkedIn's and are not",
        )];
        group(ui, "accepted", &accepted, true)?;
        group(ui, "left alone", &left_alone, false)?;
        group(ui, "refused", &refused, false)?;
        waiting(&self.tally, ui)?;
        self.warn(ui);
        Ok(())
    }

    fn warn(&self, ui: &mut Ui) {
        let unreadable = self.unreadable.iter();
        let unreadable = unreadable.map(|BadMail { place, reason }| format!("{place}: left out: {reason}"));
        warn_of_each(self.ambiguous.iter().map(doubt).chain(unreadable), ui);
        if self.counts.more_unreadable > 0 {
            ui.warn(&format!(
                "{} besides can't be read",
                count(self.counts.more_unreadable, "mail", "mails")
            ));
        }
    }
}

/// The mails of one place in the answer of `import --json`.
#[derive(Serialize)]
pub struct MailsView<'a> {
    file: &'a str,
    mails: usize,
    accepted: AcceptedView,
    skipped: SkippedView,
    refused: usize,
    undecided: usize,
    caught_up: usize,
    ambiguous: Vec<DoubtView<'a>>,
    unreadable: Vec<DoubtView<'a>>,
    more_unreadable: usize,
}

#[derive(Serialize)]
struct AcceptedView {
    new: usize,
    known: usize,
}

#[derive(Serialize)]
struct SkippedView {
    other_mails: usize,
    copies: usize,
    not_on_record: usize,
}

#[derive(Serialize)]
struct DoubtView<'a> {
    file: &'a str,
    reason: &'a str,
}

impl<'a> From<&'a MailOutcome> for MailsView<'a> {
    fn from(outcome: &'a MailOutcome) -> Self {
        let MailOutcome { place, counts, unreadable, ambiguous, tally } = outcome;
        let unreadable = unreadable.iter();
        Self {
            file: place,
            mails: counts.all,
            accepted: AcceptedView { new: tally.notified, known: tally.notified_before },
            skipped: SkippedView {
                other_mails: counts.left_alone,
                copies: counts.repeated,
                not_on_record: tally.strangers,
            },
            refused: counts.refused,
            undecided: tally.undecided,
            caught_up: tally.caught_up,
            ambiguous: ambiguous
                .iter()
                .map(|doubt| DoubtView { file: &doubt.file, reason: &doubt.reason })
                .collect(),
            unreadable: unreadable.map(|bad| DoubtView { file: &bad.place, reason: &bad.reason }).collect(),
            more_unreadable: counts.more_unreadable,
        }
    }
}
