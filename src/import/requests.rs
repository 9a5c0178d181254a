//! Any table of requests: a spreadsheet, or what another tool exports. CSV with commas, semicolons or tabs.

mod cells;
pub(super) mod mapping;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::cells::{full_name, is_no, is_yes, last_first, status_of, tags};
use self::mapping::{Columns, fields_hint, is_header, list};

use super::dates::{self, Clues};
use super::gather::FactBatch;
use super::input::{MAX_NAME_CHARS, Options, Progress, Reading, email_of};
use super::report::{Amount, Bad, Report};
use super::table::{Sheet, TableRow};
use crate::error::{Error, Result};
use crate::record::context::Context;
use crate::record::date::DateOrder;
use crate::record::deed::{Deed, Ending};
use crate::record::fact::{Mail, Origin, Said, Sending, Sight, Who};
use crate::record::name::clean;
use crate::record::observation::Signals;
use crate::record::slug::read_slug;
use crate::record::time::Day;
use crate::record::when::{When, ZONE_DAYS};

/// A table is in memory as a whole.
const MAX_ROWS: usize = 100_000;
/// Far over anything LinkedIn lets through.
const MAX_NOTE_CHARS: usize = 10_000;

const MAP_HINT: &str = "say which column is what with --map FIELD=HEADER, or that there is none with FIELD=";

/// `as_of`: when what is told without a day was so.
pub(super) fn read(
    text: &str,
    file: &str,
    as_of: Day,
    options: &Options,
    progress: Progress,
) -> Result<Option<Reading>> {
    let is_it = |sheet: &Sheet| {
        Columns::find(&sheet.headers, &options.map).is_ok_and(|columns| columns.missing().is_none())
    };
    // Excel's own remark on the separator is no header.
    let is_remark =
        |sheet: &Sheet| sheet.headers.first().is_none_or(|first| first.to_lowercase().starts_with("sep="));
    let found = Sheet::candidates(text, file).find(is_it);
    let Some(mut sheet) = found.or_else(|| Sheet::candidates(text, file).find(|sheet| !is_remark(sheet)))
    else {
        return Ok(None);
    };
    sheet.may_be_short = true;
    let mut columns = Columns::find(&sheet.headers, &options.map)?;
    if let Some(missing) = columns.missing() {
        // A text that only happens to have a comma in its first line is no table.
        let is_named = [".csv", ".tsv"].iter().any(|end| file.to_lowercase().ends_with(end));
        let is_table = sheet.headers.len() > 1
            && (is_named && sheet.headers.len() > 2 || columns.found().next().is_some());
        if !is_table && options.map.is_empty() {
            return Ok(None);
        }
        // What has no known column may have no header at all.
        let columns = is_header(&sheet.headers).then(|| list(&sheet.headers));
        let columns = columns.map_or_else(String::new, |columns| format!("; the columns are {columns}"));
        return Err(Error::failed(format!("no column tells {missing}{columns}"))
            .hint(format!("say which column it is with --map FIELD=HEADER; {}", fields_hint())));
    }
    let (clues, is_last_first) = clues(&sheet, &mut columns)?;
    let order = clues.order(options.order, options.usual_order)?;
    let mut count = 0;
    let mut reader = TableReader {
        columns,
        order: order.map(|(order, _)| order),
        options,
        as_of: When::Day(as_of),
        batch: FactBatch::new(options.now),
        minor: Vec::new(),
        not_invited: 0,
        received: 0,
        is_last_first,
    };
    let tally = sheet.read(MAP_HINT, |row| {
        count += 1;
        progress(count, "rows");
        reader.take(row).map(|()| true)
    })?;
    let report = report(&sheet, &reader.columns, order);
    sheet.refuse_emptiness(&tally, MAP_HINT)?;
    let read = vec![Amount::new(tally.count, "row", "rows")];
    let skipped = vec![
        Amount::new(reader.not_invited, "person not invited yet", "people not invited yet"),
        Amount::new(reader.received, "incoming invitation", "incoming invitations"),
    ];
    let mut minor = reader.minor;
    minor.iter_mut().for_each(|cell| file.clone_into(&mut cell.file));
    let report = Report { file: file.to_owned(), read, skipped, bad: tally.bad, minor, ..report };
    Ok(Some(Reading::new(report, reader.batch.record())))
}

fn report(sheet: &Sheet, columns: &Columns, order: Option<(DateOrder, bool)>) -> Report {
    let mapped = columns.found().map(|(field, index)| format!("{field} = {}", sheet.headers[index]));
    let mut details = BTreeMap::from([("columns", mapped.collect::<Vec<_>>().join(" · "))]);
    if let Some((order, is_found)) = order {
        let order = match order {
            DateOrder::DayFirst => "day before month (dmy)",
            DateOrder::MonthFirst => "month before day (mdy)",
        };
        let how = if is_found { "as the rows tell" } else { "as you say" };
        details.insert("dates", format!("{order}, {how}"));
    }
    let is_left = |(index, header): &(usize, &String)| {
        !header.is_empty() && columns.found().all(|(_, taken)| taken != *index)
    };
    let left = sheet.headers.iter().enumerate().filter(is_left).map(|(_, header)| header.as_str());
    let left = left.collect::<Vec<_>>().join(", ");
    if !left.is_empty() {
        details.insert("skipped", left);
    }
    Report { kind: "table", details, ..Report::default() }
}

/// A column of nothing but yes and no tells whether there was a note, and is none. And whether all names are like
/// `Kovac, Ana`.
fn clues(sheet: &Sheet, columns: &mut Columns) -> Result<(Clues, bool)> {
    let (mut clues, mut count, mut has_notes, mut is_last_first) = (Clues::default(), 0, false, true);
    let name = columns.place("name");
    let dates = ["sent_at", "accepted_at", "withdrawn_at"].map(|field| columns.place(field));
    let note = columns.place("note");
    sheet.read(MAP_HINT, |row| {
        count += 1;
        has_notes |= !matches!(row.field(note), "") && !is_yes(row.field(note)) && !is_no(row.field(note));
        is_last_first &= row.field(name).is_empty() || last_first(row.field(name)).is_some();
        for place in dates {
            clues.add(row.field(place), row.line);
        }
        Ok(true)
    })?;
    if count > MAX_ROWS {
        return Err(Error::failed("the table has more than 100,000 rows").hint("import it in parts"));
    }
    if !has_notes {
        columns.forget("note");
    }
    Ok((clues, is_last_first))
}

struct TableReader<'a> {
    columns: Columns,
    order: Option<DateOrder>,
    options: &'a Options,
    as_of: When,
    batch: FactBatch,
    /// What is left out of rows that are read.
    minor: Vec<Bad>,
    not_invited: usize,
    received: usize,
    is_last_first: bool,
}

impl TableReader<'_> {
    /// Or why the row is bad: never what a cell says.
    fn take(&mut self, row: &TableRow) -> std::result::Result<(), String> {
        let cell = |field| row.field(self.columns.place(field));
        if ["direction", "status"].iter().any(|field| status_of(cell(field)) == Some("incoming")) {
            self.received += 1;
            return Ok(());
        }
        let url = cell("profile_url");
        let slug = read_slug(url).ok();
        let turned = last_first(cell("name")).filter(|_| self.is_last_first);
        let name = turned.as_deref().unwrap_or_else(|| cell("name"));
        let name = full_name(cell("first_name"), name, cell("last_name"));
        let name = match name.trim() {
            "" => None,
            name => Some(clean(name, MAX_NAME_CHARS).map_err(|error| format!("the name: {error}"))?),
        };
        let no_profile = "profile_url is not the address of a profile";
        if name.is_none() && slug.is_none() {
            return Err(if url.is_empty() { "neither a name nor a profile" } else { no_profile }.to_owned());
        }
        let (sent, email, note, tags, status) =
            (self.date(row, "sent_at")?, cell("email"), cell("note"), tags(cell("tags")), cell("status"));
        let note = Some(note).filter(|note| !note.is_empty()).map(str::to_owned);
        let is_too_long = note.as_ref().is_some_and(|note| note.chars().nth(MAX_NOTE_CHARS).is_some());
        let address = email_of(email);
        let (mut status, since) = self.status(status);
        self.spare(row, !url.is_empty() && slug.is_none(), || no_profile.to_owned());
        self.spare(row, !email.is_empty() && address.is_none(), || "email is not an address".to_owned());
        self.spare(row, is_too_long, || format!("the note is longer than {MAX_NOTE_CHARS} characters"));
        self.spare(row, status == Some("unknown"), || "status is none that is known".to_owned());
        let note = note.filter(|_| !is_too_long);
        let tags = self.or_spare(row, tags).unwrap_or_default();
        let accepted = self.date_after(sent, row, "accepted_at", &mut status, "accepted");
        let withdrawn = self.date_after(sent, row, "withdrawn_at", &mut status, "withdrawn");
        let since_if = |said| since.filter(|_| status == Some(said));
        let (accepted, withdrawn) = (accepted.or(since_if("accepted")), withdrawn.or(since_if("withdrawn")));
        let who = super::gather::who(slug, name, address);
        let about = match sent {
            Some(at) => {
                let context = Box::new(Context { note, tags, ..Context::default() });
                let sent = Said::Sent(Sending { source: Origin::Table, context });
                Ok(self.batch.add(sent, who, at))
            }
            None if accepted.is_none() && !matches!(status, Some("accepted" | "withdrawn" | "declined")) => {
                self.not_invited += 1;
                return Ok(());
            }
            None => Err(who),
        };
        if let Some(at) = accepted {
            self.tell(&about, Said::Acceptance(Mail::default()), at);
        } else if status == Some("accepted") {
            let signals = Signals { in_connections: Some(true), ..Signals::default() };
            self.tell(&about, Said::Look(Sight { source: Origin::Table, signals, memo: None }), self.as_of);
        }
        let ending = match (withdrawn, status) {
            (Some(at), _) => Some((Ending::Withdrawn, at)),
            (None, Some("withdrawn")) => Some((Ending::Withdrawn, self.as_of)),
            (None, Some("declined")) => Some((Ending::Declined, since.unwrap_or(self.as_of))),
            _ => None,
        };
        if let Some((ending, at)) = ending {
            self.tell(&about, Said::Action(Deed::Ended(ending)), at);
        }
        Ok(())
    }

    /// Of the sending in the same row, else of somebody who may be on record.
    fn tell(&mut self, about: &std::result::Result<u32, Who>, said: Said, at: When) {
        match about {
            Ok(sent) => self.batch.add_about(*sent, said, at),
            Err(who) => _ = self.batch.add(said, who.clone(), at),
        }
    }

    /// A bad optional cell costs the cell, not the row.
    fn spare(&mut self, row: &TableRow, is_bad: bool, reason: impl FnOnce() -> String) {
        if is_bad {
            self.minor.push(Bad::at(row.line, reason()));
        }
    }

    fn or_spare<T>(&mut self, row: &TableRow, read: std::result::Result<T, String>) -> Option<T> {
        read.map_err(|reason| self.spare(row, true, || reason)).ok()
    }

    fn date(&self, row: &TableRow, field: &str) -> std::result::Result<Option<When>, String> {
        let text = row.field(self.columns.place(field));
        if is_no(text) {
            return Ok(None);
        }
        let at =
            dates::in_table(text, self.order, self.as_of.day()).ok_or_else(|| self.no_date(field, text))?;
        let what = format!("{field} lies");
        dates::check(at, &what, 0, self.options.now, self.options.zone).map(Some)
    }

    fn no_date(&self, field: &str, text: &str) -> String {
        if self.order.is_none() && dates::has_two_readings(text) {
            format!("{field} could be two days: say --date-order dmy, or mdy")
        } else {
            format!("{field} is not a date that can be read")
        }
    }

    /// Also with its day: `Accepted on 2026-10-07`.
    fn status(&self, cell: &str) -> (Option<&'static str>, Option<When>) {
        let status = status_of(cell);
        let told = cell.match_indices(' ').find_map(|(at, _)| {
            let word = status_of(&cell[..at]).filter(|word| *word != "unknown" && *word != "no")?;
            let day = cell[at..].trim().trim_matches(['(', ')', ':', '-', '–', ',', ' ']);
            let day = day.strip_prefix("on ").unwrap_or(day);
            let at = dates::read(day, self.order)?;
            dates::check(at, "", 0, self.options.now, self.options.zone).ok().map(|at| (word, at))
        });
        match told {
            Some((word, at)) if status == Some("unknown") => (Some(word), Some(at)),
            _ => (status, None),
        }
    }

    /// What follows on sending can't lie before it, but for a day by the time zone. A yes instead is a status, and so is
    /// any other word for one.
    fn date_after(
        &mut self,
        sent: Option<When>,
        row: &TableRow,
        field: &str,
        status: &mut Option<&'static str>,
        yes: &'static str,
    ) -> Option<When> {
        let cell = row.field(self.columns.place(field));
        match self.status(cell) {
            _ if cell == "1" => *status = Some(yes),
            _ if cell == "0" => {}
            (Some("accepted"), Some(at)) => return self.day_after(sent, row, field, Ok(Some(at))),
            (Some("accepted"), None) => *status = Some(yes),
            (Some("unknown") | None, _) => {
                let at = self.date(row, field);
                return self.day_after(sent, row, field, at);
            }
            (Some(said), _) => *status = status.or(Some(said)),
        }
        None
    }

    fn day_after(
        &mut self,
        sent: Option<When>,
        row: &TableRow,
        field: &str,
        at: std::result::Result<Option<When>, String>,
    ) -> Option<When> {
        let at = at.and_then(|at| match (at, sent) {
            (Some(at), Some(sent)) if at.hi() + ZONE_DAYS < sent.lo() => {
                Err(format!("{field} lies before sent_at"))
            }
            (at, _) => Ok(at),
        });
        self.or_spare(row, at).flatten()
    }
}
