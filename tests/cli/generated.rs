//! Static completions, manual pages and the command-line reference are generated from the command line's own definition;
//! this holds them fresh.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ValueHint};
use clap_complete::{Generator, Shell};
use invtrack::commands::{briefly, command_line};

/// Set it to write the files anew.
const REGENERATE: &str = "INVTRACK_REGENERATE";

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch for the developer")]
fn generated_files_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let regenerate = std::env::var_os(REGENERATE).is_some();
    let mut stale = Vec::new();
    for (path, content) in generate() {
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

fn generate() -> Vec<(PathBuf, String)> {
    let mut files = vec![
        ("completions/invtrack.bash".into(), for_bash(&script(Shell::Bash))),
        // By a second colon all that follows a first WHO would belong to it, options included.
        ("completions/_invtrack".into(), script(Shell::Zsh).replace("\n'*::", "\n'*:")),
        ("completions/invtrack.fish".into(), for_fish(script(Shell::Fish))),
        (
            "completions/_invtrack.ps1".into(),
            explained(&script(Shell::PowerShell), "        'invtrack;help' {\n", |word| {
                let kind = "[CompletionResultType]::ParameterValue";
                format!("            [CompletionResult]::new('{word}', '{word}', {kind}, '{word}')\n")
            }),
        ),
        (
            "completions/invtrack.elv".into(),
            explained(&script(Shell::Elvish), "        &'invtrack;help'= {\n", |word| {
                format!("            cand {word} ''\n")
            }),
        ),
        ("completions/invtrack.nu".into(), script(clap_complete_nushell::Nushell)),
    ];
    let mut command = briefly(command_line());
    command.build();
    let man_page = |command: clap::Command| {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page).unwrap();
        String::from_utf8(page).unwrap()
    };
    files.push(("docs/man/invtrack.1".into(), man_page(command.clone())));
    let mut reference = format!(
        "# Command-line reference\n\nWhat `invtrack help COMMAND` prints.\n\n```text\n{}\n```\n",
        command.render_help()
    );
    for page in command.get_subcommands() {
        let name = page.get_name();
        let help = page.clone().term_width(100).render_long_help().to_string();
        write!(reference, "\n## invtrack {name}\n\n```text\n{}\n```\n", help.trim_end()).unwrap();
        for under in page.get_subcommands().filter(|under| under.get_name() != "help") {
            let help = under.clone().term_width(100).render_long_help().to_string();
            let title = format!("invtrack {name} {}", under.get_name());
            write!(reference, "\n### {title}\n\n```text\n{}\n```\n", help.trim_end()).unwrap();
        }
        files.push((format!("docs/man/invtrack-{name}.1").into(), man_page(page.clone())));
    }
    files.push(("docs/reference.md".into(), reference));
    files
}

/// clap wants them for as long as the program lasts.
fn names() -> Vec<&'static str> {
    let name = |command: &clap::Command| &*command.get_name().to_owned().leak();
    command_line().get_subcommands().map(name).collect()
}

/// What `help` explains.
fn explicable() -> impl Iterator<Item = &'static str> {
    let topics = ["dates", "signs", "importing", "privacy", "exit-codes", "environment"];
    names().into_iter().chain(topics)
}

fn script(shell: impl Generator) -> String {
    let mut command = command_line()
        .mut_args(hinted)
        .mut_subcommands(|command| command.mut_args(hinted))
        .mut_subcommand("help", |help| {
            help.mut_arg("topic", |arg| arg.value_parser(PossibleValuesParser::new(explicable())))
        })
        .mut_subcommand("man", |man| {
            man.mut_arg("command", |arg| arg.value_parser(PossibleValuesParser::new(names())))
        });
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "invtrack", &mut script);
    String::from_utf8(script).unwrap()
}

/// A value that is not said to be a file is none, so no files are offered for it.
fn hinted(arg: Arg) -> Arg {
    let is_any_text = arg.get_value_hint() == ValueHint::Unknown && arg.get_possible_values().is_empty();
    let takes_values = arg.is_positional() || arg.get_action().takes_values();
    if takes_values && is_any_text { arg.value_hint(ValueHint::Other) } else { arg }
}

/// Some of its generators leave out what an argument may be, so that the shell offers files.
fn explained(script: &str, block: &str, line: impl Fn(&str) -> String) -> String {
    assert_eq!(script.matches(block).count(), 1, "{block}");
    let words: String = explicable().map(line).collect();
    script.replace(block, &(block.to_owned() + &words))
}

fn takes_file(command: &clap::Command) -> bool {
    command.get_positionals().any(|arg| arg.get_value_hint() != ValueHint::Unknown)
}

/// And no files where none may stand.
fn for_fish(mut script: String) -> String {
    let words: Vec<&str> = explicable().collect();
    for command in command_line().get_subcommands().filter(|command| !takes_file(command)) {
        let name = command.get_name();
        let offered = if name == "help" { format!(" -a \"{}\"", words.join(" ")) } else { String::new() };
        let line = format!("complete -c invtrack -n \"__fish_invtrack_using_subcommand {name}\" -f{offered}");
        writeln!(script, "{line}").unwrap();
    }
    script
}

/// `clap_complete` offers options where a value may stand, so that bash fills in the `-` that they have in common and
/// never comes to files. They are for words that begin with it, and files for commands that take some.
fn for_bash(script: &str) -> String {
    let words = "COMPREPLY=( $(compgen -W \"${opts}\" -- \"${cur}\") )\n            return 0\n            ;;";
    let no_options = words.replace(" -- ", " -X '-*' -- ");
    let script = script.replace(words, &no_options);
    let mut script =
        script.replace(" || ${COMP_CWORD} -eq 1 ]]", " ]]").replace(" || ${COMP_CWORD} -eq 2 ]]", " ]]");
    for command in command_line().get_subcommands().filter(|command| !takes_file(command)) {
        let block = format!("        invtrack__subcmd__{})\n            opts=", command.get_name());
        let no_files =
            block.replace("opts=", "compopt +o default +o bashdefault 2>/dev/null\n            opts=");
        assert_eq!(script.matches(&block).count(), 1, "{block}");
        script = script.replace(&block, &no_files);
    }
    script
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
        (&["help", "exit"], &["exit-codes"]),
        (&["help", "obs"], &["observe"]),
    ] {
        assert_eq!(offered_by_bash(words).unwrap(), offered, "{words:?}");
    }
    let commands = offered_by_bash(&[""]).unwrap();
    assert!(commands.contains(&"import".to_owned()) && !commands.iter().any(|word| word.starts_with('-')));
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn fish_offers_what_help_explains_and_files_only_where_they_may_stand() {
    let offered = |line: &str| {
        let root = env!("CARGO_MANIFEST_DIR");
        let ask = "source completions/invtrack.fish; complete -C $argv[1]";
        let output =
            Command::new("fish").args(["--no-config", "-c", ask, line]).current_dir(root).output().ok()?;
        Some(String::from_utf8(output.stdout).unwrap())
    };
    let Some(explained) = offered("invtrack help ") else {
        eprintln!("no fish here: what it offers is not tested");
        return;
    };
    let words: Vec<&str> = explained.lines().collect();
    assert!(words.contains(&"exit-codes") && words.contains(&"observe"), "{explained}");
    for (line, has_files) in [("help ", false), ("show ", false), ("import ", true), ("report ", true)] {
        let offered = offered(&format!("invtrack {line}")).unwrap();
        assert_eq!(offered.contains("Cargo.toml"), has_files, "{line}: {offered}");
    }
}

#[test]
fn zsh_offers_options_behind_whoever_is_named() {
    let script = include_str!("../../completions/_invtrack");
    let who = script.lines().filter(|line| line.starts_with("'*:who ") && !line.contains("_default"));
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
