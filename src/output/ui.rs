//! Standard output carries data, standard error messages. Everything printed goes through here: this is where
//! colour, width, quietness and the shape (words, tabs, JSON) are decided, once.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::json;
use super::progress::Progress;
use super::text::{Line, Role, wrap};
use crate::error::{Error, Exit, Result};

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set or `TERM=dumb`.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What the environment says about the terminal; read by [`crate::context`].
#[derive(Clone, Copy, Default, Debug)]
pub struct Terminal {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set and not `0`.
    pub force_color: bool,
    /// `TERM=dumb`.
    pub dumb: bool,
    /// `COLUMNS`, if it is a number.
    pub columns: Option<usize>,
}

/// Where output goes, and how it looks.
pub struct Ui {
    out: io::BufWriter<io::Stdout>,
    colour: bool,
    message_colour: bool,
    /// The width of the terminal; none in a pipe.
    width: Option<usize>,
    message_width: Option<usize>,
    json: bool,
    quiet: bool,
    verbose: bool,
    may_prompt: bool,
    dumb: bool,
}

/// The user's choices about output.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// `--color`
    pub colour: Colour,
    /// `--json`
    pub json: bool,
    /// `--quiet`
    pub quiet: bool,
    /// `--verbose`
    pub verbose: bool,
    /// `--no-input`
    pub no_input: bool,
}

/// Narrower than this a table is no table.
const MIN_WIDTH: usize = 30;

impl Ui {
    /// Decides everything about the look of the output.
    pub fn new(choices: Choices, terminal: Terminal) -> Self {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let is_terminal = stdout.is_terminal();
        let colour_on = |is_terminal: bool| match choices.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if terminal.no_color => false,
            Colour::Auto => terminal.force_color || (is_terminal && !terminal.dumb),
        };
        let width = || {
            let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
            terminal.columns.or_else(measured).unwrap_or(80).max(MIN_WIDTH)
        };
        Self {
            colour: colour_on(is_terminal),
            message_colour: colour_on(stderr.is_terminal()),
            width: is_terminal.then(width),
            message_width: stderr.is_terminal().then(width),
            json: choices.json,
            quiet: choices.quiet,
            verbose: choices.verbose,
            dumb: terminal.dumb,
            may_prompt: !choices.no_input
                && !choices.json
                && io::stdin().is_terminal()
                && stderr.is_terminal(),
            out: io::BufWriter::with_capacity(1 << 16, stdout),
        }
    }

    /// Whether the user wants JSON.
    pub const fn is_json(&self) -> bool {
        self.json
    }

    /// Whether a person can be asked something.
    pub const fn may_prompt(&self) -> bool {
        self.may_prompt
    }

    /// Whether the terminal understands nothing but text.
    pub const fn is_dumb(&self) -> bool {
        self.dumb
    }

    /// A line on standard error that says how far something is: on a terminal only, and if the user wants words.
    pub const fn progress(&self) -> Progress {
        Progress::new(self.message_width.is_some() && !self.quiet && !self.json)
    }

    /// Whether the user wants to hear nothing but what was asked for.
    pub const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether the user wants more detail.
    pub const fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// The width to fit tables into; none in a pipe.
    pub const fn width(&self) -> Option<usize> {
        self.width
    }

    /// Whether standard output gets colour.
    pub const fn has_colour(&self) -> bool {
        self.colour
    }

    /// A line of data.
    pub fn line(&mut self, line: &Line) -> Result<()> {
        let text = line.paint(self.colour);
        let text = self.width.map_or_else(|| text.clone(), |width| wrap(&text, width));
        Ok(writeln!(self.out, "{text}")?)
    }

    /// Text that is ours alone, already laid out.
    pub fn raw(&mut self, text: &str) -> Result<()> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// A whole document, as data: `write` decides about its form.
    pub fn document(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        Ok(write(&mut self.out)?)
    }

    /// A record for a pipe: fields between tabs, each made safe.
    pub fn record(&mut self, fields: &[&str]) -> Result<()> {
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                self.out.write_all(b"\t")?;
            }
            self.out.write_all(super::sanitize::line(field).as_bytes())?;
        }
        Ok(self.out.write_all(b"\n")?)
    }

    /// The answer as JSON, with the version of its shape.
    pub fn json(&mut self, value: &impl Serialize) -> Result<()> {
        let pretty = self.width.is_some();
        json::write(&mut self.out, value, pretty)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// A message to a person: what was done, what may come next. Not with `--quiet` or `--json`.
    pub fn say(&mut self, line: &Line) -> Result<()> {
        if self.quiet || self.json {
            return Ok(());
        }
        self.line(line)
    }

    /// Something that the user should know, on standard error; also with `--quiet`.
    pub fn warn(&mut self, message: &str) {
        self.message(Role::Alert, "warning", message);
    }

    /// Advice about what was just done, on standard error. Not with `--quiet`.
    pub fn advise(&mut self, message: &str) {
        if !self.quiet {
            self.warn(message);
        }
    }

    /// A side remark, on standard error.
    pub fn note(&mut self, message: &str) {
        if !self.quiet {
            self.message(Role::Faint, "note", message);
        }
    }

    /// An error with its causes and hints, on standard error.
    pub fn error(&mut self, error: &Error) {
        if error.message.is_empty() {
            return;
        }
        self.message(Role::Error, "error", &error.message);
        for cause in &error.causes {
            self.message(Role::Faint, "caused by", cause);
        }
        for hint in &error.hints {
            self.message(Role::Open, "hint", hint);
        }
    }

    /// Nobody is left to tell if standard error is gone, so a failure to write there is ignored.
    fn message(&mut self, role: Role, kind: &str, message: &str) {
        drop(self.out.flush());
        let line = Line::new().push(role, format!("{kind}:")).text(" ").text(message);
        let text = line.paint(self.message_colour);
        let text = self.message_width.map_or_else(|| text.clone(), |width| wrap(&text, width));
        drop(writeln!(io::stderr(), "{text}"));
    }

    /// Hands everything to the system.
    pub fn flush(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }

    /// The same at the end; the exit code tells if that failed.
    pub fn finish(&mut self, exit: Exit) -> Exit {
        match self.flush() {
            Ok(()) => exit,
            Err(error) => {
                self.error(&error);
                error.exit
            }
        }
    }
}
