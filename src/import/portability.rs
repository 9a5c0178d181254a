//! What LinkedIn's data portability API answers (sources 2b): the lists of an export, page by page, as JSON. The rows
//! are made into the tables of an export, so that both say the same.

use std::collections::BTreeSet;

use serde_json::{Deserializer, Map, Value};

use super::changelog::{self, Changelog};
use super::contents::{Contents, Kind, ListFile};
use super::input::Options;
use crate::error::{Error, Result};
use crate::record::name::fold;

const REPORT: &str =
    "please report these keys, they are of a shape that is not known yet; values are nobody's business";
const KEYS_SHOWN: usize = 20;

/// Of a page, and of rows without their page.
const KEYS: [&str; 5] =
    ["\"snapshotDomain\"", "\"resourceName\"", "\"paging\"", "\"inviteeProfileUrl\"", "\"Connected On\""];
/// Of an error that LinkedIn answers.
const OF_ERRORS: [&str; 2] = ["\"status\"", "\"message\""];

/// By its beginning.
pub(super) fn is_it(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let said = head.trim_start_matches('\u{feff}').trim_start();
    let has = |key: &&str| said.contains(*key);
    said.starts_with(['{', '[']) && (KEYS.iter().any(has) || OF_ERRORS.iter().all(has))
}

/// Of one page, or of several in a row.
pub(super) fn read(bytes: &[u8], name: &str, options: &Options) -> Result<(Contents, Changelog)> {
    let mut pages = Vec::new();
    for page in Deserializer::from_slice(bytes).into_iter::<Value>() {
        match page.map_err(|error| Error::failed(format!("{name} is not whole JSON: {error}")))? {
            Value::Array(several) => pages.extend(several),
            page => pages.push(page),
        }
    }
    let mut lists = [Kind::Invitations, Kind::Connections].map(|kind| (kind, Fetched::default()));
    let (mut others, mut newest, mut changelog) = (BTreeSet::new(), None, Changelog::default());
    for page in &pages {
        if let Some(status) =
            page.get("status").and_then(Value::as_u64).filter(|_| page.get("elements").is_none())
        {
            // So the API says that there are no more pages.
            if let Some((_, list)) = newest.and_then(|at: usize| lists.get_mut(at)) {
                list.is_ended |= status == 404;
            }
            if status != 404 {
                let what = format!("{name} is an error that LinkedIn answered: status {status}");
                return Err(Error::failed(what).hint("fetch it again, if need be with a new token"));
            }
            continue;
        }
        let elements = page.get("elements").and_then(Value::as_array).map(Vec::as_slice);
        let alone = changelog::is_event(page).then(|| std::slice::from_ref(page));
        for element in elements.or(alone).ok_or_else(|| unknown(name, page))? {
            if changelog::is_event(element) {
                changelog.add(element, options.now);
                continue;
            }
            let domain = element.get("snapshotDomain").and_then(Value::as_str);
            let rows = element.get("snapshotData").ok_or_else(|| unknown(name, element))?;
            let domain = domain.ok_or_else(|| unknown(name, element))?;
            let is_it = |(kind, _): &(Kind, Fetched)| kind.word().eq_ignore_ascii_case(domain);
            let place = lists.iter().position(is_it);
            let Some((_, list)) = place.and_then(|at| lists.get_mut(at)) else {
                others.insert(domain.to_lowercase());
                continue;
            };
            newest = place;
            list.pages.push(page.get("paging").cloned().unwrap_or_default());
            for row in rows_of(rows) {
                list.rows.push(row.as_object().cloned().ok_or_else(|| unknown(name, row))?);
            }
        }
    }
    let mut contents = Contents { left_alone: others.into_iter().collect(), ..Contents::default() };
    for (kind, list) in lists.into_iter().filter(|(_, list)| !list.pages.is_empty()) {
        let has = |column: &&str| {
            list.rows.iter().any(|row| row.keys().any(|key| squeezed(key) == squeezed(column)))
        };
        if let Some(row) = list.rows.first()
            && !kind.needed().iter().all(has)
        {
            return Err(unknown(name, &Value::Object(row.clone())));
        }
        let is_whole = options.complete || list.is_ended && list.is_unbroken() || list.is_proven();
        let text = list.table(kind).map_err(|error| Error::failed(error.to_string()))?;
        contents.files.push((
            kind,
            ListFile { is_part: !is_whole, ..ListFile::new(&kind.word().to_uppercase(), text, None) },
        ));
    }
    // So the changelog tells that nothing was done.
    let is_quiet = |page: &Value| page.get("elements") == Some(&Value::Array(Vec::new()));
    if contents.files.is_empty() && changelog.is_empty() && !pages.iter().any(is_quiet) {
        return Err(Error::failed(format!("{name} has neither invitations nor connections in it"))
            .hint("fetch the domains INVITATIONS and CONNECTIONS: docs/portability.md"));
    }
    Ok((contents, changelog))
}

/// Several, also under keys that only number them, or one.
fn rows_of(rows: &Value) -> Vec<&Value> {
    match rows {
        Value::Array(rows) => rows.iter().collect(),
        Value::Object(rows) if rows.values().all(Value::is_object) => rows.values().collect(),
        row => vec![row],
    }
}

#[derive(Default)]
struct Fetched {
    pages: Vec<Value>,
    rows: Vec<Map<String, Value>>,
    is_ended: bool,
}

impl Fetched {
    /// The first page is there, and all but one lead to a next one. A total may leave pages out.
    fn is_proven(&self) -> bool {
        let has_next = |page: &Value| {
            let links = page.get("links")?.as_array()?;
            Some(links.iter().any(|link| link.get("rel").and_then(Value::as_str) == Some("next")))
        };
        let start = |page: &Value| page.get("start").and_then(Value::as_u64);
        let starts: BTreeSet<Option<u64>> = self.pages.iter().map(start).collect();
        let last = self.pages.iter().filter(|page| has_next(page) == Some(false)).count();
        starts.contains(&Some(0))
            && starts.len() == self.pages.len()
            && last == 1
            && self.pages.iter().all(|page| has_next(page).is_some())
    }

    /// No page between the others is missing, whether they are numbered by pages or by rows. Some answers have no
    /// numbers.
    fn is_unbroken(&self) -> bool {
        let number = |key| move |page: &Value| page.get(key).and_then(Value::as_u64);
        let starts: Option<BTreeSet<u64>> = self.pages.iter().map(number("start")).collect();
        let sizes: Vec<u64> = self.pages.iter().filter_map(number("count")).chain([1]).collect();
        starts.is_none_or(|starts| {
            starts.iter().zip(starts.iter().skip(1)).all(|(one, next)| sizes.contains(&(next - one)))
                && starts.contains(&0)
        })
    }

    /// With the names that the columns have in an export, if they are these but for case and blanks.
    fn table(&self, kind: Kind) -> csv::Result<Vec<u8>> {
        let keys: BTreeSet<&String> = self.rows.iter().flat_map(Map::keys).collect();
        let column = |key: &&String| {
            let known = kind.header().split(',').find(|column| squeezed(column) == squeezed(key));
            known.map_or_else(|| (*key).clone(), str::to_owned)
        };
        let mut table = csv::Writer::from_writer(Vec::new());
        if self.rows.is_empty() {
            table.write_record(kind.header().split(','))?;
        } else {
            table.write_record(keys.iter().map(column))?;
        }
        for row in &self.rows {
            table.write_record(keys.iter().map(|key| match row.get(*key) {
                Some(Value::String(text)) => text.clone(),
                None | Some(Value::Null) => String::new(),
                Some(other) => other.to_string(),
            }))?;
        }
        table.into_inner().map_err(|error| error.into_error().into())
    }
}

fn squeezed(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// By its keys; never by its values.
fn unknown(name: &str, value: &Value) -> Error {
    let keys = value.as_object().map(|object| object.keys().take(KEYS_SHOWN).map(String::as_str));
    let keys = keys.map_or_else(|| "no keys".to_owned(), |keys| keys.collect::<Vec<_>>().join(", "));
    Error::failed(format!("{name} has something of an unknown shape in it: {keys}")).hint(REPORT)
}
