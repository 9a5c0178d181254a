//! How likely each signal is in each hidden state (heuristics 2.5; assumptions, which hardly matter in simulation).

use serde::{Deserialize, Serialize};

use crate::model::evidence::{ProfileButton, SentState};

/// A likelihood by hidden state: will accept, will visibly decline, silent, connected, declined, expired, never
/// sent, disconnected (heuristics 2.2). Each 0.000001 to 1000; only ratios count.
pub type ByState = [f64; 8];

/// A likelihood while open, when connected, when neither. Each 0.000001 to 1000; only ratios count.
pub type LayoutRow = [f64; 3];

/// The kinds of profile pages. A person's page keeps its kind.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Layouts {
    /// Connect, Pending and Message as one expects them.
    pub normal: Layout,
    /// Message comes first, to strangers too (Open Profile, Premium).
    pub message_first: Layout,
    /// Follow comes first (creator mode).
    pub follow_first: Layout,
}

impl Layouts {
    /// All of them.
    pub const fn all(&self) -> [&Layout; 3] {
        [&self.normal, &self.message_first, &self.follow_first]
    }
}

impl Default for Layouts {
    fn default() -> Self {
        Self {
            normal: Layout {
                share: 0.84,
                connect: [0.02, 0.005, 0.95],
                pending: [0.96, 0.005, 0.02],
                message: [0.01, 0.975, 0.015],
                follow: [0.01, 0.015, 0.015],
            },
            message_first: Layout {
                share: 0.06,
                connect: [0.01, 0.005, 0.22],
                pending: [0.22, 0.005, 0.01],
                message: [0.75, 0.980, 0.75],
                follow: [0.02, 0.010, 0.02],
            },
            follow_first: Layout {
                share: 0.10,
                connect: [0.02, 0.005, 0.30],
                pending: [0.35, 0.005, 0.02],
                message: [0.03, 0.950, 0.03],
                follow: [0.60, 0.040, 0.65],
            },
        }
    }
}

/// One kind of profile page: how many there are, and what the main button shows.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Layout {
    /// Share of the people who have it, 0 to 1; all shares add up to 1.
    pub share: f64,
    /// Connect is shown (K04).
    pub connect: LayoutRow,
    /// Pending is shown (K05).
    pub pending: LayoutRow,
    /// Message is shown.
    pub message: LayoutRow,
    /// Follow is shown.
    pub follow: LayoutRow,
}

impl Layout {
    /// How likely that button is.
    pub const fn row(&self, button: ProfileButton) -> &LayoutRow {
        match button {
            ProfileButton::Connect => &self.connect,
            ProfileButton::Follow => &self.follow,
            ProfileButton::Message => &self.message,
            ProfileButton::Pending => &self.pending,
        }
    }
}

/// How likely each signal besides the button and the count is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Likelihood {
    /// They wrote without accepting (K29).
    pub replied: ByState,
    /// They reacted to something the user posted (K30).
    pub engaged: ByState,
    /// They looked at the user's profile (K18).
    pub viewed_me: ByState,
    /// A warning to the account makes silence and declines 1 + this/n times as likely, n being the number of
    /// requests of the last 30 days still open; 0 to 1000 (K27).
    pub account_warning: f64,
    /// What the Sent page says (K14, K16, K17).
    pub sent_page: SentPageRows,
    /// The user's connections list (K06, K08).
    pub in_connections: YesNoRows,
    /// The connections list of a data export, or LinkedIn's mail, which say since when: no misread page, no namesake,
    /// so that such a proof outweighs all glances (K02, K08; assumption).
    pub connected_on: ByState,
    /// The acceptance notification (K02, K03).
    pub notified: YesNoRows,
    /// Whether the badge says `1st`.
    pub first_degree: YesNoRows,
}

impl Default for Likelihood {
    fn default() -> Self {
        Self {
            replied: [2.0, 1.0, 1.0, 0.05, 0.30, 0.30, 0.02, 0.05],
            engaged: [2.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 2.0],
            viewed_me: [1.25, 1.25, 1.0, 1.25, 1.25, 1.0, 1.0, 1.25],
            account_warning: 1.0,
            sent_page: SentPageRows::default(),
            in_connections: YesNoRows {
                yes: [0.002, 0.002, 0.002, 0.97, 0.002, 0.002, 0.002, 0.03],
                no: [0.998, 0.998, 0.998, 0.03, 0.998, 0.998, 0.998, 0.97],
            },
            connected_on: [1e-5, 1e-5, 1e-5, 0.97, 1e-5, 1e-5, 1e-5, 0.03],
            notified: YesNoRows {
                yes: [0.001, 0.001, 0.001, 0.85, 0.001, 0.001, 0.001, 0.85],
                no: [0.999, 0.999, 0.999, 0.18, 0.999, 0.999, 0.999, 0.18],
            },
            first_degree: YesNoRows {
                yes: [0.002, 0.002, 0.002, 0.985, 0.002, 0.002, 0.002, 0.005],
                no: [0.998, 0.998, 0.998, 0.015, 0.998, 0.998, 0.998, 0.995],
            },
        }
    }
}

/// How likely each word of the Sent page is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SentPageRows {
    /// The invitation is in the list (K16).
    pub listed: ByState,
    /// It is not there any more (K17).
    pub gone: ByState,
    /// It is marked "Invitation canceled" (K14).
    pub canceled: ByState,
}

impl SentPageRows {
    /// How likely that state is.
    pub const fn row(&self, state: SentState) -> &ByState {
        match state {
            SentState::Canceled => &self.canceled,
            SentState::Gone => &self.gone,
            SentState::Listed => &self.listed,
        }
    }
}

impl Default for SentPageRows {
    fn default() -> Self {
        Self {
            listed: [0.96, 0.96, 0.96, 0.01, 0.03, 0.03, 0.03, 0.01],
            gone: [0.035, 0.035, 0.035, 0.985, 0.67, 0.95, 0.95, 0.985],
            canceled: [0.005, 0.005, 0.005, 0.005, 0.30, 0.02, 0.02, 0.005],
        }
    }
}

/// How likely yes and no are.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct YesNoRows {
    /// It was seen.
    pub yes: ByState,
    /// It was looked for, and not there.
    pub no: ByState,
}

impl YesNoRows {
    /// How likely that answer is.
    pub const fn row(&self, yes: bool) -> &ByState {
        if yes { &self.yes } else { &self.no }
    }
}
