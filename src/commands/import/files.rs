//! Opening what is to be imported: which file is what, and in which order they are worked in.

use std::collections::HashSet;
use std::path::Path;

use tempfile::TempDir;

use super::requests;
use crate::cli::{Import, ImportKind};
use crate::commands::stdin;
use crate::context::Context;
use crate::domain::archive::Archive;
use crate::error::{Error, Result};
use crate::import::{self, FileKind, Found, ImportError, Options, RequestTable, Wishes};
use crate::output::ui::Ui;
use crate::record::time::Day;

/// What stands for standard input.
const STDIN: &str = "-";
/// The cap on standard input, in MiB.
const MAX_STDIN_MIB: u64 = 64;

/// So many files are named in the description of a step.
const MOST_NAMED: usize = 4;

/// Tables of requests, each with its name.
pub type Tables = Vec<(String, RequestTable)>;
/// All else.
pub type Others = Vec<(String, Found)>;

/// What was given, in the order in which it is worked in.
pub struct Opened {
    /// Exports of invtrack's own, merged before all else.
    pub own: Vec<(String, Archive)>,
    /// Tables are read as they are worked in, and first: they bring requests.
    pub tables: Tables,
    /// The other files.
    pub others: Others,
    /// Holds standard input as long as it may still be read.
    _folder: Option<TempDir>,
}

impl Opened {
    /// What was given, each once; of many some.
    pub fn names(&self) -> Vec<String> {
        let own = self.own.iter().map(|(name, _)| name);
        let tables = self.tables.iter().map(|(name, _)| name);
        let mut names: Vec<String> =
            own.chain(tables).chain(self.others.iter().map(|(name, _)| name)).cloned().collect();
        let mut told = HashSet::new();
        names.retain(|name| told.insert(name.clone()));
        if names.len() > MOST_NAMED {
            let more = names.len() - (MOST_NAMED - 1);
            names.truncate(MOST_NAMED - 1);
            names.push(format!("{more} more"));
        }
        names
    }
}

struct Opener {
    options: Options,
    wishes: Wishes,
    messages: bool,
    folder: Option<TempDir>,
}

/// Opens every file; reads those that are not too large.
pub fn open_all(args: &Import, context: &Context, ui: &mut Ui) -> Result<Opened> {
    let as_of = args.as_of.as_deref().map(|text| context.past("--as-of", text)).transpose()?;
    let options = Options {
        as_of: as_of.map(|moment| moment.day(context.zone)),
        now: context.now,
        zone: context.zone,
        kind: args.kind.map(kind),
    };
    let wishes = requests::wishes(args)?;
    let mut opener = Opener { options, wishes, messages: args.messages, folder: None };
    let mut files = Vec::new();
    for path in &args.files {
        files.extend(opener.open(path, ui)?);
    }
    if args.messages && !files.iter().any(|(_, found)| matches!(found, Found::Messages(_))) {
        return Err(Error::failed("--messages: there is no messages.csv in what is given")
            .hint("tick Messages when you ask LinkedIn for a copy of your data"));
    }
    files.sort_by_key(|(_, found)| rank(found));
    let mut given =
        Opened { own: Vec::new(), tables: Vec::new(), others: Vec::new(), _folder: opener.folder };
    for (name, found) in files {
        match found {
            Found::Own(archive) => given.own.push((name, *archive)),
            Found::Requests(table) => given.tables.push((name, *table)),
            other => given.others.push((name, other)),
        }
    }
    if given.tables.is_empty() && (!args.map.is_empty() || args.date_order.is_some()) {
        return Err(Error::usage("--map and --date-order are for tables of requests, and none is given"));
    }
    Ok(given)
}

const fn kind(kind: ImportKind) -> FileKind {
    match kind {
        ImportKind::Export => FileKind::Export,
        ImportKind::Mail => FileKind::Mail,
        ImportKind::Page => FileKind::Page,
        ImportKind::Table => FileKind::Table,
        ImportKind::Own => FileKind::Own,
    }
}

/// What brings requests comes first, the oldest first, whatever the order on the command line.
fn rank(found: &Found) -> (u8, Option<Day>) {
    match found {
        Found::Own(_) | Found::Requests(_) => (0, None),
        Found::Export(export) => (1, Some(export.as_of.day)),
        Found::Page(page) => (1, Some(page.as_of)),
        Found::Mails(_) => (2, None),
        // Only who has not accepted replies.
        Found::Messages(_) => (3, None),
    }
}

impl Opener {
    fn open(&mut self, path: &Path, ui: &mut Ui) -> Result<Others> {
        if path == Path::new(STDIN) {
            return self.open_stdin(ui);
        }
        if !path.try_exists().unwrap_or(true) {
            return Err(
                Error::failed(format!("cannot import {}", path.display())).caused_by("there is no such file")
            );
        }
        self.open_path(path, &path.display().to_string())
    }

    fn open_path(&self, path: &Path, shown: &str) -> Result<Others> {
        let found = if self.messages {
            import::open_with_messages(path, &self.options, &self.wishes)
        } else {
            import::open(path, &self.options, &self.wishes).map(|found| vec![found])
        };
        let found = found.map_err(|error| refused(shown, error))?;
        let name =
            path.file_name().map_or_else(|| shown.to_owned(), |name| name.to_string_lossy().into_owned());
        Ok(found.into_iter().map(|found| (name.clone(), found)).collect())
    }

    /// What it is can only be told from a file that is there as a whole.
    fn open_stdin(&mut self, ui: &mut Ui) -> Result<Others> {
        const NAME: &str = "standard input";
        let failed = |error: std::io::Error| Error::failed(format!("cannot read {NAME}")).caused_by(error);
        let bytes = stdin::read_page(MAX_STDIN_MIB << 20, ui).map_err(failed)?;
        if bytes.is_empty() {
            return Err(Error::failed(format!("{NAME} is empty"))
                .hint("select all on the page, copy it, and paste it here or pipe it in"));
        }
        if bytes.len() as u64 > MAX_STDIN_MIB << 20 {
            return Err(Error::failed(format!("{NAME} is larger than {MAX_STDIN_MIB} MiB"))
                .hint("save it as a file, and import that"));
        }
        let folder = tempfile::tempdir().map_err(failed)?;
        let path = folder.path().join(NAME);
        fs_err::write(&path, bytes).map_err(failed)?;
        self.folder = Some(folder);
        self.open_path(&path, NAME)
    }
}

/// Why a file cannot be imported.
pub fn refused(file: &str, error: ImportError) -> Error {
    let hint = error.hint();
    let message = format!("cannot import {file}");
    let failure = if error.is_usage() { Error::usage(message) } else { Error::failed(message) };
    failure.caused_by(error).hint_if(hint)
}
