//! The table of sources 3, row by row, and what must not be taken for one of them.

use super::*;

const FREYA: &str = "\"Freya Ferrer via LinkedIn\" <invitations@linkedin.com>";
const LINKEDIN: &str = "LinkedIn <invitations@linkedin.com>";
const NOW: &str = "Freya accepted your invitation, explore their network";

/// The user's picture above, the news, then the suggestions.
fn page(news: &str, suggestions: &str) -> String {
    format!(
        "<html><body><a href=\"https://www.linkedin.com/comm/in/jordanpike?midToken=T\"><img alt=\"Jordan Pike\"></a>{news}\
         <h2>{suggestions}</h2><a href=\"https://www.linkedin.com/comm/in/somebody-else?x=1\"><img></a>\
         <a href=\"https://www.linkedin.com/comm/in/somebody-else?x=2\">Somebody Else</a></body></html>"
    )
}

fn link(slug: &str, label: &str) -> String {
    format!("<a href=\"https://www.linkedin.com/comm/in/{slug}?midToken=TOKEN&amp;lipi=urn\">{label}</a>")
}

#[test]
fn mails_of_now() {
    let news = "<p>Freya has accepted your invitation</p>";
    let freya = who(&["freya-f"], "Freya Ferrer", "Freya");
    for body in [
        page(&format!("{news}{}", link("freya-f", "Freya Ferrer")), "Suggestions"),
        page(&format!("{}{news}", link("freya-f", "<img alt=\"Freya Ferrer\">")), "Suggestions"),
        page(&format!("<p>{} has accepted your invitation</p>", link("freya-f", "Freya")), "Vorschläge"),
        page(&format!("{news}{}", link("freya-f", "<img>")), "Vorschläge"),
        page(&format!("{news}{}", link("freya-f", "View profile")), "People you may know"),
        page(&format!("{news}{}", link("freya-f", "<div>Freya Ferrer</div><div>Research Lead</div>")), "x"),
    ] {
        assert_eq!(accepted(&sent(FREYA, NOW, &body)), freya, "{body}");
    }
}

#[test]
fn suggestions_are_never_taken_for_the_accepter() {
    let news = "<p>Freya has accepted your invitation</p>";
    let nobody = who(&[], "Freya Ferrer", "Freya");
    for body in [
        page(news, "Suggestions from Freya's network"),
        page(news, "Vorschläge"),
        page("", "Suggestions"),
        page(&format!("{news}{}", link("freya-andersson", "Freya Andersson")), "x"),
        page(&format!("{news}<p>People you may know</p>{}", link("freya-2", "Freya Ferrer")), "x"),
        "Freya has accepted your invitation\n\nVorschläge\n\nSomebody Else\nhttps://www.linkedin.com/comm/in/x".to_owned(),
    ] {
        assert_eq!(accepted(&sent(FREYA, NOW, &body)), nobody, "{body}");
    }
}

#[test]
fn mails_of_earlier_years() {
    let talk = "Jordan, start a conversation with your new connection, Ruth Berg";
    let ruth = "Ruth Berg via LinkedIn <invitations@linkedin.com>";
    let body = "See Ruth's connections, experience, and more\nRuth Berg has accepted your invitation. Let's start a \
        conversation.\nhttps://www.linkedin.com/comm/in/ruth-berg?x=1\n";
    assert_eq!(accepted(&sent(ruth, talk, body)), who(&["ruth-berg"], "Ruth Berg", "Ruth"));
    assert_eq!(accepted(&sent(LINKEDIN, talk, body)), who(&["ruth-berg"], "Ruth Berg", "Ruth"));
    let old = "Freya has accepted\nyour invitation\nFreya Ferrer\nhttps://www.linkedin.com/e/v2?e=1&a=accept_invite&tok=T\n";
    let see = "See Freya's connections, experience, and more";
    assert_eq!(
        accepted(&sent("Freya Ferrer <invitations@linkedin.com>", see, old)),
        who(&[], "Freya Ferrer", "Freya")
    );
    assert_eq!(
        accepted(&sent(LINKEDIN, see, "Freya has accepted your invitation\nFreya Ferrer\n")).1.as_deref(),
        Some("Freya Ferrer")
    );
    assert_eq!(accepted(&sent(LINKEDIN, see, "Freya has accepted your invitation\n")), who(&[], "", "Freya"));
    // These subjects alone also come with other news.
    for subject in [talk, see] {
        assert_eq!(
            read_text(&sent(ruth, subject, "Say hello\nhttps://www.linkedin.com/comm/in/x")),
            Outcome::Nothing
        );
    }
}

#[test]
fn subjects_that_are_enough() {
    for subject in [
        "Freya Ferrer accepted your invitation to connect",
        "You and Freya Ferrer are now connected",
        "You're now connected to Freya Ferrer",
    ] {
        for from in ["LinkedIn <messages-noreply@linkedin.com>", "LinkedIn <x@e.linkedin.com>"] {
            assert_eq!(accepted(&sent(from, subject, "")), who(&[], "Freya Ferrer", "Freya"), "{subject}");
        }
    }
    assert_eq!(
        accepted(&sent(LINKEDIN, "Mary Ann accepted your invitation to connect", "")).1.as_deref(),
        Some("Mary Ann")
    );
}

#[test]
fn digests_name_several() {
    let subject = "See Anders's and other people's connections, experience, and more";
    let person = |at: usize| format!("P {at}\nView profile: https://www.linkedin.com/comm/in/p-{at}?t=T\n\n");
    let people = |count: usize| (1..=count).map(person).collect::<String>();
    let body = |count: usize, shown: usize| {
        format!(
            "You have {count} new connections\n\n{}People you may know\n{}You are receiving Accepted Invitation emails.\n",
            people(shown),
            person(99)
        )
    };
    let slugs = |mail: &str| accepted(mail).0.len();
    assert_eq!(accepted(&sent(LINKEDIN, subject, &body(2, 2))), who(&["p-1", "p-2"], "P 1, P 2", ""));
    assert_eq!(slugs(&sent(LINKEDIN, subject, &body(12, 8))), 8);
    assert_eq!(slugs(&sent(LINKEDIN, subject, &body(12, 10))), 8);
    assert_eq!(slugs(&sent(LINKEDIN, "Something new", &body(3, 3))), 3);
    assert_eq!(accepted(&sent(LINKEDIN, subject, "")), who(&[], "", "Anders"));
    let html = format!("<h1>You have 2 new connections</h1>{}{}", link("p-1", "P 1"), link("p-2", "P 2"));
    assert_eq!(accepted(&sent(LINKEDIN, subject, &html)).0, ["p-1", "p-2"]);
    // Of three links on two new connections one is somebody else's.
    assert_eq!(accepted(&sent(LINKEDIN, subject, &(html + &link("p-3", "P 3")))), who(&[], "", "Anders"));
    let feed = "You have 3 new connections\nView profile: https://www.linkedin.com/comm/in/p-1";
    assert_eq!(read_text(&sent("LinkedIn <messages-noreply@linkedin.com>", "News", feed)), Outcome::Nothing);
}

#[test]
fn other_mails_are_left_alone() {
    let body =
        "Freya has accepted your invitation\nFreya Ferrer\nhttps://www.linkedin.com/comm/in/freya-ferrer";
    for subject in [
        "I want to connect",
        "Jordan, please add me to your LinkedIn network",
        "Oskar's invitation is waiting for your response",
        "Jordan, add Oskar Petrov - Recruiter",
        "See who accepted your invitation",
        "You and 3 others are now connected",
        "Freya accepted your invitation to follow Fabrikam",
    ] {
        assert_eq!(read_text(&sent(FREYA, subject, body)), Outcome::Nothing, "{subject}");
    }
    // What people write to each other is in the digests of messages.
    let digest = "LinkedIn <messages-noreply@linkedin.com>";
    assert_eq!(read_text(&sent(digest, "You have 1 new message", body)), Outcome::Nothing);
    assert_eq!(
        read_text(&sent(FREYA, "Something else", "Freya has accepted your invitation")),
        Outcome::Nothing
    );
    assert_eq!(
        read_text(&sent("Ana <ana@example.org>", "Lunch", "Freya has accepted your invitation")),
        Outcome::Nothing
    );
    assert_eq!(
        read_text(&sent("Cal <cal@example.org>", "Ana accepted your invitation", "Monday")),
        Outcome::Nothing
    );
}

#[test]
fn look_alikes_are_refused() {
    let body =
        "Freya has accepted your invitation\nFreya Ferrer\nhttps://www.linkedin.com/comm/in/freya-ferrer";
    for from in [
        "\"Freya Ferrer via LinkedIn\" <invitations@linkedin.com.evil.example>",
        "Freya Ferrer via LinkedIn <invitations@notlinkedin.com>",
        "\"invitations@linkedin.com\" <x@evil.example>",
        "=?utf-8?Q?invitations=40linkedin=2Ecom?= <x@evil.example>",
        "=?utf-8?B?RnJleWEgdmlhIExpbmtlZElu?= <x@evil.example>",
        "x@evil.example, Freya via LinkedIn <invitations@linkedin.com>",
        "Freya <x@evil.example>",
    ] {
        for subject in [NOW, "You and Freya Ferrer are now connected", "Hallo"] {
            // Of an unknown subject nothing but the sender can pretend.
            let expected = if from.starts_with("Freya <") && subject == "Hallo" {
                Outcome::Nothing
            } else {
                Outcome::Impostor
            };
            assert_eq!(read_text(&sent(from, subject, body)), expected, "{from}: {subject}");
        }
    }
    let with = |field: &str| format!("{field}\r\n{}", sent(FREYA, NOW, body));
    assert_eq!(read_text(&with("From: x@evil.example")), Outcome::Impostor);
    assert_eq!(read_text(&with("Sender: x@evil.example")), Outcome::Impostor);
    assert_eq!(read_text(&with("Sender: \"invitations@linkedin.com\" <x@evil.example>")), Outcome::Impostor);
    let no_from = sent(FREYA, NOW, body).replacen("From:", "Reply-To:", 1);
    assert_eq!(read_text(&no_from), Outcome::Impostor);
    // Older mails are answered to the person who accepted.
    assert!(matches!(read_text(&with("Reply-To: freya@example.org")), Outcome::Accepted(_)));
    assert!(matches!(read_text(&with("Sender: x@bounce.linkedin.com")), Outcome::Accepted(_)));
    // An impostor needs no date.
    assert_eq!(
        read_text(&sent("x@notlinkedin.com", NOW, body).replace("Date:", "X-Date:")),
        Outcome::Impostor
    );
}

#[test]
fn other_languages_need_sender_and_slug() {
    for (code, locale) in crate::record::labels::locales() {
        for phrase in &locale.accepted_phrase {
            let news = phrase.replacen('N', "Freya", 1);
            let html = format!("<p>{news}</p>{}", link("freya-f", "Freya Ferrer"));
            let mail = sent(FREYA, "Eine Nachricht", &html);
            assert_eq!(accepted(&mail), who(&["freya-f"], "Freya Ferrer", "Freya"), "{code}");
            let elsewhere = sent("x <x@evil.example>", "Eine Nachricht von LinkedIn", &html);
            assert_eq!(read_text(&elsewhere), Outcome::Nothing, "{code}");
            let no_slug = sent(FREYA, "Eine Nachricht", &format!("<p>{news}</p>"));
            assert_eq!(read_text(&no_slug), Outcome::Nothing, "{code}");
        }
    }
    let via = "=?utf-8?Q?Freya_Ferrer_=C3=BCber_LinkedIn?= <invitations@linkedin.com>";
    assert_eq!(accepted(&sent(via, NOW, "")), who(&[], "Freya Ferrer", "Freya"));
}

#[test]
fn a_mail_without_a_date_is_unreadable() {
    let mail = sent(FREYA, NOW, "");
    let reason = |mail: String| read_mail(mail.as_bytes()).unwrap_err();
    assert_eq!(reason(mail.replace("Date:", "X-Date:")), envelope::NO_DATE);
    assert_eq!(reason(mail.replace("25 Jul", "35 Jul")), "its Date header is not a date");
    assert_eq!(read_mail(b"").unwrap_err(), "it has no header");
    // Whether the future makes sense is for others to say.
    assert!(matches!(read_text(&mail.replace("2026", "2999")), Outcome::Accepted(_)));
}

#[test]
fn no_token_is_kept_and_no_control_character() {
    let body = page(&link("freya-f", "Freya \u{1b}[31mFerrer"), "x");
    let from = "=?utf-8?Q?Freya_=1B[31mFerrer_via_LinkedIn?= <invitations@linkedin.com>";
    let mail = sent(from, NOW, &body).replace("Message-ID: <1@x>", "X: y");
    let Outcome::Accepted(notice) = read_text(&mail) else { panic!() };
    let all = format!("{notice:?}");
    assert!(!all.contains("TOKEN") && !all.contains("\\u{1b}"), "{all}");
    assert_eq!(notice.message_id, format!("2026-07-25T08:25:58Z {NOW}"));
}

#[test]
fn encodings_are_undone() {
    let body = "RnJleWEgaGFzIGFjY2VwdGVkIHlvdXIgaW52aXRhdGlvbgpGcmV5YSBGZXJyZXIK";
    let mail = sent(FREYA, "See Freya's connections, experience, and more", body)
        .replace("MIME-Version", "Content-Transfer-Encoding: base64\r\nMIME-Version");
    assert_eq!(accepted(&mail), who(&[], "Freya Ferrer", "Freya"));
    let latin = "=?iso-8859-1?Q?Zo=EB_accepted_your_invitation=2C?= =?utf-8?Q?_explore_their_network?=";
    assert_eq!(accepted(&sent(LINKEDIN, latin, "")), who(&[], "", "Zoë"));
}
