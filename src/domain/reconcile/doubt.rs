//! What can't be decided: how it is kept, and how the doubt is worded.

use super::{Ambiguity, Reconciler};
use crate::domain::kept::Fact;
use crate::domain::request::Request;
use crate::record::name::fold_person;
use crate::record::time::{Day, Zone};

/// So many requests are named in a doubt.
const MOST_NAMED: usize = 5;

/// Why it can't be told whom something is about.
pub(super) struct Doubt {
    /// Who may be meant: places of dossiers.
    pub(super) candidates: Vec<usize>,
    /// In words.
    pub(super) reason: String,
}

/// `request #3 (sent 2026-10-05)`
pub(super) fn name_request(request: &Request, zone: Zone) -> String {
    // One that this import brings has no number yet.
    match (request.id, request.sent.day(zone).iso()) {
        (0, sent) => format!("a new request (sent {sent})"),
        (id, sent) => format!("request #{id} (sent {sent})"),
    }
}

/// A known request and a new date may be of one request.
pub(super) fn two_dates(sent: Day, known: &Request, zone: Zone) -> String {
    let (sent, known) = (sent.iso(), name_request(known, zone));
    format!("sent {sent}: this may be {known} with one of the two dates wrong")
}

impl Reconciler {
    /// Keeps what could not be decided, and tells it unless that was done before.
    pub(super) fn doubt(&mut self, file: &str, row: Option<u64>, fact: Fact, doubt: Doubt) {
        if self.is_answered(&fact) {
            return;
        }
        // Where there is nobody to choose from, no answer would help.
        if doubt.candidates.is_empty() || self.inbox.keep(fact.clone()) {
            self.ambiguous.push((fact, Ambiguity { file: file.to_owned(), row, reason: doubt.reason }));
        } else {
            self.tally.undecided += 1;
        }
    }

    /// Whether the user said whom that is about: of another day's list, it was the same. Rows of a page are told apart
    /// by the name alone, so only where nobody on record goes by it.
    pub(super) fn is_answered(&self, fact: &Fact) -> bool {
        let is_one = match fact {
            Fact::Sent { row, .. } => self.files.named(&fold_person(&row.name)).is_empty(),
            _ => true,
        };
        self.inbox.is_settled(fact) || (is_one && self.inbox.is_answered(fact))
    }

    /// Some of them, as [`name_request`] has it, with `or` between them.
    pub(super) fn name_requests<'a>(&self, requests: impl Iterator<Item = &'a Request>) -> String {
        let requests: Vec<&Request> = requests.collect();
        let name = |request: &&Request| name_request(request, self.zone);
        let mut named: Vec<String> = requests.iter().take(MOST_NAMED).map(name).collect();
        let more = requests.len().saturating_sub(MOST_NAMED);
        named.extend((more > 0).then(|| format!("{more} more")));
        named.join(" or ")
    }
}
