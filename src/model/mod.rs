//! From what follows from the facts to a verdict and its reasons. Pure: no clock, no file, no environment, no SQL, no
//! printing.

pub mod calibrate;
pub mod case;
pub mod circumstances;
pub mod classify;
mod counts;
pub mod curve;
pub mod evidence;
#[cfg(test)]
pub(crate) mod examples;
pub mod explain;
mod filter;
pub mod judge;
mod page_questions;
pub mod prior;
pub mod request;
pub mod rules;
pub mod settings;
mod timeline;
pub mod tracked;
pub mod wording;
