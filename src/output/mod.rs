//! The only user of standard output, of tables, prompts and colours.

pub mod calendar;
pub mod file;
pub mod html;
pub mod json;
pub mod page;
mod pager;
pub mod plot;
pub mod progress;
pub mod prompt;
pub mod sanitize;
pub mod sheet;
pub mod table;
pub mod text;
pub mod ui;
