use super::circumstances::{Circumstances, cleaned, connections, note_text, put_odds};
use super::observe::paste;
use super::pace::Pace;
use super::prelude::*;
use super::sending::{NewRequest, Recipient, about_namesake, refuse_duplicate, say_recorded};
use super::verdict::told;
use super::{predict, record, who};
use crate::record::fact::Who;
use crate::record::name::MAX_NAME;
use crate::record::observation::{Button, Degree, Look, Signals, Source};
use crate::record::slug::looks_like_url;
use crate::record::time::Instant;
use crate::store::Store;

/// Record a connection request that you sent
///
/// Without arguments, on a terminal, it asks, and checks each answer when it is given. A profile URL alone is enough to
/// name a person. A further request to the same person is a new attempt, and the earlier one counts as superseded.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack add \"Zoë Brandt\" --url linkedin.com/in/zoe-brandt --sent yesterday
  invtrack add Mei Lin --mutual 4 --note \"We both work on accessible forms, …\"
  xclip -o | invtrack add --paste    (a copied profile page)")]
pub struct Add {
    #[command(flatten)]
    to: Recipient,
    /// Read name, profile, and shared connections off the profile page on standard input: select all there, copy, paste
    #[arg(long)]
    paste: bool,
    /// Don't ask, even for somebody whom you removed with `forget`
    #[arg(short, long)]
    yes: bool,
    /// When you sent it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]
    #[arg(long, value_name = "WHEN")]
    sent: Option<String>,
    /// Their number of connections before you sent it: 312, 500+
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    connections: Option<String>,
    /// Only tell its chance, as `predict` does; record nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Add, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if args.paste {
        read_page(&mut args, ui)?;
    } else if args.to.name.iter().all(|word| word.trim().is_empty()) && args.to.url.is_none() {
        ask(&mut args, context, ui)?;
    }
    let plan = NewRequest::read(args.to, context.past_or_now("--sent", args.sent.as_deref())?)?;
    let connections = args.connections.as_deref().map(connections).transpose()?;
    if args.dry_run {
        return predict::foretell(&plan, true, false, context, ui);
    }
    if !args.yes {
        agree_if_forgotten(&plan, context, ui)?;
    }
    let (lately, scope) = (Pace::read(context)?, plan.scope());
    let changed = record::change_in(&mut context.open_to_add()?, context, &scope, |book, step| {
        enter(&plan, connections, book, context, step)
    })?;
    let request = changed.request_of(changed.value)?;
    let pace = Pace::lately(&lately, context);
    let mut warnings = plan.warnings(&changed.before, Some(request.id), &pace, context)?;
    tell_of_joined(request, &changed.before, context, &mut warnings);
    let pace = Pace::since(&lately, &changed.after, context);
    told(&changed.after, request.id, context, |told| {
        let json = told.json(json!({ "warnings": warnings, "pace": pace }));
        ui.answer(json, |ui| {
            warnings.iter().for_each(|warning| ui.advise(warning));
            if plan.known.template.is_some() && plan.known.note.is_none() {
                ui.note("only the template's name is recorded; --note gives the text, too");
            }
            say_recorded(told, &pace, ui);
            let id = told.request.id;
            ui.next(&format!("invtrack observe {id} --button LABEL  (what the profile's button says)"));
        })
    })
}

/// What is typed comes before what the page shows.
fn read_page(args: &mut Add, ui: &mut Ui) -> Result<()> {
    let page = paste::read(ui)?;
    let Recipient { name: typed, url, circumstances: known } = &mut args.to;
    let name = page.name.as_deref().or(page.slug.as_deref()).unwrap_or("the person");
    if page.degree == Some(Degree::First) {
        return Err(Error::failed(format!(
            "{name} is a connection of yours already, by the page: nothing to ask"
        )));
    }
    if typed.is_empty() {
        typed.extend(page.name.clone());
    }
    if url.is_none() {
        url.clone_from(&page.slug);
    }
    if typed.is_empty() && url.is_none() {
        return Err(Error::usage("the page does not tell whose it is").hint("give a NAME or --url URL"));
    }
    known.shared.mutual = known.shared.mutual.or(page.shared);
    known.confirmed |= page.button == Some(Button::Pending);
    args.connections = args.connections.take().or(page.connections.map(|count| count.to_string()));
    if !ui.is_json() {
        paste::tell(&page, ui);
    }
    Ok(())
}

fn ask(args: &mut Add, context: &Env, ui: &mut Ui) -> Result<()> {
    if !ui.may_prompt() {
        return Err(nobody());
    }
    let is_profile = |typed: &str| who::read_profile(typed).map(drop);
    let is_name = |typed: &str| {
        if looks_like_url(typed) { is_profile(typed) } else { cleaned("name", typed, MAX_NAME).map(drop) }
    };
    let (whom, instead) = ("Name or profile URL", "give a NAME or --url URL");
    let Some(name) = prompt::checked(ui, whom, instead, is_name)? else { return Err(nobody()) };
    if !looks_like_url(&name) {
        args.to.url = prompt::checked(ui, "Profile URL (empty: not known)", "--url URL", is_profile)?;
    }
    args.to.name = vec![name];
    if args.sent.is_none() {
        let is_past = |typed: &str| context.past("sent", typed).map(drop);
        args.sent = prompt::checked(ui, "Sent when (empty: now)", "--sent WHEN", is_past)?;
    }
    refuse_early(args, context)?;
    let known = &mut args.to.circumstances;
    if known.note.is_none() && known.note_file.is_none() {
        let is_note = |typed: &str| note_text(typed).map(drop);
        known.note = prompt::checked(ui, "Note (empty: none)", "--note TEXT", is_note)?;
    }
    let odds = "What moves the odds (empty: nothing; met EVENT, shared 4, senior)";
    let is_read = |typed: &str| put_odds(typed, &mut Circumstances::default());
    if let Some(typed) = prompt::checked(ui, odds, "--met-at EVENT, --mutual N, --senior", is_read)? {
        put_odds(&typed, known)?;
    }
    Ok(())
}

/// What can't be recorded is refused before the note is written.
fn refuse_early(args: &Add, context: &Env) -> Result<()> {
    let (name, url) = (args.to.name.clone(), args.to.url.clone());
    let to = Recipient { name, url, circumstances: Circumstances::default() };
    let plan = NewRequest::read(to, context.past_or_now("sent", args.sent.as_deref())?)?;
    let Some(mut store) = Store::open_to_read(&context.database)? else { return Ok(()) };
    let book = store.read(|view| record::load(view, &plan.scope(), context))?;
    let person = plan.person(&book)?;
    let others = person.map_or_else(Vec::new, |person| book.requests_to(person.id));
    refuse_duplicate(plan.sent, &others, context)
}

fn nobody() -> Error {
    Error::usage("nobody was named").hint("give a NAME or --url URL")
}

fn agree_if_forgotten(plan: &NewRequest, context: &Env, ui: &mut Ui) -> Result<()> {
    let who = who_of(&plan.name(), plan);
    // A file that is named need not be there yet.
    let Some(mut store) = Store::open_to_read(&context.database)? else { return Ok(()) };
    if store.read(|view| view.forgotten())?.marks.is_empty() {
        return Ok(());
    }
    let scope = plan.scope();
    let book = store.read(|view| record::load(view, &scope, context))?;
    let Some(since) = forgotten_since(&who, &book) else { return Ok(()) };
    let since = context.echo(Moment::Exact(since));
    ui.say(format!("You had them forgotten, {since}. Recorded again, imports bring them back, too."));
    prompt::agree(ui, "Record them?", "--yes records them without asking", "Nothing was recorded.")
}

fn forgotten_since(who: &Who, book: &Tracked) -> Option<Instant> {
    book.forgotten.in_force(&book.world.facts).since(who)
}

fn who_of(name: &str, plan: &NewRequest) -> Who {
    Who { name: Some(name.into()), slug: plan.slug.as_deref().map(Into::into), ..Who::default() }
}

fn enter(
    plan: &NewRequest,
    connections: Option<u32>,
    book: &Tracked,
    context: &Env,
    step: &mut record::NewFacts,
) -> Result<Uid> {
    if plan.name().is_empty() {
        return Err(nobody());
    }
    let person = plan.person(book)?;
    let others = person.map_or_else(Vec::new, |person| book.requests_to(person.id));
    refuse_duplicate(plan.sent, &others, context)?;
    // A profile finds them; a name alone does only while nobody else has it.
    let by_name = person.filter(|_| plan.slug.is_none());
    let about = by_name.and_then(|_| others.first()?.facts.first().copied());
    let name = person.map_or_else(|| plan.name(), |person| person.name.clone());
    let who = who_of(&name, plan);
    // Typed since, whatever the clock says: else it is left out as well.
    if let Some(since) = forgotten_since(&who, book) {
        step.go_past(since);
    }
    let fact = step.send(who, plan.sent, plan.known.clone(), about.into_iter().collect());
    step.describe_new(format!("added {name}"), fact);
    if connections.is_some() {
        let signals = Signals { connections, ..Signals::default() };
        step.look_at(fact, &Look { seen: plan.sent, source: Source::Typed, signals, memo: None });
    }
    Ok(fact)
}

fn tell_of_joined(request: &Request, before: &Tracked, context: &Env, warnings: &mut Vec<String>) {
    if let Some(since) = request.already {
        let since = since.day(context.zone).iso();
        warnings.push(format!(
            "already in your connections since {since}, before it was sent: nothing to track [K08]"
        ));
    }
    let Some(known) = before.request(request.id).filter(|known| known.sent_within == 0) else { return };
    let (id, sent, now) = (known.id, context.echo(known.sent), context.echo(request.sent));
    let sent =
        if request.sent == known.sent { sent } else { format!("{sent}, which now counts as sent {now}") };
    let namesake = about_namesake(id);
    let is_by_name = warnings.contains(&namesake);
    warnings.retain(|warning| *warning != namesake);
    warnings.push(if is_by_name {
        format!(
            "taken for request #{id} to somebody of that name, sent {sent}. If they are two: invtrack undo, then invtrack edit {id} --url URL with the other one's profile"
        )
    } else {
        format!(
            "taken for request #{id}, sent {sent}: LinkedIn takes no second one so soon. If it is another one: invtrack undo, then invtrack resend {id}"
        )
    });
}
