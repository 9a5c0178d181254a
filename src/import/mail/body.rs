//! The text of a mail as lines, with the profiles that they link to.

use mail_parser::{MessageParser, PartType};

use super::html;
use crate::record::slug::read_slug;

/// A line of text and the profiles linked to in it or right below it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) links: Vec<Link>,
}

/// A link to a profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Link {
    /// All that is kept of its address: the rest are tokens that log somebody in.
    pub(super) slug: String,
    /// What is written on it, or in plain text before it.
    pub(super) labels: Vec<String>,
}

/// Many more lines than any of LinkedIn's mails has: each is searched for phrases in all languages.
const MAX_LINES: usize = 5_000;

/// The texts of a mail, HTML first: only there it is certain what a link is written on.
pub(super) fn read(bytes: &[u8]) -> Vec<Vec<Line>> {
    let Some(message) = MessageParser::default().parse(bytes) else { return Vec::new() };
    let shown = message.html_body.iter().chain(&message.text_body).filter_map(|id| message.part(*id));
    let (mut formatted, mut plain) = (Vec::new(), Vec::new());
    for part in shown {
        match &part.body {
            PartType::Html(text) => formatted.push(html::read(text)),
            PartType::Text(text) => plain.push(read_plain(text)),
            _ => {}
        }
    }
    formatted.append(&mut plain);
    for lines in &mut formatted {
        lines.truncate(MAX_LINES);
    }
    take_apart(message);
    formatted
}

/// Frees mails inside mails one by one: thousands of them inside each other would overflow the stack.
fn take_apart(message: mail_parser::Message) {
    let mut left = vec![message];
    while let Some(message) = left.pop() {
        left.extend(message.parts.into_iter().filter_map(|part| match part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        }));
    }
}

/// How many lines above a bare address may say whose it is.
const CAPTION_LINES: usize = 4;

fn read_plain(text: &str) -> Vec<Line> {
    let mut lines = Vec::<Line>::new();
    for raw in text.lines() {
        let (text, addresses) = without_addresses(raw);
        let above = lines.iter().rev().take(CAPTION_LINES).map(|line| line.text.as_str());
        let caption = above.take_while(|line| !line.trim().is_empty());
        let labels: Vec<String> = [text.as_str()].into_iter().chain(caption).map(str::to_owned).collect();
        let slugs = addresses.into_iter().filter_map(profile);
        let profiles = slugs.map(|slug| Link { slug, labels: labels.clone() }).collect();
        lines.push(Line { text, links: profiles });
    }
    lines
}

/// The line without its web addresses, and those.
fn without_addresses(line: &str) -> (String, Vec<&str>) {
    let (mut text, mut addresses) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(start) = find_address(rest) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>()\"".contains(c)).unwrap_or(from.len());
        let (address, behind) = from.split_at(end);
        text.push_str(before);
        addresses.push(address);
        rest = behind;
    }
    (text + rest, addresses)
}

fn find_address(text: &str) -> Option<usize> {
    let begins = |at: &usize| ["http://", "https://"].iter().any(|scheme| text[*at..].starts_with(scheme));
    text.match_indices("http").map(|(at, _)| at).find(begins)
}

/// The slug of a profile's address; none of any other address.
pub(super) fn profile(address: &str) -> Option<String> {
    // Without the parameters, which may be long.
    let address = address.split(['?', '#']).next()?;
    if address.contains("://") { read_slug(address).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_slugs_and_no_tokens() {
        let text = "Anders Menon\r\nView profile: https://www.linkedin.com/comm/in/anders-menon?midToken=AQF\r\n\r\n\
            Settings: https://www.linkedin.com/comm/psettings?otpToken=zzz";
        let lines = read_plain(text);
        assert_eq!(lines[1].text, "View profile: ");
        assert_eq!(lines[1].links[0].slug, "anders-menon");
        assert_eq!(lines[1].links[0].labels, ["View profile: ", "Anders Menon"]);
        assert_eq!(lines[3], Line { text: "Settings: ".to_owned(), links: Vec::new() });
        assert!(!format!("{lines:?}").contains("AQF") && !format!("{lines:?}").contains("zzz"));
    }

    #[test]
    fn only_profiles_of_linkedin_count() {
        for (address, slug) in [
            ("https://www.linkedin.com/comm/in/tom%C3%A1s-menon?x=/in/b", Some("tomás-menon")),
            ("http://de.linkedin.com/in/ana/", Some("ana")),
            ("https://www.linkedin.com/comm/messaging/compose?x=/in/ana", None),
            ("https://linkedin.com.evil.example/comm/in/ana", None),
            ("https://evil.example/?https://www.linkedin.com/in/ana", None),
            ("ana", None),
        ] {
            assert_eq!(profile(address).as_deref(), slug, "{address}");
        }
    }

    #[test]
    fn mails_inside_mails_do_not_overflow_the_stack() {
        let deep = b"Content-Type: message/rfc822\n\n".repeat(8_000);
        assert!(read(&deep).is_empty());
    }
}
