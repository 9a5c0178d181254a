//! What the subject of one of LinkedIn's mails says. The shapes changed over the years; all of them are in English.

use super::words::{Words, person};

/// What a subject says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Subject {
    /// This person accepted: nothing else has that subject.
    Accepted(String),
    /// So it says of an acceptance, of this person if it tells, but of other things as well.
    Perhaps(Option<String>),
    /// Several accepted, the first of whom is this one.
    Digest(Option<String>),
    /// Of something else.
    Other,
    /// Not known: perhaps of another language.
    Unknown,
}

/// What the mails are headed that tell of no acceptance, or don't say whose (sources 3).
const OTHER: [&str; 9] = [
    "i want to connect",
    "please add me to your linkedin network",
    "add me to your network",
    "join my network on linkedin",
    "invitation is waiting for your response",
    "invitations are waiting for your response",
    "is waiting for your response",
    "see who accepted your invitation",
    "see who has accepted your invitation",
];

/// A reply or a forwarded mail is what a person wrote.
const REPLIES: [&str; 8] = ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:", "rv:", "sv:"];

pub(super) fn read(subject: &str) -> Subject {
    let words = Words::of(subject);
    if is_other(subject, &words) {
        return Subject::Other;
    }
    see_connections(&words)
        .or_else(|| new_connection(&words))
        .or_else(|| now_connected(&words))
        .or_else(|| accepted(&words))
        .unwrap_or(Subject::Unknown)
}

fn is_other(subject: &str, words: &Words) -> bool {
    let lower = subject.trim_start().to_lowercase();
    REPLIES.iter().any(|reply| lower.starts_with(reply))
        || OTHER.iter().any(|phrase| words.find(phrase).is_some())
        // "You, add Person - Headline": a suggestion.
        || lower.contains(", add ")
}

/// `See First's connections, experience, and more`, `See First's and other people's connections, experience, and more`
fn see_connections(words: &Words) -> Option<Subject> {
    let end = words.find("connections experience and more")?;
    if !words.starts_with("see") {
        return None;
    }
    let others = words.find("and other people").filter(|others| others.start < end.start);
    let name = person(words.raw(1..others.as_ref().unwrap_or(&end).start));
    Some(if others.is_some() { Subject::Digest(name) } else { Subject::Perhaps(name) })
}

/// `You, start a conversation with your new connection, Person`: also of somebody whose invitation the user accepted.
fn new_connection(words: &Words) -> Option<Subject> {
    let found = words.find("start a conversation with your new connection")?;
    Some(Subject::Perhaps(person(words.raw(found.end..words.len()))))
}

/// `You and Name are now connected`, `You're now connected to Name`
fn now_connected(words: &Words) -> Option<Subject> {
    let name = if let Some(found) = words.find("are now connected").filter(|_| words.starts_with("you and")) {
        person(words.raw(2..found.start))
    } else {
        let found =
            words.find("you re now connected to").or_else(|| words.find("you are now connected to"))?;
        person(words.raw(found.end..words.len()))
    };
    Some(name.map_or(Subject::Other, Subject::Accepted))
}

/// `Name accepted your invitation to connect`, `First accepted your invitation, explore their network`; not `… to
/// follow a page`.
fn accepted(words: &Words) -> Option<Subject> {
    let found = words.find("accepted your invitation")?;
    let has = usize::from(found.start > 0 && words.word(found.start - 1) == Some("has"));
    let rest: Vec<&str> = words.iter().skip(found.end).collect();
    let is_to_connect = matches!(
        rest[..],
        [] | ["to", "connect", ..] | ["explore" | "see" | "start", ..] | ["on", "linkedin"]
    );
    let name = person(words.raw(0..found.start - has)).filter(|_| is_to_connect);
    Some(name.map_or(Subject::Other, Subject::Accepted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(name: &str) -> Subject {
        Subject::Accepted(name.to_owned())
    }

    fn perhaps(name: &str) -> Subject {
        Subject::Perhaps(Some(name.to_owned()))
    }

    #[test]
    fn every_shape_of_the_years_is_read() {
        for (subject, said) in [
            ("Freya accepted your invitation, explore their network", accepted("Freya")),
            ("FREYA accepted your invitation, explore their network", accepted("FREYA")),
            ("Freya Ferrer accepted your invitation to connect", accepted("Freya Ferrer")),
            ("Freya has accepted your invitation", accepted("Freya")),
            ("Hale, PhD accepted your invitation to connect", accepted("Hale, PhD")),
            ("You and Freya Ferrer are now connected", accepted("Freya Ferrer")),
            ("You're now connected to Freya Ferrer", accepted("Freya Ferrer")),
            ("You’re now connected to Freya Ferrer!", accepted("Freya Ferrer")),
            ("You are now connected to Zoë", accepted("Zoë")),
            ("Jordan, start a conversation with your new connection, Ruth Berg", perhaps("Ruth Berg")),
            ("See Freya's connections, experience, and more", perhaps("Freya")),
            ("See James' connections, experience, and more", perhaps("James")),
            (
                "See Anders's and other people's connections, experience, and more",
                Subject::Digest(Some("Anders".to_owned())),
            ),
        ] {
            assert_eq!(read(subject), said, "{subject}");
        }
    }

    #[test]
    fn other_mails_are_known() {
        for subject in [
            "I want to connect",
            "Jordan, please add me to your LinkedIn network",
            "Oskar's invitation is waiting for your response",
            "Oskar’s invitation is waiting for your response",
            "Jordan, add Oskar Petrov - Recruiter",
            "Jordan, add Oskar Petrov - Freya accepted your invitation",
            "See who accepted your invitation",
            "You and 3 others are now connected",
            "You and Ana and 3 others are now connected",
            "3 people accepted your invitation",
            "Someone accepted your invitation",
            "Ana accepted your invitation to follow Fabrikam",
            "Ana accepted your invitation to attend Hiring Day",
            "Re: Freya accepted your invitation, explore their network",
            "Fwd: You and Freya are now connected",
        ] {
            assert_eq!(read(subject), Subject::Other, "{subject}");
        }
        for subject in
            ["", "You have 2 new messages", "Ana hat Ihre Einladung angenommen", "Ana sent you a message"]
        {
            assert_eq!(read(subject), Subject::Unknown, "{subject}");
        }
    }
}
