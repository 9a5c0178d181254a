//! What holds of any facts.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::derive;
use super::{RANDOM, record, reordered, told};

static CASES: LazyLock<Vec<Value>> = LazyLock::new(|| serde_json::from_str(RANDOM).unwrap());

/// What is on record twice is on record once.
#[test]
fn repetitions_change_nothing() {
    for case in &*CASES {
        let facts = case["facts"].as_array().unwrap();
        let mut twice = record(facts);
        twice.facts.extend(twice.facts.clone());
        twice.lists.extend(twice.lists.clone());
        let twice = told(&derive(reordered(twice, 7)));
        assert_eq!(twice, told(&derive(record(facts))), "{}", case["id"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_correction_ends_in_a_panic(
        case in 0_usize..300,
        targets in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        fields in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "at", "within", "name", "slug", "first", "email", "about", "answer", "not", "removed", "again",
                    "also", "signals", "do", "what", "fact", "id", "learned", "tags", "tag:", "note", "source",
                    "direction", "inviter", "lines", "nth", "words", "as_of", "rows",
                ]),
                0_usize..15,
            ),
            1..8,
        ),
    ) {
        let mut facts = CASES[case % CASES.len()]["facts"].as_array().unwrap().clone();
        let values = [
            json!(null), json!(true), json!(0), json!(-1), json!(1e300), json!(65535), json!(""), json!("x"),
            json!("2026-10-05"), json!("9999-12-31T23:59Z"), json!("1900-01-01"), json!([]), json!({}),
            json!([["a"]]), json!(["a", "b"]),
        ];
        let names: Vec<Value> = facts.iter().map(|fact| fact["id"].clone()).collect();
        let rows = names.iter().map(|name| json!(format!("{}1", name.as_str().unwrap())));
        let names: Vec<Value> = names.iter().cloned().chain(rows).collect();
        for (nth, target) in targets.iter().enumerate() {
            let set: Map<String, Value> =
                fields.iter().map(|(field, value)| ((*field).to_owned(), values[(value + nth) % 15].clone())).collect();
            let about = target.get(&names);
            facts.push(json!({ "id": format!("zz{nth}"), "fact": "correction", "about": [about], "set": set }));
        }
        let world = derive(record(&facts));
        prop_assert!(world.people.iter().all(|person| !person.requests.is_empty()));
    }
}
