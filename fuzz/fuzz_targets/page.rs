//! A copied or saved page: rows are in order, names fit, and nothing lies in the future.
#![no_main]

use invtrack::record::count::CONNECTIONS_LIMIT;
use invtrack::import::facts::ProfileLook;
use invtrack::record::time::Day;
use invtrack::import::page::{BadLine, Page, PageError, decode, read_page, read_profile};
use invtrack_fuzz::{assert_message, assert_name, assert_slug, is_in_time, text, today};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = text(bytes);
    assert_eq!(decode(text.as_bytes().to_vec()).as_deref(), Ok(&*text));
    match read_page(&text, today()) {
        Ok(Page::Sent(list, bad)) => {
            let rows = list.rows.iter();
            rows.clone().for_each(|row| assert_row(&row.name, row.slug.as_deref(), row.last_day));
            assert!(rows.clone().all(|row| row.first_day <= row.last_day));
            assert_lines(&rows.map(|row| row.row).collect::<Vec<_>>(), &bad);
        }
        Ok(Page::Connections(rows, bad)) => {
            let rows = rows.iter();
            rows.clone().for_each(|row| assert_row(&row.name, row.slug.as_deref(), row.connected_on));
            assert_lines(&rows.map(|row| row.row).collect::<Vec<_>>(), &bad);
        }
        // What is a profile to one reader is the same to the other.
        Ok(Page::Profile(look)) => assert_eq!(read_profile(&text), Ok(look)),
        Err(error) => assert_error(error),
    }
    match read_profile(&text) {
        Ok(look) => assert_look(&look),
        Err(error) => assert_error(error),
    }
});

fn assert_row(name: &str, slug: Option<&str>, day: Day) {
    assert_name(name);
    slug.into_iter().for_each(assert_slug);
    assert!(day <= today() && is_in_time(day), "{day:?}");
}

fn assert_lines(rows: &[u64], bad: &[BadLine]) {
    assert!(!rows.is_empty() && rows.is_sorted() && rows[0] > 0, "{rows:?}");
    assert!(bad.iter().map(|bad| bad.row).is_sorted(), "{bad:?}");
}

fn assert_look(look: &ProfileLook) {
    look.name.iter().for_each(|name| assert_name(name));
    look.slug.iter().for_each(|slug| assert_slug(slug));
    assert!(look.connections.is_none_or(|count| count <= CONNECTIONS_LIMIT));
    assert!(look.button.is_some() || look.degree.is_some() || look.connections.is_some());
    let lines = look.read.iter().chain(&look.ignored);
    lines.filter(|line| !line.is_empty()).for_each(assert_message);
}

fn assert_error(error: PageError) {
    assert_message(&error);
    assert_message(&error.hint());
}
