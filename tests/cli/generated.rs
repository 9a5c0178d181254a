//! Completions, manual pages and the command-line reference are generated; this holds them fresh.

use std::path::Path;
use std::process::Command;

/// Set it to write the files anew.
const REGENERATE: &str = "INVTRACK_REGENERATE";

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch for the developer")]
fn generated_files_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let regenerate = std::env::var_os(REGENERATE).is_some();
    let mut stale = Vec::new();
    for (path, content) in invtrack::commands::generate().unwrap() {
        let file = root.join(&path);
        if regenerate {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &content).unwrap();
        } else if std::fs::read_to_string(&file).ok().as_deref() != Some(&content) {
            stale.push(path.display().to_string());
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {}; run `{REGENERATE}=1 cargo test --test cli generated`",
        stale.join(", ")
    );
}

/// What bash offers for the last of these words; none: there is no bash.
fn offered_by_bash(words: &[&str]) -> Option<Vec<String>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/completions/invtrack.bash");
    let ask = "source \"$0\" && COMP_WORDS=(\"$@\") && COMP_CWORD=$(($# - 1)) && \
               _invtrack \"$1\" \"${@: -1}\" \"${@: -2:1}\" && printf '%s\\n' \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-c", ask, script, "invtrack"]).args(words);
    let output = bash.output().ok()?;
    assert!(output.status.success(), "{words:?}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

#[test]
fn bash_offers_options_for_a_dash_and_comes_to_files_where_they_may_stand() {
    let Some(nothing) = offered_by_bash(&["import", ""]) else { return };
    assert_eq!(nothing, [""; 0], "only then bash comes to files");
    for words in [&["import", "--new", ""][..], &["show", "zo"], &["backup", ""], &["add", "--sent", ""]] {
        assert_eq!(offered_by_bash(words).unwrap(), [""; 0], "{words:?}");
    }
    for (words, offered) in [
        (&["imp"][..], &["import"][..]),
        (&["import", "--dr"], &["--dry-run"]),
        (&["import", "a.zip", "--dr"], &["--dry-run"]),
        (&["show", "zoe", "brandt", "--al"], &["--all"]),
        (&["--color", "a"], &["auto", "always"]),
        (&["completions", "z"], &["zsh"]),
    ] {
        assert_eq!(offered_by_bash(words).unwrap(), offered, "{words:?}");
    }
    let commands = offered_by_bash(&[""]).unwrap();
    assert!(commands.contains(&"import".to_owned()) && !commands.iter().any(|word| word.starts_with('-')));
}

#[test]
fn zsh_offers_options_behind_whoever_is_named() {
    let script = include_str!("../../completions/_invtrack");
    let who = script.lines().filter(|line| line.starts_with("'*:who "));
    assert!(who.count() > 10);
    // With another colon, all that follows would belong to the first of them.
    let swallowing: Vec<_> = script.lines().filter(|line| line.starts_with("'*::")).collect();
    assert_eq!(swallowing, [""; 0]);
}

#[test]
fn no_shell_offers_files_for_the_value_of_an_option_that_is_none() {
    let zsh = include_str!("../../completions/_invtrack");
    let offers = |option: &str| {
        let mut lines = zsh.lines().filter(|line| line.contains(option)).peekable();
        assert!(lines.peek().is_some(), "{option}");
        lines.any(|line| line.contains(":_files") || line.contains(":_default"))
    };
    for option in ["--sent=", "--as-of=", "--tag=", "--map=", "--assign="] {
        assert!(!offers(option), "{option}");
    }
    for option in ["--output=", "--db=", "--config=", "--note-file=", "--file="] {
        assert!(offers(option), "{option}");
    }
}
