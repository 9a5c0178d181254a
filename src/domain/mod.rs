//! Pure: no clock, no file, no environment, no SQL, no printing.

pub mod advice;
pub mod agenda;
pub mod attempt;
pub mod book;
pub mod calibrate;
pub mod circumstances;
pub mod classify;
mod curve;
pub mod due;
pub mod evidence;
pub mod explain;
pub mod facts;
mod filter;
mod growth;
pub mod heuristics;
pub mod judge;
pub mod model;
pub mod news;
pub mod note;
mod offers;
pub mod pace;
pub mod pasted;
pub mod person;
pub mod predict;
pub mod prior;
pub mod request;
pub mod resend;
#[cfg(test)]
mod scene;
pub mod sending;
pub mod steps;
pub mod template;
mod timeline;
pub mod wording;
