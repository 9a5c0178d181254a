use super::circumstances::tags;
use super::prelude::*;
use super::record::{self, Scope};
use crate::model::request::Request;
use crate::record::suggest;

/// Add and remove tags; without options, list them
#[derive(Args, Debug)]
pub struct Tag {
    /// Request number, profile URL, slug, or any unique part of the name; left out: list all tags in use
    #[arg(value_name = "WHO", num_args = 0..)]
    who: Vec<String>,
    /// A tag to add; may be given several times
    #[arg(long, value_name = "TAG", requires = "who")]
    add: Vec<String>,
    /// A tag to remove; may be given several times
    #[arg(long, value_name = "TAG", requires = "who")]
    remove: Vec<String>,
}

pub fn run(args: &Tag, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if args.who.is_empty() {
        let tags = record::read(context)?.tags();
        return ui.answer(json!({ "tags": tags }), |ui| tags.iter().for_each(|tag| ui.line(tag)));
    }
    let (add, remove) = (tags("--add", &args.add)?, tags("--remove", &args.remove)?);
    let (mut book, who) = record::find(&args.who, context, ui)?;
    if !add.is_empty() || !remove.is_empty() {
        let changed =
            record::change(&mut context.open_to_change()?, context, &Scope::of(&who), |book, step| {
                let request = who.request_in(book)?;
                step.describe(format!("changed the tags of {}", record::subject(book, request)));
                let set = changes(&add, &remove, request)?;
                if !set.is_empty() {
                    step.correct_all(request.facts.clone(), set);
                }
                Ok(())
            })?;
        book = changed.after;
    }
    let (request, name) = (who.request_in(&book)?, &who.person_in(&book)?.name);
    let (id, tags) = (request.id, &request.context.tags);
    ui.answer(json!({ "id": id, "tags": tags }), |ui| {
        let tags = if tags.is_empty() { "no tags".to_owned() } else { tags.join(", ") };
        ui.line(strong(name).text(format!(" (#{id}): {tags}")));
    })
}

/// A tag is a field of its own: two machines that add one each have both.
fn changes(add: &[String], remove: &[String], request: &Request) -> Result<Vec<(String, Value)>> {
    let known = &request.context.tags;
    if let Some(missing) = remove.iter().find(|tag| !known.contains(tag)) {
        let near = suggest::nearest(missing, known.iter().map(String::as_str), 3);
        return Err(Error::failed(format!("request #{} has no tag {missing:?}", request.id))
            .hint_if(suggest::did_you_mean(&near)));
    }
    let new = add.iter().filter(|tag| !known.contains(tag)).map(|tag| (tag, true));
    let gone = remove.iter().filter(|tag| !add.contains(tag)).map(|tag| (tag, false));
    Ok(new.chain(gone).map(|(tag, on)| (format!("tag:{tag}"), Value::Bool(on))).collect())
}
