//! `Connections.csv`: everybody the user is connected with, whether ever invited or not.

use super::as_of::FIRST_YEAR;
use super::csv_text::Sheet;
use super::listing::{File, Kind};
use super::rows::{self, Parsed, Row};
use crate::import::facts::ConnectionRow;

use super::{ImportError, MAX_NAME_CHARS, Options, Table, dates};
use crate::record::name::clean;
use crate::record::time::Day;

struct Columns {
    first_name: Option<usize>,
    last_name: Option<usize>,
    url: Option<usize>,
    email: Option<usize>,
    connected_on: Option<usize>,
}

/// The connections; those without name and URL are counted as skipped.
pub(super) fn read(file: &File, options: &Options) -> Result<Table<ConnectionRow>, ImportError> {
    let sheet = Sheet::open(&file.bytes, &file.name, Kind::Connections)?;
    let columns = Columns {
        first_name: sheet.column("first name"),
        last_name: sheet.column("last name"),
        url: sheet.column("url"),
        email: sheet.column("email address"),
        connected_on: sheet.column("connected on"),
    };
    let today = options.zone.day_of(options.now);
    rows::read(&file.name, &sheet, |row| columns.parse(row, today))
}

impl Columns {
    fn parse(&self, row: &Row<'_>, today: Day) -> Parsed<ConnectionRow> {
        let (first, last, url) = (row.field(self.first_name), row.field(self.last_name), row.field(self.url));
        let connected_on = connected_on(row.field(self.connected_on), today)?;
        if first.is_empty() && last.is_empty() && url.is_empty() {
            return Ok(None);
        }
        let slug = super::slug_of(url)?;
        let full = format!("{first} {last}");
        let name = match (full.trim(), slug.as_deref()) {
            ("", Some(slug)) => slug,
            (name, _) => name,
        };
        let name = clean(name, MAX_NAME_CHARS).map_err(|_| "no name, or none that fits")?;
        let email = Some(row.field(self.email)).filter(|email| !email.is_empty()).map(str::to_owned);
        Ok(Some(ConnectionRow { row: row.line, name, slug, email, connected_on }))
    }
}

fn connected_on(text: &str, today: Day) -> Result<Day, &'static str> {
    let day = dates::connected_on(text).ok_or("the day of the connection is not one that LinkedIn writes")?;
    if day.ymd().0 < FIRST_YEAR {
        Err("connected before LinkedIn existed")
    } else if day.days_since(today) > 1 {
        Err("connected in the future")
    } else {
        Ok(day)
    }
}
