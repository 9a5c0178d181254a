use clap::builder::PossibleValue;

use super::circumstances::{InCommon, cleaned, note_text};
use super::prelude::*;
use super::record::{self, NewFacts, Scope};
use super::sending::refuse_duplicate;
use super::verdict::told;
use super::who;
use crate::cli::{WHO, yes_no};
use crate::import::email_of;
use crate::model::request::Person;
use crate::record::deed::Deed;
use crate::record::fact::{Fact, Origin, Said};
use crate::record::name::{MAX_NAME, MAX_WORD};
use crate::record::slug::read_slug;
use crate::record::when::When;
use crate::store::Seed;

const CLEARED: [(&str, &str); 7] = [
    ("note", "The note"),
    ("template", "The template"),
    ("met-at", "Where you met"),
    ("met-briefly", "Where you met briefly"),
    ("mutual", "The number of shared connections"),
    ("url", "The profile URL"),
    ("email", "The e-mail address"),
];

/// Correct a request or a person, or remove a mistaken look
///
/// WHO may be the number of a request; otherwise the newest request to that person is corrected.
#[derive(Args, Debug)]
pub struct Edit {
    #[arg(value_name = "WHO", help = WHO)]
    who: Vec<String>,
    /// The person's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The profile URL
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    url: Option<String>,
    /// The e-mail address that the invitation went to
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::EmailAddress)]
    email: Option<String>,
    /// When you sent the request
    #[arg(long, value_name = "WHEN")]
    sent: Option<String>,
    /// The note that went with it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Whether the note was LinkedIn's default wording, or an impersonal one
    #[arg(long, value_name = "YES|NO", value_parser = yes_no(), hide_possible_values = true)]
    generic: Option<bool>,
    /// Which of your templates the note was made from
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    #[command(flatten)]
    shared: InCommon,
    /// Whether they are senior or influential
    #[arg(long, value_name = "YES|NO", value_parser = yes_no(), hide_possible_values = true)]
    senior: Option<bool>,
    /// Whether they don't know you at all
    #[arg(long, value_name = "YES|NO", value_parser = yes_no(), hide_possible_values = true)]
    stranger: Option<bool>,
    /// Whether you saw that the request was really sent
    #[arg(long, value_name = "YES|NO", value_parser = yes_no(), hide_possible_values = true)]
    confirmed: Option<bool>,
    /// Empty a field; may be given several times
    #[arg(long, value_name = "FACT", value_parser = CLEARED.map(|(field, help)| PossibleValue::new(field).help(help)))]
    clear: Vec<String>,
    /// Take back what was recorded about the request's end (withdraw, close)
    #[arg(long)]
    reopen: bool,
    /// Take the request out, as recorded by mistake; later imports don't bring it back
    #[arg(long)]
    remove: bool,
    /// A further profile of the same person; may be given several times
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    also_url: Vec<String>,
    /// Remove a mistaken look; `invtrack show` tells its number
    #[arg(long, value_name = "LOOK")]
    remove_look: Vec<i64>,
}

pub fn run(args: &Edit, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let (_, who) = record::find(&args.who, context, ui)?;
    // A profile may be somebody else's already.
    let profiles = args.url.iter().chain(&args.also_url).filter_map(|url| read_slug(url).ok());
    let scope = Scope::of(&who).and(profiles.map(|slug| Seed::Slug(slug.into())));
    let changed = record::change(context, &scope, |book, step| {
        let (request, person) = (who.request_in(book)?, who.person_in(book)?);
        let subject = record::subject(book, request);
        step.go_after(person.facts.iter().filter_map(|&uid| book.fact(uid)));
        let words = Correcting { args, book, request, person, context, step }.all()?;
        step.describe(format!("corrected {subject}: {}", words.join(", ")));
        Ok((request.id, subject, !words.is_empty()))
    })?;
    let (request, subject, is_changed) = changed.value;
    let json = json!({ "request": null, "changed": is_changed });
    if args.remove {
        let removed = strong(subject).text(": taken out, as recorded by mistake.");
        return ui.answer(json, |ui| {
            ui.say(removed);
            ui.next("invtrack undo");
        });
    }
    told(&changed.after, request, context, |told| {
        ui.answer(told.json(json), |ui| {
            if args.sent.is_some() && told.request.looks.iter().any(|look| look.is_before) {
                ui.warn(
                    "looks from before that date don't count for this request; `invtrack show` lists them",
                );
            }
            let what = if is_changed { "corrected" } else { "nothing to change" };
            ui.say(told.name().text(format!(" (#{request}): {what}; {}.", told.sent_line())));
            ui.say(told.verdict_line().indented());
        })
    })
}

struct Correcting<'a> {
    args: &'a Edit,
    book: &'a Tracked,
    request: &'a Request,
    person: &'a Person,
    context: &'a Env,
    step: &'a mut NewFacts,
}

impl Correcting<'_> {
    fn all(mut self) -> Result<Vec<String>> {
        let mut words: Vec<String> = self.person()?.into_iter().map(str::to_owned).collect();
        words.extend(self.sent()?.then(|| "sent".to_owned()));
        words.extend(self.circumstances()?);
        if self.args.reopen && self.request.closing().is_some() {
            self.step.act(self.request, Deed::Reopened, Moment::Exact(self.context.now));
            words.push("open again".to_owned());
        }
        for &look in &self.args.remove_look {
            let found = self.book.looks().map(|(_, known)| known).find(|known| known.id == look && look > 0);
            let is_theirs = |uid: &Uid| self.person.facts.contains(uid);
            let fact = found.and_then(|known| known.fact).filter(is_theirs).ok_or_else(|| {
                Error::failed(format!("there is no look {look} at {}", self.person.name))
                    .hint(format!("`invtrack show {}` tells the numbers of the looks", self.request.id))
            })?;
            self.step.correct(vec![fact], "removed", Value::Bool(true));
            words.push(format!("look {look} taken out"));
        }
        if self.args.remove {
            self.step.correct(self.request.facts.clone(), "removed", Value::Bool(true));
            words.push("taken out".to_owned());
        }
        Ok(words)
    }

    fn person(&mut self) -> Result<Vec<&'static str>> {
        let (args, person) = (self.args, self.person);
        let mut words = Vec::new();
        let short = |option, text: &Option<String>| {
            text.as_ref().map(|text| cleaned(option, text, MAX_NAME)).transpose()
        };
        if let Some(name) = short("--name", &args.name)?.filter(|name| *name != person.name) {
            let facts = self.bearing(|fact| fact.who.name.as_deref() == Some(&person.name));
            self.step.correct(facts, "name", json!(name));
            words.push("name");
        }
        let url = args.url.as_ref().map(|url| who::read_profile(url)).transpose()?;
        if self.changes("url", url.as_ref(), person.slug.as_ref())? {
            self.profile(url.as_ref())?;
            words.push("profile");
        }
        if !args.also_url.is_empty() {
            let mut also: Vec<String> = person.aliases.clone();
            for url in &args.also_url {
                let slug = who::read_profile(url)?;
                self.refuse_taken(&slug)?;
                also.push(slug);
            }
            self.step.correct(self.request.facts.clone(), "also", json!(also));
            words.push("further profile");
        }
        let email = short("--email", &args.email)?;
        if let Some(email) = email.as_ref().filter(|email| email_of(email).is_none()) {
            return Err(
                Error::usage(format!("--email: {email:?} is not an e-mail address")).hint("name@example.org")
            );
        }
        if self.changes("email", email.as_ref(), person.email.as_ref())? {
            let facts = self.bearing(|fact| fact.who.email.as_deref() == person.email.as_deref());
            self.step.correct(facts, "email", json!(email));
            words.push("email");
        }
        Ok(words)
    }

    fn clears(&self, field: &str, is_given: bool) -> Result<bool> {
        let is_cleared = self.args.clear.iter().any(|cleared| cleared == field);
        if is_cleared && is_given {
            return Err(Error::usage(format!("--{field} and --clear {field} contradict each other")));
        }
        Ok(is_cleared)
    }

    fn changes(&self, field: &str, given: Option<&String>, known: Option<&String>) -> Result<bool> {
        let is_cleared = self.clears(field, given.is_some())?;
        Ok(given.is_some() && given != known || is_cleared && known.is_some())
    }

    fn profile(&mut self, slug: Option<&String>) -> Result<()> {
        slug.map_or(Ok(()), |slug| self.refuse_taken(slug))?;
        // One that is theirs already is the one that counts from now on; the others stay theirs.
        let known = slug.filter(|slug| self.person.aliases.contains(*slug));
        let old = known.or(self.person.slug.as_ref()).map(String::as_str);
        let facts = self.bearing(|fact| fact.who.slug.as_deref() == old);
        let is_stated =
            |uid: &Uid| self.book.fact(*uid).is_some_and(|fact| !is_typed(fact) && fact.who.slug.is_some());
        if known.is_none() && facts.iter().any(is_stated) {
            let (name, id) = (&self.person.name, self.request.id);
            return Err(Error::failed(format!(
                "that profile is the one that LinkedIn's own list has of {name}"
            ))
            .hint(format!("if they have another one, too: invtrack edit {id} --also-url URL")));
        }
        self.step.correct(facts, "slug", json!(slug));
        Ok(())
    }

    fn bearing(&self, has: impl Fn(&Fact) -> bool) -> Vec<Uid> {
        let facts = self.person.facts.iter().filter_map(|&uid| self.book.fact(uid));
        let typed: Vec<Uid> = facts.filter(|fact| is_typed(fact) && has(fact)).map(|fact| fact.uid).collect();
        if typed.is_empty() { self.request.facts.clone() } else { typed }
    }

    fn refuse_taken(&self, slug: &str) -> Result<()> {
        let mut others = self.book.people().filter(|other| other.id != self.person.id);
        match others.find(|other| other.has_profile(slug)) {
            None => Ok(()),
            Some(other) => {
                Err(Error::failed(format!("the profile {slug} belongs to {} already", other.name))
                    .hint(format!("if both are one person: invtrack merge {slug} {}", self.request.id)))
            }
        }
    }

    fn sent(&mut self) -> Result<bool> {
        let Some(text) = &self.args.sent else { return Ok(false) };
        let (request, context) = (self.request, self.context);
        let sent = context.past("--sent", text)?;
        if sent == request.sent && request.sent_within == 0 {
            return Ok(false);
        }
        let mut others = self.book.requests_to(self.person.id);
        others.retain(|other| other.id != request.id);
        refuse_duplicate(sent, &others, context)?;
        if let Some(closing) = request.closing().filter(|end| !When::from(sent).can_be_by(end.at.into())) {
            let (word, day) = (closing.ending.word(), closing.at.day(context.zone).iso());
            return Err(Error::failed(format!("the request is on record as {word} on {day}, before that"))
                .hint(format!("`invtrack edit {} --reopen` takes that back", request.id)));
        }
        self.step.correct(request.facts.clone(), "at", json!(sent));
        Ok(true)
    }

    fn circumstances(&mut self) -> Result<Vec<String>> {
        let args = self.args;
        let word = |option, text: &Option<String>| {
            text.as_ref().map(|text| cleaned(option, text, MAX_WORD).map(Value::from)).transpose()
        };
        let met_at = word("--met-at", &args.shared.met_at)?;
        let met_briefly = word("--met-briefly", &args.shared.met_briefly)?;
        let other = [("met_briefly", &met_at), ("met_at", &met_briefly)];
        let mut set: Vec<(&str, Value)> = other
            .into_iter()
            .filter(|(_, given)| given.is_some())
            .map(|(other, _)| (other, Value::Null))
            .collect();
        for (option, field, given) in [
            ("note", "note", args.note.as_deref().map(note_text).transpose()?.map(Value::from)),
            ("template", "template", word("--template", &args.template)?),
            ("met-at", "met_at", met_at),
            ("met-briefly", "met_briefly", met_briefly),
            ("mutual", "mutual", args.shared.mutual.map(Value::from)),
        ] {
            let is_cleared = self.clears(option, given.is_some())?;
            set.extend(given.or(is_cleared.then_some(Value::Null)).map(|value| (field, value)));
        }
        for (field, given) in [
            ("generic", args.generic),
            ("senior", args.senior),
            ("stranger", args.stranger),
            ("confirmed", args.confirmed),
        ] {
            set.extend(given.map(|given| (field, json!(given))));
        }
        let known = json!(self.request.context);
        set.retain(|(field, value)| match known.get(field) {
            Some(known) => known != value,
            None => !value.is_null() && *value != Value::Bool(false),
        });
        if !set.is_empty() {
            let fields = set.iter().map(|(field, value)| ((*field).to_owned(), value.clone()));
            self.step.correct_all(self.request.facts.clone(), fields);
        }
        Ok(set.iter().map(|(field, _)| field.replace('_', " ")).collect())
    }
}

fn is_typed(fact: &Fact) -> bool {
    match &fact.said {
        Said::Sent(sending) => sending.source == Origin::Typed,
        Said::Look(_) | Said::Action(_) => true,
        _ => false,
    }
}
