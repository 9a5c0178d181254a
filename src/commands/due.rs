use super::prelude::*;
use super::record::{self, Scope};
use super::verdict::Judgements;
use crate::cli::SEVERAL;
use crate::next::due::{Batch, Due, DueLook, Page};
use crate::record::slug::profile_url;

const PAGE_IN: &str = "select all and copy it, then: xclip -o | invtrack import -  (pbpaste on macOS); or save it as \
    HTML, then: invtrack import FILE";

/// Tell whom to look at next, and why
///
/// Ranked by how much a look would tell: how unsure it is what the profile shows today, and how long ago you last
/// looked. A page that settles many at once comes first. In a pipe: one line each, fields between tabs: number, name,
/// page, score, why, profile.
#[derive(Args, Debug)]
pub struct DueArgs {
    /// How many people you want to look at [default: 2, or `limits.looks_a_day` of your settings]
    #[arg(long, value_name = "N")]
    budget: Option<usize>,
    /// Everybody worth a look
    #[arg(long, conflicts_with = "budget")]
    all: bool,
}

pub fn run(args: &DueArgs, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(&Scope::Everything, context)?;
    let judged = Judgements::of(&book, Moment::Exact(context.now), context);
    let Due { batch, looks } = judged.due(&book);
    let budget = args.budget.unwrap_or(context.config.settings.limits.looks_a_day);
    let listed = &looks[..if args.all { looks.len() } else { looks.len().min(budget) }];
    let more = looks.len() - listed.len();
    let json = json!({
        "as_of": context.now.to_rfc3339(),
        "batch": batch.as_ref().map(batch_json),
        "due": listed.iter().map(look_json).collect::<Vec<_>>(),
        "more": more,
    });
    ui.answer(json, |ui| {
        if ui.width().is_none() {
            return records(batch.as_ref(), listed, ui);
        }
        if batch.is_none() && looks.is_empty() {
            return ui.say("Nothing to look at today.");
        }
        if let Some(batch) = &batch {
            ui.line(batch_line(batch));
            ui.line(faint(PAGE_IN).indented());
        }
        for look in listed {
            ui.line(look_line(look));
            if let Some(slug) = &look.request.person.slug {
                ui.line(faint(profile_url(slug)).indented());
            }
        }
        more_line(more).into_iter().for_each(|line| ui.say(line));
        ui.next("invtrack review  (one keypress a person)");
    })
}

pub fn more_line(more: usize) -> Option<Text> {
    (more > 0).then(|| format!("{more} more: invtrack due --all").into())
}

fn records(batch: Option<&Batch>, listed: &[DueLook], ui: &mut Ui) {
    if let Some(batch) = batch {
        ui.record(&["", "", batch.page.word(), &format!("{:.3}", batch.gain), &batch_text(batch), ""]);
    }
    for look in listed {
        let (id, person) = (look.request.id.to_string(), &look.request.person);
        let (score, url) = (format!("{:.3}", look.score), person.slug.as_deref().map(profile_url));
        let (page, url) = (look.page.word(), url.unwrap_or_default());
        ui.record(&[&id, &person.name, page, &score, &look.reason(), &url]);
    }
}

/// `Open My Network > Connections once (would settle about 9 of 14)`
pub fn batch_line(batch: &Batch) -> Text {
    let text = batch_text(batch);
    let (page, why) = text.split_once(" (").unwrap_or((&text, ""));
    strong(page).text(format!(" ({why}"))
}

fn batch_text(batch: &Batch) -> String {
    let page = match batch.page {
        Page::Sent => "My Network > Manage invitations > Sent",
        Page::Connections | Page::Profile => "My Network > Connections",
    };
    format!("Open {page} once (would settle about {:.0} of {})", batch.gain.max(1.0), batch.requests)
}

/// `Aoife Brennan (#9): never looked at, 12 days old: 51% still open …`
pub fn look_line(look: &DueLook) -> Text {
    strong(&look.request.person.name).text(format!(" (#{}): {}", look.request.id, look.reason()))
}

pub fn batch_json(batch: &Batch) -> Value {
    json!({
        "page": batch.page,
        "gain": batch.gain,
        "requests": batch.requests,
        "text": batch_text(batch),
        "how": PAGE_IN,
    })
}

pub fn look_json(look: &DueLook) -> Value {
    let (person, belief) = (&look.request.person, look.belief);
    json!({
        "id": look.request.id,
        "name": person.name,
        "slug": person.slug,
        "url": person.slug.as_deref().map(profile_url),
        "page": look.page,
        "score": look.score,
        "gini": belief.gini(),
        "p_connected": belief.connected,
        "p_open": belief.open,
        "p_gone": belief.gone,
        "days": look.days,
        "never_looked": look.is_first,
        "text": look.reason(),
    })
}

/// Open somebody's profile in your browser
#[derive(Args, Debug)]
pub struct OpenArgs {
    #[arg(value_name = "WHO", help = SEVERAL)]
    who: Vec<String>,
}

pub fn open(args: &OpenArgs, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let (book, all) = record::find_all(&args.who, context, ui)?;
    let mut urls = Vec::with_capacity(all.len());
    for who in &all {
        let person = who.person_in(&book)?;
        let slug = person.slug.as_deref().ok_or_else(|| {
            let hint =
                format!("search for the name on LinkedIn, then: invtrack edit {} --url URL", who.person);
            Error::failed(format!("no profile of {} is on record", person.name)).hint(hint)
        })?;
        urls.push(profile_url(slug));
    }
    for url in &urls {
        ::open::that_detached(url)
            .map_err(|error| Error::failed("cannot open a browser").caused_by(error))?;
    }
    ui.answer(json!({ "opened": urls }), |ui| urls.iter().for_each(|url| ui.say(format!("Opened {url}"))))
}
