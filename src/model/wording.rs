//! How a piece of evidence is put into words: short, plain, dated, without blame.

use super::counts::{Window, count};
use super::evidence::{Kind, ProfileButton, SentState, Sighting, Signal};
use crate::record::observation::CONNECTIONS_CAP;
use crate::record::time::Day;

/// A look older than this, in days, is told with its age: what it says may have changed since.
const FRESH_DAYS: i64 = 7;

/// What was seen of one kind, as far as it is told.
#[derive(Clone, Copy, Debug)]
pub struct Trail {
    /// The look after sending that is told; without one, the newest before.
    told: Sighting,
    /// The first look after sending from which on all were the same as that one.
    since: Sighting,
    /// The look after sending that was the last one before to be different.
    other: Option<Sighting>,
    /// What came after it: the first look from which on all were as they are now.
    later: Option<Sighting>,
    /// The newest look before sending.
    before: Option<Sighting>,
    /// The compared counts.
    window: Option<Window>,
}

impl Trail {
    /// The looks of that kind among the sorted ones; none if there are none.
    ///
    /// The newest one that `bears` on what is to be said is told, or else the newest of all.
    pub fn of(
        kind: Kind,
        sorted: &[Sighting],
        window: Option<&Window>,
        bears: impl Fn(Signal) -> bool,
    ) -> Option<Self> {
        let (before, after) = sorted.split_at(sorted.partition_point(|look| look.t <= 0.0));
        let before = before.iter().rfind(|look| look.signal.kind() == kind).copied();
        let bearing = after.iter().rposition(|look| look.signal.kind() == kind && bears(look.signal));
        let (first, rest) = after.split_at(bearing.map_or(after.len(), |at| at + 1));
        let (told, since, other) = match last_run(kind, first) {
            Some(run) => run,
            None => (before?, before?, None),
        };
        let later = last_run(kind, rest).map(|(_, since, _)| since);
        Some(Self { told, since, other, later, before, window: window.copied() })
    }

    /// A phrase for a table cell; with its age if every look is old (`stale`), or if an older one tells of waiting.
    pub fn short(&self, today: Day, stale: bool) -> String {
        let age = today.days_since(self.last_day());
        let aged = (stale && !self.is_dated()) || (self.is_waiting() && age > FRESH_DAYS);
        let phrase = if aged || self.later.is_some() { self.past(today) } else { self.present(today) };
        if aged && age > 1 { format!("{phrase}, {age} days ago") } else { phrase }
    }

    /// The whole of it, for an explanation.
    pub fn long(&self, today: Day) -> String {
        let day = whole_days(self.told.t);
        match self.told.signal {
            Signal::Button(_) if !self.is_after_sending() => self.present(today),
            Signal::InConnections(true) | Signal::ConnectedOn if self.later.is_some() => self.past(today),
            _ if self.later.is_some() => {
                format!("{} (day {day}){}", self.past(today), self.since_then(today))
            }
            Signal::SentPage(SentState::Listed) => format!("{} (day {day})", self.past(today)),
            Signal::Button(ProfileButton::Pending) if self.earlier().is_none() => {
                format!("{} (day {day})", self.past(today))
            }
            Signal::Button(ProfileButton::Pending) => {
                format!("Pending on {} (day {day}){}", self.told.day.short(today), self.it_said(today))
            }
            Signal::Button(_) => {
                format!("{} (day {}){}", self.present(today), whole_days(self.since.t), self.it_said(today))
            }
            Signal::InConnections(true)
            | Signal::ConnectedOn
            | Signal::FirstDegree(_)
            | Signal::Notified(_)
            | Signal::Mailed => {
                let otherwise = if self.told.signal.is_conclusive() { "not yet on" } else { "seen on" };
                let other = self.earlier().map(|look| format!("; {otherwise} {}", look.day.short(today)));
                self.present(today) + other.as_deref().unwrap_or_default()
            }
            _ => self.present(today),
        }
    }

    /// What the newest look says, as far as anybody knows still so.
    fn present(&self, today: Day) -> String {
        let since = || format!("since {}", self.since.day.short(today));
        match self.told.signal {
            Signal::Button(button) => self.present_button(button, today),
            Signal::FirstDegree(true) => format!("the badge says 1st {}", since()),
            Signal::FirstDegree(false) => {
                format!("the badge does not say 1st on {}", self.told.day.short(today))
            }
            Signal::InConnections(true) | Signal::ConnectedOn => format!("in your connections {}", since()),
            Signal::SentPage(SentState::Listed) => format!("still listed in Sent {}", self.after_days()),
            Signal::SentPage(SentState::Gone) => format!("no longer listed in Sent {}", since()),
            Signal::SentPage(SentState::Canceled) => format!("shown as canceled in Sent {}", since()),
            _ => self.past(today),
        }
    }

    /// What was seen on the day of the look.
    fn past(&self, today: Day) -> String {
        let on = format!("on {}", self.told.day.short(today));
        match self.told.signal {
            Signal::Button(_) if !self.is_after_sending() => self.present(today),
            Signal::Button(ProfileButton::Pending) => format!("still Pending {on}"),
            Signal::Button(ProfileButton::Connect) => format!("Connect was offered {on}"),
            Signal::Button(button) => format!("the button said {} {on}", label(button)),
            Signal::FirstDegree(true) => format!("the badge said 1st {on}"),
            Signal::FirstDegree(false) => format!("the badge did not say 1st {on}"),
            Signal::Connections(_) => self.counts(today),
            Signal::InConnections(yes) => self.membership(yes, today),
            Signal::ConnectedOn => self.membership(true, today),
            Signal::Notified(true) => format!("acceptance notification {on}"),
            Signal::Mailed => format!("LinkedIn's mail of {} says so", self.told.day.short(today)),
            Signal::Notified(false) => {
                format!("no acceptance notification by {}", self.told.day.short(today))
            }
            Signal::SentPage(SentState::Listed) => format!("still listed in Sent {on}"),
            Signal::SentPage(SentState::Gone) => format!("not listed in Sent {on}"),
            Signal::SentPage(SentState::Canceled) => format!("shown as canceled in Sent {on}"),
            Signal::Replied => format!("they wrote {on} without accepting"),
            Signal::Engaged => format!("they reacted to your posts {on}"),
            Signal::ViewedMe => format!("they looked at your profile {on}"),
            Signal::Warning(1) => format!("LinkedIn warned you {on}, with 1 request open"),
            Signal::Warning(open) => format!("LinkedIn warned you {on}, with {open} requests open"),
        }
    }

    fn present_button(&self, button: ProfileButton, today: Day) -> String {
        let since = self.since.day.short(today);
        let was_pending =
            self.other.is_some_and(|look| look.signal == Signal::Button(ProfileButton::Pending));
        match button {
            _ if !self.is_after_sending() => {
                format!("the button said {} before sending, on {since}", label(button))
            }
            ProfileButton::Pending => format!("still Pending {}", self.after_days()),
            ProfileButton::Connect if was_pending => format!("Connect is back since {since}"),
            ProfileButton::Connect => format!("Connect is offered since {since}"),
            ProfileButton::Message | ProfileButton::Follow => {
                format!("the button says {} since {since}", label(button))
            }
        }
    }

    /// In the connections list or not; or first in it and then not any more, whichever of the two is told.
    fn membership(&self, yes: bool, today: Day) -> String {
        let told = self.told.day.short(today);
        match (yes, self.earlier(), self.afterwards()) {
            (true, _, Some(gone)) => {
                format!("in your connections on {told}, not any more on {}", gone.day.short(today))
            }
            (false, Some(there), _) => {
                format!("in your connections on {}, not any more on {told}", there.day.short(today))
            }
            (true, ..) => format!("in your connections on {told}"),
            (false, ..) => format!("not in your connections on {told}"),
        }
    }

    /// The different look before, unless it was on the same day: that would read like a contradiction.
    fn earlier(&self) -> Option<Sighting> {
        self.other.filter(|look| look.day != self.since.day)
    }

    /// The different look after, unless it was on the same day.
    fn afterwards(&self) -> Option<Sighting> {
        self.later.filter(|look| look.day != self.told.day)
    }

    /// The day of the last look that the short phrase tells of.
    fn last_day(&self) -> Day {
        match (self.told.signal, self.afterwards()) {
            (Signal::InConnections(true) | Signal::ConnectedOn, Some(gone)) => gone.day,
            _ => self.told.day,
        }
    }

    /// Whether it is known since when it is so: that does not grow old like a glance.
    fn is_dated(&self) -> bool {
        matches!(self.told.signal, Signal::ConnectedOn | Signal::Mailed) && self.later.is_none()
    }

    /// What the button said otherwise.
    fn it_said(&self, today: Day) -> String {
        match (self.earlier(), self.before) {
            (Some(Sighting { day, signal: Signal::Button(other), .. }), _) => {
                format!("; it said {} on {}", label(other), day.short(today))
            }
            (_, Some(look)) if look.signal == self.told.signal => {
                "; it did so before sending, too".to_owned()
            }
            _ => String::new(),
        }
    }

    /// What has been seen since the look that is told.
    fn since_then(&self, today: Day) -> String {
        let Some(Sighting { day, signal, .. }) = self.afterwards() else { return String::new() };
        let day = day.short(today);
        match signal {
            Signal::Button(button) => format!("; it says {} since {day}", label(button)),
            Signal::FirstDegree(true) => format!("; it does since {day}"),
            Signal::FirstDegree(false) => format!("; not any more on {day}"),
            Signal::InConnections(true) | Signal::ConnectedOn => format!("; there since {day}"),
            Signal::Notified(true) | Signal::Mailed => format!("; seen on {day}"),
            Signal::SentPage(SentState::Listed) => format!("; listed since {day}"),
            Signal::SentPage(SentState::Gone) => format!("; no longer listed since {day}"),
            Signal::SentPage(SentState::Canceled) => format!("; shown as canceled since {day}"),
            _ => String::new(),
        }
    }

    fn counts(&self, today: Day) -> String {
        let Some(Window { baseline, current, .. }) = &self.window else {
            return format!("they have {} connections", number(&self.told));
        };
        let (from, to) = (number(baseline), number(current));
        let days = format!("({} to {})", baseline.day.short(today), current.day.short(today));
        if from == to {
            format!("their connections stayed at {to} {days}")
        } else {
            format!("their connections went from {from} to {to} {days}")
        }
    }

    fn after_days(&self) -> String {
        match whole_days(self.told.t) {
            ..1 => "on the first day".to_owned(),
            1 => "after 1 day".to_owned(),
            days => format!("after {days} days"),
        }
    }

    fn is_after_sending(&self) -> bool {
        self.told.t > 0.0
    }

    /// Whether an unanswered invitation was seen: what that says depends on when.
    const fn is_waiting(&self) -> bool {
        matches!(
            self.told.signal,
            Signal::Button(ProfileButton::Pending) | Signal::SentPage(SentState::Listed)
        )
    }

    /// Which heuristics say what it means.
    pub const fn heuristics(&self) -> &'static [&'static str] {
        match self.told.signal {
            Signal::Button(ProfileButton::Connect) => &["K04", "K09"],
            Signal::Button(ProfileButton::Pending) => &["K05", "K07"],
            Signal::Button(ProfileButton::Message) => &["K02", "K05"],
            Signal::Button(ProfileButton::Follow) => &["K05"],
            Signal::FirstDegree(_) => &["K32"],
            Signal::Connections(_) => &["K10", "K11", "K12", "K13"],
            Signal::InConnections(true) | Signal::ConnectedOn => &["K08"],
            Signal::InConnections(false) => &["K06"],
            Signal::Notified(true) | Signal::Mailed => &["K02"],
            Signal::Notified(false) => &["K03"],
            Signal::SentPage(SentState::Listed) => &["K07", "K16"],
            Signal::SentPage(SentState::Gone) => &["K17"],
            Signal::SentPage(SentState::Canceled) => &["K14"],
            Signal::Replied => &["K29"],
            Signal::Engaged => &["K30"],
            Signal::ViewedMe => &["K18"],
            Signal::Warning(_) => &["K25", "K27"],
        }
    }

    /// The look that is told.
    pub const fn signal(&self) -> Signal {
        self.told.signal
    }

    /// Whether Pending was seen in the last days, and nothing else since.
    pub fn says_pending(&self, today: Day) -> bool {
        let is_fresh = self.later.is_none() && today.days_since(self.told.day) <= FRESH_DAYS;
        self.is_after_sending() && is_fresh && self.told.signal == Signal::Button(ProfileButton::Pending)
    }
}

/// The newest look of a kind, the first from which on all were the same, and the last one before that.
fn last_run(kind: Kind, looks: &[Sighting]) -> Option<(Sighting, Sighting, Option<Sighting>)> {
    let mut newest_first = looks.iter().rev().filter(|look| look.signal.kind() == kind).copied();
    let newest = newest_first.next()?;
    let mut since = newest;
    for look in newest_first {
        if !is_same(look.signal, newest.signal) {
            return Some((newest, since, Some(look)));
        }
        since = look;
    }
    Some((newest, since, None))
}

/// Whether two signals of a kind say the same.
fn is_same(a: Signal, b: Signal) -> bool {
    let is_member = |signal| matches!(signal, Signal::InConnections(true) | Signal::ConnectedOn);
    let is_notified = |signal| matches!(signal, Signal::Notified(true) | Signal::Mailed);
    a == b || (is_member(a) && is_member(b)) || (is_notified(a) && is_notified(b))
}

/// The nearest number of days.
#[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and no real span comes near")]
pub fn whole_days(days: f64) -> i64 {
    days.round() as i64
}

/// Whole percent as they are printed: never 0 or 100, for nothing is certain (K34).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
pub fn percent(p: f64) -> u8 {
    ((p * 100.0).round() as u8).clamp(1, 99)
}

/// A chance in words: `37 %`, `99 %` at most, and `under 1 %` below 0.5 %.
pub fn percent_text(p: f64) -> String {
    if p < 0.005 { "under 1 %".to_owned() } else { format!("{} %", percent(p)) }
}

/// How many of those still open accept in the end: `about 1 in 9 still accept`.
pub fn prospect(p: f64) -> String {
    match p {
        p if p >= 0.95 => "nearly all still accept".to_owned(),
        p if p > 0.36 => format!("about {} in 10 still accept", (p * 10.0).round()),
        p if p >= 0.01 => format!("about 1 in {} still accept", (1.0 / p).round()),
        _ => "hardly any still accept".to_owned(),
    }
}

/// The button as LinkedIn writes it.
const fn label(button: ProfileButton) -> &'static str {
    match button {
        ProfileButton::Connect => "Connect",
        ProfileButton::Follow => "Follow",
        ProfileButton::Message => "Message",
        ProfileButton::Pending => "Pending",
    }
}

fn number(look: &Sighting) -> String {
    match count(look) {
        Some(CONNECTIONS_CAP..) => "500+".to_owned(),
        exact => exact.unwrap_or(0).to_string(),
    }
}
