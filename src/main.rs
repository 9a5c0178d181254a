//! Parse, run, and end with the right exit code.

use std::process::ExitCode;

use clap::Parser;
use invtrack::cli::Cli;
use invtrack::{commands, context};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ui = context::ui(&cli.global);
    commands::run(cli, ui).into()
}
