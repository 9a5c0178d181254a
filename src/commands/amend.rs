//! One step about one request or several.

use super::prelude::*;
use super::record::{self, Changed, NewFacts, Scope};
use super::verdict::{Judgement, told};

/// Adds to what is on record of the requests that WHO means, in one step, which is called as `decide` says first.
///
/// `json`: what is answered of each besides the request.
pub fn amend<T>(
    who: &[String],
    context: &Env,
    ui: &mut Ui,
    decide: impl Fn(&Tracked, &Request, &mut NewFacts) -> Result<(String, T)>,
    json: impl Fn(&Judgement, &T) -> Value,
    tell: impl Fn(&Judgement, &T, &mut Ui),
) -> Result<Exit> {
    let (_, all) = record::find_all(who, context, ui)?;
    let scope = Scope::of_all(&all);
    let Changed { value: decided, after, .. } = record::change(context, &scope, |book, entry| {
        let mut decided = Vec::with_capacity(all.len());
        let mut words = Vec::with_capacity(all.len());
        for who in &all {
            let request = who.request_in(book)?;
            let (said, value) = decide(book, request, entry)?;
            words.push(said);
            decided.push((request.id, value));
        }
        entry.describe(words.join("; "));
        Ok(decided)
    })?;
    let mut answers = Vec::with_capacity(decided.len());
    for (request, value) in &decided {
        told(&after, *request, context, |told| {
            if ui.is_json() {
                answers.push(told.json(json(told, value)));
            } else {
                tell(told, value, ui);
            }
            Ok(())
        })?;
    }
    answer(answers, ui)
}

/// In JSON, what was answered of each; to people it was told already.
pub fn answer(mut answers: Vec<Value>, ui: &mut Ui) -> Result<Exit> {
    let one = if answers.len() == 1 { answers.pop() } else { None };
    ui.answer(one.unwrap_or_else(|| json!({ "changed": answers })), |_| ())
}
