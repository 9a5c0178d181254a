//! LinkedIn's mails about accepted invitations (sources 3). Of links only profiles are kept: the rest logs one in.

mod acceptance;
mod envelope;
mod source;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};

use mail_parser::{Message, MessageParser, PartType};

use self::acceptance::{Accepter, Body, Subject};
use self::envelope::Envelope;
use super::gather::FactBatch;
use super::input::{Options, Progress, Reading, without_mark};
use super::lines::{Line, Link, Style, of_html, profile};
use super::report::{Amount, Bad, Report};
use crate::record::fact::{Mail, Said, Who, Words};
use crate::record::time::{DAY_MS, Instant};
use crate::record::when::When;

pub(super) use source::{Take, format_of, in_any, in_file, in_folder, none};

const MAX_LISTED: usize = 1000;
const MAX_NAMED: usize = 20;
/// Bytes of a mail. LinkedIn's own are a tenth of it; what follows are others' attachments.
const MAX_READ: usize = 256 << 10;
/// Many more lines than any of LinkedIn's mails has: each is searched for phrases in all languages.
const MAX_LINES: usize = 5_000;
const CAPTION_LINES: usize = 4;

#[derive(PartialEq, Eq, Debug)]
enum Outcome {
    Accepted(Notice),
    Nothing,
    Impostor,
    /// The provider marked it so.
    Refused(&'static str),
}

#[derive(PartialEq, Eq, Debug)]
struct Notice {
    /// Of a mail without one, what its date and subject make up.
    message_id: String,
    at: Instant,
    who: Vec<Accepter>,
    is_known: bool,
}

pub(super) fn read(each: impl FnOnce(Take), name: &str, options: &Options, progress: Progress) -> Reading {
    let mut batch = FactBatch::new(options.now);
    let mut report = Report { file: name.to_owned(), kind: "mails", ..Report::default() };
    let [mut all, mut others, mut copies, mut fakes, mut accepted, mut unknown] = [0_usize; 6];
    let mut refused = Amount::new(0, "forged or marked as spam", "forged or marked as spam");
    let (mut seen, hasher) = (HashSet::new(), RandomState::new());
    each(&mut |place, bytes| {
        all += 1;
        progress(all, "mails");
        let told = match bytes {
            Ok(bytes) => bytes.map_or(Ok(Outcome::Nothing), |bytes| read_mail(&bytes).map_err(str::to_owned)),
            Err(error) => Err(error.to_string()),
        };
        let reason = match told {
            Ok(Outcome::Accepted(notice)) if notice.at > options.now.plus_millis(DAY_MS) => {
                "its date lies in the future".to_owned()
            }
            Ok(told) => {
                match told {
                    Outcome::Nothing => others += 1,
                    Outcome::Impostor => fakes += 1,
                    Outcome::Refused(why) => {
                        refused.number += 1;
                        if refused.names.len() < MAX_NAMED {
                            report.notes.push(format!("{place} was refused: {why}"));
                            refused.names.push(place);
                        }
                    }
                    // Who accepted counts, too: a Message-ID alone is easily reused.
                    Outcome::Accepted(notice)
                        if seen.insert(hasher.hash_one((&notice.message_id, &notice.who))) =>
                    {
                        *(if notice.is_known { &mut accepted } else { &mut unknown }) += 1;
                        add(&mut batch, notice);
                    }
                    Outcome::Accepted(_) => copies += 1,
                }
                return;
            }
            Err(reason) => reason,
        };
        if report.bad.len() < MAX_LISTED {
            report.bad.push(Bad { file: place, row: None, reason });
        } else {
            report.more_bad += 1;
        }
    });
    if refused.number > 0 {
        let way_out = "if a refused mail is LinkedIn's after all, record what it says: invtrack observe WHO --notified yes";
        report.notes.push(way_out.to_owned());
    }
    report.read = vec![
        Amount::new(all, "mail", "mails"),
        Amount::new(accepted, "about an acceptance", "about acceptances"),
        Amount::new(unknown, "about an invitation in unknown words", "about invitations in unknown words"),
    ];
    report.skipped = vec![
        Amount::new(others, "other mail", "other mails"),
        Amount::new(copies, "copy", "copies"),
        Amount::new(fakes, "that passes for LinkedIn's and is not", "that pass for LinkedIn's and are not"),
        refused,
    ];
    Reading::new(report, batch.record())
}

fn add(batch: &mut FactBatch, Notice { message_id, at, who, is_known }: Notice) {
    for Accepter { slug, full_name, first_name } in who {
        let words = (!is_known).then_some(Words::Unknown);
        let mail = Mail { message_id: Some(message_id.as_str().into()), words };
        let first = first_name.as_deref().filter(|_| full_name.is_none()).map(Into::into);
        let name = full_name.as_deref().map(Into::into);
        let who = Who { slug: slug.map(Into::into), name, first, email: None };
        batch.add(Said::Acceptance(mail), who, When::Moment(at));
    }
}

fn read_mail(bytes: &[u8]) -> Result<Outcome, &'static str> {
    let bytes = without_mark(bytes).trim_ascii_start();
    let bytes = &bytes[..bytes.len().min(MAX_READ)];
    // The library that decodes mails has panicked before on what it did not expect.
    catch_unwind(AssertUnwindSafe(|| tell(bytes))).unwrap_or(Err("its parts can't be told apart"))
}

fn tell(bytes: &[u8]) -> Result<Outcome, &'static str> {
    // Some servers keep mails packed or encrypted.
    if bytes.first().is_some_and(|byte| !byte.is_ascii_graphic()) {
        return Err("it is not text: unpack or decrypt it first");
    }
    let envelope = Envelope::read(bytes).ok_or("it has no header")?;
    let subject = Subject::of(&envelope.subject);
    let is_about_linkedin = |text: &str| text.to_lowercase().contains("linkedin");
    let names_linkedin = envelope.from.iter().chain([&envelope.display]).any(|from| is_about_linkedin(from));
    if subject == Subject::Other || !names_linkedin && subject == Subject::Unknown {
        return Ok(Outcome::Nothing);
    }
    let bodies = bodies(bytes);
    let local_part = envelope.linkedin_local_part.as_ref();
    let is_invitations = local_part.is_none_or(|local| local.starts_with("invitations"));
    let Some((who, is_known)) = acceptance::read(&envelope, &subject, &bodies, is_invitations) else {
        return Ok(Outcome::Nothing);
    };
    if local_part.is_none() {
        let mentions = |line: &Line| !line.links.is_empty() || is_about_linkedin(&line.text);
        let is_look_alike =
            is_known && (names_linkedin || bodies.iter().flat_map(|body| &body.lines).any(mentions));
        return Ok(if is_look_alike { Outcome::Impostor } else { Outcome::Nothing });
    }
    if let Some(why) = envelope::refused(bytes) {
        return Ok(Outcome::Refused(why));
    }
    let at = envelope.at?;
    Ok(Outcome::Accepted(Notice { message_id: envelope.message_id(at), at, who, is_known }))
}

/// HTML first: only there it is certain what a link is written on.
fn bodies(bytes: &[u8]) -> Vec<Body> {
    let Some(message) = MessageParser::default().parse(bytes) else { return Vec::new() };
    let shown = message.html_body.iter().chain(&message.text_body).filter_map(|id| message.part(*id));
    let (mut formatted, mut plain) = (Vec::new(), Vec::new());
    for part in shown {
        match &part.body {
            PartType::Html(text) => formatted.push(of_html(text, Style::Mail).lines),
            PartType::Text(text) => plain.push(read_plain(text)),
            _ => {}
        }
    }
    formatted.append(&mut plain);
    for lines in &mut formatted {
        lines.truncate(MAX_LINES);
    }
    take_apart(message);
    formatted.into_iter().map(Body::new).collect()
}

/// A page that a browser saved as one file (`.mhtml`) looks like a mail that nobody was sent.
pub(super) fn is_saved_page(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_lowercase();
    let header = head.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    header.contains("multipart/related")
        && !header.contains("\nmessage-id:")
        && !header.contains("\nreceived:")
}

pub(super) fn saved_page(bytes: &[u8]) -> Option<String> {
    let read = || {
        let message = MessageParser::default().parse(bytes)?;
        let shown = message.html_body.iter().filter_map(|id| message.part(*id));
        let mut pages = shown.filter_map(|part| {
            if let PartType::Html(text) = &part.body { Some(text.to_string()) } else { None }
        });
        let page = pages.next();
        drop(pages);
        take_apart(message);
        page
    };
    if is_saved_page(bytes) { catch_unwind(read).unwrap_or_default() } else { None }
}

/// One by one: thousands of mails inside each other would overflow the stack.
fn take_apart(message: Message) {
    let mut left = vec![message];
    while let Some(message) = left.pop() {
        left.extend(message.parts.into_iter().filter_map(|part| match part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        }));
    }
}

fn read_plain(text: &str) -> Vec<Line> {
    let mut lines = Vec::<Line>::new();
    for raw in text.lines() {
        let (text, addresses) = without_addresses(raw);
        let above = lines.iter().rev().take(CAPTION_LINES).map(|line| line.text.as_str());
        let caption = above.take_while(|line| !line.trim().is_empty());
        let labels: Vec<String> = [text.as_str()].into_iter().chain(caption).map(str::to_owned).collect();
        let slugs = addresses.into_iter().filter_map(profile);
        let shown = slugs.map(|slug| Link { slug, labels: labels.clone() });
        lines.push(Line { text, links: shown.collect(), ..Line::default() });
    }
    lines
}

fn without_addresses(line: &str) -> (String, Vec<&str>) {
    let (mut text, mut addresses) = (String::new(), Vec::new());
    let mut rest = line;
    let begins =
        |rest: &str, at: usize| ["http://", "https://"].iter().any(|scheme| rest[at..].starts_with(scheme));
    while let Some(start) = rest.match_indices("http").map(|(at, _)| at).find(|at| begins(rest, *at)) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>()\"".contains(c)).unwrap_or(from.len());
        let (address, behind) = from.split_at(end);
        text.push_str(before);
        addresses.push(address);
        rest = behind;
    }
    (text + rest, addresses)
}
