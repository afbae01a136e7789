//! The lines of a value on its page: which characters are its own, what to cut out, and what to mask.

use std::cmp::Ordering;

use crate::eye::crop::{Cut, Frame, Span};
use crate::lexicon::fold;
use crate::location::BBox;
use crate::page::{Direction, Glyph, Page};

/// How far beside its characters a value's ink is looked for where no rules bound its cell, in font sizes: a digit that is
/// drawn and not written would stand within it.
const BESIDE: f32 = 1.0;
/// A line that leaves so much of its cell blank, in font sizes, was not broken for want of room: five digits would have
/// stood there.
const ROOM: f32 = 2.5;
/// Characters smaller than this part of the largest are marks at it.
const SMALL: f32 = 0.75;
/// What of a rule's neighbourhood, in points, is the rule's: half a pixel at the resolution of the picture, and rounding.
const RULE_ROOM: f32 = 0.5;
/// Room above and below the characters' boxes, in their heights.
const ABOVE: f32 = 0.08;

/// A value's characters and what bounds them.
pub(super) struct Own<'p> {
    page: &'p Page,
    glyphs: Vec<&'p Glyph>,
    /// The inside of its cell, where rules bound it.
    cell: Option<BBox>,
}

/// Why a value is not cut out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// Some of its characters are of fonts that are not in the file.
    NotEmbedded,
    /// None of its characters was found where it stands.
    NotFound,
}

impl<'p> Own<'p> {
    /// Finds a text's characters in its box.
    pub(super) fn find(
        page: &'p Page,
        bbox: &BBox,
        text: &str,
        cell: Option<BBox>,
    ) -> Result<Self, Lost> {
        let inside: Vec<&Glyph> = page
            .glyphs
            .iter()
            .filter(|g| !g.char.ch.is_whitespace())
            .filter(|g| {
                let b = &g.char.bbox;
                bbox.contains(b.center_x(), b.center_y())
            })
            .collect();
        let glyphs = of_text(inside, text);
        if glyphs.is_empty() {
            return Err(Lost::NotFound);
        }
        let substituted = |g: &&Glyph| {
            let font = page.fonts.get(usize::from(g.font));
            let shown = font.is_some_and(|f| f.embedded || is_standard(&f.name));
            // Of an invisible text layer the picture below is what is seen.
            g.alpha > 0.0 && !shown
        };
        if glyphs.iter().any(substituted) {
            return Err(Lost::NotEmbedded);
        }
        Ok(Self { page, glyphs, cell })
    }

    /// What to cut out, line by line, and where else in the cell ink may stand.
    pub(super) fn cuts(&self) -> (Vec<Cut>, Option<Cut>) {
        let Some(first) = self.glyphs.first() else {
            return (Vec::new(), None);
        };
        let frame = Frame::turned(first.angle);
        let lines: Vec<Span> = self
            .lines(frame)
            .into_iter()
            .map(|(span, _)| span)
            .collect();
        let size = self.glyphs.iter().map(|g| g.size).fold(0.0, f32::max);
        let cell = self.cell.map(|cell| frame.span(&cell));
        let mut cuts: Vec<Cut> = lines
            .iter()
            .map(|line| {
                let room = (line.t1 - line.t0) * ABOVE;
                let (s0, s1) = match &cell {
                    Some(cell) => (line.s0.min(cell.s0), line.s1.max(cell.s1)),
                    None => (line.s0 - size * BESIDE, line.s1 + size * BESIDE),
                };
                let span = Span {
                    s0,
                    s1,
                    t0: line.t0 - room,
                    t1: line.t1 + room,
                };
                Cut {
                    frame,
                    span,
                    masks: self.masks(frame, &span, line),
                }
            })
            .collect();
        // Lines that stand close see each other's characters.
        for (i, (cut, line)) in cuts.iter_mut().zip(&lines).enumerate() {
            for (j, other) in lines.iter().enumerate() {
                let mut edge = *other;
                match j.cmp(&i) {
                    Ordering::Less => edge.t1 = edge.t1.min(line.t0),
                    Ordering::Greater => edge.t0 = edge.t0.max(line.t1),
                    Ordering::Equal => continue,
                }
                if edge.t1 > edge.t0 {
                    cut.masks.push(edge);
                }
            }
        }
        let rest = cell.map(|span| Cut {
            frame,
            span,
            masks: self.masks(frame, &span, &span),
        });
        (cuts, rest)
    }

    /// The lines from top to bottom: the place of each, and its characters.
    fn lines(&self, frame: Frame) -> Vec<(Span, String)> {
        let place = |g: &&Glyph| (frame.span(&g.char.bbox), g.char.ch);
        let mut chars: Vec<(Span, char)> = self.glyphs.iter().map(place).collect();
        let middle = |span: &Span| f32::midpoint(span.t0, span.t1);
        chars.sort_by(|(a, _), (b, _)| middle(a).total_cmp(&middle(b)));
        let mut lines: Vec<(Span, Vec<(Span, char)>)> = Vec::new();
        for (span, c) in chars {
            match lines.last_mut() {
                Some((line, of_line)) if middle(&span) < line.t1 => {
                    *line = line.union(&span);
                    of_line.push((span, c));
                }
                _ => lines.push((span, vec![(span, c)])),
            }
        }
        let ordered = lines.into_iter().map(|(line, mut chars)| {
            chars.sort_by(|(a, _), (b, _)| a.s0.total_cmp(&b.s0));
            (line, chars.into_iter().map(|(_, c)| c).collect())
        });
        ordered.collect()
    }

    /// Whether the text joins a number over the end of a line that had room for more of it: there are two numbers, then.
    pub(super) fn joins_two(&self, joined: &str) -> bool {
        let (Some(cell), Some(first)) = (&self.cell, self.glyphs.first()) else {
            return false;
        };
        let frame = Frame::turned(first.angle);
        let cell = frame.span(cell);
        let room = first.size * ROOM;
        let figure = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let lines = self.lines(frame);
        lines.windows(2).any(|pair| {
            let [(upper, above), (_, below)] = pair else {
                return false;
            };
            let tail = above.trim_end_matches(|c: char| figure(&c)).len();
            let tail = above.get(tail..).unwrap_or_default();
            let head: String = below.chars().take_while(figure).collect();
            let left = (cell.s1 - cell.s0) - (upper.s1 - upper.s0);
            !tail.is_empty()
                && !head.is_empty()
                && left > room
                && joined.contains(&format!("{tail}{head}"))
        })
    }

    /// What the characters say, line by line.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|g| g.char.ch).collect()
    }

    fn masks(&self, frame: Frame, span: &Span, line: &Span) -> Vec<Span> {
        let own = |g: &Glyph| self.glyphs.iter().any(|o| std::ptr::eq(*o, g));
        let mut out: Vec<Span> = self
            .page
            .glyphs
            .iter()
            .filter(|g| !g.char.ch.is_whitespace() && !own(g))
            .map(|g| frame.span(&g.char.bbox))
            .filter(|other| meet(span, other))
            .collect();
        out.extend(rules(self.page, frame, span, line));
        out
    }
}

/// Whether a font is one of the fourteen that every viewer has (ISO 32000-1, 9.6.2.2) and that show digits.
fn is_standard(name: &str) -> bool {
    ["Helvetica", "Times-", "Courier"]
        .iter()
        .any(|family| name.starts_with(family))
}

/// A blank cell: all of it, its rules masked.
pub(super) fn blank(page: &Page, cell: &BBox) -> Cut {
    let frame = Frame::turned(0.0);
    let span = frame.span(cell);
    Cut {
        frame,
        span,
        masks: rules(
            page,
            frame,
            &span,
            &Span {
                t0: 0.0,
                t1: 0.0,
                ..span
            },
        ),
    }
}

/// The inside of a ruled cell.
pub(super) fn inside(cell: &BBox) -> BBox {
    BBox::new(
        cell.x0 + 1.0,
        cell.top + 1.0,
        cell.x1 - 1.0,
        cell.bottom - 1.0,
    )
}

/// Whether a page prints characters in a box.
pub(super) fn is_written(page: &Page, bbox: &BBox) -> bool {
    page.glyphs.iter().any(|g| {
        let b = &g.char.bbox;
        !g.char.ch.is_whitespace() && bbox.contains(b.center_x(), b.center_y())
    })
}

/// Rules in a span, but for those that run through the middle of a line: they are seen as they are.
fn rules(page: &Page, frame: Frame, span: &Span, line: &Span) -> Vec<Span> {
    let boxes = page.rulings.iter().map(|r| {
        let half = r.width / 2.0 + RULE_ROOM;
        match r.direction {
            Direction::Horizontal => BBox::new(
                r.start - half,
                r.position - half,
                r.end + half,
                r.position + half,
            ),
            Direction::Vertical => BBox::new(
                r.position - half,
                r.start - half,
                r.position + half,
                r.end + half,
            ),
        }
    });
    let (height, width) = (line.t1 - line.t0, line.s1 - line.s0);
    boxes
        .map(|b| frame.span(&b))
        .filter(|r| meet(span, r))
        .filter(|r| {
            let (s, t) = ((r.s0 + r.s1) / 2.0, (r.t0 + r.t1) / 2.0);
            let along = r.s1 - r.s0 > r.t1 - r.t0;
            if along {
                !(line.t0 + height * 0.25..line.t1 - height * 0.25).contains(&t)
            } else if width <= 0.0 || height <= 0.0 {
                true
            } else {
                // No rule of a table is as short as its characters are high: that is a side of one drawn as curves.
                r.t1 - r.t0 > height && !(line.s0..line.s1).contains(&s)
            }
        })
        .collect()
}

fn meet(a: &Span, b: &Span) -> bool {
    a.s0 < b.s1 && b.s0 < a.s1 && a.t0 < b.t1 && b.t0 < a.t1
}

/// Of the characters in a text's box those that make it up: a phrase of a line, or all but the marks at a number.
fn of_text<'p>(inside: Vec<&'p Glyph>, text: &str) -> Vec<&'p Glyph> {
    let form = |c: char| fold::printed(c).filter(|c| !c.is_whitespace());
    let wanted: Vec<char> = text.chars().filter_map(form).collect();
    let chars = |glyphs: &[&Glyph]| -> Vec<char> {
        glyphs.iter().filter_map(|g| form(g.char.ch)).collect()
    };
    let same = |glyphs: &[&Glyph]| {
        let (mut a, mut b) = (chars(glyphs), wanted.clone());
        a.sort_unstable();
        b.sort_unstable();
        a == b
    };
    if same(&inside) {
        return inside;
    }
    let largest = inside.iter().map(|g| g.size).fold(0.0, f32::max);
    let large: Vec<&Glyph> = inside
        .iter()
        .copied()
        .filter(|g| g.size >= largest * SMALL)
        .collect();
    if same(&large) {
        return large;
    }
    // A phrase: its characters stand one behind another, in the order of print.
    let printed: Vec<&Glyph> = inside
        .iter()
        .copied()
        .filter(|g| form(g.char.ch).is_some())
        .collect();
    let all = chars(&printed);
    match all.windows(wanted.len().max(1)).position(|w| w == wanted) {
        Some(start) => printed.into_iter().skip(start).take(wanted.len()).collect(),
        None => inside,
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, rules};
    use crate::location::BBox;
    use crate::page::{Direction, Page, Ruling};

    #[test]
    fn the_sides_of_a_drawn_digit_are_no_rules() {
        let upright = |at, start, end| Ruling::black(Direction::Vertical, at, start, end);
        let frame = Frame::turned(0.0);
        // A number of twelve points' height, a 0 drawn behind it, and the cell's rule.
        let line = frame.span(&BBox::new(20.0, 50.0, 50.0, 62.0));
        let span = frame.span(&BBox::new(10.0, 50.0, 90.0, 62.0));
        let page = Page {
            rulings: vec![
                upright(52.0, 53.0, 59.0),
                upright(56.0, 53.0, 59.0),
                upright(80.0, 44.0, 68.0),
            ],
            ..Page::default()
        };
        let masked = rules(&page, frame, &span, &line);
        assert_eq!(masked.len(), 1);
        assert!((79.0..81.0).contains(&masked[0].s0));
    }
}
