//! What is due, as a calendar to import or to subscribe to.

use super::Content;
use crate::context::Context;
use crate::model::attempt::Attempt;
use crate::model::judge::{Judge, Judged};
use crate::next::calendar::{Due, Entry, agenda};
use crate::output::calendar::{self, Event};
use crate::record::slug::profile_url;

/// Every due date of every request, the earliest first.
pub fn calendar(requests: &[(Attempt, Judged)], _: &Judge, context: &Context) -> Content {
    let (now, today, zone) = (context.now, context.today(), context.zone);
    let expiry = context.config.settings.model.expiry_days;
    let mut events = Vec::new();
    for (attempt, judged) in requests {
        let entries = agenda(attempt, judged, expiry, today, zone);
        events.extend(entries.iter().map(|entry| event(attempt, entry, context)));
    }
    events.sort_by_key(|event| event.day);
    let entries = events.len();
    (Box::new(move |out| calendar::write(out, now, &events)), entries)
}

fn event(attempt: &Attempt, entry: &Entry, context: &Context) -> Event {
    let (name, number) = (&attempt.person.name, attempt.request.id);
    let summary = match entry.due {
        Due::Look => format!("Look at {name}"),
        Due::FollowUp => format!("Follow up with {name}, once"),
        Due::Withdraw => format!("{name}: old enough to take back"),
        Due::NewTry => format!("{name}: a new try makes sense"),
        Due::Expiry => format!("{name}: the invitation lapses"),
    };
    let known = attempt.request.facts.first().map_or_else(|| number.to_string(), ToString::to_string);
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
