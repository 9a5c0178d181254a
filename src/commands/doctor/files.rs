//! The files: the database, its folder, its backups, the settings, completions.

use std::path::{Path, PathBuf};

use clap_complete::Shell;

use super::Finding;
use crate::commands::docs::completion_script;
use crate::context::Context;
use crate::error::Error;
use crate::next::template;
use crate::store::{Store, backup, check};

/// The check that finds a file that can't be read.
pub const UNREADABLE: &str = "database";
const JOURNAL: &str = "journal";
/// The checks after which what is on record can't be looked at.
pub const STOPPERS: [&str; 2] = [UNREADABLE, JOURNAL];

/// The settings file can't be used; the rest is looked at with the defaults.
pub fn settings_unusable(error: &Error) -> Finding {
    let hint = error.hints.first().map_or("correct it, or move it away", String::as_str);
    Finding::wrong("settings", in_one_line(error), hint)
}

fn in_one_line(error: &Error) -> String {
    error.causes.iter().fold(error.message.clone(), |told, cause| format!("{told}: {cause}"))
}

/// Everything about files; what is safe to mend is mended if `fix`.
pub fn check(fix: bool, context: &Context) -> Vec<Finding> {
    let path = &context.database;
    let mut findings = check_settings(context);
    if !path.exists() {
        let text = format!("there is no {} yet", path.display());
        findings.push(Finding::remark(UNREADABLE, text, "invtrack add NAME, or invtrack import FILE"));
        return findings;
    }
    findings.extend(check_access(path, fix));
    findings.extend(check_database(fix, context));
    findings.extend(check_backups(fix, context));
    findings
}

/// The file could not be read.
pub fn unreadable(error: &Error, context: &Context) -> Finding {
    let is_damaged = check::is_damaged(&context.database).unwrap_or(false);
    let todo = match is_damaged.then(|| check::newest_sound(&context.database)).flatten() {
        Some(newest) => format!("the newest backup: invtrack restore {}", newest.display()),
        None => error.hints.join("; "),
    };
    Finding::wrong(UNREADABLE, in_one_line(error), todo)
}

/// Version, integrity, journal mode, locks. Nothing is written, unless `fix`.
fn check_database(fix: bool, context: &Context) -> Vec<Finding> {
    let path = &context.database;
    let Some(hurdle) = hurdle(path) else { return check_content(fix, context) };
    // Whoever opens the file rolls it back, and brings it forward.
    let hurdle = hurdle.fixed(fix, || Store::open_to_write(path).is_ok());
    let rest = match hurdle.check {
        _ if hurdle.is_fixed => check_content(fix, context),
        // Looking would roll it back.
        _ => Vec::new(),
    };
    [vec![hurdle], rest].concat()
}

/// What has to be out of the way before the file can be looked at.
fn hurdle(path: &Path) -> Option<Finding> {
    if let Some(journal) = Store::journal_beside(path) {
        let text =
            format!("a command is writing, or was killed while it was: there is {}", journal.display());
        let todo = "if none is running: --fix, or any other command, puts the file back as it was before";
        return Some(Finding::wrong(JOURNAL, text, todo));
    }
    None
}

fn check_content(fix: bool, context: &Context) -> Vec<Finding> {
    let path = &context.database;
    let store = match Store::open_to_read(path) {
        Ok(Some(store)) => store,
        Ok(None) => return Vec::new(),
        Err(error) => return vec![unreadable(&error, context)],
    };
    let problems = match store.problems() {
        Ok(problems) => problems,
        Err(error) => return vec![unreadable(&error, context)],
    };
    let todo = "keep the file as it is, and restore a backup: invtrack backup --list";
    let mut findings: Vec<Finding> =
        problems.into_iter().map(|problem| Finding::wrong("integrity", problem, todo)).collect();
    let mode = store.journal_mode();
    // The mode can be set only while nobody else has the file open.
    drop(store);
    if mode.is_ok_and(|mode| mode != "delete") {
        let todo = "--fix sets it to DELETE, so that the file alone is all of it";
        let finding = Finding::wrong("journal mode", "another program changed the journal mode", todo);
        findings.push(finding.fixed(fix, || Store::set_journal_mode(path).is_ok()));
    }
    if Store::is_locked(path) {
        let todo = "another command is writing; if none is running, restart what holds the file open";
        findings.push(Finding::wrong("locks", "the file is locked", todo));
    }
    findings
}

fn check_settings(context: &Context) -> Vec<Finding> {
    let settings = &context.config.settings;
    let mut values = template::Values::default();
    for (name, _) in template::PLACEHOLDERS {
        values.put(name, "x");
    }
    let mut texts: Vec<(String, &str)> =
        settings.templates.iter().map(|(name, text)| (format!("template {name:?}"), text.as_str())).collect();
    texts.push(("messages.follow_up".to_owned(), &settings.messages.follow_up));
    let mut findings = Vec::new();
    for (name, text) in texts {
        if let Err(error) = template::fill(text, &values) {
            let todo = format!("correct it in {}, or give it with --set", context.config.path.display());
            findings.push(Finding::remark("settings", format!("{name}: {error}"), todo));
        }
    }
    findings
}

fn check_backups(fix: bool, context: &Context) -> Vec<Finding> {
    let kept = match backup::kept(&context.database) {
        Ok(kept) => kept,
        Err(error) => {
            return vec![Finding::wrong("backups", error.message, "look at the folder's permissions")];
        }
    };
    let folder = kept.first().and_then(|kept| kept.path.parent());
    let folder = folder.into_iter().flat_map(|folder| check_mode(folder, 0o700, fix));
    folder.chain(kept.iter().flat_map(|kept| check_mode(&kept.path, 0o600, fix))).collect()
}

#[cfg(unix)]
fn check_access(path: &Path, fix: bool) -> Vec<Finding> {
    use std::os::unix::fs::MetadataExt;
    let mut findings = Vec::new();
    if path.is_symlink() {
        let target =
            fs_err::read_link(path).map_or_else(|_| String::new(), |target| target.display().to_string());
        let todo = "fine if you meant it; a tool that replaces files would replace the link";
        findings.push(Finding::remark("link", format!("the file is a link to {target}"), todo));
    }
    let folder = path.parent().filter(|folder| folder.file_name().is_some_and(|name| name == "invtrack"));
    let owner = |path: &Path| fs_err::metadata(path).map(|meta| meta.uid()).ok();
    if folder.is_some_and(|folder| owner(folder) != owner(path)) {
        let todo = "give it back to yourself with chown";
        findings.push(Finding::wrong("owner", "the file belongs to somebody else than its folder", todo));
    }
    findings.extend(check_mode(path, 0o600, fix));
    // A folder of another name is the user's own.
    findings.extend(folder.into_iter().flat_map(|folder| check_mode(folder, 0o700, fix)));
    findings
}

#[cfg(not(unix))]
fn check_access(_: &Path, _: bool) -> Vec<Finding> {
    Vec::new()
}

/// What the group and everybody else may do.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Nobody else may read it.
#[cfg(unix)]
fn check_mode(path: &Path, most: u32, fix: bool) -> Vec<Finding> {
    use std::os::unix::fs::PermissionsExt;
    let Ok(meta) = fs_err::metadata(path) else { return Vec::new() };
    let mode = meta.permissions().mode() & 0o777;
    if mode & OTHERS == 0 {
        return Vec::new();
    }
    let text = format!("others may read {} ({mode:o})", path.display());
    let finding = Finding::wrong("permissions", text, format!("--fix sets {most:o}"));
    let mend = || fs_err::set_permissions(path, std::fs::Permissions::from_mode(mode & most)).is_ok();
    vec![finding.fixed(fix, mend)]
}

#[cfg(not(unix))]
fn check_mode(_: &Path, _: u32, _: bool) -> Vec<Finding> {
    Vec::new()
}

/// Completions that were installed by an earlier version offer what is no more, or not what is new.
pub fn check_completions(context: &Context) -> Vec<Finding> {
    let places = |home: &Path| -> Vec<(Shell, PathBuf)> {
        vec![
            (Shell::Bash, home.join(".local/share/bash-completion/completions/invtrack")),
            (Shell::Zsh, home.join(".zfunc/_invtrack")),
            (Shell::Zsh, home.join(".local/share/zsh/site-functions/_invtrack")),
            (Shell::Fish, home.join(".config/fish/completions/invtrack.fish")),
        ]
    };
    let Some(home) = &context.home else { return Vec::new() };
    let installed: Vec<_> = places(home).into_iter().filter(|(_, path)| path.is_file()).collect();
    if installed.is_empty() {
        let todo = "the README tells how: invtrack completions SHELL";
        return vec![Finding::remark("completions", "none are installed in the usual places", todo)];
    }
    let mut findings = Vec::new();
    for (shell, path) in installed {
        let is_current = completion_script(shell).ok() == fs_err::read_to_string(&path).ok();
        if !is_current {
            let todo = format!("invtrack completions {shell} > {}", path.display());
            let text = format!("those for {shell} are of another version");
            findings.push(Finding::remark("completions", text, todo));
        }
    }
    findings
}
