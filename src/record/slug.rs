//! Slugs: the last part of a profile's address, by which LinkedIn tells people apart.

use std::fmt::Write;

use unicode_normalization::char::is_combining_mark;

use super::name::{composed, is_invisible};
use super::suggest::{Refusal, excerpt};

pub const LONGEST_SLUG: usize = 100;

const EXAMPLE: &str = "a profile's address is linkedin.com/in/SLUG, for example linkedin.com/in/zoe-brandt";

/// Decoded, lower case, composed (NFC).
pub fn read_slug(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let encoded = if looks_like_url(text) { slug_in_url(text)? } else { text };
    let decoded = percent_decoded(encoded).ok_or_else(|| {
        refused(text, "has a broken %-escape").with_hint("copy the address from the browser once more")
    })?;
    let slug = composed(decoded.to_lowercase());
    let wrong = |c: &char| {
        is_invisible(*c) || !(c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '-' | '_'))
    };
    if let Some(found) = slug.chars().find(wrong) {
        let what = format!("the slug {:?} has a character that no slug has: {found:?}", excerpt(&slug));
        return Err(Refusal::new(what).with_hint(EXAMPLE));
    }
    match slug.chars().count() {
        0 => Err(refused(text, "has no slug")),
        1..=LONGEST_SLUG => Ok(slug),
        _ => {
            Err(Refusal::new(format!("the slug {:?} is over {LONGEST_SLUG} characters long", excerpt(&slug))))
        }
    }
}

fn refused(text: &str, why: &str) -> Refusal {
    Refusal::new(format!("{:?} {why}", excerpt(text))).with_hint(EXAMPLE)
}

pub fn looks_like_url(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    if text.contains(char::is_whitespace) {
        return false;
    }
    let (host, path) = split_host(&text);
    text.contains("://")
        || text.starts_with("//")
        || text.starts_with("/in/")
        || text.starts_with("in/")
        || text.starts_with("www.")
        || host.contains('.') && !path.is_empty()
        || is_linkedin(host)
}

pub fn profile_url(slug: &str) -> String {
    let mut url = "https://www.linkedin.com/in/".to_owned();
    for byte in slug.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

/// `emeka-brandt-2c0146` is `Emeka Brandt`.
pub fn name_from_slug(slug: &str) -> String {
    let mut parts: Vec<&str> = slug.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    while parts.len() > 1 && parts.last().is_some_and(|part| part.contains(char::is_numeric)) {
        parts.pop();
    }
    parts.into_iter().map(capitalised).collect::<Vec<_>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn slug_in_url(text: &str) -> Result<&str, Refusal> {
    let bare = text.split_once("://").map_or(text, |(_, behind)| behind).trim_start_matches('/');
    let is_path = begins_with_in(text.strip_prefix('/').unwrap_or(text));
    let (host, path) = if is_path { ("linkedin.com", bare) } else { split_host(bare) };
    if !is_linkedin(&host.to_lowercase()) {
        return Err(refused(host, "is not LinkedIn"));
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let mut kind = parts.next().unwrap_or_default().to_lowercase();
    if matches!(kind.as_str(), "comm" | "mwlite") {
        kind = parts.next().unwrap_or_default().to_lowercase();
    }
    match kind.as_str() {
        "in" => parts.next().ok_or_else(|| refused(text, "has no slug")),
        "pub" => Err(refused(text, "is an old address that no longer tells the slug")
            .with_hint("open it in the browser and copy the address it leads to: linkedin.com/in/…")),
        kind => Err(refused(text, &format!("is {}, not a profile", kind_of_page(kind)))),
    }
}

fn begins_with_in(path: &str) -> bool {
    path.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("in/"))
}

fn kind_of_page(kind: &str) -> &'static str {
    match kind {
        "" => "LinkedIn's start page",
        "company" | "showcase" => "a company's page",
        "school" => "a school's page",
        "jobs" => "a page of jobs",
        "feed" | "posts" | "pulse" => "a post",
        "groups" => "a group's page",
        "mynetwork" => "a page of your network",
        "search" => "a search",
        "messaging" => "a conversation",
        "sales" => "a page of Sales Navigator",
        "talent" | "recruiter" => "a page of Recruiter",
        _ => "some other page of LinkedIn",
    }
}

fn split_host(bare: &str) -> (&str, &str) {
    bare.split_at(bare.find(['/', '?', '#', '\\']).unwrap_or(bare.len()))
}

/// `host`: lower case, with or without port.
pub fn is_linkedin(host: &str) -> bool {
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    // Before an `@` stands a user's name, which may well look like a host.
    !host.contains('@') && (name == "linkedin.com" || name.ends_with(".linkedin.com"))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        let is_hex = code.bytes().all(|byte| byte.is_ascii_hexdigit());
        bytes.push(is_hex.then(|| u8::from_str_radix(code, 16).ok())??);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn why(text: &str) -> String {
        read_slug(text).unwrap_err().to_string()
    }

    #[test]
    fn references_to_a_profile_are_read() {
        let cases = [
            ("zoe-brandt", "zoe-brandt"),
            ("  Zoe-Brandt ", "zoe-brandt"),
            ("ana_example-2c0146", "ana_example-2c0146"),
            ("zo%C3%AB-brandt", "zoë-brandt"),
            ("zoe\u{308}", "zoë"),
            ("https://www.linkedin.com/in/Zoe-Brandt", "zoe-brandt"),
            ("http://linkedin.com/in/zoe-brandt/", "zoe-brandt"),
            ("HTTPS://WWW.LINKEDIN.COM/IN/ZOE", "zoe"),
            ("https://de.linkedin.com/in/zo%c3%ab/", "zoë"),
            ("m.linkedin.com/in/zoe?trk=abc#top", "zoe"),
            ("https://www.linkedin.com:443/in/zoe//", "zoe"),
            ("//www.linkedin.com/in/zoe", "zoe"),
            ("linkedin.com//in/zoe", "zoe"),
            ("https://www.linkedin.com/in/ana/en", "ana"),
            ("https://www.linkedin.com/in/ana/details/experience/?x=/in/bob", "ana"),
            ("https://www.linkedin.com/comm/in/ana?midToken=1", "ana"),
            ("https://www.linkedin.com/mwlite/in/ana", "ana"),
            ("/in/ana/", "ana"),
            ("IN/ana", "ana"),
            ("/In/ana", "ana"),
            ("https://www.linkedin.com/in/%D8%B9%D9%84%DB%8C", "علی"),
            ("https://www.linkedin.com/in/रवि", "रवि"),
        ];
        for (text, slug) in cases {
            assert_eq!(read_slug(text).as_deref(), Ok(slug), "{text}");
        }
    }

    #[test]
    fn other_sites_are_refused() {
        let cases = [
            "https://linkedin.com.evil.example/in/ana",
            "notlinkedin.com/in/ana",
            "https://linkedin.com@evil.example/in/ana",
            "https://evil.example/https://www.linkedin.com/in/ana",
            "https://evil.example\\linkedin.com/in/ana",
            "ftp:///in/ana",
            "www.example.com",
            "https://",
        ];
        for text in cases {
            assert!(why(text).ends_with("is not LinkedIn"), "{text}");
        }
    }

    #[test]
    fn pages_that_are_no_profile_are_named() {
        let cases = [
            ("https://www.linkedin.com/company/acme", "a company's page"),
            ("linkedin.com/jobs", "a page of jobs"),
            ("linkedin.com/feed/", "a post"),
            ("linkedin.com/feed/update/in/ana", "a post"),
            ("www.linkedin.com", "LinkedIn's start page"),
            ("linkedin.com/?in/ana", "LinkedIn's start page"),
            ("linkedin.com/comm/", "LinkedIn's start page"),
            ("linkedin.com/xyz", "some other page of LinkedIn"),
        ];
        for (text, what) in cases {
            assert_eq!(why(text), format!("{text:?} is {what}, not a profile"));
        }
        let old = read_slug("https://www.linkedin.com/pub/ana-example/1/2b/3").unwrap_err();
        assert!(old.to_string().contains("is an old address") && old.hint().is_some());
    }

    #[test]
    fn what_is_no_slug_is_refused() {
        for text in ["", " ", "https://www.linkedin.com/in/", "/in/", "linkedin.com/in?x=ana"] {
            assert!(why(text).ends_with("has no slug"), "{text}");
        }
        for (text, found) in [
            ("Zoe Brandt", ' '),
            ("zoe.brandt", '.'),
            ("ana%2Fbob", '/'),
            ("ana%0A", '\n'),
            ("ana%E2%80%AE", '\u{202E}'),
            ("ana%2541", '%'),
            ("/in/ana%20b", ' '),
            ("ana@example.com", '@'),
        ] {
            assert!(why(text).ends_with(&format!("a character that no slug has: {found:?}")), "{text}");
        }
        for text in ["ana%", "ana%4", "ana%zz", "ana%+1", "ana%C3", "ana%4é"] {
            assert!(why(text).ends_with("has a broken %-escape"), "{text}");
        }
        assert!(read_slug(&"é".repeat(100)).is_ok());
        assert!(why(&"é".repeat(101)).ends_with("is over 100 characters long"));
    }

    #[test]
    fn addresses_are_told_from_names() {
        for text in [
            "https://x",
            "//x/y",
            "linkedin.com/in/ana",
            "LinkedIn.com",
            "www.linkedin.com",
            "example.org/a",
            "/in/ana",
        ] {
            assert!(looks_like_url(text), "{text}");
        }
        for text in [
            "",
            "ana",
            "Ana M. Example",
            "A.M.",
            "she/her",
            "ana@linkedin.com",
            "see linkedin.com/in/ana",
            "marlin/x",
        ] {
            assert!(!looks_like_url(text), "{text}");
        }
    }

    #[test]
    fn names_are_guessed() {
        let cases = [
            ("emeka-brandt-2c0146", "Emeka Brandt"),
            ("ana-maria-example", "Ana Maria Example"),
            ("zoë_brandt-1-2b", "Zoë Brandt"),
            ("élodie", "Élodie"),
            ("zoebrandt1", "Zoebrandt1"),
            ("12-34", "12"),
            ("--", ""),
        ];
        for (slug, name) in cases {
            assert_eq!(name_from_slug(slug), name, "{slug}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_is_idempotent(text in any::<String>(), slug in "\\PC{1,8}") {
            for text in [&text, &slug, &format!("linkedin.com/in/{slug}"), &format!("https://{text}")] {
                let _ = (looks_like_url(text), name_from_slug(text), profile_url(text));
                if let Ok(read) = read_slug(text) {
                    prop_assert_eq!(read_slug(&read), Ok(read.clone()));
                }
            }
        }

        #[test]
        fn an_address_leads_back_to_its_slug(typed in "[\\p{L}\\p{M}0-9_-]{1,30}") {
            if let Ok(slug) = read_slug(&typed) {
                prop_assert_eq!(read_slug(&profile_url(&slug)), Ok(slug));
            }
        }
    }
}
