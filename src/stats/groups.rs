//! Requests of some kind against the others (heuristics 5.3).

use std::collections::BTreeMap;

use serde::Serialize;

use super::interval::{Part, Z, Z_OF_MANY, needed};
use super::life::Followed;
use super::overview::HEADLINE;
use super::sample::{Counts, Sample, Within};
use crate::record::context::Context;
use crate::record::time::Zone;
use crate::record::words::words;

words! {
    By {
        Note = "note",
        Template = "template",
        Tag = "tag",
        MetAt = "met-at",
        /// How many shared connections there are.
        Mutual = "mutual",
        Senior = "senior",
        Weekday = "weekday",
        Attempt = "attempt",
        Month = "month",
    }
}

/// So many have to be old enough on either side.
const COMPARED: usize = 10;
/// Of more groups one seems to differ by chance: those have to be surer.
const FEW_GROUPS: usize = 3;
/// A rate of few is drawn to that of all, as if so many more had been sent.
const DRAWN: f64 = 20.0;
/// How much more a note does, in the middle of what the article says (N03), and the average (N01).
const EFFECT: f64 = 1.4;
pub const AVERAGE: f64 = 0.37;
/// A wider range is badly measured.
const WIDE: f64 = 0.3;

#[derive(Debug, Serialize)]
pub struct Breakdown {
    pub by: By,
    pub groups: Vec<Group>,
    pub differences: Vec<Difference>,
    /// First seen on a list of open ones, so that they are compared with nobody.
    pub late: usize,
    /// The one to send more of.
    pub more_of: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Group {
    pub name: String,
    #[serde(flatten)]
    pub counts: Counts,
    pub within: Within,
    pub cohort: Part,
    /// The share of that, drawn to the share of all.
    pub best_guess: Option<f64>,
}

#[derive(Debug, Serialize)]
pub struct Difference {
    pub name: String,
    pub against: String,
    pub one: Part,
    pub other: Part,
    pub difference: f64,
    pub low: f64,
    pub high: f64,
    pub level: u8,
    pub differs: bool,
    /// To see what the article says of notes takes so many on each side.
    pub needed: usize,
}

impl Breakdown {
    /// `patience`: before so many days silence means nothing.
    pub fn of(all: &[Followed], by: By, patience: f64, zone: Zone) -> Self {
        let counted = || all.iter().filter(move |one| by == By::Attempt || one.request.number == 1);
        let whole = Sample::of(counted());
        let mut members: BTreeMap<(usize, String), Vec<&Followed>> = BTreeMap::new();
        for one in whole.requests() {
            for key in by.keys(one, zone) {
                members.entry(key).or_default().push(one);
            }
        }
        let mut members: Vec<_> = members.into_iter().collect();
        members
            .sort_by_key(|((place, _), own)| (*place, if *place == 0 { usize::MAX - own.len() } else { 0 }));
        let cohort = whole.cohort().map(|cohort| cohort.part).unwrap_or_default();
        let groups: Vec<Group> =
            members.into_iter().map(|((_, name), own)| group(name, own, cohort, patience)).collect();
        let mut differences = differences(&groups, cohort);
        if groups.len() == 2 {
            differences.truncate(1);
        }
        let best = differences.iter().filter(|one| one.differs && by.is_chosen());
        let best =
            best.max_by(|a, b| a.low.abs().min(a.high.abs()).total_cmp(&b.low.abs().min(b.high.abs())));
        let more_of = best.map(|one| if one.difference > 0.0 { &one.name } else { &one.against }).cloned();
        let late = whole.counts(patience).late;
        Self { by, groups, differences, late, more_of: more_of.filter(|name| name != OTHERS) }
    }
}

/// Whom a group of several is held against.
const OTHERS: &str = "the others";

fn group(name: String, own: Vec<&Followed>, all: Part, patience: f64) -> Group {
    let sample = Sample::of(own);
    let cohort = sample.cohort().map(|cohort| cohort.part).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
    let best_guess = (all.requests > 0)
        .then(|| (cohort.accepted as f64 + DRAWN * all.share()) / (cohort.requests as f64 + DRAWN));
    Group {
        name,
        counts: sample.counts(patience),
        within: sample.within_if_enough(HEADLINE),
        cohort,
        best_guess,
    }
}

fn differences(groups: &[Group], all: Part) -> Vec<Difference> {
    let is_compared = |part: Part| part.requests >= COMPARED;
    // Of tags one request may have several.
    let rest = |own: Part| Part {
        accepted: all.accepted.saturating_sub(own.accepted),
        requests: all.requests.saturating_sub(own.requests),
    };
    let compared = groups.iter().map(|group| (group, rest(group.cohort)));
    let compared: Vec<_> =
        compared.filter(|(group, rest)| is_compared(group.cohort) && is_compared(*rest)).collect();
    let (z, level) = if compared.len() > FEW_GROUPS { (Z_OF_MANY, 99) } else { (Z, 95) };
    let base = if all.requests > 0 { all.share().clamp(0.05, 0.6) } else { AVERAGE };
    let against = match groups {
        [_, other] => &other.name,
        _ => OTHERS,
    };
    let told = |(group, other): (&Group, Part)| {
        let (difference, [low, high]) = group.cohort.minus(other, z);
        Difference {
            name: group.name.clone(),
            against: against.to_owned(),
            one: group.cohort,
            other,
            difference,
            low,
            high,
            level,
            differs: low > 0.0 || high < 0.0,
            needed: needed(base, base * EFFECT),
        }
    };
    compared.into_iter().map(told).collect()
}

impl Difference {
    pub fn is_badly_measured(&self) -> bool {
        self.high - self.low > WIDE
    }
}

impl By {
    /// Whether it is up to the user.
    const fn is_chosen(self) -> bool {
        !matches!(self, Self::Attempt | Self::Month)
    }

    /// Whether chance can choose it for the next request.
    pub const fn may_be_tossed(self) -> bool {
        matches!(self, Self::Note | Self::Template)
    }

    /// The groups that a request belongs to, with their places; those of place 0 stand by size.
    fn keys(self, one: &Followed, zone: Zone) -> Vec<(usize, String)> {
        let Context { note, generic, template, met_at, met_briefly, mutual, senior, tags, .. } =
            &one.request.context;
        let named =
            |name: &Option<String>, none: &str| name.clone().map_or((1, none.to_owned()), |name| (0, name));
        let day = one.request.sent.day(zone);
        let key = match self {
            Self::Note if *generic => (1, "generic note".to_owned()),
            Self::Note if note.is_some() || template.is_some() => (0, "with a note".to_owned()),
            Self::Note => (2, "without a note".to_owned()),
            Self::Template => named(template, "no template"),
            Self::Tag if tags.is_empty() => (1, "no tag".to_owned()),
            Self::Tag => return tags.iter().map(|tag| (0, tag.clone())).collect(),
            Self::MetAt => named(if met_at.is_some() { met_at } else { met_briefly }, "not met"),
            Self::Mutual => match mutual {
                Some(10..) => (1, "10 or more shared".to_owned()),
                Some(1..) => (2, "1 to 9 shared".to_owned()),
                Some(0) => (3, "none shared".to_owned()),
                None => (4, "not said".to_owned()),
            },
            Self::Senior if *senior => (1, "senior".to_owned()),
            Self::Senior => (2, "not senior".to_owned()),
            Self::Weekday => {
                let name = day.with_weekday();
                (day.weekday() as usize + 1, name[..3].to_owned())
            }
            Self::Attempt => (one.request.number, format!("attempt {}", one.request.number)),
            Self::Month => (1, day.iso()[..7].to_owned()),
        };
        vec![key]
    }
}
