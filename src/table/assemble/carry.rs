//! Row kinds, and cells that take their value from a row above.

use super::rows::{Cover, PieceCell, PieceRow};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::ordinal::{self, Mark, Numeral};
use crate::lexicon::{labels, numeral};
use crate::model::{Origin, Role, RowKind};
use crate::table::{Evidence, WholeCell, WholeColumn, WholeRow};
use crate::text::Line;

/// Kind of a row that is no item, by the words in its cells up to the project's, or to the first sum's.
pub(super) fn kind(row: &PieceRow, columns: &[WholeColumn]) -> Option<RowKind> {
    let at = |role| columns.iter().position(|c| c.role == role);
    let numbered = at(Role::Sequence)
        .and_then(|c| row.cells.get(c))
        .map(PieceCell::text)
        // 合计3项 has a number, and is none.
        .is_some_and(|t| t.chars().any(|c| c.is_ascii_digit()) && labels::summary(&t).is_none());
    if numbered {
        return None;
    }
    // A label that is merged over the columns before the sum stands in their middle.
    let last = match (at(Role::Project), at(Role::Amount)) {
        (project, Some(amount)) if amount > 0 => project.unwrap_or(0).max(amount - 1),
        (project, _) => project.unwrap_or(2),
    };
    let label = |cell: &PieceCell| labels::summary(&cell.text());
    row.cells.iter().take(last + 1).find_map(label)
}

/// Kinds of the rows: those that their own words tell, and those over others. One of these lies across the table with its one
/// text, or is numbered 一、 where the rows below are numbered 1. With a sum it is theirs, where they have sums.
fn kinds(rows: &[PieceRow], columns: &[WholeColumn]) -> Vec<RowKind> {
    let first = |row: &PieceRow| row.cells.first().map(PieceCell::text).unwrap_or_default();
    let numbered = rows.iter().any(|row| numeral::is_figures(&first(row)));
    let over = |row: &PieceRow| numbered && is_chinese_number(&first(row));
    let mut out = Vec::with_capacity(rows.len());
    // From the end: whether a row below, down to the next over others, has a sum.
    let mut below = false;
    let mut followed = false;
    for row in rows.iter().rev() {
        let (own, paid) = (kind(row, columns), is_paid(row, columns));
        out.push(match own {
            Some(kind) => kind,
            None if lies_across(row) => RowKind::Heading,
            None if over(row) && !paid => RowKind::Heading,
            None if over(row) && below => RowKind::Subtotal,
            None => match alone(row, columns) {
                // A name over rows has rows below it.
                Some(text) if labels::is_note(&text) || !followed => RowKind::Note,
                Some(_) => RowKind::Heading,
                None => RowKind::Item,
            },
        });
        followed |= out.last() == Some(&RowKind::Item);
        below = !over(row) && (below || own.is_none() && paid);
    }
    out.reverse();
    out
}

/// The text of a row that has no other, where no item's would stand alone: at the left of the table, in no merged cell, and
/// neither a running number nor a project's name. The number's column may be left blank beside it.
fn alone(row: &PieceRow, columns: &[WholeColumn]) -> Option<String> {
    let mut filled = row.cells.iter().enumerate().filter(|(_, c)| !c.is_blank());
    let (Some((col, cell)), None) = (filled.next(), filled.next()) else {
        return None;
    };
    let text = cell.text();
    let sequence = columns.iter().position(|c| c.role == Role::Sequence);
    let number = text.chars().any(|c| c.is_ascii_digit()) && !labels::is_note(&text);
    let at_left = match sequence {
        Some(sequence) if col == sequence => !number && !is_chinese_number(&text),
        Some(sequence) => col <= sequence + 1,
        None => col == 0,
    };
    let project = columns.get(col).is_some_and(|c| c.role == Role::Project);
    let below = |c: &PieceCell| matches!(c.cover, Cover::Below(_));
    let apart = row.cells.len() > 2 && !row.cells.iter().any(below);
    (apart && at_left && (!project || labels::is_note(&text))).then_some(text)
}

fn lies_across(row: &PieceRow) -> bool {
    row.cells.split_first().is_some_and(|(first, rest)| {
        !first.is_blank() && !rest.is_empty() && rest.iter().all(|c| c.cover == Cover::Right)
    })
}

/// Whether a row has a sum.
fn is_paid(row: &PieceRow, columns: &[WholeColumn]) -> bool {
    let is_money = |c: &WholeColumn| matches!(c.role, Role::Amount | Role::AmountOther);
    let mut cells = row.cells.iter().zip(columns);
    cells.any(|(cell, column)| is_money(column) && cell.text().chars().any(|c| c.is_ascii_digit()))
}

/// Whether a text is a number in Chinese numerals, or begins with one as headings do: 一, 一、, （一）, 一、养老服务类.
fn is_chinese_number(text: &str) -> bool {
    ordinal::leading(text.chars()).is_some_and(|o| {
        let alone = || text.chars().skip(o.rest).all(char::is_whitespace);
        matches!(o.style.numeral, Numeral::Chinese | Numeral::Capital)
            && (o.style.mark != Mark::None || alone())
    })
}

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
    let project = columns
        .iter()
        .position(|c| c.role == Role::Project)
        .unwrap_or(columns.len());
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
        // Where a column at the left names a new group, what the groups within it were called is over.
        let mut fresh = false;
        let parts = piece.cells.into_iter().zip(columns);
        let parts = parts.zip(&mut owners).zip(&mut doubts);
        for (col, (((cell, column), above), doubts)) in parts.enumerate() {
            let inner = col < project && column.role == Role::Other;
            let groups = column.role == Role::Purchaser || (inner && !fresh);
            let rule = Rule {
                groups,
                merges: !matches!(
                    column.role,
                    Role::Sequence | Role::Project | Role::Amount | Role::AmountOther
                ),
                spans: spans.get(col).copied().unwrap_or(false),
                item: kind == RowKind::Item,
                once: matches!(
                    column.role,
                    Role::Project | Role::Amount | Role::AmountOther
                ),
                note: column.role == Role::Note,
            };
            let text = cell.text();
            let cell = beyond_total(cell, col, &out);
            let mut cell = whole(cell, &text, index, &rule, above.as_ref(), breaks, evidence);
            if kind == RowKind::Item {
                let loud = |d: &&Diagnostic| d.severity != Severity::Info;
                if cell.origin == Origin::Carried && !cell.doubts.iter().any(|d| loud(&d)) {
                    cell.doubts.append(doubts);
                }
                *doubts = cell.doubts.iter().filter(loud).cloned().collect();
            }
            if kind == RowKind::Item && cell.origin == Origin::Own && !text.is_empty() {
                fresh |= groups;
                *above = Some(Owner { row: index, text });
            }
            cells.push(cell);
        }
        out.push(WholeRow { kind, cells });
    }
    out
}

/// A blank cell that was merged from a row of totals down belongs to no total: what it covers below is blank, too, and may be
/// carried from above (本页小计 between the rows of one purchaser).
fn beyond_total(mut cell: PieceCell, col: usize, above: &[WholeRow]) -> PieceCell {
    if let Cover::Below(owner) = cell.cover
        && let Some(row) = above.get(owner)
        && matches!(row.kind, RowKind::Subtotal | RowKind::Total)
        && row
            .cells
            .get(col)
            .is_some_and(|c| c.lines.iter().all(Line::is_blank))
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
        Evidence::Ruled | Evidence::Markup | Evidence::Listed
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
                    "carry.left_blank",
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
    text: String,
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
            let carried = rule.groups && rule.item && !(rule.spans && evidence == Evidence::Ruled);
            if carried && let Some(owner) = above {
                (out.owner, out.origin) = (Some(owner.row), Origin::Carried);
                // On paper the name of a merged cell may stand on the page after; pasted text repeats or leaves blank.
                let late = matches!(evidence, Evidence::Ruled | Evidence::Space);
                let breaks = |row: usize| breaks.binary_search(&row).is_ok();
                if breaks(row) || (late && breaks(row + 1)) {
                    doubts.push(across_break());
                }
            }
        }
        Cover::Anchor(_) if !rule.note && rule.merges && labels::is_ditto(text) => {
            if let Some(owner) = above {
                (out.owner, out.origin) = (Some(owner.row), Origin::Ditto);
            }
        }
        Cover::Anchor(_) => {
            // The mark of what goes on says it in any column that may be merged.
            let marked = rule.merges && labels::without_continued(text) != text;
            if (rule.groups || marked)
                && let Some(owner) = above.filter(|o| o.text == labels::without_continued(text))
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
        "cell.merged_once",
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
        "carry.across_break",
        Severity::Info,
        "the cell is blank and stands at a page break; its value was taken from above",
        "该格为空且位于分页处，其值取自上方",
    )
    .help("compare with the printed page", "请对照原页核实")
}
