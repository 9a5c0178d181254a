//! Text or HTML to the lines that say something, each with the profile it links to.

use std::borrow::Cow;

use super::html;
use crate::error::{Error, Result};
use crate::record::name::is_invisible;

/// The cap on a page, in bytes; LinkedIn's saved pages have up to 5 MiB.
pub const MAX_BYTES: usize = 16 << 20;
/// The cap on lines that say something: 30,000 connections have about 150,000.
pub(super) const MAX_LINES: usize = 1_000_000;

/// One line, neither blank nor with blanks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Its number in the page's text, from 1.
    pub(super) number: u64,
    /// What it says.
    pub(super) text: Cow<'t, str>,
    /// The profile that it links to.
    pub(super) slug: Option<String>,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Document<'t> {
    /// Its lines, from top to bottom; there is at least one.
    pub(super) lines: Vec<Line<'t>>,
    /// The profile at the page's own address, where that is known.
    pub(super) address: Option<String>,
}

pub(super) const TAKE_TEXT: &str = "select all on the page, copy, and take that text instead";

/// The lines of a page, which is HTML if it starts with a tag.
pub(super) fn read(input: &str) -> Result<Document<'_>> {
    let document = if is_html(input) {
        html::read(input)?
    } else {
        Document { lines: text_lines(input), address: None }
    };
    match document.lines.len() {
        0 => Err(Error::failed("the page is empty").hint("select all on the page, copy, and paste that")),
        1..=MAX_LINES => Ok(document),
        _ => Err(Error::failed(format!("the page has more than {MAX_LINES} lines")).hint(TAKE_TEXT)),
    }
}

/// Whether it starts with a tag, a comment or a declaration.
fn is_html(input: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?');
    tidy(input).strip_prefix('<').is_some_and(|rest| rest.starts_with(is_mark))
}

fn text_lines(input: &str) -> Vec<Line<'_>> {
    let numbered = (1..).zip(input.split('\n'));
    numbered
        .flat_map(|(number, line)| line.split(['\r', '\u{2028}', '\u{2029}']).map(move |part| (number, part)))
        .map(|(number, part)| Line { number, text: Cow::Borrowed(tidy(part)), slug: None })
        .filter(|line| !line.text.is_empty())
        .take(MAX_LINES + 1)
        .collect()
}

/// The text without blanks and invisible characters around it; those that shape an emoji stay.
pub(super) fn tidy(text: &str) -> &str {
    let is_emoji_part = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}');
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) && !is_emoji_part(c))
}
