//! The rows of an export's lists, into facts.

use std::collections::HashSet;

use crate::error::{Error, Result};
use crate::import::contents::{Kind, ListFile};
use crate::import::dates;
use crate::import::gather::{FactBatch, ListRows, who};
use crate::import::input::{MAX_NAME_CHARS, Options, email_of};
use crate::import::report::Bad;
use crate::import::requests::mapping::is_header;
use crate::import::table::{self, Sheet, Tally};
use crate::record::context::Context;
use crate::record::fact::{Direction, Invitation, Origin, Row, Said, Who};
use crate::record::name::clean;
use crate::record::slug::read_slug;
use crate::record::time::Day;
use crate::record::when::When;

pub(super) const UNEDITED: &str = "invtrack reads exports made with LinkedIn set to English, unedited";

/// LinkedIn writes dates by a clock that may be a time zone ahead of ours.
pub(super) const SLACK_DAYS: i64 = 1;

pub(super) fn open(file: &ListFile, kind: Kind) -> Result<Sheet<'_>> {
    let (text, file) = (table::text(&file.bytes, &file.name)?, file.name.as_str());
    let (expected, needed) = (kind.header(), kind.needed());
    Sheet::with_columns(text, file, needed).ok_or_else(|| {
        let found = Sheet::candidates(text, file).find(|sheet| is_header(&sheet.headers));
        let found: String = found.map_or_else(String::new, |sheet| sheet.headers.join(","));
        let found: String = found.chars().take(100).collect();
        let found = if found.is_empty() { found } else { format!("found \"{found}\", ") };
        Error::failed(format!("{file} starts with an unknown header: {found}expected \"{expected}\""))
            .hint(UNEDITED)
    })
}

#[derive(Default)]
pub(super) struct ListReader {
    pub(super) sent: usize,
    pub(super) received: usize,
    pub(super) connections: usize,
    pub(super) elsewhere: usize,
    pub(super) nameless_invitations: usize,
    pub(super) nameless_connections: usize,
    pub(super) repeated: usize,
    pub(super) minor: Vec<Bad>,
    pub(super) newest_row: Option<Day>,
    pub(super) undated: Vec<Who>,
    seen: HashSet<String>,
}

impl ListReader {
    /// A row that tells nothing of the user's own requests costs nothing but itself.
    pub(super) fn read_invitations(
        &mut self,
        file: &ListFile,
        options: &Options,
        batch: &mut FactBatch,
    ) -> Result<(ListRows, Tally)> {
        let sheet = open(file, Kind::Invitations)?;
        let [from, to, sent_at] = ["From", "To", "Sent At"].map(|name| sheet.column(name));
        let [message, direction] = ["Message", "Direction"].map(|name| sheet.column(name));
        let [from_url, to_url] = ["inviterProfileUrl", "inviteeProfileUrl"].map(|name| sheet.column(name));
        let order = sheet.date_order(sent_at, options)?;
        let mut rows = ListRows::default();
        self.seen.clear();
        let tally = sheet.read(UNEDITED, |row| {
            let is_incoming = row.field(direction).eq_ignore_ascii_case("INCOMING");
            if !is_incoming && !row.field(direction).eq_ignore_ascii_case("OUTGOING") {
                return Err("the direction is neither OUTGOING nor INCOMING".to_owned());
            }
            let (name, url) = if is_incoming { (from, from_url) } else { (to, to_url) };
            if is_of_a_page(row.field(url)) {
                self.elsewhere += 1;
                return Ok(true);
            }
            let at = dates::of_linkedin(row.field(sent_at), order)
                .ok_or_else(|| "the time sent is not one that LinkedIn writes".to_owned())
                .and_then(|at| dates::check(at, "sent", SLACK_DAYS, options.now, options.zone));
            let at = match at {
                Ok(at) => at,
                Err(reason) if is_incoming => {
                    self.minor.push(Bad { file: file.name.clone(), row: Some(row.line), reason });
                    return Ok(true);
                }
                Err(reason) => return Err(reason),
            };
            let Some(who) = self.who(row, row.field(name), row.field(url), &file.name)? else {
                self.nameless_invitations += 1;
                return Ok(true);
            };
            let own = slug_of(row.field(from_url)).ok().flatten().filter(|_| !is_incoming);
            let note = Some(row.verbatim(message)).filter(|note| !note.trim().is_empty()).map(Into::into);
            let said = Said::Invitation(Invitation {
                source: Origin::Export,
                direction: if is_incoming { Direction::In } else { Direction::Out },
                inviter: own.map(Into::into),
                row: Row::default(),
                context: Box::new(Context { note, ..Context::default() }),
            });
            let is_first = self.add(&mut rows, batch, (row, said, who, at));
            *(if is_incoming { &mut self.received } else { &mut self.sent }) += usize::from(is_first);
            Ok(true)
        })?;
        sheet.refuse_emptiness(&tally, UNEDITED)?;
        Ok((rows, tally))
    }

    /// Whose account is closed has neither name nor profile. Of whom the day can't be read one knows that they are there.
    pub(super) fn read_connections(
        &mut self,
        file: &ListFile,
        options: &Options,
        batch: &mut FactBatch,
    ) -> Result<(ListRows, Tally)> {
        let sheet = open(file, Kind::Connections)?;
        let names = ["First Name", "Last Name", "URL", "Email Address", "Connected On"];
        let [first, last, url, email, connected_on] = names.map(|name| sheet.column(name));
        let order = sheet.date_order(connected_on, options)?;
        let mut rows = ListRows::default();
        self.seen.clear();
        let tally = sheet.read(UNEDITED, |row| {
            let at = dates::read(row.field(connected_on), order)
                .ok_or_else(|| "the day of the connection is not one that LinkedIn writes".to_owned())
                .map(|at| When::Day(at.day()))
                .and_then(|at| dates::check(at, "connected", SLACK_DAYS, options.now, options.zone));
            let full = format!("{} {}", row.field(first), row.field(last));
            let Some(mut who) = self.who(row, full.trim(), row.field(url), &file.name)? else {
                self.nameless_connections += 1;
                self.newest_row = self.newest_row.max(at.as_ref().ok().map(|at| at.day()));
                return Ok(at.is_ok());
            };
            who.email = email_of(row.field(email)).map(Into::into);
            let at = match at {
                Ok(at) => at,
                Err(reason) if who.slug.is_none() && url.is_some() => return Err(reason),
                Err(reason) => {
                    self.minor.push(Bad { file: file.name.clone(), row: Some(row.line), reason });
                    self.undated.push(who);
                    return Ok(false);
                }
            };
            let said = Said::Connection(Row::default());
            self.connections += usize::from(self.add(&mut rows, batch, (row, said, who, at)));
            Ok(true)
        })?;
        sheet.refuse_emptiness(&tally, UNEDITED)?;
        Ok((rows, tally))
    }

    /// Whether it is one more to count: the programming interface may show a row in several versions, which are one.
    fn add(
        &mut self,
        rows: &mut ListRows,
        batch: &mut FactBatch,
        (row, said, who, at): (&table::TableRow, Said, Who, When),
    ) -> bool {
        let key = who.slug.as_ref().map_or_else(|| row.raw.to_owned(), |slug| format!("{slug} {at}"));
        self.newest_row = self.newest_row.max(Some(at.day()));
        let is_first = self.seen.insert(key);
        self.repeated += usize::from(!is_first);
        if is_first || who.slug.is_some() {
            rows.add(batch, said, who, at);
        }
        is_first
    }

    /// Nobody if neither a name nor a profile can be read.
    fn who(
        &mut self,
        row: &table::TableRow,
        name: &str,
        url: &str,
        file: &str,
    ) -> std::result::Result<Option<Who>, String> {
        let slug = slug_of(url).unwrap_or_else(|reason| {
            self.minor.push(Bad { file: file.to_owned(), row: Some(row.line), reason: reason.to_owned() });
            None
        });
        let cleaned = match name {
            "" => None,
            _ => Some(clean(name, MAX_NAME_CHARS).map_err(|_| "no name, or none that fits")?),
        };
        if cleaned.is_none() && slug.is_none() {
            return Ok(None);
        }
        let (email, name) = if email_of(name).is_some() { (cleaned, None) } else { (None, cleaned) };
        Ok(Some(who(slug, name, email)))
    }
}

fn is_of_a_page(url: &str) -> bool {
    let url = url.to_lowercase();
    let path =
        url.split_once("linkedin.com/").map(|(_, path)| path.split(['/', '?']).next().unwrap_or_default());
    path.is_some_and(|kind| {
        !matches!(kind, "" | "in" | "pub" | "comm" | "mwlite" | "sales" | "talent" | "recruiter")
    })
}

/// An empty one is allowed, another page's is not.
fn slug_of(url: &str) -> std::result::Result<Option<String>, &'static str> {
    if url.is_empty() {
        return Ok(None);
    }
    let slug = if url.contains('/') { read_slug(url).ok() } else { None };
    slug.map(Some).ok_or("the profile URL is not one")
}
