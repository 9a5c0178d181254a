//! What is stored, as types: facts, and the words, names, times and numbers that they are made of. Pure.

pub mod account;
pub mod count;
pub mod date;
pub mod deed;
pub mod labels;
pub mod name;
pub mod observation;
pub mod slug;
pub mod suggest;
pub mod time;
pub mod uid;
