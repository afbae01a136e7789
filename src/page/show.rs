//! Text operators.

use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::Object;
use hayro_syntax::page::Resources;

use crate::accounts::{Char, CharId, Discard};
use crate::error::Error;
use crate::lexicon::fold;
use crate::location::BBox;
use crate::page::Glyph;
use crate::page::clip::{CORNERS, Shape, Shown};
use crate::page::damage::{Part, Wrong};
use crate::page::fonts::{Code, Printed};
use crate::page::interpret::{Interpreter, matrix};
use crate::page::matrix::Matrix;
use crate::page::raw::{self, Raw};
use crate::page::seen::lightness;

/// How many glyphs of one string between two looks at the clock: whether each shows may take a thousand comparisons.
const GLYPHS_A_LOOK: u64 = 256;

/// Extent of a glyph above and below its baseline, in ems, and whether it is written downwards.
#[derive(Clone, Copy)]
struct Extent {
    ascent: f64,
    descent: f64,
    vertical: bool,
    /// Size of what is printed, for each point of the font's nominal size.
    em: f64,
}

/// Size up to which letters are not seen, in points: a hundredth of an inch is 0.7 pt, the smallest print that anyone reads
/// 2 to 3 pt.
const LEGIBLE: f32 = 0.75;
/// Width for their height up to which letters are not seen: condensed faces have a half.
const NARROW: f64 = 0.05;

/// Where the ink of a glyph usually is that its font does not tell of, in ems: left and right for its width, lower, upper.
fn usual_ink(code: &Code, extent: Extent, printed: char) -> [f64; 4] {
    let (low, high, width) = (extent.descent, extent.ascent, code.width);
    // Full-width: marks of half an em fill their box.
    let full = width > 0.9 && !extent.vertical;
    match printed {
        // Digits of common faces are 0.65 to 0.75 em high and leave a tenth of their width on either side.
        '0'..='9' => [0.1 * width, 0.0, 0.9 * width, 0.7],
        // Half of its box, hung over an edge as it may be.
        ch if full && fold::closes(ch) => [0.0, low, width / 2.0, high],
        ch if full && fold::opens(ch) => [width / 2.0, low, width, high],
        _ => [0.0, low, width, high],
    }
}

impl<'a> Interpreter<'a, '_, '_> {
    pub(crate) fn text_operator(
        &mut self,
        op: Op<'_, '_>,
        resources: &Resources<'a>,
    ) -> Result<(), Error> {
        let state = &mut self.state;
        match op {
            Op::BeginText(_) => {
                self.in_text = true;
                self.set_line(Matrix::IDENTITY);
            }
            Op::EndText(_) => {
                self.in_text = false;
                self.clip_to_text();
            }
            Op::CharacterSpacing(o) => state.char_space = o.0.as_f64(),
            Op::WordSpacing(o) => state.word_space = o.0.as_f64(),
            Op::HorizontalScaling(o) => state.scale = o.0.as_f64() / 100.0,
            Op::TextLeading(o) => state.leading = o.0.as_f64(),
            Op::TextRise(o) => state.rise = o.0.as_f64(),
            Op::TextRenderingMode(o) => {
                state.mode = u8::try_from(o.0.as_i64()).unwrap_or(0);
            }
            Op::TextFont(o) => {
                state.size = o.1.as_f64();
                state.font = self.fonts.named(resources, o.0);
            }
            Op::NextLine(o) => self.next_line(o.0.as_f64(), o.1.as_f64()),
            Op::NextLineAndSetLeading(o) => {
                self.state.leading = -o.1.as_f64();
                self.next_line(o.0.as_f64(), o.1.as_f64());
            }
            Op::SetTextMatrix(o) => self.set_line(matrix([o.0, o.1, o.2, o.3, o.4, o.5])),
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(o) => self.show(o.0.as_bytes())?,
            Op::NextLineAndShowText(o) => self.next_line_and_show(o.0.as_bytes())?,
            Op::ShowTextWithParameters(o) => {
                self.state.word_space = o.0.as_f64();
                self.state.char_space = o.1.as_f64();
                self.next_line_and_show(o.2.as_bytes())?;
            }
            Op::ShowTexts(o) => {
                for item in o.0.iter::<Object<'_>>() {
                    match item {
                        Object::String(s) => self.show(s.as_bytes())?,
                        Object::Number(n) => self.kern(n.as_f64()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Text of the modes 4 to 7 clips what is painted after it; a box stands for each of its glyphs.
    fn clip_to_text(&mut self) {
        let boxes = std::mem::take(&mut self.text_clip);
        let Some(whole) = boxes.iter().copied().reduce(|a, b| a.union(&b)) else {
            return;
        };
        let corners = |b: &BBox| {
            let [x0, top, x1, bottom] = [b.x0, b.top, b.x1, b.bottom].map(f64::from);
            vec![(x0, top), (x1, top), (x1, bottom), (x0, bottom)]
        };
        let polygons = boxes.iter().map(corners).collect();
        let even_odd = false;
        self.state
            .clip
            .narrow_to(&whole, Shape { polygons, even_odd });
    }

    /// The operators `'` and `"`. `pdf-extract` does not know them.
    fn next_line_and_show(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.next_line(0.0, -self.state.leading);
        let before = std::mem::replace(&mut self.beside, true);
        let done = self.show(bytes);
        self.beside = before;
        done
    }

    fn set_line(&mut self, matrix: Matrix) {
        (self.line_matrix, self.text_matrix) = (matrix, matrix);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.set_line(self.line_matrix.after(&Matrix::translate(x, y)));
    }

    fn kern(&mut self, thousandths: f64) {
        let vertical = self
            .state
            .font
            .and_then(|f| self.fonts.shown(f))
            .is_some_and(|(_, f)| f.vertical);
        let by = -thousandths / 1000.0 * self.state.size;
        self.forward(by, vertical);
    }

    fn forward(&mut self, by: f64, vertical: bool) {
        let step = if vertical {
            Matrix::translate(0.0, by)
        } else {
            Matrix::translate(by * self.state.scale, 0.0)
        };
        self.text_matrix = self.text_matrix.after(&step);
    }

    fn show(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut rest = bytes;
        // One string may be as long as a stream.
        while !rest.is_empty() {
            self.check_glyphs()?;
            if self.spent.glyphs.is_multiple_of(GLYPHS_A_LOOK) {
                self.ctx.check_time()?;
            }
            let Some((index, font)) = self.state.font.and_then(|f| self.fonts.shown(f)) else {
                self.canvas.damaged(Part::Font, Wrong::Missing);
                return Ok(());
            };
            let (len, code) = font.next(rest);
            let extent = Extent {
                ascent: font.ascent,
                descent: font.descent,
                vertical: font.vertical,
                em: font.em,
            };
            let blank = len == 1 && rest.first() == Some(&b' ');
            if code.printed == Printed::Char(' ') {
                let at = self.canvas.glyphs.len();
                let code = number(rest.get(..len).unwrap_or(rest));
                self.canvas.blanks.push((at, index, code));
            }
            self.glyph(&code, extent, index, rest.get(..len).unwrap_or(rest));
            let space = self.state.char_space + if blank { self.state.word_space } else { 0.0 };
            self.forward(code.advance * self.state.size + space, extent.vertical);
            rest = rest.get(len.max(1)..).unwrap_or_default();
        }
        Ok(())
    }

    #[allow(clippy::cast_possible_truncation)] // points of a page: f32 holds a thousandth of a point
    fn glyph(&mut self, code: &Code, extent: Extent, index: usize, bytes: &[u8]) {
        // A code of a few bytes may stand for thousands of characters.
        let count = match &code.printed {
            Printed::Several(text) => text.chars().count(),
            _ => 1,
        };
        self.spent.glyphs += u64::try_from(count).unwrap_or(u64::MAX);
        if self.spent.glyphs > self.ctx.options.limits.glyphs {
            return;
        }
        let state = &self.state;
        let to_page = state.ctm.after(&self.text_matrix).after(&Matrix([
            state.size * state.scale,
            0.0,
            0.0,
            state.size,
            0.0,
            state.rise,
        ]));
        let (ox, oy) = code.offset;
        let (x, y) = to_page.apply(ox, oy);
        let bbox = to_page.bbox(ox, oy + extent.descent, ox + code.width, oy + extent.ascent);
        let [a, b, ..] = to_page.0;
        let unit = if extent.vertical {
            to_page.scale_y()
        } else {
            to_page.scale_x()
        };
        let spacing = if state.size == 0.0 {
            0.0
        } else {
            state.char_space / state.size.abs() * unit
        };
        if matches!(state.mode, 4..=7) {
            // No more corners are followed; the box round all of them is kept.
            let full = self.text_clip.len() > CORNERS / 4;
            match self.text_clip.last_mut().filter(|_| full) {
                Some(last) => *last = last.union(&bbox),
                None => self.text_clip.push(bbox),
            }
        }
        let paint = match state.mode {
            1 | 5 => state.stroke,
            // Of letters drawn as outlines, filled with the colour of paper, the outline is seen.
            2 | 6
                if state.stroke.alpha > 0.0
                    && lightness(state.stroke.color) < lightness(state.fill.color) =>
            {
                state.stroke
            }
            _ => state.fill,
        };
        let size = (to_page.scale_y() * extent.em) as f32;
        let glyph = Glyph {
            char: Char {
                ch: '\u{fffd}',
                id: CharId::INSERTED,
                bbox,
            },
            x: x as f32,
            y: y as f32,
            advance: (code.advance.abs() * unit + spacing) as f32,
            size,
            angle: b.atan2(a).to_degrees() as f32,
            font: u16::try_from(index).unwrap_or(u16::MAX),
            color: paint.color,
            alpha: paint.alpha,
            vertical: extent.vertical,
            artifact: self.marks.iter().any(|m| m.artifact),
        };
        // What of a glyph is clipped away is told by its ink.
        let (mut shown, mut cut) = (true, Shown::Whole);
        if !state.clip.holds(&bbox) {
            let printed = match &code.printed {
                Printed::Char(ch) => *ch,
                _ => '\u{fffd}',
            };
            let on_page =
                |[x0, low, x1, high]: [f64; 4]| to_page.bbox(ox + x0, oy + low, ox + x1, oy + high);
            let digit = printed.is_ascii_digit();
            let mut ink = on_page(usual_ink(code, extent, printed));
            // The font's program is read for digits that are likely cut alone: it may take as long as the page.
            if digit && !state.clip.holds(&ink) {
                let font = self.fonts.loaded.get_mut(index);
                let own = font.and_then(|font| font.ink(number(bytes)));
                ink = own.map_or(ink, on_page);
            }
            shown = state.clip.shows_most(&ink);
            if digit {
                cut = state.clip.leaves(&ink);
            }
        }
        let raw = Raw {
            glyph,
            fate: self
                .hidden()
                .or_else(|| (!shown).then_some(Discard::Clipped)),
            invisible: matches!(state.mode, 3 | 7)
                || paint.alpha <= 0.01
                || size <= LEGIBLE
                || to_page.scale_x() <= NARROW * to_page.scale_y(),
            layer: self.layer,
            doubtful: false,
            cut,
            beside: self.beside,
        };
        let glyphs = &mut self.canvas.glyphs;
        match &code.printed {
            Printed::Char(ch) => {
                let mut raw = raw;
                raw.glyph.char.ch = *ch;
                glyphs.push(raw);
            }
            Printed::Several(text) => {
                raw::spread(glyphs, &raw, bbox, text.chars(), count);
            }
            Printed::Unknown => glyphs.push(raw),
        }
    }
}

/// A code by its bytes.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, b| (code << 8) | u32::from(*b))
}
