//! A forward filter over the hidden states of a request and the layout of a person's page (heuristics 2.2, 2.3).

use super::curve::{Curve, hazard};
use super::settings::{ByState, Model};
use crate::matching::world::{Member, Sent, Sign};
use crate::record::observation::Degree;

/// A time, and how much of each kind of change has happened by then: all shares 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Clock {
    pub t: f64,
    /// It has not lapsed.
    pub is_open: bool,
    /// Of the eventual acceptances: F(t).
    pub accepted: f64,
    /// Of the eventual visible declines: G(t).
    pub declined: f64,
    /// Of what was declined at the start, what would be accepted from the archive.
    pub reconsidered: f64,
    /// Of what was connected at the start, what would be disconnected.
    pub disconnected: f64,
}

impl Clock {
    /// The moment of sending.
    pub const START: Self =
        Self { t: 0.0, is_open: true, accepted: 0.0, declined: 0.0, reconsidered: 0.0, disconnected: 0.0 };
}

/// Reads the curves once for each time.
#[derive(Debug)]
pub struct Clocks<'a> {
    model: &'a Model,
    /// After so many days it lapses.
    lapse: f64,
    accept: Curve,
    decline: Curve,
}

impl<'a> Clocks<'a> {
    /// The curves of a model, for an invitation that lapses after so many days.
    pub fn new(model: &'a Model, lapse: f64) -> Self {
        let curve = |timing| Curve::new(timing, lapse);
        Self { model, lapse, accept: curve(model.accept_time), decline: curve(model.decline_time) }
    }

    /// What has happened by day `t`.
    pub fn at(&self, t: f64) -> Clock {
        Clock {
            t,
            is_open: t < self.lapse,
            accepted: self.accept.by(t),
            declined: self.decline.by(t),
            reconsidered: 1.0 - (-self.model.archive_rate * t).exp(),
            disconnected: 1.0 - (-self.model.disconnect_rate * t).exp(),
        }
    }
}

/// The chance of each hidden state, for each layout of the page, up to a common factor: every step is linear.
#[derive(Clone, PartialEq, Debug)]
pub struct Belief {
    states: [ByState; 3],
    unscaled: u32,
    /// The logarithm of what was divided out.
    log_scale: f64,
}

impl Belief {
    /// So many signals can't underflow: none is less likely than a millionth.
    const RESCALE_AFTER: u32 = 16;

    /// The chances right after sending, with the weights of the layouts.
    pub fn start(states: &ByState, layouts: [f64; 3]) -> Self {
        Self {
            states: layouts.map(|weight| states.map(|chance| chance * weight)),
            unscaled: 0,
            log_scale: 0.0,
        }
    }

    /// Lets time pass; an acceptance in it is multiplied with `ratio`. All flows come from the old chances: nobody
    /// moves twice in a step.
    pub fn advance(&mut self, from: Clock, to: Clock, ratio: f64) {
        if to.t <= from.t {
            return;
        }
        let accept = hazard(from.accepted, to.accepted);
        let decline = hazard(from.declined, to.declined);
        let lapse = if from.is_open && !to.is_open { 1.0 } else { 0.0 };
        let reconsider = if from.is_open { hazard(from.reconsidered, to.reconsidered) } else { 0.0 };
        let disconnect = hazard(from.disconnected, to.disconnected);
        for states in &mut self.states {
            let [later, refusing, silent, connected, declined, expired, not_sent, disconnected] = *states;
            *states = [
                later * (1.0 - accept),
                refusing * (1.0 - decline),
                silent * (1.0 - lapse),
                connected * (1.0 - disconnect) + (later * accept + declined * reconsider) * ratio,
                declined * (1.0 - reconsider) + refusing * decline,
                expired + silent * lapse,
                not_sent,
                disconnected + connected * disconnect,
            ];
        }
    }

    /// Takes a sign into account. Connection counts act on the steps instead.
    pub fn weigh(&mut self, sign: Sign, model: &Model) {
        let rows = &model.likelihood;
        let mut own: ByState = [1.0; 8];
        let row = match sign {
            Sign::Button(button) => {
                for (states, layout) in self.states.iter_mut().zip(model.layouts.all()) {
                    let [open, connected, dead] = layout.row(button);
                    multiply(states, &[open, open, open, connected, dead, dead, dead, dead]);
                }
                &own
            }
            Sign::Count(_) | Sign::Crossed | Sign::Sent(Sent::Missing) => return,
            Sign::Degree(Degree::First) => &rows.first_degree.yes,
            Sign::Degree(_) => &rows.first_degree.no,
            Sign::Member(Member::Yes) | Sign::Sent(Sent::Accepted) => &rows.in_connections.yes,
            Sign::Member(Member::No) => &rows.in_connections.no,
            Sign::Member(Member::Absent) => &rows.in_connections.absent,
            Sign::Member(Member::Dated) => &rows.connected_on,
            Sign::Notified(true) => &rows.notified.yes,
            Sign::Notified(false) => &rows.notified.no,
            Sign::Sent(Sent::Listed) => &rows.sent_page.listed,
            Sign::Sent(Sent::Gone) => &rows.sent_page.gone,
            Sign::Sent(Sent::Unlisted) => &rows.sent_page.unlisted,
            Sign::Sent(Sent::Canceled) => &rows.sent_page.canceled,
            Sign::Replied => &rows.replied,
            Sign::Engaged => &rows.engaged,
            Sign::ViewedMe => &rows.viewed_me,
            Sign::Warning(open) => {
                let blame = 1.0 + rows.account_warning / f64::from(open.max(1));
                (own[2], own[4]) = (blame, blame);
                &own
            }
        };
        self.states.iter_mut().for_each(|states| multiply(states, row));
        self.unscaled += 1;
        if self.unscaled == Self::RESCALE_AFTER {
            self.rescale();
        }
    }

    fn rescale(&mut self) {
        let sum = self.states.iter().flatten().sum::<f64>();
        self.states = self.states.map(|states| states.map(|chance| chance / sum));
        (self.unscaled, self.log_scale) = (0, self.log_scale + sum.ln());
    }

    /// What is accepted and the whole, up to a factor with this logarithm.
    pub fn accepted(&self) -> (f64, f64, f64) {
        let accepted = self.states.iter().map(|states| states[3] + states[7]).sum();
        (accepted, self.states.iter().flatten().sum(), self.log_scale)
    }

    /// The chance of each hidden state, whatever the layout; they add up to 1.
    pub fn by_state(&self) -> ByState {
        let [first, second, third] = &self.states;
        let states: ByState = std::array::from_fn(|state| first[state] + second[state] + third[state]);
        let scale = 1.0 / states.iter().sum::<f64>();
        states.map(|chance| chance * scale)
    }
}

fn multiply(states: &mut ByState, row: &ByState) {
    for (chance, likelihood) in states.iter_mut().zip(row) {
        *chance *= likelihood;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(times: &[f64]) -> ByState {
        let model = Model::default();
        let clocks = Clocks::new(&model, model.expiry_days);
        let start = [0.3626, 0.216_09, 0.401_31, 0.0, 0.0, 0.0, 0.02, 0.0];
        let mut belief = Belief::start(&start, [0.84, 0.06, 0.10]);
        let mut clock = Clock::START;
        for &t in times {
            let next = clocks.at(t);
            belief.advance(clock, next, 1.0);
            clock = next;
        }
        belief.by_state()
    }

    fn assert_close(states: ByState, expected: ByState) {
        for (state, (got, wanted)) in states.iter().zip(expected).enumerate() {
            assert!((got - wanted).abs() < 6e-7, "state {state}: {got}, not {wanted}");
        }
    }

    #[test]
    fn one_step_gives_the_printed_chances() {
        assert_close(after(&[5.0]), [0.100_722, 0.092_394, 0.401_310, 0.261_878, 0.123_696, 0.0, 0.02, 0.0]);
    }

    #[test]
    fn invitations_lapse_after_six_months() {
        let expected = [0.0, 0.0, 0.0, 0.362_586, 0.214_477, 0.401_310, 0.02, 0.001_627];
        assert_close(after(&[170.0, 185.0]), expected);
    }

    #[test]
    fn no_time_changes_nothing() {
        assert_eq!(after(&[5.0, 5.0]).map(f64::to_bits), after(&[5.0]).map(f64::to_bits));
    }
}
