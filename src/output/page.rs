//! Pages of the documentation, for a terminal: headings, paragraphs, lists, tables, examples.

use super::text::{hang, strong};
use super::ui::Ui;

/// Columns that a last one needs.
const LEAST: usize = 24;

pub fn print(page: &str, ui: &mut Ui) {
    ui.page(page.lines().count());
    ui.lay_out();
    let width = ui.width().unwrap_or_default();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let code = lines.by_ref().take_while(|line| !line.starts_with("```"));
            code.for_each(|line| ui.raw(&format!("  {line}\n")));
        } else if line.starts_with('#') {
            ui.line(strong(plain(line.trim_start_matches(['#', ' ']))));
        } else if line.is_empty() {
            ui.raw("\n");
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|next| next.starts_with('|')) {
                rows.push(cells(row));
            }
            // Below the titles stands a line of dashes.
            rows.remove(1);
            table(&rows, width, ui);
        } else {
            let mut text = line.to_owned();
            while let Some(more) = lines.next_if(|next| goes_on(next)) {
                text = format!("{text} {}", more.trim());
            }
            let indent = if text.starts_with("- ") { 2 } else { 0 };
            ui.raw(&(hang(&plain(&text), indent, width) + "\n"));
        }
    }
}

fn goes_on(line: &str) -> bool {
    !line.is_empty() && !["- ", "#", "|", "```"].iter().any(|begin| line.starts_with(begin))
}

fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split('|').map(|cell| plain(cell.trim())).collect()
}

/// Columns, of which the last goes over several lines; one below the other, where they don't fit.
fn table(rows: &[Vec<String>], width: usize, ui: &mut Ui) {
    let widest =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default() + 2;
    let before: Vec<usize> = (0..rows[0].len() - 1).map(widest).collect();
    let indent: usize = before.iter().sum();
    if indent + LEAST > width {
        for row in &rows[1..] {
            ui.raw(&format!("{}\n", row[0]));
            let named = rows[0].iter().zip(row).skip(1);
            named.for_each(|(title, cell)| ui.raw(&(hang(&format!("  {title}: {cell}"), 4, width) + "\n")));
        }
        return;
    }
    for row in rows {
        let first = row
            .iter()
            .zip(&before)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect::<Vec<_>>()
            .concat();
        ui.raw(&(hang(&format!("{first}{}", row[before.len()]), indent, width) + "\n"));
    }
}

/// Without links, and marks of emphasis outside of what is typed.
fn plain(text: &str) -> String {
    let (mut plain, mut is_typed, mut rest) = (String::new(), false, text);
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '`' => is_typed = !is_typed,
            '*' if !is_typed => continue,
            '[' if !is_typed => {
                if let Some((label, behind)) = rest.split_once("](") {
                    plain.push_str(label);
                    rest = behind.split_once(')').map_or("", |(_, behind)| behind);
                    continue;
                }
            }
            _ => {}
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_and_links_and_emphasis_go() {
        for (text, shown) in [
            ("*Sent*, see [every day](daily.md#looks).", "Sent, see every day."),
            ("`import ~/*.zip`", "`import ~/*.zip`"),
            ("`[templates]` and [a]", "`[templates]` and [a]"),
        ] {
            assert_eq!(plain(text), shown);
        }
    }
}
