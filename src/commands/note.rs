//! `invtrack note`: a note filled in from a template, and checked.

use serde::Serialize;

use super::add::{cleaned, note_text, read_note};
use super::view::Answer;
use super::{record, who};
use crate::cli::Note;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::request::Request;
use crate::model::rules;
use crate::next::note::{self, Finding, PREMIUM_CHARACTERS};
use crate::next::template::{self, Values};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::name::{MAX_NAME, MAX_WORD};
use crate::record::slug::{looks_like_url, name_from_slug};
use crate::record::suggest::{did_you_mean, nearest};

/// Longest value of a placeholder, in characters.
pub const MAX_VALUE: usize = 1_000;

#[derive(Serialize)]
struct Written<'a> {
    template: Option<&'a str>,
    name: Option<&'a str>,
    note: &'a str,
    characters: usize,
    limit: usize,
    premium_limit: usize,
    fits: bool,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    text: &'a str,
    heuristics: &'static [String],
}

#[derive(Serialize)]
struct Listed<'a> {
    templates: Vec<TemplateView<'a>>,
}

#[derive(Serialize)]
struct TemplateView<'a> {
    name: &'a str,
    text: &'a str,
    placeholders: Vec<&'a str>,
}

/// Whom the note goes to, as far as it is known.
#[derive(Default)]
struct Addressee {
    name: Option<String>,
    request: Option<Request>,
}

/// Writes the note, or lists the templates.
pub fn run(args: &Note, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if args.template.is_none() && args.text.is_none() && args.file.is_none() {
        return list(context, ui);
    }
    let template = args.template.as_deref().map(|name| find(name, context)).transpose()?;
    let to = addressee(args, context, ui)?;
    let values = values(args, &to, context)?;
    let text = match (&template, &args.text, &args.file) {
        (Some((name, text)), ..) => template::fill(text, &values).map_err(|error| refused(&error, name))?,
        (None, Some(text), _) => text.clone(),
        (None, None, file) => file.as_deref().map(read_note).transpose()?.unwrap_or_default(),
    };
    let text = note_text(&tidied(&text))?.unwrap_or_default();
    let limit = context.config.settings.limits.note_characters;
    let findings = note::check(&text, &theirs(&values), limit);
    if ui.is_json() {
        let characters = note::length(&text);
        ui.json(&Answer::new(Written {
            template: template.as_ref().map(|(name, _)| name.as_str()),
            name: to.name.as_deref(),
            note: &text,
            characters,
            limit,
            premium_limit: PREMIUM_CHARACTERS,
            fits: characters <= limit,
            findings: findings.iter().map(FindingView::from).collect(),
        }))?;
        return Ok(Exit::Done);
    }
    // Not wrapped, so that what is copied off a terminal is the note.
    text.lines().try_for_each(|line| ui.record(&[line]))?;
    tell(&text, limit, &findings, ui);
    Ok(Exit::Done)
}

/// Length and findings, beside the note.
fn tell(text: &str, limit: usize, findings: &[Finding], ui: &mut Ui) {
    if !text.is_empty() {
        ui.note(&format!("{} of {limit} characters", note::length(text)));
    }
    for finding in findings {
        let rules = finding.heuristics.join(" ");
        let text =
            if rules.is_empty() { finding.text.clone() } else { format!("{} [{rules}]", finding.text) };
        if finding.is_remark {
            ui.note(&text);
        } else {
            ui.advise(&text);
        }
        if ui.is_verbose() {
            let rules = finding.heuristics.iter().filter_map(|id| rules::find(id));
            rules.for_each(|rule| ui.note(&format!("{} {} ({})", rule.id, rule.claim, rule.sources)));
        }
    }
}

/// Line ends and blanks as LinkedIn's box has them.
fn tidied(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\t', " ")
}

/// The template of that name, and its text.
fn find<'a>(name: &str, context: &'a Context) -> Result<(String, &'a str)> {
    let name = cleaned("--template", name, MAX_WORD)?;
    let templates = &context.config.settings.templates;
    if let Some(text) = templates.get(&name) {
        return Ok((name, text));
    }
    let near = nearest(&name, templates.keys().map(String::as_str), 3);
    let error = Error::failed(format!("there is no template {name:?}")).hint_if(did_you_mean(&near));
    Err(if templates.is_empty() {
        let file = context.config.path.display();
        error.hint(format!("templates stand in {file} below [templates]; `invtrack help note` tells how"))
    } else {
        error.hint("`invtrack note` lists your templates")
    })
}

fn refused(error: &template::TemplateError, name: &str) -> Error {
    let refused = Error::failed(format!("the template {name:?} can't be filled in")).caused_by(error);
    error.hints().into_iter().fold(refused, Error::hint)
}

/// Somebody on record, or a name that is not.
fn addressee(args: &Note, context: &Context, ui: &mut Ui) -> Result<Addressee> {
    let typed = args.who.join(" ");
    if typed.trim().is_empty() {
        return Ok(Addressee::default());
    }
    let book = record::read(context)?;
    let found = who::candidates(&typed, &book)?;
    if !found.is_empty() {
        let who = who::one_of(&typed, &found, &book, ui)?;
        let (request, name) = (who.request_in(&book)?.clone(), who.person_in(&book)?.name.clone());
        if !ui.is_json() {
            ui.note(&format!("to {name}, on record as #{}", request.id));
        }
        return Ok(Addressee { name: Some(name), request: Some(request) });
    }
    let name = if looks_like_url(&typed) {
        name_from_slug(&who::read_profile(&typed)?)
    } else {
        cleaned("WHO", &typed, MAX_NAME)?
    };
    if !ui.is_json() {
        ui.note(&format!("to {name}, who is not on record"));
    }
    Ok(Addressee { name: Some(name), request: None })
}

/// What is on record, what the options say, and above all what `--set` says.
fn values(args: &Note, to: &Addressee, context: &Context) -> Result<Values> {
    let short = |option, text: &Option<String>| {
        text.as_ref().map(|text| cleaned(option, text, MAX_VALUE)).transpose()
    };
    let mut values = Values::default();
    if let Some(name) = &to.name {
        values.put_name(name);
    }
    if let Some(request) = &to.request {
        let sent = request.sent.day(context.zone);
        values.put("sent_date", template::written_out(sent, context.today()));
    }
    values.put_if("met_at", met(args, to));
    values.put_if("mutual", mutual(args, to).map(|number| number.to_string()));
    values.put_if("company", short("--company", &args.company)?);
    values.put_if("reason", short("--reason", &args.reason)?);
    put_all(&args.set, &mut values)?;
    Ok(values)
}

/// What `--set KEY=VALUE` says.
pub fn put_all(pairs: &[String], values: &mut Values) -> Result<()> {
    for pair in pairs {
        let (key, value) = pair
            .split_once('=')
            .map(|(key, value)| (key.trim(), value))
            .filter(|(key, _)| is_key(key))
            .ok_or_else(|| Error::usage(format!("--set takes KEY=VALUE, not {pair:?}")))?;
        values.put(key, cleaned(&format!("--set {key}"), value, MAX_VALUE)?);
    }
    Ok(())
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// Where the two met: by the options, else by the record.
fn met<'a>(args: &'a Note, to: &'a Addressee) -> Option<&'a str> {
    let known = to.request.as_ref().map(|request| &request.context);
    let on_record = known.and_then(|known| known.met_at.as_ref().or(known.met_briefly.as_ref()));
    args.met_at.as_ref().or(args.met_briefly.as_ref()).or(on_record).map(String::as_str)
}

fn mutual(args: &Note, to: &Addressee) -> Option<u32> {
    args.mutual.or(to.request.as_ref().and_then(|request| request.context.mutual))
}

/// What the note may mention of theirs.
fn theirs(values: &Values) -> Vec<String> {
    let not_theirs = ["sent_date", "reason", "mutual"];
    values.iter().filter(|(key, _)| !not_theirs.contains(key)).map(|(_, text)| text.to_owned()).collect()
}

fn list(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let templates = &context.config.settings.templates;
    if ui.is_json() {
        let templates = templates.iter().map(|(name, text)| TemplateView {
            name,
            text,
            placeholders: template::placeholders(text),
        });
        ui.json(&Answer::new(Listed { templates: templates.collect() }))?;
        return Ok(Exit::Done);
    }
    for (name, text) in templates {
        if ui.width().is_none() {
            ui.record(&[name, text])?;
            continue;
        }
        ui.line(&Line::new().push(Role::Strong, name.clone()))?;
        text.lines().try_for_each(|line| ui.line(&Line::plain("  ").text(line)))?;
    }
    if templates.is_empty() {
        ui.note(&format!("no templates yet; they stand in {}", context.config.path.display()));
        if ui.width().is_some() {
            ui.say(&Line::plain("  [templates]"))?;
            ui.say(&Line::plain(
                "  talk = \"Hi {first_name}, your talk at {met_at} made me curious, because …\"",
            ))?;
        }
    } else if ui.width().is_some() {
        super::next(ui, "invtrack note WHO --template NAME")?;
    }
    Ok(Exit::Done)
}

impl<'a> From<&'a Finding> for FindingView<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self { text: &finding.text, heuristics: finding.heuristics }
    }
}
