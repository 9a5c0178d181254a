//! What is due, as a calendar to import or to subscribe to.

use super::Content;
use crate::context::Context;
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::next::calendar::{DueDate, Task, due_dates};
use crate::next::steps::Situation;
use crate::output::calendar::{self, Event};
use crate::record::slug::profile_url;

/// Every due date of every request, the earliest first.
pub fn calendar(requests: &[(&Request, Judged)], _: &Judge, context: &Context) -> Content {
    let (now, today, zone) = (context.now, context.today(), context.zone);
    let mut events = Vec::new();
    for (attempt, judged) in requests {
        let it = Situation { request: attempt, judged, today, zone };
        let entries = due_dates(&it, &context.config.settings.model);
        events.extend(entries.iter().map(|entry| event(attempt, entry, context)));
    }
    events.sort_by_key(|event| event.day);
    let entries = events.len();
    (Box::new(move |out| calendar::write(out, now, &events)), entries)
}

fn event(attempt: &Request, entry: &DueDate, context: &Context) -> Event {
    let (name, number) = (&attempt.person.name, attempt.id);
    let summary = match entry.due {
        Task::Look => format!("Look at {name}"),
        Task::FollowUp => format!("Follow up with {name}, once"),
        Task::Withdraw => format!("{name}: old enough to take back"),
        Task::NewTry => format!("{name}: a new try makes sense"),
        Task::Expiry => format!("{name}: the invitation lapses"),
    };
    let known = attempt.facts.first().map_or_else(|| number.to_string(), ToString::to_string);
    Event {
        uid: format!("{known}-{}@invtrack", entry.due.word()),
        day: entry.day,
        summary,
        description: format!(
            "{} [{}]\nRequest #{number}, {}.",
            entry.text,
            entry.heuristics.join(" "),
            crate::commands::view::sent_line(attempt, context)
        ),
        url: attempt.person.slug.as_deref().map(profile_url),
    }
}
