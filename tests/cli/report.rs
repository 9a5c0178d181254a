//! `invtrack report`

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::export::rich;
use crate::sandbox::{Sandbox, state};
use crate::stats::sixty;

/// What stands between the tags; asserts that these are balanced, and nothing else is code.
fn text(page: &str) -> String {
    let (_, body) = page.split_once("</style>").unwrap();
    let mut text = String::new();
    let mut open = vec!["html", "head"];
    for piece in body.split('<').skip(1) {
        let (tag, rest) = piece.split_once('>').unwrap();
        let name = tag.split([' ', '/']).next().unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{piece}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        assert!(!rest.contains('>') && !tag.contains(" on"), "{piece}");
        // Blocks end lines, as columns are told apart.
        if ["/p", "/td", "/th", "/h2", "/h3", "/figcaption"].contains(&tag) {
            text.push('\n');
        }
        text += rest;
    }
    assert_eq!(open, [""; 0]);
    ["lt", "gt", "quot"].iter().for_each(|name| assert!(!text.contains(&format!("&{name};"))));
    let entities = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c))
}

/// That is nothing which is loaded or run, and these are all of its links.
fn links(page: &str) -> BTreeSet<&str> {
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    let lower = page.to_lowercase();
    for part in ["<script", "<img", "<iframe", "<object", "<link", " src=", "url(", "@import", "javascript:"]
    {
        assert!(!lower.contains(part), "{part}");
    }
    let links: BTreeSet<&str> =
        page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.iter().all(|link| link.starts_with("https://www.linkedin.com/in/")), "{links:?}");
    assert_eq!(
        page.matches("http").count(),
        page.matches("href=\"https").count() + page.matches("http-equiv").count()
    );
    links
}

#[test]
fn it_says_what_the_commands_say() {
    let sandbox = sixty();
    let page = sandbox.ok(&["report", "-"]);
    let told = text(&page);
    let told: BTreeSet<&str> = told.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let assert_told = |args: &[&str]| {
        for line in sandbox.ok(args).lines().map(str::trim) {
            assert!(told.contains(line), "{args:?}: {line} is not in {told:?}");
        }
    };
    assert_told(&["stats"]);
    assert_told(&["stats", "--verdicts"]);
    let by_note = sandbox.json(&["stats", "--by", "note"]);
    let names = by_note["groups"].as_array().unwrap().iter().map(|group| group["name"].as_str().unwrap());
    assert!(names.chain(["60% (42 to 75%)", "By weekday"]).all(|part| told.contains(part)), "{told:?}");
    assert!(!told.contains("By template"), "it has only one group: {told:?}");
    let open = sandbox.json(&["status", "--open", "--all"])["requests"].as_array().unwrap().clone();
    assert!(open.iter().all(|one| told.contains(one["name"].as_str().unwrap())), "{told:?}");
    // The curve is that of `stats --json`: three in ten after three days.
    let step = &sandbox.json(&["stats"])["curve"]["steps"][0];
    let top = 60.0;
    let corner =
        format!("{:.2} {:.2}", step["days"].as_f64().unwrap(), top - step["p"].as_f64().unwrap() * 100.0);
    assert!(page.contains(&format!("viewBox=\"0 0 90 {top}\"")) && page.contains(&corner), "{corner}");
    assert!(page.contains("d=\"M0 23H90\""), "the article's 37%");
}

#[test]
fn who_was_never_looked_at_stands_among_the_open() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "-q", "Old One", "--sent", "2026-07-01", "--note", "Hello"]);
    let told = text(&sandbox.ok(&["report", "-"]));
    assert!(told.contains("Old One") && !told.contains("Nothing is pending or open."), "{told}");
}

#[test]
fn what_others_typed_does_no_harm() {
    let sandbox = Sandbox::new();
    for (number, name) in
        ["<script>alert(1)</script>", "\"><b onclick=x>'&amp;", "a\u{202e}b\u{1b}[2J", "{{ day }}{% if %}"]
            .iter()
            .enumerate()
    {
        let url = format!("--url=linkedin.com/in/p{number}-ü");
        let run = sandbox.run(&[
            "add",
            name,
            &url,
            "--tag",
            name,
            "--template",
            name,
            "--met-at",
            name,
            "--sent",
            "yesterday",
        ]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let page = sandbox.ok(&["report", "-"]);
    assert!(!page.contains(['\u{202e}', '\u{1b}']) && !page.contains("<b "));
    assert_eq!(links(&page).len(), 4);
    let told = text(&page);
    for part in ["<script>alert(1)</script>", "\"><b onclick=x>'&amp;", "ab[2J", "{{ day }}{% if %}"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn nobody_is_known_by_an_anonymous_one() {
    let sandbox = rich();
    let [named, page] = [&["report", "-"][..], &["report", "-", "--anonymous"]].map(|args| sandbox.ok(args));
    let mut words = BTreeSet::new();
    collect(&serde_json::from_str(&sandbox.ok(&["export"])).unwrap(), &mut words);
    assert!(words.len() > 40 && words.iter().filter(|word| named.contains(*word)).count() > 20, "{words:?}");
    let (_, body) = page.split_once("<body>").unwrap();
    let found: Vec<_> = words.iter().filter(|word| body.contains(*word)).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(links(&page).is_empty() && body.contains("Person 1<"));
    // Nothing else is another.
    let numbers = |page: &str| {
        let lines = text(page);
        let lines = lines.lines().filter(|line| line.contains('%') || line.contains(" ago"));
        lines.map(|line| line.rsplit("): ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&page), numbers(&named));
}

/// The texts that somebody typed, or that name somebody.
fn collect(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| collect(one, words)),
        Value::Object(map) => {
            for (key, one) in map {
                let keys =
                    ["name", "slug", "note", "template", "met_at", "met_briefly", "tags", "memo", "email"];
                let all = [one.clone()];
                let all = one.as_array().map_or(&all[..], Vec::as_slice);
                let texts = all.iter().filter_map(Value::as_str).filter(|text| text.len() > 3);
                if keys.contains(&key.as_str()) {
                    words.extend(texts.map(str::to_owned));
                }
                collect(one, words);
            }
        }
        _ => {}
    }
}

#[test]
fn a_day_of_the_past_is_told_as_it_was() {
    let mut sandbox = sixty();
    let then = sandbox.ok(&["report", "-"]);
    sandbox.at("2026-11-20T12:00:00Z").ok(&["add", "Somebody Else", "--note", "Hello"]);
    assert!(sandbox.ok(&["report", "-"]) != then);
    assert_eq!(sandbox.ok(&["report", "-", "--as-of", "2026-11-10T12:00:00Z"]), then);
    let nothing = Sandbox::new().run(&["report", "-"]);
    assert!(nothing.code == 0 && nothing.stderr.contains("nothing is recorded"), "{}", nothing.stderr);
    assert!(text(&nothing.stdout).contains("Nothing is pending or open."));
}

#[test]
fn it_overwrites_nothing_of_the_records_and_nothing_by_chance() {
    let sandbox = sixty();
    let (home, database) = (sandbox.home(), sandbox.database());
    sandbox.ok(&["backup"]);
    let copy = fs::read_dir(database.with_file_name("backups")).unwrap().next().unwrap().unwrap().path();
    symlink(&database, home.join("link.db")).unwrap();
    fs::hard_link(&database, home.join("hard.db")).unwrap();
    symlink(&copy, home.join("link-to-copy")).unwrap();
    let journal = database.with_file_name("invtrack.db-journal");
    for path in
        [&database, &home.join("link.db"), &home.join("hard.db"), &copy, &home.join("link-to-copy"), &journal]
    {
        sandbox.refuses(2, &["report", path.to_str().unwrap(), "--force"], &["name another file"]);
    }
    let record = state(&database);
    assert_eq!(sandbox.ok(&["report", "out.html"]), "Wrote 60 requests to out.html.\n");
    let file = home.join("out.html");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&file).unwrap(), sandbox.ok(&["report", "-"]));
    sandbox.refuses(1, &["report", "out.html"], &["out.html is there already", "--force"]);
    assert_eq!(sandbox.json(&["report", "out.html", "--force"])["entries"], 60);
    sandbox.refuses(2, &["report", "-", "--json"], &["a page is not JSON"]);
    assert!(record == state(&database));
}

/// What a browser on this machine is called.
pub fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders = ["/usr/bin", "/usr/local/bin", "/opt/google/chrome"];
    let found = folders.iter().flat_map(|folder| names.map(|name| Path::new(folder).join(name)));
    found.into_iter().find(|path| path.exists())
}

/// What it makes of a page; nothing if it takes too long.
fn browse(browser: &Path, sandbox: &Sandbox, args: &[&str]) -> Option<String> {
    let mut command = Command::new("timeout");
    command.arg("120").arg(browser).args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--virtual-time-budget=5000",
        "--dump-dom",
    ]);
    command.arg(format!("--user-data-dir={}", sandbox.home().join("browser").display()));
    let output = command.args(args).env("HOME", sandbox.home()).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}

/// Shows the page at these widths and in both themes: what it measures of it.
const HARNESS: &str = "<script>onload = () => {
  const told = [...document.querySelectorAll('iframe')].map(frame => {
    const page = frame.contentDocument, root = page.documentElement;
    return { width: root.clientWidth, needed: root.scrollWidth, scripts: page.scripts.length,
      loaded: frame.contentWindow.performance.getEntriesByType('resource').length,
      rows: page.querySelectorAll('tr').length, paths: page.querySelectorAll('.curve path').length,
      back: frame.contentWindow.getComputedStyle(page.body).backgroundColor };
  });
  document.body.textContent = 'told: ' + JSON.stringify(told) + ' :told';
};</script>";

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_browser_shows_it_in_both_themes_and_on_a_phone() {
    let sandbox = sixty();
    let starts = |browser: &PathBuf| {
        browse(browser, &sandbox, &["data:text/html,it starts"])
            .is_some_and(|page| page.contains("it starts"))
    };
    let Some(browser) = chromium().filter(starts) else {
        eprintln!("no Chromium that starts here: what a browser makes of the report is not tested");
        return;
    };
    let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(3);
    sandbox.run(&["add", &long, "--tag", &long, "--met-at", &long, "--sent", "yesterday"]);
    let page = sandbox.ok(&["report", "-"]).replace('&', "&amp;").replace('"', "&quot;");
    let mut harness = format!("<body>{HARNESS}");
    for width in [320, 390, 1000] {
        write!(
            harness,
            "<iframe srcdoc=\"{page}\" style=\"width:{width}px;height:900px;border:0\"></iframe>"
        )
        .unwrap();
    }
    let file = sandbox.file("harness.html", harness);
    let themes =
        ["--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"].map(|theme| {
            let shown = browse(&browser, &sandbox, &[theme, file.to_str().unwrap()]).unwrap();
            let told = shown.split_once("told: ").and_then(|(_, rest)| rest.split_once(" :told"));
            let told: Value = serde_json::from_str(told.unwrap_or_else(|| panic!("{shown}")).0).unwrap();
            for (frame, width) in told.as_array().unwrap().iter().zip([320, 390, 1000]) {
                assert_eq!((&frame["width"], &frame["needed"]), (&width.into(), &width.into()), "{told}");
                assert_eq!(
                    (&frame["scripts"], &frame["loaded"], &frame["paths"]),
                    (&0.into(), &0.into(), &3.into()),
                    "{told}"
                );
                assert!(frame["rows"].as_u64().unwrap() > 40, "{told}");
            }
            told[0]["back"].clone()
        });
    assert_eq!(themes, ["rgb(251, 250, 248)", "rgb(20, 23, 26)"]);
}
