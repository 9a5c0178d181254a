//! The documents read literally: the first of their signs that is there decides.

use invtrack::model::classify::Class;
use invtrack::model::evidence::{Member, Sent, Sighting, Sign};
use invtrack::record::observation::Button;

/// "A few days" (000:4), and "an extended period" (002:30).
const A_FEW: f64 = 3.0;
const EXTENDED: f64 = 21.0;

/// What the signs on the way of 000 say, newest of each first.
pub fn class(seen: &[Sighting], now: f64) -> Class {
    let newest = |such: fn(Sign) -> bool| {
        let own = seen.iter().filter(|look| look.t > 0.0 && such(look.sign));
        own.max_by(|a, b| a.t.total_cmp(&b.t)).map(|look| look.sign)
    };
    let patient = if now >= EXTENDED { Class::Ignored } else { Class::Pending };
    let button = newest(|sign| matches!(sign, Sign::Button(_)));
    let member = newest(|sign| matches!(sign, Sign::Member(_)));
    let sent = newest(|sign| matches!(sign, Sign::Sent(_)));
    let notified = newest(|sign| matches!(sign, Sign::Notified(_)));
    let signs = [notified, button, member, sent].map(|sign| match sign? {
        Sign::Notified(true) | Sign::Member(Member::Yes | Member::Dated) | Sign::Button(Button::Message) => {
            Some(Class::Accepted)
        }
        Sign::Notified(false) if now >= A_FEW => Some(Class::Ignored),
        Sign::Button(Button::Connect)
        | Sign::Sent(Sent::Canceled)
        | Sign::Member(Member::No | Member::Absent) => Some(Class::Ignored),
        Sign::Button(Button::Pending) | Sign::Sent(Sent::Listed) => Some(patient),
        _ => None,
    });
    signs.into_iter().flatten().next().or_else(|| by_count(seen)).unwrap_or(Class::Pending)
}

/// One more connection: accepted; as many as before after a few days: ignored (000:12-13).
fn by_count(seen: &[Sighting]) -> Option<Class> {
    let counts = || seen.iter().filter_map(|look| Some((look.t, look.count()?)));
    let (_, before) = counts().find(|(t, _)| *t <= 0.0)?;
    let (t, now) = counts().filter(|(t, _)| *t > 0.0).max_by(|a, b| a.0.total_cmp(&b.0))?;
    match now.checked_sub(before)? {
        1 => Some(Class::Accepted),
        0 if t >= A_FEW => Some(Class::Ignored),
        _ => None,
    }
}
