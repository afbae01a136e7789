//! Rows that stand outside the rules of their table: a header on a coloured ground that is its frame, or on none; the last
//! projects and the total below the last rule.

use foldhash::HashSet;

use crate::accounts::CharId;
use crate::lexicon::key::Key;
use crate::lexicon::numeral::{Figure, figure};
use crate::lexicon::{labels, numeral, ordinal, role};
use crate::location::BBox;
use crate::page::Glyph;
use crate::table::assemble::key_of;
use crate::table::{Evidence, Grid, GridCell};
use crate::text::{Line, lines};

/// How far apart lines of the header may stand, and the last one and the table, in ems: as rows with ample padding do.
const NEAR: f32 = 1.5;

/// Makes the lines right above each table its first row, if they name its columns and nothing in it does.
pub(super) fn adopt(tables: &mut [Grid], outside: &mut Vec<Glyph>, page: u32) {
    for table in tables.iter_mut().filter(|t| t.cols > 2) {
        let first: Vec<Key> = row(table, 0).map(|c| key_of(&c.lines)).collect();
        if names(first.iter()) > 1 {
            continue;
        }
        let Some(edges) = edges(table) else {
            continue;
        };
        let above: Vec<Glyph> = outside
            .iter()
            .filter(|g| g.y < table.bbox.top && g.y > table.bbox.top - HIGHEST * g.size)
            .copied()
            .collect();
        let mut floor = table.bbox.top;
        let mut taken: Vec<Vec<Glyph>> = vec![Vec::new(); table.cols];
        for line in lines::lines(&above, page).iter().rev() {
            if floor - line.baseline > NEAR * line.size {
                break;
            }
            let Some(own) = in_columns(line, &above, &edges) else {
                break;
            };
            for (slot, mut glyphs) in taken.iter_mut().zip(own) {
                slot.append(&mut glyphs);
            }
            floor = line.baseline - line.size;
        }
        let cells: Vec<Vec<Line>> = taken.iter().map(|g| lines::lines(g, page)).collect();
        let texts: Vec<Key> = cells.iter().map(|c| key_of(c)).collect();
        // A line of facts about the table (单位：万元) has a colon.
        let all = texts.iter().all(|t| !t.is_empty() && !t.contains(':'));
        if !all || names(texts.iter()) < 2 {
            continue;
        }
        leave(outside, &taken);
        prepend(table, cells, &edges, floor);
    }
}

/// Makes the lines right below each table its last rows, as far as they hold what its columns hold: the next running number, or a
/// label of a total, and figures under figures.
pub(super) fn adopt_below(tables: &mut [Grid], outside: &mut Vec<Glyph>, page: u32) {
    let tops: Vec<f32> = tables.iter().map(|t| t.bbox.top).collect();
    for table in tables.iter_mut().filter(|t| t.cols > 2) {
        let Some(edges) = edges(table) else {
            continue;
        };
        let bottom = table.bbox.bottom;
        let next = tops.iter().copied().filter(|t| *t > bottom);
        let end = next.fold(f32::MAX, f32::min);
        let below: Vec<Glyph> = outside
            .iter()
            .filter(|g| g.y > bottom && g.y < end)
            .copied()
            .collect();
        let mut columns = Columns::of(table);
        let mut floor = bottom;
        for line in &lines::lines(&below, page) {
            if line.baseline - line.size - floor > NEAR * line.size {
                break;
            }
            let Some(taken) = in_columns(line, &below, &edges) else {
                break;
            };
            let cells: Vec<Vec<Line>> = taken.iter().map(|g| lines::lines(g, page)).collect();
            let texts: Vec<Key> = cells.iter().map(|c| key_of(c)).collect();
            if !columns.go_on(&texts) {
                break;
            }
            leave(outside, &taken);
            floor = line.baseline + DESCENT * line.size;
            append(table, cells, &edges, floor);
        }
    }
}

/// The first figures stand in one of so many rows: headings of rows may stand above them, one in another.
const HEADINGS: usize = 3;

/// Makes the rows that white space shows right below a frame with nothing but a header in it the rows of that header, if the
/// columns are the same.
pub(super) fn adopt_rows(tables: &mut Vec<Grid>, spaced: Vec<Grid>) {
    for rows in spaced {
        let first = row(&rows, 0).find_map(|c| c.lines.first());
        let (top, near) = first.map_or((f32::MAX, 0.0), |l| (l.bbox.top, NEAR * l.size));
        let right_above = |t: &Grid| t.cols == rows.cols && (top - t.bbox.bottom).abs() < near;
        let heads = |table: &&mut Grid| {
            let Some(edges) = Some(&**table).filter(|t| right_above(t)).and_then(edges) else {
                return false;
            };
            let under = |cell: &GridCell| {
                let (left, right) = (edges.get(cell.col), edges.get(cell.col + cell.col_span));
                let (Some(left), Some(right)) = (left, right) else {
                    return false;
                };
                let mut print = cell.lines.iter().map(|l| l.bbox.center_x());
                print.all(|x| x > *left && x < *right)
            };
            let names = |cell: &GridCell| figure(&key_of(&cell.lines)) != Some(Figure::Number);
            table.cells.iter().filter(|c| !c.is_blank()).all(names)
                && (0..HEADINGS).any(|at| row(&rows, at).any(|c| !names(c)))
                && rows.cells.iter().all(under)
        };
        match tables.iter_mut().find(heads) {
            Some(table) => {
                let at = table.rows;
                let cells = rows.cells.into_iter().map(|cell| GridCell {
                    row: at + cell.row,
                    ..cell
                });
                table.cells.extend(cells);
                table.rows += rows.rows;
                table.bbox = table.bbox.union(&rows.bbox);
                table.evidence = rows.evidence;
            }
            None => tables.push(rows),
        }
    }
}

/// Takes what stands in a table now out of what stands outside.
fn leave(outside: &mut Vec<Glyph>, taken: &[Vec<Glyph>]) {
    let taken: HashSet<CharId> = taken.iter().flatten().map(|g| g.char.id).collect();
    outside.retain(|g| !taken.contains(&g.char.id));
}

/// The glyphs of a line, by column; none where one stands in no column.
fn in_columns(line: &Line, glyphs: &[Glyph], edges: &[f32]) -> Option<Vec<Vec<Glyph>>> {
    let mut out = vec![Vec::new(); edges.len().saturating_sub(1)];
    let on_line = |g: &&Glyph| (g.y - line.baseline).abs() < 0.1 * g.size;
    for glyph in glyphs.iter().filter(on_line) {
        if !glyph.char.ch.is_whitespace() {
            out.get_mut(column(edges, glyph)?)?.push(*glyph);
        }
    }
    Some(out)
}

/// How far print reaches below its baseline, in ems: a cell ends below it.
const DESCENT: f32 = 0.3;

/// What the columns of a table hold.
struct Columns {
    /// Whether every cell below the header is figures or blank.
    figures: Vec<bool>,
    /// Whether every one is blank, and whether none is.
    blank: Vec<bool>,
    filled: Vec<bool>,
    /// The last running number, if the first column is of these.
    number: Option<u32>,
}

impl Columns {
    fn of(table: &Grid) -> Self {
        let mut texts: Vec<Vec<Key>> = vec![Vec::new(); table.cols];
        for cell in table.cells.iter().filter(|c| c.row > 0) {
            if let Some(own) = texts.get_mut(cell.col) {
                own.push(key_of(&cell.lines));
            }
        }
        let holds = |test: &dyn Fn(&Key) -> bool| -> Vec<bool> {
            texts.iter().map(|own| own.iter().all(test)).collect()
        };
        let numbers = || {
            texts
                .first()
                .into_iter()
                .flatten()
                .filter(|t| !t.is_empty())
        };
        let numbered = numbers().all(|t| ordinal::whole(t).is_some());
        let last = numbers().next_back().and_then(|t| ordinal::whole(t));
        Self {
            figures: holds(&|t| t.is_empty() || numeral::is_figures(t)),
            blank: texts
                .iter()
                .map(|own| !own.is_empty() && own.iter().all(|t| t.is_empty()))
                .collect(),
            filled: holds(&|t| !t.is_empty()),
            number: last.filter(|_| numbered).map(|o| o.value),
        }
    }

    /// Whether a line is the next row.
    fn go_on(&mut self, texts: &[Key]) -> bool {
        let sums = texts.iter().zip(&self.figures).skip(1);
        let mut figures = sums.clone().zip(self.blank.iter().skip(1));
        // A column that holds nothing is none of figures.
        if !figures.any(|((text, of), blank)| *of && !blank && numeral::is_figures(text)) {
            return false;
        }
        // Figures stand under figures, and nothing else does.
        let fits = |(text, figures): (&Key, &bool)| {
            text.is_empty() || !figures || numeral::is_figures(text)
        };
        if !sums.clone().all(fits) {
            return false;
        }
        let words = || {
            texts
                .iter()
                .filter(|t| !t.is_empty() && !numeral::is_figures(t))
        };
        if words().count() == 1 && words().all(|t| labels::summary(t).is_some()) {
            return true;
        }
        let full = || {
            texts
                .iter()
                .zip(&self.filled)
                .all(|(t, filled)| !t.is_empty() || !filled)
        };
        let own = texts.first().and_then(|t| ordinal::whole(t));
        match (&mut self.number, own) {
            (Some(last), Some(own)) if own.value == *last + 1 => {
                *last = own.value;
                words().next().is_some()
            }
            (Some(_), _) => false,
            (None, _) => words().count() > 1 && full(),
        }
    }
}

/// The cells of a row, between the edges of the columns.
fn cells(
    row: usize,
    texts: Vec<Vec<Line>>,
    edges: &[f32],
    (top, bottom): (f32, f32),
) -> Vec<GridCell> {
    let texts = texts.into_iter().zip(edges.windows(2)).enumerate();
    let cells = texts.filter_map(|(col, (lines, edge))| match edge {
        [x0, x1] => Some(GridCell {
            row,
            col,
            row_span: 1,
            col_span: 1,
            bbox: BBox::new(*x0, top, *x1, bottom),
            lines,
            ..GridCell::default()
        }),
        _ => None,
    });
    cells.collect()
}

fn append(table: &mut Grid, row: Vec<Vec<Line>>, edges: &[f32], bottom: f32) {
    let (at, top) = (table.rows, table.bbox.bottom);
    for cell in &mut table.cells {
        cell.open_below = false;
    }
    table.cells.extend(cells(at, row, edges, (top, bottom)));
    table.rows += 1;
    table.bbox.bottom = bottom;
}

/// Most lines of a header, in ems of its print: four lines set wide.
const HIGHEST: f32 = 8.0;

/// How many texts are names of columns.
fn names<'t>(texts: impl Iterator<Item = &'t Key>) -> usize {
    texts.filter(|t| role::of_header(t).is_some()).count()
}

fn row(table: &Grid, at: usize) -> impl Iterator<Item = &GridCell> {
    table.cells.iter().filter(move |c| c.row == at)
}

/// Edges of the columns, if rules draw them all.
fn edges(table: &Grid) -> Option<Vec<f32>> {
    if table.evidence != Evidence::Ruled {
        return None;
    }
    let start = |col| table.cells.iter().find(|c| c.col == col).map(|c| c.bbox.x0);
    let mut out: Vec<f32> = (0..table.cols).map(start).collect::<Option<_>>()?;
    out.push(table.bbox.x1);
    Some(out)
}

/// The column that a glyph stands in, none if it stands over an edge.
fn column(edges: &[f32], glyph: &Glyph) -> Option<usize> {
    let bbox = &glyph.char.bbox;
    let slack = 0.1 * glyph.size;
    edges.windows(2).position(
        |w| matches!(w, [x0, x1] if bbox.x0 > x0 - slack && bbox.x1 < x1 + slack && bbox.center_x() < *x1),
    )
}

fn prepend(table: &mut Grid, header: Vec<Vec<Line>>, edges: &[f32], top: f32) {
    let bottom = table.bbox.top;
    for cell in &mut table.cells {
        cell.row += 1;
        cell.open_above = false;
    }
    table
        .cells
        .splice(0..0, cells(0, header, edges, (top, bottom)));
    table.rows += 1;
    table.bbox.top = top;
}

#[cfg(test)]
mod tests {
    use crate::context::Context;
    use crate::options::ParseOptions;
    use crate::page::Direction::{Horizontal, Vertical};
    use crate::page::Page;
    use crate::table::Block;
    use crate::table::find::tests::{rule, word};
    use crate::table::find::{Before, blocks};

    /// A name and a year stand below the last rule, the year under a column that is blank in all rows.
    #[test]
    fn figures_under_a_blank_column_make_no_row() {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let mut page = Page {
            number: 1,
            width: 300.0,
            height: 300.0,
            ..Page::default()
        };
        page.rulings = [100.0, 120.0, 140.0, 160.0]
            .map(|y| rule(Horizontal, y, 50.0, 250.0))
            .into_iter()
            .chain([50.0, 120.0, 190.0, 250.0].map(|x| rule(Vertical, x, 100.0, 160.0)))
            .collect();
        for (y, texts) in [
            (114.0, ["项目名称", "承接单位", "备注"]),
            (134.0, ["海岛助餐", "食堂", ""]),
            (154.0, ["社区普法", "律所", ""]),
            (174.0, ["普陀", "民政局", "2023"]),
        ] {
            for (x, text) in [55.0, 125.0, 195.0].into_iter().zip(texts) {
                word(text, x, y, &mut ctx, &mut page);
            }
        }
        let blocks = blocks(&page, &mut Before::default(), &mut ctx).unwrap();
        let rows = blocks.iter().map(|b| match b {
            Block::Grid(grid) => grid.rows,
            _ => 0,
        });
        assert_eq!(rows.collect::<Vec<_>>(), [3, 0]);
    }
}
