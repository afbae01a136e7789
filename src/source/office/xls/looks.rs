//! Fonts, fills and colours of a workbook, and where its drawings lie.

use super::records::Bytes;
use super::strings;
use crate::source::office::Look;
use crate::source::office::colour::Colour;
use crate::source::office::symbols::Signs;
use crate::source::office::workbook::{Anchor, Reach};

/// How the letters of a font look, and the number of their colour.
#[derive(Clone, Copy)]
pub(super) struct Font {
    pub(super) look: Look,
    pub(super) ink: u16,
    pub(super) signs: Option<Signs>,
    pub(super) points: Option<f64>,
}

/// The number of the colour that is left to the program (MS-XLS 2.5.161).
pub(super) const AUTOMATIC: u16 = 0x7FFF;

impl Default for Font {
    fn default() -> Self {
        let look = Look::Plain;
        let ink = AUTOMATIC;
        Self {
            look,
            ink,
            signs: None,
            points: None,
        }
    }
}

/// Whether a font strikes or raises, its colour and height, and whether it holds signs (MS-XLS 2.4.122).
pub(super) fn font(mut data: Bytes<'_>) -> Option<Font> {
    let twentieths = data.u16()?;
    let flags = data.u16()?;
    let ink = data.u16()?;
    data.skip(2)?;
    let raised = data.u16()?;
    let look = match (flags & 0x0008 != 0, raised) {
        (true, _) => Look::Struck,
        (_, 1 | 2) => Look::Raised,
        _ => Look::Plain,
    };
    data.skip(4)?;
    let signs = strings::short(&mut data).and_then(|name| Signs::named(&name));
    Some(Font {
        look,
        ink,
        signs,
        points: Some(f64::from(twentieths) / 20.0),
    })
}

/// Whether a style turns numbers or makes them fit, of which font and format were read (MS-XLS 2.5.20).
pub(super) fn fits(mut data: Bytes<'_>) -> Option<bool> {
    data.skip(3)?;
    let (turned, shrinks) = (data.u8()?, data.u8()? & 0x10);
    Some(turned != 0 || shrinks != 0)
}

/// Where a style paints nothing: no colour has this number.
pub(super) const NO_FILL: u16 = u16::MAX;

/// The number of the colour that a style paints behind its text, of which font and format were read; none if it is a
/// pattern of two (MS-XLS 2.5.20, 2.5.282).
pub(super) fn fill(mut data: Bytes<'_>) -> Option<u16> {
    data.skip(10)?;
    let pattern = data.u32()? >> 26;
    let front = data.u16()? & 0x7F;
    match pattern {
        0 => Some(NO_FILL),
        1 => Some(front),
        _ => None,
    }
}

/// The colours of a file's own palette.
pub(super) fn palette(mut data: Bytes<'_>) -> Vec<Colour> {
    let count = data.u16().unwrap_or(0);
    let next = |_| {
        let colour = [data.u8()?, data.u8()?, data.u8()?];
        data.skip(1)?;
        Some(colour)
    };
    (0..count).map_while(next).collect()
}

/// Where a drawing lies (MS-ODRAW 2.2.46, MS-XLS 2.5.193): columns in parts of 1,024, rows of 256.
pub(super) fn place(drawing: &[u8]) -> Option<Anchor> {
    const ANCHOR: [u8; 6] = [0x10, 0xF0, 18, 0, 0, 0];
    let at = drawing.windows(ANCHOR.len()).position(|w| w == ANCHOR)?;
    let mut data = Bytes(drawing.get(at + ANCHOR.len()..)?);
    data.skip(2)?;
    let mut next = || {
        let place = data.u16()?;
        Some((u32::from(place), f64::from(data.u16()?)))
    };
    let (left, top, right, bottom) = (next()?, next()?, next()?, next()?);
    let parts = |down: f64, across: f64| ((down / 256.0).min(1.0), (across / 1_024.0).min(1.0));
    Some(Anchor {
        cell: (top.0, left.0),
        offset: parts(top.1, left.1),
        reach: Reach::Parts((bottom.0, right.0), parts(bottom.1, right.1)),
    })
}

/// Whether a shape is filled, so that nothing is seen through it (MS-ODRAW 2.2.9 and 2.3.7.43): filled is the rule.
pub(super) fn is_filled(drawing: &[u8]) -> bool {
    const PROPERTIES: [u8; 2] = [0x0B, 0xF0];
    let at = drawing.windows(2).position(|w| w == PROPERTIES);
    let Some(mut data) = at.and_then(|at| drawing.get(at + 2..)).map(Bytes) else {
        return false;
    };
    let length = data.u32().and_then(|l| usize::try_from(l).ok());
    let Some(mut data) = length
        .and_then(|l| data.0.get(..l.min(data.0.len())))
        .map(Bytes)
    else {
        return false;
    };
    let mut filled = true;
    while let (Some(id), Some(value)) = (data.u16(), data.u32()) {
        match id & 0x3FFF {
            // Whether it is filled, if the other half says that this is said.
            0x01BF if value & 0x0010_0000 != 0 => filled &= value & 0x10 != 0,
            // How opaque: a fixed-point number, 1 is all.
            0x0182 => filled &= value >= 0x8000,
            _ => {}
        }
    }
    filled
}
