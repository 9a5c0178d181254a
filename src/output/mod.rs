//! The only user of standard output, of tables, prompts and colours.

pub mod json;
pub mod progress;
pub mod prompt;
pub mod sanitize;
pub mod table;
pub mod text;
pub mod ui;
