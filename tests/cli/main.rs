//! invtrack from outside: a scrubbed environment, a fixed clock, and for each run status, stdout and stderr.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod add;
mod advice;
mod architecture;
mod as_of;
#[cfg(unix)]
mod backup;
mod bad_input;
mod cases;
#[cfg(unix)]
mod check;
#[cfg(unix)]
mod completion;
mod config;
mod correct;
#[cfg(unix)]
mod daily;
#[cfg(unix)]
mod doctor;
mod due;
#[cfg(unix)]
mod durability;
mod export;
#[cfg(unix)]
mod export_files;
#[cfg(unix)]
mod faults;
#[cfg(unix)]
mod forget;
mod gather;
mod generated;
#[cfg(unix)]
mod golden;
mod help;
#[cfg(unix)]
mod keys;
mod mail;
mod merge;
mod messages;
mod month;
mod note;
mod observe;
mod odd_exports;
mod orders;
#[cfg(unix)]
mod own_files;
#[cfg(unix)]
mod packaging;
mod pages;
mod parts;
mod paste;
#[cfg(unix)]
mod pictures;
mod predict;
#[cfg(unix)]
mod readme;
#[cfg(unix)]
mod report;
#[cfg(unix)]
mod review;
mod samples;
mod sandbox;
mod stats;
mod status;
mod steps;
#[cfg(unix)]
mod store;
mod table;
mod undo;
mod vectors;
mod wild;
