//! The labels on LinkedIn's buttons, in its interface languages, and what they mean.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::name::fold;
use super::observation::Button;
use super::suggest::{Refusal, did_you_mean, excerpt, nearest};
use super::words::data;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelMeaning {
    Button(Button),
    Connected,
}

/// What is not evidenced is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Locale {
    pub connect: Vec<String>,
    pub pending: Vec<String>,
    pub message: Vec<String>,
    pub follow: Vec<String>,
    pub following: Vec<String>,
    pub accept: Vec<String>,
    pub ignore: Vec<String>,
    pub remove: Vec<String>,
    pub withdraw: Vec<String>,
    pub more: Vec<String>,
    pub first: Vec<String>,
    pub other: Vec<String>,
    pub connections_word: Vec<String>,
    pub capped: Vec<String>,
    /// `N` stands for the name, here and below.
    pub accepted_phrase: Vec<String>,
    /// What screen readers are given.
    pub connect_phrase: Vec<String>,
    pub withdraw_phrase: Vec<String>,
}

impl Locale {
    /// The labels that mean something, with what they mean.
    ///
    /// *Following* is what the follow button turns into. *Ignore* stands beside *Accept*. Only an open
    /// invitation can be withdrawn.
    pub fn meanings(&self) -> impl Iterator<Item = (&str, LabelMeaning)> {
        [
            (&self.connect, LabelMeaning::Button(Button::Connect)),
            (&self.pending, LabelMeaning::Button(Button::Pending)),
            (&self.withdraw, LabelMeaning::Button(Button::Pending)),
            (&self.message, LabelMeaning::Button(Button::Message)),
            (&self.follow, LabelMeaning::Button(Button::Follow)),
            (&self.following, LabelMeaning::Button(Button::Follow)),
            (&self.accept, LabelMeaning::Button(Button::Accept)),
            (&self.ignore, LabelMeaning::Button(Button::Accept)),
            (&self.remove, LabelMeaning::Connected),
        ]
        .into_iter()
        .flat_map(|(labels, meaning)| labels.iter().map(move |label| (label.as_str(), meaning)))
    }
}

pub fn locales() -> &'static BTreeMap<String, Locale> {
    static LOCALES: LazyLock<BTreeMap<String, Locale>> =
        LazyLock::new(|| data(include_str!("labels.toml")).unwrap_or_default());
    &LOCALES
}

pub fn english() -> impl Iterator<Item = &'static str> {
    locales().get("en").into_iter().flat_map(|locale| locale.meanings()).map(|(label, _)| label)
}

/// Case, accents, punctuation, symbols and invisible characters make no difference.
pub fn read_label(text: &str) -> Result<LabelMeaning, Refusal> {
    let folded = fold_short(text);
    meaning(&folded).ok_or_else(|| {
        let question = did_you_mean(&LABELS.nearest(&folded)).map(|question| question + " ");
        let (question, words) = (question.unwrap_or_default(), english().collect::<Vec<_>>().join(", "));
        let hint = format!("{question}the English labels are {words}");
        Refusal::new(format!("unknown button label {:?}", excerpt(text))).with_hint(hint)
    })
}

/// As [`read_label`], of any line: looking for what it is near to would take far longer.
pub fn find_label(text: &str) -> Option<LabelMeaning> {
    meaning(&fold_short(text))
}

fn fold_short(text: &str) -> String {
    const LONGEST: usize = 300;
    if text.len() > LONGEST { String::new() } else { fold(text) }
}

fn meaning(folded: &str) -> Option<LabelMeaning> {
    let word = Button::from_word(folded).map(LabelMeaning::Button);
    word.or_else(|| english_sentence(folded))
        .or_else(|| LABELS.meaning_of(folded))
        .or_else(|| sentence(folded))
}

/// As screen readers are given them: `Invite Ana Example to connect`.
fn english_sentence(folded: &str) -> Option<LabelMeaning> {
    let button = match folded.split_once(' ')? {
        ("connect", rest) if rest.starts_with("with ") => Button::Connect,
        ("invite", rest) if rest.ends_with(" to connect") => Button::Connect,
        ("message", _) => Button::Message,
        ("follow" | "following", _) => Button::Follow,
        ("accept" | "ignore", rest) if rest.contains("invitation") => Button::Accept,
        ("withdraw", rest) if rest.contains("invitation") => Button::Pending,
        ("request" | "requests", "sent") | ("connection", "request sent") => Button::Pending,
        _ => return None,
    };
    Some(LabelMeaning::Button(button))
}

/// A sentence with a name in it, of another language.
fn sentence(folded: &str) -> Option<LabelMeaning> {
    let fits = |form: &String| {
        let Some((before, after)) = form.split_once('N') else { return false };
        let (before, after) = (fold(before), fold(after));
        let name = folded.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(after.as_str()));
        name.is_some_and(|name| !name.trim().is_empty())
    };
    let means = |locale: &Locale| {
        let connects = locale.connect_phrase.iter().any(fits).then_some(Button::Connect);
        connects.or_else(|| locale.withdraw_phrase.iter().any(fits).then_some(Button::Pending))
    };
    locales().values().find_map(means).map(LabelMeaning::Button)
}

struct Labels {
    meanings: HashMap<String, (&'static str, LabelMeaning)>,
    /// They may go on ("Pending, click to withdraw …").
    beginnings: Vec<String>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let mut meanings = HashMap::new();
    for (label, meaning) in locales().values().flat_map(Locale::meanings) {
        meanings.entry(fold(label)).or_insert((label, meaning));
    }
    let beginnings = locales().values().flat_map(|locale| &locale.pending).map(|label| fold(label)).collect();
    Labels { meanings, beginnings }
});

impl Labels {
    fn meaning_of(&self, folded: &str) -> Option<LabelMeaning> {
        let pending = LabelMeaning::Button(Button::Pending);
        match self.meanings.get(folded) {
            Some((_, meaning)) => Some(*meaning),
            None => self.beginnings.iter().any(|label| begins_with(folded, label)).then_some(pending),
        }
    }

    fn nearest(&self, folded: &str) -> Vec<&'static str> {
        let known = self.meanings.keys().map(String::as_str);
        nearest(folded, known, 3).into_iter().map(|label| self.meanings[label].0).collect()
    }
}

fn begins_with(folded: &str, label: &str) -> bool {
    folded.strip_prefix(label).is_some_and(|rest| rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn button(button: Button) -> LabelMeaning {
        LabelMeaning::Button(button)
    }

    #[test]
    fn every_language_has_the_words_that_matter_most() {
        assert!(locales().len() >= 36, "a language was lost");
        for (code, locale) in locales() {
            assert!(!locale.connect.is_empty() && !locale.pending.is_empty(), "{code}");
        }
    }

    #[test]
    fn every_label_of_every_language_reads_right() {
        for (code, locale) in locales() {
            for (label, meaning) in locale.meanings() {
                for variant in [label.to_owned(), label.to_uppercase(), format!("\u{200F}“ {label} …”")]
                {
                    assert_eq!(read_label(&variant), Ok(meaning), "{code}: {variant}");
                }
            }
            for label in &locale.pending {
                assert_eq!(
                    read_label(&format!("{label}, Ana")),
                    Ok(button(Button::Pending)),
                    "{code}: {label}"
                );
            }
        }
    }

    #[test]
    fn sentences_for_screen_readers_mean_what_the_button_does() {
        for (label, meaning) in [
            ("Convidar Ana Lee para se conectar", Button::Connect),
            ("Invita a Ana Lee a conectar", Button::Connect),
            ("Inviter Ana Lee à rejoindre votre réseau", Button::Connect),
            ("Retirer l’invitation envoyée à Ana Lee", Button::Pending),
        ] {
            assert_eq!(read_label(label), Ok(button(meaning)), "{label}");
        }
        assert!(read_label("Inviter à rejoindre votre réseau").is_err());
    }

    /// Also of the beginnings: no label of another meaning goes on from one of them.
    #[test]
    fn no_label_means_two_things() {
        let all =
            || locales().values().flat_map(Locale::meanings).map(|(label, meaning)| (fold(label), meaning));
        for (label, meaning) in all() {
            for (other, other_meaning) in all() {
                assert!(
                    label != other || meaning == other_meaning,
                    "{label}: {meaning:?}, {other_meaning:?}"
                );
            }
            for beginning in &LABELS.beginnings {
                assert!(!begins_with(&label, beginning) || meaning == button(Button::Pending), "{label}");
            }
            if let Some(said) = english_sentence(&label) {
                assert_eq!(said, meaning, "{label}");
            }
        }
    }

    #[test]
    fn english_words_and_their_variants_are_read() {
        for known in Button::ALL {
            assert_eq!(read_label(known.word()), Ok(button(*known)));
        }
        let cases = [
            ("+ Connect", Button::Connect),
            ("Connect with Ana", Button::Connect),
            ("Invite Ana Example to connect", Button::Connect),
            ("Invitation sent", Button::Pending),
            ("invite sent", Button::Pending),
            ("INVITED", Button::Pending),
            ("Request sent", Button::Pending),
            ("⏳ Pending…", Button::Pending),
            ("Pending, click to withdraw invitation sent to Ana", Button::Pending),
            ("Withdraw invitation sent to Ana", Button::Pending),
            ("\"Message\"", Button::Message),
            ("Message Ana", Button::Message),
            ("Follow Ana", Button::Follow),
            ("Following", Button::Follow),
            ("Accept Ana’s invitation", Button::Accept),
            ("Ignore", Button::Accept),
        ];
        for (text, meaning) in cases {
            assert_eq!(read_label(text), Ok(button(meaning)), "{text}");
        }
        assert_eq!(read_label("remove connection"), Ok(LabelMeaning::Connected));
    }

    #[test]
    fn a_beginning_ends_with_a_word() {
        assert!(read_label("Pendings").is_err());
        assert!(read_label("Inviteds everybody").is_err());
    }

    #[test]
    fn an_unknown_label_gets_suggestions() {
        let error = read_label("Conect").unwrap_err();
        assert_eq!(error.to_string(), "unknown button label \"Conect\"");
        assert!(error.hint().unwrap().starts_with("did you mean \"Connect\""));
        assert_eq!(
            read_label("xyzzy").unwrap_err().hint().unwrap(),
            "the English labels are Connect, Pending, Invited, Invite sent, Invitation sent, Withdraw, Message, Follow, Following, Accept, Ignore, Remove connection"
        );
        for text in ["", "🚀", "Contact info", &"pending ".repeat(100)] {
            assert!(read_label(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            prop_assert_eq!(find_label(&text), read_label(&text).ok());
        }
    }
}
