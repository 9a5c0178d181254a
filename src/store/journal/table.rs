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
    let mut list = connection.prepare_cached(
        "SELECT t.name, c.name, c.type, c.pk > 0,
            (SELECT f.\"table\" FROM pragma_foreign_key_list(t.name) AS f WHERE f.\"from\" = c.name)
         FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY t.name, c.cid",
    )?;
    let mut rows = list.query([])?;
    let mut tables: Vec<Table> = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        if APART.contains(&name.as_str()) {
            continue;
        }
        let column = Column {
            name: row.get(1)?,
            kind: Kind::of(row.get_ref(2)?.as_str()?),
            is_key: row.get(3)?,
            owner: row.get(4)?,
        };
        match tables.last_mut().filter(|table| table.name == name) {
            Some(table) => table.columns.push(column),
            None => tables.push(Table { name, columns: vec![column] }),
        }
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
        let [was_known, is_known] =
            ["old", "new"].map(|row| format!("{} IS NOT TRUE", self.is_fresh(row, fresh)));
        let was = self.entry("old", &self.rest_of("old"), &was_known, step);
        // Also of a row that was moved, or given to somebody known before.
        let was_not = self.entry("new", "NULL", "TRUE", step);
        self.trigger("INSERT", &is_known, &was_not)
            + &self.trigger("UPDATE", &format!("{was_known} OR {is_known}"), &(was.clone() + &was_not))
            + &self.trigger("DELETE", &was_known, &was)
    }

    fn trigger(&self, event: &str, condition: &str, entries: &str) -> String {
        let (trigger, name) = (trigger_name(&self.name, event), &self.name);
        format!(
            "CREATE TEMP TRIGGER \"{trigger}\" AFTER {event} ON main.\"{name}\" WHEN {condition}
             BEGIN {entries} END;"
        )
    }

    /// Notes what a row was, unless that was done before.
    fn entry(&self, row: &str, was: &str, condition: &str, step: i64) -> String {
        let (name, key) = (&self.name, self.key_of(row));
        format!(
            "INSERT INTO journal (step, place, key, was) SELECT {step}, '{name}', {key}, {was}
                WHERE {condition} AND NOT EXISTS
                (SELECT 1 FROM journal WHERE step = {step} AND place = '{name}' AND key = {key});"
        )
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
        format!("SELECT count(*) FROM main.\"{}\" AS t WHERE {}", self.name, self.is_fresh("t", fresh))
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
