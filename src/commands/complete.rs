//! What TAB offers, and how it is described. It only reads, and says nothing of what goes wrong: then nothing is offered.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use clap::{Arg, Command, Parser, ValueHint};
use clap_complete::engine::{self, ArgValueCompleter, CompletionCandidate};

use super::verdict::{Judgements, measure};
use super::{docs, record};
use crate::cli::Global;
use crate::context::{self, Env};
use crate::error::Exit;
use crate::model::classify::Class;
use crate::model::request::Request;
use crate::model::rules;
use crate::model::tracked::Tracked;
use crate::record::labels;
use crate::record::name::fold;
use crate::record::time::Moment;
use crate::store::Store;

/// Offered alone where a file is meant: the shell knows those best, and how to quote them.
const FILES: &str = "/";

/// What is offered for: as such values are called in the help, or an option that says which template.
const KINDS: [&str; 10] =
    ["FILE", "WHO", "OTHER", "TAG", "TEMPLATE", "SETTING", "RULE", "LABEL", "COMMAND", "COMMAND|TOPIC"];

const MOST_PEOPLE: usize = 50;

type Offer = (String, String);

#[derive(Parser)]
struct Files {
    #[command(flatten)]
    global: Global,
}

/// Prints what fits the last of these words, the one that is being typed: a line each, with a tab before what it is.
pub fn run(words: Vec<OsString>, command: Command) -> Exit {
    let (Ok(files), Some(typed)) = (Files::try_parse_from(naming_files(&words)), words.last()) else {
        return Exit::Done;
    };
    // PowerShell can't pass on an empty word, but can a quoted one.
    let typed = typed.to_string_lossy().trim_matches(['"', '\'']).to_owned();
    let mut ui = context::ui(&files.global);
    for (value, help) in fitting(words, &typed, command, Env::new(&files.global).ok()) {
        let fields = [value.as_str(), &help];
        ui.record(&fields[..if help.is_empty() { 1 } else { 2 }]);
    }
    ui.finish(Exit::Done)
}

/// Words that are options with their values, for [`Files`].
fn naming_files(words: &[OsString]) -> Vec<OsString> {
    let mut given = vec![OsString::from("invtrack")];
    let mut words = words.iter().take(words.len().saturating_sub(1));
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        let (option, file) = match text.split_once('=') {
            Some((option, file)) => (option, Some(file.into())),
            None => (text.as_ref(), None),
        };
        if option == "--db" || option == "--config" {
            let file = file.or_else(|| words.next().cloned());
            given.extend(file.map(|file| [option.into(), at_home(file)]).into_iter().flatten());
        }
    }
    given
}

/// A shell expands it only for a command that is run.
fn at_home(file: OsString) -> OsString {
    let below = ["~/", "$HOME/"].iter().find_map(|home| file.to_str()?.strip_prefix(home));
    below.and_then(|below| Some(context::home()?.join(below).into())).unwrap_or(file)
}

fn fitting(words: Vec<OsString>, typed: &str, command: Command, context: Option<Env>) -> Vec<Offer> {
    let known = Arc::new(Sources { context, topics: docs::explained(&command) });
    let mut command = every_arg(command, &|arg| with_offers(arg, &known));
    let at = words.len();
    let before = words.into_iter().take(at - 1);
    let words = [OsString::from("invtrack")].into_iter().chain(before).chain([typed.into()]).collect();
    let found = engine::complete(&mut command, words, at, None).unwrap_or_default();
    if found.iter().any(|candidate| candidate.get_value().to_string_lossy().ends_with(FILES)) {
        return vec![(FILES.to_owned(), String::new())];
    }
    let mut offers = Vec::new();
    for candidate in found {
        let Some(value) = candidate.get_value().to_str() else { continue };
        // Of `--class=accepted,pen` all but the end is there already.
        let new = value.strip_prefix(&typed[..typed.rfind(['=', ',']).map_or(0, |end| end + 1)]);
        if new.is_some_and(is_harmless) && value.starts_with('-') == typed.starts_with('-') {
            let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            offers.push((value.to_owned(), help.lines().next().unwrap_or_default().to_owned()));
        }
    }
    offers
}

fn every_arg(command: Command, change: &dyn Fn(Arg) -> Arg) -> Command {
    command.mut_args(change).mut_subcommands(|command| every_arg(command, change))
}

/// A shell takes it for nothing but a word.
fn is_harmless(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !value.is_empty() && value.bytes().all(is_plain)
}

struct Sources {
    context: Option<Env>,
    topics: Vec<Offer>,
}

fn with_offers(arg: Arg, known: &Arc<Sources>) -> Arg {
    let kind = match arg.get_value_hint() {
        ValueHint::FilePath | ValueHint::AnyPath => "FILE".to_owned(),
        _ if arg.get_id() == "template" => "TEMPLATE".to_owned(),
        _ => {
            arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default()
        }
    };
    if !KINDS.contains(&kind.as_str()) {
        return arg;
    }
    let known = Arc::clone(known);
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_str().unwrap_or_default();
        let all = offers(&kind, typed, &known).into_iter();
        all.map(|(value, help)| CompletionCandidate::new(value).help(Some(help.into()))).collect()
    }))
}

fn offers(kind: &str, typed: &str, known: &Sources) -> Vec<Offer> {
    let mut all: Vec<Offer> = match (kind, &known.context) {
        ("FILE", _) => return vec![(FILES.to_owned(), String::new())],
        ("WHO" | "OTHER", Some(context)) => return people(typed, context).unwrap_or_default(),
        ("TAG", Some(context)) => {
            let tags = Store::open_to_complete(&context.database)
                .and_then(|mut store| store.read(|view| view.tags()).ok());
            tags.unwrap_or_default().into_iter().map(|tag| (tag, String::new())).collect()
        }
        ("TEMPLATE", Some(context)) => context.config.settings.templates.clone().into_iter().collect(),
        ("SETTING", Some(context)) => {
            context.config.entries().into_iter().map(|entry| (entry.name, entry.value)).collect()
        }
        ("RULE", Some(context)) => {
            let all = rules::all(&context.config.settings.model).into_iter();
            all.map(|rule| (rule.id, rule.claim)).collect()
        }
        ("LABEL", _) => labels::english().map(|label| (label.to_owned(), String::new())).collect(),
        ("COMMAND" | "COMMAND|TOPIC", _) => known.topics.clone(),
        _ => Vec::new(),
    };
    all.retain(|(value, _)| value.to_lowercase().starts_with(&typed.to_lowercase()));
    all
}

/// The newest whose number, profile or name begins with that, those that are open first. Verdicts are told if it takes
/// no learning from everything else.
fn people(typed: &str, context: &Env) -> Option<Vec<Offer>> {
    let (slug, name) = (typed.to_lowercase(), fold(typed));
    let is_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    let (loaded, learned) = Store::open_to_complete(&context.database)?
        .read(|view| {
            let seeds = match typed {
                "" => view.newest(MOST_PEOPLE),
                _ if is_number => view.numbered(typed, MOST_PEOPLE),
                _ => view.beginning(&slug, &name, MOST_PEOPLE),
            }?;
            let loaded = view.part(seeds)?.map_or_else(|| view.all(), Ok)?;
            Ok((loaded, record::cached(view, context)?))
        })
        .ok()?;
    let (record, numbers) = record::split(loaded);
    let mut book = Tracked::of(record, &numbers, context.zone);
    book.learned = learned.unwrap_or(book.learned);
    let begins = |request: &&Request| {
        let person = &request.person;
        request.id.to_string().starts_with(typed)
            || !is_number && person.profiles().any(|profile| profile.starts_with(&slug))
            || !is_number
                && !name.is_empty()
                && fold(&person.name).split(' ').any(|word| word.starts_with(&name))
    };
    let fitting = book.requests.iter().filter(begins);
    let mut fitting = Judgements::of_some(fitting, &book, Moment::Exact(context.now), context);
    fitting.all.sort_by_key(|(request, judged)| {
        let is_open = matches!(judged.verdict.class, Class::Pending | Class::Ignored);
        (!is_open, Reverse(request.sent.instant(context.zone)))
    });
    fitting.all.truncate(MOST_PEOPLE);
    // A name means the person.
    let mut known = HashSet::new();
    fitting.all.retain(|(request, _)| is_number || known.insert(request.person.id));
    let value = |request: &Request| {
        let profile = request.person.slug.clone().filter(|slug| !is_number && is_harmless(slug));
        profile.unwrap_or_else(|| request.id.to_string())
    };
    // Shells rank what begins like what was typed before all others, or drop these: then all are numbers.
    let all = &fitting.all;
    let is_by_profile = all.len() == 1 || all.iter().all(|(request, _)| value(request).starts_with(&slug));
    let offered = fitting.iter().map(|told| {
        let verdict = learned.is_some().then(|| {
            let (_, sign, word) = told.badge();
            let sure = measure(&told.judged.verdict).map(|sure| format!(" {sure}")).unwrap_or_default();
            format!("{sign} {word}{sure}, ")
        });
        let ago = context.ago(Some(told.request.sent));
        let (name, verdict) = (&told.request.person.name, verdict.unwrap_or_default());
        let help = format!("{name}: {verdict}sent {ago}  #{}", told.request.id);
        (if is_by_profile { value(told.request) } else { told.request.id.to_string() }, help)
    });
    Some(offered.collect())
}
