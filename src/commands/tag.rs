//! `invtrack tag`

use serde::Serialize;

use super::add::tags;
use super::view::Answer;
use super::{subject, who};
use crate::cli::Tag;
use crate::context::Context;
use crate::domain::register::Stamp;
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::suggest;
use crate::store::{Store, Which};

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
        let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
        let who = who::find(&args.who, &mut store, ui)?;
        let book = store.read(|view| view.book(Which::People(&[who.person])))?;
        let request = who.request_in(&book, context)?;
        return tell(request.id, &book.people[0].name, &request.context.tags, ui);
    }
    let mut store = context.open_to_change()?;
    let who = who::find(&args.who, &mut store, ui)?;
    let (request, name) = store.write(|change| {
        let book = change.read(|view| view.book(Which::People(&[who.person])))?;
        let mut request = who.request_in(&book, context)?.clone();
        if let Some(missing) = remove.iter().find(|tag| !request.context.tags.contains(tag)) {
            let near = suggest::nearest(missing, request.context.tags.iter().map(String::as_str), 3);
            return Err(Error::failed(format!("request #{} has no tag {missing:?}", request.id))
                .hint_if(suggest::did_you_mean(&near)));
        }
        request.context.tags.retain(|tag| !remove.contains(tag));
        request.context.tags.extend(add);
        request.context.tags = tags("--add", &request.context.tags)?;
        change.update_request(&request, Stamp::Edited(context.now))?;
        change.describe(context.now, format!("changed the tags of {}", subject(&book, request.id)));
        Ok((request, book.people[0].name.clone()))
    })?;
    tell(request.id, &name, &request.context.tags, ui)
}

fn tell(id: i64, name: &str, tags: &[String], ui: &mut Ui) -> Result<Exit> {
    if ui.is_json() {
        ui.json(&Answer::new(Tags { id: Some(id), tags }))?;
    } else {
        let tags = if tags.is_empty() { "no tags".to_owned() } else { tags.join(", ") };
        ui.line(&Line::new().push(Role::Strong, name).text(format!(" (#{id}): {tags}")))?;
    }
    Ok(Exit::Done)
}

fn list(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let read = |mut store: Store| store.read(|view| view.tags());
    let tags = context.open_to_read()?.map(read).transpose()?.unwrap_or_default();
    if ui.is_json() {
        ui.json(&Answer::new(Tags { id: None, tags: &tags }))?;
        return Ok(Exit::Done);
    }
    for tag in &tags {
        ui.line(&Line::plain(tag))?;
    }
    Ok(Exit::Done)
}
