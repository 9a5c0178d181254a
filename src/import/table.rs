//! Tables of all kinds, in memory: which line is the header, and the rows below it, each with the line on which it
//! starts. Bad ones are set aside and the rest goes on.

use std::borrow::Cow;

use super::dates::{self, Clues};
use super::input::{Options, empty, without_mark};
use super::report::Bad;
use crate::error::{Error, Result};
use crate::record::date::DateOrder;

/// LinkedIn writes three above the header of `Connections.csv`.
const PREAMBLE_LINES: usize = 20;
const MAX_HEADER_BYTES: usize = 4096;
const MAX_ROW_BYTES: usize = 256 << 10;
const MAX_FIELD_BYTES: usize = 64 << 10;
const MAX_FIELDS: usize = 256;
/// With more bad rows than this, the file is not what it claims to be.
const MAX_BAD_ROWS: usize = 10_000;

pub(super) const UTF8: &str =
    "import the file as it came out of LinkedIn's zip, or save it again as \"CSV UTF-8 (comma delimited)\"";

pub(super) fn text<'b>(bytes: &'b [u8], file: &str) -> Result<&'b str> {
    let refused = |reason: String| Error::failed(reason).hint(UTF8);
    let bytes = without_mark(bytes);
    let line_at = |at: usize| bytes[..at].split(|byte| *byte == b'\n').count();
    // Several times faster than looking for its position, which only the error needs.
    if bytes.contains(&0) {
        let line = line_at(bytes.iter().position(|byte| *byte == 0).unwrap_or_default());
        return Err(refused(format!("{file}:{line}: a NUL byte, so this is not a text file")));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| refused(format!("{file}:{}: not UTF-8", line_at(error.valid_up_to()))))?;
    if text.chars().all(char::is_whitespace) { Err(empty(file)) } else { Ok(text) }
}

#[derive(Debug)]
pub(super) struct Sheet<'t> {
    file: &'t str,
    pub(super) headers: Vec<String>,
    separator: u8,
    body: &'t str,
    /// From 1.
    first_line: u64,
    /// Trailing cells may be missing.
    pub(super) may_be_short: bool,
}

#[derive(Default)]
pub(super) struct Tally {
    pub(super) count: usize,
    pub(super) taken: usize,
    pub(super) bad: Vec<Bad>,
}

impl<'t> Sheet<'t> {
    /// Each line is taken by itself: an orphan quote above the header must not swallow it.
    pub(super) fn candidates(text: &'t str, file: &'t str) -> impl Iterator<Item = Self> {
        let mut body = text;
        (2..).take(PREAMBLE_LINES).map_while(move |first_line| {
            let line = split_line(&mut body)?;
            // Of equals the last one wins: that is the comma.
            let read = b"|\t;,".iter().map(|&separator| (separator, headers(line, separator)));
            let (separator, headers) = read.max_by_key(|(_, headers)| headers.len())?;
            Some(Self { file, headers, separator, body, first_line, may_be_short: false })
        })
    }

    pub(super) fn with_columns(text: &'t str, file: &'t str, needed: &[&str]) -> Option<Self> {
        Self::candidates(text, file).find(|sheet| needed.iter().all(|name| sheet.column(name).is_some()))
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header.eq_ignore_ascii_case(name))
    }

    /// In which order the numbers of a column's dates are, where they are not as LinkedIn writes them.
    pub(super) fn date_order(&self, column: Option<usize>, options: &Options) -> Result<Option<DateOrder>> {
        // A whole pass costs time, and of LinkedIn's own nobody needs it.
        if !dates::is_numeric(TableRow::read(self.body, self.separator, self.first_line).field(column)) {
            return Ok(options.order.or(options.usual_order));
        }
        let mut clues = Clues::default();
        self.read("", |row| {
            clues.add(row.field(column), row.line);
            Ok(true)
        })?;
        Ok(clues.order(options.order, options.usual_order)?.map(|(order, _)| order))
    }

    /// `take` tells whether a row said something, or why it is bad.
    pub(super) fn read(
        &self,
        hint: &'static str,
        mut take: impl FnMut(&TableRow<'t>) -> std::result::Result<bool, String>,
    ) -> Result<Tally> {
        let mut tally = Tally::default();
        let (mut rest, mut line) = (self.body, self.first_line);
        while !rest.is_empty() {
            let row = TableRow::read(rest, self.separator, line);
            let fault = row.fault(self.headers.len(), self.may_be_short);
            // A quote that nobody closed must not swallow good rows.
            let is_torn = fault.is_some() && row.raw.contains(['\r', '\n']);
            if !is_torn {
                rest = &rest[row.raw.len()..];
                line += line_ends(row.raw);
            }
            split_line(&mut rest);
            line += 1;
            // Tables that were put together have their header again.
            if fault.is_none() && (row.is_blank() || row.is(&self.headers)) {
                continue;
            }
            tally.count += 1;
            match fault.map_or_else(|| take(&row), Err) {
                Ok(says_something) => tally.taken += usize::from(says_something),
                Err(reason) => {
                    tally.bad.push(Bad { file: self.file.to_owned(), row: Some(row.line), reason });
                }
            }
            if tally.bad.len() > MAX_BAD_ROWS {
                let what = format!("more than {MAX_BAD_ROWS} rows of {} cannot be read", self.file);
                return Err(tally.refusal(what, hint));
            }
        }
        Ok(tally)
    }

    /// A header alone is fine; rows of which none says anything mean that the columns changed their meaning.
    pub(super) fn refuse_emptiness(&self, tally: &Tally, hint: &'static str) -> Result<()> {
        if tally.taken > 0 || tally.count == 0 {
            return Ok(());
        }
        Err(tally.refusal(format!("not one of the rows of {} can be read", self.file), hint))
    }
}

impl Tally {
    fn refusal(&self, what: String, hint: &'static str) -> Error {
        let first = self.bad.first();
        let first = first.map(|bad| format!("; row {}: {}", bad.row.unwrap_or_default(), bad.reason));
        Error::failed(what + &first.unwrap_or_default()).hint(hint)
    }
}

pub(super) struct TableRow<'t> {
    pub(super) line: u64,
    pub(super) raw: &'t str,
    fields: Vec<Cow<'t, str>>,
    is_misquoted: bool,
}

impl<'t> TableRow<'t> {
    /// Fields are quoted where they contain a separator or go over several lines.
    fn read(text: &'t str, separator: u8, line: u64) -> Self {
        let bytes = text.as_bytes();
        let is_end = |byte: &u8| *byte == separator || matches!(byte, b'\n' | b'\r');
        let end_of = |from: usize| bytes[from..].iter().position(is_end).map_or(bytes.len(), |at| from + at);
        let (mut fields, mut is_misquoted, mut at) = (Vec::new(), false, 0);
        loop {
            let quoted = (bytes.get(at) == Some(&b'"')).then(|| closing_quote(bytes, at + 1));
            let (field, end) = match quoted {
                None => (Cow::Borrowed(&text[at..end_of(at)]), end_of(at)),
                Some(None) => {
                    is_misquoted = true;
                    (Cow::Borrowed(""), end_of(at))
                }
                Some(Some(close)) => {
                    let (inside, end) = (&text[at + 1..close], end_of(close + 1));
                    is_misquoted |= !text[close + 1..end].trim().is_empty();
                    // Whatever ends the lines of a note, it is the same note.
                    let is_plain = !inside.contains("\"\"") && !inside.contains("\r\n");
                    let unescaped = || inside.replace("\"\"", "\"").replace("\r\n", "\n");
                    (if is_plain { inside.into() } else { unescaped().into() }, end)
                }
            };
            if fields.len() <= MAX_FIELDS {
                fields.push(field);
            }
            if bytes.get(end) != Some(&separator) {
                return Self { line, raw: &text[..end], fields, is_misquoted };
            }
            at = end + 1;
        }
    }

    /// Without its quotes; empty if there is no such one.
    pub(super) fn verbatim(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.fields.get(column)).map_or("", AsRef::as_ref)
    }

    pub(super) fn field(&self, column: Option<usize>) -> &str {
        self.verbatim(column).trim()
    }

    /// A ruled line is blank, too.
    fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.trim_matches([' ', '\t', '-', ':']).trim().is_empty())
    }

    fn is(&self, headers: &[String]) -> bool {
        self.fields.iter().map(|field| field.trim()).eq(headers.iter().map(String::as_str))
    }

    /// Spreadsheets may add empty fields.
    fn fault(&self, width: usize, may_be_short: bool) -> Option<String> {
        if self.is_misquoted {
            Some("a quotation mark is out of place".to_owned())
        } else if self.raw.len() > MAX_ROW_BYTES {
            Some(format!("longer than {} KiB", MAX_ROW_BYTES >> 10))
        } else if self.fields.len() > MAX_FIELDS {
            Some(format!("more than {MAX_FIELDS} fields"))
        } else if self.fields.iter().any(|field| field.len() > MAX_FIELD_BYTES) {
            Some(format!("a field is longer than {} KiB", MAX_FIELD_BYTES >> 10))
        } else if self.fields.len() < width && !may_be_short
            || self.fields.iter().skip(width).any(|field| !field.is_empty())
        {
            (!self.is_blank()).then(|| format!("{} instead of {width} fields", self.fields.len()))
        } else {
            None
        }
    }
}

/// Not too far away; a doubled quote is a quote in its text.
fn closing_quote(bytes: &[u8], mut from: usize) -> Option<usize> {
    let near = &bytes[..bytes.len().min(from + MAX_ROW_BYTES)];
    loop {
        let at = from + near.get(from..)?.iter().position(|byte| *byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}

fn split_line<'t>(text: &mut &'t str) -> Option<&'t str> {
    if text.is_empty() {
        return None;
    }
    let (line, rest) = text.split_at(text.find(['\n', '\r']).unwrap_or(text.len()));
    *text = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
    Some(line)
}

/// Old spreadsheets on a Mac write `\r` alone, and files put together of several have both.
fn line_ends(text: &str) -> u64 {
    let alone = text.split('\r').skip(1).filter(|rest| !rest.starts_with('\n')).count();
    (text.matches('\n').count() + alone) as u64
}

fn headers(line: &str, separator: u8) -> Vec<String> {
    if line.len() > MAX_HEADER_BYTES {
        return Vec::new();
    }
    let row = TableRow::read(line, separator, 1);
    let mut headers: Vec<String> = row.fields.iter().map(|name| name.trim().to_owned()).collect();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Bad = (u64, String);

    /// Line and fields of the good rows below a header of two columns, and the lines and reasons of the bad ones.
    fn read(body: &str) -> (Vec<(u64, Vec<String>)>, Vec<Bad>) {
        let text = format!("A,B\n{body}");
        let sheet = Sheet::candidates(&text, "x.csv").next().unwrap();
        let mut rows = Vec::new();
        let take = |row: &TableRow| {
            rows.push((row.line, row.fields.iter().map(|field| field.clone().into_owned()).collect()));
            Ok(true)
        };
        let tally = sheet.read("", take).unwrap();
        (rows, tally.bad.into_iter().map(|bad| (bad.row.unwrap(), bad.reason)).collect())
    }

    #[test]
    fn quotes_lines_and_ends_are_as_spreadsheets_write_them() {
        for (text, expected) in [
            ("a,b\nc,d", vec![["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d\r\n", vec![["a", "b"], ["c", "d"]]),
            ("a,b\rc,d\r", vec![["a", "b"], ["c", "d"]]),
            ("\"a,1\",\"b\"\"c\"\n", vec![["a,1", "b\"c"]]),
            ("\"a\nb\",\"\"\nc,d\n", vec![["a\nb", ""], ["c", "d"]]),
            ("\"a\r\nb\" ,x\n", vec![["a\nb", "x"]]),
            ("5\" pipe,x\n", vec![["5\" pipe", "x"]]),
            ("a,\n\n,\n", vec![["a", ""]]),
            ("a,b\n--,:-:\nA, B\nc,d\n", vec![["a", "b"], ["c", "d"]]),
        ] {
            let (rows, bad) = read(text);
            assert_eq!(rows.into_iter().map(|row| row.1).collect::<Vec<_>>(), expected, "{text:?}");
            assert_eq!(bad, [], "{text:?}");
        }
    }

    #[test]
    fn an_open_quote_swallows_no_row() {
        let misquoted = |line| (line, "a quotation mark is out of place".to_owned());
        let (rows, bad) = read("a,\"b\nc,d\ne,f\n");
        assert_eq!((rows[0].0, rows[1].0, rows.len(), bad), (3, 4, 2, vec![misquoted(2)]));
        let (rows, bad) = read("\"a,b\n\"c,d\ne,f\n");
        assert_eq!((rows[0].0, rows.len(), bad), (4, 1, vec![misquoted(2), misquoted(3)]));
    }

    #[test]
    fn what_is_too_long_is_bad_and_the_rest_goes_on() {
        let long = "é".repeat(MAX_ROW_BYTES);
        for text in [format!("{long},b\nc,d\n"), format!("\"{long}\n{long}\",b\nc,d\n")] {
            let (rows, bad) = read(&text);
            assert_eq!((bad[0].0, rows.last().unwrap().1.join("")), (2, "cd".to_owned()));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[a\",;\n\r é]{0,80}") {
            let (rows, bad) = read(&text);
            prop_assert!(rows.iter().map(|row| row.0).is_sorted() && bad.iter().map(|row| row.0).is_sorted());
            prop_assert!(rows.len() + bad.len() <= text.len() + 1);
        }

        #[test]
        fn what_a_writer_wrote_is_read(rows in prop::collection::vec(["[a\",\n é]{0,6}", "[a\",\né]{1,6}"], 0..6)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let written = rows.into_iter().filter(|row| row.iter().any(|field| !field.trim().is_empty()));
            prop_assert_eq!(read(&text).0.into_iter().map(|row| row.1).collect::<Vec<_>>(), written.collect::<Vec<_>>());
        }
    }
}
