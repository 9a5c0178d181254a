//! A record and a `Connections.csv` of somebody who sent a great many requests: the same for the same size.
//!
//! The record is written through [`Store`], so that it can't fall behind the schema; beside it stands a plain file with the
//! same content, for the `sqlite3` shell to be measured with.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "the numbers are small"
)]

pub mod random;

use std::fmt::Write;
use std::path::Path;

use invtrack::error::{Error, Result};
use invtrack::model::tracked::{Numbers, Tracked};
use invtrack::record::context::Context;
use invtrack::record::deed::{Deed, Ending};
use invtrack::record::fact::{Fact, Origin, Row, Said, Sending, Sight, Who};
use invtrack::record::identity::{typed, uid_of_list};
use invtrack::record::list::{List, ListKind};
use invtrack::record::name::fold;
use invtrack::record::observation::{Button, Degree, SentPage, Signals};
use invtrack::record::set::Record;
use invtrack::record::time::{DAY_MS, Day, Instant, Zone};
use invtrack::record::uid::Uid;
use invtrack::record::when::When;
use invtrack::store::Store;

use random::Random;

/// Looks a request.
const LOOKS: usize = 10;
/// The requests are spread evenly over so many days.
const DAYS: i64 = 1000;
/// How long a request is looked after, in days.
const FOLLOWED_DAYS: i64 = 150;
/// For three requests one connection, as somebody has them who asks much.
const CONNECTIONS_A_REQUEST: usize = 3;

/// Syllables: random names, of which few are alike.
const SYLLABLES: [&str; 24] = [
    "an", "bra", "zo", "ko", "mei", "ao", "lu", "pri", "jor", "sven", "no", "ta", "ri", "el", "ma", "dan",
    "ul", "fe", "gor", "hal", "is", "yo", "va", "wen",
];
const TAGS: &[&str] = &["recruiter", "rust", "conference", "alumni", "2026"];
const NOTE: &str = "Your talk on tiny tests was great; could we talk about fixtures some time?";

/// The clock by which the database is read: 2026-11-10T12:00:00Z.
pub const fn now() -> Instant {
    Instant::from_millis(1_794_312_000_000)
}

/// A day before: what is recorded today is a command's own, and what was learned by then is what is calibrated with.
const fn last_recorded() -> Instant {
    now().plus_millis(-DAY_MS)
}

/// What really became of a request.
#[derive(Clone, Copy)]
enum Fate {
    Accepted(Instant),
    Declined(Instant),
    Silent,
}

/// A name that few others have, and its profile.
fn identity(index: usize) -> (String, String, String) {
    let mut random = Random::of(index as u64 + 1);
    let mut word = |syllables: i64| {
        let word: String = (0..syllables).map(|_| random.choose(&SYLLABLES)).collect();
        word[..1].to_uppercase() + &word[1..]
    };
    let (first, last) = (word(2), word(3));
    let slug = format!("{}-{index:06x}", fold(&format!("{first} {last}")).replace(' ', "-"));
    (first, last, slug)
}

/// So many requests, ten times as many looks in the order of recording, three times as many connections.
pub fn record(requests: usize) -> Record {
    let mut random = Random::of(7);
    let mut record = Record::default();
    let mut looks: Vec<Fact> = Vec::new();
    let mut sendings: Vec<Uid> = Vec::new();
    for index in 0..requests {
        let age = DAYS * DAY_MS / requests as i64 * (requests - index) as i64;
        let sent = last_recorded().plus_millis(-age);
        // Every twentieth is a second try.
        let person = if index % 20 == 19 { index / 2 } else { index };
        let sending = request(person, sent, &mut random);
        looks.extend(about(sending.uid, sent, &mut random));
        sendings.push(sending.uid);
        record.facts.push(sending);
    }
    looks.sort_by_key(|look| look.learned);
    record.facts.append(&mut looks);
    let first = record.facts.len() as u32;
    record.facts.extend((0..requests * CONNECTIONS_A_REQUEST).map(connection));
    let came: Vec<u32> = (first..record.facts.len() as u32).collect();
    let as_of = When::Day(Day::of_utc(now().plus_millis(-20 * DAY_MS)).unwrap_or(Day::FIRST));
    let (kind, source) = (ListKind::Connections, Origin::Export);
    let (uid, went) = (Uid::NOBODY, Vec::new());
    let mut list =
        List { uid, kind, source, as_of, complete: true, learned: imported(), base: None, came, went };
    list.uid = uid_of_list(&list, list.came.iter().map(|&row| record.facts[row as usize].uid));
    record.lists.push(list);
    record
}

/// Writes a new database, and beside it the same in plain tables.
pub fn database(path: &Path, requests: usize) -> Result<()> {
    let record = record(requests);
    write_plain(&path.with_extension("plain"), &record)
        .map_err(|error| Error::failed("cannot write the plain file").caused_by(error))?;
    Store::open_to_write(path)?.write(|change| {
        change.begin(now(), "written to be measured");
        change.add(&record)?;
        let record = change.read(|view| view.all())?.record;
        Tracked::number(record, &mut Numbers::default(), Zone::Utc, |bearers| change.give_numbers(bearers))?;
        Ok(())
    })
}

/// Every fact, each look with its request and person.
fn write_plain(path: &Path, record: &Record) -> rusqlite::Result<()> {
    let mut file = rusqlite::Connection::open(path)?;
    let change = file.transaction()?;
    change.execute_batch(
        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, slug TEXT);
         CREATE TABLE request (uid BLOB PRIMARY KEY, person INTEGER, sent TEXT, note TEXT);
         CREATE TABLE look (id INTEGER PRIMARY KEY, request BLOB, at TEXT, learned INTEGER, signals TEXT);
         CREATE TABLE connection (id INTEGER PRIMARY KEY, name TEXT, slug TEXT, at TEXT);
         CREATE UNIQUE INDEX person_by_slug ON person (slug);",
    )?;
    for fact in &record.facts {
        let at = fact.at.map(|at| at.to_string());
        let (name, slug) = (fact.who.name.as_deref(), fact.who.slug.as_deref());
        match &fact.said {
            Said::Sent(sending) => {
                change.execute("INSERT OR IGNORE INTO person (name, slug) VALUES (?1, ?2)", (name, slug))?;
                change.execute(
                    "INSERT INTO request SELECT ?1, id, ?2, ?3 FROM person WHERE slug = ?4",
                    (fact.uid.bytes(), at, &sending.context.note, slug),
                )?;
            }
            Said::Connection(_) => {
                change.execute(
                    "INSERT INTO connection (name, slug, at) VALUES (?1, ?2, ?3)",
                    (name, slug, at),
                )?;
            }
            Said::Look(sight) => {
                let signals = serde_json::to_string(&sight.signals).unwrap_or_default();
                let about = fact.about.first().map(Uid::bytes);
                change.execute(
                    "INSERT INTO look (request, at, learned, signals) VALUES (?1, ?2, ?3, ?4)",
                    (about, at, fact.learned.millis(), signals),
                )?;
            }
            _ => {}
        }
    }
    change.commit()
}

/// A `Connections.csv` as LinkedIn writes it, the latest connections first.
pub fn connections_csv(rows: usize) -> String {
    let mut csv = "Notes:\n\"When exporting your connection data, you may notice that some of the email addresses are missing.\"\n\n\
                   First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        .to_owned();
    for index in 0..rows {
        let (first, last, slug) = identity(index);
        let age = DAYS * index as i64 / rows.max(1) as i64;
        let (_, month, _) = Day::of_utc(now()).unwrap_or(Day::FIRST).ymd();
        let day =
            Day::of_utc(now().plus_millis(-DAY_MS * (1 + age))).map(|day| day.iso()).unwrap_or_default();
        // Writing to a string can't fail.
        let _ = writeln!(
            csv,
            "{first},{last},https://www.linkedin.com/in/{slug},,\"Example {}, Inc.\",Engineer,{day}",
            index % 700 + month as usize
        );
    }
    csv
}

fn who(index: usize) -> Who {
    let (first, last, slug) = identity(index);
    Who { name: Some(format!("{first} {last}").into()), slug: Some(slug.into()), ..Who::default() }
}

fn connection(index: usize) -> Fact {
    let day = Day::of_utc(now().plus_millis(-DAY_MS * (30 + index as i64 % DAYS))).unwrap_or(Day::FIRST);
    // Most of them were never asked.
    typed(
        Said::Connection(Row::default()),
        who(1_000_000 + index),
        Some(When::Day(day)),
        Vec::new(),
        imported(),
    )
}

/// When the connections were imported.
const fn imported() -> Instant {
    now().plus_millis(-20 * DAY_MS)
}

/// Nearly all are recorded at once, which calibration learns from; the rest comes from a table of ten days later.
fn request(person: usize, sent: Instant, random: &mut Random) -> Fact {
    let is_late = !random.chance(90);
    let (source, late) = if is_late { (Origin::Table, 10 * DAY_MS) } else { (Origin::Typed, 0) };
    let said = Said::Sent(Sending { source, context: Box::new(circumstances(random)) });
    typed(
        said,
        who(person),
        Some(moment(sent, random.chance(15))),
        Vec::new(),
        sent.plus_millis(late).min(last_recorded()),
    )
}

/// What was seen of it and done about it.
fn about(request: Uid, sent: Instant, random: &mut Random) -> Vec<Fact> {
    let fate = match random.below(100) {
        0..35 => Fate::Accepted(sent.plus_millis(random.below(20) * DAY_MS)),
        35..55 => Fate::Declined(sent.plus_millis(random.below(30) * DAY_MS)),
        _ => Fate::Silent,
    };
    // Often at first, seldom later; the first one sometimes from before sending. All of them were recorded before today.
    let span = (FOLLOWED_DAYS * DAY_MS).min(last_recorded().millis() - sent.millis() - DAY_MS / 100);
    let mut facts = Vec::with_capacity(LOOKS + 1);
    for number in 0..LOOKS as i64 {
        let seen = sent.plus_millis(span * number * number / 100 - random.below(DAY_MS / 100));
        let memo = random.chance(5).then(|| "from the train".into());
        let signals = signals(seen, fate, number, random);
        let said = Said::Look(Sight { source: Origin::Typed, signals, memo });
        let at = moment(seen, random.chance(20));
        facts.push(typed(said, Who::default(), Some(at), vec![request], seen.plus_millis(60_000 + number)));
    }
    if random.chance(3) {
        let at = sent.plus_millis(span);
        let said = Said::Action(Deed::Ended(Ending::Withdrawn));
        facts.push(typed(said, Who::default(), Some(When::Moment(at)), vec![request], at));
    }
    facts
}

fn circumstances(random: &mut Random) -> Context {
    let tags = if random.chance(30) { vec![random.choose(TAGS).to_owned()] } else { Vec::new() };
    Context {
        note: random.chance(40).then(|| NOTE.to_owned()),
        generic: random.chance(5),
        met_at: random.chance(10).then(|| "RustConf".to_owned()),
        mutual: random.chance(30).then_some(4),
        senior: random.chance(10),
        stranger: random.chance(10),
        confirmed: random.chance(20),
        tags,
        ..Context::default()
    }
}

fn signals(seen: Instant, fate: Fate, number: i64, random: &mut Random) -> Signals {
    let (accepted, declined) = match fate {
        Fate::Accepted(at) => (at <= seen, false),
        Fate::Declined(at) => (false, at <= seen),
        Fate::Silent => (false, false),
    };
    let mut signals = Signals::default();
    match random.below(100) {
        0..45 => signals.button = Some(button(accepted, declined || number == 0)),
        45..60 => signals.connections = Some((40 + 60 * random.below(9) + number).unsigned_abs() as u32),
        60..75 => signals.in_connections = Some(accepted),
        75..90 => {
            signals.sent_page = Some(if accepted || declined { SentPage::Gone } else { SentPage::Listed });
        }
        90..94 => signals.degree = Some(if accepted { Degree::First } else { Degree::Second }),
        94..96 => signals.notified = Some(accepted),
        96..98 => signals.viewed_me = true,
        _ => signals.engaged = true,
    }
    signals
}

fn button(accepted: bool, free: bool) -> Button {
    match (accepted, free) {
        (true, _) => Button::Message,
        (_, true) => Button::Connect,
        _ => Button::Pending,
    }
}

/// The time, or only its day.
fn moment(at: Instant, only_day: bool) -> When {
    Day::of_utc(at).filter(|_| only_day).map_or(When::Moment(at), When::Day)
}
