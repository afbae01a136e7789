//! Colours of letters and grounds, as workbooks name them.

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

pub(super) const BLACK: Colour = [0; 3];
pub(super) const WHITE: Colour = [0xFF; 3];

/// `FFFFFFFF`, `#ffffff`: what stands before the last six digits says how clear it is, which no program shows.
pub(super) fn of_hex(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let digits = digits.get(digits.len().checked_sub(6)?..)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// The colours that a marker has by their names (ECMA-376-1, 17.18.40).
pub(super) fn of_marker(name: &str) -> Option<Colour> {
    Some(match name {
        "black" => BLACK,
        "white" => WHITE,
        "blue" => [0, 0, 0xFF],
        "cyan" => [0, 0xFF, 0xFF],
        "green" => [0, 0xFF, 0],
        "magenta" => [0xFF, 0, 0xFF],
        "red" => [0xFF, 0, 0],
        "yellow" => [0xFF, 0xFF, 0],
        "darkBlue" => [0, 0, 0x80],
        "darkCyan" => [0, 0x80, 0x80],
        "darkGreen" => [0, 0x80, 0],
        "darkMagenta" => [0x80, 0, 0x80],
        "darkRed" => [0x80, 0, 0],
        "darkYellow" => [0x80, 0x80, 0],
        "darkGray" => [0x80; 3],
        "lightGray" => [0xC0; 3],
        _ => return None,
    })
}

/// A colour made lighter or darker by a share (ECMA-376-1, 18.8.19). Exact for grey ones, which are what grounds are made of.
pub(super) fn tinted(colour: Colour, tint: f64) -> Colour {
    colour.map(|part| {
        let part = f64::from(part);
        let shifted = if tint < 0.0 {
            part * (1.0 + tint)
        } else {
            part * (1.0 - tint) + 255.0 * tint
        };
        // Between 0 and 255.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let byte = shifted.round().clamp(0.0, 255.0) as u8;
        byte
    })
}

/// The first colour of a palette that a file may have of its own; those before it are fixed.
pub(super) const FIRST_OWN: usize = 8;

/// The palette of all workbooks that have none of their own, from the ninth colour on; the first eight are the same ones
/// (ECMA-376-1, 18.8.27).
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF,
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080,
    0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF,
    0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF,
    0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696,
    0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// A colour by its number, `own` being those of the file's palette from the ninth on.
pub(super) fn indexed(index: usize, own: &[Colour]) -> Option<Colour> {
    let place = match index {
        0..FIRST_OWN => index,
        // Letters and windows of the person's own system.
        64 => return Some(BLACK),
        65 => return Some(WHITE),
        _ => {
            let place = index - FIRST_OWN;
            if let Some(colour) = own.get(place) {
                return Some(*colour);
            }
            place
        }
    };
    let [_, red, green, blue] = PALETTE.get(place)?.to_be_bytes();
    Some([red, green, blue])
}
