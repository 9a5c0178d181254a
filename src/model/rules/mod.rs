//! The heuristics that the five documents give, each with its source, its weight and its use.
//!
//! Nothing here computes: explanations and advice name these ids, and `invtrack rules` prints them.
//! The numbers that the classifier reckons with are settings; the ones in these texts are their defaults.

mod advice;
mod answers;
mod looks;
mod numbers;
mod reasons;

use crate::record::words::words;

/// The five documents: the id by which they are cited, and the title or, where there is none, the first words.
pub const DOCUMENTS: &[(&str, &str)] = &[
    (
        "000",
        "LinkedIn is a popular professional networking platform that allows users to connect with each other",
    ),
    ("001", "Dealing with Rejection on LinkedIn"),
    ("002", "In the vast and interconnected world of professional networking"),
    ("003", "LinkedIn is a useful resource for making professional contacts"),
    ("004", "Linkedin has been one of the most useful platforms for making professional contacts"),
];

words! {
    /// What a heuristic is for.
    Group {
        /// Tells what became of a request (K).
        Classification = "classification",
        /// A figure for the prior or for a limit (N).
        Numbers = "numbers",
        /// Why a request is not accepted (R).
        Reasons = "reasons",
        /// What to do, when, and which mistakes to avoid (T).
        Advice = "advice",
    }
}

words! {
    /// Which outcome a heuristic speaks for.
    Bearing {
        /// Accepted, now or later.
        Accepted = "accepted",
        /// Still unanswered.
        Open = "open",
        /// Ignored or set aside.
        Ignored = "ignored",
        /// None of these in particular.
        None = "none",
    }
}

words! {
    /// How much a heuristic counts.
    Weight {
        /// As good as settles it, though a slip stays possible.
        Conclusive = "conclusive",
        /// Outweighs everything but a conclusive sign.
        Strong = "strong",
        /// Counts, but does not decide alone.
        Medium = "medium",
        /// Hardly moves a verdict.
        Weak = "weak",
        /// Not weighed: a definition, a caveat, a part of the model's structure, a figure, or advice.
        None = "none",
    }
}

/// Lines of one document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Source {
    /// The document, one of [`DOCUMENTS`]: `000`.
    pub document: &'static str,
    /// Line numbers from 1 and ranges of them: `6-7` or `13,20`.
    pub lines: &'static str,
}

/// A source, in the short form that the tables use.
const fn lines(document: &'static str, lines: &'static str) -> Source {
    Source { document, lines }
}

/// One claim of the documents, and what became of it here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heuristic {
    /// A letter and two digits: `K05`.
    pub id: &'static str,
    /// What it is for; the letter of the id says the same.
    pub group: Group,
    /// Where the documents say it, at least one place.
    pub sources: &'static [Source],
    /// What they say, in our words; at most 120 characters.
    pub claim: &'static str,
    /// What must have been seen, recorded or reached for it to apply; empty where nothing need be.
    pub signal: &'static str,
    /// Which outcome it speaks for.
    pub bearing: Bearing,
    /// How much it counts.
    pub weight: Weight,
    /// What invtrack makes of it.
    pub usage: &'static str,
    /// Where it fails, and how a contradiction was settled; may be empty.
    pub caveat: &'static str,
}

impl Heuristic {
    /// An empty entry for the tables to start from.
    const fn blank(group: Group) -> Self {
        Self {
            id: "",
            group,
            sources: &[],
            claim: "",
            signal: "",
            bearing: Bearing::None,
            weight: Weight::None,
            usage: "",
            caveat: "",
        }
    }

    /// All its sources as they are cited: `000:6-7; 002:30,45`.
    pub fn citation(&self) -> String {
        let places: Vec<String> =
            self.sources.iter().map(|s| format!("{}:{}", s.document, s.lines)).collect();
        places.join("; ")
    }
}

/// Every heuristic: K01 to K37, N01 to N14, R01 to R11, T01 to T28, in this order.
pub fn all() -> impl Iterator<Item = &'static Heuristic> {
    [looks::LOOKS, answers::ANSWERS, numbers::NUMBERS, reasons::REASONS, advice::ADVICE].into_iter().flatten()
}

/// The heuristic with this id, in upper or lower case.
pub fn find(id: &str) -> Option<&'static Heuristic> {
    all().find(|heuristic| heuristic.id.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests;
