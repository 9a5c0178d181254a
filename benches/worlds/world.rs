//! Requests with what became of them and what was seen of them.

use invtrack::model::evidence::{Features, Member, Sent, Sighting, Sign};
use invtrack::record::observation::Button;
use invtrack::record::time::Day;

use generate::random::Random;

/// A request is followed for so many days, and lapses after so many.
const FOLLOWED: u32 = 90;
const LAPSE: f64 = 180.0;

/// What differs between the worlds. Shares are 0 to 1, times are medians in days.
pub struct World {
    pub name: &'static str,
    seed: u64,
    /// Share that accepts where nothing special is known.
    base: f64,
    /// Of those who accept, the share that does so fast, and how fast those and the others are.
    fast: (f64, f64),
    slow: f64,
    /// Share of those who don't accept that press Ignore.
    press_ignore: f64,
    /// Share of pages that show Message to strangers, and that show Follow first.
    open_profiles: f64,
    creators: f64,
}

/// What became of a request; days since sending.
pub struct Request {
    pub features: Features,
    pub seen: Vec<Sighting>,
    is_sent: bool,
    accepted: Option<f64>,
    declined: Option<f64>,
}

/// The truth on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Truth {
    pub state: State,
    /// Whether it is accepted by then or will be.
    pub accepts: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    Connected,
    Gone,
}

/// How somebody keeps an eye on their requests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// The profiles now and then.
    Visits,
    /// The lists of connections and of sent invitations.
    Lists,
    /// All of it, seldom.
    Mixed,
    /// A data export a month.
    Exports,
    /// A look or two altogether.
    Hardly,
}

/// What is odd about a person, and stays so.
struct Person {
    layout: Layout,
    /// Somebody of the same name is in the user's connections.
    has_namesake: bool,
    /// In the connections under another name.
    is_renamed: bool,
    is_notification_missed: bool,
}

#[derive(Clone, Copy)]
enum Layout {
    Normal,
    Open,
    Creator,
}

/// Draws of all kinds.
struct Dice(Random);

impl Dice {
    fn unit(&mut self) -> f64 {
        const FINE: i64 = 1 << 52;
        #[expect(clippy::cast_precision_loss, reason = "52 bits fit")]
        let unit = (self.0.below(FINE) as f64 + 0.5) / FINE as f64;
        unit
    }

    fn below(&mut self, limit: u32) -> u32 {
        u32::try_from(self.0.below(limit.into())).unwrap_or_default()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap,
        reason = "a few choices"
    )]
    fn choose<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.0.below(all.len() as i64) as usize]
    }

    fn is(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Log-normal, by its median.
    fn days(&mut self, median: f64, spread: f64) -> f64 {
        median * (spread * self.normal()).exp()
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
}

impl World {
    pub const ALL: [Self; 3] = [
        Self {
            name: "ordinary",
            seed: 1,
            base: 0.33,
            fast: (0.7, 0.8),
            slow: 10.0,
            press_ignore: 0.55,
            open_profiles: 0.05,
            creators: 0.12,
        },
        Self {
            name: "slow acceptances, few declines",
            seed: 2,
            base: 0.33,
            fast: (0.65, 1.2),
            slow: 12.0,
            press_ignore: 0.4,
            open_profiles: 0.05,
            creators: 0.12,
        },
        Self {
            name: "few acceptances, more odd pages",
            seed: 3,
            base: 0.22,
            fast: (0.7, 0.8),
            slow: 10.0,
            press_ignore: 0.55,
            open_profiles: 0.05,
            creators: 0.15,
        },
    ];

    /// The requests of a user, always the same.
    pub fn user(&self, number: u64) -> Vec<Request> {
        let mut dice = Dice(Random::of(self.seed * 1_000_003 + number));
        let luck = 0.5 * dice.normal();
        let habits = [Habit::Visits, Habit::Lists, Habit::Mixed, Habit::Mixed, Habit::Exports, Habit::Hardly];
        let habit = dice.choose(&habits);
        (0..20).map(|_| self.request(luck, habit, &mut dice)).collect()
    }

    fn request(&self, luck: f64, habit: Habit, dice: &mut Dice) -> Request {
        let mut features = Features::default();
        let mut odds = (self.base / (1.0 - self.base)).ln() + luck + 0.6 * dice.normal();
        // Other effects than the model's.
        for (name, share, effect) in [
            ("senior", 0.2, -0.7),
            ("event", 0.1, 1.0),
            ("note", 0.35, 0.15),
            ("shared", 0.4, 0.4),
            ("stranger", 0.35, -0.8),
        ] {
            let holds = dice.is(share) && !(name == "stranger" && features.event);
            features = features.with(name, holds);
            odds += if holds { effect } else { 0.0 };
        }
        let is_sent = !dice.is(0.02);
        let accepts = is_sent && dice.is(1.0 / (1.0 + (-odds).exp()));
        let median = if dice.is(self.fast.0) { self.fast.1 } else { self.slow };
        let accepted = Some(dice.days(median, 1.3)).filter(|day| accepts && *day < LAPSE);
        let declined = Some(dice.days(4.0, 1.3));
        let declined = declined.filter(|_| is_sent && accepted.is_none() && dice.is(self.press_ignore));
        let mut request = Request { features, seen: Vec::new(), is_sent, accepted, declined };
        let layout = match dice.unit() {
            x if x < self.open_profiles => Layout::Open,
            x if x < self.open_profiles + self.creators => Layout::Creator,
            _ => Layout::Normal,
        };
        let person = Person {
            layout,
            has_namesake: dice.is(0.003),
            is_renamed: dice.is(0.015),
            is_notification_missed: dice.is(0.1),
        };
        request.look(habit, &person, dice);
        request
    }
}

impl Request {
    pub fn truth_on(&self, now: f64) -> Truth {
        Truth { state: self.state(now), accepts: self.accepted.is_some() }
    }

    fn state(&self, t: f64) -> State {
        let is_past = |event: Option<f64>| event.is_some_and(|day| day <= t);
        match () {
            () if is_past(self.accepted) => State::Connected,
            () if !self.is_sent || is_past(self.declined) || t >= LAPSE => State::Gone,
            () => State::Open,
        }
    }

    fn look(&mut self, habit: Habit, person: &Person, dice: &mut Dice) {
        let counts = dice.is(0.2);
        let mut count = 80 + dice.below(400);
        if counts {
            self.see(-0.5, Sign::Count(count), dice);
        }
        let (visit, connections, sent_page, notified) = match habit {
            Habit::Visits => (1.0 / 8.0, 0.0, 0.0, 0.3),
            Habit::Lists => (0.0, 1.0 / 7.0, 1.0 / 14.0, 0.3),
            Habit::Mixed => (1.0 / 14.0, 1.0 / 21.0, 1.0 / 30.0, 0.4),
            Habit::Exports => (1.0 / 90.0, 0.0, 0.0, 0.1),
            Habit::Hardly => (1.0 / 60.0, 1.0 / 90.0, 0.0, 0.2),
        };
        // A notification is noted down on its day, or its absence when somebody thinks of it.
        let sees_notification = dice.is(notified);
        if let Some(day) = self.accepted.filter(|_| sees_notification && !person.is_notification_missed) {
            let later = dice.between(0.0, 1.0);
            self.see(day + later, Sign::Notified(true), dice);
        } else if sees_notification {
            let day = dice.between(4.0, 40.0);
            let is_missed = self.state(day) == State::Connected;
            self.see(day, Sign::Notified(is_missed && !person.is_notification_missed), dice);
        }
        let export = dice.between(0.0, 30.0);
        for day in 0..FOLLOWED {
            let t = f64::from(day) + dice.between(0.05, 0.95);
            let grows = self.accepted.is_some_and(|at| (f64::from(day)..f64::from(day + 1)).contains(&at));
            count += u32::from(grows) + if dice.is(0.25) { dice.below(3) } else { 0 };
            if dice.is(visit) {
                let button = self.button(t, person, dice);
                self.see(t, Sign::Button(button), dice);
                if counts {
                    self.see(t, Sign::Count(count), dice);
                }
            }
            if dice.is(connections) {
                let is_there = match self.state(t) {
                    State::Connected => !person.is_renamed && !dice.is(0.01),
                    _ => person.has_namesake,
                };
                self.see(t, Sign::Member(if is_there { Member::Yes } else { Member::No }), dice);
            }
            if dice.is(sent_page) {
                let sign = match self.state(t) {
                    State::Open if !dice.is(0.03) => Sent::Listed,
                    State::Gone if self.declined.is_some() && dice.is(0.15) => Sent::Canceled,
                    _ => Sent::Gone,
                };
                self.see(t, Sign::Sent(sign), dice);
            }
            if habit == Habit::Exports && (f64::from(day) - export).rem_euclid(30.0) < 1.0 {
                self.export(t);
            }
            if self.state(t) == State::Open && dice.is(0.001) {
                self.see(t, Sign::Replied, dice);
            }
            if dice.is(0.003) {
                self.see(t, Sign::ViewedMe, dice);
            }
        }
    }

    fn button(&self, t: f64, person: &Person, dice: &mut Dice) -> Button {
        if dice.is(0.01) {
            return dice.choose(&Button::ALL[..4]);
        }
        let (state, share) = (self.state(t), dice.unit());
        match (person.layout, state) {
            (_, State::Connected) => Button::Message,
            (Layout::Open, _) if share < 0.75 => Button::Message,
            (Layout::Creator, _) if share < 0.6 => Button::Follow,
            (_, State::Open) => Button::Pending,
            (_, State::Gone) => Button::Connect,
        }
    }

    /// What a data export tells: nobody misreads it.
    fn export(&mut self, t: f64) {
        let mut say = |t: f64, sign| self.seen.extend(sighting(t, sign));
        match (self.accepted.filter(|at| *at <= t), self.declined.is_some_and(|at| at <= t), self.is_sent) {
            (Some(at), ..) => {
                say(at.floor() + 0.5, Sign::Member(Member::Dated));
                say(t, Sign::Member(Member::Yes));
                say(t, Sign::Sent(Sent::Unlisted));
            }
            (None, false, true) => {
                say(t, Sign::Sent(Sent::Listed));
                say(t, Sign::Member(Member::Absent));
            }
            _ => {
                say(t, Sign::Sent(Sent::Unlisted));
                say(t, Sign::Member(Member::Absent));
            }
        }
    }

    /// A look, of which three in a hundred are put down under a wrong day.
    fn see(&mut self, t: f64, sign: Sign, dice: &mut Dice) {
        let slip = if t > 0.0 && dice.is(0.03) { dice.between(-2.0, 2.0) } else { 0.0 };
        let t = if t > 0.0 { (t + slip).max(0.05) } else { t };
        self.seen.extend(sighting(t, sign));
    }
}

fn sighting(t: f64, sign: Sign) -> Option<Sighting> {
    Sighting::new(t, Day::new(2026, 10, 5)?, sign)
}
