//! From what is on record to what the classifier weighs: which look belongs to which request, and how long after
//! sending it was (heuristics 2.8).

use std::collections::HashSet;

use super::book::Book;
use super::evidence::{Case, Features, ProfileButton, SentState, Sighting, Signal, Stated};
use super::person::Person;
use super::request::Request;
use super::sending::is_default_note;
use crate::record::account::{WARNING_LOOKS_BACK_DAYS, in_force};
use crate::record::deed::Ending;
use crate::record::observation::{Button, Degree, Look, Observation, SentPage, Source};
use crate::record::time::{DAY_MS, Instant, Moment, Zone};

/// How far from sending a look counts that was made on the sending day, when one of the two has no time of day.
const SAME_DAY: f64 = 0.01;

/// A second try within this many days of the first is `repeat_soon`.
const REPEAT_SOON_DAYS: i64 = 90;

/// One request with its person and the looks that speak of it.
#[derive(Debug)]
pub struct Attempt<'a> {
    /// Whom it was sent to.
    pub person: &'a Person,
    /// The request.
    pub request: &'a Request,
    /// 1 for the first request to this person, 2 for the second …
    pub number: usize,
    /// When the attempt before this one was sent.
    pub previous: Option<Moment>,
    /// When a later attempt took its place.
    pub superseded: Option<Moment>,
    /// The looks that speak of it, in the order of their time.
    pub looks: Vec<&'a Observation>,
    /// When LinkedIn warned the account while it was open, and how many of the last 30 days then were (K27).
    pub warnings: Vec<(Moment, u32)>,
}

/// Every request in the book as an attempt, in the order of the request numbers.
pub fn attempts(book: &Book, zone: Zone) -> Vec<Attempt<'_>> {
    let mut requests: Vec<(i64, Instant, &Request)> = book
        .requests
        .iter()
        .map(|request| (request.person_id, request.sent.instant(zone), request))
        .collect();
    requests.sort_unstable_by_key(|&(person, sent, request)| (person, sent, request.id));
    let mut looks: Vec<&Observation> = book.observations.iter().collect();
    looks.sort_unstable_by_key(|look| look.person_id);

    let mut attempts = Vec::with_capacity(requests.len());
    let mut rest = looks.as_slice();
    for same_person in requests.chunk_by(|a, b| a.0 == b.0) {
        let id = same_person[0].0;
        let Ok(person) = book.people.binary_search_by_key(&id, |person| person.id) else { continue };
        rest = &rest[rest.partition_point(|look| look.person_id < id)..];
        let (own, after) = rest.split_at(rest.partition_point(|look| look.person_id == id));
        rest = after;
        let requests: Vec<&Request> = same_person.iter().map(|&(.., request)| request).collect();
        let first = attempts.len();
        attempts.extend(line_up(&book.people[person], &requests));
        for observation in distinct(own, zone) {
            for attempt in &mut attempts[first..] {
                if attempt.owns(&observation.look, zone) {
                    attempt.looks.push(observation);
                }
            }
        }
    }
    attempts.sort_unstable_by_key(|attempt| attempt.request.id);
    attach_warnings(&mut attempts, book, zone);
    attempts
}

/// A warning can't be attributed: it is attached to each request that was open then.
fn attach_warnings(attempts: &mut [Attempt], book: &Book, zone: Zone) {
    let events = in_force(&book.account, zone);
    for event in events.iter().filter(|event| event.is_about_answers()) {
        let open = |among: &[Attempt]| among.iter().filter(|one| one.was_open_at(event.at, zone)).count();
        let open = match &book.bystanders {
            Some(everybody) => open(&self::attempts(everybody, zone)),
            None => open(attempts),
        };
        let open = u32::try_from(open.max(1)).unwrap_or(u32::MAX);
        for attempt in attempts.iter_mut().filter(|attempt| attempt.was_open_at(event.at, zone)) {
            attempt.warnings.push((event.at, open));
        }
    }
}

/// The looks at one person in the order of their time; each once that several machines or sources recorded: the first
/// record of it.
fn distinct<'a>(looks: &[&'a Observation], zone: Zone) -> Vec<&'a Observation> {
    let mut looks: Vec<(Instant, &Observation)> =
        looks.iter().map(|&observation| (observation.look.seen.instant(zone), observation)).collect();
    // Not by number, which differs between machines that know the same.
    looks.sort_unstable_by(|a, b| {
        let order = (a.0, a.1.recorded_at).cmp(&(b.0, b.1.recorded_at));
        order.then_with(|| a.1.look.content().cmp(&b.1.look.content()))
    });
    let mut kept = Vec::with_capacity(looks.len());
    for at_once in looks.chunk_by(|a, b| a.0 == b.0) {
        let mut said = HashSet::new();
        let records = at_once.iter().map(|&(_, observation)| observation);
        kept.extend(records.filter(|one| at_once.len() == 1 || said.insert(one.look.content())));
    }
    kept
}

/// The requests to one person, in the order of sending.
fn line_up<'a>(person: &'a Person, requests: &[&'a Request]) -> Vec<Attempt<'a>> {
    requests
        .iter()
        .enumerate()
        .map(|(index, &request)| Attempt {
            person,
            request,
            number: index + 1,
            previous: index.checked_sub(1).map(|before| requests[before].sent),
            superseded: requests.get(index + 1).map(|next| next.sent),
            looks: Vec::new(),
            warnings: Vec::new(),
        })
        .collect()
}

impl Attempt<'_> {
    /// Whether some of what was seen belongs to this attempt.
    fn owns(&self, look: &Look, zone: Zone) -> bool {
        if self.number == 1 && self.superseded.is_none() {
            return true;
        }
        signals(look).any(|signal| self.owns_signal(look.seen, signal, zone))
            || (signals(look).next().is_none() && self.owns_signal(look.seen, Signal::ViewedMe, zone))
    }

    /// A sign belongs to the attempt with the greatest sending time not after it; one older than all, to the first.
    fn owns_signal(&self, seen: Moment, signal: Signal, zone: Zone) -> bool {
        let since = |sent| days_after(sent, seen, signal, zone) >= 0.0;
        (self.number == 1 || since(self.request.sent)) && !self.superseded.is_some_and(since)
    }

    /// What the classifier is asked at `now`.
    pub fn case(&self, now: Moment, zone: Zone) -> Case {
        let age = self.age(now, zone);
        let mut sightings = Vec::with_capacity(self.looks.len() + 2);
        for look in
            self.seen().filter(|look| !self.is_outdated(look, zone) && !self.is_first_miss(look, zone))
        {
            let seen_by_now = is_by(look.seen, now, zone);
            for signal in signals(look).filter(|&signal| self.owns_signal(look.seen, signal, zone)) {
                let t = days_after(self.request.sent, look.seen, signal, zone);
                // What has been seen can't lie after now, whatever it was rounded to.
                let t = if seen_by_now { t.min(age) } else { t };
                sightings.push(Sighting { t, day: look.seen.day(zone), signal });
            }
        }
        for &(at, open) in self.warnings.iter().filter(|(at, _)| is_by(*at, now, zone)) {
            let signal = Signal::Warning(open);
            let t = days_after(self.request.sent, at, signal, zone).min(age);
            sightings.push(Sighting { t, day: at.day(zone), signal });
        }
        Case {
            features: self.features(zone),
            confirmed: self.request.context.confirmed,
            sightings,
            stated: self.stated(),
            now: age,
        }
    }

    /// An export may still list an invitation that was accepted: the dated proof stands (`Connected On`, K08). And what
    /// is written from then on is no reply to an open request.
    fn is_outdated(&self, look: &Look, zone: Zone) -> bool {
        let is_proof = |look: &&Look| look.is_dated_proof() && !look.seen.is_before(self.request.sent, zone);
        let proof = || self.seen().find(is_proof);
        match look.source {
            Source::Invitations if look.signals.sent_page == Some(SentPage::Listed) => {
                proof().is_some_and(|proof| look.seen.day(zone) >= proof.seen.day(zone))
            }
            Source::Messages => proof().is_some_and(|proof| !look.seen.is_before(proof.seen, zone)),
            _ => false,
        }
    }

    /// Missing from a copied Sent page counts from the second complete page in a row on: people scroll, and a page
    /// may have moved on meanwhile (sources 1).
    fn is_first_miss(&self, look: &Look, zone: Zone) -> bool {
        let is_miss =
            |look: &Look| look.source == Source::SentPage && look.signals.sent_page == Some(SentPage::Gone);
        let was_open = |look: &Look| {
            look.signals.sent_page == Some(SentPage::Listed) || look.signals.button == Some(Button::Pending)
        };
        let told = || self.seen().filter(|other| is_miss(other) || was_open(other));
        let before = || told().filter(|other| other.seen.day(zone) < look.seen.day(zone)).last();
        is_miss(look) && !before().is_some_and(is_miss)
    }

    /// What was seen after it was sent and counts: on the sending day only what an invitation causes, and no first miss.
    pub fn seen_after_sending(&self, zone: Zone) -> impl Iterator<Item = &Look> {
        let sent = self.request.sent;
        self.seen().filter(move |look| {
            let mut signs = signals(look);
            !self.is_first_miss(look, zone)
                && signs.any(|signal| days_after(sent, look.seen, signal, zone) > 0.0)
        })
    }

    /// Days since sending, at `now` or when a later attempt took over, whichever is earlier.
    pub fn age(&self, now: Moment, zone: Zone) -> f64 {
        let sent = self.request.sent;
        let until = self.superseded.filter(|&next| next.instant(zone) <= now.instant(zone)).unwrap_or(now);
        let age = until.instant(zone).days_since(sent.instant(zone)).max(0.0);
        if !same_day_only(sent, until, zone) {
            return age;
        }
        // Sent at some time of that day. If it is proven that they accepted on that day, as early as that takes.
        let is_proof = |look: &Look| look.signals.is_conclusive() && same_day_only(sent, look.seen, zone);
        let midnight = zone.at(sent.day(zone), 0, 0, 0).filter(|_| self.seen().any(is_proof));
        let since = midnight.map_or(SAME_DAY, |midnight| until.instant(zone).days_since(midnight));
        age.max(since).max(SAME_DAY)
    }

    /// Whether it was sent within the 30 days before `at`, and nobody knew of an answer then.
    fn was_open_at(&self, at: Moment, zone: Zone) -> bool {
        let is_by = |moment: Moment| !at.is_before(moment, zone);
        let sent = self.request.sent;
        is_by(sent)
            && at.instant(zone).days_since(sent.instant(zone)) <= WARNING_LOOKS_BACK_DAYS
            && !self.request.closing().is_some_and(|closing| is_by(closing.at))
            && !self.superseded.is_some_and(is_by)
            && !self.connected_at().is_some_and(is_by)
    }

    /// How it ended, as far as the user's own acts tell.
    pub fn stated(&self) -> Option<Stated> {
        match self.request.closing().map(|closing| closing.ending) {
            Some(Ending::Withdrawn) => Some(Stated::Withdrawn),
            Some(Ending::Expired) => Some(Stated::Expired),
            Some(Ending::Declined) => Some(Stated::Declined),
            None => self.superseded.map(|_| Stated::Superseded),
        }
    }

    /// What was seen, in the order of its time.
    fn seen(&self) -> impl Iterator<Item = &Look> {
        self.looks.iter().map(|observation| &observation.look)
    }

    /// Which of the prior's features hold (heuristics 2.6).
    fn features(&self, zone: Zone) -> Features {
        let context = &self.request.context;
        let since_previous =
            self.previous.map(|previous| self.request.sent.day(zone).days_since(previous.day(zone)));
        let generic = context.generic || context.note.as_deref().is_some_and(is_default_note);
        Features {
            senior: context.senior,
            event: context.met_at.is_some(),
            event_brief: context.met_briefly.is_some(),
            note: context.note.is_some() && !generic,
            shared: context.mutual.is_some_and(|mutual| mutual > 0),
            stranger: context.stranger,
            generic,
            repeat: since_previous.is_some(),
            repeat_soon: since_previous.is_some_and(|days| days < REPEAT_SOON_DAYS),
        }
    }

    /// When the connection is first proven: since when they are in the list, or when the proof was seen.
    pub fn connected_at(&self) -> Option<Moment> {
        self.seen().find(|look| look.signals.is_conclusive()).map(|look| look.seen)
    }

    /// Whether personal calibration may learn from it: a first attempt, recorded within a day of being sent (one
    /// that was first known from a list of open invitations is a survivor), followed for `days` (heuristics 2.7).
    pub fn calibrates(&self, now: Moment, days: f64, zone: Zone) -> bool {
        self.number == 1
            && self.request.source == Source::Typed
            && self.request.recorded_at.millis() - self.request.sent.instant(zone).millis() <= DAY_MS
            && now.instant(zone).days_since(self.request.sent.instant(zone)) >= days
    }
}

/// Whether something happened by now; on the same day where only the day is known.
fn is_by(at: Moment, now: Moment, zone: Zone) -> bool {
    at.instant(zone) <= now.instant(zone) || same_day_only(at, now, zone)
}

/// Whether two moments are known to be of one day, but not which of them came first.
fn same_day_only(a: Moment, b: Moment, zone: Zone) -> bool {
    (a.is_day() || b.is_day()) && a.day(zone) == b.day(zone)
}

/// Days from sending to a sign. Where only the day is known and it is the sending day, what an invitation causes
/// comes after it, and what one sees before inviting comes before (heuristics 2.8, "date without time"). What
/// proves an acceptance had the rest of the day to happen.
fn days_after(sent: Moment, seen: Moment, signal: Signal, zone: Zone) -> f64 {
    if !same_day_only(sent, seen, zone) {
        return seen.instant(zone).days_since(sent.instant(zone));
    }
    match signal {
        Signal::Button(ProfileButton::Connect | ProfileButton::Follow | ProfileButton::Message)
        | Signal::Connections(_) => -SAME_DAY,
        Signal::InConnections(true)
        | Signal::ConnectedOn
        | Signal::Notified(true)
        | Signal::Mailed
        | Signal::FirstDegree(true) => {
            let end = zone.at(seen.day(zone), 23, 59, 59).unwrap_or(seen.instant(zone));
            end.days_since(sent.instant(zone)).max(SAME_DAY)
        }
        _ => SAME_DAY,
    }
}

/// A look taken apart into the signs that the classifier knows.
fn signals(look: &Look) -> impl Iterator<Item = Signal> + use<> {
    let seen = look.signals;
    let button = seen.button.and_then(|button| match button {
        Button::Connect => Some(ProfileButton::Connect),
        Button::Pending => Some(ProfileButton::Pending),
        Button::Message => Some(ProfileButton::Message),
        Button::Follow => Some(ProfileButton::Follow),
        // They invited us too, or something else: no bearing on our request.
        Button::Accept | Button::Unknown => None,
    });
    let sent_page = seen.sent_page.map(|state| match state {
        SentPage::Listed => Signal::SentPage(SentState::Listed),
        SentPage::Gone => Signal::SentPage(SentState::Gone),
        SentPage::Canceled => Signal::SentPage(SentState::Canceled),
        SentPage::Accepted => Signal::InConnections(true),
    });
    [
        button.map(Signal::Button),
        seen.degree.map(|degree| Signal::FirstDegree(degree == Degree::First)),
        seen.connections.map(Signal::Connections),
        seen.in_connections
            .map(|yes| if look.is_dated_proof() { Signal::ConnectedOn } else { Signal::InConnections(yes) }),
        seen.notified.map(|yes| if look.is_dated_proof() { Signal::Mailed } else { Signal::Notified(yes) }),
        sent_page,
        seen.replied.then_some(Signal::Replied),
        seen.engaged.then_some(Signal::Engaged),
        seen.viewed_me.then_some(Signal::ViewedMe),
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests;
