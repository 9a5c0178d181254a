//! What single cells of a table say.

use crate::import::words::WORDS;
use crate::record::name::{clean, fold};

const MAX_TAG_CHARS: usize = 100;
const MAX_TAGS: usize = 50;

/// Of `Kovac, Ana`; not of `Ana Kovac, PhD`.
pub(super) fn last_first(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let is_given =
        |word: &str| word.chars().all(char::is_alphabetic) && !word.chars().skip(1).any(char::is_uppercase);
    let is_it =
        !last.is_empty() && !last.contains(' ') && !first.is_empty() && first.split(' ').all(is_given);
    is_it.then(|| format!("{first} {last}"))
}

pub(super) fn is_yes(cell: &str) -> bool {
    status_of(cell) == Some("accepted")
}

/// What people write where there is nothing to write.
pub(super) fn is_no(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—") || WORDS.status.get("no").is_some_and(|words| words.has(&fold(cell)))
}

/// What is asked (`Accepted?`) is not said.
pub(super) fn status_of(cell: &str) -> Option<&'static str> {
    let word = fold(cell);
    let known = WORDS.status.iter().find(|(_, words)| words.has(&word));
    match cell {
        "✓" | "✔" | "✅" => Some("accepted"),
        _ if is_no(cell) && known.is_none() => None,
        _ if cell.contains(['?', '¿', '？']) => Some("unknown"),
        _ => Some(known.map_or("unknown", |(status, _)| status.as_str())),
    }
}

/// What is called the name beside one part alone is the other part, unless that one is in it.
pub(super) fn full_name(first: &str, name: &str, last: &str) -> String {
    let has = |part: &str| part.is_empty() || fold(name).contains(&fold(part));
    match (first, name, last) {
        (first, "", last) => format!("{first} {last}"),
        (first, name, "") if !has(first) => format!("{first} {name}"),
        ("", name, last) if !has(last) => format!("{name} {last}"),
        (_, name, _) => name.to_owned(),
    }
}

pub(super) fn tags(text: &str) -> std::result::Result<Vec<String>, String> {
    let words = text.split([',', ';', '|']).filter(|word| !word.trim().is_empty());
    let cleaned = words.map(|word| clean(word, MAX_TAG_CHARS));
    let mut tags =
        cleaned.collect::<std::result::Result<Vec<_>, _>>().map_err(|error| format!("a tag: {error}"))?;
    tags.sort();
    tags.dedup();
    if tags.len() > MAX_TAGS {
        return Err(format!("more than {MAX_TAGS} tags"));
    }
    Ok(tags)
}
