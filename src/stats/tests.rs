//! Simulated users: how often the range holds the rate (heuristics 5.1).

use std::rc::Rc;

use super::life::Followed;
use super::overview::HEADLINE;
use super::sample::Sample;
use crate::matching::world::{Member, Sent, Sign};
use crate::model::calibrate::Learned;
use crate::model::judge::{Judge, Judged};
use crate::model::request::{Context, Observation, Person, Request};
use crate::model::settings::Model;
use crate::record::observation::{Button, Source};
use crate::record::time::{DAY_MS, Instant, Moment, Zone};

/// Numbers that look random and are always the same (splitmix64).
struct Dice(u64);

impl Dice {
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Log-normal, by its median.
    fn days(&mut self, median: f64) -> f64 {
        let normal = (-2.0 * (1.0 - self.unit()).ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos();
        median * (1.3 * normal).exp()
    }

    /// Days until somebody accepts who does.
    fn acceptance(&mut self) -> f64 {
        let median = if self.unit() < 0.7 { 0.8 } else { 10.0 };
        self.days(median)
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Habit {
    /// Records what is sent and looks at each profile every week or two.
    Typed,
    /// An export each week, or each month, and nothing else.
    Exports(f64),
    /// The same, and records what is sent.
    TypedAndExports(f64),
    /// Half of it typed when sent; looks and exports.
    Mixed,
}

const RATE: f64 = 0.37;
const NOW: f64 = 130.0;
const REQUESTS: u32 = 60;
const SENT_WITHIN: f64 = 100.0;

fn at(days: f64) -> Instant {
    Instant::from_millis(1_790_000_000_000 / DAY_MS * DAY_MS).plus_days(days)
}

/// A request that was sent on that day of the simulation; none that nobody ever heard of.
fn request(habit: Habit, sent: f64, dice: &mut Dice) -> Option<Request> {
    let accepted = dice.acceptance();
    let accepted = (dice.unit() < RATE).then_some(sent + accepted);
    let declined = sent + dice.days(4.0);
    let declined = (dice.unit() < 0.5 && accepted.is_none()).then_some(declined);
    let is_typed = match habit {
        Habit::Typed | Habit::TypedAndExports(_) => true,
        Habit::Exports(_) => false,
        Habit::Mixed => dice.unit() < 0.5,
    };
    let is_past = |event: Option<f64>, now: f64| event.is_some_and(|day| day <= now);
    let mut looks = Vec::new();
    let mut see = |day: f64, source: Source, sign: Sign, seen: Moment| {
        looks.push(Observation {
            id: 0,
            seen,
            source,
            signs: vec![sign],
            memo: None,
            recorded_at: at(day),
            is_before: false,
            fact: None,
            rows: (0, 0),
        });
    };
    if habit == Habit::Typed || habit == Habit::Mixed && is_typed {
        let mut day = sent;
        loop {
            day += 5.0 + 10.0 * dice.unit();
            if day > NOW {
                break;
            }
            let button = match (is_past(accepted, day), is_past(declined, day)) {
                (true, _) => Button::Message,
                (_, true) => Button::Connect,
                _ => Button::Pending,
            };
            see(day, Source::Typed, Sign::Button(button), Moment::Exact(at(day)));
            if button == Button::Message {
                see(day, Source::Typed, Sign::Member(Member::Yes), Moment::Exact(at(day)));
                break;
            }
        }
    }
    let every = match habit {
        Habit::Exports(every) | Habit::TypedAndExports(every) => every,
        Habit::Mixed => 7.0,
        Habit::Typed => f64::INFINITY,
    };
    let mut first = is_typed.then_some(sent);
    for number in 1.. {
        let day = f64::from(number) * every;
        if day > NOW {
            break;
        }
        if day < sent {
            continue;
        }
        let export = Moment::Exact(at(day));
        match (accepted.filter(|event| *event <= day), is_past(declined, day)) {
            (None, false) => {
                first = first.or(Some(day));
                see(day, Source::Invitations, Sign::Sent(Sent::Listed), export);
            }
            (Some(event), _) if first.is_some() => {
                let on = Moment::Day(Zone::Utc.day_of(at(event)));
                see(day, Source::Connections, Sign::Member(Member::Dated), on);
                break;
            }
            (None, true) if first.is_some() => {
                see(day, Source::Invitations, Sign::Sent(Sent::Unlisted), export);
                see(day, Source::Connections, Sign::Member(Member::Absent), export);
            }
            _ => return None,
        }
    }
    looks.sort_by_key(|look| look.seen.instant(Zone::Utc));
    let person = Rc::new(Person::new(String::new(), None, None, at(sent)));
    let request = Request::new(person, Moment::Exact(at(sent)), Context::default(), at(first?));
    let source = if is_typed { Source::Typed } else { Source::Invitations };
    Some(Request { source, is_late: !is_typed, looks, ..request })
}

/// For how many users a rate within 30 days was told, and for how many its range held the true one.
fn coverage(habit: Habit, users: u64, truth: f64) -> (usize, usize) {
    let model = Model::default();
    let now = Moment::Exact(at(NOW));
    let judge = Judge::new(Learned::default(), &model, now, Zone::Utc);
    let (mut told, mut held) = (0, 0);
    for user in 0..users {
        let mut dice = Dice(user * 7 + 1);
        let requests: Vec<Request> = (0..REQUESTS)
            .filter_map(|_| {
                let sent = SENT_WITHIN * dice.unit();
                request(habit, sent, &mut dice)
            })
            .collect();
        let judged: Vec<Judged> = requests.iter().map(|request| judge.judge(request)).collect();
        let followed = requests.iter().zip(&judged);
        let followed: Vec<Followed> =
            followed.map(|(request, judged)| Followed::of(request, judged, now, Zone::Utc)).collect();
        if let Some(rate) = Sample::of(&followed).within(HEADLINE).told.rate() {
            told += 1;
            held += usize::from((rate.low..=rate.high).contains(&truth));
        }
    }
    (told, held)
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "few")]
fn ranges_hold_the_rate_in_nineteen_of_twenty() {
    let mut dice = Dice(99);
    let by_then = (0..100_000).filter(|_| dice.acceptance() <= f64::from(HEADLINE)).count();
    let truth = RATE * by_then as f64 / 100_000.0;
    for (habit, least) in [
        (Habit::Typed, 0.9),
        (Habit::TypedAndExports(7.0), 0.9),
        (Habit::TypedAndExports(30.0), 0.86),
        (Habit::Mixed, 0.9),
        (Habit::Exports(7.0), 0.86),
    ] {
        let (told, held) = coverage(habit, 150, truth);
        let share = held as f64 / told as f64;
        assert!(told < 20 || (least..=0.98).contains(&share), "{habit:?}: {held} of {told}");
        assert!(told > 100 || matches!(habit, Habit::Exports(_)), "{habit:?}: {told}");
    }
}
