//! Ages as the Sent page tells them, English and German: `Sent 2 weeks ago`, `vor einem Monat gesendet`, `3d`.

use crate::record::name::fold;
use crate::record::time::Day;

/// Minutes in a day.
const DAY: i64 = 24 * 60;
/// The units, in minutes, and their names as [`fold`] leaves them. The site counts months of 30 days.
const UNITS: [(i64, &[&str]); 7] = [
    (0, &["s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden"]),
    (1, &["m", "min", "mins", "minute", "minutes", "minuten"]),
    (60, &["h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"]),
    (DAY, &["d", "day", "days", "tg", "tag", "tage", "tagen"]),
    (7 * DAY, &["w", "wk", "wks", "week", "weeks", "wo", "woche", "wochen"]),
    (30 * DAY, &["mo", "mos", "month", "months", "mon", "monat", "monate", "monaten"]),
    (365 * DAY, &["y", "yr", "yrs", "year", "years", "j", "jahr", "jahre", "jahren"]),
];
const ONE: [&str; 9] = ["a", "an", "one", "ein", "eine", "einem", "einen", "einer", "1"];
const NOW: [&str; 11] = [
    "now",
    "just now",
    "right now",
    "today",
    "moments",
    "a moment",
    "a few seconds",
    "heute",
    "jetzt",
    "soeben",
    "gerade eben",
];
const YESTERDAY: [&str; 2] = ["yesterday", "gestern"];

/// How long ago something was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Age {
    /// Calendar days ago, at most.
    most: i64,
    /// Calendar days ago, at least.
    least: i64,
    /// Whether it says "sent" and not only how long ago.
    pub(super) is_said: bool,
}

impl Age {
    /// The first and the last day that it can mean, seen at any time of day `as_of`.
    pub(super) fn seen_from(self, as_of: Day) -> Option<(Day, Day)> {
        Some((as_of.plus_days(-self.most)?, as_of.plus_days(-self.least)?))
    }
}

/// Reads the line that tells how long ago an invitation was sent.
pub(super) fn read_age(text: &str) -> Option<Age> {
    const LONGEST: usize = 100;
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let bare = without_sent(&folded);
    let is_said = bare != folded;
    let age = without_ago(bare);
    let (most, least) = match age {
        _ if NOW.contains(&age) => (0, 0),
        _ if YESTERDAY.contains(&age) => (1, 1),
        _ => days(age)?,
    };
    Some(Age { most, least, is_said })
}

fn without_sent(folded: &str) -> &str {
    const BEFORE: [&str; 5] = ["invitation sent ", "sent ", "einladung gesendet ", "gesendet ", "versendet "];
    let behind = BEFORE.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(folded);
    behind.strip_suffix(" gesendet").unwrap_or(behind)
}

fn without_ago(bare: &str) -> &str {
    bare.strip_suffix(" ago").or_else(|| bare.strip_prefix("vor ")).unwrap_or(bare)
}

/// The most and the least calendar days that a number and a unit can mean. Ages are cut off, not rounded: "2 weeks"
/// are 14 to under 21 times 24 hours, and so, the time of day being unknown, 14 to 21 days on the calendar.
fn days(age: &str) -> Option<(i64, i64)> {
    let (number, unit) = match age.split_once(' ') {
        Some(parts) => parts,
        None => age.split_at(age.find(|c: char| !c.is_ascii_digit())?),
    };
    let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = if ONE.contains(&number) { 1 } else { is_number.then(|| number.parse().ok())?? };
    let (minutes, _) = UNITS.iter().find(|(_, names)| names.contains(&unit))?;
    let (least, below) = (number * minutes, (number + 1) * minutes);
    Some(((below + DAY - 1) / DAY, least / DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_say_an_age_is_read() {
        let cases = [
            ("Sent 1 week ago", 14, 7),
            ("sent 2 weeks ago", 21, 14),
            ("Sent\u{A0}2\u{202F}weeks ago", 21, 14),
            ("\u{200F}Sent 2 weeks ago\u{200E}", 21, 14),
            ("Sent 1 month ago", 60, 30),
            ("Sent a month ago", 60, 30),
            ("Sent 3 months ago", 120, 90),
            ("2 months ago", 90, 60),
            ("2mo", 90, 60),
            ("Sent 2mo ago", 90, 60),
            ("Sent 1 year ago", 730, 365),
            ("2yr", 1095, 730),
            ("Sent 1 day ago", 2, 1),
            ("3d", 4, 3),
            ("Sent 3 days ago", 4, 3),
            ("5 hours ago", 1, 0),
            ("Sent 30 hours ago", 2, 1),
            ("Sent 59 minutes ago", 1, 0),
            ("5m", 1, 0),
            ("10 seconds ago", 0, 0),
            ("Sent just now", 0, 0),
            ("Sent today", 0, 0),
            ("Today", 0, 0),
            ("yesterday", 1, 1),
            ("Sent yesterday", 1, 1),
            ("Gesendet vor 2 Wochen", 21, 14),
            ("Vor 2 Wochen gesendet", 21, 14),
            ("Gesendet vor einer Woche", 14, 7),
            ("Gesendet vor einem Monat", 60, 30),
            ("Gesendet vor 1 Jahr", 730, 365),
            ("vor 3 Tagen", 4, 3),
            ("Gesendet vor 5 Std.", 1, 0),
            ("Gesendet: gestern", 1, 1),
            ("Gesendet heute", 0, 0),
        ];
        for (text, most, least) in cases {
            let age = read_age(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((age.most, age.least), (most, least), "{text}");
        }
    }

    #[test]
    fn whether_it_says_sent_is_told() {
        assert!(read_age("Sent 3d").unwrap().is_said);
        assert!(read_age("Vor 2 Wochen gesendet").unwrap().is_said);
        assert!(!read_age("3d").unwrap().is_said);
    }

    #[test]
    fn other_lines_are_no_ages() {
        for text in [
            "",
            "Sent",
            "Sent ago",
            "Sent 2 weeks ago from Paris",
            "I sent 2 weeks ago",
            "Sent a fortnight ago",
            "Sent 99999 days ago",
            "2 weeks of rain",
            "3rd",
            "500",
            "Envoyé il y a 2 semaines",
            "Enviado hace 2 semanas",
            &"3d ".repeat(100),
        ] {
            assert_eq!(read_age(text), None, "{text}");
        }
    }

    #[test]
    fn days_outside_the_calendar_are_none() {
        let as_of = Day::parse_iso("1999-01-01").unwrap();
        assert_eq!(read_age("Sent 9999 years ago").unwrap().seen_from(as_of), None);
    }
}
