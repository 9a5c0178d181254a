//! Which facts a fact speaks of, in whatever field.

use serde_json::Value;

use super::fact::{Answer, Fact, Said};
use super::uid::Uid;

/// The fields that name facts, and that a correction may set.
const SET: [&str; 2] = ["answer", "not"];

/// The facts, and lists, that it speaks of.
pub fn references(fact: &Fact) -> Vec<Uid> {
    let mut named = fact.about.clone();
    named.extend(&fact.marks.not);
    if let Some(Answer::Fact(uid)) = fact.marks.answer {
        named.push(uid);
    }
    if let Said::Correction(correction) = &fact.said {
        named.extend(correction.same.iter().flat_map(|(one, other)| [*one, *other]));
        let set = SET.iter().filter_map(|field| correction.set.get(*field));
        named.extend(set.flat_map(texts).filter_map(Uid::parse));
    }
    named
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Gives other names to the facts that it speaks of.
pub fn rename(fact: &mut Fact, name: &dyn Fn(Uid) -> Uid) {
    let all = fact.about.iter_mut().chain(&mut fact.marks.not);
    all.for_each(|uid| *uid = name(*uid));
    if let Some(Answer::Fact(uid)) = &mut fact.marks.answer {
        *uid = name(*uid);
    }
    if let Said::Correction(correction) = &mut fact.said {
        for (one, other) in &mut correction.same {
            (*one, *other) = (name(*one), name(*other));
        }
        for field in SET {
            match correction.set.get_mut(field) {
                Some(Value::Array(values)) => values.iter_mut().for_each(|value| rename_value(value, name)),
                Some(value) => rename_value(value, name),
                None => {}
            }
        }
    }
}

fn rename_value(value: &mut Value, name: &dyn Fn(Uid) -> Uid) {
    if let Some(uid) = value.as_str().and_then(Uid::parse) {
        *value = Value::String(name(uid).to_string());
    }
}

/// Every node behind those that it needs, else in the order of `roots`; and one that needs itself, if there is any.
pub fn in_order(
    count: usize,
    roots: impl IntoIterator<Item = usize>,
    needs: impl Fn(usize) -> Vec<usize>,
) -> (Vec<usize>, Option<usize>) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let (mut order, mut in_circle) = (Vec::with_capacity(count), None);
    let mut states = vec![State::New; count];
    let mut open = Vec::new();
    for root in roots {
        if states[root] != State::New {
            continue;
        }
        states[root] = State::Open;
        open.push((root, needs(root).into_iter()));
        while let Some((node, rest)) = open.last_mut() {
            match rest.next() {
                Some(next) if states[next] == State::New => {
                    states[next] = State::Open;
                    open.push((next, needs(next).into_iter()));
                }
                Some(next) if states[next] == State::Open => in_circle = in_circle.or(Some(next)),
                Some(_) => {}
                None => {
                    states[*node] = State::Done;
                    order.push(*node);
                    open.pop();
                }
            }
        }
    }
    (order, in_circle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_comes_first() {
        let needs = |node: usize| match node {
            0 => vec![2, 1],
            1 => vec![2],
            _ => vec![],
        };
        assert_eq!(in_order(4, 0..4, needs), (vec![2, 1, 0, 3], None));
        assert_eq!(in_order(4, [3, 1, 0, 2], needs), (vec![3, 2, 1, 0], None));
        assert_eq!(in_order(2, 0..2, |node| vec![1 - node]), (vec![1, 0], Some(0)));
        let long = 1_000_000;
        let (order, in_circle) =
            in_order(long, 0..long, |node| (node + 1 < long).then_some(node + 1).into_iter().collect());
        assert_eq!((order[0], order.len(), in_circle), (long - 1, long, None));
    }

    #[test]
    fn every_reference_is_found_and_renamed() {
        let uid = |number: u8| Uid::from_bytes([number; 16]);
        let text = format!(
            r#"{{"id":"{0}","fact":"correction","about":["{1}"],"not":["{2}"],"answer":"{3}","same":[["{4}","{5}"]],
                "set":{{"answer":"{6}","not":["{7}"],"name":"{0}","removed":true}},"learned":"2026-10-05T06:57:00Z"}}"#,
            uid(0x10),
            uid(1),
            uid(2),
            uid(3),
            uid(4),
            uid(5),
            uid(6),
            uid(7)
        );
        let mut fact: Fact = serde_json::from_str(&text).unwrap();
        assert_eq!(references(&fact), [1, 2, 3, 4, 5, 6, 7].map(uid));
        rename(&mut fact, &|old| uid(old.bytes()[0] + 0x20));
        assert_eq!(references(&fact), [0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27].map(uid));
        assert_eq!(fact.uid, uid(0x10));
    }
}
