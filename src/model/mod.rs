//! From what follows from the facts to a verdict and its reasons. Pure: no clock, no file, no environment, no SQL, no
//! printing.

pub mod accept_time;
mod anonymous;
pub mod calibrate;
pub(crate) mod case;
pub(crate) mod circumstances;
#[doc(hidden)] // A bench calls it, too.
pub mod classify;
mod counts;
pub(crate) mod curve;
#[doc(hidden)]
pub mod evidence;
pub(crate) mod explain;
mod filter;
pub mod judge;
mod numbering;
mod page_questions;
pub(crate) mod prior;
pub(crate) mod request;
pub(crate) mod rules;
pub mod settings;
#[cfg(test)]
pub(crate) mod tests;
mod timeline;
pub mod tracked;
pub(crate) mod wording;
