//! Many at once: nothing is lost, and nobody hears of a lock. (Two reviews at once: `daily`.)

use std::thread;

use super::soundness;
use crate::sandbox::Sandbox;

const WRITERS: usize = 8;
const READERS: usize = 4;

/// Each writes so many times, each in its own words; the readers ask meanwhile.
fn crowd(commands: usize) {
    let sandbox = Sandbox::new();
    let sandbox = &sandbox;
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for number in 0..commands {
                    let name = format!("Person {writer} {number}");
                    sandbox.ok(&["add", "--quiet", &name, "--url", &format!("p-{writer}-{number}")]);
                }
            });
        }
        for _ in 0..READERS {
            scope.spawn(move || {
                let mut last = 0;
                for _ in 0..commands {
                    let found = sandbox.requests().len();
                    assert!(found >= last, "{last} requests, then {found}");
                    last = found;
                }
            });
        }
    });
    assert_eq!(sandbox.requests().len(), WRITERS * commands);
    assert_eq!(soundness(&sandbox.database()), "ok");
    let steps = sandbox.json(&["log", "--all"])["steps"].as_array().unwrap().len();
    assert_eq!(steps, (WRITERS * commands).min(200));
    println!("{WRITERS} x {commands} writes, {READERS} x {commands} reads: nothing lost, no lock told");
}

#[test]
fn a_crowd_loses_nothing() {
    crowd(8);
}

#[test]
#[ignore = "takes minutes: faults.sh"]
fn full_crowd() {
    crowd(100);
}
