//! Mails as they come over the years, odd and hostile ones too, read through [`read_mail`] and [`in_file`].

mod fuzz;
mod parts;
mod places;
mod samples;
mod shapes;

use super::*;

/// Its place, and the mail unless it is too large.
type Found = (String, std::io::Result<Option<Vec<u8>>>);

/// A mail of that header with a body in UTF-8.
fn mail(header: &[(&str, &str)], kind: &str, body: &str) -> String {
    let fields: Vec<String> = header.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{}MIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}", fields.concat())
}

/// A dated mail from that sender with that subject and body.
fn sent(from: &str, subject: &str, body: &str) -> String {
    let kind = if body.starts_with('<') { "text/html" } else { "text/plain" };
    let date = "Sat, 25 Jul 2026 08:25:58 +0000";
    mail(&[("From", from), ("Subject", subject), ("Date", date), ("Message-ID", "<1@x>")], kind, body)
}

fn read_text(mail: &str) -> Outcome {
    read_mail(mail.as_bytes()).unwrap()
}

/// Whom a mail says to have accepted: slugs, full name, first name.
fn accepted(mail: &str) -> (Vec<String>, Option<String>, Option<String>) {
    match read_text(mail) {
        Outcome::Accepted(Notice { who, is_known: true, .. }) => told(who),
        other => panic!("{other:?}: {mail}"),
    }
}

fn told(who: Vec<Accepter>) -> (Vec<String>, Option<String>, Option<String>) {
    let names = |name: fn(&Accepter) -> &Option<String>| {
        let names: Vec<String> = who.iter().filter_map(|one| name(one).clone()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let (full, first) = (names(|one| &one.full_name), names(|one| &one.first_name));
    (who.into_iter().filter_map(|one| one.slug).collect(), full, first)
}

/// The same of expected values.
fn who(slugs: &[&str], full: &str, first: &str) -> (Vec<String>, Option<String>, Option<String>) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (slugs.iter().map(|&slug| slug.to_owned()).collect(), some(full), some(first))
}
