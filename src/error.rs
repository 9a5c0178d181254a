//! What can go wrong, said to the user: what, where, what to do. The one place where exit codes exist.

use std::fmt::Display;

/// How the process ends. Documented in `invtrack help exit-codes`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Done; nothing to report.
    Done = 0,
    /// Failed; nothing was changed.
    Failed = 1,
    /// The command line was wrong; nothing was changed.
    Usage = 2,
    /// Done, but some input rows were bad and left out, or are kept for you to decide.
    BadRows = 3,
    /// `check` has something to report.
    Report = 10,
    /// Interrupted by the user.
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
    /// The exit code it leads to.
    pub exit: Exit,
    /// What happened, with the value concerned; lower case, no full stop. Empty: end silently.
    pub message: String,
    /// What it comes from, outermost first.
    pub causes: Vec<String>,
    /// What to do about it.
    pub hints: Vec<String>,
}

/// The result of everything that can fail in front of the user.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Something could not be done.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, message: message.into(), causes: Vec::new(), hints: Vec::new() }
    }

    /// The command line can't be understood.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, ..Self::failed(message) }
    }

    /// The user pressed Ctrl-C at a prompt.
    pub fn interrupted() -> Self {
        Self { exit: Exit::Interrupted, ..Self::failed("interrupted; nothing was recorded") }
    }

    /// The same where something was recorded before: `kept` says what.
    pub fn interrupted_with(kept: &str) -> Self {
        Self { exit: Exit::Interrupted, ..Self::failed(format!("interrupted; {kept}")) }
    }

    /// The reader of our output went away (`| head -1`): no reason to complain.
    pub fn reader_gone() -> Self {
        Self { exit: Exit::Done, ..Self::failed("") }
    }

    /// Adds what it comes from.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    /// What it was an attempt at: that is the message then, and what the message was the first cause.
    #[must_use]
    pub fn within(mut self, attempt: impl Into<String>) -> Self {
        self.causes.insert(0, std::mem::replace(&mut self.message, attempt.into()));
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds what to do about it, if there is something.
    #[must_use]
    pub fn hint_if(self, hint: Option<impl Into<String>>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }
}

/// Errors of writing to standard output: the only I/O that commands do themselves.
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::reader_gone(),
            _ => Self::failed("cannot write the output").caused_by(error),
        }
    }
}
