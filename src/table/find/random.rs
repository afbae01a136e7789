//! Random tables, drawn as glyphs and rules, come back as they were.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::tests::{rule, word};
use super::*;
use crate::model::Origin;
use crate::options::ParseOptions;
use crate::table::assemble::assemble;
use crate::table::{Flow, WholeTable};

/// Width of a column, leading and inner margin of a cell; characters are ten points wide.
const WIDTH: f32 = 60.0;
const LEADING: f32 = 14.0;
const MARGIN: f32 = 5.0;

#[derive(Clone, Debug)]
struct Cell {
    row: usize,
    col: usize,
    rows: usize,
    cols: usize,
    lines: usize,
    /// 0 top, 1 middle, 2 bottom.
    align: u8,
}

/// Grids in which the first column and the first row are not merged along, so that each line of the grid is drawn.
fn cells() -> impl Strategy<Value = (usize, usize, Vec<Cell>)> {
    (2_usize..7, 2_usize..6)
        .prop_flat_map(|(rows, cols)| {
            let merges = prop::collection::vec((1..rows, 1..cols, 1_usize..4, 1_usize..3), 0..5);
            let looks = prop::collection::vec((1_usize..4, 0_u8..3), rows * cols);
            (Just(rows), Just(cols), merges, looks)
        })
        .prop_map(|(rows, cols, merges, looks)| {
            let mut owner = vec![None; rows * cols];
            let mut cells = Vec::new();
            let mut put = |row: usize, col: usize, high: usize, wide: usize| {
                let (high, wide) = (high.min(rows - row), wide.min(cols - col));
                let at = || {
                    (row..row + high)
                        .flat_map(move |r| (col..col + wide).map(move |c| r * cols + c))
                };
                if at().any(|i| owner[i].is_some()) {
                    return;
                }
                at().for_each(|i| owner[i] = Some(()));
                let (lines, align) = looks[row * cols + col];
                cells.push(Cell {
                    row,
                    col,
                    rows: high,
                    cols: wide,
                    lines,
                    align,
                });
            };
            for (row, col, high, wide) in merges {
                put(row, col, high, wide);
            }
            for row in 0..rows {
                for col in 0..cols {
                    put(row, col, 1, 1);
                }
            }
            cells.sort_by_key(|c| (c.row, c.col));
            (rows, cols, cells)
        })
}

/// A line of a cell's text: Han characters, so that lines join without a blank.
fn text(cell: &Cell, line: usize) -> String {
    let ch = |n: usize| char::from_u32(0x4E00 + u32::try_from(n).unwrap()).unwrap();
    [ch(cell.row), ch(64 + cell.col), ch(128 + line)]
        .iter()
        .collect()
}

fn page() -> Page {
    Page {
        number: 1,
        width: 600.0,
        height: 800.0,
        ..Page::default()
    }
}

proptest! {
    #[test]
    fn a_ruled_grid_comes_back((rows, cols, cells) in cells()) {
        use crate::page::Direction::{Horizontal, Vertical};
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let mut page = page();
        // Each row is as high as three lines.
        let height = 3.0 * LEADING + 2.0 * MARGIN;
        let (x, y) = (|c: usize| 50.0 + WIDTH * c as f32, |r: usize| 60.0 + height * r as f32);
        for cell in &cells {
            let (x0, x1) = (x(cell.col), x(cell.col + cell.cols));
            let (y0, y1) = (y(cell.row), y(cell.row + cell.rows));
            page.rulings.push(rule(Horizontal, y0, x0, x1));
            page.rulings.push(rule(Horizontal, y1, x0, x1));
            page.rulings.push(rule(Vertical, x0, y0, y1));
            page.rulings.push(rule(Vertical, x1, y0, y1));
            let free = y1 - y0 - 2.0 * MARGIN - LEADING * cell.lines as f32;
            let top = y0 + MARGIN + free * f32::from(cell.align) / 2.0;
            for line in 0..cell.lines {
                word(&text(cell, line), x0 + 8.0, top + LEADING * line as f32 + 10.0, &mut ctx, &mut page);
            }
        }
        let blocks = blocks(&page, &mut Before::default(), &mut ctx).unwrap();
        let [Block::Grid(grid)] = blocks.as_slice() else {
            panic!("{blocks:?}")
        };
        prop_assert_eq!((grid.rows, grid.cols), (rows, cols));
        let found: Vec<_> = crate::table::found(grid, &ctx.accounts)
            .cells
            .into_iter()
            .map(|c| (c.row, c.col, c.rowspan, c.colspan, c.text))
            .collect();
        let drawn: Vec<_> = cells
            .iter()
            .map(|c| (c.row, c.col, c.rows, c.cols, (0..c.lines).map(|l| text(c, l)).collect::<String>()))
            .collect();
        prop_assert_eq!(found, drawn);
    }
}

/// How much of a list is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rules {
    All,
    /// Under each row, left out inside merged cells.
    Rows,
    /// Over and under the header and at the end.
    Three,
    None,
}

const EDGES: [f32; 6] = [50.0, 90.0, 170.0, 290.0, 470.0, 550.0];
const NAMES: [&str; 5] = ["序号", "购买主体", "项目名称", "服务内容", "金额（万元）"];

/// A row on a page: its number, its first line there and the one after the last.
type Part = (usize, usize, usize);

#[derive(Clone, Debug)]
struct List {
    rules: Rules,
    /// Lines of text that each row's widest cell has.
    lines: Vec<usize>,
    /// Sizes of the purchasers' groups; the last takes the rest.
    groups: Vec<usize>,
    /// Rows before the page break.
    first: usize,
    repeated: bool,
    top: bool,
    /// Lines of the row after the break that stand before it.
    cut: usize,
    /// Whether the name in a merged cell that the break cuts stands on the page before or after.
    early: bool,
}

fn list() -> impl Strategy<Value = List> {
    let rules = prop::sample::select(vec![Rules::All, Rules::Rows, Rules::Three, Rules::None]);
    (rules, prop::collection::vec(1_usize..5, 4..14))
        .prop_flat_map(|(rules, lines)| {
            let count = lines.len();
            let groups = prop::collection::vec(1_usize..5, count);
            let looks = (any::<bool>(), any::<bool>(), 0_usize..3, any::<bool>());
            (Just(rules), Just(lines), groups, 2..=count, looks)
        })
        .prop_map(
            |(rules, lines, groups, first, (repeated, top, cut, early))| {
                let ruled = matches!(rules, Rules::All | Rules::Rows);
                // At least one line stays for the page after. Without rules down the page such a rest may be told from
                // text only by the rows that follow: cases of their own show that.
                let cut = lines.get(first).map_or(0, |l| cut.min(l - 1));
                List {
                    rules,
                    lines,
                    groups,
                    first,
                    // Without rules a second page is known by its header only.
                    repeated: repeated || !ruled,
                    top: top && rules == Rules::All,
                    cut: if rules == Rules::All { cut } else { 0 },
                    early,
                }
            },
        )
}

impl List {
    /// Group of each row.
    fn group(&self) -> Vec<usize> {
        let mut out = Vec::new();
        for (index, size) in self.groups.iter().enumerate() {
            out.extend(std::iter::repeat_n(index, *size));
        }
        out.truncate(self.lines.len());
        out
    }

    fn pages(&self, ctx: &mut Context<'_>) -> Vec<Page> {
        // Row, and its first line and the one after the last.
        let whole = |row: usize| (row, 0, self.lines[row]);
        let mut first: Vec<Part> = (0..self.first).map(whole).collect();
        let mut second: Vec<Part> = (self.first..self.lines.len()).map(whole).collect();
        if let Some(part) = second.first_mut().filter(|_| self.cut > 0) {
            first.push((part.0, 0, self.cut));
            part.1 = self.cut;
        }
        let mut pages = vec![self.draw(&first, 1, true, ctx)];
        if !second.is_empty() {
            pages.push(self.draw(&second, 2, self.repeated, ctx));
        }
        pages
    }

    /// Whether a group's name is printed on the page.
    fn names(&self, group: usize, page: u32) -> bool {
        let groups = self.group();
        let last = if self.cut > 0 {
            self.first
        } else {
            self.first - 1
        };
        let both = groups.get(last) == Some(&group) && groups.get(self.first) == Some(&group);
        let ruled = matches!(self.rules, Rules::All | Rules::Rows);
        // Two single rows show no merged cell: then the name stands first, as in a column of blanks.
        let parts = groups.iter().filter(|g| **g == group).count() + usize::from(self.cut > 0);
        !both || !ruled || (self.early || parts < 3) == (page == 1)
    }

    fn draw(&self, parts: &[Part], number: u32, header: bool, ctx: &mut Context<'_>) -> Page {
        use crate::page::Direction::{Horizontal, Vertical};
        let mut page = Page { number, ..page() };
        let groups = self.group();
        let mut y = 60.0;
        let line = |page: &mut Page, y: f32, x0: f32, x1: f32| {
            page.rulings.push(rule(Horizontal, y, x0, x1));
        };
        let top = y;
        if header {
            for (name, x) in NAMES.iter().zip(EDGES) {
                word(name, x + 6.0, y + MARGIN + 10.0, ctx, &mut page);
            }
            if self.rules != Rules::None {
                line(&mut page, y, 50.0, 550.0);
            }
            y += LEADING + 2.0 * MARGIN;
        }
        if self.rules != Rules::None {
            line(&mut page, y, 50.0, 550.0);
        }
        let mut spans: Vec<(usize, f32, f32)> = Vec::new();
        for (index, &(row, from, to)) in parts.iter().enumerate() {
            let height = LEADING * (to - from) as f32 + 2.0 * MARGIN;
            // Each column is set in the middle of its row; the content has the most lines.
            let mut put = |page: &mut Page, col: usize, texts: &[String]| {
                let start = y + (height - LEADING * texts.len() as f32) / 2.0;
                for (n, text) in texts.iter().enumerate() {
                    let baseline = start + LEADING * n as f32 + 10.8;
                    word(text, EDGES[col] + 6.0, baseline, ctx, page);
                }
            };
            let content = |l| format!("内容{}行{}的文字说明如下", numeral(row), numeral(l));
            put(&mut page, 3, &(from..to).map(content).collect::<Vec<_>>());
            if from == 0 {
                put(&mut page, 0, &[format!("{}", row + 1)]);
                put(&mut page, 2, &[format!("项目第{}号", numeral(row))]);
                put(&mut page, 4, &[format!("{}", row + 3)]);
            }
            match spans.last_mut().filter(|s| s.0 == groups[row]) {
                Some(span) => span.2 = y + height,
                None => spans.push((groups[row], y, y + height)),
            }
            y += height;
            let last = index + 1 == parts.len();
            let inner = !last && groups[row] == groups[row + 1];
            match self.rules {
                Rules::All | Rules::Rows if inner => {
                    line(&mut page, y, 50.0, 90.0);
                    line(&mut page, y, 170.0, 550.0);
                }
                Rules::All | Rules::Rows => line(&mut page, y, 50.0, 550.0),
                Rules::Three if last => line(&mut page, y, 50.0, 550.0),
                _ => {}
            }
        }
        for (group, from, to) in spans {
            if self.names(group, number) {
                let at = if self.top {
                    from + MARGIN
                } else {
                    (from + to - LEADING) / 2.0
                };
                word(&office(group), 96.0, at + 10.8, ctx, &mut page);
            }
        }
        if self.rules == Rules::All {
            for x in EDGES {
                page.rulings.push(rule(Vertical, x, top, y));
            }
        }
        page
    }
}

fn numeral(n: usize) -> char {
    [
        '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯',
    ][n]
}

fn office(group: usize) -> String {
    format!("区{}管局", numeral(group % 14))
}

fn whole(list: &List) -> WholeTable {
    let options = ParseOptions::default();
    let mut ctx = Context::new(&options);
    let mut before = Before::default();
    let mut all = Vec::new();
    for page in list.pages(&mut ctx) {
        all.append(&mut blocks(&page, &mut before, &mut ctx).unwrap());
    }
    let mut flow = assemble(all, &mut ctx).unwrap();
    match (flow.pop(), flow.pop()) {
        (Some(Flow::Table(table)), None) => table,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn a_list_comes_back_however_little_of_it_is_ruled(list in list()) {
        let table = whole(&list);
        let cell = |row: usize, col: usize| {
            let found = &table.rows[row].cells[col];
            let from = match found.origin {
                Origin::Own => row,
                _ => found.owner.unwrap(),
            };
            table.rows[from].cells[col].lines.iter().map(|l| l.raw()).collect::<String>()
        };
        prop_assert_eq!(table.rows.len(), list.lines.len());
        let groups = list.group();
        for (row, group) in groups.iter().copied().enumerate() {
            prop_assert_eq!(cell(row, 0), format!("{}", row + 1));
            prop_assert_eq!(cell(row, 1), office(group), "purchaser of row {}", row + 1);
            prop_assert_eq!(cell(row, 2), format!("项目第{}号", numeral(row)));
            prop_assert_eq!(table.rows[row].cells[3].lines.len(), list.lines[row]);
            prop_assert_eq!(cell(row, 4), format!("{}", row + 3));
        }
    }
}
