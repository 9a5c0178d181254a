//! Between rows and the domain's types.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::book::List;
use crate::domain::kept::Fact;
use crate::record::account::AccountEventKind;
use crate::record::deed::Deed;
use crate::record::observation::{Button, Degree, SentPage, Source};
use crate::record::time::{Day, Instant, Moment};

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.millis().into())
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self::from_millis)
    }
}

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.iso().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse_iso(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// The two columns of a moment: time, and whether only its day is known.
pub fn moment_columns(moment: Moment) -> (Instant, bool) {
    match moment {
        Moment::Exact(at) => (at, false),
        Moment::Day(day) => (day.utc_noon(), true),
    }
}

/// The moment in two neighbouring columns, the first of which is number `column`.
pub fn moment(row: &rusqlite::Row, column: usize) -> rusqlite::Result<Moment> {
    let at: Instant = row.get(column)?;
    if !row.get::<_, bool>(column + 1)? {
        return Ok(Moment::Exact(at));
    }
    Day::of_utc(at).map(Moment::Day).ok_or(rusqlite::Error::IntegralValueOutOfRange(column, at.millis()))
}

impl ToSql for Fact {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let json = serde_json::to_string(self);
        json.map(Into::into).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl FromSql for Fact {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(|error| FromSqlError::Other(error.into()))
    }
}

impl ToSql for Deed {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.word().into_owned().into())
    }
}

impl FromSql for Deed {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_word(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// Stores an enum as its word.
macro_rules! stored_as_word {
    ($($name:ty),+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.word().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::from_word(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    )+};
}
stored_as_word!(AccountEventKind, Button, Degree, List, SentPage, Source);
