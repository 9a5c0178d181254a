//! What stands on the pages around the rows and the head: menus, tabs, captions, names of pictures.

use crate::import::lines::Line;
use crate::import::words::WORDS;
use crate::record::name::fold;

/// Whether everything down to this line is above the first row.
pub(super) fn is_mark(line: &Line) -> bool {
    let folded = fold_short(line);
    // `1,024 connections` above the list of them.
    let word = folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let is_counted = word != folded && WORDS.page.counted.has(word);
    WORDS.page.marks.has(&folded) || is_counted || total(line).is_some()
}

pub(super) fn is_menu(line: &Line) -> bool {
    let folded = fold_short(line);
    let word = folded.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
    is_mark(line) || WORDS.page.menu.has(word) || folded.chars().all(|c| c.is_ascii_digit() || c == ' ')
}

/// `Member’s name`
pub(super) fn is_caption(line: &Line) -> bool {
    WORDS.page.captions.has(&fold_short(line))
}

pub(super) fn is_heading(line: &Line) -> bool {
    let folded = fold_short(line);
    WORDS.page.headings.values().any(|headings| headings.has(&folded))
}

/// `People (21)`
pub(super) fn total(line: &Line) -> Option<u32> {
    let (word, number) = line.text.strip_suffix(')')?.split_once('(')?;
    let is_group_mark = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '’' | '\'');
    let digits: String = number.chars().filter(|c| !is_group_mark(*c)).collect();
    let is_number = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && WORDS.page.total.has(&fold(word))).then(|| digits.parse().ok())?
}

/// `Ana Example’s profile picture`
pub(super) fn pictured(line: &Line) -> Option<&str> {
    let (text, words) = (line.text.as_str(), &WORDS.page);
    let possessive = words.picture.iter().find_map(|behind| Some(text.rsplit_once(behind.as_str())?.0));
    possessive.or_else(|| {
        let name = words.picture_of.iter().find_map(|before| text.strip_prefix(before.as_str()))?;
        let state = words.picture_states.iter().find_map(|state| name.rsplit_once(state.as_str()));
        Some(state.map_or(name, |(name, _)| name))
    })
}

/// The words for a picture are many, but it says whose it is: a longer line with the whole name in it, above the name. A
/// name of one word may be a word of anything, and what ends alike may be a name with the headline behind it.
pub(super) fn shows(picture: &Line, name: &Line, is_followed: bool) -> bool {
    let (said, name) = (fold_short(picture), fold_short(name));
    let is_name = name.contains(' ') || !name.is_ascii();
    let known = pictured(picture).is_some_and(|pictured| fold(pictured) == name && !name.is_empty());
    known
        || is_name
            && said.len() > name.len()
            && said.match_indices(&name).any(|(at, _)| {
                let ends = at + name.len() == said.len();
                at == 0 || said[..at].ends_with(' ') && (!ends || is_followed)
            })
}

/// Empty if the line is too long for any label.
pub(super) fn fold_short(line: &Line) -> String {
    const LONGEST: usize = 100;
    if line.text.len() > LONGEST { String::new() } else { fold(&line.text) }
}
