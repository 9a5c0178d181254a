//! When a step makes sense for a request: a follow-up, taking it back, a new try. One place for advice, calendar and
//! commands, so that they never disagree.

use crate::model::classify::{Class, Hint};
use crate::model::evidence::{Sent, Sign};
use crate::model::judge::Judged;
use crate::model::request::{Observation, Request};
use crate::record::deed::{Deed, Ending, Rapport};
use crate::record::observation::Button;
use crate::record::time::{Day, Moment, Zone};

/// One polite message makes sense from this age on, in days …
pub const FOLLOW_UP_FROM: i64 = 14;
/// … to this one (T01) …
const FOLLOW_UP_TO: i64 = 60;
/// … if somebody looked within so many days, …
const LOOKED_WITHIN: i64 = 7;
/// … it is hardly accepted already, …
const MOST_ACCEPTED: f64 = 0.10;
/// … and may still be.
const LEAST_LATER: f64 = 0.03;

/// Who was asked longer ago is hardly ever going to accept: no look is worth the time.
pub const LOOKED_AFTER_DAYS: i32 = 120;

/// For so many days after somebody accepted a first word is worth a reminder.
const WELCOME_DAYS: i64 = 14;

/// A new request to somebody makes sense after so many days (N09).
pub const RESEND_AFTER_DAYS: i64 = 90;

/// LinkedIn refuses a new invitation for so many days after one was withdrawn (X01).
pub const BLOCKED_AFTER_WITHDRAWAL_DAYS: i64 = 21;

/// More attempts than these are of no use to anybody (T07).
pub const MOST_ATTEMPTS: usize = 2;

pub type Objection = (String, &'static [&'static str]);

/// A request with its verdict, on a day.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    pub request: &'a Request,
    pub judged: &'a Judged,
    pub today: Day,
    pub zone: Zone,
    /// From that age on, in days, it is old enough to be taken back (N09): until then some are still accepted (K20), and
    /// while it is open no new one can be sent.
    pub withdraw_after: u32,
}

impl Situation<'_> {
    pub(super) fn has(&self, hint: Hint) -> bool {
        self.judged.verdict.has(hint)
    }

    pub(super) fn is(&self, class: Class) -> bool {
        self.judged.verdict.class == class
    }

    /// The user ended it no way, and no later one took its place.
    pub(super) fn is_unanswered(&self) -> bool {
        self.is(Class::Pending) || self.is(Class::Ignored)
    }

    pub(super) fn sent(&self) -> Day {
        self.request.sent.day(self.zone)
    }

    pub(super) fn age(&self) -> i64 {
        self.today.days_since(self.sent())
    }

    pub(super) fn is_live(&self) -> bool {
        let is_closed = self.has(Hint::PastExpiry) || self.has(Hint::AlreadyConnected);
        self.is_unanswered() && self.request.stated().is_none() && !is_closed
    }

    pub(super) fn lapses_on(&self) -> Option<Day> {
        let days = self.judged.verdict.lapses_after;
        #[expect(clippy::cast_possible_truncation, reason = "some hundred days, as set")]
        days.is_finite().then(|| self.sent().plus_days(days.ceil() as i64))?
    }

    /// When it ended without an acceptance or a clear no: by the user's word, by lapsing, or when it was first seen to
    /// be open no more.
    pub(super) fn ended(&self) -> Option<Day> {
        let verdict = &self.judged.verdict;
        match (verdict.class, self.request.closing()) {
            (Class::Withdrawn | Class::Expired, Some(closing)) if closing.ending != Ending::Declined => {
                Some(closing.at.day(self.zone))
            }
            (Class::Ignored | Class::Pending, None) if self.has(Hint::PastExpiry) => self.lapses_on(),
            (Class::Ignored, None) if verdict.p_open < 0.5 => self.gone_since(),
            _ => None,
        }
    }

    /// The first look from which on no later one showed it open.
    fn gone_since(&self) -> Option<Day> {
        let mut since = None;
        for look in self.request.seen_after_sending() {
            let is_end = |sign: &Sign| {
                sign.is_gone() || matches!(sign, Sign::Button(Button::Connect) | Sign::Sent(Sent::Canceled))
            };
            if look.signs.iter().any(|sign| sign.is_open()) {
                since = None;
            } else if look.signs.iter().any(is_end) {
                since = since.or(Some(look.seen.day(self.zone)));
            }
        }
        since
    }

    /// From when on it is old enough to be taken back; none: that makes no sense.
    pub(super) fn withdraw_from(&self) -> Option<Day> {
        let is_open = self.is_live() && self.is(Class::Ignored) && self.judged.verdict.p_open >= 0.5;
        self.sent().plus_days(i64::from(self.withdraw_after)).filter(|_| is_open)
    }

    /// From when on another request makes sense (T04): a few months after it ended; what else it takes is not asked
    /// here. Of what lapsed nobody knows without a look whether it was accepted before.
    pub(super) fn new_try_from(&self) -> Option<Day> {
        let may = self.request.number < MOST_ATTEMPTS
            && self.request.superseded.is_none()
            && !self.is(Class::Pending);
        self.ended().filter(|_| may)?.plus_days(RESEND_AFTER_DAYS)
    }

    /// LinkedIn's own rule after a withdrawal (X01): from when on it takes another one.
    pub(super) fn blocked_until(&self) -> Option<Day> {
        let closing = self.request.closing().filter(|closing| closing.ending == Ending::Withdrawn)?;
        closing.at.day(self.zone).plus_days(BLOCKED_AFTER_WITHDRAWAL_DAYS)
    }

    /// When they last wrote without accepting, and whether the user answered.
    pub(super) fn reply(&self) -> Option<(Moment, bool)> {
        let written = self.request.seen_after_sending().filter(|look| look.has(Sign::Replied)).last()?.seen;
        let is_answered = self.request.actions.iter().any(|action| {
            matches!(action.deed, Deed::FollowedUp | Deed::Rapport(Rapport::Talked))
                && !action.at.is_before(written, self.zone)
        });
        Some((written, is_answered))
    }

    /// What brought the two closer since it was sent (T05): what the user did, and signs of theirs.
    pub(super) fn rapport(&self) -> usize {
        let signs = |look: &&Observation| look.has(Sign::Engaged) || look.has(Sign::Replied);
        self.request.rapport().count() + self.request.seen_after_sending().filter(signs).count()
    }

    pub fn accepted(&self) -> Option<Day> {
        let is_there = self.is(Class::Accepted) && !self.has(Hint::DisconnectedLater);
        self.request.connected_at().filter(|_| is_there).map(|at| at.day(self.zone))
    }

    /// They accepted lately, and neither has written since.
    pub(super) fn is_time_to_welcome(&self) -> bool {
        self.accepted().is_some_and(|day| {
            (0..=WELCOME_DAYS).contains(&self.today.days_since(day)) && self.refuse_welcome().is_none()
        })
    }

    /// Why no message should be sent; none: it makes sense. `is_sent`: it was, whether or not somebody looked before.
    pub fn refuse_message(&self, is_sent: bool) -> Option<Objection> {
        if self.accepted().is_some() {
            return self.refuse_welcome();
        }
        self.refuse_follow_up().or_else(|| self.refuse_unseen().filter(|_| !is_sent))
    }

    /// Why somebody who accepted needs no first word; none: it makes sense.
    fn refuse_welcome(&self) -> Option<Objection> {
        let accepted = self.accepted()?;
        let is_since = |moment: Moment| (accepted..=self.today).contains(&moment.day(self.zone));
        if let Some(wrote) = self.request.followed_up().filter(|wrote| is_since(*wrote)) {
            return Some((format!("you wrote to them on {}", wrote.day(self.zone).iso()), &[]));
        }
        let talked = self.request.rapport().any(|(how, at)| how == Rapport::Talked && is_since(at));
        let replied = self.request.looks.iter().any(|look| look.has(Sign::Replied) && is_since(look.seen));
        (talked || replied).then(|| ("you are in touch already".to_owned(), &[][..]))
    }

    /// Why no message should be sent, whatever a look would show; none: it makes sense. What was heard on a later day
    /// speaks against none.
    pub(super) fn refuse_follow_up(&self) -> Option<Objection> {
        let by_then = |moment: &Moment| moment.day(self.zone) <= self.today;
        let refuse = |text: String, rules: &'static [&'static str]| Some((text, rules));
        if let Some(sent) = self.request.followed_up() {
            let sent = sent.day(self.zone).iso();
            return refuse(format!("one message was sent on {sent}, and one is enough"), &["T02", "N11"]);
        }
        let accepted = self.request.connected_at();
        if self.is(Class::Accepted) && accepted.is_none_or(|at| by_then(&at)) {
            return refuse("they seem to have accepted".to_owned(), &["T01"]);
        }
        if let Some((written, is_answered)) = self.reply().filter(|(written, _)| by_then(written)) {
            let todo =
                if is_answered { "and you answered: leave it to them now" } else { "answer them instead" };
            let on = written.day(self.zone).iso();
            let and = if is_answered { "," } else { ":" };
            return refuse(format!("they wrote on {on}{and} {todo}"), &["T24"]);
        }
        let closing = self.request.closing().filter(|closing| by_then(&closing.at));
        if closing.is_some_and(|closing| closing.ending == Ending::Declined) {
            return refuse("they told you no".to_owned(), &["K35", "T07"]);
        }
        let was_connected = self.judged.already.is_some();
        let has_lapsed = self.lapses_on().is_some_and(|lapsed| lapsed <= self.today);
        if closing.is_some()
            || was_connected
            || has_lapsed
            || self.request.superseded.is_some_and(|next| by_then(&next))
        {
            return refuse("the request is over".to_owned(), &["T01"]);
        }
        let age = self.age();
        if age > FOLLOW_UP_TO {
            return refuse(format!("after {age} days nobody expects a word any more"), &["T01", "T17"]);
        }
        let from = self.sent().plus_days(FOLLOW_UP_FROM)?;
        if from > self.today {
            return refuse(format!("it is too early: from {} on", from.iso()), &["T01", "T18"]);
        }
        None
    }

    /// Why no message should be sent today, by what the last look shows (T01).
    pub(super) fn refuse_unseen(&self) -> Option<Objection> {
        let verdict = &self.judged.verdict;
        let last = self.request.last_look().map(|seen| self.today.days_since(seen.day(self.zone)));
        let refuse = |text: &str, rules: &'static [&'static str]| Some((text.to_owned(), rules));
        if last.is_none_or(|days| days > LOOKED_WITHIN) || verdict.p_accepted >= MOST_ACCEPTED {
            return refuse("they may have accepted meanwhile, so look first", &["T01", "K08"]);
        }
        if verdict.p_open < 0.5 || verdict.p_later < LEAST_LATER {
            return refuse("hardly anybody accepts any more then", &["T01", "T07"]);
        }
        None
    }
}
