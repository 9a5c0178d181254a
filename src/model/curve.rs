//! How long an answer takes: a log-logistic curve, cut off where invitations lapse (heuristics 2.3).

use super::settings::Timing;

/// The share of eventual answers that have come by a time.
#[derive(Clone, Copy, Debug)]
pub struct Curve {
    timing: Timing,
    horizon: f64,
    whole: f64,
}

impl Curve {
    /// The curve of these times, complete after `horizon` days.
    pub fn new(timing: Timing, horizon: f64) -> Self {
        Self { timing, horizon, whole: log_logistic(timing, horizon) }
    }

    /// The share that has come by day `t`, 0 to 1.
    pub fn by(&self, t: f64) -> f64 {
        if t < self.horizon { log_logistic(self.timing, t) / self.whole } else { 1.0 }
    }
}

/// Of those not yet come at the one share, the part that comes by the other; all if hardly any are left.
pub fn hazard(earlier: f64, later: f64) -> f64 {
    let left = 1.0 - earlier;
    if left < 1e-12 { 1.0 } else { (later - earlier) / left }
}

/// The share of all that has come by day `t`, never quite all.
pub fn log_logistic(Timing { median_days, shape }: Timing, t: f64) -> f64 {
    if t <= 0.0 {
        return 0.0;
    }
    let ratio = t / median_days;
    // Almost every call, and a power costs as much as all the rest of a step.
    #[expect(clippy::float_cmp, reason = "only exactly 1 may skip the power")]
    let powered = if shape == 1.0 { ratio } else { ratio.powf(shape) };
    powered / (1.0 + powered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::settings::Model;

    #[test]
    fn the_printed_shares_come_out() {
        let model = Model::default();
        let accept = Curve::new(model.accept_time, model.expiry_days);
        let table = [
            (1.0, 0.3370, 1e-4),
            (3.0, 0.6067, 1e-4),
            (7.0, 0.7864, 1e-4),
            (14.0, 0.8847, 1e-4),
            (21.0, 0.9232, 1e-4),
            (30.0, 0.9479, 1e-4),
            (60.0, 0.9785, 1e-4),
            (90.0, 0.9891, 1e-4),
            (179.0, 0.99994, 1e-5),
        ];
        for (t, share, width) in table {
            assert!((accept.by(t) - share).abs() < width / 2.0, "F({t}) = {}", accept.by(t));
        }
        let decline = Curve::new(model.decline_time, model.expiry_days);
        for (t, share) in [(1.0, 0.1609), (3.0, 0.4188), (7.0, 0.6687), (14.0, 0.8266), (30.0, 0.9277)] {
            assert!((decline.by(t) - share).abs() < 5e-5, "G({t}) = {}", decline.by(t));
        }
    }

    #[test]
    fn nothing_comes_before_sending_and_all_by_the_end() {
        let curve = Curve::new(Timing { median_days: 2.0, shape: 1.0 }, 180.0);
        for (t, share) in [(-1.0, 0.0), (0.0, 0.0), (180.0, 1.0), (1e300, 1.0), (f64::INFINITY, 1.0)] {
            assert!((curve.by(t) - share).abs() < 1e-15, "{t}");
        }
        assert!((hazard(1.0, 1.0) - 1.0).abs() < 1e-15);
        assert!((hazard(0.5, 0.75) - 0.5).abs() < 1e-15);
    }
}
