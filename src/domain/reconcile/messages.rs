//! Messages that people wrote who have not accepted yet: replies.

use super::{Known, Plan, Reconciler};
use crate::domain::dossier::{Dossier, Files};
use crate::domain::facts::Sender;
use crate::record::observation::{Look, Signals, Source};
use crate::record::time::{Instant, Moment, Zone};

/// What messages did, counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct MessageTally {
    /// Replies that were not on record.
    pub new: usize,
    /// Messages of people who had been asked and had not accepted by then, of a day on record.
    pub known: usize,
    /// All others: the user's own, those of people who were not asked by then, or had accepted.
    pub others: usize,
}

/// Works in who wrote when.
pub fn hear(known: Known, senders: &[Sender], now: Instant, zone: Zone) -> (Plan, MessageTally) {
    let mut work = Reconciler::new(known, now, zone);
    let mut tally = MessageTally::default();
    for sender in senders {
        match work.files.with_slug(&sender.slug) {
            Some(index) => enter(&mut work.files, index, &sender.at, &mut tally, zone),
            None => tally.others += sender.at.len(),
        }
    }
    (work.finish(), tally)
}

/// One look a day: the first message of it.
fn enter(files: &mut Files, index: usize, at: &[Instant], tally: &mut MessageTally, zone: Zone) {
    let mut at = at.to_vec();
    at.sort_unstable();
    let dossier = &mut files.dossiers[index];
    for at in at {
        let seen = Moment::Exact(at);
        let day = zone.day_of(at);
        let is_known = |look: &Look| look.source == Source::Messages && look.seen.day(zone) == day;
        if !is_reply(dossier, seen, zone) {
            tally.others += 1;
        } else if dossier.looks_ever().any(is_known) {
            tally.known += 1;
        } else {
            let signals = Signals { replied: true, ..Signals::default() };
            dossier.add_look(Look { seen, source: Source::Messages, signals, memo: None });
            tally.new += 1;
        }
    }
}

/// Whether it was written after a request was sent, and before it is known to be accepted.
fn is_reply(dossier: &Dossier, at: Moment, zone: Zone) -> bool {
    let by_then = |moment: Moment| !at.is_before(moment, zone);
    let Some((request, _)) = dossier.requests.iter().rfind(|(request, _)| by_then(request.sent)) else {
        return false;
    };
    !dossier
        .all_looks()
        .any(|look| look.is_dated_proof() && !look.seen.is_before(request.sent, zone) && by_then(look.seen))
}
