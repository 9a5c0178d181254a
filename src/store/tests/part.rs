//! The part that one person needs is what is joined to them, neither less nor more.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;

use super::*;
use crate::record::name_key::{is_near, person_key};
use crate::record::set::{Flags, Whole};

const NAMES: [&str; 12] = [
    "Ana Kovac",
    "Ana Maria Kovac",
    "A. Kovac",
    "Kovac, Ana",
    "Ana",
    "Bo Lind",
    "B Lind",
    "Bo Lind Berg",
    "Lind Bo",
    "🙂",
    "Cy Orr",
    "Dr. Cy Orr",
];
const SLUGS: [&str; 6] = ["ana", "ana-k", "bo", "cy", "dee", "x1"];

/// What a fact is joined by, told once more and without an index.
fn tags(fact: &Fact) -> Vec<String> {
    let mut tags = vec![format!("id {}", fact.uid)];
    let json = serde_json::to_value(fact).unwrap();
    let correction = json.get("set").cloned().unwrap_or_default();
    for part in [&json, &correction] {
        let text = |field: &str| part[field].as_str().map(str::to_owned);
        tags.extend(text("slug").map(|slug| format!("slug {slug}")));
        tags.extend(text("email").map(|email| format!("email {}", email.to_lowercase())));
        tags.extend(text("name").map(|name| format!("name {}", person_key(&name))));
        tags.extend(text("answer").map(|uid| format!("id {uid}")));
        for field in ["about", "not", "also", "same"] {
            let kind = if field == "also" { "slug" } else { "id" };
            let values = part[field].as_array().cloned().unwrap_or_default();
            let flat = values.into_iter().flat_map(|value| value.as_array().cloned().unwrap_or(vec![value]));
            tags.extend(flat.filter_map(|value| Some(format!("{kind} {}", value.as_str()?))));
        }
    }
    tags
}

fn find(groups: &[usize], mut at: usize) -> usize {
    while groups[at] != at {
        at = groups[at];
    }
    at
}

/// By union and find over all facts.
fn joined(facts: &[Fact], start: Uid) -> BTreeSet<Uid> {
    let tags: Vec<Vec<String>> = facts.iter().map(tags).collect();
    let mut groups: Vec<usize> = (0..facts.len()).collect();
    let mut by_tag: HashMap<&str, usize> = HashMap::new();
    let names: BTreeSet<&str> = tags.iter().flatten().filter_map(|tag| tag.strip_prefix("name ")).collect();
    for (place, tags) in tags.iter().enumerate() {
        for tag in tags {
            let other = *by_tag.entry(tag).or_insert(place);
            let (one, other) = (find(&groups, place), find(&groups, other));
            groups[one] = other;
        }
    }
    for one in &names {
        for other in names.iter().filter(|other| is_near(one, other)) {
            let at = |name: &str| by_tag[&format!("name {name}")[..]];
            let (one, other) = (find(&groups, at(one)), find(&groups, at(other)));
            groups[one] = other;
        }
    }
    let start = facts.iter().position(|fact| fact.uid == start).unwrap();
    let start = find(&groups, start);
    (0..facts.len()).filter(|&at| find(&groups, at) == start).map(|at| facts[at].uid).collect()
}

#[derive(Clone, Debug)]
struct Plan {
    kind: u8,
    name: Option<usize>,
    slug: Option<usize>,
    email: Option<u8>,
    others: Vec<prop::sample::Index>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let maybe = |most: usize| prop::option::weighted(0.5, 0..most);
    let others = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    (0_u8..9, maybe(NAMES.len()), maybe(SLUGS.len()), prop::option::weighted(0.1, 0_u8..3), others)
        .prop_map(|(kind, name, slug, email, others)| Plan { kind, name, slug, email, others })
}

fn built(plans: &[Plan]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (nth, plan) in plans.iter().enumerate() {
        let name = plan.name.map(|name| format!(r#","name":"{}""#, NAMES[name]));
        let slug = plan.slug.map(|slug| format!(r#","slug":"{}""#, SLUGS[slug]));
        let email = plan.email.map(|email| {
            let spelled = if nth % 2 == 0 { "M" } else { "m" };
            format!(r#","email":"{spelled}{email}@example.org""#)
        });
        let who: String = [name, slug, email].into_iter().flatten().collect();
        let others: Vec<Uid> = match facts.as_slice() {
            [] => Vec::new(),
            facts => plan.others.iter().map(|other| other.get(facts).uid).collect(),
        };
        let about = serde_json::to_string(&others).unwrap();
        let day = format!("2026-{:02}-{:02}", nth / 28 + 1, nth % 28 + 1);
        let json = match (plan.kind, others.first()) {
            (0, _) => format!(r#""fact":"sent"{who},"at":"{day}""#),
            (1, Some(_)) => {
                format!(r#""fact":"look","signals":{{"button":"pending"}},"about":{about},"at":"{day}""#)
            }
            (2, _) => format!(r#""fact":"invitation"{who},"at":"{day}""#),
            (3, Some(one)) => format!(r#""fact":"invitation"{who},"answer":"{one}","at":"{day}""#),
            (4, Some(_)) => {
                let set = who.trim_start_matches(',');
                format!(r#""fact":"correction","set":{{{set}}},"about":{about},"learned":"{day}T08:00:00Z""#)
            }
            (5, Some(one)) => {
                let also = SLUGS[plan.slug.unwrap_or(0)];
                format!(r#""fact":"correction","set":{{"also":["{also}"],"not":["{one}"]}},"about":{about}"#)
            }
            (6, Some(one)) => {
                format!(r#""fact":"correction","same":[["{one}","{}"]]"#, others.last().unwrap_or(one))
            }
            (7, _) => format!(r#""fact":"acceptance"{who},"first":"Ana","at":"{day}""#),
            _ => format!(r#""fact":"connection"{who},"at":"{day}""#),
        };
        let fact = fact(&json);
        if facts.iter().all(|known| known.uid != fact.uid) {
            facts.push(fact);
        }
    }
    facts
}

fn uids(loaded: &Loaded) -> BTreeSet<Uid> {
    loaded.record.facts.iter().map(|fact| fact.uid).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn a_part_is_what_is_joined(plans in prop::collection::vec(plan(), 1..40), split in 0_usize..40) {
        let file = File::new();
        let facts = built(&plans);
        let mut store = file.open();
        let split = split.min(facts.len());
        let rows: Vec<u32> = (0..u32::try_from(split).unwrap()).collect();
        let list = list(ListKind::Connections, "2026-11-01", true, &facts, 0..u32::try_from(rows.len()).unwrap());
        add(&mut store, &record(facts[split..].to_vec()));
        add(&mut store, &Record { lists: vec![list], ..record(facts[..split].to_vec()) });
        let whole = Whole { flags: vec![Flags { counts: true, ..Flags::default() }], owners: vec!["me".into()] };
        store.write(|change| change.put_whole(&whole)).unwrap();
        for start in facts.iter().step_by(3) {
            let part = store.read(|view| view.part([Seed::Fact(start.uid)])).unwrap().unwrap();
            prop_assert_eq!(uids(&part), joined(&facts, start.uid), "of {:?}", start);
            prop_assert_eq!(part.record.whole.as_ref(), Some(&whole));
            let on_list: BTreeSet<Uid> = rows.iter().map(|&row| facts[row as usize].uid).collect();
            let expected: Vec<Uid> = uids(&part).intersection(&on_list).copied().collect();
            prop_assert_eq!(super::rows(&part.record), vec![expected]);
            let everything = all(&mut store);
            for fact in &part.record.facts {
                prop_assert!(everything.record.facts.contains(fact));
            }
        }
    }
}

#[test]
fn a_part_can_be_found_by_what_somebody_is_known_by() {
    let file = File::new();
    let mut store = file.open();
    let sent = fact(r#""fact":"sent","name":"Ana Kovac","email":"a@b.org","at":"2026-10-05""#);
    let typo = fact(r#""fact":"sent","name":"Anna","slug":"anna-typo","at":"2026-10-05""#);
    let right = fact(&format!(r#""fact":"correction","set":{{"slug":"anna"}},"about":["{}"]"#, typo.uid));
    let warning = fact(r#""fact":"account","kind":"warning","at":"2026-10-05""#);
    let of_list = connection("Zed", "zed", "2026-10-05");
    let list = list(ListKind::Connections, "2026-10-06", true, std::slice::from_ref(&of_list), 0..1);
    let day =
        fact(&format!(r#""fact":"correction","set":{{"as_of":"2026-10-09"}},"about":["{}"]"#, list.uid));
    add(&mut store, &Record { lists: vec![list], ..record(vec![of_list]) });
    add(&mut store, &record(vec![sent.clone(), typo.clone(), right.clone(), warning.clone(), day.clone()]));
    let whole = Whole { flags: vec![Flags::default()], owners: Vec::new() };
    store
        .write(|change| {
            change.give_numbers(&[sent.uid])?;
            change.put_whole(&whole)
        })
        .unwrap();
    let mut part = |seed: Seed| {
        let part = store.read(|view| view.part([seed.clone()])).unwrap().unwrap();
        let mut uids = uids(&part);
        assert!(uids.remove(&warning.uid) && uids.remove(&day.uid), "about everybody");
        uids
    };
    let (known, mistyped) = (BTreeSet::from([sent.uid]), BTreeSet::from([typo.uid, right.uid]));
    assert_eq!(part(Seed::Number(1)), known);
    assert_eq!(part(Seed::Name("ana kovac".into())), known);
    assert_eq!(part(Seed::Name("a kovac".into())), known, "nobody has it, but somebody nearly");
    assert_eq!(part(Seed::Email("A@B.ORG".into())), known);
    assert_eq!(part(Seed::Slug("anna".into())), mistyped);
    assert_eq!(part(Seed::Slug("anna-typo".into())), mistyped);
    assert_eq!(part(Seed::Number(2)), BTreeSet::new());

    let forgets = |store: &mut Store| store.read(|view| view.part([Seed::Number(1)])).unwrap().is_none();
    let another = fact(r#""fact":"sent","name":"Cy","at":"2026-10-05""#);
    add(&mut store, &record(vec![another]));
    assert!(!forgets(&mut store), "a typed request is on no list");
    let corrected = |uid| fact(&format!(r#""fact":"correction","set":{{"slug":"cy"}},"about":["{uid}"]"#));
    add(&mut store, &record(vec![corrected(sent.uid)]));
    assert!(!forgets(&mut store), "nor is what corrects it");
    let row = connection("Dee", "dee", "2026-10-05");
    add(&mut store, &record(vec![row.clone()]));
    assert!(forgets(&mut store));
    store.write(|change| change.put_whole(&whole)).unwrap();
    add(&mut store, &record(vec![corrected(row.uid)]));
    assert!(forgets(&mut store), "a row may be on a list");
    store.write(|change| change.put_whole(&whole)).unwrap();
    store.write(|change| change.undo(1)).unwrap();
    assert!(forgets(&mut store));
}
