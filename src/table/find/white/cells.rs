//! Pieces, columns and rows → cells.

use foldhash::HashSet;

use super::bands::Row;
use super::columns::{self, Columns, Piece};
use super::merged::{self, Known};
use super::narrow;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::labels;
use crate::location::BBox;
use crate::model::{Role, RowKind};
use crate::table::{Evidence, Grid, GridCell};

/// A cell to be, before its place is checked against the others.
pub(super) struct Draft {
    pub(super) rows: std::ops::Range<usize>,
    pub(super) cols: std::ops::RangeInclusive<usize>,
    pub(super) pieces: Vec<Piece>,
    pub(super) doubts: Vec<Diagnostic>,
}

/// The grid. None if there is no row.
pub(super) fn grid(pieces: Vec<Piece>, columns: &Columns, rows: &[Row], page: u32) -> Option<Grid> {
    let (count, cols) = (rows.len(), columns.count());
    if count == 0 {
        return None;
    }
    // Rows meet half-way between the print that tells them apart: what stands below the header is none of it.
    let body = rows.iter().position(|r| !r.header).unwrap_or(0);
    let row_of = |p: &Piece| {
        let row = rows.partition_point(|r| r.bottom <= p.middle());
        let least = if columns.heads(p) { 0 } else { body };
        row.max(least).min(count - 1)
    };
    let (mut wide, mut narrow): (Vec<Piece>, Vec<Piece>) =
        pieces.into_iter().partition(|p| p.last > p.first);
    let mut adds_up = vec![None; count];
    for piece in wide.iter().chain(&narrow).filter(|p| p.sums) {
        if let Some(slot) = adds_up.get_mut(row_of(piece)) {
            // What stands across all columns and adds nothing up heads the rows below it, or explains those above.
            let across = (piece.first, piece.last + 1) == (0, cols);
            let kind = labels::summary(&piece.key);
            *slot = kind.or(across.then_some(RowKind::Heading)).or(*slot);
        }
    }
    let parted = part_wide(&mut wide, &mut narrow, columns, rows, row_of);
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
    // Beside a text across several columns, on its row, print belongs to that, unless it goes on with another row's.
    let over = |drafts: &[Draft], row: usize, col: usize| {
        let mut drafts = drafts.iter();
        drafts.position(|d| d.rows.start == row && d.cols.contains(&col))
    };
    let mut by_column: Vec<Vec<(usize, Piece)>> = vec![Vec::new(); cols];
    let mut beside = by_column.clone();
    for piece in narrow {
        let row = row_of(&piece);
        let list = match over(&drafts, row, piece.first) {
            Some(_) => &mut beside,
            None => &mut by_column,
        };
        if let Some(slot) = list.get_mut(piece.first) {
            slot.push((row, piece));
        }
    }
    let known = Known::new(rows, &by_column, columns, &adds_up);
    let wide = drafts.len();
    for (col, (mut own, beside)) in by_column.into_iter().zip(beside).enumerate() {
        own.extend(beside);
        let mut own = known.of_rows_beside(col, own, (columns, rows));
        own.retain(|(row, piece)| {
            let over = over(drafts.get(..wide).unwrap_or_default(), *row, col);
            let draft = over.and_then(|at| drafts.get_mut(at));
            let stays = draft.is_none();
            if let Some(draft) = draft {
                draft.pieces.push(piece.clone());
            }
            stays
        });
        drafts.extend(column(col, own, columns, rows, (&known, &adds_up)));
    }
    if !columns.drawn {
        across(&mut drafts, rows);
    }
    for draft in &mut drafts {
        let own = draft.rows.clone();
        let mut own = own.flat_map(|row| draft.cols.clone().map(move |col| (row, col)));
        if own.any(|place| parted.contains(&place)) {
            draft.doubts.push(across_columns());
        }
    }
    between(&mut drafts, rows);
    Some(placed(drafts, columns, rows, page, cols))
}

/// Parts what runs over the edges of columns in a row in which each of these prints lines of its own: no cell is merged over
/// cells that have text. Running text without a header may be set so. Where it did, by row and column.
fn part_wide(
    wide: &mut Vec<Piece>,
    narrow: &mut Vec<Piece>,
    columns: &Columns,
    rows: &[Row],
    row_of: impl Fn(&Piece) -> usize,
) -> HashSet<(usize, usize)> {
    let own: HashSet<(usize, usize)> = narrow.iter().map(|p| (row_of(p), p.first)).collect();
    let mut parted = HashSet::default();
    wide.retain(|piece| {
        let row = row_of(piece);
        let header = rows.get(row).is_none_or(|r| r.header);
        if !columns.named()
            || header
            || piece.sums
            || !(piece.first..=piece.last).all(|c| own.contains(&(row, c)))
        {
            return true;
        }
        let mut rest = piece.line.chars.as_slice();
        for col in piece.first..=piece.last {
            let edge = columns.edges.get(col + 1).copied().unwrap_or_default();
            let at = if col < piece.last {
                narrow::place_at(rest, edge, piece.line.size)
            } else {
                rest.len()
            };
            let (mut chars, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
            rest = after;
            // What stands in brackets is one cell's: that in which the most of it lies.
            if narrow::parts_brackets(chars, rest) {
                let middle = f32::midpoint(piece.line.bbox.x0, piece.line.bbox.x1);
                let all = piece.line.chars.as_slice();
                (chars, rest) = if middle < edge {
                    (all, &[][..])
                } else {
                    (&[][..], all)
                };
            }
            let line = columns::part(&piece.line, chars.to_vec());
            if !line.is_blank() {
                narrow.push(Piece::new(col, col, line));
            }
            parted.insert((row, col));
        }
        false
    });
    parted
}

/// Notes the doubt where a text runs over several columns beside others: it may be two cells' text. A row's only text (a
/// heading) and the label of a sum run so as a rule. So it may be in a column whose header names two.
fn across(drafts: &mut [Draft], rows: &[Row]) {
    let heads = |d: &Draft| rows.get(d.rows.start).is_some_and(|r| r.header);
    let double: Vec<usize> = drafts
        .iter()
        .filter(|d| heads(d) && d.cols.start() == d.cols.end())
        .filter(|d| d.pieces.iter().any(|p| narrow::holds_two_names(&p.line)))
        .map(|d| *d.cols.start())
        .collect();
    for draft in drafts.iter_mut() {
        let col = *draft.cols.start();
        if !heads(draft) && !draft.pieces.is_empty() && double.contains(&col) {
            draft.doubts.push(across_columns());
        }
    }
    let mut filled = vec![0_usize; rows.len()];
    for draft in drafts.iter().filter(|d| !d.pieces.is_empty()) {
        for slot in filled.get_mut(draft.rows.clone()).into_iter().flatten() {
            *slot += 1;
        }
    }
    for draft in drafts.iter_mut().filter(|d| d.cols.start() < d.cols.end()) {
        let beside = filled.get(draft.rows.start).is_some_and(|n| *n > 1);
        let header = heads(draft);
        let label = draft.pieces.iter().any(|p| p.sums);
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

/// The cells of a column. None runs over a row that adds up others, but for those of purchasers over their subtotal, and
/// unless rules leave the column out there.
fn column(
    col: usize,
    own: Vec<(usize, Piece)>,
    columns: &Columns,
    rows: &[Row],
    (known, adds_up): (&Known, &[Option<RowKind>]),
) -> Vec<Draft> {
    let parted = |row: &Row| {
        row.ruled
            .as_ref()
            .map(|r| r.get(col).copied().unwrap_or(true))
    };
    let buys = columns.roles.get(col) == Some(&Some(Role::Purchaser));
    let mut out = Vec::new();
    let mut start = 0;
    for (index, row) in rows.iter().enumerate() {
        let next = rows.get(index + 1);
        let turns = next.is_some_and(|n| n.header != row.header);
        let mut near = adds_up.iter().skip(index).take(2).flatten();
        let ends = |kind: &RowKind| !buys || *kind != RowKind::Subtotal;
        let total = near.any(ends) && parted(row).is_none();
        if next.is_some() && !turns && !total && parted(row) != Some(true) {
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
        out.extend(merged::cells(
            col,
            stretch,
            inside,
            drawn,
            (columns, rows, known),
        ));
        start = index + 1;
    }
    out
}

fn across_columns() -> Diagnostic {
    Diagnostic::new(
        codes::TEXT_CROSSES_COLUMNS,
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
        codes::ROW_LIMITS,
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
                ..GridCell::default()
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
