//! Lines cut out of the picture of a page: turned upright, neighbours masked, scaled to the recogniser's height.

use crate::eye_reader::{LINE_HEIGHT, LinePicture};
use crate::location::BBox;

/// A page as a picture, 8-bit RGB, white where nothing is printed.
pub(crate) struct PagePicture {
    pub(crate) width: usize,
    /// Pixels a point.
    pub(crate) scale: f32,
    pub(crate) pixels: Vec<[u8; 3]>,
}

/// What of the colours counts as ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// All of it.
    All,
    /// What is dark in every colour: no red seals, no pale watermarks.
    Dark,
}

/// How closely a line is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) ink: Ink,
    /// Rows of pixels for the line's height, in a picture of [`LINE_HEIGHT`].
    rows: usize,
}

impl View {
    /// At a glance: the recogniser's time goes with a picture's width, and most numbers are read as well when small.
    pub(crate) const GLANCE: Self = Self {
        ink: Ink::All,
        rows: GLANCE,
    };
    /// As large as the recogniser takes it.
    pub(crate) const CLOSE: Self = Self {
        ink: Ink::All,
        rows: LINE_HEIGHT,
    };
    /// As close, without seals and watermarks.
    pub(crate) const DARK: Self = Self {
        ink: Ink::Dark,
        rows: LINE_HEIGHT,
    };
}

/// Rows of a line looked at in passing. Of 28 to 48, tried on three PDFs of 26 rows, that with the fewest pixels to recognise:
/// at 28 more is looked at again.
const GLANCE: usize = 32;
/// How much of the ground's lightness what is pale must keep to count as none, with [`Ink::Dark`]. Watermarks at hand are
/// at most half as dark as text.
const PALE: f32 = 0.55;
/// A pixel that differs from the ground by so much is ink: JPEG noise stays below.
const CONTRAST: u8 = 48;
/// Room left round the ink, in heights of the line: the recogniser was taught on lines with some.
const MARGIN: f32 = 0.15;
/// Pixels of the largest cut: a whole page's width at the recogniser's height is a thirtieth of it.
const MOST_PIXELS: usize = 4_000_000;

/// A line in its own direction: `s` along it, `t` down from line to line, both in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    cos: f32,
    sin: f32,
}

/// A box in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) s0: f32,
    pub(crate) s1: f32,
    pub(crate) t0: f32,
    pub(crate) t1: f32,
}

impl Span {
    pub(crate) fn union(&self, other: &Self) -> Self {
        Self {
            s0: self.s0.min(other.s0),
            s1: self.s1.max(other.s1),
            t0: self.t0.min(other.t0),
            t1: self.t1.max(other.t1),
        }
    }

    fn height(&self) -> f32 {
        self.t1 - self.t0
    }

    fn width(&self) -> f32 {
        self.s1 - self.s0
    }
}

impl Frame {
    /// Lines that run at an angle, in degrees clockwise from left to right.
    pub(crate) fn turned(angle: f32) -> Self {
        let (sin, cos) = angle.to_radians().sin_cos();
        Self { cos, sin }
    }

    fn of_point(self, x: f32, y: f32) -> (f32, f32) {
        (x * self.cos + y * self.sin, y * self.cos - x * self.sin)
    }

    fn to_point(self, s: f32, t: f32) -> (f32, f32) {
        (s * self.cos - t * self.sin, s * self.sin + t * self.cos)
    }

    /// The box as seen from the line.
    pub(crate) fn span(self, b: &BBox) -> Span {
        let (cx, cy) = self.of_point(b.center_x(), b.center_y());
        // Boxes lie along the page's edges: at a slant their corners would stick out over the neighbours.
        let across = self.sin.abs() > self.cos.abs();
        let (w, h) = if across {
            (b.height(), b.width())
        } else {
            (b.width(), b.height())
        };
        Span {
            s0: cx - w / 2.0,
            s1: cx + w / 2.0,
            t0: cy - h / 2.0,
            t1: cy + h / 2.0,
        }
    }
}

/// A stretch of a page to be cut out.
#[derive(Clone, Debug)]
pub(crate) struct Cut {
    pub(crate) frame: Frame,
    /// The line's height, and how far along it ink is looked for.
    pub(crate) span: Span,
    /// What is not the line's own.
    pub(crate) masks: Vec<Span>,
}

/// A grey picture, dark on white, with the place of its pixels.
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    fn row(&self, y: usize) -> &[u8] {
        self.pixels
            .get(y * self.width..(y + 1) * self.width)
            .unwrap_or(&[])
    }

    fn is_ink(value: u8) -> bool {
        value < 255 - CONTRAST
    }

    fn ink_in_column(&self, x: usize) -> bool {
        (0..self.height).any(|y| self.row(y).get(x).copied().is_some_and(Self::is_ink))
    }

    fn ink_in_row(&self, y: usize) -> usize {
        self.row(y).iter().filter(|v| Self::is_ink(**v)).count()
    }
}

impl PagePicture {
    /// The line's picture, cut to its ink; `None` where there is no ink.
    pub(crate) fn line(&self, cut: &Cut, view: View) -> Option<LinePicture> {
        let rows = view.rows.min(LINE_HEIGHT);
        let grey = self.sample(cut, view.ink, rows)?;
        let mut columns = (0..grey.width).filter(|x| grey.ink_in_column(*x));
        let first = columns.next()?;
        let last = columns.next_back().unwrap_or(first);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        let margin = (MARGIN * rows as f32) as usize;
        let width = last + 1 - first + 2 * margin;
        let mut pixels = vec![255; width * LINE_HEIGHT];
        let above = (LINE_HEIGHT - rows) / 2;
        for (y, out) in pixels.chunks_exact_mut(width).skip(above).enumerate() {
            if let (Some(from), Some(to)) = (
                grey.row(y).get(first..=last),
                out.get_mut(margin..margin + last + 1 - first),
            ) {
                to.copy_from_slice(from);
            }
        }
        Some(LinePicture::new(width, pixels))
    }

    /// Bands of ink across the frame's lines, within a span and outside the lines that are known: each as tall as it is.
    pub(crate) fn bands(&self, cut: &Cut, known: &[Span], ink: Ink) -> Vec<Span> {
        /// Ink lower than this, in points, is a rule's rest or a speck.
        const LEAST: f32 = 3.0;
        /// Taller than this, it is no line of text.
        const MOST: f32 = 48.0;
        let mut cut = cut.clone();
        cut.masks.extend(known.iter().map(|line| Span {
            s0: cut.span.s0,
            s1: cut.span.s1,
            ..*line
        }));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows = (cut.span.height() * self.scale).ceil().max(1.0) as usize;
        let Some(grey) = self.sample(&cut, ink, rows) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        let mut from: Option<usize> = None;
        for y in 0..=rows {
            let inked = y < rows && grey.ink_in_row(y) > 0;
            match (from, inked) {
                (None, true) => from = Some(y),
                (Some(first), false) => {
                    #[allow(clippy::cast_precision_loss)]
                    let at = |y: usize| cut.span.t0 + y as f32 / self.scale;
                    let (t0, t1) = (at(first), at(y));
                    if (LEAST..=MOST).contains(&(t1 - t0)) {
                        let room = (t1 - t0) * MARGIN;
                        out.push(Span {
                            t0: t0 - room,
                            t1: t1 + room,
                            ..cut.span
                        });
                    }
                    from = None;
                }
                _ => {}
            }
        }
        out
    }

    /// The cut as grey pixels, `rows` high, its ground white.
    fn sample(&self, cut: &Cut, ink: Ink, rows: usize) -> Option<Grey> {
        let (along, across) = (cut.span.width(), cut.span.height());
        if !(along > 0.0 && across > 0.0) {
            return None;
        }
        #[allow(clippy::cast_precision_loss)]
        let step = across / rows as f32;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let width = (along / step).ceil() as usize;
        if width == 0 || width.saturating_mul(rows) > MOST_PIXELS {
            return None;
        }
        let mut pixels = Vec::with_capacity(width * rows);
        for y in 0..rows {
            for x in 0..width {
                #[allow(clippy::cast_precision_loss)]
                let (s, t) = (
                    cut.span.s0 + (x as f32 + 0.5) * step,
                    cut.span.t0 + (y as f32 + 0.5) * step,
                );
                let (px, py) = cut.frame.to_point(s, t);
                pixels.push(self.at(px * self.scale, py * self.scale, ink));
            }
        }
        let ground = ground(&pixels);
        for mask in &cut.masks {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let pixel = |v: f32| (v / step).max(0.0) as usize;
            let (x0, x1) = (
                pixel(mask.s0 - cut.span.s0),
                pixel(mask.s1 - cut.span.s0 + step),
            );
            let (y0, y1) = (
                pixel(mask.t0 - cut.span.t0),
                pixel(mask.t1 - cut.span.t0 + step),
            );
            for row in pixels.chunks_exact_mut(width).take(y1).skip(y0) {
                if let Some(masked) = row.get_mut(x0.min(width)..x1.min(width)) {
                    masked.fill(ground);
                }
            }
        }
        level(&mut pixels, ground, ink);
        Some(Grey {
            width,
            height: rows,
            pixels,
        })
    }

    /// The lightness at a place, between the four pixels round it.
    fn at(&self, x: f32, y: f32, ink: Ink) -> u8 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (fx, fy) = (x - x.floor(), y - y.floor());
        #[allow(clippy::cast_possible_truncation)]
        let (x, y) = (x.floor() as i64, y.floor() as i64);
        let mut sum = 0.0;
        for (dx, wx) in [(0, 1.0 - fx), (1, fx)] {
            for (dy, wy) in [(0, 1.0 - fy), (1, fy)] {
                sum += wx * wy * self.lightness(x + dx, y + dy, ink);
            }
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let value = sum as u8;
        value
    }

    fn lightness(&self, x: i64, y: i64, ink: Ink) -> f32 {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return 255.0;
        };
        if x >= self.width {
            return 255.0;
        }
        let Some(&[r, g, b]) = self.pixels.get(y * self.width + x) else {
            return 255.0;
        };
        match ink {
            // ITU-R BT.601, as the recogniser's teachers made grey of colours.
            Ink::All => f32::from(r) * 0.299 + f32::from(g) * 0.587 + f32::from(b) * 0.114,
            Ink::Dark => f32::from(r.max(g).max(b)),
        }
    }
}

/// The commonest lightness: paper has one, ink many.
fn ground(pixels: &[u8]) -> u8 {
    let mut count = [0_usize; 256];
    for pixel in pixels {
        if let Some(n) = count.get_mut(usize::from(*pixel)) {
            *n += 1;
        }
    }
    // Neighbouring values are one paper's.
    let near = |i: usize| -> usize { count.iter().skip(i.saturating_sub(4)).take(9).sum() };
    let best = (0..=255_u8).max_by_key(|i| near(usize::from(*i)));
    best.unwrap_or(255)
}

/// Makes the ground white and ink dark, whatever was lighter.
fn level(pixels: &mut [u8], ground: u8, ink: Ink) {
    let light_ink = ground < 128;
    let ground = f32::from(if light_ink { 255 - ground } else { ground });
    for pixel in pixels {
        let value = f32::from(if light_ink { 255 - *pixel } else { *pixel }) / ground;
        let value = match ink {
            Ink::All => value,
            Ink::Dark if value > PALE => 1.0,
            Ink::Dark => value,
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let value = (value * 255.0).clamp(0.0, 255.0) as u8;
        *pixel = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 100 × 100 points with dark boxes.
    fn page(boxes: &[BBox]) -> PagePicture {
        let scale = 2.0;
        let side = 200;
        let mut pixels = vec![[255; 3]; side * side];
        for b in boxes {
            for y in (b.top * scale) as usize..(b.bottom * scale) as usize {
                for x in (b.x0 * scale) as usize..(b.x1 * scale) as usize {
                    pixels[y * side + x] = [0; 3];
                }
            }
        }
        PagePicture {
            width: side,
            scale,
            pixels,
        }
    }

    fn cut(angle: f32, b: BBox) -> Cut {
        let frame = Frame::turned(angle);
        Cut {
            frame,
            span: frame.span(&b),
            masks: Vec::new(),
        }
    }

    fn width_of_ink(line: &LinePicture) -> usize {
        let inked = |x: &usize| (0..LINE_HEIGHT).any(|y| line.pixels()[y * line.width() + x] < 128);
        (0..line.width()).filter(inked).count()
    }

    #[test]
    fn a_line_is_cut_to_its_ink() {
        let page = page(&[BBox::new(40.0, 20.0, 60.0, 30.0)]);
        let line = page
            .line(&cut(0.0, BBox::new(5.0, 19.0, 95.0, 31.0)), View::CLOSE)
            .unwrap();
        // 20 points of 12, at 48 pixels of height, and what the edges' pixels share with the paper.
        assert_eq!(width_of_ink(&line), 80);
        assert!((94..=96).contains(&line.width()), "{}", line.width());
        assert!(
            page.line(&cut(0.0, BBox::new(5.0, 40.0, 95.0, 52.0)), View::CLOSE)
                .is_none()
        );
    }

    #[test]
    fn a_line_looked_at_in_passing_is_smaller_and_stands_in_the_middle() {
        let page = page(&[BBox::new(40.0, 20.0, 60.0, 30.0)]);
        let cut = cut(0.0, BBox::new(5.0, 19.0, 95.0, 31.0));
        let line = page.line(&cut, View::GLANCE).unwrap();
        // 20 points of 12, at 32 pixels of height.
        assert!(
            (53..=55).contains(&width_of_ink(&line)),
            "{}",
            width_of_ink(&line)
        );
        assert_eq!(line.pixels().len(), line.width() * LINE_HEIGHT);
        let inked = |y: &usize| {
            let row = line.pixels().chunks_exact(line.width()).nth(*y).unwrap();
            row.iter().any(|v| *v < 128)
        };
        let rows: Vec<usize> = (0..LINE_HEIGHT).filter(inked).collect();
        assert_eq!((rows[0], LINE_HEIGHT - 1 - rows[rows.len() - 1]), (11, 11));
    }

    #[test]
    fn a_neighbours_ink_is_masked() {
        let own = BBox::new(40.0, 20.0, 60.0, 30.0);
        let page = page(&[own, BBox::new(70.0, 20.0, 80.0, 30.0)]);
        let mut cut = cut(0.0, BBox::new(5.0, 19.0, 95.0, 31.0));
        assert_eq!(width_of_ink(&page.line(&cut, View::CLOSE).unwrap()), 120);
        cut.masks
            .push(cut.frame.span(&BBox::new(69.0, 18.0, 81.0, 31.0)));
        assert_eq!(width_of_ink(&page.line(&cut, View::CLOSE).unwrap()), 80);
    }

    #[test]
    fn turned_lines_are_turned_upright() {
        // Written upwards: the line begins at its lower end, where its mark is.
        let page = page(&[
            BBox::new(44.0, 20.0, 47.0, 80.0),
            BBox::new(40.0, 70.0, 44.0, 80.0),
        ]);
        let line = page
            .line(&cut(-90.0, BBox::new(35.0, 15.0, 51.0, 85.0)), View::CLOSE)
            .unwrap();
        let column = |x: usize| {
            (0..LINE_HEIGHT)
                .filter(|y| line.pixels()[y * line.width() + x] < 128)
                .count()
        };
        assert!(
            column(12) > column(line.width() - 12),
            "the mark stands at the line's beginning"
        );
        assert_eq!(width_of_ink(&line), 180);
    }

    #[test]
    fn red_and_pale_ink_can_be_left_out() {
        let mut page = page(&[BBox::new(40.0, 20.0, 60.0, 30.0)]);
        for pixel in &mut page.pixels[46 * 200..50 * 200] {
            *pixel = [230, 40, 40];
        }
        let line = cut(0.0, BBox::new(5.0, 19.0, 95.0, 31.0));
        assert!(width_of_ink(&page.line(&line, View::CLOSE).unwrap()) > 300);
        assert_eq!(width_of_ink(&page.line(&line, View::DARK).unwrap()), 80);
    }

    #[test]
    fn light_ink_on_a_dark_ground_is_made_dark_on_light() {
        let mut page = page(&[BBox::new(40.0, 20.0, 60.0, 30.0)]);
        for pixel in &mut page.pixels {
            *pixel = [255 - pixel[0], 255 - pixel[1], 200 - pixel[2].min(200)];
        }
        let line = page
            .line(&cut(0.0, BBox::new(5.0, 19.0, 95.0, 31.0)), View::CLOSE)
            .unwrap();
        assert_eq!(width_of_ink(&line), 80);
    }

    #[test]
    fn ink_outside_the_lines_is_found_in_bands() {
        let page = page(&[
            BBox::new(40.0, 20.0, 60.0, 30.0),
            BBox::new(40.0, 40.0, 60.0, 49.0),
            BBox::new(40.0, 60.0, 60.0, 61.0),
        ]);
        let cell = cut(0.0, BBox::new(5.0, 5.0, 95.0, 95.0));
        let known = [cell.frame.span(&BBox::new(40.0, 19.0, 60.0, 31.0))];
        let bands = page.bands(&cell, &known, Ink::All);
        assert_eq!(bands.len(), 1);
        assert!((bands[0].t0..bands[0].t1).contains(&45.0));
        assert_eq!(page.bands(&cell, &[], Ink::All).len(), 2);
    }
}
