//! What a file is, by its first bytes.

/// Whether these are the bytes of a zip, also of an empty or divided one.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(&magic[..]))
}

/// First bytes, and what they are the first bytes of.
const MAGIC: [(&[u8], &str); 10] = [
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
];

/// What the messages of an export are called.
pub(super) const MESSAGES: &str = "LinkedIn's messages.csv";

/// Whether these are the first bytes of LinkedIn's messages.
pub(super) fn is_messages(bytes: &[u8]) -> bool {
    foreign(bytes) == Some(MESSAGES)
}

fn is_header_of_messages(line: &str) -> bool {
    line.contains("conversation id") && line.contains("sender profile url")
}

/// What this is, if it clearly is something else than a table in text form.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let head = head.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let first_line = head.lines().next().unwrap_or_default();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        Some("an HTML page")
    } else if head.starts_with('<') {
        Some("an XML or HTML file")
    } else if head.starts_with(['{', '[']) {
        Some("a JSON file")
    } else if is_header_of_messages(first_line) {
        Some(MESSAGES)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_something_else_is_named() {
        for (bytes, what) in [
            (&b"%PDF-1.7\n"[..], "a PDF"),
            (b"\x1f\x8b\x08", "a gzip file"),
            (b"\xef\xbb\xbf\n<!DOCTYPE HTML><html>", "an HTML page"),
            (b"<?xml version=\"1.0\"?>", "an XML or HTML file"),
            (b"{\"a\": 1}", "a JSON file"),
            (b"\"CONVERSATION ID\",\"FROM\",\"SENDER PROFILE URL\"\n", "LinkedIn's messages.csv"),
        ] {
            assert_eq!(foreign(bytes), Some(what));
        }
    }

    #[test]
    fn tables_are_not_taken_for_something_else() {
        for text in [
            "From,To,Sent At,Message,Direction",
            "Notes:\n\"When exporting\"",
            "First Name,Last Name",
            "",
            "\n",
        ] {
            assert_eq!(foreign(text.as_bytes()), None, "{text}");
            assert!(!is_zip(text.as_bytes()));
        }
        assert!(is_zip(b"PK\x03\x04rest"));
        assert!(is_zip(b"PK\x05\x06rest"));
    }
}
