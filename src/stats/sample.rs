//! What can be told of some requests: counts, rates, or why not (heuristics 5.1).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::interval::{Part, Z};
use super::life::Followed;
use super::survival::{LEAST_AT_RISK, Rate, Survival};
use crate::model::classify::Class;
use crate::record::words::data;

/// From that age on a request belongs to the cohort that all is known of, as far as it can be.
pub const MATURE: f64 = 30.0;

/// A rate before so many days is told only where most acceptances are known to within a week.
pub const EARLY: f64 = 14.0;
const WEEK: f64 = 7.0;

/// Of five, one may be without any look, or known to more than a week.
const OF_FIVE: usize = 5;

/// Of fewer requests only their number is told, and of fewer than many only the range of the rate (heuristics 5.3).
pub const ENOUGH: usize = 5;
pub const MANY: usize = 20;

/// What is told where no rate can be, and the articles' figures.
#[derive(Default, Deserialize)]
pub(super) struct StatsTexts {
    refused: BTreeMap<String, String>,
    pub(super) benchmark: Vec<Benchmark>,
}

#[derive(Deserialize)]
pub(super) struct Benchmark {
    pub(super) who: String,
    pub(super) features: Vec<String>,
    pub(super) range: [f64; 2],
    pub(super) text: String,
    pub(super) heuristics: Vec<String>,
}

pub(super) static TEXTS: LazyLock<StatsTexts> =
    LazyLock::new(|| data(include_str!("stats.toml")).unwrap_or_default());

fn refused(why: &str) -> &'static str {
    TEXTS.refused.get(why).map_or("", String::as_str)
}

#[derive(Debug)]
pub struct Sample<'a> {
    all: Vec<&'a Followed<'a>>,
    pub survival: Survival,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Told {
    Rate(Rate),
    Refused { refused: String },
}

/// A rate within some days, or why none is told.
#[derive(Debug, Serialize)]
pub struct Within {
    pub days: u16,
    #[serde(flatten)]
    pub told: Told,
}

/// Those that are old enough, late entrants left out.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Cohort {
    #[serde(flatten)]
    pub part: Part,
    pub p: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Counts {
    pub sent: usize,
    pub accepted: usize,
    pub ignored: usize,
    pub pending: usize,
    /// Of those, younger than silence means something.
    pub young: usize,
    /// Withdrawn, expired, declined, asked again.
    #[serde(flatten)]
    pub ended: BTreeMap<&'static str, usize>,
    /// First seen on a list of open ones.
    pub late: usize,
}

impl Counts {
    /// Accepted or not, so that it won't change; what was withdrawn says nothing.
    pub fn decided(&self) -> usize {
        let ended = self.ended.iter().filter(|(word, _)| **word != Class::Withdrawn.word());
        self.accepted + self.ignored + ended.map(|(_, number)| number).sum::<usize>()
    }
}

impl<'a> Sample<'a> {
    /// Who was a connection already was never asked.
    pub fn of(all: impl IntoIterator<Item = &'a Followed<'a>>) -> Self {
        let all: Vec<_> = all.into_iter().filter(|one| one.request.already.is_none()).collect();
        let survival = Survival::of(all.iter().filter_map(|one| one.life));
        Self { all, survival }
    }

    /// `patience`: before so many days silence means nothing.
    pub fn counts(&self, patience: f64) -> Counts {
        let mut counts = Counts { sent: self.all.len(), ..Counts::default() };
        for one in &self.all {
            counts.late += usize::from(one.request.is_late);
            match one.class() {
                Class::Accepted => counts.accepted += 1,
                Class::Ignored => counts.ignored += 1,
                Class::Pending => {
                    counts.pending += 1;
                    counts.young += usize::from(one.age < patience);
                }
                ended => *counts.ended.entry(ended.word()).or_default() += 1,
            }
        }
        counts
    }

    pub fn requests(&self) -> impl Iterator<Item = &'a Followed<'a>> {
        self.all.iter().copied()
    }

    pub fn seen_open(&self) -> usize {
        let is_seen = |one: &&&Followed| one.judged.case.sightings.iter().any(|look| look.sign.is_open());
        self.all.iter().filter(is_seen).count()
    }

    /// How many accept within so many days, or why that can't be told.
    pub fn within(&self, days: u16) -> Within {
        let told = match self.why_not(f64::from(days)) {
            Some(why) => Told::Refused { refused: why.replace("{days}", &days.to_string()) },
            None => Told::Rate(self.survival.rate(days.into())),
        };
        Within { days, told }
    }

    /// The same, of enough requests only.
    pub fn within_if_enough(&self, days: u16) -> Within {
        let few = || Told::Refused { refused: refused("few").to_owned() };
        if self.all.len() < ENOUGH { Within { days, told: few() } } else { self.within(days) }
    }

    fn why_not(&self, days: f64) -> Option<String> {
        let survival = &self.survival;
        let (age, least) = survival.least_at_risk(days);
        let are_few = least < LEAST_AT_RISK;
        let why = if survival.number() == 0 {
            "nothing"
        } else if are_few && self.all.iter().filter(|one| one.age >= days).count() < LEAST_AT_RISK {
            "young"
        } else if are_few && least + survival.later_than(age) >= LEAST_AT_RISK {
            "late"
        } else if let Some([number, all]) = self.unseen(days) {
            let text = refused("unseen").replace("{number}", &number.to_string());
            return Some(text.replace("{all}", &all.to_string()));
        } else if are_few {
            "unwatched"
        } else if days < EARLY && !self.is_dated() {
            "coarse"
        } else {
            return None;
        };
        Some(refused(why).to_owned())
    }

    /// So many of all that are so old were never looked at, where those are so many that the others are a selection:
    /// an acceptance is told, silence is not.
    fn unseen(&self, days: f64) -> Option<[usize; 2]> {
        let of_age = || self.all.iter().filter(|one| one.age >= days && !one.request.is_late);
        let (unseen, all) = (of_age().filter(|one| one.life.is_none()).count(), of_age().count());
        (unseen * OF_FIVE > all).then_some([unseen, all])
    }

    /// Until which age the curve may be told, in days; 0: not at all.
    pub fn told_until(&self) -> f64 {
        if self.unseen(MATURE).is_some() { 0.0 } else { self.survival.told_until() }
    }

    /// Whether most acceptances are known to within a week.
    pub fn is_dated(&self) -> bool {
        let events = || self.all.iter().filter_map(|one| one.life).filter(|life| life.is_accepted);
        events().filter(|life| life.width > WEEK).count() * OF_FIVE <= events().count()
    }

    /// Of those that are old enough, how many accepted by that age.
    pub fn cohort(&self) -> Option<Cohort> {
        if self.unseen(MATURE).is_some() {
            return None;
        }
        let mut part = Part::default();
        for one in self.all.iter().filter(|one| one.age >= MATURE && !one.request.is_late) {
            let Some(life) = one.life else { continue };
            let is_cut = matches!(one.class(), Class::Withdrawn | Class::Expired) && life.exit < MATURE;
            part.requests += usize::from(!is_cut);
            part.accepted += usize::from(life.is_accepted && life.exit <= MATURE);
        }
        let [low, high] = (part.requests > 0).then(|| part.range(Z))?;
        Some(Cohort { part, p: part.share(), low, high })
    }
}

impl Told {
    pub const fn rate(&self) -> Option<&Rate> {
        if let Self::Rate(rate) = self { Some(rate) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Features;
    use crate::model::rules;

    #[test]
    fn all_is_there_and_names_what_exists() {
        assert!(
            ["nothing", "young", "late", "unwatched", "unseen", "coarse", "few"]
                .iter()
                .all(|why| !refused(why).is_empty())
        );
        assert_eq!(TEXTS.refused.len(), 7);
        for one in &TEXTS.benchmark {
            assert_eq!(
                Features::of(one.features.iter().map(String::as_str)).names().len(),
                one.features.len()
            );
            assert!(one.heuristics.iter().all(|id| rules::find(id).is_some()), "{}", one.text);
        }
    }
}
