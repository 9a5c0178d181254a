//! LinkedIn's data export ("Get a copy of your data").

use std::collections::HashSet;

use super::archive::{Contents, File, Kind};
use super::dates::{self, FIRST_YEAR};
use super::gather::{Batch, Rows, who};
use super::input::{MAX_NAME_CHARS, Options, Reading, email_of};
use super::report::{Amount, Report};
use super::table::{self, Sheet, Tally};
use crate::error::{Error, Result};
use crate::record::context::Context;
use crate::record::fact::{Direction, Empty, Invitation, Origin, Row, Said};
use crate::record::list::ListKind;
use crate::record::name::clean;
use crate::record::slug::read_slug;
use crate::record::time::Day;
use crate::record::when::When;

/// The header that LinkedIn writes, and the columns that every version of it has.
type Header = (&'static str, &'static [&'static str]);

const INVITATIONS: Header = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
    &["From", "To", "Sent At", "Direction"],
);
const CONNECTIONS: Header = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    &["First Name", "Last Name", "Connected On"],
);
const MESSAGES: Header = ("SENDER PROFILE URL, DATE", &["SENDER PROFILE URL", "DATE"]);

const UNEDITED: &str = "invtrack reads exports made with LinkedIn set to English, unedited";
/// LinkedIn writes dates by a clock that may be a time zone ahead of ours.
const SLACK_DAYS: i64 = 1;

pub(super) fn kind_of(text: &str) -> Option<Kind> {
    let has = |(_, columns): Header| Sheet::with_columns(text, "", columns).is_some();
    let lists = [(Kind::Invitations, INVITATIONS), (Kind::Connections, CONNECTIONS)];
    lists.into_iter().find(|(_, header)| has(*header)).map(|(kind, _)| kind)
}

pub(super) fn is_messages(text: &str) -> bool {
    let first = Sheet::candidates(text, "").next();
    first.is_some_and(|sheet| {
        ["CONVERSATION ID", "SENDER PROFILE URL"].iter().all(|name| sheet.column(name).is_some())
    })
}

fn open(file: &File, (expected, needed): Header) -> Result<Sheet<'_>> {
    let (text, file) = (table::text(&file.bytes, &file.name)?, file.name.as_str());
    Sheet::with_columns(text, file, needed).ok_or_else(|| {
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let is_likely =
            |sheet: &Sheet| sheet.headers.len() >= 3 && sheet.headers.iter().all(|name| name.len() <= 40);
        let likely = Sheet::candidates(text, file).find(is_likely).map(|sheet| sheet.headers.join(","));
        let found = likely.unwrap_or_else(|| lines().next().unwrap_or_default().to_owned());
        let found: String = found.chars().take(100).collect();
        Error::failed(format!(
            "{file} starts with an unknown header: found \"{found}\", expected \"{expected}\""
        ))
        .hint(UNEDITED)
    })
}

#[derive(Default)]
struct Lists {
    sent: usize,
    received: usize,
    connections: usize,
    nameless: usize,
    repeated: usize,
    newest_row: Option<Day>,
}

pub(super) fn read(contents: Contents, name: &str, options: &Options) -> Result<Vec<Reading>> {
    let (mut batch, mut lists) = (Batch::new(options.now), Lists::default());
    let mut report = Report { file: name.to_owned(), kind: "export", ..Report::default() };
    let (mut read, mut messages) = (Vec::new(), None);
    for (kind, file) in &contents.files {
        let (list, rows, tally, complete) = match kind {
            Kind::Messages => {
                messages = Some(read_messages(file, name, options)?);
                continue;
            }
            Kind::Invitations => {
                let (rows, tally, harmless) = invitations(file, options, &mut batch, &mut lists)?;
                let complete = tally.bad.len() == harmless;
                (ListKind::Invitations, rows, tally, complete)
            }
            Kind::Connections => {
                let (rows, tally) = connections(file, options, &mut batch, &mut lists)?;
                let complete = tally.bad.is_empty();
                (ListKind::Connections, rows, tally, complete)
            }
        };
        report.bad.extend(tally.bad);
        read.push((list, rows, complete));
    }
    if read.is_empty() {
        return Ok(messages.into_iter().collect());
    }
    let (as_of, origin) = as_of(options, &contents, lists.newest_row).ok_or_else(|| {
        Error::failed("nothing tells which day this export is from")
            .hint("say when LinkedIn made it: --as-of 2026-10-05")
    })?;
    let is_complete = read.iter().all(|(_, _, complete)| *complete);
    for (kind, rows, complete) in read {
        rows.finish(&mut batch, kind, Origin::Export, as_of, complete);
    }
    if [FILE_TIME, NEWEST_ROW].contains(&origin) {
        let guess = "that day is a guess; if LinkedIn made the export on another day, give it with --as-of";
        report.notes.push(guess.to_owned());
    }
    if !is_complete {
        let nothing = "nothing was concluded from who is missing in a list with rows that were left out";
        report.notes.push(nothing.to_owned());
    }
    (report.as_of, report.as_of_origin, report.complete) = (Some(as_of), Some(origin), Some(is_complete));
    report.read = vec![
        Amount::new(lists.sent, "invitation", "invitations"),
        Amount::new(lists.connections, "connection", "connections"),
    ];
    let others = Amount::new(contents.left_alone.len(), "other file", "other files");
    report.skipped = vec![
        Amount::new(lists.received, "incoming invitation", "incoming invitations"),
        Amount::new(lists.nameless, "connection without a name", "connections without a name"),
        Amount::new(lists.repeated, "repeated row", "repeated rows"),
        Amount { names: contents.left_alone, ..others },
    ];
    let lists = Reading { report, record: batch.record(), forgotten: Vec::new() };
    Ok([lists].into_iter().chain(messages).collect())
}

/// Also how many bad rows are none of the user's own: these say nothing about whether theirs are all there.
fn invitations(
    file: &File,
    options: &Options,
    batch: &mut Batch,
    lists: &mut Lists,
) -> Result<(Rows, Tally, usize)> {
    let sheet = open(file, INVITATIONS)?;
    let names = ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"];
    let [from, to, sent_at, message, direction, from_url, to_url] = names.map(|name| sheet.column(name));
    let (mut rows, mut seen, mut harmless) = (Rows::default(), HashSet::new(), 0);
    let tally = sheet.read(UNEDITED, |row| {
        let is_incoming = row.field(direction).eq_ignore_ascii_case("INCOMING");
        if !is_incoming && !row.field(direction).eq_ignore_ascii_case("OUTGOING") {
            return Err("the direction is neither OUTGOING nor INCOMING".to_owned());
        }
        // Until it is seen to be good.
        harmless += usize::from(is_incoming);
        let (name, url) = if is_incoming { (from, from_url) } else { (to, to_url) };
        let (name, slug) = (row.field(name), slug_of(row.field(url))?);
        let cleaned = match (name, &slug) {
            ("", Some(_)) => None,
            _ => Some(clean(name, MAX_NAME_CHARS).map_err(|_| "no name, or none that fits")?),
        };
        let (email, name) = if email_of(name).is_some() { (cleaned, None) } else { (None, cleaned) };
        let at =
            dates::of_linkedin(row.field(sent_at)).ok_or("the time sent is not one that LinkedIn writes")?;
        let at = dates::check(at, "sent", SLACK_DAYS, options.now, options.zone)?;
        harmless -= usize::from(is_incoming);
        if !seen.insert(row.raw) {
            lists.repeated += 1;
            return Ok(true);
        }
        lists.newest_row = lists.newest_row.max(Some(at.day()));
        *(if is_incoming { &mut lists.received } else { &mut lists.sent }) += 1;
        let own = slug_of(row.field(from_url)).ok().flatten().filter(|_| !is_incoming);
        let note = Some(row.verbatim(message)).filter(|note| !note.trim().is_empty()).map(Into::into);
        let said = Said::Invitation(Invitation {
            source: Origin::Export,
            direction: if is_incoming { Direction::In } else { Direction::Out },
            inviter: own.map(Into::into),
            lines: Vec::new(),
            row: Row::default(),
            context: Box::new(Context { note, ..Context::default() }),
        });
        rows.add(batch, said, who(slug, name, email), at);
        Ok(true)
    })?;
    sheet.refuse_emptiness(&tally, UNEDITED)?;
    Ok((rows, tally, harmless))
}

/// Whose account is closed has neither name nor profile.
fn connections(
    file: &File,
    options: &Options,
    batch: &mut Batch,
    lists: &mut Lists,
) -> Result<(Rows, Tally)> {
    let sheet = open(file, CONNECTIONS)?;
    let names = ["First Name", "Last Name", "URL", "Email Address", "Connected On"];
    let [first, last, url, email, connected_on] = names.map(|name| sheet.column(name));
    let (mut rows, mut seen) = (Rows::default(), HashSet::new());
    let tally = sheet.read(UNEDITED, |row| {
        let day = dates::read_day(row.field(connected_on), None)
            .ok_or("the day of the connection is not one that LinkedIn writes")?;
        let at = dates::check(When::Day(day), "connected", SLACK_DAYS, options.now, options.zone)?;
        let full = format!("{} {}", row.field(first), row.field(last));
        let slug = slug_of(row.field(url))?;
        let name = match (full.trim(), &slug) {
            ("", None) => {
                lists.nameless += 1;
                return Ok(false);
            }
            ("", Some(_)) => None,
            (name, _) => Some(clean(name, MAX_NAME_CHARS).map_err(|_| "no name, or none that fits")?),
        };
        if !seen.insert(row.raw) {
            lists.repeated += 1;
            return Ok(true);
        }
        lists.newest_row = lists.newest_row.max(Some(day));
        lists.connections += 1;
        rows.add(batch, Said::Connection(Row::default()), who(slug, name, email_of(row.field(email))), at);
        Ok(true)
    })?;
    sheet.refuse_emptiness(&tally, UNEDITED)?;
    Ok((rows, tally))
}

fn read_messages(file: &File, name: &str, options: &Options) -> Result<Reading> {
    let sheet = open(file, MESSAGES)?;
    let [sender, date] = ["SENDER PROFILE URL", "DATE"].map(|name| sheet.column(name));
    let (mut batch, mut nameless) = (Batch::new(options.now), 0);
    let tally = sheet.read(UNEDITED, |row| {
        let at = dates::of_linkedin(row.field(date)).ok_or("its date is none that LinkedIn writes")?;
        let at = dates::check(at, "its date lies", SLACK_DAYS, options.now, options.zone)?;
        match read_slug(row.field(sender)) {
            Ok(slug) => _ = batch.add(Said::Reply(Empty {}), who(Some(slug), None, None), at),
            Err(_) => nameless += 1,
        }
        Ok(true)
    })?;
    let report = Report {
        file: name.to_owned(),
        kind: "messages",
        read: vec![Amount::new(tally.count, "message", "messages")],
        skipped: vec![Amount::new(
            nameless,
            "message without the sender's profile",
            "messages without the sender's profile",
        )],
        bad: tally.bad,
        ..Report::default()
    };
    Ok(Reading { report, record: batch.record(), forgotten: Vec::new() })
}

/// An empty one is allowed, another page's is not.
fn slug_of(url: &str) -> std::result::Result<Option<String>, &'static str> {
    if url.is_empty() {
        return Ok(None);
    }
    let slug = if url.contains('/') { read_slug(url).ok() } else { None };
    slug.map(Some).ok_or("the profile URL is not one")
}

const FILE_TIME: &str = "file time";
const NEWEST_ROW: &str = "newest row";

fn as_of(options: &Options, clues: &Contents, newest_row: Option<Day>) -> Option<(Day, &'static str)> {
    let today = options.zone.day_of(options.now);
    let is_plausible = |day: &Day| day.ymd().0 >= FIRST_YEAR && day.days_since(today) <= SLACK_DAYS;
    // A zip packed anew may say any time; an export cannot be older than what is in it.
    let contains_rows = |day: &Day| newest_row.is_none_or(|row| row.days_since(*day) <= 1);
    let named = || clues.names.iter().filter_map(|name| date_in(name)).find(is_plausible);
    let changed = || clues.changed.iter().copied().filter(is_plausible).filter(contains_rows).max();
    let told = options.as_of.map(|day| (day, "given"));
    told.or_else(|| named().map(|day| (day.min(today), "date in the name")))
        .or_else(|| changed().map(|day| (day.min(today), FILE_TIME)))
        .or_else(|| newest_row.map(|day| (day.min(today), NEWEST_ROW)))
}

/// Month first: `Basic_LinkedInDataExport_10-05-2026.zip`.
fn date_in(name: &str) -> Option<Day> {
    name.split(|c: char| !c.is_ascii_digit() && c != '-').find_map(|part| {
        let part = part.trim_matches('-');
        let has_shape = part.split('-').map(str::len).eq([2, 2, 4]);
        has_shape.then(|| dates::read_day(part, Some(dates::DateOrder::MonthFirst)))?
    })
}
