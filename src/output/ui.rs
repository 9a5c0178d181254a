//! Standard output carries data, standard error messages. Everything printed goes through here: this is where
//! colour, width, quietness and the shape (words, tabs, JSON) are decided, once.

use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::pager::Pager;
use super::progress::ProgressLine;
use super::text::{Role, Text, fit, wrap};
use super::{json, sanitize};
use crate::error::{Error, Exit, Result};

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set or `TERM=dumb`.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

// The user's choices about output. No doc comment: it would become the help of every command.
#[derive(Args, Clone, Copy, Debug)]
pub struct Choices {
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
    /// Never ask anything: fail and name the missing option
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Print only results and warnings
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: the rules behind what `show`, `note` and `rules` say, in full
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Debug)]
pub struct Terminal {
    pub no_color: bool,
    pub force_color: bool,
    pub dumb: bool,
    pub unicode: bool,
    pub columns: Option<usize>,
    pub pager: String,
}

pub struct Ui {
    out: io::BufWriter<Box<dyn Write>>,
    pub terminal: Terminal,
    pager: Option<Pager>,
    /// Nothing is written from then on, and it is told at the end.
    failure: Option<io::Error>,
    choices: Choices,
    pub colour: bool,
    message_colour: bool,
    /// None in a pipe.
    width: Option<usize>,
    message_width: Option<usize>,
    may_prompt: bool,
}

const MIN_WIDTH: usize = 30;

/// Of the terminal, where help is printed to one.
pub fn columns() -> Option<usize> {
    measured().filter(|_| io::stdout().is_terminal())
}

fn measured() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

impl Ui {
    pub fn new(choices: Choices, terminal: Terminal) -> Self {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let colour_on = |is_terminal: bool| match choices.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if terminal.no_color => false,
            Colour::Auto => terminal.force_color || (is_terminal && !terminal.dumb),
        };
        let width = || terminal.columns.or_else(measured).unwrap_or(80).max(MIN_WIDTH);
        let may_prompt =
            !choices.no_input && !choices.json && io::stdin().is_terminal() && stderr.is_terminal();
        Self {
            colour: colour_on(stdout.is_terminal()),
            message_colour: colour_on(stderr.is_terminal()),
            width: stdout.is_terminal().then(width),
            message_width: stderr.is_terminal().then(width),
            may_prompt,
            choices,
            failure: None,
            out: io::BufWriter::with_capacity(1 << 16, Box::new(stdout)),
            terminal,
            pager: None,
        }
    }

    pub const fn is_json(&self) -> bool {
        self.choices.json
    }

    pub const fn may_prompt(&self) -> bool {
        self.may_prompt
    }

    /// On a terminal only, and if the user wants words.
    pub const fn progress(&self) -> ProgressLine {
        ProgressLine::new(self.message_width.is_some() && !self.choices.quiet && !self.choices.json)
    }

    pub const fn is_quiet(&self) -> bool {
        self.choices.quiet
    }

    pub const fn is_verbose(&self) -> bool {
        self.choices.verbose
    }

    pub const fn width(&self) -> Option<usize> {
        self.width
    }

    /// For people, also in a pipe.
    pub fn lay_out(&mut self) {
        self.width.get_or_insert(100);
    }

    pub const fn is_table(&self) -> bool {
        self.width.is_some() && !self.choices.json
    }

    /// What follows has so many lines: through the user's pager, where they are more than the screen has.
    pub fn page(&mut self, lines: usize) {
        let height = terminal_size::terminal_size().map_or(usize::MAX, |(_, height)| usize::from(height.0));
        if self.is_table() && lines > height && io::stdout().is_terminal() && self.failure.is_none() {
            self.failure = self.out.flush().err();
            self.pager = Pager::start(&self.terminal.pager);
            if let Some(input) = self.pager.as_mut().and_then(Pager::input) {
                self.out = io::BufWriter::new(input);
            }
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "a command ends with it")]
    pub fn answer(&mut self, body: impl Serialize, words: impl FnOnce(&mut Self)) -> Result<Exit> {
        if self.choices.json {
            let pretty = self.width.is_some();
            self.document(|out| json::answer(out, &body, pretty));
        } else {
            words(self);
        }
        Ok(Exit::Done)
    }

    pub fn document(&mut self, write: impl FnOnce(&mut io::BufWriter<Box<dyn Write>>) -> io::Result<()>) {
        if self.failure.is_none() {
            self.failure = write(&mut self.out).err();
        }
    }

    pub fn line(&mut self, line: impl Into<Text>) {
        let text = line.into().paint(self.colour);
        let text = self.width.map_or_else(|| text.clone(), |width| wrap(&text, width));
        self.document(|out| writeln!(out, "{text}"));
    }

    /// Text that is ours alone, already laid out.
    pub fn raw(&mut self, text: &str) {
        self.document(|out| out.write_all(text.as_bytes()));
    }

    /// The same in columns, of which the last may go over several lines.
    pub fn columns(&mut self, text: &str) {
        let fitted = self.width.map_or_else(|| text.to_owned(), |width| fit(text, width));
        self.raw(&fitted);
    }

    /// For a pipe: fields between tabs, each made safe.
    pub fn record(&mut self, fields: &[&str]) {
        self.document(|out| {
            for (index, field) in fields.iter().enumerate() {
                out.write_all(&b"\t"[..usize::from(index > 0)])?;
                out.write_all(sanitize::line(field).as_bytes())?;
            }
            out.write_all(b"\n")
        });
    }

    /// One of a list: fields in a pipe, words on a terminal.
    pub fn item<const N: usize>(&mut self, fields: [&str; N], words: impl FnOnce() -> Text) {
        if self.width.is_none() { self.record(&fields) } else { self.line(words()) }
    }

    /// Not with `--quiet` or `--json`.
    pub fn say(&mut self, line: impl Into<Text>) {
        if !self.choices.quiet && !self.choices.json {
            self.line(line);
        }
    }

    pub fn next(&mut self, command: &str) {
        if !self.choices.quiet && !self.choices.json {
            // Never broken: a command is copied as it stands.
            let text = Text::new().faint("Next: ").text(command).paint(self.colour);
            self.document(|out| writeln!(out, "{text}"));
        }
    }

    /// On standard error; also with `--quiet`.
    pub fn warn(&mut self, message: &str) {
        self.message(Role::Alert, "warning", message);
    }

    /// On standard error. Not with `--quiet`.
    pub fn advise(&mut self, message: &str) {
        if !self.choices.quiet {
            self.warn(message);
        }
    }

    pub fn note(&mut self, message: &str) {
        if !self.choices.quiet {
            self.message(Role::Faint, "note", message);
        }
    }

    pub fn error(&mut self, error: &Error) {
        if error.message.is_empty() {
            return;
        }
        self.message(Role::Error, "error", &error.message);
        error.causes.iter().for_each(|cause| self.message(Role::Faint, "caused by", cause));
        error.hints.iter().for_each(|hint| self.message(Role::Open, "hint", hint));
    }

    /// Nobody is left to tell if standard error is gone, so a failure to write there is ignored.
    fn message(&mut self, role: Role, kind: &str, message: &str) {
        drop(self.out.flush());
        let text =
            Text::new().push(role, format!("{kind}:")).text(" ").text(message).paint(self.message_colour);
        let text = self.message_width.map_or_else(|| text.clone(), |width| wrap(&text, width));
        drop(writeln!(io::stderr(), "{text}"));
    }

    pub fn flush(&mut self) -> Result<()> {
        self.document(io::Write::flush);
        self.failure.take().map_or(Ok(()), |error| Err(error.into()))
    }

    pub fn finish(&mut self, exit: Exit) -> Exit {
        let flushed = self.flush();
        if let Some(pager) = self.pager.take() {
            self.out = io::BufWriter::new(Box::new(io::stdout()));
            pager.wait();
        }
        match flushed {
            Ok(()) => exit,
            Err(error) => {
                self.error(&error);
                error.exit
            }
        }
    }
}
