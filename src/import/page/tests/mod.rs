//! Pages as they come, and as they could be made to mislead.

mod ages;
mod fuzz;
mod html;
mod lists;
mod profiles;
mod samples;

use super::*;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn as_of() -> Day {
    day("2026-11-08")
}

fn page(text: &str) -> Result<PageKind> {
    read_page(&lines::of_page(text)?, as_of()).map_err(|(error, _)| error)
}

fn sent(text: &str) -> PageList {
    match page(text) {
        Ok(PageKind::Sent(list)) => list,
        other => panic!("{text}: {other:?}"),
    }
}

fn connections(text: &str) -> PageList {
    match page(text) {
        Ok(PageKind::Connections(list)) => list,
        other => panic!("{text}: {other:?}"),
    }
}

fn bad(list: &PageList) -> Vec<u64> {
    list.bad.iter().map(|bad| bad.row.unwrap()).collect()
}

/// The names of the rows of a Sent page that has no bad ones.
fn names(text: &str) -> Vec<String> {
    let list = sent(text);
    assert_eq!(list.bad, [], "{text}");
    list.rows.into_iter().map(|row| row.name).collect()
}

/// How many days before the as-of day each invitation was sent, at most and at least.
fn ages(list: &PageList) -> Vec<(i64, i64)> {
    list.rows.iter().map(|row| (as_of().days_since(row.days.0), as_of().days_since(row.days.1))).collect()
}

/// Every message is lower case and without a full stop, and says what to do.
fn assert_helpful(error: &Error) {
    for text in [&error.message, &error.hints[0]] {
        assert!(!text.is_empty() && !text.ends_with('.') && !text.contains('\n'), "{text}");
        assert!(text.starts_with(char::is_lowercase), "{text}");
    }
}

fn refused<T: std::fmt::Debug>(read: Result<T>) -> String {
    let error = read.unwrap_err();
    assert_helpful(&error);
    error.message
}
