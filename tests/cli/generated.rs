//! Completions, manual pages and the command-line reference are generated; this holds them fresh.

use std::path::Path;

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
