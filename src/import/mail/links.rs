//! Whose profile a link leads to.
//!
//! Above the news stands the user's own picture, below it suggestions with other people's links. So a link is the
//! accepter's if their name is written on it, or if nothing is and it is the first below the news.

use super::body::{Line, Link};
use super::phrase::accepter;
use super::words::Words;
use crate::record::name::fold_person;

/// More links than any of LinkedIn's mails has.
const MAX_LINKS: usize = 200;

/// How a line begins below which other people are shown, or nobody.
const ENDS: [&str; 14] = [
    "suggestions",
    "suggested",
    "people you may know",
    "people also",
    "people in",
    "you may know",
    "you may also know",
    "more people",
    "grow your network",
    "explore",
    "who else",
    "you are receiving",
    "this email was intended for",
    "unsubscribe",
];

/// Words on a button that leads to anybody.
const BUTTON_WORDS: [&str; 19] = [
    "a", "view", "see", "visit", "show", "open", "go", "to", "full", "s", "profile", "picture", "photo",
    "of", "image", "message", "send", "say", "hello",
];

/// What is written on a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
    /// The accepter's name.
    Theirs,
    /// Nothing, or what stands on any button.
    Plain,
    /// Something else: somebody else's name, as far as one can know.
    Foreign,
}

/// The lines from `start` on that are about the news.
pub(super) fn about_the_news(lines: &[Line], start: usize) -> &[Line] {
    let lines = lines.get(start..).unwrap_or_default();
    let is_end = |line: &Line| {
        let words = Words::of(&line.text);
        ENDS.iter().any(|end| words.starts_with(end))
    };
    let end = lines.iter().skip(1).position(is_end).map_or(lines.len(), |end| end + 1);
    &lines[..end]
}

/// The slug of the person called `names` (the best first), who is in the news at line `news`, if there.
pub(super) fn of_accepter(lines: &[Line], news: Option<usize>, names: &[&str]) -> Option<String> {
    let start = news.unwrap_or_default();
    let end = start + about_the_news(lines, start).len();
    let shown: Vec<(usize, &Link)> = links_in(&lines[..end]).collect();
    let theirs = shown.iter().find(|(_, link)| label_of(link, names) == Label::Theirs);
    // Without the line of the news, there is no telling what the first link is.
    let first = news.and_then(|news| shown.iter().find(|(line, _)| *line >= news));
    let is_plain = |slug: &str| {
        let mut same = links_in(lines).filter(|(_, link)| link.slug == slug);
        same.all(|(_, link)| label_of(link, names) == Label::Plain)
    };
    let found = theirs.or_else(|| first.filter(|(_, link)| is_plain(&link.slug)));
    found.map(|(_, link)| link.slug.clone())
}

/// The slugs of a digest: what its `View profile` leads to, at most `most` of them.
pub(super) fn of_digest(
    bodies: &[Vec<Line>],
    heading: &dyn Fn(&[Line]) -> Option<usize>,
    most: usize,
) -> Vec<String> {
    let regions: Vec<(bool, &[Line])> = bodies
        .iter()
        .map(|lines| (heading(lines).is_some(), about_the_news(lines, heading(lines).unwrap_or_default())))
        .collect();
    let marked =
        regions.iter().map(|(_, lines)| distinct(links_in(lines).filter(|(_, link)| is_view_profile(link))));
    let best = marked.max_by_key(Vec::len).unwrap_or_default();
    if !best.is_empty() {
        return best.into_iter().take(most).collect();
    }
    // If names are on the links instead, there must not be more of them than of new connections.
    let all =
        regions.iter().filter(|(has_heading, _)| *has_heading).map(|(_, lines)| distinct(links_in(lines)));
    all.filter(|slugs| slugs.len() <= most).max_by_key(Vec::len).unwrap_or_default()
}

fn links_in(lines: &[Line]) -> impl Iterator<Item = (usize, &Link)> {
    let numbered = lines.iter().enumerate();
    numbered.flat_map(|(line, Line { links, .. })| links.iter().map(move |link| (line, link))).take(MAX_LINKS)
}

fn distinct<'a>(links: impl Iterator<Item = (usize, &'a Link)>) -> Vec<String> {
    let mut slugs = Vec::new();
    for (_, link) in links {
        if !slugs.contains(&link.slug) {
            slugs.push(link.slug.clone());
        }
    }
    slugs
}

fn is_view_profile(link: &Link) -> bool {
    let label = link.labels.first().map(|label| Words::of(label));
    label.is_some_and(|label| label.starts_with("view") && label.word(label.len() - 1) == Some("profile"))
}

fn label_of(link: &Link, names: &[&str]) -> Label {
    let mut labels = link.labels.iter().map(|label| label_text(label, names));
    match labels.next() {
        None => Label::Plain,
        // Only above a bare or a plain button stands whose it is.
        Some(Label::Plain) => {
            let above: Vec<Label> = labels.collect();
            let all_plain = above.iter().all(|label| *label == Label::Plain);
            let theirs = above.contains(&Label::Theirs);
            if theirs {
                Label::Theirs
            } else if all_plain {
                Label::Plain
            } else {
                Label::Foreign
            }
        }
        Some(label) => label,
    }
}

fn label_text(label: &str, names: &[&str]) -> Label {
    let words = Words::of(label);
    let names: Vec<String> = names.iter().map(|name| fold_person(name)).collect();
    if words.iter().all(|word| BUTTON_WORDS.contains(&word)) {
        return Label::Plain;
    }
    // "Freya Ferrer", "Freya Ferrer Research Lead", but of a first name alone only "Freya".
    let begins = |name: &String| words.starts_with(name) && (name.contains(' ') || words.is(name));
    let is_button = |name: &String| {
        words.find(name).is_some_and(|found| {
            let others = words.iter().enumerate().filter(|(at, _)| !found.contains(at));
            others.map(|(_, word)| word).all(|word| BUTTON_WORDS.contains(&word))
        })
    };
    let is_news = |name: &String| words.starts_with(name) && accepter(label).is_some();
    let is_theirs = names.iter().any(|name| begins(name) || is_button(name) || is_news(name));
    if is_theirs { Label::Theirs } else { Label::Foreign }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_whose_a_link_is() {
        let names = ["Freya Ferrer, PhD", "Freya"];
        for label in [
            "Freya Ferrer",
            "FREYA",
            "Freya Ferrer Research Lead",
            "View Freya's profile",
            "Freya Ferrer’s profile picture",
            "Message Freya",
            "Freya has accepted your invitation",
        ] {
            assert_eq!(label_text(label, &names), Label::Theirs, "{label}");
        }
        for label in ["", "View profile:", "See full profile", "Message", "🚀"] {
            assert_eq!(label_text(label, &names), Label::Plain, "{label}");
        }
        for label in
            ["Somebody Else", "Freya Andersson", "Freyas Freund", "View Ana's profile", "Profil anzeigen"]
        {
            assert_eq!(label_text(label, &names), Label::Foreign, "{label}");
        }
    }
}
