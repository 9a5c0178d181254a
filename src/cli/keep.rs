//! The arguments of the commands that keep the record safe.

use std::path::PathBuf;

use clap::{Args, ValueHint, value_parser};

/// `invtrack undo`
#[derive(Args, Debug)]
pub struct Undo {
    /// How many steps
    #[arg(value_name = "N", default_value_t = 1, value_parser = value_parser!(u32).range(1..))]
    pub steps: u32,
}

/// `invtrack redo`
#[derive(Args, Debug)]
pub struct Redo {
    /// How many steps
    #[arg(value_name = "N", default_value_t = 1, value_parser = value_parser!(u32).range(1..))]
    pub steps: u32,
}

/// `invtrack log`
#[derive(Args, Debug)]
pub struct Log {
    /// How many steps
    #[arg(short = 'n', long = "steps", value_name = "N", default_value_t = 20, value_parser = value_parser!(u32).range(1..))]
    pub steps: u32,
    /// All that are kept
    #[arg(long, conflicts_with = "steps")]
    pub all: bool,
}

/// `invtrack backup`
#[derive(Args, Debug)]
pub struct Backup {
    /// Where to copy to [default: a new file in the folder `backups` beside the database]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Overwrite the file, unless it is one of invtrack's own
    #[arg(long, requires = "file")]
    pub force: bool,
    /// List the copies in that folder, newest first
    #[arg(long, conflicts_with_all = ["file", "force"])]
    pub list: bool,
}

/// `invtrack restore`
#[derive(Args, Debug)]
pub struct Restore {
    /// The copy, as `invtrack backup --list` names it
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Don't ask, though it is a copy of another record
    #[arg(short, long)]
    pub yes: bool,
}

/// `invtrack doctor`
#[derive(Args, Debug)]
pub struct Doctor {
    /// Mend what is safe to mend
    #[arg(long)]
    pub fix: bool,
}

/// `invtrack merge`
#[derive(Args, Debug)]
pub struct Merge {
    /// The entry whose name and profile are right
    #[arg(value_name = "WHO")]
    pub who: String,
    /// The other entry of the same person
    #[arg(value_name = "OTHER")]
    pub other: String,
}

/// `invtrack forget`
#[derive(Args, Debug)]
pub struct Forget {
    /// Request number, profile URL, slug, or any unique part of the name; also somebody whom you never asked
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// Don't ask
    #[arg(short, long)]
    pub yes: bool,
    /// List when people were forgotten; who they were is not kept
    #[arg(long, conflicts_with_all = ["who", "yes", "allow"])]
    pub list: bool,
    /// Let imports bring somebody back whom you forgot: their profile URL or full name
    #[arg(long, requires = "who")]
    pub allow: bool,
}
