use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use crate::commands::completions::Shell;
use crate::commands::prelude::*;
use crate::next::template;
use crate::store::{self, Store, check, copies};

pub const UNREADABLE: &str = "database";
const JOURNAL: &str = "journal";
pub const STOPPERS: [&str; 2] = [UNREADABLE, JOURNAL];

#[derive(Clone, Serialize, Debug)]
pub struct Diagnosis {
    pub check: &'static str,
    /// Something is wrong: exit code 1. Else it may be meant otherwise.
    pub wrong: bool,
    pub text: String,
    pub todo: String,
    pub fixed: bool,
}

impl Diagnosis {
    pub fn wrong(check: &'static str, text: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { check, wrong: true, text: text.into(), todo: todo.into(), fixed: false }
    }

    pub fn remark(check: &'static str, text: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { wrong: false, ..Self::wrong(check, text, todo) }
    }

    #[must_use]
    pub fn fixed(mut self, fix: bool, mend: impl FnOnce() -> bool) -> Self {
        self.fixed = fix && mend();
        self
    }
}

/// The rest is looked at with the defaults.
pub fn settings_unusable(error: &Error) -> Diagnosis {
    let hint = error.hints.first().map_or("correct it, or move it away", String::as_str);
    Diagnosis::wrong("settings", in_one_line(error), hint)
}

fn in_one_line(error: &Error) -> String {
    error.causes.iter().fold(error.message.clone(), |told, cause| format!("{told}: {cause}"))
}

pub fn check(fix: bool, context: &Env) -> Vec<Diagnosis> {
    let path = &context.database;
    let mut findings = check_settings(context);
    if !path.exists() {
        let text = format!("there is no {} yet", path.display());
        findings.push(Diagnosis::remark(UNREADABLE, text, "invtrack add NAME, or invtrack import FILE"));
        return findings;
    }
    findings.extend(check_access(path, fix));
    findings.extend(check_database(fix, context));
    findings.extend(check_backups(fix, context));
    findings
}

pub fn unreadable(error: &Error, context: &Env) -> Diagnosis {
    let is_damaged = check::is_damaged(&context.database).unwrap_or(false);
    let todo = match is_damaged.then(|| store::newest_sound(&context.database)).flatten() {
        Some(newest) => format!("the newest backup: invtrack restore {}", newest.display()),
        None => error.hints.join("; "),
    };
    Diagnosis::wrong(UNREADABLE, in_one_line(error), todo)
}

/// Nothing is written, unless `fix`.
fn check_database(fix: bool, context: &Env) -> Vec<Diagnosis> {
    let path = &context.database;
    let Some(journal) = Store::journal_beside(path) else { return check_content(fix, context) };
    let text = format!("a command is writing, or was killed while it was: there is {}", journal.display());
    let todo = "if none is running: --fix, or any other command, puts the file back as it was before";
    // Whoever opens the file rolls it back, and brings it forward; looking would do that, too.
    let hurdle = Diagnosis::wrong(JOURNAL, text, todo).fixed(fix, || Store::open_to_write(path).is_ok());
    let rest = if hurdle.fixed { check_content(fix, context) } else { Vec::new() };
    [vec![hurdle], rest].concat()
}

fn check_content(fix: bool, context: &Env) -> Vec<Diagnosis> {
    look_into(&context.database, fix).unwrap_or_else(|error| vec![unreadable(&error, context)])
}

fn look_into(path: &Path, fix: bool) -> Result<Vec<Diagnosis>> {
    let Some(store) = Store::open_to_read(path)? else { return Ok(Vec::new()) };
    let todo = "keep the file as it is, and restore a backup: invtrack backup --list";
    let mut findings: Vec<Diagnosis> =
        store.problems()?.into_iter().map(|problem| Diagnosis::wrong("integrity", problem, todo)).collect();
    let mode = store.journal_mode();
    // The mode can be set only while nobody else has the file open.
    drop(store);
    if mode.is_ok_and(|mode| mode != "delete") {
        let todo = "--fix sets it to DELETE, so that the file alone is all of it";
        let finding = Diagnosis::wrong("journal mode", "another program changed the journal mode", todo);
        findings.push(finding.fixed(fix, || Store::set_journal_mode(path).is_ok()));
    }
    if Store::is_locked(path) {
        let todo = "another command is writing; if none is running, restart what holds the file open";
        findings.push(Diagnosis::wrong("locks", "the file is locked", todo));
    }
    Ok(findings)
}

fn check_settings(context: &Env) -> Vec<Diagnosis> {
    let settings = &context.config.settings;
    let mut values = template::Values::default();
    for (name, _) in template::PLACEHOLDERS {
        values.put(name, "x");
    }
    let mut texts: Vec<(String, &str)> =
        settings.templates.iter().map(|(name, text)| (format!("template {name:?}"), text.as_str())).collect();
    texts.push(("messages.follow_up".to_owned(), &settings.messages.follow_up));
    texts.push(("messages.welcome".to_owned(), &settings.messages.welcome));
    let mut findings = Vec::new();
    for (name, text) in texts {
        if let Err(error) = template::fill(text, &values) {
            let todo = format!("correct it in {}, or give it with --set", context.config.path.display());
            findings.push(Diagnosis::remark("settings", format!("{name}: {error}"), todo));
        }
    }
    findings
}

fn check_backups(fix: bool, context: &Env) -> Vec<Diagnosis> {
    let kept = match copies::kept(&context.database) {
        Ok(kept) => kept,
        Err(error) => {
            return vec![Diagnosis::wrong("backups", error.message, "look at the folder's permissions")];
        }
    };
    let folder = kept.first().and_then(|kept| kept.path.parent());
    let folder = folder.and_then(|folder| check_mode(folder, 0o700, fix));
    folder.into_iter().chain(kept.iter().filter_map(|kept| check_mode(&kept.path, 0o600, fix))).collect()
}

#[cfg(unix)]
fn check_access(path: &Path, fix: bool) -> Vec<Diagnosis> {
    use std::os::unix::fs::MetadataExt;
    let mut findings = Vec::new();
    if path.is_symlink() {
        let target =
            fs_err::read_link(path).map_or_else(|_| String::new(), |target| target.display().to_string());
        let todo = "fine if you meant it; a tool that replaces files would replace the link";
        findings.push(Diagnosis::remark("link", format!("the file is a link to {target}"), todo));
    }
    // A folder of another name is the user's own.
    let folder = path.parent().filter(|folder| folder.file_name().is_some_and(|name| name == "invtrack"));
    let owner = |path: &Path| fs_err::metadata(path).map(|meta| meta.uid()).ok();
    if folder.is_some_and(|folder| owner(folder) != owner(path)) {
        let todo = "give it back to yourself with chown";
        findings.push(Diagnosis::wrong("owner", "the file belongs to somebody else than its folder", todo));
    }
    findings.extend(check_writing(path));
    findings.extend(check_mode(path, 0o600, fix));
    findings.extend(folder.and_then(|folder| check_mode(folder, 0o700, fix)));
    findings
}

/// Without writing: the file, and its folder for the journal.
#[cfg(unix)]
fn check_writing(path: &Path) -> Option<Diagnosis> {
    use rustix::fs::{Access, access};
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let refused =
        [path, folder].into_iter().find_map(|place| Some((place, access(place, Access::WRITE_OK).err()?)));
    refused.map(|(place, error)| {
        let text = format!("{} can't be written: {error}", place.display());
        Diagnosis::wrong(
            "writing",
            text,
            "nothing can be recorded: look at its owner, its permissions and the disk",
        )
    })
}

#[cfg(unix)]
const OTHERS: u32 = 0o077;

#[cfg(unix)]
fn check_mode(path: &Path, most: u32, fix: bool) -> Option<Diagnosis> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs_err::metadata(path).ok()?.permissions().mode() & 0o777;
    if mode & OTHERS == 0 {
        return None;
    }
    let text = format!("others may read {} ({mode:o})", path.display());
    let finding = Diagnosis::wrong("permissions", text, format!("--fix sets {most:o}"));
    let mend = || fs_err::set_permissions(path, std::fs::Permissions::from_mode(mode & most)).is_ok();
    Some(finding.fixed(fix, mend))
}

#[cfg(not(unix))]
fn check_access(_: &Path, _: bool) -> Vec<Diagnosis> {
    Vec::new()
}

#[cfg(not(unix))]
fn check_mode(_: &Path, _: u32, _: bool) -> Option<Diagnosis> {
    None
}

/// Completions that were installed by an earlier version may ask in another way.
pub fn check_completions() -> Vec<Diagnosis> {
    // Shells take the user's own before those of all.
    let first =
        |shell: &Shell| shell.place().into_iter().chain(shell.shared_places()).find(|place| place.is_file());
    let installed: Vec<(Shell, PathBuf)> =
        Shell::value_variants().iter().filter_map(|shell| Some((*shell, first(shell)?))).collect();
    if installed.is_empty() {
        let todo = "invtrack completions SHELL --install";
        return vec![Diagnosis::remark("completions", "none are installed", todo)];
    }
    let is_old = |(shell, place): &(Shell, PathBuf)| {
        fs_err::read_to_string(place).is_ok_and(|installed| installed != shell.script())
    };
    let finding = |(shell, _): (Shell, PathBuf)| {
        let todo = format!("invtrack completions {} --install", shell.name());
        Diagnosis::remark("completions", format!("those for {} are of another version", shell.name()), todo)
    };
    installed.into_iter().filter(is_old).map(finding).collect()
}
