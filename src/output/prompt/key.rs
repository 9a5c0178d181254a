#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyPress {
    /// A character, in lower case; Enter is a line feed, Escape and Ctrl-D mean `q`.
    Char(char),
    Interrupt,
    /// Any other, or no key at all: pasted text, a report of the mouse.
    Other,
}
