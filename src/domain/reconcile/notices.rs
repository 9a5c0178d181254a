//! Whom a mail about an acceptance is about: a profile, or a full name that only one open request goes by.

use std::collections::HashMap;

use super::{Ambiguity, Known, Plan, Tally};
use crate::domain::contacts::{CLOCK_SLACK_DAYS, Contacts};
use crate::domain::dossier::{Dossier, Files};
use crate::domain::facts::Notice;
use crate::domain::name::fold_person;
use crate::domain::observation::{Look, Signals, Source};
use crate::domain::request::Request;
use crate::domain::time::{Instant, Moment, Zone};

/// How many requests are named to choose from.
const MAX_NAMED: usize = 5;

/// Works acceptances that mails tell of into what is `known`.
pub fn heed(known: Known, notices: &[Notice], zone: Zone) -> Plan {
    let mut work = Heeder {
        files: known.files,
        by_first_word: None,
        ambiguous: Vec::new(),
        tally: Tally::default(),
        zone,
    };
    for notice in notices {
        work.heed(notice);
    }
    Plan {
        files: work.files,
        contacts: Contacts::new(known.connections),
        new_snapshots: Vec::new(),
        ambiguous: work.ambiguous,
        connected_before: Vec::new(),
        tally: work.tally,
        snapshots: known.snapshots,
    }
}

struct Heeder {
    files: Files,
    /// Whose folded name begins with a word; built when the first mail gives no more than a first name.
    by_first_word: Option<HashMap<String, Vec<usize>>>,
    ambiguous: Vec<Ambiguity>,
    tally: Tally,
    zone: Zone,
}

/// Whom a name in a mail belongs to.
enum Match {
    /// To one person and nobody else.
    Person(usize),
    /// To somebody of whom it is known already.
    Known,
    /// To nobody who was asked.
    Stranger,
    /// To one of these, perhaps.
    Doubt(Vec<usize>),
}

/// What a request was when a mail was written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Accepted,
    /// Ended, as the user states.
    Ended,
}

impl Heeder {
    fn heed(&mut self, notice: &Notice) {
        let on_record: Vec<usize> =
            notice.slugs.iter().filter_map(|slug| self.files.with_slug(slug)).collect();
        for &index in &on_record {
            self.enter(index, notice.at);
        }
        let name = notice.full_name.as_deref().or(notice.first_name.as_deref());
        let Some(name) = name.filter(|_| on_record.is_empty()) else {
            self.tally.strangers += notice.slugs.len() - on_record.len();
            return;
        };
        let folded = fold_person(name);
        let is_full = notice.full_name.is_some() && is_full(&folded);
        match self.find(&folded, is_full, notice) {
            Match::Person(index) => self.enter(index, notice.at),
            Match::Known => self.tally.notified_before += 1,
            Match::Stranger => self.tally.strangers += 1,
            Match::Doubt(candidates) => self.doubt(&candidates, notice),
        }
    }

    /// Notes that the person accepted, if they were asked by then.
    fn enter(&mut self, index: usize, at: Instant) {
        let Some(sent) = self.asked(index, at).map(|request| request.sent) else {
            self.tally.strangers += 1;
            return;
        };
        let zone = self.zone;
        // The clocks may disagree by a day; what followed on sending must not lie before it.
        let is_early = Moment::Exact(at).is_before(sent, zone);
        let seen = if is_early { Moment::Day(sent.day(zone)) } else { Moment::Exact(at) };
        let tells_it = |look: &Look| {
            look.source == Source::Mail
                && !look.seen.is_before(sent, zone)
                && look.seen.instant(zone) <= seen.instant(zone)
        };
        // One acceptance may come in a mail of its own and in a digest: the first counts.
        if self.files.dossiers[index].all_looks().any(tells_it) {
            self.tally.notified_before += 1;
            return;
        }
        let signals = Signals { notified: Some(true), ..Signals::default() };
        self.tally.notified += 1;
        self.files.dossiers[index].add_look(Look { seen, source: Source::Mail, signals, memo: None });
    }

    /// The request that can have been accepted by then: the latest one, or one that the clocks put up to a day later.
    fn asked(&self, index: usize, at: Instant) -> Option<&Request> {
        let dossier = &self.files.dossiers[index];
        let by_then = |request: &&Request| !Moment::Exact(at).is_before(request.sent, self.zone);
        let soon_after = self.zone.day_of(at).plus_days(CLOCK_SLACK_DAYS);
        dossier
            .requests
            .iter()
            .map(|(request, _)| request)
            .rfind(by_then)
            .or_else(|| dossier.request_as_of(soon_after?, self.zone))
    }

    fn find(&mut self, folded: &str, is_full: bool, notice: &Notice) -> Match {
        let exact = if is_full { self.files.named(folded).to_vec() } else { Vec::new() };
        // What reads like a full name may be two first names.
        let is_full = !exact.is_empty();
        let named = if is_full { exact } else { self.by_first_name(folded) };
        // A profile that is not on record may be another one of theirs; with only the first name in common it is not.
        let is_other =
            |index: usize| !notice.slugs.is_empty() && self.files.dossiers[index].person.slug.is_some();
        let asked: Vec<(usize, State)> = named
            .into_iter()
            .filter(|&index| is_full || !is_other(index))
            .filter_map(|index| Some((index, self.state(index, notice.at)?)))
            .collect();
        let of = |state: State| -> Vec<usize> {
            asked.iter().filter(|(_, is)| *is == state).map(|(index, _)| *index).collect()
        };
        let (open, ended) = (of(State::Open), of(State::Ended));
        if asked.iter().any(|&(index, _)| self.is_told(index, notice.at)) {
            return Match::Known;
        }
        match open.as_slice() {
            &[index] if is_full && !is_other(index) => Match::Person(index),
            [] if asked.iter().any(|&(_, state)| state == State::Accepted) => Match::Known,
            [] if is_full && !ended.is_empty() => Match::Doubt(ended),
            [] => Match::Stranger,
            _ if open.iter().any(|&index| self.is_proven(index, notice.at)) => Match::Known,
            _ => Match::Doubt(open),
        }
    }

    /// What became of the request by then; none if there was none.
    fn state(&self, index: usize, at: Instant) -> Option<State> {
        let request = self.asked(index, at)?;
        let zone = self.zone;
        let was_accepted = self.files.dossiers[index].all_looks().any(|look| {
            look.signals.is_conclusive()
                && !look.seen.is_before(request.sent, zone)
                && zone.day_of(at).days_since(look.seen.day(zone)) > CLOCK_SLACK_DAYS
        });
        let was_ended =
            request.closing().is_some_and(|closing| closing.at.is_before(Moment::Exact(at), zone));
        Some(match (was_accepted, was_ended) {
            (true, _) => State::Accepted,
            (false, true) => State::Ended,
            (false, false) => State::Open,
        })
    }

    /// Whether just this acceptance is on record: from that mail, or typed in to settle whom it is about.
    fn is_told(&self, index: usize, at: Instant) -> bool {
        let moments = [Moment::Exact(at), Moment::Day(self.zone.day_of(at))];
        self.files.dossiers[index]
            .all_looks()
            .any(|look| look.signals.notified == Some(true) && moments.contains(&look.seen))
    }

    /// Whether the list of connections dates an acceptance to that day: then the mail is about it.
    fn is_proven(&self, index: usize, at: Instant) -> bool {
        let day = self.zone.day_of(at);
        self.files.dossiers[index].all_looks().any(|look| {
            look.source == Source::Connections
                && look.is_dated_proof()
                && day.days_since(look.seen.day(self.zone)).abs() <= CLOCK_SLACK_DAYS
        })
    }

    /// Whose name begins with these words.
    fn by_first_name(&mut self, folded: &str) -> Vec<usize> {
        let dossiers = &self.files.dossiers;
        let index = self.by_first_word.get_or_insert_with(|| index_first_words(dossiers));
        let sharing = index.get(first_word(folded)).map_or(&[][..], Vec::as_slice);
        let begins = |index: &usize| {
            let name = fold_person(&dossiers[*index].person.name);
            name.strip_prefix(folded).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        sharing.iter().copied().filter(begins).collect()
    }

    /// What to call a request: by its number, unless it is only given one when this import is carried out.
    fn name(&self, request: &Request) -> String {
        let sent = request.sent.day(self.zone).iso();
        match request.id {
            0 => format!("a new request (sent {sent})"),
            id => format!("request #{id} (sent {sent})"),
        }
    }

    fn doubt(&mut self, candidates: &[usize], notice: &Notice) {
        let requests = candidates.iter().filter_map(|&index| self.asked(index, notice.at));
        let mut named: Vec<String> = requests.take(MAX_NAMED).map(|request| self.name(request)).collect();
        if candidates.len() > MAX_NAMED {
            named.push("another".to_owned());
        }
        let reason = format!(
            "accepted on {}, perhaps {}; if so: invtrack observe NUMBER --notified yes --at {}",
            self.zone.day_of(notice.at).iso(),
            named.join(" or "),
            notice.at.to_rfc3339()
        );
        self.ambiguous.push(Ambiguity { file: notice.place.clone(), row: None, reason });
    }
}

/// Whether a folded name is more than a first name. Chinese, Japanese and Korean ones have no blanks.
fn is_full(folded: &str) -> bool {
    folded.contains(' ') || folded.chars().any(|letter| letter >= '\u{2E80}')
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or_default()
}

fn index_first_words(dossiers: &[Dossier]) -> HashMap<String, Vec<usize>> {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, dossier) in dossiers.iter().enumerate() {
        let folded = fold_person(&dossier.person.name);
        index.entry(first_word(&folded).to_owned()).or_default().push(place);
    }
    index
}
