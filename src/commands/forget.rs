use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use super::prelude::*;
use super::record::{self, Scope};
use super::who;
use super::who::Named;
use crate::matching;
use crate::model::request::Person;
use crate::record::fact::{Fact, Who};
use crate::record::forgotten::{Forgotten, key_of, key_of_email, key_of_name, key_of_profile, keys_of};
use crate::record::name::fold;
use crate::record::name_key::{is_near, person_key};
use crate::record::slug::read_slug;
use crate::record::time::Instant;
use crate::store::{Chosen, Copies, Read, View};

/// Remove somebody for good
///
/// The person, their requests and looks, what imports kept about them, and their row among your connections. Undo
/// can't bring them back. Automatic backups are rewritten without them, those of earlier versions removed.
#[derive(Args, Debug)]
pub struct Forget {
    /// Request number, profile URL, slug, or any unique part of the name; of somebody whom you never asked the whole name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// Don't ask
    #[arg(short, long)]
    pub yes: bool,
    /// List when people were forgotten; who they were is not kept
    #[arg(long, conflicts_with_all = ["who", "yes", "allow"])]
    pub list: bool,
    /// Let imports bring somebody back whom you forgot: their profile URL or full name
    #[arg(long, requires = "who")]
    pub allow: bool,
}

const MOST_LISTED: usize = 10;

struct Naming {
    uid: Uid,
    who: Who,
    before: Option<Box<str>>,
}

struct Meant {
    name: String,
    requests: usize,
    looks: usize,
    facts: HashSet<Uid>,
    /// What is about somebody else on record, whatever it says.
    others: HashSet<Uid>,
    /// By which facts are known that are theirs: nobody else on record has one of them.
    keys: BTreeSet<String>,
    /// Profiles of their names that somebody else has who only stands in what was imported.
    namesakes: BTreeSet<String>,
}

pub fn run(args: &Forget, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if args.list {
        return list(context, ui);
    }
    if args.allow {
        return allow(&args.who.join(" "), context, ui);
    }
    let mut store = context.open_to_change()?;
    let (book, told) = store.read(|view| known(view, context))?;
    let own = find(&args.who, &book, &told, ui)?;
    let meant = Meant::of(&own, &book, &told);
    if !args.yes {
        let what = format!(
            " for good: {}. Undo won't bring them back; automatic backups are replaced by one without them.",
            contents(&meant)
        );
        ui.say(Text::from("This removes ").strong(&meant.name).text(what));
        prompt::agree(ui, "Forget them?", "--yes forgets without asking", "Nothing was removed.")?;
    }
    let copies = store.forget(context.now, |view| {
        // Something may have been added while the user thought.
        let (book, told) = known(view, context)?;
        Ok(Meant::of(&own, &book, &told).chosen(&told, &view.forgotten()?, context.now))
    })?;
    tell(&meant, &copies, ui)
}

/// Undone facts included.
fn known(view: &View, context: &Env) -> Read<(Tracked, Vec<Naming>)> {
    let book = record::load(view, &Scope::Everything, context)?;
    let facts = view.with_undone().all()?.record.facts;
    let corrected: HashMap<Uid, &Who> = book.world.facts.iter().map(|fact| (fact.uid, &fact.who)).collect();
    let key = |who: &Who| who.name.as_deref().map(person_key).unwrap_or_default();
    let naming = |Fact { uid, who: first, .. }: Fact| {
        let who = corrected.get(&uid).map_or(&first, |who| *who).clone();
        let before = first.name.clone().filter(|_| is_near(&key(&first), &key(&who)));
        Naming { uid, who, before }
    };
    let told = facts.into_iter().map(naming).collect();
    Ok((book, told))
}

/// Who is on record goes before whom only facts name, and what fits exactly before a part of a name.
fn find(words: &[String], book: &Tracked, told: &[Naming], ui: &mut Ui) -> Result<HashSet<Uid>> {
    let on_record = |found: Named| {
        let person = found.person_in(book)?;
        Ok(person.facts.iter().copied().collect::<HashSet<Uid>>())
    };
    if let Some(named) = who::several(words)
        && let Some(all) = who::each(&named, words, book)?
    {
        let facts = all.into_iter().map(on_record).collect::<Result<Vec<_>>>()?;
        return Ok(facts.into_iter().flatten().collect());
    }
    if words.is_empty() {
        return on_record(who::find(words, book, ui)?);
    }
    let typed = words.join(" ");
    let found = who::candidates(&typed, book)?;
    let keys = keys_typed(&typed);
    let is_exact = |found: &Named| {
        let person = book.person(found.person);
        found.request.is_some() || person.is_some_and(|person| is_called(person, &typed, &keys))
    };
    let of_others: HashSet<Uid> = book.people().flat_map(|person| person.facts.iter().copied()).collect();
    let is_stranger = |naming: &&Naming| {
        !of_others.contains(&naming.uid) && naming.keys().iter().any(|key| keys.contains(key))
    };
    let strangers: Vec<&Naming> = told.iter().filter(is_stranger).collect();
    if strangers.is_empty() || found.iter().any(is_exact) {
        return on_record(who::one_of(&typed, &found, book, ui)?);
    }
    let profiles: BTreeSet<&str> = strangers.iter().filter_map(|naming| naming.who.slug.as_deref()).collect();
    if profiles.len() > 1 {
        let profiles: Vec<&str> = profiles.into_iter().take(MOST_LISTED).collect();
        return Err(Error::failed(format!("several people called {typed} stand in what was imported"))
            .hint(format!("name the profile: {}", profiles.join(", "))));
    }
    Ok(strangers.iter().map(|naming| naming.uid).collect())
}

fn keys_typed(typed: &str) -> Vec<String> {
    let profile = read_slug(typed).ok().map(|slug| key_of_profile(&slug));
    profile.into_iter().chain([key_of_name(typed), key_of_email(typed.trim())]).collect()
}

fn keys_of_person(person: &Person) -> impl Iterator<Item = String> {
    person.profiles().map(|slug| key_of_profile(slug)).chain([key_of_name(&person.name)])
}

fn is_called(person: &Person, typed: &str, keys: &[String]) -> bool {
    keys_of_person(person).any(|own| keys.contains(&own)) || fold(&person.name) == fold(typed)
}

impl Naming {
    fn keys(&self) -> Vec<String> {
        let mut keys = keys_of(&self.who);
        keys.extend(self.before.as_deref().map(key_of_name));
        keys
    }
}

impl Meant {
    fn of(own: &HashSet<Uid>, book: &Tracked, told: &[Naming]) -> Self {
        let is_own = |request: &&Request| request.facts.iter().any(|fact| own.contains(fact));
        let requests: Vec<&Request> = book.requests.iter().filter(is_own).collect();
        let is_meant = |person: &&Person| requests.iter().any(|request| request.person.id == person.id);
        let (people, rest): (Vec<&Person>, Vec<&Person>) = book.people().partition(is_meant);
        let facts_of = |people: &[&Person]| -> HashSet<Uid> {
            people.iter().flat_map(|person| person.facts.iter().copied()).collect()
        };
        let keys = |facts: &HashSet<Uid>, people: &[&Person]| -> BTreeSet<String> {
            let own = told.iter().filter(|naming| facts.contains(&naming.uid));
            own.flat_map(Naming::keys)
                .chain(people.iter().flat_map(|person| keys_of_person(person)))
                .collect()
        };
        let others = facts_of(&rest);
        let mut facts = facts_of(&people);
        facts.extend(own.iter().filter(|uid| !others.contains(uid)));
        let (mine, theirs) = (keys(&facts, &people), keys(&others, &rest));
        let mine: BTreeSet<String> = mine.difference(&theirs).cloned().collect();
        let has_name = |who: &Who| who.name.as_deref().is_some_and(|name| mine.contains(&key_of_name(name)));
        let is_theirs = |who: &Who| key_of(who).is_some_and(|key| mine.contains(&key));
        let is_namesake = |naming: &&Naming| {
            has_name(&naming.who) && !others.contains(&naming.uid) && !is_theirs(&naming.who)
        };
        let slug = |naming: &Naming| naming.who.slug.as_deref().map(str::to_owned);
        let mut own = told.iter().filter(|naming| facts.contains(&naming.uid));
        let called = own.find_map(|naming| naming.who.name.as_deref());
        let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        let name = Some(names.join(", ")).filter(|_| !names.is_empty());
        let name = name.or_else(|| called.map(str::to_owned));
        Self {
            name: name.or_else(|| mine.first().map(|key| key[1..].to_owned())).unwrap_or_default(),
            requests: requests.len(),
            looks: requests.iter().map(|request| request.looks.len()).sum(),
            namesakes: told.iter().filter(is_namesake).filter_map(slug).collect(),
            facts,
            others,
            keys: mine,
        }
    }

    fn chosen(&self, told: &[Naming], forgotten: &Forgotten, now: Instant) -> Chosen {
        let has_key = |who: &Who| key_of(who).is_some_and(|key| self.keys.contains(&key));
        let is_theirs = |naming: &&Naming| {
            self.facts.contains(&naming.uid) || !self.others.contains(&naming.uid) && has_key(&naming.who)
        };
        let moment = forgotten.moment(now);
        Chosen {
            facts: told.iter().filter(is_theirs).map(|naming| naming.uid).collect(),
            marks: self.keys.iter().map(|key| (forgotten.mark(key), moment)).collect(),
        }
    }
}

/// Whoever was forgotten before and stands in a copy.
pub fn again(view: &View, before: &Forgotten) -> Read<Chosen> {
    let (own, facts) = (view.forgotten()?, view.with_undone().all()?.record.facts);
    let mut chosen = Chosen::default();
    if own.salt == before.salt {
        chosen.marks.clone_from(&before.marks);
    }
    let left_out = matching::left_out(&facts, before);
    for fact in facts.iter().zip(left_out).filter(|(_, is_out)| *is_out).map(|(fact, _)| fact) {
        chosen.facts.push(fact.uid);
        let known = |key: &String| Some((own.mark(key), *before.marks.get(&before.mark(key))?));
        chosen.marks.extend(keys_of(&fact.who).iter().filter_map(known));
    }
    Ok(chosen)
}

fn contents(meant: &Meant) -> String {
    if meant.requests == 0 {
        return count(meant.facts.len(), "entry of what was imported", "entries of what was imported");
    }
    let requests = count(meant.requests, "request", "requests");
    format!("{requests}, {}", count(meant.looks, "look", "looks"))
}

fn tell(meant: &Meant, copies: &Copies, ui: &mut Ui) -> Result<Exit> {
    for error in &copies.trouble {
        let what = [&[error.message.clone()][..], &error.causes].concat().join(": ");
        ui.warn(&format!("they are forgotten, but {what}"));
    }
    for slug in meant.namesakes.iter().take(MOST_LISTED) {
        ui.note(&format!("{slug} has that name, too, and stays; if it is them: invtrack forget {slug}"));
    }
    let path = |path: &PathBuf| path.display().to_string();
    let json = json!({
        "name": meant.name,
        "requests": meant.requests,
        "looks": meant.looks,
        "facts": copies.facts,
        "backups": {
            "dropped": copies.dropped.iter().map(path).collect::<Vec<_>>(),
            "written": copies.written.as_ref().map(path),
            "left": copies.left.iter().map(path).collect::<Vec<_>>(),
        },
    });
    ui.answer(json, |ui| {
        ui.say(Text::from("Forgotten: ").strong(&meant.name).text(format!(", {}.", contents(meant))));
        if !copies.dropped.is_empty() {
            let backups = count(copies.dropped.len(), "automatic backup", "automatic backups");
            ui.say(format!("  {backups} replaced by one without them."));
        }
        for left in &copies.left {
            let left = left.display();
            ui.warn(&format!("{left} was not changed and may still hold them: delete it yourself"));
        }
        ui.say("  Copies and exports that you keep elsewhere still hold them; imports leave them out.");
        ui.next("invtrack status");
    })
}

/// Who was forgotten can't be told, only when.
fn list(context: &Env, ui: &mut Ui) -> Result<Exit> {
    let forgotten = match context.open_to_read()? {
        Some(mut store) => store.read(|view| view.forgotten())?,
        None => Forgotten::default(),
    };
    let mut marks: Vec<(Instant, String)> =
        forgotten.marks.iter().map(|(mark, at)| (*at, short(mark))).collect();
    marks.sort_unstable();
    let json = marks.iter().map(|(at, mark)| json!({ "mark": mark, "at": at.to_rfc3339() }));
    ui.answer(json!({ "forgotten": json.collect::<Vec<_>>() }), |ui| {
        if marks.is_empty() {
            ui.note("nobody was forgotten");
        }
        for (at, mark) in &marks {
            let when = || format!("  {}", context.echo(Moment::Exact(*at)));
            ui.item([mark, &at.to_rfc3339()], || faint(mark).text(when()));
        }
    })
}

fn short(mark: &[u8; 16]) -> String {
    let [a, b, c, d, ..] = *mark;
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

fn allow(typed: &str, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let allowed = context.open_to_change()?.write(|change| {
        let forgotten = change.read(|view| view.forgotten())?;
        let marks: Vec<[u8; 16]> = keys_typed(typed).iter().map(|key| forgotten.mark(key)).collect();
        change.allow(&forgotten.with_all_of(&marks))
    })?;
    if allowed == 0 {
        return Err(Error::failed(format!("nobody who was forgotten is called {typed:?}"))
            .hint("name the profile URL or the full name, as it stands on LinkedIn"));
    }
    ui.say(format!("Imports no longer leave out {typed}."));
    ui.next("invtrack import FILE");
    Ok(Exit::Done)
}
