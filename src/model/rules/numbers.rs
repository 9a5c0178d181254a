//! Figures that the prior and the limits are made from: N01 to N14.

use super::{Group, Heuristic, lines};

/// What the entries below have in common.
const FIGURE: Heuristic = Heuristic::blank(Group::Numbers);

/// N01 to N14, in order.
pub(super) const NUMBERS: &[Heuristic] = &[
    Heuristic {
        id: "N01",
        sources: &[lines("000", "59")],
        claim: "The average acceptance rate of invitations is about 37 %.",
        usage: "The base rate: a prior of 0.37.",
        caveat: "Unsourced. Public sources outside the documents give 26 to 31 % for cold outreach (29.6 % \
            and 31.4 % in two reports), and 64 to 82 % in one personal test. So the rate is adjusted to your \
            own as that becomes known.",
        ..FIGURE
    },
    Heuristic {
        id: "N02",
        sources: &[lines("000", "60")],
        claim: "Senior executives and influential professionals can have rates below 20 %.",
        usage: "Feature 'senior': lowers the log-odds by 0.98, to a prior of 0.181.",
        caveat: "'Below 20' is set to 18. Public sources outside the documents give 19.3 % for the highest \
            executives.",
        ..FIGURE
    },
    Heuristic {
        id: "N03",
        sources: &[lines("000", "61")],
        claim: "Personalised requests that mention common connections see 30 to 50 % higher rates.",
        usage: "Features 'note' and 'shared': together they raise the log-odds by 0.60, to a prior of 0.517.",
        caveat: "Two readings: relative (37 % times 1.3 to 1.5 is 48 to 56 %), or points (37 plus 30 to 50 \
            is 67 to 87 %). Relative is chosen, and a setting keeps both: points would beat having met in \
            person (N04). Public sources outside the documents find only 0 to 8 points.",
        ..FIGURE
    },
    Heuristic {
        id: "N04",
        sources: &[lines("000", "62")],
        claim: "Requests from contacts made at events or in person see rates above 50 %.",
        usage: "Feature 'event': raises the log-odds by 0.73, to a prior of 0.549.",
        caveat: "000:41 calls asking after one brief meeting a mistake (T09). So 'event' is for meetings \
            that both will remember, and 'event_brief' raises by half, 0.36.",
        ..FIGURE
    },
    Heuristic {
        id: "N05",
        sources: &[lines("000", "63")],
        claim: "Almost 75 % of professionals are unlikely to accept people they don't know.",
        usage: "Feature 'stranger': lowers the log-odds by 0.57, to a prior of 0.249.",
        caveat: "A statement of intent, not a rate. It is read as: 25 % accept.",
        ..FIGURE
    },
    Heuristic {
        id: "N06",
        sources: &[lines("000", "64")],
        claim: "About 68 % of users dislike generic or impersonal requests.",
        usage: "Feature 'generic': lowers the log-odds by 0.15, to a prior of 0.336.",
        caveat: "A share of opinions, not the size of an effect. Public sources outside the documents find \
            that a note adds 0 to 8 points.",
        ..FIGURE
    },
    Heuristic {
        id: "N07",
        sources: &[lines("000", "4")],
        claim: "An acceptance notification comes within a few days.",
        usage: "Of those who will accept, half do so within 2 days, three quarters within 6.",
        caveat: "Vague: read alone it would be a median of 3 days. Public sources outside the documents give \
            faster ones.",
        ..FIGURE
    },
    Heuristic {
        id: "N08",
        sources: &[lines("000", "13")],
        claim: "The number of connections stays the same for days.",
        usage: "At least 3 days must have passed before a text mentions it.",
        caveat: "Vague.",
        ..FIGURE
    },
    Heuristic {
        id: "N09",
        sources: &[lines("000", "33")],
        claim: "Wait for a few months before sending another request.",
        usage: "A new try is suggested from 90 days on.",
        caveat: "Vague. LinkedIn itself refuses a new one for 3 weeks after a withdrawal, according to \
            public sources outside the documents.",
        ..FIGURE
    },
    Heuristic {
        id: "N10",
        sources: &[lines("000", "53")],
        claim: "Send just a few targeted requests a week.",
        usage: "More than 5 a week bring a note, more than 10 a warning.",
        caveat: "The limit of about 100 a week that public sources outside the documents give is not a goal.",
        ..FIGURE
    },
    Heuristic {
        id: "N11",
        sources: &[lines("000", "55")],
        claim: "Follow up politely once.",
        usage: "At most 1 follow-up.",
        ..FIGURE
    },
    Heuristic {
        id: "N12",
        sources: &[lines("002", "7")],
        claim: "Invitations in a time frame are limited; many rejected or marked as spam bring a \
            restriction.",
        usage: "The weekly pace, and the time after a warning.",
        caveat: "No numbers are given.",
        ..FIGURE
    },
    Heuristic {
        id: "N13",
        sources: &[lines("003", "7")],
        claim: "Too many \"I don't know this person\" may bring a suspension or a restriction.",
        usage: "Not used.",
        caveat: "Old public sources outside the documents speak of five.",
        ..FIGURE
    },
    Heuristic {
        id: "N14",
        sources: &[lines("004", "1")],
        claim: "Connections make a better career path ten times as probable.",
        usage: "Not used.",
        caveat: "Rhetoric.",
        ..FIGURE
    },
];
