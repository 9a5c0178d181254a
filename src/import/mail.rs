//! Reading LinkedIn's mails about accepted invitations (sources 3): bytes to facts.
//!
//! A single mail that can't be read is named, and the rest goes in. Of a link nothing but the profile is kept: the rest
//! logs somebody in.

mod acceptance;
mod body;
mod envelope;
mod html;
mod links;
mod phrase;
mod sender;
mod source;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::gather::{Batch, who};
use super::report::{Amount, Bad, Report};
use super::{Options, Progress, Reading};
use crate::import::facts::{Mail, Notice};
use crate::record::fact::{self, Said};
use crate::record::time::DAY_MS;
use crate::record::when::When;
use body::Line;
use envelope::Envelope;
use subject::Subject;

pub(super) use source::{Mails, in_file, in_folder, kind_of, none};

/// At most so many mails that can't be read are listed one by one; the others are counted.
const MAX_LISTED: usize = 1000;
/// How much of a mail is looked at, in bytes. LinkedIn's own are a tenth of it; what follows are others' attachments.
const MAX_READ: usize = 256 << 10;

/// Reads all of them: only what they tell of acceptances is kept.
pub(super) fn read(mails: Mails, name: &str, options: &Options, progress: Progress) -> Reading {
    let mut batch = Batch::new(options.now);
    let mut report = Report { file: name.to_owned(), kind: "mails", ..Report::default() };
    let [mut all, mut left_alone, mut repeated, mut refused] = [0_usize; 4];
    let (mut seen, hasher) = (HashSet::new(), RandomState::new());
    for (place, bytes) in mails {
        all += 1;
        progress(all, "mails");
        let mail = match bytes {
            Ok(Some(bytes)) => read_message(&bytes, &place),
            Ok(None) => Ok(Mail::LeftAlone),
            Err(error) => Err(error.to_string()),
        };
        match mail {
            Ok(Mail::LeftAlone) => left_alone += 1,
            Ok(Mail::Impostor) => refused += 1,
            Ok(Mail::Accepted(notice)) if notice.at <= options.now.plus_millis(DAY_MS) => {
                // Who accepted counts, too: a Message-ID alone is easily reused.
                let Notice { message_id, slugs, full_name, first_name, .. } = &notice;
                if seen.insert(hasher.hash_one((message_id, slugs, full_name, first_name))) {
                    add(&mut batch, &notice);
                } else {
                    repeated += 1;
                }
            }
            Ok(Mail::Accepted(_)) => {
                report.bad.push(Bad {
                    file: place,
                    row: None,
                    reason: "its date lies in the future".to_owned(),
                });
            }
            Err(reason) => report.bad.push(Bad { file: place, row: None, reason }),
        }
        if report.bad.len() > MAX_LISTED {
            report.bad.pop();
            report.more_bad += 1;
        }
    }
    report.read = vec![Amount::new(all, "mail", "mails")];
    report.skipped = vec![
        Amount::new(left_alone, "other mail", "other mails"),
        Amount::new(repeated, "copy", "copies"),
        Amount::new(refused, "that passes for LinkedIn's and is not", "that pass for LinkedIn's and are not"),
    ];
    Reading { report, record: batch.record(), forgotten: Vec::new() }
}

/// An acceptance: of a digest each profile.
fn add(batch: &mut Batch, notice: &Notice) {
    for told in notice.acceptances() {
        let mail = fact::Mail { message_id: Some(notice.message_id.as_str().into()), words: None };
        let mut who = who(told.slug, told.full_name, None);
        who.first = told.first_name.filter(|_| who.name.is_none()).map(Into::into);
        batch.add(Said::Acceptance(mail), who, When::Moment(notice.at));
    }
}

/// Reads one mail; or why it can't be read. `place` says where it is, for messages.
fn read_message(bytes: &[u8], place: &str) -> std::result::Result<Mail, String> {
    let bytes = &bytes[..bytes.len().min(MAX_READ)];
    // The library that decodes mails has panicked before on what it did not expect.
    catch_unwind(AssertUnwindSafe(|| tell(bytes, place)))
        .unwrap_or(Err("its parts can't be told apart"))
        .map_err(str::to_owned)
}

fn tell(bytes: &[u8], place: &str) -> std::result::Result<Mail, &'static str> {
    let envelope = Envelope::read(bytes).ok_or("it has no header")?;
    let local_part = sender::linkedin_local_part(&envelope.from, &envelope.sender);
    let subject = subject::read(&envelope.subject);
    let names_linkedin = envelope.from.iter().chain([&envelope.display]).any(|from| is_about_linkedin(from));
    let is_worth_it = names_linkedin || subject != Subject::Unknown;
    if subject == Subject::Other || !is_worth_it {
        return Ok(Mail::LeftAlone);
    }
    let bodies = body::read(bytes);
    let is_invitations = local_part.as_ref().is_none_or(|local| local.starts_with("invitations"));
    let Some(accepters) = acceptance::read(&envelope, &subject, &bodies, is_invitations) else {
        return Ok(Mail::LeftAlone);
    };
    if local_part.is_none() {
        let is_look_alike = names_linkedin || bodies.iter().flatten().any(mentions_linkedin);
        return Ok(if is_look_alike { Mail::Impostor } else { Mail::LeftAlone });
    }
    let at = envelope.at?;
    Ok(Mail::Accepted(Notice {
        place: place.to_owned(),
        message_id: envelope.message_id(at),
        at,
        slugs: accepters.slugs,
        full_name: accepters.full_name,
        first_name: accepters.first_name,
    }))
}

fn mentions_linkedin(line: &Line) -> bool {
    !line.links.is_empty() || is_about_linkedin(&line.text)
}

fn is_about_linkedin(text: &str) -> bool {
    text.to_lowercase().contains("linkedin")
}
