//! `invtrack doctor`: is the file sound, private and sane, and what to do about it.

mod files;
mod record;

use serde::Serialize;

use super::view::Answer;
use crate::cli::Doctor;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gravity {
    /// Something is wrong: exit code 1.
    Wrong,
    /// Something may be meant otherwise.
    Remark,
}

/// Something that was found.
#[derive(Clone, Debug)]
pub struct Finding {
    gravity: Gravity,
    /// What was looked at: `permissions`.
    check: &'static str,
    /// What was found.
    text: String,
    /// What to do about it.
    todo: String,
    /// `--fix` mended it.
    is_fixed: bool,
}

impl Finding {
    /// Something wrong.
    pub fn wrong(check: &'static str, text: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { gravity: Gravity::Wrong, check, text: text.into(), todo: todo.into(), is_fixed: false }
    }

    /// Something to think about.
    pub fn remark(check: &'static str, text: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { gravity: Gravity::Remark, ..Self::wrong(check, text, todo) }
    }

    /// Mended, if it was to be and `mend` could.
    #[must_use]
    pub fn fixed(mut self, fix: bool, mend: impl FnOnce() -> bool) -> Self {
        self.is_fixed = fix && mend();
        self
    }

    const fn is_wrong(&self) -> bool {
        matches!(self.gravity, Gravity::Wrong) && !self.is_fixed
    }
}

#[derive(Serialize)]
struct Examined<'a> {
    database: String,
    healthy: bool,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    check: &'static str,
    wrong: bool,
    text: &'a str,
    todo: &'a str,
    fixed: bool,
}

/// Checks everything; exit code 1 if something is wrong. `unusable`: why the settings can't be used.
pub fn run(args: &Doctor, context: &Context, unusable: Option<&Error>, ui: &mut Ui) -> Result<Exit> {
    let mut findings: Vec<Finding> = unusable.into_iter().map(files::settings_unusable).collect();
    findings.extend(files::check(args.fix, context));
    // What can't be read can't be looked into.
    if findings.iter().all(|finding| !files::STOPPERS.contains(&finding.check) || finding.is_fixed) {
        findings
            .extend(record::check(context).unwrap_or_else(|error| vec![files::unreadable(&error, context)]));
    }
    findings.extend(files::check_completions(context));
    let wrong = findings.iter().filter(|finding| finding.is_wrong()).count();
    if ui.is_json() {
        let views = findings.iter().map(|finding| FindingView {
            check: finding.check,
            wrong: finding.gravity == Gravity::Wrong,
            text: &finding.text,
            todo: &finding.todo,
            fixed: finding.is_fixed,
        });
        let database = context.database.display().to_string();
        ui.json(&Answer::new(Examined { database, healthy: wrong == 0, findings: views.collect() }))?;
    } else {
        findings.iter().try_for_each(|finding| print(finding, ui))?;
        let end =
            if wrong == 0 { "Nothing is wrong".to_owned() } else { count(wrong, "problem", "problems") };
        ui.say(&Line::plain(format!("{end}: {}", context.database.display())))?;
    }
    Ok(if wrong == 0 { Exit::Done } else { Exit::Failed })
}

fn print(finding: &Finding, ui: &mut Ui) -> Result<()> {
    let (role, sign) = match finding.gravity {
        _ if finding.is_fixed => (Role::Good, "✓"),
        Gravity::Wrong => (Role::Alert, "✗"),
        Gravity::Remark => (Role::Open, "!"),
    };
    let (check, text, todo) = (finding.check, &finding.text, &finding.todo);
    if ui.width().is_none() {
        let state = if finding.is_fixed {
            "fixed"
        } else if finding.is_wrong() {
            "wrong"
        } else {
            "remark"
        };
        return ui.record(&[state, check, text, todo]);
    }
    let line = Line::new().push(role, sign).text(format!(" {check}: {text}"));
    ui.line(&if finding.is_fixed { line.push(Role::Faint, "  (mended)") } else { line })?;
    if !finding.is_fixed && !todo.is_empty() {
        ui.line(&Line::new().push(Role::Faint, format!("  {todo}")))?;
    }
    Ok(())
}
