//! When two names are one name (M1), or may be (M16).

use super::name::{composed, fold, without_asides};

const TITLES: [&str; 12] =
    ["dr", "prof", "professor", "mr", "mrs", "ms", "sir", "herr", "frau", "ing", "dipl", "mag"];

/// None that is a name, too (Yo-Yo Ma).
const CREDENTIALS: [&str; 13] =
    ["mba", "emba", "phd", "cpa", "cfa", "pmp", "msc", "bsc", "llm", "mph", "dds", "cissp", "acca"];

/// Begins the key of a name that folds to nothing: it equals only itself.
const BARE: char = '=';

/// M1: without what is in parentheses or behind a comma; titles and credentials go while more than two words are left.
pub fn person_key(name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    let mut key = if is_plain { fold(name) } else { fold(bare_name(&without_asides(name))) };
    if key.is_empty() {
        key = fold(name);
    }
    while let Some((_, rest)) =
        key.split_once(' ').filter(|(first, rest)| rest.contains(' ') && TITLES.contains(first))
    {
        key = rest.to_owned();
    }
    while let Some((rest, _)) =
        key.rsplit_once(' ').filter(|(rest, last)| rest.contains(' ') && CREDENTIALS.contains(last))
    {
        key = rest.to_owned();
    }
    if key.is_empty() {
        let words: Vec<&str> = name.split_whitespace().collect();
        return format!("{BARE}{}", composed(words.join(" ")));
    }
    key
}

fn bare_name(name: &str) -> &str {
    name.split([',', '，', '、', '،', '|']).next().unwrap_or_default()
}

/// M16: other words first, a word more or less, an initial, a single word that is the other's first.
pub fn is_near(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() || a == b || a.starts_with(BARE) || b.starts_with(BARE) {
        return false;
    }
    let (mut few, mut many): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if few.len() > many.len() {
        std::mem::swap(&mut few, &mut many);
    }
    if few.len() == 1 {
        return many.len() > 1 && few[0] == many[0];
    }
    let is_found_by =
        |words: &[&str], first: &&str| words[..2].contains(first) || words.last() == Some(first);
    if a.len() == b.len() && sorted(&few) == sorted(&many) {
        return is_found_by(&many, &few[0]) && is_found_by(&few, &many[0]);
    }
    let is_last = few.last() == many.last();
    let count = |words: &[&str], word: &&str| words.iter().filter(|other| *other == word).count();
    if few[0] == many[0] {
        let is_part =
            few.len() < many.len() && few.iter().all(|word| count(&few, word) <= count(&many, word));
        return is_part || is_last || is_initial(few.last(), many.last());
    }
    is_last && is_initial(few.first(), many.first())
}

fn sorted<'t>(words: &[&'t str]) -> Vec<&'t str> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

fn is_initial(a: Option<&&str>, b: Option<&&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a.chars().next() == b.chars().next() && (a.chars().nth(1).is_none() || b.chars().nth(1).is_none())
}

/// One of a single letter stands for all that begin with it.
pub fn near_words(key: &str) -> Vec<&str> {
    if key.starts_with(BARE) {
        return Vec::new();
    }
    let mut words: Vec<&str> = key.split(' ').take(2).collect();
    words.extend(key.split(' ').next_back());
    let initial = key.chars().next().map_or(0, char::len_utf8);
    words.push(&key[..initial]);
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_one_key() {
        for (name, key) in [
            ("Dr. Ana Kovač, PhD 🚀", "ana kovac"),
            ("Ana Kovac MBA", "ana kovac"),
            ("Prof. Dr. Ana Kovac", "ana kovac"),
            ("Ana Kovac | Hiring", "ana kovac"),
            ("Dr Kovac", "dr kovac"),
            ("Yo-Yo Ma", "yo yo ma"),
            ("Ana (she/her) Kovac", "ana kovac"),
            ("🙂", "=🙂"),
            (" ! !!", "=! !!"),
        ] {
            assert_eq!(person_key(name), key, "{name}");
        }
        assert_ne!(person_key("🙂"), person_key("⭐"));
    }

    #[test]
    fn near_names_may_be_one() {
        for (a, b) in [
            ("ana kovac", "ana maria kovac"),
            ("kovac ana", "ana kovac"),
            ("ana k", "ana kovac"),
            ("a kovac", "ana kovac"),
            ("zoe", "zoe brandt"),
            ("ana kovac", "ana kovac berg"),
        ] {
            assert!(is_near(a, b) && is_near(b, a), "{a} {b}");
            let (of_a, of_b) = (near_words(a), near_words(b));
            let first = |key: &'static str| key.split(' ').next().unwrap_or_default();
            assert!(of_a.contains(&first(b)) || of_b.contains(&first(a)), "{a} {b}");
        }
        for (a, b) in
            [("ana kovac", "ana kovac"), ("ana kovac", "ana berg"), ("=!", "=!!"), ("bo kovac", "ana kovac")]
        {
            assert!(!is_near(a, b), "{a} {b}");
        }
    }
}
