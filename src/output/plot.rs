//! Plots in letters: blocks, or ASCII where the terminal has none. Legible without colour.

struct Pens {
    /// The parts of a bar, in their order.
    parts: [char; 3],
    line: char,
    band: char,
    mark: char,
    axis: [char; 3],
}

const UNICODE: Pens =
    Pens { parts: ['█', '▒', '·'], line: '━', band: '░', mark: '┄', axis: ['┤', '│', '└'] };
const ASCII: Pens = Pens { parts: ['#', '=', '.'], line: '*', band: ':', mark: '-', axis: ['+', '|', '+'] };

const fn pens(unicode: bool) -> &'static Pens {
    if unicode { &UNICODE } else { &ASCII }
}

pub const fn parts(unicode: bool) -> [char; 3] {
    pens(unicode).parts
}

/// The letters of a curve, its band and the mark.
pub const fn letters(unicode: bool) -> [char; 3] {
    let Pens { line, band, mark, .. } = pens(unicode);
    [*line, *band, *mark]
}

/// What it is, the sizes of its parts, what follows it.
#[derive(Debug)]
pub struct Bar {
    pub name: String,
    pub parts: [usize; 3],
    pub text: String,
}

pub fn longest(bars: &[Bar]) -> usize {
    bars.iter().map(|bar| bar.parts.iter().sum()).max().unwrap_or(0).max(1)
}

/// A bar a row; the longest is as long as there is room.
pub fn bars(rows: &[Bar], width: usize, unicode: bool) -> Vec<String> {
    const LONGEST: usize = 50;
    let widest = |of: fn(&Bar) -> &String| rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0);
    let (label, text) = (widest(|row| &row.name), widest(|row| &row.text));
    let most = longest(rows);
    let room = width.saturating_sub(label + text + 4).clamp(5, LONGEST).min(most * 4);
    // However small it is, a bar is seen, and so are its parts while there is room.
    let cells = |number: usize| (number * room).div_ceil(most);
    let row = |Bar { name, parts: numbers, text }: &Bar| {
        let total = cells(numbers.iter().sum());
        let (mut bar, mut sum, mut drawn) = (String::new(), 0, 0);
        for (place, (&number, pen)) in numbers.iter().zip(pens(unicode).parts).enumerate() {
            sum += number;
            let later = numbers[place + 1..].iter().filter(|number| **number > 0).count();
            let end =
                cells(sum).min(total.saturating_sub(later)).max(drawn + usize::from(number > 0)).min(total);
            bar.extend(std::iter::repeat_n(pen, end - drawn));
            drawn = end;
        }
        format!("{name:<label$}  {bar:<room$}  {text}").trim_end().to_owned()
    };
    rows.iter().map(row).collect()
}

#[derive(Clone, Copy, Debug)]
pub struct Level {
    pub middle: f64,
    pub low: f64,
    pub high: f64,
}

/// Shares over days, from 0 to `days`: `at` gives none where none is told.
pub fn curve(
    at: impl Fn(f64) -> Option<Level>,
    days: u32,
    mark: f64,
    width: usize,
    unicode: bool,
) -> Vec<String> {
    const ROWS: u32 = 10;
    const LABEL: usize = 5;
    let pens = pens(unicode);
    let columns = u32::try_from(width.saturating_sub(LABEL + 3).clamp(20, 61)).unwrap_or(20);
    let levels: Vec<Option<Level>> =
        (0..columns).map(|column| at(f64::from(days) * f64::from(column) / f64::from(columns - 1))).collect();
    let top = levels.iter().flatten().map(|level| level.high).fold(mark, f64::max);
    // A row is a whole number of percents.
    let step = (top * 100.0 / f64::from(ROWS)).ceil().max(1.0) / 100.0;
    let mut lines: Vec<String> = (0..ROWS)
        .rev()
        .map(|row| {
            let (bottom, top) = (f64::from(row) * step, f64::from(row + 1) * step);
            let is_here = |share: f64| bottom <= share && share < top;
            let cell = |level: &Option<Level>| match level {
                Some(level) if is_here(level.middle) => pens.line,
                Some(level) if level.low < top && bottom <= level.high => pens.band,
                _ if is_here(mark) => pens.mark,
                _ => ' ',
            };
            let (label, axis) = if row % 2 == 0 {
                (format!("{:.0}%", f64::from(row) * step * 100.0), pens.axis[0])
            } else {
                (String::new(), pens.axis[1])
            };
            let cells: String = levels.iter().map(cell).collect();
            format!("{label:>LABEL$} {axis}{cells}").trim_end().to_owned()
        })
        .collect();
    lines.push(ages(days, columns as usize, LABEL + 2));
    lines
}

fn ages(days: u32, columns: usize, before: usize) -> String {
    let mut line = " ".repeat(before);
    for third in 0..=3 {
        let (at, text) = (before + (columns - 1) * third / 3, format!("{}", days as usize * third / 3));
        let text = if third == 3 { format!("{text} days") } else { text };
        line = format!("{line:<at$}");
        line.push_str(&text);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fit_and_are_seen_however_small() {
        let row = |name: &str, parts, text: &str| Bar { name: name.to_owned(), parts, text: text.to_owned() };
        let rows = [
            row("2 Nov", [2, 3, 1], "6 sent"),
            row("26 Oct", [0, 0, 0], ""),
            row("x", [100, 1, 0], "101 sent"),
        ];
        let lines = bars(&rows, 40, true);
        assert!(lines.iter().all(|line| line.chars().count() <= 40), "{lines:?}");
        assert_eq!(lines[0], "2 Nov   █▒                      6 sent");
        assert_eq!(lines[1], "26 Oct");
        assert!(lines[2].contains("█▒"), "{lines:?}");
        assert!(bars(&rows, 40, false).iter().all(|line| line.is_ascii()));
        assert!(bars(&[], 40, true).is_empty());
    }

    #[test]
    fn a_curve_has_its_band_and_the_mark() {
        let at = |days: f64| {
            let middle = (days / 90.0) * 0.4;
            (days <= 60.0).then_some(Level { middle, low: middle / 2.0, high: middle * 1.5 })
        };
        let lines = curve(at, 90, 0.37, 80, true);
        assert_eq!(lines.len(), 11);
        assert!(lines.iter().all(|line| line.chars().count() <= 80), "{lines:?}");
        let all = lines.join("\n");
        assert!(['━', '░', '┄'].iter().all(|pen| all.contains(*pen)), "{all}");
        assert!(lines[10].ends_with("90 days"), "{all}");
        assert!(curve(at, 90, 0.37, 30, false).iter().all(|line| line.is_ascii()));
        assert!(curve(|_| None, 90, 0.37, 30, false).join("").contains('-'));
    }
}
