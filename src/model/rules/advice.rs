//! What to do, when, and which mistakes to avoid: T01 to T28.

use super::{Group, Heuristic, lines};

/// What the entries below have in common.
const COUNSEL: Heuristic = Heuristic::blank(Group::Advice);

/// T01 to T28, in order.
pub(super) const ADVICE: &[Heuristic] = &[
    Heuristic {
        id: "T01",
        sources: &[lines("000", "18-19")],
        claim: "If you are still unsure, send one polite message: names, date sent, reason, an open \
            question.",
        signal: "pending or unclear, at least 14 days old, no follow-up recorded, no reply",
        usage: "Suggested exactly once, with the text filled in.",
        caveat: "000:31 says not to message repeatedly, 000:55 says once. Public sources outside the \
            documents say that messaging them may be impossible: 'if LinkedIn lets you, or by another \
            channel'.",
        ..COUNSEL
    },
    Heuristic {
        id: "T02",
        sources: &[lines("000", "31")],
        claim: "Stay professional, and don't message repeatedly after no answer.",
        signal: "one follow-up is recorded",
        usage: "No other is suggested, and the reason is given.",
        ..COUNSEL
    },
    Heuristic {
        id: "T03",
        sources: &[lines("000", "32")],
        claim: "Connect with them on other platforms.",
        signal: "likely ignored",
        usage: "Mentioned with the verdict.",
        ..COUNSEL
    },
    Heuristic {
        id: "T04",
        sources: &[lines("000", "33")],
        claim: "Wait for a few months before sending another request.",
        signal: "at least 90 days since the previous attempt ended",
        usage: "A new try is suggested only then, and only if T05 and T07 allow it.",
        caveat: "002:36 generally does not recommend it. The 21 days for which LinkedIn refuses a new one, \
            from public sources outside the documents, are shown as a fact and not as advice.",
        ..COUNSEL
    },
    Heuristic {
        id: "T05",
        sources: &[lines("000", "34"), lines("002", "31,36-37")],
        claim: "Build rapport first: common connections, comments, shares, engagement.",
        signal: "something of the kind is recorded since the last attempt",
        usage: "A new try is suggested only after at least 1 of them.",
        ..COUNSEL
    },
    Heuristic {
        id: "T06",
        sources: &[lines("000", "35"), lines("002", "37")],
        claim: "Make the next request more specific and personal, and explain why.",
        signal: "a new try",
        usage: "Check list for the new try.",
        ..COUNSEL
    },
    Heuristic {
        id: "T07",
        sources: &[lines("000", "36"), lines("002", "30,36")],
        claim: "Respect disinterest after several invitations, and send no repeated ones.",
        signal: "2 attempts were made",
        usage: "At most 2 attempts; after that the advice is to stop.",
        caveat: "000:36 and 000:67 promise success through persistence, 002:36 advises against sending \
            again. Persistence is read as building the relationship, not as more requests.",
        ..COUNSEL
    },
    Heuristic {
        id: "T08",
        sources: &[lines("000", "38-40"), lines("002", "11,33"), lines("000", "45,67")],
        claim: "Mistakes: mass generic invitations, nothing personal, repeats without time to respond.",
        signal: "pace, notes and templates",
        usage: "Warnings about pace and template.",
        ..COUNSEL
    },
    Heuristic {
        id: "T09",
        sources: &[lines("000", "41")],
        claim: "A mistake: asking after interacting just once or briefly at an event.",
        signal: "they met only briefly",
        usage: "The hint: remind them where you met.",
        caveat: "N04 gives events above 50 %, but for contacts actually made. Two features keep them apart.",
        ..COUNSEL
    },
    Heuristic {
        id: "T10",
        sources: &[lines("000", "42,51"), lines("002", "39"), lines("001", "5")],
        claim: "Have a complete, up-to-date, professional profile with a picture before sending.",
        usage: "Profile check list, once.",
        ..COUNSEL
    },
    Heuristic {
        id: "T11",
        sources: &[lines("000", "43")],
        claim: "A mistake: asking for commercial reasons only.",
        usage: "Check list.",
        ..COUNSEL
    },
    Heuristic {
        id: "T12",
        sources: &[lines("000", "44,52")],
        claim: "A mistake: from a personal profile to a company page. Use the professional account.",
        usage: "Check list.",
        ..COUNSEL
    },
    Heuristic {
        id: "T13",
        sources: &[lines("000", "49"), lines("002", "5,24,34"), lines("001", "5")],
        claim: "Always add a brief, clear note: who, how, why, a shared interest, what both gain.",
        usage: "Adding a request asks what kind of note it had.",
        caveat: "Free accounts get about 5 notes a month, according to public sources outside the documents. \
            So the number is said to be limited, without shaming.",
        ..COUNSEL
    },
    Heuristic {
        id: "T14",
        sources: &[lines("000", "50"), lines("002", "33,40")],
        claim: "Only ask people you have interacted with or share something with.",
        usage: "Adding a request asks for what you share.",
        ..COUNSEL
    },
    Heuristic {
        id: "T15",
        sources: &[lines("000", "53,46")],
        claim: "Send a few targeted requests a week, and be patient.",
        signal: "number of requests in a week",
        usage: "Weekly pace (N10).",
        ..COUNSEL
    },
    Heuristic {
        id: "T16",
        sources: &[lines("000", "54"), lines("002", "5")],
        claim: "Say what they gain from it, not just what you gain.",
        usage: "Check list for the note.",
        ..COUNSEL
    },
    Heuristic {
        id: "T17",
        sources: &[lines("000", "55")],
        claim: "Follow up a rejection politely once, not beyond that.",
        signal: "as in T01",
        usage: "The same single follow-up as in T01.",
        caveat: "A rejection is never known for sure.",
        ..COUNSEL
    },
    Heuristic {
        id: "T18",
        sources: &[lines("001", "12")],
        claim: "Be patient.",
        signal: "younger than 21 days",
        usage: "Until then the advice is to wait.",
        caveat: "000:4 speaks of a few days. Patience wins for the verdict, and the numbers are shown all \
            the same.",
        ..COUNSEL
    },
    Heuristic {
        id: "T19",
        sources: &[lines("001", "3"), lines("000", "30"), lines("002", "21")],
        claim: "Don't take it personally.",
        usage: "The tone of all texts.",
        ..COUNSEL
    },
    Heuristic {
        id: "T20",
        sources: &[lines("002", "7,19,42"), lines("003", "7"), lines("004", "10-11")],
        claim: "Many invitations rejected or marked as spam bring a restriction or a suspension.",
        signal: "LinkedIn warned the account",
        usage: "For 14 days: pause sending, and ask only people you know.",
        caveat: "002:33 says that one rejection is unlikely to hurt a reputation. Single cases are told so: \
            only repetition matters.",
        ..COUNSEL
    },
    Heuristic {
        id: "T21",
        sources: &[lines("002", "21,43,46")],
        claim: "Watch how your sent invitations do, and adjust.",
        usage: "The statistics.",
        ..COUNSEL
    },
    Heuristic {
        id: "T22",
        sources: &[lines("002", "31,40,46")],
        claim: "Engage with content and groups, and focus on people likelier to accept.",
        usage: "The chance of acceptance before sending.",
        ..COUNSEL
    },
    Heuristic {
        id: "T23",
        sources: &[lines("002", "25,34")],
        claim: "Have a legitimate professional reason, and research the profile.",
        usage: "Check list.",
        ..COUNSEL
    },
    Heuristic {
        id: "T24",
        sources: &[lines("003", "9")],
        claim: "Recipients may ask who you are and why you ask: answer them.",
        signal: "they wrote back without accepting",
        usage: "The first thing to do: answer them.",
        ..COUNSEL
    },
    Heuristic {
        id: "T25",
        sources: &[lines("003", "10")],
        claim: "Follow-ups through a sales platform bring responses.",
        usage: "Not used.",
        caveat: "An advertisement, and automation risks what T20 warns of.",
        ..COUNSEL
    },
    Heuristic {
        id: "T26",
        sources: &[lines("004", "13")],
        claim: "Spam reports suggest that you are not using LinkedIn legitimately.",
        signal: "LinkedIn warned the account",
        usage: "As T20, in neutral words.",
        caveat: "Judgemental.",
        ..COUNSEL
    },
    Heuristic {
        id: "T27",
        sources: &[lines("000", "65"), lines("000", "28")],
        claim: "Personalising, and asking people with common connections, pays off.",
        usage: "The difference that a note and common ground make.",
        ..COUNSEL
    },
    Heuristic {
        id: "T28",
        sources: &[lines("000", "67")],
        claim: "Don't repeatedly send requests to the same people.",
        usage: "Kept by T07.",
        ..COUNSEL
    },
];
