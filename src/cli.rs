use std::iter;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};

use crate::output::ui::Choices;

pub const WHO: &str = "Request number, profile URL, slug, or any unique part of the name";

pub const SEVERAL: &str = "Request numbers (1 4 9-12), profile URLs or slugs; or any unique part of one name";

/// Options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The database file [default: invtrack/invtrack.db in the data directory of your system]
    #[arg(long, global = true, value_name = "FILE", env = "INVTRACK_DB", hide_env_values = true, value_hint = ValueHint::FilePath)]
    pub db: Option<PathBuf>,
    /// The settings file [default: invtrack/config.toml in the configuration directory of your system]
    #[arg(long, global = true, value_name = "FILE", env = "INVTRACK_CONFIG", hide_env_values = true, value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub output: Choices,
}

/// For what may also not be known: "no" means that somebody looked.
pub fn yes_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|typed| typed == "yes")
}

/// `help`: what each of `all` means, in that order; may be empty.
pub fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
    help: &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    let meaning = help.iter().copied().map(Some).chain(iter::repeat(None));
    let words = all.iter().zip(meaning).map(move |(value, help)| {
        let value = PossibleValue::new(word(*value));
        if let Some(help) = help { value.help(help) } else { value }
    });
    PossibleValuesParser::new(words)
        .try_map(move |typed| all.iter().copied().find(|value| word(*value) == typed).ok_or("none of them"))
}
