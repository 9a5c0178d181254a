mod steps;
mod tell;

use clap::ValueEnum;

use super::due::{batch_json, look_json};
use super::pace::Pace;
use super::prelude::*;
use super::record::{self, Scope};
use super::verdict::{Judgements, class_json};
use crate::model::judge::{Judge, Judged};
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

/// A part of what `check` tells.
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
/// With --quiet only the exit code tells, and nothing counts as told. Parts that --only hides do.
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
    /// Also what is due or sensible for longer and was told before
    #[arg(long)]
    all: bool,
    /// Don't remember that this was told; writes nothing
    #[arg(long)]
    dry_run: bool,
    /// Exit with 0 also if there is something to report
    #[arg(long)]
    exit_zero: bool,
}

struct Facts {
    book: Tracked,
    pace: Pace,
    /// The last check, or `--since`.
    told: Option<Mark>,
    /// Until when the user was told to pause.
    told_pause: Option<Day>,
}

#[derive(Default)]
struct News<'a> {
    changes: Vec<ChangedVerdict<'a>>,
    batch: Option<Batch>,
    due: Vec<&'a DueLook<'a>>,
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
    let facts = Facts::read(&mut store, since, context)?;
    let Judgements { judge, all: judged, .. } =
        Judgements::of(&facts.book, Moment::Exact(context.now), context);
    let then = news::at(facts.told, &judged, &judge, context.zone);
    let settled_in =
        judged.iter().filter(|(attempt, _)| is_settled_in(attempt, context.today(), context.zone));
    let settled_in = settled_in.map(|(attempt, judged)| (*attempt, judged));
    let ranked = due::due(settled_in, &facts.book.lists, context.today(), context.zone);
    let news = facts.news(args, &judge, &judged, &then, &ranked, context);
    if ui.is_json() {
        ui.answer(news.json(&facts, &judge, context), |_| ())?;
    } else if !news.is_empty() && !ui.is_quiet() {
        news.print(&facts, &judge, context, ui);
    }
    // Told first and remembered then: what could not be told is told again.
    ui.flush()?;
    if remembers && !ui.is_quiet() && !news.is_empty() {
        let pause_until = facts.pace.pause.map(|pause| pause.until);
        store.write(|change| change.set_check(context.now, pause_until))?;
    }
    Ok(if news.is_empty() || args.exit_zero { Exit::Done } else { Exit::Report })
}

fn is_settled_in(request: &Request, today: Day, zone: Zone) -> bool {
    today.days_since(request.sent.day(zone)) >= FIRST_TOLD_DAYS
}

fn start_of(text: &str, context: &Env) -> Result<Instant> {
    Ok(match context.past("--since", text)? {
        Moment::Exact(at) => at,
        Moment::Day(day) => context.zone.at(day, 0, 0, 0).unwrap_or_else(|| day.utc_noon()),
    })
}

impl Facts {
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
            Ok(Self { pace: Pace::of(&book, context), book, told, told_pause })
        })
    }

    fn news<'a>(
        &self,
        args: &Check,
        judge: &Judge,
        judged: &'a [(&'a Request, Judged)],
        then: &'a [Then],
        ranked: &'a Due<'a>,
        context: &Env,
    ) -> News<'a> {
        let told = self.told.filter(|_| !args.all);
        let tells = |part| args.only.is_empty() || args.only.contains(&part);
        let quiet =
            |mark: Mark| context.today().days_since(context.zone.day_of(mark.at)) >= SPEAKS_AFTER_DAYS;
        let may_send_looking = args.all || self.told.is_none_or(quiet);
        let mut news = News { is_all: args.all, may_send_looking, ..News::default() };
        if tells(NewsPart::Changes) {
            news.changes = changes(judged, then);
        }
        if tells(NewsPart::Due) {
            self.add_due(&mut news, ranked, then, told, context);
        }
        if tells(NewsPart::Advice) {
            self.add_steps(&mut news, judge, judged, then, told, context);
            let known = told.and(self.told_pause);
            let is_new = self.pace.pause.is_some_and(|pause| known != Some(pause.until));
            news.pause = self.pace.pause_sentence.clone().filter(|_| is_new);
        }
        news
    }

    /// As far as they were not among the best before.
    fn add_due<'a>(
        &self,
        news: &mut News<'a>,
        ranked: &'a Due<'a>,
        then: &[Then],
        told: Option<Mark>,
        context: &Env,
    ) {
        let budget = context.config.settings.limits.looks_a_day;
        let (mut best, mut page) = (Vec::new(), None);
        if let Some(told) = told {
            let day = context.zone.day_of(told.at);
            let lists: Vec<Snapshot> =
                self.book.lists.iter().copied().filter(|list| list.as_of <= day).collect();
            let before =
                then.iter().filter(|then| !then.is_new && is_settled_in(&then.request, day, context.zone));
            let before =
                due::due(before.map(|then| (&then.request, &then.judged)), &lists, day, context.zone);
            best.extend(before.looks.iter().take(budget).map(|look| look.request.id));
            page = before.batch.map(|batch| batch.page);
        }
        news.batch = ranked.batch.filter(|batch| page != Some(batch.page));
        let is_new = |look: &&DueLook| !best.contains(&look.request.id);
        news.due = ranked.looks.iter().take(budget).filter(is_new).collect();
        news.due_more = ranked.looks.len() - news.due.len();
    }

    /// The first ones, as far as they were not among the first before.
    fn add_steps<'a>(
        &self,
        news: &mut News<'a>,
        judge: &Judge,
        judged: &'a [(&'a Request, Judged)],
        then: &'a [Then],
        told: Option<Mark>,
        context: &Env,
    ) {
        let budget = if news.is_all { usize::MAX } else { context.config.settings.limits.advice_a_day };
        // Nobody is asked again while sending had better rest.
        let is_wanted = |topic| self.pace.pause.is_none() || topic != Topic::NewTry;
        let now = judged.iter().map(|(request, judged)| (*request, judged));
        news.steps = steps(now, judge, is_wanted, context);
        news.steps_more = news.steps.len().saturating_sub(budget);
        news.steps.truncate(budget);
        if let Some(told) = told {
            let known = then.iter().filter(|then| !then.is_new).map(|then| (&then.request, &then.judged));
            let known = steps(known, judge, is_wanted, &context.at(told.at));
            let known: Vec<_> = known.iter().take(budget).map(NextStep::key).collect();
            news.steps.retain(|step| !known.contains(&step.key()));
        }
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

    fn json(&self, facts: &Facts, judge: &Judge, context: &Env) -> Value {
        let about = |attempt: &Request, mut json: Value| {
            json["id"] = json!(attempt.id);
            json["name"] = json!(attempt.person.name);
            json["slug"] = json!(attempt.person.slug);
            json
        };
        let change = |change: &ChangedVerdict| {
            let (from, to) = (class_json(&change.from), class_json(&change.to.verdict));
            let why = judge.why(change.to);
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
            "due": self.due.iter().copied().map(look_json).collect::<Vec<_>>(),
            "due_more": self.due_more,
            "advice": steps.map(|(request, advice)| about(request, json!(advice))).collect::<Vec<_>>(),
            "advice_more": self.steps_more,
            "pace": facts.pace.json(context),
        })
    }
}
