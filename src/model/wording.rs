//! How a piece of evidence is put into words; `signs.toml` has them.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::classify::Verdict;
use super::counts::Window;
use super::evidence::{Kind, Sighting, proves};
use crate::matching::world::{Member, Sign};
use crate::record::observation::{Button, CONNECTIONS_CAP};
use crate::record::time::Day;
use crate::record::words::data;

/// What a sign is in words, and the rules that say what it means.
#[derive(Default, Deserialize)]
struct SignWords {
    rules: Vec<String>,
    present: String,
    past: String,
    #[serde(default)]
    then: String,
    short: Option<String>,
}

static WORDS: LazyLock<HashMap<String, SignWords>> =
    LazyLock::new(|| data(include_str!("signs.toml")).unwrap_or_default());

/// What was seen of one kind, as far as it is told.
#[derive(Clone, Copy, Debug)]
pub struct Trail {
    /// The look after sending that is told; without one, the newest before.
    told: Run,
    /// The look after sending that was the last one before to be different.
    other: Option<Sighting>,
    /// What came after it: the newest looks, as far as all are as they are now.
    later: Option<Run>,
    /// The newest look before sending.
    before: Option<Sighting>,
    window: Option<Window>,
}

/// Looks of a kind, one after the other, that all say the same.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: Sighting,
    last: Sighting,
}

impl Trail {
    /// The looks of that kind among the sorted ones; none if there are none.
    ///
    /// The newest one that `bears` on what is to be said is told, or else the newest of all.
    pub fn of(
        kind: Kind,
        sorted: &[Sighting],
        window: Option<&Window>,
        bears: impl Fn(Sign) -> bool,
    ) -> Option<Self> {
        let (before, after) = sorted.split_at(sorted.partition_point(|look| look.t <= 0.0));
        let before = before.iter().rfind(|look| look.kind == kind).copied();
        let bearing = after.iter().rposition(|look| look.kind == kind && bears(look.sign));
        let (first, rest) = after.split_at(bearing.map_or(after.len(), |at| at + 1));
        let (told, other) = match last_run(kind, first) {
            Some(run) => run,
            None => (Run { first: before?, last: before? }, None),
        };
        let later = last_run(kind, rest).map(|(run, _)| run);
        Some(Self { told, other, later, before, window: window.copied() })
    }

    /// A phrase for a table cell; with its age if every look is old (`stale`).
    pub fn short(&self, today: Day, stale: bool) -> String {
        let is_before = matches!(self.sign(), Sign::Button(_)) && !self.is_after_sending();
        let is_dated = self.sign() == Sign::Member(Member::Dated) && self.later.is_none();
        let phrase = match self.words().short.as_deref().filter(|_| !is_before) {
            _ if self.later.is_some() || (stale && !is_dated) => self.past(today),
            Some(short) => self.fill(short, self.told, today),
            None => self.present(today),
        };
        if stale && !is_dated {
            format!("{phrase}, {} days ago", today.days_since(self.last_day()))
        } else {
            phrase
        }
    }

    pub fn long(&self, today: Day) -> String {
        let day = whole_days(self.told.last.t);
        let sign = self.sign();
        match sign {
            Sign::Button(_) if !self.is_after_sending() => self.present(today),
            Sign::Member(Member::Yes | Member::Dated) if self.later.is_some() => self.past(today),
            _ if self.later.is_some() => {
                let then = self.afterwards().map(|run| self.fill(&words(&run.last, false).then, run, today));
                let then =
                    then.filter(|then| !then.is_empty()).map_or_else(String::new, |then| format!("; {then}"));
                format!("{} (day {day}){then}", self.past(today))
            }
            Sign::Button(Button::Pending) if self.earlier().is_some() => {
                format!("Pending on {} (day {day}){}", self.told.last.day.short(today), self.it_said(today))
            }
            _ if sign.is_open() => format!("{} (day {day})", self.past(today)),
            Sign::Button(_) => {
                format!(
                    "{} (day {}){}",
                    self.present(today),
                    whole_days(self.told.first.t),
                    self.it_said(today)
                )
            }
            Sign::Member(Member::Yes | Member::Dated) | Sign::Degree(_) | Sign::Notified(_) => {
                let otherwise = if proves(sign) { "not yet on" } else { "seen on" };
                let other = self.earlier().map(|look| format!("; {otherwise} {}", look.day.short(today)));
                self.present(today) + other.as_deref().unwrap_or_default()
            }
            _ => self.present(today),
        }
    }

    /// What the newest look says, as far as anybody knows still so.
    fn present(&self, today: Day) -> String {
        if let (Sign::Button(button), false) = (self.sign(), self.is_after_sending()) {
            let day = self.told.first.day.short(today);
            return format!("the button said {} before sending, on {day}", label(button));
        }
        match self.sign() {
            Sign::Member(Member::No | Member::Absent) => self.past(today),
            _ => self.fill(&self.words().present, self.told, today),
        }
    }

    /// What was seen on the day of the look; of a membership, whatever came before or after.
    fn past(&self, today: Day) -> String {
        if matches!(self.sign(), Sign::Button(_)) && !self.is_after_sending() {
            return self.present(today);
        }
        let day = |look: &Sighting| look.day.short(today);
        match (self.sign(), self.earlier(), self.afterwards()) {
            (Sign::Member(Member::Yes | Member::Dated), _, Some(gone)) => {
                format!(
                    "in your connections on {}, not any more on {}",
                    day(&self.told.last),
                    day(&gone.first)
                )
            }
            (Sign::Member(Member::No | Member::Absent), Some(there), _) => {
                format!("in your connections on {}, not any more on {}", day(&there), day(&self.told.last))
            }
            _ => self.fill(&self.words().past, self.told, today),
        }
    }

    fn words(&self) -> &'static SignWords {
        words(&self.told.last, self.other.is_some_and(|look| look.sign == Sign::Button(Button::Pending)))
    }

    fn fill(&self, text: &str, run: Run, today: Day) -> String {
        let (first, day) = (run.first.day.short(today), run.last.day.short(today));
        let since =
            if run.first.day == run.last.day { format!("on {day}") } else { format!("since {first}") };
        let after = match whole_days(run.last.t) {
            ..1 => "on the first day".to_owned(),
            1 => "after 1 day".to_owned(),
            days => format!("after {days} days"),
        };
        let open = match run.last.sign {
            Sign::Warning(1) => "1 request".to_owned(),
            Sign::Warning(open) => format!("{open} requests"),
            _ => String::new(),
        };
        let counts = if run.last.kind == Kind::Connections { self.counts(today) } else { String::new() };
        [
            ("{on}", format!("on {day}")),
            ("{since}", since),
            ("{after}", after),
            ("{first}", first),
            ("{day}", day),
            ("{n}", whole_days(run.last.t).to_string()),
            ("{open}", open),
            ("{counts}", counts),
        ]
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// The different look before, unless it was on the same day: that would read like a contradiction.
    fn earlier(&self) -> Option<Sighting> {
        self.other.filter(|look| look.day != self.told.first.day)
    }

    /// The different looks after, unless they were on the same day.
    fn afterwards(&self) -> Option<Run> {
        self.later.filter(|run| run.first.day != self.told.last.day)
    }

    /// The day of the last look that the short phrase tells of.
    fn last_day(&self) -> Day {
        match (self.sign(), self.afterwards()) {
            (Sign::Member(Member::Yes | Member::Dated), Some(gone)) => gone.first.day,
            _ => self.told.last.day,
        }
    }

    /// What the button said otherwise.
    fn it_said(&self, today: Day) -> String {
        match (self.earlier(), self.before) {
            (Some(Sighting { day, sign: Sign::Button(other), .. }), _) => {
                format!("; it said {} on {}", label(other), day.short(today))
            }
            (_, Some(look)) if look.sign == self.sign() => "; it did so before sending, too".to_owned(),
            _ => String::new(),
        }
    }

    fn counts(&self, today: Day) -> String {
        let number = |look: &Sighting| match look.count() {
            Some(CONNECTIONS_CAP..) => format!("{CONNECTIONS_CAP}+"),
            exact => exact.unwrap_or(0).to_string(),
        };
        let Some(Window { baseline, current, .. }) = &self.window else {
            return format!("they have {} connections", number(&self.told.last));
        };
        let (from, to) = (number(baseline), number(current));
        let days = format!("({} to {})", baseline.day.short(today), current.day.short(today));
        if from == to {
            format!("their connections stayed at {to} {days}")
        } else {
            format!("their connections went from {from} to {to} {days}")
        }
    }

    fn is_after_sending(&self) -> bool {
        self.told.last.t > 0.0
    }

    pub fn heuristics(&self) -> &'static [String] {
        &self.words().rules
    }

    /// What the look shows that is told.
    pub const fn sign(&self) -> Sign {
        self.told.last.sign
    }
}

fn words(look: &Sighting, was_pending: bool) -> &'static SignWords {
    static NONE: LazyLock<SignWords> = LazyLock::new(SignWords::default);
    let key = match look.sign {
        Sign::Count(_) => "count".to_owned(),
        Sign::Warning(_) => "warning".to_owned(),
        Sign::Member(Member::Dated) if look.by_mail => "member=dated by mail".to_owned(),
        Sign::Button(Button::Connect) if was_pending => "button=connect back".to_owned(),
        sign => sign.to_string(),
    };
    WORDS.get(&key).unwrap_or(&NONE)
}

/// The newest looks of a kind that say the same, and the last one before that.
fn last_run(kind: Kind, looks: &[Sighting]) -> Option<(Run, Option<Sighting>)> {
    let mut newest_first = looks.iter().rev().filter(|look| look.kind == kind).copied();
    let last = newest_first.next()?;
    let mut run = Run { first: last, last };
    for look in newest_first {
        if !says_the_same(look.sign, last.sign) {
            return Some((run, Some(look)));
        }
        run.first = look;
    }
    Some((run, None))
}

fn says_the_same(a: Sign, b: Sign) -> bool {
    let (are_members, are_gone) = (|sign| matches!(sign, Sign::Member(_)), |sign: Sign| sign.is_gone());
    a == b || are_members(a) && are_members(b) && proves(a) == proves(b) || are_gone(a) && are_gone(b)
}

/// The nearest number of days.
#[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and no real span comes near")]
pub fn whole_days(days: f64) -> i64 {
    days.round() as i64
}

/// `three weeks`, `six months`, `40 days`: about so long.
pub fn span(days: f64) -> String {
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let whole = whole_days(days);
    let (number, unit) = if whole <= 28 && whole % 7 == 0 {
        (whole / 7, "weeks")
    } else {
        (whole_days(days / 30.4), "months")
    };
    let place = usize::try_from(number - 1).ok().filter(|place| *place > 0);
    let word = place.and_then(|place| NUMBERS.get(place));
    word.map_or_else(|| format!("{whole} days"), |word| format!("{word} {unit}"))
}

/// Whole percent as they are printed: never 0 or 100, for nothing is certain (K34).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
pub fn percent(p: f64) -> u8 {
    ((p * 100.0).round() as u8).clamp(1, 99)
}

/// A chance in words: `37%`, `99%` at most, and `under 1%` below 0.5%.
pub fn percent_text(p: f64) -> String {
    if p < 0.005 { "under 1%".to_owned() } else { format!("{}%", percent(p)) }
}

/// A range of chances: `18 to 59%`.
pub fn percents([low, high]: [f64; 2]) -> String {
    format!("{} to {}", percent(low), percent_text(high))
}

/// Of how many that are still open one is accepted in the end: `1 in 9`.
pub fn prospect(verdict: &Verdict) -> String {
    match (verdict.p_open / verdict.p_later).round() {
        ..2.0 => "over 1 in 2".to_owned(),
        n @ 2.0..=50.0 => format!("1 in {n}"),
        _ => "under 1 in 50".to_owned(),
    }
}

/// The button as LinkedIn writes it.
const fn label(button: Button) -> &'static str {
    match button {
        Button::Connect => "Connect",
        Button::Follow => "Follow",
        Button::Message => "Message",
        Button::Pending => "Pending",
        Button::Accept => "Accept",
        Button::Unknown => "something else",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::world::Sent;
    use crate::model::rules;
    use crate::record::observation::Degree;

    #[test]
    fn every_sign_has_words_and_rules() {
        let day = Day::new(2026, 10, 5).unwrap();
        let buttons = Button::ALL.iter().copied().map(Sign::Button);
        let members = Member::ALL.iter().copied().map(Sign::Member);
        let sent = Sent::ALL.iter().copied().map(Sign::Sent);
        let others = [
            Sign::Count(3),
            Sign::Degree(Degree::First),
            Sign::Degree(Degree::Third),
            Sign::Notified(true),
            Sign::Notified(false),
            Sign::Replied,
            Sign::Engaged,
            Sign::ViewedMe,
            Sign::Warning(2),
        ];
        for look in
            buttons.chain(members).chain(sent).chain(others).filter_map(|sign| Sighting::new(3.0, day, sign))
        {
            for words in [words(&look, false), words(&Sighting { by_mail: true, ..look }, true)] {
                assert!(!words.present.is_empty() && !words.past.is_empty(), "{look:?}");
                assert!(!words.rules.is_empty() && words.rules.iter().all(|id| rules::find(id).is_some()));
            }
        }
    }

    #[test]
    fn spans_are_told_in_months() {
        for (days, text) in
            [(180.0, "six months"), (40.0, "40 days"), (365.0, "twelve months"), (730.0, "730 days")]
        {
            assert_eq!(span(days), text);
        }
    }
}
