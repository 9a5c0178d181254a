//! The parts of a mail one by one: its header, subject, words, links.

use super::*;
use crate::import::mail::acceptance::{Label, read_label};
use crate::import::mail::words::{PHRASES, Tokens, accepter, person};
use crate::record::labels::locales;

fn news(line: &str) -> Option<String> {
    accepter(line, &PHRASES.iter().collect::<Vec<_>>())
}

fn header(header: &str) -> Envelope {
    Envelope::read(format!("{header}\r\n\r\nbody").as_bytes()).unwrap()
}

#[test]
fn dates_are_read_or_refused() {
    for (date, at) in [
        ("Sat, 25 Jul 2026 08:25:58 +0000", Ok("2026-07-25T08:25:58Z")),
        ("Sat, 25 Jul 2026 08:25:58 -0700 (PDT)", Ok("2026-07-25T15:25:58Z")),
        ("25 Jul 2026 08:25:58 GMT", Ok("2026-07-25T08:25:58Z")),
        ("Wed, 25 Jul 2999 08:25:58 +0000", Ok("2999-07-25T08:25:58Z")),
        ("Sat, 31 Feb 2026 08:25:58 +0000", Err("its Date header is not a date")),
        ("Sat, 25 Jul 2026 28:25:58 +0000", Err("its Date header is not a date")),
        ("yesterday", Err("its Date header is not a date")),
        ("", Err("its Date header is not a date")),
    ] {
        let found = header(&format!("Date: {date}")).at.map(|at| at.to_rfc3339());
        assert_eq!(found.as_deref(), at.as_ref().map(|at| *at), "{date}");
    }
    assert_eq!(header("Subject: x").at, Err(envelope::NO_DATE));
}

#[test]
fn a_mail_without_message_id_gets_one() {
    let at = Instant::parse_rfc3339("2026-07-25T08:25:58Z").unwrap();
    assert_eq!(header("Message-ID: <1.2@prod.linkedin.com>").message_id(at), "1.2@prod.linkedin.com");
    assert_eq!(header("Subject: =?utf-8?Q?Zo=C3=AB_=1B?= x").message_id(at), "2026-07-25T08:25:58Z Zoë x");
}

#[test]
fn headers_are_all_seen_as_they_are_spelled() {
    let envelope = header("From: =?utf-8?B?Wm/Dqw==?= <a@b>\r\nfrom : c@d");
    assert_eq!(
        envelope.from.iter().map(|from| from.trim()).collect::<Vec<_>>(),
        ["=?utf-8?B?Wm/Dqw==?= <a@b>", "c@d"]
    );
}

#[test]
fn linkedin_is_known_by_its_domain() {
    for (from, local) in [
        ("invitations@linkedin.com", "invitations"),
        ("\"Freya Ferrer via LinkedIn\" <invitations@linkedin.com>", "invitations"),
        ("Freya Ferrer <Invitations@LinkedIn.COM>", "invitations"),
        ("\r\n Hale, PhD via LinkedIn\r\n <messages-noreply@bounce.linkedin.com>\r\n", "messages-noreply"),
        ("\"x@evil.example\" <invitations@linkedin.com> (really)", "invitations"),
        ("=?UTF-8?Q?Zo=C3=AB_via_LinkedIn?= <invitations@linkedin.com>", "invitations"),
        ("\"Ana \\\"<x@evil.example>\\\"\" <invitations@linkedin.com>", "invitations"),
    ] {
        assert_eq!(header(&format!("From: {from}")).linkedin_local_part.as_deref(), Some(local), "{from}");
    }
}

#[test]
fn look_alikes_are_refused() {
    for from in [
        "",
        "LinkedIn",
        "invitations@linkedin.com.evil.example",
        "invitations@notlinkedin.com",
        "invitations@linkedin.com.",
        "invitations@.linkedin.com",
        "invitations@linkedin.comm",
        "invitations@linkedin-com.example",
        "invitations@lіnkedin.com",
        "linkedin.com@evil.example",
        "\"invitations@linkedin.com\" <x@evil.example>",
        "invitations@linkedin.com <x@evil.example>",
        "<x@evil.example> <invitations@linkedin.com>",
        "<invitations@linkedin.com> <x@evil.example>",
        "<invitations@linkedin.com> x@evil.example",
        "x@evil.example, invitations@linkedin.com",
        "invitations@linkedin.com, x@evil.example",
        "Ana <x@evil.example>, LinkedIn <invitations@linkedin.com>",
        "LinkedIn <invitations@linkedin.com>, Ana <x@evil.example>",
        "x@evil.example (<invitations@linkedin.com>)",
        "\"a\" <x@evil.example> \"<invitations@linkedin.com>\"",
        "=?utf-8?Q?invitations=40linkedin=2Ecom?= <x@evil.example>",
        "<@linkedin.com:x@evil.example>",
        "<x@evil.example@linkedin.com>",
        "\"x@evil.example\"@linkedin.com",
        "<invitations@linkedin.com\0.evil.example>",
        "\"open <invitations@linkedin.com>",
        "(open <invitations@linkedin.com>",
    ] {
        assert_eq!(header(&format!("From: {from}")).linkedin_local_part, None, "{from}");
    }
}

#[test]
fn every_header_about_the_sender_has_to_agree() {
    let ours = "LinkedIn <invitations@linkedin.com>";
    let theirs = "x@evil.example";
    let check = |from: &[&str], sender: &[&str]| {
        let from = from.iter().map(|from| format!("From: {from}\r\n"));
        let all: String = from.chain(sender.iter().map(|sender| format!("Sender: {sender}\r\n"))).collect();
        header(&format!("{all}Subject: x")).linkedin_local_part.is_some()
    };
    assert!(check(&[ours], &[]) && check(&[ours], &[ours]));
    assert!(!check(&[], &[ours]) && !check(&[ours, theirs], &[]) && !check(&[ours, ours], &[]));
    assert!(!check(&[theirs], &[ours]) && !check(&[ours], &[theirs]) && !check(&[ours], &[ours, theirs]));
}

fn accepts(name: &str) -> Subject {
    Subject::Accepted(name.to_owned())
}

fn perhaps(name: &str) -> Subject {
    Subject::Perhaps(Some(name.to_owned()))
}

#[test]
fn every_shape_of_the_years_is_read() {
    for (subject, said) in [
        ("Freya accepted your invitation, explore their network", accepts("Freya")),
        ("FREYA accepted your invitation, explore their network", accepts("FREYA")),
        ("Freya Ferrer accepted your invitation to connect", accepts("Freya Ferrer")),
        ("Freya has accepted your invitation", accepts("Freya")),
        ("Hale, PhD accepted your invitation to connect", accepts("Hale, PhD")),
        ("You and Freya Ferrer are now connected", accepts("Freya Ferrer")),
        ("You're now connected to Freya Ferrer", accepts("Freya Ferrer")),
        ("You’re now connected to Freya Ferrer!", accepts("Freya Ferrer")),
        ("You are now connected to Zoë", accepts("Zoë")),
        ("Jordan, start a conversation with your new connection, Ruth Berg", perhaps("Ruth Berg")),
        ("See Freya's connections, experience, and more", perhaps("Freya")),
        ("See James' connections, experience, and more", perhaps("James")),
        (
            "See Anders's and other people's connections, experience, and more",
            Subject::Digest(Some("Anders".to_owned())),
        ),
    ] {
        assert_eq!(Subject::of(subject), said, "{subject}");
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
        assert_eq!(Subject::of(subject), Subject::Other, "{subject}");
    }
    for subject in
        ["", "You have 2 new messages", "Ana hat Ihre Einladung angenommen", "Ana sent you a message"]
    {
        assert_eq!(Subject::of(subject), Subject::Unknown, "{subject}");
    }
}

#[test]
fn a_phrase_is_found_in_any_spelling() {
    let words = Tokens::of("  Zoë\u{a0}HAS accepted, your  invitation! Let's");
    assert_eq!(words.find("has accepted your invitation"), Some(1..5));
    assert_eq!(words.raw(0..1), "Zoë");
    assert_eq!(words.raw(1..5), "HAS accepted, your  invitation!");
    assert!(words.starts_with("zoe has") && !words.starts_with("zoe had") && words.find("let it").is_none());
    assert!(!Tokens::of("View").starts_with("view profile"));
    let see = Tokens::of("See Zoë's connections, experience and more");
    assert_eq!(see.at_name("see N connections …"), Some("Zoë's"));
    assert_eq!(see.at_name("… zoe s N and more"), Some("connections, experience"));
    assert_eq!((see.at_name("see N connections"), see.at_name("you N …")), (None, None));
    assert_eq!(Tokens::of("a b").raw(1..9), "");
}

#[test]
fn names_are_told_from_nobodies() {
    for (text, name) in [
        (" Freya Ferrer: ", "Freya Ferrer"),
        ("Freya's", "Freya"),
        ("Anders’s", "Anders"),
        ("Anders'", "Anders"),
        ("James", "James"),
        ("Hale, PhD", "Hale, PhD"),
        ("O’Brien", "O’Brien"),
    ] {
        assert_eq!(person(text).as_deref(), Some(name), "{text}");
    }
    for text in
        ["", "who", "See who", "3 others", "Ana and 3 others", "x@example.org", "LinkedIn", "https://x", "🚀"]
    {
        assert_eq!(person(text), None, "{text}");
    }
}

#[test]
fn every_language_with_a_phrase_is_read() {
    let mut count = 0;
    for phrase in locales().values().flat_map(|locale| &locale.accepted_phrase) {
        for name in ["Freya", "Zoë Brandt-Müller", "李明"] {
            let line = phrase.replacen('N', name, 1);
            for line in [line.clone(), format!(" {line}."), line.replace(' ', "\u{a0}")] {
                assert_eq!(news(&line).as_deref(), Some(name), "{line}");
            }
        }
        count += 1;
    }
    assert!(count >= 14);
}

#[test]
fn the_sentence_has_to_end_with_the_phrase() {
    for line in [
        "Ruth Berg has accepted your invitation. Let's start a conversation.",
        "Ruth Berg has accepted your invitation to connect",
        "Ruth Berg has accepted your invitation!",
        "Ruth Berg has accepted your invitation！ Say hello",
    ] {
        assert_eq!(news(line).as_deref(), Some("Ruth Berg"), "{line}");
    }
    assert_eq!(news("李明接受了您的邀請").as_deref(), Some("李明"));
    for line in [
        "Ruth has accepted your invitation to follow Fabrikam",
        "has accepted your invitation",
        "See who has accepted your invitation",
        "Someone has accepted your invitation",
        "Accept her invitation",
        "",
    ] {
        assert_eq!(news(line), None, "{line}");
    }
}

#[test]
fn labels_tell_whose_a_link_is() {
    let names = ["freya ferrer".to_owned(), "freya".to_owned()];
    for label in [
        "Freya Ferrer",
        "FREYA",
        "Freya Ferrer Research Lead",
        "View Freya's profile",
        "Freya Ferrer’s profile picture",
        "Message Freya",
        "Freya has accepted your invitation",
    ] {
        assert_eq!(read_label(label, &names), Label::Theirs, "{label}");
    }
    for label in ["", "View profile:", "See full profile", "Message", "🚀"] {
        assert_eq!(read_label(label, &names), Label::Plain, "{label}");
    }
    for label in
        ["Somebody Else", "Freya Andersson", "Freyas Freund", "View Ana's profile", "Profil anzeigen"]
    {
        assert_eq!(read_label(label, &names), Label::Foreign, "{label}");
    }
}

#[test]
fn plain_text_keeps_slugs_and_no_tokens() {
    let text = "Anders Menon\r\nView profile: https://www.linkedin.com/comm/in/anders-menon?midToken=AQF\r\n\r\n\
        Settings: https://www.linkedin.com/comm/psettings?otpToken=zzz";
    let lines = read_plain(text);
    assert_eq!(lines[1].text, "View profile: ");
    assert_eq!(lines[1].links[0].slug, "anders-menon");
    assert_eq!(lines[1].links[0].labels, ["View profile: ", "Anders Menon"]);
    assert_eq!(lines[3], Line { text: "Settings: ".to_owned(), ..Line::default() });
    assert!(!format!("{lines:?}").contains("AQF") && !format!("{lines:?}").contains("zzz"));
}

#[test]
fn only_profiles_of_linkedin_count() {
    for (address, slug) in [
        ("https://www.linkedin.com/comm/in/tom%C3%A1s-menon?x=/in/b", Some("tomás-menon")),
        ("http://de.linkedin.com/in/ana/", Some("ana")),
        ("https://www.linkedin.com/comm/messaging/compose?x=/in/ana", None),
        ("https://linkedin.com.evil.example/comm/in/ana", None),
        ("https://evil.example/?https://www.linkedin.com/in/ana", None),
        ("ana", None),
    ] {
        assert_eq!(profile(address).as_deref(), slug, "{address}");
    }
}

#[test]
fn mails_inside_mails_do_not_overflow_the_stack() {
    let deep = b"Content-Type: message/rfc822\n\n".repeat(8_000);
    assert!(bodies(&deep).is_empty());
}
