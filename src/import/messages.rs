//! `messages.csv` of the data export: who wrote and when, and nothing else. What was written is in memory no longer
//! than its row.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use fs_err as fs;

use super::as_of::FIRST_YEAR;
use super::records::{ReadError, Records};
use super::{BadRow, ImportError, Options, archive, dates, folder, listing, place, sniff};
use crate::import::facts::Sender;
use crate::record::slug::read_slug;
use crate::record::when::When;

/// The cap on the file, packed or not.
const MAX_MESSAGES_MIB: u64 = 256;
/// With more bad rows than this, the file is not what it claims to be.
const MAX_BAD_ROWS: usize = 10_000;
/// The columns without which nobody can be told from anybody.
const EXPECTED: &str = "SENDER PROFILE URL, DATE";

/// The messages of one export.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Messages {
    /// The file as shown to the user.
    pub file: String,
    /// How many messages there are.
    pub count: usize,
    /// Who wrote some, and when; by profile.
    pub senders: Vec<Sender>,
    /// How many have no sender with a profile.
    pub nameless: usize,
    /// The rows that could not be read.
    pub bad: Vec<BadRow>,
}

/// Whether a path inside an export is that of the messages: `guide_messages.csv` is not.
pub(super) fn is_of_messages(path: &str) -> bool {
    listing::base_name(path).eq_ignore_ascii_case("messages.csv") && !listing::is_litter(path)
}

/// Reads the messages of an export (zip or folder), or the file alone; none if there are none.
pub(super) fn open(path: &Path, options: &Options) -> Result<Option<Messages>, ImportError> {
    let name = place::name_of(path);
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        let found = folder::only(path, &name, is_of_messages)?;
        return found.map(|(path, name)| read_file(&path, &name, options)).transpose();
    }
    if !metadata.is_file() {
        return Ok(None);
    }
    let mut head = Vec::new();
    fs::File::open(path)?.take(4096).read_to_end(&mut head)?;
    if sniff::is_messages(&head) {
        return read_file(path, &name, options).map(Some);
    }
    if !sniff::is_zip(&head) {
        return Ok(None);
    }
    let bytes = place::bytes_of(path, &name)?;
    archive::read_one(&bytes, &name, MAX_MESSAGES_MIB << 20, is_of_messages, |inner, unpacked| {
        read(BufReader::new(unpacked), inner, options)
    })
}

fn read_file(path: &Path, name: &str, options: &Options) -> Result<Messages, ImportError> {
    let file: File = fs::File::open(path)?.into_file();
    if file.metadata()?.len() > MAX_MESSAGES_MIB << 20 {
        return Err(ImportError::TooLarge { file: name.to_owned(), limit_mib: MAX_MESSAGES_MIB });
    }
    read(BufReader::new(file.take(MAX_MESSAGES_MIB << 20)), name, options)
}

/// Reads the rows, one at a time; `file`: what it is called, for messages.
pub fn read(mut input: impl BufRead, file: &str, options: &Options) -> Result<Messages, ImportError> {
    let head = input.fill_buf()?;
    let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    input.consume(mark);
    let mut records = Records::new(input, b',', b'\n', 1);
    let unreadable = |error| match error {
        ReadError::Io(error) => ImportError::Read(error),
        ReadError::NotUtf8 { line } => ImportError::NotUtf8 { file: file.to_owned(), line },
        ReadError::Nul { line } => ImportError::Nul { file: file.to_owned(), line },
    };
    if !records.advance().map_err(unreadable)? {
        return Err(ImportError::Empty { file: file.to_owned() });
    }
    let width = records.width();
    let column =
        |name: &str| (0..width).find(|&index| records.field(index).trim().eq_ignore_ascii_case(name));
    let (Some(sender), Some(date)) = (column("SENDER PROFILE URL"), column("DATE")) else {
        let found: Vec<&str> = (0..width).map(|index| records.field(index)).collect();
        let found = found.join(",").chars().take(100).collect();
        return Err(ImportError::UnknownHeader { file: file.to_owned(), found, expected: EXPECTED });
    };
    let mut messages =
        Messages { file: file.to_owned(), count: 0, senders: Vec::new(), nameless: 0, bad: Vec::new() };
    let mut senders: HashMap<String, Vec<When>> = HashMap::new();
    while records.advance().map_err(unreadable)? {
        if records.is_blank() {
            continue;
        }
        messages.count += 1;
        let fault = records.fault(width);
        let is_misshapen = fault.is_some();
        let read = fault.map_or_else(|| when(records.field(date), options).map_err(str::to_owned), Err);
        match (read, read_slug(records.field(sender))) {
            (Ok(at), Ok(slug)) => senders.entry(slug).or_default().push(at),
            (Ok(_), Err(_)) => messages.nameless += 1,
            (Err(reason), _) => {
                messages.bad.push(BadRow { file: file.to_owned(), row: records.line(), reason });
                if is_misshapen {
                    records.resume_below();
                }
            }
        }
        refuse_crowd(&messages)?;
    }
    messages.senders = senders.into_iter().map(|(slug, at)| Sender { slug, at }).collect();
    messages.senders.sort_by(|a, b| a.slug.cmp(&b.slug));
    Ok(messages)
}

fn when(text: &str, options: &Options) -> Result<When, &'static str> {
    let at = dates::sent_at(text).ok_or("its date is none that LinkedIn writes")?;
    if at.day().ymd().0 < FIRST_YEAR {
        Err("its date lies before LinkedIn existed")
    } else if dates::is_ahead(at, options.now) {
        Err("its date lies in the future")
    } else {
        Ok(at)
    }
}

fn refuse_crowd(messages: &Messages) -> Result<(), ImportError> {
    match messages.bad.first() {
        Some(first) if messages.bad.len() > MAX_BAD_ROWS => {
            let (file, first) = (messages.file.clone(), first.clone());
            Err(ImportError::TooManyBadRows { file, limit: MAX_BAD_ROWS, first })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::time::{Instant, Zone};
    use proptest::prelude::*;

    const HEADER: &str = "\"CONVERSATION ID\",\"FROM\",\"SENDER PROFILE URL\",\"DATE\",\"CONTENT\"\n";

    fn read_text(text: &str) -> Result<Messages, ImportError> {
        let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
        read(text.as_bytes(), "messages.csv", &Options { as_of: None, now, zone: Zone::Utc, kind: None })
    }

    #[test]
    fn who_and_when_is_all_that_is_kept() {
        let row =
            |url: &str, date: &str, text: &str| format!("\"1\",\"X\",\"{url}\",\"{date}\",\"{text}\"\n");
        let text = [
            HEADER,
            &row("https://www.linkedin.com/in/Ana", "2026-10-05 06:57:30 UTC", "Hi,\nthere \"\"you\"\""),
            &row("https://www.linkedin.com/in/ana", "2026-10-06 06:57:30 UTC", ""),
            &row("", "2026-10-06 06:57:30 UTC", "x"),
            &row("https://www.linkedin.com/company/x", "2026-10-06 06:57:30 UTC", "x"),
            &row("https://www.linkedin.com/in/ana", "soon", "x"),
            &row("https://www.linkedin.com/in/ana", "2026-11-30 06:57:30 UTC", "x"),
            &row("https://www.linkedin.com/in/ana", "1013-10-05T06:57:00Z", "x"),
        ];
        let messages = read_text(&format!("\u{feff}{}", text.concat())).unwrap();
        assert_eq!((messages.count, messages.nameless), (7, 2));
        assert_eq!(messages.senders.len(), 1);
        assert_eq!((messages.senders[0].slug.as_str(), messages.senders[0].at.len()), ("ana", 2));
        assert_eq!(messages.bad.iter().map(|bad| bad.row).collect::<Vec<_>>(), [7, 8, 9]);
    }

    #[test]
    fn other_headers_are_refused() {
        assert!(matches!(read_text(""), Err(ImportError::Empty { .. })));
        assert!(matches!(read_text("FROM,DATE\n"), Err(ImportError::UnknownHeader { .. })));
        assert!(["messages.csv", "a/MESSAGES.csv"].into_iter().all(is_of_messages));
        let others = ["guide_messages.csv", "learning_role_play_messages.csv", "__MACOSX/messages.csv"];
        assert!(!others.into_iter().any(is_of_messages));
    }

    proptest! {
        #[test]
        fn any_text_below_the_header_is_read(body in "[\\PC\"\"\",,\n\r]{0,200}") {
            let read = read_text(&format!("{HEADER}{body}"));
            prop_assert!(read.is_ok());
        }
    }
}
