//! Which day an export describes.

use super::{AsOf, AsOfOrigin, Options};
use crate::record::time::Day;

/// LinkedIn started in 2003: nothing about it is older.
pub(super) const FIRST_YEAR: i32 = 2003;

/// What hints at the day.
pub(super) struct Clues<'a> {
    /// Names of the zip or folder, the outermost first.
    pub(super) names: &'a [String],
    /// When the files in it were last changed.
    pub(super) changed: &'a [Day],
    /// The newest date in the rows.
    pub(super) newest_row: Option<Day>,
}

/// The day, from the best clue there is; none if there is none at all.
pub(super) fn tell(options: &Options, clues: &Clues<'_>) -> Option<AsOf> {
    let today = options.zone.day_of(options.now);
    // The clock that made the export may be a time zone ahead of ours.
    let plausible = |day: &Day| day.ymd().0 >= FIRST_YEAR && day.days_since(today) <= 1;
    // A zip packed anew may say any time; an export cannot be older than what is in it.
    let newest_row = clues.newest_row;
    let contains_rows = |day: &Day| newest_row.is_none_or(|row| row.days_since(*day) <= 1);
    let named = || clues.names.iter().filter_map(|name| date_in(name)).find(plausible);
    let changed = || clues.changed.iter().copied().filter(plausible).filter(contains_rows).max();
    let from = |origin| move |day: Day| AsOf { day: day.min(today), origin };
    options
        .as_of
        .map(|day| AsOf { day, origin: AsOfOrigin::Given })
        .or_else(|| named().map(from(AsOfOrigin::FileName)))
        .or_else(|| changed().map(from(AsOfOrigin::EntryTime)))
        .or_else(|| newest_row.map(from(AsOfOrigin::NewestRow)))
}

/// The `10-05-2026` (month first) of `Basic_LinkedInDataExport_10-05-2026.zip`.
fn date_in(name: &str) -> Option<Day> {
    name.split(|c: char| !c.is_ascii_digit() && c != '-').find_map(|part| {
        let mut parts = part.trim_matches('-').split('-');
        let mut number = |digits| parts.next().filter(|part| part.len() == digits)?.parse::<u32>().ok();
        let (month, day, year) = (number(2)?, number(2)?, number(4)?);
        if parts.next().is_some() {
            return None;
        }
        Day::new(i32::try_from(year).ok()?, month, day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::time::{Instant, Zone};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn dates_in_names_have_the_month_first() {
        for (name, expected) in [
            ("Basic_LinkedInDataExport_10-05-2026.zip", Some("2026-10-05")),
            ("Complete_LinkedInDataExport_11-08-2026.zip.zip", Some("2026-11-08")),
            ("Basic_LinkedInDataExport_10-19-2026 (1).zip", Some("2026-10-19")),
            ("Initial_LinkedInDataExport_03-02-2021-copy", Some("2021-03-02")),
            ("export_19-10-2026.zip", None),
            ("export_10-05-26.zip", None),
            ("1234-10-05-2026.zip", None),
            ("export-2026-10-05.zip", None),
            ("Connections.csv", None),
            ("", None),
        ] {
            assert_eq!(date_in(name), expected.map(day), "{name}");
        }
    }

    #[test]
    fn the_best_plausible_clue_wins() {
        let now = Instant::parse_rfc3339("2026-10-10T12:00:00Z").unwrap();
        let mut options = Options { as_of: None, now, zone: Zone::Utc, kind: None };
        let dated = "x_10-05-2026.zip";
        for (name, changed, newest_row, expected) in [
            (dated, "2026-10-06", Some("2026-10-04"), Some(("2026-10-05", AsOfOrigin::FileName))),
            ("x_10-11-2026.zip", "2026-10-06", None, Some(("2026-10-10", AsOfOrigin::FileName))),
            ("x_10-12-2026.zip", "2026-10-06", None, Some(("2026-10-06", AsOfOrigin::EntryTime))),
            ("x.zip", "2026-10-11", None, Some(("2026-10-10", AsOfOrigin::EntryTime))),
            ("x.zip", "2026-10-12", Some("2026-10-04"), Some(("2026-10-04", AsOfOrigin::NewestRow))),
            ("x.zip", "1980-01-01", Some("2026-10-11"), Some(("2026-10-10", AsOfOrigin::NewestRow))),
            ("x.zip", "2019-01-01", Some("2026-10-04"), Some(("2026-10-04", AsOfOrigin::NewestRow))),
            ("x.zip", "2026-10-03", Some("2026-10-04"), Some(("2026-10-03", AsOfOrigin::EntryTime))),
            ("x.zip", "1980-01-01", None, None),
        ] {
            let (names, changed) = ([name.to_owned()], [day(changed), day("1980-01-01")]);
            let clues = Clues { names: &names, changed: &changed, newest_row: newest_row.map(day) };
            let told = tell(&options, &clues).map(|as_of| (as_of.day, as_of.origin));
            assert_eq!(told, expected.map(|(text, origin)| (day(text), origin)), "{name} {changed:?}");
        }
        options.as_of = Some(day("2026-09-01"));
        let names = [dated.to_owned()];
        let clues = Clues { names: &names, changed: &[], newest_row: None };
        assert_eq!(
            tell(&options, &clues).unwrap(),
            AsOf { day: day("2026-09-01"), origin: AsOfOrigin::Given }
        );
    }
}
