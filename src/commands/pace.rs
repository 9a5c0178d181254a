use serde::Serialize;

use super::prelude::*;
use super::record::split;
use crate::config::Limits;
use crate::next::pace::{PaceCounts, Pause};
use crate::record::account::AccountEventKind;
use crate::record::time::Day;
use crate::store::{Seed, Store};

#[derive(Serialize)]
pub struct Pace {
    #[serde(rename = "sent_7_days")]
    pub week: u32,
    limit: u32,
    platform_limit: u32,
    #[serde(rename = "notes_this_month")]
    pub notes: u32,
    free_notes_a_month: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// As `status --open` lists them, where everything was judged.
    pub open: Option<usize>,
    pub pause: Option<Rest>,
}

/// Sending had better rest.
#[derive(Serialize)]
pub struct Rest {
    kind: AccountEventKind,
    since: Day,
    pub until: Day,
    text: String,
    heuristics: &'static [&'static str],
}

impl Pace {
    pub fn lately(book: &Tracked, context: &Env) -> Self {
        Self::since(book, &Tracked::default(), context)
    }

    /// The same after a change; `after`: what is on record then of those whom it is about.
    pub fn since(book: &Tracked, after: &Tracked, context: &Env) -> Self {
        let (zone, today) = (context.zone, context.today());
        let others = book.requests.iter().filter(|request| after.request(request.id).is_none());
        let PaceCounts { week, notes } = PaceCounts::lately(others.chain(&after.requests), context.now, zone);
        let Limits { requests_a_week, platform_requests_a_week, notes_a_month, .. } =
            context.config.settings.limits;
        let pause = Pause::on(today, &book.account, zone).map(|pause| {
            let (text, heuristics) = pause.advice(today);
            Rest { kind: pause.kind, since: pause.since, until: pause.until, text, heuristics }
        });
        Self {
            week,
            limit: requests_a_week,
            platform_limit: platform_requests_a_week,
            notes,
            free_notes_a_month: notes_a_month,
            open: None,
            pause,
        }
    }

    pub fn pause_sentence(&self) -> Option<String> {
        self.pause.as_ref().map(|pause| cited(&pause.text, pause.heuristics))
    }

    pub fn read(context: &Env) -> Result<Tracked> {
        let Some(mut store) = Store::open_to_read(&context.database)? else { return Ok(Tracked::default()) };
        let lately = Seed::SentSince(PaceCounts::lately_from(context.now, context.zone));
        let part = store.read(|view| view.part([lately])?.map_or_else(|| view.all(), Ok))?;
        let (record, numbers) = split(part);
        Ok(Tracked::of(record, &numbers, context.zone))
    }

    /// `3 sent in the last 7 days (limit 5) · 17 open · 2 notes this month …`
    pub fn line(&self) -> Text {
        let Self { week, limit, notes, free_notes_a_month, open, .. } = *self;
        let role = if week > limit { Role::Alert } else { Role::Plain };
        let line = Text::new()
            .push(role, format!("{week} sent in the last 7 days (limit {limit})"))
            .text(open.map_or_else(String::new, |open| format!(" · {open} open")));
        if notes == 0 {
            return line.text(".");
        }
        let notes = count(notes as usize, "note", "notes");
        line.text(format!(" · {notes} this month (free accounts have about {free_notes_a_month})."))
    }

    pub fn say(&self, ui: &mut Ui) {
        ui.say(self.line());
        if let Some(sentence) = self.pause_sentence() {
            ui.say(Text::new().push(Role::Alert, format!("{sentence}.")));
        }
    }
}
