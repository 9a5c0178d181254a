//! What holds where exports, mails and copied pages are mixed.

use super::*;
use crate::record::observation::SentPage;

/// What is imported, of which day.
#[derive(Clone, Copy, Debug)]
enum Piece {
    Export(Export),
    Page(Export),
    Mails(Export),
}

fn pieces(history: &History, kinds: &[u8]) -> Vec<Piece> {
    let piece = |(&export, kind): (&Export, &u8)| match kind % 3 {
        0 => Piece::Export(export),
        1 => Piece::Page(export),
        _ => Piece::Mails(export),
    };
    history.exports.iter().zip(kinds).map(piece).collect()
}

impl Piece {
    fn export(self) -> Export {
        match self {
            Self::Export(export) | Self::Page(export) | Self::Mails(export) => export,
        }
    }

    fn work_in(self, record: &mut Record, history: &History, now: Instant) -> bool {
        record.carry_out(|known| match self {
            Self::Export(export) => reconcile(known, &export.facts(history), now, Zone::Utc),
            Self::Mails(export) => heed(known, &export.mails(history), now, Zone::Utc),
            Self::Page(export) => {
                let (list, as_of) = (export.sent_page(history), day_of(export.minute()));
                let page = CopiedPage { file: "sent.txt", list: &list, as_of, take_new: false };
                heed_sent_page(known, &page, now, Zone::Utc)
            }
        })
    }
}

fn mixed(histories: impl Strategy<Value = History>) -> impl Strategy<Value = (History, Vec<Piece>)> {
    (histories, prop::collection::vec(any::<u8>(), 6)).prop_map(|(history, kinds)| {
        let pieces = pieces(&history, &kinds);
        (history, pieces)
    })
}

/// Nobody who is still asked on that day was taken for gone by then.
fn assert_nobody_missed(history: &History, record: &Record) {
    for asked in &history.people {
        let looks = record.of_profile(&asked.slug).into_iter().flat_map(|dossier| &dossier.looks);
        for look in looks.filter(|look| look.signals.sent_page == Some(SentPage::Gone)) {
            let day = look.seen.day(Zone::Utc);
            let noon = history.exports.iter().find(|export| day_of(export.minute()) == day).unwrap().minute();
            assert!(asked.open_at(noon).is_none(), "{asked:?} was there on {day:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_invented_and_nobody_is_missed((history, pieces) in mixed(distinct_histories())) {
        let mut record = Record::new();
        for piece in pieces {
            let now = instant(piece.export().minute() + 6 * 60);
            piece.work_in(&mut record, &history, now);
            assert_nothing_invented(&history.people, &record, piece.export(), now);
            assert_nobody_missed(&history, &record);
        }
    }

    #[test]
    fn the_same_piece_again_changes_nothing((history, pieces) in mixed(prop_oneof![histories(false), distinct_histories()])) {
        let mut record = Record::new();
        for (index, piece) in pieces.into_iter().enumerate() {
            piece.work_in(&mut record, &history, instant(200 * DAY));
            assert!(!piece.work_in(&mut record, &history, instant(201 * DAY)), "piece {index} again");
        }
    }

    /// But for somebody who was asked twice: a page that lacks them was held against the request that was known then,
    /// and what else its rows may have meant is not asked again once the second one is known.
    #[test]
    fn the_order_does_not_matter(
        (history, pieces, shuffled) in mixed(distinct_histories())
            .prop_flat_map(|(history, pieces)| (Just(history), Just(pieces.clone()), Just(pieces).prop_shuffle())),
    ) {
        let now = instant(200 * DAY);
        let verdicts = |pieces: &[Piece]| {
            let mut record = Record::new();
            for piece in pieces {
                piece.work_in(&mut record, &history, now);
            }
            let asked_once = |slug: &Option<String>| {
                history.people.iter().all(|asked| asked.sent.len() == 1 || slug.as_ref() != Some(&asked.slug))
            };
            let has_page = pieces.iter().any(|piece| matches!(piece, Piece::Page(_)));
            let mut verdicts = record.verdicts(now);
            verdicts.retain(|(_, slug, _), _| !has_page || asked_once(slug));
            verdicts
        };
        prop_assert_eq!(verdicts(&pieces), verdicts(&shuffled));
    }
}
