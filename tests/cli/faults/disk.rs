//! Each write of a command fails in turn: it says so, and nothing is changed or left.

use std::fs;

use super::{assert_told, lived_in, soundness, strays};
use crate::sandbox::{Sandbox, export};
use crate::undo::dump;

/// The command under a growing limit on the size of files, in steps of 512 bytes, until it fits; so many failed.
///
/// The signal that comes with the limit is ignored, as the system sends none when a disk is full.
fn fails_until_it_fits(sandbox: &Sandbox, args: &[&str], step: usize) -> usize {
    let database = sandbox.database();
    let (bytes, before) = (fs::read(&database).unwrap(), dump(&database));
    let mut failed = 0;
    for blocks in (0..).step_by(step) {
        assert!(blocks < 4000, "{args:?} never fits");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let run = sandbox.shell(&script, args);
        assert_eq!((soundness(&database).as_str(), strays(&database)), ("ok", vec![]), "{args:?}, {blocks}");
        if run.code == 0 {
            return failed;
        }
        assert_told(&run, &format!("{args:?}, {blocks}"));
        assert!(run.stderr.contains("\nhint: "), "{args:?}, {blocks}: {}", run.stderr);
        assert!(before == dump(&database), "{args:?}, {blocks}");
        // Up to the bytes: what SQLite put back is what was there.
        let is_same = bytes == fs::read(&database).unwrap();
        assert!(is_same, "{args:?}, {blocks}: the file differs, the content does not");
        failed += 1;
    }
    failed
}

fn every_write(step: usize) {
    let commands: [&[&str]; 8] = [
        &["add", "Ana Example", "--note", "hello"],
        &["observe", "zoe-b", "--viewed-me"],
        &["edit", "zoe-b", "--name", "Zoë van Brandt"],
        &["merge", "#18", "#19"],
        &["undo", "2"],
        &["forget", "--yes", "zoe-b"],
        &["backup"],
        &["import", &export(2)],
    ];
    for args in commands {
        let failed = fails_until_it_fits(&lived_in(), args, step);
        println!("{}: failed at {failed} limits, then fitted", args[0]);
        assert!(failed > 0, "{args:?}");
    }
}

#[test]
fn a_write_that_fails_changes_nothing_and_leaves_nothing() {
    every_write(37);
}

#[test]
#[ignore = "takes minutes: faults.sh"]
fn full_disk() {
    every_write(1);
}

#[test]
fn a_first_file_that_does_not_fit_is_as_good_as_none() {
    let sandbox = Sandbox::new();
    let mut failed = 0;
    for blocks in (0..1000).step_by(40) {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let run = sandbox.shell(&script, &["add", "Ana"]);
        if run.code == 0 {
            break;
        }
        assert_told(&run, &blocks.to_string());
        assert!(strays(&sandbox.database()).is_empty(), "{blocks}");
        assert!(sandbox.run(&["status"]).stderr.contains("nothing is recorded yet"), "{blocks}");
        failed += 1;
    }
    assert!(failed > 0);
    assert_eq!(sandbox.requests().len(), 1);
}

/// A real full disk: a small one in memory, which only this command sees. Skipped where it may not be mounted.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_is_told() {
    let script = "exec unshare -m sh -c '
        mkdir -p small out && mount -t tmpfs -o size=400k none small 2>/dev/null || exit 77
        cp .local/share/invtrack/invtrack.db small/my.db && dd if=/dev/zero of=small/filler bs=1k 2>/dev/null
        truncate -s -\"${1}\"k small/filler 2>/dev/null; shift
        \"$0\" --db small/my.db \"$@\"; code=$?
        cp small/my.db out/my.db; ls -A small >out/list; exit $code' \"$0\" \"$@\"";
    for free in ["0", "4", "8", "16"] {
        let sandbox = lived_in();
        let run = sandbox.shell(script, &[free, "import", &export(2)]);
        if !sandbox.home().join("out/list").exists() {
            return;
        }
        assert_told(&run, free);
        let space = ["no space", "cannot write", "disk is full", "cannot read or write"];
        assert!(space.iter().any(|words| run.stderr.contains(words)), "{free}: {}", run.stderr);
        assert_eq!(dump(&sandbox.home().join("out/my.db")), dump(&sandbox.database()), "{free}");
        let left = fs::read_to_string(sandbox.home().join("out/list")).unwrap();
        let left: Vec<&str> = left.lines().filter(|name| *name != "backups").collect();
        assert_eq!(left, ["filler", "my.db"], "{free}");
    }
}
