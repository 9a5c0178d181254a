//! The cases of `docs/matching.md`: facts in, everything out.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::record::fact::{Fact, Origin, Who};
use crate::record::forgotten::Forgotten;
use crate::record::list::{List, ListKind};
use crate::record::observation::Button;
use crate::record::set::{Record, Whole};
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;

mod properties;

use super::derive;
use super::world::{DerivedPerson, Seen, Sign, World};

const CASES: &str = include_str!("../../tests/fixtures/matching.json");
/// What these leave out.
const FURTHER: &str = include_str!("../../tests/fixtures/matching-further.json");
/// Made by chance, with what a second, independent reading of the rules makes of them.
const RANDOM: &str = include_str!("../../tests/fixtures/matching-random.json");

/// A case's label as a uid of the same order.
fn uid(label: &str) -> Uid {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(label.bytes()).for_each(|(byte, of_label)| *byte = of_label);
    Uid::from_bytes(bytes)
}

fn label(uid: Uid) -> String {
    let bytes = uid.bytes();
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    String::from_utf8(bytes[..end].to_vec()).unwrap()
}

/// When something was learned: a case tells the day, or nothing.
fn learned(fact: &Value) -> Instant {
    let text = fact["learned"].as_str().unwrap_or("2000-01-01");
    let text = if text.len() == 10 { format!("{text}T12:00:00Z") } else { text.to_owned() };
    Instant::parse_rfc3339(&text).unwrap()
}

/// Labels in the fields of a fact, and in what corrections set, as uids.
fn with_uids(fields: &mut Map<String, Value>) {
    fn replace(value: &mut Value) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(replace),
            Value::String(text) if text != "new" && text != "nobody" => *text = uid(text).to_string(),
            _ => {}
        }
    }
    for (field, value) in fields.iter_mut() {
        match field.as_str() {
            "about" | "not" | "same" | "answer" => replace(value),
            "set" => with_uids(value.as_object_mut().unwrap()),
            _ => {}
        }
    }
}

fn fact(id: &str, source: &Value) -> Fact {
    let mut fields = source.as_object().unwrap().clone();
    with_uids(&mut fields);
    fields.insert("id".to_owned(), json!(uid(id)));
    fields.insert("learned".to_owned(), json!(learned(source)));
    serde_json::from_value(Value::Object(fields)).unwrap()
}

/// The record that a case tells of.
fn record(facts: &[Value]) -> Record {
    let mut sorted: Vec<&Value> = facts.iter().collect();
    sorted.sort_by_key(|fact| fact["id"].as_str().unwrap());
    let mut record = Record::default();
    let mut same: HashMap<(String, usize), u32> = HashMap::new();
    let mut rows_of: HashMap<&str, Vec<u32>> = HashMap::new();
    let add = |fact: Fact, record: &mut Record| {
        record.facts.push(fact);
        u32::try_from(record.facts.len() - 1).unwrap()
    };
    for source in sorted {
        let id = source["id"].as_str().unwrap();
        match source["fact"].as_str().unwrap() {
            "forgotten" => forget(source, &mut record.forgotten),
            "list" => {
                let mut seen: HashMap<String, usize> = HashMap::new();
                for (nth, row) in source["rows"].as_array().unwrap().iter().enumerate() {
                    let mut row = row.clone();
                    row["fact"] =
                        if source["list"] == "connections" { "connection" } else { "invitation" }.into();
                    if row["fact"] == "invitation" {
                        row["source"] = source.get("source").cloned().unwrap_or("export".into());
                    }
                    let content = row.to_string();
                    let equal = seen.entry(content.clone()).or_default();
                    *equal += usize::from(row.get("slug").is_none());
                    let place = *same
                        .entry((content, *equal))
                        .or_insert_with(|| add(fact(&format!("{id}{}", nth + 1), &row), &mut record));
                    rows_of.entry(id).or_default().push(place);
                }
            }
            _ => _ = add(fact(id, source), &mut record),
        }
    }
    // In the order of the case, which is to be of no account.
    for source in facts.iter().filter(|source| source["fact"] == "list") {
        let id = source["id"].as_str().unwrap();
        let text = |field: &str| source[field].as_str();
        record.lists.push(List {
            uid: uid(id),
            kind: ListKind::from_word(text("list").unwrap()).unwrap(),
            source: text("source").map_or(Origin::Export, |word| Origin::from_word(word).unwrap()),
            as_of: When::parse(text("as_of").unwrap()).unwrap(),
            complete: source["complete"].as_bool().unwrap_or(true),
            learned: learned(source),
            base: None,
            came: rows_of.get(id).cloned().unwrap_or_default(),
            went: Vec::new(),
        });
    }
    record
}

fn forget(source: &Value, forgotten: &mut Forgotten) {
    let text = |field: &str| source[field].as_str().map(Into::into);
    let who = Who { slug: text("slug"), name: text("name"), ..Who::default() };
    forgotten.add(&[(who, learned(source))]);
}

/// What a case expects, with times as they are written here and every list of texts sorted.
fn normal(expect: &Value) -> Value {
    let time = |text: &Value| When::parse(text.as_str().unwrap()).unwrap().to_string();
    let looks = |looks: &Value| -> BTreeSet<String> {
        let looks = looks.as_array().into_iter().flatten().map(|look| look.as_str().unwrap());
        looks
            .map(|look| look.split_once(' ').unwrap())
            .map(|(at, sign)| format!("{} {sign}", time(&at.into())))
            .collect()
    };
    let request = |request: &Value| {
        json!({
            "sent": time(&request["sent"]),
            "within": request["within"].as_u64().unwrap_or_default(),
            "facts": request["facts"],
            "looks": looks(&request["looks"]),
            "before": looks(&request["before"]),
            "already": request.get("already").map(time),
            "ended": request.get("ended").map(|ended| json!([ended["as"], time(&ended["at"])])),
        })
    };
    let people = expect["people"].as_array().unwrap().iter().map(|person| {
        let requests: Vec<Value> = person["requests"].as_array().unwrap().iter().map(request).collect();
        json!({ "name": person["name"], "slugs": person["slugs"], "requests": requests })
    });
    let unsure: BTreeSet<String> = expect["unsure"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| format!("{} {} {}", question["kind"], question["facts"], question["candidates"]))
        .collect();
    json!({ "people": people.collect::<Vec<_>>(), "unsure": unsure, "left_out": expect.get("left_out").unwrap_or(&json!([])) })
}

/// What was derived, in the same form.
fn told(world: &World) -> Value {
    let labels = |facts: &[u32]| -> Vec<String> {
        facts.iter().map(|fact| label(world.facts[*fact as usize].uid)).collect()
    };
    let looks = |looks: &[Seen]| -> BTreeSet<String> {
        let tells = |seen: &&Seen| !matches!(seen.sign, Sign::Button(Button::Accept | Button::Unknown));
        looks.iter().filter(tells).map(|seen| format!("{} {}", seen.at, seen.sign)).collect()
    };
    let people = world.people.iter().map(|person| {
        let requests = person.requests.iter().map(|request| {
            json!({
                "sent": request.sent.to_string(),
                "within": request.sent.within(),
                "facts": labels(&request.facts),
                "looks": looks(&request.looks),
                "before": looks(&request.before),
                "already": request.already.map(|at| at.to_string()),
                "ended": request.ended.map(|ended| json!([ended.ending, ended.at.to_string()])),
            })
        });
        json!({ "name": person.name, "slugs": person.slugs, "requests": requests.collect::<Vec<_>>() })
    });
    let unsure: BTreeSet<String> = world
        .unsure
        .iter()
        .map(|question| {
            let labels = |uids: &[Uid]| json!(uids.iter().map(|uid| label(*uid)).collect::<Vec<_>>());
            format!("{} {} {}", json!(question.kind), labels(&question.facts), labels(&question.candidates))
        })
        .collect();
    let mut left_out = labels(&world.left_out);
    left_out.sort_unstable();
    left_out.dedup();
    json!({ "people": people.collect::<Vec<_>>(), "unsure": unsure, "left_out": left_out })
}

/// A reordering that is the same in every run.
fn shuffle<T>(things: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for last in (1..things.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        things.swap(last, usize::try_from(state % (last as u64 + 1)).unwrap());
    }
}

/// The same set of facts in another order.
fn reordered(mut record: Record, seed: u64) -> Record {
    let mut order: Vec<usize> = (0..record.facts.len()).collect();
    if seed == 0 {
        order.reverse();
    } else {
        shuffle(&mut order, seed);
    }
    let mut now = vec![0; order.len()];
    for (place, before) in order.iter().enumerate() {
        now[*before] = u32::try_from(place).unwrap();
    }
    record.facts = order.iter().map(|place| record.facts[*place].clone()).collect();
    for list in &mut record.lists {
        list.came.iter_mut().chain(&mut list.went).for_each(|row| *row = now[*row as usize]);
    }
    record
}

/// The same lists, some told from one before as differences.
fn as_differences(mut record: Record, seed: u64) -> Record {
    let rows: Vec<Vec<u32>> = record.lists.iter().map(|list| list.came.clone()).collect();
    for (place, list) in record.lists.iter_mut().enumerate().skip(1) {
        let base = usize::try_from(seed).unwrap() % place;
        list.base = Some(base);
        list.came.retain(|row| !rows[base].contains(row));
        list.went = rows[base].iter().copied().filter(|row| !rows[place].contains(row)).collect();
    }
    record
}

/// What is derived of one person from the part of the record that can be about them (M20).
fn told_of_part(case: &[Value], whole: &World, part: &Value) -> World {
    let mut record = record(case);
    let is_of_part = |fact: &Fact| {
        part["facts"].as_array().unwrap().iter().any(|id| id.as_str().unwrap() == label(fact.uid))
    };
    let mut now = HashMap::new();
    for (place, fact) in record.facts.iter().enumerate().filter(|(_, fact)| is_of_part(fact)) {
        now.insert(u32::try_from(place).unwrap(), (u32::try_from(now.len()).unwrap(), fact.clone()));
    }
    let mut facts: Vec<(u32, Fact)> = now.values().cloned().collect();
    facts.sort_by_key(|(place, _)| *place);
    record.facts = facts.into_iter().map(|(_, fact)| fact).collect();
    for list in &mut record.lists {
        list.came = list.came.iter().filter_map(|row| now.get(row)).map(|(place, _)| *place).collect();
    }
    let owners = part["owners"].as_array().unwrap().iter().map(|owner| owner.as_str().unwrap().into());
    record.whole = Some(Whole { flags: whole.lists.clone(), owners: owners.collect() });
    derive(record)
}

fn hold(cases: &str, seeds: u64) {
    let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
    let mut complaints = Vec::new();
    for case in &cases {
        let mut facts = case["facts"].as_array().unwrap().clone();
        let expected = normal(&case["expect"]);
        for seed in 0..seeds {
            let mut record = reordered(record(&facts), seed);
            if seed % 2 == 1 {
                record = as_differences(record, seed);
            }
            let told = told(&derive(record));
            if told != expected {
                complaints.push(format!("{} ({seed})\n  expected {expected}\n  told     {told}", case["id"]));
                break;
            }
            shuffle(&mut facts, seed + 1);
        }
        for (nth, part) in case["parts"].as_array().into_iter().flatten().enumerate() {
            let facts = case["facts"].as_array().unwrap();
            let of_whole = &told(&derive(record(facts)))["people"][nth];
            let part = told(&told_of_part(facts, &derive(record(facts)), part));
            if !part["people"].as_array().unwrap().contains(of_whole) {
                complaints.push(format!("{} part {nth}\n  whole {of_whole}\n  part {part}", case["id"]));
            }
        }
    }
    assert!(complaints.is_empty(), "{} of {}\n{}", complaints.len(), cases.len(), complaints.join("\n"));
}

#[test]
fn the_cases_hold_in_any_order() {
    hold(CASES, 5);
}

#[test]
fn random_cases_hold_in_any_order_and_in_part() {
    hold(RANDOM, 3);
}

#[test]
fn further_cases_hold() {
    hold(FURTHER, 3);
}

/// The first person that follows from the facts.
fn person_of(facts: &str) -> (World, DerivedPerson) {
    let facts: Vec<Value> = serde_json::from_str(facts).unwrap();
    let world = derive(record(&facts));
    let person = world.people[0].clone();
    (world, person)
}

#[test]
fn a_person_has_all_their_facts_and_actions() {
    let (world, person) = person_of(
        r#"[{"id":"a","fact":"sent","name":"Ana Kovac","at":"2026-10-05"},
            {"id":"b","fact":"look","about":["a"],"at":"2026-10-09","signals":{"button":"accept"}},
            {"id":"d","fact":"look","about":["a"],"at":"2026-10-10","signals":{}},
            {"id":"e","fact":"action","about":["a"],"at":"2026-10-11","do":"followed_up","learned":"2026-10-12"},
            {"id":"f","fact":"action","about":["a"],"at":"2026-10-11","do":"dismissed","what":"look","learned":"2026-10-11"},
            {"id":"m","fact":"acceptance","name":"Ana Kovac","at":"2026-10-12"},
            {"id":"c","fact":"correction","about":["d"],"set":{"removed":true},"learned":"2026-11-08"}]"#,
    );
    let labels =
        |facts: &[u32]| facts.iter().map(|fact| label(world.facts[*fact as usize].uid)).collect::<String>();
    assert_eq!(labels(&person.facts), "abdefm");
    assert_eq!(labels(&person.requests[0].actions), "fe");
    let looks: Vec<String> =
        person.requests[0].looks.iter().map(|seen| format!("{} {}", seen.sign, seen.fact.unwrap())).collect();
    assert_eq!(looks, ["button=accept 1", "notif=yes 6"]);
}

#[test]
fn corrections_change_fields_and_single_tags() {
    let (world, person) = person_of(
        r#"[{"id":"a","fact":"sent","name":"Ana Kovac","note":"hello","tags":["rust","x"],"at":"2026-10-05","within":3},
            {"id":"c","fact":"correction","about":["a"],"learned":"2026-11-08",
             "set":{"tag:x":false,"tag:jobs":true,"tag:odd":7,"note":null,"at":"2026-10-06","mutual":"many","id":"b"}},
            {"id":"d","fact":"correction","about":["a"],"learned":"2026-11-07","set":{"mutual":4,"at":"never"}}]"#,
    );
    let ana = serde_json::to_value(&world.facts[0]).unwrap();
    assert_eq!(ana["tags"], json!(["jobs", "rust"]));
    assert_eq!((&ana["note"], &ana["mutual"], &ana["id"]), (&Value::Null, &json!(4), &json!(uid("a"))));
    assert_eq!(
        (person.requests[0].sent.to_string(), person.requests[0].sent.within()),
        ("2026-10-06".into(), 0)
    );
}
