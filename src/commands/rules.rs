//! `invtrack rules`: the rules behind the verdicts.

use serde::Serialize;

use super::view::Answer;
use crate::cli::Rules;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::rules::{self, DOCUMENTS, Group, Heuristic};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::name::fold;
use crate::record::suggest;

#[derive(Serialize)]
struct Printed {
    rules: Vec<RuleView>,
    weights: Vec<Weight>,
}

#[derive(Serialize)]
struct RuleView {
    id: &'static str,
    claim: &'static str,
    signal: &'static str,
    bearing: &'static str,
    weight: &'static str,
    usage: &'static str,
    caveat: &'static str,
    sources: String,
}

#[derive(Serialize)]
struct Weight {
    key: String,
    value: String,
    origin: &'static str,
}

/// Prints all rules, or those that were asked for.
pub fn run(args: &Rules, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let chosen = choose(&args.rule)?;
    let weights = || {
        let model = context.config.entries().into_iter().filter(|entry| entry.dotted().starts_with("model."));
        model.map(|entry| Weight {
            key: entry.dotted(),
            origin: if entry.set { "file" } else { "default" },
            value: entry.value,
        })
    };
    if ui.is_json() {
        let rules = chosen.iter().map(|rule| RuleView::from(*rule)).collect();
        ui.json(&Answer::new(Printed { rules, weights: weights().collect() }))?;
        return Ok(Exit::Done);
    }
    if ui.width().is_none() {
        for rule in &chosen {
            let (bearing, weight, sources) = (rule.bearing.word(), rule.weight.word(), rule.citation());
            ui.record(&[
                rule.id,
                bearing,
                weight,
                rule.claim,
                &sources,
                rule.signal,
                rule.usage,
                rule.caveat,
            ])?;
        }
        return Ok(Exit::Done);
    }
    let mut group = None;
    for rule in &chosen {
        if group.replace(rule.group) != Some(rule.group) {
            ui.line(&Line::new().push(Role::Strong, heading(rule.group)))?;
        }
        print(rule, !args.rule.is_empty() || ui.is_verbose(), ui)?;
    }
    if args.rule.is_empty() {
        print_sources(ui)?;
        super::next(ui, "invtrack rules K05 (one rule in full), invtrack config (every weight)")?;
    }
    Ok(Exit::Done)
}

/// By id, else by a part of the text.
fn choose(wanted: &[String]) -> Result<Vec<&'static Heuristic>> {
    if wanted.is_empty() {
        return Ok(rules::all().collect());
    }
    let mut chosen = Vec::new();
    for word in wanted {
        if let Some(rule) = rules::find(&padded(word)) {
            chosen.push(rule);
            continue;
        }
        let folded = fold(word);
        let before = chosen.len();
        chosen.extend(rules::all().filter(|rule| fold(rule.claim).contains(&folded)));
        if chosen.len() == before {
            let near = suggest::nearest(word, rules::all().map(|rule| rule.id), 3);
            return Err(Error::failed(format!("no rule is called {word:?} or speaks of it"))
                .hint_if(suggest::did_you_mean(&near)));
        }
    }
    Ok(chosen)
}

/// `k5` is `K05`.
fn padded(id: &str) -> String {
    match id.split_at_checked(1) {
        Some((group, number)) if number.len() == 1 => format!("{group}0{number}"),
        _ => id.to_owned(),
    }
}

fn print(rule: &Heuristic, whole: bool, ui: &mut Ui) -> Result<()> {
    let bearing = match (rule.bearing, rule.weight) {
        (rules::Bearing::None, rules::Weight::None) => String::new(),
        (bearing, weight) => format!("  {}, {}", bearing.word(), weight.word()),
    };
    ui.line(
        &Line::plain("  ")
            .push(Role::Strong, rule.id)
            .text(format!(" {}", rule.claim))
            .push(Role::Open, bearing)
            .push(Role::Faint, format!("  ({})", rule.citation())),
    )?;
    if !whole {
        return Ok(());
    }
    for (title, text) in [("signal", rule.signal), ("used for", rule.usage), ("but", rule.caveat)] {
        if !text.is_empty() {
            ui.line(&Line::plain("      ").push(Role::Faint, format!("{title}: ")).text(text))?;
        }
    }
    Ok(())
}

fn print_sources(ui: &mut Ui) -> Result<()> {
    ui.line(&Line::new().push(Role::Strong, "Sources (articles, themselves without sources)"))?;
    DOCUMENTS.iter().try_for_each(|(id, title)| {
        ui.line(&Line::plain("  ").push(Role::Strong, *id).text(format!(" {title}")))
    })
}

const fn heading(group: Group) -> &'static str {
    match group {
        Group::Classification => "What a sign means",
        Group::Numbers => "Numbers",
        Group::Reasons => "Why requests are not accepted",
        Group::Advice => "What to do",
    }
}

impl From<&Heuristic> for RuleView {
    fn from(rule: &Heuristic) -> Self {
        Self {
            id: rule.id,
            claim: rule.claim,
            signal: rule.signal,
            bearing: rule.bearing.word(),
            weight: rule.weight.word(),
            usage: rule.usage,
            caveat: rule.caveat,
            sources: rule.citation(),
        }
    }
}
