//! Names: the key by which one is searched, and the form in which one is stored.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::suggest::Refusal;

/// In characters.
pub const MAX_NAME: usize = 200;

/// In characters: of a tag, event or template.
pub const MAX_WORD: usize = 100;

/// `Łukasz` is `lukasz`; runs of anything but letters and digits are one blank. Marks go only where they are
/// accents: in Devanagari, Thai, Hebrew and the like they are part of the word.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return ascii_key(text);
    }
    // Puts Hangul syllables and the like together again.
    composed(key_of(text.nfkd().flat_map(char::to_lowercase), text.len()))
}

fn ascii_key(text: &str) -> String {
    let mut key = Vec::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if gap && !key.is_empty() {
                key.push(b' ');
            }
            gap = false;
            key.push(byte.to_ascii_lowercase());
        } else {
            gap |= !is_invisible(char::from(byte));
        }
    }
    String::from_utf8(key).unwrap_or_default()
}

pub fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

fn key_of(letters: impl Iterator<Item = char>, usual_length: usize) -> String {
    let mut key = String::with_capacity(usual_length);
    let mut gap = false;
    for letter in letters.filter(|c| !is_accent(*c) && !is_invisible(*c)) {
        if !letter.is_alphanumeric() && !is_combining_mark(letter) {
            gap = true;
            continue;
        }
        if gap && !key.is_empty() {
            key.push(' ');
        }
        gap = false;
        match plain(letter) {
            Some(plain) => key.push_str(plain),
            None => key.push(letter),
        }
    }
    key
}

/// `Hale, PhD, CFA` is `hale`; if that leaves nothing, the plain [`fold`].
pub fn fold_person(text: &str) -> String {
    let key = fold(&bare_name(text));
    if key.is_empty() { fold(text) } else { key }
}

pub fn bare_name(text: &str) -> String {
    let bare = without_asides(text);
    bare.split([',', '，', '、', '،']).next().unwrap_or_default().trim().to_owned()
}

/// NFC, blanks made one, nothing that turns the writing; joiners stay where a script or an emoji needs them.
pub fn clean(text: &str, max_chars: usize) -> Result<String, Refusal> {
    let mut kept = String::with_capacity(text.len());
    let mut last = None;
    let mut characters = text.chars().map(blank).filter(|c| !is_invisible(*c) || clings(*c)).peekable();
    while let Some(character) = characters.next() {
        let keep = match character {
            ' ' => last.is_some_and(|last| last != ' '),
            c if is_joiner(c) => last.is_some_and(joins) && characters.peek().copied().is_some_and(joins),
            c if clings(c) => last.is_some_and(|last| last != ' '),
            _ => true,
        };
        if keep {
            kept.push(character);
            last = Some(character);
        }
    }
    kept.truncate(kept.trim_end().len());
    let name = composed(kept);
    match name.chars().count() {
        0 => Err(Refusal::new("it is empty")),
        chars if chars > max_chars => {
            Err(Refusal::new(format!("it has {chars} characters, {max_chars} at the most are kept")))
        }
        _ => Ok(name),
    }
}

/// Controls, direction marks, joiners, zero-width blanks, variation selectors, fillers and tags.
pub fn is_invisible(character: char) -> bool {
    character.is_control() && !character.is_whitespace()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

fn blank(character: char) -> char {
    if character.is_whitespace() { ' ' } else { character }
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
}

fn clings(character: char) -> bool {
    is_joiner(character) || matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn joins(character: char) -> bool {
    // These three are `;`, a grave accent and `K` in the composed form.
    let is_plain = character.is_ascii() || matches!(character, '\u{37E}' | '\u{1FEF}' | '\u{212A}');
    !is_plain && !is_joiner(character)
}

fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "n",
        'ŧ' => "t",
        'ə' => "e",
        'ς' => "σ",
        _ => return None,
    })
}

pub(super) fn without_asides(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['(', '（']) {
        let Some((_, behind)) = after.split_once([')', '）']) else { break };
        kept.push_str(before);
        kept.push(' ');
        rest = behind;
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_makes_spellings_equal() {
        let cases = [
            ("Łukasz Żółć", "lukasz zolc"),
            ("Müller", "muller"),
            ("MU\u{308}LLER", "muller"),
            ("Søren Ðorđe Þór", "soren dorde thor"),
            ("Straße STRASSE Æsop", "strasse strasse aesop"),
            ("İpek Işık", "ipek isik"),
            ("Ｆｕｌｌ 𝗕𝗼𝗹𝗱", "full bold"),
            ("  O’Brien--Smith 🚀 ", "o brien smith"),
            ("\u{200E}A\u{200B}na\u{202E}", "ana"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("Σίσυφος", "σισυφοσ"),
            ("Ещё Й", "еще и"),
            ("1\u{FE0F}\u{20E3}", "1"),
            ("🚀!", ""),
        ];
        for (text, key) in cases {
            assert_eq!(fold(text), key, "{text}");
        }
    }

    #[test]
    fn marks_that_are_letters_stay() {
        for text in
            ["कनेक्ट करें", "กำลังติดตาม", "সংযোগ করুন", "పెండింగ్లో ఉంది", "ਕਨੈਕਟ ਕਰੋ", "שָׁלוֹם", "مُحَمَّد", "김민준", "がぎぐ"]
        {
            let same: String = text.nfkd().filter(|c| *c != '\u{34F}').nfc().collect();
            assert_eq!(fold(text), same, "{text}");
        }
        assert_ne!(fold("कनेक्ट करें"), fold("कनेक्ट करा"));
        assert_ne!(fold("か"), fold("が"));
    }

    #[test]
    fn pronouns_and_credentials_are_not_the_name() {
        let cases = [
            ("Hale, PhD, CFA", "hale"),
            ("Ana Example (She/Her)", "ana example"),
            ("Ana (she, her) Example, MBA", "ana example"),
            ("Zoë Brandt 🌱", "zoe brandt"),
            ("李明（Ming）", "李明"),
            ("(Ana)", "ana"),
            (", PhD", "phd"),
            ("Ana (unclosed", "ana unclosed"),
        ];
        for (text, key) in cases {
            assert_eq!(fold_person(text), key, "{text}");
        }
    }

    #[test]
    fn a_stored_name_is_tidy() {
        let cases = [
            ("  Zoe\u{308} \t\n Brandt ", "Zoë Brandt"),
            ("Ana\u{202E}gnihton\u{7}", "Anagnihton"),
            ("A\u{200D}n\u{200C}a", "Ana"),
            ("a\u{200B}\u{301}", "á"),
            ("👩\u{200D}💻 Ana", "👩\u{200D}💻 Ana"),
            ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"),
            ("علی\u{200C}رضا", "علی\u{200C}رضا"),
            ("علی\u{200D}\u{200C}\u{200C}رضا", "علی\u{200C}رضا"),
            ("علی\u{200C} ", "علی"),
            ("葛\u{E0100}城", "葛\u{E0100}城"),
            ("علی\u{200C}\u{37E}\u{200D}\u{212A}", "علی;K"),
        ];
        for (text, name) in cases {
            assert_eq!(clean(text, 100).as_deref(), Ok(name), "{text:?}");
        }
    }

    #[test]
    fn composing_makes_no_character_plain_that_joins() {
        for character in ('\0'..=char::MAX).filter(|c| joins(*c)) {
            assert!(!composed(character.to_string()).is_ascii(), "{character:?}");
        }
    }

    #[test]
    fn a_name_is_neither_empty_nor_endless() {
        for text in ["", " \t", "\u{200B}\u{202E}", "\u{3164}", "\u{FE0F}", "\u{200D}"] {
            assert_eq!(clean(text, 100), Err(Refusal::new("it is empty")), "{text:?}");
        }
        assert_eq!(clean("Ana", 3).as_deref(), Ok("Ana"));
        let why = clean("Anaë", 3).unwrap_err().to_string();
        assert_eq!(why, "it has 4 characters, 3 at the most are kept");
    }

    proptest! {
        #[test]
        fn plain_text_takes_the_same_way(text in "[\\x00-\\x7f]{0,20}") {
            prop_assert_eq!(fold(&text), fold(&format!("{text}\u{301}")));
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(fold_person(&fold_person(&text)), fold_person(&text));
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in "[a-c ßé\u{301}\u{200B}-\u{200F}\u{FE0F}👩💻ـع\u{94D}क\u{9}]{0,12}") {
            if let Ok(name) = clean(&text, 100) {
                prop_assert_eq!(clean(&name, 100), Ok(name));
            }
        }

        #[test]
        fn any_name_can_be_cleaned(text in any::<String>()) {
            if let Ok(name) = clean(&text, 20) {
                prop_assert!((1..=20).contains(&name.chars().count()));
                prop_assert_eq!(name.trim(), &name);
                let turns = |c| c == '\u{202E}' || c == '\u{2066}';
                prop_assert!(!name.chars().any(|c| c.is_control() || turns(c)));
            }
        }
    }
}
