//! One invitation to one person: what the user did about it, and what was seen of it since.

use std::rc::Rc;

use super::evidence::{Sighting, Stated, proves};
use crate::matching::world::{Member, Sent, Sign};
pub use crate::record::context::Context;
use crate::record::deed::{Deed, Ending, Rapport, Topic};
use crate::record::name::fold;
use crate::record::observation::{Button, Source};
use crate::record::time::{DAY_MS, Day, Instant, Moment, Zone};
use crate::record::uid::Uid;
use crate::record::when::When;

/// Somebody the user sent a request to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The lowest number of a request to them.
    pub id: i64,
    /// As shown on the profile; the slug or the e-mail address where nothing better is known.
    pub name: String,
    /// The last part of the profile URL, normalised by [`crate::record::slug::read_slug`].
    pub slug: Option<String>,
    /// Their other profiles, as far as nobody has them now: of entries that were merged into this one, or as the user
    /// said of a row.
    pub aliases: Vec<String>,
    pub email: Option<String>,
    /// When invtrack first heard of them.
    pub recorded_at: Instant,
    pub facts: Vec<Uid>,
}

impl Person {
    /// Somebody who is not on record yet, under no other profile.
    pub const fn new(
        name: String,
        slug: Option<String>,
        email: Option<String>,
        recorded_at: Instant,
    ) -> Self {
        Self { id: 0, name, slug, aliases: Vec::new(), email, recorded_at, facts: Vec::new() }
    }

    pub fn profiles(&self) -> impl Iterator<Item = &String> {
        self.slug.iter().chain(&self.aliases)
    }

    pub fn has_profile(&self, slug: &str) -> bool {
        self.profiles().any(|own| own == slug)
    }
}

/// Something that the user did or learned about a request. Never taken back, only followed by another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Action {
    pub deed: Deed,
    pub at: Moment,
    pub recorded_at: Instant,
    pub uid: Uid,
}

/// What the user states about the end of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Closing {
    pub ending: Ending,
    pub at: Moment,
}

/// One dated look at a person, or what a list says of a request on its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Observation {
    /// Its number, for `invtrack edit --remove-look`; 0 where it follows from a list.
    pub id: i64,
    pub seen: Moment,
    pub source: Source,
    /// What was seen; nothing of a memo.
    pub signs: Vec<Sign>,
    pub memo: Option<String>,
    pub recorded_at: Instant,
    /// It was before the request: of the profile, to compare with.
    pub is_before: bool,
    /// The fact that shows it; none where somebody is missing from a list.
    pub fact: Option<Uid>,
    /// What the file calls the fact and the list that it follows from; 0: none. What came later has greater ones.
    pub rows: (i64, i64),
}

impl Observation {
    /// Whether it proves a connection (K02, K08, K15, the `1st` badge).
    pub fn is_conclusive(&self) -> bool {
        self.signs.iter().any(|&sign| proves(sign))
    }

    /// Whether it is LinkedIn's own date of the connection, or its mail, by the person's profile.
    pub fn is_dated(&self) -> bool {
        self.has(Sign::Member(Member::Dated))
    }

    pub fn has(&self, sign: Sign) -> bool {
        self.signs.contains(&sign)
    }
}

/// One invitation to one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// The number the user knows it by: never changes, never reused.
    pub id: i64,
    /// Numbers of what was once taken for another request: they find it, too.
    pub former_ids: Vec<i64>,
    pub person: Rc<Person>,
    /// 1 for the first request to this person, 2 for the second …
    pub number: usize,
    /// When the one before it was sent.
    pub previous: Option<Moment>,
    pub superseded: Option<Moment>,
    pub sent: Moment,
    /// It was sent within so many days of `sent`, before or after; 0 where the day is known.
    pub sent_within: u32,
    pub recorded_at: Instant,
    /// Where it was first known from.
    pub source: Source,
    /// It was first known from a list of open ones: whoever accepted fast was never on it, so that it is left out of
    /// every share (heuristics 2.7).
    pub is_late: bool,
    pub context: Context,
    /// What the user did about it, in the order of recording.
    pub actions: Vec<Action>,
    /// They were a connection already when it was sent, since then at the latest: there is nothing to track.
    pub already: Option<Moment>,
    /// The looks that speak of it, in the order of their time.
    pub looks: Vec<Observation>,
    /// When LinkedIn warned the account while it was open, and how many of the last 30 days then were (K27).
    pub warnings: Vec<(Moment, u32)>,
    /// That tell of it, in the order of their days.
    pub facts: Vec<Uid>,
    /// What the file calls the first of them to come.
    pub row: i64,
}

impl Request {
    /// One that nothing was seen of, and that is not on record.
    pub fn new(person: Rc<Person>, sent: Moment, context: Context, recorded_at: Instant) -> Self {
        Self {
            id: 0,
            former_ids: Vec::new(),
            person,
            number: 1,
            previous: None,
            superseded: None,
            sent,
            sent_within: 0,
            recorded_at,
            source: Source::Typed,
            is_late: false,
            context,
            actions: Vec::new(),
            already: None,
            looks: Vec::new(),
            warnings: Vec::new(),
            facts: Vec::new(),
            row: 0,
        }
    }

    /// Whether it was written down within a day of being sent: later, the answer may have had a say in that.
    pub const fn is_recorded_at_once(&self, sent: Instant) -> bool {
        self.recorded_at.millis() - sent.millis() <= DAY_MS
    }

    pub fn closing(&self) -> Option<Closing> {
        let about_end = |action: &&Action| matches!(action.deed, Deed::Ended(_) | Deed::Reopened);
        match self.actions.iter().rfind(about_end)? {
            Action { deed: Deed::Ended(ending), at, .. } => Some(Closing { ending: *ending, at: *at }),
            _ => None,
        }
    }

    pub fn stated(&self) -> Option<Stated> {
        match self.closing().map(|closing| closing.ending) {
            Some(Ending::Withdrawn) => Some(Stated::Withdrawn),
            Some(Ending::Expired) => Some(Stated::Expired),
            Some(Ending::Declined) => Some(Stated::Declined),
            None => self.superseded.map(|_| Stated::Superseded),
        }
    }

    /// When the polite message was sent, by the user's latest word.
    pub fn followed_up(&self) -> Option<Moment> {
        self.actions.iter().rfind(|action| action.deed == Deed::FollowedUp).map(|action| action.at)
    }

    /// What brought the two closer since it was sent, and when.
    pub fn rapport(&self) -> impl Iterator<Item = (Rapport, Moment)> {
        self.actions.iter().filter_map(|action| match action.deed {
            Deed::Rapport(rapport) => Some((rapport, action.at)),
            _ => None,
        })
    }

    pub fn has_dismissed(&self, topic: Topic, today: Day) -> bool {
        let last = self.actions.iter().rev().find_map(|action| match action.deed {
            Deed::Dismissed(about) if about == topic => Some(true),
            Deed::Snoozed(about, until) if about == topic => Some(today < until),
            Deed::Recalled(about) if about == topic => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    }

    /// The looks after it was sent that say something of it.
    pub fn seen_after_sending(&self) -> impl Iterator<Item = &Observation> {
        let says = |look: &Observation| look.signs.iter().any(|&sign| Sighting::kind_of(sign).is_some());
        self.looks.iter().filter(move |look| !look.is_before && says(look))
    }

    /// When the last look was that tells something of the person, before or after sending: that they viewed the user's
    /// profile, reacted or changed their count is no look of the user's (heuristics 2.6).
    pub fn last_look(&self) -> Option<Moment> {
        let tells = |look: &&Observation| {
            look.signs.iter().filter_map(|&sign| Sighting::kind_of(sign)).any(|(_, sign)| sign.is_telling())
        };
        self.looks.iter().rfind(tells).map(|look| look.seen)
    }

    /// When the connection is first proven: since when they are in the list, or when the proof was seen.
    pub fn connected_at(&self) -> Option<Moment> {
        self.looks.iter().find(|look| look.is_conclusive()).map(|look| look.seen)
    }

    /// Between which ages, in days, it was accepted, where that is dated.
    pub fn dated(&self, zone: Zone) -> Option<[f64; 2]> {
        let dated = || self.looks.iter().filter(|look| !look.is_before && look.is_dated());
        let look = dated().find(|look| !look.seen.is_day()).or_else(|| dated().next())?;
        let age = |at: Instant| at.days_since(self.sent.instant(zone)).max(0.0);
        Some(match look.seen {
            Moment::Exact(at) => [age(at); 2],
            Moment::Day(day) => {
                zone.at(day, 0, 0, 0).map_or([0.0; 2], |start| [age(start), age(start.plus_days(1.0))])
            }
        })
    }

    /// Whether it is open, as far as is on record: nobody ended it or asked again, and the last look that tells shows
    /// nothing else.
    pub fn seems_open(&self) -> bool {
        let shows_open = |look: &Observation| {
            let shows = |signs: &[Sign]| signs.iter().any(|&sign| look.has(sign));
            let ended = look.is_conclusive()
                || shows(&[Sign::Sent(Sent::Gone), Sign::Sent(Sent::Unlisted), Sign::Sent(Sent::Canceled)])
                || shows(&[Sign::Button(Button::Connect), Sign::Button(Button::Message)]);
            let is_open = shows(&[Sign::Sent(Sent::Listed), Sign::Button(Button::Pending)]);
            (ended || is_open).then_some(!ended)
        };
        self.stated().is_none()
            && self.already.is_none()
            && self.seen_after_sending().filter_map(shows_open).last().unwrap_or(true)
    }

    /// However the days were counted where it was sent.
    pub fn can_be_sent_by(&self, at: Moment) -> bool {
        let sent = match self.sent {
            Moment::Day(day) => When::days(day, u16::try_from(self.sent_within).unwrap_or(u16::MAX)),
            Moment::Exact(_) => self.sent.into(),
        };
        sent.can_be_by(at.into())
    }

    /// Whether it was sent within the `days` before `at`, and nobody knew of an answer then.
    pub fn was_open_at(&self, at: Moment, days: f64, zone: Zone) -> bool {
        let is_by = |moment: Moment| !at.is_before(moment, zone);
        is_by(self.sent)
            && at.instant(zone).days_since(self.sent.instant(zone)) <= days
            && !self.closing().is_some_and(|closing| is_by(closing.at))
            && !self.superseded.is_some_and(is_by)
            && !self.connected_at().is_some_and(is_by)
    }
}

/// LinkedIn's own texts for an invitation, folded; such a note counts as generic (N06).
pub const DEFAULT_NOTES: &[&str] = &[
    "i d like to add you to my professional network on linkedin",
    "i d like to add you to my professional network",
    "i d like to join your linkedin network",
    "i d like to connect with you on linkedin",
    "please add me to your linkedin network",
];

/// Whether a note is LinkedIn's default wording, with a greeting or a name around it at most.
pub fn is_default_note(note: &str) -> bool {
    const GREETING_WORDS: usize = 6;
    const LONGEST_BYTES: usize = 300;
    if note.len() > LONGEST_BYTES {
        return false;
    }
    let folded = fold(note);
    DEFAULT_NOTES.iter().any(|default| {
        folded.find(default).is_some_and(|at| {
            folded.split(' ').count() <= default.split(' ').count() + GREETING_WORDS && at < 40
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_wording_is_known_with_and_without_greeting() {
        for note in [
            "I'd like to add you to my professional network on LinkedIn.",
            "Hi Ana, I’d like to join your LinkedIn network",
            "Hi Ana,\nI'd like to connect with you on LinkedIn!\nJordan",
        ] {
            assert!(is_default_note(note), "{note}");
        }
        for note in [
            "",
            "Your talk on tiny tests was great; could we talk about fixtures some time?",
            "We met at the fair. I'd like to add you to my professional network, since we both build tools for clinics in Ghent.",
        ] {
            assert!(!is_default_note(note), "{note}");
        }
    }
}
