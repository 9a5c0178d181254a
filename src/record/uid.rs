//! What tells records apart on every machine: 16 bytes, made from what they are about where that is known, so that
//! two machines that hear of the same person or request agree without having met.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::slug::profile_url;
use super::time::Day;

/// An identifier (RFC 9562), written as 32 hexadecimal digits in groups.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Uid(Uuid);

impl Uid {
    /// Nobody's: no store and no export has it.
    pub const NOBODY: Self = Self(Uuid::nil());

    /// From its bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// Its bytes.
    pub const fn bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// As a number.
    pub const fn number(self) -> u128 {
        self.0.as_u128()
    }

    /// Of the person with that profile; `nth`, from 0: of another person who was given it later.
    pub fn of_profile(slug: &str, nth: usize) -> Self {
        Self(Uuid::new_v5(&Uuid::NAMESPACE_URL, nth_name(profile_url(slug), nth).as_bytes()))
    }

    /// Of the person without a profile who was asked on that day; `nth`, from 0: of another one of that name.
    pub fn of_name(folded: &str, day: Day, nth: usize) -> Self {
        let name = nth_name(format!("{folded}\n{}", day.iso()), nth);
        Self(Uuid::new_v5(&Uuid::NAMESPACE_X500, name.as_bytes()))
    }

    /// Of the request that went to that person on that day; `nth` as in [`Uid::of_profile`].
    pub fn of_request(person: Self, day: Day, nth: usize) -> Self {
        Self(Uuid::new_v5(&person.0, nth_name(day.iso(), nth).as_bytes()))
    }

    /// What is left of a text that was removed: enough to know it again.
    pub fn of_text(text: &str) -> Self {
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes()))
    }

    /// Reads what [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        // Of all forms that a UUID is written in only this one is so long.
        let is_usual = text.len() == 36 && !text.bytes().any(|byte| byte.is_ascii_uppercase());
        if is_usual { Uuid::try_parse(text).ok().map(Self) } else { None }
    }
}

fn nth_name(name: String, nth: usize) -> String {
    if nth == 0 { name } else { format!("{name}#{nth}") }
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
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a UUID in lower case"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_has_the_same_uid_everywhere() {
        let ana = Uid::of_profile("ana-example", 0);
        assert_eq!(ana.to_string(), "b1f9d703-9a7c-5894-b6be-44f90ad72011");
        let day = Day::new(2026, 10, 5).unwrap();
        assert_eq!(Uid::of_request(ana, day, 0).to_string(), "ad115379-5346-5068-838a-e006dc5262e4");
        assert_ne!(Uid::of_profile("ana-example", 1), ana);
        assert_ne!(Uid::of_request(ana, day, 1), Uid::of_request(ana, day, 0));
    }

    #[test]
    fn only_the_usual_form_is_read() {
        let ana = Uid::of_profile("ana-example", 0);
        assert_eq!(Uid::parse(&ana.to_string()), Some(ana));
        assert_eq!(Uid::from_bytes(*ana.bytes()), ana);
        for wrong in ["", "x", &ana.to_string().to_uppercase(), &ana.to_string().replace('-', "")] {
            assert_eq!(Uid::parse(wrong), None, "{wrong}");
        }
    }
}
