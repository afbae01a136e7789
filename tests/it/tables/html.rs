//! Tables of web pages.

use putuo_notice::{Notice, parse_notice};

use super::{columns_of, findings_of, grid, has_rows, notes_of, projects_of, sums_of};

/// A page that has this as its attachment.
fn page(table: &str) -> Notice {
    parse_notice(source(table)).unwrap()
}

fn source(table: &str) -> String {
    format!(
        "<html><body><h1>关于公布项目的通知</h1><p>各单位：</p><p>现将项目予以公布。</p>\
         <p>舟山市普陀区民政局</p><p>2023年4月11日</p><p>附件</p><p>项目表</p>{table}</body></html>"
    )
}

/// A table of rows of cells: `|` between cells, a line a row; a cell may begin with its attributes: `[colspan=2]合计`.
fn table(rows: &str) -> String {
    let cell = |cell: &str| match cell.strip_prefix('[').and_then(|c| c.split_once(']')) {
        Some((attributes, text)) => format!("<td {attributes}>{text}</td>"),
        None => format!("<td>{cell}</td>"),
    };
    let row = |row: &str| format!("<tr>{}</tr>", row.split('|').map(cell).collect::<String>());
    format!(
        "<table>{}</table>",
        rows.lines().map(row).collect::<String>()
    )
}

#[track_caller]
fn reads(rows: &str, expected: &[&str]) {
    let notice = page(&table(rows));
    has_rows(&notice, expected);
    assert_eq!(findings_of(&notice), [""; 0]);
}

#[test]
fn a_merged_purchaser_belongs_to_every_row_it_covers() {
    reads(
        "序号|购买主体|项目名称|金额（万元）\n\
         1|[rowspan=2]区民政局|养老|2\n\
         2|助餐|3\n\
         [colspan=3]合计|5",
        &[
            "item 1 | 区民政局 | 养老 | 20000",
            "item 2 | 区民政局 <merged> | 助餐 | 30000",
            "total 合计 | _ | _ | 50000",
        ],
    );
}

#[test]
fn spans_are_found_as_spans() {
    let found = grid(source(&table(
        "单位|金额（元）\n[rowspan=2]区民政局|200\n300\n[colspan=2]注：无",
    )));
    assert_eq!(
        found,
        [
            "单位 | 金额（元）",
            "区民政局 2x1 | 200",
            "300",
            "注：无 1x2"
        ]
    );
}

#[test]
fn a_span_that_reaches_below_the_table_ends_with_it() {
    reads(
        "序号|单位|项目|金额（元）\n\
         1|[rowspan=9]区民政局|养老|200\n\
         2|助餐|300",
        &[
            "item 1 | 区民政局 | 养老 | 200",
            "item 2 | 区民政局 <merged> | 助餐 | 300",
        ],
    );
}

#[test]
fn a_header_of_two_rows_names_a_column_by_both() {
    let notice = page(&table(
        "[rowspan=2]序号|[rowspan=2]项目名称|[colspan=2]资金（万元）\n\
         区级|镇级\n\
         1|养老|2|1",
    ));
    assert_eq!(
        columns_of(&notice),
        [
            "序号: sequence",
            "项目名称: project",
            "资金（万元）/区级: amount",
            "资金（万元）/镇级: amount_other",
        ]
    );
    has_rows(&notice, &["item 1 | 养老 | 20000 | 10000"]);
}

#[test]
fn title_and_unit_may_stand_in_rows_of_the_table() {
    let notice = page(&table(
        "[colspan=3]2023年项目表\n[colspan=3]单位：万元\n序号|项目|金额\n1|养老|2\n2|助餐|3",
    ));
    has_rows(&notice, &["item 1 | 养老 | 20000", "item 2 | 助餐 | 30000"]);
    assert_eq!(
        notice.tables[0].unit_text.as_ref().unwrap().text,
        "单位：万元"
    );
}

#[test]
fn a_row_across_is_a_heading_or_a_note() {
    let notice = page(&table(
        "序号|项目|金额（元）\n\
         [colspan=3]一、养老类\n\
         1|日间照料|200\n\
         [colspan=3]第二批\n\
         2|助餐|300\n\
         [colspan=3]注：以合同为准",
    ));
    has_rows(
        &notice,
        &[
            "heading 一、养老类 | _ | blank",
            "item 1 | 日间照料 | 200",
            "heading 第二批 | _ | blank",
            "item 2 | 助餐 | 300",
        ],
    );
    assert_eq!(notes_of(&notice), ["注：以合同为准"]);
}

#[test]
fn a_row_across_below_the_last_project_is_a_note() {
    let notice = page(&table(
        "序号|项目|金额（元）\n1|养老|200\n[colspan=3]资料来源：区财政局",
    ));
    assert_eq!(notes_of(&notice), ["资料来源：区财政局"]);
}

#[test]
fn end_tags_may_be_left_out() {
    let notice = page("<table><tr><td>序号<td>项目<td>金额（元）<tr><td>1<td>养老<td>200</table>");
    has_rows(&notice, &["item 1 | 养老 | 200"]);
}

#[test]
fn line_breaks_comments_and_entities_are_no_part_of_a_text() {
    reads(
        "序号|项目|金额（元）\n1|养老<br>服务|200\n2|助<!-- 旧 -->餐|1&nbsp;300",
        &["item 1 | 养老服务 | 200", "item 2 | 助餐 | 1300"],
    );
}

#[test]
fn a_table_for_layout_holds_the_table() {
    let inner = table("序号|项目|金额（元）\n1|养老|200\n2|助餐|300");
    let notice = page(&format!("<table><tr><td>{inner}</td></tr></table>"));
    has_rows(&notice, &["item 1 | 养老 | 200", "item 2 | 助餐 | 300"]);
}

#[test]
fn the_same_header_again_goes_on_with_the_table() {
    let first = table("序号|单位|项目|金额（元）\n1|区民政局|养老|200");
    let second = table("序号|单位|项目|金额（元）\n2|区司法局|普法|300");
    let notice = page(&format!("{first}{second}"));
    assert_eq!(notice.tables.len(), 1);
    assert_eq!(notice.items.len(), 2);
}

#[test]
fn the_foot_of_a_table_is_its_last_row() {
    let notice = page(
        "<table><thead><tr><th>序号<th>项目<th>金额（元）</thead><tfoot><tr><td>合计<td><td>500</tfoot>\
         <tbody><tr><td>1<td>养老<td>200<tr><td>2<td>助餐<td>300</tbody></table>",
    );
    has_rows(
        &notice,
        &[
            "item 1 | 养老 | 200",
            "item 2 | 助餐 | 300",
            "total 合计 | _ | 500",
        ],
    );
}

#[test]
fn a_struck_sum_is_not_part_of_the_one_beside_it() {
    let notice = page(&table("序号|项目|金额（元）\n1|养老|<del>200</del>300"));
    has_rows(&notice, &["item 1 | 养老 | 300"]);
}

#[test]
fn hidden_text_is_no_part_of_a_cell() {
    reads(
        "序号|项目|金额（元）\n1|养老<span style=\"display:none\">旧</span>|200",
        &["item 1 | 养老 | 200"],
    );
}

#[test]
fn a_table_aligned_with_blanks_in_a_page_is_read_or_said_to_be_unread() {
    let notice = page("<div>序号　项目　金额（元）</div><div>1　养老　200</div>");
    let unread = notice.diagnostics.iter().any(|d| d.code == "table.unread");
    assert!(!notice.items.is_empty() || unread);
}

#[test]
fn a_copy_for_narrow_screens_is_left_out_with_what_stands_round_it() {
    let list = table("序号|项目|金额（元）\n1|养老|200\n2|助餐|300");
    let paper = |own: &str| {
        format!(
            "<div><h1>关于公布2024年项目的公告</h1>{own}<p>现将2024年项目予以公布。</p>{list}<p>区民政局</p><p>2024年4月11日</p></div>"
        )
    };
    let notice = parse_notice(format!(
        "<html><body>{}{}</body></html>",
        paper(""),
        paper("<p>手机版</p>")
    ))
    .unwrap();
    let body: Vec<_> = notice.body.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(body, ["现将2024年项目予以公布。", "手机版"]);
    assert_eq!((notice.tables.len(), notice.items.len()), (1, 2));
}

#[test]
fn the_same_list_under_another_title_is_a_list_of_its_own() {
    let list = table("序号|项目|金额（元）\n1|养老|200\n2|助餐|300");
    for (between, items, loud) in [
        ("", 2, false),
        ("<p>附件2：第二批项目表</p>", 4, true),
        (
            "<h1>关于下达第二批项目的通知</h1><p>各街道：</p><p>现将项目予以下达。</p>",
            4,
            true,
        ),
    ] {
        let notice = parse_notice(format!(
            "<html><body><h1>关于下达项目的通知</h1><p>各街道：</p><p>现将项目予以下达。</p>{list}{between}{list}</body></html>"
        ))
        .unwrap();
        let said = notice
            .diagnostics
            .iter()
            .find(|d| d.code == "table.repeated");
        let warns = said.map(|d| d.severity > putuo_notice::Severity::Info);
        assert_eq!(
            (notice.items.len(), warns),
            (items, Some(loud)),
            "{between}"
        );
    }
}

#[test]
fn labels_with_their_values_in_the_cells_are_the_pages_data() {
    let data = "<table><tr><td>索引号：K24-0031</td><td>发文机关：区财政局</td></tr>\
                <tr><td>文号：区财〔2024〕31号</td><td>发布日期：2024-05-16</td></tr></table>";
    let list = table("序号|项目|金额（元）\n1|养老|200");
    let notice = parse_notice(format!(
        "<html><body>{data}<h1>关于公布项目的通知</h1><p>各单位：</p><p>现将项目予以公布。</p>{list}</body></html>"
    ))
    .unwrap();
    assert_eq!(
        notice.title.map(|t| t.text).as_deref(),
        Some("关于公布项目的通知")
    );
    assert_eq!((notice.tables.len(), notice.items.len()), (1, 1));
}

#[test]
fn labels_and_values_of_the_whole_beside_a_list_are_no_project() {
    let whole = table("项目名称|物业管理\n采购单位|区机关事务中心\n预算金额|500元");
    let list = table(
        "序号|标的名称|中标单位|中标金额（元）\n1|大厅物业|甲公司|200\n2|档案馆物业|乙公司|250",
    );
    let notice = page(&format!("{whole}<p>中标明细</p>{list}"));
    let projects: Vec<_> = notice
        .items
        .iter()
        .filter_map(|i| i.project.as_ref())
        .collect();
    assert_eq!(
        projects.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(),
        ["大厅物业", "档案馆物业"]
    );
    super::says(&notice, "table.aside");
}

#[test]
fn what_is_granted_is_money_in_the_unit_of_what_is_invested() {
    let notice = page(&table(
        "项目名称|总投资（万元）|拟资助|备注\n村道亮化|28|10|\n礼堂修缮|45|15\n公厕改造|12\n停车场|30|8|续建",
    ));
    let sums = notice.items.iter().map(|i| i.amount.as_ref()?.yuan);
    let sums: Vec<_> = sums.map(|s| s.map(|s| s.to_string())).collect();
    let wanted = [Some("100000"), Some("150000"), None, Some("80000")];
    assert_eq!(sums, wanted.map(|s| s.map(str::to_owned)));
}

#[test]
fn a_row_whose_cells_have_slid_is_said() {
    let notice = page(&table(
        "序号|责任单位|项目名称|预算（万元）|备注\n1|区民政局|居家养老|20|\n2|助餐服务|12|\n3|区司法局|普法宣传|8|全年",
    ));
    assert!(findings_of(&notice).contains(&"item.slid /items/1/project".to_owned()));
}

#[test]
fn a_list_beside_a_table_of_its_own_is_read() {
    let list = "<p>一、项目补助</p><p>1. 阳光家园运行 30万元</p><p>2. 无障碍改造 25万元</p><p>3. 辅具补贴 12万元</p>";
    let table = table("镇街|金额（万元）\n城关街道|10\n北渡镇|8\n石桥乡|5");
    for page in [format!("{list}{table}"), format!("{table}{list}")] {
        let read = parse_notice(format!("<h1>关于资金安排的公示</h1>{page}")).unwrap();
        assert_eq!(read.items.len(), 6, "{page}");
    }
}

#[test]
fn a_row_that_lacks_a_cell_among_full_ones_is_said() {
    let row = |cells: &[&str]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let table = |short: &[&str]| {
        let rows = [
            row(&["序号", "购买主体", "项目名称", "服务内容", "金额（元）"]),
            row(&["1", "区民政局", "养老", "上门服务", "20000"]),
            row(short),
            row(&["3", "区司法局", "调解", "驻点调解", "40000"]),
        ];
        page(&format!("<table>{}</table>", rows.concat()))
    };
    let doubts = |read: &Notice| {
        let said = findings_of(read).into_iter();
        said.filter(|f| f.starts_with("item.slid")).count()
    };
    assert!(doubts(&table(&["2", "助餐", "送餐到户", "30000"])) > 0);
    assert_eq!(
        doubts(&table(&["2", "区残联", "助餐", "送餐到户", "30000"])),
        0
    );
}

#[test]
fn years_name_groups_of_columns() {
    for (a, b) in [
        ("2022年", "2023年"),
        ("2022年度", "2023年度"),
        ("上年", "本年"),
    ] {
        for last in ["决算数", "执行数"] {
            let table = format!(
                "<table><tr><td rowspan=2>项目</td><td colspan=2>{a}</td><td colspan=2>{b}</td></tr><tr><td>预算数</td><td>决算数</td>\
                 <td>预算数</td><td>{last}</td></tr><tr><td>环卫保洁</td><td>1200</td><td>1188.2</td><td>1260</td><td>1249.5</td></tr>\
                 <tr><td>垃圾分类</td><td>350</td><td>341</td><td>300</td><td>288.8</td></tr></table><p>单位：万元</p>"
            );
            let notice = parse_notice(format!(
                "<html><body><p>某区支出公开</p>{table}</body></html>"
            ))
            .unwrap();
            assert_eq!(projects_of(&notice), ["环卫保洁", "垃圾分类"], "{table}");
        }
    }
}

#[test]
fn a_table_in_the_cell_of_a_list_is_said_at_its_row() {
    let inner = table("项目|金额（元）\n居家托养|260000\n辅具适配|48000");
    let notice = page(&format!(
        "<table><tr><th>购买主体</th><th>购买项目</th></tr><tr><td>区残联</td><td>{inner}</td></tr>\
         <tr><td>区科协</td><td>科普进社区</td></tr></table>"
    ));
    let said = findings_of(&notice);
    assert!(
        said.contains(&"cell.table /items/0/project".to_owned()),
        "{said:?}"
    );
    assert!(notice.items[0].needs_review && !notice.items[1].needs_review);
}

#[test]
fn a_raised_sign_stands_behind_the_text_of_a_table_as_found() {
    let page = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>送餐<sup>a</sup></td><td>5</td></tr></table>";
    let tables = putuo_notice::Parser::default().tables(page).unwrap();
    let texts: Vec<&str> = tables[0].cells.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["项目", "金额", "送餐a", "5"]);
}

#[test]
fn entries_of_lists_in_cells_have_their_numbers() {
    let content = |list: &str| {
        let row = |number: &str, name: &str, content: &str| {
            format!("<tr><td>{number}<td>{name}<td>{content}<td>5</tr>")
        };
        let names = "<tr><td>序号<td>项目名称<td>服务内容<td>金额（万元）</tr>";
        let counted = |n: u32| format!("<ol start={n}><li><p><br></p></li></ol>");
        let rows = [
            row(&counted(1), "甲", list),
            row(&counted(2), "乙", "驻点调解"),
        ];
        let notice = page(&format!("<table>{names}{}</table>", rows.concat()));
        let item = &notice.items[1];
        assert_eq!(
            item.sequence.as_ref().map(|s| &*s.text),
            Some("2."),
            "{list}"
        );
        notice.items[0].content.as_ref().unwrap().text.clone()
    };
    for (list, expected) in [
        ("<ol><li>培训<li>讲座</ol>", "1.培训2.讲座"),
        (
            "<ol start=3 type=A><li><b>调</b>解</li><li value=7>走访</li></ol>",
            "C.调解G.走访",
        ),
        (
            "<ol style='list-style-type: cjk-ideographic'><li>培训<li>讲座</ol>",
            "一、培训二、讲座",
        ),
        (
            "<ol style='list-style:none'><li>培训<li>讲座</ol>",
            "培训讲座",
        ),
        ("<ul><li>培训<li>讲座</ul>", "培训讲座"),
        ("<ol><li>1.培训<li>2.讲座</ol>", "1.培训2.讲座"),
        (
            "<ol><li>培训<ol type=a><li>初级<li>高级</ol><li>讲座</ol>",
            "1.培训a.初级b.高级2.讲座",
        ),
        (
            "<ol type=a start=26><li>培训<li>讲座<li>走访</ol>",
            "z.培训aa.讲座ab.走访",
        ),
        (
            "<ol start='2、' reversed><li>培训<li>讲座</ol>",
            "2.培训1.讲座",
        ),
        ("<ol start=-1><li>培训<li>讲座</ol>", "-1.培训0.讲座"),
        // Two entries down to one, or more.
        ("<ol reversed><li>培训<li>讲座</ol>", "培训讲座"),
    ] {
        assert_eq!(content(list), expected, "{list}");
    }
}

#[test]
fn a_label_of_who_buys_and_the_name_beside_it_say_whose_the_table_in_the_next_row_is() {
    let list = table("序号|项目名称|金额（元）\n1|残疾人托养|260000\n2|辅具适配|48000");
    let form =
        table("购买主体|区残疾人联合会\n购买项目|@\n公示时间|2024年5月6日").replace('@', &list);
    let read = page(&form);
    let buys = read
        .items
        .iter()
        .filter_map(|i| Some(i.purchaser.as_ref()?.text.as_str()));
    assert_eq!(buys.collect::<Vec<_>>(), ["区残疾人联合会"; 2]);
}

#[test]
fn the_label_of_a_sum_that_is_merged_down_over_items_buys_none_of_them() {
    let notice = page(&table(
        "购买主体|项目名称|金额（万元）\n区民政局|养老|2\n[rowspan=3]本页小计||2\n助餐|3\n助学|4\n合计||9",
    ));
    has_rows(
        &notice,
        &[
            "item 区民政局 | 养老 | 20000",
            "subtotal 本页小计 | _ | 20000",
            "item 区民政局 <carried> | 助餐 | 30000",
            "item 区民政局 <carried> | 助学 | 40000",
            "total 合计 | _ | 90000",
        ],
    );
}

#[test]
fn a_sentence_that_is_broken_in_its_cell_is_one_note() {
    let notes = |text: &str| {
        notes_of(&page(&table(&format!(
            "序号|项目名称|金额（万元）\n1|养老|2\n2|助餐|3\n[colspan=3]{text}"
        ))))
    };
    assert_eq!(
        notes("填表说明：以上项目<br>按实际完成情况结算。"),
        ["填表说明：以上项目按实际完成情况结算。"]
    );
    assert_eq!(
        notes("注：1.按实结算。<br>2.不含上级补助。<br>填表人：王某"),
        ["注：1.按实结算。", "2.不含上级补助。", "填表人：王某"]
    );
}

#[test]
fn boxes_in_lines_below_names_are_a_table() {
    let row = |row: &str| {
        let boxes = row
            .split('|')
            .map(|b| format!("<span class=c>{b}</span>\n"));
        format!("<li>{}</li>\n", boxes.collect::<String>())
    };
    let rows = "项目名称|单位|金额（元）\n养老|区民政局|200\n助餐||300\n合计|500";
    let notice = page(&format!(
        "<ul>{}</ul>",
        rows.lines().map(row).collect::<String>()
    ));
    has_rows(
        &notice,
        &[
            "item 养老 | 区民政局 | 200",
            "item 助餐 | 区民政局 <carried> | 300",
            "total 合计 | _ | 500",
        ],
    );
    // A word processor cuts a text at every other script.
    let notice =
        page("<p><span>金额</span><span lang=EN-US>500</span><span>元</span></p><p>完</p>");
    assert!(notice.tables.is_empty());
}

#[test]
fn a_label_and_its_value_may_be_boxes_side_by_side() {
    let entry = |name: &str, whose: &str, sum: &str| {
        format!(
            "<h4>{name}</h4><p><span>建设单位</span><span>{whose}</span></p><p><span>总投资</span><span>{sum}</span></p>\
             <p><span>建设周期</span><span>2025年</span></p>"
        )
    };
    let list =
        entry("1. 站前广场", "市交投集团", "20万元") + &entry("2. 污水厂", "市水务局", "30万元");
    let notice = page(&list);
    assert_eq!(projects_of(&notice), ["站前广场", "污水厂"]);
    assert_eq!(sums_of(&notice), ["200000", "300000"]);
    assert_eq!(findings_of(&notice), [""; 0]);
}

#[test]
fn names_in_a_table_of_their_own_stand_over_the_rows_of_the_next() {
    let head = table("序号|村|项目名称|奖补资金（万元）");
    let body = table("1|双云村|道路硬化|15\n2|万福村|文化广场|12.8");
    let notice = page(&format!("<div>{head}</div>\n<div>{body}</div>"));
    has_rows(
        &notice,
        &[
            "item 1 | 双云村 | 道路硬化 | 150000",
            "item 2 | 万福村 | 文化广场 | 128000",
        ],
    );
    assert_eq!(findings_of(&notice), [""; 0]);
}

#[test]
fn other_papers_that_a_page_leads_to_are_none_of_it() {
    let list = "<h4>相关稿件</h4><ul><li><a href=1>关于做好春耕工作的通知</a> <span>2025-03-01</span></li></ul>";
    let source = format!(
        "<html><body><h1>2025年投资项目</h1><p>总投资5万元。</p>{}{list}</body></html>",
        table("序号|项目|金额（元）\n1|养老|200\n2|助餐|300")
    );
    let notice = parse_notice(source).unwrap();
    assert!(
        notice
            .title
            .as_ref()
            .is_none_or(|t| !t.text.contains("春耕")),
        "{:?}",
        notice.title
    );
    assert!(notice.body.iter().any(|p| p.text.contains("总投资")));
}

#[test]
fn names_without_a_role_that_are_known_are_understood() {
    let notice = page(&table(
        "序号|承接主体名称|统一社会信用代码|服务领域\n1|益家社工服务中心|52320211MJ55A|社区服务\n2|和风养老公司|9132021MA1X|养老服务",
    ));
    assert_eq!(findings_of(&notice), [""; 0]);
}

#[test]
fn a_note_of_a_word_that_is_broken_in_its_cell_is_one() {
    let notice = page(&table(
        "序号|单位|项目|金额（元）\n1|区民政局|养老|200\n2|区民政局|助餐|300\n[colspan=4]以下<br>空白",
    ));
    assert_eq!(notes_of(&notice), ["以下空白"]);
}

/// Programs end rows with a cell that nothing ever stands in: two lists side by side are told all the same.
#[test]
fn a_column_without_name_and_text_is_none() {
    let row = |cells: [&str; 6]| format!("<tr><td>{}<td>&nbsp;</tr>", cells.join("<td>"));
    let rows = [
        row(["序号", "姓名", "金额（元）", "序号", "姓名", "金额（元）"]),
        row(["1", "王某", "800", "3", "陈某", "1000"]),
        row(["2", "李某", "1200", "4", "周某", "600"]),
    ];
    let notice = page(&format!("<table>{}</table>", rows.concat()));
    assert_eq!(sums_of(&notice), ["800", "1200", "1000", "600"]);
}

#[test]
fn cells_of_as_many_lines_are_as_many_rows() {
    reads(
        "乡镇|项目名称|奖补（万元）\n漆河镇|甲村桥梁<br>乙村渠道<br>丙村路灯|15<br>8.5<br>4\n陬市镇|丁村晒场|6",
        &[
            "item 漆河镇 | 甲村桥梁 | 150000",
            "item 漆河镇 <merged> | 乙村渠道 | 85000",
            "item 漆河镇 <merged> | 丙村路灯 | 40000",
            "item 陬市镇 | 丁村晒场 | 60000",
        ],
    );
    // Two lines may be one name's, with two sums.
    let two =
        "乡镇|项目名称|奖补（万元）\n漆河镇|甲村桥梁<br>乙村渠道|15<br>8.5\n陬市镇|丁村晒场|6";
    assert_eq!(sums_of(&page(&table(two))), ["150000", "85000", "60000"]);
    assert_eq!(
        findings_of(&page(&table(two))),
        [
            "form.rows_in_cell /items/0/amount",
            "form.rows_in_cell /items/1/amount"
        ]
    );
    // The rest of a name is none, and a sum beside them may be that of both.
    for one in [
        "乡镇|项目名称|奖补（万元）\n漆河镇|甲村桥梁<br>（二期）|15<br>8.5\n陬市镇|丁村晒场|6",
        "乡镇|项目名称|市级（万元）|合计（万元）\n漆河镇|甲村桥梁<br>乙村渠道|15<br>8.5|23.5\n陬市镇|丁村晒场|6|6",
    ] {
        assert_eq!(page(&table(one)).items.len(), 2, "{one}");
    }
}

#[test]
fn a_sum_that_is_struck_out_whole_is_said() {
    let notice = page(&table(
        "序号|项目|金额（元）\n1|养老|<s>200</s>\n2|助餐|<s>200</s>300",
    ));
    assert_eq!(findings_of(&notice), ["text.struck /items/0/amount"]);
    assert_eq!(sums_of(&notice), ["blank", "300"]);
}
