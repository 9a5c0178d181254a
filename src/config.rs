//! The settings file, laid over the defaults key by key: a misspelt key is an error and not a silent default.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::error::{Error, Result};
use crate::model::settings::Model;
use crate::next::sending::WeekLimits;
use crate::record::name::{MAX_WORD, clean, is_invisible};
use crate::record::suggest;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub limits: Limits,
    pub backup: Backups,
    pub messages: Messages,
    pub model: Model,
    pub templates: BTreeMap<String, String>,
}

/// Copies of the file that are taken before imports, restoring and upgrades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// From 0: none are taken.
    pub keep: usize,
}

impl Default for Backups {
    fn default() -> Self {
        Self { keep: 10 }
    }
}

/// Going over one is warned of, never prevented.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Requests in any 7 days: a few targeted ones (N10). From 0.
    pub requests_a_week: u32,
    /// People whom `due` names by default, and `check`. From 0.
    pub looks_a_day: usize,
    /// Pieces of advice that `check` tells. From 0.
    pub advice_a_day: usize,
    /// From that age on, in days, taking back a request that is likely ignored is advised (N09). From 0.
    pub withdraw_after_days: u32,
    /// Notes that LinkedIn lets a free account send in a month, roughly (X-rules: outside the documents). From 0.
    pub notes_a_month: u32,
    /// Requests that LinkedIn lets anybody send in 7 days, roughly (X03). From 0.
    pub platform_requests_a_week: u32,
    /// Characters of a note: 200 with a free account, 300 with Premium. From 0.
    pub note_characters: usize,
}

impl Limits {
    pub const fn week(&self) -> WeekLimits {
        WeekLimits { own: self.requests_a_week, platform: self.platform_requests_a_week }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_a_week: 5,
            looks_a_day: 2,
            advice_a_day: 3,
            withdraw_after_days: 90,
            notes_a_month: 5,
            platform_requests_a_week: 100,
            note_characters: 200,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Messages {
    /// T01, in the words of 000:19.
    pub follow_up: String,
    /// To somebody who accepted.
    pub welcome: String,
}

impl Default for Messages {
    fn default() -> Self {
        let follow_up = "Hi {first_name}, I wanted to check if you received the connection request I sent you on \
            {sent_date}. I'm interested in connecting as {reason}. Let me know if you would be open to \
            connecting on LinkedIn.";
        let welcome = "Hi {first_name}, thank you for connecting. I'm glad to have you in my network; what are you \
            working on at the moment?";
        Self { follow_up: follow_up.to_owned(), welcome: welcome.to_owned() }
    }
}

/// Longest text of a template or message, in characters: far over anything LinkedIn lets through.
const MAX_TEXT: usize = 10_000;

const TEMPLATES: &str = "templates";

pub struct Entry {
    /// `model.effects`
    pub table: String,
    /// In quotes where TOML wants them.
    pub key: String,
    pub value: String,
    pub set: bool,
}

impl Entry {
    /// `model.effects.senior`
    pub fn name(&self) -> String {
        dot(&self.table, &self.key)
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
        let text = match fs_err::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => {
                return Ok(Self { path, ..Self::default() });
            }
            Err(error) => {
                let what = format!("cannot read the settings {}", path.display());
                return Err(Error::failed(what).caused_by(error));
            }
        };
        let mut set = BTreeSet::new();
        let settings = parse(&text, &mut set).map_err(|wrong| {
            wrong
                .within(format!("the settings in {} can't be used", path.display()))
                .hint("`invtrack config` prints every key with its value")
        })?;
        Ok(Self { settings, path, exists: true, set })
    }

    pub fn json(&self) -> Vec<serde_json::Value> {
        let json = |entry: &Entry| {
            let (key, origin) = (entry.name(), if entry.set { "file" } else { "default" });
            serde_json::json!({ "key": key, "value": entry.value, "origin": origin })
        };
        self.entries().iter().map(json).collect()
    }

    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.flatten("", &as_table(&self.settings), &mut entries);
        entries
    }

    fn flatten(&self, table: &str, values: &Table, entries: &mut Vec<Entry>) {
        for (key, value) in values.iter().filter(|(_, value)| !value.is_table()) {
            let value = value.as_str().map_or_else(|| value.to_string(), quoted);
            let key = bare_or_quoted(key);
            let set = self.set.contains(&dot(table, &key));
            entries.push(Entry { table: table.to_owned(), key, value, set });
        }
        for (key, values) in values.iter().filter_map(|(key, value)| Some((key, value.as_table()?))) {
            self.flatten(&dot(table, key), values, entries);
        }
    }
}

fn parse(text: &str, set: &mut BTreeSet<String>) -> Result<Settings> {
    let mut user: Table =
        text.parse().map_err(|error: toml::de::Error| Error::failed(error.to_string().trim_end()))?;
    let mut merged = as_table(&Settings::default());
    if let Some(own) = user.remove(TEMPLATES) {
        merged.insert(TEMPLATES.to_owned(), Value::Table(templates(own, set)?));
    }
    lay_over(&mut merged, user, "", set)?;
    let settings: Settings =
        Value::Table(merged).try_into().map_err(|error| Error::failed(error.to_string().trim_end()))?;
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

fn as_table(settings: &Settings) -> Table {
    // The settings are plain numbers, words and tables: all of them have a TOML form.
    Table::try_from(settings).unwrap_or_default()
}

/// Keys and kinds of `user` must be known.
fn lay_over(base: &mut Table, user: Table, above: &str, set: &mut BTreeSet<String>) -> Result<()> {
    for (key, value) in user {
        let dotted = dot(above, &key);
        let Some(known) = base.get_mut(&key) else {
            let near = suggest::nearest(&key, base.keys().map(String::as_str), 1);
            return Err(Error::failed(format!("there is no setting {dotted:?}"))
                .hint_if(suggest::did_you_mean(&near)));
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
