//! Which person a WHO on the command line means.

use crate::context::Context;
use crate::domain::book::Book;
use crate::domain::request::Request;
use crate::error::{Error, Result};
use crate::output::prompt::{self, Question};
use crate::output::text::count;
use crate::output::ui::Ui;
use crate::record::name::fold;
use crate::record::suggest::excerpt;
use crate::record::{slug, suggest};
use crate::store::{Store, View, Which};

/// So many people are listed where a WHO fits several.
const MOST_LISTED: usize = 10;

/// The person meant, and the request where one was named by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Who {
    /// The person.
    pub person: i64,
    /// The request.
    pub request: Option<i64>,
}

impl Who {
    /// Whether this request of that person is meant.
    pub fn covers(&self, person: i64, request: i64) -> bool {
        self.request.map_or(self.person == person, |id| id == request)
    }

    /// The request meant: the one named, or the newest one to that person.
    pub fn request_in<'a>(&self, book: &'a Book, context: &Context) -> Result<&'a Request> {
        let newest =
            || book.requests.iter().max_by_key(|request| (request.sent.instant(context.zone), request.id));
        match self.request {
            Some(id) => book.requests.iter().find(|request| request.id == id),
            None => newest(),
        }
        // Another process may have removed it since it was looked up.
        .ok_or_else(|| Error::failed("that request is no longer on record"))
    }
}

/// Finds the one person meant. Where several fit, a person at a terminal is asked.
pub fn find(words: &[String], store: &mut Store, ui: &mut Ui) -> Result<Who> {
    let typed = match words {
        [] => {
            let question = Question {
                prompt: "Who",
                instead: "name a request number, a profile URL, or a part of the name",
            };
            prompt::text(ui, question)?.ok_or_else(|| Error::usage("nobody was named"))?
        }
        words => words.join(" "),
    };
    let found = candidates(&typed, store)?;
    one_of(&typed, &found, store, ui)
}

/// The one of those whom the words fit, if they fit only one; a person at a terminal is asked.
pub fn one_of(typed: &str, found: &[Who], store: &mut Store, ui: &mut Ui) -> Result<Who> {
    match found {
        [] => Err(nobody(typed, store)?),
        [one] => Ok(*one),
        several => {
            let people: Vec<i64> = several.iter().map(|who| who.person).collect();
            let book = store.read(|view| view.book(Which::People(&people)))?;
            pick(typed, several, &book, ui)
        }
    }
}

/// Everybody whom the words fit, in the order of the rows; exact matches come alone.
pub fn candidates(typed: &str, store: &mut Store) -> Result<Vec<Who>> {
    let request = request_number(typed).and_then(|number| number.parse().ok());
    if let Some(id) = request
        && let Some(person) = store.read(|view| view.person_of_request(id))?
    {
        return Ok(vec![Who { person, request }]);
    }
    if slug::looks_like_url(typed) {
        let slug = read_profile(typed)?;
        return store.read(|view| Ok(people(view.person_with_slug(&slug)?)));
    }
    store.read(|view| matching(typed, view))
}

/// The digits of `4` or `#4`.
fn request_number(typed: &str) -> Option<&str> {
    let number = typed.trim().strip_prefix('#').unwrap_or(typed.trim());
    Some(number).filter(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn matching(typed: &str, view: &View) -> crate::store::Read<Vec<Who>> {
    let with_slug = match slug::read_slug(typed) {
        Ok(slug) => view.person_with_slug(&slug)?,
        Err(_) => None,
    };
    let folded = fold(typed);
    if folded.is_empty() {
        return Ok(people(with_slug));
    }
    let mut exact = view.people_named(&folded)?;
    // One person's profile may be another one's name.
    exact.extend(with_slug.filter(|person| !exact.contains(person)));
    // Numbers go: one that is no request's is not a part of somebody's profile.
    let may_be_part = exact.is_empty() && request_number(typed).is_none();
    if may_be_part { view.people_like(&folded).map(people) } else { Ok(people(exact)) }
}

fn people(ids: impl IntoIterator<Item = i64>) -> Vec<Who> {
    ids.into_iter().map(|person| Who { person, request: None }).collect()
}

/// Reads a profile URL; the command line is wrong if it is none.
pub fn read_profile(url: &str) -> Result<String> {
    slug::read_slug(url).map_err(|error| {
        let hint = error.hint();
        Error::usage(error.to_string()).hint_if(hint)
    })
}

fn pick(typed: &str, several: &[Who], book: &Book, ui: &mut Ui) -> Result<Who> {
    let listed: Vec<String> = several.iter().take(MOST_LISTED).map(|who| describe(*who, book)).collect();
    if ui.may_prompt() {
        let prompt = format!("{:?} fits several; who is meant", excerpt(typed));
        let question = Question { prompt: &prompt, instead: "name the number of the request" };
        return Ok(several[prompt::choose(ui, question, &listed)?]);
    }
    let more = several.len() - listed.len();
    let mut error =
        Error::failed(format!("{:?} fits {}", excerpt(typed), count(several.len(), "person", "people")));
    error.causes = listed;
    if more > 0 {
        error.causes.push(format!("and {more} more"));
    }
    Err(error.hint("name the number of the request, the profile URL, or more of the name"))
}

/// `#4 Zoë Brandt (zoe-brandt)`
fn describe(who: Who, book: &Book) -> String {
    let person = book.people.iter().find(|person| person.id == who.person);
    let newest = book
        .requests
        .iter()
        .filter(|request| request.person_id == who.person)
        .map(|request| request.id)
        .max();
    let name = person.map_or("", |person| person.name.as_str());
    let slug = person
        .and_then(|person| person.slug.as_deref())
        .map_or_else(String::new, |slug| format!(" ({slug})"));
    newest.map_or_else(|| format!("{name}{slug}"), |id| format!("#{id} {name}{slug}"))
}

/// Nobody fits: perhaps somebody was meant whose name is near.
pub fn nobody(typed: &str, store: &mut Store) -> Result<Error> {
    if let Some(number) = request_number(typed) {
        return Ok(Error::failed(format!("there is no request #{}", excerpt(number)))
            .hint("`invtrack status --all` lists all requests with their numbers"));
    }
    let error = Error::failed(format!("nobody on record fits {:?}", excerpt(typed)));
    let names = store.read(|view| view.names())?;
    let near = suggest::nearest(typed, names.iter().map(String::as_str), 3);
    Ok(error.hint_if(suggest::did_you_mean(&near)).hint("`invtrack status --all` lists everybody"))
}
