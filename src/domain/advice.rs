//! What would settle a doubtful verdict, and what makes sense next.

use super::attempt::Attempt;
use super::classify::{Class, Hint};
use super::judge::Judged;
use super::sending::{MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use super::time::{Instant, Zone};

/// Before this age silence means little (K07, T18).
const PATIENCE_DAYS: f64 = 21.0;

/// The one next step, if there is one; with the rules it comes from.
pub fn next_step(attempt: &Attempt, judged: &Judged, now: Instant, zone: Zone) -> Option<String> {
    let verdict = &judged.verdict;
    let has = |hint| verdict.hints.contains(&hint);
    let list = "look once at My Network > Connections: that settles it";
    let step = match verdict.class {
        Class::Pending | Class::Ignored if has(Hint::ConfirmSent) => format!(
            "Make sure that the request was really sent; if so: invtrack edit {} --confirmed yes [K09].",
            attempt.request.id
        ),
        Class::Accepted if has(Hint::DisconnectedLater) => "they seem to have disconnected since".to_owned(),
        Class::Accepted if attempt.connected_at().is_none() => format!("Not proof yet: {list} [K08]."),
        Class::Pending if has(Hint::PastExpiry) => {
            format!("The invitation must have lapsed by now; {list} [K08].")
        }
        Class::Pending if has(Hint::NoObservation) => {
            "Look at the profile once: what does its button say? [K04 K05]".to_owned()
        }
        Class::Pending if has(Hint::Unclear) => format!("Unclear: {list} [K08]."),
        Class::Pending if attempt.looks.iter().any(|observation| observation.look.signals.replied) => {
            "They wrote to you: answer them [T24].".to_owned()
        }
        Class::Pending if judged.case.now < PATIENCE_DAYS => {
            "Be patient: before three weeks silence means little [T18].".to_owned()
        }
        Class::Ignored if attempt.number >= MOST_ATTEMPTS => {
            "Two attempts are enough: respect it [T07].".to_owned()
        }
        Class::Ignored => {
            let again = attempt.request.sent.day(zone).plus_days(RESEND_AFTER_DAYS)?.max(zone.day_of(now));
            // While the invitation is open no new one can be sent.
            let first = if verdict.p_open >= 0.5 { ", once this one is withdrawn" } else { "" };
            format!("Not final [K20]. A new try makes sense after {}{first} [T04 T05].", again.iso())
        }
        _ => return None,
    };
    Some(step)
}
