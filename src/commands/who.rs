use std::ops::RangeInclusive;

use super::prelude::*;
use crate::model::request::Person;
use crate::record::name::{fold, fold_person};
use crate::record::slug;
use crate::record::suggest::{self, excerpt};

const MOST_LISTED: usize = 10;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    pub person: i64,
    pub request: Option<i64>,
}

impl Named {
    pub fn covers(&self, person: i64, request: i64) -> bool {
        self.request.map_or(self.person == person, |id| id == request)
    }

    pub fn request_in<'a>(&self, book: &'a Tracked) -> Result<&'a Request> {
        match self.request {
            Some(id) => known(book, id),
            None => book.requests_to(self.person).last().copied().ok_or_else(gone),
        }
    }

    pub fn person_in<'a>(&self, book: &'a Tracked) -> Result<&'a Person> {
        book.person(self.person).ok_or_else(|| Error::failed("that person is no longer on record"))
    }
}

pub fn known(book: &Tracked, request: i64) -> Result<&Request> {
    book.request(request).ok_or_else(gone)
}

/// Another process may have removed it since it was looked up.
pub fn gone() -> Error {
    Error::failed("that request is no longer on record")
}

pub fn ask(book: &Tracked, ui: &mut Ui) -> Result<String> {
    let instead = "name a request number, a profile URL, or a part of the name";
    let unnamed = || Error::usage("nobody was named").hint(instead);
    if !ui.may_prompt() {
        return Err(unnamed());
    }
    let is_somebody = |typed: &str| {
        if candidates(typed, book)?.is_empty() { Err(nobody(typed, book)) } else { Ok(()) }
    };
    let named = prompt::checked(ui, "Who", instead, is_somebody)?;
    named.ok_or_else(unnamed)
}

pub fn find(words: &[String], book: &Tracked, ui: &mut Ui) -> Result<Named> {
    let typed = match words {
        [] => ask(book, ui)?,
        words => words.join(" "),
    };
    let found = candidates(&typed, book)?;
    one_of(&typed, &found, book, ui)
}

/// The words that name several people, ranges as the numbers in them; none where together they are one name.
pub fn several(words: &[String]) -> Option<Vec<String>> {
    let mut named = Vec::new();
    for word in words {
        match range(word) {
            Some(numbers) => named.extend(numbers.map(|number| number.to_string())),
            None if slug::read_slug(word).is_ok() || request_number(word).is_some() => {
                named.push(word.clone());
            }
            None => return None,
        }
    }
    Some(named).filter(|named| named.len() > 1 || words.iter().any(|word| range(word).is_some()))
}

/// `9-12`
fn range(word: &str) -> Option<RangeInclusive<i64>> {
    const LONGEST: i64 = 1000;
    let (first, last) = word.split_once('-')?;
    let number = |text: &str| request_number(text)?.parse::<i64>().ok();
    let (first, last) = (number(first)?, number(last)?);
    (first <= last && last - first < LONGEST).then_some(first..=last)
}

/// Whom the words of [`several`] name; none where one of them is nobody's profile: then it is a part of a name. Of a
/// range, those that there are.
pub fn each(words: &[String], typed: &[String], book: &Tracked) -> Result<Option<Vec<Named>>> {
    let mut found: Vec<Named> = Vec::new();
    for word in words {
        let is_named = typed.contains(word);
        match exact(word, book)?.as_slice() {
            [one] => found.extend((!found.contains(one)).then_some(*one)),
            [] if !is_named => {}
            _ if is_named && request_number(word).is_none() && !slug::looks_like_url(word) => {
                return Ok(None);
            }
            _ => return Err(nobody(word, book)),
        }
    }
    if found.is_empty() { Err(nobody(&typed.join(" "), book)) } else { Ok(Some(found)) }
}

pub fn one_of(typed: &str, found: &[Named], book: &Tracked, ui: &mut Ui) -> Result<Named> {
    match found {
        [] => Err(nobody(typed, book)),
        [one] => Ok(*one),
        several => pick(typed, several, book, ui),
    }
}

/// In the order of their numbers; exact matches come alone.
pub fn candidates(typed: &str, book: &Tracked) -> Result<Vec<Named>> {
    let (exact, folded) = (exact(typed, book)?, fold(typed));
    // Numbers go: one that is no request's is not a part of somebody's profile.
    let is_whole = folded.is_empty() || slug::looks_like_url(typed) || request_number(typed).is_some();
    if !exact.is_empty() || is_whole {
        return Ok(exact);
    }
    Ok(everybody(book, |person| {
        let is_part = |text: &str| fold(text).contains(&folded);
        is_part(&person.name) || person.profiles().any(|slug| is_part(slug))
    }))
}

/// Everybody whom a number, a profile or a whole name fits.
pub fn exact(typed: &str, book: &Tracked) -> Result<Vec<Named>> {
    if let Some(digits) = request_number(typed) {
        let named = digits.parse().ok().and_then(|number| book.request(number));
        if let Some(request) = named {
            return Ok(vec![Named { person: request.person.id, request: Some(request.id) }]);
        }
    }
    if slug::looks_like_url(typed) {
        let slug = read_profile(typed)?;
        return Ok(everybody(book, |person| person.has_profile(&slug)));
    }
    let (slug, folded) = (slug::read_slug(typed).ok(), fold(typed));
    // One person's profile may be another one's name.
    Ok(everybody(book, |person| {
        let is_named =
            !folded.is_empty() && (fold(&person.name) == folded || fold_person(&person.name) == folded);
        is_named || person.name == typed.trim() || slug.as_ref().is_some_and(|slug| person.has_profile(slug))
    }))
}

fn everybody(book: &Tracked, is_meant: impl Fn(&Person) -> bool) -> Vec<Named> {
    book.people
        .iter()
        .filter(|person| is_meant(person))
        .map(|person| Named { person: person.id, request: None })
        .collect()
}

/// The digits of `4` or `#4`; `+1` is no number.
pub fn request_number(typed: &str) -> Option<&str> {
    let number = typed.trim().strip_prefix('#').unwrap_or(typed.trim());
    Some(number).filter(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

pub fn read_profile(url: &str) -> Result<String> {
    slug::read_slug(url).map_err(|error| Error::usage(error.to_string()).hint_if(error.hint()))
}

fn pick(typed: &str, several: &[Named], book: &Tracked, ui: &mut Ui) -> Result<Named> {
    let listed: Vec<String> = several.iter().take(MOST_LISTED).map(|who| describe(*who, book)).collect();
    if ui.may_prompt() {
        let prompt = format!("{:?} matches several; who is meant", excerpt(typed));
        let chosen = prompt::choose(ui, &prompt, "name the number of the request", &listed)?;
        return Ok(several[chosen]);
    }
    let more = several.len() - listed.len();
    let people = count(several.len(), "person", "people");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let error = Error::failed(format!("{:?} matches {people}: {}{more}", excerpt(typed), listed.join(", ")));
    Err(error.hint("name the number of the request, the profile URL, or more of the name"))
}

/// `#4 Zoë Brandt (zoe-brandt)`
fn describe(who: Named, book: &Tracked) -> String {
    let newest = book.requests_to(who.person).iter().map(|request| request.id).max();
    let number = newest.map_or_else(String::new, |id| format!("#{id} "));
    let Some(person) = book.person(who.person) else { return number };
    let slug = person.slug.as_ref().map_or_else(String::new, |slug| format!(" ({slug})"));
    format!("{number}{}{slug}", person.name)
}

pub fn nobody(typed: &str, book: &Tracked) -> Error {
    if let Some(number) = request_number(typed) {
        return Error::failed(format!("there is no request #{}", excerpt(number)))
            .hint("`invtrack status --all` lists all requests with their numbers");
    }
    let error = Error::failed(format!("no one on record matches {:?}", excerpt(typed)));
    let near = suggest::nearest(typed, book.people().map(|person| person.name.as_str()), 3);
    error.hint_if(suggest::did_you_mean(&near)).hint("`invtrack status --all` lists everybody")
}
