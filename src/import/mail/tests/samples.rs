//! The mails of an invented person, in the true byte shapes, against what really happened (`truth.json`).

use std::collections::HashMap;
use std::path::PathBuf;

use super::*;
use crate::record::name::fold_person;
use crate::record::time::{DAY_MS, Instant};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).join(name)
}

fn read_all(name: &str) -> Vec<(String, Outcome)> {
    let mails = super::places::mails(&fixture("mail").join(name)).unwrap();
    let read = |(place, bytes): Found| {
        let mail = read_mail(&bytes.unwrap().unwrap()).unwrap();
        (place, mail)
    };
    mails.into_iter().map(read).collect()
}

fn notices(mails: Vec<(String, Outcome)>) -> Vec<Notice> {
    let notice = |(_, mail)| match mail {
        Outcome::Accepted(notice) => Some(notice),
        _ => None,
    };
    mails.into_iter().filter_map(notice).collect()
}

#[test]
fn every_place_gives_the_same_notices() {
    let mailbox = read_all("linkedin.mbox");
    let impostors: Vec<&str> = mailbox
        .iter()
        .filter(|(_, mail)| *mail == Outcome::Impostor)
        .map(|(place, _)| place.as_str())
        .collect();
    assert_eq!((mailbox.len(), impostors), (21, vec!["linkedin.mbox:message 20"]));
    let all = notices(mailbox);
    assert_eq!(all.len(), 16);
    for (place, count) in [("Maildir", 4), ("00.eml", 1), ("01.eml", 1), (".", 24)] {
        let found = notices(read_all(place));
        assert_eq!(found.len(), count, "{place}");
        for notice in found {
            let same = all.iter().find(|other| other.message_id == notice.message_id).unwrap();
            assert_eq!(same, &notice, "{place}");
        }
    }
}

#[test]
fn notices_tell_what_really_happened() {
    let truth: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(fixture("truth.json")).unwrap()).unwrap();
    let people = truth["requests"].as_array().unwrap();
    let by_slug: HashMap<&str, &serde_json::Value> =
        people.iter().filter_map(|person| Some((person["slug"].as_str()?, person))).collect();
    let mut told = 0;
    for notice in notices(read_all("linkedin.mbox")) {
        for one in &notice.who {
            let slug = one.slug.as_deref().unwrap();
            let person = by_slug[slug];
            assert_eq!(person["fate"], "accept", "{slug}");
            let at = Instant::parse_rfc3339(&format!("{}Z", person["at"].as_str().unwrap())).unwrap();
            // A digest comes up to some days later.
            let late = notice.at.millis() - at.millis() + 1000;
            assert!((0..=DAY_MS * if notice.who.len() > 1 { 10 } else { 1 }).contains(&late), "{slug}");
            if let Some(name) = &one.full_name {
                assert_eq!(fold_person(person["name"].as_str().unwrap()), fold_person(name));
            }
            told += 1;
        }
        assert!(notice.who.iter().all(|one| one.full_name.is_some()), "{notice:?}");
    }
    assert_eq!(told, 21);
}

#[test]
fn a_notice_says_what_the_mail_says() {
    let found = notices(read_all("00.eml"));
    let expected = Notice {
        message_id: "48251193921622737.731675173@lva1-app0000.prod.linkedin.com".to_owned(),
        at: Instant::parse_rfc3339("2026-07-25T08:25:58Z").unwrap(),
        who: vec![Accepter {
            slug: Some("freya-ferrer-2b0a14".to_owned()),
            full_name: Some("Freya Ferrer".to_owned()),
            first_name: Some("Freya".to_owned()),
        }],
        is_known: true,
    };
    assert_eq!(found, [expected]);
}
