//! Reading pages of linkedin.com that were copied as text or saved as HTML (sources 1 and 4).
//!
//! Which page it is, its contents tell. The Sent and the Connections page are read in English and German, the only
//! languages in which they are evidenced; a profile in all 36. What is something else is refused.

mod age;
mod attributes;
mod connections;
mod furniture;
mod html;
mod lines;
mod profile;
mod rows;
mod sent;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use lines::MAX_BYTES;

use self::lines::{Document, Line};
use super::gather::{Batch, Rows, who};
use super::report::{Amount, Bad, Report};
use super::{Options, Reading};
use crate::error::{Error, Result};
use crate::import::facts::{ListedConnection, ProfileLook, SentList};
use crate::record::fact::{Direction, Invitation, Origin, Row, Said};
use crate::record::list::ListKind;
use crate::record::time::Day;
use crate::record::when::When;

/// What a page says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Page {
    /// *Manage invitations > Sent*, and its rows that could not be read.
    Sent(SentList, Vec<BadLine>),
    /// The list of connections, and its rows that could not be read.
    Connections(Vec<ListedConnection>, Vec<BadLine>),
    /// Somebody's profile.
    Profile(ProfileLook),
}

/// A row of a page that could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadLine {
    /// Line of the page's text, from 1.
    pub row: u64,
    /// Why; never what the line says, which is somebody's personal information.
    pub reason: &'static str,
}

/// Reads the list of people in a file, which shows the state of the as-of day: today, unless the user says otherwise.
pub(super) fn read(bytes: &[u8], name: &str, options: &Options) -> Result<Reading> {
    let as_of = as_of(options);
    let page = decode(bytes).and_then(|text| read_page(text, as_of));
    reading(page.map_err(|error| named(error, name))?, name, as_of, options)
}

/// Reads it, if it is a page that can be recognised.
pub(super) fn detect(bytes: &[u8], name: &str, options: &Options) -> Option<Result<Reading>> {
    let as_of = as_of(options);
    let document = lines::read(decode(bytes).ok()?).ok()?;
    match read_document(&document, as_of) {
        Ok(page) => Some(reading(page, name, as_of, options)),
        Err(_) if !is_known(&document) => None,
        Err(error) => Some(Err(named(error, name))),
    }
}

fn as_of(options: &Options) -> Day {
    options.as_of.unwrap_or_else(|| options.zone.day_of(options.now))
}

fn named(error: Error, name: &str) -> Error {
    Error { message: format!("{name}: {}", error.message), ..error }
}

/// A list as facts: of connections a page never has all.
fn reading(page: Page, name: &str, as_of: Day, options: &Options) -> Result<Reading> {
    let (mut batch, mut rows) = (Batch::new(options.now), Rows::default());
    let (kind, complete, read, bad) = match page {
        Page::Profile(_) => {
            return Err(Error::failed(format!("{name} is a profile page"))
                .hint("record it as a look: invtrack observe --paste < FILE"));
        }
        Page::Sent(list, bad) => {
            let complete = list.is_complete();
            let read = Amount::new(list.rows.len(), "open invitation", "open invitations");
            for row in list.rows {
                let (source, direction, inviter) = (Origin::Page, Direction::Out, None);
                let (lines, context) = (Vec::new(), Box::default());
                let said = Invitation { source, direction, inviter, lines, row: Row::default(), context };
                let at = span(row.first_day, row.last_day);
                rows.add(&mut batch, Said::Invitation(said), who(row.slug, Some(row.name), None), at);
            }
            (ListKind::Invitations, complete, read, bad)
        }
        Page::Connections(list, bad) => {
            let read = Amount::new(list.len(), "connection", "connections");
            for row in list {
                let at = When::Day(row.connected_on);
                rows.add(
                    &mut batch,
                    Said::Connection(Row::default()),
                    who(row.slug, Some(row.name), None),
                    at,
                );
            }
            (ListKind::Connections, false, read, bad)
        }
    };
    rows.finish(&mut batch, kind, Origin::Page, as_of, complete);
    let mut report = Report { file: name.to_owned(), kind: "page", read: vec![read], ..Report::default() };
    (report.as_of, report.complete) = (Some(as_of), Some(complete));
    if kind == ListKind::Invitations && !complete {
        report.notes.push("nothing was concluded from who is missing: scroll to the end of the page before copying, and copy the tab with its number, too".to_owned());
    }
    let bad_row =
        |bad: BadLine| Bad { file: name.to_owned(), row: Some(bad.row), reason: bad.reason.to_owned() };
    report.bad = bad.into_iter().map(bad_row).collect();
    Ok(Reading { report, record: batch.record(), forgotten: Vec::new() })
}

/// From one day to the other. A span of an even number of days has no day in its middle: it begins a day earlier then,
/// for it can't end after the day on which it was read.
fn span(first: Day, last: Day) -> When {
    let within = (last.days_since(first) + 1) / 2;
    let middle = last.plus_days(-within).unwrap_or(first);
    When::days(middle, u16::try_from(within).unwrap_or(u16::MAX))
}

/// The text of a page's bytes; nothing that is lost in it could be noticed later.
pub fn decode(bytes: &[u8]) -> Result<&str> {
    if bytes.len() > MAX_BYTES {
        let what = format!("the page is larger than {} MiB", MAX_BYTES >> 20);
        return Err(Error::failed(what).hint(lines::TAKE_TEXT));
    }
    std::str::from_utf8(bytes).map_err(|_| {
        Error::failed("the page is not text in UTF-8")
            .hint("copy the page as text, or save it as HTML with the encoding UTF-8")
    })
}

/// Reads a page, as text or as HTML, that shows the state of `as_of`.
pub fn read_page(text_or_html: &str, as_of: Day) -> Result<Page> {
    read_document(&lines::read(text_or_html)?, as_of)
}

fn read_document(document: &Document<'_>, as_of: Day) -> Result<Page> {
    let (sent, sent_bad) = sent::read(&document.lines, as_of);
    let (made, made_bad) = connections::read(&document.lines, as_of);
    // A headline may look like the dated line of the other page, but not on most rows.
    let (sent_rows, made_rows) = (sent.rows.len() + sent_bad.len(), made.len() + made_bad.len());
    if sent_rows > 0 && sent_rows >= made_rows && !sent.rows.is_empty() {
        return Ok(Page::Sent(sent, sent_bad));
    }
    if made_rows > sent_rows && !made.is_empty() {
        return Ok(Page::Connections(made, made_bad));
    }
    match profile::read(document) {
        Some((look, true)) if sent_rows + made_rows == 0 => return Ok(Page::Profile(look)),
        _ => {}
    }
    let no_row = |page| Error::failed(format!("not one row of the {page} can be read")).hint(LANGUAGES);
    Err(if sent_rows >= made_rows && is_sent(document) {
        no_row("Sent page")
    } else if made_rows > 0 {
        no_row("Connections page")
    } else if looks_like_list(&document.lines) {
        Error::failed("this looks like a list in a language that invtrack cannot read").hint(LANGUAGES)
    } else {
        Error::failed("this is no LinkedIn page that invtrack can read").hint(PAGES)
    })
}

const LANGUAGES: &str = "the Sent and the Connections page are read in English and German: set LinkedIn to one of \
     them, and copy the page again from top to bottom";
const PAGES: &str = "readable are Manage invitations > Sent and the Connections page in English or German, and a \
     profile page in any of 36 languages, each copied as text or saved as HTML";

/// Reads the head of a profile page, as text or as HTML, down to its first section.
pub fn read_profile(text_or_html: &str) -> Result<ProfileLook> {
    let document = lines::read(text_or_html)?;
    match profile::read(&document) {
        Some((look, true)) => Ok(look),
        // The first row of a list looks like a profile without a badge.
        Some(_) if sent::has_rows(&document.lines) || connections::has_rows(&document.lines) => {
            Err(Error::failed("this is a list of people, not the profile of one")
                .hint("open the profile of the one you mean, select all, and copy that"))
        }
        Some((look, false)) => Ok(look),
        None => Err(Error::failed("nothing in this is known from the top of a profile page").hint(
            "copy the profile page from the name down: expected are the badge (2nd), the number of connections, or \
             buttons such as Connect, Pending or Message, in any of 36 languages",
        )),
    }
}

/// Whether it is a list, though perhaps not a row of it can be read.
fn is_known(document: &Document<'_>) -> bool {
    is_sent(document) || connections::has_rows(&document.lines) || looks_like_list(&document.lines)
}

fn is_sent(document: &Document<'_>) -> bool {
    let lines = &document.lines;
    sent::has_rows(lines)
        || lines.iter().any(|line| sent::is_withdraw(line) || furniture::total(line).is_some())
}

/// Whether one and the same short line follows several lines with a number: the button of each dated row.
fn looks_like_list(lines: &[Line<'_>]) -> bool {
    const LONGEST_BUTTON: usize = 60;
    let mut seen = HashSet::new();
    let dated = lines.windows(2).filter(|pair| pair[0].text.contains(|c: char| c.is_numeric()));
    let mut buttons = dated.map(|pair| pair[1].text.as_ref()).filter(|text| text.len() <= LONGEST_BUTTON);
    buttons.any(|text| !seen.insert(text))
}
