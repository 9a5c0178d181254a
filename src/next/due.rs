//! Whom to look at next, and why (heuristics 4): the people about whom a look would tell most, and before them the page
//! that settles many at once.

use super::steps::LOOKED_AFTER_DAYS;
use crate::model::classify::Class;
use crate::model::evidence::Sign;
use crate::model::judge::Judged;
use crate::model::request::Request;
use crate::model::tracked::{Listing, Snapshot};
use crate::model::wording::percent_text;
use crate::record::deed::Topic;
use crate::record::observation::Button;
use crate::record::time::{Day, Zone};
use crate::record::words::words;

const LEAST_SCORE: f64 = 0.10;
/// So much a day since the last look adds to the score, so that nobody is forgotten; up to [`MOST_DAYS`].
const SCORE_A_DAY: f64 = 0.005;
const MOST_DAYS: f64 = 60.0;
/// Almost certainly accepted already: nothing to look for. Nor where the connection was seen, whatever else was.
const SURE: f64 = 0.95;
/// A page is worth reading once it was not read for so many days …
const PAGE_DAYS: i64 = 7;
/// … and at least so many requests have more doubt than [`LEAST_DOUBT`].
const PAGE_REQUESTS: usize = 3;
const LEAST_DOUBT: f64 = 0.10;

words! {
    Page {
        Profile = "profile",
        Connections = "connections",
        Sent = "sent",
    }
}

/// What the page of a person would show today, by what is known: the chances add up to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Expectation {
    pub connected: f64,
    pub open: f64,
    pub gone: f64,
}

impl Expectation {
    fn of(judged: &Judged) -> Self {
        let verdict = &judged.verdict;
        let connected = verdict.p_accepted - verdict.p_disconnected;
        Self { connected, open: verdict.p_open, gone: 1.0 - connected - verdict.p_open }
    }

    /// The chance that two draws differ: how much a look would tell, 0 to 2/3.
    pub fn gini(self) -> f64 {
        1.0 - self.connected.powi(2) - self.open.powi(2) - self.gone.powi(2)
    }

    /// The same of a page that only shows what is still open.
    fn gini_of_open(self) -> f64 {
        1.0 - self.open.powi(2) - (1.0 - self.open).powi(2)
    }
}

#[derive(Clone, Debug)]
pub struct DueLook<'a> {
    pub request: &'a Request,
    pub belief: Expectation,
    /// Days since the last look; since sending if there was none.
    pub days: f64,
    /// The same by the calendar.
    pub calendar_days: i64,
    /// Nobody looked since it was sent.
    pub is_first: bool,
    pub page: Page,
    pub is_gone: bool,
    pub score: f64,
}

impl DueLook<'_> {
    /// `never looked at, 10 days old: 52% still open, 30% accepted, 18% gone`
    pub fn reason(&self) -> String {
        let days = self.calendar_days;
        let days_text = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        let since = if self.is_first && days == 0 {
            "never looked at, sent today".to_owned()
        } else if self.is_first {
            format!("never looked at, {days_text} old")
        } else if days == 0 {
            "last look today".to_owned()
        } else if days == 1 {
            "last look yesterday".to_owned()
        } else {
            format!("last look {days_text} ago")
        };
        let Expectation { connected, open, gone } = self.belief;
        let chances = format!(
            "{} still open, {} accepted, {} gone",
            percent_text(open),
            percent_text(connected),
            percent_text(gone)
        );
        match self.page {
            Page::Profile => format!("{since}: {chances}"),
            _ if self.is_gone => {
                format!("{since}: {chances}; it left your Sent list, so look in your connections list")
            }
            _ => format!("{since}: {chances}; only Message speaks for it, so look in your connections list"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Batch {
    pub page: Page,
    /// About so many of them it would settle: the sum of the doubt about each.
    pub gain: f64,
    pub requests: usize,
}

#[derive(Debug)]
pub struct Due<'a> {
    /// The page to read before any profile.
    pub batch: Option<Batch>,
    pub looks: Vec<DueLook<'a>>,
}

/// Ranks everybody who is open. `lists`: the complete lists that were read.
pub fn due<'a>(
    judged: impl IntoIterator<Item = (&'a Request, &'a Judged)>,
    lists: &[Snapshot],
    today: Day,
    zone: Zone,
) -> Due<'a> {
    let mut open: Vec<DueLook> =
        judged.into_iter().filter_map(|(request, judged)| weigh(request, judged, today, zone)).collect();
    let batch = batch(&open, lists, today);
    open.retain(|look| look.score >= LEAST_SCORE);
    open.sort_by(|a, b| {
        let age = |look: &DueLook| (look.request.sent.utc(), look.request.id);
        b.score.total_cmp(&a.score).then_with(|| age(a).cmp(&age(b)))
    });
    Due { batch, looks: open }
}

/// What a look at an open request would tell; none where there is nothing to look for.
fn weigh<'a>(request: &'a Request, judged: &Judged, today: Day, zone: Zone) -> Option<DueLook<'a>> {
    let is_old = judged.case.now > f64::from(LOOKED_AFTER_DAYS);
    if request.stated().is_some()
        || judged.already.is_some()
        || judged.verdict.p_accepted >= SURE
        || judged.verdict.class == Class::Accepted && request.connected_at().is_some()
        || is_old
        || request.has_dismissed(Topic::Look, today)
    {
        return None;
    }
    let after = judged.case.sightings.iter().filter(|one| one.t > 0.0 && one.t <= judged.case.now);
    let last = after.clone().filter(|one| one.sign.is_telling()).map(|one| one.t).reduce(f64::max);
    // What only the connections list settles: Message, or that it left the Sent list.
    let hints = |sign: Sign| sign == Sign::Button(Button::Message) || sign.is_gone();
    let mut positive =
        after.map(|one| one.sign).filter(|sign| sign.speaks_for_acceptance() || sign.is_gone()).peekable();
    let is_hint_only = positive.peek().is_some() && positive.clone().all(hints);
    let is_gone = positive.any(Sign::is_gone);
    let days = judged.case.now - last.unwrap_or(0.0);
    let belief = Expectation::of(judged);
    Some(DueLook {
        request,
        belief,
        days,
        calendar_days: today.days_since(request.last_look().unwrap_or(request.sent).day(zone)).max(0),
        is_first: last.is_none(),
        page: if is_hint_only { Page::Connections } else { Page::Profile },
        is_gone,
        score: belief.gini() + SCORE_A_DAY * days.min(MOST_DAYS),
    })
}

/// The connections list first; the Sent page once that was read.
fn batch(open: &[DueLook], lists: &[Snapshot], today: Day) -> Option<Batch> {
    let doubtful = || open.iter().map(|look| look.belief).filter(|belief| belief.gini() > LEAST_DOUBT);
    let is_unread = |names: &[Listing]| {
        let last = lists.iter().filter(|read| names.contains(&read.list)).map(|read| read.as_of).max();
        last.is_none_or(|day| today.days_since(day) >= PAGE_DAYS)
    };
    let (page, gain) = if is_unread(&[Listing::Connections]) {
        (Page::Connections, doubtful().map(Expectation::gini).sum())
    } else if is_unread(&[Listing::SentPage, Listing::Invitations]) {
        (Page::Sent, doubtful().map(Expectation::gini_of_open).sum())
    } else {
        return None;
    };
    let requests = doubtful().count();
    (requests >= PAGE_REQUESTS).then_some(Batch { page, gain, requests })
}

#[cfg(test)]
mod tests;
