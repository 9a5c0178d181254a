//! Profiles: every language, the precedence of buttons, and what must not be read.

use super::*;
use crate::record::labels::locales;
use crate::record::observation::{Button, Degree};

fn look(text: &str) -> ProfileLook {
    read_profile(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// A head with this badge and these lines of buttons, and somebody else's card below a heading that no one knows.
fn page(badge: &str, buttons: &str) -> String {
    format!(
        "Ana Lee\nShe/Her\n{badge}\n1st place at CodeCup\nFabrikam\nGhent, Belgium\n1,247 followers\n{buttons}\n\
         Xyzzy\nI build things. Pending patents.\nPlugh\nOtto Blum\n· 3rd+\nPending\nAda Example\n· 1st\nMessage\n"
    )
}

#[test]
fn every_language_is_read() {
    for (code, locale) in locales() {
        let other = locale.other.first().unwrap();
        let cases = [
            (&locale.connect, Button::Connect),
            (&locale.pending, Button::Pending),
            (&locale.message, Button::Message),
            (&locale.follow, Button::Follow),
            (&locale.following, Button::Follow),
            (&locale.accept, Button::Accept),
            (&locale.ignore, Button::Accept),
        ];
        let more = locale.more.first().unwrap();
        for (label, button) in
            cases.iter().flat_map(|(labels, button)| labels.iter().map(move |l| (l, *button)))
        {
            for shown in [
                label.clone(),
                format!("{label}\n{more}"),
                format!("{label}  {more}"),
                format!("{more} {label}"),
            ] {
                let look = look(&page(&format!("· {other}"), &shown));
                assert_eq!(look.button, Some(button), "{code}: {shown}");
                assert!(matches!(look.degree, Some(Degree::Second | Degree::Third)), "{code}: {other}");
                assert_eq!(look.name.as_deref(), Some("Ana Lee"), "{code}: {shown}");
            }
        }
        for first in &locale.first {
            let look = look(&page(&format!("\u{200F}· {first}\u{200E}"), more));
            assert_eq!((look.degree, look.button), (Some(Degree::First), None), "{code}: {first}");
        }
        for (word, capped) in locale.connections_word.iter().zip(&locale.capped) {
            let with_count =
                |count: String| look(&page(&format!("· {other}\nX"), &format!("{count}\n{more}")));
            assert_eq!(with_count(format!("{capped} {word}")).connections, Some(500), "{code}");
            assert_eq!(
                with_count(format!("Ghent · 12K followers · 1.247 {word}")).connections,
                Some(1247),
                "{code}"
            );
        }
    }
}

#[test]
fn pending_outranks_everything() {
    let cases = [
        ("· 2nd", "Message\nPending\nMore", Some(Button::Pending), Some(Degree::Second)),
        ("· 2nd", "Follow\nPending", Some(Button::Pending), Some(Degree::Second)),
        ("· 2nd", "Connect  Accept  Pending", Some(Button::Pending), Some(Degree::Second)),
        ("· 1st", "Pending\nMessage", Some(Button::Pending), None),
        ("· 2nd", "Connect\nAccept\nIgnore", Some(Button::Accept), Some(Degree::Second)),
        ("· 2nd", "Message\nConnect\nMore", Some(Button::Connect), Some(Degree::Second)),
        ("· 1st", "Connect", Some(Button::Connect), None),
        ("· 1st", "Message\nMore", Some(Button::Message), Some(Degree::First)),
        ("· 3rd+", "Message\nMore\nRemove connection", Some(Button::Message), Some(Degree::First)),
        ("· 3rd+", "Follow\nMessage", Some(Button::Follow), Some(Degree::Third)),
        ("· 3rd+", "Message\nFollow", Some(Button::Message), Some(Degree::Third)),
        (
            "· 2nd",
            "Message\nView in Sales Navigator\nPending\nMore",
            Some(Button::Pending),
            Some(Degree::Second),
        ),
        (
            "· 2nd",
            "Message\nOne that nobody knows\nPending\nMore",
            Some(Button::Pending),
            Some(Degree::Second),
        ),
        (
            "· 2nd",
            "Pending, click to withdraw invitation sent to Ana Lee",
            Some(Button::Pending),
            Some(Degree::Second),
        ),
        ("· 2nd", "Invite Ana Lee to connect\nMessage", Some(Button::Connect), Some(Degree::Second)),
        ("· 2nd", "Invite Bo Ek to connect\nMessage", Some(Button::Message), Some(Degree::Second)),
        ("· 2nd", "", None, Some(Degree::Second)),
    ];
    for (badge, buttons, button, degree) in cases {
        let look = look(&page(badge, buttons));
        assert_eq!((look.button, look.degree), (button, degree), "{badge}: {buttons}");
    }
}

#[test]
fn a_badge_that_is_outranked_is_not_among_what_was_read() {
    let look = look(&page("· 1st", "Pending"));
    assert!(look.ignored.contains(&"· 1st".to_owned()) && !look.read.contains(&"· 1st".to_owned()));
}

#[test]
fn a_headline_fools_nobody() {
    for headline in [
        "1st place",
        "CodeCup · 1st",
        "Pending",
        "Pending patents",
        "Pending, as ever",
        "Connect",
        "Connect with me",
        "Message me",
        "Remove connection",
        "500+ connections",
        "Follow Ana",
        "Accept",
        "1.",
        "Experience · 1st",
    ] {
        let text = format!("Ana Lee\n· 2nd\n{headline}\nFabrikam\nGhent\nMessage\nMore\nAbout\nPending\n");
        let look = look(&text);
        let found = (look.name.as_deref(), look.button, look.degree, look.connections);
        assert_eq!(found, (Some("Ana Lee"), Some(Button::Message), Some(Degree::Second), None), "{headline}");
        let text = text.replace(headline, "Engineer").replace("Fabrikam", headline);
        let is_alike = look.button == read_profile(&text).unwrap().button;
        assert!(is_alike || headline.contains([',', '·']), "as a company: {headline}");
    }
}

#[test]
fn without_a_headline_the_numbers_follow_the_badge() {
    for (text, connections, shared) in [
        ("500+ connections\nConnect\nMore\n", Some(500), None),
        ("312 connections\n1,247 followers\nConnect\nMore\n", Some(312), None),
        ("+ de 500 relations\nSe connecter\nPlus\n", Some(500), None),
        ("12 mutual connections\nMessage\nMore\n", None, Some(12)),
        ("500+ connections\n12 mutual connections\nMessage\nMore\n", Some(500), Some(12)),
        ("1,247 followers · 88 connections\nMessage\nMore\n", Some(88), None),
        ("500+ connections\n", Some(500), None),
        ("500+ connections\nFabrikam\nMessage\nMore\n", None, None),
    ] {
        let look = look(&format!("Ana Lee\n· 2nd\n{text}"));
        assert_eq!((look.connections, look.shared), (connections, shared), "{text}");
    }
}

#[test]
fn the_name_stands_above_the_badge() {
    let rest = "\nEngineer\nGhent\nMessage\nPending\nAbout\n";
    for head in [
        "Ana Lee\n· 2nd",
        "Ana Lee · 2nd",
        "Ana Lee\nShe/Her · 2nd",
        "Ana Lee\nAny pronouns\n· 2nd",
        "Ana Lee\n(she)\n2nd degree connection\n· 2nd",
        "Ana Lee’s profile picture\nAna Lee\nshe / her\n· 2nd",
        "0 notifications\nHome\nMy Network\nJobs\nMessaging\nNotifications\nMe\nFor Business\nAna Lee\nShe/Her\n· 2nd",
        "Accueil\nRéseau\nEmplois\nMessagerie\nVous\nAna Lee\nElle\u{200E}/Elle\n· 2nd",
        "ホーム\nマイネットワーク\n求人\nメッセージ\nお知らせ\nAna Lee\n· 2nd",
    ] {
        let look = look(&format!("{head}{rest}"));
        let found = (look.name.as_deref(), look.button, look.degree);
        assert_eq!(found, (Some("Ana Lee"), Some(Button::Pending), Some(Degree::Second)), "{head}");
    }
}

#[test]
fn other_people_are_never_read() {
    for text in [
        "Ana Lee\n· 2nd\nEngineer\nGhent\nMessage\nAbout\nPending\nConnect\n500+ connections\n",
        "Ana Lee\n· 2nd\nEngineer\nGhent\nMessage\nXyzzy\nOtto Blum\n· 3rd+\nPending\n500+ connections\n",
        "Ana Lee\n· 2nd\nEngineer\nGhent\nMessage\nXyzzy\nOtto Blum\nEngineer\nPending\n",
        "Ana Lee\n· 2nd\nEngineer\nGhent\nMessage\nXyzzy\nOtto Blum · 1st\nPending\n",
        "Ana Lee\n· 2nd\nEngineer\nGhent\nMessage\nXyzzy\nPlugh\nOtto Blum\nPending\nMore\n· 1st\n",
        "Ana Lee\n· 2nd\nEngineer\nMessage\nAna Lee\nPending\nMore\n",
    ] {
        let look = look(text);
        let found = (look.button, look.degree, look.connections);
        assert_eq!(found, (Some(Button::Message), Some(Degree::Second), None), "{text}");
        assert!(!look.ignored.iter().chain(&look.read).any(|line| line.contains("Otto")), "{text}");
    }
    let without_badge = "Ana Lee\nEngineer\nContact info\nMessage\nMore\nAbout\nOtto Blum\n· 1st\nPending\n";
    let look = look(without_badge);
    assert_eq!((look.button, look.degree), (Some(Button::Message), None));
    assert!(matches!(super::page(without_badge), Ok(PageKind::Profile(_))));
}

#[test]
fn only_connections_are_counted() {
    for (line, count) in [
        ("500+ connections", Some(500)),
        ("500+", Some(500)),
        ("1,247 followers · 312 connections", Some(312)),
        ("1\u{202F}247 relations", Some(1247)),
        ("12K followers", None),
        ("312 followers", None),
        ("312", None),
        ("500", None),
        ("45,000 connections", None),
        ("many connections", None),
    ] {
        let look = look(&format!("Ana Lee\n· 2nd\nEngineer\n{line}\nMessage\n"));
        assert_eq!(look.connections, count, "{line}");
        assert_eq!(look.read.contains(&line.to_owned()), count.is_some(), "{line}");
    }
}

#[test]
fn what_says_nothing_is_refused() {
    for text in
        ["Ana Lee", "Ana Lee\nEngineer\nAbout\n· 1st\nPending\n", "Home\nJobs\n", "Page not found\nGo back\n"]
    {
        assert_eq!(
            refused(read_profile(text)),
            "nothing in this is known from the top of a profile page",
            "{text}"
        );
    }
}

#[test]
fn a_list_is_no_profile() {
    let row = "Ana Lee\nEngineer\nSent 3 weeks ago\nWithdraw\n";
    let rows = format!("{row}{}", row.replace("Ana", "Bo"));
    for text in [row, &rows, "Ana Lee\nEngineer\nConnected on June 12, 2026\nMessage\n"] {
        assert_eq!(refused(read_profile(text)), "this is a list of people, not the profile of one", "{text}");
    }
    // With its badge it is one, whatever else it says.
    assert!(read_profile(&format!("Ana Lee\n· 2nd\n{row}")).is_ok());
}

#[test]
fn bytes_are_text_in_utf_8_or_refused() {
    assert_eq!(decode(b"Zo\xC3\xAB").unwrap(), "Zoë");
    for bytes in [&b"Zo\xEB"[..], b"\xFF\xFEZ\0", b"\xC3"] {
        assert_eq!(refused(decode(bytes)), "the page is not text in UTF-8", "{bytes:?}");
    }
    assert_eq!(refused(decode(&vec![b' '; MAX_BYTES + 1])), "the page is larger than 16 MiB");
}

#[test]
fn a_copied_address_is_the_slug() {
    let head = "Ana Lee\n· 2nd\nEngineer\nMessage\n";
    let with = |before: &str| look(&format!("{before}\n{head}")).slug;
    assert_eq!(with("https://www.linkedin.com/in/Ana-Lee/").as_deref(), Some("ana-lee"));
    assert_eq!(with(""), None);
}

#[test]
fn lines_are_told_without_controls() {
    let look = look("Ana\u{1B}[31m Lee\u{202E}\n· 2nd\nEng\u{7}ineer\tat\u{B}Fabrikam\u{85}Ghent\nMessage\n");
    assert!(
        look.read.iter().chain(&look.ignored).chain(&look.name).all(|line| !line.contains(char::is_control))
    );
    assert!(look.ignored.contains(&"Engineer at Fabrikam Ghent".to_owned()), "{:?}", look.ignored);
}
