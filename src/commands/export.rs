use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::prelude::*;
use super::record;
use super::verdict::{Judgement, Judgements};
use crate::import::MAX_FILE_MIB;
use crate::model::wording::percent;
use crate::next::calendar::{DueDate, Task, due_dates};
use crate::output::calendar::{self, CalendarEvent};
use crate::output::{file, sheet};
use crate::record::json as own;

/// Write out what is on record
///
/// As JSON it is everything: a backup, or what `invtrack import` on another machine merges. Machines that exchange
/// exports, in any order and any number of times, end up with the same. As CSV it is a table of requests with their
/// verdicts; as a calendar, when a look, a follow-up or a new try is due, and when invitations lapse.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack export --output backup.json
  invtrack export --csv > requests.csv
  invtrack export --ics --output due.ics --force
  invtrack export | ssh laptop 'cat > desk.json && invtrack import desk.json'")]
pub struct Export {
    /// A table of requests with their verdicts, for a spreadsheet, instead of everything in JSON
    #[arg(long, conflicts_with = "ics")]
    csv: bool,
    /// A calendar of what is due, instead of everything in JSON
    #[arg(long)]
    ics: bool,
    /// Write to this file, which only you can read [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Overwrite the file, unless it is one of invtrack's own
    #[arg(long, requires = "output")]
    force: bool,
}

pub fn run(args: &Export, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let is_whole = !args.csv && !args.ics;
    if ui.is_json() && args.output.is_none() && !is_whole {
        return Err(Error::usage("--json: a table or a calendar is not JSON")
            .hint("leave --json out, or write the export to a file with --output FILE"));
    }
    let (path, force) = (args.output.as_deref(), args.force);
    path.map_or(Ok(()), |path| context.refuse_to_write(path))?;
    if context.open_to_read()?.is_none() {
        context.note_nothing_yet(ui);
    }
    if is_whole {
        return whole(path, force, context, ui);
    }
    let book = record::read(context)?;
    let judged = Judgements::of(&book, Moment::Exact(context.now), context);
    if args.csv {
        let rows = judged.iter().map(|told| COLUMNS.iter().map(|(_, cell)| cell(&told)).collect());
        let what = ("csv", judged.all.len(), "request", "requests");
        return deliver(
            path,
            force,
            |out| sheet::write(out, &COLUMNS.map(|(title, _)| title), rows),
            what,
            ui,
        );
    }
    let mut events: Vec<CalendarEvent> = judged.iter().flat_map(|told| events(&told)).collect();
    events.sort_by_key(|event| event.day);
    let what = ("ics", events.len(), "event", "events");
    deliver(path, force, |out| calendar::write(out, context.now, &events), what, ui)
}

/// To the file, or to standard output; in which format how many of what.
pub fn deliver(
    path: Option<&Path>,
    force: bool,
    body: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    (format, entries, one, many): (&str, usize, &str, &str),
    ui: &mut Ui,
) -> Result<Exit> {
    let Some(path) = path else {
        ui.document(|out| body(out));
        return Ok(Exit::Done);
    };
    file::write(path, force, body)?;
    ui.answer(json!({ "file": path.display().to_string(), "format": format, "entries": entries }), |ui| {
        let what = count(entries, one, many);
        ui.say(Text::from(format!("Wrote {what} to ")).strong(path.display().to_string()).text("."));
    })
}

fn whole(path: Option<&Path>, force: bool, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let store = context.open_to_read()?;
    let loaded = store.map(|mut store| store.read(|view| view.all())).transpose()?.unwrap_or_default();
    let what = ("json", loaded.record.facts.len(), "fact", "facts");
    let exit = deliver(path, force, |mut out| own::write(&loaded.record, context.now, &mut out), what, ui)?;
    let is_large = |path: &Path| path.metadata().is_ok_and(|file| file.len() > MAX_FILE_MIB << 20);
    if path.is_some_and(is_large) {
        ui.warn(&format!("that is more than the {MAX_FILE_MIB} MiB that `invtrack import` takes at once"));
    }
    Ok(exit)
}

fn events(told: &Judgement) -> Vec<CalendarEvent> {
    let now = Moment::Exact(told.context.now);
    let dates = due_dates(&told.situation(now), &told.context.config.settings.model);
    dates.iter().map(|date| event(told, date)).collect()
}

fn event(told: &Judgement, entry: &DueDate) -> CalendarEvent {
    let (name, number) = (&told.request.person.name, told.request.id);
    let summary = match entry.due {
        Task::Look => format!("Look at {name}"),
        Task::FollowUp => format!("Follow up with {name}, once"),
        Task::Withdraw => format!("{name}: old enough to take back"),
        Task::NewTry => format!("{name}: a new try makes sense"),
        Task::Expiry => format!("{name}: the invitation lapses"),
    };
    let fact = told.request.facts.first();
    let known = fact.map_or_else(|| number.to_string(), ToString::to_string);
    let (rules, sent) = (entry.heuristics.join(" "), told.sent_line());
    CalendarEvent {
        uid: format!("{known}-{}@invtrack", entry.due.word()),
        day: entry.day,
        summary,
        description: format!("{} [{rules}]\nRequest #{number}, {sent}.", entry.text),
        url: told.url(),
    }
}

type ColumnOf = (&'static str, fn(&Judgement) -> String);

const COLUMNS: [ColumnOf; 16] = [
    ("id", |told| told.request.id.to_string()),
    ("name", |told| told.request.person.name.clone()),
    ("profile_url", |told| told.url().unwrap_or_default()),
    ("sent", |told| day(told, told.request.sent)),
    ("sent_within_days", |told| told.request.sent_within.to_string()),
    ("attempt", |told| told.request.number.to_string()),
    ("last_look", |told| told.request.last_look().map(|at| day(told, at)).unwrap_or_default()),
    ("verdict", |told| told.judged.verdict.class.word().to_owned()),
    ("confidence_percent", |told| {
        told.confidence().map(|sure| percent(sure).to_string()).unwrap_or_default()
    }),
    ("why", |told| told.why()),
    ("tags", |told| told.request.context.tags.join(", ")),
    ("note", |told| told.request.context.note.clone().unwrap_or_default()),
    ("met_at", |told| told.request.context.met_at.clone().unwrap_or_default()),
    ("met_briefly", |told| told.request.context.met_briefly.clone().unwrap_or_default()),
    ("template", |told| told.request.context.template.clone().unwrap_or_default()),
    ("email", |told| told.request.person.email.clone().unwrap_or_default()),
];

fn day(told: &Judgement, at: Moment) -> String {
    at.day(told.context.zone).iso()
}
