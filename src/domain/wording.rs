//! How a piece of evidence is put into words: short, plain, dated, without blame.

use super::evidence::{Kind, ProfileButton, SentState, Sighting, Signal};
use super::growth::{Window, count};
use super::observation::CONNECTIONS_CAP;
use super::time::Day;

/// What was seen of one kind, as far as it is told.
#[derive(Clone, Copy, Debug)]
pub struct Trail {
    /// The newest look after sending; without one, the newest before.
    newest: Sighting,
    /// The first look after sending from which on all were the same.
    since: Sighting,
    /// The look after sending that was the last to be different.
    other: Option<Sighting>,
    /// The newest look before sending.
    before: Option<Sighting>,
    /// The compared counts.
    window: Option<Window>,
}

impl Trail {
    /// The looks of that kind among the sorted ones; none if there are none.
    pub fn of(kind: Kind, sorted: &[Sighting], window: Option<&Window>) -> Option<Self> {
        let (before, after) = sorted.split_at(sorted.partition_point(|look| look.t <= 0.0));
        let before = before.iter().rfind(|look| look.signal.kind() == kind).copied();
        let mut newest_first = after.iter().rev().filter(|look| look.signal.kind() == kind).copied();
        let newest = newest_first.next().or(before)?;
        let mut since = newest;
        let mut other = None;
        for look in newest_first {
            if look.signal != newest.signal {
                other = Some(look);
                break;
            }
            since = look;
        }
        Some(Self { newest, since, other, before, window: window.copied() })
    }

    /// A phrase for a table cell.
    pub fn short(&self, today: Day) -> String {
        let on = || format!("on {}", self.newest.day.short(today));
        let since = || format!("since {}", self.since.day.short(today));
        match self.newest.signal {
            Signal::Button(button) => self.short_button(button, today),
            Signal::FirstDegree(true) => format!("the badge says 1st {}", since()),
            Signal::FirstDegree(false) => format!("the badge does not say 1st {}", on()),
            Signal::Connections(_) => self.counts(today),
            Signal::InConnections(true) | Signal::ConnectedOn => format!("in your connections {}", since()),
            Signal::InConnections(false) => match self.other {
                Some(look) => {
                    format!("in your connections on {}, not any more {}", look.day.short(today), on())
                }
                None => format!("not in your connections {}", on()),
            },
            Signal::Notified(true) => format!("acceptance notification {}", on()),
            Signal::Notified(false) => {
                format!("no acceptance notification by {}", self.newest.day.short(today))
            }
            Signal::SentPage(SentState::Listed) => format!("still listed in Sent {}", self.after_days()),
            Signal::SentPage(SentState::Gone) => format!("no longer listed in Sent {}", since()),
            Signal::SentPage(SentState::Canceled) => format!("shown as canceled in Sent {}", since()),
            Signal::Replied => format!("they wrote {} without accepting", on()),
            Signal::Engaged => format!("they reacted to your posts {}", on()),
            Signal::ViewedMe => format!("they looked at your profile {}", on()),
            Signal::Warning(1) => format!("LinkedIn warned you {}, with 1 request open", on()),
            Signal::Warning(open) => format!("LinkedIn warned you {}, with {open} requests open", on()),
        }
    }

    /// The whole of it, for an explanation.
    pub fn long(&self, today: Day) -> String {
        let on = format!("on {} (day {})", self.newest.day.short(today), whole_days(self.newest.t));
        match self.newest.signal {
            Signal::SentPage(SentState::Listed) => format!("still listed in Sent {on}"),
            Signal::Button(_) if !self.is_after_sending() => self.short(today),
            Signal::Button(ProfileButton::Pending) if self.other.is_none() => format!("still Pending {on}"),
            Signal::Button(ProfileButton::Pending) => format!("Pending {on}{}", self.it_said(today)),
            Signal::Button(_) => {
                format!("{} (day {}){}", self.short(today), whole_days(self.since.t), self.it_said(today))
            }
            Signal::InConnections(yes @ true) | Signal::FirstDegree(yes) | Signal::Notified(yes) => {
                let otherwise = if yes { "not yet on" } else { "seen on" };
                let other = self.other.map(|look| format!("; {otherwise} {}", look.day.short(today)));
                self.short(today) + other.as_deref().unwrap_or_default()
            }
            _ => self.short(today),
        }
    }

    fn short_button(&self, button: ProfileButton, today: Day) -> String {
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

    /// What the button said otherwise.
    fn it_said(&self, today: Day) -> String {
        match (self.other, self.before) {
            (Some(Sighting { day, signal: Signal::Button(other), .. }), _) => {
                format!("; it said {} on {}", label(other), day.short(today))
            }
            (_, Some(look)) if look.signal == self.newest.signal => {
                "; it did so before sending, too".to_owned()
            }
            _ => String::new(),
        }
    }

    fn counts(&self, today: Day) -> String {
        let Some(Window { baseline, current, .. }) = &self.window else {
            return format!("they have {} connections", number(&self.newest));
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
        match whole_days(self.newest.t) {
            ..1 => "on the first day".to_owned(),
            1 => "after 1 day".to_owned(),
            days => format!("after {days} days"),
        }
    }

    fn is_after_sending(&self) -> bool {
        self.newest.t > 0.0
    }

    /// Which heuristics say what it means.
    pub const fn heuristics(&self) -> &'static [&'static str] {
        match self.newest.signal {
            Signal::Button(ProfileButton::Connect) => &["K04", "K09"],
            Signal::Button(ProfileButton::Pending) => &["K05", "K07"],
            Signal::Button(ProfileButton::Message) => &["K02", "K05"],
            Signal::Button(ProfileButton::Follow) => &["K05"],
            Signal::FirstDegree(_) => &["K32"],
            Signal::Connections(_) => &["K10", "K11", "K12", "K13"],
            Signal::InConnections(true) | Signal::ConnectedOn => &["K08"],
            Signal::InConnections(false) => &["K06"],
            Signal::Notified(true) => &["K02"],
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

    /// Whether the newest look showed Pending.
    pub fn says_pending(&self) -> bool {
        self.is_after_sending() && self.newest.signal == Signal::Button(ProfileButton::Pending)
    }
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
