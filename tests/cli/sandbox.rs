//! A home directory of its own, and a clock that stands still.

use std::collections::BTreeMap;
use std::io::{Cursor, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use serde_json::Value;
use tempfile::TempDir;

/// Where invtrack runs.
pub struct Sandbox {
    home: TempDir,
    now: String,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Sandbox {
    /// An empty home at noon of 2026-11-10.
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), now: "2026-11-10T12:00:00Z".to_owned() }
    }

    /// Sets the clock.
    pub fn at(&mut self, now: &str) -> &mut Self {
        now.clone_into(&mut self.now);
        self
    }

    /// The home directory.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where the database is by default.
    pub fn database(&self) -> PathBuf {
        self.home().join(".local/share/invtrack/invtrack.db")
    }

    /// Writes a file into the home directory.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The command, ready to run.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_invtrack"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.home())
            .env("XDG_DATA_DIRS", self.home().join("share"))
            .env("TZ", "UTC")
            .env("PAGER", "")
            .env("INVTRACK_NOW", &self.now)
            .current_dir(self.home())
            .stdin(Stdio::null());
        command
    }

    /// Runs it.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::from(self.command(args).output().unwrap())
    }

    /// Runs it with this on standard input.
    pub fn feed(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(input.as_ref()).unwrap();
        file.rewind().unwrap();
        Run::from(self.command(args).stdin(file).output().unwrap())
    }

    /// Runs it from a shell script, in which `"$0" "$@"` is the command.
    pub fn shell(&self, script: &str, args: &[&str]) -> Run {
        let command = self.command(args);
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).arg(command.get_program()).args(command.get_args()).env_clear();
        shell.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
        Run::from(shell.env("PATH", "/usr/bin:/bin").current_dir(self.home()).output().unwrap())
    }

    /// Runs it, and expects it to succeed without a word on standard error.
    pub fn ok(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}: {}", run.stdout);
        run.stdout
    }

    /// Runs it with `--json`, and expects it to succeed.
    pub fn json(&self, args: &[&str]) -> Value {
        let run = self.run(&[args, &["--json"]].concat());
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        let value: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(value["schema"], 1, "{args:?}");
        value
    }

    /// Runs it, and expects that code, no output, and an error that says all of `parts`.
    pub fn fails(&self, code: i32, args: &[&str], parts: &[&str]) {
        let run = self.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{args:?}: {}", run.stderr);
        assert!(run.stderr.starts_with("error: "), "{args:?}: {}", run.stderr);
        for part in parts {
            assert!(run.stderr.contains(part), "{args:?}: {part:?} is not in {}", run.stderr);
        }
    }

    /// As [`Sandbox::fails`], and nothing in the home directory changes.
    pub fn refuses(&self, code: i32, args: &[&str], parts: &[&str]) {
        let before = state(self.home());
        self.fails(code, args, parts);
        assert!(before == state(self.home()), "{args:?} changed a file");
    }

    /// What `import` answers; some of it may be bad or unsure.
    pub fn import(&self, args: &[&str]) -> Value {
        let run = self.run(&[&["import", "--json"], args].concat());
        assert!(run.code == 0 || run.code == 3, "{args:?}: {}", run.stderr);
        serde_json::from_str(&run.stdout).unwrap()
    }

    /// What `import --review` asks: kind and requests.
    pub fn asks(&self) -> Vec<(String, Vec<i64>)> {
        let all = self.json(&["import", "--review"])["unsure"].as_array().unwrap().clone();
        let ids =
            |one: &Value| one["requests"].as_array().unwrap().iter().map(|id| id.as_i64().unwrap()).collect();
        all.iter().map(|one| (one["kind"].as_str().unwrap().to_owned(), ids(one))).collect()
    }

    /// Answers the question about whose facts that is said, the first of them.
    pub fn answer(&self, part: &str, whom: &str) -> String {
        let all = self.json(&["import", "--review"])["unsure"].as_array().unwrap().clone();
        let meant = all.iter().find(|one| one["text"].as_str().unwrap().contains(part));
        let id = meant.unwrap_or_else(|| panic!("{part}: {all:?}"))["id"].as_str().unwrap().to_owned();
        self.ok(&["import", "--assign", &format!("{id}={whom}")])
    }

    /// The looks at whom that is: day and signal.
    pub fn looks(&self, who: &str) -> Vec<(String, String)> {
        let requests = self.json(&["show", who])["requests"].as_array().unwrap().clone();
        let looks = requests.iter().flat_map(|request| request["looks"].as_array().unwrap());
        let told = |look: &Value, key: &str| look[key].as_str().unwrap().to_owned();
        looks.map(|look| (told(look, "at")[..10].to_owned(), told(look, "signal"))).collect()
    }

    /// `status --all --json`, as a list of requests.
    pub fn requests(&self) -> Vec<Value> {
        self.json(&["status", "--all"])["requests"].as_array().unwrap().clone()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// Everything below a directory, and itself: when it was changed, and the bytes of files.
pub fn state(directory: &Path) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
    let mut state = BTreeMap::new();
    let mut paths = vec![directory.to_owned()];
    while let Some(path) = paths.pop() {
        let mut bytes = Vec::new();
        if path.is_dir() {
            paths.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            bytes = std::fs::read(&path).unwrap();
        }
        let changed = std::fs::metadata(&path).unwrap().modified().unwrap();
        state.insert(path, (changed, bytes));
    }
    state
}

/// Changes a database behind the program's back.
pub fn execute(file: &Path, sql: &str) {
    rusqlite::Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

/// A zip of these files.
pub fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A file of the tests' own.
pub fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// One of the three sample exports.
pub fn export(number: usize) -> String {
    let names = [
        "Basic_LinkedInDataExport_10-05-2026.zip",
        "Basic_LinkedInDataExport_10-19-2026.zip",
        "Complete_LinkedInDataExport_11-08-2026.zip.zip",
    ];
    fixture(&format!("exports/{}", names[number]))
}

/// How much of something was read or skipped, as `import --json` has it of one file.
pub fn amount(file: &Value, what: &str) -> u64 {
    let all = ["read", "skipped"].map(|list| file[list].as_array().unwrap()).into_iter().flatten();
    let found = all.into_iter().find(|amount| amount["what"] == what);
    found.unwrap_or_else(|| panic!("no {what}: {file}"))["number"].as_u64().unwrap()
}

/// How many requests an import had which news of; `keys` with blanks between them.
pub fn counts(answer: &Value, keys: &str) -> Vec<usize> {
    let count = |value: &Value| {
        let number = || usize::try_from(value.as_u64().unwrap()).unwrap();
        value.as_array().map_or_else(number, Vec::len)
    };
    keys.split(' ').map(|key| count(&answer[key])).collect()
}
