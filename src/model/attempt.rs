//! From what is on record to what the classifier weighs: which look belongs to which request, and how long after
//! sending it was (heuristics 2.8).

use super::evidence::{Case, Features, ProfileButton, SentState, Sighting, Signal, Stated};
use super::person::Person;
use super::request::Request;
use super::request::is_default_note;
use super::tracked::Book;
use crate::record::account::{WARNING_LOOKS_BACK_DAYS, in_force};
use crate::record::deed::Ending;
use crate::record::observation::{Button, Degree, Look, Observation, SentPage, Source};
use crate::record::time::{DAY_MS, Instant, Moment, Zone};

/// How far from sending a look counts that was made on the sending day, when one of the two has no time of day.
const SAME_DAY: f64 = 0.01;

/// How long after sending a proof counts whose clock has it before, within the grace of M18: as for one of a sending
/// day whose hour isn't known, there has to be time to accept.
const PROVEN_AT_ONCE: f64 = 0.5;

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
    let mut order: Vec<(i64, usize, usize)> = book
        .requests
        .iter()
        .enumerate()
        .map(|(place, request)| (request.person_id, request.attempt, place))
        .collect();
    order.sort_unstable();
    let mut looks: Vec<(i64, Instant, &Observation)> =
        book.observations.iter().map(|look| (look.request, look.look.seen.instant(zone), look)).collect();
    // Not by number, which differs between machines that know the same.
    looks.sort_by(|a, b| (a.0, a.1, a.2.is_before, &a.2.signs).cmp(&(b.0, b.1, b.2.is_before, &b.2.signs)));

    let mut attempts = Vec::with_capacity(order.len());
    for same_person in order.chunk_by(|a, b| a.0 == b.0) {
        let Some(person) = book.person(same_person[0].0) else { continue };
        let sent = |place: usize| same_person.get(place).map(|&(.., request)| book.requests[request].sent);
        for (place, &(.., request)) in same_person.iter().enumerate() {
            let request = &book.requests[request];
            let from = looks.partition_point(|look| look.0 < request.id);
            let own = looks[from..].iter().take_while(|look| look.0 == request.id);
            attempts.push(Attempt {
                person,
                request,
                number: place + 1,
                previous: place.checked_sub(1).and_then(sent),
                superseded: sent(place + 1),
                looks: own.map(|&(.., look)| look).collect(),
                warnings: Vec::new(),
            });
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
        let open = attempts.iter().filter(|one| one.was_open_at(event.at, zone)).count();
        let open = u32::try_from(open.max(1)).unwrap_or(u32::MAX);
        for attempt in attempts.iter_mut().filter(|attempt| attempt.was_open_at(event.at, zone)) {
            attempt.warnings.push((event.at, open));
        }
    }
}

impl Attempt<'_> {
    /// What the classifier is asked at `now`.
    pub fn case(&self, now: Moment, zone: Zone) -> Case {
        let age = self.age(now, zone);
        let mut until = age;
        let mut sightings = Vec::with_capacity(self.looks.len() + 2);
        for observation in self.looks.iter().filter(|one| !self.is_outdated(one, zone)) {
            let seen = observation.look.seen;
            let seen_by_now = is_by(seen, now, zone);
            for signal in signals(observation) {
                let mut t = self.days_after(observation, signal, zone);
                // What has been seen can't lie after now, whatever it was rounded to.
                if seen_by_now && t > age {
                    (t, until) =
                        if self.is_proof_in_grace(observation, signal, zone) { (t, t) } else { (age, until) };
                }
                sightings.push(Sighting { t, day: seen.day(zone), signal });
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
            now: until,
        }
    }

    /// Whether it proves an acceptance though its clock has it before the sending.
    fn is_proof_in_grace(&self, observation: &Observation, signal: Signal, zone: Zone) -> bool {
        let days = days_after(self.request.sent, observation.look.seen, signal, zone);
        !observation.is_before && days <= 0.0 && signal.is_conclusive()
    }

    /// Days from sending to a sign; which side of it a look is on, the rules have said (M18).
    fn days_after(&self, observation: &Observation, signal: Signal, zone: Zone) -> f64 {
        let days = days_after(self.request.sent, observation.look.seen, signal, zone);
        match (observation.is_before, days > 0.0) {
            (true, true) => -SAME_DAY,
            (false, false) if self.is_proof_in_grace(observation, signal, zone) => PROVEN_AT_ONCE,
            (false, false) => SAME_DAY,
            _ => days,
        }
    }

    /// An export may still list an invitation that was accepted: the dated proof stands (`Connected On`, K08). And what
    /// is written from then on is no reply to an open request.
    fn is_outdated(&self, observation: &Observation, zone: Zone) -> bool {
        let look = &observation.look;
        let proof = || self.looks.iter().find(|one| one.is_dated).map(|proof| proof.look.seen);
        match look.source {
            Source::Invitations if look.signals.sent_page == Some(SentPage::Listed) => {
                proof().is_some_and(|proof| look.seen.day(zone) >= proof.day(zone))
            }
            Source::Messages => proof().is_some_and(|proof| !look.seen.is_before(proof, zone)),
            _ => false,
        }
    }

    /// What was seen after it was sent.
    pub fn seen_after_sending(&self) -> impl Iterator<Item = &Look> {
        self.looks.iter().filter(|one| !one.is_before && signals(one).next().is_some()).map(|one| &one.look)
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

    /// Whether it is open, as far as is on record: nobody ended it or asked again, and the last look that tells shows
    /// nothing else.
    pub fn seems_open(&self) -> bool {
        let shows_open = |look: &Look| {
            let seen = look.signals;
            let ended = seen.is_conclusive()
                || matches!(seen.sent_page, Some(SentPage::Gone | SentPage::Canceled))
                || matches!(seen.button, Some(Button::Connect | Button::Message));
            let is_open = seen.sent_page == Some(SentPage::Listed) || seen.button == Some(Button::Pending);
            (ended || is_open).then_some(!ended)
        };
        self.stated().is_none()
            && self.request.already.is_none()
            && self.seen_after_sending().filter_map(shows_open).last().unwrap_or(true)
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
fn signals(observation: &Observation) -> impl Iterator<Item = Signal> + use<> {
    let seen = observation.look.signals;
    let is_dated = observation.is_dated;
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
            .map(|yes| if is_dated { Signal::ConnectedOn } else { Signal::InConnections(yes) }),
        seen.notified.map(|yes| if is_dated { Signal::Mailed } else { Signal::Notified(yes) }),
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
