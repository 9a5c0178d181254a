//! The dated lines of both lists.

use super::*;
use crate::import::page::lists::{connected_on, read_age};

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
    let as_of = Day::parse_iso("2026-11-08").unwrap();
    for (text, most, least) in cases {
        let (first, last) = read_age(text, as_of).unwrap_or_else(|| panic!("{text}")).days.unwrap();
        assert_eq!((as_of.days_since(first), as_of.days_since(last)), (most, least), "{text}");
    }
}

#[test]
fn whether_it_says_sent_is_told() {
    assert!(read_age("Sent 3d", Day::FIRST).unwrap().is_said);
    assert!(read_age("Vor 2 Wochen gesendet", Day::FIRST).unwrap().is_said);
    assert!(!read_age("3d", Day::FIRST).unwrap().is_said);
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
        "Enviado hace 2 semanas",
        &"3d ".repeat(100),
    ] {
        assert!(read_age(text, Day::FIRST).is_none(), "{text}");
    }
}

#[test]
fn days_outside_the_calendar_are_none() {
    let as_of = Day::parse_iso("1999-01-01").unwrap();
    assert!(read_age("Sent 9999 years ago", as_of).unwrap().days.is_err());
}

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
        assert_eq!(connected_on(text), Some(Ok(Day::parse_iso("2026-06-12").unwrap())), "{text}");
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
            connected_on(&format!("Am 3. {month} 2026 vernetzt")),
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
        assert!(matches!(connected_on(text), Some(Err(_))), "{text}");
    }
    for text in ["Connected on many levels", "Connected on 3 continents", "Am Ende vernetzt", "Connected", ""]
    {
        assert_eq!(connected_on(text), None, "{text}");
    }
}
