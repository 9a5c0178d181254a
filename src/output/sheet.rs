//! Tables for spreadsheets (CSV, RFC 4180), in which other people's text stays text.

use std::borrow::Cow;
use std::io::{self, Write};

use super::sanitize;

pub fn write(
    out: &mut dyn Write,
    header: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(header).map_err(io::Error::from)?;
    for row in rows {
        table.write_record(row.iter().map(|text| cell(text).into_owned())).map_err(io::Error::from)?;
    }
    table.flush()
}

/// Never a formula: a spreadsheet would compute what stands behind `=`, `+`, `-` or `@`, also the full-width ones,
/// whatever blanks come first.
fn cell(text: &str) -> Cow<'_, str> {
    let starts_a_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    // A tab or line end at the beginning is as bad, even though it is written out.
    let is_formula = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(starts_a_formula);
    let safe = sanitize::line(text);
    if is_formula { Cow::Owned(format!("'{safe}")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_no_formulas() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "＋1", "－1", "＠x", "\u{a0}=1"] {
            assert!(cell(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(cell("\t=1"), "'\\t=1");
        assert_eq!(cell("\rx"), "'\\rx");
        for text in ["Zoë", "a=b", "2026-10-05", "", "1-1"] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn a_record_stays_on_its_line() {
        let mut out = Vec::new();
        let row = vec!["a\"b".to_owned(), "c,d".to_owned(), "e\nf\u{202e}".to_owned()];
        write(&mut out, &["x", "y", "z"], std::iter::once(row)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "x,y,z\n\"a\"\"b\",\"c,d\",e\\nf\\u{202e}\n");
    }
}
