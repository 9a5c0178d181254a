//! What makes two facts one: the same content, wherever and whenever it was read (M3).

use serde::Serialize;

use super::fact::{Fact, List, Mail, Origin, Said};
use super::uid::Uid;

/// Whether saying the same twice tells of two things: a second look of the same kind is another look.
const fn is_by_hand(said: &Said) -> bool {
    match said {
        Said::Sent(sending) => matches!(sending.source, Origin::Typed),
        Said::Look(sight) => !matches!(sight.source, Origin::Table),
        Said::Action(_) | Said::Correction(_) | Said::Account(_) => true,
        Said::Invitation(_) | Said::Connection(_) | Said::Acceptance(_) | Said::Reply(_) => false,
    }
}

/// The uid of a fact, made from the rest of it. `dated`: whether its source says when it was learned; of what is typed
/// that is a part of it.
pub fn uid_of(fact: &Fact, dated: bool) -> Uid {
    #[derive(Serialize)]
    struct Content<'a> {
        said: &'a Said,
        about: &'a [Uid],
        who: &'a super::fact::Who,
        at: Option<String>,
        within: u16,
        learned: Option<i64>,
    }
    // LinkedIn's own number of a mail says all but whom it tells of.
    let by_number = matches!(&fact.said, Said::Acceptance(Mail { message_id: Some(_), .. }));
    let at = fact.at.filter(|_| !by_number);
    let content = Content {
        said: &fact.said,
        about: &fact.about,
        who: &fact.who,
        at: at.map(|at| at.to_string()),
        within: at.map_or(0, super::when::When::within),
        learned: (dated && is_by_hand(&fact.said)).then(|| fact.learned.millis()),
    };
    // Strings and numbers can always be written.
    Uid::of_text(&serde_json::to_string(&content).unwrap_or_default())
}

/// The uid of a list: its kind, source and day, and the sum of its rows' uids, which needs no order and from which a
/// forgotten row can be subtracted.
pub fn uid_of_list(list: &List, rows: impl IntoIterator<Item = Uid>) -> Uid {
    let sum = rows.into_iter().fold(0_u128, |sum, row| sum.wrapping_add(u128::from_be_bytes(*row.bytes())));
    Uid::of_text(&format!("{} {} {} {sum:032x}", list.kind.word(), list.source.word(), list.as_of))
}
