//! Values that are written as a text, in the store, in JSON and on the command line; and the program's own tables.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};

/// What a TOML file says that is part of the program. By way of JSON's values, for which the compiler makes one reader
/// of a type, where it makes four for TOML.
pub fn data<T: DeserializeOwned>(file: &str) -> Result<T, Box<dyn std::error::Error>> {
    Ok(serde_json::from_value(toml::from_str(file)?)?)
}

pub(crate) fn by_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &'static str,
    read: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    struct ByText<T>(&'static str, fn(&str) -> Option<T>);

    impl<T> Visitor<'_> for ByText<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            self.1(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }
    }

    deserializer.deserialize_str(ByText(what, read))
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            #[allow(dead_code, reason = "not every such list is gone through")]
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let words = concat!("one of", $(" ", $word),+);
                crate::record::words::by_text(deserializer, words, Self::from_word)
            }
        }
    };
}
pub(crate) use words;
