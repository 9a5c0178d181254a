//! Help, completions and manual pages: all of them generated from the command line's own definition.

use std::path::{Path, PathBuf};

use clap::{Arg, Command, ValueHint};
use clap_complete::Shell;

use super::prelude::*;
use crate::record::suggest;

/// Print the completion script for a shell
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// Print a manual page
#[derive(Args, Debug)]
pub struct Man {
    /// The command to describe [default: invtrack itself]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// Explain a command or a topic: dates, exit-codes
#[derive(Args, Debug)]
pub struct Help {
    /// A command, or a topic: dates, exit-codes
    #[arg(value_name = "COMMAND|TOPIC")]
    pub topic: Option<String>,
}

const TOPICS: [(&str, &str); 2] =
    [("dates", include_str!("help/dates.txt")), ("exit-codes", include_str!("help/exit-codes.txt"))];

/// What to do first, or every day.
pub fn introduction(is_empty: bool, ui: &mut Ui) -> Exit {
    ui.raw(if is_empty { include_str!("help/introduction.txt") } else { include_str!("help/daily.txt") });
    Exit::Done
}

pub fn help(args: &Help, mut command: Command, ui: &mut Ui) -> Result<Exit> {
    let topic = args.topic.as_ref().map(|topic| (topic, TOPICS.iter().find(|(name, _)| name == topic)));
    let text = match topic {
        None => command.render_help().to_string(),
        Some((_, Some((_, text)))) => (*text).to_owned(),
        Some((name, None)) => find(command, name)?.render_long_help().to_string(),
    };
    ui.raw(&text);
    Ok(Exit::Done)
}

pub fn completions(args: &Completions, command: Command, ui: &mut Ui) -> Result<Exit> {
    ui.raw(&completion_script(args.shell, command)?);
    Ok(Exit::Done)
}

pub fn man(args: &Man, command: Command, ui: &mut Ui) -> Result<Exit> {
    let command = args.command.as_ref().map_or(Ok(command.clone()), |name| find(command, name))?;
    ui.raw(&man_page(command)?);
    Ok(Exit::Done)
}

fn find(mut command: Command, name: &str) -> Result<Command> {
    command.build();
    if let Some(found) = command.find_subcommand(name) {
        return Ok(found.clone());
    }
    let known = command.get_subcommands().map(Command::get_name).chain(TOPICS.iter().map(|(name, _)| *name));
    let near = suggest::nearest(name, known, 3);
    Err(Error::usage(format!("there is no command or topic {name:?}"))
        .hint_if(suggest::did_you_mean(&near))
        .hint("`invtrack --help` lists every command"))
}

pub fn completion_script(shell: Shell, command: Command) -> Result<String> {
    let mut command = command.mut_args(hinted).mut_subcommands(|command| command.mut_args(hinted));
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

fn man_page(command: Command) -> Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    String::from_utf8(page).map_err(|error| Error::failed("cannot write the manual page").caused_by(error))
}

pub fn generate(mut command: Command) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for (shell, name) in [
        (Shell::Bash, "invtrack.bash"),
        (Shell::Zsh, "_invtrack"),
        (Shell::Fish, "invtrack.fish"),
        (Shell::PowerShell, "_invtrack.ps1"),
        (Shell::Elvish, "invtrack.elv"),
    ] {
        files.push((Path::new("completions").join(name), completion_script(shell, command.clone())?));
    }
    command.build();
    files.push((Path::new("docs/man").join("invtrack.1"), man_page(command.clone())?));
    let mut reference = format!(
        "# Command-line reference\n\nWhat `invtrack help COMMAND` prints.\n\n```text\n{}\n```\n",
        command.render_help()
    );
    for page in command.get_subcommands() {
        let name = page.get_name();
        let help = page.clone().term_width(100).render_long_help().to_string();
        let chapter = format!("\n## invtrack {name}\n\n```text\n{}\n```\n", help.trim_end());
        reference += &chapter;
        files.push((Path::new("docs/man").join(format!("invtrack-{name}.1")), man_page(page.clone())?));
    }
    files.push((PathBuf::from("docs/reference.md"), reference));
    Ok(files)
}
