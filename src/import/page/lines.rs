//! Text or HTML to the lines that say something, each with the profile it links to.

use std::borrow::Cow;

use crate::error::{Error, Result};
use crate::import::html::{self, About, Style};
use crate::record::name::is_invisible;

/// 30,000 connections have about 150,000.
const MAX_LINES: usize = 1_000_000;

pub(super) const TAKE_TEXT: &str = "select all on the page, copy, and take that text instead";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// In the page's text, from 1.
    pub(super) number: u64,
    pub(super) text: Cow<'t, str>,
    pub(super) slug: Option<String>,
    /// Of a button, in a page saved as HTML.
    pub(super) action: Option<String>,
}

#[derive(Debug)]
pub(super) struct Document<'t> {
    pub(super) lines: Vec<Line<'t>>,
    pub(super) about: About,
}

/// HTML starts with a tag, a comment or a declaration.
pub(super) fn read(input: &str) -> Result<Document<'_>> {
    let is_mark = |c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?');
    let is_html = tidy(input).strip_prefix('<').is_some_and(|rest| rest.starts_with(is_mark));
    let document = if is_html {
        html_lines(input)
    } else {
        Document { lines: text_lines(input), about: About::default() }
    };
    match document.lines.len() {
        0 => Err(Error::failed("the page is empty").hint("select all on the page, copy, and paste that")),
        1..=MAX_LINES => Ok(document),
        _ => Err(Error::failed(format!("the page has more than {MAX_LINES} lines")).hint(TAKE_TEXT)),
    }
}

fn html_lines(input: &str) -> Document<'static> {
    let html::Document { lines, about } = html::read(input, Style::Page);
    let told = lines.into_iter().filter(|line| !tidy(&line.text).is_empty());
    let line = |(number, line): (u64, html::Line)| Line {
        number,
        text: tidy(&line.text).to_owned().into(),
        slug: line.links.into_iter().next().map(|link| link.slug),
        action: line.action,
    };
    Document { lines: (1..).zip(told).map(line).collect(), about }
}

fn text_lines(input: &str) -> Vec<Line<'_>> {
    let numbered = (1..).zip(input.split('\n'));
    numbered
        .flat_map(|(number, line)| line.split(['\r', '\u{2028}', '\u{2029}']).map(move |part| (number, part)))
        .map(|(number, part)| Line { number, text: tidy(part).into(), slug: None, action: None })
        .filter(|line| !line.text.is_empty())
        .take(MAX_LINES + 1)
        .collect()
}

/// Those that shape an emoji stay.
pub(super) fn tidy(text: &str) -> &str {
    let is_emoji_part = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}');
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) && !is_emoji_part(c))
}
