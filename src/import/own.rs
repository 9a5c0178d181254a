//! invtrack's own export (`invtrack export`): a backup, or what another machine knows.

use std::io::Read;
use std::path::Path;

use fs_err as fs;

use super::ImportError;
use super::place::{bytes_of, name_of};
use crate::record::json::{self, Brought, KIND, Refusal};
use crate::record::time::Instant;

/// Why an export of invtrack's own can't be taken.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {refusal}")]
pub struct OwnExportError {
    file: String,
    /// What is wrong.
    pub refusal: Refusal,
}

/// Reads the file if it is an export of ours, known by its content.
pub(super) fn open(path: &Path, now: Instant) -> Result<Option<Brought>, ImportError> {
    if !begins_as_json(path)? {
        return Ok(None);
    }
    let file = name_of(path);
    let bytes = bytes_of(path, &file)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) if text.contains(&format!("\"{KIND}\"")) => {
            let refused = |refusal| OwnExportError { file, refusal };
            Ok(Some(json::read(text, now).map_err(refused)?))
        }
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
