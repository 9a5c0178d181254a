//! The records of a table of any size, read as a stream: one record is in memory at a time, and of a bounded size.

use std::collections::VecDeque;
use std::io::{self, BufRead};

/// The cap on one record with all its lines, in bytes.
const MAX_RECORD_BYTES: usize = 256 << 10;
/// The cap on one field, in bytes.
const MAX_FIELD_BYTES: usize = 64 << 10;
/// The cap on the fields of one record.
const MAX_FIELDS: usize = 256;

/// Reads records: fields between `separator`, quoted where they contain one or go over several lines.
pub(super) struct Records<R> {
    lines: Lines<R>,
    separator: u8,
    fields: Fields,
    /// The lines of the current record below its first, in case it has to be read again from there.
    below: Vec<Vec<u8>>,
    line: u64,
    fault: Option<&'static str>,
}

impl<R: BufRead> Records<R> {
    /// Records of `input` from line `first_line` on; a line ends with `line_end`.
    pub(super) fn new(input: R, separator: u8, line_end: u8, first_line: u64) -> Self {
        let lines = Lines { input, line_end, ahead: VecDeque::new(), next: first_line };
        Self { lines, separator, fields: Fields::default(), below: Vec::new(), line: first_line, fault: None }
    }

    /// Goes on to the next record; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool, ReadError> {
        self.fields.clear();
        self.below.clear();
        self.fault = None;
        let Some((line, first)) = self.lines.next()? else { return Ok(false) };
        self.line = line;
        let mut size = first.len();
        self.fields.feed(text_of(&first, line)?, self.separator);
        while self.fields.is_open() {
            let Some((line, next)) = self.lines.next()? else { break };
            size += next.len() + 1;
            if size <= MAX_RECORD_BYTES {
                self.fields.feed(text_of(&next, line)?, self.separator);
            }
            self.below.push(next);
            if size > MAX_RECORD_BYTES {
                break;
            }
        }
        self.fields.end();
        self.fault = self.fields.fault(size);
        Ok(true)
    }

    /// The line on which the current record starts.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// How many fields it has.
    pub(super) fn width(&self) -> usize {
        self.fields.ends.len()
    }

    /// A field as written, without its quotes; empty if there is no such one.
    pub(super) fn field(&self, index: usize) -> &str {
        self.fields.get(index)
    }

    /// Whether there is nothing but blanks in it.
    pub(super) fn is_blank(&self) -> bool {
        self.fault.is_none() && self.fields.text.trim().is_empty()
    }

    /// What is wrong with its shape, if `width` fields are expected; spreadsheets may add empty ones.
    pub(super) fn fault(&self, width: usize) -> Option<String> {
        let rest_is_empty = || (width..self.width()).all(|index| self.field(index).is_empty());
        match self.fault {
            Some(fault) => Some(fault.to_owned()),
            None if self.width() < width || !rest_is_empty() => {
                Some(format!("{} instead of {width} fields", self.width()))
            }
            None => None,
        }
    }

    /// What it is read from.
    pub(super) fn into_input(self) -> R {
        self.lines.input
    }

    /// After a misshapen record over several lines, goes on below its first: a quote that nobody closed must not
    /// swallow good rows. What is read again is at most one record's size each time.
    pub(super) fn resume_below(&mut self) {
        for line in self.below.drain(..).rev() {
            self.lines.put_back(line);
        }
    }
}

/// Why the file cannot be read on.
#[derive(Debug)]
pub(super) enum ReadError {
    Io(io::Error),
    NotUtf8 { line: u64 },
    Nul { line: u64 },
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn text_of(line: &[u8], number: u64) -> Result<&str, ReadError> {
    if line.contains(&0) {
        return Err(ReadError::Nul { line: number });
    }
    std::str::from_utf8(line).map_err(|_| ReadError::NotUtf8 { line: number })
}

struct Lines<R> {
    input: R,
    line_end: u8,
    /// Lines that were read already.
    ahead: VecDeque<Vec<u8>>,
    /// The number of the next line.
    next: u64,
}

impl<R: BufRead> Lines<R> {
    /// The next line without its end, and its number.
    fn next(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        let line = match self.ahead.pop_front() {
            Some(line) => line,
            None => match self.read()? {
                Some(line) => line,
                None => return Ok(None),
            },
        };
        self.next += 1;
        Ok(Some((self.next - 1, line)))
    }

    fn put_back(&mut self, line: Vec<u8>) {
        self.ahead.push_front(line);
        self.next -= 1;
    }

    /// One line; of a longer one than a record may be only so much that the record is seen to be too long.
    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut any = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == self.line_end);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            let room = (MAX_RECORD_BYTES + 1).saturating_sub(line.len());
            line.extend_from_slice(&part[..part.len().min(room)]);
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if line.len() > MAX_RECORD_BYTES {
            cut_at_character(&mut line);
        } else if self.line_end == b'\n' && line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(any.then_some(line))
    }
}

/// What was cut off in the middle of a character is no wrong encoding.
fn cut_at_character(line: &mut Vec<u8>) {
    if let Err(error) = std::str::from_utf8(line)
        && error.error_len().is_none()
    {
        line.truncate(error.valid_up_to());
        line.resize(MAX_RECORD_BYTES + 1, b' ');
    }
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a field.
    #[default]
    Start,
    Plain,
    Quoted,
    /// Behind a quote in a quoted field: it closes it, unless another one follows.
    Closed,
}

/// The fields of one record, one after the other in one text.
#[derive(Default)]
struct Fields {
    text: String,
    ends: Vec<usize>,
    state: State,
    is_misquoted: bool,
}

impl Fields {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.state = State::Start;
        self.is_misquoted = false;
    }

    /// Takes in one line; the line ends between lines are in quotes, and kept.
    fn feed(&mut self, line: &str, separator: u8) {
        if self.state == State::Quoted {
            self.text.push('\n');
        }
        let mut rest = line;
        while let Some(at) = rest.bytes().position(|byte| byte == b'"' || byte == separator) {
            let (before, mark) = (&rest[..at], rest.as_bytes()[at]);
            self.push(before);
            self.mark(mark, separator);
            rest = &rest[at + 1..];
        }
        self.push(rest);
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.state {
            State::Start => self.state = State::Plain,
            State::Closed => self.is_misquoted |= !text.trim().is_empty(),
            State::Plain | State::Quoted => {}
        }
        self.text.push_str(text);
    }

    fn mark(&mut self, mark: u8, separator: u8) {
        let is_separator = mark == separator;
        match self.state {
            State::Quoted if is_separator => self.text.push(char::from(mark)),
            State::Quoted => self.state = State::Closed,
            _ if is_separator => self.end(),
            State::Start => self.state = State::Quoted,
            // A doubled quote is a quote in the text.
            State::Closed => {
                self.text.push('"');
                self.state = State::Quoted;
            }
            State::Plain => self.text.push('"'),
        }
    }

    /// Ends the current field.
    fn end(&mut self) {
        self.is_misquoted |= self.state == State::Quoted;
        self.state = State::Start;
        self.ends.push(self.text.len());
    }

    fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(index).copied());
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    fn fault(&self, size: usize) -> Option<&'static str> {
        if self.is_misquoted {
            Some("a quotation mark is out of place")
        } else if size > MAX_RECORD_BYTES {
            Some("longer than 256 KiB")
        } else if self.ends.len() > MAX_FIELDS {
            Some("more than 256 fields")
        } else if size > MAX_FIELD_BYTES
            && (0..self.ends.len()).any(|index| self.get(index).len() > MAX_FIELD_BYTES)
        {
            Some("a field is longer than 64 KiB")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Line, fields and fault of every record, the misshapen ones read again below their first line.
    fn read(text: &str, width: usize) -> Vec<(u64, Vec<String>, Option<String>)> {
        let mut records = Records::new(text.as_bytes(), b',', b'\n', 1);
        let mut all = Vec::new();
        while records.advance().unwrap() {
            let fields = (0..records.width()).map(|index| records.field(index).to_owned()).collect();
            let fault = records.fault(width);
            if fault.is_some() {
                records.resume_below();
            }
            all.push((records.line(), fields, fault));
        }
        all
    }

    fn good(text: &str, width: usize) -> Vec<Vec<String>> {
        read(text, width).into_iter().filter(|row| row.2.is_none()).map(|row| row.1).collect()
    }

    #[test]
    fn quotes_lines_and_ends_are_as_spreadsheets_write_them() {
        for (text, expected) in [
            ("a,b\nc,d", vec![["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d\r\n", vec![["a", "b"], ["c", "d"]]),
            ("\"a,1\",\"b\"\"c\"\n", vec![["a,1", "b\"c"]]),
            ("\"a\nb\",\"\"\nc,d\n", vec![["a\nb", ""], ["c", "d"]]),
            ("5\" pipe,x\n", vec![["5\" pipe", "x"]]),
            ("a,\n", vec![["a", ""]]),
        ] {
            assert_eq!(good(text, 2), expected, "{text:?}");
        }
    }

    #[test]
    fn an_open_quote_swallows_no_row() {
        let rows = read("a,\"b\nc,d\ne,f\n", 2);
        assert_eq!(rows[0].2.as_deref(), Some("a quotation mark is out of place"));
        assert_eq!((rows[1].0, rows[2].0, rows.len()), (2, 3, 3));
        let rows = read("\"a,b\n\"c,d\ne,f\n", 2);
        assert_eq!(rows.last().unwrap().1, ["e", "f"]);
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn what_is_too_long_is_bad_and_the_rest_goes_on() {
        let long = "é".repeat(MAX_RECORD_BYTES);
        for text in [format!("{long},b\nc,d\n"), format!("\"{long}\n{long}\",b\nc,d\n")] {
            let rows = read(&text, 2);
            assert!(rows[0].2.is_some());
            assert_eq!(rows.last().unwrap().1, ["c", "d"]);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[a\",;\n\r é]{0,80}") {
            let rows = read(&text, 2);
            prop_assert!(rows.iter().map(|row| row.0).is_sorted());
            prop_assert!(rows.len() <= text.len() + 1);
        }

        #[test]
        fn what_a_writer_wrote_is_read(rows in prop::collection::vec(["[a\",\n é]{0,6}", "[a\",\n é]{1,6}"], 0..6)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(good(&text, 2), rows);
        }
    }
}
