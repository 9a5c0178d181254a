//! Whom a row of the open invitations is about, and which request.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Reconciler;
use super::doubt::{Doubt, two_dates};
use crate::domain::dossier::{Change, Dossier};
use crate::domain::facts::{Direction, Invitation, ListRows};
use crate::domain::kept::Fact;
use crate::domain::person::Person;
use crate::domain::request::{Context, Request};
use crate::domain::sending::BLOCKED_AFTER_WITHDRAWAL_DAYS;
use crate::record::name::fold_person;
use crate::record::observation::{Button, Look, SentPage, Signals, Source};
use crate::record::time::{DAY_MS, Day, Instant, Moment, Zone};

/// So many people of a day and a word of a name are looked at, at the most.
const MOST_SIMILAR: usize = 20;

/// What the rows of one file are to each other.
pub(super) struct Sheet<'a> {
    /// The profiles in it.
    slugs: HashSet<&'a str>,
    /// How many different people of each folded name are in it.
    namesakes: HashMap<String, usize>,
    /// The requests that rows were found to be about: dossier and sending time.
    taken: HashSet<(usize, Instant)>,
    /// Who was on record with a request of that day: by a word of the name, and by the time.
    by_day_and_word: HashMap<(Day, String), Vec<usize>>,
    by_time: HashMap<Instant, Vec<usize>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(rows: &[&'a Invitation], dossiers: &[Dossier], zone: Zone) -> Self {
        let mut namesakes = HashMap::new();
        let mut people = HashSet::new();
        for row in rows {
            if people.insert((row.slug.as_deref(), &row.name)) {
                *namesakes.entry(fold_person(&row.name)).or_default() += 1;
            }
        }
        let slugs = rows.iter().filter_map(|row| row.slug.as_deref()).collect();
        let (taken, by_day_and_word, by_time) = (HashSet::new(), HashMap::new(), HashMap::new());
        let mut sheet = Self { slugs, namesakes, taken, by_day_and_word, by_time };
        dossiers.iter().enumerate().for_each(|(index, dossier)| sheet.index(index, dossier, zone));
        sheet
    }

    fn index(&mut self, index: usize, dossier: &Dossier, zone: Zone) {
        let folded = fold_person(&dossier.person.name);
        for (request, _) in &dossier.requests {
            self.by_time.entry(request.sent.instant(zone)).or_default().push(index);
            for word in folded.split(' ') {
                self.by_day_and_word
                    .entry((request.sent.day(zone), word.to_owned()))
                    .or_default()
                    .push(index);
            }
        }
    }

    /// Some of those who share a word of the name and were asked within a day: enough to be in doubt about.
    pub(super) fn similar(&self, folded: &str, day: Day) -> Vec<usize> {
        let days = [-1, 0, 1].into_iter().filter_map(|offset| day.plus_days(offset));
        let words = days.flat_map(|day| folded.split(' ').map(move |word| (day, word.to_owned())));
        let known = words.filter_map(|key| self.by_day_and_word.get(&key));
        let mut similar: Vec<usize> =
            known.flat_map(|same| same.iter().take(MOST_SIMILAR).copied()).collect();
        similar.sort_unstable();
        similar.dedup();
        similar
    }
}

impl Reconciler {
    /// Finds or adds person and request of every outgoing row.
    pub(super) fn enter_invitations(&mut self, list: &ListRows<Invitation>) {
        let mut outgoing: Vec<&Invitation> =
            list.rows.iter().filter(|row| row.direction == Direction::Outgoing).collect();
        // Who goes by a known name takes a known request before anybody is looked for who may have changed theirs.
        let is_new = |row: &Invitation| self.files.named(&fold_person(&row.name)).is_empty();
        outgoing.sort_by_cached_key(|row| (is_new(row), row.sent));
        let mut sheet = Sheet::new(&outgoing, &self.files.dossiers, self.zone);
        for row in outgoing {
            let fact = Fact::invitation(self.as_of, row);
            match self.enter_invitation(row, &mut sheet) {
                // The same row of another export asks the same.
                Ok(()) => self.settle_all(&fact),
                Err(doubt) => self.doubt(&list.file, Some(row.row), fact, doubt),
            }
        }
        for row in list.rows.iter().filter(|row| row.direction == Direction::Incoming) {
            self.enter_incoming(row);
        }
    }

    /// Notes that what the fact asks needs no answer any more.
    pub(super) fn settle_all(&mut self, fact: &Fact) {
        let same: Vec<Rc<Fact>> = self.inbox.asking(fact).map(|kept| Rc::clone(&kept.fact)).collect();
        for kept in &same {
            self.inbox.settle(kept);
        }
    }

    pub(super) fn enter_invitation(&mut self, row: &Invitation, sheet: &mut Sheet) -> Result<(), Doubt> {
        if self.zone.day_of(row.sent).days_since(self.as_of) > 1 {
            let as_of = self.as_of.iso();
            let reason = format!("sent after the day of the export, {as_of}: is that day right (--as-of)?");
            return Err(Doubt { candidates: Vec::new(), reason });
        }
        let index = match self.find_person(row, sheet)? {
            Some(index) => index,
            None => self.add_person(&row.name, row.slug.as_deref(), row.email.as_deref()),
        };
        let sent = self.enter_request(index, row).inspect_err(|_| {
            self.doubtful.insert(index);
        })?;
        sheet.taken.insert((index, sent));
        self.listed.insert(index);
        Ok(())
    }

    pub(super) fn add_person(&mut self, name: &str, slug: Option<&str>, email: Option<&str>) -> usize {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        self.files.add(Dossier::new(Person::new(name.to_owned(), owned(slug), owned(email), self.now)))
    }

    /// By profile or e-mail address; else by the name together with the sending time.
    fn find_person(&mut self, row: &Invitation, sheet: &Sheet) -> Result<Option<usize>, Doubt> {
        let by_slug = row.slug.as_deref().and_then(|slug| self.files.with_slug(slug));
        if let Some(index) = by_slug.or_else(|| self.files.with_email(row.email.as_deref()?)) {
            return Ok(Some(index));
        }
        let folded = fold_person(&row.name);
        let named = self.files.named(&folded).to_vec();
        // With a profile in the row, only people whose profile is not known can still be meant.
        let open: Vec<usize> =
            named.iter().copied().filter(|&index| row.slug.is_none() || self.slug(index).is_none()).collect();
        let at_that_time: Vec<usize> =
            open.iter().copied().filter(|&index| self.is_about(index, row, sheet, DAY_MS)).collect();
        let to_the_minute: Vec<usize> =
            open.iter().copied().filter(|&index| self.is_about(index, row, sheet, 0)).collect();
        let alone = row.slug.is_none() || sheet.namesakes.get(&folded) == Some(&1);
        match (to_the_minute.as_slice(), at_that_time.as_slice()) {
            (&[index], _) | ([], &[index]) if alone => {
                if let Some(slug) = &row.slug {
                    self.files.set_slug(index, slug);
                }
                Ok(Some(index))
            }
            ([], []) if row.slug.is_none() => Ok(self.renamed(row, sheet)),
            ([], []) if open.is_empty() => self.refuse_lookalikes(row, &named, sheet),
            ([], []) => Err(self.doubt_about(&open, row)),
            _ => Err(self.doubt_about(&at_that_time, row)),
        }
    }

    fn slug(&self, index: usize) -> Option<&str> {
        self.files.dossiers[index].person.slug.as_deref()
    }

    /// Whether a profile of theirs is in the file.
    fn is_in(&self, index: usize, sheet: &Sheet) -> bool {
        self.files.dossiers[index].person.profiles().any(|slug| sheet.slugs.contains(slug.as_str()))
    }

    /// Whether the person has a request of about that time that no other row of the file is about.
    fn is_about(&self, index: usize, row: &Invitation, sheet: &Sheet, within_ms: i64) -> bool {
        let dossier = &self.files.dossiers[index];
        dossier.request_sent_about(row.sent, self.zone).is_some_and(|found| {
            let sent = dossier.requests[found].0.sent;
            let near = (sent.instant(self.zone).millis() - row.sent.millis()).abs() <= within_ms;
            (near || (sent.is_day() && within_ms > 0))
                && !sheet.taken.contains(&(index, sent.instant(self.zone)))
        })
    }

    /// A row without a profile whose person was given another name since: it is the only request of that minute
    /// that an export ever listed.
    fn renamed(&self, row: &Invitation, sheet: &Sheet) -> Option<usize> {
        let same_time = sheet.by_time.get(&row.sent)?;
        let mut same = same_time.iter().copied().filter(|&index| {
            self.is_about(index, row, sheet, 0)
                && self.files.dossiers[index].was_listed()
                && !self.is_in(index, sheet)
        });
        same.next().filter(|_| same.next().is_none())
    }

    /// A profile that is not on record may still be that of somebody who is: under an old profile, or under a name
    /// that was typed differently. Nothing is concluded then, about either.
    fn refuse_lookalikes(
        &mut self,
        row: &Invitation,
        named: &[usize],
        sheet: &Sheet,
    ) -> Result<Option<usize>, Doubt> {
        let moved = |&index: &usize| self.slug(index).is_some() && !self.is_in(index, sheet);
        let similar = sheet.similar(&fold_person(&row.name), self.zone.day_of(row.sent));
        let nameless = similar.into_iter().filter(|&index| self.slug(index).is_none());
        let lookalikes: Vec<usize> = named
            .iter()
            .copied()
            .filter(moved)
            .chain(nameless)
            .filter(|&index| self.is_about(index, row, sheet, DAY_MS))
            .collect();
        if lookalikes.is_empty() { Ok(None) } else { Err(self.doubt_about(&lookalikes, row)) }
    }

    fn doubt_about(&mut self, candidates: &[usize], row: &Invitation) -> Doubt {
        self.doubtful.extend(candidates);
        self.invitation_doubt(candidates.to_vec(), row)
    }

    pub(super) fn invitation_doubt(&self, candidates: Vec<usize>, row: &Invitation) -> Doubt {
        self.sending_doubt(candidates, self.zone.day_of(row.sent))
    }

    /// Something was sent on that day to one of these, or to nobody on record.
    pub(super) fn sending_doubt(&self, candidates: Vec<usize>, sent: Day) -> Doubt {
        let requests = candidates.iter().filter_map(|&index| self.files.dossiers[index].requests.last());
        let named = self.name_requests(requests.map(|(request, _)| request));
        let sent = sent.iso();
        let reason = match named.as_str() {
            "" => format!("sent {sent}: not on record"),
            named => format!("sent {sent}: this may be {named}"),
        };
        Doubt { candidates, reason }
    }

    /// Finds or adds the request; returns its sending time.
    pub(super) fn enter_request(&mut self, index: usize, row: &Invitation) -> Result<Instant, Doubt> {
        let zone = self.zone;
        if let Some(found) = self.files.dossiers[index].request_sent_about(row.sent, zone) {
            self.complete(index, found, row);
            return Ok(self.files.dossiers[index].requests[found].0.sent.instant(zone));
        }
        self.refuse_two_dates(index, row)?;
        self.add_request(index, Moment::Exact(row.sent), 0, row.note.clone());
        Ok(row.sent)
    }

    /// Fills in what the record leaves open.
    pub(super) fn complete(&mut self, index: usize, place: usize, row: &Invitation) {
        let (request, change) = &mut self.files.dossiers[index].requests[place];
        if complete_request(request, row) && *change == Change::None {
            *change = Change::Update;
        }
    }

    /// Adds the request that the list tells of which is being worked in.
    pub(super) fn add_request(&mut self, index: usize, sent: Moment, sent_within: u32, note: Option<String>) {
        let request = Request {
            id: 0,
            person_id: 0,
            sent,
            sent_within,
            recorded_at: self.now,
            source: self.source,
            context: Context { note, ..Context::default() },
            actions: Vec::new(),
        };
        self.files.dossiers[index].add_request(request, self.zone);
    }

    /// Two dates for what may be one request. Two invitations to one person can't be open at once, so an earlier
    /// one is only listed by an export from before the later one; and a new one so soon after another that nobody
    /// saw end is rather the same with its date mistyped.
    fn refuse_two_dates(&self, index: usize, row: &Invitation) -> Result<(), Doubt> {
        let dossier = &self.files.dossiers[index];
        let sent = self.zone.day_of(row.sent);
        let is_later = |request: &&Request| request.sent.instant(self.zone) > row.sent;
        let later = dossier.requests.iter().map(|(request, _)| request).find(is_later);
        let earlier =
            dossier.requests.iter().rev().map(|(request, _)| request).find(|request| !is_later(request));
        let clashes_later = |request: &&Request| request.sent.day(self.zone) <= self.as_of;
        let clashes_earlier = |request: &&Request| {
            sent.days_since(request.sent.day(self.zone)) < BLOCKED_AFTER_WITHDRAWAL_DAYS
                && request.closing().is_none()
                && !self.was_seen_ended(dossier, request)
        };
        let clash = later.filter(clashes_later).or_else(|| earlier.filter(clashes_earlier));
        clash.map_or(Ok(()), |request| {
            Err(Doubt { candidates: vec![index], reason: two_dates(sent, request, self.zone) })
        })
    }

    pub(super) fn was_seen_ended(&self, dossier: &Dossier, request: &Request) -> bool {
        dossier.all_looks().any(|look| {
            // Missing from one copied page proves nothing yet.
            let is_gone = look.signals.sent_page == Some(SentPage::Gone) && look.source != Source::SentPage;
            !look.seen.is_before(request.sent, self.zone)
                && (look.signals.button == Some(Button::Connect)
                    || is_gone
                    || look.signals.sent_page == Some(SentPage::Canceled)
                    || look.signals.is_conclusive())
        })
    }

    /// An invitation from somebody whom the user invited: it crossed ours.
    fn enter_incoming(&mut self, row: &Invitation) {
        self.tally.incoming += 1;
        let Some(index) = row.slug.as_deref().and_then(|slug| self.files.with_slug(slug)) else { return };
        let dossier = &mut self.files.dossiers[index];
        // Exports give local time without saying whose.
        let same = |look: &Look| {
            look.signals.button == Some(Button::Accept)
                && look.source == Source::Invitations
                && (look.seen.instant(self.zone).millis() - row.sent.millis()).abs() <= DAY_MS
        };
        if !dossier.looks_ever().any(same) {
            let signals = Signals { button: Some(Button::Accept), ..Signals::default() };
            let memo = Some("they invited you, too".to_owned());
            dossier.add_look(Look {
                seen: Moment::Exact(row.sent),
                source: Source::Invitations,
                signals,
                memo,
            });
            self.tally.crossed += 1;
        }
    }
}

/// Fills in what the record leaves open; true if there was something.
fn complete_request(request: &mut Request, row: &Invitation) -> bool {
    let to_the_minute = request.sent.is_day();
    if to_the_minute {
        (request.sent, request.sent_within) = (Moment::Exact(row.sent), 0);
    }
    let note = request.context.note.is_none() && row.note.is_some();
    if note {
        request.context.note.clone_from(&row.note);
    }
    to_the_minute || note
}
