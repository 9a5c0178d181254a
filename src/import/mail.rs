//! Reading LinkedIn's mails about accepted invitations (sources 3): bytes to facts.
//!
//! Again two layers of failure: [`messages`] fails if there is no mail at that place; a single mail that can't be
//! read is a [`MailError`] or the reason that [`read_message`] gives, and the rest goes in. Files are only ever
//! read, never moved or marked. Of a link nothing but the profile is kept: the rest logs somebody in.

mod acceptance;
mod body;
mod envelope;
mod error;
mod html;
mod inbox;
mod kind;
mod links;
mod mbox;
mod phrase;
mod sender;
mod source;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::import::facts::{Mail, Notice};
use body::Line;
use envelope::Envelope;
use subject::Subject;

pub use error::{MailError, MailboxError};
pub use inbox::{BadMail, Counts, Mails, is_file_of_mail, read_mails};
pub use kind::{MailKind, looks_like_mail};
pub use source::{MAX_MESSAGE_MIB, messages, messages_in};

/// How much of a mail is looked at, in bytes. LinkedIn's own are a tenth of it; what follows are others' attachments.
const MAX_READ: usize = 256 << 10;

/// Reads one mail; or why it can't be read. `place` says where it is, for messages.
pub fn read_message(bytes: &[u8], place: &str) -> Result<Mail, String> {
    let bytes = &bytes[..bytes.len().min(MAX_READ)];
    // The library that decodes mails has panicked before on what it did not expect.
    catch_unwind(AssertUnwindSafe(|| read(bytes, place)))
        .unwrap_or(Err("its parts can't be told apart"))
        .map_err(str::to_owned)
}

fn read(bytes: &[u8], place: &str) -> Result<Mail, &'static str> {
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
