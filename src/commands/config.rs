//! `invtrack config`

use serde::Serialize;

use super::view::Answer;
use crate::cli::Config;
use crate::context::Context;
use crate::error::{Exit, Result};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;

#[derive(Serialize)]
struct Printed {
    path: String,
    exists: bool,
    database: String,
    settings: Vec<Setting>,
}

#[derive(Serialize)]
struct Setting {
    key: String,
    value: String,
    origin: &'static str,
}

/// Prints every setting; what the file does not set is commented out, so that the output is a file to start from.
pub fn run(args: &Config, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let config = &context.config;
    let path = config.path.display().to_string();
    if args.path && !ui.is_json() {
        ui.line(&Line::plain(path))?;
        return Ok(Exit::Done);
    }
    let origin = |set: bool| if set { "file" } else { "default" };
    if ui.is_json() {
        let settings = config.entries().into_iter().map(|entry| Setting {
            key: entry.dotted(),
            origin: origin(entry.set),
            value: entry.value,
        });
        let database = context.database.display().to_string();
        ui.json(&Answer::new(Printed {
            path,
            exists: config.exists,
            database,
            settings: settings.collect(),
        }))?;
        return Ok(Exit::Done);
    }
    let state = if config.exists { "" } else { " (not there: every default holds)" };
    ui.line(&Line::new().push(Role::Faint, format!("# settings: {path}{state}")))?;
    ui.line(&Line::new().push(Role::Faint, format!("# database: {}", context.database.display())))?;
    let mut section = String::new();
    for entry in config.entries() {
        if entry.table != section {
            ui.line(&Line::new())?;
            ui.line(&Line::new().push(Role::Strong, format!("[{}]", entry.table)))?;
            entry.table.clone_into(&mut section);
        }
        let line = format!("{} = {}", entry.key, entry.value);
        ui.line(&if entry.set {
            Line::plain(line)
        } else {
            Line::new().push(Role::Faint, format!("# {line}"))
        })?;
    }
    Ok(Exit::Done)
}
