use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::import::{Options, Wishes};
use crate::record::time::{Instant, Zone};
use crate::store::Store;

/// What is on record, and what was in doubt, after importing the table twice.
fn import(text: &str, rows_at_a_time: usize) -> (String, Vec<(usize, Vec<Ambiguity>)>) {
    let folder = tempfile::tempdir().unwrap();
    let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
    let cli = <crate::cli::Cli as clap::Parser>::parse_from(["invtrack", "demo"]);
    let context = Context::new(&cli.global).unwrap().for_demo(folder.path().join("x.db"), now);
    let mut store = Store::open_to_write(&context.database).unwrap();
    let mut told = Vec::new();
    for _ in 0..2 {
        let options = Options { as_of: None, now, zone: Zone::Utc, kind: None };
        let source = Box::new(Cursor::new(text.as_bytes().to_vec()));
        let table = RequestTable::of(source, 1, "x.csv".to_owned(), &options, &Wishes::default());
        let tables = vec![("x.csv".to_owned(), table.unwrap().unwrap())];
        let mut silent = Progress::silent();
        let work = |change: &Change| work_in_pieces(rows_at_a_time, tables, &context, change, &mut silent);
        let outcome = store.write(work).unwrap().remove(0);
        told.push((outcome.tally.new, outcome.ambiguous));
        // Temporary tables go with the connection.
        store = Store::open_to_write(&context.database).unwrap();
    }
    let book = store.read(|view| view.book(Which::All)).unwrap();
    (format!("{book:#?}"), told)
}

fn table() -> impl Strategy<Value = String> {
    let person = ("(A|A, PhD|B)?", "[st]?", "([ef]@x\\.org)?", 1_u32..60);
    let rest = ("[mn]?", prop::option::of(0_u32..9), prop::option::of(0_u32..9), "[xy]{0,2}");
    let row = (person, rest).prop_map(|((name, slug, email, sent), (note, accepted, withdrawn, tag))| {
        let day = |days: u32| format!("2026-0{}-{:02}", 5 + days / 28, days % 28 + 1);
        let after = |days: Option<u32>| days.map(|days| day(sent + days)).unwrap_or_default();
        let (accepted, withdrawn) = (after(accepted), after(withdrawn));
        format!("\"{name}\",{slug},{email},{},{note},{accepted},{withdrawn},{tag}\n", day(sent))
    });
    let header = "Name,URL,Email,Sent,Note,Accepted at,Withdrawn at,Tags\nA,,,2026-05-01,,,,\n";
    prop::collection::vec(row, 0..16).prop_map(move |rows| format!("{header}{}", rows.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn how_many_rows_are_read_at_a_time_does_not_matter(table in table()) {
        let one = import(&table, 1);
        prop_assert_eq!(&one, &import(&table, 2));
        prop_assert_eq!(&one, &import(&table, 1000));
    }
}
