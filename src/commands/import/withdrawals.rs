//! What the changelog of LinkedIn's data portability API tells, beside what is on record.

use crate::commands::prelude::*;
use crate::commands::record::{NewFacts, subject};
use crate::import::Reading;
use crate::import::changelog::is_sent_at;
use crate::model::request::Action;
use crate::record::deed::{Deed, Ending};
use crate::record::time::Instant;
use crate::record::when::{When, ZONE_DAYS};

const MOST_NAMED: usize = 4;

/// Of exactly one request the withdrawal is recorded; of which of several, only the user can tell.
pub fn enter(file: &mut Reading, book: &Tracked, entry: &mut NewFacts, context: &Env) {
    let (changelog, report) = (&file.changelog, &mut file.report);
    let times = times(book);
    let mut unknown = 0;
    for (at, sent) in changelog.withdrawals() {
        let is_it = |time: &When| sent.is_some_and(|sent| is_sent_at(*time, sent));
        let mut found: Vec<&Request> =
            times.iter().filter(|(_, time)| is_it(time)).map(|(one, _)| *one).collect();
        found.dedup_by_key(|request| request.id);
        let is_this = |action: &Action| {
            let then = When::from(action.at).apart(When::Moment(at)) <= ZONE_DAYS;
            action.deed == Deed::Ended(Ending::Withdrawn) && then
        };
        match found.as_slice() {
            [] => unknown += 1,
            requests if requests.iter().any(|request| request.actions.iter().any(is_this)) => {}
            [request] => entry.act(request, Deed::Ended(Ending::Withdrawn), Moment::Exact(at)),
            several => {
                let day = context.zone.day_of(at).iso();
                let names = several.iter().take(MOST_NAMED).map(|request| subject(book, request));
                let names = names.collect::<Vec<_>>().join(" or ");
                // Not a bad row: nothing is kept that could be asked about, and the log repeats it for weeks.
                report.notes.push(format!(
                    "the withdrawal of {day} could be of {names}: not recorded; say whose it is: invtrack withdraw WHO --at {day}"
                ));
            }
        }
    }
    let is_on_record = |sent: &Instant| {
        let is_then = |time: &When| time.apart(When::Moment(*sent)) <= ZONE_DAYS;
        times.iter().any(|(_, time)| is_sent_at(*time, *sent) || !time.has_time() && is_then(time))
    };
    let missing = changelog.sent().filter(|sent| !is_on_record(sent)).count();
    for (number, one, many) in [
        (missing, "request sent is", "requests sent are"),
        (unknown, "withdrawal is of a request that is", "withdrawals are of requests that are"),
    ] {
        if number > 0 {
            let what = count(number, one, many);
            report
                .notes
                .push(format!("{what} not on record: import the snapshots or an export, then this again"));
        }
    }
}

fn times(book: &Tracked) -> Vec<(&Request, When)> {
    let sendings = book.sendings();
    let all = book.requests.iter().flat_map(|request| request.facts.iter().map(move |uid| (request, uid)));
    all.filter_map(|(request, uid)| Some((request, *sendings.get(uid)?))).collect()
}
