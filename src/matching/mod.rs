//! From a set of facts to people, requests, looks and questions: pure, and the same whatever the order of the facts.
//!
//! The rules M1 to M20 are those of `docs/matching.md`. Each step sees the whole result of the one before it and
//! nothing of its own: that is what makes it independent of the order.

pub mod world;
