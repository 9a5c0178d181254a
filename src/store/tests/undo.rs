//! Undo and redo: whatever was done, everything is as it was, and as it was left.

use proptest::prelude::*;
use rusqlite::types::Value;

use super::merge::history::{Act, MACHINES, Machine, day, histories};
use super::{person, store};
use crate::domain::journal::Step;
use crate::store::Store;

/// All that is in the tables of content, value by value.
fn dump(store: &Store) -> Vec<(String, Vec<Vec<Value>>)> {
    let list = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                AND name NOT IN ('marker', 'step', 'journal') ORDER BY name";
    let mut list = store.connection.prepare(list).unwrap();
    let tables = list.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    let rows = |table: &str| {
        let mut rows = store.connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let columns = rows.column_count();
        let row = |row: &rusqlite::Row| (0..columns).map(|column| row.get(column)).collect();
        rows.query_map([], row).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    tables.map(|table| (table.clone(), rows(&table))).collect()
}

fn numbers(steps: &[Step]) -> Vec<i64> {
    steps.iter().map(|step| step.number).collect()
}

fn execute(store: &mut Store, sql: &str) {
    store.write(|change| change.explained(change.connection().execute_batch(sql))).unwrap();
}

/// So many steps back, or forth, before the next act.
fn walks() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::vec((0..4_u32, 0..4_u32), 40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_walk_through_any_history_meets_what_was_there(history in histories(), walks in walks()) {
        let mut machines: Vec<Machine> = (0..MACHINES).map(|_| Machine::new()).collect();
        let mut now = day(5).utc_noon();
        // What was there after each step, and how many of those are done.
        let mut past = vec![vec![dump(machines[0].store())]; MACHINES];
        let mut done = [0; MACHINES];
        for ((at, later, act), (back, forth)) in history.iter().zip(walks) {
            now = now.plus_millis(*later);
            if let Act::Sync { from } = act {
                let theirs = machines[*from].archive();
                machines[*at].sync(&theirs);
            } else {
                machines[*at].act(act, now);
            }
            let (store, past, done) = (machines[*at].store(), &mut past[*at], &mut done[*at]);
            let after = dump(store);
            let is_step = after != past[*done];
            if is_step {
                past.truncate(*done + 1);
                past.push(after);
                *done += 1;
            }
            let left = store.read(|view| view.steps_left()).unwrap();
            prop_assert_eq!((left.0 as usize, left.1 as usize), (*done, past.len() - *done - 1));
            for (most, redo) in [(back, false), (forth, true)] {
                let steps = if redo { store.redo(most) } else { store.undo(most) }.unwrap();
                *done = if redo { *done + steps.len() } else { *done - steps.len() };
                prop_assert_eq!(&dump(store), &past[*done], "{:?}", steps);
            }
        }
        for (machine, past) in machines.iter_mut().zip(past) {
            machine.store().undo(u32::MAX).unwrap();
            prop_assert_eq!(&dump(machine.store()), &past[0]);
            machine.store().redo(u32::MAX).unwrap();
            prop_assert_eq!(&dump(machine.store()), past.last().unwrap());
        }
    }
}

#[test]
fn every_table_of_content_has_its_triggers_and_every_column_its_place() {
    let (_folder, mut store) = store();
    fill(&mut store);
    execute(&mut store, "UPDATE person SET email = 'x'");
    let before = dump(&store);
    assert!(before.iter().all(|(_, rows)| !rows.is_empty()), "{before:?}");
    let of_table = "SELECT group_concat(substr(name, length('journal_' || tbl_name || '_') + 1), ' ')
                    FROM temp.sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1";
    for (table, rows) in &before {
        // Every column is noted with its value.
        execute(&mut store, &format!("PRAGMA defer_foreign_keys = ON; DELETE FROM {table}"));
        let events: String = store.connection.query_row(of_table, [table], |row| row.get(0)).unwrap();
        assert_eq!(events, "INSERT UPDATE DELETE", "{table}");
        let columns = "SELECT json_array_length(key) + json_array_length(was) FROM journal WHERE place = ?1
                       ORDER BY step DESC LIMIT 1";
        let noted: usize =
            store.connection.query_row(columns, [table], |row| row.get::<_, u32>(0)).unwrap() as usize;
        assert_eq!(noted, rows[0].len(), "{table}");
        assert_eq!(store.undo(1).unwrap().len(), 1);
        assert_eq!(dump(&store), before, "{table}");
    }
}

/// A row of each table, with everything that is hard to write down: each kind of value, and odd characters.
fn fill(store: &mut Store) {
    execute(
        store,
        "INSERT INTO person (id, uid, name, folded, recorded_at) VALUES
            (1, x'00112233445566778899aabbccddeeff', 'Ana \"\\', '{\"a\": [1]}', 9223372036854775807),
            (2, x'ff112233445566778899aabbccddeeff', '12', char(0x1f600, 0xfffd, 9, 10, 127), -9223372036854775808);
         INSERT INTO person_key (key, person_id) SELECT uid, id FROM person;
         INSERT INTO person_key VALUES ('12', 1, 0), ('ana''\"', 1, 1);
         INSERT INTO request (id, uid, person_id, sent_at, sent_is_day, generic, senior, stranger, confirmed,
            recorded_at, source, note) VALUES (1, x'01112233445566778899aabbccddeeff', 1, 0, 0, 0, 0, 0, 1, 0, 'typed',
            'one' || char(0) || 'two');
         INSERT INTO request_uid SELECT uid, id FROM request;
         INSERT INTO request_day VALUES (1, '2026-10-01', 1);
         INSERT INTO tag VALUES (1, '7'), (1, 'null');
         INSERT INTO action (request_id, kind, done_at, done_is_day, recorded_at) VALUES (1, 'withdrawn', 1, 1, 1);
         INSERT INTO observation (person_id, seen_at, seen_is_day, recorded_at, source, viewed_me, engaged, replied)
            VALUES (1, 1, 1, 1, 'typed', 1, 0, 0);
         INSERT INTO snapshot VALUES ('connections', '2026-10-01', 1);
         INSERT INTO connection VALUES ('ana', '2026-10-01', 'ana', '2026-10-02');
         INSERT INTO kept (fact, recorded_at) VALUES ('{\"1\": 1.0}', 1);
         INSERT INTO account_event (kind, happened_at, happened_is_day, recorded_at, is_mistake)
            VALUES ('limit', 1, 1, 1, 0);",
    );
}

#[test]
fn values_come_back_as_what_they_were() {
    let (_folder, mut store) = store();
    let empty = dump(&store);
    fill(&mut store);
    let full = dump(&store);
    execute(&mut store, "PRAGMA defer_foreign_keys = ON; DELETE FROM person");
    assert!(dump(&store).iter().filter(|(_, rows)| rows.is_empty()).count() > 6, "cascades");
    execute(&mut store, "INSERT OR REPLACE INTO connection VALUES ('bo', '2026-10-01', 'bo', '2026-10-02')");
    execute(&mut store, "UPDATE connection SET key = 'cy' WHERE key = 'ana'");
    // The first entry of a row stands, whatever is said about conflicts outside.
    execute(
        &mut store,
        "UPDATE connection SET folded = 'y'; UPDATE OR REPLACE connection SET folded = 'z';
         INSERT OR REPLACE INTO connection VALUES ('cy', '2026-10-01', 'x', '2026-10-03')",
    );
    let last = dump(&store);
    assert_eq!(numbers(&store.undo(4).unwrap()), [5, 4, 3, 2]);
    assert_eq!(dump(&store), full);
    store.undo(9).unwrap();
    assert_eq!(dump(&store), empty);
    assert_eq!(numbers(&store.redo(9).unwrap()), [1, 2, 3, 4, 5]);
    assert_eq!(dump(&store), last);
}

#[test]
fn what_is_given_to_others_goes_back() {
    let (_folder, mut store) = store();
    fill(&mut store);
    let before = dump(&store);
    // Something new to somebody known, something known to somebody new, and back.
    execute(
        &mut store,
        "INSERT INTO person (id, name, folded, recorded_at) VALUES (7, 'x', 'x', 1);
         INSERT INTO person_key VALUES ('new', 7, 0), ('newer', 7, 0);
         UPDATE person_key SET person_id = 1 WHERE key = 'new';
         UPDATE person_key SET person_id = 7 WHERE key = '12';
         UPDATE person_key SET key = 'newest' WHERE key = 'newer';
         UPDATE observation SET person_id = 7; UPDATE request_day SET person_id = 7, day = '2026-10-02';",
    );
    let after = dump(&store);
    store.undo(1).unwrap();
    assert_eq!(dump(&store), before);
    store.redo(1).unwrap();
    assert_eq!(dump(&store), after);
}

#[test]
fn what_changes_nothing_is_no_step_and_a_failure_neither() {
    let (_folder, mut store) = store();
    fill(&mut store);
    execute(
        &mut store,
        "UPDATE person SET name = name; DELETE FROM tag; INSERT INTO tag VALUES (1, '7'), (1, 'null')",
    );
    execute(
        &mut store,
        "INSERT INTO person (name, folded, recorded_at) VALUES ('x', 'x', 1); DELETE FROM person WHERE name = 'x'",
    );
    execute(&mut store, "INSERT OR REPLACE INTO marker VALUES ('check', 1, 1, 1, NULL)");
    let failed: crate::error::Result<()> = store.write(|change| {
        change.add_person(&person("Ana"), "ana")?;
        Err(crate::error::Error::failed("something"))
    });
    assert!(failed.is_err());
    assert_eq!(numbers(&store.read(|view| view.steps(9)).unwrap()), [1]);
    assert_eq!(
        store.connection.query_row("SELECT count(*) FROM journal", [], |row| row.get::<_, i64>(0)),
        Ok(0)
    );
    assert_eq!(store.read(|view| view.steps_left()).unwrap(), (1, 0));
}

#[test]
fn only_so_many_steps_are_kept_and_none_if_none_are_wanted() {
    let (_folder, store) = store();
    let mut store = store.keeping(3);
    let add = |store: &mut Store, name: &str| {
        store.write(|change| {
            change.describe(day(5).utc_noon(), format!("added {name}"));
            change.add_person(&person(name), name)
        })
    };
    for name in ["a", "b", "c", "d", "e"] {
        add(&mut store, name).unwrap();
    }
    let steps = store.read(|view| view.steps(9)).unwrap();
    assert_eq!((numbers(&steps), steps[0].words.as_str()), (vec![5, 4, 3], "added e"));
    assert_eq!(store.undo(9).unwrap().len(), 3);
    assert_eq!(store.read(|view| view.names()).unwrap(), ["a", "b"]);
    // Numbers of people and steps go on.
    assert_eq!(add(&mut store, "f").unwrap(), 6);
    assert_eq!(numbers(&store.read(|view| view.steps(9)).unwrap()), [6]);
    assert!(store.redo(9).unwrap().is_empty());
    let mut store = store.keeping(0);
    assert_eq!(store.read(|view| view.steps(9)).unwrap().len(), 1);
    add(&mut store, "g").unwrap();
    assert!(store.undo(9).unwrap().is_empty());
    let mut store = store.keeping(3);
    add(&mut store, "h").unwrap();
    store
        .write(|change| {
            change.forget_journal();
            change.add_person(&person("i"), "i")
        })
        .unwrap();
    assert_eq!(store.read(|view| view.steps(9)).unwrap(), []);
    assert_eq!(
        store.connection.query_row("SELECT count(*) FROM journal", [], |row| row.get::<_, i64>(0)),
        Ok(0)
    );
}

#[test]
fn large_steps_push_out_those_before_and_stay_themselves() {
    let (_folder, mut store) = store();
    let rows = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300)
        INSERT INTO person (name, folded, recorded_at) SELECT i, hex(zeroblob(30000)), 1 FROM n";
    execute(&mut store, rows);
    // What a step brings costs nothing; what it changes, what it was.
    for (nth, kept) in [(1, 2), (2, 1), (3, 1)] {
        execute(&mut store, &format!("UPDATE person SET recorded_at = {}", nth + 1));
        assert_eq!(store.read(|view| view.steps(9)).unwrap().len(), kept, "{nth}");
    }
    assert_eq!(store.undo(9).unwrap().len(), 1);
    assert_eq!(store.redo(9).unwrap().len(), 1);
}
