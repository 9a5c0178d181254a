//! Files that are refused, and files that may be.

use proptest::prelude::*;

use super::*;

#[test]
fn what_is_wrong_is_named_with_its_place_and_value() {
    let sent = |field: &str, value: Value| {
        let mut sent = json!({"id": "a", "fact": "sent", "name": "Ana", "at": "2026-10-05"});
        sent[field] = value;
        json!([sent])
    };
    let list = |rest: Value| {
        let mut list = json!({"id": "x", "fact": "list", "list": "invitations", "as_of": "2026-10-05"});
        list.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        list
    };
    for (facts, message) in [
        (json!([7]), "fact 1: 7 is not an object"),
        (json!([{"id": "a"}]), "fact 1: it has no \"fact\" that says what it is"),
        (
            json!([{"fact": "sending"}]),
            "fact 1: fact: \"sending\" is not a kind of fact that this program knows",
        ),
        (sent("colour", json!(1)), "fact 1: \"colour\" is not a field of this kind of fact (sent)"),
        (sent("slug", json!("ana kovac")), "fact 1: slug: \"ana kovac\" is not a profile"),
        (sent("name", json!(["Ana"])), "fact 1: name: a list is not text"),
        (
            sent("at", json!("5 Oct\u{202e}\u{1b}[1m")),
            "fact 1: at: \"5 Oct[1m\" is not a time such as 2026-10-05 or 2026-10-05T14:30:00Z",
        ),
        (sent("within", json!(-1)), "fact 1: within: -1 is not a whole number up to 36600"),
        (sent("senior", json!("yes")), "fact 1: senior: \"yes\" is neither true nor false"),
        (
            sent("source", json!("hat")),
            "fact 1: invalid value: string \"hat\", expected one of typed table export page",
        ),
        (sent("about", json!(["a"])), "fact 1: it is about itself, by way of others"),
        (json!([{"fact": "sent", "name": "Ana"}]), "fact 1: \"at\" is missing: when it was"),
        (
            json!([{"fact": "sent", "at": "2026-10-05"}]),
            "fact 1: it is about nobody: a slug, a name or \"about\" is missing",
        ),
        (
            json!([{"fact": "sent", "name": "Ana", "at": "2026-10-05T10:00Z", "within": 2}]),
            "fact 1: within: it needs a day as \"at\"",
        ),
        (
            json!([{"fact": "look", "name": "Ana", "at": "2026-10-05", "signals": {"button": "blue"}}]),
            "fact 1: signals: invalid value: string \"blue\", expected one of connect pending message follow accept unknown",
        ),
        (
            json!([{"fact": "look", "name": "Ana", "at": "2026-10-05", "signals": {"hat": "blue"}}]),
            "fact 1: signals: unknown field `hat`, expected one of `button`, `connections`, `count`, `in_connections`, `degree`, `notified`, `sent`, `sent_page`, `viewed_me`, `engaged`, `replied`",
        ),
        (
            json!([{"fact": "look", "name": "Ana", "at": "2026-10-05", "signals": {}}]),
            "fact 1: nothing was seen",
        ),
        (
            json!([{"fact": "action", "name": "Ana", "at": "2026-10-05", "do": "danced"}]),
            "fact 1: unknown variant `danced`, expected one of `withdrawn`, `expired`, `declined`, `reopened`, `followed_up`, `rapport`, `dismissed`, `snoozed`, `recalled`",
        ),
        (
            json!([{"fact": "correction", "set": {"name": "Ana"}}]),
            "fact 1: \"about\" is missing: what it corrects",
        ),
        (
            json!([{"fact": "correction", "set": {"id": "x"}}]),
            "fact 1: set: \"id\" is not a field that can be corrected",
        ),
        (json!([{"fact": "correction", "same": [["x"]]}]), "fact 1: same: a list is not a pair of facts"),
        (json!([list(json!({"rows": [3]}))]), "fact 1, row 1: 3 is not a row"),
        (
            json!([list(json!({"rows": [{"name": "Ana", "at": "2026-10-05", "company": "x"}]}))]),
            "fact 1, row 1: \"company\" is not a field of this kind of fact (invitation)",
        ),
        (json!([list(json!({"base": "x"}))]), "fact 1: it is about itself, by way of others"),
        (json!([list(json!({"base": "b"}))]), "fact 1: its \"base\" is not a list of its kind"),
        (
            json!([list(json!({"rows": [], "came": []}))]),
            "fact 1: it has both \"rows\" and what came and went",
        ),
        (
            json!([list(json!({"rows": ["a"]})), sent("note", json!("x"))[0]]),
            "fact 1: one of its rows is not a row of such a list",
        ),
        (
            json!([sent("note", json!("x"))[0], sent("note", json!("y"))[0]]),
            "fact 2: another one has its id, \"a\", too",
        ),
        (json!([{"fact": "forgotten", "learned": "2026-10-05"}]), "fact 1: it names nobody"),
    ] {
        assert_eq!(refused(&facts), message);
    }
    let row = json!({"id": "r", "fact": "invitation", "name": "Ana", "at": "2026-10-05"});
    let (base, next) = (
        list(json!({"rows": ["r"]})),
        json!({"fact": "list", "list": "invitations", "as_of": "2026-10-12", "base": "x", "came": ["r"]}),
    );
    assert_eq!(
        refused(&json!([row, base, next])),
        "the list of 2026-10-12: a row that came was there already, or one that went was not there"
    );
}

#[test]
fn other_formats_are_refused_by_name() {
    for (text, message) in [
        ("{}", "it is not an export of invtrack's own"),
        (r#"{"kind":"invtrack-export","facts":[]}"#, "it does not say of which \"schema\" it is"),
        (
            r#"{"kind":"invtrack-export","schema":2,"things":[]}"#,
            "it was written by a newer invtrack (format 2, this program knows 1)",
        ),
        (
            r#"{"kind":"invtrack-export","schema":1,"people":[],"requests":[]}"#,
            "it was written by a development version, whose format is read no more",
        ),
        (
            r#"{"kind":"invtrack-export","schema":"1","facts":[]}"#,
            "schema: \"1\" is none that this program knows",
        ),
        (
            r#"{"kind":"invtrack-export","schema":1,"facts":[],"more":1}"#,
            "it is damaged or was edited, line 1, column 54: unknown field `more`, expected one of `schema`, `kind`, `exported_at`, `facts` at line 1 column 54",
        ),
        (
            r#"{"kind":"invtrack-export","schema":1,"facts":{}}"#,
            "it is damaged or was edited, line 1, column 45: invalid type: map, expected a list of facts at line 1 column 45",
        ),
        (
            r#"{"kind":"invtrack-export","schema":1,"facts":["#,
            "it is damaged or was edited, line 1, column 46: EOF while parsing a list at line 1 column 46",
        ),
    ] {
        let refusal = read(text, NOW).unwrap_err();
        assert_eq!((refusal.to_string().as_str(), refusal.hint().is_some()), (message, true));
    }
    assert_eq!(
        read("\u{feff}{\"kind\":\"invtrack-export\",\"schema\":1,\"facts\":[]}", NOW),
        Ok(Brought::default())
    );
}

/// Any JSON, of words that mean something.
fn values() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "a",
        "b",
        "x1",
        "sent",
        "list",
        "look",
        "invitations",
        "2026-10-05",
        "",
        "new",
        "ana",
        "\u{202e}",
        "export",
        "00000000-0000-0000-0000-000000000000",
        "b1f9d703-9a7c-5894-b6be-44f90ad72011",
    ]);
    let leaf = prop_oneof![
        word.prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(
                (prop::sample::select(vec!["id", "name", "at", "answer", "slug"]), inner),
                0..3
            )
            .prop_map(|fields| Value::Object(
                fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn mutated_cases_are_read_or_refused(
        case in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), values()), 0..4),
    ) {
        const FIELDS: [&str; 30] = [
            "id", "fact", "learned", "about", "slug", "name", "first", "email", "at", "within", "removed", "again", "also",
            "answer", "not", "source", "signals", "direction", "nth", "do", "what", "set", "same", "list", "as_of",
            "complete", "base", "came", "went", "rows",
        ];
        let mut facts = case.get(CASES.as_slice())["facts"].clone();
        for (at, field, value) in changes {
            let facts = facts.as_array_mut().unwrap();
            let at = at.index(facts.len());
            facts[at][*field.get(&FIELDS)] = value;
        }
        match read(&file(&facts), NOW) {
            Ok(Brought { record, .. }) => {
                let text = written(&record);
                let again = read(&text, NOW).unwrap();
                prop_assert_eq!(written(&again.record), text);
            }
            Err(refusal) => {
                let message = refusal.to_string();
                prop_assert!(message.len() < 500 && !message.contains(['\u{202e}', '\n']), "{}", message);
            }
        }
    }

    #[test]
    fn mutated_exports_are_read_or_refused(case in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte: u8, end in any::<prop::sample::Index>()) {
        let mut bytes = written(&brought(&case.get(CASES.as_slice())["facts"]).record).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(bytes.len() - end.index(bytes.len()) % 3);
        if let Ok(Brought { record, .. }) = read(&String::from_utf8_lossy(&bytes), NOW) {
            let text = written(&record);
            prop_assert_eq!(written(&read(&text, NOW).unwrap().record), text);
        }
    }
}
