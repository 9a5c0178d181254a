//! The sample pages, and the truth behind them.

use super::*;
use crate::import::page::lists::PageRow;
use crate::record::observation::{Button, Degree};

macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages/", $name))
    };
}

/// The person, and how many weeks or months ago the page says.
const SENT: [(u64, &str, i64, i64); 21] = [
    (12, "Elif Menon", 14, 7),
    (20, "Mateo Haddad", 14, 7),
    (25, "Dario Aziz", 21, 14),
    (30, "Wren Mori", 21, 14),
    (38, "Zoë Karimi", 21, 14),
    (43, "Oskar Petrov 🚀", 21, 14),
    (48, "Tariq Mensah (She/Her)", 21, 14),
    (55, "Tariq Hale", 21, 14),
    (60, "Emeka Brandt", 60, 30),
    (65, "Bram Nyberg", 60, 30),
    (73, "Aoife Conti, PhD", 60, 30),
    (78, "Emeka Dahl", 60, 30),
    (83, "Tariq Berg", 60, 30),
    (91, "Leila Dahl, MBA", 60, 30),
    (95, "Priya Aziz, MBA", 60, 30),
    (100, "Sunita Holm", 90, 60),
    (108, "Farid Asante", 90, 60),
    (113, "Priya Saleh", 90, 60),
    (118, "Emeka Karimi", 120, 90),
    (126, "Goran Ek", 120, 90),
    (131, "Kwame Rao 🚀", 120, 90),
];

fn row_of((row, name, most, least): (u64, &str, i64, i64)) -> PageRow {
    let ago = |days: i64| as_of().plus_days(-days).unwrap();
    PageRow {
        number: row,
        name: name.to_owned(),
        slug: None,
        days: (ago(most), ago(least)),
        lines: Vec::new(),
    }
}

#[test]
fn the_complete_sent_page_is_read() {
    let list = sent(sample!("sent-complete.txt"));
    assert_eq!(list.bad, []);
    let rows: Vec<PageRow> = SENT.into_iter().map(row_of).collect();
    for (found, expected) in list.rows.iter().zip(&rows) {
        assert_eq!(found, expected);
    }
    assert_eq!((list.rows.len(), list.total, list.is_complete()), (21, Some(21), true));
}

#[test]
fn the_sent_page_copied_in_part_is_read() {
    let list = sent(sample!("sent-partial.txt"));
    assert_eq!(list.bad, []);
    let rows: Vec<PageRow> = SENT.into_iter().take(10).map(row_of).collect();
    assert_eq!(list.rows, rows);
    assert_eq!((list.total, list.is_complete()), (Some(21), false));
}

/// Every interval has the day in it on which the invitation was really sent.
#[test]
fn the_intervals_hold_the_truth() {
    let truth: serde_json::Value =
        serde_json::from_str(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/truth.json")))
            .unwrap();
    let requests = truth["requests"].as_array().unwrap();
    let sent_on = |name: &str| {
        let request = requests.iter().find(|request| request["name"] == name).unwrap();
        day(&request["sent"].as_str().unwrap()[..10])
    };
    let list = sent(sample!("sent-complete.txt"));
    for row in &list.rows {
        let sent_on = sent_on(&row.name);
        assert!((row.days.0..=row.days.1).contains(&sent_on), "{row:?}, sent on {}", sent_on.iso());
    }
    let open = requests.iter().filter(|request| request["fate"] == "silent" && request["slug"] != "");
    assert_eq!(open.count(), list.rows.len());
}

#[test]
fn both_connections_pages_are_read() {
    let expected = [
        ("Nadia Berg", "2026-11-08"),
        ("Freya Stone", "2026-11-02"),
        ("Ravi Berg, MBA", "2026-10-23"),
        ("Oskar Rojas", "2026-10-19"),
        ("Aoife Berg", "2026-10-19"),
        ("Mei Hale 🚀", "2026-10-19"),
        ("Ruth Berg 🚀", "2026-10-19"),
        ("Tomás Menon", "2026-10-19"),
        ("Nadia Rao", "2026-10-18"),
        ("Yuki Aydin, MBA", "2026-10-18"),
        ("Bram Tanaka", "2026-10-18"),
        ("Maren Mori", "2026-10-18"),
    ];
    let rows = || {
        (0..).zip(expected).map(|(index, (name, connected_on))| PageRow {
            lines: Vec::new(),
            number: 2 + 5 * index,
            name: name.to_owned(),
            slug: None,
            days: (day(connected_on), day(connected_on)),
        })
    };
    for text in [sample!("connections-en.txt"), sample!("connections-de.txt")] {
        assert_eq!(connections(text), PageList { rows: rows().collect(), ..PageList::default() });
    }
}

#[test]
fn the_profiles_are_read() {
    let cases = [
        (sample!("profile-connected.txt"), "Nadia Berg", Button::Message, Degree::First, Some(312)),
        (sample!("profile-openprofile.txt"), "Sunita Holm", Button::Follow, Degree::Third, None),
        (sample!("profile-pending.txt"), "Emeka Brandt", Button::Pending, Degree::Second, Some(500)),
        (sample!("profile-reopened.txt"), "Oskar Petrov 🚀", Button::Connect, Degree::Third, Some(431)),
    ];
    for (text, name, button, degree, connections) in cases {
        let look = read_profile(text).unwrap();
        assert_eq!(look.name.as_deref(), Some(name));
        assert_eq!(
            (look.button, look.degree, look.connections),
            (Some(button), Some(degree), connections),
            "{name}"
        );
        assert_eq!(look.slug, None);
        assert_eq!(page(text).unwrap(), PageKind::Profile(look), "{name}");
    }
}

#[test]
fn what_was_read_and_what_was_ignored_is_told() {
    let look = read_profile(sample!("profile-pending.txt")).unwrap();
    assert_eq!(look.read, ["Emeka Brandt", "· 2nd", "500+ connections", "Message", "Pending", "More"]);
    let ignored = [
        "Staff Engineer at Fabrikam",
        "Fabrikam",
        "Ghent, Flemish Region, Belgium",
        "Contact info",
        "1,247 followers",
    ];
    assert_eq!(look.ignored, ignored);
}
