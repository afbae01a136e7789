//! What is seen of a cell's number: whether its column has room for it, and whether it is shown smaller than it is.

use unicode_width::UnicodeWidthChar as _;

use super::{POINT, Style};

/// Of a number as it is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::source::office) struct Seen {
    /// How much room it takes at least, in units of drawings; nothing if that is not known. Texts run over, numbers do not.
    pub(super) room: f64,
    /// The power of ten that it is shown divided by: `0!.0,` shows 123.5 of 1234567.
    pub(super) scale: Option<u32>,
}

impl Seen {
    pub(in crate::source::office) fn of(number: f64, shown: &str, style: &Style) -> Self {
        Self {
            room: room(shown, style),
            scale: scale(number, shown),
        }
    }
}

/// No usual font has figures narrower than half their height; in the narrowest, points and letters have a fifth.
fn room(shown: &str, style: &Style) -> f64 {
    let width = |c: char| match c {
        '0'..='9' => 0.5,
        c if c.is_ascii() => 0.2,
        c if c.width() == Some(2) => 1.0,
        _ => 0.0,
    };
    let points = style.points.unwrap_or_default();
    shown.chars().map(width).sum::<f64>() * points * POINT
}

/// Formats divide by thousands, and by more where they print a point of their own.
fn scale(number: f64, shown: &str) -> Option<u32> {
    const LEAST: f64 = 1_000.0;
    if number.abs() < LEAST {
        return None;
    }
    let figures = |c: &char| c.is_ascii_digit() || *c == '.';
    let figures: String = shown.chars().filter(figures).collect();
    let seen: f64 = figures.parse().ok()?;
    let power = (number.abs() / seen).log10();
    // What is rounded is off by less than half of what it is.
    let scale = (3..=12_u32).find(|scale| (power - f64::from(*scale)).abs() < 0.3)?;
    let plain = !shown.contains(['E', '/', ':', '-']) || shown.starts_with('-');
    plain.then_some(scale)
}
