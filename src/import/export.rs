//! LinkedIn's data export ("Get a copy of your data").

mod rows;

use self::rows::{ListReader, SLACK_DAYS, UNEDITED, open};
use super::contents::{Contents, Kind, ListFile};
use super::dates::{self, FIRST_YEAR};
use super::gather::{FactBatch, who};
use super::input::{Options, Reading, empty};
use super::report::{Amount, Bad, Report};
use super::table::Sheet;
use crate::error::{Error, Result};
use crate::record::fact::{Empty, Origin, Said, Sight};
use crate::record::list::ListKind;
use crate::record::observation::Signals;
use crate::record::slug::read_slug;
use crate::record::time::Day;
use crate::record::when::When;

/// No export is made so long after the newest row of it.
const MAX_QUIET_DAYS: i64 = 183;

pub(super) fn kind_of(text: &str) -> Option<Kind> {
    let has = |kind: &Kind| Sheet::with_columns(text, "", kind.needed()).is_some();
    [Kind::Invitations, Kind::Connections].into_iter().find(has)
}

pub(super) fn is_messages(text: &str) -> bool {
    let first = Sheet::candidates(text, "").next();
    first.is_some_and(|sheet| {
        ["CONVERSATION ID", "SENDER PROFILE URL"].iter().all(|name| sheet.column(name).is_some())
    })
}

pub(super) fn read(contents: Contents, name: &str, options: &Options) -> Result<Vec<Reading>> {
    let (mut batch, mut lists) = (FactBatch::new(options.now), ListReader::default());
    let mut report = Report { file: name.to_owned(), kind: "export", ..Report::default() };
    let (mut read, mut messages, mut failed) = (Vec::new(), None, None::<Error>);
    let (mut has_gaps, mut is_part) = (false, false);
    for (kind, file) in &contents.files {
        if let Some(encoding) = file.encoding {
            report.details.insert("encoding", encoding.name().to_owned());
        }
        let (kind, list) = match kind {
            Kind::Messages => {
                messages = Some(read_messages(file, name, options)?);
                continue;
            }
            _ if file.bytes.trim_ascii().is_empty() => {
                report.notes.push(format!("{} is empty", file.name));
                failed.get_or_insert(empty(&file.name));
                continue;
            }
            Kind::Invitations => (ListKind::Invitations, lists.read_invitations(file, options, &mut batch)),
            Kind::Connections => (ListKind::Connections, lists.read_connections(file, options, &mut batch)),
        };
        match list {
            Ok((rows, tally)) => {
                has_gaps |= !tally.bad.is_empty();
                is_part |= file.is_part;
                read.push((kind, rows, tally.bad.is_empty() && !file.is_part));
                report.bad.extend(tally.bad);
            }
            Err(error) => {
                let reason = format!("the whole file: {}", error.message);
                report.bad.push(Bad { file: file.name.clone(), row: None, reason });
                failed = Some(error);
            }
        }
    }
    if read.is_empty() {
        return match (messages, failed) {
            (None, Some(failed)) => Err(failed),
            (messages, _) => Ok(messages.into_iter().collect()),
        };
    }
    let (as_of, origin) = as_of(options, &contents, lists.newest_row).ok_or_else(|| {
        Error::failed("nothing tells which day this export is from")
            .hint("say when LinkedIn made it: --as-of 2026-10-05")
    })?;
    let is_complete = read.iter().all(|(_, _, complete)| *complete);
    for (kind, rows, complete) in read {
        rows.finish(&mut batch, kind, Origin::Export, as_of, complete);
    }
    for who in std::mem::take(&mut lists.undated) {
        let signals = Signals { in_connections: Some(true), ..Signals::default() };
        let look = Said::Look(Sight { source: Origin::Table, signals, memo: None });
        batch.add(look, who, When::Day(as_of));
    }
    if [FILE_TIME, NEWEST_ROW].contains(&origin) {
        let guess = "that day is a guess; if LinkedIn made the export on another day, give it with --as-of";
        report.notes.push(guess.to_owned());
    }
    if is_part {
        let part =
            "that may not be all pages; if it is, say so with --complete: only then it tells who is missing";
        report.notes.push(part.to_owned());
    }
    if has_gaps {
        let nothing = "nothing was concluded from who is missing in a list with rows that were left out";
        report.notes.push(nothing.to_owned());
    }
    (report.as_of, report.as_of_origin) = (Some(as_of), Some(origin));
    report.complete = Some(is_complete);
    report.minor = lists.minor;
    report.read = vec![
        Amount::new(lists.sent, "invitation", "invitations"),
        Amount::new(lists.connections, "connection", "connections"),
    ];
    let others = Amount::new(contents.left_alone.len(), "other file", "other files");
    report.skipped = vec![
        Amount::new(lists.received, "incoming invitation", "incoming invitations"),
        Amount::new(lists.elsewhere, "invitation of a page or an event", "invitations of pages or events"),
        Amount::new(lists.nameless_invitations, "invitation without a name", "invitations without a name"),
        Amount::new(lists.nameless_connections, "connection without a name", "connections without a name"),
        Amount::new(lists.repeated, "repeated row", "repeated rows"),
        Amount { names: contents.left_alone, ..others },
    ];
    let lists = Reading::new(report, batch.record());
    Ok([lists].into_iter().chain(messages).collect())
}

fn read_messages(file: &ListFile, name: &str, options: &Options) -> Result<Reading> {
    let sheet = open(file, Kind::Messages)?;
    let [sender, date] = ["SENDER PROFILE URL", "DATE"].map(|name| sheet.column(name));
    let (mut batch, mut nameless) = (FactBatch::new(options.now), 0);
    let tally = sheet.read(UNEDITED, |row| {
        let at = dates::of_linkedin(row.field(date), None).ok_or("its date is none that LinkedIn writes")?;
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
    Ok(Reading::new(report, batch.record()))
}

const FILE_TIME: &str = "file time";
const NEWEST_ROW: &str = "newest row";

fn as_of(options: &Options, clues: &Contents, newest_row: Option<Day>) -> Option<(Day, &'static str)> {
    let today = options.zone.day_of(options.now);
    let is_plausible = |day: &Day| day.ymd().0 >= FIRST_YEAR && day.days_since(today) <= SLACK_DAYS;
    // A zip packed anew may say any time; an export cannot be older than what is in it.
    let contains_rows =
        |day: &Day| newest_row.is_none_or(|row| (-MAX_QUIET_DAYS..=1).contains(&row.days_since(*day)));
    let named = || clues.names.iter().filter_map(|name| dates::in_name(name)).find(is_plausible);
    let changed = || clues.changed.iter().copied().filter(is_plausible).filter(contains_rows).max();
    let told = options.as_of.map(|day| (day, "given"));
    told.or_else(|| named().map(|day| (day.min(today), "date in the name")))
        .or_else(|| changed().map(|day| (day.min(today), FILE_TIME)))
        .or_else(|| newest_row.map(|day| (day.min(today), NEWEST_ROW)))
}
