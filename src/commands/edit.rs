//! `invtrack edit`: corrections.

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Value, json};

use super::add::{cleaned, note_text, refuse_duplicate};
use super::record::{self, Entry};
use super::view::{self, Answer, RequestView};
use super::who;
use crate::cli::{Edit, Field, YesNo};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::request::{Person, Request};
use crate::model::tracked::Tracked;
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::deed::Deed;
use crate::record::fact::{Fact, Origin, Said};
use crate::record::name::{MAX_NAME, MAX_WORD};
use crate::record::time::Moment;
use crate::record::uid::Uid;

#[derive(Serialize)]
struct Edited<'a> {
    request: Option<RequestView<'a>>,
    changed: bool,
}

/// Corrects what is on record.
pub fn run(args: &Edit, context: &Context, ui: &mut Ui) -> Result<Exit> {
    refuse_contradiction(args)?;
    let who = who::find(&args.who, &record::read_existing(context, None)?, ui)?;
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        let request = who.request_in(book)?;
        let words = Correcting { args, book, request, person: who.person_in(book)?, context, entry }.all()?;
        entry.describe(format!("corrected {}: {}", record::subject(book, request), words.join(", ")));
        Ok((request.id, record::subject(book, request), !words.is_empty()))
    })?;
    let (request, subject, is_changed) = changed.value;
    if args.remove {
        if ui.is_json() {
            ui.json(&Answer::new(Edited { request: None, changed: is_changed }))?;
        } else {
            ui.say(&Line::new().push(Role::Strong, subject).text(": taken out, as recorded by mistake."))?;
            super::next(ui, "invtrack undo  (brings it back)")?;
        }
        return Ok(Exit::Done);
    }
    record::judge(&changed.after, request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        if ui.is_json() {
            let request = Some(RequestView::new(attempt, judge, &judged, context.zone));
            ui.json(&Answer::new(Edited { request, changed: is_changed }))?;
            return Ok(Exit::Done);
        }
        if args.sent.is_some() && attempt.looks.iter().any(|look| look.is_before) {
            ui.warn("looks from before that date don't count for this request; `invtrack show` lists them");
        }
        let what = if is_changed { "corrected" } else { "nothing to change" };
        ui.say(
            &Line::new()
                .push(Role::Strong, attempt.person.name.clone())
                .text(format!(" (#{request}): {what}; {}.", view::sent_line(attempt, context))),
        )?;
        ui.say(&Line::plain("  ").append(view::verdict_line(&judged.verdict)))?;
        Ok(Exit::Done)
    })
}

/// Corrections of one request and the person whom it went to.
struct Correcting<'a> {
    args: &'a Edit,
    book: &'a Tracked,
    request: &'a Request,
    person: &'a Person,
    context: &'a Context,
    entry: &'a mut Entry,
}

impl Correcting<'_> {
    /// Records them all; returns what was corrected, in words.
    fn all(mut self) -> Result<Vec<String>> {
        self.entry.go_after(self.person.facts.iter().filter_map(|&uid| self.book.fact(uid)));
        let mut words = self.person_fields()?;
        words.extend(self.sent()?);
        words.extend(self.circumstances()?);
        if self.args.reopen && self.request.closing().is_some() {
            self.entry.act(self.request, Deed::Reopened, Moment::Exact(self.context.now));
            words.push("open again".to_owned());
        }
        for &look in &self.args.remove_look {
            let found = self.book.looks().map(|(_, known)| known).find(|known| known.id == look && look > 0);
            let is_theirs = |uid: &Uid| self.person.facts.contains(uid);
            let fact = found.and_then(|known| known.fact).filter(is_theirs).ok_or_else(|| {
                Error::failed(format!("there is no look {look} at {}", self.person.name))
                    .hint(format!("`invtrack show {}` tells the numbers of the looks", self.request.id))
            })?;
            self.entry.correct(vec![fact], "removed", Value::Bool(true));
            words.push(format!("look {look} taken out"));
        }
        if self.args.remove {
            self.entry.correct(self.request.facts.clone(), "removed", Value::Bool(true));
            words.push("taken out".to_owned());
        }
        Ok(words)
    }

    /// Name, profile and address.
    fn person_fields(&mut self) -> Result<Vec<String>> {
        let args = self.args;
        let mut words = Vec::new();
        if let Some(name) = &args.name {
            let name = cleaned("--name", name, MAX_NAME)?;
            if name != self.person.name {
                let facts = self.bearing(|fact| fact.who.name.as_deref() == Some(&self.person.name));
                self.entry.correct(facts, "name", json!(name));
                words.push("name".to_owned());
            }
        }
        let url = args.url.as_ref().map(|url| who::read_profile(url)).transpose()?;
        let cleared = |field| args.clear.contains(&field);
        if url.is_some() && url != self.person.slug || cleared(Field::Url) && self.person.slug.is_some() {
            url.as_deref().map_or(Ok(()), |slug| self.refuse_taken(slug))?;
            // One that is theirs already is the one that counts from now on; the others stay theirs.
            let known = url.as_ref().filter(|slug| self.person.aliases.contains(slug));
            let old = known.or(self.person.slug.as_ref()).map(String::as_str);
            let facts = self.bearing(|fact| fact.who.slug.as_deref() == old);
            let is_stated = |uid: &Uid| {
                self.book.fact(*uid).is_some_and(|fact| !is_typed(fact) && fact.who.slug.is_some())
            };
            if known.is_none() && facts.iter().any(is_stated) {
                return Err(Error::failed(format!(
                    "that profile is the one that LinkedIn's own list has of {}",
                    self.person.name
                ))
                .hint(format!(
                    "if they have another one, too: invtrack edit {} --also-url URL",
                    self.request.id
                )));
            }
            self.entry.correct(facts, "slug", json!(url));
            words.push("profile".to_owned());
        }
        if !args.also_url.is_empty() {
            let mut also: Vec<String> = self.person.aliases.clone();
            for url in &args.also_url {
                let slug = who::read_profile(url)?;
                self.refuse_taken(&slug)?;
                also.push(slug);
            }
            self.entry.correct(self.request.facts.clone(), "also", json!(also));
            words.push("further profile".to_owned());
        }
        let email = args.email.as_ref().map(|email| cleaned("--email", email, MAX_NAME)).transpose()?;
        if email.is_some() && email != self.person.email
            || cleared(Field::Email) && self.person.email.is_some()
        {
            let facts = self.bearing(|fact| fact.who.email.as_deref() == self.person.email.as_deref());
            self.entry.correct(facts, "email", json!(email));
            words.push("email".to_owned());
        }
        Ok(words)
    }

    /// The typed facts of the person with the old value; else those that the request follows from.
    fn bearing(&self, has: impl Fn(&Fact) -> bool) -> Vec<Uid> {
        let facts = self.person.facts.iter().filter_map(|&uid| self.book.fact(uid));
        let typed: Vec<Uid> = facts.filter(|fact| is_typed(fact) && has(fact)).map(|fact| fact.uid).collect();
        if typed.is_empty() { self.request.facts.clone() } else { typed }
    }

    fn refuse_taken(&self, slug: &str) -> Result<()> {
        let others = self.book.people().filter(|other| other.id != self.person.id);
        match others.into_iter().find(|other| other.has_profile(slug)) {
            None => Ok(()),
            Some(other) => {
                Err(Error::failed(format!("the profile {slug} belongs to {} already", other.name))
                    .hint(format!("if both are one person: invtrack merge {slug} {}", self.request.id)))
            }
        }
    }

    /// When it was sent.
    fn sent(&mut self) -> Result<Option<String>> {
        let Some(text) = &self.args.sent else { return Ok(None) };
        let (request, context) = (self.request, self.context);
        let sent = context.past("--sent", text)?;
        if sent == request.sent && request.sent_within == 0 {
            return Ok(None);
        }
        let mut others = self.book.requests_to(self.person.id);
        others.retain(|other| other.id != request.id);
        refuse_duplicate(sent, &others, context)?;
        if let Some(closing) = request.closing().filter(|end| end.at.is_before(sent, context.zone)) {
            return Err(Error::failed(format!(
                "the request is on record as {} on {}, before that",
                closing.ending.word(),
                closing.at.day(context.zone).iso()
            ))
            .hint(format!("`invtrack edit {} --reopen` takes that back", request.id)));
        }
        self.entry.correct(request.facts.clone(), "at", json!(sent));
        Ok(Some("sent".to_owned()))
    }

    /// The circumstances of the request.
    fn circumstances(&mut self) -> Result<Vec<String>> {
        let (args, known) = (self.args, &self.request.context);
        let word = |option, text: &Option<String>| {
            text.as_ref().map(|text| cleaned(option, text, MAX_WORD)).transpose()
        };
        let mut set: Vec<(&str, Value, Value)> = Vec::new();
        let mut put = |field, value: Value, before: Value| set.push((field, value, before));
        if let Some(note) = &args.note {
            put("note", json!(note_text(note)?), json!(known.note));
        }
        if let Some(template) = word("--template", &args.template)? {
            put("template", json!(template), json!(known.template));
        }
        // Where two met is one thing, in two degrees.
        for (field, other, met) in [
            ("met_at", "met_briefly", word("--met-at", &args.met_at)?),
            ("met_briefly", "met_at", word("--met-briefly", &args.met_briefly)?),
        ] {
            if let Some(met) = met {
                let before = json!({ "met_at": known.met_at, "met_briefly": known.met_briefly });
                put(field, json!(met), before[field].clone());
                put(other, Value::Null, before[other].clone());
            }
        }
        if let Some(mutual) = args.mutual {
            put("mutual", json!(mutual), json!(known.mutual));
        }
        for (field, given, before) in [
            ("generic", args.generic, known.generic),
            ("senior", args.senior, known.senior),
            ("stranger", args.stranger, known.stranger),
            ("confirmed", args.confirmed, known.confirmed),
        ] {
            if let Some(yes) = given.map(YesNo::is_yes) {
                put(field, json!(yes), json!(before));
            }
        }
        for field in &args.clear {
            match field {
                Field::Note => put("note", Value::Null, json!(known.note)),
                Field::Template => put("template", Value::Null, json!(known.template)),
                Field::MetAt => put("met_at", Value::Null, json!(known.met_at)),
                Field::MetBriefly => put("met_briefly", Value::Null, json!(known.met_briefly)),
                Field::Mutual => put("mutual", Value::Null, json!(known.mutual)),
                Field::Url | Field::Email => {}
            }
        }
        set.retain(|(_, value, before)| value != before);
        if !set.is_empty() {
            let fields = set.iter().map(|(field, value, _)| ((*field).to_owned(), value.clone()));
            self.entry.correct_all(self.request.facts.clone(), fields);
        }
        Ok(set.iter().map(|(field, ..)| field.replace('_', " ")).collect())
    }
}

fn is_typed(fact: &Fact) -> bool {
    match &fact.said {
        Said::Sent(sending) => sending.source == Origin::Typed,
        Said::Look(_) | Said::Action(_) => true,
        _ => false,
    }
}

/// What is given can't be forgotten in the same breath.
fn refuse_contradiction(args: &Edit) -> Result<()> {
    let given = [
        (Field::Note, args.note.is_some()),
        (Field::Template, args.template.is_some()),
        (Field::MetAt, args.met_at.is_some()),
        (Field::MetBriefly, args.met_briefly.is_some()),
        (Field::Mutual, args.mutual.is_some()),
        (Field::Url, args.url.is_some()),
        (Field::Email, args.email.is_some()),
    ];
    let both = given.iter().find(|(field, is_given)| *is_given && args.clear.contains(field));
    match both.and_then(|(field, _)| field.to_possible_value()) {
        Some(field) => {
            let option = field.get_name();
            Err(Error::usage(format!("--{option} and --clear {option} contradict each other")))
        }
        None => Ok(()),
    }
}
