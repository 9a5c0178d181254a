//! The rows of a list: each ends with a dated line, and its name is found by walking back to the row before.

use super::BadLine;
use super::furniture::{fold_short, is_caption, is_mark, is_menu, pictured};
use super::lines::Line;
use crate::import::MAX_NAME_CHARS;
use crate::record::name::{clean, fold};

/// The end of a row.
pub(super) struct End<T> {
    /// Index of the dated line.
    pub(super) at: usize,
    /// Index of the first line behind the row.
    pub(super) next: usize,
    /// What the dated line tells, or why it makes no sense.
    pub(super) told: Result<T, &'static str>,
}

/// A row that makes sense.
pub(super) struct Row<T> {
    /// Line of the page's text where it starts.
    pub(super) number: u64,
    /// Whom it is about.
    pub(super) name: String,
    /// Their profile.
    pub(super) slug: Option<String>,
    /// What its dated line tells.
    pub(super) told: T,
}

/// The rows that end there, those that make sense and the others.
pub(super) fn between<T>(lines: &[Line<'_>], ends: Vec<End<T>>) -> (Vec<Row<T>>, Vec<BadLine>) {
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    let mut start = 0;
    for end in without_headlines(ends) {
        let number = lines[end.at].number;
        match read(&lines[start..end.at], start == 0, end.told) {
            Ok(row) => rows.push(row),
            Err(reason) => bad.push(BadLine { row: number, reason }),
        }
        start = end.next;
    }
    (rows, bad)
}

/// A headline may look like a dated line. Then the real one follows it at once, and no row is between them.
fn without_headlines<T>(ends: Vec<End<T>>) -> Vec<End<T>> {
    let mut kept: Vec<End<T>> = Vec::with_capacity(ends.len());
    for end in ends {
        match kept.last_mut() {
            Some(last) if last.next == end.at => *last = end,
            _ => kept.push(end),
        }
    }
    kept
}

fn read<T>(
    lines: &[Line<'_>],
    is_first: bool,
    told: Result<T, &'static str>,
) -> Result<Row<T>, &'static str> {
    let told = told?;
    let (at, name) = find_name(lines, is_first).ok_or("no name stands above its date")?;
    let name = clean(name, MAX_NAME_CHARS).map_err(|_| "the name is too long, or none")?;
    let slug = lines[at..].iter().find_map(|line| line.slug.clone());
    Ok(Row { number: lines[at].number, name, slug, told })
}

/// The name, and the index of its line: below its picture, or the first line of the row. Above the first row
/// stand the menus of the page.
fn find_name<'l>(lines: &'l [Line<'_>], is_first: bool) -> Option<(usize, &'l str)> {
    let below_picture = lines
        .windows(2)
        .position(|pair| pictured(&pair[0]).is_some_and(|name| fold(name) == fold(&pair[1].text)));
    if let Some(at) = below_picture {
        return Some((at + 1, lines[at + 1].text.as_ref()));
    }
    let above = if is_first { above_first_row(lines) } else { 0 };
    let mut candidates = lines.iter().enumerate().skip(above);
    let named = candidates.clone().find(|(_, line)| pictured(line).is_none() && !is_caption(line));
    let named = named.map(|(at, line)| (at, line.text.as_ref()));
    named.or_else(|| candidates.find_map(|(at, line)| pictured(line).map(|name| (at, name))))
}

/// How many lines stand above the first row. If all could, then the first that need not is the name: a headline
/// may be a word of a menu.
fn above_first_row(lines: &[Line<'_>]) -> usize {
    let marked = lines.iter().rposition(is_mark).map_or(0, |at| at + 1);
    let marked = if marked < lines.len() { marked } else { 0 };
    let menu = lines[marked..].iter().take_while(|line| is_menu(line)).count();
    if marked + menu < lines.len() { marked + menu } else { marked }
}

/// Whether the line is one of these words, as [`fold`] leaves them.
pub(super) fn is_one_of(line: &Line<'_>, words: &[&str]) -> bool {
    words.contains(&fold_short(line).as_str())
}
