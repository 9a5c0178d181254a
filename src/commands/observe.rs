pub mod paste;

use super::amend;
use super::circumstances::{connections, note_text};
use super::prelude::*;
use super::record::{self, Changed, Scope};
use super::review;
use super::verdict::{self, class_json, reason_line, told};
use super::who::Named;
use crate::cli::{SEVERAL, one_of, yes_no};
use crate::import::page::ProfileLook;
use crate::record::labels::{LabelMeaning, read_label};
use crate::record::observation::{Button, Degree, Look, SentPage, Signals, Source};
use crate::record::suggest::Refusal;

/// Record what you see of a person, and hear the new verdict
///
/// Without signs, on a terminal, it asks with the keys of `review`. Give any number of signs that you saw in one look.
/// What you did not look at, leave out: "no" means that you looked and it was not there. Button labels are understood
/// in LinkedIn's languages.
///
/// With --paste, button, badge and number of connections are read from a copy of the profile page, which tells
/// WHO it is, too; only its top is read, down to the first section. Other signs may be given beside it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack observe zoe --button pending
  invtrack observe zoe --button Ausstehend --degree 2nd --connections 500+
  invtrack observe zoe --in-connections yes --at yesterday
  invtrack observe linkedin.com/in/zoe-brandt --notified yes --at \"5 oct 14:30\"
  invtrack observe --paste < page.txt")]
pub struct Observe {
    #[arg(value_name = "WHO", help = SEVERAL)]
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
    #[arg(long, value_name = "YES|NO", value_parser = yes_no(), hide_possible_values = true)]
    in_connections: Option<bool>,
    /// The badge beside the name
    #[arg(long, value_name = "BADGE", value_parser = one_of(Degree::ALL, Degree::word, &[]))]
    degree: Option<Degree>,
    /// Whether LinkedIn notified you of the acceptance ("no": you looked, and there is none)
    #[arg(long, value_name = "YES|NO", value_parser = yes_no(), hide_possible_values = true)]
    notified: Option<bool>,
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

pub fn run(args: &Observe, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let named = if args.signs.paste { Vec::new() } else { record::find_all(&args.who, context, ui)?.1 };
    let (look, page) = understand(args, context, ui)?;
    let all = match &page {
        Some(page) => {
            vec![paste::find(&args.who, page, &record::read_existing(&Scope::Everything, context)?, ui)?]
        }
        None => named,
    };
    let said = describe(&look, context);
    let changed = record::change(context, &Scope::of_all(&all), |book, entry| {
        let requests = all.iter().map(|who| who.request_in(book)).collect::<Result<Vec<_>>>()?;
        let subjects: Vec<String> = requests.iter().map(|one| record::subject(book, one)).collect();
        entry.describe(format!("observed {}: {said}", subjects.join(", ")));
        Ok(requests.iter().map(|request| (entry.look(request, &look), request.id)).collect::<Vec<_>>())
    })?;
    let observed = Observed { look: &look, page: page.as_ref(), said: &said, changed: &changed };
    let mut answers = Vec::with_capacity(all.len());
    for (who, &(fact, named)) in all.iter().zip(&changed.value) {
        answers.extend(observed.tell(who, fact, named, context, ui)?);
    }
    amend::answer(answers, ui)
}

struct Observed<'a> {
    look: &'a Look,
    page: Option<&'a ProfileLook>,
    said: &'a str,
    changed: &'a Changed<Vec<(Uid, i64)>>,
}

impl Observed<'_> {
    fn tell(&self, who: &Named, fact: Uid, named: i64, context: &Env, ui: &mut Ui) -> Result<Option<Value>> {
        let (look, Changed { before, after, .. }) = (self.look, self.changed);
        // The look speaks of the attempt that was open then, whichever was named.
        let seen = after.looks().find(|(_, look)| look.fact == Some(fact));
        let (number, request) = seen.map_or((0, named), |(request, look)| (look.id, request.id));
        // It may have shown that there are two requests where one was on record.
        let known = before.request(request).map_or(named, |known| known.id);
        let was = told(before, known, context, |told| Ok(told.judged.verdict.clone()))?;
        told(after, request, context, |told| {
            if ui.is_json() {
                let seen_at = context.rfc3339(look.seen);
                let mut json =
                    told.json(json!({ "look": number, "seen_at": seen_at, "was": class_json(&was) }));
                if let Some(page) = self.page {
                    (json["read"], json["ignored"]) = (json!(page.read), json!(page.ignored));
                }
                return Ok(Some(json));
            }
            if look.signals.button == Some(Button::Accept) {
                ui.note("that button answers their invitation to you; it says nothing about yours");
            }
            if who.request.is_some_and(|named| named != request) {
                ui.note(&format!("that look speaks of request #{request}, the latest one by then"));
            }
            let mut kept = after.looks().filter(|(_, look)| look.fact == Some(fact));
            if look.seen.is_before(told.request.sent, context.zone) && kept.all(|(_, look)| look.is_before) {
                note_early_look(look, ui);
            }
            ui.say(told.name().text(format!(": {}", self.said)));
            self.page.iter().for_each(|page| paste::tell(page, ui));
            let is_same = was.class == told.judged.verdict.class;
            let change = if is_same { String::new() } else { format!("  (was: {})", verdict::badge(&was).2) };
            ui.say(told.verdict_line().text(change).indented());
            told.reasons().iter().take(2).for_each(|reason| ui.say(reason_line(reason, false).indented()));
            told.say_advice(ui);
            Ok(None)
        })
    }
}

fn note_early_look(look: &Look, ui: &mut Ui) {
    if look.signals.is_conclusive() {
        ui.warn("they were a connection before the request was sent: there is nothing to track [K08]");
    } else {
        ui.note("that was before the request was sent, so only button and connections count, as a baseline");
    }
}

fn understand(args: &Observe, context: &Env, ui: &mut Ui) -> Result<(Look, Option<ProfileLook>)> {
    let signs = &args.signs;
    let mut signals = Signals {
        connections: signs.connections.as_deref().map(connections).transpose()?,
        in_connections: signs.in_connections,
        degree: signs.degree,
        notified: signs.notified,
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
    if signals.is_empty() && memo.is_none() && ui.may_prompt() && ui.width().is_some() {
        signals = review::ask(ui)?;
    }
    if signals.is_empty() && memo.is_none() {
        return Err(Error::usage("nothing was seen")
            .hint("say what you saw, such as --button Pending or --in-connections no, or --paste the page; `invtrack observe --help` lists the signs"));
    }
    let source = if page.is_some() { Source::Page } else { Source::Typed };
    Ok((Look { seen, source, signals, memo }, page))
}

/// `button Pending, 500+ connections, seen today`
fn describe(look: &Look, context: &Env) -> String {
    let mut seen = verdict::signs(&look.signals);
    seen.extend(look.memo.as_ref().map(|_| "a memo".to_owned()));
    let when = match look.seen {
        Moment::Exact(at) if at == context.now => String::new(),
        moment => format!(", seen {}", context.echo(moment)),
    };
    format!("{}{when}", seen.join(", "))
}
