//! What to do next: before a request is sent, while it is open, when it is over. Pure, like the model.

pub(crate) mod advice;
pub(crate) mod calendar;
pub(crate) mod due;
pub(crate) mod news;
pub mod note;
pub(crate) mod pace;
pub(crate) mod predict;
pub(crate) mod resend;
pub(crate) mod sending;
pub(crate) mod steps;
pub mod template;
