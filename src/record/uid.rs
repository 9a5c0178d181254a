//! What tells records apart: 16 bytes, made from what they are about where known, so that machines agree unmet.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::words::by_text;

/// RFC 9562, written as 32 hexadecimal digits in groups.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Uid(Uuid);

impl Uid {
    pub const NOBODY: Self = Self(Uuid::nil());

    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    pub const fn bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    pub const fn number(self) -> u128 {
        self.0.as_u128()
    }

    /// Of a removed text: enough to know it again.
    pub fn of_text(text: &str) -> Self {
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes()))
    }

    pub fn parse(text: &str) -> Option<Self> {
        // Of all forms that a UUID is written in only this one is so long.
        let is_usual = text.len() == 36 && !text.bytes().any(|byte| byte.is_ascii_uppercase());
        if is_usual { Uuid::try_parse(text).ok().map(Self) } else { None }
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Uid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Uid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        by_text(deserializer, "a UUID in lower case", Self::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_usual_form_is_read() {
        let ana = Uid::of_text("ana-example");
        assert_eq!(Uid::parse(&ana.to_string()), Some(ana));
        assert_eq!(Uid::from_bytes(*ana.bytes()), ana);
        for wrong in ["", "x", &ana.to_string().to_uppercase(), &ana.to_string().replace('-', "")] {
            assert_eq!(Uid::parse(wrong), None, "{wrong}");
        }
    }
}
