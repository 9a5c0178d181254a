//! `invtrack rules`: the rules behind the verdicts.

use serde::Serialize;

use super::view::Answer;
use crate::cli::Rules;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::rules::{self, Rule};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::name::fold;
use crate::record::suggest;

#[derive(Serialize)]
struct Printed {
    rules: Vec<Rule>,
    weights: Vec<Weight>,
}

#[derive(Serialize)]
struct Weight {
    key: String,
    value: String,
    origin: &'static str,
}

/// Prints all rules, or those that were asked for.
pub fn run(args: &Rules, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let chosen = choose(&args.rule, rules::all(&context.config.settings.model))?;
    let weights = || {
        let model = context.config.entries().into_iter().filter(|entry| entry.dotted().starts_with("model."));
        model.map(|entry| Weight {
            key: entry.dotted(),
            origin: if entry.set { "file" } else { "default" },
            value: entry.value,
        })
    };
    if ui.is_json() {
        ui.json(&Answer::new(Printed { rules: chosen, weights: weights().collect() }))?;
        return Ok(Exit::Done);
    }
    if ui.width().is_none() {
        for rule in &chosen {
            ui.record(&[
                &rule.id,
                rule.bearing.word(),
                rule.weight.word(),
                &rule.claim,
                &rule.sources,
                &rule.signal,
                &rule.usage,
                &rule.caveat,
            ])?;
        }
        return Ok(Exit::Done);
    }
    let mut group = None;
    for rule in &chosen {
        let letter = rule.id.chars().next();
        if group != letter {
            ui.line(&Line::new().push(Role::Strong, heading(letter)))?;
            group = letter;
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
fn choose(wanted: &[String], all: Vec<Rule>) -> Result<Vec<Rule>> {
    if wanted.is_empty() {
        return Ok(all);
    }
    let mut chosen = Vec::new();
    for word in wanted {
        let (id, folded) = (padded(word), fold(word));
        let named = all.iter().position(|rule| rule.id.eq_ignore_ascii_case(&id));
        let spoken = |rule: &&Rule| named.is_none() && fold(&rule.claim).contains(&folded);
        let found: Vec<Rule> =
            all.iter().filter(spoken).chain(named.map(|place| &all[place])).cloned().collect();
        if found.is_empty() {
            let near = suggest::nearest(word, all.iter().map(|rule| rule.id.as_str()), 3);
            return Err(Error::failed(format!("no rule is called {word:?} or speaks of it"))
                .hint_if(suggest::did_you_mean(&near)));
        }
        chosen.extend(found);
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

fn print(rule: &Rule, whole: bool, ui: &mut Ui) -> Result<()> {
    let bearing = match (rule.bearing, rule.weight) {
        (rules::Bearing::None, rules::Weight::None) => String::new(),
        (bearing, weight) => format!("  {}, {}", bearing.word(), weight.word()),
    };
    ui.line(
        &Line::plain("  ")
            .push(Role::Strong, rule.id.clone())
            .text(format!(" {}", rule.claim))
            .push(Role::Open, bearing)
            .push(Role::Faint, format!("  ({})", rule.sources)),
    )?;
    if !whole {
        return Ok(());
    }
    for (title, text) in [("signal", &rule.signal), ("used for", &rule.usage), ("but", &rule.caveat)] {
        if !text.is_empty() {
            ui.line(&Line::plain("      ").push(Role::Faint, format!("{title}: ")).text(text.clone()))?;
        }
    }
    Ok(())
}

fn print_sources(ui: &mut Ui) -> Result<()> {
    ui.line(&Line::new().push(Role::Strong, "Sources (articles, themselves without sources)"))?;
    rules::documents().iter().try_for_each(|(id, title)| {
        ui.line(&Line::plain("  ").push(Role::Strong, id.clone()).text(format!(" {title}")))
    })
}

fn heading(letter: Option<char>) -> &'static str {
    match letter {
        Some('K') => "What a sign means",
        Some('N') => "Numbers",
        Some('R') => "Why requests are not accepted",
        Some('T') => "What to do",
        _ => "Known from elsewhere",
    }
}
