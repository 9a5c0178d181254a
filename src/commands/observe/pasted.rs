//! A profile page beside what is known otherwise: whose it is, and whether it agrees with what was typed.

use crate::import::page::ProfileLook;
use crate::model::request::Person;
use crate::record::name::fold_person;
use crate::record::observation::{Button, CONNECTIONS_CAP, Degree, SentPage, Signals};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Contradiction {
    pub typed: Signals,
    pub page: Signals,
}

/// A page that offers nothing but to follow or to write may hide another button under *More*: there the typed one
/// counts (sources 1).
pub fn combine(typed: Signals, page: &ProfileLook) -> Result<Signals, Contradiction> {
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
pub fn is_of_another(page: &ProfileLook, person: &Person) -> bool {
    let same_slug = page.slug.as_ref().zip(person.slug.as_ref()).map(|(page, _)| person.has_profile(page));
    // An invitation by e-mail has an address for a name.
    let known = Some(&person.name).filter(|name| !name.contains('@'));
    let same_name =
        page.name.as_ref().zip(known).map(|(page, known)| fold_person(page) == fold_person(known));
    same_slug != Some(true) && !same_name.or(same_slug).unwrap_or(true)
}

pub fn fits_by_name(page: &ProfileLook, person: &Person) -> bool {
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
