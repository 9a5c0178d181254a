//! A profile page: its head, from the name down to the first section. Below stand other people.

mod badge;
mod buttons;
mod head;

use super::around::fold_short;
use crate::import::input::MAX_NAME_CHARS;
use crate::import::lines::{Document, Line};
use crate::import::words::WORDS;
use crate::record::count::{CONNECTIONS_LIMIT, read_connections};
use crate::record::labels::LabelMeaning;
use crate::record::name::{clean, is_invisible};
use crate::record::observation::{Button, CONNECTIONS_CAP, Degree};
use crate::record::slug::{looks_like_url, read_slug};
use crate::record::suggest::excerpt;

use self::buttons::ButtonLine;
use self::head::Head;

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ProfileLook {
    pub name: Option<String>,
    /// Of a page saved as HTML, or copied with its address.
    pub slug: Option<String>,
    pub button: Option<Button>,
    /// *Remove connection* stands for the first, too.
    pub degree: Option<Degree>,
    /// [`CONNECTIONS_CAP`] from there on; none if hidden.
    pub connections: Option<u32>,
    /// Connections that both have.
    pub shared: Option<u32>,
    pub read: Vec<String>,
    pub ignored: Vec<String>,
}

pub(super) fn read(document: &Document) -> Option<(ProfileLook, bool)> {
    let mut head = head::find(&document.lines)?;
    let buttons = buttons::find(head.body, head.name.map(|(_, name)| name));
    if let Some((last, _)) = buttons.last() {
        // Below its buttons the head tells nothing, and not every section's heading is known.
        head.body = &head.body[..=*last];
    }
    let button = main_button(&buttons);
    let degree = degree(&head, &buttons, button);
    let is_number = |text: &str| {
        text.starts_with(char::is_numeric) || count_in(text).or_else(|| shared_in(text)).is_some()
    };
    let below = head.below_headline(buttons.first().map_or(usize::MAX, |(at, _)| *at), is_number);
    let count = below.clone().find_map(|(index, text)| Some((index, count_in(text)?)));
    let shared = below.clone().find_map(|(index, text)| Some((index, shared_in(text)?)));
    if button.is_none() && degree.is_none() && count.is_none() {
        return None;
    }
    // Beside a button proof enough of what the page is.
    let is_contact = |line: &Line| WORDS.page.contact.has(&fold_short(line));
    let is_certain = head.degree.is_some() || button.is_some() && head.body.iter().any(is_contact);
    let mut look = ProfileLook {
        name: head.name.and_then(|(_, name)| clean(name, MAX_NAME_CHARS).ok()),
        slug: slug(&head, document),
        button,
        degree,
        connections: count.map(|(_, count)| count),
        shared: shared.map(|(_, count)| count),
        ..ProfileLook::default()
    };
    let is_read = |index| {
        buttons.iter().any(|(at, _)| *at == index)
            || [count, shared].into_iter().flatten().any(|(at, _)| at == index)
    };
    let body = head.body.iter().enumerate().map(|(index, line)| (line.text.as_str(), is_read(index)));
    for (text, is_read) in head.above(degree).into_iter().chain(body) {
        let list = if is_read { &mut look.read } else { &mut look.ignored };
        list.push(said(text));
    }
    Some((look, is_certain))
}

/// What tells of an open invitation, or that none is, outranks what tells of a connection.
fn degree(head: &Head<'_>, buttons: &[ButtonLine], button: Option<Button>) -> Option<Degree> {
    let is_outranked = matches!(button, Some(Button::Pending | Button::Accept | Button::Connect));
    let can_be_removed = buttons.iter().any(|(_, shown)| shown.contains(&LabelMeaning::Connected));
    let shown = if can_be_removed { Some(Degree::First) } else { head.degree };
    match shown {
        // Beside such a button "Remove connection" says nothing, and so does the badge of a connection.
        Some(Degree::First) if is_outranked => head.degree.filter(|degree| *degree != Degree::First),
        shown => shown,
    }
}

/// The one that counts (sources 1). Following and writing say nothing: of these the first one shown.
fn main_button(buttons: &[ButtonLine]) -> Option<Button> {
    let shown: Vec<Button> = buttons
        .iter()
        .flat_map(|(_, meanings)| meanings)
        .filter_map(|meaning| match meaning {
            LabelMeaning::Button(button) => Some(*button),
            LabelMeaning::Connected => None,
        })
        .collect();
    let telling = [Button::Pending, Button::Accept, Button::Connect];
    telling.into_iter().find(|button| shown.contains(button)).or_else(|| shown.first().copied())
}

fn count_in(text: &str) -> Option<u32> {
    const LONGEST: usize = 300;
    if text.len() > LONGEST {
        return None;
    }
    let is_capped = |part: &str, count| count == CONNECTIONS_CAP && part.contains(['+', '>']);
    // A number without a word could be anything's.
    let is_told = |part: &str, count| part.contains(char::is_alphabetic) || is_capped(part, count);
    text.split(badge::is_dot)
        .find_map(|part| read_connections(part).ok().filter(|count| is_told(part, *count)))
}

/// `12 mutual connections`; `Ana Lee, Bo Berg, and 12 other mutual connections`: whoever is named counts, too.
fn shared_in(text: &str) -> Option<u32> {
    const LONGEST: usize = 300;
    let lower_case = Some(text).filter(|text| text.len() <= LONGEST)?.trim().to_lowercase();
    let before = WORDS.page.shared.iter().find_map(|words| lower_case.strip_suffix(words.as_str()))?;
    let joined =
        WORDS.page.and.iter().fold(before.to_owned(), |text, and| text.replace(&format!(" {and} "), ","));
    let count = |part: &str| {
        let digits: String = part.trim_start().chars().take_while(char::is_ascii_digit).collect();
        if digits.is_empty() { Some(1) } else { digits.parse().ok() }
    };
    let parts = joined.split(',').filter(|part| !part.trim().is_empty());
    let all: Vec<u32> = parts.map(count).collect::<Option<_>>()?;
    let sum: u32 = all.iter().try_fold(0_u32, |sum, one| sum.checked_add(*one))?;
    Some(sum).filter(|sum| (1..=CONNECTIONS_LIMIT).contains(sum))
}

fn slug(head: &Head<'_>, document: &Document) -> Option<String> {
    let linked = head.name.and_then(|(line, _)| line.slug()).map(str::to_owned);
    let address = |line: &Line| {
        let is_profile = looks_like_url(&line.text) && line.text.contains("/in/");
        if is_profile { read_slug(&line.text).ok() } else { None }
    };
    let copied = || document.lines.first().into_iter().chain(head.body).find_map(address);
    linked.or_else(|| document.address.clone()).or_else(copied)
}

fn said(text: &str) -> String {
    let visible = text.chars().take(MAX_NAME_CHARS).filter(|c| !is_invisible(*c));
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    excerpt(visible.map(blank).collect::<String>().trim())
}
