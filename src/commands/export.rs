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

type Writing = (Box<dyn FnOnce(&mut dyn Write) -> io::Result<()>>, usize);

pub fn run(args: &Export, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let (format, one, many) = match (args.csv, args.ics) {
        (true, _) => ("csv", "request", "requests"),
        (_, true) => ("ics", "event", "events"),
        _ => ("json", "fact", "facts"),
    };
    if ui.is_json() && args.output.is_none() && format != "json" {
        return Err(Error::usage("--json: a table or a calendar is not JSON")
            .hint("leave --json out, or write the export to a file with --output FILE"));
    }
    if let Some(path) = &args.output {
        context.refuse_to_write(path)?;
    }
    if context.open_to_read()?.is_none() {
        context.note_nothing_yet(ui);
    }
    let (body, entries) = if format == "json" { whole(context)? } else { judged(args.csv, context)? };
    let path = args.output.as_deref();
    let exit = deliver(path, args.force, body, (format, entries, one, many), ui)?;
    let is_large = |path: &Path| path.metadata().is_ok_and(|file| file.len() > MAX_FILE_MIB << 20);
    if format == "json" && path.is_some_and(is_large) {
        ui.warn(&format!("that is more than the {MAX_FILE_MIB} MiB that `invtrack import` takes at once"));
    }
    Ok(exit)
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

fn whole(context: &Env) -> Result<Writing> {
    let store = context.open_to_read()?;
    let loaded = store.map(|mut store| store.read(|view| view.all())).transpose()?.unwrap_or_default();
    let (record, exported_at) = (loaded.record, context.now);
    let entries = record.facts.len();
    Ok((Box::new(move |mut out| own::write(&record, exported_at, &mut out)), entries))
}

fn judged(as_table: bool, context: &Env) -> Result<Writing> {
    let book = record::read(context)?;
    let judged = Judgements::of(&book, Moment::Exact(context.now), context);
    let told = judged.iter();
    if as_table {
        let row = |told: Judgement| COLUMNS.iter().map(|(_, cell)| cell(&told)).collect();
        let rows: Vec<Vec<String>> = told.map(row).collect();
        let entries = rows.len();
        let header = COLUMNS.map(|(title, _)| title);
        return Ok((Box::new(move |out| sheet::write(out, &header, rows.into_iter())), entries));
    }
    let now = context.now;
    let mut events = Vec::new();
    for told in told {
        let entries = due_dates(&told.situation(Moment::Exact(now)), &context.config.settings.model);
        events.extend(entries.iter().map(|entry| event(&told, entry)));
    }
    events.sort_by_key(|event| event.day);
    let entries = events.len();
    Ok((Box::new(move |out| calendar::write(out, now, &events)), entries))
}

fn event(told: &Judgement, entry: &DueDate) -> CalendarEvent {
    let (name, number) = (&told.request.person.name, told.id());
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
    ("id", |told| told.id().to_string()),
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
