use super::prelude::*;
use crate::model::rules::{self, Rule};
use crate::record::name::fold;
use crate::record::suggest;

/// Print the rules behind the verdicts, with weights and sources
#[derive(Args, Debug)]
pub struct Rules {
    /// Only these: K05, N01 … or a part of the text
    #[arg(value_name = "RULE")]
    pub rule: Vec<String>,
}

pub fn run(args: &Rules, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let chosen = choose(&args.rule, rules::all(&context.config.settings.model))?;
    let mut weights = context.config.entries();
    weights.retain(|weight| weight.is_in("model"));
    let json = json!({ "rules": chosen, "weights": weights });
    ui.answer(json, |ui| {
        if ui.width().is_none() {
            return chosen.iter().for_each(|rule| record(rule, ui));
        }
        let mut group = None;
        for rule in &chosen {
            let letter = rule.id.chars().next();
            if group != letter {
                ui.line(strong(heading(letter)));
                group = letter;
            }
            print(rule, !args.rule.is_empty() || ui.is_verbose(), ui);
        }
        if args.rule.is_empty() {
            ui.line(strong("Sources (articles, themselves without sources)"));
            for (id, title) in rules::documents() {
                ui.line(Text::from("  ").strong(id).text(format!(" {title}")));
            }
            ui.next("invtrack rules K05  (one rule in full)");
        }
    })
}

fn record(rule: &Rule, ui: &mut Ui) {
    let (bearing, weight) = (rule.bearing.word(), rule.weight.word());
    let Rule { id, claim, sources, signal, usage, caveat, .. } = rule;
    ui.record(&[id, bearing, weight, claim, sources, signal, usage, caveat]);
}

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

fn print(rule: &Rule, whole: bool, ui: &mut Ui) {
    let bearing = match (rule.bearing, rule.weight) {
        (rules::Bearing::None, rules::Weight::None) => String::new(),
        (bearing, weight) => format!("  {}, {}", bearing.word(), weight.word()),
    };
    let line = strong(&rule.id).text(format!(" {}", rule.claim)).push(Role::Open, bearing);
    ui.line(line.faint(format!("  ({})", rule.sources)).indented());
    for (title, text) in [("signal", &rule.signal), ("used for", &rule.usage), ("limits", &rule.caveat)] {
        if whole && !text.is_empty() {
            ui.line(Text::from("      ").faint(format!("{title}: ")).text(text));
        }
    }
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
