use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use super::due::{batch_line, look_line, more_line};
use super::export::deliver;
use super::prelude::*;
use super::stats::{Basis, by, print, verdict_lines};
use super::status::columns::FIELDS;
use super::status::is_open;
use super::verdict::Judgement;
use crate::model::classify::Class;
use crate::next::due::Due;
use crate::output::html::{ReportPage, Shape, Table};
use crate::stats::groups::{AVERAGE, By};

/// Write what `stats`, `status` and `due` tell on one page, to read in a browser or to print
///
/// The page is one file, without scripts, and loads nothing: how many accept and how fast, weeks or months, which
/// requests do better, what is pending or open and why, whom to look at, and how right the verdicts were. It is light or
/// dark as the browser is. With --anonymous it can be shown to others: names, profiles, tags, templates and events are
/// numbered, notes left out.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack report requests.html
  invtrack report requests.html --force --anonymous
  invtrack report - | ssh laptop 'cat > requests.html'")]
pub struct ReportArgs {
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

const LOOKS: usize = 10;

pub fn run(args: &ReportArgs, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let path = Some(args.file.as_path()).filter(|path| *path != Path::new("-"));
    if ui.is_json() && path.is_none() {
        return Err(Error::usage("--json: a page is not JSON").hint("leave --json out, or name a file"));
    }
    path.map_or(Ok(()), |path| context.refuse_to_write(path))?;
    let mut known = Basis::read(args.as_of.as_deref(), true, context, ui)?;
    if args.anonymous {
        known.book = known.book.anonymous();
    }
    let (page, requests) = page(&known);
    deliver(path, args.force, |out| page.write(out), ("html", requests, "request", "requests"), ui)
}

/// And of how many requests it tells.
fn page(known: &Basis) -> (ReportPage, usize) {
    let judged = known.judged();
    let followed = known.followed(&judged.all);
    let overview = known.overview(&followed);
    let today = known.at.today();

    let levels = print::levels(&overview.curve);
    let mark = format!("the article's {}", print::whole(AVERAGE));
    let shape = || Shape::of(&levels, overview.curve.until_days, print::DRAWN, AVERAGE, mark);
    let groups = By::ALL.iter().map(|&by| known.breakdown(&followed, by)).filter(|one| one.groups.len() > 1);
    let groups = groups.map(|one| {
        let rows = one.groups.iter().map(|group| (None, by::cells(group)));
        let table = Table::of(by::COLUMNS.iter().map(|(column, _)| column), rows);
        let told = by::lines(&one).into_iter().chain(by::to_try(&one)).collect();
        (one.by.word().replace('-', " "), table, told)
    });
    let is_told = |told: &Judgement| {
        let is_pending = told.judged.verdict.class == Class::Pending && told.judged.already.is_none();
        is_pending || is_open(&told.judged.verdict)
    };
    let mut open: Vec<Judgement> = judged.iter().filter(is_told).collect();
    open.sort_by_key(|told| Reverse((told.request.sent.instant(known.at.zone), told.request.id)));
    let open = open.iter().map(|told| (told.url(), FIELDS.iter().map(|field| (field.cell)(told)).collect()));
    let Due { batch, looks } = judged.due(&known.book);
    let page = ReportPage {
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
        verdicts: verdict_lines(&known.verdicts(&judged.all)),
    };
    (page, judged.all.len())
}
