//! Pages of the data portability API: what is read are the lists of an export, and what the user did.
#![no_main]

use invtrack::import::changelog::is_sent_at;
use invtrack::import::{Options, Reading};
use invtrack::record::when::When;
use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let options = Options { complete: choice & 1 == 1, ..options() };
    let page = [br#"{"paging":{},"elements":"#, bytes, b"}"].concat();
    for bytes in [bytes, page.as_slice()] {
        for Reading { report, record, changelog, .. } in read(bytes, "pages.json", &options) {
            assert!(record.lists.len() <= 2 && (report.kind == "export" || record.lists.is_empty()));
            for (at, sent) in changelog.withdrawals() {
                assert!(sent.is_none_or(|sent| sent <= at && is_sent_at(When::Moment(sent), sent)));
            }
        }
    }
});
