//! The circumstances of a request, as the user tells them.

use serde::{Deserialize, Serialize};

/// What is known of a request's circumstances; the prior comes from these (heuristics 2.6).
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// The invitation note; none: sent without one, or not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The note was LinkedIn's default wording or an impersonal one (N06).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub generic: bool,
    /// The template that the note was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Where the two met, so that both remember it (N04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_at: Option<String>,
    /// Where the two met only briefly (T09).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_briefly: Option<String>,
    /// Number of shared connections (R04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mutual: Option<u32>,
    /// Somebody senior or influential (N02).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub senior: bool,
    /// Somebody who doesn't know the user (N05).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stranger: bool,
    /// The user saw that the invitation was sent (K09).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// The user's own labels, sorted, without repetition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}
