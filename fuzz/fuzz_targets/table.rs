//! Any table of requests, below a first byte that chooses what the user says about it.
#![no_main]

use std::io::Cursor;

use invtrack::record::name::{MAX_WORD, clean};
use invtrack::record::time::Zone;
use invtrack::record::when::When;
use invtrack::import::requests::{DateOrder, Mapping, TableRow};
use invtrack::import::{ImportError, RequestTable, Wishes};
use invtrack_fuzz::{NOW, assert_lines, assert_message, assert_who, assert_plain, is_in_time, options};
use libfuzzer_sys::fuzz_target;

/// What may be said about the columns.
const MAPS: [&str; 4] =
    ["", "name=A,sent_at=B", "sent_at=\"Date, sent\",note=", "profile_url=Who,sent_at=When,tags=Name"];
/// The cap on a note, in characters.
const MAX_NOTE_CHARS: usize = 10_000;
/// The cap on the tags of a row.
const MAX_TAGS: usize = 50;

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let wishes = wishes(choice);
    match open(bytes, &wishes) {
        Ok(Some(table)) => {
            assert!(wishes.order.is_none_or(|order| table.order == Some((order, false))));
            let rows = read(table, 1);
            if let Some(again) = open(bytes, &wishes).ok().flatten() {
                assert_eq!(read(again, 7), rows);
            }
        }
        Ok(None) => {}
        Err(error) => assert_error(&error),
    }
});

/// What the lower bits of a byte say.
fn wishes(choice: u8) -> Wishes {
    let map = Mapping::parse(&[MAPS[usize::from(choice >> 2 & 3)].to_owned()]);
    let order = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst), None];
    Wishes { map: map.expect("a map that can be read"), order: order[usize::from(choice & 3)] }
}

fn open(bytes: &[u8], wishes: &Wishes) -> Result<Option<RequestTable>, ImportError> {
    let source = Box::new(Cursor::new(bytes.to_vec()));
    RequestTable::of(source, bytes.len() as u64, "people.csv".to_owned(), &options(), wishes)
}

/// Every row, read so many at a time; whether there was an error at the end.
fn read(mut table: RequestTable, most: usize) -> (Vec<TableRow>, bool) {
    let mut rows = Vec::new();
    let failed = loop {
        match table.next_rows(most) {
            Ok(next) if next.is_empty() => break false,
            Ok(next) => rows.extend(next),
            Err(error) => {
                assert_error(&error);
                break true;
            }
        }
    };
    assert_rows(&rows, &table);
    (rows, failed)
}

/// Each row that is not blank was read or is bad, and begins on a line of its own.
fn assert_rows(rows: &[TableRow], table: &RequestTable) {
    let bad: Vec<u64> = table.bad.iter().map(|bad| bad.row).collect();
    let lines: Vec<u64> = rows.iter().map(|row| row.row).collect();
    assert_lines(&lines);
    assert_lines(&bad);
    assert!(lines.iter().all(|line| bad.binary_search(line).is_err()), "{lines:?} {bad:?}");
    assert_eq!(rows.len() + bad.len(), table.count);
    table.bad.iter().for_each(|bad| assert_message(&bad.reason));
    rows.iter().for_each(assert_row);
}

fn assert_row(row: &TableRow) {
    assert_who(&row.who);
    assert_time(row.sent);
    for later in row.accepted.into_iter().chain(row.withdrawn) {
        assert_time(later);
        assert!(!later.in_zone(Zone::Utc).is_before(row.sent.in_zone(Zone::Utc), Zone::Utc), "{row:?}");
    }
    let fits = |note: &String| !note.trim().is_empty() && note.chars().count() <= MAX_NOTE_CHARS;
    assert!(row.note.as_ref().is_none_or(fits), "{row:?}");
    assert!(row.tags.is_sorted_by(|a, b| a < b) && row.tags.len() <= MAX_TAGS, "{row:?}");
    assert!(row.tags.iter().all(|tag| clean(tag, MAX_WORD).as_ref() == Ok(tag)), "{row:?}");
}

fn assert_time(at: When) {
    assert!(is_in_time(at.day()), "{at:?}");
    assert!(!at.has_time() || at.in_zone(Zone::Utc).utc() <= NOW, "{at:?}");
}

fn assert_error(error: &ImportError) {
    assert_plain(&error.to_string());
    // It may quote a header as it is, for `--map`.
    assert!(error.hint().is_none_or(|hint| !hint.is_empty()));
}
