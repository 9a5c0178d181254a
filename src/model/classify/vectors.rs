//! The worked cases of heuristics 6.

use serde_json::Value;

use super::*;
use crate::model::evidence::{Features, ProfileButton, SentState, Sighting};
use crate::record::time::Day;

const VECTORS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/vectors.json"));

/// A case as the vectors write it.
pub fn case(vector: &Value) -> Case {
    let mut features = Features::default();
    for feature in vector["features"].as_array().unwrap() {
        set(&mut features, feature.as_str().unwrap());
    }
    let sightings = vector["obs"].as_array().unwrap().iter().filter_map(sighting).collect();
    let stated = vector["terminal"][0].as_str().map(|word| Stated::from_word(word).unwrap());
    Case { features, confirmed: false, sightings, stated, now: vector["now"].as_f64().unwrap() }
}

fn set(features: &mut Features, word: &str) {
    match word {
        "senior" => features.senior = true,
        "event" => features.event = true,
        "note_common" => (features.note, features.shared) = (true, true),
        "stranger" => features.stranger = true,
        "generic" => features.generic = true,
        "repeat" => features.repeat = true,
        "repeat_soon" => features.repeat_soon = true,
        other => panic!("unknown feature {other}"),
    }
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let word = entry[2].as_str().unwrap_or_default();
    let number = || u32::try_from(entry[2].as_u64().unwrap()).unwrap();
    let signal = match entry[1].as_str().unwrap() {
        "button" => Signal::Button(ProfileButton::from_word(word)?),
        "degree" => Signal::FirstDegree(word == "1st"),
        "count" => Signal::Connections(number()),
        "member" => Signal::InConnections(word == "yes"),
        "notif" => Signal::Notified(word == "yes"),
        "sent" => Signal::SentPage(SentState::from_word(word).unwrap()),
        "replied" => Signal::Replied,
        "engaged" => Signal::Engaged,
        "viewed" => Signal::ViewedMe,
        "warning" => Signal::Warning(number()),
        other => panic!("unknown kind {other}"),
    };
    Some(Sighting { t: entry[0].as_f64().unwrap(), day: Day::new(2026, 10, 5).unwrap(), signal })
}

#[test]
fn every_vector_comes_out() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(vectors.len(), 50);
    for vector in &vectors {
        let id = vector["id"].as_str().unwrap();
        let verdict = classify(&case(vector), &Model::default(), 0.0);
        assert_eq!(verdict.class.word(), vector["cls"].as_str().unwrap(), "{id}");
        let hints: Vec<_> = verdict.hints.iter().map(|hint| hint.word()).collect();
        let expected: Vec<_> =
            vector["hints"].as_array().unwrap().iter().map(|hint| hint.as_str().unwrap()).collect();
        assert_eq!(hints, expected, "{id}");
        let chances = [
            ("conf", verdict.confidence),
            ("p_acc", verdict.p_accepted),
            ("p_later", verdict.p_later),
            ("p_never", verdict.p_never),
            ("p_open", verdict.p_open),
            ("p_notsent", verdict.p_not_sent),
            ("p_disc", verdict.p_disconnected),
        ];
        for (key, chance) in chances {
            let expected = vector[key].as_f64().unwrap();
            assert!((chance - expected).abs() < 1e-6, "{id} {key}: {chance}, not {expected}");
        }
    }
}

/// Signals with their days since sending.
type Looks<'a> = &'a [(f64, Signal)];

fn seen(features: Features, looks: Looks, now: f64) -> Verdict {
    let day = Day::new(2026, 10, 5).unwrap();
    let sightings = looks.iter().map(|&(t, signal)| Sighting { t, day, signal }).collect();
    classify(&Case { features, confirmed: false, sightings, stated: None, now }, &Model::default(), 0.0)
}

/// Heuristics 2.4: what a formula on paper gives, which neglects misreadings.
#[test]
fn the_table_of_fresh_pendings_comes_out() {
    let table = [
        (1.0, [13.4, 18.9, 29.1, 42.8, 46.0]),
        (3.0, [9.2, 13.2, 21.2, 32.8, 35.7]),
        (7.0, [5.7, 8.4, 13.9, 22.7, 25.1]),
        (14.0, [3.4, 5.1, 8.6, 14.6, 16.2]),
        (21.0, [2.4, 3.5, 6.1, 10.5, 11.7]),
        (30.0, [1.6, 2.5, 4.3, 7.5, 8.4]),
        (60.0, [0.7, 1.1, 1.8, 3.3, 3.7]),
        (90.0, [0.4, 0.5, 0.9, 1.7, 1.9]),
    ];
    let none = Features::default();
    let columns = [
        Features { senior: true, ..none },
        Features { stranger: true, ..none },
        none,
        Features { note: true, shared: true, ..none },
        Features { event: true, ..none },
    ];
    for (age, row) in table {
        for (features, expected) in columns.into_iter().zip(row) {
            let p = seen(features, &[(age, Signal::Button(ProfileButton::Pending))], age).p_later * 100.0;
            assert!((p - expected).abs() < 0.2, "day {age}, {features:?}: {p}, not {expected}");
        }
    }
}

/// Heuristics 4.1: chance that the two are connected, and that the request is open.
#[test]
fn the_chances_behind_the_order_of_looks_come_out() {
    let (connect, message, pending) =
        [ProfileButton::Connect, ProfileButton::Message, ProfileButton::Pending].map(Signal::Button).into();
    let event = Features { event: true, ..Features::default() };
    let none = Features::default();
    let table: &[(Features, Looks, f64, f64, f64)] = &[
        (none, &[], 3.0, 0.220, 0.670),
        (none, &[], 10.0, 0.306, 0.511),
        (none, &[(9.0, pending)], 10.0, 0.014, 0.968),
        (none, &[(3.0, pending)], 10.0, 0.129, 0.758),
        (none, &[(3.0, pending)], 30.0, 0.186, 0.647),
        (none, &[(25.0, pending)], 40.0, 0.026, 0.944),
        (none, &[(7.0, connect)], 20.0, 0.021, 0.059),
        (event, &[(3.0, pending)], 10.0, 0.218, 0.691),
        (none, &[(7.0, message)], 8.0, 0.872, 0.095),
    ];
    for (features, looks, now, connected, open) in table {
        let verdict = seen(*features, looks, *now);
        assert!(
            (verdict.p_accepted - verdict.p_disconnected - connected).abs() < 6e-4,
            "{looks:?}: {verdict:?}"
        );
        assert!((verdict.p_open - open).abs() < 6e-4, "{looks:?}: {verdict:?}");
    }
}
