//! Help and manual pages: generated from the command line's own definition.

use clap::Command;

use super::prelude::*;
use crate::output::page;
use crate::record::suggest;

/// Print a manual page
#[derive(Args, Debug)]
pub struct Man {
    /// The command to describe [default: invtrack itself]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// Explain a command or a topic: dates, signs, importing, privacy, exit-codes, environment
#[derive(Args, Debug)]
pub struct Help {
    /// A command, or a topic: dates, signs, importing, privacy, exit-codes, environment
    #[arg(value_name = "COMMAND|TOPIC")]
    pub topic: Option<String>,
}

/// What it is called, a page of the documentation, and which section of it; none: all.
type Topic = (&'static str, &'static str, &'static str);

const TOPICS: [Topic; 6] = [
    ("dates", include_str!("../../docs/daily.md"), "Dates"),
    ("signs", include_str!("../../docs/daily.md"), "Signs"),
    ("importing", include_str!("../../docs/importing.md"), ""),
    ("privacy", include_str!("../../docs/privacy.md"), ""),
    ("exit-codes", include_str!("../../docs/scripting.md"), "Exit codes"),
    ("environment", include_str!("../../docs/settings.md"), "Environment"),
];

pub fn introduction(is_empty: bool, ui: &mut Ui) -> Exit {
    ui.columns(if is_empty { include_str!("help/introduction.txt") } else { include_str!("help/daily.txt") });
    Exit::Done
}

pub fn help(args: &Help, mut command: Command, ui: &mut Ui) -> Result<Exit> {
    match &args.topic {
        None => ui.raw(&command.render_help().to_string()),
        Some(name) => match TOPICS.iter().find(|(topic, ..)| topic == name) {
            Some((_, text, title)) => page::print(section(text, title), ui),
            None => ui.raw(&find(command, name)?.render_long_help().to_string()),
        },
    }
    Ok(Exit::Done)
}

/// Up to the next one.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let start = if title.is_empty() { Some(0) } else { page.find(&format!("## {title}\n")) };
    let found = &page[start.unwrap_or_default()..];
    let end = if title.is_empty() { None } else { found.find("\n\n## ") };
    &found[..end.unwrap_or(found.len())]
}

pub fn man(args: &Man, command: Command, ui: &mut Ui) -> Result<Exit> {
    let command = args.command.as_ref().map_or(Ok(command.clone()), |name| find(command, name))?;
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    ui.raw(&String::from_utf8_lossy(&page));
    Ok(Exit::Done)
}

pub fn explained(command: &Command) -> Vec<(String, String)> {
    let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    let commands = command.get_subcommands().map(|sub| (sub.get_name().to_owned(), about(sub)));
    commands.chain(TOPICS.map(|(name, ..)| (name.to_owned(), "A topic".to_owned()))).collect()
}

fn find(mut command: Command, name: &str) -> Result<Command> {
    command.build();
    if let Some(found) = command.find_subcommand(name) {
        return Ok(found.clone());
    }
    let known = command.get_subcommands().map(Command::get_name).chain(TOPICS.iter().map(|(name, ..)| *name));
    let near = suggest::nearest(name, known, 3);
    Err(Error::usage(format!("there is no command or topic {name:?}"))
        .hint_if(suggest::did_you_mean(&near))
        .hint("`invtrack --help` lists every command"))
}
