//! The program that shows what is longer than the screen.

use std::io::Write;
use std::process::{Child, Command, Stdio};

pub struct Pager(Child);

impl Pager {
    /// None where there is none, or it can't be started: then everything is printed at once.
    pub fn start(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace();
        let mut pager = Command::new(words.next()?);
        // As git does: quit if it fits, keep the colours, leave the text on the screen.
        pager.args(words).env("LESS", "FRX").stdin(Stdio::piped());
        pager.spawn().ok().map(Self)
    }

    pub fn input(&mut self) -> Option<Box<dyn Write>> {
        self.0.stdin.take().map(|input| Box::new(input) as Box<dyn Write>)
    }

    /// Until the user has read it; its input is closed by then.
    pub fn wait(mut self) {
        drop(self.0.wait());
    }
}
