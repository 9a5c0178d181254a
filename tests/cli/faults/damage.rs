//! Bits flipped and pages cut off: never a panic, and an error names the last backup.
//!
//! SQLite keeps no checksum of a page. A flip within a name or a number makes another name or number, and no program
//! can tell; a flip in the structure may lie where a command never looks. So what is held is: an answer that is not the
//! one of before comes from a file that SQLite's own check finds sound, or `doctor` says what is wrong with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;

use super::{Random, assert_told, lived_in, soundness};
use crate::sandbox::{Run, Sandbox, export, fixture};

const READING: [&[&str]; 3] = [&["status", "--all"], &["show", "zoe-b"], &["due", "--json"]];
const WRITING: &[&str] = &["add", "Bo Example", "--sent", "2026-11-01"];
const HEADER: usize = 100;

/// A file in use, the right answers, and what came of each flip.
struct Patient {
    sandbox: Sandbox,
    good: Vec<u8>,
    answers: Vec<String>,
    tally: BTreeMap<&'static str, usize>,
}

impl Patient {
    fn new() -> Self {
        let sandbox = lived_in();
        let good = fs::read(sandbox.database()).unwrap();
        let answers = READING.iter().map(|args| sandbox.ok(args)).collect();
        Self { sandbox, good, answers, tally: BTreeMap::new() }
    }

    fn put(&self, bytes: &[u8]) -> PathBuf {
        drop(fs::remove_file(format!("{}-journal", self.sandbox.database().display())));
        fs::write(self.sandbox.database(), bytes).unwrap();
        self.sandbox.database()
    }

    fn ask(&mut self, what: &str, bytes: &[u8]) {
        for (args, answer) in READING.iter().zip(self.answers.clone()) {
            self.put(bytes);
            let run = self.sandbox.run(args);
            let outcome = self.judge(&format!("{what}, {args:?}"), bytes, &run, &answer);
            *self.tally.entry(outcome).or_default() += 1;
        }
        self.put(bytes);
        let run = self.sandbox.run(WRITING);
        assert!([0, 1].contains(&run.code) && !run.stderr.contains("panicked"), "{what}: {run:?}");
        if run.code == 1 {
            Self::assert_refused(what, &run);
            // Not touched, unless the damage came to light only in what was read for the answer, after the change.
            let is_same = fs::read(self.sandbox.database()).unwrap() == bytes;
            assert!(is_same || soundness(&self.put(bytes)) != "ok", "{what}");
            *self.tally.entry("added, then refused").or_default() += usize::from(!is_same);
        }
    }

    fn judge(&self, what: &str, bytes: &[u8], run: &Run, answer: &str) -> &'static str {
        assert!(!run.stderr.contains("panicked"), "{what}: {run:?}");
        if run.code == 1 {
            Self::assert_refused(what, run);
            return "refused";
        }
        assert_eq!(run.code, 0, "{what}: {run:?}");
        if run.stdout == answer {
            return "right all the same";
        }
        let file = self.put(bytes);
        if soundness(&file) == "ok" {
            return "another value in a sound file";
        }
        self.put(bytes);
        assert_eq!(self.sandbox.run(&["doctor"]).code, 1, "{what}: unsound, and doctor is content");
        "another answer, which doctor warns of"
    }

    /// In words, and with the way back.
    fn assert_refused(what: &str, run: &Run) {
        assert_told(run, what);
        // About somebody whose name is not what it was there is nothing to restore.
        if !run.stderr.contains("no one on record") {
            assert!(run.stderr.contains("invtrack restore "), "{what}: {}", run.stderr);
        }
    }

    fn flip(&mut self, at: usize, bit: usize) {
        let mut bad = self.good.clone();
        bad[at] ^= 1 << bit;
        self.ask(&format!("byte {at}, bit {bit}"), &bad);
    }

    fn flips(&mut self, every: usize, random: usize) {
        (0..HEADER * 8).step_by(every).for_each(|bit| self.flip(bit / 8, bit % 8));
        println!("header: {:?}", std::mem::take(&mut self.tally));
        let mut numbers = Random(2_463_534_242);
        for _ in 0..random {
            let at = HEADER + numbers.below(self.good.len() - HEADER);
            self.flip(at, numbers.below(8));
        }
        println!("{random} bytes elsewhere: {:?}", std::mem::take(&mut self.tally));
    }

    fn cuts(&mut self, every: usize) {
        for length in (4096..self.good.len()).step_by(4096 * every) {
            let good = self.good.clone();
            self.ask(&format!("cut at {length}"), &good[..length]);
        }
        println!("cut at each page: {:?}", std::mem::take(&mut self.tally));
    }
}

#[test]
fn no_flipped_bit_is_a_panic_or_an_answer_nobody_doubts() {
    Patient::new().flips(29, 20);
}

#[test]
fn a_file_cut_at_a_page_is_refused_with_the_way_to_the_last_backup() {
    let mut patient = Patient::new();
    patient.cuts(7);
    // And that way leads back.
    let (good, answer) = (patient.good.clone(), patient.answers[0].clone());
    patient.put(&good);
    patient.sandbox.ok(&["backup", "--quiet"]);
    patient.put(&good[..8192]);
    let run = patient.sandbox.run(&["status"]);
    let way = run.stderr.lines().find_map(|line| line.split_once("invtrack restore ")).unwrap().1.to_owned();
    patient.sandbox.ok(&["restore", "--quiet", &way]);
    assert_eq!(patient.sandbox.ok(READING[0]), answer);
    // What was moved aside is no way back, though it is the newest.
    patient.put(&good[..8192]);
    let again = patient.sandbox.run(&["status"]);
    assert!(again.stderr.contains(&way), "{}", again.stderr);
}

#[test]
fn a_version_that_is_not_true_is_refused_with_the_way_to_the_last_backup() {
    let sandbox = lived_in();
    let file = rusqlite::Connection::open(sandbox.database()).unwrap();
    for version in [1, 7, 9, 1000] {
        file.pragma_update(None, "user_version", version).unwrap();
        let words = if version < 8 { "a development version" } else { "a newer invtrack" };
        sandbox.refuses(1, &["status"], &[words, "invtrack restore "]);
        sandbox.refuses(1, &["add", "Ana"], &[words, "invtrack restore "]);
    }
}

#[test]
fn what_a_backup_can_t_put_in_place_names_the_file_it_belongs_in() {
    let sandbox = lived_in();
    let small = Sandbox::new();
    small.run(&["add", "Ana"]);
    let blocks = fs::metadata(small.database()).unwrap().len() / 512 + 2;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let run = small.shell(&script, &["restore", "--yes", sandbox.database().to_str().unwrap()]);
    assert_told(&run, "restore");
    assert!(run.stderr.contains(small.database().to_str().unwrap()), "{}", run.stderr);
    assert_eq!((small.requests().len(), soundness(&small.database()).as_str()), (1, "ok"));
}

#[test]
fn what_is_no_database_is_refused() {
    let sandbox = Sandbox::new();
    for (name, content) in
        [("notes.txt", fs::read(fixture("vectors.json")).unwrap()), ("my.zip", fs::read(export(0)).unwrap())]
    {
        let file = sandbox.file(name, content);
        sandbox.refuses(1, &["--db", file.to_str().unwrap(), "status"], &["is not an invtrack database"]);
    }
}

#[test]
fn a_link_is_followed_and_stays_one() {
    let sandbox = lived_in();
    let (link, answer) = (sandbox.home().join("link/my.db"), sandbox.ok(READING[0]));
    fs::create_dir(link.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(sandbox.database(), &link).unwrap();
    let with = |args: &[&str]| sandbox.ok(&[&["--quiet", "--db", link.to_str().unwrap()], args].concat());
    let copy = sandbox.home().join("copy.db");
    with(&["backup", copy.to_str().unwrap()]);
    with(WRITING);
    assert_ne!(sandbox.ok(READING[0]), answer);
    // A whole file is replaced, and a damaged one moved aside: both behind the link.
    for damaged in [false, true] {
        if damaged {
            fs::write(sandbox.database(), "SQLite format 3\0 and no more").unwrap();
        }
        with(&["restore", copy.to_str().unwrap()]);
        assert!(link.is_symlink() && !sandbox.database().is_symlink());
        assert_eq!(sandbox.ok(READING[0]), answer);
    }
}

#[test]
#[ignore = "takes minutes: faults.sh"]
fn full_damage() {
    let mut patient = Patient::new();
    patient.flips(1, 1000);
    patient.cuts(1);
}

#[test]
fn what_cannot_be_answered_is_not_written() {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-08-01T08:00:00Z");
    sandbox.run(&["add", "Old Example"]);
    sandbox.run(&["observe", "old", "--button", "pending"]);
    sandbox.at("2026-11-01T08:00:00Z");
    sandbox.run(&["add", "New Example"]);
    // What the answer would be drawn from can't be read.
    let spoil = "UPDATE fact SET body = '{\"source\":\"?\"}' WHERE kind = 'look'";
    Connection::open(sandbox.database()).unwrap().execute(spoil, []).unwrap();
    let before = fs::read(sandbox.database()).unwrap();
    for args in [
        &["add", "Old Example"][..],
        &["observe", "1", "--viewed-me"],
        &["edit", "1", "--note", "Hello"],
        &["withdraw", "1"],
        &["close", "1", "--as", "expired"],
        &["rapport", "1", "--how", "met"],
        &["dismiss", "1", "--about", "look"],
        &["followup", "1", "--sent", "--force"],
        &["resend", "1", "--force"],
    ] {
        let run = sandbox.run(args);
        assert_eq!(run.code, 1, "{args:?}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{args:?}: {}", run.stdout);
        assert!(fs::read(sandbox.database()).unwrap() == before, "{args:?} changed the file");
    }
}
