mod files;

use std::collections::HashMap;

use super::prelude::*;
use super::record::{self, Scope};
use crate::model::request::{Observation, Person};
use crate::record::fact::{Fact, Said};
use crate::record::name_key::person_key;
use crate::record::time::DAY_MS;
use crate::store::Store;

use files::Diagnosis;

/// Check the file, its permissions, the record and the settings
///
/// Each finding says what to do about it. --fix does what is safe: permissions and the journal mode. Exit code 0 if
/// nothing is wrong, 1 otherwise.
#[derive(Args, Debug)]
pub struct Doctor {
    /// Mend what is safe to mend
    #[arg(long)]
    pub fix: bool,
}

pub fn run(args: &Doctor, context: &Env, unusable: Option<&Error>, ui: &mut Ui) -> Result<Exit> {
    let mut findings: Vec<Diagnosis> = unusable.into_iter().map(files::settings_unusable).collect();
    findings.extend(files::check(args.fix, context));
    if findings.iter().all(|finding| !files::STOPPERS.contains(&finding.check) || finding.fixed) {
        findings
            .extend(check_record(context).unwrap_or_else(|error| vec![files::unreadable(&error, context)]));
    }
    findings.extend(files::check_completions());
    let wrong = findings.iter().filter(|finding| finding.wrong && !finding.fixed).count();
    let database = context.database.display().to_string();
    ui.answer(json!({ "database": database, "healthy": wrong == 0, "findings": findings }), |ui| {
        findings.iter().for_each(|finding| print(finding, ui));
        let end =
            if wrong == 0 { "Nothing is wrong".to_owned() } else { count(wrong, "problem", "problems") };
        ui.say(format!("{end}: {database}"));
    })?;
    Ok(if wrong == 0 { Exit::Done } else { Exit::Failed })
}

fn print(finding: &Diagnosis, ui: &mut Ui) {
    let (role, sign, state) = match (finding.fixed, finding.wrong) {
        (true, _) => (Role::Good, "✓", "fixed"),
        (_, true) => (Role::Alert, "✗", "wrong"),
        (_, false) => (Role::Open, "!", "remark"),
    };
    let Diagnosis { check, text, todo, .. } = finding;
    ui.item([state, check, text, todo], || {
        let line = Text::new().push(role, sign).text(format!(" {check}: {text}"));
        if finding.fixed { line.faint("  (mended)") } else { line }
    });
    if ui.width().is_some() && !finding.fixed && !todo.is_empty() {
        ui.line(faint(format!("  {todo}")));
    }
}

const MOST: usize = 10;

fn check_record(context: &Env) -> Result<Vec<Diagnosis>> {
    let Some(mut store) = Store::open_to_read(&context.database)? else { return Ok(Vec::new()) };
    let book = store.read(|view| record::load(view, &Scope::Everything, context))?;
    let facts: HashMap<Uid, &Fact> = book.world.facts.iter().map(|fact| (fact.uid, fact)).collect();
    let mut findings = some("duplicates", twins(book.people()));
    let latest = context.now.plus_millis(DAY_MS);
    let is_ahead = |look: &Observation| look.seen.instant(context.zone) > latest;
    let seen = |look: &Observation| match facts.get(&look.fact?).map(|fact| &fact.said) {
        Some(Said::Look(sight)) => Some(sight.signals),
        _ => None,
    };
    let is_before =
        |look: &Observation| look.is_before && seen(look).is_some_and(|signals| signals.is_conclusive());
    let slips = |what: &str, is_slip: &dyn Fn(&Observation) -> bool| {
        let looks = book.looks().filter(|(_, look)| look.id > 0 && is_slip(look));
        some("looks", looks.map(|(request, look)| slip(request, look, what, context)).collect())
    };
    findings.extend(slips("lies in the future", &is_ahead));
    findings.extend(slips("shows a connection from before the request", &is_before));
    let questions = book.world.unsure.len();
    if questions > 0 {
        let text = format!("{} for you to answer", count(questions, "question waits", "questions wait"));
        findings.push(Diagnosis::remark("questions", text, "invtrack import --review"));
    }
    Ok(findings)
}

fn some(check: &'static str, mut findings: Vec<Diagnosis>) -> Vec<Diagnosis> {
    let more = findings.len().saturating_sub(MOST);
    findings.truncate(MOST);
    if more > 0 {
        findings.push(Diagnosis::remark(check, format!("and {}", count(more, "more", "more")), ""));
    }
    findings
}

/// People who are probably one, though nothing on record says so: the same address, or the same name and no two profiles
/// that differ by more than the tail LinkedIn adds (`zoe-brandt`, `zoe-brandt-1a2b3c`).
fn twins<'a>(people: impl Iterator<Item = &'a Person>) -> Vec<Diagnosis> {
    let mut by_name: HashMap<String, &Person> = HashMap::new();
    let mut by_email: HashMap<String, &Person> = HashMap::new();
    let mut twins = Vec::new();
    for person in people {
        let email =
            person.email.as_ref().map(|email| *by_email.entry(email.to_lowercase()).or_insert(person));
        let name = *by_name.entry(person_key(&person.name)).or_insert(person);
        let (first, why) = match email.filter(|first| first.id != person.id) {
            Some(first) => (first, "the same e-mail address"),
            None if name.id != person.id && may_be_one(name.slug.as_deref(), person.slug.as_deref()) => {
                (name, "the same name")
            }
            None => continue,
        };
        let text = format!("{} (#{}) and #{} have {why}", first.name, first.id, person.id);
        let todo = format!("if they are one: invtrack merge {} {}", first.id, person.id);
        twins.push(Diagnosis::remark("duplicates", text, todo));
    }
    twins
}

fn may_be_one(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let is_tail =
        |rest: &str| rest.strip_prefix('-').is_some_and(|tail| tail.chars().any(|c| c.is_ascii_digit()));
    a.strip_prefix(b).is_some_and(is_tail) || b.strip_prefix(a).is_some_and(is_tail)
}

fn slip(request: &Request, look: &Observation, what: &str, context: &Env) -> Diagnosis {
    let (name, request, number) = (&request.person.name, request.id, look.id);
    let seen = look.seen.day(context.zone).iso();
    let text = format!("look {number} at {name} (#{request}) {what}: {seen}");
    Diagnosis::remark(
        "looks",
        text,
        format!("if it is a slip: invtrack edit {request} --remove-look {number}"),
    )
}
