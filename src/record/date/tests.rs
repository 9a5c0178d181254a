use proptest::prelude::*;

use super::*;
use crate::record::time::{DAY_MS, Day};

/// A Saturday.
const NOW: &str = "2026-11-21T09:30:00Z";

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn parse(text: &str) -> Result<Moment, Refusal> {
    parse_moment(text, at(NOW), Zone::Utc, None)
}

/// The day or, if there is a time in it, the instant in ISO form.
fn iso(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.iso(),
        Moment::Exact(at) => at.to_rfc3339(),
    }
}

/// Texts, each with the day or instant it means at one time.
fn assert_means(now: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let read = parse_moment(text, at(now), Zone::Utc, None).map(iso);
        assert_eq!(read.as_deref(), Ok(*expected), "{text} at {now}");
    }
}

#[test]
fn days_are_read() {
    assert_means(
        NOW,
        &[
            ("today", "2026-11-21"),
            ("  YesterDay ", "2026-11-20"),
            ("tomorrow", "2026-11-22"),
            ("3 days ago", "2026-11-18"),
            ("3   Days\tago", "2026-11-18"),
            ("0 days ago", "2026-11-21"),
            ("a day ago", "2026-11-20"),
            ("2w ago", "2026-11-07"),
            ("2 weeks ago", "2026-11-07"),
            ("a week ago", "2026-11-14"),
            ("1 month ago", "2026-10-21"),
            ("1mo ago", "2026-10-21"),
            ("2 years ago", "2024-11-21"),
            ("two weeks ago", "2026-11-07"),
            ("last week", "2026-11-14"),
            ("last month", "2026-10-21"),
            ("2w", "2026-11-07"),
            ("3d", "2026-11-18"),
            ("2mo", "2026-09-21"),
            ("20261005", "2026-10-05"),
            ("5.10.2026", "2026-10-05"),
            ("05.10.26", "2026-10-05"),
            ("3.4.", "2026-04-03"),
            ("2026-10-05", "2026-10-05"),
            ("2026-1-5", "2026-01-05"),
            ("2026/10/05", "2026-10-05"),
            ("Mon 2026-10-05", "2026-10-05"),
        ],
    );
}

#[test]
fn named_days_are_the_most_recent() {
    assert_means(
        NOW,
        &[
            ("friday", "2026-11-20"),
            ("last fri", "2026-11-20"),
            ("last friday", "2026-11-20"),
            ("sat", "2026-11-21"),
            ("last sat", "2026-11-14"),
            ("on sunday", "2026-11-15"),
            ("5 oct", "2026-10-05"),
            ("5 October", "2026-10-05"),
            ("oct 5", "2026-10-05"),
            ("5th oct", "2026-10-05"),
            ("5th of october", "2026-10-05"),
            ("21 nov", "2026-11-21"),
            ("22 nov", "2025-11-22"),
            ("29 feb", "2024-02-29"),
            ("5 oct 2025", "2025-10-05"),
            ("Oct 5, 2025", "2025-10-05"),
            ("oct 5 2025", "2025-10-05"),
            ("5. Oct 2025", "2025-10-05"),
            ("05-Oct-2025", "2025-10-05"),
            ("sunday, oct 5, 2025", "2025-10-05"),
            ("sept 3rd", "2026-09-03"),
        ],
    );
}

#[test]
fn times_of_day_are_exact() {
    assert_means(
        NOW,
        &[
            ("now", "2026-11-21T09:30:00Z"),
            ("just now", "2026-11-21T09:30:00Z"),
            ("5h ago", "2026-11-21T04:30:00Z"),
            ("20 min ago", "2026-11-21T09:10:00Z"),
            ("an hour ago", "2026-11-21T08:30:00Z"),
            ("14:30", "2026-11-21T14:30:00Z"),
            ("today 14:30", "2026-11-21T14:30:00Z"),
            ("yesterday 9:05", "2026-11-20T09:05:00Z"),
            ("yesterday 5pm", "2026-11-20T17:00:00Z"),
            ("5pm yesterday", "2026-11-20T17:00:00Z"),
            ("yesterday at 17:00", "2026-11-20T17:00:00Z"),
            ("yesterday at 5 p.m.", "2026-11-20T17:00:00Z"),
            ("at 12am", "2026-11-21T00:00:00Z"),
            ("12:15 pm", "2026-11-21T12:15:00Z"),
            ("fri 14:30", "2026-11-20T14:30:00Z"),
            ("5 oct 14:30", "2026-10-05T14:30:00Z"),
            ("5 oct 5 pm", "2026-10-05T17:00:00Z"),
            ("14:30 on 5 oct", "2026-10-05T14:30:00Z"),
            ("3 days ago at 9:00", "2026-11-18T09:00:00Z"),
            ("2026-10-05 14:30", "2026-10-05T14:30:00Z"),
            ("2026-10-05T14:30", "2026-10-05T14:30:00Z"),
            ("2026-10-05 14:30:15", "2026-10-05T14:30:15Z"),
            ("Tue 2026-10-06 14:30", "2026-10-06T14:30:00Z"),
            ("2026-10-05T14:30:00Z", "2026-10-05T14:30:00Z"),
            (" 2026-10-05t14:30:00.25+02:00 ", "2026-10-05T12:30:00.250Z"),
        ],
    );
}

#[test]
fn months_clip_to_their_end_and_years_turn() {
    assert_means(
        "2027-03-31T23:59:59Z",
        &[
            ("1 month ago", "2027-02-28"),
            ("37 months ago", "2024-02-29"),
            ("3 months ago", "2026-12-31"),
            ("4 months ago", "2026-11-30"),
            ("yesterday", "2027-03-30"),
            ("wed", "2027-03-31"),
            ("last wednesday", "2027-03-24"),
            ("31 mar", "2027-03-31"),
            ("1 apr", "2026-04-01"),
        ],
    );
    assert_means(
        "2028-02-29T00:00:00Z",
        &[
            ("1 year ago", "2027-02-28"),
            ("4 years ago", "2024-02-29"),
            ("29 feb", "2028-02-29"),
            ("1h ago", "2028-02-28T23:00:00Z"),
        ],
    );
}

#[test]
fn ambiguous_numbers_name_their_readings() {
    for (text, readings) in [
        ("03/04", "2026-04-03 or 2026-03-04"),
        ("03/04/2026", "2026-04-03 or 2026-03-04"),
        ("3-4-2026", "2026-04-03 or 2026-03-04"),
        ("03/04/05", "2005-04-03, 2005-03-04 or 2003-04-05"),
        ("03/04/2026 14:30", "2026-04-03 or 2026-03-04"),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!(error.to_string(), format!("the date {text:?} could be {readings}"));
        assert_eq!(
            error.hint().unwrap(),
            format!("write it as {readings}, or set dates.order to dmy or mdy")
        );
    }
    assert_means(
        NOW,
        &[
            ("25/12/2025", "2025-12-25"),
            ("12/25", "2025-12-25"),
            ("4/4/2026", "2026-04-04"),
            ("4.4.", "2026-04-04"),
        ],
    );
}

#[test]
fn impossible_dates_are_told_from_unknown_ones() {
    for text in [
        "31 feb",
        "31 feb 2026",
        "0 oct",
        "2026-13-40",
        "2026-02-30",
        "13/13/2026",
        "25:99",
        "24:00",
        "13pm",
        "0am",
        "9:05:60",
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!(error.to_string(), format!("there is no such date or time: {text:?}"));
    }
    for text in [
        "",
        " ",
        "at",
        "soon",
        "5",
        "oct",
        "oct 2026",
        "5 oct 26",
        "-3 days ago",
        "1.5h ago",
        "ago",
        "5 m ago",
        "5h ago 14:30",
        "yesterday at 5",
        "today today",
        "last today",
        "2026-10",
        "2026-10-05-06",
        "1/2/3/4",
        "14:30 15:30",
        ":",
        "14:",
        "²",
        "٣ days ago",
        &"1 ".repeat(500),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.to_string().starts_with("can't read the date "), "{text}: {error}");
        assert!(error.hint().is_some());
    }
    assert_eq!(
        parse("tue 2026-10-05").unwrap_err().to_string(),
        "\"tue 2026-10-05\" contradicts itself: that day is Mon 2026-10-05"
    );
}

#[test]
fn misspelled_words_are_suggested() {
    for (text, hint) in [
        ("yesteday", "did you mean \"yesterday\"?"),
        ("5 octobre", "did you mean \"october\"?"),
        ("5m ago", "did you mean \"min\" or \"mo\"?"),
        ("3 dyas ago", "did you mean \"days\"?"),
        ("5 qqq", "write it like 2026-10-05, 2026-10-05 14:30, 5 oct, yesterday, last fri or 3 days ago"),
    ] {
        assert_eq!(parse(text).unwrap_err().hint().as_deref(), Some(hint), "{text}");
    }
}

#[test]
fn nothing_is_older_than_linkedin() {
    assert_means(NOW, &[("2003-01-01", "2003-01-01"), ("2003-01-01T00:00:00Z", "2003-01-01T00:00:00Z")]);
    for text in [
        "2002-12-31",
        "2002-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "99999999999 years ago",
        "24 years ago",
        "9999999 months ago",
        "9999999 weeks ago",
        "9999999 hours ago",
        "1 jan 1999",
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.to_string().contains("lies before 2003-01-01"), "{text}: {error}");
    }
    assert!(parse("9999-12-31T23:59:59-23:00").is_err());
}

#[test]
fn the_future_is_refused_as_it_was_understood() {
    let refuse = |text: &str| refuse_future(parse(text).unwrap(), at(NOW), Zone::Utc);
    assert_eq!(
        refuse("tomorrow").unwrap_err().to_string(),
        "the date lies in the future: Sun 2026-11-22 (tomorrow)"
    );
    assert_eq!(
        refuse("14:30").unwrap_err().to_string(),
        "the date lies in the future: Sat 2026-11-21 14:30 (today)"
    );
    assert!(refuse("2026-11-21T09:31:00.001Z").is_err());
    for (text, kept) in
        [("9:31", NOW), ("now", NOW), ("9:29", "2026-11-21T09:29:00Z"), ("today", "2026-11-21")]
    {
        assert_eq!(refuse(text).map(iso).as_deref(), Ok(kept), "{text}");
    }
}

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
    assert_eq!((month("sept"), month("may"), month("ma"), month("maybe")), (Some(9), Some(5), None, None));
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

fn words_of_dates() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[0-9]{1,4}([-/.:][0-9]{1,4}){0,3}",
        "(today|yesterday|tomorrow|now|last|ago|fri|oct|feb|may|an?|at|T|am|pm|5th|2w|weeks|months|years|hours|,)",
    ];
    proptest::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

fn instants() -> impl Strategy<Value = Instant> {
    (1_100_000_000_000_i64..4_000_000_000_000).prop_map(Instant::from_millis)
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), now in any::<i64>()) {
        let _ = parse_moment(&text, Instant::from_millis(now), Zone::Utc, None).map_err(|error| (error.to_string(), error.hint()));
    }

    #[test]
    fn what_is_understood_is_echoed_so_that_it_reads_back(text in words_of_dates(), now in instants()) {
        if let Ok(moment) = parse_moment(&text, now, Zone::Utc, None) {
            let echoed = echo(moment, now, Zone::Utc);
            let iso = echoed.split(' ').nth(1).unwrap();
            prop_assert_eq!(parse_moment(iso, now, Zone::Utc, None), Ok(Moment::Day(moment.day(Zone::Utc))));
            prop_assert!(!ago(moment, now, Zone::Utc).is_empty());
        }
    }

    #[test]
    fn iso_dates_round_trip(days in 12_053_i64..60_000, now in instants()) {
        let day = Day::of_utc(Instant::from_millis(days * DAY_MS)).unwrap();
        prop_assert_eq!(parse_moment(&day.iso(), now, Zone::Utc, None), Ok(Moment::Day(day)));
        prop_assert_eq!(parse_moment(&day.utc_noon().to_rfc3339(), now, Zone::Utc, None), Ok(Moment::Exact(day.utc_noon())));
    }

    #[test]
    fn so_many_days_ago_are_so_many_days(days in 0..600_i64, now in instants()) {
        let Moment::Day(day) = parse_moment(&format!("{days} days ago"), now, Zone::Utc, None).unwrap() else {
            panic!("days are days")
        };
        prop_assert_eq!(Zone::Utc.day_of(now).days_since(day), days);
    }

    #[test]
    fn what_passes_is_never_after_now(text in words_of_dates(), now in instants()) {
        if let Ok(moment) = parse_moment(&text, now, Zone::Utc, None).and_then(|moment| refuse_future(moment, now, Zone::Utc)) {
            prop_assert!(moment.day(Zone::Utc) <= Zone::Utc.day_of(now));
        }
    }
}

#[test]
fn days_to_come_are_read() {
    let ahead = |text: &str| parse_ahead(text, at(NOW), Zone::Utc, None).map(|day| day.iso());
    for (text, day) in [
        ("2 weeks", "2026-12-05"),
        ("in 3 days", "2026-11-24"),
        ("tomorrow", "2026-11-22"),
        ("2026-12-24", "2026-12-24"),
    ] {
        assert_eq!(ahead(text).as_deref(), Ok(day), "{text}");
    }
    for text in ["today", "yesterday", "2026-11-01", "soon"] {
        assert!(ahead(text).is_err(), "{text}");
    }
}
