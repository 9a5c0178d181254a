//! JSON that is safe to print anywhere: what could drive a terminal is written as `\uXXXX`.

use std::io::{self, Write};

use serde::Serialize;

use super::sanitize::is_unsafe;

/// Fields may be added to a version, never renamed.
const SCHEMA: u8 = 1;

#[derive(Serialize)]
struct Versioned<T> {
    schema: u8,
    #[serde(flatten)]
    body: T,
}

pub fn answer(out: &mut impl Write, body: &impl Serialize, pretty: bool) -> io::Result<()> {
    write(out, &Versioned { schema: SCHEMA, body }, pretty)?;
    out.write_all(b"\n")
}

fn write(out: &mut impl Write, value: &impl Serialize, pretty: bool) -> io::Result<()> {
    let out = Safe(out);
    let written =
        if pretty { serde_json::to_writer_pretty(out, value) } else { serde_json::to_writer(out, value) };
    Ok(written?)
}

/// Escapes more than JSON asks for. Outside of texts there is nothing that would be: line ends of the layout apart,
/// which JSON lets nobody write into a text.
struct Safe<W>(W);

impl<W: Write> Write for Safe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            self.0.write_all(bytes)?;
            return Ok(bytes.len());
        }
        let text = str::from_utf8(bytes).map_err(io::Error::other)?;
        for c in text.chars() {
            if c == '\n' || !is_unsafe(c) {
                self.0.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(self.0, "\\u{unit:04x}")?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
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
