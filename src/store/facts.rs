//! Facts as rows: what is looked up or ordered by stands in columns, the rest as JSON, as in an export.

use rusqlite::types::Type;
use rusqlite::{Row, Statement, params};
use serde::{Deserialize, Serialize};

use crate::record::fact::{Fact, Marks, Row as Nth, Said, Who};
use crate::record::keys::Keys;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

/// What [`found`] reads.
pub const COLUMNS: &str = "id, kind, about, at, days, learned, number, name, slug, email, body, more, uid";

pub const INSERT: &str =
    "INSERT INTO fact (uid, kind, about, at, days, step, learned, name, slug, folded, email, body, more)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct More {
    /// Several facts, or one that is not in this file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Uid>,
    /// The first name; of a correction, whose columns are what it tells, everything.
    #[serde(flatten)]
    who: Who,
    #[serde(flatten)]
    marks: Marks,
}

pub struct Found {
    pub id: i64,
    /// The fact that it is about, where `fact.about` does not say it.
    pub about: Option<i64>,
    pub number: Option<i64>,
    pub fact: Fact,
}

pub fn found(row: &Row) -> rusqlite::Result<Found> {
    let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str_or_null()?));
    let json = |column, error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error));
    let more = match text(11)? {
        None => More::default(),
        Some(more) => serde_json::from_str(more).map_err(|error| json(11, error))?,
    };
    let said = said(text(1)?.unwrap_or_default(), text(10)?).map_err(|error| json(10, error))?;
    let who = match said {
        Said::Correction(_) => more.who,
        _ => Who {
            slug: text(8)?.map(Box::from),
            name: text(7)?.map(Box::from),
            first: more.who.first,
            email: text(9)?.map(Box::from),
        },
    };
    let fact = Fact {
        uid: Uid::from_bytes(row.get(12)?),
        said,
        about: more.about,
        who,
        at: when(row.get(3)?, row.get(4)?),
        learned: Instant::from_millis(row.get(5)?),
        marks: more.marks,
    };
    Ok(Found { id: row.get(0)?, about: row.get(2)?, number: row.get(6)?, fact })
}

/// By [`INSERT`]; `about`: the one fact that it is about, where that is in this file.
pub fn add(
    insert: &mut Statement,
    fact: &Fact,
    keys: &Keys,
    about: Option<i64>,
    (step, learned): (i64, Instant),
) -> rusqlite::Result<i64> {
    let is_correction = matches!(fact.said, Said::Correction(_));
    let written = |error: serde_json::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let (kind, body) = content(&fact.said).map_err(written)?;
    let of_columns = Who { first: fact.who.first.clone(), ..Who::default() };
    let more = More {
        about: if about.is_some() { Vec::new() } else { fact.about.clone() },
        who: if is_correction { fact.who.clone() } else { of_columns },
        marks: fact.marks.clone(),
    };
    let more =
        (more != More::default()).then(|| serde_json::to_string(&more)).transpose().map_err(written)?;
    let (at, days) = fact.at.map_or((None, None), |at| (Some(at_column(at)), days_column(at)));
    let name = fact.who.name.as_deref().filter(|_| !is_correction);
    insert.insert(params![
        fact.uid.bytes(),
        kind,
        about,
        at,
        days,
        step,
        learned.millis(),
        name,
        keys.slug,
        keys.folded,
        keys.email,
        body.filter(|body| body != "{}"),
        more
    ])
}

fn content(said: &Said) -> serde_json::Result<(&'static str, Option<String>)> {
    let json = match said {
        Said::Sent(sending) => ("sent", serde_json::to_string(sending)?),
        Said::Look(sight) => ("look", serde_json::to_string(sight)?),
        Said::Invitation(invitation) => ("invitation", serde_json::to_string(invitation)?),
        Said::Connection(row) if *row == Nth::default() => return Ok(("connection", None)),
        Said::Connection(row) => ("connection", serde_json::to_string(row)?),
        Said::Acceptance(mail) => ("acceptance", serde_json::to_string(mail)?),
        Said::Reply(empty) => ("reply", serde_json::to_string(empty)?),
        Said::Action(act) => ("action", serde_json::to_string(act)?),
        Said::Correction(correction) => ("correction", serde_json::to_string(correction)?),
        Said::Account(event) => ("account", serde_json::to_string(event)?),
    };
    Ok((json.0, Some(json.1)))
}

fn said(kind: &str, body: Option<&str>) -> serde_json::Result<Said> {
    fn read<'de, T: Deserialize<'de>>(json: &'de str) -> serde_json::Result<T> {
        serde_json::from_str(json)
    }
    let json = body.unwrap_or("{}");
    Ok(match kind {
        "look" => Said::Look(read(json)?),
        "connection" if body.is_none() => Said::Connection(Nth::default()),
        "connection" => Said::Connection(read(json)?),
        "sent" => Said::Sent(read(json)?),
        "invitation" => Said::Invitation(read(json)?),
        "acceptance" => Said::Acceptance(read(json)?),
        "reply" => Said::Reply(read(json)?),
        "action" => Said::Action(read(json)?),
        "correction" => Said::Correction(read(json)?),
        "account" => Said::Account(read(json)?),
        _ => return Err(serde::de::Error::custom("an unknown kind of fact")),
    })
}

/// UTC milliseconds; of a day its noon.
pub fn at_column(at: When) -> i64 {
    match at {
        When::Moment(at) | When::Local(at) => at.millis(),
        When::Day(day) | When::Within(day, _) => day.utc_noon().millis(),
    }
}

pub fn days_column(at: When) -> Option<i64> {
    match at {
        When::Moment(_) => None,
        When::Local(_) => Some(-1),
        When::Day(_) | When::Within(..) => Some(i64::from(at.within())),
    }
}

pub fn when(at: Option<i64>, days: Option<i64>) -> Option<When> {
    let at = Instant::from_millis(at?);
    match days.map(u16::try_from) {
        None => Some(When::Moment(at)),
        Some(Err(_)) => Some(When::Local(at)),
        Some(Ok(days)) => Day::of_utc(at).map(|day| When::days(day, days)),
    }
}
