//! An export of invtrack's own is merged: what it did, in words and as JSON.

use serde::Serialize;

use super::summary::{group, warn_of_each};
use crate::context::Context;
use crate::domain::archive::Archive;
use crate::domain::merge::{Conflict, Fates, MergeTally, Merged, merge};
use crate::error::Result;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::time::Instant;

/// What merging one file led to.
pub struct MergeOutcome {
    file: String,
    tally: MergeTally,
    conflicts: Vec<Conflict>,
    joined: Vec<Vec<String>>,
    /// Acceptances that neither side could tell alone.
    pub accepted: usize,
}

/// Works one file after the other into ours; true if that brought anything.
pub fn merge_all(ours: &mut Archive, files: Vec<(String, Archive)>) -> (Vec<MergeOutcome>, bool) {
    let mut is_changed = false;
    let outcomes = files.into_iter().map(|(file, theirs)| {
        let Merged { archive, is_changed: is_more, conflicts, joined, tally } = merge(ours, &theirs);
        *ours = archive;
        is_changed |= is_more;
        MergeOutcome { file, tally, conflicts, joined, accepted: 0 }
    });
    (outcomes.collect(), is_changed)
}

impl MergeOutcome {
    /// Tells it.
    pub fn tell(&self, dry_run: bool, context: &Context, ui: &mut Ui) -> Result<()> {
        let read = if dry_run { "Would merge" } else { "Merged" };
        ui.say(
            &Line::plain(format!("{read} "))
                .push(Role::Strong, self.file.clone())
                .text(", an export of invtrack's own."),
        )?;
        let MergeTally { people, requests, looks, actions, account, connections, kept } = self.tally;
        let of = |fates: Fates, updated: &'static str| {
            [
                (fates.new, "new", "new"),
                (fates.updated, updated, updated),
                (fates.known, "already known", "already known"),
            ]
        };
        group(ui, "people", &of(people, "updated"), true)?;
        group(ui, "requests", &of(requests, "updated"), true)?;
        group(ui, "looks", &of(looks, "removed"), false)?;
        group(ui, "actions", &[(actions.new, "new", "new")], false)?;
        group(ui, "account", &[(account.new, "new event", "new events")], false)?;
        group(ui, "contacts", &of(connections, "updated"), false)?;
        group(ui, "kept", &of(kept, "settled"), false)?;
        group(ui, "ends", &[(self.accepted, "accepted", "accepted")], false)?;
        for names in &self.joined {
            ui.warn(&format!(
                "one person now: {}; if they are not, invtrack undo, and correct their profiles and names",
                names.join(", ")
            ));
        }
        if !self.conflicts.is_empty() {
            ui.note(&format!(
                "{} said different things here and there; the later word counts",
                count(self.conflicts.len(), "field", "fields")
            ));
            warn_of_each(self.conflicts.iter().map(|conflict| describe(conflict, context)), ui);
        }
        Ok(())
    }
}

/// `request #4 (Zoë Brandt): note: the one of 2026-10-07 14:00 kept, the one of 2026-10-06 09:30 given up`
pub fn describe(conflict: &Conflict, context: &Context) -> String {
    let Conflict { request, name, field, kept, given_up } = conflict;
    let who = request.map_or_else(|| name.clone(), |request| format!("request #{request} ({name})"));
    let [kept, given_up] = [kept, given_up].map(|at| wall_clock(*at, context));
    format!("{who}: {field}: the one of {kept} kept, the one of {given_up} given up")
}

fn wall_clock(at: Instant, context: &Context) -> String {
    let (day, hour, minute) = context.zone.wall_clock(at);
    format!("{} {hour:02}:{minute:02}", day.iso())
}

/// One merged file in the answer of `import --json`.
#[derive(Serialize)]
pub struct MergeView<'a> {
    file: &'a str,
    people: FatesView,
    requests: FatesView,
    looks: FatesView,
    actions: FatesView,
    account: FatesView,
    connections: FatesView,
    kept: FatesView,
    accepted: usize,
    conflicts: Vec<ConflictView<'a>>,
    /// The names of those who are one person now.
    joined: &'a [Vec<String>],
}

/// `updated`: of looks, those that were removed; of what is kept, what was settled.
#[derive(Serialize)]
struct FatesView {
    new: usize,
    updated: usize,
    known: usize,
}

#[derive(Serialize)]
struct ConflictView<'a> {
    request: Option<i64>,
    name: &'a str,
    field: &'a str,
    kept: Instant,
    given_up: Instant,
}

impl From<Fates> for FatesView {
    fn from(Fates { new, updated, known }: Fates) -> Self {
        Self { new, updated, known }
    }
}

impl<'a> From<&'a MergeOutcome> for MergeView<'a> {
    fn from(MergeOutcome { file, tally, conflicts, joined, accepted }: &'a MergeOutcome) -> Self {
        let view = |Conflict { request, name, field, kept, given_up }: &'a Conflict| ConflictView {
            request: *request,
            name,
            field,
            kept: *kept,
            given_up: *given_up,
        };
        Self {
            file,
            people: tally.people.into(),
            requests: tally.requests.into(),
            looks: tally.looks.into(),
            actions: tally.actions.into(),
            account: tally.account.into(),
            connections: tally.connections.into(),
            kept: tally.kept.into(),
            accepted: *accepted,
            conflicts: conflicts.iter().map(view).collect(),
            joined,
        }
    }
}
