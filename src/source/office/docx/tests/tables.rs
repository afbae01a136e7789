#![allow(clippy::unwrap_used)]
//! Tables: places, spans, widths, what only arranges.

use super::*;

#[test]
fn what_stands_in_cells_that_are_not_there_is_said() {
    let row = |properties: &str| format!("<w:tr>{}{}</w:tr>", tc("", "甲"), tc(properties, "乙"));
    for (properties, code) in [
        ("<w:cellDel w:id=\"1\"/>", "docx.deleted"),
        ("<w:hMerge/>", "docx.hidden"),
    ] {
        let (text, codes) = read_with(&tbl(&row(properties)), &[]);
        assert!(!text.contains('乙'), "{text}");
        assert_eq!(codes, [code]);
    }
}

#[test]
fn cells_have_their_places_and_spans() {
    let grid = "<w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid>";
    let row = |properties: &str, cells: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
    };
    let span = "<w:gridSpan w:val=\"2\"/>";
    let (start, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let cases = [
        (
            row("", &(tc(start, "甲") + &tc(span, "乙")))
                + &row("", &(tc(on, "") + &tc("", "1") + &tc("", "2"))),
            "[2x3: 0,0 2x1 甲|0,1 1x2 乙|1|2]",
        ),
        // What a covered cell holds is not seen.
        (
            row("", &(tc(start, "甲") + &tc("", "a"))) + &row("", &(tc(on, "密") + &tc("", "b"))),
            "[2x2: 0,0 2x1 甲|a|b]",
        ),
        // One that goes on below nothing is a cell.
        (row("", &(tc(on, "甲") + &tc("", "a"))), "[1x2: 甲|a]"),
        (
            row("", &(tc("", "a") + &tc("", "b") + &tc("", "c")))
                + &row("<w:gridBefore w:val=\"1\"/>", &(tc("", "d") + &tc("", "e"))),
            "[2x3: a|b|c|d|e]",
        ),
        (
            row(
                "",
                &(tc("<w:hMerge w:val=\"restart\"/>", "a") + &tc("<w:hMerge/>", "") + &tc("", "c")),
            ) + &row("", &(tc("", "1") + &tc("", "2") + &tc("", "3"))),
            "[2x3: 0,0 1x2 a|c|1|2|3]",
        ),
        (
            row("", &tc("", "a"))
                + &row("<w:del w:id=\"1\"/>", &tc("", "x"))
                + &row("<w:ins w:id=\"2\"/>", &tc("", "b")),
            "[2x1: a|b]",
        ),
        (
            row("", &tc("", "a")) + &row("<w:hidden/>", &tc("", "x")),
            "[1x1: a]",
        ),
        (
            row(
                "",
                &(tc("", "a")
                    + &tc("<w:cellDel w:id=\"1\"/>", "x")
                    + &tc("<w:cellIns w:id=\"1\"/>", "b")),
            ),
            "[1x2: a|b]",
        ),
    ];
    for (rows, expected) in cases {
        assert_eq!(body(&tbl(&(grid.to_owned() + &rows))), expected, "{rows}");
    }
    let wrapped = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        tr(&["a", "b"])
    );
    assert_eq!(body(&tbl(&wrapped)), "[1x2: a|b]");
    let cell = format!(
        "<w:tr><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:tr>",
        tc("", "a"),
        tc("", "b")
    );
    assert_eq!(body(&tbl(&cell)), "[1x2: a|b]");
    assert_eq!(
        body(&tbl(&format!(
            "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>",
            tc("", "x")
        ))),
        ""
    );
}

#[test]
fn a_table_without_lines_may_only_arrange_its_cells() {
    let none = "<w:tblPr><w:tblBorders><w:top w:val=\"nil\"/></w:tblBorders></w:tblPr>";
    let signed = none.to_owned() + &tr(&["民政局", "财政局"]) + &tr(&["", "2024年3月18日"]);
    assert_eq!(body(&tbl(&signed)), "民政局 ¶ 财政局 ¶  ¶ 2024年3月18日");
    let list = none.to_owned() + &tr(&["1", "甲"]) + &tr(&["2", "乙"]);
    assert_eq!(body(&tbl(&list)), "[2x2: 1|甲|2|乙]");
    let styles = "<w:style w:type=\"table\" w:styleId=\"g\"><w:tblPr><w:tblBorders><w:top w:val=\"single\"/></w:tblBorders></w:tblPr></w:style>";
    let styled = "<w:tblPr><w:tblStyle w:val=\"g\"/></w:tblPr>".to_owned() + &tr(&["甲", "乙"]);
    assert_eq!(
        read_with(&tbl(&styled), &[("styles", styles)]).0,
        "[1x2: 甲|乙]"
    );
}

#[test]
fn edges_that_nearly_meet_are_one() {
    let grid = "<w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"30\"/><w:gridCol w:w=\"2000\"/></w:tblGrid>";
    let two = "<w:gridSpan w:val=\"2\"/>";
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}{}</w:tr>",
        tc(two, "a"),
        tc("", "b"),
        tc("", "1"),
        tc(two, "2")
    );
    assert_eq!(body(&tbl(&(grid.to_owned() + &rows))), "[2x2: a|b|1|2]");
}

#[test]
fn rows_of_one_width_are_placed_by_the_widths_of_their_cells() {
    let cell =
        |width: u32, text: &str| tc(&format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"), text);
    let rows = format!(
        "<w:tr>{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr>",
        cell(3000, "题"),
        cell(1000, "a"),
        cell(2000, "b"),
        cell(1010, "1"),
        cell(990, "2"),
        cell(1000, "3"),
    );
    assert_eq!(body(&tbl(&rows)), "[3x3: 0,0 1x3 题|a|1,1 1x2 b|1|2|3]");
}

#[test]
fn tables_from_right_to_left_and_rows_without_height() {
    let bidi =
        "<w:tblPr><w:bidiVisual/><w:tblBorders><w:top w:val=\"single\"/></w:tblBorders></w:tblPr>"
            .to_owned()
            + &tr(&["3", "2", "1"]);
    assert_eq!(body(&tbl(&bidi)), "[1x3: 1|2|3]");
    let flat = tr(&["a"])
        + &format!(
            "<w:tr><w:trPr><w:trHeight w:val=\"1\" w:hRule=\"exact\"/></w:trPr>{}</w:tr>",
            tc("", "x")
        );
    let (text, codes) = read_with(&tbl(&flat), &[]);
    assert_eq!(
        (text.as_str(), codes.join(" ").as_str()),
        ("[1x1: a]", "docx.hidden")
    );
}

#[test]
fn styles_of_tables_hide_parts_of_them() {
    let styles = "<w:style w:type=\"table\" w:styleId=\"T\">\
                  <w:tblStylePr w:type=\"lastRow\"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>\
                  <w:tblStylePr w:type=\"lastCol\"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>\
                  <w:tblStylePr w:type=\"neCell\"><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:tblStylePr></w:style>";
    let rows = [tr(&["甲", "乙"]), tr(&["丙", "丁"]), tr(&["戊", "己"])].concat();
    let shown = |look: &str| {
        let table = format!(
            "<w:tblPr><w:tblStyle w:val=\"T\"/><w:tblBorders><w:top w:val=\"single\"/></w:tblBorders>{look}</w:tblPr>{rows}"
        );
        read_with(&tbl(&table), &[("styles", styles)])
    };
    let all = shown("").0;
    assert!(all.contains('己'), "{all}");
    assert_eq!(shown("<w:tblLook w:val=\"0600\"/>").0, all);
    for look in [
        "<w:tblLook w:val=\"0140\"/>",
        "<w:tblLook w:lastRow=\"1\" w:lastColumn=\"1\"/>",
    ] {
        let (text, codes) = shown(look);
        assert!(
            text.contains('甲') && text.contains('丙') && !text.contains(['乙', '丁', '戊', '己']),
            "{text}"
        );
        assert_eq!(codes, ["docx.hidden"]);
    }
    // The corner is shown where its row and its column are asked for.
    let (text, _) = shown("<w:tblLook w:val=\"0120\"/>");
    assert!(text.contains('乙') && !text.contains('丁'), "{text}");
}
