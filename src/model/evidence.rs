//! What the classifier is told of a request: its circumstances and the dated signs, in days since sending.

pub use crate::matching::world::{Member, Sent, Sign};
use crate::record::observation::{Button, CONNECTIONS_CAP, Degree};
use crate::record::time::Day;
use crate::record::words::words;

/// A day, in days.
pub const DAY: f64 = 1.0;

/// Whether a span is as long as another, apart from rounding: a difference of two times is a hair off.
pub fn same_or_more(span: f64, other: f64) -> bool {
    span >= other - 1e-9
}

words! {
    /// The kinds of signs, in the order in which looks of the same time are taken (heuristics 2.6).
    Kind {
        /// The main button on the profile page.
        Button = "button",
        Degree = "degree",
        Connections = "connections",
        InConnections = "in_connections",
        Notified = "notified",
        SentPage = "sent_page",
        Replied = "replied",
        Engaged = "engaged",
        /// A look at the user's profile.
        ViewedMe = "viewed_me",
        Warning = "account_warning",
    }
}

words! {
    /// How a request ended, as the user states it.
    Stated {
        Withdrawn = "withdrawn",
        Expired = "expired",
        /// They said no (K35).
        Declined = "declined",
        Superseded = "superseded",
    }
}

/// Whether a sign shows a connection, apart from slips (K02, K08, K15).
pub const fn proves(sign: Sign) -> bool {
    matches!(
        sign,
        Sign::Degree(Degree::First)
            | Sign::Member(Member::Yes | Member::Dated)
            | Sign::Notified(true)
            | Sign::Sent(Sent::Accepted)
    )
}

impl Sign {
    /// Whether it may stand behind "likely accepted" (heuristics 2.6). That it left the Sent list may not.
    pub const fn speaks_for_acceptance(self) -> bool {
        proves(self) || matches!(self, Self::Button(Button::Message))
    }

    /// Whether it may stand behind "likely ignored" (heuristics 2.6).
    pub const fn speaks_against_acceptance(self) -> bool {
        match self {
            Self::Button(button) => !matches!(button, Button::Message),
            Self::Degree(_) | Self::Member(_) | Self::Notified(_) => !proves(self),
            Self::Sent(_) | Self::Replied => true,
            Self::Count(_) | Self::Engaged | Self::ViewedMe | Self::Warning(_) | Self::Crossed => false,
        }
    }

    /// Whether it tells something of the person or the invitation, and not only of what they do besides.
    pub const fn is_telling(self) -> bool {
        self.speaks_for_acceptance() || self.speaks_against_acceptance()
    }

    /// Whether it shows that the invitation has left the list of the open ones.
    pub const fn is_gone(self) -> bool {
        matches!(self, Self::Sent(Sent::Gone | Sent::Unlisted))
    }

    /// Whether it shows the invitation open.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Button(Button::Pending) | Self::Sent(Sent::Listed))
    }
}

/// A dated sign.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sighting {
    /// Days since sending, with fractions; negative before it.
    pub t: f64,
    /// The calendar day, for display only.
    pub day: Day,
    pub kind: Kind,
    pub sign: Sign,
    /// LinkedIn's own mail says so; for display only.
    pub by_mail: bool,
}

impl Sighting {
    pub fn new(t: f64, day: Day, sign: Sign) -> Option<Self> {
        Self::kind_of(sign).map(|(kind, sign)| Self { t, day, kind, sign, by_mail: false })
    }

    /// The kind of a sign that says something of a request, and what it says: any badge but `1st` says the same.
    pub fn kind_of(sign: Sign) -> Option<(Kind, Sign)> {
        let kind = match sign {
            Sign::Button(Button::Accept | Button::Unknown) | Sign::Sent(Sent::Missing) | Sign::Crossed => {
                return None;
            }
            Sign::Sent(Sent::Accepted) => return Some((Kind::InConnections, Sign::Member(Member::Yes))),
            Sign::Degree(Degree::Third) => return Some((Kind::Degree, Sign::Degree(Degree::Second))),
            Sign::Count(number) => {
                return Some((Kind::Connections, Sign::Count(number.min(CONNECTIONS_CAP))));
            }
            Sign::Button(_) => Kind::Button,
            Sign::Degree(_) => Kind::Degree,
            Sign::Member(_) => Kind::InConnections,
            Sign::Notified(_) => Kind::Notified,
            Sign::Sent(_) => Kind::SentPage,
            Sign::Replied => Kind::Replied,
            Sign::Engaged => Kind::Engaged,
            Sign::ViewedMe => Kind::ViewedMe,
            Sign::Warning(_) => Kind::Warning,
        };
        Some((kind, sign))
    }

    /// The place among signs of the same time and kind: by word, or by number.
    pub const fn value(&self) -> (&'static str, u32) {
        match self.sign {
            Sign::Button(button) => (button.word(), 0),
            Sign::Degree(degree) => (degree.word(), 0),
            Sign::Member(member) => (member.word(), 0),
            Sign::Sent(sent) => (sent.word(), 0),
            Sign::Notified(true) => ("yes", 0),
            Sign::Notified(false) => ("no", 0),
            Sign::Count(number) | Sign::Warning(number) => ("", number),
            Sign::Replied | Sign::Engaged | Sign::ViewedMe | Sign::Crossed => ("", 0),
        }
    }

    /// The number of connections, if that is what was seen; `500+` as 500.
    pub const fn count(&self) -> Option<u32> {
        if let Sign::Count(number) = self.sign { Some(number) } else { None }
    }
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

    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        names.into_iter().fold(Self::default(), |features, name| features.with(name, true))
    }

    #[must_use]
    pub fn with(mut self, name: &str, holds: bool) -> Self {
        if let Some((_, field)) = Self::FIELDS.iter().find(|(known, _)| *known == name) {
            *field(&mut self) = holds;
        }
        self
    }

    pub fn names(mut self) -> Vec<&'static str> {
        Self::FIELDS.iter().filter(|(_, field)| *field(&mut self)).map(|(name, _)| *name).collect()
    }
}

/// Everything that a verdict depends on, besides the model.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    pub features: Features,
    /// The user saw that the invitation was sent (K09).
    pub confirmed: bool,
    /// The looks, in any order.
    pub sightings: Vec<Sighting>,
    pub stated: Option<Stated>,
    /// Days since sending, at least 0.
    pub now: f64,
}
