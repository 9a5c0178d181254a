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

pub use key::KeyPress;

const NOTHING: &str = "nothing was recorded";

/// An empty answer is `None`. `instead`: what to do where nobody can be asked, here and below.
pub fn text(ui: &mut Ui, prompt: &str, instead: &str) -> Result<Option<String>> {
    let term = terminal(ui, instead)?;
    let asked = Input::<String>::with_theme(&SimpleTheme)
        .with_prompt(prompt)
        .allow_empty(true)
        .interact_text_on(&term);
    answer(&term, asked).map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// Asks again until the answer can be read: what was answered before is not lost by a slip.
pub fn checked(
    ui: &mut Ui,
    prompt: &str,
    instead: &str,
    check: impl Fn(&str) -> Result<()>,
) -> Result<Option<String>> {
    loop {
        let typed = text(ui, prompt, instead)?;
        match typed.as_deref().map_or(Ok(()), &check) {
            Ok(()) => return Ok(typed),
            Err(error) => ui.error(&error),
        }
    }
}

/// By number: neither a key pressed by chance nor text pasted by mistake chooses.
pub fn choose(ui: &mut Ui, prompt: &str, instead: &str, items: &[String]) -> Result<usize> {
    let term = terminal(ui, instead)?;
    for (index, item) in items.iter().enumerate() {
        drop(term.write_line(&format!("{:3}  {}", index + 1, sanitize::line(item))));
    }
    let prompt = format!("{prompt} [1-{}]", items.len());
    loop {
        let typed = text(ui, &prompt, instead)?.and_then(|typed| typed.parse().ok());
        if let Some(number) = typed.filter(|number| (1..=items.len()).contains(number)) {
            return Ok(number - 1);
        }
    }
}

/// Enter means no.
pub fn confirm(ui: &mut Ui, prompt: &str, instead: &str) -> Result<bool> {
    let prompt = format!("{prompt} [y/N]");
    loop {
        match key(ui, &prompt, instead)? {
            KeyPress::Char('y') => return Ok(true),
            KeyPress::Char('n' | 'q' | '\n') => return Ok(false),
            KeyPress::Interrupt => return Err(Error::interrupted(NOTHING)),
            KeyPress::Char(_) | KeyPress::Other => {}
        }
    }
}

/// The command ends where the user does not want it, and says that `nothing` was done.
pub fn agree(ui: &mut Ui, prompt: &str, instead: &str, nothing: &str) -> Result<()> {
    if confirm(ui, prompt, instead)? {
        return Ok(());
    }
    ui.say(nothing);
    Err(Error::done())
}

pub fn key(ui: &mut Ui, prompt: &str, instead: &str) -> Result<KeyPress> {
    let term = terminal(ui, instead)?;
    drop(term.write_str(&format!("{prompt} ")));
    let pressed = tty::read().map_err(|error| Error::failed("cannot read the key").caused_by(error))?;
    let echo = match pressed {
        KeyPress::Char(key) if !key.is_control() => key.to_string(),
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
fn terminal(ui: &mut Ui, instead: &str) -> Result<Term> {
    if !ui.may_prompt() {
        let error = Error::usage("this needs an answer, and there is no terminal to ask on");
        return Err(error.hint(instead));
    }
    ui.finish(Exit::Done);
    tty::remember(!ui.terminal.dumb)
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

    use super::key::KeyPress;

    pub fn remember(_marks_pastes: bool) -> io::Result<()> {
        Ok(())
    }

    pub fn restore() {}

    pub fn read() -> io::Result<KeyPress> {
        Ok(match Term::stderr().read_key_raw()? {
            console::Key::CtrlC => KeyPress::Interrupt,
            console::Key::Escape | console::Key::Char('\u{4}') => KeyPress::Char('q'),
            console::Key::Enter => KeyPress::Char('\n'),
            console::Key::Char(key) if !key.is_control() => KeyPress::Char(key.to_ascii_lowercase()),
            _ => KeyPress::Other,
        })
    }
}
