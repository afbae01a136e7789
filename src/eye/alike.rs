//! Pictures of lines that show the same: a sum that stands in ten rows is recognised once.

use crate::eye_reader::{LINE_HEIGHT, LinePicture};

/// Side of the squares that pictures are compared by, in pixels: about as wide as a stroke of a digit is at the
/// recogniser's height, and a decimal point.
const SQUARE: usize = 4;
/// How much more of a square one picture may ink than the other, in sixteenths of a square of the paler one's darkest ink:
/// that of a scan is grey. Where a line lies between pixels shifts its edges by up to one, a quarter of a square; a stroke or a
/// point that the other lacks fills more than half.
const MORE: u32 = 5;
/// Pixels by which the same line may be wider or narrower.
const WIDER: usize = 1;

/// For each line the first that shows the same: itself, where none before it does.
pub(super) fn firsts(lines: &[LinePicture]) -> Vec<usize> {
    let mut known: Vec<(usize, Squares)> = Vec::new();
    let mut out = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let squares = Squares::of(line);
        match known.iter().find(|(_, k)| k.is_like(&squares)) {
            Some((first, _)) => out.push(*first),
            None => {
                known.push((index, squares));
                out.push(index);
            }
        }
    }
    out
}

/// How much ink lies in each square of a picture; they overlap by half.
struct Squares {
    width: usize,
    darkest: u32,
    across: usize,
    ink: Vec<u32>,
}

impl Squares {
    fn of(line: &LinePicture) -> Self {
        const STEP: usize = SQUARE / 2;
        let width = line.width();
        // Blank paper to the right, so that a line a pixel wider has as many.
        let across = (width + WIDER).div_ceil(STEP);
        let ink = |x: usize, y: usize| {
            let rows = line.pixels().chunks_exact(width.max(1));
            let rows = rows.skip(y).take(SQUARE);
            rows.map(|row| {
                let row = row.iter().skip(x).take(SQUARE);
                row.map(|v| 255 - u32::from(*v)).sum::<u32>()
            })
            .sum::<u32>()
        };
        let rows = (0..LINE_HEIGHT).step_by(STEP);
        let ink = rows
            .flat_map(|y| (0..across).map(move |x| (x * STEP, y)))
            .map(|(x, y)| ink(x, y))
            .collect();
        let darkest = line.pixels().iter().map(|v| 255 - u32::from(*v)).max();
        Self {
            width,
            darkest: darkest.unwrap_or(0),
            across,
            ink,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        if self.width.abs_diff(other.width) > WIDER {
            return false;
        }
        let more = MORE * self.darkest.min(other.darkest);
        let rows = self.ink.chunks_exact(self.across);
        let others = other.ink.chunks_exact(other.across);
        rows.zip(others).all(|(row, other)| {
            let last = |row: &[u32], n: usize| row.get(n).copied().unwrap_or(0);
            (0..row.len().max(other.len())).all(|n| last(row, n).abs_diff(last(other, n)) <= more)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Upright strokes of full ink, from, to and down to which row; the edges may lie between pixels.
    fn strokes(width: usize, strokes: &[(f32, f32, usize)]) -> LinePicture {
        inked(255.0, width, strokes)
    }

    /// Strokes of so much ink.
    fn inked(full: f32, width: usize, strokes: &[(f32, f32, usize)]) -> LinePicture {
        let mut pixels = vec![255; width * LINE_HEIGHT];
        for &(from, to, down) in strokes {
            for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
                for (x, pixel) in row.iter_mut().enumerate() {
                    #[allow(clippy::cast_precision_loss)]
                    let inked = (to.min(x as f32 + 1.0) - from.max(x as f32)).clamp(0.0, 1.0);
                    if (8..down).contains(&y) {
                        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                        let ink = (full * inked) as u8;
                        *pixel = (*pixel).min(255 - ink);
                    }
                }
            }
        }
        LinePicture::new(width, pixels)
    }

    #[test]
    fn a_line_between_pixels_is_the_same() {
        let sharp = strokes(40, &[(8.0, 12.0, 40), (20.0, 24.0, 40)]);
        let between = strokes(41, &[(8.5, 12.5, 40), (20.6, 24.6, 40)]);
        assert_eq!(firsts(&[sharp, between]), [0, 0]);
    }

    #[test]
    fn a_stroke_more_is_another_in_a_grey_scan_too() {
        let one = inked(90.0, 40, &[(8.0, 12.0, 40)]);
        let two = inked(90.0, 40, &[(8.0, 12.0, 40), (20.0, 23.0, 40)]);
        let between = inked(90.0, 40, &[(8.4, 12.4, 40)]);
        assert_eq!(firsts(&[one, two, between]), [0, 1, 0]);
    }

    #[test]
    fn a_stroke_or_a_point_more_is_another() {
        let one = strokes(40, &[(8.0, 12.0, 40)]);
        let two = strokes(40, &[(8.0, 12.0, 40), (20.0, 23.0, 40)]);
        let shorter = strokes(40, &[(8.0, 12.0, 24)]);
        let wider = strokes(44, &[(8.0, 12.0, 40)]);
        let point = strokes(40, &[(8.0, 12.0, 40), (20.0, 23.0, 11)]);
        assert_eq!(
            firsts(&[one.clone(), two, shorter, wider, point, one]),
            [0, 1, 2, 3, 4, 0]
        );
    }
}
