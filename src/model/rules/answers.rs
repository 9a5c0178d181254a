//! What the recipient may do, and how much of it reaches the sender: K18 to K37.

use super::{Bearing, Group, Heuristic, Weight, lines};

/// What the entries below have in common.
const RULE: Heuristic = Heuristic::blank(Group::Classification);

/// K18 to K37, in order.
pub(super) const ANSWERS: &[Heuristic] = &[
    Heuristic {
        id: "K18",
        sources: &[lines("001", "3")],
        claim: "They viewed your profile after the request, but did not answer.",
        signal: "they viewed my profile",
        weight: Weight::Weak,
        usage: "A likelihood ratio of 1.25 for somebody who will act, either way.",
        caveat: "Seen is neither accepted nor denied, and the author says not to conclude from it.",
        ..RULE
    },
    Heuristic {
        id: "K19",
        sources: &[lines("001", "3")],
        claim: "Not accepting a request is not the same as denying it.",
        usage: "The verdict of ignored reads 'likely ignored or set aside'.",
        ..RULE
    },
    Heuristic {
        id: "K20",
        sources: &[lines("001", "12")],
        claim: "People do accept old requests later, after changing their strategy.",
        bearing: Bearing::Accepted,
        usage: "The curve of acceptance times has a long tail, and the chance of a later acceptance is \
            always shown.",
        ..RULE
    },
    Heuristic {
        id: "K21",
        sources: &[lines("003", "4"), lines("004", "7")],
        claim: "There are two kinds of ignoring: pressing Ignore, and doing nothing.",
        usage: "Two hidden kinds of people who will not accept are modelled: visible and silent.",
        ..RULE
    },
    Heuristic {
        id: "K22",
        sources: &[lines("003", "4"), lines("004", "8")],
        claim: "A request that is left untouched stays in the recipient's inbox as new.",
        bearing: Bearing::Open,
        usage: "The silent kind shows Pending and listed for as long as the invitation stands, until 6 \
            months.",
        caveat: "The 6 months come from public sources outside the documents.",
        ..RULE
    },
    Heuristic {
        id: "K23",
        sources: &[lines("003", "4"), lines("004", "8")],
        claim: "LinkedIn may remind the recipient by e-mail, but does not always.",
        bearing: Bearing::Accepted,
        usage: "Part of the long tail of late acceptances (K20).",
        caveat: "At most two reminders, according to public sources outside the documents.",
        ..RULE
    },
    Heuristic {
        id: "K24",
        sources: &[lines("003", "5"), lines("004", "9")],
        claim: "Ignore is a soft rejection: the request moves to an archive and can still be accepted.",
        usage: "Declined is not final: it turns into connected with a chance of 0.0005 a day.",
        ..RULE
    },
    Heuristic {
        id: "K25",
        sources: &[lines("003", "6-7"), lines("004", "10")],
        claim: "\"I don't know this person\" is to LinkedIn much like a mark as spam.",
        signal: "LinkedIn warned the account",
        bearing: Bearing::Ignored,
        weight: Weight::Weak,
        usage: "Counts only through a warning to the account (K27).",
        caveat: "The sender cannot see it.",
        ..RULE
    },
    Heuristic {
        id: "K26",
        sources: &[lines("003", "7")],
        claim: "Even after \"I don't know this person\" the request can be retrieved and accepted.",
        usage: "Declined is not final, as in K24.",
        caveat: "004:13 differs because it speaks of a spam report (K28).",
        ..RULE
    },
    Heuristic {
        id: "K27",
        sources: &[lines("003", "7"), lines("004", "10-11")],
        claim: "Too many \"I don't know this person\" bring a warning, a suspension or a restriction.",
        signal: "LinkedIn warned the account",
        bearing: Bearing::Ignored,
        weight: Weight::Weak,
        usage: "Multiplies the chance of non-acceptance by 1 + 1/n, where n is the number of open requests \
            sent in the last 30 days.",
        caveat: "Concerns the account and cannot be attributed to a person. 004:11 calls it one of the main \
            ways to learn of a decline. 003:7 needs too many of them, so it is noticeable only where n is 1.",
        ..RULE
    },
    Heuristic {
        id: "K28",
        sources: &[lines("004", "13")],
        claim: "A spam report rejects completely: the request disappears instead of going to the archive.",
        signal: "Sent page gone, or button Connect",
        bearing: Bearing::Ignored,
        weight: Weight::Strong,
        usage: "Final, but counted among the declined, whose rate of late acceptance (K24) is an average.",
        caveat: "The sender cannot tell it from \"I don't know this person\".",
        ..RULE
    },
    Heuristic {
        id: "K29",
        sources: &[lines("003", "9")],
        claim: "The recipient may write to you before deciding; a message does not mean acceptance.",
        signal: "they wrote back without accepting",
        bearing: Bearing::Open,
        weight: Weight::Strong,
        usage: "Strong for not accepted yet, and a weak sign for a later acceptance (likelihood ratio 2).",
        caveat: "The user must record that it came without an acceptance. A Message button is not a message \
            received.",
        ..RULE
    },
    Heuristic {
        id: "K30",
        sources: &[lines("002", "45")],
        claim: "Engaging with your posts gives insight into whether they are interested.",
        signal: "they engaged with my posts",
        bearing: Bearing::Accepted,
        weight: Weight::Weak,
        usage: "A likelihood ratio of 2, alike for accepted and for will accept later.",
        caveat: "People who are connected to you also see your posts more often.",
        ..RULE
    },
    Heuristic {
        id: "K31",
        sources: &[lines("002", "17")],
        claim: "Until they accept, you cannot see those posts of theirs that are not public.",
        signal: "posts meant for connections only are visible (optional)",
        bearing: Bearing::Accepted,
        weight: Weight::Medium,
        usage: "Not among the recorded signals; it may be kept as a memo.",
        caveat: "A third person may have shared the post.",
        ..RULE
    },
    Heuristic {
        id: "K32",
        sources: &[lines("003", "2"), lines("004", "3")],
        claim: "An acceptance links both: each is added to the other's network.",
        usage: "The definition of accepted, in the wording of 003.",
        caveat: "004:3 is garbled: there the adding comes before the acceptance.",
        ..RULE
    },
    Heuristic {
        id: "K33",
        sources: &[lines("004", "4")],
        claim: "Rarely do people send an invitation to users that they don't know.",
        usage: "Read as 003:2 has it: people rarely accept those they don't know (N05).",
        caveat: "Garbled, and it contradicts 003:2.",
        ..RULE
    },
    Heuristic {
        id: "K34",
        sources: &[lines("000", "13,18"), lines("002", "44-45")],
        claim: "No method is certain, and you cannot see directly who declined.",
        usage: "The confidence is always shown, and never as more than 99 %.",
        caveat: "004:5 promises to know for sure, and 000:15-16 to do without any guesswork: neither is \
            supported.",
        ..RULE
    },
    Heuristic {
        id: "K35",
        sources: &[lines("000", "20")],
        claim: "After a follow-up they may tell you that they declined, or reconsider.",
        signal: "the user states that they said no",
        bearing: Bearing::Ignored,
        weight: Weight::Conclusive,
        usage: "The request ends as declined, in the user's own words.",
        caveat: "A conclusive sign of acceptance still overrides it.",
        ..RULE
    },
    Heuristic {
        id: "K36",
        sources: &[lines("001", "8")],
        claim: "They may have reached their limit of connections.",
        signal: "their number of connections (hidden at 500+)",
        bearing: Bearing::Ignored,
        weight: Weight::Weak,
        usage: "A hint in the text only.",
        caveat: "Rare. The limit is 30,000, according to public sources outside the documents.",
        ..RULE
    },
    Heuristic {
        id: "K37",
        sources: &[lines("001", "9"), lines("002", "31")],
        claim: "They may simply not use LinkedIn often, or not be aware of the request.",
        signal: "no recent activity on the profile (optional)",
        usage: "Explains silence rather than refusal and supports the words 'set aside'. It carries no \
            number.",
        ..RULE
    },
];
