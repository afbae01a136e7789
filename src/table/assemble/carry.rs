//! Cells that take their value from a row above.

use super::kinds::kinds;
use super::rows::{Cover, PieceCell, PieceRow};
use super::{heads, key_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, numeral, office};
use crate::location::Location;
use crate::model::{Origin, Role, RowKind};
use crate::table::{Evidence, WholeCell, WholeColumn, WholeRow};
use crate::text::Line;

/// The rows with every cell's origin.
pub(super) fn rows(
    pieces: Vec<PieceRow>,
    columns: &[WholeColumn],
    breaks: &[usize],
    evidence: Evidence,
) -> Vec<WholeRow> {
    let spans: Vec<bool> = (0..columns.len())
        .map(|col| {
            pieces.iter().any(|r| {
                r.cells
                    .get(col)
                    .is_some_and(|c| matches!(c.cover, Cover::Below(_)))
            })
        })
        .collect();
    let all_are = |col: usize, is: fn(&Key) -> bool| {
        let texts = pieces.iter().filter_map(|r| r.cells.get(col));
        let texts = texts.map(PieceCell::key).filter(|t| !t.is_empty());
        let mut texts = texts.peekable();
        texts.peek().is_some() && texts.all(|t| is(&t))
    };
    // Numbers count something of their own row, and are no names of groups.
    let counts = (0..columns.len()).map(|col| all_are(col, |t| numeral::is_figures(t)));
    let counts: Vec<bool> = counts.collect();
    let project = columns
        .iter()
        .position(|c| c.role == Role::Project)
        .unwrap_or(columns.len());
    // Where nobody buys, the body that is given the money stands over its projects as a purchaser does; whom a project serves does not.
    let buys = columns.iter().any(|c| c.role == Role::Purchaser);
    let given = |(col, column): (usize, &WholeColumn)| {
        let before = col < project && project < columns.len();
        let given = column.role == Role::Beneficiary && !buys && before;
        given && all_are(col, |t| office::is_body_named(t))
    };
    let given: Vec<bool> = columns.iter().enumerate().map(given).collect();
    let mut out: Vec<WholeRow> = Vec::with_capacity(pieces.len());
    let mut owners: Vec<Option<Owner>> = vec![None; columns.len()];
    // What a doubtful row is said of, those that take their value through it are.
    let mut doubts: Vec<Vec<Diagnostic>> = vec![Vec::new(); columns.len()];
    let kinds = kinds(&pieces, columns);
    for (index, (piece, kind)) in pieces.into_iter().zip(kinds).enumerate() {
        if kind == RowKind::Heading {
            // No merged cell reaches over a heading.
            owners.iter_mut().for_each(|owner| *owner = None);
        }
        let mut cells = Vec::with_capacity(piece.cells.len());
        // An entry with a number of its own says whose it is, or nothing.
        let apart = evidence == Evidence::Listed;
        let apart = apart && piece.cells.first().is_some_and(|c| !c.is_blank());
        // Of a row of which nothing is printed nobody knows whose it is.
        let item = kind == RowKind::Item && !piece.is_blank();
        // Where a column at the left names a new group, what the groups within it were called is over.
        let mut fresh = false;
        // Columns in which a row of a sum names the purchaser of the rows below it: 区教育局 | 小计 | 8.4.
        let mut heads: Vec<usize> = Vec::new();
        let parts = piece.cells.into_iter().zip(columns);
        let parts = parts.zip(&mut owners).zip(&mut doubts);
        for (col, (((cell, column), above), doubts)) in parts.enumerate() {
            let counts = counts.get(col).copied().unwrap_or(false);
            let inner = col < project && column.role == Role::Other && !counts;
            let groups = column.role == Role::Purchaser
                || given.get(col) == Some(&true)
                || (inner && !fresh);
            // What stands over the parts of what is bought is all of them: 项目名称：…, 包1：…, 包2：….
            let of_all = evidence == Evidence::Paired && column.role == Role::Project;
            let rule = Rule {
                groups,
                apart,
                merges: of_all
                    || !matches!(
                        column.role,
                        Role::Sequence | Role::Project | Role::Amount | Role::AmountOther
                    ),
                spans: spans.get(col).copied().unwrap_or(false),
                item,
                once: !of_all
                    && matches!(
                        column.role,
                        Role::Project | Role::Amount | Role::AmountOther
                    ),
                note: column.role == Role::Note,
            };
            let text = cell.key();
            let cell = beyond_total(cell, col, &out);
            let mut cell = whole(cell, &text, index, &rule, above.as_ref(), breaks, evidence);
            leave_clipped(&mut cell, col, &out);
            if kind == RowKind::Item {
                let loud = |d: &&Diagnostic| d.severity != Severity::Info;
                let taken = matches!(
                    cell.origin,
                    Origin::Carried | Origin::Ditto | Origin::Merged
                );
                if taken && !cell.doubts.iter().any(|d| loud(&d)) {
                    // That a cell goes on over a page's edge is said at the rows that it concerns.
                    let merged = cell.origin == Origin::Merged;
                    let said = |d: &Diagnostic| !(merged && d.code.starts_with("carry."));
                    cell.doubts.extend(doubts.drain(..).filter(said));
                }
                *doubts = cell.doubts.iter().filter(loud).cloned().collect();
            }
            let names = kind == RowKind::Subtotal
                && column.role == Role::Purchaser
                && labels::summary(&text).is_none()
                && above.as_ref().is_none_or(|owner| owner.text != text);
            if names && cell.origin == Origin::Own && !text.is_empty() {
                heads.push(col);
                *above = Some(Owner {
                    row: index,
                    text,
                    added_up: false,
                });
            } else if kind == RowKind::Item && cell.origin == Origin::Own && !text.is_empty() {
                fresh |= groups;
                *above = Some(Owner {
                    row: index,
                    text,
                    added_up: false,
                });
            }
            cells.push(cell);
        }
        let ends = matches!(kind, RowKind::Subtotal | RowKind::Total)
            && !cells
                .iter()
                .any(|c| labels::adds_up_page(&key_of(&c.lines)));
        if ends {
            for (col, owner) in owners.iter_mut().enumerate() {
                if let Some(owner) = owner.as_mut().filter(|_| !heads.contains(&col)) {
                    owner.added_up = true;
                }
            }
        }
        out.push(WholeRow { kind, cells });
    }
    out
}

/// Forgets what is said of words that are clipped at the foot of a page and printed on the next, where the cell goes on: none are
/// missing.
fn leave_clipped(cell: &mut WholeCell, col: usize, above: &[WholeRow]) {
    if !cell
        .doubts
        .iter()
        .any(|d| d.code == codes::CELL_HIDDEN_TEXT)
    {
        return;
    }
    let owner = cell.owner.filter(|_| cell.lines.is_empty());
    let owner = owner.and_then(|row| above.get(row)?.cells.get(col));
    let lines = owner.map_or(&cell.lines, |owner| &owner.lines);
    let (text, last) = (key_of(lines), lines.last().map_or(0, |l| l.page));
    let again = |d: &Diagnostic| match d.location {
        Some(Location::Page { page, .. }) => page < last && heads::is_of(d, &text),
        _ => false,
    };
    cell.doubts.retain(|d| !again(d));
}

/// A cell that was merged from a row of totals down says nothing of the rows below, whether it is blank or has the label: what it
/// covers there is blank, and may be carried from above (本页小计 between the rows of one purchaser).
fn beyond_total(mut cell: PieceCell, col: usize, above: &[WholeRow]) -> PieceCell {
    if let Cover::Below(owner) = cell.cover
        && let Some(row) = above.get(owner)
        && matches!(row.kind, RowKind::Subtotal | RowKind::Total)
        && row.cells.get(col).is_some_and(|c| {
            c.lines.iter().all(Line::is_blank) || labels::summary(&key_of(&c.lines)).is_some()
        })
    {
        cell.cover = Cover::Anchor(1);
    }
    cell
}

/// Of a table whose merged cells cannot be seen, the columns that have blank cells below a value which were left blank:
/// they may be merged with it, or hold nothing.
pub(super) fn left_blank(
    rows: &[WholeRow],
    columns: &[WholeColumn],
    evidence: Evidence,
) -> Vec<Diagnostic> {
    let seen = matches!(
        evidence,
        Evidence::Ruled | Evidence::Markup | Evidence::Listed | Evidence::Paired
    );
    let shared = |role| {
        !matches!(
            role,
            Role::Sequence | Role::Project | Role::Amount | Role::AmountOther | Role::Note
        )
    };
    let columns = columns
        .iter()
        .enumerate()
        .filter(|(_, c)| !seen && shared(c.role));
    columns
        .filter_map(|(col, column)| {
            let cells = rows.iter().filter(|r| r.kind == RowKind::Item);
            let own = cells.filter_map(|r| r.cells.get(col)).filter(|c| c.origin == Origin::Own);
            let blank = |c: &&WholeCell| c.lines.iter().all(Line::is_blank);
            let count = own.skip_while(blank).filter(blank).count();
            let name = column.path.join("/");
            (count > 0).then(|| {
                Diagnostic::new(
                    codes::CARRY_LEFT_BLANK,
                    Severity::Info,
                    format!("{count} cells of the column {name} are blank below a value; they were left blank"),
                    format!("“{name}”列有{count}格为空，未按上方补填"),
                )
                .help(
                    "compare with the printed page where cells may be merged",
                    "如原表为合并单元格，请对照原页核实",
                )
            })
        })
        .collect()
}

/// What a column allows.
struct Rule {
    /// A blank takes the value above.
    groups: bool,
    /// Of a row that says all that it holds.
    apart: bool,
    /// A merged cell gives its value to all its rows.
    merges: bool,
    /// Merged cells are drawn in this column.
    spans: bool,
    item: bool,
    /// A value that is one row's own, never shared.
    once: bool,
    note: bool,
}

/// The nearest row above whose cell prints its own text, and that.
#[derive(Clone)]
struct Owner {
    row: usize,
    text: Key,
    /// A row of totals stands below it, that ends its group.
    added_up: bool,
}

fn whole(
    cell: PieceCell,
    text: &str,
    row: usize,
    rule: &Rule,
    above: Option<&Owner>,
    breaks: &[usize],
    evidence: Evidence,
) -> WholeCell {
    let taken = cell.is_taken();
    let PieceCell {
        lines,
        cover,
        mut doubts,
    } = cell;
    let mut out = WholeCell {
        lines,
        ..WholeCell::default()
    };
    match cover {
        Cover::Below(owner) if rule.merges => {
            (out.owner, out.origin) = (Some(owner), Origin::Merged);
        }
        Cover::Below(_) if rule.once && rule.item => doubts.push(merged_once()),
        Cover::Below(_) | Cover::Right => {}
        Cover::Anchor(_) if text.is_empty() => {
            // Where merged cells are drawn, a blank cell with rules of its own is blank.
            let own = rule.apart || rule.spans && evidence == Evidence::Ruled;
            let carried = rule.groups && rule.item && !taken && !own;
            if carried && let Some(owner) = above {
                (out.owner, out.origin) = (Some(owner.row), Origin::Carried);
                // On paper the name of a merged cell may stand on the page after; pasted text repeats or leaves blank.
                let late = matches!(evidence, Evidence::Ruled | Evidence::Space);
                let breaks = |row: usize| breaks.binary_search(&row).is_ok();
                if breaks(row) || (late && breaks(row + 1)) {
                    doubts.push(across_break());
                }
                if owner.added_up {
                    doubts.push(across_total());
                }
            }
        }
        Cover::Anchor(_) if !rule.note && rule.merges && labels::is_ditto(text) => {
            if let Some(owner) = above {
                (out.owner, out.origin) = (Some(owner.row), Origin::Ditto);
            }
        }
        Cover::Anchor(_) => {
            // The mark of what goes on says it in any column that may be merged; alone, it was cut from the name by the page's edge.
            let name = labels::without_continued(text);
            let marked = rule.merges && name != text;
            if (rule.groups || marked)
                && let Some(owner) = above.filter(|o| *o.text == *name || marked && name.is_empty())
            {
                (out.owner, out.origin) = (Some(owner.row), Origin::Repeated);
            }
        }
    }
    out.doubts = doubts;
    out
}

fn merged_once() -> Diagnostic {
    Diagnostic::new(
        codes::CELL_MERGED_ONCE,
        Severity::Warning,
        "one cell is printed for this row and rows above; its value was given to the first of them only",
        "该格与上方各行合并为一格，其值只计入首行",
    )
    .help(
        "decide from the printed page how the value is shared",
        "请对照原页确定各行如何分摊",
    )
}

fn across_break() -> Diagnostic {
    Diagnostic::new(
        codes::CARRY_ACROSS_BREAK,
        Severity::Info,
        "the cell is blank and stands at a page break; its value was taken from above",
        "该格为空且位于分页处，其值取自上方",
    )
    .help("compare with the printed page", "请对照原页核实")
}

fn across_total() -> Diagnostic {
    Diagnostic::new(
        codes::CARRY_ACROSS_TOTAL,
        Severity::Warning,
        "the cell is blank and a row of totals stands above it; its value was taken from above that row",
        "该格为空且上方有小计或合计行，其值取自该行之上",
    )
    .help(
        "check that the value holds for this row, too",
        "请核对该值是否也适用于本行",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::location::BBox;
    use crate::options::ParseOptions;
    use crate::text::plain;

    #[test]
    fn words_clipped_at_the_foot_of_a_page_are_not_missing_where_the_next_has_them() {
        let options = ParseOptions::default();
        let doubt = |text: &str| {
            Diagnostic::new(
                "cell.hidden_text",
                Severity::Warning,
                format!("{text:?} is clipped away"),
                "",
            )
            .at(Location::Page {
                page: 1,
                bbox: BBox::default(),
            })
        };
        let left = |page: u32, hidden: &str| {
            let mut lines = plain::lines("区综合行政执法局", &mut Context::new(&options));
            lines.iter_mut().for_each(|l| l.page = page);
            let owner = WholeCell {
                lines,
                ..WholeCell::default()
            };
            let above = [WholeRow {
                kind: RowKind::Item,
                cells: vec![owner.clone()],
            }];
            let covered = WholeCell {
                owner: Some(0),
                ..WholeCell::default()
            };
            [owner, covered].map(|mut cell| {
                cell.doubts = vec![doubt(hidden)];
                leave_clipped(&mut cell, 0, &above);
                cell.doubts.len()
            })
        };
        assert_eq!(left(2, "执法局"), [0, 0]);
        assert_eq!(left(1, "执法局"), [1, 1]);
        assert_eq!(left(2, "区民政局"), [1, 1]);
    }
}
