//! The arguments of the commands for before a request is sent.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Circumstances;
use crate::record::count::CONNECTIONS_LIMIT;

/// `invtrack note`
#[derive(Args, Debug)]
pub struct Note {
    /// Whom it goes to: anybody on record, or the name of somebody new
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// The template to fill in, from [templates] in the settings
    #[arg(long, value_name = "NAME", conflicts_with_all = ["text", "file"])]
    pub template: Option<String>,
    /// A note of your own, to be checked
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    pub text: Option<String>,
    /// Read a note of your own from a file ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// What to put for `{KEY}`; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Where they work: `{company}`
    #[arg(long, value_name = "COMPANY", help_heading = "What to put for placeholders")]
    pub company: Option<String>,
    /// You met there, and both of you will remember it: `{met_at}`
    #[arg(
        long,
        value_name = "EVENT",
        conflicts_with = "met_briefly",
        help_heading = "What to put for placeholders"
    )]
    pub met_at: Option<String>,
    /// You met there, but only briefly: `{met_at}`, too
    #[arg(long, value_name = "EVENT", help_heading = "What to put for placeholders")]
    pub met_briefly: Option<String>,
    /// Number of connections that you share: `{mutual}`
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(CONNECTIONS_LIMIT)), help_heading = "What to put for placeholders")]
    pub mutual: Option<u32>,
    /// Why you ask: `{reason}`
    #[arg(long, value_name = "TEXT", help_heading = "What to put for placeholders")]
    pub reason: Option<String>,
}

/// `invtrack predict`
#[derive(Args, Debug)]
pub struct Predict {
    /// The person's name, as on the profile; may be left out
    #[arg(value_name = "NAME", num_args = 0..)]
    pub name: Vec<String>,
    /// The profile URL
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub url: Option<String>,
    /// Print the whole check list
    #[arg(long)]
    pub all: bool,
    /// What would be known of it.
    #[command(flatten)]
    pub circumstances: Circumstances,
}
