//! The database file: who may read it, what reading leaves as it was, and what is refused.

use std::fs::{self, File, FileTimes, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use rusqlite::Connection;

use crate::sandbox::{Run, Sandbox, execute, export, state};

/// An account that owns nothing, and that no list of users has.
const NOBODY: u32 = 54_321;

fn with_ana() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "Ana", "--url", "linkedin.com/in/ana", "--sent", "2026-10-01", "--tag", "fair"]);
    sandbox.ok(&["observe", "ana", "--button", "pending"]);
    sandbox
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_file_is_private_from_birth_whatever_the_umask() {
    for umask in ["000", "022"] {
        let sandbox = Sandbox::new();
        let script = format!("umask {umask} && exec \"$0\" \"$@\"");
        assert_eq!(sandbox.shell(&script, &["add", "Ana"]).code, 0);
        let deep = sandbox.home().join("new/deep/my.db");
        assert_eq!(sandbox.shell(&script, &["--db", deep.to_str().unwrap(), "add", "Ana"]).code, 0);
        for file in [&sandbox.database(), &deep] {
            assert_eq!((mode(file), mode(file.parent().unwrap())), (0o600, 0o700), "{file:?} under {umask}");
        }
    }
}

const READING: [&[&str]; 14] = [
    &["status"],
    &["status", "--all", "--json"],
    &["status", "ana", "--as-of", "2026-11-10T12:00:00Z"],
    &["status", "--tag", "fair", "--since", "2026-09-01"],
    &["show", "ana"],
    &["show", "ana", "--json", "--as-of", "today"],
    &["rules"],
    &["rules", "--json"],
    &["tag"],
    &["tag", "ana"],
    &["tag", "ana", "--json"],
    &["config"],
    &["config", "--json"],
    &["demo"],
];

#[test]
fn reading_changes_no_byte_and_no_time() {
    let sandbox = with_ana();
    let directory = sandbox.database().parent().unwrap().to_owned();
    let times = FileTimes::new().set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000));
    for path in [&sandbox.database(), &directory] {
        File::open(path).unwrap().set_times(times).unwrap();
    }
    let before = state(sandbox.home());
    let rehearsal = export(0);
    for args in READING.into_iter().chain([&["import", "--dry-run", &rehearsal][..]]) {
        let run = sandbox.run(args);
        assert!(run.code == 0 && !run.stdout.is_empty(), "{args:?}: {run:?}");
        assert!(before == state(sandbox.home()), "{args:?} changed a file");
    }
}

#[test]
fn asking_before_anything_is_recorded_creates_nothing() {
    let sandbox = Sandbox::new();
    let before = state(sandbox.home());
    for args in [&["status"][..], &["status", "--json"], &["tag"], &["config"], &["rules"], &["demo"]] {
        assert_eq!(sandbox.run(args).code, 0, "{args:?}");
    }
    for args in [&["show", "ana"][..], &["observe", "ana", "--viewed-me"], &["withdraw", "ana"]] {
        sandbox.fails(1, args, &["there is no database", "invtrack add"]);
    }
    assert!(before == state(sandbox.home()));
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

/// The command, run by an account whom permissions stop. Running it fails where root may not become another.
fn without_privileges(sandbox: &Sandbox, args: &[&str]) -> Command {
    let command = sandbox.command(args);
    if !is_root() {
        return command;
    }
    // That account may not get to where the program was built.
    let program = sandbox.home().join("invtrack");
    if !program.exists() {
        fs::copy(command.get_program(), &program).unwrap();
    }
    for path in state(sandbox.home()).keys() {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let mut other = Command::new(program);
    other.args(command.get_args()).env_clear().current_dir("/").uid(NOBODY).gid(NOBODY);
    other.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
    other
}

/// None where it can't be tried.
fn run_without_privileges(sandbox: &Sandbox, args: &[&str]) -> Option<Run> {
    without_privileges(sandbox, args).output().ok().map(Run::from)
}

#[test]
fn what_may_only_be_read_is_read_and_a_write_says_why_not() {
    let sandbox = with_ana();
    let directory = sandbox.database().parent().unwrap().to_owned();
    fs::set_permissions(sandbox.database(), Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(&directory, Permissions::from_mode(0o500)).unwrap();
    for args in READING {
        let Some(run) = run_without_privileges(&sandbox, args) else { return };
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
    }
    let before = state(&directory);
    for args in [&["add", "Bo"][..], &["observe", "ana", "--viewed-me"], &["import", &export(0)]] {
        let Some(run) = run_without_privileges(&sandbox, args) else { return };
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{args:?}");
        assert!(run.stderr.contains("cannot open or write"), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("hint: check that you may write the file"), "{}", run.stderr);
    }
    assert!(before == state(&directory));
    // For the sandbox to be removed.
    fs::set_permissions(&directory, Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_directory_that_may_not_be_written_is_named() {
    let sandbox = Sandbox::new();
    let locked = sandbox.home().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, Permissions::from_mode(0o500)).unwrap();
    let file = locked.join("my.db");
    let Some(run) = run_without_privileges(&sandbox, &["--db", file.to_str().unwrap(), "add", "Ana"]) else {
        return;
    };
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("error: cannot create the database"), "{}", run.stderr);
    assert!(run.stderr.contains("--db FILE or INVTRACK_DB"), "{}", run.stderr);
    assert!(!file.exists());
}

#[test]
fn without_a_home_the_file_has_to_be_named() {
    let sandbox = Sandbox::new();
    if !is_root() {
        return; // The list of users knows this account's home.
    }
    let Ok(output) = without_privileges(&sandbox, &["status"]).env_remove("HOME").output() else { return };
    let run = Run::from(output);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("error: there is no home directory"), "{}", run.stderr);
    assert!(run.stderr.contains("--db FILE or INVTRACK_DB"), "{}", run.stderr);
}

#[test]
fn the_file_is_marked_strict_and_alone() {
    let sandbox = with_ana();
    let file = Connection::open(sandbox.database()).unwrap();
    let number = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("PRAGMA application_id"), 0x696e_7674);
    assert!(number("PRAGMA user_version") > 1);
    let tables = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
                  AND name NOT LIKE 'sqlite_%'";
    assert!(number(tables) >= 7);
    assert_eq!(number(tables), number(&format!("{tables} AND strict")));
    let mode: String = file.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "delete");
    assert_eq!(fs::read_dir(sandbox.database().parent().unwrap()).unwrap().count(), 1);
}

/// Reading, adding and changing are refused, in these words, and nothing at all changes.
fn assert_refused(sandbox: &Sandbox, parts: &[&str]) {
    let path = sandbox.database();
    let parts = [parts, &[path.to_str().unwrap()]].concat();
    for args in [&["status"][..], &["add", "Bo"], &["observe", "ana", "--viewed-me"], &["import", &export(0)]]
    {
        sandbox.refuses(1, args, &parts);
    }
}

#[test]
fn a_database_of_another_program_is_refused() {
    for setup in [
        "CREATE TABLE person (id INTEGER)",
        "CREATE TABLE t (a); PRAGMA user_version = 1",
        "CREATE TABLE t (a); PRAGMA application_id = 7; PRAGMA user_version = 1",
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 1",
        "PRAGMA journal_mode = WAL; CREATE TABLE t (a)",
    ] {
        let sandbox = Sandbox::new();
        sandbox.file(".local/share/invtrack/invtrack.db", "");
        execute(&sandbox.database(), setup);
        assert_refused(&sandbox, &["is a database of another program", "--db"]);
    }
}

#[test]
fn a_file_of_a_development_version_is_refused() {
    let sandbox = with_ana();
    for version in 1..6 {
        execute(&sandbox.database(), &format!("PRAGMA user_version = {version}"));
        assert_refused(&sandbox, &["was written by a development version of invtrack", "move it away"]);
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let sandbox = with_ana();
    execute(&sandbox.database(), "PRAGMA user_version = 1000");
    assert_refused(&sandbox, &["was written by a newer invtrack", "file version 1000", "update invtrack"]);
}

#[test]
fn what_is_no_database_is_refused() {
    let sandbox = with_ana();
    let good = fs::read(sandbox.database()).unwrap();
    for content in [&b"Dear diary, today I sent an invitation.\n"[..], &[b"no header ", &good[10..]].concat()]
    {
        fs::write(sandbox.database(), content).unwrap();
        assert_refused(&sandbox, &["is not an invtrack database", "the file was not touched"]);
    }
    fs::remove_file(sandbox.database()).unwrap();
    fs::create_dir(sandbox.database()).unwrap();
    assert_refused(&sandbox, &["is a directory, not a file", "--db"]);
}

#[test]
fn a_file_that_was_cut_is_refused_wherever_it_ends() {
    let sandbox = with_ana();
    let good = fs::read(sandbox.database()).unwrap();
    for length in [1, 50, 99, 100, 1000, 4096, 5000, 8192, good.len() / 2, good.len() - 4096, good.len() - 1]
    {
        fs::write(sandbox.database(), &good[..length]).unwrap();
        assert_refused(&sandbox, &["error: "]);
    }
}

#[test]
fn damage_is_told_and_never_a_panic() {
    let sandbox = with_ana();
    let good = fs::read(sandbox.database()).unwrap();
    for (at, byte) in [(16, 0), (16, 0xff), (18, 9), (21, 0), (24, 0), (47, 9), (56, 9), (100, 0), (105, 9)] {
        let mut bad = good.clone();
        bad[at] = byte;
        fs::write(sandbox.database(), &bad).unwrap();
        let run = sandbox.run(&["status", "--all"]);
        // SQLite repairs some of it in memory: then the answer is the right one.
        let is_right = run.code == 0 && run.stdout.contains("Ana");
        assert!(is_right || (run.code == 1 && run.stderr.starts_with("error: ")), "byte {at}: {run:?}");
        assert!(fs::read(sandbox.database()).unwrap() == bad, "byte {at}");
    }
    for page in 0..good.len() / 4096 {
        let mut bad = good.clone();
        bad[page * 4096..][..4096].fill(0x5a);
        fs::write(sandbox.database(), &bad).unwrap();
        for args in [&["status", "--all"][..], &["show", "ana"], &["add", "Bo"], &["import", &export(0)]] {
            let run = sandbox.run(args);
            assert!((0..=1).contains(&run.code), "page {page}: {run:?}");
            assert_eq!(run.code == 1, run.stderr.contains("error: "), "page {page}: {run:?}");
        }
    }
}

#[test]
fn an_empty_file_is_as_good_as_none() {
    let sandbox = Sandbox::new();
    let file = sandbox.file(".local/share/invtrack/invtrack.db", "");
    assert!(sandbox.run(&["status"]).stderr.contains("nothing is recorded yet"));
    assert_eq!(fs::metadata(&file).unwrap().len(), 0);
    assert_eq!(sandbox.run(&["add", "Ana"]).code, 0);
    assert_eq!(sandbox.requests().len(), 1);
}
