use super::circumstances::{Circumstances, circumstances, cleaned};
use super::pace::Pace;
use super::prelude::*;
use super::record::Scope;
use super::verdict::Judgement;
use super::who;
use crate::model::request::{Context as Known, Person};
use crate::next::sending::{self as rules, NO_NOTE};
use crate::record::name::{MAX_NAME, fold_person};
use crate::record::name_key::person_key;
use crate::record::slug::{looks_like_url, name_from_slug};
use crate::record::suggest;
use crate::record::when::ZONE_DAYS;
use crate::store::Seed;

#[derive(Args, Debug)]
pub struct Recipient {
    /// The person's name, as on the profile
    #[arg(value_name = "NAME", num_args = 0..)]
    pub name: Vec<String>,
    /// The profile URL
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub url: Option<String>,
    #[command(flatten)]
    pub circumstances: Circumstances,
}

pub struct NewRequest {
    name: Option<String>,
    pub slug: Option<String>,
    pub sent: Moment,
    pub known: Known,
}

impl NewRequest {
    pub fn read(to: Recipient, sent: Moment) -> Result<Self> {
        let (urls, words): (Vec<String>, Vec<String>) =
            to.name.into_iter().partition(|word| looks_like_url(word));
        let mut profiles =
            to.url.iter().chain(&urls).map(|url| who::read_profile(url)).collect::<Result<Vec<_>>>()?;
        profiles.dedup();
        let slug = profiles.pop();
        if !profiles.is_empty() {
            return Err(Error::usage("several profiles were given").hint("record one person at a time"));
        }
        let name = Some(words.join(" ")).filter(|name| !name.trim().is_empty());
        let name = name.map(|name| cleaned("NAME", &name, MAX_NAME)).transpose()?;
        Ok(Self { name, slug, sent, known: circumstances(to.circumstances)? })
    }

    pub fn scope(&self) -> Scope {
        let name = Seed::Name(person_key(&self.name()).into());
        let slug = self.slug.as_deref().map(|slug| Seed::Slug(slug.into()));
        Scope::Part(slug.into_iter().chain(self.number().map(Seed::Number)).chain([name]).collect())
    }

    /// The name to record: as given, else as the profile has it; empty if nobody was named.
    pub fn name(&self) -> String {
        let of_slug = || self.slug.as_deref().map(name_from_slug);
        self.name.clone().or_else(of_slug).unwrap_or_default()
    }

    fn number(&self) -> Option<i64> {
        who::request_number(self.name.as_deref()?)?.parse().ok()
    }

    pub fn person<'a>(&self, book: &'a Tracked) -> Result<Option<&'a Person>> {
        if let Some(slug) = &self.slug {
            return Ok(book.people().find(|person| person.has_profile(slug)));
        }
        let name = self.name();
        if let Some(number) = self.number().filter(|number| book.request(*number).is_some()) {
            return Err(Error::usage(format!("{number} is the number of a request, not a name")).hint(
                format!("give the name or the profile URL; for a further request: invtrack resend {number}"),
            ));
        }
        let folded = fold_person(&name);
        let is_meant = |person: &&Person| {
            if folded.is_empty() { person.name == name } else { fold_person(&person.name) == folded }
        };
        let named: Vec<&Person> = book.people().filter(is_meant).collect();
        if named.len() > 1 {
            let known: Vec<&str> = named.iter().filter_map(|person| person.slug.as_deref()).collect();
            let known =
                if known.is_empty() { String::new() } else { format!("; known: {}", known.join(", ")) };
            return Err(Error::failed(format!("several people called {name} are on record")).hint(format!(
                "give the profile URL with --url{known}; or a number: invtrack resend NUMBER"
            )));
        }
        Ok(named.first().copied().filter(|_| !name.is_empty()))
    }

    /// `taken_for`: the request on record that this one turned out to be.
    pub fn warnings(
        &self,
        book: &Tracked,
        taken_for: Option<i64>,
        pace: &Pace,
        context: &Env,
    ) -> Result<Vec<String>> {
        let person = self.person(book)?;
        let mut others = person.map_or_else(Vec::new, |person| book.requests_to(person.id));
        others.retain(|other| Some(other.id) != taken_for && !self.may_be(other, context));
        let (sending, limits) = (self.sending(context), &context.config.settings.limits);
        let (week, limit, note) = (pace.week, limits.week(), limits.note_characters);
        let mut warnings = rules::warnings(&sending, &others, week, limit, note);
        // Once a week, and only while LinkedIn lets one send notes.
        if week > 0 || pace.notes >= limits.notes_a_month {
            warnings.retain(|warning| warning != NO_NOTE);
        }
        warnings.extend(self.namesake(person, book).map(about_namesake));
        let is_called = |known: &&Person| {
            self.name.as_ref().is_some_and(|name| fold_person(name) != fold_person(&known.name))
        };
        warnings.extend(person.filter(is_called).map(|known| {
            format!("that profile is on record as {}'s: this counts as a request to them", known.name)
        }));
        warnings.extend(pace.pause_sentence());
        warnings.extend(self.known.template.as_deref().and_then(|name| unknown_template(name, context)));
        Ok(warnings)
    }

    pub const fn sending(&self, context: &Env) -> rules::PlannedSending<'_> {
        rules::PlannedSending { sent: self.sent, context: &self.known, now: context.now, zone: context.zone }
    }

    /// A page tells the day only roughly.
    fn may_be(&self, other: &Request, context: &Env) -> bool {
        let apart = other.sent.day(context.zone).days_since(self.sent.day(context.zone)).abs();
        other.sent_within > 0 && apart <= i64::from(other.sent_within) + i64::from(ZONE_DAYS)
    }

    /// A request to somebody else of that name of whom no profile is known, where this one names a profile.
    fn namesake(&self, person: Option<&Person>, book: &Tracked) -> Option<i64> {
        self.slug.as_ref()?;
        let folded = fold_person(&self.name());
        let is_namesake = |other: &&Person| {
            other.slug.is_none()
                && !folded.is_empty()
                && fold_person(&other.name) == folded
                && person.is_none_or(|person| person.id != other.id)
        };
        let others = book.people().filter(is_namesake);
        others.filter_map(|other| book.requests_to(other.id).last().map(|request| request.id)).max()
    }
}

pub fn about_namesake(id: i64) -> String {
    format!("request #{id} went to somebody of that name; if they are the same: invtrack edit {id} --url URL")
}

fn unknown_template(name: &str, context: &Env) -> Option<String> {
    let templates = &context.config.settings.templates;
    if templates.is_empty() || templates.contains_key(name) {
        return None;
    }
    let near = suggest::nearest(name, templates.keys().map(String::as_str), 1);
    let meant = suggest::did_you_mean(&near).map_or_else(String::new, |question| format!(": {question}"));
    Some(format!("none of your templates is called {name:?}{meant}"))
}

/// Within a day of one on record it is the same.
pub fn refuse_duplicate(sent: Moment, others: &[&Request], context: &Env) -> Result<()> {
    let day = |moment: Moment| moment.day(context.zone);
    let is_same = |other: &&&Request| {
        other.sent_within == 0 && day(other.sent).days_since(day(sent)).abs() <= i64::from(ZONE_DAYS)
    };
    let Some(known) = others.iter().find(is_same) else { return Ok(()) };
    let (id, sent, person) = (known.id, context.echo(known.sent), &known.person);
    let profile = person.slug.as_ref().map_or_else(String::new, |slug| format!(" ({slug})"));
    let whose = format!("{}{profile}", person.name);
    Err(Error::failed(format!("that request is on record already: #{id} to {whose}, sent {sent}"))
        .hint(format!("`invtrack edit {id}` corrects it, `invtrack observe {id}` records a look")))
}

pub fn say_recorded(told: &Judgement, pace: &Pace, ui: &mut Ui) {
    let number = told.request.number;
    let which = if number > 1 { format!(", attempt {number}") } else { String::new() };
    let what = format!(" (#{}{which}), {}.", told.request.id, told.sent_line());
    ui.say(Text::from("Recorded ").append(told.name()).text(what));
    ui.say(format!("  Typical acceptance for such a request: {}.", told.typical()));
    if pace.week > 0 {
        ui.say(pace.line().indented());
    }
}
