//! From requests and their verdicts to rates: what can be told of them, and where not, why. Pure.

pub mod interval;
pub mod life;
pub mod overview;
pub mod sample;
pub mod survival;
mod words;
