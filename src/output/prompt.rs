//! The one place that asks. Only where a person can answer: see [`Ui::may_prompt`].

use dialoguer::console::{self, Term};
use dialoguer::theme::SimpleTheme;
use dialoguer::{Confirm, Input, Select};

use super::sanitize;
use super::ui::Ui;
use crate::error::{Error, Exit, Result};

/// A question and the flag that answers it without a prompt.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What is asked.
    pub prompt: &'a str,
    /// What to pass where nobody can be asked.
    pub instead: &'a str,
}

/// A key that was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// A character, in lower case; Escape and Ctrl-D mean `q`.
    Char(char),
    /// Ctrl-C.
    Interrupt,
    /// Any other.
    Other,
}

/// Asks for a line of text; an empty answer is `None`.
pub fn text(ui: &mut Ui, question: Question) -> Result<Option<String>> {
    let term = terminal(ui, question)?;
    let asked = Input::<String>::with_theme(&SimpleTheme)
        .with_prompt(question.prompt)
        .allow_empty(true)
        .interact_text_on(&term);
    answer(&term, asked).map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// Asks which of several; the place of the choice.
pub fn choose(ui: &mut Ui, question: Question, items: &[String]) -> Result<usize> {
    let term = terminal(ui, question)?;
    let items: Vec<_> = items.iter().map(|item| sanitize::line(item)).collect();
    let asked = Select::with_theme(&SimpleTheme)
        .with_prompt(question.prompt)
        .items(&items)
        .default(0)
        .interact_on_opt(&term);
    answer(&term, asked)?.ok_or_else(Error::interrupted)
}

/// Asks yes or no.
pub fn confirm(ui: &mut Ui, question: Question) -> Result<bool> {
    let term = terminal(ui, question)?;
    let asked =
        Confirm::with_theme(&SimpleTheme).with_prompt(question.prompt).default(false).interact_on_opt(&term);
    answer(&term, asked).map(|yes| yes.unwrap_or(false))
}

/// Waits for one key, without Enter.
pub fn key(ui: &mut Ui, question: Question) -> Result<Key> {
    let term = terminal(ui, question)?;
    drop(term.write_str(&format!("{} ", question.prompt)));
    let pressed = term.read_key_raw();
    let pressed = pressed.map_err(|error| Error::failed("cannot read the key").caused_by(error))?;
    let (key, echo) = match pressed {
        console::Key::Char(key) if !key.is_control() => {
            (Key::Char(key.to_ascii_lowercase()), key.to_string())
        }
        console::Key::CtrlC => (Key::Interrupt, String::new()),
        // Ctrl-D: nothing more is going to come.
        console::Key::Escape | console::Key::Char('\u{4}') => (Key::Char('q'), "q".to_owned()),
        _ => (Key::Other, String::new()),
    };
    drop(term.write_line(&echo));
    Ok(key)
}

/// The terminal to ask on, which is put in order again if the user presses Ctrl-C.
fn terminal(ui: &mut Ui, question: Question) -> Result<Term> {
    if !ui.may_prompt() {
        return Err(
            Error::usage(format!("{}: nobody can be asked here", question.prompt)).hint(question.instead)
        );
    }
    ui.finish(Exit::Done);
    // Installed once a process; a second question finds the handler in place.
    drop(ctrlc::set_handler(restore_and_leave));
    Ok(Term::stderr())
}

/// No transaction is ever open while a question is asked, so there is nothing to lose.
#[expect(clippy::disallowed_methods, reason = "a signal handler can't return to main")]
fn restore_and_leave() {
    drop(Term::stderr().show_cursor());
    drop(Term::stderr().write_line(""));
    std::process::exit(Exit::Interrupted as i32);
}

fn answer<T>(term: &Term, asked: dialoguer::Result<T>) -> Result<T> {
    asked.map_err(|dialoguer::Error::IO(error)| {
        drop(term.show_cursor());
        match error.kind() {
            std::io::ErrorKind::Interrupted => {
                drop(term.write_line(""));
                Error::interrupted()
            }
            _ => Error::failed("cannot read the answer").caused_by(error),
        }
    })
}
