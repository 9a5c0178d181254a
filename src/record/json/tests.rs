//! Cases as they stand, and exports that come back byte by byte.

mod refusals;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::*;
use crate::record::fact::{Fact, Said};
use crate::record::join::Union;
use crate::record::list::List;
use crate::record::set::Record;
use crate::record::time::Instant;
use crate::record::uid::Uid;

const NOW: Instant = Instant::from_millis(1_800_000_000_000);

fn file(facts: &Value) -> String {
    json!({"schema": SCHEMA, "kind": KIND, "facts": facts}).to_string()
}

fn brought(facts: &Value) -> Brought {
    read(&file(facts), NOW).unwrap_or_else(|error| panic!("{error}: {facts}"))
}

fn refused(facts: &Value) -> String {
    let refusal = read(&file(facts), NOW).unwrap_err();
    assert!(refusal.hint().is_some());
    refusal.to_string()
}

fn written(record: &Record) -> String {
    let mut out = Vec::new();
    write(record, NOW, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

static CASES: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../tests/fixtures/matching.json")).unwrap());

/// The uids of all rows of each list.
fn rows(record: &Record) -> Vec<BTreeSet<Uid>> {
    let uid = |place: &u32| record.facts[*place as usize].uid;
    let mut all: Vec<BTreeSet<Uid>> = Vec::new();
    for List { base, came, went, .. } in &record.lists {
        let mut rows = base.map(|base| all[base].clone()).unwrap_or_default();
        rows.extend(came.iter().map(uid));
        for row in went {
            assert!(rows.remove(&uid(row)));
        }
        all.push(rows);
    }
    all
}

type ToldList = (Uid, bool, BTreeSet<Uid>);

/// What the file says but for the order in which it does.
fn told(record: &Record) -> (BTreeSet<Uid>, BTreeSet<ToldList>) {
    let lists = record.lists.iter().zip(rows(record)).map(|(list, rows)| (list.uid, list.complete, rows));
    (record.facts.iter().map(|fact| fact.uid).collect(), lists.collect())
}

#[test]
fn every_case_is_read_as_it_stands_and_its_export_comes_back_byte_by_byte() {
    for case in &*CASES {
        let (id, facts) = (case["id"].as_str().unwrap(), &case["facts"]);
        let Brought { record, forgotten, waiting } = brought(facts);
        assert_eq!(waiting.is_empty(), id != "about-missing", "{id}: {waiting:?}");
        let of_kind =
            |kind: &str| facts.as_array().unwrap().iter().filter(|fact| fact["fact"] == kind).count();
        assert_eq!((record.lists.len(), forgotten.len()), (of_kind("list"), of_kind("forgotten")), "{id}");
        let text = written(&record);
        let again = read(&text, NOW).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(written(&again.record), text, "{id}");
        assert_eq!(told(&again.record), told(&record), "{id}");
        let mut backwards = facts.as_array().unwrap().clone();
        backwards.reverse();
        assert_eq!(written(&brought(&Value::Array(backwards)).record), text, "{id}");
        let mut twice = Union::of(record.clone());
        twice.join(again.record);
        assert_eq!(twice.record(), record, "{id}");
    }
}

#[test]
fn an_export_names_rows_and_bases_before_their_lists() {
    for case in &*CASES {
        let text = written(&brought(&case["facts"]).record);
        let export: Value = serde_json::from_str(&text).unwrap();
        let mut before = BTreeSet::new();
        for fact in export["facts"].as_array().unwrap() {
            let named = ["came", "went"].iter().filter_map(|field| fact[*field].as_array()).flatten();
            for uid in named.chain(fact.get("base")) {
                assert!(before.contains(uid.as_str().unwrap()), "{text}");
            }
            before.insert(fact["id"].as_str().unwrap());
        }
        assert!(export["facts"].as_array().unwrap().iter().all(|fact| fact["learned"].is_string()));
    }
}

fn named(record: &Record) -> HashMap<&str, Vec<&Fact>> {
    let mut named: HashMap<&str, Vec<&Fact>> = HashMap::new();
    for fact in &record.facts {
        named.entry(fact.who.name.as_deref().unwrap_or_default()).or_default().push(fact);
    }
    named
}

#[test]
fn labels_tell_equal_facts_apart_and_rows_are_facts_of_their_own() {
    let sent = |id: &str| json!({"id": id, "fact": "sent", "name": "Ana Kovac", "at": "2026-10-05"});
    let look = |id: &str, about: &str| json!({"id": id, "fact": "look", "about": [about], "at": "2026-10-09", "signals": {"button": "pending", "memo": "hm"}});
    let one = brought(&json!([sent("a")])).record;
    let two = brought(&json!([look("l", "b"), sent("b"), sent("a")])).record;
    assert_eq!((one.facts.len(), two.facts.len()), (1, 3));
    assert_eq!(two.facts.iter().filter(|fact| fact.uid == one.facts[0].uid).count(), 1);
    let seen = two.facts.iter().find(|fact| matches!(fact.said, Said::Look(_))).unwrap();
    assert!(two.facts.iter().any(|fact| fact.uid == seen.about[0]));
    assert_ne!(seen.about[0], one.facts[0].uid);
    // What says when it was learned is the same under any label; so is what nobody typed.
    let mail =
        |id: &str| json!({"id": id, "fact": "acceptance", "name": "Ana Kovac", "at": "2026-10-08T09:00Z"});
    let dated = |id: &str| {
        let mut sent = sent(id);
        sent["learned"] = "2026-10-06T08:00:00Z".into();
        sent
    };
    let record = brought(&json!([dated("a"), dated("b"), mail("m"), mail("n")])).record;
    assert_eq!(record.facts.len(), 2);
    let row = json!({"name": "Mei Lin", "at": "2026-09-01", "within": 15});
    let other = json!({"name": "Ana Kovac", "slug": "ana-kovac", "at": "2026-09-01", "within": 15});
    let list = |id: &str, day: &str, rows: &[&Value]| json!({"id": id, "fact": "list", "list": "invitations", "source": "page", "as_of": day, "rows": rows});
    let (first, second) =
        (list("x", "2026-10-01", &[&row, &row, &other, &other]), list("y", "2026-10-08", &[&row]));
    let answer = json!({"fact": "correction", "about": ["x2"], "set": {"answer": "new"}});
    let record = brought(&json!([first, answer, second])).record;
    let named = named(&record);
    assert_eq!((named["Mei Lin"].len(), named["Ana Kovac"].len()), (2, 1));
    let about = record.facts.iter().find(|fact| matches!(fact.said, Said::Correction(_))).unwrap().about[0];
    let rows = rows(&record);
    assert!(rows[0].contains(&about) && !rows[1].contains(&about) && rows[0].is_superset(&rows[1]));
    assert_eq!((rows[0].len(), rows[1].len()), (3, 1));
}

#[test]
fn lists_are_told_by_day_from_each_other() {
    let row = |name: &str| json!({"id": name, "fact": "connection", "name": name, "at": "2026-09-01"});
    let list = |id: &str, day: &str, rest: &Value| {
        let mut list = json!({"id": id, "fact": "list", "list": "connections", "as_of": day});
        list.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        list
    };
    let facts = json!([
        list("z", "2026-10-15", &json!({"base": "x", "came": ["c"], "went": ["a"]})),
        list("y", "2026-10-08", &json!({"rows": ["b", "a"]})),
        list("x", "2026-10-01", &json!({"came": ["a", "b"], "complete": false})),
        list("w", "2026-10-01", &json!({"rows": ["b", "a", "a"], "learned": "2026-10-02"})),
        row("a"),
        row("b"),
        row("c"),
    ]);
    let record = brought(&facts).record;
    assert_eq!((record.facts.len(), record.lists.len()), (3, 3));
    let first = record.lists.iter().find(|list| list.as_of.to_string() == "2026-10-01").unwrap();
    assert!(first.complete && first.learned.to_rfc3339() == "2026-10-02T00:00:00Z");
    let export: Value = serde_json::from_str(&written(&record)).unwrap();
    let lists: Vec<&Value> =
        export["facts"].as_array().unwrap().iter().filter(|fact| fact["fact"] == "list").collect();
    assert_eq!(lists[0]["came"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&lists[1]["base"], lists[1].get("came"), lists[1].get("went")),
        (&lists[0]["id"], None, None)
    );
    assert_eq!(lists[2]["base"], lists[1]["id"]);
    assert_eq!(
        (lists[2]["came"].as_array().unwrap().len(), lists[2]["went"].as_array().unwrap().len()),
        (1, 1)
    );
    let emptied = brought(&json!([{"fact": "list", "list": "invitations", "as_of": "2026-10-01"}]));
    assert!(emptied.record.lists[0].complete && emptied.record.lists[0].came.is_empty());
}

#[test]
fn what_is_about_nothing_in_the_file_waits() {
    let about = |what: &str| json!({"fact": "look", "about": [what], "at": "2026-10-05", "signals": {"button": "pending"}});
    let elsewhere = "b1f9d703-9a7c-5894-b6be-44f90ad72011";
    let Brought { record, waiting, .. } = brought(&json!([about("a"), about(elsewhere)]));
    assert_eq!(record.facts[1].about[0].to_string(), elsewhere);
    assert_eq!(
        (record.facts.len(), waiting),
        (2, vec!["fact 1: nothing in the file has the id \"a\"".to_owned()])
    );
}

#[test]
fn who_was_forgotten_is_told_apart() {
    let mark = json!({"id": "f", "fact": "forgotten", "name": "Zoë Brandt", "slug": "https://www.linkedin.com/in/Zoe-Brandt", "learned": "2026-10-06"});
    let Brought { record, forgotten, .. } = brought(&json!([mark]));
    let (who, learned) = &forgotten[0];
    assert_eq!(
        (record, who.slug.as_deref(), who.name.as_deref()),
        (Record::default(), Some("zoe-brandt"), Some("Zoë Brandt"))
    );
    assert_eq!(learned.to_rfc3339(), "2026-10-06T00:00:00Z");
}
