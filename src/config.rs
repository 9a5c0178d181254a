//! The settings file: every number of the model and the user's own limits, each with where it comes from.
//!
//! The file is laid over the defaults key by key, so that a misspelt key is an error and not a silent default.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::domain::model::Model;
use crate::domain::suggest;
use crate::error::{Error, Result};

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The user's own limits.
    pub limits: Limits,
    /// The numbers behind the verdicts.
    pub model: Model,
}

/// The user's own limits; going over one is warned of, never prevented.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Requests in any 7 days: a few targeted ones (N10). From 0.
    pub requests_a_week: u32,
    /// Characters of a note: 200 with a free account, 300 with Premium. From 0.
    pub note_characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { requests_a_week: 5, note_characters: 200 }
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

    /// Every value as a dotted key, its value, and whether the file sets it.
    pub fn values(&self) -> Vec<(String, String, bool)> {
        let mut values = Vec::new();
        flatten("", &defaults(&self.settings), &mut values);
        values.into_iter().map(|(key, value)| (key.clone(), value, self.set.contains(&key))).collect()
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

fn parse(text: &str) -> std::result::Result<(Settings, BTreeSet<String>), Problem> {
    let user: Table =
        text.parse().map_err(|error: toml::de::Error| Problem::new(error.to_string().trim_end()))?;
    let mut merged = defaults(&Settings::default());
    let mut set = BTreeSet::new();
    lay_over(&mut merged, user, "", &mut set)?;
    let settings: Settings =
        Value::Table(merged).try_into().map_err(|error| Problem::new(error.to_string().trim_end()))?;
    settings.model.validate().map_err(|error| Problem::new(format!("model.{error}")))?;
    Ok((settings, set))
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
        let dotted = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
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
fn flatten(above: &str, table: &Table, values: &mut Vec<(String, String)>) {
    let dotted = |key: &String| if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
    for (key, value) in table.iter().filter(|(_, value)| !value.is_table()) {
        values.push((dotted(key), value.to_string()));
    }
    for (key, table) in table.iter().filter_map(|(key, value)| Some((key, value.as_table()?))) {
        flatten(&dotted(key), table, values);
    }
}
