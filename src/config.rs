//! The settings file, laid over the defaults key by key: a misspelt key is an error and not a silent default.

mod set;
mod settings;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;

use serde::Serialize;
use toml::{Table, Value};

use crate::error::{Error, Result};
use crate::record::name::{MAX_WORD, clean, is_invisible};
use crate::record::suggest;

pub use set::with_value;
pub use settings::{Limits, Settings};

use set::in_line;
use settings::{TEMPLATES, as_table};

/// Of the file: far over any settings.
const MAX_BYTES: u64 = 1 << 20;

/// Longest text of a template or message, in characters: far over anything LinkedIn lets through.
const MAX_TEXT: usize = 10_000;

#[derive(Serialize)]
pub struct Setting {
    /// `model.effects.senior`
    #[serde(rename = "key")]
    pub name: String,
    pub value: String,
    /// `file` or `default`.
    pub origin: &'static str,
    /// `model.effects`
    #[serde(skip)]
    pub table: String,
    /// In quotes where TOML wants them.
    #[serde(skip)]
    pub key: String,
}

impl Setting {
    pub fn is_in(&self, name: &str) -> bool {
        self.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

#[derive(Clone, Debug, Default)]
pub struct Config {
    pub settings: Settings,
    pub path: PathBuf,
    pub exists: bool,
    set: BTreeSet<String>,
}

impl Config {
    /// Without a file the defaults hold, unless the user `named` it.
    pub fn load(path: PathBuf, named: bool) -> Result<Self> {
        let config = Self::at(path, named);
        if !config.exists {
            return Ok(config);
        }
        let read = check(&config.text()?).map_err(|wrong| {
            wrong.within(format!("the settings in {} can't be used", config.path.display())).hint(
                "`invtrack config` prints every key with its value, `invtrack config edit` opens the file",
            )
        })?;
        Ok(Self { path: config.path, exists: true, ..read })
    }

    /// With the defaults, whatever the file says.
    pub fn at(path: PathBuf, named: bool) -> Self {
        Self { exists: named || path.exists(), path, ..Self::default() }
    }

    /// Of the file; empty where there is none.
    pub fn text(&self) -> Result<String> {
        let failed = |error| {
            Error::failed(format!("cannot read the settings {}", self.path.display())).caused_by(error)
        };
        let mut text = String::new();
        let file = match fs_err::File::open(&self.path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !self.exists => return Ok(text),
            file => file.map_err(failed)?,
        };
        file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(failed)?;
        if text.len() as u64 > MAX_BYTES {
            let what = format!("{} is larger than {} MiB", self.path.display(), MAX_BYTES >> 20);
            return Err(Error::failed(what).hint("that is not a settings file"));
        }
        Ok(text)
    }

    pub fn entries(&self) -> Vec<Setting> {
        let mut entries = Vec::new();
        self.flatten("", &as_table(&self.settings), &mut entries);
        entries
    }

    fn flatten(&self, table: &str, values: &Table, entries: &mut Vec<Setting>) {
        for (key, value) in values.iter().filter(|(_, value)| !value.is_table()) {
            let value = value.as_str().map_or_else(|| value.to_string(), quoted);
            let key = bare_or_quoted(key);
            let name = dot(table, &key);
            let origin = if self.set.contains(&name) { "file" } else { "default" };
            entries.push(Setting { name, value, origin, table: table.to_owned(), key });
        }
        for (key, values) in values.iter().filter_map(|(key, value)| Some((key, value.as_table()?))) {
            self.flatten(&dot(table, key), values, entries);
        }
    }
}

pub fn check(text: &str) -> Result<Config> {
    let mut set = BTreeSet::new();
    let settings = parse(text, &mut set)?;
    Ok(Config { settings, set, ..Config::default() })
}

fn parse(text: &str, set: &mut BTreeSet<String>) -> Result<Settings> {
    let mut user: Table =
        text.parse().map_err(|error: toml::de::Error| in_line(text, error.span(), error.message()))?;
    let mut merged = as_table(&Settings::default());
    if let Some(own) = user.remove(TEMPLATES) {
        merged.insert(TEMPLATES.to_owned(), Value::Table(templates(own, set)?));
    }
    lay_over(&mut merged, user, "", set)?;
    let settings: Settings = Value::Table(merged)
        .try_into()
        .map_err(|error| Error::failed(error.to_string().trim_end().replace('\n', " ")))?;
    settings.model.validate().map_err(|error| Error::failed(format!("model.{error}")))?;
    check_text("messages.follow_up", &settings.messages.follow_up)?;
    check_text("messages.welcome", &settings.messages.welcome)?;
    Ok(settings)
}

/// Whether placeholders are known is asked on use, so that a slip in one template stops no other command.
fn templates(own: Value, set: &mut BTreeSet<String>) -> Result<Table> {
    let Value::Table(own) = own else { return Err(wrong_kind(TEMPLATES, "a table", &own)) };
    let mut kept = Table::new();
    for (name, text) in own {
        let dotted = dot(TEMPLATES, &bare_or_quoted(&name));
        let name = clean(&name, MAX_WORD)
            .map_err(|error| Error::failed(format!("the name of {dotted} can't be used: {error}")))?;
        let Value::String(text) = text else { return Err(wrong_kind(&dotted, "a text in quotes", &text)) };
        check_text(&dotted, &text)?;
        set.insert(dot(TEMPLATES, &bare_or_quoted(&name)));
        if kept.insert(name, Value::String(text)).is_some() {
            return Err(Error::failed(format!("there are two templates of the name {dotted}")));
        }
    }
    Ok(kept)
}

fn check_text(dotted: &str, text: &str) -> Result<()> {
    let chars = text.chars().count();
    if text.trim().is_empty() {
        return Err(Error::failed(format!("{dotted} is empty")));
    }
    if chars > MAX_TEXT {
        let what = format!("{dotted} has {chars} characters, {MAX_TEXT} at the most are kept");
        return Err(Error::failed(what));
    }
    Ok(())
}

/// Keys and kinds of `user` must be known.
fn lay_over(base: &mut Table, user: Table, above: &str, set: &mut BTreeSet<String>) -> Result<()> {
    for (key, value) in user {
        let dotted = dot(above, &key);
        let Some(known) = base.get_mut(&key) else {
            let near =
                suggest::nearest(&key, base.keys().map(String::as_str), 1).first().map(|key| dot(above, key));
            return Err(Error::failed(format!("there is no setting {dotted:?}"))
                .hint_if(near.and_then(|near| suggest::did_you_mean(&[&near]))));
        };
        match (known, value) {
            (Value::Table(base), Value::Table(user)) => {
                lay_over(base, user, &dotted, set)?;
                continue;
            }
            (known @ Value::Float(_), whole @ Value::Integer(_)) => *known = widened(whole),
            // Whole numbers in a list of numbers are meant as numbers with a point.
            (Value::Array(known), Value::Array(items)) => *known = items.into_iter().map(widened).collect(),
            (known, value) if known.same_type(&value) => *known = value,
            (known, value) => return Err(wrong_kind(&dotted, kind(known), &value)),
        }
        set.insert(dotted);
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "no setting is anywhere near 2^53")]
fn widened(value: Value) -> Value {
    value.as_integer().map_or(value, |whole| Value::Float(whole as f64))
}

fn wrong_kind(dotted: &str, wanted: &str, value: &Value) -> Error {
    Error::failed(format!("{dotted} must be {wanted}, not {}", kind(value)))
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

fn dot(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

fn bare_or_quoted(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

/// On one line, with what shows nothing written out.
fn quoted(text: &str) -> String {
    let shows_nothing = |c: char| c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}');
    let written = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if shows_nothing(c) => format!("\\U{:08X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(written).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn a_template_is_printed_as_it_can_be_read_again(name in any::<String>(), text in any::<String>()) {
            prop_assume!(clean(&name, MAX_WORD).is_ok_and(|clean| clean == name) && !text.trim().is_empty());
            let line = format!("[templates]\n{} = {}\n", bare_or_quoted(&name), quoted(&text));
            let mut set = BTreeSet::new();
            let settings = parse(&line, &mut set).unwrap();
            prop_assert_eq!(settings.templates, BTreeMap::from([(name, text)]));
            prop_assert_eq!(set.len(), 1);
            prop_assert_eq!(line.lines().count(), 2);
        }
    }
}
