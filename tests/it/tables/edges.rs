//! Merged cells that a page's edge cuts.

use putuo_notice::{CellText, Item, Notice, parse_notice};

use super::drawing::{Page, Rules, pdf};

/// Edges of four columns: number, purchaser, project, sum.
const EDGES: [f32; 5] = [70.0, 120.0, 240.0, 400.0, 520.0];
const TOP: f32 = 290.0;

/// Who buys by the rows of a table of which two rows stand on each of two pages, with a rule at the page's edge.
fn owners_over_an_edge(first: &str, lines: &[&str], second: &str) -> Vec<String> {
    let first = format!(
        "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2|{first}|养老服务|2\n3|^|助餐服务|4"
    );
    let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, &first);
    for (n, line) in lines.iter().enumerate() {
        page = page.text(EDGES[1] + 4.0, TOP + 61.0 + 15.0 * n as f32, 12.0, line);
    }
    let second = format!("4|{second}|助洁服务|5\n5|^|助行服务|6\n6|区财政局|审计服务|7");
    let second = Page::default().table(70.0, &EDGES, Rules::All, &second);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let names = notice.items.into_iter().map(|i| i.purchaser);
    names.map(|p| p.map_or(String::new(), |p| p.text)).collect()
}

#[test]
fn a_name_that_the_page_cuts_is_one_though_a_rule_is_drawn_there() {
    for (first, lines, second, whole) in [
        // One character set down the page is no name.
        ("", &["区"][..], "委社工部", "区委社工部"),
        ("", &["舟"][..], "山市民政局", "舟山市民政局"),
        // A bracket that opens above closes below.
        ("区社（区资", &[][..], "产中心）", "区社（区资产中心）"),
        // The cell is full, and no name ends so.
        (
            "",
            &["区关心", "下一代", "工"][..],
            "作委员会",
            "区关心下一代工作委员会",
        ),
        // The cell is full, and a bracket alone says more of it.
        (
            "",
            &["区关心", "老龄工作", "中心"][..],
            "（筹）",
            "区关心老龄工作中心（筹）",
        ),
        // A remark in brackets goes with the rest of the name.
        (
            "",
            &["区精神", "文明建", "设"][..],
            "中心（本级）",
            "区精神文明建设中心（本级）",
        ),
        // A word is parted, though what ends there could be a name.
        (
            "",
            &["区人力", "资源和", "社"][..],
            "会保障局",
            "区人力资源和社会保障局",
        ),
        // With room for a line below, but no name, and what stands on the next page begins as none does.
        ("", &["区退", "役军"][..], "人事务局", "区退役军人事务局"),
    ] {
        let owners = owners_over_an_edge(first, lines, second);
        assert_eq!(owners[1..5], [whole; 4], "{first}{lines:?}");
        assert_eq!(owners[5], "区财政局");
    }
}

#[test]
fn a_rule_at_the_pages_edge_parts_names_that_are_whole() {
    for (first, lines) in [
        ("区民政局", &[][..]),
        // Full, but a name.
        ("", &["区关心", "下一代", "办"][..]),
        ("", &["区社（资", "产）"][..]),
        // No name, but with room below it.
        ("区民政", &[][..]),
        ("", &["区民", "政"][..]),
        ("区社（资产）", &[][..]),
    ] {
        let owners = owners_over_an_edge(first, lines, "区司法局");
        let above = first.to_owned() + &lines.concat();
        assert_eq!(owners[1..5], [&above, &above, "区司法局", "区司法局"]);
    }
}

#[test]
fn a_name_of_one_line_is_cut_only_if_it_is_as_wide_as_its_cell() {
    let owners = |first: &str, second: &str| {
        let rows = format!("序号|购买主体|项目名称|金额（万元）\n1|{first}|校车接送|3");
        let page = Page::of_notice().table(TOP, &EDGES, Rules::All, &rows);
        let rows = format!("2|{second}|助洁服务|5\n3|区财政局|审计服务|7\n4|^|助行服务|6");
        let second = Page::default().table(70.0, &EDGES, Rules::All, &rows);
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        let names = notice.items.into_iter().map(|i| i.purchaser);
        let names = names.map(|p| p.map_or(String::new(), |p| p.text));
        names.take(2).collect::<Vec<_>>()
    };
    for end in ["队", "馆", "中心"] {
        let whole = format!("区城市综合行政执法{end}");
        assert_eq!(owners("区城市综合行政执法", end), [&*whole; 2]);
    }
    // 委员会 is parted there, though 委 ends names of bodies too.
    let whole = "区关心下一代工委员会办公室";
    assert_eq!(owners("区关心下一代工委", "员会办公室"), [whole; 2]);
    // What stands below would be a name too, but all others begin with 区.
    assert_eq!(
        owners("区海上城市综合行政", "执法局"),
        ["区海上城市综合行政执法局"; 2]
    );
    // There is room for more, or what stands below is a name itself.
    assert_eq!(owners("区海上应急", "队"), ["区海上应急", "队"]);
    let parts = ["区城市综合行政执法", "区司法局"];
    assert_eq!(owners(parts[0], parts[1]), parts);
}

/// All cells of the last row have as much white space above and below: no line more would have stood there.
#[test]
fn a_name_is_cut_where_its_cell_is_as_full_as_the_row() {
    let owners = |lines: &[&str]| {
        let first = "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2|^|养老服务|2\n3|||4\n^|^|^|^";
        let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, first);
        // The row is 48 points high: two lines leave 18 of them.
        for (x, lines) in [(EDGES[1], lines), (EDGES[2], &["助餐服务", "（延续）"])] {
            for (n, line) in lines.iter().enumerate() {
                page = page.text(x + 4.0, TOP + 91.0 + 15.0 * n as f32, 12.0, line);
            }
        }
        let second = "5|统战部|助洁服务|5\n6|^|助行服务|6\n7|区财政局|审计服务|7";
        let second = Page::default().table(70.0, &EDGES, Rules::All, second);
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        let names = notice.items.into_iter().map(|i| i.purchaser);
        let names = names.map(|p| p.map_or(String::new(), |p| p.text));
        names.skip(2).collect::<Vec<_>>()
    };
    let (whole, last) = ("区委统战部", "区财政局");
    assert_eq!(owners(&["区", "委"]), [whole, whole, whole, last]);
    // With room for a line more than the row leaves, it was not.
    let (short, second) = ("区委", "统战部");
    assert_eq!(owners(&["区委"]), [short, second, second, last]);
}

#[test]
fn rules_that_part_all_rows_of_a_table_part_those_of_its_next_page() {
    let edges = [70.0, 190.0, 330.0, 430.0, 520.0];
    let first = "项目名称|服务内容|承接主体|金额（万元）\n校车接送|每天接送|某站|3\n养老服务|上门看望|某站|2";
    let page = Page::of_notice().table(TOP, &edges, Rules::All, first);
    let second = "项目名称|服务内容|承接主体|金额（万元）\n|||\n^|^|^|^";
    let mut second = Page::default().table(70.0, &edges, Rules::All, second);
    let lines = [
        ["海岛档案", "搭建平台，", "普陀区社", "150元/"],
        ["整理工作", "配合迎检", "工站", "人次"],
    ];
    for (n, line) in lines.iter().enumerate() {
        for (x, text) in edges.iter().zip(line) {
            second = second.text(x + 4.0, 108.0 + 18.0 * n as f32, 12.0, text);
        }
    }
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let projects = super::projects_of(&notice);
    assert_eq!(projects, ["校车接送", "养老服务", "海岛档案整理工作"]);
}

#[test]
fn a_line_in_the_middle_of_its_cell_on_the_next_page_goes_on_with_it() {
    let edges = [70.0, 120.0, 240.0, 400.0, 520.0];
    let table =
        "序号|项目名称|服务内容|金额（万元）\n1|校车接送|每天接送|3\n2|养老服务||2\n^|^|^|^";
    let text = |page: Page, y: f32, text: &str| {
        let half = 6.0 * text.chars().count() as f32;
        page.text(320.0 - half, y, 12.0, text)
    };
    let page = Page::of_notice().table(TOP, &edges, Rules::All, table);
    let page = text(page, TOP + 64.0, "为独居老人上门探访并");
    let page = text(page, TOP + 80.0, "代购日常用品和药品并");
    let notice = parse_notice(pdf(vec![page, text(Page::default(), 75.0, "陪同就诊。")])).unwrap();
    let content = notice.items[1].content.as_ref().map(|c| c.text.as_str());
    assert_eq!(
        content,
        Some("为独居老人上门探访并代购日常用品和药品并陪同就诊。")
    );
}

/// What the items say in a field, blank ones too.
fn said(notice: Notice, field: fn(Item) -> Option<CellText>) -> Vec<String> {
    let cells = notice.items.into_iter().map(field);
    cells.map(|c| c.map_or(String::new(), |c| c.text)).collect()
}

#[test]
fn without_rules_a_blank_cell_on_the_next_page_is_none_of_the_cell_above() {
    let first = "序号|项目名称|承接主体|金额（万元）\n1|校车接送|甲中心|3\n2|养老服务||2\n3|助餐服务|乙中心|4\n4|法律援助|^|1\n5|海岛助浴|丙中心|2";
    let second = "6|助洁服务||5\n7|助行服务|丁中心|6\n8|审计服务|戊中心|7";
    let page = Page::of_notice().table(TOP, &EDGES, Rules::Three, first);
    let second = Page::default().table(70.0, &EDGES, Rules::Three, second);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let names = said(notice, |i| i.provider);
    assert_eq!(names[..5], ["甲中心", "", "乙中心", "乙中心", "丙中心"]);
    assert_eq!(names[5..], ["", "丁中心", "戊中心"]);
}

/// All rows of a page are blank in a column, and none of the page before is: nothing shows a merged cell.
#[test]
fn without_rules_a_column_blank_all_down_a_page_is_none_of_the_cell_above() {
    let first = "序号|项目名称|实施时间|金额（万元）\n1|校车接送|全年|3\n2|养老服务|7-8月|2\n3|法律援助|一年|1";
    let second = "4|助洁服务||5\n5|助行服务||6\n6|审计服务||7";
    let page = Page::of_notice().table(TOP, &EDGES, Rules::Three, first);
    let second = Page::default().table(70.0, &EDGES, Rules::Three, second);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let times = said(notice, |i| i.period);
    assert_eq!(times, ["全年", "7-8月", "一年", "", "", ""]);
}

/// The first page has one row, between the header's rule and the last: no rules part rows on those after it.
#[test]
fn without_rules_a_blank_cell_is_none_of_the_cell_on_the_next_page() {
    let pages = [
        "1|校车接送||3",
        "2|养老服务|询价|2\n3|法律援助|公开招标|1",
        "4|助洁服务||5\n5|审计服务||7",
    ];
    let pages = pages.map(|rows| {
        let rows = format!("序号|项目名称|购买方式|金额（万元）\n{rows}");
        Page::default().table(70.0, &EDGES, Rules::Three, &rows)
    });
    let [first, second, third] = pages;
    let notice = parse_notice(pdf(vec![Page::of_notice(), first, second, third])).unwrap();
    let names = said(notice, |i| i.method);
    assert_eq!(names, ["", "询价", "公开招标", "", ""]);
}

/// Who buys by the rows of a table in which the last cell of the first page is full and others say what stands in it and
/// in the first of the second page.
fn owners_said(first: [&str; 2], second: &str, others: [&str; 2]) -> Vec<String> {
    let [one, other] = others;
    let rows = format!(
        "序号|分类|项目名称|金额（万元）\n1|{one}|校车接送|3\n2|^|法律援助|5\n3|{other}|心理辅导|1\n4||养老服务|2"
    );
    let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, &rows);
    for (n, line) in first.iter().enumerate() {
        page = page.text(EDGES[1] + 4.0, TOP + 106.0 + 13.0 * n as f32, 10.0, line);
    }
    let rows = format!("5|{second}|助洁服务|5\n6|^|助行服务|6");
    let second = Page::default().table(70.0, &EDGES, Rules::All, &rows);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let mut tables = notice.tables.into_iter();
    let rows = tables.next().map(|t| t.rows).unwrap_or_default();
    let own = rows.into_iter().map(|r| r.cells[1].text.clone());
    own.collect()
}

#[test]
fn what_a_column_says_whole_elsewhere_is_one_text_over_a_pages_edge() {
    let texts = owners_said(["社会", "救助"], "类", ["社会救助类", "养老"]);
    assert_eq!(texts[3..], ["社会救助类"; 3]);
    // One of the parts is said elsewhere by itself.
    let texts = owners_said(["社会", "救助"], "类", ["社会救助类", "社会救助"]);
    assert_eq!(texts[3..], ["社会救助", "类", "类"]);
    // Nothing says the whole.
    let texts = owners_said(["社会", "救助"], "养老", ["社会救助类", "卫生"]);
    assert_eq!(texts[3..], ["社会救助", "养老", "养老"]);
}

#[test]
fn what_is_left_of_a_row_is_no_header_though_it_names_columns() {
    let edges = [70.0, 120.0, 300.0, 420.0, 520.0];
    let open = |page: Page, top: f32| page.uprights(&edges, top, top + 20.0);
    let words = |page: Page, y: f32, words: [&str; 4]| {
        let places = edges.iter().zip(words);
        places.fold(page, |page, (x, word)| page.text(x + 4.0, y, 12.0, word))
    };
    let head = "序号|项目名称|承接主体|资金来源";
    let page = Page::of_notice().table(TOP, &edges, Rules::All, head);
    let one = words(
        open(page, TOP + 24.0),
        TOP + 38.0,
        ["1", "海岛助餐服", "普陀区", "一般公共"],
    );
    let two = words(
        open(Page::default(), 60.0),
        73.0,
        ["", "务项目", "服务机构", "预算资金"],
    );
    let two = two.table(80.0, &edges, Rules::All, "2|社区普法|某中心|自有资金");
    let notice = parse_notice(pdf(vec![one, two])).unwrap();
    let projects: Vec<&str> = notice
        .items
        .iter()
        .filter_map(|i| i.project.as_ref())
        .map(|p| p.text.as_str())
        .collect();
    assert_eq!(projects, ["海岛助餐服务项目", "社区普法"]);
    assert_eq!(notice.tables.len(), 1);
}

#[test]
fn a_line_that_the_pages_edge_cuts_in_its_middle_is_the_cells() {
    let first = "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2||养老服务|2";
    // Three rows: the lower edge runs through the middle of the characters.
    let bottom = TOP + 3.0 * super::drawing::ROW;
    let page = Page::of_notice()
        .table(TOP, &EDGES, Rules::All, first)
        .text(EDGES[1] + 4.0, bottom + 4.4, 12.0, "区民政局");
    let second = "序号|购买主体|项目名称|金额（万元）\n3|区财政局|审计服务|7";
    let second = Page::default().table(70.0, &EDGES, Rules::All, second);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    assert_eq!(notice.tables.len(), 1);
    let names = notice.items.iter().map(|i| i.purchaser.as_ref());
    let names: Vec<_> = names.map(|p| p.map_or("", |p| p.text.as_str())).collect();
    assert_eq!(names, ["区教育局", "区民政局", "区财政局"]);
}

#[test]
fn a_text_that_ends_as_no_other_of_its_column_is_cut_if_the_rest_ends_so() {
    let said = |owner: &str, second: &str| {
        let rows = format!(
            "序号|类别|项目名称|金额（万元）\n1|养老服务类|校车接送|3\n2|^|法律援助|5\n3|社会救助类|心理辅导|1\n4|基层治理类|普法|1\n5|{owner}|养老服务|2"
        );
        let page = Page::of_notice().table(TOP, &EDGES, Rules::All, &rows);
        let rows = format!("6|{second}|助洁服务|5\n7|^|助行服务|6");
        let second = Page::default().table(70.0, &EDGES, Rules::All, &rows);
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        let cut = notice.diagnostics.iter().filter(|d| d.code == "carry.cut");
        let rows = notice.tables[0].rows.iter();
        let texts: Vec<String> = rows.skip(4).map(|r| r.cells[1].text.clone()).collect();
        (texts, cut.count())
    };
    assert_eq!(
        said("公益慈", "善类"),
        (vec!["公益慈善类".to_owned(); 3], 3)
    );
    // What begins as another does is a value itself.
    assert_eq!(said("公益慈", "社工类").1, 0);
}

#[test]
fn what_is_merged_as_who_buys_goes_on_over_an_edge_with_it() {
    let said = |alone: &str, [first, rest]: [&str; 2]| {
        let rows = format!(
            "序号|购买主体|项目名称|金额（万元）|备注\n1|区教育局|校车接送|3|延续\n2|^|普法|2|^\n3|区民政局|养老服务|4|新增\n4|^|心理辅导|4|{alone}\n5|区财政局|审计服务|7|{first}"
        );
        let edges = [70.0, 120.0, 220.0, 340.0, 430.0, 520.0];
        let page = Page::of_notice().table(TOP, &edges, Rules::All, &rows);
        let rows = format!("6||助洁服务|5|{rest}\n7|区卫健局|义诊|6|新增");
        let second = Page::default().table(70.0, &edges, Rules::All, &rows);
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        let cut = notice.diagnostics.iter().filter(|d| d.code == "carry.cut");
        let rows = notice.tables[0].rows.iter().skip(4);
        let texts: Vec<String> = rows.map(|r| r.cells[4].text.clone()).collect();
        (texts, cut.count())
    };
    let whole = || "经会议同意后实施".to_owned();
    let halves = ["经会议同", "意后实施"];
    assert_eq!(
        said("^", halves),
        (vec![whole(), whole(), "新增".to_owned()], 2)
    );
    // Where one stands in a row of its own, each may.
    assert_eq!(said("按合同", halves).1, 0);
    // Each is all that a cell says elsewhere.
    let two = ["延续", "新增"];
    assert_eq!(said("^", two).0[..2], two);
}

/// The projects of a table without numbers, ruled all round, whose last row is cut: what its name says on either page.
fn projects_cut(first: &[&str], second: &str) -> Vec<String> {
    let edges = [70.0, 126.0, 300.0, 420.0, 520.0];
    let rows = "项目名称|服务内容|承接主体|金额（万元）\n校车|每天接送|某站|3\n|上门看望|某站|2";
    let mut page = Page::of_notice().table(TOP, &edges, Rules::All, rows);
    for (n, line) in first.iter().enumerate() {
        page = page.text(edges[0] + 4.0, TOP + 54.0 + 14.0 * n as f32, 12.0, line);
    }
    let rows = format!("{second}|||\n审计|检查账目|某所|7");
    let second = Page::default().table(70.0, &edges, Rules::All, &rows);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    super::projects_of(&notice)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_name_goes_on_where_a_bracket_is_open_or_the_line_full() {
    // （续） is the mark of what goes on, its second half is none.
    assert_eq!(
        projects_cut(&["助洁（延"], "续）"),
        ["校车", "助洁（延续）", "审计"]
    );
    // In the width of the other lines another would not have stood beside the last.
    let lines = ["退役军", "人优抚", "APP"];
    assert_eq!(
        projects_cut(&lines, "推广"),
        ["校车", "退役军人优抚APP推广", "审计"]
    );
    // So it would have here, but what stands in brackets is no name.
    assert_eq!(
        projects_cut(&["退役军", "人"], "（延续）"),
        ["校车", "退役军人（延续）", "审计"]
    );
    // It would have here: what stands below heads rows.
    assert_eq!(
        projects_cut(&["退役军", "人"], "推广"),
        ["校车", "退役军人", "审计"]
    );
}

/// Cells of the last row have one line each, but for one that fills it; that of the first row below has a blank sum.
#[test]
fn a_row_whose_cells_had_room_for_lines_is_not_cut() {
    let edges = [70.0, 170.0, 240.0, 300.0, 400.0, 520.0];
    let rows = "项目名称|服务内容|实施时间|备注|金额（万元）\n校车接送服务|每天|全年|延续|3\n议事协商服务||全年|延续|2\n^|^|^|^|^";
    let mut page = Page::of_notice().table(TOP, &edges, Rules::All, rows);
    for (n, line) in ["每周安排", "专人并且", "上门。"].iter().enumerate() {
        page = page.text(edges[1] + 4.0, TOP + 54.0 + 12.0 * n as f32, 12.0, line);
    }
    let rows = "妇女文化传承|每月|7-8月|新增|\n审计|检查账目|一年|新增|7";
    let second = Page::default().table(70.0, &edges, Rules::All, rows);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let projects = super::projects_of(&notice);
    assert_eq!(
        projects,
        ["校车接送服务", "议事协商服务", "妇女文化传承", "审计"]
    );
}

/// The words before a sum stand on the page before, and no sum there: 不超过 | 3.5万元.
#[test]
fn a_sum_that_the_page_cuts_is_no_row_of_its_own() {
    let edges = [70.0, 126.0, 300.0, 420.0, 520.0];
    let cut = |own: &str| {
        let first = format!(
            "项目名称|服务内容|区级预算（元）|镇街自筹（元）\n校车|每天接送|30000|400\n养老服|上门看|{own}|不超过"
        );
        let page = Page::of_notice().table(TOP, &edges, Rules::All, &first);
        let second = "务|望||3500元\n审计|检查账目|70000|500";
        let second = Page::default().table(70.0, &edges, Rules::All, second);
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        notice.items.len()
    };
    assert_eq!(cut("20000"), 3);
}

#[test]
fn what_a_row_without_a_number_ends_in_is_no_row() {
    let sums = |above: &str, rest: &str| {
        let edges = [70.0, 126.0, 300.0, 420.0, 520.0];
        let rows =
            format!("项目名称|服务内容|承接主体|金额（元）\n校车|每天接送|某站|3000\n养老|{above}");
        let page = Page::of_notice().table(TOP, &edges, Rules::All, &rows);
        let rows = format!("{rest}\n审计|检查账目|某所|7000");
        let second = Page::default().table(70.0, &edges, Rules::All, &rows);
        super::sums_of(&parse_notice(pdf(vec![page, second])).unwrap())
    };
    let whole = ["3000", "80000", "7000"];
    assert_eq!(sums("上门看望|某站|人民币捌万元", "|||整"), whole);
    // What stands before a sum is none.
    let below = ["3000", "..80000", "7000"];
    assert_eq!(sums("上门看望|某站|不高于", "|||80000"), below);
    // What is open above the edge is closed below it.
    assert_eq!(sums("上门|某站（新|80000", "|看望|城）|"), whole);
}

#[test]
fn the_unit_of_a_total_stands_on_the_next_page() {
    let first = "序号|购买主体|项目名称|金额\n1|区教育局|校车接送|3万元\n2|区民政局|养老服务|2万元\n小计|||5万";
    let page = Page::of_notice().table(TOP, &EDGES, Rules::All, first);
    let second = "|||元\n3|区财政局|审计服务|7万元";
    let second = Page::default().table(70.0, &EDGES, Rules::All, second);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    assert_eq!(super::sums_of(&notice), ["30000", "20000", "70000"]);
    assert_eq!(notice.tables[0].rows[2].cells[3].text, "5万元");
}

#[test]
fn a_page_beside_a_merged_cell_that_no_rule_closes_lacks_its_column() {
    let first = "购买主体|项目名称|服务内容|金额（万元）\n区教育局|校车接送|每天接送|3\n^|养老服务|上门看望|2";
    let page = Page::of_notice().table(TOP, &EDGES, Rules::All, first);
    let rows = "助洁服务|每周上门|5\n助行服务|陪同就医|6";
    let second = Page::default().table(70.0, &EDGES[1..], Rules::All, rows);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    assert_eq!(notice.tables.len(), 1);
    let names = notice.items.iter().map(|i| i.purchaser.as_ref());
    let names: Vec<_> = names.map(|p| p.map_or("", |p| p.text.as_str())).collect();
    assert_eq!(names, ["区教育局"; 4]);
    assert_eq!(
        super::sums_of(&notice),
        ["30000", "20000", "50000", "60000"]
    );
}

#[test]
fn a_header_said_again_beside_a_merged_cell_that_no_rule_closes_is_no_row() {
    let first = "购买主体|项目名称|服务内容|金额（万元）\n区教育局|校车接送|每天接送|3\n^|养老服务|上门看望|2";
    let page = Page::of_notice().table(TOP, &EDGES, Rules::All, first);
    let rows = "项目名称|服务内容|金额（万元）\n助洁服务|每周上门|5\n助行服务|陪同就医|6";
    let second = Page::default()
        .table(70.0, &EDGES[1..], Rules::All, rows)
        .text(EDGES[0] + 4.0, 87.0, 12.0, "购买主体");
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let names = notice.items.iter().map(|i| i.purchaser.as_ref());
    let names: Vec<_> = names.map(|p| p.map_or("", |p| p.text.as_str())).collect();
    assert_eq!(names, ["区教育局"; 4]);
    assert_eq!(
        super::sums_of(&notice),
        ["30000", "20000", "50000", "60000"]
    );
}

#[test]
fn what_is_no_name_alone_is_the_rest_of_one() {
    // 区委 ends as names do; all others begin as it does.
    assert_eq!(
        owners_over_an_edge("", &["区", "", "委"], "宣传部")[1..5],
        ["区委宣传部"; 4]
    );
    // There is room for a line more; but 街道 alone is no name.
    assert_eq!(
        owners_over_an_edge("", &["朱家", "尖"], "街道")[1..5],
        ["朱家尖街道"; 4]
    );
    // Others begin as what stands below does.
    let owners = owners_over_an_edge("", &["区", "", "委"], "区司法局");
    assert_eq!(owners[1..5], ["区委", "区委", "区司法局", "区司法局"]);
}

#[test]
fn a_row_with_a_blank_cell_is_no_header_though_it_names_columns() {
    let first = "序号|单位|项目名称|资金来源\n1|区教育局|校车接送|自筹\n2|东港|心理辅|财政";
    let second = "|街道|导服务|来源\n3|区财政局|审计服务|自筹";
    let page = Page::of_notice().table(TOP, &EDGES, Rules::All, first);
    let second = Page::default().table(70.0, &EDGES, Rules::All, second);
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    assert_eq!(notice.tables.len(), 1);
    assert_eq!(
        super::projects_of(&notice),
        ["校车接送", "心理辅导服务", "审计服务"]
    );
}

/// A page's first or last row of four cells, of which some have no rule at the page's edge: where it is drawn from and to.
fn open_row(page: Page, top: f32, texts: [&str; 4], closed: [bool; 4], below: bool) -> Page {
    let bottom = top + super::drawing::ROW;
    let mut page = page.uprights(&EDGES, top, bottom);
    for (at, text) in texts.iter().enumerate() {
        page = page.text(EDGES[at] + 4.0, top + 16.0, 12.0, text);
        if closed[at] {
            let y = if below { bottom } else { top };
            page = page.across(y, EDGES[at], EDGES[at + 1]);
        }
    }
    page
}

#[test]
fn a_sum_over_a_pages_edge_is_the_first_projects_and_said() {
    let rows = "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2|^|养老服务|^\n3|区民政局|助餐服务|4";
    let page = Page::of_notice().table(TOP, &EDGES, Rules::All, rows);
    let all = [true, true, true, false];
    let page = open_row(page, TOP + 96.0, ["4", "区科协", "助洁服务", ""], all, true);
    let second = open_row(
        Page::default(),
        70.0,
        ["5", "区妇联", "助行服务", "6"],
        all,
        false,
    );
    let second = second.table(94.0, &EDGES, Rules::All, "6|区财政局|审计服务|7");
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let sums: Vec<_> = notice
        .items
        .iter()
        .map(|i| i.amount.as_ref().map_or("", |a| a.text.as_str()))
        .collect();
    assert_eq!(sums, ["3", "", "4", "6", "", "7"]);
    let said = |item: usize| {
        let path = format!("/items/{item}/amount");
        notice
            .diagnostics
            .iter()
            .any(|d| d.path == path && d.code == "cell.merged_once")
    };
    assert!(said(1) && said(4), "{:?}", notice.diagnostics);
}

/// What is printed in a column above and below a page's edge at which no cell is closed.
fn over_an_open_edge(others: [&str; 2], first: &str, second: &str) -> Vec<String> {
    let [one, other] = others;
    let rows = format!(
        "序号|购买主体|项目名称|金额（万元）\n1|{one}|校车接送|3\n2|^|养老服务|2\n3|{other}|助餐服务|4"
    );
    let page = Page::of_notice().table(TOP, &EDGES, Rules::All, &rows);
    let page = open_row(
        page,
        TOP + 96.0,
        ["4", first, "助洁服务", "5"],
        [false; 4],
        true,
    );
    let head = "序号|购买主体|项目名称|金额（万元）";
    let next = Page::default().table(46.0, &EDGES, Rules::All, head);
    let next = open_row(
        next,
        70.0,
        ["5", second, "助行服务", "6"],
        [false; 4],
        false,
    );
    let next = next.table(94.0, &EDGES, Rules::All, "6|区财政局|审计服务|7");
    let notice = parse_notice(pdf(vec![page, next])).unwrap();
    let names = notice.items.into_iter().skip(3).map(|i| i.purchaser);
    names.map(|p| p.map_or(String::new(), |p| p.text)).collect()
}

#[test]
fn two_whole_values_are_two_cells_though_no_rule_parts_them() {
    let others = ["区教育局", "区民政局"];
    assert_eq!(
        over_an_open_edge(others, "区科协", "区妇联")[..2],
        ["区科协", "区妇联"]
    );
    let others = ["桃花镇", "东极镇"];
    assert_eq!(
        over_an_open_edge(others, "桃花镇", "东极镇")[..2],
        ["桃花镇", "东极镇"]
    );
}

/// No numbers, and only the name of who buys is cut; two sums are two rows, and one that needs what stands below is one.
#[test]
fn two_projects_with_their_sums_are_two_rows_though_no_rule_parts_them() {
    let projects = |sum: &str, next: [&str; 4]| {
        let head = "单位|项目名称|服务内容|金额（元）";
        let rows = format!("{head}\n区教育局|校车接送|每天|30000\n区民政局|养老服务|上门|20000");
        let page = Page::of_notice().table(TOP, &EDGES, Rules::All, &rows);
        let last = ["区委（区", "助洁服务", "每周", sum];
        let page = open_row(page, TOP + 72.0, last, [false; 4], true);
        let second = Page::default().table(46.0, &EDGES, Rules::All, head);
        let second = open_row(second, 70.0, next, [false; 4], false);
        let second = second.table(94.0, &EDGES, Rules::All, "区财政局|审计|年度|70000");
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        super::projects_of(&notice).join("|")
    };
    assert_eq!(
        projects("3000", ["档案馆）", "助行服务", "每月", "900"]),
        "校车接送|养老服务|助洁服务|助行服务|审计"
    );
    // Its cell is full, and what stands below is another sum.
    assert_eq!(
        projects(
            "3,001,234.56万元",
            ["档案馆）", "助行服务", "每月", "21.55万元"]
        ),
        "校车接送|养老服务|助洁服务|助行服务|审计"
    );
    assert_eq!(
        projects("3000（区级", ["档案馆）", "驿站", "一次", "500）"]),
        "校车接送|养老服务|助洁服务驿站|审计"
    );
}

/// The page ends within a row, above its print.
#[test]
fn white_space_above_a_pages_edge_is_of_the_row_below_it() {
    let head = "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2|区民政局|养老服务|2";
    for (next, items) in [("合计|<|<|5", 2), ("3|区妇联|助餐服务|4\n合计|<|<|9", 3)] {
        let page = Page::of_notice().table(TOP, &EDGES, Rules::All, &format!("{head}\n|<|<|"));
        let second = Page::default().table(70.0, &EDGES, Rules::All, next);
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        assert_eq!(notice.items.len(), items, "{next}");
        assert_eq!(notice.tables[0].rows.len(), items + 1, "{next}");
    }
}

/// The name of a body fills its cell above the edge, and below it stands a branch's without its body.
#[test]
fn a_branch_alone_below_an_edge_is_of_the_body_above_it() {
    let buyers = |branch: &str, other: &str| {
        let rows = format!(
            "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2|^|游泳|1\n3|{other}|普法|2\n4||养老服务|4"
        );
        let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, &rows);
        for (y, line) in [(11.0, "市医疗"), (22.0, "保障局")] {
            let row = TOP + 4.0 * super::drawing::ROW;
            page = page.text(EDGES[1] + 4.0, row + y, 10.0, line);
        }
        let rows = format!("5|{branch}|助洁服务|5\n6|区卫健局|义诊|6");
        let second = Page::default().table(70.0, &EDGES, Rules::All, &rows);
        let notice = parse_notice(pdf(vec![page, second])).unwrap();
        let cut = notice.diagnostics.iter().filter(|d| d.code == "carry.cut");
        let names = notice.items.iter().skip(3).take(2);
        let names = names.map(|i| i.purchaser.as_ref().unwrap().text.clone());
        (names.collect::<Vec<String>>(), cut.count())
    };
    let whole = || "市医疗保障局普陀分局".to_owned();
    let (names, cut) = buyers("普陀分局", "区民政局");
    assert_eq!((names, cut), (vec![whole(), whole()], 2));
    // A branch that says whose it is buys itself, and so may any where others do not say it.
    assert_eq!(buyers("区公安分局", "区民政局").1, 0);
    assert_eq!(buyers("普陀分局", "定海分局").1, 0);
}
