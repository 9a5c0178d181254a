//! A copied page on standard input.

use std::io::{self, IsTerminal, Read, stdin};

use crate::output::ui::Ui;

/// What ends the input on a terminal.
const END_OF_INPUT: &str = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };

/// Reads all that is pasted or piped in; of what is more than so many bytes, one more.
pub fn read_page(most: u64, ui: &mut Ui) -> io::Result<Vec<u8>> {
    if stdin().is_terminal() {
        ui.note(&format!("paste the page, then {END_OF_INPUT}"));
    }
    let mut bytes = Vec::new();
    stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
