use std::io::{self, Write};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_millis(500);
const PACE: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub struct ProgressLine {
    is_on: bool,
    started: Option<Instant>,
    written: Option<Instant>,
}

impl ProgressLine {
    pub(super) const fn new(is_on: bool) -> Self {
        Self { is_on, started: None, written: None }
    }

    /// `read 340,000 rows …`
    pub fn tell(&mut self, done: usize, what: &str) {
        if !self.is_on {
            return;
        }
        let now = Instant::now();
        let started = *self.started.get_or_insert(now);
        let is_due = self.written.map_or(now - started >= PATIENCE, |written| now - written >= PACE);
        if is_due {
            self.written = Some(now);
            write(&format!("\r\x1b[Kread {} {what} …", grouped(done)));
        }
    }

    pub fn clear(&mut self) {
        if self.written.take().is_some() {
            write("\r\x1b[K");
        }
        self.started = None;
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Nobody is left to tell if standard error is gone, so a failure to write there is ignored.
fn write(text: &str) {
    let mut stderr = io::stderr().lock();
    drop(stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()));
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (340_000, "340,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
