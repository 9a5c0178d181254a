//! The arguments of the commands that ask.

use clap::{Args, ValueEnum};

/// What to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ClassFilter {
    /// Likely accepted
    Accepted,
    /// No answer yet, or not known
    Pending,
    /// Likely ignored or set aside
    Ignored,
    /// You took it back
    Withdrawn,
    /// It lapsed
    Expired,
    /// They told you no
    Declined,
    /// A later request took its place
    Superseded,
}

/// The order of `status`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum SortKey {
    /// Newest request first
    Sent,
    /// Latest look first
    Look,
    /// By name
    Name,
    /// Accepted, pending, ignored, then what ended
    Verdict,
    /// Surest verdict first
    Confidence,
    /// By number
    Id,
}

/// `invtrack status`
#[derive(Args, Debug)]
pub struct Status {
    /// Only these: request numbers, profile URLs, slugs, or parts of names
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// Everything, also what ended or was accepted long ago
    #[arg(long)]
    pub all: bool,
    /// Only these verdicts
    #[arg(long, value_name = "CLASS", value_enum, value_delimiter = ',')]
    pub class: Vec<ClassFilter>,
    /// Only requests with this tag; several: with all of them
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Only requests sent on this day or later
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,
    /// The order
    #[arg(long, value_name = "KEY", value_enum, default_value_t = SortKey::Sent)]
    pub sort: SortKey,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
}

/// `invtrack show`
#[derive(Args, Debug)]
pub struct Show {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// All advice, also what was dismissed; by default at most two pieces
    #[arg(long)]
    pub all: bool,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
}

/// `invtrack rules`
#[derive(Args, Debug)]
pub struct Rules {
    /// Only these: K05, N01 … or a part of the text
    #[arg(value_name = "RULE")]
    pub rule: Vec<String>,
}
