//! `invtrack import --review` and `--assign`: the user decides whom something is about that was kept.

use std::collections::HashSet;

use serde::Serialize;

use super::{apply, known, what_is_known};
use crate::cli::Import;
use crate::commands::view::Answer;
use crate::commands::{next, who};
use crate::context::Context;
use crate::domain::book::Book;
use crate::domain::kept::Fact;
use crate::domain::reconcile::{AssignError, Known, Plan, Question, Whom, assign as work_in, questions};
use crate::error::{Error, Exit, Result};
use crate::output::prompt;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::store::{Store, Which};

/// What stands for a request that is not on record, and for nobody at all.
const NEW: &str = "new";
const NOBODY: &str = "nobody";

#[derive(Serialize)]
struct Questions<'a> {
    questions: Vec<QuestionView<'a>>,
}

#[derive(Serialize)]
struct QuestionView<'a> {
    number: i64,
    #[serde(flatten)]
    fact: &'a Fact,
    reason: &'a str,
    candidates: &'a [i64],
    can_be_new: bool,
}

#[derive(Serialize)]
struct Assigned {
    dry_run: bool,
    settled: usize,
    open: usize,
}

/// Lists what is to be decided; on a terminal, asks one by one.
pub fn run(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let Some(mut store) = context.open_to_read()? else { return Err(context.no_database()) };
    let open = open_questions(&mut store, context)?;
    if ui.is_json() {
        ui.json(&Answer::new(Questions { questions: open.iter().map(QuestionView::from).collect() }))?;
    } else if open.is_empty() {
        ui.say(&Line::plain("Nothing waits for an answer."))?;
    } else if ui.may_prompt() {
        ask_all(open, &mut store, context, ui)?;
    } else {
        open.iter().try_for_each(|question| list(question, ui))?;
        next(ui, "invtrack import --assign NUMBER=WHO  (or NUMBER=new, NUMBER=nobody)")?;
    }
    Ok(Exit::Done)
}

/// Carries out the answers given on the command line, all or none.
pub fn assign(args: &Import, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let Some(mut store) = context.open_to_read()? else { return Err(context.no_database()) };
    let answers =
        args.assign.iter().map(|text| read_answer(text, &mut store, ui)).collect::<Result<Vec<_>>>()?;
    drop(store);
    let open = settle(&answers, args.dry_run, context)?.len();
    if ui.is_json() {
        ui.json(&Answer::new(Assigned { dry_run: args.dry_run, settled: answers.len(), open }))?;
        return Ok(Exit::Done);
    }
    let settled = if args.dry_run { "Would settle" } else { "Settled" };
    ui.say(&Line::plain(format!("{settled} {}; {open} still open.", answers.len())))?;
    next(ui, if open > 0 { "invtrack import --review" } else { "invtrack status" })?;
    Ok(Exit::Done)
}

impl<'a> From<&'a Question> for QuestionView<'a> {
    fn from(question: &'a Question) -> Self {
        let Question { id, fact, candidates, reason } = question;
        Self { number: *id, fact, reason, candidates, can_be_new: fact.can_be_new() }
    }
}

fn open_questions(store: &mut Store, context: &Context) -> Result<Vec<Question>> {
    let known = store.read(|view| known(view, context.zone))?;
    Ok(questions(known, context.now, context.zone))
}

/// Writes down the answers in one transaction; returns the questions that are left.
fn settle(answers: &[(i64, Whom)], dry_run: bool, context: &Context) -> Result<Vec<Question>> {
    let refused = |error: AssignError| {
        Error::failed(error.to_string()).hint("`invtrack import --review` lists what waits for an answer")
    };
    let (now, zone) = (context.now, context.zone);
    let decide = |known: Known| work_in(known, answers, now, zone).map_err(refused);
    let left = |plan: Plan| questions(plan.into_known(), now, zone);
    if dry_run {
        return decide(what_is_known(context)?).map(left);
    }
    context.open_to_change()?.write(|change| {
        let mut plan = decide(change.read(|view| known(view, zone))?)?;
        change.describe(now, format!("settled {}", count(answers.len(), "question", "questions")));
        apply(&mut plan, now, change)?;
        Ok(left(plan))
    })
}

/// `3=zoe`, `4=#12`, `5=new`, `6=nobody`
fn read_answer(text: &str, store: &mut Store, ui: &mut Ui) -> Result<(i64, Whom)> {
    let wrong = || {
        Error::usage(format!("--assign: {text:?} is not NUMBER=WHO"))
            .hint("for instance --assign 3=zoe, --assign 4=new, --assign 5=nobody")
    };
    let (number, whom) = text.split_once('=').ok_or_else(wrong)?;
    let number = number.trim().parse().map_err(|_| wrong())?;
    Ok((
        number,
        match whom.trim() {
            "" => return Err(wrong()),
            NEW => Whom::New,
            NOBODY => Whom::Nobody,
            whom => find(whom, store, ui)?,
        },
    ))
}

fn find(whom: &str, store: &mut Store, ui: &mut Ui) -> Result<Whom> {
    let found = who::find(&[whom.to_owned()], store, ui)?;
    Ok(Whom::Person { person: found.person, request: found.request })
}

/// In a pipe, tabs between number, name, why, and the requests that may be meant.
fn list(question: &Question, ui: &mut Ui) -> Result<()> {
    let candidates: Vec<String> = question.candidates.iter().map(|id| format!("#{id}")).collect();
    let number = question.id.to_string();
    if ui.width().is_none() {
        return ui.record(&[&number, question.fact.name(), &question.reason, &candidates.join(",")]);
    }
    ui.line(&heading(question))
}

fn heading(question: &Question) -> Line {
    let number = question.id.to_string();
    Line::new()
        .push(Role::Faint, number)
        .text("  ")
        .push(Role::Strong, question.fact.name())
        .text(format!(": {}", question.reason))
}

/// Each answer is written down before the next question, so that nothing is lost when the user stops. One answer may
/// settle other questions, too.
fn ask_all(mut open: Vec<Question>, store: &mut Store, context: &Context, ui: &mut Ui) -> Result<()> {
    let (mut asked, mut settled) = (HashSet::new(), 0);
    while let Some(question) = open.iter().find(|question| !asked.contains(&question.id)) {
        let left = open.iter().filter(|question| !asked.contains(&question.id)).count();
        let place = format!("{} of {}", asked.len() + 1, asked.len() + left);
        ui.say(&Line::new().push(Role::Faint, place))?;
        ui.line(&heading(question))?;
        asked.insert(question.id);
        if let Some(whom) = ask(question, store, ui)? {
            match settle(&[(question.id, whom)], false, context) {
                Ok(left) => (open, settled) = (left, settled + 1),
                Err(error) => ui.error(&error),
            }
        }
    }
    ui.say(&Line::plain(format!("{} settled.", count(settled, "question", "questions"))))?;
    next(ui, "invtrack status")
}

fn ask(question: &Question, store: &mut Store, ui: &mut Ui) -> Result<Option<Whom>> {
    let mut choices: Vec<(String, Choice)> = Vec::new();
    for &id in &question.candidates {
        if let Some(person) = store.read(|view| view.person_of_request(id))? {
            let book = store.read(|view| view.book(Which::People(&[person])))?;
            choices.push((describe(id, &book), Choice::Settle(Whom::Person { person, request: Some(id) })));
        }
    }
    choices.push(("somebody else on record".to_owned(), Choice::Name));
    if question.fact.can_be_new() {
        choices.push(("a new request".to_owned(), Choice::Settle(Whom::New)));
    }
    choices.push(("nobody: leave it out for good".to_owned(), Choice::Settle(Whom::Nobody)));
    choices.push(("decide later".to_owned(), Choice::Later));
    let items: Vec<String> = choices.iter().map(|(text, _)| text.clone()).collect();
    let asked = prompt::Question { prompt: "Who is it", instead: "--assign NUMBER=WHO" };
    match choices[prompt::choose(ui, asked, &items)?].1 {
        Choice::Settle(whom) => Ok(Some(whom)),
        Choice::Later => Ok(None),
        Choice::Name => {
            let asked = prompt::Question { prompt: "Who", instead: "--assign NUMBER=WHO" };
            match prompt::text(ui, asked)? {
                Some(name) => find(&name, store, ui).map(Some),
                None => Ok(None),
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Choice {
    Settle(Whom),
    Name,
    Later,
}

/// `#4 Zoë Brandt (zoe-brandt)`
fn describe(request: i64, book: &Book) -> String {
    let person = book.people.first();
    let slug = person.and_then(|person| person.slug.as_deref());
    let slug = slug.map_or_else(String::new, |slug| format!(" ({slug})"));
    format!("#{request} {}{slug}", person.map_or("", |person| person.name.as_str()))
}
