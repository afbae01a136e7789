//! Whether anything is seen through a picture: of a PNG its opacity is looked at, all else is known by its kind.

use std::io::Cursor;

use png::{ColorType, Decoder, DecodingError, Transformations};

use crate::context::Context;
use crate::error::Error;

/// What is seen through a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Through {
    Nothing,
    /// Large parts of what lies under it.
    Much,
    Unknown,
}

/// The share of pixels, one in so many, from which on much is seen through a picture: a seal leaves far more than half of its
/// square free, and smoothed edges of a picture far less than a quarter.
const SHARE: u64 = 4;

/// Tells by the first bytes and, of a PNG, by its pixels; a damaged or large one is not known.
pub(super) fn through(bytes: &[u8], ctx: &Context<'_>) -> Result<Through, Error> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        ctx.check_time()?;
        let opacity = opacity(bytes, ctx);
        // A picture that was given up for its time is as much as none.
        ctx.check_time()?;
        return Ok(opacity.unwrap_or(Through::Unknown));
    }
    let opaque: [&[u8]; 4] = [b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*"];
    Ok(if opaque.iter().any(|start| bytes.starts_with(start)) {
        Through::Nothing
    } else {
        // Drawings by lines (EMF, WMF, SVG), GIF.
        Through::Unknown
    })
}

fn opacity(bytes: &[u8], ctx: &Context<'_>) -> Result<Through, DecodingError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::ALPHA | Transformations::STRIP_16);
    let mut rows = decoder.read_info()?;
    let info = rows.info();
    let own = matches!(info.color_type, ColorType::GrayscaleAlpha | ColorType::Rgba);
    if !own && info.trns.is_none() {
        return Ok(Through::Nothing);
    }
    let size = u64::from(info.width).saturating_mul(info.height.into());
    let samples = rows.output_color_type().0.samples();
    let bytes = size.saturating_mul(samples as u64);
    if bytes > ctx.options.limits.stream_bytes {
        return Ok(Through::Unknown);
    }
    // More clear than not.
    let mut clear = 0;
    while let Some(row) = rows.next_row()? {
        if ctx.check_time().is_err() {
            break;
        }
        let alphas = row.data().iter().skip(samples - 1).step_by(samples);
        clear += alphas.filter(|alpha| **alpha < 128).count() as u64;
    }
    Ok(if clear.saturating_mul(SHARE) >= size {
        Through::Much
    } else {
        Through::Nothing
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Through, through};
    use crate::context::Context;
    use crate::options::ParseOptions;

    fn of(bytes: &[u8]) -> Through {
        let options = ParseOptions::default();
        through(bytes, &Context::new(&options)).unwrap()
    }

    /// A PNG of eight pixels a side, in two colours of which the second is clear.
    fn two_colours(row: u8) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, 8, 8);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::One);
        encoder.set_palette(vec![255, 0, 0, 255, 255, 255]);
        encoder.set_trns(vec![255, 0]);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[row; 8]).unwrap();
        writer.finish().unwrap();
        out
    }

    #[test]
    fn colours_that_are_clear_count_by_their_pixels() {
        assert_eq!(of(&two_colours(0b0000_1111)), Through::Much);
        assert_eq!(of(&two_colours(0b0000_0001)), Through::Nothing);
    }

    #[test]
    fn a_picture_without_rows_is_not_known() {
        let mut picture = two_colours(0xff);
        // Four thousand million pixels across and none down.
        picture.splice(16..24, [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
        assert_eq!(of(&picture), Through::Unknown);
        let cut = two_colours(0xff);
        assert_eq!(of(cut.get(..cut.len() / 2).unwrap()), Through::Unknown);
    }
}
