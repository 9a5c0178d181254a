//! A database and a `Connections.csv` of somebody who sent a great many requests: the same for the same size.
//!
//! The database is written through [`Store`], so that it can't fall behind the schema.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "the numbers are small"
)]

mod random;

use std::fmt::Write;
use std::path::Path;

use invtrack::domain::person::Person;
use invtrack::domain::request::{Action, Context, Request};
use invtrack::error::Result;
use invtrack::record::deed::{Deed, Ending};
use invtrack::record::name::fold;
use invtrack::record::observation::{Button, Degree, Look, SentPage, Signals, Source};
use invtrack::record::time::{DAY_MS, Day, Instant, Moment};
use invtrack::store::{Change, Store};

use random::Random;

/// Looks a request.
const LOOKS: usize = 10;
/// The requests are spread evenly over so many days.
const DAYS: i64 = 1000;
/// How long a request is looked after, in days.
const FOLLOWED_DAYS: i64 = 150;

const FIRST: &[&str] =
    &["Ana", "Bram", "Zoë", "Kofi", "Mei", "Aoife", "Łukasz", "Priya", "Jordan", "Émile", "Sven", "Noor"];
const LAST: &[&str] =
    &["Brandt", "Mensah", "Visser", "Brennan", "Lin", "Müller", "O'Neil", "Kowalski", "Sørensen"];
const TAGS: &[&str] = &["recruiter", "rust", "conference", "alumni", "2026"];
const NOTE: &str = "Your talk on tiny tests was great; could we talk about fixtures some time?";

/// The clock by which the database is read: 2026-11-10T12:00:00Z.
pub const fn now() -> Instant {
    Instant::from_millis(1_794_312_000_000)
}

/// What really became of a request.
#[derive(Clone, Copy)]
enum Fate {
    Accepted(Instant),
    Declined(Instant),
    Silent,
}

/// Writes a new database: so many requests, ten times as many looks.
pub fn database(path: &Path, requests: usize) -> Result<()> {
    Store::open_to_write(path)?.write(|change| {
        let mut random = Random::new();
        let mut people = Vec::with_capacity(requests);
        for index in 0..requests {
            let age = DAYS * DAY_MS / requests as i64 * (requests - index) as i64;
            let sent = now().plus_millis(-age);
            // Every twentieth is a second try.
            let person = match people.get(index / 2) {
                Some(&person) if index % 20 == 19 => person,
                _ => add_person(index, sent, change)?,
            };
            people.push(person);
            add_request(person, sent, &mut random, change)?;
        }
        Ok(())
    })
}

/// A `Connections.csv` as LinkedIn writes it; the first people are those of [`database`].
pub fn connections_csv(rows: usize) -> String {
    let mut csv = "Notes:\n\"When exporting your connection data, you may notice that some of the email addresses are missing.\"\n\n\
                   First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        .to_owned();
    for index in 0..rows {
        let (first, last, slug) = identity(index);
        let day = Day::of_utc(now().plus_millis(-DAY_MS * (1 + index as i64 % DAYS)));
        let day = day.map(|day| day.iso()).unwrap_or_default();
        // Writing to a string can't fail.
        let _ = writeln!(
            csv,
            "{first},{last},https://www.linkedin.com/in/{slug},,\"Example {}, Inc.\",Engineer,{day}",
            index % 700
        );
    }
    csv
}

/// First and last name and profile. Names repeat once in some 25,000.
fn identity(index: usize) -> (String, String, String) {
    let letters: Vec<char> = ('A'..='Z').collect();
    let pick = |words: &[&'static str], divisor: usize| words[index / divisor % words.len()];
    let first = format!("{} {}.", pick(FIRST, 1), letters[index / 972 % 26]);
    let last = format!("{}-{}", pick(LAST, 12), pick(LAST, 108));
    let slug = format!("{}-{index:06x}", fold(&format!("{first} {last}")).replace(' ', "-"));
    (first, last, slug)
}

fn add_person(index: usize, recorded_at: Instant, change: &Change) -> Result<i64> {
    let (first, last, slug) = identity(index);
    let name = format!("{first} {last}");
    change.add_person(&Person::new(name.clone(), Some(slug), None, recorded_at), &fold(&name))
}

fn add_request(person: i64, sent: Instant, random: &mut Random, change: &Change) -> Result<()> {
    // Half is recorded at once, which calibration learns from; the rest comes from an export of ten days later.
    let late = if random.chance(50) { 0 } else { 10 * DAY_MS };
    let request = change.add_request(&Request {
        id: 0,
        person_id: person,
        sent: moment(sent, random.chance(15)),
        recorded_at: sent.plus_millis(late),
        context: circumstances(random),
        source: if late == 0 { Source::Typed } else { Source::Invitations },
        sent_within: 0,
        actions: Vec::new(),
    })?;
    let span = FOLLOWED_DAYS * DAY_MS;
    let fate = match random.below(100) {
        0..35 => Fate::Accepted(sent.plus_millis(random.below(20) * DAY_MS)),
        35..55 => Fate::Declined(sent.plus_millis(random.below(30) * DAY_MS)),
        _ => Fate::Silent,
    };
    // Often at first, seldom later; the first one sometimes from before sending. All of them have happened by now.
    let span = span.min(now().millis() - sent.millis());
    for number in 0..LOOKS as i64 {
        let seen = sent.plus_millis(span * number * number / 100 - random.below(DAY_MS / 100));
        let look = look(seen, fate, number, random);
        change.add_look(person, &look, seen.plus_millis(60_000))?;
    }
    if random.chance(3) {
        let at = sent.plus_millis(span);
        let withdrawn =
            Action { deed: Deed::Ended(Ending::Withdrawn), at: Moment::Exact(at), recorded_at: at };
        change.add_action(request, &withdrawn)?;
    }
    Ok(())
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

fn look(seen: Instant, fate: Fate, number: i64, random: &mut Random) -> Look {
    let (accepted, declined) = match fate {
        Fate::Accepted(at) => (at <= seen, false),
        Fate::Declined(at) => (false, at <= seen),
        Fate::Silent => (false, false),
    };
    let mut signals = Signals::default();
    let mut source = Source::Typed;
    match random.below(100) {
        0..45 => signals.button = Some(button(accepted, declined || number == 0)),
        45..60 => signals.connections = Some((40 + 60 * random.below(9) + number).unsigned_abs() as u32),
        60..75 => {
            source = Source::Connections;
            signals.in_connections = Some(accepted);
        }
        75..90 => {
            source = Source::Invitations;
            signals.sent_page = Some(if accepted || declined { SentPage::Gone } else { SentPage::Listed });
        }
        90..94 => signals.degree = Some(if accepted { Degree::First } else { Degree::Second }),
        94..96 => signals.notified = Some(accepted),
        96..98 => signals.viewed_me = true,
        _ => signals.engaged = true,
    }
    let memo = random.chance(5).then(|| "from the train".to_owned());
    Look { seen: moment(seen, source != Source::Typed || random.chance(20)), source, signals, memo }
}

fn button(accepted: bool, free: bool) -> Button {
    match (accepted, free) {
        (true, _) => Button::Message,
        (_, true) => Button::Connect,
        _ => Button::Pending,
    }
}

/// The time, or only its day.
fn moment(at: Instant, only_day: bool) -> Moment {
    Day::of_utc(at).filter(|_| only_day).map_or(Moment::Exact(at), Moment::Day)
}
