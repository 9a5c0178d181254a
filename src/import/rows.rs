//! The rows of a table, each with the line it starts on; bad ones are set aside and the rest goes on.

use std::collections::HashSet;
use std::io::{self, Cursor};
use std::ops::Range;

use csv::{Position, StringRecord};

use super::csv_text::Sheet;
use super::{BadRow, ImportError, Skipped, Table};

/// The cap on one field, in bytes.
const MAX_FIELD_BYTES: usize = 64 << 10;
/// The cap on the fields of one row.
const MAX_FIELDS: usize = 64;
/// With more bad rows than this, the file is not what it claims to be.
const MAX_BAD_ROWS: usize = 10_000;
/// How many bytes may be read a second time, besides as many as the table has.
const REREAD_BYTES: usize = 1 << 20;
/// Short for a row, so that the set of rows seen seldom has to grow.
const USUAL_ROW_BYTES: usize = 100;
/// What a jump costs at least, in bytes: the reader's buffer is filled anew.
const JUMP_BYTES: usize = 8 << 10;

/// Old spreadsheets on a Mac write `\r` alone, and files put together of several have both.
const LINE_ENDS: [char; 2] = ['\r', '\n'];

/// One row.
pub(super) struct Row<'r> {
    /// The line of the file, from 1, on which it starts.
    pub(super) line: u64,
    fields: &'r StringRecord,
}

impl<'r> Row<'r> {
    /// A field as written; empty if there is no such column.
    pub(super) fn verbatim(&self, column: Option<usize>) -> &'r str {
        column.and_then(|column| self.fields.get(column)).unwrap_or_default()
    }

    /// A field without the blanks around it.
    pub(super) fn field(&self, column: Option<usize>) -> &'r str {
        self.verbatim(column).trim()
    }
}

/// What a row says, nothing if it is nameless, or why it is bad (never what a cell says).
pub(super) type Parsed<T> = Result<Option<T>, &'static str>;

/// Reads every row of the sheet with `parse`.
pub(super) fn read<T>(
    file: &str,
    sheet: &Sheet<'_>,
    mut parse: impl FnMut(&Row<'_>) -> Parsed<T>,
) -> Result<Table<T>, ImportError> {
    let mut table = Table {
        file: file.to_owned(),
        rows: Vec::new(),
        bad: Vec::new(),
        harmless: 0,
        skipped: Skipped::default(),
    };
    let mut records = Records::of(sheet);
    let mut seen = HashSet::with_capacity(sheet.body.len() / USUAL_ROW_BYTES);
    while records.advance()? {
        if records.is_blank() {
            table.skipped.blank += 1;
            continue;
        }
        let row = Row { line: records.line, fields: &records.fields };
        let parsed = records.fault(sheet.width()).map_or_else(|| parse(&row).map_err(str::to_owned), Err);
        match parsed {
            Ok(Some(_)) if !seen.insert(records.raw) => table.skipped.duplicates += 1,
            Ok(Some(said)) => table.rows.push(said),
            Ok(None) => table.skipped.nameless += 1,
            Err(reason) => {
                table.bad.push(BadRow { file: file.to_owned(), row: records.line, reason });
                records.resume_below(sheet.width())?;
            }
        }
        refuse_crowd(&table)?;
    }
    refuse_emptiness(table)
}

fn refuse_crowd<T>(table: &Table<T>) -> Result<(), ImportError> {
    match table.bad.first() {
        Some(first) if table.bad.len() > MAX_BAD_ROWS => {
            let (file, first) = (table.file.clone(), first.clone());
            Err(ImportError::TooManyBadRows { file, limit: MAX_BAD_ROWS, first })
        }
        _ => Ok(()),
    }
}

/// A header alone is fine; rows of which none says anything mean that the columns changed their meaning.
fn refuse_emptiness<T>(table: Table<T>) -> Result<Table<T>, ImportError> {
    if table.rows.is_empty() && (!table.bad.is_empty() || table.skipped.nameless > 0) {
        let first = table.bad.into_iter().next();
        return Err(ImportError::NoRow { file: table.file, first });
    }
    Ok(table)
}

struct Records<'t> {
    body: &'t str,
    reader: csv::Reader<Cursor<&'t [u8]>>,
    /// The current record: its fields, its text without line ends around it, where that starts, and on which line.
    fields: StringRecord,
    raw: &'t str,
    start: usize,
    line: u64,
    /// The line on which the next record starts.
    next_line: u64,
    rereads_left: usize,
}

impl<'t> Records<'t> {
    fn of(sheet: &Sheet<'t>) -> Self {
        let body = sheet.body;
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(Cursor::new(body.as_bytes()));
        Self {
            body,
            reader,
            fields: StringRecord::new(),
            raw: "",
            start: 0,
            line: sheet.first_line,
            next_line: sheet.first_line,
            rereads_left: body.len() + REREAD_BYTES,
        }
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX).min(self.body.len())
    }

    /// Goes on to the next record; false at the end.
    fn advance(&mut self) -> Result<bool, ImportError> {
        let from = self.offset();
        if !self.reader.read_record(&mut self.fields).map_err(io::Error::other)? {
            return Ok(false);
        }
        // The reader passes over empty lines before it meets the record.
        let text = self.body.get(from..self.offset()).unwrap_or_default();
        let raw = text.trim_start_matches(['\r', '\n']);
        self.start = from + text.len() - raw.len();
        self.line = self.next_line + self.line_ends(from..self.start);
        self.next_line = self.line + self.line_ends(self.start..from + text.len());
        self.raw = raw.trim_end_matches(['\r', '\n']);
        Ok(true)
    }

    fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }

    /// What is wrong with the record's shape.
    fn fault(&self, width: usize) -> Option<String> {
        if self.fields.len() > MAX_FIELDS {
            Some(format!("more than {MAX_FIELDS} fields"))
        } else if self.raw.len() > MAX_FIELD_BYTES
            && self.fields.iter().any(|field| field.len() > MAX_FIELD_BYTES)
        {
            Some(format!("a field is longer than {} KiB", MAX_FIELD_BYTES >> 10))
        } else if !self.has_width(width) {
            Some(format!("{} instead of {width} fields", self.fields.len()))
        } else if !self.is_closed() {
            Some("a quotation mark is out of place".to_owned())
        } else {
            None
        }
    }

    /// Spreadsheets may add empty fields.
    fn has_width(&self, width: usize) -> bool {
        self.fields.len() >= width && self.fields.iter().skip(width).all(str::is_empty)
    }

    /// Whether every quoted field of a record over several lines ends where a field may end. If not, an unclosed
    /// quote has reached the opening quote of another row.
    fn is_closed(&self) -> bool {
        LINE_ENDS.iter().all(|end| !self.raw.contains(*end)) || is_well_quoted(self.raw.as_bytes())
    }

    /// After a misshapen record over several lines, goes on below its first: a quote that nobody closed must not
    /// swallow good rows. All of that takes linear time, because what is read twice is limited.
    fn resume_below(&mut self, width: usize) -> Result<(), ImportError> {
        let is_misshapen = !self.has_width(width) || !self.is_closed();
        let Some(first) = self.raw.find(LINE_ENDS).filter(|_| is_misshapen) else { return Ok(()) };
        let line_end = if self.raw[first..].starts_with("\r\n") { 2 } else { 1 };
        let Some(left) = self.rereads_left.checked_sub(self.raw.len().max(JUMP_BYTES)) else { return Ok(()) };
        self.rereads_left = left;
        let mut below = Position::new();
        below.set_byte((self.start + first + line_end) as u64);
        self.reader.seek(below).map_err(io::Error::other)?;
        self.next_line = self.line + 1;
        Ok(())
    }

    /// How many lines end in this part of the body: wherever the reader ends a record, so that no two of them start
    /// on the same line. Of `\r\n` the second counts, as the reader may stop between them.
    fn line_ends(&self, part: Range<usize>) -> u64 {
        let bytes = self.body.as_bytes();
        let ends = |at: &usize| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        part.filter(ends).count() as u64
    }
}

fn is_well_quoted(raw: &[u8]) -> bool {
    let mut rest = raw;
    loop {
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            let Some(end) = closing_quote(quoted) else { return false };
            rest = &quoted[end + 1..];
            if !matches!(rest.first(), None | Some(b',')) {
                return false;
            }
        }
        let Some(separator) = rest.iter().position(|byte| *byte == b',') else { return true };
        rest = &rest[separator + 1..];
    }
}

/// Where the quoted field ends; a doubled quote is a quote in its text.
fn closing_quote(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].iter().position(|byte| *byte == b'"')?;
        if text.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}
