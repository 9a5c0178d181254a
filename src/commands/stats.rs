//! `invtrack stats`

pub mod by;
pub mod print;

use print::{StatsAnswer, whole};

use super::prelude::*;
use super::record;
use super::verdict::Judgements;
use crate::cli::one_of;
use crate::context::AsOf;
use crate::model::classify::Class;
use crate::model::judge::Judged;
use crate::model::settings::Model;
use crate::output::sheet;
use crate::record::set::Record;
use crate::stats::groups::{Breakdown, By};
use crate::stats::life::Followed;
use crate::stats::overview::Overview;
use crate::stats::verdicts::{Score, ScoreGroup, Verdicts};

/// Tell what your requests taught: how many are accepted, how fast, and which
///
/// The rates are of first requests. What is pending is not a failure, it is not known yet: the curve (Kaplan-Meier) takes each
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
    /// How right the verdicts were: of requests that are settled, what was said 7, 14, 21 and 30 days after sending
    #[arg(long, conflicts_with = "by")]
    verdicts: bool,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,
}

pub struct Basis {
    pub at: Env,
    now: Moment,
    record: Record,
    pub book: Tracked,
}

impl Basis {
    /// What was on record by then. `whole`: with the facts, for the verdicts of earlier days.
    pub fn read(as_of: Option<&str>, whole: bool, context: &Env, ui: &mut Ui) -> Result<Self> {
        let AsOf { now, learned_by } = AsOf::read(as_of, context)?;
        let at = context.at(now.instant(context.zone));
        let (record, book) = if let Some(mut store) = context.open_to_read()? {
            store.read(|view| {
                let (record, mut numbers) = record::known(view, learned_by)?;
                let kept = if whole { record.clone() } else { Record::default() };
                Ok((kept, record::follow(record, &mut numbers, learned_by, view, &at)?))
            })?
        } else {
            context.note_nothing_yet(ui);
            (Record::default(), Tracked::default())
        };
        Ok(Self { at, now, record, book })
    }

    pub fn judged(&self) -> Judgements<'_> {
        Judgements::of(&self.book, self.now, &self.at)
    }

    pub fn followed<'a>(&self, judged: &'a [(&Request, Judged)]) -> Vec<Followed<'a>> {
        judged.iter().map(|(request, judged)| Followed::of(request, judged, self.now, self.at.zone)).collect()
    }

    pub fn overview(&self, followed: &[Followed]) -> Overview {
        Overview::of(followed, self.model(), self.at.today(), self.at.zone)
    }

    pub fn breakdown(&self, followed: &[Followed], by: By) -> Breakdown {
        Breakdown::of(followed, by, self.model().thresholds.patience_days, self.at.zone)
    }

    pub fn verdicts(&self, judged: &[(&Request, Judged)]) -> Verdicts {
        Verdicts::of(&self.record, judged, self.model(), self.at.now, self.at.zone)
    }

    pub fn answer<'a, T>(&self, told: &'a T) -> StatsAnswer<'a, T> {
        StatsAnswer::new(self.at.rfc3339(self.now), told, self.book.learned, self.model())
    }

    const fn model(&self) -> &Model {
        &self.at.config.settings.model
    }
}

pub fn run(args: &Stats, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if args.csv && ui.is_json() {
        return Err(Error::usage("--json: a table is not JSON").hint("leave --json or --csv out"));
    }
    let known = Basis::read(args.as_of.as_deref(), args.verdicts, context, ui)?;
    let judged = known.judged().all;
    if args.verdicts {
        let told = known.verdicts(&judged);
        return ui.answer(&told, |ui| verdict_lines(&told).into_iter().for_each(|line| ui.line(line)));
    }
    let followed = known.followed(&judged);
    let Some(by) = args.by else {
        let told = known.overview(&followed);
        let answer = known.answer(&told);
        return ui.answer(&answer, |ui| print::print(&answer, known.at.today(), ui));
    };
    let told = known.breakdown(&followed, by);
    if args.csv {
        let rows = told.groups.iter().map(by::fields);
        ui.document(|out| sheet::write(out, &by::FIELDS.map(|(title, _)| title), rows));
        return Ok(Exit::Done);
    }
    ui.answer(known.answer(&told), |ui| by::print(&told, ui))
}

pub fn verdict_lines(told: &Verdicts) -> Vec<Text> {
    let decided = count(told.decided, "request is settled", "requests are settled");
    let mut lines = vec![strong(format!(
        "{decided}; what was said of them 7, 14, 21 and 30 days after sending, by what was known then"
    ))];
    lines.extend(told.groups.iter().map(|one| Text::from(group(one)).indented()));
    if told.cases.is_empty() {
        lines.push("None of them was on record at those ages.".into());
    }
    let pending = told.pending;
    if pending.said > 0 {
        let (said, accepted, expected) = (pending.said, pending.accepted, pending.expected);
        let text =
            format!("Of {said} told pending {accepted} were accepted; {expected:.0} were to be expected.");
        lines.push(Text::from(text).indented());
    }
    if !told.days.is_empty() {
        let title =
            "How far off, squared, from 0 (always right) to 1 (Brier score), of those not accepted yet";
        lines.push(title.into());
        lines.extend(told.days.iter().map(|one| Text::from(score(one)).indented()));
    }
    lines
}

/// `Of 23 told likely ignored, 90 to 95%, 21 stayed so.`
fn group(one: &ScoreGroup) -> String {
    let ScoreGroup { class, from, to, said, right } = one;
    let (what, came) = match class {
        Class::Accepted => ("likely accepted", "were"),
        _ => ("likely ignored", "stayed so"),
    };
    let sure = if *from > 0.0 {
        format!("{:.0} to {}", from * 100.0, whole(*to))
    } else {
        format!("under {}", whole(*to))
    };
    format!("Of {said} told {what}, {sure}, {right} {came}.")
}

fn score(one: &Score) -> String {
    let Score { days, said, brier, base_brier } = one;
    let better = if brier < base_brier { "better" } else { "no better" };
    format!(
        "{days} days after sending: {brier:.3}, {better} than {base_brier:.3} for saying the same of all {said}."
    )
}
