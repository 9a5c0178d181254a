//! Any table of requests: a spreadsheet, or what another tool exports. CSV with commas, semicolons or tabs.

pub(super) mod mapping;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::mapping::{FIELDS, FIELDS_HINT, Mapping};

use super::dates::{self, Clues, DateOrder};
use super::gather::Batch;
use super::input::{MAX_NAME_CHARS, Options, Progress, Reading, email_of};
use super::report::{Amount, Report};
use super::table::{Row, Sheet};
use super::words::WORDS;
use crate::error::{Error, Result};
use crate::record::context::Context;
use crate::record::deed::{Deed, Ending};
use crate::record::fact::{Mail, Origin, Said, Sending};
use crate::record::name::{clean, fold};
use crate::record::slug::read_slug;
use crate::record::suggest::{did_you_mean, nearest};
use crate::record::when::When;

/// A table is in memory as a whole.
const MAX_ROWS: usize = 100_000;
/// Far over anything LinkedIn lets through.
const MAX_NOTE_CHARS: usize = 10_000;
const MAX_TAG_CHARS: usize = 100;
const MAX_TAGS: usize = 50;

const MAP_HINT: &str = "say which column is what with --map FIELD=HEADER, or that there is none with FIELD=";

struct Columns(BTreeMap<&'static str, usize>);

impl Columns {
    fn find(headers: &[String], map: &Mapping) -> Result<Self> {
        let mut columns = BTreeMap::new();
        for (field, header) in map.0.iter().filter(|(_, header)| !header.is_empty()) {
            columns.insert(*field, place_of(header, headers)?);
        }
        let taken: Vec<usize> = columns.values().copied().collect();
        for (index, header) in headers.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
            let Some(field) = field_of(header).filter(|field| map.0.iter().all(|(said, _)| said != field))
            else {
                continue;
            };
            if let Some(other) = columns.insert(field, index) {
                let first = &headers[other];
                // `--map` could not tell them apart.
                let hint = if first.to_lowercase() == header.to_lowercase() {
                    "rename one of them".to_owned()
                } else {
                    format!("say which: --map '{field}=\"{}\"'", first.replace('"', "\"\""))
                };
                return Err(
                    Error::failed(format!("both {first:?} and {header:?} could be {field}")).hint(hint)
                );
            }
        }
        Ok(Self(columns))
    }

    fn place(&self, field: &str) -> Option<usize> {
        self.0.get(field).copied()
    }

    fn missing(&self) -> Option<String> {
        let who = ["name", "first_name", "last_name", "profile_url"]
            .iter()
            .any(|field| self.place(field).is_some());
        let who = (!who).then_some("a name or a profile (name, profile_url)");
        let when = self.place("sent_at").is_none().then_some("when the request was sent (sent_at)");
        let missing: Vec<&str> = who.into_iter().chain(when).collect();
        (!missing.is_empty()).then(|| missing.join(" and "))
    }

    fn found(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        FIELDS.into_iter().filter_map(|field| Some((field, self.place(field)?)))
    }
}

fn field_of(header: &str) -> Option<&'static str> {
    let squeezed = |text: &str| fold(text).replace(' ', "");
    let wanted = squeezed(header);
    let is_called = |field: &&str| {
        WORDS.headers.get(*field).is_some_and(|all| all.iter().any(|one| squeezed(one) == wanted))
    };
    FIELDS.into_iter().find(is_called)
}

fn place_of(header: &str, headers: &[String]) -> Result<usize> {
    let wanted = header.trim().to_lowercase();
    let is_it = |(index, name): (usize, &String)| (name.to_lowercase() == wanted).then_some(index);
    let mut same = headers.iter().enumerate().filter_map(is_it);
    match (same.next(), same.next()) {
        (Some(index), None) => Ok(index),
        (Some(_), Some(_)) => {
            Err(Error::usage(format!("--map: two columns are called {header:?}")).hint("rename one of them"))
        }
        (None, _) => {
            let near = nearest(header, headers.iter().map(String::as_str), 3);
            Err(Error::usage(format!(
                "--map: there is no column {header:?}; the columns are {}",
                list(headers)
            ))
            .hint_if(did_you_mean(&near)))
        }
    }
}

fn list(headers: &[String]) -> String {
    const MOST: usize = 30;
    const LONGEST: usize = 40;
    let short = |header: &String| format!("{:?}", header.chars().take(LONGEST).collect::<String>());
    let quoted: Vec<String> = headers.iter().take(MOST).map(short).collect();
    quoted.join(", ") + if headers.len() > MOST { ", …" } else { "" }
}

pub(super) fn read(text: &str, file: &str, options: &Options, progress: Progress) -> Result<Option<Reading>> {
    let is_it = |sheet: &Sheet| {
        Columns::find(&sheet.headers, &options.map).is_ok_and(|columns| columns.missing().is_none())
    };
    // Excel's own remark on the separator is no header.
    let is_remark =
        |sheet: &Sheet| sheet.headers.first().is_none_or(|first| first.to_lowercase().starts_with("sep="));
    let found = Sheet::candidates(text, file).find(is_it);
    let Some(sheet) = found.or_else(|| Sheet::candidates(text, file).find(|sheet| !is_remark(sheet))) else {
        return Ok(None);
    };
    let columns = Columns::find(&sheet.headers, &options.map)?;
    if let Some(missing) = columns.missing() {
        // A text that only happens to have a comma in its first line is no table.
        let is_table = sheet.headers.len() > 1 && columns.found().next().is_some();
        if !is_table && options.map.is_empty() {
            return Ok(None);
        }
        return Err(Error::failed(format!(
            "no column tells {missing}; the columns are {}",
            list(&sheet.headers)
        ))
        .hint(format!("say which column it is with --map FIELD=HEADER; {FIELDS_HINT}")));
    }
    let order = order(clues(&sheet, &columns)?, options.order)?;
    let mut batch = Batch::new(options.now);
    let mut count = 0;
    let mut reader = Reader { columns, order: order.map(|(order, _)| order), options, batch: &mut batch };
    let tally = sheet.read(MAP_HINT, |row| {
        count += 1;
        progress(count, "rows");
        reader.take(row).map(|()| true)
    })?;
    let report = report(&sheet, &reader.columns, order);
    sheet.refuse_emptiness(&tally, MAP_HINT)?;
    let read = vec![Amount::new(tally.count, "row", "rows")];
    let report = Report { file: file.to_owned(), read, bad: tally.bad, ..report };
    Ok(Some(Reading { report, record: batch.record(), forgotten: Vec::new() }))
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

fn clues(sheet: &Sheet, columns: &Columns) -> Result<Clues> {
    let (mut clues, mut count) = (Clues::default(), 0);
    let dates = ["sent_at", "accepted_at", "withdrawn_at"].map(|field| columns.place(field));
    sheet.read(MAP_HINT, |row| {
        count += 1;
        for place in dates {
            clues.add(row.field(place), row.line);
        }
        Ok(true)
    })?;
    if count > MAX_ROWS {
        return Err(Error::failed("the table has more than 100,000 rows").hint("import it in parts"));
    }
    Ok(clues)
}

fn order(clues: Clues, said: Option<DateOrder>) -> Result<Option<(DateOrder, bool)>> {
    match (said, clues) {
        (Some(order), _) => Ok(Some((order, false))),
        (None, Clues { day_first: Some(day_first), month_first: Some(month_first), .. }) => {
            Err(Error::failed(format!("row {day_first} has the day first, row {month_first} the month"))
                .hint("say which is right with --date-order; rows with the other order are left out"))
        }
        (None, Clues { day_first: Some(_), .. }) => Ok(Some((DateOrder::DayFirst, true))),
        (None, Clues { month_first: Some(_), .. }) => Ok(Some((DateOrder::MonthFirst, true))),
        (None, Clues { either: Some(row), .. }) => Err(Error::failed(format!(
            "row {row}: day and month of a date could be exchanged, and no other row tells the order"
        ))
        .hint("say which comes first: --date-order dmy, or mdy")),
        (None, _) => Ok(None),
    }
}

struct Reader<'a> {
    columns: Columns,
    order: Option<DateOrder>,
    options: &'a Options,
    batch: &'a mut Batch,
}

impl Reader<'_> {
    /// Or why the row is bad: never what a cell says.
    fn take(&mut self, row: &Row) -> std::result::Result<(), String> {
        let cell = |field| row.field(self.columns.place(field));
        let slug = match cell("profile_url") {
            "" => None,
            url => Some(read_slug(url).map_err(|_| "profile_url is not the address of a profile")?),
        };
        let name = match cell("name") {
            "" => format!("{} {}", cell("first_name"), cell("last_name")),
            name => name.to_owned(),
        };
        let name = match name.trim() {
            "" => None,
            name => Some(clean(name, MAX_NAME_CHARS).map_err(|error| format!("the name: {error}"))?),
        };
        if name.is_none() && slug.is_none() {
            return Err("neither a name nor a profile".to_owned());
        }
        let sent = self.date(row, "sent_at")?.ok_or("no date of sending")?;
        let accepted = self.date_after(sent, row, "accepted_at")?;
        let withdrawn = self.date_after(sent, row, "withdrawn_at")?;
        let email = match cell("email") {
            "" => None,
            email => Some(email_of(email).ok_or("email is no address")?),
        };
        let note = cell("note");
        if note.chars().nth(MAX_NOTE_CHARS).is_some() {
            return Err(format!("the note is longer than {MAX_NOTE_CHARS} characters"));
        }
        let note = Some(note).filter(|note| !note.is_empty()).map(str::to_owned);
        let context = Box::new(Context { note, tags: tags(cell("tags"))?, ..Context::default() });
        let who = super::gather::who(slug, name, email);
        let sent = self.batch.add(Said::Sent(Sending { source: Origin::Table, context }), who, sent);
        if let Some(at) = accepted {
            self.batch.add_about(sent, Said::Acceptance(Mail::default()), at);
        }
        if let Some(at) = withdrawn {
            self.batch.add_about(sent, Said::Action(Deed::Ended(Ending::Withdrawn)), at);
        }
        Ok(())
    }

    fn date(&self, row: &Row, field: &str) -> std::result::Result<Option<When>, String> {
        let text = row.field(self.columns.place(field));
        // What people write where there is nothing to write.
        if matches!(text, "" | "-" | "–" | "—" | "n/a" | "N/A" | "no" | "No") {
            return Ok(None);
        }
        let at =
            dates::read(text, self.order).ok_or_else(|| format!("{field} is no date that can be read"))?;
        let what = format!("{field} lies");
        dates::check(at, &what, 0, self.options.now, self.options.zone).map(Some)
    }

    /// What follows on sending can't lie before it.
    fn date_after(&self, sent: When, row: &Row, field: &str) -> std::result::Result<Option<When>, String> {
        let zone = self.options.zone;
        match self.date(row, field)? {
            Some(at) if at.in_zone(zone).is_before(sent.in_zone(zone), zone) => {
                Err(format!("{field} lies before sent_at"))
            }
            at => Ok(at),
        }
    }
}

fn tags(text: &str) -> std::result::Result<Vec<String>, String> {
    let words = text.split([',', ';', '|']).filter(|word| !word.trim().is_empty());
    let cleaned = words.map(|word| clean(word, MAX_TAG_CHARS));
    let mut tags =
        cleaned.collect::<std::result::Result<Vec<_>, _>>().map_err(|error| format!("a tag: {error}"))?;
    tags.sort();
    tags.dedup();
    if tags.len() > MAX_TAGS {
        return Err(format!("more than {MAX_TAGS} tags"));
    }
    Ok(tags)
}
