//! What is tracked without a word of anybody's, to be shown to others: who is one person stays one, days stay.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::request::{DEFAULT_NOTES, Person, is_default_note};
use super::tracked::Tracked;

/// `Tag 1` for the first one that is named, `Tag 2` …
struct Stand {
    what: &'static str,
    numbers: BTreeMap<String, usize>,
}

impl Stand {
    const fn new(what: &'static str) -> Self {
        Self { what, numbers: BTreeMap::new() }
    }

    fn replace(&mut self, text: &mut String) {
        let next = self.numbers.len() + 1;
        let number = self.numbers.entry(std::mem::take(text)).or_insert(next);
        *text = format!("{} {number}", self.what);
    }
}

impl Tracked {
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        let [mut tags, mut templates, mut events] = ["Tag", "Template", "Event"].map(Stand::new);
        for request in &mut self.requests {
            let Person { id, recorded_at, .. } = *request.person;
            request.person =
                Rc::new(Person { id, ..Person::new(format!("Person {id}"), None, None, recorded_at) });
            let context = &mut request.context;
            context.tags.iter_mut().for_each(|tag| tags.replace(tag));
            context.template.iter_mut().for_each(|template| templates.replace(template));
            context.met_at.iter_mut().chain(&mut context.met_briefly).for_each(|event| events.replace(event));
            // LinkedIn's own words say something of the chance.
            if let Some(note) = &mut context.note {
                let stand = if is_default_note(note) { DEFAULT_NOTES[0] } else { "A note" };
                stand.clone_into(note);
            }
            request.looks.iter_mut().for_each(|look| look.memo = None);
        }
        Self { requests: self.requests, lists: self.lists, learned: self.learned, ..Self::default() }
    }
}
