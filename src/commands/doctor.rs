use super::prelude::*;

mod files;
mod record;

use files::Diagnosis;

/// Check the file, its permissions, the record and the settings
///
/// Each finding says what to do about it. --fix does what is safe: permissions and the journal mode. Exit code 0 if
/// nothing is wrong, 1 otherwise.
#[derive(Args, Debug)]
pub struct Doctor {
    /// Mend what is safe to mend
    #[arg(long)]
    pub fix: bool,
}

pub fn run(args: &Doctor, context: &Env, unusable: Option<&Error>, ui: &mut Ui) -> Result<Exit> {
    let mut findings: Vec<Diagnosis> = unusable.into_iter().map(files::settings_unusable).collect();
    findings.extend(files::check(args.fix, context));
    if findings.iter().all(|finding| !files::STOPPERS.contains(&finding.check) || finding.fixed) {
        findings
            .extend(record::check(context).unwrap_or_else(|error| vec![files::unreadable(&error, context)]));
    }
    findings.extend(files::check_completions());
    let wrong = findings.iter().filter(|finding| finding.wrong && !finding.fixed).count();
    let database = context.database.display().to_string();
    ui.answer(json!({ "database": database, "healthy": wrong == 0, "findings": findings }), |ui| {
        findings.iter().for_each(|finding| print(finding, ui));
        let end =
            if wrong == 0 { "Nothing is wrong".to_owned() } else { count(wrong, "problem", "problems") };
        ui.say(format!("{end}: {database}"));
    })?;
    Ok(if wrong == 0 { Exit::Done } else { Exit::Failed })
}

fn print(finding: &Diagnosis, ui: &mut Ui) {
    let (role, sign, state) = match (finding.fixed, finding.wrong) {
        (true, _) => (Role::Good, "✓", "fixed"),
        (_, true) => (Role::Alert, "✗", "wrong"),
        (_, false) => (Role::Open, "!", "remark"),
    };
    let Diagnosis { check, text, todo, .. } = finding;
    ui.item([state, check, text, todo], || {
        let line = Text::new().push(role, sign).text(format!(" {check}: {text}"));
        if finding.fixed { line.faint("  (mended)") } else { line }
    });
    if ui.width().is_some() && !finding.fixed && !todo.is_empty() {
        ui.line(faint(format!("  {todo}")));
    }
}
