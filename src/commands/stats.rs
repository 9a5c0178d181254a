//! `invtrack stats`

mod by;
mod print;
mod verdicts;

use print::Answer;

use super::prelude::*;
use super::record;
use crate::cli::one_of;
use crate::context::AsOf;
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::output::sheet;
use crate::stats::groups::{Breakdown, By};
use crate::stats::life::Followed;
use crate::stats::overview::Overview;

/// Tell what your requests taught: how many are accepted, how fast, and which
///
/// The rates are of first requests. What is open is no failure, it is not known yet: the curve (Kaplan-Meier) takes each
/// request for as long as it was watched, and what was first seen on a list of open invitations from then on only. Where a
/// rate can't be said it tells why, and what would make it sayable. The range holds the rate in 19 cases of 20. On a
/// terminal there are plots; --json has every number of them.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack stats
  invtrack stats --by note
  invtrack stats --by month --csv > months.csv
  invtrack stats --verdicts")]
pub struct Stats {
    /// Tell requests apart by this: which do better, as far as that can be seen
    #[arg(long, value_name = "WHAT", value_parser = one_of(By::ALL, By::word, &[]))]
    by: Option<By>,
    /// The table behind --by, for a spreadsheet
    #[arg(long, requires = "by")]
    csv: bool,
    /// How right the verdicts were: of requests that are decided, what was said 7, 14, 21 and 30 days after sending
    #[arg(long, conflicts_with_all = ["by", "as_of"])]
    verdicts: bool,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,
}

pub fn run(args: &Stats, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if args.csv && ui.is_json() {
        return Err(Error::usage("--json: a table is not JSON").hint("leave --json or --csv out"));
    }
    if args.verdicts {
        return verdicts::run(context, ui);
    }
    let as_of = AsOf::read(args.as_of.as_deref(), context)?;
    let at = context.at(as_of.now.instant(context.zone));
    let book = if let Some(mut store) = context.open_to_read()? {
        store.read(|view| record::load(view, as_of.learned_by, &at))?
    } else {
        context.note_nothing_yet(ui);
        Tracked::default()
    };
    let (model, zone) = (&context.config.settings.model, context.zone);
    let judge = Judge::new(book.learned, model, as_of.now, zone);
    let judged: Vec<(&Request, Judged)> =
        book.requests.iter().map(|request| (request, judge.judge(request))).collect();
    let followed: Vec<Followed> =
        judged.iter().map(|(request, judged)| Followed::of(request, judged, as_of.now, zone)).collect();
    let (as_of, learned) = (context.rfc3339(as_of.now), judge.learned);
    if let Some(by) = args.by {
        let told = &Breakdown::of(&followed, by, model.thresholds.patience_days, zone);
        if args.csv {
            let rows = told.groups.iter().map(by::row);
            ui.document(|out| sheet::write(out, &by::HEADER, rows));
            return Ok(Exit::Done);
        }
        let answer = Answer::new(as_of, told, learned, model);
        return ui.answer(answer, |ui| by::print(told, ui));
    }
    let told = &Overview::of(&followed, model, at.today(), zone);
    let answer = Answer::new(as_of, told, learned, model);
    ui.answer(&answer, |ui| print::print(&answer, at.today(), ui))
}
