//! What ties facts together, besides profiles and names.

use std::collections::HashSet;

use crate::record::fact::{Answer, Direction, Fact, Said};
use crate::record::uid::Uid;

use super::in_force::{Id, InForce, NONE, text};
use super::numbers::Key;

/// What facts say of each other. What names a fact that is not in force says nothing.
#[derive(Default)]
pub(super) struct Ties<'a> {
    /// The facts that facts are about; [`NONE`] in force, maybe.
    pub about: Vec<(Id, Id)>,
    /// Facts that are about the same person, by the user's answer.
    pub answers: Vec<(Id, Id)>,
    /// The same, by the user's word about both.
    pub same: Vec<(Id, Id)>,
    /// Facts that are about two people.
    pub not: Vec<(Id, Id)>,
    /// The further profiles of the same person.
    pub also: Vec<(Id, Key)>,
    /// The addresses.
    pub emails: Vec<(Id, &'a str)>,
    /// The user's own profiles: of those who invited.
    pub owners: HashSet<Key>,
}

impl<'a> Ties<'a> {
    /// `owners`: the user's own profiles, where they are known from elsewhere.
    pub(super) fn new(facts: &InForce<'a>, all: &[Fact], owners: &[Box<str>]) -> Self {
        let mut ties = Self::default();
        let find = |uid: &Uid| facts.find(*uid);
        for (id, fact) in facts.in_record() {
            let marks = &fact.marks;
            ties.about.extend(fact.about.iter().map(|uid| (id, find(uid).unwrap_or(NONE))));
            ties.not.extend(marks.not.iter().filter_map(find).map(|other| (id, other)));
            if let Some(Answer::Fact(uid)) = &marks.answer {
                ties.answers.extend(find(uid).map(|other| (id, other)));
            }
            ties.emails.extend(text(fact.who.email.as_deref()).map(|email| (id, email)));
            ties.also.extend(marks.also.iter().filter_map(|slug| Some((id, facts.profiles.find(slug)?))));
            if let Said::Invitation(row) = &fact.said
                && row.direction == Direction::Out
            {
                ties.owners.extend(row.inviter.as_ref().and_then(|inviter| facts.profiles.find(inviter)));
            }
        }
        for fact in all {
            if let Said::Correction(correction) = &fact.said {
                ties.same.extend(correction.same.iter().filter_map(|(a, b)| find(a).zip(find(b))));
            }
        }
        ties.owners.extend(owners.iter().filter_map(|owner| facts.profiles.find(owner)));
        ties
    }
}
