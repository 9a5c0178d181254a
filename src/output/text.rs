//! Text with meaning attached, so that colour is decided in one place and user data can't smuggle any in.

use anstyle::{AnsiColor, Style};

use super::sanitize;

/// Meaning never rests on the look alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Plain,
    Strong,
    Faint,
    Good,
    Open,
    Quiet,
    Alert,
    Error,
}

impl Role {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Strong => "strong",
            Self::Faint => "faint",
            Self::Good => "good",
            Self::Open => "open",
            Self::Quiet => "quiet",
            Self::Alert => "alert",
            Self::Error => "error",
        }
    }

    pub fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Open => AnsiColor::Cyan.on_default(),
            Self::Quiet => AnsiColor::Magenta.on_default(),
            Self::Alert => AnsiColor::Yellow.on_default(),
            Self::Error => AnsiColor::Red.on_default().bold(),
        }
    }

    pub fn paint(self, text: &str, colour: bool) -> String {
        let text = sanitize::line(text);
        let style = self.style();
        if !colour || style.is_plain() || text.is_empty() {
            return text.into_owned();
        }
        format!("{style}{text}{style:#}")
    }
}

#[derive(Clone, Default, Debug)]
pub struct Text(Vec<(Role, String)>);

impl Text {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn push(mut self, role: Role, text: impl Into<String>) -> Self {
        self.0.push((role, text.into()));
        self
    }

    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.push(Role::Plain, text)
    }

    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.push(Role::Strong, text)
    }

    #[must_use]
    pub fn faint(self, text: impl Into<String>) -> Self {
        self.push(Role::Faint, text)
    }

    #[must_use]
    pub fn indented(mut self) -> Self {
        self.0.insert(0, (Role::Plain, "  ".to_owned()));
        self
    }

    #[must_use]
    pub fn append(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    #[must_use]
    pub fn rules(self, rules: &[impl AsRef<str>]) -> Self {
        if rules.is_empty() { self } else { self.faint(cited(" ", rules)) }
    }

    pub fn parts(&self) -> &[(Role, String)] {
        &self.0
    }

    pub fn paint(&self, colour: bool) -> String {
        self.0.iter().map(|(role, text)| role.paint(text, colour)).collect()
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Self {
        Self::new().text(text)
    }
}

pub fn strong(text: impl Into<String>) -> Text {
    Text::new().strong(text)
}

pub fn faint(text: impl Into<String>) -> Text {
    Text::new().faint(text)
}

pub fn wrap(painted: &str, width: usize) -> String {
    const DEEPER: usize = 2;
    const UNBROKEN: &str = "\u{a0}";
    let (first, rest) = painted.split_at(painted.len() - painted.trim_start_matches(' ').len());
    // A command is copied as it stands.
    if rest.starts_with("invtrack ") {
        return painted.to_owned();
    }
    let command = rest.rfind(": invtrack ").map_or(rest.len(), |at| at + 2);
    let rest = rest[..command].to_owned() + &rest[command..].replace(' ', UNBROKEN);
    let indent = " ".repeat(first.len() + DEEPER);
    broken(first, &rest, &indent, width).replace(UNBROKEN, " ")
}

/// Blanks at the beginning would be a word of their own: `first` has them.
fn broken(first: &str, rest: &str, indent: &str, width: usize) -> String {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(indent)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::wrap(rest, options).join("\n")
}

/// What goes on stands at `indent`.
pub fn hang(text: &str, indent: usize, width: usize) -> String {
    let (first, rest) = text.split_at(text.len() - text.trim_start_matches(' ').len());
    broken(first, rest, &" ".repeat(indent), width)
}

/// Lines of words in columns: what is too long goes on below the last column.
pub fn fit(text: &str, width: usize) -> String {
    let fitted = |line: &str| {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let column = words.rfind("  ").map_or(indent, |gap| indent + words[..gap + 2].chars().count());
        if line.chars().count() <= width {
            line.to_owned()
        } else {
            hang(line, column.min(width.saturating_sub(24)), width)
        }
    };
    text.lines().map(|line| fitted(line) + "\n").collect()
}

/// `Be patient [T18]`
pub fn cited(text: &str, rules: &[impl AsRef<str>]) -> String {
    let rules: Vec<&str> = rules.iter().map(AsRef::as_ref).collect();
    if rules.is_empty() { text.to_owned() } else { format!("{text} [{}]", rules.join(" ")) }
}

pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_keep_their_indent() {
        assert_eq!(wrap("  one two three", 9), "  one two\n    three");
        assert_eq!(wrap("  one  two", 20), "  one  two");
        // A command at the end is copied as it stands.
        assert_eq!(wrap("3 more: invtrack due --all", 20), "3 more:\n  invtrack due --all");
        assert_eq!(
            wrap("https://example.org/a-very-long-address", 10),
            "https://example.org/a-very-long-address"
        );
        assert_eq!(
            wrap("  https://example.org/a-very-long-address", 10),
            "  https://example.org/a-very-long-address"
        );
        assert_eq!(wrap("", 10), "");
    }

    #[test]
    fn colour_takes_no_room() {
        let painted = Text::new().push(Role::Good, "one").text(" two three").paint(true);
        assert_eq!(wrap(&painted, 7), "\u{1b}[32mone\u{1b}[0m two\n  three");
    }

    #[test]
    fn data_is_made_safe_whatever_its_role() {
        let line = Text::new().push(Role::Strong, "a\u{1b}[31m").text("\u{202e}b");
        assert_eq!(line.paint(false), "a\\u{1b}[31m\\u{202e}b");
    }
}
