//! The looks of a case in order, without those that add nothing (heuristics 2.6, "prepare").

use super::counts::Window;
use super::evidence::{Case, DAY, Kind, Sighting, Signal, same_or_more};
use super::filter::{Belief, Clock, Clocks};
use super::prior::prior;
use super::settings::{ByState, Model};

/// A case made ready for the filter.
#[derive(Debug)]
pub struct Timeline<'a> {
    model: &'a Model,
    /// The looks up to now, in order.
    sightings: Vec<Sighting>,
    /// How many of them are from before sending.
    before: usize,
    /// Whether a look was left out because it lies in the future.
    future: bool,
    /// Those after sending that count.
    weighed: Vec<Weighed>,
    window: Option<Window>,
    start: ByState,
    now: Clock,
}

/// A look that counts.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    at: Clock,
    signal: Signal,
}

impl<'a> Timeline<'a> {
    /// Sorts the looks, drops those of the future and those that only repeat the one before.
    pub fn new(case: &Case, model: &'a Model, shift: f64) -> Self {
        let now = if case.now.is_finite() { case.now.max(0.0) } else { 0.0 };
        let sightings = sorted(&case.sightings, now);
        let before = sightings.partition_point(|look| look.t <= 0.0);
        let window = Window::of(&sightings, &model.growth);
        let clocks = Clocks::new(model);
        let mut last = clocks.at(now);
        let present = last;
        let mut weighed = Vec::with_capacity(sightings.len() - before);
        for look in independent(&sightings[before..]) {
            if look.signal.kind() != Kind::Connections || is_end(window.as_ref(), look.t) {
                last = if look.t < last.t { clocks.at(look.t) } else { last };
                weighed.push(Weighed { at: last, signal: look.signal });
            }
        }
        weighed.reverse();
        let prior = prior(case.features, model, shift);
        let start = start(prior, model.visible_declines, if case.confirmed { 0.0 } else { model.not_sent });
        let future = sightings.len() < case.sightings.len();
        Self { model, before, future, weighed, window, start, now: present, sightings }
    }

    /// The chance of each hidden state now, with one kind of signals left out if wanted.
    pub fn belief(&self, left_out: Option<Kind>) -> Belief {
        let mut belief = Belief::start(&self.start, self.layouts(left_out));
        let window = self.window.as_ref().filter(|_| left_out != Some(Kind::Connections));
        let mut clock = Clock::START;
        for look in &self.weighed {
            if Some(look.signal.kind()) == left_out {
                continue;
            }
            belief.advance(clock, look.at, ratio(window, clock, look.at), self.model);
            belief.weigh(look.signal, self.model);
            clock = look.at;
        }
        belief.advance(clock, self.now, ratio(window, clock, self.now), self.model);
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
            let Signal::Button(button) = look.signal else { continue };
            for (weight, layout) in weights.iter_mut().zip(layouts) {
                let [_, _, unconnected] = *layout.row(button);
                *weight *= unconnected;
            }
            let sum: f64 = weights.iter().sum();
            weights = weights.map(|weight| weight / sum);
        }
        weights
    }

    /// The looks up to now, in order, those that only repeat others too.
    pub fn sightings(&self) -> &[Sighting] {
        &self.sightings
    }

    /// The connection counts that are compared.
    pub const fn window(&self) -> Option<&Window> {
        self.window.as_ref()
    }

    /// Whether a look was left out because it lies in the future.
    pub const fn has_future_looks(&self) -> bool {
        self.future
    }

    /// The present, in days since sending.
    pub const fn now(&self) -> f64 {
        self.now.t
    }

    /// The kinds that bear on the verdict.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let mut present = [false; Kind::ALL.len()];
        for look in &self.weighed {
            present[look.signal.kind() as usize] = true;
        }
        present[Kind::Connections as usize] = self.window.is_some();
        if self.sightings[..self.before].iter().any(|look| look.signal.kind() == Kind::Button) {
            present[Kind::Button as usize] = true;
        }
        Kind::ALL.iter().copied().filter(move |kind| present[*kind as usize])
    }

    /// Whether a signal after sending is such a one.
    pub fn any(&self, such: impl Fn(Signal) -> bool) -> bool {
        self.weighed.iter().any(|look| such(look.signal))
    }

    /// What a change of their connection count says: over 1 for an acceptance, under 1 against it.
    pub fn count_ratio(&self) -> f64 {
        self.window.map_or(1.0, |window| window.ratio)
    }

    /// Whether anything was seen of the person after sending; a count alone says nothing.
    pub fn is_observed(&self) -> bool {
        let of_person = |signal: Signal| !matches!(signal.kind(), Kind::Connections | Kind::Warning);
        self.any(of_person) || !is_neutral(self.count_ratio())
    }

    /// The last look at the person after sending, in days since then.
    pub fn last_look(&self) -> Option<f64> {
        let after = self.sightings[self.before..].iter().rev();
        after.filter(|look| look.signal.kind() != Kind::Warning).map(|look| look.t).next()
    }
}

#[expect(clippy::float_cmp, reason = "a neutral ratio is exactly 1")]
fn is_neutral(ratio: f64) -> bool {
    ratio == 1.0
}

/// The looks up to now by time, kind and value.
fn sorted(sightings: &[Sighting], now: f64) -> Vec<Sighting> {
    let mut sorted: Vec<Sighting> = Vec::with_capacity(sightings.len());
    sorted.extend(sightings.iter().filter(|look| look.t.is_finite() && look.t <= now));
    let key = |look: &Sighting| (look.signal.kind(), look.signal.rank());
    sorted.sort_unstable_by(|a, b| a.t.total_cmp(&b.t).then_with(|| key(a).cmp(&key(b))));
    sorted
}

/// Newest first, without repetitions: of a run of equal values of a kind the newest counts, for its error would be
/// the same again (a namesake, a missed notification); of a button every glance a day or more before the next, too. Counts are
/// compared, not weighed: all of them are kept.
fn independent(sorted: &[Sighting]) -> impl Iterator<Item = &Sighting> {
    let mut newer: [Option<(u32, f64)>; Kind::ALL.len()] = [None; Kind::ALL.len()];
    sorted.iter().rev().filter(move |look| {
        let (kind, rank) = (look.signal.kind(), look.signal.rank());
        let kept = match newer[kind as usize] {
            Some((same, t)) if same == rank => match kind {
                Kind::Button => same_or_more(t - look.t, DAY),
                kind => kind == Kind::Connections,
            },
            _ => true,
        };
        if kept {
            newer[kind as usize] = Some((rank, look.t));
        }
        kept
    })
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
