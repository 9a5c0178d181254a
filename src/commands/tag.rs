//! `invtrack tag`

use serde::Serialize;
use serde_json::Value;

use super::add::tags;
use super::view::Answer;
use super::{record, who};
use crate::cli::Tag;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::request::Request;
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::suggest;

#[derive(Serialize)]
struct Tags<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    tags: &'a [String],
}

/// Adds, removes and lists tags.
pub fn run(args: &Tag, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if args.who.is_empty() {
        return list(context, ui);
    }
    let (add, remove) = (tags("--add", &args.add)?, tags("--remove", &args.remove)?);
    if add.is_empty() && remove.is_empty() {
        let book = record::read_existing(context, None)?;
        let who = who::find(&args.who, &book, ui)?;
        return tell(who.request_in(&book)?, &who.person_in(&book)?.name, ui);
    }
    let who = who::find(&args.who, &record::read_existing(context, None)?, ui)?;
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        let request = who.request_in(book)?;
        if let Some(missing) = remove.iter().find(|tag| !request.context.tags.contains(tag)) {
            let near = suggest::nearest(missing, request.context.tags.iter().map(String::as_str), 3);
            return Err(Error::failed(format!("request #{} has no tag {missing:?}", request.id))
                .hint_if(suggest::did_you_mean(&near)));
        }
        // A tag is a field of its own: two machines that add one each have both.
        let new = add.iter().filter(|tag| !request.context.tags.contains(tag));
        let gone = remove.iter().filter(|tag| !add.contains(tag));
        let on = new.map(|tag| (tag, true)).chain(gone.map(|tag| (tag, false)));
        let set: Vec<_> = on.map(|(tag, on)| (format!("tag:{tag}"), Value::Bool(on))).collect();
        if !set.is_empty() {
            entry.correct_all(request.facts.clone(), set);
        }
        entry.describe(format!("changed the tags of {}", record::subject(book, request)));
        Ok(request.id)
    })?;
    let request = changed.after.request(changed.value);
    let request = request.ok_or_else(|| Error::failed("that request is no longer on record"))?;
    tell(request, changed.after.person(request.person.id).map_or("", |person| &person.name), ui)
}

fn tell(request: &Request, name: &str, ui: &mut Ui) -> Result<Exit> {
    let (id, tags) = (request.id, &request.context.tags);
    if ui.is_json() {
        ui.json(&Answer::new(Tags { id: Some(id), tags }))?;
    } else {
        let tags = if tags.is_empty() { "no tags".to_owned() } else { tags.join(", ") };
        ui.line(&Line::new().push(Role::Strong, name).text(format!(" (#{id}): {tags}")))?;
    }
    Ok(Exit::Done)
}

fn list(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let tags = record::read(context)?.tags();
    if ui.is_json() {
        ui.json(&Answer::new(Tags { id: None, tags: &tags }))?;
        return Ok(Exit::Done);
    }
    for tag in &tags {
        ui.line(&Line::plain(tag))?;
    }
    Ok(Exit::Done)
}
