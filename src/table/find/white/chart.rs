//! Scales of charts: numbers at equal distances that change by as much each time, down to nothing. What stands beside one is no
//! table.

use super::weights::chart::{EVEN, LEAST};
use super::weights::columns::BLANK;
use super::{Run, runs};
use crate::location::BBox;
use crate::text::Line;

/// A number of a scale.
struct Tick {
    value: f32,
    bbox: BBox,
}

/// Where the scales among lines stand: those that run up a page, and those that run along a line from nothing on.
pub(in crate::table::find) fn scales<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Vec<BBox> {
    let mut ticks: Vec<Tick> = Vec::new();
    let mut out = Vec::new();
    let numbered = |line: &&Line| line.chars.iter().any(|c| c.ch.is_ascii_digit());
    for line in lines.into_iter().filter(numbered) {
        let along: Vec<Option<Tick>> = runs(line, BLANK).iter().map(|r| tick(line, r)).collect();
        for stretch in along.split(Option::is_none) {
            let own: Vec<&Tick> = stretch.iter().flatten().collect();
            let at = |t: &Tick| t.bbox.center_x();
            out.extend(scale(&own, line.size, at).filter(|_| own.iter().any(|t| t.value == 0.0)));
        }
        ticks.extend(along.into_iter().flatten());
    }
    // Numbers of a scale up the page end at one place.
    ticks.sort_by(|a, b| a.bbox.x1.total_cmp(&b.bbox.x1));
    let same = |a: &Tick, b: &Tick| b.bbox.x1 - a.bbox.x1 < EVEN * a.bbox.height();
    for column in ticks.chunk_by(same) {
        let mut column: Vec<&Tick> = column.iter().collect();
        column.sort_by(|a, b| a.bbox.top.total_cmp(&b.bbox.top));
        // Charts stand one below the other, each with a scale of its own.
        for own in column.chunk_by(|a, b| a.value > b.value) {
            let ends = own.last().is_some_and(|t| t.value <= 0.0);
            let size = own.first().map_or(0.0, |t| t.bbox.height());
            let at = |t: &Tick| t.bbox.center_y();
            out.extend(scale(own, size, at).filter(|_| ends));
        }
    }
    out
}

/// The box of numbers that are a scale.
fn scale(ticks: &[&Tick], size: f32, at: impl Fn(&Tick) -> f32) -> Option<BBox> {
    let even = ticks.windows(3).all(|w| match w {
        [a, b, c] => {
            let steps = (b.value - a.value, c.value - b.value);
            let ways = (at(b) - at(a), at(c) - at(b));
            (steps.0 - steps.1).abs() < 0.001 * steps.0.abs()
                && (ways.0 - ways.1).abs() < EVEN * size
        }
        _ => true,
    });
    let step = match ticks {
        [a, b, ..] => (b.value - a.value).abs(),
        _ => 0.0,
    };
    // Numbers that count by one are running numbers.
    let is_scale = even && ticks.len() >= LEAST && step > 0.0 && step != 1.0;
    let whole = ticks.iter().map(|t| t.bbox).reduce(|a, b| a.union(&b));
    whole.filter(|_| is_scale)
}

/// A stretch of a line as a number, perhaps with a sign of per cent.
fn tick(line: &Line, run: &Run) -> Option<Tick> {
    let chars = line.chars.get(run.start..run.end)?;
    let text: String = chars.iter().map(|c| c.ch).filter(|c| *c != ',').collect();
    let bbox = chars.iter().map(|c| c.bbox).reduce(|a, b| a.union(&b))?;
    let value = text.trim().trim_end_matches('%').parse().ok()?;
    Some(Tick { value, bbox })
}
