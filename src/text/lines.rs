//! Glyphs → lines.

use crate::accounts::{Char, CharId};
use crate::lexicon::fold;
use crate::location::BBox;
use crate::page::Glyph;
use crate::text::Line;

/// Baselines this near, in ems of the smaller glyph, are one line: raised and lowered characters shift by a third.
const SAME_LINE: f32 = 0.4;
/// A gap this wide, in ems, between two characters that are not CJK is a blank: blanks are a quarter of an em, and
/// justified letters seldom more than an eighth apart.
const BLANK: f32 = 0.18;

/// Pairs of ideographs that show how a line is set: words set wide for themselves (单　位, 合　计) are one pair, and two of
/// them may stand on a line.
const PAIRS: usize = 3;

/// Groups glyphs into lines, top to bottom, each from left to right; where a gap calls for one, a blank with
/// [`CharId::INSERTED`] stands between two characters that are not CJK. Lines that run down, up or on their head come last,
/// each kind in its reading order: columns of vertical writing from right to left.
pub(crate) fn lines(glyphs: &[Glyph], page: u32) -> Vec<Line> {
    let usual = Frame::Across;
    if glyphs.iter().all(|g| Frame::of(g) == usual) {
        return group(glyphs.iter().collect(), page, usual);
    }
    let mut out = Vec::new();
    for frame in [usual, Frame::OnHead, Frame::Down, Frame::Up] {
        let own: Vec<&Glyph> = glyphs.iter().filter(|g| Frame::of(g) == frame).collect();
        let mut found = group(own, page, frame);
        if matches!(frame, Frame::Down | Frame::Up) {
            for column in &mut found {
                column.baseline = column.bbox.bottom;
            }
        }
        out.append(&mut found);
    }
    out
}

/// Which way a line runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Across,
    /// Written down, or turned a quarter clockwise: from top to bottom, the next line to the left.
    Down,
    /// Turned a quarter anticlockwise: from bottom to top, the next line to the right.
    Up,
    OnHead,
}

impl Frame {
    fn of(glyph: &Glyph) -> Self {
        if glyph.vertical {
            return Self::Down;
        }
        if glyph.angle == 0.0 {
            return Self::Across;
        }
        let angle = glyph.angle.rem_euclid(360.0);
        if (45.0..135.0).contains(&angle) {
            Self::Down
        } else if (135.0..225.0).contains(&angle) {
            Self::OnHead
        } else if (225.0..315.0).contains(&angle) {
            Self::Up
        } else {
            Self::Across
        }
    }

    /// Where a glyph's line stands across the lines.
    fn across(self, g: &Glyph) -> f32 {
        match self {
            Self::Across => g.y,
            Self::OnHead => -g.y,
            Self::Down => -g.char.bbox.center_x(),
            Self::Up => g.char.bbox.center_x(),
        }
    }

    /// Where a glyph begins along its line.
    fn along(self, g: &Glyph) -> f32 {
        match self {
            Self::Across => g.x,
            Self::OnHead => -g.x,
            Self::Down => g.char.bbox.top,
            Self::Up => -g.char.bbox.bottom,
        }
    }

    /// From where to where a box reaches along its line.
    fn extent(self, b: &BBox) -> (f32, f32) {
        match self {
            Self::Across => (b.x0, b.x1),
            Self::OnHead => (-b.x1, -b.x0),
            Self::Down => (b.top, b.bottom),
            Self::Up => (-b.bottom, -b.top),
        }
    }
}

fn group(mut glyphs: Vec<&Glyph>, page: u32, frame: Frame) -> Vec<Line> {
    let across = |g: &Glyph| frame.across(g);
    glyphs.sort_by(|a, b| across(a).total_cmp(&across(b)));
    let mut out = Vec::new();
    let mut rest = glyphs.as_mut_slice();
    while let Some(first) = rest.first() {
        // The line's own baseline is that of its largest glyph so far.
        let (mut baseline, mut size, mut last, mut count) =
            (across(first), first.size, across(first), 0);
        for glyph in rest.iter() {
            let (at, near) = (across(glyph), SAME_LINE * glyph.size.min(size).max(1.0));
            if at - baseline > near && at - last > 0.1 {
                break;
            }
            if at - baseline > SAME_LINE * size.max(glyph.size) {
                break;
            }
            if glyph.size > size {
                (baseline, size) = (at, glyph.size);
            }
            last = at;
            count += 1;
        }
        let (line, after) = rest.split_at_mut(count.max(1));
        line.sort_by(|a, b| frame.along(a).total_cmp(&frame.along(b)));
        out.push(make(line, page, frame));
        rest = after;
    }
    out
}

fn make(glyphs: &[&Glyph], page: u32, frame: Frame) -> Line {
    let mut line = Line {
        page,
        chars: Vec::with_capacity(glyphs.len()).into(),
        ..Line::default()
    };
    let mut bbox: Option<BBox> = None;
    let mut before: Option<&Glyph> = None;
    let tracking = tracking(glyphs);
    for glyph in glyphs {
        if let Some(previous) = before
            && let Some(blank) = blank(previous, glyph, tracking, frame)
        {
            line.chars.push(blank);
        }
        line.chars.push(glyph.char);
        bbox = Some(bbox.map_or(glyph.char.bbox, |b| b.union(&glyph.char.bbox)));
        if glyph.size > line.size {
            (line.size, line.baseline) = (glyph.size, glyph.y);
        }
        before = Some(glyph);
    }
    line.bbox = bbox.unwrap_or_default();
    line
}

/// How far apart the line sets all its characters: ideographs have no other gap between them. One or two pairs may be a word
/// set wide for itself (单　位).
fn tracking(glyphs: &[&Glyph]) -> f32 {
    let ideograph = |g: &Glyph| fold::is_ideograph(g.char.ch);
    let pairs = glyphs.windows(2).filter_map(|pair| match pair {
        [a, b] if ideograph(a) && ideograph(b) => Some(b.char.bbox.x0 - a.char.bbox.x1),
        _ => None,
    });
    let (count, least) = pairs.fold((0, f32::INFINITY), |(n, least), gap| {
        (n + 1, least.min(gap))
    });
    if count < PAIRS { 0.0 } else { least.max(0.0) }
}

/// The blank that a gap stands for.
fn blank(left: &Glyph, right: &Glyph, tracking: f32, frame: Frame) -> Option<Char> {
    let (a, b) = (left.char, right.char);
    if left.vertical
        || fold::is_sign(a.ch)
        || [a.ch, b.ch]
            .iter()
            .any(|&c| c.is_whitespace() || fold::is_cjk(c))
    {
        return None;
    }
    // A line that is set wide has gaps before the mark of a number, too: nobody leaves a blank there that is not printed.
    if a.ch.is_ascii_digit() && matches!(b.ch, '%' | '‰' | '℃' | '°') || a.ch == '±' {
        return None;
    }
    // Characters that one operator sets apart (Tc) have no blanks between them; more than an em parts two things.
    let ((start, end), (next, _)) = (frame.extent(&a.bbox), frame.extent(&b.bbox));
    let set_apart = left.advance - (end - start);
    let spacing = if set_apart <= left.size {
        set_apart
    } else {
        0.0
    };
    let gap = next - end - tracking.max(spacing);
    (gap > BLANK * left.size.min(right.size)).then(|| Char {
        ch: ' ',
        id: CharId::INSERTED,
        bbox: match frame {
            Frame::Across => BBox::new(a.bbox.x1, a.bbox.top, b.bbox.x0, a.bbox.bottom),
            _ => a.bbox,
        },
    })
}

/// Upright characters set one below the other in several columns (竖排): each follows the one before it in the file right
/// below, most of them. They are written down, whatever their font says.
pub(crate) fn set_upright_columns(glyphs: &mut [Glyph]) {
    // What is right below stands half an em beside if it is punctuation.
    let below = |a: &Glyph, b: &Glyph| {
        let ideographs = [a, b].iter().all(|g| fold::is_ideograph(g.char.ch));
        (b.x - a.x).abs() < if ideographs { 0.3 } else { 0.6 } * a.size
    };
    let inked = || glyphs.iter().filter(|g| !g.char.ch.is_whitespace());
    if !inked().all(|g| g.angle == 0.0 && fold::is_cjk(g.char.ch)) {
        return;
    }
    let inked: Vec<&Glyph> = inked().collect();
    if inked.len() < 4 {
        return;
    }
    // Punctuation may stand at the side of its place.
    let (mut down, mut turns, mut left) = (0, 0, 0);
    let (mut step, mut apart) = (0.0_f32, f32::INFINITY);
    for pair in inked.windows(2) {
        if let [a, b] = pair {
            let (dx, dy) = ((b.x - a.x) / a.size, (b.y - a.y) / a.size);
            if dy < -0.5 {
                turns += 1;
                left += i32::from(dx < 0.0);
                apart = apart.min(dx.abs());
            } else if (0.8..2.0).contains(&dy) && below(a, b) {
                down += 1;
                step = step.max(dy);
            } else if dx > 0.3 || dy >= 0.8 {
                // Two on a line, or on two but not one below the other: it runs across.
                return;
            }
        }
    }
    // Between two columns one steps up; characters that each stand alone on a line are read alike. Columns are as far apart as
    // characters in them at least: lines that were printed in another order are farther apart than their characters. A
    // twentieth of an em: places are rounded.
    // So short ones as have two characters each follow one another to the left.
    let short = left == turns && down > turns;
    if turns > 0 && (down >= 2 * turns || short) && step <= apart + 0.05 {
        for glyph in glyphs {
            glyph.vertical = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line set with a gap after each character, and wider ones where the text has a blank.
    fn line(text: &str, gap: f32) -> String {
        set(text, gap, 0.0)
    }

    /// As [`line`], the gaps made by the spacing of characters.
    fn spaced(text: &str, spacing: f32) -> String {
        set(text, spacing, spacing)
    }

    /// A character of ten points on its base line.
    fn at(ch: char, (x, y): (f32, f32), width: f32, spacing: f32) -> Glyph {
        Glyph {
            char: Char {
                ch,
                id: CharId::INSERTED,
                bbox: BBox::new(x, y - 8.0, x + width, y + 2.0),
            },
            x,
            y,
            advance: width + spacing,
            size: 10.0,
            angle: 0.0,
            font: 0,
            color: [0; 3],
            alpha: 1.0,
            vertical: false,
            artifact: false,
        }
    }

    fn set(text: &str, gap: f32, spacing: f32) -> String {
        let mut x = 0.0;
        let mut glyphs = Vec::new();
        for ch in text.chars() {
            let advance = if ch.is_ascii() { 5.0 } else { 10.0 };
            if ch != ' ' {
                glyphs.push(at(ch, (x, 8.0), advance, spacing));
            }
            x += advance + gap;
        }
        let glyphs: Vec<&Glyph> = glyphs.iter().collect();
        make(&glyphs, 1, Frame::Across)
            .chars
            .iter()
            .map(|c| c.ch)
            .collect()
    }

    #[test]
    fn letters_set_apart_have_no_blanks_between_them() {
        for gap in [0.0, 1.0, 4.0] {
            assert_eq!(line("关于做好2024年度", gap), "关于做好2024年度");
            assert_eq!(line("规格型号AB 12等", gap), "规格型号AB 12等");
        }
        assert_eq!(line("6 %以上", 0.0), "6%以上");
        assert_eq!(line("≤± 3", 0.0), "≤±3");
        assert_eq!(line("12 500", 0.0), "12 500");
        assert_eq!(line("单   位AB 12", 0.0), "单位AB 12");
        assert_eq!(spaced("25.36 8", 6.0), "25.36 8");
    }

    /// Two lines of a cell whose characters stand in the file in another order than they are read.
    #[test]
    fn characters_beside_each_other_are_set_across_in_whatever_order_they_come() {
        let upright = |places: &[(char, f32, f32)]| {
            let glyph = |&(ch, x, y): &(char, f32, f32)| at(ch, (x, y), 10.0, 0.0);
            let mut glyphs: Vec<Glyph> = places.iter().map(glyph).collect();
            set_upright_columns(&mut glyphs);
            glyphs.iter().all(|g| g.vertical)
        };
        let across = [
            ('委', 10.0, 20.0),
            ('工', 0.0, 37.0),
            ('社', 20.0, 20.0),
            ('区', 0.0, 20.0),
            ('部', 10.0, 37.0),
        ];
        assert!(!upright(&across));
        let down = [
            ('区', 20.0, 20.0),
            ('委', 20.0, 32.0),
            ('社', 20.0, 44.0),
            ('工', 0.0, 20.0),
            ('部', 0.0, 32.0),
        ];
        assert!(upright(&down));
    }
}
