use super::prelude::*;

/// Print the settings in force, and where they come from
#[derive(Args, Debug)]
pub struct Config {
    /// Print only the path of the settings file
    #[arg(long)]
    pub path: bool,
}

/// What the file does not set is commented out, so that the output is a file to start from.
pub fn run(args: &Config, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let config = &context.config;
    let (path, database) = (config.path.display().to_string(), context.database.display().to_string());
    let settings = config.json();
    let json = json!({ "path": path, "exists": config.exists, "database": database, "settings": settings });
    ui.answer(json, |ui| {
        if args.path {
            return ui.line(&path);
        }
        let state = if config.exists { "" } else { " (not there: every default holds)" };
        ui.line(faint(format!("# settings: {path}{state}")));
        ui.line(faint(format!("# database: {database}")));
        let mut section = String::new();
        for entry in config.entries() {
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
