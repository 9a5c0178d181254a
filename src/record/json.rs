//! The export, which is read again: the facts in force as JSON, one object a fact, lists as what came and went.
//!
//! `{"schema":1,"kind":"invtrack-export","exported_at":…,"facts":[…]}`; the fields of a fact are those of [`super::fact`],
//! and its `id` is its uid. Anybody may write such a file, too: where an `id` is no UUID it is a label, the uid is made
//! from the content, and rows may stand in their list.

mod fields;
mod link;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use fields::KIND;
#[cfg(test)]
use fields::SCHEMA;
pub use read::{Brought, read};
pub use write::write;
