//! An invented truth, and what exports show of it.

use proptest::prelude::*;

use crate::domain::facts::{
    Acceptance, ConnectionRow, Direction, Facts, Invitation, ListRows, SentList, SentRow,
};
use crate::record::observation::Source;
use crate::record::time::{Day, Instant, Moment, Zone};

pub(super) const DAY: i64 = 24 * 60;
/// The day on which somebody becomes a connection who was never asked.
const STRANGE_DAY: i64 = 30;

/// One invitation: minutes since the start of the history.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent {
    pub(super) at: i64,
    pub(super) accepted: Option<i64>,
    /// No longer open, for whatever reason.
    over: Option<i64>,
}

/// Who was asked, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) sent: Vec<Sent>,
}

impl Asked {
    /// The invitation that is open then.
    pub(super) fn open_at(&self, minute: i64) -> Option<Sent> {
        let sent = self.sent.iter().rfind(|sent| sent.at <= minute)?;
        sent.over.is_none_or(|over| over > minute).then_some(*sent)
    }

    pub(super) fn accepted_by(&self, minute: i64) -> Option<i64> {
        self.sent.iter().find_map(|sent| sent.accepted).filter(|&accepted| accepted <= minute)
    }
}

/// One export: made at noon of a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Export {
    day: i64,
    invitations: bool,
    pub(super) connections: bool,
    /// Exports of before 2023 have no profiles.
    slugs: bool,
    /// The rows that can't be read, a bit each.
    bad: u16,
}

#[derive(Clone, Debug)]
pub(super) struct History {
    pub(super) people: Vec<Asked>,
    /// The name of somebody who was never asked.
    stranger: &'static str,
    pub(super) exports: Vec<Export>,
}

pub(super) fn instant(minute: i64) -> Instant {
    Instant::parse_rfc3339("2026-01-01T00:00:00Z").unwrap().plus_millis(minute * 60_000)
}

pub(super) fn day_of(minute: i64) -> Day {
    Zone::Utc.day_of(instant(minute))
}

/// `gap`: so many days at least between the end of an invitation and the next one.
fn people(gap: i64) -> impl Strategy<Value = Vec<Asked>> {
    // Minutes before sending, minutes until something happens, and what.
    let sent = (gap * DAY..(gap + 38) * DAY, 0..60 * DAY, 0..4_u8);
    prop::collection::vec(prop::collection::vec(sent, 1..4), 1..7).prop_map(|people| {
        let asked = |(number, raw): (usize, Vec<(i64, i64, u8)>)| {
            let (mut clock, mut sent) = (0, Vec::new());
            for (gap, life, fate) in raw {
                let at = clock + gap;
                clock = at + life;
                let accepted = (fate == 0).then_some(clock);
                let over = (fate < 3).then_some(clock);
                sent.push(Sent { at, accepted, over });
                // A new invitation follows only on one that came to nothing.
                if accepted.is_some() || over.is_none() {
                    break;
                }
            }
            Asked { name: format!("Person {number}"), slug: format!("person-{number}"), sent }
        };
        people.into_iter().enumerate().map(asked).collect()
    })
}

fn exports(complete: bool) -> impl Strategy<Value = Vec<Export>> {
    let bad = if complete { Just(0).boxed() } else { prop_oneof![2 => Just(0), 1 => any::<u16>()].boxed() };
    let lists = prop_oneof![3 => Just((true, true)), 1 => Just((true, false)), 1 => Just((false, true))];
    let export = (1..150_i64, lists, bad).prop_map(|(day, (invitations, connections), bad)| Export {
        day,
        invitations,
        connections,
        slugs: true,
        bad,
    });
    prop::collection::vec(export, 1..6).prop_map(|mut exports| {
        exports.sort_by_key(|export| export.day);
        exports.dedup_by_key(|export| export.day);
        exports
    })
}

/// With profiles, and every name is a person's own; a second invitation comes late enough to be told from a date that
/// was mistyped.
pub(super) fn distinct_histories() -> impl Strategy<Value = History> {
    let history = |(people, exports)| History { people, stranger: "Stranger", exports };
    (people(21), exports(true)).prop_map(history)
}

/// With profiles; every third person and the stranger have the same name.
pub(super) fn histories(complete: bool) -> impl Strategy<Value = History> {
    (people(2), exports(complete)).prop_map(|(mut people, exports)| {
        people.iter_mut().step_by(3).for_each(|asked| "Ana Example".clone_into(&mut asked.name));
        History { people, stranger: "Ana Example", exports }
    })
}

/// Some exports without profiles; every name is a person's own.
pub(super) fn old_histories() -> impl Strategy<Value = History> {
    (people(2), exports(false), any::<u8>()).prop_map(|(people, mut exports, old)| {
        for (index, export) in exports.iter_mut().enumerate() {
            export.slugs = old >> index & 1 == 0;
        }
        History { people, stranger: "Stranger", exports }
    })
}

impl Export {
    pub(super) fn minute(self) -> i64 {
        self.day * DAY + DAY / 2
    }

    fn is_bad(self, row: usize) -> bool {
        self.bad >> (row % 16) & 1 == 1
    }

    fn list<T>(self, is_there: bool, rows: Vec<T>) -> Option<ListRows<T>> {
        let before = rows.len();
        let rows: Vec<T> =
            rows.into_iter().enumerate().filter(|(row, _)| !self.is_bad(*row)).map(|(_, row)| row).collect();
        let complete = rows.len() == before;
        is_there.then(|| ListRows { file: "x.csv".to_owned(), rows, complete })
    }

    /// What the Sent page shows on that day; incomplete where rows can't be read.
    pub(super) fn sent_page(self, History { people, .. }: &History) -> SentList {
        let (now, as_of) = (self.minute(), day_of(self.minute()));
        let row = |asked: &Asked| {
            let sent = asked.open_at(now)?;
            let days = (now - sent.at) / DAY;
            // Under a week it counts days, then weeks.
            let (least, most) = if days < 7 { (days, days + 1) } else { (days / 7 * 7, days / 7 * 7 + 7) };
            let day = |ago: i64| as_of.plus_days(-ago).unwrap();
            Some(SentRow {
                row: 2,
                name: asked.name.clone(),
                slug: None,
                first_day: day(most),
                last_day: day(least),
            })
        };
        let rows: Vec<SentRow> = people.iter().filter_map(row).collect();
        let total = u32::try_from(rows.len()).ok();
        let rows = rows.into_iter().enumerate().filter(|(row, _)| !self.is_bad(*row)).map(|(_, row)| row);
        SentList { rows: rows.collect(), total }
    }

    /// The mails that were written by that day.
    pub(super) fn mails(self, History { people, .. }: &History) -> Vec<(String, Acceptance)> {
        let told = |asked: &Asked| {
            let at = asked.accepted_by(self.minute())?;
            let acceptance = Acceptance {
                source: Source::Mail,
                at: Moment::Exact(instant(at)),
                slug: None,
                full_name: Some(asked.name.clone()),
                first_name: None,
            };
            Some(("a mail".to_owned(), acceptance))
        };
        people.iter().filter_map(told).collect()
    }

    /// What it says, when the truth is that.
    pub(super) fn facts(self, History { people, stranger, .. }: &History) -> Facts {
        let now = self.minute();
        let slug = |slug: &str| self.slugs.then(|| slug.to_owned());
        let open = |asked: &Asked| {
            Some(Invitation {
                row: 2,
                direction: Direction::Outgoing,
                name: asked.name.clone(),
                slug: slug(&asked.slug),
                email: None,
                sent: instant(asked.open_at(now)?.at),
                note: None,
            })
        };
        let friend = |asked: &Asked| {
            let connected_on = day_of(asked.accepted_by(now)?);
            Some(ConnectionRow {
                row: 2,
                name: asked.name.clone(),
                slug: slug(&asked.slug),
                email: None,
                connected_on,
            })
        };
        let stranger = ConnectionRow {
            row: 2,
            name: (*stranger).to_owned(),
            slug: slug("a-stranger"),
            email: None,
            connected_on: day_of(STRANGE_DAY * DAY),
        };
        let stranger = (self.day >= STRANGE_DAY).then_some(stranger);
        let friends = people.iter().filter_map(friend).chain(stranger).collect();
        Facts {
            as_of: day_of(now),
            invitations: self.list(self.invitations, people.iter().filter_map(open).collect()),
            connections: self.list(self.connections, friends),
        }
    }
}
