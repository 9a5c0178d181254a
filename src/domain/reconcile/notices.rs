//! Whom a mail about an acceptance is about: a profile, or a full name that only one open request goes by.

use std::collections::HashMap;

use super::Reconciler;
use super::doubt::Doubt;
use crate::domain::book::Connection;
use crate::domain::contacts::CLOCK_SLACK_DAYS;
use crate::domain::dossier::Dossier;
use crate::domain::facts::Acceptance;
use crate::domain::kept::Fact;
use crate::domain::request::Request;
use crate::record::name::fold_person;
use crate::record::observation::{Look, Signals, Source};
use crate::record::time::Moment;

/// Within so many days, a mail of its own and a digest tell of one acceptance.
const DIGEST_DAYS: i64 = 7;

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

/// What became of an acceptance that a mail or a page tells of.
pub(super) enum Told {
    /// It is on record now.
    Entered,
    /// It was on record.
    Known,
    /// Nobody on record was asked by then who may be meant.
    Stranger,
    /// One of these may be meant: places of dossiers.
    Doubt(Vec<usize>),
}

impl Reconciler {
    pub(super) fn enter_acceptance(&mut self, place: &str, acceptance: &Acceptance) {
        let fact = Fact::Acceptance(acceptance.clone());
        if self.inbox.is_settled(&fact) {
            self.tally.notified_before += 1;
            return;
        }
        match self.work_in(acceptance) {
            Told::Entered => self.tally.notified += 1,
            Told::Known => self.tally.notified_before += 1,
            Told::Stranger => {
                self.tally.strangers += 1;
                self.tally.not_kept += usize::from(!self.inbox.keep_if_room(fact));
                return;
            }
            Told::Doubt(candidates) => {
                let doubt = self.acceptance_doubt(candidates, acceptance);
                return self.doubt(place, None, fact, doubt);
            }
        }
        self.inbox.settle(&fact);
    }

    pub(super) fn work_in(&mut self, acceptance: &Acceptance) -> Told {
        if let Some(index) = acceptance.slug.as_deref().and_then(|slug| self.files.with_slug(slug)) {
            return self.enter(index, acceptance);
        }
        let name = acceptance.full_name.as_deref().or(acceptance.first_name.as_deref());
        let Some(name) = name else { return Told::Stranger };
        let folded = fold_person(name);
        let is_full = acceptance.full_name.is_some() && is_full(&folded);
        match self.find(&folded, is_full, acceptance) {
            Match::Person(index) => self.enter(index, acceptance),
            Match::Known => Told::Known,
            Match::Stranger => Told::Stranger,
            Match::Doubt(candidates) => Told::Doubt(candidates),
        }
    }

    /// Notes that the person accepted, if they were asked by then.
    pub(super) fn enter(&mut self, index: usize, acceptance: &Acceptance) -> Told {
        let (at, source, zone) = (acceptance.at, acceptance.source, self.zone);
        let Some(sent) = self.asked(index, at).map(|request| request.sent) else { return Told::Stranger };
        // The clocks may disagree by a day; what followed on sending must not lie before it.
        let seen = if at.is_before(sent, zone) { Moment::Day(sent.day(zone)) } else { at };
        let tells_it = |look: &Look| {
            look.source == source
                && look.is_dated_proof()
                && !look.seen.is_before(sent, zone)
                && look.seen.instant(zone) <= seen.instant(zone)
        };
        // One acceptance may come in a mail of its own and in a digest: the first counts. So it does where it was taken
        // out as a mistake.
        let dossier = &self.files.dossiers[index];
        let was_taken_out = |look: &Look| {
            look.source == source
                && look.is_dated_proof()
                && seen.day(zone).days_since(look.seen.day(zone)).abs() <= DIGEST_DAYS
        };
        if dossier.all_looks().any(tells_it) || dossier.removed.iter().any(was_taken_out) {
            return Told::Known;
        }
        let signals = match source {
            Source::Mail => Signals { notified: Some(true), ..Signals::default() },
            _ => Signals { in_connections: Some(true), ..Signals::default() },
        };
        self.files.dossiers[index].add_look(Look { seen, source, signals, memo: None });
        Told::Entered
    }

    /// The request that can have been accepted by then: the latest one, or one that the clocks put up to a day later.
    fn asked(&self, index: usize, at: Moment) -> Option<&Request> {
        let dossier = &self.files.dossiers[index];
        let by_then = |request: &&Request| !at.is_before(request.sent, self.zone);
        let soon_after = at.day(self.zone).plus_days(CLOCK_SLACK_DAYS);
        dossier
            .requests
            .iter()
            .map(|(request, _)| request)
            .rfind(by_then)
            .or_else(|| dossier.request_as_of(soon_after?, self.zone))
    }

    fn find(&mut self, folded: &str, is_full: bool, acceptance: &Acceptance) -> Match {
        let exact = if is_full { self.files.named(folded).to_vec() } else { Vec::new() };
        // What reads like a full name may be two first names.
        let is_full = !exact.is_empty();
        let named = if is_full { exact } else { self.by_first_name(folded) };
        // A profile that is not on record may be another one of theirs; with only the first name in common it is not.
        let is_other =
            |index: usize| acceptance.slug.is_some() && self.files.dossiers[index].person.slug.is_some();
        let asked: Vec<(usize, State)> = named
            .into_iter()
            .filter(|&index| is_full || !is_other(index))
            .filter_map(|index| Some((index, self.state(index, acceptance.at)?)))
            .collect();
        let of = |state: State| -> Vec<usize> {
            asked.iter().filter(|(_, is)| *is == state).map(|(index, _)| *index).collect()
        };
        let (open, ended) = (of(State::Open), of(State::Ended));
        if asked.iter().any(|&(index, _)| self.is_told(index, acceptance.at)) {
            return Match::Known;
        }
        match open.as_slice() {
            &[index] if is_full && !is_other(index) => {
                match self.namesake_who_did(index, folded, acceptance.at) {
                    None => Match::Person(index),
                    // That is asked already, or was.
                    Some(namesake) if self.inbox.find(&namesake).is_some() => Match::Stranger,
                    Some(_) => Match::Doubt(open),
                }
            }
            [] if asked.iter().any(|&(_, state)| state == State::Accepted) => Match::Known,
            [] if is_full && !ended.is_empty() => Match::Doubt(ended),
            [] => Match::Stranger,
            _ if open.iter().any(|&index| self.is_proven(index, acceptance.at)) => Match::Known,
            _ => Match::Doubt(open),
        }
    }

    /// A connection of that name and day with another profile than the person's: rather it is they who accepted.
    fn namesake_who_did(&self, index: usize, folded: &str, at: Moment) -> Option<Fact> {
        self.files.dossiers[index].person.slug.as_ref()?;
        if self.is_proven(index, at) {
            return None;
        }
        let mut namesakes = self.contacts.named_of_day(folded, at.day(self.zone));
        let is_other = |contact: &&Connection| {
            contact.slug.as_deref().is_some_and(|slug| self.files.with_slug(slug) != Some(index))
        };
        namesakes.find(is_other).map(Fact::connection)
    }

    /// What became of the request by then; none if there was none.
    fn state(&self, index: usize, at: Moment) -> Option<State> {
        let request = self.asked(index, at)?;
        let zone = self.zone;
        let was_accepted = self.files.dossiers[index].all_looks().any(|look| {
            look.signals.is_conclusive()
                && !look.seen.is_before(request.sent, zone)
                && at.day(zone).days_since(look.seen.day(zone)) > CLOCK_SLACK_DAYS
        });
        let was_ended = request.closing().is_some_and(|closing| closing.at.is_before(at, zone));
        Some(match (was_accepted, was_ended) {
            (true, _) => State::Accepted,
            (false, true) => State::Ended,
            (false, false) => State::Open,
        })
    }

    /// Whether just this acceptance is on record: from that mail, or typed in to settle whom it is about.
    fn is_told(&self, index: usize, at: Moment) -> bool {
        let moments = [at, Moment::Day(at.day(self.zone))];
        self.files.dossiers[index]
            .all_looks()
            .any(|look| look.signals.notified == Some(true) && moments.contains(&look.seen))
    }

    /// Whether the list of connections dates an acceptance to that day: then the mail is about it.
    fn is_proven(&self, index: usize, at: Moment) -> bool {
        let day = at.day(self.zone);
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

    pub(super) fn acceptance_doubt(&self, candidates: Vec<usize>, acceptance: &Acceptance) -> Doubt {
        let requests = candidates.iter().filter_map(|&index| self.asked(index, acceptance.at));
        let named = self.name_requests(requests);
        let reason = format!("accepted on {}, perhaps {named}", acceptance.at.day(self.zone).iso());
        Doubt { candidates, reason }
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
