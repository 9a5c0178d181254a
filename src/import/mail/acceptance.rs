//! Who accepted, as far as a mail tells.

use super::body::Line;
use super::envelope::Envelope;
use super::subject::Subject;
use super::words::{Words, person};
use super::{links, phrase};
use crate::record::name::fold;

/// A digest shows at most so many people (sources 3).
const MAX_IN_DIGEST: usize = 8;

/// What stands between a name and LinkedIn's in `"Full Name via LinkedIn"`, in some languages.
const VIA: [&str; 8] = ["via", "über", "a través de", "tramite", "por", "par", "przez", "aracılığıyla"];

/// Who accepted.
#[derive(Debug, Default)]
pub(super) struct Accepters {
    pub(super) slugs: Vec<String>,
    pub(super) full_name: Option<String>,
    pub(super) first_name: Option<String>,
}

/// Who accepted, if that is what the mail is about. `is_invitations`: it comes from LinkedIn's address for
/// invitations, so that its text is to be believed whatever its subject.
pub(super) fn read(
    envelope: &Envelope,
    subject: &Subject,
    bodies: &[Vec<Line>],
    is_invitations: bool,
) -> Option<Accepters> {
    let found = match subject {
        Subject::Other => None,
        Subject::Digest(first) => Some(digest(bodies, first.clone())),
        Subject::Accepted(name) => Some(single(envelope, bodies, Some(name))),
        Subject::Perhaps(name) => news(bodies).map(|_| single(envelope, bodies, name.as_deref())),
        Subject::Unknown if !is_invitations => None,
        Subject::Unknown if news(bodies).is_some() => {
            Some(single(envelope, bodies, None)).filter(|found| !found.slugs.is_empty())
        }
        Subject::Unknown => bodies
            .iter()
            .any(|lines| heading(lines).is_some() && has_footer(lines))
            .then(|| digest(bodies, None)),
    };
    found.filter(|found| !found.slugs.is_empty() || found.full_name.is_some() || found.first_name.is_some())
}

/// The line with the sentence of an acceptance, and who it says accepted.
struct News {
    body: usize,
    line: usize,
    name: String,
}

fn news(bodies: &[Vec<Line>]) -> Option<News> {
    let mut bodies = bodies.iter().enumerate();
    bodies.find_map(|(body, lines)| news_in(lines).map(|(line, name)| News { body, line, name }))
}

fn news_in(lines: &[Line]) -> Option<(usize, String)> {
    let whole = |at: usize| phrase::accepter(&lines[at].text);
    let broken_in_two = |at: usize| {
        let next = lines.get(at + 1)?;
        phrase::accepter(&format!("{} {}", lines[at].text, next.text))
    };
    let first = |name_at: &dyn Fn(usize) -> Option<String>| {
        (0..lines.len()).find_map(|at| name_at(at).map(|name| (at, name)))
    };
    first(&whole).or_else(|| first(&broken_in_two))
}

fn single(envelope: &Envelope, bodies: &[Vec<Line>], in_subject: Option<&str>) -> Accepters {
    let news = news(bodies);
    let said = news.as_ref().map(|news| news.name.as_str()).or(in_subject);
    let below = news.as_ref().and_then(|news| bodies.get(news.body)?.get(news.line + 1));
    let full_name = sender_name(&envelope.display)
        .filter(|name| said.is_none_or(|said| shares_word(name, said)))
        .or_else(|| [in_subject, said].into_iter().flatten().find(|name| is_full(name)).map(str::to_owned))
        .or_else(|| person(&below?.text).filter(|below| goes_on(below, said)));
    let first_name = match (said, &full_name) {
        (Some(said), Some(full)) if fold(said) == fold(full) => first_word(full),
        (Some(said), _) => Some(said.to_owned()),
        (None, full) => full.as_deref().and_then(first_word),
    };
    let names: Vec<&str> = [&full_name, &first_name].into_iter().flatten().map(String::as_str).collect();
    let slug = bodies
        .iter()
        .find_map(|lines| links::of_accepter(lines, news_in(lines).map(|(line, _)| line), &names));
    Accepters { slugs: slug.into_iter().collect(), full_name, first_name }
}

fn digest(bodies: &[Vec<Line>], first: Option<String>) -> Accepters {
    let count = bodies.iter().find_map(|lines| heading(lines)).map_or(MAX_IN_DIGEST, |(_, count)| count);
    let start = |lines: &[Line]| heading(lines).map(|(line, _)| line);
    let slugs = links::of_digest(bodies, &start, count.min(MAX_IN_DIGEST));
    let first_name = first.filter(|_| slugs.is_empty());
    Accepters { slugs, full_name: None, first_name }
}

/// The line `You have N new connections`, and N.
fn heading(lines: &[Line]) -> Option<(usize, usize)> {
    lines.iter().enumerate().find_map(|(at, line)| {
        let words = Words::of(&line.text);
        let is_it = words.starts_with("you have")
            && words.word(3) == Some("new")
            && matches!(words.word(4), Some("connection" | "connections"))
            && words.len() == 5;
        is_it.then(|| words.word(2)?.parse().ok())?.map(|count| (at, count))
    })
}

/// `You are receiving Accepted Invitation emails`
fn has_footer(lines: &[Line]) -> bool {
    lines.iter().any(|line| Words::of(&line.text).find("accepted invitation emails").is_some())
}

/// The person in `Full Name via LinkedIn` and in `Full Name`.
fn sender_name(display: &str) -> Option<String> {
    let words = Words::of(display);
    let Some(via) = words.find("linkedin") else { return person(display) };
    if via.start == 0 {
        return None;
    }
    let before = words.raw(0..via.start);
    let lower = before.to_lowercase();
    let bare = VIA
        .iter()
        .filter(|via| lower.ends_with(&format!(" {via}")))
        .find_map(|via| before.get(..before.len().checked_sub(via.len())?));
    person(bare?)
}

fn is_full(name: &str) -> bool {
    fold(name).contains(' ')
}

/// Whether a line goes on from the name that was said: `Freya` above `Freya Ferrer`.
fn goes_on(line: &str, said: Option<&str>) -> bool {
    said.is_some_and(|said| Words::of(line).starts_with(&fold(said)) && is_full(line))
}

/// Whether a part of the name that was said is in the sender's; Chinese ones have no blanks between their parts.
fn shares_word(name: &str, said: &str) -> bool {
    let name = fold(name);
    fold(said).split(' ').any(|word| name.contains(word))
}

fn first_word(name: &str) -> Option<String> {
    name.split_whitespace().next().and_then(person)
}
