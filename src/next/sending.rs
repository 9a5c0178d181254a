//! What is worth saying when a request is sent.

use super::steps::{BLOCKED_AFTER_WITHDRAWAL_DAYS, MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use crate::model::request::{Context, Request, is_default_note};
use crate::record::deed::Ending;
use crate::record::time::{Instant, Moment, Zone};

pub const NO_NOTE: &str = "no note is recorded: a short personal one helps [T13]";

#[derive(Clone, Copy, Debug)]
pub struct PlannedSending<'a> {
    pub sent: Moment,
    pub context: &'a Context,
    pub now: Instant,
    pub zone: Zone,
}

/// Requests in 7 days: as many as the user wants to send, and as LinkedIn lets them.
#[derive(Clone, Copy, Debug)]
pub struct WeekLimits {
    pub own: u32,
    pub platform: u32,
}

/// What the user should know, each with the rule it comes from. `others`: what was sent to the same person before;
/// `week`: requests of the last 7 days on record.
pub fn warnings(
    sending: &PlannedSending,
    others: &[&Request],
    week: u32,
    week_limits: WeekLimits,
    note_limit: usize,
) -> Vec<String> {
    let mut warnings = Vec::new();
    warnings.extend(about_attempts(sending, others));
    warnings.extend(about_pace(sending, week, week_limits));
    warnings.extend(about_note(sending, note_limit));
    warnings
}

/// More than the limit is worth a word, more than twice as much a stronger one (N10); LinkedIn has a limit, too (N12).
/// `week`: requests of the last 7 days, without this one.
pub fn about_pace(sending: &PlannedSending, week: u32, limits: WeekLimits) -> Option<String> {
    if sending.now.days_since(sending.sent.instant(sending.zone)) >= 7.0 {
        return None;
    }
    let (week, WeekLimits { own: limit, platform }) = (week + 1, limits);
    if week >= platform {
        return Some(format!(
            "{week} requests in 7 days: LinkedIn itself stops you at about {platform} [X03 N10 N12]"
        ));
    }
    let how = match week {
        week if week > limit.saturating_mul(2) => "more than twice",
        week if week > limit => "over",
        _ => return None,
    };
    Some(format!(
        "{week} requests in 7 days, {how} the limit of {limit} (limits.requests_a_week): few and well-aimed ones do better [N10]"
    ))
}

fn about_attempts(sending: &PlannedSending, others: &[&Request]) -> Vec<String> {
    let day = sending.sent.day(sending.zone);
    let earlier: Vec<&&Request> = others.iter().filter(|other| other.sent.day(sending.zone) <= day).collect();
    let Some(previous) = earlier.iter().max_by_key(|other| other.sent.instant(sending.zone)) else {
        return Vec::new();
    };
    let mut warnings = Vec::new();
    if previous.closing().is_none() {
        let id = previous.id;
        warnings.push(format!("request #{id} to the same person counts as superseded by this one"));
    }
    let closing = previous.closing();
    if closing.is_some_and(|closing| closing.ending == Ending::Declined) {
        warnings.push(format!("they told you no, by request #{}: better respect it [K35 T07]", previous.id));
    }
    let since = day.days_since(closing.map_or(previous.sent, |closing| closing.at).day(sending.zone));
    if since < RESEND_AFTER_DAYS {
        let (days, what) =
            (if since == 1 { "day" } else { "days" }, if closing.is_some() { "end of the " } else { "" });
        warnings.push(format!(
            "only {since} {days} since the {what}request before; a few months do better, with more in common [T04 T05]"
        ));
    }
    let withdrawn = closing.filter(|closing| closing.ending == Ending::Withdrawn);
    let blocked = |at: Moment| day.days_since(at.day(sending.zone)) < BLOCKED_AFTER_WITHDRAWAL_DAYS;
    if withdrawn.is_some_and(|closing| blocked(closing.at)) {
        warnings.push(
            "LinkedIn takes no new invitation within three weeks of withdrawing one: was it really sent? [X01]"
                .to_owned(),
        );
    }
    if earlier.len() >= MOST_ATTEMPTS {
        warnings.push(format!(
            "{} requests went to them before this one; better respect it [T07]",
            earlier.len()
        ));
    }
    warnings
}

pub fn about_note(sending: &PlannedSending, limit: usize) -> Option<String> {
    let Some(note) = &sending.context.note else {
        // Of a template there was a note, whatever it said.
        let had_one = sending.context.generic || sending.context.template.is_some();
        return (!had_one).then(|| NO_NOTE.to_owned());
    };
    let length = note.chars().count();
    if length > limit {
        return Some(format!("the note has {length} characters; LinkedIn takes {limit} (300 with Premium)"));
    }
    (sending.context.generic || is_default_note(note))
        .then(|| "a generic note puts people off [N06]".to_owned())
}
