//! The worked cases of heuristics 6.

use serde_json::Value;

use super::*;
use crate::matching::world::{Member, Sent, Sign};
use crate::model::evidence::{Features, Sighting};
use crate::record::observation::{Button, Degree};
use crate::record::time::Day;

const VECTORS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/vectors.json"));

/// A case as the vectors write it.
pub fn case(vector: &Value) -> Case {
    let names = vector["features"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    let names =
        names.flat_map(|name| if name == "note_common" { vec!["note", "shared"] } else { vec![name] });
    let features = Features::of(names);
    let sightings = vector["obs"].as_array().unwrap().iter().filter_map(sighting).collect();
    let stated = vector["terminal"][0].as_str().map(|word| Stated::from_word(word).unwrap());
    let confirmed = vector["confirmed"] == true;
    Case { features, confirmed, sightings, stated, now: vector["now"].as_f64().unwrap() }
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let word = entry[2].as_str().unwrap_or_default();
    let number = || u32::try_from(entry[2].as_u64().unwrap()).unwrap();
    let signal = match entry[1].as_str().unwrap() {
        "button" => Sign::Button(Button::from_word(word)?),
        "degree" => Sign::Degree(if word == "1st" { Degree::First } else { Degree::Second }),
        "count" => Sign::Count(number()),
        "member" => Sign::Member(Member::from_word(word).unwrap()),
        "notif" => Sign::Notified(word == "yes"),
        "sent" => Sign::Sent(Sent::from_word(word).unwrap()),
        "replied" => Sign::Replied,
        "engaged" => Sign::Engaged,
        "viewed" => Sign::ViewedMe,
        "warning" => Sign::Warning(number()),
        other => panic!("unknown kind {other}"),
    };
    Sighting::new(entry[0].as_f64().unwrap(), Day::new(2026, 10, 5).unwrap(), signal)
}

#[test]
fn every_vector_comes_out() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(vectors.len(), 67);
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
type Looks<'a> = &'a [(f64, Sign)];

fn seen(features: Features, looks: Looks, now: f64) -> Verdict {
    let day = Day::new(2026, 10, 5).unwrap();
    let sightings = looks.iter().map(|&(t, signal)| Sighting::new(t, day, signal).unwrap()).collect();
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
            let p = seen(features, &[(age, Sign::Button(Button::Pending))], age).p_later * 100.0;
            assert!((p - expected).abs() < 0.2, "day {age}, {features:?}: {p}, not {expected}");
        }
    }
}

/// Heuristics 4.1: chance that the two are connected, and that the request is open.
#[test]
fn the_chances_behind_the_order_of_looks_come_out() {
    let (connect, message, pending) =
        [Button::Connect, Button::Message, Button::Pending].map(Sign::Button).into();
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
