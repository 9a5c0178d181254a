//! The arguments of the commands that bring in and take out.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// In which order the numbers of a date such as 03/04/2026 are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum DateOrder {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

/// `invtrack import`
#[derive(Args, Default, Debug)]
pub struct Import {
    /// A data export (zip, folder, CSV), mails (.eml, mbox, Maildir, folder), a copied or saved page, a table, an
    /// export of invtrack's own; "-": standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["review", "assign"], value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The day that the exports or pages show, if their names don't tell
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
    /// What the files are, if their content does not tell
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub kind: Option<ImportKind>,
    /// Record as new requests what a copied Sent page shows and nobody on record fits
    #[arg(long)]
    pub new: bool,
    /// Read messages.csv of the data export, too: for replies; nothing but who wrote and when is kept
    #[arg(long)]
    pub messages: bool,
    /// Which column of a table is what, where its header doesn't tell
    #[arg(long, value_name = "FIELD=HEADER,…")]
    pub map: Vec<String>,
    /// In which order the numbers of dates such as 03/04/2026 are, in a table where no row tells
    #[arg(long, value_name = "ORDER", value_enum)]
    pub date_order: Option<DateOrder>,
    /// List what was kept because it may be about several people, or about nobody on record; on a terminal, ask
    #[arg(long, conflicts_with_all = ["files", "dry_run", "as_of", "kind", "new", "messages", "map", "date_order"])]
    pub review: bool,
    /// Say whom something is about that was kept: a request number, a name, "new" or "nobody"
    #[arg(long, value_name = "NUMBER=WHO", conflicts_with_all = ["files", "as_of", "kind", "new", "review", "messages", "map", "date_order"])]
    pub assign: Vec<String>,
}

/// What a file can be said to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ImportKind {
    /// LinkedIn's data export, or a file of it
    Export,
    /// Mails
    Mail,
    /// A copied or saved page: Sent, or Connections
    Page,
    /// Any table of requests
    Table,
    /// An export of invtrack's own
    Own,
}

/// What to export to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportFormat {
    /// Everything, in JSON
    Json,
    /// A table of requests
    Csv,
    /// A calendar
    Ics,
}

impl ExportFormat {
    /// The word that JSON uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ics => "ics",
        }
    }
}

/// `invtrack export`
#[derive(Args, Debug)]
pub struct Export {
    /// A table of requests with their verdicts, for a spreadsheet, instead of everything in JSON
    #[arg(long, conflicts_with = "ics")]
    pub csv: bool,
    /// A calendar of what is due, instead of everything in JSON
    #[arg(long)]
    pub ics: bool,
    /// Write to this file, which only you can read [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Overwrite the file, unless it is one of invtrack's own
    #[arg(long, requires = "output")]
    pub force: bool,
}

impl Export {
    /// What is asked for.
    pub const fn format(&self) -> ExportFormat {
        match (self.csv, self.ics) {
            (true, _) => ExportFormat::Csv,
            (false, true) => ExportFormat::Ics,
            (false, false) => ExportFormat::Json,
        }
    }
}
