//! The settings file: every number of the model and the user's own limits, each with where it comes from.
//!
//! The file is laid over the defaults key by key, so that a misspelt key is an error and not a silent default.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::error::{Error, Result};
use crate::model::settings::Model;
use crate::record::name::{MAX_WORD, clean, is_invisible};
use crate::record::suggest;

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The user's own limits.
    pub limits: Limits,
    /// Automatic backups.
    pub backup: Backups,
    /// The texts that invtrack proposes.
    pub messages: Messages,
    /// The numbers behind the verdicts.
    pub model: Model,
    /// The user's own templates for notes, by name; their placeholders are those of [`crate::next::template`].
    pub templates: BTreeMap<String, String>,
}

/// Copies of the file that are taken before imports, restoring and upgrades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// So many are kept. From 0: none are taken.
    pub keep: usize,
}

impl Default for Backups {
    fn default() -> Self {
        Self { keep: 10 }
    }
}

/// The user's own limits; going over one is warned of, never prevented.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Requests in any 7 days: a few targeted ones (N10). From 0.
    pub requests_a_week: u32,
    /// People whom `due` names by default, and `check`. From 0.
    pub looks_a_day: usize,
    /// Characters of a note: 200 with a free account, 300 with Premium. From 0.
    pub note_characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { requests_a_week: 5, looks_a_day: 2, note_characters: 200 }
    }
}

/// The texts that invtrack proposes; with placeholders, as in templates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Messages {
    /// The one polite message to somebody who has not answered (T01, in the words of 000:19).
    pub follow_up: String,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            follow_up:
                "Hi {first_name}, I wanted to check if you received the connection request I sent you on \
                {sent_date}. I'm interested in connecting as {reason}. Let me know if you would be open to \
                connecting on LinkedIn."
                    .to_owned(),
        }
    }
}

/// Longest text of a template or message, in characters: far over anything LinkedIn lets through.
const MAX_TEXT: usize = 10_000;

/// One setting, as it stands in a settings file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The table it stands in: `model.effects`.
    pub table: String,
    /// Its key in there, in quotes where TOML wants them.
    pub key: String,
    /// Its value in TOML, on one line.
    pub value: String,
    /// Whether the file sets it.
    pub set: bool,
}

impl Entry {
    /// `model.effects.senior`
    pub fn dotted(&self) -> String {
        dot(&self.table, &self.key)
    }
}

/// The settings in force.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The values.
    pub settings: Settings,
    /// Where the file is, or would be.
    pub path: PathBuf,
    /// Whether there is such a file.
    pub exists: bool,
    /// The dotted keys that the file sets.
    set: BTreeSet<String>,
}

impl Config {
    /// Reads the file; without one the defaults hold, unless the user `named` it.
    pub fn load(path: PathBuf, named: bool) -> Result<Self> {
        let failed = |message: String| Error::failed(message);
        let text = match fs_err::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => {
                return Ok(Self { path, ..Self::default() });
            }
            Err(error) => {
                return Err(failed(format!("cannot read the settings {}", path.display())).caused_by(error));
            }
        };
        Self::of_file(&text, path)
    }

    /// The settings that the text of the file at `path` makes.
    pub fn of_file(text: &str, path: PathBuf) -> Result<Self> {
        let (settings, set) = parse(text).map_err(|problem| problem.in_file(&path))?;
        Ok(Self { settings, path, exists: true, set })
    }

    /// Every setting; a table's own before those of the tables in it.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        flatten("", &defaults(&self.settings), &mut entries);
        for entry in &mut entries {
            entry.set = self.set.contains(&entry.dotted());
        }
        entries
    }
}

/// What is wrong with a settings file.
#[derive(Debug)]
struct Problem {
    what: String,
    hint: Option<String>,
}

impl Problem {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None }
    }

    fn in_file(self, path: &Path) -> Error {
        Error::failed(format!("the settings in {} can't be used", path.display()))
            .caused_by(self.what)
            .hint_if(self.hint)
            .hint("`invtrack config` prints every key with its value")
    }
}

/// The one table whose keys are the user's own.
const TEMPLATES: &str = "templates";

fn parse(text: &str) -> std::result::Result<(Settings, BTreeSet<String>), Problem> {
    let mut user: Table =
        text.parse().map_err(|error: toml::de::Error| Problem::new(error.to_string().trim_end()))?;
    let mut merged = defaults(&Settings::default());
    let mut set = BTreeSet::new();
    if let Some(own) = user.remove(TEMPLATES) {
        merged.insert(TEMPLATES.to_owned(), Value::Table(templates(own, &mut set)?));
    }
    lay_over(&mut merged, user, "", &mut set)?;
    let settings: Settings =
        Value::Table(merged).try_into().map_err(|error| Problem::new(error.to_string().trim_end()))?;
    settings.model.validate().map_err(|error| Problem::new(format!("model.{error}")))?;
    check_text("messages.follow_up", &settings.messages.follow_up)?;
    Ok((settings, set))
}

/// The user's own templates: any name that a request can remember, each with a text. Whether its placeholders are
/// known is asked when it is used, so that a slip in one stops no other command.
fn templates(own: Value, set: &mut BTreeSet<String>) -> std::result::Result<Table, Problem> {
    let Value::Table(own) = own else {
        return Err(Problem::new(format!("{TEMPLATES} must be a table, not {}", kind(&own))));
    };
    let mut kept = Table::new();
    for (name, text) in own {
        let dotted = dot(TEMPLATES, &bare_or_quoted(&name));
        let name = clean(&name, MAX_WORD)
            .map_err(|error| Problem::new(format!("the name of {dotted} can't be used: {error}")))?;
        let Value::String(text) = text else {
            return Err(Problem::new(format!("{dotted} must be a text in quotes, not {}", kind(&text))));
        };
        check_text(&dotted, &text)?;
        set.insert(dot(TEMPLATES, &bare_or_quoted(&name)));
        if kept.insert(name, Value::String(text)).is_some() {
            return Err(Problem::new(format!("there are two templates of the name {dotted}")));
        }
    }
    Ok(kept)
}

fn check_text(dotted: &str, text: &str) -> std::result::Result<(), Problem> {
    match text.chars().count() {
        _ if text.trim().is_empty() => Err(Problem::new(format!("{dotted} is empty"))),
        chars if chars > MAX_TEXT => {
            Err(Problem::new(format!("{dotted} has {chars} characters, {MAX_TEXT} at the most are kept")))
        }
        _ => Ok(()),
    }
}

fn defaults(settings: &Settings) -> Table {
    // The settings are plain numbers, words and tables: all of them have a TOML form.
    Table::try_from(settings).unwrap_or_default()
}

/// Replaces the values of `base` by those of `user`, whose keys and kinds must be known.
fn lay_over(
    base: &mut Table,
    user: Table,
    above: &str,
    set: &mut BTreeSet<String>,
) -> std::result::Result<(), Problem> {
    for (key, value) in user {
        let dotted = dot(above, &key);
        let Some(known) = base.get_mut(&key) else {
            let near = suggest::nearest(&key, base.keys().map(String::as_str), 1);
            return Err(Problem {
                what: format!("there is no setting {dotted:?}"),
                hint: suggest::did_you_mean(&near),
            });
        };
        match (known, value) {
            (Value::Table(base), Value::Table(user)) => {
                lay_over(base, user, &dotted, set)?;
                continue;
            }
            (known @ Value::Float(_), Value::Integer(whole)) => *known = Value::Float(as_float(whole)),
            (known, value) if known.same_type(&value) => *known = widen(value),
            (known, value) => {
                return Err(Problem::new(format!("{dotted} must be {}, not {}", kind(known), kind(&value))));
            }
        }
        set.insert(dotted);
    }
    Ok(())
}

/// Whole numbers in a list of numbers are meant as numbers with a point.
fn widen(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(
            items
                .into_iter()
                .map(|item| match item {
                    Value::Integer(whole) => Value::Float(as_float(whole)),
                    other => other,
                })
                .collect(),
        ),
        other => other,
    }
}

#[expect(clippy::cast_precision_loss, reason = "no setting is anywhere near 2^53")]
fn as_float(whole: i64) -> f64 {
    whole as f64
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text in quotes",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list of numbers",
        Value::Table(_) => "a table",
    }
}

/// A table's own values first, as TOML wants them.
fn flatten(above: &str, table: &Table, entries: &mut Vec<Entry>) {
    for (key, value) in table.iter().filter(|(_, value)| !value.is_table()) {
        let value = match value {
            Value::String(text) => quoted(text),
            other => other.to_string(),
        };
        entries.push(Entry { table: above.to_owned(), key: bare_or_quoted(key), value, set: false });
    }
    for (key, table) in table.iter().filter_map(|(key, value)| Some((key, value.as_table()?))) {
        flatten(&dot(above, key), table, entries);
    }
}

fn dot(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

/// A key as TOML wants it.
fn bare_or_quoted(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

/// A text as TOML wants it, on one line, with what shows nothing written out.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Writing to a string can't fail.
            c if shows_nothing(c) => drop(write!(quoted, "\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn shows_nothing(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_template_is_printed_as_it_can_be_read_again(name in any::<String>(), text in any::<String>()) {
            prop_assume!(clean(&name, MAX_WORD).is_ok_and(|clean| clean == name) && !text.trim().is_empty());
            let line = format!("[templates]\n{} = {}\n", bare_or_quoted(&name), quoted(&text));
            let (settings, set) = parse(&line).unwrap();
            prop_assert_eq!(settings.templates, BTreeMap::from([(name, text)]));
            prop_assert_eq!(set.len(), 1);
            prop_assert_eq!(line.lines().count(), 2);
        }
    }
}
