//! What the header of a mail says.

use mail_parser::{HeaderName, HeaderValue, Message, MessageParser};

use crate::import::words::{Phrases, WORDS};
use crate::record::name::fold;
use crate::record::slug::is_linkedin;
use crate::record::time::{Day, Instant};

/// In characters; RFC 5322 allows 998 a line.
const MAX_CHARS: usize = 998;
/// Between the parts of what a spam filter says.
const SPAM_ENDS: [char; 5] = [',', ';', '?', '"', ' '];

pub(super) const NO_DATE: &str =
    "it has no Date header; a mail saved as text lacks it: save it as .eml instead";

pub(super) struct Envelope {
    pub(super) from: Vec<String>,
    /// Of one `From` with one address, LinkedIn's, and no `Sender` elsewhere. The name beside it, `Reply-To`, and what
    /// looks like an address inside quotes or comments are anybody's to choose.
    pub(super) linkedin_local_part: Option<String>,
    pub(super) display: String,
    pub(super) subject: String,
    pub(super) at: Result<Instant, &'static str>,
    message_id: Option<String>,
}

impl Envelope {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let message = MessageParser::default().parse_headers(bytes)?;
        let display = message.from().and_then(|from| from.first()).and_then(|from| from.name.as_deref());
        let message_id = message.message_id().map(line).filter(|id| !id.is_empty());
        let from = spelled(&message, bytes, &HeaderName::From);
        let mut senders = spelled(&message, bytes, &HeaderName::Sender).into_iter();
        let agrees = senders.all(|sender| linkedin_address(&sender).is_some());
        let only = from.first().filter(|_| from.len() == 1 && agrees);
        Some(Self {
            linkedin_local_part: only.and_then(|from| linkedin_address(from)),
            from,
            display: line(display.unwrap_or_default()),
            subject: line(message.subject().unwrap_or_default()),
            at: date_of(&message),
            message_id,
        })
    }

    pub(super) fn message_id(&self, at: Instant) -> String {
        self.message_id.clone().unwrap_or_else(|| format!("{} {}", at.to_rfc3339(), self.subject))
    }
}

fn date_of(message: &Message) -> Result<Instant, &'static str> {
    let Some(header) = message.header(HeaderName::Date) else { return Err(NO_DATE) };
    let date = if let HeaderValue::DateTime(date) = header { Some(date) } else { None };
    // Checked first: the conversion takes whatever numbers it gets.
    let is_day = |year: u16, month: u8, day: u8| Day::new(year.into(), month.into(), day.into()).is_some();
    date.filter(|date| is_day(date.year, date.month, date.day) && date.is_valid())
        .map(|date| Instant::from_millis(date.to_timestamp().saturating_mul(1000)))
        .ok_or("its Date header is not a date")
}

/// By the topmost `Authentication-Results`, which is the receiving side's own, or as marked spam.
pub(super) fn refused(bytes: &[u8]) -> Option<&'static str> {
    let message = MessageParser::default().parse_headers(bytes)?;
    let all = |name: &'static str| spelled(&message, bytes, &HeaderName::from(name));
    let results = all("Authentication-Results").into_iter().next().unwrap_or_default().to_lowercase();
    let is_forged = |part: &str| {
        let part = part.trim_start();
        part.starts_with("dmarc=fail")
            || part.starts_with("dkim=fail")
                && part.contains("linkedin.com")
                && !results.contains("dmarc=pass")
    };
    // What Gmail writes in another script is encoded.
    let decoded = |name| message.header(HeaderName::from(name)).and_then(HeaderValue::as_text);
    let is_marked = |(name, marks): (&'static String, &Phrases)| {
        let values = all(name).into_iter().chain(decoded(name.as_str()).map(str::to_owned));
        values.into_iter().any(|value| value.split(SPAM_ENDS).any(|part| marks.has(&fold(part))))
    };
    if results.split(';').any(is_forged) {
        Some("its sender is forged, says the mail server (DMARC or DKIM failed)")
    } else {
        WORDS.mail.spam.iter().any(is_marked).then_some("it is marked as spam")
    }
}

fn spelled(message: &Message, bytes: &[u8], name: &HeaderName) -> Vec<String> {
    let headers = message.headers().iter().filter(|header| header.name == *name);
    let raw =
        headers.filter_map(|header| bytes.get(header.offset_start as usize..header.offset_end as usize));
    raw.map(|value| String::from_utf8_lossy(value).into_owned()).collect()
}

fn line(text: &str) -> String {
    let visible: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ").chars().take(MAX_CHARS).collect()
}

fn linkedin_address(header: &str) -> Option<String> {
    let bare = without_quotes_and_comments(header)?;
    let address = match bare.split_once('<') {
        Some((name, rest)) if !name.contains(['@', '>']) => rest.trim_end().strip_suffix('>')?,
        Some(_) => return None,
        None => &bare,
    };
    let (local, domain) = address.trim().split_once('@')?;
    let domain = domain.to_ascii_lowercase();
    // What RFC 5322 allows in an unquoted local part.
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let is_plain = !local.is_empty() && local.bytes().all(is_local);
    let is_host_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_host = domain.split('.').all(|label| !label.is_empty() && label.bytes().all(is_host_byte));
    (is_plain && is_host && is_linkedin(&domain)).then(|| local.to_ascii_lowercase())
}

/// None if a `"quoted"` or `(commented)` stretch does not end.
fn without_quotes_and_comments(header: &str) -> Option<String> {
    let mut bare = String::with_capacity(header.len());
    let (mut quoted, mut depth, mut escaped) = (false, 0_u32, false);
    for character in header.chars() {
        let inside = quoted || depth > 0;
        match character {
            _ if escaped => escaped = false,
            '\\' if inside => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if inside => {}
            _ => bare.push(character),
        }
    }
    (!quoted && depth == 0).then_some(bare)
}
