//! The buttons in the head of a profile, one a line or joined by blanks.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::import::lines::Line;
use crate::import::words::WORDS;
use crate::record::labels::{LabelMeaning, find_label, locales};
use crate::record::name::fold;
use crate::record::observation::Button;

/// In bytes.
const LONGEST: usize = 300;
/// Headline and company come first in the body of the head.
const COMPANY_ENDS: usize = 2;
const MOST_WORDS: usize = 24;

/// By folded spelling; none for *More* and the like.
static LABELS: LazyLock<HashMap<String, Option<LabelMeaning>>> = LazyLock::new(|| {
    let mut labels: HashMap<String, Option<LabelMeaning>> =
        WORDS.page.other_buttons.iter().map(|label| (label.to_owned(), None)).collect();
    for locale in locales().values() {
        labels.extend(locale.more.iter().map(|label| (fold(label), None)));
        labels.extend(locale.meanings().map(|(label, meaning)| (fold(label), Some(meaning))));
    }
    labels
});

pub(super) type ButtonLine = (usize, Vec<LabelMeaning>);

/// Those that stand together, as a headline or a company may be such a word too.
pub(super) fn find(body: &[Line], name: Option<&str>) -> Vec<ButtonLine> {
    let mut groups: Vec<Vec<(ButtonLine, usize)>> = Vec::new();
    for index in 0..body.len() {
        let Some(labels) = labels_in(body, index, name) else { continue };
        let meanings: Vec<LabelMeaning> = labels.iter().copied().flatten().collect();
        let found = ((index, meanings), labels.len());
        // One unknown button may stand between two that are known, but not a place below a company.
        let joins = |group: &&mut Vec<(ButtonLine, usize)>| {
            let (first, last) = (group[0].0.0, group[group.len() - 1].0.0);
            index - last == 1 || index - last == 2 && first >= COMPANY_ENDS
        };
        match groups.last_mut().filter(joins) {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    // Where the company stands, a label alone is no button if there is a row of buttons below.
    let labels = |group: &[(ButtonLine, usize)]| group.iter().map(|(_, labels)| labels).sum::<usize>();
    let is_company = |group: &Vec<(ButtonLine, usize)>| labels(group) == 1 && group[0].0.0 < COMPANY_ENDS;
    let in_doubt = groups.first().is_some_and(is_company);
    let row = groups.iter().position(|group| labels(group) > 1).filter(|_| in_doubt);
    groups.into_iter().nth(row.unwrap_or_default()).into_iter().flatten().map(|(line, _)| line).collect()
}

pub(super) fn is_telling(line: &Line) -> bool {
    let tells = |label: &Option<LabelMeaning>| {
        matches!(label, Some(LabelMeaning::Button(Button::Pending | Button::Accept | Button::Connect)))
    };
    exact_labels(&line.text).is_some_and(|labels| labels.iter().any(tells))
}

fn labels_in(body: &[Line], index: usize, name: Option<&str>) -> Option<Vec<Option<LabelMeaning>>> {
    let text = &body[index].text;
    let exact = exact_labels(text);
    if index > 0 {
        return exact.or_else(|| going_on(text)).or_else(|| addressed(name?, text));
    }
    // Here stands the headline, unless there is none and the buttons follow at once.
    let below = body.get(1).map(|below| exact_labels(&below.text).is_some());
    exact.filter(|labels| labels.len() > 1 || below != Some(false))
}

fn exact_labels(text: &str) -> Option<Vec<Option<LabelMeaning>>> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').take(MOST_WORDS + 1).collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let mut readings: Vec<Option<Vec<Option<LabelMeaning>>>> = vec![Some(Vec::new())];
    for end in 1..=words.len() {
        let reading = (0..end).find_map(|start| {
            let label = LABELS.get(&words[start..end].join(" "))?;
            let before = readings[start].clone()?;
            Some(before.into_iter().chain([*label]).collect())
        });
        readings.push(reading);
    }
    readings.pop().flatten()
}

/// `Pending, click to withdraw …`: only this label goes on, and only after a comma.
fn going_on(text: &str) -> Option<Vec<Option<LabelMeaning>>> {
    let (label, _) = text.split_once([',', '，', '、', '،'])?;
    let labels = exact_labels(label)?;
    (labels == [Some(LabelMeaning::Button(Button::Pending))]).then_some(labels)
}

/// `Invite Ana Example to connect`, if it is Ana's profile.
fn addressed(name: &str, text: &str) -> Option<Vec<Option<LabelMeaning>>> {
    let (name, folded) = (fold(name), if text.len() > LONGEST { String::new() } else { fold(text) });
    let first_name = name.split(' ').next().filter(|first| !first.is_empty())?;
    let is_addressed = folded.split(' ').any(|word| word == first_name);
    is_addressed.then(|| find_label(text).map(|meaning| vec![Some(meaning)]))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::labels::read_label;

    #[test]
    fn more_is_no_label_with_a_meaning() {
        for label in locales().values().flat_map(|locale| &locale.more) {
            assert_eq!(exact_labels(label), Some(vec![None]), "{label}");
            assert!(read_label(label).is_err(), "{label}");
        }
    }

    #[test]
    fn joined_labels_are_taken_apart() {
        let button = |button| Some(LabelMeaning::Button(button));
        assert_eq!(
            exact_labels("Connect  Message  More"),
            Some(vec![button(Button::Connect), button(Button::Message), None])
        );
        assert_eq!(exact_labels("Se connecter Message Plus"), exact_labels("Connect Message More"));
        assert_eq!(exact_labels("Connect with me"), None);
        assert_eq!(exact_labels("Pending patents"), None);
        assert_eq!(exact_labels(&"more ".repeat(30)), None);
        assert_eq!(exact_labels(""), None);
    }
}
