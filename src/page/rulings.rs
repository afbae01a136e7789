//! Drawn stretches → rulings: pieces of one line joined, dots and dashes made whole.

use crate::page::seen::AREAS;
use crate::page::{Direction, Fill, Ruling};

/// Two stretches this near across are one line: twice a hairline; cell borders drawn by both neighbours lie so.
const ACROSS: f32 = 0.6;
/// Two stretches of one line this near along are joined: the corner of two hairlines.
const ALONG: f32 = 1.0;
/// Pieces up to this long are dots or dashes, if there are several in a row.
const DASH: f32 = 9.0;

/// Joins and orders what was drawn.
pub(crate) fn join(drawn: Vec<Ruling>, fills: &[Fill]) -> Vec<Ruling> {
    let mut out = Vec::new();
    for direction in [Direction::Horizontal, Direction::Vertical] {
        let mut lines: Vec<Ruling> = drawn
            .iter()
            .filter(|r| r.direction == direction && shows(r, fills))
            .copied()
            .collect();
        dots_turned(&drawn, direction, fills, &mut lines);
        lines.sort_by(|a, b| a.position.total_cmp(&b.position));
        let mut rest = lines.as_slice();
        while let Some(first) = rest.first() {
            // One line: each stretch near the one before it, none far from the first.
            let near = rest
                .windows(2)
                .take_while(|pair| match pair {
                    [a, b] => {
                        let reach = ACROSS.max((a.width + b.width) / 2.0);
                        b.position - a.position <= reach
                            && b.position - first.position <= 2.0 * reach
                    }
                    _ => false,
                })
                .count();
            let (line, after) = rest.split_at((near + 1).min(rest.len()));
            along(line, &mut out);
            rest = after;
        }
    }
    out.retain(|r| r.end - r.start > 2.0 * ALONG.max(r.width));
    out
}

/// A dot has no direction of its own: of the shorter pieces of the other direction, those as wide as long.
fn dots_turned(drawn: &[Ruling], direction: Direction, fills: &[Fill], lines: &mut Vec<Ruling>) {
    lines.extend(
        drawn
            .iter()
            .filter(|r| {
                let length = r.end - r.start;
                r.direction != direction
                    && length <= 3.2
                    && length <= 1.5 * r.width
                    && shows(r, fills)
            })
            .map(|r| Ruling {
                direction,
                position: f32::midpoint(r.start, r.end),
                start: r.position - r.width / 2.0,
                end: r.position + r.width / 2.0,
                width: r.end - r.start,
                ..*r
            }),
    );
}

/// White lines show on dark areas only.
fn shows(ruling: &Ruling, fills: &[Fill]) -> bool {
    if ruling.color.iter().any(|&c| c < 250) {
        return true;
    }
    let middle = f32::midpoint(ruling.start, ruling.end);
    let (x, y) = match ruling.direction {
        Direction::Horizontal => (middle, ruling.position),
        Direction::Vertical => (ruling.position, middle),
    };
    // As many as a letter is looked for on.
    fills
        .iter()
        .rev()
        .take(AREAS)
        .find(|f| f.bbox.contains(x, y))
        .is_some_and(|f| f.color.iter().any(|&c| c < 250))
}

/// Joins the stretches of one line that touch; and those that do not, if they are dashes of one dashed line.
fn along(line: &[Ruling], out: &mut Vec<Ruling>) {
    let mut pieces = line.to_vec();
    pieces.sort_by(|a, b| a.start.total_cmp(&b.start));
    let dashes = pieces.iter().filter(|p| p.end - p.start <= DASH).count();
    let mut gaps: Vec<f32> = pieces
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(b.start - a.end).filter(|g| *g > 0.0),
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    // A dashed line: at least four short pieces, and gaps no longer than such a piece.
    let dashed = dashes >= 4 && dashes * 4 >= pieces.len() * 3 && usual <= DASH;
    let reach = if dashed {
        ALONG.max(1.5 * usual)
    } else {
        ALONG
    };
    let mut open: Option<(Ruling, f32, usize)> = None;
    for piece in pieces {
        let length = piece.end - piece.start;
        match &mut open {
            Some((line, longest, count)) if piece.start - line.end <= reach.max(line.width) => {
                line.end = line.end.max(piece.end);
                line.dashed |= piece.dashed;
                *count += 1;
                if length > *longest {
                    *longest = length;
                    (line.position, line.width, line.color) =
                        (piece.position, piece.width, piece.color);
                }
            }
            _ => {
                out.extend(open.take().map(|(line, ..)| line));
                open = Some((piece, length, 1));
            }
        }
        if let Some((line, _, count)) = &mut open {
            line.dashed |= dashed && *count > 1;
        }
    }
    out.extend(open.map(|(line, ..)| line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_of_neighbouring_cells_are_one_ruling() {
        let h = Direction::Horizontal;
        let joined = join(
            vec![
                Ruling::black(h, 100.0, 50.0, 120.0),
                Ruling::black(h, 100.2, 120.5, 300.0),
                Ruling::black(h, 130.0, 50.0, 300.0),
            ],
            &[],
        );
        assert_eq!(joined.len(), 2);
        assert_eq!((joined[0].start, joined[0].end), (50.0, 300.0));
    }

    #[test]
    fn dots_make_a_line_in_their_row() {
        let dots = (0..20_u8)
            .map(|n| {
                Ruling::black(
                    Direction::Horizontal,
                    100.0,
                    f32::from(n) * 2.0,
                    f32::from(n) * 2.0 + 0.5,
                )
            })
            .collect();
        let joined = join(dots, &[]);
        assert_eq!(joined.len(), 1);
        assert!(joined[0].dashed);
        assert_eq!((joined[0].start, joined[0].end), (0.0, 38.5));
    }

    #[test]
    fn white_lines_on_white_are_none() {
        let mut white = Ruling::black(Direction::Horizontal, 100.0, 50.0, 120.0);
        white.color = [255; 3];
        assert_eq!(join(vec![white], &[]), []);
    }
}
