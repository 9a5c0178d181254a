//! HTML to lines, as a browser would copy them, and the profiles that they link to.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::Attribute;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::attributes::{MAX_ATTRIBUTES, are_too_many};
use super::lines::{Document, Line, MAX_LINES, TAKE_TEXT, tidy};
use crate::error::{Error, Result};
use crate::record::slug::read_slug;

/// Elements whose contents are no HTML.
const RAW: [&str; 9] =
    ["script", "style", "title", "textarea", "noscript", "iframe", "noembed", "noframes", "xmp"];
/// Elements within a line.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "img", "label", "li-icon", "mark", "path",
    "small", "span", "strong", "sub", "sup", "svg", "u", "wbr",
];
/// Elements without an end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// The lines of a page saved as HTML.
pub(super) fn read(html: &str) -> Result<Document<'static>> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = html;
    while !rest.is_empty() {
        // Piece by piece from `<` to `<`: between two tokens it is known what the next piece begins.
        let end = rest.get(1..).and_then(|behind| behind.find('<')).map_or(rest.len(), |at| at + 1);
        if tokenizer.sink.may_open_tag(rest) && are_too_many(rest) {
            let what = format!("the page has an HTML tag with more than {MAX_ATTRIBUTES} attributes");
            return Err(Error::failed(what).hint(TAKE_TEXT));
        }
        let (piece, behind) = rest.split_at(end);
        queue.push_back(StrTendril::from_slice(piece));
        tokenizer.sink.expect(piece);
        // A sink that never returns a script is never interrupted.
        let _ = tokenizer.feed(&queue);
        rest = behind;
    }
    tokenizer.end();
    Ok(tokenizer.sink.page.into_inner().finish())
}

/// Receives the tokens.
#[derive(Default)]
struct Sink {
    page: RefCell<Builder>,
    /// Whether the last piece ended inside of a tag or a comment.
    is_open: Cell<bool>,
    /// Whether what comes is no HTML but the contents of one of [`RAW`].
    is_raw: Cell<bool>,
}

impl Sink {
    fn may_open_tag(&self, piece: &str) -> bool {
        let is_tag = |mark: &str| {
            piece.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        };
        !self.is_open.get() && (is_tag("</") || is_tag("<") && !self.is_raw.get())
    }

    /// Takes the piece for the inside of a tag or a comment, until a token comes out of it. A mark after which
    /// another `<` starts anew is neither.
    fn expect(&self, piece: &str) {
        let is_end_of_raw = || piece.trim_start_matches(['<', '/']).bytes().all(|b| b.is_ascii_alphabetic());
        if piece != "<" && !(self.is_raw.get() && is_end_of_raw()) {
            self.is_open.set(true);
        }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        // An error can be reported in the middle of a tag.
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        let mut page = self.page.borrow_mut();
        self.is_open.set(false);
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                page.open(&tag);
                self.is_raw.set(RAW.contains(&&*tag.name));
                if self.is_raw.get() {
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
            }
            Token::TagToken(tag) => {
                page.close(&tag.name);
                self.is_raw.set(false);
            }
            Token::CharacterTokens(text) => page.write(&text),
            Token::CommentToken(text) => page.comment(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The page so far.
#[derive(Default)]
struct Builder {
    document: Document<'static>,
    /// The line so far: runs of blanks are one.
    text: String,
    /// The profile that the line links to.
    line_slug: Option<String>,
    /// The profile that the link around here leads to.
    link: Option<String>,
    /// The element that hides its contents, and how many of its name are open.
    hidden: Option<(String, usize)>,
    /// Whether a link or span has just ended.
    after_inline: bool,
}

impl Builder {
    fn open(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if let Some((hiding, depth)) = &mut self.hidden {
            *depth += usize::from(hiding == name);
            return;
        }
        self.note_address(name, &tag.attrs);
        let is_container = matches!(name, "a" | "span");
        // Styles often set neighbours below each other, as name and headline.
        if !INLINE.contains(&name) || is_container && self.after_inline {
            self.end_line();
        }
        if hides(tag) {
            self.hidden = Some((name.to_owned(), 1));
        } else if name == "a" {
            self.link = attribute(&tag.attrs, "href").and_then(profile_slug);
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hiding, depth)) = &mut self.hidden {
            *depth -= usize::from(hiding == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        if !INLINE.contains(&name) {
            self.end_line();
        }
        self.after_inline = matches!(name, "a" | "span");
        if name == "a" {
            self.link = None;
        }
    }

    fn write(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        for character in text.chars() {
            let is_blank = character.is_whitespace();
            if !is_blank {
                self.text.push(character);
                self.after_inline = false;
            } else if !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
        if self.line_slug.is_none() && !text.trim().is_empty() {
            self.line_slug.clone_from(&self.link);
        }
    }

    /// A browser may write the page's address into its first comment.
    fn comment(&mut self, text: &str) {
        if let Some((_, behind)) = text.split_once("saved from url=(")
            && let Some((_, url)) = behind.split_once(')')
        {
            self.set_address(url.trim());
        }
    }

    fn note_address(&mut self, name: &str, attributes: &[Attribute]) {
        let is = |key, value| attribute(attributes, key) == Some(value);
        let address = match name {
            "link" if is("rel", "canonical") => attribute(attributes, "href"),
            "meta" if is("property", "og:url") => attribute(attributes, "content"),
            _ => None,
        };
        if let Some(url) = address {
            self.set_address(url);
        }
    }

    fn set_address(&mut self, url: &str) {
        if self.document.address.is_none() {
            self.document.address = profile_slug(url);
        }
    }

    fn end_line(&mut self) {
        let (lines, slug) = (&mut self.document.lines, self.line_slug.take());
        let text = tidy(&self.text);
        if !text.is_empty() && lines.len() <= MAX_LINES {
            let number = lines.last().map_or(1, |line| line.number + 1);
            lines.push(Line { number, text: Cow::Owned(text.to_owned()), slug });
        }
        self.text.clear();
        self.after_inline = false;
    }

    fn finish(mut self) -> Document<'static> {
        self.end_line();
        self.document
    }
}

/// Whether an element's contents are not shown, or only read out.
fn hides(tag: &Tag) -> bool {
    let name: &str = &tag.name;
    let classes = attribute(&tag.attrs, "class").unwrap_or_default();
    let style = attribute(&tag.attrs, "style").unwrap_or_default();
    let is_unseen = || {
        attribute(&tag.attrs, "hidden").is_some()
            || classes.split_ascii_whitespace().any(|class| matches!(class, "visually-hidden" | "a11y-text"))
            || style.replace(' ', "").contains("display:none")
    };
    let may_hide = !tag.self_closing && !VOID.contains(&name);
    RAW.contains(&name) || may_hide && (matches!(name, "template" | "code") || is_unseen())
}

fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// The slug in a link to a profile.
fn profile_slug(url: &str) -> Option<String> {
    if url.contains("/in/") { read_slug(url).ok() } else { None }
}
