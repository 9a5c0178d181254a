//! The *Connections* page: name, headlines, `Connected on June 12, 2026`, `Message`; German too.

use super::BadLine;
use super::lines::{Line, tidy};
use super::rows::{self, End, is_one_of};
use crate::import::dates::{self, DateOrder, FIRST_YEAR};
use crate::import::facts::ListedConnection;
use crate::record::time::Day;

/// Buttons below the date.
const BUTTONS: [&str; 8] = [
    "message",
    "nachricht",
    "send message",
    "nachricht senden",
    "more",
    "more actions",
    "mehr",
    "remove connection",
];
/// What stands around the date.
const AROUND: [(&str, &str); 6] = [
    ("connected on ", ""),
    ("connected ", ""),
    ("am ", " vernetzt"),
    ("verbunden am ", ""),
    ("vernetzt am ", ""),
    ("vernetzt seit ", ""),
];
/// The connections, and the rows that make no sense; both are empty if it is another page.
pub(super) fn read(lines: &[Line<'_>], as_of: Day) -> (Vec<ListedConnection>, Vec<BadLine>) {
    let dated = lines.iter().enumerate().filter_map(|(at, line)| Some((at, date_in(&line.text)?)));
    let ends = dated.map(|(at, date)| End {
        at,
        next: behind_buttons(lines, at + 1),
        told: date.and_then(|day| check(day, as_of)),
    });
    let (rows, bad) = rows::between(lines, ends.collect());
    let row = |row: rows::Row<Day>| ListedConnection {
        row: row.number,
        name: row.name,
        slug: row.slug,
        connected_on: row.told,
    };
    (rows.into_iter().map(row).collect(), bad)
}

/// Whether any row of this page is there.
pub(super) fn has_rows(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| date_in(&line.text).is_some())
}

/// The index behind the buttons that start at this one.
fn behind_buttons(lines: &[Line<'_>], from: usize) -> usize {
    from + lines[from..].iter().take_while(|line| is_one_of(line, &BUTTONS)).count()
}

fn check(day: Day, as_of: Day) -> Result<Day, &'static str> {
    if day.ymd().0 < FIRST_YEAR {
        Err("connected before LinkedIn existed")
    } else if day > as_of {
        Err("connected in the future")
    } else {
        Ok(day)
    }
}

/// The date in a line that tells since when somebody is a connection, or that there is no such day.
fn date_in(text: &str) -> Option<Result<Day, &'static str>> {
    const LONGEST: usize = 100;
    if text.len() > LONGEST {
        return None;
    }
    let plain = text.to_lowercase().split_whitespace().map(tidy).collect::<Vec<_>>().join(" ");
    let inside = AROUND.iter().find_map(|(before, after)| plain.strip_prefix(before)?.strip_suffix(after))?;
    let order = inside.contains('.').then_some(DateOrder::DayFirst);
    let date = dates::read_day(inside, order);
    let is_meant = date.is_some() || has_shape_of_date(inside);
    is_meant.then(|| date.ok_or("there is no such day as that of the connection"))
}

/// Whether it is meant as a date, possible or not: a headline may start with "Connected on" too.
fn has_shape_of_date(text: &str) -> bool {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/');
    let words: Vec<&str> = text.split(marks).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() == 3
        && words.iter().filter(is_number).count() >= 2
        && words.iter().any(|word| word.len() == 4 && is_number(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_english_and_german() {
        for text in [
            "Connected on June 12, 2026",
            "Connected on Jun 12, 2026",
            "Connected on 12 June 2026",
            "connected on\u{A0}June 12,\u{202F}2026",
            "Connected June 12, 2026",
            "Am 12. Juni 2026 vernetzt",
            "Verbunden am 12. Juni 2026",
            "Vernetzt am 12.06.2026",
            "Verbunden am 12.6.2026",
        ] {
            assert_eq!(date_in(text), Some(Ok(Day::parse_iso("2026-06-12").unwrap())), "{text}");
        }
        for (month, number) in [
            ("Januar", 1),
            ("Jänner", 1),
            ("Februar", 2),
            ("März", 3),
            ("April", 4),
            ("Mai", 5),
            ("Juni", 6),
            ("Juli", 7),
            ("August", 8),
            ("September", 9),
            ("Oktober", 10),
            ("November", 11),
            ("Dezember", 12),
            ("Jan.", 1),
            ("Okt.", 10),
            ("Dez.", 12),
        ] {
            assert_eq!(
                date_in(&format!("Am 3. {month} 2026 vernetzt")),
                Some(Ok(Day::new(2026, number, 3).unwrap())),
                "{month}"
            );
        }
    }

    #[test]
    fn impossible_days_are_told_from_headlines() {
        for text in [
            "Connected on February 31, 2026",
            "Connected on Smarch 12, 2026",
            "Am 31. Februar 2026 vernetzt",
            "Verbunden am 31.02.2026",
            "Connected on 2026-13-01",
        ] {
            assert!(matches!(date_in(text), Some(Err(_))), "{text}");
        }
        for text in
            ["Connected on many levels", "Connected on 3 continents", "Am Ende vernetzt", "Connected", ""]
        {
            assert_eq!(date_in(text), None, "{text}");
        }
    }
}
