//! What is stored, as types: facts, and the words, names, times and numbers that they are made of. Pure.

pub mod account;
pub mod context;
pub mod count;
pub mod date;
pub mod deed;
pub mod fact;
pub mod forgotten;
pub mod identity;
pub mod join;
pub mod json;
pub mod keys;
pub mod labels;
pub mod list;
pub mod name;
pub mod name_key;
pub mod observation;
pub mod set;
pub mod slug;
pub mod suggest;
pub mod time;
pub mod uid;
pub mod when;
pub mod words;
