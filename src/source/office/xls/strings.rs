//! Strings of a BIFF8 stream: sixteen bits a character or eight, with fonts for stretches of them (MS-XLS 2.5.293).

use super::kind;
use super::records::{Bytes, Records};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::symbols::Signs;
use crate::source::office::workbook::check_length;
use crate::source::office::{Look, Run};

/// A string, and from which of its sixteen-bit units on it has which font.
#[derive(Clone, Debug, Default)]
pub(super) struct Rich {
    pub(super) text: String,
    pub(super) fonts: Vec<(usize, usize)>,
}

/// How letters look, and the font of signs that they stand in.
pub(super) type Letters = (Look, Option<Signs>);

impl Rich {
    /// The runs of a cell whose own font looks like `own`, and whether any are left out: those of no look are not seen.
    pub(super) fn runs(
        &self,
        own: Option<Letters>,
        look_of: impl Fn(usize) -> Option<Letters>,
    ) -> (Vec<Run>, bool) {
        let mut out: Vec<Run> = Vec::new();
        let mut hidden = false;
        let mut fonts = self.fonts.iter().peekable();
        let mut look = own;
        let mut unit = 0;
        for ch in self.text.chars() {
            while let Some((_, font)) = fonts.next_if(|(from, _)| *from <= unit) {
                look = look_of(*font);
            }
            unit += ch.len_utf16();
            let Some((look, signs)) = look else {
                hidden |= !ch.is_whitespace();
                continue;
            };
            let ch = signs.map_or(ch, |signs| signs.shown(ch));
            match out.last_mut() {
                Some(run) if run.look == look => run.text.push(ch),
                _ => out.push(Run {
                    text: ch.to_string(),
                    look,
                }),
            }
        }
        (out, hidden)
    }
}

/// A string with its length in one byte.
pub(super) fn short(data: &mut Bytes<'_>) -> Option<String> {
    let count = usize::from(data.u8()?);
    characters(data, count)
}

/// A string with its length in two bytes.
pub(super) fn long(data: &mut Bytes<'_>) -> Option<String> {
    let count = usize::from(data.u16()?);
    characters(data, count)
}

fn characters(data: &mut Bytes<'_>, count: usize) -> Option<String> {
    let wide = data.u8()? & 1 == 1;
    let bytes = data.take(if wide { count * 2 } else { count })?;
    Some(decoded(&units(bytes, wide)))
}

fn units(bytes: &[u8], wide: bool) -> Vec<u16> {
    if wide {
        let pairs = bytes.chunks_exact(2);
        pairs
            .filter_map(|p| p.try_into().ok().map(u16::from_le_bytes))
            .collect()
    } else {
        bytes.iter().map(|b| u16::from(*b)).collect()
    }
}

fn decoded(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

/// Fonts from which character on, with their number before them.
pub(super) fn fonts(data: &mut Bytes<'_>) -> Vec<(usize, usize)> {
    let count = data.u16().unwrap_or(0);
    let next = |_| Some((usize::from(data.u16()?), usize::from(data.u16()?)));
    (0..count).map_while(next).collect()
}

/// The text of a formula, which may run on into further records.
pub(super) fn of_record<'b>(data: &'b [u8], records: &mut Records<'b>) -> String {
    let mut pieces = Pieces::of(data, records);
    let count = pieces.number(2).unwrap_or(0);
    let wide = pieces.number(1).unwrap_or(0) & 1 == 1;
    decoded(&pieces.characters(count, wide))
}

/// The text of a drawn object, of so many characters, in the records behind it.
pub(super) fn of_object(count: u16, records: &mut Records<'_>) -> String {
    let mut pieces = Pieces::of(&[], records);
    decoded(&pieces.characters(count.into(), false))
}

/// The strings that cells share.
pub(super) fn shared<'b>(
    data: &'b [u8],
    records: &mut Records<'b>,
    ctx: &Context<'_>,
) -> Result<Vec<Rich>, Error> {
    let mut pieces = Pieces::of(data, records);
    pieces.skip(4);
    let count = pieces.number(4).unwrap_or(0);
    let mut out = Vec::new();
    for _ in 0..count {
        let Some(string) = pieces.string() else { break };
        out.push(string);
        check_length(out.len(), ctx)?;
        if out.len().is_multiple_of(1 << 10) {
            ctx.check_time()?;
        }
    }
    Ok(out)
}

/// The data of a record and of those that go on with it.
struct Pieces<'b> {
    open: Bytes<'b>,
    rest: std::vec::IntoIter<&'b [u8]>,
}

impl<'b> Pieces<'b> {
    fn of(data: &'b [u8], records: &mut Records<'b>) -> Self {
        let mut rest = Vec::new();
        while records.peek().is_some_and(|r| r.kind == kind::CONTINUE) {
            rest.extend(records.next().map(|r| r.data));
        }
        Self {
            open: Bytes(data),
            rest: rest.into_iter(),
        }
    }

    /// Goes on to the next record where one has ended; `false` at the very end.
    fn go_on(&mut self) -> bool {
        while self.open.0.is_empty() {
            match self.rest.next() {
                Some(next) => self.open = Bytes(next),
                None => return false,
            }
        }
        true
    }

    fn skip(&mut self, mut length: usize) {
        while length > 0 && self.go_on() {
            let step = length.min(self.open.0.len());
            self.open.skip(step);
            length -= step;
        }
    }

    /// A number of so many bytes.
    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut out = 0_usize;
        for index in 0..bytes {
            if !self.go_on() {
                return None;
            }
            out |= usize::from(self.open.u8()?) << (8 * index);
        }
        Some(out)
    }

    /// So many characters; where they run on into the next record, its first byte says anew how wide they are.
    fn characters(&mut self, count: usize, mut wide: bool) -> Vec<u16> {
        let mut out: Vec<u16> = Vec::new();
        while out.len() < count {
            if self.open.0.is_empty() {
                if !self.go_on() {
                    break;
                }
                wide = self.open.u8().unwrap_or(0) & 1 == 1;
            }
            let width = if wide { 2 } else { 1 };
            let here = (self.open.0.len() / width).min(count - out.len());
            match self.open.take(here * width) {
                Some(bytes) if here > 0 => out.extend(units(bytes, wide)),
                // Half a character at the end of a record.
                _ => {
                    self.open = Bytes(&[]);
                }
            }
        }
        out
    }

    fn string(&mut self) -> Option<Rich> {
        let count = self.number(2)?;
        let flags = self.number(1)?;
        let fonts = if flags & 0x08 != 0 {
            self.number(2)?
        } else {
            0
        };
        let more = if flags & 0x04 != 0 {
            self.number(4)?
        } else {
            0
        };
        let text = decoded(&self.characters(count, flags & 1 == 1));
        let next = |_| Some((self.number(2)?, self.number(2)?));
        let fonts = (0..fonts).map_while(next).collect();
        self.skip(more);
        Some(Rich { text, fonts })
    }
}
