//! `invtrack observe`

mod paste;
mod pasted;

use serde::Serialize;

use super::add::{connections, note_text};
use super::counsel;
use super::view::{self, Answer, ClassView, RequestView};
use super::{record, who};
use crate::cli::{Observe, YesNo};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::import::page::ProfileLook;
use crate::model::classify::Verdict;
use crate::next::advice;
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::labels::{LabelMeaning, read_label};
use crate::record::observation::{Button, Degree, Look, Signals, Source};
use crate::record::time::Moment;

#[derive(Serialize)]
struct Observed<'a> {
    look: i64,
    seen_at: String,
    was: ClassView,
    request: RequestView<'a>,
    /// The lines of the pasted page.
    #[serde(flatten)]
    page: Option<PageLines<'a>>,
}

/// What was made of a pasted page, line by line.
#[derive(Serialize)]
struct PageLines<'a> {
    read: &'a [String],
    ignored: &'a [String],
}

/// Records a look and tells what it changed.
pub fn run(args: &Observe, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let (look, page) = understand(args, context, ui)?;
    let book = record::read_existing(context, None)?;
    let who = match &page {
        Some(page) => paste::find(&args.who, page, &book, ui)?,
        None => who::find(&args.who, &book, ui)?,
    };
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        let request = who.request_in(book)?;
        entry.describe(format!("observed {}: {}", record::subject(book, request), describe(&look, context)));
        Ok((entry.look(request, &look), request.id))
    })?;
    let (fact, named) = changed.value;
    // The look speaks of the attempt that was open then, whichever was named.
    let seen = changed.after.looks().find(|(_, look)| look.fact == Some(fact));
    let (number, request) = seen.map_or((0, named), |(request, look)| (look.id, request.id));
    // It may have shown that there are two requests where one was on record.
    let known = changed.before.request(request).map_or(named, |known| known.id);
    let was =
        record::judge(&changed.before, known, context, |attempt, judge| Ok(judge.judge(attempt).verdict))?;
    record::judge(&changed.after, request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        if ui.is_json() {
            let was = ClassView::from(&was);
            let request = RequestView::new(attempt, judge, &judged, context.zone);
            let seen_at = view::rfc3339(look.seen, context.zone);
            let page = page.as_ref().map(|page| PageLines { read: &page.read, ignored: &page.ignored });
            ui.json(&Answer::new(Observed { look: number, seen_at, was, request, page }))?;
            return Ok(Exit::Done);
        }
        if look.signals.button == Some(Button::Accept) {
            ui.note("that button answers their invitation to you; it says nothing about yours");
        }
        if who.request.is_some_and(|named| named != request) {
            ui.note(&format!("that look speaks of request #{request}, the latest one by then"));
        }
        if look.seen.is_before(attempt.sent, context.zone) {
            note_early_look(&look, ui);
        }
        ui.say(
            &Line::new()
                .push(Role::Strong, attempt.person.name.clone())
                .text(format!(": {}", describe(&look, context)))
                .push(Role::Faint, format!("  (look {number})")),
        )?;
        page.iter().try_for_each(|page| paste::tell(page, ui))?;
        ui.say(
            &Line::plain("  ")
                .append(view::verdict_line(&judged.verdict))
                .text(change(&was, &judged.verdict)),
        )?;
        for reason in view::reasons(judge, &judged).iter().take(2) {
            ui.say(&Line::plain("  ").append(view::reason_line(reason)))?;
        }
        if let Some(advice) = advice::unasked(&counsel::about(attempt, &judged, context)).next() {
            ui.say(&Line::plain("  ").append(counsel::line(advice)))?;
        }
        Ok(Exit::Done)
    })
}

fn note_early_look(look: &Look, ui: &mut Ui) {
    if look.signals.is_conclusive() {
        ui.warn("they were a connection before the request was sent: there is nothing to track [K08]");
    } else {
        ui.note("that was before the request was sent, so only button and connections count, as a baseline");
    }
}

/// The look, and the page if one was pasted.
fn understand(args: &Observe, context: &Context, ui: &mut Ui) -> Result<(Look, Option<ProfileLook>)> {
    let mut signals = Signals {
        connections: args.connections.as_deref().map(connections).transpose()?,
        in_connections: args.in_connections.map(YesNo::is_yes),
        degree: args.degree,
        notified: args.notified.map(YesNo::is_yes),
        sent_page: args.sent_page,
        viewed_me: args.viewed_me,
        engaged: args.engaged,
        replied: args.replied,
        button: None,
    };
    if let Some(label) = &args.button {
        read_button(label, &mut signals)?;
    }
    let seen = context.past_or_now("--at", args.at.as_deref())?;
    let memo = args.memo.as_deref().map(note_text).transpose()?.flatten();
    let page = args.paste.then(|| paste::read(ui)).transpose()?;
    if let Some(page) = &page {
        signals = paste::add_to(signals, page)?;
    }
    if signals.is_empty() && memo.is_none() {
        return Err(Error::usage("nothing was seen")
            .hint("say what you saw, such as --button Pending or --in-connections no, or --paste the page; `invtrack observe --help` lists the signs"));
    }
    let source = if page.is_some() { Source::Page } else { Source::Typed };
    Ok((Look { seen, source, signals, memo }, page))
}

fn read_button(label: &str, signals: &mut Signals) -> Result<()> {
    let meaning = read_label(label).map_err(|error| {
        let hint = error.hint();
        Error::usage(format!("--button: {error}")).hint_if(hint)
    })?;
    match meaning {
        LabelMeaning::Button(button) => signals.button = Some(button),
        // Only a connection can be removed: as good as the badge.
        LabelMeaning::Connected => signals.degree = Some(Degree::First),
    }
    Ok(())
}

/// ` (was: pending)`, or nothing where the verdict stayed the same.
fn change(was: &Verdict, is: &Verdict) -> String {
    if was.class == is.class { String::new() } else { format!("  (was: {})", view::badge(was).2) }
}

/// What was understood: `button Pending, 500+ connections, seen today`.
fn describe(look: &Look, context: &Context) -> String {
    let mut seen = view::signs(&look.signals);
    if look.memo.is_some() {
        seen.push("a memo".to_owned());
    }
    let when = match look.seen {
        Moment::Exact(at) if at == context.now => String::new(),
        moment => format!(", seen {}", context.echo(moment)),
    };
    format!("{}{when}", seen.join(", "))
}
