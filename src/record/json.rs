//! The export, read again: `{"schema":1,"kind":"invtrack-export","exported_at":…,"facts":[…]}`, see [`super::fact`].
//! Anybody may write one, too: an `id` that is no UUID is a label, and rows may stand in their list.

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
