//! invtrack's own export (`invtrack export`): a backup, or what another machine knows.

use super::input::Reading;
use super::report::{Amount, Report};
use crate::error::{Error, Result};
use crate::record::json::{self, Brought, KIND};
use crate::record::suggest::Refusal;
use crate::record::time::Instant;

pub(super) fn read(bytes: &[u8], name: &str, now: Instant) -> Option<Result<Reading>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_ours = text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && text.contains(&format!("\"{KIND}\""));
    is_ours.then(|| {
        let refused = |refusal: Refusal| Error::failed(format!("{name}: {refusal}")).hint_if(refusal.hint());
        let Brought { record, forgotten, waiting } = json::read(text, now).map_err(refused)?;
        let read = vec![
            Amount::new(record.facts.len(), "fact", "facts"),
            Amount::new(record.lists.len(), "list", "lists"),
        ];
        let (file, kind) = (name.to_owned(), "invtrack-export");
        let report = Report { file, kind, read, notes: waiting, ..Report::default() };
        Ok(Reading { forgotten, ..Reading::new(report, record) })
    })
}
