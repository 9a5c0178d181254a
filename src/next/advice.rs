//! What makes sense next: a pure function of what is on record and the time. Each piece names the rules it comes from;
//! which row of heuristics 1d leads to what, the tests hold row by row.

use super::steps::{BLOCKED_AFTER_WITHDRAWAL_DAYS, MOST_ATTEMPTS, Situation};
use crate::model::classify::{Class, Hint};
use crate::model::settings::Model;
use crate::model::wording::span;
use crate::record::deed::Topic;

pub const MOST_UNASKED: usize = 2;

#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Advice {
    pub topic: Topic,
    pub text: String,
    pub command: Option<String>,
    pub heuristics: Vec<&'static str>,
    #[serde(rename = "dismissed")]
    pub is_dismissed: bool,
}

impl Advice {
    /// `Be patient: … [T18]`
    pub fn sentence(&self) -> String {
        if self.heuristics.is_empty() {
            return self.text.clone();
        }
        format!("{} [{}]", self.text, self.heuristics.join(" "))
    }

    /// Whether there is something to do, beyond looking and waiting.
    pub const fn is_step(&self) -> bool {
        matches!(
            self.topic,
            Topic::Answer | Topic::Welcome | Topic::FollowUp | Topic::Withdraw | Topic::NewTry
        )
    }
}

/// What is advised when something holds, with the rules it comes from; in the text `{age}` and the like stand for what is
/// known of the request. The command is without `invtrack`.
type AdviceRule =
    (Topic, fn(&Situation, &Model) -> bool, &'static str, &'static str, &'static [&'static str]);

/// The most useful first.
const RULES: &[AdviceRule] = &[
    (
        Topic::Elsewhere,
        |it, _| it.is(Class::Accepted) && it.has(Hint::DisconnectedLater),
        "They seem to have disconnected since; that happens, and says little about you",
        "",
        &["T19"],
    ),
    (
        Topic::Look,
        |it, _| {
            it.is(Class::Accepted) && !it.has(Hint::DisconnectedLater) && it.request.connected_at().is_none()
        },
        "Not proof yet: look once at My Network > Connections: that settles it",
        "",
        &["K08"],
    ),
    (
        Topic::Welcome,
        |it, _| it.is_time_to_welcome(),
        "They accepted on {accepted}: a good moment to write",
        "followup {id}",
        &[],
    ),
    (
        Topic::Elsewhere,
        |it, _| it.is(Class::Declined),
        "They told you no: respect it; it says little about you",
        "",
        &["K35", "T07", "T19"],
    ),
    (
        Topic::Answer,
        |it, _| it.is_unanswered() && it.reply().is_some_and(|(_, is_answered)| !is_answered),
        "They wrote to you without accepting. Answer them, then record it",
        "rapport {id} --how talked",
        &["T24", "K29"],
    ),
    (
        Topic::Confirm,
        |it, _| it.is_unanswered() && it.has(Hint::ConfirmSent),
        "Make sure that the request was really sent, and write it down if so",
        "edit {id} --confirmed yes",
        &["K09"],
    ),
    (
        Topic::Look,
        has_lapsed,
        "LinkedIn usually drops such invitations after about {lapse}; look once at My Network > Connections: that settles it",
        "",
        &["K08"],
    ),
    (
        Topic::Look,
        |it, model| it.is(Class::Pending) && it.has(Hint::NoObservation) && !has_lapsed(it, model),
        "Look at the profile once: what does its button say?",
        "",
        &["K04", "K05"],
    ),
    (
        Topic::Look,
        |it, model| it.is(Class::Pending) && it.has(Hint::Unclear) && !has_lapsed(it, model),
        "Look once at My Network > Connections: that settles it",
        "",
        &["K08"],
    ),
    (
        Topic::FollowUp,
        |it, _| may_follow_up(it) && it.is(Class::Pending) && it.request.context.met_briefly.is_none(),
        "One polite message makes sense ({age} days, nothing heard)",
        "followup {id}",
        &["T01"],
    ),
    (
        Topic::FollowUp,
        |it, _| may_follow_up(it) && it.is(Class::Ignored) && it.request.context.met_briefly.is_none(),
        "One polite message makes sense ({age} days, nothing heard)",
        "followup {id}",
        &["T17", "T01"],
    ),
    (
        Topic::FollowUp,
        |it, _| may_follow_up(it) && it.request.context.met_briefly.is_some(),
        "One polite message makes sense ({age} days, nothing heard); remind them where you met",
        "followup {id}",
        &["T01", "T09"],
    ),
    (
        Topic::Wait,
        |it, model| it.is_unanswered() && it.request.followed_up().is_some() && !has_lapsed(it, model),
        "You wrote on {wrote}: leave it at that",
        "",
        &["T02", "N11"],
    ),
    (
        Topic::Wait,
        |it, model| {
            let is_early = it.judged.case.now < model.thresholds.patience_days;
            it.is(Class::Pending) && is_early && !may_follow_up(it) && !has_lapsed(it, model)
        },
        "Be patient: before {patience} silence means little",
        "",
        &["T18"],
    ),
    (
        Topic::Withdraw,
        |it, _| it.withdraw_from().is_some_and(|day| day <= it.today),
        "Open for {age} days: consider withdrawing it. A new one can't be sent before, and not for {blocked_for} after",
        "withdraw {id}",
        &["N09", "N12"],
    ),
    (
        Topic::Wait,
        |it, _| is_over(it) && it.request.number >= MOST_ATTEMPTS,
        "Two attempts are enough: respect it",
        "",
        &["T07", "T28"],
    ),
    (
        Topic::Wait,
        |it, _| it.is(Class::Ignored) && may_ask_again(it) && it.new_try_from().is_none(),
        "Not final. To ask again: withdraw this one, wait a few months, and have more in common",
        "",
        &["K20", "T04", "T05"],
    ),
    (
        Topic::Wait,
        |it, _| may_ask_again(it) && it.new_try_from().is_some_and(|day| day > it.today),
        "A new try makes sense after {again}, with more in common{blocked}",
        "",
        &["T04", "T05"],
    ),
    (
        Topic::Rapport,
        |it, _| is_time_for_another(it) && it.rapport() == 0,
        "A new try needs more in common first: comment, share, meet, be introduced, then note it",
        "rapport {id} --how commented",
        &["T05"],
    ),
    (
        Topic::NewTry,
        |it, _| is_time_for_another(it) && it.rapport() > 0,
        "You can ask again; make the note more specific and personal",
        "resend {id}",
        &["T04", "T05", "T06"],
    ),
    (
        Topic::Elsewhere,
        |it, _| it.is(Class::Ignored),
        "Try another channel or a mutual contact. Don't take it personally: many accept only people they know, are rarely \
         there, or are not interested",
        "",
        &["T03", "T19", "R02", "R08", "R10"],
    ),
];

/// Nobody looked, or nothing is clear, and LinkedIn has likely dropped it: then only the list helps.
fn has_lapsed(it: &Situation, _: &Model) -> bool {
    it.is(Class::Pending) && it.has(Hint::PastExpiry)
}

fn may_follow_up(it: &Situation) -> bool {
    it.is_unanswered() && it.refuse_message(false).is_none()
}

fn is_over(it: &Situation) -> bool {
    it.is(Class::Ignored) || it.is(Class::Withdrawn) || it.is(Class::Expired)
}

fn may_ask_again(it: &Situation) -> bool {
    is_over(it) && it.request.number < MOST_ATTEMPTS
}

fn is_time_for_another(it: &Situation) -> bool {
    may_ask_again(it) && it.new_try_from().is_some_and(|day| day <= it.today)
}

pub fn advise(it: &Situation, model: &Model) -> Vec<Advice> {
    // What comes next is about the later request, or nothing is to be done.
    let is_settled =
        it.request.superseded.is_some() && !it.is(Class::Accepted) || it.judged.already.is_some();
    let fitting = RULES.iter().filter(|(_, when, ..)| !is_settled && when(it, model));
    fitting
        .map(|&(topic, _, text, command, heuristics)| Advice {
            topic,
            text: filled(text, it, model),
            command: (!command.is_empty())
                .then(|| format!("invtrack {}", command.replace("{id}", &it.request.id.to_string()))),
            heuristics: heuristics.to_vec(),
            is_dismissed: it.request.has_dismissed(topic, it.today),
        })
        .collect()
}

pub fn unasked(list: &[Advice]) -> impl Iterator<Item = &Advice> {
    list.iter().filter(|advice| !advice.is_dismissed).take(MOST_UNASKED)
}

fn filled(text: &str, it: &Situation, model: &Model) -> String {
    let blocked = it.blocked_until().filter(|day| *day > it.today);
    let wrote = it.request.followed_up().map(|at| at.day(it.zone).short(it.today));
    [
        ("{age}", it.age().to_string()),
        ("{lapse}", span(model.expiry_days)),
        ("{patience}", span(model.thresholds.patience_days)),
        ("{wrote}", wrote.unwrap_or_default()),
        ("{accepted}", it.accepted().map_or_else(String::new, |day| day.short(it.today))),
        ("{blocked_for}", format!("{} weeks", BLOCKED_AFTER_WITHDRAWAL_DAYS / 7)),
        ("{again}", it.new_try_from().map_or_else(String::new, |day| day.iso())),
        (
            "{blocked}",
            blocked.map_or_else(String::new, |day| {
                format!("; before {} LinkedIn takes none", day.short(it.today))
            }),
        ),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

#[cfg(test)]
mod tests;
