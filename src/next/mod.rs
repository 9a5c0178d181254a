//! What to do next: before a request is sent, while it is open, when it is over. Pure, like the model.

pub mod advice;
pub mod calendar;
pub mod due;
pub mod news;
pub mod note;
pub mod pace;
pub mod predict;
pub mod resend;
pub mod sending;
pub mod steps;
pub mod template;
