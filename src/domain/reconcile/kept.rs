//! What was kept is tried again: what is known by now may tell whom it is about. What is still open are questions.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::doubt::Doubt;
use super::invitations::Sheet;
use super::looks::namesake_doubt;
use super::notices::Told;
use super::pages::{RowIs, was_on_page};
use super::requests::RowTally;
use super::{Known, Reconciler};
use crate::domain::book::{Connection, List, Snapshot};
use crate::domain::contacts::CLOCK_SLACK_DAYS;
use crate::domain::dossier::Dossier;
use crate::domain::facts::{Invitation, RequestRow, SentRow};
use crate::domain::kept::{Fact, Kept};
use crate::domain::request::Request;
use crate::record::name::fold_person;
use crate::record::observation::{Look, Source};
use crate::record::time::{Day, Instant, Zone};

/// What comes in may settle one thing, and that another; so often at the most.
const MOST_ROUNDS: usize = 5;

/// A fact of which only the user can say whom it is about.
pub struct Question {
    /// Its number, for `invtrack import --assign`.
    pub id: i64,
    /// What was read.
    pub fact: Rc<Fact>,
    /// The numbers of the requests that may be meant; none: it is new.
    pub candidates: Vec<i64>,
    /// Why it can't be told.
    pub reason: String,
}

/// What waits for an answer. An acceptance that may be about nobody on record waits for its request, not for an
/// answer.
pub fn questions(known: Known, now: Instant, zone: Zone) -> Vec<Question> {
    let mut work = Reconciler::new(known, now, zone);
    work.catch_up();
    let mut lookup = Lookup { sheet: Sheet::new(&[], &work.files.dossiers, zone), on_page: HashMap::new() };
    // The first of those that ask the same stands for all.
    let is_first = |kept: &&Kept| {
        let mut same = work.inbox.asking(&kept.fact).filter(|same| !same.is_settled);
        same.next().is_some_and(|first| std::ptr::eq(first, *kept))
    };
    let waiting: Vec<Kept> = work.inbox.waiting().filter(is_first).cloned().collect();
    let mut questions: Vec<Question> = Vec::new();
    for kept in waiting {
        let Some(Doubt { candidates, reason }) = work.question(&kept.fact, &mut lookup) else { continue };
        let newest =
            |&index: &usize| work.files.dossiers[index].requests.last().map(|(request, _)| request.id);
        let candidates = candidates.iter().filter_map(newest).collect();
        questions.push(Question { id: kept.id, fact: kept.fact, candidates, reason });
    }
    questions
}

/// What many questions need.
struct Lookup<'a> {
    sheet: Sheet<'a>,
    /// Whom the pages of a day are known to show.
    on_page: HashMap<Day, HashSet<usize>>,
}

impl Reconciler {
    /// What is to be asked about a fact, if somebody can be meant.
    fn question(&mut self, fact: &Fact, lookup: &mut Lookup) -> Option<Doubt> {
        match fact {
            Fact::Acceptance(acceptance) => match self.work_in(acceptance) {
                Told::Doubt(candidates) => Some(self.acceptance_doubt(candidates, acceptance)),
                _ => None,
            },
            Fact::Invitation { invitation, .. } => Some(self.invitation_question(invitation, &lookup.sheet)),
            Fact::Sent { as_of, row, .. } => {
                self.begin(Source::SentPage, *as_of);
                let taken = lookup.on_page.entry(*as_of).or_insert_with(|| self.who_was_on_page(*as_of));
                match self.match_rows(&[row], taken).pop()? {
                    RowIs::Unsure(candidates) => Some(self.row_doubt(candidates, row)),
                    RowIs::New | RowIs::Of(_) => {
                        let (first, last) = (row.first_day.iso(), row.last_day.iso());
                        let reason = format!("sent between {first} and {last}: not on record");
                        Some(Doubt { candidates: Vec::new(), reason })
                    }
                }
            }
            Fact::Row(row) => Some(self.table_question(row)),
            Fact::Connection { slug, folded, connected_on } => {
                let contact = Connection {
                    slug: slug.clone(),
                    folded: folded.clone(),
                    connected_on: *connected_on,
                    seen_on: *connected_on,
                };
                self.namesake_question(&contact)
            }
        }
    }

    /// The people of that name who were asked by then and may have that profile.
    fn namesake_question(&self, contact: &Connection) -> Option<Doubt> {
        if contact.slug.as_deref().is_some_and(|slug| self.files.with_slug(slug).is_some()) {
            return None;
        }
        let by_then = contact.connected_on.plus_days(CLOCK_SLACK_DAYS)?;
        // Of whom it is known by now that they accepted, nothing is to be asked.
        let asked = |&index: &usize| {
            let dossier = &self.files.dossiers[index];
            let request = dossier.request_as_of(by_then, self.zone)?;
            (!self.is_connected(dossier, request)).then_some((index, request))
        };
        let asked: Vec<(usize, &Request)> =
            self.files.named(&contact.folded).iter().filter_map(asked).collect();
        let (index, _) = asked.first()?;
        let named = self.name_requests(asked.iter().map(|(_, request)| *request));
        let doubt = namesake_doubt(*index, &named, contact);
        Some(Doubt { candidates: asked.into_iter().map(|(index, _)| index).collect(), ..doubt })
    }

    fn is_connected(&self, dossier: &Dossier, request: &Request) -> bool {
        let since = |look: &Look| !look.seen.is_before(request.sent, self.zone);
        dossier.all_looks().any(|look| look.signals.in_connections == Some(true) && since(look))
    }

    /// Everybody whom the row may be about. What else stood in its file is not known any more, so nobody is ruled out.
    fn invitation_question(&self, row: &Invitation, sheet: &Sheet) -> Doubt {
        let folded = fold_person(&row.name);
        let mut candidates: Vec<usize> =
            row.slug.as_deref().and_then(|slug| self.files.with_slug(slug)).into_iter().collect();
        candidates.extend(self.files.named(&folded));
        candidates.extend(sheet.similar(&folded, self.zone.day_of(row.sent)));
        candidates.sort_unstable();
        candidates.dedup();
        self.invitation_doubt(candidates, row)
    }

    /// Everybody whom the row may be about.
    fn table_question(&self, row: &RequestRow) -> Doubt {
        let by_slug = row.slug.as_deref().and_then(|slug| self.files.with_slug(slug));
        let by_email = row.email.as_deref().and_then(|email| self.files.with_email(email));
        let folded = row.name.as_deref().map(fold_person);
        let named = folded.as_deref().map_or(&[][..], |folded| self.files.named(folded));
        let mut candidates: Vec<usize> =
            by_slug.into_iter().chain(by_email).chain(named.iter().copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        self.sending_doubt(candidates, row.sent.day(self.zone))
    }

    /// Tries again what waits: what came in may tell whom it is about. A row of an export is only tried again with its
    /// file, for what stands beside it matters.
    pub(super) fn catch_up(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let waiting: Vec<Rc<Fact>> = self.inbox.waiting().map(|kept| Rc::clone(&kept.fact)).collect();
            if !self.try_again(&waiting) {
                return;
            }
        }
    }

    /// Whether something could be worked in.
    fn try_again(&mut self, waiting: &[Rc<Fact>]) -> bool {
        let mut pages: BTreeMap<Day, Vec<(&SentRow, &Fact)>> = BTreeMap::new();
        let mut is_news = false;
        for fact in waiting {
            match &**fact {
                Fact::Acceptance(acceptance) => {
                    let told = self.work_in(acceptance);
                    if matches!(told, Told::Entered | Told::Known) {
                        self.tally.caught_up += usize::from(matches!(told, Told::Entered));
                        self.inbox.settle(fact);
                        is_news = true;
                    }
                }
                Fact::Sent { as_of, row, .. } => pages.entry(*as_of).or_default().push((row, fact)),
                Fact::Row(row) => {
                    if self.desk().enter(row, &mut self.files, &mut RowTally::default()).is_ok() {
                        self.tally.caught_up += 1;
                        self.inbox.settle(fact);
                        is_news = true;
                    }
                }
                Fact::Invitation { .. } | Fact::Connection { .. } => {}
            }
        }
        for (as_of, rows) in pages {
            is_news |= self.try_rows_again(as_of, &rows);
        }
        is_news
    }

    fn try_rows_again(&mut self, as_of: Day, waiting: &[(&SentRow, &Fact)]) -> bool {
        self.begin(Source::SentPage, as_of);
        let taken = self.who_was_on_page(as_of);
        let rows: Vec<&SentRow> = waiting.iter().map(|(row, _)| *row).collect();
        for ((_, fact), found) in waiting.iter().zip(self.match_rows(&rows, &taken)) {
            if let RowIs::Of(index) = found {
                self.listed.insert(index);
                self.tally.caught_up += 1;
                self.inbox.settle(fact);
            }
        }
        if self.listed.is_empty() {
            return false;
        }
        // With one row less to be unsure about, somebody else is missing from that page.
        let page = Snapshot { list: List::SentPage, as_of };
        let read = self.snapshots.contains(&page).then_some(page);
        self.draw_looks(read.as_slice());
        true
    }

    fn who_was_on_page(&self, as_of: Day) -> HashSet<usize> {
        let dossiers = self.files.dossiers.iter().enumerate();
        dossiers.filter(|(_, dossier)| was_on_page(dossier, as_of)).map(|(index, _)| index).collect()
    }
}
