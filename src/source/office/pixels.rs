//! Whether anything is seen through a picture: of a PNG its opacity is looked at, all else is known by its kind.

use std::io::Read;

use flate2::read::ZlibDecoder;

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
/// Pixels of the largest picture that is looked at.
const MOST: u64 = 50_000_000;

/// Tells by the first bytes and, of a PNG, by its pixels.
pub(super) fn through(bytes: &[u8]) -> Through {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png(bytes).unwrap_or(Through::Unknown);
    }
    let opaque: [&[u8]; 4] = [b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*"];
    if opaque.iter().any(|start| bytes.starts_with(start)) {
        Through::Nothing
    } else {
        // Drawings by lines (EMF, WMF, SVG), GIF.
        Through::Unknown
    }
}

fn png(bytes: &[u8]) -> Option<Through> {
    let (mut head, mut data) = (None, Vec::new());
    let mut rest = bytes.get(8..)?;
    while let Some((length, more)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (kind, body) = more.split_first_chunk::<4>()?;
        let content = body.get(..length)?;
        match kind {
            b"IHDR" => head = Some(content),
            // One colour or some are clear.
            b"tRNS" => return Some(Through::Much),
            b"IDAT" => data.extend_from_slice(content),
            b"IEND" => break,
            _ => {}
        }
        rest = body.get(length.checked_add(4)?..)?;
    }
    let head = head?;
    let side = |at: usize| {
        let bytes = head.get(at..at + 4)?.first_chunk::<4>()?;
        Some(u64::from(u32::from_be_bytes(*bytes)))
    };
    let (width, height) = (side(0)?, side(4)?);
    let (depth, colour, interlaced) = (*head.get(8)?, *head.get(9)?, *head.get(12)?);
    let samples = match colour {
        4 => 2,
        6 => 4,
        _ => return Some(Through::Nothing),
    };
    let size = width.saturating_mul(height);
    if !(1..=MOST).contains(&size) || depth < 8 || interlaced != 0 {
        return Some(Through::Unknown);
    }
    let sample = usize::from(depth / 8);
    let pixel = samples * sample;
    let clear = clear(&data, usize::try_from(width).ok()?, height, pixel, sample)?;
    let much = clear.saturating_mul(SHARE) >= size;
    Some(if much {
        Through::Much
    } else {
        Through::Nothing
    })
}

/// How many pixels are more clear than not (PNG, 9.2: how rows are filtered).
fn clear(data: &[u8], width: usize, height: u64, pixel: usize, sample: usize) -> Option<u64> {
    let mut rows = ZlibDecoder::new(data);
    let mut before = vec![0_u8; width.checked_mul(pixel)?];
    let mut row = before.clone();
    let mut count = 0;
    for _ in 0..height {
        let mut filter = [0];
        rows.read_exact(&mut filter).ok()?;
        rows.read_exact(&mut row).ok()?;
        for at in 0..row.len() {
            let get =
                |row: &[u8], at: Option<usize>| at.and_then(|at| row.get(at)).copied().unwrap_or(0);
            let left = get(&row, at.checked_sub(pixel));
            let up = get(&before, Some(at));
            let corner = get(&before, at.checked_sub(pixel));
            let add = match filter[0] {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            let byte = row.get_mut(at)?;
            *byte = byte.wrapping_add(add);
        }
        let alphas = row.chunks_exact(pixel);
        let alphas = alphas.filter_map(|p| p.get(pixel - sample));
        count += u64::try_from(alphas.filter(|alpha| **alpha < 128).count()).ok()?;
        std::mem::swap(&mut before, &mut row);
    }
    Some(count)
}

/// Of three neighbours the one nearest to what they lead to expect.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let expected = i16::from(left) + i16::from(up) - i16::from(corner);
    let off = |of: u8| (expected - i16::from(of)).abs();
    if off(left) <= off(up) && off(left) <= off(corner) {
        left
    } else if off(up) <= off(corner) {
        up
    } else {
        corner
    }
}
