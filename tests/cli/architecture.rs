//! The direction of dependencies, and who may use what; read from the sources.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each top-level module may name of the crate besides itself. `commands` may name everything.
const LAYERS: [(&str, &[&str]); 13] = [
    ("main", &["commands"]),
    ("lib", &[]),
    ("context", &["cli", "config", "error", "model", "output", "record", "store"]),
    ("config", &["error", "model", "next", "record"]),
    ("cli", &["output"]),
    ("store", &["error", "model", "record"]),
    ("output", &["error", "model", "next", "record"]),
    ("import", &["error", "model", "record"]),
    ("next", &["model", "record"]),
    ("stats", &["matching", "model", "record"]),
    ("model", &["matching", "record"]),
    ("matching", &["record"]),
    ("record", &[]),
];

/// Names that only these files (or folders) may contain.
const KEPT_APART: [(&str, &[&str]); 12] = [
    ("askama", &["output/html.rs"]),
    ("chrono", &["record/time.rs", "record/time/"]),
    ("rusqlite", &["store/", "store/"]),
    ("dialoguer", &["output/"]),
    ("stdout", &["output/"]),
    ("stderr", &["output/"]),
    ("zip", &["import/archive.rs", "import/tests/"]),
    ("csv", &["import/", "output/sheet.rs"]),
    ("mail_parser", &["import/mail", "import/lines.rs"]),
    ("SystemTime", &["context.rs"]),
    ("etcetera", &["context.rs"]),
    ("env", &["context.rs"]),
];

/// What is derived is derived by these: no clock, no file, no SQL, no printing.
const PURE: [&str; 5] = ["record", "matching", "model", "next", "stats"];

/// What a pure module may not name.
const IMPURE: [&str; 8] = ["fs", "fs_err", "env", "process", "net", "SystemTime", "print!", "println!"];

/// No file is longer.
const MAX_LINES: usize = 400;

/// A file of `src`, without its comments.
struct Source {
    /// With `/` between its parts, below `src`.
    path: String,
    code: String,
    lines: usize,
}

impl Source {
    fn read(root: &Path, file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let path = file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        Self { path, code: code.join("\n"), lines: text.lines().count() }
    }

    /// Only tests are made of it: `tests.rs`, or below `tests`.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// `store` for `store/open.rs`, `config` for `config.rs`.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many `super::` lead from this file to the root of the crate.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }

    /// The modules of the crate that it names, whatever the way.
    fn names(&self) -> Vec<String> {
        let to_root = "super::".repeat(self.depth());
        ["crate::", "invtrack::", &to_root]
            .iter()
            .flat_map(|prefix| heads_after(&self.code, prefix))
            .collect()
    }

    /// Its path in the crate: `store::open` of `store/open.rs`, nothing of `lib.rs`.
    fn module(&self) -> String {
        let path = self.path.strip_suffix(".rs").unwrap();
        if path == "lib" {
            String::new()
        } else {
            path.strip_suffix("/mod").unwrap_or(path).replace('/', "::")
        }
    }

    /// The modules and what is in them that it names, by their paths in the crate, apart from its tests.
    fn paths(&self) -> Vec<String> {
        let parts = self.code.split("#[cfg(test)]\nmod ").enumerate();
        let is_tests = |part: &str| part.lines().next().is_some_and(|line| line.ends_with('{'));
        let code: String =
            parts.take_while(|(at, part)| *at == 0 || !is_tests(part)).map(|(_, part)| part).collect();
        let module = self.module();
        let parents = std::iter::successors(Some(module.clone()), |module| {
            module.rsplit_once("::").map(|(parent, _)| parent.to_owned()).or(Some(String::new()))
        });
        let supers = parents
            .take(4)
            .enumerate()
            .map(|(up, parent)| (if up == 0 { "self::".to_owned() } else { "super::".repeat(up) }, parent));
        let children = code
            .split("mod ")
            .skip(1)
            .filter_map(|rest| name_at(rest).filter(|name| rest[name.len()..].starts_with(';')));
        let children = children.map(|child| (format!("{child}::"), format!("{module}::{child}")));
        let roots = [("crate::".to_owned(), String::new()), ("invtrack::".to_owned(), String::new())];
        let mut paths = Vec::new();
        for (prefix, base) in roots.into_iter().chain(supers).chain(children) {
            for (at, _) in code.match_indices(&prefix) {
                if !code[..at].ends_with(|c| is_of_name(c) || c == ':') {
                    branches(&code[at + prefix.len()..], &base, &mut paths);
                }
            }
        }
        paths
    }

    /// Whether the code contains the word as the head of a path, or as a name that is imported or called.
    fn has_word(&self, word: &str) -> bool {
        self.code.match_indices(word).any(|(at, _)| {
            let (before, after) = (&self.code[..at], &self.code[at + word.len()..]);
            let whole =
                !before.ends_with(is_of_name) && (word.ends_with('!') || !after.starts_with(is_of_name));
            let used = word.ends_with('!')
                || after.starts_with("::")
                || after.starts_with("()")
                || (before.ends_with("::") && !before.ends_with("super::"));
            whole && used && !before.ends_with('"')
        })
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The first names of the paths that start with `prefix`: `a` and `b` of `crate::{a::c, b}`.
fn heads_after(code: &str, prefix: &str) -> Vec<String> {
    let mut heads = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = &code[..at];
        if before.ends_with(is_of_name) || before.ends_with("super::") {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => heads.extend(heads_of_group(group)),
            None => heads.extend(name_at(rest)),
        }
    }
    heads
}

fn heads_of_group(group: &str) -> Vec<String> {
    let (mut heads, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                heads.extend(name_at(group[start..at].trim_start()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    heads
}

/// The paths that a tree of a `use` or a path stands for: `base::a::c` and `base::b` of `{a::c, b}`.
fn branches(text: &str, base: &str, paths: &mut Vec<String>) {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in group.char_indices() {
            match c {
                ',' | '}' if depth == 0 => {
                    branches(&group[start..at], base, paths);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
        }
    } else if let Some(name) = name_at(text) {
        let path = format!("{base}::{name}").trim_start_matches("::").to_owned();
        match text[name.len()..].strip_prefix("::") {
            Some(rest) => branches(rest, &path, paths),
            None => paths.push(path),
        }
    } else {
        paths.push(base.to_owned());
    }
}

fn name_at(text: &str) -> Option<String> {
    let end = text.find(|c| !is_of_name(c)).unwrap_or(text.len());
    Some(text[..end].to_owned()).filter(|name| !name.is_empty())
}

fn sources() -> Vec<Source> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut sources) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(Source::read(&root, &path));
            }
        }
    }
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

/// All at once, so that one run tells everything.
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn dependencies_point_one_way() {
    let mut complaints = Vec::new();
    for source in sources() {
        let layer = source.layer();
        if layer == "commands" {
            continue;
        }
        let allowed = LAYERS.iter().find(|(name, _)| *name == layer).map_or(&[][..], |(_, allowed)| allowed);
        for name in source.names() {
            let is_layer = ["commands", "error"].contains(&name.as_str())
                || LAYERS.iter().any(|(layer, _)| *layer == name);
            if is_layer && name != layer && !allowed.contains(&name.as_str()) {
                complaints.push(format!("src/{}: {layer} must not know {name}", source.path));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn what_is_kept_apart_stays_apart() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (word, places) in KEPT_APART {
            let is_place = places.iter().any(|place| source.path.starts_with(place));
            if !is_place && source.has_word(word) {
                complaints.push(format!("src/{}: {word} is for {} alone", source.path, places.join(", ")));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn what_is_derived_is_derived_purely() {
    let sources = sources();
    let pure = sources.iter().filter(|source| PURE.contains(&source.layer()) && !source.is_test());
    let complaints: Vec<String> = pure
        .flat_map(|source| IMPURE.iter().filter(|word| source.has_word(word)).map(move |word| (source, word)))
        .map(|(source, word)| format!("src/{}: {word} is nothing for {}", source.path, source.layer()))
        .collect();
    assert_none(&complaints);
}

/// The groups of files that know each other, directly or through others.
fn circles(sources: &[Source]) -> Vec<Vec<&str>> {
    let modules: Vec<String> = sources.iter().map(Source::module).collect();
    let file_of = |path: &str| {
        let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
        ends.into_iter().rev().find_map(|end| modules.iter().position(|module| *module == path[..end]))
    };
    let direct: Vec<Vec<usize>> = sources
        .iter()
        .map(|source| source.paths().iter().filter_map(|path| file_of(path)).collect())
        .collect();
    let reached: Vec<HashSet<usize>> = (0..sources.len())
        .map(|from| {
            let (mut seen, mut next) = (HashSet::new(), vec![from]);
            while let Some(file) = next.pop() {
                next.extend(direct[file].iter().filter(|&&to| seen.insert(to)));
            }
            seen
        })
        .collect();
    let circle = |one: usize| {
        (0..sources.len())
            .filter(|&other| reached[one].contains(&other) && reached[other].contains(&one))
            .collect()
    };
    let circles: BTreeSet<Vec<usize>> =
        (0..sources.len()).map(circle).filter(|circle: &Vec<usize>| circle.len() > 1).collect();
    circles
        .into_iter()
        .map(|circle| circle.into_iter().map(|file| sources[file].path.as_str()).collect())
        .collect()
}

#[test]
fn no_files_know_each_other_in_a_circle() {
    let mut sources = sources();
    sources.retain(|source| !source.is_test());
    let complaints: Vec<String> =
        circles(&sources).iter().map(|circle| format!("a circle: src/{}", circle.join(", src/"))).collect();
    assert_none(&complaints);
}

#[test]
fn no_file_is_long() {
    let complaints: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > MAX_LINES)
        .map(|source| format!("src/{}: {} lines, more than {MAX_LINES}", source.path, source.lines))
        .collect();
    assert_none(&complaints);
}

#[test]
fn the_reader_of_sources_reads() {
    let files = [
        ("a.rs", "use crate::b::{c::{D, self}, E};"),
        ("b/mod.rs", "pub mod c;\nfn x() { c::y() }"),
        ("b/c.rs", "use super::super::a::F;"),
        ("d.rs", "#[cfg(test)]\nmod tests {\n    use crate::e::G;"),
        ("e.rs", "use super::d;"),
    ];
    let source =
        |&(path, code): &(&str, &str)| Source { path: path.to_owned(), code: code.to_owned(), lines: 1 };
    let files: Vec<Source> = files.iter().map(source).collect();
    assert_eq!(files[0].paths(), ["b::c::D", "b::c::self", "b::E"]);
    assert_eq!(circles(&files), [["a.rs", "b/mod.rs", "b/c.rs"]]);
    let code = "use crate::store::{Read, View};\nuse crate::{model::{time::Day, name}, error, output};\nlet x = super::super::cli::Y;";
    assert_eq!(heads_after(code, "crate::"), ["store", "model", "error", "output"]);
    assert_eq!(heads_after(code, "super::super::"), ["cli"]);
    let source = |path: &str| Source { path: path.to_owned(), code: code.to_owned(), lines: 3 };
    assert_eq!(source("store/open.rs").names(), ["store", "model", "error", "output", "cli"]);
    assert_eq!(source("store/mod.rs").depth(), 1);
    assert_eq!(
        (source("config.rs").depth(), source("config.rs").layer().to_owned()),
        (1, "config".to_owned())
    );
    assert!(source("matching/tests.rs").is_test() && source("store/tests/part.rs").is_test());
    assert!(!source("record/tests_of_time.rs").is_test() && !source("store/mod.rs").is_test());
    assert!(source("x.rs").has_word("cli") && !source("x.rs").has_word("tim"));
}
