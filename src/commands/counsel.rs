//! How advice and pace look: as JSON, and in words.

use serde::Serialize;

use crate::context::Context;
use crate::model::judge::Judged;
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::next::advice::{self, Advice};
use crate::next::pace::{Counts, FREE_NOTES_A_MONTH, PLATFORM_WEEK, Pause};
use crate::next::steps::Situation;
use crate::output::text::{Line, Role, count};
use crate::record::account::AccountEvent;

/// A piece of advice in JSON.
#[derive(Serialize)]
pub struct AdviceView {
    topic: &'static str,
    text: String,
    command: Option<String>,
    heuristics: Vec<&'static str>,
    dismissed: bool,
}

impl From<&Advice> for AdviceView {
    fn from(advice: &Advice) -> Self {
        Self {
            topic: advice.topic.word(),
            text: advice.text.clone(),
            command: advice.command.clone(),
            heuristics: advice.heuristics.clone(),
            dismissed: advice.is_dismissed,
        }
    }
}

/// All that can be advised about a request at the time of the context.
pub fn about(attempt: &Request, judged: &Judged, context: &Context) -> Vec<Advice> {
    let it = Situation { request: attempt, judged, today: context.today(), zone: context.zone };
    advice::advise(&it, &context.config.settings.model)
}

/// `Be patient: before three weeks silence means little.  [T18]`, and the command that does it.
pub fn line(advice: &Advice) -> Line {
    let command = advice.command.as_ref().map_or_else(String::new, |command| format!(": {command}"));
    let stop = if command.is_empty() && !advice.text.ends_with('?') { "." } else { "" };
    let line = Line::plain(format!("{}{command}{stop}", advice.text));
    let line = line.push(Role::Faint, format!("  [{}]", advice.heuristics.join(" ")));
    if advice.is_dismissed { line.push(Role::Faint, "  (dismissed)") } else { line }
}

/// What was sent lately, against the limits.
pub struct Pace {
    /// What was sent.
    pub counts: Counts,
    /// Requests in a week, by the user's own limit.
    pub limit: u32,
    /// Sending had better rest.
    pub pause: Option<Pause>,
}

/// The same in JSON.
#[derive(Serialize)]
pub struct PaceView {
    sent_7_days: u32,
    limit: u32,
    platform_limit: u32,
    open: u32,
    notes_this_month: u32,
    free_notes_a_month: u32,
    pause: Option<PauseView>,
}

#[derive(Serialize)]
struct PauseView {
    kind: &'static str,
    since: String,
    until: String,
    text: String,
    heuristics: &'static [&'static str],
}

impl Pace {
    /// Counts what is on record up to the time of the context.
    pub fn of(book: &Tracked, context: &Context) -> Self {
        Self::among(&book.requests, &book.account, context)
    }

    /// The same of requests that are lined up already.
    pub fn among<'a>(
        attempts: impl IntoIterator<Item = &'a Request>,
        account: &[AccountEvent],
        context: &Context,
    ) -> Self {
        let expiry_days = context.config.settings.model.expiry_days;
        Self::new(Counts::of(attempts, context.now, expiry_days, context.zone), account, context)
    }

    /// Of what was counted.
    pub fn new(counts: Counts, account: &[AccountEvent], context: &Context) -> Self {
        let pause = Pause::on(context.today(), account, context.zone);
        Self { counts, limit: context.config.settings.limits.requests_a_week, pause }
    }

    /// Whether more was sent than the user wants to send.
    pub const fn is_over(&self) -> bool {
        self.counts.week > self.limit
    }

    /// `3 sent in the last 7 days (your limit: 5, LinkedIn's: about 100) · 17 open · 2 notes this month …`
    pub fn line(&self) -> Line {
        let Counts { week, open, notes } = self.counts;
        let role = if self.is_over() { Role::Alert } else { Role::Plain };
        let limits = format!("(your limit: {}, LinkedIn's: about {PLATFORM_WEEK})", self.limit);
        let line = Line::new().push(role, format!("{week} sent in the last 7 days {limits}"));
        let line = line.text(format!(" · {open} open"));
        if notes == 0 {
            return line.text(".");
        }
        let notes = count(notes as usize, "note", "notes");
        line.text(format!(" · {notes} this month (free accounts have about {FREE_NOTES_A_MONTH})."))
    }

    /// Why to send nothing for a while, as a sentence with its heuristics.
    pub fn pause_sentence(&self, context: &Context) -> Option<String> {
        self.pause.map(|pause| sentence(&pause, context))
    }

    /// The same in JSON.
    pub fn view(&self, context: &Context) -> PaceView {
        let Counts { week, open, notes } = self.counts;
        PaceView {
            sent_7_days: week,
            limit: self.limit,
            platform_limit: PLATFORM_WEEK,
            open,
            notes_this_month: notes,
            free_notes_a_month: FREE_NOTES_A_MONTH,
            pause: self.pause.map(|pause| {
                let (text, heuristics) = pause.advice(context.today());
                let (kind, since, until) = (pause.kind.word(), pause.since.iso(), pause.until.iso());
                PauseView { kind, since, until, text, heuristics }
            }),
        }
    }
}

fn sentence(pause: &Pause, context: &Context) -> String {
    let (text, heuristics) = pause.advice(context.today());
    format!("{text} [{}]", heuristics.join(" "))
}
