//! Tables of `WordprocessingML`: cells in their places on a grid (ECMA-376-1, 17.4).

use std::collections::BTreeSet;

use super::Reader;
use super::body::{Around, Left};
use super::conditional::{InTable, asked};
use super::pictures::Seen;
use super::styles::{ground_in, shaded};
use super::tree::Element;
use super::wrappers::{branch, is_placeholder, is_wrapper};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::key::Key;
use crate::lexicon::{money, numeral, role};
use crate::source::office::{Cell, Node, Table, picture_in_place};

/// Edges so near to one another, in twentieths of a point, are one to the eye: dragging leaves them, and no column is
/// narrower than half a character of the smallest print of tables (10.5 points).
const NEAR: u64 = 100;
/// A table wider than this is hostile: Word has 63 columns at most (its own limit), other programs some more.
const WIDEST: usize = 1_000;

/// How a cell is merged with the one above or before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    None,
    Restart,
    Continue,
}

impl Merge {
    fn of(properties: Option<&Element>, name: &str) -> Self {
        match properties.and_then(|p| p.child(name)) {
            None => Self::None,
            Some(merge) if merge.value() == Some("restart") => Self::Restart,
            Some(_) => Self::Continue,
        }
    }
}

/// A cell as it stands in its row: from one column of the grid up to another.
struct Place<'d> {
    element: &'d Element,
    start: usize,
    end: usize,
    merge: Merge,
    /// In twentieths of a point, where it is stated so.
    width: Option<u64>,
}

impl<'d> Reader<'d, '_, '_, '_> {
    /// A table, or in its place what stands in its cells where it only arranges them; nothing if no row of it is there.
    pub(super) fn add_table(
        &mut self,
        element: &'d Element,
        around: Around<'d>,
        out: &mut Vec<Node>,
    ) -> Result<(), Error> {
        if let Some(table) = self.table(element, around)? {
            if arranges(&table) && !self.has_borders(element) {
                out.extend(table.cells.into_iter().flat_map(|c| c.nodes));
            } else {
                out.push(Node::Table(table));
            }
        }
        Ok(())
    }

    /// Whether any line is drawn round the cells of a table.
    fn has_borders(&self, element: &Element) -> bool {
        let properties = element.child("tblPr");
        let style = properties.and_then(|p| p.child_value("tblStyle"));
        let mut rows = Vec::new();
        children(element, "tr", false, &mut rows);
        let cells = rows.iter().flat_map(|(row, _)| {
            let mut cells = Vec::new();
            children(row, "tc", false, &mut cells);
            cells
        });
        let mut own = cells.filter_map(|(cell, _)| cell.child("tcPr"));
        properties.is_some_and(draws)
            || self.styles.draws(style.or(self.styles.table()))
            || own.any(draws)
    }

    /// A table; none if no row of it is there.
    fn table(&mut self, element: &'d Element, around: Around<'d>) -> Result<Option<Table>, Error> {
        let properties = element.child("tblPr");
        let named = properties.and_then(|p| p.child_value("tblStyle"));
        let style = named.or(self.styles.table());
        // Which of its cells a style paints, and how, is not told apart.
        let styled = self.styles.shades(style);
        let around = Around {
            table: InTable::new(style),
            backed: around.backed || styled || properties.and_then(shaded) == Some(true),
            ground: ground_in(properties, around.ground.filter(|_| !styled)),
            ..around
        };
        let mut found = Vec::new();
        children(element, "tr", false, &mut found);
        let mut rows: Vec<Vec<Place<'d>>> = Vec::new();
        for (row, deleted) in found {
            let properties = row.child("trPr");
            let is = |name: &str| properties.is_some_and(|p| p.child(name).is_some());
            let hidden =
                properties.and_then(|p| p.switch("hidden")) == Some(true) || is_flat(properties);
            if deleted || around.deleted || is("del") || hidden {
                let why = if hidden { Left::Hidden } else { Left::Deleted };
                self.leave_out_row(row, why);
                continue;
            }
            rows.push(self.places(row, properties));
        }
        let widths = element.child("tblGrid");
        if let Some(edges) = by_widths(&rows) {
            place_by_widths(&mut rows, &edges);
        }
        let columns = columns(widths, &rows);
        let column = |edge: usize| columns.get(edge).copied().unwrap_or_default();
        let mut table = Table::default();
        // For each column, the cell that reaches down to the row above and may go on.
        let mut above: Vec<Option<usize>> = Vec::new();
        let (looks, count) = (asked(properties), rows.len());
        for (number, row) in rows.into_iter().enumerate() {
            let ends = (number == 0, number + 1 == count);
            let last = row.len().saturating_sub(1);
            let mut reaching: Vec<Option<usize>> = Vec::new();
            let (first, mut hidden, mut shown) = (table.cells.len(), false, false);
            for (index, place) in row.into_iter().enumerate() {
                let (col, end) = (column(place.start), column(place.end));
                let span = end.saturating_sub(col).max(1);
                self.cells = self.cells.saturating_add(span as u64);
                let most = self.ctx.options.limits.cells;
                self.ctx.check_limit("cells", self.cells, most)?;
                let owner = above.get(col).copied().flatten();
                let owner = owner.filter(|at| {
                    let cell = table.cells.get(*at);
                    cell.is_some_and(|c| (c.col, c.col_span) == (col, span))
                });
                let properties = place.element.child("tcPr");
                let sides = (index == 0, index == last);
                let around = Around {
                    backed: around.backed || properties.and_then(shaded) == Some(true),
                    ground: ground_in(properties, around.ground),
                    table: around.table.cell(looks, ends, sides),
                    ..around
                };
                let index = if let Some(owner) = owner.filter(|_| place.merge == Merge::Continue) {
                    // What stands in a covered cell is not seen.
                    let nodes = self.blocks(&place.element.nodes, around)?;
                    self.leave_out_nodes(&nodes);
                    owner
                } else {
                    let left = self.left.len();
                    let outside = std::mem::take(&mut self.seen);
                    let nodes = self.blocks(&place.element.nodes, around)?;
                    let seen = std::mem::replace(&mut self.seen, outside);
                    let own = self.left.get(left..).unwrap_or_default();
                    let doubts = doubts(&nodes, seen, own);
                    hidden |= self.left.len() > left;
                    shown |= nodes.iter().any(|n| !is_empty(n)) || seen != Seen::Nothing;
                    table.cells.push(Cell {
                        row: table.rows,
                        col,
                        row_span: 1,
                        col_span: span,
                        nodes,
                        doubts,
                    });
                    table.cells.len() - 1
                };
                if reaching.len() < col + span {
                    reaching.resize(col + span, None);
                }
                if place.merge != Merge::None
                    && let Some(slot) = reaching.get_mut(col)
                {
                    *slot = Some(index);
                }
                table.cols = table.cols.max(col + span);
            }
            // A row of which all is hidden is not there, unless its ends of paragraphs are.
            let goes_on = reaching.iter().flatten().any(|at| *at < first);
            if hidden
                && !shown
                && !goes_on
                && table.cells.iter().skip(first).all(|c| c.nodes.is_empty())
            {
                table.cells.truncate(first);
                continue;
            }
            for owner in reaching.iter().flatten() {
                if let Some(cell) = table.cells.get_mut(*owner).filter(|_| *owner < first) {
                    cell.row_span = table.rows + 1 - cell.row;
                }
            }
            above = reaching;
            table.rows += 1;
        }
        if properties.and_then(|p| p.switch("bidiVisual")) == Some(true) {
            // The first column stands at the right.
            for cell in &mut table.cells {
                cell.col = table.cols.saturating_sub(cell.col + cell.col_span);
            }
            table.cells.sort_by_key(|c| (c.row, c.col));
        }
        Ok((!table.cells.is_empty()).then_some(table))
    }

    /// Counts the characters of a row that is not there.
    fn leave_out_row(&mut self, row: &Element, why: Left) {
        self.leave_out_cell(row, why);
        self.rows_left.push(why);
    }

    /// Counts the characters of a cell that is not there.
    fn leave_out_cell(&mut self, cell: &Element, why: Left) {
        let mut text = String::new();
        all_text(cell, &mut text);
        self.leave_out(why, &text);
    }

    /// The cells of a row on the table's grid.
    fn places(&mut self, row: &'d Element, properties: Option<&'d Element>) -> Vec<Place<'d>> {
        let count = |properties: Option<&Element>, name: &str| {
            properties
                .and_then(|p| p.child_number::<usize>(name))
                .map(|n| n.min(WIDEST))
        };
        let mut at = count(properties, "gridBefore").unwrap_or(0);
        let mut cells = Vec::new();
        children(row, "tc", false, &mut cells);
        let mut out: Vec<Place<'d>> = Vec::new();
        for (element, deleted) in cells {
            let properties = element.child("tcPr");
            if deleted || properties.is_some_and(|p| p.child("cellDel").is_some()) {
                self.leave_out_cell(element, Left::Deleted);
                continue;
            }
            let span = count(properties, "gridSpan").unwrap_or(1).max(1);
            let end = at.saturating_add(span).min(WIDEST);
            // Merged with the one before, in the way of old files.
            if Merge::of(properties, "hMerge") == Merge::Continue
                && let Some(before) = out.last_mut()
            {
                before.end = end;
                self.leave_out_cell(element, Left::Hidden);
            } else if end > at {
                out.push(Place {
                    element,
                    start: at,
                    end,
                    merge: Merge::of(properties, "vMerge"),
                    width: properties
                        .and_then(|p| p.child("tcW"))
                        .filter(|w| matches!(w.attribute("type"), None | Some("dxa")))
                        .and_then(|w| w.number("w")),
                });
            }
            at = end;
        }
        out
    }

    fn leave_out_nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Paragraph(paragraph) => {
                    for run in &paragraph.runs {
                        self.leave_out(Left::Hidden, run.text.trim());
                    }
                }
                Node::Table(table) => {
                    for cell in &table.cells {
                        self.leave_out_nodes(&cell.nodes);
                    }
                }
                _ => {}
            }
        }
    }
}

/// What is doubtful about a cell: a picture in place of its text or beside its number, text of it that is not seen where no other
/// is.
fn doubts(nodes: &[Node], seen: Seen, left: &[(Left, usize)]) -> Vec<Diagnostic> {
    let mut lines = Vec::new();
    super::heads::lines_of(nodes, &mut lines);
    let text = lines.concat();
    let mut out = Vec::new();
    let is_blank = text.trim().is_empty();
    let stands_for = match seen {
        Seen::Nothing => false,
        Seen::Floating => is_blank,
        Seen::InLine => {
            is_blank || numeral::is_figures(text.trim()) || money::is_sum(&Key::of(&text))
        }
    };
    if stands_for {
        out.push(picture_in_place());
    }
    if is_blank && left.iter().any(|(why, _)| *why == Left::Hidden) {
        out.push(
            Diagnostic::new(
                codes::CELL_HIDDEN_TEXT,
                Severity::Warning,
                "all that the cell holds is hidden, or of the colour of its ground, and was left out",
                "该单元格的文字被隐藏或与底色相同，未予读取",
            )
            .help("show it in Word to check", "请在 Word 中显示后核实"),
        );
    }
    out
}

/// Whether properties of a table, or of a cell, draw a line.
pub(super) fn draws(properties: &Element) -> bool {
    let borders = properties.elements();
    let borders = borders.filter(|e| e.is("tblBorders") || e.is("tcBorders"));
    let mut lines = borders.flat_map(Element::elements);
    lines.any(|line| !matches!(line.value(), None | Some("nil" | "none")))
}

/// Rows of the largest table that only arranges: names of issuers or of those who sign, number and 签发人.
const ARRANGED: usize = 8;

/// Whether a table may only arrange what is in it: it is small, no row names columns, and no cell is a number.
fn arranges(table: &Table) -> bool {
    let text = |cell: &Cell| -> String {
        let mut lines = Vec::new();
        super::heads::lines_of(&cell.nodes, &mut lines);
        lines.concat().trim().to_owned()
    };
    let texts: Vec<(usize, String)> = table.cells.iter().map(|c| (c.row, text(c))).collect();
    let names = |row: usize| {
        let of_row = texts.iter().filter(|(r, _)| *r == row);
        of_row.filter(|(_, t)| role::is_name(t)).count()
    };
    table.rows <= ARRANGED
        && (0..table.rows).all(|row| names(row) < 2)
        && !texts.iter().any(|(_, t)| numeral::is_figures(t))
}

/// Heights of rows, in twentieths of a point, below which nothing in them is seen.
const FLAT: u32 = 40;

/// Whether a row is as good as hidden by its height.
fn is_flat(properties: Option<&Element>) -> bool {
    let height = properties.and_then(|p| p.child("trHeight"));
    height.is_some_and(|h| {
        h.attribute("hRule") == Some("exact") && h.number("val").is_none_or(|v: u32| v < FLAT)
    })
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Paragraph(paragraph) => paragraph.is_blank(),
        Node::Table(_) => false,
        _ => true,
    }
}

fn all_text(element: &Element, out: &mut String) {
    for child in element.elements() {
        match child.name() {
            "t" | "delText" => out.push_str(&child.text()),
            "Fallback" => {}
            _ => all_text(child, out),
        }
    }
}

/// Rows of a table or cells of a row, in whatever wrappers, and whether they are deleted with one.
fn children<'d>(
    element: &'d Element,
    name: &str,
    deleted: bool,
    out: &mut Vec<(&'d Element, bool)>,
) {
    for child in element.elements() {
        match child.name() {
            found if found == name => out.push((child, deleted)),
            "del" | "moveFrom" => children(child, name, true, out),
            "AlternateContent" => {
                if let Some(branch) = branch(child) {
                    children(branch, name, deleted, out);
                }
            }
            wrapper if is_wrapper(wrapper) && !is_placeholder(child) => {
                children(child, name, deleted, out);
            }
            _ => {}
        }
    }
}

/// The edges of cells, from the left edge of the table, where rows are of one width but not of as many columns of the grid:
/// other programs state widths and forget the grid.
fn by_widths(rows: &[Vec<Place<'_>>]) -> Option<Vec<u64>> {
    let ends: BTreeSet<usize> = rows.iter().filter_map(|r| Some(r.last()?.end)).collect();
    let begins = rows.iter().filter_map(|r| r.first()).all(|p| p.start == 0);
    if ends.len() < 2 || !begins {
        return None;
    }
    let mut all = BTreeSet::from([0]);
    let mut total = None;
    for row in rows {
        let mut at = 0_u64;
        for place in row {
            at = at.saturating_add(place.width.filter(|w| *w >= NEAR)?);
            all.insert(at);
        }
        if total.is_some_and(|t: u64| t.abs_diff(at) > NEAR) {
            return None;
        }
        total = Some(at);
    }
    let mut edges: Vec<u64> = Vec::new();
    for at in all {
        if edges.last().is_none_or(|before| at - before > NEAR) {
            edges.push(at);
        }
    }
    Some(edges)
}

/// Places cells by the edges that lie nearest.
fn place_by_widths(rows: &mut [Vec<Place<'_>>], edges: &[u64]) {
    for row in rows {
        let (mut at, mut column) = (0_u64, 0);
        for place in row {
            at = at.saturating_add(place.width.unwrap_or(0));
            let near = |edge: &u64| edge.abs_diff(at) <= NEAR;
            let end = edges.iter().position(near).unwrap_or(column + 1);
            (place.start, place.end) = (column, end.max(column + 1));
            column = place.end;
        }
    }
}

/// For every edge of the grid the column that begins there. Edges where no cell begins or ends are none, and edges that
/// lie near to one another are one.
fn columns(grid: Option<&Element>, rows: &[Vec<Place<'_>>]) -> Vec<usize> {
    let all = || rows.iter().flatten();
    let used: BTreeSet<usize> = all().flat_map(|p| [p.start, p.end]).collect();
    let last = used.last().copied().unwrap_or(0);
    let widths = grid.into_iter().flat_map(Element::elements);
    let widths = widths.filter(|e| e.is("gridCol"));
    let widths: Vec<u64> = widths.map(|e| e.number("w").unwrap_or(0)).collect();
    let by = |near: Option<u64>| {
        let mut columns = vec![0; last + 1];
        let (mut column, mut at, mut from) = (0_usize, 0_u64, 0_u64);
        let mut begun = false;
        for (edge, slot) in columns.iter_mut().enumerate() {
            if used.contains(&edge) {
                let is_near = near.is_some_and(|near| at.saturating_sub(from) < near);
                if begun && !is_near {
                    column += 1;
                }
                if !begun || !is_near {
                    from = at;
                }
                begun = true;
            }
            *slot = column;
            at = at.saturating_add(widths.get(edge).copied().unwrap_or(0));
        }
        columns
    };
    let exact = by(None);
    if widths.len() < last || widths.contains(&0) {
        return exact;
    }
    let near = by(Some(NEAR));
    let column = |edge: usize| near.get(edge).copied().unwrap_or_default();
    // A cell of no width would be none.
    if all().all(|p| column(p.end) > column(p.start)) {
        near
    } else {
        exact
    }
}
