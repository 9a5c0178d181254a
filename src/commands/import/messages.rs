//! What an import of messages did, in words and as JSON.

use serde::Serialize;

use super::summary::{RowView, group, warn_of_each};
use crate::domain::reconcile::MessageTally;
use crate::error::Result;
use crate::import::{BadRow, Messages};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;

/// What reading the messages of one export led to.
pub struct MessagesOutcome {
    place: String,
    count: usize,
    nameless: usize,
    bad: Vec<BadRow>,
    tally: MessageTally,
}

impl MessagesOutcome {
    /// What was there, and what came of it.
    pub fn new(place: String, messages: Messages, tally: MessageTally) -> Self {
        let Messages { count, nameless, bad, .. } = messages;
        Self { place, count, nameless, bad, tally }
    }

    /// Whether some rows were left out.
    pub fn is_partial(&self) -> bool {
        !self.bad.is_empty()
    }

    /// Tells it.
    pub fn tell(&self, dry_run: bool, ui: &mut Ui) -> Result<()> {
        let read = if dry_run { "Would read" } else { "Read" };
        let line = Line::plain(format!("{read} the messages in ")).push(Role::Strong, self.place.clone());
        ui.say(&line.text(format!(": {}.", count(self.count, "message", "messages"))))?;
        let replies = [(self.tally.new, "new", "new"), (self.tally.known, "already known", "already known")];
        let others = self.tally.others + self.nameless;
        group(ui, "replies", &replies, true)?;
        group(ui, "left alone", &[(others, "other message", "other messages")], false)?;
        let bad = self.bad.iter().map(|bad| format!("{}:{}: left out: {}", bad.file, bad.row, bad.reason));
        warn_of_each(bad, ui);
        Ok(())
    }
}

/// The messages of one export in the answer of `import --json`.
#[derive(Serialize)]
pub struct MessagesView<'a> {
    file: &'a str,
    messages: usize,
    replies: RepliesView,
    skipped: SkippedView,
    bad_rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct RepliesView {
    new: usize,
    known: usize,
}

#[derive(Serialize)]
struct SkippedView {
    other_messages: usize,
}

impl<'a> From<&'a MessagesOutcome> for MessagesView<'a> {
    fn from(outcome: &'a MessagesOutcome) -> Self {
        let MessageTally { new, known, others } = outcome.tally;
        Self {
            file: &outcome.place,
            messages: outcome.count,
            replies: RepliesView { new, known },
            skipped: SkippedView { other_messages: others + outcome.nameless },
            bad_rows: outcome.bad.iter().map(RowView::from).collect(),
        }
    }
}
