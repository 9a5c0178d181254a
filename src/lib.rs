//! invtrack tells which LinkedIn connection requests were likely accepted, are pending, or were likely ignored.
//!
//! The direction of dependencies, which a test holds:
//! `main -> commands -> { store, import, output, context } -> { next, stats } -> model -> matching -> record`. Nothing
//! points back; store, import and output don't know each other; the last five are pure: no clock, no file, no SQL, no
//! printing.
//!
//! Facts are appended, verdicts are derived: every source ends in the same observations, and a verdict is a pure
//! function of what was recorded and the time, never stored.

mod cli;
pub mod commands;
mod config;
mod context;
pub mod error;
pub mod import;
#[doc(hidden)] // The benches and the fuzz targets call it, too.
pub mod matching;
pub mod model;
pub mod next;
mod output;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod stats;
pub mod store;
