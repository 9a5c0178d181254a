//! One file a subcommand: resolve the input, load, decide (in `model` and `next`), write, say what changed.

mod account;
mod add;
mod backup;
mod check;
mod close;
mod config;
mod conflict;
mod counsel;
mod deeds;
mod demo;
mod docs;
mod doctor;
mod due;
mod edit;
mod export;
mod followup;
mod forget;
mod import;
mod merge;
mod note;
mod observe;
mod predict;
mod record;
mod resend;
mod review;
mod rules;
mod show;
mod status;
mod stdin;
mod tag;
mod undo;
mod view;
mod who;

pub use docs::generate;

use crate::cli::{Cli, Command};
use crate::context::Context;
use crate::error::{Exit, Result};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;

/// Runs the command line to its end; errors are told here.
pub fn run(cli: Cli, mut ui: Ui) -> Exit {
    let exit = dispatch(cli, &mut ui).unwrap_or_else(|error| {
        ui.error(&error);
        error.exit
    });
    ui.finish(exit)
}

fn dispatch(cli: Cli, ui: &mut Ui) -> Result<Exit> {
    let Some(command) = cli.command else { return docs::introduction(ui) };
    // What needs neither clock nor settings must work even where those are broken.
    match command {
        Command::Completions(args) => return docs::completions(&args, ui),
        Command::Man(args) => return docs::man(&args, ui),
        Command::Help(args) => return docs::help(&args, ui),
        _ => {}
    }
    let (context, unusable) = match (Context::new(&cli.global), &command) {
        (Err(error), Command::Doctor(_)) => (Context::with_defaults(&cli.global)?, Some(error)),
        (context, _) => (context?, None),
    };
    match command {
        Command::Add(args) => add::run(args, &context, ui),
        Command::Observe(args) => observe::run(&args, &context, ui),
        Command::Withdraw(args) => close::withdraw(&args, &context, ui),
        Command::Close(args) => close::close(&args, &context, ui),
        Command::Edit(args) => edit::run(&args, &context, ui),
        Command::Tag(args) => tag::run(&args, &context, ui),
        Command::Note(args) => note::run(&args, &context, ui),
        Command::Predict(args) => predict::run(*args, &context, ui),
        Command::Status(args) => status::run(&args, &context, ui),
        Command::Show(args) => show::run(&args, &context, ui),
        Command::Rules(args) => rules::run(&args, &context, ui),
        Command::Import(args) => import::run(&args, &context, ui),
        Command::Export(args) => export::run(&args, &context, ui),
        Command::Check(args) => check::run(&args, &context, ui),
        Command::Due(args) => due::run(&args, &context, ui),
        Command::Review(args) => review::run(&args, &context, ui),
        Command::Followup(args) => followup::run(&args, &context, ui),
        Command::Resend(args) => resend::run(args, &context, ui),
        Command::Rapport(args) => deeds::rapport(&args, &context, ui),
        Command::Dismiss(args) => deeds::dismiss(&args, &context, ui),
        Command::Account(args) => account::run(&args, &context, ui),
        Command::Undo(args) => undo::undo(&args, &context, ui),
        Command::Redo(args) => undo::redo(&args, &context, ui),
        Command::Log(args) => undo::log(&args, &context, ui),
        Command::Backup(args) => backup::run(&args, &context, ui),
        Command::Restore(args) => backup::restore(&args, &context, ui),
        Command::Doctor(args) => doctor::run(&args, &context, unusable.as_ref(), ui),
        Command::Merge(args) => merge::run(&args, &context, ui),
        Command::Forget(args) => forget::run(&args, &context, ui),
        Command::Demo => demo::run(&context, ui),
        Command::Config(args) => config::run(&args, &context, ui),
        Command::Completions(_) | Command::Man(_) | Command::Help(_) => Ok(Exit::Done),
    }
}

/// Names the next useful command.
fn next(ui: &mut Ui, command: &str) -> Result<()> {
    ui.say(&Line::new().push(Role::Faint, "Next: ").text(command))
}
