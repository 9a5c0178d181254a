//! The badge that tells the degree: `· 1st`, in any of the languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::record::labels::locales;
use crate::record::name::is_invisible;
use crate::record::observation::Degree;

pub(super) fn is_dot(character: char) -> bool {
    matches!(character, '·' | '•' | '‧' | '∙' | '⋅' | '・')
}

/// Only behind its dot is `1.` or `1st` a degree.
pub(super) fn read_badge(text: &str) -> Option<Degree> {
    const LONGEST: usize = 80;
    let text = if text.len() > LONGEST { "" } else { text };
    let label = plain(text);
    degree_of(label.strip_prefix(is_dot)?.trim_matches([' ', '+']))
}

pub(super) fn split_badge(text: &str) -> Option<(&str, Degree)> {
    let dot = text.rfind(is_dot)?;
    let degree = read_badge(&text[dot..])?;
    Some((text[..dot].trim(), degree))
}

/// What is written behind the dot, with the number of the degree in any digits.
static BADGES: LazyLock<HashMap<String, Degree>> = LazyLock::new(|| {
    let mut badges = HashMap::new();
    for locale in locales().values() {
        // Of the others, the language's first is the second degree.
        let others = locale.other.iter().zip([Degree::Second, Degree::Third]);
        for (label, degree) in locale.first.iter().map(|label| (label, Degree::First)).chain(others) {
            let label = plain(label);
            if !label.contains(|c| digit(c).is_some()) {
                badges.insert(label, degree);
                continue;
            }
            for (value, degree) in (1..).zip([Degree::First, Degree::Second, Degree::Third]) {
                badges.extend(ZEROS.iter().map(|zero| {
                    let shown = char::from_u32(u32::from(*zero) + value).unwrap_or(*zero);
                    (label.replace(|c| digit(c).is_some(), &shown.to_string()), degree)
                }));
            }
        }
    }
    badges
});

const ZEROS: [char; 4] = ['0', '\u{660}', '\u{6F0}', '\u{966}'];

fn digit(c: char) -> Option<u32> {
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10))
}

/// A language may show only the last word of the label, or the label of the first degree with another word.
fn degree_of(label: &str) -> Option<Degree> {
    let first_word = label.split(' ').next();
    let is_worded =
        || BADGES.keys().any(|known| known.contains(' ') && known.split(' ').next() == first_word);
    let last_word = || label.rsplit_once(' ').map(|(_, word)| word).filter(|_| is_worded());
    BADGES.get(label).or_else(|| BADGES.get(last_word()?)).copied()
}

fn plain(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase);
    let composed: String = visible.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_badge_of_every_language_is_read() {
        for (code, locale) in locales() {
            for label in &locale.first {
                for text in
                    [format!("· {label}"), format!("\u{200F}·\u{A0}{label}\u{200E}"), format!("·{label}")]
                {
                    assert_eq!(read_badge(&text), Some(Degree::First), "{code}: {text}");
                }
            }
            for label in &locale.other {
                let degree = read_badge(&format!("· {label}+"));
                assert!(matches!(degree, Some(Degree::Second | Degree::Third)), "{code}: {label}");
            }
        }
    }

    #[test]
    fn degrees_are_told_apart() {
        for (text, degree) in [
            ("· 1st", Degree::First),
            ("· 2nd", Degree::Second),
            ("· 3rd+", Degree::Third),
            ("• 3rd", Degree::Third),
            ("· 1.", Degree::First),
            ("· 2.", Degree::Second),
            ("· 3.+", Degree::Third),
            ("· 3. derece", Degree::Third),
            ("· 1. derece", Degree::First),
            ("· 1", Degree::First),
            ("· ขั้นที่ 3", Degree::Third),
            ("· लेवल 3", Degree::Third),
            ("· 3 रे", Degree::Third),
            ("· من الدرجة الثالثة", Degree::Third),
            ("· harmadik", Degree::Third),
            ("· Ke-2 (2nd)", Degree::Second),
        ] {
            assert_eq!(read_badge(text), Some(degree), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_a_badge() {
        for text in [
            "1st",
            "1.",
            "·",
            "· 1st place",
            "· 4th",
            "· 12",
            "· 1st at CodeCup",
            "1st · 1st place",
            "· 21st",
            "",
            "· 1,247 followers",
            "· الفائز الأولى",
        ] {
            assert_eq!(read_badge(text), None, "{text}");
        }
        assert_eq!(split_badge("Ana Example · 1st"), Some(("Ana Example", Degree::First)));
        assert_eq!(split_badge("CodeCup, 1st place"), None);
    }
}
