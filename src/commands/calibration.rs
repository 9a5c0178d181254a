//! What was learned from the user's own requests, kept for the rest of the day.

use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::error::Result;
use crate::model::calibrate::{Learned, start_of_day};
use crate::record::uid::Uid;
use crate::store::{Change, Read, View};

/// Its name in the cache.
const NAME: &str = "calibration";

#[derive(Serialize, Deserialize)]
struct Kept {
    /// What it depends on besides the facts.
    key: String,
    learned: Learned,
}

/// What was learned of what was known when today began, if it is in the cache.
pub fn cached(view: &View, context: &Context) -> Read<Option<Learned>> {
    let kept: Option<Kept> = view.cached(NAME)?.and_then(|text| serde_json::from_str(&text).ok());
    Ok(kept.filter(|kept| kept.key == key(context)).map(|kept| kept.learned))
}

/// Puts it there.
pub fn cache(change: &Change, learned: Learned, context: &Context) -> Result<()> {
    // Numbers and words can always be written.
    let text = serde_json::to_string(&Kept { key: key(context), learned }).unwrap_or_default();
    change.cache(NAME, start_of_day(context.now, context.zone), &text)
}

/// The day, the settings and the version.
fn key(context: &Context) -> String {
    let start = start_of_day(context.now, context.zone).millis();
    let text = format!("{start} {} {:?}", env!("CARGO_PKG_VERSION"), context.config.settings.model);
    Uid::of_text(&text).to_string()
}
