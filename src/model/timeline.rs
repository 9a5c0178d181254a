//! The looks of a case in order, without those that add nothing (heuristics 2.6, "prepare").

use super::counts::Window;
use super::evidence::{Case, DAY, Kind, Sighting, same_or_more};
use super::filter::{Belief, Clock, Clocks};
use super::prior::prior;
use super::settings::{ByState, Model};
use crate::matching::world::{Member, Sent, Sign};

/// A case made ready for the filter.
#[derive(Debug)]
pub struct Timeline<'a> {
    model: &'a Model,
    /// The looks up to now, in order, those that only repeat others too.
    pub sightings: Vec<Sighting>,
    /// How many of them are from before sending.
    before: usize,
    /// A look was left out because it lies in the future.
    pub has_future_looks: bool,
    weighed: Vec<(Clock, Sighting)>,
    pub window: Option<Window>,
    /// After so many days it lapses, if nobody answers.
    pub lapse: f64,
    start: ByState,
    present: Clock,
}

/// Everything is linear in the chance to begin with: what is accepted, and the whole, at none and at certainty.
#[derive(Clone, Copy, Debug)]
pub struct Response {
    accepted: [f64; 2],
    whole: [f64; 2],
}

impl Response {
    /// The chance of an acceptance by now.
    pub fn chance(&self, prior: f64) -> f64 {
        let at = |[none, all]: [f64; 2]| none + prior * (all - none);
        at(self.accepted) / at(self.whole)
    }
}

impl<'a> Timeline<'a> {
    /// Sorts the looks, drops those of the future and those that only repeat the one before.
    pub fn new(case: &Case, model: &'a Model, shift: f64) -> Self {
        let now = if case.now.is_finite() { case.now.max(0.0) } else { 0.0 };
        let sightings = sorted(&case.sightings, now);
        let before = sightings.partition_point(|look| look.t <= 0.0);
        let window = Window::of(&sightings, &model.growth);
        let lapse = lapse(&sightings, model);
        let clocks = Clocks::new(model, lapse);
        let counts = |look: &Sighting| look.kind != Kind::Connections || is_end(window.as_ref(), look.t);
        let mut last = clocks.at(0.0);
        let weighed = independent(&sightings[before..]).into_iter().filter(counts).map(|look| {
            last = if look.t > last.t { clocks.at(look.t) } else { last };
            (last, look)
        });
        let weighed = weighed.collect();
        let prior = prior(case.features, model, shift);
        let start = start(prior, model.visible_declines, if case.confirmed { 0.0 } else { model.not_sent });
        let has_future_looks = sightings.len() < case.sightings.len();
        let present = clocks.at(now);
        Self { model, sightings, before, has_future_looks, weighed, window, lapse, start, present }
    }

    /// How the chance of an acceptance follows from that to begin with.
    pub fn response(&self, confirmed: bool) -> Response {
        let not_sent = if confirmed { 0.0 } else { self.model.not_sent };
        let [(none, none_of, none_log), (all, all_of, all_log)] = [0.0, 1.0].map(|prior| {
            self.belief_from(&start(prior, self.model.visible_declines, not_sent), None).accepted()
        });
        let [scale, all_scale] = [none_log, all_log].map(|log| (log - none_log.max(all_log)).exp());
        let accepted = [none * scale, all * all_scale];
        Response { accepted, whole: [none_of * scale, all_of * all_scale] }
    }

    /// The chance of each hidden state now, with one kind of signs left out if wanted.
    pub fn belief(&self, left_out: Option<Kind>) -> Belief {
        self.belief_from(&self.start, left_out)
    }

    fn belief_from(&self, start: &ByState, left_out: Option<Kind>) -> Belief {
        let mut belief = Belief::start(start, self.layouts(left_out));
        let window = self.window.as_ref().filter(|_| left_out != Some(Kind::Connections));
        let mut clock = Clock::START;
        for (at, look) in self.weighed.iter().filter(|(_, look)| Some(look.kind) != left_out) {
            belief.advance(clock, *at, ratio(window, clock, *at));
            belief.weigh(look.sign, self.model);
            clock = *at;
        }
        belief.advance(clock, self.present, ratio(window, clock, self.present));
        belief
    }

    /// The weight of each page layout, from the buttons seen before sending: those of somebody not connected.
    fn layouts(&self, left_out: Option<Kind>) -> [f64; 3] {
        let layouts = self.model.layouts.all();
        let mut weights = layouts.map(|layout| layout.share);
        if left_out == Some(Kind::Button) {
            return weights;
        }
        for look in independent(&self.sightings[..self.before]) {
            let Sign::Button(button) = look.sign else { continue };
            for (weight, layout) in weights.iter_mut().zip(layouts) {
                let [_, _, unconnected] = layout.row(button);
                *weight *= unconnected;
            }
            let sum: f64 = weights.iter().sum();
            weights = weights.map(|weight| weight / sum);
        }
        weights
    }

    /// The present, in days since sending.
    pub const fn now(&self) -> f64 {
        self.present.t
    }

    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let mut bears = [false; Kind::ALL.len()];
        self.weighed.iter().for_each(|(_, look)| bears[look.kind as usize] = true);
        bears[Kind::Connections as usize] = self.window.is_some();
        bears[Kind::Button as usize] |=
            self.sightings[..self.before].iter().any(|look| look.kind == Kind::Button);
        Kind::ALL.iter().copied().filter(move |kind| bears[*kind as usize])
    }

    pub fn any(&self, such: impl Fn(Sign) -> bool) -> bool {
        self.weighed.iter().any(|(_, look)| such(look.sign))
    }

    /// What a change of their connection count says: over 1 for an acceptance, under 1 against it.
    pub fn count_ratio(&self) -> f64 {
        self.window.map_or(1.0, |window| window.ratio)
    }

    /// Whether anything was seen of the person after sending; a count alone says nothing.
    #[expect(clippy::float_cmp, reason = "a neutral ratio is exactly 1")]
    pub fn is_observed(&self) -> bool {
        let is_of_person = |look: &Sighting| !matches!(look.kind, Kind::Connections | Kind::Warning);
        self.weighed.iter().any(|(_, look)| is_of_person(look)) || self.count_ratio() != 1.0
    }

    /// The last look after sending that tells something of the person, in days since then.
    pub fn last_look(&self) -> Option<f64> {
        let mut after = self.sightings[self.before..].iter();
        after.rfind(|look| look.sign.is_telling()).map(|look| look.t)
    }
}

/// An invitation that was seen open at the age at which others lapse has not lapsed: it may a month later (heuristics
/// 2.3).
fn lapse(sorted: &[Sighting], model: &Model) -> f64 {
    const LATER: f64 = 30.0;
    let is_late = |look: &&Sighting| look.sign.is_open() && look.t >= model.expiry_days;
    sorted.iter().rfind(is_late).map_or(model.expiry_days, |look| look.t + LATER)
}

/// The looks up to now by time, kind and value.
fn sorted(sightings: &[Sighting], now: f64) -> Vec<Sighting> {
    let mut sorted: Vec<Sighting> = Vec::with_capacity(sightings.len());
    sorted.extend(sightings.iter().filter(|look| look.t.is_finite() && look.t <= now));
    sorted.sort_unstable_by(|a, b| {
        a.t.total_cmp(&b.t).then_with(|| (a.kind, a.value()).cmp(&(b.kind, b.value())))
    });
    sorted
}

/// Without repetitions: of a run of equal values of a kind one counts, for its error would be the same again (a
/// namesake, a missed notification): what a complete export lacks before what a page lacks, else the newest. Of a
/// button every glance a day or more before the next counts, too. Counts are compared, not weighed: all are kept.
fn independent(sorted: &[Sighting]) -> Vec<Sighting> {
    let mut kept: Vec<Sighting> = Vec::with_capacity(sorted.len());
    let mut newer: [Option<usize>; Kind::ALL.len()] = [None; Kind::ALL.len()];
    for look in sorted.iter().rev() {
        let newer = &mut newer[look.kind as usize];
        let same = newer.and_then(|at| kept.get_mut(at)).filter(|kept| run(kept.sign) == run(look.sign));
        match same {
            Some(kept) if look.kind == Kind::Button && !same_or_more(kept.t - look.t, DAY) => {}
            Some(kept) if !matches!(look.kind, Kind::Button | Kind::Connections) => {
                if is_of_export(look.sign) && !is_of_export(kept.sign) {
                    *kept = *look;
                }
            }
            _ => {
                *newer = Some(kept.len());
                kept.push(*look);
            }
        }
    }
    kept.sort_by(|a, b| a.t.total_cmp(&b.t));
    kept
}

const fn is_of_export(sign: Sign) -> bool {
    matches!(sign, Sign::Sent(Sent::Unlisted) | Sign::Member(Member::Absent))
}

const fn run(sign: Sign) -> Sign {
    match sign {
        Sign::Sent(Sent::Unlisted) => Sign::Sent(Sent::Gone),
        Sign::Member(Member::Absent) => Sign::Member(Member::No),
        other => other,
    }
}

#[expect(clippy::float_cmp, reason = "the ends are times of looks themselves")]
fn is_end(window: Option<&Window>, t: f64) -> bool {
    window.is_some_and(|window| t == window.baseline.t || t == window.to)
}

/// What an acceptance in a step is multiplied with: the count's ratio if the whole step lies in its window.
fn ratio(window: Option<&Window>, from: Clock, to: Clock) -> f64 {
    window.filter(|window| window.from <= from.t && to.t <= window.to).map_or(1.0, |window| window.ratio)
}

/// The chance of each hidden state right after sending (heuristics 2.2).
fn start(prior: f64, visible: f64, not_sent: f64) -> ByState {
    let sent = 1.0 - not_sent;
    let unwilling = sent * (1.0 - prior);
    [sent * prior, unwilling * visible, unwilling * (1.0 - visible), 0.0, 0.0, 0.0, not_sent, 0.0]
}
