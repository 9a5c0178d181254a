use super::prelude::*;
use super::record::split;
use crate::config::Limits;
use crate::next::pace::{Counts, Pause, Spans};
use crate::store::{Seed, Store};

pub struct Pace {
    pub counts: Counts,
    limits: Limits,
    pub pause: Option<Pause>,
    pub pause_sentence: Option<String>,
}

impl Pace {
    pub fn of(book: &Tracked, context: &Env) -> Self {
        let expiry_days = context.config.settings.model.expiry_days;
        let counts = Counts::of(&book.requests, context.now, expiry_days, context.zone);
        Self { counts, ..Self::lately(book, context) }
    }

    /// The same without counting what is open, for which everything would have to be read.
    pub fn lately(book: &Tracked, context: &Env) -> Self {
        Self::since(book, &Tracked::default(), context)
    }

    /// The same after a change; `after`: what is on record then of those whom it is about.
    pub fn since(book: &Tracked, after: &Tracked, context: &Env) -> Self {
        let (settings, zone, today) = (&context.config.settings, context.zone, context.today());
        let pause = Pause::on(today, &book.account, zone);
        let others = book.requests.iter().filter(|request| after.request(request.id).is_none());
        Self {
            counts: Counts::lately(others.chain(&after.requests), context.now, zone),
            limits: settings.limits,
            pause,
            pause_sentence: pause.map(|pause| {
                let (text, heuristics) = pause.advice(today);
                cited(&text, heuristics)
            }),
        }
    }

    pub fn read(context: &Env) -> Result<Tracked> {
        let Some(mut store) = Store::open_to_read(&context.database)? else { return Ok(Tracked::default()) };
        let lately = Seed::SentSince(Spans::lately(context.now, context.zone));
        let part = store.read(|view| view.part([lately])?.map_or_else(|| view.all(), Ok))?;
        let (record, numbers) = split(part);
        Ok(Tracked::of(record, &numbers, context.zone))
    }

    /// `3 sent in the last 7 days (limit 5) · 17 open · 2 notes this month …`
    pub fn line(&self) -> Text {
        let (Counts { week, open, notes }, limits) = (self.counts, &self.limits);
        let role = if week > limits.requests_a_week { Role::Alert } else { Role::Plain };
        let line = Text::new()
            .push(role, format!("{week} sent in the last 7 days (limit {})", limits.requests_a_week))
            .text(open.map_or_else(String::new, |open| format!(" · {open} open")));
        if notes == 0 {
            return line.text(".");
        }
        let notes = count(notes as usize, "note", "notes");
        line.text(format!(" · {notes} this month (free accounts have about {}).", limits.notes_a_month))
    }

    pub fn say(&self, ui: &mut Ui) {
        ui.say(self.line());
        if let Some(sentence) = &self.pause_sentence {
            ui.say(Text::new().push(Role::Alert, format!("{sentence}.")));
        }
    }

    pub fn json(&self, context: &Env) -> Value {
        let pause = self.pause.map(|pause| {
            let (text, heuristics) = pause.advice(context.today());
            json!({
                "kind": pause.kind,
                "since": pause.since.iso(),
                "until": pause.until.iso(),
                "text": text,
                "heuristics": heuristics,
            })
        });
        let mut json = json!({
            "sent_7_days": self.counts.week,
            "limit": self.limits.requests_a_week,
            "platform_limit": self.limits.platform_requests_a_week,
            "notes_this_month": self.counts.notes,
            "free_notes_a_month": self.limits.notes_a_month,
            "pause": pause,
        });
        if let Some(open) = self.counts.open {
            json["open"] = json!(open);
        }
        json
    }
}
