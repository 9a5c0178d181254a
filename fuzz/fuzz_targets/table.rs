//! Any table of requests, below a first byte that chooses what the user says about it.
#![no_main]

use invtrack::import::{Mapping, Options, Reading};
use invtrack::record::date::DateOrder;
use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

/// What may be said about the columns.
const MAPS: [&str; 4] =
    ["", "name=A,sent_at=B", "sent_at=\"Date, sent\",note=", "profile_url=Who,sent_at=When,tags=Name"];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let map = Mapping::parse(&[MAPS[usize::from(choice >> 2 & 3)].to_owned()]).expect("a map that can be read");
    let order = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst), None][usize::from(choice & 3)];
    let encoding = [None, Some(encoding_rs::WINDOWS_1251), Some(encoding_rs::SHIFT_JIS), Some(encoding_rs::UTF_16LE)];
    let encoding = encoding[usize::from(choice >> 4 & 3)];
    let read = read(bytes, "people.csv", &Options { map, order, encoding, ..options() });
    for Reading { report, record, .. } in read.iter().filter(|read| read.report.kind == "table") {
        assert!(order.is_none() || report.details["dates"].ends_with("as you say"));
        assert!(record.facts.len() <= 3 * report.read[0].number);
    }
});
