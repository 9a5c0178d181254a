//! `invtrack import`: what files say becomes facts; what is told is how that changes what follows.

mod change;
mod files;
mod questions;
mod review;
mod withdrawals;

use encoding_rs::Encoding;
use serde::Serialize;

use self::change::{Effect, add_all};
use super::prelude::*;
use crate::cli::one_of;
use crate::import::{FileKind, Mapping, Options, Report};
use crate::record::date::DateOrder;
use crate::store::{Store, backup};
use std::path::PathBuf;

/// Read LinkedIn's data exports, its mails, copied pages, or any table of requests into the record
///
/// FILE is the zip that LinkedIn sends (Settings > Data privacy > Get a copy of your data), the unzipped folder,
/// or a single Invitations.csv or Connections.csv of it. Or mails, in which LinkedIn tells who accepted: an .eml
/// file, a folder of them, an mbox, a Maildir; they are only read, never moved or marked. Or a page, copied as
/// text (select all, copy) or saved as HTML: Manage invitations > Sent, or Connections; docs/languages.md says in which
/// languages. Or the pages of LinkedIn's data portability API for members in the EU (JSON; docs/portability.md).
///
/// Or any other table of requests: CSV with a header, between commas, semicolons or tabs. It must have a name or a
/// profile, and when the request was sent or accepted. Usual headers are recognised, and the summary says what was
/// taken for what; --map corrects that. Rows without a date of sending are people not invited yet, and are skipped. What
/// is on record is completed, never overwritten.
///
/// An export of invtrack's own (`invtrack export`) is merged: afterwards both machines' records are in this one.
/// Where they say different things, the later word counts and is named.
///
/// With --messages, messages.csv of the export is read, too: whoever wrote to you after you asked and before they
/// accepted has replied. What was written is not kept, nor who else wrote.
///
/// What a file is, its content tells. Importing twice changes nothing. Rows and mails that can't be read are
/// reported with place and reason, and the rest is imported (exit code 3). What may be about several people is left
/// unsure: it is tried again with every import, and you decide with --review (exit code 3 when it is new).
#[derive(Args, Default, Debug)]
#[command(after_help = "Examples:
  invtrack import Basic_LinkedInDataExport_10-05-2026.zip
  invtrack import ~/Downloads/*.zip linkedin.mbox
  xclip -o | invtrack import -    (a copied page; pbpaste on macOS)
  invtrack import Complete_LinkedInDataExport_11-08-2026.zip --messages
  invtrack import people.csv --map sent_at=Sent,note=Text --date-order dmy
  invtrack import --review
  invtrack import --quiet ~/Maildir    (cron: silent while all is well)

Fields of a table, for --map:
  name (or first_name, last_name), profile_url, email, sent_at, note,
  accepted_at, withdrawn_at, status, direction, tags
  An empty header (--map note=) means that no column is that field.")]
pub struct Import {
    /// A data export (zip, folder, CSV), pages of the portability API (JSON), mails (.eml, mbox, Maildir, folder, zip),
    /// a copied or saved page, a table, an export of invtrack's own; "-": standard input
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
    pub kind: Option<FileKind>,
    /// Record as new requests what a copied Sent page shows and no one on record matches
    #[arg(long)]
    pub new: bool,
    /// Read messages.csv of the data export, too: for replies; nothing but who wrote and when is kept
    #[arg(long)]
    pub messages: bool,
    /// Which column of a table is which field, where its header doesn't tell
    #[arg(long, value_name = "FIELD=HEADER,…")]
    pub map: Vec<String>,
    /// In which order the numbers of dates such as 03/04/2026 are, where no row tells
    #[arg(long, value_name = "ORDER", value_parser = one_of(DateOrder::ALL, DateOrder::word, &["Day, month, year", "Month, day, year"]))]
    pub date_order: Option<DateOrder>,
    /// The encoding of texts that are not UTF-8, if it is guessed wrongly
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The pages of the data portability API are all there are: who is missing in them is gone
    #[arg(long)]
    pub complete: bool,
    /// List what is unsure, because it may be about several people or about nobody on record; on a terminal, ask
    #[arg(long, conflicts_with_all = ["files", "dry_run", "as_of", "kind", "new", "messages", "map", "date_order", "encoding", "complete"])]
    pub review: bool,
    /// Say whom something unsure is about: a request number, a name, "new" or "nobody"
    #[arg(long, value_name = "NUMBER=WHO", conflicts_with_all = ["files", "as_of", "kind", "new", "review", "messages", "map", "date_order", "encoding", "complete"])]
    pub assign: Vec<String>,
}

#[derive(Serialize)]
pub struct Imported {
    dry_run: bool,
    files: Vec<Report>,
    #[serde(flatten)]
    effect: Effect,
}

pub fn run(args: &Import, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if args.review {
        return review::run(context, ui);
    }
    if !args.assign.is_empty() {
        return review::assign(&args.assign, args.dry_run, context, ui);
    }
    let imported = bring_in(args, context, ui)?;
    let is_partial =
        imported.files.iter().any(Report::is_partial) || imported.effect.asked().next().is_some();
    ui.answer(&imported, |ui| imported.tell(context, ui))?;
    Ok(if is_partial { Exit::BadRows } else { Exit::Done })
}

fn options(args: &Import, context: &Env) -> Result<Options> {
    let as_of = args.as_of.as_deref().map(|text| context.past("--as-of", text)).transpose()?;
    Ok(Options {
        as_of: as_of.map(|moment| moment.day(context.zone)),
        kind: args.kind,
        messages: args.messages,
        map: Mapping::parse(&args.map)?,
        order: args.date_order,
        usual_order: context.config.settings.dates.order.order(),
        encoding: args.encoding.as_deref().map(encoding).transpose()?,
        complete: args.complete,
        ..Options::new(context.now, context.zone)
    })
}

fn encoding(label: &str) -> Result<&'static Encoding> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        Error::usage(format!("--encoding: {label:?} is not a known encoding"))
            .hint("for instance windows-1252, windows-1251, shift_jis or utf-16le")
    })
}

pub fn bring_in(args: &Import, context: &Env, ui: &mut Ui) -> Result<Imported> {
    prompt::watch();
    // Before the database is locked: nobody has to wait for a large mailbox.
    let (mut files, words) = files::open_all(&args.files, &options(args, context)?, ui)?;
    let mut store = if args.dry_run {
        Store::open_to_rehearse(&context.database)?
    } else {
        let mut store = context.open_to_add()?;
        // A file that can't be written is named as such, not the copy of it.
        store.check_writable()?;
        let most = context.config.settings.backup.keep;
        backup::keep(&context.database, "before-import", most, context.now)?;
        store
    };
    let effect = add_all(&mut files, args.new, &words, &mut store, context)?;
    let mut files: Vec<Report> = files.into_iter().map(|file| file.report).collect();
    if let Some(first) = files.iter_mut().find(|file| effect.is_first && file.has_open_requests()) {
        first.notes.push(
            "requests accepted before this export are not in it; record requests as you send them, or export weekly"
                .to_owned(),
        );
    }
    Ok(Imported { dry_run: args.dry_run, files, effect })
}

impl Imported {
    pub fn tell(&self, context: &Env, ui: &mut Ui) {
        let read = if self.dry_run { "Would read" } else { "Read" };
        self.files.iter().for_each(|file| files::tell(file, read, ui));
        self.effect.tell(context, ui);
        if self.dry_run {
            return ui.say("Nothing was written (--dry-run).");
        }
        let asks = !self.effect.unsure.is_empty() || self.effect.still_unsure > 0;
        ui.next(if asks { "invtrack import --review" } else { "invtrack status" });
    }
}
