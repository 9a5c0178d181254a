//! Whether a new request to somebody makes sense: the checks before it, each with the heuristics it comes from (T04 to
//! T07, T28).

use super::sending::{BLOCKED_AFTER_WITHDRAWAL_DAYS, MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use super::steps::{Steps, rapport};
use crate::model::attempt::Attempt;
use crate::model::classify::Class;
use crate::model::judge::Judged;
use crate::model::request::{Context, is_default_note};
use crate::record::deed::Ending;
use crate::record::time::{Day, Zone};

/// One check before a new request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// Whether it is passed.
    pub is_met: bool,
    /// Whether a new request makes no sense without it; else it only would do better.
    pub is_required: bool,
    /// What was found.
    pub text: String,
    /// Where the rule comes from; none: a rule of LinkedIn's own.
    pub heuristics: &'static [&'static str],
}

impl Check {
    fn required(is_met: bool, text: impl Into<String>, heuristics: &'static [&'static str]) -> Self {
        Self { is_met, is_required: true, text: text.into(), heuristics }
    }

    /// Whether it stands in the way.
    pub const fn fails(&self) -> bool {
        self.is_required && !self.is_met
    }
}

/// The checks for a further request on `day`, by the latest one to that person. `known`: what is known of the new one;
/// `expiry_days`: how long an invitation stays open.
pub fn checks(
    latest: &Attempt,
    judged: &Judged,
    known: &Context,
    expiry_days: f64,
    day: Day,
    zone: Zone,
) -> Vec<Check> {
    let ended = Steps::of(latest, judged, expiry_days, zone).ended.filter(|ended| *ended <= day);
    let is_answered = is_unanswered(latest, judged);
    let mut checks = Vec::from([is_answered.clone()]);
    // Who answered needs no further try, over or not.
    checks.extend(is_answered.is_met.then(|| is_over(latest, ended)));
    checks.extend(is_unblocked(latest, day, zone));
    checks.push(is_long_ago(ended, day));
    checks.push(is_closer(latest));
    checks.push(is_not_too_often(latest));
    checks.push(is_more_personal(latest, known));
    checks
}

fn is_unanswered(latest: &Attempt, judged: &Judged) -> Check {
    if latest.request.closing().is_some_and(|closing| closing.ending == Ending::Declined) {
        return Check::required(false, "they told you no", &["K35", "T07"]);
    }
    let is_met = judged.verdict.class != Class::Accepted;
    let text = if is_met { "they have not answered yet" } else { "they seem to have accepted" };
    Check::required(is_met, text, &["K08"])
}

fn is_over(latest: &Attempt, ended: Option<Day>) -> Check {
    let number = latest.request.id;
    let text = match ended {
        Some(ended) => format!("the earlier request is over since {}", ended.iso()),
        None => {
            format!("request #{number} may still be open: look, or take it back (invtrack withdraw {number})")
        }
    };
    Check::required(ended.is_some(), text, &["T04"])
}

/// LinkedIn's own rule (public sources outside the documents).
fn is_unblocked(latest: &Attempt, day: Day, zone: Zone) -> Option<Check> {
    let closing = latest.request.closing().filter(|closing| closing.ending == Ending::Withdrawn)?;
    let free = closing.at.day(zone).plus_days(BLOCKED_AFTER_WITHDRAWAL_DAYS)?;
    let text = if free <= day {
        format!("LinkedIn takes a new one since {}, three weeks after it was withdrawn", free.iso())
    } else {
        format!("LinkedIn takes no new one before {}, three weeks after it was withdrawn", free.iso())
    };
    Some(Check::required(free <= day, text, &[]))
}

fn is_long_ago(ended: Option<Day>, day: Day) -> Check {
    let days = ended.map(|ended| day.days_since(ended));
    let is_met = days.is_some_and(|days| days >= RESEND_AFTER_DAYS);
    let text = match days {
        Some(days) => format!("{days} days since then; it takes {RESEND_AFTER_DAYS}"),
        None => format!("it takes {RESEND_AFTER_DAYS} days since the earlier one ended"),
    };
    Check::required(is_met, text, &["T04", "N09"])
}

fn is_closer(latest: &Attempt) -> Check {
    let signs = rapport(latest);
    let text = match signs {
        0 => format!(
            "nothing on record that brought you closer since: invtrack rapport {} --how met",
            latest.request.id
        ),
        1 => "1 thing on record that brought you closer since".to_owned(),
        signs => format!("{signs} things on record that brought you closer since"),
    };
    Check::required(signs > 0, text, &["T05"])
}

fn is_not_too_often(latest: &Attempt) -> Check {
    let text = match latest.number {
        1 => "asked once so far".to_owned(),
        number => format!("asked {number} times already; {MOST_ATTEMPTS} are enough"),
    };
    Check::required(latest.number < MOST_ATTEMPTS, text, &["T07", "T28"])
}

fn is_more_personal(latest: &Attempt, known: &Context) -> Check {
    let earlier = latest.request.context.note.as_deref();
    let note = known.note.as_deref().filter(|note| !known.generic && !is_default_note(note));
    let (is_met, text) = match note {
        None => (false, "no personal note is on record: say why you ask again"),
        Some(note) if Some(note) == earlier => (false, "the note is the one from before: say something new"),
        Some(_) => (true, "a personal note, and not the one from before"),
    };
    Check { is_met, is_required: false, text: text.to_owned(), heuristics: &["T06"] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::examples::{Scene, button, day, member};
    use crate::record::deed::{Deed, Rapport};
    use crate::record::observation::Button;

    /// The heuristics of what fails on that day, LinkedIn's own rule as nothing.
    fn failing(scene: &Scene, now: i64) -> Vec<String> {
        scene.judged(now, |judged| {
            let (latest, judged) = judged.last().unwrap();
            let known = Context { note: Some("Your talk last week …".to_owned()), ..Context::default() };
            let checks = checks(latest, judged, &known, 180.0, day(now), Zone::Utc);
            assert_eq!(checks.last().map(|check| (check.is_met, check.is_required)), Some((true, false)));
            checks.iter().filter(|check| check.fails()).map(|check| check.heuristics.join(" ")).collect()
        })
    }

    #[test]
    fn a_new_request_takes_months_rapport_and_no_third_time() {
        let withdrawn = || Scene::one().deed(10, Deed::Ended(Ending::Withdrawn));
        assert_eq!(failing(&withdrawn(), 15), ["", "T04 N09", "T05"]);
        assert_eq!(failing(&withdrawn(), 31), ["T04 N09", "T05"]);
        assert_eq!(failing(&withdrawn(), 100), ["T05"]);
        let closer = || withdrawn().deed(50, Deed::Rapport(Rapport::Commented));
        assert_eq!(failing(&closer(), 100), [""; 0]);
        assert_eq!(failing(&closer(), 99), ["T04 N09"]);
        let twice = closer().again(110, Context::default()).deed(120, Deed::Ended(Ending::Expired));
        assert_eq!(failing(&twice.deed(130, Deed::Rapport(Rapport::Met)), 300), ["T07 T28"]);
    }

    #[test]
    fn nobody_is_asked_again_who_answered_or_may_still_answer() {
        assert_eq!(failing(&Scene::one().look(9, button(Button::Pending)), 10), ["T04", "T04 N09", "T05"]);
        let accepted = failing(&Scene::one().look(9, member(true)), 10);
        assert!(accepted.contains(&"K08".to_owned()), "{accepted:?}");
        let declined = failing(&Scene::one().deed(9, Deed::Ended(Ending::Declined)), 200);
        assert!(declined.contains(&"K35 T07".to_owned()), "{declined:?}");
        // What is back to Connect is over, without anybody's word.
        let gone = Scene::one().look(9, button(Button::Connect)).deed(50, Deed::Rapport(Rapport::Met));
        assert_eq!(failing(&gone, 98), ["T04 N09"]);
        assert_eq!(failing(&gone, 99), [""; 0]);
    }

    #[test]
    fn a_note_had_better_be_new_and_personal() {
        let note = |text: &str| Context { note: Some(text.to_owned()), ..Context::default() };
        let scene = Scene::default().request(0, note("We met."));
        let is_met = |known: Context| {
            scene.judged(5, |judged| {
                let (latest, judged) = &judged[0];
                checks(latest, judged, &known, 180.0, day(5), Zone::Utc).last().unwrap().is_met
            })
        };
        assert!(is_met(note("Your talk last week …")));
        assert!(!is_met(note("We met.")));
        assert!(!is_met(note("I'd like to join your LinkedIn network")));
        assert!(!is_met(Context::default()));
    }
}
