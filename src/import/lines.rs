//! Pages and mails, HTML or plain text, to the lines that say something, as a browser would show them, and the profiles
//! that they link to.

use mail_parser::decoders::html::html_to_text;

use crate::error::{Error, Result};
use crate::record::name::is_invisible;
use crate::record::slug::read_slug;

const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "label", "li-icon",
    "mark", "path", "s", "small", "span", "strong", "sub", "sup", "svg", "tt", "u", "use", "wbr",
];
const RAW: [&str; 9] =
    ["script", "style", "title", "textarea", "noscript", "iframe", "noembed", "noframes", "xmp"];
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];
const UNSEEN: [&str; 2] = ["visually-hidden", "a11y-text"];
const CONNECTIONS: &str = "linkedin.com/mynetwork/invite-connect/connections";

/// 30,000 connections have about 150,000.
const MAX_LINES: usize = 1_000_000;

pub(super) const TAKE_TEXT: &str = "select all on the page, copy, and take that text instead";

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// A saved page. Its styles often set neighbours below each other, as name and headline.
    #[default]
    Page,
    /// A mail, in which what is hidden counts, too.
    Mail,
}

#[derive(Default, Debug)]
pub(super) struct Document {
    pub(super) lines: Vec<Line>,
    /// The profile of which it is the page.
    pub(super) address: Option<String>,
    /// It links to the invitations sent.
    pub(super) links_to_sent: bool,
    pub(super) asks_for_password: bool,
    /// By its address, which a browser may write into it.
    pub(super) is_connections: bool,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    pub(super) text: String,
    pub(super) links: Vec<Link>,
    /// What screen readers say of the button.
    pub(super) action: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Link {
    /// All that is kept of its address: the rest are tokens that log somebody in.
    pub(super) slug: String,
    /// What is written on it, pictures included; in plain text what stands before it.
    pub(super) labels: Vec<String>,
}

impl Line {
    pub(super) fn slug(&self) -> Option<&str> {
        self.links.first().map(|link| link.slug.as_str())
    }
}

pub(super) fn profile(address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().filter(|address| address.contains("/in/"))?;
    read_slug(address).ok()
}

/// HTML starts with a tag, a comment or a declaration.
pub(super) fn of_page(input: &str) -> Result<Document> {
    let is_mark = |c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?');
    let is_html = tidy(input).strip_prefix('<').is_some_and(|rest| rest.starts_with(is_mark));
    let document = if is_html { of_html(input, Style::Page) } else { of_text(input) };
    match document.lines.len() {
        0 => Err(Error::failed("the page is empty").hint("select all on the page, copy, and paste that")),
        1..=MAX_LINES => Ok(document),
        _ => Err(Error::failed(format!("the page has more than {MAX_LINES} lines")).hint(TAKE_TEXT)),
    }
}

fn of_text(input: &str) -> Document {
    let ends = ['\r', '\u{2028}', '\u{2029}'];
    let all = (1..).zip(input.split('\n')).flat_map(|(number, line)| {
        line.split(ends).map(move |part| Line { number, text: tidy(part).to_owned(), ..Line::default() })
    });
    let lines = all.filter(|line| !line.text.is_empty()).take(MAX_LINES + 1).collect();
    Document { lines, ..Document::default() }
}

/// Those that shape an emoji stay.
pub(super) fn tidy(text: &str) -> &str {
    let is_emoji_part = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}');
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) && !is_emoji_part(c))
}

pub(super) fn of_html(html: &str, style: Style) -> Document {
    let mut page = Builder { style, ..Builder::default() };
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        page.write(text);
        rest = page.enter(tag);
    }
    page.write(rest);
    page.end_link();
    page.end_line();
    page.document
}

#[derive(Default)]
struct Builder {
    style: Style,
    document: Document,
    text: String,
    links: Vec<Link>,
    open: Option<Open>,
    action: Option<String>,
    hidden: Option<(String, usize)>,
    after_inline: bool,
}

/// A link that is not closed yet.
struct Open {
    slug: String,
    label: String,
    is_told: bool,
}

impl Builder {
    fn write(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        self.text.push_str(text);
        self.label(text);
        self.after_inline &= text.trim().is_empty();
    }

    fn label(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.label.push_str(text);
        }
    }

    fn enter<'a>(&mut self, tag: &'a str) -> &'a str {
        if let Some(comment) = tag.strip_prefix("!--") {
            let (comment, rest) = comment.split_once("-->").unwrap_or((comment, ""));
            // A browser may write the page's address into its first comment.
            let address =
                comment.split_once("saved from url=(").and_then(|(_, behind)| behind.split_once(')'));
            self.note_address(address.map(|(_, url)| url.trim()));
            return rest;
        }
        let (is_end, inner) = tag.strip_prefix('/').map_or((false, tag), |inner| (true, inner));
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
            self.write("&lt;");
            return tag;
        }
        let name_ends = |c: char| c.is_whitespace() || matches!(c, '/' | '>');
        let (name, behind) = inner.split_at(inner.find(name_ends).unwrap_or(inner.len()));
        let (name, (tag, rest)) = (name.to_ascii_lowercase(), HtmlTag::read(behind));
        if is_end {
            self.close(&name);
            return rest;
        }
        self.begin(&name, &tag);
        if RAW.contains(&name.as_str()) { behind_element(rest, &name) } else { rest }
    }

    fn begin(&mut self, name: &str, tag: &HtmlTag<'_>) {
        if let Some((hiding, depth)) = &mut self.hidden {
            *depth += usize::from(hiding == name);
            return;
        }
        let is = |key, value| tag.get(key) == Some(value);
        match name {
            "link" if is("rel", "canonical") => self.note_address(tag.get("href")),
            "meta" if is("property", "og:url") => self.note_address(tag.get("content")),
            "input" => self.document.asks_for_password |= is("type", "password"),
            "img" => self.label(&format!(" {} ", tag.get("alt").unwrap_or_default())),
            _ => {}
        }
        let is_neighbour = self.style == Style::Page && self.after_inline && matches!(name, "a" | "span");
        if !INLINE.contains(&name) || is_neighbour {
            self.end_line();
        }
        if matches!(name, "a" | "button") {
            self.action = tag.get("aria-label").map(plain).or(self.action.take());
            let href = tag.get("href").unwrap_or_default();
            self.document.links_to_sent |= href.contains("/invitation-manager/sent");
        }
        let may_hide = !tag.is_closed && !VOID.contains(&name) && !RAW.contains(&name);
        if may_hide && (name == "template" || self.style == Style::Page && is_hidden(name, tag)) {
            self.hidden = Some((name.to_owned(), 1));
        } else if name == "a" {
            // Links don't nest: one ends the other.
            self.end_link();
            let slug = tag.get("href").and_then(|href| profile(html_to_text(href).trim()));
            self.open = slug.map(|slug| Open { slug, label: String::new(), is_told: false });
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
        if name == "a" {
            self.end_link();
        }
        if !INLINE.contains(&name) {
            self.end_line();
        }
        self.after_inline = matches!(name, "a" | "span");
    }

    fn note_address(&mut self, url: Option<&str>) {
        self.document.is_connections |= url.is_some_and(|url| url.contains(CONNECTIONS));
        if self.document.address.is_none() {
            self.document.address = url.and_then(profile);
        }
    }

    /// Tells of the link in each line that it goes over, or of one that says nothing once.
    fn tell_link(&mut self, is_end: bool) {
        let Some(open) = &mut self.open else { return };
        let label = plain(&std::mem::take(&mut open.label));
        if !label.is_empty() || is_end && !open.is_told {
            open.is_told = true;
            self.links.push(Link { slug: open.slug.clone(), labels: vec![label] });
        }
    }

    fn end_link(&mut self) {
        self.tell_link(true);
        self.open = None;
    }

    fn end_line(&mut self) {
        self.tell_link(false);
        let text = plain(&std::mem::take(&mut self.text));
        if !text.is_empty() || !self.links.is_empty() {
            let (links, action) = (std::mem::take(&mut self.links), self.action.take());
            // Of a page only what is seen is a line.
            if self.style == Style::Mail || !text.is_empty() {
                let number = self.document.lines.len() as u64 + 1;
                self.document.lines.push(Line { number, text, links, action });
            }
        }
        self.after_inline = false;
    }
}

fn plain(text: &str) -> String {
    tidy(&html_to_text(text).split_whitespace().collect::<Vec<_>>().join(" ")).to_owned()
}

fn is_hidden(name: &str, tag: &HtmlTag<'_>) -> bool {
    let class = tag.get("class").unwrap_or_default();
    let style = tag.get("style").unwrap_or_default();
    name == "code"
        || tag.get("hidden").is_some()
        || class.split_ascii_whitespace().any(|class| UNSEEN.contains(&class))
        || style.replace(' ', "").contains("display:none")
}

#[derive(Default)]
struct HtmlTag<'a> {
    attributes: Vec<(&'a str, &'a str)>,
    is_closed: bool,
}

impl<'a> HtmlTag<'a> {
    /// From behind its name, and what follows on it. A `>` between quotes is part of a value.
    fn read(mut text: &'a str) -> (Self, &'a str) {
        let mut tag = Self::default();
        loop {
            let rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                tag.is_closed = text[..text.len() - rest.len()].ends_with('/');
                return (tag, rest.get(1..).unwrap_or_default());
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/' | '>'));
            let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
            let (value, behind) = match behind.trim_start().strip_prefix('=') {
                Some(value) => split_value(value.trim_start()),
                None => ("", behind),
            };
            tag.attributes.push((name, value));
            text = behind;
        }
    }

    fn get(&self, wanted: &str) -> Option<&'a str> {
        let is_it = |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(wanted);
        self.attributes.iter().find(is_it).map(|(_, value)| *value)
    }
}

fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

fn behind_element<'a>(html: &'a str, name: &str) -> &'a str {
    let ends = |&(at, _): &(usize, &str)| {
        html[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    html.match_indices("</").find(ends).map_or("", |(at, _)| &html[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> Vec<(String, Vec<String>)> {
        let link = |link: Link| format!("{}: {}", link.slug, link.labels.join("|"));
        of_html(html, Style::Mail)
            .lines
            .into_iter()
            .map(|line| (line.text, line.links.into_iter().map(link).collect()))
            .collect()
    }

    fn line(text: &str, links: &[&str]) -> (String, Vec<String>) {
        (text.to_owned(), links.iter().map(|&link| link.to_owned()).collect())
    }

    #[test]
    fn blocks_are_lines_and_links_keep_their_words() {
        let html = "<html><head><title>x</title><STYLE>p > a { }</Style></head><!-- <p>no</p> --><body>\
            <p><b>Zo&euml;</b> has\n accepted&nbsp;your invitation<br/>Zo&#235; &lt;Brandt&gt;</p>\
            <A class=x HREF='https://www.linkedin.com/comm/in/zoe?a=1&amp;b=\">'><div><img alt=\"Zoë's picture\"></div>Brandt</A>\
            <a href=https://www.linkedin.com/comm/in/ana>A</a><a href=\"https://x.example\">B</a> 1 < 2";
        assert_eq!(
            shown(html),
            [
                line("Zoë has accepted your invitation", &[]),
                line("Zoë <Brandt>", &[]),
                line("", &["zoe: Zoë's picture"]),
                line("BrandtAB 1 < 2", &["zoe: Brandt", "ana: A"]),
            ]
        );
    }

    #[test]
    fn broken_html_is_read_as_far_as_it_goes() {
        for (html, lines) in [
            ("", vec![]),
            ("a<", vec![line("a<", &[])]),
            ("a<!-- b", vec![line("a", &[])]),
            ("<style>a", vec![]),
            ("a<p title=\"b>c", vec![line("a", &[])]),
            ("<a href=https://www.linkedin.com/in/ana>A", vec![line("A", &["ana: A"])]),
            ("<a href", vec![]),
            ("<a =>b", vec![line("b", &[])]),
            ("<template>a<b></template>c", vec![line("c", &[])]),
        ] {
            assert_eq!(shown(html), lines, "{html}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<|>|/|a|p|img|style|href|alt|=|\"|'|&|;|#|!--|-->| |é|https://www.linkedin.com/in/){0,40}") {
            of_html(&html, Style::Mail);
            of_html(&html, Style::Page);
        }
    }
}
