//! `invtrack check`: for cron. What is new since the last check, told once.

use serde::Serialize;

use super::counsel::{self, AdviceView, Pace, PaceView};
use super::due::{BatchView, DueView, batch_line, look_line};
use super::record;
use super::view::{self, Answer, ClassView};
use crate::cli::{Check, Part};
use crate::context::Context;
use crate::error::{Exit, Result};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::model::tracked::{Snapshot, Tracked};
use crate::next::advice::{Advice, unasked};
use crate::next::due::{self, Batch, Due, DueLook};
use crate::next::news::{self, ChangedVerdict, Mark, Then, changes};
use crate::next::pace::Pause;
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::deed::Topic;
use crate::record::time::{Day, Instant, Moment};
use crate::store::Store;

/// Who was asked only now is not yet worth a word: an answer takes a few days (N07, T18).
const FIRST_TOLD_DAYS: f64 = 3.0;

/// So many next steps are listed for people; JSON has all.
const MOST_STEPS: usize = 5;

/// What is on record.
struct Facts {
    book: Tracked,
    pace: Pace,
    /// Where the user was last told, or what they want to hear from.
    told: Option<Mark>,
    /// Until when the user was told to pause.
    told_pause: Option<Day>,
}

/// What there is to tell.
#[derive(Default)]
struct News<'a> {
    changes: Vec<ChangedVerdict<'a>>,
    batch: Option<Batch>,
    due: Vec<&'a DueLook<'a>>,
    /// Worth a look, and not among those.
    due_more: usize,
    steps: Vec<(&'a Request, Advice)>,
    pause: Option<Pause>,
    /// Everything was asked for.
    is_all: bool,
}

#[derive(Serialize)]
struct Checked<'a> {
    as_of: String,
    since: Option<String>,
    changes: Vec<ChangeView<'a>>,
    batch: Option<BatchView>,
    due: Vec<DueView<'a>>,
    due_more: usize,
    advice: Vec<StepView<'a>>,
    pace: PaceView,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    id: i64,
    name: &'a str,
    slug: Option<&'a str>,
    from: ClassView,
    to: ClassView,
    why: String,
}

#[derive(Serialize)]
struct StepView<'a> {
    id: i64,
    name: &'a str,
    slug: Option<&'a str>,
    #[serde(flatten)]
    advice: AdviceView,
}

/// Tells what is new, and remembers that it was told.
pub fn run(args: &Check, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if !context.database.exists() {
        let hint = "cron may have another HOME: name the file with --db FILE or INVTRACK_DB";
        return Err(context.no_database().hint(hint));
    }
    let since = args.since.as_deref().map(|text| start_of(text, context)).transpose()?;
    let remembers = since.is_none() && !args.dry_run;
    let store = if remembers { Some(context.open_to_change()?) } else { context.open_to_read()? };
    let mut store = store.ok_or_else(|| context.no_database())?;
    let facts = Facts::read(&mut store, since, context)?;
    let (judge, judged) = view::judge_all(&facts.book, context);
    let then = news::at(facts.told, &judged, &context.config.settings.model, context.zone);
    let settled_in = judged.iter().filter(|(_, judged)| judged.case.now >= FIRST_TOLD_DAYS);
    let settled_in = settled_in.map(|(attempt, judged)| (*attempt, judged));
    let ranked = due::due(settled_in, &facts.book.lists, context.today());
    let news = facts.news(args, &judged, &then, &ranked, context);
    if ui.is_json() {
        ui.json(&Answer::new(news.view(&facts, &judge, context)))?;
    } else if !news.is_empty() && !ui.is_quiet() {
        news.print(&facts, &judge, context, ui)?;
    }
    // Told first and remembered then: what could not be told is told again.
    ui.flush()?;
    // Who only wanted the exit code was told nothing.
    if remembers && !ui.is_quiet() {
        let pause_until = facts.pace.pause.map(|pause| pause.until);
        store.write(|change| change.set_check(context.now, pause_until))?;
    }
    Ok(if news.is_empty() || args.exit_zero { Exit::Done } else { Exit::Report })
}

/// The time from which on something is new; a day counts from its beginning.
fn start_of(text: &str, context: &Context) -> Result<Instant> {
    Ok(match context.past("--since", text)? {
        Moment::Exact(at) => at,
        Moment::Day(day) => context.zone.at(day, 0, 0, 0).unwrap_or_else(|| day.utc_noon()),
    })
}

impl Facts {
    fn read(store: &mut Store, since: Option<Instant>, context: &Context) -> Result<Self> {
        store.read(|view| {
            let book = record::load(view, None, context)?;
            let told = match since {
                Some(at) => Some((Mark { at, rows: None }, None)),
                None => view
                    .last_check()?
                    .map(|mark| (Mark { at: mark.at, rows: Some((mark.fact, mark.list)) }, mark.pause_until)),
            };
            // A clock that was ahead then may be right now.
            let told_at = |mark: Mark| Mark { at: mark.at.min(context.now), ..mark };
            Ok(Self {
                pace: Pace::of(&book, context),
                book,
                told: told.map(|(mark, _)| told_at(mark)),
                told_pause: told.and_then(|(_, pause)| pause),
            })
        })
    }

    /// What was not so when the user was last told; with `--all` everything.
    fn news<'a>(
        &self,
        args: &Check,
        judged: &'a [(&'a Request, Judged)],
        then: &[Then],
        ranked: &'a Due<'a>,
        context: &Context,
    ) -> News<'a> {
        let told = self.told.filter(|_| !args.all);
        let mut news = News { is_all: args.all, ..News::default() };
        if args.tells(Part::Changes) {
            news.changes = changes(judged, then);
        }
        if args.tells(Part::Due) {
            self.add_due(&mut news, ranked, then, told, context);
        }
        if args.tells(Part::Advice) {
            news.steps = steps(judged, then, told, context);
            // Nobody is asked again while sending had better rest.
            news.steps.retain(|(_, advice)| self.pace.pause.is_none() || advice.topic != Topic::NewTry);
            let known = told.and(self.told_pause);
            news.pause = self.pace.pause.filter(|pause| known != Some(pause.until));
        }
        news
    }

    /// The best of those worth a look, as far as they were not among the best before.
    fn add_due<'a>(
        &self,
        news: &mut News<'a>,
        ranked: &'a Due<'a>,
        then: &[Then],
        told: Option<Mark>,
        context: &Context,
    ) {
        let budget = context.config.settings.limits.looks_a_day;
        let known = told.map(|told| {
            let day = context.zone.day_of(told.at);
            let lists: Vec<Snapshot> =
                self.book.lists.iter().copied().filter(|list| list.as_of <= day).collect();
            let before = then.iter().filter(|then| !then.is_new && then.judged.case.now >= FIRST_TOLD_DAYS);
            let before = before.map(|then| (&then.request, &then.judged));
            let before = due::due(before, &lists, day);
            let best = before.looks.iter().take(budget).map(|look| look.request.id).collect::<Vec<_>>();
            (best, before.batch.map(|batch| batch.page))
        });
        let (best, page) = known.unwrap_or_default();
        news.batch = ranked.batch.filter(|batch| page != Some(batch.page));
        let is_new = |look: &&DueLook| !best.contains(&look.request.id);
        news.due = ranked.looks.iter().take(budget).filter(is_new).collect();
        news.due_more = ranked.looks.len() - news.due.len();
    }
}

/// Next steps that make sense now and did not then.
fn steps<'a>(
    judged: &'a [(&'a Request, Judged)],
    then: &[Then],
    told: Option<Mark>,
    context: &Context,
) -> Vec<(&'a Request, Advice)> {
    let earlier = told.map(|told| context.at(told.at));
    let mut steps = Vec::new();
    for ((attempt, judged), then) in judged.iter().zip(then) {
        let advised = counsel::about(attempt, judged, context);
        let mut sensible: Vec<Advice> = unasked(&advised).filter(|one| one.is_step()).cloned().collect();
        if let Some(earlier) = earlier.as_ref().filter(|_| !then.is_new && !sensible.is_empty()) {
            let known = counsel::about(&then.request, &then.judged, earlier);
            sensible.retain(|one| !unasked(&known).any(|known| known.topic == one.topic));
        }
        steps.extend(sensible.into_iter().map(|advice| (*attempt, advice)));
    }
    // Answers first, then what may be asked again, messages, and what is to be taken back.
    steps.sort_by_key(|(_, advice)| match advice.topic {
        Topic::Answer => 0,
        Topic::NewTry => 1,
        Topic::FollowUp => 2,
        _ => 3,
    });
    steps
}

impl News<'_> {
    fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.batch.is_none()
            && self.due.is_empty()
            && self.steps.is_empty()
            && self.pause.is_none()
    }

    fn view(&self, facts: &Facts, judge: &Judge, context: &Context) -> Checked<'_> {
        let changes = self.changes.iter().map(|change| ChangeView {
            id: change.request.id,
            name: &change.request.person.name,
            slug: change.request.person.slug.as_deref(),
            from: (&change.from).into(),
            to: (&change.to.verdict).into(),
            why: judge.why(change.to),
        });
        let steps = self.steps.iter().map(|(attempt, advice)| StepView {
            id: attempt.id,
            name: &attempt.person.name,
            slug: attempt.person.slug.as_deref(),
            advice: advice.into(),
        });
        Checked {
            as_of: context.now.to_rfc3339(),
            since: facts.told.map(|told| told.at.to_rfc3339()),
            changes: changes.collect(),
            batch: self.batch.as_ref().map(BatchView::from),
            due: self.due.iter().copied().map(DueView::from).collect(),
            due_more: self.due_more,
            advice: steps.collect(),
            pace: facts.pace.view(context),
        }
    }

    fn print(&self, facts: &Facts, judge: &Judge, context: &Context, ui: &mut Ui) -> Result<()> {
        if !self.changes.is_empty() {
            ui.line(&Line::new().push(Role::Strong, since_line(facts, context)))?;
        }
        for change in &self.changes {
            ui.line(&change_line(change, judge))?;
        }
        if self.batch.is_some() || !self.due.is_empty() {
            ui.line(&Line::new().push(Role::Strong, "Worth a look:"))?;
        }
        if let Some(batch) = &self.batch {
            ui.line(&Line::plain("  ").append(batch_line(batch)))?;
        }
        for look in &self.due {
            ui.line(&Line::plain("  ").append(look_line(look)))?;
        }
        if !self.due.is_empty() && self.due_more > 0 {
            ui.line(&Line::new().push(Role::Faint, format!("  and {} more: invtrack due", self.due_more)))?;
        }
        if !self.steps.is_empty() || self.pause.is_some() {
            ui.line(&Line::new().push(Role::Strong, "Next steps:"))?;
        }
        if let Some(sentence) = self.pause.and_then(|_| facts.pace.pause_sentence(context)) {
            ui.line(&Line::plain(format!("  {sentence}.")))?;
        }
        let listed = if self.is_all { self.steps.len() } else { self.steps.len().min(MOST_STEPS) };
        for (attempt, advice) in &self.steps[..listed] {
            let who = Line::plain("  ").push(Role::Strong, attempt.person.name.clone());
            let who = who.text(format!(" (#{}): ", attempt.id));
            ui.line(&who.append(counsel::line(advice)))?;
        }
        if listed < self.steps.len() {
            let more = format!("  and {} more: invtrack check --all", self.steps.len() - listed);
            ui.line(&Line::new().push(Role::Faint, more))?;
        }
        ui.line(&facts.pace.line())
    }
}

/// `Changed since Fri 2026-11-20:`
fn since_line(facts: &Facts, context: &Context) -> String {
    facts.told.map_or_else(
        || "Changed since you recorded them:".to_owned(),
        |told| format!("Changed since {}:", context.zone.day_of(told.at).with_weekday()),
    )
}

/// `Bram Visser (#7): pending -> likely ignored or set aside, 96 % (still Pending after 44 days)`
fn change_line(change: &ChangedVerdict, judge: &Judge) -> Line {
    Line::plain("  ")
        .push(Role::Strong, change.request.person.name.clone())
        .text(format!(" (#{}): {} -> ", change.request.id, view::badge(&change.from).2))
        .append(view::verdict_line(&change.to.verdict))
        .text(format!(" ({})", judge.why(change.to)))
}
