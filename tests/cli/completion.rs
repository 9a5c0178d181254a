//! What TAB offers: by the program alone, and typed through a terminal in real shells.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use expectrl::session::OsSession;
use expectrl::{Expect, Session};

use crate::sandbox::{Sandbox, state};

/// Zoë (#1), withdrawn; Zora (#2), whose profile is no plain word; Bo (#3), without a profile; a hostile name; and two
/// Anas (#6, #7).
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let add = |args: &[&str]| assert_eq!(sandbox.run(&[&["add"], args].concat()).code, 0, "{args:?}");
    add(&["Zoë Brandt", "--url", "linkedin.com/in/zoe-brandt", "--sent", "3 weeks ago", "--tag", "rust"]);
    add(&["Zora Ž", "--url", "linkedin.com/in/zora-ž", "--sent", "2 weeks ago", "--tag", "two words"]);
    add(&["Bo Example", "--sent", "yesterday"]);
    add(&["$(touch hacked) `touch hacked`", "--url", "linkedin.com/in/mallory", "--sent", "4 weeks ago"]);
    add(&["Zacharias Late", "--url", "linkedin.com/in/zach-late", "--sent", "5 weeks ago"]);
    add(&["Ána Silva", "--sent", "6 weeks ago"]);
    add(&["Ana Costa", "--url", "linkedin.com/in/ana-costa", "--sent", "7 weeks ago"]);
    sandbox.ok(&["withdraw", "1"]);
    sandbox
}

/// The values that are offered for the last of these words.
fn offered(sandbox: &Sandbox, words: &[&str]) -> Vec<String> {
    let lines = sandbox.ok(&[&["__complete"], words].concat());
    lines.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn people_are_offered_by_number_and_profile_those_that_are_open_first() {
    let sandbox = sandbox();
    for (words, values) in [
        (&["show", ""][..], &["3", "2", "mallory", "zach-late", "6", "ana-costa", "zoe-brandt"][..]),
        (&["show", "z"], &["2", "5", "1"]),
        (&["show", "ana"], &["6", "7"]),
        (&["show", "Zoe"], &["zoe-brandt"]),
        (&["show", "zora"], &["2"]),
        (&["show", "bo"], &["3"]),
        (&["show", "1"], &["1"]),
        (&["close", "3", "zoe"], &["zoe-brandt"]),
        (&["show", "nobody"], &[]),
        (&["--json", "show", "ma"], &["mallory"]),
        (&["--db", "elsewhere.db", "show", ""], &[]),
        (&["--db=elsewhere.db", "show", ""], &[]),
    ] {
        assert_eq!(offered(&sandbox, words), values, "{words:?}");
    }
    let told = sandbox.ok(&["__complete", "show", "zach"]);
    assert!(
        told.starts_with("zach-late\tZacharias Late: ") && told.ends_with("sent 5 weeks ago  #5\n"),
        "{told}"
    );
    let other =
        sandbox.command(&["__complete", "show", ""]).env("INVTRACK_DB", "elsewhere.db").output().unwrap();
    assert_eq!((other.stdout.as_slice(), other.stderr.as_slice()), (&[][..], &[][..]));
}

#[test]
fn values_of_options_are_offered_and_files_left_to_the_shell() {
    let sandbox = sandbox();
    sandbox.file(".config/invtrack/config.toml", "[templates]\ntalk = \"Hi\"\n\"of two words\" = \"Hi\"\n");
    for (words, values) in [
        (&["observe", "zoe", "--button", "p"][..], &["Pending"][..]),
        (&["status", "--tag", ""], &["rust"]),
        (&["status", "--tag=r"], &["--tag=rust"]),
        (&["status", "--class", "acc"], &["accepted"]),
        (&["status", "--class", "accepted,pen"], &["accepted,pending"]),
        (&["note", "zoe", "--template", ""], &["talk"]),
        (&["rules", "k0"], &["K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09"]),
        (&["config", "limits.looks"], &["limits.looks_a_day"]),
        (&["help", "exit"], &["exit-codes"]),
        (&["help", "obs"], &["observe"]),
        (&["man", "obs"], &["observe"]),
        (&["obs"], &["observe"]),
        (&["observe", "zoe", "--bu"], &["--button"]),
        (&["import", ""], &["/"]),
        (&["--db", ""], &["/"]),
        (&["add", "--sent", ""], &[]),
        (&["add", "--note", ""], &[]),
    ] {
        assert_eq!(offered(&sandbox, words), values, "{words:?}");
    }
}

#[test]
fn only_plain_words_are_offered_and_nothing_is_changed_or_said() {
    let sandbox = sandbox();
    let before = state(sandbox.home());
    for words in
        [&[""][..], &["show", ""], &["observe", "zoe", "--button", ""], &["tag", "zoe", "--add", ""], &["-"]]
    {
        for value in offered(&sandbox, words) {
            assert!(value.bytes().all(|c| c.is_ascii_alphanumeric() || b"._-".contains(&c)), "{value:?}");
        }
    }
    assert!(before == state(sandbox.home()));
    // What is no record of this version is left alone, and nothing is made.
    for content in [&b"foreign"[..], b""] {
        let file = sandbox.file("other.db", content);
        assert_eq!(offered(&sandbox, &["--db", "other.db", "show", ""]), [""; 0]);
        assert_eq!(std::fs::read(file).unwrap(), content);
    }
    for words in [&["--db", "none.db", "show", ""][..], &[]] {
        assert_eq!(offered(&sandbox, words), [""; 0], "{words:?}");
    }
    assert!(!sandbox.home().join("none.db").exists());
}

#[test]
fn completions_are_installed_and_taken_away() {
    let sandbox = Sandbox::new();
    for (shell, place) in [
        ("bash", ".local/share/bash-completion/completions/invtrack"),
        ("zsh", ".local/share/zsh/site-functions/_invtrack"),
        ("fish", ".config/fish/completions/invtrack.fish"),
        ("elvish", ".config/elvish/lib/invtrack.elv"),
        ("powershell", ".config/powershell/invtrack.ps1"),
        ("nushell", ".config/nushell/autoload/invtrack.nu"),
    ] {
        let place = sandbox.home().join(place);
        let script = sandbox.ok(&["completions", shell]);
        sandbox.refuses(2, &["completions", shell, "--install"], &["--yes"]);
        let told = sandbox.ok(&["completions", shell, "--install", "--yes"]);
        assert!(told.contains(place.to_str().unwrap()), "{told}");
        assert_eq!(std::fs::read_to_string(&place).unwrap(), script);
        sandbox.ok(&["completions", shell, "--remove", "--yes"]);
        assert!(!place.exists());
        sandbox.refuses(1, &["completions", shell, "--remove", "--yes"], &["nothing is installed"]);
    }
}

/// A shell on a terminal of its own, which has read the installed completions.
struct Shell {
    session: OsSession,
    home: PathBuf,
}

impl Shell {
    /// `None`: it is not installed.
    fn begin(name: &str, args: &[&str], sandbox: &Sandbox) -> Option<Self> {
        if Command::new(name).arg("--version").output().is_err() {
            let message = format!("{name} is not installed: its completion is not tested\n");
            std::io::stderr().write_all(message.as_bytes()).unwrap();
            return None;
        }
        let program = PathBuf::from(env!("CARGO_BIN_EXE_invtrack"));
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.parent().unwrap().display());
        sandbox.ok(&["completions", name, "--install", "--yes"]);
        let home = sandbox.home().to_owned();
        let own = sandbox.command(&[]);
        let mut command = Command::new(name);
        command.args(args).env_clear().current_dir(&home);
        command.envs(own.get_envs().filter_map(|(key, value)| Some((key, value?))));
        command.env("PATH", path).env("TERM", "xterm").env("ZDOTDIR", &home).env("LC_ALL", "C.UTF-8");
        let mut session = Session::spawn(command).unwrap();
        session.get_process_mut().set_window_size(100, 40).unwrap();
        Some(Self { session, home })
    }

    /// The line as it stands. `echo` is put before it, so nothing of it is run.
    fn line(&mut self) -> String {
        let told = self.home.join("told");
        let _ = std::fs::remove_file(&told);
        self.session.send("\u{1}echo : \u{5} >told\r").unwrap();
        let mut line = String::new();
        self.read_until("the line", |_| {
            line = std::fs::read_to_string(&told).unwrap_or_default();
            line.ends_with('\n')
        });
        line.trim_end().strip_prefix(": ").unwrap().to_owned()
    }

    fn read_until(&mut self, what: &str, mut is_done: impl FnMut(&str) -> bool) {
        let (begun, mut printed) = (Instant::now(), Vec::new());
        while !is_done(&String::from_utf8_lossy(&printed)) {
            let mut chunk = [0; 4096];
            // What is printed has to be read, or the shell would wait.
            if let Ok(read @ 1..) = self.session.try_read(&mut chunk) {
                printed.extend_from_slice(&chunk[..read]);
            }
            let printed = String::from_utf8_lossy(&printed);
            assert!(begun.elapsed() < Duration::from_secs(30), "{what}: {printed}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn lists_both(printed: &str) -> bool {
    ["Ána Silva", "Ana Costa"].iter().all(|name| printed.contains(name))
}

/// Keys, and the line that they make.
const TYPED: [(&str, &str); 15] = [
    ("invtrack sho\t", "invtrack show"),
    ("invtrack show zoe\t", "invtrack show zoe-brandt"),
    ("invtrack show ma\t", "invtrack show mallory"),
    ("invtrack close 3 zac\t", "invtrack close 3 zach-late"),
    ("invtrack show zoe --al\t", "invtrack show zoe --all"),
    ("invtrack observe zoe --button Pe\t", "invtrack observe zoe --button Pending"),
    ("invtrack observe zoe --button=Pe\t", "invtrack observe zoe --button=Pending"),
    ("invtrack observe zoe --button an-ex\t", "invtrack observe zoe --button an-ex"),
    ("invtrack status --tag r\t", "invtrack status --tag rust"),
    ("invtrack help exit\t", "invtrack help exit-codes"),
    ("invtrack import an-ex\t", "invtrack import an-export.zip"),
    ("invtrack --db an-ex\t", "invtrack --db an-export.zip"),
    ("invtrack --db=an-ex\t", "invtrack --db=an-export.zip"),
    ("invtrack --db none.db show zoe\t", "invtrack --db none.db show zoe"),
    ("invtrack import a\\ \t", "invtrack import a $(touch hacked).csv"),
];

/// `apart`: what is made of a name that two people share.
fn try_in(name: &str, args: &[&str], apart: [(&str, &str); 2], configure: impl FnOnce(&Sandbox)) {
    let sandbox = sandbox();
    sandbox.file("an-export.zip", "");
    sandbox.file("a $(touch hacked).csv", "");
    configure(&sandbox);
    let Some(mut shell) = Shell::begin(name, args, &sandbox) else { return };
    shell.read_until("ready>", |printed| printed.contains("ready>"));
    for (keys, line) in TYPED {
        shell.session.send(keys).unwrap();
        assert_eq!(shell.line(), line, "{name}: {keys:?}");
    }
    for (keys, line) in apart {
        shell.session.send(keys).unwrap();
        shell.read_until(keys, lists_both);
        assert_eq!(shell.line(), line, "{name}: {keys:?}");
    }
    assert!(!sandbox.home().join("hacked").exists(), "{name} ran a name");
}

#[test]
fn bash_completes() {
    let apart =
        [("invtrack show an\t\t", "invtrack show an"), ("invtrack show ana\t\t", "invtrack show ana")];
    try_in("bash", &["--noprofile", "--rcfile", "bashrc", "-i"], apart, |sandbox| {
        let script = ".local/share/bash-completion/completions/invtrack";
        sandbox.file(
            "bashrc",
            format!("PS1='ready> '; set -o emacs; bind 'set bell-style none'\nsource {script}\n"),
        );
    });
}

#[test]
fn zsh_completes() {
    let apart = [("invtrack show ana\t", "invtrack show 6"), ("invtrack show ana\t\t", "invtrack show 7")];
    try_in("zsh", &["-i"], apart, |sandbox| {
        let fpath = "fpath+=(~/.local/share/zsh/site-functions); autoload -Uz compinit; compinit -u";
        sandbox.file(".zshrc", format!("PS1='ready> '; bindkey -e; unsetopt beep\n{fpath}\n"));
    });
}

#[test]
fn fish_completes() {
    let apart =
        [("invtrack show ana\t\t", "invtrack show 6"), ("invtrack show ana\t\t\t", "invtrack show 7")];
    try_in("fish", &["-i"], apart, |sandbox| {
        sandbox.file(
            ".config/fish/config.fish",
            "function fish_prompt; echo 'ready> '; end\nset -g fish_greeting\n",
        );
    });
}

#[test]
fn elvish_completes() {
    let sandbox = sandbox();
    sandbox.file(".config/elvish/rc.elv", "use invtrack\nset edit:prompt = { put 'ready> ' }\n");
    let Some(mut shell) = Shell::begin("elvish", &[], &sandbox) else { return };
    shell.read_until("ready>", |printed| printed.contains("ready>"));
    shell.session.send("invtrack show ana\t").unwrap();
    shell.read_until("ana", lists_both);
}
