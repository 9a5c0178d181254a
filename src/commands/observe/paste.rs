//! A profile page beside what is known otherwise: whose it is, and whether it agrees with what was typed.

use crate::commands::prelude::*;
use crate::commands::verdict;
use crate::commands::who::{self, Named};
use crate::import::page::{self, ProfileLook};
use crate::model::request::Person;
use crate::record::name::fold_person;
use crate::record::observation::{Button, CONNECTIONS_CAP, Degree, SentPage, Signals};

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

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Contradiction {
    typed: Signals,
    page: Signals,
}

/// A page that offers nothing but to follow or to write may hide another button under *More*: there the typed one
/// counts (sources 1).
fn combine(typed: Signals, page: &ProfileLook) -> std::result::Result<Signals, Contradiction> {
    let page = Signals {
        button: page.button,
        degree: page.degree,
        connections: page.connections,
        ..Signals::default()
    };
    match contradiction(&typed, &page) {
        Some(contradiction) => Err(contradiction),
        None => Ok(Signals {
            button: typed.button.or(page.button),
            degree: typed.degree.or(page.degree),
            connections: typed.connections.or(page.connections),
            ..typed
        }),
    }
}

fn contradiction(typed: &Signals, page: &Signals) -> Option<Contradiction> {
    let counts = |signals: &Signals| Signals { connections: signals.connections, ..Signals::default() };
    let capped = |signals: &Signals| signals.connections.map(|count| count.min(CONNECTIONS_CAP));
    if differ(capped(typed), capped(page)) {
        return Some(Contradiction { typed: counts(typed), page: counts(page) });
    }
    let buttons = |signals: &Signals| Signals { button: signals.button, ..Signals::default() };
    if page.button.is_some_and(is_telling) && differ(typed.button, page.button) {
        return Some(Contradiction { typed: buttons(typed), page: buttons(page) });
    }
    let is_split = is_connected(typed) && is_apart(page) || is_apart(typed) && is_connected(page);
    (is_split || differ(typed.degree, page.degree))
        .then(|| Contradiction { typed: closeness(typed), page: closeness(page) })
}

fn differ<T: Copy + PartialEq>(typed: Option<T>, page: Option<T>) -> bool {
    typed.is_some() && page.is_some() && typed != page
}

/// Whether a button tells if an invitation is open.
const fn is_telling(button: Button) -> bool {
    matches!(button, Button::Pending | Button::Accept | Button::Connect)
}

/// A notification stays true when that has ended.
fn is_connected(signals: &Signals) -> bool {
    Signals { notified: None, ..*signals }.is_conclusive()
}

fn is_apart(signals: &Signals) -> bool {
    signals.button.is_some_and(is_telling)
        || matches!(signals.degree, Some(Degree::Second | Degree::Third))
        || signals.in_connections == Some(false)
        || signals.sent_page == Some(SentPage::Listed)
}

fn closeness(signals: &Signals) -> Signals {
    Signals {
        button: signals.button.filter(|button| is_telling(*button)),
        degree: signals.degree,
        in_connections: signals.in_connections,
        sent_page: signals.sent_page,
        ..Signals::default()
    }
}

/// Another name, and no profile that says otherwise.
fn is_of_another(page: &ProfileLook, person: &Person) -> bool {
    let same_slug = page.slug.as_ref().zip(person.slug.as_ref()).map(|(page, _)| person.has_profile(page));
    // An invitation by e-mail has an address for a name.
    let known = Some(&person.name).filter(|name| !name.contains('@'));
    let same_name =
        page.name.as_ref().zip(known).map(|(page, known)| fold_person(page) == fold_person(known));
    same_slug != Some(true) && !same_name.or(same_slug).unwrap_or(true)
}

fn fits_by_name(page: &ProfileLook, person: &Person) -> bool {
    let has_name = page.name.as_ref().is_some_and(|name| fold_person(name) == fold_person(&person.name));
    has_name && !differ(page.slug.as_ref(), person.slug.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::time::Instant;

    fn page(button: Option<Button>, degree: Option<Degree>, connections: Option<u32>) -> ProfileLook {
        ProfileLook { button, degree, connections, ..ProfileLook::default() }
    }

    #[test]
    fn typed_signs_that_agree_are_one_look_with_the_page() {
        let page = page(Some(Button::Pending), Some(Degree::Second), Some(500));
        let typed = Signals {
            button: Some(Button::Pending),
            connections: Some(1247),
            in_connections: Some(false),
            notified: Some(false),
            viewed_me: true,
            ..Signals::default()
        };
        assert_eq!(combine(typed, &page), Ok(Signals { degree: Some(Degree::Second), ..typed }));
        let seen = combine(Signals::default(), &page).unwrap();
        assert_eq!(
            (seen.button, seen.degree, seen.connections),
            (page.button, page.degree, page.connections)
        );
    }

    #[test]
    fn a_button_under_more_may_be_typed() {
        for shown in [Button::Message, Button::Follow] {
            let typed = Signals { button: Some(Button::Pending), ..Signals::default() };
            let seen = combine(typed, &page(Some(shown), Some(Degree::Third), None)).unwrap();
            assert_eq!(seen.button, Some(Button::Pending));
        }
    }

    #[test]
    fn contradictions_are_told_sign_by_sign() {
        let none = Signals::default();
        let button = |button| Signals { button: Some(button), ..none };
        let degree = |degree| Signals { degree: Some(degree), ..none };
        let cases = [
            (button(Button::Connect), page(Some(Button::Pending), None, None), button(Button::Pending)),
            (button(Button::Message), page(Some(Button::Pending), None, None), button(Button::Pending)),
            (degree(Degree::First), page(None, Some(Degree::Second), None), degree(Degree::Second)),
            (degree(Degree::Third), page(None, Some(Degree::Second), None), degree(Degree::Second)),
            (degree(Degree::First), page(Some(Button::Connect), None, None), button(Button::Connect)),
            (
                button(Button::Pending),
                page(Some(Button::Message), Some(Degree::First), None),
                degree(Degree::First),
            ),
            (
                Signals { in_connections: Some(true), ..none },
                page(None, Some(Degree::Third), None),
                degree(Degree::Third),
            ),
            (
                Signals { in_connections: Some(false), ..none },
                page(None, Some(Degree::First), None),
                degree(Degree::First),
            ),
            (
                Signals { sent_page: Some(SentPage::Listed), ..none },
                page(None, Some(Degree::First), None),
                degree(Degree::First),
            ),
            (
                Signals { connections: Some(312), ..none },
                page(None, None, Some(500)),
                Signals { connections: Some(500), ..none },
            ),
        ];
        for (typed, page, said) in cases {
            assert_eq!(combine(typed, &page), Err(Contradiction { typed, page: said }));
        }
    }

    #[test]
    fn a_notice_may_outlive_the_connection() {
        let typed = Signals { notified: Some(true), ..Signals::default() };
        assert!(combine(typed, &page(Some(Button::Connect), Some(Degree::Second), None)).is_ok());
    }

    #[test]
    fn whose_page_it_is() {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        // Name and slug of the page, slug on record: is it another's, and is it theirs by name?
        let cases = [
            (Some("ana  LÉE, PhD"), None, None, false, true),
            (Some("Ana Lee (She/Her)"), None, Some("ana"), false, true),
            (Some("Ana Lee"), Some("other"), Some("ana"), false, false),
            (Some("Ana Berg"), Some("ana"), Some("ana"), false, false),
            (Some("Ana Berg"), Some("other"), Some("ana"), true, false),
            (Some("Ana Berg"), None, Some("ana"), true, false),
            (Some("Ana Berg"), Some("ana"), None, true, false),
            (None, Some("other"), Some("ana"), true, false),
            (None, None, Some("ana"), false, false),
        ];
        for (name, slug, known, is_other, fits) in cases {
            let page = ProfileLook { name: owned(name), slug: owned(slug), ..ProfileLook::default() };
            let recorded_at = Instant::from_millis(0);
            let mut person = Person::new("Ana Lee".to_owned(), owned(known), None, recorded_at);
            assert_eq!(is_of_another(&page, &person), is_other, "{page:?} {known:?}");
            assert_eq!(fits_by_name(&page, &person), fits, "{page:?} {known:?}");
            "ana@example.com".clone_into(&mut person.name);
            let is_other = slug.zip(known).is_some_and(|(page, known)| page != known);
            assert_eq!(is_of_another(&page, &person), is_other, "{page:?} {known:?}");
            assert!(!fits_by_name(&page, &person), "{page:?} {known:?}");
        }
    }
}
