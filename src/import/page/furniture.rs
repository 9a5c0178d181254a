//! What stands on the pages around the rows and the head: menus, tabs, captions, names of pictures.

use super::lines::Line;
use crate::record::name::fold;

/// Lines above the first row, after which nothing but names, tabs and menus can come, as [`fold`] leaves them.
const MARKS: [&str; 13] = [
    "manage invitations",
    "einladungen verwalten",
    "search with filters",
    "mit filtern suchen",
    "sort by",
    "sort by recently added",
    "sortieren nach",
    "sortieren nach zuletzt hinzugefugt",
    "recently added",
    "zuletzt hinzugefugt",
    "search by name",
    "nach namen suchen",
    "skip to main content",
];
/// Words of menus and tabs.
const MENU: [&str; 46] = [
    "cover photo",
    "background image",
    "profile photo",
    "profile picture",
    "home",
    "my network",
    "jobs",
    "messaging",
    "notifications",
    "me",
    "for business",
    "learning",
    "work",
    "received",
    "sent",
    "people",
    "pages",
    "events",
    "newsletters",
    "newsletter",
    "groups",
    "companies",
    "hashtags",
    "invitations",
    "all",
    "connections",
    "search",
    "skip to search",
    "try premium for 0",
    "startseite",
    "ihr netzwerk",
    "mein netzwerk",
    "nachrichten",
    "mitteilungen",
    "sie",
    "fur unternehmen",
    "erhalten",
    "empfangen",
    "gesendet",
    "personen",
    "seiten",
    "veranstaltungen",
    "gruppen",
    "unternehmen",
    "einladungen",
    "kontakte",
];
/// Captions that only screen readers are meant to hear, and that get copied too.
const CAPTIONS: [&str; 2] = ["member s name", "member s occupation"];

/// Whether everything down to this line is above the first row.
pub(super) fn is_mark(line: &Line<'_>) -> bool {
    let folded = fold_short(line);
    MARKS.contains(&folded.as_str()) || is_counted(&folded) || total(line).is_some()
}

/// Whether it is a word of a menu or a tab, with or without its number.
pub(super) fn is_menu(line: &Line<'_>) -> bool {
    let folded = fold_short(line);
    let word = folded.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
    is_mark(line) || MENU.contains(&word) || folded.chars().all(|c| c.is_ascii_digit() || c == ' ')
}

/// `Member’s name`
pub(super) fn is_caption(line: &Line<'_>) -> bool {
    CAPTIONS.contains(&fold_short(line).as_str())
}

/// `1,024 connections` above the list of them.
fn is_counted(folded: &str) -> bool {
    let word = folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    word != folded && matches!(word, "connections" | "connection" | "kontakte" | "kontakt" | "notifications")
}

/// The total of the tab `People (21)`.
pub(super) fn total(line: &Line<'_>) -> Option<u32> {
    let (word, number) = line.text.strip_suffix(')')?.split_once('(')?;
    let is_group_mark = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '’' | '\'');
    let digits: String = number.chars().filter(|c| !is_group_mark(*c)).collect();
    let is_number = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_tab = is_number && matches!(fold(word).as_str(), "people" | "personen");
    is_tab.then(|| digits.parse().ok())?
}

/// The name in the line that stands for a picture: `Ana Example’s profile picture`.
pub(super) fn pictured<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    const BEHIND: [&str; 4] = ["s profile picture", "s profile photo", " profile picture", " profile photo"];
    const BEFORE: [&str; 5] =
        ["Profilbild von ", "Profilfoto von ", "Foto von ", "Profile picture of ", "Profile photo of "];
    const GERMAN_STATES: [&str; 3] = [", offen für ", ", ist offen für ", ", stellt ein"];
    let text = line.text.as_ref();
    let english = BEHIND.iter().find_map(|behind| {
        let (name, _) = text.rsplit_once(behind)?;
        name.strip_suffix(['’', '\''])
    });
    english.or_else(|| {
        let name = BEFORE.iter().find_map(|before| text.strip_prefix(before))?;
        let state = GERMAN_STATES.iter().find_map(|state| name.rsplit_once(state));
        Some(state.map_or(name, |(name, _)| name))
    })
}

/// [`fold`], unless the line is too long for any label.
pub(super) fn fold_short(line: &Line<'_>) -> String {
    const LONGEST: usize = 100;
    if line.text.len() > LONGEST { String::new() } else { fold(&line.text) }
}
