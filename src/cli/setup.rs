//! The arguments of the commands for setting up.

use clap::Args;
use clap_complete::Shell;

/// `invtrack config`
#[derive(Args, Debug)]
pub struct Config {
    /// Print only the path of the settings file
    #[arg(long)]
    pub path: bool,
}

/// `invtrack completions`
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// `invtrack man`
#[derive(Args, Debug)]
pub struct Man {
    /// The command to describe [default: invtrack itself]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// `invtrack help`
#[derive(Args, Debug)]
pub struct Help {
    /// A command, or a topic: dates, exit-codes
    #[arg(value_name = "COMMAND|TOPIC")]
    pub topic: Option<String>,
}
