//! A table that fits: columns shrink and drop by priority.

use anstyle::{Ansi256Color, Color, Effects};
use comfy_table::{Attribute, ContentArrangement, Table as Grid, presets};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sanitize;
use super::text::Role;
use super::ui::Ui;

#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub title: &'static str,
    /// It never shrinks to less, though what it holds may be narrower.
    pub min: usize,
    pub max: usize,
    /// The highest is dropped first; 0: never.
    pub drop: u8,
}

#[derive(Clone, Debug)]
pub struct Cell(pub Role, pub String);

impl Cell {
    pub fn plain(text: impl Into<String>) -> Self {
        Self(Role::Plain, text.into())
    }
}

const GAP: u16 = 2;

pub fn print(ui: &mut Ui, columns: &[Column], rows: &[Vec<Cell>]) {
    let safe: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| sanitize::line(&cell.1).into_owned()).collect())
        .collect();
    let widths = fit(columns, &natural_widths(columns, &safe), ui.width().unwrap_or(usize::MAX));
    let mut grid = Grid::new();
    grid.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if ui.colour {
        grid.enforce_styling();
    } else {
        grid.force_no_tty();
    }
    let kept = || widths.iter().enumerate().filter_map(|(index, width)| width.map(|width| (index, width)));
    grid.add_row(kept().map(|(index, width)| dress(Role::Faint, cut(columns[index].title, width))));
    for (row, texts) in rows.iter().zip(&safe) {
        grid.add_row(kept().map(|(index, width)| dress(row[index].0, cut(&texts[index], width))));
    }
    let last = kept().count().saturating_sub(1);
    for (index, column) in grid.column_iter_mut().enumerate() {
        column.set_padding((0, if index == last { 0 } else { GAP }));
    }
    for line in grid.lines() {
        ui.raw(line.trim_end());
        ui.raw("\n");
    }
}

/// Styled by the table, which otherwise would count the styling into the width.
fn dress(role: Role, text: String) -> comfy_table::Cell {
    let style = role.style();
    let mut cell = comfy_table::Cell::new(text);
    if let Some(Color::Ansi(colour)) = style.get_fg_color() {
        cell = cell.fg(comfy_table::Color::AnsiValue(Ansi256Color::from_ansi(colour).index()));
    }
    let effects = style.get_effects();
    for (effect, attribute) in [(Effects::BOLD, Attribute::Bold), (Effects::DIMMED, Attribute::Dim)] {
        if effects.contains(effect) {
            cell = cell.add_attribute(attribute);
        }
    }
    cell
}

fn natural_widths(columns: &[Column], rows: &[Vec<String>]) -> Vec<usize> {
    let widest = |index: usize| rows.iter().map(|row| row[index].width()).max().unwrap_or(0);
    let natural = |(index, column): (usize, &Column)| widest(index).max(column.title.width()).min(column.max);
    columns.iter().enumerate().map(natural).collect()
}

/// None where it was dropped. What is too wide shrinks first, the widest most.
fn fit(columns: &[Column], natural: &[usize], room: usize) -> Vec<Option<usize>> {
    let mut widths: Vec<Option<usize>> = natural.iter().copied().map(Some).collect();
    loop {
        let kept = widths.iter().flatten().count();
        let used: usize = widths.iter().flatten().sum::<usize>() + usize::from(GAP) * kept.saturating_sub(1);
        let Some(excess) = used.checked_sub(room).filter(|&excess| excess > 0) else { return widths };
        let shrinkable =
            |index: usize| widths[index].map_or(0, |width| width.saturating_sub(columns[index].min));
        if let Some(index) =
            (0..columns.len()).max_by_key(|&index| shrinkable(index)).filter(|&index| shrinkable(index) > 0)
        {
            widths[index] = widths[index].map(|width| width - excess.min(shrinkable(index)));
            continue;
        }
        let last = (0..columns.len()).filter(|&index| widths[index].is_some() && columns[index].drop > 0);
        let Some(index) = last.max_by_key(|&index| columns[index].drop) else { return widths };
        widths[index] = None;
        // With one column less the others may have their natural width again.
        for (width, &natural) in widths.iter_mut().zip(natural) {
            *width = width.map(|_| natural);
        }
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let mut kept = String::new();
    for c in text.chars() {
        let Some(left) = room.checked_sub(c.width().unwrap_or(0)) else { break };
        room = left;
        kept.push(c);
    }
    // A family of emoji is narrower than its members; never end up wider than asked for.
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { title: "WHO", min: 6, max: 99, drop: 0 },
        Column { title: "SENT", min: 4, max: 99, drop: 2 },
        Column { title: "WHY", min: 8, max: 99, drop: 1 },
    ];

    #[test]
    fn columns_shrink_then_drop_by_priority() {
        let natural = [10, 11, 40];
        assert_eq!(fit(COLUMNS, &natural, 80), [Some(10), Some(11), Some(40)]);
        assert_eq!(fit(COLUMNS, &natural, 50), [Some(10), Some(11), Some(25)]);
        assert_eq!(fit(COLUMNS, &natural, 21), [Some(10), None, Some(9)]);
        assert_eq!(fit(COLUMNS, &natural, 10), [Some(10), None, None]);
        assert_eq!(fit(COLUMNS, &natural, 5), [Some(6), None, None]);
    }

    #[test]
    fn cutting_counts_display_columns() {
        assert_eq!(cut("Zoë Brandt", 10), "Zoë Brandt");
        assert_eq!(cut("Zoë Brandt", 6), "Zoë B…");
        assert_eq!(cut("田中太郎さん", 7), "田中太…");
        assert_eq!(cut("a", 0), "…");
    }
}
