use std::ops::Range;

use toml_edit::{DocumentMut, Item, Key, Table, TableLike, Value};

use super::settings::{Settings, TEMPLATES, as_table};
use crate::error::{Error, Result};

/// `text` with one value changed; its comments and its order stay.
pub fn with_value(text: &str, key: &str, value: &str) -> Result<String> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| in_line(text, error.span(), error.message()))?;
    let names = Key::parse(key).map_err(|_| no_key(key))?;
    let Some((last, above)) = names.split_last() else { return Err(no_key(key)) };
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for name in above {
        let mut new = Table::new();
        // A table of nothing but tables needs no line of its own.
        new.set_implicit(true);
        let item = table.entry(name).or_insert(Item::Table(new));
        table = item.as_table_like_mut().ok_or_else(|| no_key(key))?;
    }
    let typed = if is_text(&names) { None } else { value.parse().ok() };
    let mut new: Value = typed.unwrap_or_else(|| value.into());
    if let Some(old) = table.get(last).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(last, Item::Value(new));
    Ok(document.to_string())
}

/// `what` is wrong with the line of `text` in which that is.
pub fn in_line(text: &str, at: Option<Range<usize>>, what: &str) -> Error {
    let before = at.and_then(|at| text.get(..at.start)).unwrap_or_default();
    let line = before.matches('\n').count();
    let error = Error::failed(format!("line {}: {}", line + 1, what.replace('\n', ", ")));
    error.caused_by(text.lines().nth(line).unwrap_or_default().trim())
}

fn no_key(key: &str) -> Error {
    Error::usage(format!("{key:?} is not the name of a setting"))
        .hint("such as limits.requests_a_week, or templates.\"a b\" for a name with blanks; `invtrack config` lists them")
}

/// Of numbers and lists the form says what they are; a text may look like one.
fn is_text(names: &[Key]) -> bool {
    let mut found = Some(toml::Value::Table(as_table(&Settings::default())));
    for name in names {
        found = found.and_then(|value| value.get(name.get()).cloned());
    }
    names[0].get() == TEMPLATES || found.is_some_and(|value| value.is_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_changes_and_all_else_stays() {
        let file = "# mine\n[limits]\nrequests_a_week = 5 # few\n\n[messages]\n";
        for (key, value, old, new) in [
            ("limits.requests_a_week", "9", "= 5 # few", "= 9 # few"),
            ("limits.looks_a_day", "4", "few\n", "few\nlooks_a_day = 4\n"),
            ("messages.welcome", "7", "[messages]\n", "[messages]\nwelcome = \"7\"\n"),
            (
                "templates.\"a b\"",
                "Hi \"you\"",
                "[messages]\n",
                "[messages]\n\n[templates]\n\"a b\" = 'Hi \"you\"'\n",
            ),
            ("model.base", "0.4", "[messages]\n", "[messages]\n\n[model]\nbase = 0.4\n"),
        ] {
            assert_eq!(with_value(file, key, value).unwrap(), file.replace(old, new), "{key}");
        }
        assert_eq!(
            with_value("limits.looks_a_day = 1\n", "limits.looks_a_day", "2").unwrap(),
            "limits.looks_a_day = 2\n"
        );
        for (file, key) in [("", "a b"), ("", ""), ("limits = 3", "limits.looks_a_day"), ("[x", "model.base")]
        {
            assert!(with_value(file, key, "1").is_err(), "{file} {key}");
        }
    }
}
