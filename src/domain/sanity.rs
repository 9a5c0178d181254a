//! What on record looks like a slip: two entries of one person, looks in the future or before there was a request.

use std::collections::HashMap;

use super::book::Book;
use super::person::Person;
use crate::record::observation::Observation;
use crate::record::time::{DAY_MS, Instant, Zone};

/// Two entries that are probably one person.
#[derive(Clone, Copy, Debug)]
pub struct Twins<'a> {
    /// The entry that came first.
    pub first: &'a Person,
    /// The other one.
    pub second: &'a Person,
    /// What they share.
    pub why: &'static str,
}

/// Entries that are probably of one person: the same address, or the same name and no two profiles that differ by more
/// than the tail LinkedIn adds (`zoe-brandt`, `zoe-brandt-1a2b3c`).
pub fn twins(people: &[Person]) -> Vec<Twins<'_>> {
    let mut twins = Vec::new();
    let mut by_name: HashMap<String, &Person> = HashMap::new();
    let mut by_email: HashMap<String, &Person> = HashMap::new();
    for person in people {
        if let Some(email) = &person.email {
            let first = *by_email.entry(email.to_lowercase()).or_insert(person);
            if first.id != person.id {
                twins.push(Twins { first, second: person, why: "the same e-mail address" });
                continue;
            }
        }
        let folded = crate::record::name::fold(&person.name);
        let first = *by_name.entry(folded).or_insert(person);
        if first.id != person.id && may_be_one(first.slug.as_deref(), person.slug.as_deref()) {
            twins.push(Twins { first, second: person, why: "the same name" });
        }
    }
    twins
}

fn may_be_one(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let is_tail =
        |rest: &str| rest.strip_prefix('-').is_some_and(|tail| tail.chars().any(|c| c.is_ascii_digit()));
    a == b || a.strip_prefix(b).is_some_and(is_tail) || b.strip_prefix(a).is_some_and(is_tail)
}

/// Looks that lie in the future by more than a day: a clock was wrong, or a date mistyped.
pub fn looks_ahead(book: &Book, now: Instant, zone: Zone) -> Vec<&Observation> {
    let latest = now.plus_millis(DAY_MS);
    book.observations.iter().filter(|look| look.look.seen.instant(zone) > latest).collect()
}

/// Looks that prove a connection from before the first request to that person: there was nothing to ask for (K08).
pub fn looks_before(book: &Book, zone: Zone) -> Vec<&Observation> {
    let mut first: HashMap<i64, crate::record::time::Moment> = HashMap::new();
    for request in &book.requests {
        let known = first.entry(request.person_id).or_insert(request.sent);
        if request.sent.is_before(*known, zone) {
            *known = request.sent;
        }
    }
    let is_before = |look: &&Observation| {
        look.look.signals.is_conclusive()
            && first.get(&look.person_id).is_some_and(|sent| look.look.seen.is_before(*sent, zone))
    };
    book.observations.iter().filter(is_before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scene::{Scene, member, noon};

    fn person(id: i64, name: &str, slug: Option<&str>, email: Option<&str>) -> Person {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Person { id, ..Person::new(name.to_owned(), text(slug), text(email), noon(0)) }
    }

    fn found(people: &[Person]) -> Vec<(i64, i64)> {
        twins(people).iter().map(|twins| (twins.first.id, twins.second.id)).collect()
    }

    #[test]
    fn the_same_name_is_one_person_unless_the_profiles_differ() {
        let zoe = |id, slug| person(id, "Zoë Brandt", slug, None);
        assert_eq!(found(&[zoe(1, None), zoe(2, Some("zoe-brandt"))]), [(1, 2)]);
        assert_eq!(found(&[zoe(1, Some("zoe-brandt")), zoe(2, Some("zoe-brandt-1a2b3c"))]), [(1, 2)]);
        assert_eq!(found(&[zoe(1, Some("zoe-brandt")), zoe(2, Some("zoe-b"))]), []);
        assert_eq!(found(&[zoe(1, Some("zoe-brandt")), zoe(2, Some("zoe-brandt-berlin"))]), []);
        assert_eq!(found(&[zoe(1, None), person(2, "Zoe Brand", None, None)]), []);
    }

    #[test]
    fn the_same_address_is_one_person() {
        let people =
            [person(1, "Zoë", None, Some("Z@example.org")), person(2, "Z. B.", None, Some("z@example.org"))];
        assert_eq!(found(&people), [(1, 2)]);
    }

    #[test]
    fn looks_out_of_time_are_found() {
        let scene = Scene::one().look(-3, member(true)).look(9, member(true)).look(40, member(true));
        let ids = |looks: Vec<&Observation>| looks.iter().map(|look| look.id).collect::<Vec<_>>();
        assert_eq!(ids(looks_before(scene.book(), Zone::Utc)), [1]);
        assert_eq!(ids(looks_ahead(scene.book(), noon(20), Zone::Utc)), [3]);
        assert!(looks_ahead(scene.book(), noon(39), Zone::Utc).is_empty());
    }
}
