//! Horizontal rules that were lost between some cells of two rows and stand between others.

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::table::{Grid, GridCell};

/// From how far apart, in ems, two baselines are those of two rows: wrapped text is set with at most half a line between its
/// lines (行距 1.5倍).
const APART: f32 = 1.6;
/// How far baselines of one row may differ, in ems.
const LEVEL: f32 = 0.25;

/// How far apart a cell's lines stand, and their size.
fn pitches(cell: &GridCell) -> impl Iterator<Item = (f32, f32)> {
    let pairs = cell.lines.windows(2).filter_map(|w| match w {
        [a, b] => Some((b.baseline - a.baseline, a.size.max(b.size))),
        _ => None,
    });
    pairs.filter(|(pitch, _)| *pitch > 0.0)
}

/// Parts a cell over several rows that has a line for each of them, as high as the row's other texts stand.
pub(super) fn part(table: &mut Grid) {
    let mut parted = Vec::new();
    // Lines as far apart as those of one cell are no two texts. A tenth of an em: boxes of print are not more exact.
    let whole = table.cells.iter().filter(|c| c.row_span == 1);
    let wrapped = whole
        .flat_map(pitches)
        .map(|(pitch, size)| pitch + 0.1 * size);
    let wrapped = wrapped.fold(0.0, f32::max);
    for (index, cell) in table.cells.iter().enumerate() {
        if cell.row_span < 2 || cell.lines.len() != cell.row_span || cell.row == 0 {
            continue;
        }
        let apart = pitches(cell).all(|(pitch, size)| pitch >= APART * size && pitch > wrapped);
        if !apart {
            continue;
        }
        let level = (cell.row..).zip(&cell.lines).all(|(row, line)| {
            let beside = table
                .cells
                .iter()
                .filter(|c| c.row == row && c.row_span == 1);
            let mut lines = beside.filter(|c| c.lines.len() == 1).flat_map(|c| &c.lines);
            lines.any(|l| (l.baseline - line.baseline).abs() < LEVEL * line.size)
        });
        if level {
            parted.push(index);
        }
    }
    for index in parted {
        let Some(cell) = table.cells.get_mut(index) else {
            continue;
        };
        cell.doubts.push(lost(
            "no rule is drawn between two texts here, one below the other, as there is beside them: they were parted",
            "此处上下两段文字之间缺少框线，已按旁边各行分开",
        ));
        let whole = cell.clone();
        let mut lines = whole.lines.iter().cloned();
        cell.row_span = 1;
        cell.lines.truncate(1);
        lines.next();
        let edges: Vec<f32> = (whole.row + 1..whole.row + whole.row_span)
            .map(|row| {
                let own = table.cells.iter().find(|c| c.row == row && c.row_span == 1);
                own.map_or(whole.bbox.bottom, |c| c.bbox.top)
            })
            .collect();
        if let (Some(cell), Some(edge)) = (table.cells.get_mut(index), edges.first()) {
            cell.bbox.bottom = *edge;
        }
        for (at, line) in lines.enumerate() {
            let mut own = whole.clone();
            own.row = whole.row + 1 + at;
            own.row_span = 1;
            own.lines = vec![line];
            own.bbox.top = edges.get(at).copied().unwrap_or(own.bbox.top);
            own.bbox.bottom = edges.get(at + 1).copied().unwrap_or(whole.bbox.bottom);
            table.cells.push(own);
        }
    }
    table.cells.sort_by_key(|c| (c.row, c.col));
}

/// That two texts were parted where no rule stands between them.
pub(super) fn lost(english: &'static str, chinese: &'static str) -> Diagnostic {
    Diagnostic::new(codes::CELL_RULE_LOST, Severity::Warning, english, chinese).help(
        "compare both cells with the printed page",
        "请对照原页核实这两格",
    )
}
