//! One request a row, for people and their spreadsheets.

use super::Content;
use crate::commands::view;
use crate::context::Context;
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::model::wording::percent;
use crate::output::sheet;
use crate::record::slug::profile_url;
use crate::record::time::Moment;

const HEADER: [&str; 16] = [
    "id",
    "name",
    "profile_url",
    "sent",
    "sent_within_days",
    "attempt",
    "last_look",
    "verdict",
    "confidence_percent",
    "why",
    "tags",
    "note",
    "met_at",
    "met_briefly",
    "template",
    "email",
];

/// The table of all requests.
pub fn table(requests: &[(&Request, Judged)], judge: &Judge, context: &Context) -> Content {
    let rows: Vec<Vec<String>> =
        requests.iter().map(|(attempt, judged)| row(attempt, judged, judge, context)).collect();
    let entries = rows.len();
    (Box::new(move |out| sheet::write(out, &HEADER, rows.into_iter())), entries)
}

fn row(attempt: &Request, judged: &Judged, judge: &Judge, context: &Context) -> Vec<String> {
    let (person, request, verdict) = (&attempt.person, attempt, &judged.verdict);
    let day = |moment: Moment| moment.day(context.zone).iso();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let sure = view::has_confidence(verdict).then(|| percent(verdict.confidence).to_string());
    vec![
        request.id.to_string(),
        person.name.clone(),
        person.slug.as_deref().map(profile_url).unwrap_or_default(),
        day(request.sent),
        request.sent_within.to_string(),
        attempt.number.to_string(),
        attempt.last_look().map(day).unwrap_or_default(),
        verdict.class.word().to_owned(),
        sure.unwrap_or_default(),
        view::why(attempt, judge, judged, context),
        request.context.tags.join(", "),
        text(&request.context.note),
        text(&request.context.met_at),
        text(&request.context.met_briefly),
        text(&request.context.template),
        text(&person.email),
    ]
}
