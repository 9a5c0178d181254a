//! The report: one page that loads nothing and runs nothing. Whatever text stands in it is made safe by its escaper.

use std::fmt;
use std::io;

use askama::Template;

use super::plot::{self, Bar, Level};
use super::sanitize;
use super::table::{Cell, Column};
use super::text::{Role, Text};

/// What could drive or turn a screen is shown as on a terminal; the rest is escaped.
#[derive(Clone, Copy)]
pub struct Escaper;

impl askama::filters::Escaper for Escaper {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, text: &str) -> fmt::Result {
        askama::filters::Html.write_escaped_str(dest, &sanitize::line(text))
    }
}

#[derive(Template)]
#[template(path = "output/report.html")]
pub struct ReportPage {
    pub day: String,
    pub summary: Vec<Text>,
    pub curve: Option<Shape>,
    pub sent_by: &'static str,
    pub periods: Vec<Bar>,
    pub funnel: Vec<Bar>,
    /// With what is said of each.
    pub groups: Vec<(String, Table, Vec<String>)>,
    /// What holds of all of them.
    pub caveats: Vec<String>,
    pub open: Table,
    pub due: Vec<Text>,
    pub verdicts: Vec<Text>,
}

impl ReportPage {
    pub fn write(&self, mut out: &mut dyn io::Write) -> io::Result<()> {
        self.write_into(&mut out)
    }
}

/// Rows with where their strong cell leads.
pub struct Table {
    pub titles: Vec<&'static str>,
    pub rows: Vec<(Option<String>, Vec<Cell>)>,
}

impl Table {
    pub fn of<'a>(
        columns: impl IntoIterator<Item = &'a Column>,
        rows: impl Iterator<Item = (Option<String>, Vec<Cell>)>,
    ) -> Self {
        Self { titles: columns.into_iter().map(|column| column.title).collect(), rows: rows.collect() }
    }
}

/// A curve with its band: days to the right, percent upwards, which in SVG is down.
pub struct Shape {
    pub days: u32,
    pub top: f64,
    pub line: String,
    pub band: String,
    /// How far down the mark is, and what.
    pub mark: f64,
    pub what: String,
    /// How far up, in percent of the height, a share stands.
    pub shares: Vec<(f64, String)>,
    /// How far to the right, in percent of the width, an age stands.
    pub ages: Vec<(u32, u32)>,
}

impl Shape {
    /// Levels from some day on, and the end; `mark` is a share, and `what` it is.
    pub fn of(levels: &[(f64, Level)], until: f64, days: u32, mark: f64, what: String) -> Self {
        let end = until.min(days.into());
        let levels = &levels[..levels.partition_point(|(day, _)| *day < end)];
        let most = levels.iter().map(|(_, level)| level.high).fold(mark, f64::max);
        let step: u32 = if most > 0.6 { 20 } else { 10 };
        let tops = (1..=100 / step).map(|nth| f64::from(nth * step));
        let top = tops.into_iter().find(|top| most * 100.0 <= *top).unwrap_or(100.0);
        let ends = levels.iter().skip(1).map(|(day, _)| *day).chain([end]);
        let corners = |of: fn(&Level) -> f64| -> Vec<String> {
            let flat = |((from, level), to): (&(f64, Level), f64)| {
                [*from, to].map(|day| format!("{day:.2} {:.2}", top - of(level) * 100.0))
            };
            levels.iter().zip(ends.clone()).flat_map(flat).collect()
        };
        let mut band = corners(|level| level.high);
        band.extend(corners(|level| level.low).into_iter().rev());
        let percents = (0..=100 / step).map(|nth| nth * step).filter(|share| f64::from(*share) <= top);
        Self {
            days,
            top,
            line: corners(|level| level.middle).join(" "),
            band: band.join(" "),
            mark: top - mark * 100.0,
            what,
            shares: percents.map(|share| (f64::from(share) / top * 100.0, format!("{share}%"))).collect(),
            ages: (0..=3).map(|third| (100 * third / 3, days * third / 3)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Template)]
    #[template(source = "<b title=\"{{ text }}\">{{ text }}</b>", ext = "html")]
    struct One<'a> {
        text: &'a str,
    }

    #[test]
    fn every_text_is_made_safe() {
        let page = One { text: "\"<a>&'\u{202e}\u{1b}[2J\n" }.render().unwrap();
        let safe = "&#34;&#60;a&#62;&#38;&#39;\\u{202e}\\u{1b}[2J\\n";
        assert_eq!(page, format!("<b title=\"{safe}\">{safe}</b>"));
    }

    #[test]
    fn a_curve_has_corners_and_ends_where_it_ends() {
        let level = |middle| Level { middle, low: middle / 2.0, high: middle * 2.0 };
        let shape =
            |until| Shape::of(&[(0.0, level(0.0)), (10.0, level(0.25))], until, 90, 0.37, String::new());
        let told = shape(40.0);
        assert_eq!(told.line, "0.00 50.00 10.00 50.00 10.00 25.00 40.00 25.00");
        assert_eq!(told.band.split(' ').count(), 16);
        assert_eq!((told.top.to_bits(), told.mark.to_bits()), (50f64.to_bits(), 13f64.to_bits()));
        assert_eq!(told.shares.last().unwrap().1, "50%");
        assert_eq!(told.ages, [(0, 0), (33, 30), (66, 60), (100, 90)]);
        assert!(shape(400.0).line.ends_with(" 90.00 25.00"));
    }
}
