use super::prelude::*;
use super::record;
use crate::cli::SEVERAL;
use crate::record::slug::profile_url;

/// Open somebody's profile in your browser
#[derive(Args, Debug)]
pub struct OpenArgs {
    #[arg(value_name = "WHO", help = SEVERAL)]
    who: Vec<String>,
}

pub fn run(args: &OpenArgs, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let (book, all) = record::find_all(&args.who, context, ui)?;
    let mut urls = Vec::with_capacity(all.len());
    for who in &all {
        let person = who.person_in(&book)?;
        let slug = person.slug.as_deref().ok_or_else(|| {
            let hint =
                format!("search for the name on LinkedIn, then: invtrack edit {} --url URL", who.person);
            Error::failed(format!("no profile of {} is on record", person.name)).hint(hint)
        })?;
        urls.push(profile_url(slug));
    }
    for url in &urls {
        open::that_detached(url).map_err(|error| Error::failed("cannot open a browser").caused_by(error))?;
    }
    ui.answer(json!({ "opened": urls }), |ui| urls.iter().for_each(|url| ui.say(format!("Opened {url}"))))
}
