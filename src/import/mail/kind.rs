//! Whether a file is mail, by its first bytes.

/// What kind of file mails are in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailKind {
    /// One mail, as `.eml` files hold it.
    Message,
    /// Several, each below a line that begins with `From `.
    Mbox,
}

/// Fields that tell a mail's header from other text.
const FIELDS: [&str; 14] = [
    "authentication-results",
    "content-type",
    "date",
    "delivered-to",
    "dkim-signature",
    "from",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "sender",
    "subject",
    "to",
    "x-received",
];

/// What kind of mail a file begins like, if it does: a kilobyte of it is enough, more does no harm.
pub fn looks_like_mail(first_bytes: &[u8]) -> Option<MailKind> {
    let head = String::from_utf8_lossy(&first_bytes[..first_bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{feff}').trim_start_matches(['\r', '\n']);
    if let Some((separator, header)) = head.split_once('\n')
        && super::mbox::is_separator(separator.as_bytes(), true)
    {
        // Python and Thunderbird add fields of their own, which may be all that comes first.
        return is_header(header, 1).then_some(MailKind::Mbox);
    }
    is_header(head, 2).then_some(MailKind::Message)
}

/// Whether all lines up to the first blank one are fields, and enough of them a mail's.
fn is_header(text: &str, enough: usize) -> bool {
    let mut known = 0;
    let mut lines = text.split_inclusive('\n').take_while(|line| !line.trim().is_empty()).enumerate();
    let all_fields = lines.all(|(index, line)| {
        if line.starts_with([' ', '\t']) {
            return index > 0;
        }
        let Some((name, _)) = line.split_once(':') else {
            // The last line may have been cut.
            return index > 0 && !line.ends_with('\n');
        };
        let name = name.trim_end().to_ascii_lowercase();
        known += usize::from(FIELDS.contains(&name.as_str()));
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())
    });
    all_fields && known >= enough
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_known_by_its_beginning() {
        for (bytes, kind) in [
            (&b"From: Ana <a@b>\nSubject: x\n\nbody"[..], MailKind::Message),
            (b"Delivered-To: me@example.org\r\nReceived: by\r\n with y\r\nX-Cut: no en", MailKind::Message),
            (b"\xef\xbb\xbfReturn-Path: <>\nDate: x\n", MailKind::Message),
            (b"From a@b Mon Oct  5 10:00:00 2026\nFrom: a\nSubject: b\n", MailKind::Mbox),
            (
                b"\nFrom - Mon Oct 05 10:00:00 2026\r\nX-Mozilla-Status: 0001\r\nSubject: b\r\n",
                MailKind::Mbox,
            ),
            (b"From \r\nFrom: a\r\n", MailKind::Mbox),
        ] {
            assert_eq!(looks_like_mail(bytes), Some(kind), "{bytes:?}");
        }
    }

    #[test]
    fn other_text_is_not_mail() {
        for bytes in [
            &b""[..],
            b"From,To,Sent At,Message,Direction\n",
            b"Notes:\n\"When exporting\"\n",
            b"From my network\nAna\n",
            b"From 10:00 on 5 Oct 2026\nwe are closed\n",
            b"Subject: only one field\n\n",
            b"To do: x\nFrom: y\nplain\n",
            b"<html>\n",
            b"{\"from\": 1}\n",
            b" From: a\nTo: b\n",
        ] {
            assert_eq!(looks_like_mail(bytes), None, "{bytes:?}");
        }
    }
}
