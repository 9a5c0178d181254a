//! What the sender can look at, and what each look says: K01 to K17.

use super::{Bearing, Group, Heuristic, Weight, lines};

/// What the entries below have in common.
const RULE: Heuristic = Heuristic::blank(Group::Classification);

/// K01 to K17, in order.
pub(super) const LOOKS: &[Heuristic] = &[
    Heuristic {
        id: "K01",
        sources: &[lines("000", "1"), lines("002", "30"), lines("003", "4-5"), lines("004", "7,9")],
        claim: "LinkedIn tells the sender nothing when a request is declined or ignored.",
        usage: "Every verdict of ignored is an inference, so it always reads 'likely ignored'.",
        ..RULE
    },
    Heuristic {
        id: "K02",
        sources: &[lines("000", "3")],
        claim: "An acceptance produces the notification \"X has accepted your connection request\".",
        signal: "an acceptance notification was seen",
        bearing: Bearing::Accepted,
        weight: Weight::Conclusive,
        usage: "The chance of having seen it is taken as 0.85 after an acceptance and as 0.001 without one. \
            LinkedIn's mail of it counts as dated proof.",
        caveat: "It can be missed, or read for a namesake.",
        ..RULE
    },
    Heuristic {
        id: "K03",
        sources: &[lines("000", "3-4")],
        claim: "No acceptance notification within a few days is the clearest sign of being ignored or \
            rejected.",
        signal: "the user looked for the notification and found none; the age of the request",
        bearing: Bearing::Ignored,
        weight: Weight::Medium,
        usage: "Speaks strongly only against 'already accepted' (likelihood ratio 0.18). Alone it never \
            gives 'likely ignored' before day 21.",
        caveat: "A missed notification looks the same, so its absence must be recorded, never assumed. Not \
            accepting is not denying (001:3), old requests do get accepted (001:12), and 002:30 asks for an \
            extended period.",
        ..RULE
    },
    Heuristic {
        id: "K04",
        sources: &[lines("000", "6-7")],
        claim: "Connect still or again on offer means that the request was rejected or ignored.",
        signal: "button Connect, seen after sending",
        bearing: Bearing::Ignored,
        weight: Weight::Strong,
        usage: "Both worlds are modelled: a share of 0.35 of those who don't accept becomes visible as \
            Connect.",
        caveat: "It may also mean never sent, withdrawn, expired, or disconnected later. Public sources \
            outside the documents say that a sender cannot tell Ignore from no answer. 003 and 004 imply \
            that a request left untouched stays open.",
        ..RULE
    },
    Heuristic {
        id: "K05",
        sources: &[lines("000", "6-7")],
        claim: "Pending or \"Invite Sent\" on the profile means that they have not answered yet.",
        signal: "button Pending",
        bearing: Bearing::Open,
        weight: Weight::Strong,
        usage: "Nearly certain for the day of the look. With age the prognosis moves, the state does not.",
        caveat: "Says nothing about intent, and fades with age (K07).",
        ..RULE
    },
    Heuristic {
        id: "K06",
        sources: &[lines("000", "9-10")],
        claim: "Not found in My Network > Connections means most likely rejected.",
        signal: "looked in the connections list after sending, and they are not in it",
        bearing: Bearing::Ignored,
        weight: Weight::Weak,
        usage: "Strong against an acceptance (likelihood ratio 0.03), but weak as a sign of being ignored. \
            Someone whose request is pending is not in the list either (000:7, 001:3).",
        caveat: "A search can miss a renamed person. A list that was looked at before sending says nothing.",
        ..RULE
    },
    Heuristic {
        id: "K07",
        sources: &[lines("002", "30,45")],
        claim: "Pending for an extended period means likely ignored or rejected.",
        signal: "button Pending or Sent page listed; the age of the request",
        bearing: Bearing::Ignored,
        weight: Weight::Medium,
        usage: "The chance of being ignored rises smoothly with age. 'Likely ignored' needs at least 80 % \
            and at least 21 days.",
        caveat: "No number is given for 'extended'. 000:4 says a few days, 001:12 says to be patient.",
        ..RULE
    },
    Heuristic {
        id: "K08",
        sources: &[lines("000", "9")],
        claim: "Whoever appears in your connections list is connected to you.",
        signal: "in the connections list",
        bearing: Bearing::Accepted,
        weight: Weight::Conclusive,
        usage: "Seen before sending it means already connected: then the request is warned of, not tracked.",
        caveat: "Implied rather than said. It may be a namesake, or you were connected before sending.",
        ..RULE
    },
    Heuristic {
        id: "K09",
        sources: &[lines("000", "10")],
        claim: "First confirm that you did send the request and did not just view the profile.",
        signal: "the user confirmed the sending, or a later look showed Pending or listed",
        usage: "'Never sent' is a possibility of its own: 2 % at first, removed by a confirmation or by any \
            later Pending or listed. At 10 % or more the verdict carries the hint confirm-sent.",
        ..RULE
    },
    Heuristic {
        id: "K10",
        sources: &[lines("000", "12")],
        claim: "If the request was rejected, their number of connections stays the same.",
        signal: "their number of connections before and after sending",
        bearing: Bearing::Ignored,
        weight: Weight::Weak,
        usage: "No change weighs against an acceptance in that time: a likelihood ratio of 0.10 + 0.005 a \
            day, at most 0.35.",
        caveat: "The number moves for other reasons (K12).",
        ..RULE
    },
    Heuristic {
        id: "K11",
        sources: &[lines("000", "12")],
        claim: "If the request was accepted, their number of connections goes up by one.",
        signal: "their number of connections before and after sending",
        bearing: Bearing::Accepted,
        weight: Weight::Weak,
        usage: "A likelihood ratio of 2 to 4.5. In simulation it had practically no value beside other \
            signals.",
        caveat: "Needs a number from before sending, and is hidden at 500+.",
        ..RULE
    },
    Heuristic {
        id: "K12",
        sources: &[lines("000", "13")],
        claim: "Their number of connections also changes for other reasons: not foolproof.",
        usage: "Growth in the background is modelled as a Gamma-Poisson drift with a wide spread.",
        ..RULE
    },
    Heuristic {
        id: "K13",
        sources: &[lines("000", "13")],
        claim: "The same number of connections for days after sending suggests that they ignored it.",
        signal: "the same number of connections on several days after sending",
        bearing: Bearing::Ignored,
        weight: Weight::Weak,
        usage: "Weighed as in K10. Numbers of connections alone give 'likely ignored' only after day 21.",
        caveat: "The number may be shown late, and a loss can hide a gain.",
        ..RULE
    },
    Heuristic {
        id: "K14",
        sources: &[lines("000", "15-16")],
        claim: "Premium shows the status of every sent invitation; rejected ones read \"Invitation \
            canceled\".",
        signal: "Sent page canceled",
        bearing: Bearing::Ignored,
        weight: Weight::Strong,
        usage: "Strong, not conclusive: the chance of seeing it after a decline is taken as 0.30. A \
            withdrawal of your own is recorded as one and stands in front.",
        caveat: "It could be your own withdrawal. None of the public sources outside the documents confirms \
            it. 002:45 knows no direct way, and 002:30 points every sender to the Sent section.",
        ..RULE
    },
    Heuristic {
        id: "K15",
        sources: &[lines("000", "16")],
        claim: "The Premium page also shows which requests were accepted.",
        signal: "Sent page accepted",
        bearing: Bearing::Accepted,
        weight: Weight::Conclusive,
        usage: "Recorded as being in the connections list. Gone from the Sent page stays ambiguous (K17).",
        caveat: "Not seen elsewhere: accepted invitations normally leave the list, according to public \
            sources outside the documents.",
        ..RULE
    },
    Heuristic {
        id: "K16",
        sources: &[lines("002", "30,45")],
        claim: "The Sent section shows what is pending; being there for long means likely ignored.",
        signal: "Sent page listed",
        bearing: Bearing::Open,
        weight: Weight::Strong,
        usage: "Weighed as Pending is: open on the day of the look (K05), less hopeful with age (K07).",
        ..RULE
    },
    Heuristic {
        id: "K17",
        sources: &[lines("002", "30"), lines("003", "4-5"), lines("004", "8-9")],
        claim: "No longer in the Sent section means answered, one way or the other.",
        signal: "Sent page gone",
        weight: Weight::Strong,
        usage: "Strong against still open, and nothing between accepted and declined: the connections list \
            settles that.",
        caveat: "Implied rather than said. It may also have expired or been withdrawn.",
        ..RULE
    },
];
