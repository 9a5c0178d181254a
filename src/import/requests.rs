//! Any table of requests: a spreadsheet, or what another tool exports. CSV with commas, semicolons or tabs.
//!
//! A table may be large, so it is read twice as a stream: once to see whether the text is sound and in which order
//! its dates are, and then row by row.

mod columns;
mod dates;
mod error;
mod row;
#[cfg(test)]
mod tests;

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use fs_err as fs;

use self::columns::Columns;
use self::dates::{Clues, Reader};
use self::row::RowReader;
use super::listing::Kind;
use super::records::{ReadError, Records};
use super::{BadRow, ImportError, Options, csv_text, place, sniff};

pub use columns::{Field, Mapping};
pub use dates::DateOrder;
pub use error::TableError;
pub use row::TableRow;

/// The cap on the whole table.
const MAX_TABLE_GIB: u64 = 4;
/// The header is in so many bytes at the beginning.
const HEAD_BYTES: u64 = 64 << 10;
/// With more bad rows than this, the columns do not mean what they are taken for.
const MAX_BAD_ROWS: usize = 10_000;
/// So many bytes are read at once.
const BUFFER_BYTES: usize = 128 << 10;

/// What the user says about a table.
#[derive(Clone, Default, Debug)]
pub struct Wishes {
    /// Which column is what.
    pub map: Mapping,
    /// Which number of an all-numeric date comes first.
    pub order: Option<DateOrder>,
}

/// What can be read twice: a file, or a copy of what cannot.
pub trait Source: Read + Seek + Send {}

impl<S: Read + Seek + Send> Source for S {}

type Rows = Records<BufReader<Box<dyn Source>>>;

/// A table of requests, found to be one; its rows are still to be read.
pub struct RequestTable {
    /// The file as shown to the user.
    pub file: String,
    /// Which column is what: fields and headers.
    pub mapped: Vec<(Field, String)>,
    /// The headers of the other columns.
    pub left_alone: Vec<String>,
    /// The order of all-numeric dates, if there are any, and whether it was found out from them.
    pub order: Option<(DateOrder, bool)>,
    /// The rows that could not be read, so far.
    pub bad: Vec<BadRow>,
    /// How many rows with something in them were met, so far.
    pub count: usize,
    reader: RowReader,
    width: usize,
    rows: Rows,
}

impl std::fmt::Debug for RequestTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestTable")
            .field("file", &self.file)
            .field("mapped", &self.mapped)
            .finish_non_exhaustive()
    }
}

/// How the text is made up.
struct Shape {
    separator: u8,
    line_end: u8,
    /// The bytes of the byte order mark.
    mark: u64,
    headers: Vec<String>,
}

/// Opens the file as a table of requests; none if it is none.
pub(super) fn open(
    path: &Path,
    options: &Options,
    wishes: &Wishes,
) -> Result<Option<RequestTable>, ImportError> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Ok(None);
    }
    let source = Box::new(fs::File::open(path)?);
    RequestTable::of(source, metadata.len(), place::name_of(path), options, wishes)
}

impl RequestTable {
    /// As [`open`], from what was opened already and has so many bytes.
    pub fn of(
        mut source: Box<dyn Source>,
        bytes: u64,
        file: String,
        options: &Options,
        wishes: &Wishes,
    ) -> Result<Option<Self>, ImportError> {
        let mut head = Vec::new();
        source.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
        let Some(shape) = Shape::tell(&head, &file, wishes) else { return Ok(None) };
        let found = Columns::find(&shape.headers, &wishes.map)?;
        if let Some(missing) = found.missing() {
            // A text that only happens to have a comma in its first line is no table.
            let is_table = shape.headers.len() > 1 && found.found().next().is_some();
            return if is_table || !wishes.map.is_empty() {
                Err(TableError::Missing { missing, found: shape.headers }.into())
            } else {
                Ok(None)
            };
        }
        if bytes > MAX_TABLE_GIB << 30 {
            return Err(TableError::TooLarge { limit_gib: MAX_TABLE_GIB }.into());
        }
        Self::survey(source, file, &shape, found, options, wishes).map(Some)
    }

    /// Reads it for the first time.
    fn survey(
        source: Box<dyn Source>,
        file: String,
        shape: &Shape,
        columns: Columns,
        options: &Options,
        wishes: &Wishes,
    ) -> Result<Self, ImportError> {
        let rows = shape.rows(source).map_err(|error| unreadable(error, &file))?;
        let mapped: Vec<(Field, String)> =
            columns.found().map(|(field, index)| (field, shape.headers[index].clone())).collect();
        let is_left = |index: &usize| columns.found().all(|(_, taken)| taken != *index);
        let left = (0..shape.headers.len()).filter(is_left).map(|index| shape.headers[index].clone());
        let left_alone = left.filter(|header| !header.is_empty()).collect();
        let dates = Reader { order: wishes.order, now: options.now, zone: options.zone };
        let width = shape.headers.len();
        let reader = RowReader { columns, dates };
        let mut table =
            Self { file, mapped, left_alone, order: None, bad: Vec::new(), count: 0, reader, width, rows };
        let clues = table.clues()?;
        table.order = order(clues, wishes.order)?;
        table.reader.dates.order = table.order.map(|(order, _)| order);
        let rows = shape.rows(table.rows.into_input().into_inner());
        table.rows = rows.map_err(|error| unreadable(error, &table.file))?;
        table.bad.clear();
        table.count = 0;
        Ok(table)
    }

    fn clues(&mut self) -> Result<Clues, ImportError> {
        const DATES: [Field; 3] = [Field::SentAt, Field::AcceptedAt, Field::WithdrawnAt];
        let mut clues = Clues::default();
        let places: Vec<usize> =
            DATES.into_iter().filter_map(|field| self.reader.columns.place(field)).collect();
        while self.advance()? {
            for &place in &places {
                clues.add(self.rows.field(place), self.rows.line());
            }
        }
        Ok(clues)
    }

    /// Goes on to the next row of the right shape; false at the end.
    fn advance(&mut self) -> Result<bool, ImportError> {
        while self.rows.advance().map_err(|error| unreadable(error, &self.file))? {
            if self.rows.is_blank() {
                continue;
            }
            self.count += 1;
            match self.rows.fault(self.width) {
                None => return Ok(true),
                Some(fault) => {
                    self.set_aside(fault)?;
                    self.rows.resume_below();
                }
            }
        }
        Ok(false)
    }

    fn set_aside(&mut self, reason: String) -> Result<(), ImportError> {
        self.bad.push(BadRow { file: self.file.clone(), row: self.rows.line(), reason });
        match self.bad.first() {
            Some(first) if self.bad.len() > MAX_BAD_ROWS => Err(TableError::TooManyBadRows {
                limit: MAX_BAD_ROWS,
                row: first.row,
                reason: first.reason.clone(),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// The next rows that can be read, at most `most`; none at the end. Not one in the whole table is an error.
    pub fn next_rows(&mut self, most: usize) -> Result<Vec<TableRow>, ImportError> {
        let mut rows = Vec::new();
        while rows.len() < most && self.advance()? {
            match self.reader.read(&self.rows) {
                Ok(row) => rows.push(row),
                Err(reason) => self.set_aside(reason)?,
            }
        }
        match self.bad.first() {
            Some(first) if rows.is_empty() && self.bad.len() == self.count => {
                Err(TableError::NoRow { row: first.row, reason: first.reason.clone() }.into())
            }
            _ => Ok(rows),
        }
    }
}

fn unreadable(error: ReadError, file: &str) -> ImportError {
    let file = file.to_owned();
    match error {
        ReadError::Io(error) => error.into(),
        ReadError::NotUtf8 { line } => ImportError::NotUtf8 { file, line },
        ReadError::Nul { line } => ImportError::Nul { file, line },
    }
}

/// The order of the dates: as the user says, else as they prove.
fn order(clues: Clues, said: Option<DateOrder>) -> Result<Option<(DateOrder, bool)>, TableError> {
    match (said, clues) {
        (Some(order), _) => Ok(Some((order, false))),
        (None, Clues { day_first: Some(day_first), month_first: Some(month_first), .. }) => {
            Err(TableError::DateOrders { day_first, month_first })
        }
        (None, Clues { day_first: Some(_), .. }) => Ok(Some((DateOrder::DayFirst, true))),
        (None, Clues { month_first: Some(_), .. }) => Ok(Some((DateOrder::MonthFirst, true))),
        (None, Clues { either: Some(row), .. }) => Err(TableError::DateOrder { row }),
        (None, _) => Ok(None),
    }
}

impl Shape {
    /// The shape of a table; none if it is something else, or a list of LinkedIn's that is known as such.
    fn tell(head: &[u8], file: &str, wishes: &Wishes) -> Option<Self> {
        if sniff::is_zip(head) || sniff::foreign(head).is_some() || csv_text::is_utf16(head) {
            return None;
        }
        let is_known = || {
            Kind::of_renamed(file).is_some()
                || !matches!(csv_text::recognise(&String::from_utf8_lossy(head), file), Ok(None))
        };
        if wishes.map.is_empty() && is_known() {
            return None;
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let mark = (head.len() - text.len()) as u64;
        let line_end = if text.contains(&b'\n') { b'\n' } else { b'\r' };
        let with = |separator: u8| {
            let headers = header(&mut Records::new(text, separator, line_end, 1)).ok()??;
            Some(Self { separator, line_end, mark, headers })
        };
        // Of equals the last one wins: that is the comma.
        b"\t;,".iter().filter_map(|&separator| with(separator)).max_by_key(|shape| shape.headers.len())
    }

    /// The rows below the header.
    fn rows(&self, mut source: Box<dyn Source>) -> Result<Rows, ReadError> {
        source.seek(SeekFrom::Start(self.mark))?;
        let input = BufReader::with_capacity(BUFFER_BYTES, source);
        let mut rows = Records::new(input, self.separator, self.line_end, 1);
        header(&mut rows)?;
        Ok(rows)
    }
}

/// The first record that is not blank, without the empty columns at its end.
fn header<R: std::io::BufRead>(records: &mut Records<R>) -> Result<Option<Vec<String>>, ReadError> {
    while records.advance()? {
        // Excel's own remark on the separator.
        let is_remark = records.line() == 1 && records.field(0).to_lowercase().starts_with("sep=");
        if records.is_blank() || is_remark {
            continue;
        }
        let mut headers: Vec<String> =
            (0..records.width()).map(|index| records.field(index).trim().to_owned()).collect();
        while headers.last().is_some_and(String::is_empty) {
            headers.pop();
        }
        return Ok(Some(headers));
    }
    Ok(None)
}
