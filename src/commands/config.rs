use super::prelude::*;
use crate::config::Entry;
use crate::record::suggest;

/// Print the settings in force, and where they come from
#[derive(Args, Debug)]
pub struct Config {
    /// Only these: model.base, or a whole table such as limits
    #[arg(value_name = "SETTING")]
    pub setting: Vec<String>,
    /// Print only the path of the settings file
    #[arg(long)]
    pub path: bool,
}

/// What the file does not set is commented out, so that the output is a file to start from.
pub fn run(args: &Config, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let config = &context.config;
    let (path, database) = (config.path.display().to_string(), context.database.display().to_string());
    let names: Vec<String> = config.entries().iter().map(Entry::name).collect();
    let is_in = |name: &str, setting: &str| {
        name.strip_prefix(setting).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if let Some(wrong) = args.setting.iter().find(|setting| !names.iter().any(|name| is_in(name, setting))) {
        let near = suggest::nearest(wrong, names.iter().map(String::as_str), 3);
        return Err(
            Error::usage(format!("there is no setting {wrong:?}")).hint_if(suggest::did_you_mean(&near))
        );
    }
    let is_chosen =
        |name: &str| args.setting.is_empty() || args.setting.iter().any(|setting| is_in(name, setting));
    let mut settings = config.json();
    settings.retain(|setting| setting["key"].as_str().is_some_and(is_chosen));
    let json = json!({ "path": path, "exists": config.exists, "database": database, "settings": settings });
    ui.answer(json, |ui| {
        if args.path {
            return ui.line(&path);
        }
        let state = if config.exists { "" } else { " (not there: every default holds)" };
        ui.line(faint(format!("# settings: {path}{state}")));
        ui.line(faint(format!("# database: {database}")));
        let mut section = String::new();
        for entry in config.entries().into_iter().filter(|entry| is_chosen(&entry.name())) {
            if entry.table != section {
                ui.line("");
                ui.line(strong(format!("[{}]", entry.table)));
                section.clone_from(&entry.table);
            }
            let line = format!("{} = {}", entry.key, entry.value);
            ui.line(if entry.set { line.into() } else { faint(format!("# {line}")) });
        }
    })
}
