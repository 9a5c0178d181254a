//! From requests and their verdicts to rates: what can be told of them, and where not, why. Pure.

pub mod groups;
pub mod interval;
pub mod life;
pub mod overview;
mod replay;
pub mod sample;
pub mod survival;
#[cfg(test)]
mod tests;
pub mod verdicts;
