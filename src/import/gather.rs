//! From what was read to a batch of facts: rows, mails and messages as they stand, and the lists they stood in. Whom
//! they are about is asked elsewhere.

use std::collections::HashMap;

use super::invitations::is_email;
use super::page::PageList;
use super::requests::TableRow;
use super::{CopiedPage, DataExport, InvitationRow, Messages};
use crate::import::facts::{Notice, SentRow};
use crate::record::context::Context;
use crate::record::deed::{Deed, Ending};
use crate::record::fact::{Direction, Empty, Fact, Invitation, Mail, Marks, Origin, Row, Said, Sending, Who};
use crate::record::identity::{uid_of, uid_of_list};
use crate::record::join::Union;
use crate::record::list::{List, ListKind};
use crate::record::name::clean;
use crate::record::set::Record;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

/// The longest e-mail address, in characters (RFC 5321).
const MAX_EMAIL_CHARS: usize = 254;

/// Facts that are read together, each once.
pub struct Batch {
    now: Instant,
    union: Union,
}

impl Batch {
    /// Nothing yet; all of it is learned now.
    pub fn new(now: Instant) -> Self {
        Self { now, union: Union::default() }
    }

    /// All that was gathered.
    pub fn record(self) -> Record {
        self.union.record()
    }

    /// The two lists of a data export.
    pub fn add_export(&mut self, export: DataExport) {
        let as_of = export.as_of.day;
        if let Some(table) = export.invitations {
            self.union.reserve(table.rows.len());
            let complete = table.is_complete();
            let mut rows = Rows::of(ListKind::Invitations, Origin::Export, as_of, complete);
            table.rows.into_iter().for_each(|row| rows.add(self, invitation(row)));
            rows.finish(self);
        }
        if let Some(table) = export.connections {
            self.union.reserve(table.rows.len());
            let complete = table.is_complete();
            let mut rows = Rows::of(ListKind::Connections, Origin::Export, as_of, complete);
            for row in table.rows {
                // Where there was no name the profile stands in for it.
                let name = Some(row.name).filter(|name| row.slug.as_ref() != Some(name));
                let email = row.email.filter(|email| is_email(email));
                let email = email.and_then(|email| clean(&email, MAX_EMAIL_CHARS).ok());
                let who = who(row.slug, name, email);
                rows.add(self, fact(Said::Connection(Row::default()), who, When::Day(row.connected_on)));
            }
            rows.finish(self);
        }
    }

    /// A copied page: of connections it never has all.
    pub fn add_page(&mut self, page: CopiedPage) {
        let as_of = page.as_of;
        match page.list {
            PageList::Sent(list) => {
                let complete = list.is_complete();
                let mut rows = Rows::of(ListKind::Invitations, Origin::Page, as_of, complete);
                list.rows.into_iter().for_each(|row| rows.add(self, sent_row(row)));
                rows.finish(self);
            }
            PageList::Connections(list) => {
                let mut rows = Rows::of(ListKind::Connections, Origin::Page, as_of, false);
                for row in list {
                    let who = who(row.slug, Some(row.name), None);
                    rows.add(self, fact(Said::Connection(Row::default()), who, When::Day(row.connected_on)));
                }
                rows.finish(self);
            }
        }
    }

    /// A mail about an acceptance: of a digest each profile.
    pub fn add_notice(&mut self, notice: &Notice) {
        for told in notice.acceptances() {
            let mail = Mail { message_id: Some(notice.message_id.as_str().into()), words: None };
            let mut who = who(told.slug, told.full_name, None);
            who.first = told.first_name.filter(|_| who.name.is_none()).map(Into::into);
            self.add(fact(Said::Acceptance(mail), who, When::Moment(notice.at)));
        }
    }

    /// Messages: who wrote, and when.
    pub fn add_messages(&mut self, messages: Messages) {
        for sender in messages.senders {
            for at in sender.at {
                self.add(fact(Said::Reply(Empty {}), who(Some(sender.slug.clone()), None, None), at));
            }
        }
    }

    /// A row of a table of requests, and what it says became of it.
    pub fn add_row(&mut self, row: TableRow) {
        let context = Box::new(Context { note: row.note, tags: row.tags, ..Context::default() });
        let sent = self.add(fact(Said::Sent(Sending { source: Origin::Table, context }), row.who, row.sent));
        if let Some(at) = row.accepted {
            self.add_about(sent, Said::Acceptance(Mail::default()), at);
        }
        if let Some(at) = row.withdrawn {
            self.add_about(sent, Said::Action(Deed::Ended(Ending::Withdrawn)), at);
        }
    }

    /// It names nobody: whom it is about, a correction of that row says for both.
    fn add_about(&mut self, sent: u32, said: Said, at: When) {
        let about = vec![self.union.fact(sent).uid];
        self.add(Fact { about, ..fact(said, Who::default(), at) });
    }

    /// Whatever a row says is the same whenever it is read.
    fn add(&mut self, mut fact: Fact) -> u32 {
        fact.learned = self.now;
        fact.uid = uid_of(&fact, false);
        self.union.add(fact)
    }
}

/// The rows of one list.
struct Rows {
    list: List,
    places: Vec<u32>,
    /// How many rows without a profile have the same content, by its uid.
    equals: HashMap<Uid, u32>,
}

impl Rows {
    fn of(kind: ListKind, source: Origin, as_of: Day, complete: bool) -> Self {
        let (uid, learned, as_of) = (Uid::NOBODY, Instant::from_millis(0), When::Day(as_of));
        let (base, came, went) = (None, Vec::new(), Vec::new());
        let list = List { uid, kind, source, as_of, complete, learned, base, came, went };
        Self { list, places: Vec::new(), equals: HashMap::new() }
    }

    fn add(&mut self, batch: &mut Batch, mut fact: Fact) {
        if fact.who.slug.is_none() {
            let equal = self.equals.entry(uid_of(&fact, false)).or_default();
            if let Said::Invitation(Invitation { row, .. }) | Said::Connection(row) = &mut fact.said {
                row.nth = *equal;
            }
            *equal += 1;
        }
        self.places.push(batch.add(fact));
    }

    fn finish(mut self, batch: &mut Batch) {
        self.places.sort_unstable();
        self.places.dedup();
        self.list.uid = uid_of_list(&self.list, self.places.iter().map(|place| batch.union.fact(*place).uid));
        batch.union.add_list(List { came: self.places, learned: batch.now, ..self.list });
    }
}

/// A fact whose uid is still to be made.
fn fact(said: Said, who: Who, at: When) -> Fact {
    let (uid, learned) = (Uid::NOBODY, Instant::from_millis(0));
    Fact { uid, said, about: Vec::new(), who, at: Some(at), learned, marks: Marks::default() }
}

fn who(slug: Option<String>, name: Option<String>, email: Option<String>) -> Who {
    Who { slug: slug.map(Into::into), name: name.map(Into::into), first: None, email: email.map(Into::into) }
}

fn invitation(InvitationRow { direction, who, inviter, at, note, .. }: InvitationRow) -> Fact {
    let (source, lines, row) = (Origin::Export, Vec::new(), Row::default());
    let context = Box::new(Context { note: note.map(Into::into), ..Context::default() });
    fact(Said::Invitation(Invitation { source, direction, inviter, lines, row, context }), who, at)
}

fn sent_row(SentRow { name, slug, first_day, last_day, .. }: SentRow) -> Fact {
    let (source, direction, lines, row) = (Origin::Page, Direction::Out, Vec::new(), Row::default());
    let context = Box::default();
    let said = Said::Invitation(Invitation { source, direction, inviter: None, lines, row, context });
    fact(said, who(slug, Some(name), None), span(first_day, last_day))
}

/// From one day to the other. A span of an even number of days has no day in its middle: it begins a day earlier then,
/// for it can't end after the day on which it was read.
fn span(first: Day, last: Day) -> When {
    let within = (last.days_since(first) + 1) / 2;
    let middle = last.plus_days(-within).unwrap_or(first);
    When::days(middle, u16::try_from(within).unwrap_or(u16::MAX))
}
