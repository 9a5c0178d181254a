//! Who accepted, as far as a mail tells. The shapes of the mails are in `words.toml`.

use super::envelope::Envelope;
use super::words::{PHRASES, Phrase, Tokens, accepter, denies, person};
use crate::import::lines::{Line, Link};
use crate::import::words::{Phrases, WORDS};
use crate::record::name::{fold, fold_person};

/// Sources 3.
const MAX_IN_DIGEST: usize = 8;
const MAX_LINKS: usize = 200;
const MAX_NAME_WORDS: usize = 6;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Subject {
    /// Nothing else has that subject.
    Accepted(String),
    /// Other things have such a subject as well.
    Perhaps(Option<String>),
    Digest(Option<String>),
    Other,
    Unknown,
}

impl Subject {
    pub(super) fn of(subject: &str) -> Self {
        let (words, lower, mail) = (Tokens::of(subject), subject.trim_start().to_lowercase(), &WORDS.mail);
        let has = |phrases: &Phrases| phrases.iter().any(|phrase| words.find(phrase).is_some());
        let named = |forms: &[String]| {
            let said = forms.iter().find_map(|form| words.at_name(form));
            said.filter(|name| !denies(name)).map(person)
        };
        if mail.replies.iter().any(|reply| lower.starts_with(reply))
            || mail.suggestions.iter().any(|text| lower.contains(text))
            || has(&mail.other)
        {
            Self::Other
        } else if let Some(first) = named(&mail.digest) {
            Self::Digest(first)
        } else if let Some(name) = named(&mail.perhaps) {
            Self::Perhaps(name)
        } else if let Some(name) = named(&mail.accepted) {
            name.map_or(Self::Other, Self::Accepted)
        } else if has(&mail.of_acceptances) && !denies(subject) {
            Self::Other
        } else {
            Self::Unknown
        }
    }
}

#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Accepter {
    pub(super) slug: Option<String>,
    pub(super) full_name: Option<String>,
    /// In a digest only if it links to nobody.
    pub(super) first_name: Option<String>,
}

/// A part of a mail with its text folded once: most phrases are in no mail.
pub(super) struct Body {
    pub(super) lines: Vec<Line>,
    folded: String,
}

impl Body {
    pub(super) fn new(lines: Vec<Line>) -> Self {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let folded = fold(&texts.join(" "));
        Self { lines, folded }
    }
}

/// Who, and whether it says so in known words. `is_invitations`: it comes from LinkedIn's address for them, and is to
/// be believed whatever its subject.
pub(super) fn read(
    envelope: &Envelope,
    subject: &Subject,
    bodies: &[Body],
    is_invitations: bool,
) -> Option<(Vec<Accepter>, bool)> {
    let has_news = || bodies.iter().any(|body| news(body).is_some());
    let (found, is_known) = match subject {
        Subject::Digest(first) => (digest(bodies, first.clone()), true),
        Subject::Accepted(name) => (single(envelope, bodies, Some(name)), true),
        Subject::Perhaps(name) if has_news() => (single(envelope, bodies, name.as_deref()), true),
        Subject::Unknown if is_invitations && bodies.iter().any(is_digest) => (digest(bodies, None), true),
        Subject::Unknown if is_invitations && has_news() => {
            let found = single(envelope, bodies, None);
            let is_linked = found.iter().any(|accepter| accepter.slug.is_some());
            (if is_linked { found } else { return None }, true)
        }
        Subject::Unknown if is_invitations => (linked(envelope, bodies), false),
        _ => return None,
    };
    (!found.is_empty()).then_some((found, is_known))
}

/// Of a mail in words that are not known: whom it links to, if that tells more than its sender's name.
fn linked(envelope: &Envelope, bodies: &[Body]) -> Vec<Accepter> {
    let name = sender_name(&envelope.display).filter(|name| fold(name).contains(' '));
    let names: Vec<String> = name.iter().map(|name| fold_person(name)).collect();
    let theirs = bodies.iter().find_map(|body| slug_of(&body.lines, None, &names));
    let all = || bodies.iter().map(|body| distinct(&body.lines, |_| true)).max_by_key(Vec::len);
    let slugs = theirs.map(|slug| vec![slug]).or_else(all).unwrap_or_default();
    let accepter = |(nth, slug)| {
        let full_name = name.clone().filter(|_| nth == 0);
        Accepter { slug: Some(slug), full_name, first_name: None }
    };
    slugs.into_iter().take(MAX_IN_DIGEST).enumerate().map(accepter).collect()
}

fn news(body: &Body) -> Option<(usize, String)> {
    let said: Vec<&Phrase> = PHRASES.iter().filter(|(_, folded)| body.folded.contains(folded)).collect();
    if said.is_empty() {
        return None;
    }
    let lines = &body.lines;
    let whole = |at: usize| accepter(&lines[at].text, &said);
    let broken = |at: usize| accepter(&format!("{} {}", lines[at].text, lines.get(at + 1)?.text), &said);
    let first = |name_at: &dyn Fn(usize) -> Option<String>| {
        (0..lines.len()).find_map(|at| name_at(at).map(|name| (at, name)))
    };
    first(&whole).or_else(|| first(&broken))
}

fn single(envelope: &Envelope, bodies: &[Body], in_subject: Option<&str>) -> Vec<Accepter> {
    let found = bodies.iter().find_map(|body| news(body).map(|(at, name)| (body.lines.get(at + 1), name)));
    let said = found.as_ref().map(|(_, name)| name.as_str()).or(in_subject);
    let below = found.as_ref().and_then(|(below, _)| *below);
    let is_full = |name: &str| fold(name).contains(' ');
    // Chinese names have no blanks between their parts.
    let shares_word = |name: &str| {
        let name = fold(name);
        said.is_none_or(|said| fold(said).split(' ').any(|word| name.contains(word)))
    };
    // `Freya` above `Freya Ferrer`.
    let goes_on =
        |line: &str| said.is_some_and(|said| Tokens::of(line).starts_with(&fold(said)) && is_full(line));
    let full_name = sender_name(&envelope.display)
        .filter(|name| shares_word(name))
        .or_else(|| [in_subject, said].into_iter().flatten().find(|name| is_full(name)).map(str::to_owned))
        .or_else(|| person(&below?.text).filter(|below| goes_on(below)));
    let first_word = |name: &str| name.split_whitespace().next().and_then(person);
    let first_name = match (said, &full_name) {
        (Some(said), Some(full)) if fold(said) == fold(full) => first_word(full),
        (Some(said), _) => Some(said.to_owned()),
        (None, full) => full.as_deref().and_then(first_word),
    };
    let names: Vec<String> =
        [&full_name, &first_name].into_iter().flatten().map(|name| fold_person(name)).collect();
    let slug = bodies.iter().find_map(|body| slug_of(&body.lines, news(body).map(|(line, _)| line), &names));
    let is_somebody = slug.is_some() || full_name.is_some() || first_name.is_some();
    is_somebody.then_some(Accepter { slug, full_name, first_name }).into_iter().collect()
}

/// `Full Name via LinkedIn` or `Full Name`.
fn sender_name(display: &str) -> Option<String> {
    let words = Tokens::of(display);
    let Some(linkedin) = words.find("linkedin") else { return person(display) };
    let before = words.raw(0..linkedin.start);
    let lower = before.to_lowercase();
    let via = WORDS.mail.via.iter().find(|via| lower.ends_with(&format!(" {via}")))?;
    person(before.get(..before.len().checked_sub(via.len())?)?)
}

fn digest(bodies: &[Body], first: Option<String>) -> Vec<Accepter> {
    let count = bodies.iter().find_map(|body| heading(&body.lines)).map_or(MAX_IN_DIGEST, |(_, count)| count);
    let slugs = slugs_of_digest(bodies, count.min(MAX_IN_DIGEST));
    if slugs.is_empty() {
        return first
            .map(|first| Accepter { first_name: Some(first), ..Accepter::default() })
            .into_iter()
            .collect();
    }
    let accepter = |slug: String| {
        let full_name = bodies.iter().find_map(|body| name_above(&body.lines, &slug));
        Accepter { slug: Some(slug), full_name, first_name: None }
    };
    slugs.into_iter().map(accepter).collect()
}

/// Of a person in a digest: on a link to them, or the first line below the one before them.
fn name_above(lines: &[Line], slug: &str) -> Option<String> {
    let full =
        |text: &str| person(text).filter(|name| (2..=MAX_NAME_WORDS).contains(&name.split(' ').count()));
    let is_theirs = |line: &Line| line.links.iter().any(|link| link.slug == slug);
    let theirs = lines.iter().filter(|line| is_theirs(line)).flat_map(|line| &line.links);
    let labels = theirs.filter(|link| link.slug == slug).filter_map(|link| link.labels.last());
    let mut named = labels.filter(|label| read_label(label, &[]) != Label::Plain);
    named.find_map(|label| full(label)).or_else(|| {
        let at = lines.iter().position(is_theirs)?;
        let is_other = |line: &Line| !line.links.is_empty() || heading(std::slice::from_ref(line)).is_some();
        let start = lines[..at].iter().rposition(is_other).map_or(0, |before| before + 1);
        lines[start..at].iter().find(|line| !line.text.trim().is_empty()).and_then(|line| full(&line.text))
    })
}

/// `You have N new connections`
fn heading(lines: &[Line]) -> Option<(usize, usize)> {
    lines.iter().enumerate().find_map(|(at, line)| {
        let words = Tokens::of(&line.text);
        let count = WORDS.mail.digest_heading.iter().find_map(|form| words.at_name(form))?;
        Some((at, count.parse().ok()?))
    })
}

fn is_digest(body: &Body) -> bool {
    let has_form =
        |form: &String| form.split_once('N').is_some_and(|(_, behind)| body.folded.contains(behind));
    WORDS.mail.digest_footer.iter().any(|text| body.folded.contains(text))
        && WORDS.mail.digest_heading.iter().any(has_form)
        && heading(&body.lines).is_some()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    Theirs,
    Plain,
    /// Somebody else's name, as far as one can know.
    Foreign,
}

fn about_the_news(lines: &[Line], start: usize) -> &[Line] {
    let lines = lines.get(start..).unwrap_or_default();
    let is_end = |line: &Line| {
        let words = Tokens::of(&line.text);
        WORDS.mail.ends.iter().any(|end| words.starts_with(end))
    };
    let end = lines.iter().skip(1).position(is_end).map_or(lines.len(), |end| end + 1);
    &lines[..end]
}

/// Above the news stands the user's own picture, below it suggestions with other people's links. So a link is theirs
/// if one of `names` (folded, the best first) is on it, or if nothing is and it is the first below the news.
fn slug_of(lines: &[Line], news: Option<usize>, names: &[String]) -> Option<String> {
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

/// What its `View profile` leads to.
fn slugs_of_digest(bodies: &[Body], most: usize) -> Vec<String> {
    let regions = bodies.iter().map(|body| (heading(&body.lines), &body.lines));
    let regions: Vec<(bool, &[Line])> = regions
        .map(|(heading, lines)| (heading.is_some(), about_the_news(lines, heading.map_or(0, |(at, _)| at))))
        .collect();
    let is_view_profile = |link: &Link| {
        let label = link.labels.first().map(|label| Tokens::of(label));
        label.is_some_and(|label| label.starts_with("view") && label.iter().next_back() == Some("profile"))
    };
    let marked = regions.iter().map(|(_, lines)| distinct(lines, is_view_profile));
    let best = marked.max_by_key(Vec::len).unwrap_or_default();
    if !best.is_empty() {
        return best.into_iter().take(most).collect();
    }
    // If names are on the links instead, there must not be more of them than of new connections.
    let all =
        regions.iter().filter(|(has_heading, _)| *has_heading).map(|(_, lines)| distinct(lines, |_| true));
    all.filter(|slugs| slugs.len() <= most).max_by_key(Vec::len).unwrap_or_default()
}

fn links_in(lines: &[Line]) -> impl Iterator<Item = (usize, &Link)> {
    let numbered = lines.iter().enumerate();
    numbered.flat_map(|(at, line)| line.links.iter().map(move |link| (at, link))).take(MAX_LINKS)
}

fn distinct(lines: &[Line], is_wanted: impl Fn(&Link) -> bool) -> Vec<String> {
    let mut slugs = Vec::new();
    for (_, link) in links_in(lines).filter(|(_, link)| is_wanted(link)) {
        if !slugs.contains(&link.slug) {
            slugs.push(link.slug.clone());
        }
    }
    slugs
}

fn label_of(link: &Link, names: &[String]) -> Label {
    let mut labels = link.labels.iter().map(|label| read_label(label, names));
    match labels.next() {
        // Only above a bare or a plain button stands whose it is.
        Some(Label::Plain) => {
            let above: Vec<Label> = labels.collect();
            match above.iter().find(|label| **label != Label::Plain) {
                Some(_) if above.contains(&Label::Theirs) => Label::Theirs,
                Some(_) => Label::Foreign,
                None => Label::Plain,
            }
        }
        label => label.unwrap_or(Label::Plain),
    }
}

pub(super) fn read_label(label: &str, names: &[String]) -> Label {
    let words = Tokens::of(label);
    let is_of_buttons = |word: &str| WORDS.mail.button_words.has(word);
    if words.iter().all(is_of_buttons) {
        return Label::Plain;
    }
    let is_theirs = |name: &String| {
        let Some(found) = words.find(name) else { return false };
        let begins = found.start == 0;
        // "Freya Ferrer", "Freya Ferrer Research Lead", but of a first name alone only "Freya".
        begins && (name.contains(' ') || found.end == words.len())
            || words.iter().enumerate().all(|(at, word)| found.contains(&at) || is_of_buttons(word))
            || begins && accepter(label, &PHRASES.iter().collect::<Vec<_>>()).is_some()
    };
    if names.iter().any(is_theirs) { Label::Theirs } else { Label::Foreign }
}
