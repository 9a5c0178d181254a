//! What makes two facts one: the same content, wherever and whenever it was read (M3).

use serde::Serialize;

use super::fact::{Fact, Mail, Marks, Origin, Said, Who};
use super::list::List;
use super::time::Instant;
use super::uid::Uid;
use super::when::When;

/// A second look of the same kind is another look.
pub const fn is_by_hand(said: &Said) -> bool {
    match said {
        Said::Sent(sending) => matches!(sending.source, Origin::Typed),
        Said::Look(sight) => !matches!(sight.source, Origin::Table),
        Said::Action(_) | Said::Correction(_) | Said::Account(_) => true,
        Said::Invitation(_) | Said::Connection(_) | Said::Acceptance(_) | Said::Reply(_) => false,
    }
}

pub fn typed(said: Said, who: Who, at: Option<When>, about: Vec<Uid>, learned: Instant) -> Fact {
    let mut fact = Fact { uid: Uid::NOBODY, said, about, who, at, learned, marks: Marks::default() };
    fact.uid = uid_of(&fact, true);
    fact
}

/// `dated`: its source says when it was learned; of what is typed that is a part of it.
pub fn uid_of(fact: &Fact, dated: bool) -> Uid {
    #[derive(Serialize)]
    struct Content<'a> {
        said: &'a Said,
        about: &'a [Uid],
        who: &'a Who,
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
        within: at.map_or(0, When::within),
        learned: (dated && is_by_hand(&fact.said)).then(|| fact.learned.millis()),
    };
    // Strings and numbers can always be written.
    Uid::of_text(&serde_json::to_string(&content).unwrap_or_default())
}

/// With the sum of the rows' uids, which needs no order and from which a forgotten row can be subtracted.
pub fn uid_of_list(list: &List, rows: impl IntoIterator<Item = Uid>) -> Uid {
    uid_of_list_sum(list, rows.into_iter().map(Uid::number).fold(0, u128::wrapping_add))
}

/// `sum` wraps around.
pub fn uid_of_list_sum(list: &List, sum: u128) -> Uid {
    Uid::of_text(&format!("{} {} {} {sum:032x}", list.kind.word(), list.source.word(), list.as_of))
}
