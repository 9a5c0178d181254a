//! invtrack's own export (`invtrack export`): a backup, or what another machine knows.

use std::io::Read;
use std::path::Path;

use fs_err as fs;
use serde::Deserialize;

use super::ImportError;
use super::place::{bytes_of, name_of};
use crate::domain::archive::{
    ActionRecord, Archive, ConnectionRecord, EXPORT_KIND, EXPORT_SCHEMA, KeptRecord, LastNumbers, LookRecord,
    PersonRecord, RequestRecord, SnapshotRecord, Wrong,
};
use crate::record::account::AccountEvent;
use crate::record::time::Instant;

/// Why an export of invtrack's own can't be taken.
#[derive(Debug, thiserror::Error)]
pub enum OwnExportError {
    /// Not the JSON that was written; the message names line and column.
    #[error("{file} is damaged or was edited: {reason}")]
    Json {
        /// The file.
        file: String,
        /// What is wrong, with line and column.
        reason: String,
    },
    /// Written by a later version.
    #[error("{file} was written by a newer invtrack (format {schema}, this program knows {EXPORT_SCHEMA})")]
    Newer {
        /// The file.
        file: String,
        /// Its format.
        schema: u32,
    },
    /// A record that can't have been recorded.
    #[error("{file} holds a record that makes no sense: {wrong}")]
    Wrong {
        /// The file.
        file: String,
        /// Which, and why.
        wrong: Wrong,
    },
}

impl OwnExportError {
    /// What to do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "update invtrack",
            Self::Json { .. } | Self::Wrong { .. } => {
                "export it again with `invtrack export`; nothing was changed"
            }
        }
    }
}

/// So many characters of what is wrong are told.
const MOST_QUOTED: usize = 120;

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

/// The whole file; its head was read before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "fields that have to be there")]
struct Whole {
    schema: u32,
    kind: String,
    exported_at: Instant,
    last_numbers: LastNumbers,
    people: Vec<PersonRecord>,
    requests: Vec<RequestRecord>,
    looks: Vec<LookRecord>,
    actions: Vec<ActionRecord>,
    /// Exports of the first version of the database have none.
    #[serde(default)]
    account: Vec<AccountEvent>,
    snapshots: Vec<SnapshotRecord>,
    connections: Vec<ConnectionRecord>,
    kept: Vec<KeptRecord>,
}

/// Reads the file if it is an export of ours, known by its content.
pub(super) fn open(path: &Path) -> Result<Option<Archive>, ImportError> {
    if !begins_as_json(path)? {
        return Ok(None);
    }
    let name = name_of(path);
    let bytes = bytes_of(path, &name)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) if text.contains(&format!("\"{EXPORT_KIND}\"")) => read(text, name).map(Some),
        _ => Ok(None),
    }
}

fn begins_as_json(path: &Path) -> Result<bool, ImportError> {
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    let mut head = Vec::new();
    fs::File::open(path)?.take(64).read_to_end(&mut head)?;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    Ok(head.trim_ascii_start().starts_with(b"{"))
}

/// Reads an export of ours; `file`: what it is called, for messages.
pub fn read(text: &str, file: String) -> Result<Archive, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let torn = |file: &String, error: serde_json::Error| {
        let (line, column, what) = (error.line(), error.column(), error.to_string());
        // Some of serde's messages quote what stands there.
        let what: String = what.chars().take(MOST_QUOTED).collect();
        let place = format!("line {line} column {column}");
        let reason = if what.ends_with(&place) { what } else { format!("{what} … at {place}") };
        OwnExportError::Json { file: file.clone(), reason }
    };
    // Of a newer one nothing else can be judged.
    let Head { schema } = serde_json::from_str(text).map_err(|error| torn(&file, error))?;
    if schema > EXPORT_SCHEMA {
        return Err(OwnExportError::Newer { file, schema }.into());
    }
    let whole: Whole = serde_json::from_str(text).map_err(|error| torn(&file, error))?;
    let mut archive = Archive {
        last_numbers: whole.last_numbers,
        people: whole.people,
        requests: whole.requests,
        looks: whole.looks,
        actions: whole.actions,
        account: whole.account,
        snapshots: whole.snapshots,
        connections: whole.connections,
        kept: whole.kept,
    };
    archive.check().map_err(|wrong| OwnExportError::Wrong { file, wrong })?;
    archive.tell_apart();
    Ok(archive)
}
