//! What can go wrong, said to the user: what, where, what to do. The one place where exit codes exist.

use std::fmt::Display;

/// Documented in `invtrack help exit-codes`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    /// Done, but some input rows were bad and left out, or something is newly unsure.
    BadRows = 3,
    Report = 10,
    Interrupted = 130,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A failure in words: printed as `error: … / caused by: … / hint: …`.
#[derive(Debug)]
pub struct Error {
    pub exit: Exit,
    /// Lower case, no full stop, with the value concerned. Empty: end silently.
    pub message: String,
    /// Outermost first.
    pub causes: Vec<String>,
    pub hints: Vec<String>,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Exit code 1: nothing was changed.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, message: message.into(), causes: Vec::new(), hints: Vec::new() }
    }

    /// Exit code 2: the command line was wrong, and nothing was changed.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, ..Self::failed(message) }
    }

    /// Exit code 130. `kept`: what became of what was begun.
    pub fn interrupted(kept: &str) -> Self {
        Self { exit: Exit::Interrupted, ..Self::failed(format!("interrupted; {kept}")) }
    }

    /// No failure, and nothing to say.
    pub fn done() -> Self {
        Self { exit: Exit::Done, ..Self::failed("") }
    }

    #[must_use]
    pub fn caused_by(mut self, cause: impl Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    /// `attempt` becomes the message, and the message the first cause.
    #[must_use]
    pub fn within(mut self, attempt: impl Into<String>) -> Self {
        self.causes.insert(0, std::mem::replace(&mut self.message, attempt.into()));
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    #[must_use]
    pub fn hint_if(self, hint: Option<impl Into<String>>) -> Self {
        if let Some(hint) = hint { self.hint(hint) } else { self }
    }
}

/// Errors of writing to standard output: the only I/O that commands do themselves.
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            // The reader went away (`| head -1`): no reason to complain.
            std::io::ErrorKind::BrokenPipe => Self::done(),
            _ => Self::failed("cannot write the output").caused_by(error),
        }
    }
}
