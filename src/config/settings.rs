use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Table;

use crate::model::settings::Model;
use crate::next::sending::WeekLimits;
use crate::record::date::DateOrder;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub limits: Limits,
    pub backup: Backups,
    pub dates: Dates,
    pub messages: Messages,
    pub model: Model,
    pub templates: BTreeMap<String, String>,
}

/// Copies of the file that are taken before imports, restoring and upgrades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// From 0: none are taken.
    pub keep: usize,
}

impl Default for Backups {
    fn default() -> Self {
        Self { keep: 10 }
    }
}

/// How dates such as 03/04/2026 are meant.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// `dmy`, `mdy`, or `refuse` them; a table that tells its own order has that.
    pub order: Order,
}

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    #[default]
    Refuse,
    Dmy,
    Mdy,
}

impl Order {
    pub const fn order(self) -> Option<DateOrder> {
        match self {
            Self::Refuse => None,
            Self::Dmy => Some(DateOrder::DayFirst),
            Self::Mdy => Some(DateOrder::MonthFirst),
        }
    }
}

/// Going over one is warned of, never prevented.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Requests in any 7 days: a few targeted ones (N10). From 0.
    pub requests_a_week: u32,
    /// People whom `due` names by default, and `check`. From 0.
    pub looks_a_day: usize,
    /// Pieces of advice that `check` tells. From 0.
    pub advice_a_day: usize,
    /// From that age on, in days, taking back a request that is likely ignored is advised (N09). From 0.
    pub withdraw_after_days: u32,
    /// Notes that LinkedIn lets a free account send in a month, roughly (X-rules: outside the documents). From 0.
    pub notes_a_month: u32,
    /// Requests that LinkedIn lets anybody send in 7 days, roughly (X03). From 0.
    pub platform_requests_a_week: u32,
    /// Characters of a note: 200 with a free account, 300 with Premium. From 0.
    pub note_characters: usize,
}

impl Limits {
    pub const fn week(&self) -> WeekLimits {
        WeekLimits { own: self.requests_a_week, platform: self.platform_requests_a_week }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_a_week: 5,
            looks_a_day: 2,
            advice_a_day: 3,
            withdraw_after_days: 90,
            notes_a_month: 5,
            platform_requests_a_week: 100,
            note_characters: 200,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Messages {
    /// T01, in the words of 000:19.
    pub follow_up: String,
    /// To somebody who accepted.
    pub welcome: String,
}

impl Default for Messages {
    fn default() -> Self {
        let follow_up = "Hi {first_name}, I wanted to check if you received the connection request I sent you on \
            {sent_date}. I'm interested in connecting as {reason}. Let me know if you would be open to \
            connecting on LinkedIn.";
        let welcome = "Hi {first_name}, thank you for connecting. I'm glad to have you in my network; what are you \
            working on at the moment?";
        Self { follow_up: follow_up.to_owned(), welcome: welcome.to_owned() }
    }
}

pub const TEMPLATES: &str = "templates";

pub fn as_table(settings: &Settings) -> Table {
    // The settings are plain numbers, words and tables: all of them have a TOML form.
    Table::try_from(settings).unwrap_or_default()
}
