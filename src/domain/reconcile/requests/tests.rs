use proptest::prelude::*;

use super::*;
use crate::record::time::Day;

const DESK: RowDesk = RowDesk { now: Instant::from_millis(1_790_000_000_000), zone: Zone::Utc };

fn day(day: u32) -> Moment {
    Moment::Day(Day::new(2026, 5, 1).unwrap().plus_days(i64::from(day)).unwrap())
}

fn row(name: &str, slug: &str, sent: u32) -> RequestRow {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    RequestRow {
        row: 2,
        name: some(name),
        slug: some(slug),
        email: None,
        sent: day(sent),
        note: None,
        accepted: None,
        withdrawn: None,
        tags: Vec::new(),
    }
}

/// Works rows in; returns the tally and how many were left out.
fn enter(rows: &[RequestRow], files: &mut Files) -> (RowTally, usize) {
    let (mut tally, mut left) = (RowTally::default(), 0);
    for row in rows {
        match DESK.enter(row, files, &mut tally) {
            Ok(index) => files.dossiers[index].settle(),
            Err(_) => left += 1,
        }
    }
    (tally, left)
}

#[test]
fn a_row_finds_its_person_or_says_why_not() {
    let mut files = Files::default();
    let email = |row: RequestRow, email: &str| RequestRow { email: Some(email.to_owned()), ..row };
    for (row, new) in [
        (row("Ana Lee", "ana", 5), true),
        (row("Ana Lee", "ana-2", 5), true),
        (row("Anna Lee", "ana", 6), false),
        (email(row("Bob Ray", "", 5), "b@x.org"), true),
        (email(row("Robert Ray", "bob", 5), "B@x.org"), false),
        (row("Bob Ray, PhD", "", 4), false),
        (row("Bob Ray", "", 9), true),
        (row("", "cid", 5), true),
        (row("Cid", "", 5), false),
        (row("ana", "ana", 40), true),
    ] {
        let mut tally = RowTally::default();
        DESK.enter(&row, &mut files, &mut tally).unwrap();
        assert_eq!(tally.new == 1, new, "{row:?}");
    }
    for (row, reason) in [
        (row("Ana Lee", "", 6), "may be a new request (sent 2026-05-06) or a new request"),
        (email(row("Bob", "bobby", 5), "b@x.org"), "another profile"),
        (row("Ana Lee", "ana", 12), "a new request (sent 2026-05-06) with one of the two dates wrong"),
    ] {
        let error = DESK.enter(&row, &mut files, &mut RowTally::default()).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_known_request_is_completed_and_never_overwritten() {
    let mut files = Files::default();
    enter(&[row("Ana", "ana", 5)], &mut files);
    let at = Moment::Exact(day(5).instant(Zone::Utc).plus_millis(3_600_000));
    let full = |sent, note: &str, accepted, withdrawn, tags: &[&str]| RequestRow {
        sent,
        note: Some(note.to_owned()),
        accepted: Some(accepted),
        withdrawn: Some(withdrawn),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        ..row("Ana", "ana", 5)
    };
    let (tally, _) = enter(
        &[full(at, "Hi", day(7), day(8), &["b"]), full(day(6), "Ho", day(9), day(9), &["a", "b"])],
        &mut files,
    );
    assert_eq!((tally.updated, tally.accepted, tally.withdrawn), (2, 1, 1));
    let request = &files.dossiers[0].requests[0].0;
    assert_eq!((request.sent, request.context.note.as_deref()), (at, Some("Hi")));
    assert_eq!(request.context.tags, ["a", "b"]);
    assert_eq!(request.closing().map(|closing| closing.at), Some(day(8)));
    assert_eq!(files.dossiers[0].looks.len(), 1);
}

fn rows() -> impl Strategy<Value = Vec<RequestRow>> {
    let person = ("[AB]?", "[st]?", prop::option::of("[ef]@x\\.org"), 0_u32..60);
    let rest =
        (prop::option::of("[mn]"), prop::option::of(0_u32..9), prop::option::of(0_u32..9), prop::bool::ANY);
    let row = (person, rest).prop_map(|((name, slug, email, sent), (note, accepted, withdrawn, exact))| {
        let name = if name.is_empty() && slug.is_empty() { "A".to_owned() } else { name };
        let after = |days: Option<u32>| days.map(|days| day(sent + days));
        let noon = day(sent).instant(Zone::Utc);
        let at = if exact { Moment::Exact(noon.plus_millis(i64::from(sent) * 60_000)) } else { day(sent) };
        let (accepted, withdrawn) = (after(accepted), after(withdrawn));
        RequestRow { email, note, sent: at, accepted, withdrawn, ..row(&name, &slug, sent) }
    });
    prop::collection::vec(row, 0..24)
}

proptest! {
    #[test]
    fn a_second_time_nothing_changes_where_nothing_was_in_doubt(rows in rows()) {
        let mut files = Files::default();
        let (first, left) = enter(&rows, &mut files);
        prop_assert_eq!(first.new + first.updated + first.known + left, rows.len());
        if left == 0 {
            let (second, left) = enter(&rows, &mut files);
            // What came later in the table may put a row without a profile in doubt, but it never changes anything.
            prop_assert_eq!(second, RowTally { known: rows.len() - left, ..RowTally::default() });
        }
    }

    #[test]
    fn requests_to_one_person_are_weeks_apart(rows in rows()) {
        let mut files = Files::default();
        enter(&rows, &mut files);
        for dossier in &files.dossiers {
            for pair in dossier.requests.windows(2) {
                let days = pair[1].0.sent.day(Zone::Utc).days_since(pair[0].0.sent.day(Zone::Utc));
                prop_assert!(days >= BLOCKED_AFTER_WITHDRAWAL_DAYS);
            }
        }
    }
}
