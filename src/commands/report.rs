use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::due::{batch_line, look_line, more_line};
use super::export::deliver;
use super::prelude::*;
use super::stats::{Known, by, print, verdicts};
use super::status::columns::FIELDS;
use super::status::is_open;
use super::verdict::Told;
use crate::model::classify::Class;
use crate::model::judge::Judged;
use crate::next::due::{Due, due};
use crate::output::html::{Report as Page, Shape, Table};
use crate::stats::groups::{AVERAGE, By};

/// Write what `stats`, `status` and `due` tell on one page, to read in a browser or to print
///
/// The page is one file, without scripts, and loads nothing: how many accept and how fast, weeks or months, which requests
/// do better, what is open and why, whom to look at, and how right the verdicts were. It is light or dark as the browser
/// is. With --anonymous it can be shown to others: names, profiles, tags, templates and events are numbered, notes left out.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack report requests.html
  invtrack report requests.html --force --anonymous
  invtrack report - | ssh laptop 'cat > requests.html'")]
pub struct Report {
    /// Write to this file, which only you can read; - for standard output
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Put "Person 7", "Tag 1" and the like for whatever may tell who somebody is
    #[arg(long)]
    anonymous: bool,
    /// Overwrite the file, unless it is one of invtrack's own
    #[arg(long)]
    force: bool,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,
}

/// So many are told of those who are due.
const LOOKS: usize = 10;

pub fn run(args: &Report, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let path = Some(args.file.as_path()).filter(|path| *path != Path::new("-"));
    if ui.is_json() && path.is_none() {
        return Err(Error::usage("--json: a page is not JSON").hint("leave --json out, or name a file"));
    }
    if let Some(path) = path {
        context.refuse_to_write(path)?;
    }
    let mut known = Known::read(args.as_of.as_deref(), true, context, ui)?;
    if args.anonymous {
        known.book = known.book.anonymous();
    }
    let (page, requests) = page(&known);
    deliver(path, args.force, |out| page.write(out), ("html", requests, "request", "requests"), ui)
}

/// And of how many requests it tells.
fn page(known: &Known) -> (Page, usize) {
    let (judge, judged) = known.judge();
    let followed = known.followed(&judged);
    let overview = known.overview(&followed);
    let today = known.at.today();

    let levels = print::levels(&overview.curve);
    let mark = format!("the article's {}", print::whole(AVERAGE));
    let shape = || Shape::of(&levels, overview.curve.until_days, print::DRAWN, AVERAGE, mark);
    let groups = By::ALL.iter().map(|&by| known.breakdown(&followed, by)).filter(|one| one.groups.len() > 1);
    let groups = groups.map(|one| {
        let rows = one.groups.iter().map(|group| (None, by::cells(group)));
        let table = Table::of(by::COLUMNS, rows);
        let told = by::lines(&one).into_iter().chain(by::to_try(&one)).collect();
        (one.by.word().replace('-', " "), table, told)
    });
    let is_told = |judged: &Judged| {
        let is_pending = judged.verdict.class == Class::Pending && judged.already.is_none();
        is_pending || is_open(&judged.verdict)
    };
    let mut open: Vec<_> = judged.iter().filter(|(_, judged)| is_told(judged)).collect();
    open.sort_by_key(|(request, _)| std::cmp::Reverse((request.sent.instant(known.at.zone), request.id)));
    let open = open.into_iter().map(|(attempt, judged)| {
        let told = Told { attempt, judge: &judge, judged, context: &known.at };
        (told.url(), FIELDS.iter().map(|field| (field.cell)(&told)).collect())
    });
    let Due { batch, looks } =
        due(judged.iter().map(|(one, judged)| (*one, judged)), &known.book.lists, today, known.at.zone);
    let page = Page {
        day: today.with_weekday(),
        summary: print::lines(&known.answer(&overview)),
        curve: (!levels.is_empty()).then(shape),
        sent_by: overview.periods.length,
        periods: print::by_period(&overview.periods, today),
        funnel: print::funnelled(&overview.funnel),
        groups: groups.collect(),
        caveats: by::caveats(overview.first.late),
        open: Table::of(FIELDS.iter().map(|field| &field.column), open),
        due: batch
            .iter()
            .map(batch_line)
            .chain(looks.iter().take(LOOKS).map(look_line))
            .chain(more_line(looks.len().saturating_sub(LOOKS)))
            .collect(),
        verdicts: verdicts::lines(&known.verdicts(&judged)),
    };
    (page, judged.len())
}
