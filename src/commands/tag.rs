use super::amend::amend;
use super::circumstances::tags;
use super::prelude::*;
use super::record;
use crate::record::suggest;

/// Add and remove tags; without options, list them
#[derive(Args, Debug)]
pub struct Tag {
    /// Request numbers (1 4 9-12), profile URLs or slugs, or any unique part of one name; left out: list all tags in use
    #[arg(value_name = "WHO", num_args = 0..)]
    who: Vec<String>,
    /// A tag to add; may be given several times
    #[arg(long, value_name = "TAG", requires = "who")]
    add: Vec<String>,
    /// A tag to remove; may be given several times
    #[arg(long, value_name = "TAG", requires = "who")]
    remove: Vec<String>,
}

pub fn run(args: &Tag, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if args.who.is_empty() {
        let tags = record::read(context)?.tags();
        return ui.answer(json!({ "tags": tags }), |ui| tags.iter().for_each(|tag| ui.line(tag)));
    }
    let (add, remove) = (tags("--add", &args.add)?, tags("--remove", &args.remove)?);
    let is_listed = add.is_empty() && remove.is_empty();
    let tagged = |request: &Request| json!({ "id": request.id, "tags": request.context.tags });
    let tell = |request: &Request, ui: &mut Ui| {
        let tags = &request.context.tags;
        let tags = if tags.is_empty() { "no tags".to_owned() } else { tags.join(", ") };
        ui.line(strong(&request.person.name).text(format!(" (#{}): {tags}", request.id)));
    };
    if is_listed {
        let (book, all) = record::find_all(&args.who, context, ui)?;
        let requests = all.iter().map(|who| who.request_in(&book)).collect::<Result<Vec<_>>>()?;
        let listed: Vec<Value> = requests.iter().map(|request| tagged(request)).collect();
        return ui.answer(json!({ "tagged": listed }), |ui| {
            requests.iter().for_each(|request| tell(request, ui));
        });
    }
    let decide = |book: &Tracked, request: &Request, step: &mut record::NewFacts| {
        let set = changes(&add, &remove, request)?;
        if !set.is_empty() {
            step.correct_all(request.facts.clone(), set);
        }
        Ok((format!("changed the tags of {}", record::subject(book, request)), ()))
    };
    amend(
        &args.who,
        context,
        ui,
        decide,
        |told, &()| tagged(told.request),
        |told, &(), ui| tell(told.request, ui),
    )
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
