//! Help, completions and manual pages: all of them generated from the command line's own definition.

use std::path::{Path, PathBuf};

use clap::{Arg, CommandFactory, ValueHint};
use clap_complete::Shell;

use crate::cli::{Cli, Completions, Help, Man};
use crate::error::{Error, Exit, Result};
use crate::output::ui::Ui;
use crate::record::suggest;

/// Bare `invtrack`.
const INTRODUCTION: &str = "\
invtrack tells which LinkedIn connection requests were likely accepted, are pending, or were likely ignored.

  invtrack demo                        see how it works, with an invented user's data
  invtrack import YOUR-EXPORT.zip      read your own LinkedIn data export
  invtrack add \"Zoë Brandt\"            record a request that you sent

invtrack --help lists every command.
";

/// Topics of `invtrack help` that are no commands.
const TOPICS: &[(&str, &str)] = &[
    ("dates", "\
How dates can be written:

  today, yesterday, now, 14:30 (today)
  3 days ago, 2w ago, 1 month ago, 5h ago
  friday, fri (the most recent one), last friday
  5 oct, oct 5, 5 oct 2026 (without a year: the most recent one)
  2026-10-05, 2026-10-05 14:30, 2026-10-05T14:30:00Z

A day without a time stays a day; a time is of your own time zone. What could be read in two ways, such as
03/04/2026, is refused. What was sent or seen can't lie in the future. The date as understood is always echoed.

For scripts and tests, INVTRACK_NOW (such as 2026-10-05T14:30:00Z) sets the clock of one command.
"),
    ("exit-codes", "\
  0    done
  1    failed; nothing was changed
  2    the command line was wrong; nothing was changed
  3    done, but some input rows were bad and left out, or are kept for you to decide
  10   check has something to report
  130  interrupted

Anything else is a failure.
"),
];

/// What bare `invtrack` says.
pub fn introduction(ui: &mut Ui) -> Result<Exit> {
    ui.raw(INTRODUCTION)?;
    Ok(Exit::Done)
}

/// `invtrack help`
pub fn help(args: &Help, ui: &mut Ui) -> Result<Exit> {
    let mut command = Cli::command();
    let Some(topic) = &args.topic else {
        ui.raw(&command.render_help().to_string())?;
        return Ok(Exit::Done);
    };
    if let Some((_, text)) = TOPICS.iter().find(|(name, _)| name == topic) {
        ui.raw(text)?;
        return Ok(Exit::Done);
    }
    let mut subcommand = find(&mut command, topic)?;
    ui.raw(&subcommand.render_long_help().to_string())?;
    Ok(Exit::Done)
}

/// `invtrack completions`
pub fn completions(args: &Completions, ui: &mut Ui) -> Result<Exit> {
    ui.raw(&completion_script(args.shell)?)?;
    Ok(Exit::Done)
}

/// `invtrack man`
pub fn man(args: &Man, ui: &mut Ui) -> Result<Exit> {
    let mut command = Cli::command();
    let page = match &args.command {
        None => man_page(command)?,
        Some(name) => man_page(find(&mut command, name)?)?,
    };
    ui.raw(&page)?;
    Ok(Exit::Done)
}

fn find(command: &mut clap::Command, name: &str) -> Result<clap::Command> {
    command.build();
    if let Some(found) = command.find_subcommand(name) {
        return Ok(found.clone());
    }
    let known =
        command.get_subcommands().map(clap::Command::get_name).chain(TOPICS.iter().map(|(name, _)| *name));
    let near = suggest::nearest(name, known, 3);
    Err(Error::usage(format!("there is no command or topic {name:?}"))
        .hint_if(suggest::did_you_mean(&near))
        .hint("`invtrack --help` lists every command"))
}

/// The completion script for a shell.
pub fn completion_script(shell: Shell) -> Result<String> {
    let mut command = Cli::command().mut_args(hinted).mut_subcommands(|command| command.mut_args(hinted));
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "invtrack", &mut script);
    let script = String::from_utf8(script)
        .map_err(|error| Error::failed("cannot write the completion script").caused_by(error))?;
    Ok(match shell {
        Shell::Bash => for_bash(&script),
        Shell::Zsh => for_zsh(&script),
        _ => script,
    })
}

/// An option's value that is not said to be a file is none, so no files are offered for it.
fn hinted(arg: Arg) -> Arg {
    let is_option = !arg.is_positional() && arg.get_action().takes_values();
    let is_any_text = arg.get_value_hint() == ValueHint::Unknown && arg.get_possible_values().is_empty();
    if is_option && is_any_text { arg.value_hint(ValueHint::Other) } else { arg }
}

/// `clap_complete` offers options where a value may stand, so that bash fills in the `-` that they have in common and
/// never comes to files. They are for words that begin with it.
fn for_bash(script: &str) -> String {
    let words = "COMPREPLY=( $(compgen -W \"${opts}\" -- \"${cur}\") )\n            return 0\n            ;;";
    let no_options = words.replace(" -- ", " -X '-*' -- ");
    let script = script.replace(words, &no_options);
    script.replace(" || ${COMP_CWORD} -eq 1 ]]", " ]]").replace(" || ${COMP_CWORD} -eq 2 ]]", " ]]")
}

/// To zsh, `clap_complete` says by the second colon that all that follows a first WHO belongs to it, options included.
fn for_zsh(script: &str) -> String {
    script.replace("\n'*::", "\n'*:")
}

fn man_page(command: clap::Command) -> Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    String::from_utf8(page).map_err(|error| Error::failed("cannot write the manual page").caused_by(error))
}

fn chapter(command: &str, help: &str) -> String {
    format!("\n## invtrack {command}\n\n```text\n{}\n```\n", help.trim_end())
}

/// Everything that is generated and checked in: path from the project's root, and content.
pub fn generate() -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for (shell, name) in [
        (Shell::Bash, "invtrack.bash"),
        (Shell::Zsh, "_invtrack"),
        (Shell::Fish, "invtrack.fish"),
        (Shell::PowerShell, "_invtrack.ps1"),
        (Shell::Elvish, "invtrack.elv"),
    ] {
        files.push((Path::new("completions").join(name), completion_script(shell)?));
    }
    let mut command = Cli::command();
    command.build();
    files.push((Path::new("docs/man").join("invtrack.1"), man_page(command.clone())?));
    let mut reference = format!(
        "# Command-line reference\n\nWhat `invtrack help COMMAND` prints.\n\n```text\n{}\n```\n",
        command.render_help()
    );
    for subcommand in command.get_subcommands() {
        let page = subcommand.clone();
        let name = format!("invtrack-{}", page.get_name());
        let help = page.clone().term_width(100).render_long_help().to_string();
        reference += &chapter(page.get_name(), &help);
        files.push((Path::new("docs/man").join(format!("{name}.1")), man_page(page)?));
    }
    files.push((PathBuf::from("docs/reference.md"), reference));
    Ok(files)
}
