//! Pieces, columns and rows → cells.

use super::bands::{LEADING, Row};
use super::columns::{Columns, Piece};
use super::spans;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::BBox;
use crate::table::{Evidence, Grid, GridCell, role};

/// A cell to be, before its place is checked against the others.
struct Draft {
    rows: std::ops::Range<usize>,
    cols: std::ops::RangeInclusive<usize>,
    pieces: Vec<Piece>,
    doubts: Vec<Diagnostic>,
}

/// The grid. None if there is no row.
pub(super) fn grid(pieces: Vec<Piece>, columns: &Columns, rows: &[Row], page: u32) -> Option<Grid> {
    let (count, cols) = (rows.len(), columns.count());
    if count == 0 {
        return None;
    }
    let row_of = |p: &Piece| {
        rows.partition_point(|r| r.bottom <= p.middle())
            .min(count - 1)
    };
    let (wide, narrow): (Vec<Piece>, Vec<Piece>) =
        pieces.into_iter().partition(|p| p.last > p.first);
    let mut drafts: Vec<Draft> = Vec::new();
    for piece in wide {
        let row = row_of(&piece);
        let same = drafts.iter_mut().find(|d| {
            d.rows.start == row && *d.cols.start() <= piece.last && *d.cols.end() >= piece.first
        });
        match same {
            Some(draft) => {
                let (a, b) = (*draft.cols.start(), *draft.cols.end());
                draft.cols = a.min(piece.first)..=b.max(piece.last);
                draft.pieces.push(piece);
            }
            None => drafts.push(Draft {
                rows: row..row + 1,
                cols: piece.first..=piece.last,
                pieces: vec![piece],
                doubts: Vec::new(),
            }),
        }
    }
    let mut by_column: Vec<Vec<(usize, Piece)>> = vec![Vec::new(); cols];
    for piece in narrow {
        // Beside a text across several columns, on its row, print belongs to that.
        let row = row_of(&piece);
        let over = drafts
            .iter_mut()
            .find(|d| d.rows.start == row && d.cols.contains(&piece.first));
        match over {
            Some(draft) => draft.pieces.push(piece),
            None => {
                if let Some(slot) = by_column.get_mut(piece.first) {
                    slot.push((row, piece));
                }
            }
        }
    }
    let tops = first_lines(rows, &by_column, columns);
    let mut numbered = vec![false; count];
    for (row, _) in columns
        .sequence()
        .and_then(|s| by_column.get(s))
        .into_iter()
        .flatten()
    {
        if let Some(slot) = numbered.get_mut(*row) {
            *slot = true;
        }
    }
    for (col, own) in by_column.into_iter().enumerate() {
        drafts.extend(column(col, own, columns, rows, (&tops, &numbered)));
    }
    if !columns.drawn {
        across(&mut drafts, rows);
    }
    between(&mut drafts, rows);
    Some(placed(drafts, columns, rows, page, cols))
}

/// Notes the doubt where a text runs over several columns beside others: it may be two cells' text. A row's only text (a
/// heading) and the label of a sum run so as a rule.
fn across(drafts: &mut [Draft], rows: &[Row]) {
    let mut filled = vec![0_usize; rows.len()];
    for draft in drafts.iter().filter(|d| !d.pieces.is_empty()) {
        for slot in filled.get_mut(draft.rows.clone()).into_iter().flatten() {
            *slot += 1;
        }
    }
    for draft in drafts.iter_mut().filter(|d| d.cols.start() < d.cols.end()) {
        let beside = filled.get(draft.rows.start).is_some_and(|n| *n > 1);
        let header = rows.get(draft.rows.start).is_some_and(|r| r.header);
        let label = draft
            .pieces
            .iter()
            .any(|p| role::summary(&p.text()).is_some());
        if beside && !header && !label {
            draft.doubts.push(across_columns());
        }
    }
}

/// Notes the doubt in rows whose limits neither white space nor the places of their cells show.
fn between(drafts: &mut [Draft], rows: &[Row]) {
    for (index, _) in rows.iter().enumerate().filter(|(_, r)| r.doubtful) {
        let own = drafts
            .iter_mut()
            .filter(|d| d.rows.start == index && !d.pieces.is_empty());
        if let Some(first) = own.min_by_key(|d| *d.cols.start()) {
            first.doubts.push(row_limits());
        }
    }
}

/// Height of the first line of print in each row, in the columns that tell rows apart.
fn first_lines(rows: &[Row], by_column: &[Vec<(usize, Piece)>], columns: &Columns) -> Vec<f32> {
    let mut tops: Vec<f32> = rows.iter().map(|_| f32::INFINITY).collect();
    for (own, tells) in by_column.iter().zip(&columns.tells_rows) {
        for (row, piece) in own.iter().filter(|_| *tells) {
            if let Some(top) = tops.get_mut(*row) {
                *top = top.min(piece.top);
            }
        }
    }
    tops
}

/// The cells of a column.
fn column(
    col: usize,
    own: Vec<(usize, Piece)>,
    columns: &Columns,
    rows: &[Row],
    known: (&[f32], &[bool]),
) -> Vec<Draft> {
    let parted = |row: &Row| {
        row.ruled
            .as_ref()
            .map(|r| r.get(col).copied().unwrap_or(true))
    };
    let mut out = Vec::new();
    let mut start = 0;
    for (index, row) in rows.iter().enumerate() {
        let next = rows.get(index + 1);
        let turns = next.is_some_and(|n| n.header != row.header);
        if next.is_some() && !turns && parted(row) != Some(true) {
            continue;
        }
        let stretch = start..index + 1;
        let inside: Vec<(usize, Piece)> = own
            .iter()
            .filter(|(r, _)| stretch.contains(r))
            .cloned()
            .collect();
        let drawn = rows
            .get(start..index)
            .unwrap_or_default()
            .iter()
            .all(|r| parted(r) == Some(false));
        out.extend(stretch_cells(
            col, stretch, inside, drawn, columns, rows, known,
        ));
        start = index + 1;
    }
    out
}

/// The cells of a column between two rules (or the table's ends). `drawn`: rules elsewhere on each row's edge leave this
/// column out, so the rows are one cell or more of them.
fn stretch_cells(
    col: usize,
    stretch: std::ops::Range<usize>,
    inside: Vec<(usize, Piece)>,
    drawn: bool,
    columns: &Columns,
    rows: &[Row],
    known: (&[f32], &[bool]),
) -> Vec<Draft> {
    let (tops, numbered) = known;
    let draft = |rows: std::ops::Range<usize>, pieces: Vec<Piece>, doubts: Vec<Diagnostic>| Draft {
        rows,
        cols: col..=col,
        pieces,
        doubts,
    };
    let pieces: Vec<Piece> = inside.iter().map(|(_, p)| p.clone()).collect();
    let header = rows.get(stretch.start).is_some_and(|r| r.header);
    let blocks = blocks(&pieces, columns.em);
    if stretch.len() == 1 || (drawn && (blocks.len() < 2 || header)) {
        return vec![draft(stretch, pieces, Vec::new())];
    }
    let each = |inside: Vec<(usize, Piece)>| {
        let mut out: Vec<Draft> = stretch
            .clone()
            .map(|r| draft(r..r + 1, Vec::new(), Vec::new()))
            .collect();
        for (row, piece) in inside {
            if let Some(d) = out.get_mut(row - stretch.start) {
                d.pieces.push(piece);
            }
        }
        out
    };
    if columns.tells_rows.get(col).copied().unwrap_or(true) || blocks.is_empty() || header {
        return each(inside);
    }
    let heights: Vec<(f32, f32)> = rows
        .get(stretch.clone())
        .unwrap_or_default()
        .iter()
        .map(|r| (r.top, r.bottom))
        .collect();
    let extents: Vec<(f32, f32)> = blocks
        .iter()
        .filter_map(|b| Some((b.first()?.top, b.last()?.bottom)))
        .collect();
    let first_body = rows.iter().position(|r| !r.header).unwrap_or(0);
    let open = (stretch.start == first_body, stretch.end == rows.len());
    // A row at the top without a running number is the rest of one on the page before.
    let rest = match columns.sequence() {
        Some(_) if open.0 => numbered
            .get(stretch.clone())
            .unwrap_or_default()
            .iter()
            .take_while(|n| !**n)
            .count(),
        _ => 0,
    };
    let local = tops.get(stretch.clone()).unwrap_or_default();
    let headless = open.0 && first_body == 0;
    let Some(shares) = spans::centred(&heights, &extents, open, rest) else {
        return each(inside);
    };
    // Whichever the print is nearer to; set at the top, the rows below are blank and take the value from above.
    let off: f32 = shares.iter().map(|s| s.off).sum();
    let at_top = spans::at_top(&heights, local, &extents, headless, columns.em);
    // A tenth of an em: what both fit is ambiguous; most tables are set in the middle, and the doubt is a warning.
    let slack = 0.1 * columns.em;
    if !drawn && at_top.is_some_and(|top| top + slack < off) {
        return each(inside);
    }
    let ambiguous = at_top.is_some_and(|top| (top - off).abs() <= slack);
    shares
        .into_iter()
        .map(|share| {
            let rows = share.rows.start + stretch.start..share.rows.end + stretch.start;
            let pieces: Vec<Piece> = share
                .block
                .and_then(|b| blocks.get(b))
                .cloned()
                .unwrap_or_default();
            let doubts = if share.block.is_some() && rows.len() > 1 {
                vec![doubt(ambiguous || share.off > 0.35 * columns.em)]
            } else {
                Vec::new()
            };
            draft(rows, pieces, doubts)
        })
        .collect()
}

/// Lines of one cell stand together.
fn blocks(pieces: &[Piece], em: f32) -> Vec<Vec<Piece>> {
    let mut sorted = pieces.to_vec();
    sorted.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut out: Vec<Vec<Piece>> = Vec::new();
    for piece in sorted {
        match out.last_mut() {
            Some(block)
                if block
                    .last()
                    .is_some_and(|l| piece.top - l.bottom < LEADING * em) =>
            {
                block.push(piece);
            }
            _ => out.push(vec![piece]),
        }
    }
    out
}

fn doubt(off: bool) -> Diagnostic {
    let severity = if off {
        Severity::Warning
    } else {
        Severity::Info
    };
    Diagnostic::new(
        "span.by_centring",
        severity,
        "no rules are drawn round this merged cell; which rows it covers was read from its vertical middle",
        "该合并单元格四周没有框线，所辖行按文字的垂直居中位置推定",
    )
    .help(
        "compare with the printed page",
        "请对照原页核实",
    )
}

fn across_columns() -> Diagnostic {
    Diagnostic::new(
        "text.crosses_columns",
        Severity::Warning,
        "the text runs over the edge between two columns, where no rule is drawn; it may be the text of two cells",
        "文字跨越两列之间且没有框线，可能是两格的内容",
    )
    .help(
        "compare this row with the printed page",
        "请对照原页核实该行",
    )
}

fn row_limits() -> Diagnostic {
    Diagnostic::new(
        "row.limits",
        Severity::Warning,
        "no rule and no white space parts this row from the next; which lines belong to it was read from where they stand",
        "该行与相邻行之间既无框线也无空白，各行文字按其位置归属",
    )
    .help(
        "compare this row and those beside it with the printed page",
        "请对照原页核实该行及上下两行",
    )
}

/// Drafts as cells that cover the grid without overlap; what would overlap gives way to what came first.
fn placed(drafts: Vec<Draft>, columns: &Columns, rows: &[Row], page: u32, cols: usize) -> Grid {
    let count = rows.len();
    let mut owner = vec![false; count * cols];
    let mut cells: Vec<GridCell> = Vec::new();
    for draft in drafts {
        let free = |owner: &[bool], row: usize| {
            draft
                .cols
                .clone()
                .all(|c| owner.get(row * cols + c) == Some(&false))
        };
        // The stretches of its rows that are free.
        let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
        for row in draft.rows.clone().filter(|r| free(&owner, *r)) {
            match parts.last_mut().filter(|p| p.end == row) {
                Some(part) => part.end = row + 1,
                None => parts.push(row..row + 1),
            }
        }
        let mut pieces = Some(draft.pieces);
        for part in parts {
            for row in part.clone() {
                for col in draft.cols.clone() {
                    if let Some(slot) = owner.get_mut(row * cols + col) {
                        *slot = true;
                    }
                }
            }
            let mut own = pieces.take().unwrap_or_default();
            own.sort_by(|a, b| {
                a.top
                    .total_cmp(&b.top)
                    .then(a.line.bbox.x0.total_cmp(&b.line.bbox.x0))
            });
            cells.push(GridCell {
                row: part.start,
                col: *draft.cols.start(),
                row_span: part.len(),
                col_span: draft.cols.end() + 1 - draft.cols.start(),
                bbox: bbox(columns, rows, &part, &draft.cols),
                lines: own.into_iter().map(|p| p.line).collect(),
                doubts: draft.doubts.clone(),
            });
        }
    }
    cells.sort_by_key(|c| (c.row, c.col));
    let whole = bbox(columns, rows, &(0..count), &(0..=cols.saturating_sub(1)));
    let ruled = rows.iter().rev().skip(1).all(|r| r.ruled.is_some());
    Grid {
        page,
        bbox: whole,
        rows: count,
        cols,
        cells,
        evidence: if ruled {
            Evidence::Ruled
        } else {
            Evidence::Space
        },
    }
}

fn bbox(
    columns: &Columns,
    rows: &[Row],
    part: &std::ops::Range<usize>,
    cols: &std::ops::RangeInclusive<usize>,
) -> BBox {
    let edge = |i: usize| columns.edges.get(i).copied().unwrap_or_default();
    BBox::new(
        edge(*cols.start()),
        rows.get(part.start).map_or(0.0, |r| r.top),
        edge(cols.end() + 1),
        rows.get(part.end.saturating_sub(1))
            .map_or(0.0, |r| r.bottom),
    )
}
