//! The command line: one file a subcommand, with its arguments.

mod account;
mod add;
mod amend;
mod backup;
mod check;
mod circumstances;
mod close;
mod complete;
mod completions;
mod config;
mod conflict;
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
mod pace;
mod predict;
mod prelude;
mod reading;
mod record;
mod report;
mod resend;
mod review;
mod rules;
mod sending;
mod show;
mod stats;
mod status;
mod tag;
mod undo;
mod verdict;
mod who;

use std::num::{IntErrorKind, ParseIntError};

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::Global;
use crate::context::{self, Env};
use crate::error::{Exit, Result};
use crate::output::text::fit;
use crate::output::ui::{self, Ui};
use crate::store::Store;

/// A test holds this against the real list of subcommands.
const TEMPLATE: &str = include_str!("help/template.txt").trim_ascii_end();
const EXAMPLES: &str = include_str!("help/examples.txt").trim_ascii_end();

const GLOBAL: &str = "Global options, such as --db, --json, --quiet, --no-input: invtrack --help";

/// Tells which LinkedIn connection requests were likely accepted, are pending, or were likely ignored.
///
/// You record what you sent and what you see; invtrack weighs it and says how sure it is, why, and what to do
/// next. Everything stays on your computer, in one file. It never goes online.
#[derive(Parser, Debug)]
#[command(name = "invtrack", version, help_template = TEMPLATE, after_help = EXAMPLES)]
#[command(disable_help_subcommand = true, infer_subcommands = false)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    Add(add::Add),
    Observe(observe::Observe),
    Withdraw(close::Withdraw),
    Close(close::Close),
    Edit(edit::Edit),
    Tag(tag::Tag),
    Note(note::Note),
    Predict(Box<predict::Predict>),
    #[command(visible_aliases = ["list", "ls"])]
    Status(status::Status),
    Show(show::Show),
    Stats(stats::Stats),
    Report(report::ReportArgs),
    Rules(rules::Rules),
    Import(import::Import),
    Export(export::Export),
    Check(check::Check),
    Due(due::DueArgs),
    Review(review::Review),
    Open(due::OpenArgs),
    Followup(followup::Followup),
    Resend(resend::Resend),
    Rapport(deeds::RapportArgs),
    Dismiss(deeds::Dismiss),
    Account(account::Account),
    /// Undo what the last command did, an import included
    ///
    /// Restores the state before the last command; request numbers are never reused. Repeat to go further back.
    /// `invtrack log` lists the steps; there is no limit.
    Undo(undo::HowMany),
    /// Do again what was undone, as long as nothing new was written
    Redo(undo::HowMany),
    Log(undo::Log),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Doctor(doctor::Doctor),
    Merge(merge::Merge),
    Forget(forget::Forget),
    /// Show what invtrack does, with an invented user's data; touches nothing of yours
    Demo,
    Config(config::ConfigArgs),
    Completions(completions::Completions),
    Man(docs::Man),
    Help(docs::Help),
}

pub fn run() -> Exit {
    if let Some(words) = context::words_to_complete() {
        return complete::run(words, command_line());
    }
    let matches = briefly(command_line()).try_get_matches().unwrap_or_else(|error| pointed(error).exit());
    let parsed = Cli::from_arg_matches(&matches);
    let cli = parsed.unwrap_or_else(|error| error.format(&mut command_line()).exit());
    let mut ui = context::ui(&cli.global);
    let exit = dispatch(cli, &mut ui).unwrap_or_else(|error| {
        ui.error(&error);
        error.exit
    });
    ui.finish(exit)
}

/// Words of other tools, and what is meant by them here; a number that is none, in plain words.
fn pointed(mut error: clap::Error) -> clap::Error {
    let cause =
        std::error::Error::source(&error).and_then(<dyn std::error::Error>::downcast_ref::<ParseIntError>);
    if let (Some(cause), Some(ContextValue::String(option)), Some(ContextValue::String(value))) =
        (cause, error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidValue))
    {
        let option = option.split(' ').next().unwrap_or_default();
        let is_huge = *cause.kind() == IntErrorKind::PosOverflow;
        let what = if is_huge { "too large" } else { "not a whole number" };
        return clap::Error::raw(error.kind(), format!("{option}: {value:?} is {what}\n"));
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let instead = match word.as_str() {
        "rm" | "remove" | "delete" => {
            "a request: invtrack edit WHO --remove; a person, for good: invtrack forget WHO"
        }
        "init" => "nothing has to be set up: invtrack add NAME, or invtrack import FILE",
        "search" | "find" => "invtrack status WORDS",
        _ => return error,
    };
    error.remove(ContextKind::SuggestedSubcommand);
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![instead.into()]));
    error
}

pub fn command_line() -> clap::Command {
    Cli::command()
}

/// In the help of a subcommand the options of every command are one line.
pub fn briefly(command: clap::Command) -> clap::Command {
    let global = command.get_arguments().filter(|arg| arg.is_global_set());
    let hidden: Vec<Arg> = global.map(|arg| arg.clone().hide(true)).collect();
    let template = ui::columns().map_or_else(|| TEMPLATE.to_owned(), |width| fit(TEMPLATE, width));
    command.help_template(template).mut_subcommands(|sub| {
        let examples = sub.get_after_help().map(|examples| format!("{examples}\n\n")).unwrap_or_default();
        sub.args(&hidden).after_help(examples + GLOBAL)
    })
}

fn dispatch(cli: Cli, ui: &mut Ui) -> Result<Exit> {
    let Some(command) = cli.command else {
        let database = Env::new(&cli.global).map(|context| context.database);
        let is_empty = database.is_ok_and(|path| matches!(Store::open_to_read(&path), Ok(None)));
        return Ok(docs::introduction(is_empty, ui));
    };
    // Asked for by those who need it: the others must work even where clock or settings are broken.
    let global = &cli.global;
    let context = || Env::new(global);
    match command {
        Command::Add(args) => add::run(args, &context()?, ui),
        Command::Observe(args) => observe::run(&args, &context()?, ui),
        Command::Withdraw(args) => close::run(&args.into(), &context()?, ui),
        Command::Close(args) => close::run(&args, &context()?, ui),
        Command::Edit(args) => edit::run(&args, &context()?, ui),
        Command::Tag(args) => tag::run(&args, &context()?, ui),
        Command::Note(args) => note::run(&args, &context()?, ui),
        Command::Predict(args) => predict::run(*args, &context()?, ui),
        Command::Status(args) => status::run(&args, &context()?, ui),
        Command::Show(args) => show::run(&args, &context()?, ui),
        Command::Stats(args) => stats::run(&args, &context()?, ui),
        Command::Report(args) => report::run(&args, &context()?, ui),
        Command::Rules(args) => rules::run(&args, &context()?, ui),
        Command::Import(args) => import::run(&args, &context()?, ui),
        Command::Export(args) => export::run(&args, &context()?, ui),
        Command::Check(args) => check::run(&args, &context()?, ui),
        Command::Due(args) => due::run(&args, &context()?, ui),
        Command::Review(args) => review::run(&args, &context()?, ui),
        Command::Open(args) => due::open(&args, &context()?, ui),
        Command::Followup(args) => followup::run(&args, &context()?, ui),
        Command::Resend(args) => resend::run(args, &context()?, ui),
        Command::Rapport(args) => deeds::rapport(&args, &context()?, ui),
        Command::Dismiss(args) => deeds::dismiss(&args, &context()?, ui),
        Command::Account(args) => account::run(&args, &context()?, ui),
        Command::Undo(args) => undo::exchange(&args, true, &context()?, ui),
        Command::Redo(args) => undo::exchange(&args, false, &context()?, ui),
        Command::Log(args) => undo::log(&args, &context()?, ui),
        Command::Backup(args) => backup::run(&args, &context()?, ui),
        Command::Restore(args) => backup::restore(&args, &context()?, ui),
        Command::Doctor(args) => {
            let (context, unusable) = match context() {
                Err(error) => (Env::with_defaults(global)?, Some(error)),
                Ok(context) => (context, None),
            };
            doctor::run(&args, &context, unusable.as_ref(), ui)
        }
        Command::Merge(args) => merge::run(&args, &context()?, ui),
        Command::Forget(args) => forget::run(&args, &context()?, ui),
        Command::Demo => demo::run(ui),
        Command::Config(args) if args.changes() => {
            config::run(&args, &context().or_else(|_| Env::with_defaults(global))?, ui)
        }
        Command::Config(args) => config::run(&args, &context()?, ui),
        Command::Completions(args) => completions::run(&args, ui),
        Command::Man(args) => docs::man(&args, briefly(command_line()), ui),
        Command::Help(args) => docs::help(&args, briefly(command_line()), ui),
    }
}
