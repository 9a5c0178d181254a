use super::pasted::{combine, fits_by_name, is_of_another};
use crate::commands::prelude::*;
use crate::commands::verdict;
use crate::commands::who::{self, Named};
use crate::import::page::{self, ProfileLook};
use crate::model::request::Person;
use crate::record::observation::Signals;

pub fn read(ui: &mut Ui) -> Result<ProfileLook> {
    let attempt = "cannot read a profile page from standard input";
    let bytes =
        prompt::paste(page::MAX_BYTES as u64, ui).map_err(|error| Error::failed(attempt).caused_by(error))?;
    page::decode(&bytes).and_then(page::read_profile).map_err(|error| error.within(attempt))
}

pub fn add_to(typed: Signals, page: &ProfileLook) -> Result<Signals> {
    combine(typed, page).map_err(|contradiction| {
        let words = |signals| verdict::signs(signals).join(", ");
        let (typed, page) = (words(&contradiction.typed), words(&contradiction.page));
        Error::usage(format!("the page contradicts what was typed: {page} there, {typed} here"))
            .hint("leave out the option that is wrong, or record two looks with their own --at")
    })
}

pub fn find(words: &[String], page: &ProfileLook, book: &Tracked, ui: &mut Ui) -> Result<Named> {
    if words.is_empty() {
        return identify(page, book, ui);
    }
    let who = who::find(words, book, ui)?;
    let owner = owner(page, book);
    match book.person(who.person) {
        // A profile tells namesakes apart.
        Some(person) if owner.is_some_and(|id| id != person.id) || is_of_another(page, person) => {
            Err(another(page, person))
        }
        _ => Ok(who),
    }
}

fn owner(page: &ProfileLook, book: &Tracked) -> Option<i64> {
    let slug = page.slug.as_deref()?;
    book.people().find(|person| person.has_profile(slug)).map(|person| person.id)
}

fn another(page: &ProfileLook, person: &Person) -> Error {
    let shown = named(page.name.as_deref(), page.slug.as_deref());
    let meant = named(Some(&person.name), person.slug.as_deref());
    Error::failed(format!("the page is the profile of {shown}, not of {meant}"))
        .hint("name the right WHO, or leave it out: the page tells whose it is")
        .hint("if they are the same person, `invtrack edit WHO --name NAME` corrects the name on record")
}

/// `Zoë Brandt (zoe-brandt)`
fn named(name: Option<&str>, slug: Option<&str>) -> String {
    match (name, slug) {
        (Some(name), Some(slug)) => format!("{name} ({slug})"),
        (name, slug) => name.or(slug).unwrap_or("somebody").to_owned(),
    }
}

fn identify(page: &ProfileLook, book: &Tracked, ui: &mut Ui) -> Result<Named> {
    if let Some(person) = owner(page, book) {
        return Ok(Named { person, request: None });
    }
    let Some(typed) = page.slug.as_ref().or(page.name.as_ref()) else {
        return Err(Error::usage("the page does not tell whose it is").hint("name WHO"));
    };
    let fits = book.people().filter(|person| fits_by_name(page, person));
    let found: Vec<Named> = fits.map(|person| Named { person: person.id, request: None }).collect();
    if found.is_empty() {
        return Err(who::nobody(typed, book).hint("name WHO if the page shows somebody on record"));
    }
    who::one_of(page.name.as_ref().unwrap_or(typed), &found, book, ui)
}

pub fn tell(page: &ProfileLook, ui: &mut Ui) {
    for (list, lines) in [("read", &page.read), ("ignored", &page.ignored)] {
        if !lines.is_empty() {
            ui.say(faint(format!("{list}: {}", lines.join(" | "))).indented());
        }
    }
}
