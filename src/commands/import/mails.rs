//! What an import of mails did, in words and as JSON.

use serde::Serialize;

use super::summary::{doubt, group, waiting, warn_of_each};
use crate::domain::reconcile::{Ambiguity, Plan, Tally};
use crate::error::Result;
use crate::import::{BadMail, Mails};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;

/// What reading the mails at one place led to.
pub struct MailOutcome {
    place: String,
    mails: Mails,
    ambiguous: Vec<Ambiguity>,
    tally: Tally,
}

impl MailOutcome {
    /// What was there, and what the plan makes of it.
    pub fn new(place: String, mails: Mails, plan: &Plan) -> Self {
        Self { place, mails, ambiguous: plan.ambiguous.clone(), tally: plan.tally }
    }

    /// Whether some mails were left out that may matter.
    pub fn is_partial(&self) -> bool {
        !self.mails.unreadable.is_empty() || !self.ambiguous.is_empty()
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
                .text(format!(": {}.", count(self.mails.count, "mail", "mails"))),
        )?;
        let accepted = [
            (self.tally.notified, "new", "new"),
            (self.tally.notified_before, "already known", "already known"),
        ];
        let left_alone = [
            (self.mails.left_alone, "other mail", "other mails"),
            (self.mails.repeated, "copy", "copies"),
            (
                self.tally.strangers,
                "acceptance of no request on record",
                "acceptances of no request on record",
            ),
        ];
        let refused = [(
            self.mails.refused,
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
        let unreadable = self.mails.unreadable.iter();
        let unreadable = unreadable.map(|BadMail { place, reason }| format!("{place}: left out: {reason}"));
        warn_of_each(self.ambiguous.iter().map(doubt).chain(unreadable), ui);
        if self.mails.more_unreadable > 0 {
            ui.warn(&format!("{} besides can't be read", count(self.mails.more_unreadable, "mail", "mails")));
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
        let MailOutcome { place, mails, ambiguous, tally } = outcome;
        let unreadable = mails.unreadable.iter();
        Self {
            file: place,
            mails: mails.count,
            accepted: AcceptedView { new: tally.notified, known: tally.notified_before },
            skipped: SkippedView {
                other_mails: mails.left_alone,
                copies: mails.repeated,
                not_on_record: tally.strangers,
            },
            refused: mails.refused,
            undecided: tally.undecided,
            caught_up: tally.caught_up,
            ambiguous: ambiguous
                .iter()
                .map(|doubt| DoubtView { file: &doubt.file, reason: &doubt.reason })
                .collect(),
            unreadable: unreadable.map(|bad| DoubtView { file: &bad.place, reason: &bad.reason }).collect(),
            more_unreadable: mails.more_unreadable,
        }
    }
}
