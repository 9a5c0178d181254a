//! What is on record: does it make sense?

use super::Finding;
use crate::context::Context;
use crate::domain::sanity::{looks_ahead, looks_before, twins};
use crate::error::Result;
use crate::output::text::count;
use crate::record::observation::Observation;
use crate::store::{Store, Which};

/// So many of a kind are told one by one.
const MOST: usize = 10;

/// What looks like a slip.
pub fn check(context: &Context) -> Result<Vec<Finding>> {
    let Some(mut store) = Store::open_to_read(&context.database)? else { return Ok(Vec::new()) };
    let (book, waiting) = store.read(|view| Ok((view.book(Which::All)?, view.has_waiting()?)))?;
    let mut findings = Vec::new();
    let newest = |person: i64| {
        let own = book.requests.iter().filter(|request| request.person_id == person);
        own.map(|request| request.id).max().unwrap_or_default()
    };
    let pairs = twins(&book.people);
    for pair in pairs.iter().take(MOST) {
        let (first, second) = (newest(pair.first.id), newest(pair.second.id));
        let text = format!("{} (#{first}) and #{second} have {}", pair.first.name, pair.why);
        findings.push(Finding::remark(
            "duplicates",
            text,
            format!("if they are one: invtrack merge {first} {second}"),
        ));
    }
    findings.extend(more("duplicates", pairs.len()));
    let name = |person: i64| {
        let found = book.people.iter().find(|known| known.id == person);
        found.map_or("", |person| person.name.as_str())
    };
    let odd = |looks: &[&Observation], what: &str| -> Vec<Finding> {
        let told = looks.iter().take(MOST).map(|look| {
            let (who, number) = (newest(look.person_id), look.id);
            let seen = look.look.seen.day(context.zone).iso();
            let text = format!("look {number} at {} (#{who}) {what}: {seen}", name(look.person_id));
            Finding::remark(
                "looks",
                text,
                format!("if it is a slip: invtrack edit {who} --remove-look {number}"),
            )
        });
        told.chain(more("looks", looks.len())).collect()
    };
    findings.extend(odd(&looks_ahead(&book, context.now, context.zone), "lies in the future"));
    findings.extend(odd(&looks_before(&book, context.zone), "shows a connection from before the request"));
    if waiting {
        let text = "imports kept something that waits for an answer";
        findings.push(Finding::remark("kept", text, "invtrack import --review"));
    }
    Ok(findings)
}

fn more(check: &'static str, all: usize) -> Option<Finding> {
    let more = all.checked_sub(MOST).filter(|more| *more > 0)?;
    Some(Finding::remark(check, format!("and {}", count(more, "more", "more")), ""))
}
