mod steps;
mod tell;

use clap::ValueEnum;

use super::due::{batch_json, look_json};
use super::pace::Pace;
use super::prelude::*;
use super::record::{self, Scope};
use super::status::is_open;
use super::verdict::{Judgements, class_json};
use crate::model::judge::Judged;
use crate::model::tracked::Snapshot;
use crate::next::due::{self, Batch, Due, DueLook};
use crate::next::news::{self, ChangedVerdict, Mark, Then, changes};
use crate::record::deed::Topic;
use crate::record::time::{Day, Instant, Zone};
use crate::store::Store;

use steps::{NextStep, steps};

/// Who was asked only now is not yet worth a word: an answer takes a few days (N07, T18).
const FIRST_TOLD_DAYS: i64 = 3;

/// Who is due makes it speak only from this score on (heuristics 4), and not before so many days after the last news.
const SPEAKS_FROM: f64 = 0.4;
const SPEAKS_AFTER_DAYS: i64 = 3;

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum NewsPart {
    /// Verdicts that changed
    Changes,
    /// Who is due for a look
    Due,
    /// Next steps
    Advice,
}

/// Tell what is new since the last check, for cron
///
/// Verdicts that changed, people newly due for a look, and at most three steps that newly make sense
/// (`limits.advice_a_day`): whom to answer, whom to welcome, a message, what to withdraw. Nothing: no output, exit
/// code 0. Something: exit code 10. Requests that only grew old are told with the next news. What was told once is
/// not told again; the time of the check is all that it writes down, and with --since or --dry-run not even that.
/// Verdicts that you stated yourself are no news.
///
/// With --quiet only the exit code tells, and nothing counts as told. What --only leaves out counts as told.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  0 8 * * *  invtrack --db ~/.local/share/invtrack/invtrack.db check  (crontab)
  invtrack check --since yesterday --only changes
  invtrack check --quiet --dry-run || echo something is new")]
pub struct Check {
    /// What is new since then, instead of since the last check; writes nothing
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Only these parts
    #[arg(long, value_name = "PART", value_enum, value_delimiter = ',')]
    only: Vec<NewsPart>,
    /// Also what was told before and is still due or sensible
    #[arg(long)]
    all: bool,
    /// Don't remember that this was told; writes nothing
    #[arg(long)]
    dry_run: bool,
    /// Exit with 0 also if there is something to report
    #[arg(long)]
    exit_zero: bool,
}

struct Recorded {
    book: Tracked,
    pace: Pace,
    /// The last check, or `--since`.
    told: Option<Mark>,
    told_pause: Option<Day>,
}

#[derive(Default)]
struct News<'a> {
    changes: Vec<ChangedVerdict<'a>>,
    batch: Option<Batch>,
    due: Vec<DueLook<'a>>,
    due_more: usize,
    steps: Vec<NextStep<'a>>,
    steps_more: usize,
    pause: Option<String>,
    is_all: bool,
    /// Nothing was told for some days.
    may_send_looking: bool,
}

pub fn run(args: &Check, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if !context.database.exists() {
        let hint = "cron may have another HOME: name the file with --db FILE or INVTRACK_DB";
        return Err(context.no_database().hint(hint));
    }
    let since = args.since.as_deref().map(|text| start_of(text, context)).transpose()?;
    let remembers = since.is_none() && !args.dry_run;
    let store = if remembers { Some(context.open_to_change()?) } else { context.open_to_read()? };
    let mut store = store.ok_or_else(|| context.no_database())?;
    let mut facts = Recorded::read(&mut store, since, context)?;
    let judgements = Judgements::of(&facts.book, Moment::Exact(context.now), context);
    facts.pace.open = Some(judgements.all.iter().filter(|(_, judged)| is_open(&judged.verdict)).count());
    let then = news::at(facts.told, &judgements.all, &judgements.judge, context.zone);
    let news = facts.news(args, &judgements, &then);
    if ui.is_json() {
        ui.answer(news.json(&facts, &judgements), |_| ())?;
    } else if !news.is_empty() && !ui.is_quiet() {
        news.print(&facts, &judgements, ui);
    }
    // Told first and remembered then: what could not be told is told again.
    ui.flush()?;
    if remembers && !ui.is_quiet() && !news.is_empty() {
        let pause_until = facts.pace.pause.as_ref().map(|pause| pause.until);
        store.write(|change| change.set_check(context.now, pause_until))?;
    }
    Ok(if news.is_empty() || args.exit_zero { Exit::Done } else { Exit::Report })
}

fn start_of(text: &str, context: &Env) -> Result<Instant> {
    Ok(match context.past("--since", text)? {
        Moment::Exact(at) => at,
        Moment::Day(day) => context.zone.at(day, 0, 0, 0).unwrap_or_else(|| day.utc_noon()),
    })
}

impl Recorded {
    fn read(store: &mut Store, since: Option<Instant>, context: &Env) -> Result<Self> {
        store.read(|view| {
            let book = record::load(view, &Scope::Everything, context)?;
            let (mut told, mut told_pause) = (since.map(|at| Mark { at, rows: None }), None);
            if let Some(mark) = view.last_check()?.filter(|_| since.is_none()) {
                told = Some(Mark { at: mark.at, rows: Some((mark.fact, mark.list)) });
                told_pause = mark.pause_until;
            }
            // A clock that was ahead then may be right now.
            let told = told.map(|mark| Mark { at: mark.at.min(context.now), ..mark });
            Ok(Self { pace: Pace::lately(&book, context), book, told, told_pause })
        })
    }

    fn news<'a>(&'a self, args: &Check, judgements: &'a Judgements<'a>, then: &'a [Then]) -> News<'a> {
        let (context, limits) = (judgements.context, &judgements.context.config.settings.limits);
        let told = self.told.filter(|_| !args.all);
        let tells = |part| args.only.is_empty() || args.only.contains(&part);
        let quiet =
            |mark: Mark| context.today().days_since(context.zone.day_of(mark.at)) >= SPEAKS_AFTER_DAYS;
        let may_send_looking = args.all || self.told.is_none_or(quiet);
        let mut news = News { is_all: args.all, may_send_looking, ..News::default() };
        let now = || judgements.all.iter().map(|(request, judged)| (*request, judged));
        let known = || then.iter().filter(|then| !then.is_new).map(|then| (&then.request, &then.judged));
        if tells(NewsPart::Changes) {
            news.changes = changes(&judgements.all, then);
        }
        // As far as they were not among the best before.
        if tells(NewsPart::Due) {
            let Due { batch, looks } = self.due(now(), context.today(), context.zone);
            let before = told.map(|told| self.due(known(), context.zone.day_of(told.at), context.zone));
            let best = before.iter().flat_map(|before| before.looks.iter().take(limits.looks_a_day));
            let best: Vec<i64> = best.map(|look| look.request.id).collect();
            let page = before.and_then(|before| before.batch).map(|batch| batch.page);
            news.batch = batch.filter(|batch| page != Some(batch.page));
            news.due_more = looks.len();
            let is_new = |look: &DueLook| !best.contains(&look.request.id);
            news.due = looks.into_iter().take(limits.looks_a_day).filter(is_new).collect();
            news.due_more -= news.due.len();
        }
        if tells(NewsPart::Advice) {
            let budget = if args.all { usize::MAX } else { limits.advice_a_day };
            // Nobody is asked again while sending had better rest.
            let is_wanted = |topic| self.pace.pause.is_none() || topic != Topic::NewTry;
            news.steps = steps(now(), &judgements.judge, is_wanted, context);
            news.steps_more = news.steps.len().saturating_sub(budget);
            news.steps.truncate(budget);
            if let Some(told) = told {
                let known = steps(known(), &judgements.judge, is_wanted, &context.at(told.at));
                let known: Vec<_> = known.iter().take(budget).map(NextStep::key).collect();
                news.steps.retain(|step| !known.contains(&step.key()));
            }
            let known = told.and(self.told_pause);
            let is_new = self.pace.pause.as_ref().is_some_and(|pause| known != Some(pause.until));
            news.pause = self.pace.pause_sentence().filter(|_| is_new);
        }
        news
    }

    fn due<'a>(
        &self,
        requests: impl Iterator<Item = (&'a Request, &'a Judged)>,
        day: Day,
        zone: Zone,
    ) -> Due<'a> {
        let lists: Vec<Snapshot> = self.book.lists.iter().copied().filter(|list| list.as_of <= day).collect();
        let is_settled_in = |request: &Request| day.days_since(request.sent.day(zone)) >= FIRST_TOLD_DAYS;
        due::due(requests.filter(|(request, _)| is_settled_in(request)), &lists, day, zone)
    }
}

impl News<'_> {
    fn is_empty(&self) -> bool {
        self.changes.iter().all(|change| change.by_waiting)
            && self.batch.is_none()
            && !(self.may_send_looking && self.due.iter().any(|look| look.score >= SPEAKS_FROM))
            && self.steps.is_empty()
            && self.pause.is_none()
    }

    fn json(&self, facts: &Recorded, judgements: &Judgements) -> Value {
        let context = judgements.context;
        let about = |request: &Request, mut json: Value| {
            json["id"] = json!(request.id);
            json["name"] = json!(request.person.name);
            json["slug"] = json!(request.person.slug);
            json
        };
        let change = |change: &ChangedVerdict| {
            let (from, to) = (class_json(&change.from), class_json(&change.to.verdict));
            let why = judgements.judge.why(change.to);
            about(
                change.request,
                json!({ "from": from, "to": to, "why": why, "by_waiting": change.by_waiting }),
            )
        };
        let steps = self.steps.iter().flat_map(|step| &step.advised);
        json!({
            "as_of": context.now.to_rfc3339(),
            "since": facts.told.map(|told| told.at.to_rfc3339()),
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
            "batch": self.batch.as_ref().map(batch_json),
            "due": self.due.iter().map(look_json).collect::<Vec<_>>(),
            "due_more": self.due_more,
            "advice": steps.map(|(request, advice)| about(request, json!(advice))).collect::<Vec<_>>(),
            "advice_more": self.steps_more,
            "pace": facts.pace,
        })
    }
}
