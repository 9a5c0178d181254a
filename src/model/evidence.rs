//! What the classifier is told of a request: its circumstances and the dated looks, in days since sending.

use crate::record::time::Day;
use crate::record::words::words;

/// A day, in days.
pub const DAY: f64 = 1.0;

/// Whether a span is as long as another, apart from rounding: a difference of two times is a hair off.
pub fn same_or_more(span: f64, other: f64) -> bool {
    span >= other - 1e-9
}

words! {
    /// The main button on a profile page, as far as the classifier knows it. The order is that of same-time values.
    ProfileButton {
        /// An invitation can be sent (K04).
        Connect = "connect",
        /// Only following is offered.
        Follow = "follow",
        /// Only a message can be sent.
        Message = "message",
        /// An invitation of ours is open (K05).
        Pending = "pending",
    }
}

words! {
    /// What the Sent page says of the invitation. The order is that of same-time values.
    SentState {
        /// Marked "Invitation canceled" (K14).
        Canceled = "canceled",
        /// Not in the list any more (K17).
        Gone = "gone",
        /// In the list (K16).
        Listed = "listed",
    }
}

words! {
    /// The kinds of signals, in the order in which looks of the same time are taken (heuristics 2.6).
    Kind {
        /// The main button on the profile page.
        Button = "button",
        /// The badge beside the name.
        Degree = "degree",
        /// Their number of connections.
        Connections = "connections",
        /// The user's own connections list.
        InConnections = "in_connections",
        /// LinkedIn's acceptance notification.
        Notified = "notified",
        /// The Sent page.
        SentPage = "sent_page",
        /// A message from them, without accepting.
        Replied = "replied",
        /// A reaction to something the user posted.
        Engaged = "engaged",
        /// A look at the user's profile.
        ViewedMe = "viewed_me",
        /// A warning to the user's account.
        Warning = "account_warning",
    }
}

words! {
    /// How a request ended, as the user states it.
    Stated {
        /// The user took it back.
        Withdrawn = "withdrawn",
        /// It lapsed unanswered.
        Expired = "expired",
        /// They said no (K35).
        Declined = "declined",
        /// The user sent a new one.
        Superseded = "superseded",
    }
}

/// One thing seen in a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Signal {
    /// The main button on the profile page (K04, K05).
    Button(ProfileButton),
    /// Whether the badge beside the name says `1st`.
    FirstDegree(bool),
    /// Their number of connections; everything from 500 on counts as `500+` (K10-K13).
    Connections(u32),
    /// Whether they are in the user's connections list (K06, K08).
    InConnections(bool),
    /// The user's own list of connections says that they are in it since that day (K08).
    ConnectedOn,
    /// Whether the acceptance notification was seen; `false`: looked for, and not there (K02, K03).
    Notified(bool),
    /// LinkedIn's own mail says that they accepted: dated, and it names them (K02).
    Mailed,
    /// What the Sent page says (K14-K17).
    SentPage(SentState),
    /// They wrote without accepting (K29).
    Replied,
    /// They reacted to something the user posted (K30).
    Engaged,
    /// They looked at the user's profile (K18).
    ViewedMe,
    /// LinkedIn warned the account while this many requests of the last 30 days were open, at least 1 (K27).
    Warning(u32),
}

impl Signal {
    /// What kind of signal this is.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Button(_) => Kind::Button,
            Self::FirstDegree(_) => Kind::Degree,
            Self::Connections(_) => Kind::Connections,
            Self::InConnections(_) | Self::ConnectedOn => Kind::InConnections,
            Self::Notified(_) | Self::Mailed => Kind::Notified,
            Self::SentPage(_) => Kind::SentPage,
            Self::Replied => Kind::Replied,
            Self::Engaged => Kind::Engaged,
            Self::ViewedMe => Kind::ViewedMe,
            Self::Warning(_) => Kind::Warning,
        }
    }

    /// The place among values of the same kind and time: by number, else by word (`1st` before others, no before yes).
    pub const fn rank(self) -> u32 {
        match self {
            Self::Button(button) => button as u32,
            Self::FirstDegree(first) => !first as u32,
            Self::Connections(number) | Self::Warning(number) => number,
            Self::InConnections(yes) | Self::Notified(yes) => yes as u32,
            Self::SentPage(state) => state as u32,
            Self::ConnectedOn | Self::Mailed => 2,
            Self::Replied | Self::Engaged | Self::ViewedMe => 0,
        }
    }

    /// Whether it shows a connection, apart from slips (K02, K08).
    pub const fn is_conclusive(self) -> bool {
        matches!(
            self,
            Self::FirstDegree(true)
                | Self::InConnections(true)
                | Self::ConnectedOn
                | Self::Notified(true)
                | Self::Mailed
        )
    }

    /// Whether it may stand behind "likely accepted" (heuristics 2.6).
    pub const fn speaks_for_acceptance(self) -> bool {
        self.is_conclusive()
            || matches!(self, Self::Button(ProfileButton::Message) | Self::SentPage(SentState::Gone))
    }

    /// Whether it may stand behind "likely ignored" (heuristics 2.6).
    pub const fn speaks_against_acceptance(self) -> bool {
        match self {
            Self::Button(button) => !matches!(button, ProfileButton::Message),
            Self::FirstDegree(yes) | Self::InConnections(yes) | Self::Notified(yes) => !yes,
            Self::SentPage(_) | Self::Replied => true,
            Self::Connections(_)
            | Self::ConnectedOn
            | Self::Mailed
            | Self::Engaged
            | Self::ViewedMe
            | Self::Warning(_) => false,
        }
    }
}

/// A dated signal.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sighting {
    /// Days since sending, with fractions; negative before it.
    pub t: f64,
    /// The calendar day, for display only.
    pub day: Day,
    /// What was seen.
    pub signal: Signal,
}

/// The circumstances that the prior depends on (heuristics 2.6).
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Features {
    /// Somebody senior or influential (N02).
    pub senior: bool,
    /// The two met and both remember it (N04).
    pub event: bool,
    /// The two met only briefly (N04, half its effect).
    pub event_brief: bool,
    /// A personal note (N03).
    pub note: bool,
    /// At least one shared connection (N03).
    pub shared: bool,
    /// Somebody who doesn't know the user (N05).
    pub stranger: bool,
    /// A default or impersonal note (N06).
    pub generic: bool,
    /// Not the first request to this person.
    pub repeat: bool,
    /// Sent less than 90 days after the one before (N09).
    pub repeat_soon: bool,
}

/// A feature of those, to read and to set.
type Field = fn(&mut Features) -> &mut bool;

impl Features {
    const FIELDS: [(&'static str, Field); 9] = [
        ("event", |features| &mut features.event),
        ("event_brief", |features| &mut features.event_brief),
        ("note", |features| &mut features.note),
        ("shared", |features| &mut features.shared),
        ("senior", |features| &mut features.senior),
        ("stranger", |features| &mut features.stranger),
        ("generic", |features| &mut features.generic),
        ("repeat", |features| &mut features.repeat),
        ("repeat_soon", |features| &mut features.repeat_soon),
    ];

    /// Those of these names.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        names.into_iter().fold(Self::default(), |features, name| features.with(name, true))
    }

    /// The same with that one as told.
    #[must_use]
    pub fn with(mut self, name: &str, holds: bool) -> Self {
        if let Some((_, field)) = Self::FIELDS.iter().find(|(known, _)| *known == name) {
            *field(&mut self) = holds;
        }
        self
    }

    /// The names of those that hold.
    pub fn names(mut self) -> Vec<&'static str> {
        Self::FIELDS.iter().filter(|(_, field)| *field(&mut self)).map(|(name, _)| *name).collect()
    }
}

/// Everything that a verdict depends on, besides the model.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// The circumstances.
    pub features: Features,
    /// The user saw that the invitation was sent (K09).
    pub confirmed: bool,
    /// The looks, in any order.
    pub sightings: Vec<Sighting>,
    /// What the user states about the end.
    pub stated: Option<Stated>,
    /// Days since sending, at least 0.
    pub now: f64,
}
