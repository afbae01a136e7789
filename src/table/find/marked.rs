//! Frames that a reader has drawn round something in a table, in ink of another colour: they part no rows and no columns.

use super::rules::SNAP;
use crate::page::{Direction, Ruling};

/// Most rulings that are held against each other: a page is marked in a few places.
const COLOURED: usize = 64;
/// Difference between the components of a colour from which it is none of the greys that tables are ruled in.
const COLOUR: u8 = 80;

/// The rulings of a page without such frames.
pub(super) fn left_out(rulings: Vec<Ruling>) -> Vec<Ruling> {
    let coloured: Vec<&Ruling> = rulings.iter().filter(|r| is_coloured(r)).collect();
    let plain: Vec<&Ruling> = rulings.iter().filter(|r| !is_coloured(r)).collect();
    // A table may be ruled in colour.
    if coloured.len() < 4 || coloured.len() > COLOURED || plain.len() <= 2 * coloured.len() {
        return rulings;
    }
    let of = |direction| coloured.iter().filter(move |r| r.direction == direction);
    let mut frames: Vec<[Ruling; 4]> = Vec::new();
    for left in of(Direction::Vertical) {
        for right in of(Direction::Vertical).filter(|r| r.position > left.position + SNAP) {
            let spans = |r: &&&Ruling| near(r.start, left.position) && near(r.end, right.position);
            let at = |y: f32| of(Direction::Horizontal).find(|r| spans(r) && near(r.position, y));
            let level = near(left.start, right.start) && near(left.end, right.end);
            if let (true, Some(top), Some(bottom)) = (level, at(left.start), at(left.end))
                && is_drawn_over(left, right, &plain)
            {
                frames.push([**left, **right, **top, **bottom]);
            }
        }
    }
    let mut rulings = rulings;
    rulings.retain(|r| !frames.iter().any(|frame| frame.contains(r)));
    rulings
}

/// Whether a frame with these sides lies over a table: rules of the table stand above or below it, and no upright rule where it
/// has a side. A cell with coloured borders has the table's.
fn is_drawn_over(left: &Ruling, right: &Ruling, plain: &[&Ruling]) -> bool {
    let (top, bottom) = (left.start, left.end);
    let upright = |r: &&&Ruling| r.direction == Direction::Vertical;
    let beyond = |r: &&&Ruling| {
        let across = r.direction == Direction::Horizontal
            && r.start < right.position
            && r.end > left.position;
        across && (r.position < top - SNAP || r.position > bottom + SNAP)
    };
    let own = |r: &&Ruling| near(r.position, left.position) || near(r.position, right.position);
    plain.iter().any(|r| beyond(&r)) && !plain.iter().filter(upright).any(own)
}

fn is_coloured(ruling: &Ruling) -> bool {
    let [r, g, b] = ruling.color;
    r.max(g).max(b) - r.min(g).min(b) >= COLOUR
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < SNAP
}
