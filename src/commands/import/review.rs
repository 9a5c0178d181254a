//! `invtrack import --review` and `--assign`: the user says what only they can tell.

mod ask;

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::Import;
use crate::commands::record::{self, Entry};
use crate::commands::view::Answer;
use crate::commands::{next, who};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::matching::world::{Doubt, Question};
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::fact::{Correction, Fact, Origin, Said, Who};
use crate::record::time::{Moment, Zone};
use crate::record::uid::Uid;

/// What may stand for a WHO.
const NEW: &str = "new";
const NOBODY: &str = "nobody";
const OTHER: &str = "other";
const SAME: &str = "same";
const AGAIN: &str = "again";

/// So many characters of a uid are enough to tell questions apart.
const SHORT: usize = 8;

/// What the user says to a question.
#[derive(Clone, PartialEq, Debug)]
enum Settling {
    /// It is about the one whom this request went to.
    Request(i64),
    /// It is about somebody else than those.
    Other,
    /// It is about nobody who is to be on record.
    Nobody,
    /// It is a request that was not on record.
    New,
    /// It is the same request, as these facts say.
    Same,
    /// It is another request, however soon.
    Again,
    /// The list is of that day.
    Day(Moment),
}

#[derive(Serialize)]
struct Questions<'a> {
    unsure: Vec<QuestionView<'a>>,
}

#[derive(Serialize)]
struct QuestionView<'a> {
    id: String,
    kind: &'static str,
    text: String,
    facts: &'a [Uid],
    candidates: &'a [Uid],
    /// The facts themselves, as an export has them.
    about: Vec<&'a Fact>,
    /// The requests that they may belong to.
    requests: Vec<i64>,
    /// What may be answered besides.
    answers: &'static [&'static str],
}

#[derive(Serialize)]
struct Settled {
    dry_run: bool,
    #[serde(rename = "settled")]
    answered: usize,
    open: usize,
}

/// What a question is called: the beginning of its first fact.
pub fn id_of(question: &Question) -> String {
    let uid = question.facts.first().map(ToString::to_string).unwrap_or_default();
    uid.chars().take(SHORT).collect()
}

/// Puts the questions; on a terminal they are asked.
pub fn run(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(context, None)?;
    let open = &book.world.unsure;
    if ui.is_json() {
        let unsure = open.iter().map(|question| view(question, &book, context.zone)).collect();
        ui.json(&Answer::new(Questions { unsure }))?;
    } else if open.is_empty() {
        ui.say(&Line::plain("Nothing waits for an answer."))?;
    } else if ui.may_prompt() && ui.width().is_some() {
        ask::ask_all(book, context, ui)?;
    } else {
        open.iter().try_for_each(|question| list(question, &book, context, ui))?;
        next(ui, "invtrack import --assign ID=WHO")?;
    }
    Ok(Exit::Done)
}

/// Settles what `--assign` says.
pub fn assign(args: &Import, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(context, None)?;
    let answers =
        args.assign.iter().map(|text| read_answer(text, &book, context, ui)).collect::<Result<Vec<_>>>()?;
    if let Some(at) = (1..answers.len()).find(|&at| answers[..at].iter().any(|one| one.0 == answers[at].0)) {
        return Err(Error::usage(format!("{} is answered twice", id_of(&answers[at].0))));
    }
    let open = if args.dry_run {
        book.world.unsure.len() - answers.len()
    } else {
        settle(&answers, context)?.world.unsure.len()
    };
    if ui.is_json() {
        ui.json(&Answer::new(Settled { dry_run: args.dry_run, answered: answers.len(), open }))?;
        return Ok(Exit::Done);
    }
    let settled = if args.dry_run { "Would settle" } else { "Settled" };
    ui.say(&Line::plain(format!("{settled} {}; {open} still open.", answers.len())))?;
    next(ui, if open > 0 { "invtrack import --review" } else { "invtrack status" })?;
    Ok(Exit::Done)
}

/// One step for all of them.
fn settle(answers: &[(Question, Settling)], context: &Context) -> Result<Tracked> {
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        entry.describe(format!("settled {}", count(answers.len(), "question", "questions")));
        answers.iter().try_for_each(|(question, settling)| enter(question, settling, book, entry))
    })?;
    Ok(changed.after)
}

/// What the user says of a question, as a correction of its facts.
fn enter(question: &Question, settling: &Settling, book: &Tracked, entry: &mut Entry) -> Result<()> {
    let about = question.facts.clone();
    if let (Settling::Again, Some(row)) =
        (settling, last_of(&about, book).filter(|&uid| is_page_row(uid, book)))
    {
        // A row of a page is a request once the user says so.
        entry.correct_all(vec![row], [("answer".to_owned(), json!(NEW)), ("again".to_owned(), json!(true))]);
        let same = question.candidates.iter().map(|&other| (row, other)).collect();
        let said = Said::Correction(Correction { same, ..Correction::default() });
        entry.add(said, Who::default(), None, Vec::new());
        return Ok(());
    }
    let (field, value) = match settling {
        Settling::Request(id) => {
            let request =
                book.request(*id).ok_or_else(|| Error::failed("that request is no longer on record"))?;
            let found = request.facts.iter().find(|fact| !about.contains(fact));
            ("answer", json!(found.ok_or_else(|| Error::failed("that is the request which it is about"))?))
        }
        Settling::Other => ("not", json!(question.candidates)),
        Settling::Nobody => {
            // All that is told is of one who is kept out of sight.
            let same: Vec<(Uid, Uid)> = about.iter().skip(1).map(|&other| (about[0], other)).collect();
            if !same.is_empty() {
                let said = Said::Correction(Correction { same, ..Correction::default() });
                entry.add(said, Who::default(), None, Vec::new());
            }
            ("answer", json!(NOBODY))
        }
        Settling::New => ("answer", json!(NEW)),
        Settling::Again => ("again", Value::Bool(true)),
        Settling::Same => {
            let first = candidates(question, book).into_iter().next();
            let sent = first.ok_or_else(|| Error::failed("that request is no longer on record"))?.sent;
            ("at", json!(sent))
        }
        Settling::Day(day) => ("as_of", json!(day)),
    };
    // Another request is what came later; everything else holds of all that is told.
    let about =
        if *settling == Settling::Again { last_of(&about, book).into_iter().collect() } else { about };
    entry.correct(about, field, value);
    Ok(())
}

fn is_page_row(uid: Uid, book: &Tracked) -> bool {
    let fact = book.fact(uid);
    fact.is_some_and(|fact| matches!(&fact.said, Said::Invitation(row) if row.source == Origin::Page))
}

/// The fact with the latest day.
fn last_of(facts: &[Uid], book: &Tracked) -> Option<Uid> {
    let known = facts.iter().filter_map(|&uid| book.fact(uid));
    known.max_by_key(|fact| (fact.at.map(|at| at.lo()), fact.uid)).map(|fact| fact.uid)
}

fn read_answer(text: &str, book: &Tracked, context: &Context, ui: &mut Ui) -> Result<(Question, Settling)> {
    let wrong = || {
        Error::usage(format!("--assign: {text:?} is not ID=WHO"))
            .hint("for instance --assign 3fa85f64=zoe, 3fa85f64=new, 3fa85f64=other or 3fa85f64=nobody")
    };
    let (id, whom) = text.split_once('=').ok_or_else(wrong)?;
    let (id, whom) = (id.trim(), whom.trim());
    if id.is_empty() || whom.is_empty() {
        return Err(wrong());
    }
    let is_meant = |question: &&Question| question.facts.iter().any(|fact| fact.to_string().starts_with(id));
    let found: Vec<&Question> = book.world.unsure.iter().filter(is_meant).collect();
    let question = match found.as_slice() {
        [one] => (*one).clone(),
        several => {
            let what =
                if several.is_empty() { "no question is called" } else { "several questions are called" };
            return Err(Error::failed(format!("{what} {id:?}"))
                .hint("`invtrack import --review` lists what waits for an answer"));
        }
    };
    let settling = match whom {
        word if !allowed(question.kind).contains(&word) && [NEW, OTHER, SAME, AGAIN].contains(&word) => {
            return Err(Error::usage(format!("{word:?} is no answer to that question"))
                .hint(format!("name a request, or say {}", allowed(question.kind).join(", "))));
        }
        NEW => Settling::New,
        NOBODY => Settling::Nobody,
        OTHER => Settling::Other,
        SAME => Settling::Same,
        AGAIN => Settling::Again,
        day if question.kind == Doubt::Day => Settling::Day(context.past("--assign", day)?),
        whom => Settling::Request(who::find(&[whom.to_owned()], book, ui)?.request_in(book)?.id),
    };
    Ok((question, settling))
}

/// The answers to a kind of question, besides one of those on record.
const fn allowed(kind: Doubt) -> &'static [&'static str] {
    match kind {
        Doubt::Name | Doubt::Several | Doubt::Near | Doubt::First | Doubt::Words => &[OTHER, NOBODY],
        Doubt::New => &[NEW, NOBODY],
        Doubt::Dates => &[SAME, AGAIN],
        Doubt::Day => &[],
    }
}

/// The requests that a question may be about.
fn candidates<'a>(question: &Question, book: &'a Tracked) -> Vec<&'a Request> {
    let is_meant = |request: &&Request| request.facts.iter().any(|fact| question.candidates.contains(fact));
    book.requests.iter().filter(is_meant).collect()
}

fn view<'a>(question: &'a Question, book: &'a Tracked, zone: Zone) -> QuestionView<'a> {
    QuestionView {
        id: id_of(question),
        kind: question.kind.word(),
        text: describe(question, book, zone),
        facts: &question.facts,
        candidates: &question.candidates,
        about: question.facts.iter().filter_map(|&uid| book.fact(uid)).collect(),
        requests: candidates(question, book).iter().map(|request| request.id).collect(),
        answers: allowed(question.kind),
    }
}

/// What is asked, in words.
pub fn describe(question: &Question, book: &Tracked, zone: Zone) -> String {
    let facts: Vec<&Fact> = question.facts.iter().filter_map(|&uid| book.fact(uid)).collect();
    let Some(fact) = last_of(&question.facts, book).and_then(|uid| book.fact(uid)) else {
        return "a list shows rows of a later day than its own: of which day is it?".to_owned();
    };
    let who = &fact.who;
    let name = who.name.as_deref().or(who.first.as_deref()).or(who.email.as_deref()).or(who.slug.as_deref());
    let name = name.unwrap_or("somebody");
    let profile = who.slug.as_deref().map_or_else(String::new, |slug| format!(" ({slug})"));
    let on = fact.at.map_or_else(String::new, |at| {
        let word = if at.within() > 0 { "about" } else { "on" };
        format!(" {word} {}", at.in_zone(zone).day(zone).iso())
    });
    let told = match &fact.said {
        Said::Connection(_) => format!("{name}{profile} became a connection{on}"),
        Said::Acceptance(_) if question.kind == Doubt::Words => {
            format!("LinkedIn wrote about {name}{profile}{on}")
        }
        Said::Acceptance(_) => format!("{name}{profile} accepted{on}"),
        _ => format!("{name}{profile} was asked{on}"),
    };
    let who_may = candidates(question, book)
        .iter()
        .map(|request| record::subject(book, request))
        .collect::<Vec<_>>()
        .join(" or ");
    match question.kind {
        Doubt::Name => format!("{told}: is that {who_may}?"),
        Doubt::Several => format!("{told}: which of {who_may} is that?"),
        Doubt::Near => format!("{told}: nearly the name of {who_may}; is that them?"),
        Doubt::First => format!("{told}, and only the first name is told: is that {who_may}?"),
        Doubt::Words => format!("{told} in words that are not known: did {who_may} accept?"),
        Doubt::Dates if facts.len() > 1 => format!("{told}, soon after {who_may}: one request, or two?"),
        Doubt::Dates => format!("{told}, which does not fit {who_may}: one request, or two?"),
        Doubt::New => format!("{told}, and nobody on record fits: a new request?"),
        Doubt::Day => "a list shows rows of a later day than its own: of which day is it?".to_owned(),
    }
}

fn list(question: &Question, book: &Tracked, context: &Context, ui: &mut Ui) -> Result<()> {
    let (id, text) = (id_of(question), describe(question, book, context.zone));
    if ui.width().is_none() {
        let requests: Vec<String> =
            candidates(question, book).iter().map(|request| format!("#{}", request.id)).collect();
        return ui.record(&[&id, question.kind.word(), &text, &requests.join(",")]);
    }
    ui.line(&Line::new().push(Role::Faint, id).text(format!("  {text}")))
}
