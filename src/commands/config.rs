use std::path::Path;

use clap::Subcommand;

use super::prelude::*;
use crate::config::{Setting, check, with_value};
use crate::context;
use crate::output::file;
use crate::record::suggest;

/// Print the settings in force and where they come from, or change them
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:
  invtrack config limits
  invtrack config set limits.requests_a_week 10
  invtrack config set templates.talk \"Hi {first_name}, your talk at {met_at} …\"
  invtrack config edit")]
pub struct ConfigArgs {
    /// Only these: model.base, or a whole table such as limits
    #[arg(value_name = "SETTING")]
    setting: Vec<String>,
    /// Print only the path of the settings file
    #[arg(long)]
    path: bool,
    #[command(subcommand)]
    change: Option<ConfigChange>,
}

#[derive(Subcommand, Debug)]
enum ConfigChange {
    /// Change one setting in the file, which is created if there is none
    Set {
        /// Which: `limits.requests_a_week`, `templates.talk` …
        #[arg(value_name = "SETTING")]
        key: String,
        /// Its new value
        #[arg(value_name = "VALUE", allow_hyphen_values = true)]
        value: String,
    },
    /// Open the settings file in your editor ($VISUAL or $EDITOR); what can't be used is not saved
    Edit,
}

impl ConfigArgs {
    /// What may mend a file that can't be used must work with it.
    pub const fn changes(&self) -> bool {
        self.change.is_some()
    }
}

pub fn run(args: &ConfigArgs, context: &Env, ui: &mut Ui) -> Result<Exit> {
    match &args.change {
        Some(ConfigChange::Set { key, value }) => set(key, value, context, ui),
        Some(ConfigChange::Edit) => edit(context, ui),
        None => print(args, context, ui),
    }
}

fn set(key: &str, value: &str, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let config = &context.config;
    let text = with_value(&config.text()?, key, value)?;
    let changed = check(&text)?;
    write(&config.path, &text)?;
    let is_it = |entry: &&Setting| entry.name == key;
    let (old, new) = (config.entries(), changed.entries());
    let value = |entries: &[Setting]| entries.iter().find(is_it).map(|entry| entry.value.clone());
    let (old, new) = (value(&old), value(&new));
    let path = config.path.display().to_string();
    ui.answer(json!({ "path": path, "key": key, "value": new, "was": old }), |ui| {
        let was = old.map_or_else(String::new, |old| format!("  (was {old})"));
        ui.say(Text::from(format!("{key} = {}", new.unwrap_or_default())).faint(was));
    })
}

/// The file itself is untouched until what was edited can be used.
fn edit(context: &Env, ui: &mut Ui) -> Result<Exit> {
    let config = &context.config;
    let failed = |error: std::io::Error| Error::failed("cannot edit the settings").caused_by(error);
    if !ui.may_prompt() {
        return Err(Error::usage("no terminal to edit on")
            .hint("invtrack config set SETTING VALUE")
            .hint(format!("or edit {}", config.path.display())));
    }
    let before = if config.exists { config.text()? } else { to_start_from(config) };
    let mut named = tempfile::Builder::new();
    let draft = named.prefix("invtrack-").suffix(".toml").tempfile().map_err(failed)?;
    fs_err::write(draft.path(), &before).map_err(failed)?;
    let (editor, shown) = (context::editor(), draft.path().display().to_string());
    loop {
        let mut words = editor.split_whitespace();
        let program = words.next().unwrap_or("vi");
        let ended = std::process::Command::new(program).args(words).arg(draft.path()).status();
        let ended = ended.map_err(|error| {
            Error::failed(format!("cannot start {program}"))
                .caused_by(error)
                .hint("set EDITOR to your editor")
        })?;
        if !ended.success() {
            return Err(Error::failed(format!("{program} ended with an error; nothing was changed")));
        }
        let text = fs_err::read_to_string(draft.path()).map_err(failed)?;
        if text == before {
            ui.say("Nothing was changed.");
            return Ok(Exit::Done);
        }
        match check(&text) {
            Ok(_) => {
                write(&config.path, &text)?;
                ui.say(format!("Saved {}.", config.path.display()));
                return Ok(Exit::Done);
            }
            Err(error) => ui.error(&error),
        }
        if !prompt::confirm(ui, "That can't be used. Edit it again?", &shown)? {
            ui.say("Nothing was changed.");
            return Ok(Exit::Failed);
        }
    }
}

/// Every key with its value, commented out.
fn to_start_from(config: &crate::config::Config) -> String {
    let mut section = String::new();
    let lines = config.entries().into_iter().map(|Setting { table, key, value, .. }| {
        let head = if table == section { String::new() } else { format!("\n[{table}]\n") };
        section = table;
        format!("{head}# {key} = {value}\n")
    });
    lines.collect::<String>().trim_start().to_owned()
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        let failed = |error| Error::failed(format!("cannot write {}", path.display())).caused_by(error);
        fs_err::create_dir_all(folder).map_err(failed)?;
    }
    // Where a link leads to it, as with collections of settings, the link stays.
    let path = fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    file::write(&path, true, |out| out.write_all(text.as_bytes()))
}

/// What the file does not set is commented out, so that the output is a file to start from.
fn print(args: &ConfigArgs, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let config = &context.config;
    let (path, database) = (config.path.display().to_string(), context.database.display().to_string());
    let mut settings = config.entries();
    if let Some(wrong) = args.setting.iter().find(|name| !settings.iter().any(|one| one.is_in(name))) {
        let near = suggest::nearest(wrong, settings.iter().map(|one| one.name.as_str()), 3);
        return Err(
            Error::usage(format!("there is no setting {wrong:?}")).hint_if(suggest::did_you_mean(&near))
        );
    }
    settings.retain(|one| args.setting.is_empty() || args.setting.iter().any(|name| one.is_in(name)));
    let json = json!({ "path": path, "exists": config.exists, "database": database, "settings": settings });
    ui.answer(json, |ui| {
        if args.path {
            return ui.line(&path);
        }
        let state = if config.exists { "" } else { " (not there: every default holds)" };
        ui.line(faint(format!("# settings: {path}{state}")));
        ui.line(faint(format!("# database: {database}")));
        let mut section = String::new();
        for entry in &settings {
            if entry.table != section {
                ui.line("");
                ui.line(strong(format!("[{}]", entry.table)));
                section.clone_from(&entry.table);
            }
            let line = format!("{} = {}", entry.key, entry.value);
            ui.line(if entry.origin == "file" { line.into() } else { faint(format!("# {line}")) });
        }
    })
}
