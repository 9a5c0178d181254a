//! `invtrack observe --paste`: a copied profile page on standard input, whose it is, and what was made of it.

use crate::commands::who::{self, Who};
use crate::commands::{stdin, view};
use crate::domain::facts::ProfileLook;
use crate::domain::pasted::{combine, fits_by_name, is_of_another};
use crate::domain::person::Person;
use crate::error::{Error, Result};
use crate::import::page::{self, PageError};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::name::fold_person;
use crate::record::observation::Signals;
use crate::store::{Store, Which};

/// Reads the page from standard input, all of it before anything else happens.
pub fn read(ui: &mut Ui) -> Result<ProfileLook> {
    let failed = || Error::failed("cannot read a profile page from standard input");
    let bytes = stdin::read_page(page::MAX_BYTES as u64, ui).map_err(|error| failed().caused_by(error))?;
    let refused = |error: PageError| failed().caused_by(error).hint(error.hint());
    page::decode(bytes).and_then(|text| page::read_profile(&text)).map_err(refused)
}

/// What was typed and what the page shows, as one look.
pub fn add_to(typed: Signals, page: &ProfileLook) -> Result<Signals> {
    combine(typed, page).map_err(|contradiction| {
        let words = |signals| view::signs(signals).join(", ");
        let (typed, page) = (words(&contradiction.typed), words(&contradiction.page));
        Error::usage(format!("the page contradicts what was typed: {page} there, {typed} here"))
            .hint("leave out the option that is wrong, or record two looks with their own --at")
    })
}

/// The person whom the page shows: the one named, if it can be theirs, or the one whom it tells.
pub fn find(words: &[String], page: &ProfileLook, store: &mut Store, ui: &mut Ui) -> Result<Who> {
    if words.is_empty() {
        return identify(page, store, ui);
    }
    let who = who::find(words, store, ui)?;
    let owner = owner(page, store)?;
    let book = store.read(|view| view.book(Which::People(&[who.person])))?;
    match book.people.first() {
        // A profile tells namesakes apart.
        Some(person) if owner.is_some_and(|id| id != person.id) || is_of_another(page, person) => {
            Err(another(page, person))
        }
        _ => Ok(who),
    }
}

/// The person on record with the page's profile.
fn owner(page: &ProfileLook, store: &mut Store) -> Result<Option<i64>> {
    let Some(slug) = &page.slug else { return Ok(None) };
    store.read(|view| view.person_with_slug(slug))
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

/// The one person on record with the page's profile or, failing that, its full name.
fn identify(page: &ProfileLook, store: &mut Store, ui: &mut Ui) -> Result<Who> {
    if let Some(person) = owner(page, store)? {
        return Ok(Who { person, request: None });
    }
    let found = namesakes(page, store)?;
    let Some(typed) = page.slug.as_ref().or(page.name.as_ref()) else {
        return Err(Error::usage("the page does not tell whose it is").hint("name WHO"));
    };
    if found.is_empty() {
        return Err(who::nobody(typed, store)?.hint("name WHO if the page shows somebody on record"));
    }
    who::one_of(page.name.as_ref().unwrap_or(typed), &found, store, ui)
}

fn namesakes(page: &ProfileLook, store: &mut Store) -> Result<Vec<Who>> {
    let folded = page.name.as_deref().map(fold_person).unwrap_or_default();
    // Something may stand between the words of a name on record, so one of them has to find it.
    let longest = folded.split(' ').max_by_key(|word| word.len()).filter(|word| !word.is_empty());
    let Some(word) = longest else { return Ok(Vec::new()) };
    let book = store.read(|view| view.book(Which::People(&view.people_like(word)?)))?;
    let fits = book.people.iter().filter(|person| fits_by_name(page, person));
    Ok(fits.map(|person| Who { person: person.id, request: None }).collect())
}

/// Shows what was read and what was ignored.
pub fn tell(page: &ProfileLook, ui: &mut Ui) -> Result<()> {
    for (list, lines) in [("read", &page.read), ("ignored", &page.ignored)] {
        if !lines.is_empty() {
            ui.say(&Line::plain("  ").push(Role::Faint, format!("{list}: {}", lines.join(" | "))))?;
        }
    }
    Ok(())
}
