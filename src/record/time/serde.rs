//! Times in JSON: RFC 3339, days as `2026-10-05`.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Day, Instant, Moment};

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse_rfc3339(&text).ok_or_else(|| D::Error::custom("not a time such as 2026-10-05T14:30:00Z"))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse_iso(&text).ok_or_else(|| D::Error::custom("not a day such as 2026-10-05"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact(at) => at.serialize(serializer),
            Self::Day(day) => day.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let day = || Day::parse_iso(&text).map(Self::Day);
        let exact = || Instant::parse_rfc3339(&text).map(Self::Exact);
        day().or_else(exact).ok_or_else(|| D::Error::custom("neither a day nor a time in RFC 3339"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["\"2026-10-05\"", "\"2026-10-05T14:30:00Z\"", "\"2026-10-05T14:30:00.250Z\""] {
            let moment: Moment = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&moment).unwrap(), text);
        }
        assert!(serde_json::from_str::<Moment>("\"5 Oct\"").is_err());
        assert!(serde_json::from_str::<Day>("\"2026-02-30\"").is_err());
        assert!(serde_json::from_str::<Instant>("7").is_err());
    }
}
