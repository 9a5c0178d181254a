//! Where the head of a profile page begins and ends.

use super::badge::split_badge;
use super::buttons::is_telling;
use crate::import::lines::Line;
use crate::import::page::around::{fold_short, is_heading, is_menu, pictured};
use crate::import::words::WORDS;
use crate::record::name::{fold, is_invisible};
use crate::record::observation::Degree;

const MOST_MENU_LINES: usize = 100;
const MOST_LINES: usize = 30;
/// Pronouns, and what is only read out.
const MOST_ABOVE_BADGE: usize = 3;

#[derive(Debug)]
pub(super) struct Head<'l> {
    pub(super) name: Option<(&'l Line, &'l str)>,
    pub(super) badge: Option<&'l str>,
    pub(super) degree: Option<Degree>,
    pub(super) body: &'l [Line],
}

impl<'l> Head<'l> {
    /// And whether they were read: a badge is not if another degree counts.
    pub(super) fn above(&self, degree: Option<Degree>) -> Vec<(&'l str, bool)> {
        let (name, badge) = (self.name.map(|(line, _)| line.text.as_str()), self.badge);
        let badge =
            badge.map(|badge| (badge, self.degree == degree)).filter(|(badge, _)| Some(*badge) != name);
        name.map(|name| (name, true)).into_iter().chain(badge).collect()
    }

    /// The first line is the headline, unless nothing but numbers stands above the buttons.
    pub(super) fn below_headline(
        &self,
        first_button: usize,
        is_number: fn(&str) -> bool,
    ) -> impl Iterator<Item = (usize, &'l str)> + Clone + use<'l> {
        let above = &self.body[..first_button.min(self.body.len())];
        let headline = usize::from(!above.iter().all(|line| is_number(&line.text)));
        self.body.iter().map(|line| line.text.as_str()).enumerate().skip(headline)
    }
}

pub(super) fn find<'l>(lines: &'l [Line]) -> Option<Head<'l>> {
    let first = lines.iter().position(|line| !is_menu(line) && pictured(line).is_none())?;
    let whole = |line: &'l Line| Some((line, line.text.as_str()));
    let inline = split_badge(&lines[first].text).filter(|(name, _)| !name.is_empty());
    let (name, badge, start) = match (inline, badge_at(lines, first)) {
        (Some((name, _)), _) => (Some((&lines[first], name)), Some(first), first + 1),
        (None, Some(badge)) if badge - first <= MOST_ABOVE_BADGE => {
            (whole(&lines[first]), Some(badge), badge + 1)
        }
        (None, Some(badge)) => {
            (nearest_name(lines, badge).and_then(|at| whole(&lines[at])), Some(badge), badge + 1)
        }
        (None, None) => (whole(&lines[first]), None, first + 1),
    };
    let body = &lines[start..];
    let end = end_of(body, name.map(|(_, name)| name));
    let badge = badge.map(|at| lines[at].text.as_str());
    let degree = badge.and_then(split_badge).map(|(_, degree)| degree);
    Some(Head { name, badge, degree, body: &body[..end] })
}

/// What stands below the first section is another person's, and so is a badge below the buttons.
fn badge_at(lines: &[Line], first: usize) -> Option<usize> {
    let behind = |line: &&Line| !is_heading(line) && !is_telling(line);
    let below = lines.iter().enumerate().skip(first + 1).take(MOST_MENU_LINES);
    let mut below = below.take_while(|(_, line)| behind(line));
    below.find(|(_, line)| is_own_badge(line)).map(|(at, _)| at)
}

fn is_own_badge(line: &Line) -> bool {
    split_badge(&line.text).is_some_and(|(before, _)| before.is_empty() || is_aside(before))
}

fn nearest_name(lines: &[Line], badge: usize) -> Option<usize> {
    let nearest = (0..badge).rev().take(MOST_ABOVE_BADGE);
    nearest.into_iter().find(|at| !is_aside(&lines[*at].text) && pictured(&lines[*at]).is_none())
}

/// `She/Her`, `(they)`, `2nd degree connection`
fn is_aside(text: &str) -> bool {
    const LONGEST: usize = 60;
    let is_pronoun = |part: &str| part.trim().chars().all(|c| c.is_alphabetic() || is_invisible(c));
    let folded = if text.len() > LONGEST { String::new() } else { fold(text) };
    text.contains('/') && text.len() <= LONGEST && text.split('/').all(is_pronoun)
        || text.starts_with('(') && text.ends_with(')')
        || folded.ends_with(" degree connection")
        || WORDS.page.asides.has(&folded)
}

/// Down to the first section, or to whatever looks like somebody else.
fn end_of(body: &[Line], name: Option<&str>) -> usize {
    let name = name.map(fold).filter(|name| !name.is_empty());
    let is_end =
        |line: &Line| is_heading(line) || name.as_ref().is_some_and(|name| *name == fold_short(line));
    let most = body.len().min(MOST_LINES);
    let end = body[..most].iter().position(is_end).unwrap_or(most);
    // The first line is the headline, which may end like a badge.
    let mut cards = body[..end].iter().enumerate().skip(1);
    match cards.find(|(_, line)| split_badge(&line.text).is_some()) {
        Some((at, line)) if is_own_badge(line) => nearest_name(&body[..end], at).unwrap_or(at),
        Some((at, _)) => at,
        None => end,
    }
}
