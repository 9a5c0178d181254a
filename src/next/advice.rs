//! What makes sense next: a pure function of what is on record and the time. Each piece names the heuristics it comes
//! from; which row of heuristics 1d leads to what, the tests hold row by row.

use super::sending::{BLOCKED_AFTER_WITHDRAWAL_DAYS, MOST_ATTEMPTS};
use super::steps::{Steps, has_answered, rapport, refuse_follow_up, replied};
use crate::model::attempt::Attempt;
use crate::model::classify::{Class, Hint};
use crate::model::judge::Judged;
use crate::record::deed::{Ending, Topic};
use crate::record::time::{Day, Zone};

/// Before this age silence means little (K07, T18).
const PATIENCE_DAYS: i64 = 21;

/// So much advice about one request is given unasked.
pub const MOST_UNASKED: usize = 2;

/// A piece of advice about one request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
    /// What it is about.
    pub topic: Topic,
    /// What to do and why, in a sentence without a full stop.
    pub text: String,
    /// The command that does it, or writes it down.
    pub command: Option<String>,
    /// The heuristics it comes from.
    pub heuristics: Vec<&'static str>,
    /// The user wants to hear no more of it.
    pub is_dismissed: bool,
}

impl Advice {
    /// `Be patient: … [T18]`
    pub fn sentence(&self) -> String {
        format!("{} [{}]", self.text, self.heuristics.join(" "))
    }

    /// Whether there is something to do, beyond looking and waiting.
    pub const fn is_step(&self) -> bool {
        matches!(self.topic, Topic::Answer | Topic::FollowUp | Topic::Withdraw | Topic::NewTry)
    }
}

/// All that can be advised about one request, the most useful first. `expiry_days`: how long an invitation stays open.
pub fn advise(attempt: &Attempt, judged: &Judged, expiry_days: f64, today: Day, zone: Zone) -> Vec<Advice> {
    let steps = Steps::of(attempt, judged, expiry_days, zone);
    let adviser = Adviser { attempt, judged, steps, expiry_days, today, zone };
    let mut list = match judged.verdict.class {
        Class::Accepted => adviser.accepted(),
        // What comes next is about the later request.
        _ if attempt.superseded.is_some() || judged.already.is_some() => Vec::new(),
        Class::Pending => adviser.pending(),
        Class::Ignored => adviser.ignored(),
        Class::Withdrawn | Class::Expired => adviser.ended(),
        Class::Declined => vec![adviser.say(
            Topic::Elsewhere,
            "They told you no: respect it; it says little about you",
            &["K35", "T07", "T19"],
        )],
        Class::Superseded => Vec::new(),
    };
    for advice in &mut list {
        advice.is_dismissed = attempt.request.has_dismissed(advice.topic);
    }
    list
}

/// What is told unasked: the first pieces that were not dismissed.
pub fn unasked(list: &[Advice]) -> impl Iterator<Item = &Advice> {
    list.iter().filter(|advice| !advice.is_dismissed).take(MOST_UNASKED)
}

struct Adviser<'a> {
    attempt: &'a Attempt<'a>,
    judged: &'a Judged,
    steps: Steps,
    expiry_days: f64,
    today: Day,
    zone: Zone,
}

impl Adviser<'_> {
    #[expect(clippy::unused_self, reason = "reads like the others")]
    fn say(&self, topic: Topic, text: impl Into<String>, heuristics: &[&'static str]) -> Advice {
        let heuristics = heuristics.to_vec();
        Advice { topic, text: text.into(), command: None, heuristics, is_dismissed: false }
    }

    /// The same with a command about this request: `followup` becomes `invtrack followup 12`.
    fn offer(
        &self,
        topic: Topic,
        text: impl Into<String>,
        command: &str,
        heuristics: &[&'static str],
    ) -> Advice {
        let command = Some(format!("invtrack {command} {}", self.attempt.request.id));
        Advice { command, ..self.say(topic, text, heuristics) }
    }

    fn accepted(&self) -> Vec<Advice> {
        if self.judged.verdict.has(Hint::DisconnectedLater) {
            return vec![self.say(
                Topic::Elsewhere,
                "They seem to have disconnected since; that happens, and says little about you",
                &["T19"],
            )];
        }
        if self.attempt.connected_at().is_some() {
            return Vec::new();
        }
        let text = "Not proof yet: look once at My Network > Connections: that settles it";
        vec![self.say(Topic::Look, text, &["K08"])]
    }

    fn pending(&self) -> Vec<Advice> {
        let verdict = &self.judged.verdict;
        let mut list: Vec<Advice> = [self.answer(), self.confirm()].into_iter().flatten().collect();
        if verdict.has(Hint::PastExpiry) {
            let text = "The invitation must have lapsed by now; look once at My Network > Connections: that settles it";
            list.push(self.say(Topic::Look, text, &["K08"]));
            return list;
        }
        let settle = if verdict.has(Hint::NoObservation) {
            Some(("Look at the profile once: what does its button say?", &["K04", "K05"][..]))
        } else if verdict.has(Hint::Unclear) {
            Some(("Unclear: look once at My Network > Connections: that settles it", &["K08"][..]))
        } else {
            None
        };
        list.extend(settle.map(|(text, heuristics)| self.say(Topic::Look, text, heuristics)));
        list.extend([self.follow_up(), self.followed_up(), self.wait()].into_iter().flatten());
        list
    }

    fn ignored(&self) -> Vec<Advice> {
        let mut list: Vec<Advice> = [
            self.answer(),
            self.confirm(),
            self.follow_up(),
            self.followed_up(),
            self.withdraw(),
            self.new_try(),
        ]
        .into_iter()
        .flatten()
        .collect();
        let text = "Perhaps another way than LinkedIn, or somebody whom you both know; it is not personal";
        list.push(self.say(Topic::Elsewhere, text, &["T03", "T19"]));
        list
    }

    fn ended(&self) -> Vec<Advice> {
        self.new_try().into_iter().collect()
    }

    /// T24: whoever writes before deciding wants an answer.
    fn answer(&self) -> Option<Advice> {
        let written = replied(self.attempt)?;
        let has_answered = has_answered(self.attempt, written, self.zone);
        let text = "They wrote to you before deciding, so answer them and write it down";
        (!has_answered).then(|| Advice {
            command: Some(format!("invtrack rapport {} --how talked", self.attempt.request.id)),
            ..self.say(Topic::Answer, text, &["T24", "K29"])
        })
    }

    /// K09: perhaps it was never sent.
    fn confirm(&self) -> Option<Advice> {
        let command = Some(format!("invtrack edit {} --confirmed yes", self.attempt.request.id));
        let text = "Make sure that the request was really sent, and write it down if so";
        self.judged
            .verdict
            .has(Hint::ConfirmSent)
            .then(|| Advice { command, ..self.say(Topic::Confirm, text, &["K09"]) })
    }

    /// T01, T17: one polite message, once; T09: they may not remember a brief meeting.
    fn follow_up(&self) -> Option<Advice> {
        let refused = refuse_follow_up(self.attempt, self.judged, self.expiry_days, self.today, self.zone);
        if refused.is_some() {
            return None;
        }
        let mut text = format!("One polite message makes sense ({} days, nothing heard)", self.age());
        let mut heuristics =
            if self.judged.verdict.class == Class::Ignored { vec!["T17", "T01"] } else { vec!["T01"] };
        if self.attempt.request.context.met_briefly.is_some() {
            text += "; remind them where you met";
            heuristics.push("T09");
        }
        Some(self.offer(Topic::FollowUp, text, "followup", &heuristics))
    }

    /// T18: patience before three weeks, unless there is something to do.
    fn wait(&self) -> Option<Advice> {
        let text = "Be patient: before three weeks silence means little";
        let is_early = self.age() < PATIENCE_DAYS && self.follow_up().is_none();
        is_early.then(|| self.say(Topic::Wait, text, &["T18"]))
    }

    /// T02: after the one message no other.
    fn followed_up(&self) -> Option<Advice> {
        let sent = self.attempt.request.followed_up()?.day(self.zone);
        let text = format!("You wrote on {}: leave it at that", sent.short(self.today));
        Some(self.say(Topic::Wait, text, &["T02", "N11"]))
    }

    /// N09: while it is open, no new one can be sent.
    fn withdraw(&self) -> Option<Advice> {
        self.steps.withdraw.filter(|day| *day <= self.today)?;
        let text = format!(
            "Old enough to take back ({} days), and while it is open no new one can be sent",
            self.age()
        );
        Some(self.offer(Topic::Withdraw, text, "withdraw", &["N09", "N12"]))
    }

    /// T04 to T07, T28: a few months later, with more in common, and at most twice.
    fn new_try(&self) -> Option<Advice> {
        if self.attempt.number >= MOST_ATTEMPTS {
            let text = "Two attempts are enough: respect it";
            return Some(self.say(Topic::Wait, text, &["T07", "T28"]));
        }
        let Some(day) = self.steps.new_try else {
            let text =
                "Not final. A new try would need this one taken back first, a few months, and more in common";
            return (self.judged.verdict.class == Class::Ignored)
                .then(|| self.say(Topic::Wait, text, &["K20", "T04", "T05"]));
        };
        if day > self.today {
            let blocked = self.blocked_until().filter(|blocked| *blocked > self.today);
            let blocked = blocked.map_or_else(String::new, |day| {
                format!("; before {} LinkedIn takes none", day.short(self.today))
            });
            let text = format!("A new try makes sense after {}, with more in common{blocked}", day.iso());
            return Some(self.say(Topic::Wait, text, &["T04", "T05"]));
        }
        if rapport(self.attempt) == 0 {
            let text =
                "A new try needs more in common first: comment, share, meet, be introduced, then note it";
            let advice = self.say(Topic::Rapport, text, &["T05"]);
            let command = Some(format!("invtrack rapport {} --how commented", self.attempt.request.id));
            return Some(Advice { command, ..advice });
        }
        let text = "May be asked again, more specific and personal than before";
        Some(self.offer(Topic::NewTry, text, "resend", &["T04", "T05", "T06"]))
    }

    /// LinkedIn's own rule after a withdrawal (public sources outside the documents).
    fn blocked_until(&self) -> Option<Day> {
        let closing = self.attempt.request.closing()?;
        let withdrawn = closing.at.day(self.zone).plus_days(BLOCKED_AFTER_WITHDRAWAL_DAYS);
        withdrawn.filter(|_| closing.ending == Ending::Withdrawn)
    }

    /// Whole days since sending.
    fn age(&self) -> i64 {
        self.today.days_since(self.attempt.request.sent.day(self.zone))
    }
}

#[cfg(test)]
mod tests;
