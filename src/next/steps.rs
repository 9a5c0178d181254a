//! When a step makes sense for a request: a follow-up, taking it back, a new try.
//!
//! One place for advice, calendar and guards, so that they never disagree.

use super::sending::{MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use crate::model::attempt::Attempt;
use crate::model::classify::{Class, Hint};
use crate::model::judge::Judged;
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
        let is_closed = verdict.has(Hint::PastExpiry) || verdict.has(Hint::AlreadyConnected);
        let is_live = is_unanswered && attempt.stated().is_none() && !is_closed;
        let is_open = is_live && verdict.class == Class::Ignored && verdict.p_open >= 0.5;
        let ended = ended(attempt, judged, expiry_days, zone);
        let is_latest = attempt.superseded.is_none();
        // Of what lapsed nobody knows without a look whether it was accepted before.
        let is_known = verdict.class != Class::Pending;
        let may_try_again = ended.filter(|_| attempt.number < MOST_ATTEMPTS && is_latest && is_known);
        Self {
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

/// From when on one polite message makes sense (T01), unless [`refuse_follow_up`] knows better.
pub fn follow_up_from(attempt: &Attempt, zone: Zone) -> Option<Day> {
    attempt.request.sent.day(zone).plus_days(FOLLOW_UP_DAYS)
}

/// Why no message should be sent on `day`, and the heuristics that say so; none: nothing speaks against it. What was
/// heard on a later day speaks against none. That it is gone speaks against none either: who seems to have said no may
/// be asked politely, once (T17).
pub fn refuse_follow_up(
    attempt: &Attempt,
    judged: &Judged,
    expiry_days: f64,
    day: Day,
    zone: Zone,
) -> Option<(String, &'static [&'static str])> {
    let by_then = |moment: &Moment| moment.day(zone) <= day;
    if let Some(sent) = attempt.request.followed_up() {
        let sent = sent.day(zone).iso();
        return Some((format!("one message was sent on {sent}, and one is enough"), &["T02", "N11"]));
    }
    let accepted = attempt.connected_at();
    if judged.verdict.class == Class::Accepted && accepted.is_none_or(|at| by_then(&at)) {
        return Some(("they seem to have accepted: just write to them".to_owned(), &["T01"]));
    }
    if let Some(written) = replied(attempt).filter(by_then) {
        let on = written.day(zone).iso();
        let reason = if has_answered(attempt, written, zone) {
            format!("they wrote on {on}, and you answered: leave it to them now")
        } else {
            format!("they wrote on {on}: answer them instead")
        };
        return Some((reason, &["T24"]));
    }
    match attempt.request.closing().filter(|closing| by_then(&closing.at)).map(|closing| closing.ending) {
        Some(Ending::Declined) => return Some(("they told you no".to_owned(), &["K35", "T07"])),
        Some(Ending::Withdrawn | Ending::Expired) => return Some(over()),
        None => {}
    }
    let lapsed = lapses_on(attempt, expiry_days, zone).is_some_and(|lapsed| lapsed <= day);
    if lapsed || attempt.superseded.is_some_and(|next| by_then(&next)) {
        return Some(over());
    }
    let age = day.days_since(attempt.request.sent.day(zone));
    if age > i64::from(LOOKED_AFTER_DAYS) {
        return Some((format!("after {age} days nobody expects a word any more"), &["T01", "T17"]));
    }
    let from = follow_up_from(attempt, zone)?;
    (from > day).then(|| (format!("it is too early: from {} on", from.iso()), &["T01", "T18"][..]))
}

fn over() -> (String, &'static [&'static str]) {
    ("the request is over".to_owned(), &["T01"])
}

/// The first look from which on no later one showed it open.
fn gone_since(attempt: &Attempt, zone: Zone) -> Option<Day> {
    let mut since = None;
    for look in attempt.seen_after_sending() {
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
pub fn replied(attempt: &Attempt) -> Option<Moment> {
    attempt.seen_after_sending().filter(|look| look.signals.replied).map(|look| look.seen).last()
}

/// What brought the two closer since it was sent (T05): what the user did, and signs of theirs.
pub fn rapport(attempt: &Attempt) -> usize {
    let signs = |look: &&Look| look.signals.engaged || look.signals.replied;
    attempt.request.rapport().count() + attempt.seen_after_sending().filter(signs).count()
}

/// Whether the user answered after they wrote.
pub fn has_answered(attempt: &Attempt, written: Moment, zone: Zone) -> bool {
    attempt.request.actions.iter().any(|action| {
        matches!(action.deed, Deed::FollowedUp | Deed::Rapport(Rapport::Talked))
            && !action.at.is_before(written, zone)
    })
}
