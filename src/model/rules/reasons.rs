//! Why requests are not accepted: R01 to R11.

use super::{Group, Heuristic, lines};

/// What the entries below have in common.
const REASON: Heuristic = Heuristic::blank(Group::Reasons);

/// R01 to R11, in order.
pub(super) const REASONS: &[Heuristic] = &[
    Heuristic {
        id: "R01",
        sources: &[
            lines("000", "23"),
            lines("001", "5"),
            lines("002", "31"),
            lines("003", "2"),
            lines("004", "4"),
        ],
        claim: "They don't know or don't recognise you.",
        usage: "Check list: say who you are and how you know them.",
        ..REASON
    },
    Heuristic {
        id: "R02",
        sources: &[lines("000", "24"), lines("001", "10"), lines("002", "13,31")],
        claim: "They keep their network to people they know, as LinkedIn itself suggests.",
        usage: "Explained as a policy of theirs that has nothing to do with you.",
        ..REASON
    },
    Heuristic {
        id: "R03",
        sources: &[lines("000", "25"), lines("002", "11")],
        claim: "The invitation was vague or impersonal, or seemed part of a mass mailing.",
        usage: "Statistics by template, and the check of the note.",
        ..REASON
    },
    Heuristic {
        id: "R04",
        sources: &[lines("000", "26-27")],
        claim: "You have few connections in common, or little overlap.",
        usage: "Features 'shared' (raises the log-odds by 0.30) and 'stranger' (N05).",
        ..REASON
    },
    Heuristic {
        id: "R05",
        sources: &[lines("001", "6"), lines("002", "13")],
        claim: "They want only a certain industry, function or region, or another strategic fit.",
        usage: "Suggestions for tags.",
        ..REASON
    },
    Heuristic {
        id: "R06",
        sources: &[lines("001", "7")],
        claim: "Your own network looks small, as if you were not active.",
        usage: "Profile check.",
        ..REASON
    },
    Heuristic {
        id: "R07",
        sources: &[lines("001", "8")],
        claim: "They have reached their limit of connections, which is rare.",
        usage: "A hint only (K36).",
        ..REASON
    },
    Heuristic {
        id: "R08",
        sources: &[lines("001", "9"), lines("002", "31")],
        claim: "They are rarely on LinkedIn.",
        usage: "Explains silence (K37).",
        ..REASON
    },
    Heuristic {
        id: "R09",
        sources: &[lines("002", "15"), lines("000", "43")],
        claim: "They fear spam, self-promotion or a purely commercial purpose.",
        usage: "Check list.",
        ..REASON
    },
    Heuristic {
        id: "R10",
        sources: &[lines("003", "2"), lines("004", "4")],
        claim: "They are simply not interested.",
        usage: "Explanation.",
        ..REASON
    },
    Heuristic {
        id: "R11",
        sources: &[lines("001", "5"), lines("000", "42,51"), lines("002", "39")],
        claim: "Your profile has no picture, or is bare or incomplete.",
        usage: "Profile check.",
        ..REASON
    },
];
