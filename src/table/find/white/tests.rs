//! Tables drawn word by word; a character is ten points wide.

use crate::context::Context;
use crate::options::ParseOptions;
use crate::page::{Page, Ruling};
use crate::table::find::tests::word;
use crate::table::find::{Before, blocks};
use crate::table::{Block, Grid};
use crate::text::Line;

/// Lines of a page: height of the baseline, and words with where they begin.
type Print<'a> = &'a [(f32, &'a [(f32, &'a str)])];

fn grid(print: Print<'_>, rules: &[Ruling]) -> Grid {
    let options = ParseOptions::default();
    let mut ctx = Context::new(&options);
    let mut page = Page {
        number: 1,
        width: 500.0,
        height: 500.0,
        rulings: rules.to_vec(),
        ..Page::default()
    };
    for (y, words) in print {
        for (x, text) in *words {
            word(text, *x, *y, &mut ctx, &mut page);
        }
    }
    let found = blocks(&page, &mut Before::default(), &mut ctx).unwrap();
    match found.as_slice() {
        [Block::Grid(grid)] => grid.clone(),
        other => panic!("{other:?}"),
    }
}

/// Text of each position, row by row; a cell's text stands where it begins.
fn texts(grid: &Grid) -> Vec<Vec<String>> {
    let mut out = vec![vec![String::new(); grid.cols]; grid.rows];
    for cell in &grid.cells {
        out[cell.row][cell.col] = cell.lines.iter().map(Line::raw).collect();
    }
    out
}

/// The blank half of a mark is no print: a full line that ends in one stands a gap away from the next column.
#[test]
fn a_full_width_mark_beside_the_next_column_leaves_a_gap() {
    let found = grid(
        &[
            (
                100.0,
                &[(50.0, "序号"), (90.0, "购买方式"), (172.0, "资金来源")],
            ),
            (
                120.0,
                &[(50.0, "1"), (90.0, "（服务类购）"), (151.0, "（公益金用）")],
            ),
            (
                140.0,
                &[(50.0, "2"), (90.0, "（服务类购）"), (151.0, "（公益金用）")],
            ),
            (160.0, &[(50.0, "3"), (90.0, "询价"), (172.0, "自筹")]),
            (180.0, &[(50.0, "4"), (90.0, "询价"), (172.0, "自筹")]),
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["1", "（服务类购）", "（公益金用）"]);
    assert_eq!(texts[4], ["4", "询价", "自筹"]);
}

/// Two columns three points apart whose lines are at different heights: no line shows a gap, the cells side by side do.
#[test]
fn columns_are_told_by_cells_whose_lines_are_at_different_heights() {
    let found = grid(
        &[
            (
                100.0,
                &[(50.0, "序号"), (90.0, "项目名称"), (150.0, "服务内容")],
            ),
            (120.0, &[(143.0, "为老年人每天送餐")]),
            (126.0, &[(50.0, "1"), (90.0, "海岛助餐服")]),
            (132.0, &[(143.0, "一次并登门看望")]),
            (150.0, &[(143.0, "每月开展法律讲座")]),
            (156.0, &[(50.0, "2"), (90.0, "社区普法讲")]),
            (162.0, &[(143.0, "并解答来信来电")]),
            (180.0, &[(143.0, "组织义工走访渔民")]),
            (186.0, &[(50.0, "3"), (90.0, "渔民关爱行")]),
            (192.0, &[(143.0, "家庭和困境儿童")]),
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(
        texts[1],
        ["1", "海岛助餐服", "为老年人每天送餐一次并登门看望"]
    );
    assert_eq!(
        texts[3],
        ["3", "渔民关爱行", "组织义工走访渔民家庭和困境儿童"]
    );
}
