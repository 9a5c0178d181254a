mod paste;
mod pasted;

use super::circumstances::{connections, note_text};
use super::prelude::*;
use super::record::{self, Scope};
use super::verdict::{self, class_json, reason_line, told};
use crate::cli::{WHO, YesNo, one_of};
use crate::import::page::ProfileLook;
use crate::record::labels::{LabelMeaning, read_label};
use crate::record::observation::{Button, Degree, Look, SentPage, Signals, Source};
use crate::record::suggest::Refusal;
use crate::record::time::Moment;

/// Record what you see of a person, and hear the new verdict
///
/// Give any number of signs that you saw in one look. What you did not look at, leave out: "no" means that you
/// looked and it was not there. Button labels are understood in 36 languages.
///
/// With --paste, button, badge and number of connections are read from a copy of the profile page, which tells
/// WHO it is, too; only its top is read, down to the first section. Other signs may be given beside it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack observe zoe --button pending
  invtrack observe zoe --button Ausstehend --degree 2nd --connections 500+
  invtrack observe zoe --in-connections yes --at yesterday
  invtrack observe https://www.linkedin.com/in/zoe-brandt --notified yes --at \"5 oct 14:30\"
  invtrack observe --paste < page.txt")]
pub struct Observe {
    #[arg(value_name = "WHO", help = WHO)]
    who: Vec<String>,
    #[command(flatten)]
    signs: Signs,
    /// When you saw it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Your own words about it
    #[arg(long, value_name = "TEXT")]
    memo: Option<String>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "What you saw")]
struct Signs {
    /// What the profile's main button says: Connect, Pending, Message, Follow … in your language
    #[arg(long, value_name = "LABEL")]
    button: Option<String>,
    /// Their number of connections: 312, 1,247, 500+
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    connections: Option<String>,
    /// Whether they are in My Network > Connections
    #[arg(long, value_name = "YES|NO", value_enum, hide_possible_values = true)]
    in_connections: Option<YesNo>,
    /// The badge beside the name
    #[arg(long, value_name = "BADGE", value_parser = one_of(Degree::ALL, Degree::word, &[]))]
    degree: Option<Degree>,
    /// Whether LinkedIn notified you of the acceptance ("no": you looked, and there is none)
    #[arg(long, value_name = "YES|NO", value_enum, hide_possible_values = true)]
    notified: Option<YesNo>,
    /// What My Network > Manage > Sent says
    #[arg(long, value_name = "STATE", value_parser = one_of(SentPage::ALL, SentPage::word, &[]))]
    sent_page: Option<SentPage>,
    /// They viewed your profile
    #[arg(long)]
    viewed_me: bool,
    /// They reacted to something you posted
    #[arg(long)]
    engaged: bool,
    /// They wrote to you without accepting
    #[arg(long)]
    replied: bool,
    /// Read the profile page from standard input: select all there, copy, paste (text or saved HTML)
    #[arg(long)]
    paste: bool,
}

pub fn run(args: &Observe, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let (look, page) = understand(args, context, ui)?;
    let who = match &page {
        Some(page) => paste::find(&args.who, page, &record::read_existing(context, None)?, ui)?,
        None => record::find(&args.who, context, ui)?.1,
    };
    let said = describe(&look, context);
    let changed =
        record::change(&mut context.open_to_change()?, context, &Scope::of(&who), |book, entry| {
            let request = who.request_in(book)?;
            entry.describe(format!("observed {}: {said}", record::subject(book, request)));
            Ok((entry.look(request, &look), request.id))
        })?;
    let (fact, named) = changed.value;
    // The look speaks of the attempt that was open then, whichever was named.
    let seen = changed.after.looks().find(|(_, look)| look.fact == Some(fact));
    let (number, request) = seen.map_or((0, named), |(request, look)| (look.id, request.id));
    // It may have shown that there are two requests where one was on record.
    let known = changed.before.request(request).map_or(named, |known| known.id);
    let was = told(&changed.before, known, context, |told| Ok(told.judged.verdict.clone()))?;
    told(&changed.after, request, context, |told| {
        let seen_at = context.rfc3339(look.seen);
        let mut json = told.json(json!({ "look": number, "seen_at": seen_at, "was": class_json(&was) }));
        if let Some(page) = &page {
            (json["read"], json["ignored"]) = (json!(page.read), json!(page.ignored));
        }
        ui.answer(json, |ui| {
            if look.signals.button == Some(Button::Accept) {
                ui.note("that button answers their invitation to you; it says nothing about yours");
            }
            if who.request.is_some_and(|named| named != request) {
                ui.note(&format!("that look speaks of request #{request}, the latest one by then"));
            }
            if look.seen.is_before(told.attempt.sent, context.zone) {
                note_early_look(&look, ui);
            }
            ui.say(told.name().text(format!(": {said}")).faint(format!("  (look {number})")));
            page.iter().for_each(|page| paste::tell(page, ui));
            let is_same = was.class == told.judged.verdict.class;
            let change = if is_same { String::new() } else { format!("  (was: {})", verdict::badge(&was).2) };
            ui.say(told.verdict_line().text(change).indented());
            told.reasons().iter().take(2).for_each(|reason| ui.say(reason_line(reason, false).indented()));
            told.say_advice(ui);
        })
    })
}

fn note_early_look(look: &Look, ui: &mut Ui) {
    if look.signals.is_conclusive() {
        ui.warn("they were a connection before the request was sent: there is nothing to track [K08]");
    } else {
        ui.note("that was before the request was sent, so only button and connections count, as a baseline");
    }
}

fn understand(args: &Observe, context: &Context, ui: &mut Ui) -> Result<(Look, Option<ProfileLook>)> {
    let signs = &args.signs;
    let mut signals = Signals {
        connections: signs.connections.as_deref().map(connections).transpose()?,
        in_connections: signs.in_connections.map(YesNo::is_yes),
        degree: signs.degree,
        notified: signs.notified.map(YesNo::is_yes),
        sent_page: signs.sent_page,
        viewed_me: signs.viewed_me,
        engaged: signs.engaged,
        replied: signs.replied,
        button: None,
    };
    if let Some(label) = &signs.button {
        let refused = |error: Refusal| Error::usage(format!("--button: {error}")).hint_if(error.hint());
        match read_label(label).map_err(refused)? {
            LabelMeaning::Button(button) => signals.button = Some(button),
            // Only a connection can be removed: as good as the badge.
            LabelMeaning::Connected => signals.degree = Some(Degree::First),
        }
    }
    let seen = context.past_or_now("--at", args.at.as_deref())?;
    let memo = args.memo.as_deref().map(note_text).transpose()?.flatten();
    let page = signs.paste.then(|| paste::read(ui)).transpose()?;
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

/// `button Pending, 500+ connections, seen today`
fn describe(look: &Look, context: &Context) -> String {
    let mut seen = verdict::signs(&look.signals);
    seen.extend(look.memo.as_ref().map(|_| "a memo".to_owned()));
    let when = match look.seen {
        Moment::Exact(at) if at == context.now => String::new(),
        moment => format!(", seen {}", context.echo(moment)),
    };
    format!("{}{when}", seen.join(", "))
}
