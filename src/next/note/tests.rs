//! Each finding with a note that has it and one that has not.

use proptest::prelude::*;

use super::*;
use crate::model::rules;

fn facts() -> Facts {
    let about = ["Ana", "López", "Contoso"].map(str::to_owned).to_vec();
    Facts { about, ..Facts::default() }
}

/// A note that leaves nothing to say.
const GOOD: &str = "Hi Ana, your talk at the Ghent meetup made me curious: I work on test tools, too, and would like \
    to compare notes. Happy to show you what we found.";

fn rules(note: &str, facts: &Facts) -> Vec<&'static str> {
    check(note, facts, 200).iter().flat_map(|finding| finding.heuristics).copied().collect()
}

#[test]
fn a_good_note_leaves_nothing_to_say() {
    assert_eq!(check(GOOD, &facts(), 200), []);
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let table: &[(&str, &[&str])] = &[
        ("  \n", &["T13"]),
        ("I'd like to add you to my professional network on LinkedIn.", &["N06", "T08"]),
        (
            "Hello, I would like to stay in touch with people who share an interest in tests and to exchange ideas.",
            &["R01", "R03"],
        ),
        (
            "Hi Ana, I would like to show you a demo of our product: it is at a discount of 20 % for you.",
            &["T11", "R09", "R04", "N03"],
        ),
        ("Hi Ana, we met at the fair in Ghent. It would be of use to you and to me.", &["R01", "T23"]),
        (
            "Hi Ana, after the fair in Ghent I would like to connect with you, it was a great event.",
            &["R01", "T23", "T16"],
        ),
        ("Hi Ana, after the Ghent meetup I'd like to connect, because it is of use to you.", &[]),
        (
            "Hi Ana, I came across your profile and was impressed; could we meet at the event? Of use to you, too.",
            &["R03", "T08"],
        ),
        ("Hi Ana, I am an engineer and would like to exchange ideas with you.", &["R04", "N03"]),
        ("Hi Ana, we met at the fair in Ghent and I would like to stay in contact.", &["T16"]),
    ];
    for (note, expected) in table {
        assert_eq!(rules(note, &facts()), *expected, "{note}");
    }
}

#[test]
fn an_offer_among_people_who_share_something_is_none() {
    let note = "Hi Ana, after our conversation at the fair I would like to send you the demo of our product.";
    assert_eq!(rules(note, &facts()), [""; 0]);
}

#[test]
fn something_of_theirs_is_about_them_without_a_name() {
    let note = "Your talk on tiny tests was great; I would love to compare notes.";
    assert_eq!(rules(note, &Facts::default()), [""; 0]);
}

#[test]
fn what_is_known_is_asked_for() {
    let met = |briefly| Facts { met: Some("RustConf 2026".to_owned()), briefly, ..facts() };
    let note = "Hi Ana, we both like tests and I would like to exchange ideas.";
    assert_eq!(rules(note, &met(true)), ["T09", "R01"]);
    assert_eq!(rules(note, &met(false)), ["R01", "N04"]);
    let reminded = "Hi, after RustConf I would like to exchange ideas with you.";
    assert_eq!(rules(reminded, &met(true)), [""; 0]);
    let mutual = Facts { mutual: 3, ..facts() };
    let found = check("Hi Ana, I am an engineer and would like to exchange ideas with you.", &mutual, 200);
    assert!(found[0].text.ends_with("you share connections: say so"), "{found:?}");
}

#[test]
fn length_is_held_against_both_limits() {
    let of = |characters: usize, limit| {
        let note = format!("{GOOD} {}", "é".repeat(characters - GOOD.chars().count() - 1));
        assert_eq!(length(&format!("\n{note} ")), characters);
        check(&note, &facts(), limit).iter().map(|finding| finding.gravity).collect::<Vec<_>>()
    };
    assert_eq!(of(200, 200), []);
    assert_eq!(of(201, 200), [Gravity::Remark]);
    assert_eq!(of(300, 200), [Gravity::Remark]);
    assert_eq!(of(301, 200), [Gravity::Doubt]);
    assert_eq!(of(300, 300), []);
    assert_eq!(of(301, 300), [Gravity::Doubt]);
}

#[test]
fn another_language_is_left_alone_but_for_names() {
    let german =
        "Hallo Ana, Ihr Vortrag in Gent hat mir gut gefallen und ich arbeite auch an solchen Themen.";
    assert_eq!(rules(german, &facts()), [""; 0]);
    assert!(check(german, &facts(), 200)[0].text.contains("not look English"));
    assert_eq!(rules(german, &Facts::default()), ["R01", "R03"]);
    assert_eq!(rules("我们在会议上见过 Ana", &facts()), [""; 0]);
}

#[test]
fn short_words_count_whole() {
    assert!(!Words::of("The dealer tooled groups").have_any("deal; too; group"));
    assert!(Words::of("A good DEAL!").have_any("deal"));
}

#[test]
fn word_lists_are_folded() {
    for list in [THEIRS, COMMERCIAL, REASONS, CIRCULAR, SHARED, GAIN, SMALL, STOCK] {
        for phrase in list.split("; ") {
            assert_eq!(fold(phrase), phrase);
        }
    }
}

proptest! {
    #[test]
    fn any_note_can_be_checked(note in any::<String>(), about in any::<String>(), met in any::<String>()) {
        let facts = Facts { about: vec![about], met: Some(met), briefly: true, mutual: 1 };
        for finding in check(&note, &facts, 200) {
            prop_assert!(finding.heuristics.iter().all(|id| rules::find(id).is_some()));
            prop_assert!(!finding.text.contains('!') || facts.met.as_deref().unwrap_or("").contains('!'));
        }
    }
}
