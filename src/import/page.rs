//! Reading pages of linkedin.com that were copied as text or saved as HTML (sources 1 and 4).
//!
//! Which page it is, its contents tell. The Sent and the Connections page are read in English and German, the only
//! languages in which they are evidenced; a profile in all 36. What is something else is refused.

mod age;
mod attributes;
mod connections;
mod error;
mod furniture;
mod html;
mod lines;
mod profile;
mod rows;
mod sent;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use fs_err as fs;

pub use error::PageError;
pub use lines::MAX_BYTES;

use self::lines::{Document, Line};
use super::{ImportError, Options, place};
use crate::import::facts::{ListedConnection, ProfileLook, SentList};
use crate::record::time::Day;

/// A file with a list of people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CopiedPage {
    /// What it says.
    pub list: PageList,
    /// Rows that could not be read.
    pub bad: Vec<BadLine>,
    /// The day it shows.
    pub as_of: Day,
}

/// A list of people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PageList {
    /// *Manage invitations > Sent*.
    Sent(SentList),
    /// *My Network > Connections*.
    Connections(Vec<ListedConnection>),
}

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
pub(super) fn open(path: &Path, options: &Options) -> Result<CopiedPage, ImportError> {
    let file = place::name_of(path);
    let as_of = options.as_of.unwrap_or_else(|| options.zone.day_of(options.now));
    let mut bytes = Vec::new();
    // One byte more tells that there is more.
    fs::File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let (list, bad) = match decode(bytes).and_then(|text| read_page(&text, as_of)) {
        Ok(Page::Sent(list, bad)) => (PageList::Sent(list), bad),
        Ok(Page::Connections(list, bad)) => (PageList::Connections(list), bad),
        Ok(Page::Profile(_)) => return Err(ImportError::Profile { file }),
        Err(error) => return Err(ImportError::Page { file, error }),
    };
    Ok(CopiedPage { list, bad, as_of })
}

/// The text of a page's bytes; nothing that is lost in it could be noticed later.
pub fn decode(bytes: Vec<u8>) -> Result<String, PageError> {
    if bytes.len() > MAX_BYTES {
        return Err(PageError::TooLarge { limit_mib: MAX_BYTES >> 20 });
    }
    String::from_utf8(bytes).map_err(|_| PageError::NotUtf8)
}

/// Reads a page, as text or as HTML, that shows the state of `as_of`.
pub fn read_page(text_or_html: &str, as_of: Day) -> Result<Page, PageError> {
    let document = lines::read(text_or_html)?;
    let (sent, sent_bad) = sent::read(&document.lines, as_of);
    let (made, made_bad) = connections::read(&document.lines, as_of);
    // A headline may look like the dated line of the other page, but not on most rows.
    let (sent_rows, made_rows) = (sent.rows.len() + sent_bad.len(), made.len() + made_bad.len());
    if sent_rows > 0 && sent_rows >= made_rows {
        let page = (!sent.rows.is_empty()).then_some(Page::Sent(sent, sent_bad));
        return page.ok_or(PageError::NoRow { page: "Sent page" });
    }
    if made_rows > 0 {
        let page = (!made.is_empty()).then_some(Page::Connections(made, made_bad));
        return page.ok_or(PageError::NoRow { page: "Connections page" });
    }
    match profile::read(&document) {
        Some((look, true)) => Ok(Page::Profile(look)),
        _ => Err(unknown(&document, sent.total)),
    }
}

/// Reads the head of a profile page, as text or as HTML, down to its first section.
pub fn read_profile(text_or_html: &str) -> Result<ProfileLook, PageError> {
    let document = lines::read(text_or_html)?;
    match profile::read(&document) {
        Some((look, true)) => Ok(look),
        // The first row of a list looks like a profile without a badge.
        Some(_) if sent::has_rows(&document.lines) || connections::has_rows(&document.lines) => {
            Err(PageError::AList)
        }
        Some((look, false)) => Ok(look),
        None => Err(PageError::NotAProfile),
    }
}

/// Why a page is none of those that can be read.
fn unknown(document: &Document<'_>, total: Option<u32>) -> PageError {
    if total.is_some() || document.lines.iter().any(sent::is_withdraw) {
        PageError::NoRow { page: "Sent page" }
    } else if looks_like_list(&document.lines) {
        PageError::OtherLanguage
    } else {
        PageError::NothingKnown
    }
}

/// Whether one and the same short line follows several lines with a number: the button of each dated row.
fn looks_like_list(lines: &[Line<'_>]) -> bool {
    const LONGEST_BUTTON: usize = 60;
    let mut seen = HashSet::new();
    let dated = lines.windows(2).filter(|pair| pair[0].text.contains(|c: char| c.is_numeric()));
    let mut buttons = dated.map(|pair| pair[1].text.as_ref()).filter(|text| text.len() <= LONGEST_BUTTON);
    buttons.any(|text| !seen.insert(text))
}
