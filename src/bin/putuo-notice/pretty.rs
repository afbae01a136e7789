//! JSON set out in lines as [`serde_json::to_string_pretty`] does, the start of each line written at once: a notice has more of
//! them than of anything else.

use std::io::{Result, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

#[derive(Default)]
struct Lines {
    /// Of each depth, the end of a value before another, the end of the line, blanks at the start of the next, and the mark that
    /// a key begins with.
    starts: Vec<Vec<u8>>,
    depth: usize,
    /// Whether what is open has a value in it.
    filled: bool,
    /// Whether a key is written: its marks are written with what stands around it.
    in_key: bool,
}

impl Lines {
    fn open<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth -= 1;
        if self.filled {
            self.begin(writer, true)?;
        }
        writer.write_all(bracket)
    }

    /// Begins a line, of a key with its first mark; `first`: no value is before it.
    fn begin<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        for depth in self.starts.len()..=self.depth {
            self.starts
                .push([b",\n", b"  ".repeat(depth).as_slice(), b"\""].concat());
        }
        let start = self.starts.get(self.depth).map_or(&[][..], Vec::as_slice);
        let end = start.len() - usize::from(!self.in_key);
        writer.write_all(start.get(usize::from(first)..end).unwrap_or_default())
    }

    /// A mark of a text that is no key.
    fn mark<W: Write + ?Sized>(&self, writer: &mut W) -> Result<()> {
        if self.in_key {
            return Ok(());
        }
        writer.write_all(b"\"")
    }
}

impl Formatter for Lines {
    fn begin_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.mark(writer)
    }

    fn end_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.mark(writer)
    }

    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.begin(writer, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.in_key = true;
        self.begin(writer, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.in_key = false;
        writer.write_all(b"\": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.filled = true;
        Ok(())
    }
}

/// Writes a value as JSON.
pub(crate) fn write(writer: impl Write, value: &impl Serialize) -> serde_json::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(writer, Lines::default());
    value.serialize(&mut serializer)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    #[test]
    fn lines_are_those_of_the_library() {
        let mut deep = json!("x");
        for _ in 0..40 {
            deep = json!([deep, { "of": [], "in": {} }]);
        }
        for value in [
            json!([]),
            json!({}),
            json!(null),
            json!({ "a": [1, [2.5, {}]], "b": "\n甲" }),
            deep,
        ] {
            let mut out = Vec::new();
            super::write(&mut out, &value).unwrap();
            let expected: Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(expected, value);
            assert_eq!(
                String::from_utf8(out).unwrap(),
                serde_json::to_string_pretty(&value).unwrap()
            );
        }
    }
}
