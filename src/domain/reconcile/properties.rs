//! What holds of every history: exports are drawn from an invented truth, and what is concluded from them is held
//! against it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::attempt::attempts;
use crate::domain::book::Book;
use crate::domain::classify::Class;
use crate::domain::judge::Judge;
use crate::domain::model::Model;
use crate::domain::person::Person;
use crate::domain::request::Request;
use crate::record::observation::Observation;
use crate::record::time::Moment;

mod history;
mod mixed;

use history::{Asked, DAY, Export, History, day_of, distinct_histories, histories, instant, old_histories};

/// The store, in memory.
struct Record {
    known: Option<Known>,
    requests: i64,
}

fn next(length: usize) -> i64 {
    i64::try_from(length).unwrap() + 1
}

impl Record {
    fn new() -> Self {
        Self { known: Some(Known::default()), requests: 0 }
    }

    fn dossiers(&self) -> &[Dossier] {
        &self.known.as_ref().unwrap().files.dossiers
    }

    /// Works the facts in and numbers what is new; true if that changed anything.
    fn import(&mut self, facts: &Facts, now: Instant) -> bool {
        self.carry_out(|known| reconcile(known, facts, now, Zone::Utc))
    }

    fn carry_out(&mut self, work_in: impl FnOnce(Known) -> Plan) -> bool {
        let mut plan = work_in(self.known.take().unwrap());
        let is_news = plan.inbox.changed().next().is_some()
            || plan.contacts.changed().next().is_some()
            || !plan.new_snapshots.is_empty()
            || plan.files.dossiers.iter().any(Dossier::is_changed);
        for (index, dossier) in plan.files.dossiers.iter_mut().enumerate() {
            dossier.person.id = i64::try_from(index).unwrap() + 1;
            for (request, _) in dossier.requests.iter_mut().filter(|(_, change)| *change == Change::New) {
                self.requests += 1;
                request.id = self.requests;
            }
        }
        self.known = Some(plan.into_known());
        is_news
    }

    fn book(&self) -> Book {
        let mut book = Book::default();
        for dossier in self.dossiers() {
            let person_id = dossier.person.id;
            book.people.push(dossier.person.clone());
            book.requests
                .extend(dossier.requests.iter().map(|(request, _)| Request { person_id, ..request.clone() }));
            for look in &dossier.looks {
                let id = next(book.observations.len());
                let recorded_at = look.seen.instant(Zone::Utc);
                book.observations.push(Observation { id, person_id, recorded_at, look: look.clone() });
            }
        }
        book
    }

    /// Every request by name, profile and time, with the class of its verdict.
    fn verdicts(&self, now: Instant) -> BTreeMap<(String, Option<String>, Instant), &'static str> {
        let (book, model, now) = (self.book(), Model::default(), Moment::Exact(now));
        let attempts = attempts(&book, Zone::Utc);
        let judge = Judge::new(&attempts, &model, now, Zone::Utc);
        let told = attempts.iter().map(|attempt| {
            let Person { name, slug, .. } = attempt.person.clone();
            let class = judge.judge(attempt).verdict.class.word();
            ((name, slug, attempt.request.sent.instant(Zone::Utc)), class)
        });
        let verdicts: BTreeMap<_, _> = told.collect();
        assert_eq!(verdicts.len(), attempts.len(), "the same request is on record twice");
        verdicts
    }

    fn is_accepted(&self, asked: &Asked, now: Instant) -> bool {
        let is_theirs = |name: &str, slug: Option<&String>| match slug {
            Some(slug) => *slug == asked.slug,
            None => name == asked.name,
        };
        self.verdicts(now).iter().any(|((name, slug, _), class)| {
            is_theirs(name, slug.as_ref()) && *class == Class::Accepted.word()
        })
    }

    fn of_profile(&self, slug: &str) -> Option<&Dossier> {
        self.dossiers().iter().find(|dossier| dossier.person.slug.as_deref() == Some(slug))
    }

    /// Since when the looks at that profile show a connection.
    fn connected_on(&self, slug: &str) -> Option<Day> {
        let proofs = self.of_profile(slug)?.looks.iter().filter(|look| look.is_dated_proof());
        proofs.map(|look| look.seen.day(Zone::Utc)).min()
    }

    fn is_known(&self, asked: &Asked) -> bool {
        self.of_profile(&asked.slug).is_some()
    }
}

/// Imports every export on the evening of its day, and checks after each.
fn live_through(history: &History, check: impl Fn(&Record, Export, Instant)) {
    let mut record = Record::new();
    for &export in &history.exports {
        let now = instant(export.minute() + 6 * 60);
        record.import(&export.facts(history), now);
        check(&record, export, now);
    }
}

fn assert_nothing_invented(people: &[Asked], record: &Record, export: Export, now: Instant) {
    for asked in people {
        let accepted = asked.accepted_by(export.minute()).is_some();
        assert!(accepted || !record.is_accepted(asked, now), "{asked:?} never accepted");
    }
    for (_, slug, sent) in record.verdicts(now).keys() {
        let is_true = people.iter().any(|asked| {
            slug.as_ref().is_none_or(|slug| *slug == asked.slug)
                && asked.sent.iter().any(|truly| instant(truly.at) == *sent)
        });
        assert!(is_true, "{slug:?} was never asked at {sent:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_acceptance_and_no_request_is_invented(history in histories(false)) {
        live_through(&history, |record, export, now| assert_nothing_invented(&history.people, record, export, now));
    }

    #[test]
    fn nor_where_there_are_names_alone(history in old_histories()) {
        live_through(&history, |record, export, now| assert_nothing_invented(&history.people, record, export, now));
    }

    #[test]
    fn every_acceptance_that_an_export_shows_is_known_after_it(history in histories(true)) {
        live_through(&history, |record, export, now| {
            for asked in history.people.iter().filter(|asked| record.is_known(asked)) {
                let Some(accepted) = asked.accepted_by(export.minute()).filter(|_| export.connections) else {
                    continue;
                };
                assert_eq!(record.connected_on(&asked.slug), Some(day_of(accepted)), "{asked:?}");
                assert!(record.is_accepted(asked, now), "{asked:?} accepted");
            }
        });
    }

    #[test]
    fn an_acceptance_once_known_stays_known(history in histories(false)) {
        let known = std::cell::RefCell::new(BTreeSet::new());
        live_through(&history, |record, _, now| {
            for asked in &history.people {
                if record.is_accepted(asked, now) {
                    known.borrow_mut().insert(asked.slug.clone());
                } else {
                    assert!(!known.borrow().contains(&asked.slug), "{asked:?} was accepted before");
                }
            }
        });
    }

    #[test]
    fn the_same_export_again_changes_nothing(history in prop_oneof![histories(false), old_histories()]) {
        let mut record = Record::new();
        for (index, export) in history.exports.iter().enumerate() {
            let facts = export.facts(&history);
            record.import(&facts, instant(200 * DAY));
            assert!(!record.import(&facts, instant(201 * DAY)), "export {index} again");
        }
    }

    #[test]
    fn nor_do_all_of_them_once_they_were_read_twice(history in histories(false)) {
        let mut record = Record::new();
        let all = |record: &mut Record| {
            let import = |export: &Export| record.import(&export.facts(&history), instant(202 * DAY));
            history.exports.iter().map(import).filter(|changed| *changed).count()
        };
        all(&mut record);
        all(&mut record);
        assert_eq!(all(&mut record), 0);
    }

    /// Where names are told apart: that somebody was asked may come too late to tell them from a namesake, and then
    /// less is concluded.
    #[test]
    fn the_order_of_imports_does_not_matter(
        (history, mixed) in distinct_histories()
            .prop_flat_map(|history| (Just(history.clone()), Just(history.exports).prop_shuffle())),
    ) {
        let now = instant(200 * DAY);
        // Where a connection is shown, its day counts: what was no longer listed afterwards may be on record or not.
        let verdicts = |exports: &[Export]| {
            let mut record = Record::new();
            for export in exports {
                record.import(&export.facts(&history), now);
            }
            let told = record.verdicts(now).into_iter().map(|((name, slug, sent), class)| {
                let connected_on = record.connected_on(slug.as_deref().unwrap_or_default());
                (name, slug, sent, connected_on.ok_or(class))
            });
            told.collect::<Vec<_>>()
        };
        prop_assert_eq!(verdicts(&history.exports), verdicts(&mixed));
    }
}
