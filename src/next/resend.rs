//! Whether a new request to somebody makes sense: the checks before it, each with the rules it comes from (T04 to T07,
//! T28).

use super::steps::{MOST_ATTEMPTS, RESEND_AFTER_DAYS, Situation};
use crate::model::classify::Class;
use crate::model::request::{Context, is_default_note};
use crate::record::deed::Ending;

#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Precondition {
    #[serde(rename = "met")]
    pub is_met: bool,
    /// Whether a new request makes no sense without it; else it only would do better.
    #[serde(rename = "required")]
    pub is_required: bool,
    pub text: String,
    pub heuristics: &'static [&'static str],
}

impl Precondition {
    pub const fn fails(&self) -> bool {
        self.is_required && !self.is_met
    }
}

/// The checks for a further request on the day of the situation, which is of the latest one to that person. `known`:
/// what is known of the new one.
pub fn checks(it: &Situation, known: &Context) -> Vec<Precondition> {
    let mut checks = Vec::new();
    let mut check = |is_met: bool, text: String, heuristics: &'static [&'static str]| {
        checks.push(Precondition { is_met, is_required: true, text, heuristics });
    };
    let (latest, number) = (it.request, it.request.id);
    let ended = it.ended().filter(|ended| *ended <= it.today);
    let has_declined = latest.closing().is_some_and(|closing| closing.ending == Ending::Declined);
    let is_unanswered = !has_declined && !it.is(Class::Accepted);
    match (has_declined, is_unanswered) {
        (true, _) => check(false, "they told you no".to_owned(), &["K35", "T07"]),
        (_, true) => check(true, "they have not answered yet".to_owned(), &["K08"]),
        _ => check(false, "they seem to have accepted".to_owned(), &["K08"]),
    }
    // Who answered needs no further try, over or not.
    if is_unanswered {
        let text = ended.map_or_else(
            || {
                format!(
                    "request #{number} may still be open: look, or take it back (invtrack withdraw {number})"
                )
            },
            |ended| format!("the earlier request is over since {}", ended.iso()),
        );
        check(ended.is_some(), text, &["T04"]);
    }
    if let Some(free) = it.blocked_until() {
        let is_free = free <= it.today;
        let when = if is_free { "a new one since" } else { "no new one before" };
        let text = format!("LinkedIn takes {when} {}, three weeks after it was withdrawn", free.iso());
        check(is_free, text, &["X01"]);
    }
    let days = ended.map(|ended| it.today.days_since(ended));
    let text = days.map_or_else(
        || format!("it takes {RESEND_AFTER_DAYS} days since the earlier one ended"),
        |days| format!("{days} days since then; it takes {RESEND_AFTER_DAYS}"),
    );
    check(days.is_some_and(|days| days >= RESEND_AFTER_DAYS), text, &["T04", "N09"]);
    let signs = it.rapport();
    let text = match signs {
        0 => {
            format!("nothing on record that brought you closer since: invtrack rapport {number} --how met")
        }
        1 => "1 thing on record that brought you closer since".to_owned(),
        signs => format!("{signs} things on record that brought you closer since"),
    };
    check(signs > 0, text, &["T05"]);
    let text = match latest.number {
        1 => "asked once so far".to_owned(),
        number => format!("asked {number} times already; {MOST_ATTEMPTS} are enough"),
    };
    check(latest.number < MOST_ATTEMPTS, text, &["T07", "T28"]);
    let note = known.note.as_deref().filter(|note| !known.generic && !is_default_note(note));
    let (is_met, text) = match note {
        None => (false, "no personal note is on record: say why you ask again"),
        Some(note) if Some(note) == latest.context.note.as_deref() => {
            (false, "the note is the one from before: say something new")
        }
        Some(_) => (true, "a personal note, and not the one from before"),
    };
    checks.push(Precondition { is_met, is_required: false, text: text.to_owned(), heuristics: &["T06"] });
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::{Example, button, day, member};
    use crate::record::deed::{Deed, Rapport};
    use crate::record::observation::Button;
    use crate::record::time::Zone;

    /// The heuristics of what fails on that day, LinkedIn's own rule too.
    fn failing(example: &Example, now: i64) -> Vec<String> {
        example.judged(now, |judged| {
            let (request, judged) = judged.last().unwrap();
            let known = Context { note: Some("Your talk last week …".to_owned()), ..Context::default() };
            let checks = checks(
                &Situation { request, judged, today: day(now), zone: Zone::Utc, withdraw_after: 90 },
                &known,
            );
            assert_eq!(checks.last().map(|check| (check.is_met, check.is_required)), Some((true, false)));
            checks.iter().filter(|check| check.fails()).map(|check| check.heuristics.join(" ")).collect()
        })
    }

    #[test]
    fn a_new_request_takes_months_rapport_and_no_third_time() {
        let withdrawn = || Example::one().deed(10, Deed::Ended(Ending::Withdrawn));
        assert_eq!(failing(&withdrawn(), 15), ["X01", "T04 N09", "T05"]);
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
        assert_eq!(failing(&Example::one().look(9, button(Button::Pending)), 10), ["T04", "T04 N09", "T05"]);
        let accepted = failing(&Example::one().look(9, member(true)), 10);
        assert!(accepted.contains(&"K08".to_owned()), "{accepted:?}");
        let declined = failing(&Example::one().deed(9, Deed::Ended(Ending::Declined)), 200);
        assert!(declined.contains(&"K35 T07".to_owned()), "{declined:?}");
        // What is back to Connect is over, without anybody's word.
        let gone = Example::one().look(9, button(Button::Connect)).deed(50, Deed::Rapport(Rapport::Met));
        assert_eq!(failing(&gone, 98), ["T04 N09"]);
        assert_eq!(failing(&gone, 99), [""; 0]);
    }

    #[test]
    fn a_note_had_better_be_new_and_personal() {
        let note = |text: &str| Context { note: Some(text.to_owned()), ..Context::default() };
        let example = Example::default().request(0, note("We met."));
        let is_met = |known: Context| {
            example.judged(5, |judged| {
                let (request, judged) = (judged[0].0, &judged[0].1);
                let it = Situation { request, judged, today: day(5), zone: Zone::Utc, withdraw_after: 90 };
                checks(&it, &known).last().unwrap().is_met
            })
        };
        assert!(is_met(note("Your talk last week …")));
        assert!(!is_met(note("We met.")));
        assert!(!is_met(note("I'd like to join your LinkedIn network")));
        assert!(!is_met(Context::default()));
    }
}
