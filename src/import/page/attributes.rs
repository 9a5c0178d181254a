//! How many attributes a tag has, before the tokenizer sees it: that one compares each with all before it.

/// More attributes than any tag has.
pub(super) const MAX_ATTRIBUTES: usize = 500;

/// Where in a tag.
#[derive(Clone, Copy)]
enum Place {
    Between,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Bare,
}

/// Whether the tag at the beginning of this HTML has more than [`MAX_ATTRIBUTES`] of them.
pub(super) fn are_too_many(html: &str) -> bool {
    let name_ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let behind = html.trim_start_matches(['<', '/']);
    let attributes = behind.find(name_ends).map_or("", |end| &behind[end..]);
    let mut place = Place::Between;
    let mut count = 0;
    for byte in attributes.bytes() {
        let Some(next) = step(place, byte) else { return false };
        count += usize::from(matches!(next, Place::Name) && !matches!(place, Place::Name));
        if count > MAX_ATTRIBUTES {
            return true;
        }
        place = next;
    }
    false
}

/// The place behind one more byte; none behind the tag (WHATWG HTML 13.2.5.32 to 13.2.5.39).
fn step(place: Place, byte: u8) -> Option<Place> {
    use Place::{AfterName, Bare, BeforeValue, Between, Name, Quoted};
    let is_blank = byte.is_ascii_whitespace();
    Some(match (place, byte) {
        (Quoted(mark), _) => {
            if byte == mark {
                Between
            } else {
                place
            }
        }
        (_, b'>') => return None,
        (Between | BeforeValue | AfterName, _) if is_blank => place,
        (BeforeValue, b'"' | b'\'') => Quoted(byte),
        (BeforeValue, _) => Bare,
        (Bare, _) => {
            if is_blank {
                Between
            } else {
                Bare
            }
        }
        (Name | AfterName, b'=') => BeforeValue,
        (Name, _) if is_blank => AfterName,
        (_, b'/') => Between,
        (Between | Name | AfterName, _) => Name,
    })
}
