//! The number of connections, as a profile shows it.

use super::labels::locales;
use super::name::is_invisible;
use super::observation::CONNECTIONS_CAP;
use super::suggest::{Refusal, excerpt};

/// K36.
pub const CONNECTIONS_LIMIT: u32 = 30_000;

/// `312`, `1,247`, `1 247 connections`, in any digits; "500 or more" is [`CONNECTIONS_CAP`].
pub fn read_connections(text: &str) -> Result<u32, Refusal> {
    const LONGEST: usize = 100;
    let shown = if text.len() > LONGEST { String::new() } else { plain(text) };
    let number = without_word(&shown);
    if is_capped(number) {
        return Ok(CONNECTIONS_CAP);
    }
    let Some(digits) = ungrouped(number) else { return Err(refusal(text, number)) };
    digits.parse().ok().filter(|count| *count <= CONNECTIONS_LIMIT).ok_or_else(|| {
        Refusal::new(format!("{:?} is over {CONNECTIONS_LIMIT} connections, LinkedIn's limit", excerpt(text)))
    })
}

fn refusal(text: &str, number: &str) -> Refusal {
    const BESIDE: &str =
        "the number of connections stands beside the followers; leave it out if it is hidden";
    let (what, hint) = match number.trim_start_matches(|c: char| !c.is_alphabetic()) {
        "k" | "m" if number.starts_with(|c: char| c.is_ascii_digit()) => {
            ("an approximation, which LinkedIn shows for followers, never for connections", BESIDE)
        }
        "follower" | "followers" => ("a number of followers, not of connections", BESIDE),
        _ => ("not a number of connections", "write it as the profile shows it: 312, 1,247 or 500+"),
    };
    Refusal::new(format!("{:?} is {what}", excerpt(text))).with_hint(hint)
}

fn plain(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase);
    let plain: String = visible.map(|c| if c.is_whitespace() { ' ' } else { ascii_digit(c) }).collect();
    plain.trim().to_owned()
}

fn ascii_digit(character: char) -> char {
    /// Zeros of Arabic-Indic, Persian, Devanagari, Bengali, Gurmukhi, Telugu, Thai and full-width digits.
    const ZEROS: [char; 8] =
        ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{C66}', '\u{E50}', '\u{FF10}'];
    let value = |zero: &char| u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    ZEROS.iter().find_map(value).and_then(|value| char::from_digit(value, 10)).unwrap_or(character)
}

fn without_word(shown: &str) -> &str {
    const ENGLISH: [&str; 4] = ["connections", "connection", "contacts", "contact"];
    if !shown.ends_with(char::is_alphabetic) {
        return shown;
    }
    let stripped = |word: &str| shown.strip_suffix(word).filter(|rest| !rest.ends_with(char::is_alphabetic));
    let local = || locales().values().flat_map(|locale| &locale.connections_word);
    ENGLISH
        .into_iter()
        .find_map(stripped)
        .or_else(|| local().find_map(|word| stripped(&word.to_lowercase())))
        .map_or(shown, str::trim_end)
}

fn is_capped(number: &str) -> bool {
    let packed = |text: &str| text.replace(' ', "");
    match packed(number).as_str() {
        "500+" | "+500" | ">500" => true,
        other if other.contains("500") && other != "500" => {
            locales().values().flat_map(|locale| &locale.capped).any(|label| packed(&plain(label)) == other)
        }
        _ => false,
    }
}

fn ungrouped(number: &str) -> Option<String> {
    const MARKS: [char; 7] = [',', '.', ' ', '’', '\'', '٬', '،'];
    let Some(mark) = number.chars().find(|c| MARKS.contains(c)) else {
        return all_digits(number).then(|| number.to_owned());
    };
    let mut groups = number.split(mark);
    let first = groups.next().filter(|group| (1..=3).contains(&group.len()))?;
    let rest: Vec<&str> = groups.collect();
    let grouped = all_digits(first) && rest.iter().all(|group| group.len() == 3 && all_digits(group));
    grouped.then(|| number.replace(mark, ""))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn why(text: &str) -> String {
        read_connections(text).unwrap_err().to_string()
    }

    #[test]
    fn five_hundred_or_more_is_read_in_every_language() {
        let typed = [
            "500+",
            " 500 + ",
            ">500",
            "> 500",
            "+500",
            "+ de 500",
            "más de 500",
            "MÁS DE 500",
            "500 a více",
        ];
        let shown = [
            "٥٠٠+",
            "\u{200F}٥٠٠+",
            "５００+",
            "500+ connections",
            "más de 500 contactos",
            "500+ 聯絡人",
            "500+聯絡人",
        ];
        for text in typed.iter().chain(&shown) {
            assert_eq!(read_connections(text), Ok(CONNECTIONS_CAP), "{text}");
        }
        for label in locales().values().flat_map(|locale| &locale.capped) {
            assert_eq!(read_connections(label), Ok(CONNECTIONS_CAP), "{label}");
        }
    }

    #[test]
    fn numbers_are_read_as_typed() {
        let cases = [
            ("0", 0),
            ("312", 312),
            ("500", 500),
            ("312 connections", 312),
            ("1 Connection", 1),
            ("312 contacts", 312),
            ("312 Kontakte", 312),
            ("312聯絡人", 312),
            ("1,247", 1247),
            ("1.247", 1247),
            ("1 247", 1247),
            ("1\u{A0}247", 1247),
            ("1\u{202F}247 relations", 1247),
            ("1’247", 1247),
            ("1'247", 1247),
            ("1247", 1247),
            ("١٬٢٤٧", 1247),
            ("۳۱۲", 312),
            ("３１２", 312),
            ("30,000", 30_000),
        ];
        for (text, count) in cases {
            assert_eq!(read_connections(text), Ok(count), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let cases = [
            "",
            " ",
            "many",
            "-5",
            "−5",
            "+312",
            "1,24",
            "1,2475",
            "1,,247",
            ",247",
            "1,247.000",
            "1.247,5",
            "12.5",
            "501+",
            "connections",
            "312 lamps",
            "312 xconnections",
            "1 2 3",
            "500 or so",
            "0x10",
            "k",
            &"1".repeat(101),
        ];
        for text in cases {
            assert!(why(text).ends_with(" is not a number of connections"), "{text}");
        }
    }

    #[test]
    fn followers_and_impossible_numbers_are_named() {
        for text in ["1.2K", "12K", "1,5 M", "12k connections"] {
            assert!(why(text).contains(" is an approximation"), "{text}");
        }
        assert!(why("1,247 followers").contains(" is a number of followers"));
        for text in ["30,001", "99999999999999999999"] {
            assert_eq!(why(text), format!("{text:?} is over 30000 connections, LinkedIn's limit"));
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            if let Ok(count) = read_connections(&text) {
                prop_assert!(count <= CONNECTIONS_LIMIT);
            }
        }

        #[test]
        fn grouping_changes_nothing(count in 1000..=CONNECTIONS_LIMIT, mark in "[,. ’\u{202F}]") {
            let grouped = format!("{}{mark}{:03}", count / 1000, count % 1000);
            prop_assert_eq!(read_connections(&grouped), Ok(count));
            prop_assert_eq!(read_connections(&count.to_string()), Ok(count));
        }
    }
}
