//! Who sent a mail, as far as its header can tell.
//!
//! Only the address counts. The name beside it, `Reply-To`, and whatever looks like an address inside quotes or
//! comments are anybody's to choose.

use crate::record::slug::is_linkedin;

/// The part before the `@` of LinkedIn's address, if the mail is LinkedIn's: one `From` with one address, and no
/// `Sender` elsewhere.
pub(super) fn linkedin_local_part(from: &[String], sender: &[String]) -> Option<String> {
    let [from] = from else { return None };
    if !sender.iter().all(|sender| linkedin_address(sender).is_some()) {
        return None;
    }
    linkedin_address(from)
}

/// The part before the `@`, in lower case, if the header's only address is LinkedIn's.
fn linkedin_address(header: &str) -> Option<String> {
    let bare = without_quotes_and_comments(header)?;
    let address = match bare.split_once('<') {
        Some((name, rest)) if !name.contains(['@', '>']) => rest.trim_end().strip_suffix('>')?,
        Some(_) => return None,
        None => &bare,
    };
    let (local, domain) = address.trim().split_once('@')?;
    let domain = domain.to_ascii_lowercase();
    let is_plain = !local.is_empty() && local.bytes().all(is_local_byte);
    let is_host = domain.split('.').all(|label| !label.is_empty() && label.bytes().all(is_host_byte));
    (is_plain && is_host && is_linkedin(&domain)).then(|| local.to_ascii_lowercase())
}

/// The header without its `"quoted"` and `(commented)` stretches; none if one of them does not end.
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

/// What RFC 5322 allows in an unquoted local part.
fn is_local_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte)
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linkedin_is_known_by_its_domain() {
        for (header, local) in [
            ("invitations@linkedin.com", "invitations"),
            ("\"Freya Ferrer via LinkedIn\" <invitations@linkedin.com>", "invitations"),
            ("Freya Ferrer <Invitations@LinkedIn.COM>", "invitations"),
            (
                "\r\n Hale, PhD via LinkedIn\r\n <messages-noreply@bounce.linkedin.com>\r\n",
                "messages-noreply",
            ),
            ("\"x@evil.example\" <invitations@linkedin.com> (really)", "invitations"),
            ("=?UTF-8?Q?Zo=C3=AB_via_LinkedIn?= <invitations@linkedin.com>", "invitations"),
            ("\"Ana \\\"<x@evil.example>\\\"\" <invitations@linkedin.com>", "invitations"),
        ] {
            assert_eq!(linkedin_address(header).as_deref(), Some(local), "{header}");
        }
    }

    #[test]
    fn look_alikes_are_refused() {
        for header in [
            "",
            "LinkedIn",
            "invitations@linkedin.com.evil.example",
            "invitations@notlinkedin.com",
            "invitations@linkedin.com.",
            "invitations@.linkedin.com",
            "invitations@linkedin.comm",
            "invitations@linkedin-com.example",
            "invitations@lіnkedin.com",
            "linkedin.com@evil.example",
            "\"invitations@linkedin.com\" <x@evil.example>",
            "invitations@linkedin.com <x@evil.example>",
            "<x@evil.example> <invitations@linkedin.com>",
            "<invitations@linkedin.com> <x@evil.example>",
            "<invitations@linkedin.com> x@evil.example",
            "x@evil.example, invitations@linkedin.com",
            "invitations@linkedin.com, x@evil.example",
            "Ana <x@evil.example>, LinkedIn <invitations@linkedin.com>",
            "LinkedIn <invitations@linkedin.com>, Ana <x@evil.example>",
            "x@evil.example (<invitations@linkedin.com>)",
            "\"a\" <x@evil.example> \"<invitations@linkedin.com>\"",
            "=?utf-8?Q?invitations=40linkedin=2Ecom?= <x@evil.example>",
            "<@linkedin.com:x@evil.example>",
            "<x@evil.example@linkedin.com>",
            "\"x@evil.example\"@linkedin.com",
            "<invitations@linkedin.com\0.evil.example>",
            "\"open <invitations@linkedin.com>",
            "(open <invitations@linkedin.com>",
        ] {
            assert_eq!(linkedin_address(header), None, "{header}");
        }
    }

    #[test]
    fn every_header_about_the_sender_has_to_agree() {
        let ours = "LinkedIn <invitations@linkedin.com>".to_owned();
        let theirs = "x@evil.example".to_owned();
        let check = |from: &[&String], sender: &[&String]| {
            let own = |headers: &[&String]| headers.iter().map(|&header| header.clone()).collect::<Vec<_>>();
            linkedin_local_part(&own(from), &own(sender)).is_some()
        };
        assert!(check(&[&ours], &[]));
        assert!(check(&[&ours], &[&ours]));
        assert!(!check(&[], &[&ours]));
        assert!(!check(&[&ours, &theirs], &[]));
        assert!(!check(&[&ours, &ours], &[]));
        assert!(!check(&[&theirs], &[&ours]));
        assert!(!check(&[&ours], &[&theirs]));
        assert!(!check(&[&ours], &[&ours, &theirs]));
    }
}
