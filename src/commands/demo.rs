use std::path::Path;

use super::import::{self, Import};
use super::prelude::*;
use super::show::{self, Show};
use super::status::{self, Status};
use crate::record::time::Instant;

const EXPORTS: &[(&str, [(&str, &str); 2])] = &[
    (
        "Basic_LinkedInDataExport_10-05-2026",
        [
            ("Invitations.csv", include_str!("demo/first/Invitations.csv")),
            ("Connections.csv", include_str!("demo/first/Connections.csv")),
        ],
    ),
    (
        "Basic_LinkedInDataExport_10-26-2026",
        [
            ("Invitations.csv", include_str!("demo/second/Invitations.csv")),
            ("Connections.csv", include_str!("demo/second/Connections.csv")),
        ],
    ),
];

/// The demo is always of this day: 2026-10-28, 09:00 UTC.
const NOW: Instant = Instant::from_millis(1_793_178_000_000);

const SHOWN: &str = "Mei Lin";

pub fn run(ui: &mut Ui) -> Result<Exit> {
    let failed =
        |error: std::io::Error| Error::failed("cannot write the demo's temporary files").caused_by(error);
    let folder = tempfile::tempdir().map_err(failed)?;
    let files = EXPORTS
        .iter()
        .map(|(name, files)| unpack(&folder.path().join(name), files))
        .collect::<std::io::Result<Vec<_>>>();
    let context = Env::for_demo(folder.path().join("demo.db"), NOW);

    // Whoever tries it in a pipe is no script.
    ui.lay_out();
    ui.note("an invented user's data, as of 28 October 2026; nothing of yours is read or written");
    command(ui, "import Basic_LinkedInDataExport_10-05-2026 Basic_LinkedInDataExport_10-26-2026");
    let files = Import { files: files.map_err(failed)?, ..Import::default() };
    let imported = import::bring_in(&files, &context, ui)?;
    // In JSON one document is the answer: that of `status`.
    if !ui.is_json() {
        imported.tell(&context, ui);
    }
    command(ui, "status");
    status::run(&Status::default(), &context, ui)?;
    if ui.is_json() {
        return Ok(Exit::Done);
    }
    command(ui, &format!("show {}", SHOWN.to_lowercase()));
    show::run(&Show { who: vec![SHOWN.to_owned()], all: false, as_of: None }, &context, ui)?;
    ui.say("");
    ui.columns(include_str!("help/after-demo.txt"));
    Ok(Exit::Done)
}

fn unpack(folder: &Path, files: &[(&str, &str)]) -> std::io::Result<std::path::PathBuf> {
    fs_err::create_dir(folder)?;
    for (name, content) in files {
        fs_err::write(folder.join(name), content)?;
    }
    Ok(folder.to_owned())
}

fn command(ui: &mut Ui, command: &str) {
    ui.say("");
    ui.say(faint("$ ").strong(format!("invtrack {command}")));
}
