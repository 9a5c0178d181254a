//! What packages are made of: the names of a release's archives, the formula, and what `make install` puts where.

use std::fs;
use std::process::Command;

use crate::sandbox::{Sandbox, state};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");
const REPOSITORY: &str = "https://github.com/example/invtrack";

/// The targets that the release workflow builds, and the ends of their archives.
fn targets() -> Vec<(String, &'static str)> {
    let workflow = fs::read_to_string(format!("{ROOT}/.github/workflows/release.yml")).unwrap();
    let lines = workflow.lines().filter_map(|line| line.trim().strip_prefix("- { target: "));
    let names = lines.map(|line| line.split(',').next().unwrap().to_owned());
    names.map(|name| (name.clone(), if name.contains("windows") { ".zip" } else { ".tar.gz" })).collect()
}

#[test]
fn binstall_looks_for_what_a_release_has() {
    let manifest: toml::Table = fs::read_to_string(format!("{ROOT}/Cargo.toml")).unwrap().parse().unwrap();
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let targets = targets();
    assert_eq!(targets.len(), 5);
    for (target, end) in targets {
        let own = binstall["overrides"].get(&target).and_then(|own| own.get("pkg-fmt"));
        let format = text(own.unwrap_or(&binstall["pkg-fmt"]));
        // What cargo-binstall tries for such a format.
        let suffixes: &[&str] = if format == "tgz" { &[".tgz", ".tar.gz"] } else { &[".zip"] };
        assert!(suffixes.contains(&end), "{target}: {format}");
        let extension = if target.contains("windows") { ".exe" } else { "" };
        let expanded = |template: &toml::Value| {
            let values = [
                ("repo", REPOSITORY),
                ("version", VERSION),
                ("name", "invtrack"),
                ("bin", "invtrack"),
                ("target", &target),
                ("archive-suffix", end),
                ("binary-ext", extension),
            ];
            let replace =
                |text: String, (key, value): &(&str, &str)| text.replace(&format!("{{ {key} }}"), value);
            values.iter().fold(text(template), replace)
        };
        let folder = format!("invtrack-{VERSION}-{target}");
        let url = format!("{REPOSITORY}/releases/download/v{VERSION}/{folder}{end}");
        assert_eq!(expanded(&binstall["pkg-url"]), url);
        assert_eq!(expanded(&binstall["bin-dir"]), format!("{folder}/invtrack{extension}"));
    }
}

#[test]
fn the_formula_names_each_archive_with_its_checksum() {
    let sandbox = Sandbox::new();
    let name = |target: &str, end: &str| format!("invtrack-{VERSION}-{target}{end}");
    let sums =
        targets().into_iter().map(|(target, end)| format!("sum-of-{target}  {}\n", name(&target, end)));
    let sums = sandbox.file("SHA256SUMS", sums.collect::<Vec<_>>().concat());
    let formula = |version: &str| {
        let mut command = Command::new(format!("{ROOT}/packaging/formula.sh"));
        command.args([version, REPOSITORY]).arg(&sums).output().unwrap()
    };
    let printed = String::from_utf8(formula(VERSION).stdout).unwrap();
    for (target, end) in targets().into_iter().filter(|(target, _)| !target.contains("windows")) {
        let url = format!("url \"{REPOSITORY}/releases/download/v{VERSION}/{}\"", name(&target, end));
        assert!(printed.contains(&format!("{url}\n      sha256 \"sum-of-{target}\"\n")), "{printed}");
    }
    assert!(!formula("9.9.9").status.success());
}

#[test]
fn make_installs_and_uninstalls() {
    let sandbox = Sandbox::new();
    let make = |what: &str| {
        let program = env!("CARGO_BIN_EXE_invtrack");
        let mut make = Command::new("make");
        make.current_dir(ROOT).args(["-o", program, what, &format!("PROGRAM={program}"), "PREFIX=/usr"]);
        make.arg(format!("DESTDIR={}", sandbox.home().display())).output().ok()
    };
    let Some(installed) = make("install") else { return };
    assert!(installed.status.success(), "{installed:?}");
    let files = || state(sandbox.home()).into_keys().filter(|path| path.is_file()).count();
    let pages = fs::read_dir(format!("{ROOT}/docs/man")).unwrap().count();
    assert_eq!(files(), 4 + pages);
    let version = Command::new(sandbox.home().join("usr/bin/invtrack")).arg("--version").output().unwrap();
    assert!(version.status.success());
    assert!(make("uninstall").unwrap().status.success());
    assert_eq!(files(), 0);
}
