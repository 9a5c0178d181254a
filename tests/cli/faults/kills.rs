//! Killed at random points of what changes much: the file opens, is sound, and holds all of the step or nothing.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Random, lived_in, soundness};
use crate::sandbox::{Sandbox, export};
use crate::undo::dump;

/// A step that a kill or a Ctrl-C interrupts.
struct Deed {
    sandbox: Sandbox,
    args: Vec<String>,
    /// The file before it.
    bytes: Vec<u8>,
    /// All values before and after it.
    states: [String; 2],
    /// How long it takes.
    takes: Duration,
}

impl Deed {
    fn new(sandbox: Sandbox, args: &[&str]) -> Self {
        let bytes = fs::read(sandbox.database()).unwrap();
        let before = dump(&sandbox.database());
        let start = Instant::now();
        let run = sandbox.run(args);
        let takes = start.elapsed();
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        let states = [before, dump(&sandbox.database())];
        assert_ne!(states[0], states[1], "{args:?}");
        Self { sandbox, args: args.iter().map(|&arg| arg.to_owned()).collect(), bytes, states, takes }
    }

    fn journal(&self) -> PathBuf {
        PathBuf::from(format!("{}-journal", self.sandbox.database().display()))
    }

    /// Starts it, and waits for a random moment of it: each second time, for one of its transaction.
    fn start(&self, random: &mut Random, round: usize) -> Child {
        let database = self.sandbox.database();
        fs::write(&database, &self.bytes).unwrap();
        drop(fs::remove_dir_all(database.with_file_name("backups")));
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let mut command = self.sandbox.command(&args);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let most = usize::try_from(self.takes.as_micros()).unwrap();
        if round.is_multiple_of(2) {
            thread::sleep(Duration::from_micros(random.below(most) as u64));
        } else {
            while !self.journal().exists() && child.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_micros(50));
            }
            thread::sleep(Duration::from_micros(random.below(most / 4 + 1) as u64));
        }
        child
    }

    /// Whether the step happened, and that it happened wholly or not at all.
    fn outcome(&self, what: &str) -> bool {
        let file = self.sandbox.database();
        assert_eq!(soundness(&file), "ok", "{what}");
        let found = dump(&file);
        assert!(self.states.contains(&found), "{what}: neither what was before nor what should come");
        found == self.states[1]
    }

    fn survives(&self, signal: &str, rounds: usize) {
        let (mut random, mut torn, mut done) = (Random(88_172_645_463_325_252), 0, 0);
        for round in 0..rounds {
            let mut child = self.start(&mut random, round);
            send(signal, &child);
            let status = child.wait().unwrap();
            let ended = status.code().or_else(|| std::os::unix::process::ExitStatusExt::signal(&status));
            assert!([Some(0), Some(130), Some(2), Some(9)].contains(&ended), "{status}");
            torn += usize::from(self.journal().exists());
            done += usize::from(self.outcome(&format!("{:?}, round {round}", self.args)));
        }
        let (name, none) = (&self.args[0], rounds - done);
        println!(
            "{name}, SIG{signal}: {rounds} times, {torn} within the transaction; {done} done, {none} not"
        );
        // The last one left a file to go on with.
        let run = self.sandbox.run(&["status", "--all", "--quiet"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}

fn send(signal: &str, child: &Child) {
    // It may have ended by itself.
    let mut kill = Command::new("kill");
    kill.args([&format!("-{signal}"), &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
}

fn deeds() -> [Deed; 6] {
    [
        Deed::new(lived_in(), &["add", "Ana Example", "--note", "hello"]),
        Deed::new(lived_in(), &["edit", "zoe-b", "--name", "Zoë van Brandt"]),
        Deed::new(lived_in(), &["import", "--quiet", &export(2)]),
        Deed::new(lived_in(), &["merge", "#18", "#19"]),
        Deed::new(lived_in(), &["undo", "2"]),
        Deed::new(lived_in(), &["forget", "--yes", "zoe-b"]),
    ]
}

#[test]
fn a_kill_at_any_point_leaves_all_or_nothing() {
    for deed in deeds() {
        deed.survives("KILL", 12);
    }
}

#[test]
fn ctrl_c_at_any_point_leaves_all_or_nothing() {
    for deed in deeds() {
        deed.survives("INT", 6);
    }
}

#[test]
#[ignore = "takes minutes: faults.sh"]
fn full_kills() {
    for deed in deeds() {
        deed.survives("KILL", 200);
        deed.survives("INT", 50);
    }
}
