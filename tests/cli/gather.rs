//! The same file is the same facts, wherever it is read.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use invtrack::import::{Options, open};
use invtrack::record::json;
use invtrack::record::set::Record;
use invtrack::record::time::{Instant, Zone};

/// Where the facts go, in a run of this test in another zone.
const OUTPUT: &str = "INVTRACK_TEST_OUTPUT";

const TABLE: &str = "Name,Sent,Accepted at\nAna Lee,2026-10-05 23:30,2026-10-06 00:30\n";

fn gather(output: &Path) {
    let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
    let options = Options::new(now, Zone::Local);
    let exports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports");
    let mut files: Vec<PathBuf> = fs::read_dir(exports).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let table = output.with_extension("csv");
    fs::write(&table, TABLE).unwrap();
    files.push(table);
    let mut record = Record::default();
    for file in files {
        open(&file, &options, &mut |_, _| ()).unwrap().into_iter().for_each(|read| record.join(read.record));
    }
    let mut out = Vec::new();
    json::write(&record, now, &mut out).unwrap();
    fs::write(output, out).unwrap();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "it tells itself where to write")]
fn facts_are_the_same_in_every_zone() {
    if let Some(output) = env::var_os(OUTPUT) {
        return gather(Path::new(&output));
    }
    let folder = tempfile::tempdir().unwrap();
    let facts = ["Asia/Tokyo", "America/Los_Angeles"].map(|zone| {
        let output = folder.path().join(zone.replace('/', "-"));
        let test = "gather::facts_are_the_same_in_every_zone";
        let run = Command::new(env::current_exe().unwrap())
            .args([test, "--exact"])
            .env("TZ", zone)
            .env(OUTPUT, &output)
            .output()
            .unwrap();
        assert!(run.status.success(), "{run:?}");
        fs::read_to_string(output).unwrap()
    });
    assert!(facts[0].lines().count() > 300 && facts[0].contains("\"Ana Lee\""));
    assert_eq!(facts[0], facts[1]);
}
