use super::super::listed;
use super::*;

/// What is said of the items of a table with these findings: each row a purchaser, a place and a project.
fn doubted(found: &[(&'static str, Severity, &str)]) -> Vec<String> {
    named("列", found)
}

/// The same, with this name of each column.
fn named(header: &str, found: &[(&'static str, Severity, &str)]) -> Vec<String> {
    let cell = |text: &str| CellText {
        text: text.to_owned(),
        ..CellText::default()
    };
    let column = |role: Role| Column {
        role,
        header: header.to_owned(),
        ..Column::default()
    };
    let rows = [
        ["区民政局", "茶山村", "助餐"],
        ["", "茶山村", "助浴"],
        ["区民政局", "", "助医"],
    ];
    let columns = [Role::Purchaser, Role::Other, Role::Project].map(column);
    let mut notice = listed(columns.into(), rows.map(|row| row.map(cell).into()));
    notice.source.format = Format::Pdf;
    for (code, severity, path) in found {
        notice
            .diagnostics
            .push(Diagnostic::new(*code, *severity, "", "").path(*path));
    }
    super::rows(&notice).into_iter().map(|d| d.path).collect()
}

#[test]
fn rows_of_a_printed_table_without_a_header_are_in_doubt() {
    let header = ("table.no_header", Severity::Warning, "/tables/0");
    assert_eq!(doubted(&[header]), ["/items/0", "/items/1", "/items/2"]);
    let said = ("amount.unreadable", Severity::Warning, "/items/1/amount");
    assert_eq!(doubted(&[header, said]), ["/items/0", "/items/2"]);
    assert!(doubted(&[("table.no_header", Severity::Info, "/tables/0")]).is_empty());
    assert_eq!(named(" (2)", &[]).len(), 3);
    assert_eq!(named("8万元养老服务类", &[]).len(), 3);
    assert!(named("50万元以上项目", &[]).is_empty());
}

#[test]
fn rows_of_a_table_of_which_half_runs_over_its_columns_are_in_doubt() {
    let crossed = |item: &'static str| ("text.crosses_columns", Severity::Warning, item);
    let (first, second) = (crossed("/items/0/project"), crossed("/items/1/project"));
    assert_eq!(doubted(&[first, second]), ["/items/2"]);
    assert!(doubted(&[first, first]).is_empty());
}

#[test]
fn a_name_left_below_a_table_that_has_no_such_column_puts_it_in_doubt() {
    let column = |role| Column {
        role,
        ..Column::default()
    };
    let mut notice = listed(vec![column(Role::Project)], []);
    notice.tables[0].attachment = Some(0);
    let note = |text: &str| Text {
        text: text.to_owned(),
        ..Text::default()
    };
    notice.attachments.push(crate::model::Attachment {
        notes: vec![note("购买主体"), note("区科协")],
        ..Default::default()
    });
    let lacks = |notice: &Notice| lacks_named_column(&notice.tables[0], &names_below(notice));
    assert!(lacks(&notice));
    notice.tables[0].columns.push(column(Role::Purchaser));
    assert!(!lacks(&notice));
}

#[test]
fn the_name_of_a_column_over_a_table_is_no_name_of_it() {
    let swallowed = |title: &str| {
        let mut notice = listed(vec![Column::default()], []);
        notice.tables[0].title = Some(Text {
            text: title.to_owned(),
            ..Text::default()
        });
        has_swallowed(&notice.tables[0])
    };
    assert!(swallowed("购买主体名称"));
    assert!(!swallowed("政府购买服务项目清单") && !swallowed("采购预算"));
}

#[test]
fn a_number_among_the_names_of_a_column_puts_its_table_in_doubt() {
    let found = |lower: &str| {
        let text = |text: &str| Text {
            text: text.to_owned(),
            ..Text::default()
        };
        let column = Column {
            header: format!("资金/{lower}"),
            texts: vec![text("资金"), text(lower)],
            ..Column::default()
        };
        has_sum_for_name(&listed(vec![column], []).tables[0])
    };
    assert!(found("3493"));
    assert!(found("163.5") && !found("30101"));
    assert!(!found("2023") && !found("5") && !found("区级"));
}

#[test]
fn a_row_of_nothing_but_names_puts_its_table_in_doubt() {
    let row = |cells: [&str; 2]| {
        let cell = |text: &str| CellText {
            text: text.to_owned(),
            ..CellText::default()
        };
        cells.map(cell).into()
    };
    let columns = vec![Column::default(), Column::default()];
    let found = |first| listed(columns.clone(), [row(first), row(["助餐", "每天"])]);
    assert!(has_names_in_rows(&found(["名称", "内容"]).tables[0]));
    assert!(!has_names_in_rows(&found(["名称", "每天"]).tables[0]));
}

#[test]
fn blanks_beside_merged_cells_without_rules_are_in_doubt() {
    let centred = |severity, path| doubted(&[("span.by_centring", severity, path)]);
    assert_eq!(
        centred(Severity::Info, "/items/0/purchaser"),
        ["/items/2"],
        "what the purchasers' cells cover was found"
    );
    // The item itself is said.
    let others = ["/items/1", "/items/2"];
    assert_eq!(centred(Severity::Warning, "/items/0/purchaser"), others);
    let all = ["/items/0", "/items/1", "/items/2"];
    assert_eq!(centred(Severity::Info, "/items/0/others"), all);
    assert!(doubted(&[]).is_empty());
}
