use std::path::PathBuf;

use super::circumstances::{InCommon, cleaned, note_text, read_note};
use super::prelude::*;
use super::{record, who};
use crate::model::rules;
use crate::next::note::{self, Finding, PREMIUM_CHARACTERS};
use crate::next::template::{self, Values};
use crate::record::name::{MAX_NAME, MAX_WORD};
use crate::record::slug::{looks_like_url, name_from_slug};
use crate::record::suggest::{did_you_mean, nearest};

const MAX_VALUE: usize = 1_000;

/// Fill in a note from a template of yours, and check it
///
/// Templates go in the settings. What is filled in comes from the record, where WHO is on it, and from the
/// options. The note alone goes to standard output; its length, and what the rules would doubt, to standard error.
/// Without --template, --text or --file the templates are listed. Nothing is recorded and nothing is sent.
///
/// The check looks for words, English ones: it can raise a doubt, it can't tell a good note.
#[derive(Args, Debug)]
#[command(after_help = "In the settings:
  [templates]
  talk = 'Hi {first_name}, your talk at {met_at} made me curious about {topic}, because …'

Placeholders:
  {name} {first_name} {last_name} {company} {met_at} {mutual} {sent_date}
  {reason}, and any that --set gives
  {{ and }} for braces

Examples:
  invtrack note
  invtrack note Zoë Brandt --template talk --met-at Ghent --set topic=tests
  invtrack note zoe --template talk | xclip
  invtrack note --file draft.txt")]
pub struct Note {
    /// Whom it goes to: anybody on record, or the name of somebody new
    #[arg(value_name = "WHO")]
    who: Vec<String>,
    /// The template to fill in, from [templates] in the settings
    #[arg(long, value_name = "NAME", conflicts_with_all = ["text", "file"])]
    template: Option<String>,
    /// A note of your own, to be checked; placeholders are filled in where something is given for them
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    text: Option<String>,
    /// Read a note of your own from a file ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// What to put for `{KEY}`; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    put: Put,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "What to put for placeholders")]
struct Put {
    /// Where they work: `{company}`
    #[arg(long, value_name = "COMPANY")]
    company: Option<String>,
    #[command(flatten)]
    shared: InCommon,
    /// Why you ask: `{reason}`
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub fn run(args: &Note, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if args.template.is_none() && args.text.is_none() && args.file.is_none() {
        return list(context, ui);
    }
    let template = args.template.as_deref().map(|name| find(name, context)).transpose()?;
    let (name, request) = addressee(args, context, ui)?;
    let values = values(args, name.as_deref(), request.as_ref(), context)?;
    let text = match (&template, &args.text, &args.file) {
        (Some((name, text)), ..) => filled(&format!("the template {name:?}"), text, &values)?,
        (None, text, file) => {
            let read = file.as_deref().map(read_note).transpose()?.or_else(|| text.clone());
            let own = read.unwrap_or_default();
            let is_to_fill = !values.0.is_empty() && !template::placeholders(&own).is_empty();
            if is_to_fill { filled("the note", &own, &values)? } else { own }
        }
    };
    // Line ends and blanks as LinkedIn's box has them.
    let text = note_text(&text.replace("\r\n", "\n").replace('\t', " "))?.unwrap_or_default();
    let (characters, limit) = (note::length(&text), context.config.settings.limits.note_characters);
    let findings = note::check(&text, &theirs(&values), limit);
    let finding = |one: &Finding| json!({ "text": one.text, "heuristics": one.heuristics });
    let json = json!({
        "template": template.as_ref().map(|(name, _)| name),
        "name": name,
        "note": text,
        "characters": characters,
        "limit": limit,
        "premium_limit": PREMIUM_CHARACTERS,
        "fits": characters <= limit,
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
    });
    ui.answer(json, |ui| {
        // Not wrapped, so that what is copied off a terminal is the note.
        text.lines().for_each(|line| ui.record(&[line]));
        if !text.is_empty() {
            ui.note(&format!("{characters} of {limit} characters"));
        }
        findings.iter().for_each(|finding| tell(finding, ui));
    })
}

fn filled(what: &str, text: &str, values: &Values) -> Result<String> {
    template::fill(text, values).map_err(|error| {
        let refused = Error::failed(format!("{what} can't be filled in")).caused_by(&error);
        error.hints.into_iter().fold(refused, Error::hint)
    })
}

fn tell(finding: &Finding, ui: &mut Ui) {
    let text = cited(&finding.text, finding.heuristics);
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

fn find<'a>(name: &str, context: &'a Env) -> Result<(String, &'a str)> {
    let name = cleaned("--template", name, MAX_WORD)?;
    let templates = &context.config.settings.templates;
    if let Some(text) = templates.get(&name) {
        return Ok((name, text));
    }
    let near = nearest(&name, templates.keys().map(String::as_str), 3);
    let error = Error::failed(format!("there is no template {name:?}")).hint_if(did_you_mean(&near));
    Err(if templates.is_empty() {
        let file = context.config.path.display();
        error.hint(format!("templates go in {file}, under [templates]; see `invtrack help note`"))
    } else {
        error.hint("`invtrack note` lists your templates")
    })
}

fn addressee(args: &Note, context: &Env, ui: &mut Ui) -> Result<(Option<String>, Option<Request>)> {
    let typed = args.who.join(" ");
    if typed.trim().is_empty() {
        return Ok((None, None));
    }
    let book = record::read(context)?;
    let found = who::candidates(&typed, &book)?;
    let (name, request) = if !found.is_empty() {
        let who = who::one_of(&typed, &found, &book, ui)?;
        (who.person_in(&book)?.name.clone(), Some(who.request_in(&book)?.clone()))
    } else if looks_like_url(&typed) {
        (name_from_slug(&who::read_profile(&typed)?), None)
    } else {
        (cleaned("WHO", &typed, MAX_NAME)?, None)
    };
    if !ui.is_json() {
        let known = request.as_ref().map(|request| format!("on record as #{}", request.id));
        ui.note(&format!("to {name}, {}", known.as_deref().unwrap_or("who is not on record")));
    }
    Ok((Some(name), request))
}

/// The record, above it the options, above all `--set`.
fn values(args: &Note, name: Option<&str>, request: Option<&Request>, context: &Env) -> Result<Values> {
    let mut values = Values::default();
    name.into_iter().for_each(|name| values.put_name(name));
    request.into_iter().for_each(|request| put_known(request, &mut values, context));
    let InCommon { met_at, met_briefly, mutual } = &args.put.shared;
    values.put_if("met_at", met_at.as_ref().or(met_briefly.as_ref()));
    values.put_if("mutual", mutual.map(|number| number.to_string()));
    values.put_if("company", value("--company", args.put.company.as_deref())?);
    values.put_if("reason", value("--reason", args.put.reason.as_deref())?);
    put_all(&args.set, &mut values)?;
    Ok(values)
}

pub fn put_known(request: &Request, values: &mut Values, context: &Env) {
    let known = &request.context;
    values.put_name(&request.person.name);
    values.put("sent_date", template::written_out(request.sent.day(context.zone), context.today()));
    values.put_if("met_at", known.met_at.as_ref().or(known.met_briefly.as_ref()));
    values.put_if("mutual", known.mutual.map(|mutual| mutual.to_string()));
}

pub fn value(option: &str, text: Option<&str>) -> Result<Option<String>> {
    text.map(|text| cleaned(option, text, MAX_VALUE)).transpose()
}

pub fn put_all(pairs: &[String], values: &mut Values) -> Result<()> {
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
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

fn theirs(values: &Values) -> Vec<String> {
    let not_theirs = ["sent_date", "reason", "mutual"];
    let all = values.0.iter().filter(|(key, _)| !not_theirs.contains(&key.as_str()));
    all.map(|(_, text)| text.clone()).collect()
}

fn list(context: &Env, ui: &mut Ui) -> Result<Exit> {
    let templates = &context.config.settings.templates;
    let json = templates.iter().map(|(name, text)| {
        let placeholders = template::placeholders(text);
        json!({ "name": name, "text": text, "placeholders": placeholders })
    });
    ui.answer(json!({ "templates": json.collect::<Vec<_>>() }), |ui| {
        let is_pipe = ui.width().is_none();
        for (name, text) in templates {
            if is_pipe {
                ui.record(&[name, text]);
            } else {
                ui.line(strong(name));
                text.lines().for_each(|line| ui.line(format!("  {line}")));
            }
        }
        if templates.is_empty() {
            ui.note(&format!(
                "no templates yet; they go in {}, under [templates]",
                context.config.path.display()
            ));
        }
        if !is_pipe && templates.is_empty() {
            ui.say("  [templates]");
            ui.say("  talk = \"Hi {first_name}, your talk at {met_at} made me curious, because …\"");
        } else if !is_pipe {
            ui.next("invtrack note WHO --template NAME");
        }
    })
}
