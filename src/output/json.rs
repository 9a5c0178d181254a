//! JSON that is safe to print anywhere: what could drive a terminal is written as `\uXXXX`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::sanitize::is_unsafe;

/// Writes `value`, indented if `pretty`.
pub fn write(out: &mut (impl Write + ?Sized), value: &impl Serialize, pretty: bool) -> io::Result<()> {
    if pretty {
        value.serialize(&mut Serializer::with_formatter(out, Safe(PrettyFormatter::new())))?;
    } else {
        value.serialize(&mut Serializer::with_formatter(out, Safe(CompactFormatter)))?;
    }
    Ok(())
}

/// A formatter that escapes more than JSON asks for.
struct Safe<F>(F);

/// Hands every listed method on to the formatter inside.
macro_rules! hand_on {
    ($($method:ident($($flag:ident)?)),+ $(,)?) => {$(
        fn $method<W: ?Sized + Write>(&mut self, out: &mut W $(, $flag: bool)?) -> io::Result<()> {
            self.0.$method(out $(, $flag)?)
        }
    )+};
}

impl<F: Formatter> Formatter for Safe<F> {
    hand_on!(
        begin_array(),
        end_array(),
        begin_array_value(first),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first),
        begin_object_value(),
        end_object_value(),
    );

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| is_unsafe(c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &impl Serialize, pretty: bool) -> String {
        let mut out = Vec::new();
        write(&mut out, value, pretty).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_unsafe_is_printed_and_nothing_is_lost() {
        let hostile = "a\u{1b}[31m\u{9b}b\u{202e}c\u{e0041}\n\"Zoë 🚀";
        for pretty in [false, true] {
            let json = written(&[hostile], pretty);
            assert!(!json.chars().any(|c| is_unsafe(c) && c != '\n'), "{json}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [hostile]);
        }
    }

    #[test]
    fn layout_is_that_of_the_formatter_inside() {
        let value = serde_json::json!({"a": [1, {"b": null}], "c": {}});
        assert_eq!(written(&value, false), serde_json::to_string(&value).unwrap());
        assert_eq!(written(&value, true), serde_json::to_string_pretty(&value).unwrap());
    }
}
