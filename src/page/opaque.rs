//! What images let through.

use hayro_syntax::object::{Array, Stream};

use crate::page::cover::OPAQUE;
use crate::page::interpret::Interpreter;
use crate::page::raw::Raw;
use crate::source::inflate;

impl<'a> Interpreter<'a, '_, '_> {
    /// Whether nothing shows through an image: it has no mask and is none, or its mask is opaque all over. That is looked into
    /// only where something was printed.
    pub(crate) fn is_opaque(&mut self, stream: &Stream<'a>) -> bool {
        let dict = stream.dict();
        let masked = |key: &[u8]| dict.contains_key(key);
        if masked(b"Mask") || masked(b"SMaskInData") || dict.get::<bool>(b"ImageMask") == Some(true)
        {
            return false;
        }
        if !masked(b"SMask") {
            return true;
        }
        if let Some(solid) = self.solid.get(&stream.obj_id()) {
            return *solid;
        }
        let bbox = self.state.ctm.bbox(0.0, 0.0, 1.0, 1.0);
        let under = |r: &Raw| {
            let glyph = &r.glyph.char.bbox;
            bbox.contains(glyph.center_x(), glyph.center_y())
        };
        if !self.canvas.glyphs.iter().any(under) {
            return false;
        }
        let cap = self.ctx.options.limits.stream_bytes;
        let look = || {
            let mask = dict.get::<Stream<'_>>(b"SMask");
            mask.is_some_and(|mask| is_solid(&mask, cap))
        };
        *self.solid.entry(stream.obj_id()).or_insert_with(look)
    }
}

/// Whether a mask of one byte or one bit a sample lets nothing through; of others that is not known.
fn is_solid(mask: &Stream<'_>, cap: u64) -> bool {
    let dict = mask.dict();
    let side = |key: &[u8]| dict.get::<u32>(key).and_then(|v| usize::try_from(v).ok());
    let (width, height, bits) = (side(b"Width"), side(b"Height"), side(b"BitsPerComponent"));
    let decode = dict.get::<Array<'_>>(b"Decode");
    let usual = decode.is_none_or(|d| d.iter::<f32>().eq([0.0, 1.0]));
    let (Some(width), Some(height), Some(bits @ (1 | 8)), true) = (width, height, bits, usual)
    else {
        return false;
    };
    let Some((row, size)) = width
        .checked_mul(bits)
        .map(|bits| bits.div_ceil(8))
        .and_then(|row| Some((row, row.checked_mul(height)?)))
        .filter(|(_, size)| *size > 0)
    else {
        return false;
    };
    let (data, _) = inflate::decode(mask, cap);
    let Some(samples) = data.as_ref().and_then(|data| data.get(..size)) else {
        return false;
    };
    if bits == 8 {
        return samples
            .iter()
            .all(|sample| f32::from(*sample) >= OPAQUE * 255.0);
    }
    // The last byte of a row may have bits that are no samples.
    let whole = |row: &[u8]| {
        let bit = |at: usize| {
            row.get(at / 8)
                .is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0)
        };
        (0..width).all(bit)
    };
    samples.chunks(row).all(whole)
}
