//! The words that the check of a note looks for, folded, with `; ` between them. Every list is short on purpose: it
//! can only raise a doubt.

/// Signs of something of theirs that was looked at, folded.
pub(super) const THEIRS: &str = "\
    you gave; you said; you wrote; your article; your articles; your blog; your book; your career; your \
    comment; your company; your course; your lecture; your library; your paper; your podcast; your post; \
    your posts; your presentation; your project; your question; your research; your role; your session; your \
    talk; your team; your thread; your video; your work; your workshop";

/// Signs of a purely commercial purpose (T11), folded.
pub(super) const COMMERCIAL: &str = "\
    a demo; affordable; best price; book a call; boost your; budget; buy; cost saving; customers; deal; \
    demo; discount; free trial; grow your business; increase your; lead generation; leads; offer; offers; \
    our platform; our product; our products; our service; our services; our solution; our solutions; price; \
    prices; pricing; product; products; promotion; purchase; quick call; revenue; roi; sales; schedule a \
    call; sell; services; solutions; special offer";

/// Signs of a reason (T23), folded.
pub(super) const REASONS: &str = "\
    admire; am a; am an; am hiring; am looking; am working; appreciate; as a; as an; as i; as we; because; \
    curious; enjoyed; follow up; hope to; hoping; i d like; i d love; impressed; inspired; interest; \
    interested; keep in touch; learn; learned; liked; looking for; looking forward; love to; loved; m a; m \
    an; m hiring; m looking; m working; since; stay in touch; that s why; to ask; to continue; to discuss; \
    to exchange; to hear; to share; to talk; want to; wanted to; wonder; wondering; would like; would love";

/// What only says in other words that one asks, folded: no reason.
pub(super) const CIRCULAR: &str = "\
    d like to add you; d like to connect; d like to join; d like to link; d love to add you; d love to connect; \
    hope to connect; like to add you; like to connect; like to join; love to connect; want to connect; \
    wanted to connect; would like to add you; would like to connect; would like to join; would love to connect";

/// What stands in notes to anybody (R03), folded.
pub(super) const STOCK: &str = "\
    add you to my network; add you to my professional network; came across your profile; expand my network; \
    expand my professional network; expanding my network; found your profile; grow my network; \
    grow my professional network; growing my network; hope this finds you well; hope this message finds you well; \
    impressive background; impressive profile; join my network; like minded professionals; mutually beneficial; \
    stumbled upon your profile";

/// Signs of common ground (R04), folded.
pub(super) const SHARED: &str = "\
    alumni; alumnus; attended; both; chat; class of; classmate; coauthor; colleague; colleagues; common; \
    conference; conversation; each other; event; fellow; forum; group; heard you; in the same; introduced; \
    know from; meeting you; meetup; met; mutual; our call; our chat; our conversation; our discussion; our \
    work; read your; recommended; same; saw you; saw your; seeing you; share a; share an interest; shared; \
    spoke; studied; suggested; talked; talking to you; talking with you; too; used to work; we know; we \
    share; we work; webinar; worked together; worked with; workshop; your article; your blog; your book; \
    your lecture; your paper; your podcast; your post; your posts; your question; your session; your talk; \
    your thread";

/// Signs that they would gain something, too (T16), folded.
pub(super) const GAIN: &str = "\
    benefit; both of us; compare notes; could help; each other; exchange; for you; glad to help; happy to; \
    help you; in return; in turn; introduce you; learn from each; may help; might help; of use to you; offer \
    you; pass on; send you; share my; share our; share what; show you; swap; trade; useful; you could; you \
    may; you might";

/// The small words of English, folded.
pub(super) const SMALL: &str = "\
    a; about; and; are; at; be; but; for; from; have; how; i; in; is; it; me; my; of; on; our; s; so; that; \
    the; this; to; was; we; were; what; with; you; your";
