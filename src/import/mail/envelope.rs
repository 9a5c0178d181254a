//! What the header of a mail says.

use mail_parser::{HeaderName, HeaderValue, Message, MessageParser};

use crate::record::time::{Day, Instant};

/// The longest Message-ID or subject that is kept, in characters; RFC 5322 allows 998 a line.
const MAX_CHARS: usize = 998;

/// What the header of a mail says.
pub(super) struct Envelope {
    /// Every `From` header as it is spelled.
    pub(super) from: Vec<String>,
    /// Every `Sender` header as it is spelled.
    pub(super) sender: Vec<String>,
    /// The name beside the address in `From`.
    pub(super) display: String,
    pub(super) subject: String,
    /// When, or why that is not known.
    pub(super) at: Result<Instant, &'static str>,
    message_id: Option<String>,
}

impl Envelope {
    /// Reads the header; none if there is not a single field.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let message = MessageParser::default().parse_headers(bytes)?;
        let display = message.from().and_then(|from| from.first()).and_then(|from| from.name.as_deref());
        let message_id = message.message_id().map(line).filter(|id| !id.is_empty());
        Some(Self {
            from: spelled(&message, bytes, &HeaderName::From),
            sender: spelled(&message, bytes, &HeaderName::Sender),
            display: line(display.unwrap_or_default()),
            subject: line(message.subject().unwrap_or_default()),
            at: date_of(&message),
            message_id,
        })
    }

    /// The Message-ID, or else what date and subject make up.
    pub(super) fn message_id(&self, at: Instant) -> String {
        self.message_id.clone().unwrap_or_else(|| format!("{} {}", at.to_rfc3339(), self.subject))
    }
}

fn date_of(message: &Message) -> Result<Instant, &'static str> {
    match message.header(HeaderName::Date) {
        None => Err("it has no Date header"),
        Some(HeaderValue::DateTime(date)) => {
            let day = Day::new(date.year.into(), date.month.into(), date.day.into());
            // Checked first: the conversion takes whatever numbers it gets.
            day.filter(|_| date.is_valid())
                .map(|_| Instant::from_millis(date.to_timestamp().saturating_mul(1000)))
                .ok_or("its Date header is no date")
        }
        Some(_) => Err("its Date header is no date"),
    }
}

/// The raw values of all headers of that name.
fn spelled(message: &Message, bytes: &[u8], name: &HeaderName) -> Vec<String> {
    let headers = message.headers().iter().filter(|header| header.name == *name);
    let raw =
        headers.filter_map(|header| bytes.get(header.offset_start as usize..header.offset_end as usize));
    raw.map(|value| String::from_utf8_lossy(value).into_owned()).collect()
}

/// As a single line without control characters.
fn line(text: &str) -> String {
    let visible: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ").chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Envelope {
        Envelope::read(format!("{header}\r\n\r\nbody").as_bytes()).unwrap()
    }

    #[test]
    fn dates_are_read_or_refused() {
        for (date, at) in [
            ("Sat, 25 Jul 2026 08:25:58 +0000", Ok("2026-07-25T08:25:58Z")),
            ("Sat, 25 Jul 2026 08:25:58 -0700 (PDT)", Ok("2026-07-25T15:25:58Z")),
            ("25 Jul 2026 08:25:58 GMT", Ok("2026-07-25T08:25:58Z")),
            ("Wed, 25 Jul 2999 08:25:58 +0000", Ok("2999-07-25T08:25:58Z")),
            ("Sat, 31 Feb 2026 08:25:58 +0000", Err("its Date header is no date")),
            ("Sat, 25 Jul 2026 28:25:58 +0000", Err("its Date header is no date")),
            ("yesterday", Err("its Date header is no date")),
            ("", Err("its Date header is no date")),
        ] {
            let found = read(&format!("Date: {date}")).at.map(|at| at.to_rfc3339());
            assert_eq!(found.as_deref(), at.as_ref().map(|at| *at), "{date}");
        }
        assert_eq!(read("Subject: x").at, Err("it has no Date header"));
    }

    #[test]
    fn a_mail_without_message_id_gets_one() {
        let at = Instant::parse_rfc3339("2026-07-25T08:25:58Z").unwrap();
        assert_eq!(read("Message-ID: <1.2@prod.linkedin.com>").message_id(at), "1.2@prod.linkedin.com");
        assert_eq!(read("Subject: =?utf-8?Q?Zo=C3=AB_=1B?= x").message_id(at), "2026-07-25T08:25:58Z Zoë x");
    }

    #[test]
    fn headers_are_all_seen_as_they_are_spelled() {
        let envelope = read("From: =?utf-8?B?Wm/Dqw==?= <a@b>\r\nfrom : c@d\r\nSender:\r\n e@f");
        assert_eq!(
            envelope.from.iter().map(|from| from.trim()).collect::<Vec<_>>(),
            ["=?utf-8?B?Wm/Dqw==?= <a@b>", "c@d"]
        );
        assert_eq!(envelope.sender[0].trim(), "e@f");
    }
}
