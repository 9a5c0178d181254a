//! The HTML of a mail as lines: enough to know which words belong to which link.

use mail_parser::decoders::html::html_to_text;

use super::body::{Line, Link, profile};

/// Elements that don't begin a line of their own.
const INLINE: [&str; 19] = [
    "a", "abbr", "b", "big", "code", "em", "font", "i", "img", "mark", "s", "small", "span", "strong", "sub",
    "sup", "tt", "u", "wbr",
];

/// Elements whose content nobody sees as text.
const UNSEEN: [&str; 4] = ["style", "script", "title", "template"];

pub(super) fn read(html: &str) -> Vec<Line> {
    let mut page = Page::default();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        page.add(text);
        rest = page.enter(tag);
    }
    page.add(rest);
    page.end_link();
    page.end_line();
    page.lines
}

#[derive(Default)]
struct Page {
    lines: Vec<Line>,
    /// The line being read, with its entities.
    text: String,
    links: Vec<Link>,
    open: Option<Open>,
}

/// A link that has not ended.
struct Open {
    slug: Option<String>,
    label: String,
}

impl Page {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
        self.label(text);
    }

    fn label(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut().filter(|open| open.slug.is_some()) {
            open.label.push_str(text);
        }
    }

    /// Takes in what follows a `<`, and returns what follows the tag.
    fn enter<'a>(&mut self, tag: &'a str) -> &'a str {
        if let Some(comment) = tag.strip_prefix("!--") {
            return comment.split_once("-->").map_or("", |(_, rest)| rest);
        }
        let (is_end, inner) = tag.strip_prefix('/').map_or((false, tag), |inner| (true, inner));
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
            self.add("&lt;");
            return tag;
        }
        let (inner, rest) = split_tag(inner);
        let (name, attributes) =
            inner.split_at(inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len()));
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "a" => self.begin_link(if is_end { None } else { attribute(attributes, "href") }),
            "img" => self.label(&format!(" {} ", attribute(attributes, "alt").unwrap_or_default())),
            name if !INLINE.contains(&name) => self.end_line(),
            _ => {}
        }
        if !is_end && UNSEEN.contains(&name.as_str()) { behind_element(rest, &name) } else { rest }
    }

    /// Links don't nest: one ends the other.
    fn begin_link(&mut self, href: Option<&str>) {
        self.end_link();
        self.open = href.map(|href| Open { slug: profile(html_to_text(href).trim()), label: String::new() });
    }

    fn end_link(&mut self) {
        if let Some(Open { slug: Some(slug), label }) = self.open.take() {
            self.links.push(Link { slug, labels: vec![html_to_text(&label).trim().to_owned()] });
        }
    }

    fn end_line(&mut self) {
        self.label(" ");
        let text = html_to_text(&std::mem::take(&mut self.text)).trim().to_owned();
        if !text.is_empty() || !self.links.is_empty() {
            self.lines.push(Line { text, links: std::mem::take(&mut self.links) });
        }
    }
}

/// The inside of a tag, and what follows its `>`; a `>` between quotes is part of a value.
fn split_tag(tag: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (&tag[..at], &tag[at + 1..]),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    (tag, "")
}

/// The value of an attribute, with its entities.
fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/');
        let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let (value, behind) = match behind.trim_start().strip_prefix('=') {
            Some(value) => split_value(value.trim_start()),
            None => ("", behind),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        if behind.is_empty() {
            return None;
        }
        rest = behind;
    }
}

fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// What follows the end of an element that is not shown.
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
        read(html).into_iter().map(|line| (line.text, line.links.into_iter().map(link).collect())).collect()
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
                line("Zoë has accepted\u{a0}your invitation", &[]),
                line("Zoë <Brandt>", &[]),
                line("BrandtAB 1 < 2", &["zoe: Zoë's picture Brandt", "ana: A"]),
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
        ] {
            assert_eq!(shown(html), lines, "{html}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<|>|/|a|p|img|style|href|alt|=|\"|'|&|;|#|!--|-->| |é|https://www.linkedin.com/in/){0,40}") {
            read(&html);
        }
    }
}
