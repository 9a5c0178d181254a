//! The one file that matters, and the only user of `rusqlite`: a set of facts, and the steps that added them.
//!
//! *Locking*: a command is one `IMMEDIATE` transaction, opened before its first read and never held across a
//! prompt; a busy file is waited for. Readers open the file read-only. `journal_mode=DELETE` leaves no side files.
//!
//! *Durability*: `synchronous=FULL`; killed at any point, a command has happened wholly or not at all.

mod append;
pub mod backup;
mod cache;
pub mod check;
mod complete;
pub mod copies;
mod facts;
mod forget;
mod header;
mod lists;
mod load;
mod open;
pub mod own;
mod part;
pub mod paths;
mod sound;
mod steps;
#[cfg(test)]
mod tests;

pub use append::Added;
pub use backup::Copies;
pub use cache::CheckMark;
pub use forget::Chosen;
pub use header::newest_sound;
pub use load::Loaded;
pub use open::{Change, Read, Store, View};
pub use part::Seed;
pub use steps::Step;
