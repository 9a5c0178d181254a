//! Every shape that is read, and those that are refused.

use super::*;
use proptest::prelude::*;

#[test]
fn every_known_shape_of_sent_at_is_read() {
    for (text, expected) in [
        ("10/5/26, 6:57 AM", "2026-10-05T06:57:00"),
        ("10/19/26, 12:05 AM", "2026-10-19T00:05:00"),
        ("10/19/26, 12:05 PM", "2026-10-19T12:05:00"),
        ("1/2/2024, 11:59 PM", "2024-01-02T23:59:00"),
        ("1/2/24, 1:09\u{202f}PM", "2024-01-02T13:09:00"),
        ("1/2/24, 1:09\u{a0}pm", "2024-01-02T13:09:00"),
        ("01/02/24,01:09:30 AM", "2024-01-02T01:09:30"),
        ("2/29/24, 1:00 AM", "2024-02-29T01:00:00"),
        ("2026-10-05 06:57:30 UTC", "2026-10-05T06:57:30Z"),
        ("2026-10-05 06:57 UTC", "2026-10-05T06:57:00Z"),
        ("2026-10-05 06:57", "2026-10-05T06:57:00"),
        ("2026-10-05T06:57:30", "2026-10-05T06:57:30"),
        ("2026-10-05T06:57:30+02:00", "2026-10-05T04:57:30Z"),
        ("2026-10-05T06:57:30Z", "2026-10-05T06:57:30Z"),
        (" 2026-10-05 ", "2026-10-05"),
    ] {
        assert_eq!(of_linkedin(text, None).map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn other_shapes_of_sent_at_are_refused() {
    for text in [
        "",
        "10/5/26",
        "10/5/26, 6:57",
        "10/5/26, 18:57",
        "10/5/26, 13:05 PM",
        "10/5/26, 0:05 AM",
        "10/5/26, 6:60 AM",
        "10/5/26, 6:5 AM",
        "10/5/26, AM",
        "10/5/26, €M",
        "13/5/26, 6:57 AM",
        "2/29/23, 6:57 AM",
        "10/5/126, 6:57 AM",
        "10/5/26/1, 6:57 AM",
        "+1/5/26, 6:57 AM",
        "2026-10-05 25:00 UTC",
        "2026-10-05 CEST",
        "2026-13-05",
        "99999999999/1/1, 1:00 AM",
    ] {
        assert_eq!(of_linkedin(text, None), None, "{text}");
    }
}

#[test]
fn every_known_shape_of_connected_on_is_read() {
    for (text, expected) in [
        ("08 Feb 2026", "2026-02-08"),
        ("8 February 2026", "2026-02-08"),
        ("12 Mar 19", "2019-03-12"),
        ("2026-02-08", "2026-02-08"),
        ("Feb 8, 2026", "2026-02-08"),
        ("Sept. 8, 2026", "2026-09-08"),
        ("12 mars 2023", "2023-03-12"),
        ("1er févr. 2023", "2023-02-01"),
        ("3 août 2023", "2023-08-03"),
        ("3 décembre\u{a0}2023", "2023-12-03"),
        ("7-Oct-26", "2026-10-07"),
        ("5 de out. de 2026", "2026-10-05"),
        ("05 ene 2026", "2026-01-05"),
        ("5 października 2026", "2026-10-05"),
        ("2026年10月5日", "2026-10-05"),
        ("2026년 10월 5일", "2026-10-05"),
    ] {
        assert_eq!(read_day(text, None), Day::parse_iso(expected), "{text}");
    }
}

#[test]
fn other_shapes_of_connected_on_are_refused() {
    for text in [
        "",
        "Feb 2026",
        "31 Feb 2026",
        "08 Foo 2026",
        "08 02 2026",
        "8/2/2026",
        "8 Feb 2026 x",
        "8 Feb 202",
        "8. Mai",
    ] {
        assert_eq!(read_day(text, None), None, "{text}");
    }
}

fn checked(text: &str, order: Option<DateOrder>) -> Option<String> {
    let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
    let at = check(read(text, order)?, "it lies", 0, now, Zone::Utc);
    at.ok().map(|at| at.to_string())
}

#[test]
fn dates_with_one_reading_need_no_order() {
    for (text, expected) in [
        ("2026-10-05", "2026-10-05"),
        ("2026/10/5", "2026-10-05"),
        ("2026-10-05T14:30:00+02:00", "2026-10-05T12:30:00Z"),
        ("2026-10-05 14:30:00+02:00", "2026-10-05T12:30:00Z"),
        ("2026-10-05 14:30:00 +02:00", "2026-10-05T12:30:00Z"),
        ("2026-10-05T14:30:00+0200", "2026-10-05T12:30:00Z"),
        ("2026-10-05 14:30:00 +0200", "2026-10-05T12:30:00Z"),
        ("2026-10-05 14:30", "2026-10-05T14:30:00"),
        ("2026-10-05T14:30:15.123", "2026-10-05T14:30:15"),
        ("2026-10-05 14:30:15 UTC", "2026-10-05T14:30:15Z"),
        ("5 Oct 2026", "2026-10-05"),
        ("5-Oct-2026", "2026-10-05"),
        ("Oct 5, 2026", "2026-10-05"),
        ("October 5th, 2026 at 2:30 PM", "2026-10-05T14:30:00"),
        ("Mon, 5 Oct 2026 14:30", "2026-10-05T14:30:00"),
        ("5/5/2026", "2026-05-05"),
        ("46300", "2026-10-05"),
        ("46300.5", "2026-10-05T12:00:00"),
        (" 2026-10-05 ", "2026-10-05"),
    ] {
        assert_eq!(checked(text, None).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn numbers_are_read_in_the_order_that_is_known() {
    use DateOrder::{DayFirst, MonthFirst};
    for (text, by_day, by_month) in [
        ("03/04/2026", Some("2026-04-03"), Some("2026-03-04")),
        ("03-04-2026 14:30", Some("2026-04-03T14:30:00"), Some("2026-03-04T14:30:00")),
        ("4/3/26, 2:30 PM", Some("2026-03-04T14:30:00"), Some("2026-04-03T14:30:00")),
    ] {
        assert_eq!(checked(text, Some(DayFirst)).as_deref(), by_day, "{text}");
        assert_eq!(checked(text, Some(MonthFirst)).as_deref(), by_month, "{text}");
        assert_eq!(checked(text, None), None, "{text}");
    }
    for (text, by_day, by_month) in [
        ("25.10.2026", Some("2026-10-25"), None),
        ("10/25/2026", None, Some("2026-10-25")),
        ("10.25.2026", None, Some("2026-10-25")),
        ("3.4.26", Some("2026-04-03"), Some("2026-03-04")),
    ] {
        assert_eq!(checked(text, Some(DayFirst)).as_deref(), by_day, "{text}");
        assert_eq!(checked(text, Some(MonthFirst)).as_deref(), by_month, "{text}");
        assert_eq!(checked(text, None).as_deref(), by_day.or(by_month), "{text}");
    }
}

#[test]
fn what_is_no_date_or_not_of_linkedin_s_time_is_refused() {
    for text in [
        "",
        "yesterday",
        "2026 days ago",
        "5 Oct",
        "Oct 2026",
        "2026-13-01",
        "31 Feb 2026",
        "4630",
        "46300.x",
        "2002-12-31",
        "2026-11-11",
        "2026-11-10 12:01",
        "2026-10-05 25:00",
        "::",
        "T:",
        "1/2/3/4",
        "Tue, 5 Oct 2026",
        "né:1",
    ] {
        assert_eq!(checked(text, Some(DateOrder::DayFirst)), None, "{text}");
    }
}

#[test]
fn one_telling_date_tells_the_order() {
    let clues = |texts: &[&str]| {
        let mut clues = Clues::default();
        (1..).zip(texts).for_each(|(line, text)| clues.add(text, line));
        (clues.day_first, clues.month_first, clues.either)
    };
    assert_eq!(clues(&["3/4/2026", "13/4/2026 10:00", "14/4/2026"]), (2, 0, Some(1)));
    assert_eq!(clues(&["4.13.26", "5.5.2026", "5 Oct 2026", "99.99.2026"]), (0, 1, None));
    assert_eq!(clues(&["2026-10-05", "", "13/13/2026"]), (0, 0, None));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[0-9aptTUCO:/. ,é-]{0,24}", any in "\\PC{0,30}") {
        for text in [text, any] {
            let _ = checked(&text, Some(DateOrder::DayFirst));
            Clues::default().add(&text, 1);
        }
    }
}
