//! The one file that matters, and the only user of `rusqlite`.
//!
//! *Locking*: a command is one `IMMEDIATE` transaction, opened before its first read and never held across a
//! prompt; a busy file is waited for. Readers open the file read-only. `journal_mode=DELETE` leaves no side files.
//!
//! *Durability*: `synchronous=FULL`; killed at any point, a command has happened wholly or not at all.

mod archive;
pub mod backup;
mod find;
mod forget;
mod header;
mod journal;
mod keys;
mod open;
mod people;
mod read;
mod record;
mod row;
mod schema;
mod steps;
#[cfg(test)]
mod tests;
mod write;

pub use find::Finder;
pub use forget::{Copies, Identity, Traces};
pub use open::Store;
pub use read::{Read, View, Which};
pub use write::Change;
