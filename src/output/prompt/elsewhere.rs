//! Waiting for a key where the system itself says which key it was.

use std::io;

use dialoguer::console::{self, Term};

use super::Key;

/// Nothing is changed, so there is nothing to remember.
pub fn remember(_marks_pastes: bool) -> io::Result<()> {
    Ok(())
}

/// Nothing was changed.
pub fn restore() {}

/// Waits for a key.
pub fn read() -> io::Result<Key> {
    Ok(match Term::stderr().read_key_raw()? {
        console::Key::CtrlC => Key::Interrupt,
        console::Key::Escape | console::Key::Char('\u{4}') => Key::Char('q'),
        console::Key::Enter => Key::Char('\n'),
        console::Key::Char(key) if !key.is_control() => Key::Char(key.to_ascii_lowercase()),
        _ => Key::Other,
    })
}
