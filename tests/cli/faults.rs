//! Faults, each survived: kills, full disks, crowds, damage, hostile words, odd clocks. The quick versions run always;
//! the full ones (`faults.sh`) with `cargo test --locked --test cli -- --ignored --nocapture faults`.
#![expect(clippy::print_stdout, reason = "the figures of the full versions")]

mod clocks;
mod crowd;
mod damage;
mod disk;
mod hostile;
mod kills;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::sandbox::{Run, Sandbox, export};

/// The numbers of a run are the same each time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// Two exports, somebody typed, a tag and a look.
fn lived_in() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-10-06T08:00:00Z").ok(&["import", "--quiet", &export(0)]);
    sandbox.run(&["add", "Zoë Brandt", "--url", "zoe-b", "--sent", "2026-09-01", "--tag", "fair"]);
    sandbox.run(&["add", "Zoe Brandt", "--url", "zoe-brandt", "--sent", "2026-08-01"]);
    sandbox.at("2026-10-20T08:00:00Z").ok(&["import", "--quiet", &export(1)]);
    sandbox.at("2026-11-10T12:00:00Z").ok(&["observe", "zoe-b", "--button", "pending"]);
    sandbox
}

/// What SQLite itself finds: `ok`, or what is wrong.
fn soundness(file: &Path) -> String {
    let check = || -> rusqlite::Result<String> {
        let file = Connection::open(file)?;
        let orphans = "SELECT count(*) FROM pragma_foreign_key_check";
        match file.query_row(orphans, [], |row| row.get::<_, u32>(0))? {
            0 => file.query_row("PRAGMA integrity_check", [], |row| row.get(0)),
            orphans => Ok(format!("{orphans} rows belong to nothing")),
        }
    };
    check().unwrap_or_else(|error| error.to_string())
}

/// Files that no command should leave beside the database.
fn strays(database: &Path) -> Vec<PathBuf> {
    let folder = database.parent().unwrap();
    let entries =
        [folder.to_owned(), folder.join("backups")].into_iter().filter_map(|at| fs::read_dir(at).ok());
    let paths = entries.flatten().map(|entry| entry.unwrap().path());
    let is_stray = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with(".invtrack-") || name.ends_with("-journal") || name.ends_with("-wal")
    };
    paths.filter(is_stray).collect()
}

/// An error in words: nothing on standard output, no panic.
fn assert_told(run: &Run, what: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{what}: {run:?}");
    assert!(run.stderr.starts_with("error: ") && !run.stderr.contains("panicked"), "{what}: {}", run.stderr);
}
