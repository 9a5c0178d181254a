//! The chance of acceptance before anything is seen (heuristics 2.6).

use super::evidence::Features;
use super::settings::{Model, NoteCommonReading};

/// Log-odds of a probability; finite for 0 and 1, too.
pub fn logit(p: f64) -> f64 {
    const NEAR: f64 = 1e-12;
    let p = p.clamp(NEAR, 1.0 - NEAR);
    (p / (1.0 - p)).ln()
}

/// The probability of log-odds.
pub fn sigmoid(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The chance of acceptance before anything is seen, 0 to 1; `shift` is the personal calibration in log-odds.
pub fn prior(features: Features, model: &Model, shift: f64) -> f64 {
    let p = sigmoid(logit(model.base) + effect(features, model) + shift);
    p.max(model.prior_min).min(model.prior_max)
}

/// The sum of the features' effects, in log-odds. Of two that exclude each other the surer one counts.
fn effect(features: Features, model: &Model) -> f64 {
    let Features { senior, event, event_brief, note, shared, stranger, generic, repeat, repeat_soon } =
        features;
    let effects = &model.effects;
    let note = note && !generic;
    let common = match model.note_common_reading {
        NoteCommonReading::Points if note && shared => NoteCommonReading::POINTS_EFFECT,
        _ => when(note, effects.note) + when(shared, effects.shared),
    };
    common
        + when(senior, effects.senior)
        + when(event, effects.event)
        + when(event_brief && !event, effects.event_brief)
        + when(stranger && !event, effects.stranger)
        + when(generic, effects.generic)
        + when(repeat, effects.repeat)
        + when(repeat_soon, effects.repeat_soon)
}

const fn when(holds: bool, effect: f64) -> f64 {
    if holds { effect } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Features = Features {
        senior: false,
        event: false,
        event_brief: false,
        note: false,
        shared: false,
        stranger: false,
        generic: false,
        repeat: false,
        repeat_soon: false,
    };

    #[test]
    fn the_printed_priors_come_out() {
        let note_common = Features { note: true, shared: true, ..NONE };
        let table = [
            (NONE, 0.370_000),
            (Features { senior: true, ..NONE }, 0.180_610),
            (Features { event: true, ..NONE }, 0.549_285),
            (note_common, 0.516_939),
            (Features { note: true, ..NONE }, 0.442_205),
            (Features { stranger: true, ..NONE }, 0.249_325),
            (Features { generic: true, ..NONE }, 0.335_767),
            (Features { repeat: true, ..NONE }, 0.227_547),
            (Features { senior: true, ..note_common }, 0.286_546),
            (Features { event: true, ..note_common }, 0.689_500),
            (Features { stranger: true, generic: true, ..NONE }, 0.222_317),
            (Features { senior: true, repeat: true, repeat_soon: true, ..NONE }, 0.068_996),
        ];
        for (features, expected) in table {
            let p = prior(features, &Model::default(), 0.0);
            assert!((p - expected).abs() < 6e-7, "{features:?}: {p}");
        }
    }

    #[test]
    fn the_points_reading_gives_77_percent() {
        let model = Model { note_common_reading: NoteCommonReading::Points, ..Model::default() };
        let both = Features { note: true, shared: true, ..NONE };
        assert!((prior(both, &model, 0.0) - 0.77).abs() < 1e-9);
        let note = Features { note: true, ..NONE };
        assert!((prior(note, &model, 0.0) - 0.442_205).abs() < 1e-6);
    }

    #[test]
    fn features_that_exclude_each_other_do_not_add_up() {
        let model = Model::default();
        let event = Features { event: true, ..NONE };
        let of = |features| prior(features, &model, 0.0).to_bits();
        assert_eq!(of(Features { event_brief: true, stranger: true, ..event }), of(event));
        assert_eq!(
            of(Features { note: true, generic: true, ..NONE }),
            of(Features { generic: true, ..NONE })
        );
    }

    #[test]
    fn the_prior_stays_within_its_limits() {
        let model = Model::default();
        assert_eq!(prior(NONE, &model, 50.0).to_bits(), 0.90_f64.to_bits());
        assert_eq!(prior(NONE, &model, -50.0).to_bits(), 0.05_f64.to_bits());
    }
}
