//! Why a text is no date.

use crate::record::suggest::{did_you_mean, either};
use crate::record::time::Day;

/// A text that is no date, or not one that can be used. Texts are cut to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// None of the forms.
    #[error("can't read the date {text:?}")]
    Unknown {
        /// What was typed.
        text: String,
        /// The words that may have been meant.
        nearest: Vec<&'static str>,
    },
    /// Numbers that can be read in several ways.
    #[error("the date {text:?} could be {}", dates(.readings))]
    Ambiguous {
        /// What was typed.
        text: String,
        /// The dates it could be: two or three.
        readings: Vec<Day>,
    },
    /// A form of a date, but in no calendar or on no clock.
    #[error("there is no such date or time: {text:?}")]
    Impossible {
        /// What was typed.
        text: String,
    },
    /// The weekday and the date contradict each other.
    #[error("{text:?} contradicts itself: that day is {}", .day.with_weekday())]
    OtherWeekday {
        /// What was typed.
        text: String,
        /// The date in it.
        day: Day,
    },
    /// Before LinkedIn.
    #[error("the date {text:?} lies before 2003-01-01, and LinkedIn started in 2003")]
    TooOld {
        /// What was typed.
        text: String,
    },
    /// Still to come.
    #[error("the date lies in the future: {understood}")]
    Future {
        /// The date as it was understood.
        understood: String,
    },
}

impl DateError {
    /// What to type instead.
    pub fn hint(&self) -> Option<String> {
        const FORMS: &str =
            "write it like 2026-10-05, 2026-10-05 14:30, 5 oct, yesterday, last fri or 3 days ago";
        match self {
            Self::Unknown { nearest, .. } => did_you_mean(nearest).or_else(|| Some(FORMS.to_owned())),
            Self::Ambiguous { readings, .. } => Some(format!("write it as {}", dates(readings))),
            Self::Impossible { .. }
            | Self::OtherWeekday { .. }
            | Self::TooOld { .. }
            | Self::Future { .. } => None,
        }
    }
}

fn dates(days: &[Day]) -> String {
    either(&days.iter().map(|day| day.iso()).collect::<Vec<_>>())
}
