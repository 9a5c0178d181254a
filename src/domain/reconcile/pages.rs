//! The copied Sent page: whom its rows are about, and who is missing from it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::doubt::Doubt;
use super::looks::MISSED_AFTER_DAYS;
use super::{CopiedPage, Reconciler};
use crate::domain::book::{List, Snapshot};
use crate::domain::contacts::CLOCK_SLACK_DAYS;
use crate::domain::dossier::Dossier;
use crate::domain::facts::SentRow;
use crate::domain::kept::Fact;
use crate::domain::request::Request;
use crate::record::name::fold_person;
use crate::record::observation::{SentPage, Signals, Source};
use crate::record::time::{Day, Moment};

/// By so many days a date may be off where the name leaves no doubt: the day of a copied page, or one that was typed.
const LATE_SLACK_DAYS: i64 = 4;

/// Whom a row is about.
pub(super) enum RowIs {
    /// The person of that dossier.
    Of(usize),
    /// Nobody who is on record with an open request.
    New,
    /// Perhaps one of these.
    Unsure(Vec<usize>),
}

/// What stands in a page and was not found to be about somebody.
#[derive(Default)]
pub(super) struct Unmatched {
    /// Between which days those invitations were sent: few, however many rows.
    spans: BTreeSet<(Day, Day)>,
    /// Their folded names: of who is meant the date on record may be wrong.
    names: HashSet<String>,
}

impl Reconciler {
    pub(super) fn enter_sent_page(&mut self, page: &CopiedPage) {
        let CopiedPage { file, list, as_of, take_new } = *page;
        self.begin(Source::SentPage, as_of);
        let rows: Vec<&SentRow> = list.rows.iter().collect();
        let facts = Fact::sent_rows(as_of, &rows);
        for ((row, fact), found) in rows.iter().zip(facts).zip(self.match_rows(&rows, &HashSet::new())) {
            match found {
                RowIs::Of(index) => {
                    self.listed.insert(index);
                    self.inbox.settle(&fact);
                }
                RowIs::New if self.is_answered(&fact) => self.pass_over(&fact),
                RowIs::New if take_new => {
                    self.add_sent_row(row);
                    self.inbox.settle(&fact);
                }
                RowIs::New => {
                    self.tally.offered += 1;
                    self.inbox.keep(fact);
                }
                RowIs::Unsure(candidates) => {
                    self.doubtful.extend(&candidates);
                    let doubt = self.row_doubt(candidates, row);
                    self.doubt(file, Some(row.row), fact, doubt);
                }
            }
        }
        let read = list.is_complete().then_some(Snapshot { list: List::SentPage, as_of });
        self.draw_looks(read.as_slice());
        self.count_known();
        self.remember(read.as_slice());
    }

    /// What was said of the row of an earlier page holds of this one; who is meant is in the page all the same.
    fn pass_over(&mut self, fact: &Fact) {
        self.inbox.keep(fact.clone());
        self.inbox.settle(fact);
    }

    /// Records the request that the row tells of.
    pub(super) fn add_sent_row(&mut self, row: &SentRow) -> usize {
        let on_record = row.slug.as_deref().and_then(|slug| self.files.with_slug(slug));
        let index = on_record.unwrap_or_else(|| self.add_person(&row.name, row.slug.as_deref(), None));
        let (sent, within) = middle(row);
        self.add_request(index, sent, within, None);
        self.listed.insert(index);
        index
    }

    pub(super) fn row_doubt(&self, candidates: Vec<usize>, row: &SentRow) -> Doubt {
        let requests = candidates.iter().filter_map(|&index| self.files.dossiers[index].requests.last());
        let named = self.name_requests(requests.map(|(request, _)| request));
        let (first, last) = (row.first_day.iso(), row.last_day.iso());
        Doubt { candidates, reason: format!("sent between {first} and {last}: this may be {named}") }
    }

    /// Whom each row is about; equal names are different people, so one request takes one row. `taken`: who has one
    /// already.
    pub(super) fn match_rows(&self, rows: &[&SentRow], taken: &HashSet<usize>) -> Vec<RowIs> {
        let mut found: Vec<RowIs> = rows.iter().map(|_| RowIs::New).collect();
        let mut namesakes: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, row) in rows.iter().enumerate() {
            match row.slug.as_deref().and_then(|slug| self.files.with_slug(slug)) {
                Some(index) => found[place] = self.match_profile(index, row),
                None => namesakes.entry(fold_person(&row.name)).or_default().push(place),
            }
        }
        for (folded, places) in namesakes {
            self.match_namesakes(self.files.named(&folded), places, rows, taken, &mut found);
        }
        found
    }

    /// The row of a known profile: a request that is open has to fit it, after one that is over it is a new one.
    fn match_profile(&self, index: usize, row: &SentRow) -> RowIs {
        let dossier = &self.files.dossiers[index];
        let latest = dossier.request_as_of(self.as_of, self.zone);
        if latest.is_some_and(|request| self.fits(row, request)) {
            RowIs::Of(index)
        } else if latest.is_some_and(|request| self.is_over(dossier, request)) {
            RowIs::New
        } else {
            RowIs::Unsure(vec![index])
        }
    }

    /// The request that a page of that day may show: what the user ended later was open then.
    fn request_on_page<'a>(&self, dossier: &'a Dossier) -> Option<&'a Request> {
        let latest = dossier.request_as_of(self.as_of, self.zone);
        let ended_later =
            latest.filter(|request| request.closing().is_some() && !self.was_ended_by(request, self.as_of));
        ended_later.or_else(|| self.open_request(dossier, self.as_of))
    }

    fn was_ended_by(&self, request: &Request, as_of: Day) -> bool {
        request.closing().is_some_and(|closing| closing.at.day(self.zone) < as_of)
    }

    /// Whether the request ended, as the user states or as was seen, so that another one can follow it.
    pub(super) fn is_over(&self, dossier: &Dossier, request: &Request) -> bool {
        request.closing().is_some() || self.was_seen_ended(dossier, request)
    }

    /// The rows of one name, with the requests that were open to people of that name.
    fn match_namesakes(
        &self,
        named: &[usize],
        mut places: Vec<usize>,
        rows: &[&SentRow],
        taken: &HashSet<usize>,
        found: &mut [RowIs],
    ) {
        // A profile that is not on record is that of somebody whose profile is not known.
        let has_profile = places.iter().any(|&place| rows[place].slug.is_some());
        let is_other = |index: usize| has_profile && self.files.dossiers[index].person.slug.is_some();
        let mut open: Vec<(usize, &Request)> = named
            .iter()
            .filter(|index| !taken.contains(index) && !is_other(**index))
            .filter_map(|&index| Some((index, self.request_on_page(&self.files.dossiers[index])?)))
            .collect();
        // Of a name that stands once on either side, the day need not be right: a page may be read a few days late.
        if let (&[place], &[(index, request)]) = (places.as_slice(), open.as_slice())
            && self.is_between(request, rows[place].first_day, rows[place].last_day, LATE_SLACK_DAYS)
        {
            found[place] = RowIs::Of(index);
            return;
        }
        // The earliest request takes the row that ends first: that way as many as possible find one.
        open.sort_by_key(|(_, request)| request.sent.day(self.zone));
        places.sort_by_key(|&place| rows[place].last_day);
        let mut left = Vec::new();
        for (index, request) in open {
            let fitting =
                |place: &usize| matches!(found[*place], RowIs::New) && self.fits(rows[*place], request);
            match places.iter().copied().find(fitting) {
                Some(place) => found[place] = RowIs::Of(index),
                None => left.push((index, request)),
            }
        }
        // Somebody whose request the user ended before may have been asked again.
        let ended = |index: &usize| {
            let request = self.files.dossiers[*index].request_as_of(self.as_of, self.zone)?;
            let is_meant =
                !taken.contains(index) && !is_other(*index) && self.was_ended_by(request, self.as_of);
            is_meant.then_some((*index, request))
        };
        left.extend(named.iter().filter_map(ended));
        // Who got no row may be meant by one that another took, or by one whose date is not that on record.
        for place in places {
            let is_new = matches!(found[place], RowIs::New);
            let rivals = left.iter().filter(|(_, request)| is_new || self.fits(rows[place], request));
            let mut unsure: Vec<usize> = rivals.map(|&(index, _)| index).collect();
            if !unsure.is_empty() {
                unsure.extend(if let RowIs::Of(index) = found[place] { Some(index) } else { None });
                unsure.sort_unstable();
                found[place] = RowIs::Unsure(unsure);
            }
        }
    }

    /// Whether the request can have been sent between the days of the row.
    pub(super) fn fits(&self, row: &SentRow, request: &Request) -> bool {
        self.is_between(request, row.first_day, row.last_day, CLOCK_SLACK_DAYS)
    }

    fn is_between(&self, request: &Request, first: Day, last: Day, slack: i64) -> bool {
        let slack = slack + i64::from(request.sent_within);
        let sent = request.sent.day(self.zone);
        first.days_since(sent) <= slack && sent.days_since(last) <= slack
    }

    /// Which rows of which pages may be about anybody: those that wait, and those of which the user said that they
    /// are about somebody of another name.
    pub(super) fn note_unmatched(&mut self) {
        self.unmatched.clear();
        for kept in self.inbox.all() {
            let Fact::Sent { as_of, row, .. } = &*kept.fact else { continue };
            let folded = fold_person(&row.name);
            if !kept.is_settled || self.files.named(&folded).is_empty() {
                let unmatched = self.unmatched.entry(*as_of).or_default();
                unmatched.spans.insert((row.first_day, row.last_day));
                unmatched.names.insert(folded);
            }
        }
    }

    /// Missing from a complete page of that day. What that means, the page after it tells ([`crate::domain::attempt`]).
    pub(super) fn draw_missing(&mut self, index: usize, as_of: Day) {
        let dossier = &self.files.dossiers[index];
        let Some(request) = self.open_request(dossier, as_of) else { return };
        let is_here = as_of == self.as_of && (self.listed.contains(&index) || self.doubtful.contains(&index));
        let was_there = was_on_page(dossier, as_of);
        let may_be_there = self.unmatched.get(&as_of).is_some_and(|unmatched| {
            let mut spans = unmatched.spans.iter();
            spans.any(|&(first, last)| self.is_between(request, first, last, CLOCK_SLACK_DAYS))
                || unmatched.names.contains(&fold_person(&dossier.person.name))
        });
        let is_young = as_of.days_since(request.sent.day(self.zone)) < MISSED_AFTER_DAYS;
        if is_here
            || was_there
            || may_be_there
            || is_young
            || self.is_seen_open_later(dossier, request, as_of)
        {
            return;
        }
        let signals = Signals { sent_page: Some(SentPage::Gone), ..Signals::default() };
        self.tally.missing += self.add(index, Source::SentPage, as_of, signals);
    }
}

/// Whether a page of that day is known to have shown them.
pub(super) fn was_on_page(dossier: &Dossier, as_of: Day) -> bool {
    dossier.all_looks().any(|look| {
        look.source == Source::SentPage
            && look.signals.sent_page == Some(SentPage::Listed)
            && look.seen == Moment::Day(as_of)
    })
}

/// The day in the middle of those that "2 weeks ago" can mean, and how many days it may be off.
pub(super) fn middle(row: &SentRow) -> (Moment, u32) {
    let days = row.last_day.days_since(row.first_day).max(0);
    let day = row.first_day.plus_days(days / 2).unwrap_or(row.first_day);
    (Moment::Day(day), u32::try_from(days - days / 2).unwrap_or_default())
}
