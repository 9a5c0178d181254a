//! The one place that asks. Only where a person can answer: see [`Ui::may_prompt`].

use std::io::{self, IsTerminal, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use dialoguer::Input;
use dialoguer::console::Term;
use dialoguer::theme::SimpleTheme;

use super::sanitize;
use super::ui::Ui;
use crate::error::{Error, Exit, Result};

mod key;
#[cfg(unix)]
mod tty;

pub use key::Key;

const NOTHING: &str = "nothing was recorded";

#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub prompt: &'a str,
    pub instead: &'a str,
}

/// An empty answer is `None`.
pub fn text(ui: &mut Ui, question: Question) -> Result<Option<String>> {
    let term = terminal(ui, question)?;
    let asked = Input::<String>::with_theme(&SimpleTheme)
        .with_prompt(question.prompt)
        .allow_empty(true)
        .interact_text_on(&term);
    answer(&term, asked).map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// Asks again until the answer can be read: what was answered before is not lost by a slip.
pub fn checked(
    ui: &mut Ui,
    question: Question,
    check: impl Fn(&str) -> Result<()>,
) -> Result<Option<String>> {
    loop {
        let typed = text(ui, question)?;
        match typed.as_deref().map_or(Ok(()), &check) {
            Ok(()) => return Ok(typed),
            Err(error) => ui.error(&error),
        }
    }
}

/// By number: neither a key pressed by chance nor text pasted by mistake chooses.
pub fn choose(ui: &mut Ui, question: Question, items: &[String]) -> Result<usize> {
    let term = terminal(ui, question)?;
    for (index, item) in items.iter().enumerate() {
        drop(term.write_line(&format!("{:3}  {}", index + 1, sanitize::line(item))));
    }
    let prompt = format!("{} [1-{}]", question.prompt, items.len());
    loop {
        let typed = text(ui, Question { prompt: &prompt, ..question })?.and_then(|typed| typed.parse().ok());
        if let Some(number) = typed.filter(|number| (1..=items.len()).contains(number)) {
            return Ok(number - 1);
        }
    }
}

/// Enter means no.
pub fn confirm(ui: &mut Ui, question: Question) -> Result<bool> {
    let prompt = format!("{} [y/N]", question.prompt);
    loop {
        match key(ui, Question { prompt: &prompt, ..question })? {
            Key::Char('y') => return Ok(true),
            Key::Char('n' | 'q' | '\n') => return Ok(false),
            Key::Interrupt => return Err(Error::interrupted(NOTHING)),
            Key::Char(_) | Key::Other => {}
        }
    }
}

pub fn key(ui: &mut Ui, question: Question) -> Result<Key> {
    let term = terminal(ui, question)?;
    drop(term.write_str(&format!("{} ", question.prompt)));
    let pressed = tty::read().map_err(|error| Error::failed("cannot read the key").caused_by(error))?;
    let echo = match pressed {
        Key::Char(key) if !key.is_control() => key.to_string(),
        _ => String::new(),
    };
    drop(term.write_line(&echo));
    Ok(pressed)
}

/// Of what is more than `most` bytes, one more is read.
pub fn paste(most: u64, ui: &mut Ui) -> io::Result<Vec<u8>> {
    if io::stdin().is_terminal() {
        let end = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
        ui.note(&format!("paste the page, then {end}"));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// It is put in order again if the user presses Ctrl-C, or the command is told to end.
fn terminal(ui: &mut Ui, question: Question) -> Result<Term> {
    if !ui.may_prompt() {
        return Err(Error::usage(format!("{}: there is no terminal to ask on", question.prompt))
            .hint(question.instead));
    }
    ui.finish(Exit::Done);
    tty::remember(!ui.is_dumb())
        .map_err(|error| Error::failed("cannot use the terminal").caused_by(error))?;
    // Installed once a process; a second question finds the handler in place.
    drop(ctrlc::set_handler(restore_and_leave));
    Ok(Term::stderr())
}

/// Whether what was begun is being recorded, so that it is too late to say that nothing was.
static IS_RECORDING: AtomicBool = AtomicBool::new(false);

/// From now on a command that is interrupted says that nothing was recorded, until [`too_late`].
pub fn watch() {
    drop(ctrlc::set_handler(|| {
        if !IS_RECORDING.load(Ordering::SeqCst) {
            drop(Term::stderr().write_line(&format!("\nerror: interrupted; {NOTHING}")));
            leave();
        }
    }));
}

/// What is left to do takes no time, and an interruption no longer stops it.
pub fn too_late() {
    IS_RECORDING.store(true, Ordering::SeqCst);
}

/// No transaction is ever open while a question is asked, so there is nothing to lose.
fn restore_and_leave() {
    tty::restore();
    drop(Term::stderr().write_line(""));
    leave();
}

#[expect(clippy::disallowed_methods, reason = "a signal handler can't return to main")]
fn leave() {
    std::process::exit(Exit::Interrupted as i32);
}

fn answer<T>(term: &Term, asked: dialoguer::Result<T>) -> Result<T> {
    asked.map_err(|dialoguer::Error::IO(error)| match error.kind() {
        io::ErrorKind::Interrupted => {
            drop(term.write_line(""));
            Error::interrupted(NOTHING)
        }
        _ => Error::failed("cannot read the answer").caused_by(error),
    })
}

/// Where the system itself says which key it was, so that nothing is changed and there is nothing to remember.
#[cfg(not(unix))]
mod tty {
    use std::io;

    use dialoguer::console::{self, Term};

    use super::key::Key;

    pub fn remember(_marks_pastes: bool) -> io::Result<()> {
        Ok(())
    }

    pub fn restore() {}

    pub fn read() -> io::Result<Key> {
        Ok(match Term::stderr().read_key_raw()? {
            console::Key::CtrlC => Key::Interrupt,
            console::Key::Escape | console::Key::Char('\u{4}') => Key::Char('q'),
            console::Key::Enter => Key::Char('\n'),
            console::Key::Char(key) if !key.is_control() => Key::Char(key.to_ascii_lowercase()),
            _ => Key::Other,
        })
    }
}
