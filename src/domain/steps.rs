//! From which day on a step makes sense for a request: a follow-up, taking it back, a new try.
//!
//! One place for advice, calendar and guards, so that they never disagree.

use super::attempt::Attempt;
use super::classify::{Class, Hint};
use super::judge::Judged;
use super::sending::{MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use crate::record::deed::{Deed, Ending, Rapport};
use crate::record::observation::{Button, Look, SentPage};
use crate::record::time::{Day, Moment, Zone};

/// One polite message makes sense from this age on (T01).
pub const FOLLOW_UP_DAYS: i64 = 14;

/// Who was asked longer ago is hardly ever going to accept: neither a look nor a message is worth the time.
pub const LOOKED_AFTER_DAYS: i32 = 120;

/// An invitation that is likely ignored is old enough to be taken back after a few months (N09); until then some are
/// still accepted (K20), and while it is open no new one can be sent.
pub const WITHDRAW_AFTER_DAYS: i64 = 90;

/// The days from which on steps make sense; none: they don't.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Steps {
    /// One polite message (T01, T17).
    pub follow_up: Option<Day>,
    /// Taking it back.
    pub withdraw: Option<Day>,
    /// Asking again (T04): a few months after it ended; what else it takes is not asked here.
    pub new_try: Option<Day>,
    /// When it ended, as far as that is known.
    pub ended: Option<Day>,
    /// It may still be answered.
    pub is_live: bool,
}

impl Steps {
    /// The steps for one request. `expiry_days`: how long an invitation stays open.
    pub fn of(attempt: &Attempt, judged: &Judged, expiry_days: f64, zone: Zone) -> Self {
        let verdict = &judged.verdict;
        let sent = attempt.request.sent.day(zone);
        let is_unanswered = matches!(verdict.class, Class::Pending | Class::Ignored);
        let is_live = is_unanswered && attempt.stated().is_none() && !verdict.has(Hint::PastExpiry);
        let has_spoken = attempt.request.followed_up().is_some() || replied(attempt, zone).is_some();
        let is_open = is_live && verdict.class == Class::Ignored && verdict.p_open >= 0.5;
        let ended = ended(attempt, judged, expiry_days, zone);
        let is_latest = attempt.superseded.is_none();
        // Of what lapsed nobody knows without a look whether it was accepted before.
        let is_known = verdict.class != Class::Pending;
        let may_try_again = ended.filter(|_| attempt.number < MOST_ATTEMPTS && is_latest && is_known);
        Self {
            follow_up: sent.plus_days(FOLLOW_UP_DAYS).filter(|_| is_live && !has_spoken),
            withdraw: sent.plus_days(WITHDRAW_AFTER_DAYS).filter(|_| is_open),
            new_try: may_try_again.and_then(|day| day.plus_days(RESEND_AFTER_DAYS)),
            ended,
            is_live,
        }
    }
}

/// The day on which LinkedIn lets it lapse.
pub fn lapses_on(attempt: &Attempt, expiry_days: f64, zone: Zone) -> Option<Day> {
    #[expect(clippy::cast_possible_truncation, reason = "a setting of some hundred days")]
    attempt.request.sent.day(zone).plus_days(expiry_days.ceil() as i64)
}

/// When it ended without an acceptance or a clear no: by the user's word, by lapsing, or when it was first seen to be
/// open no more.
fn ended(attempt: &Attempt, judged: &Judged, expiry_days: f64, zone: Zone) -> Option<Day> {
    let verdict = &judged.verdict;
    match (verdict.class, attempt.request.closing()) {
        (Class::Withdrawn | Class::Expired, Some(closing)) if closing.ending != Ending::Declined => {
            Some(closing.at.day(zone))
        }
        (Class::Ignored | Class::Pending, None) if verdict.has(Hint::PastExpiry) => {
            lapses_on(attempt, expiry_days, zone)
        }
        (Class::Ignored, None) if verdict.p_open < 0.5 => gone_since(attempt, zone),
        _ => None,
    }
}

/// Why no message should be sent on `day`, and the heuristics that say so; none: nothing speaks against it. What was
/// heard on a later day speaks against none.
pub fn refuse_follow_up(
    attempt: &Attempt,
    judged: &Judged,
    steps: &Steps,
    day: Day,
    zone: Zone,
) -> Option<(String, &'static [&'static str])> {
    let by_then = |moment: &Moment| moment.day(zone) <= day;
    let sent = attempt.request.sent.day(zone);
    if let Some(sent) = attempt.request.followed_up() {
        let sent = sent.day(zone).iso();
        return Some((format!("one message was sent on {sent}, and one is enough"), &["T02", "N11"]));
    }
    let accepted = attempt.connected_at();
    if judged.verdict.class == Class::Accepted && accepted.is_none_or(|at| by_then(&at)) {
        return Some(("they seem to have accepted: just write to them".to_owned(), &["T01"]));
    }
    if let Some(written) = replied(attempt, zone).filter(by_then) {
        let on = written.day(zone).iso();
        let reason = if has_answered(attempt, written, zone) {
            format!("they wrote on {on}, and you answered: leave it to them now")
        } else {
            format!("they wrote on {on}: answer them instead")
        };
        return Some((reason, &["T24"]));
    }
    if steps.ended.is_some_and(|ended| ended <= day) || attempt.superseded.is_some_and(|next| by_then(&next))
    {
        return Some(("the request is over".to_owned(), &["T01"]));
    }
    let age = day.days_since(sent);
    if age > i64::from(LOOKED_AFTER_DAYS) {
        return Some((format!("after {age} days nobody expects a word any more"), &["T01", "T17"]));
    }
    let from = sent.plus_days(FOLLOW_UP_DAYS)?;
    (from > day).then(|| (format!("it is too early: from {} on", from.iso()), &["T01", "T18"][..]))
}

/// The first look from which on no later one showed it open.
fn gone_since(attempt: &Attempt, zone: Zone) -> Option<Day> {
    let mut since = None;
    for look in attempt.seen_after_sending(zone) {
        let (button, sent_page) = (look.signals.button, look.signals.sent_page);
        if button == Some(Button::Pending) || sent_page == Some(SentPage::Listed) {
            since = None;
        } else if button == Some(Button::Connect)
            || matches!(sent_page, Some(SentPage::Gone | SentPage::Canceled))
        {
            since = since.or(Some(look.seen.day(zone)));
        }
    }
    since
}

/// When they last wrote without accepting.
pub fn replied(attempt: &Attempt, zone: Zone) -> Option<Moment> {
    attempt.seen_after_sending(zone).filter(|look| look.signals.replied).map(|look| look.seen).last()
}

/// What brought the two closer since it was sent (T05): what the user did, and signs of theirs.
pub fn rapport(attempt: &Attempt, zone: Zone) -> usize {
    let signs = |look: &&Look| look.signals.engaged || look.signals.replied;
    attempt.request.rapport().count() + attempt.seen_after_sending(zone).filter(signs).count()
}

/// Whether the user answered after they wrote.
pub fn has_answered(attempt: &Attempt, written: Moment, zone: Zone) -> bool {
    attempt.request.actions.iter().any(|action| {
        matches!(action.deed, Deed::FollowedUp | Deed::Rapport(Rapport::Talked))
            && !action.at.is_before(written, zone)
    })
}
