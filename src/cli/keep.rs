//! The arguments of the commands that keep the record sound.

use clap::{Args, value_parser};

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
