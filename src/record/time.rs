//! Points in time (UTC milliseconds: half a second after sending would already move a probability by 1e-6) and days,
//! which are the same in every time zone. The only module that uses `chrono`.

mod instant;
mod zone;

pub use instant::{DAY_MS, Day, Instant};
pub use zone::{Moment, Zone};
