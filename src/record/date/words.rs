//! The words of a date: how a text is taken apart, and what months, weekdays and units are called.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const OTHERS: [&str; 12] = [
    "today",
    "yesterday",
    "tomorrow",
    "now",
    "just",
    "last",
    "ago",
    "days",
    "weeks",
    "months",
    "hours",
    "minutes",
];

/// Words without a meaning of their own.
const FILLERS: [&str; 3] = ["at", "on", "of"];

/// What a number of something ago is reckoned in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    /// A length of time in milliseconds.
    Millis(i64),
    /// That many calendar days.
    Days(i64),
    /// That many calendar months.
    Months(i64),
}

/// The words of a text, in lower case: `5th Oct, 5pm` is `5`, `oct`, `5`, `pm`; `2026-10-05T14:30` is two.
pub(super) fn words(lower_case: &str) -> Vec<&str> {
    lower_case
        .split(|c: char| c.is_whitespace() || c == ',')
        .flat_map(pieces)
        .filter(|word| !FILLERS.contains(word))
        .collect()
}

/// Takes a chunk apart between letters and everything else: `5th`, `2w`, `5-oct-2026`, `oct.`
fn pieces(chunk: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = chunk;
    while let Some(first) = rest.chars().next() {
        let of_letters = first.is_alphabetic();
        let end = rest.find(|c: char| c.is_alphabetic() != of_letters).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        let starts_the_chunk = rest.len() == chunk.len();
        let piece = if of_letters { run } else { trim_joints(run, starts_the_chunk, behind.is_empty()) };
        if !piece.is_empty() && (starts_the_chunk || !is_suffix(piece)) {
            pieces.push(piece);
        }
        rest = behind;
    }
    pieces
}

/// What stands between a number and a word isn't part of the number; nor is a full stop after it.
fn trim_joints(run: &str, starts_the_chunk: bool, ends_the_chunk: bool) -> &str {
    const JOINTS: [char; 3] = ['-', '.', '/'];
    let run = if starts_the_chunk { run } else { run.trim_start_matches(JOINTS) };
    if ends_the_chunk { run.trim_end_matches('.') } else { run.trim_end_matches(JOINTS) }
}

/// The endings of ordinals, and the `T` between date and time.
fn is_suffix(piece: &str) -> bool {
    matches!(piece, "st" | "nd" | "rd" | "th" | "t")
}

/// 1 to 12, of a month's name or at least three letters of its beginning.
pub(super) fn month(word: &str) -> Option<u32> {
    position(&MONTHS, word).map(|index| index + 1)
}

/// Days since Monday, of a weekday's name or at least three letters of its beginning.
pub(super) fn weekday(word: &str) -> Option<u32> {
    position(&WEEKDAYS, word)
}

fn position(names: &[&str], word: &str) -> Option<u32> {
    let index = names.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    u32::try_from(index).ok()
}

/// `w`, `weeks`, …; `m` could be minutes and months, and is neither.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => Unit::Millis(1000),
        "min" | "mins" | "minute" | "minutes" => Unit::Millis(60_000),
        "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Millis(3_600_000),
        "d" | "day" | "days" => Unit::Days(1),
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Days(7),
        "mo" | "mos" | "month" | "months" => Unit::Months(1),
        "y" | "yr" | "yrs" | "year" | "years" => Unit::Months(12),
        _ => return None,
    })
}

/// The known words that an unknown one may stand for; none for a known one.
pub(super) fn meant(word: &str) -> Vec<&'static str> {
    let known = || MONTHS.into_iter().chain(WEEKDAYS).chain(OTHERS);
    if month(word).is_some()
        || weekday(word).is_some()
        || unit(word).is_some()
        || known().any(|name| name == word)
    {
        return Vec::new();
    }
    match word {
        "m" => vec!["min", "mo"],
        _ => crate::record::suggest::nearest(word, known(), 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        let cases: [(&str, &[&str]); 12] = [
            ("5th oct, 5pm", &["5", "oct", "5", "pm"]),
            ("5. oct. 2026", &["5", "oct", "2026"]),
            ("5-oct-2026", &["5", "oct", "2026"]),
            ("2w ago", &["2", "w", "ago"]),
            ("2026-10-05t14:30", &["2026-10-05", "14:30"]),
            ("yesterday at 2:30pm", &["yesterday", "2:30", "pm"]),
            ("-5 days", &["-5", "days"]),
            ("1.5h", &["1.5", "h"]),
            ("3.4.", &["3.4"]),
            ("t", &["t"]),
            (" , ", &[]),
            ("...", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn names_may_be_cut_to_three_letters() {
        assert_eq!(
            (month("sept"), month("may"), month("ma"), month("maybe")),
            (Some(9), Some(5), None, None)
        );
        assert_eq!((weekday("thurs"), weekday("mon"), weekday("mo")), (Some(3), Some(0), None));
    }

    #[test]
    fn only_unknown_words_are_corrected() {
        assert_eq!(meant("octobre"), ["october"]);
        assert_eq!(meant("yesteday"), ["yesterday"]);
        assert_eq!(meant("m"), ["min", "mo"]);
        for word in ["oct", "today", "w", "qqq", "14:30"] {
            assert_eq!(meant(word), [""; 0], "{word}");
        }
    }
}
