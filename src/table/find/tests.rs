use super::*;
use crate::accounts::{Char, Place};
use crate::location::BBox;
use crate::options::ParseOptions;
use crate::page::{Direction, Ruling};
use crate::text::Line;

pub(in crate::table::find) fn rule(
    direction: Direction,
    position: f32,
    start: f32,
    end: f32,
) -> Ruling {
    Ruling::black(direction, position, start, end)
}

pub(in crate::table::find) fn word(
    text: &str,
    x: f32,
    y: f32,
    ctx: &mut Context<'_>,
    page: &mut Page,
) {
    for (n, ch) in text.chars().enumerate() {
        let x = x + 10.0 * n as f32;
        let bbox = BBox::new(x, y - 8.8, x + 10.0, y + 1.2);
        let id = ctx.accounts.register(ch, Place::Page(1, bbox));
        page.glyphs.push(Glyph {
            char: Char { ch, id, bbox },
            x,
            y,
            advance: 10.0,
            size: 10.0,
            angle: 0.0,
            font: 0,
            color: [0; 3],
            alpha: 1.0,
            vertical: false,
            artifact: false,
        });
    }
}

/// Rules of a grid, each as long as it is.
fn net(ys: &[f32], xs: &[f32]) -> Vec<Ruling> {
    let ([top, .., bottom], [left, .., right]) = (ys, xs) else {
        panic!("{ys:?} {xs:?}")
    };
    let across = ys
        .iter()
        .map(|y| rule(Direction::Horizontal, *y, *left, *right));
    let down = xs
        .iter()
        .map(|x| rule(Direction::Vertical, *x, *top, *bottom));
    across.chain(down).collect()
}

/// The blocks of a page with these rules and words, printed in this order.
fn drawn(rulings: Vec<Ruling>, words: &[(&str, f32, f32)]) -> Vec<Block> {
    let options = ParseOptions::default();
    let mut ctx = Context::new(&options);
    let mut page = Page {
        number: 1,
        width: 400.0,
        height: 300.0,
        rulings,
        ..Page::default()
    };
    for (text, x, y) in words {
        word(text, *x, *y, &mut ctx, &mut page);
    }
    blocks(&page, &mut Before::default(), &mut ctx).unwrap()
}

/// The only block, a table.
fn only(blocks: &[Block]) -> &Grid {
    match blocks {
        [Block::Grid(grid)] => grid,
        other => panic!("{other:?}"),
    }
}

/// What the cells of the only table say.
fn texts(blocks: &[Block]) -> Vec<String> {
    let cells = only(blocks).cells.iter();
    cells
        .map(|c| c.lines.iter().map(Line::raw).collect())
        .collect()
}

/// Two columns, two rows, the first cell of which runs over both; one rule is drawn in pieces, one overshoots, one is
/// doubled.
#[test]
fn a_merged_cell_and_rules_as_they_are_drawn() {
    use Direction::{Horizontal, Vertical};
    let blocks = drawn(
        vec![
            rule(Horizontal, 100.0, 48.0, 252.0),
            rule(Horizontal, 150.0, 150.5, 200.0),
            rule(Horizontal, 150.0, 201.0, 250.0),
            rule(Horizontal, 200.0, 50.0, 250.0),
            rule(Horizontal, 202.0, 50.0, 250.0),
            rule(Vertical, 50.0, 100.0, 202.0),
            rule(Vertical, 150.0, 100.0, 202.0),
            rule(Vertical, 250.0, 100.0, 202.0),
        ],
        &[
            ("标题", 100.0, 50.0),
            ("合并", 60.0, 155.0),
            ("甲", 160.0, 130.0),
            ("乙", 160.0, 180.0),
        ],
    );
    let [Block::Line(title), Block::Grid(grid)] = blocks.as_slice() else {
        panic!("{blocks:?}")
    };
    assert_eq!(title.raw(), "标题");
    let cells: Vec<_> = grid
        .cells
        .iter()
        .map(|c| {
            (
                c.row,
                c.col,
                c.row_span,
                c.col_span,
                c.lines.iter().map(|l| l.raw()).collect::<String>(),
            )
        })
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, 2, 1, "合并".into()),
            (0, 1, 1, 1, "甲".into()),
            (1, 1, 1, 1, "乙".into())
        ]
    );
}

/// A name of six characters begins in the first of two cells and runs two characters far into the second.
#[test]
fn text_over_a_rule_goes_to_the_cell_with_the_larger_part() {
    let blocks = drawn(
        net(&[100.0, 130.0, 160.0], &[50.0, 100.0, 200.0]),
        &[
            ("区民政局机关", 56.0, 120.0),
            ("服务", 160.0, 120.0),
            ("甲", 60.0, 150.0),
            ("乙", 160.0, 150.0),
        ],
    );
    let grid = only(&blocks);
    let found: Vec<_> = grid
        .cells
        .iter()
        .map(|c| {
            let text: String = c.lines.iter().map(|l| l.raw()).collect();
            (text, c.doubts.iter().map(|d| d.code.clone()).collect())
        })
        .collect();
    let expected: [(String, Vec<std::borrow::Cow<'static, str>>); 4] = [
        ("区民政局机关".into(), vec!["text.crosses_rule".into()]),
        ("服务".into(), vec![]),
        ("甲".into(), vec![]),
        ("乙".into(), vec![]),
    ];
    assert_eq!(found, expected);
}

/// A line fills its cell; its comma hangs over the rule, in a cell beside which nothing stands on that line.
#[test]
fn a_mark_hung_over_the_rule_belongs_to_its_line() {
    let blocks = drawn(
        net(&[100.0, 130.0, 160.0], &[50.0, 102.0, 200.0]),
        &[
            ("走访五百户，", 51.0, 120.0),
            ("￥5", 160.0, 120.0),
            ("甲", 60.0, 150.0),
            ("满意度达到九五。", 121.0, 150.0),
        ],
    );
    let texts = texts(&blocks);
    assert_eq!(texts, ["走访五百户，", "￥5", "甲", "满意度达到九五。"]);
}

/// A program that breaks lines anywhere begins one with a mark, near the last character of the cell before it; another takes
/// the blank half out of a bracket before the mark that is hung over the rule.
#[test]
fn a_mark_that_begins_a_line_belongs_to_its_cell() {
    // The second stands right before the rule.
    for x in [61.0, 63.0] {
        marks_beside(x);
    }
}

/// So it is where the lines of its cell end in blanks, which are no part of them: two are set in the middle.
#[test]
fn a_mark_that_begins_a_line_among_blanks_belongs_to_its_cell() {
    let blocks = drawn(
        net(&[100.0, 140.0, 160.0], &[50.0, 103.0, 200.0]),
        &[
            ("海岛蜜蜂", 63.0, 120.0),
            ("宣传走行", 63.0, 132.0),
            ("防台抗汛   ", 108.5, 120.0),
            ("、急救培训", 103.5, 132.0),
        ],
    );
    assert_eq!(
        texts(&blocks),
        ["海岛蜜蜂宣传走行", "防台抗汛   、急救培训", "", ""]
    );
}

/// So it is where the line of the cell before is full, and its last mark hangs over the rule.
#[test]
fn a_mark_that_begins_a_line_beside_a_hung_one_belongs_to_its_cell() {
    let blocks = drawn(
        net(&[100.0, 140.0, 160.0], &[50.0, 103.0, 200.0]),
        &[
            ("就业帮", 58.5, 120.0),
            ("扶（延续）", 58.5, 132.0),
            ("整理老照片、", 103.5, 120.0),
            ("，编印图册", 108.5, 132.0),
        ],
    );
    assert_eq!(
        texts(&blocks),
        ["就业帮扶（延续）", "整理老照片、，编印图册", "", ""]
    );
}

fn marks_beside(x: f32) {
    let blocks = drawn(
        net(&[100.0, 140.0, 160.0], &[50.0, 103.0, 200.0]),
        &[
            ("海岛蜜蜂", x, 120.0),
            ("宣传走行", x, 132.0),
            ("开展防台抗汛", 103.3, 120.0),
            ("、急救培训", 103.3, 132.0),
            ("高龄（独）", 53.0, 150.0),
            ("，", 98.0, 150.0),
            ("丙", 150.0, 150.0),
        ],
    );
    let texts = texts(&blocks);
    let expected = [
        "海岛蜜蜂宣传走行",
        "开展防台抗汛、急救培训",
        "高龄（独），",
        "丙",
    ];
    assert_eq!(texts, expected);
}

/// A program that prints characters in any order draws 购买 above 主体 column by column: the lines are farther apart than
/// the characters on them. A name set in two upright columns has them nearer.
#[test]
fn two_lines_printed_column_by_column_run_across() {
    let blocks = drawn(
        net(&[100.0, 130.0, 160.0], &[50.0, 103.0, 200.0]),
        &[
            ("买", 70.0, 112.0),
            ("体", 70.0, 124.0),
            ("购", 60.0, 112.0),
            ("主", 60.0, 124.0),
            ("项目", 120.0, 115.0),
            ("购", 75.0, 143.0),
            ("买", 75.0, 153.0),
            ("主", 60.0, 143.0),
            ("体", 60.0, 153.0),
            ("普法", 120.0, 150.0),
        ],
    );
    let texts = texts(&blocks);
    assert_eq!(texts, ["购买主体", "项目", "购买主体", "普法"]);
}

/// A sum too wide for its cell ends a little over its rule, a fifth of an em before the text of the next; a name that begins
/// with a mark that has a blank half begins where the cell before it is full.
#[test]
fn text_that_ends_near_the_next_cells_is_not_one_with_it() {
    let blocks = drawn(
        net(&[100.0, 130.0, 160.0], &[50.0, 103.0, 200.0]),
        &[
            ("九点六万元", 47.0, 120.0),
            ("自有资金", 99.0, 120.0),
            ("区委同上局", 53.0, 150.0),
            ("“乐龄课堂”", 103.0, 150.0),
        ],
    );
    let texts = texts(&blocks);
    assert_eq!(
        texts,
        ["九点六万元", "自有资金", "区委同上局", "“乐龄课堂”"]
    );
}

/// A frame, rules between the columns and one under the header; nothing parts the rows but that they are numbered. The
/// second project takes two lines, the purchaser of the first two rows stands once.
#[test]
fn rows_between_rules_of_columns_are_parted() {
    let print = [
        (114.0, ["序号", "购买主体", "项目名称", "金额"]),
        (136.0, ["1", "区民政局", "助餐", "5"]),
        (158.0, ["2", "", "为高龄、独居老人", "12"]),
        (170.0, ["", "", "提供午餐配送", ""]),
        (192.0, ["3", "区司法局", "法律援助", "3"]),
        (210.0, ["4", "团区委", "志愿服务", "8"]),
    ];
    let words = print.iter().flat_map(|(y, texts)| {
        let texts = texts.iter().zip([55.0, 95.0, 175.0, 300.0]);
        texts.map(|(text, x)| (*text, x, *y))
    });
    let blocks = drawn(
        net(&[100.0, 120.0, 220.0], &[50.0, 90.0, 170.0, 290.0, 350.0]),
        &words.collect::<Vec<_>>(),
    );
    let grid = only(&blocks);
    let text = |row: usize, col: usize| -> String {
        let own = grid.cells.iter().filter(|c| (c.row, c.col) == (row, col));
        own.flat_map(|c| &c.lines).map(Line::raw).collect()
    };
    assert_eq!((grid.rows, grid.cols), (5, 4));
    let second: Vec<String> = (0..4).map(|col| text(2, col)).collect();
    assert_eq!(second, ["2", "", "为高龄、独居老人提供午餐配送", "12"]);
    let purchasers: Vec<String> = (0..5).map(|row| text(row, 1)).collect();
    assert_eq!(
        purchasers,
        ["购买主体", "区民政局", "", "区司法局", "团区委"]
    );
}

/// No rules; sums set to the right end three points before the words of the next column begin.
#[test]
fn columns_with_a_narrow_gap_are_told_by_their_headers() {
    let mut words = Vec::new();
    let print = [
        ("序号", "项目名称", "金额", "资金来源"),
        ("1", "助餐", "1200", "自筹"),
        ("2", "法律援助", "80", "区级财政"),
        ("3", "志愿服务", "500", "自筹"),
        ("4", "技能培训", "26000", "上级补助"),
    ];
    for (row, (number, project, sum, source)) in print.into_iter().enumerate() {
        let y = 100.0 + 20.0 * row as f32;
        let left = 220.0 - 10.0 * sum.chars().count() as f32;
        words.extend([
            (number, 50.0, y),
            (project, 90.0, y),
            (sum, left, y),
            (source, 223.0, y),
        ]);
    }
    let blocks = drawn(Vec::new(), &words);
    let texts = texts(&blocks);
    let expected: Vec<&str> = print.iter().flat_map(|r| [r.0, r.1, r.2, r.3]).collect();
    assert_eq!(texts, expected);
}

/// A text too long for its cell, set in its middle, is printed over the texts of both neighbours; one of the rules stands
/// between two of its glyphs.
#[test]
fn text_printed_over_its_neighbours_keeps_together() {
    let blocks = drawn(
        net(&[100.0, 130.0], &[50.0, 110.0, 170.0, 230.0]),
        &[
            ("上级补助", 55.0, 120.0),
            ("2024.1.1-12.3", 75.0, 120.0),
            ("分两期实施", 174.0, 120.0),
        ],
    );
    let grid = only(&blocks);
    let texts = texts(&blocks);
    assert_eq!(texts, ["上级补助", "2024.1.1-12.3", "分两期实施"]);
    let doubts: Vec<usize> = grid.cells.iter().map(|c| c.doubts.len()).collect();
    assert_eq!(doubts, [0, 1, 0]);
}

/// A text of more lines than its cell has room for begins in the cell above, whose own text ends a line higher; the rule
/// stands between two lines.
#[test]
fn a_text_that_begins_apart_in_the_cell_above_is_of_its_own() {
    let column = ["区", "文", "广", "局"].iter().enumerate();
    let mut words: Vec<(&str, f32, f32)> = vec![("助餐", 55.0, 120.0), ("普法", 55.0, 180.0)];
    words.extend(column.map(|(n, word)| (*word, 112.0, 110.0 + 11.0 * n as f32)));
    let long = ["区", "委", "宣", "传", "部", "本", "级"]
        .iter()
        .enumerate();
    words.extend(long.map(|(n, word)| (*word, 112.0, 160.0 + 11.0 * n as f32)));
    let blocks = drawn(net(&[90.0, 174.0, 240.0], &[50.0, 110.0, 124.0]), &words);
    let raw = |cell: &GridCell| cell.lines.iter().map(Line::raw).collect::<String>();
    let cells = &only(&blocks).cells;
    let texts: Vec<String> = cells.iter().map(raw).collect();
    assert_eq!(texts, ["助餐", "区文广局", "普法", "区委宣传部本级"]);
    assert_eq!(cells[3].doubts.len(), 1);
}

/// A cell that is merged over the whole page and goes on at both ends: its outer rule touches no other.
#[test]
fn a_cell_merged_over_the_whole_page_is_a_column() {
    use Direction::{Horizontal, Vertical};
    let across = [100.0, 130.0, 160.0].map(|y| rule(Horizontal, y, 110.0, 230.0));
    let down = [50.0, 110.0, 170.0, 230.0].map(|x| rule(Vertical, x, 80.0, 180.0));
    let blocks = drawn(
        across.into_iter().chain(down).collect(),
        &[
            ("区民政局", 55.0, 120.0),
            ("助餐", 115.0, 120.0),
            ("5", 175.0, 120.0),
            ("普法", 115.0, 150.0),
            ("8", 175.0, 150.0),
        ],
    );
    let grid = only(&blocks);
    assert_eq!(grid.cols, 3);
    let first: Vec<(usize, String)> = grid
        .cells
        .iter()
        .filter(|c| c.col == 0)
        .map(|c| (c.row_span, c.lines.iter().map(Line::raw).collect()))
        .collect();
    assert_eq!(first, [(grid.rows, "区民政局".to_owned())]);
}

/// A date too long for the last column runs out of the table.
#[test]
fn text_over_the_edge_of_a_table_stays_whole() {
    let blocks = drawn(
        net(&[100.0, 130.0], &[50.0, 100.0, 150.0]),
        &[("自筹", 55.0, 120.0), ("2024.12.31", 103.0, 120.0)],
    );
    let grid = only(&blocks);
    let texts = texts(&blocks);
    assert_eq!(texts, ["自筹", "2024.12.31"]);
    let doubts: Vec<usize> = grid.cells.iter().map(|c| c.doubts.len()).collect();
    assert_eq!(doubts, [0, 1]);
}

/// A note at the bottom of its cell, right above the rule of its row: the cell beside it is merged, so that nothing touches the
/// rule, and the next note is blank. Beyond the merged cell the row's rule goes on over two columns.
#[test]
fn a_rows_rule_beyond_a_merged_cell_is_no_underline() {
    use Direction::{Horizontal, Vertical};
    let options = ParseOptions::default();
    let mut ctx = Context::new(&options);
    let mut page = Page::default();
    word("延续", 205.0, 148.0, &mut ctx, &mut page);
    let down = [50.0, 100.0, 150.0, 200.0, 250.0].map(|x| rule(Vertical, x, 100.0, 200.0));
    let mut rules = vec![
        rule(Horizontal, 100.0, 50.0, 250.0),
        rule(Horizontal, 150.0, 200.0, 250.0),
        rule(Horizontal, 200.0, 50.0, 250.0),
    ];
    rules.extend(down);
    // Alone it underlines the note.
    assert_eq!(
        underlines::left_out(&rules, &page.glyphs).len(),
        rules.len() - 1
    );
    rules.push(rule(Horizontal, 150.0, 50.0, 150.0));
    assert_eq!(
        underlines::left_out(&rules, &page.glyphs).len(),
        rules.len()
    );
}

/// A row that the page before began: what is left of it is lower than a text set in its middle, and no rule is drawn above.
#[test]
fn text_that_hangs_over_an_open_upper_edge_is_its_cells() {
    use Direction::{Horizontal, Vertical};
    let read = |rules: &[f32]| {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let mut page = Page {
            number: 2,
            width: 300.0,
            height: 300.0,
            ..Page::default()
        };
        let across = rules.iter().map(|y| rule(Horizontal, *y, 50.0, 250.0));
        let upright = [50.0, 80.0, 200.0, 250.0].map(|x| rule(Vertical, x, 100.0, 160.0));
        page.rulings = across.chain(upright).collect();
        for (text, x, y) in [
            ("一是走访老人", 85.0, 97.0),
            ("24", 55.0, 112.0),
            ("二是开展讲座", 85.0, 112.0),
            ("5", 210.0, 112.0),
            ("三是建立台账", 85.0, 127.0),
            ("25", 55.0, 150.0),
            ("走访", 85.0, 150.0),
            ("8", 210.0, 150.0),
        ] {
            word(text, x, y, &mut ctx, &mut page);
        }
        blocks(&page, &mut Before::default(), &mut ctx).unwrap()
    };
    let open = read(&[135.0, 160.0]);
    let [Block::Grid(grid)] = open.as_slice() else {
        panic!("{open:?}")
    };
    let own = grid
        .cells
        .iter()
        .find(|c| (c.row, c.col) == (0, 1))
        .unwrap();
    assert_eq!(own.lines.len(), 3);
    // Over a rule stands what is no part of the table.
    assert!(matches!(
        read(&[100.0, 135.0, 160.0]).as_slice(),
        [Block::Line(_), Block::Grid(_)]
    ));
}

/// As far below as the next line of a cell would be; a label that leaves room has none.
#[test]
fn a_note_right_below_a_short_label_is_none_of_it() {
    use Direction::{Horizontal, Vertical};
    let across = [100.0, 135.0, 157.0].map(|y| rule(Horizontal, y, 50.0, 350.0));
    let down = [
        rule(Vertical, 50.0, 100.0, 157.0),
        rule(Vertical, 150.0, 100.0, 135.0),
        rule(Vertical, 300.0, 100.0, 157.0),
        rule(Vertical, 350.0, 100.0, 157.0),
    ];
    let blocks = drawn(
        across.into_iter().chain(down).collect(),
        &[
            ("海岛助餐", 55.0, 122.0),
            ("每天送餐一次并且", 155.0, 114.0),
            ("登门看望", 155.0, 129.0),
            ("5", 310.0, 122.0),
            ("小计", 160.0, 149.0),
            ("5", 310.0, 149.0),
            ("注：按实结算。", 55.0, 164.0),
        ],
    );
    let [Block::Grid(_), Block::Line(note)] = blocks.as_slice() else {
        panic!("{blocks:?}")
    };
    assert_eq!(note.raw(), "注：按实结算。");
}
