//! The tables of content and their columns, as the file itself tells them, and the statements that follow from that:
//! a new table or column is in the journal without anybody's doing.

use std::collections::BTreeMap;

use rusqlite::Connection;

/// What is about this machine and no content: not journaled.
pub const APART: [&str; 3] = ["journal", "marker", "step"];

const EVENTS: [&str; 3] = ["INSERT", "UPDATE", "DELETE"];

/// Which rows a step brought, by table: those with a greater number, or, without one, all.
pub type Fresh = BTreeMap<String, Option<i64>>;

/// A table of content.
#[derive(Debug, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    name: String,
    kind: Kind,
    /// Part of the primary key.
    is_key: bool,
    /// The table that it refers to.
    owner: Option<String>,
}

/// How a value is written as JSON so that it comes back as what it was.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// JSON knows it.
    Plain,
    /// As hexadecimal digits.
    Blob,
    /// As hexadecimal digits after the first letter of its type.
    Any,
}

/// The tables of content.
pub fn tables(connection: &Connection) -> rusqlite::Result<Vec<Table>> {
    let list = |sql: &str| connection.prepare_cached(sql);
    let mut names = list(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let mut owners = list("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")?;
    let mut columns = list("SELECT name, type, pk > 0 FROM pragma_table_info(?1) ORDER BY cid")?;
    let mut tables: Vec<Table> = Vec::new();
    for name in names.query_map([], |row| row.get::<_, String>(0))? {
        let name = name?;
        if APART.contains(&name.as_str()) {
            continue;
        }
        let owners = owners.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut owners = owners.collect::<rusqlite::Result<BTreeMap<String, String>>>()?;
        let columns = columns.query_map([&name], |row| {
            let (name, kind) = (row.get::<_, String>(0)?, Kind::of(row.get_ref(1)?.as_str()?));
            Ok(Column { owner: owners.remove(&name), name, kind, is_key: row.get(2)? })
        })?;
        let columns = columns.collect::<rusqlite::Result<_>>()?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

impl Kind {
    fn of(declared: &str) -> Self {
        match declared {
            "INTEGER" | "TEXT" => Self::Plain,
            "BLOB" => Self::Blob,
            _ => Self::Any,
        }
    }

    /// The value as it is written down.
    fn encoded(self, value: &str) -> String {
        match self {
            Self::Plain => value.to_owned(),
            Self::Blob => format!("CASE WHEN {value} IS NOT NULL THEN hex({value}) END"),
            Self::Any => format!("substr(typeof({value}), 1, 1) || hex({value})"),
        }
    }

    /// The value that was written down.
    fn decoded(self, value: &str) -> String {
        match self {
            Self::Plain => value.to_owned(),
            Self::Blob => format!("unhex({value})"),
            Self::Any => {
                let bytes = format!("unhex(substr({value}, 2))");
                format!(
                    "CASE substr({value}, 1, 1) WHEN 'b' THEN {bytes} WHEN 't' THEN CAST({bytes} AS TEXT)
                     WHEN 'i' THEN CAST(CAST({bytes} AS TEXT) AS INTEGER)
                     WHEN 'r' THEN CAST(CAST({bytes} AS TEXT) AS REAL) END"
                )
            }
        }
    }
}

impl Table {
    fn key(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.is_key)
    }

    fn rest(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| !column.is_key)
    }

    /// The primary key of a row as JSON; `row`: `old`, `new`, or another name of the row.
    fn key_of(&self, row: &str) -> String {
        format!("json_array({})", joined(self.key(), |column, _| column.kind.encoded(&column.of(row))))
    }

    /// The other columns of a row as JSON.
    fn rest_of(&self, row: &str) -> String {
        format!("json_array({})", joined(self.rest(), |column, _| column.kind.encoded(&column.of(row))))
    }

    /// The values of the primary key in a row of the journal, or of a table like it.
    fn key_in(&self, entry: &str) -> String {
        joined(self.key(), |column, at| column.kind.decoded(&format!("({entry}.key ->> {at})")))
    }

    fn rest_in(&self, entry: &str) -> String {
        joined(self.rest(), |column, at| column.kind.decoded(&format!("({entry}.was ->> {at})")))
    }

    /// Whether `row` is the row that `entry` is about.
    fn is_row_of(&self, row: &str, entry: &str) -> String {
        let columns = joined(self.key(), |column, _| column.of(row));
        format!("({columns}) = ({})", self.key_in(entry))
    }

    /// Whether a row came with the step. What belongs to something new is new.
    fn is_fresh(&self, row: &str, fresh: &Fresh) -> String {
        let own = fresh.get(&self.name).copied();
        if own == Some(None) {
            return "TRUE".to_owned();
        }
        let of_key = |after: i64| self.key().map(move |key| format!("{} > {after}", key.of(row)));
        let mut terms: Vec<String> = own.flatten().into_iter().flat_map(of_key).collect();
        for column in &self.columns {
            if let Some(Some(after)) = column.owner.as_ref().and_then(|owner| fresh.get(owner)) {
                terms.push(format!("{} > {after}", column.of(row)));
            }
        }
        if terms.is_empty() { "FALSE".to_owned() } else { format!("({})", terms.join(" OR ")) }
    }

    /// The triggers that write the journal of a step; none where all rows are the step's own.
    pub fn triggers(&self, step: i64, fresh: &Fresh) -> String {
        if fresh.get(&self.name) == Some(&None) {
            return String::new();
        }
        let (was_fresh, is_fresh) = (self.is_fresh("old", fresh), self.is_fresh("new", fresh));
        let was = self.entry("old", &self.rest_of("old"), &was_fresh, step);
        // Also of a row that was moved, or given to somebody known before.
        let was_not = self.entry("new", "NULL", "FALSE", step);
        let both =
            if was_fresh == "FALSE" { was_fresh.clone() } else { format!("{was_fresh} AND {is_fresh}") };
        self.trigger("INSERT", &is_fresh, &was_not)
            + &self.trigger("UPDATE", &both, &(was.clone() + &was_not))
            + &self.trigger("DELETE", &was_fresh, &was)
    }

    /// A trigger that does nothing about what is fresh.
    fn trigger(&self, event: &str, is_fresh: &str, entries: &str) -> String {
        let (trigger, name) = (trigger_name(&self.name, event), &self.name);
        let when = if is_fresh == "FALSE" { String::new() } else { format!("WHEN ({is_fresh}) IS NOT TRUE") };
        format!(
            "CREATE TEMP TRIGGER \"{trigger}\" AFTER {event} ON main.\"{name}\" {when} BEGIN {entries} END;"
        )
    }

    /// Notes what a row was, unless it is fresh or that was done before. (`INSERT OR IGNORE` would not do: within a
    /// trigger, `INSERT OR REPLACE` outside of it overrides that.)
    fn entry(&self, row: &str, was: &str, is_fresh: &str, step: i64) -> String {
        let (name, key) = (&self.name, self.key_of(row));
        let values = match is_fresh {
            "FALSE" => format!("VALUES ({step}, '{name}', {key}, {was})"),
            _ => format!("SELECT {step}, '{name}', {key}, {was} WHERE ({is_fresh}) IS NOT TRUE"),
        };
        format!("INSERT INTO journal {values} ON CONFLICT DO NOTHING; ")
    }

    /// Takes the triggers away that there may be.
    pub fn without_triggers(&self) -> String {
        let drop =
            |event: &&str| format!("DROP TRIGGER IF EXISTS temp.\"{}\";", trigger_name(&self.name, event));
        EVENTS.iter().map(drop).collect()
    }

    /// Strikes the entries of rows that are what they were.
    pub fn strike_unchanged(&self, step: i64) -> String {
        let (name, rest, is_row) = (&self.name, self.rest_of("t"), self.is_row_of("t", "j"));
        format!(
            "DELETE FROM journal AS j WHERE step = {step} AND place = '{name}'
                AND was IS (SELECT {rest} FROM main.\"{name}\" AS t WHERE {is_row})"
        )
    }

    /// How many rows came with the step.
    pub fn count_fresh(&self, fresh: &Fresh) -> String {
        format!("(SELECT count(*) FROM main.\"{}\" AS t WHERE {})", self.name, self.is_fresh("t", fresh))
    }

    /// Whether there are any rows.
    pub fn has_rows(&self) -> String {
        format!("EXISTS (SELECT 1 FROM main.\"{}\")", self.name)
    }

    /// The entries that lead back from undoing a step, or from redoing it, into `temp.other`.
    pub fn note_present(&self, step: i64, fresh: &Fresh) -> String {
        let (name, key, rest) = (&self.name, self.key_of("t"), self.rest_of("t"));
        let (is_row, is_fresh) = (self.is_row_of("t", "j"), self.is_fresh("t", fresh));
        format!(
            "INSERT INTO temp.other (place, key, was)
                SELECT j.place, j.key, (SELECT {rest} FROM main.\"{name}\" AS t WHERE {is_row})
                FROM main.journal AS j WHERE j.step = {step} AND j.place = '{name}';
             INSERT OR IGNORE INTO temp.other (place, key, was)
                SELECT '{name}', {key}, {rest} FROM main.\"{name}\" AS t WHERE {is_fresh};"
        )
    }

    /// All rows that the step did not bring, into `temp.other`.
    pub fn note_all(&self, fresh: &Fresh) -> String {
        let (name, key, rest) = (&self.name, self.key_of("t"), self.rest_of("t"));
        let is_fresh = self.is_fresh("t", fresh);
        format!(
            "INSERT INTO temp.other (place, key, was) SELECT '{name}', {key}, {rest}
             FROM main.\"{name}\" AS t WHERE {is_fresh} IS NOT TRUE;"
        )
    }

    /// Journals what `temp.other` tells of and is not so any more, and what it does not tell of.
    pub fn note_differences(&self, step: i64, fresh: &Fresh) -> String {
        let (name, key, rest) = (&self.name, self.key_of("t"), self.rest_of("t"));
        let (is_row, is_fresh) = (self.is_row_of("t", "o"), self.is_fresh("t", fresh));
        format!(
            "INSERT INTO main.journal (step, place, key, was) SELECT {step}, place, key, was FROM temp.other AS o
                WHERE place = '{name}'
                AND was IS NOT (SELECT {rest} FROM main.\"{name}\" AS t WHERE {is_row}) ON CONFLICT DO NOTHING;
             INSERT INTO main.journal (step, place, key, was) SELECT {step}, '{name}', {key}, NULL
                FROM main.\"{name}\" AS t WHERE {is_fresh} IS NOT TRUE
                AND NOT EXISTS (SELECT 1 FROM temp.other AS o WHERE o.place = '{name}' AND o.key = {key})
                ON CONFLICT DO NOTHING;"
        )
    }

    /// Takes the rows away that `temp.other` tells of.
    pub fn clear(&self) -> String {
        let (name, columns) = (&self.name, joined(self.key(), |column, _| column.quoted()));
        let key = self.key_in("o");
        format!(
            "DELETE FROM main.\"{name}\" WHERE ({columns}) IN
                (SELECT {key} FROM temp.other AS o WHERE o.place = '{name}' AND o.was IS NOT NULL)"
        )
    }

    /// Puts the rows there that the journal tells of.
    pub fn put_back(&self, step: i64) -> String {
        let name = &self.name;
        let columns = joined(self.key().chain(self.rest()), |column, _| column.quoted());
        let values = [self.key_in("j"), self.rest_in("j")].join(", ");
        let values = values.trim_end_matches(", ");
        format!(
            "INSERT INTO main.\"{name}\" ({columns}) SELECT {values}
             FROM main.journal AS j WHERE j.step = {step} AND j.place = '{name}' AND j.was IS NOT NULL"
        )
    }
}

impl Column {
    fn quoted(&self) -> String {
        format!("\"{}\"", self.name)
    }

    fn of(&self, row: &str) -> String {
        format!("{row}.\"{}\"", self.name)
    }
}

/// What the trigger of a table for an event is called.
fn trigger_name(table: &str, event: &str) -> String {
    format!("journal_{table}_{event}")
}

fn joined<'a>(columns: impl Iterator<Item = &'a Column>, part: impl Fn(&Column, usize) -> String) -> String {
    columns.enumerate().map(|(at, column)| part(column, at)).collect::<Vec<_>>().join(", ")
}
